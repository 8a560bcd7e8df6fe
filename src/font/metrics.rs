//! Glyphs and advances, looked up once per character and face.

use super::face::{Face, OutlinePen};
use super::{FaceRole, FontFile, FontSet, raster};
use crate::text::Map;
use std::fmt::Write as _;

/// A face in use.
#[derive(Debug)]
pub struct LoadedFace<'a> {
    /// The file.
    pub file: &'a FontFile,
    /// The role it is the face of; none for one that was found for a character.
    pub role: Option<FaceRole>,
    face: Face<'a>,
    units: f32,
    /// Glyphs of an em, and those that are narrow in their place.
    proportional: Map<u16, Option<u16>>,
    /// Glyphs as they stand in vertical lines, by those that stand in horizontal ones.
    standing: Map<u16, Standing>,
}

/// The outline of a glyph as path data of SVG.
#[derive(Default)]
struct Path(String);

impl OutlinePen for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "M{x} {y}");
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let _ = write!(self.0, "L{x} {y}");
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let _ = write!(self.0, "Q{x1} {y1} {x} {y}");
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let _ = write!(self.0, "C{x1} {y1} {x2} {y2} {x} {y}");
    }
    fn close(&mut self) {
        self.0.push('Z');
    }
}

/// The glyph of a character upright in a vertical line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Index of the face in [`Fonts::faces`].
    pub face: usize,
    /// Glyph index in it; 0 where no face has the character.
    pub id: u16,
    /// Whether the face draws the character otherwise than in horizontal lines (feature `vert`).
    pub own_form: bool,
    /// How far it goes down, in em.
    pub advance: f32,
    /// Where it begins above its baseline, in em.
    pub origin: f32,
    /// From its beginning to the upper and the lower edge of what is drawn, in em.
    pub ink: (f32, f32),
}

/// Where glyphs of an em begin above their baseline, in em, unless their face says otherwise (`sTypo` metrics of CJK
/// faces), and how far they go down.
const DOWNWARDS: (f32, f32) = (1.0, 0.88);

impl LoadedFace<'_> {
    /// The glyph that stands upright for one of horizontal lines.
    fn stand(&mut self, index: usize, glyph: u16) -> Standing {
        if let Some(known) = self.standing.get(&glyph) {
            return *known;
        }
        let form = [*b"vert", *b"vrt2"].into_iter().find_map(|f| self.face.substitute(f, glyph));
        let id = form.unwrap_or(glyph);
        let (advance, origin) = self.downwards(id);
        let ink = self.face.ink(id).map_or((0.0, advance), |(_, low, _, high)| {
            (origin - high / self.units, origin - low / self.units)
        });
        let out = Standing { face: index, id, own_form: id != glyph, advance, origin, ink };
        self.standing.insert(glyph, out);
        out
    }
    /// How far a glyph goes down in vertical lines, and where it begins above its baseline, in em.
    pub fn downwards(&self, glyph: u16) -> (f32, f32) {
        self.face.downwards(glyph).map_or(DOWNWARDS, |(down, up)| (down / self.units, up / self.units))
    }
    /// How wide a glyph is in horizontal lines, in em.
    pub fn advance(&self, glyph: u16) -> f32 {
        self.face.advance(glyph).unwrap_or(0.0) / self.units
    }
    /// The blank before and behind what a glyph draws, in em.
    pub fn bearings(&self, glyph: u16) -> (f32, f32) {
        let ink = self.face.ink(glyph).map_or((0.0, 0.0), |(left, _, right, _)| (left, right));
        (ink.0 / self.units, self.advance(glyph) - ink.1 / self.units)
    }
    /// How far the middle of what a glyph draws stands above the baseline, in em; `None` for a blank.
    pub fn middle(&self, glyph: u16) -> Option<f32> {
        self.face.ink(glyph).map(|(_, low, _, high)| f32::midpoint(low, high) / self.units)
    }
    /// Units of the em, in which outlines are.
    pub const fn units(&self) -> f32 {
        self.units
    }
    /// The outline of a glyph as path data (SVG 2, 9.3), upwards from the baseline, in units of the em; empty for a glyph
    /// without a shape.
    pub fn outline(&self, glyph: u16) -> String {
        let mut path = Path::default();
        self.face.draw(glyph, &mut path);
        path.0
    }
    /// The same as closed outlines with straight sides.
    pub fn contours(&self, glyph: u16) -> Vec<Vec<raster::Point>> {
        raster::contours(&self.face, glyph)
    }
    /// The ideographic space, or the space, with its glyph; a face may have neither.
    pub fn blank(&self) -> Option<(char, u16)> {
        ['　', ' '].into_iter().find_map(|c| Some((c, self.face.glyph(c)?)))
    }
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
    /// Whether installed faces come before embedded ones, and the language that chooses among them.
    official: bool,
    language: String,
    /// Faces in use, in the order of first use.
    pub faces: Vec<LoadedFace<'a>>,
    roles: Map<FaceRole, usize>,
    cache: Map<(FaceRole, char), Glyph>,
    /// The roles asked for, with those whose faces serve them.
    stand_ins: Vec<(FaceRole, FaceRole)>,
}

