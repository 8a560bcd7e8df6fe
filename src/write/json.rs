//! The document itself, as JSON.

use super::Job;
use crate::finding::{Error, Finding, Words, codes};
use crate::ir::Document;

pub fn write(doc: &Document, _: &Job, _: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let mut out = serde_json::to_vec_pretty(doc).map_err(|_| {
        Error::new(
            &codes::BACKEND,
            &[
                &doc.provenance.file_name,
                &"JSON",
                &Words::from("内部错误，请报告 / an internal error; please report it"),
            ],
        )
    })?;
    out.push(b'\n');
    Ok(out)
}
