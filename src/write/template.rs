//! A house template: a Word file whose styles, page, headers, footers and theme the files that are written follow
//! (`--reference`). Here its parts are taken out and judged; the writer of DOCX puts them to use.

use crate::finding::Words;
use crate::profile::Profile;
use crate::read::{OfficeFile, OfficeRelation};
use crate::xml;
use crate::xml::edit::{Child, Element, parse, print};
use std::collections::BTreeMap;

/// A house template.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Its name, for what is said of it.
    pub name: String,
    pub(super) styles: String,
    pub(super) numbering: Option<String>,
    pub(super) fonts: Option<String>,
    pub(super) theme: Option<Part>,
    /// The properties of its last section.
    pub(super) section: Option<String>,
    /// Headers and footers of that section.
    pub(super) frames: Vec<Frame>,
    /// Whether even pages have headers and footers of their own, and inner margins on the other side.
    pub(super) even: bool,
    pub(super) mirrored: bool,
    /// Whether the first page has some of its own.
    first: bool,
    /// What its parts show: files by the names that they get, with their media types.
    pub(super) shown: BTreeMap<String, (String, Vec<u8>)>,
    paper: Option<Paper>,
}

/// A part that leads to others.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) relations: Vec<(String, OfficeRelation)>,
}

/// A header or footer.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The element that refers to it: `w:headerReference`.
    pub(super) element: String,
    /// Which pages have it: `default`, `first`, `even`.
    pub(super) pages: String,
    pub(super) part: Part,
}

/// Paper and margins, in points: width and height; left, right, top, bottom.
#[derive(Clone, Copy, Debug)]
struct Paper {
    size: (f32, f32),
    margins: [f32; 4],
}

/// Pages that have a footer: those without another, even ones, the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Footers {
    /// All without one of their own.
    pub usual: bool,
    /// Even pages.
    pub even: bool,
    /// The first page.
    pub first: bool,
}

/// The namespace of usual files, and what that of the strict form begins with (ECMA-376 parts 4 and 1).
const USUAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/";

impl Template {
    /// Opens a template: `.docx`, `.dotx`, and those with macros, which are left there.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn open(name: &str, bytes: &[u8]) -> Result<Self, Words> {
        const OLD: &[u8] = b"\xd0\xcf\x11\xe0";
        if bytes.starts_with(OLD) {
            return Err("是旧的 .doc 文件，请另存为 .docx / it is an old .doc file; save it as .docx".into());
        }
        if !bytes.starts_with(b"PK") {
            return Err("不是 .docx 或 .dotx 文件 / it is no .docx or .dotx file".into());
        }
        let mut file = OfficeFile::open(bytes)?;
        let main = file.main();
        let foreign = || Words::from("压缩包里没有 Word 文档 / there is no Word document in the package");
        let document = file.text(&main)?.ok_or_else(foreign)?;
        judged(&document, &main, "document").map_err(|e| e.unwrap_or_else(foreign))?;
        let relations = file.relations(&main);
        let target =
            |kind: &str| relations.values().find(|r| r.kind == kind && !r.external).map(|r| r.target.clone());
        let mut out = Self { name: name.to_owned(), ..Self::default() };
        let missing = || Words::from("没有样式 / it has no styles");
        let mut part = |kind: &str| -> Result<Option<(String, String)>, Words> {
            let Some(name) = target(kind) else { return Ok(None) };
            let Some(text) = file.text(&name)? else { return Ok(None) };
            let root = if kind == "fontTable" { "fonts" } else { kind };
            judged(&text, &name, root).map_err(|e| e.unwrap_or_else(missing))?;
            Ok(Some((name, text)))
        };
        out.styles = part("styles")?.ok_or_else(missing)?.1;
        out.numbering = part("numbering")?.map(|(_, text)| text);
        out.fonts = part("fontTable")?.map(|(_, text)| text);
        if let Some((_, settings)) = part("settings")? {
            let settings = parse(settings.as_bytes())?;
            out.even = is_on(&settings, "w:evenAndOddHeaders");
            out.mirrored = is_on(&settings, "w:mirrorMargins");
        }
        let types = file.text("[Content_Types].xml")?.unwrap_or_default();
        if let Some(name) = target("theme") {
            out.theme = out.part(&mut file, &name, &types)?;
        }
        let mut document = parse(document.as_bytes())?;
        let body = document.child("w:body");
        let last = body.elements().filter(|e| e.name == "w:sectPr").last();
        let Some(section) = last else { return Ok(out) };
        plain(section);
        out.paper = paper(section)?;
        out.first = is_on(section, "w:titlePg");
        for reference in section.elements() {
            let id = reference.attribute("r:id").and_then(|id| relations.get(id)).filter(|r| !r.external);
            let frame = matches!(&*reference.name, "w:headerReference" | "w:footerReference");
            let Some(relation) = id.filter(|_| frame) else { continue };
            if let Some(part) = out.part(&mut file, &relation.target, &types)? {
                let pages = reference.attribute("w:type").unwrap_or("default").to_owned();
                out.frames.push(Frame { element: reference.name.to_string(), pages, part });
            }
        }
        out.section = Some(String::from_utf8_lossy(&print(section)).into_owned());
        Ok(out)
    }

    /// A part with what it leads to; what is not there is led to no more.
    fn part(&mut self, file: &mut OfficeFile, name: &str, types: &str) -> Result<Option<Part>, Words> {
        let Some(text) = file.text(name)? else { return Ok(None) };
        xml::parse(&text).map_err(|p| p.told(&text).after(name))?;
        let mut relations = vec![];
        for (id, mut relation) in file.relations(name) {
            if !relation.external {
                let Some(bytes) = file.bytes(&relation.target)? else { continue };
                let extension =
                    relation.target.rsplit_once('.').map_or("bin", |(_, e)| e).to_ascii_lowercase();
                let shown = format!("media/reference-{}.{extension}", self.shown.len() + 1);
                let kind = media_type(types, &relation.target, &extension);
                self.shown.insert(shown.clone(), (kind, bytes));
                relation.target = shown;
            }
            relations.push((id, relation));
        }
        Ok(Some(Part { text, relations }))
    }

    /// The pages whose footers are ours: a template that numbers its pages nowhere leaves the numbers to us.
    pub(super) fn lacking_footers(&self) -> Footers {
        let has =
            |pages: &str| self.frames.iter().any(|f| f.element == "w:footerReference" && f.pages == pages);
        // Of the names of fields this one alone: PAGEREF and NUMPAGES tell other numbers.
        let counts = |f: &Frame| f.part.text.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w == "PAGE");
        let ours = !has("default") && !self.frames.iter().any(counts);
        Footers {
            usual: ours,
            even: ours && self.even && !has("even"),
            first: ours && self.first && !has("first"),
        }
    }

    /// A profile on the template's page.
    pub(super) fn page(&self, profile: &Profile) -> Profile {
        let mut out = profile.clone();
        if let Some(Paper { size, margins: [left, right, top, bottom] }) = self.paper {
            let (width, height) = (size.0 - left - right, size.1 - top - bottom);
            let columns = (width / out.body.size).floor().max(1.0);
            out.paper = size;
            out.origin = (left, top);
            out.columns = (columns as u32, width / columns);
            out.lines = (((height / out.lines.1).floor() as u32).max(1), out.lines.1);
            out.mirrored = self.mirrored;
        }
        out
    }
}

