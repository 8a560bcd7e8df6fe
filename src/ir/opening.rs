//! Labels and headings as texts: marks stand on them as on any paragraph.

use super::{Document, Event, Heading, Label, Mark, Provision, Text, events};
use crate::text::Span;
use std::borrow::Cow;

/// A text with its marks.
fn text(text: &str, marks: &[Mark], span: Span) -> Text {
    Text { text: text.to_owned(), marks: marks.to_vec(), span, ..Text::default() }
}

fn readable<'t>(said: &'t str, marks: &[Mark]) -> Cow<'t, str> {
    if marks.is_empty() {
        return Cow::Borrowed(said);
    }
    Cow::Owned(text(said, marks, Span::default()).readable().into_owned())
}

impl Label {
    /// The label as it is read: `1.` where the source has `1\.`.
    pub fn readable(&self) -> Cow<'_, str> {
        readable(&self.text, &self.marks)
    }
    /// The label as a text with its marks.
    pub fn as_text(&self) -> Text {
        text(&self.text, &self.marks, self.span)
    }
}

impl Heading {
    /// The heading as it is read.
    pub fn readable(&self) -> Cow<'_, str> {
        readable(&self.text, &self.marks)
    }
    /// The heading as a text with its marks.
    pub fn as_text(&self) -> Text {
        text(&self.text, &self.marks, self.span)
    }
}

impl Provision {
    /// The marks of label and heading, with where these begin in the source.
    fn marks(&self) -> impl Iterator<Item = (u32, &[Mark])> {
        let label = self.label.iter().map(|l| (l.span.start, &l.marks[..]));
        label.chain(self.heading.iter().map(|h| (h.span.start, &h.marks[..])))
    }
}

/// Calls `see` for every mark of a document, on texts, labels and headings, with where its text begins in the source.
pub fn each_mark<'d>(doc: &'d Document, see: impl FnMut(u32, &'d Mark)) {
    each_mark_of(doc, |_| true, see);
}

/// The same for marks on labels, headings and the texts that are wanted.
pub(super) fn each_mark_of<'d>(
    doc: &'d Document,
    wanted: impl Fn(&Text) -> bool,
    mut see: impl FnMut(u32, &'d Mark),
) {
    events(doc, |e| match e {
        Event::Text(t) if wanted(t) => {
            for m in &t.marks {
                see(t.span.start, m);
            }
        }
        Event::Enter(p) => {
            for (at, marks) in p.marks() {
                for m in marks {
                    see(at, m);
                }
            }
        }
        Event::Text(_) | Event::Leave(_) => {}
    });
}
