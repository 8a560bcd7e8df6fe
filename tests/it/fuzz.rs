//! Every target of the fuzzer, tried with changed beginnings in an order that is the same every time: what `fuzz/` does for
//! hours, for as long as a test may take. `FUZZ=30` tries thirty times as much.

use crate::fuzzed::changed::{beginnings, tried};
use crate::fuzzed::{run, targets};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Tries of a target, for each hundred that a cheap one has: what they cost differs by as much.
fn tries(target: &str) -> usize {
    let usual = match target {
        "numbers" | "profile" | "corrections" => 400,
        "to-pdf" | "to-docx" | "to-epub" | "metadata" | "bag" => 4,
        "to-svg" | "to-pages" => 8,
        "quadratic" => 40,
        "docx" | "epub" | "odt" | "pdf" => 60,
        _ => 100,
    };
    let times = std::env::var("FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    usual * times
}

#[allow(clippy::print_stdout)]
fn fuzz(kind: impl Fn(&str) -> bool) {
    let mut all = 0;
    for target in targets().filter(|t| kind(t)) {
        let kind = target.strip_prefix("verify-").unwrap_or(&target);
        let beginnings = beginnings(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(kind));
        for k in 0..tries(&target) {
            let bytes = tried(&target, &beginnings, k as u64);
            let done = std::panic::catch_unwind(|| run(&target, &bytes));
            assert!(done.is_ok(), "{target}, try {k}: {}", hexadecimal(&bytes));
            all += 1;
        }
    }
    assert!(all > 0, "there are targets");
    println!("fuzzed: {all}");
}

/// Bytes as `xxd -r -p` takes them.
fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

#[test]
fn every_reader_keeps_its_promises() {
    fuzz(|t| tiaowen::format::readers().any(|f| f.name == t));
}

#[test]
fn every_writer_keeps_its_promises() {
    fuzz(|t| t.starts_with("to-"));
}

#[test]
fn every_proof_keeps_its_promises() {
    fuzz(|t| t.starts_with("verify-"));
}

#[test]
fn whatever_is_said_beside_documents_keeps_its_promises() {
    let others = ["profile", "metadata", "corrections", "bag", "numbers"];
    fuzz(|t| others.contains(&t));
}

#[test]
fn the_work_on_a_text_grows_no_faster_than_the_text() {
    fuzz(|t| t == "quadratic");
}

#[test]
fn the_fuzzer_has_every_target() {
    let Ok(manifest) = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/Cargo.toml"))
    else {
        return;
    };
    let mut there: Vec<&str> =
        manifest.lines().filter_map(|l| l.strip_prefix("name = \"")?.strip_suffix('"')).skip(1).collect();
    let mut wanted: Vec<String> = targets().collect();
    there.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(there, wanted);
}

/// What fuzzing found, cut down; the first byte has the document written too.
const FOUND: &[(&str, &str)] = &[
    // A colon at the start of a line was read back as the sign of a definition.
    ("text", "\0甲。\n:"),
    // Signs of markup between lines that were taken for one sentence became words of it.
    ("md", "\0~\n第剾（以下简称“本法”）~~”𠮷~~\n```\n日ད་ཡིག~\nག\n般规无\n缲"),
    // Notes whose signs are no numbers stood as words in Markdown.
    // What covers the same as a ruby stood inside it, and its annotation in that.
    ("html", "\0<p><s><ruby>字<rt>zì</rt></ruby></s>"),
    ("md", "\0甲[^批注1]乙\n\n[^批注1]: 丙\n"),
    // A table wholly in another language than the document lost its caption.
    (
        "html",
        "\0<p>Parks are open to all of the people.<table><caption>表</caption><tr><th>级<td rowspan=2>一<tr><td>二</table>",
    ),
    // In tables of HTML a Markdown file had entities for signs, which are shown as they are written.
    ("html", "\0<p>甲<table><tr><td rowspan=2>乙&amp;lt;b>丙&lt;b>丁&amp;amp;<td>戊<tr><td>己</table>"),
    // A note that nothing but itself refers to was nowhere.
    ("md", "\0甲\n\n[^1]: 乙[^1]\n\n丙\n"),
    // The sign of a note in a note was no part of it in Akoma Ntoso.
    ("md", "\0甲[^1]乙[^2]\n\n[^1]: 丙[^2]\n\n[^2]: 丁[^1]\n"),
    // A tag behind the colon of a note stood as words in Markdown.
    ("text", "\0Parks are open〔1〕.\n〔1〕见公约。The parks are open.\n"),
    // Texts in articles, which have no identifiers, were taken for paragraphs that have them.
    (
        "md",
        "\0第5条　The parks of the city are open\n\n| 一 |\n|--|\n| 二 |\n\n```\n第一章甲\n```\n乙\n\n|--|\n丙\n",
    ),
    // A note whose sign stands in a ruby, or in the words that stand for a picture, was in no page and no AKN file.
    ("md", "\0第一条　甲<ruby>字<rt>[^1]</rt></ruby>\n\n[^1]: 乙\n"),
    ("html", "\0<p>第一条　甲<img src=a.png alt='丙[^1]'><p>第二条　丁<p>[^1] 乙"),
    ("md", "\0第一条　甲![丙[^1]](a.png)\n\n[^1]: 乙\n"),
    // Much noise in a finished document is text.
    ("html", "\0<p>\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\u{e}\u{f}甲"),
];

#[test]
fn what_was_found_before_is_right() {
    for (target, bytes) in FOUND {
        run(target, bytes.as_bytes());
    }
}
