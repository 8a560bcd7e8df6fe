//! HTML in Markdown: tags found in a stretch of the source, with what they mean for the text between them.

use crate::ir::{CellAlign, MarkKind, is_language};
use std::ops::Range;

/// A piece of HTML.
#[derive(Debug)]
pub enum Piece<'a> {
    /// Text between tags.
    Text(Range<usize>),
    /// A tag.
    Tag(Tag<'a>),
    /// A comment, a declaration, a script: nothing that is shown.
    Hidden(Range<usize>),
}

impl Piece<'_> {
    /// Where it stands.
    pub const fn range(&self) -> &Range<usize> {
        match self {
            Self::Text(range) | Self::Hidden(range) => range,
            Self::Tag(tag) => &tag.range,
        }
    }
}

/// A tag.
#[derive(Debug)]
pub struct Tag<'a> {
    /// Where it stands.
    pub range: Range<usize>,
    /// Its name in small letters.
    pub name: String,
    /// Whether it is an end tag.
    pub closes: bool,
    /// What stands behind the name.
    attributes: &'a str,
    /// Where that begins.
    at: usize,
}

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements that say nothing which a mark would have to keep.
const PLAIN: &[&str] =
    &["span", "font", "a", "br", "wbr", "rb", "rp", "small", "big", "img", "col", "colgroup"];

impl Tag<'_> {
    /// Whether it begins or ends a line.
    pub fn is_block(&self) -> bool {
        BLOCKS.contains(&self.name.as_str())
    }

    /// What the element says of its text.
    pub fn mark(&self) -> Option<MarkKind> {
        if self.name == "a" {
            return self.attribute("href").and_then(|href| link(&href.1.replace("&amp;", "&")));
        }
        if self.name == "span" {
            let tag = self.attribute("lang").map(|(_, tag)| tag.to_owned());
            return tag.filter(|tag| is_language(tag)).map(|tag| MarkKind::Language { tag });
        }
        MarkKind::of_html(&self.name, |key| self.attribute(key).map(|(_, value)| value))
    }

    /// Whether something of it is not kept.
    pub fn is_unknown(&self) -> bool {
        !self.is_block()
            && !PLAIN.contains(&self.name.as_str())
            && MarkKind::of_html(&self.name, |_| None).is_none()
    }

    /// How deep a heading it is.
    pub fn outline(&self) -> Option<u8> {
        let level = self.name.strip_prefix('h')?.parse().ok()?;
        (1..=6).contains(&level).then_some(level)
    }

    /// How its text is aligned.
    pub fn align(&self) -> Option<CellAlign> {
        let style = self.attribute("style").map_or("", |s| s.1);
        let aligned = |s: &'_ str| s.split_once("text-align").map(|(_, after)| after.to_owned());
        let said = match self.attribute("align") {
            Some((_, said)) => said.to_owned(),
            None => aligned(style)?,
        };
        let said = said.trim_start_matches([':', ' ']).split([';', ' ']).next()?.to_ascii_lowercase();
        match said.as_str() {
            "center" => Some(CellAlign::Centre),
            "right" | "end" => Some(CellAlign::End),
            "left" | "start" => Some(CellAlign::Start),
            _ => None,
        }
    }

    /// A number of rows or columns.
    pub fn number(&self, name: &str) -> u16 {
        const WIDEST: u16 = 100;
        self.attribute(name).and_then(|a| a.1.trim().parse().ok()).unwrap_or(1).clamp(1, WIDEST)
    }

    /// The value of an attribute, with its place in the source.
    pub fn attribute(&self, name: &str) -> Option<(usize, &str)> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            let end =
                rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
            let (own, after) = rest.split_at(end);
            let value = after.trim_start().strip_prefix('=').map(str::trim_start);
            let Some(value) = value else {
                if own.is_empty() && after.is_empty() {
                    return None;
                }
                rest = if own.is_empty() { after.get(1..).unwrap_or("") } else { after };
                continue;
            };
            let (inner, next) = match value.chars().next() {
                Some(q @ ('"' | '\'')) => {
                    let inner = &value[1..];
                    let end = inner.find(q).unwrap_or(inner.len());
                    (&inner[..end], inner.get(end + 1..).unwrap_or(""))
                }
                _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
            };
            if own.eq_ignore_ascii_case(name) {
                let offset = inner.as_ptr() as usize - self.attributes.as_ptr() as usize;
                return Some((self.at + offset, inner));
            }
            rest = next;
        }
    }
}

