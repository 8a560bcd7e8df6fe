//! Characters to be set, with their faces and nodes: labels, gaps and texts of one paragraph.

use crate::font::Role as Face;
use crate::ir::Provision;
use crate::text::chars;
use crate::typeset::breaks::{Class, class};

/// A character to be set, with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct Char {
    /// The character.
    pub value: char,
    /// The face.
    pub face: Face,
    /// The structure node.
    pub node: usize,
    /// Where it stands in the source.
    pub at: u32,
    /// Whether it is a sign of a note, small and above the line.
    pub raised: bool,
}

/// A paragraph in the making.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// Its characters.
    pub chars: Vec<Char>,
    /// The notes that its signs lead to: the place of the sign's first character, and the note.
    pub notes: Vec<(usize, usize)>,
}

impl Setting {
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The label, with the white space behind it.
    pub fn label(&mut self, p: &Provision, face: Face, node: usize) {
        let Some(label) = &p.label else { return };
        self.text(&label.text, label.span.start, face, node);
        self.space(p.label_space(), label.span.end, face, node);
    }

    /// White space of ours.
    pub fn space(&mut self, space: &str, at: u32, face: Face, node: usize) {
        self.chars.extend(space.chars().map(|value| Char { value, face, node, at, raised: false }));
    }

    /// Adds a string; its runs of white space become one space, and none where Han meets Latin (the composer makes that
    /// gap itself).
    pub fn text(&mut self, s: &str, at: u32, face: Face, node: usize) {
        let mut space: Option<char> = None;
        for (i, c) in s.char_indices() {
            if chars::is_space(c) {
                space = Some(if c == '　' || space == Some('　') { '　' } else { ' ' });
                continue;
            }
            let at = at + i as u32;
            if let Some(value) = space.take() {
                let before = self.chars.last().map(|c| c.value);
                let meets = before
                    .is_some_and(|b| chars::is_han(b) != chars::is_han(c) && (is_latin(b) || is_latin(c)));
                if value == '　' || !meets {
                    self.chars.push(Char { value, face, node, at, raised: false });
                }
            }
            self.chars.push(Char { value: c, face, node, at, raised: false });
        }
    }

    /// A sign above the line.
    pub fn raised(&mut self, s: &str, at: u32, face: Face, node: usize) {
        let sign = s.char_indices().filter(|(_, c)| !chars::is_space(*c));
        self.chars.extend(sign.map(|(i, value)| Char { value, face, node, at: at + i as u32, raised: true }));
    }
}

fn is_latin(c: char) -> bool {
    class(c) == Class::Alnum
}
