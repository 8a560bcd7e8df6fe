//! Broken files: small documents of every format, with bytes and pieces changed in ways that are the same every time.
//! Reading never panics, and what is read is sound and loses nothing.

use crate::fuzzed::changed::{Numbers, changed, rearranged};
use std::io::{Cursor, Read, Write};
use tiaowen::format::{Format, reader_named, writer_named};
use tiaowen::ir::{source_text, validate};
use tiaowen::write::Job;

/// What is tried on each document: so much, or as much as `MUTATIONS` says; of texts in one file each, `MUTATED` names one
/// format that is tried alone.
fn tries() -> usize {
    const USUAL: usize = 400;
    std::env::var("MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(USUAL)
}

/// A file of places and lengths with some of its bytes changed, so that it stays as long as it is.
fn dented(file: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut out = file.to_vec();
    for _ in 0..=numbers.below(12) {
        let at = numbers.below(out.len());
        out[at] = match numbers.below(4) {
            0 => 0,
            1 => 0xff,
            2 => out[at].wrapping_add(1),
            _ => numbers.below(256) as u8,
        };
    }
    out
}

fn check(name: &str, reader: &Format, bytes: &[u8]) {
    let Ok(doc) = crate::help::document(bytes, name, reader) else { return };
    let problems = validate(&doc, None);
    assert!(problems.is_empty(), "{name}: {problems:?} in {:?}", String::from_utf8_lossy(bytes));
    if let ("text" | "md", Ok(text)) = (reader.name, std::str::from_utf8(bytes)) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        assert_eq!(source_text(&doc), text, "{name}");
    }
    let tei = writer_named("tei").expect("a writer");
    let (file, _) = tiaowen::write(&doc, tei, &Job::default()).expect("TEI");
    let again = crate::help::document(&file, "a.xml", reader_named("tei").expect("a reader"));
    let again = again.unwrap_or_else(|e| panic!("{e} of {:?}", String::from_utf8_lossy(bytes)));
    if !source_text(&doc)
        .contains(|c: char| c.is_control() && c != '\n' && c != '\t' || c > '\u{fffd}' && c < '\u{10000}')
    {
        assert_eq!(source_text(&again), source_text(&doc), "{name} of {}", String::from_utf8_lossy(bytes));
    }
}

const OLD: &[u8] = include_bytes!("../old/law.doc");
const TEXT: &str = "示例市公园条例\n（2024年3月1日通过）\n目录\n第一章 总则\n第二章 附则\n第一章　总则\n第一条　公园免费开放〔1〕。\n（一）一级；\n\
                    1．甲；\n（二）二级。\n第一条之一　“第三条　乙”。\n第二章　附则\n第二条　本条例自公布之日起施行。\n附件1\n名录\n〔1〕见公约。\n";
const MARKDOWN: &str = "---\ntitle: 示例\n---\n# 示例条例[^a]\n\n[TOC]\n\n## 第一章 总则\n\n**第一条** 甲~~乙~~[丙](https://example.org)。\n\n1\\. 丁；\n\n\
                        | 级 | 款 |\n|:--|--:|\n| 一 | 10<sup>2</sup> |\n\n<table><tr><td>戊</td></tr></table>\n\n> 己\n\n[^a]: 注一。\n\n    注二。\n";
const HTML: &str = "<html><body><div class=nav>首页</div><div id=zoom><h1>示例条例</h1><p>第一条　甲<sup>2</sup>。<p>第二条　<del>乙</del>丙。\
                    <table><tr><th>级<th>款<tr><td rowspan=2>一<td>轻<tr><td>重</table><ol start=3><li>丁<li>戊</ol></div></body></html>";
