//! The check of a bag: nothing missing or changed, nothing that leads out of it, and outputs that hold their source.

use super::{CORRECTIONS, Files, METADATA, Originals};
use crate::finding::Words;
use crate::format::extractor_for;
use crate::ir::Document;
use crate::pack::{Entry, entries};
use crate::text::hash::sha256;
use crate::verify::against;
use std::collections::{BTreeMap, BTreeSet};

/// What stands in a bag as it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BagContents {
    /// The files.
    pub files: Files,
    /// What is wrong with what is no plain file of the bag: it was not read.
    pub strange: Vec<Words>,
}

impl From<Files> for BagContents {
    fn from(files: Files) -> Self {
        Self { files, strange: vec![] }
    }
}

fn words(path: &str, zh: &str, en: &str) -> Words {
    Words::new(format!("{path} {zh}"), format!("{path} {en}"))
}

/// Whether a path can only mean something inside the bag.
fn is_inside(path: &str) -> bool {
    let drive = path.chars().nth(1) == Some(':');
    let steps = || path.split(['/', '\\']);
    !path.starts_with(['/', '\\', '~']) && !drive && steps().all(|s| !matches!(s, "" | "." | ".."))
}

/// What a zipped bag holds, without the folder that it stands in.
///
/// # Errors
/// When it is no whole zip file.
pub fn unzip(bytes: &[u8]) -> Result<BagContents, Words> {
    let parts = entries(bytes)?;
    let root = |name: &str| {
        name.strip_suffix("bagit.txt").filter(|r| r.is_empty() || r.ends_with('/')).map(str::to_owned)
    };
    let root = parts.iter().filter_map(|p| root(&p.name)).min_by_key(String::len).unwrap_or_default();
    let mut out = BagContents::default();
    for Entry { name, bytes, plain, twice } in parts {
        let inside = name.strip_prefix(&root).filter(|n| is_inside(n));
        match inside {
            _ if twice => out.strange.push(words(&name, "在压缩包里有两份", "is in the zip file twice")),
            None => out.strange.push(words(&name, "指到包外", "leads out of the bag")),
            Some(_) if !plain => {
                out.strange.push(words(
                    &name,
                    "是符号链接或特殊文件，没有读",
                    "is a link or no plain file, and was not read",
                ));
            }
            Some(inside) => {
                out.files.insert(inside.to_owned(), bytes);
            }
        }
    }
    Ok(out)
}

/// The rows of a manifest, path to hash; what is wrong with others.
fn rows(list: &str, text: &str, out: &mut Vec<Words>) -> BTreeMap<String, String> {
    let mut rows = BTreeMap::new();
    for (k, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let parts = line.split_once(|c: char| c.is_ascii_whitespace());
        let hash = |h: &str| h.len() == 64 && h.bytes().all(|b| b.is_ascii_hexdigit());
        let Some((hash, path)) = parts.filter(|(h, _)| hash(h)) else {
            out.push(Words::new(
                format!("{list} 第 {} 行写法不对", k + 1),
                format!("line {} of {list} is no hash and path", k + 1),
            ));
            continue;
        };
        let path = path.trim_start().trim_start_matches('*');
        // RFC 8493, 2.1.3: line ends and percent signs are encoded.
        let path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
        if !is_inside(&path) {
            out.push(words(&path, &format!("（{list}）指到包外"), &format!("({list}) leads out of the bag")));
        } else if rows.insert(path.clone(), hash.to_ascii_lowercase()).is_some() {
            out.push(words(&path, &format!("在 {list} 里有两行"), &format!("stands in {list} twice")));
        }
    }
    rows
}

/// A file that a bag must have, or that a list of it names; several may.
fn missing(path: &str, out: &mut Vec<Words>) {
    let said = words(path, "缺失", "is missing");
    if !out.contains(&said) {
        out.push(said);
    }
}

fn manifests(files: &Files, out: &mut Vec<Words>) {
    for (list, payload) in [("manifest-sha256.txt", true), ("tagmanifest-sha256.txt", false)] {
        let Some(manifest) = files.get(list) else {
            missing(list, out);
            continue;
        };
        let rows = rows(list, &String::from_utf8_lossy(manifest), out);
        for (path, hash) in &rows {
            match files.get(path) {
                None => missing(path, out),
                Some(bytes) if sha256(bytes) != *hash => {
                    out.push(words(path, "的散列值不符", "does not have its hash"));
                }
                Some(_) => {}
            }
        }
        for path in files.keys().filter(|p| payload && p.starts_with("data/") && !rows.contains_key(*p)) {
            out.push(words(path, "不在清单里", "is not in the manifest"));
        }
    }
}

