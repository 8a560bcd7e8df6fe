//! `tiaowen convert`.

use super::options::reading;
use super::{Outcome, args, report};
use crate::finding::{Error, Lang, Severity, codes};
use crate::format::{Format, beside, names, stem, writer_named, writers};
use crate::host::files::{self, Target};
use crate::host::input::{Asked, Opened};
use crate::host::job::Looks;
use crate::host::known::Known;
use crate::host::store::{self, Care};
use crate::host::{input, job};
use crate::read::Options;
use crate::write::Job;
use crate::{Stages, check};
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
    let mut stream = vec![];
    for (k, input) in options.inputs.iter().enumerate() {
        let last = k + 1 == options.inputs.len();
        outcome = outcome.max(match plan.convert(input, last, &mut stream, lang) {
            Ok(severity) if options.looks.strict && severity >= Severity::Warning => Outcome::Findings,
            Ok(_) => Outcome::Done,
            Err(e) => {
                report::error(&e, lang);
                Outcome::Failed
            }
        });
    }
    if plan.stream && !stream.is_empty() {
        let file = plan.target.file(Path::new(""), "jsonl");
        if let Err(e) = plan.store(vec![(file, stream)], lang) {
            report::error(&e, lang);
            outcome = Outcome::Failed;
        }
    }
    outcome
}

/// Where a file stands that is written beside another one: the same name with another end.
fn sibling(file: &Path, extension: &str, end: &str) -> PathBuf {
    let name = files::name_of(file);
    let bare = name.strip_suffix(extension).and_then(|n| n.strip_suffix('.')).unwrap_or_else(|| stem(&name));
    file.with_file_name(format!("{bare}.{end}"))
}

struct Plan {
    from: Option<String>,
    formats: Vec<&'static Format>,
    target: Target,
    known: Known,
    corrections: Option<PathBuf>,
    care: Care,
    /// Files that the options name.
    named: Vec<PathBuf>,
    kept: Options,
    job: Job,
    /// Whether the records of all inputs go into one file.
    stream: bool,
}

impl Plan {
    fn new(options: &args::Convert) -> Result<Self, Error> {
        let mut wanted: Vec<&'static Format> = vec![];
        for name in &options.to {
            let format = writer_named(name.trim())
                .ok_or_else(|| Error::new(&codes::NO_SUCH_FORMAT, &[&name.trim(), &names(writers())]))?;
            if !wanted.iter().any(|w| std::ptr::eq(*w, format)) {
                wanted.push(format);
            }
        }
        input::refuse_twice(&options.inputs, options.corrections.as_deref())?;
        let one = options.inputs.len() == 1 && wanted.len() == 1;
        let lines = wanted.len() == 1 && wanted[0].name == "jsonl";
        let to_file = options.output.extension().is_some_and(|e| e == "jsonl");
        let stream = lines && (to_file || files::is_standard(&options.output));
        let target = Target::of(&options.output, one || stream);
        if matches!(target, Target::Standard) && !one && !stream {
            return Err(Error::new(&codes::STDOUT_TAKES_ONE, &[]));
        }
        let known = Known::read(&(&options.known).into(), options.inputs.len())?;
        let looks = Looks::from(&options.looks);
        let mut job = job::whole(&looks)?;
        job.max_chars = options.max_chars.map(|n| n as usize);
        let corrections = options.corrections.clone();
        let mut named = job::named(&looks);
        named.extend(options.known.metadata_csv.clone());
        let care = Care::from(&options.writing);
        let from = options.from.clone();
        let kept = reading(&options.reading)?;
        let plan = Self { from, formats: wanted, target, known, corrections, care, named, kept, job, stream };
        plan.refuse_collisions(&options.inputs)?;
        Ok(plan)
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            from: self.from.as_deref(),
            known: Some(&self.known),
            corrections: self.corrections.as_deref(),
            options: Some(&self.kept),
        }
    }

    /// No output may be an input or what is said of one, and no two outputs one file.
    fn refuse_collisions(&self, inputs: &[PathBuf]) -> Result<(), Error> {
        let mut outputs: Vec<(PathBuf, &Path)> = vec![];
        for input in inputs {
            for format in &self.formats {
                let Some(main) = self.target.file(input, format.extension()) else { continue };
                let others = beside(format).iter().map(|(end, _)| sibling(&main, format.extension(), end));
                for file in others.chain([main.clone()]) {
                    let taken = |i: &PathBuf| {
                        !files::is_standard(i) && files::same(i, &file)
                            || input::beside(&self.asked(), i).iter().any(|s| files::same(s, &file))
                    };
                    if inputs.iter().any(taken) || self.named.iter().any(|n| files::same(n, &file)) {
                        return Err(Error::new(&codes::OVERWRITES_INPUT, &[&file.display()]));
                    }
                    if let Some((_, other)) = outputs.iter().find(|(f, _)| *f == file && !self.stream) {
                        let shown = [other.display(), input.display(), file.display()];
                        return Err(Error::new(&codes::SAME_OUTPUT, &[&shown[0], &shown[1], &shown[2]]));
                    }
                    outputs.push((file, input));
                }
            }
        }
        Ok(())
    }

    /// Converts one input into every format; nothing is written before all of them are made. What goes into one file
    /// for all inputs is added to the stream.
    fn convert(&self, input: &Path, last: bool, stream: &mut Vec<u8>, lang: Lang) -> Result<Severity, Error> {
        let Opened { doc, mut findings, .. } = input::open(&self.asked(), input)?;
        findings.extend(check::check(&doc));
        let mut outputs = vec![];
        let stages = Stages::new(&doc, &self.job);
        for format in &self.formats {
            let (bytes, said) = stages.write(format)?;
            let file = self.target.file(input, format.extension());
            for (end, make) in beside(format) {
                let near = file.as_deref().map(|f| sibling(f, format.extension(), end));
                outputs.extend(near.map(|near| (Some(near), make(&doc))));
            }
            outputs.push((file, bytes));
            for f in said {
                if !findings.contains(&f) {
                    findings.push(f);
                }
            }
        }
        report::document(&findings, input, &doc, lang);
        if self.stream {
            stream.extend(outputs.into_iter().flat_map(|(_, bytes)| bytes));
        } else {
            self.store(outputs, lang)?;
        }
        let worst = report::worst(&findings);
        // After the last input the process ends: taking a large tree apart first is work for nothing.
        if last {
            std::mem::forget(doc);
        }
        Ok(worst)
    }

    /// Writes files; none where one of them may not be written.
    fn store(&self, outputs: Vec<(Option<PathBuf>, Vec<u8>)>, lang: Lang) -> Result<(), Error> {
        for (file, _) in &outputs {
            file.iter().try_for_each(|path| store::refuse(path, self.care))?;
        }
        for (file, bytes) in outputs {
            match file {
                Some(path) => report::stored(store::write(&path, &bytes, self.care)?, &path, lang),
                None => files::write_standard(&bytes)?,
            }
        }
        Ok(())
    }
}
