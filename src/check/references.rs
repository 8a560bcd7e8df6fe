//! References that lead nowhere, terms that are defined twice or never used, titles that are nearly another one.

use crate::finding::{Code, Finding, codes};
use crate::ir::{Document, MarkKind, each_mark};
use crate::resolve::{Doubt, Term, Why, terms, twice};
use crate::text::chars::squash;
use crate::text::{Map, Span};
use std::collections::BTreeMap;

/// Findings about references, terms and titles.
pub fn check(doc: &Document, doubts: &[Doubt], out: &mut Vec<Finding>) {
    for d in doubts {
        let code: &'static Code = match d.why {
            Why::Missing => &codes::DANGLING,
            Why::MissingPart => &codes::MISSING_PART,
            Why::Nothing => &codes::NOTHING_BEFORE,
            Why::Backwards => &codes::BACKWARDS,
            Why::Which | Why::Quoted | Why::Counts => continue,
        };
        out.push(Finding::new(code, d.span, &[&d.text]));
    }
    let terms = terms(doc);
    for (later, earlier) in twice(&terms) {
        out.push(Finding::new(&codes::TERM_TWICE, later.span, &[&later.text, &earlier.id]));
    }
    unused(&terms, out);
    titles(doc, out);
}

/// Terms that are never used, and those that stand before they are defined: one finding for each term.
fn unused(terms: &[Term], out: &mut Vec<Finding>) {
    for term in terms.iter().filter(|t| t.text.chars().count() >= 2) {
        if let Some(first) = term.early.first() {
            out.push(Finding::new(&codes::TERM_EARLY, *first, &[&term.text]));
        } else if term.uses.is_empty() {
            out.push(Finding::new(&codes::TERM_UNUSED, term.span, &[&term.text]));
        }
    }
}

/// Signs that tell titles apart that differ in one: numbers, as in 修正案（九） and 修正案（十）, and the ranks of places.
const TELLING: &str = "零〇一二三四五六七八九十百0123456789甲乙丙丁上下省市县區区州鄉乡鎮镇";
/// Characters of the shortest title that is compared, without the name of the state: 教育法 and 教师法 are two laws.
const SHORTEST: usize = 6;
const STATE: &str = "中华人民共和国";

/// Cited titles that are one character off from one that is cited more often, or from the document's own; of two that are
/// cited as often, nobody can say which is right, if not both.
fn titles(doc: &Document, out: &mut Vec<Finding>) {
    let mut cited: BTreeMap<String, (usize, Span)> = BTreeMap::new();
    if let Some(own) = &doc.meta.title {
        // No other title is surer.
        cited.insert(squash(&own.text), (usize::MAX / 2, own.span));
    }
    each_mark(doc, |from, m| {
        if let MarkKind::Citation { title, .. } = &m.kind {
            let span = Span { start: from + m.start, end: from + m.end };
            cited.entry(title.clone()).or_insert((0, span)).0 += 1;
        }
    });
    // Titles that lack one character each: two that share such a form differ in that place only.
    let mut forms: Map<(usize, String), Vec<&str>> = Map::default();
    let mut lengths: Map<usize, usize> = Map::default();
    for title in cited.keys() {
        *lengths.entry(title.chars().count()).or_default() += 1;
    }
    for title in cited.keys() {
        let signs: Vec<char> = title.chars().collect();
        if lengths.get(&signs.len()) == Some(&1) {
            continue;
        }
        let state = if title.starts_with(STATE) { STATE.chars().count() } else { 0 };
        if !(SHORTEST..=60).contains(&(signs.len() - state)) {
            continue;
        }
        for k in (state..signs.len()).filter(|k| !TELLING.contains(signs[*k])) {
            let form: String = signs.iter().enumerate().filter(|(i, _)| *i != k).map(|(_, c)| c).collect();
            forms.entry((k, form)).or_default().push(title);
        }
    }
    let mut found: BTreeMap<&str, (&str, &'static Code)> = BTreeMap::new();
    let mut near: Vec<Vec<&str>> = forms.into_values().filter(|a| a.len() > 1).collect();
    near.sort_unstable();
    for alike in near {
        // Of those that are cited as often, the first one.
        let rank = |t: &&str| (cited[*t].0, std::cmp::Reverse(cited[*t].1.start));
        let most = alike.iter().copied().max_by_key(rank).unwrap_or_default();
        for title in alike.iter().copied().filter(|t| *t != most) {
            let code = if cited[title].0 < cited[most].0 { &codes::TITLE_NEAR } else { &codes::TITLES_ALIKE };
            found
                .entry(title)
                .and_modify(|f| f.1 = if f.1 == code { code } else { &codes::TITLE_NEAR })
                .or_insert((most, code));
        }
    }
    for (title, (known, code)) in found {
        out.push(Finding::new(code, cited[title].1, &[&title, &known]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Given;
    use crate::read::{Content, Input};

    fn near(s: &str) -> Vec<String> {
        let read = crate::read::text(&Input::new(s.as_bytes(), "a.txt")).expect("a text");
        let Content::Lines(lines) = read.content else { unreachable!("lines") };
        let mut doc = crate::recognise::recognise(&lines, &Given::default());
        crate::resolve::resolve(&mut doc);
        let mut out = vec![];
        titles(&doc, &mut out);
        out.iter()
            .map(|f| format!("{} {}", f.code.id, &s[f.span.start as usize..f.span.end as usize]))
            .collect()
    }

    #[test]
    fn titles_are_nearly_the_documents_own_or_one_that_is_cited_more_often() {
        let text = "示例港口安全条例\n第一条　依照《示例港口安会条例》和《示例市园林管理条例》。\n第二条（《示例市圆林管理条例》的适用）\n\
                    依照《示例市园林管理条例》第十条。\n第三条　依照修正案（九）。\n";
        assert_eq!(near(text), ["TW247 《示例市圆林管理条例》", "TW247 《示例港口安会条例》"]);
    }

    #[test]
    fn of_two_titles_that_are_cited_as_often_neither_is_known() {
        let law =
            |a: &str, b: &str| format!("港口条例\n第一条　依照《{a}》。\n第二条　依照《{b}》第三条。\n");
        let alike = law("示例市园林管理条例", "示例市圆林管理条例");
        assert_eq!(near(&alike), ["TW350 《示例市圆林管理条例》第三条"]);
        for (a, b) in [
            ("中华人民共和国教育法", "中华人民共和国教师法"),
            ("示例省港口条例", "示例市港口条例"),
            ("示例办法修正案（九）", "示例办法修正案（十）"),
        ] {
            assert_eq!(near(&law(a, b)), Vec::<String>::new(), "{a}");
        }
    }
}
