//! Writing XML with quick-xml: no indentation ever, characters that XML forbids replaced.

use super::legal::legal;
use crate::text::chars;
use quick_xml::Writer;
use quick_xml::escape::minimal_escape;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// An XML document in the making. Writing into memory cannot fail, so neither do its methods.
pub struct Xml {
    out: Writer<Vec<u8>>,
    /// Elements that are open, by their places in `names`.
    open: Vec<usize>,
    /// Names of elements, each with a line break at its end, and how often it was written.
    names: Vec<(String, u32)>,
    /// Where a name of some length and first letter was found last.
    found: [u8; 64],
    /// The tag that is being put together.
    tag: String,
    /// Where there is a set, characters that XML forbids and private-use characters stand in `g` elements (TEI P5, 5),
    /// and the set says which.
    pub glyphs: Option<BTreeSet<char>>,
    /// Whether anything stands for a character that XML forbids.
    pub replaced: bool,
}

/// What follows a document that was appended.
const TAIL: usize = 64;
const VECTOR: &str = "a vector takes all that is written";

impl Xml {
    /// An empty document, without declaration.
    pub fn new() -> Self {
        Self::with_room(0)
    }

    /// An empty document that will have about so many bytes.
    pub fn with_room(bytes: usize) -> Self {
        Self {
            out: Writer::new(Vec::with_capacity(bytes)),
            open: vec![],
            names: vec![],
            found: [0; 64],
            tag: String::new(),
            glyphs: None,
            replaced: false,
        }
    }

    /// The same, which names rare characters by `g` elements.
    pub fn with_glyphs(bytes: usize) -> Self {
        Self { glyphs: Some(BTreeSet::new()), ..Self::with_room(bytes) }
    }

    fn event(&mut self, event: Event<'_>) {
        self.out.write_event(event).expect(VECTOR);
    }

    /// The XML declaration.
    pub fn declaration(&mut self) -> &mut Self {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        self.raw("\n")
    }

    /// How many bytes were written.
    pub fn len(&self) -> usize {
        self.out.get_ref().len()
    }

    /// How many elements are open.
    pub const fn depth(&self) -> usize {
        self.open.len()
    }

    /// How often each element was written.
    pub fn counts(&self) -> BTreeMap<&str, u32> {
        self.names.iter().map(|(name, n)| (name.trim_end(), *n)).collect()
    }

    /// Counts an element; documents have few names, so that looking through them is quick.
    fn count(&mut self, name: &str) -> usize {
        let same = |(n, _): &(String, u32)| n.len() == name.len() + 1 && n.starts_with(name);
        let like = (name.len() << 3 ^ usize::from(name.bytes().next().unwrap_or(0))) & 63;
        let last = usize::from(self.found[like]);
        let at = if self.names.get(last).is_some_and(same) {
            last
        } else {
            self.names.iter().position(same).unwrap_or_else(|| {
                self.names.push(([name, "\n"].concat(), 0));
                self.names.len() - 1
            })
        };
        self.found[like] = u8::try_from(at).unwrap_or(0);
        self.names[at].1 += 1;
        at
    }

