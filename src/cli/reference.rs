//! The reference of the book is made of the program itself: commands, formats, codes, and keys of page profiles, in both
//! languages. `BLESS=1 cargo test` writes the pages anew.

use super::{args, chinese};
use crate::finding::{Code, Lang, codes};
use crate::format::{FORMATS, Format};
use crate::profile::{Align, Mode, PROFILES, Profile, Style, When, Writing};
use clap::{Arg, Command, CommandFactory};
use std::fmt::Write as _;
use std::path::Path;

/// A text in the language of a page.
fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    if lang == Lang::Zh { zh } else { en }
}

/// A text as a cell of a table, or as running text.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('|', "\\|").replace('\n', " ")
}

/// A row of a table.
fn row(out: &mut String, cells: &[String]) {
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// The first rows of a table.
fn columns(out: &mut String, names: &[&str]) {
    row(out, &names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>());
    let _ = writeln!(out, "|{}", "---|".repeat(names.len()));
}

fn head(lang: Lang, zh: &str, en: &str) -> String {
    let made = say(
        lang,
        "本页由程序生成（`BLESS=1 cargo test --lib reference`），不手改。",
        "This page is made by the program (`BLESS=1 cargo test --lib reference`); it is not written by hand.",
    );
    format!("# {}\n\n{made}\n", say(lang, zh, en))
}

/// How an option is typed.
fn typed(arg: &Arg, lang: Lang) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    let values = names.iter().map(|n| format!("<{n}>")).collect::<Vec<_>>().join(" ");
    let takes = arg.get_action().takes_values();
    let flags: Vec<String> =
        [arg.get_short().map(|s| format!("-{s}")), arg.get_long().map(|l| format!("--{l}"))]
            .into_iter()
            .flatten()
            .chain(arg.get_visible_aliases().unwrap_or_default().iter().map(|a| format!("--{a}")))
            .collect();
    let text = match (flags.is_empty(), takes) {
        (true, _) => values,
        (false, true) => format!("{} {values}", flags.join(", ")),
        (false, false) => flags.join(", "),
    };
    let text = if lang == Lang::Zh { chinese::rendered(&text) } else { text };
    // A code span in a table has its own bar.
    format!("`{}`", text.replace('|', "\\|"))
}

/// What an option does, the values that it takes, and the one that it has by itself.
fn does(arg: &Arg, lang: Lang) -> String {
    let mut text = plain(&arg.get_help().map(ToString::to_string).unwrap_or_default());
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|v| !v.is_hide_set())
        .map(|v| {
            // The Chinese line of an option says what its values mean.
            let means = v.get_help().filter(|_| lang == Lang::En).map(|h| plain(&h.to_string()));
            let means = means.map(|h| format!(" ({})", h.trim_end_matches('.'))).unwrap_or_default();
            format!("`{}`{means}", v.get_name())
        })
        .collect();
    let flag = !arg.get_action().takes_values() && !arg.is_positional();
    if !values.is_empty() && !flag {
        let _ = write!(text, "{}{}", say(lang, "；取值 ", "; one of "), values.join(say(lang, "、", ", ")));
    }
    let own: Vec<String> =
        arg.get_default_values().iter().map(|v| format!("`{}`", v.to_string_lossy())).collect();
    if !own.is_empty() && !flag {
        let _ = write!(text, "{}{}", say(lang, "；默认 ", "; by default "), own.join(say(lang, "、", ", ")));
    }
    text
}

fn table(out: &mut String, args: &[&Arg], lang: Lang) {
    if args.is_empty() {
        return;
    }
    out.push('\n');
    columns(out, say(lang, "写法|作用", "typed|what it does").split('|').collect::<Vec<_>>().as_slice());
    for arg in args {
        row(out, &[typed(arg, lang), does(arg, lang)]);
    }
}

