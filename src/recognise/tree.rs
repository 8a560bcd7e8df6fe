//! Builds the tree from lines and what was chosen for each.

use super::candidate::{Candidate, heading_like};
use super::outline::{Choice, choose};
use crate::ir::{Block, Heading, HeadingPlace, Label, Provision, Role, Text};
use crate::number::{Group, Level};
use crate::text::{Span, chars};
use std::collections::{HashMap, HashSet};

/// The blocks of a stretch of lines.
pub fn build(lines: &[Candidate], language: &str) -> Vec<Block> {
    let choices: Vec<Choice> = choose(lines, language).into_iter().map(|c| c.choice).collect();
    let run_in = run_in_forms(lines, &choices);
    let mut b = Builder { top: vec![], open: vec![], caption: None, run_in };
    for i in 0..lines.len() {
        b.line(lines, &choices, i);
    }
    b.close_to(0);
    b.top
}

struct Builder {
    top: Vec<Block>,
    open: Vec<Provision>,
    /// A heading that waits for its article: lead, text and place.
    caption: Option<(String, String, Span)>,
    /// The forms of labels whose units begin with a heading that ends in a full stop.
    run_in: HashSet<&'static str>,
}

/// （一）标题。正文: the forms of list labels most of whose units begin like that.
fn run_in_forms(lines: &[Candidate], choices: &[Choice]) -> HashSet<&'static str> {
    const FEWEST: usize = 3;
    let mut counts: HashMap<&'static str, (usize, usize)> = HashMap::new();
    for (c, choice) in lines.iter().zip(choices) {
        let Choice::Unit { label, .. } = choice else { continue };
        if label.form.group == Group::List {
            let (with, all) = counts.entry(label.form.name).or_default();
            let rest = c.after(label.len).1;
            *with += usize::from(stopped_heading(rest).is_some_and(|len| len < rest.len()));
            *all += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, (with, all))| *with >= FEWEST && *with * 10 >= *all * 7)
        .map(|(form, _)| form)
        .collect()
}

/// The length of a short first sentence: 指导思想。以…
fn stopped_heading(s: &str) -> Option<usize> {
    const LONGEST: usize = 30;
    let end = s.char_indices().take(LONGEST).find(|(_, c)| *c == '。')?.0;
    let heading = &s[..end];
    let plain = !heading.contains(['；', '：', '“', '（', '《']) && heading.matches('，').count() < 2;
    let end = end + '。'.len_utf8();
    (plain && heading.chars().count() > 1).then_some(end)
}

impl Builder {
    /// Places line `i`.
    fn line(&mut self, lines: &[Candidate], choices: &[Choice], i: usize) {
        let c = &lines[i];
        match &choices[i] {
            Choice::Text if c.aside.is_some() => self.aside(c),
            Choice::Text if c.parallel.is_some() => self.push(Block::Text(c.as_text(Role::Body)), c.span),
            Choice::Text => self.text(c),
            Choice::Caption => {
                self.caption = Some((c.lead.to_owned(), c.text.to_owned(), c.span));
            }
            Choice::Heading => {
                let level = c.said.level.map_or(Level::Other, |(level, _)| level);
                match c.said.level {
                    Some(_) => self.close(|p| p.level >= level),
                    None => self.close_to(0),
                }
                let mut p = Provision::new(level, c.lead.to_owned(), c.span);
                let heading = Heading { text: c.text.to_owned(), span: c.span, ..Heading::default() };
                p.heading = Some(Box::new(heading));
                self.open.push(p);
            }
            Choice::Marker(len, level) => {
                let label = Label {
                    text: c.text[..*len].to_owned(),
                    gap: c.after(*len).0.to_owned(),
                    form: "marker".into(),
                    system: None,
                    number: None,
                    branches: vec![],
                    shown: c.shows(*len),
                    span: Span::new(c.span.start as usize, c.span.start as usize + len),
                };
                let rest = c.after(*len).1;
                let rest = Rest { text: rest, start: c.span.end as usize - rest.len() };
                let whole = || level.is_container().then(|| rest.run_in(rest.text.len()));
                let heading = said_or(c, &rest, whole);
                self.unit_with(*level, c, label, heading, &rest);
            }
            Choice::Unit { label, level } => {
                let (gap, rest) = c.after(label.len);
                let end = c.span.end as usize;
                let label_form = label.form.name;
                let label_span = Span::new(c.span.start as usize, c.span.start as usize + label.len);
                let label = Label {
                    text: c.text[..label.len].to_owned(),
                    gap: gap.to_owned(),
                    form: label.form.name.into(),
                    system: Some(label.system),
                    number: Some(label.number),
                    branches: label.branches.clone(),
                    shown: c.shows(label.len),
                    span: label_span,
                };
                let rest = Rest { text: rest, start: end - rest.len() };
                let stopped = self.run_in.contains(label_form).then(|| stopped_heading(rest.text)).flatten();
                let followed = choices.get(i + 1) == Some(&Choice::Text);
                let stopped = stopped.filter(|len| *len < rest.text.len() || followed);
                let heading = said_or(c, &rest, || match stopped {
                    Some(len) => Some(rest.run_in(len)),
                    None => heading_of(*level, c, &rest, lines, choices, i + 1),
                });
                self.unit_with(*level, c, label, heading, &rest);
            }
        }
    }

