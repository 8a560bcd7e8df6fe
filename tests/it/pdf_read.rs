//! PDF files in: what was written here is read back as the same tree, pages made by hand give what they show, and what is
//! no text is refused.
#![allow(clippy::format_push_string, clippy::format_collect, reason = "contents of pages are short")]

use crate::help::{self, tree};
use lopdf::{Dictionary, Document as Pdf, Object, Stream, dictionary};
use std::borrow::Cow;
use std::path::Path;
use tiaowen::finding::Finding;
use tiaowen::format::{Format, reader_for, reader_named, writer_named};
use tiaowen::ir::{Given, MarkKind, source_text, validate};
use tiaowen::read::{Content, Input, Lines, Options};
use tiaowen::write::Job;

fn pdf() -> &'static Format {
    reader_named("pdf").expect("a reader")
}

#[test]
fn what_was_written_is_read_back_as_the_same_tree() {
    let mut seen = 0;
    for folder in ["seeds", "tests/goldens"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files: Vec<_> =
            std::fs::read_dir(path).expect("a folder").map(|e| e.expect("an entry").path()).collect();
        files.sort();
        for file in files {
            let name = file.file_name().expect("a name").to_string_lossy().into_owned();
            let reads = file.extension().is_some_and(|e| e == "txt" || e == "md");
            if !file.is_file() || !reads || name == "README.md" {
                continue;
            }
            let bytes = std::fs::read(&file).expect("a file");
            let doc =
                help::document(&bytes, &name, reader_for(&name).expect("a reader")).expect("a document");
            let source = tree(&doc);
            for profile in ["law", "gbt9704"] {
                let job =
                    Job { profile: tiaowen::profile::named(profile).map(Cow::Borrowed), ..Job::default() };
                let (made, _) =
                    tiaowen::write(&doc, writer_named("pdf").expect("a writer"), &job).expect("a file");
                let back = tree(&help::document(&made, "a.pdf", pdf()).expect("a document"));
                let at = source.iter().zip(&back).take_while(|(a, b)| a == b).count();
                assert!(back == source, "{name} {profile}: {:?} became {:?}", source.get(at), back.get(at));
            }
            seen += 1;
        }
    }
    assert!(seen >= 10);
}

/// A file of pages with such contents. `F` is a font whose codes are characters, `V` the same for vertical lines, `L` a Latin
/// one, `X` one about which nothing is said.
pub fn file(pages: &[String]) -> Vec<u8> {
    made(pages, (595, 842)).0
}

fn made(pages: &[String], (width, height): (i64, i64)) -> (Vec<u8>, Pdf) {
    let mut doc = Pdf::with_version("1.5");
    let mut composite = |encoding: &str, ordering: &str| {
        let info = dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal(ordering),
            "Supplement" => 0,
        };
        let descendant = doc.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "A", "CIDSystemInfo" => info,
        });
        doc.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "A", "Encoding" => encoding,
            "DescendantFonts" => vec![descendant.into()],
        })
    };
    let (f, v, x) = (
        composite("UniGB-UCS2-H", "GB1"),
        composite("UniGB-UCS2-V", "GB1"),
        composite("Identity-H", "Identity"),
    );
    let l = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding",
    });
    let fonts = dictionary! { "F" => f, "V" => v, "L" => l, "X" => x };
    let resources = doc.add_object(dictionary! { "Font" => fonts });
    let tree = doc.new_object_id();
    let mut kids: Vec<Object> = vec![];
    for page in pages {
        let content = doc.add_object(Stream::new(Dictionary::new(), page.clone().into_bytes()));
        let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources };
        kids.push(doc.add_object(page).into());
    }
    let count = kids.len() as i64;
    let area = vec![0.into(), 0.into(), width.into(), height.into()];
    doc.set_object(
        tree,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "MediaBox" => area },
    );
    let catalog = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    doc.trailer.set("Root", catalog);
    let mut bytes = vec![];
    doc.save_to(&mut bytes).expect("a file");
    (bytes, doc)
}

fn hex(text: &str) -> String {
    text.encode_utf16().map(|u| format!("{u:04x}")).collect()
}

/// A line of text: where it begins, its base line from the foot of the page, and the size of its type.
pub fn line(x: f32, y: f32, size: f32, text: &str) -> String {
    format!("BT /F {size} Tf {x} {y} Td <{}> Tj ET\n", hex(text))
}

