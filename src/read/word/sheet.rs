//! Styles and lists as WordprocessingML.

use super::look::escape;
use super::look::{Paragraph, Run};
use crate::number::word::format_of_code;
use std::fmt::Write;

/// A style.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// Its number.
    pub number: u16,
    /// Whether it is one of characters.
    pub character: bool,
    /// Its name.
    pub name: String,
    /// The style that it is based on.
    pub base: Option<u16>,
    /// What it says.
    pub paragraph: Paragraph,
    /// See `paragraph`.
    pub run: Run,
}

/// A level of a list.
#[derive(Clone, Debug, Default)]
pub struct Level {
    /// Its first number.
    pub start: u32,
    /// The number of its format.
    pub format: u8,
    /// Its text, where the characters U+0000 to U+0008 stand for the numbers of levels.
    pub text: String,
    /// What stands behind: 0 a tab, 1 a space, 2 nothing.
    pub follow: u8,
    /// Whether all numbers are shown in decimals.
    pub legal: bool,
    /// The level, from 1, after which it begins again; 0 for never.
    pub restart: Option<u8>,
    /// The style whose paragraphs stand on it.
    pub style: Option<u16>,
    /// The font of its text.
    pub font: String,
    /// What is said of its text.
    pub run: Run,
}

/// A list with its levels.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Its number.
    pub number: i32,
    /// Its levels, the upper ones first.
    pub levels: Vec<Level>,
}

/// A list as paragraphs name it.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The number that paragraphs say.
    pub number: i32,
    /// The list.
    pub list: i32,
    /// What it says otherwise: a level, its first number, and all of it.
    pub overrides: Vec<(u8, Option<u32>, Option<Level>)>,
}

/// `styles.xml`; `languages` are those of text that says nothing.
pub fn styles(all: &[Style], usual: &Run) -> String {
    let mut out = String::from("<styles><docDefaults><rPrDefault><rPr>");
    out.push_str(&usual.properties());
    out.push_str("</rPr></rPrDefault></docDefaults>");
    for style in all {
        let (kind, letter) = if style.character { ("character", 'c') } else { ("paragraph", 'p') };
        let usual = if style.number == 0 && !style.character { " default=\"1\"" } else { "" };
        let _ = write!(out, "<style type=\"{kind}\" styleId=\"{letter}{}\"{usual}>", style.number);
        out.push_str("<name val=\"");
        escape(&style.name, &mut out);
        out.push_str("\"/>");
        if let Some(base) = style.base {
            let _ = write!(out, "<basedOn val=\"{letter}{base}\"/>");
        }
        let _ = write!(out, "<pPr>{}</pPr>", style.paragraph.properties(None));
        let _ = write!(out, "<rPr>{}</rPr></style>", style.run.properties());
    }
    out.push_str("</styles>");
    out
}

fn level(number: usize, level: &Level, out: &mut String) {
    let _ = write!(out, "<lvl ilvl=\"{number}\"><start val=\"{}\"/>", level.start);
    let _ = write!(out, "<numFmt val=\"{}\"/>", format_of_code(level.format));
    if let Some(style) = level.style {
        let _ = write!(out, "<pStyle val=\"p{style}\"/>");
    }
    if level.legal {
        out.push_str("<isLgl/>");
    }
    if let Some(restart) = level.restart {
        let _ = write!(out, "<lvlRestart val=\"{restart}\"/>");
    }
    let suffix = ["tab", "space", "nothing"].get(usize::from(level.follow)).unwrap_or(&"tab");
    let _ = write!(out, "<suff val=\"{suffix}\"/><lvlText val=\"");
    for c in level.text.chars() {
        match c {
            '\0'..='\u{8}' => drop(write!(out, "%{}", c as u32 + 1)),
            c => escape(c.encode_utf8(&mut [0; 4]), out),
        }
    }
    out.push_str("\"/><rPr>");
    if !level.font.is_empty() {
        out.push_str("<rFonts ascii=\"");
        escape(&level.font, out);
        out.push_str("\"/>");
    }
    out.push_str(&level.run.properties());
    out.push_str("</rPr></lvl>");
}

/// `numbering.xml`.
pub fn numbering(lists: &[List], named: &[Named]) -> String {
    let mut out = String::from("<numbering>");
    for list in lists {
        let _ = write!(out, "<abstractNum abstractNumId=\"{}\">", list.number);
        for (k, l) in list.levels.iter().enumerate() {
            level(k, l, &mut out);
        }
        out.push_str("</abstractNum>");
    }
    for one in named {
        let _ = write!(out, "<num numId=\"{}\"><abstractNumId val=\"{}\"/>", one.number, one.list);
        for (k, start, own) in &one.overrides {
            let _ = write!(out, "<lvlOverride ilvl=\"{k}\">");
            if let Some(start) = start {
                let _ = write!(out, "<startOverride val=\"{start}\"/>");
            }
            if let Some(own) = own {
                level((*k).into(), own, &mut out);
            }
            out.push_str("</lvlOverride>");
        }
        out.push_str("</num>");
    }
    out.push_str("</numbering>");
    out
}
