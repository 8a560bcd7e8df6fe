//! Every written format of a few small documents, as files to be read and compared: whatever changes in an output is seen
//! here first. `BLESS=1` writes what is made now.

use crate::help::parts;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use tiaowen::format::reader_for;
use tiaowen::format::writer_named;
use tiaowen::write::Job;
use tiaowen::xml::{Element, Node, parse};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens")
}

/// XML with an element to a line, unless it holds text.
fn pretty(xml: &str) -> String {
    fn tag(e: Element, close: &str) -> String {
        let attributes = e.attributes().fold(String::new(), |out, (n, v)| format!("{out} {n}=\"{v}\""));
        format!("<{}{attributes}{close}>", e.name())
    }
    fn visit(e: Element, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        let text = e.children().any(|n| matches!(n, Node::Text(_)));
        if text {
            let _ = writeln!(out, "{indent}{}{}</{}>", tag(e, ""), e.text(), e.name());
        } else if e.elements().next().is_none() {
            let _ = writeln!(out, "{indent}{}", tag(e, "/"));
        } else {
            let _ = writeln!(out, "{indent}{}", tag(e, ""));
            e.elements().for_each(|child| visit(child, depth + 1, out));
            let _ = writeln!(out, "{indent}</{}>", e.name());
        }
    }
    let tree = parse(xml).expect("XML");
    let mut out = String::new();
    visit(tree.root(), 0, &mut out);
    out
}

/// What is written of a document, by the ends of the golden files' names.
fn made(name: &str, bytes: &[u8]) -> BTreeMap<String, String> {
    let doc = crate::help::document(bytes, name, reader_for(name).expect("a reader")).expect("a document");
    let write = |format: &str| {
        tiaowen::write(&doc, writer_named(format).expect("a writer"), &Job::default()).expect("an output").0
    };
    let mut out = BTreeMap::new();
    for (format, end) in [("tei", "tei.xml"), ("akn", "akn.xml"), ("pages", "pages.txt"), ("text", "out.txt")]
    {
        out.insert(end.to_owned(), String::from_utf8(write(format)).expect("UTF-8"));
    }
    let docx = parts(&write("docx"));
    for part in ["document", "numbering", "styles", "footnotes"] {
        if let Some(xml) = docx.get(&format!("word/{part}.xml")) {
            out.insert(format!("docx.{part}.xml"), pretty(xml));
        }
    }
    let pages = parts(&write("epub")).into_iter().filter_map(|(name, xml)| {
        let shown = name.contains(".xhtml") && !name.contains("cover");
        shown.then(|| format!("<!-- {name} -->\n{xml}"))
    });
    out.insert("epub.xhtml".to_owned(), pages.collect());
    out
}

#[test]
fn every_output_is_its_golden_file() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut all: Vec<PathBuf> =
        fs::read_dir(folder()).expect("tests/goldens").map(|e| e.expect("an entry").path()).collect();
    all.sort();
    let outputs = |p: &&PathBuf| p.is_dir();
    let mut left: Vec<PathBuf> = vec![];
    for dir in all.iter().filter(outputs) {
        left.extend(fs::read_dir(dir).expect("a folder").map(|e| e.expect("an entry").path()));
    }
    let mut seen = 0;
    for source in all.iter().filter(|p| p.is_file()) {
        let name = source.file_name().expect("a name").to_string_lossy();
        let folder = source.with_extension("");
        for (end, text) in made(&name, &fs::read(source).expect("a source")) {
            let golden = folder.join(&end);
            left.retain(|p| *p != golden);
            if bless {
                fs::create_dir_all(&folder).expect("a folder");
                fs::write(&golden, &text).expect("a golden file");
            } else {
                let want = fs::read_to_string(&golden).unwrap_or_default();
                let first = want.lines().zip(text.lines()).enumerate().find(|(_, (a, b))| a != b);
                assert!(want == text, "{} differs; BLESS=1 blesses it: {first:?}", golden.display());
            }
            seen += 1;
        }
    }
    if bless {
        for stale in left {
            fs::remove_file(stale).expect("a file that nothing makes");
        }
    } else {
        assert!(left.is_empty(), "nothing makes {left:?}");
    }
    assert!(seen >= 30, "the documents were found");
}
