//! Styles with what they take from those that they are based on (ECMA-376 part 1, 17.7).

use super::package::{attr, val};
use super::properties::{Names, ParagraphLook, RunLook};
use crate::text::Style as Said;
use crate::xml::Element;
use std::collections::HashMap;

/// A style with all that it takes over.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// What it says of paragraphs.
    pub paragraph: ParagraphLook,
    /// What it says of runs.
    pub run: RunLook,
    /// What its name says that paragraphs are.
    pub said: Said,
    /// How deep a heading its name or outline level says, from 1.
    pub depth: Option<u8>,
    /// The style that brings the number: itself, or one below it.
    pub numbered: Option<String>,
}

/// The styles of a file.
#[derive(Debug, Default)]
pub struct Styles {
    all: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    /// What is said of all runs and paragraphs.
    pub run: RunLook,
    pub paragraph: ParagraphLook,
    /// The lists that numbering styles name.
    lists: HashMap<String, i64>,
}

/// A style as it stands in the file.
struct Raw<'t> {
    based_on: Option<&'t str>,
    name: &'t str,
    kind: &'t str,
    paragraph: ParagraphLook,
    run: RunLook,
}

/// Styles that are based on each other deeper than this are no real ones.
const DEEPEST: usize = 64;

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(root: Option<Element>, names: &mut Names) -> Self {
        let mut out = Self::default();
        let mut raw: HashMap<&str, Raw> = HashMap::new();
        for e in root.into_iter().flat_map(Element::elements) {
            match e.name() {
                "docDefaults" => {
                    let of = |outer: &str, inner: &str| e.child(outer).and_then(|d| d.child(inner));
                    out.run = of("rPrDefault", "rPr").map(|r| RunLook::read(r, names)).unwrap_or_default();
                    out.paragraph = of("pPrDefault", "pPr").map(ParagraphLook::read).unwrap_or_default();
                }
                "style" => {
                    let Some(id) = attr(e, "styleId") else { continue };
                    let kind = attr(e, "type").unwrap_or("paragraph");
                    if kind == "paragraph"
                        && attr(e, "default").is_some_and(|d| matches!(d, "1" | "true" | "on"))
                    {
                        out.usual = Some(id.to_owned());
                    }
                    let style = Raw {
                        based_on: val(e, "basedOn"),
                        name: val(e, "name").unwrap_or(""),
                        kind,
                        paragraph: e.child("pPr").map(ParagraphLook::read).unwrap_or_default(),
                        run: e.child("rPr").map(|r| RunLook::read(r, names)).unwrap_or_default(),
                    };
                    if kind == "numbering"
                        && let Some(list) = style.paragraph.number.list
                    {
                        out.lists.insert(id.to_owned(), list);
                    }
                    raw.insert(id, style);
                }
                _ => {}
            }
        }
        for id in raw.keys() {
            out.all.insert((*id).to_owned(), whole(id, &raw));
        }
        out
    }

    /// The style of a paragraph.
    pub fn paragraph(&self, id: Option<&str>) -> Option<(&str, &Style)> {
        let named = id.and_then(|id| self.all.get_key_value(id));
        let found = named.or_else(|| self.all.get_key_value(self.usual.as_deref()?));
        found.map(|(id, style)| (id.as_str(), style))
    }

    /// The style of a run.
    pub fn character(&self, id: &str) -> Option<&Style> {
        self.all.get(id)
    }

    /// The list that a numbering style names.
    pub fn list(&self, id: &str) -> Option<i64> {
        self.lists.get(id).copied()
    }
}

/// A style with what it takes from those below it; a circle is cut where it closes.
fn whole(id: &str, raw: &HashMap<&str, Raw>) -> Style {
    let mut chain: Vec<(&str, &Raw)> = vec![];
    let mut next = Some(id);
    while let Some((id, style)) = next.and_then(|id| raw.get_key_value(id)) {
        if chain.len() >= DEEPEST || chain.iter().any(|(seen, _)| seen == id) {
            break;
        }
        chain.push((id, style));
        next = style.based_on.filter(|_| style.kind != "numbering");
    }
    let mut out = Style::default();
    for (id, style) in chain.iter().rev() {
        out.paragraph = out.paragraph.with(&style.paragraph);
        out.run = out.run.with(&style.run);
        if style.paragraph.number.list.is_some() {
            out.numbered = Some((*id).to_owned());
        }
        // A name that says something says it for the styles that are based on it.
        if let Some((said, depth)) = said(style.name) {
            (out.said, out.depth) = (said, depth);
        }
    }
    match out.paragraph.outline {
        Some(level) if level < 9 => {
            out.depth = Some(level + 1);
            if out.said == Said::Plain {
                out.said = Said::Heading;
            }
        }
        Some(_) if out.said == Said::Heading => (out.said, out.depth) = (Said::Plain, None),
        _ => {}
    }
    out
}

/// What the name of a style says, in the languages that Word and WPS write names in.
pub fn said(name: &str) -> Option<(Said, Option<u8>)> {
    const NAMES: &[(&str, Said)] = &[
        ("title", Said::Title),
        ("subtitle", Said::Title),
        ("标题", Said::Title),
        ("副标题", Said::Title),
        ("標題", Said::Title),
        ("toc heading", Said::Contents),
        ("footnote text", Said::Note),
        ("endnote text", Said::Note),
        ("caption", Said::Caption),
        ("题注", Said::Caption),
        ("quote", Said::Quotation),
        ("intense quote", Said::Quotation),
        ("引用", Said::Quotation),
    ];
    let name = name.trim().to_lowercase();
    let level =
        |prefix: &str| name.strip_prefix(prefix)?.trim().parse::<u8>().ok().filter(|n| (1..=9).contains(n));
    if let Some(n) = ["heading", "标题", "標題", "見出し", "제목"].iter().find_map(|p| level(p)) {
        return Some((Said::Heading, Some(n)));
    }
    if ["toc", "目录", "目錄"].iter().any(|p| level(p).is_some()) {
        return Some((Said::Contents, None));
    }
    NAMES.iter().find(|(n, _)| *n == name).map(|(_, said)| (*said, None))
}
