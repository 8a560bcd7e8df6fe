//! Findings and errors as one list for programs: JSON, or SARIF 2.1.0 (OASIS Standard).

use super::speaking::Report;
use crate::finding::{Code, Error, Lang, codes};
use crate::host::record::Placed;
use serde_json::{Value, json};

/// The list.
#[derive(Debug, Default)]
pub struct Listing(Vec<Value>);

impl Listing {
    /// Whether there is nothing in it.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a finding on a file.
    pub fn finding(&mut self, f: &Placed, file: &str, form: Report, lang: Lang) {
        if form != Report::Sarif {
            return self.0.push(f.json(file));
        }
        let mut result = result(f.finding.code, &f.finding.message(lang));
        result["locations"] = json!([{ "physicalLocation": {
            "artifactLocation": { "uri": file },
            "region": {
                "startLine": f.start.0, "startColumn": f.start.1, "endLine": f.end.0, "endColumn": f.end.1,
            },
        } }]);
        self.0.push(result);
    }

    /// Adds an error, which has no place in a text.
    pub fn error(&mut self, e: &Error, form: Report, lang: Lang) {
        self.0.push(match form {
            Report::Sarif => result(e.code, &e.message(lang)),
            _ => json!({
                "code": e.code.id, "name": e.code.name, "severity": e.code.severity.name(),
                "zh": e.message(Lang::Zh), "en": e.message(Lang::En),
            }),
        });
    }

    /// The whole, in its form.
    pub fn whole(&self, form: Report, lang: Lang) -> Value {
        if form != Report::Sarif {
            return Value::Array(self.0.clone());
        }
        let rules: Vec<Value> = codes::ALL
            .iter()
            .map(|c| {
                let text = if lang == Lang::Zh { c.zh } else { c.en };
                json!({ "id": c.id, "name": c.name, "shortDescription": { "text": text } })
            })
            .collect();
        let driver = json!({ "name": "tiaowen", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
        json!({
            "version": "2.1.0",
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": self.0 }],
        })
    }
}

/// A result of SARIF (3.27).
fn result(code: &Code, message: &str) -> Value {
    json!({ "ruleId": code.id, "level": code.severity.name(), "message": { "text": message } })
}
