//! Numeral systems: reading and printing positive integers.

use super::scripts;
use crate::text::Sieve;
use crate::text::chars::CharMap;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A way of writing a positive integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum System {
    /// 一, 二十三, 一百零五, 廿, 二〇二二; also 兩, ○, 萬.
    Han,
    /// 壹, 贰拾叁.
    Formal,
    /// 1, 23.
    Arabic,
    /// １, ２３.
    FullWidth,
    /// ① … ㊿.
    Circled,
    /// ⑴ … ⒇.
    ParenthesisedArabic,
    /// ⒈ … ⒛.
    ArabicStop,
    /// ㈠ … ㈩.
    ParenthesisedHan,
    /// Ⅰ … Ⅻ, one character.
    RomanSign,
    /// ⅰ … ⅻ, one character.
    RomanSignLower,
    /// I, II, IV in ASCII capitals.
    Roman,
    /// i, ii, iv in ASCII small letters.
    RomanLower,
    /// a … z, then aa … zz with the same letter twice.
    LatinLower,
    /// A … Z.
    LatinUpper,
    /// 甲 乙 丙, the ten heavenly stems.
    Stems,
    /// 子 丑 寅, the twelve earthly branches.
    EarthlyBranches,
    /// イ ロ ハ.
    Iroha,
    /// ア イ ウ, the order of the fifty sounds.
    Gojuon,
    /// 가 나 다.
    Hangul,
    /// ๑, ๒๓.
    Thai,
    /// ١, ٢٣.
    ArabicIndic,
    /// ۱, ۲۳.
    Persian,
    /// ༡, ༢༣.
    TibetanDigits,
    /// الأولى, الثانية: ordinals in words.
    OrdinalArabic,
    /// بىرىنچى, ئىككىنچى.
    OrdinalUyghur,
    /// དང་པོ, གཉིས་པ.
    OrdinalTibetan,
}

use System::{
    Arabic, ArabicIndic, ArabicStop, Circled, EarthlyBranches, Formal, FullWidth, Gojuon, Han, Hangul, Iroha,
    LatinLower, LatinUpper, OrdinalArabic, OrdinalTibetan, OrdinalUyghur, ParenthesisedArabic,
    ParenthesisedHan, Persian, Roman, RomanLower, RomanSign, RomanSignLower, Stems, Thai, TibetanDigits,
};

