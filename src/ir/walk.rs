//! One way through the tree, in the order of the source.

use super::{Block, Document, Provision, Text};

/// A step of the walk.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A provision begins.
    Enter(&'a Provision),
    /// It ends.
    Leave(&'a Provision),
    /// A paragraph.
    Text(&'a Text),
}

/// Calls `see` for every step through some blocks.
pub fn walk<'a>(blocks: &'a [Block], see: &mut impl FnMut(Event<'a>)) {
    for block in blocks {
        match block {
            Block::Text(t) => see(Event::Text(t)),
            Block::Provision(p) => {
                see(Event::Enter(p));
                walk(&p.blocks, see);
                see(Event::Leave(p));
            }
        }
    }
}

/// Calls `see` for every step through the whole document.
pub fn events<'a>(doc: &'a Document, mut see: impl FnMut(Event<'a>)) {
    for part in [&doc.front, &doc.body, &doc.back] {
        walk(part, &mut see);
    }
}
