//! The native half of the Python package `tiaowen`: bytes in, documents, files and Arrow batches out.
//!
//! What people call is written in Python (`python/tiaowen`); here nothing is decided, and the interpreter's lock is free
//! while the library works.

mod batch;
mod document;
mod errors;
mod job;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::ffi::OsString;
use std::path::PathBuf;

/// Runs the command line with arguments, the first of them the command's name; gives its exit status.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| tiaowen::cli::run_with(arguments))
}

/// A file's bytes, or the library's error that says why it cannot be read.
#[pyfunction]
fn read(py: Python<'_>, path: PathBuf) -> PyResult<Bound<'_, PyBytes>> {
    let bytes = py.detach(|| tiaowen::host::files::read(&path)).map_err(|e| errors::raise(&e))?;
    Ok(PyBytes::new(py, &bytes))
}

/// The formats as JSON: name, extensions, media type, whether it is read, written and verified.
#[pyfunction]
fn formats() -> String {
    let row = |f: &tiaowen::format::Format| {
        serde_json::json!({
            "name": f.name, "extensions": f.extensions, "mime": f.mime,
            "reads": f.read.is_some(), "writes": f.write.is_some(), "verifies": f.extract.is_some(),
        })
    };
    let known = |f: &&tiaowen::format::Format| f.read.is_some() || f.write.is_some();
    serde_json::Value::from(tiaowen::format::FORMATS.iter().filter(known).map(row).collect::<Vec<_>>())
        .to_string()
}

/// The module.
#[pymodule]
fn _native(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add("__version__", env!("CARGO_PKG_VERSION"))?;
    m.add_class::<document::Native>()?;
    m.add_class::<job::Job>()?;
    m.add_function(wrap_pyfunction!(run, m)?)?;
    m.add_function(wrap_pyfunction!(read, m)?)?;
    m.add_function(wrap_pyfunction!(formats, m)?)?;
    m.add_function(wrap_pyfunction!(document::verify_alone, m)?)?;
    m.add_function(wrap_pyfunction!(batch::records, m)?)?;
    m.add_function(wrap_pyfunction!(batch::failed, m)?)?;
    m.add_function(wrap_pyfunction!(batch::table, m)?)?;
    Ok(())
}
