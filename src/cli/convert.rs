//! `tiaowen convert`.

use super::batch::{Each, Run, Status, stopped};
use super::options::{reading, wanted};
use super::voice::{Message, Voice};
use super::{Outcome, args, report, watch};
use crate::finding::{Error, Severity, Words, codes};
use crate::format::{Format, instead_of, writer_for, writer_named, writers};
use crate::host::convert::{Plan, Wishes};
use crate::host::inputs::{self, Item, Listed};
use crate::host::known::Known;
use crate::host::record::{Ended, InputRecord};
use crate::host::store::{Care, Growing};
use crate::host::{corpus, files};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Runs the command.
pub fn run(options: &args::Convert, voice: &Voice) -> Outcome {
    let made = if options.watch { watch::run(options, voice) } else { convert(options, voice, None) };
    made.unwrap_or_else(|e| voice.failed(&e))
}

/// Converts the inputs, or only some of them.
pub fn convert(
    options: &args::Convert,
    voice: &Voice,
    only: Option<&BTreeSet<PathBuf>>,
) -> Result<Outcome, Error> {
    let (formats, tables) = formats(&options.to)?;
    let listed = inputs::expand(&wanted(&options.inputs, &options.known, Some(&options.output)))?;
    refuse_file(options, &formats, &listed)?;
    let wishes = Wishes {
        from: options.from.clone(),
        formats,
        output: options.output.clone(),
        known: Known::read(&(&options.known).into(), listed.items.len())?,
        corrections: options.corrections.clone(),
        reading: reading(&options.reading)?,
        looks: (&options.looks).into(),
        care: (&options.writing).into(),
        named: [&options.report, &options.inputs.find.manifest, &options.known.metadata_csv]
            .into_iter()
            .flatten()
            .cloned()
            .collect(),
        max_chars: options.max_chars.map(|n| n as usize),
        hashes: options.report.is_some(),
        resume: options.resume,
        goes_on: options.watch,
        tables,
    };
    if options.report.as_deref().is_some_and(files::is_standard) && files::is_standard(&options.output) {
        let what = Words::from(
            "-o 和 --report 不能都写到标准输出 / -o and --report cannot both go to standard output",
        );
        return Err(Error::new(&codes::BAD_ARGUMENTS, &[&what, &"tiaowen convert --help"]));
    }
    let care = Care { no_clobber: false, ..wishes.care };
    let mut plan = Plan::new(wishes, &listed.items, listed.searched)?;
    if let Some(path) = options.report.as_deref().filter(|p| inputs::is_one(&listed.items, p)) {
        return Err(Error::new(&codes::OVERWRITES_INPUT, &[&path.display()]));
    }
    // Those of a part would say that there is no more.
    let mut tables = if only.is_none() { plan.tables(options.run.shard)? } else { None };
    let mut records = options.report.as_deref().map(|path| Records::new(path, care)).transpose()?;
    let (notes, refused) = plan.said();
    notes.iter().chain(refused).for_each(|e| voice.error(e));
    let told = options.looks.strict && notes.iter().any(|e| e.code.severity >= Severity::Warning);
    let goes_on = "同一条命令加 --resume 就接着做 / the same command goes on with --resume";
    let run = Run { options: &options.run, listed: &listed, voice, refused: plan.refused(), goes_on };
    if options.link && listed.items.len() > 1 {
        plan.shelve(run.first(|item| plan.card(item)));
    }
    let (mut unreported, mut lines) = (None, vec![]);
    let outcome = run.over(
        |k| plan.takes(k) && only.is_none_or(|o| o.contains(&listed.items[k].path)),
        |k, item| plan.convert(k, item),
        |item, e| InputRecord::failed(&item.path, e),
        |record| if let Ended::Failed(e) = &record.ended { Some(e) } else { None },
        |item, mut record| {
            lines.extend_from_slice(&record.lines);
            if let (Some(tables), Some(row)) = (&mut tables, record.row.take())
                && let Err(e) = tables.add(*row)
            {
                unreported.get_or_insert(e);
            }
            if let Some(Err(e)) = records.as_mut().map(|r| r.add(&record)) {
                unreported.get_or_insert(e);
            }
            for output in &record.outputs {
                output.path.iter().for_each(|path| voice.stored(output.stored, path));
            }
            tell(options, item, record)
        },
    );
    if let Some((path, stored)) = plan.finish(&lines)? {
        voice.stored(stored, &path);
    }
    if let Some(tables) = tables.filter(|_| unreported.is_none()) {
        if stopped() {
            voice.error(&Error::new(&codes::NO_TABLES, &[]));
        } else if let Err(e) = tables.finish() {
            unreported.get_or_insert(e);
        }
    }
    if let Some(Err(e)) = records.map(Records::finish) {
        unreported.get_or_insert(e);
    }
    unreported.map_or(Ok(if told { outcome.max(Outcome::Findings) } else { outcome }), Err)
}

