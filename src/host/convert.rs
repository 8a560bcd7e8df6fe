//! Converting: one input into every format of a run, nothing written before all of it is made.

use super::corpus::{Place, Tables};
use super::files::{self, Target};
use super::input::{self, Asked, OpenedInput};
use super::inputs::{Item, Shard};
use super::job::{self, Looks};
use super::known::Known;
use super::names::{self, Names};
use super::record::{About, Ended, InputRecord, OutputFile, placed};
use super::resume::Done;
use super::store::{self, Care, Stored};
use crate::articles::articles;
use crate::check;
use crate::finding::{Error, Finding, codes, say_once};
use crate::format::{self, Format};
use crate::ir::{Card, Document, MarkKind, Shelf, Sibling, change_marks, source_text};
use crate::open::Told;
use crate::read::Options;
use crate::stages::Stages;
use crate::tables::{self, Made, Subject};
use crate::text::hash::sha256;
use crate::write::Job;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// What a run asks for.
#[derive(Debug, Default)]
pub struct Wishes {
    /// The format of the inputs; by default told from each.
    pub from: Option<String>,
    /// The formats to write.
    pub formats: Vec<&'static Format>,
    /// A file, a folder, or `-`.
    pub output: PathBuf,
    /// What was said of the inputs.
    pub known: Known,
    /// The file of corrections, for a single input.
    pub corrections: Option<PathBuf>,
    /// What readers keep.
    pub reading: Options,
    /// How files look.
    pub looks: Looks,
    /// How files are written.
    pub care: Care,
    /// Other files that the options name: no output may be one of them.
    pub named: Vec<PathBuf>,
    /// Characters of the longest record of JSON Lines.
    pub max_chars: Option<usize>,
    /// Whether hashes of the outputs are wanted.
    pub hashes: bool,
    /// Whether what is done is written down, and not done again.
    pub resume: bool,
    /// Whether the process goes on after the run.
    pub goes_on: bool,
    /// Whether tables of the run are wanted, which hold all documents, those too that were done before.
    pub tables: bool,
}

/// A run, ready to begin.
#[derive(Debug)]
pub struct Plan {
    wishes: Wishes,
    target: Target,
    job: Arc<Job>,
    /// Jobs for profiles that manifests name.
    jobs: Mutex<HashMap<String, Arc<Job>>>,
    names: Names,
    done: Option<(Done, String)>,
    /// Files of the run that could have the name of a page.
    leaves: Vec<PathBuf>,
    /// Whether the records of all inputs go into one file.
    stream: bool,
    /// How many inputs there are.
    inputs: usize,
    /// What documents of the run are known by, where they are to be linked.
    shelf: Shelf,
}

impl Plan {
    /// Decides where everything goes, and refuses inputs whose outputs would destroy something. `searched` says that the
    /// inputs are not just files that somebody named.
    ///
    /// # Errors
    /// What is wrong with what was asked for.
    pub fn new(wishes: Wishes, items: &[Item], searched: bool) -> Result<Self, Error> {
        let one = items.len() == 1 && wishes.formats.len() == 1 && !searched && !wishes.tables;
        // Records of any number of inputs make one file.
        let lines = wishes.formats.iter().all(|f| f.name == "jsonl");
        let to_file = wishes.output.extension().is_some_and(|e| e == "jsonl");
        let stream = lines && !wishes.tables && (to_file || files::is_standard(&wishes.output));
        let target = Target::of(&wishes.output, one || stream);
        if matches!(target, Target::Standard) && !one && !stream {
            return Err(Error::new(&codes::STDOUT_TAKES_ONE, &[]));
        }
        input::refuse(items, searched, wishes.from.as_deref(), wishes.corrections.as_deref())?;
        let mut job = job::whole(&wishes.looks)?;
        job.max_chars = wishes.max_chars;
        let job = Arc::new(job);
        let mut named = job::named(&wishes.looks);
        named.extend(wishes.named.iter().chain(&wishes.corrections).chain(&wishes.known.metadata).cloned());
        let is_leaf = |p: &&PathBuf| {
            let ends = |f: &&&Format| p.extension().is_some_and(|e| e == f.extension());
            wishes.formats.iter().filter(|f| format::leaf(f).is_some()).any(|f| ends(&f))
        };
        let leaves = items.iter().map(|i| &i.path).chain(&named).filter(is_leaf).cloned().collect();
        let make = if stream { names::one_file } else { names::names };
        let names = make(items, &target, &wishes.formats, &named);
        let done = match target.folder().filter(|_| wishes.resume) {
            Some(folder) => Some((Done::open(folder)?, fingerprint(&wishes, &job)?)),
            None => None,
        };
        let plan = Self {
            wishes,
            target,
            job,
            jobs: Mutex::default(),
            names,
            done,
            leaves,
            stream,
            inputs: items.len(),
            shelf: Shelf::default(),
        };
        plan.sweep();
        Ok(plan)
    }

