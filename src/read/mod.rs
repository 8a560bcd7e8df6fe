//! Readers: a module each. A reader gives lines, which are then recognised, or a finished document.

mod akn;
pub mod decode;
mod doc;
mod docx;
mod egov;
mod epub;
mod grow;
mod html;
mod json;
mod markdown;
mod markup;
mod odt;
mod pdf;
mod rtf;
pub(crate) mod sniff;
mod tei;
mod text;
mod word;

pub(crate) use akn::read as akn;
pub(crate) use doc::read as doc;
pub(crate) use docx::{Package as OfficeFile, Relation as OfficeRelation, read as docx};
pub(crate) use egov::read as egov;
pub(crate) use epub::read as epub;
pub(crate) use html::{Dom, parsed, read as html};
pub(crate) use json::read as json;
pub(crate) use markdown::{lines as lines_of_markdown, read as markdown};
pub(crate) use odt::read as odt;
pub(crate) use pdf::read as pdf;
pub(crate) use rtf::read as rtf;
pub(crate) use tei::{read as tei, string_value};
pub(crate) use text::read as text;

use crate::finding::{Error, Finding, Words};
use crate::ir::{Document, Mark, Media, Meta, validate};
use crate::text::{Line, Source};

/// A file to read, and how.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// Its name without folders; empty where there is none.
    pub file_name: &'a str,
    /// What to keep of it.
    pub options: &'a Options,
}

impl<'a> Input<'a> {
    /// A file, read as readers do without being told more.
    pub const fn new(bytes: &'a [u8], file_name: &'a str) -> Self {
        const USUAL: &Options = &Options::USUAL;
        Self { bytes, file_name, options: USUAL }
    }
}

/// What readers keep of a file where they have a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether navigation and other furniture of a web page is kept.
    pub keep_all: bool,
    /// What becomes of tracked changes.
    pub revisions: Revisions,
    /// Whether comments are kept, as notes.
    pub keep_comments: bool,
    /// Pictures that a document may show, by the paths that it names them with.
    pub images: std::collections::BTreeMap<String, Vec<u8>>,
    /// Whether pages that give no text are left out with a finding; else they are an error.
    pub allow_missing_pages: bool,
    /// What opens encrypted files.
    pub password: Option<String>,
    /// Files of more bytes are refused.
    pub max_size: Option<u64>,
}

impl Options {
    /// What readers do without being told more.
    pub const USUAL: Self = Self {
        keep_all: false,
        revisions: Revisions::Accept,
        keep_comments: false,
        images: std::collections::BTreeMap::new(),
        allow_missing_pages: false,
        password: None,
        max_size: None,
    };
}

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Revisions {
    /// Insertions stay, deletions go.
    #[default]
    Accept,
    /// Insertions go, deletions stay.
    Reject,
    /// Both stay and are marked.
    Mark,
}

/// What a reader gives: the content, and what there is to say about the way to it.
#[derive(Debug)]
pub struct Reading {
    /// What was read.
    pub content: Content,
    /// What was left out, replaced or doubted, at places of the decoded source.
    pub findings: Vec<Finding>,
}

/// What was read.
#[derive(Debug)]
pub enum Content {
    /// A decoded source in lines.
    Lines(Box<Lines>),
    /// A document that was recognised before.
    Document(Box<Document>),
    /// A document whose structure is stated, but not which dates, terms and acts its words are.
    Unresolved(Box<Document>),
}

/// A decoded source in lines.
#[derive(Debug, Default)]
pub struct Lines {
    /// The decoded source.
    pub source: Source,
    /// Its paragraphs in order; what follows the last one is white space.
    pub lines: Vec<Line>,
    /// What the format marks inside paragraphs, at places of the source.
    pub marks: Vec<Mark>,
    /// Pictures that marks show.
    pub media: Vec<Media>,
    /// What the file says about the document beside its text.
    pub meta: Meta,
}

impl Reading {
    /// A source in lines about which there is nothing to say.
    pub fn lines(source: Source, lines: Vec<Line>, marks: Vec<Mark>) -> Self {
        Self {
            content: Content::Lines(Box::new(Lines { source, lines, marks, ..Lines::default() })),
            findings: vec![],
        }
    }
    /// A finished document.
    pub fn document(doc: Document) -> Self {
        Self { content: Content::Document(Box::new(doc)), findings: vec![] }
    }
}

/// A document that keeps the laws of the tree; else what `error` makes of the first breach.
fn document_or(doc: Document, error: impl Fn(Words) -> Error) -> Result<Reading, Error> {
    match validate(&doc, None).into_iter().next() {
        Some(problem) => Err(error(problem)),
        None => Ok(Reading::document(doc)),
    }
}

/// Where lines end that follow each other without a hole.
#[cfg(test)]
fn end_of_sound(lines: &[Line]) -> usize {
    lines.iter().fold(0, |at, l| {
        assert_eq!(l.lead.start as usize, at);
        assert_eq!(l.lead.end, l.text.start);
        assert!(!l.text.is_empty());
        l.text.end as usize
    })
}
