//! Outputs put into their places: whole or not at all, through links and into devices, and nothing destroyed that
//! nobody named.

use super::files;
use crate::finding::{Error, codes};
use std::collections::HashSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

/// What a person asks of writing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Care {
    /// Whether nothing that is there may be replaced.
    pub no_clobber: bool,
    /// Whether files are on the disk before they get their names.
    pub durable: bool,
}

/// What became of what was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// Nothing was there.
    New,
    /// A file was, and is no more.
    Replaced,
    /// It was no file: the bytes went through it.
    Through,
}

/// Names of what is still being made; shorter than any name that a file may have.
const TEMPORARY: (&str, &str) = (".tw-", ".tmp");
/// What is still being made is finished, or given up, after this time.
const STALE: Duration = Duration::from_hours(1);
/// Standard output by its names as a file: opening it again would cut off what it holds.
const STANDARD: [&str; 3] = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

fn unwritable(path: &Path) -> impl Fn(io::Error) -> Error + '_ {
    move |e| Error::new(&codes::UNWRITABLE, &[&path.display(), &e])
}

/// Refuses what is there where nothing may be replaced.
///
/// # Errors
/// That it is there.
pub fn refuse(path: &Path, care: Care) -> Result<(), Error> {
    if care.no_clobber && fs::symlink_metadata(path).is_ok() {
        return Err(Error::new(&codes::EXISTS, &[&path.display()]));
    }
    Ok(())
}

/// Writes a file. Links are followed, the mode and the owner of what is there are kept; what is no file (a pipe, a device) is
/// written into.
///
/// # Errors
/// What the file system says, and what may not be replaced.
pub fn write(path: &Path, bytes: &[u8], care: Care) -> Result<Stored, Error> {
    let fail = unwritable(path);
    if STANDARD.iter().any(|s| path == Path::new(s)) {
        files::write_standard(bytes)?;
        return Ok(Stored::Through);
    }
    refuse(path, care)?;
    fs::create_dir_all(folder_of(path)).map_err(&fail)?;
    let link = fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink());
    let target = if link { fs::canonicalize(path).ok() } else { Some(path.to_owned()) };
    // A link that leads nowhere yet makes what it leads to.
    let Some(target) = target else {
        return through(path, bytes).map(|()| Stored::New).map_err(fail);
    };
    match fs::metadata(&target).ok() {
        Some(there) if there.is_dir() => Err(fail(ErrorKind::IsADirectory.into())),
        Some(there) if !there.is_file() => through(&target, bytes).map(|()| Stored::Through).map_err(fail),
        Some(there) if there.permissions().readonly() => Err(fail(ErrorKind::PermissionDenied.into())),
        there => {
            sweep(folder_of(&target));
            let stored = if there.is_some() { Stored::Replaced } else { Stored::New };
            match replace(&target, bytes, there.as_ref(), care) {
                Err(e) if care.no_clobber && e.kind() == ErrorKind::AlreadyExists => {
                    Err(Error::new(&codes::EXISTS, &[&path.display()]))
                }
                made => made.map(|()| stored).map_err(fail),
            }
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn through(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    file.write_all(bytes)?;
    file.flush()
}

/// A name that nobody else has.
fn temporary(folder: &Path) -> PathBuf {
    let random = RandomState::new().build_hasher().finish();
    folder.join(format!("{}{random:016x}{}", TEMPORARY.0, TEMPORARY.1))
}

/// Makes the file under another name, which must be new, and renames it.
fn replace(target: &Path, bytes: &[u8], there: Option<&Metadata>, care: Care) -> io::Result<()> {
    let temporary = temporary(folder_of(target));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if there.is_some() {
        // Nobody is to read it before it has the mode of the file that it stands in for.
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options.open(&temporary)?;
    let made = (|| {
        file.write_all(bytes)?;
        if let Some(there) = there {
            keep(&file, there)?;
        }
        if care.durable {
            file.sync_all()?;
        }
        if care.no_clobber {
            fs::hard_link(&temporary, target)?;
            fs::remove_file(&temporary)?;
        } else {
            fs::rename(&temporary, target)?;
        }
        if care.durable { File::open(folder_of(target))?.sync_all() } else { Ok(()) }
    })();
    if made.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    made
}

/// Mode and owner of the file that is replaced.
fn keep(file: &File, there: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (there.uid(), there.gid()) {
            // Only some may give files away; the file is ours then.
            let _ = fchown(file, Some(there.uid()), Some(there.gid()));
        }
    }
    file.set_permissions(there.permissions())
}

/// Takes away what a run that was killed left in a folder; once for each folder.
fn sweep(folder: &Path) {
    static SWEPT: Mutex<Option<HashSet<PathBuf>>> = Mutex::new(None);
    let Ok(mut swept) = SWEPT.lock() else { return };
    if !swept.get_or_insert_default().insert(folder.to_owned()) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let random = name.to_str().and_then(|n| n.strip_prefix(TEMPORARY.0)?.strip_suffix(TEMPORARY.1));
        let ours = random.is_some_and(|r| r.len() == 16 && r.bytes().all(|b| b.is_ascii_hexdigit()));
        let made = entry.metadata().and_then(|m| m.modified());
        let old = made.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > STALE));
        if ours && old {
            // Somebody else may have been faster.
            let _ = match entry.file_type() {
                Ok(t) if t.is_dir() => fs::remove_dir_all(entry.path()),
                _ => fs::remove_file(entry.path()),
            };
        }
    }
}

/// Makes a folder with files in it under another name, and renames it: it is there whole or not at all. A folder that is
/// there goes away when the new one is whole.
///
/// # Errors
/// What the file system says.
pub fn folder<'a>(
    path: &Path,
    content: impl Iterator<Item = (&'a String, &'a Vec<u8>)>,
    care: Care,
) -> Result<Stored, Error> {
    let fail = unwritable(path);
    let parent = folder_of(path);
    let mut stored = Stored::New;
    fs::create_dir_all(parent).map_err(&fail)?;
    sweep(parent);
    let aside = temporary(parent);
    let made = fs::create_dir(&aside).and_then(|()| {
        for (name, bytes) in content {
            let file = aside.join(name);
            fs::create_dir_all(folder_of(&file))?;
            let mut file = OpenOptions::new().write(true).create_new(true).open(&file)?;
            file.write_all(bytes)?;
            if care.durable {
                file.sync_all()?;
            }
        }
        let old = path.is_dir().then(|| temporary(parent));
        if let Some(old) = &old {
            fs::rename(path, old)?;
        }
        if let Err(e) = fs::rename(&aside, path) {
            // What was there comes back.
            let _ = old.map(|old| fs::rename(old, path));
            return Err(e);
        }
        if let Some(old) = old {
            fs::remove_dir_all(old)?;
            stored = Stored::Replaced;
        }
        if care.durable { File::open(parent)?.sync_all() } else { Ok(()) }
    });
    made.map_err(|e| {
        let _ = fs::remove_dir_all(&aside);
        fail(e)
    })?;
    Ok(stored)
}
