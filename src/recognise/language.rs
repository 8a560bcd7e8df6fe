//! The language of a document: by the characters used, and where several languages use them, by the commonest words.

use crate::ir::Meta;
use crate::lexicon::languages::{LATIN, WRITINGS, Words, writing};
use crate::text::chars;
use crate::text::{Language, Map, Primary, Region, Script};
use std::cmp::Reverse;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Characters that stand in one of the two Chinese scripts only, from the commonest of legal texts.
const TRADITIONAL: &str =
    "條國會機關應為與於後開當實際內規範圍權義務責經濟發屬對員處辦書請從來這個時間過業產準據總則華聯聲";
const SIMPLIFIED: &str =
    "条国会机关应为与于后开当实际内规范围权义务责经济发属对员处办书请从来这个时间过业产准据总则华联声";

/// The row of characters that nearly all of both scripts are of.
const ROW: RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// Bits that a count of characters takes: [`TOLD_BY`] is the most that is counted.
const BITS: u8 = 21;
const TRADITIONAL_BITS: u8 = BITS;
const SIMPLIFIED_BITS: u8 = 2 * BITS;

/// Signs of East Asia, which are no letters.
const fn is_sign(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff00}'..='\u{ff20}')
}

/// One in the bits in which characters of the script are counted that a character of the row tells: the lowest for those of
/// both.
static SCRIPTS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut out = vec![1; *ROW.end() as usize - *ROW.start() as usize + 1];
    for (of, not, script) in
        [(TRADITIONAL, SIMPLIFIED, TRADITIONAL_BITS), (SIMPLIFIED, TRADITIONAL, SIMPLIFIED_BITS)]
    {
        for c in of.chars().filter(|c| !not.contains(*c)) {
            out[c as usize - *ROW.start() as usize] = 1 << script;
        }
    }
    out
});

/// The language, by characters and words.
pub fn language(text: &str) -> Meta {
    Meta { language: tag(text).into(), ..Meta::default() }
}

/// The tag of the language of a text, by characters and words.
pub fn tag(text: &str) -> &'static str {
    let (mut kana, mut hangul, mut han, mut latin) = (0u32, 0u32, 0u32, 0u32);
    let mut others = [0u32; WRITINGS.len()];
    let scripts = &**SCRIPTS;
    // Characters of the row by their script, each count in its bits of one number.
    let mut told = 0u64;
    let (mut at, mut left) = (0, TOLD_BY);
    while left > 0 {
        left -= 1;
        // Characters of the row, which most of a text is, are told by their bytes.
        if let Some([a @ 0xe4..=0xe9, b, c]) = text.as_bytes().get(at..at + 3) {
            let code = (usize::from(a & 15) << 12) + (usize::from(b & 63) << 6) + usize::from(c & 63);
            if let Some(one) = scripts.get(code.wrapping_sub(*ROW.start() as usize)) {
                told += one;
                at += 3;
                continue;
            }
        }
        let Some(c) = text[at..].chars().next() else { break };
        at += c.len_utf8();
        if is_sign(c) {
            // The commonest of the rest.
        } else if chars::is_han(c) {
            han += 1;
        } else if chars::is_kana(c) {
            kana += 1;
        } else if chars::is_hangul(c) {
            hangul += 1;
        } else if c.is_ascii_alphabetic() {
            latin += 1;
        } else if let Some(at) = writing(c) {
            others[at] += 1;
        }
    }
    let told = [0, TRADITIONAL_BITS, SIMPLIFIED_BITS].map(|bits| (told >> bits) as u32 & ((1 << BITS) - 1));
    let [_, traditional, simplified] = told;
    han += told.iter().sum::<u32>();
    let east = han + hangul + kana;
    let (other, most) = others.iter().enumerate().max_by_key(|(_, n)| **n).unwrap_or((0, &0));
    let language = if hangul > han + kana && hangul * 4 > latin {
        Language::new(Primary::Korean, None, Some(Region::Korea))
    } else if kana * 8 > han && kana > 0 {
        Language::new(Primary::Japanese, None, Some(Region::Japan))
    } else if *most > 4 * east && *most > latin {
        return match WRITINGS[other].languages {
            [] => WRITINGS[other].rest,
            several => by_words(text, several).unwrap_or("und"),
        };
    } else if latin > 4 * east {
        return by_words(text, LATIN).unwrap_or("en");
    } else if traditional > simplified {
        Language::new(Primary::Chinese, Some(Script::Traditional), Some(region(text)))
    } else {
        Language::new(Primary::Chinese, Some(Script::Simplified), Some(Region::Mainland))
    };
    language.tag()
}

