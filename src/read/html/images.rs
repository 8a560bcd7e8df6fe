//! Pictures: what stands for them in the text, and their data where the page or its folder brings them along. Nothing
//! is ever fetched.

use super::piece::Writer;
use super::walk::Page;
use crate::finding::codes;
use crate::ir::{MarkKind, Media};
use scraper::node::Element;
use std::collections::BTreeMap;

/// The data of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its media type.
    pub mime: &'static str,
    /// The extension of its name.
    pub extension: &'static str,
    /// Its bytes, in Base64.
    pub data: String,
}

/// The picture of an address: of its own data, or of a file that was given.
pub fn given(source: &str, files: &BTreeMap<String, Vec<u8>>) -> Option<Picture> {
    if source.get(..5).is_some_and(|s| s.eq_ignore_ascii_case("data:")) {
        return from_uri(&source[5..]);
    }
    files.get(source).or_else(|| files.get(&unescaped(source))).and_then(|b| of_bytes(b))
}

/// The name of a picture among those of a document; the same data stand there once.
pub fn named(media: &mut Vec<Media>, p: &Picture) -> String {
    if let Some(same) = media.iter().find(|m| m.data == p.data) {
        return same.name.clone();
    }
    let name = format!("image-{}.{}", media.len() + 1, p.extension);
    media.push(Media { name: name.clone(), mime: p.mime.to_owned(), data: p.data.clone() });
    name
}

/// Takes a picture.
pub fn image(page: &mut Page, e: &Element, out: &mut Writer) {
    let side = |name| e.attr(name).and_then(|v| v.trim().parse::<u32>().ok());
    // Pages keep room with pictures of one pixel.
    if [side("width"), side("height")].into_iter().flatten().any(|n| n <= 2) {
        return;
    }
    let source = e.attr("src").unwrap_or("").trim();
    let picture = given(source, &page.options.images);
    let alt = e.attr("alt").map(str::trim);
    let media = picture.map(|p| {
        page.pictures.push(p);
        (page.pictures.len() - 1).to_string()
    });
    // Without its data, what stands for it is all there is; a picture with an empty alternative is decoration.
    if media.is_none() {
        let shown = if source.len() > 80 { "data:…" } else { source };
        match alt {
            Some("") => return,
            Some(alt) => out.say(&codes::PICTURE_AS_TEXT, vec![shown.to_owned(), alt.to_owned()]),
            None => {
                out.say(&codes::PICTURE_LEFT_OUT, vec![shown.to_owned()]);
                return;
            }
        }
    }
    out.marked(alt.unwrap_or(""), MarkKind::Image { media });
}

/// Takes a drawing: its title stands for it.
pub fn drawing(page: &Page, at: usize, out: &mut Writer) {
    let Some(e) = page.dom.nodes[at].element else { return };
    let title = page.dom.children(at).find(|c| page.dom.name(*c) == "title");
    let inside =
        title.map(|t| page.dom.nodes[t..page.dom.nodes[t].end].iter().map(|n| n.text).collect::<String>());
    let hidden = e.attr("aria-hidden") == Some("true") || e.attr("role") == Some("presentation");
    let alt = e.attr("aria-label").map(str::to_owned).or(inside).map(|s| s.trim().to_owned());
    if let Some(alt) = alt.filter(|a| !a.is_empty() && !hidden) {
        out.say(&codes::PICTURE_AS_TEXT, vec!["svg".into(), alt.clone()]);
        out.marked(&alt, MarkKind::Image { media: None });
    }
}

/// A path as a file has it: without %20.
fn unescaped(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or("");
    let path = path.strip_prefix("./").unwrap_or(path);
    String::from_utf8_lossy(&percent_decoded(path)).into_owned()
}

fn percent_decoded(s: &str) -> Vec<u8> {
    let bytes = s.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (b, ..) => {
                out.push(b);
                at += 1;
            }
        }
    }
    out
}

/// The picture of a `data:` address, behind its scheme (RFC 2397).
fn from_uri(uri: &str) -> Option<Picture> {
    let (kind, data) = uri.split_once(',')?;
    if kind.to_ascii_lowercase().split(';').any(|p| p.trim() == "base64") {
        let data: Vec<u8> = percent_decoded(data).into_iter().filter(|b| !b.is_ascii_whitespace()).collect();
        of_bytes(&base64_decoded(&data)?)
    } else {
        of_bytes(&percent_decoded(data))
    }
}

/// A picture of a kind that outputs can show, by what its bytes begin with.
pub fn of_bytes(bytes: &[u8]) -> Option<Picture> {
    const KINDS: &[(&[u8], &str, &str)] = &[
        (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
        (b"\xff\xd8\xff", "image/jpeg", "jpg"),
        (b"GIF8", "image/gif", "gif"),
    ];
    let known = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic)).map(|(_, mime, ext)| (*mime, *ext));
    let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let (mime, extension) = known.or_else(|| webp.then_some(("image/webp", "webp")))?;
    Some(Picture { mime, extension, data: base64(bytes) })
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes in Base64 (RFC 4648, 4).
pub fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |k: usize| u32::from(three.get(k).copied().unwrap_or(0));
        let all = at(0) << 16 | at(1) << 8 | at(2);
        for k in 0..4 {
            let digit = DIGITS[(all >> (18 - 6 * k)) as usize & 63];
            out.push(if k <= three.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

fn base64_decoded(digits: &[u8]) -> Option<Vec<u8>> {
    let end = digits.iter().rposition(|b| *b != b'=').map_or(0, |i| i + 1);
    let mut out = Vec::with_capacity(end / 4 * 3 + 3);
    let (mut all, mut bits) = (0u32, 0);
    for d in &digits[..end] {
        let value = match d {
            b'A'..=b'Z' => d - b'A',
            b'a'..=b'z' => d - b'a' + 26,
            b'0'..=b'9' => d - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        all = all << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((all >> bits) as u8);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_goes_both_ways() {
        for bytes in [&b""[..], b"a", b"ab", b"abc", b"\xff\x00\x7f\x80"] {
            assert_eq!(base64_decoded(base64(bytes).as_bytes()).as_deref(), Some(bytes));
        }
        assert_eq!(base64(b"light w"), "bGlnaHQgdw==");
    }

    #[test]
    fn a_picture_is_told_by_its_bytes() {
        let png = base64(b"\x89PNG\r\n\x1a\nrest");
        assert_eq!(from_uri(&format!("text/html;base64,{png}")).map(|p| p.mime), Some("image/png"));
        assert_eq!(from_uri("image/svg+xml,<svg onload='x'/>"), None);
        assert_eq!(from_uri("image/png;base64,???"), None);
    }
}
