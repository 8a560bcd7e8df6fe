//! The cover: typeset here as SVG, or a picture of the user's, which is looked through first.

use super::files::begin_page;
use super::navigation::cover_name;
use crate::finding::Words;
use crate::ir::{DateRole, Document};
use crate::typeset::title_lines;
use crate::xml::legal::legal;
use crate::xml::write::Xml;
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

    /// The cover of a document in plain type: its title, who issued it, and when.
    pub fn typeset(doc: &Document) -> Self {
        /// The page and its margin, in pixels; the sizes of the title that are tried, and how many lines it may have.
        const PAGE: (u32, u32) = (1200, 1800);
        const MARGIN: u32 = 110;
        const SIZES: [u32; 4] = [104, 88, 72, 56];
        const LINES: usize = 6;
        let width = PAGE.0 - 2 * MARGIN;
        let title = legal(doc.title());
        let (mut size, mut lines) = (0, vec![]);
        for tried in SIZES {
            (size, lines) = (tried, title_lines(&title, width as f32 / tried as f32));
            if lines.len() <= LINES {
                break;
            }
        }
        let more = lines.len() > 2 * LINES;
        lines.truncate(2 * LINES);
        if let Some(last) = lines.last_mut().filter(|_| more) {
            last.push('…');
        }
        let mut x = Xml::new();
        let (page_width, page_height) = (PAGE.0.to_string(), PAGE.1.to_string());
        let view = format!("0 0 {page_width} {page_height}");
        x.declaration().start(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("viewBox", &view),
                ("width", &page_width),
                ("height", &page_height),
                ("xml:lang", doc.meta.script_language()),
            ],
        );
        x.leaf("title", &[], &title);
        x.empty("rect", &[("width", &page_width), ("height", &page_height), ("fill", "#fbfaf6")]);
        for (inset, stroke) in [(46, "6"), (62, "2")] {
            let (at, w, h) =
                (inset.to_string(), (PAGE.0 - 2 * inset).to_string(), (PAGE.1 - 2 * inset).to_string());
            let frame = [("x", at.as_str()), ("y", &at), ("width", &w), ("height", &h)];
            let line = [("fill", "none"), ("stroke", "#7a1f1f"), ("stroke-width", stroke)];
            x.empty("rect", &[&frame[..], &line].concat());
        }
        let mut text = |s: &str, y: u32, size: u32, weight: &str| {
            let (middle, y, size) = ((PAGE.0 / 2).to_string(), y.to_string(), size.to_string());
            let place = [("x", middle.as_str()), ("y", &y), ("text-anchor", "middle"), ("font-size", &size)];
            let face = [("font-family", FAMILIES), ("font-weight", weight), ("fill", "#1c1c1c")];
            x.leaf("text", &[&place[..], &face].concat(), s);
        };
        let pitch = size * 3 / 2;
        // The block of the title stands around the upper third.
        let first = (PAGE.1 * 2 / 5).saturating_sub(pitch * lines.len() as u32 / 2).max(MARGIN + 2 * size);
        for (k, line) in lines.iter().enumerate() {
            text(line, first + k as u32 * pitch, size, "bold");
        }
        let mut y = PAGE.1 - 2 * MARGIN;
        let dated = doc.meta.dates.iter().rev().find(|d| d.role == DateRole::Dated);
        let issuer = doc.meta.publisher.as_deref().or(doc.meta.source.as_ref().map(|s| s.text.as_str()));
        for s in [dated.map(|d| d.when.as_str()), issuer].into_iter().flatten() {
            for line in title_lines(&legal(s), width as f32 / 44.0).iter().rev() {
                text(line, y, 44, "normal");
                y = y.saturating_sub(70);
            }
        }
        Self { bytes: x.finish(), mime: "image/svg+xml", extension: "svg" }
    }

    /// The name of the picture's file.
    pub fn name(&self) -> String {
        format!("cover.{}", self.extension)
    }

    /// The page that shows it.
    pub fn page(&self, doc: &Document) -> Vec<u8> {
        let language = doc.meta.script_language();
        let name = cover_name(language);
        let mut x = Xml::new();
        begin_page(&mut x, language, name);
        x.leaf(
            "style",
            &[],
            "body { margin: 0; text-align: center; } img { max-width: 100%; max-height: 100vh; }",
        );
        x.end().start("body", &[]).start("section", &[("epub:type", "cover"), ("aria-label", name)]);
        let alt = format!("{name}：{}", doc.title());
        x.empty("img", &[("role", "doc-cover"), ("src", &self.name()), ("alt", &alt)]);
        x.finish()
    }
}

/// Looks through a file; none where it is damaged.
type Look = fn(&[u8]) -> Option<()>;

const FAMILIES: &str = "'FZXiaoBiaoSong-B05S', 'Source Han Serif SC', 'Noto Serif CJK SC', 'Songti SC', 'STSong', 'SimSun', serif";

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

    #[test]
    fn a_typeset_cover_is_a_picture_of_its_own_kind() {
        let mut doc = Document::default();
        doc.meta.title = Some(crate::ir::Spanned {
            text: "中华人民共和国和古巴共和国关于深化新时代中古关系的联合声明 <甲&乙>".into(),
            ..Default::default()
        });
        let cover = Cover::typeset(&doc);
        let again = Cover::new(cover.bytes.clone()).expect("a sound SVG");
        assert_eq!(again.mime, cover.mime);
        assert!(String::from_utf8_lossy(&cover.bytes).contains("&lt;甲&amp;乙"));
    }
}
