//! The corpus beside the repository, where it is there: every document and shape becomes TEI, is scored against its
//! truth, and the list of those whose structure is exact only grows.
//!
//! `TEI_ROOT` keeps the files; `CORPUS` names the folder (default `../shared/corpus`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tiaowen::format::reader_for;
use tiaowen::format::writer_named;
use tiaowen::ir::{source_text, validate};
use tiaowen::write::Job;

const SETS: &[&str] = &["laws_zh", "laws_zh_mut", "official", "tw", "jp", "kr", "diplomatic"];
const SHAPES: &[(&str, &str)] =
    &[("lines", "txt"), ("runon", "txt"), ("page", "html"), ("wrapped", "txt"), ("glued", "txt")];

fn corpus() -> Option<PathBuf> {
    let path = std::env::var_os("CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from);
    path.is_dir().then_some(path)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = fs::read_dir(folder)
        .map(|d| d.filter_map(|e| e.ok().map(|e| e.path())).collect())
        .unwrap_or_default();
    out.sort();
    out
}

/// Converts everything; gives the number of files made.
fn convert_all(corpus: &Path, to: &Path) -> usize {
    let tei = writer_named("tei").expect("a writer");
    let mut made = 0;
    for set in SETS {
        for folder in entries(&corpus.join(set)).into_iter().filter(|p| p.is_dir()) {
            for (shape, extension) in SHAPES {
                let name = format!("{shape}.{extension}");
                let Ok(bytes) = fs::read(folder.join(&name)) else { continue };
                let Ok(reader) = reader_for(&name) else { continue };
                let shown = folder.join(&name).display().to_string();
                let doc =
                    crate::help::document(&bytes, &name, reader).unwrap_or_else(|e| panic!("{shown}: {e}"));
                let text = source_text(&doc);
                assert_eq!(validate(&doc, Some(&text)), [], "{shown}");
                let (bytes, _) = tiaowen::write(&doc, tei, &Job::default()).expect("TEI");
                assert!(again(&bytes, &shown) == bytes, "{shown}: read and written again, the TEI differs");
                let id = folder.file_name().expect("a name");
                let target = to.join(set).join(id);
                fs::create_dir_all(&target).expect("a folder");
                fs::write(target.join(format!("{shape}.xml")), bytes).expect("a file");
                made += 1;
            }
        }
    }
    made
}

/// A TEI file, read and written again.
fn again(tei: &[u8], shown: &str) -> Vec<u8> {
    let reader = tiaowen::format::reader_named("tei").expect("a reader");
    let doc = crate::help::document(tei, "again.xml", reader).unwrap_or_else(|e| panic!("{shown}: {e}"));
    tiaowen::write(&doc, writer_named("tei").expect("a writer"), &Job::default()).expect("TEI").0
}

/// Documents whose structure is exact, as `shape set/id`.
fn exact(corpus: &Path, tei: &Path) -> BTreeSet<String> {
    let score = corpus.join("../tools/score_tei.py");
    let mut out = BTreeSet::new();
    for (shape, _) in SHAPES {
        let json = tei.join(format!("{shape}.json"));
        let run = Command::new("python3")
            .arg(&score)
            .arg("dir")
            .args([corpus, tei])
            .args(["--shape", shape, "--json"])
            .arg(&json)
            .output()
            .expect("python3 runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        fs::write(tei.join(format!("{shape}.log")), &run.stdout).expect("a file");
        let results: serde_json::Value =
            serde_json::from_slice(&fs::read(&json).expect("scores")).expect("JSON");
        for r in results.as_array().expect("a list") {
            if r["exact_struct"] == true {
                let word = |key: &str| r[key].as_str().unwrap_or("").to_owned();
                out.insert(format!("{shape} {}/{}", word("set"), word("id")));
            }
        }
    }
    out
}

#[test]
fn documents_that_are_exact_stay_exact() {
    let Some(corpus) = corpus() else {
        #[expect(clippy::print_stderr, reason = "a test that compares nothing says so")]
        {
            eprintln!("the corpus is not there: nothing to compare");
        }
        return;
    };
    let tei = std::env::var_os("TEI_ROOT")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus"), PathBuf::from);
    assert!(convert_all(&corpus, &tei) > 400);
    let have = exact(&corpus, &tei);
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus-exact.txt");
    if std::env::var_os("BLESS").is_some() {
        let text = have.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        fs::write(&list, text + "\n").expect("the list is writable");
    }
    let want: BTreeSet<String> =
        fs::read_to_string(&list).unwrap_or_default().lines().map(str::to_owned).collect();
    let broken: Vec<_> = want.difference(&have).collect();
    let unlisted: Vec<_> = have.difference(&want).collect();
    assert!(broken.is_empty(), "no longer exact: {broken:#?}");
    assert!(unlisted.is_empty(), "exact and not in the list (BLESS=1 writes it): {unlisted:#?}");
}
