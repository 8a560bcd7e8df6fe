//! The way through the texts, character by character.

use super::File;
use super::art;
use super::autonumber::{Counters, OLD_LIST};
use super::notes::{Notes, Section};
use super::pieces::Piece;
use super::sprm::{Characters, Paragraphs};
use super::styles::{old_number, toggles};
use crate::read::docx::{is_hei, symbol};
use crate::read::word::{Cell, End, ROOM, Row, Run, Story, Transcript, escape, note_reference, picture};
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;
use std::rc::Rc;

/// Which text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Main,
    Note,
    Other,
}

/// Bytes of properties that are looked at: more is no document, but made to keep a machine busy.
const WORK: usize = 1 << 28;

/// The way.
pub struct Walk<'a> {
    pub file: &'a File<'a>,
    pub notes: Notes,
    pub sections: Vec<Section>,
    pub out: Transcript,
    /// The cells of the last row: those of many rows are the same.
    cells: Rc<[Cell]>,
    /// Pictures that were shown, by where they stand: in the stream of data or among those of shapes.
    shown: HashMap<(bool, u32), Option<usize>>,
    written: usize,
    worked: usize,
    /// Numbers of Word 6's kind, and how many paragraphs of such lists do not say how theirs looks.
    old: Counters,
    pub unsaid: usize,
}

/// A text that is being read.
struct Reading {
    story: Story,
    kind: Kind,
    units: Vec<u16>,
    now: Characters,
    /// Whether what stands now is the code of a field, for each field that is open.
    codes: Vec<bool>,
}

/// Fields in fields; more are no real ones.
const DEEPEST: usize = 64;

impl Reading {
    fn flush(&mut self) {
        if self.units.is_empty() {
            return;
        }
        let text = String::from_utf16_lossy(&self.units);
        self.units.clear();
        if self.codes.last() == Some(&true) {
            let mut xml = String::from("<instrText xml:space=\"preserve\">");
            escape(&text, &mut xml);
            xml.push_str("</instrText>");
            self.story.element(&xml, &self.now.run);
        } else {
            self.story.text(&text, &self.now.run);
        }
    }

    fn element(&mut self, xml: &str) {
        self.flush();
        self.story.element(xml, &self.now.run);
    }
}

impl<'a> Walk<'a> {
    pub fn new(file: &'a File<'a>, notes: Notes, sections: Vec<Section>) -> Self {
        Self {
            file,
            notes,
            sections,
            out: Transcript::default(),
            cells: Rc::from([]),
            shown: HashMap::new(),
            written: 0,
            worked: 0,
            old: Counters::default(),
            unsaid: 0,
        }
    }

    /// Reads a text.
    pub fn story(&mut self, range: Range<u32>, kind: Kind) -> String {
        let file = self.file;
        let mut r = Reading {
            story: Story::default(),
            kind,
            units: vec![],
            now: Characters::default(),
            codes: vec![],
        };
        let first = file.pieces.all.partition_point(|p| p.characters.end <= range.start);
        for piece in file.pieces.all[first..].iter().take_while(|p| p.characters.start < range.end) {
            let from = piece.characters.start.max(range.start);
            let mut until = 0;
            for c in from..piece.characters.end.min(range.end) {
                let place = piece.place(c);
                if place >= until {
                    r.flush();
                    r.now = self.characters(piece, place);
                    until = file.characters.next(place);
                }
                let unit = piece.unit(file.main, c);
                self.character(&mut r, piece, c, unit);
                if c % 4096 == 0 && self.written + r.story.len() > ROOM {
                    break;
                }
            }
        }
        r.flush();
        let (text, odd) = r.story.finish(&End::default(), 0);
        self.written += text.len();
        for (c, n) in odd {
            *self.out.odd.entry(c).or_default() += n;
        }
        text
    }

