//! The finish pass: element order, what docx-rs leaves out, identifiers, properties, and our own package.

use super::alone;
use super::build::{Body, FIRST_FOOTNOTE, XMLDocx, build};
use super::follow;
use super::fonts;
use super::heads::Heads;
use super::look::{Look, style_id};
use super::marks::{Relation, Shared, declare_formulas, put_in_place, relation_id};
use super::mould::{self, Form};
use super::order::ORDER;
use super::parts;
use super::plan::{Part, Plan, Style};
use super::sections;
use super::stylesheet::{Decided, complete_settings, complete_styles, sign_lists};
use super::tables::Table;
use crate::finding::{Detail, Finding, Words, codes};
use crate::ir::{Document, Picture};
use crate::pack::{USUAL, pack};
use crate::text::{Span, chars};
use crate::write::{Job, replaced};
use crate::xml::edit::{Child, Element, parse, print, print_away, printed};
use crate::xml::legal::legal_part;
use std::borrow::Cow;

/// Builds the parts, finishes and packs them.
pub fn finish(
    plan: &Plan,
    look: &Look,
    pictures: &[Picture],
    (doc, job): (&Document, &Job),
    heads: &Heads,
    findings: &mut Vec<Finding>,
) -> Result<Vec<u8>, Words> {
    let language = doc.meta.region_language();
    let template = job.template.as_deref();
    let mut shared = Shared { plan, pictures, profile: look.profile, job, language, last: 0 };
    let (mut relations, mut paragraphs) = (vec![], 0);
    let mut made = Body::new(plan, look);
    let content = content(&mut made, plan, look, (&mut shared, &mut relations, &mut paragraphs))?;
    let decided = Decided::of(look, language);
    let known = decided.as_ref().and_then(Decided::known);
    let mut x = build(made, heads, known.is_none());
    clean(&mut x);
    let mut document = parse(&x.document)?;
    declare_formulas(&mut document);
    let body = document.child("w:body");
    // The signs of the footnotes have done their work.
    body.children.retain(|c| !matches!(c, Child::Element(e) if e.name == "w:p"));
    body.children.splice(0..0, content);
    if let Some(template) = template {
        follow::section(template, body)?;
    }
    sections::set(body, plan, look.head.is_some());
    sections::set_apart(body, plan, doc.meta.contents_title());
    part_tables(body);
    let mut styles = parse(&x.styles)?;
    if known.is_none() {
        complete_styles(&mut styles, language, look);
    }
    let mut numbering = parse(&x.numberings)?;
    sign_lists(&mut numbering);
    let mut settings = parse(&x.settings)?;
    complete_settings(&mut settings, language, look);
    let mut names = follow::Ids::new();
    if let Some(template) = template {
        (styles, names) = follow::styles(template, styles, look, language)?;
        follow::numbering(template, &mut numbering, &names)?;
        follow::settings(template, &mut settings);
        follow::rename(&mut document, &names);
        follow::indent(&mut document, &mut styles);
        let lacking = follow::lacking(plan, &names);
        if !lacking.is_empty() {
            let details: [&dyn Detail; 2] = [&template.name, &lacking.join("、")];
            findings.push(Finding::new(&codes::TEMPLATE_LACKS, Span::default(), &details));
        }
    }

    let mut out: Vec<(String, Vec<u8>)> = vec![];
    let mut part = |name: &str, bytes: Vec<u8>| out.push((name.to_owned(), bytes));
    let carried = fonts::carried(look.embedded);
    let mut types = parse(&x.content_type)?;
    fonts::declare(&mut types, &carried);
    declare_pictures(&mut types, pictures);
    let annex_header = match x.headers.iter().find(|h| sections::names_heading(h)) {
        Some(header) if sections::has_annexes(plan) => Some(sections::annex_header(parse(header)?)),
        _ => None,
    };
    if annex_header.is_some() {
        types.add(Element::new(
            "Override",
            &[("PartName", "/word/header_annex.xml"), ("ContentType", sections::HEADER_TYPE)],
        ));
    }
    let mut relationships = parse(&x.document_rels)?;
    let mut from_template = vec![];
    if let Some(template) = template {
        let mut part = |name: &str, bytes: Vec<u8>| from_template.push((name.to_owned(), bytes));
        follow::parts(template, &mut types, &mut relationships, &mut part)?;
    }
    part("[Content_Types].xml", print(&types));
    part("_rels/.rels", x.rels);
    part("docProps/core.xml", parts::core(doc, job));
    part("docProps/app.xml", parts::app(doc));
    part("docProps/custom.xml", parts::custom(doc, &plan.formulas));
    part("word/document.xml", ordered(document));
    relate_numbering(&mut relationships);
    relate(&mut relationships, &relations);
    if annex_header.is_some() {
        sections::relate(&mut relationships);
    }
    part("word/_rels/document.xml.rels", print(&relationships));
    let styles = known.unwrap_or_else(|| {
        let styles = ordered(styles);
        if let Some(decided) = decided {
            decided.keep(&styles);
        }
        styles
    });
    part("word/styles.xml", styles);
    part("word/numbering.xml", ordered(numbering));
    part("word/settings.xml", ordered(settings));
    let mut table = parse(&x.font_table)?;
    fonts::list(&mut table, look, &carried);
    if let Some(template) = template {
        follow::fonts(template, &mut table)?;
    }
    part("word/fontTable.xml", print(&table));
    if !carried.is_empty() {
        part("word/_rels/fontTable.xml.rels", fonts::relationships(&carried));
    }
    let mut comments = parse(&x.comments)?;
    follow::rename(&mut comments, &names);
    part("word/comments.xml", ordered(comments));
    part("word/commentsExtended.xml", x.comments_extended);
    let mut footnotes = parse(&x.footnotes)?;
    identifiers(&mut footnotes, &mut paragraphs);
    separate_footnotes(&mut footnotes, plan);
    let mut relations = vec![];
    put_in_place(&mut footnotes, &mut shared, &mut relations);
    declare_formulas(&mut footnotes);
    if !relations.is_empty() {
        let kind = "http://schemas.openxmlformats.org/package/2006/relationships";
        let mut own = Element::new("Relationships", &[("xmlns", kind)]);
        relate(&mut own, &relations);
        part("word/_rels/footnotes.xml.rels", print(&own));
    }
    follow::rename(&mut footnotes, &names);
    part("word/footnotes.xml", ordered(footnotes));
    for (kind, frames) in [("footer", &x.footers), ("header", &x.headers)] {
        for (i, frame) in frames.iter().enumerate() {
            let mut frame = parse(frame)?;
            identifiers(&mut frame, &mut paragraphs);
            follow::rename(&mut frame, &names);
            if kind == "header" {
                alone::where_alone(&mut frame);
            }
            part(&format!("word/{kind}{}.xml", i + 1), ordered(frame));
        }
    }
    if let Some(mut header) = annex_header {
        identifiers(&mut header, &mut paragraphs);
        follow::rename(&mut header, &names);
        part("word/header_annex.xml", ordered(header));
    }
    for font in carried {
        part(&format!("word/{}", font.path), font.data);
    }
    for p in pictures {
        part(&format!("word/media/{}", p.file), p.bytes.clone());
    }
    out.extend(from_template);
    replaced::report(doc, job, "DOCX", false, findings);
    pack(&out, &[], USUAL)
}

