//! Fonts for vertical lines: the same glyphs and character maps once more, with an encoding that runs downwards (ISO 32000-1,
//! 9.7.4.3 and 9.7.5.2).
//!
//! Upright glyphs could be placed one by one in fonts for horizontal lines too; but what such a file says is a heap of lines of
//! one character, and programs that take text out of files read it across the columns. In a vertical font the file says
//! which way to read, and turned words, whose matrix runs downwards, stand in the same lines.

use crate::pack::pdf::{Dictionary, Document, Object, ObjectId, name as pdf_name, reference};
use crate::typeset::MIDDLE;

/// Glyphs of a subset that stand upright: how far each goes down and how far above its baseline it begins, and how wide it is in
/// horizontal lines. All in em.
pub type Metrics = Vec<(u16, (f32, f32), f32)>;

/// What pages call the vertical font of a face.
pub fn name(face: &str) -> String {
    format!("{face}-V")
}

/// Thousandths of an em, in whole numbers.
fn units(em: f32) -> i64 {
    (em * 1000.0 + 0.01).floor() as i64
}

/// Adds the vertical fonts that pages need, by the names of their faces.
pub fn write(document: &mut Document, pages: &[ObjectId], faces: &[(&str, &Metrics)]) {
    for (face, glyphs) in faces.iter().filter(|(_, glyphs)| !glyphs.is_empty()) {
        let known =
            |page: &ObjectId| document.get_page_fonts(*page).ok()?.get(face.as_bytes()).copied().cloned();
        let Some(mut font) = pages.iter().find_map(known) else { continue };
        font.set("Encoding", pdf_name("Identity-V"));
        let Some(mut descendant) = font.get(b"DescendantFonts").ok().and_then(|d| first(document, d)) else {
            continue;
        };
        measure(&mut descendant, glyphs);
        font.set("DescendantFonts", vec![Object::Dictionary(descendant)]);
        let id = document.add_object(font);
        for page in pages {
            if let Some(fonts) = fonts_of(document, *page).filter(|f| f.has(face.as_bytes())) {
                fonts.set(name(face), reference(id));
            }
        }
    }
}

/// The dictionary that a list begins with.
fn first(document: &Document, list: &Object) -> Option<Dictionary> {
    let (_, list) = document.dereference(list).ok()?;
    let (_, first) = document.dereference(list.as_array().ok()?.first()?).ok()?;
    first.as_dict().ok().cloned()
}

/// How far each glyph goes on, and where its vertical origin is from the horizontal one. A file may choose that. Ours is across
/// the line where the baseline of turned words is, and along it at the end of the glyph's room: programs that put lines together
/// by where baselines are and where glyphs end (poppler takes the room of a glyph to lie before its origin) find one line, in
/// order, where words are turned.
fn measure(descendant: &mut Dictionary, glyphs: &Metrics) {
    let mut all: Vec<(i64, [i64; 3])> = glyphs
        .iter()
        .map(|(glyph, (down, up), width)| {
            (i64::from(*glyph), [-units(*down), units(*width / 2.0 - MIDDLE), units(*up - *down)])
        })
        .collect();
    all.sort_unstable();
    // Glyphs one by one: poppler finds only the last one of a range.
    let ranges = all.chunk_by(|a, b| b.0 == a.0 + 1).flat_map(|run| {
        let three = run.iter().flat_map(|(_, three)| three.map(Object::Integer));
        [Object::Integer(run[0].0), three.collect::<Vec<_>>().into()]
    });
    let ranges: Vec<Object> = ranges.collect();
    descendant.set("W2", ranges);
}

/// The fonts that a page knows by name.
fn fonts_of(document: &mut Document, page: ObjectId) -> Option<&mut Dictionary> {
    let mut at = page;
    let mut path: Vec<&[u8]> = vec![b"Font", b"Resources"];
    let mut inline: Vec<&[u8]> = vec![];
    // References are followed as far as there are any; what is left is inside the last object.
    while let Some(key) = path.pop() {
        let mut d = document.get_dictionary(at).ok()?;
        for k in &inline {
            d = d.get(k).ok()?.as_dict().ok()?;
        }
        match d.get(key).ok()? {
            Object::Reference(id) => {
                at = *id;
                inline.clear();
            }
            _ => inline.push(key),
        }
    }
    let mut d = document.get_dictionary_mut(at).ok()?;
    for k in inline {
        d = d.get_mut(k).ok()?.as_dict_mut().ok()?;
    }
    Some(d)
}
