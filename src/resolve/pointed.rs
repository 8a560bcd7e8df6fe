//! 第十条第二款: whose provision it is, and which.

use super::acts::{self, Amends, Work, ends_in, running_name};
use super::doubt::Why;
use super::places::{Here, above};
use super::point::{Step, steps};
use super::scan::{Hit, Last, Scan};
use super::words::{COUNTED, DOCUMENTS, FOLLOWING, LEADING, NOT_BEFORE};
use crate::ir::Rule;
use crate::number::{Level, System};
use crate::text::chars::{is_han, is_hangul, is_kana};

/// Numbers above this count nothing but provisions.
const COUNTS_TO: u32 = 20;
/// Signs of the longest name of a kind of document behind 本: 本实施细则.
const OWN_NAME: usize = 8;
/// Words of the numbers that acts bear: 昭和二十二年法律第六十七号.
const NUMBERED: &[&str] =
    &["法律", "政令", "省令", "府令", "規則", "条約", "告示", "勅令", "令", "법률 ", "령 ", "칙 ", "고시 "];

/// Characters of the longest group in brackets between a name and an article.
const LONGEST_GROUP: usize = 90;

/// Characters between a title and what is joined to it by a word: 《安排》序言及第一条.
const NEAR: usize = 6;

/// How a reference is joined to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    List,
    Range,
}

/// The identifier of steps below a base, in an act that is not here.
pub fn pinpoint(base: &str, found: &[(Step, usize)]) -> String {
    let mut out = base.to_owned();
    for (step, _) in found {
        if !out.is_empty() {
            out.push('.');
        }
        out.push_str(&step.part(step.numbers[0]));
    }
    out
}

/// Where steps end that begin at a place.
pub(super) fn end_of(at: usize, found: &[(Step, usize)]) -> usize {
    at + found.last().map_or(0, |(_, len)| *len)
}

/// What stands before the group in brackets that a text ends with.
fn act_before_brackets(before: &str) -> Option<&str> {
    let inner = before.strip_suffix(['）', ')'])?;
    let mut depth = 1;
    for (at, c) in inner.char_indices().rev().take(LONGEST_GROUP) {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&before[..at]);
        }
    }
    None
}

/// Where 本实施细则 begins, if a text ends with such a name; 本会组织法 and 本市条例 are of a body or a place.
fn own_name(before: &str, kind: &str) -> Option<usize> {
    const BODIES: &str = "会會院部局校市省县縣区區州镇鎮乡鄉府";
    let at = before.rfind('本')?;
    if before[at + '本'.len_utf8()..].starts_with(|c| BODIES.contains(c)) {
        return None;
    }
    let other = before[..at].chars().next_back();
    if other.is_some_and(|c| NOT_BEFORE.iter().any(|(sign, words)| *sign == '本' && words.contains(c))) {
        return None;
    }
    let name = &before[at..];
    let short = name.chars().count() <= OWN_NAME && name.len() > kind.len();
    (short && name.chars().all(is_han)).then_some(at)
}

/// The part of an identifier down to its article.
fn article_of(id: &str) -> Option<&str> {
    let at = id.rfind("art-")?;
    Some(&id[..id[at..].find('.').map_or(id.len(), |end| at + end)])
}

/// The number that an identifier ends in.
fn last_number(id: &str) -> Option<u32> {
    let part = id.rsplit('.').next()?.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-');
    System::Arabic.read(part).map(|(n, _)| n)
}

/// Whether one comes after the other among its like.
fn backward(from: &str, to: &str) -> bool {
    let pair = article_of(from).zip(article_of(to));
    let (from, to) = pair.filter(|(a, b)| a != b).unwrap_or((from, to));
    let same = |id: &str| id.rsplit_once('.').map_or(String::new(), |(base, _)| base.to_owned());
    same(from) == same(to) && last_number(from) > last_number(to)
}

