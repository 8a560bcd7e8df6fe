//! Every target of the fuzzer, tried with changed beginnings in an order that is the same every time: what `fuzz/` does for
//! hours, for as long as a test may take. `FUZZ=30` tries thirty times as much.

use crate::fuzzed::{run, targets};
use crate::mutations::{Numbers, changed};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Tries of a target, for each hundred that a cheap one has: what they cost differs by as much.
fn tries(target: &str) -> usize {
    let usual = match target {
        "numbers" | "profile" | "corrections" => 400,
        "to-pdf" | "to-docx" | "to-epub" | "metadata" | "bag" => 4,
        "to-svg" | "to-pages" => 8,
        "docx" | "epub" | "odt" | "pdf" => 60,
        _ => 100,
    };
    let times = std::env::var("FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    usual * times
}

/// Beginnings of a target: those of the fuzzer where they are there, and bytes of nothing in particular.
fn beginnings(target: &str, numbers: &mut Numbers) -> Vec<Vec<u8>> {
    let kind = target.strip_prefix("verify-").unwrap_or(target);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(kind);
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.sort();
    let mut out: Vec<Vec<u8>> = paths.iter().map(|p| fs::read(p).expect("a beginning")).collect();
    out.extend((0..4).map(|k| (0..40 << k).map(|_| numbers.below(256) as u8).collect()));
    out
}

#[allow(clippy::print_stdout)]
fn fuzz(kind: impl Fn(&str) -> bool) {
    let mut all = 0;
    for target in targets().filter(|t| kind(t)) {
        let mut numbers = Numbers(0x5851_f42d_4c95_7f2d);
        let beginnings = beginnings(&target, &mut numbers);
        for k in 0..tries(&target) {
            let mut bytes = changed(&beginnings[numbers.below(beginnings.len())], &mut numbers);
            // The first byte chooses options.
            if let Some(first) = bytes.first_mut() {
                *first = numbers.below(256) as u8;
            }
            bytes.truncate(if target.starts_with("to-") { 300 } else { usize::MAX });
            let tried = std::panic::catch_unwind(|| run(&target, &bytes));
            assert!(tried.is_ok(), "{target}, try {k}: {}", hexadecimal(&bytes));
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
];

#[test]
fn what_was_found_before_is_right() {
    for (target, bytes) in FOUND {
        run(target, bytes.as_bytes());
    }
}
