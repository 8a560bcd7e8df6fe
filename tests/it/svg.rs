//! Pages as pictures: a file for each in a folder, all of them in one file, well formed and the same every time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tiaowen::text::chars::squash;
use tiaowen::xml::parse;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("svg").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    let article = |n| format!("第{n}条　公园管理机关应当<依法>免费开放公园&保护设施。\n");
    let law = (1..60).map(article).collect::<Vec<_>>().concat();
    fs::write(folder.join("law.txt"), format!("示例市公园条例\n{law}")).expect("a file");
    folder
}

/// Runs the program; what it gave, said, and ended with.
fn run(at: &Path, arguments: &str) -> (Vec<u8>, String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiaowen"));
    command.args(arguments.split(' ')).args(["--lang", "en"]).current_dir(at);
    let made = command.output().expect("the program runs");
    let said = String::from_utf8_lossy(&made.stderr).into_owned();
    (made.stdout, said, made.status.code().unwrap_or(-1))
}

fn names(at: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(at)
        .expect("a folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_folder_takes_a_file_for_each_page() {
    let at = folder("pages");
    let (_, said, code) = run(&at, "convert --no-system-fonts --to svg,pdf -o out law.txt");
    assert_eq!(code, 0, "{said}");
    let made = names(&at.join("out"));
    assert_eq!(made[..2], ["law-001.svg", "law-002.svg"], "{made:?}");
    assert_eq!(made.last().map(String::as_str), Some("law.pdf"));
    let mut text = String::new();
    for name in &made[..made.len() - 1] {
        let page = fs::read_to_string(at.join("out").join(name)).expect("a page");
        let svg = parse(&page).expect("well formed");
        text.push_str(&svg.root().text());
    }
    let law = squash(&fs::read_to_string(at.join("law.txt")).expect("a file"));
    for line in law.split('。') {
        // Page numbers stand between the pages.
        let bare: String = squash(&text).chars().filter(|c| !c.is_ascii_digit() && *c != '—').collect();
        let line: String = line.chars().filter(|c| !c.is_ascii_digit()).collect();
        assert!(bare.contains(&line), "{line} is not in {bare}");
    }
    assert_eq!(run(&at, "convert --no-system-fonts --to svg -o again/ law.txt").2, 0);
    for name in names(&at.join("again")) {
        let read = |folder: &str| fs::read(at.join(folder).join(&name)).expect("a page");
        assert_eq!(read("out"), read("again"), "{name}");
    }
}

#[test]
fn one_file_has_all_pages() {
    let at = folder("one");
    assert_eq!(run(&at, "convert --no-system-fonts --to svg -o all.svg law.txt").2, 0);
    let all = fs::read(at.join("all.svg")).expect("a file");
    assert_eq!(run(&at, "convert --no-system-fonts --to svg -o - law.txt").0, all);
    let text = String::from_utf8(all).expect("UTF-8");
    let svg = parse(&text).expect("well formed");
    let pages = svg.root().elements().count();
    assert!(pages > 1 && text.matches("class=\"page\"").count() == pages, "{pages}");
    assert_eq!(run(&at, "bind --no-system-fonts --title 汇编 -o volume.svg law.txt").2, 0);
    parse(&fs::read_to_string(at.join("volume.svg")).expect("a file")).expect("well formed");
    // Nothing claims to prove a picture.
    let (_, said, code) = run(&at, "verify law.txt all.svg");
    assert!(code == 2 && said.contains("TW027"), "{said}");
}

#[test]
fn no_page_replaces_a_file_of_the_run() {
    let at = folder("own");
    fs::copy(at.join("law.txt"), at.join("law-002.svg")).expect("a copy");
    for input in ["law.txt law-002.svg", "law-002.svg law.txt"] {
        let (_, said, code) =
            run(&at, &format!("convert --from text --no-system-fonts --to svg -o ./ {input}"));
        assert!(code == 2 && said.contains("TW009"), "{said}");
    }
    assert!(fs::read_to_string(at.join("law-002.svg")).expect("the input").starts_with("示例市"));
}
