//! `tiaowen package`: documents as deposit packages, in folders or zip files.

use super::options::reading;
use super::voice::Voice;
use super::{Outcome, args, report};
use crate::finding::{Error, Finding, Words, codes};
use crate::host::files::{self, Target};
use crate::host::input::{Asked, Failed, OpenedInput};
use crate::host::inputs::{self, Listed, Wanted};
use crate::host::job::Looks;
use crate::host::known::Known;
use crate::host::store::{self, Care};
use crate::host::{bag, input, job};
use crate::ir::Document;
use crate::package::{self, BagContents, Files, Originals};
use crate::read::Options;
use crate::text::hash::sha256;
use crate::write::Job;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(options: &args::Package, voice: &Voice) -> Outcome {
    let listed = inputs::expand(&wanted(options));
    let plan = match listed.and_then(|listed| Plan::new(options, listed)) {
        Ok(plan) => plan,
        Err(e) => return voice.failed(&e),
    };
    let mut outcome = Outcome::Done;
    for e in &plan.listed.errors {
        outcome = voice.failed(e);
    }
    let mut made: Vec<(PathBuf, &Path)> = vec![];
    for item in &plan.listed.items {
        match plan.make(&item.path, &mut made, voice) {
            Ok(()) => {}
            Err(failed) if item.found && !failed.is_ours() => {
                voice.error(&report::left_out(item, &failed.error));
            }
            Err(failed) => outcome = voice.failed(&failed.error),
        }
    }
    outcome
}

/// The inputs that are meant; what is in the folder of the packages is none.
fn wanted(options: &args::Package) -> Wanted {
    let output = Some(options.output.clone()).filter(|o| !files::is_standard(o));
    let stdin_name = options.known.stdin_name.clone();
    Wanted { paths: options.inputs.clone(), output, stdin_name, ..Wanted::default() }
}

struct Plan<'a> {
    options: &'a args::Package,
    listed: Listed,
    looks: Looks,
    job: Job,
    care: Care,
    kept: Options,
    known: Known,
    target: Target,
}

/// A package that is proved and not yet written.
struct Bag {
    name: String,
    files: Files,
    doc: Document,
    findings: Vec<Finding>,
}

/// What a document was made of.
struct Sources {
    source: Vec<u8>,
    corrections: Option<Vec<u8>>,
    metadata: Option<Vec<u8>>,
}

