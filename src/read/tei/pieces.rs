//! The content of one element as a flat run of pieces: what the writer put there, in order.

use crate::ir::{CellAlign, ENCODED, Id, MarkKind, Rule, Scope};
use crate::xml::{Children, Element, Node};
use std::borrow::Cow;

/// A piece of content.
pub enum Piece<'t> {
    /// Separators or source markup.
    Separator(Cow<'t, str>),
    /// A label with a number.
    Number(Element<'t>, Cow<'t, str>),
    /// A label without one.
    Marker(Element<'t>, Cow<'t, str>),
    /// A heading inside a paragraph.
    Heading(Element<'t>, Cow<'t, str>),
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

/// The mark that an element is, with those on the same range; none for one that only stands around text.
fn marks(e: Element) -> Option<Vec<MarkKind>> {
    let attribute = |name| e.attribute(name).map(str::to_owned);
    Some(vec![match e.name() {
        "date" => match (attribute("when"), attribute("from"), attribute("to")) {
            (Some(when), ..) => MarkKind::Date { when, to: None, inferred: inferred(e) },
            (None, Some(when), to) => MarkKind::Date { when, to, inferred: inferred(e) },
            _ => return None,
        },
        "term" => match e.attribute("ref").and_then(|r| r.strip_prefix('#')) {
            Some(term) => MarkKind::TermUse { term: Id(term.to_owned()) },
            None => MarkKind::Term,
        },
        "ref" if e.attribute("type") == Some("external") => MarkKind::Link { target: attribute("target")? },
        "ref" => {
            let rule = e.attribute("subtype").and_then(Rule::named);
            if let Some(act) = e.attribute("cRef") {
                let (title, pinpoint) = act.rsplit_once('#').unwrap_or((act, ""));
                let pinpoint = Some(pinpoint.to_owned()).filter(|p| !p.is_empty());
                return Some(vec![MarkKind::Citation {
                    title: title.to_owned(),
                    pinpoint,
                    rule,
                    sibling: None,
                }]);
            }
            let mut targets = e.attribute("target")?.split(' ').filter_map(|t| t.strip_prefix('#'));
            let target = Id(targets.next()?.to_owned());
            match e.attribute("type") {
                Some("note") => MarkKind::NoteReference { target },
                _ => MarkKind::Reference { target, more: targets.map(|t| Id(t.to_owned())).collect(), rule },
            }
        }
        "hi" => match e.attribute("rend") {
            Some("sep") => MarkKind::Break,
            Some("markup") => MarkKind::Markup,
            rend => MarkKind::of_tei("hi", rend)?,
        },
        "seg" => match e.attribute("type")? {
            "label" => MarkKind::NoteLabel,
            "markup" => MarkKind::Markup,
            _ => return None,
        },
        "foreign" => MarkKind::Language { tag: attribute("xml:lang")? },
        // What these name stands beside the text: whoever reads the file puts it in place.
        "formula" => MarkKind::Math { mathml: attribute("corresp").unwrap_or_default() },
        "figure" => {
            MarkKind::Image { media: e.child("graphic").and_then(|g| g.attribute("url")).map(str::to_owned) }
        }
        "graphic" | "figDesc" | "rb" => return Some(vec![]),
        "row" => MarkKind::Row { header: e.attribute("role") == Some("label") },
        "cell" => return Some(cell(e)),
        "head" => MarkKind::Caption,
        other if ENCODED.contains(&other) => encoded(e),
        other => MarkKind::of_tei(other, e.attribute("rend"))?,
    }])
}

/// Whether the year of a date stands elsewhere.
fn inferred(e: Element) -> bool {
    e.attribute("evidence") == Some("conjecture")
}

/// What a person marked.
pub fn encoded(e: Element) -> MarkKind {
    let attributes = e.attributes().filter(|(key, _)| !key.starts_with("xmlns"));
    MarkKind::Encoded {
        element: e.name().to_owned(),
        attributes: attributes.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
    }
}

/// A cell, with what its attributes say of it.
fn cell(e: Element) -> Vec<MarkKind> {
    let count = |name| e.attribute(name).and_then(|n| n.parse().ok()).unwrap_or(1);
    let (rows, columns) = (count("rows"), count("cols"));
    let mut out = vec![MarkKind::Cell];
    if (rows, columns) != (1, 1) {
        out.push(MarkKind::CellSpan { rows, columns });
    }
    for rend in e.attribute("rend").unwrap_or("").split(' ') {
        let scope = [Scope::Column, Scope::Row].into_iter().find(|s| rend == format!("scope-{}", s.name()));
        out.extend(scope.map(|scope| MarkKind::CellHead { scope }));
        let align = CellAlign::ALL.into_iter().find(|a| rend == format!("align-{}", a.name()));
        out.extend(align.map(|align| MarkKind::CellAlign { align }));
    }
    out
}

/// The pieces of an element, from the front; the next one can be looked at before it is taken.
pub struct Pieces<'t> {
    /// What follows inside the innermost open mark.
    content: Children<'t>,
    /// What follows it inside the elements around it, innermost last, and how many marks end before that.
    around: Vec<(Children<'t>, usize)>,
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

    /// The beginning of an element, whose content follows.
    fn begin(&mut self, e: Element<'t>) -> Option<Piece<'t>> {
        let Some(kinds) = marks(e) else { return Some(Piece::Unknown(e)) };
        self.around.push((std::mem::replace(&mut self.content, e.children()), kinds.len()));
        let mut pieces = kinds.into_iter().map(Piece::Begin).rev();
        let first = pieces.next_back();
        self.queued.extend(pieces);
        first
    }

    /// The end of the innermost element; none where nothing is open.
    fn leave(&mut self) -> Option<()> {
        let (content, marks) = self.around.pop()?;
        self.content = content;
        self.queued.extend((0..marks).map(|_| Piece::End));
        Some(())
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            if let Some(piece) = self.peeked.take().or_else(|| self.queued.pop()) {
                return Some(piece);
            }
            let e = match self.content.next() {
                Some(Node::Text(t)) => return Some(Piece::Text(Cow::Borrowed(t))),
                Some(Node::Element(e)) => e,
                None => {
                    self.leave()?;
                    continue;
                }
            };
            let piece = match e.name() {
                "g" => Some(Piece::Text(Cow::Owned(glyph(e)))),
                "seg" if e.attribute("subtype").is_none() => match e.attribute("type") {
                    Some("sep" | "markup") => Some(Piece::Separator(string_value(e))),
                    Some("marker") => Some(Piece::Marker(e, string_value(e))),
                    Some("heading") => Some(Piece::Heading(e, string_value(e))),
                    _ => self.begin(e),
                },
                "seg" if e.attribute("type") == Some("sep") && e.attribute("subtype") == Some("end") => {
                    Some(Piece::Tail(string_value(e)))
                }
                "num" => Some(Piece::Number(e, string_value(e))),
                "list" | "p" | "table" | "note" => Some(Piece::Block(e)),
                "orgName" | "placeName" => Some(Piece::Name(e, string_value(e))),
                _ => self.begin(e),
            };
            if piece.is_some() {
                return piece;
            }
        }
    }
}
