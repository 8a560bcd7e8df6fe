//! The terms that a text defines, how far each reaches, and where they are used.

use super::acts::{INTRODUCTIONS, introduced};
use crate::ir::{Block, Document, Event, Id, Mark, MarkKind, Provision, Role, Text, events};
use crate::number::Level;
use crate::text::{Map, chars::CharMap};
use crate::text::{Sieve, Span};
use std::sync::LazyLock;

/// A term that a document defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its identifier: `term-3` for the third one of the document.
    pub id: String,
    /// The term.
    pub text: String,
    /// What it means: the words of the definition, as far as they stand in one sentence.
    pub meaning: String,
    /// Where it is defined, in the source.
    pub span: Span,
    /// The provision that defines it.
    pub within: Option<Id>,
    /// The provision that it is defined for; none for the whole document.
    pub scope: Option<Id>,
    /// Where it is used, in the source.
    pub uses: Vec<Span>,
    /// Where it stands before its definition, in provisions that it is defined for.
    pub early: Vec<Span>,
}

/// Characters of the longest term.
const LONGEST: usize = 30;
/// Words behind a term that is explained.
const EXPLAINS: &[&str] =
    &["，是指", "，指", "，系指", "，係指", "是指", "系指", "係指", "，包括", "とは、", "란 ", "이란 "];
/// Words before a term that is explained: 本法所称….
const CALLED: &[&str] = &["所称", "所稱", "中的", "一词", "下列用语"];
/// Quotation marks around terms.
const QUOTES: &[(char, char)] =
    &[('“', '”'), ('「', '」'), ('『', '』'), ('"', '"'), ('‘', '’'), ('《', '》')];
/// Words that tell how far a definition reaches.
const REACHES: &[(&[&str], Level)] = &[
    (&["本条", "本條", "この条", "이 조"], Level::Article),
    (&["本节", "本節", "この節", "이 절"], Level::Section),
    (&["本章", "この章", "이 장"], Level::Chapter),
    (&["本编", "本編", "この編", "이 편"], Level::Part),
];

/// Signs that every introduction of a short form has one of.
const INTRODUCE: &[char] = &['称', '稱', '下', '하'];
/// Signs that all of [`EXPLAINS`] have one of: they are what is looked for.
const EXPLAIN: &[char] = &['指', '括', 'は', '란'];

/// Whether a text may introduce a short form, and where the words begin that explain a term: most texts do neither, and are
/// gone through once.
fn may_define(s: &str) -> (bool, Vec<usize>) {
    static SIEVE: LazyLock<Sieve> = LazyLock::new(|| Sieve::of([INTRODUCE, EXPLAIN].concat()));
    let (mut introduces, mut explains) = (false, vec![]);
    for (at, c) in SIEVE.places(s) {
        introduces |= INTRODUCE.contains(&c);
        if EXPLAIN.contains(&c) {
            let begins = EXPLAINS.iter().filter_map(|w| at.checked_sub(w.find(c)?).map(|start| (start, w)));
            explains.extend(
                begins.filter(|(start, w)| s.as_bytes()[*start..].starts_with(w.as_bytes())).map(|b| b.0),
            );
        }
    }
    (introduces, explains)
}

/// The definitions of a text.
pub fn definitions(s: &str) -> Vec<Mark> {
    let mut out: Vec<Mark> = vec![];
    let (introduces, explains) = may_define(s);
    if !introduces && explains.is_empty() {
        return out;
    }
    let mut take = |start: usize, end: usize| {
        if start < end && s[start..end].chars().count() <= LONGEST {
            out.push(Mark { start: start as u32, end: end as u32, kind: MarkKind::Term });
        }
    };
    if introduces && (s.contains(['称', '稱']) || s.contains("以下") || s.contains("이하")) {
        for (at, _) in s.match_indices(['（', '(']) {
            let group = super::acts::brackets(&s[at..]);
            if let Some(name) = introduced(&s[at..at + group]) {
                let start = name.as_ptr() as usize - s.as_ptr() as usize;
                take(start, start + name.len());
            }
        }
        // 以下简称“双方”, without brackets.
        for word in INTRODUCTIONS {
            for (at, _) in s.match_indices(word) {
                if let Some((start, end)) = quoted(s, at + word.len()) {
                    take(start, end);
                }
            }
        }
    }
    for at in explains {
        if let Some((start, end)) = explained(&s[..at]) {
            take(start, end);
        }
    }
    out.sort_by_key(|m| (m.start, m.end));
    out.dedup();
    out
}

/// What stands in quotation marks at a place.
fn quoted(s: &str, at: usize) -> Option<(usize, usize)> {
    let open = s[at..].chars().next()?;
    let close = QUOTES.iter().find(|(o, _)| *o == open)?.1;
    let start = at + open.len_utf8();
    s[start..].find(close).map(|len| (start, start + len))
}

