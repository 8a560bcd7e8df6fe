//! Texts in two languages by turns, provision by provision: the lines of the second language are told by their script
//! and kept with the provision that they render, so that nothing is numbered twice.

use super::candidate::Candidate;
use super::survey::look;
use crate::number::LabelMatch;
use crate::text::chars;

/// What the letters of a line say about its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    /// Han characters alone.
    Han,
    /// Kana among them.
    Kana,
    Hangul,
    Latin,
}

fn letters(text: &str) -> Option<Letters> {
    if chars::is_all_han(text) {
        return Some(Letters::Han);
    }
    let (mut han, mut kana, mut hangul, mut latin) = (0, 0, 0, 0);
    for c in text.chars() {
        if matches!(c, '\u{4e00}'..='\u{9fff}') {
            han += 1;
        } else if matches!(c, '\u{2000}'..='\u{3004}' | '\u{3008}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}') {
            // Signs and spaces, the commonest of what is no letter.
        } else if chars::is_kana(c) {
            kana += 1;
        } else if chars::is_hangul(c) {
            hangul += 1;
        } else if chars::is_han(c) {
            han += 1;
        } else if c.is_alphabetic() {
            latin += 1;
        }
    }
    // A word of Latin letters counts as much as a character or two.
    let words = latin / 3;
    if hangul > han + kana + words {
        Some(Letters::Hangul)
    } else if kana > 0 && kana * 8 > han {
        Some(Letters::Kana)
    } else if words > han + kana + hangul && latin >= 3 {
        Some(Letters::Latin)
    } else if han > words && han > 0 {
        Some(Letters::Han)
    } else {
        None
    }
}

/// The tag of the language that a line of the second language is in.
fn tag(text: &str, letters: Letters) -> &'static str {
    const PORTUGUESE: &[&str] = &["ção", "ções", "Artigo", "artigo", " da ", " dos ", " do ", "ões"];
    const FRENCH: &[&str] = &[" des ", " les ", " du ", "Article premier", " et ", " la "];
    match letters {
        Letters::Kana => "ja-JP",
        Letters::Hangul => "ko-KR",
        Letters::Latin if PORTUGUESE.iter().any(|w| text.contains(w)) => "pt",
        Letters::Latin if FRENCH.iter().filter(|w| text.contains(**w)).count() > 1 => "fr",
        Letters::Latin => "en",
        Letters::Han => super::language::tag(text),
    }
}

/// Whether two lines carry the same number: they render each other.
fn same_number(a: &Candidate, b: &Candidate) -> bool {
    a.labels.iter().any(|x| b.labels.iter().any(|y| x.number == y.number && x.branches == y.branches))
}

/// Whether two lines carry the same number in labels that look alike, as they do where Chinese renders Japanese.
fn same_label(a: &Candidate, b: &Candidate) -> bool {
    let same = |x: &LabelMatch, y: &LabelMatch| {
        look(x) == look(y) && x.number == y.number && x.branches == y.branches
    };
    a.labels.iter().any(|x| b.labels.iter().any(|y| same(x, y)))
}

/// Whether scripts share characters, so that single lines do not tell them apart.
const fn is_alike(a: Letters, b: Letters) -> bool {
    matches!((a, b), (Letters::Han, Letters::Kana) | (Letters::Kana, Letters::Han))
}

