//! Identifiers of a tree that was read back.

use crate::ir::{Block, Document, Id, assign_ids};
use std::collections::HashSet;

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

/// Identifiers that the file does not write out are those that the tree would get; where one of them stands in it elsewhere,
/// it is a second one of this name.
pub fn complete(doc: &mut Document) {
    let mut written: Vec<Id> = vec![];
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        each(part, &mut |id| written.push(std::mem::take(id)));
    }
    assign_ids(doc);
    let mut taken: HashSet<Id> = written.iter().filter(|w| !w.0.is_empty()).cloned().collect();
    let mut written = written.into_iter();
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        each(part, &mut |id| match written.next().filter(|w| !w.0.is_empty()) {
            Some(w) => *id = w,
            None if taken.contains(id) => {
                let mut again = (2..).map(|n| Id(format!("{id}.dup-{n}")));
                *id = again.find(|a| taken.insert(a.clone())).unwrap_or_default();
            }
            None => {}
        });
    }
}
