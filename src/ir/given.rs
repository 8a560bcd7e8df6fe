//! What a person says about a document before it is recognised: certain evidence, read around by the recogniser.

use super::{Kind, Role};
use crate::number::Level;
use crate::text::{Corrected, Span};

/// What a person says about a document: the one way in for corrections, whoever writes them.
///
/// [`crate::settings::corrections`] makes it of a file; a program that knows places of the decoded source fills `pins`
/// itself.
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
    /// Corrections at lines and the words that they begin with; they become pins once the text is there.
    pub corrections: Vec<Correction>,
    /// The file that the corrections stand in, as the document is to record it.
    pub record: Option<Corrected>,
}

impl Given {
    /// With what is said elsewhere where nothing is said here.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        Self {
            language: self.language.or(other.language),
            kind: self.kind.or(other.kind),
            title: self.title.or(other.title),
            ..self
        }
    }
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

impl Pinned {
    /// What is said, as `--pin` takes it; `text` is what stands in the span.
    pub fn word(&self, text: &str) -> String {
        let label = |len: u32| text.get(..len as usize).unwrap_or_default();
        match self {
            Self::Level(level, None) => level.name().into(),
            Self::Level(level, Some(len)) => format!("{}:{}", level.name(), label(*len)),
            Self::Role(role) => format!("role:{}", role.name()),
            Self::Heading => "heading".into(),
            Self::HeadingEnds => format!("heading-ends:{text}"),
            Self::NoHeading => "not-heading".into(),
            Self::Join => "join".into(),
            Self::Split => "split-before".into(),
        }
    }
}

/// What a person says of a line, by its number and first characters, so that it is never said of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The line of the decoded source, from 1.
    pub line: usize,
    /// The character of the line that it is about, from 1, where several units stand in one line.
    pub column: Option<usize>,
    /// What stands there.
    pub starts: String,
    /// What it is.
    pub what: Vec<Correct>,
}

/// A [`Pinned`] in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correct {
    /// A provision of a level, with this label where that is said too.
    Level(Level, Option<String>),
    /// A paragraph with a role.
    Role(Role),
    /// A heading without a number.
    Heading,
    /// The heading ends with these words.
    HeadingEnds(String),
    /// It is no heading.
    NoHeading,
    /// It goes on with the line before it.
    Join,
    /// A new line begins with these words of it.
    SplitBefore(String),
}
