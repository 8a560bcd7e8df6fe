//! Marks on what is shown of a line: what is said of stretches of it, and the signs between them.

use crate::ir::{Mark, MarkKind};
use crate::text::chars::is_space;
use std::ops::Range;

/// Leaves out marks that would cross an earlier one.
pub fn nest(marks: &mut Vec<Mark>) {
    let mut open: Vec<u32> = vec![];
    marks.retain(|m| {
        while open.last().is_some_and(|end| *end <= m.start) {
            open.pop();
        }
        let nests = open.last().is_none_or(|end| m.end <= *end);
        if nests {
            open.push(m.end);
        }
        nests
    });
}

/// From the first character that is shown and no white space to the last.
pub fn bounds(text: &str, shown: &[Range<usize>]) -> Option<Range<usize>> {
    within(text, shown, 0..text.len())
}

/// The same, within a range.
fn within(text: &str, shown: &[Range<usize>], range: Range<usize>) -> Option<Range<usize>> {
    let cut = |r: &Range<usize>| r.start.max(range.start)..r.end.min(range.end);
    let first = shown.iter().map(cut).find_map(|r| {
        let s = text.get(r.clone())?;
        let left = s.len() - s.trim_start_matches(is_space).len();
        (left < s.len()).then_some(r.start + left)
    })?;
    let last = shown.iter().map(cut).rev().find_map(|r| {
        let len = text.get(r.clone())?.trim_end_matches(is_space).len();
        (len > 0).then_some(r.start + len)
    })?;
    (first < last).then_some(first..last)
}

/// What is said of a stretch, on what is shown of it in a line.
pub fn said_of(
    text: &str,
    shown: &[Range<usize>],
    line: &Range<usize>,
    range: &Range<usize>,
    kind: &MarkKind,
) -> Option<Mark> {
    let mark = |start: usize, end: usize| Mark { start: start as u32, end: end as u32, kind: kind.clone() };
    let (start, end) = (range.start.max(line.start), range.end.min(line.end));
    let first = shown.partition_point(|r| r.end <= start);
    let last = shown.partition_point(|r| r.start < end).max(first);
    match within(text, &shown[first..last], start..end) {
        Some(found) => Some(mark(found.start, found.end)),
        // A picture without words stands where its signs end.
        None if kind.may_be_empty() && (line.start..=line.end).contains(&range.end) => {
            Some(mark(range.end, range.end))
        }
        None => None,
    }
}

/// Marks what stands between the stretches shown and is more than white space; where a line breaks in it, as a break.
pub fn silent(
    text: &str,
    shown: &[Range<usize>],
    line: &Range<usize>,
    breaks: &[usize],
    marks: &mut Vec<Mark>,
) {
    let mut at = line.start;
    let mut gap = |from: usize, to: usize| {
        if from >= to {
            return;
        }
        let next = breaks.partition_point(|b| *b < from);
        let kind = match breaks.get(next) {
            Some(b) if *b < to => MarkKind::Break,
            _ if text[from..to].chars().all(is_space) => return,
            _ => MarkKind::Markup,
        };
        marks.push(Mark { start: from as u32, end: to as u32, kind });
    };
    for r in shown.iter().filter(|r| r.start <= line.end && r.end >= line.start) {
        gap(at, r.start.min(line.end));
        at = at.max(r.end);
    }
    gap(at, line.end);
}
