//! Where words of alphabetic languages may be divided at the end of a line, by the patterns of TeX for their language.

use super::flow::{Char, Flow, Look, Setting, tongue};
use crate::recognise::language_of;
use crate::text::chars;
use hypher::{Lang, hyphenate};
use std::ops::Range;

/// What a hyphen at the end of a line stands for: a place where a word is divided, and no character of the text (U+00AD).
pub const SOFT_HYPHEN: &str = "\u{ad}";

/// Words with fewer letters are not divided.
const SHORTEST: usize = 5;
/// What makes more of a word than a word.
const JOINS: &str = "/@_-–—'’";
/// A paragraph with fewer letters than these says too little of its language.
const FEWEST: usize = 60;

/// Marks the places in all that is to be set, in a document of a language.
pub fn settle(flow: &mut Flow, language: &str) {
    let own = tongue(language).filter(|code| Lang::from_iso(*code).is_some());
    flow.settings_mut().for_each(|line| divide(line, own));
}

fn divide(line: &mut Setting, own: Option<[u8; 2]>) {
    let wide = |c: char| chars::is_han(c) || chars::is_kana(c) || chars::is_hangul(c);
    let mixed = line.chars.iter().any(|c| wide(c.value));
    let told = line.chars.iter().any(|c| c.look.tongue.is_some());
    // Words in a Chinese sentence are names and terms, which stay whole.
    let whole = if mixed || told && own.is_none() { None } else { own.or_else(|| guessed(line)) };
    if whole.is_none() && !told {
        return;
    }
    let mut at = 0;
    while at < line.chars.len() {
        let end = at + line.chars[at..].iter().take_while(|c| !chars::is_space(c.value)).count();
        let tongue = line.chars.get(at).and_then(|c| c.look.tongue).or(whole);
        if let Some(language) = tongue.and_then(Lang::from_iso) {
            syllables(line, at..end, language);
        }
        at = end.max(at + 1);
    }
}

/// The language of a paragraph that says enough of it.
fn guessed(line: &Setting) -> Option<[u8; 2]> {
    let text: String = line.chars.iter().map(|c| c.value).collect();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= FEWEST).then(|| tongue(language_of(&text))).flatten()
}

/// Divides what stands between two spaces, if it is one word with marks around it: no name, no address, nothing with a hyphen
/// of its own.
fn syllables(line: &mut Setting, run: Range<usize>, language: Lang) {
    let chars = &line.chars[run.clone()];
    let plain = |c: &Char| c.look == Look { tongue: c.look.tongue, ..Look::default() };
    let letter = |c: &Char| c.value.is_alphabetic() && plain(c);
    let Some(first) = chars.iter().position(letter) else { return };
    let count = chars[first..].iter().take_while(|c| letter(c)).count();
    let mut around = chars[..first].iter().chain(&chars[first + count..]);
    let word: String = chars[first..first + count].iter().map(|c| c.value).collect();
    // German writes all nouns like names.
    let named = word.chars().skip(usize::from(language == Lang::German)).any(char::is_uppercase);
    if count < SHORTEST || named || around.any(|c| c.value.is_alphanumeric() || JOINS.contains(c.value)) {
        return;
    }
    let mut at = run.start + first;
    for syllable in hyphenate(&word, language) {
        line.chars[at].look.divides = at > run.start + first;
        at += syllable.chars().count();
    }
}
