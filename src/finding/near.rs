//! The word that somebody may have meant: near in letters to what was typed.

/// The word that is nearest to `typed`, when it is near: a letter more, less, other or swapped for every three of it.
pub fn near<'a>(typed: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// Longer ones are no slips.
    const LONGEST: usize = 40;
    if typed.chars().nth(LONGEST).is_some() {
        return None;
    }
    let lower = |s: &str| s.to_lowercase().chars().collect::<Vec<_>>();
    let typed = lower(typed);
    let most = (typed.len() / 3).clamp(1, 3);
    words
        .map(|w| (steps(&typed, &lower(w)), w))
        // Of a short word something must stay the same.
        .filter(|(n, w)| *n <= most && *n < w.chars().count())
        .min_by_key(|(n, _)| *n)
        .map(|(_, w)| w)
}

/// Letters to add, take away, change or swap with their neighbour (optimal string alignment).
fn steps(a: &[char], b: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (rows[i][j] + usize::from(x != y)).min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        let words = ["pdf", "docx", "epub", "statement", "law"];
        let near = |typed| near(typed, words.into_iter());
        for (typed, meant) in [
            ("pfd", Some("pdf")),
            ("docs", Some("docx")),
            ("epbu", Some("epub")),
            ("PDF", Some("pdf")),
            ("statment", Some("statement")),
            ("x", None),
            ("novel", None),
            ("", None),
        ] {
            assert_eq!(near(typed), meant, "{typed}");
        }
    }
}
