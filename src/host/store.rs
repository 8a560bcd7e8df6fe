//! Outputs put into their places: whole or not at all, through links and into devices, and nothing destroyed that
//! nobody named.

use super::files;
use crate::finding::{Error, Words, codes};
use crate::text::hash::sha256;
use std::collections::HashSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
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

/// Names of what is still being made: these around a random number and, where it can be told, [`owner`]; shorter than
/// any name that a file may have.
const TEMPORARY: (&str, &str) = (".tw-", ".tmp");
/// What is still being made by nobody knows whom is given up after this time.
const STALE: Duration = Duration::from_hours(1);
/// Standard output by its names as a file: opening it again would cut off what it holds.
const STANDARD: [&str; 3] = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

pub(crate) fn unwritable(path: &Path) -> impl Fn(io::Error) -> Error + '_ {
    move |e| {
        let file = match e.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                return Error::new(&codes::DISK_FULL, &[&path.display()]);
            }
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => file_above(path),
            _ => None,
        };
        let Some(file) = file.map(Path::display) else {
            return Error::new(&codes::UNWRITABLE, &[&path.display(), &e]);
        };
        let why = Words::new(
            format!("{file} 是文件，不是文件夹；请另选 -o"),
            format!("{file} is a file and no folder; choose another -o"),
        );
        Error::new(&codes::UNWRITABLE, &[&path.display(), &why])
    }
}

/// What is no folder and stands where one would have to be for a path.
fn file_above(path: &Path) -> Option<&Path> {
    path.ancestors().skip(1).find(|p| fs::metadata(p).is_ok_and(|m| !m.is_dir()))
}

/// Refuses what is there where nothing may be replaced, and names that are longer than names may be.
///
/// # Errors
/// That it is there, or too long.
pub fn refuse(path: &Path, care: Care) -> Result<(), Error> {
    match fs::symlink_metadata(path) {
        Ok(_) if care.no_clobber => Err(Error::new(&codes::EXISTS, &[&path.display()])),
        Err(e) if e.kind() == ErrorKind::InvalidFilename => Err(unwritable(path)(e)),
        _ => Ok(()),
    }
}

/// Writes a file. Links are followed, the mode and the owner of what is there are kept; what is no file (a pipe, a device) is
/// written into.
///
/// # Errors
/// What the file system says, and what may not be replaced.
pub fn write(path: &Path, bytes: &[u8], care: Care) -> Result<Stored, Error> {
    Aside::new(path, bytes, care)?.place()
}

/// Writes several files that belong together: all of them are on the disk under other names before the first one gets its
/// own.
///
/// # Errors
/// As [`write()`]; of the files, none is there then that was not there before.
pub fn write_all<'a>(
    files: impl Iterator<Item = (&'a Path, &'a [u8])>,
    care: Care,
) -> Result<Vec<Stored>, Error> {
    let aside: Vec<Aside> =
        files.map(|(path, bytes)| Aside::new(path, bytes, care)).collect::<Result<_, _>>()?;
    let (mut stored, mut new) = (vec![], vec![]);
    for file in aside {
        let path = file.path;
        match file.place() {
            Ok(done) => {
                stored.push(done);
                new.extend((done == Stored::New).then_some(path));
            }
            Err(e) => {
                for path in new {
                    // The first error is the one to tell.
                    let _ = fs::remove_file(path);
                }
                return Err(e);
            }
        }
    }
    Ok(stored)
}

/// A file on its way to its place.
struct Aside<'a> {
    path: &'a Path,
    bytes: &'a [u8],
    care: Care,
    way: Way,
}

enum Way {
    Standard,
    /// Through a link that leads nowhere yet, or into what is no file.
    Through(PathBuf, Stored),
    /// Under another name.
    Made {
        temporary: PathBuf,
        target: PathBuf,
        stored: Stored,
    },
    /// Where it belongs, or given up.
    Placed,
}

