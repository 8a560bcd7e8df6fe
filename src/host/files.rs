//! Reading inputs, standard output, and where outputs go.

use crate::finding::{Error, Words, codes};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// `-`: standard input or output.
pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Whether a path names a file of settings, as against a profile.
pub fn is_settings(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// The name of an input for its metadata: without folders, empty for standard input.
pub fn name_of(path: &Path) -> String {
    if is_standard(path) {
        return String::new();
    }
    path.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned())
}

/// An input as messages name it.
pub fn shown(path: &Path) -> Words {
    let name = if is_standard(path) { String::new() } else { path.display().to_string() };
    Words::file(&name)
}

/// Standard output as messages name it.
pub fn standard_output() -> Words {
    "标准输出 / standard output".into()
}

/// Reads an input.
///
/// # Errors
/// A file that is not there, cannot be read, or is a folder.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    if is_standard(path) {
        let mut bytes = vec![];
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|e| Error::new(&codes::UNREADABLE, &[&shown(path), &e]))?;
        return Ok(bytes);
    }
    let shown = path.display();
    if path.is_dir() {
        return Err(Error::new(&codes::IS_DIRECTORY, &[&shown]));
    }
    fs::read(path).map_err(|e| match e.kind() {
        io::ErrorKind::NotFound => Error::new(&codes::NO_SUCH_FILE, &[&shown]),
        _ => Error::new(&codes::UNREADABLE, &[&shown, &e]),
    })
}

/// Reads an input of so many bytes at most: what is longer is refused before it is in memory.
///
/// # Errors
/// As [`read`]; and that it is longer.
pub fn read_at_most(path: &Path, most: Option<u64>) -> Result<Vec<u8>, Error> {
    let Some(most) = most else { return read(path) };
    let longer = || Error::new(&codes::TOO_LARGE, &[&shown(path), &most]);
    let unreadable = |e: io::Error| Error::new(&codes::UNREADABLE, &[&shown(path), &e]);
    let mut bytes = vec![];
    if is_standard(path) {
        io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    } else {
        match fs::metadata(path) {
            Ok(there) if there.is_file() && there.len() > most => return Err(longer()),
            Ok(there) if !there.is_dir() => {
                let file = fs::File::open(path).map_err(unreadable)?;
                file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
            }
            // What is not there, or no file, is told as ever.
            _ => return read(path),
        }
    }
    if bytes.len() as u64 > most { Err(longer()) } else { Ok(bytes) }
}

/// Reads a file that stays what it is: from a pipe nothing may ever come.
///
/// # Errors
/// As [`read`]; and what is no regular file.
pub fn read_settings(path: &Path) -> Result<Vec<u8>, Error> {
    let strange = fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir());
    if strange && !is_standard(path) {
        let why: Words = "不是普通文件 / it is no regular file".into();
        return Err(Error::new(&codes::UNREADABLE, &[&path.display(), &why]));
    }
    read(path)
}

/// Where the outputs of a run go.
#[derive(Debug)]
pub enum Target {
    /// Standard output.
    Standard,
    /// One file.
    File(PathBuf),
    /// A folder; file names follow from the inputs.
    Folder(PathBuf),
}

impl Target {
    /// Decides by the path: a folder when it ends in a separator, is one, or takes more than one file.
    pub fn of(path: &Path, one_file: bool) -> Self {
        if is_standard(path) {
            return Self::Standard;
        }
        let text = path.to_string_lossy();
        if !one_file || text.ends_with(['/', std::path::MAIN_SEPARATOR]) || path.is_dir() {
            return Self::Folder(path.to_owned());
        }
        Self::File(path.to_owned())
    }

    /// The file of a format, by its extension, for an input by its place below a folder; `None` for standard output.
    pub fn file(&self, stem: &Path, extension: &str) -> Option<PathBuf> {
        match self {
            Self::Standard => None,
            Self::File(path) => Some(path.clone()),
            Self::Folder(folder) => {
                let mut name = stem.as_os_str().to_owned();
                name.push(".");
                name.push(extension);
                Some(folder.join(name))
            }
        }
    }
    /// The folder, where it is one.
    pub fn folder(&self) -> Option<&Path> {
        if let Self::Folder(folder) = self { Some(folder) } else { None }
    }
}

/// Where a file stands that is written beside another one: the same name with another end.
pub fn sibling(file: &Path, extension: &str, end: &str) -> PathBuf {
    let name = file.as_os_str().as_encoded_bytes();
    let own = name.ends_with(format!(".{extension}").as_bytes());
    let dots = extension.matches('.').count() + 1;
    let bare = if own { (0..dots).fold(file.to_owned(), |f, _| f.with_extension("")) } else { stem_of(file) };
    let mut near = bare.into_os_string();
    near.push(".");
    near.push(end);
    near.into()
}

/// A path without the end that tells the format of the file.
pub fn stem_of(path: &Path) -> PathBuf {
    let name = name_of(path);
    let end = &name[crate::format::stem(&name).len()..];
    // Cut from the path itself, whose name need not be Unicode.
    (0..end.matches('.').count()).fold(path.to_owned(), |path, _| path.with_extension(""))
}

/// Whether two paths are one file, as far as the file system can tell.
pub fn same(a: &Path, b: &Path) -> bool {
    let full = |p: &Path| fs::canonicalize(p).ok();
    a == b || matches!((full(a), full(b)), (Some(a), Some(b)) if a == b)
}

/// Writes to standard output; a reader that went away is no error.
///
/// # Errors
/// What the system says.
pub fn write_standard(bytes: &[u8]) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(&codes::UNWRITABLE, &[&standard_output(), &e]))
        }
        _ => Ok(()),
    }
}
