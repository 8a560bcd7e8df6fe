//! The structure tree (ISO 32000-1, 14.7): what a screen reader walks through.

use super::links::Link;
use crate::ir::{CellAlign, Scope, Stroke};
use crate::pack::Printed;
use crate::pack::pdf::{Dictionary, Document, OURS, Object, ObjectId, dictionary, name, reference, text};
use crate::typeset::{Tag, TagNode};
use std::collections::BTreeSet;

/// What belongs to nodes: by page, the node of each marked-content sequence; and the links.
pub struct Marks<'a> {
    pub sequences: &'a [Vec<usize>],
    pub links: &'a [Link],
    /// Whether lines run from top to bottom.
    pub vertical: bool,
}

/// Writes the tree and gives its root.
pub fn write(
    (document, printed): (&mut Document, &mut Printed),
    pages: &[ObjectId],
    nodes: &[TagNode],
    marks: &Marks,
    language: &str,
) -> ObjectId {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = nodes.iter().map(|_| document.new_object_id()).collect();
    let mut kids = kids(pages, nodes, marks);
    for (i, node) in nodes.iter().enumerate() {
        let Some((k, page)) = kids[i].take() else { continue };
        let parent = if i == 0 { root } else { ids[node.parent] };
        let mut d = dictionary([
            ("Type", name("StructElem")),
            ("S", name(structure_type(&node.tag))),
            ("P", reference(parent)),
            ("K", Object::Null),
        ]);
        if let Some(page) = page {
            d.set("Pg", reference(page));
        }
        if i == 0 {
            d.set("Lang", text(language));
            if marks.vertical {
                // What it says holds for all that is inside (ISO 32000-1, 14.8.5.4).
                d.set("A", dictionary([("O", name("Layout")), ("WritingMode", name("TbRl"))]));
            }
        }
        if let Some(id) = note_id(node) {
            d.set("ID", Object::string_literal(id));
        }
        if node.ours {
            d.set("T", text(OURS));
        }
        match &node.tag {
            Tag::Figure(alt) | Tag::Formula(alt) => d.set("Alt", text(alt)),
            Tag::Span { language: Some(language), .. } => d.set("Lang", text(language)),
            _ => {}
        }
        match (attributes(&node.tag), aligned(&node.tag)) {
            (Some(a), Some(b)) => d.set("A", vec![a.into(), b.into()]),
            (Some(a), None) | (None, Some(a)) => d.set("A", a),
            (None, None) => {}
        }
        // The children of a long document are too many to be objects all at once.
        let k = k.iter().map(|k| k.object(&ids, pages, marks.links));
        printed.add_with_list(ids[i], &d, "K", k);
    }
    let of_pages = marks.sequences.iter().enumerate().flat_map(|(page, list)| {
        let nodes: Vec<Object> = list.iter().map(|n| reference(ids[*n])).collect();
        [(page as i64).into(), nodes.into()]
    });
    let of_links = marks
        .links
        .iter()
        .enumerate()
        .flat_map(|(k, link)| [((pages.len() + k) as i64).into(), reference(ids[link.node])]);
    let parents = document.new_object_id();
    printed.add_list(parents, "Nums", of_pages.chain(of_links));
    let next = (pages.len() + marks.links.len()) as i64;
    let mut d = dictionary([
        ("Type", name("StructTreeRoot")),
        ("K", reference(ids[0])),
        ("ParentTree", reference(parents)),
        ("ParentTreeNextKey", next.into()),
    ]);
    let mut named: Vec<(&str, ObjectId)> =
        nodes.iter().zip(&ids).filter_map(|(n, id)| Some((note_id(n)?, *id))).collect();
    if !named.is_empty() {
        named.sort_unstable_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
        let names: Vec<Object> =
            named.into_iter().flat_map(|(s, id)| [Object::string_literal(s), reference(id)]).collect();
        d.set("IDTree", dictionary([("Names", names.into())]));
    }
    if let Some(roles) = roles(nodes) {
        d.set("RoleMap", roles);
    }
    document.set_object(root, d);
    root
}

/// What names of our own stand for among those of the standard (ISO 32000-1, 14.7.3).
fn roles(nodes: &[TagNode]) -> Option<Dictionary> {
    let named = nodes.iter().filter_map(|n| match n.tag {
        Tag::Span { name, .. } => name,
        _ => None,
    });
    let names: BTreeSet<&str> = named.collect();
    let mut out = Dictionary::new();
    for n in names {
        out.set(n, name("Span"));
    }
    (!out.is_empty()).then_some(out)
}

/// The identifier of a note.
fn note_id(node: &TagNode) -> Option<&str> {
    match &node.tag {
        Tag::Note(id) if !id.is_empty() => Some(id),
        _ => None,
    }
}

/// The standard structure type of a tag (ISO 32000-1, 14.8.4).
fn structure_type(tag: &Tag) -> &'static str {
    const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];
    match tag {
        Tag::Document => "Document",
        Tag::Section => "Sect",
        Tag::Heading(level) => HEADINGS[(*level).clamp(1, HEADINGS.len()) - 1],
        Tag::Paragraph => "P",
        Tag::Caption => "Caption",
        Tag::Note(_) => "Note",
        Tag::List => "L",
        Tag::Item => "LI",
        Tag::Label => "Lbl",
        Tag::Body => "LBody",
        Tag::Table => "Table",
        Tag::Row => "TR",
        Tag::Cell { heads: Some(_), .. } => "TH",
        Tag::Cell { heads: None, .. } => "TD",
        Tag::Contents => "TOC",
        Tag::Entry => "TOCI",
        Tag::Reference => "Reference",
        Tag::Link(_) => "Link",
        Tag::Span { name: Some(name), .. } => name,
        Tag::Span { .. } => "Span",
        Tag::Ruby => "Ruby",
        Tag::RubyBase => "RB",
        Tag::RubyText => "RT",
        Tag::Figure(_) => "Figure",
        Tag::Formula(_) => "Formula",
    }
}

