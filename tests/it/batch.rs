//! Many documents in one command: which are taken, where outputs go, and that whatever happens on the way costs nothing but
//! the document that it happens to.

use crate::help::command;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Whom root becomes, to whom rights mean something.
const NOBODY: u32 = 65534;

pub fn law(n: usize) -> String {
    let article = |k| format!("第{k}条　甲{n}。\n（一）乙；\n（二）丙。");
    let articles: Vec<String> = (1..=n % 7 + 2).map(article).collect();
    format!("示例办法{n}\n{}\n", articles.join("\n"))
}

pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

pub fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// A folder `in` with documents.
pub fn corpus(name: &str, count: usize) -> PathBuf {
    let folder = folder(name);
    for k in 0..count {
        put(&folder, &format!("in/{}/law-{k}.txt", k % 3), &law(k));
    }
    folder
}

pub fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let out = command(folder, arguments).output().expect("the command runs");
    (out.status.code().expect("a code"), String::from_utf8_lossy(&out.stderr).into_owned())
}

pub fn done(folder: &Path, arguments: &[&str]) -> String {
    let (code, said) = run(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {said}");
    said
}

/// Every file below a folder but what runs note for themselves, with what is in it.
pub fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn visit(root: &Path, at: &Path, out: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(at).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                visit(root, &path, out);
            } else if !path.ends_with(".tiaowen-resume.jsonl") {
                out.insert(path.strip_prefix(root).expect("inside").into(), fs::read(&path).expect("a file"));
            }
        }
    }
    let mut out = BTreeMap::new();
    visit(folder, folder, &mut out);
    out
}

fn names(folder: &Path) -> Vec<String> {
    tree(folder).keys().map(|p| p.to_string_lossy().into_owned()).collect()
}