impl Scan<'_, '_> {
    /// Steps of a reference, with what stands before them.
    pub(super) fn pointed(&mut self, at: usize) {
        let t = self.tongue();
        let found = steps(&self.s[at..], t, None);
        let Some((first, _)) = found.first().cloned() else { return };
        // 第192章《…條例》: the number of an act in Hong Kong.
        if first.level.is_container() && self.s[end_of(at, &found)..].starts_with('《') {
            return;
        }
        if let Some(joint) = self.joint(at) {
            return self.joined(at, joint, &found);
        }
        let before = &self.s[self.free..at];
        let before = if before.ends_with(' ') { before.trim_end_matches(' ') } else { before };
        // 附則第三条.
        if let Some(word) = t.supplement.iter().find(|w| before.ends_with(**w)) {
            return self.in_supplement(at, self.free + before.len() - word.len(), &found);
        }
        // 昭和二十六年法律第百八十三号 is the number of an act.
        if NUMBERED.iter().any(|w| self.s[..at].ends_with(w)) && first.level == Level::Item {
            return;
        }
        // 会社法（平成十七年法律第八十六号）第三百五十条.
        let head = act_before_brackets(before);
        if let Some((start, work, rule)) = self.named(before).or_else(|| self.named(head?)) {
            let start = self.free + start;
            match work {
                Work::Own => self.in_own(start, at, &found, rule),
                Work::Other(title) => self.other_act((start, at), at, &title, &found, rule),
                Work::Unknown => self.unknown(start, at, &found),
            }
            return;
        }
        self.bare(at, &found);
    }

    /// A reference to an act that is not told; what is joined to it is not either.
    fn unknown(&mut self, start: usize, at: usize, found: &[(Step, usize)]) {
        let end = end_of(at, found);
        self.doubt(start, end, Why::Which);
        self.last = Some(Last { end, work: Work::Unknown, id: pinpoint("", found) });
    }

    /// How the text at a place is joined to the last reference.
    pub(super) fn joint(&self, at: usize) -> Option<Joint> {
        let t = self.tongue();
        let last = self.last.as_ref()?;
        let mut between = self.s.get(last.end..at)?;
        if !t.until.is_empty() {
            between = between.strip_prefix(t.until).unwrap_or(between);
        }
        if t.ranging.contains(&between) {
            return Some(Joint::Range);
        }
        let between = between.strip_prefix("的").unwrap_or(between);
        let plain = between.trim_matches(' ');
        t.joining
            .iter()
            .any(|j| *j == between || !plain.is_empty() && j.trim_matches(' ') == plain)
            .then_some(Joint::List)
    }

    /// A reference that goes where the one before it went.
    fn joined(&mut self, at: usize, joint: Joint, found: &[(Step, usize)]) {
        let Some(last) = self.last.clone() else { return };
        let first = &found[0].0;
        let rule = if joint == Joint::Range { Rule::Range } else { Rule::Listed };
        let base = above(&last.id, first.level).to_owned();
        let alone = base.is_empty() || first.level <= Level::Article;
        match &last.work {
            Work::Other(title) => {
                if first.level > Level::Article && base.is_empty() {
                    return self.bare(at, found);
                }
                let base = if first.level <= Level::Article { base.as_str() } else { &base };
                let id = pinpoint(base, found);
                self.other((at, end_of(at, found)), &title.clone(), id, rule);
            }
            Work::Own => {
                if alone && first.level > Level::Article {
                    return self.bare(at, found);
                }
                if joint == Joint::List && first.level <= Level::Article && last.id == "title" {
                    return self.bare(at, found);
                }
                self.below(at, at, &base, found, rule, Some(&last));
            }
            Work::Unknown => {
                let end = end_of(at, found);
                self.doubt(at, end, Why::Which);
                self.last = Some(Last { end, ..last });
            }
        }
    }