/// What standard attributes say of a node (ISO 32000-1, 14.8.5).
fn attributes(tag: &Tag) -> Option<Dictionary> {
    let of = |owner: &str| dictionary([("O", name(owner))]);
    match tag {
        // The labels are there as text (ISO 14289-1, 7.6; ISO 32000-1, 14.8.5.5).
        Tag::List => Some(dictionary([("O", name("List")), ("ListNumbering", name("Decimal"))])),
        Tag::Cell { heads, columns, rows, .. } => {
            let mut a = of("Table");
            if let Some(scope) = heads {
                a.set("Scope", name(if *scope == Scope::Row { "Row" } else { "Column" }));
            }
            for (key, count) in [("RowSpan", *rows), ("ColSpan", *columns)] {
                if count > 1 {
                    a.set(key, count as i64);
                }
            }
            Some(a).filter(|a| a.len() > 1)
        }
        Tag::Span { stroke: Some(stroke), .. } => {
            let kind = match stroke {
                Stroke::Through => "LineThrough",
                Stroke::Under => "Underline",
                // The standard has no name for dots.
                Stroke::Dots => return None,
            };
            let mut a = of("Layout");
            a.set("TextDecorationType", name(kind));
            Some(a)
        }
        Tag::Ruby => Some(dictionary([("O", name("Layout")), ("RubyPosition", name("Before"))])),
        Tag::Figure(_) => Some(dictionary([("O", name("Layout")), ("Placement", name("Inline"))])),
        _ => None,
    }
}

/// How a cell is aligned (ISO 32000-1, 14.8.5.4).
fn aligned(tag: &Tag) -> Option<Dictionary> {
    let Tag::Cell { align: Some(align), .. } = tag else { return None };
    let align = match align {
        CellAlign::Start => "Start",
        CellAlign::Centre => "Center",
        CellAlign::End => "End",
    };
    Some(dictionary([("O", name("Layout")), ("TextAlign", name(align))]))
}

/// A child of a node.
#[derive(Clone, Copy)]
enum Kid {
    /// Another node.
    Node(u32),
    /// A marked-content sequence on the page where the node's text begins.
    Mark(u32),
    /// One on another page.
    MarkOn(u32, u32),
    /// An annotation.
    Link(u32),
}

impl Kid {
    fn object(self, ids: &[ObjectId], pages: &[ObjectId], links: &[Link]) -> Object {
        match self {
            Self::Node(n) => reference(ids[n as usize]),
            Self::Mark(mcid) => i64::from(mcid).into(),
            Self::MarkOn(page, mcid) => dictionary([
                ("Type", name("MCR")),
                ("Pg", reference(pages[page as usize])),
                ("MCID", i64::from(mcid).into()),
            ])
            .into(),
            Self::Link(k) => {
                let link = &links[k as usize];
                let (page, object) = (reference(pages[link.page]), reference(link.id));
                dictionary([("Type", name("OBJR")), ("Pg", page), ("Obj", object)]).into()
            }
        }
    }
}

/// The children of a node, and the page where its text begins: marks there are told by their numbers alone.
type Kids = (Vec<Kid>, Option<ObjectId>);

/// Most nodes have one child, and all are there at once.
fn room_for_one(kids: &mut Vec<Kid>) {
    if kids.is_empty() {
        kids.reserve_exact(1);
    }
}

/// The children of every node in the order of reading; `None` for one that holds nothing and would say nothing.
fn kids(pages: &[ObjectId], nodes: &[TagNode], marks: &Marks) -> Vec<Option<Kids>> {
    let mut own: Vec<Vec<Kid>> = vec![vec![]; nodes.len()];
    let mut begins = vec![None; nodes.len()];
    let mut seen = vec![false; nodes.len()];
    for (number, (page, list)) in pages.iter().zip(marks.sequences).enumerate() {
        for (mcid, node) in list.iter().enumerate() {
            let mcid = mcid as u32;
            room_for_one(&mut own[*node]);
            own[*node].push(if *begins[*node].get_or_insert(*page) == *page {
                Kid::Mark(mcid)
            } else {
                Kid::MarkOn(number as u32, mcid)
            });
            // What stands in a line joins its parent where its text begins.
            let mut at = *node;
            while !std::mem::replace(&mut seen[at], true) && nodes[at].tag.is_inline() {
                own[nodes[at].parent].push(Kid::Node(at as u32));
                at = nodes[at].parent;
            }
        }
    }
    for (k, link) in marks.links.iter().enumerate() {
        own[link.node].push(Kid::Link(k as u32));
    }
    // Children come after their parents, so that going backwards every node is known to be full before its parent; a
    // cell counts even when it is empty, or the rows of its table would be uneven.
    let mut full: Vec<bool> = nodes
        .iter()
        .zip(&own)
        .map(|(n, k)| !k.is_empty() || matches!(n.tag, Tag::Cell { .. } | Tag::Row))
        .collect();
    for i in (1..nodes.len()).rev() {
        if full[i] {
            full[nodes[i].parent] = true;
        }
    }
    for i in 1..nodes.len() {
        if full[i] && !(nodes[i].tag.is_inline() && seen[i]) {
            room_for_one(&mut own[nodes[i].parent]);
            own[nodes[i].parent].push(Kid::Node(i as u32));
        }
    }
    full[0] = true;
    own.into_iter().zip(begins).zip(full).map(|(kids, full)| full.then_some(kids)).collect()
}
