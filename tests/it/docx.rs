//! What a Word user works with: numbers that come from styles, a table of contents, sections, running heads, fonts.

use skrifa::MetadataProvider;
use skrifa::string::StringId;
use std::borrow::Cow;
use std::io::Cursor;
use std::path::Path;
use tiaowen::format::{reader_for, reader_named, writer_named};
use tiaowen::ir::Document;
use tiaowen::profile;
use tiaowen::write::Job;
use tiaowen::xml::{Element, parse};

fn seed(name: &str) -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
    crate::help::document(&std::fs::read(path).expect("a seed"), name, reader_for(name).expect("a reader"))
        .expect("a document")
}

fn job(name: &str) -> Job {
    Job { profile: profile::named(name).map(Cow::Borrowed), ..Job::default() }
}

struct Docx(Vec<u8>);

impl Docx {
    fn of(doc: &Document, job: &Job) -> Self {
        Self(tiaowen::write(doc, writer_named("docx").expect("a writer"), job).expect("a file").0)
    }
    fn bytes(&self, name: &str) -> Vec<u8> {
        let mut zip = zip::ZipArchive::new(Cursor::new(&self.0)).expect("a package");
        let mut out = vec![];
        std::io::copy(&mut zip.by_name(name).expect(name), &mut out).expect("a part");
        out
    }
    fn part(&self, name: &str) -> Element<'static> {
        let tree = parse(String::from_utf8(self.bytes(name)).expect("UTF-8").leak()).expect("XML");
        Box::leak(Box::new(tree)).root()
    }
}

fn all<'t>(root: Element<'t>, name: &str) -> Vec<Element<'t>> {
    root.named(name).collect()
}

fn value<'t>(e: Element<'t>, path: &[&str]) -> Option<&'t str> {
    path.iter().try_fold(e, |e, name| e.child(name))?.attribute("w:val")
}

#[test]
fn articles_get_their_numbers_from_their_style() {
    let docx = Docx::of(&seed("china-cuba-joint-statement-2022.txt"), &Job::default());
    let styles = docx.part("word/styles.xml");
    let article = all(styles, "style")
        .into_iter()
        .find(|s| s.attribute("w:styleId") == Some("Article"))
        .expect("a style");
    // The navigation pane lists headings, and no whole articles.
    assert_eq!(value(article, &["pPr", "outlineLvl"]), None);
    let list = value(article, &["pPr", "numPr", "numId"]).expect("a list");
    let numbering = docx.part("word/numbering.xml");
    let level = all(numbering, "lvl").into_iter().find(|l| value(*l, &["pStyle"]) == Some("Article"));
    assert_eq!(level.and_then(|l| value(l, &["lvlText"])), Some("%1、"));
    assert!(all(numbering, "num").iter().any(|n| n.attribute("w:numId") == Some(list)));
    // No paragraph numbers itself, and the document still names the part that has the lists.
    assert!(all(docx.part("word/document.xml"), "numPr").is_empty());
    let named = docx.part("word/_rels/document.xml.rels");
    assert!(named.elements().any(|r| r.attribute("Target") == Some("numbering.xml")));
}

#[test]
fn a_label_that_word_would_not_print_takes_the_number_of_its_style_away() {
    let docx = Docx::of(&seed("model-law.txt"), &Job::default());
    let body = docx.part("word/document.xml");
    let branch = all(body, "p").into_iter().find(|p| p.text().starts_with("第二条之一")).expect("an article");
    assert_eq!(value(branch, &["pPr", "numPr", "numId"]), Some("0"));
}

#[test]
fn a_law_has_a_table_of_contents_with_links_and_page_numbers() {
    let docx = Docx::of(&seed("model-law.txt"), &Job::default());
    let body = docx.part("word/document.xml");
    let ours = all(body, "sdt").into_iter().next().expect("a table of contents");
    assert_eq!(value(ours, &["sdtPr", "docPartObj", "docPartGallery"]), Some("Table of Contents"));
    let entries = all(ours, "hyperlink");
    assert!(entries.len() >= 5);
    let bookmarks: Vec<&str> =
        all(body, "bookmarkStart").into_iter().filter_map(|b| b.attribute("w:name")).collect();
    for e in entries {
        let anchor = e.attribute("w:anchor").expect("an anchor");
        assert!(bookmarks.contains(&anchor), "{anchor}");
        let field = all(e, "instrText").iter().map(|i| i.text()).collect::<String>();
        assert_eq!(field.trim(), format!("PAGEREF {anchor} \\h"));
    }
    // The source's own lines get numbers too; the words stay its own.
    let docx = Docx::of(&seed("contents-and-annex.txt"), &Job::default());
    let body = docx.part("word/document.xml");
    assert!(all(body, "sdt").is_empty() && all(body, "hyperlink").len() >= 3);
}

