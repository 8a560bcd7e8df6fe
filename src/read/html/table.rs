//! Tables of a web page that hold data, as against those that lay out the page: they become one line with rows and cells.

use super::dom::{self, Dom};
use super::piece::Piece;
use super::walk::{Page, align};
use super::words::{FIELDS, SIGNATORIES};
use crate::ir::{CellAlign, Mark, MarkKind, Scope};
use crate::number::{Group, read_labels};
use crate::text::chars::{is_space, squash};
use crate::text::{Align, Hints};

/// Columns and rows that a cell may span: pages with more mean "all".
const WIDEST: usize = 1000;

/// A cell that spans so many columns, or that is alone in its row, is meant to span all of them.
const ALL: usize = 30;

/// A row: its element, its cells, whether the page says that it heads the columns, the part of the table it is in.
struct Row {
    at: usize,
    cells: Vec<usize>,
    head: bool,
    part: usize,
}

/// The rows of a table, without those of tables in it.
fn rows(dom: &Dom, table: usize) -> Vec<Row> {
    let mut out = vec![];
    let mut take = |at: usize, part: usize, head: bool| {
        let shown = dom.nodes[at].element.is_some_and(|e| !dom::is_hidden(e));
        if dom.name(at) == "tr" && shown {
            let cell = |c: &usize| {
                matches!(dom.name(*c), "td" | "th")
                    && dom.nodes[*c].element.is_some_and(|e| !dom::is_hidden(e))
            };
            let cells: Vec<usize> = dom.children(at).filter(cell).collect();
            let head = head || !cells.is_empty() && cells.iter().all(|c| dom.name(*c) == "th");
            out.push(Row { at, cells, head, part });
        }
    };
    for part in dom.children(table) {
        match dom.name(part) {
            "thead" | "tbody" | "tfoot" => {
                let head = dom.name(part) == "thead";
                dom.children(part).for_each(|at| take(at, part, head));
            }
            _ => take(part, table, false),
        }
    }
    out
}

/// Text of a cell that counts: how many characters it has, up to a limit.
fn length(dom: &Dom, cell: usize, limit: usize) -> usize {
    let texts = dom.nodes[cell..dom.nodes[cell].end].iter().flat_map(|n| n.text.chars());
    texts.filter(|c| !is_space(*c)).take(limit).count()
}

fn beginning(dom: &Dom, cell: usize) -> String {
    let texts = dom.nodes[cell..dom.nodes[cell].end].iter().flat_map(|n| n.text.chars());
    texts.filter(|c| !is_space(*c)).take(40).collect()
}

fn attr<'a>(dom: &Dom<'a>, at: usize, name: &str) -> Option<&'a str> {
    dom.nodes[at].element.and_then(|e| e.attr(name))
}

/// Whether a style draws lines.
fn draws(dom: &Dom, at: usize) -> bool {
    let Some(e) = dom.nodes[at].element.filter(|e| e.attr("style").is_some()) else { return false };
    let sides = [
        "border",
        "border-top",
        "border-bottom",
        "border-left",
        "border-width",
        "border-style",
        "border-collapse",
    ];
    sides.iter().any(|p| {
        dom::style(e, p).is_some_and(|v| {
            v != "separate"
                && !v
                    .split_ascii_whitespace()
                    .any(|w| w.starts_with("none") || w == "0" || w == "0px" || w == "0pt")
        })
    })
}

/// Whether the page says that it is a table: by lines, headings or a caption.
fn is_marked(dom: &Dom, table: usize) -> bool {
    /// Cells that are looked at.
    const FEW: usize = 24;
    let border = attr(dom, table, "border").is_some_and(|b| b.trim() != "0");
    let parts = || dom.children(table).map(|c| dom.name(c));
    border
        || attr(dom, table, "rules").is_some_and(|r| r != "none")
        || draws(dom, table)
        || parts().any(|p| p == "caption" || p == "thead")
        || first_cells(dom, table, FEW).into_iter().any(|c| dom.name(c) == "th" || draws(dom, c))
}

