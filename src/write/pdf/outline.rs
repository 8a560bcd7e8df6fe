//! The outline, nested as the document is, and the named destinations that it and other files lead to.

use crate::pack::pdf::{Dictionary, Document, Object, ObjectId, dictionary, name, reference, text};
use crate::typeset::Pages;

/// Writes both; gives the outline's root, if there are entries, and the root of the name tree.
pub fn write(document: &mut Document, page_ids: &[ObjectId], pages: &Pages) -> (Option<ObjectId>, ObjectId) {
    let mut named: Vec<(&str, Object)> = pages
        .destinations
        .iter()
        .filter_map(|d| {
            let page = page_ids.get(d.sheet)?;
            // All lines of a vertical page begin at one height: it is shown from its head.
            let profile = pages.profile;
            let down = if profile.is_vertical() { 0.0 } else { d.top };
            let top = profile.paper.1 - down;
            Some((
                d.id.as_str(),
                vec![reference(*page), name("XYZ"), Object::Null, top.into(), Object::Null].into(),
            ))
        })
        .collect();
    // A name tree is sorted by bytes (ISO 32000-1, 7.9.6).
    named.sort_by(|a, b| a.0.cmp(b.0));
    named.dedup_by(|a, b| a.0 == b.0);
    let names: Vec<Object> =
        named.into_iter().flat_map(|(id, place)| [Object::string_literal(id), place]).collect();
    let names = document.add_object(dictionary([("Names", names.into())]));
    (outline(document, pages), names)
}

fn outline(document: &mut Document, pages: &Pages) -> Option<ObjectId> {
    let entries = &pages.outline;
    if entries.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    // Index 0 of `children` is the root, k + 1 entry k.
    let mut children: Vec<Vec<usize>> = vec![vec![]; entries.len() + 1];
    let mut parents = vec![0; entries.len()];
    let mut open: Vec<(usize, usize)> = vec![];
    for (k, e) in entries.iter().enumerate() {
        while open.last().is_some_and(|(depth, _)| *depth >= e.depth) {
            open.pop();
        }
        parents[k] = open.last().map_or(0, |(_, i)| i + 1);
        children[parents[k]].push(k);
        open.push((e.depth, k));
    }
    let id_of = |node: usize| if node == 0 { root } else { ids[node - 1] };
    let family = |d: &mut Dictionary, list: &[usize]| {
        if let (Some(first), Some(last)) = (list.first(), list.last()) {
            d.set("First", reference(ids[*first]));
            d.set("Last", reference(ids[*last]));
        }
    };
    for (k, e) in entries.iter().enumerate() {
        let mut d = dictionary([
            ("Title", text(&e.title)),
            ("Parent", reference(id_of(parents[k]))),
            ("Dest", Object::string_literal(e.id.as_str())),
        ]);
        let siblings = &children[parents[k]];
        let at = siblings.binary_search(&k).unwrap_or(0);
        if at > 0 {
            d.set("Prev", reference(ids[siblings[at - 1]]));
        }
        if let Some(next) = siblings.get(at + 1) {
            d.set("Next", reference(ids[*next]));
        }
        if !children[k + 1].is_empty() {
            // Closed: the negative number of entries that opening it would show.
            d.set("Count", -(children[k + 1].len() as i64));
        }
        family(&mut d, &children[k + 1]);
        document.set_object(ids[k], d);
    }
    let mut d = dictionary([("Type", name("Outlines")), ("Count", (children[0].len() as i64).into())]);
    family(&mut d, &children[0]);
    document.set_object(root, d);
    Some(root)
}
