//! Writers: a row each. A writer reads the tree, never the source, and decides nothing about structure.

mod akn;
mod docx;
mod embed;
mod epub;
mod json;
mod lost;
mod mathml;
mod pages;
mod pdf;
mod tei;
mod text;

pub use epub::{BookOptions, Cover};

use crate::finding::{Error, Finding, codes};
use crate::font::FontSet;
use crate::ir::Document;
use crate::profile::{self, Profile};
use crate::text::{Span, chars};
use crate::typeset::{Pages, typeset};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How DOCX paragraphs get their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// Word's own numbering wherever its counters give exactly the label of the source.
    #[default]
    Auto,
    /// Labels as text.
    Literal,
}

/// How DOCX shows text that the source shows as deleted or inserted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// Struck through and underlined.
    #[default]
    Shown,
    /// As tracked changes, which somebody can accept or reject.
    Revisions,
}

/// All that a conversion depends on beside its input: with the same job, the same input gives the same bytes.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// The date of the files, `YYYY-MM-DD`; none is written where it is absent and the format allows.
    pub date: Option<String>,
    /// A licence statement.
    pub licence: Option<String>,
    /// How DOCX paragraphs get their numbers.
    pub numbering: Numbering,
    /// How DOCX shows deleted and inserted text.
    pub marks: Marks,
    /// The page profile; by default that of the document's kind.
    pub profile: Option<Cow<'static, Profile>>,
    /// The fonts.
    pub fonts: FontSet,
    /// Whether books and office files carry the fonts along that they are set in.
    pub embed_fonts: bool,
    /// What only a book has.
    pub book: BookOptions,
}

impl Job {
    /// The profile for a document.
    pub fn profile_for(&self, doc: &Document) -> &Profile {
        self.profile.as_deref().unwrap_or_else(|| profile::for_kind(doc.meta.kind))
    }
    /// The licence of a document: its own, else the job's.
    pub fn licence_of<'a>(&'a self, doc: &'a Document) -> Option<&'a str> {
        doc.meta.licence.as_deref().or(self.licence.as_deref())
    }
}

/// How a writer is called. All have one signature, also those that cannot fail.
pub type Write = fn(&Document, &Job, &mut Vec<Finding>) -> Result<Vec<u8>, Error>;

/// A format that can be written.
#[derive(Debug)]
pub struct Writer {
    /// The name for `--to`.
    pub name: &'static str,
    /// The end of the file name, without the first dot.
    pub extension: &'static str,
    /// The media type.
    pub mime: &'static str,
    /// One line about it, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// Writes a document; what deserves a remark is added to the findings.
    pub write: Write,
}

/// Every format that can be written.
pub static WRITERS: &[Writer] = &[
    Writer {
        name: "pdf",
        extension: "pdf",
        mime: "application/pdf",
        about: ("带标签的存档 PDF（PDF/A-2a、PDF/UA-1）", "tagged PDF for archives (PDF/A-2a, PDF/UA-1)"),
        write: pdf::write,
    },
    Writer {
        name: "docx",
        extension: "docx",
        mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        about: ("Word 文档，原生中文编号", "Word, with native Chinese numbering"),
        write: docx::write,
    },
    Writer {
        name: "epub",
        extension: "epub",
        mime: "application/epub+zip",
        about: ("EPUB 3.3，目录到条", "EPUB 3.3, navigation to the article"),
        write: epub::write,
    },
    Writer {
        name: "tei",
        extension: "tei.xml",
        mime: "application/tei+xml",
        about: ("存档用 TEI-XML", "TEI-XML for archives"),
        write: tei::write,
    },
    Writer {
        name: "akn",
        extension: "akn.xml",
        mime: "application/akn+xml",
        about: ("Akoma Ntoso 3.0（OASIS LegalDocML）", "Akoma Ntoso 3.0 (OASIS LegalDocML)"),
        write: akn::write,
    },
    Writer {
        name: "json",
        extension: "json",
        mime: "application/json",
        about: ("识别结果的 JSON 形式", "the recognised document as JSON"),
        write: json::write,
    },
    Writer {
        name: "text",
        extension: "txt",
        mime: "text/plain; charset=utf-8",
        about: ("纯文本，每段一行", "plain text, a line for every paragraph"),
        write: text::write,
    },
    Writer {
        name: "pages",
        extension: "pages.txt",
        mime: "text/plain; charset=utf-8",
        about: ("排版结果的文本清单", "the page layout as text"),
        write: pages::write,
    },
];

/// The writer of a name.
pub fn writer_named(name: &str) -> Option<&'static Writer> {
    WRITERS.iter().find(|w| w.name == name)
}

/// The document in pages, as PDF and the layout dump need it.
fn set_in_pages<'a>(doc: &Document, job: &'a Job, findings: &mut Vec<Finding>) -> Result<Pages<'a>, Error> {
    typeset(doc, job.profile_for(doc), &job.fonts, findings)
}

/// Findings for characters that a format cannot hold.
fn report_replaced(replaced: &BTreeMap<char, u32>, format: &str, findings: &mut Vec<Finding>) {
    for c in replaced.keys() {
        let stand_in = chars::xml_stand_in(*c);
        findings.push(Finding::new(
            &codes::NOT_IN_XML,
            Span::default(),
            &[&chars::code_point(*c), &format, &stand_in],
        ));
    }
}
