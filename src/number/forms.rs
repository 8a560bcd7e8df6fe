//! The table of label forms. A new script is new rows.

use super::form::{Form, Group};
use super::{Level, System};
use System::{
    Arabic, ArabicIndic, ArabicStop, Circled, EarthlyBranches, Formal, FullWidth, Gojuon, Han, Hangul, Iroha,
    LatinLower, LatinUpper, OrdinalArabic, OrdinalTibetan, OrdinalUyghur, ParenthesisedArabic,
    ParenthesisedHan, Persian, Roman, RomanLower, RomanSign, RomanSignLower, Stems, Thai, TibetanDigits,
};

const HA: &[System] = &[Han, Arabic, FullWidth, Formal];
const HEADS: &[System] = &[Han, Arabic, FullWidth, Formal, RomanSign, Roman];
const ARABIC: &[System] = &[Arabic, ArabicIndic, OrdinalArabic];
const AF: &[System] = &[Arabic, FullWidth];
/// What joins a branch: 第三条之一.
pub const ZHI: &[&str] = &["之", "の"];
const NO: &[&str] = &["の", "ノ", "之"];
const DASH: &[&str] = &["-", "－", "–", "之"];
/// What joins the steps of a number of several steps.
pub const STOP: &[&str] = &[".", "．"];
/// Capitals behind a number that was put in later: 312A, 2AC.
pub const CAPITALS: &[&str] = &["A"];
/// The same with a small letter: § 3a.
pub const SMALLS: &[&str] = &["a"];

const fn heading(name: &'static str, level: Level) -> Form {
    Form {
        name,
        group: Group::Heading,
        level,
        systems: HEADS,
        branches: ZHI,
        inside: false,
        space_after: false,
    }
}
const fn article(
    name: &'static str,
    systems: &'static [System],
    branches: &'static [&'static str],
    inside: bool,
) -> Form {
    Form { name, group: Group::Article, level: Level::Article, systems, branches, inside, space_after: false }
}
const fn list(name: &'static str, level: Level, systems: &'static [System]) -> Form {
    Form { name, group: Group::List, level, systems, branches: &[], inside: false, space_after: false }
}
const fn branched(
    name: &'static str,
    level: Level,
    systems: &'static [System],
    branches: &'static [&'static str],
    inside: bool,
) -> Form {
    Form { name, group: Group::List, level, systems, branches, inside, space_after: false }
}
const fn spaced(name: &'static str, level: Level, systems: &'static [System]) -> Form {
    Form { name, group: Group::List, level, systems, branches: &[], inside: false, space_after: true }
}
const fn korean(name: &'static str, group: Group, level: Level) -> Form {
    Form { name, group, level, systems: AF, branches: &["의"], inside: false, space_after: false }
}

/// A word of a language in another script, with a number beside it.
const fn worded(name: &'static str, level: Level, systems: &'static [System]) -> Form {
    let group = if matches!(level, Level::Article) { Group::Article } else { Group::Heading };
    Form { name, group, level, systems, branches: &[], inside: false, space_after: false }
}

const fn english(name: &'static str, level: Level) -> Form {
    Form {
        name,
        group: Group::Heading,
        level,
        systems: &[Arabic, Roman],
        branches: &["-"],
        inside: false,
        space_after: false,
    }
}

