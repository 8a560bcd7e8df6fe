//! tiaowen 条文 turns documents made of numbered articles (joint statements, treaties, laws, regulations, government
//! documents) into PDF, DOCX, EPUB and TEI-XML: one recognised tree, and a writer for every format.
//!
//! A file is read and recognised by [`document`], and written by [`write()`], or by [`Stages`] where several formats are
//! wanted, so that what they share is made once. Formats are rows of one table ([`mod@format`]); all that an output depends
//! on beside its input is a [`write::Job`]: the same input and job give the same bytes.
//!
//! ```
//! use tiaowen::prelude::{Given, Input, Job, Stages, reader_named, writer_named};
//!
//! let text = "示例办法\n第一条　为了示例，制定本办法。\n第二条　本办法自2024年1月1日起施行。\n";
//! let reader = reader_named("text").expect("a format of the table");
//! let (doc, said) = tiaowen::document(&Input::new(text.as_bytes(), "办法.txt"), reader, &Given::default())?;
//! assert!(said.is_empty());
//! assert_eq!(tiaowen::ir::source_text(&doc), text);
//!
//! let job = Job::default();
//! let stages = Stages::new(&doc, &job);
//! for name in ["pdf", "docx", "epub", "tei"] {
//!     let (bytes, _) = stages.write(writer_named(name).expect("a format of the table"))?;
//!     assert!(!bytes.is_empty());
//! }
//! # Ok::<(), tiaowen::finding::Error>(())
//! ```
//!
//! Reading never fails for what a text says: what cannot be recognised stays text. What there is to say is a
//! [`finding::Finding`] with a stable code and a place; what stops a conversion is a [`finding::Error`] from the same
//! table. Below the feature `host` nothing touches files, clock, environment or network. The features `pdf`, `docx` and
//! `epub` are what writes these formats; without one its format is read and proved, and no writer has its name.

// What one of the three writers alone asks for is wanted by nobody where it is left out.
#![cfg_attr(not(all(feature = "pdf", feature = "docx", feature = "epub")), allow(dead_code, unused_imports))]

pub mod articles;
pub mod batch;
pub mod bind;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod finding;
pub mod font;
pub mod format;
#[cfg(feature = "host")]
pub mod host;
pub mod ir;
mod lexicon;
pub mod number;
pub mod open;
mod pack;
pub mod package;
pub mod prelude;
mod present;
pub mod profile;
pub mod read;
pub mod recognise;
#[cfg(any(feature = "cli", feature = "serve"))]
mod report;
pub mod resolve;
#[cfg(feature = "serve")]
mod serve;
pub mod settings;
mod stages;
pub mod tables;
pub mod text;
pub mod typeset;
pub mod verify;
pub mod write;
pub mod xml;

use finding::{Error, Finding};
use format::Format;
use ir::{Document, Given};
use read::{Content, Input, Reading};
use text::Source;
use write::Job;

pub use present::Shown;
pub use stages::Stages;

/// Reads a file and recognises its structure around what a person says of it; with what there is to say about the way.
///
/// Corrections that do not fit the text, or that the document cannot follow, are among the findings and change nothing.
/// A reader may give a finished document: then nothing is recognised, and nothing that is given is used.
///
/// # Errors
/// What the reader says when it cannot take the bytes for its format.
pub fn document(input: &Input, format: &Format, given: &Given) -> Result<(Document, Vec<Finding>), Error> {
    resolved(input, format, given).map(|r| (r.doc, r.findings))
}

/// A document, with what was found on the way.
#[derive(Debug)]
pub struct Resolved {
    /// The document.
    pub doc: Document,
    /// What there is to say about the way.
    pub findings: Vec<Finding>,
    /// What looks like a reference and stays text, for [`check::check_found`]; none where the file brought its references.
    pub doubts: Option<Vec<resolve::Doubt>>,
}

