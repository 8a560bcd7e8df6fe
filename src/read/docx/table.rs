//! Tables: one line with rows and cells where they hold data, paragraphs where they lay out the page.

use super::grid::{Cell, MOST, Row, WIDEST, holds_data, merge};
use super::inline::Change;
use super::package::{attr, val};
use super::walk::{Around, Walk, alternative, says};
use crate::xml::Element;

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
            self.out.grid(&rows);
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
}
