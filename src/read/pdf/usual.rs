//! What is usual in a file: between which edges its lines stand and how far apart, how paragraphs begin, and what shows
//! where they end.

use super::lines::{Line, common, is_opening};
use crate::number::is_labelled;
use crate::text::Align;
use crate::text::chars::is_hangul;
use std::collections::HashMap;

/// The edges that lines of a frame stand between.
#[derive(Clone, Copy, Debug, Default)]
pub struct Edges {
    pub left: f32,
    pub right: f32,
    /// Whether lines that go on are set from one edge to the other.
    justified: bool,
}

/// What is usual in a file.
pub struct Usual {
    pub edges: Vec<Edges>,
    /// The pitch of lines by the size of their type, in quarters of a point.
    pitch: HashMap<i32, f32>,
    /// Whether paragraphs begin with an indent.
    pub indented: bool,
    /// The least of these indents.
    pub least: f32,
    /// Whether there is more room between paragraphs than between their lines.
    pub spaced: bool,
    /// Whether lines of Hangul are broken at white space alone.
    pub words: bool,
    /// The size of most of its type.
    pub size: f32,
}

/// How much greater the pitch between paragraphs is than that of their lines, where it is greater.
pub const MORE: f32 = 1.12;

fn size_key(size: f32) -> i32 {
    (size * 4.0).round() as i32
}

/// The value that many are near to, towards one end: `low` from the least on, else from the greatest.
fn edge(values: &mut [f32], low: bool, width: f32) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    if !low {
        values.reverse();
    }
    // So many must be there, or it is one that hangs out.
    let enough = (values.len() / if low { 60 } else { 20 }).max(usize::from(values.len() > 3) + 1);
    for (k, value) in values.iter().enumerate() {
        let near = values[k..].iter().take_while(|v| (*v - value).abs() <= width).count();
        if near >= enough {
            let cluster = &values[k..k + near];
            return Some(common(cluster.iter().copied()).unwrap_or(*value));
        }
    }
    values.first().copied()
}

/// The edges of the frames.
fn edges(lines: &[Line], frames: usize) -> Vec<Edges> {
    let mut out = vec![Edges::default(); frames];
    for (frame, out) in out.iter_mut().enumerate() {
        let here = || lines.iter().filter(|l| l.frame == frame && l.piece.table.is_none());
        // An opening bracket may stand half an em further out.
        let opened = |l: &&Line| l.piece.text.starts_with(is_opening);
        let mut lefts: Vec<f32> = here().filter(|l| !opened(l)).map(|l| l.piece.x0).collect();
        if lefts.is_empty() {
            lefts = here().map(|l| l.piece.x0).collect();
        }
        let mut rights: Vec<f32> = here().map(|l| l.piece.x1).collect();
        let size = common(here().map(|l| l.piece.size)).unwrap_or(10.0);
        out.left = edge(&mut lefts, true, 0.4 * size).unwrap_or(0.0);
        out.right = edge(&mut rights, false, 0.8 * size).unwrap_or(0.0);
        // Among short paragraphs few lines go on: one is enough that begins further out below a full line.
        let further_out = lines.windows(2).filter(|p| {
            let (a, b) = (&p[0], &p[1]);
            let by = (a.piece.x0 - b.piece.x0) / size;
            let alike = a.region == b.region && a.frame == frame && (a.piece.size - b.piece.size).abs() < 0.3;
            alike
                && (0.75..4.6).contains(&by)
                // Some let an opening bracket begin half an em further out.
                && (a.piece.x0 - out.left).abs() < 0.6 * size
                && out.right - a.piece.x1 < b.piece.first + 0.35 * size
        });
        let told = further_out.map(|p| (p[1].piece.x0, p[0].piece.x1));
        let (left, right) = told.fold((out.left, out.right), |(l, r), (x0, x1)| (l.min(x0), r.max(x1)));
        (out.left, out.right) = (left, right);
        out.justified = is_justified(lines, frame, *out);
    }
    out
}

