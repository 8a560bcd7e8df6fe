//! Which lines are numbered units: the reading of the whole sequence, not of one line alone.

use super::candidate::{Candidate, heading_like};
use super::reason::{self, Reason};
use super::series;
use crate::number::{Group, LabelMatch, Level, System};
use std::collections::{HashMap, HashSet};

/// What a line was chosen to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A numbered unit.
    Unit {
        /// Its label.
        label: LabelMatch,
        /// Its level.
        level: Level,
    },
    /// A heading without a number, such as 附则.
    Heading,
    /// A heading in brackets on the line before its article, as Japanese laws have it.
    Caption,
    /// A marker without a number, such as ——; its length and level.
    Marker(usize, Level),
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
}

impl Chosen {
    const fn new(choice: Choice, because: &'static Reason) -> Self {
        Self { choice, because }
    }
    const fn unit(label: LabelMatch, level: Level, because: &'static Reason) -> Self {
        Self { choice: Choice::Unit { label, level }, because }
    }
}

const MARKERS: &[&str] = &["——", "●", "•", "■", "◆", "▲"];
/// The longest heading in brackets, in characters.
const CAPTION_MAX: usize = 40;

/// How the labels of a list look.
pub type Look = (&'static str, System);

/// The look of a label, whatever its width: sources mix （二） with (二). 3의2. belongs to the list of 3. and 4.
pub fn look(label: &LabelMatch) -> Look {
    let form = match label.form.name {
        "({n})" | "（{n})" | "({n}）" => "（{n}）",
        "{n-m}." | "{n}．" => "{n}.",
        "{n})" => "{n}）",
        name => name,
    };
    (form, label.system.narrow())
}

/// A list that is open: how its labels look, and the last number.
#[derive(Clone, Debug)]
struct Open {
    look: Look,
    number: u32,
    branched: bool,
    level: Level,
}

/// Chooses for every line.
pub fn choose(lines: &[Candidate], language: &str) -> Vec<Chosen> {
    let quoted = quoted(lines);
    let pinned = series::pinned(lines, |i| !quoted[i]);
    let mut said: Vec<_> = pinned.iter().filter(|(_, (_, level))| *level == Level::Article).collect();
    said.sort_by_key(|(i, _)| **i);
    let fixed = |c: &Candidate| admitted(c, Group::Article).is_some();
    // The label that a person says counts the articles.
    let said = said.first().map(|(_, (label, _))| label).filter(|l| l.form.group == Group::List);
    let articles = said.is_some() || lines.iter().any(fixed);
    let mut chooser = Chooser {
        lines,
        restored: restored(lines),
        japanese: language.starts_with("ja"),
        top: if articles { said.filter(|_| !lines.iter().any(fixed)).map(look) } else { top_look(lines) },
        top_said: said.is_some(),
        clause: !articles && clauses_are_articles(lines),
        pinned,
        sections: None,
        lists: vec![],
        last: HashMap::new(),
    };
    let mut out: Vec<Chosen> = Vec::with_capacity(lines.len());
    for (i, quoted) in quoted.into_iter().enumerate() {
        let chosen = chooser.pinned(i).unwrap_or_else(|| {
            if quoted { Chosen::new(Choice::Text, &reason::QUOTED) } else { chooser.line(i) }
        });
        out.push(chosen);
    }
    captions(lines, &mut out);
    out
}

/// Which lines stand in quotations.
fn quoted(lines: &[Candidate]) -> Vec<bool> {
    let mut quoted = 0usize;
    let mut out = Vec::with_capacity(lines.len());
    for i in 0..lines.len() {
        if quoted > 0 {
            quoted -= 1;
            out.push(true);
            continue;
        }
        quoted = quotation(lines, i);
        out.push(lines[i].text.starts_with(['“', '"']));
    }
    out
}

struct Chooser<'a, 'b> {
    lines: &'a [Candidate<'b>],
    japanese: bool,
    /// The look of the list that numbers the articles, where there is no 第…条.
    top: Option<Look>,
    /// Whether a person says so.
    top_said: bool,
    /// The lines of which a person says the level, and those of their series.
    pinned: HashMap<usize, (LabelMatch, Level)>,
    /// Whether 第…款 and the like are the articles.
    clause: bool,
    /// The look of list signs that head groups of articles (一、一般规定), and the last number.
    sections: Option<(Look, u32)>,
    lists: Vec<Open>,
    /// Lines that look like references and fill a hole in the sequence of articles.
    restored: HashSet<usize>,
    /// The last number of every look, for lists that run on across their parents.
    last: HashMap<Look, u32>,
}

fn admitted(c: &Candidate, group: Group) -> Option<LabelMatch> {
    c.labels.iter().find(|l| l.form.group == group && c.admits(l)).cloned()
}

