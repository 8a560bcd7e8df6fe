//! References that lead nowhere, terms that are defined twice or never used, titles that are nearly another one.

use crate::finding::{Code, Finding, codes};
use crate::ir::{Document, Event, MarkKind, events};
use crate::resolve::{Term, Why, doubts, terms, twice};
use crate::text::Span;
use std::collections::{BTreeMap, HashMap};

/// Findings about references, terms and titles.
pub fn check(doc: &Document, out: &mut Vec<Finding>) {
    // A volume was checked document by document.
    if doc.is_volume() {
        return;
    }
    for d in doubts(doc) {
        let code: &'static Code = match d.why {
            Why::Missing => &codes::DANGLING,
            Why::MissingPart => &codes::MISSING_PART,
            Why::Nothing => &codes::NOTHING_BEFORE,
            Why::Backwards => &codes::BACKWARDS,
            Why::Which | Why::Quoted | Why::Counts => continue,
        };
        out.push(Finding::new(code, d.span, &[&d.text]));
    }
    let terms = terms(doc);
    for (later, earlier) in twice(&terms) {
        out.push(Finding::new(&codes::TERM_TWICE, later.span, &[&later.text, &earlier.id]));
    }
    unused(&terms, out);
    titles(doc, out);
}

/// Terms that are never used, and those that stand before they are defined: one finding for each term.
fn unused(terms: &[Term], out: &mut Vec<Finding>) {
    for term in terms.iter().filter(|t| t.text.chars().count() >= 2) {
        if let Some(first) = term.early.first() {
            out.push(Finding::new(&codes::TERM_EARLY, *first, &[&term.text]));
        } else if term.uses.is_empty() {
            out.push(Finding::new(&codes::TERM_UNUSED, term.span, &[&term.text]));
        }
    }
}

/// Signs that tell titles apart that differ in one: numbers, as in 修正案（九） and 修正案（十）.
const NUMBERS: &str = "零〇一二三四五六七八九十百0123456789甲乙丙丁上下";
/// Characters of the shortest title that is compared.
const SHORTEST: usize = 7;

/// Cited titles that are one character off from one that is cited more often, or from the document's own.
fn titles(doc: &Document, out: &mut Vec<Finding>) {
    let mut cited: BTreeMap<String, (usize, Span)> = BTreeMap::new();
    events(doc, |e| {
        let Event::Text(t) = e else { return };
        for m in &t.marks {
            if let MarkKind::Citation { title, .. } = &m.kind {
                let span = Span { start: t.span.start + m.start, end: t.span.start + m.end };
                cited.entry(title.clone()).or_insert((0, span)).0 += 1;
            }
        }
    });
    // Titles that lack one character each: two that share such a form differ in that place only.
    let mut forms: HashMap<(usize, String), Vec<&str>> = HashMap::new();
    for title in cited.keys() {
        let signs: Vec<char> = title.chars().collect();
        if !(SHORTEST..=60).contains(&signs.len()) {
            continue;
        }
        for k in (0..signs.len()).filter(|k| !NUMBERS.contains(signs[*k])) {
            let form: String = signs.iter().enumerate().filter(|(i, _)| *i != k).map(|(_, c)| c).collect();
            forms.entry((k, form)).or_default().push(title);
        }
    }
    let mut found: BTreeMap<&str, &str> = BTreeMap::new();
    for alike in forms.values().filter(|a| a.len() > 1) {
        let most = alike.iter().copied().max_by_key(|t| (cited[*t].0, *t)).unwrap_or_default();
        for title in alike.iter().copied().filter(|t| cited[*t].0 < cited[most].0) {
            found.insert(title, most);
        }
    }
    for (title, known) in found {
        out.push(Finding::new(&codes::TITLE_NEAR, cited[title].1, &[&title, &known]));
    }
}
