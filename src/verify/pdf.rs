//! The text of a tagged PDF in the order of its structure tree (ISO 32000-1, 14.7): what a reading machine hears.
//! Page furniture is no part of it.

use super::Extract;
use crate::finding::Words;
use crate::pack::pdf::{
    Content, Dictionary, Document, OURS, Object, ObjectId, from_utf16, needs_password, unpacked, whole,
};
use std::collections::{HashMap, HashSet};

const LOCKED: &str =
    "文件加了密码，请去掉密码另存再核对 / it is encrypted; save it without its password, and prove that";

pub fn extract(bytes: &[u8]) -> Result<Extract, Words> {
    let doc = match whole(bytes) {
        Some(doc) if doc.is_encrypted() && !doc.was_encrypted() => return Err(LOCKED.into()),
        Some(doc) => doc,
        None if needs_password(bytes) => return Err(LOCKED.into()),
        None => return Err("文件已损坏或不完整 / the file is damaged or cut off".into()),
    };
    let mut texts: HashMap<(ObjectId, i64), String> = HashMap::new();
    for page in doc.get_pages().into_values() {
        page_texts(&doc, page, &mut texts)?;
    }
    let catalog = doc.catalog().map_err(|_| "文件已损坏或不完整 / the file is damaged or cut off")?;
    let mut out = Extract::default();
    let tree = catalog
        .get(b"StructTreeRoot")
        .and_then(|t| doc.dereference(t))
        .and_then(|(_, t)| t.as_dict())
        .map_err(|_| "没有结构树 / there is no structure tree")?;
    Tree { doc: &doc, texts, seen: HashSet::new() }.walk(tree, None, &mut out.text, 0);
    out.stated = metadata(&doc, catalog);
    destinations(&doc, catalog, &mut out.provisions);
    Ok(out)
}

/// What one stream may unpack to, or all of a page: more than any page says, less than a bomb.
const LONGEST: usize = 64 << 20;

/// The content of a page; none where it is broken or too long.
fn content(doc: &Document, page: ObjectId) -> Option<Vec<u8>> {
    let mut out = vec![];
    for id in doc.get_page_contents(page) {
        let stream = doc.get_object(id).ok()?.as_stream().ok()?;
        out.extend(unpacked(doc, stream, LONGEST.saturating_sub(out.len()))?);
        out.push(b'\n');
    }
    Some(out)
}

/// The hash in the XMP packet.
fn metadata(doc: &Document, catalog: &Dictionary) -> Option<String> {
    let (_, stream) = doc.dereference(catalog.get(b"Metadata").ok()?).ok()?;
    let stream = stream.as_stream().ok()?;
    let packet = unpacked(doc, stream, LONGEST)?;
    let packet = String::from_utf8_lossy(&packet).into_owned();
    let after = packet.split("urn:sha256-normalised:").nth(1)?;
    Some(after.chars().take_while(char::is_ascii_hexdigit).collect())
}

/// The named destinations.
fn destinations(doc: &Document, catalog: &Dictionary, out: &mut Vec<(String, Option<String>)>) {
    fn names(doc: &Document, node: &Dictionary, out: &mut Vec<(String, Option<String>)>, depth: usize) {
        if depth > 32 {
            return;
        }
        if let Ok(list) = node.get(b"Names").and_then(Object::as_array) {
            for name in list.iter().step_by(2).filter_map(|n| n.as_str().ok()) {
                out.push((String::from_utf8_lossy(name).into_owned(), None));
            }
        }
        for kid in node.get(b"Kids").and_then(Object::as_array).into_iter().flatten() {
            if let Ok((_, kid)) = doc.dereference(kid)
                && let Ok(kid) = kid.as_dict()
            {
                names(doc, kid, out, depth + 1);
            }
        }
    }
    let tree = catalog
        .get(b"Names")
        .and_then(|n| doc.dereference(n))
        .and_then(|(_, n)| n.as_dict())
        .and_then(|n| n.get(b"Dests"))
        .and_then(|d| doc.dereference(d))
        .and_then(|(_, d)| d.as_dict());
    if let Ok(tree) = tree {
        names(doc, tree, out, 0);
    }
}

