//! Conventions of repositories that hold laws as Markdown: front matter of every kind, titles, headings of every level, bold labels,
//! lists, rules between articles, hard-wrapped lines. Whatever a text is dressed in, its outline is the same, its whole text is
//! read, and front matter is no text of it.

use tiaowen::format::reader_named;
use tiaowen::ir::{Block, Document, plain_text};

/// What stands before the title, and whether it says title and day; `{}` stands for the title.
type Front = (&'static str, bool);
const FRONT: &[Front] = &[
    ("", false),
    ("---\ntitle: {}\ndate: 2024-03-01\nstatus: 有效\ntags:\n  - 法律\n---\n", true),
    ("---\nlayout: law\ntitle: \"{}\"\npublished: 2024/03/01\n...\n\n", true),
    ("---\ntitle: >-\n  {}\ndate: 2024年3月1日\n---\n", true),
    ("+++\ntitle = \"{}\"\ndate = 2024-03-01T00:00:00Z\ndraft = false\n+++\n", true),
    ("{\n  \"title\": \"{}\",\n  \"date\": \"2024-03-01\"\n}\n\n", true),
    (";;;\n\"title\": \"{}\",\n\"date\": \"2024-03-01\"\n;;;\n", true),
    ("Title: {}\nDate: 2024-03-01\n\n", true),
    (
        "---\nTitle: {}\njurabk: ParkG\nlayout: default\norigslug: parkg\nslug: parkg\ndate: 2024-03-01\n\n---\n\n",
        true,
    ),
];
/// The title; `{}` stands for its words.
const TITLES: &[&str] = &["# {}\n\n", "", "<h1 align=\"center\">{}</h1>\n\n", "{}\n===\n\n"];
/// What stands between provisions.
const BETWEEN: &[&str] = &["\n\n", "\n\n---\n\n", "\n\n***\n\n"];

/// A convention: how a country writes its laws, and how repositories dress them.
struct Convention {
    title: &'static str,
    /// A chapter, an article and an item: `{l}` and `{t}` stand for label and text; what parts items from each other.
    chapters: &'static [&'static str],
    articles: &'static [&'static str],
    items: &'static [(&'static str, &'static str)],
    /// Two chapters, three articles of which the second has two items.
    labels: [[&'static str; 2]; 7],
    outline: &'static [&'static str],
    /// Lines of texts that are wrapped are so wide.
    wide: usize,
}

const CHINESE: Convention = Convention {
    title: "示例市公园条例",
    chapters: &[
        "## {l} {t}",
        "## **{l}　{t}**",
        "**{l}　{t}**",
        "# {l} {t}",
        "{l}　{t}\n---",
        "## {l} {t} {#a}",
        "## {l} {t} ##",
    ],
    articles: &[
        "**{l}** {t}",
        "**{l}**　{t}",
        "**{l}　**{t}",
        "### {l}\n\n{t}",
        "#### {l}\n{t}",
        "### {l} {t}",
        "{l}　{t}",
        "- **{l}** {t}",
        "__{l}__ {t}",
        "<b>{l}</b> {t}",
        "<a id=\"a\"></a>**{l}** {t}",
        "> {l}　{t}",
    ],
    items: &[
        ("{l}{t}", "\n\n"),
        ("- {l}{t}", "\n"),
        ("  {l}{t}", "\n\n"),
        ("**{l}** {t}", "\n\n"),
        ("{l}{t}  ", "\n"),
        ("* {l}{t}", "\n"),
    ],
    labels: [
        ["第一章", "总则"],
        ["第一条", "为了规范公园的管理，根据有关法律，制定本条例。"],
        ["第二条", "公园分为下列两级："],
        ["（一）", "一级公园；"],
        ["（二）", "二级公园。"],
        ["第二章", "附则"],
        ["第三条", "本条例自2024年5月1日起施行。"],
    ],
    outline: &[
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
    ],
    wide: 14,
};

