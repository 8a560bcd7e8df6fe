//! Every writer on every seed: no panic, nothing lost, the same bytes twice; and the laws of the tree.

use std::borrow::Cow;
use std::fs;
use std::path::Path;
use tiaowen::format::{reader_for, reader_named};
use tiaowen::format::{writer_named, writers};
use tiaowen::ir::{Document, Event, events, plain_text, source_text, unmarked_text, validate};
use tiaowen::number::Level;
use tiaowen::text::chars::squash;
use tiaowen::text::hash::sha256;
use tiaowen::write::{Job, Numbering, OfficeOptions};
use tiaowen::xml::{Element, Node, parse};

fn seeds() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut out: Vec<_> = fs::read_dir(folder)
        .expect("seeds/")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.file_stem().is_some_and(|s| s != "README"))
        .map(|p| {
            (p.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(&p).expect("a file"))
        })
        .collect();
    out.sort();
    assert!(out.len() >= 5);
    out
}

fn document(name: &str, bytes: &[u8]) -> Document {
    crate::help::document(bytes, name, reader_for(name).expect("a reader")).expect("a document")
}

/// The decoded source: the file itself, unless it is a document already.
fn source_of(name: &str, doc: &Document, bytes: Vec<u8>) -> String {
    if reader_for(name).expect("a reader").name == "json" {
        source_text(doc)
    } else {
        String::from_utf8(bytes).expect("UTF-8")
    }
}

fn seed(name: &str) -> Document {
    let (name, bytes) = seeds().into_iter().find(|(n, _)| n.starts_with(name)).expect("a seed");
    document(&name, &bytes)
}

/// Ids of all provisions of a level.
fn ids(doc: &Document, level: Level) -> Vec<String> {
    let mut out = vec![];
    events(doc, |e| {
        if let Event::Enter(p) = e
            && p.level == level
        {
            out.push(p.id.to_string());
        }
    });
    out
}

#[test]
fn the_tree_is_the_source_and_sound() {
    for (name, bytes) in seeds() {
        let doc = document(&name, &bytes);
        let source = source_of(&name, &doc, bytes);
        assert!(source_text(&doc) == source, "{name}");
        assert_eq!(validate(&doc, Some(&source)), [], "{name}");
        assert_eq!(squash(&plain_text(&doc)), squash(&unmarked_text(&doc).0), "{name}");
    }
}

#[test]
fn every_writer_gives_the_same_bytes_twice() {
    for (name, bytes) in seeds() {
        let doc = document(&name, &bytes);
        for writer in writers().filter(|f| f.takes_any()) {
            for numbering in [Numbering::Auto, Numbering::Literal] {
                let job =
                    Job { office: OfficeOptions { numbering, ..OfficeOptions::default() }, ..Job::default() };
                let (first, _) = tiaowen::write(&doc, writer, &job).expect("an output");
                let (second, _) = tiaowen::write(&doc, writer, &job).expect("an output");
                assert!(!first.is_empty() && first == second, "{name} as {}", writer.name);
            }
        }
    }
}

#[test]
fn json_reads_back_and_writes_the_same() {
    for (name, bytes) in seeds() {
        let doc = document(&name, &bytes);
        let json =
            tiaowen::write(&doc, writer_named("json").expect("a writer"), &Job::default()).expect("JSON").0;
        let again = crate::help::document(&json, "x.json", reader_named("json").expect("a reader"))
            .expect("a document");
        assert_eq!(doc, again, "{name}");
    }
}

#[test]
fn the_statement_has_eighteen_articles() {
    let doc = seed("china-cuba");
    let want: Vec<String> = (1..=18).map(|n| format!("art-{n}")).collect();
    assert_eq!(ids(&doc, Level::Article), want);
    assert_eq!(doc.front.len(), 6);
    assert_eq!(doc.back.len(), 1);
    assert_eq!(doc.meta.dates[0].when, "2022-11-25");
    assert_eq!(doc.meta.source.as_ref().map(|s| s.text.as_str()), Some("新华社"));
    assert_eq!(doc.meta.place.as_ref().map(|s| s.text.as_str()), Some("北京"));
}

#[test]
fn the_law_has_its_levels() {
    let doc = seed("model-law");
    assert_eq!(ids(&doc, Level::Part), ["pt-1", "pt-2"]);
    assert_eq!(ids(&doc, Level::Section), ["pt-1.ch-2.sec-1", "pt-1.ch-2.sec-2"]);
    assert_eq!(ids(&doc, Level::Other), ["hd-1"]);
    assert!(ids(&doc, Level::Article).contains(&"art-2_1".to_owned()));
    assert_eq!(ids(&doc, Level::Subitem), ["art-2.p1.i2.s1", "art-2.p1.i2.s2"]);
    // Adopted and amended, says the note; in force since the day that the law says.
    assert_eq!(doc.meta.dates.len(), 3);
}

