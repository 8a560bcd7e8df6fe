//! Parts that are written whole: core, extended and custom properties; and the package.

use crate::ir::{DateRole, Document};
use crate::pack::ooxml::formula_name;
use crate::write::Job;
use crate::xml::write::Xml;

/// A part, begun.
pub fn part() -> Xml {
    let mut x = Xml::new();
    x.raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    x
}

/// `docProps/core.xml` (ECMA-376 part 2, 11).
pub fn core(doc: &Document, job: &Job) -> Vec<u8> {
    let mut x = part();
    x.start(
        "cp:coreProperties",
        &[
            ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:dcmitype", "http://purl.org/dc/dcmitype/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    x.leaf("dc:title", &[], doc.title());
    x.leaf("dc:subject", &[], doc.meta.kind.name());
    if let Some(source) = &doc.meta.source {
        x.leaf("dc:creator", &[], &source.text);
    }
    if let Some(identifier) = &doc.meta.identifier {
        x.leaf("dc:identifier", &[], identifier);
    }
    x.leaf("dc:language", &[], doc.meta.region_language());
    if let Some(licence) = job.licence_of(doc) {
        x.leaf("dc:description", &[], licence);
    }
    if let Some(date) = &job.date {
        let time = format!("{date}T00:00:00Z");
        let kind = [("xsi:type", "dcterms:W3CDTF")];
        x.leaf("dcterms:created", &kind, &time).leaf("dcterms:modified", &kind, &time);
    }
    x.finish()
}

/// `docProps/app.xml`.
pub fn app(doc: &Document) -> Vec<u8> {
    let mut x = part();
    x.start(
        "Properties",
        &[("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")],
    );
    x.leaf("Application", &[], concat!("tiaowen ", env!("CARGO_PKG_VERSION")));
    if let Some(publisher) = &doc.meta.publisher {
        x.leaf("Company", &[], publisher);
    }
    x.finish()
}

/// `docProps/custom.xml`: what ties the file to its source, and when what it says was made and is in force.
pub fn custom(doc: &Document, formulas: &[String]) -> Vec<u8> {
    let mut x = part();
    x.start(
        "Properties",
        &[
            ("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"),
            ("xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"),
        ],
    );
    let normalised = crate::ir::normalised_sha256(doc);
    let facts = [
        ("tiaowen-version", env!("CARGO_PKG_VERSION")),
        ("source-sha256", doc.provenance.sha256.as_str()),
        ("text-sha256", doc.provenance.sha256_text.as_str()),
        ("normalised-text-sha256", normalised.as_str()),
    ];
    let number = doc.meta.number.as_ref().map(|n| ("number", n.text.as_str()));
    let days = [DateRole::Adopted, DateRole::Promulgated, DateRole::Amended, DateRole::Effective];
    let days = days.into_iter().filter_map(|role| Some((role.name(), doc.meta.day(role)?)));
    let formulas = formulas.iter().enumerate().map(|(k, linear)| (formula_name(k + 1), linear.as_str()));
    let facts = facts
        .into_iter()
        .chain(number)
        .chain(days)
        .map(|(name, value)| (name.to_owned(), value))
        .chain(formulas);
    for (k, (name, value)) in facts.enumerate() {
        // The format identifier of user-defined properties; numbers begin at 2 (ECMA-376 part 1, 22.3).
        let id = (k + 2).to_string();
        x.start(
            "property",
            &[("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"), ("pid", &id), ("name", &name)],
        );
        x.leaf("vt:lpwstr", &[], value).end();
    }
    x.finish()
}
