//! Which lines are numbered units: the reading of the whole document, not of one line alone. What can only be one thing
//! is set first (quotations, headings without numbers); the rest is decided by the best way through all lines.

use super::candidate::{Candidate, is_gone};
use super::doubts;
use super::lattice::{Decided, Lattice};
use super::pinned;
use super::rare::Rare;
use super::reason::{self, Reason};
use super::state::State;
use super::survey::{self, Survey};
use super::unnumbered::{self, Set};
use super::ways::{Here, Manner, Pick, Reading, Ways};
use super::weights::Weights;
use crate::lexicon::source_note::is_source_note;
use crate::number::{Group, LabelMatch, Level};
use crate::text::Language;

/// What a line was chosen to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A numbered unit.
    Unit {
        /// Its label; most lines have none, and each keeps room for its choice.
        label: Box<LabelMatch>,
        /// Its level.
        level: Level,
        /// Its rank in the tree: it closes all of its own rank and below.
        rank: u8,
    },
    /// A heading without a number, such as 附则, with its level and rank.
    Heading(Level, u8),
    /// The heading of the unit whose label stands alone on the line before.
    Title,
    /// A heading in brackets on the line before its article, as Japanese laws have it.
    Caption,
    /// A marker without a number, such as ——; its length, level and rank.
    Marker(usize, Level, u8),
    /// Running text.
    Text,
}

/// A choice, and why it was made.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// What the line is.
    pub choice: Choice,
    /// Why.
    pub because: &'static Reason,
    /// How certain that is, in hundredths.
    pub confidence: u8,
    /// What it would be otherwise: the level or `text`.
    pub runner_up: Option<&'static str>,
    /// The readings of its labels that were possible and did not win: which, and how much less speaks for each.
    pub refused: Rare<Vec<(usize, f32)>>,
    /// What speaks against it all the same.
    pub doubts: Rare<Vec<&'static Reason>>,
    /// How much less speaks for the best reading in which the line is something else.
    pub margin: f32,
}

/// As certain as it gets.
pub const CERTAIN: u8 = 100;

impl Chosen {
    const fn new(choice: Choice, because: &'static Reason) -> Self {
        Self {
            choice,
            because,
            confidence: CERTAIN,
            runner_up: None,
            refused: Rare::NONE,
            doubts: Rare::NONE,
            margin: f32::INFINITY,
        }
    }

    fn decided(line: &Candidate, d: &Decided) -> Self {
        let refused = d.others.iter().filter_map(|(pick, less)| match pick {
            Pick::Unit(k, ..) => Some((*k as usize, *less)),
            _ => None,
        });
        Self {
            choice: choice(line, d.pick),
            because: d.because,
            confidence: doubts::of_margin(d.margin),
            runner_up: d.runner_up.map(name),
            refused: Rare::of(refused.collect()),
            doubts: Rare::NONE,
            margin: d.margin,
        }
    }
}

fn choice(line: &Candidate, pick: Pick) -> Choice {
    match pick {
        Pick::Text => Choice::Text,
        Pick::Unit(k, level, rank) => {
            let label = Box::new(line.labels[k as usize].clone());
            Choice::Unit { label, level, rank }
        }
        Pick::Marker(len, level, rank) => Choice::Marker(len as usize, level, rank),
    }
}

const fn name(pick: Pick) -> &'static str {
    match pick {
        Pick::Text => "text",
        Pick::Unit(_, level, _) | Pick::Marker(_, level, _) => level.name(),
    }
}

const MARKERS: &[&str] =
    &["——", "──", "━━", "●", "•", "■", "◆", "▲", "○ ", "◎", "- ", "– ", "－ ", "‣", "◦", "□ ", "※ "];
/// The longest heading in brackets, in characters.
const CAPTION_MAX: usize = 40;

