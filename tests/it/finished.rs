//! Formats that hold finished documents: what is written is read back, with the same text, structure and identifiers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tiaowen::format::{reader_named, reader_of, writer_named};
use tiaowen::ir::{Block, Document, Given, MarkKind, Provision, Role, normalised_sha256, validate};
use tiaowen::read::Input;
use tiaowen::write::Job;

/// The structure of a document: levels, identifiers, labels, numbers, headings and roles; what each text says, without white
/// space.
fn shape(doc: &Document) -> Vec<String> {
    fn squashed(s: &str) -> String {
        s.chars().filter(|c| !c.is_whitespace()).collect()
    }
    fn blocks(all: &[Block], depth: usize, out: &mut Vec<String>) {
        for b in all {
            match b {
                Block::Text(t) if t.role == Role::Note => {}
                Block::Text(t) => {
                    let id = t.id.as_ref().map_or("", |id| id.0.as_str());
                    out.push(format!("{depth} {:?} {id} {}", t.role, squashed(&t.readable())));
                }
                Block::Provision(p) => {
                    out.push(provision(p, depth));
                    blocks(&p.blocks, depth + 1, out);
                }
            }
        }
    }
    fn provision(p: &Provision, depth: usize) -> String {
        let label = p.label.as_ref().map_or_else(String::new, |l| squashed(&l.readable()));
        let heading = p.heading.as_ref().map(|h| (h.place, squashed(&h.readable())));
        format!("{depth} {:?} {} {label:?} {:?} {heading:?}", p.level, p.id, p.n())
    }
    let mut out = vec![];
    for part in [&doc.front, &doc.body, &doc.back] {
        blocks(part, 0, &mut out);
    }
    out
}

/// Notes with their identifiers: they stand where they are referred to.
fn notes(doc: &Document) -> Vec<(String, String)> {
    let mut out = vec![];
    tiaowen::ir::events(doc, |e| {
        if let tiaowen::ir::Event::Text(t) = e
            && t.role == Role::Note
        {
            let said = t.readable().chars().filter(|c| !c.is_whitespace()).collect();
            out.push((t.id.as_ref().map_or_else(String::new, |id| id.0.clone()), said));
        }
    });
    out.sort();
    out
}

/// What is marked, with the text that each mark covers as it is read; what words are of themselves only where `found`.
fn marks(doc: &Document, found: bool) -> Vec<String> {
    let mut out = vec![];
    tiaowen::ir::events(doc, |e| {
        let tiaowen::ir::Event::Text(t) = e else { return };
        // One that crosses another is two in a book: what all of a kind cover is the same.
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        for m in t.marks.iter().filter(|m| !m.kind.is_silent()) {
            let table = matches!(m.kind, MarkKind::Row { .. } | MarkKind::Cell | MarkKind::Encoded { .. });
            if !table && (found || m.kind.form().shown && !matches!(m.kind, MarkKind::Reference { .. })) {
                let covered = t.part(m.start as usize..m.end as usize);
                let said: String = tiaowen::ir::Text { role: Role::Body, ..covered }
                    .runs_by(MarkKind::is_silent)
                    .into_iter()
                    .map(|r| r.text)
                    .collect();
                let said: String = said.chars().filter(|c| !c.is_whitespace()).collect();
                // A line under nothing is nothing to see.
                if said.is_empty() && m.kind.form().stroke.is_some() {
                    continue;
                }
                // Pictures are named by their places in a book, addresses and formulas are written as books may carry them.
                let kind = match &m.kind {
                    MarkKind::Image { media } => format!("Image {}", media.is_some()),
                    MarkKind::Math { .. } => "Math".to_owned(),
                    MarkKind::Link { target } => format!("Link {:?}", tiaowen::ir::uri(target)),
                    kind => format!("{kind:?}"),
                };
                all.entry(kind).or_default().push_str(&said);
            }
        }
        out.extend(all.into_iter().map(|(kind, said)| format!("{kind} {said}")));
    });
    out
}

