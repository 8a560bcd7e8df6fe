//! The string value of a TEI file's text, with the characters that `g` elements stand for.

use super::Extract;
use crate::finding::Words;
use crate::read::string_value;
use crate::xml::{self, Element};

pub fn extract(bytes: &[u8]) -> Result<Extract, Words> {
    let file = std::str::from_utf8(bytes).map_err(|_| "内容不是 UTF-8 / it is not in UTF-8")?;
    let file = file.trim_start_matches('\u{feff}');
    let tree = xml::parse(file).map_err(|p| p.told(file))?;
    let root = tree.root();
    let text = root.child("text").ok_or("没有 text 元素 / there is no text element")?;
    let mut out = Extract { text: string_value(text).into_owned(), exact: true, ..Extract::default() };
    let identified =
        |e: Element| Some((e.attribute("xml:id")?.to_owned(), e.attribute("n").map(str::to_owned)));
    out.provisions.extend(text.all().filter_map(identified));
    let stated = |e: &Element| e.attribute("type") == Some("sha256-text");
    let header = root.child("teiHeader");
    out.stated = header.and_then(|header| header.named("idno").filter(stated).last()).map(Element::text);
    Ok(out)
}
