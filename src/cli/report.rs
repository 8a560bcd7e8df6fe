//! Printing errors and findings.

use super::Outcome;
use super::voice::Voice;
use crate::finding::{Code, Error, Finding, Lang, Severity, Words, codes};
use crate::host::files;
use crate::host::inputs::Item;
use crate::host::record::Placed;
use crate::text::chars::{is_steering, visible};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

/// The language of the locale: Chinese where it says `zh`, English otherwise.
pub fn locale() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|v| std::env::var(v).ok().filter(|s| !s.is_empty()));
    match set {
        Some(l) if l.starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

fn style(severity: Severity) -> (Style, &'static str, &'static str) {
    match severity {
        Severity::Note => (AnsiColor::Cyan.on_default(), "提示", "note"),
        Severity::Warning => (AnsiColor::Yellow.on_default().bold(), "警告", "warning"),
        Severity::Error => (AnsiColor::Red.on_default().bold(), "错误", "error"),
    }
}

fn name(severity: Severity, lang: Lang) -> &'static str {
    let (_, zh, en) = style(severity);
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// Prints to standard output, in colour where it is a terminal; a reader that went away is no error.
pub fn print(text: &str, voice: &Voice) -> Outcome {
    let mut out = anstream::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            voice.failed(&Error::new(&codes::UNWRITABLE, &[&files::standard_output(), &e]))
        }
        _ => Outcome::Done,
    }
}

/// Prints JSON; what could steer a terminal is written as an escape of JSON.
pub fn print_json(value: &serde_json::Value, voice: &Voice) -> Outcome {
    print(&json_text(value), voice)
}

/// JSON as a text that steers no terminal.
pub fn json_text(value: &serde_json::Value) -> String {
    let text = format!("{value:#}\n");
    if !text.contains(|c| is_steering(c) && c != '\n') {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if is_steering(c) && c != '\n' {
            let _ = write!(out, "\\u{:04x}", c as u32);
        } else {
            out.push(c);
        }
    }
    out
}

/// A path as messages show it.
pub fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

/// The note on a file of a folder that is no document, or none that can be read.
pub fn left_out(item: &Item, why: &Error) -> Error {
    // The sentence goes on in another one.
    let told = |lang, stop| why.message(lang).trim_end_matches(stop).to_owned();
    let why = Words::new(told(Lang::Zh, '。'), told(Lang::En, '.'));
    Error::new(&codes::NOT_A_DOCUMENT, &[&item.path.display(), &why])
}

/// The line for an error.
pub fn error_line(e: &Error, lang: Lang) -> String {
    said_line(e.code, &e.message(lang), lang)
}

/// The line for a finding that concerns the run and no file.
pub fn run_line(f: &Finding, lang: Lang) -> String {
    said_line(f.code, &f.message(lang), lang)
}

fn said_line(code: &Code, text: &str, lang: Lang) -> String {
    let (s, ..) = style(code.severity);
    let word = name(code.severity, lang);
    format!("tiaowen: {s}{word}{s:#}[{}]: {text}\n", code.id)
}

/// The line for a finding, with its place.
pub fn placed_line(f: &Placed, file: &str, lang: Lang) -> String {
    let code = f.finding.code;
    let (s, ..) = style(code.severity);
    let (line, column) = f.start;
    let word = name(code.severity, lang);
    let text = f.finding.message(lang);
    let file = visible(file);
    format!("{file}:{line}:{column}: {s}{word}{s:#}[{}]: {text}\n", code.id)
}

/// A finding about a whole file as a line.
pub fn unplaced_line(f: &Finding, file: &str, lang: Lang) -> String {
    let (s, ..) = style(f.code.severity);
    let word = name(f.code.severity, lang);
    format!("{}: {s}{word}{s:#}[{}]: {}\n", visible(file), f.code.id, f.message(lang))
}

/// The severity of the worst finding.
pub fn worst(findings: &[Finding]) -> Severity {
    findings.iter().map(|f| f.code.severity).max().unwrap_or(Severity::Note)
}
