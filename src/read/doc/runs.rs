//! What is said of stretches of the file, page by page ([MS-DOC] 2.9.33, 2.9.175).

use super::plc::Plc;
use crate::pack::ole::{u16_at, u32_at};
use std::collections::HashSet;
use std::ops::Range;

/// A stretch of the file, and where that which is said of it stands.
#[derive(Clone, Debug)]
pub struct Stretch {
    pub file: Range<usize>,
    /// The style of a paragraph.
    pub style: u16,
    /// Where what is said stands.
    pub said: Range<usize>,
}

/// All stretches, in order.
#[derive(Debug, Default)]
pub struct Stretches(Vec<Stretch>);

const PAGE: usize = 512;

impl Stretches {
    /// Reads the pages that a table names.
    pub fn read(table: &[u8], main: &[u8], paragraphs: bool) -> Self {
        let mut all = vec![];
        let mut seen = HashSet::new();
        for (_, thing) in Plc::new(table, 4).iter() {
            let Some(number) = u32_at(thing, 0).map(|n| n & 0x003f_ffff).filter(|n| seen.insert(*n)) else {
                continue;
            };
            let from = number as usize * PAGE;
            if let Some(page) = main.get(from..from + PAGE) {
                let read = if paragraphs { paragraph } else { character };
                let count = usize::from(page[PAGE - 1]);
                for k in 0..count {
                    let (Some(start), Some(end)) = (u32_at(page, 4 * k), u32_at(page, 4 * k + 4)) else {
                        break;
                    };
                    if 4 * (count + 1) < PAGE && start < end {
                        let (style, said) = read(page, count, k);
                        let said = from + said.start..from + said.end;
                        all.push(Stretch { file: start as usize..end as usize, style, said });
                    }
                }
            }
        }
        all.sort_by_key(|s| s.file.start);
        Self(all)
    }

    /// The stretch of a place.
    pub fn at(&self, place: usize) -> Option<&Stretch> {
        let k = self.0.partition_point(|s| s.file.start <= place);
        self.0.get(k.checked_sub(1)?).filter(|s| place < s.file.end)
    }

    /// Where the next stretch begins.
    pub fn next(&self, place: usize) -> usize {
        let k = self.0.partition_point(|s| s.file.start <= place);
        self.0.get(k).map_or(usize::MAX, |s| s.file.start)
    }
}

/// What a page says of characters.
fn character(page: &[u8], count: usize, k: usize) -> (u16, Range<usize>) {
    let at = 2 * usize::from(page.get(4 * (count + 1) + k).copied().unwrap_or(0));
    if at == 0 {
        return (0, 0..0);
    }
    let length = usize::from(page.get(at).copied().unwrap_or(0));
    (0, at + 1..(at + 1 + length).min(PAGE))
}

/// What a page says of a paragraph: its style, and the rest.
fn paragraph(page: &[u8], count: usize, k: usize) -> (u16, Range<usize>) {
    const ENTRY: usize = 13;
    let at = 2 * usize::from(page.get(4 * (count + 1) + k * ENTRY).copied().unwrap_or(0));
    if at == 0 {
        return (0, 0..0);
    }
    let words = usize::from(page.get(at).copied().unwrap_or(0));
    let (from, length) = if words == 0 {
        (at + 2, 2 * usize::from(page.get(at + 1).copied().unwrap_or(0)))
    } else {
        (at + 1, 2 * words - 1)
    };
    let end = (from + length).min(PAGE);
    (u16_at(page, from).unwrap_or(0), (from + 2).min(end)..end)
}
