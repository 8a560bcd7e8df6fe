//! `tiaowen convert`.

use super::args::{self, NumberingArg};
use super::files::{self, Target};
use super::system_fonts::Installed;
use super::{Outcome, report};
use crate::finding::{Error, Finding, Lang, Severity, codes};
use crate::font::{FontFile, FontSet, Role};
use crate::read::{READERS, Reader, reader_for, reader_named};
use crate::settings::{PageSettings, Problem};
use crate::write::{Cover, Job, Numbering, WRITERS, Writer, writer_named};
use crate::{check, ir, profile};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Runs the command.
pub fn run(options: &args::Convert) -> Outcome {
    let lang = args::language(options.lang);
    let plan = match Plan::new(options) {
        Ok(plan) => plan,
        Err(e) => {
            report::error(&e, lang);
            return Outcome::Failed;
        }
    };
    let mut outcome = Outcome::Done;
    for (k, input) in options.inputs.iter().enumerate() {
        let last = k + 1 == options.inputs.len();
        outcome = outcome.max(match plan.convert(input, last, lang) {
            Ok(severity) if options.strict && severity >= Severity::Warning => Outcome::Findings,
            Ok(_) => Outcome::Done,
            Err(e) => {
                report::error(&e, lang);
                Outcome::Failed
            }
        });
    }
    outcome
}

/// The reader that was named, or the one for a file.
pub fn reader(from: Option<&str>, input: &Path) -> Result<&'static Reader, Error> {
    let names = || READERS.iter().map(|r| r.name).collect::<Vec<_>>().join(", ");
    match from {
        Some(name) => {
            reader_named(name).ok_or_else(|| Error::new(&codes::NO_SUCH_FORMAT, &[&name, &names()]))
        }
        None => reader_for(&files::name_of(input))
            .map_err(|kind| Error::new(&codes::NO_READER, &[&input.display(), &kind, &names()])),
    }
}

struct Plan {
    from: Option<String>,
    writers: Vec<&'static Writer>,
    target: Target,
    metadata: Option<PathBuf>,
    job: Job,
}

impl Plan {
    fn new(options: &args::Convert) -> Result<Self, Error> {
        let mut writers: Vec<&'static Writer> = vec![];
        for name in &options.to {
            let names = || WRITERS.iter().map(|w| w.name).collect::<Vec<_>>().join(", ");
            let writer = writer_named(name.trim())
                .ok_or_else(|| Error::new(&codes::NO_SUCH_FORMAT, &[&name.trim(), &names()]))?;
            if !writers.iter().any(|w| std::ptr::eq(*w, writer)) {
                writers.push(writer);
            }
        }
        if options.inputs.iter().filter(|i| files::is_standard(i)).count() > 1 {
            return Err(Error::new(&codes::STDIN_ONCE, &[]));
        }
        let one = options.inputs.len() == 1 && writers.len() == 1;
        let target = Target::of(&options.output, one);
        if matches!(target, Target::Standard) && !one {
            return Err(Error::new(&codes::STDOUT_TAKES_ONE, &[]));
        }
        let metadata = options.files.metadata.clone();
        let plan = Self {
            from: options.from.clone(),
            writers,
            target,
            metadata,
            job: job(&options.looks, &options.files)?,
        };
        plan.refuse_collisions(&options.inputs)?;
        Ok(plan)
    }

    /// No output may be an input, and no two outputs one file.
    fn refuse_collisions(&self, inputs: &[PathBuf]) -> Result<(), Error> {
        let mut outputs: Vec<(PathBuf, &Path)> = vec![];
        for input in inputs {
            for writer in &self.writers {
                let Some(file) = self.target.file(input, writer.extension) else { continue };
                if inputs.iter().any(|i| !files::is_standard(i) && files::same(i, &file)) {
                    return Err(Error::new(&codes::OVERWRITES_INPUT, &[&file.display()]));
                }
                if let Some((_, other)) = outputs.iter().find(|(f, _)| *f == file) {
                    let shown = [other.display(), input.display(), file.display()];
                    return Err(Error::new(&codes::SAME_OUTPUT, &[&shown[0], &shown[1], &shown[2]]));
                }
                outputs.push((file, input));
            }
        }
        Ok(())
    }

    /// Converts one input into every format; nothing is written before all of them are made.
    fn convert(&self, input: &Path, last: bool, lang: Lang) -> Result<Severity, Error> {
        let reader = reader(self.from.as_deref(), input)?;
        let bytes = files::read(input)?;
        let mut doc = crate::document(&bytes, &files::name_of(input), reader)?;
        add_metadata(&mut doc, input, self.metadata.as_deref())?;
        let mut findings = check::check(&doc);
        let mut outputs = vec![];
        for writer in &self.writers {
            let (bytes, said) = crate::write(&doc, writer, &self.job)?;
            outputs.push((self.target.file(input, writer.extension), bytes));
            for f in said {
                if !findings.contains(&f) {
                    findings.push(f);
                }
            }
        }
        report_all(&findings, input, &doc, lang);
        for (file, bytes) in outputs {
            match file {
                Some(path) => files::write(&path, &bytes)?,
                None => files::write_standard(&bytes)?,
            }
        }
        let worst = findings.iter().map(|f| f.code.severity).max().unwrap_or(Severity::Note);
        // After the last input the process ends: taking a large tree apart first is work for nothing.
        if last {
            std::mem::forget(doc);
        }
        Ok(worst)
    }
}