impl<'a> Aside<'a> {
    fn new(path: &'a Path, bytes: &'a [u8], care: Care) -> Result<Self, Error> {
        let fail = unwritable(path);
        let aside = |way| Ok(Self { path, bytes, care, way });
        if STANDARD.iter().any(|s| path == Path::new(s)) {
            return aside(Way::Standard);
        }
        refuse(path, care)?;
        let there = fs::symlink_metadata(path).ok();
        let link = there.as_ref().is_some_and(Metadata::is_symlink);
        let target = if link { fs::canonicalize(path).ok() } else { Some(path.to_owned()) };
        // A link that leads nowhere yet makes what it leads to.
        let Some(target) = target else { return aside(Way::Through(path.to_owned(), Stored::New)) };
        match if link { fs::metadata(&target).ok() } else { there } {
            Some(there) if there.is_dir() => Err(fail(ErrorKind::IsADirectory.into())),
            Some(there) if !there.is_file() => aside(Way::Through(target, Stored::Through)),
            Some(there) if there.permissions().readonly() => Err(fail(ErrorKind::PermissionDenied.into())),
            there => {
                sweep(folder_of(&target));
                let stored = if there.is_some() { Stored::Replaced } else { Stored::New };
                let temporary = temporary(folder_of(&target));
                let make = || make(&temporary, bytes, there.as_ref(), care);
                // Nearly always the folder is there.
                let made = make().or_else(|e| match e.kind() {
                    ErrorKind::NotFound | ErrorKind::NotADirectory => {
                        fs::create_dir_all(folder_of(path)).and_then(|()| make())
                    }
                    _ => Err(e),
                });
                // Given up, it goes when it is dropped.
                let aside = Self { path, bytes, care, way: Way::Made { temporary, target, stored } };
                made.map(|()| aside).map_err(fail)
            }
        }
    }

    fn place(mut self) -> Result<Stored, Error> {
        let fail = unwritable(self.path);
        let placed = match &self.way {
            Way::Standard => return files::write_standard(self.bytes).map(|()| Stored::Through),
            Way::Through(target, stored) => through(target, self.bytes).map(|()| *stored),
            Way::Made { temporary, target, stored } => rename(temporary, target, self.care).map(|()| *stored),
            Way::Placed => Ok(Stored::Through),
        };
        match placed {
            Ok(stored) => {
                self.way = Way::Placed;
                Ok(stored)
            }
            Err(e) if self.care.no_clobber && e.kind() == ErrorKind::AlreadyExists => {
                Err(Error::new(&codes::EXISTS, &[&self.path.display()]))
            }
            Err(e) => Err(fail(e)),
        }
    }
}

impl Drop for Aside<'_> {
    fn drop(&mut self) {
        if let Way::Made { temporary, .. } = &self.way {
            let _ = fs::remove_file(temporary);
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
    let owner = owner().map_or(String::new(), |o| format!("-{o}-{}", std::process::id()));
    folder.join(format!("{}{random:016x}{owner}{}", TEMPORARY.0, TEMPORARY.1))
}

/// Those whose processes can be seen from here: the machine since it was started, and the part of it that a container is.
fn owner() -> Option<&'static str> {
    static OWNER: OnceLock<Option<String>> = OnceLock::new();
    let told = || {
        let boot = fs::read("/proc/sys/kernel/random/boot_id").ok()?;
        let space = fs::read_link("/proc/self/ns/pid").ok()?;
        let hash = sha256(&[&boot[..], space.as_os_str().as_encoded_bytes()].concat());
        Some(hash[..8].to_owned())
    };
    OWNER.get_or_init(told).as_deref()
}

/// Makes a file under a name that must be new.
fn make(temporary: &Path, bytes: &[u8], there: Option<&Metadata>, care: Care) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if there.is_some() {
        // Nobody is to read it before it has the mode of the file that it stands in for.
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options.open(temporary)?;
    file.write_all(bytes)?;
    if let Some(there) = there {
        keep(&file, there)?;
    }
    if care.durable { file.sync_all() } else { Ok(()) }
}

