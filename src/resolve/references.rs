//! The references of every text of a document, in the order of the tree.

use super::acts::{self, Work};
use super::doubt::Doubt;
use super::places::Here;
use super::scan::{Around, Carried, Hit, scan};
use crate::ir::{Block, Document, Heading, Id, Mark, MarkKind, Role, Text};
use crate::number::Level;
use crate::text::Span;
use std::borrow::Cow;

/// What was found in a document: marks for each text in the order of the tree, and what is unsure.
#[derive(Debug, Default)]
pub struct Found {
    /// The marks of each text.
    pub marks: Vec<Vec<Mark>>,
    /// The marks of each heading of a provision.
    pub headings: Vec<Vec<Mark>>,
    /// What stays text, or should be looked at.
    pub doubts: Vec<Doubt>,
}

/// The references of a document.
pub fn find(doc: &Document) -> Found {
    let around = Around::of(doc);
    let mut walk =
        Walk { around: &around, here: Here::default(), carried: Carried::default(), out: Found::default() };
    for part in [&doc.front, &doc.body, &doc.back] {
        walk.blocks(part);
    }
    walk.out.doubts.sort_by_key(|d| d.span);
    walk.out
}

struct Walk<'a, 'd> {
    around: &'a Around<'d>,
    here: Here<'d>,
    carried: Carried,
    out: Found,
}

/// A text without what the source only uses to set lines and without annotations, which part what they are said of, and
/// where its characters stand in it.
fn spoken<'t>(text: &'t str, marks: &[Mark]) -> (Cow<'t, str>, Option<Vec<u32>>) {
    let unsaid = |m: &&Mark| m.kind.is_silent() || m.kind == MarkKind::RubyText;
    if !marks.iter().any(|m| unsaid(&m)) {
        return (Cow::Borrowed(text), None);
    }
    let (mut out, mut places) = (String::new(), vec![]);
    let mut silent = marks.iter().filter(unsaid).peekable();
    for (at, c) in text.char_indices() {
        while silent.peek().is_some_and(|m| m.end as usize <= at) {
            silent.next();
        }
        if silent.peek().is_some_and(|m| (m.start as usize) <= at) {
            continue;
        }
        out.push(c);
        places.extend(std::iter::repeat_n(at as u32, c.len_utf8()));
    }
    places.push(text.len() as u32);
    (Cow::Owned(out), Some(places))
}

impl<'d> Walk<'_, 'd> {
    fn blocks(&mut self, blocks: &'d [Block]) {
        for (at, block) in blocks.iter().enumerate() {
            match block {
                Block::Text(t) => self.text(t),
                Block::Provision(p) => {
                    if p.level <= Level::Article {
                        self.carried = Carried::default();
                    }
                    if let Some(h) = &p.heading {
                        let t = self.around.tongue;
                        let mut titles =
                            h.text.char_indices().rev().filter_map(|(at, _)| acts::title(&h.text[at..], t));
                        if let Some((title, _)) = titles.next()
                            && let Work::Other(title) = self.around.acts.of_title(title, t)
                        {
                            self.carried.amending = Some(title.clone());
                            self.carried.cited = Some(title);
                        }
                    }
                    // 附表（第四条第二款）: what an annex is for stands in the act that it belongs to.
                    let outside = p.level == Level::Annex && p.label.is_some();
                    if !outside {
                        self.here.enter(p, blocks, at);
                    }
                    if let Some(h) = &p.heading {
                        self.heading(h);
                    }
                    if outside {
                        self.here.enter(p, blocks, at);
                    }
                    self.blocks(&p.blocks);
                    self.here.leave();
                }
            }
        }
    }

    fn text(&mut self, t: &'d Text) {
        if matches!(t.role, Role::Title | Role::Contents | Role::Number) {
            self.out.marks.push(vec![]);
            return;
        }
        let marks = self.found(&t.text, &t.marks, t.span.start);
        self.out.marks.push(marks);
    }

    /// A heading names provisions of its own: 第三条（第二条的例外）.
    fn heading(&mut self, h: &'d Heading) {
        let marks = self.found(&h.text, &h.marks, h.span.start);
        self.out.headings.push(marks);
    }

    fn found(&mut self, text: &str, marks: &[Mark], from: u32) -> Vec<Mark> {
        let (text, places) = spoken(text, marks);
        // The end of a range of what is spoken stands behind its last character.
        let place = |at: usize| places.as_ref().map_or(at as u32, |p| p[at]);
        let end_of = |end: usize| match &places {
            None => end as u32,
            Some(p) => {
                let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
                p[end - last] + last as u32
            }
        };
        let mut marks = vec![];
        for hit in scan(self.around, &self.here, &mut self.carried, &text) {
            match hit {
                Hit::Mark(start, end, kind) => {
                    marks.push(Mark { start: place(start), end: end_of(end), kind });
                }
                Hit::Doubt(start, end, why) => self.out.doubts.push(Doubt {
                    span: Span { start: from + place(start), end: from + end_of(end) },
                    text: text[start..end].to_owned(),
                    why,
                    within: self.here.unit_around().map(|id| Id(id.to_owned())),
                }),
            }
        }
        marks
    }
}
