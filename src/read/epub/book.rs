//! The parts of a book: container, package document, spine and navigation (EPUB 3.3, 4 and 5; OPF 2.0.1; NCX).

use super::page::plain;
use crate::finding::Words;
use crate::ir::{DateRole, DocDate, Kind, Meta, Series};
use crate::pack::Archive;
use crate::pack::book::DAYS;
use crate::read::decode::text_of;
use crate::read::docx::meta::said;
use crate::text::chars::squash;
use crate::xml::{Element, declared_encoding, parse};
use std::collections::HashMap;

/// A book.
pub struct Book<'a>(Archive<'a>);

/// What the package document says.
#[derive(Default)]
pub struct Package {
    /// The files in reading order, without the navigation.
    pub spine: Vec<String>,
    /// Entries of the navigation: how deep a heading, and its words without white space.
    pub entries: Vec<(u8, String)>,
    pub meta: Meta,
    /// The hash of the text, without white space, where this program made the book.
    pub stated: Option<String>,
}

/// Files of a spine: more are no book.
const MOST: usize = 20_000;

impl<'a> Book<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Words> {
        Archive::open(bytes).map(Self)
    }

    /// A part's text.
    pub fn text(&mut self, path: &str) -> Result<Option<String>, Words> {
        let Some(bytes) = self.0.read(path)? else { return Ok(None) };
        let declared = declared_encoding(&bytes);
        let decoded = text_of(&bytes, path, declared.as_deref()).map_err(|e| e.words())?;
        Ok(Some(decoded.text.into_owned()))
    }

    pub fn picture(&mut self, path: &str) -> Option<Vec<u8>> {
        self.0.read_picture(path).ok().flatten()
    }

    /// Whether texts of the book are encrypted: fonts may be, by methods that hide nothing else.
    pub fn is_locked(&mut self) -> bool {
        const FONTS: &[&str] = &[".otf", ".ttf", ".woff", ".woff2"];
        if self.0.has("META-INF/license.lcpl") {
            return true;
        }
        let Ok(Some(text)) = self.text("META-INF/encryption.xml") else { return false };
        let text = plain(&text);
        let Ok(tree) = parse(&text) else { return true };
        let mut uris = tree.root().named("CipherReference").filter_map(|c| c.attribute("URI"));
        uris.any(|uri| !FONTS.iter().any(|f| uri.to_ascii_lowercase().ends_with(f)))
    }

    /// The package document.
    ///
    /// # Errors
    /// Where it is not there or broken, or has no spine.
    pub fn package(&mut self) -> Result<Package, Words> {
        let missing = |name: &str| Words::new(format!("没有 {name}"), format!("there is no {name}"));
        let container =
            self.text("META-INF/container.xml")?.ok_or_else(|| missing("META-INF/container.xml"))?;
        let container = plain(&container);
        let tree = parse(&container).map_err(|p| p.told(&container))?;
        let path =
            tree.root().find("rootfile").and_then(|r| r.attribute("full-path")).unwrap_or("").to_owned();
        let text = self.text(&path)?.ok_or_else(|| missing(&path))?;
        let text = plain(&text);
        let tree = parse(&text).map_err(|p| p.told(&text))?;
        let root = tree.root();
        let items: HashMap<&str, Element> =
            root.named("item").filter_map(|i| Some((i.attribute("id")?, i))).collect();
        let href = |i: Element| resolved(&path, i.attribute("href").unwrap_or(""));
        let is_nav = |i: &Element| {
            i.attribute("properties").is_some_and(|p| p.split_ascii_whitespace().any(|p| p == "nav"))
        };
        let spine = root.child("spine").ok_or_else(|| missing("spine"))?;
        let mut out = Package::default();
        let mut named = std::collections::HashSet::new();
        for e in spine.elements().take(MOST) {
            let item = e.attribute("idref").and_then(|id| items.get(id)).filter(|i| !is_nav(i));
            // A file stands in a spine once (EPUB 3.3, 5.7.2).
            out.spine.extend(item.map(|i| href(*i)).filter(|path| named.insert(path.clone())));
        }
        if let Some(metadata) = root.child("metadata") {
            let hash = |e: Element| Some(e.text().strip_prefix("urn:sha256-normalised:")?.to_owned());
            out.stated = metadata.elements().filter(|e| e.name() == "source").find_map(hash);
            if out.stated.is_some() {
                out.meta = own_meta(metadata);
            } else {
                out.meta = said(metadata, "date", false);
                out.meta.language = String::new();
            }
        }
        let nav = items.values().find(|i| is_nav(i)).copied();
        let ncx = spine.attribute("toc").and_then(|id| items.get(id)).copied();
        if let Some(path) = nav.or(ncx).map(href)
            && let Ok(Some(text)) = self.text(&path)
        {
            let text = plain(&text);
            if let Ok(tree) = parse(&text) {
                entries(tree.root(), 0, &mut out.entries);
            }
        }
        Ok(out)
    }
}