impl<'a> Plan<'a> {
    fn new(options: &'a args::Package, listed: Listed) -> Result<Self, Error> {
        let count = listed.items.len();
        let of_one = |what: &str| Error::new(&codes::BAG_PER_INPUT, &[&count, &what]);
        let into_one = files::is_standard(&options.output) || bag::is_zip(&options.output);
        let singles = [
            (options.name.is_some(), "--name".to_owned()),
            (options.source.is_some(), "--source".to_owned()),
            (into_one, format!("-o {}", options.output.display())),
        ];
        if let Some((_, what)) = singles.iter().find(|(there, _)| *there && count > 1) {
            return Err(of_one(what));
        }
        let (from, corrections) = (options.from.as_deref(), options.corrections.as_deref());
        input::refuse(&listed.items, listed.searched, from, corrections)?;
        let looks = Looks { contents: (&options.files).into(), ..Looks::default() };
        Ok(Self {
            options,
            job: job::of_contents(&looks.contents)?,
            looks,
            care: Care::from(&options.writing),
            kept: reading(&options.reading)?,
            known: Known::read(&(&options.known).into(), count)?,
            listed,
            target: if into_one {
                Target::of(&options.output, true)
            } else {
                Target::Folder(options.output.clone())
            },
        })
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            from: self.options.from.as_deref(),
            known: Some(&self.known),
            corrections: self.options.corrections.as_deref(),
            options: Some(&self.kept),
            ..Asked::default()
        }
    }

    /// Makes the package of an input; `made` are those that were made before.
    fn make<'i>(
        &self,
        input: &'i Path,
        made: &mut Vec<(PathBuf, &'i Path)>,
        voice: &Voice,
    ) -> Result<(), Failed> {
        let opened = input::open_bytes(&self.asked(), input, self.asked().bytes(input)?)?;
        self.pack(input, opened, made, voice).map_err(Failed::from)
    }

    fn pack<'i>(
        &self,
        input: &'i Path,
        opened: OpenedInput,
        made: &mut Vec<(PathBuf, &'i Path)>,
        voice: &Voice,
    ) -> Result<(), Error> {
        let bag = self.proved(input, opened)?;
        let zipped = || {
            package::zip(&bag.files, &bag.name)
                .map_err(|why| Error::new(&codes::BACKEND, &[&input.display(), &"ZIP", &why]))
        };
        match &self.target {
            Target::Standard => files::write_standard(&zipped()?)?,
            Target::File(path) => {
                self.refuse_inputs(path)?;
                voice.packed(store::write(path, &zipped()?, self.care)?, path);
            }
            Target::Folder(folder) => {
                let path = folder.join(&bag.name);
                if let Some((_, other)) = made.iter().find(|(p, _)| *p == path) {
                    let shown = [other.display(), input.display(), path.display()];
                    return Err(Error::new(&codes::SAME_OUTPUT, &[&shown[0], &shown[1], &shown[2]]));
                }
                self.refuse_there(&path)?;
                let stored = store::folder(&path, bag.files.iter(), self.care)?;
                voice.packed(stored, &path);
                made.push((path, input));
            }
        }
        voice.document(&bag.findings, input, &bag.doc);
        Ok(())
    }

    /// A package of the name that is there is replaced where that is asked for; what is no package never is.
    fn refuse_there(&self, path: &Path) -> Result<(), Error> {
        if path.symlink_metadata().is_err() {
            return Ok(());
        }
        if !self.options.replace || self.care.no_clobber {
            let why: Words = "已经存在；加 --replace 重做 / it is there; --replace makes it anew".into();
            return Err(Error::new(&codes::UNWRITABLE, &[&path.display(), &why]));
        }
        if path.is_symlink() || !bag::is_bag(path) {
            return Err(Error::new(&codes::NOT_A_BAG, &[&path.display()]));
        }
        self.refuse_inputs(path)
    }

    /// No package may be an input or what is said of one, nor hold it.
    fn refuse_inputs(&self, output: &Path) -> Result<(), Error> {
        let mut taken = job::named(&self.looks);
        taken.extend(self.options.source.clone());
        taken.extend(self.options.known.metadata_csv.clone());
        for input in self.listed.items.iter().map(|i| &i.path) {
            taken.extend(input::beside(&self.asked(), input));
            taken.push(input.clone());
        }
        let holds = |t: &PathBuf| {
            let whole = |p: &Path| p.canonicalize().ok();
            matches!((whole(t), whole(output)), (Some(t), Some(o)) if t.starts_with(&o))
        };
        if taken.iter().any(|t| files::same(t, output) || holds(t)) {
            return Err(Error::new(&codes::OVERWRITES_INPUT, &[&output.display()]));
        }
        Ok(())
    }

    /// The package of an input, checked as `verify` does.
    fn proved(&self, input: &Path, opened: OpenedInput) -> Result<Bag, Error> {
        let sources = self.sources(input, &opened)?;
        let OpenedInput { doc, mut findings, .. } = opened;
        let name = package::name(self.options.name.as_deref(), &doc)?;
        let made = |metadata: Option<&[u8]>| -> Result<_, Error> {
            let originals =
                Originals { source: &sources.source, corrections: sources.corrections.as_deref(), metadata };
            let (files, said) = package::bag(&doc, &originals, &self.job, &name)?;
            let contents = BagContents::from(files);
            let problems = bag::problems(&contents, self.kept.password.as_deref());
            Ok((contents.files, said, problems))
        };
        let (mut files, mut said, mut problems) = made(sources.metadata.as_deref())?;
        // Whether a document that states its structure was made with what is said beside its source, it does not tell.
        if self.options.source.is_some() && sources.metadata.is_some() && !problems.is_empty() {
            (files, said, problems) = made(None)?;
        }
        if !problems.is_empty() {
            return Err(Error::new(&codes::UNPROVED_PACKAGE, &[&input.display(), &Words::join(&problems)]));
        }
        findings.extend(said);
        Ok(Bag { name, files, doc, findings })
    }

    /// What a document was made of. One that states its structure was made of a file: that one must be named, and is
    /// proved by its hash.
    fn sources(&self, input: &Path, opened: &OpenedInput) -> Result<Sources, Error> {
        let provenance = &opened.doc.provenance;
        let Some(path) = &self.options.source else {
            if provenance.sha256 != sha256(&opened.bytes) {
                return Err(Error::new(&codes::NEEDS_SOURCE, &[&input.display(), &provenance.file_name]));
            }
            return Ok(Sources {
                source: opened.bytes.clone(),
                corrections: opened.corrections.clone(),
                metadata: opened.metadata.clone(),
            });
        };
        let other = |path: &Path, why: Words| {
            Error::new(&codes::NOT_THE_SOURCE, &[&path.display(), &input.display(), &why])
        };
        let source = files::read(path)?;
        if provenance.sha256 != sha256(&source) {
            return Err(other(path, "散列值不同 / its hash is another".into()));
        }
        let metadata = self.known.of(path)?.map(|s| s.file.into_bytes());
        let Some(record) = &provenance.corrections else {
            return Ok(Sources { source, corrections: None, metadata });
        };
        let beside = input::corrections_of(path, self.options.corrections.as_deref()).unwrap_or_default();
        let corrections = files::read_settings(&beside)?;
        if record.sha256 != sha256(&corrections) {
            return Err(other(&beside, "更正文件的散列值不同 / the corrections have another hash".into()));
        }
        Ok(Sources { source, corrections: Some(corrections), metadata })
    }
}