/// What is wrong with a document that is written and read back.
fn roundtrip(doc: &Document, format: &str) -> Option<String> {
    let writer = writer_named(format)?;
    let (file, told) = match tiaowen::write(doc, writer, &Job::default()) {
        Ok(written) => written,
        Err(e) => return Some(format!("refused: {}", e.message(tiaowen::finding::Lang::En))),
    };
    if let Some(told) = told.iter().find(|f| f.code.name == "place-not-kept") {
        return Some(format!("told: {}", told.message(tiaowen::finding::Lang::En)));
    }
    let name = format!("a.{}", writer.extension());
    let (reader, input) = (reader_of(&file, &name).ok()?, Input::new(&file, &name));
    assert_eq!(reader.name, format, "the content tells the format");
    let back = match tiaowen::document(&input, reader, &Given::default()) {
        Ok((back, said)) => {
            if let Some(edited) = said.iter().find(|f| f.code.name == "edited-book") {
                return Some(edited.message(tiaowen::finding::Lang::En));
            }
            back
        }
        Err(e) => return Some(e.message(tiaowen::finding::Lang::En)),
    };
    let source = tiaowen::ir::source_text(&back);
    if let Some(problem) = validate(&back, Some(&source)).first() {
        return Some(format!("unsound: {problem}"));
    }
    let (a, b) = (shape(doc), shape(&back));
    if let Some((x, y)) = a.iter().zip(&b).find(|(x, y)| x != y) {
        return Some(format!("{x} | {y}"));
    }
    if a.len() != b.len() {
        return Some(format!("{} blocks, {}: {:?} {:?}", a.len(), b.len(), a.last(), b.last()));
    }
    if notes(doc) != notes(&back) {
        return Some(format!("notes: {:?} {:?}", notes(doc).first(), notes(&back).first()));
    }
    if format == "epub" {
        // A line break of the source parts words that are a date or a name without it.
        let mut whole = true;
        tiaowen::ir::each_mark(doc, |_, m| whole &= !m.kind.is_silent());
        let (a, b) = (marks(doc, whole), marks(&back, whole));
        if let Some((x, y)) = a.iter().zip(&b).find(|(x, y)| x != y) {
            return Some(format!("marks: {x} | {y}"));
        }
        if a.len() != b.len() {
            return Some(format!("marks: {} | {}", a.len(), b.len()));
        }
    }
    let (again, _) = tiaowen::write(&back, writer, &Job::default()).ok()?;
    let twice = tiaowen::document(&Input::new(&again, &name), reader, &Given::default()).ok()?.0;
    (shape(&twice) != b || normalised_sha256(&twice) != normalised_sha256(&back))
        .then(|| "not stable".to_owned())
}

/// Files of a folder and those below.
fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for e in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = e.path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

/// Bytes of the largest document of the corpus that is tried, or as many as `LARGEST` says.
fn most() -> usize {
    const USUAL: usize = 1 << 17;
    std::env::var("LARGEST").ok().and_then(|n| n.parse().ok()).unwrap_or(USUAL)
}

