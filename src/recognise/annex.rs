//! Annexes: 附件1, 附录A, 別表第１（第１条関係）, [별표 1]; and documents that follow another in one file.

use super::annex_label::{enclosed, label_of, names_annex, spaced_label, title_at};
use super::candidate::{Candidate, is_party};
use super::{closing, tree};
use crate::ir::{Block, Heading, Label, Provision, Role};
use crate::lexicon::annex::BACK_MATTER;
use crate::lexicon::front::{CALLS, INSTRUMENTS, REGISTER_KEYS, REPUBLISHED, TITLE_NOUNS};
use crate::lexicon::{ends, holds, key};
use crate::number::{Group, Level, System};
use crate::text::{Span, chars};
use std::ops::Range;

/// An annex: its lines, and what they are.
#[derive(Debug)]
pub struct Annex {
    /// The lines, the label's first.
    pub lines: Range<usize>,
    /// How many of them are its label and title: 1, or 2 where the title stands on a line of its own.
    pub used: usize,
    /// Where its closing matter begins, and what its lines are.
    pub closing: (usize, Vec<Role>),
}

/// The first line of the first annex; the number of lines where there is none.
pub fn first(lines: &[Candidate]) -> usize {
    (0..lines.len())
        .find(|i| if *i > 0 { begins(lines, *i) } else { lines[0].said.begins_annex() })
        .unwrap_or(lines.len())
}

/// The annexes from a line on, in order.
pub fn all(lines: &[Candidate], from: usize) -> Vec<Annex> {
    let starts: Vec<usize> =
        (from..lines.len()).filter(|i| *i == from || begins(lines, *i) || goes_on(lines, from, *i)).collect();
    starts
        .iter()
        .enumerate()
        .map(|(k, start)| {
            let end = starts.get(k + 1).copied().unwrap_or(lines.len());
            let used = opening(lines, *start, end);
            let body = *start + used;
            let closes = closing::start(lines, body, end);
            // Lines of a list or a form are short and quiet: without a sentence or a unit above it nothing closes.
            let said = lines[body..closes].iter().any(|c| c.closed || !c.labels.is_empty());
            let closes = if said { closes } else { end };
            Annex { lines: *start..end, used, closing: (closes, closing::roles(&lines[closes..end])) }
        })
        .collect()
}

/// 附表　規費 below an annex, or 附： below 附：, is another one, though it has no number.
fn goes_on(lines: &[Candidate], from: usize, i: usize) -> bool {
    let c = &lines[i];
    let free = c.aside.is_none() && !c.said.begins() && c.said.role.is_none();
    let again = || c.text == lines[from].text && enclosed(c.text) == Some(c.text.len());
    free && (c.heading_like() && spaced_label(c.text).is_some() || again())
}

/// How many lines are the label and the title of an annex.
fn opening(lines: &[Candidate], start: usize, end: usize) -> usize {
    let c = &lines[start];
    let Some((len, _)) = opens_with(c) else {
        // A second document: its title; a letter begins with whom it is to.
        return 1;
    };
    let alone = title_at(c.text, len).is_none();
    let title = lines[start + 1..end].first().is_some_and(|n| n.heading_like() && !starts_structure(n));
    1 + usize::from(alone && title)
}

/// Whether a line begins the structure of a document.
pub fn starts_structure(c: &Candidate) -> bool {
    // A heading below that of the document.
    let headed = c.hints.outline.is_some_and(|o| o > 1) && c.heading_like();
    headed
        || c.labels.iter().any(|l| {
            c.admits(l)
                && !super::survey::is_ordinal(l)
                && !is_party(l)
                && (l.form.group != Group::List || l.number == 1)
        })
}

