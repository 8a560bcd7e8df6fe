//! The `teiHeader`: where the bytes came from, what was done to them, and what the markup means.

use super::super::Job;
use crate::ir::{DateRole, Document, Event, Kind, SENTENCES, events};
use crate::number::Level;
use crate::text::{LineEnds, Provenance, chars};
use crate::xml::parse;
use crate::xml::write::{Xml, glyph_id};
use std::collections::{BTreeMap, BTreeSet};

/// TEI allows `\d+[a-z]*\d*` in up to four parts in `application/@version`; `0.1.0` is.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The taxonomy of kinds: identifier, Chinese, English.
const GENRES: &[(Kind, &str, &str)] = &[
    (Kind::Statement, "声明、公报、宣言", "statement, communiqué or declaration"),
    (Kind::Treaty, "条约、协定、议定书", "treaty, agreement or protocol"),
    (Kind::Law, "法律", "law"),
    (Kind::Regulation, "法规、规章", "regulation"),
    (Kind::Notice, "公文", "government document"),
    (Kind::Other, "其他", "other"),
];

/// The closed list of values of `div/@type`.
const DIVISIONS: &[(&str, &str)] = &[
    ("preamble", "paragraphs before the first provision"),
    ("history", "notes of adoption and amendment"),
    ("toc", "table of contents of the source"),
    ("part", "编"),
    ("subpart", "分编"),
    ("chapter", "章"),
    ("section", "节"),
    ("subsection", "款, 目 or 관 as a heading"),
    ("article", "条, or a numbered item of a joint statement"),
    ("annex", "附件"),
    ("other", "a heading without a number, or text after a division"),
];

/// Writes the header. `counts` are the elements of the text; with the characters and formulas that it describes.
pub fn write(
    x: &mut Xml,
    doc: &Document,
    job: &Job,
    counts: &BTreeMap<&str, u32>,
    (glyphs, formulas): (&BTreeSet<char>, &[String]),
) {
    x.start("teiHeader", &[("xml:lang", "en")]).raw("\n");
    file_description(x, doc, job);
    encoding_description(x, doc, counts, glyphs);
    profile_description(x, doc);
    for (k, formula) in formulas.iter().enumerate() {
        x.start("xenoData", &[("xml:id", &format!("formula-{}", k + 1)), ("type", "formula")]);
        x.raw(formula).end().raw("\n");
    }
    x.start("revisionDesc", &[status(doc, "revisionDesc", "draft")]);
    let mut change = vec![("who", "#app-tiaowen")];
    change.extend(job.date.as_deref().map(|d| ("when", d)));
    x.leaf("change", &change, "Converted from the source file.");
    kept(x, doc, "revisionDesc", &[]);
    x.end().raw("\n");
    x.end().raw("\n");
}

fn file_description(x: &mut Xml, doc: &Document, job: &Job) {
    let p = &doc.provenance;
    let language = ("xml:lang", doc.meta.language.as_str());
    x.start("fileDesc", &[]).start("titleStmt", &[]);
    x.leaf("title", &[("type", "main"), language], doc.title());
    x.start("respStmt", &[]).leaf("resp", &[], "TEI encoding (automatic)");
    x.leaf("name", &[("type", "software"), ("ref", "#app-tiaowen")], "tiaowen").end();
    kept(x, doc, "titleStmt", &[]);
    x.end().raw("\n");
    kept(x, doc, "fileDesc", &["editionStmt"]);

    let mut articles = 0u32;
    events(doc, |e| articles += u32::from(matches!(e, Event::Enter(p) if p.level == Level::Article)));
    x.start("extent", &[]);
    measure(x, "characters", p.characters);
    measure(x, "articles", articles.into());
    x.end().raw("\n");

    x.start("publicationStmt", &[]);
    let source = doc.meta.source.as_ref().map(|s| s.text.as_str());
    x.leaf("publisher", &[], doc.meta.publisher.as_deref().or(source).unwrap_or("unknown"));
    if let (Some(_), Some(source)) = (&doc.meta.publisher, source) {
        x.leaf("authority", &[], source);
    }
    if let Some(identifier) = &doc.meta.identifier {
        x.leaf("idno", &[("type", "assigned")], identifier);
    }
    x.leaf("idno", &[("type", "sha256-text")], &p.sha256_text);
    x.leaf("idno", &[("type", "sha256-normalised")], &crate::ir::normalised_sha256(doc));
    if let Some(licence) = job.licence_of(doc) {
        x.start("availability", &[]).leaf("licence", &[], licence);
    } else {
        x.start("availability", &[status(doc, "availability", "unknown")]);
        sentence(x, doc, "availability");
    }
    kept(x, doc, "availability", &[]);
    x.end();
    if let Some(date) = &job.date {
        x.leaf("date", &[("when", date)], date);
    }
    x.end().raw("\n");
    if let Some(series) = &doc.meta.series {
        x.start("seriesStmt", &[]).leaf("title", &[("level", "s")], &series.title);
        if let Some(number) = series.number {
            x.leaf("biblScope", &[("unit", "volume")], &number.to_string());
        }
        x.end().raw("\n");
    }

    kept(x, doc, "fileDesc", &["notesStmt"]);
    x.start("sourceDesc", &[]).start("bibl", &[("xml:id", "source")]);
    x.leaf("title", &[language], doc.title());
    let name = if p.file_name.is_empty() { "stdin" } else { &p.file_name };
    x.leaf("idno", &[("type", "filename")], name);
    x.leaf("idno", &[("type", "SHA-256")], &p.sha256);
    if let Some(number) = &doc.meta.number {
        x.leaf("idno", &[("type", "document-number"), language], &number.text);
    }
    x.start("extent", &[]);
    measure(x, "bytes", p.bytes);
    x.end();
    x.leaf("note", &[("type", "encoding")], &encoding(p)).end();
    kept(x, doc, "sourceDesc", &[]);
    x.end().end().raw("\n");
}

