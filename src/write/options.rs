//! What only files of some formats have, as a job says it: the library knows it whether it can write them or not.

use super::cover::Cover;

/// How paragraphs get their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Numbering {
    /// Word's own numbering wherever its counters give exactly the label of the source.
    #[default]
    Auto,
    /// Labels as text.
    Literal,
}

/// How text is shown that the source shows as deleted or inserted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Marks {
    /// Struck through and underlined.
    #[default]
    Shown,
    /// As tracked changes, which somebody can accept or reject.
    Revisions,
}

/// What only an office file has.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfficeOptions {
    /// How paragraphs get their numbers.
    pub numbering: Numbering,
    /// How deleted and inserted text is shown.
    pub marks: Marks,
}

/// What the cover is that is typeset here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CoverForm {
    /// SVG, whose letters the reader's machine draws.
    #[default]
    Svg,
    /// PNG with letters of the job's fonts.
    Png,
}

/// What only a book has.
#[derive(Clone, Debug, Default)]
pub struct BookOptions {
    /// Whether lines run from top to bottom, and pages from right to left.
    pub vertical: bool,
    /// How many levels of entries the navigation shows; by default all, down to the articles.
    pub depth: Option<usize>,
    /// The picture of the cover; by default the title is typeset as one.
    pub cover: Option<Cover>,
    /// What it is where it is typeset.
    pub cover_form: CoverForm,
}