/// Paragraphs in lines of so many characters, the first of each set in; gives the content and where the next line stands.
pub fn set(
    paragraphs: &[&str],
    (x, mut y): (f32, f32),
    size: f32,
    width: usize,
    indent: usize,
) -> (String, f32) {
    let mut out = String::new();
    for p in paragraphs {
        let mut chars: Vec<char> = p.chars().collect();
        let mut first = true;
        while !chars.is_empty() {
            let room = if first { width - indent } else { width };
            let end = room.min(chars.len());
            let text: String = chars.drain(..end).collect();
            let from = if first { x + indent as f32 * size } else { x };
            out += &line(from, y, size, &text);
            y -= 1.5 * size;
            first = false;
        }
    }
    (out, y)
}

pub fn reading(bytes: &[u8], options: &Options) -> Result<(Lines, Vec<Finding>), String> {
    let input = Input { options, ..Input::new(bytes, "a.pdf") };
    let reading = (pdf().read.as_ref().expect("a reader").read)(&input).map_err(|e| e.to_string())?;
    let Content::Lines(lines) = reading.content else { panic!("lines") };
    Ok((*lines, reading.findings))
}

/// The paragraphs that are read of a file.
pub fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let (lines, _) = reading(bytes, &Options::USUAL).expect("a text");
    lines.lines.iter().map(|l| lines.source.text[l.text.range()].to_owned()).collect()
}

/// The codes of what there is to say of a file.
pub fn said(bytes: &[u8]) -> Vec<&'static str> {
    let (_, findings) = reading(bytes, &Options::USUAL).expect("a text");
    findings.iter().map(|f| f.code.name).collect()
}

pub const ONE: &str =
    "为了保障示例市公园的管理和使用，维护游客的合法权益，根据有关法律、法规，结合本市实际，制定本条例。";
pub const TWO: &str =
    "本条例适用于本市行政区域内公园的规划、建设、保护和管理活动，国家另有规定的，从其规定。";
pub const THREE: &str =
    "市公园主管部门负责全市公园的监督管理工作，其他有关部门按照各自职责做好相关工作并互相配合。";

#[test]
fn lines_become_paragraphs_by_indents_and_by_room() {
    for indent in [0, 2] {
        for width in [20, 27, 33] {
            let (content, _) = set(&[ONE, TWO, THREE, ONE], (72.0, 760.0), 12.0, width, indent);
            assert_eq!(paragraphs(&file(&[content])), [ONE, TWO, THREE, ONE], "{indent} {width}");
        }
    }
}

#[test]
fn one_line_that_goes_on_tells_the_indent_of_short_paragraphs() {
    let texts = [
        ONE,
        "第一条　目标明确。",
        "第二条　分工合理。",
        "第三条　措施有力。",
        "第四条　监督到位。",
        "第五条　本办法自公布之日起施行。",
    ];
    let (content, _) = set(&texts, (72.0, 760.0), 12.0, 30, 2);
    assert_eq!(paragraphs(&file(&[content])), texts);
}

#[test]
fn paragraphs_run_over_pages_without_what_stands_at_their_edges() {
    let (all, _) = set(&[ONE, TWO, THREE], (72.0, 700.0), 12.0, 20, 2);
    let lines: Vec<&str> = all.lines().collect();
    let moved = |part: &[&str], n: usize| {
        let body: String = part.iter().map(|l| format!("{l}\n")).collect();
        line(200.0, 800.0, 9.0, "公报2024年第3期") + &body + &line(280.0, 40.0, 9.0, &format!("—{n}—"))
    };
    let pages: Vec<String> = lines.chunks(2).enumerate().map(|(k, part)| moved(part, k + 1)).collect();
    let made = file(&pages);
    assert_eq!(paragraphs(&made), [ONE, TWO, THREE]);
    assert_eq!(said(&made), ["page-numbers-left-out", "running-heads-left-out"]);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let title = line(220.0, 790.0, 18.0, "示例市公园条例");
    let column = |texts: &[&str], x: f32, y: f32, width: usize| set(texts, (x, y), 10.0, width, 2).0;
    let long = [ONE, TWO, THREE, ONE, TWO, THREE];
    // Equal columns, a title above, lines that stand between those beside them, three columns, a last one that is short.
    let cases: Vec<(String, Vec<&str>)> = vec![
        (
            column(&long, 60.0, 760.0, 22) + &column(&long[1..], 320.0, 760.0, 22),
            [&long[..], &long[1..]].concat(),
        ),
        (
            title.clone() + &column(&long, 60.0, 760.0, 22) + &column(&long[1..], 320.0, 760.0, 22),
            [&["示例市公园条例"][..], &long, &long[1..]].concat(),
        ),
        (
            column(&long, 60.0, 760.0, 22) + &column(&long[2..], 320.0, 753.0, 22),
            [&long[..], &long[2..]].concat(),
        ),
        (
            column(&long, 50.0, 760.0, 15)
                + &column(&long, 220.0, 760.0, 15)
                + &column(&long, 390.0, 760.0, 15),
            [&long[..], &long, &long].concat(),
        ),
        (
            column(&long, 60.0, 760.0, 22) + &column(&long[..2], 320.0, 760.0, 22),
            [&long[..], &long[..2]].concat(),
        ),
    ];
    for (k, (content, want)) in cases.iter().enumerate() {
        assert_eq!(paragraphs(&file(std::slice::from_ref(content))), *want, "{k}");
    }
}

