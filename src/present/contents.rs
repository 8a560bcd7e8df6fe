//! What tables of contents list: ours, where the profile wants one and the source has none; and what the lines of the
//! source's own lead to.

use crate::ir::{Block, CONTENTS_TITLES, Document, Event, Provision, Role, Text, events, walk};
use crate::number::Level;
use crate::text::chars::squash;
use std::collections::HashMap;

/// Fewer containers than these need no table of contents.
const FEWEST: usize = 3;

fn key(p: &Provision) -> String {
    let label = p.label.as_ref().map(|l| l.readable()).unwrap_or_default();
    let heading = p.heading.as_ref().map(|h| h.readable()).unwrap_or_default();
    squash(&format!("{label}{heading}"))
}

fn has_contents(blocks: &[Block]) -> bool {
    blocks.iter().any(|b| matches!(b, Block::Text(t) if t.role == Role::Contents))
}

/// Containers by what their headings say: with their order, identifiers and depths. Chapters have sections of the same
/// names; the lines of contents go down the document as these do.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    named: HashMap<String, Vec<(usize, String, usize)>>,
    /// The order behind the one found last.
    next: usize,
}

/// The containers that the lines of a document's own contents lead to: their identifiers, and how deep they stand.
pub fn targets(parts: &[&[Block]]) -> Targets {
    let (mut out, mut depth, mut order) = (Targets::default(), 0usize, 0);
    for part in parts.iter().filter(|_| parts.iter().any(|p| has_contents(p))) {
        walk(part, &mut |e| match e {
            Event::Enter(p) if p.level.is_container() => {
                out.named.entry(key(p)).or_default().push((order, p.id.0.clone(), depth));
                depth += 1;
                order += 1;
            }
            Event::Leave(p) if p.level.is_container() => depth -= 1,
            _ => {}
        });
    }
    out
}

/// What a line of a document's own contents is.
pub enum Line {
    /// The words 目录, without white space.
    Heading(String),
    /// A line that leads to a container, which stands so deep.
    Entry(String, usize),
    /// Anything else.
    Other,
}

/// Tells what a line is, the one behind that which was told last.
pub fn line(text: &str, targets: &mut Targets) -> Line {
    let squashed = squash(text);
    if CONTENTS_TITLES.contains(&squashed.as_str()) {
        targets.next = 0;
        return Line::Heading(squashed);
    }
    let Some(named) = targets.named.get(&squashed) else { return Line::Other };
    let below = named.get(named.partition_point(|(order, ..)| *order < targets.next));
    let Some((order, id, depth)) = below.or(named.first()) else { return Line::Other };
    targets.next = order + 1;
    Line::Entry(id.clone(), *depth)
}

/// Where in the front our table of contents belongs: behind title, number and adoption notes; `None` when there is none.
/// `articles` says whether it lists them too.
pub fn place(doc: &Document, articles: bool) -> Option<usize> {
    if has_contents(&doc.front) {
        return None;
    }
    let mut listed = 0;
    events(doc, |e| listed += usize::from(matches!(e, Event::Enter(p) if lists(p, articles))));
    let heads =
        |b: &Block| matches!(b, Block::Text(Text { role: Role::Title | Role::Number | Role::History, .. }));
    (listed >= FEWEST || doc.is_volume()).then(|| doc.front.iter().take_while(|b| heads(b)).count())
}

/// Whether our own table of contents lists a provision.
fn lists(p: &Provision, articles: bool) -> bool {
    p.level.is_container() || articles && p.level == Level::Article
}

/// The containers that our own table of contents lists, and the `articles` where they are wanted, with how deep each stands.
pub fn entries(doc: &Document, articles: bool) -> Vec<(&Provision, usize)> {
    fn visit<'d>(blocks: &'d [Block], depth: usize, articles: bool, out: &mut Vec<(&'d Provision, usize)>) {
        for b in blocks {
            let Block::Provision(p) = b else { continue };
            if lists(p, articles) {
                out.push((p, depth));
                visit(&p.blocks, depth + 1, articles, out);
            }
        }
    }
    let mut out = vec![];
    visit(&doc.body, 0, articles, &mut out);
    visit(&doc.back, 0, articles, &mut out);
    out
}

/// 目录 is set as wide as three characters.
pub fn spread(title: &str) -> String {
    match title.chars().collect::<Vec<_>>()[..] {
        [a, b] => [a, '　', b].iter().collect(),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_one_name_are_those_of_their_chapters() {
        let mut targets = Targets::default();
        for (order, name) in ["第一章甲", "第一节丙", "第二章乙", "第一节丙"].into_iter().enumerate()
        {
            let target = (order, format!("t{order}"), usize::from(name.contains('节')));
            targets.named.entry(name.to_owned()).or_default().push(target);
        }
        let mut told = |text: &str| match line(text, &mut targets) {
            Line::Heading(_) => "heading".to_owned(),
            Line::Entry(id, depth) => format!("{id} {depth}"),
            Line::Other => "other".to_owned(),
        };
        let lines =
            ["目　录", "第一章　甲", "第一节 丙", "第二章 乙", "第一节 丙", "第三章", "目录", "第一节丙"];
        let wanted = ["heading", "t0 0", "t1 1", "t2 0", "t3 1", "other", "heading", "t1 1"];
        assert_eq!(lines.map(&mut told), wanted);
        // Lines that go another way lead to the first of the name.
        assert_eq!([told("第二章乙"), told("第一章甲")], ["t2 0", "t0 0"]);
    }
}
