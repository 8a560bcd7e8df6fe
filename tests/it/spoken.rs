//! What the command says beside its results: a summary, lists for programs, colours, options of a project.

use crate::help::command;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

const TEXT: &str = "示例办法\n第一条　甲。\n第二条　乙。\n";
/// The same without 第二条.
const GAP: &str = "示例办法\n第一条　甲。\n第三条　丙。\n";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("spoken").join(name);
    let _ = fs::remove_dir_all(&folder);
    // The settings of a project end at its repository: nothing above is looked at.
    fs::create_dir_all(folder.join(".git")).expect("a folder");
    write(&folder, "a.txt", TEXT);
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// Exit code, standard output, standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let out = command(folder, arguments).output().expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (out.status.code().expect("a code"), text(out.stdout), text(out.stderr))
}

#[test]
fn a_summary_follows_the_work() {
    let folder = folder("summary");
    write(&folder, "gap.txt", GAP);
    let convert = ["convert", "--to", "text,json,tei,md", "-o", "out/"];
    let with = |more: &[&str]| run(&folder, &[&convert[..], more].concat());
    assert_eq!(with(&["a.txt"]), (0, String::new(), "4 files written in out\n".into()));
    let (_, _, said) = with(&["--lang", "zh", "gap.txt"]);
    assert!(said.ends_with("\n写出 4 个文件，在 out，警告 1 条\n"), "{said}");
    // What was there is told in it, and neither when nothing is to be said.
    let (_, _, said) = with(&["a.txt"]);
    assert_eq!(said, "4 files written in out (4 were there and are replaced [TW036])\n");
    assert_eq!(with(&["-q", "gap.txt"]), (0, String::new(), String::new()));
    let (_, _, said) = run(&folder, &["convert", "--to", "text", "-o", "out/a.txt", "a.txt"]);
    assert_eq!(said, "1 file written: out/a.txt (it was there and is replaced [TW036])\n");
    let (_, _, said) = with(&["a.txt", "gap.txt", "none.txt"]);
    assert!(said.contains("3 inputs: 2 done, 1 failed; 8 files written in out (8 were there"), "{said}");
    // Standard output is the file, and nothing else was written.
    assert_eq!(run(&folder, &["convert", "--to", "text", "-o", "-", "a.txt"]).2, "");
    assert_eq!(run(&folder, &["check", "a.txt"]), (0, String::new(), "nothing suspicious found\n".into()));
    let (code, _, said) = run(&folder, &["check", "gap.txt"]);
    assert!(code == 1 && said.ends_with("\n1 warning\n"), "{said}");
    let (_, _, said) = run(&folder, &["package", "--no-system-fonts", "-o", "bags", "a.txt"]);
    assert!(said.contains("1 package made: bags/"), "{said}");
    let (_, _, said) = run(&folder, &["bind", "-o", "v.epub", "a.txt", "gap.txt"]);
    assert!(said.contains("1 file written: v.epub, "), "{said}");
}

#[test]
fn after_twenty_of_a_kind_the_rest_is_counted_and_a_list_has_all() {
    let folder = folder("many");
    // 31 gaps: every second article is missing.
    let gaps = (0..32).fold(String::new(), |all, k| all + &format!("第{}条　甲。\n", 2 * k + 1));
    write(&folder, "many.txt", &format!("示例办法\n{gaps}"));
    let convert = ["convert", "--to", "text", "-o", "out/"];
    let with = |more: &[&str]| run(&folder, &[&convert[..], more].concat());
    let (code, _, said) = with(&["many.txt"]);
    assert_eq!((code, said.matches("warning[TW201]").count()), (0, 20), "{said}");
    assert!(said.contains("[TW089]: 11 more like those above [TW201]"), "{said}");
    assert!(said.contains("31 warnings"), "what is folded counts: {said}");
    let (_, _, said) = with(&["--lang", "zh", "many.txt"]);
    assert!(said.contains("还有 11 条同类的 [TW201]"), "{said}");
    let (_, _, said) = with(&["--findings", "json", "many.txt"]);
    assert_eq!(said.matches("\"TW201\"").count(), 31, "{said}");
    // What `check` finds is what it was asked for.
    assert_eq!(run(&folder, &["check", "many.txt"]).2.matches("warning[TW201]").count(), 31);
}

