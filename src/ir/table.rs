//! The rows and cells of a table: where each cell stands in the grid, what it heads, how it is aligned, and how wide its
//! columns want to be.

use super::{CellAlign, Mark, MarkKind, Role, Scope, Text};
use crate::text::Span;

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Whether it heads the columns.
    pub header: bool,
    /// The cells that begin in it, from left to right.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its text.
    pub text: Text,
    /// The first column that it stands in.
    pub column: usize,
    /// Columns and rows that it covers: at least one, and none that another cell covers or that the table does not have.
    pub columns: usize,
    /// See `columns`.
    pub rows: usize,
    /// What it heads, if it is a heading.
    pub scope: Option<Scope>,
    /// How its text is aligned.
    pub align: CellAlign,
    /// Whether the source says so.
    pub aligned: bool,
}

impl Cell {
    /// Whether it holds a word or two, which stand on one line: 序号.
    pub fn is_word(&self) -> bool {
        /// Characters.
        const WORD: usize = 8;
        self.text.readable().trim().chars().count() <= WORD
    }
}

/// The most columns that merged cells make (HTML, 4.9.11).
const WIDEST: usize = 1000;
/// Text so short, in em, stands on one line, and in the middle.
const SHORT: f32 = 6.0;
/// Headings and words so short are never broken: 序号.
const WORD: f32 = 4.0;
/// The least and the most that a column wants, in em of its text.
const WIDTH: (f32, f32) = (2.0, 24.0);
/// No column wants more, however long its texts are.
const MOST: f32 = 4.0 * WIDTH.1;
/// The longest run of letters and figures that a column makes room for, in em.
const LONGEST: f32 = 12.0;
/// Blank on both sides of a cell's text, in em.
const SIDES: f32 = 1.2;

impl Text {
    /// The rows of a table.
    pub fn rows(&self) -> Vec<Row> {
        let mut out: Vec<Row> = vec![];
        let mut cell: Option<&Mark> = None;
        let mut align: Vec<(usize, usize, CellAlign)> = vec![];
        for m in &self.marks {
            let row = out.len().saturating_sub(1);
            let last = out.last_mut();
            let inside = cell.filter(|c| m.start >= c.start && m.end <= c.end);
            match &m.kind {
                MarkKind::Row { header } => {
                    cell = None;
                    out.push(Row { header: *header, cells: vec![] });
                }
                MarkKind::Cell => {
                    cell = Some(m);
                    if let Some(row) = last {
                        let text = self.slice(m.start as usize..m.end as usize);
                        let scope = row.header.then_some(Scope::Column);
                        let (column, align) = (row.cells.len(), CellAlign::Start);
                        let (columns, rows, aligned) = (1, 1, false);
                        row.cells.push(Cell { text, column, columns, rows, scope, align, aligned });
                    }
                }
                kind => {
                    let (Some(c), Some(this)) = (inside, last.and_then(|r| r.cells.last_mut())) else {
                        continue;
                    };
                    match kind {
                        MarkKind::CellSpan { rows, columns } => {
                            this.rows = usize::from(*rows).max(1);
                            this.columns = usize::from(*columns).max(1);
                        }
                        MarkKind::CellHead { scope } => this.scope = Some(*scope),
                        MarkKind::CellAlign { align: a } => align.push((row, this.column, *a)),
                        _ => this.text.marks.push(m.moved(-i64::from(c.start))),
                    }
                }
            }
        }
        // Cells are counted within their rows until they have their places.
        let given: Vec<(usize, usize, CellAlign)> = align;
        place(&mut out);
        align_cells(&mut out);
        for (row, cell, align) in given {
            if let Some(c) = out.get_mut(row).and_then(|r| r.cells.get_mut(cell)) {
                (c.align, c.aligned) = (align, true);
            }
        }
        out
    }

