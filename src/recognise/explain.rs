//! The recogniser's account of itself: for every line its readings, what speaks for and against them, and what won.

use super::candidate::Candidate;
use super::outline::{CERTAIN, Choice, Chosen, choose};
use super::reason::{self, Reason};
use super::{candidates, matter};
use crate::ir::{Given, Role};
use crate::number::LabelMatch;
use crate::read::Lines;
use crate::text::{Language, Span};

/// One reading of the label at the start of a line.
#[derive(Debug)]
pub struct LabelReading {
    /// The label as written.
    pub label: String,
    /// The label with its form, system, number and branches.
    pub read: LabelMatch,
    /// Why it was refused; `None` for the one that won.
    pub refused: Option<&'static Reason>,
    /// How much less speaks for the best reading of the document with this one, where there is any.
    pub less: Option<f32>,
}

/// What was decided about one line.
#[derive(Debug)]
pub struct Explained {
    /// Where the line stands, in the joined form that the recogniser saw.
    pub span: Span,
    /// Number of characters.
    pub characters: usize,
    /// Whether it ends as a sentence does.
    pub closed: bool,
    /// Whether it reads like a heading.
    pub heading_like: bool,
    /// Quotation marks opened less those closed.
    pub quotes: i32,
    /// The readings of its label, the longest first.
    pub readings: Vec<LabelReading>,
    /// What it became: a level such as `article`, or a role such as `title` or `body`.
    pub became: String,
    /// Why.
    pub because: &'static Reason,
    /// How certain that is, in hundredths.
    pub confidence: u8,
    /// What it would be otherwise: a level, or `text`.
    pub runner_up: Option<&'static str>,
    /// What speaks against it all the same.
    pub doubts: Vec<&'static Reason>,
    /// How much less speaks for the best reading of the document in which the line is something else.
    pub margin: f32,
}

/// Explains every line of a source.
pub fn explain(read: &Lines, given: &Given) -> Vec<Explained> {
    let (meta, candidates, _) = candidates(read, given);
    let language = meta.language.as_str();
    let matter = matter::find(&candidates);
    let mut out = vec![];
    for (i, role) in &matter.front {
        let because = if *role == Role::Contents { &reason::CONTENTS } else { &reason::BEFORE_PROVISIONS };
        out.push(placed(&candidates[*i], role.name().into(), because));
    }
    body(&candidates[matter.front.len()..matter.back_start], language, &mut out);
    for (role, c) in matter.back.iter().zip(&candidates[matter.back_start..]) {
        out.push(placed(c, role.name().into(), &reason::AFTER_PROVISIONS));
    }
    for annex in matter::annexes(&candidates, &matter) {
        let lines = &candidates[annex.lines.clone()];
        out.push(placed(&lines[0], "annex".into(), &reason::ANNEX));
        if annex.used == 2 {
            out.push(placed(&lines[1], "heading".into(), &reason::ANNEX_TITLE));
        }
        let (closes, roles) = &annex.closing;
        body(&lines[annex.used..closes - annex.lines.start], language, &mut out);
        for (role, c) in roles.iter().zip(&candidates[*closes..]) {
            out.push(placed(c, role.name().into(), &reason::AFTER_PROVISIONS));
        }
    }
    out
}

fn placed(c: &Candidate, became: String, because: &'static Reason) -> Explained {
    let readings = c.labels.iter().map(|l| {
        let refused = c.refusal(l).unwrap_or(because);
        LabelReading {
            label: c.text[..l.len].to_owned(),
            read: l.clone(),
            refused: Some(refused),
            less: None,
        }
    });
    Explained {
        span: c.span,
        characters: c.chars,
        closed: c.closed,
        heading_like: c.heading_like(),
        quotes: c.quotes,
        readings: readings.collect(),
        became,
        because,
        confidence: CERTAIN,
        runner_up: None,
        doubts: vec![],
        margin: f32::INFINITY,
    }
}

fn body(lines: &[Candidate], language: &str, out: &mut Vec<Explained>) {
    for (c, chosen) in lines.iter().zip(choose(lines, language)) {
        let Chosen { choice, because, confidence, runner_up, refused, doubts, margin } = chosen;
        let became = match &choice {
            Choice::Unit { level, .. } | Choice::Marker(_, level, _) => level.name().into(),
            Choice::Heading(..) | Choice::Title => "heading".into(),
            Choice::Caption => "caption".into(),
            Choice::Text => "text".into(),
        };
        let mut explained = placed(c, became, because);
        explained.confidence = confidence;
        explained.runner_up = runner_up;
        explained.doubts = doubts.take();
        explained.margin = margin;
        for (k, reading) in explained.readings.iter_mut().enumerate() {
            let won = matches!(&choice, Choice::Unit { label, .. } if **label == reading.read);
            let less = refused.iter().find(|r| r.0 == k).map(|r| r.1);
            reading.less = less;
            reading.refused = match (won, c.refusal(&reading.read)) {
                (true, _) => None,
                (_, Some(reason)) => Some(reason),
                _ if because == &reason::QUOTED => Some(because),
                _ if less.is_some() => Some(&reason::LESS_LIKELY),
                _ if reading.read.form.space_after && !Language::of(language).is_japanese() => {
                    Some(&reason::NEEDS_JAPANESE)
                }
                _ if matches!(choice, Choice::Unit { .. }) => Some(&reason::OTHER_WON),
                _ => Some(&reason::OUT_OF_SEQUENCE),
            };
        }
        out.push(explained);
    }
}
