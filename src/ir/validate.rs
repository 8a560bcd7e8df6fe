//! The laws of the tree, checked: spans nest and follow each other, identifiers are unique, nothing is lost.

use super::{Block, Document, Mark, MarkKind, Provision, Text, VERSION, source_text};
use crate::text::Span;
use std::collections::HashSet;

/// Everything that is wrong with a document, in words for its maker; empty when it is sound.
///
/// With `source`, the decoded source, it also checks that spans fall on character boundaries and say what they cover,
/// and that the tree's text is the source.
pub fn validate(doc: &Document, source: Option<&str>) -> Vec<String> {
    let ids = HashSet::with_capacity(doc.room() / BYTES_OF_ONE);
    let mut v = Validator { source, ids, at: 0, problems: vec![] };
    if doc.version != VERSION {
        v.problems.push(format!("version {} instead of {VERSION}", doc.version));
    }
    for part in [&doc.front, &doc.body, &doc.back] {
        v.blocks(part);
    }
    if source.is_some_and(|s| s != source_text(doc)) {
        v.problems.push("the text of the tree is not the source".into());
    }
    v.problems
}

/// Bytes of a source for one identifier, where there are many: room is taken for all at once.
const BYTES_OF_ONE: usize = 48;

/// Whether a mark stands where its kind may, inside those that are open.
fn at_its_place(m: &Mark, open: &[&Mark]) -> bool {
    match &m.kind {
        // The annotation ends its ruby, and has a base before it.
        MarkKind::RubyText => {
            open.last().is_some_and(|o| o.kind == MarkKind::Ruby && o.start < m.start && o.end == m.end)
        }
        MarkKind::CellSpan { .. } | MarkKind::CellHead { .. } | MarkKind::CellAlign { .. } => {
            open.iter().any(|o| o.kind == MarkKind::Cell && (o.start, o.end) == (m.start, m.end))
        }
        _ => true,
    }
}

struct Validator<'a> {
    source: Option<&'a str>,
    ids: HashSet<&'a str>,
    at: u32,
    problems: Vec<String>,
}

impl<'a> Validator<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Text(t) => self.text(t),
                Block::Provision(p) => self.provision(p),
            }
        }
    }

    fn span(&mut self, span: Span, text: &str, what: &str) {
        if span.start < self.at || span.end < span.start {
            self.problems.push(format!("{what} {text:?} at {span:?} does not follow {}", self.at));
        }
        if let Some(source) = self.source
            && source.get(span.range()) != Some(text)
        {
            self.problems.push(format!("{what} {text:?} is not what stands at {span:?}"));
        }
        self.at = self.at.max(span.end);
    }

    fn text(&mut self, t: &'a Text) {
        if let Some(id) = &t.id {
            self.id(&id.0);
        }
        self.span(t.span, &t.text, "text");
        self.marks(&t.text, &t.marks);
    }

    fn marks(&mut self, text: &str, marks: &'a [Mark]) {
        let mut open: Vec<&Mark> = vec![];
        let mut last = 0;
        for m in marks {
            open.retain(|o| o.end > m.start || o.end == m.end && o.kind == MarkKind::Cell);
            let ok = text.is_char_boundary(m.start as usize) && text.is_char_boundary(m.end as usize);
            if !ok
                || m.end < m.start + u32::from(!m.kind.may_be_empty())
                || m.start < last
                || open.last().is_some_and(|o| o.end < m.end)
                || !at_its_place(m, &open)
            {
                self.problems.push(format!("mark {m:?} in {text:?}"));
            }
            last = m.start;
            open.push(m);
        }
    }

    fn provision(&mut self, p: &'a Provision) {
        self.id(&p.id.0);
        if p.span.start < self.at {
            self.problems.push(format!("{} at {:?} does not follow {}", p.id, p.span, self.at));
        }
        let heading = p.heading.as_ref().map(|h| ((h.span, h.text.as_str(), "heading"), &h.marks));
        let label = p.label.as_ref().map(|l| ((l.span, l.text.as_str(), "label"), &l.marks));
        let before = p.heading.as_ref().is_some_and(|h| h.place == super::HeadingPlace::Before);
        let parts = if before { [heading, label] } else { [label, heading] };
        for ((span, text, what), marks) in parts.into_iter().flatten() {
            self.span(span, text, what);
            self.marks(text, marks);
        }
        for block in &p.blocks {
            if let Block::Provision(child) = block {
                // Containers nest by their role in the document (部分 above 篇), points without end.
                let nested = child.level > p.level
                    || child.level == p.level
                        && (child.level == super::Level::Point || child.level.is_container())
                    || child.level.is_container()
                        && p.level.is_container()
                        && p.level != super::Level::Document
                        && child.level != super::Level::Document;
                if !nested {
                    self.problems
                        .push(format!("{} ({:?}) inside {} ({:?})", child.id, child.level, p.id, p.level));
                }
            }
        }
        self.blocks(&p.blocks);
        if self.at > p.span.end {
            self.problems.push(format!("{} ends at {} and holds text to {}", p.id, p.span.end, self.at));
        }
    }

    fn id(&mut self, id: &'a str) {
        if id.is_empty() || !self.ids.insert(id) {
            self.problems.push(format!("the identifier {id:?} is empty or not unique"));
        }
    }
}
