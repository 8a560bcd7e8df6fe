//! Bytes to text: the only place that knows of encodings.
//!
//! A byte order mark decides; then what the format declares; then whether the bytes are UTF-8; then a guess, which the
//! provenance says to be one. Bytes that are no characters become U+FFFD and are listed with their places.

use crate::finding::{Error, Words, codes};
use crate::text::{LineEnds, Malformed, Provenance, Source, chars, hash::sha256};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Spans are 32-bit; larger sources are refused.
pub const LIMIT: usize = (u32::MAX / 4) as usize;
/// Malformed sequences that are listed; more than that are counted only.
const LISTED: usize = 1000;

/// Decodes a file. `declared` is the encoding that the format itself names, for example a web page's `charset`.
///
/// # Errors
/// `TW019` for a file over [`LIMIT`], `TW005` for bytes that are no text in any encoding, `TW004` for one without text.
pub fn decode(bytes: &[u8], file_name: &str, declared: Option<&str>) -> Result<Source, Error> {
    let d = text_of(bytes, file_name, declared)?;
    // Text has few of these; pictures and programs are full of them.
    let odd = chars::may_be_odd(&d.text);
    let is_noise = |c: &char| chars::is_illegal(*c) || *c == '\u{fffd}';
    let noise = if odd { d.text.chars().filter(is_noise).count() } else { 0 };
    if noise > 8 && noise * 8 > d.text.chars().count() {
        let noise: Words =
            "控制字符和坏字节太多 / more control characters and malformed bytes than text".into();
        return Err(Error::new(&codes::NOT_TEXT, &[&Words::file(file_name), &noise]));
    }
    Ok(d.source(bytes, file_name))
}

/// Decodes a file for those who look at every character themselves.
///
/// # Errors
/// As [`decode`], but that much noise is taken for text.
pub fn text_of<'a>(bytes: &'a [u8], file_name: &str, declared: Option<&str>) -> Result<Decoded<'a>, Error> {
    if bytes.len() >= LIMIT {
        return Err(Error::new(&codes::TOO_LARGE, &[&Words::file(file_name), &LIMIT]));
    }
    if let Some(kind) = binary_kind(bytes) {
        return Err(Error::new(&codes::NOT_TEXT, &[&Words::file(file_name), &kind]));
    }
    let d = Decoded::of(bytes, declared);
    if d.text.chars().all(chars::is_space) {
        return Err(Error::new(&codes::EMPTY, &[&Words::file(file_name)]));
    }
    Ok(d)
}

/// The source whose text was extracted from what was decoded: the bytes keep their hash, the text gets its own.
pub fn redecoded(page: Source, text: String) -> Source {
    Source {
        provenance: Provenance {
            line_ends: line_ends(&text),
            characters: text.chars().count() as u64,
            sha256_text: sha256(text.as_bytes()),
            // Their places are those in the page, not in what was taken from it.
            malformed: page.provenance.malformed.into_iter().map(|m| Malformed { at: 0, ..m }).collect(),
            ..page.provenance
        },
        text,
    }
}

/// Whether two labels name one encoding (WHATWG Encoding, 4.2), GBK being read as the GB18030 that holds it.
pub fn same_encoding(a: &str, b: &str) -> bool {
    let encoding = |label: &str| {
        Encoding::for_label(label.trim().as_bytes()).map(|e| if e == GBK { GB18030 } else { e })
    };
    // UTF-16 says nothing of the order of its bytes.
    let wide = |e: Option<&'static Encoding>| e.is_some_and(|e| e == UTF_16LE || e == UTF_16BE);
    let (a, b) = (encoding(a), encoding(b));
    a == b || wide(a) && wide(b)
}

/// The text of a file, and how it was written.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The characters.
    pub text: Cow<'a, str>,
    /// The encoding, by its name in the WHATWG standard.
    pub encoding: &'static str,
    /// Whether the encoding is a guess.
    pub guessed: bool,
    /// Whether a byte order mark stood before the text.
    pub bom: bool,
    /// What was no character.
    pub malformed: Vec<Malformed>,
}

impl<'a> Decoded<'a> {
    /// With all that is to be known of the file.
    pub fn source(self, bytes: &[u8], file_name: &str) -> Source {
        let sha256_bytes = sha256(bytes);
        let same = self.text.as_bytes() == bytes;
        Source {
            provenance: Provenance {
                file_name: file_name.to_owned(),
                bytes: bytes.len() as u64,
                sha256_text: if same { sha256_bytes.clone() } else { sha256(self.text.as_bytes()) },
                sha256: sha256_bytes,
                encoding: self.encoding.to_owned(),
                guessed: self.guessed,
                bom: self.bom,
                malformed: self.malformed,
                flattened: vec![],
                corrections: None,
                left_out: None,
                line_ends: line_ends(&self.text),
                characters: self.text.chars().count() as u64,
            },
            text: self.text.into_owned(),
        }
    }

