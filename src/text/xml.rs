//! XML read strictly into a small tree (XML 1.0, 5th edition; Namespaces 1.0): what is not well formed is refused, with
//! the place. The library below reads events and lets much pass that is no XML.

use super::chars::{all_xml, is_xml};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::rc::Rc;

/// Elements nest at most so deep.
pub const DEEPEST: usize = 256;

/// A name, shared by all that bear it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name(Option<Rc<str>>);

impl Name {
    fn new(s: &str) -> Self {
        Self(Some(s.into()))
    }
    /// The name.
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or("")
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The names of a file by a few of their bytes: nearly every one was there before.
struct Names([Name; Self::SLOTS]);

impl Names {
    const SLOTS: usize = 128;

    fn new() -> Self {
        Self(std::array::from_fn(|_| Name::default()))
    }

    /// The shared form of a name; `None` for what is no name.
    fn get(&mut self, s: &str) -> Option<Name> {
        let b = s.as_bytes();
        let (first, last) = (b.first()?, b.last()?);
        let slot = (usize::from(*first) * 7 + usize::from(*last) * 3 + b.len()) % Self::SLOTS;
        if self.0[slot] != *s {
            if !is_name(s) {
                return None;
            }
            self.0[slot] = Name::new(s);
        }
        Some(self.0[slot].clone())
    }
}

/// An element with its namespace resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element<'a> {
    /// The namespace; empty for none.
    pub namespace: Name,
    /// The name without prefix.
    pub name: Name,
    /// Attributes by their names as written, values unescaped.
    pub attributes: Vec<(Name, Cow<'a, str>)>,
    /// Content.
    pub children: Vec<Node<'a>>,
    /// Where its tag stands, in bytes of the file's text.
    pub at: usize,
}

/// An element or a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node<'a> {
    /// An element.
    Element(Element<'a>),
    /// Text, unescaped.
    Text(Cow<'a, str>),
}

impl Element<'_> {
    /// An attribute's value.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(k, _)| *k == *name).map(|(_, v)| v.as_ref())
    }
    /// Child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|c| if let Node::Element(e) = c { Some(e) } else { None })
    }
    /// The first child element of a name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|e| e.name == *name)
    }
    /// The first element of a name at any depth, in document order, itself included.
    pub fn find(&self, name: &str) -> Option<&Self> {
        if self.name == *name { Some(self) } else { self.elements().find_map(|e| e.find(name)) }
    }
    /// Calls `see` for itself and all below, in document order.
    pub fn each<'e>(&'e self, see: &mut impl FnMut(&'e Self)) {
        see(self);
        for e in self.elements() {
            e.each(see);
        }
    }
    /// The string value: all text in order.
    pub fn text(&self) -> String {
        fn visit(e: &Element<'_>, out: &mut String) {
            for c in &e.children {
                match c {
                    Node::Element(e) => visit(e, out),
                    Node::Text(t) => out.push_str(t),
                }
            }
        }
        let mut out = String::new();
        visit(self, &mut out);
        out
    }
}

/// Why a text is no XML that we take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not well formed.
    Malformed {
        /// Where, in bytes.
        at: usize,
        /// What is wrong, in Chinese and English.
        what: String,
    },
    /// It has a document type declaration, which could define entities.
    Doctype {
        /// Where, in bytes.
        at: usize,
    },
    /// It nests deeper than [`DEEPEST`].
    TooDeep,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Malformed { what, .. } => what,
            Self::Doctype { .. } => "DOCTYPE",
            Self::TooDeep => "嵌套太深 / nested too deep",
        })
    }
}

fn malformed(at: usize, zh: &str, en: &str) -> Problem {
    Problem::Malformed { at, what: format!("{zh} / {en}") }
}

/// The encoding that the XML declaration names, if there is one.
pub fn declared_encoding(bytes: &[u8]) -> Option<String> {
    const LOOKED_AT: usize = 200;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).into_owned();
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let after = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after[1..].split(quote).next().map(str::to_owned)
}

