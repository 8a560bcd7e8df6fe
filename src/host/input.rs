//! Inputs: the reader of each, and its document with what is known of it.

use super::known::{Known, Stated};
use super::{files, job};
use crate::finding::{Error, Finding, codes};
use crate::format::{Format, names, reader_named, reader_of, readers};
use crate::ir::{Document, Given};
use crate::read::{Input, Options};
use crate::settings::Facts;
use crate::text::Corrected;
use std::path::{Path, PathBuf};

/// How an input is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The format that was named.
    pub from: Option<&'a str>,
    /// What was said of the inputs.
    pub known: Option<&'a Known>,
    /// The file of corrections that was named.
    pub corrections: Option<&'a Path>,
    /// What its reader is to keep of it; what readers keep without being told more where there is none.
    pub options: Option<&'a Options>,
}

impl<'a> Asked<'a> {
    /// A file, to be read so.
    pub fn input(&self, bytes: &'a [u8], file_name: &'a str) -> Input<'a> {
        let usual = Input::new(bytes, file_name);
        self.options.map_or(usual, |options| Input { options, ..usual })
    }
}

/// The reader that was named, or the one for a file by what it holds.
///
/// # Errors
/// A format that is not there, or that cannot be read.
pub fn reader(from: Option<&str>, input: &Path, bytes: &[u8]) -> Result<&'static Format, Error> {
    let names = || names(readers());
    match from {
        Some(name) => {
            reader_named(name).ok_or_else(|| Error::new(&codes::NO_SUCH_FORMAT, &[&name, &names()]))
        }
        None => reader_of(bytes, &files::name_of(input)).map_err(|f| {
            let shown = if files::is_standard(input) { "stdin".into() } else { input.display().to_string() };
            Error::new(&codes::NO_READER, &[&shown, &f.name, &f.next, &names()])
        }),
    }
}

/// An input that was read and recognised.
pub struct Opened {
    /// The document, with what is known of it.
    pub doc: Document,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The file of corrections that it was read with.
    pub corrections: Option<Vec<u8>>,
    /// What was said of it, as a file of metadata.
    pub metadata: Option<Vec<u8>>,
    /// What its reader had to say.
    pub findings: Vec<Finding>,
}

/// What a person says of an input.
pub struct Said {
    /// What steers the recogniser.
    pub given: Given,
    /// What stands in for facts of the text.
    pub facts: Option<Facts>,
    /// The same as a file of metadata.
    pub metadata: Option<String>,
    /// The file of corrections.
    pub corrections: Option<Vec<u8>>,
}

/// An input as a document, with what somebody says of it.
///
/// # Errors
/// What cannot be read, and what is wrong with the files of settings.
pub fn open(asked: &Asked, input: &Path) -> Result<Opened, Error> {
    let bytes = files::read(input)?;
    let reader = reader(asked.from, input, &bytes)?;
    let Said { given, facts, metadata, corrections } = said(asked, input)?;
    let name = files::name_of(input);
    let (mut doc, findings) = crate::document(&asked.input(&bytes, &name), reader, &given)?;
    let hash = |c: &Option<Corrected>| c.as_ref().map(|c| c.sha256.clone());
    let used = hash(&doc.provenance.corrections) == hash(&given.record);
    if let (Some(named), false) = (asked.corrections, used) {
        let shown = [input.display(), named.display()];
        return Err(Error::new(&codes::NOTHING_TO_CORRECT, &[&shown[0], &shown[1]]));
    }
    if let Some(facts) = facts {
        facts.apply(&mut doc);
    }
    let metadata = metadata.map(String::into_bytes);
    Ok(Opened { doc, bytes, corrections: corrections.filter(|_| used), metadata, findings })
}

/// Standard input can be read once, and one file of corrections is about one input.
///
/// # Errors
/// The sentence that says so.
pub fn refuse_twice(inputs: &[PathBuf], corrections: Option<&Path>) -> Result<(), Error> {
    if inputs.iter().filter(|i| files::is_standard(i)).count() > 1 {
        return Err(Error::new(&codes::STDIN_ONCE, &[]));
    }
    if inputs.len() > 1 && corrections.is_some() {
        return Err(Error::new(&codes::ONE_INPUT_ONLY, &[&"--corrections"]));
    }
    Ok(())
}

/// What somebody says of an input, in the files that are named, else in NAME.toml and NAME.corrections.toml beside it.
/// Corrections count more than metadata.
///
/// # Errors
/// What is wrong with those files.
pub fn said(asked: &Asked, input: &Path) -> Result<Said, Error> {
    let usual = Known::default();
    let stated = asked.known.unwrap_or(&usual).of(input)?;
    let (facts, metadata) = stated.map(|Stated { facts, file }| (facts, file)).unzip();
    let path = corrections_of(input, asked.corrections);
    let corrections = path.filter(|p| asked.corrections.is_some() || p.is_file());
    let (own, bytes) = match &corrections {
        Some(path) => {
            let name = files::name_of(path);
            let own = job::settings(path, |text| crate::settings::corrections(text, &name))?;
            (Some(own), Some(files::read(path)?))
        }
        None => (None, None),
    };
    let (given, facts) = crate::settings::together(facts, own);
    Ok(Said { given, facts, metadata, corrections: bytes })
}

/// The file of corrections of an input: the one that was named, else the one beside it, there or not.
pub fn corrections_of(input: &Path, named: Option<&Path>) -> Option<PathBuf> {
    named
        .map(Path::to_owned)
        .or_else(|| (!files::is_standard(input)).then(|| input.with_extension("corrections.toml")))
}

/// The files that say something of an input: outputs must not destroy them.
pub fn beside(asked: &Asked, input: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = asked.known.and_then(|k| k.metadata.clone()).into_iter().collect();
    out.extend(corrections_of(input, asked.corrections));
    if !files::is_standard(input) {
        out.push(input.with_extension("toml"));
    }
    out
}
