//! House templates: a Word file of one's own, whose styles, page, headers, footers and theme are followed by what is
//! written with `--reference`; files that are no templates; and templates to begin with.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn zip(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn relations(rows: &[(&str, &str, &str)]) -> String {
    let rows: Vec<String> = rows
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        rows.concat()
    )
}

fn style(kind: &str, id: &str, name: &str, more: &str) -> String {
    format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{more}</w:style>")
}

/// A template with styles of its own under names of ours and of Word's, JIS B5 paper, and a header with a picture.
fn house() -> Vec<u8> {
    let numbered = "<w:basedOn w:val=\"a\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr><w:ind w:firstLine=\"777\"/></w:pPr>\
        <w:rPr><w:color w:val=\"123456\"/></w:rPr>";
    let styles = [
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/><w:rPr><w:sz w:val=\"26\"/></w:rPr></w:style>".to_owned(),
        style("paragraph", "a1", "Title", "<w:rPr><w:color w:val=\"AA0000\"/></w:rPr>"),
        style("paragraph", "1", "Heading 1", "<w:rPr><w:color w:val=\"00AA00\"/></w:rPr>"),
        style("paragraph", "tiao", "我院条文", &format!("<w:aliases w:val=\"条,Clause\"/>{numbered}")),
        style("paragraph", "Item", "house item", "<w:rPr><w:color w:val=\"0000AA\"/></w:rPr>"),
        style(
            "paragraph",
            "T1",
            "toc 1",
            "<w:pPr><w:tabs><w:tab w:val=\"right\" w:pos=\"9999\"/></w:tabs></w:pPr>",
        ),
        style("paragraph", "own", "House List", "<w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr>"),
    ];
    let list = "<w:abstractNum w:abstractNumId=\"0\" w14:x=\"1\"><w:lvl w:ilvl=\"0\"><w:pStyle w:val=\"tiao\"/><w:numFmt w:val=\"decimal\"/>\
        <w:lvlText w:val=\"H%1\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let section = "<w:sectPr w:rsidR=\"1\"><w:headerReference w:type=\"default\" r:id=\"h\"/><w:pgSz w:w=\"10319\" w:h=\"14571\"/>\
        <w:pgMar w:top=\"1440\" w:right=\"1200\" w:bottom=\"1440\" w:left=\"1300\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/></w:sectPr>";
    let picture =
        "<w:p><w:r><w:t>我院</w:t></w:r><w:r><w:drawing><a:blip r:embed=\"p\"/></w:drawing></w:r></w:p>";
    zip(&[
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"png\" ContentType=\"image/png\"/></Types>".to_owned()),
        ("_rels/.rels", relations(&[("d", "officeDocument", "word/document.xml")])),
        ("word/document.xml", format!("<w:document {W}><w:body><w:p/>{section}</w:body></w:document>")),
        ("word/_rels/document.xml.rels", relations(&[
            ("s", "styles", "styles.xml"), ("n", "numbering", "numbering.xml"), ("h", "header", "header7.xml"), ("t", "theme", "theme/theme1.xml"),
        ])),
        ("word/styles.xml", format!("<w:styles {W}>{}</w:styles>", styles.concat())),
        ("word/numbering.xml", format!("<w:numbering {W}>{list}</w:numbering>")),
        ("word/theme/theme1.xml", format!("<a:theme {W} name=\"house\"/>")),
        ("word/header7.xml", format!("<w:hdr {W}>{picture}</w:hdr>")),
        ("word/_rels/header7.xml.rels", relations(&[("p", "image", "media/logo.png"), ("q", "image", "media/gone.png")])),
        ("word/media/logo.png", "logo".to_owned()),
    ])
}

fn parts(file: &Path) -> BTreeMap<String, String> {
    let bytes = fs::read(file).expect("a file");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut out = BTreeMap::new();
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).expect("a part");
        let mut bytes = vec![];
        part.read_to_end(&mut bytes).expect("memory");
        let name = part.name().expect("a name").to_string();
        assert_eq!(out.insert(name.clone(), String::from_utf8_lossy(&bytes).into_owned()), None, "{name}");
    }
    out
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("template").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let law = "示例市公园条例\n第一章　总则\n第一条　为了规范公园管理，制定本条例。\n第二条　本条例适用于：\n\
        （一）公园；\n（二）绿地。\n前款所称绿地，包括广场。\n第二条之一　另有规定的，从其规定。\n第二章　附则\n第三条　本条例自公布之日起施行。\n";
    fs::write(folder.join("a.txt"), law).expect("a file");
    fs::write(folder.join("house.dotx"), house()).expect("a file");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiaowen"));
    command.args(arguments).current_dir(folder).env("LC_ALL", "C").output().expect("it runs")
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let out = run(folder, arguments);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(0), "{arguments:?}: {said}");
    said
}