#[test]
fn findings_are_a_list_for_programs_on_every_command() {
    let folder = folder("findings");
    write(&folder, "gap.txt", GAP);
    run(&folder, &["-q", "convert", "--to", "text,tei", "-o", "out/", "gap.txt"]);
    let rows: [(&[&str], &str); 6] = [
        (&["convert", "--to", "text", "-o", "-", "gap.txt"], "TW201"),
        (&["convert", "--to", "text", "-o", "out/", "gap.txt"], "TW036"),
        (&["bind", "-o", "v.epub", "gap.txt"], "TW201"),
        (&["outline", "gap.txt"], "TW201"),
        (&["package", "--no-system-fonts", "--replace", "-o", "bags", "gap.txt"], "TW036"),
        (&["convert", "--to", "text", "nowhere.txt"], "TW001"),
    ];
    for (arguments, found) in rows {
        let plain = run(&folder, arguments);
        let (code, out, said) = run(&folder, &[arguments, &["--findings", "json"]].concat());
        assert_eq!((code, &out), (plain.0, &plain.1), "{arguments:?}");
        let list: Value =
            serde_json::from_str(&said).unwrap_or_else(|e| panic!("{arguments:?}: {e}: {said}"));
        let list = list.as_array().expect("a list");
        assert!(list.iter().any(|f| f["code"] == found && f["zh"] != f["en"]), "{arguments:?}: {said}");
        let (_, _, said) = run(&folder, &[&["--findings", "sarif"], arguments].concat());
        let sarif: Value = serde_json::from_str(&said).expect("SARIF");
        let results = sarif["runs"][0]["results"].as_array().expect("results");
        assert!(results.iter().any(|r| r["ruleId"] == found), "{arguments:?}: {said}");
    }
    // Where nothing is found the list is empty, and what `check` finds is its result.
    assert_eq!(
        run(&folder, &["convert", "--findings", "json", "--to", "text", "-o", "-", "a.txt"]).2,
        "[]\n"
    );
    for option in ["--findings", "--format"] {
        let (code, out, said) = run(&folder, &["check", option, "json", "gap.txt"]);
        let list: Value = serde_json::from_str(&out).expect("a list");
        assert!(code == 1 && list[0]["code"] == "TW201" && !said.contains('['), "{option}: {out}{said}");
    }
    let (code, out, said) = run(&folder, &["verify", "--findings", "json", "gap.txt", "out/gap.tei.xml"]);
    assert!(code == 0 && out.contains("exact") && said == "[]\n", "{out}{said}");
}

#[test]
fn colours_are_used_when_somebody_says_so() {
    let folder = folder("colour");
    write(&folder, "gap.txt", GAP);
    let said = |arguments: &[&str]| {
        let (_, out, said) = run(&folder, arguments);
        format!("{out}{said}")
    };
    for arguments in [&["check", "gap.txt"][..], &["outline", "gap.txt"], &["chekc"], &["check", "--help"]] {
        assert!(!said(arguments).contains('\u{1b}'), "{arguments:?}");
        for before in ["--color=always", "--color=never"] {
            let coloured = said(&[&[before], arguments].concat());
            assert_eq!(coloured.contains('\u{1b}'), before.ends_with("always"), "{before} {arguments:?}");
        }
    }
    // Files and lists for programs stay what they are.
    let out = run(&folder, &["convert", "--color", "always", "--to", "text", "-o", "-", "a.txt"]).1;
    assert!(!out.contains('\u{1b}'), "{out}");
    assert!(said(&["check", "--color", "rainbow", "a.txt"]).contains("always"));
}

