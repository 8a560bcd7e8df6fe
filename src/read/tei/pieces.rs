//! The content of one element as a flat run of pieces: what the writer put there, in order.

use crate::ir::{Id, MarkKind};
use crate::xml::{Children, Element, Node};
use std::borrow::Cow;

/// A piece of content.
pub enum Piece<'t> {
    /// Separators or source markup.
    Separator(Cow<'t, str>),
    /// A label with a number.
    Number(Element<'t>, Cow<'t, str>),
    /// A label without one.
    Marker(Cow<'t, str>),
    /// A heading inside a paragraph.
    Heading(Cow<'t, str>),
    /// Characters.
    Text(Cow<'t, str>),
    /// A mark begins.
    Begin(MarkKind),
    /// It ends.
    End,
    /// A list, a paragraph, a table or a note inside something else.
    Block(Element<'t>),
    /// What follows the last table of a document.
    Tail(Cow<'t, str>),
    /// The issuing body or the place of a dateline.
    Name(Element<'t>, Cow<'t, str>),
    /// An element that does not belong here.
    Unknown(Element<'t>),
}

/// An element that does not belong here: where, and its name.
pub type Unexpected = (usize, String);

/// The character of a `g`: its reference names the code point.
fn glyph(e: Element) -> String {
    let code = e.attribute("ref").and_then(|r| r.strip_prefix("#u"));
    code.and_then(|hex| u32::from_str_radix(hex, 16).ok())
        .and_then(char::from_u32)
        .map_or_else(|| e.text(), String::from)
}

/// The string value of an element, with the characters that `g` elements stand for.
pub fn string_value(e: Element) -> Cow<str> {
    let mut children = e.children();
    let first = match children.next() {
        None => return Cow::Borrowed(""),
        Some(Node::Text(t)) if children.clone().next().is_none() => return Cow::Borrowed(t),
        Some(first) => first,
    };
    let mut out = String::new();
    for node in std::iter::once(first).chain(children) {
        match node {
            Node::Text(t) => out.push_str(t),
            Node::Element(g) if g.name() == "g" => out.push_str(&glyph(g)),
            Node::Element(other) => out.push_str(&string_value(other)),
        }
    }
    Cow::Owned(out)
}

fn mark(e: Element) -> Option<MarkKind> {
    let attribute = |name| e.attribute(name).map(str::to_owned);
    Some(match e.name() {
        "date" => match (attribute("when"), attribute("from"), attribute("to")) {
            (Some(when), ..) => MarkKind::Date { when, to: None },
            (None, Some(when), to) => MarkKind::Date { when, to },
            _ => return None,
        },
        "term" => MarkKind::Term,
        "ref" => {
            let target = Id(e.attribute("target")?.strip_prefix('#')?.to_owned());
            match e.attribute("type") {
                Some("note") => MarkKind::NoteReference { target },
                _ => MarkKind::Reference { target },
            }
        }
        "hi" => MarkKind::Emphasis,
        "seg" => match e.attribute("type")? {
            "label" => MarkKind::NoteLabel,
            "markup" => MarkKind::Markup,
            _ => return None,
        },
        "row" => MarkKind::Row { header: e.attribute("role") == Some("label") },
        "cell" => MarkKind::Cell,
        "head" => MarkKind::Caption,
        _ => return None,
    })
}

/// The pieces of an element, from the front; the next one can be looked at before it is taken.
pub struct Pieces<'t> {
    /// What follows inside the innermost open mark.
    content: Children<'t>,
    /// What follows it inside the marks around it, innermost last.
    around: Vec<Children<'t>>,
    /// The piece that was looked at.
    peeked: Option<Piece<'t>>,
    /// Pieces that come before the rest, the next one last.
    queued: Vec<Piece<'t>>,
}

impl<'t> Pieces<'t> {
    /// The pieces of an element.
    pub const fn new(e: Element<'t>) -> Self {
        Self { content: e.children(), around: vec![], peeked: None, queued: vec![] }
    }

    /// The pieces of a table. What stands before it is in its caption or its first cell, and comes first here.
    pub fn of_table(e: Element<'t>) -> Self {
        let mut p = Self::new(e);
        let mut opening = vec![];
        while let Some(begin) = p.next_if(|p| matches!(p, Piece::Begin(_))) {
            opening.push(begin);
        }
        let mut lead = vec![];
        while let Some(separator) = p.next_if(|p| matches!(p, Piece::Separator(_))) {
            lead.push(separator);
        }
        opening.reverse();
        lead.reverse();
        p.queued.extend(p.peeked.take().into_iter().chain(opening).chain(lead));
        p
    }

    /// The next piece, which stays.
    pub fn peek(&mut self) -> Option<&Piece<'t>> {
        if self.peeked.is_none() {
            self.peeked = self.next();
        }
        self.peeked.as_ref()
    }

    /// The next piece, if it is such a one.
    pub fn next_if(&mut self, wanted: impl Fn(&Piece) -> bool) -> Option<Piece<'t>> {
        if self.peek().is_some_and(wanted) { self.peeked.take() } else { None }
    }

    /// The beginning of a mark, whose content follows.
    fn begin(&mut self, e: Element<'t>) -> Piece<'t> {
        let Some(kind) = mark(e) else { return Piece::Unknown(e) };
        self.around.push(std::mem::replace(&mut self.content, e.children()));
        Piece::Begin(kind)
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        if let Some(piece) = self.peeked.take().or_else(|| self.queued.pop()) {
            return Some(piece);
        }
        let e = match self.content.next() {
            Some(Node::Text(t)) => return Some(Piece::Text(Cow::Borrowed(t))),
            Some(Node::Element(e)) => e,
            None => {
                self.content = self.around.pop()?;
                return Some(Piece::End);
            }
        };
        Some(match e.name() {
            "g" => Piece::Text(Cow::Owned(glyph(e))),
            "seg" if e.attribute("subtype").is_none() => match e.attribute("type") {
                Some("sep" | "markup") => Piece::Separator(string_value(e)),
                Some("marker") => Piece::Marker(string_value(e)),
                Some("heading") => Piece::Heading(string_value(e)),
                _ => self.begin(e),
            },
            "seg" if e.attribute("type") == Some("sep") && e.attribute("subtype") == Some("end") => {
                Piece::Tail(string_value(e))
            }
            "num" => Piece::Number(e, string_value(e)),
            "list" | "p" | "table" | "note" => Piece::Block(e),
            "orgName" | "placeName" => Piece::Name(e, string_value(e)),
            _ => self.begin(e),
        })
    }
}