    /// What there is to say before anything begins: notes on names, and why inputs are refused.
    pub fn said(&self) -> (&[Error], &[Error]) {
        (&self.names.notes, &self.names.errors)
    }

    /// Whether an input is worked on.
    pub fn takes(&self, k: usize) -> bool {
        self.names.stems.get(k).is_some_and(Option::is_some)
    }

    /// What an input is known by among the documents of the run; none where it comes but once, on standard input.
    pub fn card(&self, item: &Item) -> Option<Card> {
        if files::is_standard(&item.path) { None } else { input::card(&self.asked(item), &item.path) }
    }

    /// Has what documents cite of each other lead to their files: each is known by a card, in the order of the inputs.
    pub fn shelve(&mut self, cards: Vec<Option<Card>>) {
        self.shelf = Shelf::new(cards);
        if let Some((_, fingerprint)) = &mut self.done {
            let stem = |s: &Option<PathBuf>| s.as_ref().map_or(String::new(), |s| s.display().to_string());
            let state = self.shelf.state(self.names.stems.iter().map(stem));
            *fingerprint = sha256(format!("{fingerprint} {state}").as_bytes());
        }
    }

    /// Says where the acts stand that a document cites. Where they stood in another run is nothing here.
    fn link(&self, own: usize, stem: &Path, doc: &mut Document) {
        for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
            change_marks(part, &mut |kind| {
                let MarkKind::Citation { title, pinpoint, sibling, .. } = kind else { return };
                let found = self.shelf.find(title, pinpoint.as_deref()).filter(|(k, _)| *k != own);
                *sibling = found.and_then(|(k, target)| {
                    let there = self.names.stems.get(k)?.as_ref()?;
                    Some(Sibling { file: names::from_to(stem, there)?, target })
                });
            });
        }
    }

    /// Writes the records of all inputs, where they go into one file; tells that file.
    ///
    /// # Errors
    /// What the file system says.
    pub fn finish(&self, lines: &[u8]) -> Result<Option<(PathBuf, Stored)>, Error> {
        if !self.stream || lines.is_empty() {
            return Ok(None);
        }
        let Some(path) = self.target.file(Path::new(""), "jsonl") else {
            return files::write_standard(lines).map(|()| None);
        };
        let stored = store::write(&path, lines, self.wishes.care)?;
        Ok(Some((path, stored)))
    }

    /// Begins the tables of the run, where they are wanted.
    ///
    /// # Errors
    /// What the file system says; where this build makes none, how to get one that does.
    pub fn tables(&self, part: Option<Shard>) -> Result<Option<Tables>, Error> {
        let Some(folder) = self.target.folder().filter(|_| self.wishes.tables) else { return Ok(None) };
        Tables::new(Place { folder, part, care: self.wishes.care }).map(Some)
    }

    /// How many inputs are not.
    pub fn refused(&self) -> usize {
        self.names.stems.iter().filter(|s| s.is_none()).count()
    }

    /// Takes away what killed runs left where outputs of this one go.
    fn sweep(&self) {
        let Some(folder) = self.target.folder() else { return };
        for stem in self.names.stems.iter().flatten() {
            if let Some(parent) = folder.join(stem).parent() {
                store::sweep(parent);
            }
        }
    }

    fn asked<'a>(&'a self, item: &'a Item) -> Asked<'a> {
        let of_all = Asked {
            from: self.wishes.from.as_deref(),
            known: Some(&self.wishes.known),
            own: None,
            corrections: self.wishes.corrections.as_deref(),
            options: Some(&self.wishes.reading),
        };
        of_all.for_item(item)
    }

    fn job(&self, item: &Item) -> Result<Arc<Job>, Error> {
        let Some(profile) = item.own.as_ref().and_then(|o| o.profile.as_deref()) else {
            return Ok(Arc::clone(&self.job));
        };
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(job) = jobs.get(profile) {
            return Ok(Arc::clone(job));
        }
        let mut job = Job::clone(&self.job);
        job::set_profile(&mut job, profile, &self.wishes.looks.contents.font)?;
        let job = Arc::new(job);
        jobs.insert(profile.to_owned(), Arc::clone(&job));
        Ok(job)
    }

    /// Converts an input.
    pub fn convert(&self, k: usize, item: &Item) -> InputRecord {
        let begun = Instant::now();
        let mut record = InputRecord { input: item.path.clone(), ..InputRecord::default() };
        match self.make(k, item, &mut record) {
            Ok(ended) => record.ended = ended,
            Err(e) => {
                let row = record.row.take();
                record = InputRecord::failed(&item.path, e);
                record.row = row.or(record.row);
            }
        }
        record.seconds = begun.elapsed().as_secs_f64();
        record
    }

    fn make(&self, k: usize, item: &Item, record: &mut InputRecord) -> Result<Ended, Error> {
        let Some(stem) = self.names.stems.get(k).and_then(Option::as_ref) else {
            return Err(Error::new(&codes::OVERWRITES_INPUT, &[&item.path.display()]));
        };
        let asked = self.asked(item);
        let bytes = asked.bytes(&item.path)?;
        let key = match &self.done {
            Some((_, fingerprint)) => Some(key(fingerprint, stem, &asked, item, &bytes)?),
            None => None,
        };
        let mut before = match (&self.done, &key) {
            (Some((done, _)), Some(key)) => done.find(key),
            _ => None,
        };
        if let Some(ended) = before.take_if(|_| !self.wishes.tables) {
            return Ok(ended);
        }
        let OpenedInput { mut doc, bytes, reader, mut findings, doubts, .. } =
            match input::open_bytes(&asked, &item.path, bytes) {
                Ok(opened) => opened,
                Err(failed) if item.found && !failed.is_ours() => return Ok(Ended::Skipped(failed.error)),
                Err(failed) => {
                    record.row = self.row(item, &failed.bytes, || Err(failed.error.clone()));
                    return Err(failed.error);
                }
            };
        findings.extend(check::check_found(&doc, doubts.as_deref()));
        self.link(k, stem, &mut doc);
        record.row = self.row(item, &bytes, || {
            Ok(Made { articles: articles(&doc), ..Made::new(&doc, reader, findings.clone()) })
        });
        drop(bytes);
        if let Some(ended) = before {
            return Ok(ended);
        }
        self.write(stem, item, &doc, findings, record)?;
        if let (Some((done, _)), Some(key)) = (&self.done, &key) {
            done.note(key, record)?;
        }
        // After a single input the process ends: taking a large tree apart first is work for nothing.
        if self.inputs == 1 && !self.wishes.goes_on {
            std::mem::forget(doc);
        }
        Ok(Ended::Converted)
    }

    /// Refuses a page whose file would be one of the run's own: how many there are was not known before.
    fn spare(&self, page: Option<&Path>) -> Result<(), Error> {
        match page.filter(|page| self.leaves.iter().any(|own| files::same(own, page))) {
            Some(page) => Err(Error::new(&codes::OVERWRITES_INPUT, &[&page.display()])),
            None => Ok(()),
        }
    }

    /// What tables say of an input, where they are wanted.
    fn row(
        &self,
        item: &Item,
        bytes: &[u8],
        made: impl FnOnce() -> Result<Made, Error>,
    ) -> Option<Box<tables::Record>> {
        if !self.wishes.tables {
            return None;
        }
        let (document, name) = (item.path.display().to_string(), files::name_of(&item.path));
        let row = Subject { document: &document, told: Some(Told::new(bytes, &name)) };
        Some(Box::new(tables::Record::new(&row, made())))
    }

    /// Writes a document in every format.
    fn write(
        &self,
        stem: &Path,
        item: &Item,
        doc: &Document,
        mut findings: Vec<Finding>,
        record: &mut InputRecord,
    ) -> Result<(), Error> {
        let job = self.job(item)?;
        let stages = Stages::new(doc, &job);
        let mut outputs = vec![];
        for format in &self.wishes.formats {
            let leaf = format::leaf(format).filter(|_| self.target.folder().is_some());
            let said = if let Some(leaf) = leaf {
                let (sheets, said) = stages.leaves(leaf)?;
                for (number, bytes) in sheets.into_iter().enumerate() {
                    let path = names::leaf(&self.target, stem, format, number);
                    self.spare(path.as_deref())?;
                    outputs.push((format, path, bytes));
                }
                said
            } else {
                let (bytes, said) = stages.write(format)?;
                let mut bytes = Some(bytes);
                let places = names::places(&self.target, stem, format);
                if places.is_empty() || self.stream {
                    outputs.push((format, None, bytes.take().unwrap_or_default()));
                } else {
                    outputs.extend(places.into_iter().map(|(path, beside)| {
                        let made =
                            beside.map_or_else(|| bytes.take().unwrap_or_default(), |(_, make)| make(doc));
                        (format, Some(path), made)
                    }));
                }
                said
            };
            say_once(&mut findings, said);
        }
        record.findings = if findings.is_empty() { vec![] } else { placed(findings, &source_text(doc)) };
        record.about = About::new(doc);
        if self.stream {
            record.lines = outputs.into_iter().flat_map(|(_, _, bytes)| bytes).collect();
            return Ok(());
        }
        let care = self.wishes.care;
        outputs.iter().filter_map(|o| o.1.as_deref()).try_for_each(|path| store::refuse(path, care))?;
        let into_files = outputs.iter().filter_map(|(_, path, bytes)| Some((path.as_deref()?, &bytes[..])));
        let mut stored = store::write_all(into_files, care)?.into_iter();
        let hashes = self.wishes.hashes || self.done.is_some();
        for (format, path, bytes) in outputs {
            let stored = match &path {
                Some(_) => stored.next().unwrap_or(Stored::New),
                None => files::write_standard(&bytes).map(|()| Stored::Through)?,
            };
            let sha256 = hashes.then(|| sha256(&bytes));
            record.outputs.push(OutputFile { path, format: format.name, bytes: bytes.len(), sha256, stored });
        }
        Ok(())
    }
}

