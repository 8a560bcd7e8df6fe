//! Pictures and shapes ([MS-ODRAW]; [MS-DOC] 2.9.158, 2.9.190): which ones stand where, what is said to stand for them,
//! and the files of those that others show.

use crate::pack::ole::{u16_at, u32_at};
use std::collections::HashMap;

/// A shape.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// The place of its picture, from 1; 0 for none.
    pub picture: u32,
    /// Words that stand for it.
    pub words: String,
}

/// The shapes of a file.
#[derive(Debug, Default)]
pub struct Art {
    /// Shapes by the numbers of the groups that they stand in, or their own.
    pub shapes: HashMap<u32, Vec<Shape>>,
    /// The groups of shapes that stand in one.
    pub groups: HashMap<u32, u32>,
    /// Where the pictures stand in the file.
    pictures: Vec<u32>,
}

/// Records in records; programs nest them some five deep.
const DEEPEST: usize = 16;

/// A record: its kind, whether it holds others, its content, and where the next one begins.
fn record(bytes: &[u8], at: usize) -> Option<(u16, bool, u16, &[u8], usize)> {
    let first = u16_at(bytes, at)?;
    let kind = u16_at(bytes, at + 2)?;
    let length = u32_at(bytes, at + 4)? as usize;
    let end = (at + 8).saturating_add(length).min(bytes.len());
    Some((kind, first & 15 == 15, first >> 4, &bytes[at + 8..end], end))
}

impl Art {
    /// Reads what the stream of tables says of drawings.
    pub fn read(bytes: &[u8]) -> Self {
        let mut out = Self::default();
        let mut at = 0;
        while let Some((kind, container, _, content, end)) = record(bytes, at) {
            // A byte before each drawing says whether it belongs to headers.
            if !container || !matches!(kind, 0xf000 | 0xf002) {
                at += 1;
                if at > 16 && !container {
                    break;
                }
                continue;
            }
            out.inside(content, None, 0);
            at = end + 1;
        }
        out
    }

    fn inside(&mut self, bytes: &[u8], group: Option<u32>, depth: usize) {
        let mut at = 0;
        let mut group = group;
        while let Some((kind, container, _, content, end)) = record(bytes, at) {
            at = end;
            match kind {
                // The place of a picture, in an entry of the store.
                0xf007 => self.pictures.push(u32_at(content, 28).unwrap_or(u32::MAX)),
                0xf004 => {
                    let (number, shape) = shape(content);
                    // The first shape of a group is the group itself.
                    let top = *group.get_or_insert(number);
                    self.groups.insert(number, top);
                    self.shapes.entry(top).or_default().push(shape);
                    if depth < 2 {
                        group = None;
                    }
                }
                // Of the outermost group of a drawing each part stands for itself.
                0xf003 if depth < DEEPEST => {
                    let inner = if depth == 0 { None } else { group };
                    self.inside(content, inner, depth + 1);
                }
                0xf001 if container && depth == 0 => self.inside(content, None, 1),
                _ => {}
            }
        }
    }

    /// Where the picture of a shape stands in the file.
    pub fn picture<'m>(&self, shape: &Shape, main: &'m [u8]) -> Option<(&'static str, &'m [u8])> {
        let place = *self.pictures.get(shape.picture.checked_sub(1)? as usize)? as usize;
        let (_, _, _, content, _) = record(main, place)?;
        file(content)
    }
}

/// A shape: its number, its picture and words.
fn shape(bytes: &[u8]) -> (u32, Shape) {
    let mut out = Shape::default();
    let mut number = 0;
    let mut at = 0;
    while let Some((kind, _, count, content, end)) = record(bytes, at) {
        at = end;
        match kind {
            0xf00a => number = u32_at(content, 0).unwrap_or(0),
            0xf00b => properties(content, count.into(), &mut out),
            _ => {}
        }
    }
    (number, out)
}

/// The properties of a shape: six bytes each, and behind them what is longer.
fn properties(bytes: &[u8], count: usize, out: &mut Shape) {
    const PICTURE: u16 = 0x0104;
    const WORDS: u16 = 0x0381;
    const LONGEST: usize = 1000;
    let mut rest = 6 * count;
    for k in 0..count {
        let (Some(name), Some(value)) = (u16_at(bytes, 6 * k), u32_at(bytes, 6 * k + 2)) else { return };
        let long = name & 0x8000 > 0;
        match name & 0x3fff {
            PICTURE if !long => out.picture = value,
            WORDS if long => {
                let text = bytes.get(rest..rest.saturating_add(value as usize)).unwrap_or(&[]);
                let units = text.chunks_exact(2).filter_map(|c| u16_at(c, 0)).take_while(|u| *u != 0);
                // Every place that shows the picture repeats them.
                let units: Vec<u16> = units.take(LONGEST).collect();
                out.words = String::from_utf16_lossy(&units);
            }
            _ => {}
        }
        if long {
            rest = rest.saturating_add(value as usize);
        }
    }
}

/// The file in what holds a picture, where it is of a kind that others show.
fn file(bytes: &[u8]) -> Option<(&'static str, &[u8])> {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
    const END: &[u8] = b"IEND";
    if let Some(at) = memchr::memmem::find(bytes, PNG) {
        let end =
            memchr::memmem::find(&bytes[at..], END).map_or(bytes.len(), |n| (at + n + 8).min(bytes.len()));
        return Some(("png", &bytes[at..end]));
    }
    let at = memchr::memmem::find(bytes, b"\xff\xd8\xff")?;
    Some(("jpg", &bytes[at..]))
}

/// A picture that stands in the text, at its place in the stream of data: all that is said of it, and where its shape is.
fn inline(data: &[u8], at: u32) -> (&[u8], usize) {
    let from = at as usize;
    let length = u32_at(data, from).unwrap_or(0) as usize;
    let all = data.get(from..from.saturating_add(length).min(data.len())).unwrap_or(&[]);
    let head = usize::from(u16_at(all, 4).unwrap_or(0));
    // A name of a file may stand before the shape.
    let name =
        if u16_at(all, 6) == Some(0x66) { 1 + usize::from(all.get(head).copied().unwrap_or(0)) } else { 0 };
    (all, head + name)
}

/// What stands for a picture in the text.
pub fn inline_words(data: &[u8], at: u32) -> String {
    let (all, place) = inline(data, at);
    match record(all, place) {
        Some((0xf004, true, _, content, _)) => shape(content).1.words,
        _ => String::new(),
    }
}

/// The file of a picture in the text.
pub fn inline_file(data: &[u8], at: u32) -> Option<(&'static str, &[u8])> {
    file(inline(data, at).0)
}
