//! What stands in a line: text with its marks, links and notes; formulas and pictures; beginnings of printed pages;
//! figures in vertical lines.

use super::content::Writer;
use super::files::file_name;
use crate::font::FaceRole as Face;
use crate::ir::{MarkKind, Run, RunKind, Step, Text, is_language, uri};
use crate::present::{Stand, said_and_gap, standing};
use crate::text::written_from_right;
use crate::write::mathml;
use std::collections::VecDeque;
use std::ops::Range;

/// Where pages of the printed form begin: places in the source, and the numbers of the pages.
pub type Breaks = VecDeque<(u32, usize)>;

/// The marks that become elements around what they cover; links stand around single runs, because none may stand in
/// another.
fn nests(kind: &MarkKind) -> bool {
    match kind {
        MarkKind::Link { .. } => false,
        MarkKind::Language { tag } => is_language(tag),
        kind => kind.form().html.is_some() && !kind.is_whole(),
    }
}

impl Writer {
    /// Text of the source that begins at `at`, with the pages that begin in it.
    pub(super) fn say(&mut self, text: &str, at: u32) {
        if let Some(used) = &mut self.used {
            used.entry(self.face).or_default().extend(text.chars());
        }
        let mut rest = text;
        let mut at = at;
        while let Some((place, page)) =
            self.breaks.front().copied().filter(|(p, _)| *p < at + rest.len() as u32)
        {
            self.breaks.pop_front();
            let before = (place.saturating_sub(at) as usize).min(rest.len());
            let before = (before..=rest.len()).find(|i| rest.is_char_boundary(*i)).unwrap_or(rest.len());
            self.plain(&rest[..before]);
            rest = &rest[before..];
            at += before as u32;
            let (id, name) = (format!("page-{page}"), page.to_string());
            let attributes =
                [("epub:type", "pagebreak"), ("role", "doc-pagebreak"), ("id", &id), ("aria-label", &name)];
            self.x.leaf("span", &attributes, "");
            self.pages.push((page, self.href(&id)));
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        if !self.vertical {
            self.x.text(text);
            return;
        }
        let word = |c: char| c.is_ascii_graphic();
        let mut rest = text;
        while let Some(start) = rest.find(word) {
            let end = rest[start..].find(|c| !word(c)).map_or(rest.len(), |n| start + n);
            self.x.text(&rest[..start]);
            let run = &rest[start..end];
            match standing(run, self.profile.figures) {
                Some(Stand::SideBySide) => self.x.leaf("span", &[("class", "tcy")], run),
                Some(Stand::Upright) => self.x.leaf("span", &[("class", "up")], run),
                None => self.x.text(run),
            };
            rest = &rest[end..];
        }
        self.x.text(rest);
    }

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

    /// The text with its marks, its links and its notes.
    pub(super) fn runs(&mut self, t: &Text) {
        let outer = self.face;
        let mut faces: Vec<Face> = vec![];
        let mut rubies: Vec<bool> = vec![];
        for step in t.steps(nests) {
            match step {
                Step::Open(m) => {
                    faces.push(self.face);
                    let name = self.open_mark(&m.kind, rubies.contains(&true));
                    rubies.push(name == "ruby");
                    if m.kind == MarkKind::Emphasis {
                        self.face = Face::Hei;
                    }
                }
                Step::Close => {
                    rubies.pop();
                    self.face = faces.pop().unwrap_or(outer);
                    self.x.end();
                }
                Step::Run(run) => {
                    let at = t.span.start + run.at as u32;
                    self.run(t, &run, at);
                }
            }
        }
    }

    /// The element of a mark.
    fn open_mark(&mut self, kind: &MarkKind, in_ruby: bool) -> &'static str {
        let (name, fixed) = match kind {
            // Only in a ruby can there be an annotation.
            MarkKind::RubyText if !in_ruby => ("span", &[][..]),
            kind => kind.form().html.unwrap_or(("span", &[])),
        };
        match kind {
            MarkKind::Language { tag } if written_from_right(tag) => {
                self.x.start(name, &[("lang", tag), ("xml:lang", tag), ("dir", "rtl")])
            }
            MarkKind::Language { tag } => self.x.start(name, &[("lang", tag), ("xml:lang", tag)]),
            _ => self.x.start(name, fixed),
        };
        name
    }

