//! Shapes drawn as samples: outlines with straight sides, and how much of every sample they cover.
//!
//! Every row is looked at along lines within it; what lies inside along one (the winding number is not 0, as OpenType
//! has it) counts by its length. Sums and products only, so that every machine draws the same samples.

use super::face::{Face, OutlinePen};

/// A point, rightwards and downwards.
pub type Point = (f32, f32);

/// Lines that a row is looked at along.
const LINES: usize = 8;
/// Straight pieces of a curve.
const PIECES: u16 = 8;

/// A closed outline for every contour of a glyph, upwards from the baseline, in units of the em.
pub fn contours(face: &Face, glyph: u16) -> Vec<Vec<Point>> {
    let mut out = Contours(vec![]);
    face.draw(glyph, &mut out);
    out.0
}

struct Contours(Vec<Vec<Point>>);

impl Contours {
    fn add(&mut self, p: Point) {
        if let Some(last) = self.0.last_mut() {
            last.push(p);
        }
    }
    /// A curve by its points at even distances of its parameter.
    fn curve(&mut self, at: impl Fn(Point, f32) -> Point) {
        let start = self.0.last().and_then(|c| c.last()).copied().unwrap_or_default();
        for k in 1..=PIECES {
            self.add(at(start, f32::from(k) / f32::from(PIECES)));
        }
    }
}

fn between(a: Point, b: Point, t: f32) -> Point {
    (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)
}

fn quadratic(a: Point, b: Point, c: Point, t: f32) -> Point {
    between(between(a, b, t), between(b, c, t), t)
}

impl OutlinePen for Contours {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(vec![(x, y)]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.add((x, y));
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.curve(|start, t| quadratic(start, (x1, y1), (x, y), t));
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second) = ((x1, y1), (x2, y2));
        self.curve(|start, t| {
            between(quadratic(start, first, second, t), quadratic(first, second, (x, y), t), t)
        });
    }
    fn close(&mut self) {}
}

/// How much of every sample is covered, row by row: from 0 to 255.
#[derive(Debug)]
pub struct Mask {
    width: usize,
    /// The samples.
    pub samples: Vec<u8>,
}

impl Mask {
    /// Nothing covered.
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, samples: vec![0; width * height] }
    }

    /// Covers what closed outlines have inside; what lies beyond the samples is left out.
    pub fn fill(&mut self, outlines: &[Vec<Point>]) {
        let points = || outlines.iter().flatten();
        let top = points().map(|p| p.1).fold(f32::INFINITY, f32::min).floor().max(0.0) as usize;
        let bottom = points().map(|p| p.1).fold(0.0, f32::max).ceil().max(0.0) as usize;
        let mut sums = vec![0f32; self.width];
        let mut crossings: Vec<(f32, i32)> = vec![];
        for (row, samples) in self.samples.chunks_mut(self.width).enumerate().take(bottom).skip(top) {
            sums.fill(0.0);
            for line in 0..LINES {
                let y = row as f32 + (line as f32 + 0.5) / LINES as f32;
                crossings.clear();
                for outline in outlines {
                    let next = outline.iter().cycle().skip(1);
                    crossings.extend(outline.iter().zip(next).filter_map(|(a, b)| crossed(*a, *b, y)));
                }
                crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
                let mut winding = 0;
                for pair in crossings.windows(2) {
                    winding += pair[0].1;
                    if winding != 0 {
                        span(&mut sums, pair[0].0, pair[1].0);
                    }
                }
            }
            for (sample, sum) in samples.iter_mut().zip(&sums) {
                let covered = (sum / LINES as f32 * 255.0 + 0.5).clamp(0.0, 255.0) as u8;
                *sample = (*sample).max(covered);
            }
        }
    }
}

/// Where a side crosses a line, and whether it goes down or up there.
fn crossed(a: Point, b: Point, y: f32) -> Option<(f32, i32)> {
    let down = a.1 <= y && b.1 > y;
    let up = b.1 <= y && a.1 > y;
    (down || up).then(|| (a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0), if down { 1 } else { -1 }))
}

/// Adds to every sample the share of it that lies between two places.
fn span(sums: &mut [f32], from: f32, to: f32) {
    let (from, to) = (from.max(0.0), to.min(sums.len() as f32));
    if from >= to {
        return;
    }
    let (first, last) = (from as usize, (to.ceil() as usize).min(sums.len()));
    for (at, sum) in sums.iter_mut().enumerate().take(last).skip(first) {
        *sum += (to.min(at as f32 + 1.0) - from.max(at as f32)).max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(from: f32, to: f32, turned: bool) -> Vec<Point> {
        let mut out = vec![(from, from), (to, from), (to, to), (from, to)];
        if turned {
            out.reverse();
        }
        out
    }

    #[test]
    fn samples_are_covered_by_the_share_that_lies_inside() {
        let mut mask = Mask::new(4, 4);
        mask.fill(&[square(0.5, 2.0, false)]);
        assert_eq!(mask.samples, [64, 128, 0, 0, 128, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        // A hole turns the other way; what turns the same way is no hole.
        let mut mask = Mask::new(4, 1);
        mask.fill(&[square(0.0, 4.0, false), square(-1.0, 2.0, true)]);
        assert_eq!(mask.samples, [0, 0, 255, 255]);
        let mut mask = Mask::new(4, 1);
        mask.fill(&[square(0.0, 4.0, false), square(0.0, 2.0, false)]);
        assert_eq!(mask.samples, [255; 4]);
    }

    #[test]
    fn what_lies_beyond_is_left_out() {
        let mut mask = Mask::new(2, 2);
        mask.fill(&[square(-9.0, -5.0, false), square(7.0, 9.0, false), square(-3.0, 9.0, false)]);
        assert_eq!(mask.samples, [255; 4]);
        mask.fill(&[vec![], vec![(1.0, 1.0)]]);
        assert_eq!(mask.samples, [255; 4]);
    }
}
