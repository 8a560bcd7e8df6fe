//! Samples of every feature, made here; each is valid by XMLSchemaForJapaneseLaw version 3.

use crate::finding::Finding;
use crate::ir::{Block, Document, Event, Kind, MarkKind, Role, events, source_text, validate};
use crate::read::{Content, Input};

pub const LAW: &str = include_str!("sample.xml");

fn read(file: &str) -> (Document, Vec<Finding>) {
    let reading = super::read(&Input::new(file.as_bytes(), "a.law.xml")).expect("reads");
    let Content::Unresolved(doc) = reading.content else { panic!("a document") };
    assert_eq!(validate(&doc, Some(&source_text(&doc))), []);
    (*doc, reading.findings)
}

fn outline(doc: &Document) -> Vec<String> {
    fn blocks(all: &[Block], out: &mut Vec<String>) {
        for b in all {
            match b {
                Block::Text(t) => out.push(format!("{}: {}", t.role.name(), t.text)),
                Block::Provision(p) => {
                    let part = |s: Option<&str>| s.unwrap_or("").to_owned();
                    let label = part(p.label.as_ref().map(|l| l.text.as_str()));
                    let heading = part(p.heading.as_ref().map(|h| h.text.as_str()));
                    out.push(format!("{} {label}|{heading}", p.id));
                    blocks(&p.blocks, out);
                }
            }
        }
    }
    let mut out = vec![];
    for part in [&doc.front, &doc.body, &doc.back] {
        blocks(part, &mut out);
    }
    out
}

#[test]
fn a_law_has_its_whole_structure() {
    let (doc, findings) = read(LAW);
    let want = include_str!("sample.outline").lines().collect::<Vec<_>>();
    let found = outline(&doc).iter().flat_map(|l| l.lines()).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(found, want);
    let codes: Vec<_> = findings.iter().map(|f| f.code.name).collect();
    assert_eq!(codes, ["pictures-left-out", "hidden-text"]);
    let meta = &doc.meta;
    assert_eq!((meta.kind, meta.language.as_str()), (Kind::Law, "ja-JP"));
    assert_eq!(meta.title.as_ref().map(|t| t.text.as_str()), Some("公園の設置及び管理に関する法律"));
    assert_eq!(meta.number.as_ref().map(|t| t.text.as_str()), Some("令和三年法律第九十九号"));
    assert_eq!(meta.dates[0].when, "2021-05-19");
}

#[test]
fn what_is_read_is_the_text_on_lines_as_in_print() {
    let (doc, _) = read(LAW);
    let text = source_text(&doc);
    for line in [
        "第一章　総則",
        "（目的）",
        "第一条　この法律は、公園の設置について定める。ただし、里山を除く。",
        "２　前項の規定は、次の各号に掲げるものには適用しない。",
        "一　庭園",
        "イ　日本庭園",
        "（１）枯山水かれさんすい庭園",
        "第三条の二　用語の意義は、次の表のとおりとする。",
        "附　則　（令和四年六月一日法律第五号）　抄",
        "別表第一　（第一条関係）",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}\n{text}");
    }
}

#[test]
fn ruby_lines_and_tables_are_marked() {
    let (doc, _) = read(LAW);
    let (mut marks, mut tables) = (vec![], vec![]);
    events(&doc, |e| {
        if let Event::Text(t) = e {
            let of = |m: &crate::ir::Mark| t.text[m.start as usize..m.end as usize].to_owned();
            marks.extend(t.marks.iter().map(|m| (of(m), m.kind.clone())));
            if t.role == Role::Table {
                tables.push(t.rows());
            }
        }
    });
    for (text, kind) in [
        ("枯山水かれさんすい", MarkKind::Ruby),
        ("かれさんすい", MarkKind::RubyText),
        ("傍線", MarkKind::Underline),
        ("２", MarkKind::Superscript),
    ] {
        assert!(marks.contains(&(text.to_owned(), kind.clone())), "{text} {marks:?}");
    }
    assert_eq!((tables[0].len(), tables[0][0].header, tables[0][1].cells[0].rows), (3, true, 2));
}

#[test]
fn answers_of_the_service_have_the_law_inside_and_others_are_refused() {
    let law = LAW.split_once("?>").expect("a declaration").1;
    let (doc, _) =
        read(&format!("<DataRoot><ApplData><LawFullText>{law}</LawFullText></ApplData></DataRoot>"));
    assert_eq!(outline(&doc)[1], "title: 公園の設置及び管理に関する法律");
    let refused = |file: &str| {
        super::read(&Input::new(file.as_bytes(), "a")).map(|_| ()).expect_err("refused").code.name
    };
    assert_eq!(refused("<Law/>"), "not-egov");
    assert_eq!(refused("<Law><LawBody/></Law>"), "empty");
    let (_, findings) = read(
        "<Law><LawBody><LawTitle>甲</LawTitle><MainProvision><Odd>乙</Odd></MainProvision></LawBody></Law>",
    );
    assert_eq!(findings.iter().map(|f| f.code.name).collect::<Vec<_>>(), ["markup-not-kept"]);
}
