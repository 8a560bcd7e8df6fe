//! Arrow record batches in and out: many documents at once, on several threads.

use crate::document::kept;
use crate::errors::raise;
use crate::job::Job;
use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_pyarrow::PyArrowType;
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use tiaowen::finding::{Error, Words, codes};
use tiaowen::format::{names, writer_named, writers};
use tiaowen::open::{Told, Written};
use tiaowen::read::Options;
use tiaowen::tables::{self, Order, Record, Subject};
use tiaowen::text::hash::sha256;

/// Columns that hold files, the first one that is there; and those that say what a document is called.
const CONTENT: &[&str] = &["content", "bytes", "data", "text"];
const DOCUMENT: &[&str] = &["document", "path", "file", "name", "id"];

/// A batch as records: one row for every document, with its articles, findings and files as lists.
#[pyfunction]
pub fn records(
    py: Python<'_>,
    batch: PyArrowType<RecordBatch>,
    formats: Vec<String>,
    job: &Job,
    reading: Reading,
    articles: bool,
    threads: Option<usize>,
) -> PyResult<PyArrowType<RecordBatch>> {
    let options = reading.options()?;
    let made = py.detach(|| {
        let wanted = |name: &String| {
            writer_named(name).ok_or_else(|| Error::new(&codes::NO_SUCH_FORMAT, &[name, &names(writers())]))
        };
        let formats = formats.iter().map(wanted).collect::<Result<_, _>>()?;
        let order = Order { formats, job: job.0.clone(), articles };
        let batch = Batch::of(&batch.0, &reading)?;
        let rows = batch.rows(&reading, &options);
        let threads = threads.or_else(|| std::thread::available_parallelism().ok().map(Into::into));
        Ok(tables::made(&rows, &order, threads.unwrap_or(1)))
    });
    columns(&made.map_err(|e: Error| raise(&e))?, tables::records)
}

/// The same records for documents that something outside kept from being read, with the code of what it was.
#[pyfunction]
pub fn failed(
    batch: PyArrowType<RecordBatch>,
    reading: Reading,
    code: &str,
    details: Vec<String>,
) -> PyResult<PyArrowType<RecordBatch>> {
    let options = reading.options()?;
    let code =
        codes::ALL.iter().find(|c| c.id == code).ok_or_else(|| PyValueError::new_err(code.to_owned()))?;
    let batch = Batch::of(&batch.0, &reading).map_err(|e| raise(&e))?;
    let error = |row: &Subject| {
        let all = std::iter::once(row.document.to_owned())
            .chain(details.iter().cloned())
            .map(Words::same)
            .collect();
        Record::failed(row, Error { code, details: all })
    };
    let made: Vec<Record> = batch.rows(&reading, &options).iter().map(error).collect();
    columns(&made, tables::records)
}

/// An empty batch of a table, for its columns: `records`, `documents`, `articles`, `references`, `findings`, `outputs`.
#[pyfunction]
pub fn table(name: &str) -> PyResult<PyArrowType<RecordBatch>> {
    let make = match name {
        "records" => tables::records,
        "documents" => tables::documents,
        "articles" => tables::articles,
        "references" => tables::references,
        "findings" => tables::findings,
        "outputs" => tables::outputs,
        other => return Err(PyValueError::new_err(format!("there is no table {other:?}"))),
    };
    columns(&[], make)
}

fn columns(
    of: &[Record],
    make: fn(&[Record]) -> Result<RecordBatch, ArrowError>,
) -> PyResult<PyArrowType<RecordBatch>> {
    make(of).map(PyArrowType).map_err(|e| PyValueError::new_err(e.to_string()))
}

/// How the rows of a batch are read.
#[derive(FromPyObject)]
pub struct Reading {
    /// The column of files; the first of the usual ones where none is named.
    content: Option<String>,
    /// The column of names.
    document: Option<String>,
    format: Option<String>,
    language: Option<String>,
    keep_all: bool,
    revisions: String,
    keep_comments: bool,
}

impl Reading {
    fn options(&self) -> PyResult<Options> {
        kept(self.keep_all, &self.revisions, self.keep_comments)
    }
}

