//! What is said of characters, paragraphs and rows, one property after the other ([MS-DOC] 2.6).

use super::autonumber::{Look, OLD_LIST, Said};
use crate::pack::ole::{u16_at, u32_at};
use crate::read::docx::{Change, Vertical};
use crate::read::word::{Cell, Down, MOST, Paragraph, Run};
use crate::text::Align;

/// A property: its number and its value.
#[derive(Clone, Copy, Debug)]
pub struct Sprm<'a> {
    pub number: u16,
    pub value: &'a [u8],
}

/// The number of the property that defines a table, whose length takes two bytes.
const DEFINE_TABLE: u16 = 0xd608;
const CHANGE_TABS: u16 = 0xc615;

/// Cuts properties.
pub fn sprms(mut rest: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    std::iter::from_fn(move || {
        let number = u16_at(rest, 0)?;
        rest = &rest[2..];
        let (skip, length) = match number >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if number == DEFINE_TABLE => (2, usize::from(u16_at(rest, 0)?).saturating_sub(1)),
            _ => match usize::from(*rest.first()?) {
                // So many tabs that their length is not said: they are counted.
                255 if number == CHANGE_TABS => {
                    let gone = usize::from(*rest.get(1)?);
                    let new = usize::from(*rest.get(2 + 4 * gone)?);
                    (1, 2 + 4 * gone + 3 * new)
                }
                length => (1, length),
            },
        };
        let (value, after) = rest.get(skip..)?.split_at_checked(length)?;
        rest = after;
        Some(Sprm { number, value })
    })
}

impl Sprm<'_> {
    fn byte(&self) -> u8 {
        self.value.first().copied().unwrap_or(0)
    }
    fn word(&self) -> u16 {
        u16_at(self.value, 0).unwrap_or(0)
    }
    fn signed(&self) -> i32 {
        i32::from(self.word() as i16)
    }
    fn long(&self) -> u32 {
        u32_at(self.value, 0).unwrap_or(0)
    }
    /// What is switched: on, off, or as the style does (0x80), or not as it does (0x81).
    fn toggle(&self, style: Option<bool>) -> Option<bool> {
        match self.byte() {
            0x80 => None,
            0x81 => Some(style != Some(true)),
            n => Some(n > 0),
        }
    }
}

/// What is said of characters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Characters {
    pub run: Run,
    /// Whether a character is a sign for something else.
    pub special: bool,
    /// A character of a symbol font: the font and the character.
    pub symbol: Option<(u16, u16)>,
    /// Where a picture stands.
    pub picture: Option<u32>,
    /// Whether the picture is no picture but data of a field, or the place of an object.
    pub data: bool,
    pub object: bool,
    /// The fonts of Latin and of East Asian characters.
    pub fonts: [Option<u16>; 2],
}

impl Characters {
    /// Takes properties on top of what is said; `style` is what the style says.
    pub fn take(&mut self, all: &[u8], style: &Run) {
        for s in sprms(all) {
            let r = &mut self.run;
            match s.number {
                0x0835 => r.bold = s.toggle(style.bold),
                0x083c => r.hidden = s.toggle(style.hidden),
                0x0818 => r.runs_in = s.byte() > 0,
                0x2a3e => r.underline = Some(s.byte() > 0),
                0x2a34 => r.dots = Some(s.byte() > 0),
                0x2a48 => {
                    r.vertical = Some(match s.byte() {
                        1 => Vertical::Super,
                        2 => Vertical::Sub,
                        _ => Vertical::Line,
                    });
                }
                0x4a43 => r.size = Some(s.word()).filter(|n| *n > 0),
                0x4a41 | 0x486d | 0x4873 => r.language[0] = language(s.word()),
                0x486e | 0x4874 => r.language[1] = language(s.word()),
                0x4a30 => r.style = Some(s.word()),
                // What was inserted and then deleted is gone.
                0x0800 if s.byte() > 0 => r.change = Change::Deleted,
                0x0801 if s.byte() > 0 && r.change == Change::None => r.change = Change::Inserted,
                0x0855 => self.special = s.byte() > 0,
                0x6a09 => self.symbol = Some((s.word(), u16_at(s.value, 2).unwrap_or(0))),
                0x6a03 => {
                    self.picture = Some(s.long());
                    self.special = true;
                }
                0x0806 => self.data = s.byte() > 0,
                0x080a | 0x0856 => self.object = s.byte() > 0,
                0x4a4f => self.fonts[0] = Some(s.word()),
                0x4a50 => self.fonts[1] = Some(s.word()),
                // What was said directly is said no more.
                0x2a33 => *r = Run { style: r.style, change: r.change, ..Run::default() },
                _ => {}
            }
        }
    }
}

