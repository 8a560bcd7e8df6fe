//! What 法令標準XML calls things, for who writes it and who reads it: eras, kinds of laws, and the instruction in which a file of
//! ours says what the schema has no place for.

/// Eras: their names in the schema and in numbers of laws, and the years before their first ones.
pub const ERAS: &[(&str, &str, u32)] = &[
    ("Meiji", "明治", 1867),
    ("Taisho", "大正", 1911),
    ("Showa", "昭和", 1925),
    ("Heisei", "平成", 1988),
    ("Reiwa", "令和", 2018),
];

/// Kinds of laws by the words between year and number; what ends with one of these is of that kind.
pub const KINDS: &[(&str, &str)] = &[
    ("憲法", "Constitution"),
    ("法律", "Act"),
    ("政令", "CabinetOrder"),
    ("勅令", "ImperialOrder"),
    ("省令", "MinisterialOrdinance"),
    ("府令", "MinisterialOrdinance"),
    ("規則", "Rule"),
];

/// The instruction's name.
const TARGET: &str = "<?tiaowen ";

/// The instruction: the hash of the text without white space, and the number as it stands behind the title where it does.
pub fn instruction(hash: &str, number: Option<&str>) -> String {
    let number = number.map_or_else(String::new, |n| format!(" number=\"{n}\""));
    format!("{TARGET}sha256-normalised=\"{hash}\"{number}?>")
}

/// What the instruction of a file says under a name.
pub fn instructed<'f>(file: &'f str, name: &str) -> Option<&'f str> {
    let prolog = &file[..file.find("<Law").unwrap_or(file.len())];
    let own = prolog.split_once(TARGET)?.1.split_once("?>")?.0;
    own.split_once(&format!("{name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_instruction_says_what_was_put_in() {
        let file = format!("<?xml version=\"1.0\"?>\n{}\n<Law>", instruction("ab", Some("（甲）")));
        assert_eq!(instructed(&file, "sha256-normalised"), Some("ab"));
        assert_eq!(instructed(&file, "number"), Some("（甲）"));
        assert_eq!(instructed(&instruction("ab", None), "number"), None);
        assert_eq!(instructed("<Law>", "number"), None);
    }
}
