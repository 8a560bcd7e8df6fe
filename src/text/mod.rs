//! The source: its decoded text, where it came from, and places in it.

pub mod chars;
mod foreign;
pub mod hash;
mod language;
mod line;
mod map;
mod segment;
mod sieve;

pub use foreign::{FOREIGN, Foreign};
pub use language::{Language, Primary, Region, Script, written_from_right};
pub use line::{Align, Hints, Line, Style};
pub use map::{Map, Set};
pub use segment::Segmenter;
pub use sieve::Sieve;

use serde::{Deserialize, Serialize};

/// A range of the decoded source, in bytes of its UTF-8 form; always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The range `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }
    /// The range as the slice index of the source text.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
    /// Whether `other` lies inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// The smallest range that holds both.
    #[must_use]
    pub const fn join(self, other: Self) -> Self {
        Self {
            start: if self.start < other.start { self.start } else { other.start },
            end: if self.end > other.end { self.end } else { other.end },
        }
    }
    /// Length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }
    /// Whether it holds nothing.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// How the lines of a source end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum LineEnds {
    /// There is no line end: the text is one line.
    #[default]
    None,
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    Crlf,
    /// Carriage return alone.
    Cr,
    /// More than one kind.
    Mixed,
}

/// Bytes that could not be decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Malformed {
    /// Where their U+FFFD stands in the decoded text.
    pub at: u32,
    /// The bytes, hexadecimal.
    pub bytes: String,
}

/// A file of corrections by a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Corrected {
    /// File name without folders.
    pub file_name: String,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// How many lines it says something of.
    pub pins: u32,
}

/// Where the bytes came from and how they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Provenance {
    /// File name without folders; empty for standard input.
    pub file_name: String,
    /// Length of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Encoding by its WHATWG name, for example `UTF-8`.
    pub encoding: String,
    /// Whether the encoding was guessed from the bytes, with nothing to declare it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guessed: bool,
    /// Bytes that are no characters in that encoding; each stands as U+FFFD in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub malformed: Vec<Malformed>,
    /// Elements of a foreign format that were read for their text only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flattened: Vec<String>,
    /// The corrections of a person that its structure was read with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrections: Option<Corrected>,
    /// Characters of a web page, without white space, that were left out as furniture or because the page does not show
    /// them; none for formats in which everything is text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<u64>,
    /// Whether a byte order mark stood at the start (it is not part of the text).
    pub bom: bool,
    /// How lines end.
    pub line_ends: LineEnds,
    /// Length of the decoded text in characters.
    pub characters: u64,
    /// SHA-256 of the decoded text in UTF-8, hexadecimal.
    pub sha256_text: String,
}

/// A decoded source.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The decoded text, without byte order mark.
    pub text: String,
    /// Where it came from.
    pub provenance: Provenance,
}

/// Lines and columns of places in a text. Cheap where places are asked for in order: it goes on from the last one.
#[derive(Clone, Debug)]
pub struct Places<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Places<'a> {
    /// Places in a text.
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, column: 1 }
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn of(&mut self, offset: usize) -> (usize, usize) {
        let mut to = offset.min(self.text.len());
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        if to < self.at {
            *self = Self::new(self.text);
        }
        let passed = &self.text[self.at..to];
        let lines = memchr::memchr_iter(b'\n', passed.as_bytes()).count();
        if lines > 0 {
            self.line += lines;
            self.column = 1;
        }
        self.column += passed.rsplit('\n').next().map_or(0, |line| line.chars().count());
        self.at = to;
        (self.line, self.column)
    }
}

/// Counts characters up to places of a text. Cheap where places are asked for in order: it goes on from the last one.
#[derive(Clone, Debug)]
pub struct Characters<'a> {
    text: &'a str,
    at: usize,
    passed: u64,
}

impl<'a> Characters<'a> {
    /// Places in a text.
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0, passed: 0 }
    }

    /// How many characters stand before a place in bytes.
    pub fn of(&mut self, offset: u32) -> u64 {
        let mut to = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        let count = |from: usize, to: usize| self.text[from..to].chars().count() as u64;
        self.passed =
            if to < self.at { self.passed - count(to, self.at) } else { self.passed + count(self.at, to) };
        self.at = to;
        self.passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut places = Places::new("甲乙\n丙丁");
        assert_eq!(places.of(0), (1, 1));
        assert_eq!(places.of("甲乙\n丙".len()), (2, 2));
        assert_eq!(places.of(9999), (2, 3));
        assert_eq!(places.of("甲".len()), (1, 2));
    }
}
