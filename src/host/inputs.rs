//! What a run works on: files, folders, globs and manifests become one list, in an order that is always the same.

use super::files;
use super::input::{self, Asked};
use super::manifest;
pub use super::manifest::Item;
use crate::finding::{Error, Words, codes};
use crate::format;
use crate::text::hash::fnv;
use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Files, folders, and globs that no shell expanded.
    pub paths: Vec<PathBuf>,
    /// A file that lists more of them; `-` is standard input.
    pub manifest: Option<PathBuf>,
    /// Whether hidden files of folders are taken.
    pub hidden: bool,
    /// Whether files are taken that `.gitignore` and the like leave out.
    pub ignored: bool,
    /// Whether links to folders are followed.
    pub follow_links: bool,
    /// The folder of the outputs: what is in it is no input.
    pub output: Option<PathBuf>,
    /// The name of what comes on standard input.
    pub stdin_name: Option<String>,
}

/// The inputs of a run.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// They themselves.
    pub items: Vec<Item>,
    /// What could not be looked into.
    pub errors: Vec<Error>,
    /// Whether there was more to it than names of files: outputs go into a folder then.
    pub searched: bool,
}

/// The inputs that are meant.
///
/// # Errors
/// When the manifest is wrong, standard input is named twice, outputs would go where inputs come from, or nothing at all
/// is found.
pub fn expand(wanted: &Wanted) -> Result<Listed, Error> {
    expanded(wanted).map_err(|e| nothing_found(e, wanted))
}

/// Where nothing is found because it is hidden or ignored, that is said.
fn nothing_found(e: Error, wanted: &Wanted) -> Error {
    let whole = Wanted { hidden: true, ignored: true, ..wanted.clone() };
    let Some(what) = e.details.first().filter(|_| e.code == &codes::NO_INPUTS) else { return e };
    if wanted.manifest.is_none() && expanded(&whole).is_ok() {
        let more: Words = "；隐藏的和 .gitignore 排除的文件没有取，--hidden、--no-ignore 使它们也算 / ; hidden files and those that .gitignore leaves out are not taken without --hidden and --no-ignore".into();
        return Error { code: e.code, details: vec![what.clone(), more] };
    }
    e
}

fn expanded(wanted: &Wanted) -> Result<Listed, Error> {
    let mut search = Search {
        wanted,
        several: wanted.paths.len() + usize::from(wanted.manifest.is_some()) > 1,
        output: wanted.output.as_deref().and_then(|o| fs::canonicalize(o).ok()),
        seen: HashSet::new(),
        listed: Listed::default(),
    };
    for path in &wanted.paths {
        search.add(path)?;
    }
    if let Some(path) = &wanted.manifest {
        search.listed.searched = true;
        for item in manifest::read(path)? {
            search.put(item, false);
        }
    }
    let listed = search.listed;
    let standard = |p: &Path| usize::from(files::is_standard(p));
    let read = listed.items.iter().map(|i| standard(&i.path)).sum::<usize>();
    if read + wanted.manifest.as_deref().map_or(0, standard) > 1 {
        return Err(Error::new(&codes::STDIN_ONCE, &[]));
    }
    if wanted.paths.is_empty() && wanted.manifest.is_none() {
        let why: Words = "没有写明输入；- 是标准输入 / no input is named; - is standard input".into();
        return Err(Error::new(&codes::BAD_ARGUMENTS, &[&why, &"tiaowen --help"]));
    }
    if listed.items.is_empty() && listed.errors.is_empty() {
        let names: Vec<String> =
            wanted.paths.iter().chain(&wanted.manifest).map(|p| p.display().to_string()).collect();
        return Err(Error::new(&codes::NO_INPUTS, &[&names.join(", "), &""]));
    }
    Ok(listed)
}

/// Whether a file is one of the inputs, or what is said of one.
pub fn is_one(items: &[Item], path: &Path) -> bool {
    let beside = |i: &Item| input::beside(&Asked::default(), &i.path).iter().any(|s| files::same(s, path));
    path.exists() && items.iter().any(|i| files::same(&i.path, path) || beside(i))
}

struct Search<'a> {
    wanted: &'a Wanted,
    /// Whether folders keep their names below the outputs: there are others beside them.
    several: bool,
    output: Option<PathBuf>,
    seen: HashSet<PathBuf>,
    listed: Listed,
}

