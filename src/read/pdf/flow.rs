//! Lines into paragraphs: where the next line goes on with the last one is told by indents, by room that was left at its
//! end, by the pitch of lines and by what they say.

use super::lines::Piece;
use crate::number::{Group, read_labels};
use crate::text::{Align, Style};
use std::collections::HashMap;

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

/// A paragraph, or a table.
#[derive(Clone, Debug)]
pub struct Para {
    pub lines: Vec<Line>,
    pub align: Align,
    /// The indent of its first line in hundredths of an em.
    pub indent: i16,
    /// Whether a page was left unfilled before it.
    pub new_page: bool,
    /// How deep a heading it is, and what it is, where the file says so.
    pub outline: Option<u8>,
    pub style: Style,
}

impl Para {
    /// A paragraph that the file says itself.
    pub fn told(lines: Vec<Line>, style: Style, outline: Option<u8>) -> Self {
        Self { lines, align: Align::Unknown, indent: 0, new_page: false, outline, style }
    }
}

/// Gives paragraphs that the file says itself what their places say.
pub fn dress(paras: &mut [Para]) {
    let lines: Vec<Line> = paras.iter().flat_map(|p| p.lines.iter().cloned()).collect();
    let usual = Usual::of(&lines, 1);
    for para in paras {
        if let Some(first) = para.lines.first().filter(|l| l.piece.table.is_none()) {
            para.align = usual.align(first);
            para.indent = usual.hundredths(first);
        }
    }
}

/// The edges that lines of a frame stand between.
#[derive(Clone, Copy, Debug)]
pub struct Edges {
    pub left: f32,
    pub right: f32,
}

/// What is usual in a file.
struct Usual {
    edges: Vec<Edges>,
    /// The pitch of lines by the size of their type, in quarters of a point.
    pitch: HashMap<i32, f32>,
    /// Whether paragraphs begin with an indent.
    indented: bool,
    /// The least of these indents.
    least: f32,
    /// The size of most of its type.
    size: f32,
}

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
            return Some(super::lines::common(cluster.iter().copied()).unwrap_or(*value));
        }
    }
    values.first().copied()
}

/// The edges of the frames.
fn edges(lines: &[Line], frames: usize) -> Vec<Edges> {
    let mut out = vec![Edges { left: 0.0, right: 0.0 }; frames];
    for (frame, out) in out.iter_mut().enumerate() {
        let here = || lines.iter().filter(|l| l.frame == frame && l.piece.table.is_none());
        let mut lefts: Vec<f32> = here().map(|l| l.piece.x0).collect();
        let mut rights: Vec<f32> = here().map(|l| l.piece.x1).collect();
        let size = super::lines::common(here().map(|l| l.piece.size)).unwrap_or(10.0);
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
    }
    out
}