const JAPANESE: Convention = Convention {
    title: "公園の設置に関する法律",
    chapters: &["## {l}　{t}", "**{l}　{t}**", "# {l} {t}", "## **{l}**　{t}"],
    articles: &["**{l}**　{t}", "**{l}　**{t}", "### {l}\n\n{t}", "### {l}　{t}", "{l}　{t}", "- {l}　{t}"],
    items: &[("{l}　{t}", "\n\n"), ("**{l}　**{t}", "\n\n"), ("- {l}　{t}", "\n"), ("　{l}　{t}", "\n\n")],
    labels: [
        ["第一章", "総則"],
        ["第一条", "この法律は、公園の設置について必要な事項を定める。"],
        ["第二条", "公園とは、次に掲げるものをいう。"],
        ["一", "庭園"],
        ["二", "広場"],
        ["第二章", "雑則"],
        ["第三条", "この法律の施行に関し必要な事項は、政令で定める。"],
    ],
    outline: CHINESE.outline,
    wide: 14,
};

const GERMAN: Convention = Convention {
    title: "Gesetz über die öffentlichen Parks (ParkG)",
    chapters: &["## {l} {t}", "## {l} - {t}", "# {l} {t}", "**{l} {t}**", "#### **{l} {t}**"],
    articles: &["### {l}\n\n{t}", "**{l}** {t}", "##### {l}\n\n{t}"],
    items: &[("{l} {t}", "\n\n"), ("{l}  {t}", "\n\n"), ("{l} {t}", "\n")],
    labels: [
        ["Abschnitt 1", "Allgemeines"],
        ["§ 1", "Dieses Gesetz regelt die Benutzung der öffentlichen Parks."],
        ["§ 2", "Parks im Sinne dieses Gesetzes sind:"],
        ["1.", "große Parks;"],
        ["2.", "kleine Parks."],
        ["Abschnitt 2", "Schlußvorschriften"],
        ["§ 3", "Dieses Gesetz tritt am 1. Mai 2024 in Kraft."],
    ],
    outline: &[
        "sec-1",
        "art-1",
        "art-1.p1",
        "art-2",
        "art-2.p1",
        "art-2.p1.i1",
        "art-2.p1.i2",
        "sec-2",
        "art-3",
        "art-3.p1",
    ],
    wide: 400,
};

const SWISS: Convention = Convention {
    title: "Parkverordnung der Stadt",
    labels: [
        ["Kapitel 1", "Allgemeines"],
        ["Art. 1", "Diese Verordnung regelt die Benutzung der öffentlichen Parks."],
        ["Art. 2", "Parks im Sinne dieser Verordnung sind:"],
        ["a.", "große Parks;"],
        ["b.", "kleine Parks."],
        ["Kapitel 2", "Schlussbestimmungen"],
        ["Art. 3", "Diese Verordnung tritt am 1. Mai 2024 in Kraft."],
    ],
    outline: CHINESE.outline,
    ..GERMAN
};

const FRENCH: Convention = Convention {
    title: "Code des parcs et jardins",
    chapters: &["## {l} : {t}", "### {l} - {t}", "# {l} {t}", "**{l} : {t}**"],
    articles: &["### {l}\n\n{t}", "##### {l}\n\n{t}", "**{l}**\n\n{t}", "**{l}** {t}"],
    labels: [
        ["Chapitre Ier", "Dispositions générales"],
        ["Article 1er", "Les parcs sont ouverts au public."],
        ["Article 2", "Les parcs comprennent :"],
        ["1°", "Les grands parcs ;"],
        ["2°", "Les petits parcs."],
        ["Chapitre II", "Dispositions finales"],
        ["Article 3", "Le présent code entre en vigueur le 1er mai 2024."],
    ],
    outline: CHINESE.outline,
    ..GERMAN
};

/// Articles of a code that carry the number of their place.
const FRENCH_CODE: Convention = Convention {
    labels: [
        ["Chapitre Ier", "Dispositions générales"],
        ["Article L. 111-1", "Les parcs sont ouverts au public."],
        ["Article L. 111-2", "Les parcs comprennent :"],
        ["1°", "Les grands parcs ;"],
        ["2°", "Les petits parcs."],
        ["Chapitre II", "Dispositions finales"],
        ["Article L. 112-1", "Le présent code entre en vigueur le 1er mai 2024."],
    ],
    outline: &[
        "ch-1",
        "art-111_1",
        "art-111_1.p1",
        "art-111_2",
        "art-111_2.p1",
        "art-111_2.p1.i1",
        "art-111_2.p1.i2",
        "ch-2",
        "art-112_1",
        "art-112_1.p1",
    ],
    ..FRENCH
};

