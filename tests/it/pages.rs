//! Pages as they come out: what docs/conformance/clreq.md says of headings, paragraphs, contents and page numbers, and
//! that every row of that page names a test that exists.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tiaowen::Shown;
use tiaowen::font::{FaceRole, FontSet};
use tiaowen::format::reader_named;
use tiaowen::ir::Document;
use tiaowen::profile::{Profile, named};
use tiaowen::settings;
use tiaowen::typeset::{Leads, Pages, PlacedGlyph, Tag, TextRow, typeset};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn document(text: &str, reader: &str) -> Document {
    crate::help::document(text.as_bytes(), "a.txt", reader_named(reader).expect("a reader"))
        .expect("a document")
}

fn pages<'a>(doc: &'a Document, profile: &'a Profile, fonts: &'a FontSet) -> Pages<'a> {
    typeset(&Shown::new(doc, profile), fonts, &mut vec![]).expect("pages")
}

fn profile(name: &str) -> Cow<'static, Profile> {
    Cow::Borrowed(named(name).expect("a profile"))
}

/// A page so small that paragraphs are split on every one.
fn small(base: &str) -> Profile {
    let text = format!("base = \"{base}\"\ncontents = false\ncolumns = 12\nlines = 11\n");
    settings::profile(&text).expect("a profile").profile
}

fn law() -> String {
    let text = "国家保护公民的合法权益，公民应当遵守宪法和法律，任何组织和个人不得侵犯。".repeat(2);
    let mut out = "示例法\n".to_owned();
    for n in 1..=9 {
        let n = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][n];
        let _ = writeln!(out, "第{n}章　标题\n第{n}条　{text}\n{}", &text[..30 * 3]);
    }
    out
}

fn glyphs(row: &TextRow) -> impl Iterator<Item = &PlacedGlyph> {
    row.segments.iter().flat_map(|s| &s.glyphs)
}

fn text(row: &TextRow) -> String {
    glyphs(row).map(|g| g.char).collect()
}

fn node(row: &TextRow) -> usize {
    row.segments[0].node.expect("a node")
}

#[test]
fn every_row_names_a_test_that_exists() {
    fn visit(folder: &Path, out: &mut String) {
        for entry in fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()) {
            if entry.is_dir() {
                visit(&entry, out);
            } else if entry.extension().is_some_and(|e| e == "rs") {
                *out += &fs::read_to_string(&entry).expect("text");
            }
        }
    }
    let mut sources = String::new();
    visit(&root().join("src"), &mut sources);
    visit(&root().join("tests"), &mut sources);
    let ledger = fs::read_to_string(root().join("docs/conformance/clreq.md")).expect("the ledger");
    let rows: Vec<Vec<&str>> = ledger
        .lines()
        .filter(|l| l.starts_with("| ") && l.as_bytes().get(2).is_some_and(u8::is_ascii_digit))
        .map(|l| l.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let numbers: Vec<String> = rows.iter().map(|r| r[0].to_owned()).collect();
    assert_eq!(numbers, (1..=63).map(|n| n.to_string()).collect::<Vec<_>>());
    let mut enforced = 0;
    for row in rows {
        let state = row[2];
        if let Some(tests) = state.strip_prefix('`').and_then(|s| s.strip_suffix('`')) {
            for test in tests.split("`, `") {
                assert!(sources.contains(&format!("fn {test}()")), "row {}: no test {test}", row[0]);
            }
            enforced += 1;
        } else {
            let known = state.starts_with("not yet") || state.starts_with("not applicable: ");
            assert!(known, "row {}: {state}", row[0]);
        }
    }
    assert!(enforced > 45, "{enforced}");
}

#[test]
fn no_line_of_a_paragraph_is_alone_on_a_page() {
    let (doc, fonts) = (document(&law(), "text"), FontSet::embedded());
    for base in ["law", "gbt9704"] {
        let p = small(base);
        let pages = pages(&doc, &p, &fonts);
        let mut lines: HashMap<usize, Vec<usize>> = HashMap::new();
        for (k, sheet) in pages.sheets.iter().enumerate() {
            for row in &sheet.rows {
                lines.entry(node(row)).or_default().push(k);
            }
        }
        let split = lines.values().filter(|l| l[0] != l[l.len() - 1]);
        let mut seen = 0;
        for l in split.filter(|l| l.len() > 3) {
            let on = |page| l.iter().filter(|p| **p == page).count();
            assert!(on(l[0]) > 1 && on(l[l.len() - 1]) > 1, "{base}: {l:?}");
            seen += 1;
        }
        assert!(seen > 3, "{base}: paragraphs were split");
    }
}

