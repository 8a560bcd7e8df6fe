//! What the look of a PDF file says: lines along text, lowered signs, margins of two kinds, titles and notes in the middle,
//! leaders that are drawn.

use crate::pdf_read::{ONE, THREE, TWO, file, line, paragraphs, reading, said, set};
use tiaowen::ir::{Event, MarkKind, events};
use tiaowen::read::Options;

/// The marks of a file with what they cover.
fn marks(bytes: &[u8]) -> Vec<(String, MarkKind)> {
    let (lines, _) = reading(bytes, &Options::USUAL).expect("a text");
    let text = &lines.source.text;
    lines.marks.iter().map(|m| (text[m.start as usize..m.end as usize].to_owned(), m.kind.clone())).collect()
}

fn rule(from: f32, to: f32, y: f32) -> String {
    format!("0.6 w {from} {y} m {to} {y} l S\n")
}

#[test]
fn lines_along_text_are_marks_and_others_are_not() {
    let text = "第一条　应当每日打扫并保持清洁。";
    let content = line(96.0, 700.0, 12.0, text)
        + &rule(168.0, 192.0, 698.0)
        + &rule(192.0, 216.0, 704.0)
        // The line above footnotes, the one below a head, and one that begins elsewhere than characters do.
        + &rule(72.0, 200.0, 680.0)
        + &rule(72.0, 520.0, 697.0)
        + &rule(100.0, 149.0, 698.0)
        + &line(96.0, 660.0, 12.0, "第二条　本办法自公布之日起施行。");
    let made = file(&[content]);
    assert_eq!(
        marks(&made),
        [("每日".to_owned(), MarkKind::Underline), ("打扫".to_owned(), MarkKind::Deleted)]
    );
    // A line along text that goes on below.
    let (all, _) = set(&[ONE], (72.0, 700.0), 12.0, 20, 2);
    let under = rule(300.0, 312.0, 698.0) + &rule(72.0, 96.0, 680.0);
    let found = marks(&file(&[all + &under]));
    let chars: Vec<char> = ONE.chars().collect();
    assert_eq!(found, [(chars[17..20].iter().collect(), MarkKind::Underline)]);
}

#[test]
fn small_signs_below_the_line_are_lowered() {
    let content = line(72.0, 700.0, 12.0, "第一条　CO")
        + &line(144.0, 698.0, 7.0, "2")
        + &line(148.0, 700.0, 12.0, "和水。");
    assert_eq!(marks(&file(&[content])), [("2".to_owned(), MarkKind::Subscript)]);
}

#[test]
fn files_of_ours_give_their_marks_back() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/every-mark.json");
    let bytes = std::fs::read(path).expect("the seed");
    let reader = |name| tiaowen::format::reader_named(name).expect("a reader");
    let doc = crate::help::document(&bytes, "every-mark.json", reader("json")).expect("a document");
    let writer = tiaowen::format::writer_named("pdf").expect("a writer");
    let (pdf, _) = tiaowen::write(&doc, writer, &tiaowen::write::Job::default()).expect("a file");
    let back = crate::help::document(&pdf, "a.pdf", reader("pdf")).expect("a document");
    let of = |doc: &tiaowen::ir::Document, is: fn(&MarkKind) -> bool| {
        let mut out = vec![];
        events(doc, |e| {
            if let Event::Text(t) = e {
                let covered = |m: &tiaowen::ir::Mark| t.text[m.start as usize..m.end as usize].to_owned();
                out.extend(
                    t.marks.iter().filter(|m| is(&m.kind)).map(covered).filter(|t| !t.trim().is_empty()),
                );
            }
        });
        out
    };
    let kinds: [fn(&MarkKind) -> bool; 3] = [
        |k| matches!(k, MarkKind::Deleted),
        |k| matches!(k, MarkKind::Superscript),
        |k| matches!(k, MarkKind::Subscript),
    ];
    for (k, is) in kinds.into_iter().enumerate() {
        assert_eq!(of(&back, is), of(&doc, is), "{k}");
    }
    // Inserted text looks as underlined text does.
    let lines = |doc| of(doc, |k| matches!(k, MarkKind::Underline | MarkKind::Inserted));
    assert_eq!(lines(&back), lines(&doc));
    // Links lead where they led.
    let mut targets: Vec<Vec<String>> = vec![];
    for doc in [&back, &doc] {
        let mut out = vec![];
        events(doc, |e| {
            if let Event::Text(t) = e {
                out.extend(t.marks.iter().filter_map(|m| match &m.kind {
                    MarkKind::Link { target } => {
                        Some(format!("{} {target}", &t.text[m.start as usize..m.end as usize]))
                    }
                    _ => None,
                }));
            }
        });
        targets.push(out);
    }
    assert!(targets[1].len() > 1);
    assert_eq!(targets[0], targets[1]);
}

