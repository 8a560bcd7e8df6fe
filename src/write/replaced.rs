//! What is said of characters that XML forbids: which ones a document has, wherever they stand, and how often.

use crate::finding::{Finding, codes};
use crate::ir::{Document, Event, Mark, MarkKind, events};
use crate::text::{Span, chars};
use crate::write::Job;
use crate::xml::legal::stand_in;
use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter};
use std::collections::BTreeMap;
use std::io;

/// Forbidden characters and their numbers.
#[derive(Default)]
struct Count(BTreeMap<char, u32>);

impl Count {
    fn text(&mut self, text: &str) {
        if chars::all_xml(text) {
            return;
        }
        for c in text.chars().filter(|c| !chars::is_xml(*c)) {
            *self.0.entry(c).or_default() += 1;
        }
    }

    /// Every string in a value, whatever it is called.
    fn strings(&mut self, value: &impl Serialize) {
        let mut all = serde_json::Serializer::with_formatter(io::sink(), self);
        // What writes to nowhere does not fail.
        let _ = value.serialize(&mut all);
    }

    fn marks(&mut self, marks: &[Mark]) {
        for m in marks {
            // The commonest ones; all others are gone through by their names.
            match &m.kind {
                MarkKind::Break | MarkKind::Emphasis | MarkKind::Markup | MarkKind::Term => {}
                MarkKind::Date { when, to: None, .. } => self.text(when),
                MarkKind::TermUse { term } => self.text(&term.0),
                MarkKind::Reference { target, more, .. } => {
                    self.text(&target.0);
                    for id in more {
                        self.text(&id.0);
                    }
                }
                MarkKind::Citation { title, pinpoint, sibling: None, .. } => {
                    self.text(title);
                    self.text(pinpoint.as_deref().unwrap_or(""));
                }
                kind => self.strings(kind),
            }
        }
    }
}

impl Formatter for &mut Count {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, _: &mut W, fragment: &str) -> io::Result<()> {
        self.text(fragment);
        Ok(())
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, _: &mut W, escape: CharEscape) -> io::Result<()> {
        match escape {
            CharEscape::AsciiControl(c) => self.text(char::from(c).encode_utf8(&mut [0; 4])),
            CharEscape::Backspace => self.text("\u{8}"),
            CharEscape::FormFeed => self.text("\u{c}"),
            _ => {}
        }
        Ok(())
    }
}

/// Says which characters of a document a format has stand-ins for; with those between its blocks where it keeps them.
pub fn report(doc: &Document, job: &Job, format: &str, between: bool, findings: &mut Vec<Finding>) {
    let mut count = Count::default();
    if doc.meta.licence.is_none() {
        count.text(job.licence.as_deref().unwrap_or(""));
    }
    count.strings(&doc.provenance);
    count.strings(&doc.meta);
    for m in &doc.media {
        count.strings(&(&m.name, &m.mime));
        count.text(&m.data);
    }
    events(doc, |e| match e {
        Event::Text(t) => {
            count.text(if between { &t.lead } else { "" });
            count.text(&t.text);
            count.marks(&t.marks);
        }
        Event::Enter(p) => {
            count.text(if between { &p.lead } else { "" });
            if let Some(l) = &p.label {
                count.text(&l.text);
                count.text(if between { &l.gap } else { "" });
                count.marks(&l.marks);
            }
            if let Some(h) = &p.heading {
                count.text(&h.text);
                count.text(if between { &h.gap } else { "" });
                count.marks(&h.marks);
            }
        }
        Event::Leave(_) => {}
    });
    count.text(if between { &doc.tail } else { "" });
    for (c, n) in count.0 {
        let stand_in = if between { chars::xml_stand_in(c) } else { stand_in(c) };
        let details: [&dyn crate::finding::Detail; 4] = [&chars::code_point(c), &format, &stand_in, &n];
        findings.push(Finding::new(&codes::NOT_IN_XML, Span::default(), &details));
    }
}
