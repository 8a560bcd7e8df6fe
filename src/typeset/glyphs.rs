//! A line of text as glyphs at their places: what stands on it, above it and below it, and what is drawn along it.

use super::breaks::{Class, Region, Signs, class};
use super::flow::{Char, Glyph, Object, Rise, Setting};
use super::hyphens::SOFT_HYPHEN;
use super::line::Line;
use super::objects::{RUBY, RUBY_RISE, ruby};
use super::pages::{DrawnRule, PlacedGlyph, PlacedPicture, Segment, TextRow, Turn};
use super::place::Placer;
use super::shape::mirrored;
use super::slots::blank_width;
use super::upright::{self, MIDDLE};
use crate::font;
use crate::ir::Stroke;
use crate::profile::Style;
use crate::text::chars;

/// Where lines along the text are drawn, in em above the baseline, and how thick they are.
const THROUGH: f32 = 0.36;
const UNDER: f32 = -0.2;
const THICK: f32 = 0.05;
/// The middle of 着重号 below the baseline, and their size (CLREQ 3.3.1); beside vertical lines they stand on the right.
const DOT: (f32, f32) = (-0.28, 0.16);
const DOT_BESIDE: f32 = 1.04;
/// A line beside vertical Japanese stands on the right (JLREQ 3.3.9), one beside Chinese on the left (GB/T 15834, 5.2.5).
const BESIDE: f32 = 1.0;

/// What segments are made of.
struct Making {
    segments: Vec<Segment>,
    again: bool,
    size: f32,
    /// How many characters the line has.
    length: usize,
}

impl Making {
    fn put(&mut self, node: usize, (scale, rise): (f32, f32), turn: Turn, glyph: PlacedGlyph) {
        let (size, rise) = (scale * self.size, rise * self.size);
        let node = (!self.again).then_some(node);
        let same = |s: &&mut Segment| {
            s.node == node
                && s.picture.is_none()
                && s.actual.is_none()
                && s.turn == turn
                && (s.size - size).abs() < 1e-3
                && (s.rise - rise).abs() < 1e-3
        };
        if let Some(s) = self.segments.last_mut().filter(same) {
            s.glyphs.push(glyph);
        } else {
            let done: usize = self.segments.iter().map(|s| s.glyphs.len()).sum();
            let mut glyphs = Vec::with_capacity(self.length.saturating_sub(done).max(1));
            glyphs.push(glyph);
            self.segments.push(Segment { node, size, rise, turn, glyphs, actual: None, picture: None });
        }
    }
}

/// How far the letters of a word from right to left stand apart at least, in em, to be read one by one.
const LEAST_STEP: f32 = 0.02;

impl Making {
    /// A word whose letters join or stack.
    fn word(
        &mut self,
        node: usize,
        form: (f32, f32),
        (x, face): (f32, usize),
        chars: &[Char],
        glyphs: &[Glyph],
    ) {
        if chars.first().is_some_and(|c| chars::is_right_to_left(c.value)) {
            return self.word_from_right(node, form, (x, face), chars, glyphs);
        }
        let text = chars.iter().map(|c| c.value).collect();
        self.together(node, form, (x, face), text, glyphs);
    }

    /// A word from right to left, in the order in which it is read. Extractors turn round what one text is given for, letter
    /// by letter: so each letter says what it is by itself, and only what several make together is said of them.
    fn word_from_right(
        &mut self,
        node: usize,
        form: (f32, f32),
        (x, face): (f32, usize),
        chars: &[Char],
        glyphs: &[Glyph],
    ) {
        let mut end = chars.len();
        let mut parts: Vec<(usize, usize, Vec<Glyph>)> = vec![];
        for part in glyphs.chunk_by(|a, b| a.from == b.from) {
            // Letters that stand on each other, as those of لا may, are one.
            let over = parts.last_mut().filter(|p| part[0].x - p.2[0].x < LEAST_STEP);
            match over {
                Some(last) => {
                    last.0 = part[0].from;
                    last.2.extend_from_slice(part);
                }
                None => parts.push((part[0].from, end, part.to_vec())),
            }
            end = part[0].from;
        }
        for (from, end, mut part) in parts.into_iter().rev() {
            let at = |v: f32| v * form.0 * self.size;
            match part[..] {
                [g] if end == from + 1 && g.y.abs() < 1e-4 => {
                    let glyph =
                        PlacedGlyph { char: g.char, face, id: g.id, x: x + at(g.x), advance: at(g.advance) };
                    self.put(node, form, Turn::Along, glyph);
                }
                _ => {
                    let mut text: String = chars[from..end].iter().map(|c| c.value).collect();
                    part.sort_by_key(|g| g.from);
                    for g in part {
                        self.together(node, form, (x, face), std::mem::take(&mut text), &[g]);
                    }
                }
            }
        }
    }