#[test]
fn two_pages_on_one_sheet_are_two() {
    let half = |x: f32, texts: &[&str], n: &str| {
        set(texts, (x, 500.0), 12.0, 24, 2).0 + &line(x + 140.0, 30.0, 9.0, n)
    };
    let sheet = |texts: [&[&str]; 2], n: [&str; 2]| half(60.0, texts[0], n[0]) + &half(480.0, texts[1], n[1]);
    let pages = [sheet([&[ONE, TWO], &[THREE]], ["1", "2"]), sheet([&[TWO], &[ONE]], ["3", "4"])];
    let (bytes, _) = made(&pages, (842, 595));
    assert_eq!(paragraphs(&bytes), [ONE, TWO, THREE, TWO, ONE]);
}

/// A grid of lines, and texts in its cells from the top left one.
fn grid(xs: &[f32], ys: &[f32], texts: &[(usize, usize, &str)]) -> String {
    let mut out = String::new();
    for x in xs {
        out += &format!("{x} {} m {x} {} l S\n", ys[0], ys[ys.len() - 1]);
    }
    for y in ys {
        out += &format!("{} {y} m {} {y} l S\n", xs[0], xs[xs.len() - 1]);
    }
    for (row, column, text) in texts {
        for (k, part) in text.split('|').enumerate() {
            out += &line(xs[*column] + 4.0, ys[*row] - 14.0 - 14.0 * k as f32, 10.0, part);
        }
    }
    out
}

/// A table in lines: rows of cells, in braces how many rows and columns a cell spans.
fn table(bytes: &[u8]) -> Vec<String> {
    let (lines, _) = reading(bytes, &Options::USUAL).expect("a text");
    let text = &lines.source.text;
    let mut out = vec![];
    for m in &lines.marks {
        let said = |m: &tiaowen::ir::Mark| {
            text[m.start as usize..m.end as usize].trim_matches(['\t', '\n']).to_owned()
        };
        match m.kind {
            MarkKind::Row { header } => out.push(if header { "*".to_owned() } else { String::new() }),
            MarkKind::Cell => *out.last_mut().expect("a row") += &format!("[{}]", said(m).replace('\n', "/")),
            MarkKind::CellSpan { rows, columns } => {
                *out.last_mut().expect("a row") += &format!("{{{rows},{columns}}}");
            }
            _ => {}
        }
    }
    out
}

