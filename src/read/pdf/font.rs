//! Fonts: what the codes of shown strings stand for, and how far each goes on (ISO 32000-1, 9.6 to 9.10). Nothing is
//! guessed: a glyph about which the file does not say what it stands for is unknown.

use super::cmap::CMap;
use super::encoding;
use super::fold::letters;
use super::predefined::Predefined;
use crate::pack::pdf::{
    Dictionary, Document, Object, as_dictionary, dictionary_in, entry, number, numbers, unpacked,
};
use std::collections::HashMap;

/// CIDs are numbers of two bytes.
const LAST: f64 = 65535.0;
/// Bytes of the longest map of characters.
const LONGEST: usize = 32 << 20;

/// A glyph of a font.
#[derive(Clone, Debug, Default)]
pub struct Glyph {
    /// What it stands for; `None` where nothing says so, empty for what shows nothing.
    pub text: Option<Box<str>>,
    /// How far it goes on, in sizes of the font; in vertical lines downwards.
    pub advance: f64,
    /// Where its origin for vertical lines is, from the one for horizontal lines.
    pub origin: (f64, f64),
    /// How far its middle is from the latter.
    pub middle: f64,
}

/// How codes are made.
#[derive(Debug)]
enum Codes {
    /// One byte each.
    Single,
    /// Two bytes each, which are the CID.
    Identity,
    /// As a map that the file carries says.
    Embedded(CMap),
    /// As a map that is known by its name says.
    Named(Predefined),
    /// Characters of Unicode themselves; with the map to CIDs.
    Unicode(Form, Option<Predefined>),
}

/// Forms of Unicode.
#[derive(Clone, Copy, Debug)]
enum Form {
    Utf8,
    Utf16,
    Utf32,
}

/// A font of a file.
#[derive(Debug)]
pub struct Font {
    /// Its name, without the mark of a subset.
    pub name: String,
    /// Whether its lines run from top to bottom.
    pub vertical: bool,
    /// Whether its type is bold, as its name or its descriptor says.
    pub bold: bool,
    codes: Codes,
    to_unicode: Option<CMap>,
    simple: Vec<Option<String>>,
    collection: Option<Predefined>,
    widths: HashMap<u32, f64>,
    missing: f64,
    heights: HashMap<u32, (f64, f64, f64)>,
    height: (f64, f64),
    /// Glyphs by codes and the lengths of these.
    known: HashMap<(u32, usize), Glyph>,
}

/// Maps of a file that are known by name, read once.
pub type Named = HashMap<String, Option<Predefined>>;

fn named(name: &str, known: &mut Named) -> Option<Predefined> {
    known.entry(name.to_owned()).or_insert_with(|| Predefined::named(name)).clone()
}

impl Font {
    /// Reads a font.
    pub fn read(doc: &Document, font: &Dictionary, known: &mut Named) -> Self {
        let name_of = |d: &Dictionary, key: &[u8]| {
            entry(doc, d, key).and_then(|n| n.as_name().ok()).map(|n| String::from_utf8_lossy(n).into_owned())
        };
        let to_unicode = entry(doc, font, b"ToUnicode")
            .and_then(|s| s.as_stream().ok())
            .and_then(|s| unpacked(doc, s, LONGEST))
            .map(|bytes| CMap::read(&bytes));
        let descendant = entry(doc, font, b"DescendantFonts")
            .and_then(|d| d.as_array().ok())
            .and_then(|d| d.first())
            .and_then(|d| doc.dereference(d).ok())
            .and_then(|(_, d)| as_dictionary(d));
        let holder = descendant.unwrap_or(font);
        let descriptor = dictionary_in(doc, holder, b"FontDescriptor");
        let whole = name_of(font, b"BaseFont").unwrap_or_default();
        let name = whole.split_once('+').map_or(whole.as_str(), |(_, name)| name).to_owned();
        let weight = descriptor.and_then(|d| entry(doc, d, b"FontWeight")).and_then(number).unwrap_or(0.0);
        let lower = name.to_ascii_lowercase();
        let bold = weight >= 600.0 || ["bold", "black", "heavy"].iter().any(|w| lower.contains(w));
        let mut out = Self {
            name,
            vertical: false,
            bold,
            codes: Codes::Single,
            to_unicode,
            simple: vec![],
            collection: None,
            widths: HashMap::new(),
            missing: 0.0,
            heights: HashMap::new(),
            height: (0.88, -1.0),
            known: HashMap::new(),
        };
        let Some(descendant) = descendant else {
            out.simple = encoding::read(doc, font, descriptor);
            out.simple_widths(doc, font, descriptor);
            return out;
        };
        out.composite(doc, font, known);
        let info = dictionary_in(doc, descendant, b"CIDSystemInfo");
        let ordering = info.and_then(|i| entry(doc, i, b"Ordering")).and_then(|o| o.as_str().ok());
        if let Some(ordering) = ordering {
            let ordering = String::from_utf8_lossy(ordering).into_owned();
            let key = format!("collection {ordering}");
            let table = known.entry(key).or_insert_with(|| Predefined::of_collection(&ordering));
            out.collection.clone_from(table);
        }
        out.metrics(doc, descendant);
        out
    }