/// Chooses for every line.
pub fn choose(lines: &[Candidate], language: &str) -> Vec<Chosen> {
    let quoted = quoted(lines);
    let pinned = pinned::pinned(lines, |i| !quoted[i]);
    let survey = Survey::of(lines, &pinned);
    let set = unnumbered::find(lines, &survey, &quoted, |i| pinned.contains_key(&i));
    let language = Language::of(language);
    let manner = Manner { japanese: language.is_japanese(), korean: language.is_korean() };
    let ways = Ways { survey: &survey, manner, weights: Weights::now() };
    let mut lattice = Lattice::new(lines.len());
    let mut out: Vec<Option<Chosen>> = vec![None; lines.len()];
    for (i, c) in lines.iter().enumerate() {
        let sign = MARKERS.iter().find(|m| c.aside.is_none() && c.text.starts_with(**m));
        let marker = sign.map(|m| m.trim_end().len());
        if let Some((label, level)) = pinned.get(&i) {
            let because = if c.said.level.is_some() { &reason::PINNED } else { &reason::PINNED_SERIES };
            let mut rank = 0;
            let bare = c.after(label.len).1.is_empty();
            lattice.pass(|state| rank = ways.pinned(state, label, *level, bare));
            let label = Box::new(label.clone());
            out[i] = Some(Chosen::new(Choice::Unit { label, level: *level, rank }, because));
            continue;
        }
        if let Some((level, len)) = c.said.level {
            let rank = survey::level_rank(level);
            let choice = match len.map(|len| len as usize).or(marker) {
                Some(len) if len > 0 => Choice::Marker(len, level, rank),
                _ if level.is_container() => Choice::Heading(level, rank),
                _ => Choice::Text,
            };
            lattice.pass(|state| if level.is_list() { state.text() } else { state.heading() });
            out[i] = Some(Chosen::new(choice, &reason::PINNED));
            continue;
        }
        let (choice, because) = match &set[i] {
            Some(Set::Heading(rank, because)) => (Choice::Heading(Level::Other, *rank), *because),
            Some(Set::Title) => (Choice::Title, &reason::TITLE_BELOW),
            Some(Set::Quoted) => (Choice::Text, &reason::QUOTED),
            Some(Set::Pinned(choice)) => (choice.clone(), &reason::PINNED),
            None if c.labels.is_empty() && marker.is_none() => (Choice::Text, &reason::NO_LABEL),
            None => {
                let next = lines.get(i + 1);
                let article = |n: &Candidate| survey.begun[i + 1] || survey.counted(n);
                let here = Here {
                    line: c,
                    before: i.checked_sub(1).map(|k| &lines[k]),
                    next,
                    marker,
                    article_next: next.is_some_and(article),
                    readings: c.labels.iter().map(|l| Reading::of(c, l, &survey)).collect(),
                };
                lattice.step(|state, see| ways.each(&here, state, see));
                continue;
            }
        };
        match choice {
            Choice::Heading(..) => lattice.pass(State::heading),
            Choice::Title => lattice.pass(|_| ()),
            _ => lattice.pass(State::text),
        }
        out[i] = Some(Chosen::new(choice, because));
    }
    drop(set);
    lattice.decide(|i, decided| out[i] = Some(Chosen::decided(&lines[i], &decided)));
    let unread = || Chosen::new(Choice::Text, &reason::NO_READING);
    let mut out: Vec<Chosen> = out.into_iter().map(|chosen| chosen.unwrap_or_else(unread)).collect();
    titles(lines, &mut out);
    captions(lines, &mut out, manner.japanese);
    unnumbered::levels(lines, &mut out);
    doubts::weigh(lines, &mut out);
    out
}

/// What heads a label that stands alone is text again where that became none.
fn titles(lines: &[Candidate], chosen: &mut [Chosen]) {
    for i in 0..lines.len() {
        let headed = i.checked_sub(1).is_some_and(|k| match &chosen[k].choice {
            Choice::Unit { label, .. } => lines[k].after(label.len).1.is_empty(),
            _ => false,
        });
        if chosen[i].choice == Choice::Title && !headed {
            chosen[i] = Chosen::new(Choice::Text, &reason::NO_LABEL);
        }
    }
}

/// The first reading of a group that can stand.
pub fn admitted<'c>(c: &'c Candidate, group: Group) -> Option<&'c LabelMatch> {
    c.labels.iter().find(|l| l.form.group == group && c.admits(l))
}

/// （目的） on the line before an article is the article's heading: in Japanese, or where most articles have one. In
/// Japanese the numbered 項 of supplementary provisions have them too.
fn captions(lines: &[Candidate], chosen: &mut [Chosen], japanese: bool) {
    let is_article = |c: &Chosen| matches!(&c.choice, Choice::Unit { level: Level::Article, .. });
    let headed = |c: &Chosen| {
        is_article(c) || japanese && matches!(&c.choice, Choice::Unit { level: Level::Paragraph, .. })
    };
    let bracketed = |c: &Candidate| {
        c.bracketed() && c.chars <= CAPTION_MAX && !is_gone(c.text) && !is_source_note(c.text)
    };
    let places: Vec<usize> = (1..lines.len())
        .filter(|i| {
            let before = &chosen[i - 1];
            let free = before.choice == Choice::Text && before.because != &reason::PINNED;
            headed(&chosen[*i]) && bracketed(&lines[i - 1]) && free
        })
        .collect();
    let articles = chosen.iter().filter(|c| is_article(c)).count();
    if japanese || places.len() * 2 >= articles {
        for i in places {
            chosen[i - 1] = Chosen::new(Choice::Caption, &reason::CAPTION);
        }
    }
}

/// Which lines stand inside a quotation.
fn quoted(lines: &[Candidate]) -> Vec<bool> {
    let mut left = 0usize;
    (0..lines.len())
        .map(|i| {
            if left > 0 {
                left -= 1;
                return true;
            }
            left = quotation(lines, i);
            lines[i].text.starts_with(['“', '"'])
        })
        .collect()
}

/// How many lines after `i` stand inside a quotation that line `i` opens and a later line closes.
fn quotation(lines: &[Candidate], i: usize) -> usize {
    /// A quotation longer than this is an unclosed one.
    const LONGEST: usize = 60;
    let straight = |c: &Candidate| c.text.matches('"').count() % 2 == 1;
    let mut open = lines[i].quotes;
    if open <= 0 {
        // Straight marks open and close alike: the next line with an odd one closes what an odd one opened.
        let ends = |c: &Candidate| straight(c) && c.text.trim_end_matches(['。', '；', '，']).ends_with('"');
        if straight(&lines[i]) {
            return lines[i + 1..].iter().take(LONGEST).position(ends).map_or(0, |k| k + 1);
        }
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
