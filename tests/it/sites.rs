//! Pages like those that sites serve, in `tests/sites`: beside each stands, line by line, what its document is. Nothing else
//! comes in, nothing of it is lost in any output, and nobody is warned without a reason.

use std::fs;
use std::path::{Path, PathBuf};
use tiaowen::finding::{Finding, codes};
use tiaowen::format::{extractors, reader_named};
use tiaowen::ir::{Document, Given, plain_text, source_text, validate};
use tiaowen::read::Input;
use tiaowen::text::chars::squash;
use tiaowen::verify::{Verdict, against, alone};
use tiaowen::write::Job;

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let all = fs::read_dir(folder).expect("pages").map(|e| e.expect("an entry").path());
    let mut pages: Vec<PathBuf> = all.filter(|p| p.extension().is_some_and(|e| e == "html")).collect();
    pages.sort();
    assert!(pages.len() >= 50, "{} pages", pages.len());
    pages
}

fn read(page: &Path) -> (Document, Vec<Finding>) {
    let bytes = fs::read(page).expect("a page");
    tiaowen::document(
        &Input::new(&bytes, "a.html"),
        reader_named("html").expect("a reader"),
        &Given::default(),
    )
    .expect("a document")
}

#[test]
fn the_document_of_a_page_is_what_a_reader_sees() {
    let mut wrong = vec![];
    for page in pages() {
        let (doc, _) = read(&page);
        assert_eq!(validate(&doc, Some(&source_text(&doc))), [], "{}", page.display());
        let right = page.with_extension("txt");
        let text = plain_text(&doc);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&right, &text).expect("a file");
        }
        if fs::read_to_string(&right).ok().as_deref() != Some(text.as_str()) {
            wrong.push(format!("{}:\n{text}", page.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ordinary_pages_give_no_warning_about_what_is_left_out() {
    // These leave out articles that the page does not show, and more running text than the document has.
    let warned = ["prose-left-out", "tabs"];
    for page in pages() {
        let (_, findings) = read(&page);
        let about = [&codes::LEFT_OUT_LABEL, &codes::UNSEEN_LABEL, &codes::MUCH_LEFT_OUT];
        let found: Vec<&str> =
            findings.iter().map(|f| f.code.id).filter(|id| about.iter().any(|c| c.id == *id)).collect();
        let expected = warned.iter().any(|w| page.file_stem().is_some_and(|s| s == *w));
        assert_eq!(!found.is_empty(), expected, "{}: {found:?}", page.display());
    }
}

#[test]
fn every_output_of_a_page_holds_its_document() {
    for page in pages() {
        let (doc, _) = read(&page);
        for format in extractors().filter(|f| f.takes_any()).filter(|f| f.write.is_some()) {
            let (bytes, _) = tiaowen::write(&doc, format, &Job::default()).expect("an output");
            let extract = format.extract.expect("it takes text out")(&bytes).expect("its text");
            let verdict = against(&doc, &extract);
            let holds = matches!(verdict, Verdict::Exact | Verdict::Whitespace);
            assert!(holds, "{} as {}: {verdict:?}", page.display(), format.name);
            if format.states_itself() {
                assert!(alone(&extract).holds(), "{} as {}", page.display(), format.name);
            }
        }
        let markdown = tiaowen::format::writer_named("md").expect("a writer");
        let (bytes, _) = tiaowen::write(&doc, markdown, &Job::default()).expect("Markdown");
        let input = Input::new(&bytes, "a.md");
        let reader = reader_named("md").expect("a reader");
        let (back, _) = tiaowen::document(&input, reader, &Given::default()).expect("a document");
        // Signs of notes are Markdown's own there.
        let words = |doc: &Document| squash(&plain_text(doc)).replace(['[', ']'], "");
        assert_eq!(words(&back), words(&doc), "{} as Markdown", page.display());
    }
}