#[test]
fn every_annex_is_a_section() {
    let docx = Docx::of(&seed("contents-and-annex.txt"), &job("book"));
    let body = docx.part("word/document.xml");
    let sections = all(body, "sectPr");
    assert_eq!(sections.len(), 3);
    assert!(sections.iter().all(|s| s.child("footerReference").is_some() && s.child("pgSz").is_some()));
    // Only the first page of all has no head.
    let plain: Vec<bool> = sections.iter().map(|s| s.child("titlePg").is_some()).collect();
    assert_eq!(plain, [true, false, false]);
    let head = String::from_utf8(docx.bytes("word/header1.xml")).expect("UTF-8");
    let even = String::from_utf8(docx.bytes("word/header2.xml")).expect("UTF-8");
    assert!(format!("{head}{even}").contains("STYLEREF"));
    assert!(docx.part("word/settings.xml").child("mirrorMargins").is_some());
}

#[test]
fn fonts_go_along_obfuscated_by_their_keys() {
    let docx = Docx::of(&seed("notice.txt"), &Job { embed_fonts: true, ..Job::default() });
    let fonts = docx.part("word/fontTable.xml");
    let targets = docx.part("word/_rels/fontTable.xml.rels");
    let mut seen = 0;
    for (slot, family) in all(fonts, "font").into_iter().flat_map(|f| {
        let slots = f.elements().filter(|e| matches!(e.name(), "embedRegular" | "embedBold"));
        slots.map(move |s| (s, f.attribute("w:name").unwrap_or("").to_owned()))
    }) {
        let id = slot.attribute("r:id").expect("a relationship");
        let target = targets.elements().find(|r| r.attribute("Id") == Some(id)).expect("a target");
        let mut data = docx.bytes(&format!("word/{}", target.attribute("Target").expect("a path")));
        let key: String =
            slot.attribute("w:fontKey").expect("a key").chars().filter(char::is_ascii_hexdigit).collect();
        let key: Vec<u8> =
            (0..16).map(|k| u8::from_str_radix(&key[2 * k..2 * k + 2], 16).expect("a digit")).collect();
        for (k, b) in data.iter_mut().take(32).enumerate() {
            *b ^= key[15 - k % 16];
        }
        let face = skrifa::FontRef::new(&data).expect("a font");
        assert!(face.table_data(skrifa::Tag::new(b"glyf")).is_some(), "office programs carry TrueType only");
        let named = face.localized_strings(StringId::FAMILY_NAME).next().map(|n| n.to_string());
        assert_eq!(named, Some(family));
        seen += 1;
    }
    assert!(seen >= 3);
    // The styles name the families that are there.
    let styles = String::from_utf8(docx.bytes("word/styles.xml")).expect("UTF-8");
    assert!(styles.contains("w:eastAsia=\"Tiaowen Song\"") && !styles.contains("仿宋_GB2312"));
}

#[test]
fn contents_are_a_field_and_long_documents_have_running_heads() {
    let docx = Docx::of(&seed("model-law.txt"), &Job::default());
    let block = all(docx.part("word/document.xml"), "sdt")[0];
    let codes: Vec<String> = all(block, "instrText").iter().map(|c| c.text()).collect();
    assert!(codes[0].starts_with(" TOC \\o \"1-3\""), "{codes:?}");
    let signs = |kind| {
        let of = |e: &Element| e.attribute("w:fldCharType") == Some(kind);
        all(block, "fldChar").into_iter().filter(of).count()
    };
    assert_eq!((signs("begin"), signs("end")), (codes.len(), codes.len()));
    // Until the field is worked out there are numbers of pages all the same.
    let shown = all(block, "t").into_iter().map(Element::text).filter(|t| t.parse::<u32>().is_ok());
    assert_eq!(shown.count() + 1, codes.len());
    let heads: Vec<String> = (1..=3)
        .flat_map(|n| all(docx.part(&format!("word/header{n}.xml")), "instrText"))
        .map(Element::text)
        .collect();
    assert_eq!(heads, [" STYLEREF 2 \\n ", " STYLEREF 2 "]);
}

