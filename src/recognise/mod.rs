//! Lines to tree. The recogniser sees characters and places only, no format; it never fails: what it cannot place
//! stays text.
//!
//! First lines that belong together are joined ([`paragraphs`]); every one gets its possible readings ([`candidate`]); then the matter before and after the provisions is set
//! apart ([`matter`], [`contents`]); what is left is read as a sequence of numbered units ([`outline`]) and built into
//! a tree ([`tree`]). Facts about the whole come last ([`facts`]).

mod annex;
mod annex_label;
mod bilingual;
mod broken;
mod candidate;
mod chain;
mod closing;
mod contents;
mod doubts;
mod explain;
mod facts;
mod figures;
mod language;
mod lattice;
mod marks;
mod matter;
mod mend;
mod notes;
mod numbers;
mod outline;
mod paragraphs;
mod passages;
mod pinned;
mod pins;
mod rare;
mod reason;
mod settle;
mod silent;
mod split;
mod state;
mod survey;
mod tree;
mod unglue;
mod unnumbered;
mod ways;
mod weights;

pub use explain::{Explained, LabelReading, explain};
pub(crate) use language::tag as language_of;
pub use reason::{ALL as REASONS, Reason};
pub use settle::{Quoted, quote, quoted, settle, unmet};
pub use weights::Weights;

use crate::ir::{Block, Document, Given, Mark, MarkKind, Meta, Provision, Role, Text, VERSION, assign_ids};
use crate::lexicon::page::is_page_line;
use crate::read::Lines;
use crate::text::{Language, Line, chars::is_space};
use candidate::Candidate;
use marks::Reach;
use std::borrow::Cow;

/// The language of a text, its paragraphs with their possible readings, and marks that come of joining them.
fn candidates<'a>(read: &'a Lines, given: &Given) -> (Meta, Vec<Candidate<'a>>, Vec<Mark>) {
    let (text, lines) = (read.source.text.as_str(), &read.lines);
    let mut meta = language::language(&shown(read));
    // What a file says of its language counts more than its characters, where it says it as we do; office programs say
    // of everything that it is English.
    let said = &read.meta.language;
    if Language::of(said).tag() == said && said != "en" {
        meta.language.clone_from(said);
    }
    if let Some(language) = &given.language {
        meta.language.clone_from(language);
    }
    let paragraphs = paragraphs::join(text, lines, Language::of(&meta.language));
    let (paragraphs, mut marks) = pins::cut(text, paragraphs, &given.pins);
    marks.extend(signs_between(text, lines, &paragraphs));
    let mut candidates: Vec<Candidate> = paragraphs.iter().map(|l| Candidate::read(text, *l)).collect();
    silent::tell(&mut candidates, &read.marks);
    pins::tell(&mut candidates, &given.pins);
    split::labels(text, &mut candidates);
    notes::find(&mut candidates);
    figures::tell(&mut candidates, Language::of(&meta.language).is_japanese());
    if let Some(language) = bilingual::find(&mut candidates).filter(|_| given.language.is_none()) {
        language.clone_into(&mut meta.language);
    }
    (meta, candidates, marks)
}

/// What people read of a source: addresses of links and tags of markup say nothing of its language.
fn shown(read: &Lines) -> Cow<'_, str> {
    let text = read.source.text.as_str();
    let mut signs = read.marks.iter().filter(|m| m.kind == MarkKind::Markup).peekable();
    if signs.peek().is_none() {
        return text.into();
    }
    let mut signs: Vec<(usize, usize)> = signs.map(|m| (m.start as usize, m.end as usize)).collect();
    signs.sort_unstable();
    let mut signs = signs.into_iter().peekable();
    let mut out = String::with_capacity(text.len());
    for line in &read.lines {
        let (mut at, end) = (line.text.start as usize, line.text.end as usize);
        while let Some((start, stop)) = signs.next_if(|(start, _)| *start < end) {
            out.push_str(text.get(at..start).unwrap_or_default());
            at = at.max(stop);
        }
        out.push_str(text.get(at..end).unwrap_or_default());
        out.push('\n');
    }
    out.into()
}

