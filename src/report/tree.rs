//! The recognised provisions as nested JSON objects: what a contents page or a search index needs.

use crate::ir::{Block, Document};
use serde_json::{Value, json};

/// Title, kind, language, and the provisions with their children; places are byte offsets of the decoded source.
pub fn json(doc: &Document) -> Value {
    fn list(blocks: &[Block]) -> Vec<Value> {
        let provisions =
            blocks.iter().filter_map(|b| if let Block::Provision(p) = b { Some(p) } else { None });
        provisions
            .map(|p| {
                json!({
                    "id": p.id.0, "level": p.level.name(),
                    "label": p.label.as_ref().map(|l| l.readable()), "number": p.n(),
                    "heading": p.heading.as_ref().map(|h| h.readable()),
                    "confidence": p.confidence,
                    "start": p.span.start, "end": p.span.end, "children": list(&p.blocks),
                })
            })
            .collect()
    }
    let provisions: Vec<Value> = [&doc.front, &doc.body, &doc.back].iter().flat_map(|b| list(b)).collect();
    json!({
        "title": doc.title(), "kind": doc.meta.kind.name(), "language": doc.meta.language,
        "provisions": provisions,
    })
}
