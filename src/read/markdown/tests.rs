//! What Markdown shows becomes lines; every other character is in leads and marks.

use super::super::end_of_sound;
use super::*;
use crate::ir::{Mark, Role, Text};
use crate::text::{Style, chars::is_space};
use proptest::prelude::*;

fn lines(s: &str) -> Lines {
    super::lines(s.as_bytes()).expect("Markdown")
}

/// A line as it is read.
fn readable(read: &Lines, line: &Line) -> String {
    let span = line.text;
    let marks = read.marks.iter().filter(|m| m.start >= span.start && m.end <= span.end);
    Text {
        role: if line.hints.table { Role::Table } else { Role::Body },
        text: read.source.text[span.range()].to_owned(),
        marks: marks.map(|m| m.moved(-i64::from(span.start))).collect(),
        ..Text::default()
    }
    .readable()
    .into_owned()
}

fn found(s: &str) -> Vec<String> {
    let read = lines(s);
    read.lines.iter().map(|l| readable(&read, l)).collect()
}

/// What is marked, in the words of the source.
fn marked(s: &str) -> Vec<(String, &'static str)> {
    let name = |m: &Mark| match &m.kind {
        MarkKind::Emphasis => "emphasis",
        MarkKind::Deleted => "deleted",
        MarkKind::Superscript => "superscript",
        MarkKind::Link { .. } => "link",
        MarkKind::Image { .. } => "image",
        MarkKind::Ruby => "ruby",
        MarkKind::RubyText => "ruby text",
        _ => "",
    };
    let read = lines(s);
    let marks = read.marks.iter().filter(|m| !name(m).is_empty());
    marks.map(|m| (read.source.text[m.start as usize..m.end as usize].to_owned(), name(m))).collect()
}

#[test]
fn signs_are_left_out_and_text_is_kept() {
    let s =
        "# 示例法\n\n<!-- INFO\nEND -->\n\n## 第一章  总则 ##\n> 第一条 甲。\n\n- 乙\n* * *\n#标签\n**粗**\n";
    assert_eq!(found(s), ["示例法", "第一章  总则", "第一条 甲。", "乙", "#标签", "粗"]);
}

#[test]
fn lines_of_a_paragraph_stay_lines() {
    assert_eq!(
        found("第一条　甲。\n第二条　乙。  \n第三条　丙。\\\n丁<br>戊"),
        ["第一条　甲。", "第二条　乙。", "第三条　丙。", "丁", "戊"]
    );
    assert_eq!(found("    第一条　**甲**。\n    第二条　乙。"), ["第一条　甲。", "第二条　乙。"]);
    assert_eq!(found("```text\n第一条　甲。\n  乙*丙*\n```"), ["第一条　甲。", "乙*丙*"]);
}

#[test]
fn numbers_of_lists_are_kept_as_they_are_written() {
    assert_eq!(
        found("3. 甲\n4. 乙\n   - 丙\n\n1) 丁\n\n2) 戊\n"),
        ["3. 甲", "4. 乙", "丙", "1) 丁", "2) 戊"]
    );
    assert_eq!(found("1. > 甲\n2.\n\n乙"), ["1.甲", "2.", "乙"]);
}

#[test]
fn escapes_entities_and_code() {
    assert_eq!(found("1\\. 甲\\*乙\\*"), ["1. 甲*乙*"]);
    assert_eq!(found("&emsp;&emsp;第一条&nbsp;甲&amp;乙"), ["第一条甲&乙"]);
    assert_eq!(found("用 `a*b` 表示"), ["用 a*b 表示"]);
}

#[test]
fn blanks_products_and_ranges_are_no_markup() {
    for s in
        ["甲方（____）与乙方（____）", "宽5*3*2米", "1~3年，5~8年", "[附件一](见后)办理", "依照公约[1]办理"]
    {
        assert_eq!(found(s), [s]);
    }
    assert_eq!(
        found("依照公约[1]办理。\n\n[1]: 指《示例公约》。\n"),
        ["依照公约[1]办理。", "[1]: 指《示例公约》。"]
    );
}

#[test]
fn marks_of_a_line() {
    let s = "**甲*乙***，~~丙~~，10<sup>-3</sup>，[丁](https://example.org)，![戊](a.png)，<ruby>漢<rt>かん</rt></ruby>";
    assert_eq!(found(s), ["甲乙，丙，10-3，丁，戊，漢かん"]);
    let all = [
        ("甲*乙", "emphasis"),
        ("乙", "emphasis"),
        ("丙", "deleted"),
        ("-3", "superscript"),
        ("丁", "link"),
        ("戊", "image"),
        ("漢<rt>かん", "ruby"),
        ("かん", "ruby text"),
    ];
    assert_eq!(marked(s), all.map(|(text, name)| (text.to_owned(), name)));
    assert_eq!(marked("[甲](javascript:alert)"), []);
    assert_eq!(marked("**甲\n乙**").len(), 2);
}

#[test]
fn footnotes_are_one_text() {
    let s = "# 示例条例[^a]\n\n第一条　甲[^1]。\n\n[^a]: 题注。\n[^1]: 第一段，*斜*。\n\n    第二段。\n\n第二条　乙。\n";
    assert_eq!(
        found(s),
        [
            "示例条例[^a]",
            "第一条　甲[^1]。",
            "[^a]: 题注。",
            "[^1]: 第一段，斜。\n\n    第二段。",
            "第二条　乙。"
        ]
    );
}

