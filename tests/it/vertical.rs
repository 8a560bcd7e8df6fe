//! Vertical pages: which way characters stand and in which form, words that are turned, figures side by side, pages that are bound
//! on the right, and that their text is that of the source all the same.

use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashSet;
use tiaowen::Shown;
use tiaowen::font::FontSet;
use tiaowen::format::{extractors, reader_named, writer_named};
use tiaowen::ir::{Document, source_text};
use tiaowen::profile::{Mode, Profile, Writing, named};
use tiaowen::settings;
use tiaowen::typeset::{MIDDLE, Pages, PlacedGlyph, Segment, TextRow, Turn, typeset};
use tiaowen::verify::{Verdict, against, alone};
use tiaowen::write::{BookOptions, Job};

/// A Japanese act with a table of contents, captions, items, numbers of all lengths and foreign words.
const JA: &str = include_str!("vertical/ja.txt");
/// A regulation of Taiwan with quotations inside each other, dashes and ellipses.
const HANT: &str = include_str!("vertical/hant.txt");
/// One of the mainland, whose quotation marks are those of horizontal lines.
const HANS: &str = include_str!("vertical/hans.txt");

fn document(text: &str) -> Document {
    crate::help::document(text.as_bytes(), "a.txt", reader_named("text").expect("a reader"))
        .expect("a document")
}

fn pages<'a>(doc: &'a Document, profile: &'a Profile, fonts: &'a FontSet) -> Pages<'a> {
    typeset(&Shown::new(doc, profile), fonts, &mut vec![]).expect("pages")
}

fn profile(name: &str) -> &'static Profile {
    named(name).expect("a profile")
}

fn rows<'p>(pages: &'p Pages) -> impl Iterator<Item = &'p TextRow> {
    pages.sheets.iter().flat_map(|s| &s.rows)
}

fn glyphs<'p>(pages: &'p Pages) -> impl Iterator<Item = (&'p TextRow, &'p Segment, &'p PlacedGlyph)> {
    rows(pages).flat_map(|r| r.segments.iter().flat_map(move |s| s.glyphs.iter().map(move |g| (r, s, g))))
}

fn text(row: &TextRow) -> String {
    row.segments.iter().flat_map(|s| &s.glyphs).map(|g| g.char).collect()
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() < 1e-3
}

/// What a character is drawn as: its segment and its glyph, of its first occurrence.
fn drawn<'p>(pages: &'p Pages, c: char) -> (&'p Segment, &'p PlacedGlyph) {
    let found = glyphs(pages).find(|(_, _, g)| g.char == c);
    found.map_or_else(|| panic!("{c}"), |(_, s, g)| (s, g))
}

/// From the beginning of an upright glyph to the upper and the lower edge of its ink, and from the middle of the line to its
/// left and its right edge: in em.
fn ink(pages: &Pages, g: &PlacedGlyph) -> (f32, f32, f32, f32) {
    let face = &pages.fonts.faces[g.face];
    let points: Vec<(f32, f32)> = face.contours(g.id).into_iter().flatten().collect();
    let edge = |of: fn(&(f32, f32)) -> f32, pick: fn(f32, f32) -> f32| {
        points.iter().map(of).reduce(pick).expect("ink") / face.units()
    };
    let up = face.downwards(g.id).1;
    let middle = face.advance(g.id) / 2.0;
    let (low, high) = (edge(|p| p.1, f32::min), edge(|p| p.1, f32::max));
    let (left, right) = (edge(|p| p.0, f32::min), edge(|p| p.0, f32::max));
    (up - high, up - low, left - middle, right - middle)
}

#[test]
fn vertical_lines_have_the_forms_of_unicode_and_marks_in_the_upper_right() {
    let (doc, fonts) = (document(HANS), FontSet::embedded());
    let pages = pages(&doc, profile("zhipai"), &fonts);
    for c in "条甲，。、；：？！（）《》“”‘’「①℃".chars() {
        assert_eq!(drawn(&pages, c).0.turn, Turn::Upright, "{c}");
    }
    for c in "ié—·".chars() {
        assert_eq!(drawn(&pages, c).0.turn, Turn::Along, "{c}");
    }
    // Commas and stops are in the upper right quarter, brackets lie across the line: ︵ in the lower half, ︶ in the upper.
    for c in "，。、".chars() {
        let (top, bottom, left, _) = ink(&pages, drawn(&pages, c).1);
        assert!(bottom < 0.5 && top > -0.05 && left > 0.0, "{c}: {top} {bottom} {left}");
    }
    for (open, close) in [('（', '）'), ('《', '》'), ('“', '”'), ('‘', '’')] {
        let (top, _, left, right) = ink(&pages, drawn(&pages, open).1);
        assert!(top > 0.5 && right - left > 0.4, "{open}: {top}");
        let (_, bottom, ..) = ink(&pages, drawn(&pages, close).1);
        assert!(bottom < 0.5, "{close}: {bottom}");
    }
    // What is drawn for a mark says the mark.
    assert!(rows(&pages).any(|r| text(r).contains("“乙”")));
    // Those of Latin text are turned with it.
    let quoted = rows(&pages).find(|r| text(r).contains("Bank")).expect("a line");
    let latin = quoted.segments.iter().find(|s| s.glyphs.iter().any(|g| g.char == 'B')).expect("a word");
    assert!(latin.turn == Turn::Along && latin.glyphs.iter().any(|g| g.char == '’'));
}

