//! Files that say their own structure (ISO 32000-1, 14.7 and 14.8): blocks in the order of the tree, where the tree holds
//! what the pages show.

use super::said::{self, Said};
use crate::ir::CellAlign;
use crate::pack::pdf::{
    Dictionary, Document, OURS, Object, ObjectId, as_dictionary, dictionary_in, entry, number, text_string,
};
use crate::text::Style;

/// What the tree says a stretch of text is.
#[derive(Clone, Debug, Default)]
pub struct Block {
    pub style: Style,
    pub outline: Option<u8>,
    /// What it holds, in order.
    pub parts: Vec<Part>,
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

/// A part of a block.
#[derive(Clone, Debug)]
pub enum Part {
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
