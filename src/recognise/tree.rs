//! Builds the tree from lines and what was chosen for each.

use super::candidate::{Candidate, heading_like};
use super::outline::{Choice, Chosen, choose};
use super::survey::{is_english_section, rank};
use crate::ir::{Block, Heading, HeadingPlace, Label, Provision, Role, Text};
use crate::lexicon::source_note::is_source_note;
use crate::number::{Group, Level};
use crate::text::{Map, Set, Span, chars};

/// The blocks of a stretch of lines.
pub fn build(lines: &[Candidate], language: &str) -> Vec<Block> {
    let chosen = choose(lines, language);
    let run_in = run_in_forms(lines, &chosen);
    let next = next_ranks(&chosen);
    let second = before_second(&chosen);
    // A text that is nothing but lines has a block for every one: room for them all at once is less than growing needs.
    let flat = chosen.iter().all(|c| matches!(c.choice, Choice::Text));
    let mut b = Builder {
        top: Vec::with_capacity(if flat { lines.len() } else { 0 }),
        open: vec![],
        headed: false,
        caption: None,
        run_in,
        next: 0,
        second: false,
        confidence: None,
        plain: is_plain(lines, &chosen),
    };
    for (i, next) in next.into_iter().enumerate() {
        b.next = next;
        b.second = second[i];
        b.confidence = Some(chosen[i].confidence).filter(|c| *c < SURE);
        b.line(lines, &chosen, i);
    }
    b.close(0);
    b.top
}

/// Hundredths from which on nothing need be said.
const SURE: u8 = 95;

struct Builder {
    top: Vec<Block>,
    /// What is open, with its rank.
    open: Vec<(Provision, u8)>,
    /// Whether the last article has a heading on a line of its own.
    headed: bool,
    /// A heading that waits for its article: lead, text and place.
    caption: Option<(String, String, Span)>,
    /// How certain the line is that is being placed.
    confidence: Option<u8>,
    /// The rank of the next unit of a list; 0 where another unit comes first.
    next: u8,
    /// Whether the next 項 is the second one of its article, the first of which has no number.
    second: bool,
    /// The forms of labels whose units begin with a heading that ends in a full stop.
    run_in: Set<&'static str>,
    /// Whether most articles have no heading, so that the first line of a wrapped sentence is none.
    plain: bool,
}

/// For every line the rank of the next unit, if that is one of a list.
fn next_ranks(chosen: &[Chosen]) -> Vec<u8> {
    let mut out = vec![0; chosen.len()];
    let mut next = 0;
    for (slot, c) in out.iter_mut().zip(chosen).rev() {
        *slot = next;
        match &c.choice {
            Choice::Unit { level, rank, .. } => next = if level.is_list() { *rank } else { 0 },
            Choice::Heading(..) => next = 0,
            _ => {}
        }
    }
    out
}

/// For every line whether a 項 with the number 2 comes before another article.
fn before_second(chosen: &[Chosen]) -> Vec<bool> {
    let mut out = vec![false; chosen.len()];
    let mut next = false;
    for (slot, c) in out.iter_mut().zip(chosen).rev() {
        *slot = next;
        match &c.choice {
            Choice::Unit { label, level: Level::Paragraph, .. } => next = label.number == 2,
            Choice::Unit { level, .. } if !level.is_list() => next = false,
            Choice::Heading(..) => next = false,
            _ => {}
        }
    }
    out
}