#[test]
fn a_heading_is_never_the_last_on_a_page() {
    let (doc, fonts) = (document(&law(), "text"), FontSet::embedded());
    for base in ["law", "gbt9704"] {
        let p = small(base);
        let pages = pages(&doc, &p, &fonts);
        assert!(pages.sheets.len() > 5);
        for sheet in &pages.sheets {
            let last = sheet.rows.last().expect("a row");
            assert!(!matches!(pages.nodes[node(last)].tag, Tag::Heading(_)), "{base}: {}", text(last));
        }
    }
}

#[test]
fn every_paragraph_takes_whole_lines() {
    let (doc, fonts) = (document(&law(), "text"), FontSet::embedded());
    for name in ["statement", "law", "book", "gbt9704"] {
        let p = profile(name);
        let pages = pages(&doc, &p, &fonts);
        for sheet in &pages.sheets {
            for row in sheet.rows.iter().filter(|r| (r.size - p.body.size).abs() < 0.01) {
                let lines = (row.baseline - p.origin.1) / p.lines.1;
                let first = (p.lines.1 - p.body.size) / 2.0 + 0.88 * p.body.size;
                let off = lines - first / p.lines.1;
                assert!((off - off.round()).abs() < 1e-3, "{name}: {}", text(row));
            }
        }
    }
}

#[test]
fn the_line_pitch_is_one() {
    let s = format!("示例法\n第一条　{}\n", "甲（《乙》·）——5%……𰻝Ab，".repeat(20));
    let (doc, fonts) = (document(&s, "text"), FontSet::embedded());
    let p = profile("statement");
    let pages = pages(&doc, &p, &fonts);
    let rows: Vec<f32> = pages.sheets[0].rows[1..].iter().map(|r| r.baseline).collect();
    assert!(rows.len() > 5 && rows.windows(2).all(|w| (w[1] - w[0] - p.lines.1).abs() < 1e-3), "{rows:?}");
}

#[test]
fn spaces_between_han_and_latin_are_replaced() {
    let fonts = FontSet::embedded();
    let p = profile("statement");
    let places = |s: &str| {
        let doc = document(s, "text");
        let pages = pages(&doc, &p, &fonts);
        let row = pages.sheets[0].rows.last().expect("a row");
        glyphs(row).map(|g| (g.char, (g.x * 100.0).round() as i32)).collect::<Vec<_>>()
    };
    assert_eq!(places("一、于 2022 年在 A 城\n"), places("一、于2022年在A城\n"));
}

#[test]
fn emphasis_is_another_face() {
    let (doc, fonts) = (document("# 办法\n\n第一条　公园**免费**开放。\n", "markdown"), FontSet::embedded());
    let p = profile("law");
    let pages = pages(&doc, &p, &fonts);
    let row = pages.sheets[0].rows.last().expect("a row");
    let role = |c: char| {
        let g = glyphs(row).find(|g| g.char == c).expect("the character");
        pages.fonts.faces[g.face].role.expect("a role")
    };
    assert_eq!((role('免'), role('开')), (FaceRole::Hei, FaceRole::Song));
    assert!(!text(row).contains('*'));
}

#[test]
fn running_heads_stand_from_the_second_page_on() {
    let (doc, fonts) = (document(&law(), "text"), FontSet::embedded());
    let p = profile("book");
    let pages = pages(&doc, &p, &fonts);
    let head = |k: usize| {
        let above = |r: &&TextRow| r.baseline < p.origin.1;
        pages.sheets[k].furniture.iter().find(above).map(text)
    };
    assert_eq!(head(0), None);
    assert_eq!(head(1).as_deref(), Some("示例法"));
    assert!(head(2).expect("a head").ends_with("标题"), "{:?}", head(2));
    assert!(pages.sheets.iter().flat_map(|s| &s.rows).all(|r| r.baseline > p.origin.1));
}

