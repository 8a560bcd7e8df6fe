//! Blocks of Markdown in the making: what is shown, and how, until the block ends and becomes lines.

use super::html::{self, Tag};
use super::marks::{bounds, nest, said_of, silent};
use super::{physical, table};
use crate::finding::{Finding, codes};
use crate::ir::{Mark, MarkKind, Media};
use crate::text::{Align, Hints, Line, Span, Style, chars::is_space};
use pulldown_cmark::Alignment;
use std::collections::BTreeMap;
use std::ops::Range;

/// Elements that are minded inside each other, and from one line to the next.
pub(super) const DEEPEST: usize = 32;

/// A document in the making.
pub struct Builder<'a> {
    /// The source.
    pub text: &'a str,
    /// Pictures that were given as files.
    files: &'a BTreeMap<String, Vec<u8>>,
    /// Pictures of the document.
    pub media: Vec<Media>,
    /// What is said of the block in the making.
    pub hints: Hints,
    /// Lines with their marks.
    lines: Vec<(Line, Vec<Mark>)>,
    findings: Vec<Finding>,
    /// What of the block is shown, in order.
    pub(super) shown: Vec<Range<usize>>,
    /// Where lines end in the block, by the number of stretches shown before.
    ends: Vec<usize>,
    /// Where lines end in the cells of a table.
    pub(super) breaks: Vec<usize>,
    /// What is said of stretches of the block.
    pub(super) said: Vec<(Range<usize>, MarkKind)>,
    /// Inline elements that are open: what is shown of them when they end.
    open: Vec<Option<Range<usize>>>,
    /// HTML elements that are open in the block.
    tags: Vec<(String, MarkKind, usize)>,
    /// The number of a list item that waits for its text.
    number: Option<Range<usize>>,
    quotes: u32,
    lists: u32,
    indented: bool,
    note: bool,
    /// Whether a table of HTML was looked for that has no end: no later one has.
    pub(super) endless_table: bool,
    /// The table in the making: how its columns are aligned, and its rows.
    table: Option<(Vec<Alignment>, Vec<Range<usize>>)>,
}

impl<'a> Builder<'a> {
    /// Nothing yet.
    pub fn new(text: &'a str, files: &'a BTreeMap<String, Vec<u8>>) -> Self {
        Self {
            text,
            files,
            media: vec![],
            hints: Hints::NONE,
            lines: vec![],
            findings: vec![],
            shown: vec![],
            ends: vec![],
            breaks: vec![],
            said: vec![],
            open: vec![],
            tags: vec![],
            number: None,
            quotes: 0,
            lists: 0,
            indented: false,
            note: false,
            endless_table: false,
            table: None,
        }
    }

    /// Shows a stretch of the source.
    pub fn show(&mut self, range: Range<usize>) {
        if let Some(number) = self.number.take() {
            // The space behind the number of an item is one, not markup.
            let near = |s: &str| !s.contains('\n') && s.chars().all(is_space);
            let gap = self.text.get(number.end..range.start).is_some_and(near);
            self.shown.push(number.start..if gap { range.start } else { number.end });
        }
        self.shown.push(range);
    }

    /// Shows what a text says, as far as the source has it: `&amp;` is its first character.
    pub fn show_text(&mut self, said: &str, range: Range<usize>) {
        let written = &self.text[range.clone()];
        if written != said && said.chars().all(is_space) && !written.chars().all(is_space) {
            return;
        }
        if written.starts_with("&amp;") && said == "&" {
            return self.show(range.start..range.start + 1);
        }
        self.show_lines(range);
    }

    /// Shows a stretch that may run over several lines.
    fn show_lines(&mut self, range: Range<usize>) {
        if self.note || self.table.is_some() || !self.text[range.clone()].contains('\n') {
            return self.show(range);
        }
        for line in physical(self.text, range) {
            self.show(line);
            self.line_end();
        }
    }

    /// Shows code without the signs around it.
    pub fn show_code(&mut self, range: Range<usize>) {
        let s = &self.text[range.clone()];
        let ticks = s.bytes().take_while(|b| *b == b'`').count();
        if s.len() <= 2 * ticks {
            return;
        }
        let inner = &s[ticks..s.len() - ticks];
        let start = range.start + ticks + (inner.len() - inner.trim_start_matches(' ').len());
        let end = range.end - ticks - (inner.len() - inner.trim_end_matches(' ').len());
        if start < end {
            self.show_lines(start..end);
        }
    }

