//! A small XML tree: what the finish pass edits. Text and attribute values are kept as they stand, escaped.

use super::legal::escaped;
use crate::finding::Words;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::borrow::Cow;

/// An element of a part that it borrows from.
#[derive(Clone, Debug, Default)]
pub struct Element<'a> {
    /// Its name, with prefix.
    pub name: Cow<'a, str>,
    /// Attributes, values escaped.
    pub attributes: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Content.
    pub children: Vec<Child<'a>>,
}

/// An element or text.
#[derive(Clone, Debug)]
pub enum Child<'a> {
    /// An element.
    Element(Element<'a>),
    /// Text, escaped.
    Text(Cow<'a, str>),
}

impl Element<'_> {
    /// An element with attributes, whose values are escaped here.
    pub fn new(name: &'static str, attributes: &[(&'static str, &str)]) -> Self {
        let attributes = attributes.iter().map(|(k, v)| (Cow::Borrowed(*k), escaped(v).into_owned().into()));
        Self { name: name.into(), attributes: attributes.collect(), children: vec![] }
    }
    /// An element with text only, which is escaped here.
    pub fn leaf(name: &'static str, attributes: &[(&'static str, &str)], text: &str) -> Self {
        let text = Child::Text(escaped(text).into_owned().into());
        Self { children: vec![text], ..Self::new(name, attributes) }
    }
    /// An attribute's value, escaped.
    pub fn attribute(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_ref())
    }
    /// Sets an attribute.
    pub fn set(&mut self, key: &'static str, value: &str) {
        let value = escaped(value).into_owned().into();
        match self.attributes.iter_mut().find(|(k, _)| k == key) {
            Some((_, v)) => *v = value,
            None => self.attributes.push((key.into(), value)),
        }
    }
    /// A child of a name, if there is one.
    pub fn child_named(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|c| match c {
            Child::Element(e) if e.name == name => Some(e),
            _ => None,
        })
    }
    /// The first child element of a name, made when it is not there.
    pub fn child(&mut self, name: &'static str) -> &mut Self {
        let found = self.children.iter().position(|c| matches!(c, Child::Element(e) if e.name == name));
        let at = found.unwrap_or_else(|| {
            self.children.push(Child::Element(Self::new(name, &[])));
            self.children.len() - 1
        });
        match &mut self.children[at] {
            Child::Element(e) => e,
            Child::Text(_) => unreachable!("the position of an element"),
        }
    }
    /// Adds an element.
    pub fn add(&mut self, e: Self) {
        self.children.push(Child::Element(e));
    }
    /// Child elements.
    pub fn elements(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|c| if let Child::Element(e) = c { Some(e) } else { None })
    }
    /// The same, with its names and values its own.
    pub fn into_owned(self) -> Element<'static> {
        let own = |s: Cow<str>| Cow::Owned(s.into_owned());
        Element {
            name: own(self.name),
            attributes: self.attributes.into_iter().map(|(k, v)| (own(k), own(v))).collect(),
            children: self
                .children
                .into_iter()
                .map(|c| match c {
                    Child::Element(e) => Child::Element(e.into_owned()),
                    Child::Text(t) => Child::Text(own(t)),
                })
                .collect(),
        }
    }
    /// Calls `f` for this element and all below.
    pub fn each(&mut self, f: &mut impl FnMut(&mut Self)) {
        f(self);
        for e in self.elements() {
            e.each(f);
        }
    }
}

/// What is wrong here is wrong with this program: the parts are its own.
const INTERNAL: &str = "内部错误，请报告 / an internal error; please report it";

/// A tag, without its angle brackets.
fn open(tag: &str) -> Result<Element<'_>, Words> {
    let bad = || INTERNAL;
    let (name, mut rest) = tag.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((tag, ""));
    let mut e = Element { name: name.into(), ..Element::default() };
    loop {
        rest = rest.trim_ascii();
        if rest.is_empty() {
            return Ok(e);
        }
        let (key, after) = rest.split_once('=').ok_or_else(bad)?;
        let after = after.trim_ascii_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or_else(bad)?;
        let (value, after) = after[1..].split_once(quote).ok_or_else(bad)?;
        let value = if quote == '"' { value.into() } else { value.replace('"', "&quot;").into() };
        e.attributes.push((key.trim_ascii_end().into(), value));
        rest = after;
    }
}

