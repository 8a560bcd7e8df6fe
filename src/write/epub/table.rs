//! Tables: heads and bodies, merged cells, what heads what, and how texts are aligned.

use super::content::Writer;
use crate::font::FaceRole as Face;
use crate::ir::{Cell, CellAlign, Row, Text, empty_places, heads};

impl Writer {
    pub(super) fn table(&mut self, t: &Text, told: Option<(&str, &str)>) {
        let id = t.id.as_ref().map_or("", |id| id.0.as_str());
        self.x.start("div", &[("class", "table")].into_iter().chain(told).collect::<Vec<_>>());
        self.x.start("table", &[("id", id)]);
        if let Some(caption) = t.caption() {
            self.x.start("caption", &[]);
            self.in_face(Face::Hei, |w| w.runs(&caption));
            self.x.end();
        }
        let rows = t.rows();
        let empty = empty_places(&rows);
        let head = heads(&rows);
        for (name, range) in [("thead", 0..head), ("tbody", head..rows.len())] {
            if range.is_empty() {
                continue;
            }
            self.x.start(name, &[]).raw("\n");
            for k in range {
                self.row(&rows[k], empty[k]);
            }
            self.x.end();
        }
        self.x.end().end().raw("\n");
    }

    fn row(&mut self, row: &Row, empty: usize) {
        self.x.start("tr", &[]);
        for cell in &row.cells {
            self.cell(cell);
        }
        for _ in 0..empty {
            if row.header {
                self.x.start("th", &[("scope", "col"), ("class", "blank")]);
            } else {
                self.x.start("td", &[("class", "blank")]);
            }
            self.x.end();
        }
        self.x.end().raw("\n");
    }

    fn cell(&mut self, cell: &Cell) {
        let (rows, columns) = (cell.rows.to_string(), cell.columns.to_string());
        let mut attributes: Vec<(&str, &str)> = vec![];
        attributes.extend(cell.scope.map(|s| ("scope", s.name())));
        attributes.extend((cell.rows > 1).then_some(("rowspan", rows.as_str())));
        attributes.extend((cell.columns > 1).then_some(("colspan", columns.as_str())));
        // Headings are centred by the style sheet, and texts begin their lines.
        let usual = if cell.scope.is_some() { CellAlign::Centre } else { CellAlign::Start };
        let aligned = Some(cell.align.name()).filter(|_| cell.align != usual);
        let word = cell.is_word().then_some("word");
        let class = aligned.into_iter().chain(word).collect::<Vec<_>>().join(" ");
        if !class.is_empty() {
            attributes.push(("class", &class));
        }
        let head = cell.scope.is_some();
        self.x.start(if head { "th" } else { "td" }, &attributes);
        self.in_face(if head { Face::Hei } else { Face::Song }, |w| w.runs(&cell.text));
        self.x.end();
    }
}