#[test]
fn the_head_of_a_file_is_no_text() {
    let read = lines("---\ntitle: 示例法\ndate: 2020-01-02\n---\n\n# 示例法\n");
    assert_eq!(read.lines.len(), 1);
    assert_eq!(read.meta.dates[0].when, "2020-01-02");
    assert_eq!(read.lines[0].hints.outline, Some(1));
}

#[test]
fn lines_of_a_table_of_contents() {
    let read = lines("[TOC]\n\n- [第一章 总则](#a)\n- [第二章 附则](#b)\n\n见[第一章](#a)。\n");
    let styles: Vec<_> = read.lines.iter().map(|l| l.hints.style).collect();
    assert_eq!(styles, [Style::Contents, Style::Contents, Style::Plain]);
}

#[test]
fn tables_are_one_line_with_cells() {
    let s = "前文。\n\n| 级别 | 罚款 |\n|:--|--:|\n| 一 \\| 二 | **重**<br>轻 |\n||2|丙|\n后文。";
    assert_eq!(found(s), ["前文。", "级别\t罚款\n一 | 二\t重轻\n\t2\t丙", "后文。"]);
    let s = "<table>\n<caption>收费表</caption>\n<tr><th>档</th><th>元</th></tr>\n\n<tr><td rowspan=\"2\">甲</td>\
             <td align=right><b>50</b></td></tr><tr><td><p>8</p><p>0</p></td></tr>\n</table>\n\n完。";
    assert_eq!(found(s), ["收费表\n档\t元\n甲\t50\n8 0", "完。"]);
    let kinds: Vec<_> = lines(s).marks.into_iter().map(|m| m.kind).collect();
    assert!(kinds.contains(&MarkKind::CellSpan { rows: 2, columns: 1 }));
    assert!(kinds.contains(&MarkKind::Row { header: true }) && kinds.contains(&MarkKind::Break));
}

#[test]
fn blocks_of_html() {
    let s = "<div align=\"center\">\n<h2>示例法</h2>\n<p>第一条　<b>甲</b>。</p><p>第二条　乙。</p>\n</div>\n\n第三条　丙。";
    let read = lines(s);
    assert_eq!(found(s), ["示例法", "第一条　甲。", "第二条　乙。", "第三条　丙。"]);
    assert_eq!(read.lines[0].hints.outline, Some(2));
    assert_eq!(found("<script>\nvar 甲;\n</script>\n\n<style>p{}</style>乙"), ["乙"]);
}

/// Whether the lines and marks of a text are sound and nothing of it is outside them.
fn sound(s: &str) -> Lines {
    let read = lines(s);
    let end = end_of_sound(&read.lines);
    assert!(end <= s.len());
    let mut open: Vec<u32> = vec![];
    let mut last = 0;
    for m in &read.marks {
        open.retain(|end| *end > m.start);
        assert!(m.start >= last && open.last().is_none_or(|end| m.end <= *end), "{m:?} in {s:?}");
        assert!(s.is_char_boundary(m.start as usize) && s.is_char_boundary(m.end as usize));
        assert!(m.start < m.end || m.kind.may_be_empty());
        last = m.start;
        open.push(m.end);
    }
    read
}

/// Ways to write a paragraph.
const AROUND: &[(&str, &str)] = &[
    ("", ""),
    ("# ", ""),
    ("### ", " ###"),
    ("> ", ""),
    ("- ", ""),
    ("12. ", ""),
    ("    ", ""),
    ("**", "**"),
    ("[", "](https://example.org)"),
    ("~~", "~~"),
    ("<p align=center>", "</p>"),
    ("<div>\n", "\n</div>"),
    ("| 甲 | ", " |"),
    ("&emsp;&emsp;", ""),
    ("![", "](a.png)"),
    ("```\n", "\n```"),
    ("<table><tr><td>", "</td></tr></table>"),
    ("[^1]: ", ""),
];

proptest! {
    #[test]
    fn any_text_is_sound(s in "([#>*_~|`\\[\\]()!<>/&;:-]|甲|1|\\.| |\n|<td>|</table>|<table>|<b>|\\[\\^1\\]:|---|```|\\\\){0,40}") {
        if !s.trim_matches(is_space).is_empty() {
            sound(&s);
        }
    }

    #[test]
    fn every_paragraph_is_shown(ways in prop::collection::vec(0..AROUND.len(), 1..12)) {
        let paragraphs: Vec<String> = (0..ways.len()).map(|k| format!("第{k}段甲乙丙")).collect();
        let written: Vec<String> =
            paragraphs.iter().zip(&ways).map(|(p, w)| format!("{}{p}{}", AROUND[*w].0, AROUND[*w].1)).collect();
        let s = written.join("\n\n");
        let read = sound(&s);
        let shown: String = read.lines.iter().map(|l| readable(&read, l)).collect();
        for p in &paragraphs {
            prop_assert_eq!(shown.matches(p).count(), 1, "{} in {}", p, s);
        }
    }
}
