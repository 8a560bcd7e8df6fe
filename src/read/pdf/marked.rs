//! The characters of marked contents, put together to the blocks that a file's tree says, and whether that tree can be
//! believed.

use super::font::Font;
use super::interpret::Content;
use super::lines::{Line, Piece, Row, piece, rows};
use super::page::Page;
use super::said::Said;
use super::sheet::{Cell, Sheet};
use super::table::{Table, TableCell};
use super::tagged::{Block, CellBlock, Part};
use crate::pack::pdf::ObjectId;
use crate::text::Style;
use crate::text::chars::is_space;
use std::collections::HashMap;

/// Makes characters of a line reach to the next: this tool sets white space, and what else stands apart is only spaced.
fn close(cells: &mut [Cell]) {
    for k in 1..cells.len() {
        let next = cells[k].x;
        cells[k - 1].w = cells[k - 1].w.max(next - cells[k - 1].x);
    }
}

/// The characters of every marked content, with the number of their sheet.
pub struct Marked<'a> {
    cells: HashMap<(ObjectId, i64), Vec<(usize, Cell)>>,
    sheets: &'a [Sheet],
    fonts: &'a [Font],
    said: &'a Said,
    ours: bool,
    /// The sheets of pages.
    of_page: HashMap<ObjectId, usize>,
}

