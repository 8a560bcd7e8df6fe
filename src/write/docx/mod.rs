//! DOCX that Word users can work in: styles, native Chinese numbering, a bookmark for every provision.
//!
//! [`plan`] turns the tree into paragraphs ([`contents`] those of tables of contents) and decides, label by label,
//! whether Word's counters would print it ([`numbering`]); [`look`] says how they look; [`build`] hands that to docx-rs;
//! [`finish`] makes its parts valid and complete.

mod build;
mod contents;
mod finish;
mod fonts;
mod look;
mod numbering;
mod order;
mod parts;
mod plan;
mod stylesheet;

use super::{Job, embed};
use crate::finding::{Error, Finding, codes};
use crate::font::subset::Form;
use crate::ir::Document;
use look::Look;

pub(super) fn write(doc: &Document, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let fail = |why: String| Error::new(&codes::BACKEND, &[&doc.provenance.file_name, &"DOCX", &why]);
    let profile = job.profile_for(doc);
    let plan = plan::plan(doc, job.numbering, profile.contents);
    let mut faces = vec![];
    if job.embed_fonts {
        let used = plan.used(&Look::new(&plan, profile, &[]));
        faces = embed::faces(&used, doc, job, Form::Office, "DOCX", findings).map_err(fail)?;
    }
    let look = Look::new(&plan, profile, &faces);
    let parts = build::build(&plan, &look, doc.title());
    finish::finish(parts, &plan, &look, doc, job, findings).map_err(fail)
}
