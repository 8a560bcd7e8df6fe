//! Documents of one run that cite each other: every format leads to the file of the other and to the provision there, whatever
//! the number of workers, and a run that goes on knows when a neighbour has changed.

use crate::help::{command, parts};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tiaowen::ir::{Document, Event, MarkKind, events};

const PORTS: &str = "示例港口条例\n第一条　依照《示例渔业法》第二条第（二）项和《别的法》第一条，制定本条例。\n\
    第二条　渔船依照示例渔业法第九条处理。\n第三条（《示例渔业法》第一条的例外）　乙。\n";
const FISH: &str = "示例渔业法（2020年修正）\n第一条　参见《示例港口条例》第二条。\n第二条　渔业分为：\n（一）海洋渔业；\n\
    （二）淡水渔业。\n";
const FORMATS: &str = "html,docx,pdf,tei,json,jsonl,graph,epub,akn,md,text";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("siblings").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("in/水 产")).expect("a folder");
    fs::write(folder.join("in/ports.txt"), PORTS).expect("a file");
    fs::write(folder.join("in/水 产/fish.txt"), FISH).expect("a file");
    folder
}

fn convert(folder: &Path, more: &[&str]) -> String {
    let mut arguments = vec!["convert", "in", "--no-system-fonts", "--date", "2026-01-01"];
    arguments.extend(more);
    let out = command(folder, &arguments).output().expect("the command runs");
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{said}");
    said
}

fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                out.insert(path.strip_prefix(root).expect("inside").into(), fs::read(&path).expect("a file"));
            }
        }
    }
    out
}

fn text(folder: &Path, name: &str) -> String {
    String::from_utf8_lossy(&fs::read(folder.join(name)).expect(name)).into_owned()
}

/// What the tree says of other documents: words, file, provision.
fn siblings(folder: &Path, name: &str) -> Vec<(String, String, String)> {
    let doc: Document = serde_json::from_str(&text(folder, name)).expect("a document");
    let mut out = vec![];
    let mut see = |text: &str, marks: &[tiaowen::ir::Mark]| {
        for m in marks {
            if let MarkKind::Citation { sibling: Some(s), .. } = &m.kind {
                let target = s.target.as_ref().map_or(String::new(), |id| id.0.clone());
                out.push((text[m.start as usize..m.end as usize].to_owned(), s.file.clone(), target));
            }
        }
    };
    events(&doc, |e| match e {
        Event::Text(t) => see(&t.text, &t.marks),
        Event::Enter(p) => {
            if let Some(h) = &p.heading {
                see(&h.text, &h.marks);
            }
        }
        Event::Leave(_) => {}
    });
    out
}