    /// Ends a line of the block.
    pub fn line_end(&mut self) {
        if !self.note && self.table.is_none() {
            self.ends.push(self.shown.len());
        }
    }

    /// Begins a block.
    pub fn begin(&mut self) {
        self.flush();
        self.hints = Hints { list_depth: self.depth(), ..Hints::NONE };
        if self.quotes > 0 {
            self.hints.style = Style::Quotation;
        }
    }

    fn depth(&self) -> Option<u8> {
        self.lists.checked_sub(1).map(|d| d.min(8) as u8)
    }

    /// A quotation begins or ends.
    pub fn quote(&mut self, begins: bool) {
        self.flush();
        self.quotes = if begins { self.quotes + 1 } else { self.quotes.saturating_sub(1) };
        self.begin();
    }

    /// A list begins or ends.
    pub fn list(&mut self, begins: bool) {
        self.flush();
        self.lists = if begins { self.lists + 1 } else { self.lists.saturating_sub(1) };
        self.begin();
    }

    /// An item of a list begins; its number, where it has one, is shown.
    pub fn item(&mut self, at: usize) {
        self.number_alone();
        self.begin();
        let digits = self.text[at..].bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && self.text[at + digits..].starts_with(['.', ')']) {
            self.number = Some(at..at + digits + 1);
        }
    }

    /// Shows a number that no text follows.
    fn number_alone(&mut self) {
        if let Some(number) = self.number.take() {
            self.shown.push(number);
            self.flush();
        }
    }

    /// An item of a list ends.
    pub fn end_item(&mut self) {
        self.number_alone();
        self.flush();
    }

    /// A block of code begins or ends.
    pub fn code(&mut self, indented: bool) {
        self.begin();
        self.indented = indented;
    }

    /// Whether what comes is set in by four spaces: code for Markdown, a paragraph for those who wrote it.
    pub const fn is_indented_code(&self) -> bool {
        self.indented
    }

    /// Reads lines that are set in by four spaces as paragraphs.
    pub fn indented(&mut self, range: Range<usize>) {
        if self.note {
            return self.show(range);
        }
        self.flush();
        self.indented = false;
        for line in physical(self.text, range) {
            super::blocks(self, line);
        }
        self.indented = true;
    }

    /// A footnote begins: it is one text to its end, its sign first.
    pub fn note(&mut self, at: usize) {
        self.begin();
        self.note = true;
        let len = self.text[at..].find("]:").map_or(0, |i| i + 2);
        self.show(at..at + len);
    }

    /// A footnote ends.
    pub fn end_note(&mut self) {
        self.note = false;
        self.hints = Hints::NONE;
        self.flush();
    }

    /// A table begins.
    pub fn table(&mut self, alignments: Vec<Alignment>) {
        if !self.note {
            self.number_alone();
            self.begin();
            self.table = Some((alignments, vec![]));
        }
    }

    /// A row of a table begins.
    pub fn row(&mut self, range: Range<usize>) {
        if let Some((_, rows)) = &mut self.table {
            let s = &self.text[range.clone()];
            rows.push(range.start..range.start + s.trim_end_matches(is_space).len());
        }
    }

    /// A table ends.
    pub fn end_table(&mut self) {
        let Some((alignments, rows)) = self.table.take() else { return };
        // Lines that follow without a bar are no rows: nothing but the missing blank line says so.
        let bars = rows.iter().take_while(|r| self.text[(*r).clone()].contains('|')).count();
        let after = rows[bars..].first().map(|r| r.start..rows[rows.len() - 1].end);
        let (line, marks) = table::markdown(self, &alignments, &rows[..bars]);
        self.shown.clear();
        self.breaks.clear();
        self.said.clear();
        self.tags.clear();
        self.push(line, marks);
        if let Some(after) = after {
            self.plain_lines(after);
        }
    }

    /// A finished line with its marks.
    pub fn push(&mut self, line: Line, marks: Vec<Mark>) {
        if !line.text.is_empty() {
            self.lines.push((line, marks));
        }
    }

    /// Lines that are shown as they are written.
    pub fn plain_lines(&mut self, range: Range<usize>) {
        self.begin();
        for line in physical(self.text, range) {
            self.show(line);
            self.line_end();
        }
        self.flush();
    }

