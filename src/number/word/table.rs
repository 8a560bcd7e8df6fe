//! The number formats of ECMA-376 Part 1, 17.18.59, a row each.

use super::NumberFormat;
use super::kind::{Kind, One, Units};
use super::spell::{self, Words};
use crate::number::System;

const fn row(name: &'static str, kind: Kind) -> NumberFormat {
    NumberFormat { name, kind }
}

const fn digits(name: &'static str, signs: &'static str) -> NumberFormat {
    row(name, Kind::Digits { signs, width: 1 })
}

const fn words(name: &'static str, show: fn(u32, &str) -> Option<String>) -> NumberFormat {
    row(name, Kind::Words(Words::new(show)))
}

const ASCII: &str = "0123456789";
const FULL_WIDTH: &str = "０１２３４５６７８９";

const AIUEO: &str =
    "ｱ ｲ ｳ ｴ ｵ ｶ ｷ ｸ ｹ ｺ ｻ ｼ ｽ ｾ ｿ ﾀ ﾁ ﾂ ﾃ ﾄ ﾅ ﾆ ﾇ ﾈ ﾉ ﾊ ﾋ ﾌ ﾍ ﾎ ﾏ ﾐ ﾑ ﾒ ﾓ ﾔ ﾕ ﾖ ﾗ ﾘ ﾙ ﾚ ﾛ ﾜ ｦ ﾝ";
const AIUEO_FULL: &str = "ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ ソ タ チ ツ テ ト ナ ニ ヌ ネ ノ ハ ヒ フ ヘ ホ マ ミ ム メ モ ヤ ユ ヨ ラ リ ル レ ロ ワ ヲ ン";
/// ヰ and ヱ have no half width.
const IROHA: &str =
    "ｲ ﾛ ﾊ ﾆ ﾎ ﾍ ﾄ ﾁ ﾘ ﾇ ﾙ ｦ ﾜ ｶ ﾖ ﾀ ﾚ ｿ ﾂ ﾈ ﾅ ﾗ ﾑ ｳ ヰ ﾉ ｵ ｸ ﾔ ﾏ ｹ ﾌ ｺ ｴ ﾃ ｱ ｻ ｷ ﾕ ﾒ ﾐ ｼ ヱ ﾋ ﾓ ｾ ｽ ﾝ";
const IROHA_FULL: &str = "イ ロ ハ ニ ホ ヘ ト チ リ ヌ ル ヲ ワ カ ヨ タ レ ソ ツ ネ ナ ラ ム ウ ヰ ノ オ ク ヤ マ ケ フ コ エ テ ア サ キ ユ メ ミ シ ヱ ヒ モ セ ス ン";
const GANADA: &str = "가 나 다 라 마 바 사 아 자 차 카 타 파 하";
const CHOSUNG: &str = "ㄱ ㄴ ㄷ ㄹ ㅁ ㅂ ㅅ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ";
const LATIN_LOWER: &str = "a b c d e f g h i j k l m n o p q r s t u v w x y z";
const LATIN_UPPER: &str = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z";
/// Without ё, й, ъ and ь.
const RUSSIAN_LOWER: &str = "а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ ы э ю я";
const RUSSIAN_UPPER: &str = "А Б В Г Д Е Ж З И К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ы Э Ю Я";
const ARABIC_ALPHA: &str = "أ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي";
const ARABIC_ABJAD: &str = "أ ب ج د ه و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ";
/// After the last letter Word goes on with ת and a letter; only the alphabet itself is certain.
const HEBREW_LETTERS: &str = "א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת";
const THAI_LETTERS: &str =
    "ก ข ค ง จ ฉ ช ซ ฌ ญ ฎ ฏ ฐ ฑ ฒ ณ ด ต ถ ท ธ น บ ป ผ ฝ พ ฟ ภ ม ย ร ล ว ศ ษ ส ห ฬ อ ฮ";
