//! Tables in Markdown: its own, with bars, and those of HTML. A table is one line, whose rows and cells are marked;
//! the signs between cells are marked inside them.

use super::block::{Builder, DEEPEST};
use super::html::Piece;
use super::marks::{said_of, silent};
use crate::ir::{CellAlign, Mark, MarkKind, Scope};
use crate::text::{Line, Span, chars::is_space};
use pulldown_cmark::Alignment;
use std::ops::Range;

fn push(marks: &mut Vec<Mark>, range: &Range<usize>, kind: MarkKind) {
    if range.start < range.end || kind.may_be_empty() {
        marks.push(Mark { start: range.start as u32, end: range.end as u32, kind });
    }
}

/// A line from the first row to the last.
fn line(range: Range<usize>) -> Line {
    let text = Span::new(range.start, range.end);
    Line::table(Span::new(range.start, range.start), text)
}

/// The contents of a row's cells, without white space around them.
fn cells(row: &str) -> Vec<Range<usize>> {
    let mut out = vec![];
    let mut start = usize::from(row.starts_with('|'));
    let mut escaped = false;
    let mut cell = |start: usize, end: usize| {
        let s = &row[start..end];
        let left = start + (s.len() - s.trim_start_matches(is_space).len());
        let len = s.trim_matches(is_space).len();
        out.push(if len == 0 { end..end } else { left..left + len });
    };
    for (i, c) in row.char_indices().filter(|(i, _)| *i > 0) {
        if c == '|' && !escaped {
            cell(start, i);
            start = i + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if start < row.len() {
        cell(start, row.len());
    }
    out
}

/// A table with bars. The parser leaves out cells beyond the last column; here they are kept.
pub fn markdown(b: &Builder, alignments: &[Alignment], rows: &[Range<usize>]) -> (Line, Vec<Mark>) {
    let mut marks = vec![];
    let Some(first) = rows.first() else { return (line(0..0), marks) };
    let mut at = first.start;
    let mut said: Vec<_> = b.said.clone();
    said.sort_by_key(|(range, _)| range.start);
    let mut said = said.iter().peekable();
    for (k, row) in rows.iter().enumerate() {
        push(&mut marks, &(at..row.end), MarkKind::Row { header: k == 0 });
        let cells = cells(&b.text[row.clone()]);
        for (i, cell) in cells.iter().enumerate() {
            let content = row.start + cell.start..row.start + cell.end;
            let end = if i + 1 == cells.len() { row.end } else { content.end };
            push(&mut marks, &(at..end), MarkKind::Cell);
            // Heads of columns are set in the middle, however their columns are.
            let align = match alignments.get(i).filter(|_| k > 0) {
                Some(Alignment::Center) => Some(CellAlign::Centre),
                Some(Alignment::Right) => Some(CellAlign::End),
                Some(Alignment::Left) => Some(CellAlign::Start),
                _ => None,
            };
            if let Some(align) = align {
                push(&mut marks, &(at..end), MarkKind::CellAlign { align });
            }
            push(&mut marks, &(at..content.start), MarkKind::Markup);
            let from = b.shown.partition_point(|r| r.end <= content.start);
            let to = b.shown.partition_point(|r| r.start < content.end).max(from);
            let shown = &b.shown[from..to];
            let mut inner = vec![];
            while let Some((range, kind)) = said.next_if(|(range, _)| range.start < content.end) {
                inner.extend(said_of(b.text, shown, &content, range, kind));
            }
            // What the parser left out is shown as it is written.
            if !shown.is_empty() {
                silent(b.text, shown, &content, &b.breaks, &mut inner);
            }
            inner.sort_by_key(Mark::order);
            marks.extend(inner);
            push(&mut marks, &(content.end..end), MarkKind::Markup);
            at = end;
        }
    }
    (line(first.start..at), marks)
}

/// A cell of HTML.
struct Cell {
    /// From the end of its start tag to its end tag, or what stands for it.
    content: Range<usize>,
    head: bool,
    rows: u16,
    columns: u16,
    align: Option<CellAlign>,
    /// The pieces in it.
    pieces: Range<usize>,
}

/// Takes the table that begins with a piece, and gives the number of the piece behind it.
pub fn html(b: &mut Builder, pieces: &[Piece], from: usize) -> usize {
    let Some(Piece::Tag(open)) = pieces.get(from) else { return from + 1 };
    let start = open.range.start;
    let mut rows: Vec<Vec<Cell>> = vec![];
    let mut caption: Option<(Range<usize>, bool)> = None;
    let (mut depth, mut k, mut end) = (0usize, from, open.range.end);
    let mut in_cell = false;
    while let Some(piece) = pieces.get(k) {
        k += 1;
        let Piece::Tag(tag) = piece else {
            let stray = !in_cell && !matches!(caption, Some((_, true)));
            if matches!(piece, Piece::Text(r) if stray && !b.text[r.clone()].chars().all(is_space)) {
                // Text between the cells would be shown by nobody: what has it is read as lines.
                return from + 1;
            }
            continue;
        };
        let cell_tag = matches!(tag.name.as_str(), "td" | "th");
        if in_cell
            && depth == 1
            && (cell_tag || matches!(tag.name.as_str(), "tr" | "table") && (tag.closes || tag.name == "tr"))
        {
            in_cell = false;
            if let Some(cell) = rows.last_mut().and_then(|r| r.last_mut()) {
                cell.content.end = tag.range.start;
                cell.pieces.end = k - 1;
            }
        }
        end = tag.range.end;
        match (tag.name.as_str(), tag.closes) {
            ("table", false) => depth += 1,
            ("table", true) => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            ("caption", false) if depth == 1 && rows.is_empty() => {
                caption = Some((tag.range.end..tag.range.end, true));
            }
            ("caption", true) if depth == 1 => {
                if let Some((range, true)) = caption {
                    caption = Some((range.start..tag.range.start, false));
                }
            }
            ("tr", false) if depth == 1 => rows.push(vec![]),
            ("td" | "th", false) if depth == 1 => {
                in_cell = true;
                let cell = Cell {
                    content: tag.range.end..tag.range.end,
                    head: tag.name == "th",
                    rows: tag.number("rowspan"),
                    columns: tag.number("colspan"),
                    align: tag.align(),
                    pieces: k..k,
                };
                match rows.last_mut() {
                    Some(row) => row.push(cell),
                    None => rows.push(vec![cell]),
                }
            }
            _ => {}
        }
    }
    if in_cell && let Some(cell) = rows.last_mut().and_then(|r| r.last_mut()) {
        // The table has no end: its last cell ends with the block.
        let last = pieces.last().map_or(end, |p| p.range().end);
        end = last;
        cell.content.end = last;
        cell.pieces.end = pieces.len();
    }
    rows.retain(|r| !r.is_empty());
    // The caption comes first: the tags before it are no part of the line.
    let caption = caption.and_then(|(range, _)| {
        let s = &b.text[range.clone()];
        let from = range.start + (s.len() - s.trim_start_matches(is_space).len());
        let to = range.start + s.trim_end_matches(is_space).len();
        (from < to).then_some(from..to)
    });
    let start = caption.as_ref().map_or(start, |c| c.start);
    let marks = html_marks(b.text, pieces, start..end, caption, &rows);
    if !rows.is_empty() {
        b.push(line(start..end), marks);
    }
    k
}

fn html_marks(
    text: &str,
    pieces: &[Piece],
    table: Range<usize>,
    caption: Option<Range<usize>>,
    rows: &[Vec<Cell>],
) -> Vec<Mark> {
    let mut marks = vec![];
    let mut at = table.start;
    if let Some(range) = caption {
        push(&mut marks, &range, MarkKind::Caption);
        let place = |at: usize| pieces.partition_point(|p| p.range().start < at);
        inside(text, &pieces[place(range.start)..place(range.end)], &range, &mut marks);
        at = range.end;
    }
    for (k, row) in rows.iter().enumerate() {
        let header = row.iter().all(|c| c.head);
        let last_row = k + 1 == rows.len();
        let row_end = if last_row { table.end } else { row.last().map_or(at, |c| c.content.end) };
        push(&mut marks, &(at..row_end), MarkKind::Row { header });
        for (i, cell) in row.iter().enumerate() {
            let end = if i + 1 == row.len() { row_end } else { cell.content.end };
            let whole = at..end;
            push(&mut marks, &whole, MarkKind::Cell);
            if cell.rows > 1 || cell.columns > 1 {
                push(&mut marks, &whole, MarkKind::CellSpan { rows: cell.rows, columns: cell.columns });
            }
            if cell.head && !header {
                push(&mut marks, &whole, MarkKind::CellHead { scope: Scope::Row });
            }
            if let Some(align) = cell.align {
                push(&mut marks, &whole, MarkKind::CellAlign { align });
            }
            inside(text, &pieces[cell.pieces.clone()], &whole, &mut marks);
            at = end;
        }
    }
    marks
}

/// The marks inside a caption or a cell: what is said of its text, and all that is none.
fn inside(text: &str, pieces: &[Piece], cell: &Range<usize>, marks: &mut Vec<Mark>) {
    let mut shown: Vec<Range<usize>> = vec![];
    let mut said: Vec<(Range<usize>, MarkKind)> = vec![];
    let mut open: Vec<(&str, MarkKind, usize)> = vec![];
    let mut breaks = vec![];
    let mut broken = false;
    for piece in pieces {
        match piece {
            Piece::Hidden(_) => {}
            Piece::Text(range) => {
                // White space around line ends is the page's, not the text's.
                for part in super::physical(text, range.clone()) {
                    if let Some(before) = shown.last()
                        && (broken || text[before.end..part.start].contains('\n'))
                    {
                        breaks.push(before.end);
                    }
                    broken = false;
                    shown.push(part);
                }
            }
            Piece::Tag(tag) => {
                broken |= tag.is_block() || tag.name == "br";
                if tag.closes {
                    if let Some(i) = open.iter().rposition(|(name, ..)| *name == tag.name) {
                        let (_, kind, from) = open.remove(i);
                        said.push((from..tag.range.start, kind));
                    }
                } else if let Some(kind) = tag.mark().filter(|_| open.len() < DEEPEST) {
                    open.push((&tag.name, kind, tag.range.end));
                }
            }
        }
    }
    let mut inner = vec![];
    for (range, kind) in &said {
        inner.extend(said_of(text, &shown, cell, range, kind));
    }
    silent(text, &shown, cell, &breaks, &mut inner);
    inner.sort_by_key(Mark::order);
    marks.extend(inner);
}
