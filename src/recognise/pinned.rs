//! What a person says of one numbered line, said of its series: the lines whose labels look the same and count on to it.

use super::candidate::Candidate;
use super::survey::{Look, look};
use crate::number::{Group, LabelMatch, Level};
use crate::text::Map;

/// Numbers that are missing between two lines of a series, at most.
const MISSING: u32 = 3;

/// The reading of the label that a person's level goes with: the one of the length that was said, else the one that
/// stands, else the longest.
pub fn pinned_label(c: &Candidate) -> Option<LabelMatch> {
    let (_, len) = c.said.level?;
    let mut labels = c.labels.iter();
    match len {
        Some(len) => labels.find(|l| l.len == len as usize).cloned(),
        None => labels.find(|l| c.admits(l)).or(c.labels.first()).cloned(),
    }
}

/// Every numbered line of which a person says its level, and those of its series; `open` are the lines that may be
/// units.
pub fn pinned(lines: &[Candidate], open: impl Fn(usize) -> bool) -> Map<usize, (LabelMatch, Level)> {
    let mut out = Map::default();
    let mut pins: Vec<(usize, LabelMatch, Level)> = vec![];
    for (i, c) in lines.iter().enumerate() {
        if let (Some((level, _)), Some(label)) = (c.said.level, pinned_label(c)) {
            pins.push((i, label, level));
        }
    }
    let looks: Map<Look, Vec<(usize, LabelMatch)>> = by_look(lines, &pins, open);
    for (i, label, level) in pins {
        // Words such as 条 say the level of their series themselves.
        if label.form.group != Group::List && label.form.level == level {
            out.insert(i, (label, level));
            continue;
        }
        let series = looks.get(&look(&label)).map_or(&[][..], Vec::as_slice);
        let here = series.partition_point(|(k, _)| *k <= i);
        let mut last = label.number;
        for (k, next) in &series[here..] {
            let goes_on = next.number > last && next.number - last <= MISSING
                || next.number == last && !next.branches.is_empty();
            if !goes_on || !free(&lines[*k]) {
                break;
            }
            last = next.number;
            out.entry(*k).or_insert((next.clone(), level));
        }
        let mut first = label.number;
        let before = series.partition_point(|(k, _)| *k < i);
        for (k, previous) in series[..before].iter().rev() {
            let leads_here = previous.number < first && first - previous.number <= MISSING
                || previous.number == first && previous.branches.is_empty();
            if !leads_here || !free(&lines[*k]) {
                break;
            }
            first = previous.number;
            out.entry(*k).or_insert((previous.clone(), level));
        }
        out.insert(i, (label, level));
    }
    out
}

/// Whether nothing is said of a line that its series would gainsay.
fn free(c: &Candidate) -> bool {
    c.said.level.is_none() && c.said.role.is_none() && !c.said.heading
}

/// The labels that look like pinned ones, by their looks, in order.
fn by_look(
    lines: &[Candidate],
    pins: &[(usize, LabelMatch, Level)],
    open: impl Fn(usize) -> bool,
) -> Map<Look, Vec<(usize, LabelMatch)>> {
    let mut out: Map<Look, Vec<(usize, LabelMatch)>> =
        pins.iter().map(|(_, label, _)| (look(label), vec![])).collect();
    if out.is_empty() {
        return out;
    }
    for (i, c) in lines.iter().enumerate().filter(|(i, _)| open(*i)) {
        for label in &c.labels {
            if let Some(series) = out.get_mut(&look(label)).filter(|_| c.admits(label)) {
                series.push((i, label.clone()));
            }
        }
    }
    out
}
