//! Styles, lists and settings completed: language, defaults, indents in characters, numbers by style.

use super::build::number_id;
use super::look::{Look, STYLES};
use super::numbering::Place;
use super::plan::Style;
use crate::present::Headings;
use crate::profile::{Head, Mode, Profile};
use crate::text::{Language, Primary, written_from_right};
use crate::xml::edit::{Child, Element};
use std::cell::RefCell;

/// What decides the styles of a file that carries no fonts along and follows no template: all that [`complete_styles`] and
/// the builder ask a look for.
#[derive(PartialEq)]
pub struct Decided {
    profile: Profile,
    numbers: Vec<(Style, Place)>,
    headings: Headings,
    head: Option<Head>,
    language: String,
}

/// The styles of so many looks are kept: documents of one run have few, and to make them takes longer than a short
/// document.
const KEPT: usize = 16;

thread_local! {
    static MADE: RefCell<Vec<(Decided, Vec<u8>)>> = const { RefCell::new(vec![]) };
}

impl Decided {
    /// What decides the styles of a look; none for one that they are not kept of.
    pub fn of(look: &Look, language: &str) -> Option<Self> {
        (!look.follows && look.embedded.is_empty()).then(|| Self {
            profile: look.profile.clone(),
            numbers: look.numbers.clone(),
            headings: look.headings.clone(),
            head: look.head,
            language: language.to_owned(),
        })
    }
    /// The part, if it was made before.
    pub fn known(&self) -> Option<Vec<u8>> {
        MADE.with_borrow(|made| made.iter().find(|(d, _)| d == self).map(|(_, part)| part.clone()))
    }
    /// Keeps the part.
    pub fn keep(self, part: &[u8]) {
        MADE.with_borrow_mut(|made| {
            if made.len() == KEPT {
                made.remove(0);
            }
            made.push((self, part.to_vec()));
        });
    }
}

/// What letters, characters of East Asia and letters from the right are taken for, in a document of a language.
pub fn languages(language: &str) -> [(&'static str, &str); 3] {
    let foreign = matches!(Language::of(language).primary, Primary::Foreign(_));
    [
        ("w:val", if foreign { language } else { "en-US" }),
        ("w:eastAsia", if foreign { "zh-CN" } else { language }),
        ("w:bidi", if written_from_right(language) { language } else { "ar-SA" }),
    ]
}

/// Completes the styles.
pub fn complete_styles(styles: &mut Element, language: &str, look: &Look) {
    for e in styles.elements() {
        if e.name == "w:docDefaults" {
            let run = e.child("w:rPrDefault").child("w:rPr");
            run.add(Element::new("w:lang", &languages(language)));
        }
        if e.name != "w:style" {
            continue;
        }
        let id = e.attribute("w:styleId").unwrap_or("").to_owned();
        if id == "Normal" {
            normal(e, look.profile);
        }
        if let Some(row) = STYLES.iter().find(|r| r.id == id) {
            if !row.alias.is_empty() {
                e.add(Element::new("w:aliases", &[("w:val", row.alias)]));
            }
            e.child("w:qFormat");
            let p = e.child("w:pPr");
            if let Some(n) = look.number(row.style) {
                let number = p.child("w:numPr");
                number.child("w:ilvl").set("w:val", &n.level.to_string());
                number.child("w:numId").set("w:val", &number_id(n.list).to_string());
            }
            if row.style == Style::CellHead {
                e.child("w:rPr").child("w:b");
            }
            let p = e.child("w:pPr");
            if row.style == Style::Header {
                let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "1"), ("w:color", "auto")];
                p.child("w:pBdr").add(Element::new("w:bottom", &line));
            }
            let indented = p.children.iter().any(|c| {
                matches!(c, Child::Element(i) if i.name == "w:ind" && i.attribute("w:firstLine").is_some_and(|v| v != "0"))
            });
            if indented {
                // Two characters of whatever size: docx-rs takes the value and drops it.
                p.child("w:ind").set("w:firstLineChars", "200");
            }
        }
        e.each(&mut |f| {
            if f.name == "w:rFonts" {
                f.attributes.retain(|(k, _)| k != "w:hint");
            }
        });
    }
}

/// Normal carries the size that the grid counts by. A quarter point less between characters lets 28 of 16 pt stand in
/// 156 mm where the reader knows no cells.
fn normal(e: &mut Element, profile: &Profile) {
    e.set("w:default", "1");
    let size = ((profile.body.size * 2.0).round() as u32).to_string();
    let run = e.child("w:rPr");
    run.children.clear();
    for name in ["w:sz", "w:szCs"] {
        run.add(Element::new(name, &[("w:val", &size)]));
    }
    if profile.mode == Mode::Grid {
        run.add(Element::new("w:spacing", &[("w:val", "-5")]));
    }
}

/// Lists are told apart by their own signatures.
pub fn sign_lists(numbering: &mut Element) {
    let mut k = 0x5457_0000u32;
    for e in numbering.elements().filter(|e| e.name == "w:abstractNum") {
        k += 1;
        e.add(Element::new("w:nsid", &[("w:val", &format!("{k:08X}"))]));
        e.add(Element::new("w:tmpl", &[("w:val", &format!("{:08X}", k ^ 0x00A5_0000))]));
    }
}

/// Completes the settings.
pub fn complete_settings(settings: &mut Element, language: &str, look: &Look) {
    let profile = look.profile;
    settings.add(Element::new("w:themeFontLang", &languages(language)[..2]));
    let has =
        |s: &Element, name: &str| s.children.iter().any(|c| matches!(c, Child::Element(e) if e.name == name));
    if !has(settings, "w:characterSpacingControl") {
        let control = if profile.mode == Mode::Grid { "doNotCompress" } else { "compressPunctuation" };
        settings.add(Element::new("w:characterSpacingControl", &[("w:val", control)]));
    }
    if !look.embedded.is_empty() {
        settings.child("w:embedTrueTypeFonts");
        settings.child("w:saveSubsetFonts");
    }
    if profile.mirrored {
        settings.child("w:mirrorMargins");
    }
    if (profile.folio.outer.is_some() || look.head.is_some()) && !has(settings, "w:evenAndOddHeaders") {
        settings.add(Element::new("w:evenAndOddHeaders", &[]));
    }
}
