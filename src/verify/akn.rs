//! The text of an Akoma Ntoso file in the order of the source; notes, which stand where the text refers to them, apart.

use super::Extract;
use crate::finding::Words;
use crate::pack::akn::eid;
use crate::xml::{Element, Node, parse};

pub fn extract(bytes: &[u8]) -> Result<Extract, Words> {
    let file = std::str::from_utf8(bytes).map_err(|_| "内容不是 UTF-8 / it is not in UTF-8")?;
    let file = file.trim_start_matches('\u{feff}');
    let tree = parse(file).map_err(|p| p.told(file))?;
    let root = tree.root();
    if root.name() != "akomaNtoso" {
        return Err("根元素不是 akomaNtoso / the root element is not akomaNtoso".into());
    }
    let mut out = Extract { identifier: Some(eid), ..Extract::default() };
    visit(root, &mut out);
    let name = if out.notes.is_empty() { "sha256-normalised" } else { "sha256-notes-apart" };
    let stated = root.named("FRBRalias").find(|e| e.attribute("name") == Some(name));
    out.stated = stated.and_then(|e| e.attribute("value")).map(str::to_owned);
    Ok(out)
}

fn visit(e: Element, out: &mut Extract) {
    let marker = || e.attribute("marker").unwrap_or_default();
    match e.name() {
        "meta" => return,
        "noteRef" => return out.text.push_str(marker()),
        "authorialNote" => {
            out.text.push_str(marker());
            let id = e.attribute("eId").unwrap_or_default();
            out.provisions.push((id.to_owned(), None));
            // Signs in a note stand in it; what they lead to, apart as well.
            let mut said = Extract::default();
            e.children().for_each(|node| content(node, &mut said));
            out.notes.push((id.to_owned(), said.text));
            out.notes.append(&mut said.notes);
            out.provisions.append(&mut said.provisions);
            return;
        }
        _ => {}
    }
    if let Some(id) = e.attribute("eId") {
        out.provisions.push((id.to_owned(), None));
    }
    // The schema wants the number first; where the source has it behind the heading, the heading says so.
    let before = e.child("heading").filter(|h| h.attribute("class") == Some("before"));
    if let Some(heading) = before {
        visit(heading, out);
    }
    for node in e.children() {
        match node {
            Node::Element(child) if Some(child) == before => {}
            node => content(node, out),
        }
    }
}

fn content(node: Node, out: &mut Extract) {
    match node {
        Node::Text(t) => out.text.push_str(t),
        Node::Element(e) => visit(e, out),
    }
}
