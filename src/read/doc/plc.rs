//! Lists of places with what is said of each ([MS-DOC] 2.2.2).

use crate::pack::ole::u32_at;

/// A list: places, one more than there are things, and the things, all of one length.
#[derive(Clone, Copy, Debug)]
pub struct Plc<'a> {
    bytes: &'a [u8],
    size: usize,
    count: usize,
}

impl<'a> Plc<'a> {
    /// A list of things of a length.
    pub fn new(bytes: &'a [u8], size: usize) -> Self {
        let count = bytes.len().saturating_sub(4) / (size + 4);
        Self { bytes, size, count }
    }

    pub const fn len(&self) -> usize {
        self.count
    }

    /// A place.
    pub fn at(&self, k: usize) -> u32 {
        u32_at(self.bytes, 4 * k).unwrap_or(0)
    }

    /// A thing.
    pub fn thing(&self, k: usize) -> &'a [u8] {
        let from = 4 * (self.count + 1) + k * self.size;
        self.bytes.get(from..from + self.size).unwrap_or(&[])
    }

    /// All places with their things.
    pub fn iter(self) -> impl Iterator<Item = (u32, &'a [u8])> {
        (0..self.count).map(move |k| (self.at(k), self.thing(k)))
    }
}