/// The header of a section's odd pages.
fn odd(section: Element<'static>) -> Option<&'static str> {
    let of = |r: &Element| r.name() == "headerReference" && r.attribute("w:type") == Some("default");
    section.elements().find(of)?.attribute("r:id")
}

#[test]
fn heads_of_annexes_show_their_titles() {
    let docx = Docx::of(&seed("contents-and-annex.txt"), &Job::default());
    let sections = all(docx.part("word/document.xml"), "sectPr");
    let heads: Vec<_> = sections.into_iter().map(odd).collect();
    assert_eq!(heads, [Some("rIdHeader1"), Some("rIdAnnexHeader"), Some("rIdAnnexHeader")]);
    let field = all(docx.part("word/header_annex.xml"), "instrText")[0].text();
    assert_eq!(field, " STYLEREF \"附件标题\" ");
    let style = all(docx.part("word/styles.xml"), "style").into_iter();
    let named = style.filter(|s| value(*s, &["name"]) == Some("附件标题"));
    assert_eq!(named.count(), 1);
}

#[test]
fn a_long_title_is_one_paragraph_that_breaks_between_units_of_sense() {
    let text = "中华人民共和国和示例共和国关于深化新时代全面战略合作伙伴关系的联合声明\n一、双方同意。\n二、双方决定。\n";
    let reader = reader_named("text").expect("a reader");
    let doc = crate::help::document(text.as_bytes(), "a.txt", reader).expect("a document");
    let docx = Docx::of(&doc, &Job::default());
    let title = all(docx.part("word/document.xml"), "p")[0];
    let lines: Vec<String> = all(title, "t").into_iter().map(Element::text).collect();
    assert_eq!(lines, ["中华人民共和国和示例共和国关于深化", "新时代全面战略合作伙伴关系的联合声明"]);
    assert_eq!(all(title, "br").len(), 1);
    let reader = reader_named("docx").expect("a reader");
    let back = crate::help::document(&docx.0, "a.docx", reader).expect("a document");
    assert_eq!(back.title(), doc.title());
    assert_eq!(tiaowen::ir::source_text(&back).lines().next(), text.lines().next());
}

#[test]
fn heads_of_columns_are_a_style_and_every_font_is_listed() {
    let reader = reader_named("markdown").expect("a reader");
    let text = "# 示例办法\n\n第一条 见表。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n";
    let doc = crate::help::document(text.as_bytes(), "a.md", reader).expect("a document");
    let docx = Docx::of(&doc, &Job::default());
    let cells = all(docx.part("word/document.xml"), "tc").into_iter();
    let styles: Vec<_> = cells.map(|c| value(c, &["p", "pPr", "pStyle"]).unwrap_or("")).collect();
    assert_eq!(styles, ["TableHeading", "TableHeading", "TableText", "TableText"]);
    let part = docx.part("word/fontTable.xml");
    let listed: Vec<_> = all(part, "font").into_iter().filter_map(|f| f.attribute("w:name")).collect();
    let named = ["word/styles.xml", "word/numbering.xml"].map(|part| all(docx.part(part), "rFonts")).concat();
    for fonts in named {
        for (_, name) in fonts.attributes().filter(|(n, _)| *n != "w:hint") {
            assert!(listed.contains(&name), "{name}");
        }
    }
    let song = all(part, "font").into_iter().find(|f| f.attribute("w:name") == Some("宋体")).expect("a font");
    assert_eq!((value(song, &["altName"]), value(song, &["family"])), (Some("SimSun"), Some("roman")));
}

#[test]
fn blanks_keep_their_length_and_tables_that_touch_stay_two() {
    let page = "<h1>示例合同</h1><p>第一条　租金<u>　　　</u>元，由<u>John Smith</u>付给<u>    </u>。</p>\
        <table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table><table><tr><td>戊</td><td>己</td></tr><tr><td>庚</td><td>辛</td></tr></table>";
    let doc = crate::help::document(page.as_bytes(), "a.html", reader_for("a.html").expect("a reader"))
        .expect("a document");
    let docx = Docx::of(&doc, &Job::default());
    let document = String::from_utf8(docx.bytes("word/document.xml")).expect("UTF-8");
    let single = "<w:u w:val=\"single\"/></w:rPr><w:t xml:space=\"preserve\">";
    let shown: Vec<&str> =
        document.split(single).skip(1).filter_map(|t| Some(t.split_once('<')?.0)).collect();
    // Web pages make one space of several.
    assert_eq!(shown, ["　\u{200b}　\u{200b}　\u{200b}", "John Smith", " \u{200b}"]);
    assert_eq!(document.matches("<w:tbl>").count(), 2);
    assert!(!document.contains("</w:tbl><w:tbl>"), "{document}");
    let back = crate::help::document(&docx.0, "a.docx", reader_for("a.docx").expect("a reader"))
        .expect("a document");
    let text = |d: &Document| tiaowen::text::chars::normalise(&tiaowen::ir::source_text(d));
    assert_eq!(text(&back), text(&doc));
}

#[test]
fn of_two_forms_that_articles_have_alike_the_style_takes_the_same_one_every_time() {
    let text = "示例办法\n第一条　市长张三为了示例，制定本办法。\n第2条　本办法自2024年1月1日起施行。\n";
    let doc = crate::help::document(text.as_bytes(), "a.txt", reader_named("text").expect("a reader"));
    let doc = doc.expect("a document");
    let first = Docx::of(&doc, &job("law")).0;
    // The order of a map is another one for every map.
    assert!((0..20).all(|_| Docx::of(&doc, &job("law")).0 == first));
}

/// A code of two 编 with chapters, long enough for what long documents have.
fn code() -> Document {
    use std::fmt::Write as _;
    let mut text = "示例法典\n".to_owned();
    for n in 0..60_u32 {
        if n % 30 == 0 {
            let _ = writeln!(text, "第{}编　编名", ["一", "二"][n as usize / 30]);
        }
        if n % 15 == 0 {
            let _ = writeln!(text, "第{}章　章名", ["一", "二", "三", "四"][n as usize / 15]);
        }
        let number = tiaowen::number::System::Han.print(n + 1).expect("a number");
        let said = "国家保护公民的合法权益，任何组织和个人不得侵犯。".repeat(1 + n as usize % 5);
        let _ = writeln!(text, "第{number}条　{said}");
    }
    crate::help::document(text.as_bytes(), "a.txt", reader_named("text").expect("a reader"))
        .expect("a document")
}

#[test]
fn heads_of_long_documents_show_parts_chapters_and_the_articles_of_the_page() {
    let codes =
        |head: Element<'static>| all(head, "instrText").into_iter().map(Element::text).collect::<Vec<_>>();
    let docx = Docx::of(&code(), &job("law"));
    let head = docx.part("word/header1.xml");
    let (one, other) = (" STYLEREF \"条\" \\n ", " STYLEREF \"条\" \\n \\l ");
    let headings = [" STYLEREF 1 \\n ", " STYLEREF 1 ", " STYLEREF 2 \\n ", " STYLEREF 2 "];
    // Where the first article of a page is the last one too, Word shows it alone; others have the range.
    let condition = [one, " IF \"", one, "\" = \"", other, "\" \"\" \"—", other, "\" "];
    assert_eq!(codes(head), [&headings[..], &condition, &[one, other]].concat());
    let branch = |name| all(head, name).into_iter().next().expect("a branch");
    assert_eq!(branch("Choice").attribute("Requires"), Some("w15"));
    let signs = all(branch("Choice"), "fldChar");
    let kinds: Vec<_> = signs.iter().filter_map(|e| e.attribute("w:fldCharType")).collect();
    let (begins, ends) = (kinds.iter().filter(|k| **k == "begin"), kinds.iter().filter(|k| **k == "end"));
    assert_eq!((begins.count(), ends.count(), kinds.last()), (5, 5, Some(&"end")));
    let fallback: String = all(branch("Fallback"), "t").into_iter().map(Element::text).collect();
    assert!(fallback.starts_with('第') && fallback.contains("条—第"), "{fallback}");
    // What stands there until Word has worked it out is that of a page.
    let shown: String = all(head, "t").into_iter().map(Element::text).collect();
    assert!(shown.starts_with("第一编　编名　第一章　章名第") && shown.contains('—'), "{shown}");
    // The same on even pages, where pages are no pairs; in a book the title stands there.
    assert_eq!(codes(docx.part("word/header2.xml")).len(), 14);
    let book = Docx::of(&code(), &job("book"));
    assert_eq!(codes(book.part("word/header2.xml")).len(), 10);
    assert!(book.part("word/header2.xml").text().contains("示例法典"));
    // Where Word counts no numbers there are none to show, and captions are text.
    let literal = Job {
        office: tiaowen::write::OfficeOptions {
            numbering: tiaowen::write::Numbering::Literal,
            ..Default::default()
        },
        ..job("law")
    };
    let docx = Docx::of(&code(), &literal);
    assert_eq!(codes(docx.part("word/header1.xml")), [" STYLEREF 1 ", " STYLEREF 2 "]);
}

#[test]
fn chapters_do_not_stand_above_a_part_that_has_none() {
    let text = "示例法典\n第一编　总则\n第一章　章名\n第一条　甲。\n第二章　章名\n第二条　乙。\n附则\n第三条　丙。\n";
    let doc = crate::help::document(text.as_bytes(), "a.txt", reader_named("text").expect("a reader"))
        .expect("a document");
    let settings = "base = \"law\"\n[head]\nshown = true\narticles = true\n";
    let profile = tiaowen::settings::profile(settings).expect("a profile").profile;
    let docx = Docx::of(&doc, &Job { profile: Some(Cow::Owned(profile)), ..Job::default() });
    let head =
        all(docx.part("word/header1.xml"), "instrText").into_iter().map(Element::text).collect::<String>();
    assert!(head.contains("STYLEREF 1") && !head.contains("STYLEREF 2"), "{head}");
}

#[test]
fn contents_list_articles_where_the_profile_says_so() {
    let settings = "base = \"law\"\ncontents-articles = true\n";
    let profile = tiaowen::settings::profile(settings).expect("a profile").profile;
    let docx = Docx::of(&code(), &Job { profile: Some(Cow::Owned(profile)), ..Job::default() });
    let ours = all(docx.part("word/document.xml"), "sdt").into_iter().next().expect("a table of contents");
    let entries: Vec<String> = all(ours, "hyperlink").into_iter().map(Element::text).collect();
    assert_eq!(entries.len(), 66);
    assert!(entries[2].starts_with("第一条") && entries[2].contains('…'), "{entries:?}");
    // No field would list them again without their texts.
    assert!(all(ours, "instrText").iter().all(|c| !c.text().contains("TOC")));
}

/// The widths of the columns of the first table, as shares.
fn shares(docx: &Docx) -> Vec<f32> {
    let grid = all(docx.part("word/document.xml"), "gridCol");
    let widths: Vec<f32> =
        grid.iter().map(|c| c.attribute("w:w").and_then(|w| w.parse().ok()).expect("a width")).collect();
    let all: f32 = widths.iter().sum();
    widths.iter().map(|w| w / all).collect()
}

#[test]
fn columns_are_as_wide_as_their_texts_want_in_word_and_on_pages() {
    let long = "负责本行政区域内示例工程的组织实施、监督管理和信息公开，并向社会公布办理结果。";
    let table = |rows: &[[&str; 4]]| {
        let row = |r: &[&str; 4]| format!("<tr>{}</tr>", r.map(|c| format!("<td>{c}</td>")).concat());
        format!(
            "<h1>示例办法</h1><p>第一条　分工如下。</p><table>{}</table>",
            rows.iter().map(row).collect::<String>()
        )
    };
    let of = |html: &str| {
        let doc = crate::help::document(html.as_bytes(), "a.html", reader_named("html").expect("a reader"))
            .expect("a document");
        let in_word = shares(&Docx::of(&doc, &job("law")));
        // The rules of the pages stand at the same places.
        let (fonts, p) = (tiaowen::font::FontSet::embedded(), profile::named("law").expect("a profile"));
        let pages =
            tiaowen::typeset::typeset(&tiaowen::Shown::new(&doc, p), &fonts, &mut vec![]).expect("pages");
        let mut edges: Vec<f32> = pages.sheets[0]
            .rules
            .iter()
            .filter(|r| (r.from.0 - r.to.0).abs() < 0.01)
            .map(|r| r.from.0)
            .collect();
        edges.sort_by(f32::total_cmp);
        edges.dedup_by(|a, b| (*a - *b).abs() < 0.1);
        let on_paper: Vec<f32> = edges.windows(2).map(|e| (e[1] - e[0]) / p.width()).collect();
        assert_eq!(in_word.len(), on_paper.len());
        assert!(
            in_word.iter().zip(&on_paper).all(|(a, b)| (a - b).abs() < 0.005),
            "{in_word:?} {on_paper:?}"
        );
        on_paper
    };
    // Numbers and short words keep one line, and a long text has the rest.
    let one = of(&table(&[
        ["序号", "单位", "职责", "金额"],
        ["1", "示例局", long, "1,234,567.00"],
        ["2", "某委员会", long, "890.00"],
    ]));
    assert!(one[2] > 0.5 && one[0] < 0.1 && one[3] > one[1], "{one:?}");
    // Two long texts, one of them twice as long: it has more, and the other enough.
    let two = of(&table(&[["一", long, &long.repeat(2), "是"], ["二", long, &long.repeat(2), "否"]]));
    assert!(two[2] > 1.2 * two[1] && two[1] > 0.25 && two[0] < 0.1 && two[3] < 0.1, "{two:?}");
    // Nothing but short texts: by their lengths, none broken.
    let short = of(&table(&[["甲", "乙丙丁戊", "己庚", "1,000.00"], ["子", "丑寅卯辰", "巳午", "20.00"]]));
    assert!(short[1] > short[2] && short[3] > short[1], "{short:?}");
}