impl<'a> Fonts<'a> {
    /// Nothing is unpacked or parsed yet.
    pub fn new(set: &'a FontSet, official: bool, language: &str) -> Self {
        let language = language.to_owned();
        Self {
            set,
            official,
            language,
            faces: vec![],
            roles: Map::default(),
            cache: Map::default(),
            stand_ins: vec![],
        }
    }

    fn load(&mut self, role: FaceRole) -> Option<usize> {
        if let Some(i) = self.roles.get(&role) {
            return Some(*i);
        }
        let (file, _) = self.set.find(role, self.official, &self.language)?;
        let i = self.add(file, Some(role))?;
        self.roles.insert(role, i);
        Some(i)
    }

    fn add(&mut self, file: &'a FontFile, role: Option<FaceRole>) -> Option<usize> {
        let face = file.parsed()?;
        let units = f32::from(face.units());
        self.faces.push(LoadedFace {
            file,
            role,
            face,
            units,
            proportional: Map::default(),
            standing: Map::default(),
        });
        Some(self.faces.len() - 1)
    }

    /// The face of an installed font that has a character, of those for a language or for the document's.
    fn load_for(&mut self, c: char, language: Option<&str>) -> Option<usize> {
        let file = self.set.for_char(c, language.unwrap_or(&self.language))?;
        let same = |f: &LoadedFace| f.role.is_none() && std::ptr::eq(f.file, file);
        self.faces.iter().position(same).or_else(|| self.add(file, None))
    }

    /// The role whose face stands in for a role without one: Song for 仿宋, never Kai, which level-two headings use.
    pub fn stand_in(&mut self, role: FaceRole) -> FaceRole {
        if let Some((_, stand_in)) = self.stand_ins.iter().find(|(r, _)| *r == role) {
            return *stand_in;
        }
        let stand_in = if self.has(role) { role } else { FaceRole::Song };
        self.stand_ins.push((role, stand_in));
        stand_in
    }

    /// Whether a role has a face of its own.
    pub fn has(&self, role: FaceRole) -> bool {
        self.roles.contains_key(&role) || self.set.find(role, self.official, &self.language).is_some()
    }

    /// The glyph for a character in a role: from the role's face, else Song, else any other, else an installed font;
    /// glyph 0 where none has it.
    pub fn glyph(&mut self, role: FaceRole, c: char) -> Glyph {
        if let Some(g) = self.cache.get(&(role, c)) {
            return *g;
        }
        let glyph = self.look_up(role, c);
        self.cache.insert((role, c), glyph);
        glyph
    }

