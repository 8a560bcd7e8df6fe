//! The files of a book as one page for the reader of web pages: notes with their signs, pictures by their paths in the book;
//! without navigation, covers and numbers of printed pages.

use super::book::resolved;
use crate::text::chars::is_space;
use crate::xml::{Element, Node, parse};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// Addresses that say of words what the reader of web pages has no words for; those of the book that are the same are none.
pub const SILENT: &str = "mailto:silent@tiaowen.invalid";
pub const SIGN: &str = "mailto:sign@tiaowen.invalid";

/// The page in the making.
#[derive(Default)]
pub struct Pages {
    out: String,
    /// Paths of pictures.
    pub pictures: BTreeSet<String>,
    /// Characters of navigation and page numbers.
    pub left_out: usize,
    /// The signs that lead to notes, by file and identifier.
    signs: HashMap<String, String>,
}

/// Elements without content in HTML.
const VOID: &[&str] = &["br", "img", "hr", "wbr", "input", "col", "area", "embed", "source", "track"];
/// Elements that are no text, or programs.
const SKIPPED: &[&str] =
    &["script", "style", "head", "nav", "template", "audio", "video", "object", "iframe"];

/// A file without what the parser of XML refuses: a document type, and names of characters.
pub fn plain(text: &str) -> Cow<'_, str> {
    const NAMES: &[(&str, &str)] = &[
        ("nbsp", "\u{a0}"),
        ("ensp", "\u{2002}"),
        ("emsp", "\u{2003}"),
        ("mdash", "—"),
        ("ndash", "–"),
        ("hellip", "…"),
        ("ldquo", "“"),
        ("rdquo", "”"),
        ("lsquo", "‘"),
        ("rsquo", "’"),
        ("middot", "·"),
        ("times", "×"),
        ("copy", "©"),
        ("laquo", "«"),
        ("raquo", "»"),
        ("bull", "•"),
        ("deg", "°"),
        ("sect", "§"),
        ("para", "¶"),
        ("eacute", "é"),
    ];
    let text = text.trim_start_matches('\u{feff}');
    let Some(start) = text.find("<!DOCTYPE").or_else(|| text.contains('&').then_some(text.len())) else {
        return Cow::Borrowed(text);
    };
    let end = text[start..].find('>').map_or(start, |n| start + n + 1);
    let (before, after) = (&text[..start], &text[end..]);
    let mut out = String::with_capacity(text.len());
    let whole = [before, after].concat();
    let mut rest = whole.as_str();
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let name = behind.split(';').next().filter(|n| n.len() < 12 && behind.len() > n.len()).unwrap_or("");
        let known = name.starts_with('#') || matches!(name, "amp" | "lt" | "gt" | "quot" | "apos");
        if known {
            out.push('&');
            rest = behind;
        } else if let Some((_, c)) = NAMES.iter().find(|(n, _)| *n == name) {
            out.push_str(c);
            rest = &behind[name.len() + 1..];
        } else {
            out.push_str("&amp;");
            rest = behind;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The value of an attribute, whatever its prefix.
fn attr<'t>(e: Element<'t>, name: &str) -> Option<&'t str> {
    e.attributes()
        .find(|(n, _)| *n == name || n.rsplit(':').next() == Some(name) && n.contains(':'))
        .map(|(_, v)| v)
}

/// Whether `epub:type` or the role of an element says something.
fn is(e: Element, kind: &str) -> bool {
    let role = format!("doc-{kind}");
    let typed =
        e.attributes().any(|(n, v)| n.ends_with(":type") && v.split_ascii_whitespace().any(|v| v == kind));
    typed || e.attribute("role").is_some_and(|r| r.split_ascii_whitespace().any(|r| r == role))
}

fn is_note(e: Element) -> bool {
    ["footnote", "endnote", "rearnote"].iter().any(|k| is(e, k)) && !matches!(e.name(), "a" | "section")
}