    /// The caption of a table.
    pub fn caption(&self) -> Option<Text> {
        let at = self.marks.iter().position(|m| m.kind == MarkKind::Caption)?;
        let first = &self.marks[at];
        let mut out = self.slice(first.start as usize..first.end as usize);
        let inside = self.marks[at + 1..].iter().take_while(|m| m.end <= first.end && m.start < first.end);
        out.marks = inside.map(|m| m.moved(-i64::from(first.start))).collect();
        Some(out)
    }

    /// A part of the paragraph, without its marks.
    fn slice(&self, range: std::ops::Range<usize>) -> Text {
        let start = self.span.start as usize + range.start;
        let span = Span::new(start, start + range.len());
        Text { text: self.text[range].to_owned(), span, ..Text::default() }
    }

    /// A part of the paragraph, with the marks in it.
    #[must_use]
    pub fn part(&self, range: std::ops::Range<usize>) -> Text {
        let (start, end) = (range.start as u32, range.end as u32);
        let inside = self.marks.iter().filter(|m| m.start < end && m.end > start);
        let clipped = inside.map(|m| Mark { start: m.start.max(start), end: m.end.min(end), ..m.clone() });
        let marks = clipped.map(|m| m.moved(-i64::from(start))).collect();
        Text { marks, role: self.role, ..self.slice(range) }
    }

    /// A table as lines of cells with tabs between them.
    pub(super) fn tabular(&self) -> String {
        let line = |r: Row| {
            r.cells.iter().map(|c| c.text.readable().trim().to_owned()).collect::<Vec<_>>().join("\t")
        };
        let caption = self.caption().map(|c| c.readable().into_owned());
        caption.into_iter().chain(self.rows().into_iter().map(line)).collect::<Vec<_>>().join("\n")
    }

    /// Whether it is nothing but a picture, which then is a figure of its own.
    pub fn is_figure(&self) -> bool {
        let picture = self.marks.iter().find(|m| matches!(m.kind, MarkKind::Image { .. }));
        picture.is_some_and(|m| {
            let around = [self.text.get(..m.start as usize), self.text.get(m.end as usize..)];
            around.iter().all(|s| s.is_some_and(|s| s.trim().is_empty())) && self.role != Role::Table
        })
    }
}

/// Gives cells their columns: the first places of their rows that no cell from above covers.
fn place(rows: &mut [Row]) {
    let count = rows.len();
    // By column: how many rows, from this one on, a cell from above still covers.
    let mut busy: Vec<usize> = vec![];
    for (k, row) in rows.iter_mut().enumerate() {
        let mut at = 0;
        let mut begun: Vec<(std::ops::Range<usize>, usize)> = vec![];
        for cell in &mut row.cells {
            while busy.get(at).is_some_and(|n| *n > 0) {
                at += 1;
            }
            cell.column = at;
            let most = cell.columns.min(WIDEST.saturating_sub(at)).max(1);
            cell.columns = (at..at + most).take_while(|c| busy.get(*c).is_none_or(|n| *n == 0)).count();
            cell.rows = if at < WIDEST { cell.rows.min(count - k) } else { 1 };
            begun.push((at..at + cell.columns, cell.rows));
            at += cell.columns;
        }
        if busy.len() < at {
            busy.resize(at, 0);
        }
        for (columns, rows) in begun {
            busy[columns].fill(rows);
        }
        for n in &mut busy {
            *n = n.saturating_sub(1);
        }
    }
}

/// How many columns a table has.
pub fn width(rows: &[Row]) -> usize {
    rows.iter().flat_map(|r| &r.cells).map(|c| c.column + c.columns).max().unwrap_or(0)
}

/// By row: how many of its places no cell covers; they stand behind its own cells.
pub fn empty_places(rows: &[Row]) -> Vec<usize> {
    let all = width(rows);
    let mut covered = vec![0usize; rows.len()];
    for (k, cell) in rows.iter().enumerate().flat_map(|(k, r)| r.cells.iter().map(move |c| (k, c))) {
        covered[k..k + cell.rows].iter_mut().for_each(|n| *n += cell.columns);
    }
    covered.into_iter().map(|n| all.saturating_sub(n)).collect()
}

