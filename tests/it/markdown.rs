//! Markdown as a whole: its time grows with its length, and every paragraph is in every output.

use crate::help;
use proptest::prelude::*;
use tiaowen::format::{extractors, reader_named};
use tiaowen::ir::{source_text, validate};
use tiaowen::text::chars::squash;
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
            let start = std::time::Instant::now();
            help::document(s.as_bytes(), "a.md", reader_named("markdown").expect("a reader")).ok();
            start.elapsed().as_secs_f64()
        };
        let (small, large) = (took(500), took(4_000));
        assert!(large < 0.5 || large < small * 40.0, "{shape:?}: {small} {large}");
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
        prop_assert_eq!(validate(&doc, Some(&source)), Vec::<String>::new());
        for writer in extractors() {
            let extract = writer.extract.expect("an extractor");
            let (bytes, _) = tiaowen::write(&doc, writer, &Job::default()).expect("an output");
            let text = squash(&extract(&bytes).expect("its text").text);
            for p in &paragraphs {
                prop_assert!(text.contains(p.as_str()), "{} of {source:?}: {p} not in {text}", writer.name);
            }
        }
    }
}