    /// What is said of the characters at a place.
    fn characters(&mut self, piece: &Piece, place: usize) -> Characters {
        let file = self.file;
        let mut out = Characters::default();
        let said = file.characters.at(place).and_then(|s| file.main.get(s.said.clone())).unwrap_or(&[]);
        let change = file.pieces.change(piece, file.clx);
        self.worked += said.len() + change.len();
        if self.worked > WORK {
            return out;
        }
        let turned = |all: &[u8]| all.contains(&0x81);
        let style = if turned(said) || turned(change) {
            let style = file.paragraphs.at(place).map_or(0, |s| s.style);
            toggles(&file.styles, style)
        } else {
            Run::default()
        };
        out.take(said, &style);
        out.take(change, &style);
        out.run.hei = out.fonts[1].and_then(|f| file.is_hei(f));
        out
    }

    /// What is said of the paragraph that ends at a place.
    fn paragraph(&mut self, piece: &Piece, place: usize) -> Paragraphs {
        let file = self.file;
        let mut out = Paragraphs::default();
        let stretch = file.paragraphs.at(place);
        let said = stretch.and_then(|s| file.main.get(s.said.clone())).unwrap_or(&[]);
        let change = file.pieces.change(piece, file.clx);
        self.worked += said.len() + change.len();
        if self.worked > WORK {
            return out;
        }
        out.look.style = stretch.map(|s| s.style);
        out.take(said);
        if let Some(more) = out.more.take() {
            let at = more as usize;
            let length = usize::from(crate::pack::ole::u16_at(file.data, at).unwrap_or(0));
            let said = file.data.get(at + 2..(at + 2 + length).min(file.data.len())).unwrap_or(&[]);
            self.worked += said.len();
            out.take(said);
        }
        out.take(change);
        out
    }

    fn character(&mut self, r: &mut Reading, piece: &Piece, c: u32, unit: u16) {
        if r.kind == Kind::Main && self.note(r, c) && unit == 2 {
            return;
        }
        match unit {
            0x0d | 0x07 => self.ends(r, piece, c, unit == 7, None),
            0x0c => match self.sections.binary_search_by_key(&(c + 1), |s| s.end) {
                Ok(k) if r.kind == Kind::Main => {
                    let continuous = self.sections[k].continuous;
                    self.ends(r, piece, c, false, Some(continuous));
                }
                _ => r.element("<br type=\"page\"/>"),
            },
            0x09 => r.element("<tab/>"),
            0x0b => r.element("<br/>"),
            0x0e => r.element("<br type=\"column\"/>"),
            0x1e => r.units.push(0x2011),
            0x1f => r.units.push(0xad),
            0x13 => {
                r.element("<fldChar fldCharType=\"begin\"/>");
                if r.codes.len() < DEEPEST {
                    r.codes.push(true);
                }
            }
            0x14 => {
                r.element("<fldChar fldCharType=\"separate\"/>");
                if let Some(last) = r.codes.last_mut() {
                    *last = false;
                }
            }
            0x15 => {
                r.element("<fldChar fldCharType=\"end\"/>");
                r.codes.pop();
            }
            2 | 3 | 4 | 5 | 8 if r.now.special => self.sign(r, c, unit),
            1 => self.sign(r, c, unit),
            0x28 if r.now.special && r.now.symbol.is_some() => {
                if let Some((font, sign)) = r.now.symbol {
                    let mut xml = String::from("<sym font=\"");
                    escape(self.file.fonts.get(usize::from(font)).map_or("", String::as_str), &mut xml);
                    let _ = write!(xml, "\" char=\"{sign:04X}\"/>");
                    r.element(&xml);
                }
            }
            // A character of a symbol font, in a text of such a font.
            0xf000..=0xf0ff => {
                let font = r.now.fonts[0].and_then(|f| self.file.fonts.get(usize::from(f)));
                let sign = char::from_u32(unit.into()).unwrap_or('\u{fffd}');
                let sign = symbol(font.map_or("", String::as_str), sign);
                r.units.extend_from_slice(sign.encode_utf16(&mut [0; 2]));
            }
            unit => r.units.push(unit),
        }
    }

