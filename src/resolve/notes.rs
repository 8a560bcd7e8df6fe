//! The signs of notes, in the notes and where the text leads to them.

use crate::ir::{Block, Document, Id, Mark, MarkKind, Role, Text};
use crate::number::notes::{is_star, markup, signs, starting};
use crate::text::{Map, chars::is_space};

/// Marks every sign that a note begins with, and every one that leads there.
pub fn mark(doc: &mut Document) {
    let mut notes: Map<String, Id> = Map::default();
    // Notes with a star stand below what they are of: where, the sign, and which.
    let mut starred: Vec<(u32, String, Id)> = vec![];
    let mut each = |see: &mut dyn FnMut(&mut Text)| {
        for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
            visit(part, see);
        }
    };
    each(&mut |t| {
        let sign = starting(&t.text).filter(|_| t.role == Role::Note).map(str::to_owned);
        if let (Some(sign), Some(id)) = (sign, t.id.clone()) {
            label(t, &sign);
            if is_star(&sign) {
                starred.push((t.span.start, sign, id));
            } else {
                notes.entry(sign).or_insert(id);
            }
        }
    });
    if !notes.is_empty() || !starred.is_empty() {
        each(&mut |t| references(t, &notes, &starred));
        title(doc);
    }
}

/// The title of the document is what its lines say without the signs of notes in them.
fn title(doc: &mut Document) {
    let Some(title) = &mut doc.meta.title else { return };
    for b in &doc.front {
        let Block::Text(t) = b else { continue };
        let mut plain = t.text.clone();
        let signs = t.marks.iter().filter(|m| matches!(m.kind, MarkKind::NoteReference { .. }));
        for m in signs.clone().rev() {
            plain.replace_range(m.start as usize..m.end as usize, "");
        }
        if t.role == Role::Title && signs.count() > 0 {
            title.text = title.text.replacen(t.text.trim(), plain.trim(), 1);
        }
    }
}

/// Sees texts and headings in the order of the tree.
pub fn visit(blocks: &mut [Block], see: &mut dyn FnMut(&mut Text)) {
    for block in blocks {
        match block {
            Block::Text(t) => see(t),
            Block::Provision(p) => {
                if let Some(h) = &mut p.heading {
                    h.with_text(&mut *see);
                }
                visit(&mut p.blocks, see);
            }
        }
    }
}

/// The marks of a sign at a place: what it is, and the parts of it that are markup.
fn signed(at: usize, sign: &str, kind: MarkKind) -> Vec<Mark> {
    let mark = |start: usize, end: usize, kind| Mark { start: start as u32, end: end as u32, kind };
    let mut out = vec![mark(at, at + sign.len(), kind)];
    let (open, close) = markup(sign);
    if open + close > 0 {
        let end = at + sign.len();
        out.extend([mark(at, at + open, MarkKind::Markup), mark(end - close, end, MarkKind::Markup)]);
    }
    out
}

/// The sign at the start of a note; in Markdown a colon follows, and the lines of a long note are set in.
fn label(t: &mut Text, sign: &str) {
    let mut marks = signed(0, sign, MarkKind::NoteLabel);
    if markup(sign).0 > 0 {
        let rest = &t.text[sign.len()..];
        let after = rest.strip_prefix(':').map_or(rest, |r| r.trim_start_matches(is_space));
        let mut end = t.text.len() - after.len();
        // Where other signs of markup begin before that, they are marked already: those of a tag behind the colon.
        let more =
            t.marks.iter().find(|m| (sign.len()..end).contains(&(m.start as usize)) && m.end as usize > end);
        end = more.map_or(end, |m| m.start as usize);
        if end > sign.len() {
            marks.push(Mark { start: sign.len() as u32, end: end as u32, kind: MarkKind::Markup });
        }
    }
    t.add_marks(marks);
}

fn references(t: &mut Text, notes: &Map<String, Id>, starred: &[(u32, String, Id)]) {
    let next = |sign: &str| {
        let below = starred.partition_point(|(at, ..)| *at <= t.span.start);
        starred[below..].iter().find(|(_, s, _)| s == sign).map(|(.., id)| id)
    };
    let found: Vec<Mark> = signs(&t.text)
        .filter_map(|(at, sign)| {
            let target = notes.get(sign).or_else(|| next(sign))?.clone();
            Some(signed(at, sign, MarkKind::NoteReference { target }))
        })
        .flatten()
        .collect();
    t.add_marks(found);
}