/// （一）标题。正文: the forms of list labels most of whose units begin like that.
fn run_in_forms(lines: &[Candidate], chosen: &[Chosen]) -> Set<&'static str> {
    const FEWEST: usize = 3;
    let mut counts: Map<&'static str, (usize, usize)> = Map::default();
    for (c, chosen) in lines.iter().zip(chosen) {
        let Choice::Unit { label, .. } = &chosen.choice else { continue };
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

/// Whether most articles have no heading.
fn is_plain(lines: &[Candidate], chosen: &[Chosen]) -> bool {
    let (mut headed, mut all) = (0, 0);
    for (i, c) in lines.iter().enumerate() {
        let Choice::Unit { label, level: Level::Article, rank } = &chosen[i].choice else { continue };
        let rest = Rest { text: c.after(label.len).1, start: 0 };
        let titled = chosen.get(i + 1).is_some_and(|n| n.choice == Choice::Title);
        let heading = heading_of((Level::Article, *rank), c, &rest, lines, chosen, i + 1);
        headed += usize::from(titled || heading.is_some());
        all += 1;
    }
    headed * 2 < all
}

impl Builder {
    /// The heading of the unit of line `i`.
    fn heading(
        &self,
        unit: (Level, u8),
        i: usize,
        rest: &Rest,
        lines: &[Candidate],
        chosen: &[Chosen],
    ) -> Option<Heading> {
        let found = heading_of(unit, &lines[i], rest, lines, chosen, i + 1)?;
        let wrapped = self.plain && unit.0 == Level::Article && found.text.len() == rest.text.len();
        (!wrapped || !runs_on(&found.text)).then_some(found)
    }

    /// Places line `i`.
    fn line(&mut self, lines: &[Candidate], chosen: &[Chosen], i: usize) {
        let c = &lines[i];
        match &chosen[i].choice {
            Choice::Text if c.aside.is_some() => self.aside(c),
            Choice::Text if self.notes_source(c) => {}
            Choice::Text if c.parallel.is_some() => self.push(Block::Text(c.as_text(Role::Body)), c.span),
            Choice::Text => self.text(c),
            // It went with the label before.
            Choice::Title => {}
            Choice::Caption => {
                self.caption = Some((c.lead.to_owned(), c.text.to_owned(), c.span));
            }
            Choice::Heading(level, rank) => {
                self.close(*rank);
                let mut p = Provision::new(*level, c.lead.to_owned(), c.span);
                let heading = Heading { text: c.text.to_owned(), span: c.span, ..Heading::default() };
                p.heading = Some(Box::new(heading));
                self.open.push((p, *rank));
            }
            Choice::Marker(len, level, rank) => {
                let gap = c.after(*len).0;
                let at = c.span.start as usize;
                let label = Label {
                    text: c.text[..*len].to_owned(),
                    gap: gap.to_owned(),
                    form: "marker".into(),
                    system: None,
                    number: None,
                    branches: vec![],
                    shown: c.shows(*len),
                    marks: vec![],
                    span: Span::new(at, at + len),
                };
                let rest = Rest { text: c.after(*len).1, start: at + len + gap.len() };
                let heading = said_or(c, &rest, || level.is_container().then(|| rest.whole()));
                self.unit((*level, *rank), c, label, heading, &rest);
            }
            Choice::Unit { label, level, rank } => {
                let title =
                    chosen.get(i + 1).is_some_and(|n| n.choice == Choice::Title).then(|| &lines[i + 1]);
                let (mut gap, rest) = (c.after(label.len).0.to_owned(), c.after(label.len).1);
                let start = c.span.start as usize;
                let form = label.form.name;
                let mut rest = Rest { text: rest, start: c.span.end as usize - rest.len() };
                let heading = if let Some(title) = title {
                    gap.push_str(title.lead);
                    rest = Rest { text: title.text, start: title.span.start as usize };
                    Some(rest.whole())
                } else {
                    let stopped = self.run_in.contains(form).then(|| stopped_heading(rest.text)).flatten();
                    let followed = chosen.get(i + 1).is_some_and(|n| n.choice == Choice::Text);
                    let stopped = stopped.filter(|len| *len < rest.text.len() || followed);
                    said_or(c, &rest, || match stopped {
                        Some(len) => Some(rest.run_in(len)),
                        None => self.heading((*level, *rank), i, &rest, lines, chosen).or_else(|| {
                            // The last one has a heading as those before it have, though no text.
                            let alone = *level == Level::Article && self.headed && ends(lines, i + 1);
                            (alone && heading_like(rest.text)).then(|| rest.whole())
                        }),
                    })
                };
                if *level == Level::Article {
                    self.headed = heading.as_ref().is_some_and(|h| h.place == HeadingPlace::Line);
                }
                let label = Label {
                    text: c.text[..label.len].to_owned(),
                    gap,
                    form: form.into(),
                    system: Some(label.system),
                    number: Some(label.number),
                    branches: label.branches.clone(),
                    shown: c.shows(label.len),
                    marks: vec![],
                    span: Span::new(start, start + label.len),
                };
                self.unit((*level, *rank), c, label, heading, &rest);
            }
        }
    }

    fn unit(
        &mut self,
        (level, rank): (Level, u8),
        c: &Candidate,
        label: Label,
        heading: Option<Heading>,
        rest: &Rest,
    ) {
        self.close(rank);
        if level.is_list() {
            // Lists stand in a paragraph of their article.
            if self.open.last().is_some_and(|(p, _)| p.level == Level::Article) {
                let at = c.span.start as usize;
                let p = Provision::new(Level::Paragraph, String::new(), Span::new(at, at));
                self.open.push((p, rank::PARAGRAPH));
            }
        }
        let skip = heading.as_ref().map_or(0, |h| h.text.len() + h.gap.len());
        let mut p = Provision::new(level, c.lead.to_owned(), c.span);
        p.span.end = (rest.start + rest.text.len()) as u32;
        p.label = Some(Box::new(label));
        p.confidence = self.confidence;
        p.heading = heading.map(Box::new);
        if let Some((lead, text, span)) = self.caption.take() {
            // The caption stands where the article begins; a second heading after the label stays text.
            let gap = std::mem::replace(&mut p.lead, lead);
            p.heading =
                Some(Box::new(Heading { text, place: HeadingPlace::Before, gap, marks: vec![], span }));
            p.span.start = span.start;
            return self.unit_text((p, rank), rest, 0);
        }
        self.unit_text((p, rank), rest, skip);
    }

    /// Opens a unit, and places what follows its label and heading.
    fn unit_text(&mut self, unit: (Provision, u8), rest: &Rest, skip: usize) {
        self.open.push(unit);
        if skip < rest.text.len() {
            let (at, text) = (rest.start + skip, &rest.text[skip..]);
            self.paragraph(String::new(), text, Span::new(at, at + text.len()));
        }
    }

    /// A table or a note is no 款: it stands beside the paragraphs of what holds it.
    fn aside(&mut self, c: &Candidate) {
        let inner = |p: &Provision| p.level == Level::Paragraph || p.level.is_list() && p.heading.is_none();
        while self.open.last().is_some_and(|(p, _)| inner(p)) {
            self.close_one();
        }
        self.push(Block::Text(c.as_text(Role::Body)), c.span);
    }

    /// (由2016年第2號第4條增補) is no 款: it stands in the last one, or in the unit of the list that goes on. Gives
    /// whether it was one, and was placed.
    fn notes_source(&mut self, c: &Candidate) -> bool {
        let within = |open: &[(Provision, u8)]| open.iter().any(|(p, _)| p.level == Level::Paragraph);
        if !is_source_note(c.text) || !within(&self.open) {
            return false;
        }
        while self.next == 0 && self.open.last().is_some_and(|(p, _)| p.level != Level::Paragraph) {
            self.close_one();
        }
        self.push(Block::Text(c.as_text(Role::Body)), c.span);
        true
    }

    /// Text that carries no label.
    fn text(&mut self, c: &Candidate) {
        // A heading-like item holds the paragraphs under it, a label that stands alone its text, and a 項 with a number
        // all lines to the next; after any other item a new paragraph begins.
        while let Some((p, rank)) = self.open.last() {
            // 一、…⏎text⏎（一）…: the text belongs to 一、 as （一） does.
            // So does what stands between 一、 and 二、.
            // So does what stands between （甲） and （乙） below （一）.
            let inside = || self.next > *rank && p.blocks.iter().any(|b| matches!(b, Block::Provision(_)));
            let spans = *rank >= rank::LIST && (self.next >= *rank && is_paragraph_like(p) || inside());
            let bare = p.label.is_some() && p.blocks.is_empty();
            let counted = p.level == Level::Paragraph && (p.label.is_some() || self.second);
            let keeps = p.level.is_container()
                || p.level == Level::Article
                || p.heading.is_some()
                || bare
                || spans
                || counted;
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
        if self.open.last().is_some_and(|(p, _)| p.level == Level::Article) {
            let mut p = Provision::new(Level::Paragraph, lead, span);
            p.blocks = vec![Block::Text(plain)];
            self.open.push((p, rank::PARAGRAPH));
        } else {
            self.push(Block::Text(Text { lead, ..plain }), span);
        }
    }

    fn push(&mut self, block: Block, span: Span) {
        match self.open.last_mut() {
            Some((p, _)) => {
                p.span.end = p.span.end.max(span.end);
                if p.blocks.is_empty() {
                    // Most hold one block.
                    p.blocks.reserve_exact(1);
                }
                p.blocks.push(block);
            }
            None => self.top.push(block),
        }
    }

    fn close_one(&mut self) {
        if let Some((mut p, _)) = self.open.pop() {
            // Room for four in each of a million articles is gigabytes.
            p.blocks.shrink_to_fit();
            let span = p.span;
            self.push(Block::Provision(p), span);
        }
    }

    /// Closes all that a unit of a rank closes.
    fn close(&mut self, rank: u8) {
        let Some(first) = self.open.iter().position(|(_, r)| *r >= rank) else { return };
        while self.open.len() > first {
            self.close_one();
        }
    }
}

/// Whether a line reads as the first of a sentence: 读者应当爱护图书，不得
fn runs_on(text: &str) -> bool {
    text.contains(['，', '、', ','])
        || text.ends_with([
            '得', '应', '的', '和', '或', '与', '及', '在', '对', '由', '将', '把', 'を', 'が', 'は', 'に',
        ])
}

/// Whether a unit of a list carries a label such as treaties number their 款 with: 一、, 1.
fn is_paragraph_like(p: &Provision) -> bool {
    p.label.as_ref().is_some_and(|l| matches!(&*l.form, "{n}、" | "{n}." | "{n}．" | "{n}　"))
}

/// Characters from which on a sentence behind Section 1. is its text.
const SENTENCE: usize = 50;

/// Where what follows the label begins in its line.
fn rest_at(c: &Candidate, rest: &Rest) -> usize {
    c.text.len().saturating_sub(rest.text.len())
}

/// The heading of a unit, if what follows its label is one.
fn heading_of(
    (level, rank): (Level, u8),
    c: &Candidate,
    rest: &Rest,
    lines: &[Candidate],
    chosen: &[Chosen],
    next: usize,
) -> Option<Heading> {
    if rest.text.is_empty() {
        return None;
    }
    if level == Level::Paragraph {
        return None;
    }
    if level.is_container() {
        let numbered = rank > rank::STEPS && rank < rank::STEPS + 10;
        let sentence = c.text[..rest_at(c, rest)].trim_end().ends_with('.')
            && rest.text.ends_with('.')
            && rest.text.chars().nth(SENTENCE).is_some();
        return (!sentence && (!numbered || heading_like(rest.text))).then(|| rest.whole());
    }
    if level == Level::Article
        && let Some(len) = bracketed_heading(rest.text)
    {
        return Some(rest.run_in(len));
    }
    // Section 1. Short title.
    let text = rest.text.strip_suffix('.').unwrap_or(rest.text);
    let section = level.is_list() && c.labels.first().is_some_and(is_english_section);
    if section && heading_like(text) && !text.contains(". ") && next < lines.len() {
        let below = match &chosen[next].choice {
            Choice::Unit { rank: r, .. } => *r > rank,
            choice => *choice == Choice::Text,
        };
        return below.then(|| rest.whole());
    }
    // A line that is no sentence heads what follows it, if anything does that is not its own sibling.
    let renders = |n: &usize| lines.get(*n).is_some_and(|c| c.parallel.is_some());
    let next = (next..lines.len()).find(|n| !renders(n)).unwrap_or(lines.len());
    let follows = match chosen.get(next).map(|n| &n.choice) {
        Some(Choice::Text) => !lines[next].heading_like() || lines[next].chars > c.chars,
        Some(Choice::Unit { rank: r, .. } | Choice::Marker(_, _, r)) => *r > rank,
        _ => false,
    };
    (heading_like(rest.text) && follows).then(|| rest.whole())
}

/// Whether nothing but renderings in another language stands from a line on.
fn ends(lines: &[Candidate], from: usize) -> bool {
    lines[from..].iter().all(|c| c.parallel.is_some())
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
    /// All of it as a heading.
    fn whole(&self) -> Heading {
        Heading {
            text: self.text.to_owned(),
            span: Span::new(self.start, self.start + self.text.len()),
            ..Heading::default()
        }
    }

    /// Its first `len` bytes as a heading that the text follows, if any does.
    fn run_in(&self, len: usize) -> Heading {
        let tail = &self.text[len..];
        let gap = tail.find(|c| !chars::is_space(c)).unwrap_or(tail.len());
        Heading {
            text: self.text[..len].to_owned(),
            place: if tail.is_empty() { HeadingPlace::Line } else { HeadingPlace::RunIn },
            gap: tail[..gap].to_owned(),
            marks: vec![],
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
        && !super::candidate::is_gone(inner)
        && !inner.contains("以下")
        && crate::number::read_label(inner).is_none())
    .then_some(end)
}
