//! What a person adds to a file of ours: kept where there is a place for it, refused with its place where there is none.
//! Nothing is dropped without a word.

use super::pieces::Unexpected;
use crate::ir::{ENCODED, Kept, SENTENCES};
use crate::xml::{Element, Node};

/// The elements that we write, with their attributes (`schema/tiaowen.odd`, whose test holds the two together).
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("TEI", &["xml:lang"]),
    ("add", &[]),
    ("appInfo", &[]),
    ("application", &["ident", "version", "xml:id"]),
    ("authority", &[]),
    ("availability", &["status"]),
    ("back", &[]),
    ("bibl", &["xml:id"]),
    ("biblScope", &["unit"]),
    ("binaryObject", &["encoding", "mimeType", "n", "xml:id"]),
    ("body", &[]),
    ("catDesc", &["xml:lang"]),
    ("catRef", &["scheme", "target"]),
    ("category", &["xml:id"]),
    ("cell", &["cols", "rend", "role", "rows"]),
    ("change", &["type", "when", "who"]),
    ("char", &["xml:id"]),
    ("charDecl", &[]),
    ("citeStructure", &["match", "unit", "use"]),
    ("classDecl", &[]),
    ("closer", &[]),
    ("correction", &["status"]),
    ("creation", &[]),
    ("date", &["cert", "evidence", "from", "to", "when"]),
    ("dateline", &[]),
    ("del", &[]),
    ("div", &["n", "type", "xml:id"]),
    ("docTitle", &[]),
    ("editorialDecl", &[]),
    ("encodingDesc", &[]),
    ("extent", &[]),
    ("facsimile", &[]),
    ("figDesc", &[]),
    ("figure", &[]),
    ("fileDesc", &[]),
    ("foreign", &["corresp", "xml:lang"]),
    ("formula", &["corresp", "notation"]),
    ("front", &[]),
    ("g", &["ref"]),
    ("graphic", &["url"]),
    ("head", &[]),
    ("hi", &["rend"]),
    ("idno", &["type", "xml:lang"]),
    ("item", &["n", "xml:id"]),
    ("keywords", &["scheme"]),
    ("label", &[]),
    ("langUsage", &[]),
    ("language", &["ident"]),
    ("licence", &[]),
    ("list", &["type"]),
    ("listChange", &[]),
    ("localProp", &["name", "value"]),
    ("mapping", &["type"]),
    ("measure", &["quantity", "unit"]),
    ("name", &["ref", "type"]),
    ("namespace", &["name"]),
    ("normalization", &[]),
    ("note", &["place", "type", "xml:id"]),
    ("num", &["value"]),
    ("orgName", &[]),
    ("p", &["n", "rend", "xml:id"]),
    ("placeName", &[]),
    ("profileDesc", &[]),
    ("projectDesc", &[]),
    ("ptr", &["target"]),
    ("publicationStmt", &[]),
    ("publisher", &[]),
    ("rb", &[]),
    ("ref", &["cRef", "subtype", "target", "type"]),
    ("refsDecl", &[]),
    ("resp", &[]),
    ("respStmt", &[]),
    ("revisionDesc", &["status"]),
    ("row", &["role"]),
    ("rt", &[]),
    ("ruby", &[]),
    ("seg", &["subtype", "type"]),
    ("segmentation", &[]),
    ("seriesStmt", &[]),
    ("signed", &[]),
    ("sourceDesc", &[]),
    ("stdVals", &[]),
    ("table", &["xml:id"]),
    ("tagUsage", &["gi", "occurs"]),
    ("tagsDecl", &["partial"]),
    ("taxonomy", &["xml:id"]),
    ("teiHeader", &["xml:lang"]),
    ("term", &["ref", "xml:id"]),
    ("text", &["xml:space"]),
    ("textClass", &[]),
    ("title", &["level", "type", "xml:lang"]),
    ("titlePage", &[]),
    ("titlePart", &["type", "xml:id"]),
    ("titleStmt", &[]),
    ("trailer", &["rend"]),
    ("xenoData", &["type", "xml:id"]),
];

/// What people put into the header of a file, by the element it stands in (TEI P5, 2).
const PLACES: &[(&str, &[&str])] = &[
    ("titleStmt", &["author", "editor", "funder", "meeting", "principal", "respStmt", "sponsor"]),
    ("fileDesc", &["editionStmt", "notesStmt"]),
    ("sourceDesc", &["bibl", "biblFull", "biblStruct", "listBibl", "listWit", "msDesc", "p"]),
    ("encodingDesc", &["ab", "listPrefixDef", "p", "samplingDecl", "variantEncoding"]),
    ("profileDesc", &["abstract", "correspDesc", "particDesc", "settingDesc", "textDesc"]),
    ("textClass", &["classCode", "keywords"]),
    ("revisionDesc", &["change", "list", "listChange"]),
    ("availability", &["ab", "licence", "p"]),
];

