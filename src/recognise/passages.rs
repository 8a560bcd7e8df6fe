//! Passages in another language than the document: told by their script and, in Latin letters, by their commonest words.
//! Who reads aloud, breaks lines or checks spelling wants to know.

use crate::ir::{Block, Document, Mark, MarkKind, Role, Text};
use crate::lexicon::languages::{LATIN, WRITINGS, Writing, writing};
use crate::text::chars::{is_all_han, is_han, is_hangul, is_kana, is_space};

/// What script a letter is of, as far as scripts tell languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Kana,
    Hangul,
    Han,
    /// Another, by its place in [`WRITINGS`].
    Other(usize),
}

fn script(c: char) -> Option<Script> {
    Some(match c {
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        c if is_han(c) => Script::Han,
        c if is_kana(c) => Script::Kana,
        c if is_hangul(c) => Script::Hangul,
        c => Script::Other(writing(c)?),
    })
}

/// Whether texts in a language are written in a script.
fn writes(language: &str, writing: &Writing) -> bool {
    let is = |tag: &str| {
        let rest = language.strip_prefix(tag);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            || tag.split('-').next() == Some(language)
    };
    is(writing.rest) || writing.languages.iter().any(|l| is(l.tag))
}

/// Whether a script is one of those that texts in a language are written in.
fn belongs(script: Script, language: &str) -> bool {
    match (language.split('-').next().unwrap_or(""), script) {
        ("zh", Script::Han) | ("ja", Script::Han | Script::Kana) | ("ko", Script::Han | Script::Hangul) => {
            true
        }
        ("zh" | "ja" | "ko", _) => false,
        (_, Script::Latin) => !WRITINGS.iter().any(|w| writes(language, w)),
        (_, Script::Other(at)) => writes(language, &WRITINGS[at]),
        _ => false,
    }
}

/// Marks the passages of a document.
pub fn mark(doc: &mut Document) {
    let language = doc.meta.language.clone();
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        blocks(part, &language);
    }
}

fn blocks(blocks: &mut [Block], language: &str) {
    for block in blocks {
        match block {
            Block::Provision(p) => self::blocks(&mut p.blocks, language),
            Block::Text(t) => text(t, language),
        }
    }
}

fn text(t: &mut Text, language: &str) {
    let mut found = passages(&t.text, language, t.role == Role::Table);
    if t.role == Role::Table && !found.is_empty() {
        found = in_cells(t, &found);
    }
    let apart = |m: &Mark, start: usize, end: usize| m.end as usize <= start || end <= m.start as usize;
    let nests = |m: &Mark, start: usize, end: usize| {
        (m.start as usize <= start && end <= m.end as usize)
            || (start <= m.start as usize && m.end as usize <= end)
    };
    let free = |(start, end, _): &(usize, usize, &str)| {
        t.marks.iter().all(|m| match m.kind {
            MarkKind::Language { .. } => apart(m, *start, *end),
            _ => apart(m, *start, *end) || nests(m, *start, *end),
        })
    };
    let new = found
        .into_iter()
        .filter(free)
        .map(|(start, end, tag)| Mark {
            start: start as u32,
            end: end as u32,
            kind: MarkKind::Language { tag: tag.into() },
        })
        .collect();
    t.add_marks(new);
}

/// What passages cover of each caption and cell, without white space at its ends: nothing else may stand around those.
fn in_cells<'a>(t: &Text, found: &[(usize, usize, &'a str)]) -> Vec<(usize, usize, &'a str)> {
    let holds = |m: &&Mark| matches!(m.kind, MarkKind::Caption | MarkKind::Cell);
    let cells: Vec<(usize, usize)> =
        t.marks.iter().filter(holds).map(|m| (m.start as usize, m.end as usize)).collect();
    let mut out = vec![];
    for (start, end, tag) in found {
        let first = cells.partition_point(|(_, ends)| ends <= start);
        for (from, to) in cells[first..].iter().take_while(|(begins, _)| begins < end) {
            let (from, to) = ((*from).max(*start), (*to).min(*end));
            let words = t.text[from..to].trim_end_matches(is_space);
            let begin = from + (words.len() - words.trim_start_matches(is_space).len());
            if begin < from + words.len() {
                out.push((begin, from + words.len(), *tag));
            }
        }
    }
    out
}

/// Whether a text holds nothing but Han characters, marks and figures, by the bytes that begin its characters: no Latin
/// letter, nothing of two bytes but signs (U+0080-00BF), no Indic or South-East Asian script, no kana, no Yi or Hangul, no
/// Arabic presentation form. Most paragraphs are told by this alone.
fn is_plain_han(text: &str) -> bool {
    /// Bytes that may begin a character of another kind.
    const TELLS: [bool; 256] = {
        let mut out = [false; 256];
        let mut b = 0;
        while b < 256 {
            out[b] = matches!(b as u8,
                b'A'..=b'Z' | b'a'..=b'z' | 0xc3..=0xe1 | 0xe3 | 0xea..=0xed | 0xef);
            b += 1;
        }
        out
    };
    let bytes = text.as_bytes();
    let next = |at: usize| bytes.get(at + 1).copied().unwrap_or(0);
    !bytes.iter().enumerate().any(|(at, b)| {
        TELLS[usize::from(*b)]
            && match b {
                0xe3 => (0x81..=0x87).contains(&next(at)),
                0xef => (0xac..=0xbb).contains(&next(at)),
                _ => true,
            }
    })
}