/// Parses a whole document.
///
/// # Errors
/// The first [`Problem`].
pub fn parse(text: &str) -> Result<Element<'_>, Problem> {
    if !all_xml(text)
        && let Some((at, _)) = text.char_indices().find(|(_, c)| !is_xml(*c))
    {
        return Err(malformed(at, "有 XML 不允许的字符", "a character that XML forbids"));
    }
    let mut reader = Reader::from_str(text);
    let mut p = Parser::new();
    loop {
        let at = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|e| Problem::Malformed { at, what: e.to_string() })?;
        match event {
            Event::Start(tag) => p.open(&tag, text, at)?,
            Event::Empty(tag) => {
                p.open(&tag, text, at)?;
                p.close();
            }
            Event::End(_) => p.close(),
            Event::Text(t) => {
                if t.contains('>') && t.contains("]]>") {
                    return Err(malformed(at, "文字里有“]]>”", "“]]>” in text"));
                }
                p.text(line_ends(t.into_inner()), at)?;
            }
            Event::CData(t) => p.text(line_ends(t.into_inner()), at)?,
            Event::GeneralRef(r) => {
                let value = reference(&r).ok_or_else(|| {
                    malformed(
                        at,
                        "未定义的实体或非法的字符引用",
                        "an undefined entity or an illegal character reference",
                    )
                })?;
                if p.stack.is_empty() {
                    return Err(malformed(at, "根元素之外有文字", "text outside the root element"));
                }
                p.text(Cow::Owned(value), at)?;
            }
            Event::DocType(_) => return Err(Problem::Doctype { at }),
            Event::Decl(_) if at > 0 => {
                return Err(malformed(
                    at,
                    "XML 声明不在文件开头",
                    "an XML declaration that is not at the start",
                ));
            }
            Event::PI(pi) if pi.target().eq_ignore_ascii_case("xml") => {
                return Err(malformed(
                    at,
                    "XML 声明不在文件开头",
                    "an XML declaration that is not at the start",
                ));
            }
            Event::Comment(c) if c.contains("--") || c.ends_with('-') => {
                return Err(malformed(at, "注释里有“--”", "“--” in a comment"));
            }
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
    }
    if !p.stack.is_empty() {
        return Err(malformed(
            text.len(),
            "元素没有结束，文件可能不完整",
            "an element is not closed: the file may be cut short",
        ));
    }
    p.root.ok_or_else(|| malformed(text.len(), "没有根元素", "there is no root element"))
}

struct Parser<'a> {
    /// Open elements, each with the place where its content begins among the nodes.
    stack: Vec<(Element<'a>, usize)>,
    /// The content so far of all open elements, so that no element's own list grows.
    nodes: Vec<Node<'a>>,
    /// The attributes of the tag that is read.
    attributes: Vec<(Name, Cow<'a, str>)>,
    /// Namespace declarations in force, innermost last, with the depth they were made at.
    scopes: Vec<(usize, String, Name)>,
    names: Names,
    root: Option<Element<'a>>,
}

impl<'a> Parser<'a> {
    fn new() -> Self {
        let (stack, nodes, attributes) = (vec![], vec![], vec![]);
        Self { stack, nodes, attributes, scopes: vec![], names: Names::new(), root: None }
    }

    /// Begins an element whose tag stands at `at` in the text.
    fn open(&mut self, tag: &BytesStart, text: &'a str, at: usize) -> Result<(), Problem> {
        if self.stack.len() >= DEEPEST {
            return Err(Problem::TooDeep);
        }
        if self.stack.is_empty() && self.root.is_some() {
            return Err(malformed(at, "有两个根元素", "a second root element"));
        }
        let mut e = Element { at, ..Element::default() };
        let inside = text.get(at + 1..at + 1 + tag.len()).filter(|inside| **inside == **tag);
        let inside = inside.ok_or_else(|| malformed(at, "标签读不出", "a tag that cannot be read"))?;
        let mut attributes = Attributes::new(inside, tag.name().as_ref().len());
        // Duplicates are looked for below, among names that are shared already.
        for a in attributes.with_checks(false) {
            let a = a.map_err(|e| Problem::Malformed { at, what: e.to_string() })?;
            let key: &str = a.key.into_inner();
            let raw = match a.value {
                Cow::Borrowed(raw) if !raw.contains('<') => Some(raw),
                _ => None,
            };
            let name = self.names.get(key).filter(|n| self.attributes.iter().all(|(k, _)| k != n));
            let (Some(name), Some(raw)) = (name, raw) else {
                return Err(malformed(at, "属性写法不对", "a malformed attribute"));
            };
            let value = unescape(raw).ok_or_else(|| {
                malformed(at, "属性里有未定义的实体", "an undefined entity in an attribute")
            })?;
            if let Some(prefix) = key.strip_prefix("xmlns") {
                self.scopes.push((
                    self.stack.len(),
                    prefix.trim_start_matches(':').to_owned(),
                    Name::new(&value),
                ));
            }
            self.attributes.push((name, value));
        }
        let name = tag.name();
        let name: &str = name.as_ref();
        let whole = self.names.get(name);
        let whole = whole.ok_or_else(|| malformed(at, "元素名不对", "a malformed element name"))?;
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let bound = self.scopes.iter().rev().find(|(_, p, _)| p == prefix).map(|(.., uri)| uri.clone());
        if bound.is_none() && !prefix.is_empty() && prefix != "xml" {
            return Err(malformed(at, "名字空间前缀没有声明", "a namespace prefix that is not declared"));
        }
        e.namespace = bound.unwrap_or_default();
        e.name = if prefix.is_empty() { whole } else { Name::new(local) };
        e.attributes = self.attributes.drain(..).collect();
        self.stack.push((e, self.nodes.len()));
        Ok(())
    }

    fn close(&mut self) {
        let Some((mut e, start)) = self.stack.pop() else { return };
        e.children = self.nodes.split_off(start);
        let depth = self.stack.len();
        self.scopes.retain(|(at, ..)| *at < depth);
        if depth == 0 {
            self.root = Some(e);
        } else {
            self.nodes.push(Node::Element(e));
        }
    }

    fn text(&mut self, t: Cow<'a, str>, at: usize) -> Result<(), Problem> {
        let Some((_, start)) = self.stack.last() else {
            let blank = t.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '\u{feff}'));
            return if blank {
                Ok(())
            } else {
                Err(malformed(at, "根元素之外有文字", "text outside the root element"))
            };
        };
        match self.nodes[*start..].last_mut() {
            Some(Node::Text(last)) => last.to_mut().push_str(&t),
            _ if t.is_empty() => {}
            _ => self.nodes.push(Node::Text(t)),
        }
        Ok(())
    }
}

