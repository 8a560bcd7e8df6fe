//! Identifiers of a tree that was read back.

use crate::ir::{Block, Document, Id, assign_ids};

/// Takes the identifiers out in order, or puts those back that are none.
fn each(blocks: &mut [Block], see: &mut impl FnMut(&mut Id)) {
    for b in blocks {
        match b {
            Block::Text(t) => {
                let mut id = t.id.take().unwrap_or_default();
                see(&mut id);
                t.id = Some(id).filter(|id| !id.0.is_empty());
            }
            Block::Provision(p) => {
                see(&mut p.id);
                each(&mut p.blocks, see);
            }
        }
    }
}

/// Identifiers that the file does not write out are those that the tree would get.
pub fn complete(doc: &mut Document) {
    let mut written: Vec<Id> = vec![];
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        each(part, &mut |id| written.push(std::mem::take(id)));
    }
    assign_ids(doc);
    let mut written = written.into_iter();
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        each(part, &mut |id| {
            if let Some(w) = written.next().filter(|w| !w.0.is_empty()) {
                *id = w;
            }
        });
    }
}