    /// An element between signs of a length: with what it says, or, where the signs are text, without.
    pub fn delimited(&mut self, range: &Range<usize>, len: usize, kind: Option<MarkKind>) {
        let inner = range.start + len..range.end - len;
        if let Some(kind) = kind {
            self.said.push((inner, kind));
            self.open.push(None);
        } else {
            self.show(range.start..inner.start);
            self.open.push(Some(inner.end..range.end));
        }
    }

    /// ~~Struck out~~; one sign alone stands between numbers: 1~3.
    pub fn struck(&mut self, range: &Range<usize>) {
        let double = self.text[range.clone()].starts_with("~~");
        self.delimited(range, 1 + usize::from(double), double.then_some(MarkKind::Deleted));
    }

    /// A link.
    pub fn link(&mut self, range: &Range<usize>, address: &str) {
        match html::link(address) {
            Some(kind) => self.said.push((range.clone(), kind)),
            // A place in the same file: the lines of a table of contents, mostly.
            None if address.starts_with('#') => {
                let begins = self.shown.len() == self.ends.last().copied().unwrap_or(0);
                let after = self.text[range.end..].trim_start_matches(' ');
                if begins && (after.is_empty() || after.starts_with(['\n', '\r'])) {
                    self.hints.style = Style::Contents;
                }
            }
            None => self.unkept(range, address),
        }
        self.open.push(None);
    }

    /// An element whose signs are text.
    pub fn as_written(&mut self, range: &Range<usize>) {
        self.show(range.start..range.start + 1);
        self.open.push(Some(range.clone()));
    }

    /// A picture: its alternative text is shown.
    pub fn image(&mut self, range: &Range<usize>, address: &str) {
        let kind = self.picture(address, range, &self.text[range.clone()]);
        self.said.push((range.clone(), kind));
        self.open.push(Some(range.end..range.end));
    }

    /// A picture by its address; says so when its data are not there.
    fn picture(&mut self, address: &str, range: &Range<usize>, written: &str) -> MarkKind {
        let media = super::super::html::given(address, self.files)
            .map(|p| super::super::html::named(&mut self.media, &p));
        if media.is_none() {
            self.unkept(range, written);
        }
        MarkKind::Image { media }
    }

    /// An inline element ends.
    pub fn close(&mut self) {
        let Some(Some(rest)) = self.open.pop() else { return };
        let done = self.shown.last().map_or(0, |s| s.end);
        let from = if rest.is_empty() { rest.start } else { rest.start.max(done) };
        if from <= rest.end {
            self.show(from..rest.end);
        }
    }

    /// Says that something is not kept.
    fn unkept(&mut self, range: &Range<usize>, what: &str) {
        let span = Span::new(range.start, range.end);
        self.findings.push(Finding::new(&codes::FLATTENED, span, &[&what]));
    }

    /// A tag inside a line.
    pub fn inline_tag(&mut self, tag: &Tag) {
        let end = tag.range.end;
        if tag.is_unknown() && !tag.closes {
            self.unkept(&tag.range, &format!("<{}>", tag.name));
        }
        match tag.name.as_str() {
            "br" if self.table.is_some() => self.breaks.push(tag.range.start),
            "br" => self.line_end(),
            "img" if !tag.closes => {
                let alt = tag.attribute("alt").filter(|(_, s)| !s.trim().is_empty());
                let shown = alt.map_or(end..end, |(at, s)| at..at + s.len());
                let source = tag.attribute("src").map_or("", |(_, s)| s);
                let kind = self.picture(source, &tag.range, "<img>");
                self.said.push((shown.clone(), kind));
                self.show(shown);
            }
            _ if tag.closes => {
                let Some(k) = self.tags.iter().rposition(|(name, ..)| *name == tag.name) else { return };
                let (_, kind, start) = self.tags.swap_remove(k);
                self.said.push((start..tag.range.start, kind));
            }
            name => {
                if let Some(kind) = tag.mark().filter(|_| self.tags.len() < DEEPEST) {
                    self.tags.push((name.to_owned(), kind, end));
                }
            }
        }
    }

    /// A tag that begins or ends a line.
    pub fn block_tag(&mut self, tag: &Tag) {
        if self.note {
            return;
        }
        self.begin();
        if !tag.closes {
            self.hints.outline = tag.outline();
            let centre = tag.name == "center" || tag.align() == Some(crate::ir::CellAlign::Centre);
            self.hints.align = match tag.align() {
                _ if centre => Align::Centre,
                Some(crate::ir::CellAlign::End) => Align::End,
                _ => Align::Unknown,
            };
        }
    }

    /// Text between tags.
    pub fn html_text(&mut self, range: Range<usize>) {
        self.show_lines(range);
    }

