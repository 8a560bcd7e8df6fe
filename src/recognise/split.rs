//! Two labels on one line: 第三条　①…, 3.(a)…, 一、（一）…. The line is two, where the inner series goes on below.

use super::candidate::Candidate;
use super::pins::Said;
use super::survey::{Look, look};
use crate::ir::Role;
use crate::number::Group;
use crate::text::{Hints, Line, Span, chars};

/// Lines in which the second number of a series must come.
const REACH: usize = 120;

/// Makes two lines of one where a second label begins a series that a later line goes on with.
pub fn labels<'a>(source: &'a str, lines: &mut Vec<Candidate<'a>>) {
    let mut cuts: Vec<(usize, usize)> = vec![];
    cuts.extend(first_article(source, lines));
    for i in 0..lines.len() {
        if let Some(at) = second(source, lines, i) {
            cuts.push((i, at));
        }
    }
    if cuts.is_empty() {
        return;
    }
    cuts.sort_unstable();
    cuts.dedup_by_key(|c| c.0);
    let mut out = Vec::with_capacity(lines.len() + cuts.len());
    let mut cuts = cuts.into_iter().peekable();
    for (i, c) in std::mem::take(lines).into_iter().enumerate() {
        let Some((_, at)) = cuts.next_if(|cut| cut.0 == i) else {
            out.push(c);
            continue;
        };
        let (start, end) = (c.span.start as usize, c.span.end as usize);
        let head = c.text[..at].trim_end_matches(chars::is_space).len();
        let lead = Span::new(start - c.lead.len(), start);
        let mut first =
            Candidate::read(source, Line { lead, text: Span::new(start, start + head), hints: c.hints });
        first.aside = c.aside;
        out.push(first);
        let gap = Span::new(start + head, start + at);
        out.push(Candidate::read(
            source,
            Line { lead: gap, text: Span::new(start + at, end), hints: Hints::NONE },
        ));
    }
    *lines = out;
}

/// Where the second label of a line begins.
fn second(source: &str, lines: &[Candidate], i: usize) -> Option<usize> {
    let c = &lines[i];
    if c.aside == Some(Role::Table) || c.said != Said::default() {
        return None;
    }
    c.labels.iter().filter(|l| l.form.group != Group::Heading && c.admits(l)).find_map(|outer| {
        let (_, rest) = c.after(outer.len);
        let captioned = outer.form.group == Group::Article && crate::number::read_labels(rest).is_empty();
        let captioned = if captioned { caption(rest) } else { 0 };
        let rest = rest[captioned..].trim_start_matches(chars::is_space);
        let at = c.text.len() - rest.len();
        let line = Line::new(Span::new(0, 0), Span::new(c.span.start as usize + at, c.span.end as usize));
        let inner = Candidate::read(source, line);
        let label = inner.labels.iter().find(|l| {
            l.form.group == Group::List
                && l.number == 1
                && l.branches.is_empty()
                && !l.form.space_after
                && !l.form.is_decimal()
                && inner.admits(l)
                && !inner.after(l.len).1.is_empty()
        })?;
        let (own, outer) = (look(label), look(outer));
        (own != outer && goes_on(lines, i, own, outer)).then_some(at)
    })
}

/// …达成协议如下:第一条…: the first article stands behind the colon of the preamble, and 第二条 begins a line.
fn first_article(source: &str, lines: &[Candidate]) -> Option<(usize, usize)> {
    let article =
        |c: &Candidate| c.labels.iter().find(|l| l.form.group == Group::Article && c.admits(l)).cloned();
    let (second, label) = lines.iter().enumerate().find_map(|(i, c)| Some((i, article(c)?)))?;
    if label.number != 2 || !label.branches.is_empty() {
        return None;
    }
    lines[..second].iter().enumerate().rev().find_map(|(i, c)| {
        let at = c.text.rmatch_indices(['：', ':', '。']).find_map(|(at, sign)| {
            let at = at + sign.len();
            let rest = c.text[at..].trim_start_matches(chars::is_space);
            let at = c.text.len() - rest.len();
            let text = Span::new(c.span.start as usize + at, c.span.end as usize);
            let inner = Candidate::read(source, Line::new(Span::new(0, 0), text));
            let first = article(&inner)?;
            (first.number == 1 && look(&first) == look(&label)).then_some(at)
        })?;
        (at > 0 && at < c.text.len()).then_some((i, at))
    })
}

/// The length of a heading in brackets: (위원회).
fn caption(s: &str) -> usize {
    let close = match s.chars().next() {
        Some('（') => '）',
        Some('(') => ')',
        Some('【') => '】',
        _ => return 0,
    };
    let end = s.find(close).map_or(0, |at| at + close.len_utf8());
    if s[..end].chars().count() <= 40 { end } else { 0 }
}

/// Whether the second number of a series comes before its outer series goes on.
fn goes_on(lines: &[Candidate], i: usize, own: Look, outer: Look) -> bool {
    for c in lines[i + 1..].iter().take(REACH) {
        if c.labels.iter().any(|l| look(l) == own && l.number == 2 && l.branches.is_empty()) {
            return true;
        }
        let ends = |l: &crate::number::LabelMatch| {
            l.form.group != Group::List && c.admits(l) || look(l) == outer || look(l) == own && l.number == 1
        };
        if c.labels.iter().any(ends) {
            return false;
        }
    }
    false
}
