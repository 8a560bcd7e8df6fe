//! Marks inside paragraphs: dates, the terms a text defines and uses, references within the document, to other acts and to
//! its notes; and who the parties are, and since when it is in force.

mod acts;
mod dates;
mod doubt;
mod history;
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

use crate::ir::{Block, Document, Mark, MarkKind, Text};

/// Marks dates, terms, references and the signs of notes in every paragraph; with what looks like a reference and stays text.
pub fn resolve(doc: &mut Document) -> Vec<Doubt> {
    let doubts = words(doc);
    notes::mark(doc);
    parties::fill(doc);
    history::fill(doc);
    doubts
}

/// Marks dates, terms and references.
fn words(doc: &mut Document) -> Vec<Doubt> {
    dates::mark(doc);
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        terms::define(part);
    }
    let references::Found { marks, headings, doubts } = references::find(doc);
    mark(doc, marks, headings);
    let found = terms::uses(doc);
    mark(doc, found, vec![]);
    doubts
}

/// Marks dates, terms and references of a document that came with its structure and its notes; references that it came with and
/// that nothing here finds stay as they are.
pub fn again(doc: &mut Document) -> Vec<Doubt> {
    let mut came: Vec<Vec<Mark>> = vec![];
    texts(doc, &mut |t| {
        let (led, other) = t.marks.drain(..).partition(is_reference);
        t.marks = other;
        came.push(led);
    });
    let doubts = words(doc);
    parties::fill(doc);
    history::fill(doc);
    let mut came = came.into_iter();
    texts(doc, &mut |t| {
        let found: Vec<(u32, u32)> =
            t.marks.iter().filter(|m| is_reference(m)).map(|m| (m.start, m.end)).collect();
        let apart = |m: &Mark| found.iter().all(|(start, end)| m.end <= *start || m.start >= *end);
        t.add_marks(came.next().unwrap_or_default().into_iter().filter(apart).collect());
    });
    doubts
}

const fn is_reference(m: &Mark) -> bool {
    matches!(m.kind, MarkKind::Reference { .. })
}

/// Sees the texts of a document and its headings in the order of the tree.
fn texts(doc: &mut Document, see: &mut impl FnMut(&mut Text)) {
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        notes::visit(part, see);
    }
}

/// What looks like a reference and stays text, and what a reader should look at.
pub fn doubts(doc: &Document) -> Vec<Doubt> {
    references::find(doc).doubts
}

/// Adds marks to the texts of a document and to its headings, which are found in the order of the tree.
fn mark(doc: &mut Document, texts: Vec<Vec<Mark>>, headings: Vec<Vec<Mark>>) {
    type Found = std::vec::IntoIter<Vec<Mark>>;
    fn visit(blocks: &mut [Block], texts: &mut Found, headings: &mut Found) {
        for block in blocks {
            match block {
                Block::Text(t) => t.add_marks(texts.next().unwrap_or_default()),
                Block::Provision(p) => {
                    if let Some(h) = &mut p.heading {
                        h.add_marks(headings.next().unwrap_or_default());
                    }
                    visit(&mut p.blocks, texts, headings);
                }
            }
        }
    }
    let (mut texts, mut headings) = (texts.into_iter(), headings.into_iter());
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        visit(part, &mut texts, &mut headings);
    }
}
