//! Tables into slots: rows that belong together by merged cells stay on one page, rows too high for that are broken
//! between their lines.

use super::flow::{CELL_SIDE, Cover, Paragraph, Table, TableCell};
use super::line::{Line, Measure};
use super::objects::rises;
use super::pages::DrawnRule;
use super::slots::{CellLine, Content, Slot, Slots, notes_in};
use crate::ir::CellAlign;
use crate::profile::{Align, Mode, Profile, Style};
use std::ops::Range;

/// The thickness of rules, in points.
pub const THIN: f32 = 0.5;

/// The style of a cell's text.
pub fn cell_style(profile: &Profile, table: &Table, cell: &TableCell) -> Style {
    let align = match cell.align {
        CellAlign::Start => Align::Left,
        CellAlign::Centre => Align::Centre,
        CellAlign::End => Align::Right,
    };
    let text = if table.open { profile.closing } else { profile.cell };
    Style { align, indent: 0.0, left: 0.0, right: 0.0, ..text }
}

/// Rows higher than this share of a page may be broken.
const HIGH: f32 = 0.35;
/// Lines of a row that stay together at the foot and at the head of a page.
const TOGETHER: usize = 2;

/// The lines of a cell, with their heights.
type Lines = Vec<(Line, f32)>;

impl Slots<'_, '_, '_> {
    /// A table.
    pub(super) fn table(&mut self, index: usize, p: &Paragraph, table: &Table) {
        let leading = p.style.leading;
        let capacity = self.profile.lines.0 as f32;
        let mut cells: Vec<Vec<Lines>> = vec![];
        for row in &table.rows {
            let lines = row.iter().map(|cell| self.cell_lines(table, cell, leading)).collect();
            cells.push(lines);
        }
        let heights = heights(table, &cells, leading);
        let first = self.out.len();
        let head_height: f32 = heights[..table.heads].iter().sum();
        let repeats = table.heads > 0 && table.heads < table.rows.len() && head_height < capacity * HIGH;
        let head = repeats.then(|| first..first + table.heads);
        let mut start = 0;
        while start < table.rows.len() {
            let end = group_end(table, start);
            let height: f32 = heights[start..end].iter().sum();
            let group = Group { index, rows: start..end, new_page: start == 0 && p.new_page };
            if start < table.heads || height + if repeats { head_height } else { 0.0 } <= capacity * HIGH {
                self.whole(&group, table, &mut cells, &heights, head.as_ref());
            } else {
                self.broken(&group, table, &mut cells, leading, head.as_ref());
            }
            start = end;
        }
        if let Some(slot) = self.out.get_mut(first) {
            slot.before = p.style.before;
        }
        self.out[first..].iter_mut().for_each(|s| s.closing = p.closing);
        if let Some(last) = self.out[first..].last_mut() {
            last.last = true;
            last.ends_table = !table.open;
            last.after = p.style.after;
        }
    }

    fn cell_lines(&mut self, table: &Table, cell: &TableCell, leading: f32) -> Lines {
        let style = cell_style(self.profile, table, cell);
        let width = (self.profile.width() * table.share(cell) / style.size - 2.0 * CELL_SIDE).max(1.0);
        let measure = Measure {
            mode: Mode::Clreq,
            align: style.align,
            width,
            pitch: 1.0,
            indent: 0.0,
            hanging: false,
            few: false,
            title: style.is_title(),
        };
        let pitch = self.profile.lines.1;
        let lines = self.lines(&cell.line, &measure, style.size);
        let high = |l: &Line| leading + rises(&cell.line.objects, &cell.line.chars, l, style.size) / pitch;
        lines
            .into_iter()
            .map(|l| {
                let h = high(&l);
                (l, h)
            })
            .collect()
    }

    /// Rows that stay on one page: a slot each. Cells that cover several, and headings, stand in the middle of their
    /// heights.
    fn whole(
        &mut self,
        group: &Group,
        table: &Table,
        cells: &mut [Vec<Lines>],
        heights: &[f32],
        head: Option<&Range<usize>>,
    ) {
        for row in group.rows.clone() {
            let mut placed = vec![];
            for (k, lines) in cells[row].iter_mut().enumerate() {
                let cell = &table.rows[row][k];
                let room: f32 = heights[row..row + cell.rows].iter().sum();
                let own: f32 = lines.iter().map(|(_, h)| h).sum();
                let middle = cell.rows > 1 || cell.head;
                let mut top = if middle { ((room - own) / 2.0).max(0.0) } else { table.above() };
                for (line, height) in lines.drain(..) {
                    placed.push(CellLine { cell: (row, k), line, top, height });
                    top += height;
                }
            }
            let mut slot = slot(group, row, placed, heights[row], table);
            slot.keep |= row + 1 < group.rows.end;
            slot.head = head.filter(|_| row >= table.heads).cloned();
            self.out.push(slot);
        }
    }

    /// Rows that may be broken: a slot for every line. A cell that covers several rows goes on from one to the next.
    fn broken(
        &mut self,
        group: &Group,
        table: &Table,
        cells: &mut [Vec<Lines>],
        leading: f32,
        head: Option<&Range<usize>>,
    ) {
        let mut open: Vec<Open> = vec![];
        for row in group.rows.clone() {
            for (k, lines) in cells[row].iter_mut().enumerate() {
                let end = row + table.rows[row][k].rows;
                open.push(((row, k), end, std::mem::take(lines).into_iter()));
            }
            let ends = |end: usize| end == row + 1;
            let count = open.iter().filter(|o| ends(o.1)).map(|o| o.2.len()).max().unwrap_or(0).max(1);
            for n in 0..count {
                let (begins, finishes) = (n == 0, n + 1 == count);
                let top = if begins { table.above() } else { 0.0 };
                let mut lines = vec![];
                let mut high = leading;
                for (cell, _, rest) in &mut open {
                    if let Some((line, height)) = rest.next() {
                        high = high.max(height);
                        lines.push(CellLine { cell: *cell, line, top, height });
                    }
                }
                let height = high + top + if finishes { table.above() } else { 0.0 };
                let mut slot = slot(group, row, lines, height, table);
                if let Content::Row { begins: b, ends, .. } = &mut slot.content {
                    (*b, *ends) = (begins, finishes);
                }
                slot.first &= begins;
                slot.new_page &= begins;
                slot.keep |= n + 1 < TOGETHER.min(count) || !finishes && n + TOGETHER >= count;
                slot.head = head.cloned();
                self.out.push(slot);
            }
            open.retain(|o| !ends(o.1));
        }
    }
}

