//! Identification: the work, this text of it, and this file (FRBR), with who is named in them.

use super::form;
use crate::ir::{
    DateRole, Document, Event, Id, MarkKind, events, normalised_sha256, notes_apart, referred_notes,
    sha256_apart, unmarked_text,
};
use crate::pack::akn::eid;
use crate::text::{Language, Primary, Region};
use crate::write::Job;
use crate::xml::write::Xml;
use std::collections::HashSet;
use std::fmt::Write as _;

/// The date where none is known: the element must have one.
const UNKNOWN: &str = "0001-01-01";

/// Country and language codes (ISO 3166-1, ISO 639-2).
fn codes(language: Language) -> (&'static str, &'static str) {
    let traditional = match language.region {
        Some(Region::HongKong) => "hk",
        Some(Region::Macau) => "mo",
        _ => "tw",
    };
    if let Primary::Foreign(f) = language.primary {
        return ("xx", f.code);
    }
    language.among([("cn", "zho"), (traditional, "zho"), ("jp", "jpn"), ("kr", "kor"), ("xx", "eng")])
}

/// The day of the document, and what happened on it.
fn day(doc: &Document) -> (&str, &'static str) {
    const ORDER: [(DateRole, &str); 4] = [
        (DateRole::Adopted, "adopted"),
        (DateRole::Dated, "dated"),
        (DateRole::Promulgated, "promulgated"),
        (DateRole::Effective, "effective"),
    ];
    let day = |(role, name)| {
        let d = doc.meta.dates.iter().find(|d| d.role == role && d.when.len() == 10)?;
        Some((d.when.as_str(), name))
    };
    ORDER.into_iter().find_map(day).unwrap_or((UNKNOWN, "unknown"))
}

/// The hashes of a document, which its attachments state too: made once, for a document may have thousands of them.
pub struct Hashes {
    normalised: String,
    apart: Option<String>,
}

impl Hashes {
    pub fn of(doc: &Document) -> Self {
        Self { normalised: normalised_sha256(doc), apart: apart(doc) }
    }
}

/// Writes `meta`; `part` names an attachment.
pub fn write(x: &mut Xml, doc: &Document, job: &Job, hashes: &Hashes, part: Option<&str>) {
    let (element, _) = form(doc.meta.kind);
    let (country, language) = codes(doc.meta.spoken());
    let (date, event) = day(doc);
    let hash = doc.provenance.sha256_text.get(..16).unwrap_or("unknown");
    let work = format!("/akn/{country}/{element}/{date}/{hash}");
    let part = part.unwrap_or("main");
    let expression = format!("{work}/{language}@");
    let made = job.date.as_deref().unwrap_or(UNKNOWN);
    let author = if doc.meta.source.is_some() { "#source" } else { "#unknown" };

    x.start("meta", &[]).start("identification", &[("source", "#tiaowen")]).raw("\n");
    x.start("FRBRWork", &[]);
    uri(x, &work, &format!("{work}/!{part}"));
    if let Some(title) = &doc.meta.title {
        x.empty("FRBRalias", &[("name", "title"), ("value", &title.text)]);
    }
    x.empty("FRBRdate", &[("date", date), ("name", event)]).empty("FRBRauthor", &[("href", author)]);
    x.empty("FRBRcountry", &[("value", country)]);
    if let Some(number) = &doc.meta.number {
        x.empty("FRBRnumber", &[("value", &number.text)]);
    }
    x.end().raw("\n");
    x.start("FRBRExpression", &[]);
    uri(x, &expression, &format!("{expression}/!{part}"));
    x.empty("FRBRdate", &[("date", date), ("name", event)]).empty("FRBRauthor", &[("href", author)]);
    x.empty("FRBRlanguage", &[("language", language)]).end().raw("\n");
    x.start("FRBRManifestation", &[]);
    uri(x, &format!("{expression}.xml"), &format!("{expression}/!{part}.xml"));
    let hashes = [
        ("sha256-text", Some(&doc.provenance.sha256_text)),
        ("sha256-normalised", Some(&hashes.normalised)),
        ("sha256-notes-apart", hashes.apart.as_ref()),
    ];
    for (name, value) in hashes.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        x.empty("FRBRalias", &[("name", name), ("value", value)]);
    }
    x.empty("FRBRdate", &[("date", made), ("name", "conversion")]);
    x.empty("FRBRauthor", &[("href", "#tiaowen")]).end().raw("\n");
    x.end();
    // Who is named is said once for the document and what is attached to it.
    if part != "main" {
        x.end().raw("\n");
        return;
    }
    x.start("references", &[("source", "#tiaowen")]);
    organisation(x, "tiaowen", concat!("tiaowen ", env!("CARGO_PKG_VERSION")));
    match &doc.meta.source {
        Some(source) => organisation(x, "source", &source.text),
        None => organisation(x, "unknown", "unknown"),
    }
    let mut terms = 0;
    events(doc, |e| {
        let Event::Text(t) = e else { return };
        for m in t.marks.iter().filter(|m| m.kind == MarkKind::Term) {
            terms += 1;
            let said = t.text.get(m.start as usize..m.end as usize).unwrap_or_default();
            let (id, href) = (format!("term_{terms}"), format!("/akn/ontology/term/{}", percent(said)));
            x.empty("TLCTerm", &[("eId", &id), ("href", &href), ("showAs", said)]);
        }
    });
    x.end().end().raw("\n");
}

/// The hash of what this format can keep in order: notes stand where the text refers to them.
fn apart(doc: &Document) -> Option<String> {
    let referred: HashSet<&Id> = referred_notes(doc).into_iter().collect();
    let (without, notes) = notes_apart(doc, |id| referred.contains(id));
    let said = notes.iter().map(|(_, _, text)| text.as_str());
    (!notes.is_empty()).then(|| sha256_apart(&unmarked_text(&without).0, said))
}

/// Where another act, or a provision of it, would be found: it is told by its title.
pub fn act(language: &str, title: &str, pinpoint: Option<&str>) -> String {
    let (country, _) = codes(Language::of(language));
    let part = pinpoint.map_or(String::new(), |p| format!("#{}", eid(p)));
    format!("/akn/{country}/act/~{}{part}", percent(title))
}

/// A text as a part of an address (RFC 3986, 2.1).
fn percent(text: &str) -> String {
    let mut out = String::new();
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
            out.push(char::from(b));
        } else {
            let _ = write!(out, "%{b:02X}");
        }
    }
    out
}

fn uri(x: &mut Xml, uri: &str, this: &str) {
    x.empty("FRBRthis", &[("value", this)]).empty("FRBRuri", &[("value", uri)]);
}

fn organisation(x: &mut Xml, id: &str, name: &str) {
    let href = format!("/akn/ontology/organization/{id}");
    x.empty("TLCOrganization", &[("eId", id), ("href", &href), ("showAs", name)]);
}
