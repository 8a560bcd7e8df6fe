//! Faces with PostScript outlines as TrueType: office programs carry only those along.

use super::face::{Face, OutlinePen};

/// How far a curve may lie from its original, as a share of the em.
const TOLERANCE: f32 = 0.0005;
/// Flags of a point (OpenType 1.9, glyf): it lies on the curve.
const ON_CURVE: u8 = 1;

/// The tables that hold glyphs.
pub struct Glyphs {
    /// `glyf`.
    pub outlines: Vec<u8>,
    /// `loca`, of long offsets.
    pub places: Vec<u8>,
    /// `hmtx`, with an entry for every glyph.
    pub metrics: Vec<u8>,
    /// `maxp`, version 1.
    pub maxima: Vec<u8>,
}

/// A point, and whether it lies on the curve.
type Point = (f32, f32, bool);

#[derive(Default)]
struct Contours {
    done: Vec<Vec<Point>>,
    open: Vec<Point>,
    tolerance: f32,
}

impl Contours {
    fn last(&self) -> (f32, f32) {
        self.open.last().map_or((0.0, 0.0), |p| (p.0, p.1))
    }
    fn end(&mut self) {
        let mut contour = std::mem::take(&mut self.open);
        // The first point closes the contour by itself.
        let closed = |c: &[Point]| matches!((c.first(), c.last()), (Some(a), Some(b)) if c.len() > 1 && b.2 && (a.0 - b.0).abs() < 0.5 && (a.1 - b.1).abs() < 0.5);
        if closed(&contour) {
            contour.pop();
        }
        if contour.len() > 2 {
            self.done.push(contour);
        }
    }
}

impl OutlinePen for Contours {
    fn move_to(&mut self, x: f32, y: f32) {
        self.end();
        self.open.push((x, y, true));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.open.push((x, y, true));
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.open.extend([(x1, y1, false), (x, y, true)]);
    }
    /// A cubic curve in as many quadratic ones as the tolerance wants: the error falls with the cube of their number.
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (x0, y0) = self.last();
        let third = |a: f32, b: f32, c: f32, d: f32| d - 3.0 * c + 3.0 * b - a;
        let size = third(x0, x1, x2, x).hypot(third(y0, y1, y2, y));
        let error = size * 3.0f32.sqrt() / 36.0;
        let parts = (error / self.tolerance).cbrt().ceil().clamp(1.0, 16.0) as u32;
        let at = |a: f32, b: f32, c: f32, d: f32, t: f32| {
            let s = 1.0 - t;
            s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
        };
        let slope = |a: f32, b: f32, c: f32, d: f32, t: f32| {
            let s = 1.0 - t;
            3.0 * (s * s * (b - a) + 2.0 * s * t * (c - b) + t * t * (d - c))
        };
        for k in 0..parts {
            let (t0, t1) = (k as f32 / parts as f32, (k + 1) as f32 / parts as f32);
            // The control point that a part of the cubic has by its own two.
            let control = |a, b, c, d| {
                let (p, q) = (at(a, b, c, d, t0), at(a, b, c, d, t1));
                let third = (t1 - t0) / 3.0;
                let (c1, c2) = (p + slope(a, b, c, d, t0) * third, q - slope(a, b, c, d, t1) * third);
                (3.0 * (c1 + c2) - p - q) / 4.0
            };
            self.open.push((control(x0, x1, x2, x), control(y0, y1, y2, y), false));
            self.open.push((at(x0, x1, x2, x, t1), at(y0, y1, y2, y, t1), true));
        }
    }
    fn close(&mut self) {
        self.end();
    }
}

/// The outlines of a face's glyphs, in TrueType's form.
pub fn glyphs(face: &Face) -> Glyphs {
    let count = face.glyphs();
    let tolerance = f32::from(face.units()) * TOLERANCE;
    let mut out = Glyphs { outlines: vec![], places: vec![], metrics: vec![], maxima: vec![] };
    let (mut most_points, mut most_contours) = (0u16, 0u16);
    for id in 0..count {
        out.places.extend((out.outlines.len() as u32).to_be_bytes());
        let mut contours = Contours { tolerance, ..Contours::default() };
        let outlined = face.draw(id, &mut contours);
        contours.end();
        let mut left = 0;
        if outlined && !contours.done.is_empty() {
            let points: usize = contours.done.iter().map(Vec::len).sum();
            most_points = most_points.max(points as u16);
            most_contours = most_contours.max(contours.done.len() as u16);
            left = write(&contours.done, &mut out.outlines);
        }
        out.metrics.extend((face.advance(id).unwrap_or(0.0) as u16).to_be_bytes());
        out.metrics.extend(left.to_be_bytes());
    }
    out.places.extend((out.outlines.len() as u32).to_be_bytes());
    out.maxima.extend(0x0001_0000u32.to_be_bytes());
    // No composite glyphs and no instructions; one zone.
    for n in [count, most_points, most_contours, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0] {
        out.maxima.extend(n.to_be_bytes());
    }
    out
}

/// A simple glyph; gives its left edge.
fn write(contours: &[Vec<Point>], out: &mut Vec<u8>) -> i16 {
    let points: Vec<(i16, i16, bool)> =
        contours.iter().flatten().map(|p| (p.0.round() as i16, p.1.round() as i16, p.2)).collect();
    let range = |axis: fn(&(i16, i16, bool)) -> i16| {
        let values = || points.iter().map(axis);
        (values().min().unwrap_or(0), values().max().unwrap_or(0))
    };
    let ((left, right), (bottom, top)) = (range(|p| p.0), range(|p| p.1));
    for n in [contours.len() as i16, left, bottom, right, top] {
        out.extend(n.to_be_bytes());
    }
    let mut end = 0u16;
    for c in contours {
        end += c.len() as u16;
        out.extend((end - 1).to_be_bytes());
    }
    // No instructions; then flags and the differences of the coordinates, each as two bytes.
    out.extend(0u16.to_be_bytes());
    out.extend(points.iter().map(|p| if p.2 { ON_CURVE } else { 0 }));
    for axis in [|p: &(i16, i16, bool)| p.0, |p: &(i16, i16, bool)| p.1] {
        let mut before = 0i16;
        for p in &points {
            let here = axis(p);
            out.extend(here.wrapping_sub(before).to_be_bytes());
            before = here;
        }
    }
    out.resize(out.len().next_multiple_of(4), 0);
    left
}