/// The same as [`document`], with what its references leave open.
///
/// # Errors
/// What the reader says when it cannot take the bytes for its format.
pub fn resolved(input: &Input, format: &Format, given: &Given) -> Result<Resolved, Error> {
    let Reading { content, mut findings } = read(input, format)?;
    let (doc, doubts) = match content {
        Content::Document(doc) => (*doc, None),
        Content::Unresolved(mut doc) => {
            let doubts = resolve::again(&mut doc);
            (*doc, Some(doubts))
        }
        Content::Lines(lines) => {
            let (given, misfits) = recognise::settle(&lines, given);
            findings.extend(misfits);
            let mut doc = recognise::recognise(&lines, &given);
            doc.provenance.corrections.clone_from(&given.record);
            let doubts = resolve::resolve(&mut doc);
            findings.extend(recognise::unmet(&doc, &lines.source.text, &given));
            (doc, Some(doubts))
        }
    };
    Ok(Resolved { doc, findings, doubts })
}

/// A document before anything in its texts is resolved: its structure and its title, at less cost.
///
/// # Errors
/// What the reader says when it cannot take the bytes for its format.
pub fn unresolved(input: &Input, format: &Format, given: &Given) -> Result<Document, Error> {
    Ok(match read(input, format)?.content {
        Content::Document(doc) | Content::Unresolved(doc) => *doc,
        Content::Lines(lines) => recognise::recognise(&lines, &recognise::settle(&lines, given).0),
    })
}

/// The recogniser's account of a file.
#[derive(Debug)]
pub struct Explanation {
    /// The decoded source, which all places are in.
    pub source: Source,
    /// The account, line by line.
    pub lines: Vec<recognise::Explained>,
    /// The corrections that were used.
    pub pins: Vec<ir::Pin>,
    /// What the reader has to say, and which corrections do not fit.
    pub findings: Vec<Finding>,
    /// What looks like a reference and stays text, with the reason.
    pub doubts: Vec<resolve::Doubt>,
}

/// The recogniser's account of a file, line by line, and the decoded source that its places are in.
///
/// # Errors
/// What the reader says; or that the format holds a finished document, in which nothing is left to recognise.
pub fn explain(input: &Input, format: &Format, given: &Given) -> Result<Explanation, Error> {
    let Reading { content, mut findings } = read(input, format)?;
    match content {
        Content::Document(_) | Content::Unresolved(_) => {
            Err(Error::new(&finding::codes::NOTHING_TO_EXPLAIN, &[&input.file_name, &format.name]))
        }
        Content::Lines(lines) => {
            let (given, misfits) = recognise::settle(&lines, given);
            findings.extend(misfits);
            let explained = recognise::explain(&lines, &given);
            let doubts = resolve::doubts(&recognise::recognise(&lines, &given));
            let pins = given.into_owned().pins;
            Ok(Explanation { source: lines.source, lines: explained, pins, findings, doubts })
        }
    }
}

/// How a correction names what stands at a line of a file, or at a character of the line; `None` where nothing does.
///
/// # Errors
/// What the reader says; or that the format holds a finished document, in which there is nothing to correct.
pub fn quoted(
    input: &Input,
    format: &Format,
    given: &Given,
    (line, column): (usize, Option<usize>),
) -> Result<Option<recognise::Quoted>, Error> {
    match read(input, format)?.content {
        Content::Document(_) | Content::Unresolved(_) => {
            Err(Error::new(&finding::codes::NOTHING_TO_CORRECT, &[&input.file_name]))
        }
        Content::Lines(lines) => Ok(recognise::quoted(&lines, given, line, column)),
    }
}

/// Writes a document in one format, with what there is to say about it. For several formats of one document,
/// [`Stages`] makes what they share once.
///
/// # Errors
/// When the format's library fails, or no font is there to set the text in.
pub fn write(doc: &Document, format: &Format, job: &Job) -> Result<(Vec<u8>, Vec<Finding>), Error> {
    Stages::new(doc, job).write(format)
}

fn read(input: &Input, format: &Format) -> Result<Reading, Error> {
    let readable = || format::names(format::readers());
    let no_reader = || Error::new(&finding::codes::NO_READER, &[&input.file_name, &format.name, &readable()]);
    let reads = format.read.as_ref().ok_or_else(no_reader)?;
    // Of no kind is it more than that: a package that is cut off is another fault.
    if input.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::new(&finding::codes::EMPTY, &[&finding::Words::file(input.file_name)]));
    }
    (reads.read)(input)
}
