//! The cover in plain type: title, who issued the document, and when; as SVG, whose letters the reader's machine draws, or
//! as PNG with letters of ours, for shops and reading systems that take no SVG.

use super::files::begin_page;
use super::navigation::cover_name;
use crate::font::raster::{Mask, Point};
use crate::font::{FaceRole, FontSet, Fonts};
use crate::ir::{DateRole, Document};
use crate::pack::png;
use crate::present::title;
use crate::text::chars::{is_shapeless, is_space};
use crate::typeset::{is_shaped, title_lines};
use crate::write::Cover;
use crate::xml::legal::legal;
use crate::xml::write::Xml;

/// The page and its margin, in pixels; the sizes of the title that are tried, and how many lines it may have.
const PAGE: (u32, u32) = (1200, 1800);
const MARGIN: u32 = 110;
const SIZES: [u32; 4] = [104, 88, 72, 56];
const LINES: usize = 6;
/// The size of what stands at the foot, and the distance of its lines.
const FOOT: (u32, u32) = (44, 70);
/// The frames: how far from the edge their middle is, and how thick they are.
const FRAMES: [(u32, u32); 2] = [(46, 6), (62, 2)];
const PAPER: [u8; 3] = [0xfb, 0xfa, 0xf6];
const FRAME: [u8; 3] = [0x7a, 0x1f, 0x1f];
const INK: [u8; 3] = [0x1c, 0x1c, 0x1c];
const FAMILIES: &str = "'FZXiaoBiaoSong-B05S', 'Source Han Serif SC', 'Noto Serif CJK SC', 'Songti SC', 'STSong', 'SimSun', serif";

/// A line in the middle of the page.
struct Line {
    text: String,
    baseline: u32,
    size: u32,
    title: bool,
}

/// Why there is no picture of letters of ours.
pub enum Lack {
    /// No face has a character.
    Character(char),
    /// The letters of a script join or stack.
    Script(char),
}

fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The title in lines that begin where the source has them begin and at units of sense, as large as these allow; else
/// between words, else between any two characters that may be parted.
fn title_in_lines(doc: &Document) -> (u32, Vec<String>) {
    type Lines = fn(&str, f32) -> Vec<&str>;
    let source: Vec<String> = title::source_lines(doc).iter().map(|l| legal(l).into_owned()).collect();
    let room = |size: u32| (PAGE.0 - 2 * MARGIN) as f32 / size as f32;
    let between = |size: u32, lines: Lines| -> Option<Vec<String>> {
        let lines: Vec<String> =
            source.iter().flat_map(|l| lines(l.trim(), room(size))).map(|l| l.trim().to_owned()).collect();
        let fits = lines.len() <= LINES && lines.iter().all(|l| title::width(l) <= room(size));
        fits.then_some(lines)
    };
    for lines in [title::unit_lines as Lines, title::lines] {
        if let Some(found) = SIZES.into_iter().find_map(|size| Some((size, between(size, lines)?))) {
            return found;
        }
    }
    let anywhere = |size: u32| (size, source.iter().flat_map(|l| title_lines(l, room(size))).collect());
    let mut all = SIZES.into_iter().map(anywhere);
    let fits = |(_, lines): &(u32, Vec<String>)| lines.len() <= LINES;
    let (size, mut lines) = all.find(fits).unwrap_or_else(|| anywhere(SIZES[SIZES.len() - 1]));
    let more = lines.len() > 2 * LINES;
    lines.truncate(2 * LINES);
    if let Some(last) = lines.last_mut().filter(|_| more) {
        last.push('…');
    }
    (size, lines)
}

/// What stands on the page.
fn lines(doc: &Document) -> Vec<Line> {
    let (size, title) = title_in_lines(doc);
    let pitch = size * 3 / 2;
    // The block of the title stands around the upper third.
    let first = (PAGE.1 * 2 / 5).saturating_sub(pitch * title.len() as u32 / 2).max(MARGIN + 2 * size);
    let place = |(k, text)| Line { text, baseline: first + k as u32 * pitch, size, title: true };
    let mut out: Vec<Line> = title.into_iter().enumerate().map(place).collect();
    let mut baseline = PAGE.1 - 2 * MARGIN;
    let dated = doc.meta.dates.iter().rev().find(|d| d.role == DateRole::Dated);
    let issuer = doc.meta.publisher.as_deref().or(doc.meta.source.as_ref().map(|s| s.text.as_str()));
    for said in [dated.map(|d| d.when.as_str()), issuer].into_iter().flatten() {
        let room = (PAGE.0 - 2 * MARGIN) as f32 / FOOT.0 as f32;
        for text in title_lines(&legal(said), room).into_iter().rev() {
            out.push(Line { text, baseline, size: FOOT.0, title: false });
            baseline = baseline.saturating_sub(FOOT.1);
        }
    }
    out
}