#[test]
fn words_are_turned_and_short_numbers_stand_side_by_side() {
    let (doc, fonts) = (document(HANS), FontSet::embedded());
    let pages = pages(&doc, profile("zhipai"), &fonts);
    let of = |wanted: &str| {
        let found = glyphs(&pages).find(|(_, s, _)| s.actual.as_deref() == Some(wanted));
        found.map_or_else(|| panic!("{wanted}"), |(_, s, _)| s)
    };
    for number in ["24", "120"] {
        let s = of(number);
        let Turn::Across { left, squeeze } = &s.turn else { panic!("{number}") };
        let widths: Vec<f32> =
            s.glyphs.iter().map(|g| pages.fonts.faces[g.face].advance(g.id) * squeeze * s.size).collect();
        let whole: f32 = widths.iter().sum();
        assert!(whole <= 1.1 * s.size + 1e-3 && (left[0] + whole / 2.0).abs() < 1e-3, "{number}: {whole}");
        assert!(left.windows(2).zip(&widths).all(|(l, w)| (l[1] - l[0] - w).abs() < 1e-3));
        assert!(s.glyphs.iter().all(|g| near(g.x, s.glyphs[0].x) && near(g.advance, s.size)));
    }
    // Longer numbers and words are turned; single figures and acronyms stand upright, a letter an em below the other.
    for (word, turn) in
        [("2024", Turn::Along), ("Wi-Fi", Turn::Along), ("WTO", Turn::Upright), ("7", Turn::Upright)]
    {
        let row = rows(&pages).find(|r| text(r).contains(word)).expect(word);
        let all: Vec<(&Turn, &PlacedGlyph)> =
            row.segments.iter().flat_map(|s| s.glyphs.iter().map(move |g| (&s.turn, g))).collect();
        let at =
            all.windows(word.len()).position(|w| w.iter().map(|(_, g)| g.char).eq(word.chars())).expect(word);
        assert!(all[at..at + word.len()].iter().all(|(t, _)| **t == turn), "{word}");
        if turn == Turn::Upright {
            let step = |w: &[(&Turn, &PlacedGlyph)]| (w[1].1.x - w[0].1.x) / row.size;
            assert!(all[at..at + word.len()].windows(2).all(|w| (step(w) - 1.0).abs() < 0.1), "{word}");
        }
    }
    let most = |n: usize| {
        settings::profile(&format!("base = \"zhipai\"\ntate-chu-yoko = {n}\n")).expect("a profile")
    };
    let across = |p: &Profile| {
        let pages = typeset(&Shown::new(&doc, p), &fonts, &mut vec![]).expect("pages");
        let side: HashSet<String> = glyphs(&pages)
            .filter(|(_, s, _)| matches!(s.turn, Turn::Across { .. }))
            .filter_map(|(_, s, _)| s.actual.clone())
            .collect();
        side
    };
    let (two, four) = (across(&most(2).profile), across(&most(4).profile));
    assert!(two.contains("24") && !two.contains("120"), "{two:?}");
    assert!(four.contains("120") && four.contains("2024"), "{four:?}");
    assert!(settings::profile("tate-chu-yoko = 5\n").is_err());
}

