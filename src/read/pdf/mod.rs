//! PDF files. The source is the text as the pages show it, in paragraphs; whatever is left out is told, and a page whose
//! text nothing tells is refused, never guessed.
//!
//! [`page`] finds the pages; [`content`] cuts their content into operators and [`interpret`] and [`marks`] carry it out, with [`font`]
//! ([`encoding`], [`cmap`], [`predefined`], [`fold`]) saying what glyphs stand for and [`path`] what rules are drawn;
//! [`tagged`] follows the tree of files that have one, with what is [`said`] inside of its blocks, and [`marked`] has their
//! characters. [`sheet`] turns pages upright, [`strokes`] tells lines along text and [`links`]
//! what leads outside, [`table`] takes out tables that rules draw and [`aligned`] those without, [`lines`] makes rows of characters, [`furniture`] finds what
//! belongs to the page alone, [`columns`] the order of reading, [`notes`] the footnotes, and [`flow`] the paragraphs by what is
//! [`usual`] in the file, which [`joints`] puts together and [`out`] writes down.

mod account;
mod aligned;
mod cmap;
mod columns;
mod content;
mod encoding;
mod flow;
mod fold;
mod font;
mod furniture;
mod interpret;
mod joints;
mod lines;
mod links;
mod marked;
mod marks;
mod notes;
mod out;
mod page;
mod path;
mod predefined;
mod said;
mod sheet;
mod strokes;
mod table;
mod tagged;
mod usual;

use super::decode::{Decoded, LIMIT};
use super::{Content, Input, Lines, Reading};
use crate::finding::{Error, Words, codes};
use crate::pack::pdf::{Document, Unopened, entry, needs_password, open};
use crate::text::Style;
use crate::text::chars::is_space;
use account::{Account, Reason, told};
use columns::{Gutter, Region};
use flow::{Para, paragraphs};
use interpret::{Content as Shown, Reader};
use joints::Joints;
use lines::{Line, Piece, Row};
use links::Links;
use marked::Marked;
use notes::{Note, Signs};
use out::Out;
use page::Page;
use sheet::{Sheet, sheets};
use std::borrow::Cow;
use std::collections::HashMap;
use table::Table;
use tagged::Block;

pub fn read(input: &Input) -> Result<Reading, Error> {
    let Input { bytes, file_name, options } = *input;
    let name = Words::file(file_name);
    if bytes.len() >= LIMIT {
        return Err(Error::new(&codes::TOO_LARGE, &[&name, &LIMIT]));
    }
    let doc = open(bytes, options.password.as_deref()).map_err(|e| match e {
        Unopened::Locked => Error::new(&codes::LOCKED_PDF, &[&name]),
        Unopened::WrongPassword => Error::new(&codes::WRONG_PASSWORD, &[&name]),
        Unopened::Broken(why) => Error::new(&codes::BROKEN_PDF, &[&name, &why]),
    })?;
    let pages = page::pages(&doc);
    if pages.is_empty() {
        return Err(Error::new(&codes::BROKEN_PDF, &[&name, &Words::from("没有页面 / there are no pages")]));
    }
    let locked = doc.was_encrypted() && needs_password(bytes);
    let mut account =
        Account { restricted: doc.was_encrypted() && !locked, unlocked: locked, ..Account::default() };
    let mut reader = Reader::new(&doc);
    let mut contents = vec![];
    let mut links = Links::default();
    for (k, page) in pages.iter().enumerate() {
        let number = k as u32 + 1;
        match judged(reader.page(page), &reader, number, &mut account) {
            Ok(mut content) => {
                links.find(&doc, page, &mut content, &mut account);
                contents.push((number, page, content));
            }
            Err(reason) => account.missing.push((number, reason)),
        }
        account.stamps += stamps(&doc, page);
    }
    if !account.missing.is_empty() && (!options.allow_missing_pages || contents.is_empty()) {
        let (count, missing) = (account.missing.len(), told(&account.missing));
        return Err(Error::new(&codes::PAGES_MISSING, &[&name, &pages.len(), &count, &missing]));
    }
    let out = laid_out(&reader, &contents, &mut account);
    if out.text.chars().all(is_space) {
        return Err(Error::new(&codes::EMPTY, &[&name]));
    }
    let Out { text, lines, mut marks, .. } = out;
    links.resolve(&mut marks);
    let decoded =
        Decoded { text: Cow::Owned(text), encoding: "UTF-8", guessed: false, bom: false, malformed: vec![] };
    let source = decoded.source(bytes, file_name);
    let lines = Lines { source, lines, marks, ..Lines::default() };
    Ok(Reading { content: Content::Lines(Box::new(lines)), findings: account.findings() })
}

