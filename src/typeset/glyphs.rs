//! A line of text as glyphs at their places: what stands on it, above it and below it, and what is drawn along it.

use super::flow::{Char, Glyph, Object, Rise, Setting};
use super::line::Line;
use super::objects::{RUBY, RUBY_RISE, ruby};
use super::pages::{DrawnRule, PlacedGlyph, PlacedPicture, Segment, TextRow};
use super::place::Placer;
use super::shape::mirrored;
use super::slots::blank_width;
use crate::ir::Stroke;
use crate::profile::Style;
use crate::text::chars;

/// Where lines along the text are drawn, in em above the baseline, and how thick they are.
const THROUGH: f32 = 0.36;
const UNDER: f32 = -0.2;
const THICK: f32 = 0.05;
/// The middle of 着重号 below the baseline, and their size (CLREQ 3.3.1).
const DOT: (f32, f32) = (-0.28, 0.16);

/// What segments are made of.
struct Making {
    segments: Vec<Segment>,
    again: bool,
    size: f32,
}

impl Making {
    fn put(&mut self, node: usize, (scale, rise): (f32, f32), glyph: PlacedGlyph) {
        let (size, rise) = (scale * self.size, rise * self.size);
        let node = (!self.again).then_some(node);
        let same = |s: &&mut Segment| {
            s.node == node
                && s.picture.is_none()
                && s.actual.is_none()
                && (s.size - size).abs() < 1e-3
                && (s.rise - rise).abs() < 1e-3
        };
        match self.segments.last_mut().filter(same) {
            Some(s) => s.glyphs.push(glyph),
            None => self.segments.push(Segment {
                node,
                size,
                rise,
                glyphs: vec![glyph],
                actual: None,
                picture: None,
            }),
        }
    }
}

impl Making {
    /// A word whose letters join: its glyphs by their heights, of which the first ones say it whole.
    fn word(
        &mut self,
        node: usize,
        form: (f32, f32),
        (x, face): (f32, usize),
        chars: &[Char],
        glyphs: &[Glyph],
    ) {
        let size = form.0 * self.size;
        let node = (!self.again).then_some(node);
        let mut actual: String = chars.iter().map(|c| c.value).collect();
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
                glyphs: part.iter().map(place).collect(),
                actual: Some(std::mem::take(&mut actual)),
                picture: None,
            });
        }
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
        let mut making = Making { segments: vec![], again, size: style.size };
        let chars = &setting.chars[line.start..line.end];
        for (k, c) in chars.iter().enumerate() {
            let x = left + line.x[k] * style.size;
            match c.look.object.and_then(|n| setting.objects.get(n)) {
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
                    let node = Some(c.node).filter(|_| !again && !alt.trim().is_empty());
                    let size = style.size;
                    making.segments.push(Segment {
                        node,
                        size,
                        rise: 0.0,
                        glyphs: vec![],
                        actual: None,
                        picture: Some(picture),
                    });
                }
                Some(Object::Word { chars, face, glyphs, .. }) => {
                    let form = c.look.rise.form();
                    making.word(c.node, form, (x, *face), chars, glyphs);
                }
                None => self.glyph(c, x, c.look.rise.form(), &mut making),
            }
        }
        if chars.iter().any(|c| c.look.strokes.contains(&true)) {
            self.draw_along(setting, line, style, (left, baseline));
        }
        TextRow { baseline, size: style.size, segments: making.segments }
    }

    fn glyph(&mut self, c: &Char, x: f32, form: (f32, f32), making: &mut Making) {
        let drawn = if c.look.mirrored { mirrored(c.value) } else { c.value };
        let mut g = self.fonts.glyph_of(c.face, drawn, c.look.narrow());
        if let Some(selector) = c.look.selector {
            g = self.fonts.variant(c.face, c.value, selector).unwrap_or(g);
        }
        // The PDF writes an ideographic space and the character before it as one, in one face.
        if c.value == '　'
            && let Some(before) = making.segments.last().and_then(|s| s.glyphs.last()).filter(|b| b.id != 0)
        {
            g = self.fonts.glyph_in(before.face, c.value).unwrap_or(g);
        }
        let advance = g.advance * form.0 * making.size;
        making.put(c.node, form, PlacedGlyph { char: c.value, face: g.face, id: g.id, x, advance });
    }

    /// Where a character ends.
    fn end(&mut self, setting: &Setting, c: &Char, size: f32) -> f32 {
        if let Some(object) = c.look.object.and_then(|n| setting.objects.get(n)) {
            return super::objects::width(object, size, &mut self.fonts) * size;
        }
        if c.look.blank {
            return blank_width(c.value) * size;
        }
        self.fonts.glyph_of(c.face, c.value, c.look.narrow()).advance * c.look.rise.form().0 * size
    }

    /// Lines through and below the text, and dots.
    fn draw_along(&mut self, setting: &Setting, line: &Line, style: &Style, (left, baseline): (f32, f32)) {
        let size = style.size;
        let chars = &setting.chars[line.start..line.end];
        for (stroke, height) in [(Stroke::Through, THROUGH), (Stroke::Under, UNDER)] {
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
            let y = baseline - DOT.0 * size;
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