fn records(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("a report");
    text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

#[test]
fn a_folder_gives_a_tree_like_it_without_what_is_hidden_ignored_or_not_ours() {
    let folder = folder("tree");
    for name in ["a.txt", "x/b.md", "x/y/c.txt", ".hidden/d.txt", "x/.e.txt", "drafts/f.txt"] {
        put(&folder, &format!("in/{name}"), &law(1));
    }
    put(&folder, "in/.gitignore", "drafts/\n");
    put(&folder, "in/data.json", "{\"name\": 1}");
    put(&folder, "in/list.json", "[1]");
    put(&folder, "in/feed.xml", "<rss><channel/></rss>");
    put(
        &folder,
        "in/old.doc",
        "<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"/>",
    );
    put(&folder, "in/~$a.docx", "x");
    put(&folder, "in/picture.png", "x");
    symlink("a.txt", folder.join("in/link.txt")).expect("a link");
    put(&folder, "far/g.txt", &law(2));
    symlink("../far", folder.join("in/far")).expect("a link");
    let said = done(&folder, &["convert", "--to", "text", "-o", "in/out", "in"]);
    assert_eq!(names(&folder.join("in/out")), ["a.txt", "link.txt", "x/b.txt", "x/y/c.txt"]);
    for name in ["data.json", "list.json", "feed.xml", "old.doc"] {
        assert!(said.lines().any(|l| l.contains("note[TW074]") && l.contains(name)), "{name}: {said}");
    }
    assert!(said.ends_with(" s\n") && said.contains("8 inputs: 4 done, 4 left out"), "{said}");
    // What was written is no input of the next run.
    let before = tree(&folder.join("in/out"));
    done(&folder, &["convert", "--to", "text", "-o", "in/out", "in"]);
    assert_eq!(tree(&folder.join("in/out")), before);
    let all = ["convert", "--to", "text", "-o", "all", "--hidden", "--no-ignore", "--follow-links", "in"];
    fs::remove_dir_all(folder.join("in/out")).expect("it was there");
    done(&folder, &all);
    let want = [
        ".hidden/d.txt",
        "a.txt",
        "drafts/f.txt",
        "far/g.txt",
        "link.txt",
        "x/.e.txt",
        "x/b.txt",
        "x/y/c.txt",
    ];
    assert_eq!(names(&folder.join("all")), want);
}

#[test]
fn a_damaged_document_of_a_folder_fails_and_the_others_do_not() {
    let folder = corpus("damaged", 3);
    put(&folder, "in/broken.json", "{\"version\": 1, \"provenance\": {}, \"meta\": {}}");
    put(&folder, "in/empty.txt", "");
    let (code, said) = run(&folder, &["convert", "--to", "text", "-o", "out", "in"]);
    assert!(code == 2 && said.contains("[TW017]") && said.contains("[TW004]"), "{said}");
    assert!(said.contains("5 inputs: 3 done, 2 failed"), "{said}");
    assert_eq!(names(&folder.join("out")).len(), 3);
    let (code, said) = run(&folder, &["check", "in"]);
    assert!(code == 2 && said.contains("[TW017]") && said.contains("[TW004]"), "{said}");
    let (code, said) = run(
        &folder,
        &[
            "convert",
            "--fail-fast",
            "--jobs",
            "1",
            "--to",
            "text",
            "-o",
            "fast",
            "in/broken.json",
            "in/0/law-0.txt",
        ],
    );
    assert!(code == 2 && said.contains("[TW077]") && !folder.join("fast").exists(), "{said}");
}

#[test]
fn folders_keep_their_names_where_there_are_several() {
    let folder = folder("several");
    for name in ["2020/a.txt", "2021/a.txt", "b.txt"] {
        put(&folder, name, &law(3));
    }
    done(&folder, &["convert", "--to", "text", "-o", "out", "2020", "2021/", "b.txt"]);
    assert_eq!(names(&folder.join("out")), ["2020/a.txt", "2021/a.txt", "b.txt"]);
    let (code, said) = run(&folder, &["convert", "--to", "text", "-o", ".", "2020", "2021"]);
    assert!(code == 2 && said.contains("[TW071]"), "{said}");
}

#[test]
fn globs_are_expanded_where_no_shell_does() {
    let folder = folder("globs");
    for name in ["laws/a.txt", "laws/b.md", "laws/x/c.txt", "laws/[d].txt"] {
        put(&folder, name, &law(4));
    }
    done(&folder, &["convert", "--to", "text", "-o", "flat", "laws/*.txt"]);
    assert_eq!(names(&folder.join("flat")), ["[d].txt", "a.txt"]);
    done(&folder, &["convert", "--to", "text", "-o", "deep", "laws/**/*.{txt,md}"]);
    assert_eq!(names(&folder.join("deep")), ["[d].txt", "a.txt", "b.txt", "x/c.txt"]);
    // What is there is no glob.
    done(&folder, &["convert", "--to", "text", "-o", "one/", "laws/[d].txt"]);
    assert_eq!(names(&folder.join("one")), ["[d].txt"]);
    let (code, said) = run(&folder, &["convert", "--to", "text", "-o", "none", "laws/*.docx"]);
    assert!(code == 2 && said.contains("[TW070]"), "{said}");
}

#[test]
fn inputs_of_one_name_keep_their_ends_and_what_is_equal_all_the_same_fails_alone() {
    let folder = folder("equal");
    for name in ["in/law.md", "in/law.txt", "in/other.txt", "twice/other.txt"] {
        put(&folder, name, &law(5));
    }
    let said = done(&folder, &["convert", "--to", "tei,text", "-o", "out", "in"]);
    assert!(said.contains("note[TW073]"), "{said}");
    let want =
        ["law.md.tei.xml", "law.md.txt", "law.txt.tei.xml", "law.txt.txt", "other.tei.xml", "other.txt"];
    assert_eq!(names(&folder.join("out")), want);
    let files = ["in/other.txt", "in/law.txt", "twice/other.txt"];
    let (code, said) = run(&folder, &[&["convert", "--to", "text", "-o", "flat"][..], &files].concat());
    assert!(code == 2 && said.matches("[TW010]").count() == 1, "{said}");
    assert_eq!(names(&folder.join("flat")), ["law.txt"]);
    // An output that is an input.
    let (code, said) =
        run(&folder, &["convert", "--to", "text", "-o", "in/", "in/law.txt", "twice/other.txt"]);
    assert!(code == 2 && said.contains("[TW009]") && said.contains("1 done, 1 failed"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("in/law.txt")).expect("it is there"), law(5));
}

#[test]
fn a_manifest_lists_inputs_and_says_what_is_to_be_said_of_each() {
    let folder = folder("manifest");
    for name in ["laws/a.txt", "laws/b.txt"] {
        put(&folder, name, &law(6));
    }
    put(&folder, "list.txt", "laws/b.txt\r\n\nlaws/a.txt\n");
    done(&folder, &["convert", "--to", "text", "-o", "out", "--manifest", "list.txt"]);
    assert_eq!(names(&folder.join("out")), ["laws/a.txt", "laws/b.txt"]);
    let rows = "{\"path\": \"laws/a.txt\", \"output\": \"2024/甲\", \"metadata\": {\"publisher\": \"某馆\"}}\n\
        {\"path\": \"laws/b.txt\", \"profile\": \"gbt9704\"}\n";
    put(&folder, "rows.jsonl", rows);
    done(&folder, &["convert", "--to", "tei,pages", "-o", "rows", "--manifest", "rows.jsonl"]);
    let made = tree(&folder.join("rows"));
    let text = |name: &str| String::from_utf8_lossy(&made[Path::new(name)]).into_owned();
    assert!(text("2024/甲.tei.xml").contains("<publisher>某馆</publisher>"));
    assert!(!text("laws/b.tei.xml").contains("某馆"));
    let paper = |name| text(name).lines().next().unwrap_or_default().to_owned();
    assert_ne!(paper("2024/甲.pages.txt"), paper("laws/b.pages.txt"));
    // The same from standard input, and in the other commands.
    let list = fs::File::open(folder.join("list.txt")).expect("a list");
    let ended = command(&folder, &["check", "--manifest", "-"])
        .stdin(list)
        .stderr(Stdio::null())
        .status()
        .expect("it runs");
    assert!(ended.success());
    for wrong in [
        "{\"path\": 1}",
        "{\"path\": \"a\", \"titel\": \"b\"}",
        "{\"path\": \"a\", \"metadata\": {\"x\": 1}}",
    ] {
        put(&folder, "wrong.jsonl", &format!("laws/a.txt\n{wrong}\n"));
        let (code, said) = run(&folder, &["convert", "--to", "text", "--manifest", "wrong.jsonl"]);
        assert!(code == 2 && said.contains("[TW072]") && said.contains("line 2"), "{said}");
    }
    // The list is no place for an output.
    let (code, said) =
        run(&folder, &["convert", "--to", "text", "-o", ".", "--manifest", "laws/a.txt", "list.txt"]);
    assert!(code == 2 && said.contains("[TW009]"), "{said}");
}

#[test]
fn threads_and_parts_change_nothing() {
    let folder = corpus("threads", 40);
    put(&folder, "in/empty.txt", "");
    let convert = ["convert", "--no-system-fonts", "--to", "pdf,docx,tei", "-o"];
    let with = |out: &str, more: &[&str]| run(&folder, &[&convert[..], &[out], more, &["in"]].concat());
    let (one, four) = (with("one", &["--jobs", "1"]), with("four", &["--jobs", "4"]));
    // But for the time and the name of the folder.
    let same = |(_, s): &(i32, String), to: &str| s.rsplit_once(';').map(|(s, _)| s.replace(to, "OUT"));
    assert_eq!((one.0, same(&one, "in one")), (2, same(&four, "in four")));
    let whole = tree(&folder.join("one"));
    assert_eq!(whole.len(), 120);
    assert!(whole == tree(&folder.join("four")), "other bytes with four threads");
    let mut parts = BTreeMap::new();
    for part in ["1/3", "2/3", "3/3"] {
        with("part", &["--shard", part]);
        let made = tree(&folder.join("part"));
        assert!(!made.is_empty() && made.keys().all(|k| !parts.contains_key(k)), "{part}");
        parts.extend(made);
        fs::remove_dir_all(folder.join("part")).expect("it was there");
    }
    assert!(parts == whole, "the parts are not the whole");
}

#[test]
fn a_report_has_a_record_for_every_input() {
    let folder = corpus("report", 4);
    put(&folder, "in/empty.txt", "");
    put(&folder, "in/other.json", "{}");
    put(&folder, "in/gap.txt", "示例\n第一条　甲。\n第三条　丙。\n");
    run(&folder, &["convert", "--to", "tei,text", "-o", "out", "--report", "run.jsonl", "-q", "in"]);
    let records = records(&folder.join("run.jsonl"));
    let of = |name: &str| {
        records.iter().find(|r| r["input"].as_str().is_some_and(|i| i.ends_with(name))).expect(name)
    };
    assert_eq!(records.len(), 7);
    let law = of("law-0.txt");
    assert_eq!((&law["status"], &law["title"]), (&"converted".into(), &"示例办法0".into()));
    assert!(law["provisions"]["article"].as_u64().is_some_and(|n| n == 2), "{law}");
    let output = &law["outputs"][0];
    let bytes = fs::read(folder.join(output["file"].as_str().expect("a path"))).expect("an output");
    assert_eq!(output["bytes"], bytes.len());
    assert_eq!(output["sha256"], tiaowen::text::hash::sha256(&bytes));
    assert_eq!(
        (&of("empty.txt")["status"], &of("empty.txt")["error"]["code"]),
        (&"failed".into(), &"TW004".into())
    );
    assert_eq!(of("other.json")["status"], "skipped");
    let finding = &of("gap.txt")["findings"][0];
    assert_eq!((&finding["code"], &finding["line"]), (&"TW201".into(), &3.into()));
    // A report is no place to put over an input.
    let (code, said) = run(&folder, &["convert", "--to", "text", "-o", "x", "--report", "in/gap.txt", "in"]);
    assert!(code == 2 && said.contains("[TW009]"), "{said}");
}

#[test]
fn quiet_says_errors_verbose_says_files_and_progress_can_be_read() {
    let folder = corpus("said", 3);
    put(&folder, "in/gap.txt", "示例\n第一条　甲。\n第三条　丙。\n");
    let convert = |more: &[&str]| {
        done(&folder, &[&["convert", "--to", "text", "-o", "out"][..], more, &["in"]].concat())
    };
    assert_eq!(convert(&["-q"]), "");
    let said = convert(&["-v"]);
    assert!(said.contains("in/gap.txt → out/gap.txt (") && said.contains("[TW201]"), "{said}");
    let said = convert(&["-q", "--progress", "json"]);
    let events: Vec<Value> = said.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(events.len(), 6);
    assert_eq!(
        (&events[0]["total"], &events[4]["done"], &events[5]["event"]),
        (&4.into(), &4.into(), &"end".into())
    );
}

#[test]
fn what_is_done_is_not_done_again_until_something_changes() {
    let folder = corpus("resume", 6);
    let convert = |more: &[&str]| {
        let said = done(
            &folder,
            &[&["convert", "--resume", "--to", "text,json", "-o", "out"][..], more, &["in"]].concat(),
        );
        said.lines().last().unwrap_or_default().split(';').next().unwrap_or_default().to_owned()
    };
    assert_eq!(convert(&[]), "6 inputs: 6 done");
    let whole = tree(&folder.join("out"));
    assert_eq!(convert(&["--report", "run.jsonl"]), "6 inputs: 6 unchanged");
    assert!(
        records(&folder.join("run.jsonl"))
            .iter()
            .all(|r| r["status"] == "unchanged" && r["outputs"][1]["sha256"].is_string())
    );
    // An output that is gone, or is another; a source, and what is said of one.
    fs::remove_file(folder.join("out/0/law-0.txt")).expect("it was there");
    put(&folder, "out/1/law-1.json", "{}");
    assert_eq!(convert(&[]), "6 inputs: 2 done, 4 unchanged");
    assert_eq!(tree(&folder.join("out")), whole);
    put(&folder, "in/2/law-2.txt", &law(9));
    put(&folder, "in/0/law-3.toml", "title = \"甲\"\n");
    assert_eq!(convert(&[]), "6 inputs: 2 done, 4 unchanged");
    assert_eq!(convert(&["--licence", "CC0"]), "6 inputs: 6 done");
    assert_eq!(convert(&["--licence", "CC0"]), "6 inputs: 6 unchanged");
    // Findings of a run before count as much as those of this one.
    put(&folder, "in/gap.txt", "示例\n第一条　甲。\n第三条　丙。\n");
    let strict = ["convert", "--resume", "--strict", "--to", "text", "-o", "strict", "in"];
    assert_eq!(run(&folder, &strict).0, 1);
    assert_eq!(run(&folder, &strict).0, 1);
    // Without being asked for, nothing is noted.
    done(&folder, &["convert", "--to", "text", "-o", "plain", "in"]);
    assert!(
        !folder.join("plain/.tiaowen-resume.jsonl").exists()
            && folder.join("strict/.tiaowen-resume.jsonl").exists()
    );
}

#[test]
fn a_run_killed_at_any_moment_is_gone_on_with_and_leaves_nothing() {
    let folder = corpus("killed", 60);
    let convert =
        |out| ["convert", "--resume", "--jobs", "2", "--to", "text,json,tei", "-o", out, "-q", "in"];
    let begun = Instant::now();
    done(&folder, &convert("want"));
    let whole = begun.elapsed();
    let want = tree(&folder.join("want"));
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..20 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let mut child = command(&folder, &convert("out")).stderr(Stdio::null()).spawn().expect("it runs");
        // Later ones find more done, and would be through before they are killed.
        thread::sleep(whole.mul_f64((random % 1000) as f64 / 1000.0));
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        let there = tree(&folder.join("out"));
        for (name, bytes) in &there {
            match want.get(name) {
                Some(whole) => assert!(bytes == whole, "{} is half of a file", name.display()),
                None => assert!(name.to_string_lossy().contains(".tw-"), "{}", name.display()),
            }
        }
        if random.is_multiple_of(3) {
            let _ = fs::remove_dir_all(folder.join("out"));
        }
    }
    done(&folder, &convert("out"));
    assert!(tree(&folder.join("out")) == want, "{:?}", names(&folder.join("out")));
}

