//! What a node of the structure is: a tag says no more than the standard lets it, and never less than it wants. The names
//! that it has in a file are the writer's business.

use crate::ir::{CellAlign, Scope, Sibling, Stroke};

/// A kind of structure element (ISO 32000-1, 14.8.4), with what must be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tag {
    /// The whole.
    Document,
    /// A provision with what it holds.
    Section,
    /// A heading; the title is of the first level.
    Heading(usize),
    /// A paragraph.
    Paragraph,
    /// What heads a table or a table of contents.
    Caption,
    /// A note, with its identifier (ISO 14289-1, 7.9).
    Note(String),
    /// A list.
    List,
    /// Something listed.
    Item,
    /// Its label, or that of a note.
    Label,
    /// What stands behind the label.
    Body,
    /// A table.
    Table,
    /// Its row.
    Row,
    /// Its cell.
    Cell {
        /// What it heads, if it is a heading.
        heads: Option<Scope>,
        /// How many columns it covers.
        columns: usize,
        /// How many rows it covers.
        rows: usize,
        /// How it is aligned, where the source says so.
        align: Option<CellAlign>,
    },
    /// A table of contents.
    Contents,
    /// Its entry.
    Entry,
    /// What an entry refers to.
    Reference,
    /// What leads somewhere.
    Link(Leads),
    /// Characters that something is said of.
    Span {
        /// What is drawn along them.
        stroke: Option<Stroke>,
        /// Their language, where it is another one.
        language: Option<String>,
        /// What is said of them, where it has a name.
        name: Option<&'static str>,
    },
    /// A word with its annotation.
    Ruby,
    /// The word.
    RubyBase,
    /// The annotation.
    RubyText,
    /// A picture, with what stands for it (ISO 14289-1, 7.3).
    Figure(String),
    /// A formula, with what it is in one line (ISO 14289-1, 7.7).
    Formula(String),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Leads {
    /// To an identifier of the document.
    Here(String),
    /// To an address outside it.
    Out(String),
    /// To another document of the run.
    Beside(Sibling),
}

impl Tag {
    /// A cell of one place.
    pub const fn cell(heads: Option<Scope>) -> Self {
        Self::Cell { heads, columns: 1, rows: 1, align: None }
    }

    /// Characters that nothing is said of but that they belong together.
    pub const fn span() -> Self {
        Self::Span { stroke: None, language: None, name: None }
    }

    /// Whether it stands in the line, between pieces of its parent's own text.
    pub const fn is_inline(&self) -> bool {
        matches!(
            self,
            Self::Link(_)
                | Self::Label
                | Self::Reference
                | Self::Span { .. }
                | Self::Ruby
                | Self::RubyBase
                | Self::RubyText
                | Self::Figure(_)
                | Self::Formula(_)
        )
    }
}
