//! How wide and how high objects of the line are, and where the parts of a ruby stand (JLREQ 3.3, CLREQ 3.3.2):
//! annotations are half as large as their bases and stand in the middle above them.

use super::flow::{Char, Object};
use super::spacing::{Unit, box_of};
use super::{breaks::class, line::Line};
use crate::font::Fonts;

/// The type of annotations, as a share of the base's.
pub const RUBY: f32 = 0.5;
/// How far their baseline stands above the base's, in em.
pub const RUBY_RISE: f32 = 0.94;
/// The least distance of neighbouring annotations, in em of the base.
const APART: f32 = 0.125;

/// The places of a ruby's characters, in em of the base, and its width.
pub struct Placed {
    pub base: Vec<f32>,
    pub text: Vec<f32>,
    pub width: f32,
}

fn boxes(chars: &[Char], fonts: &mut Fonts) -> Vec<f32> {
    let unit = |c: &Char, fonts: &mut Fonts| {
        let advance = if c.look.upright { 1.0 } else { fonts.glyph(c.face, c.value).advance };
        Unit { char: c.value, class: class(c.value), advance, held: false, divides: None }
    };
    chars.iter().map(|c| box_of(&unit(c, fonts))).collect()
}

/// Sets a base and its annotation: what is shorter is spread over the width of the other, with half of the distance at
/// its sides; words are not spread.
pub fn ruby(base: &[Char], text: &[Char], fonts: &mut Fonts) -> Placed {
    let (below, above) = (boxes(base, fonts), boxes(text, fonts));
    let above: Vec<f32> = above.iter().map(|w| w * RUBY).collect();
    let low: f32 = below.iter().sum();
    let high: f32 = above.iter().sum();
    let width = low.max(high + APART);
    // What is as wide as its word keeps its distance at both sides and is not spread.
    let words = text.iter().any(|c| class(c.value).is_latin()) || width < high + APART + 1e-4;
    let base = spread(&below, width, base.iter().any(|c| class(c.value).is_latin()));
    Placed { base, text: spread(&above, width, words), width }
}

fn spread(boxes: &[f32], width: f32, words: bool) -> Vec<f32> {
    let spare = width - boxes.iter().sum::<f32>();
    let each = if words { 0.0 } else { spare / boxes.len().max(1) as f32 };
    let mut at = if words { spare / 2.0 } else { each / 2.0 };
    let mut out = vec![];
    for b in boxes {
        out.push(at);
        at += b + each;
    }
    out
}

/// The width of an object in em of a type size.
pub fn width(object: &Object, size: f32, fonts: &mut Fonts) -> f32 {
    match object {
        Object::Ruby { base, text } => ruby(base, text, fonts).width,
        Object::Picture { size: (width, _), .. } => width / size,
        Object::Word { width, .. } => *width,
        Object::Across { .. } => 1.0,
    }
}

/// How much higher than text a line is by its pictures, in points.
pub fn rises(objects: &[Object], chars: &[Char], line: &Line, size: f32) -> f32 {
    let inside = chars.get(line.start..line.end).unwrap_or_default();
    let pictures = inside.iter().filter_map(|c| match objects.get(c.look.stands_for()?)? {
        Object::Picture { size, .. } => Some(size.1),
        Object::Ruby { .. } | Object::Word { .. } | Object::Across { .. } => None,
    });
    (pictures.fold(0.0, f32::max) - size).max(0.0)
}