/// A slot of a row.
fn slot(group: &Group, row: usize, lines: Vec<CellLine>, height: f32, table: &Table) -> Slot {
    let notes = lines.iter().flat_map(|l| notes_in(&table.rows[l.cell.0][l.cell.1].line, &l.line)).collect();
    Slot {
        paragraph: group.index,
        content: Content::Row { row, lines, begins: true, ends: true },
        before: 0.0,
        height,
        after: 0.0,
        ends_table: false,
        first: row == 0,
        last: false,
        keep: row < table.heads,
        closing: false,
        new_page: row == group.rows.start && group.new_page,
        notes,
        head: None,
    }
}

/// A cell that still has lines: where it begins, the row behind it, and what is left of it.
type Open = ((usize, usize), usize, std::vec::IntoIter<(Line, f32)>);

/// Rows that merged cells tie together, of a table.
struct Group {
    index: usize,
    rows: Range<usize>,
    new_page: bool,
}

/// The end of the rows that a merged cell ties to a row.
fn group_end(table: &Table, start: usize) -> usize {
    let mut end = start + 1;
    let mut row = start;
    while row < end {
        end = table.rows[row].iter().map(|c| row + c.rows).fold(end, usize::max);
        row += 1;
    }
    end.min(table.rows.len())
}

/// The heights of rows, so that every cell has room.
fn heights(table: &Table, cells: &[Vec<Lines>], leading: f32) -> Vec<f32> {
    let wants = |lines: &Lines| lines.iter().map(|(_, h)| h).sum::<f32>().max(leading) + 2.0 * table.above();
    let mut out: Vec<f32> = vec![leading + 2.0 * table.above(); table.rows.len()];
    let all = || {
        table.rows.iter().zip(cells).enumerate().flat_map(|(r, (row, lines))| {
            row.iter().zip(lines).map(move |(cell, lines)| (r, cell.rows, wants(lines)))
        })
    };
    for (row, _, height) in all().filter(|(_, rows, _)| *rows == 1) {
        out[row] = out[row].max(height);
    }
    for (row, rows, height) in all().filter(|(_, rows, _)| *rows > 1) {
        let lacks = height - out[row..row + rows].iter().sum::<f32>();
        if lacks > 0.0 {
            out[row + rows - 1] += lacks;
        }
    }
    out
}

/// The lines around the cells of a row, or of a part of one: none between the rows of a merged cell, but where a page
/// begins or ends.
pub fn rules(
    covers: &[Cover],
    (top, bottom, edges): (bool, bool, (bool, bool)),
    (at, width, height): ((f32, f32), f32, f32),
    out: &mut Vec<DrawnRule>,
) {
    let line = |from: (f32, f32), to: (f32, f32)| DrawnRule { from, to, width: THIN, dots: None };
    let x = |share: f32| at.0 + share * width;
    let right = at.0 + width;
    for left in covers.iter().map(|c| x(c.left)).chain([right]) {
        out.push(line((left, at.1), (left, at.1 + height)));
    }
    let ends = covers.iter().skip(1).map(|c| x(c.left)).chain([right]);
    let spans: Vec<(f32, f32, (bool, bool))> =
        covers.iter().zip(ends).map(|(c, end)| (x(c.left), end, c.goes_on)).collect();
    for (drawn, y, upper) in [(top, at.1, true), (bottom, at.1 + height, false)] {
        if !drawn {
            continue;
        }
        let edge = if upper { edges.0 } else { edges.1 };
        let open = |on: (bool, bool)| !edge && if upper { on.0 } else { on.1 };
        for piece in spans.chunk_by(|a, b| open(a.2) == open(b.2)) {
            if !open(piece[0].2) {
                out.push(line((piece[0].0, y), (piece[piece.len() - 1].1, y)));
            }
        }
        if spans.is_empty() {
            out.push(line((at.0, y), (right, y)));
        }
    }
}
