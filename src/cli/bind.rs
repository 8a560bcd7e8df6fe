//! `tiaowen bind`: several documents as one volume.

use super::options::reading;
use super::voice::Voice;
use super::{Outcome, args, report};
use crate::bind::bind;
use crate::finding::{Error, Finding, Severity, Words, codes};
use crate::format::{Format, names, writer_for, writers};
use crate::host::input::{Asked, OpenedInput};
use crate::host::inputs::{self, Wanted};
use crate::host::job::Looks;
use crate::host::known::{Known, Stated};
use crate::host::store::{self, Care};
use crate::host::{files, input, job};
use crate::ir::{Document, source_text};
use crate::text::Span;
use crate::write::Job;
use crate::{Stages, check, profile};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The profile of volumes where none is named.
const PROFILE: &str = "book";

/// Runs the command.
pub fn run(options: &args::Bind, voice: &Voice) -> Outcome {
    match make(options, voice) {
        Ok(severity) if options.looks.strict && severity >= Severity::Warning => Outcome::Findings,
        Ok(_) => Outcome::Done,
        Err(e) => voice.failed(&e),
    }
}

/// The writer for an output, by the end of its name.
fn writer(output: &Path) -> Result<&'static Format, Error> {
    let found = writer_for(&files::name_of(output));
    if let Some(format) = found.filter(|f| f.volumes) {
        return Ok(format);
    }
    let (shown, all) = (output.display(), names(writers().filter(|f| f.volumes)));
    let what = found.map_or_else(
        || {
            Words::new(
                format!("-o {shown} 的结尾没有说明格式；汇编可写 {all}"),
                format!("the end of -o {shown} names no format; a volume can be {all}"),
            )
        },
        |f| {
            let f = f.name;
            Words::new(
                format!("{f} 一个文件只放一份文件，不能合订；汇编可写 {all}，要 {f} 请用 tiaowen convert"),
                format!("{f} has a file for each document and no volumes; a volume can be {all}, and tiaowen convert makes {f}"),
            )
        },
    );
    Err(Error::new(&codes::BAD_ARGUMENTS, &[&what, &"tiaowen bind --help"]))
}

/// An input as it was read: its name, its text, and where that begins in the volume.
struct Part {
    name: String,
    text: String,
    from: usize,
}

fn make(options: &args::Bind, voice: &Voice) -> Result<Severity, Error> {
    let listed = inputs::expand(&Wanted { paths: options.inputs.clone(), ..Wanted::default() })?;
    if let Some(e) = listed.errors.first() {
        return Err(e.clone());
    }
    let outputs: Vec<(&PathBuf, &Format)> =
        options.output.iter().map(|o| Ok((o, writer(o)?))).collect::<Result<_, Error>>()?;
    // What is said is about the volume; only the table has a row for each document.
    let Known { metadata, rows, set, stdin_name } = Known::read(&(&options.known).into(), 1)?;
    let (volume_known, known) =
        (Known { metadata, set, ..Known::default() }, Known { rows, stdin_name, ..Known::default() });
    let kept = reading(&options.reading)?;
    let asked = Asked {
        from: options.from.as_deref(),
        known: Some(&known),
        corrections: options.corrections.as_deref(),
        options: Some(&kept),
        ..Asked::default()
    };
    let looks = Looks::from(&options.looks);
    let mut named = job::named(&looks);
    named.extend([&options.known.metadata, &options.known.metadata_csv].into_iter().flatten().cloned());
    let collides = |o: &&PathBuf| {
        let sides = |i: &PathBuf| input::beside(&asked, i).iter().any(|s| files::same(s, o));
        listed.items.iter().any(|i| files::same(&i.path, o) || sides(&i.path))
            || named.iter().any(|n| files::same(n, o))
    };
    if let Some(output) = options.output.iter().find(collides) {
        return Err(Error::new(&codes::OVERWRITES_INPUT, &[&output.display()]));
    }
    input::refuse(&listed.items, listed.searched, None, options.corrections.as_deref())?;
    let care = Care::from(&options.writing);
    outputs.iter().try_for_each(|(path, _)| store::refuse(path, care))?;
    let mut job = job::whole(&looks)?;
    if job.profile.is_none() {
        job.profile = profile::named(PROFILE).map(Cow::Borrowed);
    }
    let (mut docs, mut parts, mut at) = (vec![], vec![], 0);
    let mut worst = Severity::Note;
    for input in listed.items.iter().map(|i| &i.path) {
        let OpenedInput { doc, mut findings, doubts, .. } = input::open(&asked, input)?;
        let text = source_text(&doc);
        let name = input.display().to_string();
        findings.extend(check::check_found(&doc, doubts.as_deref()));
        worst = worst.max(report::worst(&findings));
        voice.findings(&findings, &name, &text);
        let from = at;
        at += text.len();
        parts.push(Part { name, text, from });
        docs.push(doc);
    }
    let mut volume = bind(docs, options.title.as_deref().unwrap_or("汇编"));
    if let Some(Stated { facts, .. }) = volume_known.of(Path::new("-"))? {
        facts.apply(&mut volume);
        if let Some(title) = &options.title {
            volume.meta.title.get_or_insert_default().text.clone_from(title);
        }
    }
    let made = write(&volume, &job, &outputs)?;
    for (output, bytes, findings) in made {
        worst = worst.max(report::worst(&findings));
        report_by_part(&findings, &parts, output, voice);
        voice.stored(store::write(output, &bytes, care)?, output);
    }
    Ok(worst)
}

/// A file that was made, and what there is to say about it.
type Made<'a> = (&'a Path, Vec<u8>, Vec<Finding>);

/// Every output, before any of them is stored.
fn write<'a>(
    volume: &Document,
    job: &Job,
    outputs: &[(&'a PathBuf, &Format)],
) -> Result<Vec<Made<'a>>, Error> {
    let stages = Stages::new(volume, job);
    let write = |(output, writer): &(&'a PathBuf, &Format)| {
        let (bytes, findings) = stages.write(writer)?;
        Ok((output.as_path(), bytes, findings))
    };
    outputs.iter().map(write).collect()
}

/// Findings on the volume, in the documents that they are about; those on the whole bear the name of the output.
fn report_by_part(findings: &[Finding], parts: &[Part], output: &Path, voice: &Voice) {
    let (whole, placed): (Vec<_>, Vec<_>) = findings.iter().cloned().partition(|f| f.span == Span::default());
    voice.findings(&whole, &output.display().to_string(), "");
    for (k, part) in parts.iter().enumerate() {
        let end = parts.get(k + 1).map_or(usize::MAX, |p| p.from);
        let here = placed.iter().filter(|f| (part.from..end).contains(&(f.span.start as usize)));
        let shifted = here.map(|f| {
            let from = |at: u32| (at as usize).saturating_sub(part.from);
            Finding { span: Span::new(from(f.span.start), from(f.span.end)), ..f.clone() }
        });
        voice.findings(&shifted.collect::<Vec<_>>(), &part.name, &part.text);
    }
}
