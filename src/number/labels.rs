//! The readings of the label at the start of a text: all, the longest, that of an article, that of a whole string.

use super::form::{Alike, BY_FIRST, FORMS, Group, LabelMatch, may_begin_label, one_space};
use super::wide::{ranged, spaced_branch, spread};
use std::cmp::Reverse;
use std::ops::ControlFlow::{self, Break, Continue};

/// Calls `see` for every reading of the label at the start of `s`, until it has seen enough: `I.` is the first Roman number
/// and the ninth letter.
fn each_reading(s: &str, see: impl FnMut(LabelMatch) -> ControlFlow<()>) -> ControlFlow<()> {
    each_reading_of(s, |_| true, see)
}

/// The same of some of the forms.
fn each_reading_of(
    s: &str,
    wanted: impl Fn(&Alike) -> bool,
    mut see: impl FnMut(LabelMatch) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some(first) = s.chars().next().filter(|c| may_begin_label(*c)) else { return Continue(()) };
    for alike in BY_FIRST.get(&first).into_iter().flatten().filter(|alike| wanted(alike)) {
        let Some(body) = s.strip_prefix(alike.prefix) else { continue };
        let found = std::cell::Cell::new(false);
        let mut see = |label: LabelMatch| {
            found.set(true);
            see(label)
        };
        // 第 15 條: one space may stand on either side of the numeral.
        alike.read(s, if alike.list { body } else { one_space(body) }, &mut see)?;
        if !alike.prefix.is_empty() && !alike.list && (!found.get() || spaced_branch(s)) {
            spread(s, alike, &mut see)?;
        }
    }
    Continue(())
}

impl LabelMatch {
    /// Its place among the readings of one string: forms and their systems in the order of the tables.
    fn rank(&self) -> (usize, usize) {
        let form = FORMS.iter().position(|f| std::ptr::eq(f, self.form));
        let system = self.form.systems.iter().position(|s| *s == self.system);
        (form.unwrap_or(FORMS.len()), system.unwrap_or(0))
    }
}

/// Every reading of the label at the start of `s`, the longest first.
pub fn read_labels(s: &str) -> Vec<LabelMatch> {
    let mut found = vec![];
    let _ = each_reading(s, |label| {
        found.push(label);
        Continue(())
    });
    if found.len() > 1 {
        found.sort_by_cached_key(|m| (Reverse(m.len), m.rank()));
    }
    found
}

/// Whether a text begins with a label.
pub fn is_labelled(s: &str) -> bool {
    each_reading(s, |_| Break(())).is_break()
}

/// The longest reading of the label at the start of `s` that is one of an article.
pub fn article_label(s: &str) -> Option<LabelMatch> {
    // 第…条 is read in one way, if at all.
    if s.starts_with('第') && !spaced_branch(s) {
        let mut found = None;
        let _ = each_reading(s, |label| {
            found = Some(label).filter(|l| l.form.group == Group::Article);
            if found.is_some() { Break(()) } else { Continue(()) }
        });
        return found;
    }
    let mut found: Vec<LabelMatch> = vec![];
    let _ = each_reading_of(s, Alike::has_articles, |label| {
        if label.form.group == Group::Article {
            found.push(label);
        }
        Continue(())
    });
    found.into_iter().min_by_key(|m| (Reverse(m.len), m.rank()))
}

/// The reading of a whole string as a label with a number: in a form of a group, else in any.
pub fn read_whole(s: &str, number: u32, group: Group) -> Option<LabelMatch> {
    let mut found: Option<LabelMatch> = None;
    let rank = |m: &LabelMatch| (m.form.group != group, m.rank());
    let _ = each_reading(s, |label| {
        let label = ranged(s, label);
        // The colon of 第一条： and the stop of Section 1. go with the label.
        let rest = &s[label.len..];
        let whole = matches!(rest, "" | "：" | ":") || matches!(rest, "." | "།") && label.form.is_english();
        let whole = whole && label.number == number;
        if whole && found.as_ref().is_none_or(|f| rank(&label) < rank(f)) {
            found = Some(label);
        }
        Continue(())
    });
    found
}

/// The longest reading of the label at the start of `s`.
pub fn read_label(s: &str) -> Option<LabelMatch> {
    read_labels(s).into_iter().next()
}
