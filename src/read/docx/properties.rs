//! What runs and paragraphs say of their looks, as far as the text or its recognition depends on it (ECMA-376 part 1,
//! 17.3).

use super::package::{attr, is_on, local, val};
use crate::text::Align;
use crate::text::chars::{is_han, is_hangul, is_kana};
use crate::xml::Element;
use std::collections::HashMap;

/// Strings that occur again and again, by number.
#[derive(Debug, Default)]
pub struct Names {
    all: Vec<String>,
    numbers: HashMap<String, u16>,
}

impl Names {
    /// The number of a string.
    pub fn number(&mut self, s: &str) -> u16 {
        if let Some(number) = self.numbers.get(s) {
            return *number;
        }
        // Those that no number is left for share the last one, which stands for nothing.
        let Ok(number) = u16::try_from(self.all.len()) else { return u16::MAX };
        self.all.push(s.to_owned());
        self.numbers.insert(s.to_owned(), number);
        number
    }
    /// A string by its number.
    pub fn get(&self, number: u16) -> &str {
        self.all.get(usize::from(number)).map_or("", String::as_str)
    }
}

/// Whether type is raised or lowered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vertical {
    /// It stands on the line.
    #[default]
    Line,
    /// It is raised.
    Super,
    /// It is lowered.
    Sub,
}

/// What is said of a run; nothing where nothing is said.
#[derive(Clone, Copy, Debug, Default)]
pub struct RunLook {
    /// Bold.
    pub bold: Option<bool>,
    /// Hidden.
    pub vanish: Option<bool>,
    /// Hidden only so that a heading runs into the text behind it: the mark of a paragraph.
    pub spec_vanish: bool,
    /// Underlined.
    pub underline: Option<bool>,
    /// Dots for emphasis.
    pub dots: Option<bool>,
    /// Raised or lowered.
    pub vertical: Option<Vertical>,
    /// Set in Hei, the bold of Chinese.
    pub hei: Option<bool>,
    /// In half points.
    pub size: Option<u16>,
    /// The languages of Latin and of East Asian text.
    pub language: [Option<u16>; 2],
}

/// Bytes of the longest tag of a language that is one.
pub const LONGEST_TAG: usize = 64;
/// Names of Hei faces.
const HEI: &[&str] =
    &["黑体", "SimHei", "黑體", "Noto Sans CJK", "Source Han Sans", "思源黑体", "微软雅黑 Bold"];

/// Whether a face is a Hei.
pub fn is_hei(face: &str) -> bool {
    HEI.iter().any(|h| face.starts_with(h))
}

impl RunLook {
    /// Reads a `w:rPr`.
    pub fn read(e: Element, names: &mut Names) -> Self {
        let mut out = Self::default();
        for c in e.elements() {
            match c.name() {
                "b" => out.bold = Some(is_on(c)),
                "vanish" => out.vanish = Some(is_on(c)),
                "specVanish" => out.spec_vanish = is_on(c),
                "u" => out.underline = attr(c, "val").map(|v| v != "none"),
                "em" => out.dots = Some(attr(c, "val") != Some("none")),
                "vertAlign" => {
                    out.vertical = Some(match attr(c, "val") {
                        Some("superscript") => Vertical::Super,
                        Some("subscript") => Vertical::Sub,
                        _ => Vertical::Line,
                    });
                }
                "rFonts" => {
                    let face = attr(c, "eastAsia");
                    out.hei = face.map(is_hei);
                }
                "sz" => out.size = attr(c, "val").and_then(|v| v.parse().ok()),
                "lang" => {
                    let tag = |name| attr(c, name).filter(|tag| tag.len() <= LONGEST_TAG);
                    let mut of = |name| tag(name).map(|tag| names.number(tag));
                    out.language = [of("val"), of("eastAsia")];
                }
                _ => {}
            }
        }
        out
    }

    /// What another says on top of it.
    #[must_use]
    pub fn with(self, other: &Self) -> Self {
        Self {
            bold: other.bold.or(self.bold),
            vanish: other.vanish.or(self.vanish),
            spec_vanish: other.spec_vanish || self.spec_vanish,
            underline: other.underline.or(self.underline),
            dots: other.dots.or(self.dots),
            vertical: other.vertical.or(self.vertical),
            hei: other.hei.or(self.hei),
            size: other.size.or(self.size),
            language: [other.language[0].or(self.language[0]), other.language[1].or(self.language[1])],
        }
    }

    /// What is shown of `defaults`, the styles of the paragraph and of the run, and what the run itself says. What is
    /// switched on twice by styles is off (17.7.3).
    #[must_use]
    pub fn shown(defaults: &Self, paragraph: &Self, character: &Self, own: &Self) -> Self {
        let toggle = |of: fn(&Self) -> Option<bool>| {
            let yes = |l: &Self| of(l) == Some(true);
            Some(of(own).unwrap_or_else(|| yes(defaults) || yes(paragraph) != yes(character)))
        };
        Self {
            bold: toggle(|l| l.bold),
            vanish: toggle(|l| l.vanish),
            ..defaults.with(paragraph).with(character).with(own)
        }
    }
}