    /// The act that the text before a reference ends with.
    fn named(&mut self, before: &str) -> Option<(usize, Work, Rule)> {
        let t = self.tongue();
        let kind = t.kinds.iter().find(|k| before.ends_with(**k));
        let same = |w: &str, word: &str| before.ends_with(&format!("{}{word}", w.trim_end_matches(' ')));
        if let Some(kind) = kind {
            let this = t.same.iter().copied().chain(["该", "該"]);
            for word in this {
                let spaced = format!("{word}{kind}");
                if before.ends_with(&spaced) || same(word, kind) {
                    let start = before.len() - spaced.len().min(before.len());
                    return Some(match self.carried.cited.clone() {
                        Some(title) => (start, Work::Other(title), Rule::Same),
                        None => (start, Work::Unknown, Rule::Same),
                    });
                }
            }
            if let Some(start) = own_name(before, kind) {
                return Some((start, Work::Own, Rule::Own));
            }
        }
        let running = kind.and_then(|_| running_name(before, t));
        let short = self.around.acts.short_before(before);
        if let Some((start, title)) = short {
            let sign = before[..start].chars().next_back();
            let few = before[start..].chars().count() <= 2;
            let other = sign.is_some_and(|c| "本该同此这該這".contains(c));
            let longer = few && running.is_some_and(|r| r < start);
            let glued = few
                && !t.counts
                && sign.is_some_and(|c| is_han(c) || is_kana(c) && !"はがをにでのへと".contains(c));
            let part = glued && running.is_some();
            if !(other || longer || part) {
                return Some((start, Work::Other(title.to_owned()), Rule::Short));
            }
        }
        if let Some(start) = running {
            let name = &before[start..];
            return Some(match self.around.acts.of_title(name, t) {
                Work::Own => (start, Work::Own, Rule::Own),
                work => {
                    let stated = format!("中华人民共和国{name}");
                    let own = self.around.acts.title == stated;
                    if own { (start, Work::Own, Rule::Own) } else { (start, work, Rule::Name) }
                }
            });
        }
        // 法第三条, where nothing says which: another act.
        let alone = |k: &&&str| {
            let sign = before[..before.len() - k.len()].chars().next_back();
            sign.is_none_or(|c| {
                if t.spaced { !is_hangul(c) } else { !is_han(c) && !('ァ'..='ヿ').contains(&c) }
            })
        };
        if let Some(kind) = kind.filter(|_| !t.counts).filter(alone) {
            return Some((before.len() - kind.len(), Work::Unknown, Rule::Name));
        }
        // 依照有关法律第三条: another act, which is not told.
        let vague = kind.is_some_and(|k| t.generic.contains(k) || before.chars().count() > 1);
        let verb = before.ends_with("规定")
            || before.ends_with("規定")
            || before.ends_with("解释")
            || before.ends_with("决定");
        (vague && !verb && t.counts)
            .then(|| (before.len() - kind.map_or(0, |k| k.len()), Work::Unknown, Rule::Name))
    }

    /// A reference that names no act.
    fn bare(&mut self, at: usize, found: &[(Step, usize)]) {
        let (first, end) = (&found[0].0, end_of(at, found));
        let level = first.level;
        if self.counts(at, found) {
            return;
        }
        // 设计文件第三条, but 本文件第三条.
        let before = &self.s[self.free.min(at)..at];
        if let Some(word) = DOCUMENTS.iter().find(|w| before.ends_with(**w))
            && !before[..before.len() - word.len()].ends_with('本')
        {
            return self.unknown(at, at, found);
        }
        if self.around.acts.amends != Amends::Nothing {
            let title = self.amended();
            let base = self
                .last
                .as_ref()
                .filter(|l| title.as_deref().is_some_and(|t| l.work == Work::Other(t.to_owned())))
                .map(|l| above(&l.id, level))
                .filter(|base| base.contains("art-"))
                .unwrap_or_default()
                .to_owned();
            match title {
                Some(title) if level <= Level::Article || !base.is_empty() => {
                    let base = if level <= Level::Article { "" } else { &base };
                    self.other((at, end), &title, pinpoint(base, found), Rule::Amended);
                }
                _ => self.doubt(at, end, if self.quoted(at) { Why::Quoted } else { Why::Which }),
            }
            return;
        }
        if self.quoted(at) {
            self.doubt(at, end, Why::Quoted);
            return;
        }
        if level > Level::Article {
            return self.within(at, found);
        }
        if self.in_sentence_about_another(at) {
            // Where this act has no such article, the other one is meant.
            let other = self
                .last
                .as_ref()
                .and_then(|l| if let Work::Other(t) = &l.work { Some(t.clone()) } else { None });
            return match other.filter(|_| self.find("", first, first.numbers[0]).is_none()) {
                Some(title) => self.other((at, end), &title, pinpoint("", found), Rule::Same),
                None => self.doubt(at, end, Why::Which),
            };
        }
        self.in_own(at, at, found, Rule::Bare);
    }

