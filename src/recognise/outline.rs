//! Which lines are numbered units: the reading of the whole sequence, not of one line alone.

use super::candidate::Candidate;
use crate::number::{Group, LabelMatch, Level, System};

/// What a line was chosen to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A numbered unit; for lists the depth below the article, from 0.
    Unit {
        /// Its label.
        label: LabelMatch,
        /// Its level.
        level: Level,
    },
    /// A heading without a number, such as 附则.
    Heading,
    /// A marker without a number, such as ——; its level.
    Marker(usize, Level),
    /// Running text.
    Text,
}

/// Headings that never carry a number.
const BARE_HEADINGS: &[&str] = &["附则", "附則", "부칙"];
const MARKERS: &[&str] = &["——", "●", "•", "■", "◆", "▲"];

/// A list that is open: how its labels look, and the last number.
#[derive(Clone, Debug)]
struct Open {
    form: &'static str,
    system: System,
    number: u32,
}

/// Chooses for every line.
pub fn choose(lines: &[Candidate]) -> Vec<Choice> {
    let has_articles = lines.iter().filter(|c| admitted(c, Group::Article).is_some()).count() >= 1;
    let top = if has_articles { None } else { top_form(lines) };
    let mut lists: Vec<Open> = vec![];
    let mut quoted = 0usize;
    let mut out = Vec::with_capacity(lines.len());
    for (i, c) in lines.iter().enumerate() {
        if quoted > 0 {
            quoted -= 1;
            out.push(Choice::Text);
            continue;
        }
        quoted = quotation(lines, i);
        if c.text.starts_with('“') {
            out.push(Choice::Text);
            continue;
        }
        if let Some(label) = admitted(c, Group::Heading).or_else(|| admitted(c, Group::Article)) {
            lists.clear();
            let level = label.form.level;
            out.push(Choice::Unit { label, level });
            continue;
        }
        if c.chars <= 12 && BARE_HEADINGS.contains(&crate::text::chars::squash(c.text).as_str()) {
            lists.clear();
            out.push(Choice::Heading);
            continue;
        }
        if let Some(marker) = MARKERS.iter().find(|m| c.text.starts_with(**m)) {
            let depth = lists.len();
            out.push(Choice::Marker(marker.len(), list_level(depth, top.is_some())));
            continue;
        }
        out.push(list_choice(c, &mut lists, top));
    }
    out
}

fn admitted(c: &Candidate, group: Group) -> Option<LabelMatch> {
    c.labels.iter().find(|l| l.form.group == group && c.admits(l)).cloned()
}

/// The list form that numbers the articles of a document without 第…条: the first form that begins at 1.
/// A document that begins with （一） has items at its top.
fn top_form(lines: &[Candidate]) -> Option<(&'static str, System)> {
    let first =
        lines.iter().flat_map(|c| c.labels.iter()).find(|l| l.form.group == Group::List && l.number == 1)?;
    let bracketed =
        first.form.name.starts_with(['（', '(']) || first.form.name == "{n}" || first.form.name == "{n}　";
    (!bracketed).then_some((first.form.name, first.system))
}

/// The level of a list at some depth; where lists carry the articles, depth 0 is the article.
fn list_level(depth: usize, top: bool) -> Level {
    match depth + usize::from(!top) {
        0 => Level::Article,
        1 => Level::Item,
        2 => Level::Subitem,
        _ => Level::Point,
    }
}

fn list_choice(c: &Candidate, lists: &mut Vec<Open>, top: Option<(&'static str, System)>) -> Choice {
    for label in c.labels.iter().filter(|l| l.form.group == Group::List && c.admits(l)) {
        let key = |o: &Open| o.form == label.form.name && o.system == label.system;
        let is_top = top == Some((label.form.name, label.system));
        let depth = match lists.iter().rposition(key) {
            // A sibling: the next number, or a near one (sources skip and repeat), or a new list of the same form.
            Some(d) if follows(lists[d].number, label.number) || label.number == 1 => d,
            Some(_) => continue,
            None if is_top => 0,
            // A list begins at 1; one that runs on across its parents begins where the last one ended.
            None if label.number == 1 => lists.len(),
            None => continue,
        };
        lists.truncate(depth);
        lists.push(Open { form: label.form.name, system: label.system, number: label.number });
        return Choice::Unit { label: label.clone(), level: list_level(depth, top.is_some()) };
    }
    Choice::Text
}

/// Numbers that may follow each other in a list; a gap of a few is a gap of the source.
fn follows(last: u32, next: u32) -> bool {
    next > last && next - last <= 5 || next == last
}

/// How many lines after `i` stand inside a quotation that line `i` opens and a later line closes.
fn quotation(lines: &[Candidate], i: usize) -> usize {
    /// A quotation longer than this is an unclosed one.
    const LONGEST: usize = 60;
    let mut open = lines[i].quotes;
    if open <= 0 {
        return 0;
    }
    for (k, c) in lines[i + 1..].iter().take(LONGEST).enumerate() {
        // Every paragraph of a long quotation may begin with the opening mark again; only the last one closes.
        let again = c.text.starts_with('“') && c.quotes > 0;
        open += if again { c.quotes - 1 } else { c.quotes };
        if open <= 0 {
            return k + 1;
        }
    }
    0
}
