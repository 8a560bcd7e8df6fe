//! What stands in a line: text with ruby, lines beside it, raised and lowered signs; sentences, and columns.

use super::body::Body;
use crate::ir::{Mark, MarkKind, Role, Step, Text};

/// The element of a mark.
const fn element(kind: &MarkKind) -> Option<&'static str> {
    Some(match kind {
        MarkKind::Ruby => "Ruby",
        MarkKind::RubyText => "Rt",
        MarkKind::Underline => "Line",
        MarkKind::Superscript => "Sup",
        MarkKind::Subscript => "Sub",
        _ => return None,
    })
}

/// Whether an element may stand in those that are open.
fn stands(name: &str, open: &[Option<&'static str>]) -> bool {
    let inside = |names: &[&str]| open.iter().flatten().any(|o| names.contains(o));
    match name {
        "Rt" => open.last() == Some(&Some("Ruby")),
        "Line" => !inside(&["Line", "Ruby", "Rt", "Sup", "Sub"]),
        _ => !inside(&["Ruby", "Rt", "Sup", "Sub"]),
    }
}

impl Body<'_> {
    /// A text with its marks.
    pub fn inline(&mut self, t: &Text) {
        let mut open: Vec<Option<&'static str>> = vec![];
        for step in t.steps(|kind| element(kind).is_some()) {
            match step {
                Step::Open(m) => {
                    let name = element(&m.kind).filter(|name| stands(name, &open));
                    if let Some(name) = name {
                        self.x.start(name, &[]);
                    }
                    open.push(name);
                }
                Step::Close => {
                    if open.pop().flatten().is_some() {
                        self.x.end();
                    }
                }
                Step::Run(run) => drop(self.x.text(&run.text)),
            }
        }
    }

    /// The sentences of a text; one that begins with ただし is the proviso of the one before.
    pub fn sentences(&mut self, t: &Text) {
        let parts = sentences(t);
        let proviso = |part: &Text| part.text.trim_start().starts_with("ただし");
        let any = parts.len() > 1 && parts[1..].iter().any(proviso);
        for (k, part) in parts.iter().enumerate() {
            let number = (k + 1).to_string();
            let mut attributes = vec![("Num", number.as_str())];
            if any {
                attributes.push(("Function", if k > 0 && proviso(part) { "proviso" } else { "main" }));
            }
            self.x.start("Sentence", &attributes);
            self.inline(part);
            self.x.end();
        }
    }

    /// The sentences of an item; words that stand apart are columns.
    pub fn sentences_or_columns(&mut self, t: &Text) {
        let parts = columns(t);
        if parts.len() < 2 {
            return self.sentences(t);
        }
        for (k, part) in parts.iter().enumerate() {
            self.x.start("Column", &[("Num", &(k + 1).to_string())]);
            self.sentences(part);
            self.x.end();
        }
    }
}

/// A text cut at places where no mark is torn.
fn cut(t: &Text, places: &[(usize, usize)]) -> Vec<Text> {
    let whole = |at: usize| {
        let torn = |m: &&Mark| (m.start as usize) < at && at < m.end as usize;
        !t.marks.iter().filter(|m| element(&m.kind).is_some()).any(|m| torn(&m))
    };
    let mut out = vec![];
    let mut from = 0;
    for (end, next) in places.iter().filter(|(end, next)| whole(*end) && whole(*next)) {
        out.push(Text { role: Role::Body, ..t.part(from..*end) });
        from = *next;
    }
    out.push(Text { role: Role::Body, ..t.part(from..t.text.len()) });
    out
}

/// The sentences of a text: they end with 。 outside of brackets.
fn sentences(t: &Text) -> Vec<Text> {
    let mut depth = 0usize;
    let mut places = vec![];
    for (at, c) in t.text.char_indices() {
        match c {
            '（' | '「' | '『' | '(' => depth += 1,
            '）' | '」' | '』' | ')' => depth = depth.saturating_sub(1),
            '。' if depth == 0 => {
                let end = at + c.len_utf8();
                if !t.text[end..].trim().is_empty() {
                    places.push((end, end));
                }
            }
            _ => {}
        }
    }
    cut(t, &places)
}

/// The columns of an item: words with an ideographic space between them, and no sentence.
fn columns(t: &Text) -> Vec<Text> {
    let said = t.text.trim();
    if said.contains('。') && !said.ends_with('。') || said.starts_with('　') {
        return vec![t.clone()];
    }
    let space = '　'.len_utf8();
    let places: Vec<(usize, usize)> = t.text.match_indices('　').map(|(at, _)| (at, at + space)).collect();
    let parts = cut(t, &places);
    if parts.iter().any(|p| p.text.trim().is_empty()) { vec![t.clone()] } else { parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(s: &str, marks: Vec<Mark>) -> Text {
        Text { text: s.to_owned(), marks, ..Text::default() }
    }

    fn said(parts: &[Text]) -> Vec<&str> {
        parts.iter().map(|t| t.text.as_str()).collect()
    }

    #[test]
    fn sentences_end_outside_of_brackets_and_tear_no_mark() {
        assert_eq!(
            said(&sentences(&text("甲（乙。丙）。ただし、丁。", vec![]))),
            ["甲（乙。丙）。", "ただし、丁。"]
        );
        let line = Mark { start: 0, end: 12, kind: MarkKind::Underline };
        assert_eq!(sentences(&text("甲。乙。丙", vec![line])).len(), 2);
    }

    #[test]
    fn columns_are_words_that_stand_apart() {
        assert_eq!(said(&columns(&text("広場　面積以下", vec![]))), ["広場", "面積以下"]);
        assert_eq!(columns(&text("広場。面積　以下", vec![])).len(), 1);
        assert_eq!(columns(&text("広場", vec![])).len(), 1);
    }

    #[test]
    fn elements_stand_where_the_schema_has_them() {
        assert!(stands("Rt", &[Some("Ruby")]) && !stands("Rt", &[]));
        assert!(
            stands("Ruby", &[Some("Line")])
                && !stands("Line", &[Some("Line")])
                && !stands("Sup", &[Some("Sup")])
        );
    }
}
