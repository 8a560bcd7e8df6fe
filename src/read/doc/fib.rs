//! The file information block: what the file is, and where its parts stand ([MS-DOC] 2.5).

use crate::pack::ole::{u16_at, u32_at};
use std::ops::Range;

/// Parts, by their places among the pairs of offsets and lengths (2.5.6).
#[derive(Clone, Copy, Debug)]
pub enum Part {
    Styles = 1,
    FootnoteRefs = 2,
    FootnoteTexts = 3,
    CommentRefs = 4,
    CommentTexts = 5,
    Sections = 6,
    Heads = 11,
    Characters = 12,
    Paragraphs = 13,
    Fonts = 15,
    Properties = 31,
    Pieces = 33,
    CommentOwners = 36,
    Anchors = 40,
    EndnoteRefs = 46,
    EndnoteTexts = 47,
    Drawings = 50,
    Boxes = 56,
    Lists = 73,
    ListNames = 74,
}

/// Where the pairs begin.
const PAIRS: usize = 0x9a;

/// The texts that stand behind each other: lengths in characters, from 0x4c on (2.5.4). The fourth is of no use.
#[derive(Clone, Copy, Debug)]
pub enum Text {
    Main = 0,
    Footnotes = 1,
    Heads = 2,
    Comments = 4,
    Endnotes = 5,
    Boxes = 6,
    HeadBoxes = 7,
}

/// The block.
#[derive(Debug)]
pub struct Fib<'a> {
    main: &'a [u8],
}

impl<'a> Fib<'a> {
    pub const fn new(main: &'a [u8]) -> Self {
        Self { main }
    }

    fn flags(&self) -> u16 {
        u16_at(self.main, 0x0a).unwrap_or(0)
    }

    /// Whether it is one of Word's.
    pub fn is_word(&self) -> bool {
        matches!(u16_at(self.main, 0), Some(0xa5ec | 0xa5dc | 0xa5db | 0xa59b | 0xa59c))
    }

    /// Whether it is older than Word 97.
    pub fn is_old(&self) -> bool {
        u16_at(self.main, 0) != Some(0xa5ec) || u16_at(self.main, 2).is_some_and(|n| n < 0xc1)
    }

    /// Whether it is encrypted or obfuscated.
    pub fn is_locked(&self) -> bool {
        self.flags() & 0x0100 > 0
    }

    /// The name of the stream of tables.
    pub fn table(&self) -> &'static str {
        if self.flags() & 0x0200 > 0 { "1Table" } else { "0Table" }
    }

    /// The stretch of the file that holds text where no table says it.
    pub fn stretch(&self) -> Range<usize> {
        let at = |k| u32_at(self.main, k).unwrap_or(0) as usize;
        at(0x18)..at(0x1c)
    }

    /// Where a part stands in the stream of tables.
    pub fn place(&self, part: Part) -> Range<usize> {
        let at = PAIRS + 8 * part as usize;
        let start = u32_at(self.main, at).unwrap_or(0) as usize;
        start..start.saturating_add(u32_at(self.main, at + 4).unwrap_or(0) as usize)
    }

    /// Where a text stands among all characters.
    pub fn text(&self, text: Text) -> Range<u32> {
        let length = |k: usize| u32_at(self.main, 0x4c + 4 * k).filter(|n| *n < 1 << 30).unwrap_or(0);
        let before = (0..text as usize).fold(0_u32, |n, k| n.saturating_add(length(k)));
        before..before.saturating_add(length(text as usize))
    }
}
