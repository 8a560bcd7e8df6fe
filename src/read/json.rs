//! Reads documents in the JSON form, checking that they are sound before anything is made of them.

use super::{Reading, document_or};
use crate::finding::{Error, codes};
use crate::ir::Document;

pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Reading, Error> {
    let bad = |why: &dyn std::fmt::Display| Error::new(&codes::BAD_JSON, &[&file_name, why]);
    let doc: Document = serde_json::from_slice(bytes).map_err(|e| bad(&e))?;
    document_or(doc, |problem| bad(&problem))
}
