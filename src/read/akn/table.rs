//! Tables: merged cells and heads as they are.

use super::body::Body;
use super::names::is_phrase;
use crate::ir::{Id, Text};
use crate::read::grow::{GridCell, GridRow, Inline};
use crate::text::chars::is_space;
use crate::xml::{Element, Node};

impl<'t> Body<'t> {
    /// A table; what stands in it beside rows, and in rows beside cells, is a row or a cell of its own.
    pub(super) fn table(&mut self, e: Element<'t>) -> Text {
        let caption = e.child("caption");
        let said = caption.map(|c| self.inline.inline(c));
        let mut rows = vec![];
        for node in e.children() {
            match node {
                Node::Element(c) if Some(c) == caption => {}
                Node::Element(tr) if tr.name() == "tr" => rows.push(self.row(tr)),
                _ => {
                    let cells = self.odd(node).into_iter().collect();
                    rows.push(GridRow { cells, ..GridRow::default() });
                }
            }
        }
        rows.retain(|r| !r.cells.is_empty());
        let mut t = self.grow.table(said, rows);
        t.id = e.attribute("eId").map(|id| Id(id.to_owned()));
        t
    }

    fn row(&mut self, tr: Element<'t>) -> GridRow {
        let is_cell = |c: &Element| matches!(c.name(), "td" | "th");
        let header = tr.elements().any(|c| is_cell(&c)) && tr.elements().all(|c| c.name() == "th");
        let cells = tr.children().filter_map(|node| match node {
            Node::Element(c) if is_cell(&c) => Some(self.cell(c)),
            _ => self.odd(node),
        });
        GridRow { header, cells: cells.collect() }
    }

    fn cell(&mut self, c: Element<'t>) -> GridCell {
        let span = |name| c.attribute(name).and_then(|v| v.parse().ok()).unwrap_or(1);
        let text =
            if c.elements().any(|p| !is_phrase(p.name())) { self.lines(c) } else { self.inline.inline(c) };
        GridCell { text, rows: span("rowspan"), columns: span("colspan"), ..GridCell::default() }
    }

    /// The paragraphs of a cell as lines.
    fn lines(&mut self, c: Element<'t>) -> Inline {
        let mut out = Inline::default();
        let mut run = Inline::default();
        let put = |line: Inline, out: &mut Inline| {
            if !(line.is_blank() && line.marks.is_empty()) {
                out.push(if out.text.is_empty() { "" } else { "\n" });
                out.append(&line);
            }
        };
        for node in c.children() {
            match node {
                Node::Text(t) => run.flow(t),
                Node::Element(p) if is_phrase(p.name()) => self.inline.phrase(p, &mut run),
                Node::Element(p) => {
                    put(std::mem::take(&mut run), &mut out);
                    self.inline.told(p);
                    let line = self.inline.inline(p);
                    put(line, &mut out);
                }
            }
        }
        put(run, &mut out);
        out
    }

    /// What stands where no text should.
    fn odd(&mut self, node: Node<'t>) -> Option<GridCell> {
        let mut text = Inline::default();
        match node {
            Node::Text(t) if t.chars().all(is_space) => return None,
            Node::Text(t) => text.flow(t),
            Node::Element(e) => {
                self.inline.told(e);
                self.inline.phrase(e, &mut text);
            }
        }
        (!text.is_blank()).then(|| GridCell { text, rows: 1, columns: 1, ..GridCell::default() })
    }
}