/// All that outputs depend on beside the input and what is said of it, as one hash.
fn fingerprint(wishes: &Wishes, job: &Job) -> Result<String, Error> {
    let mut all = format!("{} ", env!("CARGO_PKG_VERSION"));
    let formats: Vec<&str> = wishes.formats.iter().map(|f| f.name).collect();
    let Options { images, .. } = &wishes.reading;
    let reading = Options { images: Options::USUAL.images, ..wishes.reading.clone() };
    let _ = write!(all, "{formats:?} {:?} {reading:?} {:?} {:?}", wishes.from, wishes.looks, job.date);
    let _ = write!(all, " {:?}", wishes.max_chars);
    for (name, bytes) in images {
        let _ = write!(all, " {name} {}", sha256(bytes));
    }
    for path in job::named(&wishes.looks) {
        let _ = write!(all, " {}", sha256(&files::read_settings(&path)?));
    }
    let _ = write!(all, " {}", job.fonts.state());
    Ok(sha256(all.as_bytes()))
}

/// What the outputs of an input depend on.
fn key(fingerprint: &str, stem: &Path, asked: &Asked, item: &Item, bytes: &[u8]) -> Result<String, Error> {
    let mut all = format!("{fingerprint} {} {:?}", sha256(bytes), item.own);
    // Names need not be Unicode.
    for name in [Some(stem.as_os_str()), item.path.file_name()].into_iter().flatten() {
        let _ = write!(all, " {}", sha256(name.as_encoded_bytes()));
    }
    let said = input::said(asked, &item.path)?;
    for file in [said.metadata.map(String::into_bytes), said.corrections] {
        let _ = write!(all, " {}", file.map_or("-".into(), |f| sha256(&f)));
    }
    let profile = item.own.as_ref().and_then(|o| o.profile.as_deref()).map(Path::new);
    if let Some(profile) = profile.filter(|p| files::is_settings(p)) {
        let _ = write!(all, " {}", sha256(&files::read_settings(profile)?));
    }
    Ok(sha256(all.as_bytes()))
}
