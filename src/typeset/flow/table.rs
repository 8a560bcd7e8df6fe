//! Tables: their cells as settings, each with its place in the grid and its structure node.

use super::{Builder, Setting};
use crate::font::FaceRole as Face;
use crate::ir::{Cell, CellAlign, Scope, Text, column_shares, empty_places, heads, width};
use crate::profile::Style;
use crate::typeset::tag::Tag;
use std::ops::Range;

/// Blank beside the text of a cell, in em; above and below it, in lines of the grid.
pub const CELL_SIDE: f32 = 0.4;
pub const CELL_ABOVE: f32 = 0.15;
/// Room above a table without a caption, in lines.
const ABOVE: f32 = 0.5;

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Shares of the width.
    pub columns: Vec<f32>,
    /// Where each column begins, as a share of the width, and where the last one ends.
    pub edges: Vec<f32>,
    /// How many rows head the columns, and stand again on every page.
    pub heads: usize,
    /// Whether it has no rules: what signatories write beside each other.
    pub open: bool,
    /// By row: the cells that begin in it.
    pub rows: Vec<Vec<TableCell>>,
    /// By row: what stands in it, from left to right.
    pub covers: Vec<Vec<Cover>>,
}

/// What stands in a row: a cell that begins there or goes on.
#[derive(Clone, Copy, Debug)]
pub struct Cover {
    /// Left edge, as a share of the table's width.
    pub left: f32,
    /// Whether it began in a row above, and whether it goes on below.
    pub goes_on: (bool, bool),
}

/// A cell.
#[derive(Debug)]
pub struct TableCell {
    /// Its text.
    pub line: Setting,
    /// Its first column, and how many columns and rows it covers.
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
    /// How its text is aligned.
    pub align: CellAlign,
    /// Whether it is a heading.
    pub head: bool,
}

impl Table {
    fn new(columns: Vec<f32>, heads: usize, open: bool) -> Self {
        let mut edges = vec![0.0];
        for share in &columns {
            edges.push(edges.last().copied().unwrap_or(0.0) + share);
        }
        Self { columns, edges, heads, open, rows: vec![], covers: vec![] }
    }

    /// Blank above and below the text of a cell, in lines of the grid.
    pub fn above(&self) -> f32 {
        if self.open { 0.0 } else { CELL_ABOVE }
    }

    /// The share of the width that a cell has.
    pub fn share(&self, cell: &TableCell) -> f32 {
        self.columns[cell.column..cell.column + cell.columns].iter().sum()
    }
}

impl Builder<'_> {
    pub(super) fn table(&mut self, t: &Text, parent: usize) {
        let p = self.profile;
        let table = self.node(Tag::Table, parent);
        self.pending.extend(t.id.iter().map(|id| id.0.clone()));
        // Where no caption stands above it, there is room.
        let mut style = Style { before: ABOVE, ..p.cell };
        if let Some(caption) = t.caption() {
            style.before = 0.0;
            let node = self.node(Tag::Caption, table);
            let mut line = Setting::default();
            self.set_text(&caption, p.caption.role, node, &mut line);
            self.push(line, p.caption);
        }
        let source = t.rows();
        let columns = column_shares(&source, p.width() / p.cell.size);
        let (all, empty) = (width(&source), empty_places(&source));
        let mut out = Table::new(columns, heads(&source), false);
        for (row, empty) in source.iter().zip(empty) {
            let tr = self.node(Tag::Row, table);
            let mut cells: Vec<TableCell> = vec![];
            // A short row goes to the table's edge all the same.
            let reaches = row.cells.last().is_some_and(|c| c.column + c.columns + empty == all);
            for (k, cell) in row.cells.iter().enumerate() {
                let more = if reaches && k + 1 == row.cells.len() { empty } else { 0 };
                let made = self.cell(cell, more, tr, &out);
                cells.push(made);
            }
            if !reaches {
                for _ in 0..empty {
                    self.node(Tag::cell(row.header.then_some(Scope::Column)), tr);
                }
            }
            out.rows.push(cells);
        }
        out.covers = covers(&out);
        self.push_whole(Setting::default(), style, Some(Box::new(out)));
    }

    /// A line of signatures whose parts stand in columns of one width.
    pub(super) fn columns(&mut self, t: &Text, columns: &[Range<usize>], parent: usize) {
        let style = self.profile.closing;
        let node = self.node(Tag::Paragraph, parent);
        self.pending.extend(t.id.iter().map(|id| id.0.clone()));
        let cell = |(column, part): (usize, &Range<usize>)| {
            let mut line = Setting::default();
            self.set_text(&t.part(part.clone()), style.role, node, &mut line);
            TableCell { line, column, columns: 1, rows: 1, align: CellAlign::Centre, head: false }
        };
        let row: Vec<TableCell> = columns.iter().enumerate().map(cell).collect();
        let shares = vec![1.0 / row.len() as f32; row.len()];
        let table = Table { rows: vec![row], ..Table::new(shares, 0, true) };
        self.push_whole(Setting::default(), style, Some(Box::new(table)));
        if let Some(last) = self.out.paragraphs.last_mut() {
            last.closing = true;
        }
    }

    fn cell(&mut self, cell: &Cell, more: usize, tr: usize, table: &Table) -> TableCell {
        let role = self.profile.cell.role;
        let head = cell.scope.is_some();
        let columns = cell.columns + more;
        let align = cell.aligned.then_some(cell.align);
        let node = self.node(Tag::Cell { heads: cell.scope, columns, rows: cell.rows, align }, tr);
        let mut line = Setting::default();
        self.set_text(&cell.text, if head { Face::Hei } else { role }, node, &mut line);
        let mut out =
            TableCell { line, column: cell.column, columns, rows: cell.rows, align: cell.align, head };
        let width = table.share(&out) * self.profile.width() - 2.0 * CELL_SIDE * self.profile.cell.size;
        out.line.fit(self.room(width));
        out
    }
}

fn covers(table: &Table) -> Vec<Vec<Cover>> {
    // By column: the rows in which the cell there begins and ends.
    let mut open: Vec<Option<(usize, usize)>> = vec![None; table.columns.len()];
    let mut out = vec![];
    for (k, row) in table.rows.iter().enumerate() {
        for cell in row {
            open[cell.column..cell.column + cell.columns].fill(None);
            open[cell.column] = Some((k, k + cell.rows));
        }
        let here = open.iter().enumerate().filter_map(|(column, cell)| {
            let (begin, end) = cell.filter(|(_, end)| *end > k)?;
            Some(Cover { left: table.edges[column], goes_on: (begin < k, end > k + 1) })
        });
        out.push(here.collect());
    }
    out
}