/// Systems whose numbers are single characters in a fixed order.
const ALPHABETS: &[(System, &str)] = &[
    (Circled, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"),
    (ParenthesisedArabic, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    (ArabicStop, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    (ParenthesisedHan, "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"),
    (RomanSign, "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"),
    (RomanSignLower, "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"),
    (LatinLower, "abcdefghijklmnopqrstuvwxyz"),
    (LatinUpper, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    (Stems, "甲乙丙丁戊己庚辛壬癸"),
    (EarthlyBranches, "子丑寅卯辰巳午未申酉戌亥"),
    (
        Iroha,
        "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
    ),
    (Gojuon, "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"),
    // Behind 하 the vowel changes: 거 너 더, then 고 노 도.
    (
        Hangul,
        "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후",
    ),
];

/// Letters of the Latin alphabet: what comes after z is written with the same letter twice.
pub const LETTERS: u32 = 26;

/// Two letters of which the second counts what was put in behind the first: (ab) behind (aa), both behind (a).
const fn inserted(first: u32, second: u32) -> u32 {
    LETTERS * (1 + first) + second
}

/// The letters of a number above those of the alphabet: the letter, and the one behind it.
const fn letters_of(n: u32) -> (u32, u32) {
    match n {
        0..=LETTERS => (n, 0),
        n if n <= 2 * LETTERS => (n - LETTERS, n - LETTERS),
        n => ((n - 1) / LETTERS - 1, (n - 1) % LETTERS + 1),
    }
}

/// Whether one number of small letters follows another: (a), (aa), (ab), (b), (ba), (bb).
pub const fn letters_follow(a: u32, b: u32) -> bool {
    let ((first, second), (then, behind)) = (letters_of(a), letters_of(b));
    let goes_on = then == first && (behind == second + 1 || second == 0 && behind == then);
    goes_on || then == first + 1 && behind == 0 || a == LETTERS && b == LETTERS + 1
}

/// Digits with every variant that is read; the first of each is printed.
const HAN_DIGITS: [&str; 10] = ["零〇○", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九"];
const FORMAL_DIGITS: [&str; 10] = ["零", "壹", "贰貳", "叁參叄", "肆", "伍", "陆陸", "柒", "捌", "玖"];
/// Units below 万, largest first.
const HAN_UNITS: [(u32, &str); 3] = [(1000, "千"), (100, "百"), (10, "十")];
const FORMAL_UNITS: [(u32, &str); 3] = [(1000, "仟"), (100, "佰"), (10, "拾")];
/// Units that multiply all that stands before them.
const MYRIADS: [(u32, &str); 2] = [(100_000_000, "亿億"), (10_000, "万萬")];
/// One character for a multiple of ten.
const TENS: [(char, u32); 3] = [('廿', 20), ('卅', 30), ('卌', 40)];

#[derive(Clone, Copy)]
enum Token {
    Digit(u32),
    Unit(u32),
    Myriad(u32),
    Tens(u32),
}

/// What the characters of Han and of formal numerals stand for.
static TOKENS: LazyLock<[CharMap<Token>; 2]> = LazyLock::new(|| {
    let table = |digits: &[&str; 10], units: &[(u32, &str); 3], tens: bool| {
        let mut out = CharMap::default();
        for (i, row) in digits.iter().enumerate() {
            out.extend(row.chars().map(|c| (c, Token::Digit(i as u32))));
        }
        for (n, row) in units {
            out.extend(row.chars().map(|c| (c, Token::Unit(*n))));
        }
        for (n, row) in &MYRIADS {
            out.extend(row.chars().map(|c| (c, Token::Myriad(*n))));
        }
        out.extend(TENS.iter().filter(|_| tens).map(|(c, n)| (*c, Token::Tens(*n))));
        out
    };
    [table(&HAN_DIGITS, &HAN_UNITS, true), table(&FORMAL_DIGITS, &FORMAL_UNITS, false)]
});

/// The systems whose numerals can begin with a character, a bit each.
static BEGIN: LazyLock<CharMap<u32>> = LazyLock::new(|| {
    let mut out: CharMap<u32> = CharMap::default();
    for system in System::ALL {
        for c in system.first_chars() {
            *out.entry(c).or_default() |= 1 << system as u32;
        }
    }
    out
});

/// The systems that a text can begin with a numeral of.
#[derive(Clone, Copy)]
pub(super) struct Begun(u32);

impl Begun {
    pub(super) fn of(s: &str) -> Self {
        Self(s.chars().next().and_then(|c| BEGIN.get(&c).copied()).unwrap_or(0))
    }
    pub(super) const fn none(self) -> bool {
        self.0 == 0
    }
    pub(super) const fn by(self, system: System) -> bool {
        self.0 >> system as u32 & 1 == 1
    }
}

impl System {
    /// All of them.
    const ALL: [Self; 26] = [
        Han,
        Formal,
        Arabic,
        FullWidth,
        Circled,
        ParenthesisedArabic,
        ArabicStop,
        ParenthesisedHan,
        RomanSign,
        RomanSignLower,
        Roman,
        RomanLower,
        LatinLower,
        LatinUpper,
        Stems,
        EarthlyBranches,
        Iroha,
        Gojuon,
        Hangul,
        Thai,
        ArabicIndic,
        Persian,
        TibetanDigits,
        OrdinalArabic,
        OrdinalUyghur,
        OrdinalTibetan,
    ];

    fn alphabet(self) -> Option<&'static str> {
        ALPHABETS.iter().find(|(s, _)| *s == self).map(|(_, chars)| *chars)
    }

    fn token(self, c: char) -> Option<Token> {
        /// Nearly every character that is asked for ends a numeral.
        static SIEVE: LazyLock<Sieve> =
            LazyLock::new(|| Sieve::of(TOKENS.iter().flat_map(|t| t.keys().copied())));
        if SIEVE.may_have(c) { TOKENS[usize::from(self == Formal)].get(&c).copied() } else { None }
    }

    /// The system whatever the width of its digits.
    #[must_use]
    pub const fn narrow(self) -> Self {
        match self {
            FullWidth => Arabic,
            other => other,
        }
    }

    /// The characters that a numeral of the system can begin with.
    pub fn first_chars(self) -> Vec<char> {
        match self {
            Arabic => ('0'..='9').collect(),
            FullWidth => ('０'..='９').collect(),
            Roman => "IVXLC".chars().collect(),
            RomanLower => "ivxlc".chars().collect(),
            Han | Formal => TOKENS[usize::from(self == Formal)].keys().copied().collect(),
            Stems => "甲乙丙丁戊己庚辛壬癸巳已".chars().collect(),
            LatinLower => ('a'..='z').chain('ａ'..='ｚ').collect(),
            LatinUpper => ('A'..='Z').chain('Ａ'..='Ｚ').collect(),
            _ if self.is_foreign() => scripts::first_chars(self),
            _ => self.alphabet().unwrap_or("").chars().collect(),
        }
    }

    /// Reads the numeral at the start of `s` (as many characters of the system as there are); gives its value, at
    /// least 1, and its length in bytes. `None` when there is none or what stands there is not well formed.
    pub fn read(self, s: &str) -> Option<(u32, usize)> {
        if let Some(alphabet) = self.alphabet() {
            let c = s.chars().next()?;
            // 巳 and 已 are printed for 己, where the stems count.
            let wide = c;
            let c = match (self, c) {
                (Stems, '巳' | '已') => '己',
                (LatinLower, 'ａ'..='ｚ') | (LatinUpper, 'Ａ'..='Ｚ') => narrow(c),
                _ => c,
            };
            let n = alphabet.chars().position(|x| x == c)? as u32 + 1;
            if wide != c {
                return Some((n, wide.len_utf8()));
            }
            // Only in brackets are other pairs numbers and no words.
            let behind = s.as_bytes().get(1).filter(|b| self == LatinLower && b.is_ascii_lowercase());
            return Some(match behind.map(|b| u32::from(b - b'a') + 1) {
                Some(m) if m == n => (n + LETTERS, 2),
                Some(m) if s[2..].starts_with([')', '）']) => (inserted(n, m), 2),
                _ => (n, c.len_utf8()),
            });
        }
        if self.is_foreign() {
            return scripts::read(self, s);
        }
        let run = |ok: &dyn Fn(char) -> bool| s.find(|c| !ok(c)).unwrap_or(s.len());
        let (n, len) = match self {
            Arabic | Roman | RomanLower if !s.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
                return None;
            }
            Arabic => {
                let len = run(&|c| c.is_ascii_digit());
                (s[..len].parse().ok()?, len)
            }
            FullWidth => {
                let len = run(&|c| ('０'..='９').contains(&c));
                let digits = s[..len].chars().map(|c| c as u32 - '０' as u32);
                (digits.clone().next().and(decimal(digits))?, len)
            }
            Roman => {
                // A capital behind it may mark what was put in later: 第IC部 is I and C.
                let run = run(&|c| "IVXLC".contains(c));
                (1..=run).rev().find_map(|len| Some((roman(&s[..len])?, len)))?
            }
            RomanLower => {
                let len = run(&|c| "ivxlc".contains(c));
                (roman(&s[..len].to_ascii_uppercase())?, len)
            }
            _ => {
                // Each sign is looked up once; no number below 2^32 takes more.
                let mut tokens = [Token::Digit(0); 24];
                let (mut count, mut len) = (0, 0);
                for (at, c) in s.char_indices() {
                    let Some(token) = self.token(c) else { break };
                    *tokens.get_mut(count)? = token;
                    (count, len) = (count + 1, at + c.len_utf8());
                }
                (Self::han(tokens[..count].iter().copied())?, len)
            }
        };
        (n > 0).then_some((n, len))
    }

    fn han(tokens: impl Iterator<Item = Token> + Clone) -> Option<u32> {
        tokens.clone().next()?;
        let digit = |t: Token| if let Token::Digit(d) = t { Some(d) } else { None };
        if tokens.clone().nth(1).is_some() && tokens.clone().all(|t| digit(t).is_some()) {
            return decimal(tokens.filter_map(digit));
        }
        // `group` is what stands since the last 万 or 亿; `pending` the digit that waits for its unit.
        let (mut total, mut group, mut pending) = (0u32, 0u32, None);
        let (mut last_unit, mut last_myriad) = (u32::MAX, u32::MAX);
        for token in tokens {
            match token {
                Token::Digit(d) => {
                    if pending.is_some_and(|p| p != 0) {
                        return None;
                    }
                    pending = Some(d);
                }
                Token::Unit(u) => {
                    if u >= last_unit {
                        return None;
                    }
                    last_unit = u;
                    group = group.checked_add(match pending.take() {
                        None => u,
                        Some(0) if u == 10 => u,
                        Some(d) => d * u,
                    })?;
                }
                Token::Tens(n) => {
                    if last_unit <= 10 || pending.take().is_some_and(|p| p != 0) {
                        return None;
                    }
                    last_unit = 10;
                    group = group.checked_add(n)?;
                }
                Token::Myriad(m) => {
                    group += pending.take().unwrap_or(0);
                    if group == 0 || m >= last_myriad {
                        return None;
                    }
                    total = total.checked_add(group.checked_mul(m)?)?;
                    (last_myriad, last_unit, group) = (m, u32::MAX, 0);
                }
            }
        }
        total.checked_add(group)?.checked_add(pending.unwrap_or(0))
    }

    /// Prints `n`, or `None` where the system has no such numeral.
    pub fn print(self, n: u32) -> Option<String> {
        if n == 0 {
            return None;
        }
        match self {
            Arabic => Some(n.to_string()),
            FullWidth => {
                n.to_string().bytes().map(|b| char::from_u32('０' as u32 + u32::from(b - b'0'))).collect()
            }
            Roman => print_roman(n),
            RomanLower => print_roman(n).map(|s| s.to_ascii_lowercase()),
            LatinLower if n > LETTERS => {
                let letter = |n: u32| self.print(n).filter(|s| s.len() == 1);
                let (first, second) = letters_of(n);
                let doubled = (first == second) == (n <= 2 * LETTERS);
                doubled.then(|| Some(letter(first)? + &letter(second)?)).flatten()
            }
            Han => Some(print_han(n, &HAN_DIGITS, &HAN_UNITS, true)),
            Formal => Some(print_han(n, &FORMAL_DIGITS, &FORMAL_UNITS, false)),
            _ if self.is_foreign() => scripts::print(self, n),
            _ => self.alphabet()?.chars().nth(n as usize - 1).map(String::from),
        }
    }
}

/// A letter in its usual width: ａ is a.
fn narrow(c: char) -> char {
    (c as u32).checked_sub('！' as u32 - '!' as u32).and_then(char::from_u32).unwrap_or(c)
}

fn decimal(digits: impl Iterator<Item = u32>) -> Option<u32> {
    digits.into_iter().try_fold(0u32, |n, d| n.checked_mul(10)?.checked_add(d))
}

/// Below twenty the leading 一 of 十 is left out where `short`; a gap of units is one 零.
fn print_han(n: u32, digits: &[&str; 10], units: &[(u32, &str); 3], short: bool) -> String {
    let mut out = String::new();
    let mut rest = n;
    for (size, chars) in MYRIADS.iter().chain([&(1, "")]) {
        let group = rest / size;
        rest %= size;
        if group == 0 {
            continue;
        }
        let mut gap = !out.is_empty() && group < 1000;
        let mut left = group;
        for (u, name) in units.iter().chain([&(1, "")]) {
            let d = left / u;
            left %= u;
            if d == 0 {
                gap |= !out.is_empty() && left > 0;
                continue;
            }
            if std::mem::take(&mut gap) {
                out.push_str(&digits[0][..3]);
            }
            if !(short && d == 1 && *u == 10 && out.is_empty()) {
                out.extend(digits[d as usize].chars().next());
            }
            out.push_str(name);
        }
        out.extend(chars.chars().next());
    }
    out
}

const ROMAN: &[(u32, &str)] =
    &[(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];

fn print_roman(n: u32) -> Option<String> {
    if n >= 400 {
        return None;
    }
    let mut out = String::new();
    let mut rest = n;
    for (value, sign) in ROMAN {
        while rest >= *value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

fn roman(s: &str) -> Option<u32> {
    let (mut n, mut rest) = (0, s);
    for (value, sign) in ROMAN {
        while let Some(after) = rest.strip_prefix(sign) {
            n += value;
            rest = after;
        }
    }
    (rest.is_empty() && print_roman(n).as_deref() == Some(s)).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reads(system: System, s: &str) -> Option<u32> {
        system.read(s).filter(|(_, len)| *len == s.len()).map(|(n, _)| n)
    }

    #[test]
    fn every_number_to_99999_reads_back() {
        for n in 1..=99_999 {
            for system in [Han, Formal, Arabic, FullWidth] {
                let s = system.print(n).expect("compositional systems print every number");
                assert_eq!(reads(system, &s), Some(n), "{s}");
            }
        }
    }

    #[test]
    fn alphabets_read_back() {
        for (system, chars) in ALPHABETS {
            for n in 1..=chars.chars().count() as u32 {
                assert_eq!(reads(*system, &system.print(n).expect("in the alphabet")), Some(n));
            }
            let beyond = if *system == LatinLower { LETTERS } else { 0 } + chars.chars().count() as u32 + 1;
            assert_eq!(system.print(beyond), None);
        }
        for n in 1..400 {
            assert_eq!(reads(Roman, &print_roman(n).expect("below 400")), Some(n));
        }
    }

    #[test]
    fn known_numerals() {
        for (s, n) in [
            ("十", 10),
            ("十八", 18),
            ("一百零五", 105),
            ("一百〇五", 105),
            ("一百一十", 110),
            ("百二十三", 123),
            ("一千零一十", 1010),
            ("二〇二二", 2022),
            ("一○○", 100),
            ("廿三", 23),
            ("卅", 30),
            ("两百", 200),
            ("一万零三", 10_003),
            ("九千九百九十九万九千九百九十九", 99_999_999),
        ] {
            assert_eq!(reads(Han, s), Some(n), "{s}");
        }
        assert_eq!(reads(Formal, "贰拾叁"), Some(23));
        assert_eq!(Han.print(10_010).as_deref(), Some("一万零一十"));
        assert_eq!(Han.print(12).as_deref(), Some("十二"));
        assert_eq!(Han.print(1260).as_deref(), Some("一千二百六十"));
    }

    #[test]
    fn nonsense_is_no_numeral() {
        for s in ["十百", "一二十", "万", "〇", "千千", "十廿"] {
            assert_eq!(reads(Han, s), None, "{s}");
        }
        assert_eq!(reads(Roman, "IIII"), None);
        assert_eq!(Arabic.read("99999999999"), None);
    }

    proptest! {
        #[test]
        fn reading_never_panics(s in "[零〇一二两三九十百千万亿廿卅0-9０-９IVXLCaあ가①]{0,12}") {
            for system in [Han, Formal, Arabic, FullWidth, Circled, Roman, RomanSign, Stems, Iroha, Hangul] {
                if let Some((n, len)) = system.read(&s) {
                    prop_assert!(n > 0 && s.is_char_boundary(len));
                }
            }
        }
    }
}