#[test]
fn tables_are_read_from_their_rules() {
    let xs = [60.0, 160.0, 300.0];
    let ys = [700.0, 660.0, 620.0, 580.0];
    let texts =
        [(0, 0, "级别"), (0, 1, "罚款"), (1, 0, "一"), (1, 1, "一百元|以下"), (2, 0, "二"), (2, 1, "二百元")];
    let plain = grid(&xs, &ys, &texts);
    assert_eq!(
        table(&file(std::slice::from_ref(&plain))),
        ["[级别][罚款]", "[一][一百元/以下]", "[二][二百元]"]
    );
    // A line that fills its cell goes on.
    let full = grid(
        &xs,
        &ys,
        &[(0, 0, "级别"), (0, 1, "罚款"), (1, 1, "处以一百元以上二百元以内|罚款"), (2, 1, "二")],
    );
    assert_eq!(table(&file(&[full])), ["[级别][罚款]", "[][处以一百元以上二百元以内罚款]", "[][二]"]);
    // Drawn as thin shapes.
    let shapes: String = xs.iter().map(|x| format!("{x} 580 0.5 120 re f\n")).collect::<String>()
        + &ys.iter().map(|y| format!("60 {y} 240 0.5 re f\n")).collect::<String>()
        + &line(64.0, 686.0, 10.0, "甲")
        + &line(164.0, 606.0, 10.0, "乙");
    assert_eq!(table(&file(&[shapes])), ["[甲][]", "[][]", "[][乙]"]);
    // The first row is one cell, and the first column of the others too.
    let merged = "60 700 240 -120 re S 60 660 m 300 660 l S 160 620 m 300 620 l S 160 660 m 160 580 l S\n"
        .to_owned()
        + &line(64.0, 686.0, 10.0, "表头")
        + &line(64.0, 640.0, 10.0, "甲")
        + &line(164.0, 640.0, 10.0, "乙")
        + &line(164.0, 600.0, 10.0, "丙");
    assert_eq!(table(&file(&[merged])), ["[表头]{1,2}", "[甲]{2,1}[乙]", "[丙]"]);
    // It goes on over the page, under its head again.
    let more = grid(&xs, &ys, &[(0, 0, "级别"), (0, 1, "罚款"), (1, 0, "三"), (2, 0, "四")]);
    assert_eq!(
        table(&file(&[plain, more])),
        ["*[级别][罚款]", "[一][一百元/以下]", "[二][二百元]", "[三][]", "[四][]"]
    );
    // Around it the text goes on.
    let (above, _) = set(&[ONE], (60.0, 780.0), 12.0, 30, 2);
    let (below, _) = set(&[TWO], (60.0, 550.0), 12.0, 30, 2);
    let all = paragraphs(&file(&[above + &grid(&xs, &ys, &texts) + &below]));
    assert!(all.len() == 3 && all[0] == ONE && all[1].starts_with("级别\t罚款") && all[2] == TWO, "{all:?}");
}

#[test]
fn tables_without_a_grid_are_told_by_their_columns() {
    let row = |y: f32, cells: [(f32, &str); 3]| cells.map(|(x, text)| line(x, y, 10.0, text)).concat();
    let (above, _) = set(&[ONE], (60.0, 780.0), 12.0, 30, 2);
    let (below, _) = set(&[TWO], (60.0, 560.0), 12.0, 30, 2);
    let rows = row(700.0, [(60.0, "级别"), (200.0, "面积"), (320.0, "负责人")])
        + &row(680.0, [(60.0, "一级"), (200.0, "十公顷以上"), (320.0, "区长")])
        + &row(660.0, [(60.0, "二级"), (200.0, "一公顷以上"), (320.0, "局长")]);
    let want = ["[级别][面积][负责人]", "[一级][十公顷以上][区长]", "[二级][一公顷以上][局长]"];
    assert_eq!(table(&file(&[above.clone() + &rows + &below])), want);
    // Three rules: the first row is its head.
    let rules = "60 715 m 400 715 l S 60 693 m 400 693 l S 60 652 m 400 652 l S\n";
    let headed = ["*[级别][面积][负责人]", want[1], want[2]];
    assert_eq!(table(&file(&[above.clone() + rules + &rows + &below])), headed);
    // Around it the text goes on.
    let all = paragraphs(&file(&[above.clone() + &rows + &below]));
    assert!(all.len() == 3 && all[0] == ONE && all[2] == TWO, "{all:?}");
    // Labels with their texts behind a gap are no table, nor are two signatures.
    let list = ["（一）", "（二）", "（三）", "（四）"].iter().enumerate().map(|(k, l)| {
        let y = 700.0 - 20.0 * k as f32;
        line(60.0, y, 10.0, l) + &line(120.0, y, 10.0, "甲乙丙丁戊己庚辛；")
    });
    assert_eq!(table(&file(&[above.clone() + &list.collect::<String>()])), Vec::<String>::new());
    let signed = line(60.0, 600.0, 12.0, "甲方代表")
        + &line(300.0, 600.0, 12.0, "乙方代表")
        + &line(60.0, 570.0, 12.0, "张三")
        + &line(300.0, 570.0, 12.0, "李四");
    assert_eq!(table(&file(&[above + &signed])), Vec::<String>::new());
}

