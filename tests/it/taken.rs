//! `package` and `verify` take what `convert` takes: folders, globs that no shell expanded, lists; and leave out the same.

use crate::batch::{corpus, done, folder, law, put, run, tree};
use crate::help::command;
use std::collections::BTreeMap;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// The first lines of the sources that a run packaged.
fn packaged(folder: &Path) -> Vec<String> {
    let source = |n: &Path| n.extension() == Some("txt".as_ref()) && n.to_string_lossy().contains("/doc-");
    let first = |text: Vec<u8>| String::from_utf8_lossy(&text).lines().next().unwrap_or_default().to_owned();
    let mut out: Vec<String> =
        tree(folder).into_iter().filter(|(n, _)| source(n)).map(|(_, text)| first(text)).collect();
    out.sort();
    out
}

/// The first lines of documents.
fn of(numbers: &[usize]) -> Vec<String> {
    numbers.iter().map(|n| format!("示例办法{n}")).collect()
}

#[test]
fn packages_are_made_of_the_same_inputs_as_conversions() {
    let folder = folder("packages");
    for (k, name) in ["a.txt", "x/b.txt", ".hidden.txt", "drafts/c.txt"].iter().enumerate() {
        put(&folder, &format!("in/{name}"), &law(k));
    }
    put(&folder, "in/.gitignore", "drafts/\n");
    put(&folder, "in/data.json", "{\"name\": 1}");
    let package = |to: &str, more: &[&str]| {
        run(&folder, &[&["package", "--no-system-fonts", "-o", to][..], more].concat())
    };
    let (code, said) = package("bags", &["in"]);
    assert!(code == 0 && said.contains("3 inputs: 2 done, 1 left out; 2 packages made"), "{said}");
    assert_eq!(packaged(&folder.join("bags")), of(&[0, 1]));
    let (code, said) = package("all", &["--hidden", "--no-ignore", "in"]);
    assert!(code == 0, "{said}");
    assert_eq!(packaged(&folder.join("all")), of(&[0, 1, 2, 3]));
    assert_eq!(package("globs", &["in/**/*.txt"]).0, 0);
    assert_eq!(packaged(&folder.join("globs")), of(&[0, 1]));
    put(&folder, "in/drafts/.gitignore", "*\n");
    for (input, more) in [("in/.hid*", "--hidden"), ("in/drafts/*", "--no-ignore")] {
        let (code, said) = package("none", &[input]);
        assert!(code == 2 && said.contains("[TW070]") && said.contains(more), "{said}");
    }
    // What a manifest says of one document counts in its package.
    let rows = "{\"path\": \"in/a.txt\", \"output\": \"2024/first\", \"metadata\": {\"publisher\": \"某馆\"}}\n\
        {\"path\": \"in/x/b.txt\", \"profile\": \"book\"}\n";
    put(&folder, "rows.jsonl", rows);
    let (code, said) = package("rows", &["--manifest", "rows.jsonl"]);
    assert!(code == 0, "{said}");
    let made = tree(&folder.join("rows"));
    let tei =
        |at: &str| made.iter().find(|(p, _)| p.starts_with(at) && p.to_string_lossy().ends_with(".tei.xml"));
    assert!(String::from_utf8_lossy(tei("2024/first").expect("a file").1).contains("某馆"));
    // Another page, and else the same.
    let second = made.keys().find(|p| !p.starts_with("2024")).expect("a package");
    let pdf = |made: &BTreeMap<PathBuf, Vec<u8>>| {
        let own = second.components().next().expect("a folder");
        let at = made.iter().find(|(p, _)| p.starts_with(own) && p.extension() == Some("pdf".as_ref()));
        at.expect("a PDF file").1.clone()
    };
    assert!(pdf(&made) != pdf(&tree(&folder.join("bags"))));
    // Threads change nothing, and an input that fails fails alone.
    put(&folder, "in/empty.txt", "");
    for (to, jobs) in [("one", "1"), ("four", "4")] {
        let (code, said) = package(to, &["--jobs", jobs, "in"]);
        assert!(
            code == 2 && said.contains("[TW004]") && said.contains("2 done, 1 left out, 1 failed"),
            "{said}"
        );
    }
    assert!(tree(&folder.join("one")) == tree(&folder.join("bags")));
    assert!(tree(&folder.join("four")) == tree(&folder.join("bags")));
    let (code, said) = package("fast", &["--fail-fast", "--jobs", "1", "in/empty.txt", "in/a.txt"]);
    assert!(code == 2 && said.contains("[TW077]") && !folder.join("fast").exists(), "{said}");
    // The same command goes on: what is there and the same is left as it is, and nothing else is.
    let (code, said) = package("one", &["in/a.txt", "in/x/b.txt"]);
    assert!(code == 0 && said.contains("2 inputs: 2 unchanged"), "{said}");
    let (code, said) = package("one", &["--licence", "CC0", "in/a.txt"]);
    assert!(code == 2 && said.contains("--replace"), "{said}");
    let changed = folder.join("one").join(second.components().next().expect("a folder"));
    std::fs::write(changed.join("data/README.txt"), "").expect("a file");
    let (code, said) = package("one", &["in/a.txt", "in/x/b.txt"]);
    assert!(code == 2 && said.contains("1 unchanged, 1 failed") && said.contains("--replace"), "{said}");
    // Of two with one content the first has the name, whatever the threads.
    put(&folder, "in/x/z.txt", &law(0));
    for jobs in ["1", "4"] {
        let (code, said) = package("same", &["--jobs", jobs, "--replace", "in/a.txt", "in/x/z.txt"]);
        assert!(code == 2 && said.matches("[TW010]").count() == 1 && said.contains("1 failed"), "{said}");
        assert_eq!(packaged(&folder.join("same")), of(&[0]));
    }
}

