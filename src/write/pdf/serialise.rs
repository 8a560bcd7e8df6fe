//! Pages into a document with fonts and content: the one file that names printpdf.
//!
//! printpdf embeds the fonts, with widths and character maps, and makes the page tree; [`super::content`] writes what is
//! drawn, for it knows at every place what is set already, and a page of it is a string and no list of operators.

use super::content::{Content, Property};
use super::pictures::resource;
use super::standing::{self, Metrics};
use crate::finding::Words;
use crate::font::LoadedFace;
use crate::font::subset::Subset;
use crate::pack::pdf::{Dictionary, Document, Stream, StreamDeflater, reference};
use crate::profile::Profile;
use crate::text::{Map, chars};
use crate::typeset::{
    DOWN, DrawnRule, MIDDLE, Pages, PlacedGlyph, PlacedPicture, SOFT_HYPHEN, Segment, TextRow, Turn,
};
use printpdf::{
    Codepoint, FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem, to_lopdf_doc,
};
use std::collections::{BTreeSet, HashMap};

/// The document with its pages, and the structure node of every marked-content sequence.
pub struct Serialised {
    /// Pages, fonts and content.
    pub document: Document,
    /// By page: the node that marked-content identifier k belongs to.
    pub marks: Vec<Vec<usize>>,
    /// What deflated the content, for the streams that are still to come.
    pub deflater: StreamDeflater,
}

/// A face as embedded.
#[derive(Default)]
struct Embedded {
    /// What pages call it.
    name: String,
    subset: Option<Subset>,
    /// The character that extraction gives for a glyph; any other one drawn with it needs `ActualText`.
    canonical: Map<u16, char>,
    /// The letters that it gives for one glyph of several, in text from right to left: extractors that turn such text round do
    /// it with these as they should, and with `ActualText` letter by letter.
    joined: Map<u16, String>,
    /// A glyph without a shape, if boxes need one.
    blank: Option<u16>,
    /// The glyphs that stand upright in vertical lines, as the subset numbers them.
    standing: Metrics,
}

/// Serialises everything; the fonts hold only the glyphs used.
pub fn serialise(pages: &Pages, images: &[Option<Stream>]) -> Result<Serialised, Words> {
    let mut doc = PdfDocument::new("");
    let (faces, glyphs) = embed(pages, &mut doc)?;
    let profile = pages.profile;
    let (width, height) = profile.paper;
    // printpdf embeds what it sees being used.
    let mut ops = vec![glyphs];
    ops.resize(pages.sheets.len(), vec![]);
    let page = |ops| PdfPage::new(Mm(width / MM), Mm(height / MM), ops);
    doc.with_pages(ops.into_iter().map(page).collect());
    // Fonts are subset already; its own subsetting would need another library.
    let options = PdfSaveOptions { subset_fonts: false, secure: false, ..PdfSaveOptions::default() };
    let mut document = to_lopdf_doc(&doc, &options, &mut vec![]);

    let (mut marks, mut deflater) = (vec![], StreamDeflater::new());
    let ids: Vec<_> = document.get_pages().into_values().collect();
    let standing: Vec<_> = faces.iter().map(|f| (f.name.as_str(), &f.standing)).collect();
    standing::write(&mut document, &ids, &standing);
    for (sheet, id) in pages.sheets.iter().zip(ids) {
        let content = Content::default();
        let mut w = Page {
            faces: &faces,
            images,
            profile,
            height,
            content,
            marks: vec![],
            wide: vec![],
            begins: false,
        };
        for row in sheet.rows.iter().chain(&sheet.furniture) {
            w.row(row);
        }
        w.rules(&sheet.rules);
        marks.push(w.marks);
        let mut content = Stream::new(Dictionary::new(), w.content.into_bytes());
        // Drawn pages are ten times as large as deflated ones, and all stay until the file is there.
        deflater.one(&mut content)?;
        let content = document.add_object(content);
        if let Ok(page) = document.get_dictionary_mut(id) {
            page.set("Contents", reference(content));
        }
    }
    Ok(Serialised { document, marks, deflater })
}

