//! Numbers in every format: examples of the standard, and what is shown is read.

use super::*;
use proptest::prelude::*;

/// NumberFormat; numbers from 1 on, or single ones.
const SHOWN: &[(&str, &[(u32, &str)])] = &[
    ("aiueo", &[(1, "ｱ"), (2, "ｲ"), (45, "ｦ"), (46, "ﾝ"), (47, "ｱ")]),
    ("aiueoFullWidth", &[(1, "ア"), (44, "ワ"), (46, "ン"), (47, "ア")]),
    ("arabicAbjad", &[(1, "أ"), (3, "ج"), (29, "أأ")]),
    ("arabicAlpha", &[(1, "أ"), (3, "ت")]),
    ("bahtText", &[(12, "12")]),
    ("bullet", &[(1, "")]),
    ("cardinalText", &[(1, "One"), (21, "Twenty-one"), (345, "Three hundred forty-five")]),
    ("chicago", &[(1, "*"), (2, "†"), (4, "§"), (5, "**")]),
    (
        "chineseCounting",
        &[(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一○○"), (105, "一○五")],
    ),
    (
        "chineseCountingThousand",
        &[
            (10, "十"),
            (12, "十二"),
            (101, "一百零一"),
            (110, "一百一十"),
            (111, "一百一十一"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (10_500, "一万五百"),
            (10_005, "一万零五"),
        ],
    ),
    ("chineseLegalSimplified", &[(1, "壹"), (10, "壹拾"), (21, "贰拾壹"), (101, "壹佰零壹"), (6000, "陆仟")]),
    ("chosung", &[(1, "ㄱ"), (14, "ㅎ"), (15, "ㄱ")]),
    ("decimal", &[(0, "0"), (7, "7")]),
    ("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (21, "21")]),
    ("decimalEnclosedCircleChinese", &[(1, "①"), (10, "⑩"), (11, "11")]),
    ("decimalEnclosedFullstop", &[(1, "⒈"), (20, "⒛"), (21, "21")]),
    ("decimalEnclosedParen", &[(1, "⑴"), (20, "⒇"), (21, "21")]),
    ("decimalFullWidth", &[(12, "１２")]),
    ("decimalFullWidth2", &[(3, "３")]),
    ("decimalHalfWidth", &[(12, "12")]),
    ("decimalZero", &[(1, "01"), (9, "09"), (10, "10"), (100, "100")]),
    ("ganada", &[(1, "가"), (14, "하"), (15, "가")]),
    ("hebrew1", &[(1, "א"), (10, "י"), (15, "טו"), (16, "טז"), (100, "ק"), (121, "קכא")]),
    ("hebrew2", &[(1, "א"), (3, "ג"), (22, "ת")]),
    ("hex", &[(9, "9"), (10, "A"), (255, "FF")]),
    ("hindiConsonants", &[(1, "अ"), (2, "आ"), (17, "अं")]),
    ("hindiCounting", &[(1, "एक"), (2, "दो"), (3, "तीन"), (99, "निन्यानवे"), (100, "एक सौ")]),
    ("hindiNumbers", &[(12, "१२")]),
    ("hindiVowels", &[(1, "क"), (3, "ग")]),
    ("ideographDigital", &[(1, "一"), (10, "一〇"), (100, "一〇〇"), (123, "一二三")]),
    ("ideographEnclosedCircle", &[(1, "㈠"), (10, "㈩"), (11, "11")]),
    ("ideographLegalTraditional", &[(2, "貳"), (3, "參"), (16, "壹拾陸"), (105, "壹佰零伍")]),
    ("ideographTraditional", &[(1, "甲"), (10, "癸"), (11, "11")]),
    ("ideographZodiac", &[(1, "子"), (12, "亥"), (13, "13")]),
    ("ideographZodiacTraditional", &[(1, "甲子"), (2, "乙丑"), (11, "甲戌"), (60, "癸亥"), (61, "61")]),
    ("iroha", &[(1, "ｲ"), (25, "ヰ"), (48, "ﾝ"), (49, "ｲ")]),
    ("irohaFullWidth", &[(1, "イ"), (2, "ロ"), (3, "ハ"), (48, "ン")]),
    ("japaneseCounting", &[(1, "一"), (11, "十一"), (101, "百一"), (110, "百十"), (2010, "二千十")]),
    ("japaneseDigitalTenThousand", &[(10, "一〇"), (123, "一二三")]),
    ("japaneseLegal", &[(1, "壱"), (2, "弐"), (10, "壱拾"), (123, "壱百弐拾参")]),
    ("koreanCounting", &[(1, "일"), (10, "십"), (11, "십일"), (20, "이십"), (101, "백일")]),
    ("koreanDigital", &[(1, "일"), (10, "일영"), (12, "일이")]),
    ("koreanDigital2", &[(1, "一"), (10, "一零"), (12, "一二")]),
    ("koreanLegal", &[(1, "하나"), (10, "열"), (21, "스물하나"), (99, "아흔아홉")]),
    ("lowerLetter", &[(1, "a"), (26, "z"), (27, "aa"), (54, "bbb"), (781, "a")]),
    ("lowerRoman", &[(4, "iv"), (19, "xix"), (450, "cdl")]),
    ("none", &[(5, "")]),
    ("numberInDash", &[(1, "- 1 -")]),
    (
        "ordinal",
        &[(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (21, "21st"), (112, "112th")],
    ),
    (
        "ordinalText",
        &[(1, "First"), (12, "Twelfth"), (20, "Twentieth"), (21, "Twenty-first"), (100, "One hundredth")],
    ),
    ("russianLower", &[(1, "а"), (9, "и"), (10, "к"), (29, "я"), (30, "аа")]),
    ("russianUpper", &[(28, "Ю")]),
    ("taiwaneseCounting", &[(10, "十"), (21, "二十一"), (120, "一二○")]),
    ("taiwaneseCountingThousand", &[(10, "十"), (101, "一百零一")]),
    ("taiwaneseDigital", &[(10, "一○"), (12, "一二")]),
    ("thaiCounting", &[(1, "หนึ่ง"), (11, "สิบเอ็ด"), (20, "ยี่สิบ"), (21, "ยี่สิบเอ็ด")]),
    ("thaiLetters", &[(1, "ก"), (3, "ค"), (4, "ง"), (41, "ฮ")]),
    ("thaiNumbers", &[(10, "๑๐")]),
    ("upperLetter", &[(26, "Z"), (27, "AA"), (54, "BBB")]),
    ("upperRoman", &[(1, "I"), (49, "XLIX"), (1990, "MCMXC")]),
    ("vietnameseCounting", &[(1, "một"), (11, "mười một"), (15, "mười lăm"), (21, "hai mươi mốt")]),
    ("dollarText", &[(1, "One and 00/100")]),
];

#[test]
fn every_format_shows_what_the_standard_says() {
    for (format, numbers) in SHOWN {
        for (number, text) in *numbers {
            assert_eq!(show(format, *number).as_deref(), Some(*text), "{format} {number}");
        }
    }
    let shown: Vec<_> = SHOWN.iter().map(|(name, _)| *name).collect();
    assert!(NUMBER_FORMATS.iter().all(|f| shown.contains(&f.name)), "a format without an example");
    assert_eq!(show("custom", 1), None);
    assert_eq!(show("no such format", 1), None);
}

#[test]
fn one_zero_whichever_sign_it_is() {
    for text in ["一百零一", "一百〇一", "一百○一"] {
        assert_eq!(read("chineseCountingThousand", text), Some(101));
    }
    for text in ["一〇一", "一○一"] {
        assert_eq!(read("ideographDigital", text), Some(101));
        assert_eq!(read("chineseCounting", text), Some(101));
    }
    assert_eq!(read("chineseCountingThousand", "一万零五百"), Some(10_500));
    assert_eq!(read("decimalEnclosedCircle", "㉑"), Some(21));
}

#[test]
fn nonsense_is_no_number() {
    for f in &NUMBER_FORMATS {
        for text in ["", "条", "一二百", "百百", "aab", "MIM", "- x -", "1nd", "ab1"] {
            if f.name == "hex" && text.contains('a') {
                continue;
            }
            assert_eq!(f.kind.read(text), None, "{} {text}", f.name);
        }
    }
}

#[test]
fn languages_spell_numbers_their_way() {
    for (format, language, number, text) in [
        ("cardinalText", "fr-FR", 80, "Quatre-vingts"),
        ("cardinalText", "fr-FR", 71, "Soixante-et-onze"),
        ("cardinalText", "fr-FR", 280, "Deux-cent-quatre-vingts"),
        ("ordinalText", "fr-FR", 5, "Cinquième"),
        ("ordinalText", "fr-FR", 9, "Neuvième"),
        ("ordinalText", "fr-FR", 80, "Quatre-vingtième"),
        ("ordinalText", "fr-FR", 1000, "Millième"),
        ("ordinalText", "ru-RU", 24, "Двадцать четвёртый"),
        ("ordinalText", "ru-RU", 3400, "Три тысячи четырёхсотый"),
        ("ordinalText", "ru-RU", 2000, "Двухтысячный"),
        ("ordinal", "fr", 1, "1er"),
        ("ordinal", "zh-CN", 2, "2nd"),
    ] {
        assert_eq!(show_in(format, number, language).as_deref(), Some(text));
    }
}

#[test]
fn patterns_of_custom_formats() {
    for (pattern, number, text) in [
        ("001, 002, 003, ...", 7, "007"),
        ("00001, 00002, 00003, ...", 123, "00123"),
        ("ｱ, ｲ, ｳ, ...", 4, "ｴ"),
        ("One, Two, Three, ...", 4, "Four"),
        ("一, 十, 一○○(简), ...", 101, "一○一"),
        ("一, 十, 一百(简), ...", 101, "一百零一"),
        ("一, 一〇, 一〇〇, ...", 12, "一二"),
        ("א, י, ק, ...", 2, "ב"),
        ("1", 3, "3"),
    ] {
        assert_eq!(show_custom(pattern, number).as_deref(), Some(text), "{pattern}");
    }
    for pattern in ["", "...", "x, y, z, ...", ",,,", "(简)"] {
        assert_eq!(show_custom(pattern, 1), None, "{pattern}");
    }
}

/// The last number that a format shows otherwise than any before it.
fn unambiguous(f: &NumberFormat) -> u32 {
    match f.name {
        "none" | "bullet" => 0,
        "aiueo" | "aiueoFullWidth" => 46,
        "iroha" | "irohaFullWidth" => 48,
        "ganada" | "chosung" => 14,
        "chicago" => 120,
        "hebrew1" => 999,
        "arabicAbjad" | "arabicAlpha" | "russianLower" | "russianUpper" | "upperLetter" | "lowerLetter" => {
            780
        }
        "thaiLetters" | "hindiVowels" => 900,
        "hindiConsonants" => 540,
        _ => 9_999,
    }
}

#[test]
fn what_is_shown_is_read() {
    for f in &NUMBER_FORMATS {
        let last = unambiguous(f);
        for n in (1..=last.min(1_100)).chain((1_101..=last).step_by(61)) {
            let text = f.kind.show(n, "en");
            assert_eq!(f.kind.read(&text), Some(n), "{} {text}", f.name);
        }
    }
}

proptest! {
    #[test]
    fn no_number_and_no_text_is_too_much(n in any::<u32>(), s in "[零〇一二百千万壹拾일십ア①IVXa-z0-9 ,.()简A-]{0,12}") {
        for f in &NUMBER_FORMATS {
            prop_assert!(f.kind.show(n, "fr").len() < 400);
            f.kind.read(&s);
        }
        show_custom(&s, n);
    }
}
