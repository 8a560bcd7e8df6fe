//! On how many files an office program's copy in another format has the labels and characters of the Word file that it was
//! made of. What that program lost on its way is no fault of a reader: there its own text, of the copy or of the Word file as
//! it understands that, is the measure. Characters are measured as a whole, by one of these texts; labels one by one.

use super::{bare, between, example, labelled, lines_as};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use tiaowen::read::{Options, Revisions};

/// Of a hundred files so many are the same, labels and all, and of a hundred characters. What is left stands with its reason
/// in `tests/odt-text.tsv` and `tests/old-formats.tsv`.
const LEAST: usize = 98;
const FORMATS: &[&str] = &["odt", "fodt", "doc", "rtf"];

/// Where the Word files are, their copies in a folder for each format, and the program's own text of each in `FORMAT-txt`.
fn copies() -> Option<PathBuf> {
    std::env::var_os("OFFICE_SHARE").map(PathBuf::from)
}

/// What is counted of a format.
#[derive(Default)]
struct Count {
    seen: usize,
    same: usize,
    /// As the program itself shows its copy, or the Word file.
    shown: usize,
    characters: [usize; 2],
    labels: [usize; 2],
    left: Vec<String>,
}

fn count(folder: &Path, format: &str, files: &[PathBuf]) -> Count {
    let mut out = Count::default();
    for path in files {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let Ok(copy) = std::fs::read(folder.join(format).join(format!("{name}.{format}"))) else { continue };
        let file = std::fs::read(path).expect("a file");
        let Some(word) = lines_as("docx", &file, &Options::USUAL) else { continue };
        let other = lines_as(format, &copy, &Options::USUAL).unwrap_or_default();
        let (a, b, labels) = between(&word, &other);
        let all = super::shown(&word);
        out.seen += 1;
        out.characters[0] += a + b;
        out.characters[1] += all.iter().map(|(_, text)| text.chars().count()).sum::<usize>();
        out.labels[0] += labels.len();
        out.labels[1] += all.iter().filter(|(label, _)| !label.is_empty()).count();
        if (a, b, labels.len()) == (0, 0, 0) {
            out.same += 1;
            continue;
        }
        let marked = Options { revisions: Revisions::Mark, ..Options::USUAL };
        let marked = lines_as(format, &copy, &marked).unwrap_or_default();
        let texts: Vec<String> = [format, "docx"]
            .iter()
            .filter_map(|of| {
                std::fs::read_to_string(folder.join(format!("{of}-txt")).join(format!("{name}.txt"))).ok()
            })
            .collect();
        let beside: Vec<_> = texts.iter().map(|text| super::difference(&marked, text)).collect();
        let shows = |(a, b, order, _): &(usize, usize, bool, String)| (*a, *b, *order) == (0, 0, true);
        // A label of its own, and one before a text that the Word file has not, is one that the program shows.
        let labelled: Vec<_> = texts.iter().map(|text| labelled(text)).collect();
        let known: HashSet<&str> = all.iter().map(|(_, text)| text.as_str()).collect();
        let other = super::shown(&other);
        let new = other.iter().filter(|(label, text)| !label.is_empty() && !known.contains(text.as_str()));
        let own =
            labels.iter().map(|l| Some((l.found.as_ref()?, &l.text))).chain(new.map(|(l, t)| Some((l, t))));
        let told = |(label, text): (&String, &String)| {
            labelled.iter().any(|all| all.contains(&bare(&format!("{label}{text}"))))
        };
        let untold = own.filter(|l| !l.is_some_and(told)).count();
        if untold == 0 && ((a, b) == (0, 0) || beside.iter().any(shows)) {
            out.shown += 1;
        } else {
            out.left.push(format!("{name}: {a} {b} {untold} {:.120} {beside:.200?}", example(&labels)));
        }
    }
    out
}

#[test]
#[allow(clippy::print_stdout)]
fn copies_in_other_formats_have_the_labels_and_characters_of_the_word_file() {
    let Some(folder) = copies() else {
        println!("skipped: there are no copies in other formats");
        return;
    };
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("docx")).expect("files").flatten().map(|e| e.path()).collect();
    files.sort();
    let mut wrong = vec![];
    for format in FORMATS {
        let c = count(&folder, format, &files);
        let share = |[other, all]: [usize; 2]| 1.0 - other as f64 / all.max(1) as f64;
        println!(
            "{format}: {} files, {} as the Word file, {} more as the program shows its own file, {} otherwise; characters {:.4}, labels {:.4}",
            c.seen,
            c.same,
            c.shown,
            c.left.len(),
            share(c.characters),
            share(c.labels)
        );
        c.left.iter().for_each(|l| println!("  {l}"));
        let few = (c.same + c.shown) * 100 < LEAST * c.seen || share(c.characters) * 100.0 < LEAST as f64;
        if few || c.seen < 5 {
            wrong.push(format!("{format}: {} and {} of {}", c.same, c.shown, c.seen));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
