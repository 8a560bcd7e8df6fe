//! Numbers that count on: the best chain of labels through a text without separators.
//!
//! Every place where a label can be read is a [`Mark`]. A place speaks for itself by what stands before it (the end of
//! a sentence, a heading) and behind it (a space), and a chain speaks for its places by counting on; the chain with the
//! most in its favour wins. Found by dynamic programming over the last number, in time linear in the marks.

use super::candidate::{BARE_HEADINGS, counts_on, refers};
use crate::lexicon::annex::{CHINESE, begins_with};
use crate::number::{Group, LabelMatch, may_begin_label, read_labels};
use crate::text::{Map, chars::is_space};

/// Longest heading, in characters, in a text without separators.
pub const HEADING_MAX: usize = 45;

/// Verbs that no heading ends with: what they govern follows.
const VERBS: &[&str] = &[
    "采取", "採取", "包括", "包含", "可以", "分为", "分為", "例如", "系指", "是指", "通过", "通過", "需要",
    "应当", "應當",
];

/// A place where a label can be read.
#[derive(Debug)]
pub struct Mark {
    /// Its first byte.
    pub at: usize,
    /// The label.
    pub label: LabelMatch,
    /// What the place itself says for a unit.
    pub weight: f32,
    /// Whether a heading may stand right before it: no sentence has begun since the last mark.
    pub under_heading: bool,
    /// Whether a list may begin here: after a colon or a heading, or where the text does.
    pub opens: bool,
}

/// Every mark outside quotations, in order.
pub fn marks(s: &str, japanese: bool) -> Vec<Mark> {
    let mut out: Vec<Mark> = vec![];
    let mut quotes = Quotes::new(s);
    let mut before: Option<char> = None;
    let mut clause = Clause { marked: Some(Group::Heading), ..Clause::NEW };
    let mut opened = true;
    for (at, c) in s.char_indices() {
        // A numeral is read once, from its first sign on.
        let inside = is_numeral(c) && before.is_some_and(is_numeral);
        if !quotes.open() && !inside && may_begin_label(c) {
            let rest = &s[at..];
            for label in read_labels(rest) {
                let group = label.form.group;
                // 3.5, 第一， and 卷24 stand in many sentences.
                let word = matches!(label.form.name, "第{n}部" | "第{nA}部" | "第{n}卷" | "卷{n}");
                if word || label.form.is_decimal() || super::survey::is_ordinal(&label) {
                    continue;
                }
                // No article stands right behind another label (五、第五条修改为…, 第三章第二十条), nor under the
                // heading of an article.
                if group != Group::List && at == clause.label_end && at > 0 {
                    continue;
                }
                // 可采取（一）…等形式: the sentence goes on through its list.
                let goes_on = || VERBS.iter().any(|v| s[..at].ends_with(v));
                let heading = clause.can_head(before)
                    && !goes_on()
                    && (group == Group::List || clause.marked != Some(Group::Article));
                let after = &rest[label.len..];
                let contained = heading && clause.marked == Some(Group::Heading);
                let refused = group != Group::List && !after.starts_with(is_space) && refers(after);
                // 第四條第二條所稱…: a unit only where nothing else has its number.
                let doubtful = group == Group::Article && (contained || before == Some('。'));
                let weight = if refused {
                    doubtful.then_some(0.3)
                } else {
                    weigh(&label, before, after, heading, japanese)
                };
                let Some(weight) = weight else { continue };
                if clause.chars == 0 && clause.marked.is_none() || group == Group::Heading && !refused {
                    // Behind 第一章 a heading begins, whatever stands before it.
                    clause = Clause { marked: Some(group), label_end: at + label.len, ..Clause::NEW };
                }
                out.push(Mark {
                    at,
                    label,
                    weight,
                    under_heading: heading,
                    opens: opened || heading || matches!(before, Some('：' | ':')),
                });
            }
        }
        quotes.see(at, c);
        // The title of an annex stands right above its first unit, as 附则 does.
        let annex = || c == '附' && begins_with(&s[at..], CHINESE);
        if clause.chars == 0 && (BARE_HEADINGS.iter().any(|h| s[at..].starts_with(h)) || annex()) {
            clause.marked = Some(Group::Heading);
        }
        clause.see(c, before);
        opened &= is_space(c);
        if !is_space(c) {
            before = Some(c);
        }
    }
    out
}

/// What stands since the last end of a sentence or of one of its parts.
struct Clause {
    chars: usize,
    commas: usize,
    /// What it began with, if with a mark.
    marked: Option<Group>,
    /// Where that mark's label ends.
    label_end: usize,
    /// Whether it is a remark in brackets behind a sentence: （农业农村部负责）.
    remark: bool,
}

impl Clause {
    const NEW: Self = Self { chars: 0, commas: 0, marked: None, label_end: 0, remark: false };

    /// Whether it can be a heading above the next mark.
    fn can_head(&self, before: Option<char>) -> bool {
        /// A heading that ends in the title of a document may be long.
        const TITLED_MAX: usize = 150;
        /// A heading of two parts is short.
        const TWO_PARTS_MAX: usize = 30;
        let longest = match (before, self.commas) {
            (Some('，' | ',' | '、'), _) => return false,
            (Some('》'), 0) => TITLED_MAX,
            (_, 0) => HEADING_MAX + 8,
            (_, 1) => TWO_PARTS_MAX,
            _ => return false,
        };
        self.marked.is_some() && self.chars <= longest
    }

