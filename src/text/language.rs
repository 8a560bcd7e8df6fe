//! Languages by their BCP 47 tags, as far as recognition asks: which language, which script, which region.

use super::foreign::{Foreign, foreign};

/// Languages that are written from right to left, and the scripts that make others so.
const FROM_RIGHT: [&str; 12] = ["ar", "he", "fa", "ur", "ug", "yi", "ps", "sd", "dv", "syr", "ckb", "iw"];
const SCRIPTS_FROM_RIGHT: [&str; 4] = ["Arab", "Hebr", "Syrc", "Thaa"];

/// Whether a language is written from right to left, by its tag.
pub fn written_from_right(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or("");
    match parts.find(|p| p.len() == 4) {
        Some(script) => SCRIPTS_FROM_RIGHT.iter().any(|s| s.eq_ignore_ascii_case(script)),
        None => FROM_RIGHT.iter().any(|l| l.eq_ignore_ascii_case(primary)),
    }
}

/// A language with its script and region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Language {
    /// The language.
    pub primary: Primary,
    /// The script, where there are two.
    pub script: Option<Script>,
    /// The region, where one is said.
    pub region: Option<Region>,
}

/// The languages that recognition knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Primary {
    /// `zh`, and the languages written like it.
    #[default]
    Chinese,
    /// `ja`.
    Japanese,
    /// `ko`.
    Korean,
    /// `en`.
    English,
    /// One that is told apart, and no more.
    Foreign(&'static Foreign),
    /// Any other.
    Other,
}

/// Scripts of Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// `Hans`.
    Simplified,
    /// `Hant`.
    Traditional,
}

/// Regions whose legal texts follow conventions of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// `CN`.
    Mainland,
    /// `TW`.
    Taiwan,
    /// `HK`.
    HongKong,
    /// `MO`.
    Macau,
    /// `JP`.
    Japan,
    /// `KR`.
    Korea,
}

impl Language {
    /// A language of its parts.
    pub const fn new(primary: Primary, script: Option<Script>, region: Option<Region>) -> Self {
        Self { primary, script, region }
    }

    /// Reads a tag; parts that are not known are not told.
    pub fn of(tag: &str) -> Self {
        let mut parts = tag.split(['-', '_']);
        let primary = match parts.next().unwrap_or("").to_ascii_lowercase().as_str() {
            "zh" | "cmn" | "yue" | "lzh" | "" => Primary::Chinese,
            "ja" => Primary::Japanese,
            "ko" => Primary::Korean,
            "en" => Primary::English,
            _ => foreign(tag).map_or(Primary::Other, Primary::Foreign),
        };
        let (mut script, mut region) = (None, None);
        for part in parts {
            match part.to_ascii_lowercase().as_str() {
                "hans" => script = Some(Script::Simplified),
                "hant" => script = Some(Script::Traditional),
                "cn" => region = Some(Region::Mainland),
                "tw" => region = Some(Region::Taiwan),
                "hk" => region = Some(Region::HongKong),
                "mo" => region = Some(Region::Macau),
                "jp" => region = Some(Region::Japan),
                "kr" => region = Some(Region::Korea),
                _ => {}
            }
        }
        Self { primary, script, region }
    }

    /// The tag that documents carry.
    pub const fn tag(self) -> &'static str {
        match (self.primary, self.script, self.region) {
            (Primary::Japanese, ..) => "ja-JP",
            (Primary::Korean, ..) => "ko-KR",
            (Primary::English, ..) => "en",
            (Primary::Foreign(f), ..) => f.tag,
            (Primary::Other, ..) => "und",
            (_, _, Some(Region::HongKong)) => "zh-Hant-HK",
            (_, _, Some(Region::Macau)) => "zh-Hant-MO",
            (_, Some(Script::Traditional), _) | (_, _, Some(Region::Taiwan)) => "zh-Hant-TW",
            _ => "zh-Hans-CN",
        }
    }

    /// What is said in this language, of what is said in simplified and traditional Chinese, Japanese, Korean and English;
    /// beside those of other lands in English, beside any other as in the first.
    pub const fn among<T: Copy>(self, said: [T; 5]) -> T {
        match self.primary {
            Primary::Chinese if self.is_traditional() => said[1],
            Primary::Japanese => said[2],
            Primary::Korean => said[3],
            Primary::English => said[4],
            Primary::Foreign(f) if !f.beside_chinese => said[4],
            Primary::Chinese | Primary::Foreign(_) | Primary::Other => said[0],
        }
    }

    /// Whether it is Chinese.
    pub const fn is_chinese(self) -> bool {
        matches!(self.primary, Primary::Chinese)
    }
    /// Whether it is Chinese in traditional characters.
    pub const fn is_traditional(self) -> bool {
        let there = matches!(self.region, Some(Region::Taiwan | Region::HongKong | Region::Macau));
        self.is_chinese()
            && (matches!(self.script, Some(Script::Traditional)) || self.script.is_none() && there)
    }
    /// Whether it is Japanese.
    pub const fn is_japanese(self) -> bool {
        matches!(self.primary, Primary::Japanese)
    }
    /// Whether it is Korean.
    pub const fn is_korean(self) -> bool {
        matches!(self.primary, Primary::Korean)
    }
    /// Whether words are set apart by spaces, so that lines are joined with one.
    pub const fn spaces_words(self) -> bool {
        matches!(self.primary, Primary::English | Primary::Korean | Primary::Foreign(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_there_and_back() {
        for tag in ["zh-Hans-CN", "zh-Hant-TW", "zh-Hant-HK", "zh-Hant-MO", "ja-JP", "ko-KR", "en"] {
            assert_eq!(Language::of(tag).tag(), tag);
        }
        assert!(Language::of("ja").is_japanese());
        assert_eq!(Language::of("zh-HK").tag(), "zh-Hant-HK");
        assert_eq!(Language::of("xx").primary, Primary::Other);
        assert_eq!(
            ["fr-CA", "nb-NO", "ug-CN", "mn", "mn-Mong-CN"].map(|tag| Language::of(tag).tag()),
            ["fr", "no", "ug", "mn", "mn-Mong"]
        );
        let said = |tag| Language::of(tag).among(["简", "繁", "日", "한", "E"]);
        assert_eq!(
            ["zh", "zh-TW", "zh-Hans-HK", "ja", "ko-KR", "en-GB", "fr", "bo", "xx"].map(said).concat(),
            "简繁简日한EE简简"
        );
    }
}
