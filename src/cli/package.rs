//! `tiaowen package`: documents as deposit packages, in folders or zip files.

use super::batch::{self, Each, Run, Status};
use super::options::{reading, wanted};
use super::voice::{Message, Voice};
use super::{Outcome, args, report};
use crate::finding::{Error, Words, codes};
use crate::host::files::{self, Target};
use crate::host::input::{Asked, OpenedInput};
use crate::host::inputs::{self, Item, Listed};
use crate::host::job::Looks;
use crate::host::known::Known;
use crate::host::record::{Placed, placed};
use crate::host::store::{self, Care, Stored};
use crate::host::{bag, input, job};
use crate::ir::source_text;
use crate::package::{self, BagContents, Files, Originals};
use crate::read::Options;
use crate::text::hash::sha256;
use crate::write::Job;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Runs the command.
pub fn run(options: &args::Package, voice: &Voice) -> Outcome {
    package(options, voice).unwrap_or_else(|e| voice.failed(&e))
}

/// What came of an input.
enum Made {
    Bag(Box<Bag>),
    Skipped(Error),
    Failed(Error),
}

/// Packages are proved many at once and written in the order of their inputs: of two with one name it is always the first
/// that is written.
fn package(options: &args::Package, voice: &Voice) -> Result<Outcome, Error> {
    let listed = inputs::expand(&wanted(&options.inputs, &options.known, Some(&options.output)))?;
    let plan = Plan::new(options, &listed)?;
    let goes_on = "再运行同一条命令就接着做 / the same command goes on";
    let run = Run { options: &options.run, listed: &listed, voice, refused: 0, goes_on };
    let mut made = HashMap::new();
    Ok(run.over(
        |_| true,
        |_, item| plan.make(item),
        |_, e| Made::Failed(e),
        |made| if let Made::Failed(e) = made { Some(e) } else { None },
        |item, bag| {
            let shown = item.path.display().to_string();
            let mut each = Each { said: vec![], status: Status::Done, outcome: Outcome::Done };
            let failed = match bag {
                Made::Bag(bag) => match plan.store(item, *bag, &mut made) {
                    Ok((path, stored, findings)) => {
                        match stored {
                            None => each.status = Status::Unchanged,
                            Some(_) if files::is_standard(&path) => {}
                            Some(stored) => voice.packed(stored, &path),
                        }
                        each.said.extend(findings.into_iter().map(|f| Message::Finding(f, shown.clone())));
                        if options.run.verbose {
                            each.said.push(Message::Line(format!("{shown} → {}\n", path.display())));
                        }
                        None
                    }
                    Err(e) => {
                        if options.run.fail_fast || e.is_of_the_disk() {
                            batch::stop();
                        }
                        Some(e)
                    }
                },
                Made::Skipped(why) => {
                    each.said.push(Message::Error(report::left_out(item, &why)));
                    each.status = Status::Skipped;
                    None
                }
                Made::Failed(e) => Some(e),
            };
            if let Some(e) = failed {
                each.said.push(Message::Error(e));
                each.status = Status::Failed;
                each.outcome = Outcome::Failed;
            }
            each
        },
    ))
}

struct Plan<'a> {
    options: &'a args::Package,
    listed: &'a Listed,
    looks: Looks,
    job: Job,
    care: Care,
    kept: Options,
    known: Known,
    target: Target,
    /// The inputs and what is said of them, in full, with the folders that hold them.
    taken: OnceLock<HashSet<PathBuf>>,
}

/// A package that is proved and not yet written.
struct Bag {
    name: String,
    /// The folder below that of the packages which a manifest names for it.
    below: PathBuf,
    files: Files,
    findings: Vec<Placed>,
}

/// What a document was made of.
struct Sources {
    source: Vec<u8>,
    corrections: Option<Vec<u8>>,
    metadata: Option<Vec<u8>>,
}

