//! `tiaowen outline --explain`: the recogniser's account of itself, for people and for programs.

use crate::Explanation;
use crate::finding::Lang;
use crate::ir::{Pin, Role};
use crate::number::citation;
use crate::recognise::{Explained, Reason, quote};
use crate::settings::{PINNABLE_LEVELS, PINNABLE_ROLES};
use crate::text::{Places, Source};
use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Hundredths of certainty from which on nothing need be said.
const SURE: u8 = 95;
/// Characters shown of a line.
const WORDS: usize = 40;

/// A paragraph for every line: its words, its features, its readings, the verdict.
pub fn text(explanation: &Explanation, lang: Lang) -> String {
    let Explanation { source, lines, pins, .. } = explanation;
    let dim = Style::new().dimmed();
    let (green, red) = (AnsiColor::Green.on_default(), AnsiColor::Red.on_default());
    let say = |zh, en| if lang == Lang::Zh { zh } else { en };
    let mut places = Places::new(&source.text);
    let mut out = String::new();
    for line in lines {
        let (row, column) = places.of(line.span.start as usize);
        let _ = writeln!(out, "{dim}{row}:{column}{dim:#} {}", words(&source.text[line.span.range()]));
        let mut features = vec![format!("{} {}", line.characters, say("字", "characters"))];
        if line.closed {
            features.push(say("句末有标点", "ends as a sentence").into());
        }
        if line.heading_like {
            features.push(say("像标题", "reads like a heading").into());
        }
        if line.quotes != 0 {
            features.push(format!("{} {:+}", say("引号", "quotation marks"), line.quotes));
        }
        let _ = writeln!(out, "    {dim}{}{dim:#}", features.join(say("，", ", ")));
        for said in said(source, pins, line) {
            let _ = writeln!(out, "    {green}!{green:#} {}: {said}", say("更正", "corrected"));
        }
        for r in &line.readings {
            let form =
                format!("{}  {} {}", r.label, r.read.form.name, citation(r.read.number, &r.read.branches));
            let _ = match r.refused {
                None => writeln!(out, "    {green}✓{green:#} {form}"),
                Some(reason) => writeln!(out, "    {red}✗{red:#} {form}: {}", reason.say(lang)),
            };
        }
        let otherwise = line.runner_up.filter(|_| line.confidence < SURE);
        let doubt = otherwise.map_or(String::new(), |other| {
            format!(" ({} %, {} {other})", line.confidence, say("否则是", "otherwise"))
        });
        let _ = writeln!(out, "    → {green}{}{green:#}: {}{doubt}", line.became, line.because.say(lang));
    }
    out
}

/// What a person said of a line, as `--pin` takes it.
fn said(source: &Source, pins: &[Pin], line: &Explained) -> Vec<String> {
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

fn words(text: &str) -> String {
    let mut out: String = text.chars().take(WORDS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(WORDS).is_some() {
        out.push('…');
    }
    out
}

/// The same as a JSON list; places are byte offsets of the decoded source, with line and column from 1.
pub fn json(explanation: &Explanation) -> String {
    let Explanation { source, lines, pins, .. } = explanation;
    let reason = |r: &Reason| json!({ "name": r.name, "zh": r.zh, "en": r.en });
    let mut places = Places::new(&source.text);
    let list: Vec<Value> = lines
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
                        "less": r.less.map(|l| f64::from((l * 10.0).round()) / 10.0),
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
                "pins": said(source, pins, line), "choices": choices(line),
            })
        })
        .collect();
    format!("{:#}\n", Value::Array(list))
}
