//! A file that follows a house template: its styles in the place of ours by name or identifier, its page, headers,
//! footers and theme.

use super::build::number_id;
use super::look::{Look, STYLES, style_id};
use super::plan::{Plan, Style};
use super::stylesheet::languages;
use crate::finding::Words;
use crate::write::template::{Part, Template, plain};
use crate::xml::edit::{Child, Element, parse, print};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The identifiers that our styles have in the template.
pub type Ids = BTreeMap<String, String>;

/// What is added to the numbers of the template's lists: ours come before.
const LISTS: u32 = 1000;
/// The kinds of relations and parts.
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PARTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

fn has(e: &Element, name: &str) -> bool {
    e.child_named(name).is_some()
}

fn without(e: &mut Element, names: &[&str]) {
    e.children.retain(|c| !matches!(c, Child::Element(c) if names.contains(&&*c.name)));
}

/// Sets an attribute that is escaped already.
fn put(e: &mut Element<'_>, key: &'static str, value: String) {
    e.attributes.retain(|(k, _)| k != key);
    e.attributes.push((key.into(), Cow::Owned(value)));
}

fn value<'e>(e: &'e Element, child: &str) -> Option<&'e str> {
    e.child_named(child).and_then(|c| c.attribute("w:val"))
}

/// The names of a style: its own and its aliases, as they are compared.
fn names(style: &Element) -> Vec<String> {
    let all = [value(style, "w:name"), value(style, "w:aliases")];
    all.iter().flatten().flat_map(|n| n.split([',', ';'])).map(|n| n.trim().to_lowercase()).collect()
}

/// A list of the template's by its number here.
fn moved(number: &str) -> Option<String> {
    let n: u32 = number.parse().ok()?;
    Some(if n == 0 { n } else { n.saturating_add(LISTS) }.to_string())
}

fn move_lists(root: &mut Element) {
    root.each(&mut |e| {
        if e.name == "w:numId"
            && let Some(n) = e.attribute("w:val").and_then(moved)
        {
            put(e, "w:val", n);
        }
    });
}

/// The template's styles with those of ours that it lacks, and what ours are called there.
pub fn styles<'a>(
    template: &'a Template,
    own: Element<'a>,
    look: &Look,
    language: &str,
) -> Result<(Element<'a>, Ids), Words> {
    let mut theirs = parse(template.styles.as_bytes())?;
    move_lists(&mut theirs);
    let mut ids = Ids::new();
    let mut more: Vec<Element> = vec![];
    let usual = theirs.elements().find_map(|e| {
        let first = e.attribute("w:default").is_some_and(|d| matches!(d, "1" | "true" | "on"));
        let kind = e.attribute("w:type").unwrap_or("paragraph");
        (e.name == "w:style" && first && kind == "paragraph")
            .then(|| e.attribute("w:styleId").map(str::to_owned))?
    });
    for child in own.children {
        let Child::Element(e) = child else { continue };
        if e.name == "w:docDefaults" && !has(&theirs, "w:docDefaults") {
            theirs.children.insert(0, Child::Element(e));
        } else if e.name == "w:style" {
            let id = e.attribute("w:styleId").unwrap_or("").to_owned();
            let found = match (found(&mut theirs, &e, &id), &usual) {
                (None, Some(usual)) if id == "Normal" => Some(usual.clone()),
                (found, _) => found,
            };
            match found {
                Some(there) => drop(ids.insert(id, there)),
                None => more.push(e),
            }
        }
    }
    let numbered = chain(&mut theirs, |e| {
        let number = e.child_named("w:pPr").and_then(|p| p.child_named("w:numPr"));
        number.and_then(|n| value(n, "w:numId")).filter(|n| *n != "0").map(str::to_owned)
    });
    let ours: Vec<(&str, Style)> =
        STYLES.iter().filter_map(|r| Some((ids.get(r.id)?.as_str(), r.style))).collect();
    for e in theirs.elements().filter(|e| e.name == "w:style") {
        let id = e.attribute("w:styleId").unwrap_or("").to_owned();
        let Some((_, style)) = ours.iter().find(|(there, _)| *there == id) else { continue };
        carry(e, *style, look, numbered.contains_key(&id));
    }
    for mut e in more {
        fit(&mut e, look);
        rename(&mut e, &ids);
        theirs.add(e);
    }
    let run = theirs.child("w:docDefaults").child("w:rPrDefault").child("w:rPr");
    let [letters, east, _] = languages(language);
    let said = run.child("w:lang");
    said.set(east.0, east.1);
    if letters.1 == language {
        said.set(letters.0, language);
    }
    Ok((theirs, ids))
}

