//! A document, and what can be asked of it.

use crate::errors::raise;
use crate::job::Job;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::PyBytes;
use serde_json::{Value, json};
use tiaowen::articles::{articles, units};
use tiaowen::check::{check, check_found};
use tiaowen::finding::{Error, Finding, Lang, Words, codes};
use tiaowen::format::{extractor_for, extractors, names, reader_named, writer_named, writers};
use tiaowen::ir::{Document, Event, Given, events, plain_text, source_text};
use tiaowen::open::{Opened, Told, Written, open};
use tiaowen::read::{Input, Options, Revisions};
use tiaowen::tables::remarks;
use tiaowen::text::{Characters, Span};
use tiaowen::verify::{Extract, Verdict, against, alone};

/// A recognised document with what there was to say when it was read.
#[pyclass(frozen, module = "tiaowen._native")]
pub struct Native {
    doc: Document,
    /// What its reader, the recogniser and the checks have to say.
    findings: Vec<Finding>,
}

/// A file that a person wrote: its name and its text.
pub type Named = (PyBackedStr, PyBackedStr);

/// What readers keep.
pub fn kept(keep_all: bool, revisions: &str, keep_comments: bool) -> PyResult<Options> {
    let revisions = match revisions {
        "accept" => Revisions::Accept,
        "reject" => Revisions::Reject,
        "mark" => Revisions::Mark,
        other => {
            let said = format!("revisions: {other:?} is none of accept, reject, mark");
            return Err(pyo3::exceptions::PyValueError::new_err(said));
        }
    };
    Ok(Options { keep_all, revisions, keep_comments, ..Options::default() })
}

#[pymethods]
impl Native {
    /// Reads and recognises a file.
    #[staticmethod]
    fn parse(
        py: Python<'_>,
        data: PyBackedBytes,
        name: PyBackedStr,
        format: Option<PyBackedStr>,
        language: Option<PyBackedStr>,
        metadata: Option<Named>,
        corrections: Option<Named>,
        keep_all: bool,
        revisions: &str,
        keep_comments: bool,
    ) -> PyResult<Self> {
        let options = kept(keep_all, revisions, keep_comments)?;
        py.detach(|| {
            let told = Told {
                format: format.as_deref(),
                options: &options,
                language: language.as_deref(),
                metadata: metadata.as_ref().map(written),
                corrections: corrections.as_ref().map(written),
                ..Told::new(&data, &name)
            };
            let Opened { doc, mut findings, doubts, .. } = open(&told)?;
            findings.extend(check_found(&doc, doubts.as_deref()));
            Ok(Self { doc, findings })
        })
        .map_err(|e| raise(&e))
    }

    /// Reads the JSON form, with findings as [`Native::state`] gives them.
    #[staticmethod]
    fn from_json(py: Python<'_>, data: PyBackedBytes, findings: Option<PyBackedStr>) -> PyResult<Self> {
        py.detach(|| {
            let reader =
                reader_named("json").ok_or_else(|| Error::new(&codes::BACKEND, &[&"", &"json", &""]))?;
            let (doc, mut said) = tiaowen::document(&Input::new(&data, "JSON"), reader, &Given::default())?;
            match findings {
                Some(state) => said = restored(&state),
                None => said.extend(check(&doc)),
            }
            Ok(Self { doc, findings: said })
        })
        .map_err(|e| raise(&e))
    }

    /// What a document is restored from: its JSON form, in one line, and its findings.
    fn state<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyBytes>, String)> {
        let made = py.detach(|| serde_json::to_vec(&self.doc));
        let bytes = made.map_err(|e| pyo3::exceptions::PyValueError::new_err(e.to_string()))?;
        let both = |w: &Words| [w.say(Lang::Zh).to_owned(), w.say(Lang::En).to_owned()];
        let row = |f: &Finding| {
            let details: Vec<[String; 2]> = f.details.iter().map(both).collect();
            json!([f.code.id, f.span.start, f.span.end, details])
        };
        let findings = Value::from(self.findings.iter().map(row).collect::<Vec<_>>());
        Ok((PyBytes::new(py, &bytes), findings.to_string()))
    }

    #[getter]
    fn title(&self) -> &str {
        self.doc.title()
    }

    #[getter]
    fn kind(&self) -> &'static str {
        self.doc.meta.kind.name()
    }

    #[getter]
    fn language(&self) -> &str {
        &self.doc.meta.language
    }

    #[getter]
    fn file_name(&self) -> &str {
        &self.doc.provenance.file_name
    }

    /// The decoded source.
    fn text(&self, py: Python<'_>) -> String {
        py.detach(|| source_text(&self.doc))
    }

    /// A line for every paragraph.
    fn plain_text(&self, py: Python<'_>) -> String {
        py.detach(|| plain_text(&self.doc))
    }

    /// What is known of it, and where it came from, as JSON.
    fn meta(&self) -> PyResult<String> {
        let meta = (&self.doc.meta, &self.doc.provenance);
        serde_json::to_string(&meta).map_err(|e| pyo3::exceptions::PyValueError::new_err(e.to_string()))
    }

    /// Its articles, or all its units, as JSON.
    fn articles(&self, py: Python<'_>, all: bool) -> PyResult<String> {
        py.detach(|| serde_json::to_string(&if all { units(&self.doc) } else { articles(&self.doc) }))
            .map_err(|e| pyo3::exceptions::PyValueError::new_err(e.to_string()))
    }

    /// Every provision in order, as JSON.
    fn provisions(&self, py: Python<'_>) -> String {
        py.detach(|| provisions(&self.doc).to_string())
    }

    /// What there is to say, as JSON.
    fn findings(&self, py: Python<'_>) -> String {
        py.detach(|| said(&self.findings, &self.doc).to_string())
    }

    /// The document in a format, with what there is to say about that as JSON.
    fn write<'py>(
        &self,
        py: Python<'py>,
        format: &str,
        job: &Job,
    ) -> PyResult<(Bound<'py, PyBytes>, String)> {
        let (bytes, findings) = py
            .detach(|| {
                let wanted = writer_named(format)
                    .ok_or_else(|| Error::new(&codes::NO_SUCH_FORMAT, &[&format, &names(writers())]))?;
                let (bytes, findings) = tiaowen::write(&self.doc, wanted, &job.0)?;
                Ok((bytes, said(&findings, &self.doc).to_string()))
            })
            .map_err(|e| raise(&e))?;
        Ok((PyBytes::new(py, &bytes), findings))
    }

    /// How a file stands to the document, as JSON.
    fn verify(&self, py: Python<'_>, data: PyBackedBytes, name: PyBackedStr) -> PyResult<String> {
        py.detach(|| Ok(verdict(&against(&self.doc, &extract(&data, &name)?), Some(&self.doc)).to_string()))
            .map_err(|e| raise(&e))
    }
}