#[test]
fn every_profile_follows_the_house() {
    let folder = folder("house");
    for profile in ["law", "statement", "book", "gbt9704"] {
        for numbering in ["auto", "literal"] {
            let arguments = ["convert", "--no-system-fonts", "--profile", profile, "--numbering", numbering];
            let said = done(
                &folder,
                &[&arguments[..], &["--reference", "house.dotx", "-o", "a.docx", "a.txt"]].concat(),
            );
            // What it lacks is told, and what it has is not.
            assert!(said.contains("TW340") && said.contains("款") && !said.contains('条'), "{said}");
            done(&folder, &["verify", "a.txt", "a.docx"]);
            let parts = parts(&folder.join("a.docx"));
            let (document, styles) = (&parts["word/document.xml"], &parts["word/styles.xml"]);
            for (id, color) in [("a1", "AA0000"), ("1", "00AA00"), ("tiao", "123456"), ("Item", "0000AA")] {
                assert!(document.contains(&format!("<w:pStyle w:val=\"{id}\"/>")), "{profile} {id}");
                assert!(styles.contains(color), "{color}");
            }
            assert!(!document.contains("w:val=\"Article\""), "{profile}");
            // The numbers are the document's; the template's own lists go on beside them.
            assert_eq!(styles.matches("<w:numId w:val=\"1003\"/>").count(), 1, "{styles}");
            assert!(parts["word/numbering.xml"].contains("w:abstractNumId=\"1000\""));
            assert!(!parts["word/numbering.xml"].contains("w14"));
            let literal = "<w:numPr><w:numId w:val=\"0\"/></w:numPr>";
            assert_eq!(styles.contains(literal), numbering == "literal", "{styles}");
            // Entries of contents end where lines do.
            assert!(
                !styles.contains("9999") && styles.contains("w:leader=\"dot\" w:pos=\"7819\""),
                "{styles}"
            );
            // Page, header and theme.
            assert!(document.contains("<w:pgSz w:w=\"10319\" w:h=\"14571\"/>"), "{document}");
            assert_eq!(document.matches("w:headerReference").count(), 1);
            // It numbers no pages: the numbers stay.
            assert_eq!(document.matches("<w:footerReference w:type=\"default\"").count(), 1);
            assert!(parts["word/footer1.xml"].contains("PAGE") && !document.contains("rsidR"));
            assert!(parts["word/frame1.xml"].contains("我院"));
            let shown = &parts["word/_rels/frame1.xml.rels"];
            assert!(shown.contains("media/reference-1.png") && !shown.contains("gone"), "{shown}");
            assert_eq!(parts["word/media/reference-1.png"], "logo");
            assert!(parts["word/theme/theme1.xml"].contains("house"));
            assert!(!parts["word/settings.xml"].contains("evenAndOddHeaders"));
            whole(&parts);
        }
    }
}

/// The footers of a document that follows the house with another header and other properties of its section.
fn footers(header: &str, section: &str, settings: &str) -> Vec<String> {
    let folder = folder("footers");
    let mut changed = vec![];
    let mut archive = zip::ZipArchive::new(Cursor::new(house())).expect("a package");
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        let name = part.name().expect("a name").to_string();
        let text = match name.as_str() {
            "word/header7.xml" => text.replace("我院", header),
            "word/document.xml" => text.replace("<w:pgSz", &format!("{section}<w:pgSz")),
            "word/_rels/document.xml.rels" => {
                let more = [("f", "footer"), ("g", "settings")].map(|(id, kind)| {
                    format!("<Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"{kind}7.xml\"/>")
                });
                text.replace("</Relationships>", &format!("{}</Relationships>", more.concat()))
            }
            _ => text,
        };
        changed.push((name, text));
    }
    changed.push(("word/footer7.xml".to_owned(), format!("<w:ftr {W}><w:p/></w:ftr>")));
    changed.push(("word/settings7.xml".to_owned(), format!("<w:settings {W}>{settings}</w:settings>")));
    let changed: Vec<(&str, String)> = changed.iter().map(|(n, t)| (n.as_str(), t.clone())).collect();
    fs::write(folder.join("other.dotx"), zip(&changed)).expect("a file");
    done(&folder, &["convert", "--profile", "book", "--reference", "other.dotx", "-o", "a.docx", "a.txt"]);
    let parts = parts(&folder.join("a.docx"));
    whole(&parts);
    let references = parts["word/document.xml"].split("<w:footerReference ").skip(1);
    let mut out: Vec<String> = references
        .map(|r| {
            let of =
                |key: &str| r.split_once(key).and_then(|(_, v)| v.split_once('"')).map_or("", |(v, _)| v);
            let ours = if of("r:id=\"").starts_with("rIdFrame") { "theirs" } else { "ours" };
            format!("{} {ours}", of("w:type=\""))
        })
        .collect();
    out.sort();
    out
}