#[test]
fn proofs_are_made_of_folders_globs_and_lists() {
    let folder = corpus("proofs", 3);
    done(&folder, &["convert", "--to", "tei,json", "-o", "out", "in"]);
    for name in [".hidden.json", "old/law.json"] {
        put(&folder, &format!("out/{name}"), "{}");
    }
    // Whatever Git ignores of the folder itself is meant: it was named.
    put(&folder, ".gitignore", "/out/*\n");
    put(&folder, "out/.gitignore", "old/\n");
    let verify = |more: &[&str]| {
        let out = command(&folder, &[&["verify"][..], more].concat()).output().expect("it runs");
        let said = String::from_utf8_lossy(&out.stdout).lines().count();
        (out.status.code(), said, String::from_utf8_lossy(&out.stderr).into_owned())
    };
    assert_eq!(verify(&["out"]), (Some(0), 6, String::new()));
    assert_eq!(verify(&["out/**/*.xml"]), (Some(0), 3, String::new()));
    let (code, _, said) = verify(&["out/**/*.pdf"]);
    assert!(code == Some(2) && said.contains("[TW045]"), "{said}");
    for (more, file) in [("--hidden", ".hidden.json"), ("--no-ignore", "law.json")] {
        let (code, count, said) = verify(&[more, "out"]);
        assert!(code == Some(2) && count == 6 && said.contains(file) && said.lines().count() == 1, "{said}");
    }
    put(&folder, "list", "out/0/law-0.json\nout/gone.json\nout/1/law-1.tei.xml\n");
    let (code, count, said) = verify(&["--manifest", "list"]);
    assert!(code == Some(2) && count == 2 && said.matches("[TW001]").count() == 1, "{said}");
    put(&folder, "list", "out/0/law-0.json\nout/0/law-0.tei.xml\n");
    assert_eq!(verify(&["--manifest", "list", "in/0/law-0.txt"]), (Some(0), 2, String::new()));
    assert_eq!(verify(&["--manifest", "list", "in/1/law-1.txt"]).0, Some(1));
    assert_eq!(verify(&["in/0/law-0.txt", "out/0/*"]), (Some(0), 2, String::new()));
    // A link leads to what is proved where it is.
    symlink("../in", folder.join("out/far")).expect("a link");
    done(&folder, &["convert", "--to", "json", "-o", "in/own", "in/0"]);
    assert_eq!(verify(&["out"]).1, 6);
    assert_eq!(verify(&["--follow-links", "out"]).1, 7);
    assert_eq!(verify(&[]).0, Some(2));
}
