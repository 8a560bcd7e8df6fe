//! The finish pass: element order, what docx-rs leaves out, identifiers, properties, and our own package.

use super::build::{STYLES, XMLDocx};
use super::order::ORDER;
use super::parts;
use super::plan::{Part, Plan};
use crate::finding::Finding;
use crate::ir::Document;
use crate::profile::{Mode, Profile};
use crate::text::chars;
use crate::write::xmltree::{Child, Element, parse, print};
use crate::write::{Job, report_replaced, zip};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Finishes the parts and packs them.
pub fn finish(
    x: XMLDocx,
    plan: &Plan,
    doc: &Document,
    job: &Job,
    findings: &mut Vec<Finding>,
) -> Result<Vec<u8>, String> {
    let language = doc.meta.region_language();
    let profile = job.profile_for(doc);
    let legal = legal(&x.document);
    let mut document = parse(&legal)?;
    identifiers(&mut document);
    head_tables(&mut document, plan);
    let mut styles = parse(&x.styles)?;
    complete_styles(&mut styles, language, profile);
    let mut numbering = parse(&x.numberings)?;
    sign_lists(&mut numbering);
    let mut settings = parse(&x.settings)?;
    complete_settings(&mut settings, language, profile);

    let mut out: Vec<(String, Vec<u8>)> = vec![];
    let mut part = |name: &str, bytes: Vec<u8>| out.push((name.to_owned(), bytes));
    part("[Content_Types].xml", print(&parse(&x.content_type)?));
    part("_rels/.rels", x.rels);
    part("docProps/core.xml", parts::core(doc, job));
    part("docProps/app.xml", parts::app(doc));
    part("docProps/custom.xml", parts::custom(doc));
    part("word/document.xml", ordered(document));
    part("word/_rels/document.xml.rels", print(&parse(&x.document_rels)?));
    part("word/styles.xml", ordered(styles));
    part("word/numbering.xml", ordered(numbering));
    part("word/settings.xml", ordered(settings));
    part("word/fontTable.xml", print(&parse(&x.font_table)?));
    part("word/comments.xml", ordered(parse(&x.comments)?));
    part("word/commentsExtended.xml", x.comments_extended);
    let mut footnotes = parse(&x.footnotes)?;
    separate_footnotes(&mut footnotes);
    part("word/footnotes.xml", ordered(footnotes));
    for (i, footer) in x.footers.iter().enumerate() {
        part(&format!("word/footer{}.xml", i + 1), ordered(parse(footer)?));
    }
    report_replaced(&forbidden(plan), "DOCX", findings);
    zip::pack(&out, &[])
}

fn forbidden(plan: &Plan) -> BTreeMap<char, u32> {
    let mut out = BTreeMap::new();
    for c in plan.runs().flat_map(|r| r.text.chars()).filter(|c| !chars::is_xml(*c)) {
        *out.entry(c).or_insert(0) += 1;
    }
    out
}

/// docx-rs writes control characters as they are; the picture of the control stands in, as in every XML format here.
fn legal(part: &[u8]) -> Cow<'_, [u8]> {
    let text = String::from_utf8_lossy(part);
    if chars::all_xml(&text) || text.chars().all(chars::is_xml) {
        return Cow::Borrowed(part);
    }
    let legal = text.chars().map(|c| if chars::is_xml(c) { c } else { chars::xml_stand_in(c) });
    Cow::Owned(legal.collect::<String>().into_bytes())
}

/// Sorts children as the schema wants them, drops empty properties, and prints.
fn ordered(mut root: Element) -> Vec<u8> {
    root.each(&mut |e| {
        if let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == e.name) {
            e.children.sort_by_key(|c| match c {
                Child::Element(c) => order.iter().position(|n| *n == c.name).unwrap_or(order.len()),
                Child::Text(_) => 0,
            });
        }
    });
    drop_empty(&mut root);
    print(&root)
}

fn drop_empty(e: &mut Element) {
    for child in e.elements() {
        drop_empty(child);
    }
    let noise = |e: &Element| {
        matches!(&*e.name, "w:rPr" | "w:pPr") && e.attributes.is_empty() && e.children.is_empty()
    };
    e.children.retain(|c| !matches!(c, Child::Element(e) if noise(e)));
}

/// Identifiers that come from counters of the whole process are numbered anew.
fn identifiers(document: &mut Element) {
    let mut paragraphs = 0u32;
    document.each(&mut |e| {
        if e.name == "w:p" {
            paragraphs += 1;
            e.attributes.retain(|(k, _)| !k.ends_with("paraId") && !k.ends_with("textId"));
            e.attributes.push(("w14:paraId".into(), format!("{paragraphs:08X}").into()));
        }
        if e.name == "w:fldChar" {
            e.attributes.retain(|(k, v)| !(k == "w:dirty" && v == "false"));
        }
    });
}

