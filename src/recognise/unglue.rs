//! Texts without any separator: the places where units begin are found by the sequence of their numbers and by the
//! ends of sentences before them.

use super::candidate::refers;
use crate::number::{Group, LabelMatch, Level, read_labels};
use crate::read::Line;
use crate::text::Span;
use std::collections::HashMap;

/// A line shorter than this, in bytes, is not worth taking apart.
const SHORTEST: usize = 300;
/// Longest heading, in characters.
const HEADING_MAX: usize = 45;

/// Takes apart lines that hold several units; `None` where there is nothing to take apart.
pub fn unglue(text: &str, lines: &[Line]) -> Option<Vec<Line>> {
    // A text that has lines of its own is not glued.
    const FEW: usize = 3;
    if lines.len() > FEW || lines.iter().all(|l| l.text.len() < SHORTEST) {
        return None;
    }
    let mut out: Vec<Line> = vec![];
    for line in lines {
        let mut lead = line.lead;
        let starts = starts(&text[line.text.range()]);
        for (k, start) in starts.iter().enumerate() {
            let end = starts.get(k + 1).copied().unwrap_or(line.text.len());
            let at = line.text.start as usize;
            let span = Span::new(at + start, at + end);
            out.push(Line { lead, text: span });
            lead = Span::new(at + end, at + end);
        }
    }
    (out.len() > lines.len()).then_some(out)
}

/// Where units begin in one stretch of text; always at its start.
fn starts(s: &str) -> Vec<usize> {
    let mut g =
        Glued { s, starts: vec![0], heading: None, article: 0, containers: HashMap::new(), lists: vec![] };
    let mut quotes = 0i32;
    let mut before: Option<char> = None;
    for (at, c) in s.char_indices() {
        // A numeral is read once, from its first sign on.
        let inside = is_numeral(c) && before.is_some_and(is_numeral);
        if quotes == 0 && !inside && may_begin(c) {
            g.consider(at, before);
        }
        match c {
            '“' | '「' | '『' => quotes += 1,
            '”' | '」' | '』' => quotes = (quotes - 1).max(0),
            _ => {}
        }
        before = Some(c);
    }
    g.starts
}

/// First characters of labels, and of what stands before the first one.
fn may_begin(c: char) -> bool {
    matches!(c, '第' | '제' | '（' | '(' | '目' | '附' | '①'..='⑩') || is_numeral(c)
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c)
}

struct Glued<'a> {
    s: &'a str,
    starts: Vec<usize>,
    /// Where the heading begins that the text is in: no sentence has begun since.
    heading: Option<usize>,
    article: u32,
    containers: HashMap<Level, u32>,
    lists: Vec<(&'static str, u32)>,
}

