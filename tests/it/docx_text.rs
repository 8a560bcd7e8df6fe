//! The text of Word files beside the text that an office program shows of them, labels aside: what differs is listed
//! with its reason.

use crate::help;
use std::collections::HashMap;
use std::path::PathBuf;
use tiaowen::format::reader_named;
use tiaowen::ir::{Mark, MarkKind};
use tiaowen::read::{Content, Input, Lines, Options, Revisions};
use tiaowen::text::Style;

/// By file: characters that only we show, and only the office program, or `..N` for at most so many; whether paragraphs
/// that both show stand in the same order; and the reason. A file that is not listed is equal.
const LIST: &str = "tests/docx-text.tsv";

/// Where texts of more files are: an office program makes them.
fn texts() -> Option<PathBuf> {
    std::env::var_os("OFFICE_TEXTS").map(PathBuf::from).or_else(|| help::shared("corpus/docx/lo"))
}

fn lines_of(bytes: &[u8]) -> Option<Lines> {
    let read = reader_named("docx")?.read.as_ref()?.read;
    // The other text shows what was deleted.
    let options = &Options { revisions: Revisions::Mark, ..Options::USUAL };
    match read(&Input { bytes, file_name: "a.docx", options }).ok()?.content {
        Content::Lines(lines) => Some(*lines),
        Content::Document(_) => None,
    }
}

fn squashed(s: &str) -> String {
    let shown =
        |c: &char| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}');
    s.chars().filter(shown).collect()
}

/// Texts of paragraphs and cells, with the labels before them. Left out is what the other text never has: notes,
/// formulas and the words of pictures; and the signs that only characters need.
fn ours(lines: &Lines) -> Vec<(String, String)> {
    let mut silent = vec![false; lines.source.text.len()];
    let left_out =
        |m: &&Mark| matches!(m.kind, MarkKind::Markup | MarkKind::Math { .. } | MarkKind::Image { .. });
    for m in lines.marks.iter().filter(left_out) {
        silent[m.start as usize..m.end as usize].fill(true);
    }
    let mut out = vec![];
    for line in lines.lines.iter().filter(|l| l.hints.style != Style::Note) {
        let start = line.text.start as usize;
        let (label, text) = lines.source.text[line.text.range()].split_at(line.hints.shown.into());
        let from = start + label.len();
        let shown: String =
            text.char_indices().filter(|(at, _)| !silent[from + at]).map(|(_, c)| c).collect();
        for (k, part) in shown.split(['\n', '\t']).map(squashed).enumerate() {
            out.push((if k == 0 { squashed(label) } else { String::new() }, part));
        }
    }
    out.retain(|(label, text)| !(label.is_empty() && text.is_empty()));
    out
}

/// Characters that stand in one of two texts only.
fn beside(a: &str, b: &str) -> usize {
    let mut counts: HashMap<char, i64> = HashMap::new();
    b.chars().for_each(|c| *counts.entry(c).or_default() += 1);
    a.chars().filter(|c| counts.get_mut(c).is_none_or(|n| std::mem::replace(n, *n - 1) <= 0)).count()
}

/// What differs.
fn difference(lines: &Lines, office: &str) -> (usize, usize, bool, String) {
    let theirs: Vec<String> =
        office.split(['\n', '\t', '\u{c}']).map(squashed).filter(|t| !t.is_empty()).collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    theirs.iter().enumerate().rev().for_each(|(k, t)| places.entry(t).or_default().push(k));
    let once: Vec<usize> = places.values().filter(|p| p.len() == 1).flatten().copied().collect();
    let mut found: Vec<usize> = vec![];
    let mut left: Vec<(String, String)> = vec![];
    for (label, text) in ours(lines) {
        match places.get_mut(format!("{label}{text}").as_str()).and_then(Vec::pop) {
            Some(k) => found.push(k),
            None => left.push((label, text)),
        }
    }
    let mut rest: Vec<usize> = places.into_values().flatten().collect();
    rest.sort_unstable();
    // Labels that are others.
    left.retain(|(label, text)| {
        let fits = |k: &usize| !label.is_empty() && !text.is_empty() && theirs[*k].ends_with(text.as_str());
        let at = rest.iter().position(fits);
        if let Some(at) = at {
            rest.remove(at);
        }
        at.is_none() && !text.is_empty()
    });
    found.retain(|k| once.contains(k));
    let left: String = left.into_iter().map(|(_, text)| text).collect();
    let rest: String = rest.into_iter().map(|k| theirs[k].as_str()).collect();
    let example = format!("{left:.160} | {rest:.160}");
    (beside(&left, &rest), beside(&rest, &left), found.is_sorted(), example)
}

#[test]
#[allow(clippy::print_stdout)]
fn text_is_what_an_office_program_shows_or_its_difference_is_explained() {
    let Some((files, texts)) = help::shared("corpus/docx/files").zip(texts()) else { return };
    let listed = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST))
        .expect("the list");
    let listed: HashMap<&str, &str> = listed
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .map(|(file, rest)| (file, rest.rsplit_once('\t').map_or(rest, |(counts, _)| counts)))
        .collect();
    let mut names: Vec<_> = std::fs::read_dir(files).expect("files").flatten().map(|e| e.path()).collect();
    names.sort();
    let (mut seen, mut wrong) = (0, vec![]);
    for path in names {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let Ok(office) = std::fs::read_to_string(texts.join(format!("{name}.txt"))) else { continue };
        let lines = lines_of(&std::fs::read(&path).expect("a file")).unwrap_or_default();
        let (a, b, order, example) = difference(&lines, &office);
        let order = if order { "same" } else { "other" };
        let fits = |said: &str, n: usize| match said.strip_prefix("..") {
            Some(most) => most.parse().is_ok_and(|most| n <= most),
            None => said.parse() == Ok(n),
        };
        let said: Vec<&str> =
            listed.get(name.as_str()).copied().unwrap_or("0\t0\tsame").split('\t').collect();
        if said.len() != 3 || !fits(said[0], a) || !fits(said[1], b) || said[2] != order {
            wrong.push(format!("{name}\t{a}\t{b}\t{order}\t{example}"));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(seen > 150, "{seen}");
}
