//! The files as a book, still without their text: the one place that names epub-builder.

use super::content::Content;
use super::files::COVER;
use crate::finding::Words;
use crate::ir::{DateRole, Document};
use crate::pack::unpack;
use crate::text::chars::is_plain_xml;
use crate::write::Job;
use crate::xml::legal::legal;
use chrono::{DateTime, Utc};
use epub_builder::{
    EpubBuilder, EpubContent, EpubVersion, MetadataOpf, MetadataOpfV3, ReferenceType, ZipLibrary,
};
use std::borrow::Cow;
use std::cell::RefCell;
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

/// What epub-builder is told.
#[derive(Clone, PartialEq)]
struct Told {
    title: String,
    author: Option<String>,
    identifier: Uuid,
    published: Option<DateTime<Utc>>,
    modified: Option<DateTime<Utc>>,
    language: String,
    contents: &'static str,
    licence: Option<String>,
    summary: &'static str,
    /// Properties of the package with their values.
    properties: Vec<(&'static str, Cow<'static, str>)>,
    vertical: bool,
    /// Path, media type, and whether it is the cover.
    resources: Vec<(String, &'static str, bool)>,
    /// The first file with text.
    first: Option<String>,
}

/// The parts of a package with their paths.
pub type Parts = Vec<(String, Vec<u8>)>;

/// The parts of the book as epub-builder makes them, with empty files: the finish pass knows what is in them.
pub fn book(content: &Content, resources: &[Resource], doc: &Document, job: &Job) -> Result<Parts, Words> {
    let told = told(content, resources, doc, job);
    if told.is_plain() { cast(&told) } else { made(&told) }
}

fn told(content: &Content, resources: &[Resource], doc: &Document, job: &Job) -> Told {
    let dated = [DateRole::Dated, DateRole::Promulgated, DateRole::Adopted];
    let dated = dated.into_iter().find_map(|role| doc.meta.day(role));
    let modified = job.date.as_deref().or(dated).unwrap_or(NO_DATE);
    let pages = if content.pages.is_empty() { &[] } else { PAGES };
    let pictured = resources.iter().any(|r| !r.cover && r.mime.starts_with("image/"));
    let formulas = content.files.iter().any(|f| f.formulas);
    let pictures = if pictured { PICTURES } else { &[] };
    let formulas = if formulas { FORMULAS } else { &[] };
    let summary = if pictured { WITH_PICTURES } else { SUMMARY };
    let properties = ACCESSIBILITY.iter().chain(pages).chain(pictures).chain(formulas);
    let mut properties: Vec<_> = properties.map(|(key, value)| (*key, Cow::Borrowed(*value))).collect();
    if !content.pages.is_empty() {
        properties.push(("pageBreakSource", format!("PDF, {}", job.profile_for(doc).name).into()));
    }
    Told {
        title: content.title.clone(),
        author: doc.meta.source.as_ref().map(|s| legal(&s.text).into_owned()),
        // The same text is the same book (RFC 9562, 5.5).
        identifier: Uuid::new_v5(
            &Uuid::NAMESPACE_URL,
            format!("urn:sha256:{}", doc.provenance.sha256_text).as_bytes(),
        ),
        published: dated.and_then(time),
        modified: time(modified).or_else(|| time(NO_DATE)),
        language: doc.meta.script_language().to_owned(),
        contents: doc.meta.contents_title(),
        licence: job.licence_of(doc).map(|licence| legal(licence).into_owned()),
        summary: if doc.meta.spoken().is_chinese() { summary.0 } else { summary.1 },
        properties,
        vertical: job.is_vertical(),
        resources: resources.iter().map(|r| (r.name.clone(), r.mime, r.cover)).collect(),
        first: content.files.first().map(|f| f.name.clone()),
    }
}

/// A book that others of its kind are made from, by putting their own titles, days and so on in the place of these.
const TITLE: &str = "\u{f0000}";
const AUTHOR: &str = "\u{f0001}";
const IDENTIFIER: Uuid = Uuid::from_u128(0xf000_c0de_dead_4bad_a5a5_0123_4567_89ab);
const PUBLISHED: &str = "9731-08-29";
const MODIFIED: &str = "9731-09-30";

impl Told {
    /// Whether the title and the author stand in XML as they are, and nothing else could be taken for what is replaced.
    fn is_plain(&self) -> bool {
        let plain = |s: &str| is_plain_xml(s) && !s.contains(['"', '\'', '\n', '\t']);
        let identifier = IDENTIFIER.to_string();
        let samples = [PUBLISHED, MODIFIED, &identifier, TITLE, AUTHOR];
        let mistaken = |s: &str| samples.iter().any(|sample| s.contains(sample));
        let names = self.resources.iter().map(|r| &r.0);
        let mut others = names.chain(&self.licence).chain(&self.first).chain([&self.language]);
        plain(&self.title) && self.author.as_deref().is_none_or(plain) && !others.any(|s| mistaken(s))
    }
    /// The book that this one is made from.
    fn sample(&self) -> Self {
        Self {
            title: TITLE.to_owned(),
            author: self.author.as_ref().map(|_| AUTHOR.to_owned()),
            identifier: IDENTIFIER,
            published: self.published.and_then(|_| time(PUBLISHED)),
            modified: self.modified.and_then(|_| time(MODIFIED)),
            ..self.clone()
        }
    }
}

/// So many samples are kept: books of one run are of few kinds.
const KEPT: usize = 16;

thread_local! {
    static SAMPLES: RefCell<Vec<(Told, Parts)>> = const { RefCell::new(vec![]) };
}

/// The parts made from those of a sample: the crate sets up a compressor for every one of them, which takes longer than
/// all else that is done for a short book.
fn cast(told: &Told) -> Result<Parts, Words> {
    let sample = told.sample();
    SAMPLES.with_borrow_mut(|samples| {
        let at = if let Some(at) = samples.iter().position(|(known, _)| *known == sample) {
            at
        } else {
            let parts = made(&sample)?;
            if samples.len() == KEPT {
                samples.remove(0);
            }
            samples.push((sample, parts));
            samples.len() - 1
        };
        let day =
            |time: Option<DateTime<Utc>>| time.map(|t| t.format("%Y-%m-%d").to_string()).unwrap_or_default();
        let own = [
            (IDENTIFIER.to_string(), told.identifier.to_string()),
            (PUBLISHED.to_owned(), day(told.published)),
            (MODIFIED.to_owned(), day(told.modified)),
            // These come last: they may hold anything.
            (TITLE.to_owned(), told.title.clone()),
            (AUTHOR.to_owned(), told.author.clone().unwrap_or_default()),
        ];
        let cast = |(name, part): &(String, Vec<u8>)| match std::str::from_utf8(part) {
            Ok(text) if !text.is_empty() => {
                let text = own.iter().fold(Cow::Borrowed(text), |text, (sample, own)| {
                    if text.contains(sample.as_str()) { text.replace(sample, own).into() } else { text }
                });
                (name.clone(), text.into_owned().into_bytes())
            }
            _ => (name.clone(), part.clone()),
        };
        Ok(samples[at].1.iter().map(cast).collect())
    })
}

fn made(told: &Told) -> Result<Parts, Words> {
    let packed = packed(told).map_err(|_| "内部错误，请报告 / an internal error; please report it")?;
    unpack(&packed)
}

fn packed(told: &Told) -> epub_builder::Result<Vec<u8>> {
    let empty: &[u8] = &[];
    let mut b = EpubBuilder::new(ZipLibrary::new()?)?;
    b.epub_version(EpubVersion::V33);
    b.set_title(told.title.as_str());
    b.set_languages(vec![told.language.clone()]);
    b.set_authors(told.author.iter().cloned().collect());
    b.set_generator(concat!("tiaowen ", env!("CARGO_PKG_VERSION")));
    b.set_toc_name(told.contents);
    if let Some(licence) = &told.licence {
        b.set_license(licence.as_str());
    }
    b.set_uuid(told.identifier);
    if let Some(t) = told.published {
        b.set_publication_date(t);
    }
    if let Some(t) = told.modified {
        b.set_modified_date(t);
    }
    let property = |key: &str, value: &str| Box::new(MetadataOpfV3::new(key.into(), value.into()));
    b.add_metadata_opf(property("schema:accessibilitySummary", told.summary));
    for (key, value) in &told.properties {
        b.add_metadata_opf(property(key, value));
    }
    if told.vertical {
        b.metadata("direction", "rtl")?;
        // Kindle goes by this one.
        let direction = MetadataOpf { name: "primary-writing-mode".into(), content: "vertical-rl".into() };
        b.add_metadata_opf(Box::new(direction));
    }
    b.stylesheet(empty)?;
    for (name, mime, cover) in &told.resources {
        if *cover {
            b.add_cover_image(name, empty, *mime)?;
        } else {
            b.add_resource(name, empty, *mime)?;
        }
    }
    if told.resources.iter().any(|(.., cover)| *cover) {
        b.add_content(EpubContent::new(COVER, empty).reftype(ReferenceType::Cover))?;
    }
    if let Some(first) = &told.first {
        // Without any type the crate writes an empty list of landmarks, which is invalid.
        b.add_content(EpubContent::new(first.as_str(), empty).reftype(ReferenceType::Text))?;
    }
    let mut out = vec![];
    b.generate(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_book_made_from_a_sample_is_what_the_crate_would_have_made(
            title in "[甲乙 a1<&\"\\u{1}]{0,6}|9731-08-29",
            author in prop::option::of("[甲乙 a'>]{0,6}"),
            number in any::<u128>(),
            days in (prop::option::of("(1|2)9[0-9]{2}-0[1-9]"), "(1|2)9[0-9]{2}-0[1-9]-1[0-9]"),
            vertical in any::<bool>(),
        ) {
            let told = Told {
                title,
                author,
                identifier: Uuid::from_u128(number),
                published: days.0.as_deref().and_then(time),
                modified: time(&days.1),
                language: "zh-Hans".to_owned(),
                contents: "目录",
                licence: None,
                summary: SUMMARY.0,
                properties: vec![],
                vertical,
                resources: vec![("cover.png".to_owned(), "image/png", true)],
                first: Some("text.xhtml".to_owned()),
            };
            if told.is_plain() {
                prop_assert_eq!(cast(&told).expect("parts"), made(&told).expect("parts"));
            } else {
                let odd = |s: &str| s.contains(['<', '>', '&', '"', '\'', '\u{1}']);
                prop_assert!(odd(&told.title) || told.author.as_deref().is_some_and(odd));
            }
        }
    }
}