#[test]
fn page_numbers_stand_where_the_standard_wants_them() {
    let (doc, fonts) = (document(&law(), "text"), FontSet::embedded());
    let p = profile("gbt9704");
    let pages_of = pages(&doc, &p, &fonts);
    for (k, sheet) in pages_of.sheets.iter().enumerate() {
        let folio = sheet.furniture.last().expect("a page number");
        assert_eq!(text(folio), format!("— {} —", k + 1));
        let (first, last) = (glyphs(folio).next().expect("a glyph"), glyphs(folio).last().expect("a glyph"));
        if k % 2 == 0 {
            assert!((last.x + last.advance - (p.left(k + 1) + p.width() - 14.0)).abs() < 0.1);
        } else {
            assert!((first.x - (p.left(k + 1) + 14.0)).abs() < 0.1);
        }
    }
    let book = profile("book");
    let (odd, even) = (book.left(1), book.left(2));
    assert!((odd + book.width() + even - book.paper.0).abs() < 0.1 && odd > even);
}

#[test]
fn contents_have_leaders_and_the_right_page_numbers() {
    let fonts = FontSet::embedded();
    let own = format!("{}\n", law().replacen('\n', "\n目　录\n第一章　标题\n第九章　标题\n", 1));
    for (s, entries) in [(law(), 9), (own, 2)] {
        let doc = document(&s, "text");
        let p = profile("law");
        let pages = pages(&doc, &p, &fonts);
        let sheets: HashMap<&str, usize> =
            pages.destinations.iter().rev().map(|d| (d.id.as_str(), d.sheet + 1)).collect();
        let mut seen = 0;
        for sheet in &pages.sheets {
            for row in &sheet.rows {
                let node = row.segments[0].node.map(|n| &pages.nodes[n].tag);
                let Some(Tag::Link(Leads::Here(target))) = node else { continue };
                let number = row.segments.last().expect("a segment");
                let said: String = number.glyphs.iter().map(|g| g.char).collect();
                assert_eq!(said, sheets[target.as_str()].to_string());
                let right = number.glyphs.last().map(|g| g.x + g.advance).expect("a glyph");
                assert!((right - p.left(1) - p.width()).abs() < 0.1);
                seen += 1;
            }
            for rule in sheet.rules.iter().filter(|r| r.dots.is_some()) {
                let from_right = (p.left(1) + p.width() - rule.to.0) / rule.dots.expect("dots");
                assert!((from_right - from_right.round()).abs() < 1e-2);
            }
        }
        assert_eq!(seen, entries);
    }
}

#[test]
fn labels_of_articles_are_in_hei_with_one_wide_space() {
    let s = format!(
        "示例法\n第一条　{}\n（一）{}\n",
        "公民的合法权益受法律保护；".repeat(8),
        "甲乙丙丁戊己庚辛壬癸；".repeat(6)
    );
    let (doc, fonts) = (document(&s, "text"), FontSet::embedded());
    let p = profile("law");
    let pages = pages(&doc, &p, &fonts);
    let rows = &pages.sheets[0].rows;
    let first = rows.iter().find(|r| text(r).starts_with("第一条")).expect("the article");
    let g: Vec<&PlacedGlyph> = glyphs(first).collect();
    assert!(g[..3].iter().all(|g| pages.fonts.faces[g.face].role == Some(FaceRole::Hei)));
    assert_eq!(g[3].char, '　');
    assert!((g[4].x - g[2].x - 2.0 * p.body.size).abs() < 0.01, "the space does not stretch");
    let item = rows.iter().position(|r| text(r).starts_with("（一）")).expect("the item");
    let left = |r: &TextRow| glyphs(r).next().expect("a glyph").x;
    assert!(left(&rows[item]) > p.left(1) + p.body.size, "indented");
    assert!((left(&rows[item + 1]) - p.left(1)).abs() < 0.01, "further lines are flush");
}

#[test]
fn tables_are_split_with_their_heads_and_notes_stay_with_their_signs() {
    let mut s = "# 办法\n\n第一条　如下：\n\n| 级别 | 说明 |\n|---|---|\n".to_owned();
    for n in 0..60 {
        let _ = writeln!(s, "| {n} | {} |", "甲乙丙丁".repeat(n % 7));
    }
    s += "\n第二条　依照公约[^1]办理。\n\n[^1]: 订于维也纳。\n";
    let (doc, fonts) = (document(&s, "markdown"), FontSet::embedded());
    let p = profile("law");
    let pages = pages(&doc, &p, &fonts);
    let heads: Vec<usize> = pages
        .sheets
        .iter()
        .enumerate()
        .filter(|(_, s)| s.rows.iter().any(|r| text(r) == "级别"))
        .map(|(k, _)| k)
        .collect();
    assert!(heads.len() > 1, "the table goes over pages");
    // The head belongs to the document once; again it is furniture.
    let tagged = |k: usize| {
        let row = pages.sheets[k].rows.iter().find(|r| text(r) == "级别").expect("the head");
        pages.is_document(&row.segments[0])
    };
    assert!(tagged(heads[0]) && heads[1..].iter().all(|k| !tagged(*k)));
    let page_of =
        |word: &str| pages.sheets.iter().position(|s| s.rows.iter().any(|r| text(r).contains(word)));
    assert_eq!(page_of("订于维也纳"), page_of("依照公约"));
}

