//! Deposit packages on the disk: what stands in one, without following anything that leads out of it, and its check.

use super::files;
use crate::finding::{Error, Words, codes};
use crate::format::reader_of;
use crate::ir::{Document, Given};
use crate::package::{self, BagContents, Originals};
use crate::read::{Input, Options, Revisions};
use crate::settings::Problem;
use std::fs;
use std::io;
use std::path::Path;

/// Bytes of a bag that are read; what is larger is no deposit of ours.
const MOST: u64 = 2 << 30;
/// Folders that stand inside each other.
const DEEPEST: usize = 32;

/// Whether a path is a bag: a folder with `bagit.txt`, or a zip file.
pub fn is_bag(path: &Path) -> bool {
    fs::symlink_metadata(path.join("bagit.txt")).is_ok() || is_zip(path)
}

/// Whether a path is called a zip file.
pub fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip"))
}

/// What is wrong with a bag; a password opens its source where that is encrypted.
///
/// # Errors
/// When it cannot be read at all.
pub fn check(path: &Path, password: Option<&str>) -> Result<Vec<Words>, Error> {
    let broken = |why: Words| Error::new(&codes::BROKEN_OUTPUT, &[&path.display(), &why]);
    let contents =
        if path.is_dir() { contents(path)? } else { package::unzip(&files::read(path)?).map_err(broken)? };
    Ok(problems(&contents, password))
}

/// What is wrong with what stands in a bag.
pub fn problems(contents: &BagContents, password: Option<&str>) -> Vec<Words> {
    package::problems(contents, |name, originals| read(contents, name, originals, password))
}

/// Whether a folder is the bag of just these files.
pub fn holds(folder: &Path, files: &package::Files) -> bool {
    let plain = fs::symlink_metadata(folder).is_ok_and(|m| m.is_dir());
    plain && contents(folder).is_ok_and(|c| c.strange.is_empty() && c.files == *files)
}

/// What stands in the folder of a bag: plain files are read, of all else it is said what it is.
fn contents(folder: &Path) -> Result<BagContents, Error> {
    let fail = |e: io::Error| Error::new(&codes::UNREADABLE, &[&folder.display(), &e]);
    let mut out = BagContents::default();
    let mut left = MOST;
    let mut open = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((at, prefix, depth)) = open.pop() {
        for entry in fs::read_dir(&at).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            // Told of the entry itself: a link is neither a file nor a folder.
            let kind = entry.file_type().map_err(fail)?;
            if kind.is_dir() && depth < DEEPEST {
                open.push((entry.path(), format!("{name}/"), depth + 1));
            } else if kind.is_file() {
                let length = entry.metadata().map_err(fail)?.len();
                left = left
                    .checked_sub(length)
                    .ok_or_else(|| Error::new(&codes::TOO_LARGE, &[&folder.display(), &MOST]))?;
                out.files.insert(name, fs::read(entry.path()).map_err(fail)?);
            } else {
                out.strange.push(if kind.is_symlink() {
                    Words::new(
                        format!("{name} 是符号链接，没有读"),
                        format!("{name} is a symbolic link, and was not read"),
                    )
                } else {
                    Words::new(
                        format!("{name} 不是普通文件，没有读"),
                        format!("{name} is no plain file, and was not read"),
                    )
                });
            }
        }
    }
    Ok(out)
}

/// The ways in which a source can be read.
fn ways() -> impl Iterator<Item = Options> {
    let changes = [Revisions::Accept, Revisions::Reject, Revisions::Mark];
    changes.into_iter().flat_map(|revisions| {
        [(true, false), (false, true), (false, false)].map(|(keep_all, keep_comments)| Options {
            keep_all,
            revisions,
            keep_comments,
            // Where all pages are there, it says nothing.
            allow_missing_pages: true,
            ..Options::USUAL
        })
    })
}

/// The source of a bag as a document, read as it was when the bag was made; else why not.
fn read(
    contents: &BagContents,
    name: &str,
    originals: &Originals,
    password: Option<&str>,
) -> Result<Document, Words> {
    let unfit = |p: Problem| p.what;
    let text = |file| String::from_utf8_lossy(file).into_owned();
    let facts = match originals.metadata {
        Some(file) => crate::settings::metadata(&text(file)).map_err(unfit)?.given(),
        None => Given::default(),
    };
    let given = match originals.corrections {
        Some(file) => crate::settings::corrections(&text(file), "").map_err(unfit)?.over(facts),
        None => facts,
    };
    let bytes = originals.source;
    // A document states the name of its file, which has no folders.
    let name = name.rsplit('/').next().unwrap_or(name);
    let reader = reader_of(bytes, name).map_err(|f| Words::same(f.name))?;
    let so = |options: Options| {
        let options = &Options { password: password.map(str::to_owned), ..options };
        let input = Input { options, ..Input::new(bytes, name) };
        Ok(crate::document(&input, reader, &given).map_err(|e| e.words())?.0)
    };
    // The TEI file states the hash of the text that was read, and so what was kept of the source.
    let stated = |doc: &Document| {
        let states = |(path, file): (&String, &Vec<u8>)| {
            path.ends_with(".tei.xml") && String::from_utf8_lossy(file).contains(&doc.provenance.sha256_text)
        };
        contents.files.iter().any(states)
    };
    let usual = so(Options::USUAL);
    if usual.as_ref().is_ok_and(stated) {
        return usual;
    }
    ways().find_map(|o| so(o).ok().filter(stated)).map_or(usual, Ok)
}
