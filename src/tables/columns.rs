//! The tables, column by column: `docs/tables.md` publishes them.

use super::arrays::{
    Column, Made as Built, lists, number, some_bytes, some_number, some_small, some_text, table, text,
};
use super::{Made, Output, Record, Remark};
use crate::articles::{Article, Crumb, Passage, Reference};
use crate::finding::{Error, Lang};
use crate::text::hash::sha256;
use arrow_array::RecordBatch;

/// A row for every document.
///
/// # Errors
/// When Arrow does not take the columns.
pub fn documents(records: &[Record]) -> Built<RecordBatch> {
    table(of_documents(records)?)
}

/// A row for every article of the documents that could be read.
///
/// # Errors
/// When Arrow does not take the columns.
pub fn articles(records: &[Record]) -> Built<RecordBatch> {
    let mut columns = vec![documents_of(records, |m| m.articles.len())];
    columns.extend(of_articles(&each(records, |m| &m.articles))?);
    table(columns)
}

/// A row for every reference.
///
/// # Errors
/// When Arrow does not take the columns.
pub fn references(records: &[Record]) -> Built<RecordBatch> {
    let articles: Vec<(&Record, &Article)> = records
        .iter()
        .flat_map(|r| r.made().into_iter().flat_map(move |m| m.articles.iter().map(move |a| (r, a))))
        .collect();
    let all = || articles.iter().flat_map(|(r, a)| a.references.iter().map(move |_| (r, a)));
    let mut columns = vec![
        text("document", all().map(|(r, _)| &r.document[..])),
        text("article", all().map(|(_, a)| &a.id[..])),
    ];
    let references: Vec<&Reference> = articles.iter().flat_map(|(_, a)| &a.references).collect();
    columns.extend(of_references(&references));
    table(columns)
}

/// A row for every finding.
///
/// # Errors
/// When Arrow does not take the columns.
pub fn findings(records: &[Record]) -> Built<RecordBatch> {
    let mut columns = vec![documents_of(records, |m| m.findings.len())];
    columns.extend(of_findings(&each(records, |m| &m.findings)));
    table(columns)
}

/// A row for every file.
///
/// # Errors
/// When Arrow does not take the columns.
pub fn outputs(records: &[Record]) -> Built<RecordBatch> {
    let mut columns = vec![documents_of(records, |m| m.outputs.len())];
    columns.extend(of_outputs(&each(records, |m| &m.outputs)));
    table(columns)
}

/// All of it in one: a row for every document, with its articles, findings and files as lists of structures.
///
/// # Errors
/// When Arrow does not take the columns.
pub fn records(records: &[Record]) -> Built<RecordBatch> {
    let lengths = |of: fn(&Made) -> usize| records.iter().map(move |r| r.made().map_or(0, of));
    let mut columns = of_documents(records)?;
    columns.push(lists(
        "articles",
        lengths(|m| m.articles.len()),
        of_articles(&each(records, |m| &m.articles))?,
    )?);
    columns.push(lists(
        "findings",
        lengths(|m| m.findings.len()),
        of_findings(&each(records, |m| &m.findings)),
    )?);
    columns.push(lists("outputs", lengths(|m| m.outputs.len()), of_outputs(&each(records, |m| &m.outputs)))?);
    table(columns)
}

impl Record {
    fn made(&self) -> Option<&Made> {
        self.made.as_deref().ok()
    }
}

/// All members of a list that records have.
fn each<T>(records: &[Record], of: fn(&Made) -> &Vec<T>) -> Vec<&T> {
    records.iter().filter_map(Record::made).flat_map(of).collect()
}

/// The document of every member of a list.
fn documents_of(records: &[Record], count: fn(&Made) -> usize) -> Column {
    let names =
        records.iter().flat_map(|r| std::iter::repeat_n(r.document.as_str(), r.made().map_or(0, count)));
    text("document", names)
}

/// An error as three columns.
fn of_errors<'a>(errors: impl Iterator<Item = Option<&'a Error>>) -> [Column; 3] {
    let errors: Vec<Option<&Error>> = errors.collect();
    let said = |lang| errors.iter().map(|e| e.map(|e| e.message(lang))).collect::<Vec<_>>();
    let (en, zh) = (said(Lang::En), said(Lang::Zh));
    [
        some_text("error", errors.iter().map(|e| e.map(|e| e.code.id))),
        some_text("message", en.iter().map(Option::as_deref)),
        some_text("message_zh", zh.iter().map(Option::as_deref)),
    ]
}

