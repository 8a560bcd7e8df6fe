//! What the document as a whole says before any line is read: which labels number the articles, which words contain
//! which, whether clauses are numbered in steps.

use super::candidate::{Candidate, heading_like};
use super::reason;
use crate::number::{Form, Group, LabelMatch, Level, System};
use crate::text::Map;

/// How the labels of a list look: the form, whatever its width, and the numeral system.
pub type Look = (&'static str, System);

/// The look of a label, whatever its width: sources mix （二） with (二). 3의2. belongs to the list of 3. and 4.
pub fn look(label: &LabelMatch) -> Look {
    let form = match label.form.name {
        "({n})" | "（{n)" | "({n}）" | "（{n})" | "（{n-m}）" | "({n-m})" | "（{nA}）" | "({nA})" => {
            "（{n}）"
        }
        "{n-m}." | "{n}．" | "{nA}." => "{n}.",
        "{n-m}、" => "{n}、",
        "{n-m}　" => "{n}　",
        "{n})" => "{n}）",
        name => name,
    };
    (form, label.system.narrow())
}

/// How clauses with numbers of several steps (5.2.1) are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// As headings over texts: 5.2 版面.
    Containers,
    /// As items of articles: 1.1 乙方提供服务。
    Items,
}

/// What is known of a stretch of lines.
#[derive(Debug)]
pub struct Survey {
    /// Whether there are 第…条.
    pub articles: bool,
    /// The look of the list that numbers the articles, where there is no 第…条.
    pub top: Option<Look>,
    /// Whether a person says so.
    pub top_said: bool,
    /// Whether 第…款 and the like are the articles.
    pub clause: bool,
    /// How numbers of several steps are read, where there are any.
    pub steps: Option<Steps>,
    /// The form of the numbers above them, of one step: 5 above 5.1, or 5.
    pub first_step: &'static str,
    /// Whether 第1条 stands above 第1.1条.
    pub stepped_articles: bool,
    /// Whether Section 1 stands in Article I, and is no container of articles.
    pub sections: bool,
    /// The look that nearly all articles have.
    pub article_look: Option<Look>,
    /// Whether most labels of articles are set off from what follows.
    pub set_off: bool,
    /// Whether 第一，第二， number the provisions: nothing else does, and one follows the other.
    pub ordinals: bool,
    /// The looks of all labels; others know them by their places in it.
    looks: Vec<Look>,
    /// How far out the container of a form stands.
    ranks: Map<&'static str, u8>,
    /// Which lines begin with the label of an article.
    pub begun: Vec<bool>,
}

/// Ranks of the tree, outermost first: what opens closes all of its own rank and below.
pub mod rank {
    /// Room for containers.
    pub const STEPS: u8 = 20;
    /// A short heading right above articles.
    pub const HEADING: u8 = 60;
    /// 条.
    pub const ARTICLE: u8 = 64;
    /// 款.
    pub const PARAGRAPH: u8 = 80;
    /// The outermost list.
    pub const LIST: u8 = 96;
}

impl Survey {
    /// Looks at all lines.
    pub fn of(lines: &[Candidate], pinned: &Map<usize, (LabelMatch, Level)>) -> Self {
        let begun: Vec<Option<&LabelMatch>> =
            lines.iter().map(|c| super::outline::admitted(c, Group::Article)).collect();
        let fixed = begun.iter().any(Option::is_some);
        // The label that a person says counts the articles.
        let said = pinned.iter().filter(|(_, (_, level))| *level == Level::Article).min_by_key(|(i, _)| **i);
        let said = said.map(|(_, (label, _))| label).filter(|l| l.form.group == Group::List);
        let articles = fixed || said.is_some();
        let clause = !articles && clauses_are_articles(lines);
        let (steps, first_step) = steps(lines, articles);
        let ordinals = !articles && ordinals(lines);
        let mut off = 0;
        let mut looks = vec![];
        let mut article_looks: Map<Look, usize> = Map::default();
        for label in lines.iter().flat_map(|c| &c.labels) {
            let look = look(label);
            if !looks.contains(&look) {
                looks.push(look);
            }
        }
        for (c, label) in lines.iter().zip(&begun) {
            if let Some(label) = label {
                *article_looks.entry(look(label)).or_default() += 1;
                off += usize::from(is_set_off(c, label));
            }
        }
        let all: usize = article_looks.values().sum();
        let set_off = off * 10 >= all * 7;
        let article_look =
            article_looks.into_iter().find(|(_, n)| all > 2 && *n * 10 >= all * 7).map(|(look, _)| look);
        let free = !articles && !clause && steps != Some(Steps::Containers);
        Self {
            articles,
            top: match said {
                Some(label) => (!fixed).then(|| look(label)),
                None if free => top_look(lines, ordinals),
                None => None,
            },
            top_said: said.is_some(),
            clause,
            steps,
            first_step,
            stepped_articles: stepped_articles(begun.iter().copied().flatten()),
            sections: sections(lines),
            article_look,
            set_off,
            ordinals,
            looks,
            ranks: ranks(lines),
            begun: begun.iter().map(Option::is_some).collect(),
        }
    }