/// [MS-OI29500] 2.1.540, b: Word has the names of vowels and consonants the other way round.
const HINDI_CONSONANTS: &str = "क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न ऩ प फ ब भ म य र ऱ ल ळ ऴ व श ष स ह";
const HINDI_VOWELS: &str = "अ आ इ ई उ ऊ ऋ ऌ ऍ ऎ ए ऐ ऑ ऒ ओ औ अं अः";

const HAN: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
/// Digits that stand alone above 99: 一○○ ([MS-DOCX] 2.4).
const HAN_RING: [&str; 10] = ["○", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const HAN_UNITS: [&str; 4] = ["十", "百", "千", "万"];
const FORMAL_UNITS: [&str; 4] = ["拾", "佰", "仟", "萬"];
const KOREAN: [&str; 10] = ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];

static COUNTING: Units = Units { digits: HAN_RING, powers: HAN_UNITS, one: One::LeftOutFirst, gap: true };
static THOUSAND: Units = Units { digits: HAN, powers: HAN_UNITS, one: One::LeftOutFirst, gap: true };
static THOUSAND_TRADITIONAL: Units =
    Units { digits: HAN, powers: ["十", "百", "千", "萬"], one: One::LeftOutFirst, gap: true };
static FORMAL: Units = Units {
    digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
    powers: FORMAL_UNITS,
    one: One::Written,
    gap: true,
};
static FORMAL_TRADITIONAL: Units = Units {
    digits: ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"],
    powers: FORMAL_UNITS,
    one: One::Written,
    gap: true,
};
static JAPANESE: Units = Units { digits: HAN_JAPANESE, powers: HAN_UNITS, one: One::LeftOut, gap: false };
const HAN_JAPANESE: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
static JAPANESE_LEGAL: Units = Units {
    digits: ["零", "壱", "弐", "参", "四", "伍", "六", "七", "八", "九"],
    powers: ["拾", "百", "阡", "萬"],
    one: One::Written,
    gap: false,
};
static KOREAN_COUNTING: Units =
    Units { digits: KOREAN, powers: ["십", "백", "천", "만"], one: One::LeftOut, gap: false };