#[test]
fn left_and_right_pages_have_margins_of_their_own() {
    let texts = [ONE, TWO, THREE, ONE, TWO, THREE, ONE];
    let (all, _) = set(&texts, (0.0, 700.0), 12.0, 24, 2);
    let lines: Vec<&str> = all.lines().collect();
    let page = |k: usize, part: &[&str]| {
        let x = if k.is_multiple_of(2) { 90 } else { 120 };
        let body = part.join("\n");
        format!("1 0 0 1 {x} 0 cm\n{body}\n")
    };
    let pages: Vec<String> = lines.chunks(4).enumerate().map(|(k, part)| page(k, part)).collect();
    assert!(pages.len() > 3);
    assert_eq!(paragraphs(&file(&pages)), texts);
}

#[test]
fn what_stands_in_the_middle_is_joined_by_what_it_says() {
    let amid = |y: f32, size: f32, text: &str| {
        let width = text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f32>() * size;
        line(300.0 - width / 2.0, y, size, text)
    };
    let body = |y: f32| set(&[ONE, TWO, THREE, ONE], (72.0, y), 12.0, 38, 2).0;
    // A title whose lines leave hardly any room beside them, and steps of a history of two lines each.
    let content = amid(780.0, 22.0, "示例国和样本国关于建立伙伴关系合作的")
        + &amid(750.0, 22.0, "联合声明和长期行动计划与实施办法")
        + &amid(715.0, 12.0, "二〇一九年示例市第十二届人民代表大会常务委员会第三次会议审议")
        + &amid(697.0, 12.0, "并经示例省人民代表大会常务委员会批准后由示例市公布施行")
        + &body(660.0);
    let want = [
        "示例国和样本国关于建立伙伴关系合作的联合声明和长期行动计划与实施办法",
        "二〇一九年示例市第十二届人民代表大会常务委员会第三次会议审议并经示例省人民代表大会常务委员会批准后由示例市公布施行",
        ONE,
        TWO,
        THREE,
        ONE,
    ];
    assert_eq!(paragraphs(&file(&[content])), want);
    let content = amid(780.0, 22.0, "示例国合作行动计划")
        + &amid(745.0, 22.0, "（二〇二八至二〇三二年）")
        + &body(700.0);
    assert_eq!(paragraphs(&file(&[content]))[..2], ["示例国合作行动计划", "（二〇二八至二〇三二年）"]);
}

#[test]
fn contents_with_drawn_leaders_are_contents_and_no_table() {
    let entry = |y: f32, text: &str, page: &str| {
        let x = 500.0 - 12.0 * page.len() as f32;
        line(72.0, y, 12.0, text)
            + &format!("[0 3] 0 d {} {y} m 470 {y} l S [] 0 d\n", 84.0 + 12.0 * text.chars().count() as f32)
            + &line(x, y, 12.0, page)
    };
    let content = line(270.0, 780.0, 14.0, "目　录")
        + &entry(750.0, "第一章　总则", "1")
        + &entry(730.0, "第二章　规划和建设", "2")
        + &entry(710.0, "第三章　管理（第七条）", "7")
        + &entry(690.0, "第四章　附则", "12")
        + &set(&[ONE, TWO], (72.0, 640.0), 12.0, 30, 2).0;
    let made = file(&[content]);
    assert_eq!(
        paragraphs(&made)[1..5],
        ["第一章　总则", "第二章　规划和建设", "第三章　管理（第七条）", "第四章　附则"]
    );
    assert!(said(&made).contains(&"contents-page-numbers"), "{:?}", said(&made));
}
