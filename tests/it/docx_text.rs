//! The text of Word files beside the text that an office program shows of them, labels aside: what differs is listed
//! with its reason. And OpenDocument texts that such a program makes of Word files beside those: the same labels and characters.

mod older;
mod share;

use crate::help;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
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
    // The other text shows what was deleted.
    lines_as("docx", bytes, &Options { revisions: Revisions::Mark, ..Options::USUAL })
}

fn lines_as(format: &str, bytes: &[u8], options: &Options) -> Option<Lines> {
    let read = reader_named(format)?.read.as_ref()?.read;
    match read(&Input { bytes, file_name: "a", options }).ok()?.content {
        Content::Lines(lines) => Some(*lines),
        Content::Document(_) | Content::Unresolved(_) => None,
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

/// A text without the brackets that we put around signs of notes.
fn bare(text: &str) -> String {
    squashed(text).replace(['[', '^', ']', '〔', '〕'], "")
}

/// Paragraphs of an office program's text as they stand there: with their label before them, which a tab may follow.
fn labelled(office: &str) -> HashSet<String> {
    let all: Vec<String> = office.split(['\n', '\t', '\u{c}']).map(bare).collect();
    let apart = all.windows(2).map(<[String]>::concat);
    apart.chain(all.iter().cloned()).collect()
}

/// What a list says of files, without the reasons.
fn differences(list: &str) -> HashMap<&str, &str> {
    list.lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .map(|(file, rest)| (file, rest.rsplit_once('\t').map_or(rest, |(counts, _)| counts)))
        .collect()
}

/// Whether a difference is the one that a list says: field by field, `..N` for at most so many, where the day of the run is
/// among what differs.
fn is_listed(said: &str, found: &str) -> bool {
    let fits = |(said, found): (&str, &str)| match said.strip_prefix("..") {
        Some(most) => most.parse::<usize>().is_ok_and(|most| found.parse().is_ok_and(|n: usize| n <= most)),
        None => said == found,
    };
    said.split('\t').count() == found.split('\t').count() && said.split('\t').zip(found.split('\t')).all(fits)
}

#[test]
#[allow(clippy::print_stdout)]
fn text_is_what_an_office_program_shows_or_its_difference_is_explained() {
    let Some((files, texts)) = help::shared("corpus/docx/files").zip(texts()) else { return };
    let listed = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST)).expect("the list");
    let listed = differences(&listed);
    let mut names: Vec<_> = std::fs::read_dir(files).expect("files").flatten().map(|e| e.path()).collect();
    names.sort();
    let (mut seen, mut wrong) = (0, vec![]);
    for path in names {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let Ok(office) = std::fs::read_to_string(texts.join(format!("{name}.txt"))) else { continue };
        let lines = lines_of(&std::fs::read(&path).expect("a file")).unwrap_or_default();
        let (a, b, order, example) = difference(&lines, &office);
        let found = format!("{a}\t{b}\t{}", if order { "same" } else { "other" });
        if !is_listed(listed.get(name.as_str()).copied().unwrap_or("0\t0\tsame"), &found) {
            wrong.push(format!("{name}\t{found}\t{example}"));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(seen > 150, "{seen}");
}

/// By file: characters that only the Word file has, and only the other; labels that differ; and the reason. A file that
/// is not listed is equal.
const ODT_LIST: &str = "tests/odt-text.tsv";

/// Where the files are that an office program made.
fn made() -> Option<PathBuf> {
    std::env::var_os("OFFICE_FILES").map(PathBuf::from)
}

fn read_as(path: &Path, format: &str) -> Option<Lines> {
    lines_as(format, &std::fs::read(path).ok()?, &Options::USUAL)
}

/// Labels and texts of lines; words of pictures and formulas, which the other program writes its own way, are left out.
fn shown(lines: &Lines) -> Vec<(String, String)> {
    let text = &lines.source.text;
    let mut silent = vec![false; text.len()];
    for m in &lines.marks {
        if matches!(m.kind, MarkKind::Math { .. } | MarkKind::Image { .. }) {
            silent[m.start as usize..m.end as usize].fill(true);
        }
    }
    let each = lines.lines.iter().map(|line| {
        let start = line.text.start as usize;
        let (label, rest) = text[line.text.range()].split_at(line.hints.shown.into());
        let from = start + label.len();
        let rest: String = rest.char_indices().filter(|(at, _)| !silent[from + at]).map(|(_, c)| c).collect();
        (squashed(label), squashed(&rest))
    });
    each.filter(|(label, rest)| !(label.is_empty() && rest.is_empty())).collect()
}

/// A label that is another one than in the Word file, with the text behind it; `None` where that text is not there.
struct Label {
    word: String,
    found: Option<String>,
    text: String,
}

/// Characters that only the Word file has, characters that only the other has, and labels that differ.
fn between(word: &Lines, other: &Lines) -> (usize, usize, Vec<Label>) {
    let (a, b) = (shown(word), shown(other));
    let texts = |all: &[(String, String)]| all.iter().map(|(_, t)| t.as_str()).collect::<String>();
    // Labels by the texts behind them, in order.
    let mut labels: HashMap<&str, Vec<&str>> = HashMap::new();
    b.iter().rev().for_each(|(l, t)| labels.entry(t).or_default().push(l));
    let mut wrong = vec![];
    for (label, text) in &a {
        let found = labels.get_mut(text.as_str()).and_then(Vec::pop);
        if found.map_or(!label.is_empty(), |found| found != label) {
            wrong.push(Label { word: label.clone(), found: found.map(str::to_owned), text: text.clone() });
        }
    }
    let (ta, tb) = (texts(&a), texts(&b));
    (beside(&ta, &tb), beside(&tb, &ta), wrong)
}

/// The first labels that differ, in short.
fn example(labels: &[Label]) -> String {
    let one = |l: &Label| format!("{}|{}|{:.20}", l.word, l.found.as_deref().unwrap_or("?"), l.text);
    labels.iter().take(3).map(one).collect::<Vec<_>>().join("; ")
}

#[test]
#[allow(clippy::print_stdout)]
fn an_opendocument_has_the_labels_and_characters_of_the_word_file_it_was_made_of() {
    let Some((files, made)) = help::shared("corpus/docx/files").zip(made()) else { return };
    let listed =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(ODT_LIST)).unwrap_or_default();
    let listed = differences(&listed);
    let mut names: Vec<_> = std::fs::read_dir(files).expect("files").flatten().map(|e| e.path()).collect();
    names.sort();
    let (mut seen, mut wrong) = (0, vec![]);
    for path in names {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let found = ["odt", "fodt"].map(|end| made.join(format!("{name}.{end}")));
        let Some(other) = found.iter().find(|f| f.is_file()) else { continue };
        let Some(word) = read_as(&path, "docx") else { continue };
        let other = read_as(other, "odt").unwrap_or_default();
        let (a, b, labels) = between(&word, &other);
        let found = format!("{a}\t{b}\t{}", labels.len());
        if !is_listed(listed.get(name.as_str()).copied().unwrap_or("0\t0\t0"), &found) {
            wrong.push(format!("{name}\t{found}\t{}", example(&labels)));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(seen > 150, "{seen}");
}
