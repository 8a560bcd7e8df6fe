//! The series that are open at a line, and what the line can be in view of them.

use super::candidate::{Candidate, is_party};
use super::reason::{self, Reason};
use super::state::{Open, STEPS, State};
use super::survey::{
    Look, Steps, Survey, is_clause, is_english_section, is_ordinal, is_set_off, is_stepped, level_rank, look,
    rank,
};
use super::weights::Weights;
use crate::number::{Group, LabelMatch, Level, System, letters_follow, range_end};

/// What a line is taken for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pick {
    /// Running text.
    Text,
    /// A numbered unit: which of its readings, the level, and the rank in the tree.
    Unit(u8, Level, u8),
    /// A sign without a number: its length in bytes, the level and rank.
    Marker(u8, Level, u8),
}

/// One way to go on.
#[derive(Debug)]
pub struct Way {
    /// What the line is.
    pub pick: Pick,
    /// Why.
    pub because: &'static Reason,
    /// What speaks for it.
    pub weight: f32,
    /// What is open behind it.
    pub state: State,
}

/// A line with what stands around it.
pub struct Here<'a, 'b> {
    /// The line.
    pub line: &'a Candidate<'b>,
    /// The line before.
    pub before: Option<&'a Candidate<'b>>,
    /// The line behind.
    pub next: Option<&'a Candidate<'b>>,
    /// Whether a sign without a number begins it, and how long that is.
    pub marker: Option<usize>,
    /// Whether an article stands right behind it.
    pub article_next: bool,
    /// What is known of each of its labels, whatever is open.
    pub readings: Vec<Reading>,
}

/// What a label tells by itself, whatever is open: said once for all states.
pub struct Reading {
    /// Why it cannot be one here.
    pub refusal: Option<&'static Reason>,
    /// Whether nothing stands behind it.
    bare: bool,
    /// Whether it is set off from what follows.
    set_off: bool,
    /// How it looks, and the place of that in the survey.
    look: Look,
    id: u8,
    /// Whether it is 第…款, where those are the articles.
    clause: bool,
    /// Whether it is Section 1, where that stands in Article I.
    section: bool,
    /// Whether it is 第1.1条, where that stands below 第1条.
    stepped: bool,
}

impl Reading {
    /// What is known of a label of a line.
    pub fn of(line: &Candidate, label: &LabelMatch, survey: &Survey) -> Self {
        let look = look(label);
        Self {
            refusal: line.refusal(label),
            bare: line.after(label.len).1.is_empty(),
            set_off: is_set_off(line, label),
            look,
            id: survey.id(look),
            clause: survey.clause && is_clause(label),
            section: survey.sections && is_english_section(label),
            stepped: survey.stepped_articles && is_stepped(label),
        }
    }
}

/// How a language writes.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Whether the text is Japanese.
    pub japanese: bool,
    /// Whether it is Korean.
    pub korean: bool,
}

/// The level of a list at some depth; where lists carry the articles, depth 0 is the article.
const fn list_level(depth: usize, top: bool) -> Level {
    match depth + !top as usize {
        0 => Level::Article,
        1 => Level::Item,
        2 => Level::Subitem,
        _ => Level::Point,
    }
}

/// The level of a list in a unit of another.
const fn below(level: Level) -> Level {
    match level {
        Level::Article => Level::Item,
        Level::Item => Level::Subitem,
        _ => Level::Point,
    }
}

/// The ways to go on from a state with a line.
pub struct Ways<'a> {
    /// What is known of the whole.
    pub survey: &'a Survey,
    /// How its language writes.
    pub manner: Manner,
    /// What speaks for a reading, as numbers.
    pub weights: Weights,
}

