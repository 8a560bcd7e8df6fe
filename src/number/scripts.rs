//! Numerals of other scripts: digits of their own, and ordinals written out as words (المادة الأولى, بىرىنچى ماددا, དོན་ཚན་དང་པོ).

use super::System::{
    self, ArabicIndic, OrdinalArabic, OrdinalTibetan, OrdinalUyghur, Persian, Thai, TibetanDigits,
};
use std::cmp::Reverse;
use std::iter;
use std::sync::LazyLock;

/// The zeros of decimal digits; the others follow (Unicode, general category Nd).
const ZEROS: &[(System, char)] = &[(Thai, '๐'), (ArabicIndic, '٠'), (Persian, '۰'), (TibetanDigits, '༠')];

/// Ordinals up to a hundred: of a number below ten alone, and as it is joined; of the tens alone, and before another number.
/// Ways of writing one stand beside each other with `|`; the first is printed.
struct Spelt {
    system: System,
    units: [&'static str; 9],
    /// Ten, and what stands before or behind a number between ten and twenty.
    ten: &'static str,
    teens: [&'static str; 9],
    /// Twenty to ninety.
    tens: [&'static str; 8],
    /// Numbers from twenty on: `{t}` stands for what the tens are there, `{u}` for the number.
    joined: &'static str,
    joined_tens: [&'static str; 8],
    /// One, as it is joined; the other units are joined as they are.
    joined_one: &'static str,
    hundred: &'static str,
}

static SPELT: &[Spelt] = &[
    Spelt {
        system: OrdinalArabic,
        units: [
            "الأولى|الأول|الاولى|الاول",
            "الثانية|الثاني",
            "الثالثة|الثالث",
            "الرابعة|الرابع",
            "الخامسة|الخامس",
            "السادسة|السادس",
            "السابعة|السابع",
            "الثامنة|الثامن",
            "التاسعة|التاسع",
        ],
        ten: "العاشرة|العاشر",
        teens: [
            "الحادية عشرة|الحادية عشر|الحادي عشر",
            "الثانية عشرة|الثانية عشر|الثاني عشر",
            "الثالثة عشرة|الثالثة عشر|الثالث عشر",
            "الرابعة عشرة|الرابعة عشر|الرابع عشر",
            "الخامسة عشرة|الخامسة عشر|الخامس عشر",
            "السادسة عشرة|السادسة عشر|السادس عشر",
            "السابعة عشرة|السابعة عشر|السابع عشر",
            "الثامنة عشرة|الثامنة عشر|الثامن عشر",
            "التاسعة عشرة|التاسعة عشر|التاسع عشر",
        ],
        tens: TENS_OF_ARABIC,
        joined: "{u} و{t}",
        joined_tens: TENS_OF_ARABIC,
        joined_one: "الحادية|الحادي",
        hundred: "المائة|المئة",
    },
    Spelt {
        system: OrdinalUyghur,
        units: [
            "بىرىنچى",
            "ئىككىنچى",
            "ئۈچىنچى",
            "تۆتىنچى",
            "بەشىنچى",
            "ئالتىنچى",
            "يەتتىنچى",
            "سەككىزىنچى",
            "توققۇزىنچى",
        ],
        ten: "ئونىنچى",
        teens: [
            "ئون بىرىنچى",
            "ئون ئىككىنچى",
            "ئون ئۈچىنچى",
            "ئون تۆتىنچى",
            "ئون بەشىنچى",
            "ئون ئالتىنچى",
            "ئون يەتتىنچى",
            "ئون سەككىزىنچى",
            "ئون توققۇزىنچى",
        ],
        tens: [
            "يىگىرمىنچى",
            "ئوتتۇزىنچى",
            "قىرىقىنچى",
            "ئەللىكىنچى",
            "ئاتمىشىنچى",
            "يەتمىشىنچى",
            "سەكسىنىنچى",
            "توقسىنىنچى",
        ],
        joined: "{t} {u}",
        joined_tens: ["يىگىرمە", "ئوتتۇز", "قىرىق", "ئەللىك", "ئاتمىش", "يەتمىش", "سەكسەن", "توقسان"],
        joined_one: "بىرىنچى",
        hundred: "يۈزىنچى",
    },
    Spelt {
        system: OrdinalTibetan,
        units: ["དང་པོ", "གཉིས་པ", "གསུམ་པ", "བཞི་པ", "ལྔ་པ", "དྲུག་པ", "བདུན་པ", "བརྒྱད་པ", "དགུ་པ"],
        ten: "བཅུ་པ",
        teens: [
            "བཅུ་གཅིག་པ",
            "བཅུ་གཉིས་པ",
            "བཅུ་གསུམ་པ",
            "བཅུ་བཞི་པ",
            "བཅོ་ལྔ་པ",
            "བཅུ་དྲུག་པ",
            "བཅུ་བདུན་པ",
            "བཅོ་བརྒྱད་པ",
            "བཅུ་དགུ་པ",
        ],
        tens: ["ཉི་ཤུ་པ", "སུམ་ཅུ་པ", "བཞི་བཅུ་པ", "ལྔ་བཅུ་པ", "དྲུག་ཅུ་པ", "བདུན་ཅུ་པ", "བརྒྱད་ཅུ་པ", "དགུ་བཅུ་པ"],
        joined: "{t}་{u}",
        joined_tens: [
            "ཉེར|ཉི་ཤུ་རྩ",
            "སོ|སུམ་ཅུ་སོ",
            "ཞེ|བཞི་བཅུ་ཞེ",
            "ང|ལྔ་བཅུ་ང",
            "རེ|དྲུག་ཅུ་རེ",
            "དོན|བདུན་ཅུ་དོན",
            "གྱ|བརྒྱད་ཅུ་གྱ",
            "གོ|དགུ་བཅུ་གོ",
        ],
        joined_one: "གཅིག་པ",
        hundred: "བརྒྱ་པ",
    },
];

const TENS_OF_ARABIC: [&str; 8] = [
    "العشرون|العشرين",
    "الثلاثون|الثلاثين",
    "الأربعون|الأربعين",
    "الخمسون|الخمسين",
    "الستون|الستين",
    "السبعون|السبعين",
    "الثمانون|الثمانين",
    "التسعون|التسعين",
];

impl System {
    /// Whether its numerals are those of another script than Han, kana, Hangul and Latin letters.
    pub(super) const fn is_foreign(self) -> bool {
        matches!(self, Thai | ArabicIndic | Persian | TibetanDigits) || self.is_spelt()
    }

    /// Whether its numerals are words.
    pub(super) const fn is_spelt(self) -> bool {
        matches!(self, OrdinalArabic | OrdinalUyghur | OrdinalTibetan)
    }
}

impl Spelt {
    /// The numbers below ten as they are joined.
    fn joined_units(&self) -> impl Iterator<Item = &'static str> {
        iter::once(self.joined_one).chain(self.units.into_iter().skip(1))
    }

    /// Every way of writing every number, the one that is printed first.
    fn words(&self) -> Vec<(String, u32)> {
        let mut out = vec![];
        let mut add = |n: u32, ways: &str| out.extend(ways.split('|').map(|w| (w.to_owned(), n)));
        (1..).zip(self.units).for_each(|(n, w)| add(n, w));
        add(10, self.ten);
        (11..).zip(self.teens).for_each(|(n, w)| add(n, w));
        (2..).zip(self.tens).for_each(|(n, w)| add(n * 10, w));
        add(100, self.hundred);
        for (t, tens) in (2..).zip(self.joined_tens) {
            for (u, units) in (1..).zip(self.joined_units()) {
                for unit in units.split('|') {
                    for ten in tens.split('|') {
                        add(t * 10 + u, &self.joined.replace("{t}", ten).replace("{u}", unit));
                    }
                }
            }
        }
        out
    }
}

/// The words of every system, in the order in which they are printed, and the longest first.
type Words = (System, Vec<(String, u32)>, Vec<(String, u32)>);

static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let of = |spelt: &Spelt| {
        let printed = spelt.words();
        let mut longest = printed.clone();
        longest.sort_by_key(|(word, _)| Reverse(word.len()));
        (spelt.system, printed, longest)
    };
    SPELT.iter().map(of).collect()
});

fn zero(system: System) -> Option<char> {
    ZEROS.iter().find(|(s, _)| *s == system).map(|(_, zero)| *zero)
}

/// The value of a digit.
fn digit(zero: char, c: char) -> Option<u32> {
    (c as u32).checked_sub(zero as u32).filter(|d| *d < 10)
}

/// The characters that a numeral of such a system can begin with.
pub(super) fn first_chars(system: System) -> Vec<char> {
    if let Some(zero) = zero(system) {
        return (0..10).filter_map(|d| char::from_u32(zero as u32 + d)).collect();
    }
    // Asked for in every run: the words themselves are made where a document has one.
    let parts = |s: &'static Spelt| {
        let alone = s.units.iter().chain([&s.ten, &s.hundred]).chain(&s.teens).chain(&s.tens);
        alone.chain(&s.joined_tens).chain([&s.joined_one]).flat_map(|ways| ways.split('|'))
    };
    let words = SPELT.iter().filter(|s| s.system == system).flat_map(parts);
    let mut out: Vec<char> = words.filter_map(|word| word.chars().next()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Reads the numeral of such a system at the start of `s`; a word must end there.
pub(super) fn read(system: System, s: &str) -> Option<(u32, usize)> {
    if let Some(zero) = zero(system) {
        let len = s.find(|c| digit(zero, c).is_none()).unwrap_or(s.len());
        let mut digits = s[..len].chars().filter_map(|c| digit(zero, c));
        let n = digits.try_fold(0u32, |n, d| n.checked_mul(10)?.checked_add(d))?;
        return (n > 0).then_some((n, len));
    }
    let (_, _, longest) = WORDS.iter().find(|(s, ..)| *s == system)?;
    let ends = |rest: &str| !rest.starts_with(char::is_alphabetic);
    longest.iter().find_map(|(word, n)| {
        let rest = s.strip_prefix(word.as_str())?;
        ends(rest).then_some((*n, word.len()))
    })
}

/// Prints a number; `None` where there is no word for it.
pub(super) fn print(system: System, n: u32) -> Option<String> {
    if let Some(zero) = zero(system) {
        return n.to_string().bytes().map(|b| char::from_u32(zero as u32 + u32::from(b - b'0'))).collect();
    }
    let (_, printed, _) = WORDS.iter().find(|(s, ..)| *s == system)?;
    printed.iter().find(|(_, m)| *m == n).map(|(word, _)| word.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_in_words_read_back_to_a_hundred() {
        for spelt in SPELT {
            for n in 1..=100 {
                let word = print(spelt.system, n).expect("a word");
                assert_eq!(read(spelt.system, &word), Some((n, word.len())), "{word}");
            }
            assert_eq!(print(spelt.system, 101), None);
            let mut seen = std::collections::HashMap::new();
            for (word, n) in spelt.words() {
                assert_eq!(*seen.entry(word.clone()).or_insert(n), n, "{word}");
            }
        }
    }

    #[test]
    fn a_word_that_goes_on_is_no_ordinal() {
        assert_eq!(read(OrdinalTibetan, "དང་པོའི་ནང་"), None);
        assert_eq!(read(OrdinalArabic, "الثانية عشرة"), Some((12, "الثانية عشرة".len())));
        assert_eq!(read(Thai, "๑๒ "), Some((12, 6)));
        assert_eq!(read(Persian, "۰"), None);
    }
}
