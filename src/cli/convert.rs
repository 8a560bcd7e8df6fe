//! `tiaowen convert`.

use super::files::{self, Target};
use super::input::{Asked, Opened};
use super::{Outcome, args, input, job, report};
use crate::check;
use crate::finding::{Error, Lang, Severity, codes};
use crate::write::{Job, WRITERS, Writer, writer_named};
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(options: &args::Convert) -> Outcome {
    let lang = args::language(options.looks.lang);
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
            Ok(severity) if options.looks.strict && severity >= Severity::Warning => Outcome::Findings,
            Ok(_) => Outcome::Done,
            Err(e) => {
                report::error(&e, lang);
                Outcome::Failed
            }
        });
    }
    outcome
}

struct Plan {
    from: Option<String>,
    writers: Vec<&'static Writer>,
    target: Target,
    metadata: Option<PathBuf>,
    corrections: Option<PathBuf>,
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
        input::refuse_twice(&options.inputs, options.corrections.as_deref())?;
        let one = options.inputs.len() == 1 && writers.len() == 1;
        let target = Target::of(&options.output, one);
        if matches!(target, Target::Standard) && !one {
            return Err(Error::new(&codes::STDOUT_TAKES_ONE, &[]));
        }
        let metadata = options.looks.files.metadata.clone();
        let job = job::whole(&options.looks)?;
        let corrections = options.corrections.clone();
        let plan = Self { from: options.from.clone(), writers, target, metadata, corrections, job };
        plan.refuse_collisions(&options.inputs)?;
        Ok(plan)
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            from: self.from.as_deref(),
            metadata: self.metadata.as_deref(),
            corrections: self.corrections.as_deref(),
        }
    }

    /// No output may be an input or what is said of one, and no two outputs one file.
    fn refuse_collisions(&self, inputs: &[PathBuf]) -> Result<(), Error> {
        let mut outputs: Vec<(PathBuf, &Path)> = vec![];
        for input in inputs {
            for writer in &self.writers {
                let Some(file) = self.target.file(input, writer.extension) else { continue };
                let taken = |i: &PathBuf| {
                    !files::is_standard(i) && files::same(i, &file)
                        || input::beside(&self.asked(), i).iter().any(|s| files::same(s, &file))
                };
                if inputs.iter().any(taken) {
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
        let Opened { doc, mut findings, .. } = input::open(&self.asked(), input)?;
        findings.extend(check::check(&doc));
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
        report::document(&findings, input, &doc, lang);
        for (file, bytes) in outputs {
            match file {
                Some(path) => files::write(&path, &bytes)?,
                None => files::write_standard(&bytes)?,
            }
        }
        let worst = report::worst(&findings);
        // After the last input the process ends: taking a large tree apart first is work for nothing.
        if last {
            std::mem::forget(doc);
        }
        Ok(worst)
    }
}
