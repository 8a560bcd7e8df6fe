//! `tiaowen outline` and `tiaowen formats`.

use super::args::{self, Format};
use super::options::reading;
use super::voice::Voice;
use super::{Outcome, explain, pins, report};
use crate::finding::{Error, Lang};
use crate::format::{readers, writers};
use crate::host::input::{self, Asked, OpenedInput, Said};
use crate::host::known::Known;
use crate::ir::{Document, Event, Role, events};
use crate::text::chars::visible;
use crate::{check, profile};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;

/// Prints the recognised tree.
pub fn run(options: &args::Outline, voice: &Voice) -> Outcome {
    let made = (|| -> Result<String, Error> {
        if !options.pin.is_empty() {
            pins::write(options)?;
        }
        let kept = reading(&options.reading)?;
        let known = Known::read(&(&options.known).into(), 1)?;
        let asked = Asked {
            from: options.from.as_deref(),
            known: Some(&known),
            corrections: options.corrections.as_deref(),
            options: Some(&kept),
            ..Asked::default()
        };
        if options.explain {
            let (bytes, name) = (asked.bytes(&options.input)?, asked.name_of(&options.input));
            let reader = input::reader(&asked, &options.input, &bytes)?;
            let Said { given, .. } = input::said(&asked, &options.input)?;
            let explanation = crate::explain(&asked.input(&bytes, &name), reader, &given)?;
            let shown = options.input.display().to_string();
            voice.findings(&explanation.findings, &shown, &explanation.source.text);
            return Ok(match options.format {
                Format::Text => explain::text(&explanation, voice.lang),
                Format::Json => report::json_text(&crate::report::explain::json(&explanation)),
            });
        }
        let OpenedInput { doc, mut findings, doubts, .. } = input::open(&asked, &options.input)?;
        findings.extend(check::check_found(&doc, doubts.as_deref()));
        voice.document(&findings, &options.input, &doc);
        Ok(match options.format {
            Format::Text => tree(&doc),
            Format::Json => report::json_text(&crate::report::tree::json(&doc)),
        })
    })();
    match made {
        Ok(text) => report::print(&text, voice),
        Err(e) => voice.failed(&e),
    }
}

fn tree(doc: &Document) -> String {
    /// Words shown of a provision without heading.
    const WORDS: usize = 24;
    let bold = Style::new().bold();
    let id_style = AnsiColor::Green.on_default();
    let dim = Style::new().dimmed();
    let mut out = String::new();
    let kind = doc.meta.kind.name();
    let _ = writeln!(out, "{dim}{kind} · {}{dim:#}", visible(&doc.meta.language));
    let mut depth = 0usize;
    events(doc, |e| match e {
        Event::Enter(p) => {
            let indent = "  ".repeat(depth);
            let caption = p.caption(WORDS);
            let caption = visible(&caption);
            let gap = if caption.is_empty() { "" } else { " " };
            let doubt = p.confidence.map_or(String::new(), |c| format!("  {dim}?{c}%{dim:#}"));
            let _ = writeln!(out, "{indent}{id_style}{}{id_style:#}{gap}{caption}{doubt}", visible(&p.id.0));
            depth += 1;
        }
        Event::Leave(_) => depth -= 1,
        Event::Text(t) if depth == 0 || t.role != Role::Body => {
            let indent = "  ".repeat(depth);
            let words: String = visible(&t.readable().chars().take(WORDS).collect::<String>()).into_owned();
            let role = t.role.name();
            let shown =
                if t.role == Role::Title { format!("{bold}{}{bold:#}", visible(&t.text)) } else { words };
            let _ = writeln!(out, "{indent}{dim}{role}{dim:#} {shown}");
        }
        Event::Text(_) => {}
    });
    out
}

/// Lists readers, writers and profiles.
pub fn formats(voice: &Voice) -> Outcome {
    let say = |(zh, en): (&'static str, &'static str)| match voice.lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    let mut out = String::new();
    let _ = writeln!(out, "{}", say(("读取", "reads")));
    for (f, r) in readers().filter_map(|f| Some((f, f.read.as_ref()?))) {
        let _ = writeln!(out, "  {:<10} {:<12} {}", f.name, f.extensions.join(" "), say(r.about));
    }
    let _ = writeln!(out, "{}", say(("写出", "writes")));
    for (f, w) in writers().filter_map(|f| Some((f, f.write.as_ref()?))) {
        let _ = writeln!(out, "  {:<10} {:<12} {}", f.name, f.extension(), say(w.about));
    }
    let _ = writeln!(out, "{}", say(("版式（--profile）", "profiles (--profile)")));
    for p in profile::PROFILES {
        let _ = writeln!(out, "  {:<10} {:<12} {}", p.name, "", say(p.about));
    }
    report::print(&out, voice)
}
