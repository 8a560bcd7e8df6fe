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
    /// Nothing but a picture, or the line that names one: 图1　标志式样 (GB/T 7713.1-2006, 5.4.8).
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
            _ if t.is_figure() || names_figure(&t.text) => Self::Figure,
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

/// Whether a line is the number and the name of a figure: 图1　标志式样, 図２　….
fn names_figure(text: &str) -> bool {
    /// Characters of the longest.
    const LONGEST: usize = 40;
    const WORDS: &[&str] = &["图", "圖", "図"];
    let number = |c: char| c.is_numeric() || "一二三四五六七八九十.-－．".contains(c);
    WORDS.iter().any(|word| {
        let Some(rest) = text.trim_end().strip_prefix(word) else { return false };
        let name = rest.trim_start_matches(' ').trim_start_matches(number);
        let numbered = name.len() < rest.trim_start_matches(' ').len();
        let apart = name.starts_with([' ', '　']) && !name.trim().is_empty();
        let sentence = name.ends_with(['。', '；', '：', '，', '、']);
        numbered && apart && !sentence && text.chars().count() <= LONGEST
    })
}

/// The kind of a 款 by itself: a figure where it holds nothing else, or names one.
pub fn paragraph(p: &Provision, o: &Opening) -> Class {
    o.text
        .filter(|t| p.label.is_none() && (t.is_figure() || names_figure(&t.text)))
        .map_or(Class::Body, |_| Class::Figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_names_a_figure_is_told_from_a_sentence() {
        for text in ["图1　标志式样", "图 2-3 路线", "図２　位置図", "圖一　式樣"] {
            assert!(names_figure(text), "{text}");
        }
        for text in ["图1所示的标志", "图书馆　开放", "图1　标志见附件。", "图1", "图 1"]
        {
            assert!(!names_figure(text), "{text}");
        }
    }
}