    /// The place of a look in the table of looks.
    pub fn id(&self, look: Look) -> u8 {
        self.looks.iter().position(|l| *l == look).unwrap_or(usize::MAX).min(255) as u8
    }

    /// Whether a line has the label that a person says counts the articles.
    pub fn counted(&self, c: &Candidate) -> bool {
        self.top_said && c.labels.iter().any(|l| self.top == Some(look(l)) && c.admits(l))
    }

    /// How far out a container stands.
    pub fn rank(&self, form: &Form) -> u8 {
        self.ranks.get(form.name).copied().unwrap_or_else(|| word_rank(form))
    }

    /// The rank of the outermost container.
    pub fn outermost(&self) -> u8 {
        self.ranks.values().copied().min().unwrap_or(rank::STEPS)
    }
}

/// The rank of a level that a person says.
pub const fn level_rank(level: Level) -> u8 {
    match level {
        Level::Document | Level::Annex => 1,
        Level::Part => 14,
        Level::Subpart => 18,
        Level::Chapter => 30,
        Level::Section => 40,
        Level::Subsection => 54,
        Level::Other => rank::HEADING,
        Level::Article => rank::ARTICLE,
        Level::Paragraph => rank::PARAGRAPH,
        Level::Item => rank::LIST,
        Level::Subitem => rank::LIST + 1,
        Level::Point => rank::LIST + 2,
    }
}

/// How far out a word stands where the document does not say otherwise.
fn word_rank(form: &Form) -> u8 {
    match form.name {
        "卷{n}" | "第{n}卷" => 8,
        "第{n}部分" | "第{n}部份" | "第{n}部" | "第{nA}部" => 10,
        "第{n}款" => 54,
        "第{n}目" => 56,
        "{n}分节" | "{n}分節" => 52,
        _ => match form.level {
            Level::Part => 14,
            Level::Subpart => 18,
            Level::Chapter => 30,
            Level::Section => 40,
            _ => 54,
        },
    }
}

/// The ranks of the words in use. Where a word comes before one that usually stands above it, and that one begins
/// again and again, the two change places.
fn ranks(lines: &[Candidate]) -> Map<&'static str, u8> {
    struct Word {
        form: &'static Form,
        first: usize,
        ones: usize,
    }
    let mut words: Vec<Word> = vec![];
    for (i, c) in lines.iter().enumerate() {
        let Some(label) = super::outline::admitted(c, Group::Heading) else { continue };
        let one = usize::from(label.number == 1 && label.branches.is_empty());
        match words.iter_mut().find(|w| w.form.name == label.form.name) {
            Some(w) => w.ones += one,
            None => words.push(Word { form: label.form, first: i, ones: one }),
        }
    }
    let mut out: Map<&'static str, u8> = words.iter().map(|w| (w.form.name, word_rank(w.form))).collect();
    for outer in &words {
        for inner in &words {
            let (a, b) = (out[outer.form.name], out[inner.form.name]);
            let outside = outer.first < inner.first && outer.ones <= 1 && inner.ones > 1;
            if a > b && outside {
                out.insert(outer.form.name, b);
                out.insert(inner.form.name, a);
            }
        }
    }
    out
}

