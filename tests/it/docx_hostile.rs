//! Word files made to do harm: what they unpack to and what their parts repeat stays in proportion, circles end, and
//! parts that are not there are missed only for what stood in them.

use crate::help;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Output};
use tiaowen::format::reader_named;
use tiaowen::ir::source_text;
use zip::write::SimpleFileOptions;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A file of parts below `word/`, by name and content of the root.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    let mut part = |name: &str, text: &str| {
        zip.start_file(format!("word/{name}"), SimpleFileOptions::default()).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    };
    part("document.xml", &format!("<w:document {W}><w:body>{body}</w:body></w:document>"));
    for (name, content) in parts {
        let root = name.rsplit('/').next().and_then(|n| n.split('.').next()).unwrap_or("x");
        part(name, &format!("<w:{root} {W}>{content}</w:{root}>"));
    }
    zip.finish().expect("memory").into_inner()
}

fn text_of(bytes: &[u8]) -> String {
    let doc = help::document(bytes, "a.docx", reader_named("docx").expect("a reader")).expect("a document");
    source_text(&doc)
}

/// Converts a file to text with so many mebibytes of memory to be had.
fn within(mebibytes: u32, name: &str, bytes: &[u8]) -> Output {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("a.docx");
    std::fs::write(&file, bytes).expect("a file");
    let out = Command::new("sh")
        .args(["-c", &format!("ulimit -v {} && exec \"$0\" \"$@\"", mebibytes * 1024)])
        .arg(env!("CARGO_BIN_EXE_tiaowen"))
        .args(["convert", "--no-system-fonts", "--lang", "en", "--to", "text", "-o"])
        .args([&folder.join("a.txt"), &file])
        .output()
        .expect("it runs");
    let code = out.status.code();
    assert!(matches!(code, Some(0 | 2)), "{name}: {:?} {}", out.status, String::from_utf8_lossy(&out.stderr));
    out
}

/// What is made of every number, behind each other.
fn each(numbers: std::ops::Range<u32>, of: impl Fn(u32) -> String) -> String {
    numbers.map(of).collect()
}

fn paragraph(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

const NUMBERED: &str = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";

fn list(text: &str) -> String {
    format!(
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>\
         <w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    )
}

#[test]
#[cfg(target_os = "linux")]
fn many_paragraphs_take_memory_in_proportion() {
    let body: String = (0..20_000).map(|n| paragraph(NUMBERED, &run(&format!("甲{n}。")))).collect();
    let bytes = docx(&body, &[("numbering.xml", &list("第%1条"))]);
    let out = within(600, "many", &bytes);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
#[cfg(target_os = "linux")]
fn what_parts_repeat_stays_in_proportion() {
    let paragraphs: String = (0..4000).map(|_| paragraph(NUMBERED, &run("甲。"))).collect();
    // A number of a million characters before every paragraph.
    let long = docx(&paragraphs, &[("numbering.xml", &list(&"章".repeat(300_000)))]);
    let out = within(1000, "number", &long);
    assert!(String::from_utf8_lossy(&out.stderr).contains("TW127"), "{out:?}");
    // An address of a million characters behind every word.
    let link = format!("<w:hyperlink r:id=\"a\">{}</w:hyperlink>{}", run("甲"), run("乙"));
    let links = format!("<w:p>{}</w:p>", link.repeat(4000));
    let relation = format!(
        "<Relationship Id=\"a\" Type=\"x/hyperlink\" TargetMode=\"External\" Target=\"http://a/{}\"/>",
        "a".repeat(1_000_000)
    );
    within(1000, "link", &docx(&links, &[("_rels/document.xml.rels", &relation)]));
    // Cells as wide as numbers go.
    let cell =
        format!("<w:tc><w:tcPr><w:gridSpan w:val=\"4294967295\"/></w:tcPr><w:p>{}</w:p></w:tc>", run("甲"));
    let table = format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{}</w:tr>", cell.repeat(20_000)).repeat(2));
    within(600, "cells", &docx(&table, &[]));
}

#[test]
#[cfg(target_os = "linux")]
fn what_pictures_unpack_to_stays_in_proportion() {
    // One packed picture of zeros under many names.
    let mut one = zip::ZipWriter::new(Cursor::new(vec![]));
    one.start_file("a.png", SimpleFileOptions::default()).expect("memory");
    one.write_all(&vec![0; 15 << 20]).expect("memory");
    let one = one.finish().expect("memory").into_inner();
    let mut packed = zip::ZipArchive::new(Cursor::new(&one)).expect("a package");
    let (mut shown, mut relations) = (String::new(), String::new());
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    for n in 0..200 {
        let picture = packed.by_index_raw(0).expect("a part");
        zip.raw_copy_file_rename(picture, format!("word/media/{n}.png")).expect("memory");
        let _ = write!(
            shown,
            "<w:p>{}<w:r><w:drawing><w:blip r:embed=\"p{n}\"/></w:drawing></w:r></w:p>",
            run("甲")
        );
        let _ = write!(relations, "<Relationship Id=\"p{n}\" Type=\"x/image\" Target=\"media/{n}.png\"/>");
    }
    for (name, text) in [
        ("document.xml", format!("<w:document {W}><w:body>{shown}</w:body></w:document>")),
        ("_rels/document.xml.rels", format!("<Relationships>{relations}</Relationships>")),
    ] {
        zip.start_file(format!("word/{name}"), SimpleFileOptions::default()).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    within(600, "pictures", &zip.finish().expect("memory").into_inner());
}

#[test]
fn circles_of_styles_lists_and_notes_end() {
    let styles: String = each(0..200, |n| {
        let next = (n + 1) % 200;
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"S{n}\"><w:basedOn w:val=\"S{next}\"/></w:style>\
                 <w:style w:type=\"numbering\" w:styleId=\"L{n}\"><w:pPr><w:numPr><w:numId w:val=\"{}\"/></w:numPr></w:pPr></w:style>",
            next + 1
        )
    });
    let lists: String = each(0..200, |n| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{n}\"><w:numStyleLink w:val=\"L{n}\"/><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"{n}-%1\"/></w:lvl></w:abstractNum>\
                 <w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{n}\"/></w:num>",
            n + 1
        )
    });
    let note = "<w:footnote w:id=\"1\"><w:p><w:r><w:t>注</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p></w:footnote>";
    let body = paragraph(
        &format!("<w:pStyle w:val=\"S0\"/>{NUMBERED}"),
        &format!("{}<w:r><w:footnoteReference w:id=\"1\"/></w:r>", run("甲")),
    );
    let bytes = docx(&body, &[("styles.xml", &styles), ("numbering.xml", &lists), ("footnotes.xml", note)]);
    let text = text_of(&bytes);
    assert_eq!(text.matches('甲').count(), 1);
    // Where a circle is cut does not change from one reading to the next.
    for _ in 0..8 {
        assert_eq!(text_of(&bytes), text);
    }
}

