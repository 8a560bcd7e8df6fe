//! What a person says about a document before it is recognised: certain evidence, read around by the recogniser.

use super::{Kind, Role};
use crate::number::Level;
use crate::text::Span;

/// What a person says about a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The language, BCP 47: `zh-Hans-CN`.
    pub language: Option<String>,
    /// The kind of document.
    pub kind: Option<Kind>,
    /// The title, where the text does not have it as it should be.
    pub title: Option<String>,
    /// Corrections at places of the decoded source, in order of their starts.
    pub pins: Vec<Pin>,
}

/// A correction: what stands at a place is this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The line or the part of it that is meant, in the decoded source.
    pub span: Span,
    /// What it is.
    pub what: Pinned,
}

/// What a person says that a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pinned {
    /// A provision of a level; its label is so many bytes long where a person says so.
    Level(Level, Option<u32>),
    /// A paragraph with a role, and no provision.
    Role(Role),
    /// A heading without a number.
    Heading,
    /// The heading ends at the end of the span, which begins with the line.
    HeadingEnds,
    /// It is no heading, whatever it looks like.
    NoHeading,
    /// It goes on with the sentence of the line before it.
    Join,
    /// A new line begins where the span does.
    Split,
}
