//! What is read of files that an office program made of texts of ours, and of what becomes of them when they are broken.

use super::*;
use crate::ir::{Mark, MarkKind};
use crate::pack::ole::u32_at;
use crate::read::{Content, Lines, Options, Revisions};
use crate::text::{Align, Style};

const LAW: &[u8] = include_bytes!("../../../tests/old/law.doc");

fn read_with(bytes: &[u8], options: &Options) -> (Lines, Vec<Finding>) {
    let reading = read(&Input { bytes, file_name: "a.doc", options }).expect("a file");
    let Content::Lines(lines) = reading.content else { panic!("lines") };
    crate::read::end_of_sound(&lines.lines);
    (*lines, reading.findings)
}

fn texts(lines: &Lines) -> Vec<String> {
    lines.lines.iter().map(|l| lines.source.text[l.text.range()].to_owned()).collect()
}

fn marked(lines: &Lines, kind: &MarkKind) -> Vec<String> {
    let all = lines.marks.iter().filter(|m| m.kind == *kind);
    all.map(|m| lines.source.text[m.start as usize..m.end as usize].to_owned()).collect()
}

/// Where the block of information stands.
fn block() -> usize {
    let at = (0..LAW.len()).step_by(512).find(|at| LAW[*at..].starts_with(&[0xec, 0xa5]));
    at.expect("a block")
}

/// The file with a number of two bytes of its block of information changed.
fn with(at: usize, number: u16) -> Vec<u8> {
    let mut out = LAW.to_vec();
    let at = block() + at;
    out[at..at + 2].copy_from_slice(&number.to_le_bytes());
    out
}

#[test]
fn text_labels_notes_and_tables() {
    let (lines, findings) = read_with(LAW, &Options::USUAL);
    assert_eq!(
        texts(&lines),
        [
            "示例市公园管理条例",
            "（2024年3月1日通过）",
            "第一章 总则",
            "第一条　公园免费开放〔1〕，详见公告。",
            "〔1〕见公告。",
            "（一）一级公园；",
            "（二）二级公园。",
            "第二条　插入的条文，面积102公顷，H2O，下划、着重、加粗。",
            "换行前",
            "换行后\t制表‑✓[^i]",
            "级别\t内容\n一\t甲\t乙\n丙\n丁\t戊",
            "第二章 附则",
            // The program that made the file does not write that a level counts through.
            "第一条　本条例自公布之日起施行。Plain words—“quoted”.",
            "右对齐",
            "[^i]尾注。",
        ]
    );
    let of = |k: usize| lines.lines[k].hints;
    assert_eq!((of(0).style, of(0).align, of(0).size), (Style::Title, Align::Centre, 44));
    assert_eq!((of(2).style, of(2).outline, of(2).shown), (Style::Heading, Some(1), 9));
    assert_eq!((of(3).list_depth, of(3).shown), (Some(1), 9));
    assert!(of(10).table && of(12).page_break && of(13).align == Align::End);
    for (kind, text) in [
        (MarkKind::Link { target: "http://example.org/".into() }, "公告"),
        (MarkKind::Superscript, "2"),
        (MarkKind::Subscript, "2"),
        (MarkKind::Underline, "下划"),
        (MarkKind::Dots, "着重"),
        (MarkKind::Emphasis, "加粗"),
    ] {
        assert_eq!(marked(&lines, &kind), [text]);
    }
    let spans =
        |rows, columns| lines.marks.iter().filter(|m| m.kind == MarkKind::CellSpan { rows, columns }).count();
    assert_eq!((spans(1, 2), spans(2, 1)), (1, 1));
    assert!(lines.marks.iter().any(|m: &Mark| m.kind == MarkKind::Row { header: true }));
    let meta = &lines.meta;
    assert_eq!(meta.title.as_ref().map(|t| t.text.as_str()), Some("示例条例"));
    assert_eq!(meta.dates.first().map(|d| d.when.as_str()), Some("2024-03-05"));
    let said: Vec<&str> = findings.iter().map(|f| f.code.id).collect();
    let want = [&codes::TRACKED_CHANGES, &codes::HIDDEN_TEXT, &codes::COMMENTS, &codes::PAGE_HEADS];
    assert_eq!(said, want.map(|c| c.id));
}

