//! Formats that hold finished documents: what is written is read back, with the same text, structure and identifiers.

use std::path::{Path, PathBuf};
use tiaowen::format::{reader_named, reader_of, writer_named};
use tiaowen::ir::{Block, Document, Given, Provision, normalised_sha256, validate};
use tiaowen::read::Input;
use tiaowen::write::Job;

/// The structure of a document: levels, identifiers, labels, numbers, headings and roles; what each text says, without white
/// space.
fn shape(doc: &Document) -> Vec<String> {
    fn squashed(s: &str) -> String {
        s.chars().filter(|c| !c.is_whitespace()).collect()
    }
    fn blocks(all: &[Block], depth: usize, out: &mut Vec<String>) {
        for b in all {
            match b {
                Block::Text(t) if t.role == tiaowen::ir::Role::Note => {}
                Block::Text(t) => {
                    let id = t.id.as_ref().map_or("", |id| id.0.as_str());
                    out.push(format!("{depth} {:?} {id} {}", t.role, squashed(&t.readable())));
                }
                Block::Provision(p) => {
                    out.push(provision(p, depth));
                    blocks(&p.blocks, depth + 1, out);
                }
            }
        }
    }
    fn provision(p: &Provision, depth: usize) -> String {
        let label = p.label.as_ref().map_or_else(String::new, |l| squashed(&l.readable()));
        let heading = p.heading.as_ref().map(|h| (h.place, squashed(&h.readable())));
        format!("{depth} {:?} {} {label:?} {:?} {heading:?}", p.level, p.id, p.n())
    }
    let mut out = vec![];
    for part in [&doc.front, &doc.body, &doc.back] {
        blocks(part, 0, &mut out);
    }
    out
}

/// Notes with their identifiers: they stand where they are referred to.
fn notes(doc: &Document) -> Vec<(String, String)> {
    let mut out = vec![];
    tiaowen::ir::events(doc, |e| {
        if let tiaowen::ir::Event::Text(t) = e
            && t.role == tiaowen::ir::Role::Note
        {
            let said = t.readable().chars().filter(|c| !c.is_whitespace()).collect();
            out.push((t.id.as_ref().map_or_else(String::new, |id| id.0.clone()), said));
        }
    });
    out.sort();
    out
}

/// What is wrong with a document that is written and read back.
fn roundtrip(doc: &Document, format: &str) -> Option<String> {
    let writer = writer_named(format)?;
    let (file, _) = tiaowen::write(doc, writer, &Job::default()).ok()?;
    let name = format!("a.{}", writer.extension());
    let (reader, input) = (reader_of(&file, &name).ok()?, Input::new(&file, &name));
    assert_eq!(reader.name, format, "the content tells the format");
    let back = match tiaowen::document(&input, reader, &Given::default()) {
        Ok((back, _)) => back,
        Err(e) => return Some(e.message(tiaowen::finding::Lang::En)),
    };
    let source = tiaowen::ir::source_text(&back);
    if let Some(problem) = validate(&back, Some(&source)).first() {
        return Some(format!("unsound: {problem}"));
    }
    let (a, b) = (shape(doc), shape(&back));
    if let Some((x, y)) = a.iter().zip(&b).find(|(x, y)| x != y) {
        return Some(format!("{x} | {y}"));
    }
    if a.len() != b.len() {
        return Some(format!("{} blocks, {}: {:?} {:?}", a.len(), b.len(), a.last(), b.last()));
    }
    if notes(doc) != notes(&back) {
        return Some(format!("notes: {:?} {:?}", notes(doc).first(), notes(&back).first()));
    }
    let (again, _) = tiaowen::write(&back, writer, &Job::default()).ok()?;
    let twice = tiaowen::document(&Input::new(&again, &name), reader, &Given::default()).ok()?.0;
    (shape(&twice) != b || normalised_sha256(&twice) != normalised_sha256(&back))
        .then(|| "not stable".to_owned())
}

/// Files of a folder and those below.
fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for e in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = e.path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

#[allow(clippy::print_stdout)]
fn every_document(format: &str, folder: &Path, most: usize) -> (usize, Vec<String>) {
    let mut all = vec![];
    files(folder, &mut all);
    all.sort();
    let (mut seen, mut wrong) = (0, vec![]);
    for path in all {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        if bytes.len() > most {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(reader) = reader_of(&bytes, &name) else { continue };
        if !matches!(reader.name, "text" | "md" | "html" | "docx" | "tei" | "json")
            || name.starts_with("README")
        {
            continue;
        }
        let Ok((doc, _)) = tiaowen::document(&Input::new(&bytes, &name), reader, &Given::default()) else {
            continue;
        };
        // Characters that XML forbids are replaced there, and pictures without words have no place.
        let text = tiaowen::ir::plain_text(&doc);
        let forbidden =
            |c: char| c.is_control() && !"\n\t\r".contains(c) || matches!(c, '\u{fffe}' | '\u{ffff}');
        if doc.is_volume() || text.contains(forbidden) || text.trim().is_empty() {
            continue;
        }
        seen += 1;
        if let Some(what) = roundtrip(&doc, format) {
            wrong.push(format!("{name}: {what:.300}"));
        }
    }
    (seen, wrong)
}

#[test]
fn akoma_ntoso_of_the_seeds_is_read_back() {
    let (seen, wrong) = every_document("akn", &Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"), 1 << 20);
    assert!(wrong.is_empty(), "{} of {seen}: {}", wrong.len(), wrong.join("\n"));
    assert!(seen >= 5);
}

#[test]
fn akoma_ntoso_of_the_corpus_is_read_back() {
    let Some(corpus) = crate::help::shared("corpus") else { return };
    let (seen, wrong) = every_document("akn", &corpus, 1 << 17);
    assert!(wrong.is_empty(), "{} of {seen}: {}", wrong.len(), wrong.join("\n"));
    assert!(seen > 500, "{seen}");
    let _ = reader_named("akn");
}