    /// Whether the last reference of the sentence was to a provision of another act: what names no act may be of that.
    fn in_sentence_about_another(&self, at: usize) -> bool {
        if !self.tongue().counts {
            return false;
        }
        let Some(last) = self.last.as_ref().filter(|l| l.work != Work::Own) else { return false };
        let between = &self.s[last.end..at];
        if last.id.is_empty() {
            return between.chars().count() <= NEAR && between.ends_with(['及', '和', '与']);
        }
        !between.contains('。')
    }

    /// The act that is amended here: the only one, or the one that was named last.
    pub(super) fn amended(&self) -> Option<String> {
        self.around.acts.amended().map(str::to_owned).or_else(|| self.carried.amending.clone())
    }

    /// 第二款 alone: in the article that it stands in.
    fn within(&mut self, at: usize, found: &[(Step, usize)]) {
        let (level, end) = (found[0].0.level, end_of(at, found));
        if self.in_sentence_about_another(at) {
            return self.doubt(at, end, Why::Which);
        }
        let base = [Level::Paragraph, Level::Article].into_iter().filter(|l| *l < level).find_map(|l| {
            let unit = self.here.unit(l)?;
            self.around.places.below(unit, &found[0].0, found[0].0.numbers[0]).map(|_| unit.to_owned())
        });
        let Some(base) = base else {
            if self.here.unit(Level::Article).is_some() {
                self.doubt(at, end, Why::MissingPart);
            }
            return;
        };
        self.below(at, at, &base, found, Rule::Within, None);
    }

    /// Whether 第二条 counts something else than provisions, or may do so.
    fn counts(&mut self, at: usize, found: &[(Step, usize)]) -> bool {
        let t = self.tongue();
        let first = &found[0].0;
        if !t.counts
            || found.len() > 1
            || first.bracketed
            || first.numbers.len() > 1
            || first.numbers[0] > COUNTS_TO
            || !first.branches.is_empty()
        {
            return false;
        }
        let end = end_of(at, found);
        let (before, after) = (&self.s[..at], &self.s[end..]);
        if COUNTED.iter().any(|w| after.starts_with(w)) {
            self.free = end;
            return true;
        }
        let follows = after.is_empty()
            || FOLLOWING.iter().any(|w| after.starts_with(w))
            || t.joining.iter().any(|j| after.starts_with(j));
        let led = LEADING.iter().any(|w| before.ends_with(w));
        let sure = follows || led && first.level == Level::Article;
        if !sure {
            if first.level == Level::Article {
                self.doubt(at, end, Why::Counts);
            } else {
                self.free = end;
            }
        }
        !sure
    }

    /// Steps of this act, behind a name or without one.
    pub(super) fn in_own(&mut self, start: usize, from: usize, found: &[(Step, usize)], rule: Rule) {
        if self.quoted(from) && rule != Rule::Bare {
            // 本法 in a quotation is the act that is quoted.
            let end = end_of(from, found);
            return match self.amended().filter(|_| self.around.acts.amends != Amends::Nothing) {
                Some(title) => self.other((start, end), &title, pinpoint("", found), Rule::Amended),
                _ => self.doubt(start, end, Why::Quoted),
            };
        }
        self.outside = self.is_of_the_document(start, from);
        self.below(start, from, "", found, rule, None);
        self.outside = false;
    }

    /// Whether a name such as 本条例, in an annex that is none itself, means the document around.
    fn is_of_the_document(&self, start: usize, from: usize) -> bool {
        if start == from || self.here.annexes().next().is_none() {
            return false;
        }
        let name = self.s[start..from].trim_end();
        let Some(kind) = self.tongue().kinds.iter().find(|k| name.ends_with(**k)) else { return false };
        let of_annex = self.around.places.annex_titled(self.here, |t| ends_in(t, kind)).is_some();
        !of_annex && ends_in(&self.around.acts.title, kind)
    }

