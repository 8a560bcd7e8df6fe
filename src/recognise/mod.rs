//! Lines to tree. The recogniser sees characters and places only, no format; it never fails: what it cannot place
//! stays text.
//!
//! First lines that belong together are joined ([`paragraphs`]); every one gets its possible readings ([`candidate`]); then the matter before and after the provisions is set
//! apart ([`matter`], [`contents`]); what is left is read as a sequence of numbered units ([`outline`]) and built into
//! a tree ([`tree`]). Facts about the whole come last ([`facts`]).

mod candidate;
mod chain;
mod contents;
mod explain;
mod facts;
mod matter;
mod outline;
mod paragraphs;
mod reason;
mod tree;
mod unglue;

pub use explain::{Explained, Reading, explain};
pub use reason::{ALL as REASONS, Reason};

use crate::ir::{Block, Document, Mark, MarkKind, Meta, Text, VERSION, assign_ids};
use crate::read::Line;
use crate::text::{Source, chars::is_space};
use candidate::Candidate;

/// The language of a text, and its paragraphs with their possible readings.
fn candidates<'a>(text: &'a str, lines: &[Line]) -> (Meta, Vec<Candidate<'a>>) {
    let meta = facts::language(text);
    let paragraphs = paragraphs::join(text, lines, meta.language.starts_with("ja"));
    let candidates = paragraphs.iter().map(|l| Candidate::read(text, *l)).collect();
    (meta, candidates)
}

/// The structure of a source.
pub fn recognise(source: &Source, lines: &[Line]) -> Document {
    let text = source.text.as_str();
    let (meta, candidates) = candidates(text, lines);
    let matter = matter::find(&candidates);
    let mut doc = Document {
        version: VERSION,
        provenance: source.provenance.clone(),
        meta,
        front: matter.front.iter().map(|(i, role)| Block::Text(candidates[*i].as_text(*role))).collect(),
        ..Document::default()
    };
    let (front, body_end) = (matter.front.len(), matter.back_start);
    doc.body = tree::build(text, &candidates[front..body_end], &doc.meta.language);
    doc.back = matter::back(text, &candidates, &matter, &doc.meta.language);
    let end = lines.last().map_or(0, |l| l.text.end as usize);
    text[end..].clone_into(&mut doc.tail);
    facts::fill(&mut doc, text);
    if candidates.iter().any(|c| c.text.contains(['\n', '\r'])) {
        for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
            mark_breaks(part);
        }
    }
    assign_ids(&mut doc);
    doc
}

/// Marks the line breaks inside the paragraphs of a hard-wrapped text: they are in the source and not in the sentence.
fn mark_breaks(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Provision(p) => mark_breaks(&mut p.blocks),
            Block::Text(t) => {
                let mut at = 0;
                while let Some(found) = t.text[at..].find(['\n', '\r']) {
                    let line_end = at + found;
                    let start = t.text[..line_end].trim_end_matches(is_space).len();
                    let rest = &t.text[line_end..];
                    let end = line_end + (rest.len() - rest.trim_start_matches(is_space).len());
                    t.marks.push(Mark { start: start as u32, end: end as u32, kind: MarkKind::Break });
                    at = end;
                }
            }
        }
    }
}

impl Candidate<'_> {
    fn as_text(&self, role: crate::ir::Role) -> Text {
        Text {
            role,
            id: None,
            lead: self.lead.to_owned(),
            text: self.text.to_owned(),
            marks: vec![],
            span: self.span,
        }
    }
}
