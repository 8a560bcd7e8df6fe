//! Sentences: their text with ruby, lines beside it, raised and lowered signs.

use super::body::Told;
use crate::ir::MarkKind;
use crate::read::grow::Inline;
use crate::xml::{Element, Node};

/// The text of an element in a line; columns stand apart.
pub fn inline(e: Element, told: &mut Told) -> Inline {
    let mut out = Inline::default();
    content(e, &mut out, told);
    out
}

/// The text of an element without the readings above its words.
pub fn readable(e: Element) -> String {
    let mut out = Inline::default();
    for node in e.children() {
        match node {
            Node::Text(t) => out.flow(t),
            Node::Element(c) if c.name() == "Rt" => {}
            Node::Element(c) => out.push(&readable(c)),
        }
    }
    out.text
}

fn content(e: Element, out: &mut Inline, told: &mut Told) {
    for node in e.children() {
        match node {
            Node::Text(t) => out.flow(t),
            Node::Element(c) => phrase(c, out, told),
        }
    }
}

fn phrase(e: Element, out: &mut Inline, told: &mut Told) {
    let mark = match e.name() {
        "Ruby" => return ruby(e, out, told),
        "Fig" => {
            told.pictures += 1;
            return;
        }
        "Column" => {
            if !out.text.is_empty() {
                out.column();
            }
            return content(e, out, told);
        }
        "Line" if e.attribute("Style") != Some("none") => Some(MarkKind::Underline),
        "Sup" => Some(MarkKind::Superscript),
        "Sub" => Some(MarkKind::Subscript),
        "Line" | "Sentence" | "QuoteStruct" | "ArithFormula" | "Rt" => None,
        name => {
            told.element(name);
            None
        }
    };
    if let Some(kind) = mark {
        out.begin(kind);
        content(e, out, told);
        out.end();
    } else {
        content(e, out, told);
    }
}

/// Words with their readings: each reading belongs to what stands before it.
fn ruby(e: Element, out: &mut Inline, told: &mut Told) {
    let mut base = Inline::default();
    for node in e.children() {
        match node {
            Node::Text(t) => base.flow(t),
            Node::Element(c) if c.name() == "Rt" => {
                let reading = readable(c);
                let base = std::mem::take(&mut base);
                if base.is_blank() || reading.is_empty() {
                    out.push("");
                    out.append(&base);
                    out.push(&reading);
                    continue;
                }
                out.push("");
                out.begin(MarkKind::Ruby);
                out.append(&base);
                out.marked(&reading, MarkKind::RubyText);
                out.end();
            }
            Node::Element(c) => phrase(c, &mut base, told),
        }
    }
    out.append(&base);
}
