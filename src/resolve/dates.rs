//! Dates in texts; those without a year, or without year and month, by the date before them, and marked so.

use crate::ir::{Block, Document, Kind, Mark, MarkKind, Role, Text};
use crate::number::{System, date};
use crate::text::chars::may_date;

/// Marks the dates of a document.
pub fn mark(doc: &mut Document) {
    // Where laws name a day without a year, it comes every year.
    let tells = !matches!(doc.meta.kind, Kind::Law | Kind::Regulation | Kind::Treaty);
    let year = doc.meta.dates.first().and_then(|d| d.when.get(..4)).and_then(|y| y.parse().ok());
    let mut dates = Dates { tells, document: year, last: None };
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        dates.blocks(part);
    }
}

struct Dates {
    /// Whether days without a year are those of the year that was named last.
    tells: bool,
    /// The year of the document.
    document: Option<i32>,
    /// The year and month that were named last.
    last: Option<(i32, u32)>,
}

/// A year and a month of an ISO date.
fn year_and_month(when: &str) -> Option<(i32, u32)> {
    Some((when.get(..4)?.parse().ok()?, when.get(5..7)?.parse().ok()?))
}

impl Dates {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Text(t) => self.text(t),
                Block::Provision(p) => self.blocks(&mut p.blocks),
            }
        }
    }

    fn text(&mut self, t: &mut Text) {
        if !may_date(&t.text) {
            return;
        }
        // A dateline goes by the document; elsewhere 11月25日 alone says too little, unless a year was named before.
        let dateline = t.role == Role::Dateline;
        let year = self.last.map(|(y, _)| y).or(self.document);
        let year = year.filter(|_| dateline || self.tells && self.last.is_some());
        let full = date::find(&t.text, None);
        let mut found: Vec<(date::Found, bool)> = full.into_iter().map(|d| (d, false)).collect();
        if year.is_some() && t.text.contains('月') {
            for d in date::find(&t.text, year) {
                if found.iter().all(|(f, _)| d.end <= f.start || f.end <= d.start)
                    && !recurs(&t.text[..d.start])
                {
                    found.push((d, true));
                }
            }
            found.sort_by_key(|(d, _)| d.start);
            self.years(&t.text, &mut found);
        }
        if self.tells {
            days(&t.text, &mut found);
        }
        if let Some((d, _)) = found.last() {
            self.last = year_and_month(&d.when).or(self.last);
        }
        let marks = found.into_iter().map(|(d, inferred)| Mark {
            start: d.start as u32,
            end: d.end as u32,
            kind: MarkKind::Date { when: d.when, to: d.to, inferred },
        });
        t.add_marks(marks.collect());
    }

    /// Days without a year have that of the last date before them in the text.
    fn years(&self, s: &str, found: &mut [(date::Found, bool)]) {
        let mut year = self.last.map(|(y, _)| y);
        for (d, inferred) in found {
            match year.filter(|_| *inferred) {
                Some(y) => {
                    let known = date::find(&s[d.start..d.end], Some(y)).into_iter().next();
                    if let Some(known) = known {
                        (d.when, d.to) = (known.when, known.to);
                    }
                }
                None => year = year_and_month(&d.when).map(|(y, _)| y).or(year),
            }
        }
    }
}

/// 22日, behind a date of the same text, where it is no length of time.
fn days(s: &str, found: &mut Vec<(date::Found, bool)>) {
    const BEFORE: &[char] = &['，', '。', '；', '于', '在', '（', '至', '、', '和'];
    const BEHIND: &[&str] =
        &["，", "上午", "下午", "晚", "在", "电", "于", "抵", "离", "会", "举行", "同", "）"];
    let mut more = vec![];
    for (at, c) in s.match_indices('日') {
        let digits = s[..at].char_indices().rev().take_while(|(_, d)| d.is_ascii_digit());
        let Some((start, _)) = digits.last() else { continue };
        let Some((day, len)) = System::Arabic.read(&s[start..]).filter(|(d, _)| (1..=31).contains(d)) else {
            continue;
        };
        let end = at + c.len();
        let free = found.iter().all(|(f, _)| end <= f.start || f.end <= start);
        let alone = s[..start].chars().next_back().is_none_or(|b| BEFORE.contains(&b))
            && BEHIND.iter().any(|b| s[end..].starts_with(b));
        let last =
            found.iter().rev().find(|(f, _)| f.end <= start).and_then(|(f, _)| year_and_month(&f.when));
        if let Some((y, m)) = last.filter(|_| free && alone && start + len == at) {
            let when = format!("{y:04}-{m:02}-{day:02}");
            more.push((date::Found { start, end, when, to: None }, true));
        }
    }
    found.extend(more);
    found.sort_by_key(|(d, _)| d.start);
}

/// Whether a day comes again every year: 每年3月15日.
fn recurs(before: &str) -> bool {
    ["每年", "次年", "当年", "翌年", "每年的", "同年", "年", "历年"].iter().any(|w| before.ends_with(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(s: &str) -> Vec<(String, String, bool)> {
        let mut t = Text { text: s.into(), ..Text::default() };
        Dates { tells: true, document: None, last: None }.text(&mut t);
        let dates = t.marks.iter().map(|m| {
            let MarkKind::Date { when, inferred, .. } = &m.kind else { unreachable!("dates only") };
            (s[m.start as usize..m.end as usize].to_owned(), when.clone(), *inferred)
        });
        dates.collect()
    }

    #[test]
    fn what_a_date_leaves_out_is_told_by_the_one_before() {
        let row = |a: &str, b: &str, c| (a.to_owned(), b.to_owned(), c);
        assert_eq!(
            said("2022年11月24日抵京，25日上午会谈，12月1日离开。"),
            [row("2022年11月24日", "2022-11-24", false), row("25日", "2022-11-25", true)]
        );
        assert_eq!(
            said("自2022年11月24日起30日内，每年3月15日"),
            [row("2022年11月24日", "2022-11-24", false)]
        );
        assert_eq!(said("11月25日"), []);
    }
}
