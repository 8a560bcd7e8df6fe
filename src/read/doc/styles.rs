//! Styles ([MS-DOC] 2.9.271, 2.9.260).

use super::autonumber::{OLD_LIST, Said};
use super::sprm::{Characters, Paragraphs};
use crate::pack::ole::u16_at;
use crate::read::word::{Run, Style};

/// The number of no style.
const NONE: u16 = 0x0fff;

/// The names of styles that all files have, by their numbers there: the ones in files are of many languages.
fn built_in(number: u16) -> Option<String> {
    Some(match number {
        0 => "Normal".into(),
        1..=9 => format!("heading {number}"),
        19..=27 => format!("toc {}", number - 18),
        29 => "footnote text".into(),
        34 => "caption".into(),
        43 => "endnote text".into(),
        62 => "Title".into(),
        74 => "Subtitle".into(),
        _ => return None,
    })
}

/// A text of UTF-16: its length, its characters.
pub fn text(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let length = usize::from(u16_at(bytes, at)?);
    let from = at + 2;
    let units: Vec<u16> =
        bytes.get(from..from + 2 * length)?.chunks_exact(2).filter_map(|c| u16_at(c, 0)).collect();
    Some((String::from_utf16_lossy(&units), from + 2 * length))
}

/// The styles of a file, and what each says of numbers of Word 6's kind.
pub fn read(table: &[u8], is_hei: impl Fn(u16) -> Option<bool>) -> (Vec<Style>, Vec<Said>) {
    let header = usize::from(u16_at(table, 0).unwrap_or(0));
    let base = usize::from(u16_at(table, 4).unwrap_or(0));
    let mut at = 2 + header;
    let mut out: (Vec<Style>, Vec<Said>) = (vec![], vec![]);
    let mut number = 0_u16;
    while let Some(length) = u16_at(table, at).filter(|_| number < NONE) {
        let from = at + 2;
        let end = from + usize::from(length);
        if let Some(bytes) = table.get(from..end.min(table.len())).filter(|b| b.len() >= 10) {
            out.extend(style(bytes, base, number, &is_hei));
        }
        at = end + end % 2;
        number += 1;
    }
    out
}

fn style(
    bytes: &[u8],
    base: usize,
    number: u16,
    is_hei: &impl Fn(u16) -> Option<bool>,
) -> Option<(Style, Said)> {
    let [first, second, third] = [0, 2, 4].map(|k| u16_at(bytes, k).unwrap_or(0));
    let (kind, updates) = (second & 15, third & 15);
    let (name, mut at) = text(bytes, base)?;
    // A zero stands behind the name.
    at += 2;
    let character = kind == 2;
    if !matches!(kind, 1 | 2) {
        return None;
    }
    let mut out = Style { number, character, ..Style::default() };
    let own = name.split(',').next().unwrap_or("").to_owned();
    out.name = built_in(first & 0x0fff).unwrap_or(own);
    out.base = Some(second >> 4).filter(|b| *b != NONE && *b != number);
    let mut paragraph = Paragraphs::default();
    let mut characters = Characters::default();
    for k in 0..updates {
        at += at % 2;
        let Some(length) = u16_at(bytes, at).map(usize::from) else { break };
        let Some(said) = bytes.get(at + 2..(at + 2 + length).min(bytes.len())) else { break };
        at += 2 + length;
        match (character, k) {
            (false, 0) => paragraph.take(said.get(2..).unwrap_or(&[])),
            (false, 1) | (true, 0) => characters.take(said, &Run::default()),
            _ => {}
        }
    }
    let old = paragraph.old_number();
    out.paragraph = paragraph.look;
    out.paragraph.style = None;
    out.paragraph.list = out.paragraph.list.filter(|n| *n != OLD_LIST);
    out.run = characters.run;
    out.run.style = None;
    out.run.hei = characters.fonts[1].and_then(is_hei);
    Some((out, old))
}

/// What a style says of numbers of Word 6's kind, with those that it is based on.
pub fn old_number(all: &[Style], said: &[Said], number: u16) -> Said {
    above(all, number).fold(Said::default(), |out, k| out.or(&said[k]))
}

/// The places of a style and of those that it is based on.
fn above(all: &[Style], number: u16) -> impl Iterator<Item = usize> {
    const DEEPEST: usize = 32;
    let place = |n: u16| all.binary_search_by_key(&n, |s| s.number).ok();
    std::iter::successors(place(number), move |k| all[*k].base.and_then(place)).take(DEEPEST)
}

/// What a style says of what is switched, with those that it is based on.
pub fn toggles(all: &[Style], number: u16) -> Run {
    let mut out = Run::default();
    for style in above(all, number).map(|k| &all[k]) {
        out.bold = out.bold.or(style.run.bold);
        out.hidden = out.hidden.or(style.run.hidden);
    }
    out
}