fn measure(x: &mut Xml, unit: &str, quantity: u64) {
    let n = quantity.to_string();
    x.leaf("measure", &[("unit", unit), ("quantity", &n)], &format!("{n} {unit}"));
}

fn encoding(p: &Provenance) -> String {
    let ends = match p.line_ends {
        LineEnds::None => "none",
        LineEnds::Lf => "LF",
        LineEnds::Crlf => "CRLF",
        LineEnds::Cr => "CR",
        LineEnds::Mixed => "mixed",
    };
    format!("{}, {}; line ends: {ends}", p.encoding, if p.bom { "with BOM" } else { "no BOM" })
}

/// What a person put in the place of something of ours.
fn said<'d>(doc: &'d Document, place: &str) -> Option<&'d str> {
    doc.meta.kept.iter().find(|k| k.place == place).map(|k| k.xml.as_str())
}

/// How far something is, as a person says or as we do.
fn status<'d>(doc: &'d Document, parent: &str, ours: &'static str) -> (&'static str, &'d str) {
    ("status", said(doc, &format!("{parent}/@status")).unwrap_or(ours))
}

/// One of our sentences, or what a person put in its place.
fn sentence<'x>(x: &'x mut Xml, doc: &Document, parent: &str) -> &'x mut Xml {
    let ours = SENTENCES.iter().find(|(name, _)| *name == parent).map_or("", |(_, text)| *text);
    let said = said(doc, &format!("{parent}/p")).unwrap_or(ours);
    x.leaf("p", &[], said)
}

/// What a person put into an element: all of it, or what is called so. A document of our JSON form may hold anything:
/// what is no element is left out.
fn kept(x: &mut Xml, doc: &Document, parent: &str, names: &[&str]) {
    for k in doc.meta.kept.iter().filter(|k| k.place == parent) {
        if let Ok(tree) = parse(&k.xml)
            && (names.is_empty() || names.contains(&tree.root().name()))
        {
            x.raw(&k.xml);
        }
    }
}

