//! Files that say their own structure (ISO 32000-1, 14.7 and 14.8): blocks in the order of the tree, where the tree holds
//! what the pages show.

use super::font::Font;
use super::interpret::Content;
use super::lines::{Line, Piece, Row, piece, rows};
use super::page::Page;
use super::said::{self, Said};
use super::sheet::{Cell, Sheet};
use super::table::{Table, TableCell};
use crate::ir::CellAlign;
use crate::pack::pdf::{
    Dictionary, Document, OURS, Object, ObjectId, as_dictionary, dictionary_in, entry, number, text_string,
};
use crate::text::Style;
use crate::text::chars::is_space;
use std::collections::HashMap;

/// What the tree says a stretch of text is.
#[derive(Clone, Debug, Default)]
pub struct Block {
    pub style: Style,
    pub outline: Option<u8>,
    /// What it holds, in order.
    parts: Vec<Part>,
    /// The rows of a table, and its caption.
    pub table: Option<Vec<Vec<CellBlock>>>,
    pub caption: Vec<Block>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct CellBlock {
    pub head: bool,
    /// Whether it heads its row.
    pub of_row: bool,
    pub align: Option<CellAlign>,
    pub rows: usize,
    pub columns: usize,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
enum Part {
    /// A marked content: the page or form, and its number; with what is said of it.
    Mark(ObjectId, i64, u32),
    /// What stands for contents: said instead of them. With the page that it stands on.
    Text(String, Vec<(ObjectId, i64)>, u32, Option<ObjectId>),
}

/// Elements inside each other, and elements in all.
const DEEPEST: usize = 128;
const MOST: usize = 4_000_000;

struct Walk<'a> {
    doc: &'a Document,
    roles: Option<&'a Dictionary>,
    ours: bool,
    out: Vec<Block>,
    /// Whether the next text goes on with the last block.
    open: bool,
    seen: usize,
    /// What elements inside of blocks say, and the one that the next part stands in.
    said: Said,
    inside: u32,
}

/// The blocks of a file's tree, and what is said inside of them; `ours` leaves out what this tool adds to a document.
pub fn blocks(doc: &Document, ours: bool) -> Option<(Vec<Block>, Said)> {
    let root = doc.catalog().ok().and_then(|c| dictionary_in(doc, c, b"StructTreeRoot"))?;
    let roles = dictionary_in(doc, root, b"RoleMap");
    let (out, said) = (vec![], Said::default());
    let mut walk = Walk { doc, roles, ours, out, open: false, seen: 0, said, inside: 0 };
    walk.kids(root, None, 0);
    walk.out.retain(|b| !b.parts.is_empty() || b.table.is_some());
    (!walk.out.is_empty()).then_some((walk.out, walk.said))
}

/// Whether this tool wrote a file.
pub fn is_ours(doc: &Document) -> bool {
    let info = dictionary_in(doc, &doc.trailer, b"Info");
    let producer = info.and_then(|i| entry(doc, i, b"Producer")).and_then(|p| p.as_str().ok());
    producer.is_some_and(|p| text_string(p).starts_with("tiaowen"))
}

impl<'a> Walk<'a> {
    /// The standard type of an element.
    fn kind(&self, element: &'a Dictionary) -> &'a [u8] {
        let name = |o: &'a Object| o.as_name().ok();
        let mut kind = entry(self.doc, element, b"S").and_then(name).unwrap_or_default();
        for _ in 0..8 {
            match self.roles.and_then(|r| entry(self.doc, r, kind)).and_then(name) {
                Some(next) if next != kind => kind = next,
                _ => break,
            }
        }
        kind
    }

    fn kids(&mut self, element: &'a Dictionary, page: Option<ObjectId>, depth: usize) {
        self.seen += 1;
        if depth > DEEPEST || self.seen > MOST {
            return;
        }
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let Some(kids) = entry(self.doc, element, b"K") else { return };
        match kids {
            Object::Array(list) => list.iter().for_each(|kid| self.kid(kid, page, depth)),
            one => self.kid(one, page, depth),
        }
    }

    fn kid(&mut self, kid: &'a Object, page: Option<ObjectId>, depth: usize) {
        let Ok((_, kid)) = self.doc.dereference(kid) else { return };
        if let Object::Integer(id) = kid {
            if let Some(page) = page {
                self.part(Part::Mark(page, *id, self.inside));
            }
            return;
        }
        let Some(d) = as_dictionary(kid) else { return };
        if let Some(id) = entry(self.doc, d, b"MCID").and_then(|i| i.as_i64().ok()) {
            let stream = d.get(b"Stm").and_then(Object::as_reference).ok();
            let own = d.get(b"Pg").and_then(Object::as_reference).ok().or(page);
            if let Some(owner) = stream.or(own) {
                self.part(Part::Mark(owner, id, self.inside));
            }
        } else if d.has(b"S") {
            self.element(d, page, depth + 1);
        }
    }

    fn part(&mut self, part: Part) {
        if !self.open || self.out.is_empty() {
            self.out.push(Block::default());
            self.open = true;
        }
        if let Some(block) = self.out.last_mut() {
            block.parts.push(part);
        }
    }

    fn begin(&mut self, style: Style, outline: Option<u8>) {
        self.out.push(Block { style, outline, ..Block::default() });
        self.open = true;
    }

    fn element(&mut self, e: &'a Dictionary, page: Option<ObjectId>, depth: usize) {
        let name = entry(self.doc, e, b"S").and_then(|s| s.as_name().ok()).unwrap_or_default();
        let outer = self.inside;
        if let Some(mark) = said::mark(name).filter(|_| self.ours) {
            self.inside = self.said.add(outer, mark);
        }
        self.whole(e, page, depth);
        self.inside = outer;
    }

    fn whole(&mut self, e: &'a Dictionary, page: Option<ObjectId>, depth: usize) {
        let kind = self.kind(e);
        let string = |key| entry(self.doc, e, key).and_then(|s| s.as_str().ok()).map(text_string);
        // The table of contents that was made for the file, the title of a volume and an imprint are no part of it.
        if self.ours && string(b"T").is_some_and(|t| t == OURS) && matches!(kind, b"TOC" | b"H1" | b"Sect") {
            return;
        }
        let told =
            string(b"ActualText").or_else(|| string(b"Alt").filter(|_| self.ours && kind == b"Figure"));
        if let Some(text) = told {
            let outer = std::mem::take(&mut self.out);
            self.kids(e, page, depth);
            let inner = std::mem::replace(&mut self.out, outer);
            let marks = inner.into_iter().flat_map(|b| b.parts).filter_map(|p| match p {
                Part::Mark(owner, id, _) => Some((owner, id)),
                Part::Text(..) => None,
            });
            self.open &= !self.out.is_empty();
            let on = e.get(b"Pg").and_then(Object::as_reference).ok().or(page);
            self.part(Part::Text(text, marks.collect(), self.inside, on));
            return;
        }
        match kind {
            b"Document" | b"Part" | b"Art" | b"Sect" | b"Div" | b"NonStruct" | b"Private" | b"Index"
            | b"TOC" | b"L" | b"DocumentFragment" | b"Aside" => {
                self.open = false;
                self.kids(e, page, depth);
                self.open = false;
            }
            b"Table" => {
                let (table, caption) = self.table(e, page, depth);
                self.out.push(Block { table: Some(table), caption, ..Block::default() });
                self.open = false;
            }
            b"LI" => {
                self.begin(Style::Plain, None);
                self.kids(e, page, depth);
                self.open = false;
            }
            b"Lbl" | b"LBody" => self.kids(e, page, depth),
            b"P" | b"H" | b"H1" | b"H2" | b"H3" | b"H4" | b"H5" | b"H6" | b"Title" | b"Caption"
            | b"BlockQuote" | b"TOCI" | b"Note" | b"FENote" => {
                let outline = match kind {
                    b"H" | b"Title" => Some(1),
                    [b'H', digit @ b'1'..=b'6'] => Some(digit - b'0'),
                    _ => None,
                };
                let style = match kind {
                    b"Title" => Style::Title,
                    b"TOCI" => Style::Contents,
                    b"Note" | b"FENote" => Style::Note,
                    b"Caption" => Style::Caption,
                    b"BlockQuote" => Style::Quotation,
                    _ if outline.is_some() => Style::Heading,
                    _ => Style::Plain,
                };
                // The first paragraph of an item goes on behind its label; a note's own stand in it.
                let label = self.open
                    && kind == b"P"
                    && self.out.last().is_some_and(|b| b.parts.len() <= 1 || b.style == Style::Note);
                if !label {
                    self.begin(style, outline);
                }
                self.kids(e, page, depth);
                // A note stands inside of a paragraph, which goes on behind it.
                self.open = false;
            }
            // A further line of a title.
            b"Span" if self.ours && !e.has(b"A") && self.out.last().is_some_and(|b| b.outline.is_some()) => {
                let outline = self.out.last().and_then(|b| b.outline);
                self.begin(Style::Heading, outline);
                self.kids(e, page, depth);
            }
            b"Figure" | b"Artifact" => {}
            _ => self.kids(e, page, depth),
        }
    }

    fn table(
        &mut self,
        e: &'a Dictionary,
        page: Option<ObjectId>,
        depth: usize,
    ) -> (Vec<Vec<CellBlock>>, Vec<Block>) {
        let (mut out, mut caption) = (vec![], vec![]);
        self.table_rows(e, page, depth, (&mut out, &mut caption));
        (out, caption)
    }

    fn table_rows(
        &mut self,
        e: &'a Dictionary,
        page: Option<ObjectId>,
        depth: usize,
        (out, caption): (&mut Vec<Vec<CellBlock>>, &mut Vec<Block>),
    ) {
        self.seen += 1;
        if depth > DEEPEST || self.seen > MOST {
            return;
        }
        let page = e.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        for kid in self.children(e) {
            match self.kind(kid) {
                b"TR" => {
                    let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                    let mut row = vec![];
                    for cell in self.children(kid) {
                        let head = self.kind(cell) == b"TH";
                        let outer = std::mem::take(&mut self.out);
                        self.open = false;
                        self.kids(cell, page, depth + 2);
                        let blocks = std::mem::replace(&mut self.out, outer);
                        self.open = false;
                        let span = |key| self.attribute(cell, key).unwrap_or(1.0).clamp(1.0, 1000.0) as usize;
                        let (rows, columns) = (span(b"RowSpan"), span(b"ColSpan"));
                        let of_row = self.named(cell, b"Scope") == Some(b"Row".as_slice());
                        let align = match self.named(cell, b"TextAlign").filter(|_| self.ours) {
                            Some(b"Start") => Some(CellAlign::Start),
                            Some(b"Center") => Some(CellAlign::Centre),
                            Some(b"End") => Some(CellAlign::End),
                            _ => None,
                        };
                        row.push(CellBlock { head, of_row, align, rows, columns, blocks });
                    }
                    out.push(row);
                }
                b"Caption" => {
                    let outer = std::mem::take(&mut self.out);
                    self.element(kid, page, depth + 1);
                    caption.append(&mut std::mem::replace(&mut self.out, outer));
                }
                _ => self.table_rows(kid, page, depth + 1, (out, caption)),
            }
        }
    }

    fn children(&self, e: &'a Dictionary) -> Vec<&'a Dictionary> {
        let kids = entry(self.doc, e, b"K");
        let list = match kids {
            Some(Object::Array(list)) => list.iter().collect(),
            Some(one) => vec![one],
            None => vec![],
        };
        let of = |o: &'a Object| as_dictionary(self.doc.dereference(o).ok()?.1).filter(|d| d.has(b"S"));
        list.into_iter().filter_map(of).collect()
    }

    /// A number among the attributes of an element.
    fn attribute(&self, e: &'a Dictionary, key: &[u8]) -> Option<f64> {
        self.attributed(e, key).and_then(number)
    }

    /// A name among the attributes of an element.
    fn named(&self, e: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.attributed(e, key).and_then(|o| o.as_name().ok())
    }

    fn attributed(&self, e: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let of = |o: &'a Object| {
            let (_, o) = self.doc.dereference(o).ok()?;
            as_dictionary(o).and_then(|d| entry(self.doc, d, key))
        };
        match entry(self.doc, e, b"A")? {
            Object::Array(list) => list.iter().find_map(of),
            one => of(one),
        }
    }
}

/// The characters of every marked content, with the number of their sheet.
pub struct Marked<'a> {
    cells: HashMap<(ObjectId, i64), Vec<(usize, Cell)>>,
    sheets: &'a [Sheet],
    fonts: &'a [Font],
    said: &'a Said,
    /// The sheets of pages.
    of_page: HashMap<ObjectId, usize>,
}

impl<'a> Marked<'a> {
    /// Sorts the characters of sheets by their marks.
    pub fn of(
        sheets: &'a [Sheet],
        contents: &[(u32, &Page, Content)],
        fonts: &'a [Font],
        said: &'a Said,
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
        Self { cells, sheets, fonts, said, of_page }
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
                            (sheet, Cell { x: b.end(), w: 0.0, y: b.y, size: b.size, said: *said, ..*c })
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
            for row in rows(&group) {
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
