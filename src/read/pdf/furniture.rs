//! What stands at the edges of pages and is no part of the text: page numbers, and lines that many pages repeat.

use super::account::Account;
use super::lines::Row;
use crate::lexicon::page::is_page_line;
use crate::text::chars::is_space;
use std::collections::HashMap;

/// A sheet as far as its edges are looked at: its rows, and its height.
#[derive(Debug)]
pub struct Edge<'a> {
    pub rows: &'a [Row],
    pub height: f32,
}

/// Rows from an edge that are looked at.
const DEEP: usize = 4;
/// How many sheets repeat a line that is furniture: at least so many, and so many of a hundred.
const FEWEST: usize = 3;
const SHARE: usize = 40;
/// The share of a sheet at an edge that a repeated line stands in; what stands deeper is text.
const OUTER: f32 = 0.25;
/// Points that a repeated line may stand higher or lower.
const NEAR: f32 = 4.0;

/// What a row says, without white space.
fn said(row: &Row) -> String {
    row.cells.iter().map(|c| c.c).filter(|c| !is_space(*c)).collect()
}

/// What a line says but for numbers.
fn shape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let c = if c.is_ascii_digit() || ('０'..='９').contains(&c) { '#' } else { c };
        if !(c == '#' && out.ends_with('#')) {
            out.push(c);
        }
    }
    out
}

/// The number of a line that is a number between dashes and dots, or nothing else.
fn bare(text: &str) -> Option<u32> {
    let inner = text.trim_matches(|c: char| {
        matches!(c, '-' | '—' | '–' | '－' | '―' | '─' | '·' | '•' | '~' | '～' | '|' | '[' | ']' | '(' | ')')
    });
    let plain: String = inner
        .chars()
        .map(|c| {
            if ('０'..='９').contains(&c) { char::from(b'0' + (c as u32 - '０' as u32) as u8) } else { c }
        })
        .collect();
    if plain.len() <= 4
        && let Ok(n) = plain.parse()
    {
        return Some(n);
    }
    if let Some((a, b)) = plain.split_once(['/', '／'])
        && let (Ok(a), Ok(_)) = (a.parse(), b.parse::<u32>())
    {
        return Some(a);
    }
    roman(&plain)
}

/// A small Roman number.
fn roman(text: &str) -> Option<u32> {
    let lower = text.to_ascii_lowercase();
    if lower.is_empty() || lower.len() > 7 || (lower != text && text.chars().any(char::is_lowercase)) {
        return None;
    }
    let value = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' => Some(50),
        _ => None,
    };
    let values: Vec<u32> = lower.chars().map(value).collect::<Option<_>>()?;
    let mut sum = 0;
    for (k, v) in values.iter().enumerate() {
        let less = values.get(k + 1).is_some_and(|next| v < next);
        sum = if less { sum - (*v as i64) } else { sum + i64::from(*v) };
    }
    u32::try_from(sum).ok()
}

/// Which rows of the sheets are furniture.
pub fn find(sheets: &[Edge], account: &mut Account) -> Vec<Vec<bool>> {
    let mut out: Vec<Vec<bool>> = sheets.iter().map(|s| vec![false; s.rows.len()]).collect();
    // Rows at the edges: (sheet, row, from the foot, what it says).
    let mut edges: Vec<(usize, usize, bool, String)> = vec![];
    for (k, sheet) in sheets.iter().enumerate() {
        let said = |r: &usize| said(&sheet.rows[*r]);
        let filled: Vec<usize> = (0..sheet.rows.len()).filter(|r| !said(r).is_empty()).collect();
        for r in filled.iter().take(DEEP) {
            edges.push((k, *r, false, said(r)));
        }
        for r in filled.iter().rev().take(DEEP) {
            edges.push((k, *r, true, said(r)));
        }
    }
    let place = |k: usize, r: usize, foot: bool| {
        let y = sheets[k].rows[r].y;
        if foot { sheets[k].height - y } else { y }
    };
    // Lines by their shapes.
    let mut shapes: HashMap<(bool, String), Vec<(usize, f32)>> = HashMap::new();
    for (k, r, foot, text) in &edges {
        shapes.entry((*foot, shape(text))).or_default().push((*k, place(*k, *r, *foot)));
    }
    let repeated = |k: usize, r: usize, foot: bool, text: &str| {
        let Some(same) = shapes.get(&(foot, shape(text))) else { return false };
        let y = place(k, r, foot);
        let near = |all: &dyn Fn(usize) -> bool, of: usize| {
            let mut found: Vec<usize> =
                same.iter().filter(|(s, at)| all(*s) && (at - y).abs() <= NEAR).map(|(s, _)| *s).collect();
            found.dedup();
            let few = if sheets.len() == 2 && differs(&sheets[k], r, foot) { 2 } else { FEWEST };
            found.len() >= few && found.len() * 100 >= of * SHARE
        };
        near(&|_| true, sheets.len()) || near(&|s| s % 2 == k % 2, sheets.len().div_ceil(2))
    };
    // Bare numbers are pages where they count along with the sheets.
    let mut offsets: HashMap<(bool, i64), usize> = HashMap::new();
    for (k, _, foot, text) in &edges {
        if let Some(n) = bare(text) {
            *offsets.entry((*foot, i64::from(n) - *k as i64)).or_default() += 1;
        }
    }
    let counts = |k: usize, foot: bool, text: &str| {
        let Some(n) = bare(text) else { return false };
        let along = offsets.get(&(foot, i64::from(n) - k as i64)).copied().unwrap_or(0);
        along >= 2 || sheets.len() == 1 && n == 1
    };
    for foot in [false, true] {
        for (k, sheet) in sheets.iter().enumerate() {
            let from = edges.partition_point(|e| e.0 < k);
            let here = edges[from..].iter().take_while(|e| e.0 == k).filter(|e| e.2 == foot);
            let mut reached = false;
            for (_, r, _, text) in here {
                if out[k][*r] {
                    continue;
                }
                // A page number stands apart from the text, at its edge.
                let (beside, size) = (neighbour(sheet, *r, foot), sheet.rows[*r].size);
                let apart =
                    beside.is_none_or(|gap| gap > 1.6 * size) || place(k, *r, foot) < 0.09 * sheet.height;
                let page = !reached && apart && (is_page_line(text) || counts(k, foot, text));
                if page {
                    account.page_numbers += 1;
                    account.page_example.get_or_insert_with(|| text.clone());
                } else if repeated(k, *r, foot, text) && !reached && place(k, *r, foot) < OUTER * sheet.height
                {
                    account.heads += 1;
                    account.head_characters += text.chars().count();
                    account.head_example.get_or_insert_with(|| text.chars().take(30).collect());
                } else {
                    reached = true;
                    continue;
                }
                out[k][*r] = true;
            }
        }
    }
    out
}