/// How many rows at its beginning head the columns, and stand again where a table goes on: none of their cells reaches
/// into the rows below.
pub fn heads(rows: &[Row]) -> usize {
    let leading = rows.iter().take_while(|r| r.header).count();
    let (mut out, mut reach) = (0, 0);
    for (k, row) in rows[..leading].iter().enumerate() {
        reach = row.cells.iter().map(|c| k + c.rows).fold(reach, usize::max);
        if reach == k + 1 {
            out = k + 1;
        }
    }
    out
}

/// Letters and figures are about half as wide as ideographs.
fn em(c: char) -> f32 {
    if c.is_ascii() { 0.56 } else { 1.0 }
}

/// What a cell holds, as far as its alignment goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    /// A figure; with its value, where it is a plain whole number.
    Figure(Option<u32>),
    Short,
    Long,
}

fn holds(text: &str) -> Holds {
    let text = text.trim();
    if text.is_empty() || text.chars().all(|c| matches!(c, '-' | '—' | '–' | '/' | '…' | '／')) {
        return Holds::Nothing;
    }
    let sign = |c: char| matches!(c, '.' | ',' | '，' | '．' | '%' | '‰' | '％' | ' ' | '\u{a0}');
    let figure = text.trim_start_matches(['+', '-', '−', '－', '¥', '￥', '$', '€']);
    if figure.chars().all(|c| c.is_ascii_digit() || sign(c) || ('０'..='９').contains(&c))
        && figure.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
    {
        return Holds::Figure(text.parse().ok());
    }
    let sentence = text.contains(['。', '；', '！', '？', '\n']);
    if !sentence && text.chars().map(em).sum::<f32>() <= SHORT { Holds::Short } else { Holds::Long }
}

/// What the text of columns and merged cells wants: figures stand at the end of the line, so that their places are one
/// below the other; headings, short texts and numbers that count the rows in the middle.
fn align_cells(rows: &mut [Row]) {
    /// A column, as far as it was seen.
    #[derive(Clone, Copy)]
    struct Column {
        figures: bool,
        short: bool,
        /// How many numbers count on, and the last of them; none where they do not.
        counts: Option<(u32, u32)>,
    }
    let mut columns = vec![Column { figures: true, short: true, counts: Some((0, 0)) }; width(rows)];
    for cell in
        rows.iter().flat_map(|r| &r.cells).filter(|c| c.scope != Some(Scope::Column) && c.columns == 1)
    {
        let column = &mut columns[cell.column];
        match holds(&cell.text.readable()) {
            Holds::Nothing => {}
            Holds::Figure(n) => {
                column.counts = match (column.counts, n) {
                    (Some((0, _)), Some(n)) => Some((1, n)),
                    (Some((seen, last)), Some(n)) if last.checked_add(1) == Some(n) => Some((seen + 1, n)),
                    _ => None,
                };
            }
            Holds::Short => (column.figures, column.counts) = (false, None),
            Holds::Long => (column.figures, column.short, column.counts) = (false, false, None),
        }
    }
    for cell in rows.iter_mut().flat_map(|r| &mut r.cells) {
        let column = &columns[cell.column];
        let (figures, short) = match holds(&cell.text.readable()) {
            _ if cell.columns == 1 => (column.figures, column.short),
            Holds::Figure(_) => (true, true),
            kind => (false, kind != Holds::Long),
        };
        let counted = cell.columns == 1 && column.counts.is_some_and(|(seen, _)| seen > 1);
        cell.align = if cell.scope == Some(Scope::Column) || counted {
            CellAlign::Centre
        } else if figures {
            CellAlign::End
        } else if short {
            CellAlign::Centre
        } else {
            CellAlign::Start
        };
    }
}