/// The structure of what was read; `given` is what a person says about it.
pub fn recognise(read: &Lines, given: &Given) -> Document {
    let Lines { source, marks, media, .. } = read;
    let text = source.text.as_str();
    let (meta, candidates, joined) = candidates(read, given);
    let matter = matter::find(&candidates);
    let mut doc = Document {
        version: VERSION,
        provenance: source.provenance.clone(),
        meta,
        media: media.clone(),
        front: matter.front.iter().map(|(i, role)| Block::Text(candidates[*i].as_text(*role))).collect(),
        ..Document::default()
    };
    let (front, body_end) = (matter.front.len(), matter.back_start);
    doc.body = tree::build(&candidates[front..body_end], &doc.meta.language);
    doc.back = matter::back(&candidates, &matter, &doc.meta.language);
    let end = candidates.last().map_or(0, |c| c.span.end as usize);
    text[end..].clone_into(&mut doc.tail);
    facts::fill(&mut doc, text);
    facts::told(&mut doc.meta, &read.meta);
    facts::given(&mut doc.meta, given);
    let broken = |s: &str| s.contains('\n') || s.contains('\r');
    let breaks = candidates.iter().any(|c| c.aside != Some(Role::Table) && broken(c.text));
    let marks = with(marks, joined);
    if breaks || !marks.is_empty() {
        let marks = Reach::new(&marks);
        for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
            mark(part, &marks);
        }
    }
    passages::mark(&mut doc);
    assign_ids(&mut doc);
    doc
}

/// The signs of markup between lines that came to be one paragraph: they are no more a part of it than those around it.
fn signs_between(text: &str, lines: &[Line], paragraphs: &[Line]) -> Vec<Mark> {
    let mut out = vec![];
    let mut whole = paragraphs.iter().map(|p| p.text).peekable();
    for lead in lines.iter().map(|l| l.lead) {
        while whole.next_if(|p| p.end <= lead.start).is_some() {}
        if whole.peek().is_none_or(|p| lead.start <= p.start) {
            continue;
        }
        let said = &text[lead.range()];
        for sign in said.split(is_space).filter(|sign| !sign.is_empty()) {
            let start = lead.start + (sign.as_ptr() as usize - said.as_ptr() as usize) as u32;
            out.push(Mark { start, end: start + sign.len() as u32, kind: MarkKind::Markup });
        }
    }
    out
}

/// The marks of the format with others, in order.
fn with(marks: &[Mark], more: Vec<Mark>) -> Cow<'_, [Mark]> {
    if more.is_empty() {
        return Cow::Borrowed(marks);
    }
    let mut all = marks.to_vec();
    all.extend(more);
    all.sort_by_key(Mark::order);
    Cow::Owned(all)
}

/// Gives texts the marks of the format, and marks line breaks inside the paragraphs of a hard-wrapped text: they are in
/// the source and not in the sentence.
fn mark(blocks: &mut [Block], marks: &Reach) {
    for block in blocks {
        match block {
            Block::Provision(p) => {
                mark_opening(p, marks);
                mark(&mut p.blocks, marks);
            }
            Block::Text(t) => {
                t.marks.extend(marks.of(t.span));
                if t.role != Role::Table {
                    mark_breaks(t);
                }
            }
        }
    }
}

/// Gives a label and a heading their marks. That they are set off, their faces show.
fn mark_opening(p: &mut Provision, marks: &Reach) {
    let of = |span| {
        let mut found = marks.of(span);
        found.retain(|m| m.kind != MarkKind::Emphasis);
        found
    };
    if let Some(label) = &mut p.label {
        label.marks = of(label.span);
    }
    if let Some(heading) = &mut p.heading {
        heading.marks = of(heading.span);
    }
}

fn mark_breaks(t: &mut Text) {
    let mut at = 0;
    let mut breaks = vec![];
    while let Some(found) = t.text[at..].find(['\n', '\r']) {
        let line_end = at + found;
        let start = t.text[..line_end].trim_end_matches(is_space).len();
        let rest = &t.text[line_end..];
        let end = line_end + (rest.len() - rest.trim_start_matches(is_space).len());
        // A page number between two lines of a sentence is no part of it.
        if at > 0 && is_page_line(&t.text[at..start]) {
            breaks.push(Mark { start: at as u32, end: start as u32, kind: MarkKind::Markup });
        }
        breaks.push(Mark { start: start as u32, end: end as u32, kind: MarkKind::Break });
        at = end;
    }
    t.add_marks(breaks);
}

impl Candidate<'_> {
    fn as_text(&self, role: Role) -> Text {
        Text {
            role: self.aside.unwrap_or(role),
            id: None,
            lead: self.lead.to_owned(),
            text: self.text.to_owned(),
            marks: self.parallel.map(|tag| self.in_language(tag)).into_iter().collect(),
            span: self.span,
        }
    }

    fn in_language(&self, tag: &str) -> Mark {
        Mark { start: 0, end: self.text.len() as u32, kind: MarkKind::Language { tag: tag.to_owned() } }
    }
}