const RTF: &str = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}{\\f1\\fcharset2 Symbol;}}{\\stylesheet{\\s1 heading 1;}}\
                   {\\*\\listtable{\\list{\\listlevel\\levelnfc37\\levelstartat1{\\leveltext\\'03\\u31532 ?\\'00\\u26465 ?;}{\\levelnumbers\\'02;}}\\listid1}}\
                   {\\*\\listoverridetable{\\listoverride\\listid1\\ls1}}\\pard\\qc\\s1 \\'ca\\'be\\'c0\\'fd\\par{\\listtext\\u31532 ?1\\tab}\\pard\\ls1 \\u20844 ?\
                   {\\super\\chftn{\\footnote\\pard\\chftn n}}\\par\\pard\\ls1 {\\deleted\\u20057 ?}{\\revised b}{\\v h}{\\ul u}\\par\
                   \\trowd\\clvmgf\\cellx1000\\cellx2000\\pard\\intbl a\\cell\\itap2 b\\nestcell{\\*\\nesttableprops\\trowd\\cellx500\\nestrow}\\itap1 c\\cell\\row\
                   \\pard{\\field{\\*\\fldinst HYPERLINK \"http://example.org\"}{\\fldrslt l}}{\\shp{\\*\\shpinst{\\shptxt x\\par}}}\
                   {\\pict\\pngblip 8950}{\\f1\\'b7}{\\*\\annotation c}{\\header h}\\bin3 abc\\par}";

const FLAT: &str = "<office:document xmlns:office='o' xmlns:text='t' xmlns:style='s' xmlns:table='b' xmlns:draw='x:drawing:1'>\
                    <office:styles><text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-prefix='第' \
                    style:num-suffix='条' style:num-format='一, 二, 三, ...'/></text:list-style></office:styles><office:body><office:text>\
                    <text:tracked-changes><text:changed-region text:id='c'><text:deletion><text:p>旧</text:p><text:p>文</text:p></text:deletion>\
                    </text:changed-region></text:tracked-changes><text:h text:outline-level='1'>示例条例</text:h><text:list \
                    text:style-name='L'><text:list-item><text:p>甲<text:change text:change-id='c'/><text:note><text:note-citation>1\
                    </text:note-citation><text:note-body><text:p>注。</text:p></text:note-body></text:note></text:p></text:list-item></text:list>\
                    <table:table><table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-spanned='2'><text:p>级\
                    </text:p></table:table-cell><table:covered-table-cell/></table:table-row><table:table-row><table:table-cell><text:p>一</text:p>\
                    </table:table-cell><table:table-cell><text:p>二</text:p></table:table-cell></table:table-row></table:table>\
                    <text:p><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>乙</text:p></office:text>\
                    </office:body></office:document>";

/// Another vocabulary than ours: its own inlines, notes that stand apart, quotations.
const AKN: &str = "<akomaNtoso><act name='a'><meta><identification source='#x'><FRBRWork><FRBRdate date='1998-03-01' name='g'/></FRBRWork>\
                   </identification><notes><note eId='n1'><p>Note.</p></note></notes></meta><preface><p><docTitle>Parks Act</docTitle></p></preface>\
                   <body><part><num>Part I</num><heading>General</heading><section eId='s1'><num>1.</num><subsection><num>(1)</num><content><p>Parks\
                   <noteRef href='#n1' marker='1'/> are <term refersTo='#o'>open</term><authorialNote marker='2'><p>N</p></authorialNote>.</p><table>\
                   <tr><th><p>a</p></th></tr><tr><td rowspan='2'><p>b</p><p>c</p></td></tr></table></content></subsection><subsection><num>(2)</num>\
                   <intro><p>Closed:</p></intro><paragraph><num>(a)</num><content><p>at <of>night</of>.</p></content></paragraph><wrapUp><p>w</p>\
                   </wrapUp></subsection></section><section><num>2.</num><content><p><mod>for <quotedText startQuote='“' endQuote='”'>x</quotedText>\
                   <quotedStructure startQuote='“' endQuote='”'><article><num>9</num><content><p>y</p></content></article></quotedStructure></mod></p>\
                   <blockList><item><num>(i)</num><p>one</p></item></blockList></content></section></part></body><attachments><attachment>\
                   <heading>Annex</heading><doc name='d'><meta/><mainBody><hcontainer><content><p>z</p></content></hcontainer></mainBody></doc>\
                   </attachment></attachments></act></akomaNtoso>";

#[test]
fn broken_files_are_read_or_refused() {
    for (name, format, file) in [
        ("a.txt", "text", TEXT),
        ("a.md", "markdown", MARKDOWN),
        ("a.html", "html", HTML),
        ("a.fodt", "fodt", FLAT),
        ("a.law.xml", "egov", include_str!("../../src/read/egov/sample.xml")),
        ("a.akn.xml", "akn", AKN),
        ("a.rtf", "rtf", RTF),
    ] {
        if std::env::var("MUTATED").is_ok_and(|only| only != format) {
            continue;
        }
        crate::help::document(file.as_bytes(), name, reader_named(format).expect("a reader")).expect(name);
        let reader = reader_named(format).expect("a reader");
        let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
        for _ in 0..tries() {
            check(name, reader, &changed(file.as_bytes(), &mut numbers));
        }
        let markup = matches!(format, "fodt" | "egov" | "akn");
        for _ in 0..if markup { tries() } else { 0 } {
            check(name, reader, &rearranged(file.as_bytes(), &mut numbers));
        }
    }
}

#[test]
fn broken_files_of_programs_are_read_or_refused() {
    let text = reader_named("text").expect("a reader");
    let doc = crate::help::document(TEXT.as_bytes(), "a.txt", text).expect("a document");
    for (name, format) in [("a.xml", "tei"), ("a.json", "json"), ("a.akn.xml", "akn")] {
        let (Some(writer), Some(reader)) = (writer_named(format), reader_named(format)) else { continue };
        let (file, _) = tiaowen::write(&doc, writer, &Job::default()).expect("an output");
        let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
        for _ in 0..tries() {
            let _ = crate::help::document(&changed(&file, &mut numbers), name, reader);
        }
    }
    let reader = reader_named("doc").expect("a reader");
    let mut numbers = Numbers(0x0f1e_2d3c_4b5a_6978);
    for k in 0..2 * tries() {
        let broken = if k % 4 == 0 { changed(OLD, &mut numbers) } else { dented(OLD, &mut numbers) };
        check("a.doc", reader, &broken);
    }
}

#[test]
fn broken_packages_are_read_or_refused() {
    let text = reader_named("text").expect("a reader");
    let doc = crate::help::document(TEXT.as_bytes(), "a.txt", text).expect("a document");
    let parts = [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", FLAT)];
    let made = |format: &str| match writer_named(format) {
        Some(writer) => tiaowen::write(&doc, writer, &Job::default()).expect("an output").0,
        None => packed(&parts),
    };
    for (name, format) in [("a.docx", "docx"), ("a.epub", "epub"), ("a.odt", "odt")] {
        let (file, reader) = (made(format), reader_named(format).expect("a reader"));
        crate::help::document(&file, name, reader).expect(name);
        let mut numbers = Numbers(0x1234_5678_9abc_def1);
        for k in 0..tries() / 2 {
            let whole = k % 4 == 0;
            let broken =
                if whole { changed(&file, &mut numbers) } else { with_a_broken_part(&file, &mut numbers) };
            check(name, reader, &broken);
        }
    }
}

/// A package of parts.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, part) in parts {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(part.as_bytes()).expect("its bytes");
    }
    out.finish().expect("a package").into_inner()
}

/// How the names of parts end that are text.
const ENDS: &[&str] = &[".xml", ".rels", ".xhtml", ".opf", ".ncx"];

/// A package with one of its parts changed.
fn with_a_broken_part(file: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(file)).expect("a package");
    let mut out = zip::ZipWriter::new(Cursor::new(vec![]));
    let options = zip::write::SimpleFileOptions::default();
    let names: Vec<String> = from.file_names().filter_map(|n| Some(n.ok()?.into_owned())).collect();
    let xml: Vec<&String> = names.iter().filter(|n| ENDS.iter().any(|e| n.ends_with(e))).collect();
    let broken = xml[numbers.below(xml.len())].clone();
    for name in &names {
        let mut bytes = vec![];
        from.by_name(name).expect("a part").read_to_end(&mut bytes).expect("its bytes");
        if *name == broken {
            let change = if numbers.below(2) == 0 { changed } else { rearranged };
            bytes = change(&bytes, numbers);
        }
        out.start_file(name.as_str(), options).expect("a part");
        out.write_all(&bytes).expect("its bytes");
    }
    out.finish().expect("a package").into_inner()
}