/// Line ends as LF (2.11).
fn line_ends(t: Cow<'_, str>) -> Cow<'_, str> {
    if t.contains('\r') { Cow::Owned(t.replace("\r\n", "\n").replace('\r', "\n")) } else { t }
}

/// The value of an entity or character reference, without its signs. Only the five of XML itself are known.
fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| is_xml(*c)).map(String::from);
    }
    resolve_predefined_entity(name).map(str::to_owned)
}

/// An attribute's value: references resolved, white space as spaces (3.3.3).
fn unescape(raw: &str) -> Option<Cow<'_, str>> {
    let mut out = String::new();
    let mut rest = raw;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'\t' | b'\n' | b'\r')) {
        out.push_str(&rest[..at]);
        if rest[at..].starts_with('&') {
            let end = at + rest[at..].find(';')?;
            out.push_str(&reference(&rest[at + 1..end])?);
            rest = &rest[end + 1..];
        } else {
            out.push(' ');
            let crlf = rest[at..].starts_with("\r\n");
            rest = &rest[at + 1 + usize::from(crlf)..];
        }
    }
    if rest.len() == raw.len() {
        return Some(Cow::Borrowed(raw));
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

/// Whether a string is an XML name (production 5, the ASCII part exactly, all other letters allowed).
fn is_name(s: &str) -> bool {
    let mut chars = s.chars();
    let begins = |c: char| c.is_alphabetic() || matches!(c, '_' | ':');
    chars.next().is_some_and(begins)
        && chars.all(|c| begins(c) || c.is_numeric() || matches!(c, '-' | '.' | '\u{b7}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for (bad, what) in [
            ("<a>", "cut short"),
            ("<a/><b/>", "second root"),
            ("<a/>x", "outside the root"),
            ("", "no root"),
            ("<a>\0</a>", "forbids"),
            ("<a>&#8;</a>", "reference"),
            ("<a>&#xFFFE;</a>", "reference"),
            ("<a>]]></a>", "in text"),
            ("<1a/>", ""),
            ("<a><!-- a -- b --></a>", "comment"),
            ("<a x='1' x='2'/>", ""),
            ("<a x='<'/>", "attribute"),
            ("<a>&nbsp;</a>", "entity"),
            ("<a></b>", ""),
            ("<p:a/>", "prefix"),
            ("<a/><?xml version='1.0'?>", "declaration"),
        ] {
            match parse(bad) {
                Err(Problem::Malformed { what: said, .. }) => assert!(said.contains(what), "{bad}: {said}"),
                other => panic!("{bad}: {other:?}"),
            }
        }
        assert!(matches!(parse("<!DOCTYPE a><a/>"), Err(Problem::Doctype { .. })));
        assert_eq!(parse(&"<a>".repeat(300)), Err(Problem::TooDeep));
    }

    #[test]
    fn names_text_and_namespaces() {
        let e = parse(
            "<?xml version='1.0'?>\n<t:a xmlns:t='u' n='1&lt;&#10;2'>甲&amp;<b\n/>乙\r\n<![CDATA[<]]></t:a>",
        )
        .expect("XML");
        assert_eq!((e.namespace.as_str(), e.name.as_str(), e.attribute("n")), ("u", "a", Some("1<\n2")));
        assert_eq!(e.text(), "甲&乙\n<");
        assert_eq!(
            declared_encoding(b"<?xml version='1.0' encoding='GB18030'?>").as_deref(),
            Some("GB18030")
        );
    }
}