/// How a file stands to the hash that it states, as JSON.
#[pyfunction]
pub fn verify_alone(py: Python<'_>, data: PyBackedBytes, name: PyBackedStr) -> PyResult<String> {
    py.detach(|| Ok(verdict(&alone(&extract(&data, &name)?), None).to_string())).map_err(|e| raise(&e))
}

fn written((name, text): &Named) -> Written<'_> {
    Written { name, text }
}

fn extract(data: &[u8], name: &str) -> Result<Extract, Error> {
    let extract = extractor_for(name)
        .and_then(|f| f.extract)
        .ok_or_else(|| Error::new(&codes::NO_EXTRACTOR, &[&name, &names(extractors())]))?;
    extract(data).map_err(|why| Error::new(&codes::BROKEN_OUTPUT, &[&name, &why]))
}

fn verdict(verdict: &Verdict, source: Option<&Document>) -> Value {
    let mut out = json!({ "verdict": verdict.name(), "holds": verdict.holds() });
    match verdict {
        Verdict::Differs { at, output_at, expected, found } => {
            let place = source.map(|doc| Characters::new(&source_text(doc)).of(*at as u32));
            out["source_at"] = json!(place);
            out["output_at"] = json!(output_at);
            out["expected"] = json!(expected);
            out["found"] = json!(found);
        }
        Verdict::Provision { id } => out["id"] = json!(id),
        Verdict::Hash { stated } => out["stated"] = json!(stated),
        Verdict::Exact | Verdict::Whitespace => {}
    }
    out
}

fn said(findings: &[Finding], doc: &Document) -> Value {
    let row = |r: tiaowen::tables::Remark| {
        json!({
            "code": r.finding.code.id, "name": r.finding.code.name, "severity": r.finding.code.severity.name(),
            "line": r.line, "column": r.column, "start": r.start, "end": r.end,
            "message": r.finding.message(Lang::En), "message_zh": r.finding.message(Lang::Zh),
        })
    };
    remarks(findings.to_vec(), doc).into_iter().map(row).collect::<Vec<_>>().into()
}

/// Findings out of what [`Native::state`] wrote; those whose code this version does not know are left out.
fn restored(state: &str) -> Vec<Finding> {
    let rows: Vec<(String, u32, u32, Vec<[String; 2]>)> = serde_json::from_str(state).unwrap_or_default();
    let row = |(id, start, end, details): (String, u32, u32, Vec<[String; 2]>)| {
        let code = codes::ALL.iter().find(|c| c.id == id)?;
        let details = details.into_iter().map(|[zh, en]| Words::new(zh, en)).collect();
        Some(Finding { code, span: Span { start, end }, details })
    };
    rows.into_iter().filter_map(row).collect()
}

fn provisions(doc: &Document) -> Value {
    /// Words shown of a provision without heading.
    const WORDS: usize = 24;
    let source = source_text(doc);
    let mut at = Characters::new(&source);
    let mut open: Vec<&str> = vec![];
    let mut out = vec![];
    events(doc, |e| match e {
        Event::Enter(p) => {
            out.push(json!({
                "id": p.id.0, "level": p.level.name(), "parent": open.last(), "depth": open.len(),
                "label": p.label.as_ref().map(|l| &l.text), "number": p.n(),
                "heading": p.heading.as_ref().map(|h| &h.text), "caption": p.caption(WORDS),
                "confidence": p.confidence, "start": at.of(p.span.start), "end": at.of(p.span.end),
            }));
            open.push(&p.id.0);
        }
        Event::Leave(_) => {
            open.pop();
        }
        Event::Text(_) => {}
    });
    out.into()
}
