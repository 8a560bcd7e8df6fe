//! Long documents: title page, 编 on new pages, heads with the articles of the page; and short ones, which have none of it.

use std::fmt::Write as _;
use tiaowen::Shown;
use tiaowen::font::FontSet;
use tiaowen::format::reader_named;
use tiaowen::ir::Document;
use tiaowen::number::System;
use tiaowen::profile::{Profile, named};
use tiaowen::settings;
use tiaowen::typeset::{Pages, Sheet, TextRow, typeset};

/// Two 编 of two chapters each.
fn code(articles: usize) -> String {
    let mut out = "示例法典\n（2020年5月28日第十三届全国人民代表大会第三次会议通过）\n".to_owned();
    for n in 0..articles {
        let quarter = articles.div_ceil(4);
        if n % (2 * quarter) == 0 {
            let _ = writeln!(out, "第{}编　编名", ["一", "二"][n / (2 * quarter)]);
        }
        if n % quarter == 0 {
            let _ = writeln!(out, "第{}章　章名", ["一", "二", "三", "四"][n / quarter]);
        }
        let number = System::Han.print(n as u32 + 1).expect("a number");
        let _ = writeln!(
            out,
            "第{number}条　{}",
            "国家保护公民的合法权益，任何组织和个人不得侵犯。".repeat(1 + n % 5)
        );
    }
    out
}

fn document(text: &str) -> Document {
    crate::help::document(text.as_bytes(), "a.txt", reader_named("text").expect("a reader"))
        .expect("a document")
}

fn said(row: &TextRow) -> String {
    row.segments.iter().flat_map(|s| &s.glyphs).map(|g| g.char).collect()
}

fn rows(sheet: &Sheet) -> Vec<String> {
    sheet.rows.iter().map(said).collect()
}

fn furniture(sheet: &Sheet) -> Vec<String> {
    sheet.furniture.iter().map(said).collect()
}

fn profile(toml: &str) -> Profile {
    settings::profile(toml).expect("a profile").profile
}

fn with<T>(text: &str, profile: &Profile, see: impl FnOnce(&Pages) -> T) -> T {
    let (doc, fonts) = (document(text), FontSet::embedded());
    see(&typeset(&Shown::new(&doc, profile), &fonts, &mut vec![]).expect("pages"))
}

#[test]
fn a_long_code_has_title_page_contents_parts_on_pages_and_articles_in_heads() {
    for name in ["law", "book", "zhipai", "tate"] {
        with(&code(60), named(name).expect("a profile"), |pages| {
            let sheets = &pages.sheets;
            assert_eq!(rows(&sheets[0]).concat().matches("示例法典").count(), 1, "{name}");
            assert!(furniture(&sheets[0]).is_empty() && !rows(&sheets[0]).concat().contains('编'));
            assert!(rows(&sheets[1])[0].starts_with("目"), "{name}");
            // What stands on a page is what its head says.
            let mut parts = 0;
            for (k, sheet) in sheets.iter().enumerate().skip(2) {
                let rows = rows(sheet);
                let labels: Vec<&str> =
                    rows.iter().filter_map(|r| r.split_once('　')).map(|(l, _)| l).collect();
                let begun: Vec<&&str> = labels.iter().filter(|l| l.ends_with('条')).collect();
                if let Some(at) = labels.iter().position(|l| l.ends_with('编')) {
                    assert!(at == 0 && rows[0].starts_with(labels[0]), "{name}: {rows:?}");
                    parts += 1;
                }
                let heads = furniture(sheet);
                let Some(last) = begun.last() else { continue };
                assert!(heads.iter().any(|h| h.ends_with(**last)), "{name} {k}: {heads:?} {last}");
                // A page that begins with an article begins its range with it.
                if rows[0].starts_with(*begun[0]) && begun.len() > 1 {
                    assert!(heads.contains(&format!("{}—{last}", begun[0])));
                }
            }
            assert_eq!(parts, 2, "{name}");
            let chapters = |h: &String| h.contains("第一编　编名　第") && h.ends_with("章　章名");
            assert!(sheets.iter().any(|s| furniture(s).iter().any(chapters)), "{name}");
        });
    }
}

#[test]
fn a_short_code_has_none_of_it_unless_it_is_asked_for() {
    let law = named("law").expect("a profile");
    let heads = |pages: &Pages| pages.sheets.iter().map(|s| s.furniture.len() - 1).sum::<usize>();
    let short = with(&code(12), law, |pages| {
        assert!(rows(&pages.sheets[0]).concat().contains("目"));
        (pages.sheets.len(), heads(pages))
    });
    assert_eq!(short.1, 0);
    let all = profile(
        "base = \"law\"\ntitle-page = true\nparts-on-new-page = true\n[head]\nshown = true\narticles = true\n",
    );
    with(&code(12), &all, |pages| {
        assert!(pages.sheets[0].furniture.is_empty() && pages.sheets[1].furniture.len() > 1);
        assert!(pages.sheets.iter().any(|s| rows(s)[0].starts_with("第二编")));
        assert!(pages.sheets.len() > short.0);
    });
    let none =
        profile("base = \"law\"\ntitle-page = false\nparts-on-new-page = false\n[head]\nshown = false\n");
    with(&code(60), &none, |pages| assert_eq!(heads(pages), 0));
    // The same in a profile that has none of it.
    with(&code(60), named("statement").expect("a profile"), |pages| assert_eq!(heads(pages), 0));
}

#[test]
fn twenty_pages_are_long_without_articles() {
    let text =
        "示例报告\n".to_owned() + &"国家保护公民的合法权益，任何组织和个人不得侵犯。\n".repeat(32 * 21);
    with(&text, named("law").expect("a profile"), |pages| {
        assert!(pages.sheets.len() > 20 && pages.sheets[0].furniture.is_empty());
    });
    let half: String = text.split_inclusive('\n').take(32 * 10).collect();
    with(&half, named("law").expect("a profile"), |pages| assert_eq!(pages.sheets[0].furniture.len(), 1));
}

#[test]
fn contents_list_articles_where_they_are_wanted() {
    let listed = |toml: &str| {
        with(&code(12), &profile(toml), |pages| {
            rows(&pages.sheets[0]).iter().filter(|r| r.contains("条　")).count()
        })
    };
    assert_eq!((listed("base = \"law\"\n"), listed("base = \"law\"\ncontents-articles = true\n")), (0, 12));
}

#[test]
fn what_is_neither_true_nor_false_nor_auto_is_said_with_its_line() {
    let problem = settings::profile("base = \"law\"\ntitle-page = \"often\"\n").expect_err("no such value");
    assert_eq!(problem.line, 2);
}