/// 第一款 … where there is no 第一条: several of them, and sentences rather than headings.
fn clauses_are_articles(lines: &[Candidate]) -> bool {
    let mut clauses = 0;
    let mut sentences = 0;
    // 第一款　船舶 over a text, and no 章 or 节 above.
    let mut headed = 0;
    let above = lines.iter().any(|c| {
        let heads = |l: &LabelMatch| l.form.group == Group::Heading && !is_clause(l);
        c.labels.iter().any(|l| heads(l) && c.admits(l))
    });
    for (i, c) in lines.iter().enumerate() {
        let Some(label) = c.labels.iter().find(|l| is_clause(l)) else { continue };
        if c.refusal(label) == Some(&reason::REFERS) {
            continue;
        }
        clauses += 1;
        let alone = c.text.len() == label.len;
        let text_next = || lines.get(i + 1).is_some_and(|n| n.closed && n.labels.is_empty());
        sentences += usize::from(if alone { text_next() } else { c.closed });
        headed += usize::from(!alone && !c.closed && text_next());
    }
    clauses >= 2 && (sentences * 2 >= clauses || !above && headed * 2 >= clauses)
}

/// Whether a label is 第…款 or 第…目.
pub fn is_clause(label: &LabelMatch) -> bool {
    matches!(label.form.name, "第{n}款" | "第{n}目" | "제{n}관")
}

/// The list form that numbers the articles of a document without 第…条: the first form that begins at 1.
/// A document that begins with （一） has items at its top.
fn top_look(lines: &[Candidate], ordinals: bool) -> Option<Look> {
    let begins = |l: &&LabelMatch| l.form.group == Group::List && l.number == 1 && l.branches.is_empty();
    // An excerpt may begin with a later number: 2AC. above 3.
    let first = lines.iter().position(|c| c.labels.iter().any(|l| l.form.group != Group::Heading));
    let goes_on = |i: usize, l: &LabelMatch| {
        let next = |n: &LabelMatch| look(n) == look(l) && n.number == l.number + 1;
        let loose = l.form.space_after || l.form.is_decimal() || l.form.group != Group::List;
        first == Some(i)
            && !loose
            && lines[i + 1..].iter().any(|c| c.labels.iter().any(|n| next(n) && c.admits(n)))
    };
    let mut firsts = lines.iter().enumerate().filter_map(|(i, c)| {
        let stands = |l: &&LabelMatch| c.admits(l) && (ordinals || !is_ordinal(l));
        let label = c.labels.iter().filter(stands).find(|l| begins(l) || goes_on(i, l))?;
        let look = look(label);
        // A number set off by a space alone must be seen to count on.
        let loose = label.form.space_after;
        let counts_on = |c: &Candidate| {
            c.labels.iter().any(|l| super::survey::look(l) == look && l.number == 2 && c.admits(l))
        };
        (!loose || lines[i + 1..].iter().any(counts_on)).then_some(label)
    });
    let first = firsts.next()?;
    let bracketed = first.form.name.starts_with(['（', '(']) || first.form.name == "{n}";
    (!bracketed).then(|| look(first))
}

/// Whether a label is 第一， or 第一、.
pub fn is_ordinal(label: &LabelMatch) -> bool {
    matches!(label.form.name, "第{n}，" | "第{n}、" | "第{n},")
}

/// Whether white space or brackets set a label off from what follows.
pub fn is_set_off(c: &Candidate, label: &LabelMatch) -> bool {
    let (gap, rest) = c.after(label.len);
    let colon = c.text[..label.len].ends_with(['：', ':']);
    colon || !gap.is_empty() || rest.is_empty() || rest.starts_with(['（', '(', '【', '［'])
}

/// Characters of a line that may sign or date.
const SHORT: usize = 30;

/// 第一，…第二，…: in speeches a way to begin sentences. Provisions only where a sentence with a colon leads to them, one
/// follows the other, and there are no other labels.
fn ordinals(lines: &[Candidate]) -> bool {
    let ordinal = |c: &Candidate| c.labels.iter().find(|l| is_ordinal(l)).map(|l| l.number);
    let Some(first) = lines.iter().position(|c| ordinal(c).is_some()) else { return false };
    let run = lines[first..].iter().map_while(ordinal).zip(1..).take_while(|(n, want)| n == want).count();
    let led = first > 0 && lines[first - 1].text.ends_with(['：', ':']);
    let numbered =
        |c: &Candidate| ordinal(c).is_none() && c.labels.iter().any(|l| c.admits(l) && l.number == 1);
    let closing = lines[(first + run).min(lines.len())..].iter().all(|c| c.chars <= SHORT);
    run >= 2 && (led || first == 0) && closing && !lines.iter().any(numbered)
}

