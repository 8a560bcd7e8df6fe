//! Characters that something may begin with: nearly every character of a text begins nothing, and is not to be compared with
//! every word that may.

/// A set of characters, told by their last eight bits: it may have more than were put in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sieve([u64; 4]);

impl Sieve {
    /// The set of some characters.
    pub fn of(chars: impl IntoIterator<Item = char>) -> Self {
        let mut out = Self::default();
        for c in chars {
            out.0[c as usize >> 6 & 3] |= 1 << (c as u32 & 63);
        }
        out
    }

    /// Whether a character may be one of them.
    pub const fn may_have(&self, c: char) -> bool {
        self.0[c as usize >> 6 & 3] >> (c as u32 & 63) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_that_was_put_in_is_missed() {
        let chars = "第前本同《a\u{10ffff}";
        let sieve = Sieve::of(chars.chars());
        assert!(chars.chars().all(|c| sieve.may_have(c)));
        assert!(('一'..='龥').filter(|c| sieve.may_have(*c)).count() < 1000);
    }
}