/// Rows that head the columns stand on every page that the table goes on to.
fn head_tables(document: &mut Element, plan: &Plan) {
    let mut heads = plan.parts.iter().filter_map(|p| if let Part::Table(t) = p { Some(t) } else { None });
    document.each(&mut |e| {
        if e.name != "w:tbl" {
            return;
        }
        let Some(table) = heads.next() else { return };
        // docx-rs gives columns a type that the schema does not know.
        e.child("w:tblGrid").elements().for_each(|c| c.attributes.retain(|(k, _)| k != "w:type"));
        let rows = e.elements().filter(|r| r.name == "w:tr");
        for (row, _) in rows.zip(&table.rows).take_while(|(_, (header, _))| *header) {
            row.child("w:trPr").child("w:tblHeader");
        }
    });
}

/// The lines above footnotes (ECMA-376 part 1, 17.11.23): Word counts on them as notes −1 and 0.
fn separate_footnotes(footnotes: &mut Element) {
    if footnotes.children.is_empty() {
        return;
    }
    for note in footnotes.elements() {
        number_footnote(note);
    }
    for (id, kind, sign) in
        [("0", "continuationSeparator", "w:continuationSeparator"), ("-1", "separator", "w:separator")]
    {
        let mut note = Element::new("w:footnote", &[("w:type", kind), ("w:id", id)]);
        note.child("w:p").child("w:r").child(sign);
        footnotes.children.insert(0, Child::Element(note));
    }
}

/// The number at the start of a footnote is the one that Word counts: docx-rs knows no field for it.
fn number_footnote(note: &mut Element) {
    let mut done = false;
    note.each(&mut |e| {
        let number = |c: &Child| {
            matches!(c, Child::Element(t) if t.name == "w:t"
                && matches!(t.children.as_slice(), [Child::Text(s)] if s.bytes().all(|b| b.is_ascii_digit())))
        };
        let raised =
            e.name == "w:r" && e.child_named("w:rPr").is_some_and(|p| p.child_named("w:rStyle").is_some());
        if let Some(at) = e.children.iter().position(number).filter(|_| raised && !done) {
            e.children[at] = Child::Element(Element::new("w:footnoteRef", &[]));
            done = true;
        }
    });
}

fn complete_styles(styles: &mut Element, language: &str, profile: &Profile) {
    for e in styles.elements() {
        if e.name == "w:docDefaults" {
            let run = e.child("w:rPrDefault").child("w:rPr");
            run.add(Element::new(
                "w:lang",
                &[("w:val", "en-US"), ("w:eastAsia", language), ("w:bidi", "ar-SA")],
            ));
        }
        if e.name != "w:style" {
            continue;
        }
        let id = e.attribute("w:styleId").unwrap_or("").to_owned();
        if id == "Normal" {
            normal(e, profile);
        }
        if let Some(row) = STYLES.iter().find(|r| r.id == id) {
            if !row.alias.is_empty() {
                e.add(Element::new("w:aliases", &[("w:val", row.alias)]));
            }
            e.child("w:qFormat");
            let p = e.child("w:pPr");
            let indented = p.children.iter().any(|c| {
                matches!(c, Child::Element(i) if i.name == "w:ind" && i.attribute("w:firstLine").is_some_and(|v| v != "0"))
            });
            if indented {
                // Two characters of whatever size: docx-rs takes the value and drops it.
                p.child("w:ind").set("w:firstLineChars", "200");
            }
        }
        e.each(&mut |f| {
            if f.name == "w:rFonts" {
                f.attributes.retain(|(k, _)| k != "w:hint");
            }
        });
    }
}

/// Normal carries the size that the grid counts by. A quarter point less between characters lets 28 of 16 pt stand in
/// 156 mm where the reader knows no cells.
fn normal(e: &mut Element, profile: &Profile) {
    e.set("w:default", "1");
    let size = ((profile.body.size * 2.0).round() as u32).to_string();
    let run = e.child("w:rPr");
    run.children.clear();
    for name in ["w:sz", "w:szCs"] {
        run.add(Element::new(name, &[("w:val", &size)]));
    }
    if profile.mode == Mode::Grid {
        run.add(Element::new("w:spacing", &[("w:val", "-5")]));
    }
}

/// Lists are told apart by their own signatures.
fn sign_lists(numbering: &mut Element) {
    let mut k = 0x5457_0000u32;
    for e in numbering.elements().filter(|e| e.name == "w:abstractNum") {
        k += 1;
        e.add(Element::new("w:nsid", &[("w:val", &format!("{k:08X}"))]));
        e.add(Element::new("w:tmpl", &[("w:val", &format!("{:08X}", k ^ 0x00A5_0000))]));
    }
}

fn complete_settings(settings: &mut Element, language: &str, profile: &Profile) {
    settings.add(Element::new("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", language)]));
    let has =
        |s: &Element, name: &str| s.children.iter().any(|c| matches!(c, Child::Element(e) if e.name == name));
    if !has(settings, "w:characterSpacingControl") {
        let control = if profile.mode == Mode::Grid { "doNotCompress" } else { "compressPunctuation" };
        settings.add(Element::new("w:characterSpacingControl", &[("w:val", control)]));
    }
    if profile.folio.outer.is_some() && !has(settings, "w:evenAndOddHeaders") {
        settings.add(Element::new("w:evenAndOddHeaders", &[]));
    }
}