/// The identifier of the template's style that stands for one of ours: of the same name, or else of the same identifier.
fn found(theirs: &mut Element, own: &Element, id: &str) -> Option<String> {
    let kind = own.attribute("w:type").unwrap_or("paragraph");
    let wanted = names(own);
    let mut by_id = None;
    for e in theirs.elements().filter(|e| e.name == "w:style") {
        if e.attribute("w:type").unwrap_or("paragraph") != kind {
            continue;
        }
        let there = e.attribute("w:styleId").unwrap_or("");
        if names(e).iter().any(|n| wanted.contains(n)) {
            return Some(there.to_owned());
        }
        if there == id {
            by_id = Some(there.to_owned());
        }
    }
    by_id
}

/// What styles have, themselves or by those that they are based on.
fn chain(styles: &mut Element, of: impl Fn(&Element) -> Option<String>) -> BTreeMap<String, String> {
    let mut raw: BTreeMap<String, (Option<String>, Option<String>)> = BTreeMap::new();
    for e in styles.elements().filter(|e| e.name == "w:style") {
        let id = e.attribute("w:styleId").unwrap_or("").to_owned();
        raw.insert(id, (of(e), value(e, "w:basedOn").map(str::to_owned)));
    }
    let mut out = BTreeMap::new();
    for id in raw.keys() {
        let (mut next, mut seen) = (Some(id), BTreeSet::new());
        while let Some(id_) = next.filter(|id| seen.insert(*id)) {
            let Some((has, based)) = raw.get(id_) else { break };
            if let Some(has) = has {
                out.insert(id.clone(), has.clone());
                break;
            }
            next = based.as_ref();
        }
    }
    out
}

/// Gives a style of the template's what documents need of it: its numbers are those of the document, and headings stand
/// in the outline.
fn carry(e: &mut Element, style: Style, look: &Look, numbered: bool) {
    let p = e.child("w:pPr");
    without(p, &["w:numPr"]);
    if let Some(n) = look.number(style) {
        let number = p.child("w:numPr");
        number.child("w:ilvl").set("w:val", &n.level.to_string());
        number.child("w:numId").set("w:val", &number_id(n.list).to_string());
    } else if numbered {
        p.child("w:numPr").child("w:numId").set("w:val", "0");
    }
    if let (Style::Heading(n), false) = (style, has(p, "w:outlineLvl")) {
        p.child("w:outlineLvl").set("w:val", &n.saturating_sub(1).to_string());
    }
    if matches!(style, Style::ContentsEntry(_)) {
        end_entries(p, (look.profile.width() * 20.0).round() as i32);
    }
}

/// Numbers of pages stand at the end of the line: a tab that the template has beyond it, or lacks, ends there.
fn end_entries(p: &mut Element, width: i32) {
    /// What programs that count otherwise may be off, in twentieths of a point.
    const NEAR: i32 = 40;
    let tabs = p.child_named("w:tabs").map_or(&[][..], |t| &t.children);
    let place = |c: &Child| match c {
        Child::Element(t) => t.attribute("w:pos").and_then(|v| v.parse::<i32>().ok()),
        Child::Text(_) => None,
    };
    let sound = !tabs.is_empty() && tabs.iter().filter_map(place).all(|at| at <= width + NEAR);
    if !sound {
        without(p, &["w:tabs"]);
        let place = width.to_string();
        let end = [("w:val", "right"), ("w:leader", "dot"), ("w:pos", place.as_str())];
        p.child("w:tabs").add(Element::new("w:tab", &end));
    }
}

/// A style of ours among those of the template: what it does not set apart from running text is as there.
fn fit(e: &mut Element, look: &Look) {
    let id = e.attribute("w:styleId").unwrap_or("").to_owned();
    let Some(row) = STYLES.iter().find(|r| r.id == id) else { return };
    let (body, own) = (look.profile.body, look.of(row.style).0);
    let run = e.child("w:rPr");
    if own.role == body.role {
        without(run, &["w:rFonts"]);
    }
    if (own.size - body.size).abs() < 0.01 {
        without(run, &["w:sz", "w:szCs"]);
    }
}

