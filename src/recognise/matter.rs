//! The matter before the first provision and after the last: title, document number, adoption notes, contents,
//! addressee, preamble; a decree above the regulation that it makes known. What closes is told in [`closing`], annexes
//! in [`annex`].

use super::annex::{self, starts_structure};
use super::annex_label::label_of;
use super::candidate::Candidate;
use super::closing::{self, is_date, signs};
use super::numbers::{is_chapter_of_laws, note_role, titles_chapter_of_laws};
use super::{contents, facts, reason, survey, unnumbered};
use crate::ir::{Block, Kind, Role};
use crate::lexicon::front::{
    ADDRESSED, ADDRESSEE_KEYS, CALLS, LEADS_IN, NOISE_STARTS, NOTICE_HEADS, NUMBER_KEYS, REGISTER_KEYS, SAYS,
};
use crate::lexicon::{begins, closing::OFFICES, ends, holds, key, party};
use crate::number::{Group, LabelMatch};
use crate::text::{Style, chars};

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
    let mut found = pinned_front(lines, front(lines, lines.len()));
    // A document that follows another begins with a title of its own, as a regulation does below its decree.
    let from = found.len().max(1);
    let annex_start = from - 1 + annex::first(&lines[(from - 1).min(lines.len())..]);
    let annex_start = annex_start.min(lines.len());
    if !found.is_empty() && annex_start < lines.len() {
        found = pinned_front(&lines[..annex_start], front(lines, annex_start));
    }
    let told = closing::start(lines, found.len(), annex_start);
    let back_start = pinned_back(&lines[..annex_start], found.len(), told);
    let back = closing::roles(&lines[back_start..annex_start]);
    Matter { front: found, back_start, annex_start, back }
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

/// The blocks after the provisions.
pub fn back(lines: &[Candidate], matter: &Matter, language: &str) -> Vec<Block> {
    let mut out: Vec<Block> = matter
        .back
        .iter()
        .enumerate()
        .map(|(k, role)| Block::Text(lines[matter.back_start + k].as_text(*role)))
        .collect();
    let annexes = annexes(lines, matter);
    out.extend(annexes.iter().map(|a| Block::Provision(annex::build(lines, a, language))));
    out
}

/// The annexes, in order.
pub fn annexes(lines: &[Candidate], matter: &Matter) -> Vec<annex::Annex> {
    annex::all(lines, matter.annex_start)
}

/// Lines of a title, at most; rows of a register may stand above it.
const TITLE_LINES: usize = 4;
/// Lines above the preamble, at most.
const HEAD_LINES: usize = 30;

fn front(lines: &[Candidate], end: usize) -> Vec<(usize, Role)> {
    let lines = &lines[..end];
    let mut out: Vec<(usize, Role)> = vec![];
    head(lines, 0, &mut out);
    // A document that is nothing but short lines has one title line, not six.
    let titles = out.iter().filter(|(_, r)| *r == Role::Title).count();
    if out.len() == lines.len() || titles > TITLE_LINES {
        let first = out.iter().position(|(_, r)| *r == Role::Title);
        out.truncate(first.map_or(out.len(), |k| k + 1));
    }
    let notes_end = out.len();
    let mut i = notes_end;
    while i < lines.len() {
        let c = &lines[i];
        if (contents::is_title(c)
            || c.hints.style == Style::Contents
            || c.labels.iter().any(|l| l.form.group == Group::Heading && c.admits(l)))
            && let Some(end) = contents::end(lines, i)
        {
            out.extend((i..end).map(|k| (k, Role::Contents)));
            i = end;
            continue;
        }
        // （目的） above the first article is that article's heading.
        // （一）来照 above whom the letter is to is no item.
        let letter = c.heading_like() && annex::is_call(lines, i + 1);
        if begins_body(lines, i) && !letter
            || c.is_bare_heading()
            || c.is_foreword()
            || heads_judgment(lines, i)
            || heads_part(lines, i, true)
            || heads_articles(lines, i)
            || c.bracketed() && lines.get(i + 1).is_some_and(Candidate::begins_article)
        {
            return out;
        }
        // An annex below the date of a letter that has no provisions.
        if i > 0 && label_of(c).is_some() && is_date(lines[i - 1].text) {
            break;
        }
        if (is_date(c.text) || heads_act(lines, i)) && decree(lines, i, &mut out) {
            i = out.len();
            continue;
        }
        let role = note_role(c).or_else(|| addressed(c, i == notes_end)).unwrap_or(Role::Preamble);
        out.push((i, role));
        i += 1;
    }
    // No provision at all: what follows the notes is text, not preamble, but for whom it is for.
    let addressed = out[notes_end..].iter().take_while(|(_, role)| *role == Role::Addressee).count();
    out.truncate(notes_end + addressed);
    out
}

