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

/// Reads a file and recognises its structure; with what the reader has to say about it.
///
/// # Errors
/// What the reader says when it cannot take the bytes for its format.
pub fn document(input: &Input, reader: &Reader, given: &Given) -> Result<(Document, Vec<Finding>), Error> {
    let Reading { content, findings } = (reader.read)(input)?;
    let doc = match content {
        Content::Document(doc) => *doc,
        Content::Lines(lines) => {
            let mut doc = recognise::recognise(&lines, given);
            resolve::resolve(&mut doc);
            doc
        }
    };
    Ok((doc, findings))
}

/// The recogniser's account of a file, line by line, and the decoded source that its places are in.
///
/// # Errors
/// What the reader says; or that the format holds a finished document, in which nothing is left to recognise.
pub fn explain(
    input: &Input,
    reader: &Reader,
    given: &Given,
) -> Result<(Source, Vec<recognise::Explained>), Error> {
    match (reader.read)(input)?.content {
        Content::Document(_) => {
            Err(Error::new(&finding::codes::NOTHING_TO_EXPLAIN, &[&input.file_name, &reader.name]))
        }
        Content::Lines(lines) => {
            let explained = recognise::explain(&lines, given);
            Ok((lines.source, explained))
        }
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
