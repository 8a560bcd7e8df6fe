//! Sections: of annexes and of the documents of a volume, the heads of their pages, and the block that holds what is
//! ours.

use super::look::style_name;
use super::plan::{Part, Plan, Style};
use crate::pack::ooxml::OURS;
use crate::xml::edit::{Child, Element};

/// The media type of a header.
pub const HEADER_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml";
/// The identifier of the relation to the header of annexes.
const ANNEX: &str = "rIdAnnexHeader";

/// Whether a header shows a heading: the field that does so.
pub fn names_heading(header: &[u8]) -> bool {
    header.windows(8).any(|w| w == b"STYLEREF")
}

/// Whether there are annexes with titles that heads of pages can show.
pub fn has_annexes(plan: &Plan) -> bool {
    plan.paragraphs().any(|p| p.style == Style::AnnexTitle)
}

/// The header of annexes, made of the one that shows headings: its first field shows their titles, and no other is left.
pub fn annex_header(mut header: Element) -> Element {
    let paragraph = header.child("w:p");
    let sign = |c: &Child, kind: &str| {
        let is = |e: &Element| e.attribute("w:fldCharType") == Some(kind);
        matches!(c, Child::Element(e) if e.clone().elements().any(|e| is(e)))
    };
    let begin = paragraph.children.iter().position(|c| sign(c, "begin")).unwrap_or(0);
    let end = paragraph.children.iter().position(|c| sign(c, "end")).unwrap_or(paragraph.children.len());
    let mut at = 0;
    paragraph.children.retain(|c| {
        at += 1;
        matches!(c, Child::Element(e) if e.name == "w:pPr") || (begin..=end).contains(&(at - 1))
    });
    header.each(&mut |e| {
        if e.name == "w:instrText" {
            let field = format!(" STYLEREF \"{}\" ", style_name(Style::AnnexTitle));
            *e = Element::leaf("w:instrText", &[("xml:space", "preserve")], &field);
        }
    });
    header
}

/// What the document says of the header of annexes.
pub fn relate(relationships: &mut Element) {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header";
    let attributes = [("Id", ANNEX), ("Type", KIND), ("Target", "header_annex.xml")];
    relationships.add(Element::new("Relationship", &attributes));
}

/// Whether a section begins at a part.
pub fn begins(plan: &Plan, k: usize) -> bool {
    k > 0 && matches!(plan.parts.get(k), Some(Part::Paragraph(p)) if p.section)
}

/// A section of its own for every annex and every document of a volume: what comes before ends with the properties of
/// the last one (ECMA-376 part 1, 17.6.18). With `heads`, the pages of annexes show their titles.
pub fn set(body: &mut Element, plan: &Plan, heads: bool) {
    let last = body.children.iter().rposition(|c| matches!(c, Child::Element(e) if e.name == "w:sectPr"));
    let starts: Vec<usize> = (1..plan.parts.len()).filter(|k| begins(plan, *k)).collect();
    let (Some(last), false) = (last, starts.is_empty()) else { return };
    let Child::Element(first) = body.children[last].clone() else { return };
    let mut later = first.clone();
    // Only the first page of all has no head.
    later.children.retain(|c| !matches!(c, Child::Element(e) if e.name == "w:titlePg"));
    let mut even = None;
    for e in later.elements() {
        if e.name == "w:headerReference" && e.attribute("w:type") == Some("even") {
            even = e.attribute("r:id").map(str::to_owned);
        }
    }
    // The section that begins at a part; properties stand where it ends.
    let shown = |from: usize, to: usize| {
        let styles = || {
            plan.parts[from..to]
                .iter()
                .filter_map(|p| if let Part::Paragraph(p) = p { Some(p.style) } else { None })
        };
        if styles().any(|s| s == Style::AnnexTitle) {
            Some(ANNEX.to_owned())
        } else {
            // One without a title has that of the whole.
            even.clone().filter(|_| styles().next() == Some(Style::Annex))
        }
    };
    let of_section = |from: usize, to: usize| {
        let mut properties = if from == 0 { first.clone() } else { later.clone() };
        if let Some(header) = shown(from, to).filter(|_| heads && from > 0) {
            show(&mut properties, &header);
        }
        properties
    };
    let end = plan.parts.len();
    let begin = |k: usize| k.checked_sub(1).map_or(0, |k| starts[k]);
    body.children[last] = Child::Element(of_section(begin(starts.len()), end));
    for (k, at) in starts.iter().enumerate().rev() {
        let properties = of_section(begin(k), *at);
        match &mut body.children[at - 1] {
            Child::Element(p) if p.name == "w:p" => p.child("w:pPr").add(properties),
            // A table cannot end a section.
            _ => {
                let mut end = Element::new("w:p", &[]);
                end.child("w:pPr").add(properties);
                body.children.insert(*at, Child::Element(end));
            }
        }
    }
}

