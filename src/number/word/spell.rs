//! Numbers in words, for the number formats that spell them out: English, French, Russian, Korean, Vietnamese,
//! Thai, Hindi and Hebrew numerals.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The largest number whose words are read back.
const MOST: u32 = 9_999;

/// A format that spells numbers out.
#[derive(Debug)]
pub struct Words {
    show: fn(u32, &str) -> Option<String>,
    known: OnceLock<HashMap<String, u32>>,
}

impl Words {
    /// A format by its function.
    pub const fn new(show: fn(u32, &str) -> Option<String>) -> Self {
        Self { show, known: OnceLock::new() }
    }

    /// The words; `None` where there are none.
    pub fn show(&self, number: u32, language: &str) -> Option<String> {
        (self.show)(number, language)
    }

    /// The number of such words, in any of the languages and in either case.
    pub fn read(&self, text: &str) -> Option<u32> {
        let known = self.known.get_or_init(|| {
            let mut known = HashMap::new();
            for language in ["en", "fr", "ru"] {
                for n in 1..=MOST {
                    if let Some(words) = self.show(n, language) {
                        known.entry(words.to_lowercase()).or_insert(n);
                    }
                }
            }
            known
        });
        known.get(&text.to_lowercase()).copied()
    }
}

fn is(language: &str, code: &str) -> bool {
    language.get(..2).is_some_and(|l| l.eq_ignore_ascii_case(code))
        && language.as_bytes().get(2).is_none_or(|b| *b == b'-')
}

