//! TEI that a person edited: what is added is written again, or refused with its place; nothing is dropped.

use tiaowen::finding::Lang;
use tiaowen::format::{reader_named, writer_named};
use tiaowen::ir::{Document, source_text};
use tiaowen::verify::against;
use tiaowen::write::Job;

const TEXT: &str = "示例办法\n第一条　市长张三为了示例，制定本办法。\n第二条　本办法自2024年1月1日起施行。\n\n某市人民政府\n2023年12月1日\n";

fn written(doc: &Document) -> String {
    let (bytes, _) = tiaowen::write(doc, writer_named("tei").expect("TEI"), &Job::default()).expect("TEI");
    String::from_utf8(bytes).expect("UTF-8")
}

fn read(file: &str) -> Result<Document, tiaowen::finding::Error> {
    crate::help::document(file.as_bytes(), "a.tei.xml", reader_named("tei").expect("TEI"))
}

fn plain() -> String {
    let doc = crate::help::document(TEXT.as_bytes(), "a.txt", reader_named("text").expect("text"));
    written(&doc.expect("a document"))
}

/// The file with something put before, or in the place of, what stands there once.
fn edit(file: &str, place: &str, with: &str) -> String {
    assert_eq!(file.matches(place).count(), 1, "{place}");
    file.replace(place, with)
}

/// What people add, where, and what of it must be there afterwards.
const ADDED: &[(&str, &str, &str)] = &[
    (
        "</revisionDesc>",
        "<change who=\"#ed\" when=\"2024-05-01\">Proof-read by <persName xml:id=\"ed\">Li Si</persName>.</change></revisionDesc>",
        "<change who=\"#ed\" when=\"2024-05-01\">Proof-read by <persName xml:id=\"ed\">Li Si</persName>.</change>",
    ),
    ("status=\"draft\"", "status=\"approved\"", "<revisionDesc status=\"approved\">"),
    (
        "</titleStmt>",
        "<respStmt><resp>校对</resp><persName>李四</persName></respStmt><editor>王五</editor></titleStmt>",
        "<respStmt><resp>校对</resp><persName>李四</persName></respStmt><editor>王五</editor></titleStmt>",
    ),
    (
        "</titleStmt>",
        "</titleStmt><editionStmt><edition>第二版</edition></editionStmt>",
        "<editionStmt><edition>第二版</edition></editionStmt><extent>",
    ),
    (
        "<sourceDesc>",
        "<notesStmt><note>甲 &amp; 乙</note></notesStmt><sourceDesc>",
        "<notesStmt><note>甲 &amp; 乙</note></notesStmt><sourceDesc>",
    ),
    (
        "</sourceDesc>",
        "<bibl>《公报》2024年第1期</bibl></sourceDesc>",
        "<bibl>《公报》2024年第1期</bibl></sourceDesc>",
    ),
    (
        "</textClass>",
        "<keywords><term>示例</term></keywords></textClass>",
        "<keywords><term>示例</term></keywords></textClass>",
    ),
    (
        "</profileDesc>",
        "<particDesc><listPerson><person xml:id=\"z\"><persName>张三</persName></person></listPerson></particDesc></profileDesc>",
        "<person xml:id=\"z\">",
    ),
    (
        "not proof-read by a person unless revisionDesc says so.",
        "proof-read by Li Si.",
        "<p>Structure recognised by software; proof-read by Li Si.</p>",
    ),
    ("Rights status unknown.", "Public domain.", "<p>Public domain.</p>"),
    (
        "张三",
        "<persName ref=\"#z\" cert=\"high\">张三</persName>",
        "<persName ref=\"#z\" cert=\"high\">张三</persName>",
    ),
    (
        "市长张三",
        "<rs type=\"person\"><roleName>市长</roleName>张三</rs>",
        "<rs type=\"person\"><roleName>市长</roleName>张三</rs>",
    ),
    ("制定", "<orgName key=\"x\">制定</orgName>", "<orgName key=\"x\">制定</orgName>"),
    (">第一条<", "><persName>第一条</persName><", "<persName>第一条</persName>"),
];

