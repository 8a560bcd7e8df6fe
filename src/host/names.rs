//! Names of outputs: every input has its own, no output is an input, and it takes no longer for many than for each.

use super::files::{self, Target};
use super::input::{self, Asked};
use super::inputs::Item;
use crate::finding::{Error, codes};
use crate::format::{self, Beside, Format, beside, taken_for};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Where the outputs of each input go.
#[derive(Debug, Default)]
pub struct Names {
    /// Their places, without the ends that tell formats; none for inputs whose outputs would destroy something.
    pub stems: Vec<Option<PathBuf>>,
    /// What is said of names: that they were made longer, or are those of another format.
    pub notes: Vec<Error>,
    /// Why inputs are refused.
    pub errors: Vec<Error>,
}

/// Names for the outputs of inputs; `named` are files that the options name.
pub fn names(items: &[Item], target: &Target, formats: &[&Format], named: &[PathBuf]) -> Names {
    let mut out = Names::default();
    if let (Target::File(path), [format]) = (target, formats)
        && let Some(other) = taken_for(&files::name_of(path), format)
    {
        out.notes.push(Error::new(&codes::OTHER_NAME, &[&path.display(), &format.name, &other.name]));
    }
    let stems = stems(items, target, formats, &mut out);
    refuse(items, target, formats, named, stems, &mut out);
    out
}

/// The same where all inputs go into one file.
pub fn one_file(items: &[Item], target: &Target, formats: &[&Format], named: &[PathBuf]) -> Names {
    let mut out = Names::default();
    let stems = items.iter().map(|i| Some(files::stem_of(&i.under))).collect();
    refuse(items, target, formats, named, stems, &mut out);
    out
}

/// The files of a format for an input, the one of the format itself last.
pub fn places(target: &Target, stem: &Path, format: &Format) -> Vec<(PathBuf, Option<Beside>)> {
    if let Some(first) = leaf(target, stem, format, 0) {
        return vec![(first, None)];
    }
    let Some(file) = target.file(stem, format.extension()) else { return vec![] };
    let near = beside(format).iter().map(|b| (files::sibling(&file, format.extension(), b.0), Some(*b)));
    near.chain([(file.clone(), None)]).collect()
}

/// The way from one place of outputs to another one below the same folder, with `/` between folders.
pub fn from_to(from: &Path, to: &Path) -> Option<String> {
    let parts = |path: &Path| -> Option<Vec<String>> {
        let inside = |c: Component| match c {
            Component::Normal(name) => name.to_str().map(str::to_owned),
            _ => None,
        };
        path.components().filter(|c| *c != Component::CurDir).map(inside).collect()
    };
    let (from, to) = (parts(from)?, parts(to)?);
    let folders = from.len().saturating_sub(1);
    let same =
        from[..folders].iter().zip(&to[..to.len().saturating_sub(1)]).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", folders - same);
    Some(up.chain(to[same..].iter().map(String::as_str)).collect::<Vec<_>>().join("/"))
}

/// The file of a page, from 0, for a format that folders take page by page: law-001.svg.
pub fn leaf(target: &Target, stem: &Path, format: &Format, number: usize) -> Option<PathBuf> {
    target.folder().filter(|_| format::leaf(format).is_some())?;
    let mut name = stem.as_os_str().to_owned();
    name.push(format!("-{:03}", number + 1));
    target.file(Path::new(&name), format.extension())
}

/// The names of inputs that need no others; none for those that others have.
fn stems(items: &[Item], target: &Target, formats: &[&Format], out: &mut Names) -> Vec<Option<PathBuf>> {
    let own = |i: &Item| i.own.as_ref().and_then(|o| o.output.clone());
    let mut stems: Vec<PathBuf> =
        items.iter().map(|i| own(i).unwrap_or_else(|| files::stem_of(&i.under))).collect();
    let mut pairs = vec![];
    if matches!(target, Target::Folder(_)) {
        // Two of one name keep the ends of theirs, but for those whose name somebody chose.
        let mut longer = HashSet::new();
        for (first, second, _) in equal(&stems, target, formats) {
            if [first, second].map(|k| own(&items[k]).is_none() && longer.insert(k)).contains(&true) {
                pairs.push((first, second));
            }
        }
        for k in longer {
            stems[k].clone_from(&items[k].under);
        }
    }
    let mut refused = HashSet::new();
    let mut still = HashSet::new();
    for (first, second, file) in equal(&stems, target, formats) {
        refused.extend([first, second]);
        if still.insert((first, second)) {
            let shown = [items[first].path.display(), items[second].path.display(), file.display()];
            out.errors.push(Error::new(&codes::SAME_OUTPUT, &[&shown[0], &shown[1], &shown[2]]));
        }
    }
    // A note on names that are refused all the same says nothing.
    for (first, second) in pairs.into_iter().filter(|(a, b)| !refused.contains(a) && !refused.contains(b)) {
        let shown = [items[first].path.display(), items[second].path.display()];
        out.notes.push(Error::new(&codes::LONGER_NAMES, &[&shown[0], &shown[1]]));
    }
    stems.into_iter().enumerate().map(|(k, s)| Some(s).filter(|_| !refused.contains(&k))).collect()
}

