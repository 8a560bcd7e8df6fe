//! The lines of a title: as few as its words allow, about as long as one another, ending where units of sense do, and never
//! widest above and below (GB/T 9704-2012, 7.3.1: a trapezium or a rhombus, not an hourglass).

/// What lines of uneven length cost: by the square of their share of the mean.
const UNEVEN: f32 = 3.0;
/// What a line more than are needed costs.
const MORE: f32 = 3.0;
/// How many more are looked at.
const SPARE: usize = 2;
/// What a line costs that is wider than the one before it, where that is narrower than the one before that.
const HOURGLASS: f32 = 2.0;
/// What differs by less, in em, is of one width.
const ALIKE: f32 = 0.6;
/// What has more characters or lines than this is no title.
const LONGEST: usize = 240;
const MOST_LINES: usize = 12;

/// A text that is to be broken into lines.
pub struct Broken<'a> {
    /// What ending a line before each character costs; infinite where none may end.
    pub torn: &'a [f32],
    /// How wide a line of these characters is.
    pub width: &'a dyn Fn(usize, usize) -> f32,
    /// How wide lines may be.
    pub room: f32,
}

/// The best way to the end of a line: what it costs, and where it came from, by start of the line and whether lines have
/// become narrower.
type Way = Option<(f32, usize, usize)>;

impl Broken<'_> {
    /// The ends of the lines; nothing where a word is wider than a line, or the text is no title.
    pub fn lines(&self) -> Option<Vec<usize>> {
        let n = self.torn.len();
        if n == 0 || n > LONGEST {
            return None;
        }
        let fewest = self.fewest()?;
        let total: f32 = (self.width)(0, n);
        let tried = (fewest..=(fewest + SPARE).min(MOST_LINES)).filter_map(|lines| {
            let (cost, ends) = self.of(lines, total / lines as f32)?;
            Some((cost + (lines - fewest) as f32 * MORE, ends))
        });
        tried.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, ends)| ends)
    }

    /// Where a line that begins at `start` may end, from the nearest on.
    fn ends(&self, start: usize) -> impl Iterator<Item = (usize, f32)> {
        let n = self.torn.len();
        (start + 1..=n)
            .map(move |end| (end, (self.width)(start, end)))
            // A closing mark may be narrower at the end than before the next character.
            .take_while(move |(_, width)| *width <= self.room + 1.0)
            .filter(move |(end, width)| {
                *width <= self.room + 1e-3 && (*end == n || self.torn[*end].is_finite())
            })
    }

    /// How few lines there can be.
    fn fewest(&self) -> Option<usize> {
        let (mut at, mut lines) = (0, 0);
        while at < self.torn.len() {
            at = self.ends(at).last()?.0;
            lines += 1;
        }
        (lines <= MOST_LINES).then_some(lines)
    }

    /// The best so many lines.
    fn of(&self, lines: usize, mean: f32) -> Option<(f32, Vec<usize>)> {
        let n = self.torn.len();
        // By line, its end and start, and whether lines have become narrower.
        let mut ways: Vec<Vec<Vec<[Way; 2]>>> = vec![];
        for line in 0..lines {
            let mut here: Vec<Vec<[Way; 2]>> = vec![vec![]; n + 1];
            for row in &mut here {
                row.resize(n, [None; 2]);
            }
            let starts = if line == 0 { 0..1 } else { line..n };
            for start in starts {
                let come: Vec<(usize, usize, f32)> = match ways.last() {
                    None => vec![(0, 0, 0.0)],
                    Some(before) => (0..start)
                        .flat_map(|from| [(from, 0), (from, 1)])
                        .filter_map(|(from, phase)| before[start][from][phase].map(|w| (from, phase, w.0)))
                        .collect(),
                };
                if come.is_empty() {
                    continue;
                }
                for (end, width) in self.ends(start) {
                    if (end == n) != (line + 1 == lines) {
                        continue;
                    }
                    let torn = if end == n { 0.0 } else { self.torn[end] };
                    let uneven = UNEVEN * ((width - mean) / mean.max(1e-3)).powi(2);
                    for (from, phase, cost) in &come {
                        let grown = if line == 0 { 0.0 } else { width - (self.width)(*from, start) };
                        let (next, shape) = if grown > ALIKE {
                            (0, if *phase == 1 { HOURGLASS } else { 0.0 })
                        } else {
                            (if grown < -ALIKE { 1 } else { *phase }, 0.0)
                        };
                        let cost = cost + torn + uneven + shape;
                        let place = &mut here[end][start][next];
                        if place.is_none_or(|w| cost < w.0) {
                            *place = Some((cost, *from, *phase));
                        }
                    }
                }
            }
            ways.push(here);
        }
        let last = ways.last()?;
        let all = (0..n).flat_map(|start| [(start, 0), (start, 1)]);
        let found = all.filter_map(|(start, phase)| Some((last[n][start][phase]?.0, start, phase)));
        let (cost, mut start, mut phase) = found.min_by(|a, b| a.0.total_cmp(&b.0))?;
        let mut out = vec![n];
        for line in (1..lines).rev() {
            let (_, from, before) = ways[line][out[out.len() - 1]][start][phase]?;
            out.push(start);
            (start, phase) = (from, before);
        }
        out.reverse();
        Some((cost, out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lengths of the lines of so many characters, where a line may end before those of a list for so much.
    fn lengths(n: usize, room: usize, may: &[(usize, f32)]) -> Option<Vec<usize>> {
        let mut torn = vec![f32::INFINITY; n];
        for (at, cost) in may {
            torn[*at] = *cost;
        }
        let width = |from: usize, to: usize| (to - from) as f32;
        let ends = Broken { torn: &torn, width: &width, room: room as f32 }.lines()?;
        Some(std::iter::once(0).chain(ends.iter().copied()).zip(&ends).map(|(a, b)| b - a).collect())
    }

    #[test]
    fn lines_are_even_and_end_with_units_of_sense() {
        let all = |n: usize| (1..n).map(|at| (at, 1.0)).collect::<Vec<_>>();
        assert_eq!(lengths(20, 15, &all(20)), Some(vec![10, 10]));
        assert_eq!(lengths(10, 15, &all(10)), Some(vec![10]));
        // What is a little less even and no word torn.
        assert_eq!(lengths(20, 15, &[&all(20)[..], &[(8, 0.0)]].concat()), Some(vec![8, 12]));
        // One line more rather than a word torn.
        assert_eq!(lengths(20, 10, &[(5, 0.0), (10, 60.0), (13, 0.0)]), Some(vec![5, 8, 7]));
        assert_eq!(lengths(20, 10, &[(5, 0.0)]), None);
        assert_eq!(lengths(0, 10, &[]), None);
    }

    #[test]
    fn no_title_is_an_hourglass() {
        // 9 6 9 is the most even one.
        let may = [(9, 0.0), (15, 0.0), (6, 0.0), (17, 0.0)];
        assert_eq!(lengths(24, 11, &may[..2]), Some(vec![9, 6, 9]));
        assert_ne!(lengths(24, 11, &may), Some(vec![9, 6, 9]));
    }
}