/// What a book that this program made says of its document.
fn own_meta(metadata: Element) -> Meta {
    let values = |name: &'static str| {
        let found = metadata.elements().filter(move |e| e.name() == name);
        found.map(|e| e.text().trim().to_owned()).filter(|t| !t.is_empty())
    };
    let property = |name: &str| {
        let of = |e: &Element| e.name() == "meta" && e.attribute("property") == Some(name);
        metadata.elements().find(of).map(Element::text)
    };
    let mut meta = said(metadata, "date", true);
    if let Some(region) = values("coverage").next() {
        meta.language = format!("{}-{region}", meta.language);
    }
    meta.kind = values("type").find_map(|t| Kind::named(&t)).unwrap_or_default();
    meta.publisher = values("publisher").next();
    meta.licence = values("rights").next();
    // Where somebody assigned none, the only one is made of the text.
    meta.identifier = values("identifier").next().filter(|_| values("identifier").count() > 1);
    meta.series = property("belongs-to-collection").map(|title| {
        let number = property("group-position").and_then(|n| n.parse().ok());
        Series { title, number }
    });
    let dated = values("date").next().and_then(|d| d.get(..10).map(str::to_owned));
    let stated =
        [DateRole::Adopted, DateRole::Promulgated, DateRole::Effective].into_iter().filter_map(|role| {
            let (_, name) = DAYS.iter().find(|(r, _)| *r == role.name())?;
            Some((role, property(name)?))
        });
    let all = stated.chain(dated.map(|d| (DateRole::Dated, d)));
    let date = |(role, when)| DocDate { role, when, ..DocDate::default() };
    meta.dates = all.map(date).collect();
    meta
}

/// The entries of a navigation document or an NCX.
fn entries(e: Element, depth: u8, out: &mut Vec<(u8, String)>) {
    for c in e.elements() {
        let below = matches!(c.name(), "ol" | "navPoint");
        if matches!(c.name(), "a" | "navLabel") {
            let title = squash(&c.text());
            if !title.is_empty() {
                out.push((depth.max(1), title));
            }
        }
        let lists = c.name() == "nav" && !c.attributes().any(|(n, v)| n.ends_with("type") && v == "toc");
        if !lists {
            entries(c, depth.saturating_add(u8::from(below)).min(9), out);
        }
    }
}

/// A path in the book from the one of the file that names it.
pub fn resolved(from: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or("");
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = format!("{folder}/{href}");
    let mut steps: Vec<&str> = vec![];
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    unescaped(&steps.join("/"))
}

/// A path without %20.
fn unescaped(path: &str) -> String {
    if !path.contains('%') {
        return path.to_owned();
    }
    let mut out = vec![];
    let mut rest = path.as_bytes();
    while let Some((b, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|d| std::str::from_utf8(d).ok());
        if let Some(value) = digits.and_then(|d| u8::from_str_radix(d, 16).ok()).filter(|_| *b == b'%') {
            out.push(value);
            rest = &after[2..];
        } else {
            out.push(*b);
            rest = after;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