/// One file holds one input in one format, but for records, which go behind each other.
fn refuse_file(options: &args::Convert, formats: &[&Format], listed: &Listed) -> Result<(), Error> {
    let (output, inputs) = (&options.output, listed.items.len());
    let named = output.to_string_lossy();
    let is_file = !named.ends_with(['/', std::path::MAIN_SEPARATOR])
        && !output.is_dir()
        && writer_for(&files::name_of(output)).is_some();
    let records = formats.iter().all(|f| f.name == "jsonl");
    if !is_file || records || formats.len() == 1 && inputs == 1 && !listed.searched {
        return Ok(());
    }
    let folder = files::stem_of(output);
    let folder = folder.display();
    let what = if formats.len() > 1 {
        let n = formats.len();
        Words::new(
            format!("-o {named} 是一个文件，放不下 {n} 种格式，请写文件夹，如 -o {folder}/"),
            format!(
                "-o {named} is one file, which cannot hold {n} formats; name a folder, such as -o {folder}/"
            ),
        )
    } else {
        Words::new(
            format!(
                "-o {named} 是一个文件，放不下多个输入，请写文件夹，如 -o {folder}/，或用 tiaowen bind 合订成册"
            ),
            format!(
                "-o {named} is one file, which cannot hold several inputs; name a folder, such as -o {folder}/, or make a volume with tiaowen bind"
            ),
        )
    };
    Err(Error::new(&codes::BAD_ARGUMENTS, &[&what, &"tiaowen convert --help"]))
}

/// The formats of these names, each once; and whether tables of the run are wanted.
fn formats(wanted: &[String]) -> Result<(Vec<&'static Format>, bool), Error> {
    let mut out: Vec<&'static Format> = vec![];
    let is_tables = |name: &&String| name.trim() == corpus::NAME;
    for name in wanted.iter().filter(|n| !is_tables(n)) {
        let format = writer_named(name.trim()).ok_or_else(|| {
            Error::new(&codes::NO_SUCH_FORMAT, &[&name.trim(), &instead_of(name, writers())])
        })?;
        if !out.iter().any(|w| std::ptr::eq(*w, format)) {
            out.push(format);
        }
    }
    Ok((out, wanted.iter().any(|n| is_tables(&n))))
}

/// What is said of an input, and what it means for the run.
fn tell(options: &args::Convert, item: &Item, record: InputRecord) -> Each {
    let shown = item.path.display().to_string();
    let strict = options.looks.strict && record.worst() >= Severity::Warning;
    let mut said: Vec<Message> =
        record.findings.into_iter().map(|f| Message::Finding(f, shown.clone())).collect();
    let status = match record.ended {
        Ended::Converted => Status::Done,
        Ended::Unchanged(..) => Status::Unchanged,
        Ended::Skipped(why) => {
            said.push(Message::Error(report::left_out(item, &why)));
            Status::Skipped
        }
        Ended::Failed(e) => {
            said.push(Message::Error(e));
            Status::Failed
        }
    };
    if options.run.verbose {
        let files: Vec<String> =
            record.outputs.iter().filter_map(|o| Some(o.path.as_ref()?.display().to_string())).collect();
        said.push(Message::Line(format!("{shown} → {} ({:.2} s)\n", files.join(", "), record.seconds)));
    }
    let outcome = match status {
        Status::Failed => Outcome::Failed,
        _ if strict => Outcome::Findings,
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

    fn add(&mut self, record: &InputRecord) -> Result<(), Error> {
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
