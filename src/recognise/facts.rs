//! Facts about the whole document: kind, title, number, dates, agency and place.

use crate::ir::{Block, DateRole, DocDate, Document, Given, Kind, Meta, Role, Spanned, Text};
use crate::lexicon::bodies::{BODIES, BODIES_ENGLISH, PARTIES};
use crate::lexicon::closing::{OFFICES, SIGNS};
use crate::lexicon::{begins, ends, holds};
use crate::number::date;
use crate::text::{Language, Span, chars};

/// Words of the title that tell the kind; the last match in the title wins, being its head noun.
const KINDS: &[(&str, Kind)] = &[
    ("联合声明", Kind::Statement),
    ("聯合聲明", Kind::Statement),
    ("声明", Kind::Statement),
    ("公报", Kind::Statement),
    ("公報", Kind::Statement),
    ("宣言", Kind::Statement),
    ("条约", Kind::Treaty),
    ("條約", Kind::Treaty),
    ("协定", Kind::Treaty),
    ("協定", Kind::Treaty),
    ("议定书", Kind::Treaty),
    ("备忘录", Kind::Treaty),
    ("公约", Kind::Treaty),
    ("Agreement", Kind::Treaty),
    ("Treaty", Kind::Treaty),
    ("条例", Kind::Regulation),
    ("條例", Kind::Regulation),
    ("规定", Kind::Regulation),
    ("办法", Kind::Regulation),
    ("辦法", Kind::Regulation),
    ("细则", Kind::Regulation),
    ("章程", Kind::Regulation),
    ("规则", Kind::Regulation),
    ("規則", Kind::Regulation),
    ("规程", Kind::Regulation),
    ("規程", Kind::Regulation),
    ("細則", Kind::Regulation),
    ("准则", Kind::Regulation),
    ("準則", Kind::Regulation),
    ("通知", Kind::Notice),
    ("意见", Kind::Notice),
    ("决定", Kind::Notice),
    ("通报", Kind::Notice),
    ("公告", Kind::Notice),
    ("方案", Kind::Notice),
    ("批复", Kind::Notice),
    ("法", Kind::Law),
    ("法律", Kind::Law),
    ("法典", Kind::Law),
    ("법", Kind::Law),
];

/// The kind of document that a title names.
pub fn kind(title: &str) -> Kind {
    let title = title.trim_end_matches(['）', ')']);
    KINDS
        .iter()
        .filter_map(|(word, kind)| title.rfind(word).map(|at| (at + word.len(), word.len(), *kind)))
        .max_by_key(|(end, len, _)| (*end, *len))
        .filter(|(end, _, kind)| *kind != Kind::Law || *end == title.len())
        .map_or(Kind::Other, |(_, _, kind)| kind)
}

const HISTORY: &[(&str, DateRole)] = &[
    ("修正", DateRole::Amended),
    ("修订", DateRole::Amended),
    ("通过", DateRole::Adopted),
    ("通過", DateRole::Adopted),
    ("公布", DateRole::Promulgated),
    ("发布", DateRole::Promulgated),
    ("施行", DateRole::Effective),
    ("修訂", DateRole::Amended),
    ("公佈", DateRole::Promulgated),
    ("發布", DateRole::Promulgated),
    ("實施", DateRole::Effective),
    ("实施", DateRole::Effective),
    ("生效", DateRole::Effective),
    ("개정", DateRole::Amended),
    ("제정", DateRole::Promulgated),
    ("공포", DateRole::Promulgated),
];

/// What happened on the day that a note names: what stands behind it says so; in Korea 시행 stands before it.
fn happened(before: &str, behind: &str) -> DateRole {
    if before.trim_end().ends_with("시행") {
        return DateRole::Effective;
    }
    HISTORY.iter().find(|(w, _)| behind.contains(w)).map_or(DateRole::Dated, |(_, r)| *r)
}