#[test]
fn every_format_leads_to_the_file_of_the_other_and_to_the_provision_there() {
    let folder = folder("formats");
    convert(&folder, &["--link", "--to", FORMATS, "-o", "out"]);
    let out = folder.join("out");
    let row = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    assert_eq!(
        siblings(&out, "ports.json"),
        [
            row("《示例渔业法》第二条第（二）项", "水 产/fish", "art-2.p1.i2"),
            // A provision that is not there: the document.
            row("示例渔业法第九条", "水 产/fish", ""),
            row("《示例渔业法》第一条", "水 产/fish", "art-1"),
        ]
    );
    assert_eq!(siblings(&out, "水 产/fish.json"), [row("《示例港口条例》第二条", "../ports", "art-2")]);

    // HTML: the file is there, and the identifier is that of the words.
    let page = text(&out, "ports.html");
    let fish = "%E6%B0%B4%20%E4%BA%A7/fish";
    assert!(
        page.contains(&format!("href=\"{fish}.html#art-2.p1.i2\">《示例渔业法》第二条第（二）项</a>")),
        "{page}"
    );
    assert!(page.contains(&format!("href=\"{fish}.html\">示例渔业法第九条</a>")));
    assert!(!page.contains("href=\"\"") && page.contains("《别的法》第一条</cite>"));
    let there = text(&out, "水 产/fish.html");
    let item = there.split("id=\"art-2.p1.i2\"").nth(1).expect("the provision");
    assert!(item.find("淡水渔业").is_some_and(|at| at < 200), "{item}");
    assert!(there.contains("href=\"../ports.html#art-2\""));

    // Word: a relation to the file, and a bookmark that it has.
    let package = parts(&fs::read(out.join("ports.docx")).expect("a file"));
    let relations = &package["word/_rels/document.xml.rels"];
    assert!(relations.contains(&format!("Target=\"{fish}.docx\" TargetMode=\"External\"")), "{relations}");
    let anchor = package["word/document.xml"]
        .split("<w:hyperlink ")
        .skip(1)
        .filter(|link| link.starts_with("r:id"))
        .find_map(|link| Some(link.split_once("w:anchor=\"")?.1.split_once('"')?.0.to_owned()))
        .expect("an anchor");
    let other = parts(&fs::read(out.join("水 产/fish.docx")).expect("a file"));
    assert!(other["word/document.xml"].contains(&format!("w:name=\"{anchor}\"")), "{anchor}");

    // PDF: a file, and a destination that it has by name.
    let pdf = lopdf::Document::load(out.join("ports.pdf")).expect("a PDF");
    let actions: Vec<lopdf::Dictionary> = pdf
        .objects
        .values()
        .filter_map(|o| o.as_dict().ok()?.get(b"A").ok())
        .filter_map(|a| pdf.dereference(a).ok()?.1.as_dict().ok().cloned())
        .filter(|a| a.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|s| s == b"GoToR"))
        .collect();
    assert_eq!(actions.len(), 3);
    let named = |a: &lopdf::Dictionary| {
        a.get(b"D").ok()?.as_str().ok().map(|s| String::from_utf8_lossy(s).into_owned())
    };
    let targets: Vec<String> = actions.iter().filter_map(named).collect();
    let file = pdf.dereference(actions[0].get(b"F").expect("a file")).expect("a file").1;
    let file = file.as_dict().expect("a file").get(b"F").and_then(lopdf::Object::as_str).expect("a name");
    assert_eq!(String::from_utf8_lossy(file), format!("{fish}.pdf"));
    let there = fs::read(out.join("水 产/fish.pdf")).expect("a file");
    let there = lopdf::Document::load_mem(&there).expect("a PDF");
    let mut names = vec![];
    for o in there.objects.values().filter_map(|o| o.as_dict().ok()) {
        for name in o.get(b"Names").and_then(lopdf::Object::as_array).into_iter().flatten() {
            names.extend(name.as_str().ok().map(|s| String::from_utf8_lossy(s).into_owned()));
        }
    }
    assert!(targets.iter().all(|t| names.contains(t)) && targets.len() == 2, "{targets:?} {names:?}");

    // The others.
    let tei = text(&out, "ports.tei.xml");
    assert!(tei.contains(&format!(
        "cRef=\"示例渔业法#art-2.i2\" subtype=\"title\" corresp=\"{fish}.tei.xml#art-2.p1.i2\""
    )));
    assert!(tei.contains("cRef=\"别的法#art-1\" subtype=\"title\">"));
    let lines = text(&out, "ports.jsonl");
    let records: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let first = records.iter().find(|r| r["id"] == "art-1").expect("the article");
    assert_eq!(first["references"][0]["sibling"]["target"], "art-2.p1.i2");
    let graph: Value = serde_json::from_str(&text(&out, "ports.graph.json")).expect("JSON");
    let edges = graph["edges"].as_array().expect("edges");
    assert_eq!(edges.iter().filter(|e| e["sibling"]["file"] == "水 产/fish").count(), 3);
    // No book leads to a file outside it (EPUB 3.3, 4.2.5).
    let book = parts(&fs::read(out.join("ports.epub")).expect("a book"));
    assert!(book.values().all(|part| !part.contains("fish")));
    // And all of it is the text of the source still.
    for name in ["ports.html", "ports.docx", "ports.pdf", "ports.tei.xml", "ports.epub"] {
        let proved =
            command(&folder, &["verify", "in/ports.txt", &format!("out/{name}")]).output().expect("it runs");
        assert!(proved.status.success(), "{name}: {}", String::from_utf8_lossy(&proved.stdout));
    }
}

