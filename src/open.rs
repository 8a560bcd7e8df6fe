//! A file with all that somebody says of it, as a document: for programs that have bytes and no folder.

use crate::Resolved;
use crate::finding::{Error, Finding, codes};
use crate::format::{Format, names, reader_named, reader_of, readers};
use crate::ir::{Document, Given};
use crate::read::{Input, Options};
use crate::resolve::Doubt;
use crate::settings::{self, Problem};

/// A file, and what is said of it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Its name without folders; empty where there is none.
    pub file_name: &'a str,
    /// The name of the format that it is in; where none is named, its content and its name tell.
    pub format: Option<&'a str>,
    /// What its reader keeps.
    pub options: &'a Options,
    /// Its language, BCP 47.
    pub language: Option<&'a str>,
    /// What somebody knows of it, in TOML.
    pub metadata: Option<Written<'a>>,
    /// What somebody corrects in its structure, in TOML.
    pub corrections: Option<Written<'a>>,
}

/// A file that a person wrote.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// Its name without folders.
    pub name: &'a str,
    /// What it says.
    pub text: &'a str,
}

impl<'a> Told<'a> {
    /// A file of which nothing is said.
    pub const fn new(bytes: &'a [u8], file_name: &'a str) -> Self {
        let Input { options, .. } = Input::new(bytes, file_name);
        Self { bytes, file_name, format: None, options, language: None, metadata: None, corrections: None }
    }

    /// The reader that was named, or the one for what the file holds.
    fn reader(&self) -> Result<&'static Format, Error> {
        match self.format {
            Some(name) => reader_named(name)
                .ok_or_else(|| Error::new(&codes::NO_SUCH_FORMAT, &[&name, &names(readers())])),
            None => reader_of(self.bytes, self.file_name).map_err(|f| {
                Error::new(&codes::NO_READER, &[&self.file_name, &f.name, &f.next, &names(readers())])
            }),
        }
    }
}

/// A document that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The document, with what is known of it.
    pub doc: Document,
    /// The format that it was read from.
    pub reader: &'static Format,
    /// What its reader and the recogniser have to say.
    pub findings: Vec<Finding>,
    /// What looks like a reference and stays text, for [`crate::check::check_found`]; none where the file brought its references.
    pub doubts: Option<Vec<Doubt>>,
}

/// Reads and recognises a file with what is said of it. What is said here counts more than corrections, and those more
/// than metadata.
///
/// # Errors
/// When no reader takes the file, and when what is written of it cannot be understood.
pub fn open(told: &Told) -> Result<Opened, Error> {
    let reader = told.reader()?;
    let bad = |file: &str, p: &Problem| Error::new(&codes::BAD_SETTINGS, &[&file, &p.line, &p.what]);
    let facts = told.metadata.map(|m| settings::metadata(m.text).map_err(|p| bad(m.name, &p))).transpose()?;
    let own = told
        .corrections
        .map(|c| settings::corrections(c.text, c.name).map_err(|p| bad(c.name, &p)))
        .transpose()?
        .map(|given| Given { language: told.language.map(str::to_owned).or(given.language), ..given })
        .or_else(|| told.language.map(|l| Given { language: Some(l.to_owned()), ..Given::default() }));
    let (given, facts) = settings::together(facts, own);
    let input = Input { bytes: told.bytes, file_name: told.file_name, options: told.options };
    let Resolved { mut doc, findings, doubts } = crate::resolved(&input, reader, &given)?;
    if let Some(facts) = facts {
        facts.apply(&mut doc);
    }
    Ok(Opened { doc, reader, findings, doubts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_counts_in_its_order() {
        let text = "示例办法\n第一条　甲。\n";
        let metadata =
            Written { name: "a.toml", text: "title = \"甲\"\nlanguage = \"ja\"\nlicence = \"CC0\"\n" };
        let corrections =
            Written { name: "a.corrections.toml", text: "title = \"乙\"\nlanguage = \"ko\"\n" };
        let told = Told {
            language: Some("zh-Hant-TW"),
            metadata: Some(metadata),
            corrections: Some(corrections),
            ..Told::new(text.as_bytes(), "a.txt")
        };
        let doc = open(&told).expect("a document").doc;
        assert_eq!((doc.title(), doc.meta.language.as_str()), ("乙", "zh-Hant-TW"));
        assert_eq!(doc.meta.licence.as_deref(), Some("CC0"));
        assert!(doc.provenance.corrections.is_some());
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_code() {
        let code = |told: &Told| open(told).map(|_| ()).map_err(|e| e.code.id);
        assert_eq!(code(&Told::new(b"%PDF-1.7", "a.doc")), code(&Told::new(b"%PDF-1.7", "")));
        assert_eq!(code(&Told { format: Some("nix"), ..Told::new(b"x", "") }), Err("TW007"));
        let bad = Written { name: "a.toml", text: "titel = 1" };
        assert_eq!(code(&Told { metadata: Some(bad), ..Told::new(b"x", "") }), Err("TW030"));
    }
}
