//! The string value of a TEI file's text, with the characters that `g` elements stand for.

use super::Extract;
use crate::read::string_value;
use crate::text::xml;

pub fn extract(bytes: &[u8]) -> Result<Extract, String> {
    let file = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    let root = xml::parse(file.trim_start_matches('\u{feff}')).map_err(|p| p.to_string())?;
    let text = root.child("text").ok_or("没有 text 元素 / there is no text element")?;
    let mut out = Extract { text: string_value(text).into_owned(), exact: true, ..Extract::default() };
    text.each(&mut |e| {
        let Some(id) = e.attribute("xml:id") else { return };
        out.provisions.push((id.to_owned(), e.attribute("n").map(str::to_owned)));
    });
    if let Some(header) = root.child("teiHeader") {
        header.each(&mut |e| {
            if e.name == "idno" && e.attribute("type") == Some("sha256-text") {
                out.stated = Some(e.text());
            }
        });
    }
    Ok(out)
}
