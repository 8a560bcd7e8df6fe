//! Why a line was read as it was: one table, in Chinese and English, with stable names.

use crate::finding::Lang;

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Reason {
    /// The stable name.
    pub name: &'static str,
    /// The explanation in Chinese.
    pub zh: &'static str,
    /// The explanation in English.
    pub en: &'static str,
}

impl Reason {
    /// The explanation in the wanted language.
    pub const fn say(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

macro_rules! table {
    ($($konst:ident $name:literal $zh:literal $en:literal;)*) => {
        $(#[doc = $en] pub static $konst: Reason = Reason { name: $name, zh: $zh, en: $en };)*
        /// Every reason, in order.
        pub static ALL: &[&Reason] = &[$(&$konst),*];
    };
}

table! {
    // Against a reading of a label.
    REFERS "refers" "后面的字表明这里只是提到该条款" "what follows shows that the unit is only referred to";
    ENDS_AS_SENTENCE "ends-as-sentence" "以句末标点结尾，不像标题" "it ends as a sentence does, and a heading does not";
    TOO_LONG "too-long" "太长，不像标题" "it is too long for a heading";
    NOTHING_FOLLOWS "nothing-follows" "编号后面没有文字" "nothing follows the number";
    TOO_LARGE "too-large" "编号太大，不像列举" "the number is too large for a list";
    ENUMERATION "enumeration" "句中的并列数字（如“一、二线”）" "numbers side by side within a sentence";
    NEEDS_JAPANESE "needs-japanese" "只有日文才用空格代替编号后的标点" "only Japanese sets a number off by a space alone";
    OUT_OF_SEQUENCE "out-of-sequence" "编号既不是 1，也接不上前面的编号" "the number neither begins at 1 nor follows an earlier one";
    LESS_LIKELY "less-likely" "通篇来看，这样读更不合适" "over the document as a whole less speaks for it";
    OTHER_WON "other-won" "同一行的另一种读法更合适" "another reading of the line won";

    // For what a line became.
    FIXED_WORD "fixed-word" "“章”“条”等字确定了层级" "its word (章, 条 …) fixes the level";
    FILLS_GAP "fills-hole" "像引用，但正好补上前后两条之间的缺号" "it looks like a reference but fills the hole between its neighbours";
    CLAUSES "clauses" "全文没有“第…条”，“第…款”就是条" "there is no 第…条, so 第…款 are the articles";
    LIST_BEGINS "list-begins" "从 1 开始的新列举" "a list begins at 1";
    LIST_GOES_ON "list-goes-on" "接着前面的编号" "it follows the number before it";
    LIST_SKIPS "list-skips" "同一列举，编号有跳跃或重复" "the same list, with a number skipped or repeated";
    LIST_RUNS_ON "list-runs-on" "编号跨上级连续" "the numbers run on across their parents";
    NUMBERS_ARTICLES "numbers-articles" "全文没有“第…条”，这种编号就是条" "there is no 第…条, so this kind of number counts the articles";
    SECTION_HEADING "section-heading" "短标题，后面紧跟着条" "a short heading with an article right behind it";
    BARE_HEADING "bare-heading" "没有编号的标题（附则）" "a heading that never has a number";
    FOREWORD "foreword" "条款之前没有编号的标题（前言）" "a heading without a number above what leads to the provisions";
    TITLE_BELOW "title-below" "编号独占一行，下一行是它的标题" "the heading of a label that stands alone on the line before";
    SET_AS_HEADING "set-as-heading" "原文件把它设为标题" "the file sets it as a heading";
    ABOVE_ARTICLES "above-articles" "条与条之间的无编号短标题" "a short line without a number right above an article, one of several";
    BEGINS_AGAIN "begins-again" "其后条号重新从 1 开始" "below it the articles begin at 1 again";
    CAPTION "caption" "条前一行括号里的标题" "a heading in brackets on the line before its article";
    MARKER "marker" "没有编号的列举符号" "a list sign without a number";
    QUOTED "quoted" "在引号内：被引用的条文是文字" "inside a quotation: quoted provisions are text";
    NO_LABEL "no-label" "行首没有编号" "no label stands at its start";
    NO_READING "no-reading" "行首的编号都不成立" "none of its labels stands";

    // Against what won.
    BREAKS "breaks-off" "编号既不从 1 开始，也接不上前一个" "its number neither begins at 1 nor follows the one before";
    ALONE "alone" "同列没有第二个" "there is no second one of its series";

    PINNED "pinned" "有人这样更正" "a person says so";
    PINNED_SERIES "pinned-series" "与有人更正过的一行同列，编号相接" "a person says so of a line of its series";

    // By place, before and after the provisions.
    BEFORE_PROVISIONS "before-provisions" "在第一个条款之前，按内容判断" "it stands before the first provision and is told by its words";
    CONTENTS "contents" "目录：同样的标题在后面再次出现" "contents: the same headings come again below";
    AFTER_PROVISIONS "after-provisions" "在最后一个条款之后，按内容判断" "it stands after the last provision and is told by its words";
    ANNEX "annex" "附件另起，编号重新开始" "an annex begins, and numbers begin again";
    ANNEX_TITLE "annex-title" "附件的标题" "the title of the annex";
}