impl Search<'_> {
    /// What is named twice is there twice; what is found and named already is not.
    fn put(&mut self, item: Item, found: bool) {
        if self.seen.insert(item.path.clone()) || !found {
            self.listed.items.push(item);
        }
    }

    fn add(&mut self, path: &Path) -> Result<(), Error> {
        if files::is_standard(path) {
            let named = self.wanted.stdin_name.as_deref().and_then(|n| Path::new(n).file_name());
            let item = Item::named(path);
            self.put(Item { under: named.map_or(item.under, Into::into), ..item }, false);
        } else if path.is_dir() {
            self.listed.searched = true;
            self.folder(path, None)?;
        } else if let Some((base, matching)) = matching(path)? {
            self.listed.searched = true;
            let before = self.listed.items.len() + self.listed.errors.len();
            self.folder(&base, Some(&matching))?;
            if self.listed.items.len() + self.listed.errors.len() == before {
                return Err(Error::new(&codes::NO_INPUTS, &[&path.display(), &""]));
            }
        } else {
            self.put(Item::named(path), false);
        }
        Ok(())
    }

    /// The readable files below a folder, those of a glob where there is one, sorted by their names.
    fn folder(&mut self, root: &Path, matching: Option<&Override>) -> Result<(), Error> {
        let own = if self.several { own_name(root) } else { PathBuf::new() };
        if let Some(output) = &self.wanted.output
            && files::same(root, &output.join(&own))
        {
            return Err(Error::new(&codes::OUTPUT_IS_INPUT, &[&output.display(), &root.display()]));
        }
        let output = self.output.clone();
        let walk = walker(root, self.wanted)
            .filter_entry(move |e| e.depth() == 0 || !is_output(e.path(), output.as_deref()))
            .build();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(e) => {
                    self.listed.errors.push(unreadable(root, &e));
                    continue;
                }
            };
            let path = entry.path();
            let kind = entry.file_type();
            let file =
                kind.is_some_and(|t| t.is_file()) || kind.is_some_and(|t| t.is_symlink()) && path.is_file();
            let taken = match matching {
                Some(glob) => glob.matched(path, false).is_whitelist(),
                None => {
                    format::is_document(&files::name_of(path))
                        && !is_lock(&entry.file_name().to_string_lossy())
                }
            };
            if file && taken {
                let inside = path.strip_prefix(root).unwrap_or(path);
                let under = own.join(inside);
                let found = matching.is_none();
                self.put(Item { path: plain(path), under, found, own: None }, true);
            }
        }
        Ok(())
    }
}

/// What looks through a folder, in an order that is always the same.
fn walker(root: &Path, wanted: &Wanted) -> WalkBuilder {
    let mut walker = WalkBuilder::new(root);
    walker
        .standard_filters(!wanted.ignored)
        .hidden(!wanted.hidden)
        .require_git(false)
        .follow_links(wanted.follow_links)
        .sort_by_file_name(OsStr::cmp);
    walker
}

/// What is to be proved among what was named: files and packages as they are, those of folders that `takes` allows, and
/// globs that no shell expanded. Packages are not looked into. What could not be looked into comes second.
///
/// # Errors
/// When the manifest is wrong, or a folder or glob has nothing that can be proved.
pub fn outputs(
    wanted: &Wanted,
    is_whole: fn(&Path) -> bool,
    takes: &dyn Fn(&Path) -> bool,
) -> Result<(Vec<PathBuf>, Vec<Error>), Error> {
    let (mut out, mut errors) = (vec![], vec![]);
    let listed = wanted.manifest.as_deref().map(manifest::read).transpose()?.unwrap_or_default();
    for path in wanted.paths.iter().cloned().chain(listed.into_iter().map(|item| item.path)) {
        let (root, matching) = match matching(&path)? {
            Some((base, matching)) => (base, Some(matching)),
            None if path.is_dir() && !is_whole(&path) => (path.clone(), None),
            None => {
                out.push(path);
                continue;
            }
        };
        let before = out.len() + errors.len();
        // Outputs are often what a folder above has Git ignore.
        let walk = walker(&root, wanted)
            .parents(false)
            .filter_entry(move |e| e.depth() < 2 || !e.path().parent().is_some_and(is_whole))
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.depth() == 0 => {}
                Ok(entry) => {
                    let path = entry.path();
                    let kind = entry.file_type();
                    let link = kind.is_some_and(|k| k.is_symlink());
                    let meant = match &matching {
                        Some(glob) => glob.matched(path, path.is_dir()).is_whitelist(),
                        None => true,
                    };
                    // A link leads to what is named elsewhere, if it is ours at all.
                    let whole = kind.is_some_and(|k| k.is_file()) || is_whole(path);
                    if meant && whole && !link && (matching.is_some() || takes(path)) {
                        out.push(plain(path));
                    }
                }
                Err(e) => errors.push(unreadable(&root, &e)),
            }
        }
        if out.len() + errors.len() == before {
            return Err(Error::new(
                &codes::NOTHING_IN_FOLDER,
                &[&path.display(), &format::names(format::extractors())],
            ));
        }
    }
    Ok((out, errors))
}

/// `./a` as `a`: messages show what people would write.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").map_or_else(|_| path.to_owned(), Path::to_owned)
}

/// The name of a folder, also of `.` and `..`.
fn own_name(folder: &Path) -> PathBuf {
    let named = folder.components().next_back().filter(|c| matches!(c, Component::Normal(_)));
    match named {
        Some(name) => name.as_os_str().into(),
        None => fs::canonicalize(folder).ok().and_then(|f| Some(f.file_name()?.into())).unwrap_or_default(),
    }
}

