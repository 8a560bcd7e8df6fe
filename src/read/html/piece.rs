//! Lines of a page in the making: text as a browser shows it, with the marks that are open around it.

use crate::finding::Code;
use crate::ir::{Mark, MarkKind};
use crate::text::{Hints, chars::is_space};
use std::ops::Range;

/// A line of the page, or a table.
#[derive(Debug, Default)]
pub struct Piece {
    /// Its text, with the white space before and behind it.
    pub text: String,
    /// Its marks, at places of the text.
    pub marks: Vec<Mark>,
    /// What the page says about it.
    pub hints: Hints,
    /// The element that it stands in.
    pub owner: usize,
    /// Characters, without white space.
    pub chars: usize,
    /// Those of them in links that leave the page, and in fields.
    pub linked: usize,
    /// Those in links of any kind.
    pub anchored: usize,
    /// Whether it begins with a link.
    pub begins: bool,
    /// How many links that leave the page begin in it.
    pub links: usize,
    /// Whether a link leads to a file that can be an annex.
    pub file: bool,
    /// Whether it is known to be the title by the site's habits.
    pub title: bool,
    /// Whether it belongs to the table by which a site describes a document.
    pub field: bool,
    /// What there is to say about it: the code, the place in its text, the details.
    pub said: Vec<(&'static Code, usize, Vec<String>)>,
}

impl Piece {
    /// The text without the white space around it; blanks to fill in are no white space.
    pub fn trimmed(&self) -> Range<usize> {
        let blanks = || self.marks.iter().filter(|m| m.kind == MarkKind::Underline);
        let start = self.text.find(|c| !is_space(c)).unwrap_or(self.text.len());
        let start = blanks().map(|m| m.start as usize).fold(start, usize::min);
        let end = self.text.trim_end_matches(is_space).len();
        let end = blanks().map(|m| m.end as usize).fold(end, usize::max);
        start..end.max(start)
    }

    /// The marks in a range of the text, cut to it.
    pub fn marks_in(&self, range: &Range<usize>) -> impl Iterator<Item = Mark> + '_ {
        let (from, to) = (range.start as u32, range.end as u32);
        self.marks.iter().filter_map(move |m| {
            let (start, end) = (m.start.clamp(from, to), m.end.clamp(from, to));
            let stays = start < end || m.start == m.end && m.kind.may_be_empty();
            stays.then(|| Mark { start, end, kind: m.kind.clone() })
        })
    }
}

/// A mark whose end is not there yet.
struct Open {
    kind: MarkKind,
    /// Where it begins in the line; nothing was written in it yet otherwise.
    start: Option<usize>,
}

/// What a link adds to a line.
#[derive(Clone, Copy, Default)]
pub struct Anchor {
    /// Whether it leaves the page.
    pub leaves: bool,
    /// Whether it is a field for input: its text is no prose.
    pub field: bool,
}

/// Writes lines.
#[derive(Default)]
pub struct Writer {
    /// The lines that are finished.
    pub pieces: Vec<Piece>,
    row: Piece,
    space: bool,
    open: Vec<Open>,
    /// How many of the open marks have text in this line: the outer ones.
    started: usize,
    anchors: Vec<Anchor>,
    /// Links that leave the page, and fields, among those that are open.
    leaving: usize,
    /// What the next block does not part from the line: a number has its text in the next column.
    pub glued: bool,
    /// How the lines are aligned, sized and so on: the hints of the element around them.
    pub hints: Hints,
    /// The element around.
    pub owner: usize,
    /// Characters of the line that are bold; where bold type is open.
    bold: usize,
    /// How many elements around set their text bold.
    pub bolds: usize,
    /// Where the line's ruby has its next base.
    ruby: Option<(usize, Option<usize>)>,
    /// Whether the line goes on with the block of the one before.
    goes_on: bool,
}

impl Writer {
    /// Adds text; white space is collapsed as a browser does unless `kept`, other spaces stay.
    pub fn text(&mut self, s: &str, kept: bool) {
        for c in s.chars() {
            match c {
                '\n' | '\r' if kept => self.break_line(),
                '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.break_line(),
                _ if c.is_ascii_whitespace() && !kept => self.space = true,
                _ => self.char(c),
            }
        }
    }

    fn char(&mut self, c: char) {
        if std::mem::take(&mut self.space)
            && !self.row.text.is_empty()
            && !self.row.text.ends_with('\u{3000}')
        {
            self.put(' ');
        }
        self.put(c);
    }