#[test]
fn counts_at_the_end_of_all_numbers_go_nowhere() {
    let settings = "<w:footnotePr><w:numStart w:val=\"4294967295\"/></w:footnotePr>";
    let notes: String =
        each(1..4, |n| format!("<w:footnote w:id=\"{n}\"><w:p>{}</w:p></w:footnote>", run("注")));
    let signs: String = each(1..4, |n| format!("<w:r><w:footnoteReference w:id=\"{n}\"/></w:r>"));
    let numbering = list("%1.").replace("<w:start w:val=\"1\"/>", "<w:start w:val=\"4294967295\"/>");
    let body = paragraph(NUMBERED, &format!("{}{signs}", run("甲"))) + &paragraph(NUMBERED, &run("乙"));
    let parts = [
        ("settings.xml", settings),
        ("footnotes.xml", notes.as_str()),
        ("numbering.xml", numbering.as_str()),
    ];
    let text = text_of(&docx(&body, &parts));
    assert!(text.contains("甲") && text.matches('注').count() == 3, "{text}");
}

/// A paragraph of very many lines, and one of very many looks, links and languages: each is gone through once.
#[test]
fn very_long_paragraphs_are_read() {
    let bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t><w:br/></w:r>";
    let lines = format!("<w:p>{}</w:p>", bold.repeat(30_000));
    assert_eq!(text_of(&docx(&lines, &[])).matches("甲乙").count(), 30_000);
    let (mut links, mut relations) = (String::new(), String::new());
    for n in 0..70_000 {
        let _ = write!(links, "<w:hyperlink r:id=\"r{n}\"><w:r><w:t>甲</w:t></w:r></w:hyperlink>");
        let _ = write!(
            relations,
            "<Relationship Id=\"r{n}\" Type=\"x/hyperlink\" TargetMode=\"External\" Target=\"http://a/{n}\"/>"
        );
    }
    let bytes = docx(&format!("<w:p>{links}</w:p>"), &[("_rels/document.xml.rels", &relations)]);
    assert_eq!(text_of(&bytes).matches('甲').count(), 70_000);
}

#[test]
fn a_file_without_one_of_its_parts_is_read_without_what_stood_there() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds/china-cuba-joint-statement-2022.txt");
    let source = std::fs::read(path).expect("a seed");
    let doc = help::document(&source, "a.txt", reader_named("text").expect("a reader")).expect("a document");
    let writer = tiaowen::format::writer_named("docx").expect("a writer");
    let (file, _) = tiaowen::write(&doc, writer, &tiaowen::write::Job::default()).expect("a file");
    let whole = text_of(&file);
    let mut archive = zip::ZipArchive::new(Cursor::new(&file)).expect("a package");
    let mut parts: Vec<(String, Vec<u8>)> = vec![];
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).expect("a part");
        let mut bytes = vec![];
        part.read_to_end(&mut bytes).expect("memory");
        parts.push((part.name().expect("a name").to_string(), bytes));
    }
    assert!(parts.len() > 10, "{parts:?}");
    for (missing, _) in &parts {
        let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
        for (name, bytes) in parts.iter().filter(|(name, _)| name != missing) {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("memory");
            zip.write_all(bytes).expect("memory");
        }
        let file = zip.finish().expect("memory").into_inner();
        let read = help::document(&file, "a.docx", reader_named("docx").expect("a reader"));
        match missing.as_str() {
            "word/document.xml" => assert_eq!(read.expect_err("no file").code.id, "TW041"),
            // Numbers that styles and lists show are gone with them; the texts are not.
            // Whether the title was broken by us is said with the properties.
            "word/styles.xml" | "word/numbering.xml" | "docProps/custom.xml" => {
                assert!(source_text(&read.expect("a document")).contains("习近平"), "{missing}");
            }
            _ => assert_eq!(source_text(&read.expect("a document")), whole, "{missing}"),
        }
    }
}
