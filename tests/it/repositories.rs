//! Conventions of repositories that hold laws as Markdown: front matter of every kind, titles, headings of every level, bold labels,
//! lists, rules between articles, hard-wrapped lines. Whatever a text is dressed in, its outline is the same, its whole text is
//! read, and front matter is no text of it.

use tiaowen::format::reader_named;
use tiaowen::ir::{Block, Document, plain_text};

/// What stands before the title, and whether it says title and day.
const FRONT: &[(&str, bool)] = &[
    ("", false),
    ("---\ntitle: 示例市公园条例\ndate: 2024-03-01\nstatus: 有效\ntags:\n  - 法律\n---\n", true),
    ("---\nlayout: law\ntitle: \"示例市公园条例\"\npublished: 2024/03/01\n...\n\n", true),
    ("---\ntitle: >-\n  示例市公园条例\ndate: 2024年3月1日\n---\n", true),
    ("+++\ntitle = \"示例市公园条例\"\ndate = 2024-03-01T00:00:00Z\ndraft = false\n+++\n", true),
    ("{\n  \"title\": \"示例市公园条例\",\n  \"date\": \"2024-03-01\"\n}\n\n", true),
    (";;;\n\"title\": \"示例市公园条例\",\n\"date\": \"2024-03-01\"\n;;;\n", true),
    ("Title: 示例市公园条例\nDate: 2024-03-01\n\n", true),
];
/// The title; `{}` stands for its words.
const TITLES: &[&str] = &["# {}\n\n", "", "<h1 align=\"center\">{}</h1>\n\n", "{}\n===\n\n"];
/// A chapter: its label and heading for `{l}` and `{t}`.
const CHAPTERS: &[&str] = &[
    "## {l} {t}",
    "## **{l}　{t}**",
    "**{l}　{t}**",
    "# {l} {t}",
    "{l}　{t}\n---",
    "## {l} {t} {#a}",
    "## {l} {t} ##",
];
/// An article: its label and text.
const ARTICLES: &[&str] = &[
    "**{l}** {t}",
    "**{l}**　{t}",
    "### {l}\n\n{t}",
    "#### {l}\n{t}",
    "### {l} {t}",
    "{l}　{t}",
    "- **{l}** {t}",
    "__{l}__ {t}",
    "<b>{l}</b> {t}",
    "<a id=\"a\"></a>**{l}** {t}",
    "> {l}　{t}",
];
/// An item, and what parts it from the next one.
const ITEMS: &[(&str, &str)] = &[
    ("{l}{t}", "\n\n"),
    ("- {l}{t}", "\n"),
    ("  {l}{t}", "\n\n"),
    ("**{l}** {t}", "\n\n"),
    ("{l}{t}  ", "\n"),
    ("* {l}{t}", "\n"),
];
const BETWEEN: &[&str] = &["\n\n", "\n\n---\n\n", "\n\n***\n\n"];

/// The places in the lists above that a text is dressed with; the last one says whether lines are wrapped.
type Dress = [usize; 7];
const SIZES: Dress =
    [FRONT.len(), TITLES.len(), CHAPTERS.len(), ARTICLES.len(), ITEMS.len(), BETWEEN.len(), 2];

fn dressed(d: Dress) -> String {
    let put = |form: &str, label: &str, text: &str| form.replace("{l}", label).replace("{t}", text);
    let wrapped = |text: &str| {
        let all: Vec<char> = text.chars().collect();
        let lines = all.chunks(if d[6] == 1 { 14 } else { 400 }).map(|l| l.iter().collect::<String>());
        lines.collect::<Vec<_>>().join("\n")
    };
    let chapter = |label, heading| put(CHAPTERS[d[2]], label, heading);
    let article = |label, text: &str| put(ARTICLES[d[3]], label, &wrapped(text));
    let (item, between) = ITEMS[d[4]];
    let parts = [
        chapter("第一章", "总则"),
        article("第一条", "为了规范公园的管理，根据有关法律，制定本条例。"),
        article("第二条", "公园分为下列两级："),
        [put(item, "（一）", "一级公园；"), put(item, "（二）", "二级公园。")].join(between),
        chapter("第二章", "附则"),
        article("第三条", "本条例自2024年5月1日起施行。"),
    ];
    let title = TITLES[d[1]].replace("{}", "示例市公园条例");
    format!("{}{title}{}\n", FRONT[d[0]].0, parts.join(BETWEEN[d[5]]))
}

fn ids(doc: &Document) -> Vec<String> {
    fn visit(blocks: &[Block], out: &mut Vec<String>) {
        for b in blocks {
            if let Block::Provision(p) = b {
                out.push(p.id.0.clone());
                visit(&p.blocks, out);
            }
        }
    }
    let mut out = vec![];
    for part in [&doc.front, &doc.body, &doc.back] {
        visit(part, &mut out);
    }
    out
}

/// What is wrong with a text that is dressed so.
fn wrong(d: Dress) -> Option<String> {
    const OUTLINE: &[&str] = &[
        "ch-1",
        "art-1",
        "art-1.p1",
        "art-2",
        "art-2.p1",
        "art-2.p1.i1",
        "art-2.p1.i2",
        "ch-2",
        "art-3",
        "art-3.p1",
    ];
    let source = dressed(d);
    let reader = reader_named("markdown").expect("a reader");
    let doc = crate::help::document(source.as_bytes(), "a.md", reader).expect("a document");
    let (titled, stated) = (!TITLES[d[1]].is_empty(), FRONT[d[0]].1);
    let title = doc.meta.title.as_ref().map(|t| t.text.as_str());
    if (titled || stated) && title != Some("示例市公园条例") {
        return Some(format!("{title:?} of {source}"));
    }
    if ids(&doc) != OUTLINE {
        return Some(format!("{:?} of {source}", ids(&doc)));
    }
    if stated && !doc.meta.dates.iter().any(|d| d.when == "2024-03-01") {
        return Some(format!("{:?} of {source}", doc.meta.dates));
    }
    let said: String = plain_text(&doc).chars().filter(|c| !c.is_whitespace()).collect();
    let want = "第一章总则第一条为了规范公园的管理，根据有关法律，制定本条例。第二条公园分为下列两级：（一）一级公园；（二）二级公园。\
                第二章附则第三条本条例自2024年5月1日起施行。";
    let want = format!("{}{want}", if titled { "示例市公园条例" } else { "" });
    // Signs of lists and anchors may stand beside.
    (said.replace(['-', '*'], "").replace("{#a}", "") != want).then(|| format!("{said} of {source}"))
}

#[test]
fn laws_in_markdown_have_one_outline_however_they_are_dressed() {
    let mut all: Vec<Dress> = vec![];
    // Every form of every part by itself, and many together.
    for (k, size) in SIZES.iter().enumerate() {
        for form in 0..*size {
            let mut d = [1, 0, 0, 0, 0, 0, 0];
            d[k] = form;
            all.push(d);
        }
    }
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..400 {
        let d = SIZES.map(|size| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed % size as u64) as usize
        });
        all.push(d);
    }
    let wrong: Vec<String> = all.iter().filter_map(|d| wrong(*d)).collect();
    assert!(wrong.is_empty(), "{} of {}: {}", wrong.len(), all.len(), wrong.join("\n\n"));
}