/// Whether a row is of another size than the next towards the middle, as heads of pages are.
fn differs(sheet: &Edge, row: usize, foot: bool) -> bool {
    let next = if foot { row.checked_sub(1) } else { Some(row + 1) };
    let next = next.and_then(|k| sheet.rows.get(k));
    next.is_some_and(|n| (n.size - sheet.rows[row].size).abs() > 0.05 * n.size)
}

/// How far the next row towards the middle is.
fn neighbour(sheet: &Edge, row: usize, foot: bool) -> Option<f32> {
    let next = if foot { row.checked_sub(1)? } else { row + 1 };
    sheet.rows.get(next).map(|r| (r.y - sheet.rows[row].y).abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::sheet::Cell;
    use crate::read::pdf::sheet::Stroke;

    fn row(y: f32, text: &str) -> Row {
        let cell = |(k, c)| Cell {
            c,
            x: 100.0 + 10.0 * k as f32,
            w: 10.0,
            y,
            size: 10.0,
            font: 0,
            mark: -1,
            stroke: Stroke::default(),
            link: 0,
            said: 0,
        };
        Row { y, size: 10.0, cells: text.chars().enumerate().map(cell).collect() }
    }

    /// What is left of pages of lines, each with its height on the page.
    fn left(pages: &[Vec<(f32, &str)>]) -> (Vec<Vec<String>>, Account) {
        let rows: Vec<Vec<Row>> =
            pages.iter().map(|p| p.iter().map(|(y, text)| row(*y, text)).collect()).collect();
        let edges: Vec<Edge> = rows.iter().map(|rows| Edge { rows, height: 800.0 }).collect();
        let mut account = Account::default();
        let out = find(&edges, &mut account);
        let kept = |(rows, out): (&Vec<Row>, &Vec<bool>)| {
            rows.iter().zip(out).filter(|(_, out)| !**out).map(|(r, _)| said(r)).collect()
        };
        (rows.iter().zip(&out).map(kept).collect(), account)
    }

    #[test]
    fn numbers_and_repeated_lines_leave_and_text_stays() {
        let page = |n: &'static str, body: &'static str| {
            vec![(40.0, "公报2024年第3期"), (100.0, body), (120.0, "12"), (760.0, n)]
        };
        let pages = [page("—1—", "第一条甲"), page("—2—", "第二条乙"), page("—3—", "第三条丙")];
        let (kept, account) = left(&pages);
        assert_eq!(kept, [["第一条甲", "12"], ["第二条乙", "12"], ["第三条丙", "12"]]);
        assert_eq!((account.page_numbers, account.heads), (3, 3));
    }

    #[test]
    fn a_line_that_one_page_has_is_text() {
        let (kept, account) = left(&[vec![(40.0, "公报"), (100.0, "甲"), (780.0, "3")]]);
        assert_eq!(kept, [["公报", "甲", "3"]]);
        assert_eq!(account.heads + account.page_numbers, 0);
        let (kept, _) = left(&[vec![(100.0, "甲"), (780.0, "第3页共9页")]]);
        assert_eq!(kept, [["甲"]]);
    }

    #[test]
    fn numbers_are_read() {
        assert_eq!(
            ["-12-", "３", "4/9", "xiv", "VI", "第3条", "div"].map(bare),
            [Some(12), Some(3), Some(4), Some(14), Some(6), None, None]
        );
    }
}
