//! The web of a document as a graph: its provisions, the acts that it cites, the terms that it defines, and what leads
//! from where to where. As JSON, with two tables beside it.

use super::Job;
use crate::finding::{Error, Finding, Words, codes};
use crate::ir::{Document, Event, Id, Mark, MarkKind, Provision, Rule, Sibling, events};
use crate::resolve::terms;
use crate::text::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// The node of the document itself.
const DOCUMENT: &str = "document";

#[derive(Serialize)]
struct Graph<'d> {
    title: &'d str,
    language: &'d str,
    kind: &'static str,
    sha256: &'d str,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

#[derive(Serialize)]
struct Node {
    id: String,
    kind: &'static str,
    label: String,
    caption: String,
}

#[derive(Serialize)]
struct Edge {
    from: String,
    to: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pinpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sibling: Option<Sibling>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<u32>,
}

/// Where a mark leads: the node, the kind of the edge, the provision of another act and where that act stands, how it was
/// found.
type Leads = (String, &'static str, (Option<String>, Option<Sibling>), Option<Rule>);

fn leads(kind: &MarkKind) -> Vec<Leads> {
    match kind {
        MarkKind::Reference { target, more, rule } => std::iter::once(target)
            .chain(more)
            .map(|id| (node_of(id), "refers", (None, None), *rule))
            .collect(),
        MarkKind::Citation { title, pinpoint, rule, sibling } => {
            vec![(format!("act:{title}"), "cites", (pinpoint.clone(), sibling.clone()), *rule)]
        }
        MarkKind::TermUse { term } => vec![(term.0.clone(), "uses", (None, None), None)],
        _ => vec![],
    }
}

/// The title stands for the document.
fn node_of(id: &Id) -> String {
    if id.0 == "title" { DOCUMENT.to_owned() } else { id.0.clone() }
}

fn graph(doc: &Document) -> Graph<'_> {
    /// Words shown of a provision without a heading.
    const WORDS: usize = 24;
    let title = doc.title();
    let node = |id: &str, kind, label: &str, caption: &str| Node {
        id: id.to_owned(),
        kind,
        label: label.to_owned(),
        caption: caption.to_owned(),
    };
    let plain = |from: String, to: String, kind| Edge {
        from,
        to,
        kind,
        text: None,
        pinpoint: None,
        sibling: None,
        rule: None,
        confidence: None,
        start: None,
        end: None,
    };
    let (mut nodes, mut edges) = (vec![node(DOCUMENT, "document", "", title)], vec![]);
    let mut acts: BTreeMap<String, String> = BTreeMap::new();
    let mut led = |from: &str, text: &str, span: Span, marks: &[Mark], edges: &mut Vec<Edge>| {
        for m in marks {
            for (to, kind, (pinpoint, sibling), rule) in leads(&m.kind) {
                if let Some(title) = to.strip_prefix("act:") {
                    acts.insert(to.clone(), title.to_owned());
                }
                edges.push(Edge {
                    text: text.get(m.start as usize..m.end as usize).map(str::to_owned),
                    pinpoint,
                    sibling,
                    rule: rule.map(Rule::name),
                    confidence: rule.map(Rule::confidence),
                    start: Some(span.start + m.start),
                    end: Some(span.start + m.end),
                    ..plain(from.to_owned(), to, kind)
                });
            }
        }
    };
    let mut stack: Vec<&Provision> = vec![];
    events(doc, |e| match e {
        Event::Enter(p) => {
            let above = stack.last().map_or(DOCUMENT, |p| p.id.0.as_str());
            let label = p.label.as_ref().map_or("", |l| l.text.as_str());
            nodes.push(node(&p.id.0, p.level.name(), label, &p.caption(WORDS)));
            edges.push(plain(above.to_owned(), p.id.0.clone(), "contains"));
            if let Some(h) = &p.heading {
                led(&p.id.0, &h.text, h.span, &h.marks, &mut edges);
            }
            stack.push(p);
        }
        Event::Leave(_) => {
            stack.pop();
        }
        Event::Text(t) => {
            let from = stack.last().map_or(DOCUMENT, |p| p.id.0.as_str());
            led(from, &t.text, t.span, &t.marks, &mut edges);
        }
    });
    nodes.extend(acts.iter().map(|(id, title)| node(id, "act", "", title)));
    for term in terms(doc) {
        let from = term.within.as_ref().map_or(DOCUMENT, |id| id.0.as_str());
        let edge = plain(from.to_owned(), term.id.clone(), "defines");
        edges.push(Edge { start: Some(term.span.start), end: Some(term.span.end), ..edge });
        nodes.push(node(&term.id, "term", &term.text, &term.meaning));
    }
    Graph {
        title,
        language: &doc.meta.language,
        kind: doc.meta.kind.name(),
        sha256: &doc.provenance.sha256_text,
        nodes,
        edges,
    }
}

pub fn write(doc: &Document, _: &Job, _: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let mut out = serde_json::to_vec_pretty(&graph(doc)).map_err(|_| {
        let why = Words::from("内部错误，请报告 / an internal error; please report it");
        Error::new(&codes::BACKEND, &[&doc.provenance.file_name, &"graph", &why])
    })?;
    out.push(b'\n');
    Ok(out)
}

/// A line of a table (RFC 4180).
fn line(out: &mut String, fields: &[&str]) {
    for (k, field) in fields.iter().enumerate() {
        if k > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(field);
        }
    }
    out.push_str("\r\n");
}

/// The nodes as a table.
pub fn nodes(doc: &Document) -> Vec<u8> {
    let mut out = String::new();
    line(&mut out, &["id", "kind", "label", "caption"]);
    for n in graph(doc).nodes {
        line(&mut out, &[&n.id, n.kind, &n.label, &n.caption]);
    }
    out.into_bytes()
}

/// The edges as a table.
pub fn edges(doc: &Document) -> Vec<u8> {
    let mut out = String::new();
    line(&mut out, &["from", "to", "kind", "text", "pinpoint", "rule", "confidence", "sibling"]);
    for e in graph(doc).edges {
        let confidence = e.confidence.map_or(String::new(), |c| c.to_string());
        let (text, pinpoint) = (e.text.as_deref().unwrap_or(""), e.pinpoint.as_deref().unwrap_or(""));
        let sibling = e.sibling.map_or_else(String::new, |s| s.href("graph.json"));
        line(
            &mut out,
            &[&e.from, &e.to, e.kind, text, pinpoint, e.rule.unwrap_or(""), &confidence, &sibling],
        );
    }
    out.into_bytes()
}
