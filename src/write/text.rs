//! Plain reading text.

use super::{Job, lost};
use crate::finding::{Error, Finding};
use crate::ir::{Document, MarkKind, plain_text};

#[expect(clippy::unnecessary_wraps, reason = "the signature of all writers")]
pub fn write(doc: &Document, _: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    lost::report(doc, "TXT", MarkKind::is_silent, findings);
    Ok(plain_text(doc).into_bytes())
}