#[test]
fn the_imprint_stands_at_the_foot_of_the_last_page() {
    let profile = profile("gbt9704");
    let fonts = FontSet::embedded();
    let given = settings::metadata(
        "[imprint]\ncopies = \"各县人民政府，市政府各部门\"\nissuer = \"示例市人民政府办公室\"\nprinted = \"2024-03-06\"\n",
    );
    let bottom = profile.origin.1 + profile.height();
    let mut with_page_of_its_own = 0;
    for paragraphs in 1..=profile.lines.0 as usize {
        let body: String = (0..paragraphs).map(|_| "各部门要认真落实。\n").collect();
        let mut doc = document(&format!("关于示例的通知\n{body}"), "text");
        given.clone().expect("metadata").apply(&mut doc);
        let pages = pages(&doc, &profile, &fonts);
        let last = pages.sheets.last().expect("a page");
        let lines: Vec<String> = last.rows.iter().map(text).collect();
        let at = lines.iter().position(|l| l.starts_with("抄送：各县")).expect("copies");
        assert_eq!(lines[at + 1..], ["示例市人民政府办公室", "2024年3月6日印发"].map(String::from));
        // Three rules, the last one at the foot of the type area; what is above keeps clear of the first.
        let rules: Vec<f32> = last.rules.iter().map(|r| r.from.1).collect();
        assert!(rules.len() == 3 && (rules.iter().fold(0.0f32, |a, b| a.max(*b)) - bottom).abs() < 0.01);
        let top = rules.iter().fold(f32::MAX, |a, b| a.min(*b));
        assert!(last.rows[..at].iter().all(|r| r.baseline < top), "{paragraphs}");
        with_page_of_its_own += usize::from(at == 0);
        // It is no part of the document.
        let imprint = last.rows[at..].iter().flat_map(|r| &r.segments);
        assert!(imprint.into_iter().all(|s| !pages.is_document(s)));
    }
    assert!(with_page_of_its_own > 0);
}

#[test]
fn what_no_page_can_hold_is_set_all_the_same() {
    let fonts = FontSet::embedded();
    let p = small("law");
    for s in [
        "第一条　".to_owned() + &"x".repeat(20_000),
        "第一条　".to_owned() + &"（".repeat(3_000) + "甲" + &"）".repeat(3_000),
        "第一条　\u{e000}\u{20000}שלום".to_owned(),
    ] {
        let doc = document(&s, "text");
        let pages = pages(&doc, &p, &fonts);
        let drawn: usize = pages.sheets.iter().flat_map(|s| &s.rows).map(|r| glyphs(r).count()).sum();
        assert_eq!(drawn, s.chars().count());
        let right = p.left(1) + p.width() + p.body.size;
        assert!(pages.sheets.iter().flat_map(|s| &s.rows).flat_map(glyphs).all(|g| g.x < right));
    }
    let cell = format!("# 办法\n\n第一条　甲\n\n| a | b |\n|---|---|\n| {} | 2 |\n", "甲乙丙丁".repeat(200));
    let doc = document(&cell, "markdown");
    let pages = pages(&doc, &p, &fonts);
    let bottom = p.origin.1 + p.height() + 0.1;
    assert!(pages.sheets.len() > 5);
    assert!(pages.sheets.iter().flat_map(|s| &s.rows).all(|r| r.baseline < bottom));
}

#[test]
fn the_settings_in_the_documentation_can_be_read() {
    let page = fs::read_to_string(root().join("docs/settings.md")).expect("docs/settings.md");
    let blocks: Vec<&str> =
        page.split("```toml\n").skip(1).map(|b| b.split("```").next().expect("an end")).collect();
    let [metadata, profile, project] = blocks[..] else { panic!("three examples") };
    let given = settings::metadata(metadata).unwrap_or_else(|p| panic!("line {}: {}", p.line, p.what));
    assert_eq!(given.publisher.as_deref(), Some("某档案馆"));
    let set = settings::profile(profile).unwrap_or_else(|p| panic!("line {}: {}", p.line, p.what));
    assert_eq!((set.profile.columns.0, set.fonts.len()), (36, 3));
    let project: toml::Table = project.parse().unwrap_or_else(|p| panic!("{p}"));
    assert!(project.contains_key("to") && !project.contains_key("o"));
}

