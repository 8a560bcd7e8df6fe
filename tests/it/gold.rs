//! References against a gold set: texts in which a person marked every reference and what it means, `{第三条|art-3}`.
//! The marks are taken out, the text is recognised and resolved, and what was found is compared place by place.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tiaowen::format::reader_named;
use tiaowen::ir::{Document, Given, MarkKind, each_mark};
use tiaowen::read::Input;

/// References by where they begin and end in the source.
type References = BTreeMap<(usize, usize), String>;

/// A text without its marks, and the references that a person marked.
fn gold(marked: &str) -> (String, References) {
    let (mut text, mut out) = (String::new(), References::new());
    let mut rest = marked;
    while let Some(open) = rest.find('{') {
        let close = open + rest[open..].find('}').expect("a mark that ends");
        let (words, target) = rest[open + 1..close].rsplit_once('|').expect("words|target");
        text.push_str(&rest[..open]);
        let start = text.len();
        text.push_str(words);
        out.insert((start, text.len()), target.to_owned());
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, out)
}

/// What the resolver found.
fn found(doc: &Document) -> References {
    let mut out = References::new();
    each_mark(doc, |from, m| {
        let target = match &m.kind {
            MarkKind::Reference { target, more, .. } => {
                let mut all: Vec<&str> = more.iter().map(|id| id.0.as_str()).collect();
                all.push(&target.0);
                all.sort_unstable();
                all.join(" ")
            }
            MarkKind::Citation { title, pinpoint: Some(at), .. } => format!("{title}#{at}"),
            MarkKind::Citation { title, .. } => title.clone(),
            _ => return,
        };
        let at = |n: u32| (from + n) as usize;
        out.insert((at(m.start), at(m.end)), target);
    });
    out
}

fn sorted(target: &str) -> String {
    let mut parts: Vec<&str> = target.split(' ').collect();
    if parts.iter().all(|p| p.is_ascii()) {
        parts.sort_unstable();
    }
    parts.join(" ")
}

/// How many are right, how many were found, and how many there are; with a line for everything that is wrong.
fn score(files: impl Fn(&str) -> bool) -> (usize, usize, usize, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the gold set").map(|e| e.expect("a file").path()).collect();
    paths.sort();
    let (mut right, mut hits, mut all, mut wrong) = (0, 0, 0, String::new());
    for path in paths {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.extension().is_none_or(|e| e != "txt") || !files(&name) {
            continue;
        }
        let (text, want) = gold(&fs::read_to_string(&path).expect("text"));
        let reader = reader_named("text").expect("a reader");
        let (doc, _) = tiaowen::document(&Input::new(text.as_bytes(), &name), reader, &Given::default())
            .expect("a document");
        let got = found(&doc);
        (hits, all) = (hits + got.len(), all + want.len());
        for (place, target) in &want {
            match got.get(place) {
                Some(other) if *other == sorted(target) => right += 1,
                other => {
                    let words = &text[place.0..place.1];
                    let _ = writeln!(wrong, "{name}: {words} should be {target}, and is {other:?}");
                }
            }
        }
        for (place, target) in got.iter().filter(|(place, _)| !want.contains_key(place)) {
            let _ = writeln!(wrong, "{name}: {} is none, and was found as {target}", &text[place.0..place.1]);
        }
    }
    (right, hits, all, wrong)
}

/// Precision and recall must reach these.
#[expect(clippy::print_stderr, reason = "the figures are what people want to see")]
fn judge(what: &str, least: usize, (right, hits, all, wrong): (usize, usize, usize, String)) {
    let ratio = |of: usize| right as f64 / of.max(1) as f64;
    let (precision, recall) = (ratio(hits), ratio(all));
    eprintln!(
        "{what}: {all} references, {hits} found, precision {precision:.3}, recall {recall:.3}\n{wrong}"
    );
    assert!(all >= least, "{all} references are too few");
    assert!(precision >= 0.99 && recall >= 0.95, "precision {precision:.3}, recall {recall:.3}\n{wrong}");
}

#[test]
fn chinese_references_are_those_that_a_reader_marked() {
    judge("Chinese", 400, score(|name| name.starts_with("zh-")));
}

#[test]
fn japanese_korean_and_traditional_references_are_those_that_a_reader_marked() {
    judge("Japanese, Korean, Traditional", 100, score(|name| !name.starts_with("zh-")));
}