/// What stands in the document, made and finished piece by piece. Pieces that nothing is done to later are printed at once,
/// for as a tree they would take ten times the room.
pub(super) fn content(
    made: &mut Body,
    plan: &Plan,
    look: &Look,
    (shared, relations, paragraphs): (&mut Shared, &mut Vec<Relation>, &mut u32),
) -> Result<Vec<Child<'static>>, Words> {
    /// Bytes of cast paragraphs that stand in one text: each by itself would take more room than it needs.
    const TOGETHER: usize = 1 << 16;
    let mut out: Vec<Child> = Vec::with_capacity(plan.parts.len());
    // The text that cast paragraphs go to, by its place.
    let mut open: Option<usize> = None;
    for (k, part) in plan.parts.iter().enumerate() {
        let ends = sections::begins(plan, k + 1);
        let (text, later) = match part {
            Part::Paragraph(p) => (Some(p), look.follows || ends || plan.ours.contains(&k)),
            Part::Table(_) => (None, true),
        };
        let form = text.filter(|_| !later).and_then(|p| Some((p, Form::of(p, look)?)));
        if let Some((p, form)) = form {
            let mould = mould::of(form, || {
                let sample = mould::sample(p);
                let written = made.beside(&sample, mould::BOOKMARK);
                let mut e = piece(&written, shared, relations, &mut { mould::PARAGRAPH })?;
                order(&mut e);
                Ok(printed(&e))
            })?;
            *paragraphs += 1;
            let bookmark = made.number_bookmarks(p.ids.len() + p.after.len());
            // Every part has a child of its own, by which others find it: what goes to the text of another is empty.
            out.push(Child::Text("".into()));
            let room = mould.room(p);
            let text = match open.and_then(|at| out.get_mut(at)) {
                Some(Child::Text(Cow::Owned(text))) => Some(text),
                _ => None,
            };
            // Where one is full, another one will be.
            let is_full = text.as_ref().is_some_and(|t| t.len() + room > TOGETHER);
            if let Some(text) = text.filter(|_| !is_full) {
                mould.cast(p, (*paragraphs, bookmark), text);
            } else {
                let mut text = String::with_capacity(if is_full { TOGETHER.max(room) } else { room });
                mould.cast(p, (*paragraphs, bookmark), &mut text);
                out[k] = Child::Text(text.into());
                open = Some(k);
            }
            continue;
        }
        open = None;
        let written = made.part(part);
        let written = legal_part(&written);
        let mut e = piece(&written, shared, relations, paragraphs)?;
        if let Part::Table(table) = part {
            head_table(&mut e, table);
        }
        out.push(if later {
            Child::Element(e.into_owned())
        } else {
            order(&mut e);
            Child::Text(printed(&e).into())
        });
    }
    Ok(out)
}

