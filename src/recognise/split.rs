//! Several labels on one line. 第三条　①…, 3.(a)…, 一、（一）…: the line is two, where the inner series goes on below.
//! …原则：　甲、…。　乙、…。: a list in the line, where white space stands before each of its labels.

use super::candidate::Candidate;
use super::closing;
use super::survey::{Look, look};
use crate::ir::Role;
use crate::number::{Group, LabelMatch, System, is_labelled, may_begin_label, read_labels};
use crate::text::{Hints, Line, Span, chars};

/// Lines in which the second number of a series must come.
const REACH: usize = 120;

/// Makes two lines of one where a second label begins a series that a later line goes on with.
pub fn labels<'a>(source: &'a str, lines: &mut Vec<Candidate<'a>>) {
    let mut cuts: Vec<(usize, usize)> = vec![];
    cuts.extend(first_article(source, lines));
    for i in 0..lines.len() {
        if let Some(at) = second(source, lines, i) {
            cuts.push((i, at));
        } else {
            cuts.extend(listed(&lines[i]).into_iter().map(|at| (i, at)));
        }
        cuts.extend(first_inside(lines, i));
        cuts.extend(circled(&lines[i]).into_iter().map(|at| (i, at)));
    }
    if cuts.is_empty() {
        return;
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = Vec::with_capacity(lines.len() + cuts.len());
    let mut cuts = cuts.into_iter().peekable();
    for (i, c) in std::mem::take(lines).into_iter().enumerate() {
        let (start, end) = (c.span.start as usize, c.span.end as usize);
        let mut from = 0;
        let mut lead = Span::new(start - c.lead.len(), start);
        let mut hints = c.hints;
        while let Some((_, at)) = cuts.next_if(|cut| cut.0 == i) {
            let head = from + c.text[from..at].trim_end_matches(chars::is_space).len();
            let text = Span::new(start + from, start + head);
            let mut piece = Candidate::read(source, Line { lead, text, hints });
            piece.aside = c.aside;
            out.push(piece);
            lead = Span::new(start + head, start + at);
            hints = Hints::NONE;
            from = at;
        }
        if from == 0 {
            out.push(c);
        } else {
            let text = Span::new(start + from, end);
            out.push(Candidate::read(source, Line { lead, text, hints }));
        }
    }
    *lines = out;
}

/// Where the second label of a line begins.
fn second(source: &str, lines: &[Candidate], i: usize) -> Option<usize> {
    let c = &lines[i];
    if c.aside == Some(Role::Table) || !c.said.is_none() {
        return None;
    }
    c.labels.iter().filter(|l| l.form.group != Group::Heading && c.admits(l)).find_map(|outer| {
        let (_, rest) = c.after(outer.len);
        let captioned = outer.form.group == Group::Article && !is_labelled(rest);
        let captioned = if captioned { caption(rest) } else { 0 };
        let rest = rest[captioned..].trim_start_matches(chars::is_space);
        let at = c.text.len() - rest.len();
        let line = Line::new(Span::new(0, 0), Span::new(c.span.start as usize + at, c.span.end as usize));
        rest.chars().next().filter(|c| may_begin_label(*c))?;
        let inner = Candidate::read(source, line);
        let label = inner.labels.iter().find(|l| {
            l.form.group == Group::List
                && l.number == 1
                && l.branches.is_empty()
                && (!l.form.space_after || is_letter(l))
                && !l.form.is_decimal()
                && inner.admits(l)
                && !inner.after(l.len).1.is_empty()
        })?;
        let (own, outer_look) = (look(label), look(outer));
        // 9.（a） 甲: a space behind the bracket says it too.
        let bracketed = label.form.name.starts_with(['（', '(']) && outer.form.name.starts_with("{n}");
        let set_off = || bracketed && !inner.after(label.len).0.is_empty();
        (own != outer_look && (set_off() || goes_on(lines, i, own, outer_look))).then_some(at)
    })
}

/// Whether a label counts by letters: （１）　ア　…. A figure behind a label may be an amount.
const fn is_letter(label: &LabelMatch) -> bool {
    matches!(label.system, System::Gojuon | System::Iroha | System::Hangul)
}

/// Where the labels of a list inside a line begin: the first behind a colon, the others behind the end of a sentence, each
/// set off by white space.
fn listed(c: &Candidate) -> Vec<usize> {
    // The last bytes of the two colons.
    let colons = memchr::memchr2_iter(b':', b'\x9a', c.text.as_bytes()).map(|at| at + 1);
    let mut colons = colons.filter(|at| c.text.is_char_boundary(*at)).map(|at| c.text.split_at(at));
    let mut set_off = || colons.any(|(a, b)| a.ends_with(['：', ':']) && b.starts_with([' ', '　']));
    if c.aside.is_some() || !c.said.is_none() || !set_off() {
        return vec![];
    }
    let begins = |at: usize| {
        let rest = c.text[at..].trim_start_matches(chars::is_space);
        let from = c.text.len() - rest.len();
        let labels = read_labels(rest).into_iter();
        let label = labels.filter(|l| {
            let plain = l.form.group == Group::List && !l.form.space_after && !l.form.is_decimal();
            plain && l.branches.is_empty() && l.len < rest.len()
        });
        (from > at).then(|| label.map(|l| (from, l)).next()).flatten()
    };
    let mut out = vec![];
    let mut open: Option<(Look, u32)> = None;
    for (at, sign) in c.text.match_indices(['：', ':', '。', '；', ';']) {
        let Some((from, label)) = begins(at + sign.len()) else { continue };
        let own = look(&label);
        match open {
            None if matches!(sign, "：" | ":") && label.number == 1 => open = Some((own, 1)),
            Some((look, last)) if look == own && label.number == last + 1 => open = Some((own, label.number)),
            _ => continue,
        }
        out.push(from);
    }
    if out.len() > 1 { out } else { vec![] }
}