const MM: f32 = crate::profile::MM;

/// The faces as embedded, and operators that show every glyph of them.
fn embed(pages: &Pages, doc: &mut PdfDocument) -> Result<(Vec<Embedded>, Vec<Op>), Words> {
    let mut used: Vec<Map<u16, Vec<char>>> = vec![Map::default(); pages.fonts.faces.len()];
    let mut joined: Vec<Map<u16, String>> = vec![Map::default(); used.len()];
    let mut blanks = vec![None; used.len()];
    let mut standing: Vec<BTreeSet<u16>> = vec![BTreeSet::new(); used.len()];
    for row in pages.sheets.iter().flat_map(|s| s.rows.iter().chain(&s.furniture)) {
        let wide = wide_gaps(row);
        for (s, g) in row.segments.iter().flat_map(|s| s.glyphs.iter().map(move |g| (s, g))) {
            if let Some(text) = joins(s) {
                joined[g.face].entry(g.id).or_insert_with(|| text.to_owned());
            }
            if g.id != 0 {
                let chars = used[g.face].entry(g.id).or_default();
                if !chars.contains(&g.char) {
                    chars.push(g.char);
                }
                if s.turn == Turn::Upright {
                    standing[g.face].insert(g.id);
                }
            }
            let across = matches!(s.turn, Turn::Across { .. });
            if (is_box(g) || wide.contains(&g.x) || across)
                && let Some((c, id)) = pages.fonts.faces.get(g.face).and_then(LoadedFace::blank)
            {
                used[g.face].entry(id).or_insert_with(|| vec![c]);
                blanks[g.face] = Some(id);
                if row.vertical {
                    standing[g.face].insert(id);
                }
            }
        }
    }
    let (mut out, mut ops) = (vec![], vec![]);
    for (i, (face, glyphs)) in pages.fonts.faces.iter().zip(used).enumerate() {
        if glyphs.is_empty() {
            out.push(Embedded::default());
            continue;
        }
        let mut sorted: Vec<u16> = glyphs.keys().copied().collect();
        sorted.sort_unstable();
        let subset = Subset::new(face.file, &sorted)?;
        let mut parsed = ParsedFont::from_bytes(&subset.data, 0, &mut vec![])
            .ok_or("字体子集读不出 / the font subset cannot be read")?;
        // Six letters and a plus sign mark a subset (ISO 32000-1, 9.6.4); the identifier must begin with them too.
        let tag = format!("TWFAC{}", char::from(b'A' + (i % 26) as u8));
        parsed.font_name = Some(format!("{tag}+{}", face.file.name));
        let id = FontId(format!("{tag}-{}", face.file.name));
        doc.resources.fonts.map.insert(id.clone(), PdfFont::new(parsed));
        // Radicals and compatibility ideographs share glyphs with the ordinary characters, which come first.
        let canonical: Map<u16, char> = glyphs
            .iter()
            .map(|(id, set)| {
                (*id, *set.iter().min_by_key(|c| (chars::is_compatibility(**c), **c)).unwrap_or(&' '))
            })
            .collect();
        let joined = std::mem::take(&mut joined[i]);
        let text = |id: &u16| joined.get(id).cloned().unwrap_or_else(|| canonical[id].to_string());
        let item = |id: &u16| Codepoint::with_cid(subset.glyph(*id), 0.0, text(id));
        let items = sorted.iter().map(item).collect();
        ops.push(Op::SetFont { font: PdfFontHandle::External(id.clone()), size: Pt(1.0) });
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(items)] });
        let upright = |id: &u16| (subset.glyph(*id), face.downwards(*id), face.advance(*id));
        let standing = standing[i].iter().map(upright).collect();
        out.push(Embedded {
            name: id.0,
            subset: Some(subset),
            canonical,
            joined,
            blank: blanks[i],
            standing,
        });
    }
    Ok((out, ops))
}

