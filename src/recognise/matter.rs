//! The matter before the first provision and after the last: title, document number, adoption notes, contents,
//! addressee, preamble; signatures, dateline, trailers, annexes.

use super::candidate::Candidate;
use super::{contents, tree};
use crate::ir::{Block, Heading, Label, Provision, Role};
use crate::number::{Group, Level, System};
use crate::text::Span;
use std::ops::Range;

/// Where the parts are.
#[derive(Debug)]
pub struct Matter {
    /// The lines before the first provision, with their roles.
    pub front: Vec<(usize, Role)>,
    /// The first line after the last provision.
    pub back_start: usize,
    /// The first line of the first annex; the number of lines where there is none.
    annex_start: usize,
    /// The roles of the lines from `back_start` to `annex_start`.
    pub back: Vec<Role>,
}

/// Finds the matter around the provisions.
pub fn find(lines: &[Candidate]) -> Matter {
    let annex_start = first_annex(lines);
    let front = pinned_front(&lines[..annex_start], front(&lines[..annex_start]));
    let back_start =
        pinned_back(&lines[..annex_start], front.len(), back_start(lines, front.len(), annex_start));
    let back = back_roles(&lines[back_start..annex_start]);
    Matter { front, back_start, annex_start, back }
}

/// The front as a person says it is: up to the last line that is said to stand there, and no further than the first
/// that is said not to.
fn pinned_front(lines: &[Candidate], mut front: Vec<(usize, Role)>) -> Vec<(usize, Role)> {
    let bound = lines.iter().position(|c| c.said.in_body() || c.said.in_back()).unwrap_or(lines.len());
    front.truncate(bound);
    let end = lines[..bound].iter().rposition(|c| c.said.in_front()).map_or(0, |i| i + 1);
    for (i, c) in lines[..end].iter().enumerate().skip(front.len()) {
        front.push((i, note_role(c).unwrap_or(Role::Preamble)));
    }
    for (i, role) in &mut front {
        *role = lines[*i].said.role.unwrap_or(*role);
    }
    front
}

/// Where the closing matter starts as a person says: not before the last line that is said to stand in the body.
fn pinned_back(lines: &[Candidate], front: usize, back: usize) -> usize {
    let after = lines[front..].iter().rposition(|c| c.said.in_body()).map_or(front, |i| front + i + 1);
    let first = lines[after..].iter().position(|c| c.said.in_back()).map_or(lines.len(), |i| after + i);
    back.max(after).min(first)
}

/// The roles of closing lines; the numbered lines below 附件：1.… go on with it.
fn back_roles(lines: &[Candidate]) -> Vec<Role> {
    let mut last = Role::Trailer;
    lines
        .iter()
        .map(|c| {
            let goes_on = last == Role::Enclosures && !c.labels.is_empty();
            let told = || if goes_on { last } else { closing_role(c).unwrap_or(Role::Trailer) };
            last = c.said.role.unwrap_or_else(told);
            last
        })
        .collect()
}

/// The blocks after the provisions.
pub fn back(lines: &[Candidate], matter: &Matter, language: &str) -> Vec<Block> {
    let mut out: Vec<Block> = matter
        .back
        .iter()
        .enumerate()
        .map(|(k, role)| Block::Text(lines[matter.back_start + k].as_text(*role)))
        .collect();
    for found in annexes(lines, matter) {
        out.push(Block::Provision(annex(&lines[found.lines], found.used, language)));
    }
    out
}

/// An annex: its lines, and how many of them are its label and title.
#[derive(Debug)]
pub struct Annex {
    /// The lines, the label's first.
    pub lines: Range<usize>,
    /// 1, or 2 where the title stands on a line of its own.
    pub used: usize,
}

/// The annexes, in order.
pub fn annexes(lines: &[Candidate], matter: &Matter) -> Vec<Annex> {
    let starts: Vec<usize> = (matter.annex_start..lines.len()).filter(|i| begins_annex(&lines[*i])).collect();
    starts
        .iter()
        .enumerate()
        .map(|(k, start)| {
            let end = starts.get(k + 1).copied().unwrap_or(lines.len());
            let alone = annex_label(lines[*start].text)
                .is_some_and(|(len, _)| title_at(lines[*start].text, len).is_none());
            let title =
                lines[*start + 1..end].first().is_some_and(|n| n.heading_like() && !starts_structure(n));
            Annex { lines: *start..end, used: 1 + usize::from(alone && title) }
        })
        .collect()
}

/// Where the title of an annex begins on the line of its label.
fn title_at(line: &str, label: usize) -> Option<usize> {
    line[label..].find(|c: char| !crate::text::chars::is_space(c)).map(|at| label + at)
}

fn starts_structure(c: &Candidate) -> bool {
    c.labels.iter().any(|l| c.admits(l) && (l.form.group != Group::List || l.number == 1))
}

fn begins_article(c: &Candidate) -> bool {
    c.labels.iter().any(|l| l.form.group == Group::Article && c.admits(l))
}

