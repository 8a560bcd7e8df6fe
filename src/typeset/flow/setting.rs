//! Characters to be set, with their faces and nodes: labels, gaps and texts of one paragraph.

use crate::font::FaceRole as Face;
use crate::ir::{Mark, Provision, Shift, Stroke};
use crate::text::chars;
use crate::typeset::breaks::{Class, class};
use unicode_bidi::Level;

/// A character to be set, with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct Char {
    /// The character.
    pub value: char,
    /// The face.
    pub face: Face,
    /// The structure node; narrow, since there are as many of these as the document has characters.
    pub node: u32,
    /// Where it stands in the source.
    pub at: u32,
    /// How it differs from its neighbours.
    pub look: Look,
}

/// How far from the line something stands, and how large.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rise {
    /// On it.
    #[default]
    None,
    /// The sign of a note.
    Note,
    /// An exponent.
    Up,
    /// An index.
    Down,
}

impl Rise {
    /// Its type as a share of the text's, and how far it stands above the baseline, in em of the text.
    pub const fn form(self) -> (f32, f32) {
        match self {
            Self::None => (1.0, 0.0),
            Self::Note => (0.6, 0.38),
            Self::Up => (0.62, 0.36),
            Self::Down => (0.62, -0.14),
        }
    }
}

/// Quotation marks of Latin text, which are narrow and hug their words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quote {
    /// None, or a wide one.
    #[default]
    None,
    /// Before a word.
    Open,
    /// Behind one.
    Close,
    /// Within one.
    Apostrophe,
}

/// How a character differs from its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Where it stands.
    pub rise: Rise,
    /// What is drawn along it: through it, below it, and as dots (by the order of [`Stroke`]).
    pub strokes: [bool; 3],
    /// Whether it is a blank that keeps its width.
    pub blank: bool,
    /// The object that stands here, by its place in the setting, from 1; 0 where none does.
    pub object: u32,
    /// Whether it belongs to a label.
    pub label: bool,
    /// What it is as a quotation mark of Latin text.
    pub quote: Quote,
    /// The variation selector behind it.
    pub selector: Option<char>,
    /// Whether it faces the other way, in text from right to left.
    pub mirrored: bool,
    /// Whether it stands upright in a vertical line, and is not turned with it.
    pub upright: bool,
    /// The language that its run is said to be in, where words of it are divided.
    pub tongue: Option<[u8; 2]>,
    /// Whether a word may be divided before it.
    pub divides: bool,
    /// The character whose form it has there, if it is another one.
    pub instead: Option<char>,
}

impl Look {
    /// The look of a run by its marks.
    pub fn of(marks: &[&Mark]) -> Self {
        let mut out = Self::default();
        for form in marks.iter().map(|m| m.kind.form()) {
            match form.shift {
                Shift::None => {}
                Shift::Up => out.rise = Rise::Up,
                Shift::Down => out.rise = Rise::Down,
            }
            if let Some(stroke) = form.stroke {
                out.strokes[stroke as usize] = true;
            }
        }
        out
    }

    /// The place of its object in the setting.
    pub fn stands_for(&self) -> Option<usize> {
        (self.object as usize).checked_sub(1)
    }

    /// Whether it is drawn as narrow as it is.
    pub fn narrow(&self) -> bool {
        self.quote != Quote::None
    }

    /// Whether something is drawn along it.
    pub const fn has(&self, stroke: Stroke) -> bool {
        self.strokes[stroke as usize]
    }
}

/// The code of a language of two letters (ISO 639-1), from its tag.
pub fn tongue(tag: &str) -> Option<[u8; 2]> {
    tag.split('-').next()?.as_bytes().try_into().ok()
}

/// What stands in the line like one wide character.
#[derive(Clone, Debug)]
pub enum Object {
    /// A word and its annotation, which stands above it.
    Ruby {
        /// The word.
        base: Vec<Char>,
        /// Its annotation.
        text: Vec<Char>,
    },
    /// A word whose letters join, stack or change places.
    Word {
        /// Its characters.
        chars: Vec<Char>,
        /// Index of the face.
        face: usize,
        /// Its glyphs from left to right.
        glyphs: Vec<Glyph>,
        /// Its width, in em.
        width: f32,
    },
    /// Figures side by side in a vertical line.
    Across {
        /// The figures.
        chars: Vec<Char>,
    },
    /// A picture, by its place among those of the document.
    Picture {
        /// Its place.
        index: usize,
        /// Width and height, in points.
        size: (f32, f32),
        /// What stands for it.
        alt: String,
    },
}

/// A glyph of a word, in em from the word's left end and the baseline.
#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// The first of the characters that it stands for.
    pub char: char,
    /// Its place in the word.
    pub from: usize,
    /// Where it stands.
    pub x: f32,
    pub y: f32,
    /// Its advance.
    pub advance: f32,
}

/// Stands for an object among the characters of a line.
const OBJECT: char = '\u{fffc}';

/// A paragraph in the making.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// Its characters.
    pub chars: Vec<Char>,
    /// White space that the last run ended with: it stands where more follows.
    pending: Option<Char>,
    /// The notes that its signs lead to: the place of the sign's first character, and the note.
    pub notes: Vec<(usize, usize)>,
    /// Its objects.
    pub objects: Vec<Object>,
    /// The levels of its characters, and whether the whole runs from right to left, where anything does (UAX #9).
    pub levels: Option<Box<(Vec<Level>, bool)>>,
}