#[test]
fn vertical_metrics_are_those_of_the_face() {
    let (doc, fonts) = (document(HANS), FontSet::embedded());
    let pages = pages(&doc, profile("zhipai"), &fonts);
    let mut looked = 0;
    for (row, s, g) in glyphs(&pages).filter(|(_, s, g)| s.turn == Turn::Upright && g.id != 0) {
        let (down, up) = pages.fonts.faces[g.face].downwards(g.id);
        assert!((g.advance - down * s.size).abs() < 1e-3 && (down - 1.0).abs() < 1e-3, "{}", g.char);
        // Ink stands within the room of the character.
        if g.char != '　' && near(s.size, row.size) {
            let (top, bottom, ..) = ink(&pages, g);
            assert!(top > -0.1 && bottom < 1.1 && up > 0.5, "{}: {top} {bottom}", g.char);
        }
        looked += 1;
    }
    assert!(looked > 100);
    // Dashes and middle dots of horizontal lines stand in the middle of vertical ones, and the ink of —— is one.
    for c in ['—', '·'] {
        let (s, g) = drawn(&pages, c);
        let middle = pages.fonts.faces[g.face].middle(g.id).expect("ink");
        assert!((s.rise / s.size + middle - MIDDLE).abs() < 0.01, "{c}");
    }
    let row = rows(&pages).find(|r| text(r).contains("——")).expect("a dash");
    let halves: Vec<&PlacedGlyph> =
        row.segments.iter().flat_map(|s| &s.glyphs).filter(|g| g.char == '—').take(2).collect();
    let bearings = |g: &PlacedGlyph| pages.fonts.faces[g.face].bearings(g.id);
    let ends = halves[0].x + halves[0].advance - bearings(halves[0]).1 * row.size;
    let begins = halves[1].x + bearings(halves[1]).0 * row.size;
    assert!(begins <= ends && ends - begins < 0.05 * row.size, "{begins} {ends}");
}

#[test]
fn annotations_are_half_as_large_stand_beside_their_words_and_keep_apart() {
    let html = "<html lang=\"ja\"><h1>公園法</h1><p>第一条　<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>の<ruby>関<rt>かんけい</rt></ruby><ruby>係<rt>かんけい</rt></ruby>する。</p></html>";
    let doc = crate::help::document(html.as_bytes(), "a.html", reader_named("html").expect("a reader"))
        .expect("a document");
    let fonts = FontSet::embedded();
    for (name, vertical) in [("law", false), ("tate", true)] {
        let profile = profile(name);
        let pages = pages(&doc, profile, &fonts);
        let row = rows(&pages).find(|r| text(r).contains('関')).expect("a line");
        let parts = |c: &str| {
            let of = |s: &&Segment| {
                s.glyphs.iter().any(|g| c.contains(g.char)) && (s.size < row.size) == (c.len() > 3)
            };
            row.segments.iter().find(of).expect("a part")
        };
        let (base, small) = (parts("東"), parts("とう"));
        assert!((small.size - base.size / 2.0).abs() < 0.01, "{name}");
        // Above the word, which is on its right in a vertical line, without touching it or the next line.
        let (lower, upper) = (small.rise - 0.12 * small.size, small.rise + 0.88 * small.size);
        assert!(lower > 0.8 * base.size && upper < 0.88 * base.size + profile.lines.1 - base.size, "{name}");
        assert_eq!(small.turn == Turn::Upright, vertical);
        // Annotations of neighbours never touch, and each stands in the middle of its word.
        let all: Vec<(f32, f32)> = row
            .segments
            .iter()
            .filter(|s| s.size < row.size)
            .flat_map(|s| &s.glyphs)
            .map(|g| (g.x, g.x + g.advance))
            .collect();
        assert!(all.windows(2).all(|w| w[1].0 >= w[0].1 - 1e-3), "{name}: {all:?}");
        let gap = all[9].0 - all[8].1;
        assert!(gap > 0.12 * base.size, "{name}: {gap}");
        let first = base.glyphs.iter().find(|g| g.char == '東').expect("a word");
        let middle = f32::midpoint(all[0].0, all[1].1);
        assert!((first.x + first.advance / 2.0 - middle).abs() < 0.05 * base.size, "{name}");
    }
}