fn front(lines: &[Candidate]) -> Vec<(usize, Role)> {
    let mut out: Vec<(usize, Role)> = vec![];
    let mut i = 0;
    // The title: lines at the start that are no sentences. A text that begins with its first provision has none.
    while i < lines.len() && i < 6 {
        let c = &lines[i];
        let role = if let Some(role) = note_role(c) {
            role
        } else if out.iter().all(|(_, r)| *r == Role::Title)
            && !c.closed
            && c.chars <= 80
            && !starts_structure(c)
            && !contents::is_title(c)
            && (!c.bracketed() || !lines.get(i + 1).is_some_and(begins_article))
        {
            Role::Title
        } else {
            break;
        };
        out.push((i, role));
        i += 1;
    }
    // A document that is nothing but short lines has one title line, not six.
    if out.len() == lines.len() || out.iter().filter(|(_, r)| *r == Role::Title).count() > 4 {
        out.truncate(1);
        i = out.len();
    }
    let notes_end = i;
    while i < lines.len() {
        let c = &lines[i];
        if (contents::is_title(c) || c.labels.iter().any(|l| l.form.group == Group::Heading && c.admits(l)))
            && let Some(end) = contents::end(lines, i)
        {
            out.extend((i..end).map(|k| (k, Role::Contents)));
            i = end;
            continue;
        }
        // （目的） above the first article is that article's heading.
        if starts_structure(c)
            || c.is_bare_heading()
            || c.bracketed() && lines.get(i + 1).is_some_and(begins_article)
        {
            return out;
        }
        let role = note_role(c).unwrap_or(if i == notes_end && is_addressee(c) {
            Role::Addressee
        } else {
            Role::Preamble
        });
        out.push((i, role));
        i += 1;
    }
    // No provision at all: what follows the notes is text, not preamble.
    out.truncate(notes_end);
    out
}

/// Document numbers and adoption notes.
fn note_role(c: &Candidate) -> Option<Role> {
    if c.aside.is_some() {
        return None;
    }
    let t = c.text;
    if c.chars <= 30
        && t.ends_with('号')
        && t.contains(['〔', '[', '［', '（', '('])
        && t.chars().any(|c| c.is_ascii_digit())
    {
        return Some(Role::Number);
    }
    let bracketed = c.bracketed();
    // （昭和二十四年政令第六十一号）
    if bracketed
        && t.contains('年')
        && t.contains('第')
        && t.trim_end_matches(['）', ')']).ends_with(['号', '號'])
    {
        return Some(Role::Number);
    }
    let happened =
        ["通过", "公布", "发布", "施行", "修正", "修订", "通過", "批准"].iter().any(|w| t.contains(w));
    if bracketed && is_date(t.trim_matches(['（', '）', '(', ')'])) {
        return Some(Role::History);
    }
    // 2020年5月28日 …会议通过, without brackets.
    let dated = t.starts_with(|c: char| c.is_ascii_digit()) && t.contains("月") && !t.contains('。');
    let ends = ["通过", "公布", "发布", "施行", "修正", "修订", "批准"].iter().any(|w| t.ends_with(w));
    (t.contains('年') && (bracketed && happened || dated && ends)).then_some(Role::History)
}

fn is_addressee(c: &Candidate) -> bool {
    // 双方声明如下： leads into the provisions.
    const LEADS_IN: &[&str] = &["如下", "以下", "下列", "声明", "聲明", "协议", "協議", "规定", "規定"];
    c.text.ends_with(['：', ':'])
        && !c.text.contains('。')
        && !LEADS_IN.iter().any(|w| c.text.contains(w))
        && (c.text.starts_with('各') || c.text.contains("、各") || c.text.contains("，各") || c.chars <= 20)
}

/// Signatories above a date: more short lines than these are no signatures.
const SIGNATORIES: usize = 6;

/// Where the closing matter starts: the lines at the end that sign and date, if there are any.
fn back_start(lines: &[Candidate], front: usize, end: usize) -> usize {
    // 附件：1.… may run over several numbered lines.
    let numbered = |c: &Candidate| c.chars <= 40 && !c.closed && c.labels.iter().any(|l| l.number > 1);
    let mut under = false;
    let listed: Vec<bool> = lines[front..end]
        .iter()
        .map(|c| {
            if !numbered(c) {
                under = c.text.starts_with("附件") && closing_role(c) == Some(Role::Enclosures);
            }
            under && numbered(c)
        })
        .collect();
    let closes = |i: &usize| closing_role(&lines[*i]).is_some() || listed[*i - front];
    let start = (front..end).rev().take_while(closes).last().unwrap_or(end);
    // Quiet short lines close a document only beside something that signs, dates or names annexes. A heading that
    // belongs to the text may stand above them: what closes begins with its first certain line, or the signatures
    // right above a date.
    let certain =
        |i: &usize| closing_role(&lines[*i]).is_some_and(|r| r != Role::Signature) || signs(&lines[*i]);
    let Some(first) = (start..end).find(certain) else { return end };
    if first - start <= SIGNATORIES { start } else { first }
}

/// Words of who signs.
fn signs(c: &Candidate) -> bool {
    ["代表", "签字", "签署", "（签名）", "全权", "代表："].iter().any(|w| c.text.contains(w)) && !c.closed
}

