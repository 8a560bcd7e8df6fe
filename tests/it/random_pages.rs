//! Pages made at random of known paragraphs, furniture, tables and marks: every paragraph is in every output, and what
//! is left out is accounted for.

use proptest::prelude::*;
use std::fmt::Write as _;
use tiaowen::finding::codes;
use tiaowen::format::{extractors, reader_named, writer_named};
use tiaowen::ir::{Document, Given};
use tiaowen::read::Input;
use tiaowen::text::chars::squash;
use tiaowen::verify::{Verdict, against};
use tiaowen::write::Job;

/// A paragraph of the document, in the markup of a page.
#[derive(Clone, Debug)]
struct Paragraph {
    html: String,
    /// What has to be in the outputs, without white space.
    texts: Vec<String>,
}

fn words() -> impl Strategy<Value = String> {
    "[公园管理机关应当依法免费开放保护单位个人利益]{4,30}"
}

/// Marks around a part of a paragraph.
const MARKS: &[(&str, &str)] = &[
    ("", ""),
    ("<del>", "</del>"),
    ("<ins>", "</ins>"),
    ("<u>", "</u>"),
    ("<b>", "</b>"),
    ("<span style='text-emphasis: dot'>", "</span>"),
    ("<a href='https://example.org/a'>", "</a>"),
    ("<a href=javascript:void(0)>", "</a>"),
    ("<sup>", "</sup>"),
    ("<span lang=en>", "</span>"),
    ("<ruby>字<rt>", "</rt></ruby>"),
    ("<sub>", "</sub>"),
    ("<s><u>", "</u></s>"),
    ("<kbd>", "</kbd>"),
    ("<span style='font-weight:bold;text-decoration:underline'>", "</span>"),
];

/// Elements around a paragraph.
const AROUND: &[(&str, &str)] = &[
    ("<p>", "</p>"),
    ("<div>", "</div>"),
    ("<p class=navy>", "</p>"),
    ("<p class=comment>", "</p>"),
    ("<p class=footer>&nbsp;&nbsp;", "</p>"),
    ("<p align=center><font size=4>", "</font></p>"),
    ("<div class=related-party><p>　　", "</p></div>"),
    ("<blockquote><p>", "</p></blockquote>"),
    ("", "<br><br>"),
    ("<aside>", "</aside>"),
    ("<center>", "</center>"),
];

fn paragraph() -> impl Strategy<Value = (usize, usize, String, String, String)> {
    (0..AROUND.len(), 0..MARKS.len(), words(), words(), words())
}

/// Furniture, which must not be in the outputs: its words are no words of paragraphs.
const FURNITURE: &[&str] = &[
    "",
    "<div class=nav><ul><li><a href=/>首页</a></li><li><a href=/x>要闻</a></li></ul></div>",
    "<nav><a href=/a>第七十七章　栏目</a></nav>",
    "<div>当前位置：<a href=/>首页</a> &gt; <a href=/b>正文</a></div>",
    "<div class=share><a>分享到微信</a></div>",
    "<div class='footer-box footer'>版权所有　首页　ICP备00000000号</div>",
    "<script>var a = '首页';</script><div style='display:none'>首页</div>",
    "<form class=search><input type=hidden value=首页><input type=submit value=首页></form>",
    "<div class=list><ul><li><a href=/1>首页头条</a><span>2024-01-02</span></li><li><a href=/2>首页要闻</a><span>2024-01-03</span></li></ul></div>",
    "<div class=comments-area><p>首页留言</p><form><textarea></textarea><input type=submit></form></div>",
    "<ul class=tabs><li><a href=#a>首页</a></li><li><a href=#b>首页</a></li></ul>",
    "<dialog><p>首页</p></dialog><a href=#top>跳到首页</a>",
    "<ol class=breadcrumb><li><a href=/>首页</a></li><li><a href=/x>首页栏目</a></li></ol>",
];

/// What holds the document.
const HOLDERS: &[(&str, &str)] = &[
    ("", ""),
    ("<div id=zoom>", "</div>"),
    ("<form id=form1 method=post><div>", "</div></form>"),
    ("<article>", "</article>"),
    ("<table width='100%'><tr><td>", "</td></tr></table>"),
    ("<div class=navigation-wrap><div class=main>", "</div></div>"),
    ("<main><div class=header></div>", "</main>"),
];

fn table(cells: &[String], marked: bool) -> String {
    let mut out = String::from(if marked { "<table border=1>" } else { "<table>" });
    for pair in cells.chunks(2) {
        out.push_str("<tr>");
        for cell in pair {
            let _ = write!(out, "<td>{cell}</td>");
        }
        out.push_str("</tr>");
    }
    out + "</table>"
}

