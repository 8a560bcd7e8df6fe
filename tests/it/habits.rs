//! What people type by habit is understood, what they mistype is answered with what they may mean, in their language.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("habits").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("a.txt"), "示例办法\n第一条　甲。\n第二条　乙。\n").expect("a file");
    folder
}

/// Exit code and all that was said.
fn run(folder: &Path, locale: &str, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiaowen"));
    command.args(arguments).current_dir(folder).env("LC_ALL", locale).stdin(Stdio::null());
    let out = command.output().expect("the command runs");
    let said = [out.stdout, out.stderr].map(|o| String::from_utf8_lossy(&o).into_owned()).concat();
    (out.status.code().expect("a code"), said)
}

#[test]
fn what_people_know_from_pandoc_works() {
    let folder = folder("pandoc");
    for (arguments, file) in [
        (&["a.txt", "-o", "b.docx"][..], "b.docx"),
        (&["-f", "txt", "-t", "EPUB", "-o", "c.epub", "a.txt"], "c.epub"),
        (&["convert", "-o", "d.tei.xml", "a.txt"], "d.tei.xml"),
        (&["convert", "-t", "word", "-o", "e.docx", "a.txt"], "e.docx"),
        (&["convert", "--to", ".PDF", "-o", "f.pdf", "a.txt"], "f.pdf"),
        (&["--lang", "zh", "convert", "--to", "md,Json", "-o", "out/", "a.txt"], "out/a.json"),
        (&["-s", "--toc", "-t", "html", "a.txt", "-o", "g.html"], "g.html"),
        (&["-M", "title=某办法", "a.txt", "-o", "h.epub"], "h.epub"),
        (&["--metadata", "title=某办法", "a.txt", "-o", "i.epub"], "i.epub"),
        (&[".", "-t", "text", "-o", "all"], "all/a.txt"),
    ] {
        let (code, said) = run(&folder, "C", arguments);
        assert!(code == 0 && folder.join(file).is_file(), "{arguments:?}: {said}");
    }
}

#[test]
fn each_mistyped_value_is_answered_with_what_may_be_meant() {
    let folder = folder("mistyped");
    let rows: [(&[&str], &str); 12] = [
        (&["convert", "--to", "pfd", "a.txt"], "pdf"),
        (&["convert", "--from", "txet", "--to", "pdf", "a.txt"], "text"),
        (&["convert", "--to", "pdf", "--profile", "statment", "a.txt"], "statement"),
        (&["convert", "--to", "pdf", "--font", "sogn=a.txt", "a.txt"], "song"),
        (&["convert", "--to", "docx", "--marks", "revision", "a.txt"], "revisions"),
        (&["convert", "--too", "pdf", "a.txt"], "--to"),
        (&["chekc", "a.txt"], "check"),
        (&["check", "--format", "jsno", "a.txt"], "json"),
        (&["convert", "--to", "tei", "--set", "titel=甲", "a.txt"], "title"),
        (&["outline", "--pin", "2=artikle", "a.txt"], "article"),
        (&["check", "--lang", "zz", "a.txt"], "zh"),
        (&["verify"], "--help"),
    ];
    for (arguments, meant) in rows {
        for (locale, word) in [("zh_CN.UTF-8", "错误"), ("C", "error")] {
            let (code, said) = run(&folder, locale, arguments);
            assert!(code == 2 && said.contains(meant) && said.contains(word), "{arguments:?}: {said}");
            assert!(locale == "C" || english(&said).is_none(), "{arguments:?}: {said}");
        }
    }
}

/// What stands in English for a value: `<FILE>`.
fn placeholder(text: &str) -> Option<&str> {
    let parts = text.split(['<', '[']).skip(1).filter_map(|p| p.split(['>', ']']).next());
    parts
        .into_iter()
        .find(|p| p.len() > 3 && p.bytes().all(|b| b.is_ascii_uppercase() || b"|-=_".contains(&b)))
}

/// Three English words behind each other.
fn english(text: &str) -> Option<String> {
    let word = |w: &&str| w.len() > 1 && w.bytes().all(|b| b.is_ascii_lowercase());
    let words: Vec<&str> = text.split([' ', '\n']).collect();
    words.windows(3).find(|w| w.iter().all(&word)).map(|w| w.join(" "))
}

