//! Lines that hold the unit which is missing between two others: …达成协议如下：第一条　甲。 above 第二条.

use super::candidate::refers;
use crate::number::{LabelMatch, article_label, read_labels};
use crate::text::{Line, Span, chars::is_space};

/// Begins a line where the article that the sequence lacks stands inside one, after the end of a sentence. `None` where
/// nothing is lacking.
pub fn split(text: &str, lines: &[Line]) -> Option<Vec<Line>> {
    /// Lines that a missing article is looked for in, above the one that follows it.
    const FAR: usize = 40;
    let mut found: Vec<(usize, usize)> = vec![];
    let mut last: Option<(usize, u32)> = None;
    for (i, line) in lines.iter().enumerate() {
        let Some(label) = article(&text[line.text.range()]) else { continue };
        let (from, number) = last.map_or((0, 0), |(at, n)| (at, n));
        if label.number == number + 2 && label.branches.is_empty() {
            let near = from.max(i.saturating_sub(FAR));
            let inside = (near..i).find_map(|k| {
                let line = lines[k];
                (!line.hints.table)
                    .then(|| place(&text[line.text.range()], &label))
                    .flatten()
                    .map(|at| (k, at))
            });
            found.extend(inside);
        }
        last = Some((i, label.number));
    }
    if found.is_empty() {
        return None;
    }
    let mut out = Vec::with_capacity(lines.len() + found.len());
    let mut found = found.into_iter().peekable();
    for (i, line) in lines.iter().enumerate() {
        let Some((_, at)) = found.next_if(|(k, _)| *k == i) else {
            out.push(*line);
            continue;
        };
        let start = line.text.start as usize;
        let before = text[start..start + at].trim_end_matches(is_space).len();
        out.push(Line { text: Span::new(start, start + before), ..*line });
        let lead = Span::new(start + before, start + at);
        out.push(Line::new(lead, Span::new(start + at, line.text.end as usize)));
    }
    Some(out)
}

/// The label of the article that a line begins with, if it does not only refer to one.
fn article(line: &str) -> Option<LabelMatch> {
    let label = article_label(line)?;
    let rest = &line[label.len..];
    (rest.starts_with(is_space) || !refers(rest)).then_some(label)
}

/// Where the article before `next` stands in a line, if it does once.
fn place(line: &str, next: &LabelMatch) -> Option<usize> {
    let mut found = None;
    let first = next.form.name.chars().next()?;
    for (at, _) in line.match_indices(first).filter(|(at, _)| *at > 0) {
        let before = line[..at].trim_end_matches(is_space);
        if !before.ends_with(['。', '：', ':', '；', '！', '？']) {
            continue;
        }
        let same = |l: &LabelMatch| {
            std::ptr::eq(l.form, next.form) && l.system == next.system && l.number + 1 == next.number
        };
        // Behind the end of a sentence only what can be nothing else is a reference: 第一条中华人民共和国公民… is none.
        let said = |l: &LabelMatch| {
            line[at + l.len..].starts_with(['第', '的', '规', '規', '所', '至', '、', '和', '或', '，'])
        };
        let mut labels = read_labels(&line[at..]).into_iter();
        if labels.any(|l| same(&l) && l.branches.is_empty() && !said(&l)) {
            if found.is_some() {
                return None;
            }
            found = Some(at);
        }
    }
    found
}