/// Whether the clauses are numbered in steps, and how they are to be read.
fn steps(lines: &[Candidate], articles: bool) -> (Option<Steps>, &'static str) {
    let mut all = 0;
    let mut headings = 0;
    let mut last: Vec<u32> = vec![];
    for (i, c) in lines.iter().enumerate() {
        let Some(label) = c.labels.iter().find(|l| l.form.is_decimal() && c.admits(l)) else { continue };
        let path: Vec<u32> = std::iter::once(label.number).chain(label.branches.iter().copied()).collect();
        let end = path.len() - 1;
        // Numbers that neither begin a step nor follow one are quantities.
        let follows = last.get(..=end).is_some_and(|l| l[..end] == path[..end] && l[end] + 1 == path[end]);
        let begins = path[end] <= 1;
        last = path;
        if !follows && !begins {
            continue;
        }
        // What the format sets as a heading tells by itself.
        let told = if c.hints.outline.is_some() { 2 } else { 1 };
        all += told;
        let rest = c.after(label.len).1;
        let next = lines.get(i + 1);
        let titled = || next.is_some_and(|n| n.labels.is_empty() && n.heading_like());
        headings += told * usize::from(if rest.is_empty() { titled() } else { heading_like(rest) });
    }
    let (form, chapters) = FIRST_STEPS
        .iter()
        .map(|form| (*form, chapters(lines, form)))
        .reduce(|a, b| if b.1 > a.1 { b } else { a })
        .unwrap_or(("{n}　", 0));
    let steps = match all {
        0 | 1 => None,
        _ if !articles && (headings * 2 >= all || chapters > 1) => Some(Steps::Containers),
        _ => Some(Steps::Items),
    };
    (steps, form)
}

/// The forms of numbers of one step above those of several.
const FIRST_STEPS: &[&str] = &["{n}　", "{n}.", "{n}．", "{n}、"];

/// 第1条 above 第1.1条: the second is a clause of the first.
fn stepped_articles<'l>(mut labels: impl Iterator<Item = &'l LabelMatch>) -> bool {
    let mut article = 0;
    labels.any(|l| {
        if is_stepped(l) {
            return l.number == article;
        }
        article = l.number;
        false
    })
}

/// Article I above Section 1 and Section 2: most articles have sections, and none stands outside of one, as those do
/// that hold articles.
fn sections(lines: &[Candidate]) -> bool {
    let (mut articles, mut with) = (0, 0);
    // Whether an article is open, and whether it has a section.
    let (mut open, mut has) = (false, false);
    for c in lines {
        let Some(label) = c.labels.iter().find(|l| l.form.is_english() && c.admits(l)) else { continue };
        if label.form.group == Group::Article {
            articles += 1;
            (open, has) = (true, false);
        } else if !is_english_section(label) {
            open = false;
        } else if open {
            with += usize::from(!has);
            has = true;
        } else {
            return false;
        }
    }
    with > 0 && with * 2 >= articles
}

/// Whether a label is Section 1.
pub fn is_english_section(label: &LabelMatch) -> bool {
    label.form.is_english() && label.form.level == Level::Section
}

/// Whether a label is 第1.1条.
pub fn is_stepped(label: &LabelMatch) -> bool {
    matches!(label.form.name, "第{n.m}条" | "第{n.m}條")
}

/// 1　总则 above 1.0.1: short lines that count, where the figure of one is the first step of the clause below.
fn chapters(lines: &[Candidate], form: &str) -> usize {
    /// Lines between the two.
    const FAR: usize = 4;
    let figure = |c: &Candidate| {
        let single =
            |l: &&LabelMatch| l.form.name == form && matches!(l.system, System::Arabic | System::FullWidth);
        let label = c.labels.iter().find(single)?;
        let rest = c.after(label.len).1;
        (rest.is_empty() || heading_like(rest)).then_some(label.number)
    };
    let first_step = |c: &Candidate| c.labels.iter().find(|l| l.form.is_decimal()).map(|l| l.number);
    let (mut last, mut count, mut stepped) = (0, 0, false);
    for (i, c) in lines.iter().enumerate() {
        let Some(n) = figure(c) else { continue };
        let above = lines[i + 1..].iter().take(FAR).find_map(first_step) == Some(n);
        // An excerpt may begin anywhere.
        if n == last + 1 || count == 0 && above {
            (last, count) = (n, count + 1);
            stepped |= above;
        }
    }
    if stepped { count } else { 0 }
}