    /// How the codes of a composite font are made.
    fn composite(&mut self, doc: &Document, font: &Dictionary, known: &mut Named) {
        match entry(doc, font, b"Encoding") {
            Some(Object::Name(name)) => {
                let name = String::from_utf8_lossy(name).into_owned();
                self.vertical = name.ends_with("-V") || name == "V";
                let has = |part: &str| name.starts_with("Uni") && name.contains(part);
                self.codes = if name.starts_with("Identity") {
                    Codes::Identity
                } else if has("UCS2") || has("UTF16") {
                    Codes::Unicode(Form::Utf16, named(&name, known))
                } else if has("UTF8") {
                    Codes::Unicode(Form::Utf8, named(&name, known))
                } else if has("UTF32") {
                    Codes::Unicode(Form::Utf32, named(&name, known))
                } else {
                    named(&name, known).map_or(Codes::Identity, Codes::Named)
                };
            }
            Some(Object::Stream(stream)) => {
                let map = CMap::read(&unpacked(doc, stream, LONGEST).unwrap_or_default());
                let told = entry(doc, &stream.dict, b"WMode").and_then(number);
                self.vertical = told.map_or(map.vertical, |n| n != 0.0);
                self.codes = Codes::Embedded(map);
            }
            _ => self.codes = Codes::Identity,
        }
    }

    /// Widths by CIDs, and heights for vertical lines (ISO 32000-1, 9.7.4.3).
    fn metrics(&mut self, doc: &Document, font: &Dictionary) {
        self.missing = entry(doc, font, b"DW").and_then(number).unwrap_or(1000.0) / 1000.0;
        let list = |key: &[u8]| {
            let list = entry(doc, font, key).and_then(|w| w.as_array().ok()).map(Vec::as_slice);
            list.unwrap_or_default().iter().filter_map(|o| doc.dereference(o).ok().map(|(_, o)| o))
        };
        let mut open: Vec<f64> = vec![];
        for object in list(b"W") {
            match object {
                Object::Array(_) => {
                    let first = open.pop().unwrap_or(0.0).clamp(0.0, LAST) as u32;
                    for (k, width) in numbers(doc, object).into_iter().enumerate() {
                        self.widths.insert(first + k as u32, width / 1000.0);
                    }
                    open.clear();
                }
                other => open.extend(number(other)),
            }
            if let [first, last, width] = open[..] {
                for cid in first.clamp(0.0, LAST) as u32..=last.clamp(0.0, LAST) as u32 {
                    self.widths.insert(cid, width / 1000.0);
                }
                open.clear();
            }
        }
        if let Some([y, down]) = entry(doc, font, b"DW2").map(|d| numbers(doc, d)).as_deref() {
            self.height = (y / 1000.0, down / 1000.0);
        }
        for object in list(b"W2") {
            match object {
                Object::Array(_) => {
                    let first = open.pop().unwrap_or(0.0).clamp(0.0, LAST) as u32;
                    for (k, three) in numbers(doc, object).chunks_exact(3).enumerate() {
                        let row = (three[0] / 1000.0, three[1] / 1000.0, three[2] / 1000.0);
                        self.heights.insert(first + k as u32, row);
                    }
                    open.clear();
                }
                other => open.extend(number(other)),
            }
            if let [first, last, down, x, y] = open[..] {
                for cid in first.clamp(0.0, LAST) as u32..=last.clamp(0.0, LAST) as u32 {
                    self.heights.insert(cid, (down / 1000.0, x / 1000.0, y / 1000.0));
                }
                open.clear();
            }
        }
    }

