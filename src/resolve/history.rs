//! Since when a document is in force, where it says so itself: 本法自…起施行.

use crate::ir::{Block, DateRole, DocDate, Document, MarkKind, Status, Text};
use crate::text::Span;

/// A language's sentence: the document's own name, what stands before the day, and behind it.
struct Sentence {
    own: &'static [&'static str],
    before: &'static [&'static str],
    behind: &'static [&'static str],
}

const SENTENCES: &[Sentence] = &[
    Sentence {
        own: &[
            "本法",
            "本条例",
            "本規例",
            "本規則",
            "本规定",
            "本办法",
            "本细则",
            "本规则",
            "本规程",
            "本章程",
            "本准则",
            "本决定",
            "本解释",
            "本條例",
            "本辦法",
            "本細則",
            "本規程",
            "本準則",
            "本法律",
            "本標準",
            "本标准",
        ],
        before: &["自", "于", "於", "从"],
        behind: &["起施行", "起实施", "起實施", "起生效", "开始施行", "施行", "实施", "實施", "生效"],
    },
    Sentence {
        own: &["この法律", "この政令", "この省令", "この府令", "この条例", "この規則", "この告示"],
        before: &["は、"],
        behind: &["から施行する", "から、施行する", "に施行する"],
    },
    Sentence {
        own: &["이 법", "이 영", "이 규칙", "이 조례"],
        before: &["은 ", "는 "],
        behind: &["부터 시행한다", "에 시행한다"],
    },
];

/// The day that a text says the document is in force from.
fn said(t: &Text) -> Option<DocDate> {
    let s = t.text.as_str();
    // Few texts name a day, and many words are to be compared.
    if !t.marks.iter().any(|m| matches!(m.kind, MarkKind::Date { .. })) {
        return None;
    }
    SENTENCES.iter().find_map(|sentence| {
        let own = sentence.own.iter().filter(|w| s.starts_with(**w)).map(|w| w.len()).max()?;
        let at = sentence.before.iter().find(|w| s[own..].starts_with(**w)).map(|w| own + w.len())?;
        t.marks.iter().find_map(|m| {
            let MarkKind::Date { when, to: None, inferred: false } = &m.kind else { return None };
            let (start, end) = (m.start as usize, m.end as usize);
            let first = s.get(at..start)?.trim().is_empty();
            let rest = s.get(end..)?;
            (first && sentence.behind.iter().any(|w| rest.starts_with(w))).then(|| DocDate {
                role: DateRole::Effective,
                when: when.clone(),
                span: Span::new(t.span.start as usize + start, t.span.start as usize + end),
            })
        })
    })
}

/// Adds what the document says itself: that it is a draft, and the day, where no note below its title says one.
pub fn fill(doc: &mut Document) {
    fn visit(blocks: &[Block]) -> Option<DocDate> {
        blocks.iter().find_map(|b| match b {
            Block::Text(t) => said(t),
            Block::Provision(p) => visit(&p.blocks),
        })
    }
    let title = doc.meta.title.as_ref().map_or("", |t| t.text.as_str());
    doc.meta.status = doc.meta.status.or_else(|| Status::of_title(title));
    if doc.meta.dates.iter().any(|d| d.role == DateRole::Effective) {
        return;
    }
    // The first one: what amendments say of themselves stands below it.
    let day = visit(&doc.body).or_else(|| visit(&doc.back));
    doc.meta.dates.extend(day);
}

#[cfg(test)]
mod tests {
    use crate::ir::{Document, Given};
    use crate::read::{Content, Input};

    fn dates(s: &str) -> Vec<String> {
        let read = crate::read::text(&Input::new(s.as_bytes(), "a.txt")).expect("a text");
        let Content::Lines(lines) = read.content else { unreachable!("lines") };
        let mut doc: Document = crate::recognise::recognise(&lines, &Given::default());
        crate::resolve::resolve(&mut doc);
        let said = |d: &crate::ir::DocDate| {
            format!("{} {} {}", d.role.name(), d.when, &s[d.span.start as usize..d.span.end as usize])
        };
        doc.meta.dates.iter().map(said).chain(doc.meta.number.iter().map(|n| n.text.clone())).collect()
    }

    #[test]
    fn the_days_of_laws_are_told_with_their_places() {
        let rows: &[(&str, &[&str])] = &[
            (
                "示例法\n（2020年5月28日第十三届示例大会第三次会议通过　2020年5月29日示例主席令第四十五号公布）\n\
                 第一条　甲。\n第二条　第一条自2022年1月1日起施行。\n第三条　本法自2021年1月1日起施行。\n",
                &[
                    "adopted 2020-05-28 2020年5月28日",
                    "promulgated 2020-05-29 2020年5月29日",
                    "effective 2021-01-01 2021年1月1日",
                    "示例主席令第四十五号",
                ],
            ),
            (
                "公園条例\n（平成十二年四月一日条例第百二号）\n第一条　この条例は、公園の管理について定める。\n\
                 第二条　市長は、公園を管理する。\n附　則\nこの条例は、平成十三年四月一日から施行する。\n",
                &[
                    "promulgated 2000-04-01 平成十二年四月一日",
                    "effective 2001-04-01 平成十三年四月一日",
                    "平成十二年四月一日条例第百二号",
                ],
            ),
            (
                "公園法\n（平成十二年法律第百二号）\n第一条　この法律は、公園の管理について定める。\n第二条　市長は、公園を管理する。\n",
                &["promulgated 2000 平成十二年", "平成十二年法律第百二号"],
            ),
            (
                "商船（安全）條例\n本條例旨在就船舶作出規定。\n[1981年5月1日] 1981年第120號法律公告\n\
                 第1條　簡稱\n本條例可引稱為《商船（安全）條例》。\n第2條　釋義\n在本條例中，署長指海事處處長。\n",
                &["effective 1981-05-01 1981年5月1日"],
            ),
            (
                "第622章\n公司條例\n本條例旨在改革公司法。\n[2014年3月3日]\n(2012年第28號)\n第1部\n導言\n1. 簡稱\n\
                 (1) 本條例可引稱為《公司條例》。\n2. 釋義\n(1) 在本條例中，署長指公司註冊處處長。\n",
                &["effective 2014-03-03 2014年3月3日", "promulgated 2012 2012年", "第622章"],
            ),
            (
                "공원관리법\n[시행 2020. 1. 1.] [법률 제16001호, 2019. 12. 31., 일부개정]\n\
                 제1조(목적) 이 법은 공원의 관리에 관한 사항을 규정한다.\n제2조(정의) 공원은 다음과 같다.\n",
                &["effective 2020-01-01 2020. 1. 1.", "amended 2019-12-31 2019. 12. 31.", "법률 제16001호"],
            ),
            (
                "公園管理條例\n（2019年7月1日公佈）\n第一條　為管理公園，制定本條例。\n第二條　本條例自2020年1月1日起施行。\n",
                &["promulgated 2019-07-01 2019年7月1日", "effective 2020-01-01 2020年1月1日"],
            ),
        ];
        for (text, days) in rows {
            assert_eq!(dates(text), *days, "{text}");
        }
    }
}
