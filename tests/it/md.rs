//! Markdown that is written and read back is the same tree: the same identifiers, labels, headings and texts.

use crate::help;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tiaowen::format::{Format, reader_for, reader_named, writer_named};
use tiaowen::ir::{Document, Event, MarkKind, RunKind, Text, events};
use tiaowen::text::chars::squash;
use tiaowen::write::Job;

/// A text as it is read, without the signs of notes, which Markdown writes in its own way.
fn said(t: &Text) -> String {
    if t.role == tiaowen::ir::Role::Table {
        return squash(&t.readable());
    }
    let runs = t.runs();
    let words = runs.iter().filter(|r| !matches!(r.kind, RunKind::NoteReference(_) | RunKind::NoteLabel));
    squash(&words.map(|r| r.text.as_ref()).collect::<String>())
}

/// What a tree says, a line for every provision and text.
fn tree(doc: &Document) -> Vec<String> {
    let mut out = vec![];
    events(doc, |e| match e {
        Event::Enter(p) => {
            let label = p.label.as_ref().map(|l| squash(&l.readable())).unwrap_or_default();
            let heading = p.heading.as_ref().map(|h| said(&h.as_text())).unwrap_or_default();
            out.push(format!("{} {} {label} | {heading}", p.id, p.level.name()));
        }
        Event::Text(t) => {
            let id = t.id.as_ref().map_or("", |id| id.0.as_str());
            out.push(format!("{} {id} | {}", t.role.name(), said(t)));
        }
        Event::Leave(_) => {}
    });
    out
}

fn markdown(doc: &Document) -> String {
    let (bytes, _) =
        tiaowen::write(doc, writer_named("md").expect("a writer"), &Job::default()).expect("a file");
    String::from_utf8(bytes).expect("UTF-8")
}

/// The first difference between a document and what is read of it in Markdown.
fn difference(doc: &Document) -> Option<String> {
    let written = markdown(doc);
    let back = help::document(written.as_bytes(), "a.md", reader_named("md").expect("a reader"))
        .expect("a document");
    let (want, got) = (tree(doc), tree(&back));
    let at = want.iter().zip(&got).take_while(|(a, b)| a == b).count();
    let there = |list: &[String]| list.get(at).cloned().unwrap_or_default();
    (want != got).then(|| format!("{}\ninstead of\n{}", there(&got), there(&want)))
}

fn read(path: &Path) -> Option<Document> {
    let name = path.file_name()?.to_str()?;
    let reader: &Format = reader_for(name).ok()?;
    help::document(&std::fs::read(path).ok()?, name, reader).ok()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = vec![];
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { out.extend(files(&path)) } else { out.push(path) }
    }
    out.sort();
    out
}

#[test]
fn seeds_and_goldens_come_back_as_they_were() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for path in ["seeds", "tests/goldens"].iter().flat_map(|f| files(&root.join(f))) {
        // What a golden's folder holds was written, and is no source.
        let source = path.parent().is_some_and(|p| p.ends_with("seeds") || p.ends_with("goldens"));
        let source = source
            && path.extension().is_some_and(|e| e == "txt" || e == "md")
            && !path.ends_with("README.md");
        let Some(doc) = Some(&path).filter(|_| source).and_then(|p| read(p)) else { continue };
        assert_eq!(difference(&doc), None, "{}:\n{}", path.display(), markdown(&doc));
        seen += 1;
    }
    assert!(seen >= 8, "{seen}");
}

/// Kinds of files of the corpus whose lines are as their publishers set them.
const PUBLISHED: &[&str] = &["laws_zh", "official", "jp", "kr"];

#[test]
fn nearly_all_that_is_published_comes_back_as_it_was() {
    let Some(folder) = help::shared("corpus") else { return };
    let (mut all, mut bad) = (0, vec![]);
    for path in PUBLISHED
        .iter()
        .flat_map(|f| files(&folder.join(f)))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .step_by(9)
    {
        let Some(doc) = read(&path) else { continue };
        all += 1;
        bad.extend(difference(&doc).map(|d| format!("{}: {d}", path.display())));
    }
    assert!(all >= 20 && bad.len() * 50 <= all, "{} of {all}: {bad:#?}", bad.len());
}

/// The marks of a document by their kinds, as often as they occur.
fn marks(doc: &Document) -> Vec<String> {
    let mut out = vec![];
    tiaowen::ir::each_mark(doc, |_, m| {
        let form = m.kind.form();
        if form.weight != tiaowen::ir::Weight::Nothing || matches!(m.kind, MarkKind::Language { .. }) {
            out.push(form.name.1.to_owned());
        }
    });
    out.sort();
    out
}

#[test]
fn marks_and_pictures_come_back() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/every-mark.json");
    let doc = read(&path).expect("the seed");
    let back = help::document(markdown(&doc).as_bytes(), "a.md", reader_named("md").expect("a reader"));
    let back = back.expect("a document");
    assert_eq!(back.meta.language, doc.meta.language);
    let data =
        |d: &Document| d.media.iter().map(|m| m.data.clone()).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(data(&back), data(&doc));
    let (mut want, mut got) = (marks(&doc), marks(&back));
    // What Markdown has no sign for is said; blanks are text for its reader.
    for list in [&mut want, &mut got] {
        list.retain(|m| !["formulas", "underlines", "pictures"].contains(&m.as_str()));
        // Words of another language are also found where nobody marked them.
        list.dedup_by(|a, b| a == b && a == "the language of passages");
    }
    assert_eq!(got, want);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn texts_of_any_signs_come_back(
        texts in prop::collection::vec("[甲乙丙a1*_<>&~#|`.+=!(){}：、；“”　 -]{0,16}\\PC{0,3}[甲乙]", 1..8),
    ) {
        let mut source = String::from("样本市公园办法\n第一章　总则\n");
        for (k, text) in texts.iter().enumerate() {
            let line: String = text.chars().map(|c| if c.is_whitespace() { '　' } else { c }).collect();
            let number = "一二三四五六七八".chars().nth(k).unwrap_or('九');
            let item = if k % 2 == 0 { "（一）乙；\n" } else { "" };
            let _ = write!(source, "第{number}条　甲{line}。\n{item}");
        }
        let doc = help::document(source.as_bytes(), "a.txt", reader_named("text").expect("a reader")).expect("a document");
        prop_assert_eq!(difference(&doc), None, "{}", markdown(&doc));
    }
}
