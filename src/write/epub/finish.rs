//! The finish pass: the text of the files, what epub-builder writes wrong or not at all, and a package of the same bytes
//! every time.

use super::content::Content;
use crate::ir::{Document, normalised_sha256};
use crate::write::xmltree::{Child, Element, parse, print};
use crate::write::zip;
use std::collections::HashMap;

/// Repairs the parts and packs them again.
pub fn finish(raw: &[u8], doc: &Document, content: &Content) -> Result<Vec<u8>, String> {
    let mut parts = zip::unpack(raw)?;
    // The container comes first and uncompressed (OCF 4.2.2); META-INF holds nothing that only one vendor reads.
    parts.retain(|(name, _)| !name.contains("com.apple"));
    parts.sort_by_key(|(name, _)| (name != "mimetype", name != "META-INF/container.xml"));
    let identifier = identifier(&parts)?;
    let files: HashMap<&str, &[u8]> =
        content.files.iter().map(|f| (f.name.as_str(), f.xhtml.as_slice())).collect();
    for (name, bytes) in &mut parts {
        match name.as_str() {
            "OEBPS/content.opf" => {
                let mut root = parse(bytes)?;
                package(&mut root, doc);
                *bytes = print_plain(&root);
            }
            "OEBPS/nav.xhtml" => {
                let mut root = parse(bytes)?;
                navigation(&mut root, doc.meta.script_language());
                let body = print_plain(&root);
                let head = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
                *bytes = [head, b"<!DOCTYPE html>\n".as_slice(), &body[head.len()..]].concat();
            }
            "OEBPS/toc.ncx" => {
                let mut root = parse(bytes)?;
                ncx(&mut root, &identifier, &content.title);
                *bytes = print_plain(&root);
            }
            _ => {
                if let Some(xhtml) = name.strip_prefix("OEBPS/").and_then(|n| files.get(n)) {
                    bytes.extend_from_slice(xhtml);
                }
            }
        }
    }
    zip::pack(&parts, &["mimetype"])
}

/// Without `standalone`, which these formats do not use.
fn print_plain(root: &Element) -> Vec<u8> {
    let bytes = print(root);
    String::from_utf8_lossy(&bytes).replacen(" standalone=\"yes\"", "", 1).into_bytes()
}

fn identifier(parts: &[(String, Vec<u8>)]) -> Result<String, String> {
    let opf =
        parts.iter().find(|(n, _)| n == "OEBPS/content.opf").ok_or("the book has no package document")?;
    let mut root = parse(&opf.1)?;
    let mut found = String::new();
    root.each(&mut |e| {
        if e.name == "dc:identifier" {
            found = e
                .children
                .iter()
                .filter_map(|c| if let Child::Text(t) = c { Some(t.as_str()) } else { None })
                .collect();
        }
    });
    Ok(found)
}

fn package(root: &mut Element, doc: &Document) {
    root.set("xml:lang", doc.meta.script_language());
    let metadata = root.child("metadata");
    for e in metadata.elements().filter(|e| e.name == "dc:language") {
        // The crate gives languages the identifiers of creators.
        e.set("id", "epub-language");
    }
    let normalised = normalised_sha256(doc);
    for urn in
        [format!("urn:sha256:{}", doc.provenance.sha256_text), format!("urn:sha256-normalised:{normalised}")]
    {
        let mut source = Element::new("dc:source", &[]);
        source.children.push(Child::Text(urn));
        metadata.add(source);
    }
    if let Some(publisher) = &doc.meta.publisher {
        let mut e = Element::new("dc:publisher", &[]);
        e.children.push(Child::Text(publisher.clone()));
        metadata.add(e);
    }
    if let Some(identifier) = &doc.meta.identifier {
        let mut e = Element::new("dc:identifier", &[]);
        e.children.push(Child::Text(identifier.clone()));
        metadata.add(e);
    }
    // A relic of EPUB 2 that duplicates the landmarks.
    root.children.retain(|c| !matches!(c, Child::Element(e) if e.name == "guide"));
}

fn navigation(root: &mut Element, language: &str) {
    root.set("lang", language);
    root.set("xml:lang", language);
    root.each(&mut |e| {
        if e.name != "nav" {
            return;
        }
        match e.attribute("epub:type") {
            Some("toc") => {
                e.set("role", "doc-toc");
                e.set("aria-labelledby", "toc-title");
            }
            Some("landmarks") => {
                e.set("hidden", "hidden");
                let name = match language {
                    "zh-Hant" => "導覽",
                    "ja" => "ナビゲーション",
                    "ko" => "탐색",
                    "en" => "Landmarks",
                    _ => "导航",
                };
                let mut heading = Element::new("h2", &[]);
                heading.children.push(Child::Text(name.into()));
                e.children.insert(0, Child::Element(heading));
            }
            _ => {}
        }
    });
}

fn ncx(root: &mut Element, identifier: &str, title: &str) {
    let head = root.child("head");
    head.children
        .insert(0, Child::Element(Element::new("meta", &[("name", "dtb:uid"), ("content", identifier)])));
    let text = root.child("docTitle").child("text");
    text.children = vec![Child::Text(quick_xml::escape::escape(title).into_owned())];
    let mut depth = 0;
    measure(root.child("navMap"), 0, &mut depth);
    for e in root.child("head").elements() {
        if e.attribute("name") == Some("dtb:depth") {
            e.set("content", &depth.max(1).to_string());
        }
    }
}

/// The deepest nesting of entries.
fn measure(e: &mut Element, depth: usize, deepest: &mut usize) {
    *deepest = (*deepest).max(depth);
    for child in e.elements().filter(|c| c.name == "navPoint") {
        measure(child, depth + 1, deepest);
    }
}