/// Whether what ends one line and goes on in the next is set to the right edge.
fn is_justified(lines: &[Line], frame: usize, edges: Edges) -> bool {
    /// Pairs of lines that must be there to tell, and that are enough.
    const FEWEST: usize = 4;
    const ENOUGH: usize = 400;
    let inside = lines.windows(2).filter(|p| {
        let (a, b) = (&p[0], &p[1]);
        let near = edges.right - a.piece.x1 < 2.0 * a.piece.size;
        let flush = (b.piece.x0 - edges.left).abs() < 0.3 * b.piece.size;
        a.frame == frame && near && flush && !ends_sentence(&a.piece.text) && is_within(a, b)
    });
    let (mut all, mut set) = (0, 0);
    for pair in inside.take(ENOUGH) {
        all += 1;
        set += usize::from(edges.reaches(&pair[0]));
    }
    all >= FEWEST && set * 10 >= all * 9
}

/// Whether two lines may stand in one paragraph: they are alike, and no label begins the second.
fn is_within(a: &Line, b: &Line) -> bool {
    a.region == b.region
        && (a.piece.size - b.piece.size).abs() < 0.3
        && a.piece.table.is_none()
        && b.piece.table.is_none()
        && !is_labelled(&b.piece.text)
}

impl Edges {
    /// Whether a line ends at the right edge; a mark at its end may hang out of it, half or whole.
    fn reaches(&self, line: &Line) -> bool {
        /// Sizes of the type that it may end before or behind it.
        const NEAR: f32 = 0.13;
        let out = (line.piece.x1 - self.right) / line.piece.size;
        let marks = ends_in_mark(&line.piece.text);
        let near = |to: f32| (out - to).abs() < NEAR;
        near(0.0) || marks && (near(0.5) || near(1.0))
    }
}

/// Whether a text ends where a paragraph may end.
pub fn ends_sentence(text: &str) -> bool {
    text.ends_with([
        '。', '；', '：', '！', '？', '”', '）', '」', '』', '》', '.', '!', '?', ';', ':', ')', '…',
    ])
}

/// Whether a text ends in a mark that may stand half or whole outside of the edge.
fn ends_in_mark(text: &str) -> bool {
    ends_sentence(text) || text.ends_with(['，', '、', '．', ','])
}

impl Usual {
    /// What is usual among lines in the order of reading.
    pub fn of(lines: &[Line], frames: usize) -> Self {
        let sizes = lines.iter().flat_map(|l| l.piece.cells.iter().map(|c| c.size));
        let mut out = Self {
            edges: edges(lines, frames),
            pitch: HashMap::new(),
            indented: false,
            least: 1.2,
            spaced: false,
            words: false,
            size: common(sizes).unwrap_or(10.0),
        };
        out.words(lines);
        out.pitches(lines);
        out.indents(lines);
        out
    }

