//! Volumes: every format holds the texts of its documents in their order, with identifiers and contents for each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tiaowen::bind::bind;
use tiaowen::format::reader_for;
use tiaowen::format::writer_named;
use tiaowen::ir::source_text;
use tiaowen::write::Job;

const SEEDS: [&str; 4] = ["model-law.txt", "notice.txt", "park-measures.md", "treaty.txt"];

fn seed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name)
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bind");
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn tiaowen(arguments: &[&str]) -> Output {
    let seeds = SEEDS.map(seed);
    let out = Command::new(env!("CARGO_BIN_EXE_tiaowen")).args(arguments).args(seeds).output();
    out.expect("the command runs")
}

#[test]
fn a_volume_is_proved_in_every_format() {
    let outputs = ["a.pdf", "a.docx", "a.epub"].map(|n| folder().join(n).to_string_lossy().into_owned());
    let mut arguments = vec!["bind", "--no-system-fonts", "--title", "示例汇编"];
    for o in &outputs {
        arguments.extend(["-o", o]);
    }
    let out = tiaowen(&arguments);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    // A finding is about the document that it was made on.
    let said = String::from_utf8_lossy(&out.stderr);
    let (findings, summary) = said.trim_end().rsplit_once('\n').expect("findings and a summary");
    assert!(summary.starts_with("3 files written in "), "{summary}");
    assert!(findings.lines().all(|l| l.contains("[TW")), "{findings}");
    for o in &outputs {
        let out = Command::new(env!("CARGO_BIN_EXE_tiaowen")).args(["verify", o]).output().expect("it runs");
        assert!(out.status.success(), "{o}: {}", String::from_utf8_lossy(&out.stdout));
    }
}

#[test]
fn the_texts_follow_each_other_and_identifiers_bear_their_documents() {
    let read = |name: &&str| {
        let bytes = fs::read(seed(name)).expect("a seed");
        crate::help::document(&bytes, name, reader_for(name).expect("a reader")).expect("a document")
    };
    let docs: Vec<_> = SEEDS.iter().map(read).collect();
    let texts: String = docs.iter().map(source_text).collect();
    let titles: Vec<String> = docs.iter().map(|d| d.title().to_owned()).collect();
    let volume = bind(docs, "示例汇编");
    assert_eq!(source_text(&volume), texts);
    for name in ["pdf", "docx", "epub", "json"] {
        let writer = writer_named(name).expect("a writer");
        let (bytes, _) = tiaowen::write(&volume, writer, &Job::default()).expect("a volume");
        let (again, _) = tiaowen::write(&volume, writer, &Job::default()).expect("a volume");
        assert!(bytes == again, "{name}");
    }
    let epub = writer_named("epub").expect("a writer");
    let (bytes, _) = tiaowen::write(&volume, epub, &Job::default()).expect("a book");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let nav = std::io::read_to_string(zip.by_name("OEBPS/nav.xhtml").expect("navigation")).expect("text");
    for (k, title) in titles.iter().enumerate() {
        let entry = format!("#d{}\">{title}</a>", k + 1);
        assert!(nav.contains(&entry), "{entry} in {nav}");
    }
    assert!(nav.contains("#d1.art-1\"") && nav.contains("#d4.art-1\""));
}

#[test]
fn what_cannot_be_bound_is_said() {
    for (output, code) in [("a.xml", "TW068"), ("a", "TW068")] {
        let out = tiaowen(&["bind", "-o", output]);
        assert_eq!(out.status.code(), Some(2));
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(said.contains(code), "{said}");
    }
    let over = seed(SEEDS[0]);
    let out = Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(["bind", "-o", "a.pdf"])
        .arg(folder().join("missing.txt"))
        .arg(&over)
        .output()
        .expect("it runs");
    assert_eq!(out.status.code(), Some(2));
    assert!(!Path::new("a.pdf").exists());
}
