//! The head of a page with one article: a range of two fields shows it twice, so that Word is told a condition (ECMA-376 part 1,
//! 17.16.5.24, IF). Programs that work out no condition with fields in it, such as LibreOffice, have the range as it was
//! (part 3, 7.5, AlternateContent).

use crate::xml::edit::{Child, Element};

/// The version of Word that knows what stands in the first choice: any that the file is for.
const KNOWN: (&str, &str) = ("w15", "http://schemas.microsoft.com/office/word/2012/wordml");
/// Runs of a field, and of a range: two fields with a sign between them.
const FIELD: usize = 3;
const RANGE: usize = 2 * FIELD + 1;

/// Puts a condition in the place of the range of articles that a header has, if it has one.
pub fn where_alone(header: &mut Element) {
    let Some(paragraph) = header.elements().find(|e| e.name == "w:p") else { return };
    let last = |c: &Child| text_of(c, "w:instrText").trim_end().ends_with("\\l");
    let Some(at) = paragraph.children.iter().position(last).and_then(|k| k.checked_sub(FIELD + 1)) else {
        return;
    };
    let Some(range) = paragraph.children.get(at..at + RANGE).map(<[Child]>::to_vec) else { return };
    let (one, rest) = range.split_at(FIELD);
    let (to, other) = (text_of(&rest[0], "w:t"), &rest[1..]);
    let shown = |field: &[Child]| text_of(&field[1], "w:t");
    let (first, end) = (shown(one), shown(other));
    let more = if first == end { String::new() } else { [to.as_str(), &end].concat() };
    let mut choice = Element::new("mc:Choice", &[("Requires", KNOWN.0), ("xmlns:w15", KNOWN.1)]);
    choice.children = [
        one,
        &[sign("begin", ""), told(" IF \"")],
        one,
        &[told("\" = \"")],
        other,
        &[told(&format!("\" \"\" \"{to}"))],
        other,
        &[told("\" "), sign("separate", &more), sign("end", "")],
    ]
    .concat();
    let mut fallback = Element::new("mc:Fallback", &[]);
    fallback.children.clone_from(&range);
    let mut both = Element::new("mc:AlternateContent", &[]);
    both.add(choice);
    both.add(fallback);
    paragraph.children.splice(at..at + RANGE, [Child::Element(both)]);
}

/// The text of a run's children of a name.
fn text_of(run: &Child, name: &str) -> String {
    let Child::Element(run) = run else { return String::new() };
    let texts = run.children.iter().filter_map(|c| match c {
        Child::Element(e) if e.name == name => Some(&e.children),
        _ => None,
    });
    let texts = texts.flatten().filter_map(|c| if let Child::Text(t) = c { Some(t.as_ref()) } else { None });
    texts.collect()
}

fn run(child: Element<'_>) -> Element<'_> {
    Element { children: vec![Child::Element(child)], ..Element::new("w:r", &[]) }
}

/// A piece of what a field is told.
fn told(text: &str) -> Child<'static> {
    Child::Element(run(Element::leaf("w:instrText", &[("xml:space", "preserve")], text)))
}

/// The sign that begins, divides or ends a field, and what is shown behind it; the text is escaped already.
fn sign(kind: &str, shown: &str) -> Child<'static> {
    let mut run = run(Element::new("w:fldChar", &[("w:fldCharType", kind)]));
    if !shown.is_empty() {
        let mut text = Element::new("w:t", &[("xml:space", "preserve")]);
        text.children.push(Child::Text(shown.to_owned().into()));
        run.add(text);
    }
    Child::Element(run)
}