/// Lets a section have a header on its odd pages.
fn show(properties: &mut Element, header: &str) {
    for e in properties.elements() {
        if e.name == "w:headerReference" && e.attribute("w:type") == Some("default") {
            e.set("r:id", header);
        }
    }
}

/// What is ours stands in a block of its own, which says so: Word calls it a table of contents.
pub fn set_apart(body: &mut Element, plan: &Plan, name: &str) {
    if plan.ours.is_empty() {
        return;
    }
    let mut ours: Vec<Child> = body.children.drain(plan.ours.clone()).collect();
    make_field(&mut ours, plan);
    let mut block = Element::new("w:sdt", &[]);
    let properties = block.child("w:sdtPr");
    properties.child("w:alias").set("w:val", name);
    properties.child("w:tag").set("w:val", OURS);
    let kind = properties.child("w:docPartObj");
    kind.child("w:docPartGallery").set("w:val", "Table of Contents");
    kind.child("w:docPartUnique");
    block.child("w:sdtContent").children = ours;
    body.children.insert(plan.ours.start, Child::Element(block));
}

/// The entries of contents as what a field shows, which Word makes anew when it is told to (17.16.5, TOC). No field makes such
/// as list articles: it would take their paragraphs whole.
fn make_field(ours: &mut [Child], plan: &Plan) {
    if plan.lists_articles {
        return;
    }
    let entry = |at: &usize| match &plan.parts[plan.ours.start + at] {
        Part::Paragraph(p) => matches!(p.style, Style::ContentsEntry(_)),
        Part::Table(_) => false,
    };
    let entries: Vec<usize> = (0..ours.len()).filter(entry).collect();
    let depths = plan.parts[plan.ours.clone()].iter().filter_map(|p| match p {
        Part::Paragraph(p) => {
            if let Style::ContentsEntry(n) = p.style {
                Some(n)
            } else {
                None
            }
        }
        Part::Table(_) => None,
    });
    let (Some(first), Some(last), Some(depth)) = (entries.first(), entries.last(), depths.max()) else {
        return;
    };
    let sign = |kind| {
        let mut run = Element::new("w:r", &[]);
        run.child("w:fldChar").set("w:fldCharType", kind);
        run
    };
    let mut code = Element::new("w:r", &[]);
    let field = format!(" TOC \\o \"1-{depth}\" \\h \\z \\u ");
    code.add(Element::leaf("w:instrText", &[("xml:space", "preserve")], &field));
    if let Child::Element(p) = &mut ours[*last] {
        p.add(sign("end"));
    }
    if let Child::Element(p) = &mut ours[*first] {
        let behind = p.children.iter().position(|c| matches!(c, Child::Element(e) if e.name != "w:pPr"));
        let behind = behind.unwrap_or(p.children.len());
        p.children.splice(behind..behind, [sign("begin"), code, sign("separate")].map(Child::Element));
    }
}
