//! Fonts that the file carries along (ECMA-376 part 1, 17.8.1): obfuscated by keys, and listed by their families.

use super::parts;
use crate::text::hash::sha256;
use crate::write::embed::Face;
use crate::xml::edit::Element;

/// A font as a part of the package.
pub struct Carried {
    family: String,
    bold: bool,
    key: String,
    /// Its path below `word/`.
    pub path: String,
    /// Its bytes, obfuscated.
    pub data: Vec<u8>,
}

/// The parts for faces, a bold face beside the regular one of its family.
pub fn carried(faces: &[Face]) -> Vec<Carried> {
    let part = |(k, f): (usize, &Face)| {
        // The key comes from the font, so that the same font gives the same file.
        let hash = sha256(&f.data).to_uppercase();
        let key = format!(
            "{{{}-{}-{}-{}-{}}}",
            &hash[..8],
            &hash[8..12],
            &hash[12..16],
            &hash[16..20],
            &hash[20..32]
        );
        let path = format!("fonts/font{}.odttf", k + 1);
        let (family, bold) = f.family.clone();
        Carried { family, bold, path, data: obfuscated(&f.data, &hash[..32]), key }
    };
    faces.iter().enumerate().map(part).collect()
}

/// The first 32 bytes are mixed with the key, read from its end.
fn obfuscated(data: &[u8], digits: &str) -> Vec<u8> {
    let mut key: Vec<u8> =
        (0..16).map(|k| u8::from_str_radix(&digits[2 * k..2 * k + 2], 16).unwrap_or(0)).collect();
    key.reverse();
    let mut out = data.to_vec();
    for (k, b) in out.iter_mut().take(32).enumerate() {
        *b ^= key[k % 16];
    }
    out
}

/// Their media type.
pub fn declare(types: &mut Element, fonts: &[Carried]) {
    if !fonts.is_empty() {
        let kind = "application/vnd.openxmlformats-officedocument.obfuscatedFont";
        types.add(Element::new("Default", &[("Extension", "odttf"), ("ContentType", kind)]));
    }
}

/// Their families in the table of fonts.
pub fn list(table: &mut Element, fonts: &[Carried]) {
    for (k, f) in fonts.iter().enumerate() {
        if fonts[..k].iter().any(|g| g.family == f.family) {
            continue;
        }
        let mut font = Element::new("w:font", &[("w:name", &f.family)]);
        font.child("w:charset").set("w:val", "86");
        font.child("w:family").set("w:val", "auto");
        font.child("w:pitch").set("w:val", "variable");
        for (bold, name) in [(false, "w:embedRegular"), (true, "w:embedBold")] {
            let found = fonts.iter().enumerate().find(|(_, g)| g.family == f.family && g.bold == bold);
            if let Some((n, g)) = found {
                let id = format!("rId{}", n + 1);
                font.add(Element::new(name, &[("r:id", &id), ("w:fontKey", &g.key)]));
            }
        }
        table.add(font);
    }
    let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    if table.attribute("xmlns:r").is_none() {
        table.set("xmlns:r", relationships);
    }
}

/// Where the table of fonts has them from.
pub fn relationships(fonts: &[Carried]) -> Vec<u8> {
    let mut x = parts::part();
    x.start("Relationships", &[("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")]);
    for (k, f) in fonts.iter().enumerate() {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font";
        x.empty("Relationship", &[("Id", &format!("rId{}", k + 1)), ("Type", kind), ("Target", &f.path)]);
    }
    x.finish()
}
