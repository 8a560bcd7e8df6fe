//! What we say on a page, in its language.

use crate::text::Language;

/// Words of ours.
pub struct Words {
    /// The link past what is ours.
    pub skip: &'static str,
    /// The search in the page.
    pub search: &'static str,
    /// To the next place found.
    pub next: &'static str,
    /// Closes the contents.
    pub close: &'static str,
}

const SIMPLIFIED: Words =
    Words { skip: "跳到正文", search: "在本页查找", next: "下一处", close: "关闭" };
const TRADITIONAL: Words =
    Words { skip: "跳到正文", search: "在本頁尋找", next: "下一處", close: "關閉" };
const JAPANESE: Words =
    Words { skip: "本文へ", search: "ページ内を検索", next: "次へ", close: "閉じる" };
const KOREAN: Words =
    Words { skip: "본문으로", search: "이 쪽에서 찾기", next: "다음", close: "닫기" };
const ENGLISH: Words =
    Words { skip: "Skip to the text", search: "Search this page", next: "Next", close: "Close" };

/// The words of a language.
pub fn words(language: Language) -> &'static Words {
    language.among([&SIMPLIFIED, &TRADITIONAL, &JAPANESE, &KOREAN, &ENGLISH])
}
