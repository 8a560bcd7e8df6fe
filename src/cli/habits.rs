//! What people type by habit: short options of pandoc, formats by other names and cases, the format in the name of the
//! output, the language before the command, no command at all.

use super::args::Cli;
use crate::finding::Lang;
use crate::format::{canonical, writer_for};
use clap::CommandFactory;
use std::ffi::{OsStr, OsString};

/// Options of every command that may stand before it and have a value.
const BEFORE: &[&str] = &["--lang", "--findings", "--color"];

/// The value of an option in a list of arguments.
pub fn value(arguments: &[OsString], names: &[&str]) -> Option<String> {
    let mut list = arguments.iter().take_while(|a| *a != "--").filter_map(|a| a.to_str());
    while let Some(a) = list.next() {
        for name in names {
            if a == *name {
                return list.next().map(str::to_owned);
            }
            let rest = a.strip_prefix(name).filter(|r| !r.is_empty());
            let joined = if name.starts_with("--") { rest.and_then(|r| r.strip_prefix('=')) } else { rest };
            if let Some(value) = joined {
                return Some(value.trim_start_matches('=').to_owned());
            }
        }
    }
    None
}

/// Whether an option is in a list of arguments, with or without a value.
pub fn has(arguments: &[OsString], option: &str, short: Option<&str>) -> bool {
    let list = arguments.iter().skip(1).take_while(|a| *a != "--").filter_map(|a| a.to_str());
    list.into_iter().any(|a| {
        let long = a.strip_prefix(option).is_some_and(|r| r.is_empty() || r.starts_with('='));
        long || short.is_some_and(|s| a.starts_with(s) && !a.starts_with("--"))
    })
}

/// Where the command is, behind the options that may stand before it.
pub fn command_at(arguments: &[OsString]) -> usize {
    let mut at = 1;
    while let Some(a) = arguments.get(at).and_then(|a| a.to_str()) {
        at += match a {
            _ if BEFORE.contains(&a) => 2,
            "--no-config" | "--quiet" | "-q" => 1,
            _ if BEFORE.contains(&bare(a)) => 1,
            _ => break,
        };
    }
    at.min(arguments.len())
}