/// Marks the lines of the second language where two alternate; gives the first lines' language, where they do.
pub fn find(lines: &mut [Candidate]) -> Option<&'static str> {
    /// Fewest places where the second language begins.
    const FEWEST: usize = 3;
    // Two scripts in the first lines are what most texts have not.
    let kinds: Vec<Option<Letters>> = lines.iter().map(|c| letters(c.text)).collect();
    let first = kinds.iter().flatten().next().copied()?;
    let count = |of: Letters| kinds.iter().filter(|k| **k == Some(of)).count();
    // The title may be in one language: the first of the pairs says which one leads.
    let pairs: Vec<(Letters, Letters)> = lines
        .windows(2)
        .zip(kinds.windows(2))
        .filter_map(|(l, k)| {
            let (a, b) = (k[0]?, k[1]?);
            let renders = if is_alike(a, b) { same_label(&l[0], &l[1]) } else { same_number(&l[0], &l[1]) };
            (a != b && !l[0].labels.is_empty() && renders).then_some((a, b))
        })
        .collect();
    let (lead, second) = pairs.first().copied().or_else(|| {
        let other = kinds.iter().flatten().find(|k| **k != first)?;
        Some((first, *other))
    })?;
    let agreeing = pairs.iter().filter(|p| **p == (lead, second)).count();
    let labelled =
        lines.iter().zip(&kinds).filter(|(c, k)| **k == Some(second) && !c.labels.is_empty()).count();
    let runs = kinds.windows(2).filter(|k| k[1] == Some(second) && k[0] == Some(lead)).count();
    let share = |n: usize| n * 10 >= lines.len() * 3 && n * 10 <= lines.len() * 7;
    // Lines of Japanese without kana are many: there the doubled numbers alone tell.
    let alike = is_alike(lead, second);
    let doubled = agreeing >= 2 && agreeing * 10 >= labelled * 6;
    let by_turns = !alike && runs >= FEWEST && share(count(second)) && share(count(lead));
    // What has no number may be in either language.
    let of = |k| lines.iter().zip(&kinds).filter(|(c, x)| **x == Some(k) && !c.labels.is_empty()).count();
    let halves = |n: usize, all: usize| n * 10 >= all * 3 && n * 10 <= all * 7;
    let shared = share(count(second)) || alike && halves(of(second), of(lead) + of(second));
    if !(doubled && shared || by_turns) {
        return None;
    }
    let leading: String =
        lines.iter().zip(&kinds).filter(|(_, k)| **k == Some(lead)).take(200).map(|(c, _)| c.text).collect();
    for i in 1..lines.len() {
        let text = lines[i].text;
        if kinds[i] == Some(second) {
            // Between Chinese and Japanese a line is of the second language where its number says so.
            let renders = !alike || same_label(&lines[i - 1], &lines[i]) || lines[i - 1].labels.is_empty();
            if renders && (!alike || kinds[i - 1] == Some(lead)) {
                lines[i].set_parallel(tag(text, second));
            }
        }
    }
    Some(super::language::tag(&leading))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Line, Span};

    fn parallel(texts: &[&str]) -> Vec<bool> {
        let mut lines: Vec<Candidate> = texts
            .iter()
            .map(|s| Candidate::read(s, Line::new(Span::new(0, 0), Span::new(0, s.len()))))
            .collect();
        find(&mut lines);
        lines.iter().map(|c| c.parallel.is_some()).collect()
    }

    #[test]
    fn the_second_language_is_told_by_its_script() {
        let zh_en = [
            "一、双方同意合作。",
            "1. The Parties agree to cooperate.",
            "二、双方设立委员会。",
            "2. The Parties establish a committee.",
            "三、本协定自签字之日起生效。",
            "3. This Agreement enters into force on signature.",
        ];
        assert_eq!(parallel(&zh_en), [false, true, false, true, false, true]);
        let ja_zh = ["一、双方は協力する。", "一、双方合作。", "二、委員会を設ける。", "二、设立委员会。"];
        assert_eq!(parallel(&ja_zh), [false, true, false, true]);
    }

    #[test]
    fn one_language_is_left_alone() {
        let ja =
            ["第一条　この法律は、次のとおり。", "一　甲", "二　乙", "第二条　前条の規定による。", "一　丙"];
        assert!(parallel(&ja).iter().all(|p| !p));
        let zh = ["第一条　总则。", "第二条　WTO 规则。", "第三条　附则。"];
        assert!(parallel(&zh).iter().all(|p| !p));
    }
}
