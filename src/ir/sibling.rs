//! Where another document of a run stands.

use super::Id;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// Where another document of the same run stands, and the provision of it that is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sibling {
    /// The place of its files beside those of this document, without the end that tells the format; `/` stands between
    /// folders: `../港口/条例`.
    pub file: String,
    /// The provision, or the nearest one around it that is there; none for the document as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Id>,
}

impl Sibling {
    /// The address of its file with an end, as formats take it (RFC 3986, 4.2): never a scheme, never another machine.
    pub fn file(&self, end: &str) -> String {
        let mut out = String::new();
        for b in self.file.trim_start_matches('/').bytes() {
            if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) {
                out.push(char::from(b));
            } else {
                let _ = write!(out, "%{b:02X}");
            }
        }
        out + "." + end
    }

    /// The address of the provision in it.
    pub fn href(&self, end: &str) -> String {
        let target = self.target.as_ref().map_or(String::new(), |id| format!("#{id}"));
        self.file(end) + &target
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_beside_the_document() {
        let of = |file: &str| Sibling { file: file.into(), target: Some(Id("art-2".into())) }.href("html");
        assert_eq!(of("../港/b"), "../%E6%B8%AF/b.html#art-2");
        assert_eq!(of("//evil.example/a b?c#d"), "evil.example/a%20b%3Fc%23d.html#art-2");
        assert_eq!(of("javascript:x"), "javascript%3Ax.html#art-2");
    }
}