/// Commands and options.
fn commands(lang: Lang) -> String {
    let mut out = head(lang, "命令和选项", "Commands and options");
    let whole = args::Cli::command();
    let whole = if lang == Lang::Zh { chinese::command(whole) } else { whole };
    let shown = |a: &&Arg| !a.is_hide_set() && !["help", "version"].contains(&a.get_id().as_str());
    for command in whole.get_subcommands().filter(|c| c.get_name() != "help") {
        let _ = write!(out, "\n## tiaowen {}\n\n{}\n", command.get_name(), about(command, lang));
        let args: Vec<&Arg> = command.get_arguments().filter(shown).filter(|a| !a.is_global_set()).collect();
        table(&mut out, &args, lang);
        for part in command.get_subcommands().filter(|c| c.get_name() != "help") {
            let _ = write!(
                out,
                "\n### tiaowen {} {}\n\n{}\n",
                command.get_name(),
                part.get_name(),
                about(part, lang)
            );
            table(&mut out, &part.get_arguments().filter(shown).collect::<Vec<_>>(), lang);
        }
    }
    let _ = write!(out, "\n## {}\n", say(lang, "各命令都有的选项", "Options of every command"));
    table(
        &mut out,
        &whole.get_arguments().filter(shown).filter(|a| a.is_global_set()).collect::<Vec<_>>(),
        lang,
    );
    let _ = write!(out, "\n## {}\n\n", say(lang, "退出码", "Exit status"));
    columns(&mut out, say(lang, "码|意思", "status|meaning").split('|').collect::<Vec<_>>().as_slice());
    for (status, zh, en) in [
        (0, "完成", "done"),
        (
            1,
            "有警告：`convert` 用了 `--strict`（文件照样写出），`check`；或 `verify` 发现不符",
            "a warning: `convert` under `--strict` (the files are written all the same), `check`; or `verify` found a difference",
        ),
        (2, "有输入没有结果", "an input gave no output"),
    ] {
        row(&mut out, &[format!("`{status}`"), say(lang, zh, en).to_owned()]);
    }
    out
}

/// What a command does: help of the English program says it in both languages.
fn about(command: &Command, lang: Lang) -> String {
    let text = command.get_about().map(ToString::to_string).unwrap_or_default();
    let end =
        if lang == Lang::En { text.find(|c: char| !c.is_ascii()).unwrap_or(text.len()) } else { text.len() };
    plain(text[..end].trim_end())
}

/// Formats.
fn formats(lang: Lang) -> String {
    let mut out = head(lang, "格式", "Formats");
    let part = |out: &mut String, title: &str, name: &str, all: &[(&Format, (&str, &str))]| {
        let _ = write!(out, "\n## {title}\n\n");
        let names = say(lang, "文件名结尾|是什么|媒体类型|可核对", "ends|what it is|media type|proved");
        columns(out, &std::iter::once(name).chain(names.split('|')).collect::<Vec<_>>());
        for (f, about) in all {
            let ends = f.extensions.iter().map(|e| format!("`.{e}`")).collect::<Vec<_>>().join(" ");
            let proved = if f.extract.is_some() { say(lang, "是", "yes") } else { "" };
            row(
                out,
                &[
                    format!("`{}`", f.name),
                    ends,
                    plain(say(lang, about.0, about.1)),
                    format!("`{}`", f.mime),
                    proved.to_owned(),
                ],
            );
        }
    };
    let read: Vec<_> = FORMATS.iter().filter_map(|f| f.read.as_ref().map(|r| (f, r.about))).collect();
    let written: Vec<_> = FORMATS.iter().filter_map(|f| f.write.as_ref().map(|w| (f, w.about))).collect();
    part(&mut out, say(lang, "读入", "Read"), "`--from`", &read);
    part(&mut out, say(lang, "写出", "Written"), "`--to`", &written);
    out
}

/// Codes of findings and errors.
fn findings(lang: Lang) -> String {
    let mut out = head(lang, "提示和错误", "Findings and errors");
    let _ = write!(
        out,
        "\n{}\n",
        say(
            lang,
            "`{0}`、`{1}` 处填入具体内容。[每个代码的例子](../../findings.md)。",
            "`{0}`, `{1}` … are filled in. [An example of each](../../findings.md)."
        )
    );
    let kinds = [
        ("TW0", "文件和选项", "Files and options"),
        ("TW1", "文字、编码和读入", "Characters, encodings and reading"),
        ("TW2", "结构和编号", "Structure and numbering"),
        ("TW3", "版面和字体", "Pages and fonts"),
        ("TW4", "其他", "Other"),
    ];
    for (prefix, zh, en) in kinds {
        let rows: Vec<&&Code> = codes::ALL.iter().filter(|c| c.id.starts_with(prefix)).collect();
        let _ = write!(out, "\n## {}\n\n", say(lang, zh, en));
        columns(
            &mut out,
            say(lang, "代码|名称|级别|说的是", "code|name|severity|what it says")
                .split('|')
                .collect::<Vec<_>>()
                .as_slice(),
        );
        for c in rows {
            row(
                &mut out,
                &[
                    format!("`{}`", c.id),
                    c.name.to_owned(),
                    c.severity.name().to_owned(),
                    plain(say(lang, c.zh, c.en)),
                ],
            );
        }
    }
    assert!(codes::ALL.iter().all(|c| kinds.iter().any(|k| c.id.starts_with(k.0))), "a part for every code");
    out
}

