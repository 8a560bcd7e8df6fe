//! `tiaowen serve`: the workbench.

use super::voice::Voice;
use super::{Outcome, args, report};
use crate::finding::Error;
use crate::host::job;
use crate::serve::{self, Server};
use clap::Args;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Options of `serve`.
#[derive(Args, Debug)]
pub struct Options {
    /// A folder or files to choose from; without any, documents are dropped or pasted.
    #[arg(value_name = "FOLDER|FILE")]
    pub paths: Vec<PathBuf>,
    /// The port on 127.0.0.1; by default one that is free.
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Open the page in the browser.
    #[arg(long)]
    pub open: bool,
    /// Fonts and what else goes into files.
    #[command(flatten)]
    pub files: args::FileOptions,
}

/// Runs the command: the address alone on a line, then answers until it is stopped.
pub fn run(options: &Options, voice: &Voice) -> Outcome {
    let bound = (|| -> Result<Server, Error> {
        let job = job::of_contents(&(&options.files).into())?;
        Server::bind(serve::Options { port: options.port, paths: options.paths.clone(), fonts: job.fonts })
    })();
    let server = match bound {
        Ok(server) => server,
        Err(e) => return voice.failed(&e),
    };
    let address = server.address();
    if report::print(&format!("{address}\n"), voice) == Outcome::Failed {
        return Outcome::Failed;
    }
    if options.open {
        browse(&address);
    }
    match server.run() {
        Ok(()) => Outcome::Done,
        Err(e) => voice.failed(&e),
    }
}

/// Asks the system to open a page; where there is no browser the address that was printed is enough.
fn browse(address: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "windows") {
        ("cmd", &["/c", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let _ = Command::new(program)
        .args(before)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
}
