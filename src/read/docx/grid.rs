//! Tables of office files as one line with rows and cells.

use super::out::Out;
use crate::ir::{CellAlign, Mark, MarkKind};
use crate::text::Align;

/// A cell that begins in a row.
pub struct Cell {
    /// What it holds.
    pub content: Out,
    /// The column that it begins in, and how many columns and rows it spans.
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
    /// Whether it goes on with the cell above.
    pub goes_on: bool,
}

/// A row.
pub struct Row {
    /// Whether it is one of the head.
    pub header: bool,
    /// Its cells in order.
    pub cells: Vec<Cell>,
}

/// Columns that a cell may span, and that a row may leave out.
pub const WIDEST: usize = 256;
/// Columns of a row, beyond which no cell spans several.
pub const MOST: usize = 4096;

impl Out {
    /// Takes a table as one line: a tab before every cell but the first, a line break before every row but the first.
    pub fn grid(&mut self, rows: &[Row]) {
        let start = self.text.len();
        for (k, row) in rows.iter().enumerate() {
            let at = self.marks.len();
            let from = self.text.len() as u32;
            self.marks.push(Mark { start: from, end: from, kind: MarkKind::Row { header: row.header } });
            for (i, cell) in row.cells.iter().filter(|c| !c.goes_on).enumerate() {
                self.grid_cell(cell, row.header, (k, i));
            }
            self.marks[at].end = self.text.len() as u32;
        }
        self.table(start);
    }

    /// Adds a cell; `place` is its row and its number in it.
    fn grid_cell(&mut self, cell: &Cell, header: bool, place: (usize, usize)) {
        let out = self;
        let first = out.marks.len();
        let start = out.text.len() as u32;
        let mut add = |kind| out.marks.push(Mark { start, end: start, kind });
        add(MarkKind::Cell);
        if cell.columns > 1 || cell.rows > 1 {
            let [rows, columns] = [cell.rows, cell.columns].map(|n| u16::try_from(n).unwrap_or(u16::MAX));
            add(MarkKind::CellSpan { rows, columns });
        }
        let aligned = match cell.content.lines.first().map(|l| l.hints.align) {
            Some(Align::Centre) => Some(CellAlign::Centre),
            Some(Align::End) => Some(CellAlign::End),
            _ => None,
        };
        if let Some(align) = aligned.filter(|_| !header) {
            add(MarkKind::CellAlign { align });
        }
        let behind = out.marks.len();
        match place {
            (_, 1..) => out.silent('\t'),
            (1.., 0) => out.silent('\n'),
            (0, 0) => {}
        }
        out.cell(&cell.content);
        let end = out.text.len() as u32;
        for mark in &mut out.marks[first..behind] {
            mark.end = end;
        }
    }
}

/// Gives cells the rows that they go on in.
pub fn merge(rows: &mut [Row]) {
    // By column: the row and cell that go on there.
    let mut open: Vec<Option<(usize, usize)>> = vec![];
    for k in 0..rows.len() {
        for i in 0..rows[k].cells.len() {
            let cell = &rows[k].cells[i];
            let (column, columns) = (cell.column, cell.columns);
            open.resize(open.len().max(column + columns), None);
            let above = open[column].filter(|(r, c)| rows[*r].cells[*c].rows == k - r);
            if let (true, Some((r, c))) = (cell.goes_on, above) {
                rows[r].cells[c].rows += 1;
                // Word shows nothing of what a covered cell holds; what it holds all the same is kept.
                let content = std::mem::take(&mut rows[k].cells[i].content);
                rows[r].cells[c].content.append(&content);
                continue;
            }
            rows[k].cells[i].goes_on = false;
            open[column..column + columns].fill(None);
            open[column] = Some((k, i));
        }
    }
}

/// Whether a table holds data: rows and columns, no table in it, and no cell that is a text of its own.
pub fn holds_data(rows: &[Row]) -> bool {
    /// Paragraphs and bytes of the longest cell.
    const LONGEST: (usize, usize) = (40, 12_000);
    let cells = || rows.iter().flat_map(|r| &r.cells);
    let own = |r: &&Row| r.cells.iter().filter(|c| !c.goes_on).count() > 1;
    rows.len() > 1
        && rows.iter().any(|r| own(&r))
        && cells().any(|c| !c.content.lines.is_empty())
        && cells().all(|c| {
            let lines = &c.content.lines;
            lines.len() <= LONGEST.0
                && c.content.text.len() <= LONGEST.1
                && lines.iter().all(|l| !l.hints.table)
        })
}
