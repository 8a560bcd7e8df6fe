//! The outline, nested as the document is, and the named destinations that it and other files lead to.

use crate::pack::Printed;
use crate::pack::pdf::{Dictionary, Document, Object, ObjectId, dictionary, name, reference, text};
use crate::typeset::Pages;

/// Writes both; gives the outline's root, if there are entries, and the root of the name tree.
pub fn write(
    (document, printed): (&mut Document, &mut Printed),
    page_ids: &[ObjectId],
    pages: &Pages,
) -> (Option<ObjectId>, ObjectId) {
    let mut named: Vec<_> = pages.destinations.iter().filter(|d| d.sheet < page_ids.len()).collect();
    // A name tree is sorted by bytes (ISO 32000-1, 7.9.6).
    named.sort_by(|a, b| a.id.cmp(&b.id));
    named.dedup_by(|a, b| a.id == b.id);
    let named = named.into_iter().flat_map(|d| {
        // All lines of a vertical page begin at one height: it is shown from its head.
        let down = if pages.profile.is_vertical() { 0.0 } else { d.top };
        let (page, top) = (reference(page_ids[d.sheet]), pages.profile.paper.1 - down);
        let place = vec![page, name("XYZ"), Object::Null, top.into(), Object::Null];
        [Object::string_literal(d.id.as_str()), place.into()]
    });
    let names = document.new_object_id();
    printed.add_list(names, "Names", named);
    (outline((document, printed), pages), names)
}

fn outline((document, printed): (&mut Document, &mut Printed), pages: &Pages) -> Option<ObjectId> {
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
        printed.add(ids[k], &d.into());
    }
    let mut d = dictionary([("Type", name("Outlines")), ("Count", (children[0].len() as i64).into())]);
    family(&mut d, &children[0]);
    document.set_object(root, d);
    Some(root)
}
