//! Tables with their remarks.

use super::body::Body;
use crate::ir::{Role, Text};

impl Body<'_> {
    /// A table with remarks before and behind it.
    pub fn table(&mut self, t: &Text, before: &[Text], behind: &[Text]) {
        self.x.start("TableStruct", &[]).raw("\n");
        if let Some(caption) = t.caption() {
            self.x.start("TableStructTitle", &[]);
            self.inline(&caption);
            self.x.end().raw("\n");
        }
        self.remarks(before);
        self.x.start("Table", &[]).raw("\n");
        let rows = t.rows();
        let spans = |k: usize| rows[k].cells.iter().any(|c| c.rows > 1 || c.columns > 1);
        // A row of heads has no merged cells there, and a table has another row.
        let heads = (0..rows.len().saturating_sub(1))
            .take_while(|k| rows[*k].header && !spans(*k) && !rows[*k].cells.is_empty())
            .count();
        if rows.iter().skip(heads).any(|r| r.header) {
            self.told.entry(("这样的表头", "such heads of tables")).or_insert((0, t.span)).0 += 1;
        }
        for (k, row) in rows.iter().enumerate() {
            self.x.start(if k < heads { "TableHeaderRow" } else { "TableRow" }, &[]);
            for cell in &row.cells {
                if k < heads {
                    self.x.start("TableHeaderColumn", &[]);
                    self.inline(&cell.text);
                    self.x.end();
                    continue;
                }
                let (rows, columns) = (cell.rows.to_string(), cell.columns.to_string());
                let mut attributes: Vec<(&str, &str)> = vec![];
                attributes.extend((cell.rows > 1).then_some(("rowspan", rows.as_str())));
                attributes.extend((cell.columns > 1).then_some(("colspan", columns.as_str())));
                self.x.start("TableColumn", &attributes).start("Sentence", &[]);
                self.inline(&cell.text);
                self.x.end().end();
            }
            if row.cells.is_empty() {
                self.x.start("TableColumn", &[]).empty("Sentence", &[]).end();
            }
            self.x.end().raw("\n");
        }
        self.x.end().raw("\n");
        self.remarks(behind);
        self.x.end().raw("\n");
    }

    fn remarks(&mut self, texts: &[Text]) {
        for t in texts {
            if t.role != Role::Body {
                self.tell(t);
            }
            self.x.start("Remarks", &[]).empty("RemarksLabel", &[]).start("Sentence", &[]);
            self.inline(t);
            self.x.end().end().raw("\n");
        }
    }
}