    fn of(bytes: &'a [u8], declared: Option<&str>) -> Self {
        for (bom, big) in [([0xff, 0xfe, 0, 0], false), ([0, 0, 0xfe, 0xff], true)] {
            if let Some(rest) = bytes.strip_prefix(&bom) {
                return Self::utf32(rest, big, true);
            }
        }
        if let Some((encoding, len)) = Encoding::for_bom(bytes) {
            return Self::with(encoding, &bytes[len..], true, false);
        }
        if let Some(encoding) = declared.and_then(|d| Encoding::for_label(d.trim().as_bytes())) {
            // UTF-8 is hard to produce by accident: a page that says GB2312 and is UTF-8 is UTF-8.
            let encoding = if encoding == GBK { GB18030 } else { encoding };
            if encoding != UTF_8 && std::str::from_utf8(bytes).is_err() {
                let d = Self::with(encoding, bytes, false, false);
                if d.malformed.is_empty() {
                    return d;
                }
            }
        }
        if let Ok(text) = simdutf8::basic::from_utf8(bytes)
            && !wide(bytes)
        {
            let (encoding, malformed) = ("UTF-8", vec![]);
            return Self { text: Cow::Borrowed(text), encoding, guessed: false, bom: false, malformed };
        }
        if let Some(encoding) = utf16_without_bom(bytes) {
            return Self::with(encoding, bytes, false, true);
        }
        let utf8 = Self::with(UTF_8, bytes, false, false);
        // A long text with a few bad bytes in it is still UTF-8.
        if utf8.malformed.len() * 200 < utf8.text.chars().filter(|c| !c.is_ascii()).count() {
            return utf8;
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
        detector.feed(bytes, true);
        let guess = detector.guess(None, Utf8Detection::Deny);
        let guess = if guess == GBK { GB18030 } else { guess };
        let guessed = Self::with(guess, bytes, false, true);
        if guessed.malformed.len() < utf8.malformed.len() { guessed } else { utf8 }
    }

    fn with(encoding: &'static Encoding, bytes: &[u8], bom: bool, guessed: bool) -> Self {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut text = String::with_capacity(bytes.len() * 3 / 2 + 16);
        let mut malformed = vec![];
        let mut at = 0;
        loop {
            let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len() - at).unwrap_or(0);
            text.reserve(room + 16);
            let (result, read) = decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
            at += read;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(len, after) => {
                    let end = at.saturating_sub(after.into());
                    let start = end.saturating_sub(len.into());
                    if malformed.len() < LISTED {
                        malformed.push(Malformed { at: text.len() as u32, bytes: hex(&bytes[start..end]) });
                    }
                    text.push('\u{fffd}');
                }
            }
        }
        Self { text: Cow::Owned(text), encoding: encoding.name(), guessed, bom, malformed }
    }

    fn utf32(bytes: &[u8], big: bool, bom: bool) -> Self {
        let mut text = String::with_capacity(bytes.len());
        let mut malformed = vec![];
        for group in bytes.chunks(4) {
            let n = <[u8; 4]>::try_from(group)
                .ok()
                .map(|b| if big { u32::from_be_bytes(b) } else { u32::from_le_bytes(b) });
            if let Some(c) = n.and_then(char::from_u32) {
                text.push(c);
            } else {
                malformed.push(Malformed { at: text.len() as u32, bytes: hex(group) });
                text.push('\u{fffd}');
            }
        }
        let encoding = if big { "UTF-32BE" } else { "UTF-32LE" };
        Self { text: Cow::Owned(text), encoding, guessed: false, bom, malformed }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect::<Vec<_>>().join(" ")
}

/// Whether ASCII seems to be written in two bytes.
fn wide(bytes: &[u8]) -> bool {
    bytes.contains(&0) && bytes.iter().map(|b| usize::from(*b == 0)).sum::<usize>() * 4 > bytes.len()
}

/// UTF-16 by its zero bytes, or by spaces and line ends in two bytes.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) || bytes.len() < 8 {
        return None;
    }
    let pairs = || bytes.chunks_exact(2);
    let sure = |high: usize| {
        pairs()
            .filter(|p| {
                p[high] == 0
                    && (p[1 - high] == b'\n' || p[1 - high] == b' ' || p[1 - high].is_ascii_alphanumeric())
                    || p[high] == 0x30 && p[1 - high] <= 2
                    || p[high] == 0xff && p[1 - high] <= 0x5e && p[1 - high] > 0
            })
            .count()
    };
    let (little, big) = (sure(1), sure(0));
    let enough = bytes.len() / 80 + 1;
    if little >= enough && little > 2 * big {
        Some(UTF_16LE)
    } else if big >= enough && big > 2 * little {
        Some(UTF_16BE)
    } else {
        None
    }
}

const PICTURE: &str =
    "是图片，请先识别其中的文字（OCR） / it is a picture; have its text recognised first (OCR)";