/// The title with the notes around it, from a line on: lines at the start that are no sentences. A text that begins
/// with its first provision has none.
fn head(lines: &[Candidate], from: usize, out: &mut Vec<(usize, Role)>) {
    let told = &lines[from..lines.len().min(from + HEAD_LINES)];
    let styled = told.iter().any(|c| c.hints.style == Style::Title || c.hints.outline == Some(1));
    // Where titles stand; lines to whom and from whom a letter is may stand above its subject.
    let mut title: Option<usize> = None;
    let mut addressed_at: Option<usize> = None;
    let begin = out.len();
    for (k, c) in told.iter().enumerate() {
        let i = from + k;
        let goes_on =
            title.is_none() || out.last().is_some_and(|(_, r)| matches!(r, Role::Title | Role::Number));
        let role = if title.is_none() && is_chapter_of_laws(lines, i) {
            Role::Number
        } else if title.is_none() && titles_chapter_of_laws(c) {
            title = Some(out.len());
            Role::Title
        } else if c.parallel.is_some() && out.last().is_some_and(|(_, r)| *r == Role::Title) {
            // The title again, in the other language.
            Role::Title
        } else if let Some(role) = note_role(c) {
            role
        } else if let Some(role) = row(c, title.is_none()) {
            role
        } else if title.is_none() && is_date(c.text)
            || title.is_some() && is_date(c.text) && dates_title(lines, i)
        {
            Role::History
        } else if k > 0 && title.is_some() && c.bracketed() && annex::is_call(lines, i + 1) {
            break;
        } else if k > 0 && title.is_some() && (honoured(c) || lines.get(i + 1).is_some_and(honoured)) {
            // Who is written to, and the office above.
            Role::Addressee
        } else if title.is_none() && k > 0 && addressed(c, false).is_some() {
            addressed_at = Some(out.len());
            Role::Addressee
        } else if goes_on && is_title(lines, i, styled, title.is_some()) {
            if letterhead(lines, i) {
                Role::History
            } else {
                title.get_or_insert(out.len());
                Role::Title
            }
        } else {
            break;
        };
        // The parties are the first of the preamble.
        if role == Role::Preamble && title.is_none() {
            break;
        }
        out.push((i, role));
        if role == Role::Preamble {
            break;
        }
    }
    if let Some(at) = addressed_at {
        senders(lines, &mut out[at.max(begin)..]);
    }
}

/// Somebody who is written to by name: 王某阁下.
fn honoured(c: &Candidate) -> bool {
    c.aside.is_none() && !c.closed && c.chars <= 30 && ends(c.text, &["阁下", "閣下"]).is_some()
}

/// A date alone below the title belongs to it where no signature stands between them.
fn dates_title(lines: &[Candidate], i: usize) -> bool {
    let apart =
        |n: &Candidate| !n.heading_like() || starts_structure(n) || n.bracketed() || note_role(n).is_some();
    !lines[i - 1].closed && lines.get(i + 1).is_none_or(apart)
}