    /// Glyphs that have one text: by their heights, of which the first ones say it whole.
    fn together(
        &mut self,
        node: usize,
        form: (f32, f32),
        (x, face): (f32, usize),
        mut actual: String,
        glyphs: &[Glyph],
    ) {
        let size = form.0 * self.size;
        let node = (!self.again).then_some(node);
        for part in glyphs.chunk_by(|a, b| (a.y - b.y).abs() < 1e-4) {
            let place = |g: &Glyph| PlacedGlyph {
                char: g.char,
                face,
                id: g.id,
                x: x + g.x * size,
                advance: g.advance * size,
            };
            self.segments.push(Segment {
                node,
                size,
                rise: form.1 * self.size + part[0].y * size,
                turn: Turn::Along,
                glyphs: part.iter().map(place).collect(),
                actual: Some(std::mem::take(&mut actual)),
                picture: None,
            });
        }
    }

    /// The PDF writes an ideographic space and the character before it as one, in one face.
    fn face_before(&self, c: &Char) -> Option<usize> {
        let before = self.segments.last().and_then(|s| s.glyphs.last());
        before.filter(|b| c.value == '　' && b.id != 0).map(|b| b.face)
    }
}

impl Placer<'_, '_> {
    /// A line of glyphs; `again` for one that stood on another page before and is no part of the document here.
    pub(super) fn row(
        &mut self,
        setting: &Setting,
        line: &Line,
        style: &Style,
        left: f32,
        baseline: f32,
        again: bool,
    ) -> TextRow {
        let chars = &setting.chars[line.start..line.end];
        let mut making =
            Making { segments: Vec::with_capacity(1), again, size: style.size, length: chars.len() };
        let dashes = self.profile.is_vertical().then(|| Signs::of(chars.iter().map(|c| c.value).collect()));
        for (k, c) in chars.iter().enumerate() {
            let met = dashes.as_ref().map_or(0.0, |signs| self.meeting(signs, k, c));
            let x = left + (line.x[k] + met) * style.size;
            match c.look.stands_for().and_then(|n| setting.objects.get(n)) {
                Some(Object::Ruby { base, text }) => {
                    let places = ruby(base, text, &mut self.fonts);
                    for (c, at) in base.iter().zip(&places.base) {
                        self.glyph(c, x + at * style.size, (1.0, 0.0), &mut making);
                    }
                    for (c, at) in text.iter().zip(&places.text) {
                        self.glyph(c, x + at * style.size, (RUBY, RUBY_RISE), &mut making);
                    }
                }
                Some(Object::Picture { index, size, alt }) => {
                    let picture = PlacedPicture { index: *index, x, size: *size, alt: alt.clone() };
                    let node = Some(c.node as usize).filter(|_| !again && !alt.trim().is_empty());
                    let size = style.size;
                    making.segments.push(Segment {
                        node,
                        size,
                        rise: 0.0,
                        turn: Turn::Along,
                        glyphs: vec![],
                        actual: None,
                        picture: Some(Box::new(picture)),
                    });
                }
                Some(Object::Word { chars, face, glyphs, .. }) => {
                    let form = c.look.rise.form();
                    making.word(c.node as usize, form, (x, *face), chars, glyphs);
                }
                Some(Object::Across { chars }) => self.across(chars, x, &mut making),
                None => self.glyph(c, x, c.look.rise.form(), &mut making),
            }
        }
        if let (Some(x), Some(last)) = (line.hyphen, chars.last()) {
            // No part of the text, wherever it is shown.
            let g = self.fonts.glyph(last.face, '-');
            let (x, advance) = (left + x * style.size, g.advance * style.size);
            let glyph = PlacedGlyph { char: '-', face: g.face, id: g.id, x, advance };
            let (size, rise, turn) = (style.size, 0.0, Turn::Along);
            let actual = Some(SOFT_HYPHEN.to_owned());
            let glyphs = vec![glyph];
            making.segments.push(Segment { node: None, size, rise, turn, glyphs, actual, picture: None });
        }
        if chars.iter().any(|c| c.look.strokes.contains(&true)) {
            self.draw_along(setting, line, style, (left, baseline));
        }
        let vertical = self.profile.is_vertical();
        TextRow { vertical, baseline, size: style.size, segments: making.segments }
    }

    /// How far half of a —— is moved along a vertical line to meet the other, in em.
    fn meeting(&mut self, signs: &Signs, k: usize, c: &Char) -> f32 {
        let (first, second) = (signs.pairs(k), k > 0 && signs.pairs(k - 1));
        if c.value != '—' || c.look.upright || !(first || second) {
            return 0.0;
        }
        let g = self.fonts.glyph(c.face, c.value);
        self.fonts.faces.get(g.face).map_or(0.0, |f| upright::meeting(first, f.bearings(g.id)))
    }

    /// Figures side by side, in the room of one character.
    fn across(&mut self, chars: &[Char], x: f32, making: &mut Making) {
        let size = making.size;
        let glyphs: Vec<_> = chars.iter().map(|c| self.fonts.glyph(c.face, c.value)).collect();
        let (left, squeeze) = upright::across(&glyphs.iter().map(|g| g.advance).collect::<Vec<_>>());
        let left = left.iter().map(|at| at * size).collect();
        let place = |(c, g): (&Char, &font::Glyph)| PlacedGlyph {
            char: c.value,
            face: g.face,
            id: g.id,
            x,
            advance: size,
        };
        making.segments.push(Segment {
            node: (!making.again).then_some(chars[0].node as usize),
            size,
            rise: 0.0,
            turn: Turn::Across { left, squeeze },
            glyphs: chars.iter().zip(&glyphs).map(place).collect(),
            actual: Some(chars.iter().map(|c| c.value).collect()),
            picture: None,
        });
    }

