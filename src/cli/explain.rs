//! `tiaowen outline --explain`: the recogniser's account of itself, for people and for programs.

use crate::finding::Lang;
use crate::number::citation;
use crate::recognise::{Explained, Reason};
use crate::text::{Places, Source};
use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Characters shown of a line.
const WORDS: usize = 40;

/// A paragraph for every line: its words, its features, its readings, the verdict.
pub fn text(source: &Source, lines: &[Explained], lang: Lang) -> String {
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
        for r in &line.readings {
            let form =
                format!("{}  {} {}", r.label, r.read.form.name, citation(r.read.number, &r.read.branches));
            let _ = match r.refused {
                None => writeln!(out, "    {green}✓{green:#} {form}"),
                Some(reason) => writeln!(out, "    {red}✗{red:#} {form}: {}", reason.say(lang)),
            };
        }
        let _ = writeln!(out, "    → {green}{}{green:#}: {}", line.became, line.because.say(lang));
    }
    out
}

fn words(text: &str) -> String {
    let mut out: String = text.chars().take(WORDS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(WORDS).is_some() {
        out.push('…');
    }
    out
}

/// The same as a JSON list; places are byte offsets of the decoded source, with line and column from 1.
pub fn json(source: &Source, lines: &[Explained]) -> String {
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
                    })
                })
                .collect();
            json!({
                "line": row, "column": column, "start": line.span.start, "end": line.span.end,
                "text": source.text[line.span.range()],
                "evidence": {
                    "characters": line.characters, "endsAsSentence": line.closed,
                    "headingLike": line.heading_like, "quotes": line.quotes,
                },
                "readings": readings, "became": line.became, "because": reason(line.because),
            })
        })
        .collect();
    format!("{:#}\n", Value::Array(list))
}
