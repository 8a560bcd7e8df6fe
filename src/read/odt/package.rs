//! The parts of an OpenDocument file: of a zip package, or all in one XML file (ODF 1.3 part 2, 3; part 3, 3.1).

use crate::finding::Words;
use crate::pack::{Archive, OTHER_KIND, from_base64};
use crate::read::markup::{may_be_markup, part_text};
use crate::xml::Element;
use std::collections::BTreeMap;

/// Where the parts come from.
pub enum Package<'a> {
    /// A zip file.
    Zip(Archive<'a>),
    /// One XML file with everything in it.
    Flat(&'a [u8]),
}

/// What the file says that it is, where a document of text belongs to another program or another time.
pub const TEXT: &str = "application/vnd.oasis.opendocument.text";

impl<'a> Package<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Words> {
        if bytes.starts_with(b"PK") {
            Archive::open(bytes).map(Self::Zip)
        } else if may_be_markup(bytes) {
            Ok(Self::Flat(bytes))
        } else {
            Err(OTHER_KIND.into())
        }
    }

    /// A part's text; for a flat file the whole of it is the content, and there is no other part.
    ///
    /// # Errors
    /// Where it cannot be unpacked or is no text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Words> {
        let bytes = match self {
            Self::Zip(archive) => match archive.read(name)? {
                Some(bytes) => bytes,
                None => return Ok(None),
            },
            Self::Flat(bytes) if name == "content.xml" => bytes.to_vec(),
            Self::Flat(_) => return Ok(None),
        };
        part_text(bytes, name).map(Some)
    }

    /// Whether a part is there.
    pub fn has(&self, name: &str) -> bool {
        matches!(self, Self::Zip(archive) if archive.has(name))
    }

    /// Whether its parts are encrypted (ODF 1.3 part 2, 4.8.3).
    pub fn is_locked(&mut self) -> bool {
        matches!(self.text("META-INF/manifest.xml"), Ok(Some(text)) if text.contains(":encryption-data"))
    }

    /// A picture's bytes; none where they cannot be unpacked.
    pub fn picture(&mut self, name: &str) -> Option<Vec<u8>> {
        match self {
            Self::Zip(archive) => archive.read_picture(name).ok().flatten(),
            Self::Flat(_) => None,
        }
    }
}

/// The pictures that a flat file holds, by names that are made up here: where their data stand, and their kind by their
/// first bytes.
#[derive(Default)]
pub struct Held<'t> {
    data: BTreeMap<String, Element<'t>>,
    names: BTreeMap<usize, String>,
}

impl<'t> Held<'t> {
    /// Finds the data.
    pub fn find(root: Element<'t>) -> Self {
        let mut out = Self::default();
        for e in root.named("binary-data") {
            let text = e.text();
            let first: String = text.chars().filter(|c| !c.is_whitespace()).take(16).collect();
            let kind = from_base64(&first).map_or("", |bytes| kind(&bytes));
            let name = format!("{}.{kind}", e.at());
            out.names.insert(e.at(), name.clone());
            out.data.insert(name, e);
        }
        out
    }

    /// The names of all.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.data.keys().cloned()
    }

    /// The name of the data of an element.
    pub fn name(&self, data: Element) -> Option<&String> {
        self.names.get(&data.at())
    }

    /// The data of a name.
    pub fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        let text: String = self.data.get(name)?.text().chars().filter(|c| !c.is_whitespace()).collect();
        from_base64(&text)
    }
}

/// The end of a name that tells the kind of a picture.
fn kind(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xff, 0xd8, ..] => "jpg",
        [b'G', b'I', b'F', ..] => "gif",
        [b'R', b'I', b'F', b'F', ..] => "webp",
        _ => "bin",
    }
}