    /// A character upright in a vertical line.
    fn upright(&mut self, c: &Char, x: f32, (scale, rise): (f32, f32), making: &mut Making) {
        let mut s = self.fonts.standing(c.face, c.look.instead.unwrap_or(c.value));
        if let Some(variant) = c.look.selector.and_then(|v| self.fonts.variant(c.face, c.value, v)) {
            (s.face, s.id) = (variant.face, variant.id);
        }
        if let Some(face) = making.face_before(c) {
            s = self.fonts.standing_in(face, c.value).unwrap_or(s);
        }
        let moved = if upright::is_moved(c.value, &s) { upright::TO_UPPER_RIGHT * scale } else { 0.0 };
        let x = x - moved * making.size;
        let advance = s.advance * scale * making.size;
        let glyph = PlacedGlyph { char: c.value, face: s.face, id: s.id, x, advance };
        making.put(c.node as usize, (scale, rise + moved), Turn::Upright, glyph);
    }

    fn glyph(&mut self, c: &Char, x: f32, form: (f32, f32), making: &mut Making) {
        if c.look.upright {
            return self.upright(c, x, form, making);
        }
        let drawn = if c.look.mirrored { mirrored(c.value) } else { c.value };
        let mut g = self.fonts.glyph_of(c.face, drawn, c.look.narrow());
        if let Some(selector) = c.look.selector {
            g = self.fonts.variant(c.face, c.value, selector).unwrap_or(g);
        }
        if let Some(face) = making.face_before(c) {
            g = self.fonts.glyph_in(face, c.value).unwrap_or(g);
        }
        let advance = g.advance * form.0 * making.size;
        let mut form = form;
        // Marks between the characters of a vertical line stand in its middle, wherever the face has them.
        if self.profile.is_vertical()
            && matches!(class(c.value), Class::Connector | Class::Ellipsis | Class::Mid)
            && let Some(middle) = self.fonts.faces.get(g.face).and_then(|f| f.middle(g.id))
        {
            form.1 += (MIDDLE - middle) * form.0;
        }
        making.put(
            c.node as usize,
            form,
            Turn::Along,
            PlacedGlyph { char: c.value, face: g.face, id: g.id, x, advance },
        );
    }

    /// Where a character ends.
    fn end(&mut self, setting: &Setting, c: &Char, size: f32) -> f32 {
        if let Some(object) = c.look.stands_for().and_then(|n| setting.objects.get(n)) {
            return super::objects::width(object, size, &mut self.fonts) * size;
        }
        if c.look.blank {
            return blank_width(c.value) * size;
        }
        if c.look.upright {
            return self.fonts.standing(c.face, c.value).advance * c.look.rise.form().0 * size;
        }
        self.fonts.glyph_of(c.face, c.value, c.look.narrow()).advance * c.look.rise.form().0 * size
    }

    /// Lines through and below the text, and dots.
    fn draw_along(&mut self, setting: &Setting, line: &Line, style: &Style, (left, baseline): (f32, f32)) {
        let size = style.size;
        let chars = &setting.chars[line.start..line.end];
        let vertical = self.profile.is_vertical();
        let under = if vertical && self.region == Region::Japanese { BESIDE } else { UNDER };
        for (stroke, height) in [(Stroke::Through, THROUGH), (Stroke::Under, under)] {
            let mut k = 0;
            while k < chars.len() {
                let has = |c: &Char| c.look.has(stroke);
                let run = chars[k..].iter().take_while(|c| has(c)).count();
                if run > 0 {
                    let last = &chars[k + run - 1];
                    let from = left + line.x[k] * size;
                    let to = left + line.x[k + run - 1] * size + self.end(setting, last, size);
                    let y = baseline - height * size;
                    self.strokes.push(DrawnRule {
                        from: (from, y),
                        to: (to, y),
                        width: THICK * size,
                        dots: None,
                    });
                }
                k += run.max(1);
            }
        }
        for (k, c) in chars.iter().enumerate() {
            // None below marks and blanks.
            let marked = c.look.has(Stroke::Dots) && c.look.rise == Rise::None;
            if !marked || !(c.value.is_alphanumeric() || chars::is_han(c.value)) {
                continue;
            }
            let x = left + line.x[k] * size + self.end(setting, c, size) / 2.0;
            let y = baseline - if vertical { DOT_BESIDE } else { DOT.0 } * size;
            // A dash without length and with round ends is a dot.
            self.strokes.push(DrawnRule {
                from: (x, y),
                to: (x + 0.01, y),
                width: DOT.1 * size,
                dots: Some(1.0),
            });
        }
    }
}
