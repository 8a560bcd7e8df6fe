//! What has no number and is no running text: headings by what the format says of them, by a word of their own, by
//! their place between articles; and the headings of labels that stand alone on a line.

use super::candidate::Candidate;
use super::outline::{Choice, Chosen, admitted};
use super::reason::{self, Reason};
use super::survey::{Steps, Survey, is_clause, is_english_section, look, rank};
use crate::number::{Group, LabelMatch, Level, System};
use crate::text::{Align, Style};

/// What a line is before any sequence is looked at.
#[derive(Clone, Debug)]
pub enum Set {
    /// Text inside a quotation.
    Quoted,
    /// A heading with its rank, and why.
    Heading(u8, &'static Reason),
    /// The heading of the label on the line before.
    Title,
    /// What a person says it is.
    Pinned(Choice),
}

/// The longest heading between articles, in characters.
const HEADING_MAX: usize = 15;
/// The longest heading below its label, in characters.
const TITLE_MAX: usize = 40;

/// What can be told of each line by itself and its neighbours.
pub fn find(
    lines: &[Candidate],
    survey: &Survey,
    quoted: &[bool],
    pinned: impl Fn(usize) -> bool,
) -> Vec<Option<Set>> {
    let mut out: Vec<Option<Set>> = vec![None; lines.len()];
    let outlines = Outlines::of(lines, survey);
    let mut numbered = false;
    let judgment = lines.iter().filter(|c| c.is_part_of_judgment()).count() > 1;
    for (i, c) in lines.iter().enumerate() {
        numbered |= c.labels.iter().any(|l| l.number == 1 && c.admits(l));
        let free = c.said.level.is_none() && !pinned(i);
        out[i] = match () {
            () if c.said.heading => Some(Set::Pinned(Choice::Heading(Level::Other, outlines.rank(c)))),
            () if free && c.said.role.is_some() => Some(Set::Pinned(Choice::Text)),
            () if !free => None,
            () if quoted[i] => Some(Set::Quoted),
            () if c.said.no_heading && (c.labels.is_empty() || c.is_bare_heading()) => {
                Some(Set::Pinned(Choice::Text))
            }
            // 第二章⏎附则: the heading of the label above.
            () if c.is_bare_heading() && i > 0 && stands_alone(&lines[i - 1]) => None,
            () if c.is_bare_heading() => {
                // Where the format sets headings further out than any number, it is one of those.
                let set = c.hints.outline.filter(|_| !outlines.known.is_empty());
                let set = set.map_or(rank::STEPS, |_| outlines.rank(c));
                Some(Set::Heading(survey.outermost().min(set), &reason::BARE_HEADING))
            }
            // （目的） over an article is that article's heading, whatever the format says.
            () if c.bracketed() && lines.get(i + 1).is_some_and(Candidate::begins_article) => None,
            () if set_as_heading(c) => Some(Set::Heading(outlines.rank(c), &reason::SET_AS_HEADING)),
            () if judgment && c.is_part_of_judgment() => {
                Some(Set::Heading(rank::HEADING, &reason::BARE_HEADING))
            }
            () if !numbered && c.is_foreword() => Some(Set::Heading(rank::ARTICLE, &reason::FOREWORD)),
            () => None,
        };
    }
    titles(lines, survey, &mut out);
    between_articles(lines, survey, &mut out);
    out
}

/// Whether a line is the label of a container and nothing else.
fn stands_alone(c: &Candidate) -> bool {
    admitted(c, Group::Heading).is_some_and(|l| c.after(l.len).1.is_empty())
}

/// Whether the format sets a line without a number as a heading.
fn set_as_heading(c: &Candidate) -> bool {
    let plain = c.aside.is_none() && c.labels.iter().all(|l| !c.admits(l));
    let styled = c.hints.style == Style::Heading || c.hints.outline.is_some();
    plain && styled && c.chars <= 60 && !c.text.ends_with(['。', '；', '，'])
        || plain && c.labels.is_empty() && c.hints.bold && c.hints.align == Align::Centre && c.heading_like()
}

/// Ranks of headings that the format sets, among the containers with words of their own.
struct Outlines {
    /// The outline level of a container, and its rank.
    known: Vec<(u8, u8)>,
}

impl Outlines {
    fn of(lines: &[Candidate], survey: &Survey) -> Self {
        let mut known: Vec<(u8, u8)> = lines
            .iter()
            .filter_map(|c| {
                let label = admitted(c, Group::Heading)?;
                Some((c.hints.outline?, survey.rank(label.form)))
            })
            .collect();
        known.sort_unstable();
        known.dedup_by_key(|k| k.0);
        Self { known }
    }