#[test]
fn page_numbers_stay_where_the_house_has_none() {
    let first = "<w:titlePg/>";
    let even = "<w:evenAndOddHeaders/>";
    assert_eq!(footers("我院", "", ""), ["default ours"]);
    assert_eq!(footers("我院", first, even), ["default ours", "even ours", "first ours"]);
    let own = "<w:footerReference w:type=\"default\" r:id=\"f\"/>";
    assert_eq!(footers("我院", own, even), ["default theirs"]);
    let letter = "<w:footerReference w:type=\"first\" r:id=\"f\"/><w:titlePg/>";
    assert_eq!(footers("我院", letter, ""), ["default ours", "first theirs"]);
    let counted = "第</w:t></w:r><w:fldSimple w:instr=\" PAGE \"/><w:r><w:t>页";
    assert_eq!(footers(counted, first, ""), Vec::<String>::new());
    let total = "共</w:t></w:r><w:fldSimple w:instr=\" NUMPAGES \"/><w:r><w:t>页";
    assert_eq!(footers(total, "", ""), ["default ours"]);
}

/// Every relation leads to a part, every reference to a relation, every style to one that is there.
fn whole(parts: &BTreeMap<String, String>) {
    let between = |text: &str, from: &str| -> Vec<String> {
        text.split(from).skip(1).filter_map(|t| Some(t.split_once('"')?.0.to_owned())).collect()
    };
    for (name, text) in parts.iter().filter(|(n, _)| n.starts_with("word/")) {
        let (dir, file) = name.rsplit_once('/').expect("a folder");
        let rels = parts.get(&format!("{dir}/_rels/{file}.rels")).map_or("", String::as_str);
        for id in ["r:id=\"", "r:embed=\""].iter().flat_map(|a| between(text, a)) {
            assert!(rels.contains(&format!("Id=\"{id}\"")), "{name} {id}");
        }
        for target in between(rels, "Target=\"").iter().filter(|t| !t.contains(':')) {
            assert!(parts.contains_key(&format!("{dir}/{target}")), "{name} {target}");
            let types = &parts["[Content_Types].xml"];
            assert!(types.contains(&format!("\"/{dir}/{target}\"")), "{name} {target}");
        }
    }
    let styles = &parts["word/styles.xml"];
    for id in between(&parts["word/document.xml"], "w:pStyle w:val=\"") {
        assert_eq!(styles.matches(&format!("w:styleId=\"{id}\"")).count(), 1, "{id}");
    }
}

#[test]
fn what_is_no_template_is_refused_before_anything_is_written() {
    let folder = folder("no");
    let strict = "xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"";
    let main = |root: &str| {
        zip(&[
            ("_rels/.rels", relations(&[("d", "officeDocument", "word/document.xml")])),
            ("word/document.xml", root.to_owned()),
        ])
    };
    let cases: &[(&str, Vec<u8>, &str)] = &[
        ("a.dotx", b"plain text".to_vec(), "no .docx or .dotx"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "old .doc"),
        ("cut.docx", house()[..house().len() / 2].to_vec(), "damaged"),
        ("book.xlsx", main("<workbook/>"), "no Word document"),
        ("empty.docx", zip(&[("a", String::new())]), "no Word document"),
        ("strict.docx", main(&format!("<w:document {strict}/>")), "strict form"),
        ("bare.docx", main(&format!("<w:document {W}><w:body/></w:document>")), "no styles"),
        ("broken.docx", main("<w:document"), "word/document.xml"),
    ];
    for (name, bytes, why) in cases {
        fs::write(folder.join(name), bytes).expect("a file");
        let out = run(&folder, &["convert", "--lang", "en", "--reference", name, "-o", "a.docx", "a.txt"]);
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains("TW160") && said.contains(why), "{name}: {said}");
        assert!(!folder.join("a.docx").exists(), "{name}");
    }
}

