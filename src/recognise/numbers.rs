//! The number of a document, and the notes of its adoption and amendment: 示政发〔2024〕12号, 第612章, （2019年…通过）, [시행 2020. 1. 1.].

use super::candidate::Candidate;
use super::closing::is_date;
use crate::ir::Role;
use crate::lexicon::front::{HAPPENED, HAPPENED_ENDS, UNDER, WHOLE};
use crate::lexicon::{ends, holds};
use crate::text::chars;

/// Document numbers and adoption notes.
pub fn note_role(c: &Candidate) -> Option<Role> {
    if c.aside.is_some() {
        return None;
    }
    let t = c.text;
    if is_number(c) {
        return Some(Role::Number);
    }
    let bracketed = c.bracketed();
    let inner = t.trim_matches(['（', '）', '(', ')', '〔', '〕', '[', ']']);
    if bracketed && WHOLE.contains(&inner) {
        return Some(Role::History);
    }
    // （2019年6月14日，示例市） too.
    if bracketed && c.chars <= 40 && inner.split(['，', ',', '　']).any(is_date) {
        return Some(Role::History);
    }
    // [시행 2020. 1. 1.] [법률 제16000호, 2019. 7. 1., 일부개정]
    if t.starts_with('[')
        && t.ends_with(']')
        && (t.starts_with("[시행") || t.contains('제') && t.contains('호'))
        && t.contains(|c: char| c.is_ascii_digit())
    {
        return Some(Role::History);
    }
    let dated = t.contains(['年', '년']);
    // 2020年5月28日 …会议通过, without brackets, or with one whose other half stands in another line or was lost;
    // 根据2021年4月29日…《…的决定》修正.
    let unbracketed = || {
        let t = UNDER.iter().find_map(|under| inner.strip_prefix(under)).unwrap_or(inner);
        let numeral = |c: char| c.is_ascii_digit() || "一二".contains(c) || ('０'..='９').contains(&c);
        let starts = t.starts_with(numeral) || t.starts_with("民國") || t.starts_with("中華民國");
        starts && t.contains(['月', '월']) && !t.contains('。') && ends(t, HAPPENED_ENDS).is_some()
    };
    (dated && (bracketed && holds(t, HAPPENED) || unbracketed())).then_some(Role::History)
}

/// 示政发〔2024〕12号, 第5/2024號法律, （昭和二十四年政令第六十一号）, 訓令甲第49号, （第999章）.
fn is_number(c: &Candidate) -> bool {
    /// Characters of the longest number, and of one with who signs beside it.
    const LONGEST: usize = 30;
    let t = c.text;
    if c.chars > 60 || t.contains(['。', '；', '，']) {
        return false;
    }
    let numeral = |c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十百〇○零".contains(c)
    };
    let alone = t.split("签发人").next().unwrap_or(t).trim_end_matches(chars::is_space);
    let count = alone.chars().count();
    let numbered = alone.ends_with(['号', '號']);
    if numbered && count <= LONGEST && alone.contains(['〔', '[', '［', '（', '(']) && alone.contains(numeral)
    {
        return true;
    }
    let bracketed = c.bracketed();
    let inner = t.trim_matches(['（', '）', '(', ')']);
    if bracketed && t.contains('年') && t.contains('第') && inner.ends_with(['号', '號']) {
        return true;
    }
    // The chapter of an ordinance of Hong Kong.
    let chapter = |s: &str| {
        s.strip_prefix('第')
            .and_then(|s| s.strip_suffix('章'))
            .is_some_and(|n| n.contains(|c: char| c.is_ascii_digit()))
    };
    if bracketed && chapter(inner) {
        return true;
    }
    let body = alone.trim_end_matches(['号', '號']);
    let head = body.trim_end_matches(|c: char| numeral(c) || chars::is_space(c) || c == '-' || c == 'の');
    // 第788号, 訓令甲第49号; a title that ends in its number (…令第三号) is a title.
    if numbered && count <= 20 && head.len() < body.len() && head.ends_with('第') && !head.ends_with("令第")
    {
        return true;
    }
    // 政令第12号 in Japanese.
    if numbered
        && count <= 12
        && ["政令第", "省令第", "府令第", "訓令第", "규칙第"].iter().any(|w| head.ends_with(w))
    {
        return true;
    }
    // 第5/2024號法律 of Macau.
    let rest = t.strip_prefix('第').unwrap_or("");
    let end = rest.find(['號', '号']).unwrap_or(0);
    if rest[..end].contains('/')
        && rest[..end].bytes().all(|b| b.is_ascii_digit() || b == b'/')
        && c.chars <= LONGEST
    {
        return true;
    }
    // 대통령령 제12345호, 법률 제4300호
    count <= LONGEST
        && alone.ends_with('호')
        && alone.contains('제')
        && alone.contains(|c: char| c.is_ascii_digit())
        && c.labels.is_empty()
}

/// What the acts of Hong Kong are called.
const ORDINANCES: &[&str] = &["條例", "条例", "規例", "规例", "規則", "规则"];

/// What stands behind the number that an ordinance of Hong Kong has as a chapter of its laws: 第612章.
fn behind_chapter(c: &Candidate) -> Option<String> {
    let squashed = chars::squash(c.text);
    let (number, rest) = squashed.strip_prefix('第')?.split_once('章')?;
    let figures = number.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let counts = !figures.is_empty() && figures.bytes().all(|b| b.is_ascii_digit());
    (counts && c.aside.is_none()).then(|| rest.to_owned())
}

/// 第612章 above 《示例條例》.
pub fn is_chapter_of_laws(lines: &[Candidate], i: usize) -> bool {
    let ordinance = |n: &Candidate| n.heading_like() && holds(n.text, ORDINANCES);
    behind_chapter(&lines[i]).is_some_and(|rest| rest.is_empty()) && lines.get(i + 1).is_some_and(ordinance)
}

/// 第612章　示例條例: the title, with that number.
pub fn titles_chapter_of_laws(c: &Candidate) -> bool {
    c.heading_like()
        && behind_chapter(c).is_some_and(|rest| ends(rest.trim_end_matches('》'), ORDINANCES).is_some())
}
