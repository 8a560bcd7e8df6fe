//! 第十二条第二款第（三）项: the numbered steps of a reference, read where it stands.

use super::tongue::Tongue;
use crate::number::{Level, System, cite};

/// A step of a reference: a unit with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub level: Level,
    /// Its number, or the numbers of several: 第（一）、（四）项.
    pub numbers: Vec<u32>,
    /// 之一: the numbers after it.
    pub branches: Vec<u32>,
    /// Whether the several numbers are the ends of a range.
    pub range: bool,
    /// Whether the number stands in brackets.
    pub bracketed: bool,
}

const OPEN: [char; 2] = ['（', '('];
const CLOSE: [char; 2] = ['）', ')'];

fn spaces(s: &str) -> usize {
    s.len() - s.trim_start_matches([' ', '\u{3000}', '\u{a0}']).len()
}

fn numeral(s: &str) -> Option<(u32, usize)> {
    let c = s.chars().next()?;
    let system = match c {
        '0'..='9' => System::Arabic,
        '０'..='９' => System::FullWidth,
        _ => System::Han,
    };
    system.read(s)
}

/// A number, in brackets or without.
fn number(s: &str) -> Option<(u32, usize, bool)> {
    let inner = s.strip_prefix(OPEN);
    let (n, used) = numeral(inner.unwrap_or(s))?;
    let Some(inner) = inner else { return Some((n, used, false)) };
    let rest = inner[used..].strip_prefix(CLOSE)?;
    Some((n, s.len() - rest.len(), true))
}

/// The step at the start of a text, and its length.
pub fn step(s: &str, tongue: &Tongue) -> Option<(Step, usize)> {
    let mut rest = s.strip_prefix(tongue.ordinal)?;
    rest = &rest[spaces(rest)..];
    let (n, used, bracketed) = number(rest)?;
    rest = &rest[used..];
    let (mut numbers, mut branches, mut range) = (vec![n], vec![], false);
    if bracketed {
        // 第（一）、（四）项, 第（一）至（三）项.
        loop {
            let joint =
                tongue.joining.iter().chain(tongue.ranging).find_map(|j| Some((*j, rest.strip_prefix(j)?)));
            let Some((joint, after)) = joint else { break };
            let after_ordinal = after.strip_prefix(tongue.ordinal).unwrap_or(after);
            let Some((n, used, true)) = number(after_ordinal) else { break };
            // 第（一）项、第（四）项 is two steps.
            range |= tongue.ranging.contains(&joint);
            numbers.push(n);
            rest = &after_ordinal[used..];
        }
    } else {
        // 第 15-1 條.
        while let Some(after) = rest.strip_prefix(['-', '－', '之']) {
            let Some((n, used)) = numeral(after) else { break };
            branches.push(n);
            rest = &after[used..];
        }
    }
    rest = &rest[spaces(rest)..];
    let (word, level) = tongue.units.iter().find(|(word, _)| rest.starts_with(word))?;
    rest = &rest[word.len()..];
    if *level == Level::Article {
        while let Some(after) = tongue.branch.iter().find_map(|b| rest.strip_prefix(b)) {
            let Some((n, used)) = numeral(after) else { break };
            branches.push(n);
            rest = &after[used..];
        }
    }
    Some((Step { level: *level, numbers, branches, range, bracketed }, s.len() - rest.len()))
}

/// イ behind 号, 가목 behind 호: a step without an ordinal.
fn letter(s: &str, tongue: &Tongue) -> Option<(Step, usize)> {
    let (n, len) = if tongue.spaced {
        let skip = spaces(s);
        let (n, len) = System::Hangul.read(&s[skip..])?;
        (n, skip + len + s[skip + len..].strip_prefix('목').map(|_| '목'.len_utf8())?)
    } else {
        let (n, len) = System::Iroha.read(s)?;
        let next = s[len..].chars().next();
        if next.is_some_and(|c| ('ァ'..='ヿ').contains(&c)) {
            return None;
        }
        (n, len)
    };
    let step =
        Step { level: Level::Subitem, numbers: vec![n], branches: vec![], range: false, bracketed: false };
    Some((step, len))
}

/// What stands in brackets in 第3(1)(a)(ii)條, at each depth: figures, letters, small Roman figures.
fn group(s: &str, depth: usize) -> Option<(u32, usize)> {
    let inner = s.strip_prefix(OPEN)?;
    let system = [System::Arabic, System::LatinLower, System::RomanLower].get(depth)?;
    let (n, used) = system.read(inner)?;
    let rest = inner[used..].strip_prefix(CLOSE)?;
    Some((n, s.len() - rest.len()))
}

