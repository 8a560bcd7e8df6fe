//! The text of a file of 法令標準XML in the order of the source: the number of the law stands behind the title where the file
//! says so, and what is an attribute of supplementary provisions stands behind their label.

use super::Extract;
use crate::finding::Words;
use crate::pack::law::instructed;
use crate::xml::{Element, Node, parse};

pub fn extract(bytes: &[u8]) -> Result<Extract, Words> {
    let file = std::str::from_utf8(bytes).map_err(|_| "内容不是 UTF-8 / it is not in UTF-8")?;
    let file = file.trim_start_matches('\u{feff}');
    let tree = parse(file).map_err(|p| p.told(file))?;
    let root = tree.root();
    if root.name() != "Law" {
        return Err("根元素不是 Law / the root element is not Law".into());
    }
    let stated = instructed(file, "sha256-normalised").map(str::to_owned);
    let mut out = Extract { anonymous: true, stated, ..Extract::default() };
    visit(root, instructed(file, "number"), &mut out);
    Ok(out)
}

fn visit(e: Element, number: Option<&str>, out: &mut Extract) {
    if e.name() == "LawNum" && number.is_some() {
        return;
    }
    for node in e.children() {
        match node {
            Node::Text(t) => out.text.push_str(t),
            Node::Element(child) => {
                visit(child, number, out);
                match child.name() {
                    "LawTitle" => out.text.push_str(number.unwrap_or("")),
                    "SupplProvisionLabel" => supplement(e, out),
                    _ => {}
                }
            }
        }
    }
}

/// What is an attribute of supplementary provisions, and stands behind their label in print.
fn supplement(e: Element, out: &mut Extract) {
    if let Some(law) = e.attribute("AmendLawNum") {
        out.text.extend(["（", law, "）"]);
    }
    if e.attribute("Extract") == Some("true") {
        out.text.push('抄');
    }
}