/// A paragraph or table of docx-rs, finished but for its order.
fn piece<'a>(
    written: &'a [u8],
    shared: &mut Shared,
    relations: &mut Vec<Relation>,
    paragraphs: &mut u32,
) -> Result<Element<'a>, Words> {
    let mut e = parse(written)?;
    put_in_place(&mut e, shared, relations);
    identifiers(&mut e, paragraphs);
    end_lines(&mut e);
    sign_footnotes(&mut e);
    directions(&mut e);
    Ok(e)
}

/// docx-rs writes characters that XML forbids as they are.
fn clean(x: &mut XMLDocx) {
    let texts = [&mut x.document, &mut x.footnotes, &mut x.comments, &mut x.styles, &mut x.numberings];
    for part in texts.into_iter().chain(&mut x.headers).chain(&mut x.footers) {
        if let Cow::Owned(cleaned) = legal_part(part) {
            *part = cleaned;
        }
    }
}

/// The part in the order of the schema, printed.
fn ordered(mut root: Element) -> Vec<u8> {
    order(&mut root);
    print_away(root)
}

/// Sorts children as the schema wants them, and drops empty properties.
pub(super) fn order(root: &mut Element) {
    root.each(&mut |e| {
        if let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == e.name) {
            e.children.sort_by_key(|c| match c {
                Child::Element(c) => order.iter().position(|n| *n == c.name).unwrap_or(order.len()),
                Child::Text(_) => 0,
            });
        }
    });
    drop_empty(root);
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
fn identifiers(part: &mut Element, paragraphs: &mut u32) {
    part.each(&mut |e| {
        if e.name == "w:p" {
            *paragraphs += 1;
            e.attributes.retain(|(k, _)| !k.ends_with("paraId") && !k.ends_with("textId"));
            e.attributes.push(("w14:paraId".into(), mould::number(*paragraphs).into()));
        }
        if e.name == "w:fldChar" {
            e.attributes.retain(|(k, v)| !(k == "w:dirty" && v == "false"));
        }
    });
}

/// Rows that head the columns stand on every page that the table goes on to.
fn head_table(e: &mut Element, table: &Table) {
    // docx-rs gives columns a type that the schema does not know.
    e.child("w:tblGrid").elements().for_each(|c| c.attributes.retain(|(k, _)| k != "w:type"));
    let rows = e.elements().filter(|r| r.name == "w:tr");
    for (row, _) in rows.zip(&table.rows).take_while(|(_, r)| r.header) {
        row.child("w:trPr").child("w:tblHeader");
    }
}

