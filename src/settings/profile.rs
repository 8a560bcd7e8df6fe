//! A page profile of the user's: what differs from one of ours.

use super::{Problem, parse, problem};
use crate::finding::Words;
use crate::font::FaceRole;
use crate::profile::{
    Align, Folio, HEAD, Head, Long, MM, Mode, PROFILES, Profile, Style, When, Writing, named,
};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::path::Path;

/// A profile, and the font files that it names.
#[derive(Clone, Debug)]
pub struct PageSettings {
    /// The profile.
    pub profile: Profile,
    /// Font files by role.
    pub fonts: Vec<(FaceRole, String)>,
}

/// A length in points: a number, or a text with a unit (pt, mm, cm, in).
#[derive(Clone, Copy, Debug, PartialEq)]
struct Length(f32);

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Points(f32),
            Text(String),
        }
        match Raw::deserialize(d)? {
            Raw::Points(points) => Ok(Self(points)),
            Raw::Text(text) => length(&text).map(Self).ok_or_else(|| {
                serde::de::Error::custom(format!("“{text}” 不是长度，应写作 12、\"12pt\" 或 \"28mm\" / “{text}” is no length; write 12, \"12pt\" or \"28mm\""))
            }),
        }
    }
}

fn length(text: &str) -> Option<f32> {
    let text = text.trim();
    let unit = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let points = match &text[unit..] {
        "pt" => 1.0,
        "mm" => MM,
        "cm" => 10.0 * MM,
        "in" => 72.0,
        _ => return None,
    };
    text[..unit].trim().parse::<f32>().ok().map(|n| n * points)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    base: Option<String>,
    mode: Option<ModeName>,
    writing_mode: Option<WritingName>,
    tate_chu_yoko: Option<usize>,
    contents: Option<Wanted>,
    contents_articles: Option<bool>,
    hyphenation: Option<bool>,
    ragged: Option<bool>,
    hanging_labels: Option<bool>,
    title_page: Option<Wanted>,
    parts_on_new_page: Option<Wanted>,
    mirrored: Option<bool>,
    hanging: Option<bool>,
    columns: Option<u32>,
    lines: Option<u32>,
    line_pitch: Option<Length>,
    article_number: Option<RoleName>,
    page: Option<Page>,
    margins: Option<Margins>,
    body: Option<Look>,
    title: Option<Look>,
    note: Option<Look>,
    heading_1: Option<Look>,
    heading_2: Option<Look>,
    heading_3: Option<Look>,
    article_heading: Option<Look>,
    item_heading: Option<Look>,
    closing: Option<Look>,
    footnote: Option<Look>,
    caption: Option<Look>,
    cell: Option<Look>,
    folio: Option<FolioLook>,
    head: Option<HeadLook>,
    #[serde(default)]
    fonts: BTreeMap<RoleName, String>,
}

/// `true`, `false`, or `"auto"` for long documents.
#[derive(Clone, Copy)]
struct Wanted(When);

