//! Akoma Ntoso 3.0 (OASIS LegalDocML): laws as `act`, joint statements as `statement`, government documents as `doc`.
//!
//! The reading text, without the source's white space and signs of markup: what must be the source to the character is
//! TEI's task.

mod body;
mod meta;

use super::{Job, lost, replaced};
use crate::finding::{Error, Finding};
use crate::ir::{Document, Kind, MarkKind};
use crate::xml::write::Xml;

/// The namespace (Akoma Ntoso Version 1.0 Part 2, 3.1).
const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// What a kind of document is called: the element and its @name.
const fn form(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Law => ("act", "law"),
        Kind::Regulation => ("act", "regulation"),
        Kind::Treaty => ("act", "treaty"),
        Kind::Statement => ("statement", "jointStatement"),
        Kind::Notice => ("doc", "notice"),
        Kind::Other => ("doc", "document"),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of all writers")]
pub fn write(doc: &Document, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let mut x = Xml::new();
    let (element, name) = form(doc.meta.kind);
    x.declaration();
    x.start("akomaNtoso", &[("xmlns", NAMESPACE)]).raw("\n");
    x.start(element, &[("name", name)]).raw("\n");
    let hashes = meta::Hashes::of(doc);
    meta::write(&mut x, doc, job, &hashes, None);
    body::write(&mut x, doc, (job, &hashes), if element == "act" { "body" } else { "mainBody" });
    x.end().raw("\n").end().raw("\n");
    let kept = |kind: &MarkKind| kind.form().akn.is_some() || kind.is_silent();
    lost::report(doc, "Akoma Ntoso", kept, findings);
    replaced::report(doc, job, "Akoma Ntoso", false, findings);
    Ok(x.finish())
}
