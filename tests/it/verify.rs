//! `verify` proves every format of every seed, and catches what was changed, by kind of change and by format.

use std::fs;
use std::path::{Path, PathBuf};
use tiaowen::format::extractors;
use tiaowen::format::reader_for;
use tiaowen::format::reader_named;
use tiaowen::format::writer_named;
use tiaowen::ir::{Block, Document, Provision, normalised_sha256, source_text};
use tiaowen::verify::{Extract, Verdict, against, alone};
use tiaowen::write::Job;

fn seeds() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut out: Vec<PathBuf> = fs::read_dir(folder)
        .expect("seeds/")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.file_stem().is_some_and(|s| s != "README"))
        .collect();
    out.sort();
    out
}

fn document(text: &str) -> Document {
    crate::help::document(text.as_bytes(), "a.txt", reader_named("text").expect("a reader"))
        .expect("a document")
}

/// A document written in a format and taken out of it again.
fn extract(doc: &Document, format: &str) -> Extract {
    let writer = writer_named(format).expect("a writer");
    let (bytes, _) = tiaowen::write(doc, writer, &Job::default()).expect("an output");
    let extractor = extractors().find(|e| e.name == format).expect("an extractor");
    extractor.extract.expect("an extractor")(&bytes).unwrap_or_else(|e| panic!("{format}: {e}"))
}

#[test]
fn every_seed_is_proved_in_every_format() {
    for path in seeds() {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let reader = reader_for(&name).expect("a reader");
        let doc =
            crate::help::document(&fs::read(&path).expect("a seed"), &name, reader).expect("a document");
        for e in extractors().filter(|f| f.takes_any()) {
            let output = extract(&doc, e.name);
            let shown = format!("{} {}", path.display(), e.name);
            let kept = if output.exact { Verdict::Exact } else { Verdict::Whitespace };
            assert_eq!(against(&doc, &output), kept, "{shown}");
            if e.states_itself() {
                assert_eq!(alone(&output), kept, "{shown}");
            }
        }
    }
}

const LAW: &str = "示例办法\n第一章　总则\n第一条　为了示例，制定本办法。\n第二条　本办法适用于下列事项：\n（一）甲项；\n\
（二）乙项。\n前款不适用于丙。\n第二章　附则\n第三条　本办法由市政府解释。\n第四条　本办法自2024年1月1日起施行。\n";

/// Texts that differ from [`LAW`] in one way each.
fn mutations() -> Vec<(&'static str, String)> {
    let with = |from: &str, to: &str| {
        assert!(LAW.contains(from), "{from}");
        LAW.replacen(from, to, 1)
    };
    vec![
        ("a character changed", with("解释", "解說")),
        ("a character added", with("解释", "解释释")),
        ("a character dropped", with("市政府", "政府")),
        ("punctuation changed", with("甲项；", "甲项。")),
        ("full width made half width", with("（一）", "(一)")),
        ("two characters swapped", with("适用", "用适")),
        ("two articles swapped", {
            let (a, b) = ("第三条　本办法由市政府解释。", "第四条　本办法自2024年1月1日起施行。");
            LAW.replace(a, "#").replace(b, a).replace('#', b)
        }),
        ("an article dropped", with("第三条　本办法由市政府解释。\n", "")),
        ("a paragraph dropped", with("前款不适用于丙。\n", "")),
        ("a paragraph doubled", with("前款不适用于丙。\n", "前款不适用于丙。\n前款不适用于丙。\n")),
        ("a number off by one", with("第四条", "第五条")),
        ("an item's number off by one", with("（二）", "（三）")),
        ("a heading changed", with("总则", "通则")),
        ("a year changed", with("2024", "2025")),
        ("the title dropped", with("示例办法\n", "")),
        ("a line moved to the end", format!("{}前款不适用于丙。\n", with("前款不适用于丙。\n", ""))),
    ]
}

#[test]
fn every_mutation_is_caught_in_every_format() {
    let source = document(LAW);
    for (kind, text) in mutations() {
        let changed = document(&text);
        for e in extractors().filter(|f| f.takes_any()) {
            let mut output = extract(&changed, e.name);
            assert!(!against(&source, &output).holds(), "{kind} in {}", e.name);
            // A file changed after it was written still states the hash of what it held.
            output.stated = Some(if output.exact {
                tiaowen::text::hash::sha256(source_text(&source).as_bytes())
            } else {
                normalised_sha256(&source)
            });
            assert!(matches!(alone(&output), Verdict::Hash { .. }), "{kind} in {}", e.name);
        }
    }
}

#[test]
fn the_same_text_under_other_identifiers_is_caught() {
    fn rename(p: &mut Provision) {
        p.id.0 = p.id.0.replace("art-3", "art-9");
    }
    let source = document(LAW);
    let mut changed = source.clone();
    for block in &mut changed.body {
        if let Block::Provision(chapter) = block {
            for block in &mut chapter.blocks {
                if let Block::Provision(article) = block {
                    rename(article);
                }
            }
        }
    }
    for e in extractors().filter(|f| f.takes_any()) {
        let output = extract(&changed, e.name);
        // Plain text has no identifiers, and says so.
        let caught = Verdict::Provision { id: "art-3".into() };
        let kept = if output.anonymous { Verdict::Whitespace } else { caught };
        assert_eq!(output.anonymous, output.unproved.is_some(), "{}", e.name);
        assert_eq!(against(&source, &output), kept, "{}", e.name);
    }
}

