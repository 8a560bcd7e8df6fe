//! Keeps the house in order: imports go down the floors, files stay short and say why they exist.

use std::collections::{BTreeMap, BTreeSet};
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
/// Files of a folder that are one thing told in several: a walk with what it meets on its way, a search with its steps, a
/// table with what its rows are. All others name each other in one direction.
const ONE_THING: &[(&str, &[&str])] = &[
    ("cli", &["args", "manual", "serve"]),
    ("cli", &["convert", "watch"]),
    ("cli", &["report", "voice"]),
    ("number", &["form", "forms"]),
    ("number", &["labels", "wide"]),
    ("number", &["numeral", "scripts"]),
    ("read/docx", &["notes", "walk"]),
    ("read/egov", &["body", "inline"]),
    ("read/epub", &["book", "page"]),
    ("read/html", &["images", "table", "walk"]),
    ("read/markdown", &["block", "table"]),
    ("read/pdf", &["interpret", "marks"]),
    ("read/rtf", &["formula", "reader", "text"]),
    ("recognise", &["candidate", "pins"]),
    ("recognise", &["doubts", "lattice", "outline", "pinned", "survey", "unnumbered", "ways"]),
    ("resolve", &["pointed", "scan"]),
    ("write/docx", &["plan", "runs", "tables"]),
    ("write/epub", &["content", "inline"]),
];
/// The longest a file may be, unless it is a table.
const LONGEST: usize = 550;
const TABLES: &[&str] = &["codes.rs", "order.rs", "table.rs"];
/// Libraries that one file alone may name.
const BACKENDS: &[(&str, &str)] = &[
    ("printpdf::", "src/write/pdf/serialise.rs"),
    ("subsetter::", "src/font/subset.rs"),
    ("hypher::", "src/typeset/hyphens.rs"),
    ("icu_segmenter::", "src/text/segment.rs"),
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

/// A file's place among the modules: `src/read/docx/walk.rs` is read, docx, walk.
fn modules(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix("src").expect("src/…").with_extension("");
    let all = inside.iter().map(|part| part.to_string_lossy().into_owned());
    all.filter(|part| part != "mod" && part != "lib").collect()
}

/// What code names by its place among the modules.
fn named(code: &str, here: &[String]) -> Vec<Vec<String>> {
    let segments = |path: &str| -> Vec<String> {
        let end = path.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(path.len());
        path[..end].split("::").filter(|s| !s.is_empty()).map(str::to_owned).collect()
    };
    let mut out = vec![];
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            if code[..at].ends_with("::") {
                continue;
            }
            let mut rest = &code[at..];
            let mut base: Vec<String> = here.to_vec();
            if let Some(after) = rest.strip_prefix("crate::") {
                (base, rest) = (vec![], after);
            }
            while let Some(after) = rest.strip_prefix("super::") {
                base.pop();
                rest = after;
            }
            // `a::{b, c::{d, e}}` names b and c of a.
            let head = segments(rest);
            let list = rest.find('{').filter(|open| rest[..*open].ends_with("::") || *open == 0);
            let list = list.filter(|open| head.join("::").len() + 2 >= *open);
            let whole = |more: Vec<String>| base.iter().chain(&head).cloned().chain(more).collect();
            let Some(open) = list else {
                out.push(whole(vec![]));
                continue;
            };
            let mut depth = 0;
            let mut from = open + 1;
            for (k, c) in rest[open..].char_indices() {
                depth += i32::from(c == '{') - i32::from(c == '}');
                if depth == 0 || depth == 1 && c == ',' {
                    out.push(whole(segments(rest[from..open + k].trim())));
                    from = open + k + 1;
                }
                if depth == 0 {
                    break;
                }
            }
        }
    }
    out
}

#[test]
fn files_of_a_folder_name_each_other_in_one_direction() {
    let sources = sources();
    let code = |text: &str| {
        let lines = text.split("#[cfg(test)]\nmod tests").next().unwrap_or("").lines();
        lines.filter(|l| !l.trim_start().starts_with("//")).fold(String::new(), |out, l| out + l + "\n")
    };
    // What the file of a folder hands on, by the file that it comes from.
    let mut homes: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut all: BTreeSet<Vec<String>> = BTreeSet::new();
    for (path, text) in &sources {
        let here = modules(path);
        for at in text.match_indices("use ").map(|(at, _)| &text[at + 4..]) {
            let whole = at.split(';').next().unwrap_or("");
            let Some((home, names)) = whole.split_once("::").filter(|_| path.ends_with("mod.rs")) else {
                continue;
            };
            for name in names.split(|c: char| !c.is_alphanumeric() && c != '_') {
                homes.insert(here.iter().cloned().chain([name.to_owned()]).collect(), home.to_owned());
            }
        }
        (0..=here.len()).for_each(|n| _ = all.insert(here[..n].to_vec()));
    }
    // By folder: which of its files names which.
    let mut edges: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (path, text) in &sources {
        let here = modules(path);
        for there in named(&code(text), &here) {
            let same = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
            let (Some(from), Some(_)) = (here.get(same), there.get(same)) else { continue };
            let step = &there[..=same];
            let sibling =
                |name: &String| all.contains(&[&there[..same], std::slice::from_ref(name)].concat());
            let to =
                if all.contains(step) { there.get(same) } else { homes.get(step).filter(|h| sibling(h)) };
            if let Some(to) = to.filter(|to| *to != from) {
                let folder = edges.entry(here[..same].join("/")).or_default();
                folder.entry(from.clone()).or_default().insert(to.clone());
            }
        }
    }
    let mut wrong = BTreeSet::new();
    for (folder, edges) in edges.iter().filter(|(folder, _)| !folder.is_empty()) {
        let reach = |from: &str| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
            while let Some(at) = open.pop() {
                let next = edges.get(&at).into_iter().flatten();
                open.extend(next.filter(|n| seen.insert((*n).clone())).cloned());
            }
            seen
        };
        for file in edges.keys() {
            let circle: Vec<String> = reach(file).into_iter().filter(|n| reach(n).contains(file)).collect();
            let one = |names: &[&str]| circle.iter().all(|n| names.contains(&n.as_str()));
            if !circle.is_empty() && !ONE_THING.iter().any(|(f, names)| f == folder && one(names)) {
                wrong.insert(format!("src/{folder}: {}", circle.join(", ")));
            }
        }
    }
    assert!(edges.len() > 20, "the folders were found");
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