#[test]
fn a_frame_around_a_page_is_no_table() {
    let (content, _) = set(&[ONE, TWO], (72.0, 760.0), 12.0, 30, 2);
    assert_eq!(paragraphs(&file(&[format!("50 50 480 750 re S\n{content}")])), [ONE, TWO]);
}

#[test]
fn footnotes_follow_the_paragraph_with_their_sign() {
    let body = |text: &str, y: f32| set(&[text], (72.0, y), 12.0, 30, 2);
    let noted = |sign: &str, note: &str| {
        let text = format!("{ONE}依照公约{sign}办理有关事项，并按照规定报告。");
        let (first, y) = body(&text, 760.0);
        let rule = "72 120 m 172 120 l S\n";
        (first + &body(TWO, y).0 + rule + &line(90.0, 100.0, 9.0, note), text)
    };
    // In circles, in brackets, a star.
    for (sign, note, said) in [
        ("①", "①1969年5月23日订于维也纳。", "1969年5月23日订于维也纳。"),
        ("[1]", "[1] 一九六九年订于维也纳。", "一九六九年订于维也纳。"),
        ("*", "* 见附件。", "见附件。"),
    ] {
        let (content, text) = noted(sign, note);
        let want = [text.replace(sign, "〔1〕"), format!("〔1〕{said}"), TWO.to_owned()];
        assert_eq!(paragraphs(&file(&[content])), want);
    }
    // A raised number.
    let raised = "BT /F 12 Tf 72 700 Td <".to_owned()
        + &hex("依照公约")
        + "> Tj /F 7 Tf 4 Ts <"
        + &hex("1")
        + "> Tj 0 Ts /F 12 Tf <"
        + &hex("办理有关事项，并按照规定报告。")
        + "> Tj ET\n"
        + &body(TWO, 660.0).0
        + "BT /F 6 Tf 90 104 Td <"
        + &hex("1")
        + "> Tj ET "
        + &line(97.0, 100.0, 9.0, "订于维也纳。");
    let want = ["依照公约〔1〕办理有关事项，并按照规定报告。", "〔1〕订于维也纳。", TWO];
    assert_eq!(paragraphs(&file(&[raised])), want);
    // Signs that begin anew on every page, and a note that goes on over the page.
    let page = |sign: &str, note: &str, more: &str| {
        let (first, _) = body(&format!("{TWO}依照公约{sign}办理。"), 760.0);
        first
            + &line(90.0, 100.0, 9.0, note)
            + &if more.is_empty() { String::new() } else { line(90.0, 86.0, 9.0, more) }
    };
    let pages = [page("①", "①甲年订。", "②不是注，没有号。"), page("①", "①乙年订。", "")];
    let text = format!("{TWO}依照公约〔1〕办理。");
    let want = [
        text.clone(),
        "〔1〕甲年订。②不是注，没有号。".into(),
        text.replace('1', "2"),
        "〔2〕乙年订。".into(),
    ];
    assert_eq!(paragraphs(&file(&pages)), want);
    // A number that is no sign stays what it is.
    let (power, _) = noted("10", "面积为10平方公里");
    assert!(paragraphs(&file(&[power])).iter().all(|p| !p.contains('〔')));
}

/// Lines from top to bottom, the first at the right.
fn vertical(paragraphs: &[&str], height: usize) -> String {
    let mut out = String::new();
    let mut x = 500.0;
    for p in paragraphs {
        let chars: Vec<char> = format!("　{p}").chars().collect();
        for part in chars.chunks(height) {
            let text: String = part.iter().collect();
            out += &format!("BT /V 12 Tf {x} 760 Td <{}> Tj ET\n", hex(&text));
            x -= 20.0;
        }
    }
    out
}

#[test]
fn vertical_lines_are_read_from_the_right() {
    for height in [15, 22, 31] {
        assert_eq!(paragraphs(&file(&[vertical(&[ONE, TWO, THREE], height)])), [ONE, TWO, THREE], "{height}");
    }
    // Marks that fonts have for vertical lines.
    let marks = ONE.replace('，', "\u{fe10}").replace('。', "\u{fe12}");
    let made = file(&[vertical(&[&marks, TWO], 20)]);
    assert_eq!(paragraphs(&made), [ONE, TWO]);
    assert_eq!(said(&made), ["folded-characters"]);
    // Every character at its own place, in a font for horizontal lines, with a number of two digits in one place.
    let mut placed = String::new();
    for (k, c) in ["自", "公", "布", "之", "日", "起", "12", "日", "内", "施", "行"].iter().enumerate()
    {
        let y = 700.0 - 14.0 * k as f32;
        if *c == "12" {
            placed += &format!("BT /L 10 Tf 294 {y} Td (12) Tj ET\n");
        } else {
            placed += &line(294.0, y, 12.0, c);
        }
    }
    assert_eq!(paragraphs(&file(&[placed])), ["自公布之日起12日内施行"]);
}

