//! Labels that take more room than a numeral and its signs: set wide with spaces, and ranges of articles that are no
//! more.

use super::form::{Alike, BY_FIRST, Group, LabelMatch, one_space};
use super::forms::ZHI;
use super::labels::{read_label, read_labels};
use std::ops::ControlFlow::{self, Continue};

/// What may stand between the two labels of a range.
const RANGES: &[&str] = &[
    "至", "到", "から", "内至", "내지", "부터", "및", "及び", "、", "和", "及", "~", "～", "―", "—", "－",
    "-",
];
/// What is said of a range of units that are no more.
const GONE: &[&str] = &["删除", "刪除", "削除", "삭제", "생략", "删去", "刪去", "廢止", "废止", "略"];

/// Characters of a label that is set wide, spaces and all.
const SPREAD: usize = 24;

/// Whether a branch follows behind a space: 第 五 章 之一.
pub(super) fn spaced_branch(s: &str) -> bool {
    // Nearly always the one space stands behind the label, and nothing has to be counted.
    let spaces = memchr::memchr2_iter(b' ', b'\x80', &s.as_bytes()[..s.len().min(SPREAD * 4)]);
    spaces.map(|at| at + 1).filter(|at| s.is_char_boundary(*at)).any(|at| {
        let (before, rest) = s.split_at(at);
        before.ends_with([' ', '　'])
            && ZHI.iter().any(|j| rest.starts_with(j) && !before.contains(j))
            && before.chars().count() < SPREAD
    })
}

/// Labels set wide, as in 第　十　一　條 and 第 五 章 之 一: read without their spaces.
pub(super) fn spread(
    s: &str,
    alike: &Alike,
    see: &mut impl FnMut(LabelMatch) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let head = s.char_indices().nth(SPREAD).map_or(s, |(at, _)| &s[..at]);
    if !head.contains([' ', '　']) {
        return Continue(());
    }
    let kept: Vec<(usize, char)> = head.char_indices().filter(|(_, c)| !matches!(c, ' ' | '　')).collect();
    let tight: String = kept.iter().map(|(_, c)| *c).collect();
    let Some(body) = tight.strip_prefix(alike.prefix) else { return Continue(()) };
    alike.read(&tight, body, &mut |mut label| {
        let chars = tight[..label.len].chars().count();
        let Some((at, last)) = kept.get(chars - 1) else { return Continue(()) };
        label.len = at + last.len_utf8();
        see(label)
    })
}

/// 第 123 條至第 125 條（刪除）: the label at the start of a line, and the whole range where it stands for articles that
/// are no more.
pub fn ranged(s: &str, label: LabelMatch) -> LabelMatch {
    if label.form.group != Group::Article {
        return label;
    }
    let spaces = |s: &str| s.len() - s.trim_start_matches([' ', '　']).len();
    let mut len = label.len;
    loop {
        let rest = &s[len..];
        let at = len + spaces(rest);
        let Some(join) = RANGES.iter().find(|j| s[at..].starts_with(**j)) else { break };
        let at = at + join.len();
        let at = at + spaces(&s[at..]);
        let mut next = 0;
        for alike in s[at..].chars().next().and_then(|c| BY_FIRST.get(&c)).into_iter().flatten() {
            if let Some(body) = s[at..].strip_prefix(alike.prefix).filter(|_| !alike.list) {
                let _ = alike.read(&s[at..], one_space(body), &mut |l| {
                    if l.form.group == Group::Article {
                        next = next.max(l.len);
                    }
                    Continue(())
                });
            }
        }
        if next == 0 {
            break;
        }
        len = at + next;
        if let Some(rest) = s[len..].strip_prefix("まで") {
            len = s.len() - rest.len();
        }
    }
    let rest = s[len..].trim_start_matches([' ', '　', '（', '(', '：', '［', '[']);
    let gone = rest.is_empty() || GONE.iter().any(|w| rest.starts_with(w));
    if len > label.len && gone { LabelMatch { len, ..label } } else { label }
}

/// The last number of the range that a label stands for, if it stands for one.
pub fn range_end(text: &str) -> Option<u32> {
    let starts = text.char_indices().skip(1).filter(|(_, c)| matches!(c, '第' | '제'));
    // Hardly any label is a range.
    starts.clone().next()?;
    let labels = read_labels(text).into_iter().map(|l| ranged(text, l));
    let whole = labels.into_iter().find(|l| l.form.group == Group::Article && l.len == text.len())?;
    let last = starts.filter_map(|(at, _)| read_label(&text[at..]).map(|l| l.number)).last()?;
    (last > whole.number).then_some(last)
}
