//! Lines into paragraphs: where the next line goes on with the last one is told by indents, by room that was left at its
//! end, by the pitch of lines and by what they say.

use super::lines::Line;
use super::usual::{MORE, Usual, ends_sentence};
use crate::number::{Group, is_labelled, read_labels};
use crate::text::{Align, Style};

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

impl Usual {
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
        // With these nothing begins.
        let bound = here.starts_with(['的', '之', '和', '与', '與', '及', '或', '等', '》', '〉']);
        long && (!own || bound) && !is_labelled(before) && a.region == b.region
    }

    /// Whether there is more room between two lines than lines of a paragraph have.
    fn is_parted(&self, a: &Line, b: &Line) -> bool {
        let (gap, usual) = (b.piece.y - a.piece.y, self.pitch(a.piece.size));
        let most = if self.spaced {
            MORE
        } else if self.indented {
            1.6
        } else {
            1.22
        };
        let least = if self.spaced { 0.0 } else { 0.25 * a.piece.size.max(b.piece.size) };
        gap > most * usual && gap > usual + least
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
        // What stands beside each other in two lines stands below each other: signatures.
        if is_entry(&before.text) || before.parted && here.parted {
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
            return both && (free < self.first(b) + 0.5 * size || self.is_title(a, b));
        }
        if align == Align::End && align_here == Align::End {
            return false;
        }
        if align_here == Align::End && self.indent(b) > 5.0 {
            return false;
        }
        if a.region == b.region && self.is_parted(a, b) {
            return false;
        }
        let edges = self.edges[a.frame];
        // Some break lines by counting characters, some only between long words: a sentence runs on all the same.
        let least = if self.words { 0.5 } else { 0.75 };
        let long = before.x1 - edges.left > least * (edges.right - edges.left);
        let runs_on = long && !ended && labels.is_empty() && self.indent(b) < self.least && here.ems() > 1.5;
        let full = self.room(a) - self.first(b) < 0.35 * size || runs_on;
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
        if indent > 1.2 && self.indent(a) < indent - 0.8 || self.spaced && a.region == b.region {
            return true;
        }
        if ended && self.falls_short(a) {
            return false;
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
