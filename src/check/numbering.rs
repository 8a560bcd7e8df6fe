//! Numbers that skip, repeat, go back or begin again, and labels that change their look.

use crate::finding::{Code, Finding, codes};
use crate::ir::{Block, Document, Label, Provision, restarts_inside, source_text};
use crate::lexicon::holds;
use crate::number::{LETTERS, Level, System, range_end};
use crate::text::Map;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Findings about the numbering of every level.
pub fn check(doc: &Document, out: &mut Vec<Finding>) {
    let mut articles = Sequence::default();
    let mut starts = Starts { doc, source: OnceCell::new(), last: Map::default(), article: 0 };
    for part in [&doc.body, &doc.back] {
        sequence(part, &mut articles, &mut starts, out);
    }
}

/// Words of titles of what quotes provisions of something else: those begin where they please.
const QUOTING: &[&str] =
    &["修改", "修正", "修订", "废止", "摘录", "摘编", "节选", "改正", "개정", "Amend", "amend", "AMEND"];

/// First numbers of lists, and of all above them, as they stand inside a line that was not taken apart.
const FIRSTS: &[&str] =
    &["（一）", "(一)", "（1）", "(1)", "一、", "1.", "1．", "1、", "①", "(a)", "（a）", "一是"];
const FIRST_ONES: &[&str] = &["第一", "第壹", "第1", "第 1"];

/// What stands behind a colon with a greater number is quoted.
const FEW: u32 = 3;

/// What numberings that do not begin with the first number may go on from.
struct Starts<'a> {
    doc: &'a Document,
    source: OnceCell<String>,
    /// The last number of every form, wherever it stands: lists go on behind headings and over levels.
    last: Map<Cow<'a, str>, u32>,
    /// Where the article begins.
    article: u32,
}

/// Hundredths of certainty below which a label is rather none than one without its first. That it lacks its first has been
/// counted against it already.
const UNLIKELY: u8 = 65;

impl<'a> Starts<'a> {
    /// Whether a numbering begins here that lacks its first number; `first` says that nothing beside it is numbered so.
    fn label(&mut self, p: &Provision, label: &'a Label, first: bool) -> Option<&'static Code> {
        let list = matches!(p.level, Level::Item | Level::Subitem | Level::Point);
        if !list {
            self.article = label.span.start;
        }
        let n = label.number?;
        let last = self.last.insert(wide(&label.form), n);
        let goes_on = last.is_some_and(|m| n > m || !list);
        if !first || n <= 1 || goes_on || p.confidence.is_some_and(|c| c < UNLIKELY) {
            return None;
        }
        // 2.1 is the first clause of chapter 2.
        if label.text.contains('.') && label.branches.last() == Some(&1) {
            return None;
        }
        // 項 of Japan and Korea have none on their first one, annexes may be published one by one.
        if matches!(p.level, Level::Annex | Level::Document | Level::Paragraph | Level::Other)
            || holds(self.doc.title(), QUOTING)
        {
            return None;
        }
        let source = self.source.get_or_init(|| source_text(self.doc));
        let (from, firsts) = if list { (self.article, FIRSTS) } else { (0, FIRST_ONES) };
        let before = source.get(from as usize..label.span.start as usize).unwrap_or_default();
        let quoted = n > FEW && before.trim_end().ends_with(['“', '「', '『', '"', '：', ':']);
        (!quoted && !holds(before, firsts)).then_some(if list {
            &codes::LIST_START
        } else {
            &codes::NUMBER_START
        })
    }
}

/// The labels seen last in a run of siblings.
#[derive(Clone, Default)]
struct Sequence<'a> {
    last: Option<&'a Label>,
    before: Option<&'a Label>,
    /// Whether two forms were found to alternate: that is said once.
    alternates: bool,
}

impl<'a> Sequence<'a> {
    fn next(&mut self, label: &'a Label, out: &mut Vec<Finding>) {
        let Some(last) = self.last.replace(label) else {
            return;
        };
        let before = self.before.replace(last);
        let mut say = |code| out.push(Finding::new(code, label.span, &[&label.readable(), &last.readable()]));
        order(last, label).into_iter().for_each(&mut say);
        let Some(code) = look(last, label) else { return };
        let again = before.is_some_and(|b| look(b, last).is_some() && same_look(b, label));
        if !self.alternates {
            say(if again { &codes::ALTERNATING } else { code });
        }
        self.alternates |= again;
    }
}