/// Word and LibreOffice make one table of two that touch: an empty paragraph stands between them.
fn part_tables(body: &mut Element) {
    let is_table = |c: Option<&Child>| matches!(c, Some(Child::Element(e)) if e.name == "w:tbl");
    for at in (1..body.children.len()).rev() {
        if is_table(body.children.get(at - 1)) && is_table(body.children.get(at)) {
            let mut between = Element::new("w:p", &[]);
            let properties = between.child("w:pPr");
            properties.child("w:snapToGrid").set("w:val", "0");
            let line = [("w:line", "160"), ("w:lineRule", "exact")];
            properties.add(Element::new("w:spacing", &line));
            body.children.insert(at, Child::Element(between));
        }
    }
}

/// Paragraphs from right to left say so (ECMA-376, 17.3.1.6).
fn directions(document: &mut Element) {
    document.each(&mut |e| {
        if e.name != "w:p" {
            return;
        }
        let mut text = String::new();
        e.each(&mut |t| {
            if t.name == "w:t" {
                for c in &t.children {
                    if let Child::Text(said) = c {
                        text.push_str(said);
                    }
                }
            }
        });
        if chars::is_from_right(text.chars()) {
            e.child("w:pPr").child("w:bidi");
        }
    });
}

/// Lines of the source that are one title end with breaks.
fn end_lines(document: &mut Element) {
    let title = style_id(Style::Title);
    let is_title = |e: &Element| {
        let style = e.child_named("w:pPr").and_then(|p| p.child_named("w:pStyle"));
        style.and_then(|s| s.attribute("w:val")) == Some(title)
    };
    document.each(&mut |e| {
        if e.name == "w:p" && is_title(e) {
            e.each(&mut |e| {
                if e.name == "w:tab" {
                    *e = Element::new("w:br", &[]);
                }
            });
        }
    });
}

/// docx-rs tells of the lists only where a paragraph names one itself; styles name them here.
fn relate_numbering(relationships: &mut Element) {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering";
    if !relationships.elements().any(|e| e.attribute("Type") == Some(KIND)) {
        let attributes = [("Id", "rIdNumbering"), ("Type", KIND), ("Target", "numbering.xml")];
        relationships.add(Element::new("Relationship", &attributes));
    }
}

/// The media types of pictures, by the ends of their files' names.
fn declare_pictures(types: &mut Element, pictures: &[Picture]) {
    for p in pictures {
        let extension = p.file.rsplit('.').next().unwrap_or("");
        let known = types.elements().any(|e| e.attribute("Extension") == Some(extension));
        if !known {
            types.add(Element::new("Default", &[("Extension", extension), ("ContentType", p.mime)]));
        }
    }
}

/// What the marks of a part refer to.
fn relate(relationships: &mut Element, relations: &[Relation]) {
    for (k, (kind, target, outside)) in relations.iter().enumerate() {
        let id = relation_id(k);
        let mut e = Element::new("Relationship", &[("Id", &id), ("Type", kind), ("Target", target)]);
        if *outside {
            e.set("TargetMode", "External");
        }
        relationships.add(e);
    }
}

/// Signs of footnotes that are written out are not counted (ECMA-376 part 1, 17.11.14).
fn sign_footnotes(document: &mut Element) {
    document.each(&mut |e| {
        if e.name == "w:r"
            && e.child_named("w:t").is_some()
            && let Some(sign) = e.elements().find(|c| c.name == "w:footnoteReference")
        {
            sign.set("w:customMarkFollows", "1");
        }
    });
}

/// The lines above footnotes (ECMA-376 part 1, 17.11.23): Word counts on them as notes −1 and 0.
fn separate_footnotes(footnotes: &mut Element, plan: &Plan) {
    if footnotes.children.is_empty() {
        return;
    }
    for note in footnotes.elements() {
        let id = note.attribute("w:id").and_then(|id| id.parse::<usize>().ok());
        let planned = id.and_then(|id| plan.footnotes.get(id.checked_sub(FIRST_FOOTNOTE)?));
        if planned.is_none_or(|n| !n.signed) {
            number_footnote(note);
        }
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