/// The language whose commonest words a text has most of; `None` where they are too few to say so, or two have as many.
fn by_words(text: &str, languages: &[Words]) -> Option<&'static str> {
    /// So many words at least, and one in so many: in prose it is one in three or four.
    const FEWEST: usize = 3;
    const ONE_IN: usize = 12;
    let end = text.char_indices().nth(TOLD_BY).map_or(text.len(), |(at, _)| at);
    // A sign that joins consonants of India is no letter, and stands inside of words.
    let inside = |c: char| c.is_alphabetic() || matches!(c, '\u{94d}' | '\u{200c}');
    let mut counts: Map<String, usize> = Map::default();
    for word in text[..end].split(|c| !inside(c)).filter(|w| !w.is_empty()) {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    let met = |of: &Words| of.sure.iter().chain(of.more).filter_map(|w| counts.get(*w)).sum::<usize>();
    let mut found: Vec<(usize, &str)> = languages.iter().map(|of| (met(of), of.tag)).collect();
    found.sort_by_key(|(many, _)| Reverse(*many));
    let ((many, tag), second) = (*found.first()?, found.get(1).map_or(0, |f| f.0));
    (many >= FEWEST && many * ONE_IN >= counts.values().sum() && many > second).then_some(tag)
}

/// Words that tell where a text in traditional characters is in force, and how much each says.
const REGIONS: &[(Region, &[(&str, u32)])] = &[
    (
        Region::HongKong,
        &[
            ("香港", 4),
            ("憲報", 4),
            ("律政司", 3),
            ("特區政府", 2),
            ("行政長官會同行政會議", 4),
            ("裁判官", 2),
            ("署長", 1),
            ("處長", 1),
            ("獲豁免", 1),
            ("號法律公告", 5),
            ("編輯修訂紀錄", 4),
            ("第1部", 2),
            ("第2部", 2),
            ("附表1", 1),
            ("《基本法》", 1),
            ("分部", 2),
            ("證監會", 3),
            ("年第", 0),
            ("公職人員 (", 2),
            ("Cap.", 3),
            ("立法會", 1),
        ],
    ),
    (
        Region::Macau,
        &[
            ("澳門", 5),
            ("行政法規", 3),
            ("號法律", 3),
            ("號行政長官批示", 4),
            ("立法會", 1),
            ("公佈翌日", 2),
            ("命令公佈", 3),
            ("葡文", 2),
            ("監察實體", 1),
        ],
    ),
    (
        Region::Taiwan,
        &[
            ("中華民國", 5),
            ("臺灣", 4),
            ("台灣", 3),
            ("行政院", 4),
            ("立法院", 4),
            ("總統", 2),
            ("直轄市", 3),
            ("縣（市）", 3),
            ("主管機關", 1),
            ("新臺幣", 4),
            ("司法院", 4),
            ("第 1 條", 2),
        ],
    ),
];

/// The region whose words a text in traditional characters has; Taiwan, where none does or several do alike.
fn region(text: &str) -> Region {
    let end = text.char_indices().nth(TOLD_BY).map_or(text.len(), |(at, _)| at);
    let told = &text[..end];
    let said =
        |words: &[(&str, u32)]| words.iter().filter(|(w, _)| told.contains(w)).map(|(_, n)| n).sum::<u32>();
    let mut best = (Region::Taiwan, 0);
    for (region, words) in REGIONS.iter().rev() {
        let says = said(words);
        if says > best.1 {
            best = (*region, says);
        }
    }
    best.0
}

