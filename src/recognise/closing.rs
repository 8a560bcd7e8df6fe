//! The closing matter: who signs, where and when, what is annexed, copies and print, the foot of a web page.

use super::annex_label::names_annex;
use super::candidate::Candidate;
use crate::ir::Role;
use crate::lexicon::closing::{
    COURTESIES, DONE, DONE_AT, EMPOWERED, FILES, MADE, OFFICES, ORDERS, ORIGINALS, SIGNS, TRAILER_KEYS,
    TRAILER_STARTS, TRAILER_WHOLE, WITNESS,
};
use crate::lexicon::{begins, ends, front::ERAS, holds, key, page::is_page_line, party};
use crate::number::date;
use crate::text::{Align, chars};

/// Signatories above a date: more short lines than these are no signatures.
const SIGNATORIES: usize = 6;
/// Characters of the longest line that closes, but for sentences that say where a treaty was made.
const LONGEST: usize = 40;
/// The same for a line of a signature block that has a key, or two signatures side by side.
const LONGEST_ROW: usize = 90;

/// The roles of closing lines; the numbered lines below 附件：1.… go on with it.
pub fn roles(lines: &[Candidate]) -> Vec<Role> {
    let mut last = Role::Trailer;
    lines
        .iter()
        .map(|c| {
            let goes_on = last == Role::Enclosures && c.numbered() && !is_date(c.text);
            let told = || if goes_on { last } else { role(c).unwrap_or(Role::Trailer) };
            last = c.said.role.unwrap_or_else(told);
            last
        })
        .collect()
}

/// Where the closing matter of `lines[front..end]` starts: the lines at the end that sign and date, if there are any.
pub fn start(lines: &[Candidate], front: usize, end: usize) -> usize {
    // 附件：1.… may run over several numbered lines.
    let numbered = |c: &Candidate| {
        c.chars <= LONGEST && !c.closed && !is_date(c.text) && c.labels.iter().any(|l| l.number > 1)
    };
    // The line above a run of them, and whether it begins what is enclosed: the same for the whole run.
    let mut above: Option<(usize, bool)> = None;
    let mut listed = |i: usize| {
        if above.is_none_or(|(at, _)| at >= i) {
            let at = (front..i).rev().find(|k| !numbered(&lines[*k]));
            let encloses = at.is_some_and(|at| role(&lines[at]) == Some(Role::Enclosures));
            above = Some((at.unwrap_or(front), encloses));
        }
        numbered(&lines[i]) && above.is_some_and(|(_, encloses)| encloses)
    };
    let closes = |i: &usize| role(&lines[*i]).is_some() || listed(*i);
    let start = (front..end).rev().take_while(closes).last().unwrap_or(end);
    // Quiet short lines close a document only beside something that signs, dates or names annexes. A heading that
    // belongs to the text may stand above them: what closes begins with its first certain line, or the signatures
    // right above a date.
    let certain = |i: &usize| role(&lines[*i]).is_some_and(|r| r != Role::Signature) || signs(&lines[*i]);
    let Some(first) = (start..end).find(certain) else { return end };
    if first - start <= SIGNATORIES { start } else { first }
}

/// Whether a line says who signs.
pub fn signs(c: &Candidate) -> bool {
    if c.closed && !c.text.ends_with(['：', ':']) {
        return false;
    }
    holds(c.text, SIGNS) || holds_office(c) || key(c.text).is_some_and(|k| party::signs(&k))
}

/// 审　判　长　　某　某; 總統　蔡某某: an office and a name, or a name and an office.
fn holds_office(c: &Candidate) -> bool {
    /// Characters of the longest office with its name, without white space.
    const LONGEST: usize = 16;
    if c.chars > LONGEST_ROW || !quiet(c) {
        return false;
    }
    let spaced = c.text.contains(chars::is_space);
    let bare = chars::squash(c.text);
    let count = bare.chars().count();
    begins(&bare, OFFICES)
        .is_some_and(|w| count <= w.chars().count() + LONGEST && (spaced || bare.len() == w.len()))
        || c.text.split(chars::is_space).any(|part| ends(part, OFFICES).is_some())
            && spaced
            && count <= 2 * LONGEST
}

fn quiet(c: &Candidate) -> bool {
    !c.closed && !c.text.contains(['。', '，', '；', '：', '！', '？'])
}

/// The sentence that says where, when and in which languages a treaty was made, or the one above it, in which the
/// plenipotentiaries sign.
pub fn is_testimonium(c: &Candidate) -> bool {
    /// Bytes of the longest.
    const LONGEST: usize = 1500;
    let t = c.text;
    if c.numbered() || t.len() > LONGEST {
        return false;
    }
    let dated =
        t.contains('年') && t.contains('日') || t.contains('년') && t.contains('일') || holds_latin_day(t);
    begins(t, DONE_AT).is_some()
        || holds(t, MADE) && dated && holds(t, ORIGINALS)
        || begins(t, WITNESS).is_some() && holds(t, EMPOWERED)
}

/// this fifth day of May
fn holds_latin_day(t: &str) -> bool {
    t.contains(" day of ") || t.contains(", on ") || t.contains(" on ")
}

