//! `.tiaowen.toml`: options of a project, for those that nobody types. It is looked for from the folder where the command
//! runs upwards, to the first one with a `.git` or the home folder.

use super::args::Cli;
use super::habits;
use crate::finding::{Error, Words, codes, near};
use crate::host::{files, job};
use crate::settings::{self, Problem};
use clap::CommandFactory;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The name of the file.
const NAME: &str = ".tiaowen.toml";

/// What the value of an option is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A word or a number.
    Word,
    /// It is there or not.
    Flag,
    /// A path, from the folder of the settings.
    Path,
    /// A profile, or the path of one.
    Profile,
    /// A role and the path of a font.
    Font,
}

/// The options that a project may set, with their short names. Where outputs go is never among them: a file that came
/// with a folder must not decide what is written where.
const KEYS: &[(&str, Option<&str>, Kind)] = &[
    ("allow-missing-pages", None, Kind::Flag),
    ("color", None, Kind::Word),
    ("comments", None, Kind::Word),
    ("cover", None, Kind::Path),
    ("cover-format", None, Kind::Word),
    ("css", None, Kind::Path),
    ("date", None, Kind::Word),
    ("durable", None, Kind::Flag),
    ("embed-fonts", None, Kind::Flag),
    ("follow-links", None, Kind::Flag),
    ("font", None, Kind::Font),
    ("font-dir", None, Kind::Path),
    ("fragment", None, Kind::Flag),
    ("from", Some("-f"), Kind::Word),
    ("hidden", None, Kind::Flag),
    ("jobs", None, Kind::Word),
    ("keep", None, Kind::Word),
    ("lang", None, Kind::Word),
    ("licence", None, Kind::Word),
    ("marks", None, Kind::Word),
    ("max-chars", None, Kind::Word),
    ("metadata-csv", None, Kind::Path),
    ("no-clobber", None, Kind::Flag),
    ("no-ignore", None, Kind::Flag),
    ("no-system-fonts", None, Kind::Flag),
    ("numbering", None, Kind::Word),
    ("profile", None, Kind::Profile),
    ("reference", None, Kind::Path),
    ("revisions", None, Kind::Word),
    ("set", None, Kind::Word),
    ("strict", None, Kind::Flag),
    ("to", Some("-t"), Kind::Word),
    ("toc-depth", None, Kind::Word),
    ("vertical", None, Kind::Flag),
];

/// Arguments with those of the settings, and the file that these are from, if there are any.
pub fn with(typed: &[OsString], at: usize) -> Result<(Vec<OsString>, Option<PathBuf>), Error> {
    let unchanged = || (typed.to_vec(), None);
    let asks = |option: &str, short: Option<&str>| habits::has(typed, option, short);
    let command = Cli::command();
    let named = typed.get(at).and_then(|a| a.to_str()).and_then(|n| command.find_subcommand(n));
    let (Some(named), false) = (named, asks("--no-config", None) || asks("--help", Some("-h"))) else {
        return Ok(unchanged());
    };
    let here = std::env::current_dir().unwrap_or_default();
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let Some(path) = find(&here, home.as_deref()) else { return Ok(unchanged()) };
    let shown = path.strip_prefix(&here).unwrap_or(&path).to_owned();
    let table: Table = job::settings(&path, settings::table).map_err(|e| renamed(e, &path, &shown))?;
    let text = String::from_utf8_lossy(&files::read_settings(&path)?).into_owned();
    let wrong = |key: &str, what: Words| {
        let Problem { line, what } = settings::problem(&text, key, what);
        Error::new(&codes::BAD_SETTINGS, &[&shown.display(), &line, &what])
    };
    let has =
        |name: &str| named.get_arguments().chain(command.get_arguments()).any(|a| a.get_long() == Some(name));
    let mut added = vec![];
    for (key, value) in &table {
        let Some((name, short, kind)) = KEYS.iter().find(|(name, ..)| name == key) else {
            return Err(wrong(key, unknown(key)));
        };
        let values = arguments(name, *kind, value, path.parent().unwrap_or(Path::new("")))
            .ok_or_else(|| wrong(key, shape(*kind)))?;
        if has(name) && !asks(&format!("--{name}"), *short) {
            added.extend(values);
        }
    }
    if added.is_empty() {
        return Ok(unchanged());
    }
    let (before, behind) = typed.split_at(at + 1);
    Ok(([before, &added, behind].concat(), Some(shown)))
}

