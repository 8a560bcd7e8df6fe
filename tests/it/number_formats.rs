//! The number formats of Word beside what an office program prints for them, where that program is right.

use crate::help;
use tiaowen::number::word;

/// Formats that LibreOffice 7.4 prints otherwise than Word, from a number on, and why.
const OTHERWISE: &[(&str, u32, &str)] = &[
    ("chineseCounting", 100, "digits alone from 100 ([MS-DOCX] 2.4: 一○○)"),
    ("taiwaneseCounting", 100, "as chineseCounting"),
    ("ideographDigital", 10, "digits alone ([MS-DOCX] 2.4: 一〇)"),
    ("taiwaneseDigital", 1, "decimals there"),
    ("japaneseDigitalTenThousand", 1, "decimals there"),
    ("japaneseCounting", 100, "without 一 and 零: 百一"),
    ("japaneseLegal", 10, "with units: 壱拾"),
    ("decimalFullWidth", 1, "decimals there"),
    ("decimalFullWidth2", 1, "decimals there"),
    ("decimalEnclosedParen", 1, "decimals there"),
    ("decimalEnclosedFullstop", 1, "decimals there"),
    ("decimalEnclosedCircle", 21, "signs to 20 (17.16.4.3.1, CIRCLENUM)"),
    ("decimalEnclosedCircleChinese", 11, "signs to 10 (17.16.4.3.1, GB3)"),
    ("ideographEnclosedCircle", 1, "㈠ ([MS-DOCX] 2.4)"),
    ("ideographZodiacTraditional", 1, "decimals there"),
    ("numberInDash", 1, "decimals there"),
    ("hex", 10, "decimals there"),
];

#[test]
fn lists_of_130_paragraphs_show_what_an_office_program_shows() {
    let Some(folder) = help::shared("corpus/docx/lo") else { return };
    let mut seen = 0;
    for format in &word::NUMBER_FORMATS {
        let path = folder.join(format!("torture--fmt-{}.txt", format.name));
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        seen += 1;
        let until = OTHERWISE.iter().find(|(name, ..)| *name == format.name).map_or(u32::MAX, |o| o.1);
        let lines = text.trim_start_matches('\u{feff}').lines().filter(|l| l.contains("item number"));
        for (line, n) in lines.zip(1..until) {
            let label = line.trim().split_once('第').and_then(|(_, rest)| rest.split_once("条 "));
            let shown = label.map(|(label, _)| label.to_owned());
            assert_eq!(shown, word::show(format.name, n), "{} {n}", format.name);
        }
    }
    assert!(seen > 30, "{seen} lists");
}