fn escaped(s: &str) -> String {
    s.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A sign as it stands in a text, in brackets that are not read where it has none.
fn signed(sign: &str, marked: bool) -> String {
    let bare = sign.chars().all(char::is_alphanumeric);
    let (open, close) = match sign {
        _ if !bare => ("", ""),
        _ if sign.bytes().all(|b| b.is_ascii_digit()) => ("〔", "〕"),
        _ => ("[^", "]"),
    };
    let silent = |s: &str| if s.is_empty() { String::new() } else { format!("<a href=\"{SILENT}\">{s}</a>") };
    let said = if marked { format!("<a href=\"{SIGN}\">{}</a>", escaped(sign)) } else { escaped(sign) };
    format!("{}{said}{}", silent(open), silent(close))
}

impl Pages {
    /// Looks for the signs that lead to notes.
    pub fn look(&mut self, path: &str, text: &str) {
        let text = plain(text);
        let Ok(tree) = parse(&text) else { return };
        for a in tree.root().named("a").filter(|a| is(*a, "noteref")) {
            if let Some(target) = a.attribute("href").and_then(|h| target(path, h)) {
                let sign = a.text().trim().to_owned();
                self.signs.entry(target).or_insert(sign);
            }
        }
    }

    /// Adds a file.
    pub fn add(&mut self, path: &str, text: &str) {
        let text = plain(text);
        if let Ok(tree) = parse(&text) {
            if let Some(body) = tree.root().find("body") {
                self.out.push_str("<div>");
                self.content(body, path);
                self.out.push_str("</div>\n");
            }
        } else {
            // What is no XML is read as the web reads it.
            let from = text.find("<body").and_then(|at| Some(at + text[at..].find('>')? + 1)).unwrap_or(0);
            let to = text[from..].find("</body").map_or(text.len(), |n| from + n);
            self.out.extend(["<div>", &text[from..to], "</div>\n"]);
        }
    }

    /// The page.
    pub fn whole(self) -> String {
        format!("<html><head><meta charset=\"utf-8\"></head><body>{}</body></html>", self.out)
    }

    fn content(&mut self, e: Element, path: &str) {
        for node in e.children() {
            match node {
                Node::Text(t) => self.out.push_str(&escaped(t)),
                Node::Element(c) => self.element(c, path),
            }
        }
    }

    fn leave_out(&mut self, e: Element) {
        self.left_out += e.text().chars().filter(|c| !is_space(*c)).count();
    }

    fn element(&mut self, e: Element, path: &str) {
        let name = e.name();
        if SKIPPED.contains(&name) {
            if name == "nav" {
                self.leave_out(e);
            }
            return;
        }
        if is(e, "pagebreak") || is(e, "backlink") {
            return self.leave_out(e);
        }
        // A title that this program assigned, and its cover, are no text of the document.
        if e.attribute("class") == Some("assigned") || is(e, "cover") {
            return;
        }
        if name == "sup"
            && e.elements().count() == 1
            && e.elements().all(|a| is(a, "noteref"))
            && own_text_is_blank(e)
        {
            return self.content(e, path);
        }
        if name == "a" {
            if is(e, "noteref") {
                let sign = e.text().trim().to_owned();
                self.out.push_str(&signed(&sign, false));
                return;
            }
            let href = e.attribute("href").unwrap_or("");
            let outside = href.contains("://") || href.starts_with("mailto:");
            if !outside || href.contains("tiaowen.invalid") {
                return self.content(e, path);
            }
        }
        if is_note(e) {
            return self.note(e, path);
        }
        self.out.extend(["<", name]);
        for (n, v) in
            e.attributes().filter(|(n, _)| !n.starts_with("xmlns") && !n.contains(':') && *n != "id")
        {
            let v = match (name, n) {
                ("img", "src") => {
                    let picture = resolved(path, v);
                    self.pictures.insert(picture.clone());
                    Cow::Owned(picture)
                }
                _ => Cow::Borrowed(v),
            };
            self.out.extend([" ", n, "=\"", &escaped(&v), "\""]);
        }
        self.out.push('>');
        if VOID.contains(&name) {
            return;
        }
        self.content(e, path);
        self.out.extend(["</", name, ">"]);
    }

    /// A note: the sign that leads to it stands before it once.
    fn note(&mut self, e: Element, path: &str) {
        let id = attr(e, "id").unwrap_or("");
        let sign = self.signs.get(&format!("{path}#{id}")).cloned();
        let texts: Vec<Element> = e.elements().filter(|c| matches!(c.name(), "p" | "div")).collect();
        let parts = if texts.is_empty() { vec![e] } else { texts };
        for (k, p) in parts.into_iter().enumerate() {
            self.out.push_str("<p>");
            let shown = sign.as_ref().filter(|s| k == 0 && !s.is_empty());
            if let Some(sign) = shown {
                self.out.push_str(&signed(sign, true));
                self.out.push(' ');
            }
            let left_out = self.left_out;
            self.content(p, path);
            if let Some(sign) = shown {
                // The backlink was the sign.
                let links = p.all().filter(|a| is(*a, "backlink")).map(|a| a.text().trim().to_owned());
                if links.into_iter().any(|t| t == *sign) {
                    self.left_out = left_out;
                }
            }
            self.out.push_str("</p>");
        }
    }
}

fn own_text_is_blank(e: Element) -> bool {
    e.children().all(|n| matches!(n, Node::Element(_)) || matches!(n, Node::Text(t) if t.trim().is_empty()))
}

/// What a link leads to: the file and the place in it.
fn target(path: &str, href: &str) -> Option<String> {
    let (file, id) = href.split_once('#')?;
    let file = if file.is_empty() { path.to_owned() } else { resolved(path, file) };
    Some(format!("{file}#{id}"))
}