impl<'de> Deserialize<'de> for Wanted {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Is(bool),
            Text(String),
        }
        match Raw::deserialize(d)? {
            Raw::Is(true) => Ok(Self(When::Always)),
            Raw::Is(false) => Ok(Self(When::Never)),
            Raw::Text(text) if text == "auto" => Ok(Self(When::Long)),
            Raw::Text(text) => Err(serde::de::Error::custom(format!(
                "“{text}” 不可用，应写作 true、false 或 \"auto\" / “{text}” cannot be used; write true, false or \"auto\""
            ))),
        }
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ModeName {
    Grid,
    Clreq,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WritingName {
    Horizontal,
    Vertical,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
enum RoleName {
    Song,
    Xiaobiaosong,
    Hei,
    Kai,
    Fangsong,
}

impl RoleName {
    const fn role(self) -> FaceRole {
        match self {
            Self::Song => FaceRole::Song,
            Self::Xiaobiaosong => FaceRole::Xiaobiaosong,
            Self::Hei => FaceRole::Hei,
            Self::Kai => FaceRole::Kai,
            Self::Fangsong => FaceRole::Fangsong,
        }
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum AlignName {
    Left,
    Justify,
    Centre,
    Right,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    size: Option<PaperName>,
    width: Option<Length>,
    height: Option<Length>,
}

/// Paper by name (ISO 216; B5 as printers in China and Japan cut it, JIS P 0138).
#[derive(Clone, Copy, Deserialize)]
enum PaperName {
    A3,
    A4,
    A5,
    A6,
    B5,
    Letter,
}

impl PaperName {
    fn size(self) -> (f32, f32) {
        match self {
            Self::A3 => (297.0 * MM, 420.0 * MM),
            Self::A4 => (210.0 * MM, 297.0 * MM),
            Self::A5 => (148.0 * MM, 210.0 * MM),
            Self::A6 => (105.0 * MM, 148.0 * MM),
            Self::B5 => (182.0 * MM, 257.0 * MM),
            Self::Letter => (612.0, 792.0),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Margins {
    top: Option<Length>,
    bottom: Option<Length>,
    left: Option<Length>,
    right: Option<Length>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Look {
    role: Option<RoleName>,
    size: Option<Length>,
    align: Option<AlignName>,
    indent: Option<f32>,
    left: Option<f32>,
    right: Option<f32>,
    before: Option<f32>,
    after: Option<f32>,
    leading: Option<f32>,
    keep_with_next: Option<bool>,
}

impl Look {
    fn over(&self, s: &mut Style) {
        fn set<T>(to: &mut T, from: Option<T>) {
            if let Some(value) = from {
                *to = value;
            }
        }
        set(&mut s.role, self.role.map(RoleName::role));
        set(&mut s.size, self.size.map(|l| l.0));
        set(&mut s.indent, self.indent);
        set(&mut s.left, self.left);
        set(&mut s.right, self.right);
        set(&mut s.before, self.before);
        set(&mut s.after, self.after);
        set(&mut s.leading, self.leading);
        set(&mut s.keep_with_next, self.keep_with_next);
        set(
            &mut s.align,
            self.align.map(|a| match a {
                AlignName::Left => Align::Left,
                AlignName::Justify => Align::Justify,
                AlignName::Centre => Align::Centre,
                AlignName::Right => Align::Right,
            }),
        );
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FolioLook {
    size: Option<Length>,
    dashes: Option<bool>,
    below: Option<Length>,
    outer: Option<Length>,
    centred: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadLook {
    shown: Option<Wanted>,
    articles: Option<Wanted>,
    role: Option<RoleName>,
    size: Option<Length>,
    above: Option<Length>,
}

/// Reads a profile that stands alone: one with a file for its base has no folder to find it in.
///
/// # Errors
/// The line and what is wrong with it: no TOML, an unknown key or value, or a page that holds no text.
pub fn profile(text: &str) -> Result<PageSettings, Problem> {
    let alone = "这里只能以内置的版式为基础 / the base must be one of the profiles here";
    profile_on(text, &mut |_| Err(alone.into()))
}

/// Reads a profile; `file` reads the one that it names as its base by a path.
///
/// # Errors
/// The line and what is wrong with it, as [`profile`] says; and what `file` says.
pub fn profile_on(
    text: &str,
    file: &mut dyn FnMut(&str) -> Result<PageSettings, Words>,
) -> Result<PageSettings, Problem> {
    let f: File = parse(text)?;
    let base = f.base.as_deref().unwrap_or("statement");
    let PageSettings { profile: base, mut fonts } = if is_file(base) {
        file(base).map_err(|what| problem(text, "base", what))?
    } else {
        PageSettings { profile: built_in(text, base)?, fonts: vec![] }
    };
    let base = &match f.writing_mode {
        Some(WritingName::Vertical) => base.written(Writing::Vertical),
        Some(WritingName::Horizontal) => base.written(Writing::Horizontal),
        None => base,
    };
    let mut p = base.clone();
    if let Some(figures) = f.tate_chu_yoko {
        if !(1..=4).contains(&figures) {
            let what = Words::new(
                format!("并排的数字最多 1 至 4 个，不是 {figures} 个"),
                format!("one to four figures may stand side by side, not {figures}"),
            );
            return Err(problem(text, "tate-chu-yoko", what));
        }
        p.figures = figures;
    }
    if let Some(mode) = f.mode {
        p.mode = match mode {
            ModeName::Grid => Mode::Grid,
            ModeName::Clreq => Mode::Clreq,
        };
    }
    if let Some(Wanted(when)) = f.contents {
        (p.contents, p.long.contents) = (when == When::Always, when == When::Long);
    }
    let Long { title_page, parts, entries, .. } = &mut p.long;
    *title_page = f.title_page.map_or(*title_page, |w| w.0);
    *parts = f.parts_on_new_page.map_or(*parts, |w| w.0);
    *entries = f.contents_articles.unwrap_or(*entries);
    p.mirrored = f.mirrored.unwrap_or(p.mirrored);
    p.hyphenation = f.hyphenation.unwrap_or(p.hyphenation);
    p.hanging_labels = f.hanging_labels.or(p.hanging_labels);
    p.ragged = f.ragged.unwrap_or(p.ragged);
    p.hanging = f.hanging.unwrap_or(p.hanging);
    p.article_number = f.article_number.map_or(p.article_number, RoleName::role);
    let [h1, h2, h3] = &mut p.heading;
    let [r1, r2] = &mut p.run;
    let looks: [(&Option<Look>, &mut Style); 12] = [
        (&f.body, &mut p.body),
        (&f.title, &mut p.title),
        (&f.note, &mut p.note),
        (&f.heading_1, h1),
        (&f.heading_2, h2),
        (&f.heading_3, h3),
        (&f.article_heading, r1),
        (&f.item_heading, r2),
        (&f.closing, &mut p.closing),
        (&f.footnote, &mut p.footnote),
        (&f.caption, &mut p.caption),
        (&f.cell, &mut p.cell),
    ];
    for (look, style) in looks {
        if let Some(look) = look {
            look.over(style);
        }
    }
    folio(&f, &mut p);
    head(&f, &mut p);
    area(text, &f, base, &mut p)?;
    for (role, path) in f.fonts {
        fonts.retain(|(r, _)| *r != role.role());
        fonts.push((role.role(), path));
    }
    Ok(PageSettings { profile: p, fonts })
}

/// The file that a profile names as its base; none where it names none, or says nothing that can be read.
pub fn base_file(text: &str) -> Option<String> {
    parse::<File>(text).ok()?.base.filter(|base| is_file(base))
}

/// Whether a base is a file.
fn is_file(base: &str) -> bool {
    Path::new(base).extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// A profile of ours by its name.
fn built_in(text: &str, base: &str) -> Result<Profile, Problem> {
    named(base).cloned().ok_or_else(|| {
        let names: Vec<&str> = PROFILES.iter().map(|p| p.name).collect();
        let what = Words::new(
            format!("没有名为“{base}”的版式，可用：{}，或一个 .toml 文件", names.join("、")),
            format!("there is no profile “{base}”; use {}, or a .toml file", names.join(", ")),
        );
        problem(text, "base", what)
    })
}

fn folio(f: &File, p: &mut Profile) {
    let Some(look) = &f.folio else { return };
    let Folio { size, around, below, outer } = &mut p.folio;
    *size = look.size.map_or(*size, |l| l.0);
    *below = look.below.map_or(*below, |l| l.0);
    *around = match look.dashes {
        Some(true) => ("— ", " —"),
        Some(false) => ("", ""),
        None => *around,
    };
    *outer = look.outer.map(|l| l.0).or(*outer).filter(|_| look.centred != Some(true));
}

fn head(f: &File, p: &mut Profile) {
    let Some(look) = &f.head else { return };
    let usual = Head { size: 0.8 * p.body.size, above: 1.2 * p.body.size, ..HEAD };
    let own = p.head.or(p.long.head).unwrap_or(usual);
    let head = Head {
        role: look.role.map_or(own.role, RoleName::role),
        size: look.size.map_or(own.size, |l| l.0),
        above: look.above.map_or(own.above, |l| l.0),
    };
    let when = look.shown.map_or(When::Always, |w| w.0);
    p.head = (when == When::Always).then_some(head);
    p.long.head = (when != When::Never).then_some(head);
    p.long.articles = look.articles.map_or(p.long.articles, |w| w.0);
}

/// The type area: what the margins leave of the paper, in whole characters and lines.
fn area(text: &str, f: &File, base: &Profile, p: &mut Profile) -> Result<(), Problem> {
    /// Fewest characters in a line and lines on a page; type sizes in points.
    const FEWEST: (u32, u32) = (6, 4);
    const SIZES: std::ops::RangeInclusive<f32> = 4.0..=144.0;
    let size = p.body.size;
    let styles = [p.body, p.title, p.note, p.closing, p.footnote, p.caption, p.cell];
    let all = styles.iter().chain(&p.heading).chain(&p.run);
    if let Some(bad) = all.map(|s| s.size).chain([p.folio.size]).find(|s| !SIZES.contains(s)) {
        let what = Words::new(
            format!("字号 {bad} 磅不在 4 至 144 磅之间"),
            format!("the size {bad} pt is not between 4 and 144 pt"),
        );
        return Err(problem(text, "size", what));
    }
    let resized = f.page.is_some() || f.margins.is_some();
    if resized
        || f.columns.is_some()
        || f.lines.is_some()
        || f.line_pitch.is_some()
        || (size - base.body.size).abs() > 0.01
    {
        let paper = f.page.as_ref().map_or(p.paper, |page| {
            let named = page.size.map_or(p.paper, PaperName::size);
            (page.width.map_or(named.0, |l| l.0), page.height.map_or(named.1, |l| l.0))
        });
        let none = Margins::default();
        let m = f.margins.as_ref().unwrap_or(&none);
        // Margins that are not given keep their share of the paper.
        let scale = (paper.0 / base.paper.0, paper.1 / base.paper.1);
        let (wide, high) = base.area();
        let right = base.paper.0 - base.origin.0 - wide;
        let bottom = base.paper.1 - base.origin.1 - high;
        let left = m.left.map_or(base.origin.0 * scale.0, |l| l.0);
        let right = m.right.map_or(right * scale.0, |l| l.0);
        let top = m.top.map_or(base.origin.1 * scale.1, |l| l.0);
        let bottom = m.bottom.map_or(bottom * scale.1, |l| l.0);
        let (width, height) = (paper.0 - left - right, paper.1 - top - bottom);
        let vertical = p.is_vertical();
        let (along, across) = if vertical { (height, width) } else { (width, height) };
        let columns = f.columns.unwrap_or((along / size + 0.01).max(0.0) as u32);
        let pitch = f.line_pitch.map_or(base.lines.1 / base.body.size * size, |l| l.0);
        let lines = f.lines.unwrap_or((across / pitch + 0.01).max(0.0) as u32);
        if columns < FEWEST.0 || lines < FEWEST.1 || !(size..=20.0 * size).contains(&pitch) {
            let (wide, high) = (width / MM, height / MM);
            let what = Words::new(
                format!("版心 {wide:.0} × {high:.0} 毫米只容 {columns} 字 × {lines} 行，请减小边距或字号"),
                format!(
                    "the type area of {wide:.0} × {high:.0} mm holds {columns} characters × {lines} lines; make margins or type smaller"
                ),
            );
            return Err(problem(text, if resized { "margins" } else { "line" }, what));
        }
        p.paper = paper;
        let grid = p.mode == Mode::Grid;
        p.columns = (columns, if grid { along / columns as f32 } else { size });
        p.lines = (lines, if grid && f.line_pitch.is_none() { across / lines as f32 } else { pitch });
        // What whole characters leave over goes to both sides; the first line stands at its margin.
        let rest = (width - p.area().0, height - p.area().1);
        p.origin = match vertical {
            false => (left + rest.0 / 2.0, top),
            true if p.mirrored => (left, top + rest.1 / 2.0),
            true => (left + rest.0, top + rest.1 / 2.0),
        };
    }
    let (wide, high) = p.area();
    let fits = p.origin.0 >= 0.0
        && p.origin.0 + wide <= p.paper.0 + 0.1
        && p.origin.1 >= 0.0
        && p.origin.1 + high <= p.paper.1 + 0.1;
    if !fits {
        let (columns, lines) = (p.columns.0, p.lines.0);
        let what = Words::new(
            format!("{columns} 字 × {lines} 行大于纸面，请减少"),
            format!("{columns} characters × {lines} lines are larger than the paper; take fewer"),
        );
        return Err(problem(text, if f.columns.is_some() { "columns" } else { "lines" }, what));
    }
    // The page number stays on the paper.
    let below = p.paper.1 - p.origin.1 - high;
    p.folio.below = p.folio.below.min(below - 2.0).max(p.folio.size.min(below));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_is_that_of_the_base() {
        let p = profile("base = \"law\"\n[title]\nsize = \"24pt\"\n").expect("a profile").profile;
        let law = named("law").expect("law");
        assert_eq!((p.title.size, p.body), (24.0, law.body));
        assert_eq!((p.columns, p.lines, p.origin), (law.columns, law.lines, law.origin));
    }

    #[test]
    fn the_type_area_is_what_the_margins_leave() {
        let p = profile(
            "base = \"book\"\n[page]\nsize = \"B5\"\n[margins]\nleft = \"20mm\"\nright = \"20mm\"\ntop = 72\nbottom = \"2cm\"\n[fonts]\nsong = \"a.otf\"\n",
        )
        .expect("a profile");
        let q = &p.profile;
        assert_eq!(q.columns.0, (142.0 * MM / 10.5) as u32);
        assert!((q.origin.0 * 2.0 + q.width() - 182.0 * MM).abs() < 0.1 && (q.origin.1 - 72.0).abs() < 0.01);
        assert_eq!(p.fonts, [(FaceRole::Song, "a.otf".to_owned())]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, line) in [
            ("base = \"novel\"", 1),
            ("\nmod = \"grid\"", 2),
            ("[page]\nwidth = \"ten\"", 2),
            ("[margins]\nleft = \"100mm\"\nright = \"100mm\"", 1),
            ("\n\ncolumns = 90", 3),
            ("[body]\nsize = 1", 2),
        ] {
            let problem = profile(text).expect_err(text);
            assert_eq!(problem.line, line, "{text}: {:?}", problem.what);
        }
    }
}
