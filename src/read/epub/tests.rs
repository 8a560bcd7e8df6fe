//! Small books, made here.

use crate::finding::Finding;
use crate::ir::MarkKind;
use crate::pack::{USUAL, pack};
use crate::read::{Content, Input, Lines};
use crate::text::Style;

const CONTAINER: &str = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
    <rootfile full-path='OPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";
const PACKAGE: &str = "<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>\
    <dc:title>示例条例</dc:title></metadata><manifest><item id='nav' href='nav.xhtml' properties='nav'/>\
    <item id='two' href='t/two.xhtml'/><item id='one' href='one.xhtml'/><item id='pic' href='p%20q.png'/></manifest>\
    <spine><itemref idref='nav'/><itemref idref='one'/><itemref idref='two'/><itemref idref='gone'/></spine></package>";
const NAV: &str = "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'><body>\
    <nav epub:type='toc'><ol><li><a href='one.xhtml'>第一章　总则</a><ol><li><a href='one.xhtml#x'>细则</a></li></ol></li></ol></nav>\
    </body></html>";

fn page(body: &str) -> String {
    format!(
        "<?xml version='1.0'?><!DOCTYPE html>\n<html xmlns='http://www.w3.org/1999/xhtml' \
         xmlns:epub='http://www.idpf.org/2007/ops'><head><title>t</title></head><body>{body}</body></html>"
    )
}

fn book(one: &str, two: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let (one, two) = (page(one), page(two));
    let mut parts = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OPS/book.opf", PACKAGE),
        ("OPS/nav.xhtml", NAV),
        ("OPS/one.xhtml", &one),
        ("OPS/t/two.xhtml", &two),
    ];
    parts.extend(more);
    let own: Vec<_> = parts.iter().map(|(n, t)| ((*n).to_owned(), t.as_bytes().to_vec())).collect();
    pack(&own, &["mimetype"], USUAL).expect("packs")
}

fn read(file: &[u8]) -> (Lines, Vec<Finding>) {
    let reading = super::read(&Input::new(file, "a.epub")).expect("reads");
    match reading.content {
        Content::Lines(lines) => (*lines, reading.findings),
        Content::Document(_) | Content::Unresolved(_) => panic!("lines"),
    }
}

fn shown(lines: &Lines) -> Vec<&str> {
    lines.lines.iter().map(|l| &lines.source.text[l.text.range()]).collect()
}

#[test]
fn the_spine_is_read_in_its_order_with_notes_and_headings() {
    let one = "<p>第一章　总则</p><p>细则</p><p>第一条&nbsp;甲<sup><a epub:type='noteref' href='t/two.xhtml#n1'>1</a></sup>乙<a \
        href='two.xhtml'>见下</a><a href='https://example.org/'>网址</a>。<span epub:type='pagebreak'>12</span></p>";
    let two = "<p>第二条　丙<a epub:type='noteref' href='#n2'>*</a>。</p><aside epub:type='footnote' id='n1'><p><a \
        epub:type='backlink' href='../one.xhtml'>1</a> 注一。</p></aside><aside epub:type='footnote' id='n2'>注二。</aside>\
        <p><img src='../p%20q.png' alt='徽章'/></p>";
    let (lines, findings) = read(&book(one, two, &[("OPS/p q.png", "\u{0}")]));
    assert_eq!(
        shown(&lines),
        [
            "第一章　总则",
            "细则",
            "第一条\u{a0}甲〔1〕乙见下网址。",
            "第二条　丙*。",
            "〔1〕 注一。",
            "* 注二。",
            "徽章",
        ]
    );
    let hints: Vec<_> = lines.lines.iter().map(|l| (l.hints.style, l.hints.outline)).collect();
    assert_eq!(hints[..2], [(Style::Heading, Some(1)), (Style::Heading, Some(2))]);
    assert_eq!((hints[4].0, hints[5].0), (Style::Note, Style::Note));
    let text = |m: &crate::ir::Mark| lines.source.text[m.start as usize..m.end as usize].to_owned();
    let marks: Vec<_> = lines.marks.iter().map(|m| (text(m), &m.kind)).collect();
    assert_eq!(
        marks.iter().filter(|(t, k)| "〔〕".contains(t.as_str()) && **k == MarkKind::Markup).count(),
        4
    );
    let link = MarkKind::Link { target: "https://example.org/".to_owned() };
    assert!(marks.contains(&("网址".to_owned(), &link)));
    assert!(!marks.iter().any(|(_, k)| matches!(k, MarkKind::Link { target } if target.contains("tiaowen"))));
    let codes: Vec<_> = findings.iter().map(|f| f.code.name).collect();
    assert!(codes.contains(&"book-left-out"), "{codes:?}");
    assert_eq!(lines.meta.title.map(|t| t.text).as_deref(), Some("示例条例"));
}

#[test]
fn encrypted_and_broken_books_are_refused() {
    let refused =
        |file: &[u8]| super::read(&Input::new(file, "a.epub")).map(|_| ()).expect_err("refused").code.name;
    let locked = |uri: &str| {
        format!(
            "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container' xmlns:enc='http://www.w3.org/2001/04/xmlenc#'>\
             <enc:EncryptedData><enc:CipherData><enc:CipherReference URI='{uri}'/></enc:CipherData></enc:EncryptedData></encryption>"
        )
    };
    let (page, font) = (locked("OPS/one.xhtml"), locked("OPS/a.otf"));
    assert_eq!(refused(&book("<p>甲</p>", "", &[("META-INF/encryption.xml", &page)])), "locked-epub");
    assert_eq!(shown(&read(&book("<p>甲</p>", "", &[("META-INF/encryption.xml", &font)])).0), ["甲"]);
    assert_eq!(refused(b"PK\x03\x04"), "broken-epub");
    let empty =
        pack(&[("mimetype".to_owned(), b"application/epub+zip".to_vec())], &[], USUAL).expect("packs");
    assert_eq!(refused(&empty), "broken-epub");
    // What is no XML is read as the web reads it.
    let (lines, _) = read(&book("<p>甲<br>乙", "<p>丙</p>", &[]));
    assert_eq!(shown(&lines), ["甲", "乙", "丙"]);
}
