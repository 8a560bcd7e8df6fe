//! The command line: the only place with files, clock, environment and printing.

mod args;
mod bind;
mod check;
mod convert;
mod explain;
mod files;
mod fonts;
mod input;
mod job;
mod outline;
mod package;
mod pins;
mod report;
mod system_fonts;
mod verify;

use clap::Parser;
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

/// Parses the arguments and runs the command.
pub fn run() -> ExitCode {
    let cli = args::Cli::parse();
    match cli.command {
        args::Command::Convert(options) => convert::run(&options).into(),
        args::Command::Bind(options) => bind::run(&options).into(),
        args::Command::Check(options) => check::run(&options).into(),
        args::Command::Package(options) => package::run(&options).into(),
        args::Command::Verify(options) => verify::run(&options).into(),
        args::Command::Outline(options) => outline::run(&options).into(),
        args::Command::Fonts(options) => fonts::run(&options).into(),
        args::Command::Formats(options) => outline::formats(&options).into(),
    }
}