/// Whether a part is what it should be: nothing where it is of another kind, words for what is wrong with it.
fn judged(text: &str, name: &str, root: &str) -> Result<(), Option<Words>> {
    let tree = xml::parse(text).map_err(|p| Some(p.told(text).after(name)))?;
    let found = tree.root();
    if found.namespace().starts_with(STRICT) {
        let strict = "是严格的 Open XML，请用 Word 另存为普通的 .docx / it is in the strict form; save it as a usual .docx";
        return Err(Some(strict.into()));
    }
    if found.name() != root || found.namespace() != USUAL {
        return Err(None);
    }
    // Elements are found by their whole names, which every program but a few writes so.
    let usual = parse(text.as_bytes()).is_ok_and(|e| e.name == format!("w:{root}"));
    let other = "名字空间前缀不是 w，请用 Word 另存一次 / its prefixes are not Word's own; save it with Word";
    if usual { Ok(()) } else { Err(Some(Words::from(other).after(name))) }
}

/// Whether settings switch something on.
fn is_on(settings: &Element, name: &str) -> bool {
    settings.child_named(name).is_some_and(|e| !matches!(e.attribute("w:val"), Some("0" | "false" | "off")))
}

/// Leaves only what the main namespace and relations name: the rest would want declarations.
pub(super) fn plain(root: &mut Element) {
    root.each(&mut |e| {
        e.attributes.retain(|(k, _)| {
            (k.starts_with("w:") && !k.starts_with("w:rsid")) || k.starts_with("r:") || k.starts_with("xml:")
        });
        e.children.retain(|c| matches!(c, Child::Element(e) if e.name.starts_with("w:")));
    });
}

fn media_type(types: &str, part: &str, extension: &str) -> String {
    let Ok(tree) = xml::parse(types) else { return "application/octet-stream".to_owned() };
    let root = tree.root();
    let kind = |e: Option<xml::Element>| e.and_then(|e| e.attribute("ContentType")).map(str::to_owned);
    let own = root.elements().find(|e| {
        e.attribute("PartName").is_some_and(|n| n.trim_start_matches('/').eq_ignore_ascii_case(part))
    });
    let usual = || {
        root.elements().find(|e| e.attribute("Extension").is_some_and(|x| x.eq_ignore_ascii_case(extension)))
    };
    kind(own).or_else(|| kind(usual())).unwrap_or_else(|| "application/octet-stream".to_owned())
}

/// The paper of a section, in points.
fn paper(section: &Element) -> Result<Option<Paper>, Words> {
    /// The smallest type area that text can stand in, and the largest paper that Word knows (22 inches).
    const LEAST: f32 = 36.0;
    const MOST: f32 = 1584.0;
    let points = |e: Option<&Element>, key: &str| {
        e.and_then(|e| e.attribute(key)).and_then(|v| v.parse::<f32>().ok()).map(|n| n / 20.0)
    };
    let (size, margins) = (section.child_named("w:pgSz"), section.child_named("w:pgMar"));
    let (Some(width), Some(height)) = (points(size, "w:w"), points(size, "w:h")) else { return Ok(None) };
    let of = |key| points(margins, key).unwrap_or(72.0);
    // Word takes a negative margin for one that no header pushes away.
    let margins = [of("w:left") + of_gutter(margins), of("w:right"), of("w:top").abs(), of("w:bottom").abs()];
    let fits = width - margins[0] - margins[1] >= LEAST && height - margins[2] - margins[3] >= LEAST;
    if !fits || width > MOST || height > MOST {
        return Err("页面的版心容不下文字 / its page has no room for text".into());
    }
    Ok(Some(Paper { size: (width, height), margins }))
}

fn of_gutter(margins: Option<&Element>) -> f32 {
    margins.and_then(|e| e.attribute("w:gutter")).and_then(|v| v.parse::<f32>().ok()).unwrap_or(0.0) / 20.0
}