/// The first cells of a table, of its own.
fn first_cells(dom: &Dom, table: usize, most: usize) -> Vec<usize> {
    let is_cell = |c: &usize| matches!(dom.name(*c), "td" | "th");
    let mut out = vec![];
    for part in dom.children(table).take(2 * most) {
        let rows: Vec<usize> = match dom.name(part) {
            "tr" => vec![part],
            "" => continue,
            _ => dom.children(part).take(2 * most).filter(|r| dom.name(*r) == "tr").collect(),
        };
        for row in rows {
            out.extend(dom.children(row).filter(is_cell).take(most - out.len()));
            if out.len() == most {
                return out;
            }
        }
    }
    out
}

fn holds_table(dom: &Dom, table: usize) -> bool {
    (table + 1..dom.nodes[table].end).any(|at| dom.name(at) == "table")
}

/// Whether a table holds data: the page says so by lines or headings, or most of its rows have several short cells.
/// What lays out signatures, provisions with their numbers, or the page itself, does not.
pub fn is_data(dom: &Dom, table: usize) -> bool {
    /// Longer cells, in characters, are text that a table without lines lays out.
    const LONGEST: usize = 400;
    let role = attr(dom, table, "role").unwrap_or("");
    if matches!(role, "presentation" | "none") {
        return false;
    }
    let marked = is_marked(dom, table);
    if !marked && holds_table(dom, table) || signs(dom, table) || describes(dom, table) {
        return false;
    }
    let rows = rows(dom, table);
    if numbered(dom, &rows) {
        return false;
    }
    let wide = rows.iter().any(|r| r.cells.len() > 1);
    if marked {
        // A frame around a text is no table, nor is one around the page.
        return wide
            && (rows.len() > 1 || rows.iter().any(|r| r.head))
            && !(holds_table(dom, table) && lays_out(dom, &rows));
    }
    let filled = |r: &&Row| r.cells.iter().filter(|c| length(dom, **c, 1) > 0).count() > 1;
    let several = rows.iter().filter(filled).count();
    several > 1
        && several * 2 >= rows.len()
        && rows.iter().flat_map(|r| &r.cells).all(|c| length(dom, *c, LONGEST + 1) <= LONGEST)
}

/// Whether a table with tables in it is the frame of a page: hardly any row has more than one cell with text.
fn lays_out(dom: &Dom, rows: &[Row]) -> bool {
    let filled = |r: &&Row| r.cells.iter().filter(|c| length(dom, **c, 1) > 0).count() > 1;
    rows.iter().filter(filled).count() * 2 < rows.len()
}

/// Whether the rows are provisions: a number in the first column, its text in the second.
fn numbered(dom: &Dom, rows: &[Row]) -> bool {
    let of_two: Vec<&Row> = rows.iter().filter(|r| r.cells.len() == 2 && !r.head).collect();
    let number = |r: &&&Row| {
        let first = beginning(dom, r.cells[0]);
        read_labels(&first).first().is_some_and(|l| l.len == first.len() && l.form.group == Group::Article)
    };
    !of_two.is_empty()
        && of_two.len() * 10 >= rows.len() * 7
        && of_two.iter().filter(number).count() * 10 >= of_two.len() * 8
}

/// Whether a table without lines sets side by side those who sign.
pub fn signs(dom: &Dom, table: usize) -> bool {
    const MOST_ROWS: usize = 12;
    const LONGEST: usize = 60;
    if is_marked(dom, table) || holds_table(dom, table) {
        return false;
    }
    let rows = rows(dom, table);
    let cells = || rows.iter().flat_map(|r| &r.cells);
    let short = (1..=MOST_ROWS).contains(&rows.len())
        && rows.iter().all(|r| r.cells.len() <= 4)
        && rows.iter().any(|r| r.cells.len() > 1)
        && cells().all(|c| length(dom, *c, LONGEST + 1) <= LONGEST);
    short && cells().any(|c| SIGNATORIES.iter().any(|s| beginning(dom, *c).contains(&squash(s))))
}