    fn unit_with(
        &mut self,
        level: Level,
        c: &Candidate,
        label: Label,
        heading: Option<Heading>,
        rest: &Rest,
    ) {
        if level.is_list() {
            self.close_lists(level);
            // Lists stand in a paragraph of their article.
            if self.open.last().is_some_and(|p| p.level == Level::Article) {
                let at = c.span.start as usize;
                self.open.push(Provision::new(Level::Paragraph, String::new(), Span::new(at, at)));
            }
        } else {
            self.close(|p| p.level >= level || p.level == Level::Other && level < Level::Other);
        }
        let skip = heading.as_ref().map_or(0, |h| h.text.len() + h.gap.len());
        let mut p = Provision::new(level, c.lead.to_owned(), c.span);
        p.span.end = (rest.start + rest.text.len()) as u32;
        p.label = Some(Box::new(label));
        p.heading = heading.map(Box::new);
        if let Some((lead, text, span)) = self.caption.take() {
            // The caption stands where the article begins; a second heading after the label stays text.
            let gap = std::mem::replace(&mut p.lead, lead);
            p.heading = Some(Box::new(Heading { text, place: HeadingPlace::Before, gap, span }));
            p.span.start = span.start;
            return self.unit_text(p, rest, 0);
        }
        self.unit_text(p, rest, skip);
    }

    /// Opens a unit, and places what follows its label and heading.
    fn unit_text(&mut self, p: Provision, rest: &Rest, skip: usize) {
        self.open.push(p);
        if skip < rest.text.len() {
            let (at, text) = (rest.start + skip, &rest.text[skip..]);
            self.paragraph(String::new(), text, Span::new(at, at + text.len()));
        }
    }

    /// A table or a note is no 款: it stands beside the paragraphs of what holds it.
    fn aside(&mut self, c: &Candidate) {
        let inner = |p: &Provision| p.level == Level::Paragraph || p.level.is_list() && p.heading.is_none();
        while self.open.last().is_some_and(inner) {
            self.close_one();
        }
        self.push(Block::Text(c.as_text(Role::Body)), c.span);
    }

    /// Text that carries no label.
    fn text(&mut self, c: &Candidate) {
        // A heading-like item holds the paragraphs under it; after any other item a new paragraph begins.
        while let Some(p) = self.open.last() {
            let keeps = p.level.is_container() || p.level == Level::Article || p.heading.is_some();
            if keeps {
                break;
            }
            self.close_one();
        }
        self.paragraph(c.lead.to_owned(), c.text, c.span);
    }

    /// A paragraph in the innermost open unit: a provision of its own in an article, plain text elsewhere.
    fn paragraph(&mut self, lead: String, text: &str, span: Span) {
        let plain = Text {
            role: Role::Body,
            id: None,
            lead: String::new(),
            text: text.to_owned(),
            marks: vec![],
            span,
        };
        if self.open.last().is_some_and(|p| p.level == Level::Article) {
            let mut p = Provision::new(Level::Paragraph, lead, span);
            p.blocks = vec![Block::Text(plain)];
            self.open.push(p);
        } else {
            self.push(Block::Text(Text { lead, ..plain }), span);
        }
    }