/// Styles by what they are called in the template.
pub fn rename(root: &mut Element, ids: &Ids) {
    const NAMING: &[&str] = &["w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next", "w:link"];
    root.each(&mut |e| {
        if NAMING.contains(&&*e.name)
            && let Some(there) = e.attribute("w:val").and_then(|v| ids.get(v))
        {
            let there = there.clone();
            put(e, "w:val", there);
        }
    });
}

/// Paragraphs whose style counts and which have no number say their indent again, for programs that take it away with
/// the number: that of the template.
pub fn indent(document: &mut Element, styles: &mut Element) {
    let indents = chain(styles, |e| {
        let i = e.child_named("w:pPr").and_then(|p| p.child_named("w:ind"))?;
        Some(String::from_utf8_lossy(&print(i)).into_owned())
    });
    document.each(&mut |e| {
        let bare = e.name == "w:pPr"
            && e.child_named("w:numPr").is_some_and(|n| value(n, "w:numId") == Some("0"))
            && has(e, "w:ind");
        if !bare {
            return;
        }
        let own = value(e, "w:pStyle").and_then(|id| indents.get(id)).cloned();
        without(e, &["w:ind"]);
        if let Some(Ok(i)) = own.as_deref().map(|i| parse(i.as_bytes())) {
            let mut copy = Element::new("w:ind", &[]);
            let kept = i.attributes.iter().filter(|(k, _)| k.starts_with("w:"));
            copy.attributes = kept.map(|(k, v)| (k.to_string().into(), v.to_string().into())).collect();
            e.add(copy);
        }
    });
}

/// The template's lists behind ours.
pub fn numbering<'a>(template: &'a Template, own: &mut Element<'a>, ids: &Ids) -> Result<(), Words> {
    rename(own, ids);
    let Some(text) = &template.numbering else { return Ok(()) };
    let mut theirs = parse(text.as_bytes())?;
    plain(&mut theirs);
    let taken: BTreeSet<&String> = ids.values().collect();
    for e in theirs.elements() {
        for key in ["w:abstractNumId", "w:numId"] {
            if let Some(n) = e.attribute(key).and_then(|n| n.parse::<u32>().ok()) {
                put(e, key, n.saturating_add(LISTS).to_string());
            }
        }
        if e.name == "w:num" {
            let list = e.child("w:abstractNumId");
            if let Some(n) = list.attribute("w:val").and_then(|n| n.parse::<u32>().ok()) {
                put(list, "w:val", n.saturating_add(LISTS).to_string());
            }
        }
        e.each(&mut |e| {
            // A style that the document numbers stands on no level of these.
            e.children.retain(|c| {
                !matches!(c, Child::Element(c) if c.name == "w:lvlPicBulletId"
                    || c.name == "w:pStyle" && c.attribute("w:val").is_some_and(|v| taken.contains(&v.to_owned())))
            });
        });
    }
    let first_list = own.children.iter().position(|c| matches!(c, Child::Element(e) if e.name == "w:num"));
    let at = first_list.unwrap_or(own.children.len());
    let named = |name: &'static str| move |c: &Child| matches!(c, Child::Element(e) if e.name == name);
    let (lists, rest): (Vec<Child>, Vec<Child>) =
        theirs.children.into_iter().partition(named("w:abstractNum"));
    own.children.splice(at..at, lists);
    own.children.extend(rest.into_iter().filter(named("w:num")));
    Ok(())
}

/// The properties of the document's section: the template's page, and its headers and footers where it has any.
pub fn section<'a>(template: &'a Template, body: &mut Element<'a>) -> Result<(), Words> {
    const PAGE: &[&str] = &[
        "w:pgSz",
        "w:pgMar",
        "w:paperSrc",
        "w:pgBorders",
        "w:lnNumType",
        "w:cols",
        "w:textDirection",
        "w:docGrid",
    ];
    let Some(text) = &template.section else { return Ok(()) };
    let theirs = parse(text.as_bytes())?;
    let Some(own) = body.elements().filter(|e| e.name == "w:sectPr").last() else { return Ok(()) };
    if has(&theirs, "w:pgSz") {
        without(own, PAGE);
    }
    let framed = !template.frames.is_empty();
    if framed {
        // Footers of ours stand where it has none.
        without(own, &["w:headerReference", "w:titlePg"]);
        for (k, frame) in template.frames.iter().enumerate() {
            let mut e = Element { name: frame.element.as_str().into(), ..Element::default() };
            put(&mut e, "w:type", frame.pages.clone());
            put(&mut e, "r:id", frame_id(k));
            own.add(e);
        }
    }
    for c in theirs.children {
        if let Child::Element(e) = c
            && (PAGE.contains(&&*e.name) && !has(own, &e.name) || framed && e.name == "w:titlePg")
        {
            own.add(e);
        }
    }
    Ok(())
}