/// What Word and LibreOffice put beside a document while it is open.
fn is_lock(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with(".~lock.")
}

fn is_output(path: &Path, output: Option<&Path>) -> bool {
    let Some(output) = output else { return false };
    let may_be = path.file_name() == output.file_name() || path.is_symlink();
    may_be && fs::canonicalize(path).is_ok_and(|p| p == output)
}

/// The folder that a glob is about, and the glob from there on; `None` where there is nothing to expand.
fn glob_of(path: &Path) -> Option<(PathBuf, String)> {
    let is_glob = |c: &Component| c.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    let parts: Vec<Component> = path.components().collect();
    let at = parts.iter().position(is_glob)?;
    let base: PathBuf = parts[..at].iter().collect();
    let rest: PathBuf = parts[at..].iter().collect();
    let base = if base.as_os_str().is_empty() { PathBuf::from(".") } else { base };
    // With a slash in front it means this folder, not any folder inside.
    Some((base, format!("/{}", rest.to_str()?.replace('\\', "/"))))
}

/// The folder that a glob which no shell expanded is about, and what fits it; `None` where a file of that name is there, or
/// there is nothing to expand.
fn matching(path: &Path) -> Result<Option<(PathBuf, Override)>, Error> {
    if fs::symlink_metadata(path).is_ok() {
        return Ok(None);
    }
    let Some((base, glob)) = glob_of(path) else { return Ok(None) };
    let bad = |e: ignore::Error| Error::new(&codes::UNREADABLE, &[&path.display(), &e.to_string()]);
    let matching = OverrideBuilder::new(&base).add(&glob).and_then(|b| b.build()).map_err(bad)?;
    Ok(Some((base, matching)))
}

/// What the walker says, about the folder that it was in.
fn unreadable(root: &Path, e: &ignore::Error) -> Error {
    fn at(e: &ignore::Error) -> (Option<&Path>, Words) {
        match e {
            ignore::Error::WithPath { path, err } => (Some(path), at(err).1),
            ignore::Error::WithDepth { err, .. } => at(err),
            ignore::Error::Loop { ancestor, child } => {
                let to = ancestor.display();
                (Some(child), Words::new(format!("链接绕回 {to}"), format!("the link leads back to {to}")))
            }
            ignore::Error::Io(e) => (None, Words::same(e.to_string())),
            other => (None, Words::same(other.to_string())),
        }
    }
    let (path, why) = at(e);
    Error::new(&codes::UNREADABLE, &[&path.unwrap_or(root).display(), &why])
}

/// A part of the inputs: the same for every run over the same names, whatever is added beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 1.
    pub part: u64,
    /// Of how many.
    pub of: u64,
}

impl std::str::FromStr for Shard {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self, Error> {
        let numbers = s.split_once('/').and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((part, of)) if (1..=of).contains(&part) => Ok(Self { part, of }),
            _ => {
                let why = Words::new(
                    format!("“{s}”不是份数，写作 第几份/共几份，如 2/8"),
                    format!("“{s}” is no part of a whole; write I/N, such as 2/8"),
                );
                Err(Error::new(&codes::BAD_ARGUMENTS, &[&why, &"tiaowen convert --help"]))
            }
        }
    }
}

impl Shard {
    /// Whether an input belongs to this part.
    pub fn has(self, item: &Item) -> bool {
        let hash = fnv(item.under.as_os_str().as_encoded_bytes());
        // The low bits alone depend on the last letters too much.
        (hash ^ (hash >> 32)) % self.of == self.part - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_begin_at_the_first_part_that_is_one() {
        let of = |s: &str| glob_of(Path::new(s)).map(|(base, glob)| (base.display().to_string(), glob));
        assert_eq!(of("laws/2020/*.txt"), Some(("laws/2020".into(), "/*.txt".into())));
        assert_eq!(of("**/*.{txt,md}"), Some((".".into(), "/**/*.{txt,md}".into())));
        assert_eq!(of("/a/b?/c"), Some(("/a".into(), "/b?/c".into())));
        assert_eq!(of("a/b.txt"), None);
    }

    #[test]
    fn every_input_is_in_one_part_and_parts_are_of_a_size() {
        let items: Vec<Item> = (0..3000).map(|k| Item::named(Path::new(&format!("law-{k}.txt")))).collect();
        let sizes: Vec<usize> =
            (1..=7).map(|part| items.iter().filter(|i| Shard { part, of: 7 }.has(i)).count()).collect();
        assert_eq!(sizes.iter().sum::<usize>(), 3000);
        assert!(sizes.iter().all(|s| (300..600).contains(s)), "{sizes:?}");
        for wrong in ["", "1", "0/3", "4/3", "1/0", "a/b", "1/2/3"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
        assert_eq!("2/8".parse(), Ok(Shard { part: 2, of: 8 }));
    }
}