/// Parses a part.
pub fn parse(part: &[u8]) -> Result<Element<'_>, Words> {
    let text = std::str::from_utf8(part).map_err(|_| INTERNAL)?;
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Element::default()];
    loop {
        let top = stack.len() - 1;
        // Tags are taken from the part itself, so that names and values need no room of their own.
        let from = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|_| INTERNAL)?;
        let here = &text[from..reader.buffer_position() as usize];
        match event {
            Event::Start(_) => stack.push(open(&here[1..here.len() - 1])?),
            Event::Empty(_) => stack[top].add(open(&here[1..here.len() - 2])?),
            Event::End(_) if top > 0 => {
                let e = stack.pop().unwrap_or_default();
                stack[top - 1].add(e);
            }
            Event::Text(_) | Event::GeneralRef(_) => stack[top].children.push(Child::Text(here.into())),
            Event::Eof => break,
            _ => {}
        }
    }
    let mut root = stack.swap_remove(0);
    let found = root.elements().next().map(std::mem::take);
    found.ok_or_else(|| INTERNAL.into())
}

fn print_element(e: &Element, out: &mut String) {
    print_start(e, out);
    for c in &e.children {
        match c {
            Child::Element(e) => print_element(e, out),
            Child::Text(t) => out.push_str(t),
        }
    }
    print_end(e, e.children.is_empty(), out);
}

/// Prints an element that is wanted no more: what it holds goes as it is printed.
fn print_last(mut e: Element, out: &mut String) {
    print_start(&e, out);
    let children = std::mem::take(&mut e.children);
    let is_empty = children.is_empty();
    for c in children {
        match c {
            Child::Element(e) => print_last(e, out),
            Child::Text(t) => out.push_str(&t),
        }
    }
    print_end(&e, is_empty, out);
}

/// Its start tag, or the whole of an empty element.
fn print_start(e: &Element, out: &mut String) {
    out.push('<');
    out.push_str(&e.name);
    for (k, v) in &e.attributes {
        out.push(' ');
        out.push_str(k);
        out.push_str("=\"");
        out.push_str(v);
        out.push('"');
    }
    out.push_str(if e.children.is_empty() { "/>" } else { ">" });
}

fn print_end(e: &Element, is_empty: bool, out: &mut String) {
    if !is_empty {
        out.push_str("</");
        out.push_str(&e.name);
        out.push('>');
    }
}

/// Prints an element as it stands in a part.
pub fn printed(e: &Element) -> String {
    let mut out = String::new();
    print_element(e, &mut out);
    out
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Prints a part.
pub fn print(root: &Element) -> Vec<u8> {
    let mut out = String::from(DECLARATION);
    print_element(root, &mut out);
    out.into_bytes()
}

/// Prints a part that is wanted no more. That of the document may be large: it is not there twice, nor is the text, as it
/// would be while it grows.
pub fn print_away(root: Element) -> Vec<u8> {
    let mut out = String::with_capacity(DECLARATION.len() + length(&root));
    out.push_str(DECLARATION);
    print_last(root, &mut out);
    out.into_bytes()
}

/// Bytes of an element as it is printed; no less, and a few more.
fn length(e: &Element) -> usize {
    const TAGS: usize = "<></>".len();
    let attributes: usize = e.attributes.iter().map(|(k, v)| k.len() + v.len() + " =\"\"".len()).sum();
    let children = e.children.iter().map(|c| match c {
        Child::Element(e) => length(e),
        Child::Text(t) => t.len(),
    });
    2 * e.name.len() + TAGS + attributes + children.sum::<usize>()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_part_prints_as_it_was() {
        let s = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<a x=\"1 &lt; 2\"><b>甲 &amp; 乙</b><c/></a>";
        let tree = super::parse(s.as_bytes()).expect("well formed");
        assert_eq!(super::print(&tree), s.as_bytes());
        assert_eq!(super::print_away(tree.clone()), s.as_bytes());
        assert!((s.len()..s.len() + 16).contains(&(super::DECLARATION.len() + super::length(&tree))));
    }
}