/// Characters that tell the language of a text.
const TOLD_BY: usize = 20_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        assert_eq!(language("第一条　为了保护公民的权利").language, "zh-Hans-CN");
        assert_eq!(language("第一條　為保障國民權利，特制定本條例").language, "zh-Hant-TW");
        assert_eq!(language("第一条　この法律は、国民の権利を").language, "ja-JP");
        assert_eq!(language("제1조(목적) 이 법은 국민의").language, "ko-KR");
        assert_eq!(language("Article 1 The Parties agree").language, "en");
        assert_eq!(language("本條例自局長以憲報公告指定的日期起實施").language, "zh-Hant-HK");
        assert_eq!(language("立法會根據《澳門特別行政區基本法》制定本法律").language, "zh-Hant-MO");
    }

    #[test]
    fn languages_of_one_script_are_told_by_their_commonest_words() {
        for (tag_of, text) in [
            (
                "fr",
                "Article premier Les Parties contractantes conviennent de ce qui suit dans les domaines de la pêche.",
            ),
            (
                "de",
                "§ 1 Die Vertragsparteien arbeiten auf dem Gebiet der Fischerei nach den Bestimmungen zusammen.",
            ),
            ("es", "Artículo 1 Las Partes cooperarán en los ámbitos de la pesca y del transporte por mar."),
            (
                "pt",
                "Artigo 1.º As Partes cooperam nos domínios da pesca e dos transportes, em conformidade com a lei.",
            ),
            (
                "it",
                "Articolo 1 Le Parti cooperano nei settori della pesca e dei trasporti, in conformità con la legge.",
            ),
            ("nl", "Artikel 1 De partijen werken samen op het gebied van de visserij en van het vervoer."),
            ("vi", "Điều 1 Các Bên hợp tác trong lĩnh vực thủy sản và vận tải theo quy định của pháp luật."),
            (
                "id",
                "Pasal 1 Para Pihak bekerja sama dalam bidang perikanan dan angkutan, sebagaimana diatur oleh hukum.",
            ),
            (
                "ru",
                "Статья 1 Стороны сотрудничают в области рыболовства и транспорта на основе настоящего Соглашения.",
            ),
            ("uk", "Стаття 1 Сторони співпрацюють у галузі рибальства та транспорту на основі цієї Угоди."),
            (
                "mn",
                "1 дүгээр зүйл Талууд энэ хэлэлцээрийн дагуу загас агнуур болон тээврийн салбарт хамтран ажиллана.",
            ),
            ("ar", "المادة 1 يتعاون الطرفان في مجال الصيد والنقل على أساس هذا الاتفاق، من أجل التنمية."),
            (
                "fa",
                "ماده ۱ طرفین در زمینه ماهیگیری و حمل و نقل بر اساس این موافقتنامه با یکدیگر همکاری می‌کنند.",
            ),
            (
                "ug",
                "1-ماددا تەرەپلەر بېلىقچىلىق ۋە قاتناش ساھەسىدە بۇ كېلىشىم ئاساسىدا ئۆزئارا بىلەن ھەمكارلىشىدۇ",
            ),
            ("el", "Άρθρο 1 Τα μέρη συνεργάζονται"),
            ("th", "มาตรา 1 ภาคีร่วมมือกัน"),
            ("bo", "དོན་ཚན་དང་པོ།"),
            // Too few words to say which.
            ("und", "Статья 1"),
            ("en", "Art. 1 Bundesgesetz"),
            (
                "en",
                "The treaty of Versailles (traité de Versailles) shall be in force in all of the territories.",
            ),
            ("zh-Hans-CN", "第一条　双方根据《Convention sur la pêche》开展合作，并指定主管部门。"),
        ] {
            assert_eq!(tag(text), tag_of, "{text}");
        }
    }
}