    /// Writes a tag with its attributes, put together in a buffer that serves for all of them.
    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], empty: bool) {
        let mut tag = std::mem::take(&mut self.tag);
        tag.clear();
        self.replaced |= put(&mut tag, name, attributes);
        let start = BytesStart::from_content(tag.as_str(), name.len());
        self.event(if empty { Event::Empty(start) } else { Event::Start(start) });
        self.tag = tag;
    }

    /// A start tag.
    pub fn start(&mut self, name: &str, attributes: &[(&str, &str)]) -> &mut Self {
        self.tag(name, attributes, false);
        let at = self.count(name);
        self.open.push(at);
        self
    }

    /// An empty element.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> &mut Self {
        self.count(name);
        self.tag(name, attributes, true);
        self
    }

    /// The end tag of the element opened last.
    pub fn end(&mut self) -> &mut Self {
        if let Some(at) = self.open.pop() {
            let event = Event::End(BytesEnd::new(self.names[at].0.trim_end()));
            self.out.write_event(event).expect(VECTOR);
        }
        self
    }

    /// The end tag of the element opened last, with a line break inside the tag: the file gets lines to compare,
    /// the text gets no character.
    pub fn end_line(&mut self) -> &mut Self {
        if let Some(at) = self.open.pop() {
            let event = Event::End(BytesEnd::new(self.names[at].0.as_str()));
            self.out.write_event(event).expect(VECTOR);
        }
        self
    }

    /// Text, escaped.
    pub fn text(&mut self, text: &str) -> &mut Self {
        if chars::is_plain_xml(text) {
            if !text.is_empty() {
                self.event(Event::Text(BytesText::from_escaped(text)));
            }
            return self;
        }
        let rare = |c: char| !chars::is_xml(c) || chars::is_private(c);
        let mut rest = text;
        while self.glyphs.is_some()
            && let Some((at, c)) = rest.char_indices().find(|(_, c)| rare(*c))
        {
            self.plain(&rest[..at]);
            self.glyphs.get_or_insert_default().insert(c);
            self.start("g", &[("ref", &format!("#{}", glyph_id(c)))]);
            let shown = if chars::is_xml(c) { c } else { chars::xml_stand_in(c) };
            self.replaced |= shown != c;
            self.plain(shown.encode_utf8(&mut [0; 4])).end();
            rest = &rest[at + c.len_utf8()..];
        }
        self.plain(rest)
    }

    fn plain(&mut self, text: &str) -> &mut Self {
        if text.is_empty() {
            return self;
        }
        let legal = legal(text);
        self.replaced |= matches!(legal, Cow::Owned(_));
        // A bare CR becomes a reference, or it would be read back as LF (XML 1.0, 2.11); `]]>` may not stand in text.
        let escaped = minimal_escape(legal.as_ref());
        let escaped =
            if escaped.contains("]]>") { Cow::Owned(escaped.replace("]]>", "]]&gt;")) } else { escaped };
        // What was written just before may have begun it.
        let before = self.out.get_ref();
        let ends_it = escaped.starts_with('>') && before.ends_with(b"]]")
            || escaped.starts_with("]>") && before.ends_with(b"]");
        let escaped = if ends_it { Cow::Owned(escaped.replacen('>', "&gt;", 1)) } else { escaped };
        self.event(Event::Text(BytesText::from_escaped(escaped)));
        self
    }

    /// An element with text only.
    pub fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> &mut Self {
        if !chars::is_plain_xml(text) {
            return self.start(name, attributes).text(text).end();
        }
        // Nothing in it is to be escaped: it is written as a whole.
        self.count(name);
        let mut leaf = std::mem::take(&mut self.tag);
        leaf.clear();
        leaf.push('<');
        self.replaced |= put(&mut leaf, name, attributes);
        for part in [">", text, "</", name, ">"] {
            leaf.push_str(part);
        }
        self.raw(&leaf);
        self.tag = leaf;
        self
    }

    /// What is XML already, or white space between elements.
    pub fn raw(&mut self, xml: &str) -> &mut Self {
        self.event(Event::Text(BytesText::from_escaped(xml)));
        self
    }

    /// What another document wrote.
    pub fn append(&mut self, other: Self) -> &mut Self {
        self.replaced |= other.replaced;
        let other = other.finish();
        let out = self.out.get_mut();
        out.reserve(other.len() + TAIL);
        out.extend_from_slice(&other);
        self
    }

    /// The finished bytes; elements still open are closed.
    pub fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.end();
        }
        self.out.into_inner()
    }
}

/// Puts together the content of a tag, and says whether anything in it stands for a character that XML forbids.
fn put(tag: &mut String, name: &str, attributes: &[(&str, &str)]) -> bool {
    let mut replaced = false;
    tag.push_str(name);
    for (key, value) in attributes {
        tag.push(' ');
        tag.push_str(key);
        tag.push_str("=\"");
        if chars::is_plain_value(value) {
            tag.push_str(value);
        } else {
            let value = legal(value);
            replaced |= matches!(value, Cow::Owned(_));
            tag.push_str(&Attribute::from((*key, value.as_ref())).value);
        }
        tag.push('"');
    }
    replaced
}

/// The identifier of a character's description: `u0007`.
pub fn glyph_id(c: char) -> String {
    format!("u{:04X}", c as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_and_forbidden_characters_are_replaced() {
        let mut x = Xml::new();
        x.start("p", &[("n", "a\"<\n")]).text("1 < 2 & \"x\"\r]]>\u{1}").end_line();
        let s = String::from_utf8(x.finish()).expect("UTF-8");
        assert_eq!(s, "<p n=\"a&quot;&lt;&#10;\">1 &lt; 2 &amp; \"x\"&#13;]]&gt;\u{2401}</p\n>");
    }

    #[test]
    fn what_may_not_stand_in_text_is_not_put_together_of_two() {
        let mut x = Xml::new();
        x.start("p", &[]).text("a]]").text(">b").text("]").text("]>").text(">").end_line();
        let s = String::from_utf8(x.finish()).expect("UTF-8");
        assert_eq!(s, "<p>a]]&gt;b]]&gt;></p\n>");
    }
}
