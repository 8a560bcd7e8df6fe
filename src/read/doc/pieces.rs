//! Where the characters of the text stand in the file ([MS-DOC] 2.9.38, 2.8.35).

use super::plc::Plc;
use crate::pack::ole::{u16_at, u32_at};
use std::ops::Range;

/// A stretch of text.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its characters among all.
    pub characters: Range<u32>,
    /// Where it stands in the file.
    pub at: usize,
    /// Whether its characters take one byte each.
    pub narrow: bool,
    /// What is said of it beside all else: a place among the changes, or a short form.
    pub change: u16,
}

/// The text of the file.
#[derive(Debug, Default)]
pub struct Pieces {
    pub all: Vec<Piece>,
    /// Changes that pieces name.
    changes: Vec<Range<usize>>,
    /// Whether something of it was no such table.
    pub broken: bool,
}

impl Pieces {
    /// Reads the table; characters beyond all that `room` can hold are none.
    pub fn read(table: &[u8], room: usize) -> Self {
        let mut out = Self::default();
        let mut at = 0;
        let mut places: &[u8] = &[];
        while let Some(kind) = table.get(at) {
            match kind {
                1 => {
                    let length = usize::from(u16_at(table, at + 1).unwrap_or(0));
                    out.changes.push(at + 3..at + 3 + length);
                    at += 3 + length;
                }
                2 => {
                    let length = u32_at(table, at + 1).unwrap_or(0) as usize;
                    let end = (at + 5).saturating_add(length).min(table.len());
                    places = table.get(at + 5..end).unwrap_or(&[]);
                    break;
                }
                _ => break,
            }
        }
        let plc = Plc::new(places, 8);
        let mut left = 2 * room;
        for k in 0..plc.len() {
            let thing = plc.thing(k);
            let (Some(fc), Some(change)) = (u32_at(thing, 2), u16_at(thing, 6)) else { continue };
            let narrow = fc & 0x4000_0000 > 0;
            let fc = (fc & 0x3fff_ffff) as usize;
            let at = if narrow { fc / 2 } else { fc };
            let start = plc.at(k).max(out.all.last().map_or(0, |p| p.characters.end));
            let most = room.saturating_sub(at) / if narrow { 1 } else { 2 };
            let wanted = plc.at(k + 1).saturating_sub(start) as usize;
            let length = wanted.min(most).min(left);
            out.broken |= length < wanted || plc.at(k) != start;
            left -= length;
            if length > 0 {
                out.all.push(Piece { characters: start..start + length as u32, at, narrow, change });
            }
        }
        out.broken |= out.all.is_empty();
        out
    }

    /// One piece of a stretch of the file: what is left where there is no table.
    pub fn of_stretch(stretch: &Range<usize>, main: &[u8]) -> Self {
        let bytes = main.get(stretch.start..stretch.end.min(main.len())).unwrap_or(&[]);
        // Of text in two bytes each, the second one is seldom a letter's.
        let zeros = bytes.iter().skip(1).step_by(2).filter(|b| **b == 0).count();
        let wide = bytes.iter().skip(1).step_by(2).filter(|b| (0x4e..0xa0).contains(*b)).count();
        let narrow = (zeros + wide) * 8 < bytes.len();
        let count = bytes.len() / if narrow { 1 } else { 2 };
        let piece = Piece { characters: 0..count as u32, at: stretch.start, narrow, change: 0 };
        Self { all: vec![piece], changes: vec![], broken: true }
    }

    /// How many characters there are.
    pub fn len(&self) -> u32 {
        self.all.last().map_or(0, |p| p.characters.end)
    }

    /// The change that a piece names.
    pub fn change<'t>(&self, piece: &Piece, table: &'t [u8]) -> &'t [u8] {
        let range =
            (piece.change & 1 > 0).then(|| self.changes.get(usize::from(piece.change >> 1))).flatten();
        range.and_then(|r| table.get(r.clone())).unwrap_or(&[])
    }
}

impl Piece {
    /// Where a character stands in the file.
    pub fn place(&self, character: u32) -> usize {
        let by = character.saturating_sub(self.characters.start) as usize;
        self.at + by * if self.narrow { 1 } else { 2 }
    }

    /// A character, in UTF-16.
    pub fn unit(&self, main: &[u8], character: u32) -> u16 {
        let at = self.place(character);
        if !self.narrow {
            return u16_at(main, at).unwrap_or(0xfffd);
        }
        match main.get(at).copied().unwrap_or(b'?') {
            byte @ 0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
            byte => byte.into(),
        }
    }
}

/// The characters of Windows-1252 that have other numbers there than in Unicode.
const WINDOWS_1252: [u16; 32] = [
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161,
    0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
];