/// The term that stands before 是指: in quotation marks, or behind 所称.
fn explained(before: &str) -> Option<(usize, usize)> {
    let last = before.chars().next_back()?;
    if let Some((open, close)) = QUOTES.iter().find(|(_, c)| *c == last) {
        let end = before.len() - close.len_utf8();
        let start = before[..end].rfind(*open)? + open.len_utf8();
        return Some((start, end));
    }
    let (at, word) = CALLED[..2].iter().filter_map(|w| before.rfind(w).map(|at| (at, w))).max()?;
    let start = at + word.len();
    let name = &before[start..];
    let plain = !name.contains(['，', '。', '；', '：', '“', '”', '（', '《']);
    (plain && name.chars().count() >= 2).then_some((start, before.len()))
}

/// How far a definition reaches that stands at a place of a text: the provision, or none for the whole document.
fn reach(s: &str, at: usize, stack: &[&Provision]) -> Option<Id> {
    /// Characters before a definition that say how far it reaches.
    const BEFORE: usize = 14;
    let from = s[..at].char_indices().rev().take(BEFORE).last().map_or(0, |(i, _)| i);
    let near = &s[from..at];
    let level = REACHES.iter().find(|(words, _)| words.iter().any(|w| near.contains(w)))?.1;
    stack.iter().rev().find(|p| p.level == level).map(|p| p.id.clone())
}

/// The sentence around a place.
fn sentence(s: &str, at: usize) -> &str {
    let ends = |c: char| matches!(c, '。' | '；' | '\n');
    let start = s[..at].rfind(ends).map_or(0, |i| i + s[i..].chars().next().map_or(0, char::len_utf8));
    let end = s[at..].find(ends).map_or(s.len(), |i| at + i);
    &s[start..end]
}

fn is_read(t: &Text) -> bool {
    !matches!(t.role, Role::Title | Role::Contents | Role::Number)
}

/// The terms of a document, by its marks.
pub fn terms(doc: &Document) -> Vec<Term> {
    let mut out = defined(doc);
    early(doc, &mut out);
    out
}

/// The same, without what stands before they are defined.
fn defined(doc: &Document) -> Vec<Term> {
    let mut out: Vec<Term> = vec![];
    let mut stack: Vec<&Provision> = vec![];
    events(doc, |e| match e {
        Event::Enter(p) => stack.push(p),
        Event::Leave(_) => {
            stack.pop();
        }
        Event::Text(t) => {
            for m in &t.marks {
                let span = Span { start: t.span.start + m.start, end: t.span.start + m.end };
                let Some(words) = t.text.get(m.start as usize..m.end as usize) else { continue };
                match &m.kind {
                    MarkKind::Term => out.push(Term {
                        id: format!("term-{}", out.len() + 1),
                        text: words.to_owned(),
                        meaning: sentence(&t.text, m.start as usize).to_owned(),
                        span,
                        within: stack.last().map(|p| p.id.clone()),
                        scope: reach(&t.text, m.start as usize, &stack),
                        uses: vec![],
                        early: vec![],
                    }),
                    MarkKind::TermUse { term } => {
                        let n = term.0.rsplit('-').next().and_then(|n| n.parse::<usize>().ok());
                        if let Some(term) = n.and_then(|n| out.get_mut(n.wrapping_sub(1))) {
                            term.uses.push(span);
                        }
                    }
                    _ => {}
                }
            }
        }
    });
    out
}

/// Terms by their first character, longest first.
struct First {
    sieve: Sieve,
    lists: CharMap<Vec<usize>>,
}

fn by_first(terms: &[Term]) -> First {
    let mut out: CharMap<Vec<usize>> = CharMap::default();
    for (k, term) in terms.iter().enumerate().filter(|(_, t)| t.text.chars().count() >= 2) {
        if let Some(c) = term.text.chars().next() {
            out.entry(c).or_default().push(k);
        }
    }
    for list in out.values_mut() {
        list.sort_by_key(|k| std::cmp::Reverse((terms[*k].text.len(), *k)));
    }
    First { sieve: Sieve::of(out.keys().copied()), lists: out }
}

/// Terms with one sign in front, at most so many of them are looked at in one place.
const ALIKE: usize = 40;