fn same_look(a: &Label, b: &Label) -> bool {
    a.form == b.form && a.system == b.system
}

/// No label of a range of articles is shorter, in characters: 第1條至第3條.
const SHORTEST_RANGE: usize = 6;

fn order(last: &Label, label: &Label) -> Option<&'static Code> {
    let (m, n) = (last.number?, label.number?);
    let m = if last.text.chars().count() > SHORTEST_RANGE { range_end(&last.text).unwrap_or(m) } else { m };
    // Another form is another list, unless it counts on.
    if last.form != label.form && wide(&last.form) != wide(&label.form) {
        return None;
    }
    // (aa) stands behind (a) as behind (z).
    if last.system == Some(System::LatinLower) && m.max(n) > LETTERS {
        return None;
    }
    match n {
        n if n == m => match label.branches.cmp(&last.branches) {
            std::cmp::Ordering::Greater => None,
            std::cmp::Ordering::Equal => Some(&codes::NUMBER_REPEAT),
            std::cmp::Ordering::Less => Some(&codes::NUMBER_ORDER),
        },
        n if n == m + 1 => None,
        1 => Some(&codes::NUMBER_RESTART),
        n if n < m => Some(&codes::NUMBER_ORDER),
        _ => Some(&codes::NUMBER_GAP),
    }
}

/// Labels that count on and look different.
fn look(last: &Label, label: &Label) -> Option<&'static Code> {
    let counts_on = last.number? + 1 == label.number?;
    let branched = !(last.branches.is_empty() && label.branches.is_empty());
    if !counts_on || branched || last.form == label.form && last.system == label.system {
        return None;
    }
    // The first number of French takes an ending (Article 1er, Titre Ier), and those of Mongolian a word: 1 дүгээр зүйл before 2 дугаар зүйл.
    let one = |form: &str| form.replace("}er", "}").replace("дугаар", "дүгээр");
    if last.form != label.form && one(&last.form) == one(&label.form) {
        return None;
    }
    let affixes =
        |l: &Label| wide(&l.readable()).chars().filter(|c| !c.is_alphanumeric()).collect::<String>();
    let width_only = affixes(last) == affixes(label)
        && last.system.map(System::narrow) == label.system.map(System::narrow);
    Some(if width_only { &codes::MIXED_WIDTH } else { &codes::FORM_CHANGE })
}

/// Brackets and stops in their full width.
fn wide(form: &str) -> Cow<'_, str> {
    if form.contains(['(', ')', '．']) {
        form.replace('(', "（").replace(')', "）").replace('．', ".").into()
    } else {
        form.into()
    }
}

/// The word of an annex: 附录 and 附表 are counted each for themselves.
fn word(level: Level, label: &Label) -> &str {
    let numeral = |c: char| {
        c.is_ascii_alphanumeric() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c)
    };
    let end = label.text.find(numeral).unwrap_or(label.text.len());
    if level == Level::Annex { label.text[..end].trim_end_matches(['：', ':', ' ', '　']) } else { "" }
}

/// Articles run through containers; everything else is counted among its siblings.
fn sequence<'a>(
    blocks: &'a [Block],
    articles: &mut Sequence<'a>,
    starts: &mut Starts<'a>,
    out: &mut Vec<Finding>,
) {
    let mut siblings: BTreeMap<(Level, &str), Sequence<'a>> = BTreeMap::new();
    for block in blocks {
        let Block::Provision(p) = block else { continue };
        if let Some(label) = &p.label {
            let run = match p.level {
                Level::Article => &mut *articles,
                level => siblings.entry((level, word(level, label))).or_default(),
            };
            let code = starts.label(p, label, run.last.is_none());
            out.extend(code.map(|code| Finding::new(code, label.span, &[&label.readable()])));
            run.next(label, out);
        }
        // Annexes count for themselves, and so do the supplementary provisions of a Korean or Japanese law.
        if restarts_inside(p) {
            sequence(&p.blocks, &mut Sequence::default(), starts, out);
        } else {
            sequence(&p.blocks, articles, starts, out);
        }
    }
}
