//! The number formats of Word documents (ECMA-376 Part 1, 17.18.59 ST_NumberFormat): a number as the text that Word
//! shows for it, and back.
//!
//! Where [MS-OI29500] 2.1.540 or [MS-DOCX] 2.4 say that Word differs from the standard, Word is followed: a reader
//! of the document has seen what Word showed. Numbers that a format has no signs for are shown as decimals.

mod kind;
mod spell;
mod table;

pub use table::NUMBER_FORMATS;

use table::CODES;

use kind::Kind;

/// One number format.
#[derive(Debug)]
pub struct NumberFormat {
    /// The value of `w:numFmt/@w:val`.
    pub name: &'static str,
    kind: Kind,
}

/// The format of a name, if there is one.
pub fn format_named(name: &str) -> Option<&'static NumberFormat> {
    NUMBER_FORMATS.iter().find(|f| f.name == name)
}

/// The name of the format that binary files and RTF know by a number; decimals where they know none.
pub fn format_of_code(code: u8) -> &'static str {
    const NONE: u8 = 255;
    if code == NONE { "none" } else { CODES.get(usize::from(code)).copied().unwrap_or("decimal") }
}

/// The text that Word shows for a number, in the words of English where the format spells it out; empty for formats
/// that show none (`none`, `bullet`). `None` when there is no format of that name (`custom` has a pattern of its own:
/// [`show_custom`]).
pub fn show(format: &str, number: u32) -> Option<String> {
    show_in(format, number, "en")
}

/// [`show`], where the format spells numbers out, in the words of a language (its BCP 47 tag; French, Russian, or
/// else English): ECMA-376 Part 1, 17.18.59 goes by the language of the run.
pub fn show_in(format: &str, number: u32, language: &str) -> Option<String> {
    format_named(format).map(|f| f.kind.show(number, language))
}

/// The number that Word shows as this text; the smallest where several look alike (ア is 1 and 47). 零, 〇 and ○ are
/// one zero, whichever of them a format writes.
pub fn read(format: &str, text: &str) -> Option<u32> {
    format_named(format)?.kind.read(text)
}

/// The text for a number in a format of the value `custom`, from its pattern in `w:numFmt/@w:format`: `001, 002, 003,
/// ...` fills up with zeros, other patterns are the first numbers of a format of the table ([MS-DOCX] 2.4).
pub fn show_custom(pattern: &str, number: u32) -> Option<String> {
    let (script, items) = custom(pattern);
    let first = *items.first()?;
    if first.bytes().all(|b| b.is_ascii_digit()) && !first.is_empty() && first.len() < 10 {
        return Some(format!("{number:0width$}", width = first.len()));
    }
    let preferred = if script == Some('繁') { "taiwanese" } else { "" };
    let fits = |f: &&NumberFormat, steps: [u32; 3]| {
        items.len() == 3 && items.iter().zip(steps).all(|(item, n)| f.kind.show(n, "en") == *item)
    };
    let found = [[1, 2, 3], [1, 10, 100]].iter().find_map(|steps| {
        let mut all = NUMBER_FORMATS.iter().filter(|f| fits(f, *steps));
        let first = all.next()?;
        Some(if first.name.starts_with(preferred) {
            first
        } else {
            all.find(|f| f.name.starts_with(preferred)).unwrap_or(first)
        })
    })?;
    Some(found.kind.show(number, "en"))
}

/// The items of a pattern before its dots, and the sign of simplified or traditional script after them.
fn custom(pattern: &str) -> (Option<char>, Vec<&str>) {
    let mut script = None;
    let items = pattern
        .split(',')
        .map(str::trim)
        .take_while(|item| !item.is_empty() && !item.starts_with(['.', '…']))
        .map(|item| match item.find('(').filter(|_| item.ends_with("(简)") || item.ends_with("(繁)")) {
            Some(at) => {
                script = item[at..].chars().nth(1);
                &item[..at]
            }
            None => item,
        })
        .take(3)
        .collect();
    (script, items)
}

#[cfg(test)]
mod tests;