/// Places where terms stand before they are defined, in the body.
fn early(doc: &Document, terms: &mut [Term]) {
    let first = by_first(terms);
    // Below the last definition nothing stands before one.
    let Some(last) = terms.iter().map(|t| t.span.start).max().filter(|_| !first.lists.is_empty()) else {
        return;
    };
    let mut stack: Vec<&Provision> = vec![];
    events(doc, |e| match e {
        Event::Enter(p) => stack.push(p),
        Event::Leave(_) => {
            stack.pop();
        }
        Event::Text(t) if t.span.end <= last && !stack.is_empty() && is_read(t) => {
            let mut free = 0;
            for (at, c) in first.sieve.places(&t.text) {
                let Some(list) = first.lists.get(&c).filter(|_| at >= free) else { continue };
                for k in list.iter().take(ALIKE) {
                    let term = &mut terms[*k];
                    let start = t.span.start + at as u32;
                    if !t.text[at..].starts_with(term.text.as_str()) {
                        continue;
                    }
                    free = at + term.text.len();
                    let inside = term.scope.as_ref().is_none_or(|s| stack.iter().any(|p| p.id == *s));
                    let named = t.marks.iter().any(|m| {
                        matches!(m.kind, MarkKind::Citation { .. }) && (m.start..m.end).contains(&(at as u32))
                    });
                    if inside && !named && t.span.end <= term.span.start {
                        term.early.push(Span { start, end: start + term.text.len() as u32 });
                    }
                    break;
                }
            }
        }
        Event::Text(_) => {}
    });
}

/// The uses of the terms that the marks of a document define, for each text in the order of the tree.
pub fn uses(doc: &Document) -> Vec<Vec<Mark>> {
    let terms = defined(doc);
    let first = by_first(&terms);
    let defined = terms.iter().map(|t| t.span.end).min().unwrap_or(u32::MAX);
    let mut out = vec![];
    let mut stack: Vec<&Provision> = vec![];
    events(doc, |e| match e {
        Event::Enter(p) => stack.push(p),
        Event::Leave(_) => {
            stack.pop();
        }
        Event::Text(t) => {
            let mut marks = vec![];
            if t.span.end > defined && !first.lists.is_empty() && is_read(t) {
                find(t, &terms, &first, &stack, &mut marks);
            }
            out.push(marks);
        }
    });
    out
}

fn find(t: &Text, terms: &[Term], first: &First, stack: &[&Provision], out: &mut Vec<Mark>) {
    let mut free = 0;
    for (at, c) in first.sieve.places(&t.text) {
        let Some(list) = first.lists.get(&c).filter(|_| at >= free) else { continue };
        let here = t.span.start + at as u32;
        // The last definition above the place counts.
        let found = list.iter().take(ALIKE).find(|k| {
            let term = &terms[**k];
            t.text[at..].starts_with(term.text.as_str())
                && term.span.end <= here
                && term.scope.as_ref().is_none_or(|s| stack.iter().any(|p| p.id == *s))
        });
        if let Some(k) = found {
            let end = at + terms[*k].text.len();
            let kind = MarkKind::TermUse { term: Id(terms[*k].id.clone()) };
            out.push(Mark { start: at as u32, end: end as u32, kind });
            free = end;
        }
    }
}

/// Terms that are defined more than once for the same provisions: the later ones, with the earlier ones.
pub fn twice(terms: &[Term]) -> Vec<(&Term, &Term)> {
    let mut seen: Map<(&str, Option<&Id>), &Term> = Map::default();
    let mut out = vec![];
    for term in terms {
        let key = (term.text.as_str(), term.scope.as_ref());
        match seen.get(&key) {
            Some(earlier) => out.push((term, *earlier)),
            None => {
                seen.insert(key, term);
            }
        }
    }
    out
}

/// Gives the texts of some blocks their marks, in the order of the tree.
pub fn define(blocks: &mut [Block]) {
    for block in blocks {
        match block {
            Block::Text(t) if is_read(t) && t.role != Role::Table => {
                let found = definitions(&t.text);
                t.add_marks(found);
            }
            Block::Text(_) => {}
            Block::Provision(p) => define(&mut p.blocks),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(s: &str) -> Vec<&str> {
        definitions(s).iter().map(|m| &s[m.start as usize..m.end as usize]).collect()
    }

    #[test]
    fn definitions_of_all_kinds() {
        assert_eq!(said("中国和古巴（以下简称“双方”）同意"), ["双方"]);
        assert_eq!(
            said("《渔业法》（以下简称《渔业法》）和港口管理部门(以下统称主管部门)"),
            ["渔业法", "主管部门"]
        );
        assert_eq!(said("本条例所称港口设施，是指码头"), ["港口设施"]);
        assert_eq!(said("“船舶”一词系指商船；“船员”，是指"), ["船员"]);
        assert_eq!(said("この法律において「港湾情報」とは、港湾の"), ["港湾情報"]);
        assert_eq!(said("\"항만정보\"란 항만의"), ["항만정보"]);
        assert_eq!(said("依照本条例的规定，是指其他"), Vec::<&str>::new());
    }
}