/// The cover as SVG.
pub fn svg(doc: &Document) -> Cover {
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
    x.leaf("title", &[], &legal(doc.title()));
    x.empty("rect", &[("width", &page_width), ("height", &page_height), ("fill", &hex(PAPER))]);
    for (inset, stroke) in FRAMES {
        let (at, w, h) =
            (inset.to_string(), (PAGE.0 - 2 * inset).to_string(), (PAGE.1 - 2 * inset).to_string());
        let frame = [("x", at.as_str()), ("y", &at), ("width", &w), ("height", &h)];
        let (colour, stroke) = (hex(FRAME), stroke.to_string());
        let line = [("fill", "none"), ("stroke", colour.as_str()), ("stroke-width", &stroke)];
        x.empty("rect", &[&frame[..], &line].concat());
    }
    for line in lines(doc) {
        let (middle, y, size) = ((PAGE.0 / 2).to_string(), line.baseline.to_string(), line.size.to_string());
        let place = [("x", middle.as_str()), ("y", &y), ("text-anchor", "middle"), ("font-size", &size)];
        let weight = if line.title { "bold" } else { "normal" };
        let colour = hex(INK);
        let face = [("font-family", FAMILIES), ("font-weight", weight), ("fill", colour.as_str())];
        x.leaf("text", &[&place[..], &face].concat(), &line.text);
    }
    Cover { bytes: x.finish(), mime: "image/svg+xml", extension: "svg" }
}

/// The cover as PNG, with letters of the job's faces.
pub fn png(doc: &Document, set: &FontSet) -> Result<Cover, Lack> {
    let mut fonts = Fonts::new(set, false, &doc.meta.language);
    let mut mask = Mask::new(PAGE.0 as usize, PAGE.1 as usize);
    for line in lines(doc) {
        draw(&line, &mut fonts, &mut mask)?;
    }
    // The last number is that of the frames; the others go from paper to ink.
    let mix = |k: u32| {
        let of = |paper: u8, ink: u8| ((u32::from(paper) * (254 - k) + u32::from(ink) * k + 127) / 254) as u8;
        [of(PAPER[0], INK[0]), of(PAPER[1], INK[1]), of(PAPER[2], INK[2])]
    };
    let palette: Vec<[u8; 3]> = (0..255).map(mix).chain([FRAME]).collect();
    let mut samples = mask.samples;
    for sample in &mut samples {
        *sample = (*sample).min(254);
    }
    for (inset, stroke) in FRAMES {
        let (out, within) = (inset - stroke / 2, inset + stroke / 2);
        let inside = |x: u32, y: u32, at: u32| x >= at && y >= at && x < PAGE.0 - at && y < PAGE.1 - at;
        for y in 0..PAGE.1 {
            for x in (0..PAGE.0).filter(|x| inside(*x, y, out) && !inside(*x, y, within)) {
                samples[(y * PAGE.0 + x) as usize] = 255;
            }
        }
    }
    let bytes = png::written(PAGE.0, &palette, &samples).map_err(|_| Lack::Character('?'))?;
    Ok(Cover { bytes, mime: "image/png", extension: "png" })
}

fn draw(line: &Line, fonts: &mut Fonts, mask: &mut Mask) -> Result<(), Lack> {
    let role = if line.title { FaceRole::Xiaobiaosong } else { FaceRole::Song };
    let size = line.size as f32;
    let mut glyphs = vec![];
    let mut width = 0.0;
    for c in line.text.chars().filter(|c| !is_shapeless(*c)) {
        if is_shaped(c) {
            return Err(Lack::Script(c));
        }
        let glyph = fonts.glyph(role, c);
        if glyph.id == 0 && !is_space(c) {
            return Err(Lack::Character(c));
        }
        glyphs.push((glyph, width));
        width += glyph.advance * size;
    }
    // A line that letters wider than thought make too long is drawn smaller.
    let room = (PAGE.0 - 2 * MARGIN) as f32;
    let shrunk = (room / width.max(1.0)).min(1.0);
    let start = (PAGE.0 as f32 - width * shrunk) / 2.0;
    for (glyph, at) in glyphs.into_iter().filter(|(g, _)| g.id != 0) {
        let face = &fonts.faces[glyph.face];
        let scale = size * shrunk / face.units();
        let place = |p: Point| (start + at * shrunk + p.0 * scale, line.baseline as f32 - p.1 * scale);
        let outlines: Vec<Vec<Point>> =
            face.contours(glyph.id).into_iter().map(|c| c.into_iter().map(place).collect()).collect();
        mask.fill(&outlines);
    }
    Ok(())
}