fn of_documents(records: &[Record]) -> Built<Vec<Column>> {
    let made = || records.iter().map(Record::made);
    let dates = || made().flatten().flat_map(|m| &m.dates);
    let mut columns = vec![
        text("document", records.iter().map(|r| &r.document[..])),
        text("file", records.iter().map(|r| &r.file[..])),
        some_number("bytes", records.iter().map(|r| r.bytes)),
        some_text("sha256", records.iter().map(|r| r.sha256.as_deref())),
        some_text("format", made().map(|m| m.map(|m| m.format))),
        some_text("encoding", made().map(|m| m.map(|m| &m.encoding[..]))),
        some_number("characters", made().map(|m| m.map(|m| m.characters))),
        some_text("sha256_text", made().map(|m| m.map(|m| &m.sha256_text[..]))),
        some_text("title", made().map(|m| m.and_then(|m| m.title.as_deref()))),
        some_text("kind", made().map(|m| m.map(|m| m.kind))),
        some_text("language", made().map(|m| m.map(|m| &m.language[..]))),
        some_text("number", made().map(|m| m.and_then(|m| m.number.as_deref()))),
        some_text("source", made().map(|m| m.and_then(|m| m.source.as_deref()))),
        lists(
            "dates",
            made().map(|m| m.map_or(0, |m| m.dates.len())),
            vec![text("role", dates().map(|d| d.0)), text("when", dates().map(|d| &d.1[..]))],
        )?,
    ];
    columns.extend(of_errors(records.iter().map(|r| r.made.as_ref().err())));
    Ok(columns)
}

fn of_articles(all: &[&Article]) -> Built<Vec<Column>> {
    let crumbs: Vec<&Crumb> = all.iter().flat_map(|a| &a.breadcrumb).collect();
    let passages: Vec<&Passage> = all.iter().flat_map(|a| &a.passages).collect();
    let references: Vec<&Reference> = all.iter().flat_map(|a| &a.references).collect();
    let of_crumbs = vec![
        text("id", crumbs.iter().map(|c| &c.id[..])),
        text("kind", crumbs.iter().map(|c| &c.kind[..])),
        text("caption", crumbs.iter().map(|c| &c.caption[..])),
    ];
    let of_passages = vec![
        text("id", passages.iter().map(|p| &p.id[..])),
        text("kind", passages.iter().map(|p| &p.kind[..])),
        text("text", passages.iter().map(|p| &p.text[..])),
        number("start", passages.iter().map(|p| p.start)),
        number("end", passages.iter().map(|p| p.end)),
    ];
    Ok(vec![
        text("id", all.iter().map(|a| &a.id[..])),
        text("kind", all.iter().map(|a| &a.kind[..])),
        lists("breadcrumb", all.iter().map(|a| a.breadcrumb.len()), of_crumbs)?,
        some_text("label", all.iter().map(|a| a.label.as_deref())),
        some_text("number", all.iter().map(|a| a.number.as_deref())),
        some_text("heading", all.iter().map(|a| a.heading.as_deref())),
        some_small("confidence", all.iter().map(|a| a.confidence)),
        text("text", all.iter().map(|a| &a.text[..])),
        lists("passages", all.iter().map(|a| a.passages.len()), of_passages)?,
        number("start", all.iter().map(|a| a.start)),
        number("end", all.iter().map(|a| a.end)),
        lists("references", all.iter().map(|a| a.references.len()), of_references(&references))?,
        text("sha256", all.iter().map(|a| &a.sha256[..])),
    ])
}

fn of_references(all: &[&Reference]) -> Vec<Column> {
    vec![
        text("from", all.iter().map(|r| &r.from[..])),
        text("target", all.iter().map(|r| &r.target[..])),
        text("text", all.iter().map(|r| &r.text[..])),
        number("start", all.iter().map(|r| r.start)),
        number("end", all.iter().map(|r| r.end)),
    ]
}

fn of_findings(all: &[&Remark]) -> Vec<Column> {
    let said = |lang| all.iter().map(|r| r.finding.message(lang)).collect::<Vec<_>>();
    let (en, zh) = (said(Lang::En), said(Lang::Zh));
    vec![
        text("code", all.iter().map(|r| r.finding.code.id)),
        text("name", all.iter().map(|r| r.finding.code.name)),
        text("severity", all.iter().map(|r| r.finding.code.severity.name())),
        number("line", all.iter().map(|r| r.line)),
        number("column", all.iter().map(|r| r.column)),
        number("start", all.iter().map(|r| r.start)),
        number("end", all.iter().map(|r| r.end)),
        text("message", en.iter().map(String::as_str)),
        text("message_zh", zh.iter().map(String::as_str)),
    ]
}

fn of_outputs(all: &[&Output]) -> Vec<Column> {
    let data = || all.iter().map(|o| o.data.as_deref().ok());
    let hashes: Vec<Option<String>> = data().map(|d| d.map(sha256)).collect();
    let mut columns = vec![
        text("format", all.iter().map(|o| o.format.name)),
        text("extension", all.iter().map(|o| o.format.extension())),
        text("mime", all.iter().map(|o| o.format.mime)),
        some_bytes("data", data()),
        some_number("bytes", data().map(|d| d.map(|d| d.len() as u64))),
        some_text("sha256", hashes.iter().map(Option::as_deref)),
    ];
    columns.extend(of_errors(all.iter().map(|o| o.data.as_ref().err())));
    columns
}
