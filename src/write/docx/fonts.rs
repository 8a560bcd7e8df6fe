//! Fonts that the file carries along (ECMA-376 part 1, 17.8.1): obfuscated by keys, and listed by their families.

use super::look::Look;
use super::parts;
use crate::font::FaceRole as Face;
use crate::text::hash::sha256;
use crate::write::embed;
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
pub fn carried(faces: &[embed::Face]) -> Vec<Carried> {
    let part = |(k, f): (usize, &embed::Face)| {
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

/// What programs that lack a font choose another one by: its other names, its classification (PANOSE), charset (86 is
/// that of simplified Chinese), family, and whether its characters are all of one width (17.8.3).
struct Known {
    name: &'static str,
    others: &'static str,
    panose: &'static str,
    charset: &'static str,
    family: &'static str,
    pitch: &'static str,
}

const KNOWN: &[Known] = &[
    known("宋体", "SimSun", "02010600030101010101", "roman", "variable"),
    known("黑体", "SimHei", "02010609060101010101", "swiss", "fixed"),
    known("楷体_GB2312", "KaiTi_GB2312,楷体,KaiTi,STKaiti", "02010609030101010101", "roman", "fixed"),
    known(
        "仿宋_GB2312",
        "FangSong_GB2312,仿宋,FangSong,STFangsong",
        "02010609030101010101",
        "roman",
        "fixed",
    ),
    known(
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05S,FZXBSJW--GB1-0,小标宋,宋体,SimSun",
        "03000509000000000000",
        "roman",
        "variable",
    ),
    Known { charset: "00", ..known("Times New Roman", "", "02020603050405020304", "roman", "variable") },
];

const fn known(
    name: &'static str,
    others: &'static str,
    panose: &'static str,
    family: &'static str,
    pitch: &'static str,
) -> Known {
    Known { name, others, panose, charset: "86", family, pitch }
}

/// The table of fonts: every one that styles name, and those that the file carries along.
pub fn list(table: &mut Element, look: &Look, fonts: &[Carried]) {
    table.children.clear();
    let names = Face::ALL.into_iter().flat_map(|face| {
        let names = look.names(face);
        [names.han.to_owned(), names.latin.to_owned()]
    });
    let mut listed: Vec<String> = vec![];
    for name in names.chain(fonts.iter().map(|f| f.family.clone())) {
        if listed.contains(&name) {
            continue;
        }
        table.add(font(&name, fonts));
        listed.push(name);
    }
    let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    if table.attribute("xmlns:r").is_none() {
        table.set("xmlns:r", relationships);
    }
}

fn font(name: &str, fonts: &[Carried]) -> Element<'static> {
    let mut font = Element::new("w:font", &[("w:name", name)]);
    let row = KNOWN.iter().find(|k| k.name == name);
    let mut say = |element: &'static str, value: &str| {
        if !value.is_empty() {
            font.add(Element::new(element, &[("w:val", value)]));
        }
    };
    say("w:altName", row.map_or("", |k| k.others));
    say("w:panose1", row.map_or("", |k| k.panose));
    say("w:charset", row.map_or("86", |k| k.charset));
    say("w:family", row.map_or("auto", |k| k.family));
    say("w:pitch", row.map_or("variable", |k| k.pitch));
    for (bold, name_) in [(false, "w:embedRegular"), (true, "w:embedBold")] {
        let found = fonts.iter().enumerate().find(|(_, f)| f.family == name && f.bold == bold);
        if let Some((n, f)) = found {
            let id = format!("rId{}", n + 1);
            font.add(Element::new(name_, &[("r:id", &id), ("w:fontKey", &f.key)]));
        }
    }
    font
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
