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

pub use pieces::string_value;

use super::{Input, Reading, document_or};
use crate::finding::{Code, Error, codes};
use crate::read::decode::{same_encoding, text_of};
use crate::text::Places;
use crate::xml::{self, DEEPEST, Element, Problem};

/// The namespace of TEI P5.
const TEI: &str = "http://www.tei-c.org/ns/1.0";

pub fn read(input: &Input) -> Result<Reading, Error> {
    let Input { bytes, file_name, .. } = *input;
    let declared = xml::declared_encoding(bytes);
    let file = text_of(bytes, file_name, declared.as_deref())?;
    let differs = declared.as_deref().is_some_and(|d| !same_encoding(d, file.encoding));
    if differs || file.guessed || !file.malformed.is_empty() {
        let declared = declared.as_deref().unwrap_or("UTF-8");
        return Err(Error::new(&codes::XML_ENCODING, &[&file_name, &declared]));
    }
    let place = |at: usize| {
        let (line, column) = Places::new(&file.text).of(at);
        format!("{line}:{column}")
    };
    let tree = xml::parse(&file.text).map_err(|problem| match problem {
        Problem::Malformed { at, what } => Error::new(&codes::BAD_XML, &[&file_name, &place(at), &what]),
        Problem::Doctype { at } => Error::new(&codes::XML_DOCTYPE, &[&file_name, &place(at)]),
        Problem::TooDeep => Error::new(&codes::TOO_DEEP, &[&file_name, &DEEPEST]),
    })?;
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