impl Usual {
    fn of(lines: &[Line], frames: usize) -> Self {
        let edges = edges(lines, frames);
        let mut pitches: HashMap<i32, Vec<f32>> = HashMap::new();
        for pair in lines.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            if a.region == b.region && (a.piece.size - b.piece.size).abs() < 0.3 && a.piece.table.is_none() {
                let gap = b.piece.y - a.piece.y;
                if gap > 0.5 * a.piece.size && gap < 4.0 * a.piece.size {
                    pitches.entry(size_key(a.piece.size)).or_default().push(gap);
                }
            }
        }
        let pitch = pitches
            .into_iter()
            .filter_map(|(size, gaps)| Some((size, super::lines::common(gaps.into_iter())?)))
            .collect();
        let sizes = lines.iter().flat_map(|l| l.piece.cells.iter().map(|c| c.size));
        let size = super::lines::common(sizes).unwrap_or(10.0);
        let mut out = Self { edges, pitch, indented: false, least: 1.2, size };
        // How lines begin that follow a line with room left.
        let (mut set_in, mut flush) = (vec![], 0);
        for pair in lines.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            let alike = (a.piece.size - b.piece.size).abs() < 0.3 && a.frame == b.frame;
            let left = out.room(a) - b.piece.first;
            if !alike || a.piece.table.is_some() || b.piece.table.is_some() || left < b.piece.size {
                continue;
            }
            if matches!(out.align(a), Align::Centre | Align::End)
                || matches!(out.align(b), Align::Centre | Align::End)
            {
                continue;
            }
            match out.indent(b) {
                i if (0.75..4.6).contains(&i) => set_in.push(i),
                i if i < 0.5 => flush += 1,
                _ => {}
            }
        }
        out.indented = set_in.len() > flush;
        // An opening bracket may begin half an em before an indent of two.
        out.least = (0.6 * super::lines::common(set_in.into_iter()).unwrap_or(2.0)).min(1.4);
        out
    }

    /// How far a line is set in, in sizes of its type.
    fn indent(&self, line: &Line) -> f32 {
        (line.piece.x0 - self.edges[line.frame].left) / line.piece.size
    }

    fn hundredths(&self, line: &Line) -> i16 {
        (self.indent(line) * 100.0).clamp(-3000.0, 30000.0) as i16
    }

    /// The room that is left at its end.
    fn room(&self, line: &Line) -> f32 {
        self.edges[line.frame].right - line.piece.x1
    }

    /// How a line stands between the edges.
    fn align(&self, line: &Line) -> Align {
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

    /// Whether a line stands in the middle, however much room there is beside it.
    fn is_amid(&self, line: &Line) -> bool {
        (self.indent(line) * line.piece.size - self.room(line)).abs() < 0.8 * line.piece.size
    }

    /// Whether a line that may leave little room beside it leaves as much on one side as on the other.
    fn is_set(&self, line: &Line) -> bool {
        let (left, right) = (self.indent(line), self.room(line) / line.piece.size);
        left > 0.25 && (left - right).abs() < 0.2
    }

    /// Whether two lines in the middle are one title or one note below it, broken where its parts are of a length.
    fn is_title(&self, a: &Line, b: &Line) -> bool {
        /// Characters of the shortest line that is broken: of a title, and of what is no greater than the text.
        const SHORTEST: (usize, usize) = (6, 12);
        let (before, here) = (&a.piece.text, &b.piece.text);
        let great = a.piece.size > 1.15 * self.size;
        let shortest = if great { SHORTEST.0 } else { SHORTEST.1 };
        let long = before.chars().count() >= shortest && here.chars().count() > 2;
        let opened = |open: char, close: char| {
            before.rfind(open).is_some_and(|at| !before[at..].contains(close)) && here.contains(close)
        };
        if a.region == b.region && long && (opened('（', '）') || opened('(', ')')) {
            return true;
        }
        let own = here.starts_with(['（', '(', '〔', '[', '—', '《'])
            || here.starts_with('第') && here.chars().count() < 10
            || here.starts_with(|c: char| c.is_ascii_digit())
            || here.ends_with(['号', '號', '日'])
            || before
                .ends_with(['）', ')', '号', '號', '令', '》', '日', '过', '過', '准', '正', '行', '布']);
        long && !own && read_labels(before).is_empty() && a.region == b.region
    }

    /// Whether a line goes on with the one before.
    fn goes_on(&self, a: &Line, b: &Line) -> bool {
        let (before, here) = (&a.piece, &b.piece);
        if before.table.is_some() || here.table.is_some() {
            return false;
        }
        let size = before.size.max(here.size);
        if (before.size - here.size).abs() > 0.08 * size || before.bold != here.bold && before.ems() > 3.0 {
            return false;
        }
        if is_entry(&before.text) {
            return false;
        }
        let (align, align_here) = (self.align(a), self.align(b));
        let labels = read_labels(&here.text);
        let ended = ends_sentence(&before.text);
        let set = self.is_set(a) && self.is_set(b);
        let centred = align == Align::Centre || align_here == Align::Centre;
        let apart = a.region != b.region || here.y - before.y > 1.55 * size;
        if (set || centred) && is_unit(&before.text, &here.text, apart) {
            return false;
        }
        // Lines of equal lengths may begin with an indent, and be paragraphs.
        let equal = (before.x0 - here.x0).abs() < 0.1 * size;
        let amid = set && self.indent(a) > 0.5 && (!equal || !ends_sentence(&before.text));
        if centred || amid {
            let free = self.indent(a) * before.size + self.room(a);
            let both = self.is_amid(a) && self.is_amid(b) && labels.is_empty();
            return both && (free < here.first + 0.5 * size || self.is_title(a, b));
        }
        if align == Align::End && align_here == Align::End {
            return false;
        }
        if align_here == Align::End && self.indent(b) > 5.0 {
            return false;
        }
        if a.region == b.region {
            let gap = here.y - before.y;
            let usual = self.pitch.get(&size_key(before.size)).copied().unwrap_or(1.6 * size);
            let most = if self.indented { 1.6 } else { 1.22 };
            if gap > most * usual && gap > usual + 0.25 * size {
                return false;
            }
        }
        let edges = self.edges[a.frame];
        // Some break lines by counting characters: a sentence runs on all the same.
        let long = before.x1 - edges.left > 0.75 * (edges.right - edges.left);
        let runs_on = long && !ended && labels.is_empty() && self.indent(b) < self.least && here.ems() > 1.5;
        let full = self.room(a) - here.first < 0.35 * size || runs_on;
        let indent = self.indent(b);
        if self.indented {
            if indent > self.least {
                // Hanging: the line before begins further out, and its sentence runs on.
                let hangs = self.indent(a) < indent - 0.8 && !ended && labels.is_empty();
                let block = (self.indent(a) - indent).abs() < 0.3 && indent > 4.6;
                return full && (hangs && !(1.6..2.6).contains(&indent) || block && !ended);
            }
            let heading = labels.first().is_some_and(|l| l.form.group == Group::Heading) && ended;
            return full && !heading;
        }
        if !full {
            return false;
        }
        // Set in further than the paragraphs: hanging lines go on.
        if indent > 1.2 && self.indent(a) < indent - 0.8 {
            return true;
        }
        labels.is_empty() || !ended && !matches!(before.text.chars().next_back(), Some('）' | ')'))
    }
}

