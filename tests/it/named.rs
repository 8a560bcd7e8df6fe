//! Where documents name files, tests and figures of this repository, these are there: the steps of CONTRIBUTING, the promises
//! of SECURITY, the table of docs/reliability.md, the size of the package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// What stands between backticks, but for blocks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|l| !l.starts_with("    ")).flat_map(|l| l.split('`').skip(1).step_by(2))
}

#[test]
fn every_file_that_contributing_and_security_name_is_there() {
    // What a path begins with that is one of ours, and not one of whoever reads.
    const FOLDERS: &[&str] =
        &["src/", "tests/", "docs/", "fuzz/", "seeds/", "schema/", "examples/", "benches/"];
    let mut count = 0;
    for name in ["CONTRIBUTING.md", "SECURITY.md"] {
        let text = page(name);
        for path in quoted(&text).filter(|q| FOLDERS.iter().any(|f| q.starts_with(f))) {
            // NAME stands for what is to be made: its folder is there.
            let (folder, made) = path.split_once("NAME").unwrap_or((path, ""));
            let (folder, made) = path.split_once('*').unwrap_or((folder, made));
            assert!(root().join(folder).exists(), "{name}: {path}");
            assert!(made.is_empty() || made == "/" || made.starts_with('.'), "{name}: {path}");
            count += 1;
        }
    }
    assert!(count > 20, "the files were found: {count}");
}

#[test]
fn what_contributing_says_to_touch_is_what_holds_the_rows() {
    for (path, holds) in [
        ("src/number/forms.rs", "pub static FORMS"),
        ("src/number/numeral.rs", "pub enum System"),
        ("src/finding/codes.rs", "table! {"),
        ("src/format/rows.rs", "FORMATS"),
        ("src/read/sniff.rs", "fn by_content"),
        ("src/ir/mark.rs", "pub enum MarkKind"),
        ("src/ir/marks.rs", "Weight::Meaning"),
        ("src/cli/args.rs", "pub enum Command"),
        ("src/cli/chinese.rs", "const OPTIONS"),
        ("src/cli/reference.rs", "A key of a page profile"),
        ("fuzz/Cargo.toml", "[[bin]]"),
        ("docs/findings.md", "| `TW001` |"),
    ] {
        assert!(
            page("CONTRIBUTING.md").contains(&format!("`{path}`")),
            "CONTRIBUTING says nothing of {path}"
        );
        assert!(page(path).contains(holds), "{path} does not hold {holds}");
    }
}

/// The files of tests of this program.
fn tests() -> Vec<(String, String)> {
    let mut folders = vec![root().join("tests/it"), root().join("src")];
    let mut out = vec![];
    while let Some(folder) = folders.pop() {
        let all: Vec<PathBuf> =
            fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
        for path in all {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root()).expect("below it").display().to_string();
                out.push((name, fs::read_to_string(&path).expect("a file")));
            }
        }
    }
    out
}

#[test]
fn every_test_that_the_page_on_reliability_names_is_one() {
    let (text, tests) = (page("docs/reliability.md"), tests());
    let table =
        text.split("## Point by point").nth(1).and_then(|t| t.split("\n## ").next()).expect("a table");
    let mut count = 0;
    for name in quoted(table) {
        // `module::test` stands in tests/it, `src/….rs::test` beside what it tests.
        if let Some((module, test)) = name.rsplit_once("::") {
            let file =
                if module.starts_with("src/") { module.into() } else { format!("tests/it/{module}.rs") };
            let text = tests.iter().find(|(n, _)| *n == file).map(|(_, t)| t.as_str());
            let text = text.unwrap_or_else(|| panic!("{name}: there is no {file}"));
            let at = text.find(&format!("fn {test}(")).unwrap_or_else(|| panic!("{name} is not in {file}"));
            let above = text[..at].rsplit("\n\n").next().unwrap_or_default();
            assert!(above.contains("#[test]"), "{name} is no test");
            count += 1;
        } else if name.starts_with("tests/") || name.starts_with("examples/") {
            assert!(root().join(name).is_file(), "{name} is not there");
            // What is no test of Rust's is run by the script that runs everything.
            let run = Path::new(name).file_stem().expect("a name").to_string_lossy().into_owned();
            assert!(page("tests/all.sh").contains(&run) || name == "tests/all.sh", "nothing runs {name}");
            count += 1;
        }
    }
    assert!(count > 35, "the tests were found: {count}");
}

#[test]
fn the_package_has_what_its_build_reads_and_the_size_that_the_readmes_state() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("package");
    let run = |arguments: &[&str]| {
        let out = Command::new(&cargo)
            .args(["package", "--quiet", "--allow-dirty", "--offline"])
            .args(arguments)
            .current_dir(root())
            .env("CARGO_TARGET_DIR", &folder)
            .output()
            .expect("cargo runs");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let list = run(&["--list"]);
    let packed: Vec<&str> = list.lines().collect();
    let mut read = 0;
    for (file, text) in tests().iter().filter(|(f, _)| f.starts_with("src/")) {
        for reads in ["include_str!(\"", "include_bytes!(\""] {
            for path in text.split(reads).skip(1).filter_map(|t| t.split('"').next()) {
                let at = Path::new(file).parent().expect("a folder").join(path);
                let whole =
                    fs::canonicalize(root().join(&at)).unwrap_or_else(|e| panic!("{file}: {path}: {e}"));
                let name = whole.strip_prefix(fs::canonicalize(root()).expect("the root")).expect("ours");
                let name = name.to_string_lossy();
                assert!(packed.contains(&&*name), "{file} reads {name}, which is not in the package");
                read += 1;
            }
        }
    }
    assert!(read > 10, "what the build reads was found: {read}");
    run(&["--no-verify"]);
    let made = fs::read_dir(folder.join("package")).expect("a folder").map(|e| e.expect("an entry").path());
    let file = made.into_iter().find(|p| p.extension().is_some_and(|e| e == "crate")).expect("a package");
    let megabytes = (fs::metadata(file).expect("a file").len() + 500_000) / 1_000_000;
    for name in ["README.md", "README.zh-CN.md"] {
        assert!(page(name).contains(&format!("{megabytes} MB")), "{name}: the package has {megabytes} MB");
    }
}
