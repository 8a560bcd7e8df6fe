//! Characters that XML forbids, in every place of a document and in every format: each file is well formed, is proved,
//! and what was replaced is said. And what the JSON reader refuses, since formats could not carry it.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use tiaowen::finding::{Lang, codes};
use tiaowen::format::{Format, extractors, reader_named, writer_named, writers};
use tiaowen::ir::Document;
use tiaowen::text::chars::{is_space, is_xml};
use tiaowen::verify::{Verdict, against};
use tiaowen::write::Job;

/// Notes, a table, marks, a formula, a picture, links, terms, references, a signature and an annex.
const SOURCE: &str = "# 示例条例\n\n（2024年3月1日示例市人民代表大会通过）\n\n## 第一章 总则\n\n**第一条** 示例市（以下简称“本市”）~~甲~~[乙](https://example.org/a)<ruby>丙<rt>丁</rt></ruby>10<sup>2</sup>[^1]。\n\n\
                      **第二条** 依照第一条和《示例法》第三条，本市<math><mi>x</mi><mo>=</mo><mn>1</mn></math>：\n\n（一）戊；\n\n（二）![图](a.png)。\n\n\
                      <table><caption>表</caption><tr><th>级</th><th>款</th></tr><tr><td rowspan=\"2\">一</td><td>轻</td></tr><tr><td>重</td></tr></table>\n\n\
                      ## 附则\n\n**第三条** <span lang=\"en\">word</span>自2024年5月1日起施行。\n\n示例市人民政府\n\n2024年3月1日\n\n附件1\n\n名录\n\n[^1]: 注文abc。\n";

/// The smallest picture: one transparent point.
const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

fn named(name: &str) -> &'static Format {
    writer_named(name).expect("a writer")
}

/// The document in the JSON form, with everything that can be known of one.
fn whole() -> Value {
    let doc = crate::help::document(SOURCE.as_bytes(), "a b.md", reader_named("markdown").expect("a reader"))
        .expect("a document");
    let (bytes, _) = tiaowen::write(&doc, named("json"), &Job::default()).expect("JSON");
    let mut out: Value = serde_json::from_slice(&bytes).expect("JSON");
    let said = |text: &str| json!({ "text": text, "span": { "start": 0, "end": 0 } });
    let facts = json!({
        "number": said("示发〔2024〕1号"), "source": said("示例市 People"), "parties": [said("甲方 A")],
        "signatories": [said("乙 B")], "place": said("示例 city"), "publisher": "示例社 press", "licence": "许可 CC0",
        "identifier": "urn:lex:示例", "series": { "title": "丛书 series", "number": 3 },
        "imprint": { "copies": "抄送 all", "issuer": "办公室 office", "printed": "2024-03-02" },
        "kept": [{ "place": "correction/p", "xml": "改 none" }, { "place": "availability/@status", "xml": "free" }],
    });
    for (key, value) in facts.as_object().expect("facts") {
        out["meta"][key] = value.clone();
    }
    out["media"] = json!([{ "name": "image-1.png 图", "mime": "image/png", "data": PICTURE }]);
    out["provenance"]["flattened"] = json!(["元素 seg"]);
    out["provenance"]["corrections"] = json!({ "fileName": "改 a.toml", "sha256": "", "pins": 1 });
    out
}

/// The strings of a value, by their paths; of paths that differ in numbers only a few.
fn strings(value: &Value, path: &str, seen: &mut HashMap<String, usize>, out: &mut Vec<String>) {
    /// Of each kind of place.
    const FEW: usize = 4;
    match value {
        Value::String(s) if !s.is_empty() => {
            let kind: String = path.chars().filter(|c| !c.is_ascii_digit()).collect();
            let count = seen.entry(kind).or_default();
            *count += 1;
            if *count <= FEW {
                out.push(path.to_owned());
            }
        }
        Value::Array(list) => {
            for (k, v) in list.iter().enumerate() {
                strings(v, &format!("{path}/{k}"), seen, out);
            }
        }
        Value::Object(map) => {
            for (k, v) in map {
                strings(v, &format!("{path}/{k}"), seen, out);
            }
        }
        _ => {}
    }
}

/// A string with one character in the place of another one of its length, so that no place in the source moves.
fn replaced(s: &str, forbidden: char) -> Option<String> {
    let fits: Vec<(usize, char)> =
        s.char_indices().filter(|(_, c)| c.len_utf8() == forbidden.len_utf8() && !is_space(*c)).collect();
    let (at, c) = fits.get(fits.len() / 2)?;
    Some(format!("{}{forbidden}{}", &s[..*at], &s[at + c.len_utf8()..]))
}

