//! TEI P5 for archives. The string value of `/TEI/text` is the decoded source, character for character.

mod body;
mod header;

use super::{Job, report_replaced};
use crate::finding::{Error, Finding};
use crate::ir::Document;
use crate::xml::write::Xml;

/// The most room that is made before anything is written: what a file says of its source need not be true.
const ROOM: u64 = 64 << 20;

#[expect(clippy::unnecessary_wraps, reason = "the signature of all writers")]
pub(super) fn write(doc: &Document, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let mut text = Xml::with_glyphs(ROOM.min(2 * doc.provenance.bytes) as usize);
    body::write(&mut text, doc);
    let glyphs = text.glyphs.take().unwrap_or_default();
    report_replaced(&text.replaced, "TEI", findings);

    let mut x = Xml::new();
    x.declaration();
    x.start("TEI", &[("xmlns", "http://www.tei-c.org/ns/1.0"), ("xml:lang", &doc.meta.language)]).raw("\n");
    header::write(&mut x, doc, job, &text.counts(), &glyphs);
    x.append(text).raw("\n").end().raw("\n");
    Ok(x.finish())
}
