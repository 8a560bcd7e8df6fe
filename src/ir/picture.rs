//! Pictures that a document brings along, as files can show them: known by their bytes, whatever they are called.

use super::{Document, Media};
use crate::finding::Words;
use crate::pack::from_base64;

/// A picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its name in the document.
    pub name: String,
    /// Its name as a file: by its place among the pictures and its kind.
    pub file: String,
    /// Its media type.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Whether it can be printed: PNG, and JPEG in colours or greys of a screen.
    pub prints: bool,
}

/// The pictures of a document that can be shown; and the names of the others, with what is wrong.
pub fn pictures(doc: &Document) -> (Vec<Picture>, Vec<(String, Words)>) {
    let (mut good, mut bad) = (vec![], vec![]);
    for (k, m) in doc.media.iter().enumerate() {
        match read(k, m) {
            Ok(p) => good.push(p),
            Err(why) => bad.push((m.name.clone(), why)),
        }
    }
    (good, bad)
}

fn read(k: usize, m: &Media) -> Result<Picture, Words> {
    let bytes = from_base64(&m.data).ok_or("数据不是 Base64 / the data are no Base64")?;
    let (mime, extension, size) =
        kind(&bytes).ok_or("只能显示 PNG、JPEG、GIF、WebP / only PNG, JPEG, GIF and WebP can be shown")?;
    let file = format!("image-{}.{extension}", k + 1);
    let prints = match mime {
        "image/png" => true,
        "image/jpeg" => frame(&bytes).is_some_and(|(_, components)| matches!(components, 1 | 3)),
        _ => false,
    };
    Ok(Picture { name: m.name.clone(), file, mime, bytes, size, prints })
}

type Kind = (&'static str, &'static str, (u32, u32));

/// Media type, extension and size of a picture.
fn kind(b: &[u8]) -> Option<Kind> {
    let be32 = |at: usize| Some(u32::from_be_bytes(b.get(at..at + 4)?.try_into().ok()?));
    let le16 = |at: usize| Some(u32::from(u16::from_le_bytes(b.get(at..at + 2)?.try_into().ok()?)));
    let found = if b.starts_with(b"\x89PNG\r\n\x1a\n") {
        ("image/png", "png", (be32(16)?, be32(20)?))
    } else if b.starts_with(&[0xff, 0xd8, 0xff]) {
        let (size, _) = frame(b)?;
        ("image/jpeg", "jpg", size)
    } else if b.starts_with(b"GIF8") {
        ("image/gif", "gif", (le16(6)?, le16(8)?))
    } else if b.starts_with(b"RIFF") && b.get(8..12) == Some(b"WEBP") {
        ("image/webp", "webp", webp(b)?)
    } else {
        return None;
    };
    let fits = |n: u32| (1..=1 << 16).contains(&n);
    (fits(found.2.0) && fits(found.2.1)).then_some(found)
}

/// Size of a WebP (its container specification, "Extended File Format" and the bit streams).
fn webp(b: &[u8]) -> Option<(u32, u32)> {
    let at = |i: usize| b.get(i).map(|v| u32::from(*v));
    match b.get(12..16)? {
        b"VP8X" => Some((
            1 + at(24)? + (at(25)? << 8) + (at(26)? << 16),
            1 + at(27)? + (at(28)? << 8) + (at(29)? << 16),
        )),
        b"VP8L" => {
            let n = at(21)? | at(22)? << 8 | at(23)? << 16 | at(24)? << 24;
            Some((1 + (n & 0x3fff), 1 + (n >> 14 & 0x3fff)))
        }
        b"VP8 " => Some(((at(26)? | at(27)? << 8) & 0x3fff, (at(28)? | at(29)? << 8) & 0x3fff)),
        _ => None,
    }
}

/// Size and number of components of a JPEG: its frame header (ITU-T T.81, B.2.2).
pub fn frame(b: &[u8]) -> Option<((u32, u32), u8)> {
    let mut at = 2;
    loop {
        if *b.get(at)? != 0xff {
            return None;
        }
        let marker = *b.get(at + 1)?;
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let n = |i: usize| Some(u32::from(u16::from_be_bytes([*b.get(i)?, *b.get(i + 1)?])));
                return Some(((n(at + 7)?, n(at + 5)?), *b.get(at + 9)?));
            }
            _ => at += 2 + usize::from(u16::from_be_bytes([*b.get(at + 2)?, *b.get(at + 3)?])),
        }
    }
}
