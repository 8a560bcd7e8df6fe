//! Links: an annotation over every line of what leads somewhere (ISO 32000-1, 12.5.6.5).

use crate::pack::Printed;
use crate::pack::pdf::{Document, Object, ObjectId, dictionary, name, text};
use crate::typeset::{Leads, Pages, Segment, Tag};

/// A link annotation.
pub struct Link {
    /// The annotation.
    pub id: ObjectId,
    /// Index of its page.
    pub page: usize,
    /// The structure node that it belongs to.
    pub node: usize,
}

/// The link that a node is or stands in.
fn link_around(pages: &Pages, node: usize) -> Option<usize> {
    let mut at = node;
    loop {
        let n = &pages.nodes[at];
        if matches!(n.tag, Tag::Link(_)) {
            return Some(at);
        }
        if !n.tag.is_inline() || n.parent == at {
            return None;
        }
        at = n.parent;
    }
}

/// Writes the annotations; `first_key` is the first free key of the parent tree.
pub fn write(
    (document, printed): (&mut Document, &mut Printed),
    page_ids: &[ObjectId],
    pages: &Pages,
    first_key: usize,
) -> Vec<Link> {
    let known: std::collections::HashSet<&str> = pages.destinations.iter().map(|d| d.id.as_str()).collect();
    let height = pages.profile.paper.1;
    let mut out: Vec<Link> = vec![];
    for (page, sheet) in pages.sheets.iter().enumerate() {
        let mut here: Vec<Object> = vec![];
        for row in &sheet.rows {
            // Pieces of one link in a line are one rectangle.
            let links = row.segments.iter().filter_map(|s| {
                let node = link_around(pages, s.node?)?;
                Some((node, s.glyphs.first()?.x, s.glyphs.last().map(|g| g.x + g.advance)?, s))
            });
            let links: Vec<(usize, f32, f32, &Segment)> = links.collect();
            for pieces in links.chunk_by(|a, b| a.0 == b.0) {
                let node = pieces[0].0;
                let Tag::Link(leads) = &pages.nodes[node].tag else { continue };
                if matches!(leads, Leads::Here(id) if !known.contains(id.as_str())) {
                    continue;
                }
                let (left, right) = (pieces[0].1, pieces[pieces.len() - 1].2);
                let (low, high) = (row.baseline + 0.2 * row.size, row.baseline - row.size);
                let rect = if row.vertical {
                    let (from, to) =
                        (pages.profile.on_paper((left, high)), pages.profile.on_paper((right, low)));
                    [to.0, height - to.1, from.0, height - from.1]
                } else {
                    [left, height - low, right, height - high]
                };
                let rect: Vec<Object> = rect.into_iter().map(Object::Real).collect();
                let mut annotation = dictionary([
                    ("Type", name("Annot")),
                    ("Subtype", name("Link")),
                    ("Rect", rect.into()),
                    ("Border", vec![0.into(), 0.into(), 0.into()].into()),
                    ("F", 4.into()),
                    ("StructParent", ((first_key + out.len()) as i64).into()),
                ]);
                // What stands for a link where it is read aloud: its words, and where it leads.
                let words: String = pieces.iter().flat_map(|p| &p.3.glyphs).map(|g| g.char).collect();
                match leads {
                    Leads::Here(id) => {
                        annotation.set("Dest", Object::string_literal(id.as_str()));
                        annotation.set("Contents", text(&format!("{} → {id}", words.trim())));
                    }
                    Leads::Out(uri) => {
                        let action = [("S", name("URI")), ("URI", Object::string_literal(uri.as_str()))];
                        annotation.set("A", dictionary(action));
                        annotation.set("Contents", text(uri));
                    }
                    Leads::Beside(sibling) => {
                        // A file beside this one, and a destination that it has by name (ISO 32000-1, 12.6.4.3).
                        let file = format!("{}.pdf", sibling.file);
                        let there = dictionary([
                            ("Type", name("Filespec")),
                            ("F", Object::string_literal(sibling.file("pdf"))),
                            ("UF", text(&file)),
                        ]);
                        let place = match &sibling.target {
                            Some(id) => Object::string_literal(id.0.as_str()),
                            None => vec![0.into(), name("Fit")].into(),
                        };
                        let action = [("S", name("GoToR")), ("F", there.into()), ("D", place)];
                        annotation.set("A", dictionary(action));
                        let target = sibling.target.as_ref().map_or(String::new(), |id| format!(" {id}"));
                        annotation.set("Contents", text(&format!("{} → {file}{target}", words.trim())));
                    }
                }
                let id = document.new_object_id();
                printed.add(id, &annotation.into());
                here.push(Object::Reference(id));
                out.push(Link { id, page, node });
            }
        }
        if !here.is_empty()
            && let Ok(d) = document.get_dictionary_mut(page_ids[page])
        {
            d.set("Annots", here);
        }
    }
    out
}