/// 第3(1)(a)條, 第(1)(a)款, 第3(1)及(3)條: the unit stands behind all numbers, as in Hong Kong.
fn tailed(s: &str, tongue: &Tongue) -> Option<Vec<(Step, usize)>> {
    const LEVELS: [Level; 3] = [Level::Item, Level::Subitem, Level::Point];
    let mut rest = s.strip_prefix(tongue.ordinal)?;
    rest = &rest[spaces(rest)..];
    let step = |level, numbers, bracketed| Step { level, numbers, branches: vec![], range: false, bracketed };
    let mut out = vec![];
    if let Some((n, used)) = System::Arabic.read(rest) {
        out.push(step(Level::Article, vec![n], false));
        rest = &rest[used..];
        // 第3A條 has no branch in brackets, and is read elsewhere.
    }
    let article = !out.is_empty();
    for (depth, level) in LEVELS.into_iter().enumerate() {
        let Some((n, used)) = group(rest, depth) else { break };
        rest = &rest[used..];
        let mut numbers = vec![n];
        while let Some((n, after)) = tongue.joining.iter().find_map(|j| {
            let after = rest.strip_prefix(j)?;
            let (n, used) = group(after, depth)?;
            Some((n, &after[used..]))
        }) {
            numbers.push(n);
            rest = after;
        }
        let several = numbers.len() > 1;
        out.push(step(level, numbers, true));
        if several {
            break;
        }
    }
    let (word, unit) = tongue.units.iter().find(|(word, _)| rest.starts_with(word))?;
    let fits = if article { *unit == Level::Article } else { *unit > Level::Article };
    let len = s.len() - rest.len() + word.len();
    (out.len() > 1 && fits).then(|| out.into_iter().map(|step| (step, len)).collect())
}

/// The steps at the start of a text, each below the one before and with the place where it ends; they begin below
/// `above`.
pub fn steps(s: &str, tongue: &Tongue, above: Option<Level>) -> Vec<(Step, usize)> {
    if above.is_none()
        && tongue.counts
        && let Some(found) = tailed(s, tongue)
    {
        return found;
    }
    let (mut out, mut len): (Vec<(Step, usize)>, usize) = (vec![], 0);
    let mut last = above;
    loop {
        let rest = &s[len..];
        let skip = if !out.is_empty() || above.is_some() { spaces(rest) } else { 0 };
        let found = step(&rest[skip..], tongue).map(|(s, used)| (s, skip + used)).or_else(|| {
            (last == Some(Level::Item) && matches!(tongue.ordinal, '제' | '第') && tongue.branch != ["之"])
                .then(|| letter(rest, tongue))
                .flatten()
        });
        let Some((step, used)) = found.filter(|(step, _)| last.is_none_or(|l| step.level > l)) else { break };
        // Nothing goes below several.
        let several = step.numbers.len() > 1;
        last = Some(step.level);
        len += used;
        out.push((step, len));
        if several {
            break;
        }
    }
    out
}

impl Step {
    /// The last part of an identifier of a number of it.
    pub fn part(&self, n: u32) -> String {
        let mut out = String::from(match self.level {
            Level::Part => "pt-",
            Level::Subpart => "spt-",
            Level::Chapter => "ch-",
            Level::Section => "sec-",
            Level::Subsection => "ssec-",
            Level::Article => "art-",
            Level::Paragraph => "p",
            Level::Item => "i",
            Level::Subitem => "s",
            _ => "t",
        });
        cite(&mut out, n, &self.branches);
        out
    }

    /// All its numbers: those between the ends of a range too.
    pub fn all(&self) -> Vec<u32> {
        /// Longest range that is written out.
        const MOST: u32 = 200;
        match self.numbers[..] {
            [a, b] if self.range && a < b && b - a <= MOST => (a..=b).collect(),
            _ => self.numbers.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(s: &str, language: &str) -> (String, usize) {
        let steps = steps(s, Tongue::of(language), None);
        let len = steps.last().map_or(0, |s| s.1);
        let parts =
            steps.iter().map(|(s, _)| s.all().iter().map(|n| s.part(*n)).collect::<Vec<_>>().join("+"));
        (parts.collect::<Vec<_>>().join("."), s[..len].chars().count())
    }

    #[test]
    fn steps_of_all_kinds() {
        for (language, text, want, len) in [
            ("zh-Hans", "第十二条第二款第（三）项的", "art-12.p2.i3", 12),
            ("zh-Hans", "第十七条之一第一款", "art-17_1.p1", 9),
            ("zh-Hans", "第十六条第(一)、(四)、(五)项", "art-16.i1+i4+i5", 17),
            ("zh-Hans", "第（一）至（三）项", "i1+i2+i3", 9),
            ("zh-Hans", "第一编第二章", "pt-1.ch-2", 6),
            ("zh-Hans", "第 12 条", "art-12", 6),
            ("zh-Hans", "第三条之规定", "art-3", 3),
            ("zh-Hans", "第三次会议", "", 0),
            ("zh-Hant-TW", "第三條第一項第二款", "art-3.p1.i2", 9),
            ("zh-Hant-TW", "第 15-1 條", "art-15_1", 8),
            ("zh-Hant-HK", "第3條第(1)款", "art-3.p1", 8),
            ("zh-Hant-HK", "第3(1)條所", "art-3.i1", 6),
            ("zh-Hant-HK", "第12(2)(b)(ii)條", "art-12.i2.s2.t2", 14),
            ("zh-Hant-HK", "第(1)(a)款", "i1.s1", 8),
            ("zh-Hant-HK", "第3(1)及(3)條", "art-3.i1+i3", 10),
            ("zh-Hant-HK", "第3(1)次", "", 0),
            ("ja", "第三条の二第一項第二号イに", "art-3_2.p1.i2.s1", 12),
            ("ko", "제3조의2제2항제1호가목", "art-3_2.p2.i1.s1", 13),
            ("ko", "제3조 제2항", "art-3.p2", 7),
            ("ko", "제2조의 규정", "art-2", 3),
        ] {
            assert_eq!(read(text, language), (want.to_owned(), len), "{text}");
        }
    }
}
