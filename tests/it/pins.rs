//! What a person says of a line is certain, and the rest is read around it.

use std::fmt::Write as _;
use tiaowen::format::reader_named;
use tiaowen::ir::{Document, Event, Given, Pin, Pinned, Role, events, source_text, validate};
use tiaowen::number::Level;
use tiaowen::read::Input;
use tiaowen::text::Span;

/// A text read with pins at the first place of the words given.
fn read(text: &str, pins: &[(&str, Pinned)]) -> Document {
    let pins = pins.iter().map(|(words, what)| {
        let at = text.find(words).expect("the words are there");
        let end = if *what == Pinned::HeadingEnds { at + words.len() } else { end_of_line(text, at) };
        Pin { span: Span::new(at, end), what: what.clone() }
    });
    let mut given = Given { pins: pins.collect(), ..Given::default() };
    given.pins.sort_by_key(|p| p.span.start);
    let reader = reader_named("text").expect("a reader");
    let doc = tiaowen::document(&Input::new(text.as_bytes(), "a.txt"), reader, &given).expect("a document").0;
    assert_eq!(validate(&doc, Some(&source_text(&doc))), []);
    assert_eq!(source_text(&doc), text);
    doc
}

fn end_of_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |len| at + len)
}

/// A line for every provision with a label or heading and for every other text, indented by depth.
fn outline(doc: &Document) -> String {
    let (mut out, mut depth) = (String::new(), 0usize);
    events(doc, |e| match e {
        Event::Enter(p) => {
            if p.label.is_some() || p.heading.is_some() {
                let label = p.label.as_ref().map_or("", |l| &l.text);
                let heading = p.heading.as_ref().map_or("", |h| &h.text);
                let _ = writeln!(out, "{}{} {label}|{heading}", "  ".repeat(depth), p.level.name());
            }
            depth += 1;
        }
        Event::Leave(_) => depth -= 1,
        Event::Text(t) => {
            let words: String = t.text.chars().take(8).collect();
            let _ = writeln!(out, "{}{} {}", "  ".repeat(depth), t.role.name(), words.replace('\n', "/"));
        }
    });
    out
}

/// A treaty whose headings and lists look alike.
const TREATY: &str = "甲国和乙国互助协定\n一、合作\n1. 双方相互支持。\n2. 双方定期会晤。\n3. 双方交换资料。\n\
                      二、费用\n1. 费用由请求方承担。\n2. 另有约定的除外。\n";

#[test]
fn a_pinned_line_takes_its_series_along() {
    let doc = read(TREATY, &[("2. 双方定期", Pinned::Level(Level::Article, None))]);
    let said = outline(&doc);
    let articles = said.lines().filter(|l| l.trim_start().starts_with("article ")).count();
    assert_eq!(articles, 5, "{said}");
    assert!(said.contains("other 一、|合作\n") && said.contains("other 二、|费用\n"), "{said}");
}

#[test]
fn a_pinned_heading_has_its_series_as_headings() {
    let doc = read(TREATY, &[("一、合作", Pinned::Level(Level::Chapter, None))]);
    let said = outline(&doc);
    assert!(said.contains("chapter 一、|合作\n") && said.contains("chapter 二、|费用\n"), "{said}");
}

#[test]
fn what_looks_like_a_reference_is_an_article_where_a_person_says_so_and_the_other_way_round() {
    let text = "甲办法\n第一条　甲。\n第五条规定的事项，从其规定。\n第三条　丙。\n";
    let said = outline(&read(text, &[("第五条规定", Pinned::Level(Level::Article, None))]));
    assert!(said.contains("article 第五条|\n"), "{said}");
    let said = outline(&read(text, &[("第三条　丙", Pinned::Role(Role::Body))]));
    assert!(!said.contains("article 第三条"), "{said}");
}

#[test]
fn a_label_that_nobody_knows_is_one_where_a_person_says_so() {
    let text = "甲办法\n第一条　甲：\n甲款　子；\n乙款　丑。\n";
    let len = "甲款".len() as u32;
    let pins = [
        ("甲款　", Pinned::Level(Level::Item, Some(len))),
        ("乙款　", Pinned::Level(Level::Item, Some(len))),
    ];
    let said = outline(&read(text, &pins));
    assert!(said.contains("item 甲款|\n") && said.contains("item 乙款|\n"), "{said}");
}

#[test]
fn headings_begin_and_end_where_a_person_says() {
    let text =
        "甲办法\n组织\n第一条　机构　本会设三个机构。\n第二条　职责\n本会职责如下。\n附则\n第三条　丙。\n";
    let pins = [
        ("组织", Pinned::Heading),
        ("第一条　机构", Pinned::HeadingEnds),
        ("第二条　职责", Pinned::NoHeading),
        ("附则", Pinned::NoHeading),
    ];
    let said = outline(&read(text, &pins));
    let expected = "title 甲办法\nother |组织\n  article 第一条|机构\n      body 本会设三个机构。\n  \
                    article 第二条|\n      body 职责\n      body 本会职责如下。\n      body 附则\n  \
                    article 第三条|\n      body 丙。\n";
    assert_eq!(said, expected);
}

