//! Reads documents in the JSON form, checking that they are sound before anything is made of them.

use super::{Content, Input, Reading, document_or};
use crate::finding::{Detail, Error, codes, json_place};
use crate::ir::{Document, source_text};
use crate::text::hash::sha256;

pub fn read(input: &Input) -> Result<Reading, Error> {
    let Input { bytes, file_name, .. } = *input;
    let bad = |why: &dyn Detail| Error::new(&codes::BAD_JSON, &[&file_name, why]);
    let doc: Document = serde_json::from_slice(bytes).map_err(|e| bad(&json_place(&e)))?;
    let mut reading = document_or(doc, |problem| bad(&problem))?;
    if let Content::Document(doc) = &mut reading.content {
        // Who edits the text leaves what is said of it behind; what is written of it then says what it is.
        let text = source_text(doc);
        doc.provenance.characters = text.chars().count() as u64;
        doc.provenance.sha256_text = sha256(text.as_bytes());
    }
    Ok(reading)
}
