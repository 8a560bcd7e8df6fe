//! Tables as Parquet files, which grow document by document: no more of a corpus is kept than a group of rows takes.

use super::Place;
use crate::finding::Error;
use crate::host::store::{Growing, unwritable};
use crate::tables::{self, Record};
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use std::io;
use std::path::PathBuf;

type Make = fn(&[Record]) -> Result<RecordBatch, ArrowError>;

/// The tables of a run; its other files are where they belong, and no table holds them again.
const TABLES: &[(&str, Make)] = &[
    ("documents", tables::documents),
    ("articles", tables::articles),
    ("references", tables::references),
    ("findings", tables::findings),
];
/// Documents that are written at once.
const AT_ONCE: usize = 64;
/// Bytes of a group of rows: so much is kept of each table.
const GROUP: usize = 8 << 20;

/// The tables of a run.
#[derive(Debug)]
pub struct Tables {
    files: Vec<Table>,
    waiting: Vec<Record>,
}

#[derive(Debug)]
struct Table {
    path: PathBuf,
    make: Make,
    writer: ArrowWriter<Growing>,
}

impl Tables {
    /// Begins the files.
    ///
    /// # Errors
    /// What the file system says, and what may not be replaced.
    pub fn new(place: Place) -> Result<Self, Error> {
        let begin = |(name, make): &(&str, Make)| {
            let path = place.file(name);
            let file = Growing::new(&path, place.care)?;
            let properties = WriterProperties::builder()
                .set_created_by(concat!("tiaowen ", env!("CARGO_PKG_VERSION")).into())
                .set_compression(Compression::SNAPPY)
                .build();
            let writer = make(&[])
                .map_err(ParquetError::from)
                .and_then(|empty| ArrowWriter::try_new(file, empty.schema(), Some(properties)))
                .map_err(|e| unwritable(&path)(cause(e)))?;
            Ok(Table { path, make: *make, writer })
        };
        let files = TABLES.iter().map(begin).collect::<Result<_, Error>>()?;
        Ok(Self { files, waiting: vec![] })
    }

    /// Adds a document.
    ///
    /// # Errors
    /// What the file system says.
    pub fn add(&mut self, record: Record) -> Result<(), Error> {
        self.waiting.push(record);
        if self.waiting.len() < AT_ONCE { Ok(()) } else { self.write() }
    }

    fn write(&mut self) -> Result<(), Error> {
        let records = std::mem::take(&mut self.waiting);
        for Table { path, make, writer } in &mut self.files {
            let written = make(&records).map_err(ParquetError::from).and_then(|batch| {
                writer.write(&batch)?;
                if writer.in_progress_size() > GROUP { writer.flush() } else { Ok(()) }
            });
            written.map_err(|e| unwritable(path)(cause(e)))?;
        }
        Ok(())
    }

    /// Gives the files their names.
    ///
    /// # Errors
    /// What the file system says.
    pub fn finish(mut self) -> Result<(), Error> {
        self.write()?;
        for Table { path, writer, .. } in self.files {
            writer.into_inner().map_err(|e| unwritable(&path)(cause(e)))?.finish()?;
        }
        Ok(())
    }
}

/// What the file system said, where it was that.
fn cause(e: ParquetError) -> io::Error {
    match e {
        ParquetError::External(e) => e.downcast::<io::Error>().map_or_else(io::Error::other, |e| *e),
        other => io::Error::other(other),
    }
}
