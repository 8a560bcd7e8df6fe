//! What old files say of runs and paragraphs, and how the newer format says it.

use crate::read::docx::{Change, Vertical};
use crate::text::{Align, chars::is_xml};
use std::fmt::Write;

/// Text with the signs of XML replaced.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(sound(c)),
        }
    }
}

/// A character, or the picture of one that no XML holds.
pub fn sound(c: char) -> char {
    match c {
        c if is_xml(c) => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        _ => '\u{fffd}',
    }
}

/// What is said of a run; nothing where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Bold.
    pub bold: Option<bool>,
    /// Hidden.
    pub hidden: Option<bool>,
    /// Hidden only so that a heading runs into the text behind it.
    pub runs_in: bool,
    /// Underlined.
    pub underline: Option<bool>,
    /// Dots for emphasis.
    pub dots: Option<bool>,
    /// Raised or lowered.
    pub vertical: Option<Vertical>,
    /// Whether its face is Hei.
    pub hei: Option<bool>,
    /// In half points.
    pub size: Option<u16>,
    /// Windows' numbers of the languages of Latin and of East Asian text; 0 for none.
    pub language: [u16; 2],
    /// The style of its characters.
    pub style: Option<u16>,
    /// Whether it was inserted or deleted.
    pub change: Change,
}

/// What is said of a paragraph; nothing where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its style.
    pub style: Option<u16>,
    /// Its list and level.
    pub list: Option<i32>,
    /// See `list`.
    pub level: Option<u8>,
    /// How it is aligned.
    pub align: Option<Align>,
    /// The indent of its first line in twentieths of a point.
    pub indent: Option<i32>,
    /// The same in hundredths of a character.
    pub indent_ems: Option<i32>,
    /// Its level in the outline, from 0; 9 for running text.
    pub outline: Option<u8>,
    /// Whether a new page begins with it.
    pub new_page: Option<bool>,
}

/// An element that says yes or no.
fn flag(out: &mut String, name: &str, value: Option<bool>) {
    match value {
        Some(true) => drop(write!(out, "<{name}/>")),
        Some(false) => drop(write!(out, "<{name} val=\"0\"/>")),
        None => {}
    }
}

impl Run {
    /// Its `rPr`, empty where it says nothing.
    pub fn properties(&self) -> String {
        let mut out = String::new();
        if let Some(style) = self.style {
            let _ = write!(out, "<rStyle val=\"c{style}\"/>");
        }
        if let Some(hei) = self.hei {
            let _ = write!(out, "<rFonts eastAsia=\"{}\"/>", if hei { "SimHei" } else { "SimSun" });
        }
        flag(&mut out, "b", self.bold);
        flag(&mut out, "vanish", self.hidden);
        if self.runs_in {
            out.push_str("<specVanish/>");
        }
        let mut named = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                let _ = write!(out, "<{name} val=\"{value}\"/>");
            }
        };
        named("u", self.underline.map(|on| if on { "single" } else { "none" }));
        named("em", self.dots.map(|on| if on { "dot" } else { "none" }));
        let vertical = self.vertical.map(|v| match v {
            Vertical::Super => "superscript",
            Vertical::Sub => "subscript",
            Vertical::Line => "baseline",
        });
        named("vertAlign", vertical);
        if let Some(size) = self.size {
            let _ = write!(out, "<sz val=\"{size}\"/>");
        }
        let [latin, eastern] = self.language.map(super::language::tag);
        if !(latin.is_empty() && eastern.is_empty()) {
            out.push_str("<lang");
            for (name, tag) in [("val", latin), ("eastAsia", eastern)] {
                if !tag.is_empty() {
                    let _ = write!(out, " {name}=\"{tag}\"");
                }
            }
            out.push_str("/>");
        }
        out
    }
}

impl Paragraph {
    /// What its `pPr` holds, with a label that the file has written out.
    pub fn properties(&self, label: Option<&str>) -> String {
        let mut out = String::new();
        if let Some(style) = self.style {
            let _ = write!(out, "<pStyle val=\"p{style}\"/>");
        }
        if self.list.is_some() || label.is_some() {
            out.push_str("<numPr>");
            if let Some(level) = self.level {
                let _ = write!(out, "<ilvl val=\"{level}\"/>");
            }
            if let Some(list) = self.list {
                let _ = write!(out, "<numId val=\"{list}\"/>");
            }
            if let Some(label) = label {
                out.push_str("<written val=\"");
                escape(label, &mut out);
                out.push_str("\"/>");
            }
            out.push_str("</numPr>");
        } else if let Some(level) = self.level {
            let _ = write!(out, "<numPr><ilvl val=\"{level}\"/></numPr>");
        }
        let align = self.align.map(|a| match a {
            Align::Centre => "center",
            Align::End => "right",
            Align::Justified => "both",
            Align::Start | Align::Unknown => "left",
        });
        if let Some(align) = align {
            let _ = write!(out, "<jc val=\"{align}\"/>");
        }
        if self.indent.is_some() || self.indent_ems.is_some() {
            out.push_str("<ind");
            for (name, n) in [("firstLine", self.indent), ("firstLineChars", self.indent_ems)] {
                if let Some(n) = n {
                    let _ = write!(out, " {name}=\"{n}\"");
                }
            }
            out.push_str("/>");
        }
        if let Some(outline) = self.outline {
            let _ = write!(out, "<outlineLvl val=\"{outline}\"/>");
        }
        flag(&mut out, "pageBreakBefore", self.new_page);
        out
    }
}