#[test]
fn a_template_to_begin_with_has_every_style_and_changes_nothing() {
    let folder = folder("export");
    for profile in ["law", "statement", "book", "gbt9704"] {
        done(&folder, &["profile", "export", "--docx", "--profile", profile, "-o", "t.docx"]);
        let said = done(
            &folder,
            &[
                "convert",
                "--no-system-fonts",
                "--profile",
                profile,
                "--reference",
                "t.docx",
                "-o",
                "a.docx",
                "a.txt",
            ],
        );
        assert!(!said.contains("TW340"), "{said}");
        done(&folder, &["convert", "--no-system-fonts", "--profile", profile, "-o", "b.docx", "a.txt"]);
        let (followed, own) = (parts(&folder.join("a.docx")), parts(&folder.join("b.docx")));
        let page = |p: &BTreeMap<String, String>| {
            let text = &p["word/document.xml"];
            let at = text.rfind("<w:pgSz").expect("a page");
            text[at..at + text[at..].find("/>").expect("its end")].to_owned()
        };
        assert_eq!(page(&followed), page(&own), "{profile}");
        let styles = |p: &BTreeMap<String, String>| p["word/styles.xml"].matches("<w:style ").count();
        assert_eq!(styles(&followed), styles(&own), "{profile}");
        whole(&followed);
    }
}

#[test]
fn profiles_begin_with_files_and_never_with_themselves() {
    let folder = folder("base");
    fs::create_dir_all(folder.join("house")).expect("a folder");
    fs::write(folder.join("house/base.toml"), "base = \"book\"\n[title]\nsize = 30\n").expect("a file");
    fs::write(folder.join("own.toml"), "base = \"house/base.toml\"\n[page]\nsize = \"A6\"\n")
        .expect("a file");
    done(&folder, &["convert", "--no-system-fonts", "--profile", "own.toml", "-o", "a.docx", "a.txt"]);
    let file = parts(&folder.join("a.docx"));
    assert!(file["word/styles.xml"].contains("<w:sz w:val=\"60\"/>"), "the title of the base");
    assert!(file["word/document.xml"].contains("w:w=\"5953\""), "the paper of its own");
    let wrong = |name: &str, text: &str| {
        fs::write(folder.join(name), text).expect("a file");
        let out =
            run(&folder, &["convert", "--lang", "en", "--profile", "own.toml", "-o", "b.docx", "a.txt"]);
        assert_eq!(out.status.code(), Some(2));
        assert!(!folder.join("b.docx").exists());
        String::from_utf8_lossy(&out.stderr).into_owned()
    };
    let said = wrong("house/base.toml", "base = \"../own.toml\"\n");
    assert!(said.contains("TW030") && said.contains("its own base"), "{said}");
    let said = wrong("house/base.toml", "\n\nbase = \"novel\"\n");
    assert!(said.contains("base.toml") && said.contains("line 3"), "{said}");
    let said = wrong("own.toml", "base = \"gone.toml\"\n");
    assert!(said.contains("gone.toml"), "{said}");
}

#[test]
fn books_take_rules_of_ones_own_and_tell_what_they_ask_for() {
    let folder = folder("css");
    fs::write(
        folder.join("a.css"),
        "@import 'more.css';\np { color: #123456; background: url(data:x) url( \"b.png\" ) }\n",
    )
    .expect("a file");
    let said = done(
        &folder,
        &["convert", "--lang", "en", "--no-system-fonts", "--css", "a.css", "-o", "a.epub", "a.txt"],
    );
    assert!(
        said.matches("TW341").count() == 2 && said.contains("more.css") && said.contains("b.png"),
        "{said}"
    );
    let book = parts(&folder.join("a.epub"));
    let (_, rules) = book.iter().find(|(name, _)| name.ends_with("stylesheet.css")).expect("rules");
    assert!(rules.trim_end().ends_with('}') && rules.contains("#123456"), "{rules}");
}