const PACKED: &str =
    "是压缩包，请先解开，再给出里面的文件 / it is an archive; unpack it and name the files in it";
/// Named as text where it is none: without that the content tells.
const NAMED: &str = "是别种文件，请去掉 --from，由内容决定 / it is a file of another kind; leave out --from, and its content decides";

/// Files that are certainly no text, by their first bytes, and what to do about them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"PK\x03\x04", PACKED),
    (b"PK\x05\x06", PACKED),
    (b"\x1f\x8b", PACKED),
    (b"Rar!\x1a\x07", PACKED),
    (b"7z\xbc\xaf\x27\x1c", PACKED),
    (b"\x7fELF", "是程序 / it is a program"),
    (b"%PDF-", NAMED),
    (b"\xd0\xcf\x11\xe0", NAMED),
    (b"{\\rtf", NAMED),
];

fn binary_kind(bytes: &[u8]) -> Option<Words> {
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| Words::from(*kind))
}

fn line_ends(text: &str) -> LineEnds {
    let bytes = text.as_bytes();
    if !text.contains('\r') {
        return if text.contains('\n') { LineEnds::Lf } else { LineEnds::None };
    }
    let (mut lf, mut crlf, mut cr) = (false, false, false);
    for (i, b) in bytes.iter().enumerate() {
        match b {
            b'\n' if i > 0 && bytes[i - 1] == b'\r' => crlf = true,
            b'\n' => lf = true,
            b'\r' if bytes.get(i + 1) != Some(&b'\n') => cr = true,
            _ => {}
        }
    }
    match (lf, crlf, cr) {
        (false, false, false) => LineEnds::None,
        (true, false, false) => LineEnds::Lf,
        (false, true, false) => LineEnds::Crlf,
        (false, false, true) => LineEnds::Cr,
        _ => LineEnds::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "第一条　为了保护公民的合法权益，维护社会秩序，根据宪法，制定本法。\r\n第二条　国家保护公民的权利。";

    fn decoded(bytes: &[u8]) -> Source {
        decode(bytes, "a.txt", None).expect("text")
    }

    #[test]
    fn a_byte_order_mark_is_noted_and_not_text() {
        let s = decoded("\u{feff}甲\r\n".as_bytes());
        assert_eq!(
            (s.text.as_str(), s.provenance.bom, s.provenance.line_ends),
            ("甲\r\n", true, LineEnds::Crlf)
        );
    }

    #[test]
    fn encodings_are_told_apart() {
        let gb = GB18030.encode(TEXT).0.into_owned();
        let s = decoded(&gb);
        assert_eq!(
            (s.text.as_str(), s.provenance.encoding.as_str(), s.provenance.guessed),
            (TEXT, "gb18030", true)
        );
        let big5 =
            "第一條　為保障國民之權利，維護社會秩序，特制定本條例。第二條　本條例用詞定義如下。".to_owned();
        assert_eq!(decoded(&encoding_rs::BIG5.encode(&big5).0).text, big5);
        let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let s = decoded(&utf16);
        assert_eq!((s.text.as_str(), s.provenance.encoding.as_str()), (TEXT, "UTF-16LE"));
        let utf32: Vec<u8> =
            "\u{feff}".chars().chain(TEXT.chars()).flat_map(|c| (c as u32).to_be_bytes()).collect();
        let s = decoded(&utf32);
        assert_eq!((s.text.as_str(), s.provenance.encoding.as_str()), (TEXT, "UTF-32BE"));
    }

    #[test]
    fn a_bad_byte_is_listed_with_its_place() {
        let mut bytes = TEXT.repeat(10).into_bytes();
        bytes.insert(9, 0xff);
        let s = decoded(&bytes);
        assert_eq!(s.provenance.encoding, "UTF-8");
        assert_eq!(s.provenance.malformed, [Malformed { at: 9, bytes: "ff".into() }]);
        assert_eq!(&s.text[..12], "第一条\u{fffd}");
    }

    #[test]
    fn a_declaration_that_lies_is_not_believed() {
        let s = decode(TEXT.as_bytes(), "a.html", Some("gb2312")).expect("text");
        assert_eq!(s.text, TEXT);
        let gb = GB18030.encode(TEXT).0.into_owned();
        assert_eq!(decode(&gb, "a.html", Some("utf-8")).expect("text").text, TEXT);
        assert!(!decode(&gb, "a.html", Some("gbk")).expect("text").provenance.guessed);
    }

    #[test]
    fn refusals_name_their_reason() {
        let code = |b: &[u8]| decode(b, "x", None).expect_err("refused").code.name;
        assert_eq!(code(b""), "empty");
        assert_eq!(code("　\u{200b}\n".as_bytes()), "empty");
        assert_eq!(code(b"%PDF-1.7"), "not-text");
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(code(&noise), "not-text");
    }
}