/// Annotations that show something on a page and are no part of its content.
fn stamps(doc: &Document, page: &Page) -> usize {
    const SHOWN: &[&[u8]] = &[b"Stamp", b"FreeText", b"Watermark", b"Widget", b"Ink", b"Redact"];
    let list = entry(doc, page.dict, b"Annots").and_then(|a| a.as_array().ok());
    let shown = |a: &&crate::pack::pdf::Object| {
        let annotation = doc.dereference(a).ok().and_then(|(_, a)| a.as_dict().ok());
        annotation.is_some_and(|a| {
            let kind = a.get(b"Subtype").and_then(|s| s.as_name()).unwrap_or_default();
            SHOWN.contains(&kind) && a.has(b"AP")
        })
    };
    list.map_or(0, |l| l.iter().filter(shown).count())
}

/// What a page shows, where its text can be told; else why not.
fn judged(
    content: Option<Shown>,
    reader: &Reader,
    number: u32,
    account: &mut Account,
) -> Result<Shown, Reason> {
    /// The share of a page that a picture of it takes.
    const WHOLE: f64 = 0.7;
    /// Characters that may be added to a picture of a page: its number, a stamp.
    const FEW: usize = 15;
    /// Curves that letters are drawn with.
    const DRAWN: usize = 300;
    /// Unknown glyphs that a page may have: so many, or so many of a thousand.
    const UNKNOWN: (usize, usize) = (3, 20);
    let mut content = content.ok_or(Reason::Broken)?;
    if content.cut {
        return Err(Reason::TooLong);
    }
    let ink = |unseen: bool| content.shown.iter().filter(move |s| !is_space(s.c) && s.unseen == unseen);
    let (seen, unseen) = (ink(false).count(), ink(true).count());
    if unseen > 0 && content.picture >= WHOLE / 2.0 && unseen > seen {
        account.recognised.push(number);
        content.shown.iter_mut().for_each(|s| s.unseen = false);
    } else if content.picture >= WHOLE && seen < FEW || seen == 0 && content.picture >= WHOLE / 2.0 {
        return Err(Reason::Scanned);
    } else if seen == 0 && content.curves >= DRAWN {
        return Err(Reason::Drawn);
    } else {
        account.unseen += unseen;
    }
    content.shown.retain(|s| !s.unseen);
    let unknown: usize = content.unknown.values().sum();
    let all = content.shown.iter().filter(|s| !is_space(s.c)).count();
    if unknown > UNKNOWN.0 && unknown * 1000 > all * UNKNOWN.1 || unknown > 0 && unknown == all {
        let worst = content.unknown.iter().max_by_key(|(font, n)| (**n, u16::MAX - **font));
        let font = worst.and_then(|(f, _)| reader.fonts.get(usize::from(*f))).map(|f| f.name.clone());
        return Err(Reason::NoMap(font.unwrap_or_default()));
    }
    if unknown > 0 {
        account.unknown += unknown;
        account.unknown_example.get_or_insert(number);
    }
    account.pictures += content.pictures;
    for s in &mut content.shown {
        if let Some(to) = fold::folded(s.c) {
            account.folded += 1;
            account.fold_example.get_or_insert((s.c, to));
            s.c = to;
        }
        if s.artifact && !is_space(s.c) {
            account.artifacts += 1;
            let example = account.artifact_example.get_or_insert_default();
            if example.chars().count() < 20 {
                example.push(s.c);
            }
        }
    }
    Ok(content)
}