/// Files that are to be fetched are not here, and nothing is fetched.
fn fetched(files: &Files, out: &mut Vec<Words>) {
    let Some(list) = files.get("fetch.txt") else { return };
    for line in String::from_utf8_lossy(list).lines().filter(|l| !l.trim().is_empty()) {
        let path = line.splitn(3, |c: char| c.is_ascii_whitespace()).nth(2).unwrap_or(line).trim();
        if !is_inside(path) {
            out.push(words(path, "（fetch.txt）指到包外", "(fetch.txt) leads out of the bag"));
        } else if !files.contains_key(path) {
            out.push(words(
                path,
                "只列在 fetch.txt 里，不在包里；请先下载（本工具不连网）",
                "is named in fetch.txt and not here; fetch it first (this tool uses no network)",
            ));
        }
    }
}

/// What is wrong with a bag, a sentence each; empty when it is whole and its outputs hold its source.
///
/// `read` reads the source file of the bag by its name, with what a person said of it, or says why it cannot.
pub fn problems(
    contents: &BagContents,
    read: impl Fn(&str, &Originals) -> Result<Document, Words>,
) -> Vec<Words> {
    let BagContents { files, strange } = contents;
    let mut out = strange.clone();
    if !files.get("bagit.txt").is_some_and(|b| b.starts_with(b"BagIt-Version: ")) {
        out.push(words("bagit.txt", "缺失", "is missing"));
    }
    manifests(files, &mut out);
    fetched(files, &mut out);
    let info = files.get("bag-info.txt").map(|b| String::from_utf8_lossy(b).into_owned()).unwrap_or_default();
    let value = |key: &str| info.lines().find_map(|l| l.strip_prefix(key));
    let payload = || files.iter().filter(|(p, _)| p.starts_with("data/"));
    let oxum = format!("{}.{}", payload().map(|(_, b)| b.len()).sum::<usize>(), payload().count());
    if let Some(stated) = value("Payload-Oxum: ").filter(|s| *s != oxum) {
        out.push(Words::new(
            format!("bag-info.txt 写的 Payload-Oxum 是 {stated}，实际是 {oxum}"),
            format!("bag-info.txt has Payload-Oxum {stated}; it is {oxum}"),
        ));
    }
    let Some(name) = value("External-Identifier: ") else {
        out.push("不是本工具做的包，无法核对其中的原文 / the bag was not made by this tool; whether it holds a source cannot be told".into());
        return out;
    };
    proved(files, name, read, &mut out);
    out
}

/// Whether the outputs hold the source.
fn proved(
    files: &Files,
    name: &str,
    read: impl Fn(&str, &Originals) -> Result<Document, Words>,
    out: &mut Vec<Words>,
) {
    let outputs = [format!("data/{name}.tei.xml"), format!("data/{name}.pdf")];
    let said = [CORRECTIONS, METADATA].map(|end| format!("data/{name}.{end}"));
    let others: BTreeSet<&String> = outputs.iter().chain(&said).collect();
    let source = files.iter().find(|(p, _)| p.starts_with(&format!("data/{name}.")) && !others.contains(p));
    let Some((path, bytes)) = source else {
        out.push("没有原文 / there is no source".into());
        return;
    };
    let [corrections, metadata] = said.each_ref().map(|p| files.get(p).map(Vec::as_slice));
    let doc = match read(path, &Originals { source: bytes, corrections, metadata }) {
        Ok(doc) => doc,
        Err(why) => return out.push(why.after(path)),
    };
    for output in &outputs {
        let extract = extractor_for(output).and_then(|f| f.extract);
        let Some(bytes) = files.get(output) else {
            out.push(words(output, "缺失", "is missing"));
            continue;
        };
        let Some(extract) = extract else { continue };
        match extract(bytes) {
            Err(why) => out.push(why.after(output)),
            Ok(extract) => {
                let verdict = against(&doc, &extract);
                if !verdict.holds() {
                    let (zh, en) = ("与原文不同", "does not hold its source");
                    out.push(words(
                        output,
                        &format!("{zh}：{}", verdict.name()),
                        &format!("{en}: {}", verdict.name()),
                    ));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_are_inside() {
        for path in ["data/a.txt", "bagit.txt", "data/条 例.txt", "data/a..b"] {
            assert!(is_inside(path), "{path}");
        }
        for path in [
            "/etc/passwd",
            "../a",
            "data/../../a",
            "data\\..\\a",
            "C:\\a",
            "~/a",
            "data//a",
            "./a",
            "",
            "data/.",
        ] {
            assert!(!is_inside(path), "{path}");
        }
    }

    #[test]
    fn rows_that_are_none_are_told() {
        let hash = "a".repeat(64);
        let mut out = vec![];
        let text = format!(
            "{hash}  data/a.txt\n{hash} *data/b%25.txt\nabc  data/c\n{hash}  ../x\n{hash}  data/a.txt\n"
        );
        let rows = rows("m", &text, &mut out);
        assert_eq!(rows.keys().collect::<Vec<_>>(), ["data/a.txt", "data/b%.txt"]);
        assert_eq!(out.len(), 3);
    }
}