/// The language that the arguments ask for, wherever they do.
pub fn language(arguments: &[OsString]) -> Option<Lang> {
    match value(arguments, &["--lang"])?.as_str() {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The arguments as the parser takes them.
pub fn understood(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let commands: Vec<String> = Cli::command()
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .chain(["help".to_owned()])
        .collect();
    let is_command = |a: &OsString| commands.iter().any(|c| a.to_str() == Some(c));
    let at = command_at(&arguments);
    // A file where the command would be: it is to be converted.
    let first = arguments.get(at);
    let other = ["-h", "--help", "-V", "--version", "-v", "--verbose"];
    let is_option = |a: &OsString| {
        a.to_str().is_some_and(|a| a.len() > 1 && a.starts_with('-') && !other.contains(&bare(a)))
    };
    let formats_or_files = || {
        let asks = ["-t", "-f", "-o", "--to", "--from", "--output"];
        arguments.iter().skip(at).any(|a| is_there(a) || a.to_str().is_some_and(|a| asks.contains(&bare(a))))
    };
    let by_habit = first.is_some_and(|a| !is_command(a) && is_there(a))
        || first.is_some_and(is_option) && !arguments.iter().any(is_command) && formats_or_files();
    if by_habit {
        arguments.insert(at, "convert".into());
    }
    match arguments.get(at).and_then(|a| a.to_str()) {
        // In every language help is an option of what it is about.
        Some("help") => {
            arguments.remove(at);
            arguments.push("--help".into());
        }
        Some("convert") => {
            arguments = of_pandoc(&arguments);
            let to = value(&arguments, &["--to", "-t"]);
            let output = value(&arguments, &["--output", "-o"]);
            if let (None, Some(format)) = (to, output.as_deref().and_then(writer_for)) {
                arguments.insert(at + 1, format!("--to={}", format.name).into());
            }
        }
        _ => {}
    }
    formats(&mut arguments);
    arguments
}

/// The name of an option that may have its value with it.
fn bare(argument: &str) -> &str {
    let argument = argument.split('=').next().unwrap_or(argument);
    if argument.starts_with("--") { argument } else { argument.get(..2).unwrap_or(argument) }
}

fn is_there(argument: &OsStr) -> bool {
    let plain = argument.to_str().is_none_or(|a| !a.starts_with('-'));
    plain && std::path::Path::new(argument).exists()
}

/// What pandoc is asked for and is done here in any case: whole files, with their contents.
const ALWAYS: &[&str] = &["-s", "--standalone", "--toc", "--table-of-contents"];

/// Options of pandoc as ours: `-M title=…`; those that ask for what is always done go.
fn of_pandoc(arguments: &[OsString]) -> Vec<OsString> {
    let end = arguments.iter().position(|a| a == "--").unwrap_or(arguments.len());
    let is_fact = |v: &&str| v.contains('=') && !std::path::Path::new(v).exists();
    let mut out = vec![];
    for (k, argument) in arguments[..end].iter().enumerate() {
        let next = arguments[..end].get(k + 1).and_then(|a| a.to_str()).filter(is_fact);
        match argument.to_str() {
            Some(a) if ALWAYS.contains(&a) => {}
            Some("-M" | "--metadata") if next.is_some() => out.push("--set".into()),
            Some(a) => match a.strip_prefix("--metadata=").filter(is_fact) {
                Some(fact) => out.push(format!("--set={fact}").into()),
                None => out.push(argument.clone()),
            },
            None => out.push(argument.clone()),
        }
    }
    out.extend_from_slice(&arguments[end..]);
    out
}

/// Names of formats as the table has them: `.PDF`, `word`, `md`.
fn formats(arguments: &mut [OsString]) {
    let mut next = false;
    for argument in arguments.iter_mut().skip(1) {
        let Some(text) = argument.to_str() else {
            next = false;
            continue;
        };
        if text == "--" {
            return;
        }
        let known = |list: &str| list.split(',').map(canonical).collect::<Vec<_>>().join(",");
        if next {
            *argument = known(text).into();
            next = false;
        } else if matches!(text, "--to" | "--from" | "-t" | "-f") {
            next = true;
        } else if let Some((name, list)) =
            text.split_once('=').filter(|(n, _)| matches!(*n, "--to" | "--from"))
        {
            *argument = format!("{name}={}", known(list)).into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(arguments: &[&str]) -> Vec<String> {
        let all = std::iter::once("tiaowen").chain(arguments.iter().copied()).map(OsString::from).collect();
        understood(all).into_iter().skip(1).map(|a| a.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn habits_are_understood() {
        for (typed, meant) in [
            (
                &["convert", "-o", "b.docx", "a.txt"][..],
                &["convert", "--to=docx", "-o", "b.docx", "a.txt"][..],
            ),
            (&["convert", "-ob.pdf", "a.txt"], &["convert", "--to=pdf", "-ob.pdf", "a.txt"]),
            (&["convert", "--to", ".PDF,word", "a"], &["convert", "--to", "pdf,docx", "a"]),
            (&["convert", "--to=Markdown", "a"], &["convert", "--to=md", "a"]),
            (&["convert", "-t", "EPUB", "-f", "md", "a"], &["convert", "-t", "epub", "-f", "md", "a"]),
            (&["-t", "pdf", "a.txt"], &["convert", "-t", "pdf", "a.txt"]),
            (&["Cargo.toml", "-o", "x.tei.xml"], &["convert", "--to=tei", "Cargo.toml", "-o", "x.tei.xml"]),
            (&["--lang", "zh", "check", "a"], &["--lang", "zh", "check", "a"]),
            (
                &["--lang=en", "-q", "convert", "-o", "b.pdf", "a"],
                &["--lang=en", "-q", "convert", "--to=pdf", "-o", "b.pdf", "a"],
            ),
            (&["--color", "never", "-t", "pdf", "a"], &["--color", "never", "convert", "-t", "pdf", "a"]),
            (&["help", "check"], &["check", "--help"]),
            (&["--lang", "zh", "help"], &["--lang", "zh", "--help"]),
            (&["-s", "--toc", "a.md", "-o", "b.html"], &["convert", "--to=html", "a.md", "-o", "b.html"]),
            (
                &["convert", "-M", "title=甲", "-t", "pdf", "a"],
                &["convert", "--set", "title=甲", "-t", "pdf", "a"],
            ),
            (&["convert", "--metadata=title=甲", "a"], &["convert", "--set=title=甲", "a"]),
            (&["convert", "--metadata", "a.toml", "a"], &["convert", "--metadata", "a.toml", "a"]),
            (&["-M", "title=甲", "src", "-t", "pdf"], &["convert", "--set", "title=甲", "src", "-t", "pdf"]),
            (&["src", "-t", "pdf"], &["convert", "src", "-t", "pdf"]),
            (&["convert", "-o", "out/", "a"], &["convert", "-o", "out/", "a"]),
            (&["chekc", "a"], &["chekc", "a"]),
            (&["--version"], &["--version"]),
            (&[], &[]),
        ] {
            assert_eq!(with(typed), meant, "{typed:?}");
        }
    }
}