/// 第四條第二條所稱… looks like a reference to 第四條; between 第三條 and 第五條 it is the article itself.
fn restored(lines: &[Candidate]) -> HashSet<usize> {
    let mut out = HashSet::new();
    let mut last: Option<u32> = None;
    // Refused lines that count on from the last article.
    let mut refused: Vec<usize> = vec![];
    for (i, c) in lines.iter().enumerate() {
        let Some(label) = c.labels.iter().find(|l| l.form.group == Group::Article) else { continue };
        let expected = last.map(|n| n + refused.len() as u32 + 1);
        let counts_on = label.branches.is_empty() && expected == Some(label.number);
        if c.admits(label) {
            if counts_on {
                out.extend(&refused);
            }
            refused.clear();
            last = Some(label.number);
        } else if counts_on {
            refused.push(i);
        }
    }
    out
}

/// 第一款 … where there is no 第一条: several of them, and sentences rather than headings.
fn clauses_are_articles(lines: &[Candidate]) -> bool {
    let clauses: Vec<&Candidate> = lines
        .iter()
        .filter(|c| c.labels.first().is_some_and(|l| l.form.level == Level::Subsection))
        .collect();
    clauses.len() >= 2 && clauses.iter().filter(|c| c.closed).count() * 2 >= clauses.len()
}

