//! What stands beside or apart from running text: signatures in columns, notes with signs of their own, long addresses.

use crate::help;
use std::io::{Cursor, Read};
use tiaowen::format::{extractors, reader_named, writer_named};
use tiaowen::ir::Document;
use tiaowen::verify::against;
use tiaowen::write::Job;

const SIGNED: &str = "甲国和乙国联合公报\n一、双方尊重主权。\n二、双方扩大贸易。\n本公报于二〇二四年三月一日在示例市签订。\n\
                      甲国代表　　　　乙国代表\n张　三　　　　约翰·史密斯\n（签字）　　　　（签字）\n";

fn read(text: &str, format: &str) -> Document {
    help::document(text.as_bytes(), "a", reader_named(format).expect("a reader")).expect("a document")
}

fn written(doc: &Document, format: &str) -> Vec<u8> {
    let (bytes, _) =
        tiaowen::write(doc, writer_named(format).expect("a writer"), &Job::default()).expect("a file");
    if let Some(extract) = extractors().find(|f| f.name == format).and_then(|f| f.extract) {
        assert!(against(doc, &extract(&bytes).expect("a text")).holds(), "{format}");
    }
    bytes
}

fn part(package: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut out = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut out).expect("UTF-8");
    out
}

#[test]
fn parties_sign_in_columns_of_one_width_in_every_format_for_readers() {
    let doc = read(SIGNED, "text");
    let document = part(&written(&doc, "docx"), "word/document.xml");
    let tabs =
        "<w:tabs><w:tab w:val=\"center\" w:pos=\"2160\"/><w:tab w:val=\"center\" w:pos=\"6480\"/></w:tabs>";
    assert_eq!(document.matches(tabs).count(), 3);
    assert_eq!(document.matches("<w:tab/>").count(), 6);
    let epub = part(&written(&doc, "epub"), "OEBPS/c0001.xhtml");
    let html = String::from_utf8(written(&doc, "html")).expect("UTF-8");
    for page in [epub, html] {
        let (_, columns) = page.split_once("<p class=\"columns\"").expect("columns");
        let (_, inside) = columns.split_once('>').expect("a tag");
        assert!(inside.starts_with("<span>甲国代表</span><span class=\"gap\">"), "{page}");
    }
    written(&doc, "pdf");
    // The middles of names in a column are one place.
    let pages = String::from_utf8(written(&doc, "pages")).expect("UTF-8");
    let middle = |name: &str| {
        let line = pages.lines().find(|l| l.ends_with(name)).expect(name);
        let edges: Vec<f32> =
            line.split_whitespace().skip(1).take(2).map(|n| n.parse().expect("a number")).collect();
        f32::midpoint(edges[0], edges[1])
    };
    assert!((middle("甲国代表") - middle("张　三")).abs() < 0.1, "{pages}");
    assert!((middle("乙国代表") - middle("约翰·史密斯")).abs() < 0.1, "{pages}");
    assert!(middle("乙国代表") - middle("甲国代表") > 200.0, "{pages}");
}

#[test]
fn a_note_with_a_sign_of_its_own_is_a_footnote_of_word() {
    let doc = read(
        "# 示例市注释条例[^a]\n\n第一条　适用于本市[^1]。\n\n[^a]: 题注。\n[^1]: 指行政区域。\n",
        "markdown",
    );
    let docx = written(&doc, "docx");
    let document = part(&docx, "word/document.xml");
    let sign =
        "<w:footnoteReference w:id=\"1\" w:customMarkFollows=\"1\"/><w:t xml:space=\"preserve\">a</w:t>";
    assert!(document.contains(sign) && document.contains("<w:footnoteReference w:id=\"2\"/>"), "{document}");
    let notes = part(&docx, "word/footnotes.xml");
    assert_eq!(notes.matches("<w:footnoteRef/>").count(), 1, "{notes}");
    assert!(!document.contains("题注") && notes.contains("题注"));
}

#[test]
fn a_paragraph_with_a_long_address_is_not_torn_apart_in_word() {
    let long =
        "办法\n第一条　见 https://www.example.gov.cn/zwgk/2024/03/01/t1234.html 的规定。\n第二条　其他。\n";
    let document = part(&written(&read(long, "text"), "docx"), "word/document.xml");
    assert_eq!(document.matches("<w:jc w:val=\"left\"/>").count(), 1, "{document}");
}
