//! What is said of documents: signatures that are no publishers, numberings without their first number, facts of files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tiaowen::check::check;
use tiaowen::format::{reader_named, writer_named};
use tiaowen::ir::{Document, Status};
use tiaowen::settings::metadata;
use tiaowen::write::Job;

fn document(text: &str) -> Document {
    crate::help::document(text.as_bytes(), "a.txt", reader_named("text").expect("text")).expect("a document")
}

fn codes(text: &str) -> Vec<&'static str> {
    check(&document(text)).iter().map(|f| f.code.id).collect()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("told").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for (name, body) in [("a.txt", "甲"), ("b.txt", "乙")] {
        fs::write(folder.join(name), format!("示例办法\n第一条　{body}。\n第二条　丙。\n")).expect("a file");
    }
    folder
}

/// Exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiaowen"));
    command.args(arguments).current_dir(folder).env("LC_ALL", "C").stdin(Stdio::null());
    let out = command.output().expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (out.status.code().expect("a code"), text(out.stdout), text(out.stderr))
}

#[test]
fn a_signature_is_the_issuing_body_where_it_is_one_and_that_is_said() {
    let signed = |title: &str, signature: &str| {
        document(&format!("{title}\n第一条　甲。\n第二条　乙。\n\n{signature}\n2024年1月2日\n")).meta.source
    };
    for body in ["某市人民政府", "国务院办公厅", "国家地震局"] {
        assert_eq!(signed("示例办法", body).map(|s| s.text).as_deref(), Some(body));
    }
    for (title, other) in [
        ("示例办法", "甲国代表"),
        ("示例办法", "市长　张三"),
        ("示例合同", "甲方（盖章）：某某公司"),
        ("甲国政府和乙国政府合作协定", "甲国政府代表"),
        ("甲国政府和乙国政府合作协定", "甲国政府"),
        ("示例办法", "张三"),
    ] {
        assert_eq!(signed(title, other), None, "{other}");
    }
    assert!(codes("示例办法\n第一条　甲。\n第二条　乙。\n\n某市人民政府\n2024年1月2日\n").contains(&"TW230"));
    // What a person said is no guess.
    let folder = folder("source");
    fs::write(folder.join("c.txt"), "示例办法\n第一条　甲。\n\n某市人民政府\n2024年1月2日\n")
        .expect("a file");
    assert!(run(&folder, &["check", "c.txt"]).2.contains("c.txt:4:1: note[TW230]"));
    assert!(!run(&folder, &["check", "--set", "source=某局", "c.txt"]).2.contains("TW230"));
}

#[test]
fn numberings_that_do_not_begin_with_the_first_are_told() {
    // That such numbers are doubted too is another thing.
    let told = |text: &str| codes(text).into_iter().filter(|c| *c != "TW221").collect::<Vec<_>>();
    let law = |articles: &str| told(&format!("示例办法\n{articles}"));
    assert_eq!(law("第三条　甲。\n第四条　乙。\n第五条　丙。\n"), ["TW231"]);
    assert_eq!(law("第一条　下列事项：\n（二）甲；\n（三）乙。\n第二条　丙。\n"), ["TW232"]);
    let none = Vec::<&str>::new();
    assert_eq!(law("第一条　下列事项：\n（一）甲；\n（二）乙。\n第二条　丙。\n"), none);
    // What amends something else quotes it, and lists go on.
    let quoting = "关于修改《示例办法》的决定\n第三条　甲。\n第四条　乙。\n第五条　丙。\n";
    assert_eq!(told(quoting), none);
    assert_eq!(law("第一条　甲，即（一）乙。\n（二）丙；\n（三）丁。\n第二条　戊。\n"), none);
}

#[test]
fn forms_of_labels_that_alternate_are_told_once() {
    let found = codes("示例办法\n第一条　甲。\n第2条　乙。\n第三条　丙。\n第4条　丁。\n第五条　戊。\n");
    assert_eq!(found, ["TW207", "TW233"]);
    // A form that changes once does not alternate.
    assert_eq!(codes("示例办法\n第一条　甲。\n第二条　乙。\n第3条　丙。\n第4条　丁。\n"), ["TW207"]);
}

#[test]
fn what_one_document_only_can_have_is_refused_for_several() {
    let folder = folder("shared");
    fs::write(folder.join("own.toml"), "title = \"甲\"\n").expect("a file");
    fs::write(folder.join("all.toml"), "publisher = \"某馆\"\n").expect("a file");
    for command in [&["convert", "--to", "tei", "-o", "out/"][..], &["check"], &["package", "-o", "bags"]] {
        for said in [["--metadata", "own.toml"], ["--set", "title=甲"], ["--set", "dates.adopted=2024-01-02"]]
        {
            let (code, _, told) = run(&folder, &[command, &said, &["a.txt", "b.txt"]].concat());
            assert!(code == 2 && told.contains("TW042"), "{command:?} {said:?}: {told}");
        }
    }
    let shared = [
        "convert",
        "--to",
        "tei",
        "-o",
        "out/",
        "--metadata",
        "all.toml",
        "--set",
        "licence=CC0",
        "a.txt",
        "b.txt",
    ];
    assert_eq!(run(&folder, &shared).0, 0);
    for name in ["a", "b"] {
        let tei = fs::read_to_string(folder.join(format!("out/{name}.tei.xml"))).expect("TEI");
        assert!(
            tei.contains("<publisher>某馆</publisher>") && tei.contains("<licence>CC0</licence>"),
            "{tei}"
        );
    }
}

