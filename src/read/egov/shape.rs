//! What shows how the parts of a law stand: phrases, notes without titles, 項 without numbers, titles of what is appended.

use crate::read::grow::Inline;
use crate::text::chars::is_space;
use crate::xml::Element;

/// Whether an element stands inside a line.
pub fn is_phrase(e: Element) -> bool {
    matches!(e.name(), "Line" | "Ruby" | "Sup" | "Sub" | "Rt" | "QuoteStruct" | "ArithFormula")
}

/// Whether a note has no title, and nothing but sentences.
pub fn is_nameless(e: Element) -> bool {
    let named = |c: Element| c.name().ends_with("Title") || c.name() == "RelatedArticleNum";
    let note = e.child("NoteStruct").and_then(|n| n.child("Note"));
    e.elements().all(|c| c.name() == "NoteStruct" && !c.elements().any(named))
        && note.is_some_and(|n| n.elements().next().is_some() && n.elements().all(|c| c.name() == "Sentence"))
}

/// Whether a 項 has neither number nor caption.
pub fn is_plain(e: Element) -> bool {
    let blank = |name| e.child(name).is_none_or(|c| c.text().trim().is_empty());
    blank("ParagraphNum") && blank("ParagraphCaption") && e.attribute("Hide") != Some("true")
}

/// Label and heading in the title of what is appended: 別表第一　手数料.
pub fn annexed(title: Inline) -> (Option<Inline>, Option<Inline>) {
    let gap = title.text.find('　').filter(|at| *at > 0);
    let Some(at) = gap else { return (Some(title), None) };
    let start = title.text.len() - title.text[at..].trim_start_matches(is_space).len();
    (Some(title.part(0..at)), Some(title.part(start..title.text.len())))
}