#[test]
fn vertical_pages_keep_all_rules_of_lines() {
    let fonts = FontSet::embedded();
    let seed = include_str!("../../seeds/china-cuba-joint-statement-2022.txt");
    for (text_of, name) in
        [(JA, "tate"), (HANT, "zhipai"), (HANS, "zhipai"), (seed, "zhipai"), (seed, "gbt9704")]
    {
        let doc = document(text_of);
        let profile = profile(name).written(Writing::Vertical);
        let pages = pages(&doc, &profile, &fonts);
        assert!(rows(&pages).all(|r| r.vertical));
        let mut pitches: Vec<f32> = vec![];
        for sheet in &pages.sheets {
            let number = pages.sheets.iter().position(|s| std::ptr::eq(s, sheet)).expect("a page") + 1;
            let (start, first) = profile.first_line(number);
            for row in sheet.rows.iter().filter(|r| r.segments.iter().any(|s| pages.is_document(s))) {
                let said = text(row);
                assert!(
                    !said.starts_with(|c| "，。、；：？！”’）》〉】〕」』〗·‧・—～–ー".contains(c)
                        && !said.starts_with("——")),
                    "{said}"
                );
                assert!(
                    !said.trim_end().ends_with(['“', '‘', '（', '《', '〈', '【', '〔', '「', '『', '〖']),
                    "{said}"
                );
                let all = || row.segments.iter().flat_map(|s| &s.glyphs);
                let (top, bottom) =
                    all().fold((f32::MAX, 0.0f32), |(a, b), g| (a.min(g.x), b.max(g.x + g.advance)));
                // Marks at the ends of lines lose their blank, half an em; they stand outside of the grid.
                let half = row.size / 2.0 + 0.1;
                let outside = if profile.mode == Mode::Grid { 3.0 * half } else { half };
                let within = top > start - half && bottom < start + profile.width() + outside;
                assert!(within, "{said}: {top} {bottom}");
                assert!(
                    row.baseline > first && row.baseline < first + profile.height() + 0.2 * row.size,
                    "{said}"
                );
            }
            let body: Vec<f32> =
                sheet.rows.iter().filter(|r| near(r.size, profile.body.size)).map(|r| r.baseline).collect();
            pitches.extend(body.windows(2).map(|w| (w[1] - w[0]) / profile.lines.1));
        }
        // One distance of lines: all stand on those of the page, or on their halves beside higher type.
        let even = |p: &f32| (p * 2.0 - (p * 2.0).round()).abs() < 0.02;
        assert!(pitches.iter().all(even), "{name}: {pitches:?}");
    }
}

#[test]
fn vertical_books_are_bound_on_the_right() {
    let (doc, fonts) = (document(&HANS.repeat(6)), FontSet::embedded());
    let p = profile("zhipai");
    let pages = pages(&doc, p, &fonts);
    assert!(pages.sheets.len() > 3);
    for (k, sheet) in pages.sheets.iter().enumerate().take(4) {
        let left = p.left(k + 1);
        let inner = if k % 2 == 0 { p.paper.0 - left - p.area().0 } else { left };
        assert!((inner - p.origin.0).abs() < 0.01, "page {}", k + 1);
        // Page numbers stand below, at the outer edge, in horizontal lines.
        let folio = &sheet.furniture[0];
        let x = folio.segments[0].glyphs[0].x;
        assert!(!folio.vertical && folio.baseline > p.origin.1 + p.area().1);
        let outer = if k % 2 == 0 { left } else { left + p.area().0 - folio.segments[0].glyphs[0].advance };
        assert!((x - outer).abs() < 12.0 && (k % 2 == 0) == (x < p.paper.0 / 2.0), "page {}: {x}", k + 1);
        assert!(k == 0 || sheet.furniture[1].baseline < p.origin.1, "a running head above the lines");
        let first = &sheet.rows[0];
        let (x, _) = p.on_paper((0.0, first.baseline));
        assert!(x > left + p.area().0 - 60.0 && x < left + p.area().0, "the first line is on the right");
    }
}

#[test]
fn files_with_vertical_lines_say_so_and_hold_the_text_of_the_source() {
    let job = Job { book: BookOptions { vertical: true, ..BookOptions::default() }, ..Job::default() };
    let pdf = writer_named("pdf").expect("a writer");
    let extract = extractors().find(|e| e.name == "pdf").and_then(|e| e.extract).expect("an extractor");
    for text_of in [JA, HANT, HANS, include_str!("../../seeds/china-cuba-joint-statement-2022.txt")] {
        let doc = document(text_of);
        let (bytes, _) = tiaowen::write(&doc, pdf, &job).expect("a file");
        assert_eq!(bytes, tiaowen::write(&doc, pdf, &job).expect("a file").0, "the same file again");
        let output = extract(&bytes).expect("a text");
        assert_eq!(against(&doc, &output), Verdict::Whitespace);
        assert_eq!(alone(&output), Verdict::Whitespace);
        // Who reads the file as a source finds the same text.
        let read = crate::help::document(&bytes, "a.pdf", reader_named("pdf").expect("a reader"));
        let squeezed = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let (read, own) = (source_text(&read.expect("a document")), source_text(&doc));
        assert_eq!(squeezed(&read), squeezed(&own));
        let file = lopdf::Document::load_mem(&bytes).expect("a file");
        let preferences = file.catalog().and_then(|c| c.get(b"ViewerPreferences")).and_then(|p| p.as_dict());
        let direction = preferences.and_then(|p| p.get(b"Direction")).and_then(|d| d.as_name());
        assert_eq!(direction.expect("a direction"), b"R2L");
        let page = *file.get_pages().values().next().expect("a page");
        let fonts = file.get_page_fonts(page).expect("fonts");
        let encoded = |name: &[u8]| {
            fonts.values().any(|f| f.get(b"Encoding").and_then(|e| e.as_name()).is_ok_and(|e| e == name))
        };
        assert!(encoded(b"Identity-V") && encoded(b"Identity-H"));
    }
}

