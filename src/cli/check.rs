//! `tiaowen check`: findings about documents, for people and for programs.

use super::args::{self, Report};
use super::options::reading;
use super::{Outcome, report};
use crate::check;
use crate::finding::{Error, Finding, Lang, Severity, codes};
use crate::host::input;
use crate::host::input::Asked;
use crate::host::known::Known;
use crate::ir::source_text;
use crate::text::Places;
use serde_json::{Value, json};
use std::path::Path;

/// Runs the command.
pub fn run(options: &args::Check) -> Outcome {
    let lang = args::language(options.lang);
    if let Err(e) = input::refuse_twice(&options.inputs, options.corrections.as_deref()) {
        report::error(&e, lang);
        return Outcome::Failed;
    }
    let asked = reading(&options.reading)
        .and_then(|kept| Ok((kept, Known::read(&(&options.known).into(), options.inputs.len())?)));
    let (kept, known) = match asked {
        Ok(asked) => asked,
        Err(e) => {
            report::error(&e, lang);
            return Outcome::Failed;
        }
    };
    let asked = Asked {
        from: options.from.as_deref(),
        known: Some(&known),
        corrections: options.corrections.as_deref(),
        options: Some(&kept),
    };
    let mut outcome = Outcome::Done;
    let mut results: Vec<Value> = vec![];
    for input in &options.inputs {
        match examine(input, &asked) {
            Ok((source, findings)) => {
                if findings.iter().any(|f| f.code.severity >= Severity::Warning) {
                    outcome = outcome.max(Outcome::Findings);
                }
                let shown = input.display().to_string();
                let mut places = Places::new(&source);
                for f in &findings {
                    match options.format {
                        Report::Text => report::finding(f, &shown, &mut places, lang),
                        Report::Json => results.push(plain(f, &shown, &mut places)),
                        Report::Sarif => results.push(sarif_result(f, &shown, &mut places, lang)),
                    }
                }
            }
            Err(e) => {
                report::error(&e, lang);
                outcome = Outcome::Failed;
            }
        }
    }
    let printed = match options.format {
        Report::Text => return outcome,
        Report::Json => Value::Array(results),
        Report::Sarif => sarif(&results, lang),
    };
    outcome.max(report::print_json(&printed, lang))
}

fn examine(input: &Path, asked: &Asked) -> Result<(String, Vec<Finding>), Error> {
    let input::Opened { doc, mut findings, .. } = input::open(asked, input)?;
    findings.extend(check::check(&doc));
    Ok((source_text(&doc), findings))
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn plain(f: &Finding, file: &str, places: &mut Places) -> Value {
    let (line, column) = places.of(f.span.start as usize);
    json!({
        "file": file, "line": line, "column": column, "start": f.span.start, "end": f.span.end,
        "code": f.code.id, "name": f.code.name, "severity": level(f.code.severity),
        "zh": f.message(Lang::Zh), "en": f.message(Lang::En),
    })
}

/// A result of SARIF 2.1.0 (OASIS Standard, 3.27).
fn sarif_result(f: &Finding, file: &str, places: &mut Places, lang: Lang) -> Value {
    let (line, column) = places.of(f.span.start as usize);
    let (end_line, end_column) = places.of(f.span.end as usize);
    json!({
        "ruleId": f.code.id,
        "level": level(f.code.severity),
        "message": { "text": f.message(lang) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": file },
            "region": { "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column },
        } }],
    })
}

fn sarif(results: &[Value], lang: Lang) -> Value {
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
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    })
}
