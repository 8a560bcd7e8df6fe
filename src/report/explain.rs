//! The recogniser's account of a file as JSON, for programs that let people correct it.

use crate::Explanation;
use crate::ir::{Pin, Role};
use crate::recognise::{Explained, Reason, quote};
use crate::resolve::Doubt;
use crate::settings::{PINNABLE_LEVELS, PINNABLE_ROLES};
use crate::text::{Places, Source, Span};
use serde_json::{Value, json};

/// What a person said of a line, as `--pin` takes it.
pub fn said(source: &Source, pins: &[Pin], line: &Explained) -> Vec<String> {
    let first = pins.partition_point(|p| p.span.start < line.span.start);
    let here = pins[first..].iter().take_while(|p| p.span.start < line.span.end);
    here.map(|p| p.what.word(source.text.get(p.span.range()).unwrap_or_default())).collect()
}

/// What `--pin` takes for a line; words are for the person to choose.
fn choices(line: &Explained) -> Vec<String> {
    if line.became == Role::Table.name() {
        return vec![];
    }
    let levels = PINNABLE_LEVELS.iter().map(|(l, _)| l.name().to_owned());
    let roles = PINNABLE_ROLES.iter().map(|(r, _)| format!("role:{}", r.name()));
    let others = ["heading", "heading-ends:", "not-heading", "split-before:"].map(str::to_owned);
    let join = (line.span.start > 0).then(|| "join".to_owned());
    levels.chain(roles).chain(others).chain(join).collect()
}

/// What looks like a reference in a line and stays text; doubts stand in the order of the source.
pub fn unsure_in(doubts: &[Doubt], line: Span) -> &[Doubt] {
    let first = doubts.partition_point(|d| d.span.start < line.start);
    let end = doubts.partition_point(|d| d.span.start < line.end);
    &doubts[first..end.max(first)]
}

/// What speaks for a reading, in tenths: more is not known.
fn tenths(weight: f32) -> f64 {
    f64::from((weight * 10.0).round()) / 10.0
}

/// The account, a value for every line; places are byte offsets of the decoded source, with line and column from 1.
pub fn json(explanation: &Explanation) -> Value {
    let Explanation { source, lines, pins, doubts, .. } = explanation;
    let unsure = |d: &Doubt| {
        let (name, (zh, en)) = d.why.about();
        json!({ "text": d.text, "start": d.span.start, "end": d.span.end, "name": name, "zh": zh, "en": en })
    };
    let reason = |r: &Reason| json!({ "name": r.name, "zh": r.zh, "en": r.en });
    let mut places = Places::new(&source.text);
    lines
        .iter()
        .map(|line| {
            let (row, column) = places.of(line.span.start as usize);
            let readings: Vec<Value> = line
                .readings
                .iter()
                .map(|r| {
                    json!({
                        "label": r.label, "form": r.read.form.name, "system": r.read.system,
                        "number": r.read.number, "branches": r.read.branches,
                        "won": r.refused.is_none(), "refused": r.refused.map(reason),
                        "less": r.less.map(tenths),
                    })
                })
                .collect();
            json!({
                "line": row, "column": column, "start": line.span.start, "end": line.span.end,
                "text": source.text[line.span.range()], "starts": quote(&source.text[line.span.range()]),
                "evidence": {
                    "characters": line.characters, "endsAsSentence": line.closed,
                    "headingLike": line.heading_like, "quotes": line.quotes,
                },
                "readings": readings, "became": line.became, "because": reason(line.because),
                "confidence": line.confidence, "runnerUp": line.runner_up,
                "less": Some(line.margin).filter(|m| m.is_finite()).map(tenths),
                "doubts": line.doubts.iter().map(|r| reason(r)).collect::<Vec<_>>(),
                "pins": said(source, pins, line), "choices": choices(line),
                "unresolved": unsure_in(doubts, line.span).iter().map(unsure).collect::<Vec<_>>(),
            })
        })
        .collect()
}