/// Every format, in the order of the standard.
pub static NUMBER_FORMATS: [NumberFormat; 62] = [
    row("aiueo", Kind::Cycle(AIUEO)),
    row("aiueoFullWidth", Kind::Cycle(AIUEO_FULL)),
    row("arabicAbjad", Kind::Repeat(ARABIC_ABJAD)),
    row("arabicAlpha", Kind::Repeat(ARABIC_ALPHA)),
    // [MS-OI29500] 2.1.540, d.
    digits("bahtText", ASCII),
    row("bullet", Kind::Empty),
    words("cardinalText", spell::cardinal_text),
    row("chicago", Kind::Repeat("* † ‡ §")),
    row("chineseCounting", Kind::Below100(&COUNTING)),
    row("chineseCountingThousand", Kind::Units(&THOUSAND)),
    row("chineseLegalSimplified", Kind::Units(&FORMAL)),
    row("chosung", Kind::Cycle(CHOSUNG)),
    digits("decimal", ASCII),
    row("decimalEnclosedCircle", Kind::First(System::Circled, 20)),
    // The signs of GB/T 2312, row 2, which end at ⑩ (17.16.4.3.1, GB3).
    row("decimalEnclosedCircleChinese", Kind::First(System::Circled, 10)),
    row("decimalEnclosedFullstop", Kind::First(System::ArabicStop, 20)),
    row("decimalEnclosedParen", Kind::First(System::ParenthesisedArabic, 20)),
    digits("decimalFullWidth", FULL_WIDTH),
    digits("decimalFullWidth2", FULL_WIDTH),
    digits("decimalHalfWidth", ASCII),
    row("decimalZero", Kind::Digits { signs: ASCII, width: 2 }),
    words("dollarText", spell::dollar_text),
    row("ganada", Kind::Cycle(GANADA)),
    words("hebrew1", spell::hebrew),
    row("hebrew2", Kind::Signs(HEBREW_LETTERS)),
    row("hex", Kind::Hex),
    row("hindiConsonants", Kind::Repeat(HINDI_VOWELS)),
    words("hindiCounting", spell::hindi),
    digits("hindiNumbers", "०१२३४५६७८९"),
    row("hindiVowels", Kind::Repeat(HINDI_CONSONANTS)),
    digits("ideographDigital", "〇一二三四五六七八九"),
    // [MS-OI29500] 2.1.540, a: in parentheses instead of circles.
    row("ideographEnclosedCircle", Kind::First(System::ParenthesisedHan, 10)),
    row("ideographLegalTraditional", Kind::Units(&FORMAL_TRADITIONAL)),
    row("ideographTraditional", Kind::First(System::Stems, 10)),
    row("ideographZodiac", Kind::Signs("子 丑 寅 卯 辰 巳 午 未 申 酉 戌 亥")),
    row("ideographZodiacTraditional", Kind::Pairs),
    row("iroha", Kind::Cycle(IROHA)),
    row("irohaFullWidth", Kind::Cycle(IROHA_FULL)),
    row("japaneseCounting", Kind::Units(&JAPANESE)),
    digits("japaneseDigitalTenThousand", "〇一二三四五六七八九"),
    row("japaneseLegal", Kind::Units(&JAPANESE_LEGAL)),
    row("koreanCounting", Kind::Units(&KOREAN_COUNTING)),
    digits("koreanDigital", "영일이삼사오육칠팔구"),
    digits("koreanDigital2", "零一二三四五六七八九"),
    words("koreanLegal", spell::korean_legal),
    row("lowerLetter", Kind::Repeat(LATIN_LOWER)),
    row("lowerRoman", Kind::Roman { lower: true }),
    row("none", Kind::Empty),
    row("numberInDash", Kind::Dash),
    row("ordinal", Kind::Ordinal),
    words("ordinalText", spell::ordinal_text),
    row("russianLower", Kind::Repeat(RUSSIAN_LOWER)),
    row("russianUpper", Kind::Repeat(RUSSIAN_UPPER)),
    row("taiwaneseCounting", Kind::Below100(&COUNTING)),
    row("taiwaneseCountingThousand", Kind::Units(&THOUSAND_TRADITIONAL)),
    digits("taiwaneseDigital", "○一二三四五六七八九"),
    words("thaiCounting", spell::thai),
    row("thaiLetters", Kind::Repeat(THAI_LETTERS)),
    digits("thaiNumbers", "๐๑๒๓๔๕๖๗๘๙"),
    row("upperLetter", Kind::Repeat(LATIN_UPPER)),
    row("upperRoman", Kind::Roman { lower: false }),
    words("vietnameseCounting", spell::vietnamese),
];

/// The formats in the order of the numbers that binary files and RTF have for them ([MS-OSHARED] 2.2.1.3).
pub static CODES: [&str; 60] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "ordinal",
    "cardinalText",
    "ordinalText",
    "hex",
    "chicago",
    "ideographDigital",
    "japaneseCounting",
    "aiueo",
    "iroha",
    "decimalFullWidth",
    "decimalHalfWidth",
    "japaneseLegal",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "aiueoFullWidth",
    "irohaFullWidth",
    "decimalZero",
    "bullet",
    "ganada",
    "chosung",
    "decimalEnclosedFullstop",
    "decimalEnclosedParen",
    "decimalEnclosedCircleChinese",
    "ideographEnclosedCircle",
    "ideographTraditional",
    "ideographZodiac",
    "ideographZodiacTraditional",
    "taiwaneseCounting",
    "ideographLegalTraditional",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
    "chineseCounting",
    "chineseLegalSimplified",
    "chineseCountingThousand",
    "decimal",
    "koreanDigital",
    "koreanCounting",
    "koreanLegal",
    "koreanDigital2",
    "hebrew1",
    "arabicAlpha",
    "hebrew2",
    "arabicAbjad",
    "hindiVowels",
    "hindiConsonants",
    "hindiNumbers",
    "hindiCounting",
    "thaiLetters",
    "thaiNumbers",
    "thaiCounting",
    "vietnameseCounting",
    "numberInDash",
    "russianLower",
    "russianUpper",
];
