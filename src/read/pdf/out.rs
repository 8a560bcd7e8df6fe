//! Paragraphs and tables as the decoded source: lines, hints and marks.

use super::account::Account;
use super::flow::{Para, is_entry, is_leader};
use super::joints::Joints;
use super::lines::Joined;
use super::notes::{Signs, brackets};
use super::table::{Table, TableCell};
use crate::ir::{Mark, MarkKind, Scope};
use crate::text::chars::is_space;
use crate::text::{Align, Hints, Line, Span, Style};
use std::ops::Range;

/// Text in lines.
#[derive(Debug, Default)]
pub struct Out {
    /// The text.
    pub text: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What is marked in it.
    pub marks: Vec<Mark>,
    /// How lines of this file are joined.
    pub joints: Joints,
}

impl Out {
    /// Ends a line of the source that began at `start`.
    fn line(&mut self, start: usize, hints: Hints) {
        let done = self.lines.last().map_or(0, |l| l.text.end as usize);
        if start < self.text.len() {
            let lead = Span::new(done, start);
            self.lines.push(Line { lead, text: Span::new(start, self.text.len()), hints });
        }
        self.text.push('\n');
    }

    fn mark(&mut self, start: usize, end: usize, kind: MarkKind) {
        self.marks.push(Mark { start: start as u32, end: end as u32, kind });
    }

    /// Adds a sign that is not read.
    fn silent(&mut self, text: &str, kind: MarkKind) {
        let start = self.text.len();
        self.text.push_str(text);
        self.mark(start, self.text.len(), kind);
    }

    /// Adds the sign of a note, in brackets that are not read.
    fn sign(&mut self, name: &str) {
        let (open, close) = brackets(name);
        self.silent(open, MarkKind::Markup);
        self.text.push_str(name);
        self.silent(close, MarkKind::Markup);
    }

    /// Adds what a paragraph says, from its `range` on.
    fn push(&mut self, joined: &Joined, range: Range<usize>, signs: &Signs) {
        let mut at = range.start;
        let text = joined.text[..range.end].to_owned();
        let shown = Joined { text, raised: joined.raised.clone(), ..Joined::default() };
        for (sign, name) in signs.of(&shown) {
            if sign.start < at {
                continue;
            }
            self.plain(joined, at..sign.start);
            self.sign(&name);
            at = sign.end;
        }
        self.plain(joined, at..range.end);
    }

    fn plain(&mut self, joined: &Joined, range: Range<usize>) {
        let by = self.text.len();
        self.text.push_str(&joined.text[range.clone()]);
        let cut = |r: &Range<usize>| r.start.max(range.start)..r.end.min(range.end);
        let raised = joined.raised.iter().map(|r| (cut(r), MarkKind::Superscript));
        let raised = raised.filter(|(r, _)| r.start < r.end && !joined.text[r.clone()].trim().is_empty());
        let others =
            joined.marks.iter().map(|s| (cut(&s.range), s.kind.clone())).filter(|(r, _)| r.start < r.end);
        let mut all: Vec<(Range<usize>, MarkKind)> = raised.chain(others).collect();
        all.sort_by_key(|(r, _)| (r.start, std::cmp::Reverse(r.end)));
        // What begins inside of another ends in it.
        let mut open: Vec<usize> = vec![];
        for (r, kind) in all {
            while open.pop_if(|end| *end <= r.start).is_some() {}
            let end = open.last().map_or(r.end, |end| r.end.min(*end));
            open.push(end);
            self.mark(by + r.start - range.start, by + end - range.start, kind);
        }
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, para: &Para, signs: &Signs, account: &mut Account) {
        let joined = self.joints.joined(para.lines.iter().map(|l| &l.piece), account);
        let Some(first) = para.lines.first() else { return };
        let start = self.text.len();
        let mut hints = Hints {
            align: para.align,
            bold: para.lines.iter().all(|l| l.piece.bold),
            size: (first.piece.size * 2.0).round().clamp(0.0, 2000.0) as u16,
            indent: if para.align == Align::Unknown { para.indent } else { 0 },
            page_break: para.new_page,
            page: first.page,
            outline: para.outline,
            style: para.style,
            begins: true,
            ..Hints::NONE
        };
        let mut end = joined.text.len();
        if is_entry(&joined.text) || para.style == Style::Contents {
            let number = |c: char| {
                c.is_ascii_alphanumeric() || is_space(c) || matches!(c, '(' | ')' | '（' | '）' | '-')
            };
            let rest = joined
                .text
                .trim_end_matches(|c: char| number(c) && !c.is_alphabetic() || matches!(c, 'i' | 'v' | 'x'));
            // A bracket that closes before the number is the entry's own: （第一条―第三条）.
            let tail = &joined.text[rest.len()..];
            let closes = tail.len() - tail.trim_start_matches([')', '）']).len();
            let rest = &joined.text[..rest.len() + closes];
            let entry = rest.trim_end_matches(|c: char| is_leader(c) || is_space(c));
            if !entry.is_empty() && rest.len() < end {
                end = entry.len();
                account.entries += 1;
            }
            hints.style = Style::Contents;
            hints.align = Align::Unknown;
        }
        self.push(&joined, 0..end, signs);
        self.line(start, hints);
    }

