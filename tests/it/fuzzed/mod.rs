//! What the tool promises of any input, as functions of bytes: `tests/it/fuzz.rs` tries them with the test program as it is,
//! `fuzz/` with a fuzzer that sees which code was reached. Whatever breaks a promise panics.

mod articles;
pub mod changed;
pub mod growth;
mod parts;
mod said;

use std::borrow::Cow;
use std::io::{Cursor, Read};
use tiaowen::finding::Error;
use tiaowen::format::{Format, Takes, reader_named, readers, writer_named, writers};
use tiaowen::ir::{Document, Given, source_text, validate};
use tiaowen::number::{FORMS, LabelMatch, date, notes, read_labels};
use tiaowen::read::{Input, Options, Revisions};
use tiaowen::verify::{against, alone};
use tiaowen::write::Job;

/// What a target does.
type Try = fn(&[u8]);

/// Targets that are no formats.
const OTHERS: &[(&str, Try)] = &[
    ("profile", said::profiles),
    ("metadata", said::metadata),
    ("corrections", said::corrections),
    ("bag", said::bags),
    ("numbers", numbers),
    ("quadratic", growth::quadratic),
];

/// The format whose files do not hold every text that is no document: Markdown, where nothing refers to a note. `verify` says so
/// where it happens; here it is read, and no more is asked.
const UNPROVED: &str = "md";

/// Every target: a format by its name is read, `to-FORMAT` writes and proves, `verify-FORMAT` takes the text out of files
/// that may be anybody's.
pub fn targets() -> impl Iterator<Item = String> {
    let read = readers().map(|f| f.name.to_owned());
    let write = writers().map(|f| format!("to-{}", f.name));
    let verify = writers().filter(|f| f.extract.is_some()).map(|f| format!("verify-{}", f.name));
    read.chain(write).chain(verify).chain(OTHERS.iter().map(|(name, _)| (*name).to_owned()))
}

/// Does what a target does with bytes.
///
/// # Panics
/// Where a promise is broken; where there is no such target.
pub fn run(target: &str, bytes: &[u8]) {
    match (target.split_once('-'), OTHERS.iter().find(|(name, _)| *name == target)) {
        (Some(("to", format)), _) => writes(format, bytes),
        (Some(("verify", format)), _) => verifies(format, bytes),
        (_, Some((_, try_it))) => try_it(bytes),
        _ => reads(target, bytes),
    }
}

/// The file that bytes stand for: formats that are packages, or mostly places in bytes, are put together of their parts.
fn file(format: &str, bytes: &[u8]) -> Vec<u8> {
    match format {
        "docx" => parts::package(bytes),
        "epub" => parts::book(bytes),
        "odt" => parts::text_of_office(bytes),
        "pdf" => parts::paper(bytes),
        _ => bytes.to_vec(),
    }
}

fn read(format: &str, bytes: &[u8], options: &Options, given: &Given) -> Result<Document, Error> {
    let reader = reader_named(format).expect("a format of the table");
    let doc = tiaowen::document(&Input { bytes, file_name: "fuzz", options }, reader, given)?.0;
    let text = source_text(&doc);
    // Who edits the JSON form may leave the places in the source behind.
    let problems = validate(&doc, (reader.name != "json").then_some(&text));
    assert!(problems.is_empty(), "{problems:?}");
    // Bytes with zeros among them may be UTF-16.
    if let ("text" | "md", Ok(whole), false) = (reader.name, std::str::from_utf8(bytes), bytes.contains(&0)) {
        assert_eq!(text, whole.strip_prefix('\u{feff}').unwrap_or(whole), "characters are lost");
    }
    Ok(doc)
}

/// Reads bytes as a format, with options that the first byte chooses, and writes what came of it in every format that is
/// made of the tree; pages take a hundred times as long and have targets of their own.
fn reads(format: &str, bytes: &[u8]) {
    let (choice, bytes) = bytes.split_first().unwrap_or((&0, bytes));
    let revisions = [Revisions::Accept, Revisions::Reject, Revisions::Mark][usize::from(choice % 3)];
    let options =
        Options { revisions, keep_all: choice & 8 > 0, keep_comments: choice & 16 > 0, ..Options::USUAL };
    let Ok(doc) = read(format, &file(format, bytes), &options, &Given::default()) else { return };
    // One in eight.
    if choice >> 5 > 0 {
        return;
    }
    let of_the_tree = |f: &&Format| f.write.as_ref().is_some_and(|w| matches!(w.takes, Takes::Tree(_)));
    for format in writers().filter(of_the_tree) {
        written(&doc, format, &Job::default());
    }
}

/// Writes a document of the grammar, or bytes as text, in a format, with a page that the first byte chooses.
fn writes(format: &str, bytes: &[u8]) {
    let (choice, bytes) = bytes.split_first().unwrap_or((&0, bytes));
    let (format, profile) = (writer_named(format).expect("a format of the table"), choice >> 2 & 3);
    let markup = ["text", "md", "html"].get(usize::from(choice & 3));
    let doc = match markup {
        Some(markup) => read(markup, &articles::document(markup, bytes), &Options::USUAL, &Given::default()),
        None => read("text", bytes, &Options::USUAL, &Given::default()),
    };
    let Ok(doc) = doc else { return };
    let profile = (profile > 0).then(|| said::PAGES[usize::from(profile) - 1].clone());
    let job = Job { profile: profile.map(Cow::Owned), ..Job::default() };
    let Some(file) = written(&doc, format, &job) else { return };
    // One in four.
    if choice >> 6 == 0 {
        let (again, _) = tiaowen::write(&doc, format, &job).expect("it was written before");
        assert!(again == file, "{}: not the same bytes", format.name);
    }
    // The file with one byte changed is read and proved or refused.
    if let (Some(extract), [a, b, c, ..]) = (format.extract, bytes) {
        let (mut dented, len) = (file, usize::from(*a) << 8 | usize::from(*b));
        let at = len % dented.len().max(1);
        if let Some(byte) = dented.get_mut(at) {
            *byte ^= c | 1;
            drop(extract(&dented).map(|e| (against(&doc, &e), alone(&e))));
        }
    }
}