/// The lines of a text set as an official document, from left to right.
fn lines_of(text_of: &str) -> Vec<String> {
    let (fonts, profile) = (FontSet::embedded(), profile("gbt9704"));
    let doc = document(text_of, "text");
    let pages = pages(&doc, &profile, &fonts);
    pages.sheets.iter().flat_map(|s| &s.rows).map(text).collect()
}

#[test]
fn an_address_is_broken_at_its_separators_and_drives_nothing_apart() {
    let law = "示例办法\n第一条　信息在门户网站（https://www.example.gov.cn/zwgk/zcfg/2024/03/t20240301_1234567890.shtml?from=index&lang=zh-CN#top）公布。";
    let (fonts, profile) = (FontSet::embedded(), profile("law"));
    let doc = document(law, "text");
    let pages = pages(&doc, &profile, &fonts);
    let rows: Vec<&TextRow> = pages.sheets.iter().flat_map(|s| &s.rows).collect();
    let label: Vec<&PlacedGlyph> = glyphs(rows[1]).take(3).collect();
    assert_eq!(label.iter().map(|g| g.char).collect::<String>(), "第一条");
    for pair in label.windows(2) {
        assert!((pair[1].x - pair[0].x - rows[1].size).abs() < 0.01, "the label is letter-spaced");
    }
    let ends: Vec<char> = rows[1..].iter().filter_map(|r| text(r).trim_end().chars().last()).collect();
    assert!(ends[..ends.len() - 1].iter().all(|c| "/.?&=-_#）".contains(*c)), "{ends:?}");
}

#[test]
fn dates_and_designations_are_not_parted() {
    for pad in 0..28 {
        let law = format!(
            "示例通知\n{}截至2022年11月25日依据GB/T 9704—2012和国办发〔2022〕14号文件办理共20 000 km²。",
            "甲".repeat(pad + 8)
        );
        let lines = lines_of(&law);
        for whole in ["2022年", "11月", "25日", "GB/T 9704—2012", "〔2022〕14号", "20 000 km²"] {
            assert!(lines.iter().any(|l| l.contains(whole)), "{whole}: {lines:?}");
        }
    }
}

#[test]
fn quotation_marks_of_latin_text_are_narrow() {
    let (fonts, profile) = (FontSet::embedded(), profile("law"));
    let doc = document("示例条例\n第一条　所称“合作”（“the Party’s cooperation”），是指有关活动。", "text");
    let pages = pages(&doc, &profile, &fonts);
    let row = pages.sheets.iter().flat_map(|s| &s.rows).nth(1).expect("a line");
    let widths: Vec<(char, bool)> = glyphs(row)
        .filter(|g| "“”’".contains(g.char))
        .map(|g| (g.char, g.advance < 0.6 * row.size))
        .collect();
    let wide = [('“', false), ('”', false)];
    let narrow = [('“', true), ('’', true), ('”', true)];
    assert_eq!(widths, [&wide[..], &narrow[..]].concat());
}

/// The installed faces, where there is one with a letter of a script.
#[allow(clippy::print_stdout)]
fn installed(letter: char) -> Option<FontSet> {
    let mut fonts = FontSet::embedded();
    fonts.use_system(std::sync::Arc::new(tiaowen::host::Installed::default()));
    let found = fonts.for_char(letter, "zh").is_some();
    if !found {
        println!("skipped: no installed face has {letter}");
    }
    found.then_some(fonts)
}

