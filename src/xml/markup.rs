//! A text cut where its markup begins and ends. The library finds the ends of tags; its reader of events is not used,
//! since it checks the encoding of every piece again and keeps the open names a second time. White space is that of
//! ASCII: the form feed, which XML does not count to it, is refused before.

use super::{XmlProblem, malformed};
use memchr::{memchr, memchr2};
use quick_xml::parser::{ElementParser, Parser};

/// A piece of markup, or the text up to the next one.
pub enum Markup<'a> {
    /// A start tag or the tag of an empty element.
    Start {
        /// The name.
        name: &'a str,
        /// What stands behind it.
        attributes: &'a str,
        /// Whether the element ends at once.
        empty: bool,
    },
    /// An end tag, by its name.
    End(&'a str),
    /// Text without references.
    Text(&'a str),
    /// What a CDATA section holds.
    CData(&'a str),
    /// A reference, by its name.
    Reference(&'a str),
    /// What a comment holds.
    Comment(&'a str),
    /// A processing instruction or the XML declaration, by what it holds.
    Instruction(&'a str),
    /// A document type declaration begins.
    Doctype,
}

/// The markup of a text, in order.
pub struct Markups<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Markups<'a> {
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next piece and its place, in bytes; `None` at the end.
    ///
    /// # Errors
    /// Where markup does not end, or is none that XML has.
    pub fn next(&mut self) -> Result<Option<(usize, Markup<'a>)>, XmlProblem> {
        let at = self.at;
        let rest = &self.text[at..];
        let (markup, len) = match rest.as_bytes() {
            [] => return Ok(None),
            [b'<', after @ ..] => self.markup(rest, after)?,
            [b'&', ..] => {
                let end = memchr(b';', rest.as_bytes())
                    .ok_or_else(|| malformed(at, "“&”之后没有“;”", "“&” without a “;” behind it"))?;
                (Markup::Reference(&rest[1..end]), end + 1)
            }
            bytes => {
                let len = memchr2(b'<', b'&', bytes).unwrap_or(bytes.len());
                (Markup::Text(&rest[..len]), len)
            }
        };
        self.at += len;
        Ok(Some((at, markup)))
    }

    /// The markup that `rest` begins with, and its length; `after` is what stands behind its first sign.
    fn markup(&self, rest: &'a str, after: &[u8]) -> Result<(Markup<'a>, usize), XmlProblem> {
        let open = || malformed(self.at, "标记没有结束", "markup that does not end");
        let between = |begin: &str, end: &str| {
            let inside = &rest[begin.len()..];
            let len = inside.find(end).ok_or_else(open)?;
            Ok((&inside[..len], begin.len() + len + end.len()))
        };
        Ok(match after {
            [b'/', ..] => {
                let end = memchr(b'>', rest.as_bytes()).ok_or_else(open)?;
                (Markup::End(rest[2..end].trim_ascii_end()), end + 1)
            }
            [b'?', ..] => {
                let (inside, len) = between("<?", "?>")?;
                (Markup::Instruction(inside), len)
            }
            [b'!', b'-', b'-', ..] => {
                let (inside, len) = between("<!--", "-->")?;
                (Markup::Comment(inside), len)
            }
            [b'!', ..] if rest.starts_with("<![CDATA[") => {
                let (inside, len) = between("<![CDATA[", "]]>")?;
                (Markup::CData(inside), len)
            }
            [b'!', ..] if rest.get(..9).is_some_and(|r| r.eq_ignore_ascii_case("<!DOCTYPE")) => {
                (Markup::Doctype, rest.len())
            }
            [b'!', ..] => return Err(malformed(self.at, "“<!”之后不是标记", "“<!” that begins no markup")),
            _ => {
                let end = 1 + ElementParser::default().feed(after).ok_or_else(open)?;
                let inside = &rest[1..end];
                let (inside, empty) =
                    inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
                let name = inside.bytes().position(|b| b.is_ascii_whitespace());
                let (name, attributes) = inside.split_at(name.unwrap_or(inside.len()));
                (Markup::Start { name, attributes, empty }, end + 1)
            }
        })
    }
}