#[test]
fn a_signal_lets_finish_what_has_begun_and_says_how_to_go_on() {
    let folder = corpus("signal", 400);
    let convert = [
        "convert",
        "--resume",
        "--progress",
        "none",
        "--to",
        "pdf,tei",
        "--no-system-fonts",
        "-o",
        "out",
        "in",
    ];
    let child = command(&folder, &convert).stderr(Stdio::piped()).spawn().expect("it runs");
    while names(&folder.join("out")).len() < 4 {
        thread::sleep(Duration::from_millis(5));
    }
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.expect("kill runs").success());
    let out = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.code() == Some(2) && said.contains("[TW077]") && said.contains("--resume"), "{said}");
    let there = names(&folder.join("out"));
    assert!(there.len() < 800 && there.len().is_multiple_of(2), "{}", there.len());
    assert!(there.iter().all(|n| !n.contains(".tw-")), "{there:?}");
}

#[test]
fn two_runs_into_one_folder_do_each_other_no_harm() {
    let folder = corpus("two", 40);
    let convert = ["convert", "--resume", "--to", "text,json", "-o", "out", "-q", "in"];
    let both = [(); 2].map(|()| command(&folder, &convert).spawn().expect("it runs"));
    for mut child in both {
        assert!(child.wait().expect("it ends").success());
    }
    done(&folder, &["convert", "--to", "text,json", "-o", "want", "in"]);
    assert!(tree(&folder.join("out")) == tree(&folder.join("want")));
    assert!(
        done(&folder, &["convert", "--resume", "--to", "text,json", "-o", "out", "in"])
            .contains("40 unchanged")
    );
}

