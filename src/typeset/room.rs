//! Who takes the room that a line has left (CLREQ 3.2.3): word spaces and gaps between Han and Latin first, then all other gaps
//! alike; where those would be seen, the gaps of labels and between marks as well. All lengths are in em.

/// What a word space or a gap between Han and Latin takes before all others do: each becomes half an em (CLREQ 3.2.3).
pub const EARLY: f32 = 0.25;
/// A gap wider than this makes a line loose (CLREQ 3.2.3).
const LOOSE: f32 = 0.125;
/// Between words, a word space and a half more than it has.
const LOOSE_WORDS: f32 = 0.5;
/// A line whose gaps would be wider than this is not justified.
const RAGGED: f32 = 0.25;
/// From here on gaps are seen: the last ones take part, until all are alike.
const SEEN: f32 = 0.03;

/// The gaps of a line that take room.
#[derive(Clone, Copy, Debug)]
pub struct Takers {
    /// What word spaces and gaps between Han and Latin take before all others.
    pub early: f32,
    /// How many others there are.
    pub rest: u32,
    /// How many besides where those would be seen.
    pub late: u32,
}

/// What every gap takes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Taken {
    /// The share of what [`Takers::early`] may take; more than that between words alone.
    pub early: f32,
    /// Each of the others.
    pub rest: f32,
    /// Each of the last ones.
    pub late: f32,
    /// Whether gaps are so wide that it is told.
    pub loose: bool,
}

impl Takers {
    /// How wide the others become, and the last ones.
    pub fn gaps(self, spare: f32) -> (f32, f32) {
        let left = (spare - self.early).max(0.0);
        if self.rest == 0 {
            // Between words alone, all that is left goes to the word spaces.
            return (left / (self.early / EARLY).max(1.0), 0.0);
        }
        let (rest, late) = (self.rest as f32, self.late as f32);
        let each = (left / rest).min(SEEN.max(left / (rest + late)));
        (each, if self.late > 0 { (left - each * rest) / late } else { 0.0 })
    }

    /// How room is taken in a line that is justified.
    pub fn take(self, spare: f32) -> Taken {
        let (rest, late) = self.gaps(spare);
        let words = self.rest == 0;
        let loose = rest > if words { LOOSE_WORDS } else { LOOSE };
        // What no break makes good is ragged rather than letter-spaced.
        if !words && rest > RAGGED {
            return Taken { loose, ..Taken::default() };
        }
        let most = if words { f32::INFINITY } else { 1.0 };
        let early = if self.early > 0.0 { (spare / self.early).min(most) } else { 0.0 };
        Taken { early, rest, late, loose }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_gaps_take_part_where_the_others_would_be_seen() {
        let line = Takers { early: 0.25, rest: 15, late: 8 };
        assert_eq!(line.gaps(0.25), (0.0, 0.0));
        let (rest, late) = line.gaps(0.25 + 0.3);
        assert!((rest - 0.02).abs() < 1e-6 && late.abs() < 1e-6);
        // Then they catch up, and at last all are alike.
        let (rest, late) = line.gaps(0.25 + 0.61);
        assert!((rest - SEEN).abs() < 1e-6 && (late - 0.02).abs() < 1e-6, "{rest} {late}");
        let (rest, late) = line.gaps(0.25 + 2.0);
        assert!((rest - 2.0 / 23.0).abs() < 1e-6 && (late - rest).abs() < 1e-6, "{rest} {late}");
    }

    #[test]
    fn all_room_is_taken_unless_the_line_is_left_ragged() {
        for (early, rest, late) in [(0.0, 20, 0), (0.5, 20, 6), (0.25, 3, 9), (1.0, 0, 0), (0.75, 0, 4)] {
            let line = Takers { early, rest, late };
            for spare in [0.1, 0.6, 1.4, 3.0] {
                let t = line.take(spare);
                let all = early * t.early + rest as f32 * t.rest + late as f32 * t.late;
                let words = if rest == 0 { early * t.early } else { all };
                assert!((words - spare).abs() < 1e-4 || t.loose && words == 0.0, "{line:?} {spare} {t:?}");
            }
        }
    }
}
