//! `tiaowen outline --explain`: the recogniser's account of itself, for people.

use crate::Explanation;
use crate::finding::Lang;
use crate::number::citation;
use crate::report::explain::{said, unsure_in};
use crate::text::Places;
use crate::text::chars::visible;
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;

/// Hundredths of certainty from which on nothing need be said.
const SURE: u8 = 95;
/// Characters shown of a line.
const WORDS: usize = 40;

/// A paragraph for every line: its words, its features, its readings, the verdict.
pub fn text(explanation: &Explanation, lang: Lang) -> String {
    let Explanation { source, lines, pins, doubts, .. } = explanation;
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
            let _ = writeln!(out, "    {green}!{green:#} {}: {}", say("更正", "corrected"), visible(&said));
        }
        for r in &line.readings {
            let form = format!(
                "{}  {} {}",
                visible(&r.label),
                r.read.form.name,
                citation(r.read.number, &r.read.branches)
            );
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
        for against in &line.doubts {
            let _ = writeln!(out, "    {red}?{red:#} {}", against.say(lang));
        }
        for d in unsure_in(doubts, line.span) {
            let (zh, en) = d.why.about().1;
            let _ = writeln!(out, "    {red}?{red:#} {}: {}", visible(&d.text), say(zh, en));
        }
    }
    out
}

fn words(text: &str) -> String {
    let mut out = visible(&text.chars().take(WORDS).collect::<String>()).into_owned();
    if text.chars().nth(WORDS).is_some() {
        out.push('…');
    }
    out
}
