//! The order of reading on a sheet: from the top, and column by column where there are columns.

use super::font::Font;
use super::lines::{Piece, cut};

/// Rows that are read one below the other.
#[derive(Debug)]
pub struct Region {
    pub rows: Vec<Vec<Piece>>,
    /// Which column it is, and of how many.
    pub column: (usize, usize),
}

/// Columns of a page: at most so many halvings.
const DEEPEST: usize = 3;

/// A white space between columns.
#[derive(Clone, Copy, Debug)]
pub struct Gutter {
    from: f32,
    to: f32,
}

/// The regions of a sheet in the order of reading; rows come from the top, each with its pieces from the left. Columns with
/// few lines, where no white space of the sheet's own parts it, are told by those of other sheets.
pub fn regions(rows: Vec<Vec<Piece>>, own: Option<Gutter>, known: &[Gutter], fonts: &[Font]) -> Vec<Region> {
    let mut out = vec![];
    let found = own.or_else(|| known.iter().copied().find(|g| fits(&rows, *g)));
    split(rows, found, 0, (0, 1), fonts, &mut out);
    out
}

fn split(
    rows: Vec<Vec<Piece>>,
    found: Option<Gutter>,
    depth: usize,
    column: (usize, usize),
    fonts: &[Font],
    out: &mut Vec<Region>,
) {
    let Some(gutter) = found else {
        out.push(Region { rows, column });
        return;
    };
    // What crosses the gutter stands above or below the columns.
    let crosses = |row: &Vec<Piece>| row.iter().any(|p| p.x0 < gutter.from - 1.0 && p.x1 > gutter.to + 1.0);
    let mut band: Vec<Vec<Piece>> = vec![];
    let mut wide: Vec<Vec<Piece>> = vec![];
    let flush = |band: &mut Vec<Vec<Piece>>, wide: &mut Vec<Vec<Piece>>, out: &mut Vec<Region>| {
        if !wide.is_empty() {
            out.push(Region { rows: std::mem::take(wide), column });
        }
        if band.is_empty() {
            return;
        }
        let (mut left, mut right) = (vec![], vec![]);
        for row in std::mem::take(band) {
            let (l, r): (Vec<Piece>, Vec<Piece>) = row.into_iter().partition(|p| p.x1 <= gutter.to + 1.0);
            left.push(l);
            right.push(r);
        }
        let (at, of) = (column.0 * 2, column.1 * 2);
        for (half, at) in [(left, at), (right, at + 1)] {
            let half: Vec<Vec<Piece>> = half.into_iter().filter(|r| !r.is_empty()).collect();
            let found = if depth + 1 < DEEPEST { self::gutter(&half) } else { None };
            split(half, found, depth + 1, (at, of), fonts, out);
        }
    };
    for row in rows {
        // Two columns may come nearer to each other than parts of a line do.
        let row: Vec<Piece> = row.into_iter().flat_map(|p| cut(p, (gutter.from, gutter.to), fonts)).collect();
        if crosses(&row) {
            if !band.is_empty() {
                flush(&mut band, &mut wide, out);
            }
            wide.push(row);
        } else {
            if !wide.is_empty() && band.is_empty() {
                flush(&mut vec![], &mut wide, out);
            }
            band.push(row);
        }
    }
    flush(&mut band, &mut wide, out);
}

