//! What runs into a folder have done, so that another run need not do it again: a line for every document, in a hidden
//! file of that folder.

use super::record::{Ended, InputRecord};
use super::store::unwritable;
use crate::finding::{Error, Severity};
use crate::text::hash::sha256;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The file; hidden, so that it is no input of anything.
const NAME: &str = ".tiaowen-resume.jsonl";

/// What is known to be done.
#[derive(Debug)]
pub struct Done {
    folder: PathBuf,
    /// The line of each document, by its key.
    lines: HashMap<String, String>,
    file: Mutex<File>,
}

impl Done {
    /// What was done in a folder of outputs.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(NAME);
        fs::create_dir_all(folder).map_err(unwritable(folder))?;
        let before = fs::read(&path).unwrap_or_default();
        let mut lines = HashMap::new();
        for line in String::from_utf8_lossy(&before).lines() {
            // The last line may be half of one: whoever wrote it was killed.
            let key =
                serde_json::from_str::<Value>(line).ok().and_then(|v| Some(v["key"].as_str()?.to_owned()));
            if let Some(key) = key {
                lines.insert(key, line.to_owned());
            }
        }
        let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(unwritable(&path))?;
        if before.last().is_some_and(|b| *b != b'\n') {
            file.write_all(b"\n").map_err(unwritable(&path))?;
        }
        Ok(Self { folder: folder.to_owned(), lines, file: Mutex::new(file) })
    }

    /// What became of a document before, if its outputs are there and nobody changed them.
    pub fn find(&self, key: &str) -> Option<Ended> {
        let line: Value = serde_json::from_str(self.lines.get(key)?).ok()?;
        let mut record = line.get("record")?.clone();
        for (k, output) in line["outputs"].as_array()?.iter().enumerate() {
            record["outputs"][k]["file"] =
                json!(self.folder.join(output["file"].as_str()?).display().to_string());
        }
        let whole = |output: &Value| -> Option<bool> {
            let bytes = fs::read(self.folder.join(output["file"].as_str()?)).ok()?;
            Some(sha256(&bytes) == output["sha256"].as_str()?)
        };
        if !line["outputs"].as_array()?.iter().all(|o| whole(o) == Some(true)) {
            return None;
        }
        let severities = record["findings"].as_array()?.iter();
        let worst = severities.filter_map(|f| Severity::named(f["severity"].as_str()?)).max();
        Some(Ended::Unchanged(worst.unwrap_or(Severity::Note), Box::new(record)))
    }

    /// Notes what became of a document.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note(&self, key: &str, record: &InputRecord) -> Result<(), Error> {
        let outputs: Vec<Value> = record
            .outputs
            .iter()
            .filter_map(|o| {
                let inside = o.path.as_ref()?.strip_prefix(&self.folder).ok()?;
                Some(json!({ "file": inside.to_str()?, "sha256": o.sha256 }))
            })
            .collect();
        if outputs.len() != record.outputs.len() {
            // A name that is no Unicode cannot be written down: it is done again.
            return Ok(());
        }
        let line = format!("{}\n", json!({ "key": key, "outputs": outputs, "record": record.json() }));
        // One write, so that lines of several runs do not mix.
        let written = self.file.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
        written.map_err(unwritable(&self.folder.join(NAME)))
    }
}
