//! Deposit packages: whole, the same bytes twice, and every change to one is found.

use tiaowen::finding::Words;
use tiaowen::format::{reader_for, reader_named};
use tiaowen::ir::Document;
use tiaowen::package::{BagContents, Files, Originals, bag, name, problems, unzip, zip};
use tiaowen::write::Job;

const TEXT: &str = "示例办法\n第一条　为了示例，制定本办法。\n第二条　本办法自2024年1月1日起施行。\n";

fn made() -> Files {
    let read = reader_named("text").expect("a reader");
    let doc = crate::help::document(TEXT.as_bytes(), "示例 办法.txt", read).expect("a document");
    let job = Job { date: Some("2024-01-01".into()), ..Job::default() };
    let name = name(Some("example-1.0"), &doc).expect("a name");
    let originals = Originals { source: TEXT.as_bytes(), corrections: None, metadata: None };
    bag(&doc, &originals, &job, &name).expect("a bag").0
}

fn read(name: &str, originals: &Originals) -> Result<Document, Words> {
    let reader = reader_for(name).expect("a reader");
    crate::help::document(originals.source, name, reader).map_err(|e| e.words())
}

fn wrong(files: &Files) -> Vec<Words> {
    problems(&BagContents::from(files.clone()), read)
}

#[test]
fn a_bag_is_whole_and_the_same_twice() {
    let files = made();
    assert_eq!(wrong(&files), Vec::<Words>::new());
    assert_eq!(files, made());
    let zipped = zip(&files, "example-1.0").expect("a zip file");
    assert_eq!(unzip(&zipped).expect("files"), BagContents::from(files.clone()));
    for path in files.keys() {
        let ascii = path.chars().all(|c| c.is_ascii_alphanumeric() || "-./".contains(c));
        assert!(ascii, "{path}");
    }
    let info = String::from_utf8(files["bag-info.txt"].clone()).expect("UTF-8");
    assert!(info.contains("示例 办法.txt") && info.contains("Bagging-Date: 2024-01-01"), "{info}");
    assert_eq!(files["data/example-1.0.txt"], TEXT.as_bytes());
}

#[test]
fn every_change_to_a_bag_is_found() {
    let whole = made();
    for path in whole.keys() {
        let mut files = whole.clone();
        files.get_mut(path).expect("a file").push(b'\n');
        // The manifest of the tag files cannot vouch for itself: a line more in it is none.
        assert!(path == "tagmanifest-sha256.txt" || !wrong(&files).is_empty(), "{path} changed");
        files.remove(path);
        assert!(!wrong(&files).is_empty(), "{path} missing");
    }
    let mut files = whole.clone();
    files.insert("data/extra".into(), vec![]);
    assert!(!wrong(&files).is_empty(), "a file too many");
    // Another source under hashes that were made to fit.
    let other = TEXT.replace("2024", "2025").into_bytes();
    let mut files = whole;
    let old = tiaowen::text::hash::sha256(TEXT.as_bytes());
    let new = tiaowen::text::hash::sha256(&other);
    files.insert("data/example-1.0.txt".into(), other);
    for list in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        let text = String::from_utf8(files[list].clone()).expect("UTF-8").replace(&old, &new);
        files.insert(list.into(), text.into_bytes());
    }
    let said = Words::join(&wrong(&files)).to_string();
    assert!(said.contains("example-1.0.tei.xml") && said.contains("example-1.0.pdf"), "{said}");
}

#[test]
fn a_pdf_is_kept_beside_the_one_that_is_made() {
    let read_text = reader_named("text").expect("a reader");
    let doc = crate::help::document(TEXT.as_bytes(), "a.txt", read_text).expect("a document");
    let writer = tiaowen::format::writer_named("pdf").expect("a writer");
    let (source, _) = tiaowen::write(&doc, writer, &Job::default()).expect("a file");
    let doc = crate::help::document(&source, "示例.pdf", reader_named("pdf").expect("a reader"))
        .expect("a document");
    let originals = Originals { source: &source, corrections: None, metadata: None };
    let (files, _) = bag(&doc, &originals, &Job::default(), "b").expect("a bag");
    assert_eq!(files["data/b.source.pdf"], source);
    assert!(files.contains_key("data/b.pdf"));
    assert_eq!(wrong(&files), Vec::<Words>::new());
    let premis = String::from_utf8(files["data/premis.xml"].clone()).expect("UTF-8");
    assert!(premis.contains("application/pdf") && premis.contains("示例.pdf"), "{premis}");
}

#[test]
fn names_are_of_plain_ascii() {
    let read = reader_named("text").expect("a reader");
    let doc = crate::help::document(TEXT.as_bytes(), "a.txt", read).expect("a document");
    assert_eq!(name(None, &doc).expect("a name"), format!("doc-{}", &doc.provenance.sha256[..12]));
    assert!(name(Some("a_b"), &doc).is_ok());
    for bad in ["", "../x", "条例", ".hidden", "a b"] {
        assert!(name(Some(bad), &doc).is_err(), "{bad}");
    }
}
