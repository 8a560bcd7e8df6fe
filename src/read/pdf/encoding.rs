//! Fonts with codes of one byte: what their encodings and the names of their glyphs stand for (ISO 32000-1, 9.6.6).

use crate::font::face::encoded_names;
use crate::pack::pdf::{
    Dictionary, Document, Object, as_dictionary, encoding, entry, glyph_character, number, unpacked,
};

/// Bytes of the longest font that is looked into.
const LONGEST: usize = 64 << 20;

/// What the codes of a font stand for, as far as its encoding says.
pub fn read(doc: &Document, font: &Dictionary, descriptor: Option<&Dictionary>) -> Vec<Option<String>> {
    let told = entry(doc, font, b"Encoding");
    let flags = descriptor.and_then(|d| entry(doc, d, b"Flags")).and_then(|f| f.as_i64().ok());
    let symbolic = flags.is_some_and(|f| f & 4 != 0);
    let type3 = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|s| s == b"Type3");
    let truetype = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|s| s == b"TrueType");
    let named = |name: &[u8]| {
        let set = encoding(&String::from_utf8_lossy(name));
        set.iter().map(|c| Some(char::from_u32(u32::from(*c)).filter(|c| *c != '\0')?.to_string())).collect()
    };
    let usual = || -> Vec<Option<String>> {
        if type3 {
            return vec![None; 256];
        }
        let own = descriptor.and_then(|d| built_in(doc, d));
        match own {
            Some(own) => own,
            // What codes of a symbolic font mean is said by its own tables alone.
            None if symbolic && descriptor.is_some_and(has_file) => vec![None; 256],
            None if truetype => named(b"WinAnsiEncoding"),
            None => named(b"StandardEncoding"),
        }
    };
    let mut out = match told {
        Some(Object::Name(name)) => named(name),
        Some(object) => {
            let base = as_dictionary(object).and_then(|d| entry(doc, d, b"BaseEncoding"));
            base.and_then(|b| b.as_name().ok()).map_or_else(usual, named)
        }
        None => usual(),
    };
    let differences = told.and_then(as_dictionary).and_then(|d| entry(doc, d, b"Differences"));
    let mut code = 0;
    for object in differences.and_then(|d| d.as_array().ok()).into_iter().flatten() {
        let Ok((_, object)) = doc.dereference(object) else { continue };
        if let Some(n) = number(object) {
            code = n.clamp(0.0, 256.0) as usize;
        } else if let Ok(name) = object.as_name() {
            if let Some(to) = out.get_mut(code) {
                *to = glyph_text(name).filter(|_| name != b".notdef");
            }
            code += 1;
        }
    }
    out
}

fn has_file(descriptor: &Dictionary) -> bool {
    [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.has(key))
}

/// The characters of a glyph by its name, as the Adobe Glyph List says: `A`, `uni4E00`, `u20BB7`, `f_i`, `a.alt`.
pub fn glyph_text(name: &[u8]) -> Option<String> {
    let name = name.split(|b| *b == b'.').next().filter(|n| !n.is_empty())?;
    let mut out = String::new();
    for part in name.split(|b| *b == b'_') {
        let text = std::str::from_utf8(part).ok()?;
        let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        if let Some(c) = glyph_character(part) {
            out.push(c);
        } else if let Some(digits) = text.strip_prefix("uni").filter(|d| d.len() >= 4 && d.is_ascii()) {
            for four in digits.as_bytes().chunks(4) {
                out.push(hex(std::str::from_utf8(four).ok()?)?);
            }
        } else if let Some(digits) = text.strip_prefix('u').filter(|d| (4..=6).contains(&d.len())) {
            out.push(hex(digits)?);
        } else {
            return None;
        }
    }
    Some(out)
}

/// The encoding inside of an embedded font of PostScript outlines.
fn built_in(doc: &Document, descriptor: &Dictionary) -> Option<Vec<Option<String>>> {
    if let Some(file) = entry(doc, descriptor, b"FontFile3").and_then(|f| f.as_stream().ok()) {
        let bytes = unpacked(doc, file, LONGEST)?;
        let names = encoded_names(&bytes)?;
        return Some(names.iter().map(|name| glyph_text(name.as_deref()?)).collect());
    }
    let file = entry(doc, descriptor, b"FontFile").and_then(|f| f.as_stream().ok())?;
    let bytes = unpacked(doc, file, LONGEST)?;
    // dup 65 /A put
    let mut out = vec![None; 256];
    let clear = &bytes[..memchr::memmem::find(&bytes, b"eexec").unwrap_or(bytes.len())];
    let encoded = &clear[memchr::memmem::find(clear, b"/Encoding")?..];
    let words: Vec<&[u8]> = encoded.split(u8::is_ascii_whitespace).filter(|w| !w.is_empty()).collect();
    let mut found = false;
    for four in words.windows(4) {
        if let [b"dup", code, name, b"put"] = four
            && let Some(name) = name.strip_prefix(b"/")
            && let Some(to) = std::str::from_utf8(code)
                .ok()
                .and_then(|c| c.parse::<usize>().ok())
                .and_then(|c| out.get_mut(c))
        {
            *to = glyph_text(name);
            found = true;
        }
    }
    found.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::pdf::{dictionary, name};

    #[test]
    fn glyphs_are_told_by_their_names() {
        let found = |n: &str| glyph_text(n.as_bytes()).unwrap_or_default();
        let names = ["A", "uni4E00", "u20BB7", "f_i", "one.alt", "Euro", "uni00660069", "g12", ".notdef"];
        assert_eq!(names.map(found), ["A", "一", "𠮷", "fi", "1", "€", "fi", "", ""]);
    }

    #[test]
    fn differences_stand_over_the_base() {
        let doc = Document::new();
        let differences = vec![65.into(), name("uni7532"), name("B"), 200.into(), name("uni4E59")];
        let encoding =
            dictionary([("BaseEncoding", name("WinAnsiEncoding")), ("Differences", differences.into())]);
        let font = dictionary([
            ("Type", name("Font")),
            ("Subtype", name("TrueType")),
            ("Encoding", encoding.into()),
        ]);
        let table = read(&doc, &font, None);
        let of = |code: usize| table[code].clone().unwrap_or_default();
        assert_eq!([65, 66, 67, 200, 0x93].map(of), ["甲", "B", "C", "乙", "“"]);
    }
}