/// Whether a line in the middle is something of its own whatever room there is above it: another step of a document's
/// history, or words in brackets that stand `apart`.
fn is_unit(before: &str, here: &str, apart: bool) -> bool {
    let step = before.ends_with(['过', '過', '准', '正', '布', '行'])
        && here.starts_with(|c: char| c.is_ascii_digit());
    let open = [('（', '）'), ('(', ')')]
        .iter()
        .any(|(open, close)| before.rfind(*open).is_some_and(|at| !before[at..].contains(*close)));
    step || apart && !open && here.starts_with(['（', '(']) && here.ends_with(['）', ')'])
}

/// Whether a text ends where a paragraph may end.
pub fn ends_sentence(text: &str) -> bool {
    text.ends_with([
        '。', '；', '：', '！', '？', '”', '）', '」', '』', '》', '.', '!', '?', ';', ':', ')', '…',
    ])
}

/// Whether a line is an entry of a table of contents: leaders, and the number of a page.
pub fn is_entry(text: &str) -> bool {
    let rest = text.trim_end_matches(|c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, 'i' | 'v' | 'x' | '(' | ')' | '（' | '）' | '-')
    });
    let lead = rest.trim_end_matches(|c: char| is_leader(c) || c.is_whitespace());
    let leaders = rest[lead.len()..].chars().filter(|c| is_leader(*c)).count();
    rest.len() < text.len()
        && !lead.is_empty()
        && (leaders >= 4 || leaders >= 2 && rest[lead.len()..].contains('…'))
}

/// A sign of leaders.
pub fn is_leader(c: char) -> bool {
    matches!(c, '.' | '…' | '·' | '⋯' | '．' | '‥' | '_' | '•' | '∙' | '―' | '-' | '—' | '─')
}

/// The paragraphs of lines in the order of reading.
pub fn paragraphs(lines: Vec<Line>, frames: usize) -> Vec<Para> {
    let usual = Usual::of(&lines, frames);
    // The lowest line of every sheet: one that ends high above was left unfilled.
    let lowest = lines.iter().map(|l| l.piece.y).fold(0.0, f32::max);
    let mut out: Vec<Para> = vec![];
    for line in lines {
        let last = out.last_mut().filter(|p| p.lines.last().is_some_and(|l| usual.goes_on(l, &line)));
        if let Some(para) = last {
            para.lines.push(line);
            continue;
        }
        let before = out.last().and_then(|p| p.lines.last());
        let unfilled = |l: &Line| l.sheet != line.sheet && l.piece.y < 0.72 * lowest;
        let new_page = line.first && before.is_some_and(unfilled);
        let align = usual.align(&line);
        let indent = usual.hundredths(&line);
        out.push(Para { align, indent, new_page, ..Para::told(vec![line], Style::Plain, None) });
    }
    out
}