    fn rank(&self, c: &Candidate) -> u8 {
        /// Steps between headings of the format.
        const STEP: u8 = 3;
        let outline = c.hints.outline.unwrap_or(9).min(9);
        match self.known.iter().rev().find(|k| k.0 <= outline) {
            Some((o, rank)) => rank + outline - o,
            None => match self.known.first() {
                Some((o, rank)) => rank.saturating_sub(o - outline).max(1),
                None => rank::STEPS + STEP * outline,
            },
        }
    }
}

/// The level of what holds a level.
const fn above(level: Level, inside: bool) -> Option<Level> {
    match level {
        Level::Chapter if inside => Some(Level::Subpart),
        Level::Subpart | Level::Chapter => Some(Level::Part),
        Level::Section => Some(Level::Chapter),
        Level::Subsection => Some(Level::Section),
        _ => None,
    }
}

/// The level that a heading names by its last word: 合同编.
fn named(text: &str) -> Option<Level> {
    match text {
        t if t.ends_with("分编") || t.ends_with("分編") => Some(Level::Subpart),
        t if t.ends_with(['编', '編']) => Some(Level::Part),
        _ => None,
    }
}

/// Headings without a number that the format sets over numbered ones have the level of what holds these, whatever they
/// are called: over chapters stand parts, 总则 and 合同编. Those beside them, as deep for the format, have it too. A level
/// that the document numbers is left to its numbers.
pub fn levels(lines: &[Candidate], chosen: &mut [Chosen]) {
    const FEWEST: usize = 2;
    let mut numbered: Vec<Level> = vec![];
    // Containers with their ranks and, as far as known, levels; `None` for a heading of the format.
    let mut found: Vec<(usize, u8, Option<Level>)> = vec![];
    for (i, c) in chosen.iter().enumerate() {
        match c.choice {
            Choice::Unit { level, rank, .. } if level.is_container() => {
                numbered.push(level);
                found.push((i, rank, Some(level)));
            }
            Choice::Heading(Level::Other, rank) => {
                let set = lines[i].hints.outline.is_some() && c.because != &reason::PINNED;
                found.push((i, rank, if set { None } else { Some(Level::Other) }));
            }
            _ => {}
        }
    }
    let mut ranks: Vec<u8> = found.iter().filter(|f| f.2.is_none()).map(|f| f.1).collect();
    ranks.sort_unstable();
    ranks.dedup();
    // Innermost first, so that headings over headings know what they hold.
    for (k, rank) in ranks.iter().enumerate().rev() {
        let members: Vec<usize> =
            (0..found.len()).filter(|m| found[*m].1 == *rank && found[*m].2.is_none()).collect();
        let below = |m: &usize| found[m + 1..].iter().take_while(|f| f.1 > *rank).filter_map(|f| f.2);
        let held = members.iter().flat_map(below).filter(|l| *l != Level::Other).min();
        let names = members.iter().filter_map(|m| named(lines[found[*m].0].text)).min();
        let level = held
            .filter(|_| members.len() >= FEWEST || names.is_some())
            .and_then(|l| above(l, k > 0))
            .or(names)
            .filter(|l| !numbered.contains(l))
            .unwrap_or(Level::Other);
        for m in members {
            // What holds nothing is a title said again.
            let holds = found.get(m + 1).is_none_or(|next| next.1 > *rank || next.0 > found[m].0 + 1);
            let level = if holds { level } else { Level::Other };
            found[m].2 = Some(level);
            chosen[found[m].0].choice = Choice::Heading(level, *rank);
        }
    }
}

/// The label of a unit that can have its heading on the next line, where nothing stands behind it.
fn bare_label(c: &Candidate, survey: &Survey) -> Option<LabelMatch> {
    let figure =
        |l: &LabelMatch| l.form.name == "{n}　" && matches!(l.system, System::Arabic | System::FullWidth);
    let steps =
        |l: &LabelMatch| survey.steps == Some(Steps::Containers) && (l.form.is_decimal() || figure(l));
    let fits = |l: &&LabelMatch| l.form.group != Group::List || steps(l) || survey.top == Some(look(l));
    let label = c.labels.iter().filter(fits).find(|l| c.admits(l))?;
    c.after(label.len).1.is_empty().then(|| label.clone())
}

/// 第一章⏎总则, 第一条⏎标的: the line below a label that stands alone. Below articles it may be their text, so most
/// of them must have such a line.
fn titles(lines: &[Candidate], survey: &Survey, out: &mut [Option<Set>]) {
    let mut articles = 0;
    let mut found: Vec<(usize, bool)> = vec![];
    for i in 0..lines.len() {
        if out[i].is_some() {
            continue;
        }
        let Some(label) = bare_label(&lines[i], survey) else { continue };
        let listed = survey.top == Some(look(&label));
        let container =
            label.form.group != Group::Article && !(survey.clause && is_clause(&label)) && !listed;
        articles += usize::from(!container);
        let Some(next) = lines.get(i + 1).filter(|_| out[i + 1].is_none()) else { continue };
        let title = next.heading_like()
            && next.chars <= TITLE_MAX
            && !super::candidate::is_gone(next.text)
            && (!container || !next.bracketed())
            && next.labels.iter().all(|l| !next.admits(l))
            && (!listed || lines.get(i + 2).is_some_and(|n| n.closed && n.labels.is_empty()))
            && next.parallel.is_none()
            && next.said.is_none();
        if !title {
            continue;
        }
        // A heading heads something: what follows is no article of its own.
        let heads = lines.get(i + 2).is_some_and(|n| {
            let below = |l: &LabelMatch| {
                l.form.group == Group::List || survey.sections && is_english_section(l) || !n.admits(l)
            };
            container || n.labels.iter().all(below)
        });
        if heads {
            found.push((i + 1, container));
        }
    }
    let of_articles = found.iter().filter(|f| !f.1).count();
    let most = of_articles * 10 >= articles * 6;
    for (i, container) in found {
        if container || most {
            out[i] = Some(Set::Title);
        }
    }
}

/// Whether a line without a number may head articles, by what it says.
pub fn may_head(c: &Candidate) -> bool {
    c.labels.is_empty()
        && c.heading_like()
        && c.chars <= HEADING_MAX
        && !c.bracketed()
        && !c.text.contains(['，', '：', '、', '|'])
        && c.said.is_none()
}

/// 组织, 职权: short lines without a number right above articles, where the document has several; and one above
/// articles that begin at 1 again.
fn between_articles(lines: &[Candidate], survey: &Survey, out: &mut [Option<Set>]) {
    const FEWEST: usize = 2;
    let listed =
        |c: &Candidate| c.labels.iter().find(|l| survey.top == Some(look(l)) && c.admits(l)).cloned();
    let article = |c: &Candidate| {
        let clause = survey.clause.then(|| c.labels.iter().find(|l| is_clause(l)).cloned()).flatten();
        clause.or_else(|| admitted(c, Group::Article).cloned()).or_else(|| listed(c))
    };
    let mut seen = false;
    let mut articles = 0;
    let mut found: Vec<usize> = vec![];
    for i in 0..lines.len() {
        let Some(label) = article(&lines[i]) else { continue };
        articles += 1;
        let Some(before) = i.checked_sub(1) else {
            seen = true;
            continue;
        };
        let c = &lines[before];
        let above = before.checked_sub(1).map(|k| &lines[k]);
        let plain = out[before].is_none() && may_head(c);
        let bare_above = above.is_some_and(|a| a.labels.iter().any(|l| l.len == a.text.len()));
        // What stands above ended, or is a heading itself.
        let apart = above.is_none_or(|a| {
            // 兹制定本章程： leads to all of them.
            a.closed && (!seen || !a.text.ends_with(['，', '：', '、']))
                || admitted(a, Group::Heading).is_some()
                || a.hints.table
        });
        if plain && apart && !bare_above {
            let again = label.form.group != Group::List && label.number == 1 && label.branches.is_empty();
            if seen && again {
                out[before] = Some(Set::Heading(survey.outermost().min(rank::STEPS), &reason::BEGINS_AGAIN));
            } else {
                found.push(before);
            }
        }
        seen = true;
    }
    // Every article of a charter may have such a line above it; above lists they are rarer.
    let many = survey.top.is_none() || found.len() * 10 <= articles * 8;
    if found.len() >= FEWEST && many {
        for i in found {
            out[i] = Some(Set::Heading(rank::HEADING, &reason::ABOVE_ARTICLES));
        }
    }
}
