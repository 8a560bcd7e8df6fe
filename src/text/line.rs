//! A line: a paragraph of the source as a reader found it, before recognition, with what the format says about it.

use super::Span;

/// A paragraph of the source as the reader found it, before recognition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands before it.
    pub lead: Span,
    /// The paragraph.
    pub text: Span,
    /// What the format says about it.
    pub hints: Hints,
}

impl Line {
    /// A paragraph about which the format says nothing.
    pub const fn new(lead: Span, text: Span) -> Self {
        Self { lead, text, hints: Hints::NONE }
    }
    /// A table, whose rows and cells are marked.
    pub const fn table(lead: Span, text: Span) -> Self {
        Self { lead, text, hints: Hints { table: true, ..Hints::NONE } }
    }
}

/// What a format says about a paragraph: evidence for the recogniser, never an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hints {
    /// Whether it is a table, whose rows and cells are marked. This alone is certain.
    pub table: bool,
    /// How deep a heading it is: 1 for `h1`, `#`, Heading 1, 标题 1.
    pub outline: Option<u8>,
    /// What its style says it is.
    pub style: Style,
    /// How it is aligned.
    pub align: Align,
    /// Whether all of it is bold.
    pub bold: bool,
    /// The size of its type in half points; 0 where it is not known.
    pub size: u16,
    /// The indent of its first line in hundredths of an em, negative for a hanging one.
    pub indent: i16,
    /// The level in the numbering or list of the file, from 0.
    pub list_depth: Option<u8>,
    /// Bytes at its start that are a label which the file's numbering shows and nobody typed.
    pub shown: u16,
    /// Whether the format begins a paragraph with it, as against a line of one.
    pub begins: bool,
    /// Whether a new page begins with it.
    pub page_break: bool,
    /// The page it begins on, from 1; 0 where it is not known.
    pub page: u32,
}

impl Hints {
    /// Nothing is said.
    pub const NONE: Self = Self {
        table: false,
        outline: None,
        style: Style::Plain,
        align: Align::Unknown,
        bold: false,
        size: 0,
        indent: 0,
        list_depth: None,
        shown: 0,
        begins: false,
        page_break: false,
        page: 0,
    };
}

impl Default for Hints {
    fn default() -> Self {
        Self::NONE
    }
}

/// What the style of a paragraph says it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Nothing in particular.
    #[default]
    Plain,
    /// A title, or a line below it.
    Title,
    /// A heading; its depth is the outline's.
    Heading,
    /// An entry of a table of contents.
    Contents,
    /// The text of a footnote or endnote.
    Note,
    /// The caption of a table or figure.
    Caption,
    /// Running text that is set off: a quotation.
    Quotation,
}

/// How a paragraph is aligned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// The format does not say.
    #[default]
    Unknown,
    /// At the beginning of the line.
    Start,
    /// In the middle.
    Centre,
    /// At the end of the line.
    End,
    /// On both sides.
    Justified,
}
