//! Tables: one line with rows and cells where they hold data, paragraphs where they lay out the page.

use super::inline::Change;
use super::out::Out;
use super::package::{attr, val};
use super::walk::{Around, Walk, alternative, says};
use crate::ir::{CellAlign, Mark, MarkKind};
use crate::text::Align;
use crate::xml::Element;

/// A cell that begins in a row.
struct Cell {
    content: Out,
    column: usize,
    columns: usize,
    rows: usize,
    /// Whether it goes on with the cell above.
    goes_on: bool,
}

/// A row.
struct Row {
    header: bool,
    cells: Vec<Cell>,
}

/// Columns that a cell may span, and that a row may leave out.
const WIDEST: usize = 256;
/// Columns of a row, beyond which no cell spans several.
const MOST: usize = 4096;

impl<'a> Walk<'a> {
    /// Reads a table.
    pub fn table(&mut self, e: Element<'a>, around: Around) {
        let mut rows = vec![];
        self.tables += 1;
        self.rows(e, around, &mut rows);
        self.flush();
        self.tables -= 1;
        rows.retain(|r: &Row| !r.cells.is_empty());
        merge(&mut rows);
        if holds_data(&rows) {
            self.take(&rows);
        } else {
            for cell in rows.into_iter().flat_map(|r| r.cells).filter(|c| !c.goes_on) {
                self.out.append(&cell.content);
            }
        }
        self.notes_here();
    }

    /// Collects the rows, also of controls and revisions around them.
    fn rows(&mut self, parent: Element<'a>, around: Around, out: &mut Vec<Row>) {
        for e in parent.elements() {
            match e.name() {
                "tr" => {
                    let properties = e.child("trPr");
                    let has = |name| properties.is_some_and(|p| p.child(name).is_some());
                    let change = match (has("ins"), has("del")) {
                        (_, true) => Change::Deleted,
                        (true, _) => Change::Inserted,
                        _ => around.change,
                    };
                    if !self.shows(change) || says(properties, "hidden") {
                        // What is not read counts all the same.
                        let count = |names: [&str; 2]| e.all().filter(|c| names.contains(&c.name())).count();
                        self.account.inserted += count(["ins", "moveTo"]);
                        self.account.deleted += count(["del", "moveFrom"]);
                        continue;
                    }
                    self.account.inserted += usize::from(has("ins"));
                    self.account.deleted += usize::from(has("del"));
                    let number = |name| properties.and_then(|p| val(p, name)).and_then(|v| v.parse().ok());
                    let mut row = Row { header: says(properties, "tblHeader"), cells: vec![] };
                    let mut column = number("gridBefore").unwrap_or(0).min(WIDEST);
                    self.cells(e, Around { change, ..around }, &mut column, &mut row);
                    out.push(row);
                }
                "ins" | "moveTo" | "del" | "moveFrom" => {
                    let around = self.changed(e, around);
                    self.rows(e, around, out);
                }
                "sdt" => {
                    if let Some(content) = e.child("sdtContent") {
                        self.rows(content, around, out);
                    }
                }
                "AlternateContent" => {
                    if let Some(chosen) = alternative(e) {
                        self.rows(chosen, around, out);
                    }
                }
                name if name.ends_with("Pr") || name == "tblGrid" => {}
                "customXml" => self.rows(e, around, out),
                _ => {}
            }
        }
    }

    fn cells(&mut self, parent: Element<'a>, around: Around, column: &mut usize, row: &mut Row) {
        for e in parent.elements() {
            match e.name() {
                "tc" => {
                    let properties = e.child("tcPr");
                    let merged = |name| properties.and_then(|p| p.child(name));
                    let goes_on = |m: Element| attr(m, "val") != Some("restart");
                    let columns = properties.and_then(|p| val(p, "gridSpan")).and_then(|v| v.parse().ok());
                    let widest = if *column < MOST { WIDEST } else { 1 };
                    let columns = columns.unwrap_or(1).clamp(1, widest);
                    let outer = std::mem::take(&mut self.out);
                    self.blocks(e, around);
                    self.flush();
                    let content = std::mem::replace(&mut self.out, outer);
                    // The older way to say that cells of a row are one.
                    if merged("hMerge").is_some_and(goes_on)
                        && let Some(last) = row.cells.last_mut()
                    {
                        last.columns += columns;
                        last.content.append(&content);
                    } else {
                        let goes_on = merged("vMerge").is_some_and(goes_on);
                        row.cells.push(Cell { content, column: *column, columns, rows: 1, goes_on });
                    }
                    *column += columns;
                }
                name if name.ends_with("Pr") => {}
                "sdt" => {
                    if let Some(content) = e.child("sdtContent") {
                        self.cells(content, around, column, row);
                    }
                }
                "customXml" | "ins" | "del" => self.cells(e, around, column, row),
                _ => {}
            }
        }
    }

    /// Takes a table as one line: a tab before every cell but the first, a line break before every row but the first.
    fn take(&mut self, rows: &[Row]) {
        let start = self.out.text.len();
        for (k, row) in rows.iter().enumerate() {
            let at = self.out.marks.len();
            let from = self.out.text.len() as u32;
            self.out.marks.push(Mark { start: from, end: from, kind: MarkKind::Row { header: row.header } });
            for (i, cell) in row.cells.iter().filter(|c| !c.goes_on).enumerate() {
                self.cell(cell, row.header, (k, i));
            }
            self.out.marks[at].end = self.out.text.len() as u32;
        }
        self.out.table(start);
    }

    /// Adds a cell; `place` is its row and its number in it.
    fn cell(&mut self, cell: &Cell, header: bool, place: (usize, usize)) {
        let out = &mut self.out;
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
fn merge(rows: &mut [Row]) {
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
fn holds_data(rows: &[Row]) -> bool {
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
