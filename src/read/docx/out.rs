//! What was read so far: the text as shown, in lines.

use super::inline::{Named, Paragraph};
use crate::ir::{Mark, MarkKind};
use crate::text::{Hints, Line, Span};

/// Text in lines.
#[derive(Debug, Default)]
pub struct Out {
    /// The text.
    pub text: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What is marked in it.
    pub marks: Vec<Mark>,
    /// Whether a new page begins with the next line.
    pub new_page: bool,
    /// Pictures that wait for the first line.
    images: Vec<MarkKind>,
}

impl Out {
    fn line(&mut self, start: usize, hints: Hints) {
        let done = self.lines.last().map_or(0, |l| l.text.end as usize);
        let hints = Hints { page_break: std::mem::take(&mut self.new_page) || hints.page_break, ..hints };
        self.lines.push(Line {
            lead: Span::new(done, start),
            text: Span::new(start, self.text.len()),
            hints,
        });
    }

    /// Adds a paragraph: a line, or several where line breaks part it; with `one`, breaks stay inside.
    pub fn paragraph(&mut self, p: &Paragraph, hints: Hints, one: bool, named: &Named) {
        let mut at = 0;
        let mut first = true;
        loop {
            let breaks = |c: char| c == '\u{c}' || c == '\n' && !one;
            let end = p.text[at..].find(breaks).map_or(p.text.len(), |n| at + n);
            let range = p.trimmed(at..end);
            let images = p.bare_images(&(at..end), named);
            self.text.push_str(&p.text[at..range.start.min(end)]);
            let start = self.text.len();
            if range.is_empty() {
                // White space alone is part of the next lead.
                self.text.push_str(&p.text[range.start..end]);
                self.carry(images.into_iter().map(|(_, kind)| kind));
            } else {
                self.text.push_str(&p.text[range.clone()]);
                let shown = if first && range.start == 0 { p.label.min(range.end) as u16 } else { 0 };
                let indent = if first { hints.indent } else { 0 };
                let page_break = first && hints.page_break;
                self.line(start, Hints { indent, shown, page_break, ..hints });
                let first = self.marks.len();
                let waiting = std::mem::take(&mut self.images).into_iter().map(|kind| (range.start, kind));
                for (place, kind) in waiting.chain(images) {
                    let place = (start + place.clamp(range.start, range.end) - range.start) as u32;
                    self.marks.push(Mark { start: place, end: place, kind });
                }
                p.marks(&range, start, named, &mut self.marks);
                self.marks[first..].sort_by_key(Mark::order);
                self.text.push_str(&p.text[range.end..end]);
            }
            self.text.push('\n');
            if end == p.text.len() {
                return;
            }
            self.new_page |= p.text[end..].starts_with('\u{c}');
            at = end + 1;
            first = false;
        }
    }

    /// Pictures that stand alone and have no words: they belong to the line before, or before any to the first one.
    fn carry(&mut self, images: impl Iterator<Item = MarkKind>) {
        match self.lines.last().filter(|l| !l.hints.table) {
            Some(last) => {
                let end = last.text.end;
                self.marks.extend(images.map(|kind| Mark { start: end, end, kind }));
            }
            None => self.images.extend(images),
        }
    }

    /// Adds what was read apart.
    pub fn append(&mut self, other: &Self) {
        let by = self.text.len();
        let done = self.lines.last().map_or(0, |l| l.text.end as usize);
        self.text.push_str(&other.text);
        let moved = |s: Span| Span::new(s.start as usize + by, s.end as usize + by);
        for (k, l) in other.lines.iter().enumerate() {
            let lead = if k == 0 { Span::new(done, l.text.start as usize + by) } else { moved(l.lead) };
            self.lines.push(Line { lead, text: moved(l.text), hints: l.hints });
        }
        self.marks.extend(other.marks.iter().map(|m| m.moved(by as i64)));
        self.carry(other.images.iter().cloned());
    }

    /// Adds a sign that parts cells or lines and is not read.
    pub fn silent(&mut self, c: char) {
        let at = self.text.len() as u32;
        self.text.push(c);
        self.marks.push(Mark { start: at, end: at + c.len_utf8() as u32, kind: MarkKind::Break });
    }

    /// Adds the lines of a cell inside a table.
    pub fn cell(&mut self, cell: &Self) {
        for (k, line) in cell.lines.iter().enumerate() {
            if k > 0 {
                self.silent('\n');
            }
            let by = self.text.len() as i64 - i64::from(line.text.start);
            self.text.push_str(&cell.text[line.text.range()]);
            let first = cell.marks.partition_point(|m| m.start < line.text.start);
            let inside = cell.marks[first..].iter().take_while(|m| m.start <= line.text.end);
            self.marks.extend(inside.filter(|m| m.end <= line.text.end).map(|m| m.moved(by)));
        }
    }

    /// Makes a line of what stands from `start` on: a table.
    pub fn table(&mut self, start: usize) {
        if start < self.text.len() {
            self.line(start, Hints { table: true, ..Hints::NONE });
        }
        self.text.push('\n');
    }
}