#[test]
fn the_version_is_told_at_length() {
    let folder = folder("version");
    let (code, short, _) = run(&folder, &["--version"]);
    assert!(code == 0 && short.lines().count() == 1, "{short}");
    for arguments in [["--version", "--verbose"], ["-V", "-v"], ["--verbose", "--version"]] {
        let (code, long, _) = run(&folder, &arguments);
        assert!(code == 0 && long.starts_with(&short), "{long}");
        for word in ["commit: ", "features: cli", "fonts: 宋", "printpdf 0.", "quick-xml 0."] {
            assert!(long.contains(word), "{word}: {long}");
        }
    }
    let (_, said, _) = run(&folder, &["--lang", "zh", "--version", "--verbose"]);
    assert!(said.contains("功能：") && said.contains("程序库："), "{said}");
}

#[test]
fn options_of_a_project_stand_in_for_those_that_nobody_types() {
    let folder = folder("project");
    write(&folder, "deep/er/b.txt", TEXT);
    write(
        &folder,
        ".tiaowen.toml",
        "to = [\"text\", \"html\"]\ncss = \"house.css\"\nlicence = \"CC0-1.0\"\nembed-fonts = true\nset = \"publisher=某出版社\"\n",
    );
    write(&folder, "house.css", "/* of the house */");
    let deep = folder.join("deep/er");
    let (code, _, said) = run(&deep, &["convert", "-o", "out/", "b.txt"]);
    assert!(
        code == 0
            && said.starts_with("2 files written in out; settings from ")
            && said.contains(".tiaowen.toml"),
        "{said}"
    );
    let html = fs::read_to_string(deep.join("out/b.html")).expect("a page");
    assert!(html.contains("of the house") && html.contains("CC0-1.0") && html.contains("某出版社"), "{html}");
    // An option that does nothing here is no slip of whoever typed nothing.
    assert!(!said.contains("TW069"), "{said}");
    // What is typed comes first, and so does the end of a name.
    let (_, _, said) = run(&folder, &["convert", "-t", "json", "--licence", "MIT", "-o", "out/", "a.txt"]);
    assert!(said.contains("1 file written") && said.contains("settings from .tiaowen.toml"), "{said}");
    assert!(fs::read_to_string(folder.join("out/a.json")).expect("a file").contains("某出版社"));
    let (code, _, said) = run(&folder, &["convert", "-o", "one.json", "a.txt"]);
    assert!(code == 0 && folder.join("one.json").is_file(), "{said}");
    let (code, _, said) = run(&folder, &["convert", "--no-config", "-o", "out/", "a.txt"]);
    assert!(code == 2 && said.contains("--to"), "{said}");
    assert!(
        !run(&folder, &["--no-config", "convert", "-t", "html", "-o", "p.html", "a.txt"])
            .2
            .contains("settings")
    );
    // Commands that lack an option leave it alone.
    assert_eq!(run(&folder, &["outline", "a.txt"]).0, 0);
    // The language of the project, over that of the locale and under what is typed.
    write(&folder, ".tiaowen.toml", "lang = \"zh\"\n");
    assert!(run(&folder, &["check", "a.txt"]).2.contains("没有发现问题"));
    assert!(run(&folder, &["check", "--lang", "en", "a.txt"]).2.contains("nothing suspicious"));
}

#[test]
fn options_of_a_project_never_say_where_outputs_go_and_slips_are_told() {
    let folder = folder("project-wrong");
    for (text, words) in [
        ("output = \"/tmp\"\n", ["-o", "只能在命令行"]),
        ("o = \"/tmp\"\n", ["-o", "只能在命令行"]),
        ("\n\nprofil = \"law\"\n", ["line 3", "profile"]),
        ("embed_fonts = true\n", ["embed-fonts", "embed-fonts"]),
        ("strict = \"yes\"\n", ["true", "true"]),
        ("font = \"song\"\n", ["ROLE=FILE", "角色=文件"]),
        ("to = \n", ["line 1", "第 1 行"]),
        ("pin = \"1=article\"\n", ["licence", "licence"]),
    ] {
        write(&folder, ".tiaowen.toml", text);
        for (lang, word) in [("en", words[0]), ("zh", words[1])] {
            let (code, _, said) = run(&folder, &["convert", "--lang", lang, "--to", "text", "a.txt"]);
            let told = said.contains("TW030") && said.contains(" .tiaowen.toml ") && said.contains(word);
            assert!(code == 2 && told, "{text}: {said}");
        }
        assert_eq!(run(&folder, &["convert", "--no-config", "--to", "text", "-o", "o/", "a.txt"]).0, 0);
        assert_eq!(run(&folder, &["convert", "--help"]).0, 0);
    }
    // It is looked for up to the repository, and not above.
    let inside = folder.join("inside");
    fs::create_dir_all(inside.join(".git")).expect("a folder");
    write(&inside, "a.txt", TEXT);
    assert_eq!(run(&inside, &["convert", "--to", "text", "-o", "o/", "a.txt"]).0, 0);
    // Nor above the home folder.
    let home = folder.join("home");
    write(&home, "work/a.txt", TEXT);
    let mut command = command(&home.join("work"), &["convert", "--to", "text", "-o", "o/", "a.txt"]);
    assert!(command.env("HOME", &home).status().expect("it runs").success());
}