/// The sentence that says where, when and in which languages a treaty was made.
fn is_testimonium(c: &Candidate) -> bool {
    let t = c.text;
    let made = ["签订", "订于", "签署", "签字", "作成", "制成"].iter().any(|w| t.contains(w));
    made && t.contains('年')
        && t.contains('日')
        && (t.contains("一式") || t.contains("文本"))
        && c.labels.is_empty()
}

fn closing_role(c: &Candidate) -> Option<Role> {
    if c.aside.is_some() {
        return c.aside.filter(|r| *r == Role::Note);
    }
    let t = c.text;
    if is_testimonium(c) {
        return Some(Role::Dateline);
    }
    if t.starts_with("附件：") || t.starts_with("附件:") {
        return Some(Role::Enclosures);
    }
    if !c.labels.is_empty() || c.chars > 40 {
        return None;
    }
    let bracketed = c.bracketed();
    let inner = t.trim_matches(['（', '）', '(', ')']);
    if is_date(inner) || bracketed && inner.ends_with('电') {
        return Some(Role::Dateline);
    }
    if bracketed {
        return Some(Role::Trailer);
    }
    let quiet = !c.closed && !t.contains(['。', '，', '；', '：', '！', '？']);
    (quiet && c.chars <= 30 || signs(c)).then_some(Role::Signature)
}

/// Whether a line is a date, with at most a place before it: 2022年11月25日, 二〇二二年十一月二十五日于北京.
fn is_date(t: &str) -> bool {
    let Some(year) = t.find('年') else { return false };
    let digit =
        |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "零〇○一二三四五六七八九".contains(c);
    let digits = t[..year].chars().rev().take_while(|c| digit(*c)).count();
    let rest = &t[year..];
    digits == 4
        && rest.contains('月')
        && rest.contains('日')
        && t.chars().count() <= 24
        && !t.contains(['，', '。', '起'])
}

/// The label of an annex on a line of its own, and what follows it: 附件1, 附录二：名称.
fn annex_label(t: &str) -> Option<(usize, Option<(System, u32)>)> {
    const WORDS: &[&str] = &["附件", "附录", "附錄", "附表", "附图", "附圖"];
    let word = WORDS.iter().find(|w| t.starts_with(**w))?;
    let rest = &t[word.len()..];
    let number = [System::Arabic, System::FullWidth, System::Han]
        .iter()
        .find_map(|s| s.read(rest).map(|(n, len)| (*s, n, len)));
    let len = word.len() + number.map_or(0, |(_, _, len)| len);
    let after = t[len..].trim_start_matches(['：', ':']);
    let alone = after.chars().all(crate::text::chars::is_space);
    // 附件：1.名单 lists the annexes; it does not begin one.
    let titled = number.is_some() && t.chars().count() <= 40 && !t.ends_with(['。', '；', '，']);
    let spaced = after.starts_with(crate::text::chars::is_space) || t[len..].starts_with(['：', ':']);
    // The colon of 附件1：名称 belongs to the label: a gap is white space.
    let colon = t[len..].chars().next().filter(|c| matches!(c, '：' | ':')).map_or(0, char::len_utf8);
    (alone || titled && spaced).then_some((len + colon, number.map(|(s, n, _)| (s, n))))
}

fn begins_annex(c: &Candidate) -> bool {
    c.said.begins_annex()
        || c.aside.is_none() && !c.said.begins() && c.said.role.is_none() && annex_label(c.text).is_some()
}

fn first_annex(lines: &[Candidate]) -> usize {
    (0..lines.len())
        .filter(|i| *i > 0 || lines[0].said.begins_annex())
        .find(|i| begins_annex(&lines[*i]))
        .unwrap_or(lines.len())
}

fn annex(lines: &[Candidate], used: usize, language: &str) -> Provision {
    let c = &lines[0];
    let (len, number) = match (c.said.level, annex_label(c.text)) {
        (Some((_, Some(said))), told) => {
            (said as usize, told.filter(|t| t.0 == said as usize).and_then(|t| t.1))
        }
        (_, told) => told.unwrap_or((c.text.len(), None)),
    };
    let text_at = title_at(c.text, len);
    let mut p = Provision::new(Level::Annex, c.lead.to_owned(), c.span.join(lines[lines.len() - 1].span));
    let mut gap = c.text[len..text_at.unwrap_or(c.text.len())].to_owned();
    let start = c.span.start as usize;
    let mut heading = text_at.map(|at| (&c.text[at..], start + at));
    if used == 2 {
        gap.push_str(lines[1].lead);
        heading = Some((lines[1].text, lines[1].span.start as usize));
    }
    p.label = Some(Box::new(Label {
        text: c.text[..len].to_owned(),
        gap,
        form: "annex".into(),
        system: number.map(|n| n.0),
        number: number.map(|n| n.1),
        branches: vec![],
        shown: c.shows(len),
        span: Span::new(start, start + len),
    }));
    p.heading = heading.map(|(text, at)| {
        let span = Span::new(at, at + text.len());
        Box::new(Heading { text: text.to_owned(), span, ..Heading::default() })
    });
    p.blocks = tree::build(&lines[used..], language);
    p
}