#[test]
fn workers_parts_and_the_order_of_inputs_change_nothing() {
    let folder = folder("workers");
    for k in 0..30 {
        let other = (k * 7 + 3) % 30;
        let law = format!("示例港口{k}办法\n第一条　依照《示例港口{other}办法》第二条。\n第二条　甲。\n");
        fs::write(folder.join(format!("in/{k}.txt")), law).expect("a file");
    }
    convert(&folder, &["--link", "--to", "html,json", "-o", "one", "--jobs", "1"]);
    convert(&folder, &["--link", "--to", "html,json", "-o", "many", "--jobs", "5"]);
    for part in ["1/2", "2/2"] {
        convert(&folder, &["--link", "--to", "html,json", "-o", "parts", "--shard", part]);
    }
    let one = files(&folder.join("one"));
    assert_eq!(one.len(), 64);
    assert!(one == files(&folder.join("many")) && one == files(&folder.join("parts")));
    let led = (0..30).filter(|k| !siblings(&folder.join("one"), &format!("{k}.json")).is_empty());
    assert_eq!(led.count(), 30);
    // A title that two documents bear leads to neither; without the option nothing leads anywhere.
    fs::write(folder.join("in/again.txt"), FISH).expect("a file");
    convert(&folder, &["--link", "--to", "json", "-o", "twice"]);
    assert_eq!(siblings(&folder.join("twice"), "ports.json"), []);
    convert(&folder, &["--to", "json", "-o", "plain"]);
    assert_eq!(siblings(&folder.join("plain"), "水 产/fish.json"), []);
}

#[test]
fn a_run_that_goes_on_knows_that_a_neighbour_changed() {
    let folder = folder("resume");
    let run = || convert(&folder, &["--link", "--resume", "--to", "html", "-o", "out"]);
    assert!(run().contains("2 done"));
    assert!(run().contains("2 unchanged"));
    // What else the neighbour says is nothing to who cites it.
    fs::write(folder.join("in/水 产/fish.txt"), FISH.replace("海洋渔业", "远洋渔业")).expect("a file");
    let said = run();
    assert!(said.contains("1 done") && said.contains("1 unchanged"), "{said}");
    // But whether its provisions are there, and what it is called.
    fs::write(folder.join("in/水 产/fish.txt"), FISH.replace("（二）淡水渔业。\n", "")).expect("a file");
    assert!(run().contains("2 done"));
    assert!(text(&folder.join("out"), "ports.html").contains("fish.html#art-2\">"));
    fs::write(folder.join("in/水 产/fish.txt"), FISH.replace("渔业法", "水产法")).expect("a file");
    assert!(run().contains("2 done"));
    assert!(!text(&folder.join("out"), "ports.html").contains("fish.html"));
}

#[test]
fn what_another_run_said_of_places_is_not_handed_on() {
    let folder = folder("stale");
    convert(&folder, &["--link", "--to", "json", "-o", "trees"]);
    let alone = command(&folder, &["convert", "trees/ports.json", "--to", "html,json", "-o", "out"]);
    assert!({ alone }.output().expect("it runs").status.success());
    assert_eq!(siblings(&folder.join("out"), "ports.json"), []);
    assert!(!text(&folder.join("out"), "ports.html").contains("fish"));
    // In a volume what stood beside it stands inside.
    let bound =
        command(&folder, &["bind", "trees/ports.json", "trees/水 产/fish.json", "-o", "out/volume.html"]);
    assert!({ bound }.output().expect("it runs").status.success());
    let volume = text(&folder.join("out"), "volume.html");
    assert!(volume.contains("href=\"#d2.art-2.p1.i2\"") && !volume.contains("fish.html"));
}
