//! How the number formats of Word are made: the few ways in which signs become numbers, each printed and read.

use super::spell::{self, Words};
use crate::number::System;

/// Letters that are written again stand at most this often: after 30 rounds Word begins anew with one.
const MOST_REPEATS: u32 = 30;
/// The largest number that Word counts to; Roman numerals would grow without an end.
const LARGEST: u32 = 32_767;

/// A way of making the text of a number.
#[derive(Debug)]
pub enum Kind {
    /// No text at all.
    Empty,
    /// Places of ten signs, from zero, filled up to a width.
    Digits { signs: &'static str, width: usize },
    /// Sixteen signs, in capitals.
    Hex,
    /// Roman numerals.
    Roman { lower: bool },
    /// A system with a sign for each of its first numbers.
    First(System, u32),
    /// Signs of our own for the first numbers, separated by spaces.
    Signs(&'static str),
    /// Signs that begin again after the last.
    Cycle(&'static str),
    /// Signs that are written twice in the second round, and so on.
    Repeat(&'static str),
    /// Digits with units: 三百二十.
    Units(&'static Units),
    /// The same below a hundred, digits alone above: 九十九, 一○○.
    Below100(&'static Units),
    /// `- 1 -`.
    Dash,
    /// 1st.
    Ordinal,
    /// Words.
    Words(Words),
    /// The sixty pairs of a stem and a branch.
    Pairs,
}

/// How digits and units make a number.
#[derive(Debug)]
pub struct Units {
    /// From zero to nine.
    pub digits: [&'static str; 10],
    /// Ten, hundred, thousand, ten thousand.
    pub powers: [&'static str; 4],
    /// Where the digit one is left out before a unit.
    pub one: One,
    /// Whether a gap between digits is a zero.
    pub gap: bool,
}

/// Where the digit one is left out before ten, hundred and thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum One {
    /// Nowhere: 壹拾.
    Written,
    /// Before a ten that begins the number: 十二, 一百一十.
    LeftOutFirst,
    /// Everywhere: 百十.
    LeftOut,
}

/// Zeros that are read alike.
fn same(c: char) -> char {
    if matches!(c, '零' | '○' | '〇') { '〇' } else { c }
}

fn decimal(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn digits(signs: &str, number: u32) -> String {
    number.to_string().bytes().filter_map(|b| signs.chars().nth((b - b'0') as usize)).collect()
}

fn read_digits(signs: &str, text: &str) -> Option<u32> {
    let value = |c| signs.chars().position(|s| same(s) == same(c)).map(|d| d as u32);
    text.chars().next()?;
    text.chars().try_fold(0u32, |n, c| n.checked_mul(10)?.checked_add(value(c)?))
}

impl Kind {
    /// The text of a number.
    pub fn show(&self, number: u32, language: &str) -> String {
        let own = match self {
            Self::Empty => Some(String::new()),
            Self::Digits { signs, width } => {
                let text = digits(signs, number);
                let zeros = width.saturating_sub(text.chars().count());
                Some(signs.chars().take(1).cycle().take(zeros).chain(text.chars()).collect())
            }
            Self::Hex => Some(format!("{number:X}")),
            Self::Roman { lower } => roman(number).map(|s| if *lower { s.to_lowercase() } else { s }),
            Self::First(system, last) => (number <= *last).then(|| system.print(number)).flatten(),
            Self::Signs(all) => nth(all, number).map(str::to_owned),
            Self::Cycle(all) => {
                let len = all.split(' ').count() as u32;
                number.checked_sub(1).and_then(|n| nth(all, n % len + 1)).map(str::to_owned)
            }
            Self::Repeat(all) => {
                let len = all.split(' ').count() as u32;
                number.checked_sub(1).and_then(|n| {
                    let n = n % (len * MOST_REPEATS);
                    Some(nth(all, n % len + 1)?.repeat((n / len + 1) as usize))
                })
            }
            Self::Units(units) => units.show(number),
            Self::Below100(units) if number < 100 => units.show(number),
            Self::Below100(units) => Some(digits(&units.digits.concat(), number)),
            Self::Dash => Some(format!("- {number} -")),
            Self::Ordinal => Some(spell::ordinal(number, language)),
            Self::Words(words) => words.show(number, language),
            Self::Pairs => pair(number),
        };
        own.unwrap_or_else(|| number.to_string())
    }

    /// The number of a text.
    pub fn read(&self, text: &str) -> Option<u32> {
        let own = match self {
            Self::Empty => return None,
            Self::Digits { signs, .. } => read_digits(signs, text),
            Self::Hex => {
                let hex = text.bytes().all(|b| b.is_ascii_hexdigit()) && text.len() <= 8;
                return hex.then(|| u32::from_str_radix(text, 16).ok()).flatten();
            }
            Self::Roman { lower } => read_roman(text, *lower),
            Self::First(system, _) => system.read(text).filter(|(_, len)| *len == text.len()).map(|(n, _)| n),
            Self::Signs(all) | Self::Cycle(all) => {
                all.split(' ').position(|sign| sign == text).map(|at| at as u32 + 1)
            }
            Self::Repeat(all) => read_repeated(all, text),
            Self::Units(units) => units.read(text),
            Self::Below100(units) => {
                read_digits(&units.digits.concat(), text).or_else(|| units.read(text).filter(|n| *n < 100))
            }
            Self::Dash => text.strip_prefix('-').and_then(|t| decimal(t.strip_suffix('-')?.trim())),
            Self::Ordinal => {
                let end = text.find(|c: char| !c.is_ascii_digit())?;
                decimal(&text[..end]).filter(|n| spell::is_ordinal(*n, text))
            }
            Self::Words(words) => words.read(text),
            Self::Pairs => (1..=60).find(|n| pair(*n).as_deref() == Some(text)),
        };
        own.or_else(|| decimal(text).filter(|_| !text.is_empty()))
    }
}

fn nth(all: &'static str, number: u32) -> Option<&'static str> {
    all.split(' ').nth(number.checked_sub(1)? as usize)
}

fn read_repeated(all: &str, text: &str) -> Option<u32> {
    let len = all.split(' ').count();
    all.split(' ').enumerate().find_map(|(at, sign)| {
        let times = text.len() / sign.len();
        let repeated = times > 0 && times <= MOST_REPEATS as usize && sign.repeat(times) == text;
        repeated.then(|| ((times - 1) * len + at + 1) as u32)
    })
}

const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

fn roman(number: u32) -> Option<String> {
    let mut left = (1..=LARGEST).contains(&number).then_some(number)?;
    let mut out = String::new();
    for (value, sign) in ROMAN {
        out.push_str(&sign.repeat((left / value) as usize));
        left %= value;
    }
    Some(out)
}

fn read_roman(text: &str, lower: bool) -> Option<u32> {
    let one_case = |c: char| if lower { c.is_ascii_lowercase() } else { c.is_ascii_uppercase() };
    let upper = text.chars().all(one_case).then(|| text.to_ascii_uppercase())?;
    let (mut rest, mut number) = (upper.as_str(), 0u32);
    for (value, sign) in ROMAN {
        while let Some(after) = rest.strip_prefix(sign) {
            number = number.checked_add(value)?;
            rest = after;
        }
    }
    (rest.is_empty() && roman(number).as_deref() == Some(&upper)).then_some(number)
}

/// The ten heavenly stems.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
/// The twelve earthly branches.
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

fn pair(number: u32) -> Option<String> {
    let at = number.checked_sub(1).filter(|n| *n < 60)? as usize;
    Some([STEMS.chars().nth(at % 10)?, BRANCHES.chars().nth(at % 12)?].iter().collect())
}

impl Units {
    fn show(&self, number: u32) -> Option<String> {
        if number == 0 {
            return Some(self.digits[0].to_owned());
        }
        let (myriads, rest) = (number / 10_000, number % 10_000);
        if myriads >= 10_000 {
            return None;
        }
        let mut out = String::new();
        if myriads > 0 {
            self.group(myriads, &mut out);
            out.push_str(self.powers[3]);
        }
        self.group(rest, &mut out);
        Some(out)
    }

    /// A number below ten thousand. Word writes no zero for missing thousands ([MS-OI29500] 2.1.540, e).
    fn group(&self, number: u32, out: &mut String) {
        let mut left = number;
        let (mut gap, mut begun) = (false, false);
        for (at, value) in [1000, 100, 10, 1].into_iter().enumerate() {
            let digit = (left / value) as usize;
            left %= value;
            if digit == 0 {
                gap |= left > 0 && (begun || (!out.is_empty() && at > 0));
                continue;
            }
            if std::mem::take(&mut gap) && self.gap {
                out.push_str(self.digits[0]);
            }
            let left_out = match self.one {
                One::Written => false,
                One::LeftOutFirst => value == 10 && out.is_empty(),
                One::LeftOut => value > 1,
            };
            if !(digit == 1 && left_out) {
                out.push_str(self.digits[digit]);
            }
            begun = true;
            if value > 1 {
                out.push_str(self.powers[2 - at]);
            }
        }
    }

    fn read(&self, text: &str) -> Option<u32> {
        let mut rest = text;
        let (mut total, mut group, mut pending) = (0u32, 0u32, None);
        if rest.is_empty() {
            return None;
        }
        while let Some(c) = rest.chars().next() {
            let unit = [10, 100, 1000, 10_000].into_iter().zip(self.powers);
            if let Some(d) = self.digits.iter().position(|d| d.chars().map(same).eq([same(c)])) {
                pending = Some(d as u32);
                rest = &rest[c.len_utf8()..];
            } else if let Some((value, sign)) = unit.into_iter().find(|(_, sign)| rest.starts_with(sign)) {
                rest = &rest[sign.len()..];
                let before = pending.take();
                if value < 10_000 {
                    group = group.checked_add(before.filter(|d| *d > 0).unwrap_or(1) * value)?;
                } else {
                    let all = group + before.unwrap_or(u32::from(group == 0));
                    total = total.checked_add(all.checked_mul(value)?)?;
                    group = 0;
                }
            } else {
                return None;
            }
        }
        let number = total.checked_add(group)?.checked_add(pending.unwrap_or(0))?;
        // What is read loosely must be the number written as the format writes it.
        let plain = |s: &str| s.chars().map(same).collect::<String>();
        let without = |s: &str| s.chars().map(same).filter(|c| *c != '〇').collect::<String>();
        let own = self.show(number)?;
        (plain(&own) == plain(text) || (number > 9999 && without(&own) == without(text))).then_some(number)
    }
}
