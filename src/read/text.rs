//! Plain text into paragraphs: they end at line ends and, in a text that is one long line, at the runs of spaces that
//! web pages leave where paragraphs were.

use super::{Input, Reading};
use crate::finding::Error;
use crate::read::decode::decode;
use crate::text::{Line, Span, chars::is_space};

pub fn read(input: &Input) -> Result<Reading, Error> {
    let Input { bytes, file_name, .. } = *input;
    let source = decode(bytes, file_name, None)?;
    let lines = lines(&source.text);
    Ok(Reading::lines(source, lines, vec![]))
}

/// A line of the file longer than this, in characters, is several paragraphs where it has wide gaps; a shorter one may
/// have them for looks (附　　则, signatures side by side).
const ONE_LINE: usize = 120;

/// Gaps fewer than one in so many characters do not part paragraphs: they stand inside headings.
const PARAGRAPH: usize = 600;

/// Runs of two or more spaces inside a line.
fn wide_gaps(line: &str) -> usize {
    let mut gap = 0;
    let mut count = 0;
    for c in line.trim_matches(is_space).chars() {
        if is_space(c) {
            gap += 1;
            count += usize::from(gap == 2);
        } else {
            gap = 0;
        }
    }
    count
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What ends lines, by the bytes that it may begin with.
const fn may_end_line(b: u8) -> bool {
    matches!(b, b'\n'..=b'\r' | 0xc2 | 0xe2)
}

/// The lines of a text, without what ends them.
fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let s = rest?;
        let mut at = 0;
        while let Some(found) = s.as_bytes()[at..].iter().position(|b| may_end_line(*b)) {
            at += found;
            let c = s[at..].chars().next()?;
            if is_line_end(c) {
                rest = Some(&s[at + c.len_utf8()..]);
                return Some(&s[..at]);
            }
            at += c.len_utf8();
        }
        rest = None;
        Some(s)
    })
}

/// The paragraphs of a text. Leads and texts, with what is left at the end, are the text.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    split(text, true)
}

/// The lines of a text, whatever gaps they have.
pub(super) fn physical_lines(text: &str) -> Vec<Line> {
    split(text, false)
}

fn split(text: &str, gaps: bool) -> Vec<Line> {
    let mut out: Vec<Line> = vec![];
    let mut done = 0;
    let mut push = |start: usize, end: usize| {
        out.push(Line::new(Span::new(done, start), Span::new(start, end)));
        done = end;
    };
    let whole: Vec<&str> = split_lines(text).filter(|l| !l.chars().all(is_space)).collect();
    let single = whole.len() == 1;
    for line in whole {
        let offset = line.as_ptr() as usize - text.as_ptr() as usize;
        let wide = |length: usize| (single || length > ONE_LINE) && wide_gaps(line) * PARAGRAPH > length;
        let split = gaps && wide(line.chars().count());
        if !split {
            let text = line.trim_matches(is_space);
            let start = offset + (text.as_ptr() as usize - line.as_ptr() as usize);
            push(start, start + text.len());
            continue;
        }
        let (mut start, mut end) = (None, 0);
        let mut gap = 0;
        for (i, c) in line.char_indices() {
            if is_space(c) {
                gap += 1;
                continue;
            }
            if let Some(from) = start.filter(|_| gap >= 2) {
                push(offset + from, offset + end);
                start = None;
            }
            start.get_or_insert(i);
            gap = 0;
            end = i + c.len_utf8();
        }
        if let Some(from) = start {
            push(offset + from, offset + end);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::end_of_sound;
    use super::*;
    use proptest::prelude::*;

    fn found(s: &str) -> Vec<&str> {
        lines(s).iter().map(|l| &s[l.text.range()]).collect()
    }

    #[test]
    fn paragraphs_end_at_line_ends_and_at_wide_gaps_of_a_long_line() {
        assert_eq!(found("题　　甲。　　乙 丙。"), ["题", "甲。", "乙 丙。"]);
        assert_eq!(found("题  甲。 　乙 丙。"), ["题", "甲。", "乙 丙。"]);
        assert_eq!(found("题\n附　　则\n甲方　　　乙方"), ["题", "附　　则", "甲方　　　乙方"]);
        assert_eq!(found("\n　　甲　乙\r\n\r\n丙\n"), ["甲　乙", "丙"]);
        assert_eq!(found(" \n"), Vec::<&str>::new());
        assert_eq!(found("甲"), ["甲"]);
    }

    proptest! {
        #[test]
        fn lines_end_where_their_ends_are(s in "[甲·　\u{e9}\u{2026}\n\r\u{b}\u{c}\u{85}\u{2028}\u{2029}a]{0,30}") {
            prop_assert!(split_lines(&s).eq(s.split(is_line_end)));
        }

        #[test]
        fn nothing_is_lost(s in "[甲乙一、。 　\n\r\t]{0,40}") {
            let at = end_of_sound(&lines(&s));
            prop_assert!(s[at..].chars().all(is_space));
        }
    }
}
