//! The text of a paragraph as it is read: cut where its marks begin and end, without what the source only uses to set
//! lines and signs; and the rows and cells of a table.

use super::{Document, Event, Id, Mark, MarkKind, Role, Text, events};
use crate::text::Span;
use std::borrow::Cow;
use std::collections::HashSet;

/// A stretch of a paragraph that one set of marks covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Where it begins in the paragraph, in bytes.
    pub at: usize,
    /// Whether the source sets it off.
    pub emphasis: bool,
    /// What it is beside text.
    pub kind: RunKind<'a>,
}

/// What a stretch is beside text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind<'a> {
    /// Nothing.
    Plain,
    /// It leads to a provision.
    Reference(&'a Id),
    /// It leads to a note.
    NoteReference(&'a Id),
    /// The sign of the note that the paragraph is.
    NoteLabel,
}

impl Run<'_> {
    /// Whether the sign of a note keeps its distance from what follows: a bare number does, brackets do not need to.
    pub fn wants_gap(&self) -> bool {
        self.text.ends_with(char::is_alphanumeric)
    }
}

/// The notes that the text of a document refers to, in the order of the first signs that do.
pub fn referred_notes(doc: &Document) -> Vec<&Id> {
    let (mut out, mut seen) = (vec![], HashSet::new());
    events(doc, |e| {
        let Event::Text(t) = e else { return };
        for m in &t.marks {
            if let MarkKind::NoteReference { target } = &m.kind
                && seen.insert(target)
            {
                out.push(target);
            }
        }
    });
    out
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Whether it heads the columns.
    pub header: bool,
    /// Its cells.
    pub cells: Vec<Text>,
}

impl Mark {
    /// The mark at a place so many bytes further on.
    #[must_use]
    pub fn moved(&self, by: i64) -> Self {
        let to = |at: u32| (i64::from(at) + by).max(0) as u32;
        Self { start: to(self.start), end: to(self.end), kind: self.kind.clone() }
    }
}

impl Text {
    /// Adds marks. Marks nest or stand apart: one that would cross an earlier one is left out.
    pub fn add_marks(&mut self, more: Vec<Mark>) {
        if more.is_empty() {
            return;
        }
        self.marks.extend(more);
        self.marks.sort_by_key(|m| (m.start, std::cmp::Reverse(m.end)));
        let mut open: Vec<u32> = vec![];
        self.marks.retain(|m| {
            while open.last().is_some_and(|end| *end <= m.start) {
                open.pop();
            }
            let nests = open.last().is_none_or(|end| m.end <= *end);
            if nests {
                open.push(m.end);
            }
            nests
        });
    }

    /// The text as it is read, cut where its kind changes.
    pub fn runs(&self) -> Vec<Run<'_>> {
        let mut out: Vec<Run> = vec![];
        let mut open: Vec<&Mark> = vec![];
        let mut at = 0usize;
        let mut broken = false;
        for m in self.marks.iter().filter(|m| shows(&m.kind)) {
            self.close(&mut open, &mut at, m.start, &mut broken, &mut out);
            self.push(at..m.start as usize, &open, &mut broken, &mut out);
            at = m.start as usize;
            open.push(m);
        }
        let end = self.text.len();
        self.close(&mut open, &mut at, end as u32, &mut broken, &mut out);
        self.push(at..end, &open, &mut broken, &mut out);
        out
    }

    /// Ends the marks that end at or before `limit`.
    fn close<'a>(
        &'a self,
        open: &mut Vec<&'a Mark>,
        at: &mut usize,
        limit: u32,
        broken: &mut bool,
        out: &mut Vec<Run<'a>>,
    ) {
        while let Some(last) = open.last().filter(|m| m.end <= limit) {
            let end = last.end as usize;
            self.push(*at..end, open, broken, out);
            *at = end;
            open.pop();
        }
    }

    fn push<'a>(
        &'a self,
        range: std::ops::Range<usize>,
        open: &[&'a Mark],
        broken: &mut bool,
        out: &mut Vec<Run<'a>>,
    ) {
        if range.is_empty() {
            return;
        }
        if let Some(m) = open.iter().find(|m| m.kind.is_silent()) {
            *broken |= m.kind == MarkKind::Break;
            return;
        }
        let at = range.start;
        let text = &self.text[range];
        let letter = |c: char| c.is_ascii_alphanumeric();
        // Latin words stood apart by the break.
        let apart = std::mem::take(broken)
            && text.starts_with(letter)
            && out.last().is_some_and(|r| r.text.ends_with(letter));
        let text = if apart { Cow::Owned(format!(" {text}")) } else { Cow::Borrowed(text) };
        let emphasis = open.iter().any(|m| m.kind == MarkKind::Emphasis);
        let kind = open.iter().rev().find_map(|m| match &m.kind {
            MarkKind::Reference { target } => Some(RunKind::Reference(target)),
            MarkKind::NoteReference { target } => Some(RunKind::NoteReference(target)),
            MarkKind::NoteLabel => Some(RunKind::NoteLabel),
            _ => None,
        });
        out.push(Run { text, at, emphasis, kind: kind.unwrap_or(RunKind::Plain) });
    }

    /// The text as it is read: without the line breaks of a hard-wrapped source and the signs of its markup.
    pub fn readable(&self) -> Cow<'_, str> {
        if self.role == Role::Table {
            return Cow::Owned(self.tabular());
        }
        if !self.marks.iter().any(|m| m.kind.is_silent()) {
            return Cow::Borrowed(&self.text);
        }
        Cow::Owned(self.runs().into_iter().map(|r| r.text).collect())
    }

    /// A table as lines of cells with tabs between them.
    fn tabular(&self) -> String {
        let line =
            |r: Row| r.cells.iter().map(|c| c.readable().trim().to_owned()).collect::<Vec<_>>().join("\t");
        let caption = self.caption().map(|c| c.text);
        caption.into_iter().chain(self.rows().into_iter().map(line)).collect::<Vec<_>>().join("\n")
    }

    /// The rows of a table.
    pub fn rows(&self) -> Vec<Row> {
        let mut out: Vec<Row> = vec![];
        let mut cell: Option<&Mark> = None;
        for m in &self.marks {
            match &m.kind {
                MarkKind::Row { header } => out.push(Row { header: *header, cells: vec![] }),
                MarkKind::Cell => {
                    cell = Some(m);
                    if let Some(row) = out.last_mut() {
                        row.cells.push(self.slice(m.start as usize..m.end as usize));
                    }
                }
                _ => {
                    let inside = cell.filter(|c| m.start >= c.start && m.end <= c.end);
                    let text = out.last_mut().and_then(|r| r.cells.last_mut());
                    if let (Some(c), Some(text)) = (inside, text) {
                        text.marks.push(m.moved(-i64::from(c.start)));
                    }
                }
            }
        }
        out
    }

    /// The caption of a table.
    pub fn caption(&self) -> Option<Text> {
        let first = self.marks.first().filter(|m| m.kind == MarkKind::Caption)?;
        Some(self.slice(first.start as usize..first.end as usize))
    }

    /// A part of the paragraph, without its marks.
    fn slice(&self, range: std::ops::Range<usize>) -> Text {
        let start = self.span.start as usize + range.start;
        let span = Span::new(start, start + range.len());
        Text { text: self.text[range].to_owned(), span, ..Text::default() }
    }

    /// Whether it is a sentence or a note in brackets, as against a line that signs or dates.
    pub fn is_sentence(&self) -> bool {
        self.text.starts_with(['（', '(']) || self.text.ends_with('。')
    }
}