    /// Whether Hangul is broken at white space alone: it stands at the ends of lines that go on, or they leave room.
    fn words(&mut self, lines: &[Line]) {
        /// Lines that must be there to tell.
        const FEWEST: usize = 4;
        let (mut all, mut open, mut short) = (0, 0, 0);
        for pair in lines.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            let hangul = |c: Option<char>| c.is_some_and(is_hangul);
            let flush = self.indent(b).abs() < 0.3 && self.room(a) < 10.0 * a.piece.size;
            let broken = hangul(a.piece.text.chars().next_back()) && hangul(b.piece.text.chars().next());
            if broken && flush && is_within(a, b) {
                all += 1;
                open += usize::from(a.piece.open);
                short += usize::from(self.room(a) > 1.2 * a.piece.size);
            }
        }
        self.words = all >= FEWEST && (open * 10 >= all * 9 || short * 5 >= all);
    }

    /// How far the first word of a line goes that a line is not broken in.
    pub fn first(&self, line: &Line) -> f32 {
        if self.words && line.piece.text.contains(is_hangul) { line.piece.word } else { line.piece.first }
    }

    /// The pitch of lines, and whether paragraphs stand further apart.
    fn pitches(&mut self, lines: &[Line]) {
        /// Pairs of lines that must be there to tell.
        const FEWEST: usize = 3;
        // By size: of all lines, and of those that surely go on.
        let mut gaps: HashMap<i32, [Vec<f32>; 2]> = HashMap::new();
        let mut ended: Vec<(i32, f32)> = vec![];
        for pair in lines.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            let (size, gap) = (a.piece.size, b.piece.y - a.piece.y);
            let alike = a.region == b.region && (size - b.piece.size).abs() < 0.3;
            if !alike || a.piece.table.is_some() || gap <= 0.5 * size || gap >= 4.0 * size {
                continue;
            }
            let of = gaps.entry(size_key(size)).or_default();
            of[0].push(gap);
            let apart = |l: &Line| self.align(l) != Align::Unknown;
            if apart(a) || apart(b) || b.piece.table.is_some() {
                continue;
            }
            if self.room(a) > self.first(b) + 2.0 * size {
                ended.push((size_key(size), gap));
            } else if self.room(a) < 1.2 * size && self.indent(b) < 0.3 && !ends_sentence(&a.piece.text) {
                of[1].push(gap);
            }
        }
        for (size, [all, within]) in gaps {
            let telling = if within.len() >= FEWEST { within } else { all };
            if let Some(pitch) = common(telling.into_iter()) {
                self.pitch.insert(size, pitch);
            }
        }
        let wide = ended.iter().filter(|(size, gap)| self.pitch.get(size).is_some_and(|p| *gap > MORE * p));
        self.spaced = ended.len() >= FEWEST && wide.count() * 10 >= ended.len() * 9;
    }

    /// How paragraphs begin: how lines do that follow one with room left.
    fn indents(&mut self, lines: &[Line]) {
        let (mut set_in, mut flush) = (vec![], 0);
        for pair in lines.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            let alike = (a.piece.size - b.piece.size).abs() < 0.3 && a.frame == b.frame;
            let left = self.room(a) - self.first(b);
            if !alike || a.piece.table.is_some() || b.piece.table.is_some() || left < b.piece.size {
                continue;
            }
            if matches!(self.align(a), Align::Centre | Align::End)
                || matches!(self.align(b), Align::Centre | Align::End)
            {
                continue;
            }
            match self.indent(b) {
                i if (0.75..4.6).contains(&i) => set_in.push(i),
                i if i < 0.5 => flush += 1,
                _ => {}
            }
        }
        self.indented = set_in.len() > flush;
        // An opening bracket may begin half an em before an indent of two.
        self.least = (0.6 * common(set_in.into_iter()).unwrap_or(2.0)).min(1.4);
    }

    /// The pitch of lines of so great a type.
    pub fn pitch(&self, size: f32) -> f32 {
        self.pitch.get(&size_key(size)).copied().unwrap_or(1.6 * size)
    }

    /// Whether a line ends short of the right edge that lines are set to: the last of a paragraph.
    pub fn falls_short(&self, line: &Line) -> bool {
        let edges = self.edges[line.frame];
        edges.justified && !edges.reaches(line)
    }

    /// How far a line is set in, in sizes of its type.
    pub fn indent(&self, line: &Line) -> f32 {
        (line.piece.x0 - self.edges[line.frame].left) / line.piece.size
    }

    pub fn hundredths(&self, line: &Line) -> i16 {
        (self.indent(line) * 100.0).clamp(-3000.0, 30000.0) as i16
    }

    /// The room that is left at its end.
    pub fn room(&self, line: &Line) -> f32 {
        let room = self.edges[line.frame].right - line.piece.x1;
        // A mark at the end may hang out.
        let hangs = room < 0.0 && room > -1.1 * line.piece.size && ends_in_mark(&line.piece.text);
        if hangs { 0.0 } else { room }
    }

    /// How a line stands between the edges.
    pub fn align(&self, line: &Line) -> Align {
        let (left, right) = (self.indent(line), self.room(line) / line.piece.size);
        let edges = self.edges[line.frame];
        let width = (edges.right - edges.left) / line.piece.size;
        if left > 2.6 && right > 1.0 && (left - right).abs() < (0.04 * width).max(0.8) {
            Align::Centre
        } else if left > 0.35 * width && right < 5.0 && left > right + 2.0 {
            Align::End
        } else {
            Align::Unknown
        }
    }
}
