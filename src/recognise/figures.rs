//! Figures that stand alone on their lines and count: 1⏎适用范围⏎…⏎2⏎通知. A figure alone may as well be the number of a page
//! or stand in a table, so that only a whole series is read as labels.

use super::candidate::Candidate;
use crate::number::{Group, LabelMatch, System, form_named};

/// Digits of the longest.
const LONGEST: usize = 2;

/// The number of a line that is a figure and nothing else.
fn figure(c: &Candidate) -> Option<(System, u32)> {
    let plain = c.labels.is_empty() && c.aside.is_none() && (1..=LONGEST).contains(&c.chars);
    [System::Arabic, System::FullWidth].into_iter().filter(|_| plain).find_map(|system| {
        let (n, len) = system.read(c.text)?;
        (len == c.text.len()).then_some((system, n))
    })
}

/// Gives such lines their label, where they count on from 1 (in an article, from 2), each behind the end of a sentence, a
/// label or a heading, and each over a text.
pub fn tell(lines: &mut [Candidate], japanese: bool) {
    let found: Vec<(usize, System, u32)> =
        lines.iter().enumerate().filter_map(|(i, c)| figure(c).map(|(s, n)| (i, s, n))).collect();
    let Some((first_at, _, first)) = found.first().copied() else { return };
    let article = |c: &Candidate| c.labels.iter().any(|l| l.form.group == Group::Article && c.admits(l));
    let articles = lines.iter().any(article);
    let in_article = japanese && articles;
    if articles && !in_article || first > 1 + u32::from(in_article) || found.len() < 2 && !in_article {
        return;
    }
    let counts = found.windows(2).all(|p| {
        let (a, b) = (p[0].2, p[1].2);
        b == a + 1 || b == 1 || in_article && b == 2
    });
    let stands = |i: usize| {
        let ended = i.checked_sub(1).is_none_or(|k| {
            let above = &lines[k];
            // The title stands above the first one.
            above.closed || !above.labels.is_empty() || i == first_at && figure(above).is_none()
        });
        let over = lines.get(i + 1).is_some_and(|n| figure(n).is_none() && n.aside.is_none());
        ended && over
    };
    let Some(form) = form_named("{n}　") else { return };
    if counts && found.iter().all(|(i, ..)| stands(*i)) {
        for (i, system, number) in found {
            let len = lines[i].text.len();
            lines[i].labels = vec![LabelMatch { form, system, number, branches: vec![], len }];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Line, Span};

    fn told(texts: &[&'static str]) -> usize {
        let read = |s: &&'static str| Candidate::read(s, Line::new(Span::new(0, 0), Span::new(0, s.len())));
        let mut lines: Vec<Candidate> = texts.iter().map(read).collect();
        tell(&mut lines, false);
        lines.iter().filter(|c| !c.labels.is_empty()).count()
    }

    #[test]
    fn a_series_of_figures_counts_and_page_numbers_do_not() {
        assert_eq!(told(&["规则", "1", "范围", "本规则适用于争议。", "2", "通知", "以书面作出。"]), 2);
        assert_eq!(told(&["规则", "甲方应当", "1", "付款。", "乙方应当", "2", "交货。"]), 0);
        assert_eq!(told(&["年份", "12", "数量", "30", "合计。"]), 0);
    }
}