#[test]
fn contents_and_annexes_are_no_chapters_of_the_body() {
    let doc = seed("contents-and-annex");
    assert_eq!(ids(&doc, Level::Chapter), ["ch-1", "ch-2", "ch-3", "ch-4"]);
    assert_eq!(ids(&doc, Level::Annex), ["annex-1", "annex-2"]);
    assert!(ids(&doc, Level::Article).contains(&"annex-2.art-1".to_owned()));
}

#[test]
fn tei_keeps_every_character() {
    for (name, bytes) in seeds() {
        let doc = document(&name, &bytes);
        let tei =
            tiaowen::write(&doc, writer_named("tei").expect("a writer"), &Job::default()).expect("TEI").0;
        let tei = String::from_utf8(tei).expect("UTF-8");
        let text = &tei[tei.find("<text ").expect("a text")..tei.find("</text>").expect("its end")];
        let mut out = String::new();
        let mut rest = text;
        while let Some(open) = rest.find('<') {
            out.push_str(&rest[..open]);
            rest = &rest[open + rest[open..].find('>').expect("a whole tag") + 1..];
        }
        let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&#13;", "\r").replace("&amp;", "&");
        assert_eq!(out, source_of(&name, &doc, bytes), "{name}");
    }
}

#[test]
fn what_is_read_of_tei_is_what_its_length_and_hash_say() {
    let reader = reader_named("tei").expect("a reader");
    for (name, bytes) in seeds() {
        let doc = document(&name, &bytes);
        let tei =
            tiaowen::write(&doc, writer_named("tei").expect("a writer"), &Job::default()).expect("TEI").0;
        let back = crate::help::document(&tei, "a.tei.xml", reader).expect("our own file");
        let source = source_text(&back);
        assert_eq!(back.provenance.sha256_text, sha256(source.as_bytes()), "{name}");
        assert_eq!(back.provenance.characters, source.chars().count() as u64, "{name}");
        // What closes a document cannot stand before its second article.
        let tei = String::from_utf8(tei).expect("UTF-8");
        let mut articles = tei.match_indices("<div type=\"article\"").map(|(at, _)| at);
        if let Some(second) = articles.nth(1) {
            let moved = format!("{}<trailer>甲</trailer\n>{}", &tei[..second], &tei[second..]);
            let refused = crate::help::document(moved.as_bytes(), "a.tei.xml", reader);
            assert_eq!(refused.expect_err("a moved closer").code.name, "tei-profile", "{name}");
        }
    }
}

#[test]
fn pages_keep_every_character_and_no_line_starts_with_a_mark() {
    for (name, bytes) in seeds() {
        let doc = document(&name, &bytes);
        for profile in tiaowen::profile::PROFILES {
            let job = Job { profile: Some(Cow::Borrowed(profile)), ..Job::default() };
            let dump = tiaowen::write(&doc, writer_named("pages").expect("a writer"), &job).expect("pages").0;
            let dump = String::from_utf8(dump).expect("UTF-8");
            let mut text = String::new();
            for page in dump.split("\npage ").skip(1) {
                // Lines with an asterisk are no part of the document: page numbers, running heads, our contents.
                let body = page.lines().skip(1).filter(|l| !l.is_empty() && !l.starts_with('*'));
                for line in body {
                    let said: String = line.chars().skip(31).collect();
                    assert!(
                        !said.starts_with(['，', '。', '、', '；', '：', '”', '）', '》', '·']),
                        "{name}: {said}"
                    );
                    assert!(!said.ends_with(['“', '（', '《']), "{name}: {said}");
                    text.push_str(&said);
                }
            }
            // Footnotes stand at the foot of their pages: sorted, the characters are the same.
            let sorted = |s: &str| {
                let mut all: Vec<char> = squash(s).chars().collect();
                all.sort_unstable();
                all
            };
            let source = unmarked_text(&doc).0;
            assert!(name.contains("park") || squash(&text) == squash(&source), "{name}");
            assert_eq!(sorted(&text), sorted(&source), "{name}");
        }
    }
}

#[test]
fn akoma_ntoso_has_the_text_and_every_provision() {
    for (name, bytes) in seeds() {
        let doc = document(&name, &bytes);
        let out =
            tiaowen::write(&doc, writer_named("akn").expect("a writer"), &Job::default()).expect("AKN").0;
        let out = String::from_utf8(out).expect("UTF-8");
        let tree = parse(&out).expect("XML");
        let (mut text, mut ids) = (String::new(), vec![]);
        read_akn(tree.root(), &mut text, &mut ids);
        let mut provisions = 0;
        events(&doc, |e| provisions += usize::from(matches!(e, Event::Enter(_))));
        assert!(ids.len() >= provisions, "{name}: {} of {provisions}", ids.len());
        // Signs of notes are attributes there.
        assert!(name.contains("park") || squash(&text) == squash(&plain_text(&doc)), "{name}");
    }
}

fn read_akn(e: Element, text: &mut String, ids: &mut Vec<String>) {
    if e.name() == "meta" {
        return;
    }
    ids.extend(e.attribute("eId").map(str::to_owned));
    for node in e.children() {
        match node {
            Node::Text(t) => text.push_str(t),
            Node::Element(child) => read_akn(child, text, ids),
        }
    }
}
