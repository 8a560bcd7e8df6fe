//! Lint: what a recognised document says about its numbering, its headings, its quotations and its characters.

mod headings;
mod numbering;
mod quotations;
mod references;

use crate::finding::{Finding, codes};
use crate::ir::{Block, Document, Event, Role, events, source_text};
use crate::lexicon::page::is_page_line;
use crate::resolve::{self, Doubt};
use crate::text::{Span, chars};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Every finding about a document, in the order of the source.
pub fn check(doc: &Document) -> Vec<Finding> {
    check_found(doc, None)
}

/// The same, where what looks like a reference and stays text was found when the document was made.
pub fn check_found(doc: &Document, doubts: Option<&[Doubt]>) -> Vec<Finding> {
    let mut out = vec![];
    encoding(doc, &mut out);
    let text = source_text(doc);
    characters(&text, &mut out);
    numbering::check(doc, &mut out);
    headings::check(doc, &mut out);
    quotations::check(doc, &mut out);
    // A volume was checked document by document.
    if !doc.is_volume() {
        let doubts = doubts.map_or_else(|| Cow::Owned(resolve::doubts(doc)), Cow::Borrowed);
        references::check(doc, &doubts, &mut out);
    }
    page_lines(&text, &mut out);
    doubtful(doc, &mut out);
    // What a person says has no place in the text.
    if let Some(source) = doc.meta.source.as_ref().filter(|s| !s.span.is_empty() && is_signature(doc, s.span))
    {
        out.push(Finding::new(&codes::GUESSED_SOURCE, source.span, &[&source.text]));
    }
    let mut provisions = 0;
    events(doc, |e| provisions += u32::from(matches!(e, Event::Enter(_))));
    if provisions == 0 {
        out.push(Finding::new(&codes::NO_PROVISIONS, Span::default(), &[]));
    }
    out.sort_by_key(|f| f.span);
    out
}

/// Whether a place is in a signature.
fn is_signature(doc: &Document, span: Span) -> bool {
    let here = |b: &Block| matches!(b, Block::Text(t) if t.role == Role::Signature && t.span.contains(span));
    doc.back.iter().any(here)
}

fn encoding(doc: &Document, out: &mut Vec<Finding>) {
    let p = &doc.provenance;
    if p.guessed {
        out.push(Finding::new(&codes::ENCODING_GUESS, Span::default(), &[&p.encoding]));
    }
    if !p.flattened.is_empty() {
        out.push(Finding::new(&codes::FLATTENED, Span::default(), &[&p.flattened.join(" ")]));
    }
    for m in &p.malformed {
        let at = m.at as usize;
        out.push(Finding::new(&codes::MALFORMED_BYTES, Span::new(at, at + 3), &[&m.bytes, &p.encoding]));
    }
}

/// Page numbers that stood between the lines and are no part of the text: one finding for all.
fn page_lines(text: &str, out: &mut Vec<Finding>) {
    let mut from = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let lines = ends.map(|end| &text[std::mem::replace(&mut from, end + 1)..end]);
    let trimmed = lines.map(|l| l.trim_matches(chars::is_space));
    let found: Vec<&str> = trimmed.filter(|l| is_page_line(l)).collect();
    if let Some(first) = found.first() {
        let at = first.as_ptr() as usize - text.as_ptr() as usize;
        let span = Span::new(at, at + first.len());
        out.push(Finding::new(&codes::PAGE_LINE, span, &[&found.len(), first]));
    }
}

/// Hundredths below which a reading is doubtful.
const DOUBTFUL: u8 = 80;

/// Units that could be read otherwise: one finding for all, at the most doubtful.
fn doubtful(doc: &Document, out: &mut Vec<Finding>) {
    let mut found = vec![];
    events(doc, |e| {
        if let Event::Enter(p) = e
            && let (Some(c), Some(label)) = (p.confidence.filter(|c| *c < DOUBTFUL), &p.label)
        {
            found.push((c, label));
        }
    });
    if let Some((c, label)) = found.iter().min_by_key(|(c, _)| *c) {
        out.push(Finding::new(&codes::DOUBTFUL, label.span, &[&found.len(), &label.readable(), c]));
    }
}

/// One finding for each kind of suspicious character, at its first place.
fn characters(text: &str, out: &mut Vec<Finding>) {
    if !chars::may_be_odd(text) {
        return;
    }
    let mut seen: BTreeMap<char, usize> = BTreeMap::new();
    for (at, c) in text.char_indices() {
        if !c.is_ascii_graphic()
            && (chars::is_illegal(c) || chars::is_private(c) || chars::is_compatibility(c))
        {
            seen.entry(c).or_insert(at);
        }
    }
    for (c, at) in seen {
        let span = Span::new(at, at + c.len_utf8());
        out.push(if chars::is_compatibility(c) {
            Finding::new(&codes::COMPATIBILITY_CHARACTER, span, &[&chars::code_point(c), &c])
        } else {
            Finding::new(&codes::SUSPICIOUS_CHARACTER, span, &[&chars::code_point(c)])
        });
    }
}