/// The list form that numbers the articles of a document without 第…条: the first form that begins at 1.
/// A document that begins with （一） has items at its top.
fn top_look(lines: &[Candidate]) -> Option<Look> {
    let first =
        lines.iter().flat_map(|c| c.labels.iter()).find(|l| l.form.group == Group::List && l.number == 1)?;
    let bracketed =
        first.form.name.starts_with(['（', '(']) || first.form.name == "{n}" || first.form.space_after;
    (!bracketed).then(|| look(first))
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

/// The level of a list in a unit of another.
const fn below(level: Level) -> Level {
    match level {
        Level::Article => Level::Item,
        Level::Item => Level::Subitem,
        _ => Level::Point,
    }
}

impl Chooser<'_, '_> {
    /// What a person says of a line, or of the series that it belongs to.
    fn pinned(&mut self, i: usize) -> Option<Chosen> {
        let c = &self.lines[i];
        if let Some((label, level)) = self.pinned.get(&i).cloned() {
            let because = if c.said.level.is_some() { &reason::PINNED } else { &reason::PINNED_SERIES };
            let open = |level: Level| level.is_list() || level == Level::Article;
            if label.form.group == Group::List && open(level) {
                while self.lists.last().is_some_and(|o| o.level >= level) {
                    self.lists.pop();
                }
                let branched = !label.branches.is_empty();
                self.lists.push(Open { look: look(&label), number: label.number, branched, level });
                self.last.insert(look(&label), label.number);
            } else {
                self.lists.clear();
            }
            return Some(Chosen::unit(label, level, because));
        }
        if let Some((level, len)) = c.said.level {
            let sign = MARKERS.iter().find(|m| c.text.starts_with(**m)).map(|m| m.len());
            let choice = match len.map(|len| len as usize).or(sign) {
                Some(len) if len > 0 => Choice::Marker(len, level),
                _ if level.is_container() => Choice::Heading,
                _ => Choice::Text,
            };
            if !level.is_list() {
                self.lists.clear();
            }
            return Some(Chosen::new(choice, &reason::PINNED));
        }
        if c.said.heading {
            self.lists.clear();
            return Some(Chosen::new(Choice::Heading, &reason::PINNED));
        }
        let bare = c.said.no_heading && (c.labels.is_empty() || c.is_bare_heading());
        (c.said.role.is_some() || bare).then(|| Chosen::new(Choice::Text, &reason::PINNED))
    }

    fn line(&mut self, i: usize) -> Chosen {
        let c = &self.lines[i];
        if self.clause
            && let Some(label) = c.labels.iter().find(|l| l.form.level == Level::Subsection)
        {
            self.lists.clear();
            return Chosen::unit(label.clone(), Level::Article, &reason::CLAUSES);
        }
        let article = if self.restored.contains(&i) {
            c.labels.iter().find(|l| l.form.group == Group::Article).cloned()
        } else {
            admitted(c, Group::Article)
        };
        if let Some(label) = admitted(c, Group::Heading).or(article) {
            self.lists.clear();
            let level = label.form.level;
            let fills = self.restored.contains(&i);
            return Chosen::unit(label, level, if fills { &reason::FILLS_GAP } else { &reason::FIXED_WORD });
        }
        if c.is_bare_heading() {
            self.lists.clear();
            return Chosen::new(Choice::Heading, &reason::BARE_HEADING);
        }
        if let Some(marker) = MARKERS.iter().find(|m| c.aside.is_none() && c.text.starts_with(**m)) {
            let under = self.lists.last().map_or(Level::Article, |o| below(o.level));
            let level = list_level(self.lists.len(), self.top.is_some()).max(under);
            return Chosen::new(Choice::Marker(marker.len(), level), &reason::MARKER);
        }
        if let Some(label) = self.section(i) {
            self.lists.clear();
            self.sections = Some((look(&label), label.number));
            return Chosen::unit(label, Level::Other, &reason::SECTION_HEADING);
        }
        self.list(c)
    }

    /// 一、一般规定 above articles: a heading, and the next unit is an article; or the next number of such headings.
    fn section(&self, i: usize) -> Option<LabelMatch> {
        if self.top.is_some() && !self.top_said {
            return None;
        }
        let c = &self.lines[i];
        let label = c.labels.iter().find(|l| l.form.group == Group::List && c.admits(l))?;
        if !heading_like(c.after(label.len).1) {
            return None;
        }
        let counted = |n: &Candidate| n.labels.iter().any(|l| self.top == Some(look(l)) && n.admits(l));
        let said = self.top_said && self.lines.get(i + 1).is_some_and(counted);
        let article_next =
            said || self.lines.get(i + 1).is_some_and(|n| admitted(n, Group::Article).is_some());
        let goes_on =
            self.sections.is_some_and(|(look_of, n)| look_of == look(label) && n + 1 == label.number);
        let begins = label.number == 1 && self.sections.is_none();
        (article_next && (goes_on || begins)).then(|| label.clone())
    }

    fn list(&mut self, c: &Candidate) -> Chosen {
        for label in c.labels.iter().filter(|l| l.form.group == Group::List && c.admits(l)) {
            if label.form.space_after && !self.japanese {
                continue;
            }
            if label.form.space_after && matches!(label.system, System::Arabic | System::FullWidth) {
                // ２　前項の…: a numbered 項, whose first one carries no number.
                self.lists.clear();
                return Chosen::unit(label.clone(), Level::Paragraph, &reason::LIST_GOES_ON);
            }
            let here = look(label);
            let is_top = self.top == Some(here);
            let runs_on = self.last.get(&here).is_some_and(|n| n + 1 == label.number);
            let next = |o: &Open| o.number + 1 == label.number;
            let (depth, because) = match self.lists.iter().rposition(|o| o.look == here) {
                Some(d) if next(&self.lists[d]) => (d, &reason::LIST_GOES_ON),
                // A new list of the same form; or a near number: sources skip and repeat.
                Some(d) if label.number == 1 => (d, &reason::LIST_BEGINS),
                Some(d) if follows(&self.lists[d], label) => (d, &reason::LIST_SKIPS),
                Some(d) if runs_on => (d, &reason::LIST_RUNS_ON),
                Some(_) => continue,
                None if is_top => (0, &reason::NUMBERS_ARTICLES),
                // A list begins at 1; one that runs on across its parents begins where the last one ended.
                None if label.number == 1 => (self.lists.len(), &reason::LIST_BEGINS),
                None if runs_on => (self.lists.len(), &reason::LIST_RUNS_ON),
                None => continue,
            };
            // A list keeps its level, and stands below the one that it is in.
            let kept = self.lists.get(depth).filter(|o| o.look == here).map(|o| o.level);
            self.lists.truncate(depth);
            let under = self.lists.last().map_or(Level::Article, |o| below(o.level));
            let level = kept.unwrap_or_else(|| list_level(depth, self.top.is_some()).max(under));
            let branched = !label.branches.is_empty();
            self.lists.push(Open { look: here, number: label.number, branched, level });
            self.last.insert(here, label.number);
            return Chosen::unit(label.clone(), level, because);
        }
        let because = if c.labels.is_empty() { &reason::NO_LABEL } else { &reason::NO_READING };
        Chosen::new(Choice::Text, because)
    }
}

/// Numbers that may follow each other in a list; a gap of a few is a gap of the source.
fn follows(last: &Open, next: &LabelMatch) -> bool {
    let (a, b) = (last.number, next.number);
    b > a && b - a <= 5 || b == a && (last.branched || !next.branches.is_empty() || last.look.0 != "{n}.")
}

/// （目的） on the line before an article is the article's heading.
fn captions(lines: &[Candidate], chosen: &mut [Chosen]) {
    for i in 1..lines.len() {
        let article = matches!(&chosen[i].choice, Choice::Unit { level: Level::Article, .. });
        let c = &lines[i - 1];
        let bracketed = c.bracketed() && c.chars <= CAPTION_MAX;
        let free = chosen[i - 1].choice == Choice::Text && chosen[i - 1].because != &reason::PINNED;
        if article && bracketed && free {
            chosen[i - 1] = Chosen::new(Choice::Caption, &reason::CAPTION);
        }
    }
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
