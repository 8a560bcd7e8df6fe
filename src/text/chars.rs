//! Character classes that several rooms share.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by characters that tables of ours name: nobody can choose them so that they collide, and a multiplication tells
/// them apart.
pub type CharMap<V> = HashMap<char, V, BuildHasherDefault<CharHasher>>;

/// Hashes one character.
#[derive(Debug, Default)]
pub struct CharHasher(u64);

impl Hasher for CharHasher {
    fn write_u32(&mut self, n: u32) {
        // 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
        self.0 = u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.write_u32(self.0 as u32 ^ u32::from(*b));
        }
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

/// White space as sources use it: Unicode `White_Space`, zero-width space and byte order marks inside the text.
pub fn is_space(c: char) -> bool {
    // Nothing above U+3000 is white space but the byte order mark: most characters are told by one comparison.
    if c > '\u{3000}' { c == '\u{feff}' } else { c.is_whitespace() || c == '\u{200b}' }
}

/// Han characters and the marks that behave like them (〇, 々, 〆).
pub fn is_han(c: char) -> bool {
    // The row of nearly all of them first.
    matches!(c, '\u{4e00}'..='\u{9fff}')
        || matches!(c, '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Hiragana and katakana.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{31f0}'..='\u{31ff}')
}

/// Hangul syllables and jamo.
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}')
}

/// Private use areas.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// Kangxi and CJK radicals, compatibility ideographs: look like ordinary characters and are not.
pub fn is_compatibility(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{fa0d}' | '\u{fa10}' | '\u{fa12}'
        | '\u{fa15}'..='\u{fa1e}' | '\u{fa20}' | '\u{fa22}' | '\u{fa25}' | '\u{fa26}'
        | '\u{fa2a}'..='\u{fad9}' | '\u{2f800}'..='\u{2fa1f}')
}

/// Controls (other than tab and line ends) and non-characters: nothing that a text should hold.
pub fn is_illegal(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}')
        || c >= '\u{fffe}' && (c as u32) & 0xfffe == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// Whether `look` objects to any byte, seen with the two behind it. It has no branches, so that the compiler looks at
/// many bytes at once.
fn any_byte(s: &str, look: impl Fn(u8, u8, u8) -> bool) -> bool {
    any_byte_with(s, b' ', look)
}

/// The same with the byte that stands behind the last one.
fn any_byte_with(s: &str, behind: u8, look: impl Fn(u8, u8, u8) -> bool) -> bool {
    const BLOCK: usize = 64;
    /// Labels, identifiers and what stands between paragraphs are short.
    const SHORT: usize = 16;
    let mut rest = s.as_bytes();
    if rest.len() <= SHORT {
        let mut short = [behind; SHORT + 2];
        for (to, from) in short.iter_mut().zip(rest) {
            *to = *from;
        }
        return (0..SHORT).fold(false, |hit, i| hit | look(short[i], short[i + 1], short[i + 2]));
    }
    let mut tail;
    while !rest.is_empty() {
        let block: &[u8; BLOCK + 2] = if let Some(block) = rest.first_chunk() {
            block
        } else {
            tail = [behind; BLOCK + 2];
            tail[..rest.len()].copy_from_slice(rest);
            &tail
        };
        if (0..BLOCK).fold(false, |hit, i| hit | look(block[i], block[i + 1], block[i + 2])) {
            return true;
        }
        rest = rest.get(BLOCK..).unwrap_or_default();
    }
    false
}

/// Controls but for tab and line ends.
#[allow(
    clippy::needless_bitwise_bool,
    reason = "branches would keep the compiler from looking at many at once"
)]
const fn is_control(a: u8) -> bool {
    (a < 0x20) & (a != b'\t') & (a != b'\n') & (a != b'\r')
}

/// Whether a text may hold private, illegal, compatibility or malformed characters: the first look, by its bytes.
#[allow(clippy::needless_bitwise_bool, reason = "as above")]
pub fn may_be_odd(s: &str) -> bool {
    any_byte(s, |a, b, c| {
        // Controls of the second range; U+2E80 to U+2FFF; U+E000 to U+FAFF and the end of the plane; other planes.
        let full_width = (0xbc..0xbf).contains(&b) | (b == 0xbf) & (c < 0xbd);
        is_control(a)
            | (a == 0x7f)
            | (a == 0xc2) & (b < 0xa0)
            | (a == 0xe2) & (b >= 0xba)
            | (a == 0xee)
            | (a == 0xef) & !full_width
            | (a >= 0xf0)
    })
}

