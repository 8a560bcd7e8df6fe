//! On how many files an office program's copy in another format has the labels and characters of the Word file that it was
//! made of. What that program lost on its way is no fault of a reader: there its own text, of the copy or of the Word file as
//! it understands that, is the measure.

use super::{between, labels_beside, lines_as};
use std::path::{Path, PathBuf};
use tiaowen::read::{Options, Revisions};

/// Of a hundred files so many are the same, labels and all. What is left of files from elsewhere stands with its reason in
/// `tests/odt-text.tsv` and `tests/old-formats.tsv`: rows of tables that were deleted, bullets without their font.
const LEAST: &[(&str, usize)] = &[("odt", 96), ("fodt", 96), ("doc", 97), ("rtf", 92)];

/// Of a hundred characters so many are the same, and of files where `OFFICE_LEAST` says so: those of our own have no reason
/// to be otherwise.
const CHARACTERS: f64 = 0.98;

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
        let (a, b, labels, example) = between(&word, &other);
        let all = super::shown(&word);
        out.seen += 1;
        out.characters[0] += a + b;
        out.characters[1] += all.iter().map(|(_, text)| text.chars().count()).sum::<usize>();
        out.labels[0] += labels;
        out.labels[1] += all.iter().filter(|(label, _)| !label.is_empty()).count();
        if (a, b, labels) == (0, 0, 0) {
            out.same += 1;
            continue;
        }
        let marked = Options { revisions: Revisions::Mark, ..Options::USUAL };
        let marked = lines_as(format, &copy, &marked).unwrap_or_default();
        let shown = [format, "docx"].iter().any(|of| {
            let text = std::fs::read_to_string(folder.join(format!("{of}-txt")).join(format!("{name}.txt")));
            text.is_ok_and(|text| {
                let (a, b, order, _) = super::difference(&marked, &text);
                (a, b, order, labels_beside(&marked, &text)) == (0, 0, true, 0)
            })
        });
        if shown {
            out.shown += 1;
        } else {
            out.left.push(format!("{name}: {a} {b} {labels} {example:.120}"));
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
    let said = std::env::var("OFFICE_LEAST").ok().and_then(|n| n.parse().ok());
    for (format, least) in LEAST {
        let least = said.unwrap_or(*least);
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
        let few = (c.same + c.shown) * 100 < least * c.seen || share(c.characters) < CHARACTERS;
        if few || c.seen < 5 {
            wrong.push(format!("{format}: {} and {} of {}", c.same, c.shown, c.seen));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