/// The places in the lists that a text is dressed with; the last one says whether lines are wrapped.
type Dress = [usize; 7];

impl Convention {
    const fn sizes(&self) -> Dress {
        [
            FRONT.len(),
            TITLES.len(),
            self.chapters.len(),
            self.articles.len(),
            self.items.len(),
            BETWEEN.len(),
            2,
        ]
    }

    fn dressed(&self, d: Dress) -> String {
        let put = |form: &str, [label, text]: [&str; 2]| form.replace("{l}", label).replace("{t}", text);
        let wrapped = |text: &str| {
            let all: Vec<char> = text.chars().collect();
            let lines =
                all.chunks(if d[6] == 1 { self.wide } else { 400 }).map(|l| l.iter().collect::<String>());
            lines.collect::<Vec<_>>().join("\n")
        };
        let chapter = |k: usize| put(self.chapters[d[2]], self.labels[k]);
        let article = |k: usize| put(self.articles[d[3]], [self.labels[k][0], &wrapped(self.labels[k][1])]);
        let (item, between) = self.items[d[4]];
        let parts = [
            chapter(0),
            article(1),
            article(2),
            [put(item, self.labels[3]), put(item, self.labels[4])].join(between),
            chapter(5),
            article(6),
        ];
        let whole = |s: &str| s.replace("{}", self.title);
        format!("{}{}{}\n", whole(FRONT[d[0]].0), whole(TITLES[d[1]]), parts.join(BETWEEN[d[5]]))
    }

    /// What is wrong with a text that is dressed so.
    fn wrong(&self, d: Dress) -> Option<String> {
        let source = self.dressed(d);
        let reader = reader_named("markdown").expect("a reader");
        let doc = crate::help::document(source.as_bytes(), "a.md", reader).expect("a document");
        let (titled, stated) = (!TITLES[d[1]].is_empty(), FRONT[d[0]].1);
        let title = doc.meta.title.as_ref().map(|t| t.text.as_str());
        if (titled || stated) && title != Some(self.title) {
            return Some(format!("{title:?} of {source}"));
        }
        if ids(&doc) != self.outline {
            return Some(format!("{:?} of {source}", ids(&doc)));
        }
        if stated && !doc.meta.dates.iter().any(|d| d.when == "2024-03-01") {
            return Some(format!("{:?} of {source}", doc.meta.dates));
        }
        // Signs of lists and anchors may stand beside; a colon or a stroke parts labels from headings.
        let bare =
            |s: &str| s.chars().filter(|c| !c.is_whitespace() && !"-*:".contains(*c)).collect::<String>();
        let said = bare(&plain_text(&doc)).replace("{#a}", "");
        let want = bare(&self.labels.iter().flatten().copied().collect::<String>());
        let want = format!("{}{want}", if titled { bare(self.title) } else { String::new() });
        (said != want).then(|| format!("{said} of {source}"))
    }

    /// Every form of every part by itself, and many together.
    fn sweep(&self, many: usize) {
        let mut all: Vec<Dress> = vec![];
        for (k, size) in self.sizes().iter().enumerate() {
            for form in 0..*size {
                let mut d = [1, 0, 0, 0, 0, 0, 0];
                d[k] = form;
                all.push(d);
            }
        }
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..many {
            all.push(self.sizes().map(|size| {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                (seed % size as u64) as usize
            }));
        }
        let wrong: Vec<String> = all.iter().filter_map(|d| self.wrong(*d)).collect();
        assert!(wrong.is_empty(), "{} of {}: {}", wrong.len(), all.len(), wrong.join("\n\n"));
    }
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

#[test]
fn laws_in_markdown_have_one_outline_however_they_are_dressed() {
    CHINESE.sweep(400);
}

#[test]
fn laws_of_japan_too() {
    JAPANESE.sweep(200);
}

#[test]
fn laws_of_germany_and_switzerland_too() {
    GERMAN.sweep(200);
    SWISS.sweep(200);
}

#[test]
fn laws_of_france_too() {
    FRENCH.sweep(200);
    FRENCH_CODE.sweep(200);
}
