//! Characters that something may begin with: nearly every character of a text begins nothing, and is not to be compared with
//! every word that may.

/// A set of characters, told by their last twelve bits: it may have more than were put in.
#[derive(Clone, Debug)]
pub struct Sieve([u64; 64]);

impl Sieve {
    /// The set of some characters.
    pub fn of(chars: impl IntoIterator<Item = char>) -> Self {
        let mut out = Self([0; 64]);
        for c in chars {
            out.0[c as usize >> 6 & 63] |= 1 << (c as u32 & 63);
        }
        out
    }

    /// The characters of a text that may be among them, with their places.
    pub fn places<'s>(&'s self, s: &'s str) -> impl Iterator<Item = (usize, char)> + 's {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                // Most of a text is characters of three bytes that are none of them: four at a time.
                while let Some([a, b, c, d, e, f, g, h, i, j, k, l]) = s.as_bytes().get(at..at + 12) {
                    let three = |a: &u8| a & 0xf0 == 0xe0;
                    if !(three(a) && three(d) && three(g) && three(j))
                        || self.has(*b, *c) | self.has(*e, *f) | self.has(*h, *i) | self.has(*k, *l) != 0
                    {
                        break;
                    }
                    at += 12;
                }
                let start = at;
                match *s.as_bytes().get(start..)? {
                    // The last twelve bits of three bytes are those of the last two: most of a text is not decoded.
                    [0xe0..=0xef, b, c, ..] => {
                        at += 3;
                        if self.has(b, c) == 0 {
                            continue;
                        }
                    }
                    [a @ ..=0x7f, ..] => {
                        at += 1;
                        if !self.may_have(a.into()) {
                            continue;
                        }
                    }
                    _ => {
                        let c = s[start..].chars().next()?;
                        at += c.len_utf8();
                        if !self.may_have(c) {
                            continue;
                        }
                    }
                }
                return s[start..].chars().next().map(|c| (start, c));
            }
        })
    }

    /// 1 where the character of three bytes that ends so may be one of them.
    const fn has(&self, b: u8, c: u8) -> u64 {
        self.0[(b & 63) as usize] >> (c & 63) & 1
    }

    /// Whether a character may be one of them.
    pub const fn may_have(&self, c: char) -> bool {
        self.0[c as usize >> 6 & 63] >> (c as u32 & 63) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_that_was_put_in_is_missed() {
        let chars = "第前本同《a\u{10ffff}";
        let sieve = Sieve::of(chars.chars());
        let text: String = chars.chars().flat_map(|c| ['甲', c, 'é', '𠀀', 'b']).collect();
        let found: String = sieve
            .places(&text)
            .inspect(|(at, c)| assert!(text[*at..].starts_with(*c)))
            .map(|p| p.1)
            .collect();
        assert_eq!(found, chars);
        assert!(('一'..='龥').filter(|c| sieve.may_have(*c)).count() < 40);
    }
}
