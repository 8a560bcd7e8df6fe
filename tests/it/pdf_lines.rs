//! Lines of PDF files put together: where paragraphs end, where columns begin, what stands between two lines.

use crate::pdf_read::{ONE, THREE, TWO, file, line, paragraphs, said, set};

/// A paragraph in lines from edge to edge, its gaps stretched, its last line as it falls; gives where the next line stands.
fn justified(text: &str, (x, mut y): (f32, f32), size: f32, width: f32) -> (String, f32) {
    let chars: Vec<char> = text.chars().collect();
    let fit = (width / size) as usize;
    let mut out = String::new();
    for part in chars.chunks(fit) {
        let step = if part.len() < fit { size } else { (width - size) / (fit - 1) as f32 };
        let last = part.len() == fit && chars.ends_with(part) && text.ends_with('。');
        for (k, c) in part.iter().enumerate() {
            // A last line that happens to be full is not stretched.
            let at = x + k as f32 * if last { size } else { step };
            out += &line(at, y, size, &c.to_string());
        }
        y -= 1.5 * size;
    }
    (out, y)
}

#[test]
fn a_full_last_line_ends_its_paragraph_over_the_page() {
    // Without indents, and with no more room between paragraphs than between lines.
    let whole = |text: &str, n: usize| text.chars().cycle().take(n - 1).collect::<String>() + "。";
    let texts = [whole(ONE, 70), whole(TWO, 60), whole(THREE, 80), whole(ONE, 47)];
    let pages: Vec<String> = texts
        .chunks(2)
        .map(|page| {
            let mut out = String::new();
            let mut y = 700.0;
            for text in page {
                let (content, below) = justified(text, (72.0, y), 12.0, 20.0 * 12.0 + 5.0);
                out += &content;
                y = below;
            }
            out
        })
        .collect();
    assert_eq!(paragraphs(&file(&pages)), texts);
}

#[test]
fn paragraphs_that_stand_apart_may_begin_like_provisions_inside() {
    // A line that begins with a label goes on all the same where paragraphs have room between them.
    let texts = [
        ONE,
        "本条例所称公园，是指依照第三条、第四条以及本市其他有关规定设立的公园，根据第五条",
        TWO,
        THREE,
        ONE,
    ];
    let (mut content, mut y) = (String::new(), 760.0);
    for (k, text) in texts.iter().enumerate() {
        let shown = if k == 1 { format!("{text}第六条的规定管理。") } else { (*text).to_owned() };
        let (part, below) = set(&[&shown], (72.0, y), 12.0, 39, 0);
        content += &part;
        y = below - 9.0;
    }
    let want: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(k, t)| if k == 1 { format!("{t}第六条的规定管理。") } else { (*t).into() })
        .collect();
    assert_eq!(paragraphs(&file(&[content])), want);
}

#[test]
fn the_end_of_a_text_stands_in_its_last_column() {
    let column = |texts: &[&str], x: f32, width: usize| set(texts, (x, 760.0), 10.0, width, 2).0;
    let long = [ONE, TWO, THREE, ONE, TWO, THREE];
    let first = column(&long, 60.0, 22) + &column(&long, 320.0, 22);
    // One line in the second column, known from the page before.
    let second = column(&long, 60.0, 22) + column(&[TWO], 320.0, 22).lines().next().unwrap_or_default();
    let rest: String = TWO.chars().take(20).collect();
    let want = [&long[..], &long, &long, &[&rest]].concat();
    assert_eq!(paragraphs(&file(&[first, second])), want);
    // A title of greater type comes closer to the second column than parts of a line stand.
    let title: String = ONE.chars().take(16).collect();
    let titled = line(60.0, 757.0, 15.0, &title)
        + &set(&long, (60.0, 735.0), 10.0, 22, 2).0
        + &column(&long, 317.0, 22);
    let want = [&[&*title][..], &long, &long].concat();
    assert_eq!(paragraphs(&file(&[titled])), want);
}