/// The language of a text where it is another one than the usual one, by number from 1; 0 where it is none that is told.
pub fn foreign(names: &Names, usual: [Option<u16>; 2], own: [Option<u16>; 2], text: &str) -> u16 {
    const EASTERN: &[&str] = &["zh", "ja", "ko"];
    if own == usual || own == [None; 2] {
        return 0;
    }
    let primary = |n: Option<u16>| {
        let tag = n.map_or("", |n| names.get(n));
        tag.split('-').next().unwrap_or("").to_ascii_lowercase()
    };
    let eastern = text.chars().any(|c| is_han(c) || is_kana(c) || is_hangul(c));
    let latin = text.chars().any(char::is_alphabetic);
    let slot = usize::from(eastern);
    let (mine, other) = (primary(own[slot]), primary(usual[slot]));
    let fits = if eastern { EASTERN.contains(&mine.as_str()) } else { !EASTERN.contains(&mine.as_str()) };
    let told = latin && fits && !mine.is_empty() && !other.is_empty() && mine != other;
    if told { own[slot].map_or(0, |n| n.saturating_add(1)) } else { 0 }
}

/// A number that a paragraph or style asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberLook {
    /// The list; 0 for none.
    pub list: Option<i64>,
    /// Its level.
    pub level: Option<usize>,
}

/// What is said of a paragraph; nothing where nothing is said.
#[derive(Clone, Copy, Debug, Default)]
pub struct ParagraphLook {
    /// Its number.
    pub number: NumberLook,
    /// How it is aligned.
    pub align: Option<Align>,
    /// The indent of its first line in hundredths of an em, or in twentieths of a point.
    pub indent_ems: Option<i32>,
    /// See [`Self::indent_ems`].
    pub indent_twips: Option<i32>,
    /// Its level in the outline, from 0; 9 for running text.
    pub outline: Option<u8>,
    /// Whether a new page begins with it.
    pub new_page: Option<bool>,
}

/// Twentieths of a point: `240`, or in the strict form `12pt`, `4.2mm`.
pub fn twips(s: &str) -> Option<i32> {
    const UNITS: &[(&str, f32)] = &[
        ("pt", 20.0),
        ("mm", 1440.0 / 25.4),
        ("cm", 1440.0 / 2.54),
        ("in", 1440.0),
        ("pc", 240.0),
        ("pi", 240.0),
    ];
    if let Ok(n) = s.parse() {
        return Some(n);
    }
    let (unit, factor) = UNITS.iter().find(|(unit, _)| s.ends_with(unit))?;
    let n: f32 = s[..s.len() - unit.len()].parse().ok()?;
    Some((n * factor) as i32)
}

impl ParagraphLook {
    /// Reads a `w:pPr`.
    pub fn read(e: Element) -> Self {
        let mut out = Self::default();
        for c in e.elements() {
            match c.name() {
                "numPr" => {
                    let number = |name| val(c, name).and_then(|v| v.parse::<i64>().ok());
                    out.number.list = number("numId");
                    out.number.level = number("ilvl").map(|n| n.clamp(0, 8) as usize);
                }
                "jc" => {
                    out.align = Some(match attr(c, "val") {
                        Some("center") => Align::Centre,
                        Some("right" | "end") => Align::End,
                        Some("both" | "distribute") => Align::Justified,
                        _ => Align::Start,
                    });
                }
                "ind" => {
                    let of = |name| attr(c, name).and_then(twips);
                    let signed = |first: Option<i32>, hanging: Option<i32>| hanging.map(|n| -n).or(first);
                    out.indent_ems = signed(of("firstLineChars"), of("hangingChars"));
                    out.indent_twips = signed(of("firstLine"), of("hanging"));
                }
                "outlineLvl" => out.outline = attr(c, "val").and_then(|v| v.parse().ok()),
                "pageBreakBefore" => out.new_page = Some(is_on(c)),
                _ => {}
            }
        }
        out
    }

    /// What another says on top of it.
    #[must_use]
    pub fn with(self, other: &Self) -> Self {
        let own_indent = other.indent_ems.is_some() || other.indent_twips.is_some();
        let indent = if own_indent { other } else { &self };
        Self {
            number: NumberLook {
                list: other.number.list.or(self.number.list),
                level: other.number.level.or(self.number.level),
            },
            align: other.align.or(self.align),
            indent_ems: indent.indent_ems,
            indent_twips: indent.indent_twips,
            outline: other.outline.or(self.outline),
            new_page: other.new_page.or(self.new_page),
        }
    }

    /// The indent in hundredths of an em of a size in half points.
    pub fn indent(&self, size: u16) -> i16 {
        let size = if size == 0 { 21 } else { i32::from(size) };
        let ems = self.indent_ems.filter(|n| *n != 0).or_else(|| Some(self.indent_twips? * 10 / size));
        ems.unwrap_or(0).clamp(-30_000, 30_000) as i16
    }
}

/// Whether a mark of a paragraph, in its `w:rPr`, was inserted or deleted.
pub fn mark_change(rpr: Element) -> (bool, bool) {
    let has = |names: [&str; 2]| rpr.elements().any(|c| names.contains(&local(c.name())));
    (has(["ins", "moveTo"]), has(["del", "moveFrom"]))
}