#[test]
fn revisions_and_comments_are_done_as_asked() {
    for (revisions, want) in
        [(Revisions::Reject, "第二条删去的条文"), (Revisions::Mark, "第二条　插入删去的条文")]
    {
        let (lines, _) = read_with(LAW, &Options { revisions, ..Options::USUAL });
        assert!(texts(&lines).iter().any(|l| l.starts_with(want)), "{want}: {:?}", texts(&lines));
    }
    let (lines, _) = read_with(LAW, &Options { keep_comments: true, ..Options::USUAL });
    assert!(texts(&lines).iter().any(|l| l == "[^批注1]: 审阅者：请核对。"), "{:?}", texts(&lines));
}

#[test]
fn old_locked_and_foreign_files_are_refused_with_advice() {
    let refused = |bytes: &[u8]| read(&Input::new(bytes, "a.doc")).expect_err("refused").code;
    assert_eq!(refused(&with(2, 0x68)), &codes::OLD_DOC);
    assert_eq!(refused(&with(0x0a, 0x0100)), &codes::LOCKED_OFFICE);
    assert_eq!(refused(&with(0, 0x1234)), &codes::BROKEN_DOC);
    assert_eq!(refused(b"text"), &codes::BROKEN_DOC);
    assert_eq!(refused(&LAW[..2000]), &codes::BROKEN_DOC);
}

#[test]
fn text_is_read_where_tables_are_broken() {
    // Without places of pieces, of what is said of characters and paragraphs, of styles and of lists.
    for part in [Part::Pieces, Part::Characters, Part::Paragraphs, Part::Styles, Part::Lists] {
        let mut file = LAW.to_vec();
        let at = block() + 0x9a + 8 * part as usize;
        assert!(u32_at(&file, at + 4).is_some_and(|n| n > 0));
        // Behind the end.
        file[at..at + 4].fill(0x7f);
        let (lines, findings) = read_with(&file, &Options::USUAL);
        let all = texts(&lines).concat();
        assert!(all.contains("示例市公园管理条例") && all.contains("二级公园。"), "{part:?}: {all}");
        assert!(findings.iter().any(|f| f.code == &codes::BROKEN_PART), "{part:?}: {findings:?}");
    }
}

#[test]
fn numbers_of_the_kind_of_word_6_are_counted() {
    // Items say where their numbers are told, in the stream of data instead of a picture.
    let ole = Ole::open(LAW).expect("a compound file");
    let data = ole.stream("Data").expect("data");
    let mut told = vec![0; 2 + 3 + 4 + 3 + 84];
    told[0] = (told.len() - 2) as u8;
    told[2..9].copy_from_slice(&[0x0a, 0x26, 10, 0x0b, 0x46, 0xff, 0x07]);
    told[9..12].copy_from_slice(&[0x3e, 0xc6, 84]);
    let look = &mut told[12..];
    (look[1], look[2], look[10]) = (4, 5, 7);
    for (k, c) in "Nr. :".bytes().enumerate() {
        look[20 + 2 * k] = c;
    }
    let mut file = LAW.to_vec();
    let at = memchr::memmem::find(LAW, &data).expect("in one piece");
    file[at..at + told.len()].copy_from_slice(&told);
    let item = [0x0a, 0x26, 2, 0x0b, 0x46, 1, 0, 0x03, 0x24, 0, 0x61, 0x24, 0, 0x41, 0x24, 0];
    let places: Vec<usize> = memchr::memmem::find_iter(LAW, &item).collect();
    assert!(!places.is_empty());
    for at in &places {
        file[*at..at + 6].copy_from_slice(&[0x46, 0x66, 0, 0, 0, 0]);
        file[at + 6..at + 15].copy_from_slice(&item[7..]);
        file[at + 15] = 0;
    }
    let (lines, findings) = read_with(&file, &Options::USUAL);
    let all = texts(&lines);
    assert!(
        all.contains(&"Nr. 7: 一级公园；".to_owned()) && all.contains(&"Nr. 8: 二级公园。".to_owned()),
        "{all:?}"
    );
    assert!(!findings.iter().any(|f| f.code == &codes::BROKEN_PART), "{findings:?}");
    // Where nothing says how they look, that is told.
    file[at + 9..at + 12].copy_from_slice(&[0x3d, 0xc6, 84]);
    let (lines, findings) = read_with(&file, &Options::USUAL);
    assert!(texts(&lines).contains(&"一级公园；".to_owned()));
    assert!(findings.iter().any(|f| f.code == &codes::BROKEN_PART), "{findings:?}");
}
