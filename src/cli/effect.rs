//! Options that do nothing for the formats that are written: whoever typed one expects something of it.

use super::args::Command;
use super::habits;
use crate::finding::{Error, Words, codes};
use crate::format::{writer_for, writer_named};
use crate::host::files;
use std::ffi::OsString;

/// An option, the formats that it has an effect on, and those on which it has one together with another option.
type Row = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

/// What sets text in fonts of ours: pages, also those whose numbers are told, and files that carry their fonts along.
const FONTS: &[(&str, &str)] = &[
    ("docx", "--embed-fonts"),
    ("epub", "--embed-fonts"),
    ("epub", "--profile"),
    ("epub", "--cover-format"),
    ("jsonl", "--profile"),
];

const OPTIONS: &[Row] = &[
    ("--numbering", &["docx"], &[]),
    ("--marks", &["docx"], &[]),
    ("--reference", &["docx"], &[]),
    ("--embed-fonts", &["docx", "epub"], &[]),
    ("--vertical", &["pdf", "pages", "svg", "docx", "epub", "html"], &[]),
    ("--cover", &["epub"], &[]),
    ("--cover-format", &["epub"], &[]),
    ("--toc-depth", &["epub"], &[]),
    ("--css", &["html", "epub"], &[]),
    ("--fragment", &["html"], &[]),
    ("--max-chars", &["jsonl"], &[]),
    ("--profile", &["pdf", "pages", "svg", "docx", "epub", "html", "jsonl"], &[]),
    ("--font", &["pdf", "pages", "svg"], FONTS),
    ("--font-dir", &["pdf", "pages", "svg"], FONTS),
    ("--no-system-fonts", &["pdf", "pages", "svg"], FONTS),
    ("--licence", &["pdf", "docx", "epub", "tei", "html", "md"], &[]),
    ("--date", &["pdf", "docx", "epub", "tei", "akn", "html"], &[]),
];

/// Whether an option does something for one of the formats; `typed` tells which others there are.
fn has_effect(row: &Row, formats: &[&str], typed: impl Fn(&str) -> bool) -> bool {
    let (_, always, with) = row;
    formats.iter().any(|f| always.contains(f) || with.iter().any(|(g, other)| f == g && typed(other)))
}

/// What is to be said of the options that a person typed and that do nothing; under `--strict` it is an error.
pub fn idle(command: &Command, typed: &[OsString], given: &[OsString]) -> Result<Vec<Error>, Error> {
    let (formats, strict, name): (Vec<&str>, _, _) = match command {
        Command::Convert(o) => (
            o.to.iter().filter_map(|n| Some(writer_named(n.trim())?.name)).collect(),
            o.looks.strict,
            "convert",
        ),
        Command::Bind(o) => {
            let named = o.output.iter().filter_map(|p| Some(writer_for(&files::name_of(p))?.name));
            (named.collect(), o.looks.strict, "bind")
        }
        _ => return Ok(vec![]),
    };
    if formats.is_empty() {
        return Ok(vec![]);
    }
    let is_given = |option: &str| habits::has(given, option, None);
    let idle =
        OPTIONS.iter().filter(|row| habits::has(typed, row.0, None) && !has_effect(row, &formats, is_given));
    let all = formats.join(", ");
    let told = idle.map(|row| match row.2 {
        _ if !strict => Error::new(&codes::NO_EFFECT, &[&row.0, &all]),
        _ => {
            let what = Words::new(
                format!("{} 对 {all} 没有作用", row.0),
                format!("{} has no effect on {all}", row.0),
            );
            Error::new(&codes::BAD_ARGUMENTS, &[&what, &format!("tiaowen {name} --help")])
        }
    });
    let told: Vec<Error> = told.collect();
    match told.first() {
        Some(e) if strict => Err(e.clone()),
        _ => Ok(told),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{reader_named, writers};
    use crate::host::job::{Contents, Looks, whole};
    use crate::ir::Given;
    use crate::read::Input;
    use crate::write::{CoverForm, Job, Marks, Numbering, Template};
    use std::path::PathBuf;
    use std::sync::Arc;

    /// A law with what every option changes: numbers of Word, deleted text, chapters, long articles.
    const TEXT: &str = "# 示例办法\n\n## 第一章 总则\n\n第一条　为了~~某事~~示例，制定本办法。\n\n（一）甲；\n\n（二）乙。\n\n\
                        第二条　本办法自2024年1月1日起施行。\n";

    fn looks(option: &str) -> Looks {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let mut looks = Looks::default();
        looks.contents.no_system_fonts = true;
        let contents = Contents { no_system_fonts: true, ..Contents::default() };
        match option {
            "--numbering" => looks.numbering = Numbering::Literal,
            "--marks" => looks.marks = Marks::Revisions,
            "--embed-fonts" => looks.embed_fonts = true,
            "--vertical" => looks.vertical = true,
            "--cover" => looks.cover = Some(root.join("docs/img/statement-pdf.png")),
            "--cover-format" => looks.cover_form = CoverForm::Png,
            "--toc-depth" => looks.toc_depth = Some(1),
            "--css" => looks.css = Some(root.join("src/write/epub/vertical.css")),
            "--fragment" => looks.fragment = true,
            "--profile" => looks.profile = Some("gbt9704".into()),
            "--font" => {
                let kai = std::fs::read_dir(root.join("fonts")).expect("fonts").filter_map(Result::ok);
                let kai =
                    kai.map(|e| e.path()).find(|p| p.to_string_lossy().contains("Kai")).expect("a face");
                looks.contents = Contents { font: vec![format!("song={}", kai.display())], ..contents };
            }
            "--licence" => looks.contents = Contents { licence: Some("CC0-1.0".into()), ..contents },
            "--date" => looks.contents = Contents { date: Some("2024-05-06".into()), ..contents },
            other => panic!("{other}"),
        }
        looks
    }

    #[test]
    fn the_table_says_for_every_format_what_changes_its_bytes() {
        let reader = reader_named("markdown").expect("a reader");
        let (doc, _) = crate::document(&Input::new(TEXT.as_bytes(), "a.md"), reader, &Given::default())
            .expect("a document");
        let template = crate::write::starting_template(&Job::default()).expect("a template");
        let any = || writers().filter(|f| f.takes_any());
        let made = |option: &str, looks: &Looks| {
            let mut job = whole(looks).expect("a job");
            match option {
                "--max-chars" => job.max_chars = Some(8),
                "--reference" => {
                    job.template = Some(Arc::new(Template::open("a.docx", &template).expect("a template")));
                }
                _ => {}
            }
            any().map(|f| crate::write(&doc, f, &job).expect("a file").0).collect::<Vec<_>>()
        };
        let plain =
            Looks { contents: Contents { no_system_fonts: true, ..Contents::default() }, ..Looks::default() };
        let usual = made("", &plain);
        // What fonts are installed is another matter on every machine.
        for row in OPTIONS.iter().filter(|r| !["--font-dir", "--no-system-fonts"].contains(&r.0)) {
            let of_job = ["--max-chars", "--reference"].contains(&row.0);
            let changed = if of_job { made(row.0, &plain) } else { made("", &looks(row.0)) };
            for ((format, was), is) in any().zip(&usual).zip(&changed) {
                let says = has_effect(row, &[format.name], |_| false);
                assert_eq!(says, was != is, "{} on {}", row.0, format.name);
            }
        }
    }
}
