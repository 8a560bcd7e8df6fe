//! The table of formats is what the README, the book, the help and the list of formats say.

use std::fs;
use std::path::Path;
use std::process::Command;
use tiaowen::format::{Format, names, readers, writers};

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect(name)
}

fn said(arguments: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_tiaowen")).args(arguments).output().expect("the command runs");
    String::from_utf8_lossy(&out.stdout).into_owned()
}

#[test]
fn the_pages_list_every_written_format_in_its_order() {
    for name in ["docs/en/writing.md", "docs/zh/writing.md"] {
        let text = page(name);
        let rows = text.lines().filter(|l| l.starts_with("| `") && l.contains("` | `."));
        let listed: Vec<String> =
            rows.map(|l| l.split('`').skip(1).step_by(2).take(2).collect::<Vec<_>>().join(" .")).collect();
        let want: Vec<String> = writers().map(|f| format!("{} ..{}", f.name, f.extension())).collect();
        assert_eq!(listed, want, "{name}");
    }
    let all = format!("`{}`", names(writers()).replace(", ", "`, `"));
    for name in ["README.md", "README.zh-CN.md"] {
        assert!(page(name).contains(&all), "{name} does not say {all}");
    }
}

#[test]
fn help_and_list_name_every_format() {
    let help = said(&["convert", "--help"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains(&names(writers())) && help.contains(&names(readers())), "{help}");
    for lang in ["zh", "en"] {
        let help = said(&["convert", "--help", "--lang", lang]).split_whitespace().collect::<String>();
        let names: Vec<&str> = tiaowen::profile::PROFILES.iter().map(|p| p.name).collect();
        let all = [names.join("、"), names.join(",")];
        assert!(all.iter().any(|a| help.contains(a)), "{lang}: {names:?} in {help}");
    }
    let list = said(&["formats", "--lang", "en"]);
    let line = |f: &Format, end: &str| list.contains(&format!("  {:<10} {end:<12} ", f.name));
    for f in readers() {
        assert!(line(f, &f.extensions.join(" ")), "{}: {list}", f.name);
    }
    for f in writers() {
        assert!(line(f, f.extension()), "{}: {list}", f.name);
    }
}
