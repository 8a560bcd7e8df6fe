//! Tables in the plan: every place of the grid has a cell, and those that merged cells cover say so.

use super::plan::{Paragraph, Part, Planner, Style};
use crate::font::FaceRole as Face;
use crate::ir::{Cell, CellAlign, Text, column_shares, heads, width};

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Shares of the width.
    pub columns: Vec<f32>,
}

/// A row.
#[derive(Debug)]
pub struct Row {
    /// Whether it stands again on every page that the table goes on to.
    pub header: bool,
    /// Whether it stays on one page.
    pub whole: bool,
    /// Its cells, from left to right.
    pub cells: Vec<Place>,
}

/// A cell, or what a merged one covers of a row below its first.
#[derive(Debug)]
pub struct Place {
    /// Its text.
    pub text: Paragraph,
    /// How many columns it covers.
    pub columns: usize,
    /// Whether it goes on in the row below, and whether it began in a row above.
    pub merged: (bool, bool),
    /// Whether its text stands in the middle of its height.
    pub middle: bool,
}

/// A cell that rows below its first still have to make room for.
struct Open {
    column: usize,
    columns: usize,
    rows: usize,
}

impl Planner<'_> {
    pub(super) fn table(&mut self, t: &Text) {
        self.ids.extend(t.id.iter().map(|id| id.0.clone()));
        if let Some(caption) = t.caption() {
            let mut runs = vec![];
            self.runs(&caption, &mut runs);
            self.push(Style::Caption, None, runs);
        }
        let source = t.rows();
        let em = self.profile.width() / self.profile.cell.size;
        let columns = column_shares(&source, em);
        let (all, head) = (width(&source), heads(&source));
        let mut open: Vec<Open> = vec![];
        let mut rows = vec![];
        for (k, row) in source.iter().enumerate() {
            let mut cells = vec![];
            let mut whole = true;
            let (mut own, mut column) = (row.cells.iter().peekable(), 0);
            while column < all {
                let place = if let Some(cell) = own.next_if(|c| c.column == column) {
                    whole &= lines(cell, &columns, em) <= TALL;
                    if cell.rows > 1 {
                        open.push(Open { column, columns: cell.columns, rows: cell.rows });
                    }
                    self.cell(cell, k < head)
                } else if let Some(o) = open.iter().find(|o| o.column == column) {
                    let text = self.paragraph(Style::Cell, None, vec![]);
                    Place { text, columns: o.columns, merged: (o.rows > 1, true), middle: false }
                } else {
                    let text = self.paragraph(Style::Cell, None, vec![]);
                    Place { text, columns: 1, merged: (false, false), middle: false }
                };
                column += place.columns;
                cells.push(place);
            }
            for o in &mut open {
                o.rows -= 1;
            }
            open.retain(|o| o.rows > 0);
            rows.push(Row { header: k < head, whole, cells });
        }
        self.out.push(Part::Table(Table { rows, columns }));
    }

    /// A cell; in a `top` row it heads its column.
    fn cell(&mut self, cell: &Cell, top: bool) -> Place {
        let mut runs = vec![];
        self.runs(&cell.text, &mut runs);
        let head = cell.scope.is_some();
        if head && !top {
            for r in &mut runs {
                r.face = Some(Face::Hei);
            }
        }
        runs.retain(|r| !r.text.is_empty() || r.marked.is_some());
        let style = if top { Style::CellHead } else { Style::Cell };
        let mut text = self.paragraph(style, None, runs);
        let usual = if top { CellAlign::Centre } else { CellAlign::Start };
        text.align = Some(cell.align).filter(|a| *a != usual && *a != CellAlign::Start);
        Place { text, columns: cell.columns, merged: (cell.rows > 1, false), middle: head || cell.rows > 1 }
    }
}

/// A row with more lines than this may go on on the next page.
const TALL: f32 = 8.0;

/// About how many lines a cell has.
fn lines(cell: &Cell, columns: &[f32], em: f32) -> f32 {
    let room: f32 = columns[cell.column..cell.column + cell.columns].iter().sum::<f32>() * em - 1.0;
    cell.text.readable().chars().count() as f32 / room.max(1.0)
}