/// Whether it is the table by which a site describes a document: several of its cells name fields, and more than those
/// that name others, as a form to fill in does.
pub fn describes(dom: &Dom, table: usize) -> bool {
    const LOOKED_AT: usize = 40;
    if holds_table(dom, table) {
        return false;
    }
    let first_of_two = |c: usize| {
        let cells = || dom.children(dom.nodes[c].parent).filter(|c| matches!(dom.name(*c), "td" | "th"));
        cells().next() == Some(c) && cells().count() == 2
    };
    let name = |c: &usize| {
        let text = beginning(dom, *c);
        // A heading of a column has no colon.
        let head = dom.name(*c) == "th" && attr(dom, *c, "scope") != Some("col");
        let named = text.strip_suffix(['：', ':']).map(str::to_owned);
        named.or_else(|| (head || first_of_two(*c)).then_some(text))
    };
    let names: Vec<String> =
        first_cells(dom, table, LOOKED_AT).iter().filter_map(name).filter(|n| !n.is_empty()).collect();
    let fields = names.iter().filter(|n| FIELDS.contains(&n.as_str())).count();
    fields > 1 && fields * 2 > names.len()
}

/// Takes a table as one line: a tab before every cell but the first, a line break before every row but the first. A row
/// lists the cells that begin in it; what they span is marked.
pub fn take(page: &mut Page, table: usize, hints: &Hints) -> Piece {
    let dom = page.dom;
    let mut out = Piece { owner: table, hints: Hints { table: true, ..*hints }, ..Piece::default() };
    for caption in dom.children(table).filter(|c| dom.name(*c) == "caption").take(1) {
        let start = out.text.len() as u32;
        let mark = out.marks.len();
        put(page, caption, &mut out, Join::Space);
        if out.text.len() as u32 > start {
            out.marks.insert(mark, Mark { start, end: out.text.len() as u32, kind: MarkKind::Caption });
        }
    }
    let mut rows = rows(dom, table);
    let spans = spans(dom, &rows);
    // Rows of headings lead the table; one that comes later heads nothing above it.
    let heads = rows.iter().take_while(|r| r.head).count();
    for (k, row) in rows.iter_mut().enumerate() {
        row.head = k < heads && heads < spans.len() || row.head && dom.name(row.part) == "thead";
    }
    let mut begun = !out.text.is_empty();
    for (row, spans) in rows.iter().zip(&spans).filter(|(r, _)| !r.cells.is_empty()) {
        let at = out.text.len() as u32;
        let row_mark = out.marks.len();
        out.marks.push(Mark { start: at, end: at, kind: MarkKind::Row { header: row.head } });
        for (k, (cell, (rows, columns))) in row.cells.iter().zip(spans).enumerate() {
            let first = out.marks.len();
            let start = out.text.len() as u32;
            let mut kinds = vec![MarkKind::Cell];
            if *rows > 1 || *columns > 1 {
                kinds.push(MarkKind::CellSpan { rows: *rows as u16, columns: *columns as u16 });
            }
            kinds.extend(heads_what(dom, *cell, row, k).map(|scope| MarkKind::CellHead { scope }));
            kinds.extend(aligned(dom, *cell, row).map(|align| MarkKind::CellAlign { align }));
            let many = kinds.len();
            out.marks.extend(kinds.into_iter().map(|kind| Mark { start, end: start, kind }));
            if k > 0 {
                silent(&mut out, '\t');
            } else if begun {
                silent(&mut out, '\n');
            }
            put(page, *cell, &mut out, Join::Line);
            let end = out.text.len() as u32;
            out.marks[first..first + many].iter_mut().for_each(|m| m.end = end);
        }
        begun = true;
        out.marks[row_mark].end = out.text.len() as u32;
    }
    out
}

/// What stands between the lines of a cell, or of a caption.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    Line,
    Space,
}

fn silent(out: &mut Piece, c: char) {
    let at = out.text.len() as u32;
    out.text.push(c);
    out.marks.push(Mark { start: at, end: at + c.len_utf8() as u32, kind: MarkKind::Break });
}

/// Adds the lines of a cell.
fn put(page: &mut Page, cell: usize, out: &mut Piece, join: Join) {
    for (k, line) in page.walk(cell, true).into_iter().enumerate() {
        if k > 0 {
            match join {
                Join::Line => silent(out, '\n'),
                Join::Space => out.text.push(' '),
            }
        }
        let text = line.trimmed();
        let by = out.text.len() as i64 - text.start as i64;
        out.marks.extend(line.marks_in(&text).map(|m| m.moved(by)));
        out.said.extend(
            line.said.iter().map(|(code, at, d)| (*code, (*at as i64 + by).max(0) as usize, d.clone())),
        );
        out.text.push_str(&line.text[text]);
        out.chars += line.chars;
        out.linked += line.linked;
        out.anchored += line.anchored;
        out.links += line.links;
        out.file |= line.file;
    }
}

