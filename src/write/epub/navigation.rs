//! What leads to places in the book: the navigation document and its relic of EPUB 2.

use super::content::{Content, Entry};
use super::files::{COVER, with_declaration};
use crate::ir::Document;
use crate::text::Language;
use crate::xml::edit::{Child, Element};
use crate::xml::write::Xml;

/// What the lists are called, by language: landmarks, the beginning of the text, pages, the cover.
fn names(language: Language) -> [&'static str; 4] {
    language.among([
        ["导航", "正文", "页码", "封面"],
        ["導覽", "正文", "頁碼", "封面"],
        ["ナビゲーション", "本文", "ページ一覧", "表紙"],
        ["탐색", "본문", "쪽 목록", "표지"],
        ["Landmarks", "Text", "Pages", "Cover"],
    ])
}

/// What a cover is called.
pub fn cover_name(language: Language) -> &'static str {
    names(language)[3]
}

/// Entries as lists in each other.
fn nested(x: &mut Xml, entries: &[Entry]) {
    x.start("ol", &[]).raw("\n");
    let mut rest = entries;
    while let Some((first, after)) = rest.split_first() {
        let below = after.iter().take_while(|e| e.depth > first.depth).count();
        x.start("li", &[]).leaf("a", &[("href", &first.href)], &first.title);
        if below > 0 {
            nested(x, &after[..below]);
        }
        x.end().raw("\n");
        rest = &after[below..];
    }
    x.end();
}

fn raw<'a>(x: Xml) -> Child<'a> {
    Child::Text(String::from_utf8(x.finish()).unwrap_or_default().into())
}

/// The navigation document (EPUB 3.3, 7), from the one that epub-builder made.
pub fn complete(root: &mut Element, doc: &Document, content: &Content, cover: bool) -> Vec<u8> {
    let language = doc.meta.script_language();
    let [landmarks, text, pages, cover_name] = names(doc.meta.spoken());
    root.set("lang", language);
    root.set("xml:lang", language);
    let list = |pairs: &[(&str, &str, &str)]| {
        let mut x = Xml::new();
        x.start("ol", &[]);
        for (kind, href, title) in pairs {
            let mut attributes = vec![("href", *href)];
            if !kind.is_empty() {
                attributes.insert(0, ("epub:type", kind));
            }
            x.start("li", &[]).leaf("a", &attributes, title).end();
        }
        raw(x)
    };
    for e in root.child("body").elements() {
        match e.attribute("epub:type") {
            Some("toc") => {
                e.set("role", "doc-toc");
                e.set("aria-labelledby", "toc-title");
                let mut x = Xml::new();
                nested(&mut x, &content.entries);
                e.children.retain(|c| matches!(c, Child::Element(c) if c.name == "h1"));
                e.children.push(raw(x));
            }
            Some("landmarks") => {
                e.set("hidden", "hidden");
                let first = content.files.first().map_or("", |f| f.name.as_str());
                let mut places = vec![("bodymatter", first, text)];
                if cover {
                    places.insert(0, ("cover", COVER, cover_name));
                }
                e.children = vec![Child::Element(Element::leaf("h2", &[], landmarks)), list(&places)];
            }
            _ => {}
        }
    }
    if !content.pages.is_empty() {
        let nav = [
            ("epub:type", "page-list"),
            ("role", "doc-pagelist"),
            ("aria-labelledby", "pages-title"),
            ("hidden", "hidden"),
        ];
        let mut e = Element::new("nav", &nav);
        e.add(Element::leaf("h2", &[("id", "pages-title")], pages));
        let numbers: Vec<(String, &String)> =
            content.pages.iter().map(|(n, href)| (n.to_string(), href)).collect();
        let places: Vec<_> = numbers.iter().map(|(n, href)| ("", href.as_str(), n.as_str())).collect();
        e.children.push(list(&places));
        root.child("body").add(e);
    }
    with_declaration(root, "<!DOCTYPE html>\n")
}

/// The `ncx` of EPUB 2 (OPF 2.0.1, 2.4.1), for readers that know nothing else.
pub fn ncx(root: &mut Element, content: &Content, identifier: &str) -> Vec<u8> {
    let deepest = content.entries.iter().map(|e| e.depth + 1).max().unwrap_or(1);
    let last = content.pages.last().map_or(0, |(n, _)| *n);
    let head = root.child("head");
    head.children
        .insert(0, Child::Element(Element::new("meta", &[("name", "dtb:uid"), ("content", identifier)])));
    for e in head.elements() {
        match e.attribute("name") {
            Some("dtb:depth") => e.set("content", &deepest.to_string()),
            Some("dtb:totalPageCount") => e.set("content", &content.pages.len().to_string()),
            Some("dtb:maxPageNumber") => e.set("content", &last.to_string()),
            _ => {}
        }
    }
    root.child("docTitle").children = vec![Child::Element(Element::leaf("text", &[], &content.title))];
    let mut x = Xml::new();
    points(&mut x, &content.entries, &mut 0);
    root.child("navMap").children = vec![raw(x)];
    if !content.pages.is_empty() {
        let mut x = Xml::new();
        for (k, (n, href)) in content.pages.iter().enumerate() {
            let (order, value) = ((content.entries.len() + k + 1).to_string(), n.to_string());
            let id = format!("page-{value}");
            let attributes =
                [("id", id.as_str()), ("type", "normal"), ("value", &value), ("playOrder", &order)];
            x.start("pageTarget", &attributes).start("navLabel", &[]).leaf("text", &[], &value).end();
            x.empty("content", &[("src", href)]).end();
        }
        root.child("pageList").children = vec![raw(x)];
    }
    with_declaration(root, "")
}

fn points(x: &mut Xml, entries: &[Entry], order: &mut usize) {
    let mut rest = entries;
    while let Some((first, after)) = rest.split_first() {
        let below = after.iter().take_while(|e| e.depth > first.depth).count();
        *order += 1;
        let n = order.to_string();
        x.start("navPoint", &[("id", &format!("n{n}")), ("playOrder", &n)]);
        x.start("navLabel", &[]).leaf("text", &[], &first.title).end();
        x.empty("content", &[("src", &first.href)]);
        points(x, &after[..below], order);
        x.end().raw("\n");
        rest = &after[below..];
    }
}
