//! Bytes to text: the only place that knows of encodings.

use super::{LineEnds, Provenance, Source, hash::sha256};
use crate::finding::{Error, codes};

/// Spans are 32-bit; larger sources are refused.
pub const LIMIT: usize = u32::MAX as usize;

/// Decodes a file.
///
/// # Errors
/// `TW019` for a file over [`LIMIT`], `TW005` for bytes that are not UTF-8 text, `TW004` for one without any text.
pub fn decode(bytes: &[u8], file_name: &str) -> Result<Source, Error> {
    let shown = if file_name.is_empty() { "stdin" } else { file_name };
    if bytes.len() >= LIMIT {
        return Err(Error::new(&codes::TOO_LARGE, &[&shown, &LIMIT]));
    }
    if let Some(kind) = binary_kind(bytes) {
        return Err(Error::new(&codes::NOT_TEXT, &[&shown, &kind]));
    }
    let (bom, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    let text = std::str::from_utf8(body).map_err(|e| {
        let at = e.valid_up_to() + if bom { 3 } else { 0 };
        Error::new(&codes::NOT_TEXT, &[&shown, &format!("not UTF-8 at byte {at} / 第 {at} 字节起不是 UTF-8")])
    })?;
    if text.chars().all(super::chars::is_space) {
        return Err(Error::new(&codes::EMPTY, &[&shown]));
    }
    Ok(Source {
        text: text.to_owned(),
        provenance: Provenance {
            file_name: file_name.to_owned(),
            bytes: bytes.len() as u64,
            sha256: sha256(bytes),
            encoding: "UTF-8".into(),
            bom,
            line_ends: line_ends(text),
            characters: text.chars().count() as u64,
            sha256_text: sha256(text.as_bytes()),
        },
    })
}

/// Files that are certainly no text, by their first bytes.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX or EPUB"),
    (b"\x7fELF", "ELF"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0", "DOC, XLS or PPT"),
    (b"{\\rtf", "RTF"),
];

fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

fn line_ends(text: &str) -> LineEnds {
    let bytes = text.as_bytes();
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

    #[test]
    fn a_byte_order_mark_is_noted_and_not_text() {
        let s = decode("\u{feff}甲\r\n".as_bytes(), "a.txt").expect("text");
        assert_eq!(
            (s.text.as_str(), s.provenance.bom, s.provenance.line_ends),
            ("甲\r\n", true, LineEnds::Crlf)
        );
    }

    #[test]
    fn refusals_name_their_reason() {
        let code = |b: &[u8]| decode(b, "x").expect_err("refused").code.name;
        assert_eq!(code(b""), "empty");
        assert_eq!(code("　\u{200b}\n".as_bytes()), "empty");
        assert_eq!(code(b"abc\xff\xfe"), "not-text");
        assert_eq!(code(b"%PDF-1.7"), "not-text");
    }
}
