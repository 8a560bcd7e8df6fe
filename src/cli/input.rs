//! Inputs: the reader of each, and its document with what is known of it.

use super::{files, job};
use crate::finding::{Error, Finding, codes};
use crate::ir::Document;
use crate::read::{Input, READERS, Reader, reader_for, reader_named};
use crate::settings::Facts;
use std::path::{Path, PathBuf};

/// The reader that was named, or the one for a file.
pub fn reader(from: Option<&str>, input: &Path) -> Result<&'static Reader, Error> {
    let names = || READERS.iter().map(|r| r.name).collect::<Vec<_>>().join(", ");
    match from {
        Some(name) => {
            reader_named(name).ok_or_else(|| Error::new(&codes::NO_SUCH_FORMAT, &[&name, &names()]))
        }
        None => reader_for(&files::name_of(input))
            .map_err(|kind| Error::new(&codes::NO_READER, &[&input.display(), &kind, &names()])),
    }
}

/// An input that was read and recognised.
pub struct Opened {
    /// The document, with what is known of it.
    pub doc: Document,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What its reader had to say.
    pub findings: Vec<Finding>,
}

/// An input as a document. What somebody says of it is in the file of metadata that is named, else in NAME.toml beside
/// it: some of that steers the recogniser, the rest stands in the document.
pub fn open(from: Option<&str>, input: &Path, metadata: Option<&Path>) -> Result<Opened, Error> {
    let reader = reader(from, input)?;
    let bytes = files::read(input)?;
    let facts = facts(input, metadata)?;
    let given = facts.as_ref().map(Facts::given).unwrap_or_default();
    let name = files::name_of(input);
    let (mut doc, findings) = crate::document(&Input::new(&bytes, &name), reader, &given)?;
    if let Some(facts) = facts {
        facts.apply(&mut doc);
    }
    Ok(Opened { doc, bytes, findings })
}

/// Standard input can be read once.
pub fn refuse_twice(inputs: &[PathBuf]) -> Result<(), Error> {
    if inputs.iter().filter(|i| files::is_standard(i)).count() > 1 {
        return Err(Error::new(&codes::STDIN_ONCE, &[]));
    }
    Ok(())
}

/// What somebody says of an input: in the file that was named, else in NAME.toml beside it.
pub fn facts(input: &Path, named: Option<&Path>) -> Result<Option<Facts>, Error> {
    let beside = input.with_extension("toml");
    let path = named.or_else(|| Some(beside.as_path()).filter(|p| !files::is_standard(input) && p.is_file()));
    path.map(|path| job::settings(path, crate::settings::metadata)).transpose()
}