    /// A paragraph, cell or row ends.
    fn ends(&mut self, r: &mut Reading, piece: &Piece, c: u32, cell: bool, section: Option<bool>) {
        r.flush();
        let p = self.paragraph(piece, piece.place(c));
        let depth = p.tables();
        let row_end = if cell { p.row_end } else { p.inner_row_end };
        if row_end && depth > 0 {
            if *self.cells != *p.cells {
                self.cells = p.cells.as_slice().into();
            }
            let row = Row { left: p.left, cells: Rc::clone(&self.cells), header: p.header };
            r.story.row(row, depth);
            return;
        }
        let (mut look, mut label) = (p.look, None);
        let old = p.old_number().or(&old_number(&self.file.styles, &self.file.old, look.style.unwrap_or(0)));
        if old.list == Some(OLD_LIST) {
            look.list = None;
            // An empty paragraph shows no number and counts none.
            if r.story.is_open() {
                label = self.old.label(&old, &self.file.fonts);
                self.unsaid += usize::from(label.is_none());
            }
        } else {
            self.old.interrupt();
        }
        let label = label.filter(|l| !l.is_empty()).map(|l| l + "\t");
        let end = End { look, mark: r.now.run, label: label.as_deref(), section };
        if (cell || p.inner_cell) && depth > 0 {
            r.story.cell(&end, depth);
        } else {
            r.story.paragraph(&end, depth);
        }
    }

    /// Adds the sign of a note that stands here; whether there is one.
    fn note(&mut self, r: &mut Reading, c: u32) -> bool {
        let mut found = false;
        for end in [false, true] {
            let Some((counted, range)) = self.notes.take(end, c) else { continue };
            let text = self.story(range, Kind::Note);
            let notes = &mut self.out.notes[usize::from(end)];
            notes.push(text);
            let number = notes.len() - 1;
            r.flush();
            r.story.reference(&note_reference(end, number, counted), counted, &r.now.run);
            found |= counted;
        }
        if let Some((author, range)) = self.notes.comment(c) {
            let text = self.story(range, Kind::Other);
            self.out.comments.push((author, text));
            let number = self.out.comments.len() - 1;
            r.element(&format!("<commentReference id=\"{number}\"/>"));
        }
        found
    }

    /// A sign that stands for something else.
    fn sign(&mut self, r: &mut Reading, c: u32, unit: u16) {
        match unit {
            1 if r.now.object => r.element("<object><OLEObject/></object>"),
            1 if !r.now.data => {
                let file = self.file;
                let words = r.now.picture.map_or_else(String::new, |at| art::inline_words(file.data, at));
                let number =
                    r.now.picture.and_then(|at| self.number((true, at), || art::inline_file(file.data, at)));
                r.element(&picture(number, &words));
            }
            2 if r.kind == Kind::Note => r.element("<footnoteRef/>"),
            8 => self.shape(r, c),
            _ => {}
        }
    }

    /// The place of a picture among all, which it takes where it is shown first.
    fn number(
        &mut self,
        place: (bool, u32),
        file: impl FnOnce() -> Option<(&'static str, &'a [u8])>,
    ) -> Option<usize> {
        let pictures = &mut self.out.pictures;
        *self.shown.entry(place).or_insert_with(|| {
            let (kind, bytes) = file()?;
            pictures.push((kind, bytes.to_vec()));
            Some(pictures.len() - 1)
        })
    }

    /// A shape stands here: its pictures, and the text in it.
    fn shape(&mut self, r: &mut Reading, c: u32) {
        let Some(anchor) = (r.kind == Kind::Main).then(|| self.notes.anchors.remove(&c)).flatten() else {
            return;
        };
        let file = self.file;
        for shape in file.art.shapes.get(&anchor).into_iter().flatten().filter(|s| s.picture > 0) {
            let number = self.number((false, shape.picture), || file.art.picture(shape, file.main));
            r.element(&picture(number, &shape.words));
        }
        for range in self.notes.boxes_of(anchor) {
            let text = self.story(range, Kind::Other);
            r.element(&format!("<pict><txbxContent>{text}</txbxContent></pict>"));
        }
    }
}

impl File<'_> {
    /// Whether a font is one of Hei.
    pub fn is_hei(&self, font: u16) -> Option<bool> {
        self.fonts.get(usize::from(font)).map(|f| is_hei(f))
    }
}