/// The mark of a link, where its address is one that may be kept.
pub fn link(address: &str) -> Option<MarkKind> {
    let lower = address.trim().to_ascii_lowercase();
    let kept = ["http://", "https://", "mailto:"].iter().any(|s| lower.starts_with(s));
    kept.then(|| MarkKind::Link { target: address.trim().to_owned() })
}

/// Bytes of the longest tag that is looked for.
const LONGEST_TAG: usize = 4_000;

/// A tag that begins at a place of the source, if one does.
pub fn tag(text: &str, at: usize, end: usize) -> Option<Tag<'_>> {
    let inner = text[at..end].strip_prefix('<')?;
    let closes = inner.starts_with('/');
    let name_at = usize::from(closes);
    let len = inner[name_at..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let name = &inner[name_at..name_at + len];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let behind = name_at + len;
    let mut quote = None;
    let close = inner.as_bytes()[behind..].iter().take(LONGEST_TAG).position(|b| match (quote, *b) {
        (None, b'>') => true,
        (None, q @ (b'"' | b'\'')) => {
            quote = Some(q);
            false
        }
        (Some(q), b) => {
            if q == b {
                quote = None;
            }
            false
        }
        _ => false,
    })?;
    Some(Tag {
        range: at..at + 1 + behind + close + 1,
        name: name.to_ascii_lowercase(),
        closes,
        attributes: &inner[behind..behind + close],
        at: at + 1 + behind,
    })
}

/// The pieces of a stretch of the source.
pub fn pieces(text: &str, range: Range<usize>) -> Vec<Piece<'_>> {
    let mut out = vec![];
    let (mut at, mut from) = (range.start, range.start);
    // Once a search finds no end, no later one will.
    let mut endless = false;
    while let Some(found) = text[at..range.end].find('<') {
        let open = at + found;
        let rest = &text[open..range.end];
        let hidden = if rest.starts_with("<!--") {
            Some(rest.find("-->").map_or(range.end, |i| open + i + 3))
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            Some(rest.find('>').map_or(range.end, |i| open + i + 1))
        } else {
            None
        };
        if let Some(end) = hidden {
            push_text(&mut out, text, from..open);
            out.push(Piece::Hidden(open..end));
            (at, from) = (end, end);
            continue;
        }
        let found = if endless { None } else { tag(text, open, range.end) };
        let Some(found) = found else {
            endless |=
                rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && !rest.contains('>');
            at = open + 1;
            continue;
        };
        push_text(&mut out, text, from..open);
        let mut end = found.range.end;
        if matches!(found.name.as_str(), "script" | "style") && !found.closes {
            let close = format!("</{}", found.name);
            end = text[end..range.end].find(&close).map_or(range.end, |i| end + i);
            out.push(Piece::Hidden(open..end));
        } else {
            out.push(Piece::Tag(found));
        }
        (at, from) = (end, end);
    }
    push_text(&mut out, text, from..range.end);
    out
}

/// Text as far as the source has it: `&amp;` is its first character.
fn push_text(out: &mut Vec<Piece>, text: &str, range: Range<usize>) {
    let mut at = range.start;
    for (found, _) in text[range.clone()].match_indices("&amp;") {
        let sign = range.start + found + 1;
        out.push(Piece::Text(at..sign));
        at = sign + "amp;".len();
        out.push(Piece::Hidden(sign..at));
    }
    if at < range.end {
        out.push(Piece::Text(at..range.end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_attributes_and_what_is_hidden() {
        let s = "<td colspan = '2' ALIGN=right>甲<!-- 乙 --> <b>丙</b>< 丁 <style>p{}</style>&amp;amp;<a href=\"javascript:x\">戊</a>";
        let found = pieces(s, 0..s.len());
        let Piece::Tag(td) = &found[0] else { panic!("a tag") };
        assert_eq!((td.number("colspan"), td.number("rowspan"), td.align()), (2, 1, Some(CellAlign::End)));
        let shown: String = found
            .iter()
            .filter_map(|p| if let Piece::Text(r) = p { Some(&s[r.clone()]) } else { None })
            .collect();
        assert_eq!(shown, "甲 丙< 丁 &amp;戊");
        let Some(Piece::Tag(a)) = found.iter().rev().nth(2) else { panic!("a tag") };
        assert_eq!((a.name.as_str(), a.mark()), ("a", None));
    }
}
