//! The string value of a TEI file's text, with the characters that `g` elements stand for.

use super::Extract;
use crate::text::xml::{self, Element, Node, Problem};

pub fn extract(bytes: &[u8]) -> Result<Extract, String> {
    let file = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    let root = xml::parse(file.trim_start_matches('\u{feff}')).map_err(|p| match p {
        Problem::Malformed { what, .. } => what,
        Problem::Doctype { .. } => "DOCTYPE".into(),
        Problem::TooDeep => "嵌套太深 / nested too deep".into(),
    })?;
    let text = root.child("text").ok_or("没有 text 元素 / there is no text element")?;
    let mut out = Extract { exact: true, ..Extract::default() };
    string_value(text, &mut out.text);
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

fn string_value(e: &Element, out: &mut String) {
    for node in &e.children {
        match node {
            Node::Text(t) => out.push_str(t),
            Node::Element(g) if g.name == "g" => {
                let code = g.attribute("ref").and_then(|r| r.strip_prefix("#u"));
                let c = code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
                match c {
                    Some(c) => out.push(c),
                    None => string_value(g, out),
                }
            }
            Node::Element(child) => string_value(child, out),
        }
    }
}
