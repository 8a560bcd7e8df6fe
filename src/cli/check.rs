//! `tiaowen check`: findings about documents, for people and for programs.

use super::args::{self, Report};
use super::batch::{Each, Run, Status};
use super::options::{reading, wanted};
use super::{Outcome, report};
use crate::check;
use crate::finding::{Error, Lang, Severity, codes};
use crate::host::files;
use crate::host::input::{self, Asked, Opened};
use crate::host::inputs::{self, Item};
use crate::host::known::Known;
use crate::host::record::{Placed, placed};
use crate::ir::source_text;
use serde_json::{Value, json};

/// Runs the command.
pub fn run(options: &args::Check) -> Outcome {
    let lang = args::language(options.lang);
    check(options, lang).unwrap_or_else(|e| {
        report::error(&e, lang);
        Outcome::Failed
    })
}

/// What came of an input.
enum Checked {
    Findings(Vec<Placed>),
    Skipped(Error),
    Failed(Error),
}

fn check(options: &args::Check, lang: Lang) -> Result<Outcome, Error> {
    let listed = inputs::expand(&wanted(&options.inputs, None))?;
    let (from, corrections) = (options.from.as_deref(), options.corrections.as_deref());
    input::refuse(&listed.items, listed.searched, from, corrections)?;
    let kept = reading(&options.reading)?;
    let known = Known::read(&(&options.known).into(), listed.items.len())?;
    let asked = Asked { from, known: Some(&known), corrections, options: Some(&kept), ..Asked::default() };
    let run = Run { options: &options.run, listed: &listed, lang, refused: 0 };
    let mut results: Vec<Value> = vec![];
    let outcome = run.over(
        |_| true,
        |_, item| examine(item, &asked),
        |_, e| Checked::Failed(e),
        |checked| if let Checked::Failed(e) = checked { Some(e) } else { None },
        |item, checked| {
            let shown = item.path.display().to_string();
            let mut each = Each { said: String::new(), status: Status::Done, outcome: Outcome::Done };
            match checked {
                Checked::Findings(findings) => {
                    if findings.iter().any(|f| f.finding.code.severity >= Severity::Warning) {
                        each.outcome = Outcome::Findings;
                    }
                    for f in &findings {
                        match options.format {
                            Report::Text => each.said.push_str(&report::placed_line(f, &shown, lang)),
                            Report::Json => results.push(f.json(&shown)),
                            Report::Sarif => results.push(sarif_result(f, &shown, lang)),
                        }
                    }
                }
                Checked::Skipped(why) => {
                    let note = report::left_out(item, &why);
                    if !options.run.quiet {
                        each.said = report::error_line(&note, lang);
                    }
                    each.status = Status::Skipped;
                }
                Checked::Failed(e) => {
                    each.said = report::error_line(&e, lang);
                    each.status = Status::Failed;
                    each.outcome = Outcome::Failed;
                }
            }
            each
        },
    );
    let printed = match options.format {
        Report::Text => return Ok(outcome),
        Report::Json => Value::Array(results),
        Report::Sarif => sarif(&results, lang),
    };
    Ok(outcome.max(report::print_json(&printed, lang)))
}

fn examine(item: &Item, asked: &Asked) -> Checked {
    let opened = match files::read(&item.path) {
        Ok(bytes) => input::open_bytes(&asked.for_item(item), &item.path, bytes),
        Err(e) => return Checked::Failed(e),
    };
    match opened {
        Ok(Opened { doc, mut findings, .. }) => {
            findings.extend(check::check(&doc));
            Checked::Findings(placed(findings, &source_text(&doc)))
        }
        Err(failed) if item.found && !failed.is_ours() => Checked::Skipped(failed.error),
        Err(failed) => Checked::Failed(failed.error),
    }
}

/// A result of SARIF 2.1.0 (OASIS Standard, 3.27).
fn sarif_result(f: &Placed, file: &str, lang: Lang) -> Value {
    let code = f.finding.code;
    json!({
        "ruleId": code.id,
        "level": code.severity.name(),
        "message": { "text": f.finding.message(lang) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": file },
            "region": {
                "startLine": f.start.0, "startColumn": f.start.1, "endLine": f.end.0, "endColumn": f.end.1,
            },
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