impl Glued<'_> {
    fn begin(&mut self, at: usize) {
        if at > 0 && self.starts.last() != Some(&at) {
            self.starts.push(at);
        }
    }

    fn consider(&mut self, at: usize, before: Option<char>) {
        let rest = &self.s[at..];
        let sentence =
            before.is_none_or(|c| matches!(c, '。' | '；' | '：' | '！' | '？' | '）' | '”' | ')'));
        if self.article == 0 && self.lists.is_empty() {
            self.before_the_first(at, rest);
        }
        // Notes of adoption without brackets end in what happened: …通过第一章 总则.
        let first = self.article == 0 && self.containers.is_empty();
        let noted = first && before.is_some_and(|c| "过過行布正订訂准".contains(c));
        let sentence = sentence || noted;
        let heading = self.heading.is_some_and(|h| h <= at && is_heading(&self.s[h..at]));
        // The title runs into the first unit.
        let title = self.starts.len() == 1 && is_heading(&self.s[..at]);
        for label in read_labels(rest) {
            let taken = match label.form.group {
                Group::Heading => (sentence || heading || title) && self.container(&label, rest),
                Group::Article => (sentence || heading || title) && self.next_article(&label, before, rest),
                Group::List => sentence && self.list(&label, before, rest),
            };
            if taken {
                self.begin(at);
                self.heading = (label.form.group == Group::Heading).then_some(at);
                return;
            }
        }
    }

    /// Adoption notes and the title of a table of contents.
    fn before_the_first(&mut self, at: usize, rest: &str) {
        if rest.starts_with(['（', '(']) {
            let note = rest.split_once(['）', ')']).map_or("", |(inner, _)| inner);
            let happened = ["通过", "公布", "修订", "修正", "发布", "施行", "通過", "号", "號"]
                .iter()
                .any(|w| note.contains(w));
            if note.contains('年') && happened {
                self.begin(at);
                self.begin(at + note.len() + '）'.len_utf8());
            }
        } else if let Some(len) = contents_title(rest) {
            self.begin(at);
            self.begin(at + len);
            self.heading = Some(at + len);
        } else if self.starts.len() == 1 && at > 0 && begins_date(rest) && is_heading(&self.s[..at]) {
            // 2002年8月29日 …通过 after the title.
            self.begin(at);
        } else if rest.starts_with("附则第") && self.heading.is_some() {
            self.begin(at);
            self.heading = Some(at);
        }
    }

    fn container(&mut self, label: &LabelMatch, rest: &str) -> bool {
        let level = label.form.level;
        let last = self.containers.get(&level).copied().unwrap_or(0);
        if label.number != last + 1 && label.number != 1 {
            return false;
        }
        // A heading is followed by a label before its sentence could end.
        let after = &rest[label.len..];
        let next = after.char_indices().take(HEADING_MAX).find(|(i, c)| {
            *i > 0
                && matches!(c, '第' | '제')
                && read_labels(&after[*i..]).iter().any(|l| l.form.group != Group::List)
        });
        let Some((end, _)) = next.filter(|(end, _)| is_heading(&after[..*end])) else { return false };
        if refers(after) && end > 6 {
            return false;
        }
        self.containers.insert(level, label.number);
        self.containers.retain(|l, _| *l <= level);
        self.lists.clear();
        true
    }

    fn next_article(&mut self, label: &LabelMatch, before: Option<char>, rest: &str) -> bool {
        let n = label.number;
        let after = &rest[label.len..];
        // A gap after the label, and the end of a sentence before it: a unit, whatever its number.
        let set_off = before == Some('。') && after.starts_with(crate::text::chars::is_space);
        let follows = n == self.article + 1 && label.branches.is_empty()
            || n == self.article && !label.branches.is_empty()
            || before == Some('。') && n > self.article && n <= self.article + 3
            || n == 1 && self.article > 0 && self.heading.is_some()
            || set_off;
        if !follows || refers(after) {
            return false;
        }
        self.article = n;
        self.lists.clear();
        true
    }

    fn list(&mut self, label: &LabelMatch, before: Option<char>, rest: &str) -> bool {
        let name = label.form.name;
        if label.form.space_after || !matches!(before, None | Some('。' | '；' | '：' | '！' | '？')) {
            return false;
        }
        let counts_on = |(n, _): (u32, usize)| n == label.number + 1;
        if name.ends_with('、') && label.system.read(&rest[label.len..]).is_some_and(counts_on) {
            return false;
        }
        let depth = match self.lists.iter().rposition(|(n, _)| *n == name) {
            Some(d) if label.number == self.lists[d].1 + 1 => d,
            Some(d) if label.number == 1 && before == Some('：') => d,
            None if label.number == 1 => self.lists.len(),
            _ => return false,
        };
        self.lists.truncate(depth);
        self.lists.push((name, label.number));
        true
    }
}

/// 目录, 目 录 right before the first heading.
fn contents_title(s: &str) -> Option<usize> {
    let rest = s.strip_prefix('目')?.trim_start_matches(crate::text::chars::is_space);
    let rest = rest.strip_prefix(['录', '錄', '次'])?;
    let after = rest.trim_start_matches(crate::text::chars::is_space);
    (after.starts_with('第') || after.starts_with("一、")).then_some(s.len() - after.len())
}

/// Four digits and 年.
fn begins_date(s: &str) -> bool {
    let digits = s.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && s[4..].starts_with('年')
}

fn is_heading(s: &str) -> bool {
    // Only as far as a heading can reach: the text behind it may be the whole document.
    s.chars().nth(HEADING_MAX + 8).is_none() && !s.contains(['。', '；', '：', '，'])
}
