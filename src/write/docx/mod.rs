//! DOCX that Word users can work in: styles, native Chinese numbering, a bookmark for every provision.
//!
//! [`plan`] turns the tree into paragraphs and decides, label by label, whether Word's counters would print it
//! ([`numbering`]); [`build`] hands that to docx-rs; [`finish`] makes its parts valid and complete.

mod build;
pub use build::{bookmark_name, note_place};
mod finish;
mod numbering;
mod order;
mod parts;
mod plan;

use super::Job;
use crate::finding::{Error, Finding, codes};
use crate::ir::Document;

pub(super) fn write(doc: &Document, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let profile = job.profile_for(doc);
    let plan = plan::plan(doc, job.numbering);
    let parts = build::build(&plan, profile);
    finish::finish(parts, &plan, doc, job, findings)
        .map_err(|why| Error::new(&codes::BACKEND, &[&doc.provenance.file_name, &"DOCX", &why]))
}
