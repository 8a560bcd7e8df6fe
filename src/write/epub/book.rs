//! The files as a book, still without their text: the one place that names epub-builder.

use super::content::{Content, Entry};
use crate::ir::{DateRole, Document};
use crate::text::chars::xml_text;
use crate::write::Job;
use chrono::{DateTime, Utc};
use epub_builder::{
    EpubBuilder, EpubContent, EpubVersion, MetadataOpfV3, ReferenceType, TocElement, ZipLibrary,
};
use std::io::Cursor;
use uuid::Uuid;

/// EPUB wants a date of modification; a book without any date has that of the zip format's beginning.
const NO_DATE: &str = "1980-01-01";

const CSS: &str = include_str!("book.css");

/// What the book says of its accessibility (EPUB Accessibility 1.1, 2.2).
const ACCESSIBILITY: &[(&str, &str)] = &[
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityHazard", "none"),
    ("schema:accessibilitySummary", "本书为纯文字，章、节、条均可导航，可由辅助技术朗读。"),
];

fn time(date: &str) -> Option<DateTime<Utc>> {
    // A year and month stand for their first day.
    let day = if date.len() == 7 { format!("{date}-01") } else { date.to_owned() };
    Some(DateTime::parse_from_rfc3339(&format!("{day}T00:00:00Z")).ok()?.to_utc())
}

fn element(e: &Entry, level: i32) -> TocElement {
    e.children.iter().fold(TocElement::new(e.href.as_str(), e.title.as_str()).level(level), |t, c| {
        t.child(element(c, level + 1))
    })
}

/// The book as epub-builder packs it.
pub fn book(content: &Content, doc: &Document, job: &Job) -> Result<Vec<u8>, String> {
    make(content, doc, job).map_err(|e| e.to_string())
}

fn make(content: &Content, doc: &Document, job: &Job) -> epub_builder::Result<Vec<u8>> {
    let mut b = EpubBuilder::new(ZipLibrary::new()?)?;
    b.epub_version(EpubVersion::V33);
    b.set_title(content.title.as_str());
    b.set_languages(vec![doc.meta.script_language().to_owned()]);
    b.set_authors(doc.meta.source.iter().map(|s| xml_text(&s.text)).collect());
    b.set_generator(concat!("tiaowen ", env!("CARGO_PKG_VERSION")));
    b.set_toc_name(doc.meta.contents_title());
    if let Some(licence) = job.licence_of(doc) {
        b.set_license(xml_text(licence));
    }
    // The same text is the same book (RFC 9562, 5.5).
    b.set_uuid(Uuid::new_v5(
        &Uuid::NAMESPACE_URL,
        format!("urn:sha256:{}", doc.provenance.sha256_text).as_bytes(),
    ));
    let dated = doc.meta.dates.iter().rev().find(|d| d.role == DateRole::Dated).map(|d| d.when.as_str());
    if let Some(t) = dated.and_then(time) {
        b.set_publication_date(t);
    }
    let modified = job.date.as_deref().or(dated).unwrap_or(NO_DATE);
    if let Some(t) = time(modified).or_else(|| time(NO_DATE)) {
        b.set_modified_date(t);
    }
    for (property, value) in ACCESSIBILITY {
        b.add_metadata_opf(Box::new(MetadataOpfV3::new((*property).into(), (*value).into())));
    }
    b.stylesheet(CSS.as_bytes())?;
    for (k, f) in content.files.iter().enumerate() {
        // The library only packs the text, and the finish pass unpacks all: it puts the text in itself.
        let mut c = EpubContent::new(f.name.as_str(), Cursor::new(&[] as &[u8]))
            .title(f.entry.title.as_str())
            .level(f.level);
        if k == 0 {
            // Without any type the crate writes an empty list of landmarks, which is invalid.
            c = c.reftype(ReferenceType::Text);
        }
        for child in &f.entry.children {
            c = c.child(element(child, f.level + 1));
        }
        b.add_content(c)?;
    }
    let mut out = vec![];
    b.generate(&mut out)?;
    Ok(out)
}