/// The text of every marked sequence of a page.
fn page_texts(
    doc: &Document,
    page: ObjectId,
    out: &mut HashMap<(ObjectId, i64), String>,
) -> Result<(), Words> {
    let fonts =
        doc.get_page_fonts(page).map_err(|_| "文件已损坏或不完整 / the file is damaged or cut off")?;
    let maps: HashMap<&[u8], HashMap<u16, String>> =
        fonts.iter().map(|(name, font)| (name.as_slice(), to_unicode(doc, font))).collect();
    let content = content(doc, page)
        .ok_or("页面内容展开后太大，或已损坏 / the content of a page unpacks to too much, or is damaged")?;
    let content =
        Content::decode(&content).map_err(|_| "文件已损坏或不完整 / the file is damaged or cut off")?;
    let mut open: Vec<(Option<i64>, bool)> = vec![];
    let mut font: Option<&HashMap<u16, String>> = None;
    for op in &content.operations {
        let current = open.iter().rev().find_map(|(id, _)| *id);
        match op.operator.as_str() {
            "BDC" | "BMC" => {
                let properties = op.operands.get(1).and_then(|p| p.as_dict().ok());
                let id = properties.and_then(|p| p.get(b"MCID").ok()).and_then(|i| i.as_i64().ok());
                let actual = properties.and_then(|p| p.get(b"ActualText").ok()).and_then(|t| t.as_str().ok());
                if let (Some(text), Some(id)) = (actual, id.or(current)) {
                    out.entry((page, id)).or_default().push_str(&from_utf16(text));
                }
                open.push((id, actual.is_some()));
            }
            "EMC" => {
                open.pop();
            }
            "Tf" => font = op.operands.first().and_then(|n| n.as_name().ok()).and_then(|n| maps.get(n)),
            "Tj" | "TJ" | "'" | "\"" => {
                // What has an ActualText is not read from its glyphs.
                if open.iter().any(|(_, replaced)| *replaced) {
                    continue;
                }
                let (Some(id), Some(map)) = (current, font) else { continue };
                let text = out.entry((page, id)).or_default();
                for operand in &op.operands {
                    glyphs(operand, map, text);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn glyphs(operand: &Object, map: &HashMap<u16, String>, out: &mut String) {
    match operand {
        Object::String(codes, _) => {
            for code in codes.chunks_exact(2) {
                let code = u16::from_be_bytes([code[0], code[1]]);
                out.push_str(map.get(&code).map_or("\u{fffd}", String::as_str));
            }
        }
        Object::Array(list) => list.iter().for_each(|o| glyphs(o, map, out)),
        _ => {}
    }
}

/// The characters of a font's codes (ISO 32000-1, 9.10.3).
fn to_unicode(doc: &Document, font: &Dictionary) -> HashMap<u16, String> {
    let mut out = HashMap::new();
    let stream = font.get(b"ToUnicode").and_then(|s| doc.dereference(s)).and_then(|(_, s)| s.as_stream());
    let Ok(stream) = stream else { return out };
    let Some(bytes) = unpacked(doc, stream, LONGEST) else { return out };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let hex = |s: &str| -> Vec<u8> {
        (0..s.len() / 2).filter_map(|i| u8::from_str_radix(s.get(2 * i..2 * i + 2)?, 16).ok()).collect()
    };
    let code = |s: &str| u16::from_str_radix(s, 16).unwrap_or(0);
    for (section, ranges) in [("beginbfchar", false), ("beginbfrange", true)] {
        for block in text.split(section).skip(1) {
            let block = block.split("endbf").next().unwrap_or("");
            let words: Vec<&str> = block.split(['<', '>']).skip(1).step_by(2).collect();
            for row in words.chunks(if ranges { 3 } else { 2 }) {
                match row {
                    [a, target] => {
                        out.insert(code(a), from_utf16(&hex(target)));
                    }
                    [a, b, target] => {
                        let first = from_utf16(&hex(target));
                        let base = first.chars().next().map_or(0, u32::from);
                        for (k, c) in (code(a)..=code(b)).enumerate() {
                            out.extend(char::from_u32(base + k as u32).map(|t| (c, t.to_string())));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    out
}

/// The structure tree, whose elements and pieces of content have one place each: a file in which they come again, or go round
/// in circles, is damaged.
struct Tree<'d> {
    doc: &'d Document,
    /// What has not been read yet.
    texts: HashMap<(ObjectId, i64), String>,
    /// The elements that have been gone into.
    seen: HashSet<ObjectId>,
}

impl Tree<'_> {
    /// What an element and all below it say, in order.
    fn walk(&mut self, element: &Dictionary, page: Option<ObjectId>, out: &mut String, depth: usize) {
        const DEEPEST: usize = 256;
        if depth > DEEPEST {
            return;
        }
        // The table of contents that was made for the file, the title of a volume and an imprint are no part of the document.
        let ours = element.get(b"T").and_then(Object::as_str).is_ok_and(|t| from_utf16(t) == OURS);
        if ours
            && element
                .get(b"S")
                .and_then(Object::as_name)
                .is_ok_and(|s| matches!(s, b"TOC" | b"H1" | b"Sect"))
        {
            return;
        }
        // What stands for a picture is read in its place.
        if element.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == b"Figure")
            && let Ok(alt) = element.get(b"Alt").and_then(Object::as_str)
        {
            out.push_str(&from_utf16(alt));
            return;
        }
        let doc = self.doc;
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let Ok(kids) = element.get(b"K").and_then(|k| doc.dereference(k)).map(|(_, k)| k) else { return };
        let one = [kids.clone()];
        for kid in kids.as_array().map_or(&one[..], |list| &list[..]) {
            let Ok((reference, kid)) = doc.dereference(kid) else { continue };
            let mut say = |page: Option<ObjectId>, id| {
                out.push_str(&page.and_then(|p| self.texts.remove(&(p, id))).unwrap_or_default());
            };
            match kid {
                Object::Integer(id) => say(page, *id),
                Object::Dictionary(d) => {
                    if let Ok(id) = d.get(b"MCID").and_then(Object::as_i64) {
                        say(d.get(b"Pg").and_then(Object::as_reference).ok().or(page), id);
                    } else if !d.has(b"Obj") && reference.is_none_or(|id| self.seen.insert(id)) {
                        self.walk(d, page, out, depth + 1);
                        out.push('\n');
                    }
                }
                _ => {}
            }
        }
    }
}