impl Ways<'_> {
    /// Calls `see` for every way.
    pub fn each(&self, here: &Here, from: &State, mut see: impl FnMut(Way)) {
        let (c, w) = (here.line, &self.weights);
        let mut text = *from;
        text.text();
        let because = if c.labels.is_empty() { &reason::NO_LABEL } else { &reason::NO_READING };
        if let Some(len) = here.marker {
            let depth = from.depth as usize;
            let level = self.level_at(from, depth, None);
            let pick = Pick::Marker(len as u8, level, rank::LIST + depth as u8);
            return see(Way { pick, because: &reason::MARKER, weight: 0.0, state: text });
        }
        see(Way { pick: Pick::Text, because, weight: 0.0, state: text });
        for (k, label) in c.labels.iter().enumerate() {
            let reading = &here.readings[k];
            let Reading { refusal, bare, .. } = *reading;
            let mut offer = |level, rank, because, weight, mut state: State| {
                state.bare = bare;
                state.bare_article = state.bare && level == Level::Article;
                see(Way { pick: Pick::Unit(k as u8, level, rank), because, weight, state });
            };
            if reading.clause {
                let (gap, rest) = c.after(label.len);
                if !gap.is_empty() || !super::candidate::refers(rest) {
                    let (weight, state) = self.article(here, from, label, reading, None);
                    offer(Level::Article, rank::ARTICLE, &reason::CLAUSES, weight, state);
                }
                continue;
            }
            match label.form.group {
                Group::Heading if reading.section && refusal.is_none() => {
                    let mut state = *from;
                    state.close();
                    let look = reading.id;
                    let number = u16::try_from(label.number).unwrap_or(u16::MAX);
                    let level = Level::Item;
                    state.open(0, Open { look, number, branch: 0, steps: 0, level: Some(level) });
                    state.headed = false;
                    offer(level, rank::LIST, &reason::FIXED_WORD, w.container, state);
                }
                Group::Heading if refusal.is_none() => {
                    let mut state = *from;
                    state.heading();
                    let rank = self.survey.rank(label.form);
                    let shorter =
                        c.labels[..k].iter().any(|l| l.form.group == Group::Heading && l.len > label.len);
                    let weight = w.container + if shorter { w.shorter } else { 0.0 };
                    offer(label.form.level, rank, &reason::FIXED_WORD, weight, state);
                }
                Group::Heading => {}
                Group::Article if reading.stepped && refusal.is_none() => {
                    self.step(from, (label, reading.id), 0.0, &mut offer);
                }
                Group::Article => {
                    let (weight, state) = self.article(here, from, label, reading, refusal);
                    let because = if refusal.is_some() { &reason::FILLS_GAP } else { &reason::FIXED_WORD };
                    offer(Level::Article, rank::ARTICLE, because, weight, state);
                }
                Group::List if refusal.is_some() => {}
                Group::List => self.list(here, from, (label, reading), &mut offer),
            }
        }
    }

    /// The level of a list at some depth: one that goes on keeps its own, another stands below the one it is in.
    fn level_at(&self, from: &State, depth: usize, look: Option<u8>) -> Level {
        let lists = from.lists();
        let kept = lists.get(depth).filter(|o| Some(o.look) == look).and_then(|o| o.level);
        let under = depth.checked_sub(1).and_then(|d| lists.get(d)?.level).map_or(Level::Article, below);
        kept.unwrap_or_else(|| list_level(depth, self.survey.top.is_some()).max(under))
    }

    /// A unit that a person says is one of a level: what that does to what is open. Gives its rank.
    pub fn pinned(&self, state: &mut State, label: &LabelMatch, level: Level, bare: bool) -> u8 {
        let rank = if label.form.group == Group::Heading && level == label.form.level {
            self.survey.rank(label.form)
        } else {
            level_rank(level)
        };
        let n = u16::try_from(label.number).unwrap_or(u16::MAX);
        let listed = label.form.group == Group::List && (level.is_list() || level == Level::Article);
        if level == Level::Article {
            (state.article, state.article_branch) = (label.number, 0);
            state.seen_article = true;
        }
        if listed {
            while state.lists().last().is_some_and(|o| o.level >= Some(level)) {
                state.depth -= 1;
            }
            let branch = label.branches.last().map_or(0, |b| *b as u16);
            let look = self.survey.id(look(label));
            let depth = state.depth as usize;
            state.open(depth, Open { look, number: n, branch, steps: 0, level: Some(level) });
            state.headed = false;
        } else {
            state.close();
            state.headed = level.is_container();
        }
        state.bare = bare;
        state.bare_article = bare && level == Level::Article;
        match level {
            Level::Item | Level::Subitem | Level::Point => rank::LIST + state.depth.saturating_sub(1),
            _ => rank,
        }
    }

    fn article(
        &self,
        here: &Here,
        from: &State,
        label: &LabelMatch,
        reading: &Reading,
        refusal: Option<&'static Reason>,
    ) -> (f32, State) {
        /// Missing numbers that are near.
        const NEAR: u32 = 3;
        let w = &self.weights;
        let n = label.number;
        let branch = label.branches.last().copied().unwrap_or(0);
        let mut weight = w.article;
        weight += if !from.seen_article {
            w.article_first
        } else if n == from.article + 1 || n == from.article && branch > from.article_branch {
            w.article_next
        } else if n == 1 {
            if from.headed { w.article_again_1_headed } else { w.article_again_1 }
        } else if n > from.article {
            if n <= from.article + NEAR { w.article_near } else { w.article_far }
        } else if n == from.article {
            w.article_same
        } else if from.headed {
            w.article_back_headed
        } else {
            w.article_back
        };
        weight += match (reading.set_off && refusal.is_none(), self.survey.set_off) {
            (true, _) => w.set_off,
            (false, true) => 0.0,
            (false, false) => w.run_on_labels,
        };
        weight += if refusal.is_some() { w.refers } else { 0.0 };
        let broken = refusal.is_some() && here.before.is_some_and(Candidate::breaks_off);
        weight += if broken { w.unfinished } else { 0.0 };
        let odd = self.survey.article_look.is_some_and(|l| l.1 != reading.look.1);
        weight += if odd { w.article_odd_look } else { 0.0 };
        weight += if from.bare_article { w.leaves_bare } else { 0.0 };
        let mut state = *from;
        state.close();
        state.seen_article = true;
        state.headed = false;
        state.article = n;
        state.article_branch = branch;
        state.path = [0; STEPS];
        state.paragraph = State::START.paragraph;
        if label.len > LONG_LABEL {
            state.article = range_end(&here.line.text[..label.len]).unwrap_or(n);
        }
        (weight, state)
    }

    fn list(
        &self,
        here: &Here,
        from: &State,
        (label, reading): (&LabelMatch, &Reading),
        offer: &mut impl FnMut(Level, u8, &'static Reason, f32, State),
    ) {
        let w = &self.weights;
        let (_, rest) = here.line.after(label.len);
        let bare = rest.is_empty();
        if bare && here.next.is_none() {
            return;
        }
        let opened = from.bare
            || here.before.is_some_and(|b| b.text.ends_with(['：', ':', '︰', '—', '─']))
            || from.headed;
        let rare = bare && !label.form.space_after && !label.form.is_decimal();
        let mut weight = if rare { w.bare_list } else { 0.0 };
        let figure = matches!(label.system, System::Arabic | System::FullWidth);
        let letter = matches!(label.system, System::LatinLower | System::Iroha | System::Gojuon);
        if label.form.space_after {
            if self.manner.japanese {
                // １　 right behind 第五条 begins a list of its own.
                let listed = from.lists().first().is_some_and(|o| o.look == reading.id)
                    || from.bare_article && label.number == 1;
                if figure && self.survey.articles && label.form.name == "{n}　" && !listed {
                    // ２　前項の…: a numbered 項, whose first one carries no number.
                    let mut state = *from;
                    state.close();
                    let weight = w.japanese_paragraph;
                    return offer(Level::Paragraph, rank::PARAGRAPH, &reason::LIST_GOES_ON, weight, state);
                }
            } else if letter
                || label.form.name != "{n}　"
                || figure && !bare && self.survey.steps != Some(Steps::Containers)
            {
                return;
            } else if !bare && !self.first_step(label) {
                weight += w.space_only;
            }
            if is_party(label) && label.number == 1 {
                weight += w.stem_alone;
            }
        }
        if self.manner.japanese
            && figure
            && let Some(state) = self.second_paragraph(from, label, reading.id)
        {
            let weight = w.japanese_paragraph;
            return offer(Level::Paragraph, rank::PARAGRAPH, &reason::LIST_GOES_ON, weight, state);
        }
        if self.manner.korean && label.system == System::Circled && from.seen_article && self.survey.articles
        {
            let mut state = *from;
            state.close();
            return offer(
                Level::Paragraph,
                rank::PARAGRAPH,
                &reason::LIST_GOES_ON,
                w.circled_paragraph,
                state,
            );
        }
        if is_ordinal(label) && !self.survey.ordinals
            || label.form.is_decimal() && self.survey.steps.is_none()
        {
            return;
        }
        if label.form.is_decimal() || self.first_step(label) {
            self.step(from, (label, reading.id), weight, offer);
            // 3.2.1 …应符合下列规定：⏎1 门净宽…: figures below a clause count its items.
            let items = from.path[1] > 0 && !label.form.is_decimal() && !bare;
            let listed = from.lists().last().is_some_and(|o| o.look == reading.id);
            if !items || !opened && !listed {
                return;
            }
        }
        if let Some(state) = self.section(here, from, (label, reading.id), rest) {
            offer(Level::Other, rank::HEADING, &reason::SECTION_HEADING, w.section, state);
        }
        let id = reading.id;
        let n = u16::try_from(label.number).unwrap_or(u16::MAX);
        let branch = label.branches.last().map_or(0, |b| *b as u16);
        let is_top = self.survey.top == Some(reading.look);
        let runs_on = from.last.get(id as usize).is_some_and(|l| *l > 0 && *l + 1 == n);
        let opened = if opened { w.opened } else { 0.0 };
        let begins = n == 1 && branch == 0;
        let stray = !bare && branch == 0 && !label.form.space_after && !letter && n <= MOST_STRAY;
        let at = from.lists().iter().rposition(|o| o.look == id);
        let found = match at {
            Some(d) if counts_on(from.lists[d], label) => Some((d, &reason::LIST_GOES_ON, w.list_next)),
            // A new list of the same form; or a near number: sources skip and repeat.
            Some(d) if begins => Some((d, &reason::LIST_BEGINS, w.list_again)),
            Some(d) if follows(from.lists[d], label) => Some((d, &reason::LIST_SKIPS, w.list_skips)),
            Some(d) if runs_on => Some((d, &reason::LIST_RUNS_ON, w.list_runs_on)),
            Some(_) => None,
            None if is_top => {
                let next = runs_on || begins;
                Some((0, &reason::NUMBERS_ARTICLES, if next { w.list_next } else { w.list_top }))
            }
            // A list begins at 1; one that runs on across its parents begins where the last one ended.
            None if begins => Some((from.depth as usize, &reason::LIST_BEGINS, w.list_new + opened)),
            None if runs_on => Some((from.depth as usize, &reason::LIST_RUNS_ON, w.list_runs_on)),
            None if stray => Some((from.depth as usize, &reason::LIST_SKIPS, w.list_stray)),
            None => None,
        };
        let Some((depth, because, more)) = found else { return };
        let mut state = *from;
        let level = self.level_at(from, depth, Some(id));
        state.open(depth, Open { look: id, number: n, branch, steps: 0, level: Some(level) });
        let rank = if level == Level::Article { rank::ARTICLE } else { rank::LIST + depth as u8 };
        if level == Level::Article {
            state.seen_article = true;
            state.path = [0; STEPS];
        }
        state.headed = false;
        offer(level, rank, because, weight + more, state);
    }

    /// ２．前項の…, ３、…: the 項 of a Japanese article from the second one on, where the first carries no number.
    fn second_paragraph(&self, from: &State, label: &LabelMatch, id: u8) -> Option<State> {
        let n = u16::try_from(label.number).ok()?;
        let counts = matches!(label.form.name, "{n}．" | "{n}." | "{n}、") && label.branches.is_empty();
        let open = from.lists().iter().any(|o| o.look == id) || from.bare_article;
        let next = n == 2 || n > 2 && from.paragraph == (id, n - 1);
        (counts && next && !open && self.survey.articles && from.seen_article).then(|| {
            let mut state = *from;
            state.close();
            state.paragraph = (id, n);
            state
        })
    }

    /// Whether a label is the first step of clauses that are headings: 5　范围.
    fn first_step(&self, label: &LabelMatch) -> bool {
        self.survey.steps == Some(Steps::Containers)
            && matches!(label.system, System::Arabic | System::FullWidth)
            && label.branches.is_empty()
            && label.form.name == self.survey.first_step
    }

    /// 5.2.1 in view of the number of several steps before it.
    fn step(
        &self,
        from: &State,
        (label, look): (&LabelMatch, u8),
        weight: f32,
        offer: &mut impl FnMut(Level, u8, &'static Reason, f32, State),
    ) {
        let w = &self.weights;
        let mut path = [0u16; STEPS];
        let numbers = std::iter::once(&label.number).chain(&label.branches);
        let mut len = 0;
        for (slot, n) in path.iter_mut().zip(numbers) {
            // A step of 0 counts too: 1.0.1 stands before 1.1.
            *slot = u16::try_from(*n).unwrap_or(u16::MAX - 1) + 1;
            len += 1;
        }
        let old = &from.path;
        let old_len = old.iter().position(|n| *n == 0).unwrap_or(STEPS);
        let new = &path[..len];
        let next = len <= old_len && new[..len - 1] == old[..len - 1] && new[len - 1] == old[len - 1] + 1;
        let down = len > old_len && new[..old_len] == old[..old_len];
        let sequence = if old_len == 0 {
            let fits = !from.seen_article || u32::from(path[0]) == from.article + 1;
            if fits { w.step_down } else { w.step_ahead }
        } else if next {
            w.step_next
        } else if down {
            w.step_down
        } else if new > &old[..old_len] {
            w.step_ahead
        } else {
            w.step_back
        };
        let because = if next || down { &reason::LIST_GOES_ON } else { &reason::LIST_SKIPS };
        let mut state = *from;
        state.path = path;
        state.headed = false;
        if self.survey.steps == Some(Steps::Containers) {
            state.close();
            state.headed = true;
            let level = match len {
                1 => Level::Chapter,
                2 => Level::Section,
                _ => Level::Subsection,
            };
            return offer(level, rank::STEPS + len as u8, because, weight + sequence, state);
        }
        let lists = from.lists();
        let same = lists.iter().rposition(|o| o.steps == len as u8);
        let above = lists.iter().rposition(|o| o.steps > 0 && o.steps < len as u8);
        let top = usize::from(self.survey.top.is_some() && !lists.is_empty());
        let depth = same.or(above.map(|d| d + 1)).unwrap_or(top);
        let last = new[len - 1];
        let level = self.level_at(from, depth, Some(look));
        state.open(depth, Open { look, number: last, branch: 0, steps: len as u8, level: Some(level) });
        offer(level, rank::LIST + depth as u8, because, weight + sequence, state);
    }

    /// 一、一般规定 above articles: a heading, and the next unit is an article.
    fn section(
        &self,
        here: &Here,
        from: &State,
        (label, id): (&LabelMatch, u8),
        rest: &str,
    ) -> Option<State> {
        if self.survey.top.is_some() && !self.survey.top_said
            || !here.article_next
            || !super::candidate::heading_like(rest)
        {
            return None;
        }
        // An item goes on with its list; kana and small letters count items.
        let letter = matches!(
            label.system,
            System::Gojuon | System::Iroha | System::LatinLower | System::Hangul | System::Circled
        );
        if letter || from.lists().iter().any(|o| o.look == id) {
            return None;
        }
        let n = u16::try_from(label.number).ok()?;
        let goes_on = from.section == (id, n.wrapping_sub(1));
        let begins = n == 1 && from.section.1 == 0;
        (goes_on || begins).then(|| {
            let mut state = *from;
            state.heading();
            state.section = (id, n);
            state
        })
    }
}

/// The largest number that a list may begin with whose first items are missing.
const MOST_STRAY: u16 = 9;

/// Bytes of a label that may stand for a range of articles.
const LONG_LABEL: usize = 18;

/// Whether a label is the next of a list: 4 after 3, 三之一 after 三, (aa) after (a).
fn counts_on(last: Open, next: &LabelMatch) -> bool {
    let (a, b) = (u32::from(last.number), next.number);
    let branch = next.branches.last().copied().unwrap_or(0);
    if branch > 0 {
        // 一の二 follows 一, 一之一 too.
        return a == b && (branch == u32::from(last.branch) + 1 || last.branch == 0 && branch == 2);
    }
    a + 1 == b || next.system == System::LatinLower && letters_follow(a, b)
}

/// Numbers that may follow each other in a list; a gap of a few is a gap of the source.
fn follows(last: Open, next: &LabelMatch) -> bool {
    /// Numbers that a source leaves out.
    const MISSING: u32 = 5;
    let (a, b) = (u32::from(last.number), next.number);
    let branched = last.branch > 0 || !next.branches.is_empty();
    b > a && b - a <= MISSING || b == a && (branched || next.form.name != "{n}.")
}
