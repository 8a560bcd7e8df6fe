//! Inputs: the reader of each, and its document with what is known of it.

use super::known::{Known, Stated};
use super::manifest::{Item, Own};
use super::{files, job};
use crate::Resolved;
use crate::finding::{Error, Finding, codes};
use crate::format::{Format, instead_of, names, reader_named, reader_of, readers};
use crate::ir::{Card, Document, Given};
use crate::read::{Input, Options};
use crate::resolve::Doubt;
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
    /// What a manifest says of this one.
    pub own: Option<&'a Own>,
    /// The file of corrections that was named.
    pub corrections: Option<&'a Path>,
    /// What its reader is to keep of it; what readers keep without being told more where there is none.
    pub options: Option<&'a Options>,
}

impl<'a> Asked<'a> {
    /// What a manifest says of an input comes first.
    #[must_use]
    pub fn for_item(self, item: &'a Item) -> Self {
        let Some(own) = item.own.as_deref() else { return self };
        Self {
            from: own.from.as_deref().or(self.from),
            own: Some(own),
            corrections: own.corrections.as_deref().or(self.corrections),
            ..self
        }
    }

    /// The name of an input: that of its file, or the one that was said of standard input.
    pub fn name_of(&self, input: &Path) -> String {
        let said = self.known.and_then(|k| k.stdin_name.as_deref());
        match said.filter(|_| files::is_standard(input)) {
            Some(name) => files::name_of(Path::new(name)),
            None => files::name_of(input),
        }
    }

    /// The bytes of an input, as many as may be.
    ///
    /// # Errors
    /// What cannot be read, and what is longer.
    pub fn bytes(&self, path: &Path) -> Result<Vec<u8>, Error> {
        files::read_at_most(path, self.options.and_then(|o| o.max_size))
    }

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
pub fn reader(asked: &Asked, input: &Path, bytes: &[u8]) -> Result<&'static Format, Error> {
    let names = || names(readers());
    match asked.from {
        Some(name) => reader_named(name)
            .ok_or_else(|| Error::new(&codes::NO_SUCH_FORMAT, &[&name, &instead_of(name, readers())])),
        None => reader_of(bytes, &asked.name_of(input)).map_err(|f| {
            let shown = files::shown(input);
            Error::new(&codes::NO_READER, &[&shown, &f.name, &f.next, &names()])
        }),
    }
}

/// An input that was read and recognised.
pub struct OpenedInput {
    /// The document, with what is known of it.
    pub doc: Document,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The file of corrections that it was read with.
    pub corrections: Option<Vec<u8>>,
    /// What was said of it, as a file of metadata.
    pub metadata: Option<Vec<u8>>,
    /// The format that it was read from.
    pub reader: &'static Format,
    /// What its reader had to say.
    pub findings: Vec<Finding>,
    /// What looks like a reference and stays text, for [`crate::check::check_found`]; none where the file brought its references.
    pub doubts: Option<Vec<Doubt>>,
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
pub fn open(asked: &Asked, input: &Path) -> Result<OpenedInput, Error> {
    open_bytes(asked, input, asked.bytes(input)?).map_err(|failed| failed.error)
}

/// An input that could not be opened.
#[derive(Debug)]
pub struct Failed {
    /// Why.
    pub error: Error,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self { error, bytes: vec![] }
    }
}

impl Failed {
    /// Whether it is a document that is damaged, as against data of others in a form that documents may have too, or in
    /// a form that cannot be read.
    pub fn is_ours(&self) -> bool {
        if self.error.code == &codes::NO_READER {
            return false;
        }
        let first = self.bytes.iter().find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf));
        let says = |word: &str| memchr::memmem::find(&self.bytes, word.as_bytes()).is_some();
        match first {
            Some(b'{') => says("\"provenance\"") && says("\"meta\""),
            Some(b'[') => false,
            Some(b'<') => says("http://www.tei-c.org/ns/1.0"),
            _ => true,
        }
    }
}

/// An input whose bytes are at hand, as a document.
///
/// # Errors
/// As [`open`].
pub fn open_bytes(asked: &Asked, input: &Path, bytes: Vec<u8>) -> Result<OpenedInput, Failed> {
    match opened(asked, input, &bytes) {
        Ok(Parts { doc, reader, corrections, metadata, findings, doubts }) => {
            Ok(OpenedInput { doc, bytes, corrections, metadata, reader, findings, doubts })
        }
        Err(error) => Err(Failed { error, bytes }),
    }
}

/// An opened input without its bytes.
struct Parts {
    doc: Document,
    reader: &'static Format,
    corrections: Option<Vec<u8>>,
    metadata: Option<Vec<u8>>,
    findings: Vec<Finding>,
    doubts: Option<Vec<Doubt>>,
}

fn opened(asked: &Asked, input: &Path, bytes: &[u8]) -> Result<Parts, Error> {
    let reader = reader(asked, input, bytes)?;
    let Said { given, facts, metadata, corrections } = said(asked, input)?;
    let name = asked.name_of(input);
    let Resolved { mut doc, findings, doubts } = crate::resolved(&asked.input(bytes, &name), reader, &given)?;
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
    Ok(Parts { doc, reader, corrections: corrections.filter(|_| used), metadata, findings, doubts })
}

/// What an input is known by among others; none where it cannot be read, of which it is said when it is converted.
pub fn card(asked: &Asked, input: &Path) -> Option<Card> {
    let bytes = asked.bytes(input).ok()?;
    let Said { given, facts, .. } = said(asked, input).ok()?;
    let reader = reader(asked, input, &bytes).ok()?;
    let mut doc = crate::unresolved(&asked.input(&bytes, &asked.name_of(input)), reader, &given).ok()?;
    if let Some(facts) = facts {
        facts.apply(&mut doc);
    }
    Some(Card::of(&doc))
}

/// One file of corrections is about one input, and formats that are named must be there.
///
/// # Errors
/// The sentence that says so.
pub fn refuse(
    items: &[Item],
    searched: bool,
    from: Option<&str>,
    corrections: Option<&Path>,
) -> Result<(), Error> {
    if (items.len() > 1 || searched) && corrections.is_some() {
        return Err(Error::new(&codes::ONE_INPUT_ONLY, &[&"--corrections"]));
    }
    let own = items.iter().filter_map(|i| i.own.as_ref()?.from.as_deref());
    match from.into_iter().chain(own).find(|name| reader_named(name).is_none()) {
        Some(name) => Err(Error::new(&codes::NO_SUCH_FORMAT, &[&name, &instead_of(name, readers())])),
        None => Ok(()),
    }
}

/// What somebody says of an input, in the files that are named, else in NAME.toml and NAME.corrections.toml beside it.
/// Corrections count more than metadata.
///
/// # Errors
/// What is wrong with those files.
pub fn said(asked: &Asked, input: &Path) -> Result<Said, Error> {
    let usual = Known::default();
    let stated = asked.known.unwrap_or(&usual).of_item(input, asked.own)?;
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
    let named = asked.own.and_then(|o| o.metadata.as_ref());
    let named = named.or_else(|| asked.known.and_then(|k| k.metadata.as_ref()));
    let mut out: Vec<PathBuf> = named.cloned().into_iter().collect();
    out.extend(corrections_of(input, asked.corrections));
    if !files::is_standard(input) {
        out.push(input.with_extension("toml"));
    }
    out
}
