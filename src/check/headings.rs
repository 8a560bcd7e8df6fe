//! Headings: the table of contents against the body, and headings without text.

use crate::finding::{Finding, codes};
use crate::ir::{Block, CONTENTS_TITLES, Document, Event, Piece, Provision, Role, Text, events, lead_pieces};
use crate::lexicon::contents::key;
use crate::lexicon::supplement::is_supplement;
use crate::number::Level;
use crate::text::{Set, Span, chars::squash};

/// Findings about headings.
pub fn check(doc: &Document, out: &mut Vec<Finding>) {
    contents(doc, out);
    empty(doc, out);
}

fn contents(doc: &Document, out: &mut Vec<Finding>) {
    let entries: Vec<&Text> = doc
        .front
        .iter()
        .filter_map(|b| if let Block::Text(t) = b { Some(t) } else { None })
        .filter(|t| t.role == Role::Contents)
        .collect();
    let mut headings: Vec<(&Provision, String)> = vec![];
    events(doc, |e| {
        if let Event::Enter(p) = e
            && (p.level.is_container() || p.heading.is_some())
        {
            let label = p.label.as_ref().map(|l| l.readable()).unwrap_or_default();
            let heading = p.heading.as_ref().map(|h| h.readable()).unwrap_or_default();
            headings.push((p, key(&format!("{label}{heading}"))));
        }
    });
    let said: Set<&str> = headings.iter().map(|(_, k)| k.as_str()).collect();
    let listed: Set<String> = entries.iter().map(|t| key(&t.readable())).collect();
    let title = |t: &Text| CONTENTS_TITLES.contains(&squash(&t.text).trim_end_matches('：'));
    let entries: Vec<&&Text> = entries.iter().filter(|t| !title(t)).collect();
    for t in &entries {
        if !said.contains(key(&t.readable()).as_str()) {
            out.push(Finding::new(&codes::NOT_IN_BODY, t.span, &[&t.text]));
        }
    }
    // A contents that lists chapters lists them all; it need not list sections or articles.
    let levels: Set<Level> =
        headings.iter().filter(|(_, k)| listed.contains(k)).map(|(p, _)| p.level).collect();
    let in_body = |p: &Provision| p.level != Level::Annex && p.level.is_container();
    for (p, k) in headings.iter().filter(|(p, _)| !entries.is_empty() && in_body(p)) {
        // Supplementary provisions of later laws stand below the contents of the first.
        if levels.contains(&p.level) && !listed.contains(k) && !is_supplement(k) {
            out.push(Finding::new(&codes::NOT_IN_CONTENTS, p.span, &[&p.caption(24)]));
        }
    }
}

fn empty(doc: &Document, out: &mut Vec<Finding>) {
    let lead = |lead: &str, end: u32, out: &mut Vec<Finding>| {
        if !lead.contains('#') {
            return;
        }
        let mut at = end as usize - lead.len();
        let pieces: Vec<Piece> = lead_pieces(lead).collect();
        for (i, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Separator(s) => at += s.len(),
                Piece::Markup(s) => {
                    let alone = matches!(pieces.get(i + 1), Some(Piece::Separator(s)) if s.contains('\n'));
                    if alone && s.chars().all(|c| c == '#') {
                        out.push(Finding::new(&codes::EMPTY_HEADING, Span::new(at, at + s.len()), &[s]));
                    }
                    at += s.len();
                }
            }
        }
    };
    // Where none of its kind has a heading, none is missing.
    let mut headed: Set<&str> = Set::default();
    events(doc, |e| {
        if let Event::Enter(p) = e
            && let (Some(label), Some(_)) = (&p.label, &p.heading)
        {
            headed.insert(&*label.form);
        }
    });
    events(doc, |e| match e {
        Event::Text(t) => lead(&t.lead, t.span.start, out),
        Event::Enter(p) => {
            lead(&p.lead, p.span.start, out);
            let Some(label) = &p.label else { return };
            let heading = p.level.is_container() && p.level != Level::Annex;
            // 4.1.1 表面应平整。: a clause of a standard is text.
            let clause = matches!(p.blocks.first(), Some(Block::Text(t)) if t.lead.is_empty());
            if heading && p.heading.is_none() && !clause && headed.contains(&*label.form) {
                out.push(Finding::new(&codes::EMPTY_HEADING, label.span, &[&label.readable()]));
            } else if p.blocks.is_empty()
                && (p.heading.is_none() || p.level.is_container())
                && p.level != Level::Annex
            {
                out.push(Finding::new(&codes::EMPTY_PROVISION, p.span, &[&label.readable()]));
            }
        }
        Event::Leave(_) => {}
    });
}
