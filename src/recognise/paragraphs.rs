//! Lines into paragraphs: a label and its text behind a wide gap are one, and so are the lines of a hard-wrapped text.

use super::unglue::unglue;
use crate::number::read_labels;
use crate::text::Line;
use crate::text::Span;

/// Joins what belongs together.
pub fn join(text: &str, lines: &[Line], japanese: bool) -> Vec<Line> {
    let unwrapped = wrap_width(text, lines).map(|width| unwrap(text, lines, width));
    let lines = unwrapped.as_deref().unwrap_or(lines);
    let apart = unglue(text, lines, japanese);
    let lines = apart.as_deref().unwrap_or(lines);
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let same_line = !line.hints.table && !text[line.lead.range()].contains(['\n', '\r']);
        // A label after a label begins a unit of its own.
        let joins = same_line && read_labels(&text[line.text.range()]).is_empty();
        let next = &text[line.text.range()];
        let whole = |last: &str| is_label(last) || is_letter(last) && is_letter(next);
        match out.last_mut().filter(|last| joins && whole(&text[last.text.range()])) {
            Some(last) => last.text = Span { start: last.text.start, end: line.text.end },
            None => out.push(*line),
        }
    }
    out
}

/// Lines of a hard-wrapped text are at most this wide, in columns of half a Han character.
const WIDEST: usize = 120;
/// A full line may fall short of the widest by this much: a mark that may not begin a line, or a word, went down.
const RAGGED: usize = 6;

/// Columns that a line takes up, with its indent.
fn width(text: &str, line: &Line) -> usize {
    // Characters begin with bytes that are no continuations; those beyond ASCII count twice.
    let columns =
        |s: &str| s.bytes().map(|b| usize::from(b < 0x80) + 2 * usize::from(b >= 0xc0)).sum::<usize>();
    let lead = &text[line.lead.range()];
    columns(&lead[lead.rfind(['\n', '\r']).map_or(0, |i| i + 1)..]) + columns(&text[line.text.range()])
}

/// The width of a hard-wrapped text: many lines end near the same column, hardly any beyond it, and most of them in
/// the middle of a sentence.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    const FEWEST: usize = 6;
    if lines.len() < FEWEST {
        return None;
    }
    if lines.iter().any(|l| l.hints.table) {
        return None;
    }
    let at = (lines.len() - 1) * 98 / 100;
    // No character takes up more than two bytes for a column: most texts need no measuring.
    let wide = lines.iter().filter(|l| l.text.len() > 2 * WIDEST).count();
    if wide >= lines.len() - at {
        return None;
    }
    let mut widths: Vec<usize> = lines.iter().map(|l| width(text, l)).collect();
    let all = widths.clone();
    widths.sort_unstable();
    let widest = widths[at];
    let full: Vec<usize> = (0..lines.len()).filter(|i| all[*i] + RAGGED >= widest).collect();
    let beyond = all.iter().filter(|w| **w > widest + RAGGED).count();
    let open = full.iter().filter(|i| !ends_sentence(&text[lines[**i].text.range()])).count();
    let wrapped = (20..=WIDEST).contains(&widest)
        && full.len() * 10 >= lines.len() * 3
        && beyond * 50 <= lines.len()
        && open * 2 > full.len();
    wrapped.then_some(widest)
}

fn ends_sentence(s: &str) -> bool {
    s.ends_with(['。', '；', '：', '！', '？', '”', '）'])
}

/// Joins a full line with the next one, unless that begins a paragraph: by its indent where the text indents, or by a
/// label after the end of a sentence.
fn unwrap(text: &str, lines: &[Line], widest: usize) -> Vec<Line> {
    let indented = |l: &Line| {
        let lead = &text[l.lead.range()];
        lead.chars().rev().take_while(|c| !matches!(c, '\n' | '\r')).count() > 0
    };
    let blank_before = |l: &Line| text[l.lead.range()].matches('\n').count() > 1;
    let indents = lines.iter().filter(|l| indented(l)).count() * 20 > lines.len();
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut full = false;
    for line in lines {
        let this = &text[line.text.range()];
        let begins = match out.last() {
            None => true,
            Some(_) if !full || blank_before(line) || indents && indented(line) => true,
            Some(last) => ends_sentence(&text[last.text.range()]) && !read_labels(this).is_empty(),
        };
        full = width(text, line) + RAGGED >= widest;
        match out.last_mut().filter(|_| !begins) {
            Some(last) => last.text = Span { start: last.text.start, end: line.text.end },
            None => out.push(*line),
        }
    }
    out
}

/// 目　　录, 附　　则: words of two characters set wide.
fn is_letter(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(crate::text::chars::is_han) && chars.next().is_none()
}

/// Whether a text is a label and nothing else.
fn is_label(text: &str) -> bool {
    read_labels(text).first().is_some_and(|l| l.len == text.len())
}
