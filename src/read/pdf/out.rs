//! Paragraphs and tables as the decoded source: lines, hints and marks.

use super::account::Account;
use super::flow::{Para, is_entry, is_leader};
use super::lines::{Joined, Piece, is_wide};
use super::notes::{Signs, brackets};
use super::table::{Table, TableCell};
use crate::ir::{Mark, MarkKind};
use crate::text::chars::{is_hangul, is_space};
use crate::text::{Align, Hints, Line, Span, Style};
use std::collections::HashSet;
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

/// How lines of a file are joined.
#[derive(Debug, Default)]
pub struct Joints {
    /// Words with a hyphen that stand inside lines: at the end of a line their hyphen is theirs.
    hyphened: HashSet<String>,
    /// Whether no line ends with white space: then that at the ends of Korean lines is to be supplied.
    bare: bool,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

impl Joints {
    /// As the lines of a file show it.
    pub fn of<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Self {
        let mut out = Self { bare: true, ..Self::default() };
        for piece in pieces {
            out.bare &= !piece.open;
            if !piece.text.contains('-') {
                continue;
            }
            for word in piece.text.split(|c| !is_word(c)).filter(|w| w.trim_end_matches('-').contains('-')) {
                out.hyphened.insert(word.to_lowercase());
            }
        }
        out
    }

    /// Adds the next line of a paragraph; the one before ends with white space where it is `open`.
    pub fn join(&self, to: &mut Joined, next: &Piece, open: bool, account: &mut Account) {
        let text = &mut to.text;
        if let (Some(last), Some(first)) = (text.chars().next_back(), next.text.chars().next()) {
            let hangul = is_hangul(last) || is_hangul(first);
            let dash = matches!(last, '-' | '\u{2010}');
            if last == '\u{ad}' || dash && first.is_lowercase() && self.is_broken(text, &next.text) {
                text.pop();
                account.hyphens += 1;
            } else if dash || matches!(last, '—' | '–' | '/') && !open {
                // The line may be broken behind these.
            } else if hangul && (open || self.bare) && first.is_alphanumeric()
                || !is_wide(last) && !is_wide(first)
            {
                text.push(' ');
            }
        }
        let by = text.len();
        text.push_str(&next.text);
        to.raised.extend(next.raised.iter().map(|r| r.start + by..r.end + by));
        for (r, kind) in &next.marks {
            let range = r.start + by..r.end + by;
            // A line along text goes on over the end of the line.
            match to.marks.iter_mut().rev().find(|(last, k)| last.end == range.start && k == kind) {
                Some((last, _)) => last.end = range.end,
                None => to.marks.push((range, kind.clone())),
            }
        }
    }

    /// Whether the hyphen at the end of a text only breaks its last word.
    fn is_broken(&self, text: &str, next: &str) -> bool {
        let stem = text.trim_end_matches(['-', '\u{2010}']);
        let start = stem
            .rfind(|c| !is_word(c))
            .map_or(0, |at| at + stem[at..].chars().next().map_or(1, char::len_utf8));
        let rest = &next[..next.find(|c| !is_word(c)).unwrap_or(next.len())];
        let whole = format!("{}-{rest}", &stem[start..]).to_lowercase();
        stem.ends_with(char::is_lowercase) && !self.hyphened.contains(&whole)
    }

    /// The lines of a paragraph.
    pub fn joined<'a>(&self, pieces: impl Iterator<Item = &'a Piece>, account: &mut Account) -> Joined {
        let mut out = Joined::default();
        let mut open = false;
        for piece in pieces {
            self.join(&mut out, piece, open, account);
            open = piece.open;
        }
        out
    }
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
            joined.marks.iter().map(|(r, kind)| (cut(r), kind.clone())).filter(|(r, _)| r.start < r.end);
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
                    (0, 0) => "",
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

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str]) -> String {
        let pieces: Vec<Piece> = lines
            .iter()
            .map(|l| Piece { text: l.trim_end().to_owned(), open: l.ends_with(' '), ..Piece::default() })
            .collect();
        Joints::of(pieces.iter()).joined(pieces.iter(), &mut Account::default()).text
    }

    #[test]
    fn lines_are_joined_as_their_script_wants() {
        assert_eq!(joined(&["为了保障公民", "的权利"]), "为了保障公民的权利");
        assert_eq!(
            joined(&["of the inter-", "national law and", "order"]),
            "of the international law and order"
        );
        assert_eq!(joined(&["a long-term plan, long-", "term"]), "a long-term plan, long-term");
        assert_eq!(joined(&["Franco-", "German"]), "Franco-German");
        assert_eq!(joined(&["이 법은 국민의", "권리를"]), "이 법은 국민의 권리를");
        assert_eq!(joined(&["이 법은 국", "민의 ", "권리를 ", "위한"]), "이 법은 국민의 권리를 위한");
        assert_eq!(joined(&["依照WTO", "规则 of", "law"]), "依照WTO规则 of law");
    }
}
