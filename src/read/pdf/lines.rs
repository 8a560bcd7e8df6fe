//! Characters into pieces of lines: what stands on one base line without a wide gap.

use super::font::Font;
use super::links;
use super::sheet::{Cell, Stroke};
use crate::ir::MarkKind;
use crate::text::chars::{is_han, is_hangul, is_kana, is_right_to_left, is_space};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// What the lines of a paragraph say together.
#[derive(Debug, Default)]
pub struct Joined {
    pub text: String,
    /// Ranges that are small and raised.
    pub raised: Vec<Range<usize>>,
    /// What is said of other ranges.
    pub marks: Vec<Seen>,
}

/// A range of a text of which something is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub range: Range<usize>,
    pub kind: MarkKind,
    /// The element of the file's tree that says it; 0 where its look does.
    pub element: u32,
}

impl Seen {
    /// The same further on in a text.
    pub fn moved(&self, by: usize) -> Self {
        Self { range: self.range.start + by..self.range.end + by, ..self.clone() }
    }
}

/// A piece of a line.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// Where its first and last characters begin and end; white space does not count.
    pub x0: f32,
    pub x1: f32,
    /// The base line.
    pub y: f32,
    /// The size of most of its characters.
    pub size: f32,
    /// Whether all of it is bold.
    pub bold: bool,
    /// What it says.
    pub text: String,
    /// Ranges of the text that are small and raised.
    pub raised: Vec<Range<usize>>,
    /// What is said of other ranges.
    pub marks: Vec<Seen>,
    /// The innermost element of the file's tree around ranges.
    pub said: Vec<(Range<usize>, u32)>,
    /// Whether white space follows its last character.
    pub open: bool,
    /// Whether wide white space parts it.
    pub parted: bool,
    /// How far its first word goes: what must find room on the line before. Han and Hangul may be broken anywhere.
    pub first: f32,
    /// The same where Hangul is broken at white space alone.
    pub word: f32,
    /// The table that stands in its place, by number.
    pub table: Option<usize>,
    /// Its characters; white space is left out at both ends.
    pub cells: Vec<Cell>,
}

/// A line at its place.
#[derive(Clone, Debug)]
pub struct Line {
    pub piece: Piece,
    /// The sheet, from 0, and the page of the file, from 1.
    pub sheet: usize,
    pub page: u32,
    /// Which column it stands in, by number over all sheets: what stands in one stands between the same edges.
    pub frame: usize,
    /// Its region, by number over all sheets: pitches count inside of one.
    pub region: usize,
    /// Whether nothing stands above it on its sheet.
    pub first: bool,
}

impl Piece {
    /// Its width in sizes of its type.
    pub fn ems(&self) -> f32 {
        (self.x1 - self.x0) / self.size.max(0.1)
    }

    /// Marks its text from a place to the end.
    fn look(&mut self, at: usize, kind: Option<MarkKind>) {
        let Some(kind) = kind else { return };
        let end = self.text.len();
        match self.marks.iter_mut().rev().find(|s| s.range.end == at && s.kind == kind) {
            Some(seen) => seen.range.end = end,
            None => self.marks.push(Seen { range: at..end, kind, element: 0 }),
        }
    }

    /// What a character says that is its text from a place to the end, and what is said of it.
    fn tell(&mut self, at: usize, cell: &Cell) {
        self.look(at, links::mark(cell.link));
        self.look(at, cell.stroke.mark());
        let end = self.text.len();
        match self.said.last_mut() {
            Some((range, element)) if *element == cell.said && range.end == at => range.end = end,
            _ if cell.said > 0 => self.said.push((at..end, cell.said)),
            _ => {}
        }
    }
}

/// Gaps that part pieces, in sizes of the type: in which nothing stands, and with white space in them.
const GAP: (f32, f32) = (1.2, 2.6);

/// What stands on one base line, from the left.
#[derive(Debug, Default)]
pub struct Row {
    pub y: f32,
    pub size: f32,
    pub cells: Vec<Cell>,
}

