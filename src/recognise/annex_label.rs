//! Labels of annexes: 附件1, 附录二：名称, 様式第１号（第２条関係）, [별표 1], 附：….

use super::candidate::Candidate;
use crate::lexicon::annex::{CHINESE, ENGLISH, JAPANESE, KOREAN, Numbered, Word};
use crate::number::System;
use crate::text::chars::is_space;

/// The label of an annex that a line begins with. 附件　名单 may be text, but not where the file sets it as a heading.
pub fn label_of(c: &Candidate) -> Option<(usize, Option<(System, u32)>)> {
    let headed = || {
        let word = CHINESE.iter().find(|w| c.text.starts_with(w.text))?;
        let set = c.hints.outline.is_some() && c.text[word.text.len()..].starts_with(is_space);
        set.then_some((word.text.len(), None))
    };
    label(c.text).or_else(headed)
}

/// 附表　規費: the word alone before a wide gap. Beside other annexes it is one.
pub fn spaced_label(t: &str) -> Option<usize> {
    /// Characters of the longest line.
    const LONGEST: usize = 40;
    let word = CHINESE.iter().find(|w| t.starts_with(w.text))?;
    let rest = &t[word.text.len()..];
    (rest.starts_with(is_space) && t.chars().nth(LONGEST).is_none()).then_some(word.text.len())
}

/// The label of an annex at the start of a line, its length and number: 附件1, 附录二：名称, 様式第１号（第２条関係）.
pub fn label(t: &str) -> Option<(usize, Option<(System, u32)>)> {
    /// Characters of the longest line with a title.
    const LONGEST: usize = 60;
    if let Some(found) = bracketed(t).or_else(|| ordinal_first(t)) {
        return Some(found);
    }
    let word = [CHINESE, JAPANESE, KOREAN, ENGLISH]
        .iter()
        .find_map(|table| table.iter().find(|w| t.starts_with(w.text)))?;
    let (len, number) = numbered(t, word);
    let after = t[len..].trim_start_matches(['：', ':']);
    let alone = after.chars().all(is_space);
    if alone {
        return (word.alone || number.is_some()).then(|| (len + colon(&t[len..]), number));
    }
    // 附件：1.名单 lists the annexes; it does not begin one.
    let short = t.chars().nth(LONGEST).is_none() && !t.ends_with(['。', '；', '，']);
    let spaced = after.starts_with(is_space) || t[len..].starts_with(['：', ':']);
    let bracket = after.trim_start_matches(is_space).starts_with(['（', '(', '<', '＜', '〔', '[']);
    let japanese = word.numbered == Numbered::Ordinal || JAPANESE.iter().any(|w| w.text == word.text);
    let titled = match (number.is_some(), japanese) {
        (true, _) => spaced || bracket,
        (false, true) => bracket,
        (false, false) => word.numbered == Numbered::Korean && bracket,
    };
    let latin = word.numbered == Numbered::Latin && number.is_none();
    (short && titled && !latin).then(|| (len + colon(&t[len..]), number))
}

/// The colon of 附件1：名称 belongs to the label: a gap is white space.
fn colon(rest: &str) -> usize {
    rest.chars().next().filter(|c| matches!(c, '：' | ':')).map_or(0, char::len_utf8)
}

