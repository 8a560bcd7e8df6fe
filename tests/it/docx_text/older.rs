//! Files of older formats beside the Word files that they were made of: an office program makes them, and what differs
//! is listed with its reason.

use super::squashed;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use tiaowen::format::reader_named;
use tiaowen::read::{Content, Input, Lines};

/// By format and file: characters that only the Word file shows, and only the other one; whether labels are the same;
/// and the reason. What is not listed is equal.
const LIST: &str = "tests/old-formats.tsv";

/// Where the Word files and those of the other formats are, in a folder for each.
fn copies() -> Option<PathBuf> {
    std::env::var_os("OFFICE_COPIES").map(PathBuf::from)
}

fn lines_of(format: &str, bytes: &[u8]) -> Result<Lines, String> {
    let read = reader_named(format).and_then(|f| f.read.as_ref()).expect("a reader").read;
    match read(&Input::new(bytes, &format!("a.{format}"))).map_err(|e| e.to_string())?.content {
        Content::Lines(lines) => Ok(*lines),
        Content::Document(_) | Content::Unresolved(_) => Err("a document".into()),
    }
}

/// The labels, and the rest of the text.
fn parts(lines: &Lines) -> (Vec<String>, Vec<String>) {
    let (mut labels, mut texts) = (vec![], vec![]);
    for line in &lines.lines {
        let (label, text) = lines.source.text[line.text.range()].split_at(line.hints.shown.into());
        labels.extend(Some(squashed(label)).filter(|l| !l.is_empty()));
        texts.push(squashed(text));
    }
    (labels, texts)
}

/// Characters that stand in the first of two texts only.
fn beside(a: &[String], b: &[String]) -> usize {
    let mut counts: HashMap<char, i64> = HashMap::new();
    b.iter().flat_map(|s| s.chars()).for_each(|c| *counts.entry(c).or_default() += 1);
    let missing = |c: &char| counts.get_mut(c).is_none_or(|n| std::mem::replace(n, *n - 1) <= 0);
    a.iter().flat_map(|s| s.chars()).filter(missing).count()
}

/// What the first list has and the second has not, in short.
fn example(a: &[String], b: &[String]) -> String {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for s in b {
        *left.entry(s).or_default() += 1;
    }
    let only: Vec<&str> = a
        .iter()
        .filter(|s| left.get_mut(s.as_str()).is_none_or(|n| std::mem::replace(n, n.saturating_sub(1)) == 0))
        .map(String::as_str)
        .collect();
    format!("{:.160}", only.join(" / "))
}

fn difference(docx: &Lines, other: &Lines) -> (String, String) {
    let ((labels, texts), (their_labels, their_texts)) = (parts(docx), parts(other));
    let same = if labels == their_labels { "same" } else { "other" };
    let found = format!("{}\t{}\t{same}", beside(&texts, &their_texts), beside(&their_texts, &texts));
    let example = format!(
        "{} || {} || {} || {}",
        example(&texts, &their_texts),
        example(&their_texts, &texts),
        example(&labels, &their_labels),
        example(&their_labels, &labels)
    );
    (found, example)
}

#[test]
#[allow(clippy::print_stdout)]
fn text_and_labels_are_those_of_the_word_file_or_the_difference_is_explained() {
    let Some(copies) = copies() else {
        println!("skipped: there are no files of older formats");
        return;
    };
    let listed = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST)).expect("the list");
    let listed: HashMap<String, &str> = listed
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let mut fields = l.splitn(3, '\t');
            let key = format!("{}\t{}", fields.next()?, fields.next()?);
            let rest = fields.next()?;
            Some((key, rest.rsplit_once('\t').map_or(rest, |(counts, _)| counts)))
        })
        .collect();
    let mut names: Vec<_> =
        std::fs::read_dir(copies.join("docx")).expect("files").flatten().map(|e| e.path()).collect();
    names.sort();
    let mut wrong = vec![];
    for format in ["rtf", "doc"] {
        if reader_named(format).is_none() {
            continue;
        }
        let mut seen = 0;
        for path in &names {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let Ok(bytes) = std::fs::read(copies.join(format).join(format!("{name}.{format}"))) else {
                continue;
            };
            let Ok(docx) = lines_of("docx", &std::fs::read(path).expect("a file")) else { continue };
            let (found, example) = match lines_of(format, &bytes) {
                Ok(other) => difference(&docx, &other),
                Err(why) => ("unread".to_owned(), why),
            };
            let key = format!("{format}\t{name}");
            if !super::is_listed(listed.get(&key).copied().unwrap_or("0\t0\tsame"), &found) {
                wrong.push(format!("{key}\t{found}\t{example}"));
            }
            seen += 1;
        }
        assert!(seen > 150, "{format}: {seen}");
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