/// Whether a text may hold “ ” 「 」 『 』: the first look, by its bytes.
#[allow(clippy::needless_bitwise_bool, reason = "as above")]
pub fn may_quote(s: &str) -> bool {
    any_byte(s, |a, b, c| {
        (b == 0x80) & ((a == 0xe2) & ((c == 0x9c) | (c == 0x9d)) | (a == 0xe3) & (0x8c..=0x8f).contains(&c))
    })
}

/// What XML 1.0 lets stand in a document (clause 2.2, production Char).
pub fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// Whether every character of a text may stand in XML, by a look at its bytes; a text that is refused may be sound.
#[allow(clippy::needless_bitwise_bool, reason = "as above")]
pub fn all_xml(s: &str) -> bool {
    !any_byte(s, |a, b, c| is_control(a) | (a == 0xef) & (b == 0xbf) & (c >= 0xbe))
}

/// What stands in an XML-based format for a character that XML 1.0 forbids: the Unicode control picture where there
/// is one, else the replacement character.
pub fn xml_stand_in(c: char) -> char {
    match c as u32 {
        n @ 0..=0x1f => char::from_u32(0x2400 + n).unwrap_or('\u{fffd}'),
        _ => '\u{fffd}',
    }
}

/// A text without white space, and with the stand-ins of characters that XML forbids: the form that every output keeps,
/// and whose hash they all state.
pub fn normalise(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    normalise_into(&mut out, s);
    out
}

/// Adds a text to a string in the form that [`normalise`] gives.
pub fn normalise_into(out: &mut String, s: &str) {
    /// Bytes that are looked at one after the other.
    const FEW: usize = 16;
    // Most pieces of a text stay as they are.
    if s.len() > FEW && !may_normalise(s) {
        return out.push_str(s);
    }
    let mut from = 0;
    for (at, c) in s.char_indices() {
        if is_space(c) || !is_xml(c) {
            out.push_str(&s[from..at]);
            if !is_space(c) {
                out.push(xml_stand_in(c));
            }
            from = at + c.len_utf8();
        }
    }
    out.push_str(&s[from..]);
}

/// Whether a text may hold white space or characters that XML forbids: the first look, by its bytes.
#[allow(clippy::needless_bitwise_bool, reason = "as above")]
fn may_normalise(s: &str) -> bool {
    any_byte_with(s, b'a', |a, b, c| {
        // ASCII controls and the space, U+0085 and U+00A0, U+1680, U+2000 to U+207F, U+3000, U+FEFF, U+FFFE and U+FFFF.
        (a <= 0x20)
            | (a == 0xc2) & ((b == 0x85) | (b == 0xa0))
            | (a == 0xe1) & (b == 0x9a)
            | (a == 0xe2)
                & ((b == 0x80) & ((c <= 0x8b) | (c == 0xa8) | (c == 0xa9) | (c == 0xaf)) | (b == 0x81))
            | (a == 0xe3) & (b == 0x80) & (c == 0x80)
            | (a == 0xef) & (((b == 0xbb) & (c == 0xbf)) | (b == 0xbf) & (c >= 0xbe))
    })
}

/// Whether every character is legal in XML, none has a meaning there, and none is private: the first look at a text, by
/// its bytes. A few texts without such characters are refused too.
#[allow(clippy::needless_bitwise_bool, reason = "as above")]
pub fn is_plain_xml(s: &str) -> bool {
    !any_byte(s, |a, b, c| {
        // U+E000 to U+F8FF, U+FFFE and U+FFFF; and all beyond U+BFFFF.
        (a < 0x20) & (a != b'\t') & (a != b'\n')
            | (a == b'<')
            | (a == b'>')
            | (a == b'&')
            | (a == 0xee)
            | (a == 0xef) & ((b <= 0xa3) | (b == 0xbf) & (c >= 0xbe))
            | (a >= 0xf3)
    })
}

/// The same for the value of an attribute, where quotation marks have a meaning and white space is normalised.
#[allow(clippy::needless_bitwise_bool, reason = "as above")]
pub fn is_plain_value(s: &str) -> bool {
    /// Bytes of identifiers and words: values are short, and nearly all have no others.
    const USUAL: [bool; 256] = {
        let mut out = [false; 256];
        let mut b = 0;
        while b < 128 {
            out[b] = (b as u8).is_ascii_alphanumeric()
                || matches!(b as u8, b'-' | b'.' | b'#' | b' ' | b'_' | b'/');
            b += 1;
        }
        out
    };
    s.bytes().all(|b| USUAL[usize::from(b)])
        || is_plain_xml(s) && !any_byte(s, |a, _, _| (a < 0x20) | (a == b'"') | (a == b'\''))
}

