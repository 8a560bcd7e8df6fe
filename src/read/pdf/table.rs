//! Tables: grids that rules draw, with the characters that stand in their cells.

use super::font::Font;
use super::lines::{Piece, piece, rows};
use super::path::Rule;
use super::sheet::{Cell, Sheet};
use crate::ir::CellAlign;
use crate::text::chars::is_space;

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct TableCell {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    /// Whether it heads its row, and how it is aligned, where the file says so.
    pub heads: bool,
    pub align: Option<CellAlign>,
    /// Its paragraphs, in lines.
    pub parts: Vec<Vec<Piece>>,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Left, top, right, bottom.
    pub bounds: Rule,
    /// The edges of its columns.
    pub columns: Vec<f32>,
    /// Cells by rows and columns.
    pub cells: Vec<TableCell>,
    pub rows: usize,
    /// The page that it begins on.
    pub page: u32,
    /// Rows at its top that name the columns.
    pub heads: usize,
    /// What the file says is its caption.
    pub caption: Vec<Piece>,
}

/// Points that ends of rules may miss each other by.
const NEAR: f32 = 3.0;
/// Rules of a table, at most: what has more is a drawing.
const MOST: usize = 4000;
/// Places that its columns and rows may make.
const PLACES: usize = 2500;

/// Rules on one line that touch each other, as one.
fn merged(rules: &[Rule], lies: bool) -> Vec<Rule> {
    let mut here: Vec<Rule> = rules.iter().filter(|r| r.lies() == lies).copied().collect();
    let place = |r: &Rule| if lies { f32::midpoint(r.y0, r.y1) } else { f32::midpoint(r.x0, r.x1) };
    let start = |r: &Rule| if lies { r.x0 } else { r.y0 };
    here.sort_by(|a, b| {
        (place(a) / 2.0).round().total_cmp(&(place(b) / 2.0).round()).then(start(a).total_cmp(&start(b)))
    });
    let mut out: Vec<Rule> = vec![];
    for r in here {
        match out.last_mut() {
            Some(last)
                if (place(last) - place(&r)).abs() < 2.0
                    && start(&r) <= if lies { last.x1 } else { last.y1 } + NEAR =>
            {
                *last = Rule {
                    x0: last.x0.min(r.x0),
                    y0: last.y0.min(r.y0),
                    x1: last.x1.max(r.x1),
                    y1: last.y1.max(r.y1),
                };
            }
            _ => out.push(r),
        }
    }
    out
}

/// Places that are near each other, as one.
fn places(mut values: Vec<f32>) -> Vec<f32> {
    values.sort_by(f32::total_cmp);
    values.dedup_by(|b, a| *b - *a < NEAR + 1.0);
    values
}

/// Takes the tables that rules draw out of a sheet.
pub fn ruled(sheet: &mut Sheet, fonts: &[Font]) -> Vec<Table> {
    if sheet.rules.len() < 4 || sheet.rules.len() > MOST {
        return vec![];
    }
    let (lying, standing) = (merged(&sheet.rules, true), merged(&sheet.rules, false));
    let all: Vec<Rule> = lying.iter().chain(&standing).copied().collect();
    let touch = |a: &Rule, b: &Rule| {
        a.x0 - NEAR <= b.x1 && b.x0 - NEAR <= a.x1 && a.y0 - NEAR <= b.y1 && b.y0 - NEAR <= a.y1
    };
    // Rules that touch belong together.
    let mut group: Vec<usize> = (0..all.len()).collect();
    for i in 0..lying.len() {
        for j in lying.len()..all.len() {
            if touch(&all[i], &all[j]) {
                let (a, b) = (root(&group, i), root(&group, j));
                group[a.max(b)] = a.min(b);
            }
        }
    }
    let mut out = vec![];
    for k in 0..all.len() {
        if root(&group, k) != k {
            continue;
        }
        let here = |lies: bool| {
            let group = &group;
            let of = move |(i, r): (usize, &Rule)| (root(group, i) == k && r.lies() == lies).then_some(*r);
            all.iter().enumerate().filter_map(of).collect::<Vec<Rule>>()
        };
        out.extend(grid(&here(true), &here(false), sheet, fonts));
    }
    out.sort_by(|a, b| a.bounds.y0.total_cmp(&b.bounds.y0));
    out
}

fn root(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
}