#[test]
fn a_table_says_what_each_file_is_and_single_facts_count_more() {
    let folder = folder("table");
    fs::write(folder.join("a.toml"), "title = \"旁\"\npublisher = \"旁\"\nidentifier = \"urn:x\"\n")
        .expect("a file");
    // As an office program of China saves it.
    let table = b"\xce\xc4\xbc\xfe,title,publisher\r\na.txt,\xbc\xd7,\xbc\xd7\r\nb.txt,\xd2\xd2,\r\n";
    fs::write(folder.join("t.csv"), table).expect("a file");
    let convert = [
        "convert",
        "--to",
        "json",
        "-o",
        "out/",
        "--metadata-csv",
        "t.csv",
        "--set",
        "publisher=馆",
        "a.txt",
        "b.txt",
    ];
    let (code, _, told) = run(&folder, &convert);
    assert_eq!(code, 0, "{told}");
    let meta = |name: &str| {
        let json = fs::read(folder.join(format!("out/{name}.json"))).expect("JSON");
        serde_json::from_slice::<Document>(&json).expect("a document").meta
    };
    let (a, b) = (meta("a"), meta("b"));
    let title = |m: &tiaowen::ir::Meta| m.title.as_ref().map(|t| t.text.clone());
    assert_eq!((title(&a).as_deref(), title(&b).as_deref()), (Some("甲"), Some("乙")));
    assert_eq!((a.publisher.as_deref(), a.identifier.as_deref()), (Some("馆"), Some("urn:x")));
    for (text, line) in
        [("file,titel\n", 1), ("file,kind\na.txt,novel\n", 2), ("file,title\na.txt,x\na.txt,y\n", 3)]
    {
        fs::write(folder.join("t.csv"), text).expect("a file");
        let (code, _, told) = run(&folder, &convert);
        assert!(code == 2 && told.contains("TW030") && told.contains(&format!("line {line}")), "{told}");
    }
}

#[test]
fn every_command_reads_what_stands_beside_a_file() {
    let folder = folder("beside");
    fs::write(folder.join("a.toml"), "title = \"旁题\"\nlanguage = \"en\"\n").expect("a file");
    assert!(run(&folder, &["outline", "--format", "json", "a.txt"]).1.contains("旁题"));
    fs::write(folder.join("a.toml"), "titel = \"旁题\"\n").expect("a file");
    fs::write(folder.join("x.pdf"), "").expect("a file");
    let commands: [&[&str]; 7] = [
        &["outline", "a.txt"],
        &["outline", "--explain", "a.txt"],
        &["check", "a.txt"],
        &["convert", "--to", "tei", "a.txt"],
        &["package", "a.txt"],
        &["bind", "-o", "v.pdf", "a.txt", "b.txt"],
        &["verify", "a.txt", "x.pdf"],
    ];
    for command in commands {
        let (code, _, told) = run(&folder, command);
        assert!(code == 2 && told.contains("TW030") && told.contains("a.toml"), "{command:?}: {told}");
    }
}

#[test]
fn whether_it_is_in_force_is_said_by_the_title_or_a_person_and_read_again() {
    let reader = |name: &str| reader_named(name).expect("a reader");
    let text = "示例办法（草案）\n第一条　甲。\n第二条　乙。\n";
    let mut doc = crate::help::document(text.as_bytes(), "a.txt", reader("text")).expect("a document");
    assert_eq!(doc.meta.status, Some(Status::Draft));
    for status in ["draft", "pending", "in-force", "amended", "repealed"] {
        let facts = metadata(&format!("status = \"{status}\"\n")).expect("a fact");
        facts.apply(&mut doc);
        assert_eq!(doc.meta.status.map(Status::name), Some(status));
        for format in ["json", "tei", "md"] {
            let (bytes, _) = tiaowen::write(&doc, writer_named(format).expect("a writer"), &Job::default())
                .expect("a file");
            let again = crate::help::document(&bytes, "a", reader(format)).expect("a document");
            assert_eq!(again.meta.status, doc.meta.status, "{format}");
        }
    }
    assert!(metadata("status = \"现行有效\"\n").is_ok() && metadata("status = \"nix\"\n").is_err());
}
