//! TEI files. Our own are read back exactly: written again they are the same bytes. Other TEI is read for its text, in
//! the lines that its elements make, and recognised like any source.

mod additions;
mod beside;
mod body;
mod foreign;
mod header;
mod identifiers;
mod kinds;
mod labels;
mod pieces;

pub(super) use labels::number as number_label;
pub use pieces::string_value;

use super::markup::{decoded, parsed, place};
use super::{Input, Reading, document_or};
use crate::finding::{Code, Error, codes};
use crate::xml::Element;

/// The namespace of TEI P5.
const TEI: &str = "http://www.tei-c.org/ns/1.0";

pub fn read(input: &Input) -> Result<Reading, Error> {
    let Input { bytes, file_name, .. } = *input;
    let file = decoded(input)?;
    let place = |at: usize| place(&file.text, at);
    let tree = parsed(&file.text, file_name)?;
    let root = tree.root();
    let text = root.child("text").filter(|_| root.namespace() == TEI && root.name() == "TEI");
    let Some(text) = text else {
        return Err(Error::new(&codes::NOT_TEI, &[&file_name, &root.name()]));
    };
    if !is_own(root) {
        let flat = foreign::flatten(text);
        return foreign::read(file.source(bytes, file_name), flat, file_name);
    }
    let refused =
        |(at, what): (usize, String)| Error::new(&codes::NOT_OUR_TEI, &[&file_name, &place(at), &what]);
    let mut doc = body::document(root, text, &file.text).map_err(refused)?;
    doc.meta.kept = additions::additions(root).map_err(refused)?;
    let bad: &'static Code = &codes::NOT_OUR_TEI;
    document_or(doc, |problem| Error::new(bad, &[&file_name, &"1:1", &problem]))
}

/// Whether the file says that tiaowen made it.
fn is_own(root: Element) -> bool {
    root.child("teiHeader")
        .and_then(|h| h.find("application"))
        .is_some_and(|a| a.attribute("ident") == Some("tiaowen"))
}
