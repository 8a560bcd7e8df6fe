//! Tables of contents that the source brings along: their lines look like headings and must not become any.

use super::candidate::Candidate;
use crate::ir::CONTENTS_TITLES;
use crate::lexicon::contents::key;
use crate::number::Group;
use crate::text::{Map, Style, chars::squash};

/// Whether a line is the title of a table of contents.
pub fn is_title(c: &Candidate) -> bool {
    c.chars <= 8 && CONTENTS_TITLES.contains(&squash(c.text).as_str())
}

/// Characters of the longest entry.
const ENTRY: usize = 60;

/// The end of the table of contents that starts at `from` (its title, or its first heading where it has none), if one
/// does: its lines come again as headings of the body, and no article stands among them.
pub fn end(lines: &[Candidate], from: usize) -> Option<usize> {
    let titled = lines.get(from).is_some_and(is_title);
    let start = from + usize::from(titled);
    let entry = |c: &Candidate| {
        let heading = c.labels.iter().any(|l| l.form.group == Group::Heading);
        (heading || c.heading_like()) && c.chars <= ENTRY || c.hints.style == Style::Contents
    };
    // The first line of the body is the second occurrence of the first entry.
    let first = key(lines.get(start)?.text);
    let mut counts: Map<String, usize> = Map::default();
    let mut end = start;
    for (i, c) in lines.iter().enumerate().skip(start) {
        let k = key(c.text);
        if i > start && k == first {
            break;
        }
        let article = c.labels.iter().any(|l| l.form.group == Group::Article && c.admits(l));
        if article || !entry(c) {
            break;
        }
        *counts.entry(k).or_default() += 1;
        end = i + 1;
    }
    // Without a title it begins with a heading and has two of them.
    let heads = lines[start].labels.iter().any(|l| l.form.group == Group::Heading);
    if !titled && (!heads || counts.len() < 2) {
        return None;
    }
    let again =
        lines[end..].iter().filter(|c| c.chars <= ENTRY + 20 && counts.contains_key(&key(c.text))).count();
    let enough = if titled { again * 2 >= counts.len() } else { counts.len() >= 2 && again == counts.len() };
    (end > start && enough).then_some(end).or_else(|| titled.then_some(from + 1))
}
