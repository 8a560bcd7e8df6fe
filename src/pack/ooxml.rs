//! Names that a DOCX bears and that its readers, our proof among them, find things by.

use crate::text::hash::sha256;

/// The tag of what we added: whoever compares the text with the source leaves it out.
pub const OURS: &str = "tiaowen";

/// The longest name of a bookmark that Word takes.
const LONGEST: usize = 40;
/// What stands in names where an identifier has signs that Word takes in no name: no identifier gives more than three.
const APART: &str = "____";

/// A bookmark's name for an identifier, as Word's dialogue takes them: letters, digits and `_`, a letter first, 40 at
/// most. `-` becomes `_`, `.` becomes `__` and `_` becomes `___`: `art-17_1` is `art_17___1`, and `art-17-1` is
/// `art_17_1`. A hash stands for an identifier that has no such name.
pub fn bookmark_name(id: &str) -> String {
    let mut out = String::with_capacity(id.len() + 2);
    let mut apart = true;
    for c in id.chars() {
        let sign = match c {
            '-' => "_",
            '.' => "__",
            '_' => "___",
            c if c.is_ascii_alphanumeric() => {
                out.push(c);
                apart = false;
                continue;
            }
            _ => return hashed(id),
        };
        // Two signs side by side would be read as another one.
        if apart {
            return hashed(id);
        }
        out.push_str(sign);
        apart = true;
    }
    let first = out.starts_with(|c: char| c.is_ascii_alphabetic());
    if apart || !first || out.len() > LONGEST { hashed(id) } else { out }
}

fn hashed(id: &str) -> String {
    format!("x{APART}{}", &sha256(id.as_bytes())[..32])
}

/// The identifier that a bookmark was named for; none where the name says none.
pub fn bookmark_id(name: &str) -> Option<String> {
    let mut out = String::with_capacity(name.len());
    for part in name.split_inclusive(|c| c != '_') {
        let letters = part.trim_start_matches('_');
        out.push_str(match part.len() - letters.len() {
            0 => "",
            1 => "-",
            2 => ".",
            3 => "_",
            _ => return None,
        });
        out.push_str(letters);
    }
    (bookmark_name(&out) == name).then_some(out)
}

/// The name of the bookmark where a footnote stands in the source, by that of the footnote itself.
pub fn note_place(bookmark: &str) -> String {
    let name = format!("at{APART}{bookmark}");
    if name.len() > LONGEST { format!("at{APART}{}", &sha256(bookmark.as_bytes())[..32]) } else { name }
}

/// The name of the bookmark before a formula, whose linear form is the property of the file with the same name.
pub fn formula_name(n: usize) -> String {
    format!("{FORMULA}{n}")
}

/// What such names begin with.
pub const FORMULA: &str = "formula____";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_those_that_word_takes() {
        for (id, name) in [
            ("art-12", "art_12"),
            ("art-17_1", "art_17___1"),
            ("art-17-1", "art_17_1"),
            ("pt-2.ch-1.sec-3", "pt_2__ch_1__sec_3"),
            ("title", "title"),
        ] {
            assert_eq!(bookmark_name(id), name);
            assert_eq!(bookmark_id(name).as_deref(), Some(id));
        }
        for id in ["", "1", "a-", "-a", "a--b", "条", "a.b-c_d.e-f_g.h-i_j.k-l_m.n-o_p"] {
            assert!(bookmark_name(id).starts_with("x____"), "{id}");
        }
        assert_eq!(bookmark_id("_Toc1"), None);
        assert!(note_place(&bookmark_name("pt-2.ch-1.sec-3.art-17_1.p2")).len() <= LONGEST);
    }

    proptest! {
        #[test]
        fn no_two_identifiers_have_one_name(id in "[a-z1_.-]{0,9}|\\PC{0,5}", other in "[a-z1_.-]{0,9}|\\PC{0,5}") {
            let name = bookmark_name(&id);
            prop_assert!(name.len() <= LONGEST && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'));
            prop_assert!(name.starts_with(|c: char| c.is_ascii_alphabetic()));
            prop_assert_eq!(bookmark_name(&other) == name, other == id);
            if let Some(back) = bookmark_id(&name) {
                prop_assert_eq!(back, id);
            }
        }
    }
}
