//! The picture of a cover: one of the user's is looked through before it is taken.

use crate::finding::Words;
use crate::xml::{self, Element};
use flate2::Crc;

/// A picture for the cover.
#[derive(Clone, Debug)]
pub struct Cover {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type, one of the core types of EPUB 3.3.
    pub mime: &'static str,
    /// The extension that goes with it.
    pub extension: &'static str,
}

impl Cover {
    /// Takes a PNG, JPEG, GIF, WebP or SVG file.
    ///
    /// # Errors
    /// What is wrong with it: another format, cut off, damaged, without size; an SVG with scripts or remote parts.
    pub fn new(bytes: Vec<u8>) -> Result<Self, Words> {
        let (mime, extension, sound): (_, _, Look) = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', ..] => ("image/png", "png", png),
            [0xff, 0xd8, 0xff, ..] => ("image/jpeg", "jpg", jpeg),
            [b'G', b'I', b'F', b'8', ..] => ("image/gif", "gif", gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => ("image/webp", "webp", webp),
            _ => ("image/svg+xml", "svg", svg),
        };
        match sound(&bytes) {
            Some(()) => Ok(Self { bytes, mime, extension }),
            None if extension == "svg" => {
                Err("不是 PNG、JPEG、GIF、WebP，也不是自足的 SVG / it is no PNG, JPEG, GIF or WebP, and no SVG without scripts and remote parts".into())
            }
            None => Err(Words::from("图片已损坏或不完整 / the picture is damaged or cut off").after(&extension.to_uppercase())),
        }
    }

    /// The name of the picture's file.
    pub fn name(&self) -> String {
        format!("cover.{}", self.extension)
    }
}

/// Looks through a file; none where it is damaged.
type Look = fn(&[u8]) -> Option<()>;

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_be_bytes(four) as usize)
}

/// Every chunk with its checksum, from IHDR to IEND (PNG, third edition, 5).
fn png(bytes: &[u8]) -> Option<()> {
    let mut at = bytes.starts_with(b"\x89PNG\r\n\x1a\n").then_some(8)?;
    let mut data = false;
    let sized = number(bytes, 16)? > 0 && number(bytes, 20)? > 0;
    loop {
        let len = number(bytes, at)?;
        let kind = bytes.get(at + 4..at + 8)?;
        let mut crc = Crc::new();
        crc.update(bytes.get(at + 4..at.checked_add(8)?.checked_add(len)?)?);
        let sound = crc.sum() as usize == number(bytes, at + 8 + len)? && (at > 8 || kind == b"IHDR");
        data |= kind == b"IDAT";
        match kind {
            _ if !sound => return None,
            b"IEND" => return (sized && data).then_some(()),
            _ => at += 12 + len,
        }
    }
}

/// The segments up to the scan, one of which says the size, and the mark at the end (ITU-T T.81, annex B).
fn jpeg(bytes: &[u8]) -> Option<()> {
    let mut at = 2;
    let mut sized = false;
    loop {
        let (&[0xff, kind], rest) = bytes.get(at..)?.split_first_chunk()? else { return None };
        let len = usize::from(u16::from_be_bytes(*rest.first_chunk()?));
        if matches!(kind, 0xc0..=0xcf) && !matches!(kind, 0xc4 | 0xc8 | 0xcc) {
            sized = rest.get(3..7)?.chunks(2).all(|n| n != [0, 0]);
        }
        if kind == 0xda {
            let end = bytes.trim_ascii_end();
            let end = &end[..end.len() - end.iter().rev().take_while(|b| **b == 0).count()];
            return (sized && end.ends_with(&[0xff, 0xd9])).then_some(());
        }
        at += 2 + len;
    }
}

fn gif(bytes: &[u8]) -> Option<()> {
    let sized = bytes.get(6..10)?.chunks(2).all(|n| n != [0, 0]);
    (sized && bytes.ends_with(b";")).then_some(())
}

/// The length that the container states (RFC 9649, 2.4).
fn webp(bytes: &[u8]) -> Option<()> {
    let len = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    (bytes.len() >= len + 8 && len > 12).then_some(())
}

fn svg(bytes: &[u8]) -> Option<()> {
    let text = std::str::from_utf8(bytes).ok()?;
    let tree = xml::parse(text.trim_start_matches('\u{feff}')).ok()?;
    let root = tree.root();
    let foreign = |(k, v): (&str, &str)| {
        let link = k == "href" || k.ends_with(":href") || k == "src";
        k.starts_with("on") || link && !v.starts_with('#') && !v.starts_with("data:")
    };
    let sound = |e: Element| !matches!(e.name(), "script" | "foreignObject") && !e.attributes().any(foreign);
    (root.name() == "svg" && root.all().all(sound)).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of one pixel.
    fn pixel() -> Vec<u8> {
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, data) in [
            (b"IHDR", [0u8, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0].as_slice()),
            (b"IDAT", &[0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1]),
            (b"IEND", &[]),
        ] {
            out.extend((data.len() as u32).to_be_bytes());
            let body = [kind.as_slice(), data].concat();
            let mut crc = Crc::new();
            crc.update(&body);
            out.extend(body);
            out.extend(crc.sum().to_be_bytes());
        }
        out
    }

    #[test]
    fn damaged_pictures_are_refused() {
        let good = pixel();
        assert_eq!(Cover::new(good.clone()).expect("a picture").mime, "image/png");
        for end in 0..good.len() {
            assert!(Cover::new(good[..end].to_vec()).is_err(), "cut off at {end}");
        }
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 0x10;
            assert!(Cover::new(bad).is_err(), "changed at {at}");
        }
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x07\x08\0\x01\0\x01\xff\xda\0\x02xx\xff\xd9".to_vec();
        assert!(Cover::new(jpeg.clone()).is_ok());
        assert!(Cover::new(jpeg[..jpeg.len() - 1].to_vec()).is_err());
        for (svg, sound) in [
            ("<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>", true),
            ("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", false),
            (
                "<svg xmlns='http://www.w3.org/2000/svg'><image href='https://example.org/a.png'/></svg>",
                false,
            ),
            ("<svg xmlns='http://www.w3.org/2000/svg'>", false),
            ("<html/>", false),
        ] {
            assert_eq!(Cover::new(svg.as_bytes().to_vec()).is_ok(), sound, "{svg}");
        }
    }
}
