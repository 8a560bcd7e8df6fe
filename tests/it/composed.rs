//! Pages measured line by line, in every profile: how far lines are driven apart, where they begin and end, how last lines
//! are set and how far labels stand from their texts (docs/conformance/clreq.md, rows 1–4, 23–25, 28, 33 and 49).

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tiaowen::Shown;
use tiaowen::font::FontSet;
use tiaowen::format::reader_named;
use tiaowen::ir::Document;
use tiaowen::profile::{Mode, PROFILES, Profile};
use tiaowen::typeset::{TextRow, typeset};

const NO_START: &str = "，。、；：？！”’）》〉】〕」』〗·‧・～–％%℃";
const NO_END: &str = "“‘（《〈【〔「『〖";
/// What lines of one profile are like.
#[derive(Default)]
struct Found {
    /// How much wider than its text each justified line is set, in em for every gap.
    gaps: Vec<(f32, String)>,
    labels: usize,
    last: usize,
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The glyphs of a row of running text with their places in em from the edge of the lines.
fn places(row: &TextRow, edge: f32, size: f32) -> Vec<(char, f32)> {
    let glyphs = row.segments.iter().flat_map(|s| s.glyphs.iter().map(|g| (g.char, (g.x - edge) / size)));
    let mut out: Vec<(char, f32)> = glyphs.collect();
    let blank = |c: char| c.is_whitespace();
    out.truncate(out.iter().rposition(|(c, _)| !blank(*c)).map_or(0, |k| k + 1));
    out.drain(..out.iter().position(|(c, _)| !blank(*c)).unwrap_or(0));
    out
}

/// The places of the end of a label and of what follows it: 第一条　甲, 一、甲, （一）甲.
fn label(line: &[(char, f32)]) -> Option<(f32, f32)> {
    let numeral = |c: char| "一二三四五六七八九十百千零".contains(c);
    let of = |k: usize| line.get(k).map(|p| p.0);
    let open = usize::from(matches!(of(0), Some('第' | '（')));
    let digits = line[open..].iter().take_while(|p| numeral(p.0)).count();
    let end = open + digits;
    let spaces = line.iter().skip(end + 1).take_while(|p| p.0 == '　').count();
    let (next, wide) = match (of(0)?, of(end)?) {
        _ if digits == 0 => return None,
        ('第', '条') if spaces == 1 => (end + 2, 2.0),
        ('（', '）') | (_, '、') if spaces == 0 && (open == 0) == (of(end) == Some('、')) => {
            (end + 1, 1.0)
        }
        _ => return None,
    };
    let after = line.get(next).filter(|p| is_han(p.0))?;
    Some((after.1 - line[end].1, wide))
}

fn measure(doc: &Document, p: &Profile, fonts: &FontSet, found: &mut Found) {
    let pages = typeset(&Shown::new(doc, p), fonts, &mut vec![]).expect("pages");
    let size = p.body.size;
    let mut lines = vec![];
    for (n, sheet) in pages.sheets.iter().enumerate() {
        let edge = p.first_line(n + 1).0;
        let rows = sheet.rows.iter().filter(|r| (r.size - size).abs() < 0.01);
        lines.extend(rows.map(|r| places(r, edge, size)).filter(|l| !l.is_empty()));
    }
    let begins = |l: &[(char, f32)]| l[0].1 > 0.7;
    for (k, line) in lines.iter().enumerate() {
        let shown: String = line.iter().map(|g| g.0).collect();
        let ends = lines.get(k + 1).is_none_or(|l| begins(l));
        if !begins(line) {
            assert!(!NO_START.contains(line[0].0), "{}: {shown}", p.name);
        }
        assert!(ends || !NO_END.contains(line[line.len() - 1].0), "{}: {shown}", p.name);
        if let Some((far, wide)) = label(line).filter(|_| begins(line)) {
            // Headings stand in the middle, outside the grid.
            let cells = [1.0, if p.mode == Mode::Grid { p.columns.1 / size } else { 1.0 }];
            assert!(
                cells.iter().any(|c| (far - wide * c).abs() < 0.01),
                "{}: {far} behind the label of {shown}",
                p.name
            );
            found.labels += 1;
        }
        let pairs = line.windows(2).filter(|w| is_han(w[0].0) && is_han(w[1].0));
        let mut han: Vec<f32> = pairs.map(|w| w[1].1 - w[0].1).collect();
        han.sort_by(f32::total_cmp);
        let Some(pitch) = han.get(han.len() / 2).copied().filter(|_| han.len() > 2) else { continue };
        if p.mode == Mode::Grid {
            assert!((pitch - p.columns.1 / size).abs() < 0.01 || (pitch - 1.0).abs() < 0.01, "{shown}");
            continue;
        }
        if ends {
            assert!((pitch - 1.0).abs() < 0.01, "{}: a last line of {pitch}: {shown}", p.name);
            if !begins(line) {
                let signs = line.iter().filter(|g| g.0.is_alphanumeric()).count();
                assert!(signs > 1, "{}: {shown} stands alone", p.name);
                found.last += 1;
            }
        } else {
            found.gaps.push((pitch - 1.0, shown));
        }
    }
}

/// A law of many articles and items, of phrases in an order that is the same every time.
fn law() -> String {
    // What may not be parted, or has marks inside.
    const HARD: [&str; 7] = [
        "“开放时间”、“收费标准”",
        "（以下简称园区）",
        "不得少于30日",
        "2024年10月1日前",
        "国办函〔1994〕69号",
        "GB/T 9704—2012",
        "增长6%—7%的",
    ];
    const PHRASES: [&str; 17] = [
        "公园管理机关",
        "应当依法公布",
        "任何单位和个人",
        "《示例市公园条例》",
        "予以保护",
        "县级以上地方人民政府",
        "文物的收藏、修缮和展出",
        "按照规定的程序办理",
        "对公众免费开放",
        "报上一级机关备案",
        "及时向社会说明理由",
        "损坏设施的",
        "由主管部门责令改正",
        "并自收到申请之日起",
        "古树名木",
        "可以委托具备条件的单位管理",
        "有下列情形之一的",
    ];
    let mut state = 7u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut out = "示例市公园管理办法\n".to_owned();
    let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
    for n in 1..200 {
        let (a, b, c) = (n / 100, n / 10 % 10, n % 10);
        let mut number = String::new();
        if a > 0 {
            number += "一百";
        }
        if b > 0 {
            number.extend([digits[b], '十']);
        } else if a > 0 && c > 0 {
            number.push('零');
        }
        if c > 0 {
            number.push(digits[c]);
        }
        let number = if (10..20).contains(&n) { number.trim_start_matches('一') } else { &number };
        let mut sentence = |end: char| {
            let mut s = String::new();
            for k in 0..3 + next(14) {
                if k > 0 && next(4) == 0 {
                    s.push('，');
                }
                s += if next(12) == 0 { HARD[next(HARD.len())] } else { PHRASES[next(PHRASES.len())] };
            }
            s.push(end);
            s
        };
        let _ = writeln!(out, "第{number}条　{}", sentence('。'));
        if n % 3 == 0 {
            let _ = writeln!(out, "（一）{}\n（二）{}", sentence('；'), sentence('。'));
        }
    }
    out
}

/// No line is further apart than `worst`, and of a hundred lines one is further than `most`.
fn judge(p: &Profile, mut found: Found, (most, worst): (f32, f32)) {
    if p.mode == Mode::Grid {
        return;
    }
    found.gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (gap, line) = found.gaps.last().expect("lines");
    assert!(*gap <= worst, "{}: {gap} in {line}", p.name);
    let (gap, line) = &found.gaps[found.gaps.len() * 99 / 100];
    assert!(*gap <= most, "{}: {gap} in {line}", p.name);
    assert!(
        found.labels > 50 && found.last > 50,
        "{}: {} labels, {} last lines",
        p.name,
        found.labels,
        found.last
    );
}

#[test]
fn lines_of_every_profile_are_even_and_begin_and_end_as_they_may() {
    let fonts = FontSet::embedded();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = vec![law()];
    for seed in ["china-cuba-joint-statement-2022", "contents-and-annex", "model-law", "notice", "treaty"] {
        texts.push(fs::read_to_string(root.join(format!("seeds/{seed}.txt"))).expect("a seed"));
    }
    let reader = reader_named("text").expect("a reader");
    let docs: Vec<Document> = texts
        .iter()
        .map(|t| crate::help::document(t.as_bytes(), "a.txt", reader).expect("a document"))
        .collect();
    for p in PROFILES {
        let mut found = Found::default();
        for doc in &docs {
            measure(doc, p, &fonts, &mut found);
        }
        // Numbers that may not be parted are many here: what is wider than an eighth of an em is told (`TW307`).
        judge(p, found, (0.06, 0.125));
    }
}

#[test]
fn lines_of_real_laws_are_even_and_begin_and_end_as_they_may() {
    let Some(folder) = crate::help::shared("corpus/laws_zh") else { return };
    let fonts = FontSet::embedded();
    let reader = reader_named("text").expect("a reader");
    let mut folders: Vec<_> =
        fs::read_dir(&folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    folders.sort();
    let docs: Vec<Document> = folders
        .iter()
        .step_by(6)
        .map(|f| fs::read(f.join("lines.txt")).expect("a law"))
        .map(|bytes| crate::help::document(&bytes, "a.txt", reader).expect("a document"))
        .collect();
    for p in PROFILES.iter().filter(|p| ["statement", "law", "book", "gbt9704"].contains(&p.name)) {
        let mut found = Found::default();
        for doc in &docs {
            measure(doc, p, &fonts, &mut found);
        }
        judge(p, found, (if p.name == "book" { 0.045 } else { 0.035 }, 0.09));
    }
}

#[test]
fn dots_stand_below_the_middle_of_each_character_and_not_below_marks() {
    let fonts = FontSet::embedded();
    let html = "<p>示例办法</p><p>第一条　公园内<span style='text-emphasis: dot'>不得，攀爬</span>树木。</p>";
    let reader = reader_named("html").expect("a reader");
    let doc = crate::help::document(html.as_bytes(), "a.html", reader).expect("a document");
    for p in PROFILES {
        let pages = typeset(&Shown::new(&doc, p), &fonts, &mut vec![]).expect("pages");
        let row = pages.sheets[0].rows.iter().find(|r| r.size < p.title.size).expect("a line");
        let wide = row.segments.iter().flat_map(|s| &s.glyphs).filter(|g| "不得攀爬".contains(g.char));
        let middles: Vec<f32> = wide.map(|g| g.x + g.advance / 2.0).collect();
        // Along the line and across it.
        let along = |(x, y): (f32, f32)| if p.is_vertical() { (y, p.paper.0 - x) } else { (x, y) };
        let rules = pages.sheets[0].rules.iter().filter(|r| r.dots.is_some());
        let mut dots: Vec<(f32, f32)> = rules.map(|r| along(r.from)).collect();
        dots.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert_eq!(dots.len(), 4, "{}: {dots:?}", p.name);
        for (middle, (x, y)) in middles.iter().zip(&dots) {
            assert!((middle - x).abs() < 0.05 * row.size, "{}: {middle} {x}", p.name);
            // Between the lines, on the right of vertical ones: neither in this line nor in the next.
            let far = (y - row.baseline).abs();
            assert!(far > 0.12 * row.size && far < p.lines.1, "{}: {far}", p.name);
            assert_eq!(*y < row.baseline, p.is_vertical(), "{}", p.name);
        }
    }
}