#[test]
fn options_without_effect_are_told_and_refused_under_strict() {
    let folder = folder("idle");
    let (code, _, said) = run(&folder, &["convert", "--vertical", "--to", "text,tei", "-o", "o/", "a.txt"]);
    assert!(code == 0 && said.contains("note[TW069]: --vertical has no effect on text, tei."), "{said}");
    let (code, _, said) = run(&folder, &["convert", "--vertical", "--to", "epub", "-o", "o/", "a.txt"]);
    assert!(code == 0 && !said.contains("TW069"), "{said}");
    let strict = ["convert", "--strict", "--css=x.css", "--to", "text", "-o", "s/", "a.txt", "--lang", "zh"];
    let (code, _, said) = run(&folder, &strict);
    assert!(code == 2 && said.contains("--css 对 text 没有作用") && !folder.join("s").exists(), "{said}");
    let (_, _, said) = run(&folder, &["bind", "--numbering", "literal", "-o", "v.epub", "a.txt"]);
    assert!(said.contains("TW069") && said.contains("--numbering"), "{said}");
    write(&folder, ".tiaowen.toml", "vertical = true\nstrict = true\n");
    let (code, _, said) = run(&folder, &["convert", "--to", "text", "-o", "o/", "a.txt"]);
    assert!(code == 0 && !said.contains("TW069"), "{said}");
}

#[test]
fn one_file_is_no_place_for_several() {
    let folder = folder("one-file");
    write(&folder, "b.txt", TEXT);
    for (arguments, words) in [
        (&["--to", "pdf,docx", "-o", "one.pdf", "a.txt"][..], ["-o one/", "2"]),
        (&["--to", "text", "-o", "one.txt", "a.txt", "b.txt"], ["-o one/", "bind"]),
        (&["--to", "text", "-o", "one.txt", "."], ["-o one/", "bind"]),
    ] {
        for lang in ["zh", "en"] {
            let (code, _, said) = run(&folder, &[&["convert", "--lang", lang], arguments].concat());
            assert!(code == 2 && words.iter().all(|w| said.contains(w)), "{arguments:?}: {said}");
        }
    }
    assert!(!folder.join("one.pdf").exists() && !folder.join("one.txt").exists());
    // A folder may be called so, and records go behind each other.
    fs::create_dir(folder.join("all.pdf")).expect("a folder");
    assert_eq!(run(&folder, &["convert", "--to", "text,json", "-o", "all.pdf", "a.txt"]).0, 0);
    assert_eq!(run(&folder, &["convert", "-o", "all.jsonl", "a.txt", "b.txt"]).0, 0);
}

#[test]
fn what_is_named_must_be_there() {
    let folder = folder("missing");
    run(&folder, &["convert", "--to", "tei", "-o", "a.tei.xml", "a.txt"]);
    let commands: [&[&str]; 6] = [
        &["convert", "--to", "tei", "-o", "o/", "a.txt"],
        &["bind", "-o", "v.epub", "a.txt"],
        &["check", "a.txt"],
        &["package", "-o", "bags", "a.txt"],
        &["outline", "a.txt"],
        &["verify", "a.tei.xml"],
    ];
    for command in commands {
        let (code, _, said) = run(&folder, &[command, &["--metadata", "none.toml"]].concat());
        assert!(code == 2 && said.contains("TW001") && said.contains("none.toml"), "{command:?}: {said}");
    }
    for command in [commands[0], commands[1], commands[3], &["fonts"]] {
        let (code, _, said) = run(&folder, &[command, &["--font-dir", "none"]].concat());
        assert!(code == 2 && said.contains("--font-dir none"), "{command:?}: {said}");
    }
}