#[test]
fn heads_of_two_pages_are_found_by_their_type() {
    let page = |texts: &[&str], n: &str| {
        line(250.0, 800.0, 9.0, "法律汇编")
            + &set(texts, (72.0, 770.0), 12.0, 30, 2).0
            + &line(290.0, 40.0, 9.0, n)
    };
    let made = file(&[page(&[ONE, TWO, THREE], "1"), page(&[THREE, ONE], "2")]);
    assert_eq!(paragraphs(&made), [ONE, TWO, THREE, THREE, ONE]);
    assert_eq!(said(&made), ["page-numbers-left-out", "running-heads-left-out"]);
    // What stands there in the type of the text is text.
    let same = |texts: &[&str]| {
        set(&["公园管理"], (72.0, 800.0), 12.0, 30, 2).0 + &set(texts, (72.0, 770.0), 12.0, 30, 2).0
    };
    assert_eq!(paragraphs(&file(&[same(&[ONE]), same(&[TWO])])), ["公园管理", ONE, "公园管理", TWO]);
}

#[test]
fn lines_of_hangul_that_end_with_words_leave_room_for_none() {
    let lines = |texts: &[&str]| -> String {
        let at = |(k, t): (usize, &&str)| {
            let x = if t.starts_with("제") { 96.0 } else { 72.0 };
            line(x, 760.0 - 18.0 * k as f32, 12.0, t)
        };
        texts.iter().enumerate().map(at).collect()
    };
    // Every line that goes on leaves room, and ends with the white space behind its word.
    let content = lines(&[
        "제1조 이 법은 국민의 권리를 보호하고 국가의 ",
        "의무를 정하여 행정의 투명성을 높임을 그 으뜸가는 ",
        "목적으로 한다.",
        "제2조 행정기관의 장은 이 법의 시행에 필요한 ",
        "사항을 정하고 국민의 의견을 널리 두루 들으며 ",
        "관계기관과 협의하여 그 결과를 모두 관보에 ",
        "공표하여야 한다.",
    ]);
    let want = [
        "제1조 이 법은 국민의 권리를 보호하고 국가의 의무를 정하여 행정의 투명성을 높임을 그 으뜸가는 목적으로 한다.",
        "제2조 행정기관의 장은 이 법의 시행에 필요한 사항을 정하고 국민의 의견을 널리 두루 들으며 관계기관과 협의하여 그 결과를 모두 관보에 공표하여야 한다.",
    ];
    assert_eq!(paragraphs(&file(&[content])), want);
}

#[test]
fn a_bracket_that_lies_over_a_space_stands_behind_it() {
    // The full-width bracket is set half an em to the left, over the space before it.
    let content = line(72.0, 700.0, 12.0, "이 영은 ") + &line(114.0, 700.0, 12.0, "「법」에 따른다.");
    let read = paragraphs(&file(&[content]));
    assert_eq!(read, ["이 영은 「법」에 따른다."]);
}

#[test]
fn two_lines_of_signatures_beside_each_other_stay_two() {
    let content = set(&[ONE, TWO], (72.0, 760.0), 12.0, 30, 2).0
        + &line(100.0, 600.0, 12.0, "甲国政府代表")
        + &line(300.0, 600.0, 12.0, "乙国政府代表")
        + &line(100.0, 580.0, 12.0, "张三")
        + &line(300.0, 580.0, 12.0, "李四");
    assert_eq!(paragraphs(&file(&[content])), [ONE, TWO, "甲国政府代表　乙国政府代表", "张三　李四"]);
}

#[test]
fn text_from_the_right_is_read_from_there() {
    // As it is seen from the left: whole lines, and a name among Chinese; figures run from the left in both.
    let seen = |text: &str, figures: &str| -> String {
        let back: String = text.chars().rev().collect();
        back.replace(&figures.chars().rev().collect::<String>(), figures)
    };
    let law = "ماددا 12 قانۇن";
    let name = "بەلگىلىمە 34 سان";
    let content = line(72.0, 700.0, 12.0, &seen(law, "12"))
        + &line(
            72.0,
            660.0,
            12.0,
            &format!("维吾尔文名称为{}，藏文名称另定，办法全文见附件三。", seen(name, "34")),
        );
    assert_eq!(
        paragraphs(&file(&[content])),
        [law.to_owned(), format!("维吾尔文名称为{name}，藏文名称另定，办法全文见附件三。")]
    );
}