    fn put(&mut self, c: char) {
        let at = self.row.text.len();
        if self.row.text.is_empty() {
            self.row.owner = self.owner;
            let Hints { shown, size, .. } = self.row.hints;
            self.row.hints = Hints { shown, size, begins: !self.goes_on, ..self.hints };
        }
        for open in &mut self.open[self.started..] {
            open.start = Some(at);
        }
        self.started = self.open.len();
        self.row.text.push(c);
        if !is_space(c) {
            if self.row.chars == 0 {
                self.row.owner = self.owner;
                self.row.hints.size = self.hints.size;
                self.row.begins = !self.anchors.is_empty();
            }
            self.glued = false;
            self.row.chars += 1;
            self.bold += usize::from(self.bolds > 0);
            self.row.anchored += usize::from(!self.anchors.is_empty());
            self.row.linked += usize::from(self.leaving > 0);
        }
    }

    /// Whether the line has text so far.
    pub const fn has_text(&self) -> bool {
        self.row.chars > 0
    }

    /// The line so far.
    pub fn so_far(&self) -> &str {
        &self.row.text
    }

    /// Ends the line inside its block; two ends are as good as another block.
    pub fn break_line(&mut self) {
        let again = self.goes_on && !self.has_text();
        self.line();
        self.goes_on = !again;
    }

    /// Ends the line; a blank one is left out, unless something is marked in it.
    pub fn line(&mut self) {
        self.goes_on = false;
        self.space = false;
        self.glued = false;
        self.ruby = None;
        let end = self.row.text.len();
        for k in (0..self.open.len()).rev() {
            if let Some(start) = self.open[k].start.take().filter(|s| *s < end) {
                let kind = self.open[k].kind.clone();
                self.row.marks.push(Mark { start: start as u32, end: end as u32, kind });
            }
        }
        self.started = 0;
        let mut row = std::mem::take(&mut self.row);
        let bold = std::mem::take(&mut self.bold);
        let blanks = row.marks.iter().any(|m| m.kind == MarkKind::Underline);
        if row.chars == 0 && !blanks {
            self.carry(row);
            return;
        }
        row.hints.bold = bold > 0 && bold == row.chars;
        if row.hints.bold {
            row.marks.retain(|m| m.kind != MarkKind::Emphasis);
        }
        row.marks.sort_by_key(Mark::order);
        self.pieces.push(row);
    }

    /// What stands in a line without text belongs to the line before it: a picture that nothing stands for.
    fn carry(&mut self, row: Piece) {
        if let Some(last) = self.pieces.last_mut().filter(|l| !l.hints.table) {
            let at = last
                .text
                .trim_end_matches(is_space)
                .len()
                .max(last.marks.iter().map(|m| m.end as usize).max().unwrap_or(0));
            let pictures = row.marks.into_iter().filter(|m| matches!(m.kind, MarkKind::Image { .. }));
            last.marks.extend(pictures.map(|m| Mark { start: at as u32, end: at as u32, kind: m.kind }));
            last.said.extend(row.said.into_iter().map(|(code, _, details)| (code, at, details)));
        } else if !row.marks.is_empty() || !row.said.is_empty() {
            // Before any line it waits for the first one.
            self.row.said.extend(row.said);
            self.row.marks.extend(row.marks.into_iter().filter(|m| matches!(m.kind, MarkKind::Image { .. })));
            for m in &mut self.row.marks {
                (m.start, m.end) = (0, 0);
            }
        }
    }

    /// Ends the line for a block, unless that goes on with a number.
    pub fn block(&mut self) {
        if self.glued && self.has_text() {
            if !self.row.text.ends_with(is_space) {
                self.gap(1);
            }
            self.glued = true;
        } else {
            self.line();
        }
    }

    /// Keeps what stands in a row apart.
    pub fn gap(&mut self, wide: usize) {
        self.space = false;
        if self.has_text() && (wide > 1 || !self.row.text.ends_with('\u{3000}')) {
            let said = self.glued;
            for _ in 0..wide {
                self.put('\u{3000}');
            }
            self.glued = said;
        }
    }

    /// Adds a table that was taken as a whole.
    pub fn table(&mut self, table: Piece) {
        self.line();
        self.pieces.push(table);
    }