/// 1024 says that there is none.
const fn language(n: u16) -> u16 {
    if n == 1024 { 0 } else { n }
}

/// What is said of a paragraph.
#[derive(Clone, Debug, Default)]
pub struct Paragraphs {
    pub look: Paragraph,
    /// The level and the look of a number of Word 6's kind.
    pub old_level: Option<u8>,
    pub old_look: Option<Look>,
    /// Whether it stands in a table, and how many tables deep where that is said.
    pub in_table: bool,
    pub depth: u32,
    /// Whether it ends a row; and cells and rows of tables inside of others.
    pub row_end: bool,
    pub inner_cell: bool,
    pub inner_row_end: bool,
    /// The row that it ends.
    pub left: i32,
    pub cells: Vec<Cell>,
    pub header: bool,
    /// Where more is said, in the stream of data.
    pub more: Option<u32>,
}

impl Paragraphs {
    /// What it says of numbers of Word 6's kind.
    pub fn old_number(&self) -> Said {
        Said { list: self.look.list, level: self.old_level, look: self.old_look.clone() }
    }

    /// How many tables deep it stands.
    pub fn tables(&self) -> usize {
        if self.depth > 0 { self.depth.min(100) as usize } else { self.in_table.into() }
    }

    /// Takes properties on top of what is said.
    pub fn take(&mut self, all: &[u8]) {
        for s in sprms(all) {
            let p = &mut self.look;
            match s.number {
                0x4600 => p.style = Some(s.word()),
                0x2403 | 0x2461 => {
                    p.align = Some(match s.byte() {
                        0 => Align::Start,
                        1 => Align::Centre,
                        2 => Align::End,
                        _ => Align::Justified,
                    });
                }
                0x2407 => p.new_page = Some(s.byte() > 0),
                0x260a => {
                    self.old_level = Some(s.byte());
                    p.level = Some(s.byte()).filter(|n| *n < 9);
                }
                // Beyond 2047 stand lists whose numbers are not shown.
                0x460b => p.list = Some(i32::from(s.word())).map(|n| if n > OLD_LIST { 0 } else { n }),
                0xc63e => self.old_look = Look::read(s.value),
                0x8411 | 0x8460 => p.indent = Some(s.signed()),
                0x4457 => p.indent_ems = Some(s.signed()),
                0x2640 => p.outline = Some(s.byte()).filter(|n| *n < 10),
                0x2416 => self.in_table = s.byte() > 0,
                0x2417 => self.row_end = s.byte() > 0,
                0x6649 => self.depth = s.long(),
                0x664a => self.depth = self.depth.saturating_add_signed(s.long() as i32),
                0x244b => self.inner_cell = s.byte() > 0,
                0x244c => self.inner_row_end = s.byte() > 0,
                0x6645 | 0x6646 => self.more = Some(s.long()),
                DEFINE_TABLE => self.define(s.value),
                0x3404 => self.header = s.byte() > 0,
                0x5624 => {
                    let [first, end] = [0, 1].map(|k| usize::from(s.value.get(k).copied().unwrap_or(0)));
                    for cell in self.cells.iter_mut().take(end).skip(first + 1) {
                        cell.with_left = true;
                    }
                }
                0xd62b => {
                    let [cell, down] = [0, 1].map(|k| s.value.get(k).copied().unwrap_or(0));
                    if let Some(cell) = self.cells.get_mut(usize::from(cell)) {
                        cell.down = merged(down.into());
                    }
                }
                _ => {}
            }
        }
    }

    /// The edges of cells, and which of them are one (2.9.309).
    fn define(&mut self, value: &[u8]) {
        const CELL: usize = 20;
        let count = usize::from(value.first().copied().unwrap_or(0)).min(MOST);
        let edge = |k: usize| u16_at(value, 1 + 2 * k).map(|n| i32::from(n as i16));
        let Some(left) = edge(0) else { return };
        self.left = left;
        let cells = (0..count).map_while(|k| {
            let flags = u16_at(value, 1 + 2 * (count + 1) + k * CELL).unwrap_or(0);
            let with_left = flags & 3 > 1;
            Some(Cell { edge: edge(k + 1)?, with_left, down: merged(flags >> 5 & 3) })
        });
        self.cells = cells.collect();
    }
}

const fn merged(n: u16) -> Option<Down> {
    match n {
        0 => None,
        1 => Some(Down::GoesOn),
        _ => Some(Down::First),
    }
}
