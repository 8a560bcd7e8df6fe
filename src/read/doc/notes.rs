//! What stands beside the text: where notes, comments and boxes of text belong, and where sections end.

use super::art::Art;
use super::fib::{Fib, Part, Text};
use super::plc::Plc;
use super::sprm::sprms;
use super::styles::text;
use crate::number::word::format_of_code;
use crate::pack::ole::{u16_at, u32_at};
use crate::read::word::Counting;
use std::collections::HashMap;
use std::ops::Range;

/// Where a section ends, and whether it begins no new page.
#[derive(Clone, Debug)]
pub struct Section {
    pub end: u32,
    pub continuous: bool,
}

/// What stands beside the text.
#[derive(Debug, Default)]
pub struct Notes {
    /// Footnotes and endnotes by the places of their signs: whether these are counted, and their texts.
    signs: [HashMap<u32, (bool, Range<u32>)>; 2],
    /// Comments by their places, with who wrote them.
    comments: HashMap<u32, (String, Range<u32>)>,
    /// Shapes by their places.
    pub anchors: HashMap<u32, u32>,
    /// Texts in shapes, by shapes and by the order in which they stand.
    boxes: HashMap<u32, Vec<Range<u32>>>,
}

/// The texts of a list of places, each behind the one before.
pub fn texts(bytes: &[u8], size: usize, all: &Range<u32>) -> Vec<Range<u32>> {
    let plc = Plc::new(bytes, size);
    let mut before = 0;
    let one = |k: usize| {
        let start = plc.at(k).max(before);
        let end = plc.at(k + 1).max(start);
        before = end;
        let place = |n: u32| all.start.saturating_add(n).min(all.end);
        place(start)..place(end)
    };
    (0..plc.len()).map(one).collect()
}

impl Notes {
    /// Reads the lists; `table` gives a part of the stream of tables.
    pub fn read<'t>(fib: &Fib, table: impl Fn(Part) -> &'t [u8], art: &Art) -> Self {
        let mut out = Self::default();
        let kinds = [
            (Part::FootnoteRefs, Part::FootnoteTexts, Text::Footnotes),
            (Part::EndnoteRefs, Part::EndnoteTexts, Text::Endnotes),
        ];
        for (k, (refs, own, place)) in kinds.into_iter().enumerate() {
            let ranges = texts(table(own), 0, &fib.text(place));
            let refs = Plc::new(table(refs), 2);
            for ((at, thing), range) in refs.iter().zip(ranges) {
                out.signs[k].insert(at, (u16_at(thing, 0) != Some(0), range));
            }
        }
        let owners = owners(table(Part::CommentOwners));
        let ranges = texts(table(Part::CommentTexts), 0, &fib.text(Text::Comments));
        for ((at, thing), range) in Plc::new(table(Part::CommentRefs), 30).iter().zip(ranges) {
            let owner = u16_at(thing, 20).and_then(|k| owners.get(usize::from(k)));
            out.comments.insert(at, (owner.cloned().unwrap_or_default(), range));
        }
        for (at, thing) in Plc::new(table(Part::Anchors), 26).iter() {
            out.anchors.insert(at, u32_at(thing, 0).unwrap_or(0));
        }
        let boxes = Plc::new(table(Part::Boxes), 22);
        let ranges = texts(table(Part::Boxes), 22, &fib.text(Text::Boxes));
        for ((_, thing), range) in boxes.iter().zip(ranges) {
            let shape = u32_at(thing, 14).unwrap_or(0);
            let group = art.groups.get(&shape).copied().unwrap_or(shape);
            // One paragraph mark is no text.
            if range.len() > 1 {
                out.boxes.entry(group).or_default().push(range);
            }
        }
        out
    }

    /// The note whose sign stands at a place.
    pub fn take(&mut self, end: bool, at: u32) -> Option<(bool, Range<u32>)> {
        self.signs[usize::from(end)].remove(&at)
    }

    /// The comment at a place.
    pub fn comment(&mut self, at: u32) -> Option<(String, Range<u32>)> {
        self.comments.remove(&at)
    }

    /// The texts in a shape.
    pub fn boxes_of(&mut self, shape: u32) -> Vec<Range<u32>> {
        self.boxes.remove(&shape).unwrap_or_default()
    }

    /// Texts in shapes that stand nowhere, in order.
    pub fn left(&mut self) -> Vec<Range<u32>> {
        let mut all: Vec<Range<u32>> = std::mem::take(&mut self.boxes).into_values().flatten().collect();
        all.sort_by_key(|r| r.start);
        all
    }
}

/// Who wrote comments.
fn owners(bytes: &[u8]) -> Vec<String> {
    let mut out = vec![];
    let mut at = 0;
    while let Some((name, end)) = text(bytes, at) {
        out.push(name);
        at = end;
    }
    out
}

/// The sections, and how notes are counted: as the document says, or its first section.
pub fn sections(table: &[u8], document: &[u8], main: &[u8]) -> (Vec<Section>, [Option<Counting>; 2]) {
    let word = |at| u16_at(document, at).unwrap_or(0);
    let formats = word(54);
    let count = |restart: u16, format: u16| {
        let start = u32::from(restart >> 2).max(1);
        Counting { format: format_of_code(format as u8), start, each_section: restart & 3 == 1 }
    };
    let mut counting = [count(word(2), formats >> 2 & 15), count(word(52), formats >> 6 & 15)];
    let mut out = vec![];
    let plc = Plc::new(table, 12);
    for k in 0..plc.len() {
        let at = u32_at(plc.thing(k), 2).filter(|n| *n != u32::MAX).map(|n| n as usize);
        let said = at.and_then(|at| {
            let length = usize::from(u16_at(main, at)?);
            main.get(at + 2..at + 2 + length)
        });
        let mut continuous = false;
        for s in sprms(said.unwrap_or(&[])) {
            let byte = s.value.first().copied().unwrap_or(0);
            let number = u16_at(s.value, 0).unwrap_or(0);
            match s.number {
                0x3009 => continuous = byte == 0,
                0x303c if k == 0 => counting[0].each_section = byte == 1,
                0x303e if k == 0 => counting[1].each_section = byte == 1,
                0x503f if k == 0 => counting[0].start = u32::from(number).max(1),
                0x5041 if k == 0 => counting[1].start = u32::from(number).max(1),
                0x5040 if k == 0 => counting[0].format = format_of_code(number as u8),
                0x5042 if k == 0 => counting[1].format = format_of_code(number as u8),
                _ => {}
            }
        }
        out.push(Section { end: plc.at(k + 1), continuous });
    }
    out.sort_by_key(|s| s.end);
    (out, counting.map(Some))
}
