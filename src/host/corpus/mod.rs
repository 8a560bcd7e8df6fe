//! The tables of a whole run: what its documents are and hold, for programs that analyse corpora.

#[cfg(feature = "parquet")]
mod files;

#[cfg(feature = "parquet")]
pub use files::Tables;

use super::inputs::Shard;
use super::store::Care;
#[cfg(not(feature = "parquet"))]
use crate::finding::{Error, codes};
#[cfg(not(feature = "parquet"))]
use crate::tables::Record;
use std::path::{Path, PathBuf};

/// What the format is called.
pub const NAME: &str = "parquet";

/// Where the tables of a run go.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// The part of the work that the run is: every part has files of its own.
    pub part: Option<Shard>,
    /// How files are written.
    pub care: Care,
}

impl Place<'_> {
    /// The file of a table.
    pub fn file(&self, table: &str) -> PathBuf {
        let part = self.part.map_or(String::new(), |s| format!("-{}-of-{}", s.part, s.of));
        self.folder.join(format!("{table}{part}.parquet"))
    }
}

/// Tables that this build cannot make.
#[cfg(not(feature = "parquet"))]
#[derive(Debug)]
pub enum Tables {}

#[cfg(not(feature = "parquet"))]
impl Tables {
    /// Says how to get a build that can.
    ///
    /// # Errors
    /// Always.
    pub fn new(_: Place) -> Result<Self, Error> {
        Err(Error::new(&codes::NO_PARQUET, &[]))
    }

    /// Adds a document.
    ///
    /// # Errors
    /// None.
    pub fn add(&mut self, _: Record) -> Result<(), Error> {
        match *self {}
    }

    /// Gives the files their names.
    ///
    /// # Errors
    /// None.
    pub fn finish(self) -> Result<(), Error> {
        match self {}
    }
}
