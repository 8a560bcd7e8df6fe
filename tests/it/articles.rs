//! The records of articles hold what the document holds, at the places that they name.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use tiaowen::articles::{articles, units};
use tiaowen::format::reader_for;
use tiaowen::ir::{Document, Event, Given, events, plain_text, source_text};
use tiaowen::number::Level;
use tiaowen::read::Input;

fn documents() -> Vec<(PathBuf, Document)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["seeds", "tests/cases", "tests/goldens"].map(|f| root.join(f));
    let files =
        folders.iter().flat_map(|f| fs::read_dir(f).expect("a folder")).map(|e| e.expect("an entry").path());
    let mut out = vec![];
    for path in files.filter(|p| p.extension().is_some_and(|e| ["txt", "md", "json"].iter().any(|w| e == *w)))
    {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("readable");
        let reader = reader_for(&name).expect("a reader");
        if let Ok((doc, _)) = tiaowen::document(&Input::new(&bytes, &name), reader, &Given::default()) {
            out.push((path, doc));
        }
    }
    assert!(out.len() >= 5, "the documents were found");
    out
}

#[test]
fn units_hold_every_line_of_the_document_once() {
    for (path, doc) in documents() {
        let units = units(&doc);
        let mut lines: Vec<String> = vec![];
        for unit in &units {
            assert_eq!(
                unit.text,
                unit.passages.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n")
            );
            lines.extend(unit.text.lines().map(str::to_owned));
        }
        // Containers are no units; their lines are those that are left.
        let all = plain_text(&doc);
        let mut rest = lines.iter().peekable();
        let mut containers = 0;
        for line in all.lines() {
            // The label of a container may stand in the line of what follows it.
            if rest.peek().is_some_and(|l| line.ends_with(l.as_str())) {
                rest.next();
            } else {
                containers += 1;
            }
        }
        assert!(rest.peek().is_none(), "{}: {:?} is out of order", path.display(), rest.peek());
        let mut there = 0;
        events(&doc, |e| there += usize::from(matches!(e, Event::Enter(p) if p.level.is_container())));
        assert!(containers <= there * 2, "{}: {containers} lines in no unit", path.display());
    }
}

#[test]
fn places_are_characters_of_the_source_and_references_lead_to_provisions() {
    let (mut articles_seen, mut references) = (0, 0);
    for (path, doc) in documents() {
        let source: Vec<char> = source_text(&doc).chars().collect();
        let mut ids = HashSet::new();
        let mut wanted = vec![];
        events(&doc, |e| match e {
            Event::Enter(p) => {
                ids.insert(p.id.0.clone());
                if p.level == Level::Article {
                    wanted.push(p.id.0.clone());
                }
            }
            // 本办法 leads to the title.
            Event::Text(t) => ids.extend(t.id.iter().map(|id| id.0.clone())),
            Event::Leave(_) => {}
        });
        ids.insert("title".into());
        let found = articles(&doc);
        assert_eq!(found.iter().map(|a| a.id.clone()).collect::<Vec<_>>(), wanted, "{}", path.display());
        articles_seen += found.len();
        let mut last = 0;
        for a in units(&doc) {
            assert!(
                last <= a.start && a.start <= a.end && a.end <= source.len() as u64,
                "{}",
                path.display()
            );
            last = a.end;
            let label: String = a.label.iter().flat_map(|l| l.chars()).collect();
            if a.heading.is_none() && !label.is_empty() {
                let there: String = source[a.start as usize..].iter().take(label.chars().count()).collect();
                assert_eq!(there, label, "{}", path.display());
            }
            for r in &a.references {
                let there: String = source[r.start as usize..r.end as usize].iter().collect();
                assert_eq!(there, r.text, "{}", path.display());
                assert!(ids.contains(&r.target) && a.passages.iter().any(|p| p.id == r.from), "{r:?}");
                references += 1;
            }
        }
    }
    assert!(articles_seen > 50 && references > 3, "{articles_seen} articles, {references} references");
}