#[test]
fn white_space_is_part_of_the_source_where_the_format_keeps_it() {
    let source = document(LAW);
    let changed = document(&LAW.replace('　', " "));
    for e in extractors().filter(|f| f.takes_any()) {
        let output = extract(&changed, e.name);
        assert_eq!(against(&source, &output).holds(), !output.exact, "{}", e.name);
    }
}

#[test]
fn signs_of_markdown_are_kept_by_archives_and_left_out_elsewhere() {
    let text = "# **示例办法**\n\n**第一条** 为了示例。\n\n> 第二条 本办法**自**公布之日起施行。\n\n**附件1：名录**\n\n- 甲\n";
    let reader = reader_named("markdown").expect("a reader");
    let doc = crate::help::document(text.as_bytes(), "a.md", reader).expect("a document");
    for e in extractors().filter(|f| f.takes_any()) {
        let output = extract(&doc, e.name);
        assert!(against(&doc, &output).holds(), "{}", e.name);
        assert_eq!(alone(&output).holds(), e.states_itself(), "{}", e.name);
        assert_eq!(output.text.contains('#'), output.exact, "{}", e.name);
    }
    // A difference is told by its place in the source, signs and all.
    let changed =
        crate::help::document(text.replace("公布", "公佈").as_bytes(), "a.md", reader).expect("a document");
    let Verdict::Differs { at, .. } = against(&doc, &extract(&changed, "docx")) else {
        panic!("a difference")
    };
    assert!(text[at..].starts_with("布之日"), "{}", &text[at..]);
}

#[test]
fn what_is_no_such_file_is_refused_in_words() {
    for e in extractors().filter(|f| f.takes_any()) {
        for bytes in [&b""[..], b"PK\x03\x04", b"%PDF-1.7\n", b"<TEI>", b"{}"] {
            // Markup is text too.
            let text = ["text", "md"].contains(&e.name) && bytes.starts_with(b"<") | bytes.starts_with(b"{");
            let taken = e.extract.expect("an extractor")(bytes).is_ok();
            assert_eq!(taken, text, "{} takes {bytes:?}", e.name);
        }
    }
}

#[test]
fn what_is_wrong_with_an_xml_file_is_told_with_its_place() {
    let tei = extractors().find(|e| e.name == "tei").expect("an extractor");
    let problem =
        tei.extract.expect("an extractor")("<TEI>\n甲乙<p></q></TEI>".as_bytes()).expect_err("a broken file");
    assert!(
        problem.to_string().starts_with("2:6 ") && problem.to_string().contains("</q> where </p> belongs"),
        "{problem}"
    );
    let problem =
        tei.extract.expect("an extractor")(b"<TEI><!DOCTYPE TEI></TEI>").expect_err("a declaration");
    assert!(
        problem.to_string().starts_with("1:6 ") && problem.to_string().contains("document type"),
        "{problem}"
    );
}

#[test]
fn characters_without_a_shape_or_a_place_in_xml_are_kept_by_every_format() {
    // A joiner, a variation selector, an ideographic one, and an escape in the title.
    let doc = document(
        "示例\u{1b}办法\n第一条　甲\u{200d}乙\u{fe00}，辻\u{e0100}丙\u{2060}。\n\u{200d}第二条　丁\u{e000}\u{200d}\u{e001}。\n\u{200d}\n",
    );
    for format in ["pdf", "docx", "epub", "tei", "json"] {
        let out = extract(&doc, format);
        assert!(against(&doc, &out).holds(), "{format}: {:?}", against(&doc, &out));
    }
}

#[test]
fn a_structure_tree_that_goes_round_in_circles_is_gone_through_once() {
    let doc = document("示例办法\n第一条　甲。\n第二条　乙。\n");
    let (bytes, _) =
        tiaowen::write(&doc, writer_named("pdf").expect("PDF"), &Job::default()).expect("a file");
    let mut pdf = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let elements: Vec<lopdf::ObjectId> = pdf
        .objects
        .iter()
        .filter(|(_, o)| o.as_dict().is_ok_and(|d| d.has_type(b"StructElem") || d.has(b"S") && d.has(b"P")))
        .map(|(id, _)| *id)
        .collect();
    assert!(elements.len() > 5, "{}", elements.len());
    // Every element is a kid of every other one: there are more ways than could ever be gone.
    let all: Vec<lopdf::Object> = elements.iter().map(|id| lopdf::Object::Reference(*id)).collect();
    for id in &elements {
        let element = pdf.get_dictionary_mut(*id).expect("an element");
        let own = element.get(b"K").and_then(lopdf::Object::as_array).cloned().unwrap_or_default();
        element.set("K", [own, all.clone()].concat());
    }
    let mut circles = vec![];
    pdf.save_to(&mut circles).expect("a file");
    let extractor = extractors().find(|e| e.name == "pdf").and_then(|e| e.extract).expect("an extractor");
    let taken = extractor(&circles).expect("words");
    assert_eq!(taken.text.matches("第一条").count(), 1, "{}", taken.text);
}
