//! What a document says is never opened, run or asked for: addresses that are none of the web become text in every
//! format, with a finding, and a conversion touches nothing but its inputs, fonts and outputs.

use std::fmt::Write as _;
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
    for format in writers().filter(|f| f.takes_any()) {
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
        for format in writers().filter(|f| f.takes_any()) {
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
    // Whatever it opens is an input, a font, an output, or what the system itself has to start a program.
    let inside = format!("\"{}", folder.display());
    let usual = [
        "/lib",
        "/usr/lib",
        "/etc/ld.so",
        "/proc/",
        "/dev/",
        "/sys/",
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/etc/fonts",
    ];
    for line in calls.lines().filter(|l| l.contains("open") && !l.contains(" = -1 ")) {
        let path = line.split('"').nth(1).unwrap_or_default();
        let ours = !path.starts_with('/') || line.contains(&inside) || path.contains("fonts");
        let ours = ours || std::env::var("HOME").is_ok_and(|h| path == h);
        assert!(ours || usual.iter().any(|u| path.starts_with(u)), "{line}");
        let named = ["a.html", "a.md", "out", ".", ""];
        let relative = path.trim_start_matches("./").split('/').next().unwrap_or_default();
        assert!(path.starts_with('/') || named.contains(&relative), "{line}");
    }
    // What it opens to write stands in the folder of the outputs.
    for line in calls.lines().filter(|l| l.contains("O_WRONLY") || l.contains("O_RDWR")) {
        assert!(line.contains("out") || line.contains("/dev/") || line.contains("/proc/"), "{line}");
    }
}

/// A package of parts.
fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        std::io::Write::write_all(&mut zip, text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\t', "&#9;")
}

/// A Word file with fields that start, fetch and lead, and links whose targets stand among the relationships.
fn word() -> Vec<u8> {
    let field = |code: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{result}</w:t></w:r>\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            escaped(code)
        )
    };
    let fields = [
        "DDEAUTO c:\\\\windows\\\\cmd.exe \"/k calc\"",
        "INCLUDETEXT \"file:///etc/passwd\"",
        "INCLUDEPICTURE \"http://canary.example.org/x.png\" \\d",
        "MACROBUTTON Evil 丙",
        "LINK Excel.Sheet \"\\\\\\\\server\\\\share\\\\x\"",
    ];
    let own = |s: String, code: &&str| s + &field(code, "己");
    let mut body: String = fields.iter().fold(String::new(), own);
    let (mut links, mut targets) = (String::new(), String::new());
    for (k, address) in ADDRESSES.iter().enumerate() {
        body += &field(&format!("HYPERLINK \"{}\"", address.replace('\\', "\\\\")), "庚");
        let _ = write!(links, "<w:hyperlink r:id=\"r{k}\"><w:r><w:t>辛</w:t></w:r></w:hyperlink>");
        let _ = write!(
            targets,
            "<Relationship Id=\"r{k}\" TargetMode=\"External\" Target=\"{}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\"/>",
            escaped(address)
        );
    }
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let paragraph = |runs: &str| format!("<w:p>{runs}</w:p>");
    let text = |t: &str| format!("<w:r><w:t>{t}</w:t></w:r>");
    let all = [
        paragraph(&text("示例办法")),
        paragraph(&(text("第一条　甲") + &body)),
        paragraph(&(text("第二条　乙") + &links)),
    ];
    package(&[
        ("word/document.xml", format!("<w:document {names}><w:body>{}</w:body></w:document>", all.concat())),
        (
            "word/_rels/document.xml.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{targets}</Relationships>"
            ),
        ),
    ])
}

fn rich() -> Vec<u8> {
    let fields = ADDRESSES
        .iter()
        .map(|a| {
            format!(
                "{{\\field{{\\*\\fldinst HYPERLINK \"{}\"}}{{\\fldrslt x}}}}",
                a.replace('\\', "\\\\\\\\")
            )
        })
        .collect::<Vec<_>>()
        .concat();
    format!("{{\\rtf1\\ansi\\uc0 \\u31034 \\u20363 \\u21150 \\u27861\\par \\u31532 \\u19968 \\u26465 \\u12288 \\u30002 {fields}\\par {{\\object\\objemb{{\\*\\objdata 00}}}}\\par}}")
        .into_bytes()
}

