//! Paths, as far as they draw straight rules: the lines of tables, and the one above footnotes.

/// A matrix, as PDF writes it.
pub type Matrix = [f64; 6];

/// The matrix that does `a`, then `b`.
pub fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// A straight line along an edge of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rule {
    /// Left, top, right, bottom.
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

impl Rule {
    /// Whether it lies.
    pub fn lies(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }
}

/// The thickest that a filled shape may be and still be a line, in points.
const THICKEST: f32 = 3.0;
/// The shortest line that means something, in points.
const SHORTEST: f32 = 4.0;
/// Rules that a page may have, and points of a path.
const MOST: usize = 50_000;

/// A path that is being made.
#[derive(Debug, Default)]
pub struct Path {
    /// Parts of it, each a row of points as they are seen.
    parts: Vec<Vec<(f32, f32)>>,
    points: usize,
    /// Whether a part has a curve.
    curved: bool,
    /// Curves that were painted.
    pub curves: usize,
    now: usize,
}

impl Path {
    /// Carries out an operator of paths; rules that it paints are added.
    pub fn operator(&mut self, operator: &[u8], numbers: &[f64], by: Matrix, rules: &mut Vec<Rule>) {
        let at =
            |x: f64, y: f64| ((x * by[0] + y * by[2] + by[4]) as f32, (x * by[1] + y * by[3] + by[5]) as f32);
        match (operator, numbers) {
            (b"m", [.., x, y]) => self.parts.push(vec![at(*x, *y)]),
            (b"l", [.., x, y]) => self.add(at(*x, *y)),
            (b"c" | b"v" | b"y", [.., x, y]) => {
                self.curved = true;
                self.now += 1;
                self.add(at(*x, *y));
            }
            (b"re", [.., left, low, width, height]) => {
                let (right, high) = (left + width, low + height);
                let corners = [(*left, *low), (right, *low), (right, high), (*left, high), (*left, *low)];
                self.parts.push(corners.iter().map(|(x, y)| at(*x, *y)).collect());
                self.points += 5;
            }
            (b"h", _) => self.close(),
            (b"S", _) => self.paint(true, false, rules),
            (b"s", _) => {
                self.close();
                self.paint(true, false, rules);
            }
            (b"f" | b"F" | b"f*", _) => self.paint(false, true, rules),
            (b"B" | b"B*", _) => self.paint(true, true, rules),
            (b"b" | b"b*", _) => {
                self.close();
                self.paint(true, true, rules);
            }
            (b"n", _) => self.clear(),
            _ => {}
        }
    }

    fn add(&mut self, point: (f32, f32)) {
        self.points += 1;
        if self.points > MOST {
            return;
        }
        match self.parts.last_mut() {
            Some(part) => part.push(point),
            None => self.parts.push(vec![point]),
        }
    }

    fn close(&mut self) {
        if let Some(part) = self.parts.last_mut()
            && let Some(first) = part.first().copied()
        {
            part.push(first);
        }
    }

    fn clear(&mut self) {
        self.parts.clear();
        (self.points, self.curved, self.now) = (0, false, 0);
    }

    fn paint(&mut self, strokes: bool, fills: bool, rules: &mut Vec<Rule>) {
        self.curves += self.now;
        for part in &self.parts {
            if rules.len() >= MOST {
                break;
            }
            if strokes {
                for pair in part.windows(2) {
                    push(rules, pair);
                }
            }
            if fills && !self.curved {
                push(rules, part);
            }
        }
        self.clear();
    }
}

/// Adds the box around some points where it is a line.
fn push(rules: &mut Vec<Rule>, points: &[(f32, f32)]) {
    let Some((x, y)) = points.first().copied() else { return };
    let mut rule = Rule { x0: x, y0: y, x1: x, y1: y };
    for (x, y) in points {
        rule = Rule { x0: rule.x0.min(*x), y0: rule.y0.min(*y), x1: rule.x1.max(*x), y1: rule.y1.max(*y) };
    }
    let (w, h) = (rule.x1 - rule.x0, rule.y1 - rule.y0);
    if w.min(h) <= THICKEST && w.max(h) >= SHORTEST && w.is_finite() && h.is_finite() {
        rules.push(rule);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_and_thin_shapes_are_rules() {
        let unit = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let mut path = Path::default();
        let mut rules = vec![];
        let mut run = |op: &[u8], n: &[f64]| path.operator(op, n, unit, &mut rules);
        run(b"m", &[0.0, 10.0]);
        run(b"l", &[100.0, 10.0]);
        run(b"S", &[]);
        run(b"re", &[0.0, 0.0, 0.5, 50.0]);
        run(b"f", &[]);
        run(b"re", &[0.0, 0.0, 50.0, 50.0]);
        run(b"f", &[]);
        run(b"m", &[0.0, 0.0]);
        run(b"l", &[50.0, 50.0]);
        run(b"S", &[]);
        assert_eq!(rules.len(), 2);
        assert!(rules[0].lies() && !rules[1].lies());
    }
}