    fn simple_widths(&mut self, doc: &Document, font: &Dictionary, descriptor: Option<&Dictionary>) {
        let type3 = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|s| s == b"Type3");
        let matrix = entry(doc, font, b"FontMatrix").filter(|_| type3).map(|m| numbers(doc, m));
        let scale = matrix.and_then(|m| m.first().copied()).map_or(0.001, f64::abs);
        let first = entry(doc, font, b"FirstChar").and_then(number).unwrap_or(0.0).clamp(0.0, 255.0) as u32;
        let told = entry(doc, font, b"Widths").map(|w| numbers(doc, w)).unwrap_or_default();
        // The fonts that every reader has need no widths; Courier's are right, the others' near.
        let usual = if self.name.contains("Courier") { 600.0 } else { 500.0 };
        let missing = descriptor.and_then(|d| entry(doc, d, b"MissingWidth")).and_then(number);
        self.missing = missing.unwrap_or(if told.is_empty() { usual } else { 0.0 }) * scale;
        for (k, width) in told.into_iter().enumerate() {
            self.widths.insert(first + k as u32, width * scale);
        }
    }

    /// How many of some bytes are the next code.
    fn length(&self, bytes: &[u8]) -> usize {
        let length = match &self.codes {
            Codes::Single => 1,
            Codes::Identity => 2,
            Codes::Embedded(map) => map.length(bytes),
            Codes::Named(map) => map.length(bytes),
            Codes::Unicode(Form::Utf32, _) => 4,
            Codes::Unicode(Form::Utf8, _) => match bytes.first() {
                Some(0xc0..0xe0) => 2,
                Some(0xe0..0xf0) => 3,
                Some(0xf0..) => 4,
                _ => 1,
            },
            Codes::Unicode(Form::Utf16, _) => match bytes.first() {
                Some(0xd8..0xdc) => 4,
                _ => 2,
            },
        };
        length.clamp(1, bytes.len())
    }

    /// The next glyph of a string; with the number of bytes of its code, and whether that is a space of one byte.
    pub fn next(&mut self, bytes: &[u8]) -> Option<(&Glyph, usize, bool)> {
        if bytes.is_empty() {
            return None;
        }
        let length = self.length(bytes);
        let code = bytes[..length].iter().fold(0, |code, b| code << 8 | u32::from(*b));
        if !self.known.contains_key(&(code, length)) {
            let glyph = self.glyph(code, &bytes[..length]);
            self.known.insert((code, length), glyph);
        }
        let glyph = self.known.get(&(code, length))?;
        Some((glyph, length, length == 1 && code == 32))
    }

    fn glyph(&self, code: u32, bytes: &[u8]) -> Glyph {
        let cid = match &self.codes {
            Codes::Single | Codes::Identity => code,
            Codes::Embedded(map) => map.cid(code, bytes.len()).unwrap_or(0),
            Codes::Named(map) | Codes::Unicode(_, Some(map)) => map.cid(code, bytes.len()).unwrap_or(0),
            Codes::Unicode(_, None) => 0,
        };
        let width = match &self.codes {
            // Without the map its width is that of its kind.
            Codes::Unicode(_, None) if code < 0x80 => self.missing / 2.0,
            _ => self.widths.get(&cid).copied().unwrap_or(self.missing),
        };
        let text = self.text(code, cid, bytes).map(|text| {
            let mut out = String::with_capacity(text.len());
            for c in text.chars() {
                match letters(c) {
                    Some(letters) => out.push_str(letters),
                    None => out.push(c),
                }
            }
            out.into()
        });
        if !self.vertical {
            return Glyph { text, advance: width, origin: (0.0, 0.0), middle: width / 2.0 };
        }
        let (down, x, y) =
            self.heights.get(&cid).copied().unwrap_or((self.height.1, width / 2.0, self.height.0));
        Glyph { text, advance: -down, origin: (x, y), middle: width / 2.0 }
    }

    /// What a code stands for: as the file says, else by what its encoding is known to be.
    fn text(&self, code: u32, cid: u32, bytes: &[u8]) -> Option<String> {
        let sound = |text: &String| {
            !text.is_empty() && !text.chars().all(|c| matches!(c, '\0' | '\u{fffd}' | '\u{ffff}'))
        };
        let private = |text: &String| text.chars().any(crate::text::chars::is_private);
        let told = self.to_unicode.as_ref().and_then(|map| map.text(code)).filter(sound);
        if let Some(told) = told.as_ref().filter(|t| !private(t)) {
            return Some(told.clone());
        }
        let known = match &self.codes {
            Codes::Single => self.simple.get(code as usize).cloned().flatten(),
            Codes::Unicode(form, _) => match form {
                Form::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
                Form::Utf16 => {
                    let units = bytes.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]]));
                    char::decode_utf16(units).collect::<Result<String, _>>().ok()
                }
                Form::Utf32 => char::from_u32(code).map(String::from),
            },
            Codes::Identity | Codes::Embedded(_) | Codes::Named(_) => {
                self.collection.as_ref().filter(|_| cid != 0).and_then(|table| table.text(cid))
            }
        };
        known.filter(sound).or(told)
    }
}
