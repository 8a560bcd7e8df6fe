//! `tiaowen profile export`: a page profile as a file to begin one's own with.

use super::Outcome;
use super::voice::Voice;
use crate::finding::Error;
use crate::host::store::{self, Care};
use crate::host::{files, job};
use crate::write::Job;
#[cfg(feature = "docx")]
use crate::write::starting_template;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What is done with a profile.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Action {
    /// Give it as a file.
    Export,
}

/// Options of `profile`.
#[derive(Args, Debug)]
pub struct Options {
    /// What to do.
    #[arg(value_enum)]
    pub action: Action,
    /// As a Word file with every style on the profile's page: change it, and name it with --reference.
    #[arg(long, required = true)]
    pub docx: bool,
    /// The profile, by its name or as a file that changes one.
    #[arg(long, value_name = "NAME|FILE.toml", default_value = "law")]
    pub profile: String,
    /// Where it is written; - is standard output.
    #[arg(short, long, value_name = "FILE", default_value = "template.docx")]
    pub output: PathBuf,
}

/// Runs the command.
pub fn run(options: &Options, voice: &Voice) -> Outcome {
    match export(options, voice) {
        Ok(()) => Outcome::Done,
        Err(e) => voice.failed(&e),
    }
}

fn export(options: &Options, voice: &Voice) -> Result<(), Error> {
    let mut job = Job::default();
    job::set_profile(&mut job, &options.profile, &[])?;
    let bytes = starting_template(&job)?;
    if files::is_standard(&options.output) {
        return files::write_standard(&bytes);
    }
    voice.stored(store::write(&options.output, &bytes, Care::default())?, &options.output);
    Ok(())
}

/// A build that writes no Word files has none to begin with.
#[cfg(not(feature = "docx"))]
fn starting_template(_: &Job) -> Result<Vec<u8>, Error> {
    use crate::format::{names, writers};
    Err(Error::new(&crate::finding::codes::NO_SUCH_FORMAT, &[&"docx", &names(writers())]))
}
