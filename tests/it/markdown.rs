//! Markdown as a whole: its time grows with its length, and every paragraph is in every output.

use crate::fuzzed::growth::worked;
use crate::help;
use proptest::prelude::*;
use tiaowen::format::{extractors, reader_named};
use tiaowen::ir::{Document, Event, MarkKind, Provision, events, source_text, validate};
use tiaowen::text::chars::squash;
use tiaowen::verify;
use tiaowen::write::Job;

#[test]
fn time_grows_with_the_length() {
    let shapes = [
        "*a **b ",
        "> ",
        "- ",
        "[a](#b)",
        "<b></i>",
        "<table>\n\n",
        "|a|b\n",
        "`",
        "![](x)",
        "[^1]: a\n",
        "<a \"",
        "_(",
        "1. ",
    ];
    for shape in shapes {
        let took = |n: usize| {
            let s = shape.repeat(n);
            let start = worked().unwrap_or_default();
            help::document(s.as_bytes(), "a.md", reader_named("markdown").expect("a reader")).ok();
            worked().unwrap_or_default() - start
        };
        let (small, large) = (took(500), took(4_000));
        assert!(large < 0.5 || large < small * 40.0, "{shape:?}: {small} {large}");
    }
}

#[test]
fn addresses_of_links_say_nothing_of_the_language() {
    let links = "、[乙](https://example.org/laws/of/the/people/and/the/state/in/force)".repeat(9);
    let s = format!("# 示例办法\n\n第一条　甲{links}。\n");
    let doc = help::document(s.as_bytes(), "a.md", reader_named("markdown").expect("a reader"))
        .expect("a document");
    assert_eq!(doc.meta.language, "zh-Hans-CN");
    // Words of another language do.
    let s = "# Example\n\nArticle 1 [乙](https://example.org/) The Parties agree.\n";
    let doc = help::document(s.as_bytes(), "a.md", reader_named("markdown").expect("a reader"))
        .expect("a document");
    assert_eq!(doc.meta.language, "en");
}

/// A document of Markdown.
fn read(source: &str) -> Document {
    help::document(source.as_bytes(), "a.md", reader_named("markdown").expect("a reader"))
        .expect("a document")
}

fn provisions(doc: &Document) -> Vec<&Provision> {
    let mut out = vec![];
    events(doc, |e| {
        if let Event::Enter(p) = e {
            out.push(p);
        }
    });
    out
}

