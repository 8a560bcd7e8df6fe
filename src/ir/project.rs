//! Projections of the tree onto text: the exact source, and plain reading text.

use super::{
    Block, Document, Event, Heading, HeadingPlace, Id, Label, Mark, MarkKind, Provision, Role, Text, events,
    walk,
};
use crate::text::Span;
use crate::text::chars::{is_space, normalise, normalise_into};
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
    /// Whether the signs of notes are kept.
    signs: bool,
    /// How what is kept is added.
    add: fn(&mut String, &str),
}

impl Unmarked {
    fn keep(&mut self, s: &str) {
        (self.add)(&mut self.text, s);
        self.at += s.len();
    }
    fn leave_out(&mut self, len: usize) {
        self.at += len;
        self.places.push((self.text.len(), self.at));
    }
    fn marked(&mut self, text: &str, marks: &[Mark]) {
        let mut done = 0;
        let signs = self.signs;
        for m in marks.iter().filter(|m| m.kind == MarkKind::Markup || !signs && is_sign(&m.kind)) {
            // Signs inside signs are left out with them.
            if m.end as usize <= done {
                continue;
            }
            self.keep(&text[done..m.start as usize]);
            done = m.end as usize;
            self.leave_out(done - m.start as usize);
        }
        self.keep(&text[done..]);
    }
    fn label(&mut self, label: Option<&Label>) {
        if let Some(l) = label {
            self.marked(&l.text, &l.marks);
            self.lead(&l.gap);
        }
    }
    fn heading(&mut self, h: &Heading) {
        self.marked(&h.text, &h.marks);
        self.lead(&h.gap);
    }
    fn lead(&mut self, s: &str) {
        // Nearly all are line ends.
        if matches!(s, "" | "\n" | "\n\n" | "\u{3000}") {
            return self.keep(s);
        }
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
    unmarked(doc, true, String::push_str)
}

/// The same without the signs of notes, for formats that write them in their own way.
pub fn signless_text(doc: &Document) -> (String, Vec<(usize, usize)>) {
    unmarked(doc, false, String::push_str)
}

/// Whether a mark is the sign of a note.
const fn is_sign(kind: &MarkKind) -> bool {
    matches!(kind, MarkKind::NoteReference { .. } | MarkKind::NoteLabel)
}

fn unmarked(doc: &Document, signs: bool, add: fn(&mut String, &str)) -> (String, Vec<(usize, usize)>) {
    let mut out =
        Unmarked { text: String::with_capacity(doc.room()), places: vec![(0, 0)], at: 0, signs, add };
    events(doc, |e| match e {
        Event::Enter(p) => {
            out.lead(&p.lead);
            let before = p.heading.as_ref().is_some_and(|h| h.place == HeadingPlace::Before);
            if !before {
                out.label(p.label.as_deref());
            }
            if let Some(h) = &p.heading {
                out.heading(h);
            }
            if before {
                out.label(p.label.as_deref());
            }
        }
        Event::Text(t) => {
            out.lead(&t.lead);
            out.marked(&t.text, &t.marks);
        }
        Event::Leave(_) => {}
    });
    out.lead(&doc.tail);
    (out.text, out.places)
}

/// A document without the notes that stand elsewhere in a format, and what those say without their signs, which stand
/// where the text refers to them.
pub fn notes_apart(doc: &Document, elsewhere: impl Fn(&Id) -> bool) -> (Document, Vec<(Id, Span, String)>) {
    fn take(blocks: &mut Vec<Block>, elsewhere: &impl Fn(&Id) -> bool, out: &mut Vec<(Id, Span, String)>) {
        blocks.retain_mut(|b| match b {
            Block::Text(t) => {
                let id = t.id.as_ref().filter(|id| t.role == Role::Note && elsewhere(id));
                out.extend(id.map(|id| (id.clone(), t.span, unsigned(t))));
                id.is_none()
            }
            Block::Provision(p) => {
                take(&mut p.blocks, elsewhere, out);
                true
            }
        });
    }
    let (mut without, mut notes) = (doc.clone(), vec![]);
    for part in [&mut without.front, &mut without.body, &mut without.back] {
        take(part, &elsewhere, &mut notes);
    }
    (without, notes)
}

/// The text of a note without its sign and signs of markup.
fn unsigned(t: &Text) -> String {
    let sign = |m: &&Mark| matches!(m.kind, MarkKind::Markup | MarkKind::NoteLabel);
    let (mut out, mut done) = (String::new(), 0);
    for m in t.marks.iter().filter(sign) {
        out.push_str(t.text.get(done..m.start as usize).unwrap_or_default());
        done = done.max(m.end as usize);
    }
    out.push_str(t.text.get(done..).unwrap_or_default());
    out
}

/// SHA-256 of a text without white space, and of notes that stand apart from it, in no order of their own.
pub fn sha256_apart<'a>(text: &str, notes: impl Iterator<Item = &'a str>) -> String {
    let mut notes: Vec<String> = notes.map(normalise).collect();
    notes.sort_unstable();
    sha256((normalise(text) + &notes.concat()).as_bytes())
}

