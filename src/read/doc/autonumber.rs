//! Autonumbers of the kind of Word 6, which files of Word 97 keep for lists that were made by the older program (the ANLD of
//! Word's binary format): every paragraph says how its own number looks, and what counts is where paragraphs stand.

use crate::number::word::{format_of_code, show};
use crate::pack::ole::u16_at;
use crate::read::docx::symbol;

/// The number of a list that says so of its paragraphs.
pub const OLD_LIST: i32 = 0x7ff;

/// How a number looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    format: u8,
    before: Vec<u16>,
    after: Vec<u16>,
    /// Whether the numbers of the levels above stand before it.
    with_upper: bool,
    font: u16,
    start: u16,
}

/// What says how a number looks: 20 bytes, and 32 characters of which two lengths say which stand before and which behind.
const HEAD: usize = 20;
const MOST: usize = 32;

impl Look {
    /// Reads it.
    pub fn read(value: &[u8]) -> Option<Self> {
        let head = value.get(..HEAD)?;
        let text: Vec<u16> = value[HEAD..].chunks_exact(2).take(MOST).filter_map(|c| u16_at(c, 0)).collect();
        let before = usize::from(head[1]).min(text.len());
        let until = usize::from(head[2]).clamp(before, text.len());
        Some(Self {
            format: head[0],
            before: text[..before].to_vec(),
            after: text[before..until].to_vec(),
            with_upper: head[3] & 4 > 0,
            font: u16_at(head, 6)?,
            start: u16_at(head, 10)?,
        })
    }
}

/// What a paragraph or a style says of its number.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub list: Option<i32>,
    /// From 1 to 9 levels of an outline, 10 a plain list, 11 a bullet; the others have no number.
    pub level: Option<u8>,
    pub look: Option<Look>,
}

impl Said {
    /// What is said, and by what stands below it where that is silent.
    pub fn or(self, below: &Self) -> Self {
        Self {
            list: self.list.or(below.list),
            level: self.level.or(below.level),
            look: self.look.or_else(|| below.look.clone()),
        }
    }
}

const LEVELS: usize = 9;
const PLAIN: u8 = 10;
const BULLET: u8 = 11;

/// The numbers that were met.
#[derive(Debug, Default)]
pub struct Counters {
    levels: [Option<(u32, Look)>; LEVELS],
    plain: Option<u32>,
}

impl Counters {
    /// The label of a paragraph; none where nothing says how it looks.
    pub fn label(&mut self, said: &Said, fonts: &[String]) -> Option<String> {
        let look = said.look.as_ref()?;
        let font = fonts.get(usize::from(look.font)).map_or("", String::as_str);
        let text = |units: &[u16]| -> String {
            let plain = String::from_utf16_lossy(units);
            plain
                .chars()
                .map(|c| if ('\u{f000}'..='\u{f0ff}').contains(&c) { symbol(font, c) } else { c })
                .collect()
        };
        let one = |n: u32, look: &Look| {
            let number = show(format_of_code(look.format), n).unwrap_or_else(|| n.to_string());
            format!("{}{number}{}", text(&look.before), text(&look.after))
        };
        let start = u32::from(look.start);
        match said.level.unwrap_or(PLAIN) {
            level @ 1..=9 => {
                self.plain = None;
                let k = usize::from(level - 1);
                let n = self.levels[k].as_ref().map_or(start, |(n, _)| n.saturating_add(1));
                self.levels[k] = Some((n, look.clone()));
                self.levels[k + 1..].fill(None);
                let upper = self.levels[..k].iter().flatten().filter(|_| look.with_upper);
                Some(upper.map(|(n, l)| one(*n, l)).chain([one(n, look)]).collect())
            }
            PLAIN => {
                let n = self.plain.map_or(start, |n| n.saturating_add(1));
                self.plain = Some(n);
                Some(one(n, look))
            }
            BULLET => Some(text(&look.before) + &text(&look.after)),
            // A paragraph of the list that has no number lets it go on.
            _ => Some(String::new()),
        }
    }

    /// A paragraph without a number of this kind ends a plain list.
    pub fn interrupt(&mut self) {
        self.plain = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(format: u8, before: &str, after: &str, with_upper: bool, start: u16) -> Vec<u8> {
        let mut out = vec![0; HEAD + 2 * MOST];
        out[0] = format;
        let text: Vec<u16> = before.encode_utf16().chain(after.encode_utf16()).collect();
        out[1] = before.encode_utf16().count() as u8;
        out[2] = text.len() as u8;
        out[3] = if with_upper { 4 } else { 0 };
        out[10..12].copy_from_slice(&start.to_le_bytes());
        for (k, unit) in text.iter().enumerate() {
            out[HEAD + 2 * k..HEAD + 2 * k + 2].copy_from_slice(&unit.to_le_bytes());
        }
        out
    }

    #[test]
    fn numbers_are_counted_by_level_and_by_place() {
        /// A format, what stands before and behind, whether upper numbers do, and the first number.
        type Told = (u8, &'static str, &'static str, bool, u16);
        let all: &[(u8, Told, &str)] = &[
            (1, (1, "Article ", "", false, 1), "Article I"),
            (2, (0, "", ".", false, 1), "1."),
            (2, (0, "", ".", false, 1), "2."),
            (1, (1, "Article ", "", false, 1), "Article II"),
            (2, (4, "(", ")", true, 3), "Article II(c)"),
            (10, (0, "第", "条", false, 5), "第5条"),
            (12, (0, "", "", false, 1), ""),
            (10, (0, "第", "条", false, 5), "第6条"),
            (0xff, (0, "", "", false, 0), "-"),
            (10, (0, "第", "条", false, 5), "第5条"),
            (11, (0, "\u{f0b7}", "", false, 0), "•"),
        ];
        let mut counters = Counters::default();
        for (level, (format, before, after, upper, start), want) in all {
            if *want == "-" {
                counters.interrupt();
                continue;
            }
            let look = Look::read(&look(*format, before, after, *upper, *start));
            let said = Said { list: Some(OLD_LIST), level: Some(*level), look };
            assert_eq!(counters.label(&said, &["Symbol".to_owned()]).as_deref(), Some(*want));
        }
        assert_eq!(counters.label(&Said::default(), &[]), None);
        assert!(Look::read(&[0; 19]).is_none());
        // Lengths beyond the text.
        let short = Look::read(&[0, 200, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, b'a', 0]);
        assert_eq!(short.map(|l| (l.before.len(), l.after.len())), Some((1, 0)));
    }
}
