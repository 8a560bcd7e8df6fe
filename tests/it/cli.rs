//! The command as a user meets it: exit codes, names of files, refusals.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const SEED: &str = "seeds/china-cuba-joint-statement-2022.txt";

fn tiaowen(arguments: &[&str]) -> Output {
    run_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments)
}

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(arguments)
        .current_dir(folder)
        .env("LANG", "en_US.UTF-8")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("the command runs")
}

/// A folder of one test, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a folder");
    path
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Exit code 2, one sentence on standard error, nothing written.
fn refused(arguments: &[&str], code: &str) {
    let out = tiaowen(arguments);
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{arguments:?}: {said}");
    assert!(said.contains(code) && said.lines().count() == 1, "{arguments:?}: {said}");
    assert!(out.stdout.is_empty());
}

#[test]
fn all_formats_get_their_names() {
    let to = folder("names");
    let out = tiaowen(&["convert", "--to", "pdf,docx,epub,tei,json,text,pages", "-o", text(&to), SEED]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let mut names: Vec<String> = fs::read_dir(&to)
        .expect("a folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let stem = "china-cuba-joint-statement-2022";
    let want: Vec<String> = ["docx", "epub", "json", "pages.txt", "pdf", "tei.xml", "txt"]
        .iter()
        .map(|e| format!("{stem}.{e}"))
        .collect();
    assert_eq!(names, want);
}

#[test]
fn refusals_are_one_sentence_and_exit_2() {
    let to = folder("refusals");
    let file = |name: &str, bytes: &[u8]| {
        let path = to.join(name);
        fs::write(&path, bytes).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    };
    let out = text(&to.join("out/")).to_owned() + "/";
    refused(&["convert", "--to", "nonsense", SEED], "TW007");
    refused(&["convert", "--to", "tei", "-o", &out, "no/such/file.txt"], "TW001");
    refused(&["convert", "--to", "tei", "-o", &out, &file("empty.txt", b"")], "TW004");
    refused(
        &["convert", "--to", "tei", "-o", &out, &file("blank.txt", "　\n \u{200b}\n".as_bytes())],
        "TW004",
    );
    refused(&["outline", "seeds"], "TW002");
    fs::create_dir(to.join("empty")).expect("a folder");
    refused(&["convert", "--to", "tei", "-o", &out, text(&to.join("empty"))], "TW070");
    refused(&["convert", "--to", "tei", "-o", &out, &file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0")], "TW005");
    refused(&["convert", "--to", "tei", "-o", &out, &file("word.docx", b"PK\x03\x04")], "TW041");
    refused(&["convert", "--to", "tei", "-o", &(file("a-file", b"x") + "/in/"), SEED], "TW008");
    refused(&["convert", "--to", "tei,json", "-o", "-", SEED], "TW011");
    refused(&["convert", "--to", "tei", "-o", "-", "-", "-"], "TW012");
    refused(&["convert", "--to", "tei", "--date", "2022-13-01", SEED], "TW013");
    refused(&["convert", "--to", "pdf", "--profile", "none", SEED], "TW014");
    refused(&["convert", "--to", "pdf", "--font", "song=README.md", SEED], "TW015");
    refused(&["convert", "--from", "json", "--to", "tei", "-o", &out, SEED], "TW017");
    assert!(!to.join("out").exists(), "nothing was written");
}

#[test]
fn an_output_never_overwrites_an_input_or_another_output() {
    let to = folder("collisions");
    let a = to.join("a.txt");
    fs::write(&a, "第一条　甲。\n").expect("a file");
    refused(&["convert", "--to", "text", "-o", text(&to), text(&a)], "TW009");
    let sub = to.join("sub");
    fs::create_dir(&sub).expect("a folder");
    fs::write(sub.join("a.txt"), "第一条　乙。\n").expect("a file");
    refused(
        &["convert", "--to", "tei", "-o", text(&to.join("out")), text(&a), text(&sub.join("a.txt"))],
        "TW010",
    );
    assert_eq!(fs::read_to_string(&a).expect("a file"), "第一条　甲。\n");
}

#[test]
fn one_failed_input_among_many_leaves_the_others_and_exits_2() {
    let to = folder("many");
    let out = tiaowen(&[
        "convert",
        "--to",
        "tei",
        "-o",
        text(&to),
        "seeds/treaty.txt",
        "missing.txt",
        "seeds/notice.txt",
    ]);
    assert_eq!(out.status.code(), Some(2));
    assert!(to.join("treaty.tei.xml").exists() && to.join("notice.tei.xml").exists());
}

#[test]
fn strict_turns_warnings_into_exit_1_and_still_writes() {
    let to = folder("strict");
    let gap = to.join("gap.txt");
    fs::write(&gap, "示例办法\n第一条　甲。\n第三条　乙。\n").expect("a file");
    let file = to.join("gap.json");
    let run = |strict: &[&str]| {
        let mut arguments = vec!["convert", "--to", "json", "-o", text(&file), text(&gap)];
        arguments.extend(strict);
        tiaowen(&arguments)
    };
    assert_eq!(run(&[]).status.code(), Some(0));
    let out = run(&["--strict"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(file.exists());
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(said.contains("gap.txt:3:1: warning[TW201]"), "{said}");
    let chinese = tiaowen(&["convert", "--lang", "zh", "--to", "json", "-o", text(&file), text(&gap)]);
    assert!(String::from_utf8_lossy(&chinese.stderr).contains("缺号"));
}

#[test]
fn standard_input_and_output_work_together() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tiaowen"))
        .args(["convert", "--to", "text", "-o", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command runs");
    {
        use std::io::Write;
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all("示例办法　　第一条　甲。　　第二条　乙。".as_bytes()).expect("it reads");
    }
    let out = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&out.stdout), "示例办法\n第一条　甲。\n第二条　乙。\n");
}

#[test]
fn a_missing_glyph_is_reported_and_drawn_as_a_box() {
    let to = folder("glyph");
    let file = to.join("rare.txt");
    fs::write(&file, "示例办法\n第一条　地名\u{2a6d6}和\u{e123}。\n").expect("a file");
    let out = tiaowen(&["convert", "--to", "pdf", "--strict", "-o", text(&to.join("rare.pdf")), text(&file)]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(said.contains("U+2A6D6") && said.contains("U+E123") && said.contains("rare.txt:2:"), "{said}");
}

#[test]
fn check_exits_1_on_warnings_and_speaks_json_and_sarif() {
    let to = folder("check");
    let file = to.join("order.txt");
    fs::write(&file, "示例办法\n第一条　甲。\n第三条　乙。\n第二条　丙。\n").expect("a file");
    assert_eq!(tiaowen(&["check", SEED]).status.code(), Some(0));
    let out = tiaowen(&["check", "--format", "json", text(&file)]);
    assert_eq!(out.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let codes: Vec<_> =
        found.as_array().expect("a list").iter().map(|f| f["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, ["TW201", "TW203"]);
    assert_eq!((&found[0]["line"], &found[0]["column"]), (&3.into(), &1.into()));
    let out = tiaowen(&["check", "--format", "sarif", text(&file)]);
    let sarif: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "TW201");
}

#[test]
fn outline_and_formats_print() {
    let outline = tiaowen(&["outline", SEED]);
    let said = String::from_utf8_lossy(&outline.stdout).into_owned();
    assert!(outline.status.success() && said.contains("art-18 十八、"), "{said}");
    let formats = String::from_utf8_lossy(&tiaowen(&["formats", "--lang", "zh"]).stdout).into_owned();
    for name in ["pdf", "docx", "epub", "tei", "json", "text", "pages", "gbt9704"] {
        assert!(formats.contains(name), "{formats}");
    }
}

#[test]
fn a_page_that_nests_too_deep_is_refused() {
    let to = folder("deep");
    let file = to.join("deep.html");
    let page = format!("{}第一条　甲。{}", "<div>".repeat(30_000), "</div>".repeat(30_000));
    fs::write(&file, page).expect("a file");
    let out = tiaowen(&["check", text(&file)]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.code() == Some(2) && said.contains("TW021"), "{said}");
}

#[test]
fn what_is_known_of_a_document_comes_from_a_file_beside_it() {
    let at = folder("metadata");
    fs::write(at.join("a.txt"), "示例办法\n第一条　甲。\n").expect("a file");
    fs::write(at.join("a.toml"), "publisher = \"某档案馆\"\n[dates]\nadopted = \"2024-03-05\"\n")
        .expect("a file");
    let out = run_in(&at, &["convert", "--to", "tei,epub,pdf", "-o", "out", "a.txt"]);
    assert!(out.status.success());
    let tei = fs::read_to_string(at.join("out/a.tei.xml")).expect("TEI");
    assert!(tei.contains("<publisher>某档案馆</publisher>") && tei.contains("when=\"2024-03-05\""));
    let out = run_in(&at, &["convert", "--to", "tei", "-o", "again/", "out/a.tei.xml"]);
    assert!(out.status.success());
    assert_eq!(fs::read_to_string(at.join("again/a.tei.xml")).expect("TEI"), tei);
}

#[test]
fn a_profile_of_the_users_changes_the_pages() {
    let at = folder("profile");
    fs::write(at.join("a.txt"), "示例办法\n第一条　甲。\n").expect("a file");
    fs::write(at.join("house.toml"), "base = \"law\"\n[page]\nsize = \"A5\"\n").expect("a file");
    let out = run_in(&at, &["convert", "--to", "pages", "-o", "-", "--profile", "house.toml", "a.txt"]);
    assert!(String::from_utf8_lossy(&out.stdout).contains("paper 419.5 x 595.3"));
    fs::write(at.join("house.toml"), "base = \"law\"\n[page]\nsize = \"A9\"\n").expect("a file");
    let out = run_in(&at, &["convert", "--to", "pages", "-o", "-", "--profile", "house.toml", "a.txt"]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.code() == Some(2) && said.contains("[TW030]") && said.contains('3'), "{said}");
}
