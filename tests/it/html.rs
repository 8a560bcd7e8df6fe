//! Pages of the web: links lead to what they name, nothing runs or loads that a document brings along, a fragment is the
//! same document.

use crate::help;
use std::collections::HashSet;
use tiaowen::format::{reader_named, writer_named};
use tiaowen::ir::Document;
use tiaowen::verify::against;
use tiaowen::write::{Job, PageOptions};

fn read(text: &str, name: &str) -> Document {
    help::document(text.as_bytes(), "a.txt", reader_named(name).expect("a reader")).expect("a document")
}

fn page(doc: &Document, job: &Job) -> String {
    let (bytes, _) = tiaowen::write(doc, writer_named("html").expect("a writer"), job).expect("a page");
    String::from_utf8(bytes).expect("UTF-8")
}

/// The values of an attribute.
fn all<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    page.split(&format!(" {attribute}=\"")).skip(1).filter_map(|s| s.split('"').next()).collect()
}

const RULES: &str = "样本办法\n第一章　总则\n第一条　甲应当登记。〔1〕\n〔1〕见乙。\n第二条　违反第一条规定的，责令改正：\n（一）丙；\n（二）丁。\n\
                     第二章　附则\n第三条　适用第二条第一款第二项的规定。本办法自2026年3月1日起施行。\n";

#[test]
fn every_link_in_a_page_leads_to_what_it_names() {
    let page = page(&read(RULES, "text"), &Job::default());
    let ids: HashSet<&str> = all(&page, "id").into_iter().collect();
    assert_eq!(ids.len(), all(&page, "id").len(), "identifiers are unique");
    for href in all(&page, "href") {
        let id = href.strip_prefix('#').unwrap_or_else(|| panic!("{href} leads out of the page"));
        assert!(ids.contains(id), "{id}");
    }
    for wanted in [
        "<a class=\"ref\" href=\"#art-1\">第一条</a>",
        "<a role=\"doc-noteref\" href=\"#note-1\" id=\"ref-note-1\">〔1〕</a>",
        "<a role=\"doc-backlink\" href=\"#ref-note-1\">〔1〕</a>",
        "<li id=\"art-2.p1.i2\"><p><span class=\"no\">（二）</span>丁。</p></li>",
        "<span class=\"no\" role=\"heading\" aria-level=\"3\">第一条</span>",
        "<time datetime=\"2026-03-01\">2026年3月1日</time>",
    ] {
        assert!(page.contains(wanted), "{wanted} in {page}");
    }
    assert!(page.contains("href=\"#art-2.p1.i2\">"), "第二条第一款第二项");
}

#[test]
fn nothing_of_a_document_runs_or_loads() {
    let evil = "</script><img src=//example.org/x onerror=alert(1)>办法\n第一条　</style><script>alert(1)</script>甲。\n";
    let doc = read(evil, "text");
    let page = page(&doc, &Job::default());
    assert_eq!(page.matches("<script").count(), 2, "ours alone");
    assert!(!page.contains("<img") && page.contains("default-src 'none'"));
    let found = writer_named("html").and_then(|f| f.extract).expect("an extractor")(page.as_bytes())
        .expect("its text");
    assert!(against(&doc, &found).holds());
    for address in all(&page, "src").iter().chain(&all(&page, "href")) {
        assert!(address.starts_with('#') || address.starts_with("data:"), "{address}");
    }
}

#[test]
fn machines_are_told_what_the_page_is() {
    let page = page(
        &read("样本市公园条例\n（2020年5月1日样本市人民代表大会通过）\n第一章　总则\n第一条　甲。\n", "text"),
        &Job::default(),
    );
    let (_, json) = page.split_once("<script type=\"application/ld+json\">").expect("JSON-LD");
    let json: serde_json::Value =
        serde_json::from_str(json.split_once("</script>").expect("its end").0).expect("JSON");
    assert_eq!((&json["@type"], &json["name"]), (&"Legislation".into(), &"样本市公园条例".into()));
    assert_eq!(json["legislationDate"], "2020-05-01");
    assert_eq!(json["hasPart"][0]["@id"], "#ch-1");
}

#[test]
fn a_fragment_is_the_document_alone_and_rules_of_others_come_last() {
    let doc = read(RULES, "text");
    let whole = PageOptions { css: Some(".tiaowen { color: teal; }".into()), fragment: false };
    let styled = page(&doc, &Job { page: whole, ..Job::default() });
    let last = styled.rfind("</style>").expect("styles");
    assert!(styled[..last].trim_end().ends_with(".tiaowen { color: teal; }"));
    let fragment = page(&doc, &Job { page: PageOptions { fragment: true, css: None }, ..Job::default() });
    assert!(fragment.starts_with("<article") && fragment.trim_end().ends_with("</article>"));
    let extract = writer_named("html").and_then(|f| f.extract).expect("an extractor");
    assert!(against(&doc, &extract(fragment.as_bytes()).expect("its text")).holds());
    assert!(extract(b"<html><body><p>x</p>").is_err());
}

#[test]
fn the_line_of_the_agency_has_a_class_of_its_own() {
    let s = "甲国和乙国的联合声明\n双方一致同意加强合作。\n（新华社北京11月25日电）\n（此件公开发布）\n";
    let doc =
        help::document(s.as_bytes(), "a.txt", reader_named("text").expect("a reader")).expect("a document");
    let web = page(&doc, &Job::default());
    let (book, _) =
        tiaowen::write(&doc, writer_named("epub").expect("a writer"), &Job::default()).expect("a book");
    let book = help::parts(&book).into_values().collect::<String>();
    for text in [web, book] {
        let line = text.lines().find(|l| l.starts_with("<p") && l.contains("新华社")).expect("the line");
        assert!(line.contains("class=\"agency\""), "{line}");
        let other = text.lines().find(|l| l.starts_with("<p") && l.contains("公开发布")).expect("a line");
        assert!(!other.contains("agency"), "{other}");
        assert!(text.contains(".agency { margin"), "a rule of the style sheet");
    }
}

#[test]
fn labels_hang_and_words_are_ragged_where_the_profile_says_so() {
    let doc = read(
        "Convention\nArticle 1\nThe Parties agree on this text.\nArticle 2\n(a) any person may apply;\n(b) nobody shall pay.\n",
        "text",
    );
    let of = |settings: &str, format: &str| {
        let profile = tiaowen::settings::profile(settings).expect("a profile").profile;
        let job = Job { profile: Some(std::borrow::Cow::Owned(profile)), ..Job::default() };
        let (bytes, _) = tiaowen::write(&doc, writer_named(format).expect("a writer"), &job).expect("a file");
        if format == "html" {
            return String::from_utf8(bytes).expect("UTF-8");
        }
        help::parts(&bytes).into_values().collect()
    };
    for (format, side) in [("html", "margin-inline-start"), ("epub", "margin-left")] {
        let plain = of("base = \"law\"\n", format);
        assert!(!plain.contains("hung") && !plain.contains("ragged"), "{format}");
        let both = of("base = \"law\"\nragged = true\nhanging-labels = true\n", format);
        assert!(both.contains("class=\"hung ragged\""), "{both}");
        assert!(both.contains(&format!("p.hung {{ {side}: 1em; text-indent: -1em; }}")), "{both}");
        assert!(both.contains("p.ragged { text-align: left; text-align: start; }"));
    }
}
