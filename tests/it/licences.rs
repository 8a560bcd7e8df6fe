//! What the program is made of may be given away with it: every crate in it has a licence that asks for no more than to be
//! named.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Licences that are as free as our own (SPDX).
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Licences of single crates that ask for their own files to stay open, which using them unchanged does.
const ALLOWED_FOR: &[(&str, &str)] = &[
    ("cssparser", "MPL-2.0"),
    ("cssparser-macros", "MPL-2.0"),
    ("dtoa-short", "MPL-2.0"),
    ("epub-builder", "MPL-2.0"),
    ("selectors", "MPL-2.0"),
];

/// Whether an expression (SPDX, annex D; `/` is an old `OR`) can be met by licences that are allowed.
fn met(expression: &str, crate_name: &str) -> bool {
    let words = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut at = 0;
    let good = either(&words, &mut at, crate_name);
    good && at == words.len()
}

fn either(words: &[&str], at: &mut usize, crate_name: &str) -> bool {
    let mut good = both(words, at, crate_name);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        good |= both(words, at, crate_name);
    }
    good
}

fn both(words: &[&str], at: &mut usize, crate_name: &str) -> bool {
    let mut good = one(words, at, crate_name);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        good &= one(words, at, crate_name);
    }
    good
}

fn one(words: &[&str], at: &mut usize, crate_name: &str) -> bool {
    if words.get(*at) == Some(&"(") {
        *at += 1;
        let good = either(words, at, crate_name);
        *at += 1;
        return good;
    }
    let mut name = words.get(*at).copied().unwrap_or_default().to_owned();
    *at += 1;
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*at + 1).copied().unwrap_or_default());
        *at += 2;
    }
    ALLOWED.contains(&name.as_str()) || ALLOWED_FOR.contains(&(crate_name, name.as_str()))
}

#[test]
fn expressions_are_read_as_they_are_meant() {
    for (expression, is) in [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0-only", false),
        ("GPL-3.0-only OR MIT", true),
        ("MIT AND GPL-3.0-only", false),
        ("(MIT OR GPL-3.0-only) AND Unicode-3.0", true),
        ("MIT OR GPL-3.0-only AND LGPL-3.0-only", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("GPL-2.0-only WITH Classpath-exception-2.0", false),
        ("", false),
        ("MIT)", false),
    ] {
        assert_eq!(met(expression, "x"), is, "{expression}");
    }
}

#[test]
#[allow(clippy::print_stdout)]
fn every_crate_in_the_program_may_be_given_away_with_it() {
    // Crates of other platforms need not be there.
    let told =
        Command::new("rustc").arg("-vV").output().map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
    let host = told.unwrap_or_default().lines().find_map(|l| l.strip_prefix("host: ").map(str::to_owned));
    let Some(host) = host else {
        println!("skipped: rustc is not there");
        return;
    };
    let out = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--offline",
            "--all-features",
            "--filter-platform",
            &host,
        ])
        .args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")])
        .output()
        .expect("cargo runs");
    if !out.status.success() {
        println!("skipped: cargo knows no crates here: {}", String::from_utf8_lossy(&out.stderr).trim());
        return;
    }
    let all: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> =
        list(&all["packages"]).into_iter().map(|p| (text(&p["id"]), p)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&all["resolve"]["nodes"]).into_iter().map(|n| (text(&n["id"]), n)).collect();
    // What is in the program: not what only builds or tests it.
    let mut reached = BTreeSet::new();
    let mut open: Vec<String> = list(&all["workspace_members"]).iter().map(text).collect();
    while let Some(id) = open.pop() {
        if !reached.insert(id.clone()) {
            continue;
        }
        for dep in list(&nodes[&id]["deps"]) {
            if list(&dep["dep_kinds"]).iter().any(|k| k["kind"].is_null()) {
                open.push(text(&dep["pkg"]));
            }
        }
    }
    assert!(reached.len() > 100, "the crates were found: {}", reached.len());
    let refused: Vec<String> = reached
        .iter()
        .map(|id| &packages[id])
        .filter(|p| !met(&text(&p["license"]), &text(&p["name"])))
        .map(|p| format!("{} {}", text(&p["name"]), p["license"]))
        .collect();
    assert_eq!(refused, Vec::<String>::new());
}
