//! XML files: decoded as they say, and parsed; what is wrong is told with its place.

use super::Input;
use super::decode::{Decoded, same_encoding, text_of};
use crate::finding::{Error, Words, codes};
use crate::text::Places;
use crate::xml::{self, DEEPEST, Tree, XmlProblem};

/// Decodes a file.
///
/// # Errors
/// `TW024` where it is in another encoding than it says, and what decoding says.
pub fn decoded<'a>(input: &Input<'a>) -> Result<Decoded<'a>, Error> {
    let Input { bytes, file_name, .. } = *input;
    let declared = xml::declared_encoding(bytes);
    let file = text_of(bytes, file_name, declared.as_deref())?;
    let differs = declared.as_deref().is_some_and(|d| !same_encoding(d, file.encoding));
    if differs || file.guessed || !file.malformed.is_empty() {
        let declared = declared.as_deref().unwrap_or("UTF-8");
        return Err(Error::new(&codes::XML_ENCODING, &[&file_name, &declared]));
    }
    Ok(file)
}

/// Whether a file can be XML in any encoding: what stands first is the mark of its order of bytes, or `<`.
pub fn may_be_markup(bytes: &[u8]) -> bool {
    bytes.iter().find(|b| !b.is_ascii_whitespace() && !matches!(b, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff))
        == Some(&b'<')
}

/// The text of a part of a package, which is UTF-8 unless it is not.
///
/// # Errors
/// It is no text.
pub fn part_text(bytes: Vec<u8>, name: &str) -> Result<String, Words> {
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(text)
        }
        Err(e) => {
            let bytes = e.into_bytes();
            let declared = xml::declared_encoding(&bytes);
            let decoded = text_of(&bytes, name, declared.as_deref()).map_err(|e| e.words())?;
            Ok(decoded.text.into_owned())
        }
    }
}

/// Line and column of a place.
pub fn place(text: &str, at: usize) -> String {
    let (line, column) = Places::new(text).of(at);
    format!("{line}:{column}")
}

/// Parses a file's text.
///
/// # Errors
/// `TW021` to `TW023`: it is not well formed, declares a document type, or nests too deep.
pub fn parsed<'t>(text: &'t str, file_name: &str) -> Result<Tree<'t>, Error> {
    xml::parse(text).map_err(|problem| match problem {
        XmlProblem::Malformed { at, what } => {
            Error::new(&codes::BAD_XML, &[&file_name, &place(text, at), &what])
        }
        XmlProblem::Doctype { at } => Error::new(&codes::XML_DOCTYPE, &[&file_name, &place(text, at)]),
        XmlProblem::TooDeep => Error::new(&codes::TOO_DEEP, &[&file_name, &DEEPEST]),
    })
}