/// The label of an annex, as a person says or as it reads; `None` for a second document, which has none.
fn opens_with(c: &Candidate) -> Option<(usize, Option<(System, u32)>)> {
    let told = label_of(c)
        .or_else(|| enclosed(c.text).map(|len| (len, None)))
        .or_else(|| spaced_label(c.text).map(|len| (len, None)));
    match c.said.level {
        Some((_, Some(said))) => {
            let said = said as usize;
            Some((said, told.filter(|t| t.0 == said).and_then(|t| t.1)))
        }
        Some((Level::Annex, None)) => Some(told.unwrap_or((c.text.len(), None))),
        _ => told,
    }
}

/// Whether a line begins an annex or a second document.
fn begins(lines: &[Candidate], i: usize) -> bool {
    let c = &lines[i];
    if c.said.begins_annex() {
        return true;
    }
    if c.aside.is_some() || c.said.begins() || c.said.role.is_some() {
        return false;
    }
    if heads_back_matter(lines, i) {
        return true;
    }
    if label_of(c).is_some() {
        if is_listed(lines, i) {
            return false;
        }
        // 附件： in the head of a letter says whether there is any.
        let row = |c: &Candidate| key(c.text).is_some_and(|k| REGISTER_KEYS.contains(&k.as_str()));
        return !(c.text.ends_with(['：', ':']) && row(&lines[i - 1]));
    }
    let after_closing = || {
        let last = &lines[i - 1];
        let signed = closing::signs(last) && last.labels.is_empty();
        closing::is_date(last.text)
            || signed && (i.saturating_sub(4)..i).any(|k| closing::is_date(lines[k].text))
    };
    // 附：适用的法律条文 below the date is no list of what is enclosed.
    if c.text.starts_with('附') && enclosed(c.text).is_some() {
        return after_closing() || below_testimonium(lines, i) || is_followed(lines, i);
    }
    let titled = is_title(lines, i);
    is_instrument(c) && below_testimonium(lines, i) && titled
        || (titled || is_call(lines, i)) && after_closing()
        || titled && republishes(&lines[i - 1])
}

/// 《某条例》根据本决定作相应修改，重新公布。: the act follows as it reads now.
fn republishes(c: &Candidate) -> bool {
    c.text.ends_with('。') && holds(c.text, REPUBLISHED) && c.chars <= 120
}

/// 参考文献 below the clauses and annexes of a standard.
fn heads_back_matter(lines: &[Candidate], i: usize) -> bool {
    let steps = |c: &Candidate| c.labels.iter().any(|l| l.form.is_decimal() && c.admits(l));
    let c = &lines[i];
    c.heading_like() && BACK_MATTER.contains(&chars::squash(c.text).as_str()) && lines[..i].iter().any(steps)
}

/// 附件一　名单⏎附件二　规则 above the signatures or at the end: what is enclosed, and no annex.
fn is_listed(lines: &[Candidate], i: usize) -> bool {
    let entry = |c: &Candidate| names_annex(c) && c.hints.outline.is_none() && !c.hints.page_break;
    if !entry(&lines[i]) {
        return false;
    }
    let first = (0..i).rev().take_while(|k| entry(&lines[*k])).last().unwrap_or(i);
    let end = i + lines[i..].iter().take_while(|c| entry(c)).count();
    let signed = |c: &Candidate| closing::signs(c) || closing::is_date(c.text);
    end - first > 1 && lines.get(end).is_none_or(signed)
}

/// 附件：收费标准 at the end of the text, over what is named and not over who signs.
fn is_followed(lines: &[Candidate], i: usize) -> bool {
    /// Lines below it in which somebody may sign.
    const FAR: usize = 200;
    let titled = enclosed(lines[i].text).is_some_and(|len| title_at(lines[i].text, len).is_some());
    let first = |c: &Candidate| {
        c.hints.table || c.labels.iter().any(|l| l.number == 1 && c.admits(l) && l.len < c.text.len())
    };
    let signed = |c: &Candidate| closing::is_date(c.text) || closing::signs(c);
    titled
        && lines[i].labels.is_empty()
        && lines[i - 1].closed
        && lines.get(i + 1).is_some_and(first)
        && !lines[i + 1..].iter().take(FAR).any(signed)
}