impl<'a> Plan<'a> {
    fn new(options: &'a args::Package, listed: &'a Listed) -> Result<Self, Error> {
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
            taken: OnceLock::new(),
        })
    }

    fn asked<'i>(&'i self, item: &'i Item) -> Asked<'i> {
        let of_all = Asked {
            from: self.options.from.as_deref(),
            known: Some(&self.known),
            corrections: self.options.corrections.as_deref(),
            options: Some(&self.kept),
            ..Asked::default()
        };
        of_all.for_item(item)
    }

    /// The job of an input: a manifest may name its profile.
    fn job(&self, item: &Item) -> Result<Cow<'_, Job>, Error> {
        let Some(profile) = item.own.as_ref().and_then(|o| o.profile.as_deref()) else {
            return Ok(Cow::Borrowed(&self.job));
        };
        let mut job = self.job.clone();
        job::set_profile(&mut job, profile, &self.looks.contents.font)?;
        Ok(Cow::Owned(job))
    }

    /// Makes the package of an input.
    fn make(&self, item: &Item) -> Made {
        let asked = self.asked(item);
        let opened = match asked.bytes(&item.path) {
            Ok(bytes) => input::open_bytes(&asked, &item.path, bytes),
            Err(e) => return Made::Failed(e),
        };
        match opened {
            Ok(opened) => self.proved(item, opened).map_or_else(Made::Failed, |bag| Made::Bag(Box::new(bag))),
            Err(failed) if item.found && !failed.is_ours() => Made::Skipped(failed.error),
            Err(failed) => Made::Failed(failed.error),
        }
    }

    /// Writes a package; `made` are those that were written before. Gives its place, whether anything was there, and what
    /// there is to say of it; nothing is written where the same package is there.
    fn store(
        &self,
        item: &Item,
        bag: Bag,
        made: &mut HashMap<PathBuf, PathBuf>,
    ) -> Result<(PathBuf, Option<Stored>, Vec<Placed>), Error> {
        let zipped = || {
            package::zip(&bag.files, &bag.name)
                .map_err(|why| Error::new(&codes::BACKEND, &[&item.path.display(), &"ZIP", &why]))
        };
        let (path, stored) = match &self.target {
            Target::Standard => {
                files::write_standard(&zipped()?)?;
                (PathBuf::from("-"), Some(Stored::Through))
            }
            Target::File(path) => {
                self.refuse_inputs(path)?;
                (path.clone(), Some(store::write(path, &zipped()?, self.care)?))
            }
            Target::Folder(folder) => {
                let path = folder.join(&bag.below).join(&bag.name);
                if let Some(other) = made.get(&path) {
                    let shown = [other.display(), item.path.display(), path.display()];
                    return Err(Error::new(&codes::SAME_OUTPUT, &[&shown[0], &shown[1], &shown[2]]));
                }
                made.insert(path.clone(), item.path.clone());
                if !self.options.replace && bag::holds(&path, &bag.files) {
                    (path, None)
                } else {
                    self.refuse_there(&path)?;
                    let stored = store::folder(&path, bag.files.iter(), self.care)?;
                    (path, Some(stored))
                }
            }
        };
        Ok((path, stored, bag.findings))
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
        let taken = self.taken.get_or_init(|| self.taken());
        if taken.contains(output) || output.canonicalize().is_ok_and(|o| taken.contains(&o)) {
            return Err(Error::new(&codes::OVERWRITES_INPUT, &[&output.display()]));
        }
        Ok(())
    }

    /// Looked up once, so that many packages take no longer than each alone.
    fn taken(&self) -> HashSet<PathBuf> {
        let mut named = job::named(&self.looks);
        named.extend(self.options.source.clone());
        named.extend(self.options.known.metadata_csv.clone());
        named.extend(self.options.inputs.find.manifest.clone());
        for item in &self.listed.items {
            named.extend(input::beside(&self.asked(item), &item.path));
            named.push(item.path.clone());
        }
        let mut taken = HashSet::new();
        for path in named {
            taken.extend(path.canonicalize().iter().flat_map(|p| p.ancestors()).map(Path::to_owned));
            taken.insert(path);
        }
        taken
    }

    /// The package of an input, checked as `verify` does.
    fn proved(&self, item: &Item, opened: OpenedInput) -> Result<Bag, Error> {
        let input = &item.path;
        let (sources, job) = (self.sources(input, &opened)?, self.job(item)?);
        let OpenedInput { doc, mut findings, .. } = opened;
        let own = item.own.as_ref().and_then(|o| o.output.as_deref());
        let named = own.and_then(Path::file_name).map(|n| n.to_string_lossy());
        let name = package::name(self.options.name.as_deref().or(named.as_deref()), &doc)?;
        let below = own.and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
        let made = |metadata: Option<&[u8]>| -> Result<_, Error> {
            let originals =
                Originals { source: &sources.source, corrections: sources.corrections.as_deref(), metadata };
            let (files, said) = package::bag(&doc, &originals, &job, &name)?;
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
        Ok(Bag { name, below, files, findings: placed(findings, &source_text(&doc)) })
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