#[test]
fn standard_input_has_the_name_that_is_said() {
    let folder = folder("stdin");
    let feed = |arguments: &[&str], bytes: &str| {
        fs::write(folder.join("feed"), bytes).expect("a file");
        let file = fs::File::open(folder.join("feed")).expect("a file");
        let out = command(&folder, arguments).stdin(file).output().expect("it runs");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let markdown = "# 示例办法\n\n第一条　甲，*重*。\n\n第二条　乙。\n";
    let named = |name| ["convert", "--to", "json", "-o", "-", "--stdin-name", name, "-"];
    let as_markdown = feed(&named("dir/办法.md"), markdown);
    let value: Value = serde_json::from_str(&as_markdown).expect("a tree");
    assert_eq!(value["provenance"]["fileName"], "办法.md");
    assert!(as_markdown.contains("emphasis") && !feed(&named("办法.txt"), markdown).contains("\"emphasis\""));
    feed(&["convert", "--to", "text,tei", "-o", "out/", "--stdin-name", "办法.txt", "-"], TEXT);
    assert!(folder.join("out/办法.txt").is_file() && folder.join("out/办法.tei.xml").is_file());
    // The row of a table is found by it, too; and every command that reads has it.
    write(&folder, "facts.csv", "file,title\n办法.txt,另一个题名\n");
    let table = ["--metadata-csv", "facts.csv", "--stdin-name", "办法.txt", "-"];
    assert!(
        feed(&[&["convert", "--to", "json", "-o", "-"], &table[..]].concat(), TEXT).contains("另一个题名")
    );
    for command in [&["check"][..], &["outline"], &["outline", "--explain"], &["package", "-o", "-"]] {
        feed(&[command, &["--stdin-name", "a.txt", "-"]].concat(), TEXT);
    }
}

/// Ends a child whatever happens.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait_for(what: &str, done: impl Fn() -> bool) {
    for _ in 0..600 {
        if done() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{what}");
}

#[test]
fn what_changes_is_converted_again() {
    let folder = folder("watch");
    write(&folder, "in/b.txt", TEXT);
    let arguments = ["convert", "--watch", "--to", "text", "-o", "out/", "in"];
    let log = fs::File::create(folder.join("log")).expect("a file");
    let mut child = Watching(command(&folder, &arguments).stderr(log).spawn().expect("it runs"));
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    wait_for("it watches", || text("log").contains("watching 1 input"));
    assert!(text("out/b.txt").contains("第二条"));
    write(&folder, "in/b.txt", GAP);
    wait_for("a change is seen", || text("out/b.txt").contains("第三条"));
    write(&folder, "in/c.txt", TEXT);
    wait_for("a new file is seen", || text("out/c.txt").contains("第二条"));
    // What is said of an input beside it is a change of the input, and an error is no end.
    write(&folder, "in/b.toml", "title = \n");
    wait_for("an error is told", || text("log").contains("TW030"));
    write(&folder, "in/b.toml", "title = \"别的题名\"\n");
    wait_for("the next change is seen", || text("log").matches("1 file written").count() >= 4);
    assert!(child.0.try_wait().expect("it runs").is_none(), "{}", text("log"));
    #[cfg(unix)]
    {
        let stop = Command::new("kill").arg(child.0.id().to_string()).status().expect("kill runs");
        assert!(stop.success() && child.0.wait().expect("it ends").success(), "{}", text("log"));
    }
    let (code, _, said) = run(&folder, &["convert", "--watch", "--to", "text", "-o", "out/", "-"]);
    assert!(code == 2 && said.contains("--watch"), "{said}");
}