#[test]
fn pages_that_lie_are_turned() {
    let (content, _) = set(&[ONE, TWO], (72.0, 500.0), 12.0, 40, 2);
    let turned = format!("q 0 1 -1 0 595 0 cm {content} Q");
    assert_eq!(paragraphs(&file(&[turned])), [ONE, TWO]);
}

#[test]
fn watermarks_and_unseen_text_are_left_out_and_told() {
    let (content, _) = set(&[ONE, TWO], (72.0, 760.0), 12.0, 30, 2);
    let mark = format!("BT /F 60 Tf 1 1 -1 1 150 200 Tm <{}> Tj ET\n", hex("内部资料"));
    let unseen = format!("BT 3 Tr /F 12 Tf 72 300 Td <{}> Tj ET\n", hex("看不见"));
    let made = file(&[content + &mark + &unseen]);
    assert_eq!(paragraphs(&made), [ONE, TWO]);
    assert_eq!(said(&made), ["askew-left-out", "unseen-text-left-out"]);
}

#[test]
fn latin_lines_keep_their_words() {
    let latin = |y: f32, text: &str| format!("BT /L 11 Tf 72 {y} Td ({text}) Tj ET\n");
    let content = latin(700.0, "Article 1. The Parties recognise the inter-")
        + &latin(684.0, "national character of this long-term work.")
        + &latin(660.0, "Article 2. Nothing in it is long-")
        + &latin(644.0, "term only.");
    let want = [
        "Article 1. The Parties recognise the international character of this long-term work.",
        "Article 2. Nothing in it is long-term only.",
    ];
    assert_eq!(paragraphs(&file(&[content])), want);
}

#[test]
fn contents_lose_the_numbers_of_pages() {
    let entry = |y: f32, text: &str| line(72.0, y, 12.0, text);
    let content = line(280.0, 780.0, 14.0, "目录")
        + &entry(750.0, "第一章　总则……………………1")
        + &entry(730.0, "第二章　附则……………………12")
        + &set(&[ONE, TWO], (72.0, 690.0), 12.0, 30, 2).0;
    let made = file(&[content]);
    assert_eq!(paragraphs(&made), ["目录", "第一章　总则", "第二章　附则", ONE, TWO]);
    assert_eq!(said(&made), ["contents-page-numbers"]);
}

#[test]
fn what_is_no_text_is_refused_with_its_page() {
    let picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI Q\n".to_owned();
    let (text, _) = set(&[ONE], (72.0, 760.0), 12.0, 30, 2);
    let unknown = "BT /X 12 Tf 72 700 Td <00010002000300040005> Tj ET".to_owned();
    let drawn = "0 0 m 1 2 3 4 5 6 c f\n".repeat(400);
    for (bad, why) in
        [(&picture, "scanned page"), (&unknown, "font without character map"), (&drawn, "outlines")]
    {
        let made = file(&[text.clone(), bad.clone(), text.clone()]);
        let error = reading(&made, &Options::USUAL).expect_err("refused");
        assert!(error.contains("TW143") && error.contains(" 2: ") && error.contains(why), "{error}");
        let allowed = Options { allow_missing_pages: true, ..Options::USUAL };
        let (lines, findings) = reading(&made, &allowed).expect("a text");
        assert_eq!(lines.lines.len(), 2);
        assert_eq!(findings[0].code.name, "pages-left-out");
        assert!(reading(&file(std::slice::from_ref(bad)), &allowed).is_err());
    }
    // A few glyphs that nobody knows are told, and a page with nothing on it is a page.
    let few = text.clone() + "BT /X 12 Tf 72 100 Td <0001> Tj ET";
    assert_eq!(said(&file(&[few])), ["unknown-glyphs"]);
    assert!(said(&file(&[text.clone(), String::new()])).is_empty());
    // The text of a recognition program behind a picture is text.
    let behind = format!("{picture} BT 3 Tr ET {text}");
    let made = file(&[behind]);
    assert_eq!(paragraphs(&made), [ONE]);
    assert_eq!(said(&made), ["text-behind-picture", "pictures-not-read"]);
}

