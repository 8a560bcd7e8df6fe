//! Akoma Ntoso files: finished documents, in which nothing is recognised. Our own are read back with the same text, structure
//! and identifiers; of others every vocabulary's text is kept, and what elements mean that are not known here is told.

mod body;
mod inline;
mod meta;
mod names;
mod table;
#[cfg(test)]
mod tests;

use super::markup::{decoded, parsed};
use super::{Input, Reading, document_or};
use crate::finding::{Error, Finding, codes};
use crate::pack::akn::id_of;
use crate::text::chars::is_space;
use crate::text::{Span, hash::sha256};
use crate::xml::Element;

pub fn read(input: &Input) -> Result<Reading, Error> {
    let file_name = input.file_name;
    let file = decoded(input)?;
    let text = file.text.to_string();
    let tree = parsed(&text, file_name)?;
    let root = tree.root();
    let main = root.elements().next().filter(|_| root.name() == "akomaNtoso");
    let Some(main) = main else {
        return Err(Error::new(&codes::NOT_AKN, &[&file_name, &root.name()]));
    };
    let own = is_own(main);
    let (mut grow, unknown) = body::read(main, own);
    meta::read(main, &mut grow.doc);
    let source = file.source(input.bytes, file_name);
    let mut doc = grow.finish(source, own.then_some(id_of));
    if doc.front.is_empty() && doc.body.is_empty() && doc.back.is_empty() {
        return Err(Error::new(&codes::EMPTY, &[&file_name]));
    }
    let mut findings = vec![];
    if !unknown.is_empty() {
        let names = unknown.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        findings.push(Finding::new(&codes::FLATTENED, Span::default(), &[&names]));
        doc.provenance.flattened = unknown.into_iter().collect();
    }
    debug_assert_eq!(doc.provenance.sha256_text, sha256(crate::ir::source_text(&doc).as_bytes()));
    let bad = |problem| Error::new(&codes::BAD_STRUCTURE, &[&file_name, &problem]);
    let reading = document_or(doc, bad)?;
    Ok(Reading { findings, ..reading })
}

/// Whether the file says that this program made it.
fn is_own(main: Element) -> bool {
    let identification = main.child("meta").and_then(|m| m.child("identification"));
    identification.is_some_and(|i| i.attribute("source") == Some("#tiaowen"))
}

/// Whether an element holds nothing that is read.
fn is_blank(e: Element) -> bool {
    e.text().chars().all(is_space)
        && !e.all().any(|c| matches!(c.name(), "authorialNote" | "noteRef" | "img"))
}
