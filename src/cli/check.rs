//! `tiaowen check`: findings about documents, for people and for programs.

use super::args::{self, Report};
use super::batch::{self, Each, Run, Status};
use super::listing::Listing;
use super::options::{reading, wanted};
use super::voice::{Message, Voice};
use super::{Outcome, report};
use crate::check;
use crate::finding::{Error, Severity};
use crate::host::input::{self, Asked, OpenedInput};
use crate::host::inputs::{self, Item};
use crate::host::known::Known;
use crate::host::record::{Placed, placed};
use crate::ir::source_text;

/// Runs the command.
pub fn run(options: &args::Check, voice: &Voice) -> Outcome {
    check(options, voice).unwrap_or_else(|e| voice.failed(&e))
}

/// What came of an input.
enum Checked {
    Findings(Vec<Placed>),
    Skipped(Error),
    Failed(Error),
}

fn check(options: &args::Check, voice: &Voice) -> Result<Outcome, Error> {
    let lang = voice.lang;
    let listed = inputs::expand(&wanted(&options.inputs, &options.known, None))?;
    let (from, corrections) = (options.from.as_deref(), options.corrections.as_deref());
    input::refuse(&listed.items, listed.searched, from, corrections)?;
    let kept = reading(&options.reading)?;
    let known = Known::read(&(&options.known).into(), listed.items.len())?;
    let asked = Asked { from, known: Some(&known), corrections, options: Some(&kept), ..Asked::default() };
    let run = Run { options: &options.run, listed: &listed, voice, refused: 0, goes_on: batch::AGAIN };
    let form = options.format.unwrap_or(voice.form);
    let mut results = Listing::default();
    if form == Report::Text {
        voice.looked();
    }
    let outcome = run.over(
        |_| true,
        |_, item| examine(item, &asked),
        |_, e| Checked::Failed(e),
        |checked| if let Checked::Failed(e) = checked { Some(e) } else { None },
        |item, checked| {
            let shown = item.path.display().to_string();
            let mut each = Each { said: vec![], status: Status::Done, outcome: Outcome::Done };
            match checked {
                Checked::Findings(findings) => {
                    if findings.iter().any(|f| f.finding.code.severity >= Severity::Warning) {
                        each.outcome = Outcome::Findings;
                    }
                    for f in findings {
                        match form {
                            Report::Text => each.said.push(Message::Result(f, shown.clone())),
                            form => results.finding(&f, &shown, form, lang),
                        }
                    }
                }
                Checked::Skipped(why) => {
                    each.said.push(Message::Error(report::left_out(item, &why)));
                    each.status = Status::Skipped;
                }
                Checked::Failed(e) => {
                    each.said.push(Message::Error(e));
                    each.status = Status::Failed;
                    each.outcome = Outcome::Failed;
                }
            }
            each
        },
    );
    if form == Report::Text {
        return Ok(outcome);
    }
    Ok(outcome.max(report::print_json(&results.whole(form, lang), voice)))
}

fn examine(item: &Item, asked: &Asked) -> Checked {
    let opened = match asked.bytes(&item.path) {
        Ok(bytes) => input::open_bytes(&asked.for_item(item), &item.path, bytes),
        Err(e) => return Checked::Failed(e),
    };
    match opened {
        Ok(OpenedInput { doc, mut findings, doubts, .. }) => {
            findings.extend(check::check_found(&doc, doubts.as_deref()));
            Checked::Findings(placed(findings, &source_text(&doc)))
        }
        Err(failed) if item.found && !failed.is_ours() => Checked::Skipped(failed.error),
        Err(failed) => Checked::Failed(failed.error),
    }
}