/// Between whom a letter is to and its subject stands whom it is from.
fn senders(lines: &[Candidate], out: &mut [(usize, Role)]) {
    let Some(last) = out.iter().rposition(|(_, r)| *r == Role::Title) else { return };
    let office = |i: usize| ends(lines[i].text, OFFICES).is_some() || lines[i].text.ends_with('長');
    for k in 0..last {
        let (i, role) = out[k];
        let apart = out[k + 1..last].iter().any(|(_, r)| *r != Role::Title);
        if role == Role::Title && (apart || office(i) || lines[i].bracketed()) {
            out[k].1 = Role::Signature;
        }
    }
}

/// Whether a line heads the first part of a document whose parts are headings of the first depth (`# 总则` … `# 合同编`):
/// one like it stands behind a provision, and it says that it is a part or stands below the title.
fn heads_part(lines: &[Candidate], i: usize, later: bool) -> bool {
    let c = &lines[i];
    let says =
        || matches!(chars::squash(c.text).as_str(), "总则" | "總則") || c.text.ends_with(['编', '編', '篇']);
    if c.hints.outline != Some(1) || !(later || says()) {
        return false;
    }
    let mut after = lines[i + 1..].iter().skip_while(|c| !starts_structure(c));
    after.any(|c| c.hints.outline == Some(1) && !starts_structure(c) && !c.text.starts_with('附'))
}

/// 主文, 事實及理由: the parts of a judgment.
fn heads_judgment(lines: &[Candidate], i: usize) -> bool {
    lines[i].is_part_of_judgment() && lines[i + 1..].iter().any(Candidate::is_part_of_judgment)
}

/// 组织 right above the first article, where such a line stands above a later one too: no part of the title. 政治关系
/// above 一、, where 经贸合作 stands above 三、, likewise.
fn heads_articles(lines: &[Candidate], i: usize) -> bool {
    let first = lines.get(i + 1).and_then(|n| {
        let counts = |l: &&LabelMatch| matches!(l.form.name, "{n}、" | "{n}.") && l.number == 1;
        n.labels.iter().find(counts).filter(|l| n.admits(l)).map(survey::look)
    });
    let listed = |n: &Candidate| n.labels.iter().any(|l| Some(survey::look(l)) == first && n.admits(l));
    let counted = |n: &Candidate| n.begins_article() || first.is_some() && listed(n);
    let heads = |i: usize| lines.get(i + 1).is_some_and(counted) && unnumbered::may_head(&lines[i]);
    let ended = |i: usize| lines[i].closed && !lines[i].text.ends_with(['，', '：', '、']);
    heads(i)
        && facts::kind(lines[i].text) == Kind::Other
        && (i + 2..lines.len().saturating_sub(1)).any(|k| heads(k) && ended(k - 1))
}

/// Whether a line can be one of a title.
fn is_title(lines: &[Candidate], i: usize, styled: bool, later: bool) -> bool {
    /// Characters of the longest line of a title.
    const LONGEST: usize = 80;
    let c = &lines[i];
    if c.aside.is_some() || NOTICE_HEADS.contains(&chars::squash(c.text).as_str()) {
        return false;
    }
    if c.hints.style == Style::Title {
        return true;
    }
    if heads_part(lines, i, later) || later && (heads_articles(lines, i) || heads_judgment(lines, i)) {
        return false;
    }
    // Where the file styles its title, a line that it leaves plain belongs to none.
    if styled && later && c.hints.outline != Some(1) && c.hints.align != crate::text::Align::Centre {
        return false;
    }
    let keyed =
        || later && key(c.text).is_some_and(|k| k.chars().count() <= 10 && !c.text.ends_with(['：', ':']));
    !c.closed
        && c.chars <= LONGEST
        && !c.text.contains('。')
        && !begins_body(lines, i)
        && c.labels.first().is_none_or(|l| l.len < c.text.len())
        && !c.is_bare_heading()
        && !c.is_foreword()
        && !contents::is_title(c)
        && !keyed()
        && (!c.bracketed() || !lines.get(i + 1).is_some_and(Candidate::begins_article))
}