impl Setting {
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The label, with the white space behind it.
    pub fn label(&mut self, p: &Provision, face: Face, node: usize) {
        let Some(label) = &p.label else { return };
        let look = Look { label: true, ..Look::default() };
        self.looking(&label.text, label.span.start, face, node, look);
        self.space(p.label_space(), label.span.end, face, node);
    }

    /// White space of ours.
    pub fn space(&mut self, space: &str, at: u32, face: Face, node: usize) {
        self.chars.extend(space.chars().map(|value| Char {
            value,
            face,
            node: node as u32,
            at,
            look: Look::default(),
        }));
    }

    /// Adds a string; its runs of white space become one space, and none where Han meets Latin (the composer makes that
    /// gap itself).
    pub fn text(&mut self, s: &str, at: u32, face: Face, node: usize) {
        self.looking(s, at, face, node, Look::default());
    }

    /// The same with a look. Blanks with a line below them, which are to be filled in, keep their length.
    pub fn looking(&mut self, s: &str, at: u32, face: Face, node: usize, look: Look) {
        if look.rise != Rise::None {
            // The sign of a note stands close to its word.
            if look.rise == Rise::Note {
                self.pending = None;
            }
            self.settle(s.chars().next());
            let sign = s.char_indices().filter(|(_, c)| !chars::is_space(*c));
            return self.chars.extend(sign.map(|(i, value)| Char {
                value,
                face,
                node: node as u32,
                at: at + i as u32,
                look,
            }));
        }
        let under = look.has(Stroke::Under);
        let mut rest = s;
        while under && let Some((start, end)) = blanks(rest) {
            let here = at + (s.len() - rest.len()) as u32;
            self.squeezed(&rest[..start], here, face, node, look);
            self.settle(Some(' '));
            for (i, c) in rest[start..end].char_indices() {
                let value = if c == '\u{3000}' { c } else { ' ' };
                let at = here + (start + i) as u32;
                let look = Look { blank: true, ..look };
                self.chars.push(Char { value, face, node: node as u32, at, look });
            }
            rest = &rest[end..];
        }
        self.squeezed(rest, at + (s.len() - rest.len()) as u32, face, node, look);
    }

    fn squeezed(&mut self, s: &str, at: u32, face: Face, node: usize, look: Look) {
        for (i, c) in s.char_indices() {
            let at = at + i as u32;
            if chars::is_space(c) {
                let wide = c == '　' || self.pending.as_ref().is_some_and(|p| p.value == '　');
                let value = if wide { '　' } else { ' ' };
                self.pending = Some(Char { value, face, node: node as u32, at, look });
                continue;
            }
            self.settle(Some(c));
            self.chars.push(Char { value: c, face, node: node as u32, at, look });
        }
    }

    /// Sets the white space that waits before the next character.
    fn settle(&mut self, next: Option<char>) {
        let Some((space, next)) = self.pending.take().zip(next) else { return };
        let meets = |b: char| chars::is_han(b) != chars::is_han(next) && (is_latin(b) || is_latin(next));
        if space.value == '　' || !self.chars.last().is_some_and(|c| meets(c.value)) {
            self.chars.push(space);
        }
    }

    /// A sign above the line.
    pub fn raised(&mut self, s: &str, at: u32, face: Face, node: usize) {
        self.looking(s, at, face, node, Look { rise: Rise::Note, ..Look::default() });
    }

    /// Something that stands in the line like one character.
    pub fn object(&mut self, object: Object, at: u32, face: Face, node: usize, look: Look) {
        self.settle(Some(OBJECT));
        self.objects.push(object);
        let look = Look { object: self.objects.len() as u32, ..look };
        self.chars.push(Char { value: OBJECT, face, node: node as u32, at, look });
    }

    /// Makes pictures no larger than the room that there is, in points.
    pub fn fit(&mut self, room: (f32, f32)) {
        for object in &mut self.objects {
            if let Object::Picture { size, .. } = object {
                let scale = (room.0 / size.0).min(room.1 / size.1).min(1.0);
                *size = (size.0 * scale, size.1 * scale);
            }
        }
    }
}

/// The first run of white space that is a blank to be filled in: more than one space, or the whole of the text.
fn blanks(s: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(start) = s[from..].find(chars::is_space).map(|n| from + n) {
        let end = s[start..].find(|c| !chars::is_space(c)).map_or(s.len(), |n| start + n);
        if s[start..end].chars().nth(1).is_some()
            || end - start == s.len()
            || s[start..end].starts_with('\u{3000}')
        {
            return Some((start, end));
        }
        from = end;
    }
    None
}

fn is_latin(c: char) -> bool {
    matches!(class(c), Class::Alnum | Class::Symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is set of runs of text.
    fn set(runs: &[&str]) -> String {
        let mut out = Setting::default();
        for s in runs {
            out.text(s, 0, Face::Song, 0);
        }
        out.chars.iter().map(|c| c.value).collect()
    }

    #[test]
    fn white_space_at_the_end_of_a_run_stands_before_the_next() {
        assert_eq!(set(&["장관은 ", "제1조", "에 따른"]), "장관은 제1조에 따른");
        assert_eq!(set(&["pursuant to  ", " Article 5", " of it "]), "pursuant to Article 5 of it");
        // The composer makes the gap where Han meets Latin, and a paragraph ends with its last character.
        assert_eq!(set(&["加入 ", "WTO", " 规则　"]), "加入WTO规则");
        assert_eq!(set(&["甲 　", "乙"]), "甲　乙");
    }
}