/// A key of a page profile: its name, what it means, and what the profiles have there.
type Key = (&'static str, &'static str, &'static str, fn(&Profile) -> String);

fn points(n: f32) -> String {
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn yes(is: bool) -> String {
    is.to_string()
}

/// In all documents, in long ones, or in none.
fn wanted(always: bool, long: bool) -> String {
    if long && !always { "\"auto\"".into() } else { yes(always) }
}

fn when(when: When) -> String {
    wanted(when == When::Always, when == When::Long)
}

/// Keys at the top of a file and of the tables that are no style.
const KEYS: &[Key] = &[
    (
        "base",
        "以哪个版式为基础：内置的名称，或另一个文件",
        "the profile that this one changes: one of ours, or a file",
        |p| p.name.into(),
    ),
    (
        "mode",
        "`clreq` 自由排布，`grid` 每字一格",
        "`clreq`: free pitch; `grid`: every character in a cell",
        |p| {
            match p.mode {
                Mode::Grid => "grid",
                Mode::Clreq => "clreq",
            }
            .into()
        },
    ),
    ("writing-mode", "`horizontal` 横排，`vertical` 竖排", "`horizontal` or `vertical` lines", |p| {
        match p.writing {
            Writing::Horizontal => "horizontal",
            Writing::Vertical => "vertical",
        }
        .into()
    }),
    (
        "tate-chu-yoko",
        "竖排时最多几个数字并排",
        "the most figures side by side in vertical lines",
        |p| p.figures.to_string(),
    ),
    ("contents", "有章节的文件排目录", "a table of contents where there are chapters", |p| {
        wanted(p.contents, p.long.contents)
    }),
    ("contents-articles", "目录列到条", "the contents list articles too", |p| yes(p.long.entries)),
    ("title-page", "题名单独成页", "the title on a page of its own", |p| when(p.long.title_page)),
    ("parts-on-new-page", "每编另页起", "every part begins a page", |p| when(p.long.parts)),
    ("mirrored", "双数页左右页边对调", "inner and outer margin change places on even pages", |p| {
        yes(p.mirrored)
    }),
    ("hanging", "行末的点号悬挂", "commas and full stops hang at the ends of lines", |p| {
        yes(p.hanging)
    }),
    (
        "hyphenation",
        "外文单词在行末分写",
        "words of alphabetic languages are divided at the ends of lines",
        |p| yes(p.hyphenation),
    ),
    (
        "ragged",
        "外文段落左齐不撑满",
        "paragraphs of alphabetic languages are flush left, their lines not stretched",
        |p| yes(p.ragged),
    ),
    (
        "hanging-labels",
        "条、项、号的后续行缩进一字（不写则日文文件如此）",
        "lines of articles and items below the first stand one character further in than their labels (documents in Japanese, where nothing is said)",
        |p| p.hanging_labels.map_or_else(String::new, yes),
    ),
    ("columns", "每行字数", "characters in a line", |p| p.columns.0.to_string()),
    ("lines", "每页行数", "lines on a page", |p| p.lines.0.to_string()),
    ("line-pitch", "行距（磅）", "distance of lines, in points", |p| points(p.lines.1)),
    ("article-number", "“第一条”的字体", "the face of 第一条", |p| {
        p.article_number.name().into()
    }),
    ("page.size", "纸张：A3、A4、A5、A6、B5、Letter", "paper: A3, A4, A5, A6, B5, Letter", |_| {
        String::new()
    }),
    ("page.width", "纸宽", "width of the paper", |p| points(p.paper.0)),
    ("page.height", "纸高", "height of the paper", |p| points(p.paper.1)),
    ("margins.top", "上页边", "upper margin", |p| points(p.origin.1)),
    ("margins.bottom", "下页边", "lower margin", |p| points(p.paper.1 - p.origin.1 - p.area().1)),
    ("margins.left", "左页边", "left margin", |p| points(p.origin.0)),
    ("margins.right", "右页边", "right margin", |p| points(p.paper.0 - p.origin.0 - p.area().0)),
    ("folio.size", "页码字号", "size of the page number", |p| points(p.folio.size)),
    ("folio.dashes", "页码两侧加一字线", "dashes around it", |p| yes(!p.folio.around.0.is_empty())),
    ("folio.below", "页码基线在版心下多远", "from the type area down to its baseline", |p| {
        points(p.folio.below)
    }),
    ("folio.outer", "离外侧多远，单右双左", "from the outer edge, odd right and even left", |p| {
        p.folio.outer.map(points).unwrap_or_default()
    }),
    ("folio.centred", "页码居中", "in the middle", |p| yes(p.folio.outer.is_none())),
    ("head.shown", "有书眉", "whether there is a running head", |p| {
        wanted(p.head.is_some(), p.long.head.is_some())
    }),
    ("head.articles", "书眉写明本页的条", "the articles of the page in it", |p| {
        when(p.long.articles)
    }),
    ("head.role", "书眉字体", "its face", |p| {
        p.head.or(p.long.head).map(|h| h.role.name().to_owned()).unwrap_or_default()
    }),
    ("head.size", "书眉字号", "its size", |p| {
        p.head.or(p.long.head).map(|h| points(h.size)).unwrap_or_default()
    }),
    ("head.above", "书眉基线在版心上多远", "from its baseline down to the type area", |p| {
        p.head.or(p.long.head).map(|h| points(h.above)).unwrap_or_default()
    }),
];

/// A style: its table, which texts it is for, and where a profile has it.
type Look = (&'static str, &'static str, &'static str, fn(&Profile) -> &Style);

/// The styles, each with the same keys.
const LOOKS: &[Look] = &[
    ("title", "题名", "the title", |p| &p.title),
    ("note", "文号、沿革", "numbers and adoption notes", |p| &p.note),
    ("heading-1", "一级标题（编）", "headings of the first class", |p| &p.heading[0]),
    ("heading-2", "二级标题（章）", "of the second", |p| &p.heading[1]),
    ("heading-3", "三级标题（节）", "of the third", |p| &p.heading[2]),
    ("article-heading", "条的标题行", "the heading line of an article", |p| &p.run[0]),
    ("item-heading", "项的标题行", "that of an item", |p| &p.run[1]),
    ("body", "正文", "running text", |p| &p.body),
    ("closing", "落款、日期", "signatures and dates", |p| &p.closing),
    ("footnote", "脚注", "footnotes", |p| &p.footnote),
    ("caption", "表题", "captions", |p| &p.caption),
    ("cell", "表格里的文字", "the text of tables", |p| &p.cell),
];

/// The keys of a style, in the order in which its row shows them.
const STYLE: &[(&str, &str, &str)] = &[
    (
        "role",
        "字体：song、xiaobiaosong、hei、kai、fangsong",
        "the face: song, xiaobiaosong, hei, kai, fangsong",
    ),
    ("size", "字号（磅，或带单位）", "size, in points or with a unit"),
    ("align", "left、justify、centre、right", "left, justify, centre, right"),
    ("indent", "首行缩进（字）", "indent of the first line, in em"),
    ("left", "左缩进（字）", "left indent, in em"),
    ("right", "右缩进（字）", "right indent, in em"),
    ("before", "前空几行", "empty lines before it"),
    ("after", "后空几行", "empty lines after it"),
    ("leading", "自己的行距（版面行数）", "distance of its own lines, in lines of the page"),
    ("keep-with-next", "不单独留在页末", "never last on a page"),
];

fn style(s: &Style) -> Vec<String> {
    let align = match s.align {
        Align::Left => "left",
        Align::Justify => "justify",
        Align::Centre => "centre",
        Align::Right => "right",
    };
    let numbers = [s.indent, s.left, s.right, s.before, s.after, s.leading].map(points);
    [
        vec![s.role.name().to_owned(), points(s.size), align.to_owned()],
        numbers.to_vec(),
        vec![yes(s.keep_with_next)],
    ]
    .concat()
}

/// Keys of page profiles, with the values of ours.
fn profiles(lang: Lang) -> String {
    let mut out = head(lang, "版式的各项", "Keys of page profiles");
    let _ = write!(
        out,
        "\n{}\n\n## {}\n\n",
        say(
            lang,
            "`--profile 文件.toml` 里可以写的项，和各种内置版式在那里的值；长度按磅。[怎么写](../../settings.md)。",
            "What a file for `--profile` may set, and what our profiles have there; lengths are points. [How such a file is written](../../settings.md)."
        ),
        say(lang, "页面", "The page")
    );
    let names: Vec<&str> = PROFILES.iter().map(|p| p.name).collect();
    columns(
        &mut out,
        &say(lang, "项|意思", "key|meaning").split('|').chain(names.iter().copied()).collect::<Vec<_>>(),
    );
    for (key, zh, en, of) in KEYS {
        let cells = [format!("`{key}`"), say(lang, zh, en).to_owned()];
        row(&mut out, &cells.into_iter().chain(PROFILES.iter().map(of)).collect::<Vec<_>>());
    }
    let roles = say(
        lang,
        "`fonts.ROLE`：某种字体用哪个文件，路径从这个文件的文件夹算起，后面可写 #字体名、#wght=粗细；ROLE 是 song、xiaobiaosong、hei、kai、fangsong。",
        "`fonts.ROLE`: the file of a face, by a path from this file's folder, with #NAME of a face or #wght=WEIGHT behind it; ROLE is song, xiaobiaosong, hei, kai or fangsong.",
    );
    let _ = write!(out, "\n{roles}\n\n## {}\n\n", say(lang, "样式的各项", "Keys of a style"));
    columns(&mut out, say(lang, "项|意思", "key|meaning").split('|').collect::<Vec<_>>().as_slice());
    for (key, zh, en) in STYLE {
        row(&mut out, &[format!("`{key}`"), say(lang, zh, en).to_owned()]);
    }
    for p in PROFILES {
        let _ = write!(out, "\n## {} · {}\n\n", p.name, say(lang, p.about.0, p.about.1));
        let keys: Vec<&str> = STYLE.iter().map(|k| k.0).collect();
        columns(
            &mut out,
            &[&say(lang, "样式|用于", "style|of").split('|').collect::<Vec<_>>()[..], &keys].concat(),
        );
        for (name, zh, en, of) in LOOKS {
            let cells = vec![format!("`{name}`"), say(lang, zh, en).to_owned()];
            row(&mut out, &[cells, style(of(p))].concat());
        }
    }
    out
}

/// The keys that the reader of profiles says it knows, where it is asked for one that there is not.
fn known(table: &str) -> Vec<String> {
    let header = if table.is_empty() { String::new() } else { format!("[{table}]\n") };
    let problem = crate::settings::profile(&format!("{header}nothing = 1\n")).expect_err("no such key");
    let said = problem.what.say(Lang::En);
    let (_, keys) = said.split_once("; use ").unwrap_or_else(|| panic!("{said}"));
    keys.trim_end_matches('.').split(", ").map(|k| k.trim_matches('`').to_owned()).collect()
}

#[test]
fn every_key_that_a_profile_takes_is_described() {
    for table in ["", "page", "margins", "folio", "head", "title"] {
        let mut known = known(table);
        let prefix = if table.is_empty() { String::new() } else { format!("{table}.") };
        let mut listed: Vec<String> = match table {
            "title" => STYLE.iter().map(|k| k.0.to_owned()).collect(),
            _ => KEYS
                .iter()
                .filter_map(|k| k.0.strip_prefix(&prefix).filter(|k| !k.contains('.')))
                .map(Into::into)
                .collect(),
        };
        if table.is_empty() {
            listed.extend(LOOKS.iter().map(|l| l.0.to_owned()));
            listed.extend(["page", "margins", "folio", "head", "fonts"].map(Into::into));
        }
        known.sort();
        listed.sort();
        assert_eq!(known, listed, "[{table}]");
    }
}

#[test]
fn the_reference_is_what_the_program_says() {
    type Page = (&'static str, fn(Lang) -> String);
    let pages: [Page; 4] =
        [("commands", commands), ("formats", formats), ("findings", findings), ("profiles", profiles)];
    for (lang, folder) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for (name, page) in pages {
            let path =
                Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/{folder}/reference/{name}.md"));
            let made = page(lang);
            if std::env::var_os("BLESS").is_some() {
                std::fs::write(&path, made).expect("the page");
            } else {
                let there = std::fs::read_to_string(&path).unwrap_or_default();
                assert!(
                    there == made,
                    "docs/{folder}/reference/{name}.md is stale; BLESS=1 cargo test --lib reference"
                );
            }
        }
    }
}
