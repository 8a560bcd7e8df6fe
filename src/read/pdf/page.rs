//! The pages of a file: where they are, and what they inherit from the nodes above them (ISO 32000-1, 7.7.3).

use crate::pack::pdf::{
    Dictionary, Document, Object, ObjectId, dictionary_in, entry, number, numbers, unpacked,
};
use std::collections::HashSet;

/// A page.
#[derive(Debug)]
pub struct Page<'a> {
    /// Its object.
    pub id: ObjectId,
    /// Its dictionary.
    pub dict: &'a Dictionary,
    /// Fonts, forms and property lists.
    pub resources: Option<&'a Dictionary>,
    /// What is seen of it: left, bottom, right, top.
    pub area: [f64; 4],
    /// Quarters of a turn, clockwise.
    pub turns: u8,
}

/// Bytes of the longest content of a page.
const LONGEST: usize = 64 << 20;
/// Nodes of the tree inside each other, and pages in all.
const DEEPEST: usize = 64;
const MOST: usize = 100_000;

#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    resources: Option<&'a Dictionary>,
    media: Option<&'a Object>,
    crop: Option<&'a Object>,
    turned: f64,
}

/// The pages of a file, in order.
pub fn pages(doc: &Document) -> Vec<Page<'_>> {
    let mut out = vec![];
    let root = doc.catalog().ok().and_then(|c| c.get(b"Pages").ok());
    let mut seen = HashSet::new();
    if let Some(Object::Reference(id)) = root {
        visit(doc, *id, Inherited::default(), &mut seen, 0, &mut out);
    }
    out
}

fn visit<'a>(
    doc: &'a Document,
    id: ObjectId,
    above: Inherited<'a>,
    seen: &mut HashSet<ObjectId>,
    depth: usize,
    out: &mut Vec<Page<'a>>,
) {
    if depth > DEEPEST || out.len() >= MOST || !seen.insert(id) {
        return;
    }
    let Ok(dict) = doc.get_dictionary(id) else { return };
    let here = Inherited {
        resources: dictionary_in(doc, dict, b"Resources").or(above.resources),
        media: entry(doc, dict, b"MediaBox").or(above.media),
        crop: entry(doc, dict, b"CropBox").or(above.crop),
        turned: entry(doc, dict, b"Rotate").and_then(number).unwrap_or(above.turned),
    };
    if let Some(kids) = entry(doc, dict, b"Kids").and_then(|k| k.as_array().ok()) {
        for kid in kids {
            if let Ok(kid) = kid.as_reference() {
                visit(doc, kid, here, seen, depth + 1, out);
            }
        }
        return;
    }
    let area = here.crop.and_then(|c| area(doc, c)).or_else(|| here.media.and_then(|m| area(doc, m)));
    let turns = (here.turned / 90.0).round().rem_euclid(4.0) as u8;
    let area = area.unwrap_or([0.0, 0.0, 595.0, 842.0]);
    out.push(Page { id, dict, resources: here.resources, area, turns });
}

fn area(doc: &Document, object: &Object) -> Option<[f64; 4]> {
    let [a, b, c, d] = numbers(doc, object)[..] else { return None };
    let area = [a.min(c), b.min(d), a.max(c), b.max(d)];
    (area[2] - area[0] > 1.0 && area[3] - area[1] > 1.0).then_some(area)
}

impl Page<'_> {
    /// Width and height as it is seen.
    pub fn size(&self) -> (f64, f64) {
        let (w, h) = (self.area[2] - self.area[0], self.area[3] - self.area[1]);
        if self.turns % 2 == 1 { (h, w) } else { (w, h) }
    }

    /// From its coordinates to those from the top left corner downwards, as it is seen.
    pub fn matrix(&self) -> [f64; 6] {
        let [left, bottom, right, top] = self.area;
        match self.turns {
            0 => [1.0, 0.0, 0.0, -1.0, -left, top],
            1 => [0.0, 1.0, 1.0, 0.0, -bottom, -left],
            2 => [-1.0, 0.0, 0.0, 1.0, right, -bottom],
            _ => [0.0, -1.0, -1.0, 0.0, top, right],
        }
    }

    /// Its content; `None` where it is broken or too long.
    pub fn content(&self, doc: &Document) -> Option<Vec<u8>> {
        let mut out = vec![];
        let Some(contents) = entry(doc, self.dict, b"Contents") else { return Some(out) };
        let one = [contents.clone()];
        let parts = contents.as_array().map_or(&one[..], |list| &list[..]);
        for part in parts {
            let Ok((_, Object::Stream(stream))) = doc.dereference(part) else { continue };
            out.extend_from_slice(&unpacked(doc, stream, LONGEST - out.len().min(LONGEST))?);
            out.push(b'\n');
        }
        Some(out)
    }
}
