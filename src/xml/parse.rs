//! Markup into the tree; what is not well formed is refused here.

use super::markup::{Markup, Markups};
use super::tree::{Attribute, Record, Stretch, Tag, Tree};
use super::{DEEPEST, XmlProblem, malformed};
use crate::finding::Words;
use crate::text::chars::{all_xml, is_xml};
use quick_xml::escape::resolve_predefined_entity;
use std::collections::HashMap;

/// Parses a whole document.
///
/// # Errors
/// The first [`XmlProblem`].
pub fn parse(text: &str) -> Result<Tree<'_>, XmlProblem> {
    if u32::try_from(text.len()).is_err() {
        return Err(malformed(0, "超过 4 GiB", "more than 4 GiB"));
    }
    if !all_xml(text)
        && let Some((at, _)) = text.char_indices().find(|(_, c)| !is_xml(*c))
    {
        return Err(malformed(at, "有 XML 不允许的字符", "a character that XML forbids"));
    }
    let mut p = Parser::new(text);
    let may_close_cdata = text.contains("]]>");
    let mut markups = Markups::new(text);
    while let Some((at, markup)) = markups.next()? {
        match markup {
            Markup::Start { name, attributes, empty } => {
                p.open(name, attributes, at)?;
                if empty {
                    p.close();
                }
            }
            Markup::End(name) => p.end(name, at)?,
            Markup::Text(t) => {
                if may_close_cdata && t.contains("]]>") {
                    return Err(malformed(at, "文字里有“]]>”", "“]]>” in text"));
                }
                p.text(t, at)?;
            }
            Markup::CData(_) if p.open.is_empty() => return Err(outside(at)),
            Markup::CData(t) => p.text(t, at)?,
            Markup::Reference(name) => {
                let value = reference(name).ok_or_else(|| {
                    malformed(
                        at,
                        "未定义的实体或非法的字符引用",
                        "an undefined entity or an illegal character reference",
                    )
                })?;
                p.character(value, at)?;
            }
            Markup::Doctype => return Err(XmlProblem::Doctype { at }),
            Markup::Instruction(pi) => {
                let target = pi.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or("");
                let declares = target.eq_ignore_ascii_case("xml");
                if declares && (at > 0 || target != "xml") || !is_name(target) {
                    let (zh, en) = (
                        "XML 声明不在文件开头，或处理指令没有名字",
                        "an XML declaration that is not at the start, or an instruction without a name",
                    );
                    return Err(malformed(at, zh, en));
                }
            }
            Markup::Comment(c) if c.contains("--") || c.ends_with('-') => {
                return Err(malformed(at, "注释里有“--”", "“--” in a comment"));
            }
            Markup::Comment(_) => {}
        }
    }
    if !p.open.is_empty() {
        return Err(malformed(
            text.len(),
            "元素没有结束，文件可能不完整",
            "an element is not closed: the file may be cut short",
        ));
    }
    let Some(Record::Element(root)) = p.tree.nodes.first() else {
        return Err(malformed(text.len(), "没有根元素", "there is no root element"));
    };
    p.tree.root = *root;
    Ok(p.tree)
}

/// Where a part of the whole stands in it.
fn place(whole: &str, part: &str) -> Stretch {
    let start = (part.as_ptr().addr() - whole.as_ptr().addr()) as u32;
    Stretch { start, end: start + part.len() as u32, unescaped: false }
}

/// Bytes of a file for a node and for an attribute, where there are many: room is taken for all at once.
const NODE: usize = 24;
const ATTRIBUTE: usize = 40;
/// Namespace declarations that can be in force at once.
const DECLARATIONS: usize = 1000;
/// Names that are found by their bytes.
const SLOTS: usize = 128;

/// What is left of a tag.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Takes what is wanted off the front.
    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> &'a str {
        let len = self.0.bytes().position(|b| !wanted(b)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(len);
        self.0 = rest;
        taken
    }

    /// Takes one ASCII character off the front.
    fn next(&mut self) -> Option<u8> {
        let next = self.0.bytes().next()?;
        self.0 = self.0.get(1..)?;
        Some(next)
    }
}

