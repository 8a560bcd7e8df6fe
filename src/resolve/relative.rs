//! 前款, 本条, 同项: references counted from where they stand, and to what the one before them names.

use super::acts::{self, Amends, Work};
use super::doubt::Why;
use super::places::{MOST, above};
use super::point::{Step, steps};
use super::pointed::{Joint, end_of, pinpoint};
use super::scan::Scan;
use super::words::{NOT_BEFORE, OTHER_WORDS};
use crate::ir::Rule;
use crate::lexicon::begins;
use crate::number::{Level, System};
use crate::text::chars::{is_han, is_hangul};

/// Whether a word with what stands behind it is another word: 本条例, 前条件.
fn is_other(word: &str, after: &str) -> bool {
    OTHER_WORDS.iter().any(|(w, others)| *w == word && others.iter().any(|o| after.starts_with(o)))
}

impl<'d> Scan<'_, 'd> {
    /// Whether a word is not what it seems, by the character before it.
    fn other_word_before(&self, at: usize, c: char) -> bool {
        let Some(before) = self.s[..at].chars().next_back() else { return false };
        if self.tongue().spaced && is_hangul(before) {
            return true;
        }
        NOT_BEFORE.iter().any(|(sign, words)| *sign == c && words.contains(before))
    }

    /// The unit at a place, where it is no part of another word.
    fn unit(&self, at: usize) -> Option<(&'static str, Level)> {
        let rest = &self.s[at..];
        let (word, level) = self.tongue().units.iter().find(|(w, _)| rest.starts_with(w))?;
        (!is_other(word, &rest[word.len()..])).then_some((*word, *level))
    }

    /// 前款, 前两款, 前三条, 前各项.
    pub(super) fn counted_back(&mut self, at: usize, word: &str, c: char) {
        let t = self.tongue();
        if self.other_word_before(at, c) {
            return;
        }
        let mut from = at + word.len();
        let mut n = 1usize;
        if let Some(each) = t.each.iter().find(|e| self.s[from..].starts_with(**e)) {
            from += each.len();
            n = MOST;
        } else if let Some((count, len)) =
            System::Han.read(&self.s[from..]).or_else(|| System::Arabic.read(&self.s[from..]))
        {
            from += len;
            n = count as usize;
        }
        let Some((unit, level)) = self.unit(from) else { return };
        // 上 counts nothing but 款 and 条 back.
        if c == '上' && (n != 1 || level < Level::Article) {
            return;
        }
        let end = from + unit.len();
        if self.quoted(at) {
            return self.doubt(at, end, Why::Quoted);
        }
        let found: Option<Vec<&'d str>> = if level == Level::Article {
            self.around.places.articles_before(self.here).map(|a| a[a.len().saturating_sub(n)..].to_vec())
        } else {
            self.here.before(level, n)
        };
        let found = found.unwrap_or_default();
        if found.is_empty() || n != MOST && found.len() < n {
            // 第一项 of a 前款 that is not there is not to be had elsewhere.
            let end = end_of(end, &steps(&self.s[end..], t, Some(level)));
            return self.doubt(at, end, Why::Nothing);
        }
        let rest = if found.len() == 1 { steps(&self.s[end..], t, Some(level)) } else { vec![] };
        // 第三条から前条まで.
        if let [to] = found[..]
            && level == Level::Article
            && rest.is_empty()
            && self.joint(at) == Some(Joint::Range)
            && let Some(last) = self.last.as_ref().filter(|l| l.work == Work::Own)
            && let Some(between) = self.articles_between(&last.id, to)
        {
            return self.own((at, end), to.to_owned(), between, Rule::Range);
        }
        self.at_base((at, end), &found, &rest, Rule::Relative);
    }

    /// 次条, 次項.
    pub(super) fn counted_on(&mut self, at: usize, word: &str, c: char) {
        if self.other_word_before(at, c) {
            return;
        }
        let from = at + word.len();
        let Some((unit, level)) = self.unit(from) else { return };
        let end = from + unit.len();
        if self.quoted(at) {
            return self.doubt(at, end, Why::Quoted);
        }
        let found = if level == Level::Article {
            self.around.places.article_after(self.here)
        } else {
            self.here.after(level)
        };
        match found {
            Some(found) => {
                let rest = steps(&self.s[end..], self.tongue(), Some(level));
                self.at_base((at, end), &[found], &rest, Rule::Relative);
            }
            None => self.doubt(at, end, Why::Nothing),
        }
    }

    /// Provisions, and steps below the only one of them.
    fn at_base(&mut self, (start, end): (usize, usize), found: &[&str], rest: &[(Step, usize)], rule: Rule) {
        let base = found[0].to_owned();
        let deeper = rest.first().and_then(|(s, _)| self.find(&base, s, s.numbers[0]));
        if deeper.is_some() {
            return self.below(start, end, &base, rest, rule, None);
        }
        let more = found[1..].iter().map(|id| (*id).to_owned()).collect();
        self.own((start, end), base, more, rule);
        if !rest.is_empty() {
            self.doubt(end, end_of(end, rest), Why::MissingPart);
        }
    }

    /// 本条, 本章, 本法, 本法第十条.
    pub(super) fn this(&mut self, at: usize, word: &str, c: char) {
        let t = self.tongue();
        if self.other_word_before(at, c) {
            return;
        }
        let from = at + word.len();
        // 本条例 is a kind, and so longer than 本条.
        if let Some(kind) = begins(&self.s[from..], t.kinds) {
            let end = from + kind.len();
            let after = &self.s[end..];
            if is_other(kind, after)
                || t.kinds
                    .iter()
                    .any(|k| k.len() > kind.len() && k.starts_with(kind) && self.s[from..].starts_with(k))
            {
                return;
            }
            let space = after.len() - after.trim_start_matches(' ').len();
            // 本法附则第三条.
            if t.supplement.iter().any(|w| after.starts_with(w)) {
                return;
            }
            let found = steps(&self.s[end + space..], t, None);
            // （以下简称本条例）: the name of another act.
            if let Some(title) = self.around.acts.of_short(&self.s[at..end]).map(str::to_owned) {
                return self.other_act((at, end), end + space, &title, &found, Rule::Short);
            }
            let amended = self.amended().filter(|a| acts::ends_in(a, kind));
            if let Some(title) =
                amended.filter(|_| self.quoted(at) && self.around.acts.amends != Amends::Nothing)
            {
                return self.other_act((at, end), end + space, &title, &found, Rule::Amended);
            }
            let ours = self.is_own_kind(kind);
            if !ours && found.is_empty() {
                return;
            }
            if self.quoted(at) && found.is_empty() {
                return;
            }
            return self.own_act((at, end), end + space, &found, Rule::Own);
        }
        let Some((unit, level)) = self.unit(from) else { return };
        let end = from + unit.len();
        if self.quoted(at) {
            return self.doubt(at, end, Why::Quoted);
        }
        match self.here.unit(level) {
            Some(found) => {
                let rest = steps(&self.s[end..], t, Some(level));
                self.at_base((at, end), &[found], &rest, Rule::Here);
            }
            None => self.doubt(at, end, Why::Nothing),
        }
    }

    fn is_own_kind(&self, kind: &str) -> bool {
        let acts = &self.around.acts;
        acts.title.is_empty()
            || acts::ends_in(&acts.title, kind)
            || self.around.places.annex_titled(self.here, |t| acts::ends_in(t, kind)).is_some()
    }

    /// 同条第二項, 同項: what the reference before names.
    pub(super) fn same(&mut self, at: usize, word: &str, c: char) {
        let t = self.tongue();
        if self.other_word_before(at, c) {
            return;
        }
        let from = at + word.len();
        let Some((unit, level)) = self.unit(from) else { return };
        let end = from + unit.len();
        let Some(last) = self.last.clone() else {
            return self.doubt(at, end, if self.quoted(at) { Why::Quoted } else { Why::Which });
        };
        let rest = steps(&self.s[end..], t, Some(level));
        // The part of its identifier down to the level.
        let below = [Level::Paragraph, Level::Item, Level::Subitem, Level::Point];
        let next = below.iter().find(|l| **l > level).copied();
        let base = next.map_or(last.id.as_str(), |next| above(&last.id, next));
        let reaches = above(base, level) != base;
        match &last.work {
            Work::Own if reaches && self.around.places.has(base) => {
                let base = base.to_owned();
                self.at_base((at, end), &[&base], &rest, Rule::Same);
            }
            Work::Other(title) if reaches => {
                let id = pinpoint(base, &rest);
                self.other((at, end_of(end, &rest)), &title.clone(), id, Rule::Same);
            }
            _ => self.doubt(at, end, Why::Which),
        }
    }

    /// 国发〔2022〕5号: the number of a document.
    pub(super) fn numbered(&mut self, at: usize, open: char) {
        /// Signs before the year, and figures of the number.
        const LONGEST: usize = 14;
        /// What the title before a number may end with.
        const KINDS: &[&str] =
            &["通知", "意见", "決定", "决定", "批复", "公告", "方案", "办法", "报告", "通報", "通报"];
        // What stands before the sign of the agency in a sentence.
        const BEFORE: &str = "按和依照据根与及或的在对由以将经见为是令件求行於與據";
        let close = match open {
            '〔' => '〕',
            '［' => '］',
            _ => ']',
        };
        let rest = &self.s[at + open.len_utf8()..];
        let Some((year, len)) = System::Arabic.read(rest).or_else(|| System::FullWidth.read(rest)) else {
            return;
        };
        let Some(after) = rest[len..].strip_prefix(close).filter(|_| (1949..2100).contains(&year)) else {
            return;
        };
        let number = after.strip_prefix('第').unwrap_or(after);
        let Some((_, used)) = System::Arabic.read(number).or_else(|| System::FullWidth.read(number)) else {
            return;
        };
        let Some(after) = number[used..].strip_prefix(['号', '號']) else { return };
        let end = self.s.len() - after.len();
        let sign = |c: char| is_han(c) && !BEFORE.contains(c);
        let signs = self.s[self.free..at].char_indices().rev().take_while(|(_, c)| sign(*c)).take(LONGEST);
        let Some((start, _)) = signs.last() else { return };
        let mut start = self.free + start;
        // The title before it, and what it is called in the end, are no part of the sign: …的通知国发〔2019〕4号.
        let sign = &self.s[start..at];
        let behind = KINDS.iter().filter_map(|w| sign.rfind(w).map(|k| k + w.len())).max().unwrap_or(0);
        if behind < sign.len() {
            start += behind;
        }
        let letter = self.s[..start].ends_with('的') && self.s[start..].starts_with('函');
        if letter && start + '函'.len_utf8() < at {
            start += '函'.len_utf8();
        }
        let Some(title) = self.s.get(start..end) else { return };
        // A number in brackets behind a title is that of the act that was named.
        let between = self.last.as_ref().and_then(|l| self.s.get(l.end..start));
        let named = between.is_some_and(|b| matches!(b.trim(), "（" | "("));
        if named {
            self.free = end;
        } else {
            let title = title.to_owned();
            self.other((start, end), &title, String::new(), Rule::Number);
        }
    }
}
