//! A document as it is shown: what is one answer for the whole of it, given once for all who lay it out. What a single
//! provision or text looks like is asked of them, for they know it themselves.

use super::Headings;
use super::contents::{Targets, place, targets};
use crate::finding::Words;
use crate::ir::{Document, Picture, pictures};
use crate::profile::Profile;

/// A document with what its readers will see of it as a whole.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The document.
    pub(crate) doc: &'a Document,
    /// How it is set.
    pub(crate) profile: &'a Profile,
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
        Self {
            doc,
            profile,
            headings: Headings::of(doc),
            targets: targets(&[&doc.front, &doc.body, &doc.back]),
            contents: place(doc).filter(|_| profile.contents),
            pictures,
            unshown,
        }
    }
}