#[test]
fn an_input_that_vanished_is_one_sentence() {
    let folder = corpus("vanished", 2);
    put(&folder, "list", "in/0/law-0.txt\nin/gone.txt\nin/1/law-1.txt\n");
    let (code, said) = run(&folder, &["convert", "--to", "text", "-o", "out", "--manifest", "list"]);
    assert!(code == 2 && said.matches("[TW001]").count() == 1 && said.contains("in/gone.txt"), "{said}");
    assert_eq!(names(&folder.join("out")).len(), 2);
}

#[test]
fn a_link_that_leads_back_is_one_sentence() {
    let folder = corpus("loop", 2);
    symlink("..", folder.join("in/0/back")).expect("a link");
    symlink("self", folder.join("in/self")).expect("a link");
    done(&folder, &["convert", "--to", "text", "-o", "out", "in"]);
    let (code, said) = run(&folder, &["convert", "--follow-links", "--to", "text", "-o", "again", "in"]);
    assert!(code == 2 && said.contains("[TW003]") && said.contains("in/0/back"), "{said}");
    assert_eq!(names(&folder.join("again")), names(&folder.join("out")));
}

#[test]
fn a_name_that_is_too_long_for_its_outputs_is_one_sentence_and_leaves_none() {
    let folder = corpus("long", 1);
    let long = format!("in/{}.txt", "x".repeat(251));
    put(&folder, &long, &law(1));
    let (code, said) = run(&folder, &["convert", "--to", "text,tei", "-o", "out", "in"]);
    assert!(code == 2 && said.matches("[TW008]").count() == 1, "{said}");
    assert_eq!(names(&folder.join("out")), ["0/law-0.tei.xml", "0/law-0.txt"]);
}

