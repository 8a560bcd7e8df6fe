//! Tables of a law, with the remarks around them.

use super::body::Body;
use super::inline::inline;
use super::shape::is_phrase;
use crate::ir::{Block, Role, Text};
use crate::read::grow::{GridCell, GridRow, Grow, Inline};
use crate::xml::Element;

impl Body {
    /// A table with its title, and the remarks around it.
    pub fn table(&mut self, e: Element, out: &mut Vec<Block>) {
        let mut title = e.child("TableStructTitle").map(|t| inline(t, &mut self.told));
        for c in e.elements() {
            match c.name() {
                "TableStructTitle" => {}
                "Table" => self.grid(c, title.take(), out),
                _ => self.flat(c, Role::Body, out),
            }
        }
    }

    /// A table itself; nothing of one without a character.
    pub fn grid(&mut self, table: Element, title: Option<Inline>, out: &mut Vec<Block>) {
        let rows = self.rows(table);
        let mut cells = rows.iter().flat_map(|r| &r.cells);
        let titled = title.as_ref().is_some_and(|t| !t.is_blank());
        if titled || cells.clone().count() > 1 || cells.any(|c| !c.text.is_blank()) {
            out.push(Block::Text(self.grow.table(title, rows)));
        }
    }

    fn rows(&mut self, table: Element) -> Vec<GridRow> {
        let mut out = vec![];
        for row in table.elements() {
            let header = row.name() == "TableHeaderRow";
            let mut cells = vec![];
            // What is no row is kept as one.
            if row.elements().all(is_phrase) && !row.text().trim().is_empty() {
                self.known(row);
                cells.push(GridCell { text: inline(row, &mut self.told), ..GridCell::default() });
                out.push(GridRow { header, cells });
                continue;
            }
            for c in row.elements() {
                let span = |name| c.attribute(name).and_then(|v| v.parse().ok()).unwrap_or(1);
                let text = self.cell(c);
                cells.push(GridCell {
                    text,
                    rows: span("rowspan"),
                    columns: span("colspan"),
                    ..GridCell::default()
                });
            }
            out.push(GridRow { header, cells });
        }
        out
    }

    /// The lines of a cell.
    pub fn cell(&mut self, e: Element) -> Inline {
        if e.elements().all(is_phrase) {
            return inline(e, &mut self.told);
        }
        // What stands in a cell is written down nowhere else.
        let outer = std::mem::replace(&mut self.grow, Grow::new());
        let mut blocks = vec![];
        for c in e.elements() {
            self.flat(c, Role::Body, &mut blocks);
        }
        self.grow = outer;
        let mut out = Inline::default();
        for (k, b) in blocks.iter().enumerate() {
            if let Block::Text(Text { text, marks, role, .. }) = b {
                if k > 0 {
                    out.push("\n");
                }
                let marks = if *role == Role::Table { vec![] } else { marks.clone() };
                out.append(&Inline::of(text, marks));
            }
        }
        out
    }
}
