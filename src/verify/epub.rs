//! The text of a book: its files in the order of the spine, without navigation and without the title that we assigned.

use super::Extract;
use crate::finding::Words;
use crate::pack::unpack;
use crate::xml::{Element, Node, Tree, parse};
use std::collections::HashMap;

/// A part's text, without the document type that the parser refuses.
fn text_of(bytes: &[u8]) -> Result<String, Words> {
    let text = std::str::from_utf8(bytes).map_err(|_| "内容不是 UTF-8 / it is not in UTF-8")?;
    Ok(text.replacen("<!DOCTYPE html>", "", 1))
}

fn part(text: &str) -> Result<Tree<'_>, Words> {
    parse(text).map_err(|p| p.told(text))
}

pub fn extract(bytes: &[u8]) -> Result<Extract, Words> {
    let parts: HashMap<String, Vec<u8>> = unpack(bytes)?.into_iter().collect();
    let get = |name: &str| {
        parts.get(name).ok_or_else(|| Words::new(format!("没有 {name}"), format!("there is no {name}")))
    };
    let container = text_of(get("META-INF/container.xml")?)?;
    let container = part(&container)?;
    let path =
        container.root().find("rootfile").and_then(|r| r.attribute("full-path")).unwrap_or("").to_owned();
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let package = text_of(get(&path)?)?;
    let package = part(&package)?;
    let mut out = Extract::default();
    let mut hrefs: HashMap<&str, (&str, bool)> = HashMap::new();
    for e in package.root().all() {
        match e.name() {
            "item" => {
                let nav = e.attribute("properties").is_some_and(|p| p.split(' ').any(|p| p == "nav"));
                hrefs.insert(e.attribute("id").unwrap_or(""), (e.attribute("href").unwrap_or(""), nav));
            }
            "source" => {
                if let Some(hash) = e.text().strip_prefix("urn:sha256-normalised:") {
                    out.stated = Some(hash.to_owned());
                }
            }
            _ => {}
        }
    }
    let spine = package.root().child("spine").ok_or("没有 spine / there is no spine")?;
    for itemref in spine.elements() {
        let Some((href, nav)) = hrefs.get(itemref.attribute("idref").unwrap_or("")) else { continue };
        if *nav {
            continue;
        }
        let page = text_of(get(&format!("{folder}{href}"))?)?;
        let page = part(&page)?;
        if let Some(body) = page.root().child("body") {
            visit(body, &mut out);
        }
    }
    Ok(out)
}

fn visit(e: Element, out: &mut Extract) {
    if e.attribute("class") == Some("assigned") {
        return;
    }
    // A formula says what it is in one line, a picture what stands for it.
    if let Some(text) = match e.name() {
        "math" => e.attribute("alttext"),
        "img" if e.attribute("role") != Some("doc-cover") => e.attribute("alt"),
        _ => None,
    } {
        out.text.push_str(text);
        return;
    }
    if let Some(id) = e.attribute("id") {
        out.provisions.push((id.to_owned(), None));
    }
    for node in e.children() {
        match node {
            Node::Text(t) => out.text.push_str(t),
            Node::Element(child) => visit(child, out),
        }
    }
}
