//! Lint: what a recognised document says about its numbering and its characters.

use crate::finding::{Finding, codes};
use crate::ir::{Block, Document, Event, Label, Provision, events, source_text};
use crate::number::Level;
use crate::text::{Span, chars};
use std::collections::BTreeMap;

/// Every finding about a document, in the order of the source.
pub fn check(doc: &Document) -> Vec<Finding> {
    let mut out = vec![];
    encoding(doc, &mut out);
    characters(&source_text(doc), &mut out);
    let mut articles = Sequence::default();
    for part in [&doc.body, &doc.back] {
        sequence(part, &mut articles, &mut out);
    }
    empty_provisions(doc, &mut out);
    let mut provisions = 0;
    events(doc, |e| provisions += u32::from(matches!(e, Event::Enter(_))));
    if provisions == 0 {
        out.push(Finding::new(&codes::NO_PROVISIONS, Span::default(), &[]));
    }
    out.sort_by_key(|f| f.span);
    out
}

fn encoding(doc: &Document, out: &mut Vec<Finding>) {
    let p = &doc.provenance;
    if p.guessed {
        out.push(Finding::new(&codes::ENCODING_GUESS, Span::default(), &[&p.encoding]));
    }
    for m in &p.malformed {
        let at = m.at as usize;
        out.push(Finding::new(&codes::MALFORMED_BYTES, Span::new(at, at + 3), &[&m.bytes, &p.encoding]));
    }
}

/// One finding for each kind of suspicious character, at its first place.
fn characters(text: &str, out: &mut Vec<Finding>) {
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

/// The label seen last in a run of siblings.
#[derive(Clone, Default)]
struct Sequence<'a>(Option<&'a Label>);

impl<'a> Sequence<'a> {
    fn next(&mut self, label: &'a Label, out: &mut Vec<Finding>) {
        let last = self.0.replace(label);
        let (Some(last), Some(n)) = (last, label.number) else { return };
        let Some(m) = last.number.filter(|_| last.form == label.form) else { return };
        let code = match n {
            n if n == m => match label.branches.cmp(&last.branches) {
                std::cmp::Ordering::Greater => return,
                std::cmp::Ordering::Equal => &codes::NUMBER_REPEAT,
                std::cmp::Ordering::Less => &codes::NUMBER_ORDER,
            },
            n if n == m + 1 => return,
            // A number that begins at 1 again begins another list.
            1 => return,
            n if n < m => &codes::NUMBER_ORDER,
            _ => &codes::NUMBER_GAP,
        };
        out.push(Finding::new(code, label.span, &[&label.text, &last.text]));
    }
}

/// Articles run through containers; everything else is counted among its siblings.
fn sequence<'a>(blocks: &'a [Block], articles: &mut Sequence<'a>, out: &mut Vec<Finding>) {
    let mut siblings: BTreeMap<Level, Sequence<'a>> = BTreeMap::new();
    for block in blocks {
        let Block::Provision(p) = block else { continue };
        if let Some(label) = &p.label {
            match p.level {
                Level::Article => articles.next(label, out),
                level => siblings.entry(level).or_default().next(label, out),
            }
        }
        if p.level == Level::Annex {
            sequence(&p.blocks, &mut Sequence::default(), out);
        } else {
            sequence(&p.blocks, articles, out);
        }
    }
}

fn empty_provisions(doc: &Document, out: &mut Vec<Finding>) {
    let empty = |p: &Provision| p.blocks.is_empty() && (p.heading.is_none() || p.level.is_container());
    events(doc, |e| {
        if let Event::Enter(p) = e
            && let Some(label) = p.label.as_ref().filter(|_| empty(p) && p.level != Level::Annex)
        {
            out.push(Finding::new(&codes::EMPTY_PROVISION, p.span, &[&label.text]));
        }
    });
}
