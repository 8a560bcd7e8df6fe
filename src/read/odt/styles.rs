//! Styles with what they take from their parents (ODF 1.3 part 3, 16 and 20): what text or its recognition depends on.

use crate::read::docx::package::attr;
use crate::read::docx::properties::{LONGEST_TAG, Names, ParagraphLook, RunLook, Vertical, is_hei, twips};
use crate::read::docx::styles::said;
use crate::text::{Align, Style as Said};
use crate::xml::Element;
use std::collections::HashMap;

/// A style with all that it takes over.
#[derive(Clone, Debug, Default)]
pub struct Style<'t> {
    /// What it says of paragraphs.
    pub paragraph: ParagraphLook,
    /// What it says of runs.
    pub run: RunLook,
    /// What its name says that paragraphs are, and how deep a heading.
    pub said: Said,
    pub depth: Option<u8>,
    /// The list style that it names; an empty name for none.
    pub list: Option<&'t str>,
    /// Whether it is one of those that the numbering of headings belongs to.
    pub outlined: bool,
    /// Whether a page of another kind begins with it.
    pub master: bool,
    /// The face of its type: those of symbols have characters of their own.
    pub face: Option<&'t str>,
}

/// A style as it stands in the file.
struct Raw<'t> {
    parent: Option<&'t str>,
    e: Element<'t>,
}

/// What there is of each name, in families that have names of their own.
type Families<'t, T> = HashMap<&'t str, HashMap<&'t str, T>>;

/// The styles of a file.
#[derive(Default)]
pub struct Styles<'t> {
    all: Families<'t, Style<'t>>,
    /// What is said of all paragraphs.
    pub usual: Style<'t>,
}

/// Styles that are based on each other deeper than this are no real ones.
const DEEPEST: usize = 64;

impl<'t> Styles<'t> {
    /// Reads the styles in elements that hold them; later ones go before those of the same name.
    pub fn read(holders: &[Element<'t>], faces: &HashMap<&'t str, &'t str>, names: &mut Names) -> Self {
        let mut raw: Families<Raw> = HashMap::new();
        let mut out = Self::default();
        for e in holders.iter().flat_map(|h| h.elements()) {
            let family = attr(e, "family").unwrap_or("");
            match e.name() {
                "default-style" if family == "paragraph" => take(e, faces, names, &mut out.usual),
                "style" => {
                    let Some(name) = attr(e, "name") else { continue };
                    let style = Raw { parent: attr(e, "parent-style-name"), e };
                    raw.entry(family).or_default().insert(name, style);
                }
                _ => {}
            }
        }
        for (family, raw) in &raw {
            let each = raw.keys().map(|name| (*name, whole(name, raw, faces, names)));
            out.all.insert(family, each.collect());
        }
        out
    }

    /// A style by its family and name.
    pub fn get(&self, family: &str, name: Option<&str>) -> Option<&Style<'t>> {
        self.all.get(family)?.get(name?)
    }
}

/// A style with what it takes from its parents; a circle is cut where it closes.
fn whole<'t>(
    name: &'t str,
    raw: &HashMap<&'t str, Raw<'t>>,
    faces: &HashMap<&'t str, &'t str>,
    names: &mut Names,
) -> Style<'t> {
    let mut chain: Vec<(&str, &Raw)> = vec![];
    let mut next = Some(name);
    while let Some((at, style)) = next.and_then(|n| Some((n, raw.get(n)?))) {
        if chain.len() >= DEEPEST || chain.iter().any(|(seen, _)| *seen == at) {
            break;
        }
        chain.push((at, style));
        next = style.parent;
    }
    let mut out = Style::default();
    for (name, style) in chain.iter().rev() {
        take(style.e, faces, names, &mut out);
        let shown = attr(style.e, "display-name").map_or_else(|| name.replace("_20_", " "), str::to_owned);
        if let Some((what, depth)) = named(&shown).or_else(|| said(&shown)) {
            (out.said, out.depth) = (what, depth);
        }
    }
    out
}

/// What the name of a style says that LibreOffice has and Word has not.
fn named(name: &str) -> Option<(Said, Option<u8>)> {
    let name = name.to_ascii_lowercase();
    let entry = name.strip_prefix("contents ").is_some_and(|n| n == "heading" || n.parse::<u8>().is_ok());
    match name.as_str() {
        "footnote" | "endnote" => Some((Said::Note, None)),
        "quotations" => Some((Said::Quotation, None)),
        _ => entry.then_some((Said::Contents, None)),
    }
}

