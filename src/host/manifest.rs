//! A list of inputs in a file: a path a line, or JSON Lines with what is to be said of each document.

use super::files;
use crate::finding::{Error, Words, codes};
use serde::Deserialize;
use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// An input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The file.
    pub path: PathBuf,
    /// Its place below the folder of the outputs, with its own name.
    pub under: PathBuf,
    /// Whether it was found in a folder, and nobody named it.
    pub found: bool,
    /// What a manifest says of it alone.
    pub own: Option<Box<Own>>,
}

impl Item {
    /// A file that somebody named.
    pub fn named(path: &Path) -> Self {
        let name =
            if files::is_standard(path) { OsStr::new("stdin") } else { path.file_name().unwrap_or_default() };
        Self { path: path.to_owned(), under: name.into(), ..Self::default() }
    }
}

/// What a manifest says of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// The format of the file.
    pub from: Option<String>,
    /// The file of metadata.
    pub metadata: Option<PathBuf>,
    /// Metadata that stand in the manifest itself, as the TOML that such a file would hold.
    pub facts: Option<String>,
    /// The file of corrections.
    pub corrections: Option<PathBuf>,
    /// The page profile.
    pub profile: Option<String>,
    /// The place of the outputs below their folder, without the ends that tell formats.
    pub output: Option<PathBuf>,
}

/// A row of JSON Lines.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    path: PathBuf,
    from: Option<String>,
    metadata: Option<Value>,
    corrections: Option<PathBuf>,
    profile: Option<String>,
    output: Option<PathBuf>,
}

/// The inputs of a manifest, in its order.
///
/// # Errors
/// What cannot be read, and the first line that is wrong.
pub fn read(path: &Path) -> Result<Vec<Item>, Error> {
    let bytes = files::read(path)?;
    let shown = files::shown(path);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut items = vec![];
    for (k, line) in bytes.split(|b| *b == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let bad = |why: Words| Error::new(&codes::BAD_MANIFEST, &[&shown, &(k + 1), &why]);
        items.push(if line.starts_with(b"{") {
            row(line).map_err(bad)?
        } else {
            item(file_of(line).map_err(bad)?)
        });
    }
    Ok(items)
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere names are Unicode, and lines may not be")]
fn file_of(line: &[u8]) -> Result<PathBuf, Words> {
    use std::os::unix::ffi::OsStrExt;
    Ok(OsStr::from_bytes(line).into())
}

#[cfg(not(unix))]
fn file_of(line: &[u8]) -> Result<PathBuf, Words> {
    std::str::from_utf8(line).map(PathBuf::from).map_err(|e| Words::same(e.to_string()))
}

fn item(path: PathBuf) -> Item {
    let under = if files::is_standard(&path) { "stdin".into() } else { inside(&path) };
    Item { path, under, ..Item::default() }
}

/// A path as one below another folder: neither a root nor steps upwards.
fn inside(path: &Path) -> PathBuf {
    path.components().filter(|c| matches!(c, Component::Normal(_))).collect()
}

fn row(line: &[u8]) -> Result<Item, Words> {
    let row: Row = serde_json::from_slice(line).map_err(|e| Words::same(e.to_string()))?;
    let mut own = Own {
        from: row.from,
        corrections: row.corrections,
        profile: row.profile,
        output: row.output.as_deref().map(inside),
        ..Own::default()
    };
    if row.output.is_some() && own.output.as_ref().is_none_or(|o| o.as_os_str().is_empty()) {
        return Err("output 是空的 / output is empty".into());
    }
    match row.metadata {
        None | Some(Value::Null) => {}
        Some(Value::String(path)) => own.metadata = Some(path.into()),
        Some(facts) => {
            let text = toml::to_string(&facts).map_err(|e| Words::same(e.to_string()).after("metadata"))?;
            crate::settings::metadata(&text).map_err(|p| p.what.after("metadata"))?;
            own.facts = Some(text);
        }
    }
    Ok(Item { own: Some(Box::new(own)), ..item(row.path) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_is_to_be_said_of_a_document() {
        let read = |line: &str| row(line.as_bytes());
        let item = read(
            r#"{"path": "../laws/a.txt", "output": "/2024/a", "profile": "law",
                "metadata": {"title": "甲法", "dates": {"adopted": "2024-01-02"}}}"#,
        )
        .expect("a row");
        assert_eq!((item.path, item.under), ("../laws/a.txt".into(), "laws/a.txt".into()));
        let own = item.own.expect("a row has its own");
        assert_eq!(own.output, Some("2024/a".into()));
        let facts = own.facts.expect("facts");
        assert!(facts.contains("甲法") && facts.contains("[dates]"), "{facts}");
        for wrong in [
            "{",
            "{}",
            r#"{"path": "a", "titel": "b"}"#,
            r#"{"path": "a", "output": ".."}"#,
            r#"{"path": "a", "metadata": {"dates": {"adopted": "2024"}}}"#,
            r#"{"path": "a", "metadata": {"nothing": 1}}"#,
            r#"{"path": "a", "metadata": [1]}"#,
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