    fn see(&mut self, c: char, before: Option<char>) {
        let quoted_sentence =
            matches!(c, '”' | '」') && before.is_some_and(|b| matches!(b, '。' | '；' | '！' | '？'));
        let sentence_ends =
            quoted_sentence || matches!(c, '。' | '；' | '：' | '！' | '？' | ';' | ':' | '…');
        if sentence_ends || self.remark && matches!(c, '）' | ')') {
            *self = Self::NEW;
        } else if self.chars == 0 && self.marked.is_none() && matches!(c, '（' | '(') {
            self.remark = true;
        } else if matches!(c, '，' | ',') {
            self.commas += 1;
        } else if self.chars > 0 || !is_space(c) {
            self.chars += 1;
        }
    }
}

/// What a place says for a unit with this label; `None` where no unit can begin.
fn weigh(
    label: &LabelMatch,
    before: Option<char>,
    after: &str,
    heading: bool,
    japanese: bool,
) -> Option<f32> {
    let set_off = after.starts_with(is_space);
    let list = label.form.group == Group::List;
    if list {
        let ordinal = matches!(before, Some('第' | '之' | '零'));
        if counts_on(label, after) || ordinal || after.is_empty() || label.number >= 1000 {
            return None;
        }
        if label.form.space_after && !japanese {
            return None;
        }
    }
    let place = match before {
        // The numeral of （1） is no label beside that.
        Some('（' | '(' | '〔' | '[' | '［' | '《' | '“' | '「') => return None,
        None | Some('。' | '！' | '？' | '•') => 2.0,
        Some('…') => 1.0,
        Some('；' | '：' | ';' | ':' | '!' | '?') if list => 2.0,
        Some('；' | '：' | ';' | ':' | '）' | ')' | '”' | '"' | '」') => 1.0,
        _ if heading => 0.8,
        // 二　… in Japanese: the space alone tells.
        _ if set_off && (!list || label.form.space_after) => 0.0,
        // Notes of adoption without brackets run into 第一章.
        _ if label.form.group == Group::Heading && label.number == 1 => 0.0,
        _ => return None,
    };
    Some(place + if set_off && !list { 1.0 } else { 0.0 })
}

/// How a chain may begin.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Whether it may begin at any number; else at 1 or where the last chain of its look ended.
    pub any_start: bool,
    /// The number of the last chain of its look.
    pub last: Option<u32>,
}

/// The chain with the most in its favour, and how much that is.
pub fn best_chain(marks: &[&Mark], rules: Rules) -> (Vec<usize>, f32) {
    let mut links: Vec<(f32, Option<usize>)> = Vec::with_capacity(marks.len());
    let mut by_number: Map<u32, usize> = Map::default();
    let mut best: Option<usize> = None;
    for (i, m) in marks.iter().enumerate() {
        let n = m.label.number;
        let begins = n == 1 || rules.any_start || rules.last.is_some_and(|l| l + 1 == n);
        let mut link = (if begins { 0.0 } else { f32::NEG_INFINITY }, None);
        let mut offer = |from: Option<usize>, cost: f32| {
            if let Some(j) = from
                && marks[j].at < m.at
                && links[j].0 + cost > link.0
            {
                link = (links[j].0 + cost, Some(j));
            }
        };
        let at = |n: Option<u32>| n.and_then(|n| by_number.get(&n).copied());
        offer(at(n.checked_sub(1)), 0.5);
        // 之一 goes with its number; the same number again is a slip of the source.
        offer(at(Some(n)), if m.label.branches.is_empty() { -0.8 } else { 0.5 });
        offer(at(n.checked_sub(2)), -0.3);
        offer(at(n.checked_sub(3)), -0.5);
        offer(best, if n == 1 && m.opens { -0.2 } else { -1.5 });
        let score = link.0 + m.weight;
        links.push((score, link.1));
        let better = |j: Option<&usize>| j.is_none_or(|j| links[*j].0 <= score);
        if better(by_number.get(&n)) {
            by_number.insert(n, i);
        }
        if better(best.as_ref()) {
            best = Some(i);
        }
    }
    let score = best.map_or(0.0, |i| links[i].0);
    let mut chain = vec![];
    while let Some(i) = best {
        chain.push(i);
        best = links[i].1;
    }
    chain.reverse();
    (chain, score)
}

/// Whether a text can be a heading or a title: no sentence.
pub fn is_heading(s: &str) -> bool {
    // Only as far as a heading can reach: the text behind it may be the whole document.
    s.chars().nth(HEADING_MAX + 8).is_none() && !s.contains(['。', '；', '：', '，', ';', ','])
}

fn is_numeral(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '零' | '〇')
}

/// Whether a place stands inside a quotation.
struct Quotes {
    curly: bool,
    corners: bool,
    straight: bool,
    /// Straight marks count only where they pair.
    paired: bool,
    last_curly: usize,
    last_corner: usize,
}

impl Quotes {
    fn new(s: &str) -> Self {
        Self {
            curly: false,
            corners: false,
            straight: false,
            paired: s.matches('"').count().is_multiple_of(2),
            last_curly: s.rfind('”').unwrap_or(0),
            last_corner: s.rfind('」').unwrap_or(0),
        }
    }
    const fn open(&self) -> bool {
        self.curly || self.straight || self.corners
    }
    fn see(&mut self, at: usize, c: char) {
        match c {
            // Every paragraph of a long quotation may begin with the mark again; one mark closes them all.
            '“' => self.curly = at < self.last_curly,
            '”' => self.curly = false,
            '「' => self.corners = at < self.last_corner,
            '」' => self.corners = false,
            '"' if self.paired => self.straight = !self.straight,
            _ => {}
        }
    }
}
