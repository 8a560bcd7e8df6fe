//! Settings that people write in TOML: what is known of a document ([`metadata`]), what its lines are
//! ([`corrections`]) and how its pages look ([`profile`]).

mod corrections;
mod metadata;
mod pin;
mod profile;
mod rows;
mod set;
mod toml_words;
mod words;

pub use corrections::corrections;
pub use pin::{PinArgument, Wish};
pub use words::{PINNABLE_LEVELS, PINNABLE_ROLES};

pub use metadata::{Facts, metadata};
pub use profile::{PageSettings, base_file, profile, profile_on};
pub use rows::{Rows, rows};
pub use set::{is_of_one_document, of_one_document, set};

use crate::finding::Words;
use crate::ir::Given;
use serde::de::DeserializeOwned;

/// What is wrong with a file of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in words.
    pub what: Words,
}

/// What is known of a document and what is corrected in it, put together: what steers the recogniser, and what is left
/// to put into the document. Corrections count more.
pub fn together(mut facts: Option<Facts>, corrections: Option<Given>) -> (Given, Option<Facts>) {
    let known = facts.as_ref().map(Facts::given).unwrap_or_default();
    let Some(own) = corrections else { return (known, facts) };
    let given = own.over(known);
    if let Some(facts) = &mut facts {
        facts.give_way(&given);
    }
    (given, facts)
}

/// Reads a file into its form; keys that the form does not know are errors.
fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    toml::from_str(text).map_err(|e| {
        let at = e.span().map_or(0, |s| s.start.min(text.len()));
        Problem { line: line_of(text, at), what: toml_words::said(e.message()) }
    })
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
}

/// Reads a file as keys and values.
#[cfg(feature = "cli")]
pub(crate) fn table(text: &str) -> Result<toml::Table, Problem> {
    parse(text)
}

/// A problem with a key: the line that sets it, or the first one.
pub(crate) fn problem(text: &str, key: &str, what: impl Into<Words>) -> Problem {
    let sets = |l: &str| l.trim_start().trim_start_matches('[').starts_with(key);
    Problem { line: text.lines().position(sets).map_or(1, |k| k + 1), what: what.into() }
}
