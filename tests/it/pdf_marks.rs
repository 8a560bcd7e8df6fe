//! Marks of PDF files that this tool wrote: readings, dots, bold type and all that a page shows are read back.

use crate::help;
use std::borrow::Cow;
use std::path::Path;
use tiaowen::format::{reader_for, reader_named, writer_named};
use tiaowen::ir::{Document, Event, MarkKind, events};
use tiaowen::write::Job;

/// What is marked in the texts of a document, in order; without what is found in the text itself, and what no page holds.
fn marks(doc: &Document) -> Vec<(String, MarkKind)> {
    let mut out = vec![];
    events(doc, |e| {
        let Event::Text(t) = e else { return };
        for m in &t.marks {
            let kind = match &m.kind {
                MarkKind::Date { .. }
                | MarkKind::Term
                | MarkKind::TermUse { .. }
                | MarkKind::Citation { .. }
                | MarkKind::Reference { .. }
                | MarkKind::Math { .. } => continue,
                // The data are not read.
                MarkKind::Image { .. } => MarkKind::Image { media: None },
                kind => kind.clone(),
            };
            out.push((t.text[m.start as usize..m.end as usize].to_owned(), kind));
        }
    });
    out
}

fn again(doc: &Document, profile: &str) -> Document {
    let job = Job { profile: tiaowen::profile::named(profile).map(Cow::Borrowed), ..Job::default() };
    let (made, _) = tiaowen::write(doc, writer_named("pdf").expect("a writer"), &job).expect("a file");
    help::document(&made, "a.pdf", reader_named("pdf").expect("a reader")).expect("a document")
}

fn seed(name: &str) -> Document {
    let bytes =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name)).expect("a seed");
    help::document(&bytes, name, reader_for(name).expect("a reader")).expect("a document")
}

#[test]
fn every_mark_that_a_page_shows_is_read_back() {
    let doc = seed("every-mark.json");
    let source = marks(&doc);
    for kind in [MarkKind::Ruby, MarkKind::RubyText, MarkKind::Dots, MarkKind::Emphasis, MarkKind::Inserted] {
        assert!(source.iter().any(|(_, k)| *k == kind), "{kind:?}");
    }
    // Lines break at other places in each.
    for profile in ["statement", "law", "gbt9704"] {
        let back = again(&doc, profile);
        let found = marks(&back);
        let at = source.iter().zip(&found).take_while(|(a, b)| a == b).count();
        assert!(source == found, "{profile}: {:?} became {:?}", source.get(at), found.get(at));
        let read = |doc: &Document| {
            let mut out = vec![];
            events(doc, |e| {
                if let Event::Text(t) = e {
                    out.push(t.readable().into_owned());
                }
            });
            out
        };
        assert_eq!(read(&doc), read(&back), "{profile}");
    }
}

#[test]
fn readings_beside_each_other_are_two_and_stay_with_their_words() {
    let html = "<p>示例办法</p><p>第一条　<ruby>垚<rt>yáo</rt></ruby><ruby>喆<rt>zhé</rt></ruby>是人名，<ruby>aa<rt>bb</rt></ruby>也是，<em class=\"dots\">不得</em>改写。</p>";
    let doc = help::document(html.as_bytes(), "a.html", reader_named("html").expect("a reader"))
        .expect("a document");
    let source = marks(&doc);
    assert_eq!(source.iter().filter(|(_, k)| *k == MarkKind::Ruby).count(), 3, "{source:?}");
    assert_eq!(marks(&again(&doc, "law")), source);
}
