//! Readers: a row each. A reader gives lines, which are then recognised, or a finished document.

pub mod decode;
mod docx;
mod html;
mod json;
mod markdown;
mod tei;
mod text;

pub use tei::string_value;

use crate::finding::{Error, Finding};
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
}

impl Options {
    /// What readers do without being told more.
    pub const USUAL: Self = Self {
        keep_all: false,
        revisions: Revisions::Accept,
        keep_comments: false,
        images: std::collections::BTreeMap::new(),
    };
}

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
fn document_or(doc: Document, error: impl Fn(String) -> Error) -> Result<Reading, Error> {
    match validate(&doc, None).into_iter().next() {
        Some(problem) => Err(error(problem)),
        None => Ok(Reading::document(doc)),
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
    /// Reads a file.
    pub read: fn(&Input) -> Result<Reading, Error>,
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
        name: "docx",
        extensions: &["docx", "docm", "dotx", "dotm"],
        about: ("Word 文件（编号按 Word 所显示的读出）", "Word files, with the numbers that Word shows"),
        read: docx::read,
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
    &[("doc", "DOC"), ("pdf", "PDF"), ("epub", "EPUB"), ("rtf", "RTF"), ("odt", "ODT")];

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