/// The columns of a batch that are used.
struct Batch<'a> {
    content: Cells<'a>,
    /// What documents are called: as the batch says, else by the hash of their files.
    names: Vec<String>,
    metadata: Option<Cells<'a>>,
    corrections: Option<Cells<'a>>,
    language: Option<Cells<'a>>,
}

impl<'a> Batch<'a> {
    fn of(batch: &'a RecordBatch, reading: &Reading) -> Result<Self, Error> {
        let content = required(batch, reading.content.as_deref(), CONTENT)?;
        let document = match &reading.document {
            Some(name) => Some(required(batch, Some(name), &[])?),
            None => DOCUMENT.iter().find_map(|name| Cells::of(batch, name)),
        };
        let name = |k: usize| {
            let said = document.as_ref().and_then(|d| d.text(k)).map(str::to_owned);
            said.unwrap_or_else(|| sha256(content.bytes(k).unwrap_or_default()))
        };
        let names = (0..batch.num_rows()).map(name).collect();
        Ok(Self {
            names,
            content,
            metadata: Cells::of(batch, "metadata"),
            corrections: Cells::of(batch, "corrections"),
            language: Cells::of(batch, "language"),
        })
    }

    fn rows(&'a self, reading: &'a Reading, options: &'a Options) -> Vec<Subject<'a>> {
        let cell = |cells: &'a Option<Cells<'a>>, k| cells.as_ref().and_then(|c: &Cells| c.text(k));
        let written = |cells, k, name| cell(cells, k).map(|text| Written { name, text });
        let row = |(k, document): (usize, &'a String)| Subject {
            document,
            told: self.content.bytes(k).map(|bytes| Told {
                format: reading.format.as_deref(),
                options,
                language: cell(&self.language, k).or(reading.language.as_deref()),
                metadata: written(&self.metadata, k, "metadata"),
                corrections: written(&self.corrections, k, "corrections"),
                ..Told::new(bytes, file_name(document))
            }),
        };
        self.names.iter().enumerate().map(row).collect()
    }
}

/// The name of a file without folders.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A column that has to be there: the one that is named, else the first of the usual ones.
fn required<'a>(batch: &'a RecordBatch, name: Option<&str>, usual: &[&str]) -> Result<Cells<'a>, Error> {
    let found = match name {
        Some(name) => Cells::of(batch, name),
        None => usual.iter().find_map(|name| Cells::of(batch, name)),
    };
    let there = || {
        let schema = batch.schema();
        let shown = schema.fields().iter().map(|f| format!("{}: {}", f.name(), f.data_type()));
        shown.collect::<Vec<_>>().join(", ")
    };
    found.ok_or_else(|| {
        let wanted = name.map_or_else(|| usual.join(", "), str::to_owned);
        Error::new(&codes::BAD_BATCH, &[&wanted, &there()])
    })
}

/// A column of texts or bytes, of whatever width engines choose.
struct Cells<'a>(&'a dyn Array);

impl<'a> Cells<'a> {
    fn of(batch: &'a RecordBatch, name: &str) -> Option<Self> {
        use DataType::{Binary, BinaryView, FixedSizeBinary, LargeBinary, LargeUtf8, Null, Utf8, Utf8View};
        let column: &dyn Array = batch.column_by_name(name)?.as_ref();
        matches!(
            column.data_type(),
            Binary | LargeBinary | BinaryView | FixedSizeBinary(_) | Utf8 | LargeUtf8 | Utf8View | Null
        )
        .then_some(Self(column))
    }

    fn bytes(&self, k: usize) -> Option<&'a [u8]> {
        let column = self.0;
        if column.is_null(k) {
            return None;
        }
        match column.data_type() {
            DataType::Binary => Some(column.as_binary::<i32>().value(k)),
            DataType::LargeBinary => Some(column.as_binary::<i64>().value(k)),
            DataType::BinaryView => Some(column.as_binary_view().value(k)),
            DataType::FixedSizeBinary(_) => Some(column.as_fixed_size_binary().value(k)),
            DataType::Utf8 => Some(column.as_string::<i32>().value(k).as_bytes()),
            DataType::LargeUtf8 => Some(column.as_string::<i64>().value(k).as_bytes()),
            DataType::Utf8View => Some(column.as_string_view().value(k).as_bytes()),
            _ => None,
        }
    }

    fn text(&self, k: usize) -> Option<&'a str> {
        self.bytes(k).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }
}
