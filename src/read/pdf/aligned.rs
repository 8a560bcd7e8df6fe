//! Tables without a grid: rows whose pieces stand below each other in columns, with rules above and below, or without any.

use super::columns::join;
use super::lines::Piece;
use super::path::Rule;
use super::sheet::Sheet;
use super::table::{Table, TableCell};
use crate::number::{Group, read_labels};
use crate::text::chars::squash;

/// Takes the tables out of the rows of a region; a piece stands in the place of each.
pub fn tables(rows: &mut Vec<Vec<Piece>>, sheet: &Sheet, tables: &mut Vec<Table>) {
    if rows.iter().filter(|r| r.len() > 1).count() < 2 {
        return;
    }
    let mut out = Vec::with_capacity(rows.len());
    let mut rest = std::mem::take(rows).into_iter().peekable();
    let mut run: Vec<Vec<Piece>> = vec![];
    while let Some(row) = rest.next() {
        run.push(row);
        if run[0].len() > 1 && rest.peek().is_some_and(|next| goes_on(&run, next)) {
            continue;
        }
        let above = out.last().map(|row: &Vec<Piece>| &row[..]);
        if entries(&mut run, above) {
            out.append(&mut run);
        } else if let Some(table) = table(&run, sheet) {
            let b = table.bounds;
            let place = Some(tables.len());
            out.push(vec![Piece {
                x0: b.x0,
                x1: b.x1,
                y: b.y1,
                size: 10.0,
                table: place,
                ..Piece::default()
            }]);
            tables.push(table);
            run.clear();
        } else {
            out.append(&mut run);
        }
    }
    *rows = out;
}

/// Makes rows of a table of contents one piece each, with the leaders that are drawn and not set: at their ends stand the
/// numbers of pages, which never go back. Below its heading, or where most rows are headings with labels.
fn entries(run: &mut [Vec<Piece>], above: Option<&[Piece]>) -> bool {
    const FEWEST: usize = 3;
    let page = |p: &Piece| p.text.parse::<u32>().ok().filter(|n| *n < 10_000);
    let pages: Option<Vec<u32>> = run.iter().map(|r| page(r.last().filter(|_| r.len() == 2)?)).collect();
    let Some(pages) = pages.filter(|p| p.len() >= FEWEST && p.is_sorted()) else { return false };
    let ends = run.iter().filter_map(|r| r.last()).map(|p| p.x1);
    let (near, far) = ends.fold((f32::MAX, f32::MIN), |(a, b), x| (a.min(x), b.max(x)));
    let heading = above.is_some_and(|row| row.iter().any(|p| is_contents(&p.text)));
    let labelled = run.iter().filter(|r| read_labels(&r[0].text).iter().any(|l| l.form.group != Group::List));
    if far - near > run[0][0].size || !heading && labelled.count() * 10 < pages.len() * 7 {
        return false;
    }
    for row in run {
        let (number, mut entry) = (row.pop(), std::mem::take(row));
        if let Some(leaders) = entry.last_mut() {
            leaders.text.push_str("……");
        }
        entry.extend(number);
        row.extend(join(entry));
    }
    true
}

/// What stands above a table of contents.
fn is_contents(text: &str) -> bool {
    const WORDS: &[&str] = &["目录", "目錄", "目次", "차례", "목차", "contents"];
    WORDS.contains(&squash(text).to_lowercase().as_str())
}

/// Whether a row goes on with some rows: it follows closely, and no piece stands in two columns.
fn goes_on(run: &[Vec<Piece>], next: &[Piece]) -> bool {
    /// How far below it may stand, in sizes of the type, and the longest run.
    const FAR: f32 = 3.2;
    const LONGEST: usize = 500;
    let Some((last, first)) = run.last().and_then(|r| r.first()).zip(next.first()) else { return false };
    let size = last.size;
    let alike = (size - first.size).abs() < 0.15 * size && last.table.is_none() && first.table.is_none();
    let near = first.y - last.y < FAR * size && run.len() < LONGEST;
    let most = run.iter().map(Vec::len).chain([next.len()]).max().unwrap_or(0);
    alike && near && columns(run.iter().map(Vec::as_slice).chain([next])).len() == most
}

