//! What the tree of a file says of words inside of its blocks: emphasis, what was inserted and deleted, readings, pictures.

use super::lines::{Piece, Seen};
use crate::ir::MarkKind;

/// Elements inside of blocks that say something, each with the one around it, by number from 1; 0 is none.
#[derive(Debug, Default)]
pub struct Said {
    all: Vec<(u32, MarkKind)>,
}

/// What an element of our own files says, by its name in the file.
pub fn mark(name: &[u8]) -> Option<MarkKind> {
    Some(match name {
        b"Strong" => MarkKind::Emphasis,
        b"Em" => MarkKind::Dots,
        b"Ins" => MarkKind::Inserted,
        b"Del" => MarkKind::Deleted,
        b"Ruby" => MarkKind::Ruby,
        b"RT" => MarkKind::RubyText,
        b"Figure" => MarkKind::Image { media: None },
        _ => return None,
    })
}

impl Said {
    /// Adds an element inside of another, and gives its number.
    pub fn add(&mut self, around: u32, kind: MarkKind) -> u32 {
        self.all.push((around, kind));
        self.all.len() as u32
    }

    /// The elements around a character, from the innermost.
    fn around(&self, mut element: u32) -> impl Iterator<Item = (u32, &MarkKind)> {
        std::iter::from_fn(move || {
            let (around, kind) = self.all.get((element as usize).checked_sub(1)?)?;
            Some((std::mem::replace(&mut element, *around), kind))
        })
    }

    /// Whether a character is a reading of the word before it.
    pub fn reads(&self, element: u32) -> bool {
        self.around(element).any(|(_, kind)| *kind == MarkKind::RubyText)
    }

    /// Gives a piece the marks that the elements around its characters are; the lines that are drawn for these say no more.
    pub fn mark(&self, piece: &mut Piece) {
        let mut out: Vec<Seen> = vec![];
        for (range, element) in &piece.said {
            for (element, kind) in self.around(*element) {
                let open = |s: &&mut Seen| s.element == element;
                match out.iter_mut().rev().find(open) {
                    Some(seen) => seen.range.end = range.end,
                    None => out.push(Seen { range: range.clone(), kind: kind.clone(), element }),
                }
            }
        }
        let drawn = |seen: &Seen| match seen.kind {
            MarkKind::Underline => Some(MarkKind::Inserted),
            MarkKind::Deleted => Some(MarkKind::Deleted),
            _ => None,
        };
        piece.marks.retain(|seen| {
            let told = |kind: MarkKind| {
                let over = |s: &Seen| s.range.start <= seen.range.start && s.range.end >= seen.range.end;
                out.iter().any(|s| s.kind == kind && over(s))
            };
            !drawn(seen).is_some_and(told)
        });
        piece.marks.extend(out);
    }
}