/// The least width that a text can be set in, and the width that it wants, in em.
fn wants(text: &str) -> (f32, f32) {
    let all = text.lines().map(|l| l.trim().chars().map(em).sum::<f32>()).fold(0.0, f32::max);
    if all <= WORD {
        return (all, all);
    }
    let unbroken = text.split(|c: char| !c.is_ascii_graphic()).map(|w| w.chars().map(em).sum::<f32>());
    // Of two long texts the longer one has more, by the root of its length: so neither makes the row high, nor is narrow.
    let wanted = if all > WIDTH.1 { WIDTH.1 * (all / WIDTH.1).sqrt() } else { all };
    (unbroken.fold(WIDTH.0, f32::max).min(LONGEST), wanted.min(MOST))
}

/// The widths of columns as shares of a table so many em wide: each has room for its short texts on one line, and none
/// is so wide that the others starve.
pub fn column_shares(rows: &[Row], whole: f32) -> Vec<f32> {
    let mut least = vec![WIDTH.0; width(rows)];
    let mut most = least.clone();
    let cells = || rows.iter().flat_map(|r| &r.cells);
    for cell in cells().filter(|c| c.columns == 1) {
        let (a, b) = wants(&cell.text.readable());
        least[cell.column] = least[cell.column].max(a);
        most[cell.column] = most[cell.column].max(b);
    }
    for cell in cells().filter(|c| c.columns > 1) {
        let (a, b) = wants(&cell.text.readable());
        let range = cell.column..cell.column + cell.columns;
        for (have, want) in [(&mut least, a), (&mut most, b)] {
            let lacks = want - have[range.clone()].iter().sum::<f32>() - SIDES * (cell.columns - 1) as f32;
            if lacks > 0.0 {
                let each = lacks / cell.columns as f32;
                have[range.clone()].iter_mut().for_each(|w| *w += each);
            }
        }
    }
    let room = (whole - SIDES * least.len() as f32).max(1.0);
    let (low, high): (f32, f32) = (least.iter().sum(), most.iter().sum());
    let widths = least.iter().zip(&most).map(|(a, b)| {
        if high <= room {
            b * room / high
        } else if low <= room {
            a + (b - a) * (room - low) / (high - low)
        } else {
            a * room / low
        }
    });
    let widths: Vec<f32> = widths.map(|w| w + SIDES).collect();
    let all: f32 = widths.iter().sum();
    widths.iter().map(|w| w / all).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use CellAlign::{Centre, End, Start};

    fn mark(start: u32, end: u32, kind: MarkKind) -> Mark {
        Mark { start, end, kind }
    }

    /// A row: whether it heads the columns, and its cells with the rows and columns that they cover.
    type Cells<'a> = (bool, &'a [(&'a str, u16, u16)]);

    fn table(rows: &[Cells]) -> Text {
        let mut t = Text { role: Role::Table, ..Text::default() };
        for (header, cells) in rows {
            let row = t.marks.len();
            let start = t.text.len() as u32;
            t.marks.push(mark(start, start, MarkKind::Row { header: *header }));
            for (text, rows, columns) in *cells {
                let at = t.text.len() as u32;
                t.text.push_str(text);
                let end = t.text.len() as u32;
                t.marks.push(mark(at, end, MarkKind::Cell));
                if (*rows, *columns) != (1, 1) {
                    t.marks.push(mark(at, end, MarkKind::CellSpan { rows: *rows, columns: *columns }));
                }
            }
            t.marks[row].end = t.text.len() as u32;
        }
        t
    }

    fn places(t: &Text) -> Vec<Vec<(usize, usize, usize)>> {
        let row = |r: &Row| r.cells.iter().map(|c| (c.column, c.rows, c.columns)).collect();
        t.rows().iter().map(row).collect()
    }

    #[test]
    fn cells_stand_where_no_other_does() {
        let t = table(&[
            (true, &[("序号", 2, 1), ("金额", 1, 2), ("备注", 2, 1)]),
            (true, &[("预算", 1, 1), ("决算", 1, 1)]),
            (false, &[("1", 1, 1), ("20", 1, 1), ("3.5", 1, 1), ("无", 9, 1)]),
            (false, &[("2", 1, 1), ("10", 1, 9)]),
            (false, &[]),
        ]);
        assert_eq!(
            places(&t),
            [
                vec![(0, 2, 1), (1, 1, 2), (3, 2, 1)],
                vec![(1, 1, 1), (2, 1, 1)],
                vec![(0, 1, 1), (1, 1, 1), (2, 1, 1), (3, 3, 1)],
                vec![(0, 1, 1), (1, 1, 2)],
                vec![],
            ]
        );
        assert_eq!(heads(&t.rows()), 2);
        let reaching = table(&[(true, &[("甲", 2, 1), ("乙", 1, 1)]), (false, &[("丙", 1, 1)])]);
        assert_eq!(heads(&reaching.rows()), 0);
    }

    #[test]
    fn figures_stand_at_the_end_and_short_texts_in_the_middle() {
        let long = "为本办法所称的重点工程，由主管部门会同有关部门确定。";
        let t = table(&[
            (true, &[("序号", 1, 1), ("名称", 1, 1), ("金额", 1, 1), ("说明", 1, 1)]),
            (false, &[("1", 1, 1), ("甲", 1, 1), ("1,200.50", 1, 1), (long, 1, 1)]),
            (false, &[("2", 1, 1), ("乙", 1, 1), ("—", 1, 1), ("无", 1, 1)]),
            (false, &[("合计", 1, 2), ("99", 1, 1), ("", 1, 1)]),
        ]);
        let all: Vec<Vec<CellAlign>> =
            t.rows().iter().map(|r| r.cells.iter().map(|c| c.align).collect()).collect();
        assert_eq!(all[0], [Centre; 4]);
        assert_eq!(all[1], [Centre, Centre, End, Start]);
        assert_eq!(all[3], [Centre, End, Start]);
        let shares = column_shares(&t.rows(), 40.0);
        assert!(shares[0] * 40.0 >= 2.8 && shares[3] > 2.0 * shares[1], "{shares:?}");
        assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }

    #[test]
    fn what_a_cell_says_of_itself_comes_first() {
        let mut t = table(&[(false, &[("甲", 1, 1), ("乙", 1, 1)])]);
        let cell = t.marks[1].clone();
        t.marks.insert(2, mark(cell.start, cell.end, MarkKind::CellHead { scope: Scope::Row }));
        t.marks.insert(3, mark(cell.start, cell.end, MarkKind::CellAlign { align: End }));
        let rows = t.rows();
        assert_eq!((rows[0].cells[0].scope, rows[0].cells[0].align), (Some(Scope::Row), End));
        assert!(rows[0].cells[0].text.marks.is_empty());
    }

    #[test]
    fn ten_thousand_rows_are_no_matter() {
        let row: Cells = (false, &[("甲", 3, 1), ("1", 1, 900), ("x", 65535, 65535)]);
        let t = table(&vec![row; 10_000]);
        assert_eq!(t.rows().len(), 10_000);
    }

    #[test]
    fn rows_and_cells_are_found_with_what_is_marked_in_them() {
        let t = Text {
            role: Role::Table,
            text: "| a | b |\n| | *c* |".into(),
            marks: vec![
                mark(0, 9, MarkKind::Row { header: true }),
                mark(0, 3, MarkKind::Cell),
                mark(0, 2, MarkKind::Markup),
                mark(3, 9, MarkKind::Cell),
                mark(3, 6, MarkKind::Markup),
                mark(7, 9, MarkKind::Markup),
                mark(9, 19, MarkKind::Row { header: false }),
                mark(9, 12, MarkKind::Cell),
                mark(9, 12, MarkKind::Markup),
                mark(12, 19, MarkKind::Cell),
                mark(12, 14, MarkKind::Markup),
                mark(17, 19, MarkKind::Markup),
            ],
            ..Text::default()
        };
        assert_eq!(t.readable(), "a\tb\n\t*c*");
        assert!(t.rows()[0].header && !t.rows()[1].header);
    }
}
