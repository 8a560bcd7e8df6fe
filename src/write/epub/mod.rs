//! EPUB 3.3: a file for every chapter, a section with its identifier for every provision, navigation to the articles.
//!
//! [`content`] makes the XHTML, [`book`] hands it to epub-builder, [`finish`] repairs and repacks what comes back.

mod book;
mod content;
mod finish;

use super::{Job, report_replaced};
use crate::finding::{Error, Finding, codes};
use crate::ir::Document;

pub(super) fn write(doc: &Document, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let fail = |why: String| Error::new(&codes::BACKEND, &[&doc.provenance.file_name, &"EPUB", &why]);
    let content = content::content(doc);
    report_replaced(&content.replaced, "EPUB", findings);
    let raw = book::book(&content, doc, job).map_err(fail)?;
    finish::finish(&raw, doc, &content).map_err(fail)
}
