//! Glyphs and advances, looked up once per character and face.

use super::{FontFile, FontSet, Role};
use std::collections::HashMap;

/// A face in use.
#[derive(Debug)]
pub struct LoadedFace<'a> {
    /// The file.
    pub file: &'a FontFile,
    /// The role it is the face of.
    pub role: Role,
    face: ttf_parser::Face<'a>,
    units: f32,
}

/// The glyph of a character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// Index of the face in [`Fonts::faces`].
    pub face: usize,
    /// Glyph index in it; 0 where no face has the character.
    pub id: u16,
    /// Advance in em.
    pub advance: f32,
}

/// The faces of one job, and what was asked of them.
#[derive(Debug)]
pub struct Fonts<'a> {
    set: &'a FontSet,
    /// Faces in use, in the order of first use.
    pub faces: Vec<LoadedFace<'a>>,
    roles: HashMap<Role, usize>,
    cache: HashMap<(Role, char), Glyph>,
}

impl<'a> Fonts<'a> {
    /// Nothing is unpacked or parsed yet.
    pub fn new(set: &'a FontSet) -> Self {
        Self { set, faces: vec![], roles: HashMap::new(), cache: HashMap::new() }
    }

    fn load(&mut self, role: Role) -> Option<usize> {
        if let Some(i) = self.roles.get(&role) {
            return Some(*i);
        }
        let file = self.set.file(role)?;
        let face = ttf_parser::Face::parse(file.data(), 0).ok()?;
        let units = f32::from(face.units_per_em());
        self.faces.push(LoadedFace { file, role, face, units });
        let i = self.faces.len() - 1;
        self.roles.insert(role, i);
        Some(i)
    }

    /// The role whose face stands in for a role without one: Song for 仿宋, never Kai, which level-two headings use.
    pub fn stand_in(&self, role: Role) -> Role {
        if self.set.file(role).is_some() { role } else { Role::Song }
    }

    /// The glyph for a character in a role: from the role's face, else Song, else any other; glyph 0 where none has it.
    pub fn glyph(&mut self, role: Role, c: char) -> Glyph {
        if let Some(g) = self.cache.get(&(role, c)) {
            return *g;
        }
        let glyph = self.look_up(role, c);
        self.cache.insert((role, c), glyph);
        glyph
    }

    fn look_up(&mut self, role: Role, c: char) -> Glyph {
        for role in std::iter::once(self.stand_in(role)).chain(Role::ALL) {
            let Some(i) = self.load(role) else { continue };
            let f = &self.faces[i];
            if let Some(id) = f.face.glyph_index(c).filter(|id| id.0 != 0) {
                let advance = f32::from(f.face.glyph_hor_advance(id).unwrap_or(0)) / f.units;
                return Glyph { face: i, id: id.0, advance };
            }
        }
        Glyph { face: 0, id: 0, advance: 1.0 }
    }

    /// Whether there is any face at all.
    pub fn any(&mut self) -> bool {
        Role::ALL.into_iter().any(|r| self.load(r).is_some())
    }
}

#[cfg(all(test, feature = "embedded-fonts"))]
mod tests {
    use super::*;

    #[test]
    fn a_missing_character_falls_back_and_then_is_glyph_zero() {
        let set = FontSet::embedded();
        let mut fonts = Fonts::new(&set);
        let han = fonts.glyph(Role::Hei, '条');
        assert!(han.id != 0 && fonts.faces[han.face].role == Role::Hei);
        let hangul = fonts.glyph(Role::Hei, '조');
        assert!(hangul.id != 0 && fonts.faces[hangul.face].role == Role::Song);
        assert_eq!(fonts.glyph(Role::Song, '\u{e000}').id, 0);
        assert_eq!(fonts.stand_in(Role::Fangsong), Role::Song);
    }
}
