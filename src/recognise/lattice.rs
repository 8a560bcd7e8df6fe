//! The best way through all lines: the readings of the whole document compete, not those of one line.
//!
//! Line by line, the most promising states (what series are open, with their numbers) are kept with what has spoken
//! for them so far; states that are the same are one. From the end backwards every step then learns the best whole
//! reading that it is part of, so that the margin between what won and the best that reads a line otherwise is known
//! for every line.

use super::reason::Reason;
use super::state::State;
use super::ways::{Pick, Way};

/// States kept at a line.
const BEAM: usize = 6;
/// A state that has so much less in its favour is given up.
const HOPELESS: f32 = 7.0;

/// One step from a line to the next.
#[derive(Debug)]
struct Edge {
    from: u8,
    /// The state behind it; [`PRUNED`] where that was given up.
    to: u8,
    pick: Pick,
    because: &'static Reason,
    /// What speaks for the best reading up to and with this step.
    total: f32,
    weight: f32,
}

const PRUNED: u8 = u8::MAX;

/// The steps through all lines.
#[derive(Debug)]
pub struct Lattice {
    states: Vec<(State, f32)>,
    edges: Vec<Edge>,
    /// Where the edges of a line end.
    ends: Vec<u32>,
    fresh: Vec<(State, f32, usize)>,
    /// The fresh ones, best first.
    order: Vec<u32>,
}

/// What was decided for a line.
#[derive(Clone, Debug)]
pub struct Decided {
    /// What it is.
    pub pick: Pick,
    /// Why.
    pub because: &'static Reason,
    /// The margin to the best reading of the document in which the line is something else.
    pub margin: f32,
    /// What it is in that reading.
    pub runner_up: Option<Pick>,
    /// The other readings that were possible, with what they have less.
    pub others: Vec<(Pick, f32)>,
}

impl Lattice {
    /// Before the first of so many lines.
    pub fn new(lines: usize) -> Self {
        /// Steps from a line to the next, as a rule.
        const STEPS: usize = 7;
        let (edges, ends) = (Vec::with_capacity(STEPS * lines), Vec::with_capacity(lines));
        Self { states: vec![(State::START, 0.0)], edges, ends, fresh: vec![], order: vec![] }
    }

    /// Every kept state is changed by a line that can be one thing only.
    pub fn pass(&mut self, mut change: impl FnMut(&mut State)) {
        for (state, _) in &mut self.states {
            change(state);
        }
        self.ends.push(self.edges.len() as u32);
    }

    /// A line that can be several things; `ways` calls for every one.
    pub fn step(&mut self, mut ways: impl FnMut(&State, &mut dyn FnMut(Way))) {
        let first = self.edges.len();
        self.fresh.clear();
        for (from, (state, total)) in self.states.iter().enumerate() {
            let (edges, fresh) = (&mut self.edges, &mut self.fresh);
            ways(state, &mut |way: Way| {
                let total = total + way.weight;
                fresh.push((way.state, total, edges.len()));
                edges.push(Edge {
                    from: from as u8,
                    to: PRUNED,
                    pick: way.pick,
                    because: way.because,
                    total,
                    weight: way.weight,
                });
            });
        }
        // The first of equals wins. States are large, and stay where they are.
        self.order.clear();
        self.order.extend(0..self.fresh.len() as u32);
        self.order.sort_unstable_by(|a, b| {
            self.fresh[*b as usize].1.total_cmp(&self.fresh[*a as usize].1).then(a.cmp(b))
        });
        self.states.clear();
        let best = self.order.first().map_or(0.0, |k| self.fresh[*k as usize].1);
        for (state, total, edge) in self.order.iter().map(|k| &self.fresh[*k as usize]) {
            let at = match self.states.iter().position(|(s, _)| s == state) {
                Some(at) => at,
                None if self.states.len() < BEAM && best - total <= HOPELESS => {
                    self.states.push((*state, *total));
                    self.states.len() - 1
                }
                None => continue,
            };
            self.edges[*edge].to = at as u8;
        }
        debug_assert!(first < self.edges.len());
        self.ends.push(self.edges.len() as u32);
    }

    /// Tells what every line is, from the last one to the first, but for those that could be one thing only.
    pub fn decide(self, mut tell: impl FnMut(usize, Decided)) {
        let Some(best_end) = (0..self.states.len())
            .max_by(|a, b| self.states[*a].1.total_cmp(&self.states[*b].1).then(b.cmp(a)))
        else {
            return;
        };
        // What the best continuation of every state has in its favour, from here to the end.
        let mut onward = [f32::NEG_INFINITY; BEAM];
        onward[..self.states.len()].fill(0.0);
        let whole = self.states[best_end].1;
        let mut at = best_end as u8;
        for i in (0..self.ends.len()).rev() {
            let start = if i == 0 { 0 } else { self.ends[i - 1] as usize };
            let edges = &self.edges[start..self.ends[i] as usize];
            if edges.is_empty() {
                continue;
            }
            // A state that was given up would have gone on no better than the best.
            let best_onward = onward.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let beyond = |e: &Edge| if e.to == PRUNED { best_onward } else { onward[e.to as usize] };
            let mut won: Option<&Edge> = None;
            for e in edges.iter().filter(|e| e.to == at) {
                if won.is_none_or(|w| e.total > w.total) {
                    won = Some(e);
                }
            }
            let Some(won) = won else { continue };
            let mut others: Vec<(Pick, f32)> = vec![];
            for e in edges.iter().filter(|e| e.pick != won.pick) {
                let less = whole - (e.total + beyond(e));
                match others.iter_mut().find(|o| o.0 == e.pick) {
                    Some(o) => o.1 = o.1.min(less),
                    None => others.push((e.pick, less)),
                }
            }
            others.sort_by(|a, b| a.1.total_cmp(&b.1));
            let mut before = [f32::NEG_INFINITY; BEAM];
            for e in edges.iter().filter(|e| e.to != PRUNED) {
                let through = e.weight + onward[e.to as usize];
                before[e.from as usize] = before[e.from as usize].max(through);
            }
            onward = before;
            at = won.from;
            let decided = Decided {
                pick: won.pick,
                because: won.because,
                margin: others.first().map_or(f32::INFINITY, |o| o.1),
                runner_up: others.first().map(|o| o.0),
                others,
            };
            tell(i, decided);
        }
    }
}
