//! Projections of the tree onto text: the exact source, and plain reading text.

use super::{Document, Event, HeadingPlace, MarkKind, Provision, events};
use crate::text::chars::{is_space, normalise};
use crate::text::hash::sha256;

/// A part of a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// White space that separates blocks.
    Separator(&'a str),
    /// Signs of the source's markup, for example Markdown's `## `.
    Markup(&'a str),
}

/// Splits a lead into separators and markup; together they are the lead.
pub fn lead_pieces(lead: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = lead;
    std::iter::from_fn(move || {
        let space = is_space(rest.chars().next()?);
        let len = rest.find(|c| is_space(c) != space).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(len);
        rest = after;
        Some(if space { Piece::Separator(piece) } else { Piece::Markup(piece) })
    })
}

/// What a provision says before its blocks, in the order of the source; writers that mark the parts walk the same way.
fn opening(p: &Provision, out: &mut String) {
    out.push_str(&p.lead);
    let label = |out: &mut String| {
        if let Some(l) = &p.label {
            out.push_str(&l.text);
            out.push_str(&l.gap);
        }
    };
    match &p.heading {
        Some(h) if h.place == HeadingPlace::Before => {
            out.push_str(&h.text);
            out.push_str(&h.gap);
            label(out);
        }
        Some(h) => {
            label(out);
            out.push_str(&h.text);
            out.push_str(&h.gap);
        }
        None => label(out),
    }
}

/// The decoded source, character for character.
pub fn source_text(doc: &Document) -> String {
    let mut out = String::with_capacity(doc.room());
    events(doc, |e| match e {
        Event::Enter(p) => opening(p, &mut out),
        Event::Text(t) => {
            out.push_str(&t.lead);
            out.push_str(&t.text);
        }
        Event::Leave(_) => {}
    });
    out.push_str(&doc.tail);
    out
}

/// A text in the making that leaves out parts of its source.
struct Unmarked {
    text: String,
    /// Where its stretches stand: places here and in the source.
    places: Vec<(usize, usize)>,
    /// How far the source has been read.
    at: usize,
}

impl Unmarked {
    fn keep(&mut self, s: &str) {
        self.text.push_str(s);
        self.at += s.len();
    }
    fn leave_out(&mut self, len: usize) {
        self.at += len;
        self.places.push((self.text.len(), self.at));
    }
    fn lead(&mut self, s: &str) {
        for piece in lead_pieces(s) {
            match piece {
                Piece::Separator(s) => self.keep(s),
                Piece::Markup(s) => self.leave_out(s.len()),
            }
        }
    }
}

/// The source without the signs of its markup, which only archives keep; and where its stretches stand in the source, as
/// pairs of places here and there.
pub fn unmarked_text(doc: &Document) -> (String, Vec<(usize, usize)>) {
    let mut out = Unmarked { text: String::with_capacity(doc.room()), places: vec![(0, 0)], at: 0 };
    events(doc, |e| match e {
        Event::Enter(p) => {
            out.lead(&p.lead);
            let mut opened = String::new();
            opening(p, &mut opened);
            let rest = &opened[p.lead.len()..];
            let gap = p
                .label
                .as_ref()
                .filter(|_| p.heading.as_ref().is_none_or(|h| h.place != HeadingPlace::Before));
            let label = gap.map_or(0, |l| l.text.len());
            let end = gap.map_or(0, |l| label + l.gap.len());
            out.keep(&rest[..label]);
            out.lead(&rest[label..end]);
            let heading = p.heading.as_ref().map_or(0, |h| h.text.len()).min(rest.len() - end);
            let (heading, tail) =
                rest[end..].split_at(if gap.is_some() { heading } else { rest.len() - end });
            out.keep(heading);
            out.lead(tail);
        }
        Event::Text(t) => {
            out.lead(&t.lead);
            let mut done = 0;
            for m in t.marks.iter().filter(|m| m.kind == MarkKind::Markup) {
                // Signs inside signs are left out with them.
                if m.end as usize <= done {
                    continue;
                }
                out.keep(&t.text[done..m.start as usize]);
                done = m.end as usize;
                out.leave_out(done - m.start as usize);
            }
            out.keep(&t.text[done..]);
        }
        Event::Leave(_) => {}
    });
    out.lead(&doc.tail);
    (out.text, out.places)
}

/// SHA-256 of the source without white space and markup (see [`crate::text::chars::normalise`]).
pub fn normalised_sha256(doc: &Document) -> String {
    sha256(normalise(&unmarked_text(doc).0).as_bytes())
}

/// Plain reading text: a line for every paragraph, labels as written, nothing added.
pub fn plain_text(doc: &Document) -> String {
    let mut out = String::new();
    let mut fresh = true;
    let line = |out: &mut String, fresh: &mut bool| {
        if !*fresh {
            out.push('\n');
        }
        *fresh = false;
    };
    events(doc, |e| match e {
        Event::Enter(p) => {
            if p.label.is_none() && p.heading.is_none() {
                return;
            }
            line(&mut out, &mut fresh);
            let label = p.label.as_ref();
            let gap = |gap: &str| -> String {
                let broken = gap.contains(['\n', '\r']);
                if broken { "　".into() } else { gap.chars().filter(|c| is_space(*c)).collect() }
            };
            match &p.heading {
                Some(h) if h.place == HeadingPlace::Before => {
                    out.push_str(&h.text);
                    out.push('\n');
                    out.extend(label.map(|l| l.text.clone() + &gap(&l.gap)));
                    fresh = true;
                }
                Some(h) => {
                    out.extend(label.map(|l| l.text.clone() + &gap(&l.gap)));
                    out.push_str(&h.text);
                    if h.place == HeadingPlace::RunIn {
                        out.push_str(&h.gap);
                        fresh = true;
                    }
                }
                None => {
                    out.extend(label.map(|l| l.text.clone() + &gap(&l.gap)));
                    fresh = true;
                }
            }
        }
        Event::Text(t) => {
            line(&mut out, &mut fresh);
            out.push_str(&t.readable());
        }
        Event::Leave(_) => fresh = false,
    });
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_split_into_separators_and_markup() {
        assert_eq!(
            lead_pieces("\n\n## ").collect::<Vec<_>>(),
            [Piece::Separator("\n\n"), Piece::Markup("##"), Piece::Separator(" ")]
        );
        assert!(lead_pieces("").next().is_none());
    }
}
