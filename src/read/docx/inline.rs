//! A paragraph in the making: its text, and what its runs say of it as nested marks.

use super::properties::{Names, Vertical};
use crate::ir::{Mark, MarkKind, leads_out};
use crate::text::chars::is_space;
use std::ops::Range;

/// Whether text was inserted or deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// Neither.
    #[default]
    None,
    /// Inserted.
    Inserted,
    /// Deleted.
    Deleted,
}

/// What marks need to know of a stretch of text. Numbers tell one thing from the next; 0 is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub change: Change,
    /// Where it leads to, by number of the address from 1.
    pub link: u16,
    /// Another language than the document's, by number of its tag from 1.
    pub language: u16,
    pub ruby: u32,
    pub ruby_text: bool,
    pub math: u32,
    pub image: u32,
    pub bold: bool,
    pub hei: bool,
    pub underline: bool,
    pub dots: bool,
    pub vertical: Vertical,
    /// Signs that the text has for those who read it as characters only.
    pub silent: bool,
}

/// A stretch of text with one look.
#[derive(Clone, Debug)]
struct Piece {
    range: Range<usize>,
    look: Look,
}

/// What marks name.
#[derive(Debug, Default)]
pub struct Named {
    /// Addresses.
    pub links: Names,
    /// Tags of languages.
    pub languages: Names,
    /// MathML, by number from 1.
    pub formulas: Vec<String>,
    /// Names of pictures' data, by number from 1.
    pub images: Vec<Option<String>>,
    /// Links that lead out of the document and to no page: how many, and the first address.
    pub dead_links: usize,
    pub dead_link: String,
}

/// A paragraph in the making.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Its text; a line feed ends a line, a form feed a page.
    pub text: String,
    /// Bytes at its start that are a number which nobody typed.
    pub label: usize,
    /// The size of its type in half points.
    pub size: u16,
    pieces: Vec<Piece>,
    whole: Whole,
}

impl Named {
    /// The number of an address; 0 for one that is no link out of the document.
    pub fn link(&mut self, target: &str) -> u16 {
        /// Bytes of the longest address that programs follow; every word that it is on repeats it.
        const LONGEST: usize = 2083;
        let target = target.trim();
        if target.len() <= LONGEST && leads_out(target) {
            self.links.number(target).saturating_add(1)
        } else {
            // What begins with # is a place of this document.
            if !target.is_empty() && !target.starts_with('#') {
                if self.dead_links == 0 {
                    self.dead_link = target.chars().take(60).collect();
                }
                self.dead_links += 1;
            }
            0
        }
    }

    /// A picture by what stands for it and the name of its data: the words that are shown, and its number; none where there
    /// is neither.
    pub fn image(&mut self, words: &str, data: Option<String>) -> Option<(String, u32)> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() && data.is_none() {
            return None;
        }
        self.images.push(data);
        Some((words, self.images.len() as u32))
    }
}

/// Brackets in which the signs of notes are known.
const OPEN: &[char] = &['〔', '[', '［'];
/// Brackets around the signs of notes.
const SIGNS: &[char] = &['〔', '〕', '[', ']', '［', '］'];

impl Paragraph {
    /// Adds text.
    pub fn push(&mut self, text: &str, look: Look) {
        if text.is_empty() && look.image == 0 {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        match self.pieces.last_mut() {
            Some(last) if last.look == look && last.range.end == start => last.range.end = end,
            _ => self.pieces.push(Piece { range: start..end, look }),
        }
    }

    /// Adds the sign of a note, in brackets that are not read where none stand there; gives it with its brackets.
    pub fn sign(&mut self, sign: &str, look: Look) -> String {
        if let Some(open) = self.text.chars().next_back().filter(|c| OPEN.contains(c)) {
            self.push(sign, look);
            return format!("{open}{sign}");
        }
        let silent = Look { silent: true, ..look };
        let (open, close) =
            if sign.bytes().all(|b| b.is_ascii_digit()) { ("〔", "〕") } else { ("[^", "]") };
        self.push(open, silent);
        self.push(sign, look);
        self.push(close, silent);
        format!("{open}{sign}{close}")
    }

    /// Puts a number before all text.
    pub fn number(&mut self, label: &str, gap: &str) {
        let by = label.len() + gap.len();
        self.text.insert_str(0, &[label, gap].concat());
        for piece in &mut self.pieces {
            piece.range = piece.range.start + by..piece.range.end + by;
        }
        self.label = label.len();
    }

    /// Whether it shows nothing.
    pub fn is_blank(&self) -> bool {
        self.pieces.iter().all(|p| p.look.image == 0 && !p.look.underline) && self.text.chars().all(is_space)
    }

    fn all(&self, of: impl Fn(&Look) -> bool) -> bool {
        let shows = |p: &&Piece| !p.look.silent && !self.text[p.range.clone()].chars().all(is_space);
        let mut shown = self.pieces.iter().filter(shows).peekable();
        shown.peek().is_some() && shown.all(|p| of(&p.look))
    }

    /// Whether all that was typed is bold.
    pub fn is_bold(&self) -> bool {
        self.all(|l| l.bold || l.hei)
    }

    /// Settles what all of it is, now that it is whole.
    pub fn settle(&mut self) {
        self.whole = Whole { bold: self.all(|l| l.bold), hei: self.all(|l| l.hei) };
    }

    /// The range without white space around it; underlined blanks are places to fill in and stay.
    pub fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let s = &self.text[range.clone()];
        let rest = s.trim_start_matches(is_space);
        let mut start = range.end - rest.len();
        let mut end = start + rest.trim_end_matches(is_space).len();
        let kept = |p: &&Piece| p.look.underline || p.look.image > 0;
        for p in self.touching(&range).iter().filter(kept) {
            let (from, to) = (p.range.start.max(range.start), p.range.end.min(range.end));
            if from < to {
                start = start.min(from);
                end = end.max(to);
            }
        }
        start..end.max(start)
    }