fn encoding_description(x: &mut Xml, doc: &Document, counts: &BTreeMap<&str, u32>, glyphs: &BTreeSet<char>) {
    x.start("encodingDesc", &[]);
    let p = &doc.provenance;
    x.start("projectDesc", &[]);
    sentence(x, doc, "projectDesc").end();
    x.start("editorialDecl", &[]).start("correction", &[status(doc, "correction", "unknown")]);
    sentence(x, doc, "correction").end();
    x.start("normalization", &[]);
    sentence(x, doc, "normalization").end();
    x.start("segmentation", &[]);
    sentence(x, doc, "segmentation");
    if let Some(c) = &p.corrections {
        x.start("p", &[]).text("Read around the corrections of a person: ");
        x.leaf("idno", &[("type", "corrections")], &c.file_name).text(", SHA-256 ");
        x.leaf("idno", &[("type", "SHA-256")], &c.sha256).text(", ");
        measure(x, "pins", c.pins.into());
        x.text(".").end();
    }
    x.end().start("stdVals", &[]);
    sentence(x, doc, "stdVals").end().end().raw("\n");

    x.start("tagsDecl", &[("partial", "false")])
        .start("namespace", &[("name", "http://www.tei-c.org/ns/1.0")]);
    for (element, n) in counts {
        x.empty("tagUsage", &[("gi", element), ("occurs", &n.to_string())]);
    }
    x.end().end().raw("\n");

    x.start("refsDecl", &[]);
    x.empty("citeStructure", &[("unit", "article"), ("match", "//div[@type='article']"), ("use", "@n")])
        .end();
    x.start("classDecl", &[]).start("taxonomy", &[("xml:id", "tw-genre")]);
    for (kind, zh, en) in GENRES {
        x.start("category", &[("xml:id", &format!("tw-{}", kind.name()))]);
        x.leaf("catDesc", &[("xml:lang", "en")], en).leaf("catDesc", &[("xml:lang", "zh-Hans")], zh).end();
    }
    x.end().start("taxonomy", &[("xml:id", "tw-divisions")]);
    for (name, meaning) in DIVISIONS {
        x.start("category", &[("xml:id", &format!("tw-div-{name}"))]).leaf("catDesc", &[], meaning).end();
    }
    x.end().end().raw("\n");

    if !glyphs.is_empty() {
        x.start("charDecl", &[]);
        for c in glyphs {
            x.start("char", &[("xml:id", &glyph_id(*c))]);
            x.empty("localProp", &[("name", "code-point"), ("value", &chars::code_point(*c))]);
            if !chars::is_xml(*c) {
                x.leaf("mapping", &[("type", "stand-in")], &chars::xml_stand_in(*c).to_string());
            }
            x.end();
        }
        x.end().raw("\n");
    }
    x.start("appInfo", &[]);
    x.start("application", &[("xml:id", "app-tiaowen"), ("ident", "tiaowen"), ("version", VERSION)]);
    x.leaf("label", &[], &format!("tiaowen {VERSION}")).empty("ptr", &[("target", "#source")]).end().end();
    x.end().raw("\n");
}

fn profile_description(x: &mut Xml, doc: &Document) {
    x.start("profileDesc", &[]);
    x.start("creation", &[]);
    if let Some(d) = doc.meta.dates.iter().find(|d| d.role == DateRole::Dated) {
        x.leaf("date", &[("when", &d.when), ("cert", "high"), ("evidence", "internal")], &d.when);
    }
    // A place that the text does not have: it was given.
    if let Some(place) = doc.meta.place.as_ref().filter(|p| p.span.is_empty()) {
        x.leaf("placeName", &[], &place.text);
    }
    let history: Vec<_> = doc.meta.dates.iter().filter(|d| d.role != DateRole::Dated).collect();
    if !history.is_empty() {
        x.start("listChange", &[]);
        for d in history {
            let kind = match d.role {
                DateRole::Adopted => "adopted",
                DateRole::Promulgated => "promulgated",
                DateRole::Effective => "effective",
                DateRole::Amended | DateRole::Dated => "amended",
            };
            x.leaf("change", &[("type", kind), ("when", &d.when)], &d.when);
        }
        x.end();
    }
    x.end();
    let language = doc.meta.language.as_str();
    x.start("langUsage", &[]).leaf("language", &[("ident", language)], language).end();
    x.start("textClass", &[]);
    x.empty("catRef", &[("scheme", "#tw-genre"), ("target", &format!("#tw-{}", doc.meta.kind.name()))]);
    if let Some(status) = doc.meta.status {
        x.start("keywords", &[("scheme", "#tw-status")]).leaf("term", &[], status.name()).end();
    }
    for (scheme, names) in [("#tw-parties", &doc.meta.parties), ("#tw-signatories", &doc.meta.signatories)] {
        if !names.is_empty() {
            x.start("keywords", &[("scheme", scheme)]);
            for name in names {
                x.leaf("term", &[], &name.text);
            }
            x.end();
        }
    }
    kept(x, doc, "textClass", &[]);
    x.end();
    kept(x, doc, "profileDesc", &[]);
    x.end().raw("\n");
}