fn open_text() -> Vec<u8> {
    let links: String = ADDRESSES
        .iter()
        .map(|a| format!("<text:a xlink:href=\"{}\">乙</text:a>", escaped(a)))
        .collect::<Vec<_>>()
        .concat();
    format!(
        "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         xmlns:script=\"urn:oasis:names:tc:opendocument:xmlns:script:1.0\" \
         office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:scripts><office:script \
         script:language=\"x\">alert(1)</office:script></office:scripts><office:body><office:text><text:p>示例办法</text:p>\
         <text:p>第一条　甲{links}</text:p></office:text></office:body></office:document>"
    )
    .into_bytes()
}

/// A PDF file with a text, links that lead there, and what runs when it is opened.
fn page_file() -> Vec<u8> {
    use lopdf::{Document as Pdf, Object, dictionary};
    let (doc, _) = read("示例办法\n第一条　甲乙丙丁。\n第二条　戊己。\n", "text");
    let job = Job::default();
    let (bytes, _) =
        tiaowen::write(&doc, tiaowen::format::writer_named("pdf").expect("pdf"), &job).expect("a PDF");
    let mut pdf = Pdf::load_mem(&bytes).expect("a PDF");
    let script = || dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let page = *pdf.get_pages().values().next().expect("a page");
    let mut links: Vec<Object> = ADDRESSES
        .iter()
        .map(|a| dictionary! { "S" => "URI", "URI" => Object::string_literal(*a) })
        .chain([script(), dictionary! { "S" => "Launch", "F" => Object::string_literal("cmd.exe") }])
        .map(|action| {
            Object::Dictionary(dictionary! {
                "Type" => "Annot", "Subtype" => "Link", "A" => action,
                "Rect" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            })
        })
        .collect();
    let dictionary = pdf.get_dictionary_mut(page).expect("a page");
    if let Ok(there) = dictionary.get(b"Annots").and_then(Object::as_array) {
        links.extend(there.clone());
    }
    dictionary.set("Annots", links);
    let catalog = pdf.catalog_mut().expect("a catalogue");
    catalog.set("OpenAction", script());
    catalog.set("AA", dictionary! { "WC" => script() });
    let mut out = vec![];
    pdf.save_to(&mut out).expect("a file");
    out
}

#[test]
fn fields_of_office_files_and_actions_of_pdf_files_become_text_in_every_format() {
    for (bytes, name) in [(word(), "docx"), (rich(), "rtf"), (open_text(), "fodt"), (page_file(), "pdf")] {
        let reader = reader_named(name).expect("a reader");
        let (doc, told) =
            tiaowen::document(&Input::new(&bytes, "a"), reader, &Given::default()).expect("a document");
        assert!(tiaowen::ir::source_text(&doc).contains('甲'), "{name}");
        let mut links = 0;
        events(&doc, |e| {
            if let Event::Text(t) = e {
                links += t.marks.iter().filter(|m| matches!(m.kind, MarkKind::Link { .. })).count();
            }
        });
        for format in writers().filter(|f| f.takes_any()) {
            let (bytes, said) = tiaowen::write(&doc, format, &Job::default()).expect("an output");
            let text = inside(&bytes);
            assert!(!text.contains("canary"), "{name} to {}", format.name);
            if !["json", "graph"].contains(&format.name) {
                assert_eq!(leads(&text), None, "{name} to {}", format.name);
            }
            for word in ["DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "MACROBUTTON", "HYPERLINK", "app.alert"]
            {
                assert!(!text.contains(word), "{word}: {name} to {}", format.name);
            }
            if format.name == "pdf" {
                assert_eq!(actions(&bytes), Vec::<String>::new(), "{name}");
            }
            if format.name == "docx" {
                let found = told.iter().chain(&said);
                let count = found
                    .filter(|f| [codes::LINK_AS_TEXT.id, codes::LINK_NOT_KEPT.id].contains(&f.code.id))
                    .count();
                assert!(count > 0 || (links == 0 && name == "pdf"), "{name}: nobody is told");
            }
        }
    }
}
