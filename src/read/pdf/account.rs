//! What a file shows and its text does not hold: counted, and told in findings.

use crate::finding::{Code, Detail, Finding, Words, codes};
use crate::text::Span;

/// Counts of what was left out or decided.
#[derive(Debug, Default)]
pub struct Account {
    /// Pages that are not in the text, and why.
    pub missing: Vec<(u32, Reason)>,
    /// Glyphs of which nothing says what they stand for.
    pub unknown: usize,
    pub unknown_example: Option<u32>,
    /// Characters that stood for others.
    pub folded: usize,
    pub fold_example: Option<(char, char)>,
    /// Lines that are page numbers.
    pub page_numbers: usize,
    pub page_example: Option<String>,
    /// Lines that pages repeat, and their characters.
    pub heads: usize,
    pub head_characters: usize,
    pub head_example: Option<String>,
    /// What is marked as no part of the text, in characters.
    pub artifacts: usize,
    pub artifact_example: Option<String>,
    /// Characters that stand askew.
    pub askew: usize,
    pub askew_example: Option<String>,
    /// Annotations that show text.
    pub stamps: usize,
    /// Characters that nobody sees.
    pub unseen: usize,
    /// Pages whose text lies behind a picture of them.
    pub recognised: Vec<u32>,
    /// Pictures.
    pub pictures: usize,
    /// Page numbers behind the entries of a table of contents.
    pub entries: usize,
    /// Whether the file says what may not be done with it.
    pub restricted: bool,
    /// Whether a password was needed to open it.
    pub unlocked: bool,
    /// Links that lead to no address outside.
    pub dead_links: usize,
    pub dead_link: Option<String>,
    /// Hyphens at the ends of lines that were left out.
    pub hyphens: usize,
}

/// Why a page gives no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is a picture.
    Scanned,
    /// Its letters are drawn.
    Drawn,
    /// Nothing says what the glyphs of a font stand for.
    NoMap(String),
    /// Its content cannot be unpacked.
    Broken,
    /// It has more than can be read.
    TooLong,
}

impl Reason {
    fn words(&self) -> Words {
        match self {
            Self::Scanned => "扫描页，只有图像 / scanned page".into(),
            Self::Drawn => "文字是画出来的曲线 / letters drawn as outlines".into(),
            Self::NoMap(font) => Words::new(
                format!("字体 {font} 没有字符对照表"),
                format!("font without character map: {font}"),
            ),
            Self::Broken => "内容损坏 / broken content".into(),
            Self::TooLong => "内容过多 / too much content".into(),
        }
    }
}

/// Numbers of pages with reasons, those in a row as one: 3–5: scanned page.
pub fn told(missing: &[(u32, Reason)]) -> Words {
    let mut out: Vec<Words> = vec![];
    let mut k = 0;
    while k < missing.len() {
        let (first, reason) = &missing[k];
        let mut last = *first;
        while missing.get(k + 1).is_some_and(|(n, r)| *n == last + 1 && r == reason) {
            last += 1;
            k += 1;
        }
        let pages = if last == *first { first.to_string() } else { format!("{first}–{last}") };
        out.push(reason.words().after(&pages));
        k += 1;
    }
    Words::join(&out)
}

impl Account {
    /// The findings.
    pub fn findings(&self) -> Vec<Finding> {
        let mut out = vec![];
        let mut say = |code: &'static Code, when: bool, details: &[&dyn Detail]| {
            if when {
                out.push(Finding::new(code, Span::default(), details));
            }
        };
        let text = |s: &Option<String>| s.clone().unwrap_or_default();
        say(&codes::PAGES_LEFT_OUT, !self.missing.is_empty(), &[&told(&self.missing)]);
        let page = self.unknown_example.unwrap_or(0);
        say(&codes::UNKNOWN_GLYPHS, self.unknown > 0, &[&self.unknown, &page]);
        let (from, to) = self.fold_example.unwrap_or((' ', ' '));
        say(&codes::FOLDED, self.folded > 0, &[&self.folded, &from, &to]);
        say(&codes::PAGE_NUMBERS, self.page_numbers > 0, &[&self.page_numbers, &text(&self.page_example)]);
        let example = text(&self.head_example);
        say(&codes::RUNNING_HEADS, self.heads > 0, &[&self.heads, &self.head_characters, &example]);
        say(&codes::ARTIFACTS, self.artifacts > 0, &[&self.artifacts, &text(&self.artifact_example)]);
        say(&codes::ASKEW, self.askew > 0, &[&self.askew, &text(&self.askew_example)]);
        say(&codes::STAMPS, self.stamps > 0, &[&self.stamps]);
        say(&codes::UNSEEN_TEXT, self.unseen > 0, &[&self.unseen]);
        let pages = &self.recognised;
        say(&codes::BEHIND_PICTURE, !pages.is_empty(), &[&pages.len(), &pages.first().unwrap_or(&0)]);
        say(&codes::PAGE_PICTURES, self.pictures > 0, &[&self.pictures]);
        say(&codes::ENTRY_NUMBERS, self.entries > 0, &[&self.entries]);
        say(&codes::HYPHENS, self.hyphens > 0, &[&self.hyphens]);
        say(&codes::LINK_AS_TEXT, self.dead_links > 0, &[&self.dead_links, &text(&self.dead_link)]);
        say(&codes::RESTRICTED, self.restricted, &[]);
        say(&codes::UNLOCKED, self.unlocked, &[]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_in_a_row_are_told_as_one() {
        let missing = [(1, Reason::Scanned), (2, Reason::Scanned), (3, Reason::Broken), (5, Reason::Broken)];
        let told = told(&missing);
        assert_eq!(told.to_string(), "1–2: scanned page; 3: broken content; 5: broken content");
    }
}