fn rename(temporary: &Path, target: &Path, care: Care) -> io::Result<()> {
    if care.no_clobber {
        fs::hard_link(temporary, target)?;
        fs::remove_file(temporary)?;
    } else {
        fs::rename(temporary, target)?;
    }
    if care.durable { File::open(folder_of(target))?.sync_all() } else { Ok(()) }
}

/// A file that grows, and has its name only when it is whole.
#[derive(Debug)]
pub struct Growing {
    path: PathBuf,
    temporary: PathBuf,
    file: Option<io::BufWriter<File>>,
    care: Care,
}

impl Growing {
    /// Begins a file.
    ///
    /// # Errors
    /// What the file system says, and what may not be replaced.
    pub fn new(path: &Path, care: Care) -> Result<Self, Error> {
        refuse(path, care)?;
        let folder = folder_of(path);
        fs::create_dir_all(folder).map_err(unwritable(path))?;
        sweep(folder);
        let temporary = temporary(folder);
        let file =
            OpenOptions::new().write(true).create_new(true).open(&temporary).map_err(unwritable(path))?;
        Ok(Self { path: path.to_owned(), temporary, file: Some(io::BufWriter::new(file)), care })
    }

    /// Adds a line.
    ///
    /// # Errors
    /// What the file system says.
    pub fn line(&mut self, line: &str) -> Result<(), Error> {
        let Some(file) = &mut self.file else { return Ok(()) };
        writeln!(file, "{line}").map_err(unwritable(&self.path))
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// What the file system says.
    pub fn finish(mut self) -> Result<(), Error> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let placed = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| {
            if self.care.durable {
                file.sync_all()?;
            }
            rename(&self.temporary, &self.path, self.care)
        });
        placed.map_err(|e| {
            let _ = fs::remove_file(&self.temporary);
            unwritable(&self.path)(e)
        })
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(bytes.len()), |file| file.write(bytes))
    }
    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        if self.file.is_some() {
            let _ = fs::remove_file(&self.temporary);
        }
    }
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
pub fn sweep(folder: &Path) {
    static SWEPT: Mutex<Option<HashSet<PathBuf>>> = Mutex::new(None);
    let Ok(mut swept) = SWEPT.lock() else { return };
    let swept_before = swept.get_or_insert_default();
    if swept_before.contains(folder) {
        return;
    }
    swept_before.insert(folder.to_owned());
    drop(swept);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(left) = name.to_str().and_then(left_by) else { continue };
        let made = entry.metadata().and_then(|m| m.modified());
        let old = || made.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > STALE));
        if left == Left::ByTheDead || old() {
            // Somebody else may have been faster.
            let _ = match entry.file_type() {
                Ok(t) if t.is_dir() => fs::remove_dir_all(entry.path()),
                _ => fs::remove_file(entry.path()),
            };
        }
    }
}

/// Whose a temporary file is.
#[derive(PartialEq, Eq)]
enum Left {
    /// Of a process of ours that is no more.
    ByTheDead,
    /// Of somebody who may still be at work.
    ByWhom,
}

fn left_by(name: &str) -> Option<Left> {
    let random = name.strip_prefix(TEMPORARY.0)?.strip_suffix(TEMPORARY.1)?;
    let mut parts = random.split('-');
    let hex = |s: &str, n| s.len() == n && s.bytes().all(|b| b.is_ascii_hexdigit());
    parts.next().filter(|r| hex(r, 16))?;
    let (Some(of), Some(process), None) = (parts.next(), parts.next(), parts.next()) else {
        return (random.len() == 16).then_some(Left::ByWhom);
    };
    let process: u32 = process.parse().ok().filter(|_| hex(of, 8))?;
    let seen = owner() == Some(of);
    let gone = seen && !Path::new("/proc").join(process.to_string()).exists();
    Some(if gone { Left::ByTheDead } else { Left::ByWhom })
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
