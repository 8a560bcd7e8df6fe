//! 法令番号: 令和三年法律第九十九号 as era, year, kind and number.

use crate::number::System;
use crate::pack::law::{ERAS, KINDS};
use crate::text::chars::squash;

/// The number of a law.
#[derive(Debug, PartialEq, Eq)]
pub struct Number {
    pub era: &'static str,
    pub year: u32,
    pub kind: &'static str,
    pub count: u32,
    /// As it is written, without brackets around it.
    pub text: String,
}

/// A number at the beginning of a text, in ideographs or figures, and what follows it.
fn leading(s: &str) -> Option<(u32, &str)> {
    if let Some(rest) = s.strip_prefix('元') {
        return Some((1, rest));
    }
    let (n, len) =
        [System::Han, System::Arabic, System::FullWidth].into_iter().find_map(|system| system.read(s))?;
    Some((n, &s[len..]))
}

impl Number {
    /// The one that a text is, and nothing else.
    pub fn of(text: &str) -> Option<Self> {
        let text = squash(text);
        let bare = text.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')'])).unwrap_or(&text);
        let (era, rest) = ERAS.iter().find_map(|(era, name, _)| Some((*era, bare.strip_prefix(name)?)))?;
        let (year, rest) = leading(rest)?;
        let rest = rest.strip_prefix('年')?;
        let (words, rest) = rest.rsplit_once('第')?;
        let (count, end) = leading(rest)?;
        let kind = KINDS.iter().find(|(end, _)| words.ends_with(end)).map_or("Misc", |(_, kind)| *kind);
        (end == "号" && year > 0 && count > 0).then(|| Self { era, year, kind, count, text: bare.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn numbers_of_laws_are_read_and_nothing_else() {
        let read = |s: &str| Number::of(s).map(|n| (n.era, n.year, n.kind, n.count));
        assert_eq!(read("令和三年法律第九十九号"), Some(("Reiwa", 3, "Act", 99)));
        assert_eq!(read("（昭和二十五年法律第二百二十一号）"), Some(("Showa", 25, "Act", 221)));
        assert_eq!(read("平成元年政令第３号"), Some(("Heisei", 1, "CabinetOrder", 3)));
        assert_eq!(
            read("平成十二年総理府・通商産業省令第二号"),
            Some(("Heisei", 12, "MinisterialOrdinance", 2))
        );
        assert_eq!(read("明治二十二年太政官布告第四号"), Some(("Meiji", 22, "Misc", 4)));
        for other in ["令和三年法律", "国发〔2020〕1号", "", "令和三年法律第九十九号による改正"]
        {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