    fn look_up(&mut self, role: FaceRole, c: char) -> Glyph {
        for role in std::iter::once(self.stand_in(role)).chain(FaceRole::ALL) {
            let Some(i) = self.load(role) else { continue };
            if let Some(glyph) = self.glyph_in(i, c) {
                return glyph;
            }
        }
        let blank = crate::text::chars::is_space(c) || crate::text::chars::is_shapeless(c);
        let installed = if blank { None } else { self.load_for(c, None) };
        let none = Glyph { face: 0, id: 0, advance: 1.0 };
        installed.and_then(|i| self.glyph_in(i, c)).unwrap_or(none)
    }

    /// The glyph for a character in a role; with `proportional` as narrow as it is, where the face draws it in a cell of an
    /// em otherwise (feature `pwid`).
    pub fn glyph_of(&mut self, role: FaceRole, c: char, proportional: bool) -> Glyph {
        let glyph = self.glyph(role, c);
        if !proportional || glyph.id == 0 {
            return glyph;
        }
        let f = &mut self.faces[glyph.face];
        let face = &f.face;
        let own = *f.proportional.entry(glyph.id).or_insert_with(|| face.substitute(*b"pwid", glyph.id));
        own.map_or(glyph, |id| self.measured(glyph.face, id))
    }

    /// The glyph of a character upright in a vertical line, from the face that [`Fonts::glyph`] finds.
    pub fn standing(&mut self, role: FaceRole, c: char) -> Standing {
        let Glyph { face, id, advance } = self.glyph(role, c);
        if id == 0 {
            return Standing { face, id, own_form: false, advance, origin: DOWNWARDS.1, ink: (0.0, advance) };
        }
        self.faces[face].stand(face, id)
    }

    /// The same in a face in use, if it has the character.
    pub fn standing_in(&mut self, face: usize, c: char) -> Option<Standing> {
        let id = self.faces[face].face.glyph(c)?;
        Some(self.faces[face].stand(face, id))
    }

    /// The form of a character that a selector asks for (OpenType, `cmap` format 14): from the face that draws the
    /// character, else from that of any role, else from an installed Japanese one, which have most of them.
    pub fn variant(&mut self, role: FaceRole, c: char, selector: char) -> Option<Glyph> {
        let own = self.glyph(role, c).face;
        let within = |fonts: &Self, i: usize| {
            let id = fonts.faces.get(i)?.face.variant(c, selector)?;
            Some(fonts.measured(i, id))
        };
        within(self, own)
            .or_else(|| FaceRole::ALL.into_iter().find_map(|r| self.load(r).and_then(|i| within(self, i))))
            .or_else(|| self.load_for(c, Some("ja")).and_then(|i| within(self, i)))
    }

    /// The glyph for a character in a face in use, if it has one.
    pub fn glyph_in(&self, face: usize, c: char) -> Option<Glyph> {
        let id = self.faces[face].face.glyph(c)?;
        Some(self.measured(face, id))
    }

    fn measured(&self, face: usize, id: u16) -> Glyph {
        Glyph { face, id, advance: self.faces[face].advance(id) }
    }

    /// Whether there is any face at all.
    pub fn any(&mut self) -> bool {
        FaceRole::ALL.into_iter().any(|r| self.load(r).is_some())
    }
}

#[cfg(all(test, feature = "embedded-fonts"))]
mod tests {
    use super::*;

    #[test]
    fn a_missing_character_falls_back_and_then_is_glyph_zero() {
        let set = FontSet::embedded();
        let mut fonts = Fonts::new(&set, false, "zh");
        let han = fonts.glyph(FaceRole::Hei, '条');
        assert!(han.id != 0 && fonts.faces[han.face].role == Some(FaceRole::Hei));
        let hangul = fonts.glyph(FaceRole::Hei, '조');
        assert!(hangul.id != 0 && fonts.faces[hangul.face].role == Some(FaceRole::Song));
        assert_eq!(fonts.glyph(FaceRole::Song, '\u{e000}').id, 0);
        assert_eq!(fonts.stand_in(FaceRole::Fangsong), FaceRole::Song);
    }
}
