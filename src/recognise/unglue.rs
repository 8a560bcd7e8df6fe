//! Texts without any separator: the places where units begin are found by the sequence of their numbers and by the
//! ends of sentences before them.

use super::candidate::BARE_HEADINGS;
use super::chain::{HEADING_MAX, Mark, Rules, best_chain, is_heading, marks};
use crate::lexicon::annex::CHINESE;
use crate::lexicon::closing::{MADE, ORIGINALS};
use crate::lexicon::front::{HAPPENED, OCCASIONS, PAPERS, TITLE_NOUNS};
use crate::lexicon::{begins, holds};
use crate::number::{Group, Level, System, is_labelled};
use crate::text::{Line, Map, Set};
use crate::text::{Span, chars, chars::is_space};
use std::collections::{BTreeMap, BTreeSet};

/// A line shorter than this, in bytes, is not worth taking apart.
const SHORTEST: usize = 300;

/// Takes apart lines that hold several units; `None` where there is nothing to take apart.
pub fn unglue(text: &str, lines: &[Line], japanese: bool) -> Option<Vec<Line>> {
    // A text that has lines of its own is not glued; wide gaps on one line may stand anywhere, as in 第三条　　….
    const FEW: usize = 3;
    /// Short lines around one that holds the text: the head and foot of a page.
    const AROUND: usize = 15;
    if lines.iter().any(|l| l.hints.table) {
        return None;
    }
    let mut whole: Vec<Line> = vec![];
    for line in lines {
        let same_line = !text[line.lead.range()].contains(['\n', '\r']);
        match whole.last_mut().filter(|_| same_line) {
            Some(last) => last.text.end = line.text.end,
            None => whole.push(*line),
        }
        if whole.len() > AROUND {
            return None;
        }
    }
    let longest = whole.iter().map(|l| l.text.len()).max().unwrap_or(0);
    let all: usize = whole.iter().map(|l| l.text.len()).sum();
    if longest < SHORTEST || whole.len() > FEW && longest * 10 < all * 8 {
        return None;
    }
    let labelled = lines.iter().filter(|l| is_labelled(&text[l.text.range()])).count();
    if lines.len() > FEW && labelled * 2 > lines.len() {
        return None;
    }
    let mut out: Vec<Line> = vec![];
    for line in &whole {
        let mut lead = line.lead;
        let s = &text[line.text.range()];
        let at = line.text.start as usize;
        let mut starts = starts(s, japanese).into_iter().peekable();
        while let Some(start) = starts.next() {
            let piece = &s[start..starts.peek().copied().unwrap_or(s.len())];
            let trimmed = piece.trim_end_matches(is_space);
            let end = at + start + trimmed.len();
            out.push(Line::new(lead, Span::new(at + start, end)));
            lead = Span::new(end, at + start + piece.len());
        }
    }
    // Where the source sets its units apart itself, most labels begin its lines.
    let own: Set<u32> = lines.iter().map(|l| l.text.start).collect();
    let new = out.iter().filter(|l| !own.contains(&l.text.start)).count();
    let most = lines.len() <= FEW || new * 2 > lines.len();
    (new > labelled && most).then_some(out)
}

/// Where units begin in one stretch of text; always at its start.
fn starts(s: &str, japanese: bool) -> BTreeSet<usize> {
    let marks = marks(s, japanese);
    let mut g = Glued { s, starts: BTreeSet::new(), last: Map::default() };
    let of = |group| marks.iter().filter(move |m: &&Mark| m.label.form.group == group).collect::<Vec<_>>();
    let (articles, headings, lists) = (of(Group::Article), of(Group::Heading), of(Group::List));
    let (chain, _) = best_chain(&articles, Rules { any_start: true, last: None });
    if chain.len() > 1 {
        let chosen: Vec<usize> = chain.iter().map(|i| articles[*i].at).collect();
        // The articles of an annex: what stands above it is numbered by lists.
        let first = chosen[0];
        if annex_before(s, first).is_some() {
            g.lists(within(&lists, 0, first), first, &mut vec![]);
        }
        g.starts.extend(&chosen);
        g.containers(&headings);
        g.sections(&lists);
        let bounds: Vec<usize> = g.starts.iter().copied().chain([s.len()]).collect();
        for pair in bounds.windows(2) {
            g.lists(within(&lists, pair[0], pair[1]), pair[1], &mut vec![]);
        }
    } else {
        g.lists(&lists, s.len(), &mut vec![]);
        g.containers(&headings);
        g.dashes();
    }
    g.before_the_first();
    g.title();
    g.annexes();
    g.spaced_headings(&marks, japanese);
    g.bare_headings();
    if japanese {
        g.captions();
    }
    g.closing();
    g.starts.insert(0);
    g.starts
}