/// The number of the order that made a document known, in a note: 主席令第四十五号公布, [법률 제16001호, …].
fn order(t: &Text, dates: &[date::Found]) -> Option<Spanned> {
    const BEHIND: &[&str] = &["号公布", "号发布", "號公布", "號公佈", "號發布", "号施行"];
    let s = t.text.as_str();
    let cut = |start: usize, end: usize| {
        let words = s.get(start..end)?;
        let from = start + words.len() - words.trim_start().len();
        let at = t.span.start as usize;
        Some(Spanned { text: s[from..end].to_owned(), span: Span::new(at + from, at + end) })
    };
    let chinese = dates.iter().find_map(|d| {
        let rest = &s[d.end..];
        let end = BEHIND.iter().filter_map(|w| rest.find(w)).min()?;
        let end = end + rest[end..].chars().next().map_or(0, char::len_utf8);
        let name = &rest[..end];
        let sound = name.contains("令第") && !name.contains(['，', '；', '。', '年', '（']);
        sound.then(|| cut(d.end, d.end + end)).flatten()
    });
    chinese.or_else(|| {
        let end = s.find("호, ")? + "호".len();
        let start = s[..end].rfind('[')? + 1;
        cut(start, end).filter(|n| n.text.contains(" 제"))
    })
}

/// Whether a number counts in the year that it names, of a law or an order: 平成十二年法律第百二号, 2012年第28號.
fn is_numbered_in_its_year(number: &str) -> bool {
    let number = number.trim_end_matches(['）', ')', ']', ' ']);
    number.ends_with(['号', '號']) && number.contains('第')
}

/// Whether a line below the title of an ordinance of Hong Kong says since when it is in force: [1981年5月1日], and behind it the
/// notice that fixed the day.
fn is_commencement(t: &Text) -> bool {
    let Some(rest) = t.text.trim_start().strip_prefix(['[', '［']) else { return false };
    let Some(end) = rest.find([']', '］']) else { return false };
    let (day, notice) =
        (rest[..end].trim(), rest[end + rest[end..].chars().next().map_or(0, char::len_utf8)..].trim());
    let whole = date::find(day, None).first().is_some_and(|d| d.start == 0 && d.end == day.len());
    whole && (notice.is_empty() || notice.ends_with("號法律公告") || notice.ends_with("號政府公告"))
}

/// Fills the facts that the recognised parts tell.
pub fn fill(doc: &mut Document, source: &str) {
    let texts = |blocks: &[Block], role: Role| -> Vec<Text> {
        blocks
            .iter()
            .filter_map(|b| if let Block::Text(t) = b { Some(t) } else { None })
            .filter(|t| t.role == role)
            .cloned()
            .collect()
    };
    // Below a decree stands the title of what it makes known.
    let signed = doc.front.iter().rposition(|b| matches!(b, Block::Text(t) if t.role == Role::Dateline));
    let title = texts(&doc.front[signed.map_or(0, |at| at + 1)..], Role::Title);
    if let (Some(first), Some(last)) = (title.first(), title.last()) {
        let joined = title.iter().map(|t| t.text.trim()).collect::<Vec<_>>();
        let spaced = Language::of(&doc.meta.language).spaces_words();
        let text = joined.join(if spaced { " " } else { "" });
        doc.meta.kind = kind(&text);
        doc.meta.title = Some(Spanned { text, span: first.span.join(last.span) });
    }
    doc.meta.number = texts(&doc.front, Role::Number).first().map(|t| {
        // What brackets only set apart is the number: （平成十二年法律第百二号）.
        let inner = t.text.trim().strip_prefix(['（', '(']).and_then(|s| s.strip_suffix(['）', ')']));
        let text = inner.filter(|s| !s.contains(['（', '(', '）', ')'])).unwrap_or(&t.text);
        let from = t.span.start as usize + text.as_ptr() as usize - t.text.as_ptr() as usize;
        Spanned { text: text.to_owned(), span: Span::new(from, from + text.len()) }
    });
    let made_known = |t: &Text| t.role == Role::Preamble && t.text.contains("公布") && signed.is_some();
    let notes: Vec<Text> = doc
        .front
        .iter()
        .filter_map(|b| if let Block::Text(t) = b { Some(t) } else { None })
        .filter(|t| matches!(t.role, Role::History | Role::Number) || made_known(t) || is_commencement(t))
        .cloned()
        .collect();
    for note in notes {
        if doc.meta.number.is_none() && note.role == Role::History {
            doc.meta.number = order(&note, &date::find(&note.text, None));
        }
        let mut found = date::find(&note.text, None);
        if found.is_empty() && note.role == Role::Number && is_numbered_in_its_year(&note.text) {
            found.extend(date::first_year(&note.text));
        }
        let mut done = 0;
        for (k, d) in found.iter().enumerate() {
            let until = found.get(k + 1).map_or(note.text.len(), |next| next.start);
            let role = match happened(&note.text[done..d.start], &note.text[d.end..until]) {
                // （平成十二年四月一日法律第百二号）
                DateRole::Dated if note.role == Role::Number => DateRole::Promulgated,
                _ if is_commencement(&note) => DateRole::Effective,
                role => role,
            };
            done = d.end;
            let at = note.span.start as usize;
            doc.meta.dates.push(DocDate {
                role,
                when: d.when.clone(),
                span: Span::new(at + d.start, at + d.end),
            });
        }
    }
    dateline(doc, source, &texts(&doc.back, Role::Dateline));
    // The parties of a treaty or statement sign it; none of them issues it.
    if doc.meta.source.is_none() && !matches!(doc.meta.kind, Kind::Treaty | Kind::Statement) {
        let body = texts(&doc.back, Role::Signature).into_iter().find(|t| is_body(&t.text));
        doc.meta.source = body.map(|t| Spanned { text: t.text, span: t.span });
    }
}

