//! The command line: arguments, printing, exit codes.

mod args;
mod batch;
mod bind;
mod check;
mod chinese;
mod config;
mod convert;
mod effect;
mod explain;
mod fonts;
mod habits;
mod hints;
mod listing;
mod manual;
mod mistaken;
mod options;
mod outline;
mod package;
mod pins;
mod profile;
mod progress;
#[cfg(test)]
mod reference;
mod report;
#[cfg(feature = "serve")]
mod serve;
mod speaking;
mod values;
mod verify;
mod version;
mod voice;
mod watch;

use crate::finding::Lang;
use anstream::ColorChoice;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, ValueEnum};
use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;
use voice::Voice;

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

/// Help, the version, or what is wrong with the arguments; help that nobody could read is a failure.
fn args_told(
    told: &clap::Error,
    command: &clap::Command,
    (name, output): (Option<&str>, Option<&str>),
    voice: &Voice,
) -> Outcome {
    if told.use_stderr() && told.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return voice.failed(&mistaken::error(told, command, name, output));
    }
    let text = told.render().ansi().to_string();
    let text = if voice.lang == Lang::Zh { chinese::rendered(&text) } else { text };
    if told.use_stderr() {
        let _ = anstream::stderr().write_all(text.as_bytes());
        return Outcome::Failed;
    }
    report::print(&text, voice)
}

/// When colours are used, from here on.
fn color(choice: args::ColorArg) {
    let choice = match choice {
        args::ColorArg::Auto => ColorChoice::Auto,
        args::ColorArg::Always => ColorChoice::Always,
        args::ColorArg::Never => ColorChoice::Never,
    };
    choice.write_global();
}

/// Parses the arguments of the process and runs the command.
pub fn run() -> ExitCode {
    limits();
    ExitCode::from(run_with(std::env::args_os()))
}

/// Where the system limits the size of files, writing fails and is told, as on a full disk; without a handler the signal
/// would end the program in the middle.
fn limits() {
    #[cfg(unix)]
    {
        const SIGXFSZ: std::ffi::c_int = signal_hook::consts::SIGXFSZ;
        // Where it cannot be had, the program ends as it would.
        let _ = signal_hook::flag::register(SIGXFSZ, std::sync::Arc::default());
    }
}

/// Parses arguments, the first of them the command's name, and runs the command; gives its exit status.
pub fn run_with(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    outcome(arguments.into_iter().collect()) as u8
}

fn outcome(arguments: Vec<OsString>) -> Outcome {
    let typed = habits::understood(arguments);
    let at = habits::command_at(&typed);
    let language = |arguments: &[OsString]| habits::language(arguments).unwrap_or_else(report::locale);
    // Before anything is parsed: what is wrong with the arguments is told in it too.
    if let Some(choice) = habits::value(&typed, &["--color"]) {
        color(args::ColorArg::from_str(&choice, false).unwrap_or_default());
    }
    if version::is_asked(&typed[at..]) {
        let voice = Voice::plain(language(&typed));
        return report::print(&version::text(voice.lang), &voice);
    }
    let (arguments, settings) = match config::with(&typed, at) {
        Ok(with) => with,
        Err(e) => return Voice::plain(language(&typed)).failed(&e),
    };
    let lang = language(&arguments);
    let command = args::Cli::command();
    let command = if lang == Lang::Zh { chinese::command(command) } else { command };
    let parsed = command.clone().try_get_matches_from(&arguments);
    let cli = match parsed.and_then(|matches| args::Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(told) => {
            let named = arguments.get(at).and_then(|a| a.to_str());
            let name = named.filter(|n| command.find_subcommand(n).is_some());
            let output = habits::value(&arguments, &["--output", "-o"]);
            return args_told(&told, &command, (name, output.as_deref()), &Voice::plain(lang));
        }
    };
    color(cli.voice.color);
    let voice = Voice::new(&cli.voice, lang, settings);
    let outcome = match effect::idle(&cli.command, &typed, &arguments) {
        Ok(notes) => {
            for note in &notes {
                voice.error(note);
            }
            command_run(&cli.command, &voice)
        }
        Err(e) => voice.failed(&e),
    };
    // What `check` finds is its result; what was said while watching was told by turns.
    let elsewhere = match &cli.command {
        args::Command::Check(_) => true,
        args::Command::Convert(options) => options.watch,
        _ => false,
    };
    voice.end(elsewhere);
    outcome
}

fn command_run(command: &args::Command, voice: &Voice) -> Outcome {
    match command {
        args::Command::Convert(options) => convert::run(options, voice),
        args::Command::Bind(options) => bind::run(options, voice),
        args::Command::Check(options) => check::run(options, voice),
        args::Command::Package(options) => package::run(options, voice),
        args::Command::Verify(options) => verify::run(options, voice),
        args::Command::Profile(options) => profile::run(options, voice),
        args::Command::Outline(options) => outline::run(options, voice),
        args::Command::Fonts(options) => fonts::run(options, voice),
        #[cfg(feature = "serve")]
        args::Command::Serve(options) => serve::run(options, voice),
        args::Command::Formats => outline::formats(voice),
        args::Command::Completions(options) => manual::completions(options, voice),
        args::Command::Man(options) => manual::man(options, voice),
    }
}