#[allow(clippy::print_stdout)]
fn every_document(format: &str, folder: &Path, most: usize) -> (usize, Vec<String>) {
    let mut all = vec![];
    files(folder, &mut all);
    all.sort();
    let (mut seen, mut wrong) = (0, vec![]);
    for path in all {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        if bytes.len() > most {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(reader) = reader_of(&bytes, &name) else { continue };
        if !matches!(reader.name, "text" | "md" | "html" | "docx" | "tei" | "json")
            || name.starts_with("README")
        {
            continue;
        }
        let Ok((doc, _)) = tiaowen::document(&Input::new(&bytes, &name), reader, &Given::default()) else {
            continue;
        };
        // Characters that XML forbids are replaced there, and pictures without words have no place.
        let text = tiaowen::ir::plain_text(&doc);
        let forbidden =
            |c: char| c.is_control() && !"\n\t\r".contains(c) || matches!(c, '\u{fffe}' | '\u{ffff}');
        if doc.is_volume() || text.contains(forbidden) || text.trim().is_empty() {
            continue;
        }
        seen += 1;
        if let Some(what) = roundtrip(&doc, format) {
            wrong.push(format!("{name}: {what:.300}"));
        }
    }
    println!("{format}: {seen} documents, {} of them otherwise when they are read back", wrong.len());
    (seen, wrong)
}

#[test]
fn akoma_ntoso_of_the_seeds_is_read_back() {
    let (seen, wrong) = every_document("akn", &Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"), 1 << 20);
    assert!(wrong.is_empty(), "{} of {seen}: {}", wrong.len(), wrong.join("\n"));
    assert!(seen >= 5);
}

#[test]
fn akoma_ntoso_of_the_corpus_is_read_back() {
    let Some(corpus) = crate::help::shared("corpus") else { return };
    let (seen, wrong) = every_document("akn", &corpus, most());
    assert!(wrong.is_empty(), "{} of {seen}: {}", wrong.len(), wrong.join("\n"));
    assert!(seen > 500, "{seen}");
    let _ = reader_named("akn");
}

#[test]
fn books_of_the_seeds_are_read_back() {
    let (seen, wrong) = every_document("epub", &Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"), 1 << 20);
    assert!(wrong.is_empty(), "{} of {seen}: {}", wrong.len(), wrong.join("\n"));
    assert!(seen >= 5);
}

#[test]
fn books_of_the_cases_are_read_back() {
    let (seen, wrong) =
        every_document("epub", &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"), 1 << 20);
    assert!(wrong.is_empty(), "{} of {seen}: {}", wrong.len(), wrong.join("\n"));
    assert!(seen >= 20, "{seen}");
}

#[test]
fn books_of_the_corpus_are_read_back() {
    let Some(corpus) = crate::help::shared("corpus") else { return };
    let (seen, wrong) = every_document("epub", &corpus, most());
    assert!(wrong.is_empty(), "{} of {seen}: {}", wrong.len(), wrong.join("\n"));
    assert!(seen > 500, "{seen}");
}

/// Laws of Japan made here: every part that the schema knows, by plain text and by its own samples.
fn japanese() -> Vec<(String, Document)> {
    const LAWS: &[&str] = &[
        "令和三年法律第九十九号\n公園の設置及び管理に関する法律\n目次\n第一章　総則（第一条・第二条）\n第二章　雑則（第三条）\n附則\n\
         第一章　総則\n（目的）\n第一条　この法律は、公園の設置について定める。ただし、里山を除く。\n\
         ２　前項の規定は、次の各号に掲げるものには適用しない。\n一　庭園\n二　広場\n\
         （定義）\n第二条　公園とは、第一条第一項の公園をいう。\n第二章　雑則\n第三条の二　この法律の施行に関し必要な事項は、政令で定める。\n\
         附　則\nこの法律は、公布の日から施行する。\n附　則　（令和四年六月一日法律第五号）　抄\n（施行期日）\n\
         第一条　この法律は、令和五年から施行する。\n",
        "公園条例施行規則\n（平成十二年総理府令第二号）\n第一条（趣旨）　この府令は、公園について定める。\n２　前項の公園は、別に定める。\n附則\n\
         １　この府令は、公布の日から施行する。\n２　公園は、従前の例による。\n別表第一（第一条関係）\n一　花壇\n二　噴水\n",
    ];
    let text = reader_named("text").expect("a reader");
    let law = reader_named("egov").expect("a reader");
    let mut out: Vec<(String, Document)> = LAWS
        .iter()
        .map(|s| {
            (s.lines().next().unwrap_or("").to_owned(), crate::help::document(s.as_bytes(), "a.txt", text))
        })
        .map(|(name, doc)| (name, doc.expect("a document")))
        .collect();
    let sample = include_str!("../../src/read/egov/sample.xml");
    out.push((
        "sample".to_owned(),
        crate::help::document(sample.as_bytes(), "a.law.xml", law).expect("a law"),
    ));
    out
}

#[test]
fn laws_of_japan_are_read_back_from_their_xml() {
    for (name, doc) in japanese() {
        assert_eq!(roundtrip(&doc, "egov"), None, "{name}");
    }
}

#[test]
fn laws_of_japan_of_the_corpus_are_read_back_from_their_xml() {
    let Some(corpus) = crate::help::shared("corpus/jp") else { return };
    let (seen, all) = every_document("egov", &corpus, 1 << 20);
    // What a document has no number for, or has at no place of the schema, is refused; what stands at another is told.
    let (said, wrong): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|w| w.contains(": refused: ") || w.contains(": told: "));
    assert!(wrong.is_empty(), "{} of {seen}: {}", wrong.len(), wrong.join("\n"));
    assert!(seen > 60 && said.len() * 3 < seen, "{} of {seen}: {}", said.len(), said.join("\n"));
}

#[test]
fn what_is_no_law_of_japan_is_refused_with_the_reason() {
    let writer = writer_named("egov").expect("a writer");
    let text = reader_named("text").expect("a reader");
    for (source, why) in [
        ("示例条例\n第一条　甲。\n第二条　乙。\n", "the language of the document is zh"),
        (
            "公園の設置及び管理に関する法律\n第一条　この法律は、公園について定める。\n第二条　公園は、無料とする。\n",
            "no number",
        ),
        (
            "令和三年法律第九号\n公園の設置及び管理に関する法律\n第一条　この法律は、公園について定める。\n第一章　総則\n第二条　公園は、無料とする。\n",
            "no place there",
        ),
    ] {
        let doc = crate::help::document(source.as_bytes(), "a.txt", text).expect("a document");
        let e = tiaowen::write(&doc, writer, &Job::default()).expect_err(why);
        assert_eq!(e.code.name, "no-japanese-law");
        let said = e.message(tiaowen::finding::Lang::En);
        assert!(said.contains(why), "{said}");
    }
}

/// A book with something in one of its files replaced.
fn edited(file: &[u8], name: &str, from: &str, to: &str) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("a package");
    let mut out = zip::ZipWriter::new(Cursor::new(vec![]));
    for k in 0..archive.len() {
        let mut part = archive.by_index(k).expect("a part");
        let own = part.name().expect("a name").into_owned();
        let mut bytes = vec![];
        part.read_to_end(&mut bytes).expect("its bytes");
        if own.ends_with(name) {
            let text = String::from_utf8(bytes).expect("text");
            assert!(text.contains(from), "{text}");
            bytes = text.replace(from, to).into_bytes();
        }
        out.start_file(own, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(&bytes).expect("its bytes");
    }
    out.finish().expect("a package").into_inner()
}

#[test]
fn a_book_of_ours_states_its_structure_until_it_is_edited() {
    // What a recogniser would read otherwise: a label alone, texts behind chapters, items below the second 款.
    let text = "示例市公园条例\n第一编　总则\n第一章　原则\n第一条　公园免费。\n公园分为：\n（一）甲；\n（二）乙。\n以上都免费。\n\
                第二条\n第二章　附则\n第三条　依照第一条第二款第一项办理。\n示例市人民政府\n2024年3月1日\n附件1\n名录\n";
    let reader = reader_named("text").expect("a reader");
    let doc = crate::help::document(text.as_bytes(), "a.txt", reader).expect("a document");
    assert_eq!(roundtrip(&doc, "epub"), None);
    let (file, _) =
        tiaowen::write(&doc, writer_named("epub").expect("a writer"), &Job::default()).expect("EPUB");
    let epub = reader_named("epub").expect("a reader");
    let read = |file: &[u8]| {
        let (doc, said) =
            tiaowen::document(&Input::new(file, "a.epub"), epub, &Given::default()).expect("reads");
        (doc, said.into_iter().map(|f| f.code.name).collect::<Vec<_>>())
    };
    let (back, said) = read(&file);
    assert_eq!(said, Vec::<&str>::new());
    assert_eq!((back.meta.kind, &back.meta.language), (doc.meta.kind, &doc.meta.language));
    assert_eq!(marks(&back, true), marks(&doc, true));
    // Other words, other markup, and a place that is none: it is a book like any other, and that is told.
    for (from, to) in [
        ("公园免费。", "公园收费。"),
        ("<ul class=\"items\">", "<ul>"),
        ("id=\"art-1.p2\"", "id=\"art-1.p2\" data-in=\"art-9\""),
    ] {
        let (back, said) = read(&edited(&file, "c0003.xhtml", from, to));
        assert!(said.contains(&"edited-book"), "{to} {said:?}");
        let text = tiaowen::ir::plain_text(&back);
        assert!(text.contains("第一条") && text.contains("（二）乙。"), "{text}");
    }
    // What only looks otherwise stays what it is.
    let (_, said) = read(&edited(&file, "stylesheet.css", "body", "body "));
    assert_eq!(said, Vec::<&str>::new());
}

/// What mutations found: it is kept, and reads back from what is written of it.
#[test]
fn strange_structures_are_kept() {
    let akn = "<akomaNtoso><act name='a'><meta/><body><section eId='s'><num>1.</num><subsection><num>(1)</num><intro><p>Closed:</p>\
               </intro><paragraph><content><p>Parks<authorialNote marker='2'><p>N</p></authorialNote>.</p></content></paragraph>\
               <wrapUp><p>w</p></wrapUp></subsection></section></body></act></akomaNtoso>";
    // A section without a number that begins with a list.
    let list = "<akomaNtoso><act name='a'><meta/><body><section><num>1.</num><content><p>Open.</p></content></section><section><content>\
                <blockList><item><num>(i)</num><p>one</p></item></blockList></content></section></body></act></akomaNtoso>";
    let law = include_str!("../../src/read/egov/sample.xml");
    let row = "<TableRow><TableColumn><Sentence Num=\"1\">甲</Sentence></TableColumn></TableRow>";
    // A paragraph with a table that stands in no article.
    let article = "<Article Num=\"1\">";
    let paragraph = "<Paragraph Num=\"1\"><ParagraphNum/><ParagraphSentence><Sentence Num=\"1\">甲</Sentence></ParagraphSentence><TableStruct>\
                     <TableStructTitle>乙表</TableStructTitle><Table><TableRow><TableColumn><Sentence Num=\"1\">丙</Sentence></TableColumn>\
                     </TableRow></Table></TableStruct></Paragraph><Article Num=\"1\">";
    assert!(law.contains(row) && law.contains(article));
    for (name, format, file, kept) in [
        ("a.akn.xml", "akn", akn.to_owned(), "Parks"),
        ("a.akn.xml", "akn", list.to_owned(), "one"),
        (
            "a.law.xml",
            "egov",
            law.replacen(row, "<AppdxTableTitle>別表第九</AppdxTableTitle>", 1),
            "別表第九",
        ),
        ("a.law.xml", "egov", law.replacen(row, "<TableRow></TableRow>", 1), "附則別表"),
        ("a.law.xml", "egov", law.replacen(article, paragraph, 1), "乙表"),
    ] {
        let doc = crate::help::document(file.as_bytes(), name, reader_named(format).expect("a reader"))
            .expect("a document");
        assert!(tiaowen::ir::plain_text(&doc).contains(kept), "{kept}");
        for format in ["tei", "akn", "json"] {
            let writer = writer_named(format).expect("a writer");
            let (file, _) = tiaowen::write(&doc, writer, &Job::default()).expect("a file");
            let again = crate::help::document(&file, "a", reader_named(format).expect("a reader"));
            let again = again.unwrap_or_else(|e| panic!("{kept}: {format}: {e}"));
            assert_eq!(tiaowen::ir::source_text(&again), tiaowen::ir::source_text(&doc), "{kept}: {format}");
        }
    }
}