/// A chain with the places of its first and its last mark, and its look.
type Chain = ((usize, usize), Look, Vec<usize>);
/// How the labels of a list look.
type Look = (&'static str, System);

struct Glued<'a> {
    s: &'a str,
    starts: BTreeSet<usize>,
    /// The last number of every look of list, for lists that run on.
    last: Map<Look, u32>,
}

fn within<'m, 'a>(marks: &'m [&'a Mark], from: usize, to: usize) -> &'m [&'a Mark] {
    let first = marks.partition_point(|m| m.at <= from);
    let end = marks.partition_point(|m| m.at < to);
    &marks[first..end.max(first)]
}

impl Glued<'_> {
    /// The length of the heading from a byte to the next start, if it is one.
    fn heading_to_next(&self, from: usize) -> Option<usize> {
        let next = *self.starts.range(from..).next()?;
        is_heading(&self.s[from..next]).then_some(next - from)
    }

    /// Headings above articles: right behind each begins another unit. Found from the end, since the headings above
    /// headings need those below.
    fn containers(&mut self, marks: &[&Mark]) {
        for m in marks.iter().rev() {
            let text = m.at + m.label.len;
            let set_off = self.s[text..].starts_with(is_space);
            let placed = m.weight > 0.9 || m.under_heading || set_off || m.label.number == 1;
            if placed && self.heading_to_next(text).is_some_and(|len| len > 0) {
                self.starts.insert(m.at);
            }
        }
    }

    /// 一、一般规定 above articles.
    fn sections(&mut self, marks: &[&Mark]) {
        let mut by_look: BTreeMap<&str, Vec<&Mark>> = BTreeMap::new();
        for m in marks {
            let heads = m.weight >= 1.0 || m.under_heading;
            let above = self.heading_to_next(m.at + m.label.len).is_some_and(|len| len > 0);
            if heads && m.label.form.level == Level::Article && above {
                by_look.entry(m.label.form.name).or_default().push(m);
            }
        }
        for marks in by_look.values() {
            let (chain, _) = best_chain(marks, Rules { any_start: false, last: None });
            self.starts.extend(chain.iter().map(|i| marks[*i].at));
        }
    }

    /// Lists in a stretch: the outermost is the one that begins first; each of its items is a stretch again.
    fn lists(&mut self, marks: &[&Mark], end: usize, used: &mut Vec<Look>) {
        let mut by_look: Map<Look, Vec<&Mark>> = Map::default();
        for m in marks {
            let look = (m.label.form.name, m.label.system);
            if !used.contains(&look) {
                by_look.entry(look).or_default().push(m);
            }
        }
        let top = used.is_empty() && self.starts.is_empty();
        let chosen = by_look
            .iter()
            .filter_map(|(look, marks)| {
                let last = self.last.get(look).copied();
                let (chain, score) = best_chain(marks, Rules { any_start: false, last });
                let runs_on = chain.len() == 1 && last.is_some_and(|l| l + 1 == marks[chain[0]].label.number);
                let enough = chain.len() > 1 && score >= 2.0 || runs_on && marks[chain[0]].opens;
                let ends = (marks[chain[0]].at, marks[chain[chain.len() - 1]].at);
                enough.then_some((ends, *look, chain))
            })
            .collect::<Vec<_>>();
        // Bracketed numbers at the top that end before others begin count the items of a preamble; the others count the
        // articles.
        let preamble = |(ends, look, _): &Chain| {
            let bracketed = top && look.0.starts_with(['（', '(']);
            bracketed && chosen.iter().any(|(other, l, _)| !l.0.starts_with(['（', '(']) && other.0 > ends.1)
        };
        let first = chosen.iter().min_by_key(|c| (preamble(c), c.0.0, c.1.0));
        let Some((_, look, chain)) = first.cloned() else { return };
        let of_look = &by_look[&look];
        let starts: Vec<usize> = chain.iter().map(|i| of_look[*i].at).collect();
        self.starts.extend(&starts);
        used.push(look);
        for (k, i) in chain.iter().enumerate() {
            let to = starts.get(k + 1).copied().unwrap_or(end);
            self.lists(within(marks, starts[k], to), to, used);
            self.last.insert(look, of_look[*i].label.number);
        }
        used.pop();
    }

    /// 现作如下报告：……。——甲。……——乙。……: dashes behind the ends of sentences, several of them.
    fn dashes(&mut self) {
        const FEWEST: usize = 3;
        let ended = |at: usize| self.s[..at].trim_end_matches(is_space).ends_with(['。', '：', '；']);
        let found: Vec<usize> =
            self.s.match_indices("——").map(|(at, _)| at).filter(|at| ended(*at)).collect();
        if found.len() >= FEWEST {
            self.starts.extend(found);
        }
    }

    /// Adoption notes, the date below the title, and the title of a table of contents.
    fn before_the_first(&mut self) {
        let end = self.starts.first().copied().unwrap_or(0);
        let prefix = &self.s[..end];
        let mut noted = false;
        for (at, c) in prefix.char_indices() {
            let rest = &prefix[at..];
            match c {
                '（' | '(' => {
                    let note = rest.split_once(['）', ')']).map_or("", |(inner, _)| inner);
                    // （2021年5月6日，北京） is the date of a statement.
                    let dated = begins_date(note.trim_start_matches(['（', '(']))
                        && note.contains('日')
                        && note.len() < 80;
                    let happened = dated || holds(note, HAPPENED) || note.contains(['号', '號']);
                    if note.contains('年') && happened {
                        let close = rest[note.len()..].chars().next().map_or(0, char::len_utf8);
                        self.starts.extend([at, at + note.len() + close]);
                        noted = true;
                    }
                }
                '目' => {
                    if let Some(len) = contents_title(&self.s[at..]) {
                        self.starts.extend([at, at + len]);
                    }
                }
                // 2002年8月29日 …通过 after the title.
                '0'..='9'
                    if !noted
                        && at > 0
                        && begins_date(rest)
                        && is_heading(&prefix[..at])
                        && !prefix[..at].ends_with(['（', '(']) =>
                {
                    self.starts.insert(at);
                    noted = true;
                }
                _ => {}
            }
        }
    }

    /// The title of a treaty or statement, where the names of the parties come again or the sentence of an occasion
    /// begins.
    fn title(&mut self) {
        /// Characters of the longest title, and of the name that comes again.
        const LONGEST: usize = 80;
        const NAME: usize = 5;
        let end = self.starts.iter().copied().find(|at| *at > 0).unwrap_or(self.s.len());
        let told = &self.s[..end];
        let window = told.char_indices().nth(LONGEST).map_or(told.len(), |(at, _)| at);
        let Some((name, _)) = told.char_indices().nth(NAME) else { return };
        let again = told[name..].find(&told[..name]).map(|at| name + at);
        let occasion = TITLE_NOUNS.iter().chain(PAPERS).find_map(|noun| {
            let mut ends = told[..window].match_indices(noun).map(|(at, _)| at + noun.len());
            ends.find(|at| begins(&told[*at..], OCCASIONS).is_some())
        });
        let found =
            again.into_iter().chain(occasion).filter(|at| *at <= window && is_heading(&told[..*at])).min();
        self.starts.extend(found);
    }

    /// The sentence that says where a treaty was made, and the signatures behind it.
    fn closing(&mut self) {
        /// Bytes of the longest end of a document that is looked through.
        const LONGEST: usize = 3000;
        let from = self.starts.last().copied().unwrap_or(0).max(self.s.len().saturating_sub(LONGEST));
        let from = (from..self.s.len()).find(|at| self.s.is_char_boundary(*at)).unwrap_or(self.s.len());
        let mut at = from;
        for sentence in self.s[from..].split_inclusive('。') {
            let made = holds(sentence, MADE)
                && holds(sentence, ORIGINALS)
                && sentence.contains('年')
                && sentence.contains('日');
            if made && at > from {
                self.starts.extend([at, at + sentence.len()].into_iter().filter(|at| *at < self.s.len()));
                return;
            }
            at += sentence.len();
        }
    }

    /// 附件 and its title right before a unit.
    fn annexes(&mut self) {
        let found: Vec<[usize; 2]> = self.starts.iter().filter_map(|at| annex_before(self.s, *at)).collect();
        self.starts.extend(found.into_iter().flatten());
    }

    /// 第一条 引渡义务 缔约一方同意…: headings and titles that single spaces set off.
    fn spaced_headings(&mut self, marks: &[Mark], japanese: bool) {
        /// Characters of the longest heading of an article.
        const LONGEST: usize = 30;
        if japanese {
            return;
        }
        let mut found = vec![];
        for m in marks.iter().filter(|m| m.label.form.group == Group::Article && self.starts.contains(&m.at))
        {
            let from = m.at + m.label.len;
            let next = self.starts.range(from..).next().copied().unwrap_or(self.s.len());
            if self.s[from..].starts_with(is_space)
                && let Some((piece, skipped)) = set_off_heading(&self.s[from..next])
                && piece.chars().nth(LONGEST).is_none()
            {
                found.push(from + skipped);
            }
        }
        // Where headings are set off, so is the title.
        let first = self.starts.first().copied().unwrap_or(0);
        if !found.is_empty()
            && let Some((_, skipped)) = set_off_heading(&self.s[..first])
        {
            found.push(skipped);
        }
        self.starts.extend(found);
    }

    /// 附则 right before a unit, after a heading or a sentence.
    fn bare_headings(&mut self) {
        let found: Vec<usize> = self
            .starts
            .iter()
            .filter_map(|at| {
                let before = self.s[..*at].trim_end_matches(is_space);
                BARE_HEADINGS.iter().find_map(|h| before.strip_suffix(h)).map(str::len)
            })
            .filter(|at| {
                let previous = self.starts.range(..at).next_back().copied().unwrap_or(0);
                self.s[..*at].ends_with('。') || is_heading(&self.s[previous..*at])
            })
            .collect();
        self.starts.extend(found);
    }

    /// （目的） right before an article, as Japanese laws have it.
    fn captions(&mut self) {
        let found: Vec<usize> = self
            .starts
            .iter()
            .filter_map(|at| {
                let before = &self.s[..*at];
                let inner = before.strip_suffix('）')?;
                let open = inner.rfind('（')?;
                let short = inner[open..].chars().nth(HEADING_MAX).is_none() && !inner[open..].contains('。');
                short.then_some(open)
            })
            .collect();
        self.starts.extend(found);
    }
}

