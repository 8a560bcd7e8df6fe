//! What the tests share.

use tiaowen::finding::Error;
use tiaowen::ir::{Document, Given};
use tiaowen::read::{Input, Reader};

/// A file as a document, with nothing said about it.
pub fn document(bytes: &[u8], name: &str, reader: &Reader) -> Result<Document, Error> {
    Ok(tiaowen::document(&Input::new(bytes, name), reader, &Given::default())?.0)
}