/// The table that some rules draw, where they draw one; its characters leave the sheet.
fn grid(lying: &[Rule], standing: &[Rule], sheet: &mut Sheet, fonts: &[Font]) -> Option<Table> {
    let xs = places(standing.iter().map(|r| f32::midpoint(r.x0, r.x1)).collect());
    let ys = places(lying.iter().map(|r| f32::midpoint(r.y0, r.y1)).collect());
    if xs.len() < 3 || ys.len() < 3 {
        return None;
    }
    let (columns, lines) = (xs.len() - 1, ys.len() - 1);
    if columns * lines > PLACES {
        return None;
    }
    // A wall that covers most of the side of a cell parts it from the next.
    let covers = |rules: &[Rule], lies: bool, at: f32, from: f32, to: f32| {
        let length: f32 = rules
            .iter()
            .filter(|r| {
                let place = if lies { f32::midpoint(r.y0, r.y1) } else { f32::midpoint(r.x0, r.x1) };
                (place - at).abs() <= NEAR + 1.0
            })
            .map(|r| if lies { r.x1.min(to) - r.x0.max(from) } else { r.y1.min(to) - r.y0.max(from) })
            .map(|l| l.max(0.0))
            .sum();
        length > 0.6 * (to - from)
    };
    let index = |r: usize, c: usize| r * columns + c;
    let mut group: Vec<usize> = (0..columns * lines).collect();
    let mut unite = |a: usize, b: usize| {
        let (a, b) = (root(&group, a), root(&group, b));
        group[a.max(b)] = a.min(b);
    };
    for r in 0..lines {
        for c in 0..columns {
            if c + 1 < columns && !covers(standing, false, xs[c + 1], ys[r], ys[r + 1]) {
                unite(index(r, c), index(r, c + 1));
            }
            if r + 1 < lines && !covers(lying, true, ys[r + 1], xs[c], xs[c + 1]) {
                unite(index(r, c), index(r + 1, c));
            }
        }
    }
    let mut cells: Vec<TableCell> = vec![];
    for at in 0..columns * lines {
        if root(&group, at) != at {
            continue;
        }
        let members = (0..columns * lines).filter(|m| root(&group, *m) == at);
        let (mut r1, mut c1) = (at / columns, at % columns);
        let (r0, mut c0) = (at / columns, at % columns);
        for m in members {
            (r1, c1, c0) = (r1.max(m / columns), c1.max(m % columns), c0.min(m % columns));
        }
        let cell = TableCell {
            row: r0,
            column: c0,
            rows: r1 + 1 - r0,
            columns: c1 + 1 - c0,
            ..TableCell::default()
        };
        cells.push(cell);
    }
    if cells.len() < 3 || !cells.iter().any(|c| c.columns < columns) {
        return None;
    }
    let bounds = Rule { x0: xs[0], y0: ys[0], x1: xs[columns], y1: ys[lines] };
    let mut inside: Vec<Vec<Cell>> = vec![vec![]; cells.len()];
    let place = |c: &Cell| {
        let (x, y) = (c.x + c.w / 2.0, c.y - 0.3 * c.size);
        if !(bounds.x0..bounds.x1).contains(&x) || !(bounds.y0..bounds.y1).contains(&y) {
            return None;
        }
        let held = |t: &TableCell| {
            (xs[t.column]..xs[t.column + t.columns]).contains(&x)
                && (ys[t.row]..ys[t.row + t.rows]).contains(&y)
        };
        cells.iter().position(held)
    };
    let filled = sheet.cells.iter().filter(|c| !is_space(c.c) && place(c).is_some()).count();
    if filled == 0 {
        return None;
    }
    sheet.cells.retain(|c| match place(c) {
        Some(k) => {
            inside[k].push(*c);
            false
        }
        None => true,
    });
    for (cell, chars) in cells.iter_mut().zip(&inside) {
        let lines = rows(chars).into_iter().filter_map(|row| piece(&row.cells, &row, fonts)).collect();
        cell.parts = parts(lines, (xs[cell.column], xs[cell.column + cell.columns]));
    }
    let mut out = Table { bounds, columns: xs, cells, rows: lines, page: sheet.page, ..Table::default() };
    out.heads = out.bold_rows();
    Some(out)
}

/// Lines of a cell in paragraphs: a line that left room ends one.
fn parts(lines: Vec<Piece>, (left, right): (f32, f32)) -> Vec<Vec<Piece>> {
    let widest = lines.iter().map(|l| l.x1).fold(f32::MIN, f32::max);
    let mut out: Vec<Vec<Piece>> = vec![];
    for line in lines {
        let goes_on = out.last().and_then(|p| p.last()).is_some_and(|last| {
            // What is left free on one side may be on the other.
            let inner = widest.max(right - (last.x0 - left).max(0.0) - 0.5 * last.size);
            inner - last.x1 < line.first + 0.3 * line.size
        });
        match out.last_mut().filter(|_| goes_on) {
            Some(part) => part.push(line),
            None => out.push(vec![line]),
        }
    }
    out
}

impl Table {
    /// Rows at the top in which all is bold, where not everything is.
    fn bold_rows(&self) -> usize {
        let bold = |r: usize| {
            let mut lines =
                self.cells.iter().filter(|c| c.row == r).flat_map(|c| c.parts.iter().flatten()).peekable();
            lines.peek().is_some() && lines.all(|l| l.bold)
        };
        let count = (0..self.rows).take_while(|r| bold(*r)).count();
        if count < self.rows { count } else { 0 }
    }

    /// What a row says.
    fn said(&self, row: usize) -> String {
        self.cells
            .iter()
            .filter(|c| c.row == row)
            .flat_map(|c| c.parts.iter().flatten())
            .map(|l| l.text.as_str())
            .collect()
    }

    /// Goes on with a table of the next page, which has the same columns; rows that it says again are left out.
    pub fn append(&mut self, other: &Self) -> bool {
        let same = self.columns.len() == other.columns.len()
            && self
                .columns
                .iter()
                .zip(&other.columns)
                .all(|(a, b)| (a - self.columns[0] - (b - other.columns[0])).abs() < 2.0 * NEAR);
        if !same {
            return false;
        }
        let again = (0..other.rows.min(self.rows).min(3))
            .take_while(|r| !other.said(*r).is_empty() && other.said(*r) == self.said(*r))
            .count();
        // A head that spans columns ends with its last row.
        let whole = other.cells.iter().all(|c| c.row >= again || c.row + c.rows <= again);
        let again = if whole && again < other.rows { again } else { 0 };
        if again > 0 {
            self.heads = self.heads.max(again);
        }
        let down = self.rows - again;
        for cell in other.cells.iter().filter(|c| c.row >= again) {
            self.cells.push(TableCell { row: cell.row + down, ..cell.clone() });
        }
        self.rows += other.rows - again;
        true
    }
}