/// What a person put into a file; or the first thing that could not be written again.
pub fn additions(root: Element) -> Result<Vec<Kept>, Unexpected> {
    let mut out = vec![];
    for part in root.elements() {
        match part.name() {
            "teiHeader" => header(part, &mut out)?,
            "text" => part.all().try_for_each(text)?,
            "facsimile" => part.all().try_for_each(attributes)?,
            _ => return Err((part.at(), part.name().to_owned())),
        }
    }
    Ok(out)
}

fn attributes(e: Element) -> Result<(), Unexpected> {
    let Some((_, known)) = ATTRIBUTES.iter().find(|(name, _)| *name == e.name()) else {
        return Err((e.at(), e.name().to_owned()));
    };
    match e.attributes().find(|(key, _)| !known.contains(key) && !key.starts_with("xmlns")) {
        Some((key, _)) => Err((e.at(), format!("{}/@{key}", e.name()))),
        None => Ok(()),
    }
}

/// An element of the text. What is read as characters alone may hold nothing else.
fn text(e: Element) -> Result<(), Unexpected> {
    let whole = match e.name() {
        "orgName" | "placeName" => true,
        "seg" => matches!(e.attribute("type"), Some("sep" | "markup")) && e.attribute("subtype").is_none(),
        _ => false,
    };
    if let Some(inner) = e.elements().find(|i| whole && i.name() != "g") {
        return Err((inner.at(), inner.name().to_owned()));
    }
    if ENCODED.contains(&e.name()) { Ok(()) } else { attributes(e) }
}

fn header(parent: Element, out: &mut Vec<Kept>) -> Result<(), Unexpected> {
    let places = PLACES.iter().find(|(name, _)| *name == parent.name()).map_or(&[][..], |(_, list)| *list);
    for e in parent.elements() {
        if e.name() == "xenoData" {
            attributes(e)?;
        } else if places.contains(&e.name()) && !is_ours(parent, e) {
            let xml = serialised(e).ok_or_else(|| (e.at(), e.name().to_owned()))?;
            out.push(Kept { place: parent.name().to_owned(), xml });
        } else {
            attributes(e)?;
            sentence(parent, e, out);
            header(e, out)?;
        }
    }
    let ours = if parent.name() == "revisionDesc" { "draft" } else { "unknown" };
    if let Some(status) = parent.attribute("status").filter(|s| *s != ours) {
        out.push(Kept { place: format!("{}/@status", parent.name()), xml: status.to_owned() });
    }
    Ok(())
}

/// Whether an element is the one that we put there.
fn is_ours(parent: Element, e: Element) -> bool {
    let tool = Some("#app-tiaowen");
    match (parent.name(), e.name()) {
        ("titleStmt", "respStmt") => e.child("name").is_some_and(|n| n.attribute("ref") == tool),
        ("sourceDesc", "bibl") => e.attribute("xml:id") == Some("source"),
        ("textClass", "keywords") => e.attribute("scheme").is_some_and(|s| s.starts_with("#tw-")),
        ("revisionDesc", "change") => e.attribute("who") == tool,
        ("availability", "licence") => true,
        ("availability", "p") => parent.child("licence").is_none() && is_first(parent, e),
        _ => false,
    }
}

/// Whether it is the first of its name.
fn is_first(parent: Element, e: Element) -> bool {
    parent.child(e.name()).is_some_and(|first| first.at() == e.at())
}

/// What somebody says in the place of one of our sentences.
fn said(parent: Element, e: Element) -> Option<String> {
    let (_, ours) = SENTENCES.iter().find(|(name, _)| *name == parent.name() && e.name() == "p")?;
    Some(e.text()).filter(|text| is_first(parent, e) && text != ours)
}

fn sentence(parent: Element, e: Element, out: &mut Vec<Kept>) {
    if let Some(xml) = said(parent, e) {
        out.push(Kept { place: format!("{}/p", parent.name()), xml });
    }
}

/// An element as a file has it; none where it is of another namespace.
fn serialised(e: Element) -> Option<String> {
    let mut out = String::new();
    write(e, &mut out).then_some(out)
}

fn escaped(s: &str) -> String {
    s.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn write(e: Element, out: &mut String) -> bool {
    let sound = e.namespace() == super::TEI && e.attributes().all(|(key, _)| !key.starts_with("xmlns:"));
    out.push('<');
    out.push_str(e.name());
    for (key, value) in e.attributes().filter(|(key, _)| *key != "xmlns") {
        out.extend([" ", key, "=\"", &escaped(value), "\""]);
    }
    out.push('>');
    let inside = e.children().fold(true, |sound, node| match node {
        Node::Text(t) => {
            out.push_str(&escaped(t));
            sound
        }
        Node::Element(child) => write(child, out) && sound,
    });
    out.extend(["</", e.name(), ">"]);
    sound && inside
}
