//! What stands inside of a paragraph: text with marks, signs of notes with the notes that stand there.

use super::names::{SAID, TOLD_BLOCKS, WRAPPERS, is_phrase, level};
use crate::ir::{Id, MarkKind, is_language, uri};
use crate::pack::akn::id_of;
use crate::read::grow::Inline;
use crate::xml::{Element, Node};
use std::collections::BTreeSet;

/// A reader of paragraphs.
#[derive(Default)]
pub struct Reader<'t> {
    /// Whether the file is ours: its white space is that of the text.
    pub own: bool,
    /// Names of elements whose meaning is not kept.
    pub unknown: BTreeSet<String>,
    /// Notes that were met: what the file calls them, their signs and texts.
    pub notes: Vec<(String, Inline)>,
    /// Notes that stand apart from the text and that nothing has led to yet, by what they are called.
    pub kept: Vec<(String, Element<'t>)>,
    /// Counts notes that the file does not name.
    pub nameless: usize,
}

impl<'t> Reader<'t> {
    /// Tells a block that is not known, or whose meaning has no place in the tree.
    pub fn told(&mut self, e: Element) {
        let known = WRAPPERS.contains(&e.name())
            || level(e.name(), false).is_some()
            || is_phrase(e.name())
            || matches!(e.name(), "table" | "tr" | "td" | "th");
        if !known || !self.own && TOLD_BLOCKS.contains(&e.name()) {
            self.unknown.insert(e.name().to_owned());
        }
    }

    /// The text of an element.
    pub fn inline(&mut self, e: Element<'t>) -> Inline {
        let mut out = Inline::default();
        self.content(e, &mut out);
        out
    }

    pub fn content(&mut self, e: Element<'t>, out: &mut Inline) {
        for node in e.children() {
            match node {
                Node::Text(t) if self.own => out.push(t),
                Node::Text(t) => out.flow(t),
                Node::Element(c) => self.phrase(c, out),
            }
        }
    }

    /// What stands in a line; what it means and has no mark for is told.
    pub fn phrase(&mut self, e: Element<'t>, out: &mut Inline) {
        let href = e.attribute("href").unwrap_or("");
        let refers = e.attribute("refersTo").unwrap_or("");
        let kind = match e.name() {
            "authorialNote" => {
                let name = e.attribute("eId").map_or_else(|| self.nameless(), str::to_owned);
                let sign = e.attribute("marker").unwrap_or("*");
                return self.note(e, name, sign, out);
            }
            "noteRef" => {
                let name = href.trim_start_matches('#');
                let sign = e.attribute("marker").unwrap_or("");
                return if let Some(k) = self.kept.iter().position(|(n, _)| n == name) {
                    let (name, note) = self.kept.remove(k);
                    let sign = Some(sign).filter(|s| !s.is_empty()).or_else(|| note.attribute("marker"));
                    self.note(note, name, sign.unwrap_or("*"), out);
                } else {
                    let target = Id(name.to_owned());
                    out.marked(sign, MarkKind::NoteReference { target });
                };
            }
            "br" | "eol" => {
                return if self.own { out.push("\n") } else { out.flow(" ") };
            }
            "img" => {
                self.unknown.insert("img".to_owned());
                return out.push(e.attribute("alt").unwrap_or(""));
            }
            "a" => uri(href).map(|target| MarkKind::Link { target }),
            "ref" => reference(href),
            "date" => e.attribute("date").filter(|d| d.len() == 10).map(|when| MarkKind::Date {
                when: when.to_owned(),
                to: None,
                inferred: false,
            }),
            "def" => Some(MarkKind::Term),
            "term" if self.own => {
                let term = Id(refers.trim_start_matches('#').replace('_', "-"));
                Some(MarkKind::TermUse { term })
            }
            "span" => e
                .attribute("xml:lang")
                .filter(|tag| is_language(tag))
                .map(|tag| MarkKind::Language { tag: tag.to_owned() }),
            name => MarkKind::of_element(|form| form.akn, name, |key| e.attribute(key)),
        };
        let marked = kind.is_some();
        let said = marked || if self.own { is_phrase(e.name()) } else { SAID.contains(&e.name()) };
        // A wrapper of runs that says nothing of them.
        let plain = e.name() == "span" && e.attributes().next().is_none();
        if !said && !plain {
            self.unknown.insert(e.name().to_owned());
        }
        // What would be a block elsewhere is no part of a word.
        let block = |name| matches!(name, "table" | "tr" | "td" | "th") || level(name, false).is_some();
        let apart = !is_phrase(e.name()) && (block(e.name()) || WRAPPERS.contains(&e.name()));
        if apart {
            out.flow(" ");
        }
        if let Some(kind) = kind {
            out.begin(kind);
        }
        for (place, quote) in [(true, "startQuote"), (false, "endQuote")] {
            if !place {
                self.content(e, out);
            }
            if let Some(sign) = e.attribute(quote).filter(|_| !self.own) {
                out.push(sign);
            }
        }
        if marked {
            out.end();
        }
        if apart {
            out.flow(" ");
        }
    }

    fn nameless(&mut self) -> String {
        self.nameless += 1;
        format!("nameless-{}", self.nameless)
    }

    /// A note where the text refers to it: it stands behind the paragraph.
    fn note(&mut self, e: Element<'t>, name: String, sign: &str, out: &mut Inline) {
        out.marked(sign, MarkKind::NoteReference { target: Id(name.clone()) });
        let mut note = Inline::default();
        note.marked(sign, MarkKind::NoteLabel);
        if sign.ends_with(char::is_alphanumeric) {
            note.marked(" ", MarkKind::Markup);
        }
        let mut begun = false;
        for node in e.children() {
            match node {
                Node::Text(t) if self.own => note.push(t),
                Node::Text(t) => note.flow(t),
                Node::Element(c) if is_phrase(c.name()) => self.phrase(c, &mut note),
                Node::Element(p) => {
                    if std::mem::replace(&mut begun, true) {
                        note.push("\n");
                    }
                    self.told(p);
                    let own = self.inline(p);
                    note.append(&own);
                }
            }
        }
        self.notes.push((name, note));
    }
}

/// A reference: to a provision of the file by its name there, or to another act as this program writes its address.
fn reference(href: &str) -> Option<MarkKind> {
    if let Some(target) = href.strip_prefix('#').filter(|t| !t.is_empty()) {
        return Some(MarkKind::Reference { target: Id(target.to_owned()), more: vec![], rule: None });
    }
    let (act, part) = href.split_once('#').map_or((href, None), |(act, part)| (act, Some(part)));
    let title = act.split_once("/act/~")?.1;
    let title = decoded(title)?;
    Some(MarkKind::Citation { title, pinpoint: part.map(id_of), rule: None, sibling: None })
}

/// A part of an address as text (RFC 3986, 2.1).
fn decoded(s: &str) -> Option<String> {
    let mut out = vec![];
    let mut bytes = s.bytes();
    while let Some(b) = bytes.next() {
        if b == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            out.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            out.push(b);
        }
    }
    String::from_utf8(out).ok()
}