/// SHA-256 of the source without white space and markup (see [`crate::text::chars::normalise`]).
pub fn normalised_sha256(doc: &Document) -> String {
    sha256(unmarked(doc, true, normalise_into).0.as_bytes())
}

/// Takes plain reading text as it comes.
pub trait Lines<'a> {
    /// Ends a line, and begins the next one.
    fn end_line(&mut self);
    /// Some words of the line, and whose they are.
    fn say(&mut self, words: &str, whose: Whose<'a>);
}

impl Lines<'_> for String {
    fn end_line(&mut self) {
        self.push('\n');
    }
    fn say(&mut self, words: &str, _: Whose) {
        self.push_str(words);
    }
}

/// Where words of plain reading text come from.
#[derive(Clone, Copy, Debug)]
pub struct Whose<'a> {
    /// The innermost provision around them.
    pub provision: Option<&'a Provision>,
    /// The paragraph that they are; none for labels and headings.
    pub text: Option<&'a Text>,
    /// Their place in the source; none for the space behind a label.
    pub span: Option<Span>,
}

/// Plain reading text of some blocks: a line for every paragraph, labels as written, nothing added. A line has an end
/// where another one follows.
pub fn read_aloud<'a>(blocks: &'a [Block], out: &mut impl Lines<'a>) {
    Aloud::default().read(blocks, out);
}

/// Reads aloud, block after block.
#[derive(Default)]
struct Aloud<'a> {
    /// The provisions that are open.
    open: Vec<&'a Provision>,
    line: Line,
}

/// How far a line has come.
#[derive(Default, PartialEq, Eq)]
enum Line {
    /// Nothing was said yet.
    #[default]
    Empty,
    /// The next words go on with it.
    Open,
    /// The next words begin another one.
    Ended,
}

impl<'a> Aloud<'a> {
    fn read(&mut self, blocks: &'a [Block], out: &mut impl Lines<'a>) {
        walk(blocks, &mut |e| match e {
            Event::Enter(p) => {
                // A chapter without a heading does not share its line with an article.
                if self.line == Line::Open && self.open.last().is_some_and(|o| o.level.is_container()) {
                    self.line = Line::Ended;
                }
                self.open.push(p);
                if p.label.is_some() || p.heading.is_some() {
                    self.line(out);
                    self.head(p, out);
                }
            }
            Event::Text(t) => {
                self.line(out);
                let whose = Whose { provision: self.open.last().copied(), text: Some(t), span: Some(t.span) };
                out.say(&t.readable(), whose);
            }
            Event::Leave(_) => {
                self.open.pop();
                self.line = Line::Ended;
            }
        });
    }

    fn line(&mut self, out: &mut impl Lines<'a>) {
        if std::mem::replace(&mut self.line, Line::Ended) == Line::Ended {
            out.end_line();
        }
    }

    /// Label and heading.
    fn head(&mut self, p: &'a Provision, out: &mut impl Lines<'a>) {
        let whose = |span| Whose { provision: Some(p), text: None, span };
        let before = p.heading.as_ref().filter(|h| h.place == HeadingPlace::Before);
        if let Some(h) = before {
            out.say(&h.readable(), whose(Some(h.span)));
            out.end_line();
        }
        if let Some(l) = &p.label {
            out.say(&l.readable(), whose(Some(l.span)));
            let gap: String = if l.gap.is_empty() || l.gap.contains(['\n', '\r']) {
                p.label_space().into()
            } else {
                l.gap.chars().filter(|c| is_space(*c)).collect()
            };
            out.say(&gap, whose(None));
        }
        self.line = Line::Open;
        if let Some(h) = p.heading.as_ref().filter(|_| before.is_none()) {
            out.say(&h.readable(), whose(Some(h.span)));
            match h.place {
                HeadingPlace::RunIn if h.gap.is_empty() => out.say(p.heading_space(), whose(None)),
                HeadingPlace::RunIn => out.say(&h.gap, whose(None)),
                _ => self.line = Line::Ended,
            }
        }
    }
}

/// Plain reading text of a document: a line for every paragraph, labels as written, nothing added.
pub fn plain_text(doc: &Document) -> String {
    let mut out = String::new();
    let mut aloud = Aloud::default();
    for part in [&doc.front, &doc.body, &doc.back] {
        aloud.read(part, &mut out);
    }
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
