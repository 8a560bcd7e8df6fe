//! Many documents as tables: what was read, its articles, what they refer to, what there is to say, and the files made.
//!
//! A document that cannot be read is a record too, with the code of its error: one bad file among thousands stops
//! nothing. Records come in the order of their documents, whatever the number of threads.

mod arrays;
mod columns;

pub use columns::{articles, documents, findings, outputs, records, references};

use crate::Stages;
use crate::articles::{Article, articles as articles_of};
use crate::check::check;
use crate::finding::{Error, Finding, codes};
use crate::format::Format;
use crate::ir::{Document, Spanned, source_text};
use crate::open::{Opened, Told, open};
use crate::text::{Characters, Places, hash::sha256};
use crate::write::Job;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A document to make a record of.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
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
    /// The length of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
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
pub fn made(rows: &[Row], order: &Order, threads: usize) -> Vec<Record> {
    /// As much as a program's first thread has: what can be read there can be read here.
    const STACK: usize = 8 << 20;
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = vec![];
        loop {
            let k = next.fetch_add(1, Ordering::Relaxed);
            let Some(row) = rows.get(k) else { return done };
            done.push((k, record(row, order)));
        }
    };
    let mut out = std::thread::scope(|scope| {
        let spawn = |_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
        let helpers: Vec<_> = (1..threads.min(rows.len())).filter_map(spawn).collect();
        let mut out = work();
        out.extend(helpers.into_iter().flat_map(|h| h.join().unwrap_or_default()));
        out
    });
    out.sort_by_key(|(k, _)| *k);
    out.into_iter().map(|(_, record)| record).collect()
}

/// The record of a document; a panic inside is its error.
pub fn record(row: &Row, order: &Order) -> Record {
    let made = match &row.told {
        None => Err(Error::new(&codes::NO_CONTENT, &[&row.document])),
        Some(told) => catch_unwind(AssertUnwindSafe(|| make(told, order)))
            .unwrap_or_else(|_| Err(Error::new(&codes::PANICKED, &[&row.document]))),
    };
    Record::of(row, made)
}

impl Record {
    /// A record of a document that something outside kept from being read: a process that died, a limit.
    pub fn failed(row: &Row, error: Error) -> Self {
        Self::of(row, Err(error))
    }

    fn of(row: &Row, made: Result<Made, Error>) -> Self {
        let bytes = row.told.map_or(&[][..], |t| t.bytes);
        Self {
            document: row.document.to_owned(),
            file: row.told.map_or(String::new(), |t| t.file_name.to_owned()),
            bytes: bytes.len() as u64,
            sha256: sha256(bytes),
            made: made.map(Box::new),
        }
    }
}

fn make(told: &Told, order: &Order) -> Result<Made, Error> {
    let Opened { doc, reader, mut findings } = open(told)?;
    findings.extend(check(&doc));
    let stages = Stages::new(&doc, &order.job);
    let mut outputs = vec![];
    for format in &order.formats {
        let data = stages.write(format).map(|(data, said)| {
            for f in said {
                if !findings.contains(&f) {
                    findings.push(f);
                }
            }
            data
        });
        outputs.push(Output { format, data });
    }
    let articles = if order.articles { articles_of(&doc) } else { vec![] };
    let spanned = |s: &Option<Spanned>| s.as_ref().map(|s| s.text.clone());
    Ok(Made {
        format: reader.name,
        encoding: doc.provenance.encoding.clone(),
        characters: doc.provenance.characters,
        sha256_text: doc.provenance.sha256_text.clone(),
        title: spanned(&doc.meta.title),
        kind: doc.meta.kind.name(),
        language: doc.meta.language.clone(),
        number: spanned(&doc.meta.number),
        source: spanned(&doc.meta.source),
        dates: doc.meta.dates.iter().map(|d| (d.role.name(), d.when.clone())).collect(),
        articles,
        findings: remarks(findings, &doc),
        outputs,
    })
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
