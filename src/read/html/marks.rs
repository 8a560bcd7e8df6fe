//! What elements and styles mark in a line, each a row of a table: deletions, links, languages and so on.

use super::address;
use super::dom::{self, Dom};
use crate::ir::MarkKind;
use crate::text::chars::{is_han, is_hangul, is_kana};
use scraper::node::Element;

/// What a style marks: the property, what its value has in it, the mark.
const BY_STYLE: &[(&str, &str, MarkKind)] = &[
    ("text-decoration", "line-through", MarkKind::Deleted),
    ("text-decoration-line", "line-through", MarkKind::Deleted),
    ("text-decoration", "underline", MarkKind::Underline),
    ("text-decoration-line", "underline", MarkKind::Underline),
    ("vertical-align", "super", MarkKind::Superscript),
    ("vertical-align", "sub", MarkKind::Subscript),
];

/// The properties that set dots under or over characters (CSS Text Decoration 3, 3.1).
const EMPHASIS: &[&str] =
    &["text-emphasis", "text-emphasis-style", "-webkit-text-emphasis", "-webkit-text-emphasis-style"];

/// The language that an element says it is in.
pub fn lang(e: &Element) -> Option<&str> {
    e.attr("lang").or_else(|| e.attr("xml:lang")).map(str::trim).filter(|l| !l.is_empty())
}

/// Whether an element sets its text bold.
pub fn is_bold(e: &Element) -> bool {
    matches!(e.name(), "b" | "strong")
        || e.attr("style").is_some()
            && dom::style(e, "font-weight")
                .is_some_and(|w| w == "bold" || w == "bolder" || w.parse::<u32>().is_ok_and(|n| n >= 600))
}

/// The marks of an element, outermost first; `set_off` where its text is emphasised already.
pub fn of(e: &Element, language: &str, set_off: bool) -> Vec<MarkKind> {
    let mut out = vec![];
    // A cell, a row or a block that says so speaks of all that is in it as well.
    if let Some(tag) = lang(e).filter(|l| !matches!(e.name(), "html" | "body") && !same_language(l, language))
    {
        out.push(MarkKind::Language { tag: tag.to_owned() });
    }
    let dots = e.attr("style").is_some()
        && EMPHASIS.iter().any(|p| dom::style(e, p).is_some_and(|v| !v.starts_with("none")));
    // Ruby is read with what stands in it.
    let by_name = MarkKind::of_html(e.name(), |_| None)
        .filter(|kind| !matches!(kind, MarkKind::Ruby | MarkKind::RubyText));
    let bold = is_bold(e) && !matches!(e.name(), "b" | "strong");
    let by_weight = bold.then_some(MarkKind::Emphasis);
    let emphasised = set_off || dots;
    out.extend(by_name.or(by_weight).filter(|k| *k != MarkKind::Emphasis || !emphasised));
    if e.attr("style").is_some() && !matches!(e.name(), "a" | "td" | "th" | "img") {
        let has = |(property, word, _): &&(&str, &str, MarkKind)| {
            dom::style(e, property).is_some_and(|v| v.split_ascii_whitespace().any(|w| w == *word))
        };
        for (_, _, kind) in BY_STYLE.iter().filter(has) {
            if !out.contains(kind) {
                out.push(kind.clone());
            }
        }
    }
    if dots {
        out.push(MarkKind::Dots);
    }
    out
}

/// Whether two tags name one language, whatever their regions and scripts.
fn same_language(a: &str, b: &str) -> bool {
    let first = |tag: &str| tag.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    let b = if b.is_empty() { "zh".to_owned() } else { first(b) };
    first(a) == b
}

/// Whether a mark says a language.
pub const fn is_language(kind: &MarkKind) -> bool {
    matches!(kind, MarkKind::Language { .. })
}

/// Whether the text of an element can be in the language that it says: office programs write `EN-US` around figures and
/// around Chinese.
pub fn speaks(dom: &Dom, at: usize, kind: &MarkKind) -> bool {
    /// Characters that are looked at.
    const FAR: usize = 400;
    let MarkKind::Language { tag } = kind else { return true };
    let east = ["zh", "ja", "ko", "ii"].iter().any(|l| same_language(tag, l));
    let texts = dom.nodes[at..dom.nodes[at].end].iter().take(FAR).map(|n| n.text);
    let (mut eastern, mut other) = (0, 0);
    for c in texts.flat_map(str::chars).take(FAR) {
        if is_han(c) || is_kana(c) || is_hangul(c) {
            eastern += 1;
        } else if c.is_alphabetic() {
            other += 1;
        }
    }
    if east { eastern > 0 } else { other > 1 && eastern == 0 }
}

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Href {
    /// To an address out of the page.
    Out(String),
    /// To a place of this page.
    Inside,
    /// To what a document cannot keep: a file beside the page, a program.
    Dead(String),
}

/// Files that can be annexes of a document.
const FILES: &[&str] = &[
    ".doc", ".docx", ".xls", ".xlsx", ".pdf", ".wps", ".et", ".zip", ".rar", ".ofd", ".ppt", ".pptx", ".odt",
    ".txt",
];

/// Reads a target, which may be given from the address of the page; with whether it is a file that can be an annex.
pub fn href(target: &str, page: Option<&str>) -> (Href, bool) {
    let target: String = target.trim().chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect();
    let target = page.and_then(|page| address::join(page, &target)).unwrap_or(target);
    let lower = target.to_ascii_lowercase();
    let path = lower.split(['?', '#']).next().unwrap_or("");
    let file = FILES.iter().any(|f| path.ends_with(f));
    let scheme =
        ["http://", "https://", "mailto:"].iter().any(|s| lower.len() > s.len() && lower.starts_with(s));
    let sound =
        !target.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '`'));
    let href = if lower.starts_with('#') && lower.len() > 1 {
        Href::Inside
    } else if scheme && sound {
        Href::Out(target)
    } else {
        Href::Dead(target)
    };
    (href, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_addresses_places_or_dead() {
        let here = |target| href(target, None);
        assert_eq!(
            here(" https://example.org/a.pdf?b "),
            (Href::Out("https://example.org/a.pdf?b".into()), true)
        );
        assert_eq!(here("#a").0, Href::Inside);
        for dead in
            ["javascript:alert(1)", "/files/a.doc", "data:text/html,x", "http://", "http://a b", "#", ""]
        {
            assert!(matches!(here(dead).0, Href::Dead(_)), "{dead}");
        }
        let page = |target| href(target, Some("https://law.example.org/db/a.html"));
        assert_eq!(page("b.doc"), (Href::Out("https://law.example.org/db/b.doc".into()), true));
        assert_eq!(page("#a").0, Href::Inside);
        for dead in ["javascript:alert(1)", "#", "", "x y"] {
            assert!(matches!(page(dead).0, Href::Dead(_)), "{dead}");
        }
    }
}