/// Refuses inputs whose outputs would destroy an input or what is said of one.
fn refuse(
    items: &[Item],
    target: &Target,
    formats: &[&Format],
    named: &[PathBuf],
    mut stems: Vec<Option<PathBuf>>,
    out: &mut Names,
) {
    let mut taken = None;
    for place in &mut stems {
        let Some(stem) = place.as_deref() else { continue };
        for (file, _) in formats.iter().flat_map(|f| places(target, stem, f)) {
            let whole = fs::canonicalize(&file).ok();
            if whole.is_none() && matches!(target, Target::Folder(_)) {
                continue;
            }
            let taken = taken.get_or_insert_with(|| taken_by(items, named));
            if taken.contains(&file) || whole.is_some_and(|w| taken.contains(&w)) {
                out.errors.push(Error::new(&codes::OVERWRITES_INPUT, &[&file.display()]));
                *place = None;
                break;
            }
        }
    }
    out.stems = stems;
}

/// Pairs of inputs with one output.
fn equal(stems: &[PathBuf], target: &Target, formats: &[&Format]) -> Vec<(usize, usize, PathBuf)> {
    let mut first: HashMap<PathBuf, usize> = HashMap::new();
    let mut out = vec![];
    for (k, stem) in stems.iter().enumerate() {
        for (file, _) in formats.iter().flat_map(|f| places(target, stem, f)) {
            match first.get(&file) {
                Some(other) => out.push((*other, k, file)),
                None => drop(first.insert(file, k)),
            }
        }
    }
    out
}

/// The inputs, what is said of them beside them, and the files of the options: as they are named, and in full.
fn taken_by(items: &[Item], named: &[PathBuf]) -> HashSet<PathBuf> {
    let mut out: HashSet<PathBuf> = HashSet::new();
    let mut take = |path: &Path| {
        out.extend(fs::canonicalize(path));
        out.insert(path.to_owned());
    };
    for path in named {
        take(path);
    }
    for item in items.iter().filter(|i| !files::is_standard(&i.path)) {
        take(&item.path);
        for path in input::beside(&Asked::default().for_item(item), &item.path) {
            take(&path);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::writer_named;

    #[test]
    fn ways_lead_from_one_file_to_another() {
        let way = |from: &str, to: &str| from_to(Path::new(from), Path::new(to));
        assert_eq!(way("a", "b").as_deref(), Some("b"));
        assert_eq!(way("x/a", "x/b").as_deref(), Some("b"));
        assert_eq!(way("x/y/a", "x/z/b").as_deref(), Some("../z/b"));
        assert_eq!(way("x/a", "x").as_deref(), Some("../x"));
        assert_eq!(way("a", "x/y/b").as_deref(), Some("x/y/b"));
        assert_eq!(way("/x/a", "b"), None);
    }

    fn named(inputs: &[&str], formats: &[&str]) -> Names {
        let items: Vec<Item> =
            inputs.iter().map(|i| Item { under: i.into(), ..Item::named(Path::new(i)) }).collect();
        let formats: Vec<&Format> = formats.iter().filter_map(|f| writer_named(f)).collect();
        names(&items, &Target::Folder("nowhere-at-all".into()), &formats, &[])
    }

    fn stems(names: &Names) -> Vec<&str> {
        names.stems.iter().map(|s| s.as_ref().and_then(|s| s.to_str()).unwrap_or("-")).collect()
    }

    #[test]
    fn inputs_of_one_name_keep_their_ends() {
        let made = named(&["a/law.docx", "a/law.txt", "b/law.txt", "a/law.tei.xml"], &["tei", "pdf"]);
        assert_eq!(stems(&made), ["a/law.docx", "a/law.txt", "b/law", "a/law.tei.xml"]);
        assert!(made.errors.is_empty());
        assert_eq!(made.notes.len(), 2);
    }

    #[test]
    fn what_is_equal_all_the_same_is_refused_alone() {
        let made = named(&["law.txt", "law.txt", "b.txt", "c.txt", "c.txt", "c.txt"], &["text"]);
        assert_eq!(stems(&made), ["-", "-", "b", "-", "-", "-"]);
        assert_eq!(made.errors.len(), 3);
        assert!(made.notes.is_empty());
        // Formats may make two names one: a.pages + .txt, a + .pages.txt.
        let made = named(&["a.pages.md", "a.md"], &["text", "pages"]);
        assert_eq!(stems(&made), ["a.pages.md", "a.md"]);
    }
}
