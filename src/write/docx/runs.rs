//! Texts as Word runs: their faces, what they lead to, the marks that Word has, and whose quotation marks they hold.

use super::hint;
use super::plan::{Footnote, Paragraph, Planner};
use crate::font::FaceRole as Face;
use crate::ir::{self, Document, Event, Mark, MarkKind, Role, RunKind, Text, events, is_language};
use crate::present::title::lines;
use crate::present::{self, said_and_gap};
use crate::write::mathml;
use std::collections::HashSet;
use std::ops::Range;

/// A stretch of text in one face.
#[derive(Clone, Debug)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Another face than the style's.
    pub face: Option<Face>,
    /// What it is beside text.
    pub kind: Kind,
    /// Its marks, by their place in the plan.
    pub marked: Option<usize>,
    /// Whether it holds quotation marks and dashes of Chinese text, which Latin faces have too.
    pub east_asian: bool,
}

/// What a stretch is beside text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    #[default]
    Plain,
    /// It leads to an identifier.
    Link(String),
    /// It leads to an identifier, and stands with the number of its page behind it.
    Entry(String),
    /// It is the sign that leads to a footnote, with its place in the plan.
    Footnote(usize),
    /// It is the number at the start of a footnote.
    FootnoteNumber,
    /// It is a sign set as those of footnotes are.
    Raised,
    /// It is the end of a line of the source.
    LineEnd,
    /// It goes to the next column.
    Tab,
    /// It is the end of a line, where a long title is broken.
    Break,
}

/// The marks of a run.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    /// Those that are properties of the run, or stand around it.
    pub marks: Vec<MarkKind>,
    /// The number of the ruby that it belongs to, and whether it is the annotation.
    pub ruby: Option<(usize, bool)>,
    /// What is shown in place of the text.
    pub whole: Option<Whole>,
}

/// What is shown in place of a text.
#[derive(Clone, Debug)]
pub enum Whole {
    /// A formula in MathML, with its place among the formulas of the plan.
    Formula(String, usize),
    /// A picture, by its place.
    Picture(usize),
}

/// The runs of a title with breaks where its lines end that do not fit into `most` ems.
pub fn broken(runs: Vec<Run>, most: f32) -> Vec<Run> {
    if runs.iter().any(|r| r.kind != Kind::Plain || r.marked.is_some()) {
        return runs;
    }
    let text: String = runs.iter().map(|r| r.text.as_str()).collect();
    let mut left = lines(&text, most).into_iter().map(str::len);
    let mut line = left.next().unwrap_or(0);
    let mut out = vec![];
    for r in runs {
        let mut rest = r.text.as_str();
        while line < rest.len() {
            out.push(Run { text: rest[..line].to_owned(), ..r.clone() });
            out.push(Run { kind: Kind::Break, ..run("") });
            rest = &rest[line..];
            line = left.next().unwrap_or(rest.len());
        }
        line -= rest.len();
        out.push(Run { text: rest.to_owned(), ..r.clone() });
    }
    out
}

/// Whether a word, such as an address, is so long that the line above it would be torn apart to reach the edge.
pub fn holds_long_word(runs: &[Run]) -> bool {
    /// In letters, two to the em.
    const LONG: usize = 24;
    let mut length = 0;
    runs.iter().flat_map(|r| r.text.chars()).any(|c| {
        length = if c.is_ascii_graphic() && c != '-' { length + 1 } else { 0 };
        length > LONG
    })
}

/// Whether a paragraph is mostly words between spaces.
pub fn is_of_words(runs: &[Run]) -> bool {
    present::is_of_words(runs.iter().flat_map(|r| r.text.chars()))
}

pub fn run(text: &str) -> Run {
    Run { text: text.to_owned(), face: None, kind: Kind::Plain, marked: None, east_asian: false }
}

