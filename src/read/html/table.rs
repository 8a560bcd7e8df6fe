//! Tables of a web page that hold data, as against those that lay out the page: they become one line with rows and cells.

use super::{SKIPPED, Text};
use crate::ir::{Mark, MarkKind};
use crate::text::{Span, chars::is_space};
use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;

/// A cell as the page has it.
struct Cell {
    text: String,
    header: bool,
    columns: usize,
    rows: usize,
}

/// Columns and rows that a cell may span: pages with more mean "all".
const WIDEST: usize = 100;

fn name<'a>(n: &NodeRef<'a, Node>) -> Option<&'a str> {
    n.value().as_element().map(scraper::node::Element::name)
}

/// The cells of every row, in order.
fn rows(table: NodeRef<Node>) -> Vec<Vec<Cell>> {
    let rows = table.descendants().filter(|n| name(n) == Some("tr"));
    rows.map(|tr| tr.children().filter_map(cell).collect()).collect()
}

fn cell(n: NodeRef<Node>) -> Option<Cell> {
    let e = n.value().as_element().filter(|e| matches!(e.name(), "td" | "th"))?;
    let span = |name| e.attr(name).and_then(|v| v.trim().parse().ok()).unwrap_or(1).clamp(1, WIDEST);
    Some(Cell { text: text(n), header: e.name() == "th", columns: span("colspan"), rows: span("rowspan") })
}

/// The text of a cell: white space as a browser shows it, a line for every block.
fn text(cell: NodeRef<Node>) -> String {
    let mut out = Text::default();
    let mut hidden = 0usize;
    for edge in cell.traverse() {
        match edge {
            Edge::Open(n) => match n.value() {
                Node::Element(e) => {
                    hidden += usize::from(SKIPPED.contains(&e.name()));
                    if e.name() == "br" || super::BLOCKS.contains(&e.name()) {
                        out.line();
                    }
                }
                Node::Text(t) if hidden == 0 => out.text(t),
                _ => {}
            },
            Edge::Close(n) => {
                if let Some(e) = n.value().as_element() {
                    hidden -= usize::from(SKIPPED.contains(&e.name()));
                    if super::BLOCKS.contains(&e.name()) {
                        out.line();
                    }
                }
            }
        }
    }
    out.line();
    out.done.trim_matches(is_space).to_owned()
}

/// Whether a table holds data: no table in it, two rows at least, and two cells with text in half of them or more.
pub fn is_data(table: NodeRef<Node>) -> bool {
    /// Longer cells, in characters, are text that a table lays out.
    const LONGEST: usize = 400;
    if table.descendants().skip(1).any(|n| name(&n) == Some("table")) {
        return false;
    }
    let rows = rows(table);
    let filled = |r: &&Vec<Cell>| r.iter().filter(|c| !c.text.is_empty()).count() > 1;
    let several = rows.iter().filter(filled).count();
    several > 1
        && several * 2 >= rows.len()
        && rows.iter().flatten().all(|c| c.text.chars().count() <= LONGEST)
}

/// Takes a table as one line: a tab before every cell but the first, a line break before every row but the first. Cells
/// that span several columns or rows leave empty ones behind.
pub fn take(table: NodeRef<Node>, out: &mut Text) {
    let start = out.done.len();
    let caption = table.children().find(|n| name(n) == Some("caption")).map(text).unwrap_or_default();
    let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
    if !caption.is_empty() {
        out.done.push_str(&caption);
        out.marks.push(Mark { start: start as u32, end: out.done.len() as u32, kind: MarkKind::Caption });
    }
    // By column: in how many rows more a cell above it goes on.
    let mut above: Vec<usize> = vec![];
    let silent = |out: &mut Text, c: char| {
        let at = out.done.len() as u32;
        out.done.push(c);
        out.marks.push(Mark { start: at, end: at + 1, kind: MarkKind::Break });
    };
    for (k, row) in rows(table).into_iter().filter(|r| !r.is_empty()).enumerate() {
        let row_mark = out.marks.len();
        let at = out.done.len() as u32;
        out.marks.push(Mark {
            start: at,
            end: at,
            kind: MarkKind::Row { header: row.iter().all(|c| c.header) },
        });
        let mut column = 0;
        let put = |out: &mut Text, text: &str, column: usize| {
            let mark = out.marks.len();
            let at = out.done.len() as u32;
            out.marks.push(Mark { start: at, end: at, kind: MarkKind::Cell });
            if column > 0 {
                silent(out, '\t');
            } else if k > 0 || !caption.is_empty() {
                silent(out, '\n');
            }
            for (i, line) in text.lines().enumerate() {
                if i > 0 {
                    silent(out, '\n');
                }
                out.done.push_str(line);
            }
            out.marks[mark].end = out.done.len() as u32;
        };
        for cell in row {
            while above.get(column).is_some_and(|n| *n > 0) {
                above[column] -= 1;
                put(out, "", column);
                column += 1;
            }
            for i in 0..cell.columns {
                put(out, if i == 0 { &cell.text } else { "" }, column);
                above.resize(above.len().max(column + 1), 0);
                above[column] = cell.rows - 1;
                column += 1;
            }
        }
        while column < above.len() {
            if above[column] == 0 {
                break;
            }
            above[column] -= 1;
            put(out, "", column);
            column += 1;
        }
        out.marks[row_mark].end = out.done.len() as u32;
    }
    // A cell that ends the last row empty may leave a tab at the very end: it belongs to the table all the same.
    out.tables.push(Span::new(start, out.done.len()));
    out.done.push('\n');
}