/// What the file says about the document beside its text, where the text does not.
pub fn told(meta: &mut Meta, told: &Meta) {
    let or = |own: &mut Option<Spanned>, told: &Option<Spanned>| {
        if own.is_none() {
            own.clone_from(told);
        }
    };
    or(&mut meta.title, &told.title);
    or(&mut meta.number, &told.number);
    or(&mut meta.source, &told.source);
    for (own, told) in [
        (&mut meta.publisher, &told.publisher),
        (&mut meta.licence, &told.licence),
        (&mut meta.identifier, &told.identifier),
    ] {
        if own.is_none() {
            own.clone_from(told);
        }
    }
    meta.status = meta.status.or(told.status);
    if meta.dates.is_empty() {
        meta.dates.clone_from(&told.dates);
    }
    if meta.kind == Kind::Other {
        meta.kind = told.title.as_ref().map_or(Kind::Other, |t| kind(&t.text));
    }
}

/// What a person says of the whole stands in for what the text tells.
pub fn given(meta: &mut Meta, given: &Given) {
    if let Some(title) = &given.title {
        if meta.kind == Kind::Other {
            meta.kind = kind(title);
        }
        meta.title = Some(Spanned { text: title.clone(), ..Spanned::default() });
    }
    meta.kind = given.kind.unwrap_or(meta.kind);
}

/// Whether a signature is a body's: its name alone, and no person, office or party.
fn is_body(signature: &str) -> bool {
    let name = chars::squash(signature);
    if holds(&name, SIGNS) || holds(&name, PARTIES) || ends(&name, OFFICES).is_some() {
        return false;
    }
    // 国务院 is a name; 局 and 中心 are none.
    let named = |end: &str| end.len() < name.len() || end.chars().count() > 2;
    ends(&name, BODIES).is_some_and(named) || begins(signature.trim(), BODIES_ENGLISH).is_some()
}

/// （新华社北京11月25日电）: agency, place and a date whose year the text above tells.
fn dateline(doc: &mut Document, source: &str, lines: &[Text]) {
    for t in lines {
        let start = t.span.start as usize;
        let year = date::last_year(&source[..start]);
        if let Some(d) = date::find(&t.text, year).into_iter().next() {
            doc.meta.dates.push(DocDate {
                role: DateRole::Dated,
                when: d.when,
                span: Span::new(start + d.start, start + d.end),
            });
            if let Some((agency, place)) = agency(&t.text[..d.start]) {
                let spanned = |(a, b): (usize, usize)| Spanned {
                    text: t.text[a..b].to_owned(),
                    span: Span::new(start + a, start + b),
                };
                doc.meta.source = Some(spanned(agency));
                doc.meta.place = Some(spanned(place)).filter(|p| !p.text.is_empty());
            }
        }
    }
}

/// The ranges of agency and place in 「（新华社北京」.
pub fn agency(before: &str) -> Option<((usize, usize), (usize, usize))> {
    let open = before.chars().next().filter(|c| matches!(c, '（' | '('))?.len_utf8();
    let end = before.find('社')? + '社'.len_utf8();
    Some(((open, end), (end, before.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_come_from_the_head_noun() {
        assert_eq!(kind("中华人民共和国和古巴共和国关于深化新时代中古关系的联合声明"), Kind::Statement);
        assert_eq!(kind("中华人民共和国民法典"), Kind::Law);
        assert_eq!(kind("中华人民共和国刑法"), Kind::Law);
        assert_eq!(kind("国务院关于修改《条例》的决定"), Kind::Notice);
        assert_eq!(kind("植物检疫条例"), Kind::Regulation);
    }
}