/// The number of a note's sign, and what stands around it.
pub fn sign_parts(sign: &str) -> Option<(&str, usize, &str)> {
    let start = sign.find(|c: char| c.is_ascii_digit())?;
    let len = sign[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(sign.len() - start);
    let number = &sign[start..start + len];
    let n = number.parse().ok().filter(|_| !number.starts_with('0'))?;
    Some((&sign[..start], n, &sign[start + len..]))
}

impl Planner<'_> {
    pub(super) fn runs(&mut self, t: &Text, out: &mut Vec<Run>) {
        let mut ruby: Option<&Mark> = None;
        for r in t.runs() {
            let marked = self.marked(&r, &mut ruby);
            let face = r.emphasis().then_some(Face::Hei);
            let kind = match r.kind {
                RunKind::Plain
                | RunKind::Link(_)
                | RunKind::Sibling(_)
                | RunKind::Math(_)
                | RunKind::Image(_) => Kind::Plain,
                RunKind::Reference(id) => Kind::Link(id.0.clone()),
                RunKind::NoteReference(id) => match self.footnotes.get(&id.0).copied() {
                    Some(n) if t.role != Role::Note && self.referred.insert(id.0.clone()) => {
                        let kind = Kind::Footnote(n);
                        if !self.texts[n].signed {
                            Self::sign(&r.text, kind, out);
                            continue;
                        }
                        kind
                    }
                    _ => Kind::Raised,
                },
                RunKind::NoteLabel => {
                    let n = t.id.as_ref().and_then(|id| self.footnotes.get(&id.0));
                    let counted = n.is_some_and(|n| !self.texts[*n].signed);
                    let kind = if counted { Kind::FootnoteNumber } else { Kind::Raised };
                    Self::sign(&r.text, kind, out);
                    Kind::Raised
                }
            };
            if r.kind != RunKind::NoteLabel {
                out.push(Run { face, kind, marked, ..run(&r.text) });
            } else if r.wants_gap() {
                out.push(run(" "));
            }
        }
    }

    /// The same for a text whose parts may stand in columns: then a tab leads to each.
    pub(super) fn runs_in_columns(&mut self, t: &Text, columns: &[Range<usize>], out: &mut Vec<Run>) {
        for part in columns {
            out.push(Run { kind: Kind::Tab, ..run("") });
            self.runs(&said_and_gap(t, part).0, out);
        }
        if columns.is_empty() {
            self.runs(t, out);
        }
    }

    /// Notes that the text refers to are Word's footnotes. It counts the signs that lead to them; one that it would not
    /// count so is written out.
    pub(super) fn number_footnotes(&mut self, doc: &Document) {
        let mut notes = HashSet::new();
        events(doc, |e| {
            if let Event::Text(t) = e
                && t.role == Role::Note
            {
                notes.extend(t.id.as_ref().map(|id| id.0.clone()));
            }
        });
        let mut counted = 0;
        let mut see = |t: &Text| {
            for run in t.runs() {
                let RunKind::NoteReference(id) = run.kind else { continue };
                if self.footnotes.contains_key(&id.0) || !notes.contains(&id.0) {
                    continue;
                }
                let signed = sign_parts(&run.text).is_none_or(|(_, n, _)| n != counted + 1);
                counted += usize::from(!signed);
                self.footnotes.insert(id.0.clone(), self.texts.len());
                self.texts.push(Footnote { id: id.0.clone(), signed, ..Footnote::default() });
            }
        };
        events(doc, |e| match e {
            // Word has no footnotes to footnotes.
            Event::Text(t) if t.role == Role::Note => {}
            Event::Text(t) => see(t),
            Event::Enter(p) => {
                if let Some(h) = p.heading.as_ref().filter(|h| !h.marks.is_empty()) {
                    see(&h.as_text());
                }
            }
            Event::Leave(_) => {}
        });
    }

    /// The marks of a run that docx-rs knows no words for, in the table of the plan.
    fn marked<'t>(&mut self, r: &ir::Run<'t>, ruby: &mut Option<&'t Mark>) -> Option<usize> {
        let mut out = Marked::default();
        for m in &r.marks {
            match &m.kind {
                MarkKind::Ruby => {
                    if !ruby.is_some_and(|last| std::ptr::eq(last, *m)) {
                        self.rubies += 1;
                        *ruby = Some(m);
                    }
                    out.ruby = Some((self.rubies, false));
                }
                MarkKind::RubyText => out.ruby = out.ruby.map(|(n, _)| (n, true)),
                MarkKind::Link { .. } if !matches!(r.kind, RunKind::Link(_)) => {}
                MarkKind::Citation { .. } if !matches!(r.kind, RunKind::Sibling(_)) => {}
                MarkKind::Language { tag } if !is_language(tag) => {}
                kind if kind.form().docx.is_some() && !kind.is_whole() => out.marks.push(kind.clone()),
                _ => {}
            }
        }
        out.whole = match r.kind {
            RunKind::Math(formula) => mathml::clean(formula, None).map(|formula| {
                self.formulas.push(r.text.to_string());
                Whole::Formula(formula, self.formulas.len())
            }),
            RunKind::Image(Some(name)) => {
                self.pictures.iter().position(|p| p.name == name).map(Whole::Picture)
            }
            _ => None,
        };
        if out.marks.is_empty() && out.ruby.is_none() && out.whole.is_none() {
            return None;
        }
        self.marks.push(out);
        Some(self.marks.len() - 1)
    }

    /// The sign of a note: brackets as text, and the number between them.
    fn sign(sign: &str, kind: Kind, out: &mut Vec<Run>) {
        let raised = |text: &str, kind| Run { kind, ..run(text) };
        match sign_parts(sign).filter(|_| kind != Kind::Raised) {
            Some((open, n, close)) => out.extend([
                raised(open, Kind::Raised),
                raised(&n.to_string(), kind),
                raised(close, Kind::Raised),
            ]),
            None => out.push(raised(sign, Kind::Raised)),
        }
    }
}

/// Tells the quotation marks of Chinese text from those of Latin passages, which stand in runs of their own then.
pub fn hint_runs(runs: &mut Vec<Run>) {
    let text: String = runs.iter().map(|r| r.text.as_str()).collect();
    if !text.contains(hint::is_shared) {
        return;
    }
    let kinds = hint::kinds(&text);
    let mut at = 0;
    let mut out = Vec::with_capacity(runs.len());
    for r in runs.drain(..) {
        let count = r.text.chars().count();
        let whole = r.marked.is_some() || r.kind != Kind::Plain;
        let pieces = hint::pieces(&r.text, &kinds[at..at + count], whole);
        at += count;
        out.extend(pieces.into_iter().map(|(text, east_asian)| Run {
            text: text.to_owned(),
            east_asian,
            ..r.clone()
        }));
    }
    *runs = out;
}

/// The same for a paragraph.
pub fn hint_paragraph(p: &mut Paragraph) {
    hint_runs(&mut p.runs);
}
