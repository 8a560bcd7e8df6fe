//! The pictures of a saved page: the files in one folder, and nothing that leads out of it.

use crate::finding::{Error, codes};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Files of a folder that are looked at, and bytes that are taken in all.
const MOST: (usize, u64) = (4096, 256 << 20);
/// Folders that stand inside each other.
const DEEPEST: usize = 8;

/// The files in a folder and in those inside it, by their paths from the folder and from the one that it is in, as pages
/// name them. Symbolic links are not followed.
///
/// # Errors
/// What the file system says, and more than anybody's page has.
pub fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let fail = |e: std::io::Error| Error::new(&codes::UNREADABLE, &[&folder.display(), &e]);
    let whole = fs::canonicalize(folder).map_err(fail)?;
    let name = whole.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut out = BTreeMap::new();
    let mut open = vec![(whole, String::new(), 0)];
    let (mut files, mut bytes) = (0, 0);
    while let Some((at, prefix, depth)) = open.pop() {
        let mut entries: Vec<_> = fs::read_dir(&at).map_err(fail)?.filter_map(Result::ok).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            // Told of the entry itself: a link is neither a file nor a folder.
            let Ok(kind) = entry.file_type() else { continue };
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if kind.is_dir() && depth < DEEPEST {
                open.push((entry.path(), format!("{path}/"), depth + 1));
            } else if kind.is_file() && is_picture(&path) {
                files += 1;
                bytes += entry.metadata().map_or(0, |m| m.len());
                if files > MOST.0 || bytes > MOST.1 {
                    let most = format!("{} / {} MiB", MOST.0, MOST.1 >> 20);
                    return Err(Error::new(&codes::TOO_LARGE, &[&folder.display(), &most]));
                }
                let file = fs::read(entry.path()).map_err(fail)?;
                out.insert(format!("{name}/{path}"), file.clone());
                out.insert(path, file);
            }
        }
    }
    Ok(out)
}

fn is_picture(path: &str) -> bool {
    const KINDS: &[&str] = &["png", "jpg", "jpeg", "gif", "webp"];
    let extension = path.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    KINDS.contains(&extension.as_str())
}
