//! The finish pass: what epub-builder leaves out or gets wrong, the text, and a package of the same bytes every time.
//!
//! The crate compresses every file that it is given and renders its lists of entries by indenting them again on every
//! level: more than half of the time of a long book. So it is given the first file without its text; the other files
//! come into manifest and spine here, and the entries into its navigation ([`super::navigation`]).

use super::book::Parts;
use super::content::Content;
use super::files::{COVER, with_declaration};
use super::navigation;
use crate::finding::Words;
use crate::ir::{Document, normalised_sha256};
use crate::pack::book::DAYS;
use crate::pack::{QUICK, pack};
use crate::text::Set;
use crate::write::Job;
use crate::xml::edit::{Child, Element, parse};
use std::collections::HashMap;

const FOLDER: &str = "OEBPS/";

/// Repairs the parts, completes them and packs them again. `resources` have the bytes that the crate was not given.
pub fn finish(
    mut parts: Parts,
    doc: &Document,
    job: &Job,
    mut content: Content,
    mut resources: HashMap<String, Vec<u8>>,
) -> Result<Vec<u8>, Words> {
    // The container comes first and uncompressed (OCF 4.2.2); META-INF holds nothing that only one vendor reads.
    parts.retain(|(name, _)| !name.contains("com.apple"));
    parts.sort_by_key(|(name, _)| (name != "mimetype", name != "META-INF/container.xml"));
    let package_at = parts.iter().position(|(n, _)| n == "OEBPS/content.opf");
    let package_at = package_at.ok_or("内部错误，请报告 / an internal error; please report it")?;
    // The navigation shows all entries, or those of the first levels.
    content.entries.retain(|e| job.book.depth.is_none_or(|depth| e.depth < depth));
    let cover = resources.contains_key(COVER);
    let made = std::mem::take(&mut parts[package_at].1);
    let mut root = parse(&made)?;
    let identifier = package(&mut root, doc, &content)?;
    parts[package_at].1 = with_declaration(&root, "");
    // The crate has a place for the first file; the others follow.
    let first = content.files.first_mut().ok_or("书里没有文字 / the book has no text")?;
    resources.insert(first.name.clone(), std::mem::take(&mut first.xhtml));
    for (name, bytes) in &mut parts {
        match name.strip_prefix(FOLDER) {
            Some("nav.xhtml") => {
                let made = std::mem::take(bytes);
                *bytes = navigation::complete(&mut parse(&made)?, doc, &content, cover);
            }
            Some("toc.ncx") => {
                let made = std::mem::take(bytes);
                *bytes = navigation::ncx(&mut parse(&made)?, &content, &identifier);
            }
            Some(inner) => {
                if let Some(whole) = resources.remove(inner) {
                    *bytes = whole;
                }
            }
            None => {}
        }
    }
    parts.extend(content.files.into_iter().skip(1).map(|f| (format!("{FOLDER}{}", f.name), f.xhtml)));
    pack(&parts, &["mimetype"], QUICK)
}

/// Completes the package document; gives the identifier of the book.
fn package(root: &mut Element, doc: &Document, content: &Content) -> Result<String, Words> {
    root.set("xml:lang", doc.meta.script_language());
    let metadata = root.child("metadata");
    let mut identifier = None;
    for e in metadata.elements() {
        match &*e.name {
            // The crate gives languages the identifiers of creators.
            "dc:language" => e.set("id", "epub-language"),
            "dc:identifier" => identifier = Some(e),
            _ => {}
        }
    }
    let identifier = identifier.ok_or("内部错误，请报告 / an internal error; please report it")?;
    let made = std::mem::take(&mut identifier.children);
    let made = if let [Child::Text(t)] = made.as_slice() { t.to_string() } else { String::new() };
    // What somebody assigned comes first; ours stays beside it.
    let first = doc.meta.identifier.clone().unwrap_or_else(|| made.clone());
    identifier.children = Element::leaf("", &[], &first).children;
    if first != made {
        metadata.add(Element::leaf("dc:identifier", &[], &made));
    }
    let normalised = normalised_sha256(doc);
    metadata.add(Element::leaf("dc:source", &[], &format!("urn:sha256:{}", doc.provenance.sha256_text)));
    metadata.add(Element::leaf("dc:source", &[], &format!("urn:sha256-normalised:{normalised}")));
    // What kind of document it is, where it holds, and its days: a reader of the book asks the text for none of them.
    metadata.add(Element::leaf("dc:type", &[], doc.meta.kind.name()));
    let region = doc.meta.language.strip_prefix(doc.meta.script_language()).unwrap_or("");
    if let Some(region) = region.strip_prefix('-').filter(|r| !r.is_empty()) {
        metadata.add(Element::leaf("dc:coverage", &[], region));
    }
    for d in &doc.meta.dates {
        if let Some((_, property)) = DAYS.iter().find(|(role, _)| *role == d.role.name()) {
            metadata.add(Element::leaf("meta", &[("property", property)], &d.when));
        }
    }
    if let Some(publisher) = &doc.meta.publisher {
        metadata.add(Element::leaf("dc:publisher", &[], publisher));
    }
    if let Some(series) = &doc.meta.series {
        let property = |name| [("refines", "#series"), ("property", name)];
        let collection = [("property", "belongs-to-collection"), ("id", "series")];
        metadata.add(Element::leaf("meta", &collection, &series.title));
        metadata.add(Element::leaf("meta", &property("collection-type"), "series"));
        if let Some(number) = series.number {
            metadata.add(Element::leaf("meta", &property("group-position"), &number.to_string()));
        }
    }
    let manifest = root.child("manifest");
    let id = |name: &str| format!("id_{name}");
    for f in content.files.iter().skip(1) {
        let attributes =
            [("media-type", "application/xhtml+xml"), ("id", &id(&f.name)), ("href", f.name.as_str())];
        manifest.add(Element::new("item", &attributes));
    }
    let formulas: Set<&str> = content.files.iter().filter(|f| f.formulas).map(|f| f.name.as_str()).collect();
    for item in manifest.elements() {
        if item.attribute("href").is_some_and(|href| formulas.contains(href)) {
            item.set("properties", "mathml");
        }
    }
    let spine = root.child("spine");
    for f in content.files.iter().skip(1) {
        spine.add(Element::new("itemref", &[("idref", &id(&f.name))]));
    }
    // A relic of EPUB 2 that duplicates the landmarks.
    root.children.retain(|c| !matches!(c, Child::Element(e) if e.name == "guide"));
    Ok(first)
}
