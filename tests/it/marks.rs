//! Marks that change the meaning and tables with merged cells: in every format, and proved in every format.

use proptest::prelude::*;
use std::io::Cursor;
use std::path::Path;
use tiaowen::finding::{Lang, codes};
use tiaowen::format::{extractors, reader_named, writer_named};
use tiaowen::ir::{
    Block, CellAlign, Document, Heading, Label, Mark, MarkKind, Media, Provision, Role, Scope, Text, VERSION,
    assign_ids, source_text, validate,
};
use tiaowen::number::{Level, System};
use tiaowen::text::Span;
use tiaowen::verify::{against, alone};
use tiaowen::write::{Job, Marks, OfficeOptions};

fn seed() -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/every-mark.json");
    let bytes = std::fs::read(path).expect("the seed");
    crate::help::document(&bytes, "every-mark.json", reader_named("json").expect("a reader"))
        .expect("a document")
}

fn written(doc: &Document, format: &str, job: &Job) -> (Vec<u8>, Vec<tiaowen::finding::Finding>) {
    tiaowen::write(doc, writer_named(format).expect("a writer"), job).expect("a file")
}

fn part(package: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut out = vec![];
    std::io::copy(&mut zip.by_name(name).expect(name), &mut out).expect("a part");
    String::from_utf8(out).expect("UTF-8")
}

/// A text of its own as a document.
fn document(texts: Vec<Text>) -> Document {
    let mut doc = Document { version: VERSION, ..Document::default() };
    doc.meta.language = "zh-Hans-CN".into();
    let mut at = 0;
    for (k, mut t) in texts.into_iter().enumerate() {
        t.lead = if k > 0 { "\n".into() } else { String::new() };
        at += t.lead.len();
        t.span = Span::new(at, at + t.text.len());
        at += t.text.len();
        doc.body.push(Block::Text(t));
    }
    assign_ids(&mut doc);
    doc.provenance.characters = source_text(&doc).chars().count() as u64;
    doc.provenance.sha256_text = tiaowen::text::hash::sha256(source_text(&doc).as_bytes());
    doc
}

fn mark(start: usize, end: usize, kind: MarkKind) -> Mark {
    Mark { start: start as u32, end: end as u32, kind }
}

#[test]
fn tei_gives_every_mark_back() {
    let doc = seed();
    let (tei, _) = written(&doc, "tei", &Job::default());
    let back =
        crate::help::document(&tei, "a.tei.xml", reader_named("tei").expect("a reader")).expect("our file");
    let blocks = |d: &Document| serde_json::to_value((&d.front, &d.body, &d.media)).expect("JSON");
    let (have, want) = (blocks(&back), blocks(&doc));
    for k in 0..2 {
        let (have, want) = (have[k].as_array().expect("blocks"), want[k].as_array().expect("blocks"));
        assert_eq!(have.len(), want.len());
        for (h, w) in have.iter().zip(want) {
            let marks = |v: &serde_json::Value| {
                let all = serde_json::to_string(v).expect("JSON");
                [
                    "deleted",
                    "inserted",
                    "underline",
                    "superscript",
                    "subscript",
                    "rubyText",
                    "dots",
                    "link",
                    "foreign",
                    "mathml",
                    "image",
                    "cellSpan",
                    "cellHead",
                    "cellAlign",
                ]
                .map(|name| all.matches(name).count())
            };
            assert_eq!(marks(h), marks(w), "{h}");
        }
    }
    assert_eq!(back.media, doc.media);
    assert_eq!(source_text(&back), source_text(&doc));
    assert_eq!(written(&back, "tei", &Job::default()).0, tei);
}