struct Page<'a> {
    faces: &'a [Embedded],
    images: &'a [Option<Stream>],
    profile: &'a Profile,
    height: f32,
    content: Content,
    marks: Vec<usize>,
    /// Where the glyphs of the row begin that wide gaps follow.
    wide: Vec<f32>,
    /// Whether a vertical row has shown nothing yet.
    begins: bool,
}

/// How glyphs stand: as they are, and a quarter turned clockwise.
const LEVEL: [f32; 4] = [1.0, 0.0, 0.0, 1.0];
const TURNED: [f32; 4] = [0.0, -1.0, 1.0, 0.0];

/// The kind of what is drawn beside the text.
const LAYOUT: [(&str, Property); 1] = [("Type", Property::Name("Layout"))];

impl Page<'_> {
    /// Begins what is no part of the document.
    fn begin_artifact(&mut self, kind: &[(&str, Property)]) {
        self.content.begin_marked("Artifact", kind);
    }

    /// Begins a marked-content sequence; with `actual`, the text that its glyphs stand for. Sequences never stand in
    /// each other: readers of the structure, poppler among them, lose what follows an inner one.
    fn begin_sequence(&mut self, s: &Segment, row: &TextRow, actual: Option<&str>) {
        let Some(node) = s.node else {
            if let Some(SOFT_HYPHEN) = actual {
                let text = ("ActualText", Property::Text(SOFT_HYPHEN));
                return self.begin_artifact(&[("Type", Property::Name("Layout")), text]);
            }
            let place = if row.baseline < self.height / 2.0 { "Header" } else { "Footer" };
            let kind = [("Type", Property::Name("Pagination")), ("Subtype", Property::Name(place))];
            return self.begin_artifact(&kind);
        };
        let id = ("MCID", Property::Number(self.marks.len()));
        self.marks.push(node);
        match actual {
            Some(text) => self.content.begin_marked("Span", &[id, ("ActualText", Property::Text(text))]),
            None => self.content.begin_marked("P", &[id]),
        }
    }

    /// One text object for a line, so that every extractor keeps label and text together. A box is a path, which
    /// may not stand in a text object: such a line gets several.
    fn row(&mut self, row: &TextRow) {
        let glyphs = || row.segments.iter().flat_map(|s| &s.glyphs);
        let pictures = row.segments.iter().any(|s| s.picture.is_some());
        if !pictures && glyphs().all(|g| g.id == 0 && chars::is_space(g.char)) {
            return;
        }
        self.wide = wide_gaps(row);
        self.begins = row.vertical;
        let boxes = pictures || glyphs().any(is_box);
        if !boxes {
            self.content.begin_text();
        }
        for s in &row.segments {
            if let Some(p) = &s.picture {
                self.picture(p, row, s);
            }
            if let Some(actual) = &s.actual {
                if boxes {
                    self.content.begin_text();
                }
                let said = joins(s).is_some_and(|t| {
                    let g = &s.glyphs[0];
                    self.faces[g.face].joined.get(&g.id).is_some_and(|own| own == t)
                });
                self.begin_sequence(s, row, Some(actual.as_str()).filter(|_| !said));
                match &s.turn {
                    Turn::Across { left, squeeze } => self.side_by_side(row, s, left, *squeeze),
                    _ => self.show(&s.glyphs.iter().collect::<Vec<_>>(), row, s),
                }
                self.content.end_marked();
                if boxes {
                    self.content.end_text();
                }
                continue;
            }
            for part in s.glyphs.chunk_by(|a, b| is_box(a) == is_box(b)) {
                if is_box(&part[0]) {
                    for g in part {
                        self.missing(g, row, s);
                    }
                    continue;
                }
                if boxes {
                    self.content.begin_text();
                }
                self.text(part, row, s);
                if boxes {
                    self.content.end_text();
                }
            }
        }
        if !boxes {
            self.content.end_text();
        }
    }

    /// Shows glyphs of one baseline.
    fn text(&mut self, glyphs: &[PlacedGlyph], row: &TextRow, s: &Segment) {
        let (drawn, texts, alone) = drawn(glyphs);
        if !alone.is_empty() {
            self.begin_sequence(s, row, Some(&alone));
            self.content.end_marked();
        }
        let mut at = 0;
        let mut open = false;
        while at < drawn.len() {
            let (len, actual) = self.piece(&drawn[at..], &texts, at);
            if actual.is_some() && std::mem::take(&mut open) {
                self.content.end_marked();
            }
            if !open {
                self.begin_sequence(s, row, actual.as_deref());
                open = true;
            }
            self.show(&drawn[at..at + len], row, s);
            if self.wide.contains(&drawn[at].x) {
                self.blank(drawn[at], drawn[at].x + drawn[at].advance, row, s);
            }
            if actual.is_some() {
                self.content.end_marked();
                open = false;
            }
            at += len;
        }
        if open {
            self.content.end_marked();
        }
    }

    /// How many glyphs can be shown at once, and what they stand for where their own characters do not say it.
    fn piece(
        &self,
        glyphs: &[&PlacedGlyph],
        texts: &HashMap<usize, String>,
        at: usize,
    ) -> (usize, Option<String>) {
        let said = |k: usize| texts.get(&(at + k)).cloned();
        let other = |k: usize| {
            let g = glyphs[k];
            texts.contains_key(&(at + k))
                || self.faces[g.face].canonical.get(&g.id).is_some_and(|c| *c != g.char)
                || self.faces[g.face].joined.contains_key(&g.id)
        };
        let before_gap =
            |k: usize| glyphs.get(k + 1).is_some_and(|n| n.char == '　' && n.face == glyphs[k].face);
        let own = |k: usize| said(k).unwrap_or_else(|| glyphs[k].char.to_string());
        if before_gap(0) {
            // An ideographic space belongs to the character before it, or extractors take the gap for one between
            // columns and read 第一条 and 第二条 one below the other before their texts.
            return (2, Some(own(0) + &own(1)));
        }
        let wide = |k: usize| self.wide.contains(&glyphs[k].x);
        if wide(0) {
            let space = glyphs.get(1).filter(|n| n.char == ' ');
            return (1 + usize::from(space.is_some()), Some(own(0) + space.map_or("", |_| " ")));
        }
        if other(0) {
            return (1, Some(own(0)));
        }
        let len = (1..glyphs.len())
            .find(|k| glyphs[*k].face != glyphs[0].face || other(*k) || before_gap(*k) || wide(*k))
            .unwrap_or(glyphs.len());
        (len, None)
    }

    /// The place of a point that is told along and across a row, from the lower left corner of the paper.
    fn on_paper(&self, row: &TextRow, at: (f32, f32)) -> (f32, f32) {
        let (x, y) = if row.vertical { self.profile.on_paper(at) } else { at };
        (x, self.height - y)
    }

    /// Shows glyphs. The first one of a vertical line stands alone: pdfium sorts pieces of text at one height from left to right
    /// where one follows the other in the file, as the heads of lines would that are one piece each.
    fn show(&mut self, glyphs: &[&PlacedGlyph], row: &TextRow, s: &Segment) {
        if std::mem::take(&mut self.begins) && glyphs.len() > 1 {
            self.show(&glyphs[..1], row, s);
            return self.show(&glyphs[1..], row, s);
        }
        let index = glyphs[0].face;
        let face = &self.faces[index];
        let size = s.size;
        let mut at = glyphs[0].x;
        let upright = s.turn == Turn::Upright;
        if upright {
            self.content.font(index + self.faces.len(), &standing::name(&face.name), size);
        } else {
            self.content.font(index, &face.name, size);
        }
        let items = glyphs.iter().enumerate().map(|(k, g)| {
            // Widths are whole units; what they leave over goes into the distance.
            let width = (g.advance / size * 1000.0 + 0.01).floor();
            let end = at + width * size / 1000.0;
            let next = glyphs.get(k + 1).map_or(end, |n| n.x);
            let back = ((end - next) / size * 1000.0).round();
            at = end - back * size / 1000.0;
            // Down a vertical line it is the other way round (ISO 32000-1, 9.4.3).
            let back = if upright { -back } else { back };
            (face.subset.as_ref().map_or(0, |s| s.glyph(g.id)), back as i32)
        });
        let matrix = if row.vertical && !upright { TURNED } else { LEVEL };
        let place = if row.vertical {
            let down = if upright { glyphs[0].advance } else { 0.0 };
            self.on_paper(row, (glyphs[0].x + down, row.baseline - s.rise))
        } else {
            (glyphs[0].x, self.height - row.baseline + s.rise)
        };
        self.content.show(matrix, place, items);
    }

    /// Figures side by side. Extractors go by where the first and the last glyph of what has one text stand, and in which
    /// direction lines of the last one's font run: blanks of the vertical font begin and end it.
    fn side_by_side(&mut self, row: &TextRow, s: &Segment, left: &[f32], squeeze: f32) {
        let Some(first) = s.glyphs.first() else { return };
        let upright = Segment { turn: Turn::Upright, glyphs: vec![], actual: None, picture: None, ..*s };
        self.blank(first, first.x, row, &upright);
        for (g, left) in s.glyphs.iter().zip(left).filter(|(g, _)| g.id != 0) {
            let face = &self.faces[g.face];
            let id = face.subset.as_ref().map_or(0, |f| f.glyph(g.id));
            self.content.font(g.face, &face.name, s.size);
            let across = row.baseline - s.rise - MIDDLE * s.size;
            let (x, y) = self.on_paper(row, (g.x + DOWN * s.size, across));
            self.content.show([squeeze, 0.0, 0.0, 1.0], (x + left, y), std::iter::once((id, 0)));
        }
        self.blank(first, first.x, row, &upright);
    }

    /// A picture, with its lower edge on the baseline.
    fn picture(&mut self, p: &PlacedPicture, row: &TextRow, s: &Segment) {
        if !self.images.get(p.index).is_some_and(Option::is_some) {
            return;
        }
        if s.node.is_some() {
            self.begin_sequence(s, row, None);
        } else {
            self.begin_artifact(&LAYOUT);
        }
        self.content.operator(&[], "q");
        // Its lower left corner: a vertical line has it on the baseline, and ends with it.
        let (along, (width, height)) =
            if row.vertical { (p.x + p.size.0, (p.size.1, p.size.0)) } else { (p.x, p.size) };
        let (x, y) = self.on_paper(row, (along, row.baseline));
        self.content.operator(&[width, 0.0, 0.0, height, x, y], "cm");
        self.content.image(&resource(p.index));
        self.content.operator(&[], "Q");
        self.content.end_marked();
    }

    /// A box for a character that no face has: never glyph 0, which PDF/A forbids (ISO 19005-2, 6.2.11.8).
    fn missing(&mut self, g: &PlacedGlyph, row: &TextRow, s: &Segment) {
        let size = s.size;
        let (x, y) = match s.turn {
            Turn::Along if !row.vertical => {
                (g.x + 0.1 * size, self.height - row.baseline + s.rise - 0.05 * size)
            }
            // As high as it is wide, so that it may stand either way.
            _ => {
                let (middle, top) = self.on_paper(row, (g.x, row.baseline - s.rise - MIDDLE * size));
                (middle - 0.4 * size, top - 0.925 * size)
            }
        };
        self.begin_sequence(s, row, Some(&g.char.to_string()));
        self.content.operator(&[], "q");
        self.content.operator(&[0.05 * size], "w");
        self.content.operator(&[x, y, 0.8 * size, 0.85 * size], "re");
        self.content.operator(&[], "S");
        self.content.operator(&[], "Q");
        self.content.begin_text();
        self.blank(g, g.x, row, s);
        self.content.end_text();
        self.content.end_marked();
    }

    /// A glyph without a shape: extractors go by where glyphs are.
    fn blank(&mut self, g: &PlacedGlyph, x: f32, row: &TextRow, s: &Segment) {
        if let Some(id) = self.faces.get(g.face).and_then(|f| f.blank) {
            self.show(&[&PlacedGlyph { id, x, ..*g }], row, s);
        }
    }

    /// Drawn lines, which are no part of the document.
    fn rules(&mut self, rules: &[DrawnRule]) {
        if rules.is_empty() {
            return;
        }
        self.begin_artifact(&LAYOUT);
        let c = &mut self.content;
        for r in rules {
            c.operator(&[], "q");
            c.operator(&[r.width], "w");
            if let Some(distance) = r.dots {
                // Dashes without length and with round ends are dots.
                c.operator(&[1.0], "J");
                c.dashes(0.0, distance);
            }
            c.operator(&[r.from.0, self.height - r.from.1], "m");
            c.operator(&[r.to.0, self.height - r.to.1], "l");
            c.operator(&[], "S");
            c.operator(&[], "Q");
        }
        c.end_marked();
    }
}