/// The places that pieces stand in, from the left.
fn columns<'a>(rows: impl Iterator<Item = &'a [Piece]>) -> Vec<(f32, f32)> {
    let mut places: Vec<(f32, f32)> = rows.flatten().map(|p| (p.x0, p.x1)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f32, f32)> = vec![];
    for (from, to) in places {
        match out.last_mut() {
            Some(last) if from < last.1 + 1.0 => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

/// The table that rows are, where they are one.
fn table(run: &[Vec<Piece>], sheet: &Sheet) -> Option<Table> {
    /// Rows that have something in every column but one at least, of ten.
    const FULL: usize = 6;
    /// The longest piece of a cell on average, in sizes of the type.
    const LONGEST: f32 = 16.0;
    let columns = columns(run.iter().map(Vec::as_slice));
    let parted = run.iter().filter(|r| r.len() > 1).count();
    let (first, last) = (run.first()?.first()?, run.last()?.first()?);
    let (left, right) = (columns.first()?, columns.last()?);
    let size = first.size;
    let rule = |from: f32, to: f32| {
        let across = |r: &Rule| r.lies() && (from..to).contains(&r.y0) && r.x0 < left.1 && r.x1 > right.0;
        sheet.rules.iter().any(across)
    };
    let ruled = rule(first.y - 3.0 * size, first.y - 0.5 * size) && rule(last.y, last.y + 2.0 * size);
    let fewest = match (ruled, columns.len()) {
        (true, _) => 2,
        (false, 3..) => 3,
        _ => 4,
    };
    if columns.len() < 2 || parted < fewest {
        return None;
    }
    let full = run.iter().filter(|r| r.len() + 1 >= columns.len() && r.len() > 1).count();
    let pieces = || run.iter().flatten();
    let width = pieces().map(Piece::ems).sum::<f32>() / pieces().count() as f32;
    // Labels with their texts behind a gap are a list.
    let labels = run.iter().filter(|r| r.first().is_some_and(|p| is_label(&p.text))).count();
    if full * 10 < parted * FULL || width > LONGEST || labels * 2 > run.len() && !ruled {
        return None;
    }
    let mut out = Table { page: sheet.page, ..Table::default() };
    out.columns = columns.iter().map(|c| c.0).chain([right.1]).collect();
    out.bounds = Rule { x0: left.0, y0: first.y - size, x1: right.1, y1: last.y };
    let place = |p: &Piece| columns.iter().position(|c| p.x0 < c.1 + 1.0).unwrap_or(0);
    for row in run {
        // A piece alone in a further column goes on with the cell above.
        if let [alone] = &row[..]
            && let column @ 1.. = place(alone)
            && let Some(cell) = out.cells.iter_mut().rev().find(|c| c.column == column)
            && let Some(part) = cell.parts.last_mut()
        {
            part.push(alone.clone());
            continue;
        }
        for column in 0..columns.len() {
            let here: Vec<Piece> = row.iter().filter(|p| place(p) == column).cloned().collect();
            let parts = join(here).map(|p| vec![vec![p]]).unwrap_or_default();
            out.cells.push(TableCell {
                row: out.rows,
                column,
                rows: 1,
                columns: 1,
                parts,
                ..TableCell::default()
            });
        }
        out.rows += 1;
    }
    // A rule below the first row says that it is the head.
    let second = run.get(1).and_then(|r| r.first()).map(|p| p.y);
    let head = second.is_some_and(|y| rule(first.y, y - 0.5 * size)) && out.rows > 1;
    out.heads = usize::from(head);
    Some(out)
}

/// Whether a text is a label and nothing else.
fn is_label(text: &str) -> bool {
    read_labels(text).first().is_some_and(|l| l.len == text.len())
}
