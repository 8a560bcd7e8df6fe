//! Tables: with bars where Markdown can say them, else in HTML.

use super::Writer;
use crate::ir::{CellAlign, Row, Scope, Text, empty_places, heads, width};
use std::fmt::Write as _;

impl Writer<'_> {
    pub(super) fn table(&mut self, t: &Text) {
        let rows = t.rows();
        let plain = rows
            .iter()
            .flat_map(|r| &r.cells)
            .all(|c| (c.rows, c.columns) == (1, 1) && c.scope != Some(Scope::Row));
        let even = empty_places(&rows).iter().all(|n| *n == 0);
        let headed = heads(&rows) == 1 && rows.iter().filter(|r| r.header).count() == 1;
        if plain && even && headed && t.caption().is_none() {
            self.bars(&rows);
        } else {
            self.tags(t, &rows);
        }
    }

    fn bars(&mut self, rows: &[Row]) {
        let mut out = String::new();
        for (k, row) in rows.iter().enumerate() {
            for cell in &row.cells {
                let mut words = String::new();
                self.runs(&cell.text, &mut words);
                // A bar in a cell is none between cells (GFM, 4.10).
                let _ = write!(out, "| {} ", words.trim().replace('|', "\\|"));
            }
            out.push_str("|\n");
            if k == 0 {
                out.push_str(&"| --- ".repeat(width(rows)));
                out.push_str("|\n");
            }
        }
        self.line(out.trim_end());
    }

    fn tags(&mut self, t: &Text, rows: &[Row]) {
        let mut out = String::from("<table>\n");
        if let Some(caption) = t.caption() {
            out.push_str("<caption>");
            self.html(&caption, &mut out);
            out.push_str("</caption>\n");
        }
        for row in rows {
            out.push_str("<tr>");
            for cell in &row.cells {
                let name = if cell.scope.is_some() { "th" } else { "td" };
                let _ = write!(out, "<{name}");
                for (key, n) in [("rowspan", cell.rows), ("colspan", cell.columns)] {
                    if n > 1 {
                        let _ = write!(out, " {key}=\"{n}\"");
                    }
                }
                match cell.align {
                    CellAlign::Centre if cell.scope.is_none() => out.push_str(" align=\"center\""),
                    CellAlign::End => out.push_str(" align=\"right\""),
                    _ => {}
                }
                out.push('>');
                let mut words = String::new();
                self.html(&cell.text, &mut words);
                out.push_str(words.trim());
                let _ = write!(out, "</{name}>");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</table>");
        self.line(&out);
    }
}
