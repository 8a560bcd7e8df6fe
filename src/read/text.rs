//! Plain text into paragraphs: they end at line ends, and at runs of two or more ideographic spaces, which web pages
//! leave where paragraphs were.

use super::{Line, Reading};
use crate::finding::Error;
use crate::text::{Span, chars::is_space, decode::decode};

pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Reading, Error> {
    let source = decode(bytes, file_name, None)?;
    let lines = lines(&source.text);
    Ok(Reading::Lines { source, lines })
}

fn ends_paragraph(space: &str) -> bool {
    space.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) || space.contains("　　")
}

/// The paragraphs of a text. Leads and texts, with what is left at the end, are the text.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut out: Vec<Line> = vec![];
    let mut at = 0;
    let mut open: Option<(usize, usize)> = None; // lead start, text start
    let mut text_end = 0;
    while at < text.len() {
        let rest = &text[at..];
        let space_len = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
        let space = &rest[..space_len];
        let start = at + space_len;
        if let Some((lead, from)) = open {
            if space_len > 0 && (ends_paragraph(space) || start == text.len()) {
                out.push(Line { lead: Span::new(lead, from), text: Span::new(from, text_end) });
                open = (start < text.len()).then_some((text_end, start));
            }
        } else if start < text.len() {
            open = Some((at, start));
        }
        let word = &text[start..];
        let word_len = word.find(is_space).unwrap_or(word.len());
        at = start + word_len;
        if word_len > 0 {
            text_end = at;
        }
    }
    if let Some((lead, from)) = open
        && text_end > from
    {
        out.push(Line { lead: Span::new(lead, from), text: Span::new(from, text_end) });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(s: &str) -> Vec<&str> {
        lines(s).iter().map(|l| &s[l.text.range()]).collect()
    }

    #[test]
    fn paragraphs_end_at_line_ends_and_at_pairs_of_ideographic_spaces() {
        assert_eq!(split("题　　甲。　　乙 丙。"), ["题", "甲。", "乙 丙。"]);
        assert_eq!(split("\n　　甲　乙\r\n\r\n丙\n"), ["甲　乙", "丙"]);
        assert_eq!(split(" \n"), Vec::<&str>::new());
        assert_eq!(split("甲"), ["甲"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(s in "[甲乙一、。 　\n\r\t]{0,40}") {
            let mut at = 0;
            for l in lines(&s) {
                prop_assert_eq!(l.lead.start as usize, at);
                prop_assert_eq!(l.lead.end, l.text.start);
                prop_assert!(!l.text.is_empty());
                at = l.text.end as usize;
            }
            prop_assert!(s[at..].chars().all(is_space));
        }
    }
}
