//! What became of an input, as one record: for reports, for resuming, and for those who print it.

use super::store::Stored;
use crate::finding::{Error, Finding, Lang, Severity};
use crate::ir::{Document, Event, events};
use crate::tables;
use crate::text::Places;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A finding with its place in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The finding.
    pub finding: Finding,
    /// Where it begins: line and column, from 1.
    pub start: (usize, usize),
    /// Where it ends.
    pub end: (usize, usize),
}

/// Findings with their places, in the order of these.
pub fn placed(findings: Vec<Finding>, source: &str) -> Vec<Placed> {
    let mut findings = findings;
    findings.sort_by_key(|f| f.span.start);
    // Places are cheap in their order only, and ends have another one than beginnings.
    let mut by_end: Vec<usize> = (0..findings.len()).collect();
    by_end.sort_by_key(|k| findings[*k].span.end);
    let (mut starts, mut places) = (Places::new(source), Places::new(source));
    let mut ends = vec![(0, 0); findings.len()];
    for k in by_end {
        ends[k] = places.of(findings[k].span.end as usize);
    }
    let place = |(finding, end): (Finding, _)| {
        let start = starts.of(finding.span.start as usize);
        Placed { finding, start, end }
    };
    findings.into_iter().zip(ends).map(place).collect()
}

impl Placed {
    /// The finding for programs, as `check --format json` lists it.
    pub fn json(&self, file: &str) -> Value {
        let f = &self.finding;
        json!({
            "file": file, "line": self.start.0, "column": self.start.1, "start": f.span.start, "end": f.span.end,
            "code": f.code.id, "name": f.code.name, "severity": f.code.severity.name(),
            "zh": f.message(Lang::Zh), "en": f.message(Lang::En),
        })
    }
}

/// A file that was written.
#[derive(Clone, Debug)]
pub struct OutputFile {
    /// Where it is; none for standard output.
    pub path: Option<PathBuf>,
    /// Its format.
    pub format: &'static str,
    /// Its size.
    pub bytes: usize,
    /// Its hash, where that was asked for.
    pub sha256: Option<String>,
    /// What became of what was there.
    pub stored: Stored,
}

/// How it ended.
#[derive(Clone, Debug, Default)]
pub enum Ended {
    /// There are outputs.
    #[default]
    Converted,
    /// The outputs of another run are there; with the severity of the worst that it had to say.
    Unchanged(Severity, Box<Value>),
    /// It is nothing that the run is about; why.
    Skipped(Error),
    /// There are none.
    Failed(Error),
}

/// What became of an input.
#[derive(Clone, Debug, Default)]
pub struct InputRecord {
    /// The input.
    pub input: PathBuf,
    /// How it ended.
    pub ended: Ended,
    /// What was written.
    pub outputs: Vec<OutputFile>,
    /// What goes into the one file of all inputs.
    pub lines: Vec<u8>,
    /// What there is to say, in the order of the source.
    pub findings: Vec<Placed>,
    /// What the document is.
    pub about: About,
    /// What tables of the run say of it, where they are wanted.
    pub row: Option<Box<tables::Record>>,
    /// How long it took.
    pub seconds: f64,
}

/// What a document is.
#[derive(Clone, Debug, Default)]
pub struct About {
    title: String,
    kind: &'static str,
    language: String,
    /// How many provisions there are, by level.
    provisions: BTreeMap<&'static str, u64>,
}

impl About {
    /// What a document is.
    pub fn new(doc: &Document) -> Self {
        let mut provisions = BTreeMap::new();
        events(doc, |e| {
            if let Event::Enter(p) = e {
                *provisions.entry(p.level.name()).or_default() += 1;
            }
        });
        let meta = &doc.meta;
        Self {
            title: doc.title().to_owned(),
            kind: meta.kind.name(),
            language: meta.language.clone(),
            provisions,
        }
    }
}

impl InputRecord {
    /// An input that gave nothing.
    pub fn failed(input: &Path, error: Error) -> Self {
        let name = input.display().to_string();
        let row = tables::Record::failed(&tables::Subject { document: &name, told: None }, error.clone());
        let row = Some(Box::new(row));
        Self { input: input.to_owned(), ended: Ended::Failed(error), row, ..Self::default() }
    }

    /// The worst that there is to say.
    pub fn worst(&self) -> Severity {
        let own = match &self.ended {
            Ended::Failed(_) => Severity::Error,
            Ended::Unchanged(worst, _) => *worst,
            Ended::Converted | Ended::Skipped(_) => Severity::Note,
        };
        self.findings.iter().map(|f| f.finding.code.severity).fold(own, Severity::max)
    }

    /// The record for programs.
    pub fn json(&self) -> Value {
        let file = self.input.display().to_string();
        if let Ended::Unchanged(_, record) = &self.ended {
            let mut record = record.clone();
            record["status"] = json!("unchanged");
            record["input"] = json!(file);
            for finding in record["findings"].as_array_mut().into_iter().flatten() {
                finding["file"] = json!(file);
            }
            record["seconds"] = json!(self.rounded());
            return *record;
        }
        let (status, error) = match &self.ended {
            Ended::Failed(e) => ("failed", Some(e)),
            Ended::Skipped(e) => ("skipped", Some(e)),
            _ => ("converted", None),
        };
        let mut out = Map::new();
        out.insert("input".into(), json!(file));
        out.insert("status".into(), json!(status));
        if error.is_none() {
            let About { title, kind, language, provisions } = &self.about;
            out.insert("title".into(), json!(title));
            out.insert("kind".into(), json!(kind));
            out.insert("language".into(), json!(language));
            out.insert("provisions".into(), json!(provisions));
        }
        let outputs = self.outputs.iter().map(|o| {
            let path = o.path.as_ref().map_or("-".into(), |p| p.display().to_string());
            json!({ "file": path, "format": o.format, "bytes": o.bytes, "sha256": o.sha256 })
        });
        out.insert("outputs".into(), Value::Array(outputs.collect()));
        out.insert("findings".into(), Value::Array(self.findings.iter().map(|f| f.json(&file)).collect()));
        if let Some(e) = error {
            let said = json!({
                "code": e.code.id, "name": e.code.name, "zh": e.message(Lang::Zh), "en": e.message(Lang::En),
            });
            out.insert("error".into(), said);
        }
        out.insert("seconds".into(), json!(self.rounded()));
        Value::Object(out)
    }

    fn rounded(&self) -> f64 {
        (self.seconds * 1e4).round() / 1e4
    }
}
