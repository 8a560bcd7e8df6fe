//! Front matter: what is known of the document, a key a line.

use crate::ir::{DateRole, Document, Status, signless_text};
use crate::text::chars::normalise;
use crate::text::hash::sha256;
use crate::write::Job;
use std::fmt::Write as _;

/// The front matter; the reader of Markdown knows its keys.
pub fn matter(doc: &Document, job: &Job) -> String {
    let meta = &doc.meta;
    let mut out = String::from("---\n");
    let mut say = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            // A string of JSON is one of YAML (YAML 1.2, 1.3).
            let _ = writeln!(out, "{key}: {}", serde_json::Value::from(value));
        }
    };
    say("id", meta.identifier.as_deref());
    say("title", meta.title.as_ref().map(|t| t.text.as_str()));
    say("number", meta.number.as_ref().map(|n| n.text.as_str()));
    say("type", Some(meta.kind.name()));
    say("lang", Some(&meta.language));
    say("source", meta.source.as_ref().map(|s| s.text.as_str()));
    say("status", meta.status.map(Status::name));
    say("publisher", meta.publisher.as_deref());
    say("licence", job.licence_of(doc));
    for (key, role) in [
        ("adopted", DateRole::Adopted),
        ("promulgated", DateRole::Promulgated),
        ("amended", DateRole::Amended),
        ("effective", DateRole::Effective),
        ("date", DateRole::Dated),
    ] {
        let days: Vec<&str> = meta.dates.iter().filter(|d| d.role == role).map(|d| d.when.as_str()).collect();
        let _ = match days[..] {
            [] => Ok(()),
            [day] => writeln!(out, "{key}: {day}"),
            _ => writeln!(out, "{key}: [{}]", days.join(", ")),
        };
    }
    // Of the text without the signs of notes, which are footnotes of Markdown here.
    let _ = writeln!(out, "sha256: {}", sha256(normalise(&signless_text(doc).0).as_bytes()));
    out.push_str("---\n");
    out
}