/// 议定书, 交換公文: the title of what a treaty brings along.
fn is_instrument(c: &Candidate) -> bool {
    c.heading_like() && (ends(c.text, TITLE_NOUNS).is_some() || ends(c.text, INSTRUMENTS).is_some())
}

/// Whether only signatures stand between a line and the sentence that says where the treaty above was made.
fn below_testimonium(lines: &[Candidate], i: usize) -> bool {
    /// Lines that sign.
    const SIGNATURES: usize = 12;
    for k in (0..i).rev().take(SIGNATURES) {
        if closing::is_testimonium(&lines[k]) {
            return i - k > 1;
        }
        if !matches!(closing::role(&lines[k]), Some(Role::Signature | Role::Dateline | Role::Trailer)) {
            return false;
        }
    }
    false
}

/// A letter begins: somebody is called upon in one of the next lines.
pub fn is_call(lines: &[Candidate], i: usize) -> bool {
    /// Lines of an address.
    const ADDRESS: usize = 4;
    let open = |c: &Candidate| !c.closed || c.text.ends_with(['：', ':', '，']);
    lines.iter().skip(i).take(ADDRESS).take_while(|c| open(c)).any(|c| c.chars <= 30 && holds(c.text, CALLS))
}

/// The title of a second document: no sentence, and a numbering begins anew below it.
fn is_title(lines: &[Candidate], i: usize) -> bool {
    /// Lines between a title and the first unit.
    const FRONT: usize = 4;
    let c = &lines[i];
    let plain =
        c.heading_like() && c.chars >= 3 && c.labels.is_empty() && !c.bracketed() && !closing::signs(c);
    // What a treaty brings along may be numbered in any way.
    let listed = is_instrument(c);
    let begins = |c: &Candidate| {
        c.labels.iter().any(|l| l.number == 1 && (listed || l.form.group != Group::List) && c.admits(l))
    };
    plain
        && closing::role(c).is_none_or(|r| r == Role::Signature)
        && lines[i + 1..].iter().take(FRONT).any(begins)
}

/// The provision of an annex.
pub fn build(lines: &[Candidate], annex: &Annex, language: &str) -> Provision {
    let all = &lines[annex.lines.clone()];
    let (c, last) = (&all[0], &all[all.len() - 1]);
    let mut p = Provision::new(Level::Annex, c.lead.to_owned(), c.span.join(last.span));
    let start = c.span.start as usize;
    let headed = |text: &str, at: usize| {
        Box::new(Heading {
            text: text.to_owned(),
            span: Span::new(at, at + text.len()),
            ..Heading::default()
        })
    };
    let found = opens_with(c);
    match found {
        Some((len, number)) => {
            let text_at = title_at(c.text, len);
            let mut gap = c.text[len..text_at.unwrap_or(c.text.len())].to_owned();
            let mut heading = text_at.map(|at| headed(&c.text[at..], start + at));
            if annex.used == 2 {
                gap.push_str(all[1].lead);
                heading = Some(headed(all[1].text, all[1].span.start as usize));
            }
            p.label = Some(Box::new(Label {
                text: c.text[..len].to_owned(),
                gap,
                form: "annex".into(),
                system: number.map(|n| n.0),
                number: number.map(|n| n.1),
                branches: vec![],
                shown: c.shows(len),
                marks: vec![],
                span: Span::new(start, start + len),
            }));
            p.heading = heading;
        }
        None => p.heading = Some(headed(c.text, start)),
    }
    let (closes, roles) = &annex.closing;
    let body = annex.lines.start + annex.used;
    p.blocks = tree::build(&lines[body..*closes], language);
    p.blocks.extend(roles.iter().zip(&lines[*closes..]).map(|(role, c)| Block::Text(c.as_text(*role))));
    p
}
