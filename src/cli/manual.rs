//! `tiaowen completions` and `tiaowen man`: what shells and the manual want, from the table of arguments.

use super::{Outcome, args, report};
use crate::finding::{Error, codes};
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

/// Prints the completions for a shell.
pub fn completions(options: &Completions) -> Outcome {
    let mut out = vec![];
    clap_complete::generate(options.shell, &mut args::Cli::command(), "tiaowen", &mut out);
    ended(files::write_standard(&out))
}

/// Prints the page of the manual, or writes the pages of all commands into a folder.
pub fn man(options: &Manual) -> Outcome {
    ended(pages(options))
}

fn pages(options: &Manual) -> Result<(), Error> {
    let mut whole = args::Cli::command();
    // The names of commands as they are typed, `tiaowen-convert`, and their options as they have them.
    whole.build();
    let Some(folder) = &options.out else { return files::write_standard(&page(whole)?) };
    let commands: Vec<clap::Command> =
        whole.get_subcommands().filter(|c| c.get_name() != "help").cloned().collect();
    for command in commands.into_iter().chain([whole]) {
        let name = command.get_display_name().unwrap_or("tiaowen").replace(' ', "-");
        store::write(&folder.join(format!("{name}.1")), &page(command)?, Care::default())?;
    }
    Ok(())
}

fn page(command: clap::Command) -> Result<Vec<u8>, Error> {
    let mut out = vec![];
    let name = command.get_display_name().unwrap_or("tiaowen").to_owned();
    clap_mangen::Man::new(command.display_name(&name))
        .render(&mut out)
        .map_err(|e| Error::new(&codes::UNWRITABLE, &[&name, &e]))?;
    Ok(out)
}

fn ended(result: Result<(), Error>) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(e) => {
            report::error(&e, report::locale());
            Outcome::Failed
        }
    }
}
