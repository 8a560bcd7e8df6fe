//! The content of one element as a flat run of pieces: what the writer put there, in order.

use crate::ir::{Id, MarkKind};
use crate::text::xml::{Element, Node};
use std::borrow::Cow;

/// A piece of content.
pub enum Piece<'a> {
    /// Separators and source markup.
    Separator(Cow<'a, str>),
    /// A label with a number.
    Number(&'a Element<'a>, Cow<'a, str>),
    /// A label without one.
    Marker(Cow<'a, str>),
    /// A heading inside a paragraph.
    Heading(Cow<'a, str>),
    /// Characters.
    Text(Cow<'a, str>),
    /// A mark begins.
    Begin(MarkKind),
    /// It ends.
    End,
    /// A list, a paragraph, a table or a note inside something else.
    Block(&'a Element<'a>),
    /// What follows the last table of a document.
    Tail(Cow<'a, str>),
    /// The issuing body or the place of a dateline, and its length in bytes.
    Name(&'a Element<'a>, Cow<'a, str>),
}

/// An element that does not belong here: where, and its name.
pub type Unexpected = (usize, String);

/// The character of a `g`: its reference names the code point.
fn glyph(e: &Element) -> String {
    let code = e.attribute("ref").and_then(|r| r.strip_prefix("#u"));
    code.and_then(|hex| u32::from_str_radix(hex, 16).ok())
        .and_then(char::from_u32)
        .map_or_else(|| e.text(), String::from)
}

/// The string value of an element, with the characters that `g` elements stand for.
pub fn string_value<'a>(e: &'a Element<'a>) -> Cow<'a, str> {
    if let [Node::Text(t)] = e.children.as_slice() {
        return Cow::Borrowed(t);
    }
    let mut out = String::new();
    for node in &e.children {
        match node {
            Node::Text(t) => out.push_str(t),
            Node::Element(g) if g.name == "g" => out.push_str(&glyph(g)),
            Node::Element(other) => out.push_str(&string_value(other)),
        }
    }
    Cow::Owned(out)
}

fn mark(e: &Element) -> Option<MarkKind> {
    let attribute = |name| e.attribute(name).map(str::to_owned);
    Some(match e.name.as_str() {
        "date" => match (attribute("when"), attribute("from"), attribute("to")) {
            (Some(when), ..) => MarkKind::Date { when, to: None },
            (None, Some(when), to) => MarkKind::Date { when, to },
            _ => return None,
        },
        "term" => MarkKind::Term,
        "ref" => {
            let target = Id(attribute("target")?.strip_prefix('#')?.to_owned());
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

/// The pieces of an element.
pub fn pieces<'a>(e: &'a Element<'a>) -> Result<Vec<Piece<'a>>, Unexpected> {
    let mut out = vec![];
    read(e, &mut out)?;
    Ok(out)
}

fn read<'a>(e: &'a Element<'a>, out: &mut Vec<Piece<'a>>) -> Result<(), Unexpected> {
    for node in &e.children {
        let e = match node {
            Node::Text(t) => {
                push_text(Cow::Borrowed(t), out);
                continue;
            }
            Node::Element(e) => e,
        };
        match (e.name.as_str(), e.attribute("type")) {
            ("g", _) => push_text(Cow::Owned(glyph(e)), out),
            ("seg", Some("sep")) if e.attribute("subtype") == Some("end") => {
                out.push(Piece::Tail(string_value(e)));
            }
            ("seg", Some("sep" | "markup")) if e.attribute("subtype").is_none() => match out.last_mut() {
                Some(Piece::Separator(s)) => s.to_mut().push_str(&string_value(e)),
                _ => out.push(Piece::Separator(string_value(e))),
            },
            ("seg", Some("marker")) => out.push(Piece::Marker(string_value(e))),
            ("seg", Some("heading")) => out.push(Piece::Heading(string_value(e))),
            ("num", _) => out.push(Piece::Number(e, string_value(e))),
            ("list" | "p" | "table" | "note", _) => out.push(Piece::Block(e)),
            ("orgName" | "placeName", _) => out.push(Piece::Name(e, string_value(e))),
            _ => {
                let kind = mark(e).ok_or_else(|| (e.at, e.name.to_string()))?;
                out.push(Piece::Begin(kind));
                read(e, out)?;
                out.push(Piece::End);
            }
        }
    }
    Ok(())
}

fn push_text<'a>(t: Cow<'a, str>, out: &mut Vec<Piece<'a>>) {
    match out.last_mut() {
        Some(Piece::Text(last)) => last.to_mut().push_str(&t),
        _ => out.push(Piece::Text(t)),
    }
}
