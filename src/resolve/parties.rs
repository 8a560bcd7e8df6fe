//! Between whom a treaty or a joint statement is, and who signed a document.

use crate::ir::{Block, Document, Kind, Role, Spanned, Text};
use crate::text::Span;
use crate::text::chars::{is_han, squash};

/// Characters of the longest name of a party, and of the shortest.
const NAME: std::ops::RangeInclusive<usize> = 2..=24;
/// What stands between the names of parties.
const BETWEEN: &[char] = &['和', '与', '與', '、', '及', '暨'];
/// What names of states and their like end with.
const ENDS: &[&str] =
    &["国", "國", "府", "联盟", "组织", "合众国", "王国", "联邦", "部", "会", "局", "院", "銀行", "银行"];
/// What the names stand before.
const BEFORE: &[&str] = &[
    "关于", "關於", "联合", "聯合", "友好", "引渡", "海运", "司法", "领事", "边界", "投资", "贸易", "文化",
    "协定", "条约", "谅解", "签证", "税收", "经济",
];

/// Fills parties and signatories.
pub fn fill(doc: &mut Document) {
    let said = |blocks: &[Block], role: Role| -> Vec<Text> {
        let texts = blocks.iter().filter_map(|b| if let Block::Text(t) = b { Some(t) } else { None });
        texts.filter(|t| t.role == role).cloned().collect()
    };
    if doc.meta.parties.is_empty() && matches!(doc.meta.kind, Kind::Treaty | Kind::Statement) {
        let titles = said(&doc.front, Role::Title);
        doc.meta.parties = titles.first().map(parties).unwrap_or_default();
    }
    if doc.meta.signatories.is_empty() {
        let signed = said(&doc.back, Role::Signature);
        doc.meta.signatories = signed.iter().flat_map(signatories).collect();
    }
}

/// Who signs in a line: those who stand beside each other are apart by more than the space inside a name (张　三).
fn signatories(t: &Text) -> Vec<Spanned> {
    let whole = || vec![Spanned { text: t.readable().trim().to_owned(), span: t.span }];
    if t.marks.iter().any(|m| m.kind.is_silent()) {
        return whole();
    }
    let mut out: Vec<Spanned> = vec![];
    let (mut start, mut end, mut gap) = (0, 0, 0);
    let mut take = |start: usize, end: usize| {
        let from = t.span.start as usize;
        out.push(Spanned { text: t.text[start..end].to_owned(), span: Span::new(from + start, from + end) });
    };
    for (at, c) in t.text.char_indices() {
        if c.is_whitespace() {
            gap += if c == '\t' { 2 } else { 1 };
            continue;
        }
        if gap > 1 && end > start {
            take(start, end);
        }
        if gap > 1 || end == start {
            start = at;
        }
        (gap, end) = (0, at + c.len_utf8());
    }
    if end > start {
        take(start, end);
    }
    out
}

/// The names in a title: 中华人民共和国和古巴共和国关于….
fn parties(t: &Text) -> Vec<Spanned> {
    let s = t.text.as_str();
    let end = BEFORE.iter().filter_map(|w| s.find(w)).min().unwrap_or(0);
    let mut out = vec![];
    let mut start = 0;
    // 和 is a part of 共和国, and of no name that ends there.
    let cuts = s[..end]
        .char_indices()
        .filter(|(at, c)| BETWEEN.contains(c) && ENDS.iter().any(|e| s[..*at].ends_with(e)));
    let cuts: Vec<(usize, usize)> = cuts.map(|(at, c)| (at, at + c.len_utf8())).collect();
    for (at, next) in cuts.into_iter().chain([(end, end)]) {
        let name = &s[start..at];
        if !NAME.contains(&squash(name).chars().count()) || !name.chars().all(is_han) {
            return vec![];
        }
        let from = t.span.start as usize;
        out.push(Spanned { text: name.to_owned(), span: Span::new(from + start, from + at) });
        start = next;
    }
    if out.len() > 1 { out } else { vec![] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_signs_beside_another_is_named_apart() {
        let names = |s: &str| -> Vec<String> {
            let t = Text { text: s.into(), span: Span::new(7, 7 + s.len()), ..Text::default() };
            let found = signatories(&t);
            let said = |p: &Spanned| s[p.span.start as usize - 7..p.span.end as usize - 7].to_owned();
            assert!(found.iter().all(|p| said(p) == p.text));
            found.into_iter().map(|p| p.text).collect()
        };
        assert_eq!(names("中华人民共和国代表　　　古巴共和国代表"), ["中华人民共和国代表", "古巴共和国代表"]);
        assert_eq!(names("　张　三　　李四\t王 五"), ["张　三", "李四", "王 五"]);
        assert_eq!(names("示例市人民政府"), ["示例市人民政府"]);
    }

    #[test]
    fn parties_stand_in_the_title() {
        let names = |s: &str| -> Vec<String> {
            let t = Text { text: s.into(), span: Span::new(0, s.len()), ..Text::default() };
            parties(&t).into_iter().map(|p| p.text).collect()
        };
        assert_eq!(
            names("中华人民共和国和古巴共和国关于深化新时代中古关系的联合声明"),
            ["中华人民共和国", "古巴共和国"]
        );
        assert_eq!(
            names("中华人民共和国政府和海滨共和国政府海运协定"),
            ["中华人民共和国政府", "海滨共和国政府"]
        );
        assert_eq!(names("关于和平的宣言"), Vec::<String>::new());
    }
}