/// …下列领域：（一）教育；⏎（二）文化；: the first item stands inside the line above the second one's.
fn first_inside(lines: &[Candidate], i: usize) -> Option<(usize, usize)> {
    /// Lines without a label between the two.
    const BETWEEN: usize = 3;
    let c = &lines[i];
    let plain = |l: &LabelMatch| {
        l.form.group == Group::List && !l.form.space_after && !l.form.is_decimal() && l.branches.is_empty()
    };
    let label = c.labels.iter().find(|l| plain(l) && l.number == 2 && c.admits(l))?;
    let own = look(label);
    for k in (0..i).rev().take(BETWEEN) {
        let above = &lines[k];
        let listed = closing::role(above) == Some(Role::Enclosures);
        if listed || above.aside.is_some() || above.labels.iter().any(|l| look(l) == own) {
            return None;
        }
        let inside = above.text.rmatch_indices(['：', ':', '。', '.', '；', ';']).find_map(|(at, sign)| {
            let rest = above.text[at + sign.len()..].trim_start_matches(chars::is_space);
            let first = |l: &LabelMatch| plain(l) && l.number == 1 && look(l) == own && l.len < rest.len();
            let at = above.text.len() - rest.len();
            read_labels(rest).iter().any(first).then_some(at)
        });
        if let Some(at) = inside.filter(|_| above.said.is_none()) {
            return Some((k, at));
        }
        if above.labels.iter().any(|l| above.admits(l)) {
            return None;
        }
    }
    None
}

/// 제3조(수당) ① 갑이다. ② 을이다.: the 項 of an article on one line, each behind the end of a sentence.
fn circled(c: &Candidate) -> Vec<usize> {
    if c.aside.is_some() || !c.said.is_none() || !c.text.contains('②') {
        return vec![];
    }
    let Some(article) = c.labels.iter().find(|l| l.form.group == Group::Article && c.admits(l)) else {
        return vec![];
    };
    let (_, rest) = c.after(article.len);
    let rest = rest[caption(rest)..].trim_start_matches(chars::is_space);
    let start = c.text.len() - rest.len();
    let mut out = vec![];
    for (at, sign) in rest.char_indices() {
        let Some((n, _)) = System::Circled.read(&rest[at..]) else { continue };
        let before = rest[..at].trim_end_matches(chars::is_space);
        let ended = before.is_empty() || before.ends_with(['。', '.', '>', '〉', '＞', ')', '）']);
        if n as usize != out.len() + 1 || !ended || at + sign.len_utf8() >= rest.len() {
            continue;
        }
        out.push(start + at);
    }
    if out.len() > 1 && out[0] == start { out } else { vec![] }
}

/// …达成协议如下:第一条…: the first article stands behind the colon of the preamble, and 第二条 begins a line.
fn first_article(source: &str, lines: &[Candidate]) -> Option<(usize, usize)> {
    let article =
        |c: &Candidate| c.labels.iter().find(|l| l.form.group == Group::Article && c.admits(l)).cloned();
    let (second, label) = lines.iter().enumerate().find_map(|(i, c)| Some((i, article(c)?)))?;
    if label.number != 2 || !label.branches.is_empty() {
        return None;
    }
    lines[..second].iter().enumerate().rev().find_map(|(i, c)| {
        let at = c.text.rmatch_indices(['：', ':', '。']).find_map(|(at, sign)| {
            let at = at + sign.len();
            let rest = c.text[at..].trim_start_matches(chars::is_space);
            let at = c.text.len() - rest.len();
            let text = Span::new(c.span.start as usize + at, c.span.end as usize);
            let inner = Candidate::read(source, Line::new(Span::new(0, 0), text));
            let first = article(&inner)?;
            (first.number == 1 && look(&first) == look(&label)).then_some(at)
        })?;
        (at > 0 && at < c.text.len()).then_some((i, at))
    })
}

/// The length of a heading in brackets: (위원회).
fn caption(s: &str) -> usize {
    let close = match s.chars().next() {
        Some('（') => '）',
        Some('(') => ')',
        Some('【') => '】',
        _ => return 0,
    };
    let end = s.find(close).map_or(0, |at| at + close.len_utf8());
    if s[..end].chars().count() <= 40 { end } else { 0 }
}

/// Whether the second number of a series comes before its outer series goes on.
fn goes_on(lines: &[Candidate], i: usize, own: Look, outer: Look) -> bool {
    for c in lines[i + 1..].iter().take(REACH) {
        if c.labels.iter().any(|l| look(l) == own && l.number == 2 && l.branches.is_empty()) {
            return true;
        }
        let ends = |l: &LabelMatch| {
            c.admits(l) && (l.form.group != Group::List || look(l) == outer)
                || look(l) == own && l.number == 1
        };
        if c.labels.iter().any(ends) {
            return false;
        }
    }
    false
}
