//! What machines want to know of a page: its facts in the head, and as schema.org has them.

use super::void;
use crate::ir::{Block, DateRole, Document, Kind, Provision, Status, uri};
use crate::write::Job;
use crate::xml::legal::legal;
use crate::xml::write::Xml;
use serde_json::{Map, Value, json};

/// The elements of the head.
pub fn head(x: &mut Xml, doc: &Document, job: &Job) {
    let meta = &doc.meta;
    let named = |x: &mut Xml, name: &str, content: &str| {
        void(x, "meta", &[("name", name), ("content", content)]);
    };
    named(x, "generator", concat!("tiaowen ", env!("CARGO_PKG_VERSION")));
    if let Some(source) = &meta.source {
        named(x, "author", &source.text);
    }
    if let Some(address) = meta.identifier.as_deref().and_then(uri).filter(|u| u.starts_with("http")) {
        void(x, "link", &[("rel", "canonical"), ("href", &address)]);
    }
    // A script ends at its end tag, whatever stands around it.
    let json = legislation(doc, job).to_string().replace('<', "\\u003c");
    x.start("script", &[("type", "application/ld+json")]).raw(&legal(&json)).end().raw("\n");
}

/// The document as schema.org's `Legislation`.
fn legislation(doc: &Document, job: &Job) -> Value {
    let meta = &doc.meta;
    let mut out = Map::new();
    let mut say = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(key.to_owned(), value);
        }
    };
    let date = |role: DateRole| meta.day(role).map(|day| json!(day));
    let agent = |name: &str| json!({ "@type": "Organization", "name": name });
    say("@context", Some(json!("https://schema.org")));
    say("@type", Some(json!("Legislation")));
    say("name", Some(json!(doc.title())));
    say("inLanguage", Some(json!(meta.language)));
    say("legislationType", kind(meta.kind).map(|k| json!(k)));
    say("legislationIdentifier", meta.number.as_ref().map(|n| json!(n.text)));
    say("identifier", meta.identifier.as_ref().map(|i| json!(i)));
    say("url", meta.identifier.as_deref().and_then(uri).map(|u| json!(u)));
    say("legislationDate", date(DateRole::Adopted).or_else(|| date(DateRole::Dated)));
    say("datePublished", date(DateRole::Promulgated));
    say("legislationDateOfApplicability", date(DateRole::Effective));
    say("legislationDateVersion", date(DateRole::Amended));
    say("legislationPassedBy", meta.source.as_ref().map(|s| agent(&s.text)));
    say("legislationLegalForce", meta.status.map(|s| json!(force(s))));
    say("publisher", meta.publisher.as_deref().map(agent));
    say("license", job.licence_of(doc).map(|l| json!(l)));
    say("dateModified", job.date.as_ref().map(|d| json!(d)));
    say("isPartOf", meta.series.as_ref().map(|s| json!({ "@type": "CreativeWorkSeries", "name": s.title })));
    let parts: Vec<Value> = doc.front.iter().chain(&doc.body).chain(&doc.back).filter_map(part).collect();
    say("hasPart", (!parts.is_empty()).then_some(Value::Array(parts)));
    Value::Object(out)
}

/// A container as a part of the document.
fn part(b: &Block) -> Option<Value> {
    let Block::Provision(p) = b else { return None };
    if !p.level.is_container() {
        return None;
    }
    let mut out = json!({ "@type": "Legislation", "@id": format!("#{}", p.id), "name": name(p) });
    let parts: Vec<Value> = p.blocks.iter().filter_map(part).collect();
    if !parts.is_empty() {
        out["hasPart"] = Value::Array(parts);
    }
    Some(out)
}

fn name(p: &Provision) -> String {
    let caption = p.caption(crate::present::WORDS);
    if caption.trim().is_empty() { p.id.0.clone() } else { caption }
}

/// A status as schema.org's `LegalForceStatus`.
const fn force(status: Status) -> &'static str {
    match status {
        Status::InForce => "https://schema.org/InForce",
        _ => "https://schema.org/NotInForce",
    }
}

/// What a kind of document is called where it is in force.
const fn kind(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Law => Some("法律"),
        Kind::Regulation => Some("法规"),
        Kind::Treaty => Some("条约"),
        Kind::Notice => Some("公文"),
        Kind::Statement => Some("声明"),
        Kind::Other => None,
    }
}
