//! Who signs beside each other: lines of signatures whose parts stand in columns, as parties sign a treaty.

use crate::ir::{Block, Role, Text};
use crate::text::chars;
use std::ops::Range;

/// Columns beside each other at most.
const MOST: usize = 4;

/// The parts of a line of signatures that stand in columns of one width, with the white space behind each; none where the
/// line beside it has no such parts too, for a name far behind an office is one signature.
pub fn columns(blocks: &[Block], k: usize) -> Vec<Range<usize>> {
    let of = |k: usize| match blocks.get(k) {
        Some(Block::Text(t)) if t.role == Role::Signature => parts(t),
        _ => vec![],
    };
    let own = of(k);
    let beside = |k: Option<usize>| k.is_some_and(|k| of(k).len() == own.len());
    if own.is_empty() || !(beside(k.checked_sub(1)) || beside(Some(k + 1))) { vec![] } else { own }
}

/// What a part says, and the white space behind it.
pub fn said_and_gap<'t>(t: &'t Text, part: &Range<usize>) -> (Text, &'t str) {
    let end = part.start + t.text[part.clone()].trim_end().len();
    (t.part(part.start..end), &t.text[end..part.end])
}

/// The parts between gaps: a tab, three em, or four other spaces.
fn parts(t: &Text) -> Vec<Range<usize>> {
    let width = |c: char| match c {
        '\t' => 12,
        '\u{3000}' | '\u{2003}' => 4,
        _ => 3,
    };
    let mut out: Vec<Range<usize>> = vec![];
    let mut gap: Option<(usize, u32)> = Some((0, 12));
    for (at, c) in t.text.char_indices() {
        if chars::is_space(c) {
            let (start, so_far) = gap.unwrap_or((at, 0));
            gap = Some((start, so_far + width(c)));
            continue;
        }
        if let Some((start, 12..)) = gap.take() {
            if let Some(last) = out.last_mut() {
                last.end = start;
            }
            out.push(at..t.text.len());
        }
    }
    let said = |r: &Range<usize>| t.text[r.clone()].trim();
    // A blank to be filled in parts a line too: 签字：　　　（盖章）, 　　年　　月.
    let blank =
        out.windows(2).any(|w| said(&w[0]).ends_with(['：', ':']) && said(&w[1]).starts_with(['（', '(']))
            || out.iter().any(|r| said(r).chars().nth(1).is_none());
    if blank || !(2..=MOST).contains(&out.len()) {
        return vec![];
    }
    // The gap belongs to the part before it.
    let starts: Vec<usize> = out.iter().map(|r| r.start).collect();
    for (r, next) in out.iter_mut().zip(starts.iter().skip(1).copied().chain([t.text.len()])) {
        r.end = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(lines: &[&str]) -> Vec<usize> {
        let text = |s: &&str| Text { role: Role::Signature, text: (*s).to_owned(), ..Text::default() };
        let blocks: Vec<Block> = lines.iter().map(|s| Block::Text(text(s))).collect();
        (0..blocks.len()).map(|k| columns(&blocks, k).len()).collect()
    }

    #[test]
    fn parties_sign_beside_each_other() {
        assert_eq!(
            signed(&["甲国代表　　　　乙国代表", "张　三\t约翰·史密斯", "（签字）    （签字）"]),
            [2, 2, 2]
        );
        assert_eq!(signed(&["甲方：　　　乙方：　　　丙方：", "王某　　　李某　　　赵某"]), [3, 3]);
    }

    #[test]
    fn one_signature_with_room_in_it_stays_a_line() {
        assert_eq!(signed(&["市长　　　　王某"]), [0]);
        assert_eq!(signed(&["甲方：　　　　（盖章）", "乙方：　　　　（盖章）"]), [0, 0]);
        assert_eq!(signed(&["　　　年　　　月　　　日", "　　　年　　　月　　　日"]), [0, 0]);
        assert_eq!(signed(&["张　三", "李　四"]), [0, 0]);
    }
}