#[test]
fn headings_over_chapters_are_parts_and_those_beside_them() {
    let levels = |source: &str| -> Vec<(String, &'static str)> {
        let doc = read(source);
        provisions(&doc)
            .iter()
            .filter(|p| p.level.is_container())
            .map(|p| (p.id.0.clone(), p.level.name()))
            .collect()
    };
    let named = |list: &[(&str, &'static str)]| -> Vec<(String, &'static str)> {
        list.iter().map(|(id, level)| ((*id).to_owned(), *level)).collect()
    };
    let code = "---\ntitle: 样本法典\n---\n\n# 总则\n\n## 第一分编　甲\n\n### 第一章　乙\n\n第一条　丙。\n\n# 财产\n\n\
                ## 第一章　丁\n\n第二条　戊。\n\n# 样本法典\n\n# 附则\n\n第三条　己。\n";
    assert_eq!(
        levels(code),
        named(&[
            ("pt-1", "part"),
            ("pt-1.spt-1", "subpart"),
            ("pt-1.spt-1.ch-1", "chapter"),
            ("pt-2", "part"),
            ("pt-2.ch-1", "chapter"),
            ("hd-1", "other"),
            ("pt-3", "part"),
        ])
    );
    // Over sections stand chapters; what a document numbers itself is left to its numbers.
    let rules = "# 样本规则\n\n## 总则\n\n### 第一节　甲\n\n第一条　乙。\n\n## 分则\n\n### 第一节　丙\n\n第二条　丁。\n";
    assert_eq!(levels(rules)[0], ("ch-1".to_owned(), "chapter"));
    let numbered = "# 样本法\n\n## 第一编　甲\n\n### 第一章　乙\n\n第一条　丙。\n\n## 附编\n\n### 第一章　丁\n\n第二条　戊。\n";
    let found = levels(numbered);
    assert!(found.contains(&("pt-1".to_owned(), "part")) && found.contains(&("hd-1".to_owned(), "other")));
    assert!(found.iter().all(|(id, _)| !id.contains("dup")));
}

#[test]
fn signs_in_labels_and_headings_are_marked_and_read_by_nobody() {
    let doc = read(
        "# 样本办法[^a]\n\n## 第一章　CO<sub>2</sub>的*减少*[^1]\n\n**第一条**：甲。\n\n1\\. 乙；\n\n2\\. 丙。\n\n\
         [^a]: 题注。\n\n[^1]: 章注。\n",
    );
    assert_eq!(doc.meta.title.as_ref().map(|t| t.text.as_str()), Some("样本办法"));
    let all = provisions(&doc);
    let label = |k: usize| all[k].label.as_ref().expect("a label").readable().into_owned();
    assert_eq!((label(0), label(1)), ("第一章".into(), "第一条：".into()));
    assert_eq!(
        all.iter().filter_map(|p| p.label.as_ref()).map(|l| l.readable()).next_back().as_deref(),
        Some("2.")
    );
    let heading = all[0].heading.as_ref().expect("a heading");
    assert_eq!(heading.readable(), "CO2的减少1");
    assert!(heading.marks.iter().any(|m| m.kind == MarkKind::Subscript));
    assert!(heading.marks.iter().any(|m| matches!(m.kind, MarkKind::NoteReference { .. })));
    for writer in extractors().filter(|f| f.takes_any()) {
        let (bytes, _) = tiaowen::write(&doc, writer, &Job::default()).expect("an output");
        let found = writer.extract.expect("an extractor")(&bytes).expect("its text");
        assert!(verify::against(&doc, &found).holds(), "{}", writer.name);
        assert!(found.exact || !found.text.contains(['\\', '*', '^']), "{}: {}", writer.name, found.text);
    }
}

/// Ways to write a paragraph; the first ones change how it is read most.
const AROUND: &[(&str, &str)] = &[
    ("", ""),
    ("# ", ""),
    ("## ", " ##"),
    ("> ", ""),
    ("- ", ""),
    ("3. ", ""),
    ("    ", ""),
    ("**", "**"),
    ("第一条　", "。"),
    ("（一）", "；"),
    ("[", "](https://example.org/a_b)"),
    ("~~", "~~"),
    ("<p align=\"center\">", "</p>"),
    ("| 甲 | ", " |\n|---|---|\n| 乙 | 丙 |"),
    ("&emsp;&emsp;", ""),
    ("![", "](a.png)"),
    ("```\n", "\n```"),
    ("<table><tr><td>", "</td></tr></table>"),
    ("<sup>", "</sup>"),
    ("<!-- 丁 -->", ""),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_paragraph_is_in_every_output(ways in prop::collection::vec(0..AROUND.len(), 1..9)) {
        let paragraphs: Vec<String> = (0..ways.len()).map(|k| format!("示例段落{k}号文字")).collect();
        let written: Vec<String> =
            paragraphs.iter().zip(&ways).map(|(p, w)| format!("{}{p}{}", AROUND[*w].0, AROUND[*w].1)).collect();
        let source = written.join("\n\n");
        let reader = reader_named("markdown").expect("a reader");
        let doc = help::document(source.as_bytes(), "a.md", reader).expect("a document");
        prop_assert_eq!(source_text(&doc), source.clone());
        prop_assert_eq!(validate(&doc, Some(&source)), []);
        for writer in extractors().filter(|f| f.takes_any()) {
            let extract = writer.extract.expect("an extractor");
            let (bytes, _) = tiaowen::write(&doc, writer, &Job::default()).expect("an output");
            let text = squash(&extract(&bytes).expect("its text").text);
            for p in &paragraphs {
                prop_assert!(text.contains(p.as_str()), "{} of {source:?}: {p} not in {text}", writer.name);
            }
        }
    }
}
