//! What a person says of inputs: a file of metadata, a table with a row for every file, single facts.

use super::files;
use super::manifest::Own;
use crate::finding::{Error, Words, codes};
use crate::read::decode::decode;
use crate::settings::{self, Facts, Rows};
use std::path::{Path, PathBuf};

/// What a person names and says.
#[derive(Clone, Debug, Default)]
pub struct Saying {
    /// A file of metadata.
    pub metadata: Option<PathBuf>,
    /// A table with a row for every file.
    pub table: Option<PathBuf>,
    /// Facts, `KEY=VALUE`.
    pub set: Vec<String>,
    /// The name of what comes on standard input.
    pub stdin_name: Option<String>,
}

/// What was said, read.
#[derive(Debug, Default)]
pub struct Known {
    /// The file of metadata that was named.
    pub metadata: Option<PathBuf>,
    /// The rows of the table that was named.
    pub rows: Rows,
    /// Facts, with their values.
    pub set: Vec<(String, String)>,
    /// The name of what comes on standard input.
    pub stdin_name: Option<String>,
}

/// The facts of an input, and the text of the file that says them.
#[derive(Debug)]
pub struct Stated {
    /// The facts.
    pub facts: Facts,
    /// The file, as it is or would be.
    pub file: String,
}

impl Known {
    /// Reads what is named. What only one document can have is refused for several inputs.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(options: &Saying, inputs: usize) -> Result<Self, Error> {
        let bad_set = |arg: &str, why: &Words| Error::new(&codes::BAD_SET, &[&arg, why]);
        let mut set = vec![];
        for arg in &options.set {
            let (key, value) = arg.split_once('=').ok_or_else(|| {
                bad_set(arg, &"写法是 项=值，例如 title=某某办法 / write KEY=VALUE, such as title=…".into())
            })?;
            let own = settings::is_of_one_document(key).map_err(|why| bad_set(arg, &why))?;
            if own && inputs > 1 {
                return Err(Error::new(&codes::FACT_OF_ONE, &[&key.trim(), &"--set", &inputs]));
            }
            settings::set("", key, value).map_err(|why| bad_set(arg, &why))?;
            set.push((key.to_owned(), value.to_owned()));
        }
        // Read before any input, and where there is none: a name that leads nowhere is a slip.
        if let Some(path) = &options.metadata {
            let text = text_of(path)?;
            if let Some(key) = settings::of_one_document(&text).filter(|_| inputs > 1) {
                return Err(Error::new(&codes::FACT_OF_ONE, &[&key, &path.display(), &inputs]));
            }
        }
        let rows = match &options.table {
            Some(path) => {
                let bytes = files::read_settings(path)?;
                let text = decode(&bytes, &files::name_of(path), None)?.text;
                settings::rows(&text)
                    .map_err(|p| Error::new(&codes::BAD_SETTINGS, &[&path.display(), &p.line, &p.what]))?
            }
            None => Rows::default(),
        };
        let (metadata, stdin_name) = (options.metadata.clone(), options.stdin_name.clone());
        Ok(Self { metadata, rows, set, stdin_name })
    }

    /// What is known of an input: the file that was named, else NAME.toml beside it; its row over that, and single facts
    /// over both.
    ///
    /// # Errors
    /// What is wrong with the files, or that a fact does not go with the others.
    pub fn of(&self, input: &Path) -> Result<Option<Stated>, Error> {
        self.of_item(input, None)
    }

    /// The same, with what a manifest says of the input in place of a file of metadata.
    ///
    /// # Errors
    /// As [`Known::of`].
    pub fn of_item(&self, input: &Path, own: Option<&Own>) -> Result<Option<Stated>, Error> {
        let here = own.and_then(|o| o.facts.as_ref());
        let beside = input.with_extension("toml");
        let beside = Some(&beside).filter(|p| !files::is_standard(input) && p.is_file());
        let path = own.and_then(|o| o.metadata.as_ref()).or(self.metadata.as_ref()).or(beside);
        let said = self.stdin_name.as_deref().filter(|_| files::is_standard(input)).map(Path::new);
        let named = said.unwrap_or(input);
        let row = self.rows.of(&named.to_string_lossy(), &files::name_of(named));
        if here.is_none() && path.is_none() && row.is_empty() && self.set.is_empty() {
            return Ok(None);
        }
        let mut file = String::new();
        let mut facts = Facts::default();
        if let Some(text) = here {
            facts = read(input, text)?;
            file.clone_from(text);
        } else if let Some(path) = path {
            file = text_of(path)?;
            facts = read(path, &file)?;
        }
        if row.is_empty() && self.set.is_empty() {
            return Ok(Some(Stated { facts, file }));
        }
        for (key, value) in row.iter().chain(&self.set) {
            let arg = format!("{key}={value}");
            file =
                settings::set(&file, key, value).map_err(|why| Error::new(&codes::BAD_SET, &[&arg, &why]))?;
        }
        Ok(Some(Stated { facts: read(input, &file)?, file }))
    }
}

fn read(path: &Path, text: &str) -> Result<Facts, Error> {
    settings::metadata(text)
        .map_err(|p| Error::new(&codes::BAD_SETTINGS, &[&path.display(), &p.line, &p.what]))
}

/// A file of settings as text.
fn text_of(path: &Path) -> Result<String, Error> {
    let bytes = files::read_settings(path)?;
    Ok(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned())
}
