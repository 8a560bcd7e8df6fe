//! References of the corpus beside the repository, where it is there: how many 第X条 inside sentences lead somewhere.
//!
//! `REFERENCES` names a file for all that was found, a line each, by rule: somebody can sample and read them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use tiaowen::format::reader_for;
use tiaowen::ir::{Document, Event, MarkKind, Role, Text, events};
use tiaowen::number::{Group, read_labels};
use tiaowen::resolve::doubts;

fn folders(set: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(set);
    let mut out: Vec<PathBuf> = fs::read_dir(root)
        .map(|d| d.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.is_dir()).collect())
        .unwrap_or_default();
    out.sort();
    out
}

/// Where articles are named inside a text.
fn named(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.match_indices(['第', '제']).filter_map(|(at, _)| {
        let label = read_labels(&text[at..]).into_iter().find(|l| l.form.group == Group::Article)?;
        Some((at, at + label.len))
    })
}

fn covers(t: &Text, at: usize) -> bool {
    t.marks.iter().any(|m| {
        matches!(m.kind, MarkKind::Reference { .. } | MarkKind::Citation { .. })
            && (m.start as usize..m.end as usize).contains(&at)
    })
}

/// The words around a place, on one line.
fn around(text: &str, (start, end): (usize, usize)) -> String {
    const SIGNS: usize = 24;
    let before: Vec<char> = text[..start].chars().rev().take(SIGNS).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[end..].chars().take(SIGNS).collect();
    format!("{before}【{}】{after}", &text[start..end]).replace(['\n', '\r'], " ")
}

/// Adds what a document holds: the articles that it names, those that lead somewhere, and a line for each reference.
fn count(doc: &Document, name: &str, said: &mut BTreeMap<String, Vec<String>>) -> (usize, usize) {
    let (mut all, mut covered) = (0, 0);
    events(doc, |e| {
        let Event::Text(t) = e else { return };
        if matches!(t.role, Role::Title | Role::Contents | Role::Number) {
            return;
        }
        for (start, end) in named(&t.text) {
            all += 1;
            if covers(t, start) {
                covered += 1;
            } else {
                said.entry("none".into())
                    .or_default()
                    .push(format!("{name}\t{}", around(&t.text, (start, end))));
            }
        }
        for m in &t.marks {
            let (rule, target) = match &m.kind {
                MarkKind::Reference { target, more, rule } => (rule, format!("{target} +{}", more.len())),
                MarkKind::Citation { title, pinpoint, rule, .. } => {
                    (rule, format!("{title}#{}", pinpoint.as_deref().unwrap_or("")))
                }
                _ => continue,
            };
            let key = rule.map_or("note", |r| r.name()).to_owned();
            let words = around(&t.text, (m.start as usize, m.end as usize));
            said.entry(key).or_default().push(format!("{name}\t{words}\t{target}"));
        }
    });
    for d in doubts(doc) {
        let within = d.within.map_or(String::new(), |id| id.0);
        said.entry(format!("doubt-{}", d.why.about().0))
            .or_default()
            .push(format!("{name}\t{within}\t{}", d.text));
    }
    (all, covered)
}

#[test]
#[expect(clippy::print_stderr, reason = "the figures are what people want to see")]
fn articles_that_sentences_name_lead_somewhere() {
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (sets, least) in
        [(&["laws_zh", "official"][..], 0.95), (&["tw"][..], 0.8), (&["jp"][..], 0.6), (&["kr"][..], 0.8)]
    {
        let (mut all, mut covered) = (0, 0);
        for folder in sets.iter().flat_map(|s| folders(s)) {
            let name = "lines.txt";
            let Ok(bytes) = fs::read(folder.join(name)) else { continue };
            let Ok(reader) = reader_for(name) else { continue };
            let shown = folder.file_name().expect("a name").to_string_lossy().into_owned();
            let doc = crate::help::document(&bytes, name, reader).unwrap_or_else(|e| panic!("{shown}: {e}"));
            let (more, of_them) = count(&doc, &shown, &mut said);
            all += more;
            covered += of_them;
        }
        eprintln!("{sets:?}: {all} articles named, {covered} lead somewhere");
        assert!(all == 0 || covered as f64 >= least * all as f64, "{sets:?}: {covered} of {all}");
    }
    if let Some(path) = std::env::var_os("REFERENCES") {
        let mut out = String::new();
        for (rule, lines) in &said {
            for line in lines {
                let _ = writeln!(out, "{rule}\t{line}");
            }
        }
        fs::write(path, out).expect("a file");
    }
}
