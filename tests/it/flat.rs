//! Records for search and the graph: what a program finds in them.

use serde_json::Value;
use std::collections::HashSet;
use std::fs;
use std::process::Command;
use tiaowen::format::{beside, reader_named, writer_named};
use tiaowen::write::Job;

const SOURCE: &str = "港口示例办法\n第一章　总则\n第一条　为了管理港口，根据《港口法》第三条，制定本办法。\n第二条　港口管理机构（以下简称“管理机构”）\
    负责收费：\n（一）泊位费；\n（二）堆场费。\n第二章　罚则\n第三条　违反第二条第（一）项规定，擅自减免泊位费的，由管理机构处一千元罚款。\n\
    前款罚款，上缴国库。\n";

fn records(job: &Job) -> Vec<Value> {
    let reader = reader_named("text").expect("a reader");
    let doc = crate::help::document(SOURCE.as_bytes(), "a.txt", reader).expect("a document");
    let (bytes, _) = tiaowen::write(&doc, writer_named("jsonl").expect("a writer"), job).expect("records");
    let text = String::from_utf8(bytes).expect("text");
    text.lines().map(|l| serde_json::from_str(l).expect("a record")).collect()
}

#[test]
fn an_article_is_a_record_with_places_references_and_definitions() {
    let records = records(&Job::default());
    let ids: Vec<&str> = records.iter().filter_map(|r| r["id"].as_str()).collect();
    assert_eq!(ids, ["title", "art-1", "art-2", "art-3"]);
    let cut = |r: &Value| -> String {
        let at = |key: &str| r[key].as_u64().expect("a place") as usize;
        SOURCE.chars().skip(at("start")).take(at("end") - at("start")).collect()
    };
    for r in &records {
        assert_eq!(Value::from(cut(r)), r["text"], "{r}");
        for p in r["passages"].as_array().expect("passages") {
            assert_eq!(Value::from(cut(p)), p["text"]);
        }
    }
    assert_eq!(records[1]["references"][0]["act"], "港口法");
    assert_eq!(records[1]["references"][0]["pinpoint"], "art-3");
    let third = &records[3];
    assert_eq!(third["breadcrumb"][0]["caption"], "第二章　罚则");
    assert_eq!(third["references"][0]["targets"][0], "art-2.p1.i1");
    assert_eq!(third["references"][0]["confidence"], 95);
    assert_eq!(third["definitions"][0]["term"], "管理机构");
    assert_eq!(third["definitions"][0]["within"], "art-2.p1");
}

#[test]
fn long_articles_are_split_between_passages() {
    let records = records(&Job { max_chars: Some(20), ..Job::default() });
    let of: Vec<&Value> = records.iter().filter(|r| r["part"]["of"] == "art-2").collect();
    assert!(of.len() > 1);
    for (k, r) in of.iter().enumerate() {
        assert_eq!(r["id"], format!("art-2.part-{}", k + 1));
        assert_eq!(r["part"]["parts"], of.len());
        // No passage is cut, and one alone may be longer.
        let passages = r["passages"].as_array().expect("passages");
        assert!(passages.len() == 1 || r["text"].as_str().expect("text").chars().count() <= 20);
    }
    let passages: usize = of.iter().map(|r| r["passages"].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(passages, 3);
}

#[test]
fn with_a_profile_records_say_their_page() {
    let profile = tiaowen::profile::named("law").map(std::borrow::Cow::Borrowed);
    let records = records(&Job { profile, ..Job::default() });
    let page = &records[3]["page"];
    assert_eq!(page["first"], 1);
    let area: Vec<f64> = page["box"].as_array().expect("a box").iter().filter_map(Value::as_f64).collect();
    assert!(area[1] < area[3] && area[0] < area[2], "{area:?}");
    assert!(records[1]["page"]["box"][1].as_f64() < Some(area[1]));
}

#[test]
fn every_edge_of_the_graph_has_its_nodes() {
    let reader = reader_named("text").expect("a reader");
    let doc = crate::help::document(SOURCE.as_bytes(), "a.txt", reader).expect("a document");
    let format = writer_named("graph").expect("a writer");
    let (bytes, _) = tiaowen::write(&doc, format, &Job::default()).expect("a graph");
    let graph: Value = serde_json::from_slice(&bytes).expect("JSON");
    let list = |key: &str| graph[key].as_array().expect("a list").clone();
    let ids: Vec<String> =
        list("nodes").iter().map(|n| n["id"].as_str().expect("an id").to_owned()).collect();
    let known: HashSet<&String> = ids.iter().collect();
    assert_eq!(known.len(), ids.len());
    let edges = list("edges");
    for e in &edges {
        assert!(known.contains(&e["from"].as_str().expect("a node").to_owned()), "{e}");
        assert!(known.contains(&e["to"].as_str().expect("a node").to_owned()), "{e}");
    }
    let has = |from: &str, kind: &str, to: &str| {
        edges.iter().any(|e| e["from"] == from && e["kind"] == kind && e["to"] == to)
    };
    assert!(has("ch-2", "contains", "art-3") && has("art-3.p1", "refers", "art-2.p1.i1"));
    assert!(has("art-1.p1", "cites", "act:港口法") && has("art-3.p1", "uses", "term-1"));
    assert!(has("art-2.p1", "defines", "term-1") && has("art-1.p1", "refers", "document"));
    for (end, make) in beside(format) {
        let table = String::from_utf8(make(&doc)).expect("text");
        let lines = if *end == "nodes.csv" { ids.len() } else { edges.len() };
        assert_eq!(table.lines().count(), lines + 1, "{end}");
    }
}

#[test]
fn records_of_several_inputs_are_one_stream_and_the_retriever_finds_the_article() {
    let folder = std::env::temp_dir().join(format!("tiaowen-flat-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("a.txt"), SOURCE).expect("a file");
    fs::write(folder.join("b.txt"), "绿地示例办法\n第一条　爱护绿地。\n").expect("a file");
    let run = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_tiaowen"))
            .current_dir(&folder)
            .args(["convert", "--no-system-fonts"])
            .args(arguments)
            .output()
            .expect("a run");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        done.stdout
    };
    run(&["--to", "jsonl", "-o", "all.jsonl", "a.txt", "b.txt"]);
    let all = fs::read(folder.join("all.jsonl")).expect("records");
    assert_eq!(all, run(&["--to", "jsonl", "-o", "-", "a.txt", "b.txt"]));
    assert_eq!(String::from_utf8_lossy(&all).matches("\"document\":\"绿地示例办法\"").count(), 2);
    run(&["--to", "graph", "-o", "web.graph.json", "a.txt"]);
    for name in ["web.graph.json", "web.nodes.csv", "web.edges.csv"] {
        assert!(folder.join(name).is_file(), "{name}");
    }
    run(&["--to", "jsonl", "-o", "one.jsonl", "a.txt"]);
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/retrieve.py");
    let found = Command::new("python3")
        .arg(script)
        .args(["one.jsonl", "擅自减免泊位费怎么处罚", "1"])
        .current_dir(&folder)
        .output();
    if let Ok(found) = found {
        let lines = String::from_utf8_lossy(&found.stdout).into_owned();
        let ids: Vec<&str> = lines.lines().filter_map(|l| l.split('\t').next()).collect();
        assert_eq!(ids, ["art-3", "art-2"], "{lines}{}", String::from_utf8_lossy(&found.stderr));
    }
    fs::remove_dir_all(&folder).expect("a folder");
}
