//! PDF 1.7 for archives and for readers' ears: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once.
//!
//! printpdf serialises pages and fonts ([`serialise`]); the finish pass adds what it leaves out: structure tree,
//! outline, destinations, metadata, output intent ([`finish`]). Nothing is decided here: glyphs arrive at their places.

mod finish;
mod icc;
mod links;
mod outline;
mod serialise;
pub mod structure;
mod xmp;

use super::{Job, set_in_pages};
use crate::finding::{Error, Finding, codes};
use crate::ir::Document;

pub(super) fn write(doc: &Document, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let pages = set_in_pages(doc, job, findings)?;
    let fail = |why: String| Error::new(&codes::BACKEND, &[&doc.provenance.file_name, &"PDF", &why]);
    let serialised = serialise::serialise(&pages).map_err(fail)?;
    finish::finish(serialised, &pages, doc, job).map_err(fail)
}
