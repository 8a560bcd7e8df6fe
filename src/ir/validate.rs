//! The laws of the tree, checked: spans nest and follow each other, identifiers are unique, nothing is lost.

use super::{Block, Document, Mark, MarkKind, Provision, Text, VERSION, source_text, stated};
use crate::finding::Words;
use crate::text::{Set, Span};

/// Everything that is wrong with a document, in words for its maker; empty when it is sound.
///
/// With `source`, the decoded source, it also checks that spans fall on character boundaries and say what they cover,
/// and that the tree's text is the source.
pub fn validate(doc: &Document, source: Option<&str>) -> Vec<Words> {
    let mut ids = Set::default();
    ids.reserve(doc.room() / BYTES_OF_ONE);
    let mut v = Validator { source, ids, at: 0, problems: stated::whole(doc) };
    if doc.version != VERSION {
        v.problem(
            format!("版本是 {}，应为 {VERSION}", doc.version),
            format!("version {} instead of {VERSION}", doc.version),
        );
    }
    for part in [&doc.front, &doc.body, &doc.back] {
        v.blocks(part);
    }
    if source.is_some_and(|s| s != source_text(doc)) {
        v.problems.push("树里的文字与原文不同 / the text of the tree is not the source".into());
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
    ids: Set<&'a str>,
    at: u32,
    problems: Vec<Words>,
}

/// Parts of the tree, in Chinese and English.
const TEXT: (&str, &str) = ("段落", "text");
const LABEL: (&str, &str) = ("编号", "label");
const HEADING: (&str, &str) = ("标题", "heading");

impl<'a> Validator<'a> {
    fn problem(&mut self, zh: String, en: String) {
        self.problems.push(Words::new(zh, en));
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Text(t) => self.text(t),
                Block::Provision(p) => self.provision(p),
            }
        }
    }

    fn span(&mut self, span: Span, text: &str, what: (&str, &str)) {
        if span.start < self.at || span.end < span.start {
            self.problem(
                format!("{} {text:?} 在 {span:?}，不在 {} 之后", what.0, self.at),
                format!("{} {text:?} at {span:?} does not follow {}", what.1, self.at),
            );
        }
        if let Some(source) = self.source
            && source.get(span.range()) != Some(text)
        {
            self.problem(
                format!("{} {text:?} 不是 {span:?} 处的文字", what.0),
                format!("{} {text:?} is not what stands at {span:?}", what.1),
            );
        }
        self.at = self.at.max(span.end);
    }

    fn text(&mut self, t: &'a Text) {
        if let Some(id) = &t.id {
            self.id(&id.0);
        }
        self.span(t.span, &t.text, TEXT);
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
                self.problem(format!("{text:?} 里的标记 {m:?} 有误"), format!("mark {m:?} in {text:?}"));
            }
            self.problems.extend(stated::mark(m));
            last = m.start;
            open.push(m);
        }
    }

    fn provision(&mut self, p: &'a Provision) {
        self.id(&p.id.0);
        if p.confidence.is_some_and(|c| c > 100) {
            self.problem(
                format!("{} 的 confidence 超过 100", p.id),
                format!("the confidence of {} is over 100", p.id),
            );
        }
        if p.span.start < self.at {
            self.problem(
                format!("{} 在 {:?}，不在 {} 之后", p.id, p.span, self.at),
                format!("{} at {:?} does not follow {}", p.id, p.span, self.at),
            );
        }
        let heading = p.heading.as_ref().map(|h| ((h.span, h.text.as_str(), HEADING), &h.marks));
        let label = p.label.as_ref().map(|l| ((l.span, l.text.as_str(), LABEL), &l.marks));
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
                    self.problem(
                        format!("{}（{:?}）不能在 {}（{:?}）里", child.id, child.level, p.id, p.level),
                        format!("{} ({:?}) inside {} ({:?})", child.id, child.level, p.id, p.level),
                    );
                }
            }
        }
        self.blocks(&p.blocks);
        if self.at > p.span.end {
            self.problem(
                format!("{} 到 {} 为止，里面的文字却到 {}", p.id, p.span.end, self.at),
                format!("{} ends at {} and holds text to {}", p.id, p.span.end, self.at),
            );
        }
    }

    fn id(&mut self, id: &'a str) {
        self.problems.extend(stated::id(id));
        if !self.ids.insert(id) {
            self.problem(format!("标识符 {id:?} 不止一个"), format!("the identifier {id:?} is not unique"));
        }
    }
}
