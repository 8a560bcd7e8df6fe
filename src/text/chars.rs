//! Character classes that several rooms share.

/// White space as sources use it: Unicode `White_Space`, zero-width space and byte order marks inside the text.
pub fn is_space(c: char) -> bool {
    // Nothing above U+3000 is white space but the byte order mark: most characters are told by one comparison.
    if c > '\u{3000}' { c == '\u{feff}' } else { c.is_whitespace() || c == '\u{200b}' }
}

/// Han characters and the marks that behave like them (〇, 々, 〆).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
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

/// Bytes that deserve a look, as a table: a text is read through it many times faster than character by character.
const fn only(bytes: &[u8]) -> [bool; 256] {
    let mut out = [false; 256];
    let mut i = 0;
    while i < bytes.len() {
        out[bytes[i] as usize] = true;
        i += 1;
    }
    out
}

/// Such bytes, with controls but for tab and line feed, and all from one byte on.
const fn table(bytes: &[u8], from: u8) -> [bool; 256] {
    let mut out = only(bytes);
    let mut i = from as usize;
    while i < 256 {
        out[i] = true;
        i += 1;
    }
    i = 0;
    while i < 0x20 {
        out[i] = out[i] || i != 9 && i != 10;
        i += 1;
    }
    out
}

/// Whether a byte that a table marks is one that `look` objects to.
fn any_marked(s: &str, marked: &[bool; 256], look: impl Fn(&[u8]) -> bool) -> bool {
    let b = s.as_bytes();
    let mut at = 0;
    while let Some(found) = b[at..].iter().position(|byte| marked[usize::from(*byte)]) {
        at += found;
        if look(&b[at..]) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether a text may hold private, illegal, compatibility or malformed characters: the first look, by its bytes.
pub fn may_be_odd(s: &str) -> bool {
    const MARKED: [bool; 256] = table(&[0x7f, 0xc2, 0xe2, 0xee, 0xef], 0xf0);
    any_marked(s, &MARKED, |b| match b[0] {
        b'\r' => false,
        // Controls of the second range; U+2E80 to U+2FFF; U+E000 to U+FAFF and the end of the plane; other planes.
        0xc2 => b[1] < 0xa0,
        0xe2 => b[1] >= 0xba,
        0xef => !((0xbc..0xbf).contains(&b[1]) || b[1] == 0xbf && b[2] < 0xbd),
        _ => true,
    })
}

/// Whether a text may hold “ ” 「 」 『 』: the first look, by its bytes.
pub fn may_quote(s: &str) -> bool {
    const MARKED: [bool; 256] = only(&[0xe2, 0xe3]);
    any_marked(s, &MARKED, |b| match b[0] {
        0xe2 => b[1] == 0x80 && matches!(b[2], 0x9c | 0x9d),
        _ => b[1] == 0x80 && matches!(b[2], 0x8c..=0x8f),
    })
}

/// What XML 1.0 lets stand in a document (clause 2.2, production Char).
pub fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// Whether every character of a text may stand in XML, by a look at its bytes; a text that is refused may be sound.
pub fn all_xml(s: &str) -> bool {
    const MARKED: [bool; 256] = table(&[0xef], 0xff);
    !any_marked(s, &MARKED, |b| b[0] != b'\r' && (b[0] != 0xef || (b[1], b[2]) >= (0xbf, 0xbe)))
}

/// What stands in an XML-based format for a character that XML 1.0 forbids: the Unicode control picture where there
/// is one, else the replacement character.
pub fn xml_stand_in(c: char) -> char {
    match c as u32 {
        n @ 0..=0x1f => char::from_u32(0x2400 + n).unwrap_or('\u{fffd}'),
        _ => '\u{fffd}',
    }
}

/// A text with the stand-ins of characters that XML forbids.
pub fn xml_text(s: &str) -> String {
    if all_xml(s) {
        return s.to_owned();
    }
    s.chars().map(|c| if is_xml(c) { c } else { xml_stand_in(c) }).collect()
}

/// A text without white space, and with the stand-ins of characters that XML forbids: the form that every output keeps,
/// and whose hash they all state.
pub fn normalise(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    let mut rest = s;
    while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_space(*c) || !is_xml(*c)) {
        out.push_str(&rest[..at]);
        if !is_space(c) {
            out.push(xml_stand_in(c));
        }
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(rest);
    out
}

/// Whether every character is legal in XML, none has a meaning there, and none is private: the first look at a text, by
/// its bytes. A few texts without such characters are refused too.
pub fn is_plain_xml(s: &str) -> bool {
    const MARKED: [bool; 256] = table(b"<>&\xee\xef", 0xf3);
    // U+E000 to U+F8FF, U+FFFE and U+FFFF; and all beyond U+BFFFF.
    !any_marked(s, &MARKED, |b| b[0] != 0xef || b[1] <= 0xa3 || (b[1], b[2]) >= (0xbf, 0xbe))
}

/// `U+4E00`, the way findings name a character.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", c as u32)
}

/// A string without any white space: the form in which outputs that cannot keep white space are compared.
pub fn squash(s: &str) -> String {
    s.chars().filter(|c| !is_space(*c)).collect()
}

/// Characters that change others and have no shape of their own: joiners, soft hyphens, variation selectors.
pub fn is_shapeless(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Hebrew, Arabic and their neighbours, which are written from right to left.
pub fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
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
            let plain = is_xml(c) && !is_private(c) && !matches!(c, '<' | '>' | '&' | '\r');
            prop_assert!(plain || !is_plain_xml(&s), "{c:?}");
            prop_assert!(is_xml(c) || !all_xml(&s), "{c:?}");
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
