//! Numbers as documents write them: numeral systems and label forms, each a row of a table, read and printed.
//!
//! Nothing here knows about documents: a label is read at the start of a string and printed back.

mod branch;
pub mod date;
mod form;
mod forms;
mod labels;
pub mod notes;
mod numeral;
mod scripts;
mod wide;
pub mod word;

pub use form::{FORMS, Form, Group, LabelMatch, form_named, may_begin_label};
pub use labels::{article_label, is_labelled, read_label, read_labels, read_whole};
pub use numeral::{LETTERS, System, letters_follow};
pub use wide::{range_end, ranged};

use serde::{Deserialize, Serialize};

/// The levels of a numbered document, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Level {
    /// A whole document in a volume of several.
    Document,
    /// 附件, an annex; holds a document of its own.
    Annex,
    /// 编.
    Part,
    /// 分编.
    Subpart,
    /// 章.
    Chapter,
    /// 节.
    Section,
    /// 款, 目 or 관 as headings.
    Subsection,
    /// A heading without a number: 附则, 附則, 부칙.
    Other,
    /// 条; in a joint statement 一、.
    Article,
    /// 款, 項, 항.
    Paragraph,
    /// 项, 号, 호.
    Item,
    /// 目.
    Subitem,
    /// Anything deeper.
    Point,
}

/// A number with its branches, as citations and identifiers write it: `17`, `17_1`.
pub fn citation(number: u32, branches: &[u32]) -> String {
    let mut out = String::with_capacity(8);
    cite(&mut out, number, branches);
    out
}

/// Adds the [`citation`] of a number to a string.
pub fn cite(out: &mut String, number: u32, branches: &[u32]) {
    figures(out, number);
    for b in branches {
        out.push('_');
        figures(out, *b);
    }
}

/// Adds a number to a string in decimal figures: what is made for every provision does without the machinery of formats.
fn figures(out: &mut String, number: u32) {
    if number >= 10 {
        figures(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

impl Level {
    /// Levels that group articles and carry headings.
    pub const fn is_container(self) -> bool {
        matches!(
            self,
            Self::Document
                | Self::Annex
                | Self::Part
                | Self::Subpart
                | Self::Chapter
                | Self::Section
                | Self::Subsection
                | Self::Other
        )
    }
    /// Levels of lists inside a paragraph.
    pub const fn is_list(self) -> bool {
        matches!(self, Self::Item | Self::Subitem | Self::Point)
    }
    /// The name in schemas and outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Annex => "annex",
            Self::Part => "part",
            Self::Subpart => "subpart",
            Self::Chapter => "chapter",
            Self::Section => "section",
            Self::Subsection => "subsection",
            Self::Other => "other",
            Self::Article => "article",
            Self::Paragraph => "paragraph",
            Self::Item => "item",
            Self::Subitem => "subitem",
            Self::Point => "point",
        }
    }
}
