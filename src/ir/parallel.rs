//! Texts in two languages: which text renders which provision in the other language.

use super::{Document, Event, Id, MarkKind, Provision, Text, events};
use crate::text::Map;

/// Provisions that are rendered, at least; a foreign sentence or two are quotations.
const FEWEST: usize = 2;

/// The texts that render a provision, by the place where they begin in the source; none where the document is in one
/// language. The rendering stands in the provision, wholly in the second language, behind its text or its heading.
pub fn renderings(doc: &Document) -> Map<u32, &Id> {
    let mut found: Vec<(&str, u32, &Id)> = vec![];
    // Labelled provisions that are open, and whether something in the first language stands in them.
    let mut open: Vec<(&Provision, bool)> = vec![];
    let mut labelled = 0;
    events(doc, |e| match e {
        Event::Enter(p) if p.label.is_some() => {
            labelled += usize::from(!p.level.is_container());
            open.push((p, p.heading.is_some()));
        }
        Event::Leave(p) if p.label.is_some() => {
            open.pop();
        }
        Event::Text(t) => {
            let Some((p, said)) = open.last_mut() else { return };
            match language(t) {
                Some(tag) if *said => found.push((tag, t.span.start, &p.id)),
                _ => *said = true,
            }
        }
        _ => {}
    });
    let mut counts: Map<&str, usize> = Map::default();
    for (tag, ..) in &found {
        *counts.entry(tag).or_default() += 1;
    }
    let second = counts.into_iter().max_by_key(|(tag, n)| (*n, std::cmp::Reverse(*tag)));
    let Some((second, _)) = second.filter(|(_, n)| *n >= FEWEST && n * 2 >= labelled) else {
        return Map::default();
    };
    found.into_iter().filter(|(tag, ..)| *tag == second).map(|(_, at, id)| (at, id)).collect()
}

/// The language of a text that is wholly in another one than the document.
fn language(t: &Text) -> Option<&str> {
    t.marks.iter().find_map(|m| match &m.kind {
        MarkKind::Language { tag } if m.start == 0 && m.end as usize == t.text.len() => Some(tag.as_str()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Block, Label, Mark, Role};
    use crate::number::Level;
    use crate::text::Span;

    fn text(at: usize, text: &str, tag: Option<&str>) -> Block {
        let kind = tag.map(|tag| MarkKind::Language { tag: tag.into() });
        let marks = kind.map(|kind| Mark { start: 0, end: text.len() as u32, kind }).into_iter().collect();
        let (text, span) = (text.to_owned(), Span::new(at, at + text.len()));
        Block::Text(Text { role: Role::Body, text, marks, span, ..Text::default() })
    }

    fn article(at: usize, id: &str, second: Option<&str>) -> Block {
        let mut p = Provision::new(Level::Article, String::new(), Span::new(at, at + 8));
        p.id = Id(id.into());
        p.label = Some(Box::new(Label {
            text: "一、".into(),
            gap: String::new(),
            form: "{n}、".into(),
            system: None,
            number: None,
            branches: vec![],
            shown: false,
            marks: vec![],
            span: Span::new(at, at),
        }));
        p.blocks = vec![text(at, "甲", None)];
        p.blocks.extend(second.map(|tag| text(at + 3, "alpha", Some(tag))));
        Block::Provision(p)
    }

    #[test]
    fn a_rendering_says_which_provision_it_renders() {
        let of = |body| Document { body, ..Document::default() };
        let both = of(vec![article(0, "art-1", Some("en")), article(8, "art-2", Some("en"))]);
        let found = renderings(&both);
        let pairs: Vec<(u32, &str)> = [3, 11].map(|at| (at, found[&at].0.as_str())).to_vec();
        assert_eq!(pairs, [(3, "art-1"), (11, "art-2")]);
        let quoted =
            of(vec![article(0, "art-1", Some("en")), article(8, "art-2", None), article(16, "a", None)]);
        assert!(renderings(&quoted).is_empty());
    }
}
