//! Inputs: the reader of each, and its document with what is known of it.

use super::{files, job};
use crate::finding::{Error, codes};
use crate::ir::Document;
use crate::read::{READERS, Reader, reader_for, reader_named};
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

/// An input as a document; with its bytes, for those who store them.
pub fn open(from: Option<&str>, input: &Path, metadata: Option<&Path>) -> Result<(Document, Vec<u8>), Error> {
    let reader = reader(from, input)?;
    let bytes = files::read(input)?;
    let mut doc = crate::document(&bytes, &files::name_of(input), reader)?;
    add_metadata(&mut doc, input, metadata)?;
    Ok((doc, bytes))
}

/// Standard input can be read once.
pub fn refuse_twice(inputs: &[PathBuf]) -> Result<(), Error> {
    if inputs.iter().filter(|i| files::is_standard(i)).count() > 1 {
        return Err(Error::new(&codes::STDIN_ONCE, &[]));
    }
    Ok(())
}

/// Puts what somebody knows of a document into it: from the file that was named, else from NAME.toml beside the input.
pub fn add_metadata(doc: &mut Document, input: &Path, named: Option<&Path>) -> Result<(), Error> {
    let beside = input.with_extension("toml");
    let path = named.or_else(|| Some(beside.as_path()).filter(|p| !files::is_standard(input) && p.is_file()));
    if let Some(path) = path {
        job::settings(path, crate::settings::metadata)?.apply(doc);
    }
    Ok(())
}