/// The page that shows a cover.
pub fn page(cover: &Cover, doc: &Document) -> Vec<u8> {
    let language = doc.meta.script_language();
    let name = cover_name(doc.meta.spoken());
    let mut x = Xml::new();
    begin_page(&mut x, language, name);
    x.leaf(
        "style",
        &[],
        "body { margin: 0; text-align: center; } img { max-width: 100%; max-height: 100vh; }",
    );
    x.end().start("body", &[]).start("section", &[("epub:type", "cover"), ("aria-label", name)]);
    let alt = format!("{name}：{}", title::joined(doc));
    x.empty("img", &[("role", "doc-cover"), ("src", &cover.name()), ("alt", &alt)]);
    x.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Block, Spanned, Text};

    fn titled(title: &[&str]) -> Document {
        let mut doc = Document::default();
        doc.meta.title = Some(Spanned { text: title.concat(), ..Default::default() });
        let line = |t: &&str| {
            Block::Text(Text { text: (*t).to_owned(), role: crate::ir::Role::Title, ..Default::default() })
        };
        doc.front = title.iter().map(line).collect();
        doc
    }

    fn told(title: &[&str]) -> (u32, Vec<String>) {
        title_in_lines(&titled(title))
    }

    #[test]
    fn titles_are_broken_at_units_of_sense_and_where_the_source_does() {
        let (size, lines) = told(&["中华人民共和国和古巴共和国关于深化新时代中古关系的联合声明"]);
        assert_eq!(lines, ["中华人民共和国和古巴共和国", "关于深化新时代中古关系的", "联合声明"]);
        assert_eq!(size, 72);
        let (size, lines) = told(&["示例国和样本国", "关于深化合作的联合声明"]);
        assert_eq!(lines, ["示例国和样本国", "关于深化合作的", "联合声明"]);
        assert_eq!(size, 104);
        let (_, lines) =
            told(&["Agreement on the Mutual Recognition of Numbered Articles and their Paragraphs"]);
        assert!(lines.len() > 2 && lines.iter().all(|l| !l.starts_with(' ')), "{lines:?}");
        assert!(told(&["甲"; 400]).1.last().is_some_and(|l| l.ends_with('…')));
    }

    #[test]
    fn a_typeset_cover_is_a_picture_of_its_own_kind() {
        let cover = svg(&titled(&["联合声明 <甲&乙>"]));
        let again = Cover::new(cover.bytes.clone()).expect("a sound SVG");
        assert_eq!(again.mime, cover.mime);
        assert!(String::from_utf8_lossy(&cover.bytes).contains("&lt;甲&amp;乙"));
    }

    #[cfg(feature = "embedded-fonts")]
    #[test]
    fn letters_of_ours_are_drawn_or_it_is_said_which_are_not() {
        let doc = titled(&["示例市公园条例"]);
        let cover = png(&doc, &FontSet::embedded()).unwrap_or_else(|_| panic!("a picture"));
        let again = Cover::new(cover.bytes.clone()).expect("a sound PNG");
        assert_eq!((again.mime, again.bytes.len() < 120_000), ("image/png", true));
        assert_eq!(png(&doc, &FontSet::embedded()).unwrap_or_else(|_| panic!("again")).bytes, cover.bytes);
        let samples = png::samples(&cover.bytes).expect("samples");
        assert_eq!(samples.size, PAGE);
        let at = |x: u32, y: u32| {
            let k = 3 * (y * PAGE.0 + x) as usize;
            [samples.data[k], samples.data[k + 1], samples.data[k + 2]]
        };
        assert_eq!([at(0, 0), at(44, 900), at(61, 900), at(70, 900)], [PAPER, FRAME, FRAME, PAPER]);
        assert!((100..1100).any(|x| at(x, 640) == INK), "letters");
        assert!(matches!(
            png(&titled(&["甲\u{e123}"]), &FontSet::embedded()),
            Err(Lack::Character('\u{e123}'))
        ));
        assert!(matches!(png(&titled(&["قانون"]), &FontSet::embedded()), Err(Lack::Script('ق'))));
    }
}
