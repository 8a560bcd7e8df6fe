//! Words that begin the label of an annex.

/// How the word of an annex goes on to its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbered {
    /// 附件1, 附录A: the number follows, or none.
    After,
    /// 様式第１号, 第一号様式: 第…号 follows.
    Ordinal,
    /// 부칙 and the like take none.
    Korean,
    /// ANNEX I, Appendix A.
    Latin,
}

/// A word, and how its number stands.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// As it is written at the start of the line.
    pub text: &'static str,
    /// How its number stands.
    pub numbered: Numbered,
    /// Whether the line may be the word alone.
    pub alone: bool,
}

const fn after(text: &'static str) -> Word {
    Word { text, numbered: Numbered::After, alone: true }
}
const fn ordinal(text: &'static str, alone: bool) -> Word {
    Word { text, numbered: Numbered::Ordinal, alone }
}
const fn korean(text: &'static str) -> Word {
    Word { text, numbered: Numbered::Korean, alone: true }
}
const fn latin(text: &'static str) -> Word {
    Word { text, numbered: Numbered::Latin, alone: true }
}

/// Headings without a number of what follows the annexes of standards and reports.
pub const BACK_MATTER: &[&str] =
    &["参考文献", "參考文獻", "索引", "参考资料", "參考資料", "Bibliography", "참고문헌"];

/// Whether a text begins with one of the words.
pub fn begins_with(text: &str, words: &[Word]) -> bool {
    words.iter().any(|w| text.starts_with(w.text))
}

/// Chinese, simplified and traditional; laws, notices, treaties, standards.
pub const CHINESE: &[Word] = &[
    after("附件"),
    after("附录"),
    after("附錄"),
    after("附表"),
    after("附图"),
    after("附圖"),
    after("附約"),
    after("附约"),
    after("附文"),
];
/// Japanese; laws, ordinances, regulations.
pub const JAPANESE: &[Word] = &[
    ordinal("別記様式", true),
    ordinal("別紙様式", true),
    ordinal("附属様式", true),
    after("別表"),
    ordinal("様式", false),
    after("別記"),
    after("別紙"),
    after("別添"),
    after("別図"),
    after("付表"),
    after("付録"),
    after("附属書"),
    after("合意された議事録"),
    after("合意議事録"),
    after("交換公文"),
    after("討議の記録"),
];
/// Korean; statutes and decrees, in brackets or without.
pub const KOREAN: &[Word] =
    &[korean("별표"), korean("별지"), korean("별첨"), korean("부속서"), korean("서식"), korean("붙임")];
/// English; treaties and statutes.
pub const ENGLISH: &[Word] = &[
    latin("ANNEX"),
    latin("Annex"),
    latin("APPENDIX"),
    latin("Appendix"),
    latin("SCHEDULE"),
    latin("Schedule"),
    latin("ATTACHMENT"),
    latin("Attachment"),
];
