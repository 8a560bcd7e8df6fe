//! TEI that others made: its text, in the lines that its block elements make; what it says beyond that is not taken over.

use super::super::{Reading, text};
use super::pieces::string_value;
use crate::finding::{Error, codes};
use crate::read::decode::redecoded;
use crate::text::Source;
use crate::text::chars::is_space;
use crate::xml::{Element, Node};
use std::collections::BTreeSet;

/// Elements that stand inside a line (TEI P5, model.phrase and model.global that carry text).
const PHRASES: &[&str] = &[
    "num",
    "seg",
    "hi",
    "date",
    "term",
    "ref",
    "ptr",
    "name",
    "orgName",
    "placeName",
    "persName",
    "g",
    "gloss",
    "foreign",
    "emph",
    "q",
    "quote",
    "title",
    "measure",
    "rs",
    "abbr",
    "expan",
    "choice",
    "orig",
    "reg",
    "sic",
    "corr",
    "add",
    "del",
    "supplied",
    "unclear",
    "w",
    "pc",
    "c",
    "s",
    "cl",
    "phr",
    "anchor",
    "time",
    "idno",
    "email",
    "label",
    "mentioned",
    "soCalled",
    "distinct",
    "ex",
    "am",
    "subst",
    "gap",
    "surname",
    "forename",
    "roleName",
    "cell",
];

/// The text of an element in lines, and the names of the elements in it.
pub fn flatten(body: Element) -> (String, BTreeSet<String>) {
    let mut out = String::new();
    let mut unknown = BTreeSet::new();
    visit(body, &mut out, &mut unknown);
    (out, unknown)
}

pub fn read(file: Source, flat: (String, BTreeSet<String>), file_name: &str) -> Result<Reading, Error> {
    let (out, unknown) = flat;
    if out.chars().all(is_space) {
        return Err(Error::new(&codes::EMPTY, &[&file_name]));
    }
    let mut source = redecoded(file, out);
    source.provenance.flattened = unknown.into_iter().collect();
    let lines = text::physical_lines(&source.text);
    Ok(Reading::lines(source, lines, vec![]))
}

fn visit(e: Element, out: &mut String, seen: &mut BTreeSet<String>) {
    let line_end = |out: &mut String| {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
    };
    match e.name() {
        "lb" | "pb" | "cb" | "milestone" => return line_end(out),
        // A footnote stands on a line of its own behind its paragraph.
        "cell" if !out.is_empty() && !out.ends_with('\n') => out.push('　'),
        _ => {}
    }
    let phrase = PHRASES.contains(&e.name());
    seen.insert(e.name().to_owned());
    if !phrase {
        line_end(out);
    }
    for node in e.children() {
        match node {
            // White space of the file's own layout is one space, or nothing at a line's start.
            Node::Text(t) => push(t, out),
            Node::Element(g) if g.name() == "g" => out.push_str(&string_value(g)),
            Node::Element(child) => visit(child, out, seen),
        }
    }
    if !phrase {
        while out.ends_with([' ', '\t']) {
            out.pop();
        }
        line_end(out);
    }
}

fn push(t: &str, out: &mut String) {
    for c in t.chars() {
        if matches!(c, ' ' | '\t' | '\n') {
            if !out.is_empty() && !out.ends_with([' ', '\n', '　']) {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
}
