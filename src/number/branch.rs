//! What is put in behind a number later, and the steps of numbers of several steps.

/// Article 2 bis, Article 2 ter: what was put in later is counted in Latin.
pub fn latin_branch<'a>(rest: &'a str, out: &mut Vec<u32>) -> &'a str {
    const ADVERBS: &[&str] = &["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies"];
    let spaced = rest.strip_prefix([' ', '\u{a0}']).unwrap_or("");
    let word = spaced.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or("");
    let Some(at) = ADVERBS.iter().position(|w| *w == word) else { return rest };
    out.push(at as u32 + 2);
    &spaced[word.len()..]
}

/// A step of a number of several steps, which may be 0: 1.0.1.
pub fn step(s: &str) -> Option<(u32, usize)> {
    let wide = s.starts_with(|c| ('０'..='９').contains(&c));
    let digits: String = s
        .chars()
        .map_while(|c| {
            if wide {
                (c as u32).checked_sub('０' as u32).and_then(|d| char::from_digit(d, 10))
            } else {
                Some(c).filter(char::is_ascii_digit)
            }
        })
        .take(4)
        .collect();
    let len = digits.len() * if wide { '０'.len_utf8() } else { 1 };
    digits.parse().ok().map(|n| (n, len))
}