/// The text of pages as they are laid out.
fn laid_out(reader: &Reader, contents: &[(u32, &Page, Shown)], account: &mut Account) -> Out {
    let mut all: Vec<Sheet> = vec![];
    for (number, page, content) in contents {
        let (w, h) = page.size();
        let (mut sheets, aside) = sheets(content, *number, (w as f32, h as f32));
        sheets.iter_mut().for_each(strokes::find);
        all.extend(sheets);
        account.askew += aside.len();
        if !aside.is_empty() {
            account.askew_example.get_or_insert_with(|| aside.iter().take(20).collect());
        }
    }
    let ours = tagged::is_ours(reader.doc);
    if let Some((blocks, said)) = tagged::blocks(reader.doc, ours) {
        let marked = Marked::of(&all, contents, &reader.fonts, (&said, ours));
        if ours || marked.is_sane(&blocks) {
            let loose = all.iter().flat_map(|s| &s.cells).filter(|c| c.mark < 0 && !is_space(c.c)).count();
            account.artifacts += loose;
            return Flow::told(&blocks, &marked, ours).written(account);
        }
    }
    let tables: Vec<Vec<Table>> = all.iter_mut().map(|s| table::ruled(s, &reader.fonts)).collect();
    let rows: Vec<Vec<Row>> = all.iter().map(|s| lines::rows(&s.cells)).collect();
    let edges = rows.iter().zip(&all).map(|(rows, s)| furniture::Edge { rows, height: s.height });
    let edges: Vec<furniture::Edge> = edges.collect();
    let furniture = furniture::find(&edges, account);
    let mut flow = Flow { mirrored: is_mirrored(&all, &rows), ..Flow::default() };
    let mut sheets: Vec<Vec<Vec<Piece>>> = Vec::with_capacity(rows.len());
    for (k, (rows, tables)) in rows.iter().zip(tables).enumerate() {
        let kept = rows.iter().zip(&furniture[k]).filter(|(_, out)| !**out).map(|(r, _)| r);
        let mut pieces: Vec<Vec<Piece>> =
            kept.map(|r| lines::pieces(r, &reader.fonts)).filter(|p| !p.is_empty()).collect();
        for table in tables {
            let b = table.bounds;
            let at = pieces.iter().position(|row| row[0].y > b.y0).unwrap_or(pieces.len());
            let stand = Piece {
                x0: b.x0,
                x1: b.x1,
                y: b.y1,
                size: 10.0,
                table: Some(flow.tables.len()),
                ..Piece::default()
            };
            pieces.insert(at, vec![stand]);
            flow.tables.push(table);
        }
        sheets.push(pieces);
    }
    let gutters: Vec<Option<Gutter>> = sheets.iter().map(|rows| columns::gutter(rows)).collect();
    let known: Vec<Gutter> = gutters.iter().copied().flatten().collect();
    for (k, (pieces, own)) in sheets.into_iter().zip(gutters).enumerate() {
        flow.sheet(columns::regions(pieces, own, &known, &reader.fonts), k, &all[k]);
    }
    flow.written(account)
}

/// Whether lines stand at another place on left pages than on right ones, as in books: both of their edges do.
fn is_mirrored(sheets: &[Sheet], rows: &[Vec<Row>]) -> bool {
    /// The least that margins differ by, and the most on pages of one side, in points.
    const APART: f32 = 4.0;
    const NEAR: f32 = 1.5;
    // One line may hang out.
    let edge = |mut all: Vec<f32>| {
        all.sort_by(f32::total_cmp);
        all.windows(2).find(|pair| pair[1] - pair[0] < NEAR).map(|pair| pair[0])
    };
    let ink = |c: &&sheet::Cell| !is_space(c.c);
    let left = |rows: &[Row]| edge(rows.iter().filter_map(|r| Some(r.cells.iter().find(ink)?.x)).collect());
    let right =
        |rows: &[Row]| edge(rows.iter().filter_map(|r| Some(-r.cells.iter().rfind(ink)?.end())).collect());
    let of = |side: u32, edge: &dyn Fn(&[Row]) -> Option<f32>| {
        let here = sheets.iter().zip(rows).filter(move |(s, _)| s.page % 2 == side);
        let mut all: Vec<f32> = here.filter_map(|(_, rows)| edge(rows)).collect();
        all.sort_by(f32::total_cmp);
        let middle = *all.get(all.len() / 2)?;
        let near = all.iter().filter(|x| (**x - middle).abs() < NEAR).count();
        (near * 10 >= all.len() * 7).then_some((middle, all.len()))
    };
    let apart = |edge: &dyn Fn(&[Row]) -> Option<f32>| {
        let ((a, few), (b, fewer)) = of(0, edge).zip(of(1, edge))?;
        Some((a - b, few.min(fewer)))
    };
    let Some((by, pages)) = apart(&left).filter(|(by, _)| by.abs() > APART) else { return false };
    match apart(&right) {
        Some((other, _)) if pages < 3 => (by + other).abs() < 2.0 * NEAR,
        _ => true,
    }
}

/// Lines in the order of reading.
#[derive(Debug, Default)]
struct Flow {
    lines: Vec<Line>,
    tables: Vec<Table>,
    /// Frames by the number of the column, of columns, and by where they begin.
    frames: HashMap<(usize, usize, i32), usize>,
    regions: usize,
    /// Whether left and right pages have margins of their own.
    mirrored: bool,
    /// Paragraphs and notes, where the file says them itself.
    told: Option<(Vec<Para>, Vec<Note>)>,
}