/// The rows of a sheet, from the top.
pub fn rows(cells: &[Cell]) -> Vec<Row> {
    /// Base lines that are no further apart are one, in sizes of the type.
    const SAME: f32 = 0.3;
    let mut order: Vec<&Cell> = cells.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut out: Vec<Row> = vec![];
    for cell in order {
        match out.last_mut() {
            Some(row) if cell.y - row.y <= SAME * row.size.max(cell.size) => {
                row.size = row.size.max(cell.size);
                row.cells.push(*cell);
            }
            _ => out.push(Row { y: cell.y, size: cell.size, cells: vec![*cell] }),
        }
    }
    raised(&mut out);
    for row in &mut out {
        row.cells.sort_by(|a, b| a.x.total_cmp(&b.x));
        for k in 1..row.cells.len() {
            if lies_over(&row.cells[k - 1], &row.cells[k]) {
                row.cells.swap(k - 1, k);
            }
        }
        // Some print twice for bold type.
        row.cells.dedup_by(|b, a| {
            a.said == 0
                && a.c == b.c
                && (b.x - a.x).abs() < 0.25 * a.w.max(0.2 * a.size)
                && (a.size - b.size).abs() < 0.5
        });
        row.size = main_size(&row.cells).unwrap_or(row.size);
        row.y =
            row.cells.iter().filter(|c| (c.size - row.size).abs() < 0.2).map(|c| c.y).fold(row.y, f32::max);
    }
    out
}

/// Whether an opening bracket, which fills the second half of its place, lies with the first over the space before it.
fn lies_over(bracket: &Cell, space: &Cell) -> bool {
    is_space(space.c)
        && is_opening(bracket.c)
        && bracket.w > 0.8 * bracket.size
        && space.x < bracket.x + 0.6 * bracket.w
}

/// A bracket or quotation mark that opens.
pub fn is_opening(c: char) -> bool {
    matches!(c, '（' | '“' | '‘' | '《' | '〈' | '「' | '『' | '【' | '〔' | '(' | '[')
}

/// Small rows that stand between the heights of greater ones are raised or lowered parts of these.
fn raised(rows: &mut Vec<Row>) {
    /// How small they are, and how far from the base line, in sizes of the greater.
    const SMALL: f32 = 0.8;
    const UP: f32 = 0.6;
    const DOWN: f32 = 0.35;
    /// How far they may stand before or behind the greater.
    const ASIDE: f32 = 4.0;
    let ends = |row: &Row| {
        let ends = row.cells.iter().map(|c| (c.x, c.end()));
        ends.fold((f32::MAX, f32::MIN), |(a, b), (x, end)| (a.min(x), b.max(end)))
    };
    let part_of = |a: &Row, b: &Row, far: f32| {
        let ((a0, a1), (b0, b1)) = (ends(a), ends(b));
        a.size <= SMALL * b.size
            && (a.y - b.y).abs() < far * b.size
            && a0 > b0 - ASIDE * b.size
            && a1 < b1 + ASIDE * b.size
    };
    let mut rest = std::mem::take(rows).into_iter().peekable();
    while let Some(row) = rest.next() {
        if let Some(next) = rest.peek_mut().filter(|next| part_of(&row, next, UP)) {
            next.cells.extend(row.cells);
        } else if let Some(before) = rows.last_mut().filter(|before| part_of(&row, before, DOWN)) {
            before.cells.extend(row.cells);
        } else {
            rows.push(row);
        }
    }
}

/// How often numbers occur, by quarters.
fn counts(numbers: impl Iterator<Item = f32>) -> HashMap<i32, usize> {
    let mut out = HashMap::new();
    // Most characters are as large as the one before: they are put in together.
    let mut run: Option<(i32, usize)> = None;
    for n in numbers {
        let n = (n * 4.0).round() as i32;
        match &mut run {
            Some((last, count)) if *last == n => *count += 1,
            _ => {
                if let Some((last, count)) = run.replace((n, 1)) {
                    *out.entry(last).or_default() += count;
                }
            }
        }
    }
    if let Some((last, count)) = run {
        *out.entry(last).or_default() += count;
    }
    out
}

/// The number that most are near to.
pub fn common(numbers: impl Iterator<Item = f32>) -> Option<f32> {
    let most = counts(numbers).into_iter().max_by_key(|(k, n)| (*n, *k));
    most.map(|(k, _)| k as f32 / 4.0)
}

/// The size of a line: the greatest that a good part of it has, since signs and exponents are smaller.
fn main_size(cells: &[Cell]) -> Option<f32> {
    let counts = counts(cells.iter().filter(|c| !is_space(c.c)).map(|c| c.size));
    let all: usize = counts.values().sum();
    let often = counts.iter().filter(|(_, n)| **n * 4 >= all).map(|(k, _)| *k).max();
    often.or_else(|| counts.keys().copied().max()).map(|k| k as f32 / 4.0)
}