/// Prints findings in the order of their places.
pub fn report_all(findings: &[Finding], input: &Path, doc: &ir::Document, lang: Lang) {
    report::findings(findings, &input.display().to_string(), &ir::source_text(doc), lang);
}

/// A job with all that was asked for.
pub fn job(looks: &args::OutputOptions, options: &args::FileOptions) -> Result<Job, Error> {
    let mut job = job_with(options)?;
    if let Some(name) = &looks.profile {
        let path = Path::new(name);
        job.profile = Some(if files::is_settings(path) {
            let set = settings(path, crate::settings::profile)?;
            load_fonts(&set, path, options, &mut job.fonts)?;
            Cow::Owned(set.profile)
        } else {
            Cow::Borrowed(profile_named(name)?)
        });
    }
    job.numbering = match looks.numbering {
        NumberingArg::Auto => Numbering::Auto,
        NumberingArg::Literal => Numbering::Literal,
    };
    job.embed_fonts = looks.embed_fonts;
    job.book.vertical = looks.vertical;
    job.book.depth = looks.toc_depth.map(usize::from);
    if let Some(path) = &looks.cover {
        let bad = |why: String| Error::new(&codes::BAD_COVER, &[&path.display(), &why]);
        job.book.cover = Some(Cover::new(files::read(path)?).map_err(bad)?);
    }
    Ok(job)
}

/// The profile of a name.
pub fn profile_named(name: &str) -> Result<&'static profile::Profile, Error> {
    let names = || profile::PROFILES.iter().map(|p| p.name).collect::<Vec<_>>().join(", ");
    profile::named(name).ok_or_else(|| Error::new(&codes::NO_SUCH_PROFILE, &[&name, &names()]))
}

/// A file of settings, read; what is wrong is said with its line.
fn settings<T>(path: &Path, read: impl Fn(&str) -> Result<T, Problem>) -> Result<T, Error> {
    let bytes = files::read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    read(&text).map_err(|p| Error::new(&codes::BAD_SETTINGS, &[&path.display(), &p.line, &p.what]))
}

/// The fonts that a profile names, by paths from its own folder; those of the command line come first.
fn load_fonts(
    set: &PageSettings,
    profile: &Path,
    options: &args::FileOptions,
    fonts: &mut FontSet,
) -> Result<(), Error> {
    for (role, path) in &set.fonts {
        if options.font.iter().any(|f| f.split_once('=').is_some_and(|(r, _)| r == role.name())) {
            continue;
        }
        let path = profile.parent().unwrap_or(Path::new("")).join(path);
        let bytes = files::read(&path)?;
        let file =
            FontFile::new(bytes).map_err(|why| Error::new(&codes::BAD_FONT, &[&path.display(), &why]))?;
        fonts.set(*role, file);
    }
    Ok(())
}

/// Puts what somebody knows of a document into it: from the file that was named, else from NAME.toml beside the input.
pub fn add_metadata(doc: &mut ir::Document, input: &Path, named: Option<&Path>) -> Result<(), Error> {
    let beside = input.with_extension("toml");
    let path = named.or_else(|| Some(beside.as_path()).filter(|p| !files::is_standard(input) && p.is_file()));
    if let Some(path) = path {
        settings(path, crate::settings::metadata)?.apply(doc);
    }
    Ok(())
}

/// A job with the date, the licence and the fonts that were named.
pub fn job_with(options: &args::FileOptions) -> Result<Job, Error> {
    let date = match &options.date {
        Some(date) => Some(valid_date(date)?),
        None => source_date_epoch(),
    };
    let mut fonts = FontSet::embedded();
    if !options.no_system_fonts {
        fonts.use_system(Arc::new(Installed::new(options.font_dir.clone())));
    }
    for spec in &options.font {
        let bad = |why: &str| Error::new(&codes::BAD_FONT, &[spec, &why]);
        let (role, path) = spec.split_once('=').ok_or_else(|| bad("ROLE=PATH"))?;
        let role = Role::named(role).ok_or_else(|| bad("song, xiaobiaosong, hei, kai, fangsong"))?;
        let bytes = files::read(Path::new(path))?;
        fonts.set(role, FontFile::new(bytes).map_err(|why| bad(&why))?);
    }
    Ok(Job { date, licence: options.licence.clone(), fonts, ..Job::default() })
}

fn valid_date(date: &str) -> Result<String, Error> {
    chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .ok()
        .filter(|_| date.len() == 10)
        .map(|d| d.to_string())
        .ok_or_else(|| Error::new(&codes::BAD_DATE, &[&date]))
}

/// The convention of reproducible builds; a value that is no number is as good as none.
fn source_date_epoch() -> Option<String> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()?;
    Some(chrono::DateTime::from_timestamp(seconds, 0)?.date_naive().to_string())
}