/// The length of a word with its number, and that.
fn numbered(t: &str, word: &Word) -> (usize, Option<(System, u32)>) {
    let mut at = word.text.len();
    let rest = t[at..].trim_start_matches(' ');
    let start = t.len() - rest.len();
    let ordinal = rest.strip_prefix(['第', '제']).map(|r| r.trim_start_matches(' '));
    let body = ordinal.unwrap_or(rest);
    let systems: &[System] = match word.numbered {
        Numbered::Latin => &[System::Arabic, System::Roman, System::LatinUpper],
        _ => &[System::Arabic, System::FullWidth, System::Han, System::LatinUpper],
    };
    let letters =
        |s: System, n: &str| s != System::LatinUpper || !n.starts_with(|c: char| c.is_ascii_alphabetic());
    let Some((system, number, len)) = systems.iter().find_map(|s| {
        s.read(body).map(|(n, len)| (*s, n, len)).filter(|(s, _, len)| letters(*s, &body[*len..]))
    }) else {
        return (at, None);
    };
    let spaced = start > at;
    if spaced && word.numbered == Numbered::After && ordinal.is_none() && system == System::Han {
        return (at, None);
    }
    at = t.len() - body.len() + len;
    // 第１号の２, 제1호의2, 別表第一の二.
    for suffix in ["号", "號", "호"] {
        at += t[at..].strip_prefix(suffix).map_or(0, |_| suffix.len());
    }
    while let Some(join) = ["の", "의", "之", "-"].iter().find(|j| t[at..].starts_with(**j)) {
        let Some((_, len)) = systems.iter().find_map(|s| s.read(&t[at + join.len()..])) else { break };
        at += join.len() + len;
    }
    for suffix in ["号", "호", " 서식", "서식"] {
        at += t[at..].strip_prefix(suffix).map_or(0, |_| suffix.len());
    }
    (at, Some((system, number)))
}

/// [별표 1], 【별지 제1호서식】, ［附件１］: the label with its brackets.
fn bracketed(t: &str) -> Option<(usize, Option<(System, u32)>)> {
    /// Characters between the brackets.
    const LONGEST: usize = 24;
    let open = t.chars().next()?;
    let close = match open {
        '[' => ']',
        '［' => '］',
        '【' => '】',
        '〔' => '〕',
        '<' => '>',
        _ => return None,
    };
    let inner = &t[open.len_utf8()..];
    let end = inner.find(close)?;
    let inside = inner[..end].trim();
    if inside.chars().nth(LONGEST).is_some() {
        return None;
    }
    let word = [KOREAN, CHINESE, JAPANESE]
        .iter()
        .find_map(|table| table.iter().find(|w| inside.starts_with(w.text)))?;
    let (len, number) = numbered(inside, word);
    (len == inside.len()).then_some((open.len_utf8() + end + close.len_utf8(), number))
}

/// 第１号様式（第３条関係）: the number stands first.
fn ordinal_first(t: &str) -> Option<(usize, Option<(System, u32)>)> {
    const FORMS: &[&str] = &["様式", "別表", "書式"];
    let rest = t.strip_prefix('第')?;
    let (system, number, len) = [System::Arabic, System::FullWidth, System::Han]
        .iter()
        .find_map(|s| s.read(rest).map(|(n, len)| (*s, n, len)))?;
    let rest = rest[len..].strip_prefix('号')?;
    let word = FORMS.iter().find(|w| rest.starts_with(**w))?;
    let rest = &rest[word.len()..];
    let ends = rest.is_empty() || rest.starts_with(['（', '(']) || rest.starts_with(is_space);
    ends.then_some((t.len() - rest.len(), Some((system, number))))
}

/// 附：本案适用的法律条文: the length of the label.
pub fn enclosed(t: &str) -> Option<usize> {
    const WORDS: &[&str] = &["附录", "附錄", "附件", "附注", "附註", "附"];
    let word = WORDS.iter().find(|w| t.starts_with(**w))?;
    let rest = t[word.len()..].trim_start_matches(is_space);
    rest.starts_with(['：', ':'])
        .then(|| t.len() - rest.len() + rest.chars().next().map_or(0, char::len_utf8))
}

/// Where the title of an annex begins on the line of its label.
pub fn title_at(line: &str, label: usize) -> Option<usize> {
    line[label..].find(|c: char| !is_space(c)).map(|at| label + at)
}

/// 附件一　名单: the label of an annex with its title on one line.
pub fn names_annex(c: &Candidate) -> bool {
    c.aside.is_none() && label(c.text).is_some_and(|(len, _)| title_at(c.text, len).is_some())
}