/// Whether a text is Han characters, signs, figures and white space, and not without the first: told by its bytes, a few such
/// texts are not.
#[allow(clippy::needless_bitwise_bool, reason = "as above")]
pub fn is_all_han(s: &str) -> bool {
    let other = |a: u8, b: u8, c: u8| {
        // Letters of ASCII; all of two bytes; U+1000 to U+1FFF, U+2000 to U+2FFF but for general punctuation, U+3000 to U+3FFF
        // but for CJK punctuation; what comes behind the Han characters, but for the signs of full width before Ａ.
        (a | 0x20 >= b'a') & (a | 0x20 <= b'z') & (a < 0x80)
            | (0xc2..0xe2).contains(&a)
            | (a == 0xe2) & (b != 0x80)
            | (a == 0xe3) & (b != 0x80)
            | (0xea..0xef).contains(&a)
            | (a == 0xef) & ((b != 0xbc) | (c >= 0xa1))
            | (a >= 0xf0)
    };
    s.bytes().any(|b| (0xe4..0xea).contains(&b)) && !any_byte(s, other)
}

/// Whether a text may name a day, a month or a year in the signs of East Asia: the first look, by its bytes.
#[allow(clippy::needless_bitwise_bool, reason = "as above")]
pub fn may_date(s: &str) -> bool {
    any_byte(s, |a, b, c| {
        // 年, 月 and 日, 년.
        (a == 0xe5) & (b == 0xb9) & (c == 0xb4)
            | (a == 0xe6) & ((b == 0x9c) & (c == 0x88) | (b == 0x97) & (c == 0xa5))
            | (a == 0xeb) & (b == 0x85) & (c == 0x84)
    })
}

/// `U+4E00`, the way findings name a character.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", c as u32)
}

/// A string without any white space: the form in which outputs that cannot keep white space are compared.
pub fn squash(s: &str) -> String {
    if !may_normalise(s) {
        return s.to_owned();
    }
    let mut out = String::with_capacity(s.len());
    out.extend(s.chars().filter(|c| !is_space(*c)));
    out
}

/// Characters that change others and have no shape of their own: joiners, soft hyphens, variation selectors.
pub fn is_shapeless(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character steers what a terminal shows, and not only itself: controls, and those of writing directions
/// (Unicode Technical Report 36, 2.11).
pub const fn is_steering(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}')
}

/// A text as a line of a terminal may show it: line ends and tabs are spaces, what steers is written out.
pub fn visible(s: &str) -> Cow<'_, str> {
    if !s.contains(is_steering) {
        return Cow::Borrowed(s);
    }
    let mut out = String::with_capacity(s.len() + 16);
    for c in s.chars() {
        match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if is_steering(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Hebrew, Arabic and their neighbours, which are written from right to left.
pub fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether a paragraph runs from right to left: its first letter does (UAX #9, P2), and nothing in it is East Asian.
pub fn is_from_right(text: impl Iterator<Item = char> + Clone) -> bool {
    text.clone().find(|c| c.is_alphabetic()).is_some_and(is_right_to_left)
        && !text.into_iter().any(|c| is_han(c) || is_kana(c) || is_hangul(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_looks_miss_nothing(c in any::<char>()) {
            let s = format!("甲{c}，a");
            let odd = is_private(c) || is_illegal(c) || is_compatibility(c) || c == '\u{fffd}';
            prop_assert!(!odd || may_be_odd(&s), "{c:?}");
            prop_assert!(may_quote(&s) == "“”「」『』".contains(c));
            prop_assert!(may_date(&s) == "年月日년".contains(c));
            prop_assert!(!matches!(c, '"' | '\'' | '\n' | '\t') || !is_plain_value(&s));
            let plain = is_xml(c) && !is_private(c) && !matches!(c, '<' | '>' | '&' | '\r');
            prop_assert!(plain || !is_plain_xml(&s), "{c:?}");
            prop_assert!(is_xml(c) || !all_xml(&s), "{c:?}");
            let plain: String = s.chars().filter(|c| !is_space(*c)).map(|c| if is_xml(c) { c } else { xml_stand_in(c) }).collect();
            prop_assert_eq!(normalise(&s), plain);
            prop_assert!(may_normalise(&s) || normalise(&s) == s);
        }
    }

    #[test]
    fn the_first_looks_see_every_byte() {
        for before in 0..140 {
            for after in 0..4 {
                let s = format!("{}\u{fffe}{}", "a".repeat(before), "b".repeat(after));
                assert!(may_be_odd(&s) && !all_xml(&s) && !is_plain_xml(&s), "{before} {after}");
            }
        }
    }

    #[test]
    fn usual_texts_pass_the_first_looks() {
        for s in ["第一条　国家“保护”，公民…—·《甲》（1）！～￥", "제1조(목적)", "Article 1. ①"]
        {
            assert!(!may_be_odd(s) && is_plain_xml(s), "{s}");
        }
    }
}
