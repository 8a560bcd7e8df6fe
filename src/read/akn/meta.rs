//! What the identification says of the document (FRBR; Akoma Ntoso Part 1, 5.8).

use crate::ir::{DateRole, DocDate, Document, Kind, Spanned};
use crate::text::{FOREIGN, Span};
use crate::xml::Element;

/// The date of a document of which none is known.
const UNKNOWN: &str = "0001-01-01";

/// Countries and languages, with the language of the document; the country goes before its language.
const LANGUAGES: &[(&str, &str, &str)] = &[
    ("tw", "", "zh-Hant-TW"),
    ("hk", "zho", "zh-Hant-HK"),
    ("cn", "", "zh-Hans-CN"),
    ("jp", "", "ja-JP"),
    ("kr", "", "ko-KR"),
    ("", "zho", "zh-Hans-CN"),
    ("", "chi", "zh-Hans-CN"),
    ("", "jpn", "ja-JP"),
    ("", "kor", "ko-KR"),
    ("", "eng", "en"),
];

/// Languages with a code of their own for libraries (ISO 639-2/B), and the one that others know.
const LIBRARIES: &[(&str, &str)] = &[
    ("fre", "fra"),
    ("ger", "deu"),
    ("dut", "nld"),
    ("cze", "ces"),
    ("rum", "ron"),
    ("may", "msa"),
    ("gre", "ell"),
    ("arm", "hye"),
    ("geo", "kat"),
    ("per", "fas"),
    ("bur", "mya"),
    ("tib", "bod"),
];

pub fn read(main: Element, doc: &mut Document) {
    let meta = main.child("meta");
    let identification = meta.and_then(|m| m.child("identification"));
    let part = |name: &str| identification.and_then(|i| i.child(name));
    let value = |e: Option<Element>, name: &str, attribute: &str| {
        let value = e.and_then(|e| e.child(name)).and_then(|c| c.attribute(attribute));
        value.map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned)
    };
    let spanned = |text: String| Spanned { text, span: Span::default() };
    let work = part("FRBRWork");
    let language = value(part("FRBRExpression"), "FRBRlanguage", "language").unwrap_or_default();
    let country = value(work, "FRBRcountry", "value").unwrap_or_default();
    let fits = |(c, l, _): &&(&str, &str, &str)| {
        (c.is_empty() || *c == country) && (l.is_empty() || language.is_empty() || *l == language)
    };
    let known = LIBRARIES.iter().find(|(code, _)| *code == language).map_or(&*language, |(_, known)| known);
    let foreign = FOREIGN.iter().find(|f| f.code == known).map(|f| f.tag);
    let usual = match LANGUAGES.iter().find(fits) {
        Some((c, _, _)) if c.is_empty() && language.is_empty() => "en",
        Some((.., tag)) => tag,
        None if language.is_empty() => "en",
        None => "und",
    };
    foreign.unwrap_or(usual).clone_into(&mut doc.meta.language);
    doc.meta.kind = match (main.name(), main.attribute("name").unwrap_or("")) {
        ("act" | "bill", "regulation") => Kind::Regulation,
        (_, "treaty") => Kind::Treaty,
        ("act" | "bill", _) => Kind::Law,
        ("statement", _) => Kind::Statement,
        ("doc", "notice") => Kind::Notice,
        _ => Kind::Other,
    };
    let titles = work.into_iter().flat_map(Element::elements).filter(|e| e.name() == "FRBRalias");
    let title = titles.filter(|e| e.attribute("name") == Some("title")).find_map(|e| e.attribute("value"));
    doc.meta.title = title.filter(|t| !t.trim().is_empty()).map(|t| spanned(t.to_owned()));
    doc.meta.number = value(work, "FRBRnumber", "value").map(spanned);
    let when = value(work, "FRBRdate", "date").filter(|d| d != UNKNOWN && is_day(d));
    let role = match value(work, "FRBRdate", "name").as_deref() {
        Some("adopted") => DateRole::Adopted,
        Some("promulgated" | "publication" | "promulgation") => DateRole::Promulgated,
        Some("effective") => DateRole::Effective,
        _ => DateRole::Dated,
    };
    doc.meta.dates = when.map(|when| DocDate { role, when, span: Span::default() }).into_iter().collect();
    let author = value(work, "FRBRauthor", "href").unwrap_or_default();
    let organisations = meta.into_iter().flat_map(|m| m.named("TLCOrganization"));
    let named = |e: &Element| {
        let id = e.attribute("eId").or_else(|| e.attribute("id")).unwrap_or("");
        !id.is_empty() && author == format!("#{id}") && id != "unknown"
    };
    let source = organisations.filter(named).find_map(|e| e.attribute("showAs"));
    doc.meta.source = source.map(|s| spanned(s.to_owned()));
}

/// Whether a text is a day.
fn is_day(s: &str) -> bool {
    chrono::NaiveDate::parse_from_str(s, "%Y-%m-%d").is_ok() && s.len() == 10
}
