//! What is wrong with the arguments, in both languages: what was typed, what may be meant, what to do next.

use crate::finding::{Error, Words, codes, near};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error as Told};

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

/// What the parser says, in our words.
pub fn error(told: &Told, command: &Command, name: Option<&str>) -> Error {
    let (arg, value) = (text(told, ContextKind::InvalidArg), text(told, ContextKind::InvalidValue));
    let help = name.map_or_else(|| "tiaowen --help".to_owned(), |n| format!("tiaowen {n} --help"));
    let own = name.and_then(|n| command.find_subcommand(n)).unwrap_or(command);
    let all = own.get_arguments().chain(command.get_arguments());
    let options: Vec<String> = all.filter_map(|a| a.get_long()).map(|l| format!("--{l}")).collect();
    let commands: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let meant = |typed: &str, among: &mut dyn Iterator<Item = &str>| {
        near(typed, among).map_or_else(
            || (String::new(), String::new()),
            |m| (format!("，是不是 {m}？"), format!("; did you mean {m}?")),
        )
    };
    let what = match told.kind() {
        ErrorKind::UnknownArgument => {
            let (zh, en) = meant(bare(&arg), &mut options.iter().map(String::as_str));
            Words::new(format!("没有“{arg}”这个选项{zh}"), format!("there is no option “{arg}”{en}"))
        }
        ErrorKind::InvalidSubcommand => {
            let typed = text(told, ContextKind::InvalidSubcommand);
            let (zh, en) = meant(&typed, &mut commands.iter().copied());
            let all = commands.join(", ");
            Words::new(
                format!("没有“{typed}”这个命令{zh}可用：{all}"),
                format!("there is no command “{typed}”{en} Commands: {all}"),
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            Words::new(format!("{arg} 后面缺值"), format!("{arg} wants a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = list(told, ContextKind::ValidValue);
            let (zh, en) = meant(&value, &mut valid.iter().map(String::as_str));
            let arg = bare(&arg);
            if valid.is_empty() {
                Words::new(format!("{arg} 不能是“{value}”"), format!("{arg} cannot be “{value}”"))
            } else {
                let all = valid.join(", ");
                Words::new(
                    format!("{arg} 不能是“{value}”{zh}可用：{all}"),
                    format!("{arg} cannot be “{value}”{en} It can be: {all}"),
                )
            }
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = list(told, ContextKind::InvalidArg).join(" ");
            Words::new(format!("缺 {}", super::chinese::rendered(&missing)), format!("{missing} is missing"))
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
