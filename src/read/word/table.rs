//! Tables that old files tell by the marks behind cells and rows, and by the edges of the cells: columns come of the
//! edges of all rows together.

use std::fmt::Write;
use std::rc::Rc;

/// Edges that are nearer to each other, in twentieths of a point, are one: no column is so narrow.
const NEAR: i32 = 30;
/// Cells of a row; Word has at most 63.
pub const MOST: usize = 1024;

/// A cell, as its row says it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its right edge.
    pub edge: i32,
    /// Whether it is one with the cell before it.
    pub with_left: bool,
    /// Whether it goes on with the cell above it, or others go on with it.
    pub down: Option<Down>,
}

/// The part of a cell in a group of cells above each other that are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Down {
    /// The first of them.
    First,
    /// One that goes on.
    GoesOn,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The left edge of the first cell.
    pub left: i32,
    /// Its cells; those of many rows are often the same.
    pub cells: Rc<[Cell]>,
    /// Whether it heads the columns.
    pub header: bool,
}

/// A table in the making.
#[derive(Debug, Default)]
pub struct Table {
    rows: Vec<(Row, Vec<String>)>,
    /// The cells of the row that has no end yet, and the blocks of the cell that has none.
    cells: Vec<String>,
    pub now: String,
    /// How much was written.
    pub size: usize,
}

impl Table {
    /// A cell ends.
    pub fn cell(&mut self) {
        self.size += self.now.len();
        self.cells.push(std::mem::take(&mut self.now));
    }

    /// A row ends.
    pub fn row(&mut self, row: Row) {
        // What stands behind the last cell belongs to it.
        if !self.now.is_empty() {
            match self.cells.last_mut() {
                Some(last) => last.push_str(&std::mem::take(&mut self.now)),
                None => self.cell(),
            }
        }
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            self.rows.push((row, cells));
        }
    }

    /// The edges of all cells that there are, in order.
    fn edges(&self) -> Vec<i32> {
        let mut all: Vec<i32> = vec![];
        for (row, cells) in self.rows.iter().filter(|(row, _)| !row.cells.is_empty()) {
            all.push(row.left);
            all.extend(row.cells.iter().take(cells.len()).map(|c| c.edge));
        }
        all.sort_unstable();
        all.dedup_by(|b, a| b.saturating_sub(*a) < NEAR);
        all
    }

    /// Writes the table; what has no end ends here.
    pub fn write(mut self, out: &mut String) {
        if !(self.now.is_empty() && self.cells.is_empty()) {
            let like = self.rows.last().map(|(row, _)| row.clone()).unwrap_or_default();
            self.row(like);
        }
        if self.rows.is_empty() {
            return;
        }
        let edges = self.edges();
        // The last edge that is not behind a place.
        let at = |edge: i32| edges.partition_point(|e| *e <= edge.saturating_add(NEAR / 2)).saturating_sub(1);
        out.push_str("<tbl>");
        for (row, cells) in &self.rows {
            out.push_str("<tr>");
            let mut from = at(row.left);
            let told = !row.cells.is_empty();
            if row.header || from > 0 && told {
                out.push_str("<trPr>");
                if told && from > 0 {
                    let _ = write!(out, "<gridBefore val=\"{from}\"/>");
                }
                out.push_str(if row.header { "<tblHeader/></trPr>" } else { "</trPr>" });
            }
            for (k, content) in cells.iter().enumerate() {
                out.push_str("<tc><tcPr>");
                if let Some(cell) = row.cells.get(k) {
                    let to = at(cell.edge);
                    let span = to.saturating_sub(from).max(1);
                    from = from.max(to);
                    if span > 1 {
                        let _ = write!(out, "<gridSpan val=\"{span}\"/>");
                    }
                    if cell.with_left {
                        out.push_str("<hMerge/>");
                    }
                    match cell.down {
                        Some(Down::First) => out.push_str("<vMerge val=\"restart\"/>"),
                        Some(Down::GoesOn) => out.push_str("<vMerge/>"),
                        None => {}
                    }
                }
                out.push_str("</tcPr>");
                out.push_str(content);
                out.push_str("</tc>");
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbl>");
    }
}
