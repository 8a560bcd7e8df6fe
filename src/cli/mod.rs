//! The command line: arguments, printing, exit codes.

mod args;
mod batch;
mod bind;
mod check;
mod convert;
mod explain;
mod fonts;
mod manual;
mod options;
mod outline;
mod package;
mod pins;
mod progress;
mod report;
#[cfg(feature = "serve")]
mod serve;
mod verify;

use clap::Parser;
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
fn args_told(told: &clap::Error) -> ExitCode {
    let printed = told.print().and_then(|()| std::io::stdout().flush());
    match printed {
        Err(e) if !told.use_stderr() && e.kind() != std::io::ErrorKind::BrokenPipe => Outcome::Failed.into(),
        _ => ExitCode::from(u8::try_from(told.exit_code()).unwrap_or(2)),
    }
}

/// Parses the arguments and runs the command.
pub fn run() -> ExitCode {
    let cli = match args::Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => return args_told(&told),
    };
    match cli.command {
        args::Command::Convert(options) => convert::run(&options).into(),
        args::Command::Bind(options) => bind::run(&options).into(),
        args::Command::Check(options) => check::run(&options).into(),
        args::Command::Package(options) => package::run(&options).into(),
        args::Command::Verify(options) => verify::run(&options).into(),
        args::Command::Outline(options) => outline::run(&options).into(),
        args::Command::Fonts(options) => fonts::run(&options).into(),
        #[cfg(feature = "serve")]
        args::Command::Serve(options) => serve::run(&options).into(),
        args::Command::Formats(options) => outline::formats(&options).into(),
        args::Command::Completions(options) => manual::completions(&options).into(),
        args::Command::Man(options) => manual::man(&options).into(),
    }
}
