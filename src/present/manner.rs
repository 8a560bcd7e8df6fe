//! How the lines of running text stand where the reader's machine lays them out: labels that hang, words that are not stretched.
//! What a profile says of it becomes a class of paragraphs and the rules that go with it.

use crate::ir::Document;
use crate::profile::Profile;
use crate::text::{Primary, chars};
use std::fmt::Write as _;

/// What a profile wants of the lines of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Whether further lines stand one character further in than the label before them.
    pub hangs: bool,
    /// Whether paragraphs that are mostly words are flush left and ragged.
    pub ragged: bool,
}

impl Manner {
    /// That of a document; Japanese labels hang where nothing is said.
    pub fn of(doc: &Document, profile: &Profile) -> Self {
        let japanese = || doc.meta.spoken().primary == Primary::Japanese;
        Self { hangs: profile.hanging_labels.unwrap_or_else(japanese), ragged: profile.ragged }
    }

    /// The class of a paragraph, with or without a label.
    pub fn class(self, labelled: bool, text: &str) -> Option<&'static str> {
        let ragged = self.ragged && is_of_words(text.chars());
        match (self.hangs && labelled, ragged) {
            (true, true) => Some("hung ragged"),
            (true, false) => Some("hung"),
            (false, true) => Some("ragged"),
            (false, false) => None,
        }
    }

    /// The rules of the classes, each behind `scope`; `side` is the margin where lines begin.
    pub fn rules(self, scope: &str, side: &str) -> String {
        let mut out = String::new();
        if self.hangs {
            // 条 and 項 begin at the edge, 号 one character in, イロハ two.
            let _ = writeln!(out, "{scope}p.hung {{ {side}: 1em; text-indent: -1em; }}");
            let _ = writeln!(out, "{scope}.items {{ {side}: 1em; }}");
        }
        if self.ragged {
            let _ = writeln!(out, "{scope}p.ragged {{ text-align: left; text-align: start; }}");
        }
        out
    }
}

/// Whether a paragraph is mostly words between spaces: what it has of them takes more room than its ideographs and kana.
pub fn is_of_words(text: impl Iterator<Item = char>) -> bool {
    let (mut letters, mut wide) = (0, 0);
    for c in text {
        let is_wide = chars::is_han(c) || chars::is_kana(c);
        letters += usize::from(c.is_alphanumeric() && !is_wide);
        // As wide as two letters.
        wide += 2 * usize::from(is_wide);
    }
    letters > wide
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_say_what_the_profile_wants() {
        let both = Manner { hangs: true, ragged: true };
        assert_eq!(both.class(true, "The Parties agree"), Some("hung ragged"));
        assert_eq!(both.class(true, "缔约双方同意Party"), Some("hung"));
        assert_eq!(both.class(false, "缔约双方同意"), None);
        assert_eq!(Manner::default().class(true, "The Parties"), None);
        assert_eq!(Manner::default().rules("", "margin-left"), "");
        assert!(
            both.rules(".tiaowen ", "margin-top")
                .contains(".tiaowen p.hung { margin-top: 1em; text-indent: -1em; }")
        );
    }
}