    /// 附則第三条.
    fn in_supplement(&mut self, at: usize, start: usize, found: &[(Step, usize)]) {
        let end = end_of(at, found);
        // 法附則第三条 is of another act, unless 法 is this one.
        let before = &self.s[self.free..start];
        let head = act_before_brackets(before);
        let named = self.named(before).or_else(|| self.named(head?));
        // （…以下「改正法」という。）附則第三条 is of the act that gets the name.
        if named.is_none() && head.is_some_and(|h| acts::introduced(&before[h.len()..]).is_some()) {
            return self.doubt(start, end, Why::Which);
        }
        if let Some((name, work, rule)) = named {
            let from = self.free + name;
            return match work {
                Work::Other(title) => self.other((from, end), &title, pinpoint("hd-1", found), rule),
                Work::Own => self.supplement((from, at), found, rule),
                Work::Unknown => self.doubt(from, end, Why::Which),
            };
        }
        self.supplement((start, at), found, Rule::Own);
    }

    fn supplement(&mut self, (start, at): (usize, usize), found: &[(Step, usize)], rule: Rule) {
        match self.around.places.supplement(self.here).map(str::to_owned) {
            Some(base)
                if !self.quoted(at)
                    && self.around.places.below(&base, &found[0].0, found[0].0.numbers[0]).is_some() =>
            {
                self.below(start, at, &base, found, rule, None);
            }
            _ => self.doubt(start, end_of(at, found), Why::Which),
        }
    }

    /// The provision of a number of a step below a base, or as the text means it.
    pub(super) fn find(&self, base: &str, step: &Step, n: u32) -> Option<String> {
        let places = &self.around.places;
        let direct = (!base.is_empty()).then(|| places.below(base, step, n)).flatten();
        let nowhere = Here::default();
        let here = if self.outside { &nowhere } else { self.here };
        direct.or_else(|| match step.level {
            Level::Article => places.article(step, n, here, !self.tongue().counts),
            l if l.is_container() => places.container(step, n, here),
            _ => None,
        })
    }

    /// The provision of steps below a base; at the top where that is empty.
    pub(super) fn below(
        &mut self,
        start: usize,
        from: usize,
        base: &str,
        found: &[(Step, usize)],
        rule: Rule,
        last: Option<&Last>,
    ) {
        let mut id = base.to_owned();
        let mut reached: Option<usize> = None;
        let mut more = vec![];
        for (k, (step, _)) in found.iter().enumerate() {
            let numbers = step.all();
            let Some(first) = self.find(&id, step, numbers[0]) else { break };
            more = numbers[1..].iter().filter_map(|n| self.find(&id, step, *n)).collect();
            id = first;
            reached = Some(k);
        }
        let all = end_of(from, found);
        let Some(reached) = reached else {
            let level = found[0].0.level;
            // 第179章 of Hong Kong is an act.
            if level.is_container() && rule == Rule::Bare {
                self.free = all;
                return;
            }
            self.doubt(start, all, if level > Level::Article { Why::MissingPart } else { Why::Missing });
            self.last = Some(Last { end: all, work: Work::Own, id: pinpoint(base, found) });
            return;
        };
        let end = from + found[reached].1;
        if let Some(last) = last.filter(|_| rule == Rule::Range) {
            match self.between(&last.id, &id, found) {
                Some(between) => more = between,
                None if backward(&last.id, &id) => self.hits.push(Hit::Doubt(start, end, Why::Backwards)),
                None => {}
            }
        }
        self.own((start, end), id, more, rule);
        if reached + 1 < found.len() {
            self.doubt(end, all, Why::MissingPart);
            if let Some(last) = &mut self.last {
                last.end = all;
            }
        }
    }

    /// The articles between the ends of a range.
    pub(super) fn articles_between(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let mut all = self.around.places.up_to(article_of(from)?, article_of(to)?)?;
        all.pop();
        Some(all)
    }

    /// The same for steps of any level.
    fn between(&self, from: &str, to: &str, found: &[(Step, usize)]) -> Option<Vec<String>> {
        let step = &found.last()?.0;
        if found[0].0.level <= Level::Article {
            return self.articles_between(from, to);
        }
        let (base, _) = to.rsplit_once('.')?;
        let (a, b) = (last_number(from)?, last_number(to)?);
        (a < b).then(|| (a + 1..b).filter_map(|n| self.around.places.below(base, step, n)).collect())
    }
}