prop_compose! {
    fn document()(
        title in "示例[市县区][公园湿地河道森林]{2}条例",
        paragraphs in prop::collection::vec(paragraph(), 2..9),
        cells in prop::collection::vec(words(), 4..9),
        marked in any::<bool>(),
        at in 0usize..9,
    ) -> Vec<Paragraph> {
        let mut out = vec![Paragraph { html: format!("<h1>{title}</h1>"), texts: vec![title] }];
        for (k, (around, mark, a, b, c)) in paragraphs.iter().enumerate() {
            let (open, close) = AROUND[*around];
            let (from, to) = MARKS[*mark];
            let label = tiaowen::number::form_named("第{n}条")
                .and_then(|f| f.print(tiaowen::number::System::Han, k as u32 + 1, &[])).expect("a label");
            out.push(Paragraph {
                html: format!("{open}{label}　{a}{from}{b}{to}{c}。{close}"),
                texts: vec![label, a.clone(), b.clone(), format!("{c}。")],
            });
            if k == at {
                out.push(Paragraph { html: table(&cells, marked), texts: cells.clone() });
            }
        }
        out
    }
}

fn page(document: &[Paragraph], holder: usize, furniture: &[usize]) -> String {
    let (open, close) = HOLDERS[holder];
    let piece = |k: usize| FURNITURE[furniture[k % furniture.len()]];
    let body: String = document.iter().map(|p| p.html.as_str()).collect();
    format!(
        "<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>页</title></head><body>{}{}{open}{body}{close}{}{}</body></html>",
        piece(0),
        piece(1),
        piece(2),
        piece(3)
    )
}

fn read(page: &str) -> (Document, Vec<tiaowen::finding::Finding>) {
    let reader = reader_named("html").expect("a reader");
    tiaowen::document(&Input::new(page.as_bytes(), "a.html"), reader, &Given::default()).expect("a document")
}

/// The text of an output without markup and white space.
fn without_markup(bytes: &[u8], name: &str) -> String {
    let all = String::from_utf8_lossy(bytes);
    if name == "text" {
        return squash(&all);
    }
    if name == "json" {
        let doc: Document = serde_json::from_slice(bytes).expect("our JSON");
        return squash(&tiaowen::ir::source_text(&doc));
    }
    let (mut out, mut inside) = (String::new(), false);
    for c in all.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    squash(&out)
}

fn holds_all(page: &str, document: &[Paragraph], text: &str, name: &str) {
    let mut rest = text;
    for wanted in document.iter().flat_map(|p| &p.texts) {
        let wanted = squash(wanted);
        let at = rest
            .find(&wanted)
            .unwrap_or_else(|| panic!("{wanted} is not in its place in {name}:\n{rest}\nof {page}"));
        rest = &rest[at + wanted.len()..];
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn every_paragraph_is_in_every_text(
        document in document(),
        holder in 0..HOLDERS.len(),
        furniture in prop::collection::vec(0..FURNITURE.len(), 1..5),
    ) {
        let page = page(&document, holder, &furniture);
        let (doc, findings) = read(&page);
        let source = tiaowen::ir::source_text(&doc);
        prop_assert_eq!(tiaowen::ir::validate(&doc, Some(&source)), []);
        for name in ["text", "tei", "json"] {
            let writer = writer_named(name).expect("a writer");
            let (bytes, _) = tiaowen::write(&doc, writer, &Job::default()).expect("an output");
            holds_all(&page, &document, &without_markup(&bytes, name), name);
        }
        prop_assert!(!source.contains("首页") && !source.contains("栏目"), "{}\n{}", source, page);
        let told: u64 = findings
            .iter()
            .filter(|f| [codes::LEFT_OUT.id, codes::LEFT_OUT_LABEL.id, codes::UNSEEN.id, codes::UNSEEN_LABEL.id].contains(&f.code.id))
            .filter_map(|f| f.details.first()?.to_string().parse::<u64>().ok())
            .sum();
        prop_assert_eq!(doc.provenance.left_out, Some(told));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn every_paragraph_is_in_every_book(
        document in document(),
        holder in 0..HOLDERS.len(),
        furniture in prop::collection::vec(0..FURNITURE.len(), 1..5),
    ) {
        let page = page(&document, holder, &furniture);
        let (doc, _) = read(&page);
        for writer in extractors().filter(|f| f.takes_any()).filter(|f| f.write.is_some()) {
            let name = writer.name;
            let (bytes, _) = tiaowen::write(&doc, writer, &Job::default()).expect("an output");
            let extract = writer.extract.expect("it takes text out")(&bytes).expect("its text");
            prop_assert!(matches!(against(&doc, &extract), Verdict::Exact | Verdict::Whitespace), "{} of {}", name, page);
            holds_all(&page, &document, &squash(&extract.text), name);
        }
    }
}
