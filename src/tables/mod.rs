//! Many documents as tables: what was read, its articles, what they refer to, what there is to say, and the files made.
//!
//! A document that cannot be read is a record too, with the code of its error: one bad file among thousands stops
//! nothing. Records come in the order of their documents, whatever the number of threads.

#[cfg(feature = "tables")]
mod arrays;
#[cfg(feature = "tables")]
mod columns;

#[cfg(feature = "tables")]
pub use columns::{articles, documents, findings, outputs, records, references};

use crate::Stages;
use crate::articles::{Article, articles as articles_of};
use crate::batch;
use crate::check::check_found;
use crate::finding::{Error, Finding, codes, say_once};
use crate::format::Format;
use crate::ir::{Document, source_text};
use crate::open::{Opened, Told, open};
use crate::text::{Characters, Places, hash::sha256};
use crate::write::Job;
use std::sync::atomic::AtomicBool;

/// A document to make a record of.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What it is called in all tables: a path, as a rule.
    pub document: &'a str,
    /// The file; none for a row that has none.
    pub told: Option<Told<'a>>,
}

/// What to make of every document.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The formats to write.
    pub formats: Vec<&'static Format>,
    /// How they are written.
    pub job: Job,
    /// Whether articles are wanted.
    pub articles: bool,
}

/// A document as a record.
#[derive(Clone, Debug)]
pub struct Record {
    /// What it is called.
    pub document: String,
    /// The file's name without folders.
    pub file: String,
    /// The length of the file in bytes, where there is one.
    pub bytes: Option<u64>,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: Option<String>,
    /// What became of it.
    pub made: Result<Box<Made>, Error>,
}

/// What was made of a document.
#[derive(Clone, Debug)]
pub struct Made {
    /// The name of the format that it was read from.
    pub format: &'static str,
    /// The encoding.
    pub encoding: String,
    /// Length of the decoded text in characters.
    pub characters: u64,
    /// SHA-256 of the decoded text.
    pub sha256_text: String,
    /// The title; none where none was recognised.
    pub title: Option<String>,
    /// The kind of document.
    pub kind: &'static str,
    /// The language.
    pub language: String,
    /// 文号.
    pub number: Option<String>,
    /// The body that it comes from.
    pub source: Option<String>,
    /// The dates of its history, with what happened on each.
    pub dates: Vec<(&'static str, String)>,
    /// Its articles, where they are wanted.
    pub articles: Vec<Article>,
    /// What there is to say.
    pub findings: Vec<Remark>,
    /// The files.
    pub outputs: Vec<Output>,
}

/// A finding with its place.
#[derive(Clone, Debug)]
pub struct Remark {
    /// The finding.
    pub finding: Finding,
    /// The line, from 1.
    pub line: u64,
    /// The character in the line, from 1.
    pub column: u64,
    /// Its first character in the decoded source.
    pub start: u64,
    /// The character after its last one.
    pub end: u64,
}

/// A file that was made, or why there is none.
#[derive(Clone, Debug)]
pub struct Output {
    /// The format.
    pub format: &'static Format,
    /// The file.
    pub data: Result<Vec<u8>, Error>,
}

/// The records of some documents, in their order, made on so many threads.
pub fn made(rows: &[Subject], order: &Order, threads: usize) -> Vec<Record> {
    let work = |_: usize, row: &Subject| match &row.told {
        None => Record::failed(row, Error::new(&codes::NO_CONTENT, &[&row.document])),
        Some(told) => Record::new(row, make(told, order)),
    };
    let fault =
        |row: &Subject, why| Record::failed(row, Error::new(&codes::INTERNAL, &[&row.document, &why]));
    let mut out = Vec::with_capacity(rows.len());
    batch::run(rows, threads, &AtomicBool::new(false), work, fault, |_, _, record| out.push(record));
    out
}

impl Record {
    /// A record of a document that could not be read.
    pub fn failed(row: &Subject, error: Error) -> Self {
        Self::new(row, Err(error))
    }

    /// A record of what was made of a document.
    pub fn new(row: &Subject, made: Result<Made, Error>) -> Self {
        Self {
            document: row.document.to_owned(),
            file: row.told.map_or(String::new(), |t| t.file_name.to_owned()),
            bytes: row.told.map(|t| t.bytes.len() as u64),
            sha256: row.told.map(|t| sha256(t.bytes)),
            made: made.map(Box::new),
        }
    }
}

fn make(told: &Told, order: &Order) -> Result<Made, Error> {
    let Opened { doc, reader, mut findings, doubts } = open(told)?;
    findings.extend(check_found(&doc, doubts.as_deref()));
    let stages = Stages::new(&doc, &order.job);
    let mut outputs = vec![];
    for format in &order.formats {
        let data = stages.write(format).map(|(data, said)| {
            say_once(&mut findings, said);
            data
        });
        outputs.push(Output { format, data });
    }
    let articles = if order.articles { articles_of(&doc) } else { vec![] };
    Ok(Made { articles, outputs, ..Made::new(&doc, reader, findings) })
}

impl Made {
    /// What a document is, with what there is to say of it; no articles, no files.
    pub fn new(doc: &Document, reader: &Format, findings: Vec<Finding>) -> Self {
        let meta = &doc.meta;
        Self {
            format: reader.name,
            encoding: doc.provenance.encoding.clone(),
            characters: doc.provenance.characters,
            sha256_text: doc.provenance.sha256_text.clone(),
            title: meta.title.as_ref().map(|s| s.text.clone()),
            kind: meta.kind.name(),
            language: meta.language.clone(),
            number: meta.number.as_ref().map(|s| s.text.clone()),
            source: meta.source.as_ref().map(|s| s.text.clone()),
            dates: meta.dates.iter().map(|d| (d.role.name(), d.when.clone())).collect(),
            articles: vec![],
            findings: remarks(findings, doc),
            outputs: vec![],
        }
    }
}

/// Findings with their places in a document, in the order of these.
pub fn remarks(mut findings: Vec<Finding>, doc: &Document) -> Vec<Remark> {
    if findings.is_empty() {
        return vec![];
    }
    findings.sort_by_key(|f| f.span.start);
    let source = source_text(doc);
    let (mut places, mut characters) = (Places::new(&source), Characters::new(&source));
    let placed = |finding: Finding| {
        let (line, column) = places.of(finding.span.start as usize);
        let start = characters.of(finding.span.start);
        let end = characters.of(finding.span.end);
        Remark { finding, line: line as u64, column: column as u64, start, end }
    };
    findings.into_iter().map(placed).collect()
}
