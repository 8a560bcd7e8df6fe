//! Words that tell what a line is, as tables by language and kind of document. Nothing here decides: the recogniser
//! asks, and weighs the answer with where the line stands.

pub mod annex;
pub mod bodies;
pub mod closing;
pub mod contents;
pub mod front;
pub mod languages;
pub mod page;
pub mod party;
pub mod source_note;
pub mod supplement;
pub mod title;

/// Whether one of the words stands in a text.
pub fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| text.contains(w))
}

/// The first of the words that a text begins with.
pub fn begins<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    // Most words differ from a text in their first character: three bytes are compared at once.
    let first = text.as_bytes().first_chunk::<3>();
    let alike = |w: &str| w.as_bytes().first_chunk::<3>().is_none_or(|f| Some(f) == first);
    words.iter().copied().find(|w| alike(w) && text.starts_with(w))
}

/// The first of the words that a text ends with.
pub fn ends<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().copied().find(|w| text.ends_with(w))
}

/// The key of a line that is a key and a value (发文字号：某政发〔2024〕5号), without white space; `None` where no colon
/// stands near its start.
pub fn key(text: &str) -> Option<String> {
    /// Characters of the longest key, with the spaces that set it wide.
    const LONGEST: usize = 24;
    let at = text.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '：' | ':'))?.0;
    Some(crate::text::chars::squash(&text[..at]))
}
