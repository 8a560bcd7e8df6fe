//! Writers: a module each. A writer reads the tree, never the source, and decides nothing about structure.

mod akn;
mod cover;
#[cfg(feature = "docx")]
mod docx;
mod egov;
#[cfg(any(feature = "docx", feature = "epub"))]
mod embed;
#[cfg(feature = "epub")]
mod epub;
mod graph;
mod html;
mod json;
mod jsonl;
mod lost;
mod mathml;
mod md;
mod options;
mod pages;
#[cfg(feature = "pdf")]
mod pdf;
mod replaced;
pub mod svg;
mod tei;
mod template;
mod text;

pub(crate) use akn::write as akn;
pub use cover::Cover;
#[cfg(feature = "docx")]
pub use docx::starting_template;
#[cfg(feature = "docx")]
pub(crate) use docx::write as docx;
pub(crate) use egov::write as egov;
#[cfg(feature = "epub")]
pub(crate) use epub::write as epub;
pub(crate) use graph::{edges as graph_edges, nodes as graph_nodes, write as graph};
pub use html::PageOptions;
pub(crate) use html::write as html;
pub(crate) use json::write as json;
pub(crate) use jsonl::write as jsonl;
pub(crate) use md::write as md;
pub use options::{BookOptions, CoverForm, Marks, Numbering, OfficeOptions};
pub(crate) use pages::write as pages;
#[cfg(feature = "pdf")]
pub(crate) use pdf::write as pdf;
pub(crate) use svg::write as svg;
pub(crate) use tei::write as tei;
pub use template::Template;
pub(crate) use text::write as text;

use crate::font::FontSet;
use crate::ir::Document;
use crate::profile::{self, Profile};
use std::borrow::Cow;
use std::sync::Arc;

/// All that a conversion depends on beside its input: with the same job, the same input gives the same bytes.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// The date of the files, `YYYY-MM-DD`; none is written where it is absent and the format allows.
    pub date: Option<String>,
    /// A licence statement.
    pub licence: Option<String>,
    /// The page profile; by default that of the document's kind.
    pub profile: Option<Cow<'static, Profile>>,
    /// The fonts.
    pub fonts: FontSet,
    /// Whether books and office files carry the fonts along that they are set in.
    pub embed_fonts: bool,
    /// Bytes of memory that writing a document may take, by an estimate; no limit where there is none.
    pub max_memory: Option<u64>,
    /// Characters of the longest record; none for one record per article.
    pub max_chars: Option<usize>,
    /// What only an office file has.
    pub office: OfficeOptions,
    /// A house template that office files follow.
    pub template: Option<Arc<Template>>,
    /// What only a book has.
    pub book: BookOptions,
    /// What only a page of the web has.
    pub page: PageOptions,
}

impl Job {
    /// The profile for a document.
    pub fn profile_for(&self, doc: &Document) -> &Profile {
        let own = || {
            if self.book.vertical {
                return profile::vertical_for(&doc.meta.language);
            }
            profile::for_kind(doc.meta.kind)
        };
        self.profile.as_deref().unwrap_or_else(own)
    }
    /// Whether lines run from top to bottom.
    pub fn is_vertical(&self) -> bool {
        self.book.vertical || self.profile.as_ref().is_some_and(|p| p.is_vertical())
    }
    /// The licence of a document: its own, else the job's.
    pub fn licence_of<'a>(&'a self, doc: &'a Document) -> Option<&'a str> {
        doc.meta.licence.as_deref().or(self.licence.as_deref())
    }
}
