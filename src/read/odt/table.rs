//! Tables: one line with rows and cells where they hold data, paragraphs where they lay out the page (ODF 1.3 part 3, 9).

use super::walk::{Around, Walk};
use crate::read::docx::grid::{Cell, MOST, Row, WIDEST, holds_data};
use crate::read::docx::package::attr;
use crate::xml::Element;

impl<'a> Walk<'a> {
    /// Reads a table.
    pub fn table(&mut self, e: Element<'a>, around: Around<'a>) {
        let mut rows = vec![];
        self.tables += 1;
        self.rows(e, false, Around { item: None, ..around }, &mut rows);
        self.tables -= 1;
        rows.retain(|r: &Row| !r.cells.is_empty());
        if holds_data(&rows) {
            self.out.grid(&rows);
        } else {
            for cell in rows.into_iter().flat_map(|r| r.cells) {
                self.out.append(&cell.content);
            }
        }
        self.notes_here();
    }

    fn rows(&mut self, parent: Element<'a>, header: bool, around: Around<'a>, out: &mut Vec<Row>) {
        for e in parent.elements() {
            match e.name() {
                "table-header-rows" => self.rows(e, true, around, out),
                "table-rows" | "table-row-group" => self.rows(e, header, around, out),
                "table-row" => {
                    if attr(e, "visibility").is_some_and(|v| v != "visible") {
                        self.hide(e);
                        continue;
                    }
                    // Rows without text at the end of a sheet stand for all that there could be.
                    let bytes = e.text().trim().len();
                    let many = if bytes == 0 { 1 } else { repeated(e, "number-rows-repeated") };
                    for _ in 0..self.times(many, bytes) {
                        let mut row = Row { header, cells: vec![] };
                        self.cells(e, around, &mut row);
                        out.push(row);
                    }
                }
                "title" | "desc" => {}
                "soft-page-break" | "table-columns" | "table-column" | "table-header-columns" => {}
                "table-column-group" | "table-source" | "shapes" | "scenario" => {}
                _ => self.block(e, around),
            }
        }
    }

    fn cells(&mut self, row: Element<'a>, around: Around<'a>, out: &mut Row) {
        let mut column = 0;
        for e in row.elements() {
            let covered = e.name() == "covered-table-cell";
            if !covered && e.name() != "table-cell" {
                continue;
            }
            let widest = if column < MOST { WIDEST } else { 1 };
            let bytes = e.text().trim().len();
            let many = repeated(e, "number-columns-repeated");
            let many = self.times(if bytes == 0 { many.min(widest) } else { many }, bytes);
            let number = |name| attr(e, name).and_then(|v| v.parse::<usize>().ok()).unwrap_or(1).max(1);
            let (columns, rows) =
                (number("number-columns-spanned").min(widest), number("number-rows-spanned"));
            for _ in 0..many {
                let outer = std::mem::take(&mut self.out);
                if covered {
                    self.hide(e);
                } else {
                    self.blocks(e, around);
                    self.flush();
                }
                let content = std::mem::replace(&mut self.out, outer);
                let rows = rows.min(usize::from(u16::MAX));
                out.cells.push(Cell { content, column, columns, rows, goes_on: covered });
                column += 1;
            }
        }
    }
}

/// How often an element stands for itself.
fn repeated(e: Element, name: &str) -> usize {
    attr(e, name).and_then(|v| v.parse().ok()).unwrap_or(1).max(1)
}
