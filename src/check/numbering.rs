//! Numbers that skip, repeat, go back or begin again, and labels that change their look.

use crate::finding::{Code, Finding, codes};
use crate::ir::{Block, Document, Label, restarts_inside};
use crate::number::{LETTERS, Level, System, range_end};
use std::collections::BTreeMap;

/// Findings about the numbering of every level.
pub fn check(doc: &Document, out: &mut Vec<Finding>) {
    let mut articles = Sequence::default();
    for part in [&doc.body, &doc.back] {
        sequence(part, &mut articles, out);
    }
}

/// The label seen last in a run of siblings.
#[derive(Clone, Default)]
struct Sequence<'a>(Option<&'a Label>);

impl<'a> Sequence<'a> {
    fn next(&mut self, label: &'a Label, out: &mut Vec<Finding>) {
        let Some(last) = self.0.replace(label) else { return };
        for code in [order(last, label), look(last, label)].into_iter().flatten() {
            out.push(Finding::new(code, label.span, &[&label.readable(), &last.readable()]));
        }
    }
}

/// No label of a range of articles is shorter, in characters: 第1條至第3條.
const SHORTEST_RANGE: usize = 6;

fn order(last: &Label, label: &Label) -> Option<&'static Code> {
    let (m, n) = (last.number?, label.number?);
    let m = if last.text.chars().count() > SHORTEST_RANGE { range_end(&last.text).unwrap_or(m) } else { m };
    // Another form is another list, unless it counts on.
    if last.form != label.form && wide(&last.form) != wide(&label.form) {
        return None;
    }
    // (aa) stands behind (a) as behind (z).
    if last.system == Some(System::LatinLower) && m.max(n) > LETTERS {
        return None;
    }
    match n {
        n if n == m => match label.branches.cmp(&last.branches) {
            std::cmp::Ordering::Greater => None,
            std::cmp::Ordering::Equal => Some(&codes::NUMBER_REPEAT),
            std::cmp::Ordering::Less => Some(&codes::NUMBER_ORDER),
        },
        n if n == m + 1 => None,
        1 => Some(&codes::NUMBER_RESTART),
        n if n < m => Some(&codes::NUMBER_ORDER),
        _ => Some(&codes::NUMBER_GAP),
    }
}

/// Labels that count on and look different.
fn look(last: &Label, label: &Label) -> Option<&'static Code> {
    let counts_on = last.number? + 1 == label.number?;
    let branched = !(last.branches.is_empty() && label.branches.is_empty());
    if !counts_on || branched || last.form == label.form && last.system == label.system {
        return None;
    }
    let affixes =
        |l: &Label| wide(&l.readable()).chars().filter(|c| !c.is_alphanumeric()).collect::<String>();
    let width_only = affixes(last) == affixes(label)
        && last.system.map(System::narrow) == label.system.map(System::narrow);
    Some(if width_only { &codes::MIXED_WIDTH } else { &codes::FORM_CHANGE })
}

/// Brackets and stops in their full width.
fn wide(form: &str) -> String {
    form.replace('(', "（").replace(')', "）").replace('．', ".")
}

/// The word of an annex: 附录 and 附表 are counted each for themselves.
fn word(level: Level, label: &Label) -> &str {
    let numeral = |c: char| {
        c.is_ascii_alphanumeric() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c)
    };
    let end = label.text.find(numeral).unwrap_or(label.text.len());
    if level == Level::Annex { label.text[..end].trim_end_matches(['：', ':', ' ', '　']) } else { "" }
}

/// Articles run through containers; everything else is counted among its siblings.
fn sequence<'a>(blocks: &'a [Block], articles: &mut Sequence<'a>, out: &mut Vec<Finding>) {
    let mut siblings: BTreeMap<(Level, &str), Sequence<'a>> = BTreeMap::new();
    for block in blocks {
        let Block::Provision(p) = block else { continue };
        if let Some(label) = &p.label {
            match p.level {
                Level::Article => articles.next(label, out),
                level => siblings.entry((level, word(level, label))).or_default().next(label, out),
            }
        }
        // Annexes count for themselves, and so do the supplementary provisions of a Korean or Japanese law.
        if restarts_inside(p) {
            sequence(&p.blocks, &mut Sequence::default(), out);
        } else {
            sequence(&p.blocks, articles, out);
        }
    }
}
