//! What headings say: which provisions are supplementary and to which law, which annexes are tables.

use crate::ir::{Block, Provision, Role, Text};
use crate::number::Level;
use crate::text::chars::{is_space, squash};

/// What the heading of supplementary provisions says.
pub struct Supplement {
    /// 附　則, as written.
    pub label: Text,
    /// The law that they belong to.
    pub law: Option<String>,
    /// Whether a part of them is left out: 抄.
    pub extract: bool,
}

/// What a heading says if it is that of supplementary provisions.
pub fn supplement(p: &Provision) -> Option<Supplement> {
    let heading = p.heading.as_ref().filter(|_| p.label.is_none())?.as_text();
    let said = heading.readable().into_owned();
    if !squash(&said).starts_with("附則") {
        return None;
    }
    let whole = Supplement { label: heading.clone(), law: None, extract: false };
    let Some(end) = said.find('則').map(|at| at + '則'.len_utf8()) else { return Some(whole) };
    let rest = said[end..].trim_matches(is_space);
    let (law, rest) = match rest.strip_prefix('（').and_then(|r| r.split_once('）')) {
        Some((law, rest)) => (Some(law.to_owned()), rest.trim_matches(is_space)),
        None => (None, rest),
    };
    // What is none of these stays in the label, with all else.
    if said.len() != heading.text.len() || !matches!(rest, "" | "抄") {
        return Some(whole);
    }
    Some(Supplement { label: heading.part(0..end), law, extract: rest == "抄" })
}

/// Whether an annex is a 別表 of tables and items, as the schema has them.
pub fn annex_table(p: &Provision) -> bool {
    let named = p.label.as_ref().map(|l| l.readable().into_owned());
    let named = named.or_else(|| p.heading.as_ref().map(|h| h.readable().into_owned()));
    let fits = |b: &Block| match b {
        Block::Text(t) => t.role == Role::Table,
        Block::Provision(q) => q.level == Level::Item,
    };
    named.is_some_and(|n| n.starts_with("別表")) && !p.blocks.is_empty() && p.blocks.iter().all(fits)
}