#[test]
fn help_and_errors_are_in_chinese_where_the_locale_is() {
    let folder = folder("chinese");
    let commands = [
        "",
        "convert",
        "bind",
        "check",
        "verify",
        "package",
        "outline",
        "serve",
        "fonts",
        "profile",
        "formats",
        "completions",
        "man",
    ];
    for name in commands {
        for arguments in [&[name, "--help"][..], &[name, "-h"], &[name, "--help", "--lang", "zh"]] {
            let arguments: Vec<&str> = arguments.iter().copied().filter(|a| !a.is_empty()).collect();
            if name.is_empty() && arguments.len() > 1 {
                continue;
            }
            let (code, said) = run(&folder, "zh_CN.UTF-8", &arguments);
            assert!(
                code == 0 && said.contains("用法：") && said.contains("显示帮助"),
                "{arguments:?}: {said}"
            );
            assert_eq!(english(&said), None, "{arguments:?}: {said}");
            assert_eq!(placeholder(&said), None, "{arguments:?}: {said}");
            for word in ["Options:", "Usage", "Arguments:", "Print ", "[default", "possible values"] {
                assert!(!said.contains(word), "{arguments:?}: {word}: {said}");
            }
        }
    }
    let (_, said) = run(&folder, "C", &["--lang", "zh", "check", "nowhere.txt"]);
    assert!(said.contains("找不到文件"), "{said}");
    // The words of libraries and of the system reach nobody.
    fs::write(folder.join("bad.json"), "{").expect("a file");
    fs::write(folder.join("bad.docx"), b"PK\x03\x04").expect("a file");
    fs::write(folder.join("b.pdf"), "%PDF-1.7").expect("a file");
    fs::write(folder.join("a.toml"), "title = \n").expect("a file");
    for arguments in [
        &["check", "bad.json"][..],
        &["check", "--from", "docx", "bad.docx"],
        &["verify", "--from", "text", "bad.json", "b.pdf"],
        &["check", "a.txt"],
        &["convert", "--to", "text", "-o", "/proc/x/y.txt", "bad.json"],
        &["convert", "--to", "pdf", "--cover", "bad.docx", "a.txt"],
    ] {
        for (locale, lang) in [("zh_CN.UTF-8", "zh"), ("C", "en")] {
            let (code, said) = run(&folder, locale, arguments);
            assert!(code == 2, "{arguments:?}: {said}");
            for raw in ["os error", "EOF while", "expected ", "at line 1 column", "invalid Zip"] {
                assert!(!said.contains(raw), "{arguments:?}: {said}");
            }
            assert!(lang == "en" || english(&said).is_none(), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn what_comes_through_a_pipe_is_an_input_and_what_pandoc_calls_otherwise_is_answered() {
    let folder = folder("pipe");
    let file = fs::File::open(folder.join("a.txt")).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiaowen"));
    let out =
        command.args(["-t", "text", "-o", "-"]).current_dir(&folder).stdin(file).output().expect("it runs");
    assert!(out.status.success() && String::from_utf8_lossy(&out.stdout).contains("第二条"));
    for (typed, meant) in [
        (&["a.txt"][..], "jsonl"),
        (&["-o", "a.odt", "a.txt"], "-o"),
        (&["--list-output-formats"], "tiaowen formats"),
        (&["a.txt", "-o", "a.pdf", "--pdf-engine=xelatex"], "PDF"),
        (&["a.txt", "-o", "a.docx", "--template", "x"], "--profile"),
        (&["convert", "--to", "pdf", "--shard", "3", "a.txt"], "2/8"),
        (&["convert", "--to", "epub", "--toc-depth", "x", "a.txt"], "255"),
    ] {
        for locale in ["zh_CN.UTF-8", "C"] {
            let (code, said) = run(&folder, locale, typed);
            assert!(code == 2 && said.contains(meant), "{typed:?}: {said}");
            assert!(locale == "C" || english(&said).is_none(), "{typed:?}: {said}");
        }
    }
}