/// The widest white space that most rows leave free and that has running text on both sides.
pub fn gutter(rows: &[Vec<Piece>]) -> Option<Gutter> {
    /// Rows that must have text on both sides.
    const FEWEST: usize = 5;
    let pieces = || rows.iter().flatten();
    let left = pieces().map(|p| p.x0).fold(f32::MAX, f32::min);
    let right = pieces().map(|p| p.x1).fold(f32::MIN, f32::max);
    let width = right - left;
    if rows.len() < FEWEST || !(100.0..20_000.0).contains(&width) {
        return None;
    }
    let size = super::lines::common(pieces().map(|p| p.size))?;
    // How many rows have ink at each place.
    let mut ink = vec![0_usize; width as usize + 2];
    for p in pieces() {
        let from = (p.x0 - left).floor().max(0.0) as usize;
        let to = ((p.x1 - left).ceil() as usize).min(ink.len());
        ink[from.min(to)..to].iter_mut().for_each(|n| *n += 1);
    }
    let free = |n: usize| n * 5 <= rows.len();
    let (near, far) = ((width * 0.15) as usize, (width * 0.85) as usize);
    let mut best: Option<(Gutter, usize)> = None;
    let mut at = near;
    while at < far {
        if !free(ink[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < ink.len() && free(ink[at]) {
            at += 1;
        }
        // The part of it that the fewest rows cross.
        let least = ink[start..at].iter().copied().min().unwrap_or(0);
        let from = start + ink[start..at].iter().position(|n| *n == least).unwrap_or(0);
        let to = from + ink[from..at].iter().take_while(|n| **n == least).count();
        let gutter = Gutter { from: left + from as f32, to: left + to as f32 };
        if (to - from) as f32 >= 0.8 * size && is_between(rows, gutter, (left, right), size) {
            let rank = to - from;
            if best.is_none_or(|(_, r)| rank > r) {
                best = Some((gutter, rank));
            }
        }
    }
    best.map(|(g, _)| g)
}

/// How far lines of a column may be set in, and how much lower one column may begin than the other, in sizes of the type.
const SET_IN: f32 = 4.2;
const LOWER: f32 = 4.0;

/// Whether columns of another sheet are those of this one, the last of which may be all but empty: what stands on the right
/// begins where that column does, beside the first line of the left, which is as wide as its column.
fn fits(rows: &[Vec<Piece>], gutter: Gutter) -> bool {
    let pieces = || rows.iter().flatten();
    let right = || pieces().filter(|p| p.x0 > gutter.from - 1.0 && p.x1 > gutter.to + 1.0);
    let left = || pieces().filter(|p| p.x1 <= gutter.to + 1.0);
    let top = |y: f32, p: &Piece| y.min(p.y);
    let (a, b) = (left().fold(f32::MAX, top), right().fold(f32::MAX, top));
    let across = rows.iter().filter(|row| row.iter().any(|p| p.x0 < gutter.from && p.x1 > gutter.to)).count();
    right().next().is_some()
        && across * 5 <= rows.len()
        && right().all(|p| (gutter.to - 2.0..gutter.to + SET_IN * p.size).contains(&p.x0))
        && left().any(|p| p.x1 > gutter.from - p.size)
        && right().next().is_some_and(|p| (a - b).abs() < LOWER * p.size)
}

/// Whether text runs on both sides of a white space: lines that go from one edge of their column to the other.
fn is_between(rows: &[Vec<Piece>], gutter: Gutter, (left, right): (f32, f32), size: f32) -> bool {
    const FEWEST: usize = 4;
    /// Full lines of a column beside which one may have few.
    const LONG: usize = 10;
    /// The narrowest column, in sizes of the type.
    const NARROWEST: f32 = 7.0;
    // Whether it is a column by itself, and whether one beside a column that is.
    let side = |on: &dyn Fn(&Piece) -> bool, width: f32| {
        let mut widths: Vec<f32> = rows
            .iter()
            .filter_map(|row| {
                let here: Vec<&Piece> = row.iter().filter(|p| on(p)).collect();
                Some(here.last()?.x1 - here.first()?.x0)
            })
            .collect();
        widths.sort_by(f32::total_cmp);
        let full = widths.iter().filter(|w| **w > 0.75 * width).count();
        // Short lines may be many; then the column is wider than that of a table.
        let often = full * 5 >= widths.len() * 2;
        let wide = full >= FEWEST - 1 && full * 7 >= widths.len() && width > 1.7 * NARROWEST * size;
        let there = widths.len() >= FEWEST && width > NARROWEST * size;
        (there && (often || wide), there && full >= 2, full)
    };
    let on_left = |p: &Piece| p.x1 <= gutter.to + 1.0;
    let on_right = |p: &Piece| p.x0 >= gutter.from - 1.0 && p.x1 > gutter.to + 1.0;
    // Columns stand beside each other, whether or not their lines do.
    let span = |on: &dyn Fn(&Piece) -> bool| {
        let heights = rows.iter().flatten().filter(|p| on(p)).map(|p| p.y);
        heights.fold((f32::MAX, f32::MIN), |(a, b), y| (a.min(y), b.max(y)))
    };
    let ((a0, a1), (b0, b1)) = (span(&on_left), span(&on_right));
    let beside = a1.min(b1) - a0.max(b0);
    let ((sure, may, full), (sure_too, may_too, full_too)) =
        (side(&on_left, gutter.from - left), side(&on_right, right - gutter.to));
    // A text that ends in its last column fills the others.
    let last = sure && full >= LONG && may_too && (a0 - b0).abs() < LOWER * size;
    let first = sure_too && full_too >= LONG && may && (a0 - b0).abs() < LOWER * size;
    (sure && sure_too || last || first) && beside > 0.4 * (a1 - a0).min(b1 - b0)
}

/// The pieces of a row as one.
pub fn join(row: Vec<Piece>) -> Option<Piece> {
    let mut pieces = row.into_iter();
    let mut out = pieces.next()?;
    for p in pieces {
        out.text.push_str(if out.text.ends_with(super::lines::is_wide) { "\u{3000}" } else { " " });
        let by = out.text.len();
        out.text.push_str(&p.text);
        out.raised.extend(p.raised.iter().map(|r| r.start + by..r.end + by));
        out.marks.extend(p.marks.iter().map(|s| s.moved(by)));
        out.x1 = out.x1.max(p.x1);
        out.bold &= p.bold;
        out.open = p.open;
        out.parted = true;
        out.cells.extend(p.cells);
    }
    Some(out)
}