/// Rows and columns of every cell. Spans end with their part of the table; one over all columns ends with the widest row;
/// rows in which no cell begins do not count.
fn spans(dom: &Dom, rows: &[Row]) -> Vec<Vec<(usize, usize)>> {
    let span = |c: usize, name| attr(dom, c, name).and_then(|v| v.trim().parse::<usize>().ok());
    let wanted = |c: usize| span(c, "colspan").unwrap_or(1).clamp(1, WIDEST);
    // Rows from here to the end of the part, and how many of the rows before a place have no cell.
    let mut left = vec![1; rows.len()];
    for k in (0..rows.len().saturating_sub(1)).rev() {
        left[k] = if rows[k].part == rows[k + 1].part { left[k + 1] + 1 } else { 1 };
    }
    let mut empty = vec![0; rows.len() + 1];
    for (k, r) in rows.iter().enumerate() {
        empty[k + 1] = empty[k] + usize::from(r.cells.is_empty());
    }
    // By column: the row at which it is free again.
    let mut taken: Vec<usize> = vec![];
    let sound = |r: &&Row| r.cells.len() > 1 && r.cells.iter().all(|c| wanted(*c) < ALL);
    let width = |r: &Row| r.cells.iter().map(|c| wanted(*c)).sum::<usize>();
    let columns = rows.iter().filter(sound).map(width).max();
    let mut out = Vec::with_capacity(rows.len());
    for (k, row) in rows.iter().enumerate() {
        let mut column = 0;
        let mut spans = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            while column < WIDEST && taken.get(column).is_some_and(|to| *to > k) {
                column += 1;
            }
            let down = match span(*cell, "rowspan") {
                Some(0) => left[k],
                Some(n) => n.min(left[k]),
                None => 1,
            };
            let all = row.cells.len() == 1 || wanted(*cell) >= ALL;
            let room = columns.map_or(WIDEST, |n| n.saturating_sub(column).max(1));
            let wide = if all { wanted(*cell).min(room) } else { wanted(*cell) };
            taken.resize(taken.len().max(column + wide), 0);
            taken[column..column + wide].iter_mut().for_each(|to| *to = k + down);
            column += wide;
            let seen = down - (empty[k + down] - empty[k]);
            spans.push((seen.clamp(1, usize::from(u16::MAX)), wide));
        }
        out.push(spans);
    }
    out
}

/// What a cell heads: by its scope, else by where it stands.
fn heads_what(dom: &Dom, cell: usize, row: &Row, k: usize) -> Option<Scope> {
    match attr(dom, cell, "scope").map(str::to_ascii_lowercase).as_deref() {
        Some("col" | "colgroup") => return Some(Scope::Column),
        Some("row" | "rowgroup") => return Some(Scope::Row),
        _ => {}
    }
    let head = dom.name(cell) == "th";
    match (row.head, head) {
        (true, _) => Some(Scope::Column),
        (false, true)
            if k == 0 || row.cells.len() > 1 && row.cells[..k].iter().all(|c| dom.name(*c) == "th") =>
        {
            Some(Scope::Row)
        }
        (false, true) => Some(Scope::Column),
        (false, false) => None,
    }
}

/// How the page aligns the text of a cell: by the cell, the only paragraph in it, the row.
fn aligned(dom: &Dom, cell: usize, row: &Row) -> Option<CellAlign> {
    let of = |at: usize| dom.nodes[at].element.and_then(align);
    let mut inside = dom
        .children(cell)
        .filter(|c| dom.nodes[*c].element.is_some() || !dom.nodes[*c].text.chars().all(is_space));
    let first = inside.next().filter(|c| matches!(dom.name(*c), "p" | "div" | "center"));
    let only = first.filter(|_| inside.next().is_none());
    let by_paragraph = only.and_then(|c| if dom.name(c) == "center" { Some(Align::Centre) } else { of(c) });
    match by_paragraph.or_else(|| of(cell)).or_else(|| of(row.at)).or_else(|| of(row.part))? {
        Align::Start => Some(CellAlign::Start),
        Align::Centre => Some(CellAlign::Centre),
        Align::End => Some(CellAlign::End),
        Align::Justified | Align::Unknown => None,
    }
}
