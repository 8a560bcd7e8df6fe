//! What stands in a line: text with its marks, links, notes, terms, days, formulas and pictures.

use super::body::Body;
use crate::ir::{Mark, MarkKind, Run, RunKind, Step, Text, is_language, uri};
use crate::present::said_and_gap;
use crate::text::written_from_right;
use crate::write::mathml;
use std::ops::Range;

/// The marks that become elements around what they cover; links stand around single runs, because none may stand in
/// another.
fn nests(kind: &MarkKind) -> bool {
    match kind {
        MarkKind::Link { .. } => false,
        MarkKind::Language { tag } => is_language(tag),
        MarkKind::Term | MarkKind::TermUse { .. } | MarkKind::Citation { .. } => true,
        MarkKind::Date { to, .. } => to.is_none(),
        kind => kind.form().html.is_some() && !kind.is_whole(),
    }
}

/// Whether a mark is a link of its own.
const fn leads(kind: &MarkKind) -> bool {
    matches!(
        kind,
        MarkKind::Link { .. }
            | MarkKind::Reference { .. }
            | MarkKind::Citation { sibling: Some(_), .. }
            | MarkKind::NoteReference { .. }
    )
}

/// Whether two marks have something in common.
const fn touches(a: &Mark, b: &Mark) -> bool {
    a.start < b.end && b.start < a.end
}

impl Body<'_, '_> {
    /// The same for a text whose parts may stand in columns.
    pub(super) fn runs_in_columns(&mut self, t: &Text, columns: &[Range<usize>]) {
        if columns.is_empty() {
            self.runs(t);
        }
        for part in columns {
            let (said, gap) = said_and_gap(t, part);
            self.x.start("span", &[]);
            self.runs(&said);
            self.x.end();
            if !gap.is_empty() {
                self.x.leaf("span", &[("class", "gap")], gap);
            }
        }
    }

    /// The text with its marks.
    pub(super) fn runs(&mut self, t: &Text) {
        if t.marks.is_empty() {
            self.x.text(&t.text);
            return;
        }
        let mut rubies: Vec<bool> = vec![];
        for step in t.steps(nests) {
            match step {
                Step::Open(m) => {
                    let ruby = self.open_mark(t, m, rubies.contains(&true));
                    rubies.push(ruby);
                }
                Step::Close => {
                    rubies.pop();
                    self.x.end();
                }
                Step::Run(run) => self.run(t, &run),
            }
        }
    }

    /// Opens the element of a mark, and says whether it is a ruby.
    fn open_mark(&mut self, t: &Text, m: &Mark, in_ruby: bool) -> bool {
        let kind = &m.kind;
        let (name, fixed) = match kind {
            // Only in a ruby can there be an annotation.
            MarkKind::RubyText if !in_ruby => ("span", &[][..]),
            kind => kind.form().html.unwrap_or(("span", &[])),
        };
        match kind {
            MarkKind::Language { tag } if written_from_right(tag) => {
                self.x.start(name, &[("lang", tag), ("dir", "rtl")])
            }
            MarkKind::Language { tag } => self.x.start(name, &[("lang", tag)]),
            MarkKind::Date { when, .. } => self.x.start("time", &[("datetime", when)]),
            MarkKind::Term => {
                self.terms += 1;
                let id = format!("{}term-{}", self.volume, self.terms);
                self.x.start("dfn", &[("id", &id)])
            }
            // No link stands in another one.
            MarkKind::TermUse { term } if !t.marks.iter().any(|o| leads(&o.kind) && touches(o, m)) => {
                self.x.start("a", &[("class", "term"), ("href", &format!("#{term}"))])
            }
            MarkKind::Citation { title, pinpoint, .. } => {
                let mut attributes = vec![("data-act", title.as_str())];
                attributes.extend(pinpoint.as_deref().map(|p| ("data-provision", p)));
                self.x.start("cite", &attributes)
            }
            _ => self.x.start(name, fixed),
        };
        name == "ruby"
    }

    fn run(&mut self, t: &Text, run: &Run) {
        match run.kind {
            RunKind::Reference(id) => match self.href(id) {
                Some(href) => self.link("ref", &href, &run.text),
                None => self.say(&run.text),
            },
            RunKind::Sibling(s) => self.link("ref", &s.href("html"), &run.text),
            RunKind::NoteReference(id) => {
                let Some(href) = self.href(id) else { return self.say(&run.text) };
                let own = format!("ref-{id}");
                let mut attributes = vec![("role", "doc-noteref"), ("href", href.as_str())];
                let known = self.ids.get(id.0.as_str()).copied();
                if known.is_some_and(|id| self.referred.insert(id)) {
                    attributes.push(("id", &own));
                }
                self.x.start("sup", &[]).leaf("a", &attributes, &run.text).end();
            }
            RunKind::NoteLabel => self.note_label(t, run),
            RunKind::Link(target) => {
                self.x.leaf(
                    "a",
                    &[("href", &uri(target).unwrap_or_default()), ("rel", "external")],
                    &run.text,
                );
            }
            RunKind::Math(formula) => match mathml::clean(formula, Some(&run.text)) {
                Some(formula) => {
                    self.x.raw(&formula);
                }
                None => self.say(&run.text),
            },
            RunKind::Image(media) => self.picture(media, &run.text),
            RunKind::Plain => self.say(&run.text),
        }
    }

    fn say(&mut self, text: &str) {
        self.x.text(text);
    }

    fn link(&mut self, class: &str, href: &str, text: &str) {
        self.x.leaf("a", &[("class", class), ("href", href)], text);
    }

    /// The sign of a note, which leads back.
    fn note_label(&mut self, t: &Text, run: &Run) {
        let back = t.id.as_ref().filter(|id| self.referred.contains(id.0.as_str()));
        match back {
            Some(id) => {
                let href = format!("#ref-{id}");
                self.x.leaf("a", &[("role", "doc-backlink"), ("href", &href)], &run.text);
            }
            None => self.say(&run.text),
        }
        if run.wants_gap() {
            self.x.text(" ");
        }
    }
}