#[test]
fn names_with_line_breaks_or_without_unicode_are_names() {
    let folder = folder("names");
    let inputs = folder.join("in");
    fs::create_dir(&inputs).expect("a folder");
    for (name, text) in
        [(&b"a\nb.txt"[..], law(1)), (b"\xff\xfe.txt", law(2)), (b"e\x1b[31m\n.txt", String::new())]
    {
        fs::write(inputs.join(OsStr::from_bytes(name)), text).expect("a file");
    }
    let convert = ["convert", "--resume", "--report", "r.jsonl", "--to", "text", "-o", "out", "in"];
    let (code, said) = run(&folder, &convert);
    assert!(code == 2 && said.lines().count() == 2 && !said.contains('\u{1b}'), "{said}");
    let made: Vec<PathBuf> = tree(&folder.join("out")).into_keys().collect();
    assert_eq!(made, [&b"a\nb.txt"[..], b"\xff\xfe.txt"].map(|n| PathBuf::from(OsStr::from_bytes(n))));
    assert_eq!(records(&folder.join("r.jsonl")).len(), 3);
}

#[expect(clippy::print_stdout, reason = "what was not tested is told")]
fn skipped(why: &str) {
    println!("skipped: {why}");
}

/// Runs the command as somebody to whom rights mean something; `None` where that cannot be.
fn as_nobody(folder: &Path, arguments: &[&str]) -> Option<(i32, String)> {
    let root = fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
    let mut command = command(folder, arguments);
    if root {
        command.uid(NOBODY).gid(NOBODY);
    }
    let out = command.output().ok()?;
    Some((out.status.code()?, String::from_utf8_lossy(&out.stderr).into_owned()))
}

