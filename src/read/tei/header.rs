//! What the header of our own files says of the document and of its source.

use crate::ir::{DateRole, DocDate, Kind, Meta, Series, Spanned, Status};
use crate::text::{Corrected, LineEnds, Provenance};
use crate::xml::Element;

/// The element at a path of names.
fn at<'t>(e: Element<'t>, path: &[&str]) -> Option<Element<'t>> {
    path.iter().try_fold(e, |e, name| e.child(name))
}

fn idno(e: Option<Element>, kind: &str) -> Option<String> {
    e?.elements().find(|i| i.name() == "idno" && i.attribute("type") == Some(kind)).map(Element::text)
}

/// Facts of the document, without places.
pub fn meta(root: Element) -> Meta {
    let header = root.child("teiHeader").unwrap_or(root);
    let spanned = |text: String| Spanned { text, ..Spanned::default() };
    let target = at(header, &["profileDesc", "textClass", "catRef"]).and_then(|c| c.attribute("target"));
    let kind = target.and_then(|t| t.strip_prefix("#tw-")).unwrap_or("");
    let kinds = [Kind::Statement, Kind::Treaty, Kind::Law, Kind::Regulation, Kind::Notice];
    let bibl = at(header, &["fileDesc", "sourceDesc", "bibl"]);
    let publication = |name| at(header, &["fileDesc", "publicationStmt", name]).map(Element::text);
    let said = publication("publisher").filter(|p| p != "unknown");
    let authority = publication("authority");
    Meta {
        title: at(header, &["fileDesc", "titleStmt", "title"]).map(|t| spanned(t.text())),
        language: root.attribute("xml:lang").unwrap_or("zh-Hans-CN").to_owned(),
        kind: kinds.into_iter().find(|k| k.name() == kind).unwrap_or_default(),
        number: idno(bibl, "document-number").map(spanned),
        source: authority.clone().or(said.clone()).map(spanned),
        publisher: authority.and(said),
        licence: at(header, &["fileDesc", "publicationStmt", "availability", "licence"]).map(Element::text),
        imprint: None,
        series: at(header, &["fileDesc", "seriesStmt"]).map(series),
        identifier: idno(at(header, &["fileDesc", "publicationStmt"]), "assigned"),
        place: at(header, &["profileDesc", "creation", "placeName"]).map(|p| spanned(p.text())),
        dates: dates(header),
        status: keywords(header, "#tw-status").first().and_then(|s| Status::named(&s.text)),
        parties: keywords(header, "#tw-parties"),
        signatories: keywords(header, "#tw-signatories"),
        kept: vec![],
    }
}

/// Names under a heading of the classification.
fn keywords(header: Element, scheme: &str) -> Vec<Spanned> {
    let class = at(header, &["profileDesc", "textClass"]).into_iter().flat_map(Element::elements);
    let list = class.filter(|e| e.name() == "keywords" && e.attribute("scheme") == Some(scheme));
    list.flat_map(Element::elements).map(|t| Spanned { text: t.text(), ..Spanned::default() }).collect()
}

fn series(e: Element) -> Series {
    let text = |name| e.child(name).map(Element::text);
    Series {
        title: text("title").unwrap_or_default(),
        number: text("biblScope").and_then(|n| n.parse().ok()),
    }
}

fn dates(header: Element) -> Vec<DocDate> {
    let Some(creation) = at(header, &["profileDesc", "creation"]) else { return vec![] };
    let mut out = vec![];
    let mut add = |role, e: Element| {
        let when = e.attribute("when").unwrap_or("").to_owned();
        out.push(DocDate { role, when, ..DocDate::default() });
    };
    for change in creation.child("listChange").into_iter().flat_map(Element::elements) {
        let role = match change.attribute("type") {
            Some("adopted") => DateRole::Adopted,
            Some("promulgated") => DateRole::Promulgated,
            Some("effective") => DateRole::Effective,
            _ => DateRole::Amended,
        };
        add(role, change);
    }
    if let Some(date) = creation.child("date") {
        add(DateRole::Dated, date);
    }
    out
}

/// The file of corrections that the structure was read with.
fn corrections(root: Element) -> Option<Corrected> {
    let said = at(root, &["teiHeader", "encodingDesc", "editorialDecl", "segmentation"])?;
    let said = said.elements().find(|p| idno(Some(*p), "corrections").is_some())?;
    let pins = said.child("measure").and_then(|m| m.attribute("quantity")).and_then(|n| n.parse().ok());
    Some(Corrected {
        file_name: idno(Some(said), "corrections")?,
        sha256: idno(Some(said), "SHA-256").unwrap_or_default(),
        pins: pins.unwrap_or(0),
    })
}

/// What the header says of the source's bytes; the hash and length of the text are not taken from it.
pub fn provenance(root: Element) -> Provenance {
    let Some(bibl) = at(root, &["teiHeader", "fileDesc", "sourceDesc", "bibl"]) else {
        return Provenance::default();
    };
    let note = bibl.child("note").map(Element::text).unwrap_or_default();
    let (encoding, rest) = note.split_once(", ").unwrap_or((&note, ""));
    let bytes = at(bibl, &["extent", "measure"]).and_then(|m| m.attribute("quantity"));
    Provenance {
        file_name: idno(Some(bibl), "filename").filter(|n| n != "stdin").unwrap_or_default(),
        bytes: bytes.and_then(|b| b.parse().ok()).unwrap_or(0),
        sha256: idno(Some(bibl), "SHA-256").unwrap_or_default(),
        encoding: encoding.to_owned(),
        corrections: corrections(root),
        bom: rest.starts_with("with BOM"),
        line_ends: match rest.rsplit(' ').next() {
            Some("LF") => LineEnds::Lf,
            Some("CRLF") => LineEnds::Crlf,
            Some("CR") => LineEnds::Cr,
            Some("mixed") => LineEnds::Mixed,
            _ => LineEnds::None,
        },
        ..Provenance::default()
    }
}
