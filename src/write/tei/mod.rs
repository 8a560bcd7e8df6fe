//! TEI P5 for archives. The string value of `/TEI/text` is the decoded source, character for character.

mod body;
mod header;

use super::xml::Xml;
use super::{Job, report_replaced};
use crate::finding::{Error, Finding};
use crate::ir::Document;

#[expect(clippy::unnecessary_wraps, reason = "the signature of all writers")]
pub(super) fn write(doc: &Document, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let mut text = Xml::with_glyphs();
    body::write(&mut text, doc);
    let (counts, replaced) = (text.counts.clone(), text.replaced.clone());
    let glyphs = text.glyphs.take().unwrap_or_default();
    report_replaced(&replaced, "TEI", findings);
    let text = String::from_utf8_lossy(&text.finish()).into_owned();

    let mut x = Xml::new();
    x.declaration();
    x.start("TEI", &[("xmlns", "http://www.tei-c.org/ns/1.0"), ("xml:lang", &doc.meta.language)]).raw("\n");
    header::write(&mut x, doc, job, &counts, &glyphs);
    x.raw(&text).raw("\n").end().raw("\n");
    Ok(x.finish())
}