/// The first letter large, as Word writes the words of a number.
fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// 1st, 1er, 1-й.
pub fn ordinal(number: u32, language: &str) -> String {
    if is(language, "fr") {
        return format!("{number}{}", if number == 1 { "er" } else { "e" });
    }
    if is(language, "ru") {
        return format!("{number}-й");
    }
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Whether a text is the ordinal of a number in one of the languages.
pub fn is_ordinal(number: u32, text: &str) -> bool {
    ["en", "fr", "ru"].iter().any(|language| ordinal(number, language) == text)
}

/// One, two, three.
pub fn cardinal_text(number: u32, language: &str) -> Option<String> {
    let words = match language {
        l if is(l, "fr") => french(number),
        l if is(l, "ru") => russian(number, false),
        _ => english(number),
    }?;
    Some(capital(&words))
}

/// First, second, third.
pub fn ordinal_text(number: u32, language: &str) -> Option<String> {
    let words = match language {
        l if is(l, "fr") => french_ordinal(number),
        l if is(l, "ru") => russian_ordinal(number),
        _ => english_ordinal(number),
    }?;
    Some(capital(&words))
}

/// One and 00/100 (ECMA-376 Part 1, 17.16.4.3.1, DollarText).
pub fn dollar_text(number: u32, language: &str) -> Option<String> {
    Some(format!("{} and 00/100", cardinal_text(number, language)?))
}

const ENGLISH: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
                       sixteen seventeen eighteen nineteen";
const ENGLISH_TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";

fn word(list: &'static str, at: u32) -> &'static str {
    list.split_whitespace().nth(at as usize).unwrap_or("")
}

/// Words for thousands, hundreds and what is below; `None` from a million on.
fn parts(number: u32) -> Option<(u32, u32, u32)> {
    (number < 1_000_000).then_some((number / 1000, number / 100 % 10, number % 100))
}

fn english(number: u32) -> Option<String> {
    let (thousands, hundreds, rest) = parts(number)?;
    let mut out: Vec<String> = vec![];
    if thousands > 0 {
        out.push(format!("{} thousand", english(thousands)?));
    }
    if hundreds > 0 {
        out.push(format!("{} hundred", word(ENGLISH, hundreds)));
    }
    match rest {
        0 if number > 0 => {}
        0..=19 => out.push(word(ENGLISH, rest).to_owned()),
        _ if rest % 10 == 0 => out.push(word(ENGLISH_TENS, rest / 10 - 2).to_owned()),
        _ => out.push(format!("{}-{}", word(ENGLISH_TENS, rest / 10 - 2), word(ENGLISH, rest % 10))),
    }
    Some(out.join(" "))
}

/// Cardinals whose ordinal is a word of its own.
const ENGLISH_ORDINALS: [(&str, &str); 8] = [
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("five", "fifth"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("twelve", "twelfth"),
    ("zero", "zeroth"),
];

fn english_ordinal(number: u32) -> Option<String> {
    let words = english(number)?;
    let at = words.rfind([' ', '-']).map_or(0, |i| i + 1);
    let last = &words[at..];
    let ordinal = match ENGLISH_ORDINALS.iter().find(|(cardinal, _)| *cardinal == last) {
        Some((_, ordinal)) => (*ordinal).to_owned(),
        None => match last.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{last}th"),
        },
    };
    Some(format!("{}{ordinal}", &words[..at]))
}

const FRENCH: &str = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize \
                      dix-sept dix-huit dix-neuf";
const FRENCH_TENS: &str = "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt";

/// With hyphens throughout (the orthography of 1990).
fn french(number: u32) -> Option<String> {
    let (thousands, hundreds, rest) = parts(number)?;
    let mut out: Vec<String> = vec![];
    match thousands {
        0 => {}
        1 => out.push("mille".to_owned()),
        // Vingt and cent have no s before mille.
        _ => {
            let words = french(thousands)?;
            let bare = ["vingts", "cents"].iter().any(|w| words.ends_with(w));
            out.push(format!("{}-mille", if bare { words.trim_end_matches('s') } else { &words }));
        }
    }
    match (hundreds, rest) {
        (0, _) => {}
        (1, _) => out.push("cent".to_owned()),
        (_, 0) => out.push(format!("{}-cents", word(FRENCH, hundreds))),
        _ => out.push(format!("{}-cent", word(FRENCH, hundreds))),
    }
    let (tens, ones) = (rest / 10, rest % 10);
    let below = match (tens, ones) {
        (0, 0) if number > 0 => None,
        (0 | 1, _) => Some(word(FRENCH, rest).to_owned()),
        (8, 0) => Some("quatre-vingts".to_owned()),
        (7 | 9, _) => {
            let and = if rest == 71 { "-et" } else { "" };
            Some(format!("{}{and}-{}", word(FRENCH_TENS, tens - 2), word(FRENCH, ones + 10)))
        }
        (_, 0) => Some(word(FRENCH_TENS, tens - 2).to_owned()),
        (2..=6, 1) => Some(format!("{}-et-un", word(FRENCH_TENS, tens - 2))),
        _ => Some(format!("{}-{}", word(FRENCH_TENS, tens - 2), word(FRENCH, ones))),
    };
    out.extend(below);
    Some(out.join("-"))
}

fn french_ordinal(number: u32) -> Option<String> {
    if number == 1 {
        return Some("premier".to_owned());
    }
    let words = french(number)?;
    let plural = ["vingts", "cents"].iter().any(|w| words.ends_with(w));
    let stem = words.strip_suffix(['e', if plural { 's' } else { 'e' }]).unwrap_or(&words);
    Some(match stem {
        s if s.ends_with("cinq") => format!("{s}uième"),
        s if s.ends_with("neuf") => format!("{}vième", &s[..s.len() - 1]),
        s => format!("{s}ième"),
    })
}

const RUSSIAN: &str = "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать \
                       тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать";
const RUSSIAN_TENS: &str = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто";
const RUSSIAN_HUNDREDS: &str = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот";
const RUSSIAN_ORDINALS: &str = "нулевой первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый \
                                одиннадцатый двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый \
                                семнадцатый восемнадцатый девятнадцатый";
const RUSSIAN_ORDINAL_TENS: &str =
    "двадцатый тридцатый сороковой пятидесятый шестидесятый семидесятый восьмидесятый девяностый";
/// What stands before -сотый and -тысячный.
const RUSSIAN_STEMS: &str = "_ _ двух трёх четырёх пяти шести семи восьми девяти";

fn russian(number: u32, feminine: bool) -> Option<String> {
    let (thousands, hundreds, rest) = parts(number)?;
    let mut out: Vec<String> = vec![];
    if thousands > 0 {
        let form = match (thousands % 10, thousands % 100) {
            (_, 11..=19) => "тысяч",
            (1, _) => "тысяча",
            (2..=4, _) => "тысячи",
            _ => "тысяч",
        };
        out.push(format!("{} {form}", russian(thousands, true)?));
    }
    if hundreds > 0 {
        out.push(word(RUSSIAN_HUNDREDS, hundreds - 1).to_owned());
    }
    let mut rest = rest;
    if rest >= 20 {
        out.push(word(RUSSIAN_TENS, rest / 10 - 2).to_owned());
        rest %= 10;
    }
    match (rest, feminine) {
        (0, _) if number > 0 => {}
        (1, true) => out.push("одна".to_owned()),
        (2, true) => out.push("две".to_owned()),
        _ => out.push(word(RUSSIAN, rest).to_owned()),
    }
    Some(out.join(" "))
}

fn russian_ordinal(number: u32) -> Option<String> {
    let (thousands, hundreds, rest) = parts(number)?;
    // The last part is the ordinal, all before it are cardinals.
    let (before, last) = match (thousands, hundreds, rest) {
        (1, 0, 0) => (0, "тысячный".to_owned()),
        (2..=9, 0, 0) => (0, format!("{}тысячный", word(RUSSIAN_STEMS, thousands))),
        (10.., 0, 0) => return None,
        (_, 1, 0) => (number - 100, "сотый".to_owned()),
        (_, 2.., 0) => (number - hundreds * 100, format!("{}сотый", word(RUSSIAN_STEMS, hundreds))),
        (_, _, 1..=19) | (0, 0, 0) => (number - rest, word(RUSSIAN_ORDINALS, rest).to_owned()),
        _ if rest % 10 == 0 => (number - rest, word(RUSSIAN_ORDINAL_TENS, rest / 10 - 2).to_owned()),
        _ => (number - rest % 10, word(RUSSIAN_ORDINALS, rest % 10).to_owned()),
    };
    Some(if before == 0 { last } else { format!("{} {last}", russian(before, false)?) })
}

const KOREAN: &str = "_ 하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉";
const KOREAN_TENS: &str = "_ 열 스물 서른 마흔 쉰 예순 일흔 여든 아흔";

/// Native numerals, which end at 99; Sino-Korean ones above.
pub fn korean_legal(number: u32, _: &str) -> Option<String> {
    match number {
        0 => None,
        1..=99 => {
            let part = |list, at| if at == 0 { "" } else { word(list, at) };
            Some(format!("{}{}", part(KOREAN_TENS, number / 10), part(KOREAN, number % 10)))
        }
        _ => super::show("koreanCounting", number),
    }
}

const VIETNAMESE: &str = "không một hai ba bốn năm sáu bảy tám chín";

/// Một, hai, ba: một trăm linh một is 101.
pub fn vietnamese(number: u32, _: &str) -> Option<String> {
    let (thousands, hundreds, rest) = parts(number)?;
    let digit = |d| word(VIETNAMESE, d);
    let mut out: Vec<String> = vec![];
    if thousands > 0 {
        out.push(format!("{} nghìn", vietnamese(thousands, "")?));
    }
    if hundreds > 0 || (thousands > 0 && rest > 0) {
        out.push(format!("{} trăm", digit(hundreds)));
    }
    match (rest / 10, rest % 10) {
        (0, 0) if number > 0 => {}
        (0, d) if number > 9 => out.push(format!("linh {}", digit(d))),
        (0, d) => out.push(digit(d).to_owned()),
        (tens, ones) => {
            out.push(if tens == 1 { "mười".to_owned() } else { format!("{} mươi", digit(tens)) });
            match (tens, ones) {
                (_, 0) => {}
                (2.., 1) => out.push("mốt".to_owned()),
                (_, 5) => out.push("lăm".to_owned()),
                _ => out.push(digit(ones).to_owned()),
            }
        }
    }
    Some(out.join(" "))
}

const THAI: &str = "ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า";
const THAI_UNITS: [(u32, &str); 5] =
    [(100_000, "แสน"), (10_000, "หมื่น"), (1000, "พัน"), (100, "ร้อย"), (10, "สิบ")];

/// หนึ่ง, สอง, สาม: 11 and 21 end in เอ็ด.
pub fn thai(number: u32, _: &str) -> Option<String> {
    parts(number)?;
    if number == 0 {
        return Some(word(THAI, 0).to_owned());
    }
    let (mut left, mut out) = (number, String::new());
    for (value, unit) in THAI_UNITS {
        let digit = left / value;
        left %= value;
        match (digit, value) {
            (0, _) => {}
            (1, 10) => out.push_str(unit),
            (2, 10) => out.push_str("ยี่สิบ"),
            _ => {
                out.push_str(word(THAI, digit));
                out.push_str(unit);
            }
        }
    }
    match left {
        0 => {}
        1 if number > 10 => out.push_str("เอ็ด"),
        _ => out.push_str(word(THAI, left)),
    }
    Some(out)
}

/// Hindi has a word of its own for every number below a hundred.
const HINDI: &str = "शून्य एक दो तीन चार पाँच छः सात आठ नौ दस ग्यारह बारह तेरह चौदह पन्द्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस \
                     तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस \
                     उनतालीस चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन \
                     बावन तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरेसठ चौंसठ पैंसठ छियासठ सड़सठ \
                     अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी अस्सी इक्यासी \
                     बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पंचानवे छियानवे \
                     सत्तानवे अट्ठानवे निन्यानवे";

/// एक, दो, तीन.
pub fn hindi(number: u32, _: &str) -> Option<String> {
    let (thousands, hundreds, rest) = parts(number)?;
    let mut out: Vec<String> = vec![];
    if thousands > 0 {
        (thousands < 100).then(|| out.push(format!("{} हज़ार", word(HINDI, thousands))))?;
    }
    if hundreds > 0 {
        out.push(format!("{} सौ", word(HINDI, hundreds)));
    }
    if rest > 0 || number == 0 {
        out.push(word(HINDI, rest).to_owned());
    }
    Some(out.join(" "))
}

const HEBREW: [&str; 3] = ["_אבגדהוזחט", "_יכלמנסעפצ", "_קרשתךםןףץ"];

/// א is 1, י 10, ק 100; 15 and 16 are written 9 + 6 and 9 + 7.
pub fn hebrew(number: u32, _: &str) -> Option<String> {
    let sign = |row: usize, at: u32| HEBREW[row].chars().nth(at as usize).filter(|_| at > 0);
    let (thousands, hundreds, rest) = parts(number).filter(|p| p.0 < 10 && number > 0)?;
    let mut out: String = sign(0, thousands).into_iter().chain(sign(2, hundreds)).collect();
    match rest {
        15 => out.push_str("טו"),
        16 => out.push_str("טז"),
        _ => out.extend(sign(1, rest / 10).into_iter().chain(sign(0, rest % 10))),
    }
    Some(out)
}
