//! Lines to tree. The recogniser sees characters and places only, no format; it never fails: what it cannot place
//! stays text.
//!
//! First every line gets its possible readings ([`candidate`]); then the matter before and after the provisions is set
//! apart ([`matter`], [`contents`]); what is left is read as a sequence of numbered units ([`outline`]) and built into
//! a tree ([`tree`]). Facts about the whole come last ([`facts`]).

mod candidate;
mod contents;
mod facts;
mod matter;
mod outline;
mod tree;

use crate::ir::{Block, Document, Text, VERSION, assign_ids};
use crate::read::Line;
use crate::text::Source;
use candidate::Candidate;

/// The structure of a source.
pub fn recognise(source: &Source, lines: &[Line]) -> Document {
    let text = source.text.as_str();
    let candidates: Vec<Candidate> = lines.iter().map(|l| Candidate::read(text, *l)).collect();
    let matter = matter::find(&candidates);
    let mut doc = Document {
        version: VERSION,
        provenance: source.provenance.clone(),
        meta: facts::language(text),
        front: matter.front.iter().map(|(i, role)| Block::Text(candidates[*i].as_text(*role))).collect(),
        ..Document::default()
    };
    let (front, body_end) = (matter.front.len(), matter.back_start);
    doc.body = tree::build(text, &candidates[front..body_end]);
    doc.back = matter::back(text, &candidates, &matter);
    let end = lines.last().map_or(0, |l| l.text.end as usize);
    text[end..].clone_into(&mut doc.tail);
    facts::fill(&mut doc, text);
    assign_ids(&mut doc);
    doc
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
