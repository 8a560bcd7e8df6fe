//! TEI P5 for archives. The string value of `/TEI/text` is the decoded source, character for character.

mod body;
mod closer;
mod header;
mod inline;

use super::{Job, lost, replaced};
use crate::finding::{Error, Finding};
use crate::ir::Document;
use crate::xml::write::Xml;

/// The most room that is made before anything is written: what a file says of its source need not be true.
const ROOM: u64 = 64 << 20;

#[expect(clippy::unnecessary_wraps, reason = "the signature of all writers")]
pub fn write(doc: &Document, job: &Job, findings: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let mut text = Xml::with_glyphs(ROOM.min(doc.provenance.bytes.saturating_mul(2)) as usize);
    let formulas = body::write(&mut text, doc);
    let glyphs = text.glyphs.take().unwrap_or_default();

    let mut x = Xml::new();
    x.declaration();
    x.start("TEI", &[("xmlns", "http://www.tei-c.org/ns/1.0"), ("xml:lang", &doc.meta.language)]).raw("\n");
    header::write(&mut x, doc, job, &text.counts(), (&glyphs, &formulas));
    // The string value of the text is the source: data stand beside it.
    if !doc.media.is_empty() {
        x.start("facsimile", &[]);
        for (k, m) in doc.media.iter().enumerate() {
            let id = format!("media-{}", k + 1);
            let about =
                [("xml:id", id.as_str()), ("n", &m.name), ("mimeType", &m.mime), ("encoding", "base64")];
            x.leaf("binaryObject", &about, &m.data);
        }
        x.end().raw("\n");
    }
    // Who wrote the file saw every character of it.
    if x.replaced || text.replaced {
        replaced::report(doc, job, "TEI", true, findings);
    }
    lost::report(doc, "TEI", |kind| kind.form().tei.is_some(), findings);
    x.append(text).raw("\n").end().raw("\n");
    Ok(x.finish())
}
