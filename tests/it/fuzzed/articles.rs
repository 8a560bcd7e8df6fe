//! Documents of a grammar, chosen byte by byte: what no change of bytes would come upon stands in the tables, and a changed
//! byte is another choice.

use std::fmt::Write as _;
use tiaowen::number::FORMS;

/// Choices, a byte each; those behind the last byte are the first of their table.
pub struct Choices<'a>(pub &'a [u8]);

impl Choices<'_> {
    /// A number below another one.
    pub fn below(&mut self, n: usize) -> usize {
        let (first, rest) = self.0.split_first().unwrap_or((&0, self.0));
        self.0 = rest;
        usize::from(*first) % n.max(1)
    }
    /// One of a table.
    pub fn of<T: Copy>(&mut self, table: &[T]) -> T {
        table[self.below(table.len())]
    }
    /// Whether nothing is left to choose.
    pub const fn is_over(&self) -> bool {
        self.0.is_empty()
    }
}

/// Words of sentences, and all that has a meaning somewhere.
const WORDS: &[&str] = &[
    "甲",
    "公园应当免费开放",
    "，",
    "。",
    "；",
    "：",
    "、",
    "——",
    "……",
    "“乙”",
    "“",
    "”",
    "‘",
    "’",
    "《示例法》",
    "（以下简称“本法”）",
    "依照本法第二条第一款第（三）项",
    "前款",
    "第一条至第三条、第五条",
    "2024年3月1日",
    "二〇二四年三月一日",
    "示发〔2024〕1号",
    "GB/T 9704—2012",
    "10%",
    "25°C",
    "㎡",
    "Ⅻ",
    "https://example.org/a/b?c=d&e=f#g",
    "javascript:alert(1)",
    "<b onclick=x>",
    "&amp;",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "]]>",
    "<!--",
    "*",
    "_",
    "`",
    "\\",
    "|",
    "#",
    "{{",
    "the Parks Act of 1998 ",
    "internationalisation ",
    "Party’s ",
    "[1]",
    "〔1〕",
    "①",
    "[^1]",
    "注：",
    "\t",
    " ",
    "　",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{200f}",
    "\u{202e}",
    "\u{feff}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{301}",
    "e\u{301}",
    "葛\u{e0100}",
    "𠮷",
    "\u{f0000}",
    "👨\u{200d}👩",
    "ئۇيغۇر",
    "مادة ١",
    "བོད་ཡིག",
    "ꆈꌠ",
    "제1조",
    "第一條の二",
    "\\u0000",
    "%PDF",
    "---",
    "===",
    "CC0",
];

/// Lines that are what they are by their words.
const LINES: &[&str] = &[
    "目录",
    "附则",
    "附件",
    "附件1",
    "附件：1. 名录",
    "附　录",
    "总则",
    "序言",
    "（2024年3月1日示例市人民代表大会通过）",
    "示例市人民政府",
    "各区人民政府：",
    "特此通知。",
    "抄送：某某。",
    "2024年3月1日",
    "中华人民共和国主席　某某",
    "代表 甲国　　　代表 乙国",
    "（签字）　　　（签字）",
    "第一章　总则1",
    "第一章　总则……1",
    "- 1 -",
    "1",
    "〔1〕见公约。",
    "[^1]: 注文。",
    "注1：某某。",
    "表1　级别",
    "Article 1",
    "PARKS ACT",
    "第1条　対象",
    "2　前項の規定",
    "제1조(목적) 이 법은",
    "يەر قانۇنى",
    "***",
    "* * *",
    "| 级 | 款 |",
    "|--|--|",
    "| 一 | 10 |",
    "\tfour",
    "> 引",
    "<table><tr><td>一<td>二<tr><td colspan=2>三</table>",
];

/// What a heading says.
const HEADINGS: &[&str] = &["总则", "", "第一节 分则", "法律责任，", "General provisions", "一 般 规 定"];

/// A sentence.
fn sentence(choices: &mut Choices, out: &mut String) {
    for _ in 0..=choices.below(6) {
        out.push_str(choices.of(WORDS));
    }
}

/// Branches of numbers.
const BRANCHES: &[&[u32]] = &[&[], &[], &[], &[1], &[2, 3]];

/// A label of any form.
fn label(choices: &mut Choices, last: &mut u32) -> String {
    let form = &FORMS[choices.below(FORMS.len())];
    let system = form.systems[choices.below(form.systems.len())];
    *last = match choices.below(8) {
        0 => choices.below(256) as u32,
        1 => 1,
        _ => *last + 1,
    };
    let branches = choices.of(BRANCHES);
    form.print(system, *last, branches).unwrap_or_else(|| format!("第{last}条"))
}

