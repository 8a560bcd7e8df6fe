//! One record per article for search and language models: JSON Lines, with ids, places, references and definitions.

use super::Job;
use crate::articles::{Article, Passage, units};
use crate::finding::{Error, Finding, Words, codes};
use crate::ir::{Document, Event, Mark, MarkKind, Provision, Rule, Sibling, events};
use crate::resolve::{Term, terms};
use crate::text::Span;
use crate::text::hash::sha256;
use crate::typeset::Pages;
use serde::Serialize;
use std::collections::HashMap;

#[derive(Serialize)]
struct Record<'a> {
    id: String,
    kind: &'a str,
    /// The article that it is a part of, and which of how many, where it was split.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<Part<'a>>,
    document: &'a str,
    file: &'a str,
    breadcrumb: Vec<Crumb<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heading: Option<&'a str>,
    text: String,
    passages: &'a [Passage],
    start: u64,
    end: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<Place>,
    references: Vec<&'a Refers>,
    definitions: Vec<Definition<'a>>,
    sha256: String,
}

#[derive(Clone, Copy, Serialize)]
struct Part<'a> {
    of: &'a str,
    n: usize,
    parts: usize,
}

#[derive(Serialize)]
struct Crumb<'a> {
    id: &'a str,
    caption: &'a str,
}

/// Where it stands in print: the page, counted from 1, and the box of its first page in points from the upper left corner.
#[derive(Clone, Copy, Serialize)]
struct Place {
    first: usize,
    #[serde(rename = "box")]
    area: [f32; 4],
}

#[derive(Serialize)]
struct Refers {
    from: String,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    targets: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pinpoint: Option<String>,
    /// The file of the act without its end, if it is another document of the run, and the provision there.
    #[serde(skip_serializing_if = "Option::is_none")]
    sibling: Option<Sibling>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<u8>,
    /// Bytes of the source, by which a record finds its own.
    #[serde(skip)]
    at: u32,
}

#[derive(Serialize)]
struct Definition<'a> {
    term: &'a str,
    id: &'a str,
    meaning: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<&'a str>,
}

/// What leads out of the texts, by the identifier of the innermost provision around them, and the terms used there.
struct Inside {
    references: HashMap<String, Vec<Refers>>,
    terms: HashMap<String, Vec<usize>>,
}

fn inside(doc: &Document) -> Inside {
    let mut out = Inside { references: HashMap::new(), terms: HashMap::new() };
    let mut led = |from: &str, text: &str, span: Span, marks: &[Mark]| {
        for m in marks {
            let text = text.get(m.start as usize..m.end as usize).unwrap_or_default().to_owned();
            let at = span.start + m.start;
            let (targets, act, pinpoint, sibling, rule) = match &m.kind {
                MarkKind::Reference { target, more, rule } => {
                    let all = std::iter::once(target).chain(more).map(|id| id.0.clone()).collect();
                    (all, None, None, None, *rule)
                }
                MarkKind::Citation { title, pinpoint, rule, sibling } => {
                    (vec![], Some(title.clone()), pinpoint.clone(), sibling.clone(), *rule)
                }
                MarkKind::TermUse { term } => {
                    let n = term.0.rsplit('-').next().and_then(|n| n.parse::<usize>().ok());
                    out.terms.entry(from.to_owned()).or_default().extend(n.map(|n| n.wrapping_sub(1)));
                    continue;
                }
                _ => continue,
            };
            let (rule, confidence) = (rule.map(Rule::name), rule.map(Rule::confidence));
            let from = from.to_owned();
            let refers =
                Refers { from: from.clone(), text, targets, act, pinpoint, sibling, rule, confidence, at };
            out.references.entry(from).or_default().push(refers);
        }
    };
    let mut stack: Vec<&Provision> = vec![];
    events(doc, |e| match e {
        Event::Enter(p) => {
            if let Some(h) = &p.heading {
                led(&p.id.0, &h.text, h.span, &h.marks);
            }
            stack.push(p);
        }
        Event::Leave(_) => {
            stack.pop();
        }
        Event::Text(t) => {
            let own = t.id.as_ref().or_else(|| stack.last().map(|p| &p.id));
            led(own.map_or("", |id| id.0.as_str()), &t.text, t.span, &t.marks);
        }
    });
    out
}

