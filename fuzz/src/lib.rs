//! What every fuzz target does with its bytes: reads them as a format, recognises, writes, and asks of the result what
//! the tool promises of any input. Whatever breaks a promise panics.

use std::io::{Cursor, Write};
use tiaowen::finding::Finding;
use tiaowen::format::{Format, Takes, reader_named, writers};
use tiaowen::ir::{Document, Given, source_text, validate};
use tiaowen::read::{Input, Options, Revisions};
use tiaowen::write::Job;

/// Reads bytes as a format, with options that the first byte chooses.
///
/// # Panics
/// Where a promise is broken.
pub fn reads(format: &str, bytes: &[u8]) {
    let (choice, bytes) = bytes.split_first().unwrap_or((&0, bytes));
    let revisions = [Revisions::Accept, Revisions::Reject, Revisions::Mark][usize::from(choice % 3)];
    let options = Options {
        revisions,
        keep_all: choice & 8 > 0,
        keep_comments: choice & 16 > 0,
        ..Options::USUAL
    };
    let Some((doc, _)) = read(format, bytes, &options) else { return };
    let text = source_text(&doc);
    let problems = validate(&doc, Some(&text));
    assert!(problems.is_empty(), "{problems:?}");
    // Writing takes ten times as long as reading: one input in eight is written.
    if choice >> 5 > 0 {
        return;
    }
    // Setting pages takes a thousand times as long as all else.
    let of_the_tree = |f: &&Format| f.write.as_ref().is_some_and(|w| !matches!(w.takes, Takes::Pages(_)));
    for format in writers().filter(of_the_tree).filter(|f| f.volumes || !doc.is_volume()) {
        let name = format.name;
        // What is no law of Japan is refused there.
        if name == "egov" {
            drop(tiaowen::write(&doc, format, &Job::default()));
            continue;
        }
        let (bytes, _) =
            tiaowen::write(&doc, format, &Job::default()).unwrap_or_else(|e| panic!("{name}: {e}"));
        if matches!(name, "tei" | "json") {
            let back = read(name, &bytes, &Options::USUAL).unwrap_or_else(|| panic!("{name} is not read back"));
            assert_eq!(source_text(&back.0), text, "{name} is read back otherwise");
        }
    }
}

fn read(format: &str, bytes: &[u8], options: &Options) -> Option<(Document, Vec<Finding>)> {
    let reader = reader_named(format).expect("a format of the table");
    tiaowen::document(&Input { bytes, file_name: "fuzz", options }, reader, &Given::default()).ok()
}

/// Parts of a Word file by the names that the input parts them with: the fuzzer changes XML, which no mutation of
/// compressed bytes would reach.
const PARTS: &[&str] = &[
    "word/document.xml",
    "word/numbering.xml",
    "word/styles.xml",
    "word/footnotes.xml",
    "word/comments.xml",
    "word/_rels/document.xml.rels",
    "word/settings.xml",
    "docProps/core.xml",
];

/// A Word file of parts that stand behind each other, parted by form feeds, which XML forbids; bytes that are a package already stay.
pub fn package(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, part) in PARTS.iter().zip(bytes.split(|b| *b == 0x0c)).filter(|(_, part)| !part.is_empty()) {
        zip.start_file(*name, stored).and_then(|()| Ok(zip.write_all(part)?)).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A book of files that stand behind each other, parted by form feeds; the first one is the navigation. It says that this tool
/// made it, so that the markup is taken for ours before it is read like that of any other. Bytes that are a package already stay.
pub fn book(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    let mut put = |name: &str, part: &[u8]| {
        zip.start_file(name, stored).and_then(|()| Ok(zip.write_all(part)?)).expect("memory");
    };
    let files: Vec<&[u8]> = bytes.split(|b| *b == 0x0c).take(8).collect();
    let (mut items, mut spine) = (String::new(), String::new());
    for (k, file) in files.iter().enumerate() {
        let nav = if k == 0 { " properties='nav'" } else { "" };
        items.push_str(&format!("<item id='i{k}' href='{k}.xhtml'{nav}/>"));
        spine.push_str(&format!("<itemref idref='i{k}'/>"));
        put(&format!("{k}.xhtml"), file);
    }
    put("META-INF/container.xml", b"<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>");
    let package = format!(
        "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:language>zh</dc:language>\
         <dc:source>urn:sha256-normalised:0</dc:source></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    );
    put("a.opf", package.as_bytes());
    zip.finish().expect("memory").into_inner()
}

/// A PDF of parts that stand behind each other, parted by form feeds: content of the page, map of its font's codes to
/// characters, the font, entries of the page, root of the structure tree, and objects from 8 on, `endobj` behind each.
/// No mutation of compressed streams and of places in bytes would reach what is told in them. Bytes that are a file already stay.
pub fn paper(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"%PDF") {
        return bytes.to_vec();
    }
    let mut parts = bytes.split(|b| *b == 0x0c);
    let mut part = || parts.next().unwrap_or(b"");
    let (content, map, font, page, tree, more) = (part(), part(), part(), part(), part(), part());
    let stream = |b: &[u8]| {
        [format!("<</Length {}>>\nstream\n", b.len()).as_bytes(), b, b"\nendstream"].concat()
    };
    let dict = |start: &str, b: &[u8]| [b"<<", start.as_bytes(), b, b">>"].concat();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 400 600]>>".to_vec(),
        dict("/Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 8 0 R>>>>", page),
        stream(content),
        dict("/Type/Font", font),
        stream(map),
        dict("/Type/StructTreeRoot", tree),
    ];
    let mut rest = more;
    while let Some(end) = rest.windows(6).position(|w| w == b"endobj") {
        objects.push(rest[..end].to_vec());
        rest = &rest[end + 6..];
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = vec![];
    for (k, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", k + 1).bytes().chain(object.iter().copied()).chain(*b"\nendobj\n"));
    }
    let (table, count) = (out.len(), objects.len() + 1);
    out.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    out.extend(places.iter().flat_map(|at| format!("{at:010} 00000 n \n").into_bytes()));
    out.extend(format!("trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}
