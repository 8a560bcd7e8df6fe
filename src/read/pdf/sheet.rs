//! Pages as they are read: turned upright, lines from top to bottom laid down, two pages on one sheet taken apart, what
//! stands askew (stamps, watermarks) set aside.

use super::interpret::{Content, Shown};
use super::path::Rule;
use crate::ir::MarkKind;
use crate::text::chars::{is_han, is_space};

/// What is drawn along a character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stroke {
    /// Nothing.
    #[default]
    None,
    /// A line below it.
    Under,
    /// A line through it.
    Through,
}

impl Stroke {
    /// What it means.
    pub const fn mark(self) -> Option<MarkKind> {
        match self {
            Self::None => None,
            Self::Under => Some(MarkKind::Underline),
            Self::Through => Some(MarkKind::Deleted),
        }
    }
}

/// A character on a sheet; x goes along the line, y to the next line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cell {
    pub c: char,
    /// Where it begins.
    pub x: f32,
    /// How far it goes on.
    pub w: f32,
    /// The base line.
    pub y: f32,
    pub size: f32,
    pub font: u16,
    /// The marked content that it belongs to, by number on its page; -1 for none.
    pub mark: i32,
    /// The line that is drawn along it.
    pub stroke: Stroke,
    /// The link that lies over it, by number; 0 for none.
    pub link: u16,
    /// The element of the file's tree around it that says something of it, by number; 0 for none.
    pub said: u32,
}

impl Cell {
    /// Where it ends.
    pub fn end(&self) -> f32 {
        self.x + self.w
    }
}

/// What is read as one page.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The page of the file, from 1.
    pub page: u32,
    /// Along the lines, and across them.
    pub width: f32,
    pub height: f32,
    pub cells: Vec<Cell>,
    pub rules: Vec<Rule>,
}

/// Characters that stand another way than most of their page and are still a text of their own.
const FEWEST: usize = 30;

/// The sheets of a page; with the characters that were set aside.
pub fn sheets(content: &Content, page: u32, (width, height): (f32, f32)) -> (Vec<Sheet>, Vec<char>) {
    let seen = || content.shown.iter().filter(|s| !s.artifact);
    let mut counts = [0_usize; 5];
    for s in seen().filter(|s| !is_space(s.c)) {
        counts[usize::from(s.turned)] += 1;
    }
    let vertical = is_vertical(content);
    let main = if vertical { 0 } else { (0..4).max_by_key(|t| (counts[*t], 4 - *t)).unwrap_or(0) };
    let mut out = vec![];
    let mut aside: Vec<char> = vec![];
    for turned in [main].into_iter().chain((0..5).filter(|t| *t != main)) {
        let here = |s: &&Shown| usize::from(s.turned) == turned || vertical && turned == 0 && s.turned == 1;
        if counts[turned] == 0 || vertical && turned == 1 {
            continue;
        }
        if turned != main && (turned == 4 || counts[turned] < FEWEST) {
            aside.extend(seen().filter(here).map(|s| s.c).filter(|c| !is_space(*c)));
            continue;
        }
        let (cells, rules, size) = if vertical && turned == 0 {
            (
                upright(&seen().filter(here).copied().collect::<Vec<_>>(), width),
                laid(&content.rules, 1, (width, height)),
                (height, width),
            )
        } else {
            let size = if turned % 2 == 1 { (height, width) } else { (width, height) };
            let cells = seen().filter(here).map(|s| cell(s, turned, (width, height))).collect();
            (cells, laid(&content.rules, turned, (width, height)), size)
        };
        out.push(Sheet { page, width: size.0, height: size.1, cells, rules });
    }
    (out.into_iter().flat_map(apart).collect(), aside)
}

/// Whether the lines of a page run from top to bottom: its fonts say so, or one character stands below the other.
fn is_vertical(content: &Content) -> bool {
    let (mut down, mut along) = (0_usize, 0_usize);
    for pair in content.shown.windows(2) {
        let [a, b] = pair else { continue };
        if a.turned != 0 || b.turned != 0 || !is_han(a.c) || !is_han(b.c) {
            continue;
        }
        let (dx, dy) = ((b.x - a.x) / a.size, (b.y - a.y) / a.size);
        if b.vertical || dx.abs() < 0.1 && (0.7..1.6).contains(&dy) {
            down += 1;
        } else if dy.abs() < 0.1 && (0.7..1.6).contains(&dx) {
            along += 1;
        }
    }
    down > along && down > 1
}

