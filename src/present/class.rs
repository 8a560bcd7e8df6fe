//! The kinds of paragraphs, by what a text is in its document.

use super::Opening;
use crate::ir::{Provision, Role, Text};
use crate::profile::{Align, Profile, Style};

/// A kind of paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A line of the title.
    Title,
    /// 文号 and adoption notes, below the title.
    Note,
    /// A line of the source's table of contents.
    Contents,
    /// The addressee, flush left (GB/T 9704-2012, 7.3.2).
    Flush,
    /// Nothing but a picture.
    Figure,
    /// Running text.
    Body,
    /// Who signs, and the date (GB/T 9704-2012, 7.3.5).
    Closing,
    /// （新华社北京11月25日电）: the line of the agency below a report.
    Agency,
    /// A note.
    Footnote,
    /// A table.
    Table,
}

impl Class {
    /// The kind of a text.
    pub fn of(t: &Text) -> Self {
        match t.role {
            Role::Title => Self::Title,
            Role::Number | Role::History => Self::Note,
            Role::Contents => Self::Contents,
            Role::Addressee => Self::Flush,
            Role::Signature => Self::Closing,
            // A sentence, or a note in brackets, is no line to be set at the right.
            Role::Dateline if !t.is_sentence() => Self::Closing,
            Role::Dateline if is_agency(&t.text) => Self::Agency,
            Role::Note => Self::Footnote,
            Role::Table => Self::Table,
            _ if t.is_figure() => Self::Figure,
            // A trailer such as （此件公开发布） stands like running text (GB/T 9704-2012, 7.3.7).
            Role::Preamble | Role::Body | Role::Enclosures | Role::Dateline | Role::Trailer => Self::Body,
        }
    }

    /// How a profile sets it.
    pub fn style(self, p: &Profile) -> Style {
        match self {
            Self::Title => p.title,
            Self::Note => p.note,
            Self::Flush | Self::Contents => Style { indent: 0.0, ..p.body },
            Self::Figure => Style { indent: 0.0, align: Align::Centre, ..p.body },
            Self::Body => p.body,
            Self::Agency => Style { before: 1.0, ..p.body },
            Self::Closing => p.closing,
            Self::Footnote => p.footnote,
            Self::Table => p.cell,
        }
    }
}

/// A line in brackets that ends with 电, or 訊 as in Taiwan and Hong Kong.
fn is_agency(text: &str) -> bool {
    let inside = text.trim().strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')']));
    inside.is_some_and(|t| t.contains('社') && t.trim_end().ends_with(['电', '電', '讯', '訊']))
}

/// The kind of a 款 by itself: a figure where it holds nothing else.
pub fn paragraph(p: &Provision, o: &Opening) -> Class {
    o.text.filter(|t| p.label.is_none() && t.is_figure()).map_or(Class::Body, |_| Class::Figure)
}
