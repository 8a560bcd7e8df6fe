//! Keeps the house in order: imports go down the floors, files stay short and say why they exist.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first; a module may name modules of lower floors, and itself: so there are no circles.
const FLOORS: &[&[&str]] = &[
    &["text", "batch"],
    &["finding"],
    &["xml", "pack", "number", "lexicon"],
    &["ir", "font"],
    &["read", "profile"],
    &["articles", "bind", "recognise", "resolve", "settings", "present"],
    &["check"],
    &["typeset"],
    &["write"],
    &["verify"],
    &["format"],
    &["stages"],
    &["package"],
    &["lib"],
    &["open", "prelude", "report"],
    &["tables"],
    &["host"],
    &["serve"],
    &["cli", "main"],
];
/// Names of two public types, with the reason; all others are unique, for who reads one without its module.
const NAMESAKES: &[(&str, &str)] = &[
    ("Align", "of what a file says of a paragraph, and of what a profile makes of it"),
    ("Style", "of what a file says of a paragraph, and of what a profile makes of it"),
];
/// The longest a file may be, unless it is a table.
const LONGEST: usize = 550;
const TABLES: &[&str] = &["codes.rs", "order.rs", "table.rs"];
/// Libraries that one file alone may name.
const BACKENDS: &[(&str, &str)] = &[
    ("printpdf::", "src/write/pdf/serialise.rs"),
    ("subsetter::", "src/font/subset.rs"),
    ("lopdf::", "src/pack/pdf.rs"),
    ("hayro_cmap::", "src/read/pdf/predefined.rs"),
    ("docx_rs", "src/write/docx/build.rs"),
    ("epub_builder::", "src/write/epub/book.rs"),
    ("fontdb::", "src/host/system_fonts.rs"),
    ("parquet::", "src/host/corpus/files.rs"),
];

fn sources() -> Vec<(PathBuf, String)> {
    fn visit(folder: &Path, out: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
            if entry.is_dir() {
                visit(&entry, out);
            } else if entry.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&entry).expect("text");
                out.push((entry, text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = vec![];
    visit(&root.join("src"), &mut out);
    for (path, _) in &mut out {
        *path = path.strip_prefix(root).expect("inside").to_owned();
    }
    assert!(out.len() > 40, "the sources were found");
    out
}

fn module(path: &Path) -> String {
    let first = path.components().nth(1).expect("src/…").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn floor(module: &str) -> usize {
    FLOORS.iter().position(|f| f.contains(&module)).unwrap_or_else(|| panic!("{module} has no floor"))
}

#[test]
fn imports_go_down_the_floors() {
    let mut wrong = vec![];
    for (path, text) in sources() {
        let from = module(&path);
        // Tests may look at the whole.
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices("crate::") {
                let rest = &line[at + 7..];
                let names: Vec<&str> = if let Some(list) = rest.strip_prefix('{') {
                    list.split(['{', '}', ',']).map(|n| n.split("::").next().unwrap_or("").trim()).collect()
                } else {
                    vec![rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("")]
                };
                for to in names.into_iter().filter(|n| FLOORS.iter().any(|f| f.contains(n))) {
                    if to != from && floor(to) >= floor(&from) {
                        wrong.push(format!("{}: {from} names {to}", path.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The types that users of the library can name, by the modules that are public, with the files that give them.
fn public_types(file: &Path, sources: &[(PathBuf, String)], out: &mut Vec<(String, PathBuf)>) {
    const KINDS: [&str; 6] = ["struct ", "enum ", "trait ", "type ", "static ", "const "];
    let text = &sources.iter().find(|(p, _)| p == file).expect("the file of a module").1;
    let word = |s: &str| s.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_owned();
    let (name, folder) = (file.file_name().expect("a name"), file.parent().expect("a folder"));
    let base = if name == "mod.rs" || name == "lib.rs" { folder.to_owned() } else { file.with_extension("") };
    for (at, _) in text.match_indices("\npub ") {
        let item = &text[at + "\npub ".len()..];
        if let Some(module) = item.strip_prefix("mod ").map(word) {
            let places = [base.join(format!("{module}.rs")), base.join(&module).join("mod.rs")];
            let found = places.iter().find(|p| sources.iter().any(|(s, _)| s == *p));
            public_types(found.expect("a module's file"), sources, out);
        } else if let Some(used) = item.strip_prefix("use ") {
            // What another module defines is handed on, and is no second one.
            let own = !used.starts_with("crate::");
            let names = used.split(';').next().and_then(|u| u.rsplit("::").next()).unwrap_or("");
            let names = names.trim_matches(['{', '}']).split(',');
            let names = names.map(|n| word(n.trim().rsplit(' ').next().unwrap_or("")));
            let types = names.filter(|n| own && n.starts_with(char::is_uppercase));
            out.extend(types.map(|n| (n, file.to_owned())));
        } else if let Some(rest) = KINDS.iter().find_map(|kind| item.strip_prefix(kind)) {
            out.push((word(rest), file.to_owned()));
        }
    }
}

#[test]
fn no_two_public_types_have_one_name() {
    let sources = sources();
    let mut all = vec![];
    public_types(Path::new("src/lib.rs"), &sources, &mut all);
    assert!(all.len() > 150, "the types were found");
    all.sort();
    // A type in two forms, by a feature, is one.
    all.dedup();
    let twice: Vec<_> = all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1).collect();
    let known = |name: &str| NAMESAKES.iter().any(|(n, _)| *n == name);
    let new: Vec<_> = twice.iter().filter(|same| !known(&same[0].0)).collect();
    assert!(new.is_empty(), "{new:#?}");
    for (name, _) in NAMESAKES {
        assert!(twice.iter().any(|same| same[0].0 == *name), "{name} is unique now");
    }
}

#[test]
fn every_file_says_why_it_exists_and_is_short() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{} does not begin with //!", path.display());
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let lines = text.lines().count();
        assert!(lines <= LONGEST || TABLES.contains(&name.as_str()), "{} has {lines} lines", path.display());
    }
}

#[test]
fn a_backend_library_is_named_in_one_file() {
    for (path, text) in sources() {
        for (library, home) in BACKENDS {
            let named = text.lines().any(|l| !l.trim_start().starts_with("//") && l.contains(library));
            assert!(!named || path == Path::new(home), "{} names {library}", path.display());
        }
    }
}

#[test]
fn only_the_host_and_the_command_line_touch_the_world() {
    for (path, text) in sources() {
        // The published schema is compared, and blessed, by a test.
        if ["host", "serve", "cli", "main"].contains(&module(&path).as_str())
            || path.ends_with("ir/schema.rs")
        {
            continue;
        }
        let code: Vec<&str> = text.split("#[cfg(test)]").next().unwrap_or("").lines().collect();
        for word in ["std::fs", "std::env::var", "SystemTime", "Instant::now", "println!", "std::process"] {
            let used = code.iter().any(|l| !l.trim_start().starts_with("//") && l.contains(word));
            assert!(!used, "{} uses {word}", path.display());
        }
    }
}

#[test]
fn words_in_both_languages_are_no_name_that_is_the_same_in_both() {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for (path, text) in sources() {
        // A literal that is borrowed as it stands is told as it stands, in either language.
        for (at, _) in text.match_indices("&\"") {
            let Some((literal, rest)) = text[at + 2..].split_once('"') else { continue };
            let both = literal.split_once(" / ").is_some_and(|(zh, _)| zh.contains(is_han));
            assert!(!both || rest.starts_with(".into()"), "{}: {literal}", path.display());
        }
    }
}