/// A character of a page that is turned so many quarters, on the page turned back.
fn cell(s: &Shown, turned: usize, (width, height): (f32, f32)) -> Cell {
    let (x, y, w) = match turned {
        1 => (s.y, width - s.x, s.dy),
        2 => (width - s.x, height - s.y, -s.dx),
        3 => (height - s.y, s.x, -s.dy),
        _ => (s.x, s.y, s.dx),
    };
    // Some write from right to left with negative widths.
    let (x, w) = if w < 0.0 { (x + w, -w) } else { (x, w) };
    placed(s, x, w, y)
}

/// A character at a place.
const fn placed(s: &Shown, x: f32, w: f32, y: f32) -> Cell {
    let stroke = Stroke::None;
    Cell { c: s.c, x, w, y, size: s.size, font: s.font, mark: s.mark, stroke, link: s.link, said: 0 }
}

/// Rules on the page turned back.
fn laid(rules: &[Rule], turned: usize, (width, height): (f32, f32)) -> Vec<Rule> {
    let turn = |r: &Rule| match turned {
        1 => Rule { x0: r.y0, y0: width - r.x1, x1: r.y1, y1: width - r.x0 },
        2 => Rule { x0: width - r.x1, y0: height - r.y1, x1: width - r.x0, y1: height - r.y0 },
        3 => Rule { x0: height - r.y1, y0: r.x0, x1: height - r.y0, y1: r.x1 },
        _ => *r,
    };
    rules.iter().map(turn).collect()
}

/// The share of its size that a character stands above its base line, and the middle of it.
const ASCENT: f32 = 0.88;
const MIDDLE: f32 = 0.38;

/// Characters of lines from top to bottom, the lines laid down.
fn upright(shown: &[Shown], width: f32) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::with_capacity(shown.len());
    let mut k = 0;
    while k < shown.len() {
        let s = &shown[k];
        let lie = |x: f32, w: f32, middle: f32, s: &Shown| placed(s, x, w, width - middle + MIDDLE * s.size);
        if s.vertical {
            out.push(lie(s.y, s.dy.abs(), s.x, s));
            k += 1;
        } else if s.turned == 1 {
            out.push(lie(s.y, s.dy, s.x + MIDDLE * s.size, s));
            k += 1;
        } else {
            // 縦中横: what stands side by side is one place of the line.
            let beside = |a: &Shown, b: &Shown| {
                !b.vertical
                    && b.turned == 0
                    && (b.y - a.y).abs() < 0.1 * a.size
                    && (b.x - a.x - a.dx).abs() < 0.3 * a.size
            };
            let mut end = k + 1;
            while end < shown.len() && beside(&shown[end - 1], &shown[end]) {
                end += 1;
            }
            let group = &shown[k..end];
            let last = &group[group.len() - 1];
            let middle = f32::midpoint(s.x, last.x + last.dx);
            let step = s.size / group.len() as f32;
            for (i, one) in group.iter().enumerate() {
                out.push(lie(s.y - ASCENT * s.size + step * i as f32, step, middle, one));
            }
            k = end;
        }
    }
    out
}

/// Two pages on one sheet: nothing stands in its middle, and both halves hold lines.
fn apart(sheet: Sheet) -> Vec<Sheet> {
    /// How much wider than high such a sheet is.
    const WIDE: f32 = 1.2;
    if sheet.width < WIDE * sheet.height {
        return vec![sheet];
    }
    let (middle, near) = (sheet.width / 2.0, sheet.width * 0.015);
    let ink = || sheet.cells.iter().filter(|c| !is_space(c.c));
    let crossing = ink().filter(|c| c.x < middle + near && c.end() > middle - near).count();
    let left = ink().filter(|c| c.x < middle).count();
    let right = ink().count() - left;
    let ruled =
        sheet.rules.iter().any(|r| r.lies() && r.x0 < middle - 5.0 * near && r.x1 > middle + 5.0 * near);
    // A page number may stand in the middle of both.
    if ruled || crossing > 6 || left < FEWEST || right < FEWEST {
        return vec![sheet];
    }
    let half = |from: f32, to: f32| Sheet {
        page: sheet.page,
        width: middle,
        height: sheet.height,
        cells: sheet
            .cells
            .iter()
            .filter(|c| (from..to).contains(&(c.x + c.w / 2.0)))
            .map(|c| Cell { x: c.x - from, ..*c })
            .collect(),
        rules: sheet
            .rules
            .iter()
            .filter(|r| (from..to).contains(&f32::midpoint(r.x0, r.x1)))
            .map(|r| Rule { x0: r.x0 - from, x1: r.x1 - from, ..*r })
            .collect(),
    };
    vec![half(0.0, middle), half(middle, sheet.width)]
}