/// Stretches in another language: where they begin and end, and the language. A paragraph without a letter of the
/// document's own script is one stretch.
fn passages<'a>(text: &str, language: &str, table: bool) -> Vec<(usize, usize, &'a str)> {
    let han = belongs(Script::Han, language);
    if han && (is_all_han(text) || is_plain_han(text))
        || !text.chars().any(|c| script(c).is_some_and(|s| !belongs(s, language)))
    {
        return vec![];
    }
    let mut out = vec![];
    let mut run: Option<(Script, usize, usize)> = None;
    let own = text.chars().any(|c| script(c).is_some_and(|s| belongs(s, language)));
    let close = |run: &mut Option<(Script, usize, usize)>, out: &mut Vec<(usize, usize, &'a str)>| {
        if let Some((script, start, end)) = run.take()
            && let Some(tag) = tag(script, &text[start..end])
        {
            out.push((start, end, tag));
        }
    };
    for (at, c) in text.char_indices() {
        if table && matches!(c, '\t' | '\n') || own && "“”「」『』《》〈〉（）、，。；：".contains(c)
        {
            close(&mut run, &mut out);
        }
        let Some(script) = script(c) else { continue };
        if belongs(script, language) {
            close(&mut run, &mut out);
            continue;
        }
        let end = at + c.len_utf8();
        match &mut run {
            Some((last, _, to)) if *last == script => *to = end,
            _ => {
                close(&mut run, &mut out);
                run = Some((script, at, end));
            }
        }
    }
    close(&mut run, &mut out);
    if let ([(start, end, tag)], false, false) = (&mut out[..], own, table) {
        // Brackets and figures of the paragraph are read with it.
        (*start, *end) = (0, text.len());
        return vec![(*start, *end, *tag)];
    }
    out
}

/// The language of a stretch of one script; none where nothing tells.
fn tag(script: Script, text: &str) -> Option<&'static str> {
    let many = |n: usize| n == 0 || text.chars().filter(|c| c.is_alphabetic()).nth(n - 1).is_some();
    match script {
        Script::Other(at) => {
            let Writing { letters, rest, fewest, .. } = &WRITINGS[at];
            let has = |all: &str| text.chars().any(|c| all.contains(c));
            let told = letters.iter().find(|(all, _)| has(all)).map(|(_, tag)| *tag);
            many(*fewest).then_some(told.unwrap_or(rest))
        }
        Script::Hangul => many(2).then_some("ko"),
        Script::Kana => many(4).then_some("ja"),
        Script::Han => Some("zh"),
        Script::Latin => latin(text),
    }
}

/// The language of a text in Latin letters, by its commonest words.
fn latin(text: &str) -> Option<&'static str> {
    if text.chars().any(|c| matches!(c, '\u{1ea0}'..='\u{1ef9}' | 'ơ' | 'ư' | 'Ơ' | 'Ư')) {
        return Some("vi");
    }
    let lower = text.to_lowercase().replace('’', "'");
    // What an address has of words is no sentence: https://example.org/from/the-office.
    let address = |w: &&str| w.contains("://") || w.contains('@') || w.starts_with("www.");
    let words: Vec<&str> = lower
        .split_whitespace()
        .filter(|w| !address(w))
        .flat_map(|w| w.split(|c: char| !c.is_alphabetic() && c != '\''))
        .map(|w| w.trim_matches('\''))
        .filter(|w| !w.is_empty())
        .collect();
    if words.len() < 2 {
        return None;
    }
    let mut best: (usize, Option<&'static str>) = (0, None);
    for language in LATIN {
        let n = words.iter().filter(|w| language.sure.contains(w)).count();
        if n > best.0 {
            best = (n, Some(language.tag));
        } else if n == best.0 {
            best.1 = None;
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str)> {
        passages(text, "zh-Hans-CN", false).into_iter().map(|(s, e, tag)| (&text[s..e], tag)).collect()
    }

    #[test]
    fn paragraphs_and_quotations_carry_their_language() {
        let whole = "The Parties agree that “cooperation” means “any joint activity”. It’s “final”.";
        assert_eq!(found(whole), [(whole, "en")]);
        assert_eq!(
            found("与“People’s Bank of China”、“the Parties’ agreement”有关的GDP、WTO和Zhongguo"),
            [("People’s Bank of China", "en"), ("the Parties’ agreement", "en")]
        );
        assert_eq!(found("国家主席Emmanuel Macron访问"), []);
        assert_eq!(found("见https://example.org/for/the/people?from=index和a-is-the@example.org"), []);
        assert_eq!(found("La loi est la même pour tous."), [("La loi est la même pour tous.", "fr")]);
    }

    #[test]
    fn what_is_plain_by_its_bytes_has_no_letter_of_another_script() {
        for c in (0..=0x0010_ffff).filter_map(char::from_u32) {
            let foreign = script(c).is_some_and(|s| !belongs(s, "zh-Hans-CN"));
            assert!(!foreign || !is_plain_han(&c.to_string()), "{c:?}");
        }
        assert!(is_plain_han("第三条　在10°以下的，处５元罚款；“甲”——《乙法》（丙）。"));
    }

    #[test]
    fn scripts_of_the_peoples_of_china_tell_their_languages() {
        for (text, tag) in [
            ("ئادەم زاتى تۇغۇلۇشىدىنلا ئەركىن", "ug"),
            ("འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་", "bo"),
            ("ᠬᠦᠮᠦᠨ ᠪᠦᠷ ᠲᠥᠷᠥᠵᠦ", "mn-Mong"),
            ("ꊿꂷꃅꄿꐨꐥ", "ii"),
            ("Boux boux ma daengz lajmbwn couh miz cwyouz caeuq bingzdaengj.", "za"),
            ("Адам баласының бәрі де азат болып", "kk"),
        ] {
            assert_eq!(found(text), [(text, tag)], "{tag}");
            let inside = format!("文本：{text}");
            assert!(found(&inside).iter().any(|(_, t)| *t == tag), "{tag}");
        }
    }
}