    fn run(&mut self, t: &Text, run: &Run, at: u32) {
        let target = match run.kind {
            RunKind::Reference(id) | RunKind::NoteReference(id) => {
                self.places.get(&id.0).map(|n| (format!("{}#{id}", file_name(*n)), id))
            }
            _ => None,
        };
        match (run.kind, target) {
            (RunKind::Reference(_), Some((href, _))) => {
                self.x.start("a", &[("class", "ref"), ("href", &href)]);
                self.say(&run.text, at);
                self.x.end();
            }
            (RunKind::NoteReference(_), Some((href, id))) => {
                let own = format!("ref-{id}");
                let mut attributes =
                    vec![("epub:type", "noteref"), ("role", "doc-noteref"), ("href", href.as_str())];
                if self.referred.insert(id.0.clone()) {
                    attributes.push(("id", &own));
                    let here = self.file_number();
                    self.places.insert(own.clone(), here);
                }
                self.x.start("sup", &[]).start("a", &attributes);
                self.say(&run.text, at);
                self.x.end().end();
            }
            (RunKind::NoteLabel, _) => self.note_label(t, run, at),
            (RunKind::Link(target), _) => {
                let href = uri(target).unwrap_or_default();
                self.x.start("a", &[("href", &href)]);
                self.say(&run.text, at);
                self.x.end();
            }
            (RunKind::Math(mathml), _) => self.formula(mathml, &run.text, at),
            (RunKind::Image(media), _) => self.picture(media, &run.text, at),
            _ => self.say(&run.text, at),
        }
    }

    /// A formula; its linear form is the alternative text.
    fn formula(&mut self, mathml: &str, linear: &str, at: u32) {
        let Some(formula) = mathml::clean(mathml, Some(linear)) else { return self.say(linear, at) };
        if let Some(used) = &mut self.used {
            used.entry(self.face).or_default().extend(formula.chars().filter(|c| !c.is_ascii()));
        }
        self.x.raw(&formula);
        self.formulas = true;
    }

    /// A picture, or what stands for it.
    fn picture(&mut self, media: Option<&str>, text: &str, at: u32) {
        match self
            .pictures
            .iter()
            .find(|(name, _)| Some(name.as_str()) == media)
            .map(|(_, href)| href.clone())
        {
            Some(href) => {
                self.x.empty("img", &[("src", &href), ("alt", text)]);
            }
            None if text.is_empty() => {}
            None => {
                self.x.start("span", &[("class", "figure")]);
                self.say(text, at);
                self.x.end();
            }
        }
    }

    /// The sign of a note, which leads back.
    fn note_label(&mut self, t: &Text, run: &Run, at: u32) {
        let back = t.id.as_ref().and_then(|id| {
            let own = format!("ref-{id}");
            self.places.get(&own).map(|n| format!("{}#{own}", file_name(*n)))
        });
        match back {
            Some(href) => self.x.start("a", &[("role", "doc-backlink"), ("href", &href)]),
            None => self.x.start("span", &[("class", "sign")]),
        };
        self.say(&run.text, at);
        self.x.end();
        if run.wants_gap() {
            self.x.text(" ");
        }
    }

    pub(super) fn note(&mut self, t: &Text, told: Option<(&str, &str)>) {
        let id = t.id.as_ref().map_or("", |id| id.0.as_str());
        let said = [("id", id), ("epub:type", "footnote"), ("role", "doc-footnote")];
        self.x.start("aside", &said.into_iter().chain(told).collect::<Vec<_>>());
        self.x.start("p", &[("class", "footnote")]);
        self.runs(t);
        self.x.end().end().raw("\n");
    }
}
