//! The folder or the files that the workbench was opened with: what can be chosen, and where corrections are kept.

use crate::finding::{Error, codes};
use crate::format::{reader_for, stem};
use crate::host::store::{self, Care};
use crate::host::{files, input};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders in folders that are looked into.
const DEEPEST: usize = 16;
/// Files that are listed.
const MOST: usize = 100_000;

/// Files to choose from, by the names that the page knows them under.
#[derive(Debug, Default)]
pub struct Folder {
    /// Name and path of every file, in order.
    entries: Vec<(String, PathBuf)>,
}

impl Folder {
    /// The files of folders and single files.
    pub fn open(paths: &[PathBuf]) -> Result<Self, Error> {
        let mut entries = vec![];
        for path in paths {
            let known =
                fs::metadata(path).map_err(|e| Error::new(&codes::UNREADABLE, &[&path.display(), &e]))?;
            if known.is_dir() {
                walk(path, path, 0, &mut entries);
            } else {
                entries.push((files::name_of(path), path.clone()));
            }
        }
        entries.sort();
        entries.dedup_by(|a, b| a.0 == b.0);
        Ok(Self { entries })
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| name.as_str())
    }

    /// The path of a name; only what is listed can be named.
    pub fn path(&self, name: &str) -> Option<&Path> {
        let at = self.entries.binary_search_by(|(n, _)| n.as_str().cmp(name)).ok()?;
        Some(&self.entries[at].1)
    }
}

/// The files of a folder that can be read; hidden ones, links to folders, and files that say something of others are left
/// out.
fn walk(root: &Path, folder: &Path, depth: usize, out: &mut Vec<(String, PathBuf)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with('.') || out.len() >= MOST {
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth < DEEPEST => walk(root, &path, depth + 1, out),
            // A name without an end, or with one that is nobody's, is taken for text by name alone: not in a folder.
            Ok(_) if path.is_file() && stem(&name) != name && reads(&name) => {
                let shown = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                out.push((shown, path));
            }
            _ => {}
        }
    }
}

fn reads(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    reader_for(name).is_ok_and(|f| f.extensions.iter().any(|e| lower.ends_with(&format!(".{e}"))))
}

/// The files in which something is said of a source: its corrections, its metadata; and what they say, if they are there.
pub fn beside(source: &Path) -> [(PathBuf, Option<String>); 2] {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).ok();
        (path, text)
    };
    let corrections = input::corrections_of(source, None).unwrap_or_default();
    [read(corrections), read(source.with_extension("toml"))]
}

/// Keeps what is said of a source beside it; nothing said leaves no file.
pub fn keep(source: &Path, corrections: &str, metadata: &str) -> Result<Vec<String>, Error> {
    let mut kept = vec![];
    for ((path, before), now) in beside(source).into_iter().zip([corrections, metadata]) {
        if before.as_deref().unwrap_or("") != now {
            store::write(&path, now.as_bytes(), Care::default())?;
            kept.push(files::name_of(&path));
        }
    }
    Ok(kept)
}
