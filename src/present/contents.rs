//! What tables of contents list: ours, where the profile wants one and the source has none; and what the lines of the
//! source's own lead to.

use crate::ir::{Block, CONTENTS_TITLES, Document, Event, Provision, Role, Text, events, walk};
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

/// Containers by what their headings say.
pub type Targets = HashMap<String, (String, usize)>;

/// The containers that the lines of a document's own contents lead to: their identifiers, and how deep they stand.
pub fn targets(parts: &[&[Block]]) -> Targets {
    let (mut out, mut depth) = (Targets::new(), 0usize);
    for part in parts.iter().filter(|_| parts.iter().any(|p| has_contents(p))) {
        walk(part, &mut |e| match e {
            Event::Enter(p) if p.level.is_container() => {
                out.entry(key(p)).or_insert_with(|| (p.id.0.clone(), depth));
                depth += 1;
            }
            Event::Leave(p) if p.level.is_container() => depth -= 1,
            _ => {}
        });
    }
    out
}

/// What a line of a document's own contents is.
pub enum Line<'t> {
    /// The words 目录, without white space.
    Heading(String),
    /// A line that leads to a container, which stands so deep.
    Entry(&'t str, usize),
    /// Anything else.
    Other,
}

/// Tells what a line is.
pub fn line<'t>(text: &str, targets: &'t Targets) -> Line<'t> {
    let squashed = squash(text);
    if CONTENTS_TITLES.contains(&squashed.as_str()) {
        return Line::Heading(squashed);
    }
    targets.get(&squashed).map_or(Line::Other, |(id, depth)| Line::Entry(id, *depth))
}

/// Where in the front our table of contents belongs: behind title, number and adoption notes; `None` when there is none.
pub fn place(doc: &Document) -> Option<usize> {
    if has_contents(&doc.front) {
        return None;
    }
    let mut containers = 0;
    events(doc, |e| containers += usize::from(matches!(e, Event::Enter(p) if p.level.is_container())));
    let heads =
        |b: &Block| matches!(b, Block::Text(Text { role: Role::Title | Role::Number | Role::History, .. }));
    (containers >= FEWEST || doc.is_volume()).then(|| doc.front.iter().take_while(|b| heads(b)).count())
}

/// The containers that our own table of contents lists, with how deep each stands.
pub fn entries(doc: &Document) -> Vec<(&Provision, usize)> {
    fn visit<'d>(blocks: &'d [Block], depth: usize, out: &mut Vec<(&'d Provision, usize)>) {
        for b in blocks {
            let Block::Provision(p) = b else { continue };
            if p.level.is_container() {
                out.push((p, depth));
                visit(&p.blocks, depth + 1, out);
            }
        }
    }
    let mut out = vec![];
    visit(&doc.body, 0, &mut out);
    visit(&doc.back, 0, &mut out);
    out
}

/// 目录 is set as wide as three characters.
pub fn spread(title: &str) -> String {
    match title.chars().collect::<Vec<_>>()[..] {
        [a, b] => [a, '　', b].iter().collect(),
        _ => title.to_owned(),
    }
}