/// The widths that columns want, as shares of the whole: by their longest texts, none so narrow that it cannot hold a
/// word nor so wide that the others starve.
pub fn column_shares(rows: &[Row]) -> Vec<f32> {
    /// Least and most, in characters of a full em.
    const WIDTH: (f32, f32) = (2.0, 24.0);
    let columns = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    let mut widths = vec![WIDTH.0; columns];
    for (k, cell) in rows.iter().flat_map(|r| r.cells.iter().enumerate()) {
        let em = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
        let width: f32 = cell.readable().chars().map(em).sum();
        widths[k] = widths[k].max(width).min(WIDTH.1);
    }
    let all: f32 = widths.iter().sum();
    widths.iter().map(|w| w / all).collect()
}

/// Whether a mark changes how its range is read.
const fn shows(kind: &MarkKind) -> bool {
    !matches!(
        kind,
        MarkKind::Date { .. } | MarkKind::Term | MarkKind::Row { .. } | MarkKind::Cell | MarkKind::Caption
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, end: u32, kind: MarkKind) -> Mark {
        Mark { start, end, kind }
    }

    #[test]
    fn silent_ranges_are_left_out_and_marks_cut() {
        let id = Id("note-1".into());
        let t = Text {
            text: "a\nb**c**[^1]d".into(),
            marks: vec![
                mark(1, 2, MarkKind::Break),
                mark(3, 5, MarkKind::Markup),
                mark(5, 6, MarkKind::Emphasis),
                mark(6, 8, MarkKind::Markup),
                mark(8, 12, MarkKind::NoteReference { target: id.clone() }),
                mark(8, 10, MarkKind::Markup),
                mark(11, 12, MarkKind::Markup),
            ],
            ..Text::default()
        };
        assert_eq!(t.readable(), "a bc1d");
        let runs = t.runs();
        assert!(runs.iter().any(|r| r.text == "c" && r.emphasis));
        assert!(runs.iter().any(|r| r.text == "1" && r.kind == RunKind::NoteReference(&id) && r.at == 10));
    }

    #[test]
    fn rows_and_cells_are_found_with_what_is_marked_in_them() {
        let t = Text {
            role: Role::Table,
            text: "| a | b |\n| | *c* |".into(),
            marks: vec![
                mark(0, 9, MarkKind::Row { header: true }),
                mark(0, 3, MarkKind::Cell),
                mark(0, 2, MarkKind::Markup),
                mark(3, 9, MarkKind::Cell),
                mark(3, 6, MarkKind::Markup),
                mark(7, 9, MarkKind::Markup),
                mark(9, 19, MarkKind::Row { header: false }),
                mark(9, 12, MarkKind::Cell),
                mark(9, 12, MarkKind::Markup),
                mark(12, 19, MarkKind::Cell),
                mark(12, 14, MarkKind::Markup),
                mark(17, 19, MarkKind::Markup),
            ],
            ..Text::default()
        };
        assert_eq!(t.readable(), "a\tb\n\t*c*");
        assert!(t.rows()[0].header && !t.rows()[1].header);
    }
}
