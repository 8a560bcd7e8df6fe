//! Markdown: CommonMark with the conventions of repositories of law. Front matter says what is known of the document,
//! `#` its levels, every paragraph is a line of its own, so that two versions are compared line by line; labels stand as
//! they are written. What Markdown has no sign for is HTML; [`crate::read`] gives the same tree back.

mod front;
mod inline;
mod table;

use super::{Job, lost};
use crate::finding::{Error, Finding};
use crate::ir::{Block, Document, Id, MarkKind, Media, Provision, Role, Text};
use crate::number::Level;
use crate::number::notes::starting;
use crate::present::{Class, opening};
use inline::{at_start, in_heading, no_page_number};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

#[expect(clippy::unnecessary_wraps, reason = "the signature of all writers")]
pub fn write(doc: &Document, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    lost::report(doc, "Markdown", kept, findings);
    let mut w =
        Writer { out: front::matter(doc, job), media: &doc.media, notes: notes(doc), pictures: vec![] };
    w.front(&doc.front, 1);
    w.blocks(&doc.body, 2);
    w.blocks(&doc.back, 2);
    for name in std::mem::take(&mut w.pictures) {
        if let Some(m) = doc.media.iter().find(|m| m.name == name) {
            w.line(&format!("[{name}]: <data:{};base64,{}>", m.mime, m.data));
        }
    }
    Ok(w.out.into_bytes())
}

/// What Markdown has a sign for, or HTML in it; formulas have none that its readers share.
fn kept(kind: &MarkKind) -> bool {
    kind.is_silent() || kind.form().html.is_some() && !matches!(kind, MarkKind::Math { .. })
}

/// The names that notes have as footnotes of Markdown: the numbers in their signs, where every note has one of its own; else
/// they are numbered through, for signs that stay as they are would be read back as words.
fn notes(doc: &Document) -> BTreeMap<&Id, Cow<'_, str>> {
    let mut notes: Vec<(&Id, Option<&str>)> = vec![];
    crate::ir::events(doc, |e| {
        if let crate::ir::Event::Text(Text { role: Role::Note, text, id: Some(id), .. }) = e {
            let number = starting(text).map(|s| s.trim_matches(|c: char| !c.is_alphanumeric()));
            let good = |n: &&str| !n.is_empty() && n.chars().all(|c| c.is_ascii_alphanumeric());
            notes.push((id, number.filter(good)));
        }
    });
    let numbers: HashSet<&str> = notes.iter().filter_map(|(_, n)| *n).collect();
    let own = numbers.len() == notes.len();
    let name = |(k, (id, number)): (usize, (_, Option<&'_ str>))| match number.filter(|_| own) {
        Some(number) => (id, number.to_owned().into()),
        None => (id, format!("{}", k + 1).into()),
    };
    notes.into_iter().enumerate().map(name).collect()
}

pub(super) struct Writer<'d> {
    pub(super) out: String,
    pub(super) media: &'d [Media],
    /// The names of footnotes.
    pub(super) notes: BTreeMap<&'d Id, Cow<'d, str>>,
    /// Pictures that were shown, by name.
    pub(super) pictures: Vec<String>,
}

/// The deepest heading of Markdown.
const DEEPEST: usize = 6;

impl<'d> Writer<'d> {
    /// A paragraph, set apart from the one before.
    pub(super) fn line(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn headed(&mut self, depth: usize, words: &str) {
        let signs = "#".repeat(depth.min(DEEPEST));
        self.line(format!("{signs} {}", in_heading(words)).trim_end());
    }

    /// The lines of a title are one heading.
    fn front(&mut self, blocks: &'d [Block], depth: usize) {
        let titled = |b: &Block| matches!(b, Block::Text(t) if t.role == Role::Title);
        for group in blocks.chunk_by(|a, b| titled(a) && titled(b)) {
            if !titled(&group[0]) {
                self.blocks(group, depth + 1);
                continue;
            }
            let mut lines = vec![];
            for b in group {
                let Block::Text(t) = b else { continue };
                let mut line = String::new();
                self.runs(t, &mut line);
                lines.push(line.trim().to_owned());
            }
            lines.retain(|l| !l.is_empty());
            self.headed(depth, &lines.join("<br>"));
        }
    }

    fn blocks(&mut self, blocks: &'d [Block], depth: usize) {
        for b in blocks {
            match b {
                Block::Text(t) => self.text(t),
                Block::Provision(p) if p.level == Level::Document => {
                    self.front(&p.blocks, depth);
                }
                Block::Provision(p) if p.level.is_container() => {
                    let mut words = String::new();
                    self.label(p, &mut words);
                    if let Some(h) = &p.heading {
                        self.runs(&h.as_text(), &mut words);
                    }
                    self.headed(depth, &words);
                    self.blocks(&p.blocks, depth + 1);
                }
                Block::Provision(p) => self.provision(p, depth),
            }
        }
    }

    fn text(&mut self, t: &'d Text) {
        match Class::of(t) {
            Class::Table => self.table(t),
            Class::Footnote => self.note(t),
            _ => {
                let mut line = String::new();
                self.runs(t, &mut line);
                self.line(&at_start(&line));
            }
        }
    }

    fn note(&mut self, t: &'d Text) {
        let mut line = String::new();
        self.runs(t, &mut line);
        match t.id.as_ref().and_then(|id| self.notes.get(id)) {
            Some(number) => self.line(&format!("[^{number}]: {}", no_page_number(line.trim()))),
            None => self.line(&at_start(&line)),
        }
    }

    /// The label, with the white space behind it.
    fn label(&mut self, p: &Provision, out: &mut String) {
        if let Some(l) = &p.label {
            self.runs(&l.as_text(), out);
            out.push_str(p.label_space());
        }
    }

    fn provision(&mut self, p: &'d Provision, depth: usize) {
        let o = opening(p);
        if let Some(h) = o.above {
            let mut line = String::new();
            self.runs(&h.as_text(), &mut line);
            self.line(&at_start(&line));
        }
        let mut line = String::new();
        self.label(p, &mut line);
        if let Some(h) = o.line.or(o.run_in) {
            self.runs(&h.as_text(), &mut line);
            line.push_str(p.heading_space());
        }
        if let Some(t) = o.text {
            self.runs(t, &mut line);
        }
        self.line(&at_start(line.trim_end()));
        self.blocks(o.inner, depth);
        self.blocks(o.rest, depth);
    }
}