/// The nearest file of settings.
fn find(here: &Path, home: Option<&Path>) -> Option<PathBuf> {
    for folder in here.ancestors() {
        let path = folder.join(NAME);
        if path.is_file() {
            return Some(path);
        }
        if folder.join(".git").exists() || home == Some(folder) {
            return None;
        }
    }
    None
}

/// Errors name the file as people would.
fn renamed(mut e: Error, path: &Path, shown: &Path) -> Error {
    for detail in &mut e.details {
        if detail.say(crate::finding::Lang::Zh) == path.to_string_lossy() {
            *detail = Words::same(shown.to_string_lossy().into_owned());
        }
    }
    e
}

fn unknown(key: &str) -> Words {
    if matches!(key, "output" | "o" | "out") {
        return "输出位置只能在命令行上用 -o 指定 / where outputs go is said with -o on the command line only".into();
    }
    let plain = key.replace('_', "-");
    match near(&plain, KEYS.iter().map(|(name, ..)| *name)) {
        Some(m) => Words::new(
            format!("没有“{key}”这个选项可设（是不是 {m}？）"),
            format!("“{key}” is no option that can be set (did you mean {m}?)"),
        ),
        None => Words::new(
            format!("没有“{key}”这个选项可设；可用：{}", names()),
            format!("“{key}” is no option that can be set; there are {}", names()),
        ),
    }
}

fn names() -> String {
    KEYS.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ")
}

fn shape(kind: Kind) -> Words {
    match kind {
        Kind::Flag => "值应是 true 或 false / the value is true or false".into(),
        Kind::Font => "值应是“角色=文件”或其列表 / the value is “ROLE=FILE” or a list of them".into(),
        _ => "值应是文字、数字或其列表 / the value is a text, a number, or a list of them".into(),
    }
}

/// An option of the settings as arguments; `None` where the value is none for it.
fn arguments(name: &str, kind: Kind, value: &Value, folder: &Path) -> Option<Vec<OsString>> {
    if kind == Kind::Flag {
        let set = value.as_bool()?;
        return Some(set.then(|| format!("--{name}").into()).into_iter().collect());
    }
    let one = |value: &Value| -> Option<OsString> {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Integer(n) => n.to_string(),
            Value::Datetime(date) => date.to_string(),
            _ => return None,
        };
        let inside = |path: &str| folder.join(path).into_os_string();
        let mut out = OsString::from(format!("--{name}="));
        match kind {
            Kind::Path => out.push(inside(&text)),
            Kind::Profile if files::is_settings(Path::new(&text)) => out.push(inside(&text)),
            Kind::Font => {
                let (role, path) = text.split_once('=')?;
                out.push(format!("{role}="));
                out.push(inside(path));
            }
            _ => out.push(text),
        }
        Some(out)
    };
    match value {
        Value::Array(list) => list.iter().map(one).collect(),
        value => Some(vec![one(value)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_an_option_of_some_command() {
        let command = Cli::command();
        for (name, short, _) in KEYS {
            let mut all = command.get_subcommands().flat_map(clap::Command::get_arguments);
            let own = all
                .find(|a| a.get_long() == Some(name))
                .or_else(|| command.get_arguments().find(|a| a.get_long() == Some(name)));
            let own = own.unwrap_or_else(|| panic!("{name}"));
            assert_eq!(own.get_short().map(|c| format!("-{c}")).as_deref(), *short, "{name}");
        }
    }
}
