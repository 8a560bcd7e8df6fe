//! Marks inside paragraphs: dates, the terms a text defines and uses, references within the document, to other acts and to
//! its notes; and who the parties are.

mod acts;
mod dates;
mod doubt;
mod notes;
mod parties;
mod places;
mod point;
mod pointed;
mod references;
mod relative;
mod scan;
mod terms;
mod tongue;
mod words;

pub use doubt::{Doubt, Why};
pub use terms::{Term, terms, twice};

use crate::ir::{Block, Document, Mark};

/// Marks dates, terms, references and the signs of notes in every paragraph.
pub fn resolve(doc: &mut Document) {
    dates::mark(doc);
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        terms::define(part);
    }
    let found = references::find(doc).marks;
    mark(doc, found);
    let found = terms::uses(doc);
    mark(doc, found);
    notes::mark(doc);
    parties::fill(doc);
}

/// What looks like a reference and stays text, and what a reader should look at.
pub fn doubts(doc: &Document) -> Vec<Doubt> {
    references::find(doc).doubts
}

/// Adds marks to the texts of a document, which are found in the order of the tree.
fn mark(doc: &mut Document, found: Vec<Vec<Mark>>) {
    fn visit(blocks: &mut [Block], found: &mut impl Iterator<Item = Vec<Mark>>) {
        for block in blocks {
            match block {
                Block::Text(t) => t.add_marks(found.next().unwrap_or_default()),
                Block::Provision(p) => visit(&mut p.blocks, found),
            }
        }
    }
    let mut found = found.into_iter();
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        visit(part, &mut found);
    }
}