/// A heading that a space sets off from the sentence behind it, and where that begins.
fn set_off_heading(s: &str) -> Option<(&str, usize)> {
    let han = |c: Option<char>| c.is_some_and(chars::is_han);
    let text = s.trim_start_matches(is_space);
    let end = text.find(is_space)?;
    let after = text[end..].trim_start_matches(is_space);
    let (piece, skipped) = (&text[..end], s.len() - after.len());
    let sound = is_heading(piece) && piece.chars().count() > 1 && han(piece.chars().next_back());
    (sound && han(after.chars().next())).then_some((piece, skipped))
}

/// Where 附件 and its title begin right before a place, after the end of a sentence.
fn annex_before(s: &str, at: usize) -> Option<[usize; 2]> {
    /// Bytes of the longest label and title.
    const LONGEST: usize = 240;
    let mut from = at.saturating_sub(LONGEST);
    while !s.is_char_boundary(from) {
        from += 1;
    }
    let window = &s[from..at];
    let (end, c) = window.char_indices().rev().find(|(_, c)| matches!(c, '。' | '）' | ')' | '”' | '》'))?;
    let start = from + end + c.len_utf8();
    let tail = s[start..at].trim_start_matches(is_space);
    let start = at - tail.len();
    let word = CHINESE.iter().find(|w| tail.starts_with(w.text))?;
    let rest = &tail[word.text.len()..];
    let number = [System::Arabic, System::FullWidth, System::Han].iter().find_map(|s| s.read(rest));
    let label = word.text.len() + number.map_or(0, |(_, len)| len);
    let title = tail[label..].trim_matches(|c: char| is_space(c) || matches!(c, '：' | ':'));
    (title.chars().count() > 1 && is_heading(title)).then_some([start, start + label])
}

/// 目录, 目 录 right before the first heading.
fn contents_title(s: &str) -> Option<usize> {
    let rest = s.strip_prefix('目')?.trim_start_matches(is_space);
    let rest = rest.strip_prefix(['录', '錄', '次'])?;
    let after = rest.trim_start_matches(is_space);
    (after.starts_with('第') || after.starts_with("一、")).then_some(s.len() - after.len())
}

/// Four digits and 年.
fn begins_date(s: &str) -> bool {
    let digits = s.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && s[4..].starts_with('年')
}
