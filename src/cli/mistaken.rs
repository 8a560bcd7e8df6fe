//! What is wrong with the arguments, in both languages: what was typed, what may be meant, what to do next.

use crate::finding::{Error, Words, codes, near};
use crate::format::{names, writers};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error as Told};
use std::path::Path;

fn text(told: &Told, kind: ContextKind) -> String {
    match told.get(kind) {
        Some(ContextValue::String(s)) => s.clone(),
        Some(ContextValue::Strings(list)) => list.join(" "),
        Some(ContextValue::StyledStr(s)) => s.to_string(),
        Some(ContextValue::Number(n)) => n.to_string(),
        _ => String::new(),
    }
}

fn list(told: &Told, kind: ContextKind) -> Vec<String> {
    match told.get(kind) {
        Some(ContextValue::Strings(list)) => list.clone(),
        Some(ContextValue::String(s)) => vec![s.clone()],
        _ => vec![],
    }
}

/// The name of an option without the values that it takes.
fn bare(option: &str) -> &str {
    option.split([' ', '=', '[']).next().unwrap_or(option)
}

/// What values of options look like, where the parser has no list of them.
const VALUES: &[(&str, &str, &str)] = &[
    ("--jobs", "，应是 1 或更大的整数", "; it is a number from 1"),
    ("--max-chars", "，应是 1 或更大的整数", "; it is a number from 1"),
    ("--toc-depth", "，应是 1 到 255 的整数", "; it is a number from 1 to 255"),
    ("--max-size", "，应写作 20M、1G 这样的大小", "; write a size such as 20M or 1G"),
    ("--max-memory", "，应写作 512M、16G 这样的大小", "; write a size such as 512M or 16G"),
    ("--port", "，应是 0 到 65535 的整数", "; it is a number up to 65535"),
    ("--shard", "，写作 第几份/共几份，如 2/8", "; write I/N, such as 2/8"),
];

/// Options that people know from pandoc, and what stands for them here.
const OTHERS: &[(&[&str], &str, &str)] = &[
    (
        &["--list-output-formats", "--list-input-formats"],
        "格式见 tiaowen formats",
        "tiaowen formats lists the formats",
    ),
    (
        &["-V", "--variable", "--template"],
        "版式用 --profile 文件.toml 改",
        "--profile FILE.toml changes how files look",
    ),
    (&["--pdf-engine", "--latex-engine"], "PDF 由本程序自己排版", "PDF files are set by tiaowen itself"),
    (&["-N", "--number-sections"], "编号照原文", "labels stay as they are written"),
    (&["--epub-cover-image"], "封面用 --cover", "--cover names the picture"),
    (
        &["--resource-path", "--extract-media"],
        "网页的图片用 --images",
        "--images admits the pictures of a page",
    ),
    (&["-v"], "版本用 --version", "--version tells the version"),
];

/// Whether a name of an output is meant for a file: it has an end, and is no folder.
fn is_file(output: &Path) -> bool {
    output.extension().is_some() && !output.to_string_lossy().ends_with('/') && !output.is_dir()
}

