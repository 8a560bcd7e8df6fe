//! What people and other programs say beside documents: profiles, facts, corrections, bags.

use super::articles::{Choices, text};
use super::read;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::LazyLock;
use tiaowen::finding::Words;
use tiaowen::format::{reader_named, writer_named};
use tiaowen::ir::{Document, Given, source_text, validate};
use tiaowen::package::{self, BagContents, Files};
use tiaowen::profile::Profile;
use tiaowen::read::{Input, Options};
use tiaowen::settings::{self, PINNABLE_LEVELS, PINNABLE_ROLES};
use tiaowen::write::Job;

/// Pages of documents that are written: small ones, on which everything breaks; cells; a book.
pub static PAGES: LazyLock<[Profile; 3]> = LazyLock::new(|| {
    [
        "base = \"law\"\ncolumns = 9\nlines = 7\ncontents = true\n[page]\nwidth = \"70mm\"\nheight = \"90mm\"\n",
        "base = \"gbt9704\"\n",
        "base = \"book\"\n",
    ]
    .map(|text| settings::profile(text).expect("a profile").profile)
});

/// A document that settings are tried on.
pub static SMALL: LazyLock<Document> = LazyLock::new(|| {
    let text = "示例市公园条例\n（2024年3月1日通过）\n第一章　总则\n第一条　公园免费开放〔1〕。\n（一）甲；\n（二）乙。\n\
                第二条　依照第一条。\n附件1\n名录\n丙。\n〔1〕见公约。\n";
    read("text", text.as_bytes(), &Options::USUAL, &Given::default()).expect("a document")
});

/// A profile is refused, or sets pages.
pub fn profiles(bytes: &[u8]) {
    let Ok(settings) = settings::profile(&String::from_utf8_lossy(bytes)) else { return };
    let job = Job { profile: Some(Cow::Owned(settings.profile)), ..Job::default() };
    tiaowen::write(&SMALL, writer_named("pages").expect("a writer"), &job).expect("pages");
}

/// Facts are refused, or stand in a sound document that formats can hold; so do the rows of a table.
pub fn metadata(bytes: &[u8]) {
    let said = String::from_utf8_lossy(bytes);
    drop(settings::rows(&said));
    if let Some((word, value)) = said.split_once('\n') {
        let _ = settings::set("# 著录\n", word, value).map(|file| {
            assert!(settings::metadata(&file).is_ok(), "{file}");
        });
    }
    let Ok(facts) = settings::metadata(&said) else { return };
    let mut doc = SMALL.clone();
    facts.apply(&mut doc);
    let problems = validate(&doc, Some(&source_text(&doc)));
    assert!(problems.is_empty(), "{problems:?}");
    for name in ["tei", "akn", "json", "html", "epub", "docx"] {
        super::written(&doc, writer_named(name).expect("a writer"), &Job::default());
    }
}

/// Corrections are refused, reported or followed, and the text stays what it was. Bytes with a form feed are a file of
/// corrections and a text; others are choices.
pub fn corrections(bytes: &[u8]) {
    let (said, text) = match bytes.iter().position(|b| *b == 0x0c) {
        Some(at) => {
            let words = |b: &[u8]| String::from_utf8_lossy(b).into_owned();
            (words(&bytes[..at]), words(&bytes[at + 1..]))
        }
        None => chosen(bytes),
    };
    let Ok(given) = settings::corrections(&said, "fuzz.corrections.toml") else { return };
    let Ok(doc) = read("text", text.as_bytes(), &Options::USUAL, &given) else { return };
    super::written(&doc, writer_named("json").expect("a writer"), &Job::default());
}

/// Corrections of lines of a text.
fn chosen(bytes: &[u8]) -> (String, String) {
    let mut choices = Choices(bytes);
    let pins = choices.below(5);
    let half = bytes.len() / 2;
    let text = text(bytes.get(half..).unwrap_or_default());
    let lines: Vec<&str> = text.lines().collect();
    let mut said = String::new();
    for _ in 0..pins {
        let at = choices.below(lines.len());
        let line = lines.get(at).copied().unwrap_or_default();
        let mut place = format!("{}", at + 1);
        let column = choices.below(12);
        if column > 8 {
            let _ = write!(place, ":{}", column - 7);
        }
        let words: String = line.chars().skip(column.saturating_sub(8)).take(choices.below(9)).collect();
        let wish = match choices.below(8) {
            0 => "join".to_owned(),
            1 => "split-before".to_owned(),
            2 => "heading".to_owned(),
            3 => "not-heading".to_owned(),
            4 => format!("heading-ends:{words}"),
            5 => format!("role:{}", choices.of(PINNABLE_ROLES).0.name()),
            6 => format!("{}:{words}", choices.of(PINNABLE_LEVELS).0.name()),
            _ => choices.of(PINNABLE_LEVELS).0.name().to_owned(),
        };
        // Where a pin does not go with those that are there, they stay.
        if let Ok(argument) = format!("{place}={wish}").parse::<settings::PinArgument>()
            && let Ok(more) = argument.put(&said, &words)
        {
            said = more;
        }
    }
    (said, text)
}

/// The bag of a small document.
static BAG: LazyLock<Files> = LazyLock::new(|| {
    let text = source_text(&SMALL);
    let originals = package::Originals { source: text.as_bytes(), corrections: None, metadata: None };
    package::bag(&SMALL, &originals, &Job::default(), "a").expect("a bag").0
});

fn faults(contents: &BagContents) -> usize {
    let read = |_: &str, originals: &package::Originals| {
        let input = Input::new(originals.source, "a.txt");
        let reader = reader_named("text").expect("a reader");
        let read = tiaowen::document(&input, reader, &Given::default());
        read.map(|(doc, _)| doc).map_err(|e| Words::new(e.to_string(), String::new()))
    };
    package::problems(contents, read).len()
}

/// A bag that is changed is found out: a zip file, or files that stand behind each other, parted by form feeds, each with its
/// path in its first line; those that are not there are those of a bag of ours.
pub fn bags(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        drop(package::unzip(bytes).map(|contents| faults(&contents)));
        return;
    }
    let mut files = BAG.clone();
    for part in bytes.split(|b| *b == 0x0c).take(8) {
        let line = part.iter().position(|b| *b == b'\n').unwrap_or(part.len());
        let path = String::from_utf8_lossy(&part[..line]).into_owned();
        match part.get(line + 1..) {
            Some(content) => drop(files.insert(path, content.to_vec())),
            None => drop(files.remove(&path)),
        }
    }
    let payload = |files: &Files| -> Vec<(String, Vec<u8>)> {
        files.iter().filter(|(p, _)| p.starts_with("data/")).map(|(p, b)| (p.clone(), b.clone())).collect()
    };
    let changed = payload(&files) != payload(&BAG);
    let stated = |name: &str| files.get(name) == BAG.get(name);
    let found = faults(&BagContents::from(files.clone()));
    assert!(!changed || found > 0 || !stated("manifest-sha256.txt"), "a changed file passes");
}
