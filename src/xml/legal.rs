//! What may stand in XML: the one place where texts are cleaned and escaped for it, whoever writes the file.

use crate::text::chars;
use std::borrow::Cow;

/// What stands for a character that XML forbids: a space for white space, which no format but TEI keeps as it is.
pub fn stand_in(c: char) -> char {
    if chars::is_space(c) { ' ' } else { chars::xml_stand_in(c) }
}

/// A text with stand-ins for the characters that XML forbids.
pub fn legal(text: &str) -> Cow<'_, str> {
    if chars::all_xml(text) || text.chars().all(chars::is_xml) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if chars::is_xml(c) { c } else { stand_in(c) }).collect())
}

/// The same for a part that a library wrote, which escapes and does not clean.
pub fn legal_part(part: &[u8]) -> Cow<'_, [u8]> {
    match std::str::from_utf8(part).map(legal) {
        Ok(Cow::Owned(text)) => Cow::Owned(text.into_bytes()),
        _ => Cow::Borrowed(part),
    }
}

/// A text as it stands between tags or between double quotation marks.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let legal = legal(text);
    if !legal.contains(['&', '<', '>', '"']) {
        return legal;
    }
    let mut out = String::with_capacity(legal.len() + 16);
    for c in legal.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_replaced_and_what_it_reads_is_escaped() {
        assert_eq!(legal("甲\u{1}乙\u{ffff}\t"), "甲\u{2401}乙\u{fffd}\t");
        assert!(matches!(legal("甲乙\u{fffd}"), Cow::Borrowed(_)));
        assert_eq!(legal_part(b"<a>\x0c\x07</a>").as_ref(), "<a> \u{2407}</a>".as_bytes());
        assert_eq!(escaped("<\u{0}&\">'"), "&lt;\u{2400}&amp;&quot;&gt;'");
    }
}
