//! What `--version --verbose` tells: the commit that a release is made of, and the versions of the libraries in it.

use std::process::Command;
use std::{env, fs};

/// The libraries that a fault in a file may come from.
const LIBRARIES: &[&str] = &[
    "docx-rs",
    "encoding_rs",
    "epub-builder",
    "hayro-cmap",
    "lopdf",
    "printpdf",
    "pulldown-cmark",
    "quick-xml",
    "scraper",
    "subsetter",
    "ttf-parser",
    "zip",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TIAOWEN_COMMIT");
    if let Ok(lock) = fs::read_to_string("Cargo.lock") {
        println!("cargo::rerun-if-changed=Cargo.lock");
        let own =
            lock.split("[[package]]").find(|p| p.contains("\nname = \"tiaowen\"\n")).unwrap_or_default();
        let all: Vec<String> = LIBRARIES.iter().filter_map(|name| version(&lock, own, name)).collect();
        println!("cargo::rustc-env=TIAOWEN_LIBRARIES={}", all.join(", "));
    }
    // Another commit would compile the whole library again, which nobody wants while working on it.
    let told = env::var("TIAOWEN_COMMIT").ok();
    let release = env::var("PROFILE").is_ok_and(|p| p == "release");
    // Not that of a repository that this one only lies in.
    let own = || git(&["rev-parse", "--show-prefix"]).is_some_and(|inside| inside.is_empty());
    let commit = told.or_else(|| (release && own()).then(|| git(&["rev-parse", "--short=12", "HEAD"]))?);
    if release
        && let Some(log) = git(&["rev-parse", "--git-path", "logs/HEAD"])
        && fs::exists(&log).unwrap_or(false)
    {
        println!("cargo::rerun-if-changed={log}");
    }
    println!("cargo::rustc-env=TIAOWEN_COMMIT={}", commit.unwrap_or_default());
}

/// `NAME VERSION` by the lock file: where a library is there in several versions, our own entry names ours.
fn version(lock: &str, own: &str, name: &str) -> Option<String> {
    if let Some(at) = own.find(&format!("\"{name} ")) {
        return own[at + 1..].split('"').next().map(str::to_owned);
    }
    let at = lock.find(&format!("name = \"{name}\"\nversion = \""))?;
    let version = lock[at..].split('"').nth(3)?;
    Some(format!("{name} {version}"))
}

fn git(arguments: &[&str]) -> Option<String> {
    let out = Command::new("git").args(arguments).output().ok().filter(|o| o.status.success())?;
    Some(String::from_utf8_lossy(&out.stdout).trim().to_owned())
}
