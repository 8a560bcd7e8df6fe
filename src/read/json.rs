//! Reads documents in the JSON form, checking that they are sound before anything is made of them.

use super::{Input, Reading, document_or};
use crate::finding::{Detail, Error, codes, json_place};
use crate::ir::Document;

pub fn read(input: &Input) -> Result<Reading, Error> {
    let Input { bytes, file_name, .. } = *input;
    let bad = |why: &dyn Detail| Error::new(&codes::BAD_JSON, &[&file_name, why]);
    let doc: Document = serde_json::from_slice(bytes).map_err(|e| bad(&json_place(&e)))?;
    document_or(doc, |problem| bad(&problem))
}