    fn push(&mut self, block: Block, span: Span) {
        match self.open.last_mut() {
            Some(p) => {
                p.span.end = p.span.end.max(span.end);
                p.blocks.push(block);
            }
            None => self.top.push(block),
        }
    }

    fn close_one(&mut self) {
        if let Some(mut p) = self.open.pop() {
            // Most hold one block: room for four in each of a million articles is gigabytes.
            p.blocks.shrink_to_fit();
            let span = p.span;
            self.push(Block::Provision(p), span);
        }
    }

    fn close(&mut self, also: impl Fn(&Provision) -> bool) {
        while self.open.iter().any(&also) {
            self.close_one();
        }
    }

    fn close_lists(&mut self, level: Level) {
        self.close(|p| p.level.is_list() && p.level >= level);
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.close_one();
        }
    }
}

/// The heading of a unit, if what follows its label is one.
fn heading_of(
    level: Level,
    c: &Candidate,
    rest: &Rest,
    lines: &[Candidate],
    choices: &[Choice],
    next: usize,
) -> Option<Heading> {
    if rest.text.is_empty() {
        return None;
    }
    let whole = |place| Heading {
        text: rest.text.to_owned(),
        place,
        gap: String::new(),
        span: Span::new(rest.start, rest.start + rest.text.len()),
    };
    if level.is_container() {
        return Some(whole(HeadingPlace::Line));
    }
    if level == Level::Article
        && let Some(len) = bracketed_heading(rest.text)
    {
        return Some(rest.run_in(len));
    }
    // A line that is no sentence heads what follows it, if anything does that is not its own sibling.
    let follows = match choices.get(next) {
        Some(Choice::Text) => !lines[next].heading_like() || lines[next].chars > c.chars,
        Some(Choice::Unit { level: l, .. } | Choice::Marker(_, l)) => *l > level,
        _ => false,
    };
    (heading_like(rest.text) && follows).then(|| whole(HeadingPlace::Line))
}

/// The heading of a unit: what a person says of it, else what is `told`.
fn said_or(c: &Candidate, rest: &Rest, told: impl FnOnce() -> Option<Heading>) -> Option<Heading> {
    if c.said.no_heading {
        return None;
    }
    let said = c.said.heading_ends.map(|end| (end as usize).min(rest.start + rest.text.len()));
    match said.filter(|end| *end > rest.start) {
        Some(end) => Some(rest.run_in(end - rest.start)),
        None => told(),
    }
}

/// What stands on a line after the label and its gap.
struct Rest<'a> {
    text: &'a str,
    start: usize,
}

impl Rest<'_> {
    /// Its first `len` bytes as a heading that the text follows, if any does.
    fn run_in(&self, len: usize) -> Heading {
        let tail = &self.text[len..];
        let gap = tail.find(|c| !chars::is_space(c)).unwrap_or(tail.len());
        Heading {
            text: self.text[..len].to_owned(),
            place: if tail.is_empty() { HeadingPlace::Line } else { HeadingPlace::RunIn },
            gap: tail[..gap].to_owned(),
            span: Span::new(self.start, self.start + len),
        }
    }
}

/// The length of a bracketed heading at the start: 【立法目的】, （目的）, (목적).
fn bracketed_heading(s: &str) -> Option<usize> {
    const LONGEST: usize = 30;
    let close = match s.chars().next()? {
        '【' => '】',
        '（' => '）',
        '(' => ')',
        _ => return None,
    };
    let end = s.find(close)? + close.len_utf8();
    let inner = &s[..end];
    let sentence = inner.contains(['，', '。', '；', '：', '“']);
    // （一） and （以下简称…） are no headings.
    (inner.chars().count() <= LONGEST
        && !sentence
        && !inner.contains("以下")
        && crate::number::read_label(inner).is_none())
    .then_some(end)
}
