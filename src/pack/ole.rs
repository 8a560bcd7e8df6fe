//! Compound files ([MS-CFB]): the containers that older office programs put their streams in. Read tolerantly, for what
//! is broken in one may be whole in all that is wanted of it: a chain that leads nowhere ends there. No more is ever
//! given than the file holds.

use crate::finding::Words;
use std::collections::HashSet;

/// What such a file begins with.
pub const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// The first number that is no sector's (2.1).
const LAST_SECTOR: u32 = 0xffff_fffa;
/// No entry (2.6.1).
const NONE: u32 = 0xffff_ffff;

/// A compound file.
#[derive(Debug)]
pub struct Ole<'a> {
    bytes: &'a [u8],
    sector: usize,
    mini_sector: usize,
    /// Streams that are shorter stand in the one of small ones.
    cutoff: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    entries: Vec<Entry>,
}

/// A storage or a stream.
#[derive(Debug)]
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: usize,
}

/// A number of two bytes.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// A number of four bytes.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

impl<'a> Ole<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Words> {
        let broken = || Words::from("文件已损坏或不完整 / the file is damaged or cut off");
        if !bytes.starts_with(&SIGNATURE[..4]) {
            return Err(super::OTHER_KIND.into());
        }
        if bytes.len() < 512 {
            return Err(broken());
        }
        let shift = |at| u16_at(bytes, at).filter(|s| (6..=16).contains(s)).map(|s| 1_usize << s);
        let number = |at| u32_at(bytes, at).unwrap_or(NONE);
        let mut out = Self {
            bytes,
            sector: shift(0x1e).filter(|s| *s >= 128).ok_or_else(broken)?,
            mini_sector: shift(0x20).unwrap_or(64),
            cutoff: number(0x38) as usize,
            fat: vec![],
            mini_fat: vec![],
            mini: vec![],
            entries: vec![],
        };
        out.fat = out.table();
        let directory = out.chain(number(0x30), usize::MAX);
        out.entries = directory.chunks_exact(128).map(Entry::read).collect();
        if out.entries.is_empty() {
            return Err(broken());
        }
        out.mini_fat = numbers(&out.chain(number(0x3c), usize::MAX));
        let root = &out.entries[0];
        out.mini = out.chain(root.start, root.size);
        Ok(out)
    }

    /// A stream that stands outside of all storages, by its name; else the first one of the name.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.find(name)?;
        if entry.size < self.cutoff {
            Some(self.small(entry))
        } else {
            Some(self.chain(entry.start, entry.size))
        }
    }

    /// Whether a stream of a name stands outside of all storages.
    pub fn has(&self, name: &str) -> bool {
        self.outer().iter().any(|k| self.entries[*k].is(name))
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        let outer = self.outer().into_iter().map(|k| &self.entries[k]).find(|e| e.is(name));
        outer.or_else(|| self.entries.iter().find(|e| e.is(name)))
    }

    /// The entries outside of all storages.
    fn outer(&self) -> Vec<usize> {
        let mut seen = HashSet::new();
        let mut out = vec![];
        let mut left = vec![self.entries[0].child];
        while let Some(k) = left.pop() {
            if let Some(e) = self.entries.get(k as usize).filter(|_| seen.insert(k)) {
                out.push(k as usize);
                left.extend([e.left, e.right]);
            }
        }
        out
    }

    fn at(&self, sector: u32) -> Option<&'a [u8]> {
        let from = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(from..).filter(|r| !r.is_empty())?;
        Some(&rest[..rest.len().min(self.sector)])
    }

    /// The table of sectors, which stands in sectors that the header and a chain of their own name.
    fn table(&self) -> Vec<u32> {
        const IN_HEADER: std::ops::Range<usize> = 0x4c..0x200;
        let most = self.bytes.len() / self.sector + 1;
        let mut places = numbers(&self.bytes[IN_HEADER]);
        let mut next = u32_at(self.bytes, 0x44).unwrap_or(NONE);
        let mut seen = HashSet::new();
        while let Some(sector) = self.at(next).filter(|_| next < LAST_SECTOR && seen.insert(next)) {
            let mut more = numbers(sector);
            next = more.pop().unwrap_or(NONE);
            places.extend(more);
        }
        let mut used = HashSet::new();
        let sectors = places.into_iter().filter(|p| *p < LAST_SECTOR && used.insert(*p)).take(most);
        let mut out: Vec<u32> = sectors.filter_map(|p| self.at(p)).flat_map(numbers).collect();
        out.truncate(most);
        out
    }

    /// What a chain of sectors holds.
    fn chain(&self, start: u32, size: usize) -> Vec<u8> {
        let mut out = vec![];
        let mut next = start;
        // One that leads back into itself ends when it would be longer than the file.
        let most = size.min(self.bytes.len());
        while out.len() < most && next < LAST_SECTOR {
            let Some(sector) = self.at(next) else { break };
            out.extend_from_slice(sector);
            next = self.fat.get(next as usize).copied().unwrap_or(NONE);
        }
        out.truncate(size);
        out
    }

    fn small(&self, entry: &Entry) -> Vec<u8> {
        let mut out = vec![];
        let mut next = entry.start;
        while out.len() < entry.size && next < LAST_SECTOR {
            let from = (next as usize).saturating_mul(self.mini_sector);
            let Some(rest) = self.mini.get(from..).filter(|r| !r.is_empty()) else { break };
            out.extend_from_slice(&rest[..rest.len().min(self.mini_sector)]);
            next = self.mini_fat.get(next as usize).copied().unwrap_or(NONE);
        }
        out.truncate(entry.size);
        out
    }
}

impl Entry {
    /// Reads an entry of the directory (2.6.1).
    fn read(bytes: &[u8]) -> Self {
        let length = usize::from(u16_at(bytes, 0x40).unwrap_or(0)).saturating_sub(2).min(62);
        let units: Vec<u16> = bytes[..length].chunks_exact(2).filter_map(|c| u16_at(c, 0)).collect();
        let number = |at| u32_at(bytes, at).unwrap_or(NONE);
        Self {
            name: String::from_utf16_lossy(&units),
            kind: bytes[0x42],
            left: number(0x44),
            right: number(0x48),
            child: number(0x4c),
            start: number(0x74),
            size: number(0x78) as usize,
        }
    }

    fn is(&self, name: &str) -> bool {
        const STREAM: u8 = 2;
        self.kind == STREAM && self.name.eq_ignore_ascii_case(name)
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|c| u32_at(c, 0)).collect()
}
