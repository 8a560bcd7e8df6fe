//! How runs of letters and figures stand in vertical lines, on paper and in books.

/// The longest acronym whose letters stand upright one below the other.
const ACRONYM: usize = 4;

/// How a run of Latin letters, figures and signs stands in a vertical line, unless it is turned with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Side by side in the room of one character (CLREQ 3.2.6, JLREQ 3.2.5: tate-chu-yoko).
    SideBySide,
    /// Each upright, one below the other.
    Upright,
}

/// How a run stands; none for one that is turned. So many figures at most stand side by side.
pub fn standing(run: &str, figures: usize) -> Option<Stand> {
    let all = |test: fn(&u8) -> bool| run.bytes().all(|b| test(&b));
    match run.len() {
        n if n <= figures && all(u8::is_ascii_digit) => Some(Stand::SideBySide),
        n if n <= ACRONYM && all(u8::is_ascii_uppercase) => Some(Stand::Upright),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_stand_side_by_side_and_words_are_turned() {
        let (beside, upright) = (Some(Stand::SideBySide), Some(Stand::Upright));
        assert_eq!(
            ["7", "22", "365", "2022", "1.5"].map(|run| standing(run, 3)),
            [beside, beside, beside, None, None]
        );
        assert_eq!(
            ["A", "UN", "WTO", "Word", "GB/T", "2022"].map(|run| standing(run, 4)),
            [upright, upright, upright, None, None, beside]
        );
    }
}