/// The pieces of a row, parted where gaps are wide.
pub fn pieces(row: &Row, fonts: &[Font]) -> Vec<Piece> {
    let mut out = vec![];
    let mut from = 0;
    let mut last: Option<usize> = None;
    for (k, cell) in row.cells.iter().enumerate() {
        if is_space(cell.c) {
            continue;
        }
        if let Some(before) = last {
            let size = cell.size.min(row.cells[before].size);
            let gap = cell.x - row.cells[before].end();
            // White space at the end of a line may stand before another column.
            let blank = cell.x - row.cells[k - 1].end();
            if gap > size * GAP.1 || blank > size * GAP.0 {
                out.extend(piece(&row.cells[from..k], row, fonts));
                from = k;
            }
        }
        last = Some(k);
    }
    out.extend(piece(&row.cells[from..], row, fonts));
    out
}

/// Characters between which no white space is written.
pub fn is_wide(c: char) -> bool {
    is_han(c)
        || is_kana(c)
        || is_hangul(c)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// A piece of some characters of a row; none where they are white space.
pub fn piece(cells: &[Cell], row: &Row, fonts: &[Font]) -> Option<Piece> {
    // A blank with a line below it is there to be filled in.
    let seen = |c: &Cell| !is_space(c.c) || c.stroke != Stroke::None;
    let first = cells.iter().position(seen)?;
    let last = cells.iter().rposition(seen)?;
    let inner = &read(&cells[first..=last])[..];
    let size = main_size(inner).unwrap_or(row.size);
    let is_bold = |c: &Cell| fonts.get(usize::from(c.font)).is_some_and(|f| f.bold);
    let mut out = Piece {
        x0: inner.iter().map(|c| c.x).fold(f32::MAX, f32::min),
        x1: inner.iter().map(Cell::end).fold(f32::MIN, f32::max),
        y: row.y,
        size,
        bold: inner.iter().filter(|c| !is_space(c.c)).all(is_bold),
        open: last + 1 < cells.len(),
        cells: inner.to_vec(),
        ..Piece::default()
    };
    let stretched = stretched(inner) / size;
    let mut before: Option<&Cell> = None;
    for cell in inner {
        if is_space(cell.c) {
            let blank = if cell.c == '\u{3000}' { '\u{3000}' } else { ' ' };
            // White space that takes no room is none; one blank is enough for those of the same kind.
            let more = cell.stroke != Stroke::None || !out.text.ends_with(char::is_whitespace);
            if cell.w > 0.02 * size && (blank != ' ' || more) {
                let at = out.text.len();
                out.text.push(blank);
                out.tell(at, cell);
            }
            continue;
        }
        let turns = |b: &Cell| is_right_to_left(b.c) || is_right_to_left(cell.c);
        if let Some(before) = before.filter(|b| !out.text.ends_with(is_space) && !turns(b)) {
            let gap = (cell.x - before.end()) / size - stretched;
            let wide = is_wide(cell.c) || is_wide(before.c);
            if !wide && gap > 0.17 {
                out.text.push(' ');
            } else if wide && gap > 0.75 {
                out.text.push('\u{3000}');
            }
        }
        let at = out.text.len();
        out.text.push(cell.c);
        if cell.size < 0.8 * size && row.y - cell.y > 0.15 * size {
            match out.raised.last_mut().filter(|r| r.end == at) {
                Some(range) => range.end = out.text.len(),
                None => out.raised.push(at..out.text.len()),
            }
        }
        out.tell(at, cell);
        let lowered = cell.size < 0.8 * size && cell.y - row.y > 0.05 * size;
        out.look(at, lowered.then_some(MarkKind::Subscript));
        before = Some(cell);
    }
    let unspaced = inner.iter().position(|c| is_space(c.c)).unwrap_or(inner.len()).max(1);
    out.first = first_word(inner);
    out.word = inner[unspaced - 1].end() - inner[0].x;
    Some(out)
}

/// A piece in two where nothing of it stands in a gap.
pub fn cut(whole: Piece, gap: (f32, f32), fonts: &[Font]) -> Vec<Piece> {
    let ink = |c: &&Cell| !is_space(c.c);
    let (from, to) = (gap.0 + 1.0, gap.1 - 1.0);
    let at = whole.cells.partition_point(|c| c.end() <= from);
    let (left, right) = whole.cells.split_at(at);
    let apart = left.iter().any(|c| ink(&c)) && right.iter().find(ink).is_some_and(|c| c.x >= to);
    if !apart {
        return vec![whole];
    }
    let row = Row { y: whole.y, size: whole.size, cells: vec![] };
    [left, right].into_iter().filter_map(|cells| piece(cells, &row, fonts)).collect()
}

/// Characters of a line as they are read: those of scripts from the right, and what stands among them, from there; figures and
/// Latin words from the left all the same (UAX #9, as far as a line shows it).
fn read(seen: &[Cell]) -> Cow<'_, [Cell]> {
    let from_right = seen.iter().filter(|c| is_right_to_left(c.c)).count();
    if from_right == 0 {
        return Cow::Borrowed(seen);
    }
    let mut out = seen.to_vec();
    let letters = out.iter().filter(|c| c.c.is_alphabetic()).count();
    let turn = |cells: &mut [Cell], of: &dyn Fn(char) -> bool, with: &dyn Fn(char) -> bool| {
        let mut k = 0;
        while k < cells.len() {
            if !of(cells[k].c) {
                k += 1;
                continue;
            }
            let end = k + cells[k..].iter().take_while(|c| with(c.c)).count();
            let last = k + cells[k..end].iter().rposition(|c| of(c.c)).unwrap_or(0);
            cells[k..=last].reverse();
            k = last + 1;
        }
    };
    if from_right * 2 > letters {
        out.reverse();
    } else {
        let neutral = |c: char| !c.is_alphabetic() || is_right_to_left(c);
        turn(&mut out, &is_right_to_left, &neutral);
    }
    let left = |c: char| c.is_alphanumeric() && !is_right_to_left(c);
    if from_right * 2 > letters {
        turn(&mut out, &left, &|c| !is_right_to_left(c));
    } else {
        // What was turned along with its neighbours.
        let digit = |c: char| c.is_numeric();
        let ends: Vec<usize> = (0..out.len()).filter(|k| is_right_to_left(out[*k].c)).collect();
        if let (Some(a), Some(b)) = (ends.first(), ends.last()) {
            turn(&mut out[*a..=*b], &digit, &digit);
        }
    }
    Cow::Owned(out)
}

