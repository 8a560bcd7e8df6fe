//! What a document says is never opened, run or asked for: addresses that are none of the web become text in every
//! format, with a finding, and a conversion touches nothing but its inputs, fonts and outputs.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;
use tiaowen::finding::{Finding, codes};
use tiaowen::format::{reader_named, writers};
use tiaowen::ir::{Block, Document, Event, Given, Mark, MarkKind, events};
use tiaowen::read::Input;
use tiaowen::write::Job;

/// Addresses that nothing may lead to.
const ADDRESSES: &[&str] = &[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "\\\\server\\share\\x",
    "//server/share/x",
    "ms-word:ofe|u|http://example.org/x",
];

fn read(text: &str, format: &str) -> (Document, Vec<Finding>) {
    let reader = reader_named(format).expect("a reader");
    tiaowen::document(&Input::new(text.as_bytes(), "a"), reader, &Given::default()).expect("a document")
}

/// All text of a file: the parts of a package one after the other.
fn inside(bytes: &[u8]) -> String {
    if !bytes.starts_with(b"PK") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut out = String::new();
    for k in 0..zip.len() {
        let mut part = vec![];
        zip.by_index(k).expect("a part").read_to_end(&mut part).expect("its bytes");
        out.push_str(&String::from_utf8_lossy(&part));
    }
    out
}

/// The actions of a PDF, by the keys of its dictionaries.
fn actions(bytes: &[u8]) -> Vec<String> {
    let pdf = lopdf::Document::load_mem(bytes).expect("a PDF");
    let mut out = vec![];
    for object in pdf.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        for key in ["URI", "JS", "JavaScript", "Launch", "OpenAction", "AA", "EmbeddedFiles", "GoToR"] {
            if let Ok(value) = dictionary.get(key.as_bytes()) {
                out.push(format!("{key} {value:?}"));
            }
        }
    }
    out
}

/// Puts links to all of them on the first words.
fn put(blocks: &mut [Block]) {
    let link = |a: &&str| Mark { start: 0, end: 3, kind: MarkKind::Link { target: (*a).into() } };
    for b in blocks {
        match b {
            Block::Text(t) if t.text.starts_with('甲') => t.marks = ADDRESSES.iter().map(link).collect(),
            Block::Text(_) => {}
            Block::Provision(p) => put(&mut p.blocks),
        }
    }
}

/// A document whose tree has such links, whatever readers let through.
fn linked() -> Document {
    let (mut doc, _) = read("示例办法\n第一条　甲乙丙丁。\n", "text");
    put(&mut doc.body);
    doc
}

/// Whether a file leads to one of the addresses.
fn leads(text: &str) -> Option<&'static str> {
    const ATTRIBUTES: &[&str] = &["href=", "src=", "Target=", "target=", "action=", "url=", "url("];
    let text = text.to_ascii_lowercase();
    ADDRESSES.iter().copied().find(|a| {
        let a = a.to_ascii_lowercase();
        let attribute = |k: &&str| {
            ["", "\"", "'"].iter().any(|q| text.contains(&format!("{}{q}{a}", k.to_ascii_lowercase())))
        };
        ATTRIBUTES.iter().any(attribute)
            || text.contains(&format!("]({a}"))
            || text.contains(&format!("<{a}>"))
    })
}

#[test]
fn hostile_addresses_are_text_in_every_format_and_are_told() {
    let doc = linked();
    for format in writers() {
        let (bytes, findings) = tiaowen::write(&doc, format, &Job::default()).expect("an output");
        // The JSON form is the tree itself.
        if ["json", "graph"].contains(&format.name) {
            continue;
        }
        assert_eq!(leads(&inside(&bytes)), None, "{}", format.name);
        if format.name == "pdf" {
            assert_eq!(actions(&bytes), Vec::<String>::new());
        }
        if !["text", "pages", "jsonl", "svg"].contains(&format.name) {
            let told = findings.iter().filter(|f| f.code == &codes::LINK_NOT_KEPT).count();
            assert_eq!(told, ADDRESSES.len(), "{}", format.name);
        }
    }
}

