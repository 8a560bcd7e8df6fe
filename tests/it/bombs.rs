//! Files of the other formats made to do harm: what they unpack to, repeat, nest or point back to takes no more memory than
//! they may have, and ends as a document or as a sentence.

#![cfg(target_os = "linux")]

use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::process::Command;

/// Mebibytes of memory that there are for each: more than a file of its size needs, and less than what it stands for.
const MEMORY: u32 = 700;

fn package(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, part) in parts {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(part).expect("its bytes");
    }
    out.finish().expect("a package").into_inner()
}

/// What is nested so often around a text.
fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}甲{}", open.repeat(depth), close.repeat(depth))
}

fn akn(inner: &str) -> Vec<u8> {
    format!("<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'><act name='a'><meta/><body>{inner}</body></act></akomaNtoso>")
        .into_bytes()
}

fn flat(styles: &str, body: &str) -> Vec<u8> {
    format!(
        "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
         xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'>\
         <office:styles>{styles}</office:styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )
    .into_bytes()
}

fn law(inner: &str) -> Vec<u8> {
    format!(
        "<Law Era='Reiwa' Year='3' Num='1' LawType='Act' Lang='ja'><LawNum>令和三年法律第一号</LawNum><LawBody><LawTitle>法</LawTitle>\
         <MainProvision>{inner}</MainProvision></LawBody></Law>"
    )
    .into_bytes()
}

/// A book whose spine is this, over one page.
fn book(spine: &str, items: &str, page: &str) -> Vec<u8> {
    let opf = format!(
        "<package xmlns='http://www.idpf.org/2007/opf' version='3.0' unique-identifier='i'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>\
         <dc:identifier id='i'>x</dc:identifier><dc:title>法</dc:title><dc:language>zh</dc:language></metadata><manifest>{items}\
         <item id='p' href='p.xhtml' media-type='application/xhtml+xml'/></manifest><spine>{spine}</spine></package>"
    );
    let container = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'><rootfiles>\
                     <rootfile full-path='c.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";
    package(&[
        ("mimetype", b"application/epub+zip".to_vec()),
        ("META-INF/container.xml", container.as_bytes().to_vec()),
        ("c.opf", opf.into_bytes()),
        (
            "p.xhtml",
            format!("<html xmlns='http://www.w3.org/1999/xhtml'><body>{page}</body></html>").into_bytes(),
        ),
    ])
}

/// A file of the old format whose tables of sectors lead in circles: every number is that of its first sector.
fn circular() -> Vec<u8> {
    let mut out = include_bytes!("../old/law.doc").to_vec();
    let sectors = out.len() / 512;
    for k in 1..sectors {
        // The tables are the sectors of which most numbers count on.
        let at = 512 * k;
        let word = |n: usize| u32::from_le_bytes(out[at + 4 * n..at + 4 * n + 4].try_into().expect("four"));
        if (0..100).filter(|n| word(n + 1) == word(*n).wrapping_add(1)).count() > 50 {
            for n in 0..128 {
                out[at + 4 * n..at + 4 * n + 4].copy_from_slice(&3_u32.to_le_bytes());
            }
        }
    }
    out
}

fn all() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let entity = |k: usize| format!("<!ENTITY e{k} '{}'>", format!("&e{};", k - 1).repeat(10));
    let laughs = (1..9).map(entity).collect::<Vec<_>>().concat();
    let laughs = format!("<!DOCTYPE akomaNtoso [<!ENTITY e0 '甲'>{laughs}]>");
    let with_laughs = |file: Vec<u8>| [laughs.as_bytes(), &file].concat();
    let large = vec![b' '; 600 << 20];
    let rows = "<table:table><table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='16384'>\
                <text:p>甲</text:p></table:table-cell></table:table-row></table:table>";
    let circle = "<style:style style:name='A' style:family='paragraph' style:parent-style-name='B'/>\
                  <style:style style:name='B' style:family='paragraph' style:parent-style-name='A'/>";
    vec![
        ("entities", "a.akn.xml", with_laughs(akn("<p>&e8;</p>"))),
        ("nesting", "a.akn.xml", akn(&nested("<section><content>", "</content></section>", 200_000))),
        (
            "spans",
            "a.akn.xml",
            akn("<table><tr><td rowspan='65535' colspan='65535'><p>甲</p></td></tr></table>"),
        ),
        ("notes", "a.akn.xml", akn(&nested("<authorialNote><p>", "</p></authorialNote>", 100))),
        (
            "entities",
            "a.law.xml",
            with_laughs(law("<Article Num='1'><ArticleTitle>&e8;</ArticleTitle></Article>")),
        ),
        (
            "nesting",
            "a.law.xml",
            law(&nested("<Paragraph><ParagraphSentence>", "</ParagraphSentence></Paragraph>", 200_000)),
        ),
        ("repeated", "a.fodt", flat("", rows)),
        ("spaces", "a.fodt", flat("", &"<text:p>甲<text:s text:c='4294967295'/>乙</text:p>".repeat(20))),
        ("circle", "a.fodt", flat(circle, "<text:p text:style-name='A'>甲</text:p>")),
        (
            "lists",
            "a.fodt",
            flat(
                "",
                &nested("<text:list><text:list-item><text:p>", "</text:p></text:list-item></text:list>", 100),
            ),
        ),
        (
            "large",
            "a.odt",
            package(&[
                ("mimetype", b"application/vnd.oasis.opendocument.text".to_vec()),
                ("content.xml", large.clone()),
            ]),
        ),
        (
            "spine",
            "a.epub",
            book(&"<itemref idref='p'/>".repeat(20_000), "", &"<p>第一条　甲。</p>".repeat(2000)),
        ),
        (
            "items",
            "a.epub",
            book(
                "<itemref idref='p'/>",
                &"<item id='p' href='p.xhtml' media-type='text/css'/>".repeat(20_000),
                "<p>甲</p>",
            ),
        ),
        ("nesting", "a.epub", book("<itemref idref='p'/>", "", &nested("<div>", "</div>", 200_000))),
        ("groups", "a.rtf", format!("{{\\rtf1 {}}}", nested("{", "}", 500_000)).into_bytes()),
        ("data", "a.rtf", b"{\\rtf1\\bin2147483647 x}".to_vec()),
        (
            "tables",
            "a.rtf",
            format!("{{\\rtf1 {}甲\\nestcell}}", "\\itap2000000000\\intbl a\\nestcell".repeat(20_000))
                .into_bytes(),
        ),
        ("skips", "a.rtf", b"{\\rtf1\\uc2000000000 \\u31532 ?\\u-2147483648 ?\\fs2147483647 x}".to_vec()),
        ("circle", "a.doc", circular()),
    ]
}

#[test]
fn bombs_end_as_a_document_or_as_a_sentence() {
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bombs");
    for (what, name, bytes) in all() {
        let folder = base.join(what);
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join(name);
        std::fs::write(&file, bytes).expect("a file");
        let out = Command::new("sh")
            .args(["-c", &format!("ulimit -v {}; exec \"$0\" \"$@\"", MEMORY * 1024)])
            .arg(env!("CARGO_BIN_EXE_tiaowen"))
            .args(["convert", "--no-system-fonts", "--lang", "en", "--to", "text", "-o"])
            .args([&folder.join("a.txt"), &file])
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&out.stderr);
        let ended = matches!(out.status.code(), Some(0 | 2)) && !said.contains("memory allocation");
        assert!(ended, "{what} {name}: {:?} {said:.500}", out.status);
        // What is refused is refused with a code.
        assert!(out.status.success() || said.contains("[TW0"), "{what} {name}: {said:.500}");
    }
}
