//! A document as it is shown: what is one answer for the whole of it, given once for all who lay it out. What a single
//! provision or text looks like is asked of them, for they know it themselves.

use super::Headings;
use super::contents::{Targets, place, targets};
use super::long::{is_long, title_page};
use crate::finding::Words;
use crate::ir::{Block, Document, Picture, Role, pictures};
use crate::profile::{Furniture, Long, Profile};

/// A document with what its readers will see of it as a whole.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The document.
    pub(crate) doc: &'a Document,
    /// How it is set.
    pub(crate) profile: &'a Profile,
    /// What stands around its text.
    pub(crate) furniture: Furniture,
    /// How many blocks of the front stand on a title page; none where there is no such page.
    pub(crate) title_page: usize,
    /// The classes of its headings.
    pub(crate) headings: Headings,
    /// What the lines of its own table of contents lead to.
    pub(crate) targets: Targets,
    /// Where in the front ours belongs, where the profile wants one.
    pub(crate) contents: Option<usize>,
    /// The pictures that can be shown.
    pub(crate) pictures: Vec<Picture>,
    /// The names of the others, with what is wrong.
    pub(crate) unshown: Vec<(String, Words)>,
}

impl<'a> Shown<'a> {
    /// A document as a profile shows it.
    pub fn new(doc: &'a Document, profile: &'a Profile) -> Self {
        let (pictures, unshown) = pictures(doc);
        let furniture = profile.furniture(profile.long != Long::NONE && is_long(doc, profile));
        Self {
            doc,
            profile,
            furniture,
            title_page: if furniture.title_page { title_page(doc) } else { 0 },
            headings: Headings::of(doc),
            targets: targets(&[&doc.front, &doc.body, &doc.back]),
            contents: place(doc, furniture.entries).filter(|_| furniture.contents),
            pictures,
            unshown,
        }
    }

    /// How many blocks behind a title page, and what stands above our contents, are the source's own: they stand by themselves
    /// too.
    pub fn listed(&self) -> usize {
        let above = self.title_page.max(self.contents.unwrap_or(0));
        let own = |b: &Block| matches!(b, Block::Text(t) if t.role == Role::Contents);
        let last = self.doc.front[above..].iter().rposition(own);
        last.filter(|_| self.title_page > 0).map_or(0, |last| last + 1)
    }
}
