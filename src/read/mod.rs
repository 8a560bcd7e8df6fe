//! Readers: a row each. A reader gives lines, which are then recognised, or a finished document.

mod html;
mod json;
mod markdown;
mod tei;
mod text;

pub use tei::string_value;

use crate::finding::Error;
use crate::ir::{Document, Mark, validate};
use crate::text::{Source, Span};

/// A paragraph of the source as the reader found it, before recognition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands before it.
    pub lead: Span,
    /// The paragraph.
    pub text: Span,
    /// Whether it is a table, whose rows and cells are marked.
    pub table: bool,
}

impl Line {
    /// A paragraph.
    pub const fn new(lead: Span, text: Span) -> Self {
        Self { lead, text, table: false }
    }
}

/// What a reader gives.
#[derive(Debug)]
pub enum Reading {
    /// A decoded source in lines; `tail` follows the last one.
    Lines {
        /// The decoded source.
        source: Box<Source>,
        /// Its paragraphs in order.
        lines: Vec<Line>,
        /// What the format marks inside paragraphs, at places of the source.
        marks: Vec<Mark>,
    },
    /// A document that was recognised before.
    Document(Box<Document>),
}

/// A document that keeps the laws of the tree; else what `error` makes of the first breach.
fn document_or(doc: Document, error: impl Fn(String) -> Error) -> Result<Reading, Error> {
    match validate(&doc, None).into_iter().next() {
        Some(problem) => Err(error(problem)),
        None => Ok(Reading::Document(Box::new(doc))),
    }
}

/// A format that can be read.
#[derive(Debug)]
pub struct Reader {
    /// The name for `--from`.
    pub name: &'static str,
    /// File name extensions, without dot.
    pub extensions: &'static [&'static str],
    /// One line about it, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// Reads a file; the second argument is its name.
    pub read: fn(&[u8], &str) -> Result<Reading, Error>,
}

/// Every format that can be read.
pub static READERS: &[Reader] = &[
    Reader {
        name: "text",
        extensions: &["txt", "text"],
        about: ("纯文本（UTF-8、GB18030、Big5 等）", "plain text (UTF-8, GB18030, Big5 and others)"),
        read: text::read,
    },
    Reader {
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        about: ("网页（去掉导航和页脚）", "web pages, without navigation and footer"),
        read: html::read,
    },
    Reader {
        name: "markdown",
        extensions: &["md", "markdown"],
        about: ("Markdown（标题级别仅供参考）", "Markdown (heading levels are not believed)"),
        read: markdown::read,
    },
    Reader {
        name: "tei",
        extensions: &["xml", "tei"],
        about: ("TEI-XML（本工具写的原样读回）", "TEI-XML (this tool's own exactly)"),
        read: tei::read,
    },
    Reader {
        name: "json",
        extensions: &["json"],
        about: ("本工具的 JSON 文档", "this tool's JSON form"),
        read: json::read,
    },
];

/// Extensions of formats that are known and cannot be read yet, with what to call them.
pub static UNREADABLE: &[(&str, &str)] =
    &[("docx", "DOCX"), ("doc", "DOC"), ("pdf", "PDF"), ("epub", "EPUB"), ("rtf", "RTF"), ("odt", "ODT")];

/// The reader of a name.
pub fn reader_named(name: &str) -> Option<&'static Reader> {
    READERS.iter().find(|r| r.name == name)
}

/// The reader for a file's extension; text where there is none.
///
/// # Errors
/// The name of the format when it is known to be none that can be read.
pub fn reader_for(file_name: &str) -> Result<&'static Reader, &'static str> {
    let extension = file_name.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    if let Some((_, kind)) = UNREADABLE.iter().find(|(e, _)| *e == extension) {
        return Err(kind);
    }
    Ok(READERS.iter().find(|r| r.extensions.contains(&extension.as_str())).unwrap_or(&READERS[0]))
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