#[test]
fn word_has_what_it_has_words_for() {
    let (docx, _) = written(&seed(), "docx", &Job::default());
    let document = part(&docx, "word/document.xml");
    for wanted in [
        "<w:strike/>",
        "<w:u w:val=\"single\"/>",
        "<w:vertAlign w:val=\"superscript\"/>",
        "<w:vertAlign w:val=\"subscript\"/>",
        "<w:em w:val=\"dot\"/>",
        "<w:ruby>",
        "<w:hyperlink r:id=",
        "<w:lang w:val=\"ug\" w:bidi=\"ug\"/>",
        "<m:oMath>",
        "<m:rad>",
        "descr=\"圆形标志\"",
        "<w:gridSpan w:val=\"2\"",
        "<w:vMerge w:val=\"restart\"",
        "<w:vMerge w:val=\"continue\"",
        "<w:tblHeader/>",
    ] {
        assert!(document.contains(wanted), "{wanted}");
    }
    assert!(!document.contains("tiaowen-"), "every placeholder was replaced");
    let links = part(&docx, "word/_rels/document.xml.rels");
    assert!(
        links.contains("Target=\"https://example.org/rules?id=7\"")
            && links.contains("TargetMode=\"External\"")
    );
    // Quotation marks of Chinese text come from its face, those of the English passage from the Latin one.
    let run =
        |text: &str| document.split("<w:r>").find(|r| r.contains(text)).unwrap_or_else(|| panic!("{text}"));
    assert!(run("所称“标记”").contains("w:hint=\"eastAsia\"") && !run("the “Marks”").contains("w:hint"));
    let office = OfficeOptions { marks: Marks::Revisions, ..OfficeOptions::default() };
    let (docx, _) = written(&seed(), "docx", &Job { office, ..Job::default() });
    let document = part(&docx, "word/document.xml");
    assert!(document.contains("<w:del ") && document.contains("<w:delText") && document.contains("<w:ins "));
}

