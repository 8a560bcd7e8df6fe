//! `tiaowen convert`.

use super::batch::{Each, Run, Status};
use super::options::{reading, wanted};
use super::{Outcome, args, report};
use crate::finding::{Error, Lang, Severity, codes};
use crate::format::{Format, instead_of, writer_named, writers};
use crate::host::convert::{Plan, Wishes};
use crate::host::files;
use crate::host::inputs::{self, Item, Listed};
use crate::host::known::Known;
use crate::host::record::{Ended, Record};
use crate::host::store::{Care, Growing, Stored};
use std::fmt::Write as _;

/// Runs the command.
pub fn run(options: &args::Convert) -> Outcome {
    let lang = args::language(options.looks.lang);
    convert(options, lang).unwrap_or_else(|e| {
        report::error(&e, lang);
        Outcome::Failed
    })
}

fn convert(options: &args::Convert, lang: Lang) -> Result<Outcome, Error> {
    let formats = formats(&options.to)?;
    let listed = inputs::expand(&wanted(&options.inputs, Some(&options.output)))?;
    let wishes = Wishes {
        from: options.from.clone(),
        formats,
        output: options.output.clone(),
        known: Known::read(&(&options.known).into(), listed.items.len())?,
        corrections: options.corrections.clone(),
        reading: reading(&options.reading)?,
        looks: (&options.looks).into(),
        care: (&options.writing).into(),
        named: [&options.report, &options.inputs.manifest, &options.known.metadata_csv]
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
        max_chars: options.max_chars.map(|n| n as usize),
        hashes: options.report.is_some(),
        resume: options.resume,
    };
    let care = Care { no_clobber: false, ..wishes.care };
    let plan = Plan::new(wishes, &listed.items, listed.searched)?;
    if let Some(path) = options.report.as_deref().filter(|p| inputs::is_one(&listed.items, p)) {
        return Err(Error::new(&codes::OVERWRITES_INPUT, &[&path.display()]));
    }
    let mut records = options.report.as_deref().map(|path| Records::new(path, care)).transpose()?;
    let (notes, refused) = plan.said();
    for e in notes.iter().filter(|_| !options.run.quiet).chain(refused) {
        report::error(e, lang);
    }
    let run = Run { options: &options.run, listed: &listed, lang, refused: plan.refused() };
    let (mut unreported, mut lines) = (None, vec![]);
    let outcome = run.over(
        |k| plan.takes(k),
        |k, item| plan.convert(k, item),
        |item, e| Record::failed(&item.path, e),
        |record| if let Ended::Failed(e) = &record.ended { Some(e) } else { None },
        |item, record| {
            lines.extend_from_slice(&record.lines);
            if let Some(Err(e)) = records.as_mut().map(|r| r.add(&record)) {
                unreported.get_or_insert(e);
            }
            tell(options, &listed, lang, item, &record)
        },
    );
    if let Some(path) = plan.finish(&lines)? {
        report::stored(Stored::Replaced, &path, lang);
    }
    if let Some(Err(e)) = records.map(Records::finish) {
        unreported.get_or_insert(e);
    }
    unreported.map_or(Ok(outcome), Err)
}

/// The formats of these names, each once.
fn formats(wanted: &[String]) -> Result<Vec<&'static Format>, Error> {
    let mut out: Vec<&'static Format> = vec![];
    for name in wanted {
        let format = writer_named(name.trim()).ok_or_else(|| {
            Error::new(&codes::NO_SUCH_FORMAT, &[&name.trim(), &instead_of(name, writers())])
        })?;
        if !out.iter().any(|w| std::ptr::eq(*w, format)) {
            out.push(format);
        }
    }
    Ok(out)
}

/// What is said of an input, and what it means for the run.
fn tell(options: &args::Convert, listed: &Listed, lang: Lang, item: &Item, record: &Record) -> Each {
    let run = &options.run;
    let shown = item.path.display().to_string();
    let mut said = String::new();
    for f in record.findings.iter().filter(|_| !run.quiet) {
        said.push_str(&report::placed_line(f, &shown, lang));
    }
    let status = match &record.ended {
        Ended::Converted => Status::Done,
        Ended::Unchanged(..) => Status::Unchanged,
        Ended::Skipped(why) => {
            let note = report::left_out(item, why);
            if !run.quiet {
                said.push_str(&report::error_line(&note, lang));
            }
            Status::Skipped
        }
        Ended::Failed(e) => {
            said.push_str(&report::error_line(e, lang));
            Status::Failed
        }
    };
    // Whoever converts a folder again knows that outputs are replaced.
    let replaced = |o: &&crate::host::record::Output| o.stored == Stored::Replaced;
    for path in record.outputs.iter().filter(replaced).filter_map(|o| o.path.as_ref()) {
        if !run.quiet && !listed.searched && !options.resume {
            said.push_str(&report::error_line(&Error::new(&codes::OVERWRITTEN, &[&path.display()]), lang));
        }
    }
    if run.verbose {
        let files: Vec<String> =
            record.outputs.iter().filter_map(|o| Some(o.path.as_ref()?.display().to_string())).collect();
        let _ = writeln!(said, "{shown} → {} ({:.2} s)", files.join(", "), record.seconds);
    }
    let outcome = match status {
        Status::Failed => Outcome::Failed,
        _ if options.looks.strict && record.worst() >= Severity::Warning => Outcome::Findings,
        _ => Outcome::Done,
    };
    Each { said, status, outcome }
}

/// Where records go.
enum Records {
    Standard,
    File(Growing),
}

impl Records {
    fn new(path: &std::path::Path, care: Care) -> Result<Self, Error> {
        if files::is_standard(path) { Ok(Self::Standard) } else { Growing::new(path, care).map(Self::File) }
    }

    fn add(&mut self, record: &Record) -> Result<(), Error> {
        let line = record.json().to_string();
        match self {
            Self::Standard => files::write_standard(format!("{line}\n").as_bytes()),
            Self::File(file) => file.line(&line),
        }
    }

    fn finish(self) -> Result<(), Error> {
        match self {
            Self::Standard => Ok(()),
            Self::File(file) => file.finish(),
        }
    }
}