/// What the parser says, in our words; `output` is what stands behind `-o`.
pub fn error(told: &Told, command: &Command, name: Option<&str>, output: Option<&str>) -> Error {
    let (arg, value) = (text(told, ContextKind::InvalidArg), text(told, ContextKind::InvalidValue));
    let help = name.map_or_else(|| "tiaowen --help".to_owned(), |n| format!("tiaowen {n} --help"));
    let own = name.and_then(|n| command.find_subcommand(n)).unwrap_or(command);
    let all = own.get_arguments().chain(command.get_arguments());
    let options: Vec<String> = all.filter_map(|a| a.get_long()).map(|l| format!("--{l}")).collect();
    let commands: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let meant = |typed: &str, among: &mut dyn Iterator<Item = &str>| {
        near(typed, among).map_or_else(
            || (String::new(), String::new()),
            |m| (format!("（是不是 {m}？）"), format!(" (did you mean {m}?)")),
        )
    };
    let what = match told.kind() {
        ErrorKind::UnknownArgument if !arg.starts_with('-') => {
            Words::new(format!("“{arg}”是多余的"), format!("“{arg}” is one word too many"))
        }
        ErrorKind::UnknownArgument => {
            let (zh, en) = meant(bare(&arg), &mut options.iter().map(String::as_str));
            let of_others = OTHERS.iter().find(|(names, ..)| names.contains(&bare(&arg)));
            let (zh, en) = of_others.map_or((zh, en), |(_, zh, en)| (format!("；{zh}"), format!("; {en}")));
            Words::new(format!("没有“{arg}”这个选项{zh}"), format!("there is no option “{arg}”{en}"))
        }
        ErrorKind::InvalidSubcommand => {
            let typed = text(told, ContextKind::InvalidSubcommand);
            let (zh, en) = meant(&typed, &mut commands.iter().copied());
            let all = commands.join(", ");
            Words::new(
                format!("没有“{typed}”这个命令{zh}；可用：{all}"),
                format!("there is no command “{typed}”{en}; there are {all}"),
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            Words::new(format!("{} 后面缺值", super::chinese::rendered(&arg)), format!("{arg} wants a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = list(told, ContextKind::ValidValue);
            let (zh, en) = meant(&value, &mut valid.iter().map(String::as_str));
            let arg = bare(&arg);
            let shown = super::chinese::rendered(arg);
            if valid.is_empty() {
                let (zh, en) =
                    VALUES.iter().find(|(a, ..)| *a == arg).map_or(("", ""), |(_, zh, en)| (*zh, *en));
                Words::new(format!("{arg} 不能是“{value}”{zh}"), format!("{arg} cannot be “{value}”{en}"))
            } else {
                let all = valid.join(", ");
                Words::new(
                    format!("{shown} 不能是“{value}”{zh}；可用：{all}"),
                    format!("{arg} cannot be “{value}”{en}; it can be {all}"),
                )
            }
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = list(told, ContextKind::InvalidArg);
            if missing.iter().any(|m| m.starts_with("--to")) {
                let all = names(writers());
                if let Some(output) = output.filter(|o| is_file(Path::new(o))) {
                    let what = Words::new(
                        format!("-o {output} 的结尾不是可写的格式；可用 --to 说明（{all}）"),
                        format!(
                            "the end of -o {output} is that of no format that is written; --to says which one is wanted ({all})"
                        ),
                    );
                    return Error::new(&codes::BAD_ARGUMENTS, &[&what, &help]);
                }
                return Error::new(
                    &codes::BAD_ARGUMENTS,
                    &[
                        &Words::new(
                            format!(
                                "要写成什么格式？用 --to 说明（{all}），或用 -o 写明文件名，如 -o 文件.pdf"
                            ),
                            format!(
                                "which format is wanted? --to says it ({all}), or the end of a name, such as -o FILE.pdf"
                            ),
                        ),
                        &help,
                    ],
                );
            }
            let verb = if missing.len() == 1 { "is" } else { "are" };
            Words::new(
                format!("缺 {}", super::chinese::rendered(&missing.join("、"))),
                format!("{} {verb} missing", missing.join(" and ")),
            )
        }
        ErrorKind::ArgumentConflict => {
            let prior = list(told, ContextKind::PriorArg).join(" ");
            if bare(&prior) == bare(&arg) {
                Words::new(format!("{arg} 只能写一次"), format!("{arg} can be given once"))
            } else {
                Words::new(
                    format!("{arg} 与 {prior} 不能同时用"),
                    format!("{arg} and {prior} do not go together"),
                )
            }
        }
        ErrorKind::TooManyValues => {
            Words::new(format!("“{value}”是多余的"), format!("“{value}” is one too many"))
        }
        ErrorKind::MissingSubcommand => {
            let all = commands.join(", ");
            Words::new(format!("缺命令；可用：{all}"), format!("a command is missing; there are {all}"))
        }
        ErrorKind::InvalidUtf8 => "有一个参数不是 UTF-8 文字 / an argument is no text in UTF-8".into(),
        _ => "写法不对 / they cannot be understood".into(),
    };
    Error::new(&codes::BAD_ARGUMENTS, &[&what, &help])
}