#[test]
fn books_have_formulas_pictures_and_merged_cells() {
    let (epub, _) = written(&seed(), "epub", &Job::default());
    let page = part(&epub, "OEBPS/c0001.xhtml");
    for wanted in [
        "<del>",
        "<ins>",
        "<u>",
        "<sup>−3</sup>",
        "<sub>2</sub>",
        "<ruby>垚<rt>yáo</rt></ruby>",
        "<em class=\"dots\">",
        "<a href=\"mailto:office@example.org\">",
        "<span lang=\"ug\" xml:lang=\"ug\" dir=\"rtl\">",
        "alttext=\"x=(−b±√(b^2−4ac))/(2a)\"",
        "<img src=\"images/image-2.jpg\" alt=\"圆形标志\"/>",
        "<th scope=\"col\" colspan=\"2\" class=\"word\">",
        "<th scope=\"row\" rowspan=\"3\" class=\"word\">",
        "<td class=\"end word\">1,200.50</td>",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert!(part(&epub, "OEBPS/content.opf").contains("properties=\"mathml\""));
}

#[test]
fn what_a_format_cannot_carry_is_said() {
    let said = |doc: &Document, format: &str| -> Vec<String> {
        written(doc, format, &Job::default())
            .1
            .iter()
            .map(|f| {
                format!(
                    "{} {}",
                    f.code.id,
                    f.details.iter().map(|d| d.say(Lang::Zh)).collect::<Vec<_>>().join(",")
                )
            })
            .collect()
    };
    let doc = seed();
    let has = |list: &[String], what: &str| list.iter().any(|l| l.starts_with(what));
    let text = said(&doc, "text");
    assert!(
        has(&text, "TW320 TXT,上标") && has(&text, "TW320 TXT,删除线") && has(&text, "TW321 TXT,下划线"),
        "{text:?}"
    );
    assert!(has(&said(&doc, "pdf"), "TW320 PDF,公式") && has(&said(&doc, "akn"), "TW320 Akoma Ntoso,图片"));
    for format in ["tei", "docx", "epub"] {
        let list = said(&doc, format);
        assert!(!has(&list, "TW320") && has(&list, codes::PICTURE_MISSING.id), "{format}: {list:?}");
    }
    let mut t = Text { role: Role::Body, text: "见此处。".into(), ..Text::default() };
    t.marks = vec![mark(3, 9, MarkKind::Link { target: "javascript:alert(1)".into() })];
    let doc = document(vec![t]);
    for format in ["tei", "docx", "epub", "pdf", "akn"] {
        let (bytes, findings) = written(&doc, format, &Job::default());
        assert!(findings.iter().any(|f| f.code == &codes::LINK_NOT_KEPT), "{format}");
        assert!(!String::from_utf8_lossy(&bytes).contains("javascript"), "{format}");
    }
    let mut doc = seed();
    doc.media = vec![Media { name: "plan.png".into(), mime: "image/png".into(), data: "AAAA".into() }];
    for format in ["docx", "epub", "pdf"] {
        assert!(has(&said(&doc, format), codes::PICTURE_NOT_SHOWN.id), "{format}");
    }
}

/// A table with a row of so many characters below some paragraphs.
fn tall(above: usize, characters: usize) -> Document {
    let paragraph = || Text { role: Role::Body, text: "甲乙丙丁。".into(), ..Text::default() };
    let mut texts: Vec<Text> = (0..above).map(|_| paragraph()).collect();
    let long = "文字".repeat(characters / 2);
    let mut t = Text { role: Role::Table, ..Text::default() };
    for (header, cells) in [(true, ["序号", "说明"]), (false, ["1", long.as_str()])] {
        let at = t.text.len();
        let mut cell = at;
        let mut inner = vec![];
        for c in cells {
            t.text.push_str(c);
            inner.push(mark(cell, t.text.len(), MarkKind::Cell));
            cell = t.text.len();
        }
        t.marks.push(mark(at, t.text.len(), MarkKind::Row { header }));
        t.marks.extend(inner);
    }
    texts.push(t);
    document(texts)
}

#[test]
fn a_row_higher_than_a_page_leaves_none_half_empty() {
    let doc = tall(16, 3000);
    let dump = String::from_utf8(written(&doc, "pages", &Job::default()).0).expect("UTF-8");
    let lines: Vec<usize> = dump
        .split("\npage ")
        .skip(1)
        .map(|page| page.lines().skip(1).filter(|l| l.starts_with(' ')).count())
        .collect();
    assert!(lines.len() >= 3 && lines[..lines.len() - 1].iter().all(|n| *n > 28), "{lines:?}");
}

#[test]
fn a_table_of_many_rows_is_set() {
    const ROWS: usize = 3000;
    let mut t = Text { role: Role::Table, ..Text::default() };
    for k in 0..ROWS {
        let at = t.text.len();
        t.text.push('甲');
        let middle = t.text.len();
        t.text.push_str("12");
        let end = t.text.len();
        t.marks.push(mark(at, end, MarkKind::Row { header: k == 0 }));
        t.marks.extend([mark(at, middle, MarkKind::Cell), mark(middle, end, MarkKind::Cell)]);
    }
    let doc = document(vec![t]);
    for format in ["pages", "epub", "docx", "tei", "akn"] {
        assert!(written(&doc, format, &Job::default()).0.len() > ROWS, "{format}");
    }
}

#[test]
fn texts_that_look_like_page_numbers_are_proved_in_every_format() {
    let text = |s: &str, role| Text { role, text: s.into(), ..Text::default() };
    for line in ["—1—", "　—1—", "第 3 页 共 47 页", "- 2 -", "Page 3 of 47", "1 2 3"] {
        let title = text(line, Role::Title);
        let mut doc =
            document(vec![text("甲，乙", Role::Body), text(line, Role::Body), text("丙。", Role::Body)]);
        under_heading(&mut doc, &title);
        for e in extractors().filter(|f| f.takes_any()) {
            let (bytes, _) = written(&doc, e.name, &Job::default());
            let output = e.extract.expect("an extractor")(&bytes).expect("a file of ours");
            assert!(against(&doc, &output).holds(), "{line} {}: {:?}", e.name, against(&doc, &output));
        }
        let (md, _) = written(&doc, "md", &Job::default());
        let back =
            crate::help::document(&md, "a.md", reader_named("md").expect("a reader")).expect("our file");
        let lines = |d: &Document| source_text(d).matches(line.trim()).count();
        assert_eq!(lines(&doc), 2);
        let read = tiaowen::ir::unmarked_text(&back).0;
        assert_eq!(read.matches(line.trim()).count(), 2, "{read}");
    }
}

/// Marks on ranges of a text, given by shares of its characters.
fn kind() -> impl Strategy<Value = MarkKind> {
    prop_oneof![
        Just(MarkKind::Deleted),
        Just(MarkKind::Inserted),
        Just(MarkKind::Underline),
        Just(MarkKind::Superscript),
        Just(MarkKind::Subscript),
        Just(MarkKind::Dots),
        Just(MarkKind::Emphasis),
        Just(MarkKind::Ruby),
        Just(MarkKind::Link { target: "https://example.org/甲".into() }),
        Just(MarkKind::Language { tag: "en".into() }),
        Just(MarkKind::Math { mathml: "<math><msup><mi>x</mi><mn>2</mn></msup></math>".into() }),
        Just(MarkKind::Math { mathml: String::new() }),
        Just(MarkKind::Image { media: None }),
        Just(MarkKind::Image { media: Some("a.png".into()) }),
        Just(MarkKind::Markup),
    ]
}

/// A text with marks; a ruby gets its annotation.
fn marked(text: &str, marks: &[(usize, usize, MarkKind)], role: Role) -> Text {
    let places: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let mut t = Text { role, text: text.to_owned(), ..Text::default() };
    for (a, b, kind) in marks {
        let (a, b) = (a % places.len(), b % places.len());
        let (a, b) = (a.min(b), a.max(b));
        if a == b && !kind.may_be_empty() || *kind == MarkKind::Ruby && b < a + 2 {
            continue;
        }
        let mut more = vec![mark(places[a], places[b], kind.clone())];
        if *kind == MarkKind::Ruby {
            more.push(mark(places[a + (b - a).div_ceil(2)], places[b], MarkKind::RubyText));
        }
        let mut tried = t.clone();
        tried.add_marks(more.clone());
        // A mark that crosses another is left out, and an annotation never stands alone.
        let sound = tried.marks.len() == t.marks.len() + more.len();
        if sound && validate(&document(vec![tried.clone()]), None).is_empty() {
            t = tried;
        }
    }
    t
}

/// Puts the texts of a document into a chapter, whose label and heading have marks.
fn under_heading(doc: &mut Document, heading: &Text) {
    const LABEL: &str = "第一\\章";
    let by = (LABEL.len() + "　".len() + heading.text.len()) as u32;
    for b in &mut doc.body {
        if let Block::Text(t) = b {
            t.span = Span { start: t.span.start + by, end: t.span.end + by };
        }
    }
    let end = doc.body.last().map_or(by, |b| b.span().end);
    let mut p = Provision::new(Level::Chapter, String::new(), Span { start: 0, end });
    p.label = Some(Box::new(Label {
        text: LABEL.into(),
        gap: "　".into(),
        form: "第{n}章".into(),
        system: Some(System::Han),
        number: Some(1),
        branches: vec![],
        shown: false,
        marks: vec![mark(6, 7, MarkKind::Markup)],
        span: Span::new(0, LABEL.len()),
    }));
    let start = LABEL.len() + "　".len();
    p.heading = Some(Box::new(Heading {
        text: heading.text.clone(),
        marks: heading.marks.clone(),
        span: Span::new(start, start + heading.text.len()),
        ..Heading::default()
    }));
    // No text stands on the line of a heading.
    if let Some(Block::Text(t)) = doc.body.first_mut() {
        t.lead = "\n".into();
    }
    p.blocks = std::mem::take(&mut doc.body);
    shift(&mut p);
    doc.body.push(Block::Provision(p));
    assign_ids(doc);
    doc.provenance.characters = source_text(doc).chars().count() as u64;
    doc.provenance.sha256_text = tiaowen::text::hash::sha256(source_text(doc).as_bytes());
}

/// Makes room for the line break below the heading.
fn shift(p: &mut Provision) {
    for b in &mut p.blocks {
        if let Block::Text(t) = b {
            t.span = Span { start: t.span.start + 1, end: t.span.end + 1 };
        }
    }
    p.span.end += 1;
}

fn picture() -> Media {
    seed().media.swap_remove(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_format_proves_texts_with_any_marks(
        texts in prop::collection::vec(
            ("[甲乙丙一，。“”—…（）12ab　 −]{1,24}", prop::collection::vec((0usize..40, 0usize..40, kind()), 0..6)), 1..4),
        headed in ("[甲乙一，“”—ab −]{1,12}", prop::collection::vec((0usize..20, 0usize..20, kind()), 0..4)),
        rows in prop::collection::vec(prop::collection::vec(("[甲乙1,. a]{0,6}", 1u16..4, 1u16..4, any::<bool>()), 0..4), 0..5),
    ) {
        let mut all: Vec<Text> = texts.iter().map(|(text, marks)| marked(text, marks, Role::Body)).collect();
        let mut t = Text { role: Role::Table, ..Text::default() };
        for (k, row) in rows.iter().enumerate() {
            let place = t.marks.len();
            let at = t.text.len();
            t.marks.push(mark(at, at, MarkKind::Row { header: k == 0 }));
            for (text, rows, columns, head) in row {
                let at = t.text.len();
                t.text.push_str(text);
                let end = t.text.len();
                t.marks.push(mark(at, end, MarkKind::Cell));
                t.marks.push(mark(at, end, MarkKind::CellSpan { rows: *rows, columns: *columns }));
                if *head {
                    t.marks.push(mark(at, end, MarkKind::CellHead { scope: Scope::Row }));
                    t.marks.push(mark(at, end, MarkKind::CellAlign { align: CellAlign::End }));
                }
            }
            t.marks[place].end = t.text.len() as u32;
        }
        if rows.iter().all(|r| !r.is_empty()) && !rows.is_empty() && !t.text.trim().is_empty() {
            all.push(t);
        }
        let mut doc = document(all);
        under_heading(&mut doc, &marked(&headed.0, &headed.1, Role::Body));
        doc.media = vec![Media { name: "a.png".into(), ..picture() }];
        prop_assert_eq!(validate(&doc, None), []);
        for e in extractors().filter(|f| f.takes_any()) {
            let (bytes, _) = written(&doc, e.name, &Job::default());
            let output = e.extract.expect("an extractor")(&bytes).unwrap_or_else(|why| panic!("{}: {why}", e.name));
            prop_assert!(against(&doc, &output).holds(), "{}: {:?}", e.name, against(&doc, &output));
            prop_assert_eq!(alone(&output).holds(), e.states_itself(), "{} alone", e.name);
        }
        let (tei, _) = written(&doc, "tei", &Job::default());
        let back = crate::help::document(&tei, "a.tei.xml", reader_named("tei").expect("a reader"));
        let back = back.unwrap_or_else(|e| panic!("{e}\n{}", String::from_utf8_lossy(&tei)));
        let (again, _) = written(&back, "tei", &Job::default());
        let text = |file: &[u8]| {
            let file = String::from_utf8_lossy(file).into_owned();
            file.split_once("<text").map(|(_, text)| text.to_owned())
        };
        prop_assert_eq!(text(&again), text(&tei));
        prop_assert!(again == tei);
    }
}

#[test]
fn a_reference_and_the_annotation_of_its_words_are_both_kept() {
    let html = "<html lang=\"ja\"><head><title>公園法</title></head><body><h1>公園法</h1><p>第一条　公園を設ける。</p><p>２　公園を管理する。</p>\
        <p>第二条　第一条<ruby>第二項<rt>だいにこう</rt></ruby>の規定及び第<ruby>一<rt>いち</rt></ruby>条の<ruby>規定<rt>きてい</rt></ruby>を準用する。</p></body></html>";
    let doc = crate::help::document(html.as_bytes(), "a.html", reader_named("html").expect("a reader"))
        .expect("a document");
    let mut targets = vec![];
    let mut rubies = 0;
    tiaowen::ir::walk(&doc.body, &mut |e| {
        if let tiaowen::ir::Event::Text(t) = e {
            for m in &t.marks {
                match &m.kind {
                    MarkKind::Reference { target, .. } => targets.push(target.0.clone()),
                    MarkKind::Ruby => rubies += 1,
                    _ => {}
                }
            }
        }
    });
    assert_eq!((targets, rubies), (vec!["art-1.p2".to_owned(), "art-1".to_owned()], 3));
}
