//! Marks on ranges of a paragraph: what each kind says.

use super::{Id, Rule, Sibling};
use serde::{Deserialize, Serialize};

/// A mark on a range of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mark {
    /// First byte within the paragraph's text.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
    /// What is marked.
    pub kind: MarkKind,
}

/// What a mark says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum MarkKind {
    /// White space of the source that is no part of the text read aloud: the line break of a hard-wrapped line.
    Break,
    /// A date, or the first day of a range.
    Date {
        /// ISO 8601.
        when: String,
        /// The last day, for a range.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
        /// Whether its year, or year and month, are those of a date before it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        inferred: bool,
    },
    /// A term that the text defines: （以下简称“双方”）.
    Term,
    /// A place where a term is used that the text defines.
    TermUse {
        /// The identifier of the term: `term-3` for the third [`MarkKind::Term`] of the document.
        term: Id,
    },
    /// A reference to a provision of this document.
    Reference {
        /// Its identifier; that of the title for the document as a whole.
        target: Id,
        /// Other provisions that it names: those of 前两款, and in a range those between its ends, at the last one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        more: Vec<Id>,
        /// How it was found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<Rule>,
    },
    /// A reference to another act, or to a provision of it.
    Citation {
        /// The title of the act, or the number of the document.
        title: String,
        /// The provision, by the identifier that it has where articles are numbered through: `art-10.p2`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pinpoint: Option<String>,
        /// How it was found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<Rule>,
        /// Where the act stands, if it is another document of the same run.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sibling: Option<Sibling>,
    },
    /// The sign in a text that leads to a note: 〔1〕.
    NoteReference {
        /// The note's identifier.
        target: Id,
    },
    /// The sign that a note begins with.
    NoteLabel,
    /// What the source sets off: bold in Markdown.
    Emphasis,
    /// Signs of the source's markup inside a paragraph: no part of the text read aloud.
    Markup,
    /// The caption of a table.
    Caption,
    /// A row of a table.
    Row {
        /// Whether it heads the columns.
        header: bool,
    },
    /// A cell of a row, with what separates it from the one before.
    Cell,
    /// On the range of a cell that covers more than its own place of the grid.
    CellSpan {
        /// Rows that it covers.
        rows: u16,
        /// Columns that it covers.
        columns: u16,
    },
    /// On the range of a cell that heads others.
    CellHead {
        /// What it heads.
        scope: Scope,
    },
    /// On the range of a cell whose text is aligned in a way of its own.
    CellAlign {
        /// How.
        align: CellAlign,
    },
    /// Text that the source shows as deleted.
    Deleted,
    /// Text that the source shows as inserted.
    Inserted,
    /// Underlined text; under blanks, a place to fill in.
    Underline,
    /// Raised text: the exponent of 10⁻³.
    Superscript,
    /// Lowered text: the figure of CO₂.
    Subscript,
    /// A base text with its annotation, which follows it in a [`MarkKind::RubyText`] inside this range.
    Ruby,
    /// The annotation at the end of a [`MarkKind::Ruby`].
    RubyText,
    /// 着重号: dots under or over the characters.
    Dots,
    /// A link out of the document.
    Link {
        /// An address: http, https or mailto.
        target: String,
    },
    /// A passage in another language than the document.
    Language {
        /// BCP 47.
        tag: String,
    },
    /// What a person marked in a TEI file: a name, a title.
    Encoded {
        /// One of [`super::ENCODED`].
        element: String,
        /// Its attributes.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        attributes: Vec<(String, String)>,
    },
    /// A formula; the text is its linear form.
    Math {
        /// The formula in MathML.
        mathml: String,
    },
    /// A picture; the text is what stands for it.
    Image {
        /// The name of its data among the document's [`Media`](super::Media); none where the data were not given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        media: Option<String>,
    },
}

/// What a heading cell heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The cells below it.
    Column,
    /// The cells behind it.
    Row,
}

/// How the text of a cell is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CellAlign {
    /// At the beginning of the line.
    Start,
    /// In the middle.
    Centre,
    /// At the end of the line.
    End,
}
