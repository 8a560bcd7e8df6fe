//! `tiaowen outline` and `tiaowen formats`.

use super::{Outcome, args, convert, files, report};
use crate::finding::{Error, Lang};
use crate::ir::{Document, Event, Role, events};
use crate::read::READERS;
use crate::write::WRITERS;
use crate::{check, profile};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;
use std::io::Write as _;

/// Prints the recognised tree.
pub fn run(options: &args::Outline) -> Outcome {
    let lang = args::language(options.lang);
    let made = (|| -> Result<Document, Error> {
        let reader = convert::reader(options.from.as_deref(), &options.input)?;
        crate::document(&files::read(&options.input)?, &files::name_of(&options.input), reader)
    })();
    match made {
        Ok(doc) => {
            convert::report_all(&check::check(&doc), &options.input, &doc, lang);
            print(&tree(&doc))
        }
        Err(e) => {
            report::error(&e, lang);
            Outcome::Failed
        }
    }
}

/// Prints to standard output in colour where it is a terminal; a reader that went away is no error.
fn print(text: &str) -> Outcome {
    let _ = anstream::stdout().write_all(text.as_bytes());
    Outcome::Done
}

fn tree(doc: &Document) -> String {
    /// Words shown of a provision without heading.
    const WORDS: usize = 24;
    let bold = Style::new().bold();
    let id_style = AnsiColor::Green.on_default();
    let dim = Style::new().dimmed();
    let mut out = String::new();
    let kind = doc.meta.kind.name();
    let _ = writeln!(out, "{dim}{kind} · {}{dim:#}", doc.meta.language);
    let mut depth = 0usize;
    events(doc, |e| match e {
        Event::Enter(p) => {
            let indent = "  ".repeat(depth);
            let caption = p.caption(WORDS);
            let gap = if caption.is_empty() { "" } else { " " };
            let _ = writeln!(out, "{indent}{id_style}{}{id_style:#}{gap}{caption}", p.id);
            depth += 1;
        }
        Event::Leave(_) => depth -= 1,
        Event::Text(t) if depth == 0 || t.role != Role::Body => {
            let indent = "  ".repeat(depth);
            let words: String = t.readable().chars().take(WORDS).collect();
            let role = format!("{:?}", t.role).to_lowercase();
            let shown = if t.role == Role::Title { format!("{bold}{}{bold:#}", t.text) } else { words };
            let _ = writeln!(out, "{indent}{dim}{role}{dim:#} {shown}");
        }
        Event::Text(_) => {}
    });
    out
}

/// Lists readers, writers and profiles.
pub fn formats(options: &args::Formats) -> Outcome {
    let lang = args::language(options.lang);
    let say = |(zh, en): (&'static str, &'static str)| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    let mut out = String::new();
    let _ = writeln!(out, "{}", say(("读取", "reads")));
    for r in READERS {
        let _ = writeln!(out, "  {:<10} {:<12} {}", r.name, r.extensions.join(" "), say(r.about));
    }
    let _ = writeln!(out, "{}", say(("写出", "writes")));
    for w in WRITERS {
        let _ = writeln!(out, "  {:<10} {:<12} {}", w.name, w.extension, say(w.about));
    }
    let _ = writeln!(out, "{}", say(("版式（--profile）", "profiles (--profile)")));
    for p in profile::PROFILES {
        let _ = writeln!(out, "  {:<10} {:<12} {}", p.name, "", say(p.about));
    }
    print(&out)
}
