//! Dates as Chinese documents write them, and their ISO 8601 form.

use super::System;

/// A date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// ISO 8601.
    pub when: String,
    /// The last day of a range.
    pub to: Option<String>,
}

const DIGITS: &str = "零〇○一二三四五六七八九0123456789０１２３４５６７８９";

/// Eras that years are counted in, with the year before their first one.
const ERAS: &[(&str, i32)] = &[
    ("明治", 1867),
    ("大正", 1911),
    ("昭和", 1925),
    ("平成", 1988),
    ("令和", 2018),
    ("中華民國", 1911),
    ("民國", 1911),
];

/// A year that is counted in an era: 平成十二年, 令和元年, 中華民國 108 年.
fn year_of_era(s: &str, at: usize) -> Option<(usize, i32)> {
    const NUMERAL: &str = "元十百 ";
    let numeral = |c: &char| DIGITS.contains(*c) || NUMERAL.contains(*c);
    let start = s[..at].char_indices().rev().take_while(|(_, c)| numeral(c)).last()?.0;
    let (era, before) = ERAS.iter().find(|(era, _)| s[..start].ends_with(era))?;
    let said = s[start..at].trim_matches(' ');
    let n = if said == "元" { 1 } else { read(said).filter(|(_, len)| *len == said.len())?.0 };
    (1..=150).contains(&n).then(|| (start - era.len(), before + n as i32))
}

fn year_before(s: &str, at: usize) -> Option<(usize, i32)> {
    year_of_era(s, at).or_else(|| year_of_our_era(s, at))
}

fn year_of_our_era(s: &str, at: usize) -> Option<(usize, i32)> {
    let start = s[..at].char_indices().rev().take_while(|(_, c)| DIGITS.contains(*c)).last()?.0;
    let digits = &s[start..at];
    let n = read(digits).filter(|(_, len)| *len == digits.len())?.0;
    (digits.chars().count() == 4 && (1000..=2999).contains(&n)).then_some((start, n as i32))
}

fn read(s: &str) -> Option<(u32, usize)> {
    [System::Arabic, System::FullWidth, System::Han].iter().find_map(|system| system.read(s))
}

/// Reads a number and the unit after it.
fn part(s: &str, unit: char, max: u32) -> Option<(u32, usize)> {
    let (n, len) = read(s)?;
    ((1..=max).contains(&n) && s[len..].starts_with(unit)).then_some((n, len + unit.len_utf8()))
}

/// The first year that a text names, with its sign: 平成十二年 in 平成十二年法律第百二号.
pub fn first_year(s: &str) -> Option<Found> {
    s.match_indices('年').find_map(|(at, sign)| {
        let (start, year) = year_before(s, at)?;
        Some(Found { start, end: at + sign.len(), when: format!("{year:04}"), to: None })
    })
}

/// Every date in a text, in order; without a year only when `year` is given.
pub fn find(s: &str, year: Option<i32>) -> Vec<Found> {
    let mut out: Vec<Found> = korean(s);
    // Most paragraphs hold no date.
    if !s.contains('年') && (year.is_none() || !s.contains('月')) {
        return out;
    }
    for (at, sign) in s.char_indices().filter(|(_, c)| matches!(c, '年' | '月')) {
        let free = out.last().map_or(0, |f| f.end);
        let found = if sign == '年' {
            year_before(s, at).filter(|(start, _)| *start >= free).and_then(|(start, y)| {
                let after = at + sign.len_utf8();
                let (m, m_len) = part(&s[after..], '月', 12)?;
                Some(day(s, start, after + m_len, y, m))
            })
        } else {
            year.and_then(|y| {
                let month = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
                let start = s[..at].char_indices().rev().take_while(|(_, c)| month(c)).last()?.0;
                let m = part(&s[start..], '月', 12)?.0;
                (start >= free)
                    .then(|| day(s, start, at + sign.len_utf8(), y, m))
                    .filter(|f| f.when.len() == 10)
            })
        };
        out.extend(found);
    }
    out
}