struct Parser<'a> {
    tree: Tree<'a>,
    /// Open elements, by their nodes and whole names.
    open: Vec<(u32, &'a str)>,
    /// Whether the last node is text that what follows belongs to.
    in_text: bool,
    /// Whether a carriage return stands anywhere in the file.
    has_returns: bool,
    /// Namespace declarations in force, innermost last: the depth, the prefix, the attribute counted from 1.
    scopes: Vec<(usize, &'a str, u32)>,
    /// Where names stand, by a few of their bytes: nearly every one was there before.
    slots: [u32; SLOTS],
    /// Whether a name has a prefix that must be declared.
    foreign: bool,
    /// For every name the last element, counted from 1, with an attribute of that name.
    borne: Vec<u32>,
    /// Where all names stand.
    places: HashMap<&'a str, u32>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        let tree = Tree {
            text,
            root: Tag::default(),
            nodes: Vec::with_capacity(text.len() / NODE),
            attributes: Vec::with_capacity(text.len() / ATTRIBUTE),
            names: vec![""],
            unescaped: String::new(),
        };
        Self {
            tree,
            open: vec![],
            in_text: false,
            has_returns: text.contains('\r'),
            scopes: vec![],
            slots: [0; SLOTS],
            foreign: false,
            borne: vec![0],
            places: HashMap::new(),
        }
    }

    /// The place of a name among the names; `None` for what is no name.
    fn name(&mut self, name: &'a str) -> Option<u32> {
        let bytes = name.as_bytes();
        let (first, last) = (bytes.first()?, bytes.last()?);
        let slot = (usize::from(*first) * 7 + usize::from(*last) * 3 + bytes.len()) % SLOTS;
        if self.tree.names[self.slots[slot] as usize] != name {
            if !is_name(name) {
                return None;
            }
            self.foreign |=
                name.split_once(':').is_some_and(|(prefix, _)| !matches!(prefix, "xml" | "xmlns"));
            let (names, borne) = (&mut self.tree.names, &mut self.borne);
            self.slots[slot] = *self.places.entry(name).or_insert_with(|| {
                names.push(name);
                borne.push(0);
                names.len() as u32 - 1
            });
        }
        Some(self.slots[slot])
    }

    /// Begins an element whose tag stands at `at` in the text.
    fn open(&mut self, whole: &'a str, attributes: &'a str, at: usize) -> Result<(), XmlProblem> {
        if self.open.len() >= DEEPEST {
            return Err(XmlProblem::TooDeep);
        }
        if self.open.is_empty() && !self.tree.nodes.is_empty() {
            return Err(malformed(at, "有两个根元素", "a second root element"));
        }
        let first = self.tree.attributes.len();
        self.attributes(attributes, at)?;
        let bad_name = || malformed(at, "元素名不对", "a malformed element name");
        let name = self.name(whole).ok_or_else(bad_name)?;
        let split = whole.split_once(':');
        let namespace = self.namespace(split.map_or("", |(prefix, _)| prefix), at)?;
        if self.foreign {
            let names = self.tree.attributes[first..].iter().map(|a| self.tree.names[a.name as usize]);
            for (prefix, _) in names.filter_map(|name| name.split_once(':')).filter(|(p, _)| *p != "xmlns") {
                self.namespace(prefix, at)?;
            }
        }
        let name = match split {
            None => name,
            Some((_, local)) => self.name(local).ok_or_else(bad_name)?,
        };
        self.in_text = false;
        self.open.push((self.tree.nodes.len() as u32, whole));
        self.tree.nodes.push(Record::Element(Tag {
            name,
            namespace,
            at: at as u32,
            end: 0,
            attributes: (first as u32, self.tree.attributes.len() as u32),
        }));
        Ok(())
    }

    /// The attribute that binds a prefix, counted from 1; 0 for a namespace that nothing declares.
    fn namespace(&self, prefix: &str, at: usize) -> Result<u32, XmlProblem> {
        match self.scopes.iter().rev().find(|(_, p, _)| *p == prefix) {
            Some((.., uri)) => Ok(*uri),
            None if prefix.is_empty() || prefix == "xml" => Ok(0),
            None => Err(malformed(at, "名字空间前缀没有声明", "a namespace prefix that is not declared")),
        }
    }

    /// The attributes of a tag that stands at `at`: what follows its name (productions 10, 25 and 41).
    fn attributes(&mut self, tag: &'a str, at: usize) -> Result<(), XmlProblem> {
        let bad = || malformed(at, "属性写法不对", "a malformed attribute");
        let is_blank = |b: u8| b.is_ascii_whitespace();
        let this = self.tree.nodes.len() as u32 + 1;
        let mut rest = Rest(tag);
        loop {
            let apart = !rest.take(is_blank).is_empty();
            if rest.0.is_empty() {
                return Ok(());
            }
            let key = rest.take(|b| b != b'=' && !is_blank(b));
            rest.take(is_blank);
            let equals = rest.next() == Some(b'=');
            rest.take(is_blank);
            let quote = rest.next().filter(|q| matches!(q, b'"' | b'\'')).ok_or_else(bad)?;
            let raw = rest.take(|b| b != quote);
            let ends = rest.next() == Some(quote);
            let Some(name) = self.name(key).filter(|_| apart && equals && ends) else { return Err(bad()) };
            let before = std::mem::replace(&mut self.borne[name as usize], this);
            if before == this || raw.contains('<') {
                return Err(bad());
            }
            let value = if raw.bytes().any(|b| matches!(b, b'&' | b'\t' | b'\n' | b'\r')) {
                self.unescape(raw).ok_or_else(|| {
                    malformed(at, "属性里有未定义的实体", "an undefined entity in an attribute")
                })?
            } else {
                place(self.tree.text, raw)
            };
            self.tree.attributes.push(Attribute { name, value });
            let declares = key.strip_prefix("xmlns").and_then(|prefix| match prefix {
                "" => Some(""),
                _ => prefix.strip_prefix(':'),
            });
            if let Some(prefix) = declares {
                if self.scopes.len() >= DECLARATIONS {
                    return Err(malformed(at, "名字空间声明太多", "too many namespace declarations"));
                }
                self.scopes.push((self.open.len(), prefix, self.tree.attributes.len() as u32));
            }
        }
    }

    /// Ends the innermost element by its end tag.
    fn end(&mut self, name: &str, at: usize) -> Result<(), XmlProblem> {
        match self.open.last() {
            Some((_, open)) if *open == name => {
                self.close();
                Ok(())
            }
            Some((_, open)) => Err(XmlProblem::Malformed {
                at,
                what: Words::new(
                    format!("应是 </{open}>，却是 </{name}>"),
                    format!("</{name}> where </{open}> belongs"),
                ),
            }),
            None => Err(malformed(at, "没有开始的元素被结束", "an end tag without a start tag")),
        }
    }

    fn close(&mut self) {
        let Some((index, _)) = self.open.pop() else { return };
        self.in_text = false;
        let behind = self.tree.nodes.len() as u32;
        if let Record::Element(tag) = &mut self.tree.nodes[index as usize] {
            tag.end = behind;
        }
        let depth = self.open.len();
        while self.scopes.last().is_some_and(|(at, ..)| *at >= depth) {
            self.scopes.pop();
        }
    }

    /// Text as it stands in the file.
    fn text(&mut self, t: &str, at: usize) -> Result<(), XmlProblem> {
        if self.open.is_empty() {
            let blank = t.chars().all(|c| c.is_ascii_whitespace() || c == '\u{feff}');
            return if blank { Ok(()) } else { Err(outside(at)) };
        }
        if self.has_returns && t.contains('\r') {
            // Line ends as LF (2.11).
            self.add(&t.replace("\r\n", "\n").replace('\r', "\n"));
        } else if self.in_text {
            self.add(t);
        } else if !t.is_empty() {
            self.tree.nodes.push(Record::Text(place(self.tree.text, t)));
            self.in_text = true;
        }
        Ok(())
    }

    /// A character that a reference stands for.
    fn character(&mut self, c: char, at: usize) -> Result<(), XmlProblem> {
        if self.open.is_empty() {
            return Err(outside(at));
        }
        self.add(c.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    /// Text that does not stand in the file, or follows other text.
    fn add(&mut self, t: &str) {
        let out = &mut self.tree.unescaped;
        let start = out.len() as u32;
        let last = self.tree.nodes.last_mut().filter(|_| self.in_text);
        if let Some(Record::Text(last)) = last {
            if !last.unescaped {
                out.push_str(&self.tree.text[last.start as usize..last.end as usize]);
                *last = Stretch { start, end: 0, unescaped: true };
            }
            // What was unescaped last is this text.
            out.push_str(t);
            last.end = out.len() as u32;
        } else {
            out.push_str(t);
            let stretch = Stretch { start, end: out.len() as u32, unescaped: true };
            self.tree.nodes.push(Record::Text(stretch));
            self.in_text = true;
        }
    }

    /// An attribute's value: references resolved, white space as spaces (3.3.3).
    fn unescape(&mut self, raw: &str) -> Option<Stretch> {
        let out = &mut self.tree.unescaped;
        let start = out.len() as u32;
        let mut rest = raw;
        while let Some(at) = rest.find(['&', '\t', '\n', '\r']) {
            out.push_str(&rest[..at]);
            if rest[at..].starts_with('&') {
                let end = at + rest[at..].find(';')?;
                out.push(reference(&rest[at + 1..end])?);
                rest = &rest[end + 1..];
            } else {
                out.push(' ');
                let crlf = rest[at..].starts_with("\r\n");
                rest = &rest[at + 1 + usize::from(crlf)..];
            }
        }
        out.push_str(rest);
        Some(Stretch { start, end: out.len() as u32, unescaped: true })
    }
}

fn outside(at: usize) -> XmlProblem {
    malformed(at, "根元素之外有文字", "text outside the root element")
}

/// The character of an entity or character reference, without its signs. Only the five of XML itself are known.
fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
        let code = u32::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with('+'))?;
        return char::from_u32(code).filter(|c| is_xml(*c));
    }
    resolve_predefined_entity(name)?.chars().next()
}

/// Whether a string is an XML name (production 5, the ASCII part exactly, all other letters allowed).
fn is_name(s: &str) -> bool {
    let mut chars = s.chars();
    let begins = |c: char| c.is_alphabetic() || matches!(c, '_' | ':');
    chars.next().is_some_and(begins)
        && chars.all(|c| begins(c) || c.is_numeric() || matches!(c, '-' | '.' | '\u{b7}'))
}
