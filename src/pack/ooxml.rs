//! Names that a DOCX bears and that its readers, our proof among them, find things by.

use crate::text::hash::sha256;

/// The tag of what we added: whoever compares the text with the source leaves it out.
pub const OURS: &str = "tiaowen";

/// A bookmark's name: the identifier, or a hash of it where it is longer than Word's 40 characters.
pub fn bookmark_name(id: &str) -> String {
    const LONGEST: usize = 40;
    if id.len() <= LONGEST { id.to_owned() } else { format!("x{}", &sha256(id.as_bytes())[..32]) }
}

/// The name of the bookmark where a footnote stands in the source, by that of the footnote itself.
pub fn note_place(bookmark: &str) -> String {
    format!("at-{bookmark}")
}

/// The name of the bookmark before a formula, whose linear form is the property of the file with the same name.
pub fn formula_name(n: usize) -> String {
    format!("{FORMULA}{n}")
}

/// What such names begin with.
pub const FORMULA: &str = "formula-";
