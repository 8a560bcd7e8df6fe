//! Where a title may be broken: at units of sense (GB/T 9704-2012, 7.3.1).

use crate::ir::{Block, Document, Role};
use crate::text::chars::squash;

/// Where a line of a title may well begin; and what is never torn apart in one.
pub const STARTS: &[&str] =
    &["关于", "關於", "实施", "联合声明", "联合公报", "合作协定", "的通知", "的决定", "的意见"];

/// The lines that the source has the title in; one where they are not the title that the document goes by.
pub fn source_lines(doc: &Document) -> Vec<String> {
    let is_title = |b: &&Block| matches!(b, Block::Text(t) if t.role == Role::Title);
    let first = doc.front.iter().skip_while(|b| !is_title(b)).take_while(is_title);
    let lines: Vec<String> = first
        .filter_map(|b| if let Block::Text(t) = b { Some(t.readable().trim().to_owned()) } else { None })
        .filter(|l| !l.is_empty())
        .collect();
    let whole = lines.len() > 1 && squash(&lines.concat()) == squash(doc.title());
    if whole { lines } else { vec![doc.title().to_owned()] }
}

/// The title in one line, with a space where the source begins another.
pub fn joined(doc: &Document) -> String {
    source_lines(doc).join(" ")
}

/// How wide a title is, in ems, for who knows nothing of the face.
pub fn width(title: &str) -> f32 {
    title.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// A title in pieces that a reading system keeps whole where it can: each begins where a line may well begin.
pub fn units(title: &str) -> Vec<&str> {
    let begins = |at: usize| STARTS.iter().any(|w| title[at..].starts_with(w));
    let cuts = title.char_indices().map(|(at, _)| at).filter(|at| *at > 0 && begins(*at));
    let mut out = vec![];
    let mut from = 0;
    for at in cuts.chain([title.len()]) {
        if at > from {
            out.push(&title[from..at]);
            from = at;
        }
    }
    out
}

/// A title in as few lines as its units allow, as even as they can be, where a line takes `most` ems; in one where it
/// fits or a unit is too long.
pub fn lines(title: &str, most: f32) -> Vec<&str> {
    let units = units(title);
    if width(title) <= most || units.iter().any(|u| width(u) > most) {
        return vec![title];
    }
    let mut ends = vec![0];
    for u in &units {
        ends.push(ends.last().copied().unwrap_or(0) + u.len());
    }
    // By unit: how few lines bring us there, how uneven they are, and where the last one begins.
    let mut best: Vec<(usize, f32, usize)> = vec![(0, 0.0, 0)];
    for to in 1..ends.len() {
        let ways = (0..to).filter_map(|from| {
            let w = width(&title[ends[from]..ends[to]]);
            let (lines, uneven, _) = best[from];
            (w <= most).then(|| (lines + 1, uneven + w * w, from))
        });
        let least = ways.min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        best.push(least.unwrap_or((usize::MAX / 2, 0.0, 0)));
    }
    let mut out = vec![];
    let mut to = ends.len() - 1;
    while to > 0 {
        let from = best[to].2;
        out.push(&title[ends[from]..ends[to]]);
        to = from;
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_fall_into_units_of_sense() {
        assert_eq!(
            units("甲国和乙国关于深化新时代中古关系的联合声明"),
            ["甲国和乙国", "关于深化新时代中古关系的", "联合声明"]
        );
        assert_eq!(units("示例办法"), ["示例办法"]);
        assert_eq!(units("关于印发条例的通知"), ["关于印发条例", "的通知"]);
        assert!(units("").is_empty());
    }

    #[test]
    fn long_titles_are_broken_evenly_between_units() {
        let title = "甲国和乙国关于深化新时代中古关系的联合声明";
        assert_eq!(lines(title, 30.0), [title]);
        assert_eq!(lines(title, 18.0), ["甲国和乙国", "关于深化新时代中古关系的联合声明"]);
        assert_eq!(lines(title, 13.0), ["甲国和乙国", "关于深化新时代中古关系的", "联合声明"]);
        assert_eq!(lines(title, 8.0), [title]);
        assert_eq!(lines("", 8.0), [""]);
    }
}