    /// The pieces that a range has a part of, or touches.
    fn touching(&self, range: &Range<usize>) -> &[Piece] {
        let first = self.pieces.partition_point(|p| p.range.end < range.start);
        let behind = self.pieces.partition_point(|p| p.range.start <= range.end);
        self.pieces.get(first..behind).unwrap_or(&[])
    }

    /// The pictures without words in a range, and their places.
    pub fn bare_images(&self, range: &Range<usize>, named: &Named) -> Vec<(usize, MarkKind)> {
        let bare = |p: &&Piece| p.look.image > 0 && p.range.is_empty();
        self.touching(range)
            .iter()
            .filter(bare)
            .map(|p| (p.range.start, kind(IMAGE, p.look.image, named)))
            .collect()
    }

    /// The marks of a range, moved to where its text stands.
    pub fn marks(&self, range: &Range<usize>, to: usize, named: &Named, out: &mut Vec<Mark>) {
        let whole = self.whole;
        let inside = self.touching(range).iter().filter_map(|p| {
            let (from, until) = (p.range.start.max(range.start), p.range.end.min(range.end));
            let mut look = p.look;
            // A sign in brackets is raised by what it is.
            if look.vertical != Vertical::Line
                && self.text.get(from..until).is_some_and(|t| t.contains(SIGNS))
            {
                look.vertical = Vertical::Line;
            }
            (from < until).then(|| Piece { range: from + to - range.start..until + to - range.start, look })
        });
        let pieces: Vec<Piece> = inside.collect();
        if pieces.iter().any(|p| (0..LAYERS).any(|k| key(k, &p.look, whole) > 0)) {
            layer(0, &pieces, whole, named, out);
        }
    }
}

/// What all of a paragraph is, and no part of it is set off by.
#[derive(Clone, Copy, Debug, Default)]
struct Whole {
    bold: bool,
    hei: bool,
}

/// Kinds of marks, the outer ones first.
const LAYERS: usize = 12;
/// The one of annotations above words, and that of pictures.
const ANNOTATION: usize = 4;
const IMAGE: usize = 6;

/// What a look has of a layer; 0 for nothing.
fn key(layer: usize, l: &Look, whole: Whole) -> u32 {
    match layer {
        0 => l.change as u32,
        1 => l.link.into(),
        2 => l.language.into(),
        3 => l.ruby,
        ANNOTATION => l.ruby_text.into(),
        5 => l.math,
        IMAGE => l.image,
        7 => (l.bold && !whole.bold || l.hei && !whole.hei && !whole.bold).into(),
        8 => l.underline.into(),
        9 => l.dots.into(),
        10 => l.vertical as u32,
        _ => l.silent.into(),
    }
}

fn kind(layer: usize, key: u32, named: &Named) -> MarkKind {
    let at = (key as usize).saturating_sub(1);
    match layer {
        0 if key == Change::Inserted as u32 => MarkKind::Inserted,
        0 => MarkKind::Deleted,
        1 => MarkKind::Link { target: named.links.get(at as u16).to_owned() },
        2 => MarkKind::Language { tag: named.languages.get(at as u16).to_owned() },
        3 => MarkKind::Ruby,
        ANNOTATION => MarkKind::RubyText,
        5 => MarkKind::Math { mathml: named.formulas.get(at).cloned().unwrap_or_default() },
        IMAGE => MarkKind::Image { media: named.images.get(at).cloned().flatten() },
        7 => MarkKind::Emphasis,
        8 => MarkKind::Underline,
        9 => MarkKind::Dots,
        10 if key == Vertical::Super as u32 => MarkKind::Superscript,
        10 => MarkKind::Subscript,
        _ => MarkKind::Markup,
    }
}

/// Marks what neighbouring pieces have in common in a layer, and inside of it what they have in the next ones.
fn layer(k: usize, pieces: &[Piece], whole: Whole, named: &Named, out: &mut Vec<Mark>) {
    if k == LAYERS {
        return;
    }
    for group in pieces.chunk_by(|a, b| key(k, &a.look, whole) == key(k, &b.look, whole)) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let key = key(k, &first.look, whole);
        // An annotation ends its ruby and has a base before it: one without is text like any other.
        let alone = k == ANNOTATION
            && (pieces.first().is_some_and(|p| p.range.start == first.range.start)
                || pieces.last().is_some_and(|p| p.range.end != last.range.end));
        if key > 0 && !alone {
            let (start, end) = (first.range.start as u32, last.range.end as u32);
            out.push(Mark { start, end, kind: kind(k, key, named) });
        }
        layer(k + 1, group, whole, named, out);
    }
}