/// The glyphs that are drawn; and the texts of those beside which characters without a shape stand, such as variation
/// selectors: these are drawn by no glyph and belong to the text all the same. Last, such characters where nothing is
/// drawn at all.
fn drawn(glyphs: &[PlacedGlyph]) -> (Vec<&PlacedGlyph>, HashMap<usize, String>, String) {
    let mut out: Vec<&PlacedGlyph> = Vec::with_capacity(glyphs.len());
    let mut texts: HashMap<usize, String> = HashMap::new();
    let mut before = String::new();
    for g in glyphs {
        if g.id != 0 {
            if !before.is_empty() {
                before.push(g.char);
                texts.insert(out.len(), std::mem::take(&mut before));
            }
            out.push(g);
        } else if !chars::is_space(g.char) {
            match out.last() {
                Some(last) => {
                    texts.entry(out.len() - 1).or_insert_with(|| last.char.to_string()).push(g.char);
                }
                None => before.push(g.char),
            }
        }
    }
    (out, texts, before)
}

/// Spaces and characters without a shape need no glyph.
fn is_blank(c: char) -> bool {
    chars::is_space(c) || chars::is_shapeless(c)
}

/// Where the glyphs begin that gaps follow which extractors would take for gaps between columns, such as those around
/// figures in the grid. Wider ones, as in front of page numbers, do lie between columns.
fn wide_gaps(row: &TextRow) -> Vec<f32> {
    const WIDE: std::ops::Range<f32> = 0.6..1.5;
    let mut out = vec![];
    let mut last: Option<&PlacedGlyph> = None;
    let drawn = |g: &&PlacedGlyph| is_box(g) || g.id != 0 && g.char != ' ';
    for g in row.segments.iter().flat_map(|s| &s.glyphs).filter(drawn) {
        let gap = |l: &PlacedGlyph| (g.x - l.x - l.advance) / row.size;
        out.extend(last.filter(|l| l.id != 0 && WIDE.contains(&gap(l))).map(|l| l.x));
        last = Some(g);
    }
    out
}

/// The letters of one glyph of several, in text from right to left.
fn joins(s: &Segment) -> Option<&str> {
    let text = s.actual.as_deref().filter(|_| s.glyphs.len() == 1 && s.glyphs[0].id != 0)?;
    (text.chars().all(chars::is_right_to_left) && text.chars().nth(1).is_some()).then_some(text)
}

fn is_box(g: &PlacedGlyph) -> bool {
    g.id == 0 && !is_blank(g.char)
}
