//! Words that are divided at the ends of lines: in paragraphs of their language alone, by its patterns, with hyphens that are no
//! text.

use tiaowen::Shown;
use tiaowen::font::FontSet;
use tiaowen::format::reader_named;
use tiaowen::ir::Document;
use tiaowen::settings;
use tiaowen::typeset::{SOFT_HYPHEN, typeset};

fn document(text: &str) -> Document {
    crate::help::document(text.as_bytes(), "a.txt", reader_named("text").expect("a reader"))
        .expect("a document")
}

/// English lines, with the hyphens behind them.
fn english(toml: &str, text: &str) -> Vec<(String, bool)> {
    let fonts = FontSet::embedded();
    let (doc, p) = (document(text), settings::profile(toml).expect("a profile").profile);
    let pages = typeset(&Shown::new(&doc, &p), &fonts, &mut vec![]).expect("pages");
    let rows = pages.sheets.iter().flat_map(|s| &s.rows);
    let said = rows.map(|r| {
        let hyphen = r.segments.last().filter(|s| s.actual.as_deref() == Some(SOFT_HYPHEN));
        if let Some(s) = hyphen {
            // Ours, and at the edge.
            assert!(s.node.is_none() && s.glyphs.len() == 1);
            let right = s.glyphs[0].x + s.glyphs[0].advance;
            assert!((right - p.left(1) - p.width()).abs() < 0.1, "{right}");
        }
        let of_text = r.segments.iter().filter(|s| s.node.is_some()).flat_map(|s| &s.glyphs).map(|g| g.char);
        (of_text.collect(), hyphen.is_some())
    });
    said.collect()
}

const CONVENTION: &str = "The competent authorities of the contracting parties shall endeavour to communicate, notwithstanding any administrative \
    arrangements, all information concerning infringements of environmental legislation, and shall acknowledge receipt thereof immediately.";

#[test]
fn english_words_are_divided_where_their_patterns_allow() {
    let narrow = "base = \"law\"\ncolumns = 16\n";
    let text = format!("Convention\nArticle 1 {CONVENTION}\n");
    let lines = english(narrow, &text);
    let divided: Vec<String> = lines
        .windows(2)
        .filter(|w| w[0].1)
        .map(|w| {
            let (end, start) = (w[0].0.rsplit(' ').next(), w[1].0.split(' ').next());
            format!("{}-{}", end.unwrap_or_default(), start.unwrap_or_default())
        })
        .collect();
    assert!(!divided.is_empty());
    for word in &divided {
        let whole = word.replace('-', "");
        assert!(CONVENTION.contains(&whole), "{word}");
        let syllables =
            ["con", "in", "en", "ad", "ar", "leg", "com", "ac", "not", "re", "im", "par", "au", "con"];
        assert!(syllables.iter().any(|s| word.starts_with(s)), "{word}");
    }
    // The text is what it was, and no line of a short word's rest ends the paragraph.
    let all: String = lines.iter().map(|(said, _)| said.as_str()).collect();
    assert!(all.replace(' ', "").contains(&CONVENTION.replace(' ', "")), "{all}");
    assert!(english(&format!("{narrow}hyphenation = false\n"), &text).iter().all(|(_, hyphen)| !hyphen));
}

#[test]
fn english_paragraphs_are_ragged_where_a_profile_says_so() {
    // By line: where it ends.
    let ends = |settings: &str, text: &str| -> Vec<f32> {
        let (doc, p) = (document(text), settings::profile(settings).expect("a profile").profile);
        let fonts = FontSet::embedded();
        let pages = typeset(&Shown::new(&doc, &p), &fonts, &mut vec![]).expect("pages");
        let rows = pages.sheets.iter().flat_map(|s| &s.rows);
        rows.map(|r| {
            let glyphs = r.segments.iter().flat_map(|s| &s.glyphs).filter(|g| g.char != ' ');
            glyphs.map(|g| g.x + g.advance).fold(0.0, f32::max) - p.left(1)
        })
        .collect()
    };
    let narrow = "base = \"law\"\ncolumns = 20\nhyphenation = false\n";
    let text = format!("Convention\nArticle 1 {CONVENTION}\n");
    let (justified, ragged) = (ends(narrow, &text), ends(&format!("{narrow}ragged = true\n"), &text));
    let flush = |ends: &[f32]| ends.iter().filter(|e| (*e - 240.0).abs() < 0.2).count();
    assert!(flush(&justified) > 6 && flush(&ragged) < 2, "{justified:?} {ragged:?}");
    // Chinese stays justified.
    let chinese = format!("办法\n第一条　{}\n", "为了规范管理制定本办法并予以公布施行".repeat(6));
    assert_eq!(ends(narrow, &chinese), ends(&format!("{narrow}ragged = true\n"), &chinese));
}

#[test]
fn words_in_chinese_names_and_addresses_stay_whole() {
    let narrow = "base = \"law\"\ncolumns = 12\n";
    let chinese =
        "示例办法\n第一条　依照Convention规定，及时向administrative主管机关通报environmental信息。\n"
            .to_owned()
            + "第二条　见Notwithstanding与Communications所列Administrative事项，并予以公布。\n";
    let names = "Convention\nArticle 1 ".to_owned()
        + &"Secretariat Headquarters Communications https://example.org/international/ ".repeat(6);
    for text in [chinese, names] {
        assert!(english(narrow, &text).iter().all(|(_, hyphen)| !hyphen), "{text}");
    }
    // A paragraph in English of a Chinese document is one in English.
    let two = format!(
        "甲国和乙国海关协定\n第一条　缔约双方应当互相通报信息，并采取一切必要的措施。\n{CONVENTION}\n"
    );
    assert!(english("base = \"law\"\ncolumns = 16\n", &two).iter().any(|(_, hyphen)| *hyphen));
}
