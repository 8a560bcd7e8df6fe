//! What a file holds and its text does not: counted, and told in findings.

use crate::finding::{Code, Detail, Finding, Words, codes};
use crate::read::Revisions;
use crate::text::Span;
use std::collections::BTreeMap;

/// Counts of what was left out or decided.
#[derive(Debug, Default)]
pub struct Account {
    /// Characters of hidden text.
    pub hidden: usize,
    /// Insertions and deletions.
    pub inserted: usize,
    pub deleted: usize,
    /// Comments.
    pub comments: usize,
    /// Headers and footers with text, and its characters.
    pub heads: usize,
    pub head_characters: usize,
    /// Things of other formats, by their names.
    pub embedded: BTreeMap<&'static str, usize>,
    /// Pictures without words that stand for them.
    pub pictures: usize,
    /// Links that lead to no page, and the first address.
    pub dead_links: (usize, String),
    /// Parts that could not be read, and why.
    pub broken: Vec<(String, Words)>,
}

impl Account {
    /// The findings.
    pub fn findings(&self, revisions: Revisions) -> Vec<Finding> {
        let mut out = vec![];
        let mut say = |code: &'static Code, when: bool, details: &[&dyn Detail]| {
            if when {
                out.push(Finding::new(code, Span::default(), details));
            }
        };
        let done = match revisions {
            Revisions::Accept => "accept",
            Revisions::Reject => "reject",
            Revisions::Mark => "mark",
        };
        let changes = self.inserted + self.deleted > 0;
        say(&codes::TRACKED_CHANGES, changes, &[&self.inserted, &self.deleted, &done]);
        say(&codes::HIDDEN_TEXT, self.hidden > 0, &[&self.hidden]);
        say(&codes::COMMENTS, self.comments > 0, &[&self.comments]);
        say(&codes::PAGE_HEADS, self.heads > 0, &[&self.heads, &self.head_characters]);
        say(&codes::PICTURES, self.pictures > 0, &[&self.pictures]);
        let (dead, first) = &self.dead_links;
        say(&codes::LINK_AS_TEXT, *dead > 0, &[dead, first]);
        for (what, count) in &self.embedded {
            say(&codes::EMBEDDED, true, &[what, count]);
        }
        for (part, why) in &self.broken {
            say(&codes::BROKEN_PART, true, &[part, why]);
        }
        out
    }
}
