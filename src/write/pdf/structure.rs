//! The structure tree (ISO 32000-1, 14.7): what a screen reader walks through.

use super::object::{Document, Object, ObjectId, dictionary, name, reference, text};
use crate::typeset::Node;

/// Writes the tree and gives its root. `marks` tells, by page, which node each marked-content sequence belongs to.
pub fn write(
    document: &mut Document,
    pages: &[ObjectId],
    nodes: &[Node],
    marks: &[Vec<usize>],
    language: &str,
) -> ObjectId {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = nodes.iter().map(|_| document.new_object_id()).collect();
    let mut kids: Vec<Vec<Object>> = vec![vec![]; nodes.len()];
    for (page, list) in pages.iter().zip(marks) {
        for (mcid, node) in list.iter().enumerate() {
            let kid =
                dictionary([("Type", name("MCR")), ("Pg", reference(*page)), ("MCID", (mcid as i64).into())]);
            kids[*node].push(Object::Dictionary(kid));
        }
    }
    // Children come after their parents, so that going backwards every node is complete when it joins its parent;
    // a node's own content stands before its children's.
    let mut children: Vec<Vec<usize>> = vec![vec![]; nodes.len()];
    let mut full: Vec<bool> = kids.iter().map(|k| !k.is_empty()).collect();
    for i in (1..nodes.len()).rev() {
        if full[i] {
            full[nodes[i].parent] = true;
        }
    }
    for i in 1..nodes.len() {
        if full[i] {
            children[nodes[i].parent].push(i);
        }
    }
    for (i, node) in nodes.iter().enumerate() {
        if !full[i] && i > 0 {
            continue;
        }
        let mut k = std::mem::take(&mut kids[i]);
        k.extend(children[i].iter().map(|c| reference(ids[*c])));
        let parent = if i == 0 { root } else { ids[node.parent] };
        let mut d = dictionary([
            ("Type", name("StructElem")),
            ("S", name(node.tag)),
            ("P", reference(parent)),
            ("K", k.into()),
        ]);
        if i == 0 {
            d.set("Lang", text(language));
        }
        if node.tag == "L" {
            // The labels are there as text (ISO 14289-1, 7.6; ISO 32000-1, 14.8.5.5).
            d.set("A", dictionary([("O", name("List")), ("ListNumbering", name("Decimal"))]));
        }
        document.set_object(ids[i], d);
    }
    let mut numbers: Vec<Object> = vec![];
    for (page, list) in marks.iter().enumerate() {
        numbers.push((page as i64).into());
        numbers.push(list.iter().map(|n| reference(ids[*n])).collect::<Vec<_>>().into());
    }
    let parents = document.add_object(dictionary([("Nums", numbers.into())]));
    document.set_object(
        root,
        dictionary([
            ("Type", name("StructTreeRoot")),
            ("K", reference(ids[0])),
            ("ParentTree", reference(parents)),
            ("ParentTreeNextKey", (pages.len() as i64).into()),
        ]),
    );
    root
}