/// The gap between most characters of a line that is set wide, else nothing.
fn stretched(cells: &[Cell]) -> f32 {
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return 0.0 };
    let set: f32 = cells.iter().map(|c| c.w).sum();
    // What is set close needs no closer look.
    if last.end() - first.x - set < 0.1 * first.size * cells.len() as f32 {
        return 0.0;
    }
    let inked = cells.windows(2).filter(|p| !is_space(p[0].c) && !is_space(p[1].c));
    let mut gaps: Vec<f32> = inked.map(|p| p[1].x - p[0].end()).collect();
    gaps.sort_by(f32::total_cmp);
    if gaps.len() < 8 { 0.0 } else { gaps[gaps.len() / 2].max(0.0) }
}

/// How far the first word goes that a line may not be broken in.
fn first_word(cells: &[Cell]) -> f32 {
    let closes = |c: char| {
        matches!(
            c,
            '，' | '。'
                | '、'
                | '；'
                | '：'
                | '？'
                | '！'
                | '）'
                | '”'
                | '’'
                | '》'
                | '〉'
                | '」'
                | '』'
                | '】'
                | '〕'
                | ')'
                | ']'
                | ','
                | '.'
                | ';'
                | ':'
                | '!'
                | '?'
                | '%'
                | '％'
                | '…'
                | '—'
        )
    };
    let mut at = cells.iter().position(|c| !is_opening(c.c)).unwrap_or(0);
    let start = cells.first().map_or(0.0, |c| c.x);
    let word = |c: char| !is_wide(c) && !is_space(c);
    let digit = |at: usize| cells.get(at).is_some_and(|c| c.c.is_ascii_digit());
    loop {
        if cells.get(at).is_some_and(|c| word(c.c)) {
            while cells.get(at + 1).is_some_and(|c| word(c.c)) {
                at += 1;
            }
        }
        // A date, and what stands between two numbers, are not broken.
        if digit(at) && cells.get(at + 1).is_some_and(|c| matches!(c.c, '年' | '月' | '日' | '号' | '號'))
        {
            at += 1;
        }
        while cells.get(at + 1).is_some_and(|c| closes(c.c)) {
            at += 1;
        }
        let range = cells.get(at).is_some_and(|c| matches!(c.c, '—' | '-' | '～' | '–'));
        if !(range && digit(at + 1)) {
            break;
        }
        at += 1;
    }
    cells.get(at).map_or(0.0, |c| c.end() - start)
}