/// What a line closes with, if it can.
pub fn role(c: &Candidate) -> Option<Role> {
    if c.aside.is_some() {
        return c.aside.filter(|r| *r == Role::Note);
    }
    let t = c.text;
    if is_testimonium(c) {
        return Some(Role::Dateline);
    }
    if ["附件：", "附件:", "附：", "附:", "붙임:", "붙임 ", "添付書類："].iter().any(|w| t.starts_with(w))
    {
        return Some(Role::Enclosures);
    }
    if names_annex(c) {
        return Some(Role::Enclosures);
    }
    if trails(c) {
        return Some(Role::Trailer);
    }
    let inner = t.trim_matches(['（', '）', '(', ')']);
    if is_date(inner) {
        return Some(Role::Dateline);
    }
    if c.chars <= LONGEST
        && (is_done(t) || is_made(t) || ORDERS.contains(&chars::squash(t).as_str()))
        && !c.numbered()
    {
        return Some(Role::Dateline);
    }
    if c.chars <= LONGEST_ROW && c.labels.is_empty() && begins(t, COURTESIES).is_some() {
        return Some(Role::Signature);
    }
    let longest = if signs(c) { LONGEST_ROW } else { LONGEST };
    if c.numbered() || c.chars > longest {
        return None;
    }
    if c.bracketed() {
        return Some(if inner.ends_with('电') {
            Role::Dateline
        } else if holds(t, SIGNS) {
            Role::Signature
        } else {
            Role::Trailer
        });
    }
    let set = c.hints.align == Align::End && !c.closed;
    let short = quiet(c) && c.chars <= 30;
    (short || signs(c) || set).then_some(Role::Signature)
}

/// Copies, print, editors, the foot of a page.
fn trails(c: &Candidate) -> bool {
    /// Characters of the longest line of copies: all offices of a province.
    const LONGEST: usize = 200;
    let t = c.text;
    if is_page_line(t) || TRAILER_WHOLE.contains(&t) {
        return true;
    }
    if c.chars > LONGEST {
        return false;
    }
    let keyed =
        || key(t).is_some_and(|k| TRAILER_KEYS.contains(&k.trim_start_matches(['（', '(', '【', '['])));
    let printed = || {
        let ends = ends(t.trim_end_matches('。'), &["印发", "印發", "发出", "印製"]).is_some();
        ends && c.chars <= 60
            && date::find(t, None).len() == 1
            && !t.contains(['，', '；'])
            && c.labels.is_empty()
    };
    let offered = c.labels.is_empty() && c.chars <= 60 && ends(t, FILES).is_some();
    begins(t, TRAILER_STARTS).is_some() || keyed() || printed() || offered
}

/// 二零二四年五月六日通過。: a date, and what was done.
fn is_done(t: &str) -> bool {
    /// Characters of the longest.
    const LONGEST: usize = 32;
    let bare = t.trim_end_matches('。');
    if bare.contains(['，', '；', '：', '。'])
        || bare.chars().nth(LONGEST).is_some()
        || ends(bare, DONE).is_none()
    {
        return false;
    }
    // 本协定于二〇〇〇年五月六日在北京签订。
    let made = bare.strip_prefix('本').and_then(|rest| rest.split_once(['于', '於']));
    let made = made.filter(|(what, _)| !what.is_empty() && what.chars().count() <= 8);
    starts_with_year(made.map_or(bare, |(_, when)| when))
}

/// 二〇〇〇年十二月十二日订于纽约。: a date, and that a treaty was made, where.
fn is_made(t: &str) -> bool {
    /// Characters of the longest place.
    const PLACE: usize = 12;
    let place = |word: &&str| t.find(*word).map(|at| &t[at + word.len()..]);
    starts_with_year(t)
        && MADE.iter().find_map(place).is_some_and(|rest| {
            rest.chars().count() <= PLACE && !rest.contains(['的', '之', '，', '；', '后', '後'])
        })
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "零〇○Ｏ一二三四五六七八九十廿卅元兩两".contains(c)
}

/// Whether a text begins with the year of a date, with its era or without.
fn starts_with_year(t: &str) -> bool {
    let rest = begins(t, ERAS).map_or(t, |era| t[era.len()..].trim_start_matches(chars::is_space));
    let end = rest.find(|c: char| !is_digit(c) && !chars::is_space(c)).unwrap_or(rest.len());
    end > 0 && rest[end..].starts_with(['年', '년'])
}

/// Whether a line is a date, with at most a place beside it: 2022年11月25日, 二〇二二年十一月二十五日于北京, 光绪二十一年三月二十三日,
/// 令和６年５月６日, 2024. 5. 6.
pub fn is_date(t: &str) -> bool {
    /// Characters of the longest.
    const LONGEST: usize = 28;
    if t.chars().nth(LONGEST).is_some() || t.contains(['，', '。', '起', '；']) {
        return false;
    }
    let Some(year) = t.find(['年', '년']) else { return is_dotted(t) };
    let digits: usize =
        t[..year].chars().rev().filter(|c| !chars::is_space(*c)).take_while(|c| is_digit(*c)).count();
    let before = t[..year].trim_end_matches(|c: char| is_digit(c) || chars::is_space(c));
    let era = ends(before, ERAS).is_some();
    let rest = &t[year..];
    let month = rest.contains('月') || rest.contains('월');
    let day = rest.contains('日') || rest.contains('일');
    let full = digits == 4 || era && (1..=4).contains(&digits);
    // What is done on that day is told by another rule: a date is followed by a place at most.
    let done = ends(t.trim_end_matches(['）', ')']), DONE).is_some();
    let sentence = t.ends_with('.') || !era && before.contains(chars::is_hangul);
    full && month && day && !done && !sentence
}

/// 2024-05-06, 2024/5/6, 2024. 5. 6.
fn is_dotted(t: &str) -> bool {
    let parts: Vec<&str> = t.trim_end_matches('.').split(['-', '/', '.']).map(str::trim).collect();
    let number = |s: &str, len: std::ops::RangeInclusive<usize>| {
        len.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())
    };
    matches!(parts.as_slice(), [y, m, d] if number(y, 4..=4) && number(m, 1..=2) && number(d, 1..=2))
}