#[test]
fn other_files_have_vertical_lines_too_or_say_that_they_have_none() {
    let doc = document(HANT);
    let tate = settings::profile("base = \"law\"\nwriting-mode = \"vertical\"\n").expect("a profile").profile;
    let job = Job { profile: Some(Cow::Owned(tate.clone())), ..Job::default() };
    let made =
        |format: &str| tiaowen::write(&doc, writer_named(format).expect("a writer"), &job).expect("a file");
    let word = crate::help::parts(&made("docx").0);
    assert!(word["word/document.xml"].contains("<w:textDirection w:val=\"tbRl\"/>"));
    let book = crate::help::parts(&made("epub").0);
    assert!(book["OEBPS/content.opf"].contains("page-progression-direction=\"rtl\""));
    let (svg, _) = made("svg");
    assert!(String::from_utf8_lossy(&svg).contains(&format!("matrix(0 1 -1 0 {} 0)", tate.paper.0)));
    let said: Vec<&str> = made("html").1.iter().map(|f| f.code.id).collect();
    assert!(said.contains(&"TW380"), "{said:?}");
    assert!(made("docx").1.iter().all(|f| f.code.id != "TW380"));
    // A page of the same size: as many characters as it is high, as many lines as it is wide.
    let law = profile("law");
    assert_eq!((tate.columns.0, tate.lines.0), (56, 20));
    assert!(tate.area().0 <= law.area().0 + 0.01 && tate.area().1 <= law.area().1 + 0.01);
    let (lines, _) = made("pages");
    assert!(
        String::from_utf8_lossy(&lines).starts_with("profile law  paper 595.3 x 841.9 pt  vertical lines\n")
    );
    // Where an article stands is told on paper: a strip of the whole height.
    let (records, _) = made("jsonl");
    let mut placed = records.split(|b| *b == b'\n').filter_map(|r| serde_json::from_slice::<Value>(r).ok());
    let area = placed.find_map(|r| r["page"]["box"].as_array().cloned()).expect("an area");
    let area: Vec<f64> = area.iter().filter_map(Value::as_f64).collect();
    assert!(area[0] > 0.0 && area[2] < 596.0 && (area[3] - area[1] - 841.9).abs() < 0.1, "{area:?}");
}

#[test]
fn labels_of_japanese_statutes_hang() {
    let long = "この規定の適用については、次に掲げる事項その他必要な事項を定めるものとする旨を明らかにしなければならない。";
    let text = format!(
        "公園法\n第一条　{long}{long}\n２　前項の場合において、{long}{long}\n一　公園の{long}{long}\nイ　管理者の{long}{long}\n"
    );
    for (profile, size) in [("tate", 10.0), ("law", 12.0)] {
        let p = named(profile).expect("a profile");
        let doc = crate::help::document(text.as_bytes(), "a.txt", reader_named("text").expect("a reader"))
            .expect("a document");
        let fonts = FontSet::embedded();
        let pages = typeset(&Shown::new(&doc, p), &fonts, &mut vec![]).expect("pages");
        // By paragraph: how far its first line and the others stand in.
        let rows = pages.sheets.iter().flat_map(|s| &s.rows);
        let starts: Vec<(String, f32)> = rows
            .map(|r| {
                let glyphs: Vec<_> = r.segments.iter().flat_map(|s| &s.glyphs).collect();
                let text: String = glyphs.iter().map(|g| g.char).take(3).collect();
                let edge = if p.is_vertical() { p.origin.1 } else { p.left(1) };
                (text, ((glyphs[0].x - edge) / size).round())
            })
            .collect();
        let of = |label: &str| {
            let k = starts.iter().position(|(t, _)| t.starts_with(label)).expect("a label");
            (starts[k].1, starts[k + 1].1)
        };
        for (label, places) in
            [("第一条", (0.0, 1.0)), ("２", (0.0, 1.0)), ("一", (1.0, 2.0)), ("イ", (2.0, 3.0))]
        {
            assert_eq!(of(label), places, "{profile} {label} {starts:?}");
        }
    }
}