#[test]
fn a_folder_that_cannot_be_read_is_one_sentence() {
    let folder = corpus("unreadable", 3);
    let mode = |name: &str, mode| {
        fs::set_permissions(folder.join(name), PermissionsExt::from_mode(mode)).expect("a mode");
    };
    mode("in/1", 0o000);
    let ended = as_nobody(&folder, &["check", "in"]);
    mode("in/1", 0o755);
    let Some((code, said)) = ended else { return skipped("nobody cannot run the command") };
    assert!(code == 2 && said.matches("[TW003]").count() == 1 && said.contains("in/1"), "{said}");
    assert!(said.contains("2 done, 1 failed"), "{said}");
}

#[test]
fn a_folder_that_cannot_be_written_is_one_sentence() {
    let folder = corpus("unwritable", 1);
    fs::create_dir(folder.join("out")).expect("a folder");
    fs::set_permissions(folder.join("out"), PermissionsExt::from_mode(0o555)).expect("a mode");
    let Some((code, said)) = as_nobody(&folder, &["convert", "--to", "text", "-o", "out", "in"]) else {
        return skipped("nobody cannot run the command");
    };
    assert!(code == 2 && said.matches("[TW008]").count() == 1, "{said}");
    let (code, said) =
        run(&folder, &["convert", "--resume", "--to", "text", "-o", "in/0/law-0.txt/out", "in"]);
    assert!(code == 2 && said.matches("[TW008]").count() == 1, "{said}");
}

#[test]
fn a_full_disk_ends_the_run_with_one_sentence_and_whole_files() {
    let folder = corpus("full", 200);
    let out = folder.join("out");
    fs::create_dir(&out).expect("a folder");
    let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"]).arg(&out).status();
    if !mount.is_ok_and(|s| s.success()) {
        return skipped("no small disk can be made here");
    }
    let convert = ["convert", "--resume", "--jobs", "2", "--to", "json,tei", "-o", "out", "in"];
    let (code, said) = run(&folder, &convert);
    let there = tree(&out);
    let unmounted = Command::new("umount").arg(&out).status().expect("umount runs").success();
    assert!(unmounted && code == 2, "{said}");
    // Each thread may have met it.
    assert!((1..=2).contains(&said.matches("[TW075]").count()) && said.contains("[TW077]"), "{said}");
    done(&folder, &["convert", "--to", "json,tei", "-o", "want", "in"]);
    let want = tree(&folder.join("want"));
    assert!(!there.is_empty() && there.len() < 400);
    for (name, bytes) in there {
        assert!(want.get(&name) == Some(&bytes), "{}", name.display());
    }
}

#[test]
fn completions_and_pages_of_the_manual_know_the_options() {
    let folder = folder("manual");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let out = command(&folder, &["completions", shell]).output().expect("it runs");
        assert!(out.status.success() && String::from_utf8_lossy(&out.stdout).contains("resume"), "{shell}");
    }
    done(&folder, &["man", "-o", "man"]);
    assert!(names(&folder.join("man")).contains(&"tiaowen-convert.1".to_owned()));
    let page = fs::read_to_string(folder.join("man/tiaowen-convert.1")).expect("a page");
    assert!(page.contains("\\-\\-resume") && page.contains(".TH"), "{page}");
}
