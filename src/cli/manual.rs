//! `tiaowen completions` and `tiaowen man`: what shells and the manual want, from the table of arguments.

use super::voice::Voice;
use super::{Outcome, args, chinese};
use crate::finding::{Error, Lang, codes};
use crate::host::files;
use crate::host::store::{self, Care};
use clap::{Args, CommandFactory};
use std::path::PathBuf;

/// Options of `completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Options of `man`.
#[derive(Args, Debug)]
pub struct Manual {
    /// A folder for the pages of all commands.
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// What the parser of a page of the manual calls its parts.
const HEADINGS: &[(&str, &str)] = &[
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 写法"),
    (".SH DESCRIPTION", ".SH 说明"),
    (".SH OPTIONS", ".SH 选项"),
    (".SH SUBCOMMANDS", ".SH 命令"),
    (".SH VERSION", ".SH 版本"),
];

/// The commands, in the language of the voice.
fn commands(voice: &Voice) -> clap::Command {
    let command = args::Cli::command();
    if voice.lang == Lang::Zh { chinese::command(command) } else { command }
}

/// Prints the completions for a shell.
pub fn completions(options: &Completions, voice: &Voice) -> Outcome {
    let mut out = vec![];
    clap_complete::generate(options.shell, &mut commands(voice), "tiaowen", &mut out);
    ended(files::write_standard(&out), voice)
}

/// Prints the page of the manual, or writes the pages of all commands into a folder.
pub fn man(options: &Manual, voice: &Voice) -> Outcome {
    ended(pages(options, voice), voice)
}

fn pages(options: &Manual, voice: &Voice) -> Result<(), Error> {
    let mut whole = commands(voice);
    // The names of commands as they are typed, `tiaowen-convert`, and their options as they have them.
    whole.build();
    let Some(folder) = &options.out else { return files::write_standard(&page(whole, voice.lang)?) };
    let commands: Vec<clap::Command> =
        whole.get_subcommands().filter(|c| c.get_name() != "help").cloned().collect();
    for command in commands.into_iter().chain([whole]) {
        let name = command.get_display_name().unwrap_or("tiaowen").replace(' ', "-");
        let path = folder.join(format!("{name}.1"));
        let stored = store::write(&path, &page(command, voice.lang)?, Care::default())?;
        voice.stored(stored, &path);
    }
    Ok(())
}

fn page(command: clap::Command, lang: Lang) -> Result<Vec<u8>, Error> {
    let mut out = vec![];
    let name = command.get_display_name().unwrap_or("tiaowen").to_owned();
    clap_mangen::Man::new(command.display_name(&name))
        .render(&mut out)
        .map_err(|e| Error::new(&codes::UNWRITABLE, &[&name, &e]))?;
    if lang == Lang::En {
        return Ok(out);
    }
    let text = String::from_utf8_lossy(&out).into_owned();
    let text = HEADINGS.iter().fold(text, |text, (en, zh)| text.replace(en, zh));
    Ok(chinese::rendered(&text).into_bytes())
}

fn ended(result: Result<(), Error>, voice: &Voice) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(e) => voice.failed(&e),
    }
}