/// Whether the provisions begin with a line: with their first number, or in an excerpt with another one that goes on.
fn begins_body(lines: &[Candidate], i: usize) -> bool {
    /// Lines between two numbers.
    const FAR: usize = 30;
    let c = &lines[i];
    if starts_structure(c) {
        return true;
    }
    let Some(label) = c.labels.iter().find(|l| c.admits(l)).filter(|l| l.len < c.text.len()) else {
        return first_article(lines, i) || first_clause(lines, i);
    };
    let text = &c.text[..label.len];
    // 11 above 11.5; 2AC. above 3.
    let inside =
        |n: &Candidate| n.text.strip_prefix(text).is_some_and(|rest| rest.starts_with('.') && rest.len() > 1);
    // 2AC. and 3. are of different forms and look alike around their numbers.
    let around = |l: &LabelMatch| {
        let name = l.form.name;
        (name.find('{').map_or("", |at| &name[..at]), name.rfind('}').map_or("", |at| &name[at..]))
    };
    let counts = |l: &LabelMatch| {
        around(l) == around(label) && l.system == label.system && l.number == label.number + 1
    };
    let next = |n: &Candidate| n.labels.iter().any(|l| counts(l) && n.admits(l));
    let mut below = lines[i + 1..].iter().take(FAR);
    below.any(|n| inside(n) || next(n))
}

/// 第一条关于…: like a reference, but the second article follows and no other first one.
fn first_article(lines: &[Candidate], i: usize) -> bool {
    /// Lines between the two.
    const FAR: usize = 20;
    let article = |l: &&LabelMatch| l.form.group == Group::Article && l.branches.is_empty();
    let Some(first) = lines[i].labels.iter().filter(article).find(|l| l.number == 1) else { return false };
    let same = |l: &&LabelMatch| article(l) && survey::look(l) == survey::look(first);
    let below = lines[i + 1..].iter().take(FAR);
    below.flat_map(|c| c.labels.iter().filter(|l| c.admits(l))).find(same).is_some_and(|l| l.number == 2)
}

/// 第一款　两国和好。: a sentence and no heading, where the second 款 follows.
fn first_clause(lines: &[Candidate], i: usize) -> bool {
    /// Lines between the two.
    const FAR: usize = 20;
    let clause = |c: &Candidate, n: u32| {
        let counts = |l: &&LabelMatch| survey::is_clause(l) && l.number == n && l.branches.is_empty();
        c.labels.iter().find(counts).is_some_and(|l| c.refusal(l) != Some(&reason::REFERS))
    };
    clause(&lines[i], 1) && lines[i + 1..].iter().take(FAR).any(|c| clause(c, 2))
}

/// 某某市人民政府文件 above the number: the letterhead.
fn letterhead(lines: &[Candidate], i: usize) -> bool {
    let c = &lines[i];
    c.chars <= 40
        && ends(c.text, &["文件", "公报", "公報"]).is_some()
        && lines.get(i + 1).is_some_and(|n| note_role(n) == Some(Role::Number))
        && lines.get(i + 2).is_some_and(Candidate::heading_like)
}

/// Rows of a register, the head of a letter, the parties of a contract: a key and a value.
fn row(c: &Candidate, before_title: bool) -> Option<Role> {
    if c.aside.is_some() {
        return None;
    }
    if begins(c.text, NOISE_STARTS).is_some() || is_breadcrumb(c.text) || is_report(c) {
        return Some(Role::History);
    }
    // 原告　張某: a wide gap does for the colon.
    let spaced = || c.text.split_once('　').map(|(k, _)| k.to_owned()).filter(|k| party::heads(k));
    let key = key(c.text).or_else(spaced)?;
    let word = key.split(['（', '(']).next().unwrap_or(&key);
    if NUMBER_KEYS.contains(&word) {
        return Some(Role::Number);
    }
    if ADDRESSEE_KEYS.contains(&word) {
        return Some(Role::Addressee);
    }
    if REGISTER_KEYS.contains(&word) && (before_title || c.chars <= 60) && !party::heads(word) {
        return Some(Role::History);
    }
    party::heads(word).then_some(if before_title { Role::History } else { Role::Preamble })
}

