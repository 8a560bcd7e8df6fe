//! The files as a book, still without their text: the one place that names epub-builder.

use super::content::Content;
use super::files::COVER;
use crate::finding::Words;
use crate::ir::{DateRole, Document};
use crate::write::Job;
use crate::xml::legal::legal;
use chrono::{DateTime, Utc};
use epub_builder::{
    EpubBuilder, EpubContent, EpubVersion, MetadataOpf, MetadataOpfV3, ReferenceType, ZipLibrary,
};
use uuid::Uuid;

/// EPUB wants a date of modification; a book without any date has that of the zip format's beginning.
const NO_DATE: &str = "1980-01-01";

/// What the book says of its accessibility (EPUB Accessibility 1.1, 2.2).
const ACCESSIBILITY: &[(&str, &str)] = &[
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityHazard", "none"),
];

/// The same in a sentence, in Chinese and English.
const SUMMARY: (&str, &str) = (
    "本书为纯文字，章、节、条均可导航，可由辅助技术朗读。",
    "This book is text only; chapters, sections and articles can be navigated to and read by assistive technology.",
);

/// What it says beside that where it has the pages of a printed form (1.1, 4.3).
const PAGES: &[(&str, &str)] =
    &[("schema:accessibilityFeature", "pageBreakMarkers"), ("schema:accessibilityFeature", "pageNavigation")];

/// What it says where it has pictures, and what where it has formulas.
const PICTURES: &[(&str, &str)] =
    &[("schema:accessMode", "visual"), ("schema:accessibilityFeature", "alternativeText")];
const FORMULAS: &[(&str, &str)] = &[("schema:accessibilityFeature", "MathML")];
const WITH_PICTURES: (&str, &str) = (
    "本书的图片有替代文字，章、节、条均可导航，可由辅助技术朗读。",
    "Pictures have alternative texts; chapters, sections and articles can be navigated to and read by assistive technology.",
);

/// What belongs to the book beside its text.
pub struct Resource {
    /// Its path.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it is the picture of the cover.
    pub cover: bool,
}

fn time(date: &str) -> Option<DateTime<Utc>> {
    // A year and month stand for their first day.
    let day = if date.len() == 7 { format!("{date}-01") } else { date.to_owned() };
    Some(DateTime::parse_from_rfc3339(&format!("{day}T00:00:00Z")).ok()?.to_utc())
}

/// The book as epub-builder packs it, with empty files: the finish pass knows what is in them.
pub fn book(content: &Content, resources: &[Resource], doc: &Document, job: &Job) -> Result<Vec<u8>, Words> {
    make(content, resources, doc, job)
        .map_err(|_| "内部错误，请报告 / an internal error; please report it".into())
}

fn make(
    content: &Content,
    resources: &[Resource],
    doc: &Document,
    job: &Job,
) -> epub_builder::Result<Vec<u8>> {
    let empty: &[u8] = &[];
    let mut b = EpubBuilder::new(ZipLibrary::new()?)?;
    b.epub_version(EpubVersion::V33);
    b.set_title(content.title.as_str());
    b.set_languages(vec![doc.meta.script_language().to_owned()]);
    b.set_authors(doc.meta.source.iter().map(|s| legal(&s.text).into_owned()).collect());
    b.set_generator(concat!("tiaowen ", env!("CARGO_PKG_VERSION")));
    b.set_toc_name(doc.meta.contents_title());
    if let Some(licence) = job.licence_of(doc) {
        b.set_license(legal(licence));
    }
    // The same text is the same book (RFC 9562, 5.5).
    b.set_uuid(Uuid::new_v5(
        &Uuid::NAMESPACE_URL,
        format!("urn:sha256:{}", doc.provenance.sha256_text).as_bytes(),
    ));
    let dated = [DateRole::Dated, DateRole::Promulgated, DateRole::Adopted];
    let dated = dated.into_iter().find_map(|role| doc.meta.day(role));
    if let Some(t) = dated.and_then(time) {
        b.set_publication_date(t);
    }
    let modified = job.date.as_deref().or(dated).unwrap_or(NO_DATE);
    if let Some(t) = time(modified).or_else(|| time(NO_DATE)) {
        b.set_modified_date(t);
    }
    let pages = if content.pages.is_empty() { &[] } else { PAGES };
    let pictured = resources.iter().any(|r| !r.cover && r.mime.starts_with("image/"));
    let formulas = content.files.iter().any(|f| f.formulas);
    let pictures = if pictured { PICTURES } else { &[] };
    let formulas = if formulas { FORMULAS } else { &[] };
    let summary = if pictured { WITH_PICTURES } else { SUMMARY };
    let summary = if doc.meta.spoken().is_chinese() { summary.0 } else { summary.1 };
    b.add_metadata_opf(Box::new(MetadataOpfV3::new("schema:accessibilitySummary".into(), summary.into())));
    for (property, value) in ACCESSIBILITY.iter().chain(pages).chain(pictures).chain(formulas) {
        b.add_metadata_opf(Box::new(MetadataOpfV3::new((*property).into(), (*value).into())));
    }
    if !content.pages.is_empty() {
        let source = format!("PDF, {}", job.profile_for(doc).name);
        b.add_metadata_opf(Box::new(MetadataOpfV3::new("pageBreakSource".into(), source)));
    }
    if job.is_vertical() {
        b.metadata("direction", "rtl")?;
        // Kindle goes by this one.
        let direction = MetadataOpf { name: "primary-writing-mode".into(), content: "vertical-rl".into() };
        b.add_metadata_opf(Box::new(direction));
    }
    b.stylesheet(empty)?;
    for r in resources {
        if r.cover {
            b.add_cover_image(&r.name, empty, r.mime)?;
        } else {
            b.add_resource(&r.name, empty, r.mime)?;
        }
    }
    if resources.iter().any(|r| r.cover) {
        b.add_content(EpubContent::new(COVER, empty).reftype(ReferenceType::Cover))?;
    }
    if let Some(f) = content.files.first() {
        // Without any type the crate writes an empty list of landmarks, which is invalid.
        b.add_content(EpubContent::new(f.name.as_str(), empty).reftype(ReferenceType::Text))?;
    }
    let mut out = vec![];
    b.generate(&mut out)?;
    Ok(out)
}