#[test]
fn what_a_person_adds_to_a_file_is_written_again() {
    let file = plain();
    let before = read(&file).expect("a document");
    for (place, with, kept) in ADDED {
        let doc = read(&edit(&file, place, with)).unwrap_or_else(|e| panic!("{with}: {e}"));
        let again = written(&doc);
        assert!(again.contains(kept), "{with}: {again}");
        assert_eq!(source_text(&doc), source_text(&before), "{with}");
        assert_eq!(doc.meta.source, before.meta.source, "{with}");
        // From then on the same bytes, also by way of the JSON form.
        assert_eq!(written(&read(&again).expect("a document")), again, "{with}");
        let json = serde_json::to_string(&doc).expect("JSON");
        let doc: Document = serde_json::from_str(&json).expect("a document");
        assert_eq!(written(&doc), again, "{with}");
        // Other formats hold the text all the same.
        for format in ["pdf", "docx", "epub", "akn", "text"] {
            let format = writer_named(format).expect("a format");
            let (bytes, _) = tiaowen::write(&doc, format, &Job::default()).expect("a file");
            let extract = format.extract.expect("an extractor")(&bytes).expect("its text");
            assert!(against(&before, &extract).holds(), "{with} in {}", format.name);
        }
    }
}

#[test]
fn what_has_no_place_is_refused_with_its_own() {
    let file = plain();
    for (place, with, told) in [
        ("张三", "<choice><sic>张三</sic><corr>张珊</corr></choice>", "choice"),
        ("张三", "<hi rend=\"italic\">张三</hi>", "hi"),
        ("<p xml:id=\"art-2.p1\"", "<p resp=\"#ed\" xml:id=\"art-2.p1\"", "p/@resp"),
        (
            "</appInfo>",
            "<application ident=\"oxygen\" version=\"1\" xml:lang=\"en\"/></appInfo>",
            "application/@xml:lang",
        ),
        ("<langUsage>", "<unheard/><langUsage>", "unheard"),
        (
            "</titleStmt>",
            "<respStmt><resp xmlns:m=\"urn:m\"><m:x/></resp></respStmt></titleStmt>",
            "respStmt",
        ),
        ("</text>", "</text><standOff/>", "standOff"),
    ] {
        let wrong = read(&edit(&file, place, with)).expect_err(with);
        for lang in [Lang::Zh, Lang::En] {
            assert!(
                wrong.code.id == "TW026" && wrong.message(lang).contains(told),
                "{with}: {}",
                wrong.message(lang)
            );
        }
    }
}

#[test]
fn what_only_claims_to_be_an_element_is_not_written() {
    let mut doc = read(&plain()).expect("a document");
    let kept = |place: &str, xml: &str| tiaowen::ir::Kept { place: place.into(), xml: xml.into() };
    doc.meta.kept =
        vec![kept("titleStmt", "</titleStmt><script/>"), kept("revisionDesc", "<change>a</change><x/>")];
    let file = written(&doc);
    assert!(!file.contains("script") && !file.contains("<x/>"), "{file}");
}

#[test]
fn json_whose_text_was_edited_says_what_its_text_is_now() {
    let json = reader_named("json").expect("JSON");
    let doc = crate::help::document(TEXT.as_bytes(), "a.txt", reader_named("text").expect("text"));
    let (file, _) =
        tiaowen::write(&doc.expect("a document"), writer_named("json").expect("JSON"), &Job::default())
            .expect("a file");
    let edited = String::from_utf8(file).expect("UTF-8").replace("制定本办法", "制订本办法");
    let doc = crate::help::document(edited.as_bytes(), "a.json", json).expect("a document");
    assert!(source_text(&doc).contains("制订本办法"));
    let tei = written(&doc);
    let extract =
        writer_named("tei").and_then(|f| f.extract).expect("a proof")(tei.as_bytes()).expect("words");
    assert!(tiaowen::verify::alone(&extract).holds() && against(&doc, &extract).holds());
}