/// 【新华社北京5月6日讯】: the head of a report.
fn is_report(c: &Candidate) -> bool {
    let inner = c.text.trim_matches(['【', '】', '（', '）', '(', ')']);
    let framed = c.text.starts_with('【') && c.text.ends_with('】') || c.bracketed();
    framed && c.chars <= 40 && ends(inner, &["讯", "訊", "电", "電"]).is_some()
}

/// 首页 > 政务公开 > 政策: where a page stands on its site.
fn is_breadcrumb(t: &str) -> bool {
    t.chars().count() <= 80
        && t.matches(['>', '»', '›', '＞']).count() >= 2
        && !t.contains('。')
        && !t.contains('<')
}

/// 院長　某某 right above the title of an act: a decree that is dated at its head.
fn heads_act(lines: &[Candidate], i: usize) -> bool {
    let titled = |c: &Candidate| c.heading_like() && facts::kind(c.text) != Kind::Other;
    signs(&lines[i]) && lines[i].labels.is_empty() && lines.get(i + 1).is_some_and(titled)
}

/// 现予公布。总理 某某, 2024年5月20日, and the title of what is made known: the signatures and the date of a decree, then
/// the head of the other document.
fn decree(lines: &[Candidate], date: usize, out: &mut Vec<(usize, Role)>) -> bool {
    /// Lines that sign.
    const SIGNATURES: usize = 6;
    /// Lines between the title of the other document and its first unit.
    const FRONT: usize = 40;
    let unsigned = |c: &Candidate| c.closed || c.chars > 40 || !c.labels.is_empty();
    let Some(said) = (0..date).rev().take(SIGNATURES + 1).find(|k| unsigned(&lines[*k])) else {
        return false;
    };
    let sentence = out.get(said).is_some_and(|(_, r)| *r == Role::Preamble);
    // What follows may close too: （此件公开发布）, copies.
    let next = (date + 1..lines.len()).find(|k| !lines[*k].bracketed()).unwrap_or(lines.len());
    let titled = lines.get(next).is_some_and(|c| {
        is_title(lines, next, false, false) && !signs(c) && c.chars >= 3 && label_of(c).is_none()
    });
    let goes_on = lines.iter().skip(next + 1).take(FRONT).any(starts_structure);
    if !sentence || !titled || !goes_on {
        return false;
    }
    for entry in &mut out[said + 1..] {
        entry.1 = Role::Signature;
    }
    out.push((date, if is_date(lines[date].text) { Role::Dateline } else { Role::Signature }));
    out.extend((date + 1..next).map(|k| (k, Role::Trailer)));
    head(lines, next, out);
    true
}

/// Whom the document is for; `first` where nothing stands between it and the title.
fn addressed(c: &Candidate, first: bool) -> Option<Role> {
    if c.aside.is_some() || c.chars > 120 {
        return None;
    }
    let t = c.text;
    let named = !c.closed && c.chars <= 40 && ends(t, ADDRESSED).is_some();
    let keyed = key(t).is_some_and(|k| ADDRESSEE_KEYS.contains(&k.as_str()));
    let called = c.chars <= 30 && t.ends_with(['：', ':', '，']) && begins(t, CALLS).is_some();
    (named || keyed || called || first && is_addressee(c)).then_some(Role::Addressee)
}

fn is_addressee(c: &Candidate) -> bool {
    /// Characters of the longest name that nothing else tells.
    const NAME: usize = 20;
    let named = c.text.starts_with('各') || c.text.contains("、各") || c.text.contains("，各");
    // 双方声明如下： leads into the provisions, 双方一致认为： says something.
    c.text.ends_with(['：', ':'])
        && !c.text.contains('。')
        && !holds(c.text, LEADS_IN)
        && (named || c.chars <= NAME && !holds(c.text, SAYS))
}