/// Adds what an element of a style says.
fn take<'t>(e: Element<'t>, faces: &HashMap<&'t str, &'t str>, names: &mut Names, out: &mut Style<'t>) {
    if let Some(list) = attr(e, "list-style-name") {
        (out.list, out.outlined) = (Some(list), false);
    }
    if let Some(level) = attr(e, "default-outline-level") {
        out.outlined = !level.is_empty();
        // What has no level any more is no heading by its name.
        if level.is_empty() && out.said == Said::Heading {
            (out.said, out.depth) = (Said::Plain, None);
        }
    }
    out.master |= attr(e, "master-page-name").is_some_and(|m| !m.is_empty());
    for p in e.elements() {
        match p.name() {
            "paragraph-properties" => out.paragraph = out.paragraph.with(&paragraph(p)),
            "text-properties" => {
                out.run = out.run.with(&run(p, faces, names));
                let named = attr(p, "font-name").map(|f| faces.get(f).copied().unwrap_or(f));
                out.face = named.or(out.face);
            }
            _ => {}
        }
    }
}

fn paragraph(e: Element) -> ParagraphLook {
    let align = attr(e, "text-align").map(|v| match v {
        "center" => Align::Centre,
        "end" | "right" => Align::End,
        "justify" => Align::Justified,
        _ => Align::Start,
    });
    ParagraphLook {
        align,
        indent_twips: attr(e, "text-indent").and_then(twips),
        new_page: attr(e, "break-before").map(|v| v != "auto"),
        ..ParagraphLook::default()
    }
}

/// What text properties say.
fn run(e: Element, faces: &HashMap<&str, &str>, names: &mut Names) -> RunLook {
    let either = |asian: &str, latin: &str| attr(e, asian).or_else(|| attr(e, latin));
    let weight = |v: &str| v == "bold" || v.parse().is_ok_and(|n: u32| n >= 600);
    let bolds = ["font-weight-asian", "font-weight"].map(|name| attr(e, name).map(weight));
    let face = attr(e, "font-name-asian").map(|f| faces.get(f).copied().unwrap_or(f));
    let mut tag = |language: &str, country: &str| {
        let language = attr(e, language).filter(|l| !matches!(*l, "none" | "zxx" | ""))?;
        let country = attr(e, country).filter(|c| !matches!(*c, "none" | ""));
        let tag = country.map_or_else(|| language.to_owned(), |c| format!("{language}-{c}"));
        (tag.len() <= LONGEST_TAG).then(|| names.number(&tag))
    };
    RunLook {
        bold: bolds[0].max(bolds[1]),
        vanish: attr(e, "display").map(|d| d == "none"),
        underline: attr(e, "text-underline-style").map(|v| v != "none"),
        dots: attr(e, "text-emphasize").map(|v| v != "none"),
        vertical: attr(e, "text-position").map(vertical),
        hei: face.or_else(|| attr(e, "font-family-asian")).map(is_hei),
        size: either("font-size-asian", "font-size").and_then(twips).and_then(|n| u16::try_from(n / 10).ok()),
        language: [tag("language", "country"), tag("language-asian", "country-asian")],
        ..RunLook::default()
    }
}

/// `super 58%`, `-33% 58%`, `0% 100%`.
fn vertical(said: &str) -> Vertical {
    match said.split_whitespace().next().unwrap_or("") {
        "super" => Vertical::Super,
        "sub" => Vertical::Sub,
        shift => match shift.trim_end_matches('%').parse::<f32>() {
            Ok(n) if n > 0.0 => Vertical::Super,
            Ok(n) if n < 0.0 => Vertical::Sub,
            _ => Vertical::Line,
        },
    }
}

/// The faces that fonts of a file are of, by their names there.
pub fn faces<'t>(declarations: Option<Element<'t>>, out: &mut HashMap<&'t str, &'t str>) {
    for e in declarations.into_iter().flat_map(Element::elements) {
        if let (Some(name), Some(family)) = (attr(e, "name"), attr(e, "font-family")) {
            out.insert(name, family.trim_matches(['\'', '"']));
        }
    }
}