#[test]
fn hostile_pages_become_plain_text() {
    let links = ADDRESSES
        .iter()
        .map(|a| format!("<a href='{}' onclick=alert(1)>乙</a>", a.replace('\'', "")))
        .collect::<Vec<_>>()
        .concat();
    let page = format!(
        "<html><head><script>alert(1)</script><base href=//example.org/></head><body onload=alert(1)><h1>示例办法</h1>\
         <p>第一条　甲{links}。</p><iframe src=//example.org/x></iframe><object data=file:///etc/passwd></object>\
         <img src=x onerror=alert(1) alt=图><svg onload=alert(1)><script>alert(1)</script></svg>\
         <form action=javascript:alert(1)><button formaction=javascript:alert(1)>丙</button></form>\
         <p style='background:url(javascript:alert(1))'>第二条　丁。</p></body></html>"
    );
    let markdown = format!(
        "# 示例办法\n\n第一条 甲{}。\n\n<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n第二条 丁。\n",
        ADDRESSES
            .iter()
            .map(|a| format!("[乙](<{}>)", a.replace(['<', '>'], "")))
            .collect::<Vec<_>>()
            .concat()
    );
    for (text, format) in [(page, "html"), (markdown, "markdown")] {
        let (doc, findings) = read(&text, format);
        let mut links = 0;
        events(&doc, |e| {
            if let Event::Text(t) = e {
                links += t.marks.iter().filter(|m| matches!(m.kind, MarkKind::Link { .. })).count();
            }
        });
        let told = findings.iter().any(|f| f.code == &codes::LINK_AS_TEXT);
        for format in writers() {
            let (bytes, said) = tiaowen::write(&doc, format, &Job::default()).expect("an output");
            let text = inside(&bytes);
            if !["json", "graph", "tei", "md"].contains(&format.name) {
                assert_eq!(leads(&text), None, "{}", format.name);
            }
            for tag in ["<iframe", "<object ", "formaction", " onload=\"", " onerror=\"", " onclick=\""] {
                assert!(!text.contains(tag), "{tag} in {}", format.name);
            }
            if format.name == "pdf" {
                assert_eq!(actions(&bytes), Vec::<String>::new());
            }
            if format.name == "html" {
                assert!(told || links == 0 || said.iter().any(|f| f.code == &codes::LINK_NOT_KEPT));
            }
        }
    }
}

/// Nothing that a document names is looked for: not beside it, not on the machine, not on the network.
#[test]
#[cfg(target_os = "linux")]
#[allow(clippy::print_stdout)]
fn a_conversion_touches_nothing_that_a_document_names() {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: strace is not there");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("touches");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for name in ["canary.png", "canary.css", "canary.md"] {
        fs::write(folder.join(name), "x").expect("a file");
    }
    let page = "<html><head><link rel=stylesheet href=canary.css></head><body><h1>示例办法</h1><p>第一条　甲\
                <a href=canary.md>乙</a><img src=canary.png alt=图><img src=http://canary.example.org/x.png alt=图>\
                <img src=file:///etc/shadow alt=图></p></body></html>";
    fs::write(folder.join("a.html"), page).expect("a file");
    fs::write(folder.join("a.md"), "# 示例办法\n\n第一条 甲[乙](canary.md)![图](canary.png)。\n")
        .expect("a file");
    let log = folder.join("log");
    let out = Command::new("strace")
        .args(["-f", "-e", "trace=%file,%network,%process", "-o"])
        .arg(&log)
        .arg(env!("CARGO_BIN_EXE_tiaowen"))
        .args(["convert", "--to", "pdf,docx,epub,tei,akn,html,md,jsonl", "-o", "out/", "a.html", "a.md"])
        .current_dir(&folder)
        .output()
        .expect("the command runs");
    let calls = fs::read_to_string(&log).unwrap_or_default();
    if !calls.contains("execve(") {
        println!("skipped: strace may not trace here");
        return;
    }
    assert!(out.status.code().is_some_and(|c| c < 2), "{}", String::from_utf8_lossy(&out.stderr));
    assert_eq!(calls.matches("execve(").count(), 1, "no other program");
    for named in ["canary", "/etc/shadow", "/etc/passwd", "socket(", "connect(", " fork(", "vfork("] {
        let line = calls.lines().find(|l| l.contains(named));
        assert_eq!(line, None, "{named}");
    }
    // What it opens to write stands in the folder of the outputs.
    for line in calls.lines().filter(|l| l.contains("O_WRONLY") || l.contains("O_RDWR")) {
        assert!(line.contains("out") || line.contains("/dev/") || line.contains("/proc/"), "{line}");
    }
}
