//! Files of a book: how each begins, which provisions begin one, and where identifiers are.

use crate::ir::{Document, Event, Provision, events};
use crate::number::Level;
use crate::xml::edit::{Element, print};
use crate::xml::write::Xml;
use std::collections::HashMap;

/// The page of the cover.
pub const COVER: &str = "cover.xhtml";

/// Begins a page, as far as the title in its head.
pub fn begin_page(x: &mut Xml, language: &str, title: &str) {
    x.declaration().raw("<!DOCTYPE html>\n");
    x.start(
        "html",
        &[
            ("xmlns", "http://www.w3.org/1999/xhtml"),
            ("xmlns:epub", "http://www.idpf.org/2007/ops"),
            ("lang", language),
            ("xml:lang", language),
        ],
    );
    x.start("head", &[]).empty("meta", &[("charset", "utf-8")]).leaf("title", &[], title);
}

/// The part, without `standalone`, which these formats do not use, and with a document type where there is one.
pub fn with_declaration(root: &Element, kind: &str) -> Vec<u8> {
    let body = print(root);
    let body = body.iter().position(|b| *b == b'\n').map_or(body.as_slice(), |end| &body[end + 1..]);
    [b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", kind.as_bytes(), body].concat()
}

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
