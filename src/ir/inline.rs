//! The text of a paragraph as it is read: cut where its marks begin and end, without what the source only uses to set
//! lines and signs.

use super::opening::each_mark_of;
use super::{Document, Heading, Id, Mark, MarkKind, MarkPlace, Role, Sibling, Text, uri};
use crate::text::Set;
use std::borrow::Cow;

/// A stretch of a paragraph that one set of marks covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Where it begins in the paragraph, in bytes.
    pub at: usize,
    /// The marks around it that are shown, outermost first.
    pub marks: Vec<&'a Mark>,
    /// What it is beside text.
    pub kind: RunKind<'a>,
}

/// What a stretch is beside text: the innermost mark that leads somewhere, or what is shown whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RunKind<'a> {
    /// Nothing.
    Plain,
    /// It leads to a provision.
    Reference(&'a Id),
    /// It leads to another document of the run.
    Sibling(&'a Sibling),
    /// It leads to a note.
    NoteReference(&'a Id),
    /// The sign of the note that the paragraph is.
    NoteLabel,
    /// It leads out of the document, to an address that [`uri`] takes.
    Link(&'a str),
    /// It is a formula in its linear form, with its MathML.
    Math(&'a str),
    /// It stands for a picture, with the name of its data.
    Image(Option<&'a str>),
}

/// A step along a paragraph whose marks become elements around runs.
#[derive(Debug)]
pub enum Step<'a> {
    /// A mark begins.
    Open(&'a Mark),
    /// The mark that began last ends.
    Close,
    /// A run.
    Run(Run<'a>),
}

impl Run<'_> {
    /// Whether the source sets it off.
    pub fn emphasis(&self) -> bool {
        self.marks.iter().any(|m| m.kind == MarkKind::Emphasis)
    }
    /// Whether the sign of a note keeps its distance from what follows: a bare number does, brackets do not need to.
    pub fn wants_gap(&self) -> bool {
        self.text.ends_with(char::is_alphanumeric)
    }
}

/// The notes that the text of a document refers to, in the order of the first signs that do. A note that notes alone refer
/// to, or it itself, is none of them, nor is one whose sign is not set as such, in what stands for a picture, in a ruby, in
/// markup: nothing would bring it to its page.
pub fn referred_notes(doc: &Document) -> Vec<&Id> {
    let (mut out, mut seen) = (vec![], Set::default());
    // The text whose marks are seen, and where the last one ends in it that signs inside of are not set as such.
    let mut hidden = (0, 0);
    each_mark_of(
        doc,
        |t| t.role != Role::Note,
        |from, m| {
            if hidden.0 != from {
                hidden = (from, 0);
            }
            match &m.kind {
                MarkKind::NoteReference { target } if m.start >= hidden.1 && seen.insert(target) => {
                    out.push(target);
                }
                kind if kind.is_whole() || kind.is_silent() || *kind == MarkKind::Ruby => {
                    hidden.1 = hidden.1.max(m.end);
                }
                _ => {}
            }
        },
    );
    out
}

impl Mark {
    /// The order of marks: what holds others before them. An empty cell stands before the one that begins where it does.
    pub fn order(&self) -> (u32, u8, std::cmp::Reverse<u32>, bool) {
        let rank = match &self.kind {
            MarkKind::Row { .. } | MarkKind::Caption => 0,
            kind if kind.form().place == MarkPlace::Table && self.start == self.end => 1,
            _ => 2,
        };
        // Between a ruby and its annotation nothing may stand.
        (self.start, rank, std::cmp::Reverse(self.end), self.kind == MarkKind::Ruby)
    }

    /// The mark at a place so many bytes further on.
    #[must_use]
    pub fn moved(&self, by: i64) -> Self {
        let to = |at: u32| (i64::from(at) + by).max(0) as u32;
        Self { start: to(self.start), end: to(self.end), kind: self.kind.clone() }
    }
}

impl Heading {
    /// What is done to a text, done to the heading.
    pub fn with_text(&mut self, see: impl FnOnce(&mut Text)) {
        let (text, marks) = (std::mem::take(&mut self.text), std::mem::take(&mut self.marks));
        let mut t = Text { text, marks, span: self.span, ..Text::default() };
        see(&mut t);
        (self.text, self.marks) = (t.text, t.marks);
    }
    /// Adds marks, as to a text.
    pub fn add_marks(&mut self, more: Vec<Mark>) {
        if !more.is_empty() {
            self.with_text(|t| t.add_marks(more));
        }
    }
}

/// A mark that ends with a word takes its annotation along; none if it begins or ends inside the word and goes beyond it.
fn around(mut m: Mark, rubies: &[(u32, u32, u32)]) -> Option<Mark> {
    if matches!(m.kind, MarkKind::Ruby | MarkKind::RubyText) {
        return Some(m);
    }
    let first = rubies.partition_point(|(_, _, end)| *end <= m.start);
    if rubies.get(first).is_some_and(|(start, _, end)| *start < m.start && m.start < *end && *end < m.end) {
        return None;
    }
    let last = rubies.partition_point(|(start, _, _)| *start < m.end);
    if let Some((start, annotation, end)) = last.checked_sub(1).map(|k| rubies[k])
        && m.start < start
        && m.end < end
    {
        if m.end < annotation {
            return None;
        }
        m.end = end;
    }
    Some(m)
}

impl Text {
    /// Adds marks. Marks nest or stand apart: one that would cross an earlier one is left out, and so is a new one that
    /// would part a word with an annotation, for it is that which would go.
    pub fn add_marks(&mut self, more: Vec<Mark>) {
        if more.is_empty() {
            return;
        }
        let rubies = self.rubies();
        self.marks.extend(more.into_iter().filter_map(|m| around(m, &rubies)));
        self.marks.sort_by_key(Mark::order);
        // Nothing but a ruby holds an annotation together with its base.
        let annotations: Vec<u32> =
            self.marks.iter().filter(|m| m.kind == MarkKind::RubyText).map(|m| m.start).collect();
        let mut open: Vec<(u32, bool)> = vec![];
        self.marks.dedup();
        self.marks.retain(|m| {
            while open.last().is_some_and(|(end, _)| *end <= m.start) {
                open.pop();
            }
            let tears = open.iter().any(|(_, ruby)| *ruby)
                && annotations.iter().any(|at| m.start < *at && *at < m.end);
            let nests = !tears && open.last().is_none_or(|(end, _)| m.end <= *end);
            if nests {
                open.push((m.end, m.kind == MarkKind::Ruby));
            }
            nests
        });
    }

    /// The words with annotations: the range of each with its annotation, and where that begins.
    fn rubies(&self) -> Vec<(u32, u32, u32)> {
        let of = |kind: MarkKind| self.marks.iter().filter(move |m| m.kind == kind);
        let mut annotations = of(MarkKind::RubyText).peekable();
        of(MarkKind::Ruby)
            .map(|r| {
                while annotations.next_if(|a| a.start < r.start).is_some() {}
                (r.start, annotations.peek().map_or(r.end, |a| a.start.min(r.end)), r.end)
            })
            .collect()
    }

    /// The text as it is read, cut where its marks change that are shown.
    pub fn runs(&self) -> Vec<Run<'_>> {
        self.runs_by(|kind| kind.form().shown)
    }

    /// The same, for a format that shows other marks.
    pub fn runs_by(&self, shown: impl Fn(&MarkKind) -> bool) -> Vec<Run<'_>> {
        let mut out: Vec<Run> = vec![];
        let mut open: Vec<&Mark> = vec![];
        let mut at = 0usize;
        let mut broken = false;
        let mut whole = 0;
        for (k, m) in self.marks.iter().enumerate() {
            // What is shown whole has no runs inside.
            if !shown(&m.kind) || m.start < whole {
                continue;
            }
            self.close(&mut open, &mut at, m.start, &mut broken, &mut out);
            self.push(at..m.start as usize, &open, &mut broken, &mut out);
            at = m.start as usize;
            if m.kind.is_whole() && !open.iter().any(|o| o.kind.is_silent()) {
                let text = self.spoken(k);
                let kind = match &m.kind {
                    MarkKind::Math { mathml } => RunKind::Math(mathml),
                    MarkKind::Image { media } => RunKind::Image(media.as_deref()),
                    _ => RunKind::Plain,
                };
                let marks = open.iter().copied().chain([m]).collect();
                out.push(Run { text, at, marks, kind });
                at = m.end as usize;
                whole = m.end;
            } else {
                open.push(m);
            }
        }
        let end = self.text.len();
        self.close(&mut open, &mut at, end as u32, &mut broken, &mut out);
        self.push(at..end, &open, &mut broken, &mut out);
        out
    }

    /// The runs with beginnings and ends of the marks that become elements.
    pub fn steps(&self, nests: impl Fn(&MarkKind) -> bool) -> Vec<Step<'_>> {
        // What becomes an element is shown.
        let runs = self.runs_by(|kind| kind.form().shown || nests(kind));
        let mut out = vec![];
        let mut open: Vec<&Mark> = vec![];
        for run in runs {
            let around: Vec<&Mark> = run.marks.iter().copied().filter(|m| nests(&m.kind)).collect();
            let same = open.iter().zip(&around).take_while(|(a, b)| std::ptr::eq(**a, **b)).count();
            out.extend((same..open.len()).map(|_| Step::Close));
            out.extend(around[same..].iter().map(|m| Step::Open(m)));
            open = around;
            out.push(Step::Run(run));
        }
        out.extend(open.iter().map(|_| Step::Close));
        out
    }

    /// The range of a mark as it is read.
    fn spoken(&self, mark: usize) -> Cow<'_, str> {
        let m = &self.marks[mark];
        let (mut at, end) = (m.start as usize, m.end as usize);
        let inside = self.marks[mark + 1..].iter().take_while(|i| i.start < m.end);
        let mut silent = inside.filter(|i| i.kind.is_silent()).peekable();
        if silent.peek().is_none() {
            return Cow::Borrowed(&self.text[at..end]);
        }
        let mut out = String::new();
        for s in silent {
            out.push_str(self.text.get(at..s.start as usize).unwrap_or(""));
            at = at.max(s.end as usize);
        }
        out.push_str(self.text.get(at..end).unwrap_or(""));
        Cow::Owned(out)
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
        let kind = open.iter().rev().find_map(|m| match &m.kind {
            MarkKind::Reference { target, .. } => Some(RunKind::Reference(target)),
            MarkKind::Citation { sibling: Some(sibling), .. } => Some(RunKind::Sibling(sibling)),
            MarkKind::NoteReference { target } => Some(RunKind::NoteReference(target)),
            MarkKind::NoteLabel => Some(RunKind::NoteLabel),
            MarkKind::Link { target } if uri(target).is_some() => Some(RunKind::Link(target)),
            _ => None,
        });
        out.push(Run { text, at, marks: open.to_vec(), kind: kind.unwrap_or(RunKind::Plain) });
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

    /// Whether it is a sentence or a note in brackets, as against a line that signs or dates.
    pub fn is_sentence(&self) -> bool {
        self.text.starts_with(['（', '(']) || self.text.ends_with('。')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, end: u32, kind: MarkKind) -> Mark {
        Mark { start, end, kind }
    }

    #[test]
    fn an_empty_first_cell_stays_the_first() {
        let row = MarkKind::Row { header: false };
        let mut t = Text {
            role: Role::Table,
            text: "\t甲".into(),
            marks: vec![mark(0, 4, row), mark(0, 0, MarkKind::Cell), mark(0, 4, MarkKind::Cell)],
            ..Text::default()
        };
        t.add_marks(vec![mark(1, 4, MarkKind::Term)]);
        let texts: Vec<String> = t.rows()[0].cells.iter().map(|c| c.text.text.clone()).collect();
        assert_eq!(texts, ["", "\t甲"]);
    }

    #[test]
    fn a_mark_that_ends_with_an_annotated_word_takes_the_annotation_along() {
        // 前条第一項いち, of which 第一項 has an annotation.
        let ruby = vec![mark(6, 21, MarkKind::Ruby), mark(15, 21, MarkKind::RubyText)];
        let with = |start: u32, end: u32| {
            let mut t =
                Text { text: "前条第一項いちを".into(), marks: ruby.clone(), ..Text::default() };
            t.add_marks(vec![mark(start, end, MarkKind::Term)]);
            let rubies = t.marks.iter().filter(|m| m.kind == MarkKind::Ruby).count();
            assert_eq!(rubies, 1, "{:?}", t.marks);
            t.marks.iter().find(|m| m.kind == MarkKind::Term).map(|m| (m.start, m.end))
        };
        assert_eq!(with(0, 15), Some((0, 21)));
        assert_eq!(with(0, 24), Some((0, 24)));
        assert_eq!(with(6, 15), Some((6, 15)));
        assert_eq!(with(0, 6), Some((0, 6)));
        // Half of the word.
        assert_eq!(with(0, 9), None);
        assert_eq!(with(9, 24), None);
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
        assert!(runs.iter().any(|r| r.text == "c" && r.emphasis()));
        assert!(runs.iter().any(|r| r.text == "1" && r.kind == RunKind::NoteReference(&id) && r.at == 10));
    }

    #[test]
    fn what_is_shown_whole_is_one_run_and_marks_become_elements() {
        let t = Text {
            text: "x**2****图".into(),
            marks: vec![
                mark(0, 1, MarkKind::Language { tag: "en".into() }),
                mark(1, 6, MarkKind::Deleted),
                mark(1, 6, MarkKind::Math { mathml: "<math/>".into() }),
                mark(1, 3, MarkKind::Markup),
                mark(4, 6, MarkKind::Markup),
                mark(6, 6, MarkKind::Image { media: None }),
                mark(6, 8, MarkKind::Markup),
            ],
            ..Text::default()
        };
        let runs = t.runs();
        let seen: Vec<_> = runs.iter().map(|r| (r.text.as_ref(), r.kind)).collect();
        let math = RunKind::Math("<math/>");
        assert_eq!(
            seen,
            [("x", RunKind::Plain), ("2", math), ("", RunKind::Image(None)), ("图", RunKind::Plain)]
        );
        let steps = t.steps(|k| matches!(k, MarkKind::Deleted | MarkKind::Language { .. }));
        let shape: String = steps
            .iter()
            .map(|s| match s {
                Step::Open(_) => "(".to_owned(),
                Step::Close => ")".to_owned(),
                Step::Run(r) => r.text.to_string(),
            })
            .collect();
        assert_eq!(shape, "(x)(2)图");
    }
}
