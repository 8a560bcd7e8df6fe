//! How certain a reading is: by its margin over the next best one, and by what speaks against the series that it stands
//! in. The degrees are shares of right units in documents whose structure is known (`examples/calibrate.rs`).

use super::candidate::Candidate;
use super::outline::{CERTAIN, Choice, Chosen};
use super::reason::{self, Reason};
use super::survey::{Look, look, rank};
use crate::number::{Group, LabelMatch, Level, System, letters_follow, range_end};

/// What speaks against a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Against {
    /// Its number neither begins at 1 nor follows the one before.
    Breaks,
    /// It is the only one of its series.
    Alone,
}

/// The most that a unit is certain, in hundredths: what speaks against it, whether a word such as 条 fixes its level,
/// whether its line begins where the source begins one, and the degree.
const DEGREES: &[(Against, bool, bool, u8)] = &[
    (Against::Breaks, true, true, 97),
    (Against::Breaks, true, false, 80),
    (Against::Breaks, false, true, 85),
    (Against::Breaks, false, false, 60),
    (Against::Alone, false, true, 88),
    (Against::Alone, false, false, 60),
];

/// The degree of a margin over the next best reading: up to which margin, and the degree. The share of right units in the
/// development corpora, pooled so that more is never less.
const MARGINS: &[(f32, u8)] = &[(0.5, 55), (1.0, 62), (1.5, 70), (2.0, 85), (2.5, 96)];

/// The degree of a margin over the next best reading.
pub fn of_margin(margin: f32) -> u8 {
    MARGINS.iter().find(|(most, _)| margin < *most).map_or(CERTAIN, |(_, degree)| *degree)
}

/// A series of units on one rank.
struct Series {
    rank: u8,
    look: Look,
    number: u32,
    branched: bool,
    /// Where it began.
    first: usize,
    count: usize,
}

/// Lowers what is too certain.
pub fn weigh(lines: &[Candidate], chosen: &mut [Chosen]) {
    let mut open: Vec<Series> = vec![];
    let mut headed = true;
    for i in 0..chosen.len() {
        let (label, level, rank) = match &chosen[i].choice {
            Choice::Unit { label, level, rank } => ((**label).clone(), *level, *rank),
            Choice::Heading(_, rank) => {
                close(lines, chosen, &mut open, *rank);
                headed = true;
                continue;
            }
            _ => continue,
        };
        close(lines, chosen, &mut open, rank + 1);
        let own = look(&label);
        let at = open.iter().rposition(|s| s.rank == rank);
        let runs_on = std::ptr::eq(chosen[i].because, &raw const reason::LIST_RUNS_ON);
        // The first 項 of a Japanese article carries no number.
        let second = level == Level::Paragraph && label.number == 2;
        let fits = runs_on
            || second
            || match at.map(|at| &open[at]) {
                Some(s) if s.look == own => follows(s, &label) || label.number == 1 && headed,
                Some(_) => label.number == 1,
                // An excerpt may begin anywhere.
                None => label.number == 1 || level == Level::Article || label.form.is_decimal(),
            };
        let number = range_end(&lines[i].text[..label.len]).unwrap_or(label.number);
        let goes_on =
            at.filter(|at| open[*at].look == own && (label.number != 1 || !label.branches.is_empty()));
        if !fits && !label.form.is_decimal() {
            lower(&lines[i], &mut chosen[i], Against::Breaks);
        }
        if let Some(at) = goes_on {
            let s = &mut open[at];
            (s.number, s.branched, s.count) = (number, !label.branches.is_empty(), s.count + 1);
        } else {
            close(lines, chosen, &mut open, rank);
            let branched = !label.branches.is_empty();
            open.push(Series { rank, look: own, number, branched, first: i, count: 1 });
        }
        headed = level.is_container();
    }
    close(lines, chosen, &mut open, 0);
}

fn follows(s: &Series, label: &LabelMatch) -> bool {
    let letters = label.system == System::LatinLower && letters_follow(s.number, label.number);
    letters
        || label.number == s.number + 1
        || label.number == s.number && (s.branched || !label.branches.is_empty())
}

/// Closes the series of a rank and below. Articles run on through containers.
fn close(lines: &[Candidate], chosen: &mut [Chosen], open: &mut Vec<Series>, from: u8) {
    let keeps = |s: &Series| s.rank < from || s.rank == rank::ARTICLE && from < rank::ARTICLE && from > 0;
    let mut k = 0;
    while k < open.len() {
        if keeps(&open[k]) {
            k += 1;
            continue;
        }
        let s = open.remove(k);
        let counts = matches!(&chosen[s.first].choice, Choice::Unit { label, .. }
            if label.form.group == Group::List && !label.form.is_decimal() && label.number == 1);
        if s.count == 1 && counts {
            lower(&lines[s.first], &mut chosen[s.first], Against::Alone);
        }
    }
}

fn lower(line: &Candidate, chosen: &mut Chosen, against: Against) {
    let said = std::ptr::eq(chosen.because, &raw const reason::PINNED)
        || std::ptr::eq(chosen.because, &raw const reason::PINNED_SERIES);
    if said {
        return;
    }
    let fixed = matches!(&chosen.choice, Choice::Unit { label, .. } if label.form.group != Group::List);
    let own = !line.lead.is_empty() || line.span.start == 0;
    let degree = DEGREES.iter().find(|d| (d.0, d.1, d.2) == (against, fixed, own)).map_or(CERTAIN, |d| d.3);
    chosen.confidence = chosen.confidence.min(degree);
    chosen.doubts.push(reason_of(against));
}

const fn reason_of(against: Against) -> &'static Reason {
    match against {
        Against::Breaks => &reason::BREAKS,
        Against::Alone => &reason::ALONE,
    }
}
