//! The command line: arguments, printing, exit codes.

mod args;
mod batch;
mod bind;
mod check;
mod chinese;
mod convert;
mod explain;
mod fonts;
mod habits;
mod manual;
mod mistaken;
mod options;
mod outline;
mod package;
mod pins;
mod profile;
mod progress;
mod report;
#[cfg(feature = "serve")]
mod serve;
mod verify;

use crate::finding::Lang;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use std::io::Write as _;
use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// All done.
    Done,
    /// Done, with findings that `--strict` objects to.
    Findings,
    /// An input gave no output.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

/// Help, the version, or what is wrong with the arguments; help that nobody could read is a failure.
fn args_told(told: &clap::Error, command: &clap::Command, name: Option<&str>, lang: Lang) -> ExitCode {
    if told.use_stderr() && told.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        report::error(&mistaken::error(told, command, name), lang);
        return Outcome::Failed.into();
    }
    let text = told.render().ansi().to_string();
    let text = if lang == Lang::Zh { chinese::rendered(&text) } else { text };
    if told.use_stderr() {
        let _ = anstream::stderr().write_all(text.as_bytes());
        return Outcome::Failed.into();
    }
    report::print(&text, lang).into()
}

/// Parses the arguments and runs the command.
pub fn run() -> ExitCode {
    let arguments = habits::understood(std::env::args_os().collect());
    let lang = habits::language(&arguments).unwrap_or_else(report::locale);
    let command = args::Cli::command();
    let command = if lang == Lang::Zh { chinese::command(command) } else { command };
    let parsed = command.clone().try_get_matches_from(&arguments);
    let cli = match parsed.and_then(|matches| args::Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(told) => {
            let named = arguments.get(1).and_then(|a| a.to_str());
            let name = named.filter(|n| command.find_subcommand(n).is_some());
            return args_told(&told, &command, name, lang);
        }
    };
    match cli.command {
        args::Command::Convert(options) => convert::run(&options).into(),
        args::Command::Bind(options) => bind::run(&options).into(),
        args::Command::Check(options) => check::run(&options).into(),
        args::Command::Package(options) => package::run(&options).into(),
        args::Command::Verify(options) => verify::run(&options).into(),
        args::Command::Profile(options) => profile::run(&options).into(),
        args::Command::Outline(options) => outline::run(&options).into(),
        args::Command::Fonts(options) => fonts::run(&options).into(),
        #[cfg(feature = "serve")]
        args::Command::Serve(options) => serve::run(&options).into(),
        args::Command::Formats(options) => outline::formats(&options).into(),
        args::Command::Completions(options) => manual::completions(&options).into(),
        args::Command::Man(options) => manual::man(&options).into(),
    }
}