fn frame_id(k: usize) -> String {
    format!("rIdFrame{}", k + 1)
}

/// What settings say of pages: as the template does.
pub fn settings(template: &Template, settings: &mut Element) {
    let mut set = |name: &'static str, on: bool| {
        without(settings, &[name]);
        if on {
            settings.add(Element::new(name, &[]));
        }
    };
    if !template.frames.is_empty() {
        set("w:evenAndOddHeaders", template.even);
    }
    if template.section.is_some() {
        set("w:mirrorMargins", template.mirrored);
    }
}

/// The template's fonts beside ours; those that it carries along stay there.
pub fn fonts<'a>(template: &'a Template, table: &mut Element<'a>) -> Result<(), Words> {
    let Some(text) = &template.fonts else { return Ok(()) };
    let mut theirs = parse(text.as_bytes())?;
    plain(&mut theirs);
    for c in theirs.children {
        let Child::Element(mut e) = c else { continue };
        let name = e.attribute("w:name").map(str::to_owned);
        let known = table.elements().any(|f| f.attribute("w:name") == name.as_deref());
        if e.name == "w:font" && !known {
            without(&mut e, &["w:embedRegular", "w:embedBold", "w:embedItalic", "w:embedBoldItalic"]);
            table.add(e);
        }
    }
    Ok(())
}

/// Headers, footers and theme as parts, with their media types and relations.
pub fn parts(
    template: &Template,
    types: &mut Element,
    relationships: &mut Element,
    part: &mut dyn FnMut(&str, Vec<u8>),
) -> Result<(), Words> {
    let mut add = |path: &str, kind: &str, media: &str, id: &str, p: &Part| -> Result<(), Words> {
        let mut content = parse(p.text.as_bytes())?;
        move_lists(&mut content);
        part(&format!("word/{path}"), print(&content));
        types
            .add(Element::new("Override", &[("PartName", &format!("/word/{path}")), ("ContentType", media)]));
        let attributes = [("Id", id), ("Type", &format!("{KINDS}{kind}")), ("Target", path)];
        relationships.add(Element::new("Relationship", &attributes));
        if !p.relations.is_empty() {
            let package = "http://schemas.openxmlformats.org/package/2006/relationships";
            let mut own = Element::new("Relationships", &[("xmlns", package)]);
            for (id, r) in &p.relations {
                let kind = format!("{KINDS}{}", r.kind);
                // A theme stands a folder deeper.
                let up = if path.contains('/') && !r.external { "../" } else { "" };
                let target = format!("{up}{}", r.target);
                let mut e = Element::new("Relationship", &[("Id", id), ("Type", &kind), ("Target", &target)]);
                if r.external {
                    e.set("TargetMode", "External");
                }
                own.add(e);
            }
            let (folder, file) = path.rsplit_once('/').map_or(("", path), |(f, n)| (f, n));
            let slash = if folder.is_empty() { "" } else { "/" };
            part(&format!("word/{folder}{slash}_rels/{file}.rels"), print(&own));
        }
        Ok(())
    };
    for (k, frame) in template.frames.iter().enumerate() {
        let kind = if frame.element == "w:headerReference" { "header" } else { "footer" };
        let media = format!("{PARTS}{kind}+xml");
        add(&format!("frame{}.xml", k + 1), kind, &media, &frame_id(k), &frame.part)?;
    }
    if let Some(theme) = &template.theme {
        let media = "application/vnd.openxmlformats-officedocument.theme+xml";
        add("theme/theme1.xml", "theme", media, "rIdTheme", theme)?;
    }
    for (path, (media, bytes)) in &template.shown {
        part(&format!("word/{path}"), bytes.clone());
        let name = format!("/word/{path}");
        types.add(Element::new("Override", &[("PartName", &name), ("ContentType", media)]));
    }
    Ok(())
}

/// The styles that the document uses and the template lacks.
pub fn lacking(plan: &Plan, ids: &Ids) -> Vec<&'static str> {
    let used: BTreeSet<&str> = plan.paragraphs().map(|p| style_id(p.style)).collect();
    let lacks = |r: &&super::look::StyleRow| used.contains(r.id) && !ids.contains_key(r.id);
    STYLES.iter().filter(lacks).map(|r| r.name).collect()
}