#[test]
fn a_level_without_a_label_is_a_heading_of_that_level() {
    let text = "甲章程\n第一条　甲。\n组织\n第二条　乙。\n";
    let said = outline(&read(text, &[("组织", Pinned::Level(Level::Chapter, None))]));
    assert!(said.contains("\nchapter |组织\n  article 第二条"), "{said}");
}

#[test]
fn lines_are_joined_and_split_where_a_person_says() {
    let text = "甲办法\n第一条　本办法适用于\n第二条规定的事项。第三条　丙。\n第四条　丁。\n";
    let pins = [("第二条规定", Pinned::Join), ("第三条　丙", Pinned::Split)];
    let said = outline(&read(text, &pins));
    let articles: Vec<&str> = said.lines().filter(|l| l.starts_with("article")).collect();
    assert_eq!(articles, ["article 第一条|", "article 第三条|", "article 第四条|"], "{said}");
    assert!(said.contains("body 本办法适用于/"), "{said}");
}

#[test]
fn a_level_in_the_middle_of_a_line_begins_a_line() {
    let text = "甲办法\n第一条　甲。第二条　乙。\n";
    let said = outline(&read(text, &[("第二条", Pinned::Level(Level::Article, None))]));
    assert!(said.contains("article 第二条|\n"), "{said}");
}

#[test]
fn roles_before_and_after_the_provisions_are_what_a_person_says() {
    let text = "甲乙两国\n合作协定\n缔约双方，\n愿意合作，\n一、甲。\n二、乙。\n以下签字\n张三\n李四\n";
    let pins = [
        ("缔约双方", Pinned::Role(Role::Preamble)),
        ("愿意合作", Pinned::Role(Role::Preamble)),
        ("以下签字", Pinned::Role(Role::Trailer)),
        ("张三", Pinned::Role(Role::Signature)),
        ("李四", Pinned::Role(Role::Signature)),
    ];
    let doc = read(text, &pins);
    let roles = |blocks: &[tiaowen::ir::Block]| -> Vec<&'static str> {
        let role = |b: &tiaowen::ir::Block| match b {
            tiaowen::ir::Block::Text(t) => t.role.name(),
            tiaowen::ir::Block::Provision(_) => "provision",
        };
        blocks.iter().map(role).collect()
    };
    assert_eq!(roles(&doc.front), ["title", "title", "preamble", "preamble"], "{}", outline(&doc));
    assert_eq!(roles(&doc.back), ["trailer", "signature", "signature"], "{}", outline(&doc));
}

#[test]
fn an_annex_and_a_note_are_what_a_person_says() {
    let text = "甲办法\n第一条　甲。\n表格\n第一条　乙。\n＊见甲。\n";
    let pins = [("表格", Pinned::Level(Level::Annex, None)), ("＊见甲", Pinned::Role(Role::Note))];
    let said = outline(&read(text, &pins));
    assert!(said.contains("annex 表格|\n") && said.contains("footnote ＊见甲。"), "{said}");
}

#[test]
fn what_is_said_of_the_whole_stands_in_the_document() {
    let reader = reader_named("text").expect("a reader");
    let given =
        Given { language: Some("ja-JP".into()), title: Some("甲乙条约".into()), ..Given::default() };
    let input = Input::new("一、甲。\n二、乙。\n".as_bytes(), "a.txt");
    let doc = tiaowen::document(&input, reader, &given).expect("a document").0;
    assert_eq!(
        (doc.title(), doc.meta.kind.name(), doc.meta.language.as_str()),
        ("甲乙条约", "treaty", "ja-JP")
    );
}

#[test]
fn a_pin_anywhere_loses_nothing() {
    let text = "甲办法\n第一章　总则\n第一条　甲：\n（一）子；\n（二）丑。\n“第二条　引。\n第三条　引。”\n附件\n第一条　乙。\n张三\n2024年1月1日\n";
    let whats = [
        Pinned::Level(Level::Annex, None),
        Pinned::Level(Level::Part, None),
        Pinned::Level(Level::Article, None),
        Pinned::Level(Level::Paragraph, None),
        Pinned::Level(Level::Point, None),
        Pinned::Level(Level::Item, Some(3)),
        Pinned::Role(Role::Title),
        Pinned::Role(Role::Body),
        Pinned::Role(Role::Note),
        Pinned::Role(Role::Signature),
        Pinned::Heading,
        Pinned::NoHeading,
        Pinned::HeadingEnds,
        Pinned::Join,
        Pinned::Split,
    ];
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    for what in &whats {
        for start in &starts {
            if text[*start..].starts_with('\n') {
                continue;
            }
            let words = &text[*start..end_of_line(text, *start)];
            read_at(text, *start, words.len(), what.clone());
        }
    }
}

fn read_at(text: &str, start: usize, len: usize, what: Pinned) {
    let pin = Pin { span: Span::new(start, start + len), what };
    let given = Given { pins: vec![pin.clone()], ..Given::default() };
    let reader = reader_named("text").expect("a reader");
    let doc = tiaowen::document(&Input::new(text.as_bytes(), "a.txt"), reader, &given).expect("a document").0;
    assert_eq!(validate(&doc, Some(text)), [], "{pin:?}");
}