    /// Adds the text of a note behind its sign.
    pub fn note(&mut self, name: &str, joined: &Joined, from: usize, page: u32) {
        let start = self.text.len();
        self.sign(name);
        self.plain(joined, from..joined.text.len());
        self.line(start, Hints { style: Style::Note, page, ..Hints::NONE });
    }

    /// Adds a table as one line: a tab before every cell but the first, a line break before every row but the first.
    pub fn table(&mut self, table: &Table, signs: &Signs, account: &mut Account) {
        let start = self.text.len();
        if !table.caption.is_empty() {
            let joined = self.joints.joined(table.caption.iter(), account);
            let at = self.marks.len();
            self.mark(start, start, MarkKind::Caption);
            self.push(&joined, 0..joined.text.len(), signs);
            self.marks[at].end = self.text.len() as u32;
        }
        for row in 0..table.rows {
            let mut cells: Vec<&TableCell> = table.cells.iter().filter(|c| c.row == row).collect();
            cells.sort_by_key(|c| c.column);
            let at = self.marks.len();
            let from = self.text.len();
            self.mark(from, from, MarkKind::Row { header: row < table.heads });
            for (k, cell) in cells.iter().enumerate() {
                let lead = match (row, k) {
                    (_, 1..) => "\t",
                    (1.., 0) => "\n",
                    (0, 0) => {
                        if table.caption.is_empty() {
                            ""
                        } else {
                            "\n"
                        }
                    }
                };
                self.cell(cell, lead, signs, account);
            }
            self.marks[at].end = self.text.len() as u32;
        }
        self.line(start, Hints { table: true, page: table.page, ..Hints::NONE });
    }

    fn cell(&mut self, cell: &TableCell, lead: &str, signs: &Signs, account: &mut Account) {
        let (start, first) = (self.text.len(), self.marks.len());
        self.mark(start, start, MarkKind::Cell);
        if cell.columns > 1 || cell.rows > 1 {
            let (rows, columns) = (cell.rows as u16, cell.columns as u16);
            self.mark(start, start, MarkKind::CellSpan { rows, columns });
        }
        if cell.heads {
            self.mark(start, start, MarkKind::CellHead { scope: Scope::Row });
        }
        if let Some(align) = cell.align {
            self.mark(start, start, MarkKind::CellAlign { align });
        }
        let behind = self.marks.len();
        if !lead.is_empty() {
            self.silent(lead, MarkKind::Break);
        }
        for (k, part) in cell.parts.iter().enumerate() {
            if k > 0 {
                self.silent("\n", MarkKind::Break);
            }
            let joined = self.joints.joined(part.iter(), account);
            self.push(&joined, 0..joined.text.len(), signs);
        }
        let end = self.text.len() as u32;
        for mark in &mut self.marks[first..behind] {
            mark.end = end;
        }
    }
}