/// How a format writes paragraphs.
struct Markup {
    /// What begins and ends the file.
    around: (&'static str, &'static str),
    /// What begins and ends a paragraph.
    paragraphs: &'static [(&'static str, &'static str)],
    /// What begins and ends something in it.
    inside: &'static [(&'static str, &'static str)],
}

const MARKUP: &[(&str, Markup)] = &[
    (
        "text",
        Markup {
            around: ("", ""),
            paragraphs: &[("", "\n"), ("　　", "\n"), ("", "\r\n"), ("", "\n\n")],
            inside: &[("", "")],
        },
    ),
    (
        "md",
        Markup {
            around: ("", ""),
            paragraphs: &[
                ("", "\n\n"),
                ("# ", "\n\n"),
                ("## ", "\n\n"),
                ("> ", "\n\n"),
                ("- ", "\n"),
                ("1. ", "\n"),
                ("    ", "\n"),
                ("[^1]: ", "\n\n"),
                ("| ", " | 二 |\n|--|--|\n| 三 | 四 |\n\n"),
                ("```\n", "\n```\n"),
            ],
            inside: &[
                ("", ""),
                ("**", "**"),
                ("*", "*"),
                ("~~", "~~"),
                ("[", "](https://example.org)"),
                ("[", "](javascript:x)"),
                ("![", "](a.png)"),
                ("<sup>", "</sup>"),
                ("<ruby>字<rt>", "</rt></ruby>"),
                ("$", "$"),
                ("`", "`"),
                ("", "[^1]"),
                ("", "\\\n"),
            ],
        },
    ),
    (
        "html",
        Markup {
            around: ("<html lang=zh><meta charset=utf-8><body>", "</body></html>"),
            paragraphs: &[
                ("<p>", "</p>"),
                ("<h1>", "</h1>"),
                ("<h2>", "</h2>"),
                ("<li>", ""),
                ("<div>", "</div>"),
                ("<p align=center>", "</p>"),
                ("<p style='text-align:right'>", "</p>"),
                ("<blockquote>", "</blockquote>"),
                ("<table><caption>表</caption><tr><th>级<td rowspan=2>", "<tr><td>二</table>"),
                ("<pre>", "</pre>"),
                ("", "<br>"),
                ("<div class=footer>", "</div>"),
                ("<p lang=en>", "</p>"),
                ("<p dir=rtl>", "</p>"),
            ],
            inside: &[
                ("", ""),
                ("<b>", "</b>"),
                ("<del>", "</del>"),
                ("<ins>", "</ins>"),
                ("<sup>", "</sup>"),
                ("<sub>", "</sub>"),
                ("<a href='https://example.org/?a=b&c'>", "</a>"),
                ("<a href=javascript:x onclick=y>", "</a>"),
                ("<a href=#n1><sup>1</sup></a><a id=n1>", "</a>"),
                ("<ruby>字<rt>", "</rt></ruby>"),
                ("<span lang=bo>", "</span>"),
                ("<math><mi>", "</mi></math>"),
                ("<img src=a.png alt='", "'>"),
                ("<script>", "</script>"),
                ("<span style='text-emphasis:dot'>", "</span>"),
                ("<!--", "-->"),
            ],
        },
    ),
];

/// A document in a markup.
pub fn document(markup: &str, bytes: &[u8]) -> Vec<u8> {
    let (_, markup) = MARKUP.iter().find(|(name, _)| *name == markup).expect("a row");
    let mut choices = Choices(bytes);
    let mut last = 0;
    let mut out = markup.around.0.to_owned();
    while !choices.is_over() {
        let (open, close) = choices.of(markup.paragraphs);
        out.push_str(open);
        match choices.below(8) {
            0 => out.push_str(choices.of(LINES)),
            1 => {
                let _ = write!(out, "{}　{}", label(&mut choices, &mut last), choices.of(HEADINGS));
            }
            2 => {
                last += 1;
                let _ = write!(out, "第{last}条　");
                sentence(&mut choices, &mut out);
            }
            3..=5 => {
                out.push_str(&label(&mut choices, &mut last));
                out.push_str(choices.of(&["　", " ", "", "\t"]));
                sentence(&mut choices, &mut out);
            }
            _ => {}
        }
        let (open, close_inside) = choices.of(markup.inside);
        out.push_str(open);
        sentence(&mut choices, &mut out);
        out.push_str(close_inside);
        out.push_str(close);
    }
    out.push_str(markup.around.1);
    out.into_bytes()
}

/// Lines of the grammar in plain text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(document("text", bytes)).expect("it is made of text")
}
