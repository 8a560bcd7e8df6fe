//! tiaowen 条文 turns documents made of numbered articles (joint statements, treaties, laws, regulations, government
//! documents) into PDF, DOCX, EPUB and TEI-XML: one recognised tree, and a writer for every format.

pub mod bind;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod finding;
pub mod font;
pub mod ir;
mod lexicon;
pub mod number;
mod pack;
pub mod package;
pub mod profile;
pub mod read;
pub mod recognise;
pub mod resolve;
pub mod settings;
pub mod text;
pub mod typeset;
pub mod verify;
pub mod write;
pub mod xml;

use finding::{Error, Finding};
use ir::{Document, Given};
use read::{Content, Input, Reader, Reading};
use text::Source;
use write::{Job, Writer};

/// Reads a file and recognises its structure around what a person says of it; with what there is to say about the way.
///
/// Corrections that do not fit the text, or that the document cannot follow, are among the findings and change nothing.
/// A reader may give a finished document: then nothing is recognised, and nothing that is given is used.
///
/// # Errors
/// What the reader says when it cannot take the bytes for its format.
pub fn document(input: &Input, reader: &Reader, given: &Given) -> Result<(Document, Vec<Finding>), Error> {
    let Reading { content, mut findings } = (reader.read)(input)?;
    let doc = match content {
        Content::Document(doc) => *doc,
        Content::Lines(lines) => {
            let (given, misfits) = recognise::settle(&lines, given);
            findings.extend(misfits);
            let mut doc = recognise::recognise(&lines, &given);
            doc.provenance.corrections.clone_from(&given.record);
            resolve::resolve(&mut doc);
            findings.extend(recognise::unmet(&doc, &lines.source.text, &given));
            doc
        }
    };
    Ok((doc, findings))
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
}

/// The recogniser's account of a file, line by line, and the decoded source that its places are in.
///
/// # Errors
/// What the reader says; or that the format holds a finished document, in which nothing is left to recognise.
pub fn explain(input: &Input, reader: &Reader, given: &Given) -> Result<Explanation, Error> {
    let Reading { content, mut findings } = (reader.read)(input)?;
    match content {
        Content::Document(_) => {
            Err(Error::new(&finding::codes::NOTHING_TO_EXPLAIN, &[&input.file_name, &reader.name]))
        }
        Content::Lines(lines) => {
            let (given, misfits) = recognise::settle(&lines, given);
            findings.extend(misfits);
            let explained = recognise::explain(&lines, &given);
            let pins = given.into_owned().pins;
            Ok(Explanation { source: lines.source, lines: explained, pins, findings })
        }
    }
}

/// How a correction names what stands at a line of a file, or at a character of the line; `None` where nothing does.
///
/// # Errors
/// What the reader says; or that the format holds a finished document, in which there is nothing to correct.
pub fn quoted(
    input: &Input,
    reader: &Reader,
    given: &Given,
    (line, column): (usize, Option<usize>),
) -> Result<Option<recognise::Quoted>, Error> {
    match (reader.read)(input)?.content {
        Content::Document(_) => Err(Error::new(&finding::codes::NOTHING_TO_CORRECT, &[&input.file_name])),
        Content::Lines(lines) => Ok(recognise::quoted(&lines, given, line, column)),
    }
}

/// Writes a document in one format, with what there is to say about it.
///
/// # Errors
/// When the format's library fails, or no font is there to set the text in.
pub fn write(doc: &Document, writer: &Writer, job: &Job) -> Result<(Vec<u8>, Vec<Finding>), Error> {
    // A volume is a way to print documents; an archive keeps each by itself.
    if doc.is_volume() && matches!(writer.name, "tei" | "akn") {
        let why = "汇编里的文件要逐个存 / the documents of a volume are kept one by one";
        return Err(Error::new(&finding::codes::BACKEND, &[&doc.title(), &writer.name, &why]));
    }
    let mut findings = vec![];
    let bytes = (writer.write)(doc, job, &mut findings)?;
    Ok((bytes, findings))
}