#[test]
fn text_from_right_to_left_stands_at_the_right_and_is_said_in_order() {
    let Some(fonts) = installed('ئ') else { return };
    let words = "ھەممە ئادەم تۇغۇلۇشىدىنلا ئەركىن بولۇپ تۇغۇلغان.";
    let doc = document(&format!("示例条例\n第一条　公文用维吾尔语写作：\n{words}\n"), "text");
    let profile = profile("law");
    let mut findings = vec![];
    let pages = typeset(&Shown::new(&doc, &profile), &fonts, &mut findings).expect("pages");
    let row =
        pages.sheets.iter().flat_map(|s| &s.rows).find(|r| r.segments.iter().any(|s| s.actual.is_some()));
    let row = row.expect("a line of words");
    let said: String = row
        .segments
        .iter()
        .map(|s| s.actual.clone().unwrap_or_else(|| s.glyphs.iter().map(|g| g.char).collect()))
        .collect();
    assert_eq!(said, words);
    // The first word stands at the right, an indent away from the edge; the full stop at the left end.
    let starts: Vec<f32> = row.segments.iter().filter_map(|s| s.glyphs.first()).map(|g| g.x).collect();
    assert!(starts.windows(2).all(|w| w[0] >= w[1]), "{starts:?}");
    // A letter after the other, each at the left of the one before it.
    let letters: Vec<f32> = glyphs(row).filter(|g| g.char.is_alphabetic()).map(|g| g.x).collect();
    assert!(letters.windows(2).all(|w| w[0] >= w[1]), "{letters:?}");
    let right = row.segments[0].glyphs.iter().map(|g| g.x + g.advance).fold(0.0, f32::max);
    let edge = profile.left(1) + profile.width() - 2.0 * row.size;
    assert!((right - edge).abs() < 0.5, "{right} {edge}");
    assert!(!findings.iter().any(|f| f.code.id == "TW306"), "{findings:?}");
}

#[test]
fn titles_from_right_to_left_stand_in_the_middle() {
    let Some(fonts) = installed('ئ') else { return };
    let doc = document("ھەممە ئادەم ئەركىن\nھەممە ئادەم زاتىدىنلا ئەركىن بولۇپ تۇغۇلغان.\n", "text");
    let p = profile("law");
    let pages = pages(&doc, &p, &fonts);
    let row = &pages.sheets[0].rows[0];
    let left = glyphs(row).map(|g| g.x).fold(f32::MAX, f32::min);
    let right = glyphs(row).map(|g| g.x + g.advance).fold(0.0, f32::max);
    let middle = p.left(1) + p.width() / 2.0;
    assert!((f32::midpoint(left, right) - middle).abs() < 1.0, "{left} to {right}, {middle}");
}

#[test]
fn a_script_without_a_face_is_told_once() {
    let doc = document("示例条例\n第一条　藏语为“དཔེ་མཚོན་སྒྲིག་སྲོལ།”。", "text");
    let (fonts, profile) = (FontSet::embedded(), profile("law"));
    let mut findings = vec![];
    typeset(&Shown::new(&doc, &profile), &fonts, &mut findings).expect("pages");
    let codes: Vec<&str> = findings.iter().map(|f| f.code.id).collect();
    assert_eq!(codes.iter().filter(|c| **c == "TW309").count(), 1, "{findings:?}");
    assert!(!codes.contains(&"TW301"), "{findings:?}");
}

#[test]
fn a_variant_that_no_face_has_is_told() {
    let doc = document("示例办法\n第一条　地名用字包括葛\u{e0100}城。", "text");
    let (fonts, profile) = (FontSet::embedded(), profile("law"));
    let mut findings = vec![];
    typeset(&Shown::new(&doc, &profile), &fonts, &mut findings).expect("pages");
    assert!(findings.iter().any(|f| f.code.id == "TW310"), "{findings:?}");
}

#[test]
fn a_last_page_of_fewer_than_five_lines_goes_back_where_it_can() {
    let fonts = FontSet::embedded();
    let p = profile("statement");
    // Four lines, or three where the marks give up their blank.
    let paragraph =
        "甲乙，丙丁，戊己，庚辛，壬癸，子丑，寅卯，辰巳，".repeat(5).chars().take(117).collect::<String>()
            + "。";
    for n in 7..40 {
        let doc = document(&format!("示例\n{}", format!("{paragraph}\n").repeat(n)), "text");
        let pages = pages(&doc, &p, &fonts);
        let last = pages.sheets.last().expect("a page").rows.len();
        assert!(pages.sheets.len() == 1 || last >= 5, "{n} paragraphs: {last} lines");
    }
}

#[test]
fn the_line_of_the_agency_stands_apart() {
    let s = "甲国和乙国的联合声明\n双方一致同意加强合作。\n双方对成果表示满意。\n（新华社北京11月25日电）\n";
    let (doc, fonts) = (document(s, "text"), FontSet::embedded());
    let p = profile("statement");
    let pages = pages(&doc, &p, &fonts);
    let at: Vec<f32> = pages.sheets[0].rows.iter().rev().take(3).map(|r| r.baseline).collect();
    let pitch = p.lines.1;
    assert!((at[1] - at[2] - pitch).abs() < 0.01 && (at[0] - at[1] - 2.0 * pitch).abs() < 0.01, "{at:?}");
}