impl<'a> Marked<'a> {
    /// Sorts the characters of sheets by their marks.
    pub fn of(
        sheets: &'a [Sheet],
        contents: &[(u32, &Page, Content)],
        fonts: &'a [Font],
        (said, ours): (&'a Said, bool),
    ) -> Self {
        let marks: HashMap<u32, &[(ObjectId, i64)]> =
            contents.iter().map(|(number, _, content)| (*number, &content.marks[..])).collect();
        let mut cells: HashMap<(ObjectId, i64), Vec<(usize, Cell)>> = HashMap::new();
        for (k, sheet) in sheets.iter().enumerate() {
            let Some(marks) = marks.get(&sheet.page) else { continue };
            for cell in &sheet.cells {
                if let Some(mark) = usize::try_from(cell.mark).ok().and_then(|m| marks.get(m)) {
                    cells.entry(*mark).or_default().push((k, *cell));
                }
            }
        }
        let place = |number: u32| sheets.iter().position(|s| s.page == number);
        let of_page = contents.iter().filter_map(|(n, page, _)| Some((page.id, place(*n)?))).collect();
        Self { cells, sheets, fonts, said, ours, of_page }
    }

    /// The lines of a block, each with the number of its sheet.
    pub fn lines(&self, block: &Block) -> Vec<(usize, Piece)> {
        let mut all: Vec<(usize, Cell)> = vec![];
        // Where what stands for a picture ends: it is as wide as that.
        let mut wide: Vec<usize> = vec![];
        for part in &block.parts {
            match part {
                Part::Mark(owner, id, said) => {
                    let base = all.last().copied().filter(|_| self.said.reads(*said));
                    let cells = self.cells.get(&(*owner, *id)).into_iter().flatten();
                    // A reading stands in its word's line, and takes no room.
                    all.extend(cells.map(|(k, c)| match base {
                        Some((sheet, b)) => {
                            let half = 0.5 * b.w;
                            (sheet, Cell { x: b.x + half, w: half, y: b.y, size: b.size, said: *said, ..*c })
                        }
                        None => (*k, Cell { said: *said, ..*c }),
                    }));
                }
                Part::Text(text, marks, said, page) => {
                    let inside: Vec<(usize, Cell)> =
                        marks.iter().filter_map(|m| self.cells.get(m)).flatten().copied().collect();
                    let end = all.last().map(|(k, c)| (*k, Cell { x: c.end(), w: 0.0, ..*c }));
                    let alone = page.and_then(|p| Some((*self.of_page.get(&p)?, Cell::default())));
                    let Some((sheet, first)) = inside.first().copied().or(end).or(alone) else { continue };
                    let count = text.chars().count().max(1) as f32;
                    let last = inside.last().map_or(first.end(), |(_, c)| c.end());
                    let step = ((last - first.x) / count).max(0.01);
                    let spread = text.chars().enumerate().map(|(k, c)| {
                        let x = first.x + step * k as f32;
                        (sheet, Cell { c, x, w: step, said: *said, ..first })
                    });
                    all.extend(spread);
                    wide.push(all.len() - 1);
                }
            }
        }
        for k in wide {
            if let [(sheet, picture), (next, behind), ..] = &mut all[k..]
                && sheet == next
                && (picture.y - behind.y).abs() < 0.5 * behind.size
            {
                picture.w = picture.w.max(behind.x - picture.x);
            }
        }
        self.rows(&all)
    }

    /// A line at its place.
    pub fn line(&self, sheet: usize, piece: Piece) -> Line {
        let page = self.sheets.get(sheet).map_or(0, |s| s.page);
        Line { piece, sheet, page, frame: 0, region: sheet, first: false }
    }

    /// A table, and the sheet on which it begins.
    pub fn table(&self, rows: &[Vec<CellBlock>], caption: &[Block]) -> (usize, Table) {
        let caption = caption.iter().flat_map(|b| self.lines(b)).map(|(_, piece)| piece).collect();
        let mut out = Table { rows: rows.len(), caption, ..Table::default() };
        let mut sheet = None;
        // By column: the rows that a cell above still covers.
        let mut covered: Vec<usize> = vec![];
        for (row, cells) in rows.iter().enumerate() {
            let mut column = 0;
            for cell in cells {
                while covered.get(column).is_some_and(|n| *n > 0) {
                    column += 1;
                }
                covered.resize(covered.len().max(column + cell.columns), 0);
                covered[column..column + cell.columns].fill(cell.rows);
                let parts: Vec<Vec<(usize, Piece)>> = cell.blocks.iter().map(|b| self.lines(b)).collect();
                sheet = sheet.or_else(|| parts.iter().flatten().next().map(|(k, _)| *k));
                let parts =
                    parts.into_iter().map(|p| p.into_iter().map(|(_, piece)| piece).collect()).collect();
                let (rows, columns) = (cell.rows.min(out.rows - row), cell.columns);
                let (heads, align) = (cell.head && cell.of_row, cell.align);
                out.cells.push(TableCell { row, column, rows, columns, heads, align, parts });
                column += cell.columns;
            }
            for n in &mut covered {
                *n = n.saturating_sub(1);
            }
        }
        let heads = |r: &Vec<CellBlock>| r.iter().all(|c| c.head) && r.iter().any(|c| !c.of_row);
        out.heads = rows.iter().take_while(|r| heads(r)).count();
        if out.heads == rows.len() {
            out.heads = 0;
        }
        let sheet = sheet.unwrap_or(0);
        out.page = self.sheets.get(sheet).map_or(0, |s| s.page);
        (sheet, out)
    }

    /// Characters in the order of the file as lines.
    fn rows(&self, all: &[(usize, Cell)]) -> Vec<(usize, Piece)> {
        let mut out = vec![];
        let mut from = 0;
        for k in 1..=all.len() {
            let ends = match (all.get(k), all.get(k - 1)) {
                (Some((sheet, c)), Some((before_sheet, before))) => {
                    let size = c.size.max(before.size);
                    sheet != before_sheet
                        || (c.y - before.y).abs() > 0.75 * size
                        || c.x < before.x - 2.0 * size
                }
                _ => true,
            };
            if !ends {
                continue;
            }
            let group: Vec<Cell> = all[from..k].iter().map(|(_, c)| *c).collect();
            for mut row in rows(&group) {
                if self.ours {
                    close(&mut row.cells);
                }
                let Row { cells, .. } = &row;
                if let Some(mut piece) = piece(cells, &row, self.fonts) {
                    self.said.mark(&mut piece);
                    out.push((all[from].0, piece));
                }
            }
            from = k;
        }
        out
    }

    /// Whether a tree can be believed: it holds what the pages show, goes down the pages, and its blocks are paragraphs.
    pub fn is_sane(&self, blocks: &[Block]) -> bool {
        let ink = |cells: &mut dyn Iterator<Item = &Cell>| cells.filter(|c| !is_space(c.c)).count();
        let all = ink(&mut self.sheets.iter().flat_map(|s| &s.cells));
        let mut held = 0;
        let mut places: Vec<(usize, f32, f32)> = vec![];
        let (mut pairs, mut broken) = (0, 0);
        let mut last: Option<(Style, Piece, f32)> = None;
        let mut each = |block: &Block| {
            let lines = self.lines(block);
            held +=
                lines.iter().map(|(_, p)| p.cells.iter().filter(|c| !is_space(c.c)).count()).sum::<usize>();
            if let Some((sheet, piece)) = lines.first() {
                places.push((*sheet, piece.x0, piece.y));
                if let Some((style, before, width)) = &last
                    && *style == block.style
                    && block.style == Style::Plain
                {
                    pairs += 1;
                    let ended = super::usual::ends_sentence(&before.text);
                    let long = before.x1 - before.x0 > 0.85 * width;
                    broken += usize::from(!ended && long && (piece.x0 - before.x0).abs() < 0.5 * piece.size);
                }
            }
            if let Some((sheet, piece)) = lines.last() {
                let widest = lines.iter().map(|(_, p)| p.x1 - p.x0).fold(0.0, f32::max);
                let width = widest.max(0.6 * self.sheets[*sheet].width);
                last = Some((block.style, piece.clone(), width));
            }
        };
        for block in blocks {
            match &block.table {
                Some(table) => table.iter().flatten().flat_map(|c| &c.blocks).for_each(&mut each),
                None => each(block),
            }
        }
        let back = places.windows(2).filter(|p| {
            let (a, b) = (p[0], p[1]);
            b.0 < a.0 || b.0 == a.0 && b.2 < a.2 - 1.0 && b.1 < a.1 + 20.0
        });
        let back = back.count();
        held * 100 >= all * 97 && back * 10 <= places.len() && broken * 8 <= pairs
    }
}
