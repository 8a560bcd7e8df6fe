//! The one table of formats: what a format is called, how its files end, and what reads, writes and proves it. The
//! options of the command line, its lists, the table of the README and the tests go through it.

mod named;
mod rows;

use crate::finding::{Error, Finding, Words};
use crate::ir::Document;
use crate::present::Shown;
use crate::read::{Input, Reading};
use crate::typeset::Pages;
use crate::verify::Extract;
use crate::write::{self, Job};

pub use named::{
    Unreadable, canonical, extractor_for, extractors, instead_of, is_document, names, reader_for,
    reader_named, reader_of, readers, stem, taken_for, writer_for, writer_named, writers,
};
pub use rows::FORMATS;

/// A file that was written, or why there is none.
pub(crate) type Written = Result<Vec<u8>, Error>;
/// Takes the text out of a file again; what is wrong with the file is said in words.
pub type Extracts = fn(&[u8]) -> Result<Extract, Words>;

/// A format: a row of the table.
#[derive(Debug)]
#[non_exhaustive]
pub struct Format {
    /// The name for `--from` and `--to`.
    pub name: &'static str,
    /// Other names that it is called by.
    pub aliases: &'static [&'static str],
    /// How names of its files end, without the first dot; files are written with the first one.
    pub extensions: &'static [&'static str],
    /// The media type.
    pub mime: &'static str,
    /// How it is read.
    pub read: Option<Reads>,
    /// How it is written.
    pub write: Option<Writes>,
    /// How its text is taken out again.
    pub extract: Option<Extracts>,
    /// Whether it can hold several documents as one volume: archives keep each by itself.
    pub volumes: bool,
}

/// How a format is read.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reads {
    /// One line about what is read, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// Reads a file.
    pub read: fn(&Input) -> Result<Reading, Error>,
}

/// How a format is written.
#[derive(Debug)]
#[non_exhaustive]
pub struct Writes {
    /// One line about what is written, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// What is written, and from which stage.
    pub takes: Takes,
}

/// The stage that a writer takes. It never asks for a stage itself, so that each is made once for all formats of a job.
/// All writers of a stage have one signature, also those that cannot fail; what deserves a remark is added to the
/// findings.
#[derive(Debug)]
#[non_exhaustive]
pub enum Takes {
    /// The recognised tree.
    Tree(fn(&Document, &Job, &mut Vec<Finding>) -> Written),
    /// The tree, and its pages where the job names a profile for them.
    TreeAndPages(fn(&Document, Option<&Pages>, &Job, &mut Vec<Finding>) -> Written),
    /// The document as it is shown; whoever reads the file has it laid out.
    Shown(fn(&Shown, &Job, &mut Vec<Finding>) -> Written),
    /// The document as it is shown, and its pages where the job names a profile for them.
    ShownAndPages(fn(&Shown, Option<&Pages>, &Job, &mut Vec<Finding>) -> Written),
    /// The pages.
    Pages(fn(&Shown, &Pages, &Job, &mut Vec<Finding>) -> Written),
}

impl Format {
    /// How the names of written files end.
    pub fn extension(&self) -> &'static str {
        self.extensions.first().copied().unwrap_or(self.name)
    }
    /// Whether it takes any document: 法令標準XML is for laws of Japan alone.
    pub fn takes_any(&self) -> bool {
        self.name != "egov"
    }
    /// Whether its files state the hash of their text, so that they can be proved by themselves.
    pub fn states_itself(&self) -> bool {
        self.extract.is_some() && self.name != "text"
    }
    /// Whether a name is one of its names.
    fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
    /// How many bytes at the end of a file's name are this format's, without the dot.
    fn end_of(&self, file_name: &str) -> Option<usize> {
        let ends = |e: &&&str| file_name.strip_suffix(**e).is_some_and(|stem| stem.ends_with('.'));
        self.extensions.iter().filter(|e| ends(e)).map(|e| e.len()).max()
    }
}

/// A file that is written beside the one of a format: how its name ends, and what it holds.
pub type Beside = (&'static str, fn(&Document) -> Vec<u8>);

/// The files that are written beside those of a format.
pub fn beside(format: &Format) -> &'static [Beside] {
    match format.name {
        "graph" => &[("nodes.csv", write::graph_nodes), ("edges.csv", write::graph_edges)],
        _ => &[],
    }
}

/// Draws a page, from 0, as a file of its own; `None` where there is none.
pub type Leaf = fn(&Pages, usize) -> Option<String>;

/// What makes a file of each page, for a format that a folder takes page by page.
pub fn leaf(format: &Format) -> Option<Leaf> {
    match format.name {
        "svg" => Some(write::svg::sheet),
        _ => None,
    }
}