    /// Ends the block: what is shown becomes lines.
    pub fn flush(&mut self) {
        if self.note || self.table.is_some() || self.shown.is_empty() {
            return;
        }
        let mut shown = std::mem::take(&mut self.shown);
        let mut ends = std::mem::take(&mut self.ends);
        let mut said = std::mem::take(&mut self.said);
        said.sort_by_key(|(range, _)| range.start);
        self.tags.clear();
        ends.push(shown.len());
        let mut from = 0;
        let mut said = said.into_iter().peekable();
        let mut open: Vec<(Range<usize>, MarkKind)> = vec![];
        for end in ends.drain(..) {
            if from == end {
                continue;
            }
            let until = shown[end - 1].end;
            open.truncate(DEEPEST);
            while let Some(next) = said.next_if(|(range, _)| range.start <= until) {
                open.push(next);
            }
            self.line(&shown[from..end], &open);
            open.retain(|(range, _)| range.end > until);
            from = end;
        }
        self.hints = Hints { list_depth: self.depth(), ..Hints::NONE };
        // The next block takes their room.
        shown.clear();
        (self.shown, self.ends) = (shown, ends);
    }

    /// A line of the stretches shown.
    fn line(&mut self, shown: &[Range<usize>], said: &[(Range<usize>, MarkKind)]) {
        let Some(span) = bounds(self.text, shown) else { return };
        if is_contents_sign(&self.text[span.clone()]) {
            return;
        }
        let is_shown = |at: &usize| shown.iter().any(|r| r.contains(at));
        let meant = blank_bold(&self.text[span.clone()]).map(|r| span.start + r.start..span.start + r.end);
        if let Some(inner) = meant.filter(|r| is_shown(&span.start) && is_shown(&r.end)) {
            let without: Vec<Range<usize>> = shown
                .iter()
                .flat_map(|r| {
                    let parts = [0..inner.start - BOLD, inner.clone(), inner.end + BOLD..usize::MAX];
                    parts.map(|p| r.start.max(p.start)..r.end.min(p.end))
                })
                .filter(|r| !r.is_empty())
                .collect();
            let mut said = said.to_vec();
            said.push((inner, MarkKind::Emphasis));
            said.sort_by_key(|(range, _)| range.start);
            return self.line(&without, &said);
        }
        let mut marks = vec![];
        for (range, kind) in said {
            marks.extend(said_of(self.text, shown, &span, range, kind));
        }
        silent(self.text, shown, &span, &[], &mut marks);
        let bold = marks.iter().any(|m| {
            m.kind == MarkKind::Emphasis && m.start as usize == span.start && m.end as usize == span.end
        });
        let text = Span::new(span.start, span.end);
        self.push(Line { lead: text, text, hints: Hints { bold, ..self.hints } }, marks);
    }

    /// The lines with their leads, their marks, and what there is to say.
    pub fn finish(mut self) -> (Vec<Line>, Vec<Mark>, Vec<Finding>) {
        self.number_alone();
        self.flush();
        self.lines.sort_by_key(|(l, _)| l.text.start);
        let (mut lines, mut marks) = (Vec::with_capacity(self.lines.len()), vec![]);
        let mut done = 0;
        for (mut line, own) in self.lines {
            if line.text.start >= done {
                line.lead = Span { start: done, end: line.text.start };
                done = line.text.end;
                lines.push(line);
                marks.extend(own);
            }
        }
        marks.sort_by_key(Mark::order);
        nest(&mut marks);
        (lines, marks, self.findings)
    }
}

/// Bytes of a sign of bold.
const BOLD: usize = 2;

/// **第一条　**甲: what is meant to be bold at the start of a line, where white space before the second sign keeps it from
/// being one.
fn blank_bold(line: &str) -> Option<Range<usize>> {
    let sign = ["**", "__"].into_iter().find(|s| line.starts_with(s))?;
    let length = line[BOLD..].find(sign)?;
    let inner = &line[BOLD..BOLD + length];
    let meant = !inner.starts_with(is_space) && inner.ends_with(is_space) && !inner.starts_with(&sign[..1]);
    meant.then_some(BOLD..BOLD + length)
}

/// [TOC]: where a program puts a table of contents.
fn is_contents_sign(line: &str) -> bool {
    ["[toc]", "[[toc]]", "[[_toc_]]", "${toc}", "@[toc]"].contains(&line.to_ascii_lowercase().as_str())
}