/// Every form known. A new script is new rows; no row is ever renamed, since the name stands in JSON files.
pub static FORMS: &[Form] = &[
    heading("第{n}分编", Level::Subpart),
    heading("第{n}分編", Level::Subpart),
    heading("第{n}编", Level::Part),
    heading("第{n}編", Level::Part),
    heading("第{n}篇", Level::Part),
    heading("第{n}部分", Level::Part),
    heading("第{n}部份", Level::Part),
    heading("第{n}部", Level::Part),
    heading("第{n}分部", Level::Subpart),
    heading("第{n}卷", Level::Part),
    heading("第{n}章", Level::Chapter),
    heading("第{n}节", Level::Section),
    heading("第{n}節", Level::Section),
    heading("第{n}款", Level::Subsection),
    heading("第{n}目", Level::Subsection),
    Form {
        name: "第{nA}部",
        group: Group::Heading,
        level: Level::Part,
        systems: &[Arabic, FullWidth, Roman],
        branches: CAPITALS,
        inside: true,
        space_after: false,
    },
    Form {
        name: "第{nA}分部",
        group: Group::Heading,
        level: Level::Subpart,
        systems: AF,
        branches: CAPITALS,
        inside: true,
        space_after: false,
    },
    Form {
        name: "{n}分节",
        group: Group::Heading,
        level: Level::Subsection,
        systems: &[LatinUpper, RomanSign, Stems],
        branches: &[],
        inside: false,
        space_after: false,
    },
    Form {
        name: "{n}分節",
        group: Group::Heading,
        level: Level::Subsection,
        systems: &[LatinUpper, RomanSign, Stems],
        branches: &[],
        inside: false,
        space_after: false,
    },
    heading("卷{n}", Level::Part),
    article("第{n}条", HEADS, ZHI, false),
    article("第{n}條", HEADS, ZHI, false),
    article("第{n-m}条", AF, DASH, true),
    article("第{n-m}條", AF, DASH, true),
    article("第{nA}条", AF, CAPITALS, true),
    article("第{nA}條", AF, CAPITALS, true),
    article("第{n.m}条", AF, STOP, true),
    article("第{n.m}條", AF, STOP, true),
    korean("제{n}편", Group::Heading, Level::Part),
    korean("제{n}장", Group::Heading, Level::Chapter),
    korean("제{n}절", Group::Heading, Level::Section),
    korean("제{n}관", Group::Heading, Level::Subsection),
    korean("제{n}조", Group::Article, Level::Article),
    article("第{n}段", HA, &[], false),
    english("Part {n}", Level::Part),
    english("PART {n}", Level::Part),
    english("Chapter {n}", Level::Chapter),
    english("CHAPTER {n}", Level::Chapter),
    english("Section {n}", Level::Section),
    english("Livre {n}", Level::Part),
    english("Livre {n}er", Level::Part),
    english("LIVRE {n}", Level::Part),
    english("LIVRE {n}er", Level::Part),
    english("Titre {n}", Level::Subpart),
    english("Titre {n}er", Level::Subpart),
    english("TITRE {n}", Level::Subpart),
    english("TITRE {n}er", Level::Subpart),
    english("Chapitre {n}", Level::Chapter),
    english("Chapitre {n}er", Level::Chapter),
    english("CHAPITRE {n}", Level::Chapter),
    english("CHAPITRE {n}er", Level::Chapter),
    english("Sous-section {n}", Level::Subsection),
    english("Buch {n}", Level::Part),
    english("Teil {n}", Level::Part),
    english("Kapitel {n}", Level::Chapter),
    english("Abschnitt {n}", Level::Section),
    english("Unterabschnitt {n}", Level::Subsection),
    english("SECTION {n}", Level::Section),
    article("Article {n}", &[Arabic, Roman], &["-"], false),
    article("ARTICLE {n}", &[Arabic, Roman], &["-"], false),
    article("Article {n}er", &[Arabic], &[], false),
    article("Article L. {n}", &[Arabic], &["-"], false),
    article("Article L{n}", &[Arabic], &["-"], false),
    article("Article R. {n}", &[Arabic], &["-"], false),
    article("Article R. *{n}", &[Arabic], &["-"], false),
    article("Article R{n}", &[Arabic], &["-"], false),
    article("Article R*{n}", &[Arabic], &["-"], false),
    article("Article D. {n}", &[Arabic], &["-"], false),
    article("Article D{n}", &[Arabic], &["-"], false),
    article("Art. {n}", &[Arabic], SMALLS, false),
    article("§ {n}", &[Arabic], SMALLS, false),
    article("Artículo {n}", &[Arabic, Roman], &["-"], false),
    article("ARTÍCULO {n}", &[Arabic, Roman], &["-"], false),
    worded("Раздел {n}", Level::Part, &[Arabic, Roman]),
    worded("РАЗДЕЛ {n}", Level::Part, &[Arabic, Roman]),
    worded("Глава {n}", Level::Chapter, &[Arabic, Roman]),
    worded("ГЛАВА {n}", Level::Chapter, &[Arabic, Roman]),
    article("Статья {n}", &[Arabic, Roman], &["-", "."], false),
    article("СТАТЬЯ {n}", &[Arabic, Roman], &["-", "."], false),
    worded("{n}-бөлім", Level::Part, &[Arabic]),
    worded("{n}-тарау", Level::Chapter, &[Arabic]),
    article("{n}-бап", &[Arabic], &[], false),
    article("{n-m}-бап", &[Arabic], &["-"], true),
    article("{n}-باپ", &[Arabic], &[], false),
    worded("{n}-глава", Level::Chapter, &[Arabic]),
    article("{n}-берене", &[Arabic], &[], false),
    article("{n}-статья", &[Arabic], &[], false),
    worded("{n}-боб", Level::Chapter, &[Arabic]),
    article("{n}-модда", &[Arabic], &[], false),
    worded("{n}-bob", Level::Chapter, &[Arabic]),
    article("{n}-modda", &[Arabic], &[], false),
    worded("Боби {n}", Level::Chapter, &[Arabic, Roman]),
    article("Моддаи {n}", &[Arabic], &["-"], false),
    worded("{n} дүгээр бүлэг", Level::Chapter, &[Arabic]),
    worded("{n} дугаар бүлэг", Level::Chapter, &[Arabic]),
    article("{n} дүгээр зүйл", &[Arabic], &[], false),
    article("{n} дугаар зүйл", &[Arabic], &[], false),
    article("{n}-р зүйл", &[Arabic], &[], false),
    worded("Phần {n}", Level::Part, &[Arabic, Roman]),
    worded("Chương {n}", Level::Chapter, &[Arabic, Roman]),
    worded("CHƯƠNG {n}", Level::Chapter, &[Arabic, Roman]),
    worded("Mục {n}", Level::Section, &[Arabic, Roman]),
    article("Điều {n}", &[Arabic], SMALLS, false),
    article("ĐIỀU {n}", &[Arabic], SMALLS, false),
    worded("หมวด {n}", Level::Chapter, &[Thai, Arabic]),
    worded("ส่วนที่ {n}", Level::Section, &[Thai, Arabic]),
    article("มาตรา {n}", &[Thai, Arabic], &[], false),
    article("ข้อ {n}", &[Thai, Arabic], &[], false),
    worded("الباب {n}", Level::Part, ARABIC),
    worded("الفصل {n}", Level::Chapter, ARABIC),
    article("المادة {n}", ARABIC, &[], false),
    article("المادة ({n})", &[Arabic, ArabicIndic], &[], false),
    article("مادة {n}", &[Arabic, ArabicIndic], &[], false),
    article("ماده {n}", &[Persian, Arabic], &[], false),
    worded("{n}-باب", Level::Chapter, &[Arabic]),
    worded("{n} باب", Level::Chapter, &[OrdinalUyghur]),
    article("{n}-ماددا", &[Arabic], &[], false),
    article("{n} ماددا", &[OrdinalUyghur], &[], false),
    worded("ལེའུ་{n}", Level::Chapter, &[OrdinalTibetan, TibetanDigits]),
    article("དོན་ཚན་{n}", &[OrdinalTibetan, TibetanDigits], &[], false),
    branched(
        "{n}、",
        Level::Article,
        &[
            Han,
            Formal,
            Stems,
            Arabic,
            FullWidth,
            RomanSign,
            Roman,
            EarthlyBranches,
            LatinUpper,
            LatinLower,
            RomanSignLower,
        ],
        &[],
        false,
    ),
    branched("{n-m}、", Level::Article, &[Han, Arabic, FullWidth], DASH, true),
    list(
        "（{n}）",
        Level::Item,
        &[
            Han,
            Arabic,
            FullWidth,
            Stems,
            LatinLower,
            Iroha,
            Gojuon,
            EarthlyBranches,
            LatinUpper,
            RomanLower,
            Roman,
            RomanSign,
            RomanSignLower,
            Hangul,
        ],
    ),
    list(
        "({n})",
        Level::Item,
        &[
            Han,
            Arabic,
            FullWidth,
            LatinLower,
            Roman,
            RomanLower,
            Stems,
            Iroha,
            Gojuon,
            EarthlyBranches,
            LatinUpper,
            RomanSign,
            RomanSignLower,
            Hangul,
        ],
    ),
    list("（{n})", Level::Item, &[Han, Arabic, FullWidth, Stems, EarthlyBranches, LatinLower, RomanLower]),
    list("({n}）", Level::Item, &[Han, Arabic, FullWidth, Stems, EarthlyBranches, LatinLower, RomanLower]),
    branched("（{n-m}）", Level::Item, &[Han, Arabic, FullWidth], DASH, true),
    branched("({n-m})", Level::Item, &[Han, Arabic], DASH, true),
    branched("（{nA}）", Level::Item, AF, CAPITALS, true),
    branched("({nA})", Level::Item, &[Arabic], CAPITALS, true),
    list(
        "{n}．",
        Level::Subitem,
        &[Arabic, FullWidth, Han, RomanSign, Roman, LatinUpper, LatinLower, Stems, RomanSignLower],
    ),
    list(
        "{n}.",
        Level::Subitem,
        &[
            Arabic,
            FullWidth,
            Hangul,
            LatinLower,
            LatinUpper,
            Roman,
            Han,
            RomanSign,
            RomanLower,
            Stems,
            Gojuon,
            RomanSignLower,
        ],
    ),
    branched("{n-m}.", Level::Item, &[Arabic], &["의", "-", "之"], true),
    branched("{nA}.", Level::Article, &[Arabic], CAPITALS, true),
    list(
        "{n}）",
        Level::Point,
        &[Arabic, FullWidth, LatinLower, Hangul, LatinUpper, RomanLower, Gojuon, Iroha, RomanSignLower, Han],
    ),
    list("{n})", Level::Point, &[Arabic, LatinLower, Hangul, LatinUpper, RomanLower, Gojuon, Iroha]),
    list(
        "{n}",
        Level::Item,
        &[Circled, ParenthesisedHan, ParenthesisedArabic, ArabicStop, RomanSign, RomanSignLower],
    ),
    branched("{n.m}", Level::Item, &[Arabic, FullWidth, LatinUpper], STOP, true),
    list("{n}°", Level::Item, &[Arabic]),
    list("第{n}，", Level::Article, &[Han]),
    list("第{n}、", Level::Article, &[Han]),
    list("第{n},", Level::Article, &[Han]),
    spaced(
        "{n}　",
        Level::Item,
        &[
            Han,
            Arabic,
            FullWidth,
            Iroha,
            Gojuon,
            LatinLower,
            Formal,
            Roman,
            RomanSign,
            Stems,
            EarthlyBranches,
        ],
    ),
    // 一の二　, イの二　: put in later between 一 and 二.
    Form {
        name: "{n-m}　",
        group: Group::List,
        level: Level::Item,
        systems: &[Han, Arabic, FullWidth, Iroha, Gojuon],
        branches: NO,
        inside: true,
        space_after: true,
    },
    spaced("第{n}　", Level::Article, HA),
];