impl Flow {
    /// Adds a sheet.
    fn sheet(&mut self, regions: Vec<Region>, number: usize, sheet: &Sheet) {
        /// Frames that begin so near to each other are one, in points.
        const NEAR: f32 = 12.0;
        let mut first = true;
        for mut region in regions {
            aligned::tables(&mut region.rows, sheet, &mut self.tables);
            let pieces: Vec<Piece> = region.rows.into_iter().filter_map(columns::join).collect();
            let left = pieces.iter().map(|p| p.x0).fold(f32::MAX, f32::min);
            let (at, of) = region.column;
            let key = |n: i32| (at, of, n);
            let place = (left / NEAR) as i32;
            let count = self.frames.len();
            let side = if self.mirrored { (sheet.page % 2) as i32 } else { 0 };
            let known = if of == 1 {
                self.frames.get(&key(side))
            } else {
                [0, -1, 1].iter().find_map(|d| self.frames.get(&key(place + d)))
            };
            let frame = known.copied().unwrap_or(count);
            if frame == count {
                self.frames.insert(key(if of == 1 { side } else { place }), count);
            }
            for piece in pieces {
                let region = self.regions;
                let page = sheet.page;
                self.lines.push(Line { piece, sheet: number, page, frame, region, first });
                first = false;
            }
            self.regions += 1;
        }
    }

    /// What a file says of itself.
    fn told(blocks: &[Block], marked: &Marked, ours: bool) -> Self {
        let mut out = Self::default();
        let (mut paras, mut notes) = (vec![], vec![]);
        for block in blocks {
            if let Some(rows) = &block.table {
                let (sheet, table) = marked.table(rows, &block.caption);
                let piece = Piece { size: 10.0, table: Some(out.tables.len()), ..Piece::default() };
                paras.push(Para::told(vec![marked.line(sheet, piece)], Style::Plain, None));
                out.tables.push(table);
                continue;
            }
            let lines: Vec<Line> =
                marked.lines(block).into_iter().map(|(sheet, piece)| marked.line(sheet, piece)).collect();
            // What this tool wrote keeps the signs of its source: those without brackets are raised, and unique.
            let note = if block.style == Style::Note { Note::of(&lines, notes.len()) } else { None };
            let note = match note {
                Some(note) if ours => note.by_its_sign(paras.len()),
                note => note,
            };
            if let Some(note) = note {
                notes.push(note);
                continue;
            }
            // A heading may hold lines that are set each in its own way: an annex's label, and its title.
            let parts =
                lines.chunk_by(|a, b| block.outline.is_none() || (a.piece.size - b.piece.size).abs() < 0.5);
            for (k, lines) in parts.enumerate() {
                let (style, outline) =
                    if k == 0 { (block.style, block.outline) } else { (Style::Plain, None) };
                paras.push(Para::told(lines.to_vec(), style, outline));
            }
        }
        flow::dress(&mut paras);
        out.told = Some((paras, notes));
        out
    }

    /// The text.
    fn written(mut self, account: &mut Account) -> Out {
        let (paras, notes) = self.told.take().unwrap_or_else(|| {
            let notes = notes::take(&mut self.lines);
            (paragraphs(std::mem::take(&mut self.lines), self.frames.len()), notes)
        });
        let lines = paras.iter().flat_map(|p| &p.lines).chain(notes.iter().flat_map(|n| &n.lines));
        let pieces = lines.map(|l| &l.piece);
        let mut out = Out { joints: Joints::of(pieces), ..Out::default() };
        let (mut placed, mut waiting): (Vec<&Note>, Vec<&Note>) =
            notes.iter().partition(|n| n.place.is_some());
        let mut k = 0;
        while let Some(para) = paras.get(k) {
            let here = placed.iter().take_while(|n| n.place <= Some(k)).count();
            write_notes(&placed.drain(..here).collect::<Vec<_>>(), &mut out, account);
            k += 1;
            let Some((first, last)) = para.lines.first().zip(para.lines.last()) else { continue };
            let mut signs = Signs::of_sheet(&notes, first.sheet);
            if last.sheet != first.sheet {
                signs.add(&notes, last.sheet);
            }
            let from = out.text.len();
            if let Some(table) = first.piece.table {
                let mut table = self.tables[table].clone();
                // A table goes on over the page.
                while let Some(next) = paras.get(k).and_then(|p| p.lines.first()).filter(|l| l.first)
                    && let Some(other) = next.piece.table
                    && table.append(&self.tables[other])
                {
                    signs.add(&notes, next.sheet);
                    k += 1;
                }
                out.table(&table, &signs, account);
            } else {
                out.paragraph(para, &signs, account);
            }
            if waiting.is_empty() {
                continue;
            }
            let text = out.text[from..].to_owned();
            let (here, later): (Vec<&Note>, Vec<&Note>) = waiting.into_iter().partition(|n| {
                let (open, close) = notes::brackets(&n.name);
                text.contains(&format!("{open}{}{close}", n.name))
            });
            waiting = later;
            write_notes(&here, &mut out, account);
        }
        write_notes(&placed, &mut out, account);
        write_notes(&waiting, &mut out, account);
        out
    }
}

fn write_notes(notes: &[&Note], out: &mut Out, account: &mut Account) {
    for note in notes {
        let joined = out.joints.joined(note.lines.iter().map(|l| &l.piece), account);
        out.note(&note.name, &joined, note.from, note.page);
    }
}
