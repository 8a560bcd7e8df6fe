//! Headings of supplementary provisions, which never carry a number: 附则, 附　則（平成…法律第…号）抄, 부칙 <제…호, …>.

use crate::text::chars::squash;

/// The words, without the spaces that set them wide.
const WORDS: &[&str] = &["附则", "附則", "부칙", "補則附則"];
/// What may stand behind the source in brackets: an extract.
const EXTRACTS: &[&str] = &["抄", "초", "(抄)", "（抄）"];
/// Characters of the longest heading with its source.
const LONGEST: usize = 90;

/// Whether a line is such a heading, with its source or without.
pub fn is_supplement(line: &str) -> bool {
    if !line.starts_with(['附', '부', '補']) || line.chars().nth(LONGEST).is_some() {
        return false;
    }
    let mut rest = squash(line);
    let Some(word) = WORDS.iter().find(|w| rest.starts_with(**w)) else { return false };
    rest.drain(..word.len());
    let mut rest = rest.as_str();
    // (비송사건절차법) <제4423호,1991.12.14>: brackets, one after the other.
    while let Some((open, close)) = BRACKETS.iter().find(|(open, _)| rest.starts_with(*open)) {
        let Some(end) = matching(rest, *open, *close) else { return false };
        rest = &rest[end..];
    }
    rest.is_empty() || EXTRACTS.contains(&rest)
}

/// Brackets that sources stand in.
const BRACKETS: &[(char, char)] = &[
    ('（', '）'),
    ('(', ')'),
    ('<', '>'),
    ('＜', '＞'),
    ('〈', '〉'),
    ('[', ']'),
    ('［', '］'),
    ('〔', '〕'),
];

/// Where the bracket that opens at the start closes.
fn matching(s: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in s.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + c.len_utf8());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn supplements_with_their_sources() {
        for line in [
            "附则",
            "附　则",
            "附　則（平成一一年一二月八日法律第一五一号）　抄",
            "부칙 <제4300호,1990.12.31>",
            "부칙(비송사건절차법) <제4423호,1991.12.14>",
            "附　則　抄",
            "부 칙",
        ] {
            assert!(is_supplement(line), "{line}");
        }
        for line in ["附则第三条规定的", "附件", "부칙 제2조에 따라", "附　則の規定"] {
            assert!(!is_supplement(line), "{line}");
        }
    }
}
