//! The finish pass: everything in the catalogue that printpdf leaves out or gets wrong.

use super::serialise::Serialised;
use super::xmp::Facts;
use super::{icc, links, outline, pictures, structure, xmp};
use crate::finding::Words;
use crate::ir;
use crate::pack::pdf::{Document, Object, ObjectId, Stream, bytes, dictionary, name, prune, reference, text};
use crate::pack::{Printed, save_pdf};
use crate::text::hash::sha256;
use crate::typeset::Pages;
use crate::write::Job;

/// Finishes and saves the file.
pub fn finish(
    serialised: Serialised,
    pages: &Pages,
    images: Vec<Option<Stream>>,
    source: &ir::Document,
    job: &Job,
) -> Result<Vec<u8>, Words> {
    let Serialised { mut document, marks, mut deflater } = serialised;
    let normalised = ir::normalised_sha256(source);
    let facts = Facts {
        title: source.title(),
        author: source.meta.source.as_ref().map(|s| s.text.as_str()),
        language: source.meta.region_language(),
        source: &source.provenance.sha256_text,
        normalised: &normalised,
        date: job.date.as_deref(),
        licence: job.licence_of(source),
        publisher: source.meta.publisher.as_deref(),
        identifier: source.meta.identifier.as_deref(),
        producer: concat!("tiaowen ", env!("CARGO_PKG_VERSION")),
    };
    // ISO 32000-1; PDF/A-2 is based on it.
    document.version = "1.7".into();
    let page_ids: Vec<ObjectId> = document.get_pages().values().copied().collect();
    tidy_pages(&mut document, &page_ids)?;
    tidy_fonts(&mut document);
    pictures::write(&mut document, &page_ids, pages, images);
    let mut printed = Printed::default();
    let links = links::write((&mut document, &mut printed), &page_ids, pages, page_ids.len());
    let marks = structure::Marks { sequences: &marks, links: &links, vertical: pages.profile.is_vertical() };
    let tree =
        structure::write((&mut document, &mut printed), &page_ids, &pages.nodes, &marks, facts.language);
    let (outlines, names) = outline::write((&mut document, &mut printed), &page_ids, pages);
    let metadata = {
        let mut s = Stream::new(
            dictionary([("Type", name("Metadata")), ("Subtype", name("XML"))]),
            xmp::packet(&facts),
        );
        // Archives look for the metadata without inflating anything.
        s.allows_compression = false;
        document.add_object(s)
    };
    let intent = output_intent(&mut document);
    let info = document.add_object(info(&facts));
    document.trailer.set("Info", reference(info));
    // The same content gives the same identifier (ISO 32000-1, 14.4).
    let id = sha256(format!("{}{}{:?}", facts.source, facts.producer, pages.profile).as_bytes());
    let id = bytes(&id.as_bytes()[..16]);
    document.trailer.set("ID", vec![id.clone(), id]);

    let catalog =
        document.catalog_mut().map_err(|_| "内部错误，请报告 / an internal error; please report it")?;
    catalog.set("StructTreeRoot", reference(tree));
    catalog.set("MarkInfo", dictionary([("Marked", true.into())]));
    catalog.set("Lang", Object::string_literal(facts.language));
    let mut preferences = dictionary([("DisplayDocTitle", true.into())]);
    if pages.profile.is_vertical() {
        // Pages are turned from right to left (ISO 32000-1, 12.2).
        preferences.set("Direction", name("R2L"));
    }
    catalog.set("ViewerPreferences", preferences);
    catalog.set("Metadata", reference(metadata));
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    let decimal = dictionary([("S", name("D"))]);
    catalog.set("PageLabels", dictionary([("Nums", vec![0.into(), Object::Dictionary(decimal)].into())]));
    catalog.set("PageLayout", name("OneColumn"));
    if let Some(id) = outlines {
        catalog.set("Outlines", reference(id));
        catalog.set("PageMode", name("UseOutlines"));
    } else {
        catalog.remove(b"Outlines");
        catalog.set("PageMode", name("UseNone"));
    }
    catalog.set("Names", dictionary([("Dests", reference(names))]));

    prune(&mut document);
    deflater.all(&mut document)?;
    save_pdf(&document, &printed)
}

fn tidy_pages(document: &mut Document, pages: &[ObjectId]) -> Result<(), Words> {
    for (k, id) in pages.iter().enumerate() {
        let page = document
            .get_dictionary_mut(*id)
            .map_err(|_| "内部错误，请报告 / an internal error; please report it")?;
        page.set("StructParents", k as i64);
        // Tab order follows the structure (ISO 14289-1, 7.18.3).
        page.set("Tabs", name("S"));
        page.remove(b"Annots");
    }
    Ok(())
}

/// printpdf derives metrics from tables that a subset no longer has; these are those of CJK faces (`sTypo` 0.88 and
/// −0.12 em). Flag 4 is `Symbolic`: the font has characters outside the standard Latin set.
fn tidy_fonts(document: &mut Document) {
    for object in document.objects.values_mut() {
        let Object::Dictionary(d) = object else { continue };
        if let Ok(descriptor) = d.get_mut(b"FontDescriptor").and_then(Object::as_dict_mut) {
            metrics(descriptor);
        } else if d.has_type(b"FontDescriptor") {
            metrics(d);
        }
    }
}

fn metrics(descriptor: &mut crate::pack::pdf::Dictionary) {
    for (key, value) in [("Ascent", 880), ("Descent", -120), ("CapHeight", 733), ("Flags", 4)] {
        descriptor.set(key, value);
    }
}

fn output_intent(document: &mut Document) -> crate::pack::pdf::Dictionary {
    let profile = Stream::new(dictionary([("N", 3.into())]), icc::srgb());
    let profile = document.add_object(profile);
    dictionary([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFA1")),
        ("OutputConditionIdentifier", Object::string_literal("sRGB")),
        ("Info", Object::string_literal("sRGB IEC61966-2.1")),
        ("DestOutputProfile", reference(profile)),
    ])
}

fn info(facts: &Facts) -> crate::pack::pdf::Dictionary {
    let mut d = dictionary([
        ("Title", text(facts.title)),
        ("Creator", text(facts.producer)),
        ("Producer", text(facts.producer)),
    ]);
    if let Some(author) = facts.author {
        d.set("Author", text(author));
    }
    if let Some(date) = facts.date {
        let digits: String = date.chars().filter(char::is_ascii_digit).collect();
        d.set("CreationDate", Object::string_literal(format!("D:{digits}000000Z")));
        d.set("ModDate", Object::string_literal(format!("D:{digits}000000Z")));
    }
    d
}