    /// Opens a mark; marks are closed in the other order. One that is open already says nothing more, and nobody means
    /// more of them than a few: whether it was opened.
    pub fn open(&mut self, kind: MarkKind) -> bool {
        const MOST: usize = 24;
        let opens = self.open.len() < MOST && self.open.iter().all(|o| o.kind != kind);
        if opens {
            self.open.push(Open { kind, start: None });
        }
        opens
    }

    /// Closes the mark that was opened last.
    pub fn close(&mut self) {
        // A blank to fill in may be of spaces that a browser collapses to one.
        if self.space && self.open.last().is_some_and(|o| o.kind == MarkKind::Underline && o.start.is_none())
        {
            self.space = false;
            self.put(' ');
        }
        let end = self.row.text.len();
        let closed = self.open.pop();
        self.started = self.started.min(self.open.len());
        if let Some(Open { kind, start: Some(start) }) = closed
            && start < end
        {
            self.row.marks.push(Mark { start: start as u32, end: end as u32, kind });
        }
    }

    /// Opens a link.
    pub fn anchor(&mut self, anchor: Anchor, file: bool) {
        self.row.links += usize::from(anchor.leaves);
        self.row.file |= file;
        self.leaving += usize::from(anchor.leaves || anchor.field);
        self.anchors.push(anchor);
    }

    /// Closes the link that was opened last.
    pub fn anchor_ends(&mut self) {
        let closed = self.anchors.pop();
        self.leaving -= usize::from(closed.is_some_and(|a| a.leaves || a.field));
    }

    /// Writes a label that the page shows and nobody typed.
    pub fn label(&mut self, label: &str, gap: &str) {
        self.line();
        for c in label.chars() {
            self.put(c);
        }
        self.row.hints.shown = label.len() as u16;
        for c in gap.chars() {
            self.put(c);
        }
        self.glued = true;
    }

    /// Writes text with a mark of its own, which may be empty.
    pub fn marked(&mut self, s: &str, kind: MarkKind) {
        if self.space && self.has_text() {
            self.space = false;
            self.put(' ');
        }
        let start = self.row.text.len();
        let mut inside = false;
        for c in s.chars() {
            if is_space(c) && c != '\u{3000}' {
                inside |= self.row.text.len() > start;
                continue;
            }
            if std::mem::take(&mut inside) {
                self.put(' ');
            }
            self.put(c);
        }
        let end = self.row.text.len();
        if end > start || kind.may_be_empty() {
            self.row.marks.push(Mark { start: start as u32, end: end as u32, kind });
        }
    }

    /// Says something about the place.
    pub fn say(&mut self, code: &'static Code, details: Vec<String>) {
        let at = self.row.text.len();
        self.row.said.push((code, at, details));
    }

    /// Makes the line the title, or a line of the table by which a site describes a document.
    pub const fn is(&mut self, title: bool, field: bool) {
        self.row.title |= title;
        self.row.field |= field;
    }

    /// A ruby begins: what follows is the base of its annotation.
    pub fn ruby(&mut self) {
        if std::mem::take(&mut self.space) && self.has_text() {
            self.put(' ');
        }
        self.ruby = Some((self.row.text.len(), None));
    }

    /// Its annotation begins.
    pub fn annotation(&mut self) {
        self.space = false;
        if let Some((_, at)) = &mut self.ruby {
            *at = Some(self.row.text.len());
        }
    }

    /// Its annotation ends, and another base may follow.
    pub fn annotation_ends(&mut self) {
        let end = self.row.text.len();
        let Some((base, Some(at))) = self.ruby else { return };
        self.ruby = Some((end, None));
        self.space = false;
        if at == end {
            self.ruby = Some((base, None));
        } else if base < at {
            let at_of = |start: usize, kind| Mark { start: start as u32, end: end as u32, kind };
            self.row.marks.push(at_of(base, MarkKind::Ruby));
            self.row.marks.push(at_of(at, MarkKind::RubyText));
        } else {
            // A second annotation without a base of its own: it goes on with the one before.
            let ends =
                |m: &&mut Mark| m.end as usize == at && matches!(m.kind, MarkKind::Ruby | MarkKind::RubyText);
            self.row.marks.iter_mut().filter(ends).for_each(|m| m.end = end as u32);
        }
    }

    /// The ruby ends.
    pub fn ruby_ends(&mut self) {
        self.ruby = None;
    }
}
