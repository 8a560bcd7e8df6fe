//! The parts of a Word file: of a zip package, or of the one XML file that Word writes as Flat OPC; and their relations
//! (ECMA-376 part 2).

use crate::finding::Words;
use crate::pack::{Archive, OTHER_KIND};
use crate::read::decode::text_of;
use crate::read::markup::{may_be_markup, part_text};
use crate::xml::{Element, declared_encoding, parse};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Where the parts come from.
pub enum Package<'a> {
    /// A zip file.
    Zip(Archive<'a>),
    /// Parts by their names in lower case, from Flat OPC.
    Flat(HashMap<String, Vec<u8>>),
}

/// A relation of a part to another one or to the world outside.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The last step of its type: `styles`, `hyperlink`. Strict and transitional types end alike.
    pub kind: String,
    /// The part's name, or an address outside.
    pub target: String,
    /// Whether the target is outside.
    pub external: bool,
}

/// The relations of a part, by their identifiers.
pub type Relations = BTreeMap<String, Relation>;

impl<'a> Package<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Words> {
        if bytes.starts_with(b"PK") {
            Archive::open(bytes).map(Self::Zip)
        } else if may_be_markup(bytes) {
            flat(bytes)
        } else {
            Err(OTHER_KIND.into())
        }
    }

    /// Whether a part is there.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::Zip(archive) => archive.has(name),
            Self::Flat(parts) => parts.contains_key(&name.to_ascii_lowercase()),
        }
    }

    /// A part's bytes.
    ///
    /// # Errors
    /// Where it cannot be unpacked.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Words> {
        match self {
            Self::Zip(archive) => archive.read(name),
            Self::Flat(parts) => Ok(parts.get(&name.to_ascii_lowercase()).cloned()),
        }
    }

    /// A picture's bytes; none where they cannot be unpacked.
    pub fn picture(&mut self, name: &str) -> Option<Vec<u8>> {
        match self {
            Self::Zip(archive) => archive.read_picture(name).ok().flatten(),
            Self::Flat(_) => self.bytes(name).ok().flatten(),
        }
    }

    /// A part's text.
    ///
    /// # Errors
    /// Where it cannot be unpacked or is no text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Words> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        part_text(bytes, name).map(Some)
    }

    /// The relations of a part; of the whole package for the empty name. A list that is broken is none.
    pub fn relations(&mut self, part: &str) -> Relations {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = format!("{folder}{slash}_rels/{file}.rels");
        let Ok(Some(text)) = self.text(&name) else { return Relations::new() };
        let Ok(tree) = parse(&text) else { return Relations::new() };
        let each = tree.root().elements().filter_map(|e| {
            let kind = e.attribute("Type")?.rsplit('/').next()?.to_owned();
            let external = e.attribute("TargetMode") == Some("External");
            let target = e.attribute("Target")?;
            let target = if external { target.to_owned() } else { resolved(folder, target) };
            Some((e.attribute("Id")?.to_owned(), Relation { kind, target, external }))
        });
        each.collect()
    }

    /// The name of the main part.
    pub fn main(&mut self) -> String {
        let named = self.relations("").into_values().find(|r| r.kind == "officeDocument" && !r.external);
        named.map_or_else(|| "word/document.xml".to_owned(), |r| r.target)
    }
}

/// A target as the name of a part: relative ones begin in the folder of the part that names them.
fn resolved(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = vec![];
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The parts of a Flat OPC file.
fn flat(bytes: &[u8]) -> Result<Package<'static>, Words> {
    let declared = declared_encoding(bytes);
    let decoded = text_of(bytes, "", declared.as_deref()).map_err(|e| e.words())?;
    let text = decoded.text.as_ref();
    let tree = parse(text).map_err(|p| p.told(text))?;
    let mut parts = HashMap::new();
    for part in tree.root().elements().filter(|e| e.name() == "part") {
        let Some(name) = attr(part, "name") else { continue };
        let content = part.child("xmlData").and_then(|d| d.elements().next());
        if let Some(root) = content {
            parts.insert(name.trim_start_matches('/').to_ascii_lowercase(), serialised(root).into_bytes());
        }
    }
    Ok(Package::Flat(parts))
}

/// An element as a file of its own. Prefixes are those of the whole file, so that all of its declarations are repeated.
fn serialised(root: Element) -> String {
    use std::fmt::Write;
    enum Step<'t> {
        Open(Element<'t>),
        Close(&'t str),
        Text(&'t str),
    }
    let escaped =
        |s: &str| s.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let mut out = String::new();
    let mut stack = vec![Step::Open(root)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Text(t) => out.push_str(&escaped(t)),
            Step::Close(name) => drop(write!(out, "</{name}>")),
            Step::Open(e) => {
                let _ = write!(out, "<{}", e.name());
                let mut seen = HashSet::new();
                for (name, value) in e.attributes() {
                    let local = local(name);
                    // Without namespaces names are told by their last step alone; one of each is kept.
                    let plain = if name.starts_with("xml:") { name } else { local };
                    if seen.insert(local) && !name.starts_with("xmlns") {
                        let _ = write!(out, " {plain}=\"{}\"", escaped(value));
                    }
                }
                out.push('>');
                stack.push(Step::Close(e.name()));
                let below: Vec<Step> = e
                    .children()
                    .map(|c| match c {
                        crate::xml::Node::Element(e) => Step::Open(e),
                        crate::xml::Node::Text(t) => Step::Text(t),
                    })
                    .collect();
                stack.extend(below.into_iter().rev());
            }
        }
    }
    out
}

/// A name without its prefix.
pub fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// An attribute by its name without prefix: which prefix a file binds is its own affair.
pub fn attr<'t>(e: Element<'t>, name: &str) -> Option<&'t str> {
    e.attributes().find(|(n, _)| local(n) == name).map(|(_, v)| v)
}

/// The `val` of a child.
pub fn val<'t>(e: Element<'t>, child: &str) -> Option<&'t str> {
    e.child(child).and_then(|c| attr(c, "val"))
}

/// What a child that says yes or no says (17.17.4: a value that is left out means yes).
pub fn on(e: Element, child: &str) -> Option<bool> {
    e.child(child).map(is_on)
}

/// Whether an element that says yes or no says yes.
pub fn is_on(e: Element) -> bool {
    !matches!(attr(e, "val"), Some("0" | "false" | "off"))
}