/// Where articles stand in print.
fn places<'a>(pages: Option<&'a Pages<'a>>) -> HashMap<&'a str, Place> {
    let Some(pages) = pages else { return HashMap::new() };
    let profile = pages.profile;
    let (width, height) = profile.paper;
    // Along the lines and across them.
    let (along, across) = if profile.is_vertical() { (height, width) } else { (width, height) };
    let mut out = HashMap::new();
    for (k, d) in pages.destinations.iter().enumerate() {
        // It reaches down to what begins next at its level on the page, or to the end of that.
        let inside = |id: &str| id.strip_prefix(d.id.as_str()).is_some_and(|r| r.starts_with('.'));
        let next = pages.destinations[k + 1..].iter().find(|n| !inside(&n.id));
        let bottom = next.filter(|n| n.sheet == d.sheet && n.top > d.top).map_or(across, |n| n.top);
        let (from, to) = (profile.on_paper((0.0, d.top)), profile.on_paper((along, bottom)));
        let area = [from.0.min(to.0), from.1.min(to.1), from.0.max(to.0), from.1.max(to.1)];
        out.entry(d.id.as_str()).or_insert(Place { first: d.sheet + 1, area });
    }
    out
}

/// The passages of a unit in groups of at most so many characters; a passage is never cut.
fn groups(passages: &[Passage], most: Option<usize>) -> Vec<&[Passage]> {
    let Some(most) = most else { return vec![passages] };
    let (mut out, mut start, mut length) = (vec![], 0, 0);
    for (k, p) in passages.iter().enumerate() {
        let n = p.text.chars().count() + 1;
        if k > start && length + n > most {
            out.push(&passages[start..k]);
            (start, length) = (k, 0);
        }
        length += n;
    }
    out.push(&passages[start..]);
    out
}

pub fn write(
    doc: &Document,
    pages: Option<&Pages>,
    job: &Job,
    _: &mut Vec<Finding>,
) -> Result<Vec<u8>, Error> {
    let (units, terms, inside, places) = (units(doc), terms(doc), inside(doc), places(pages));
    let mut out = vec![];
    let mut others = 0;
    // A unit goes when its record is there.
    for unit in units {
        let id = if unit.id.is_empty() {
            others += 1;
            format!("unit-{others}")
        } else {
            unit.id.clone()
        };
        let groups = groups(&unit.passages, job.max_chars);
        for (k, passages) in groups.iter().enumerate() {
            let part = (groups.len() > 1).then_some(Part { of: &id, n: k + 1, parts: groups.len() });
            let record = record(doc, &unit, passages, part, &id, (&terms, &inside, &places));
            serde_json::to_writer(&mut out, &record).map_err(|_| {
                let why = Words::from("内部错误，请报告 / an internal error; please report it");
                Error::new(&codes::BACKEND, &[&doc.provenance.file_name, &"JSON Lines", &why])
            })?;
            out.push(b'\n');
        }
    }
    Ok(out)
}

/// What records of one document share.
type Shared<'a> = (&'a [Term], &'a Inside, &'a HashMap<&'a str, Place>);

fn record<'a>(
    doc: &'a Document,
    unit: &'a Article,
    passages: &'a [Passage],
    part: Option<Part<'a>>,
    id: &str,
    (terms, inside, places): Shared<'a>,
) -> Record<'a> {
    let text = passages.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n");
    let mut references = vec![];
    let mut used = vec![];
    let mut seen = std::collections::HashSet::new();
    // What its heading refers to belongs to the first part.
    let whole = part.is_none_or(|p| p.n == 1).then_some(unit.id.as_str());
    for own in whole.into_iter().chain(passages.iter().map(|p| p.id.as_str())).filter(|id| seen.insert(*id)) {
        references.extend(inside.references.get(own).into_iter().flatten());
        used.extend(inside.terms.get(own).into_iter().flatten().copied());
    }
    references.sort_by_key(|r| r.at);
    used.sort_unstable();
    used.dedup();
    let definitions = used.iter().filter_map(|k| terms.get(*k)).map(|t| Definition {
        term: &t.text,
        id: &t.id,
        meaning: &t.meaning,
        within: t.within.as_ref().map(|id| id.0.as_str()),
    });
    Record {
        id: part.map_or_else(|| id.to_owned(), |p| format!("{id}.part-{}", p.n)),
        kind: &unit.kind,
        part,
        document: doc.title(),
        file: &doc.provenance.file_name,
        breadcrumb: unit.breadcrumb.iter().map(|c| Crumb { id: &c.id, caption: &c.caption }).collect(),
        label: unit.label.as_deref(),
        number: unit.number.as_deref(),
        heading: unit.heading.as_deref(),
        sha256: sha256(text.as_bytes()),
        text,
        start: passages.first().map_or(unit.start, |p| p.start),
        end: passages.last().map_or(unit.end, |p| p.end),
        passages,
        page: passages.first().and_then(|p| places.get(p.id.as_str())).or_else(|| places.get(id)).copied(),
        references,
        definitions: definitions.collect(),
    }
}