/// The dates of Korean texts: 2020년 1월 1일; and, in brackets below titles, [시행 2020. 1. 1.].
fn korean(s: &str) -> Vec<Found> {
    let mut out: Vec<Found> = vec![];
    let bracketed = s.starts_with("[시행 ");
    if !bracketed && !s.contains('년') {
        return out;
    }
    let number = |at: usize, unit: char, max: u32| {
        let at = at + (s[at..].len() - s[at..].trim_start_matches(' ').len());
        let (n, len) = System::Arabic.read(&s[at..])?;
        let end = at + len;
        ((1..=max).contains(&n) && s[end..].starts_with(unit)).then_some((n, end + unit.len_utf8()))
    };
    let units = if bracketed { ['.', '.', '.'] } else { ['년', '월', '일'] };
    for (at, _) in s.match_indices(units[0]) {
        let digits = s[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let start = at - digits;
        let free = out.last().is_none_or(|f| f.end <= start);
        let Ok(y) = s[start..at].parse::<i32>() else { continue };
        if digits != 4 || !(1000..=2999).contains(&y) || !free {
            continue;
        }
        let Some((m, end)) = number(at + units[0].len_utf8(), units[1], 12) else { continue };
        let Some((d, end)) = number(end, units[2], 31) else { continue };
        out.push(Found { start, end, when: format!("{y:04}-{m:02}-{d:02}"), to: None });
    }
    out
}

/// The day after a month, and the end of a range: 24日至26日, 24日至12月3日.
fn day(s: &str, start: usize, after_month: usize, y: i32, m: u32) -> Found {
    let Some((d, len)) = part(&s[after_month..], '日', 31) else {
        return Found { start, end: after_month, when: format!("{y:04}-{m:02}"), to: None };
    };
    let mut found = Found { start, end: after_month + len, when: format!("{y:04}-{m:02}-{d:02}"), to: None };
    for joint in ["至", "－", "—", "-", "到"] {
        let Some(rest) = s[found.end..].strip_prefix(joint) else { continue };
        let at = found.end + joint.len();
        if let Some((d2, len)) = part(rest, '日', 31) {
            found.to = Some(format!("{y:04}-{m:02}-{d2:02}"));
            found.end = at + len;
        } else if let Some((m2, m_len)) = part(rest, '月', 12)
            && let Some((d2, len)) = part(&rest[m_len..], '日', 31)
        {
            found.to = Some(format!("{y:04}-{m2:02}-{d2:02}"));
            found.end = at + m_len + len;
        }
        break;
    }
    found
}

/// The year of the last full date in a text: what a later date without a year goes by.
pub fn last_year(s: &str) -> Option<i32> {
    find(s, None).last().and_then(|f| f.when[..4].parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(s: &str) -> (String, Option<String>) {
        let f = find(s, Some(2022)).into_iter().next().expect("a date");
        (f.when, f.to)
    }

    #[test]
    fn dates_of_all_kinds() {
        assert_eq!(one("于2022年11月24日至26日对").0, "2022-11-24");
        assert_eq!(one("于2022年11月24日至26日对").1.as_deref(), Some("2022-11-26"));
        assert_eq!(one("二〇二二年十一月二十五日").0, "2022-11-25");
        assert_eq!(one("2020年12月").0, "2020-12");
        assert_eq!(one("平成十二年四月一日").0, "2000-04-01");
        assert_eq!(one("令和元年5月1日から").0, "2019-05-01");
        assert_eq!(one("中華民國108年7月1日").0, "2019-07-01");
        assert_eq!(one("新华社北京11月25日电").0, "2022-11-25");
        assert!(find("新华社北京11月25日电", None).is_empty());
        assert!(find("2030年可持续发展", None).is_empty());
        assert!(find("99年13月", None).is_empty());
        assert_eq!(one("이 법은 2020년 1월 31일부터 시행한다").0, "2020-01-31");
        assert_eq!(one("[시행 2020. 1. 1.]").0, "2020-01-01");
        assert!(find("1.2. 2020. 1. 1. 2020년 13월 1일", None).is_empty());
    }
}
