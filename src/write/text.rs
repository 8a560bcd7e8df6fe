//! Plain reading text.

use super::Job;
use crate::finding::{Error, Finding};
use crate::ir::{Document, plain_text};

#[expect(clippy::unnecessary_wraps, reason = "the signature of all writers")]
pub(super) fn write(doc: &Document, _: &Job, _: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    Ok(plain_text(doc).into_bytes())
}