/// A file of one page that a password opens.
pub fn locked(page: &str, user: &str) -> Vec<u8> {
    let (_, mut doc) = made(&[page.to_owned()], (595, 842));
    let id = || Object::string_literal("0123456789abcdef");
    doc.trailer.set("ID", vec![id(), id()]);
    let version = lopdf::EncryptionVersion::V2 {
        document: &doc,
        owner_password: "owner",
        user_password: user,
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).expect("a state");
    doc.encrypt(&state).expect("encrypts");
    let mut bytes = vec![];
    doc.save_to(&mut bytes).expect("a file");
    bytes
}

#[test]
fn encrypted_files_want_their_password() {
    let (text, _) = set(&[ONE], (72.0, 760.0), 12.0, 30, 2);
    let locked = |user: &str| locked(&text, user);
    let made = locked("user");
    let with = |password: Option<&str>| {
        reading(&made, &Options { password: password.map(str::to_owned), ..Options::USUAL })
            .map(|(l, _)| l.lines.len())
    };
    assert!(with(None).is_err_and(|e| e.contains("TW141")), "{:?}", with(None));
    assert!(with(Some("another")).is_err_and(|e| e.contains("TW142")));
    assert_eq!(with(Some("user")), Ok(1));
    let opened = Options { password: Some("user".into()), ..Options::USUAL };
    let (_, findings) = reading(&made, &opened).expect("a text");
    assert_eq!(findings.iter().map(|f| f.code.name).collect::<Vec<_>>(), ["unlocked-pdf"]);
    assert_eq!(said(&locked("")), ["restricted-pdf"]);
    // It is whole; that it is locked is another thing.
    let extract = tiaowen::format::extractor_for("a.pdf").and_then(|f| f.extract).expect("a proof");
    let why = extract(&made).expect_err("locked");
    assert!(why.say(tiaowen::finding::Lang::En).contains("it is encrypted"), "{why:?}");
}

#[test]
fn broken_files_are_read_as_far_as_they_go() {
    let (text, _) = set(&[ONE, TWO], (72.0, 760.0), 12.0, 30, 2);
    let made = file(&[text]);
    // Without the table of objects.
    let end = made.windows(5).rposition(|w| w == b"xref\n").expect("a table");
    assert_eq!(paragraphs(&made[..end]), [ONE, TWO]);
    let moved = [b"junk\n".as_slice(), &made].concat();
    assert_eq!(paragraphs(&moved), [ONE, TWO]);
    assert!(reading(b"%PDF-1.4", &Options::USUAL).is_err_and(|e| e.contains("TW140")));
}

#[test]
fn changed_files_break_nothing() {
    let seed = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/notice.txt")).expect("a seed");
    let doc =
        help::document(&seed, "notice.txt", reader_for("notice.txt").expect("a reader")).expect("a document");
    let (ours, _) =
        tiaowen::write(&doc, writer_named("pdf").expect("a writer"), &Job::default()).expect("a file");
    let (text, _) = set(&[ONE, TWO], (72.0, 760.0), 12.0, 30, 2);
    let plain =
        file(&[text.clone() + &grid(&[60.0, 160.0, 300.0], &[300.0, 260.0, 220.0], &[(0, 0, "甲")]), text]);
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut below = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n.max(1) as u64) as usize
    };
    for (made, tries) in [(plain, 300), (ours, 60)] {
        for k in 0..tries {
            let mut bytes = made.clone();
            for _ in 0..=below(6) {
                let at = below(bytes.len());
                match k % 4 {
                    0 => bytes[at] = below(256) as u8,
                    1 => bytes.truncate(at.max(20)),
                    2 => drop(bytes.drain(at..(at + below(40)).min(bytes.len()))),
                    _ => {
                        let digits =
                            bytes.iter().enumerate().filter(|(_, b)| b.is_ascii_digit()).map(|(k, _)| k);
                        let digits: Vec<usize> = digits.collect();
                        bytes[digits[below(digits.len())]] = b'0' + below(10) as u8;
                    }
                }
            }
            let input = Input::new(&bytes, "a.pdf");
            if let Ok((doc, _)) = tiaowen::document(&input, pdf(), &Given::default()) {
                assert_eq!(validate(&doc, Some(&source_text(&doc))), [], "{k}");
            }
        }
    }
}
