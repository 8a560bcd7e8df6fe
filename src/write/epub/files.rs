//! Which provisions begin a file of their own, and where identifiers are.

use crate::ir::{Document, Event, Provision, events};
use crate::number::Level;
use std::collections::HashMap;

/// Which file every identifier will be in.
pub fn places(doc: &Document) -> HashMap<String, usize> {
    let mut out = HashMap::new();
    let mut file = 1;
    events(doc, |e| match e {
        Event::Enter(p) => {
            file += usize::from(own_file(p));
            out.insert(p.id.0.clone(), file);
        }
        Event::Text(t) => {
            if let Some(id) = &t.id {
                out.insert(id.0.clone(), file);
            }
        }
        Event::Leave(_) => {}
    });
    out
}

pub fn file_name(number: usize) -> String {
    format!("c{number:04}.xhtml")
}

/// Containers that get a file of their own.
pub fn own_file(p: &Provision) -> bool {
    matches!(
        p.level,
        Level::Document | Level::Annex | Level::Part | Level::Subpart | Level::Chapter | Level::Other
    )
}