/// Writes a document and asks of the file what is promised: it is well formed, holds the text, and is read back the same.
fn written(doc: &Document, format: &Format, job: &Job) -> Option<Vec<u8>> {
    let name = format.name;
    if doc.is_volume() && !format.volumes {
        return None;
    }
    let file = match tiaowen::write(doc, format, job) {
        Ok((file, _)) => file,
        // What is no law of Japan is refused there.
        Err(_) if !format.takes_any() => return None,
        Err(e) => panic!("{name}: {e}"),
    };
    well_formed(name, &file);
    // A text of signs alone leaves a file without any, which no reader takes.
    let said = |file: &[u8]| file.iter().any(|b| !b.is_ascii_whitespace());
    if let Some(extract) = format.extract.filter(|_| said(&file)) {
        let extract = extract(&file).unwrap_or_else(|e| panic!("{name}: no text is taken out: {e:?}"));
        let (verdict, own) = (against(doc, &extract), alone(&extract));
        if name != UNPROVED {
            assert!(verdict.holds(), "{name}: {verdict:?}");
            assert!(!format.states_itself() || own.holds(), "{name}: {own:?}");
        }
    }
    if matches!(name, "tei" | "json") {
        let back = read(name, &file, &Options::USUAL, &Given::default());
        let back = back.unwrap_or_else(|e| panic!("{name} is not read back: {e}"));
        assert_eq!(source_text(&back), source_text(doc), "{name} is read back otherwise");
    }
    Some(file)
}

/// Files of XML, and those in packages, are well formed; lines of JSON are JSON.
fn well_formed(name: &str, file: &[u8]) {
    let xml = |what: &str, bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).unwrap_or_else(|e| panic!("{what}: {e}"));
        // The one declaration of a document type that means nothing.
        let text = text.replacen("<!DOCTYPE html>", "", 1);
        if let Err(problem) = tiaowen::xml::parse(&text) {
            panic!("{what}: {:?}", problem.told(&text));
        }
    };
    match name {
        "tei" | "akn" | "egov" | "svg" => xml(name, file),
        "docx" | "epub" => {
            let mut zip = zip::ZipArchive::new(Cursor::new(file)).expect("a package");
            for k in 0..zip.len() {
                let mut part = zip.by_index(k).expect("a part");
                let name = part.name().expect("a name").into_owned();
                let end = name.rsplit('.').next().unwrap_or_default();
                if matches!(end, "xml" | "rels" | "xhtml" | "opf" | "ncx" | "svg") {
                    let mut bytes = vec![];
                    part.read_to_end(&mut bytes).expect("its bytes");
                    xml(&name, &bytes);
                }
            }
        }
        "jsonl" => {
            for line in file.split(|b| *b == b'\n').filter(|l| !l.is_empty()) {
                let whole = serde_json::from_slice::<serde_json::Value>(line).is_ok();
                assert!(whole, "no JSON: {}", String::from_utf8_lossy(line));
            }
        }
        _ => {}
    }
}

/// Takes the text out of a file that may be anybody's, and asks whether it is the one that the file states.
fn verifies(format: &str, bytes: &[u8]) {
    let extract = writer_named(format).and_then(|f| f.extract).expect("a format that is proved");
    if let Ok(extract) = extract(&file(format, bytes)) {
        let _ = alone(&extract);
        let _ = against(&said::SMALL, &extract);
    }
}

/// Labels are read back as they were printed; what is read of any text stands in it.
fn numbers(bytes: &[u8]) {
    if let [form, system, a, b, c, d, rest @ ..] = bytes
        && let form = &FORMS[usize::from(*form) % FORMS.len()]
        && let Some(system) = form.systems.get(usize::from(*system) % form.systems.len().max(1))
    {
        let number = u32::from_be_bytes([0, a & 1, *b, *c]);
        let branches: Vec<u32> =
            rest.iter().take(usize::from(d % 4)).map(|b| u32::from(b % 30) + 1).collect();
        if let Some(label) = form.print(*system, number, &branches) {
            let text = format!("{label}　正文");
            let same = |m: &LabelMatch| {
                (m.system, m.number, &m.branches, m.len) == (*system, number, &branches, label.len())
            };
            let read = read_labels(&text);
            assert!(read.iter().any(|m| std::ptr::eq(m.form, form) && same(m)), "{label} is read {read:?}");
        }
    }
    let text = String::from_utf8_lossy(bytes);
    for label in read_labels(&text) {
        assert!(label.len > 0 && text.is_char_boundary(label.len), "{label:?} of {text}");
    }
    let mut before = 0;
    for found in date::find(&text, Some(2024)) {
        assert!(before <= found.start && found.start < found.end, "{found:?} of {text}");
        assert!(text.get(found.start..found.end).is_some(), "{found:?} of {text}");
        before = found.end;
    }
    drop((date::first_year(&text), date::last_year(&text), notes::starting(&text)));
    for (at, sign) in notes::signs(&text) {
        assert!(text[at..].starts_with(sign), "{sign} of {text}");
    }
}