fn read(value: &Value) -> Result<Document, tiaowen::finding::Error> {
    crate::help::document(value.to_string().as_bytes(), "a.json", reader_named("json").expect("a reader"))
}

/// The parts of a file that are XML, by their names; the file itself where it is one.
fn parts(format: &Format, bytes: &[u8]) -> Vec<(String, String)> {
    let text = |b: &[u8]| String::from_utf8(b.to_vec()).expect("UTF-8");
    if !bytes.starts_with(b"PK") {
        let xml = bytes.starts_with(b"<?xml") || format.name == "html";
        return if xml { vec![(format.name.to_owned(), text(bytes))] } else { vec![] };
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let names: Vec<String> = zip.file_names().filter_map(|n| Some(n.ok()?.into_owned())).collect();
    let ends = ["xml", "rels", "xhtml", "opf", "ncx", "svg"];
    let of_xml = names.into_iter().filter(|n| ends.iter().any(|e| n.ends_with(&format!(".{e}"))));
    of_xml
        .map(|name| {
            let mut part = vec![];
            zip.by_name(&name).expect("a part").read_to_end(&mut part).expect("its bytes");
            (name, text(&part))
        })
        .collect()
}

/// Writes a document in a format: what is XML there is well formed, and the file is proved.
fn check(doc: &Document, format: &Format, place: &str) {
    let job = Job {
        licence: Some("许可 \u{1}\u{ffff}<&>".into()),
        date: Some("2024-01-01".into()),
        ..Job::default()
    };
    let (bytes, findings) = tiaowen::write(doc, format, &job).unwrap_or_else(|e| panic!("{place}: {e}"));
    let parts = parts(format, &bytes);
    for (name, text) in &parts {
        let bad = text.chars().find(|c| !is_xml(*c));
        assert_eq!(bad, None, "{place}: {} {name}", format.name);
        if format.name != "html" {
            let text = text.replacen("<!DOCTYPE html>", "", 1);
            if let Err(e) = tiaowen::xml::parse(&text) {
                panic!("{place}: {} {name}: {:?}", format.name, e.told(&text));
            }
        }
    }
    let said = findings.iter().any(|f| f.code == &codes::NOT_IN_XML);
    let stands_in = parts.iter().any(|(_, text)| text.contains(['\u{2401}', '\u{fffd}']));
    assert!(said || !stands_in, "{place}: {}", format.name);
    assert!(said != parts.is_empty() || !place.ends_with("/text"), "{place}: {}", format.name);
    if let Some(extract) = extractors().find(|e| e.name == format.name).and_then(|e| e.extract) {
        let output = extract(&bytes).unwrap_or_else(|e| panic!("{place}: {}: {e}", format.name));
        let kept = if output.exact { Verdict::Exact } else { Verdict::Whitespace };
        assert_eq!(against(doc, &output), kept, "{place}: {}", format.name);
    }
}

/// What the reader refuses where a forbidden character stands: what is no text.
fn is_refused(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or("");
    let names = [
        "id",
        "target",
        "term",
        "pinpoint",
        "language",
        "when",
        "to",
        "printed",
        "sha256",
        "sha256Text",
        "encoding",
    ];
    let choices = ["kind", "role", "level", "place", "system", "scope", "align", "rule", "lineEnds"];
    let link = path.contains("/Link/") || path.contains("/link/");
    !link && names.contains(&last)
        || choices.contains(&last) && !path.contains("/meta/place") && !path.contains("/kept/")
        || path.contains("/more/")
}

#[test]
fn forbidden_characters_harm_no_file_wherever_they_stand() {
    let whole = whole();
    read(&whole).unwrap_or_else(|e| panic!("{e}"));
    let mut places = vec![];
    strings(&whole, "", &mut HashMap::new(), &mut places);
    assert!(places.len() > 60, "{places:?}");
    let formats: Vec<&Format> = ["docx", "epub", "tei", "akn", "html", "md", "jsonl"].map(named).into();
    let mut all = whole.clone();
    let mut changed = 0;
    for place in &places {
        for forbidden in ['\u{ffff}', '\u{1}'] {
            let text = whole.pointer(place).and_then(Value::as_str).expect("a string");
            let Some(text) = replaced(text, forbidden) else { continue };
            let mut one = whole.clone();
            *one.pointer_mut(place).expect("a place") = Value::String(text.clone());
            match read(&one) {
                Ok(doc) => {
                    assert!(!is_refused(place), "{place} with {text:?}");
                    for format in &formats {
                        check(&doc, format, place);
                    }
                    *all.pointer_mut(place).expect("a place") = Value::String(text);
                    changed += 1;
                }
                Err(e) => assert!(is_refused(place) && e.code == &codes::BAD_JSON, "{place}: {e}"),
            }
        }
    }
    assert!(changed > 60, "{changed}");
    // All of them at once, in every format there is.
    let doc = read(&all).expect("a document");
    for format in writers().filter(|f| f.takes_any()) {
        check(&doc, format, "all");
    }
}

#[test]
fn controls_that_count_as_white_space_are_proved_too() {
    for c in
        ['\u{b}', '\u{c}', '\0', '\u{8}', '\u{1b}', '\u{7f}', '\u{85}', '\u{fdd0}', '\u{fffe}', '\u{1fffe}']
    {
        let text = format!(
            "示例{c}办法\n{c}\n第一条{c}　甲{c}乙〔1〕。\n{c}（一）丙{c}\n第二条　丁。\n\n〔1〕注{c}文。\n{c}"
        );
        let doc = crate::help::document(text.as_bytes(), "a.txt", reader_named("text").expect("a reader"))
            .expect("a document");
        for format in extractors().filter(|f| f.takes_any()).filter(|f| f.write.is_some()) {
            let (bytes, _) = tiaowen::write(&doc, format, &Job::default()).expect("an output");
            let output = format.extract.expect("an extractor")(&bytes)
                .unwrap_or_else(|e| panic!("{c:?} {}: {e}", format.name));
            let kept = if output.exact { Verdict::Exact } else { Verdict::Whitespace };
            assert_eq!(against(&doc, &output), kept, "{c:?} {}", format.name);
        }
    }
}

#[test]
fn replaced_characters_are_counted() {
    let text = "示例\u{1}办法\n第一条　甲\u{1}乙〔1〕。\n第二条　丁\u{ffff}。\n\n〔1〕注\u{1}文。\n";
    let doc = crate::help::document(text.as_bytes(), "a.txt", reader_named("text").expect("a reader"))
        .expect("a document");
    let (_, findings) = tiaowen::write(&doc, named("docx"), &Job::default()).expect("DOCX");
    let said: Vec<String> =
        findings.iter().filter(|f| f.code == &codes::NOT_IN_XML).map(|f| f.message(Lang::En)).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    // The title is a fact of the document beside its text.
    assert!(said[0].contains("U+0001") && said[0].contains("(4 times)"), "{said:?}");
    assert!(said[1].contains("U+FFFF") && said[1].contains("(1 times)"), "{said:?}");
}

#[test]
fn json_that_no_format_could_carry_is_refused_and_says_why() {
    let whole = whole();
    let article = "/body/0/provision/blocks/0/provision/id";
    assert_eq!(whole.pointer(article), Some(&json!("art-1")));
    for (place, value, said) in [
        (article, json!("a\"><b"), "is no identifier"),
        (article, json!(""), "is no identifier"),
        (article, json!("art-2"), "is not unique"),
        ("/meta/language", json!("zh<"), "meta.language"),
        ("/meta/language", json!(""), "meta.language"),
        ("/meta/dates/0/when", json!("2024-1-1"), "meta.dates"),
        ("/meta/imprint/printed", json!("\"/>"), "printed"),
        ("/provenance/sha256", json!("0"), "provenance.sha256 "),
        ("/provenance/sha256Text", json!("G".repeat(64)), "provenance.sha256Text"),
        ("/provenance/bytes", json!(u64::MAX), "provenance.bytes"),
        ("/provenance/characters", json!(u64::MAX / 2), "provenance.characters"),
        ("/provenance/fileName", json!("../a"), "provenance.fileName"),
        ("/provenance/encoding", json!("a\0"), "provenance.encoding"),
        ("/version", json!(9), "version 9"),
    ] {
        let mut bad = whole.clone();
        *bad.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = value;
        let e = read(&bad).expect_err(place);
        assert_eq!(e.code, &codes::BAD_JSON, "{place}");
        assert!(e.message(Lang::En).contains(said), "{place}: {}", e.message(Lang::En));
        assert_ne!(e.message(Lang::Zh), e.message(Lang::En));
    }
}
