//! `tiaowen package`: a document as a deposit package, in a folder or a zip file; and the check of one.

use super::options::reading;
use super::{Outcome, args, report};
use crate::finding::{Error, Lang, codes};
use crate::format::reader_of;
use crate::host::input::{Asked, Opened};
use crate::host::job::Looks;
use crate::host::store::{self, Care};
use crate::host::{files, input, job};
use crate::ir::{Document, Given};
use crate::package::{self, Files, Originals};
use crate::read::{Input, Options, Revisions};
use crate::text::hash::sha256;
use std::path::Path;

/// Runs the command.
pub fn run(options: &args::Package) -> Outcome {
    let lang = args::language(options.lang);
    match make(options, lang) {
        Ok(()) => Outcome::Done,
        Err(e) => {
            report::error(&e, lang);
            Outcome::Failed
        }
    }
}

fn make(options: &args::Package, lang: Lang) -> Result<(), Error> {
    let looks = Looks { contents: (&options.files).into(), ..Looks::default() };
    let job = job::of_contents(&looks.contents)?;
    let care = Care::from(&options.writing);
    let kept = reading(&options.reading)?;
    let asked = Asked {
        from: options.from.as_deref(),
        metadata: options.files.metadata.as_deref(),
        corrections: options.corrections.as_deref(),
        options: Some(&kept),
    };
    let opened = input::open(&asked, &options.input)?;
    let (source, corrections) = originals(options, &opened)?;
    let Opened { doc, mut findings, .. } = opened;
    let name = package::name(options.name.as_deref(), &doc)?;
    let originals = Originals { source: &source, corrections: corrections.as_deref() };
    let (bag, said) = package::bag(&doc, &originals, &job, &name)?;
    findings.extend(said);
    let problems = package::problems(&bag, |name, bytes, corrections| read(&bag, name, bytes, corrections));
    if !problems.is_empty() {
        let shown = options.input.display();
        return Err(Error::new(&codes::UNPROVED_PACKAGE, &[&shown, &problems.join("; ")]));
    }
    if options.out.extension().is_some_and(|e| e == "zip") {
        let mut taken = input::beside(&asked, &options.input);
        taken.extend(job::named(&looks));
        taken.extend(options.source.clone());
        taken.push(options.input.clone());
        if taken.iter().any(|t| files::same(t, &options.out)) {
            return Err(Error::new(&codes::OVERWRITES_INPUT, &[&options.out.display()]));
        }
        let zipped = package::zip(&bag, &name)
            .map_err(|why| Error::new(&codes::BACKEND, &[&options.input.display(), &"ZIP", &why]))?;
        report::stored(store::write(&options.out, &zipped, care)?, &options.out, lang);
    } else {
        let folder = options.out.join(&name);
        if folder.exists() {
            return Err(Error::new(&codes::UNWRITABLE, &[&folder.display(), &"it exists / 已存在"]));
        }
        store::folder(&folder, bag.iter(), care)?;
    }
    report::document(&findings, &options.input, &doc, lang);
    Ok(())
}

/// The source of a document and the corrections that it was read with. A document that states its structure was made of a
/// file: that one must be named, and is proved by its hash.
fn originals(options: &args::Package, opened: &Opened) -> Result<(Vec<u8>, Option<Vec<u8>>), Error> {
    let provenance = &opened.doc.provenance;
    let Some(path) = &options.source else {
        if provenance.sha256 == sha256(&opened.bytes) {
            return Ok((opened.bytes.clone(), opened.corrections.clone()));
        }
        return Err(Error::new(&codes::NEEDS_SOURCE, &[&options.input.display(), &provenance.file_name]));
    };
    let other = |path: &Path, why: &str| {
        Error::new(&codes::NOT_THE_SOURCE, &[&path.display(), &options.input.display(), &why])
    };
    let source = files::read(path)?;
    if provenance.sha256 != sha256(&source) {
        return Err(other(path, "散列值不同 / its hash is another"));
    }
    let Some(record) = &provenance.corrections else { return Ok((source, None)) };
    let beside = input::corrections_of(path, options.corrections.as_deref()).unwrap_or_default();
    let corrections = files::read_settings(&beside)?;
    if record.sha256 != sha256(&corrections) {
        return Err(other(&beside, "更正文件的散列值不同 / the corrections have another hash"));
    }
    Ok((source, Some(corrections)))
}

/// Whether a path is a bag: a folder with `bagit.txt`, or a zip file.
pub fn is_bag(path: &Path) -> bool {
    path.join("bagit.txt").is_file() || path.extension().is_some_and(|e| e == "zip")
}

/// What is wrong with a bag.
pub fn check(path: &Path) -> Result<Vec<String>, Error> {
    let broken = |why: String| Error::new(&codes::BROKEN_OUTPUT, &[&path.display(), &why]);
    let bag: Files = if path.is_dir() {
        files::read_folder(path)?
    } else {
        package::unzip(&files::read(path)?).map_err(broken)?
    };
    Ok(package::problems(&bag, |name, bytes, corrections| read(&bag, name, bytes, corrections)))
}

/// The ways in which a source can be read.
fn ways() -> impl Iterator<Item = Options> {
    let changes = [Revisions::Accept, Revisions::Reject, Revisions::Mark];
    changes.into_iter().flat_map(|revisions| {
        [(true, false), (false, true), (false, false)].map(|(keep_all, keep_comments)| Options {
            keep_all,
            revisions,
            keep_comments,
            ..Options::USUAL
        })
    })
}

/// The source of a bag as a document, read as it was when the bag was made.
fn read(bag: &Files, name: &str, bytes: &[u8], corrections: Option<&[u8]>) -> Option<Document> {
    let given = match corrections {
        Some(file) => crate::settings::corrections(std::str::from_utf8(file).ok()?, "").ok()?,
        None => Given::default(),
    };
    let reader = reader_of(bytes, name).ok()?;
    let so = |options: &Options| {
        let input = Input { options, ..Input::new(bytes, name) };
        Some(crate::document(&input, reader, &given).ok()?.0)
    };
    // The TEI file states the hash of the text that was read, and so what was kept of the source.
    let stated = |doc: &Document| {
        let states = |(path, file): (&String, &Vec<u8>)| {
            path.ends_with(".tei.xml") && String::from_utf8_lossy(file).contains(&doc.provenance.sha256_text)
        };
        bag.iter().any(states)
    };
    let usual = so(&Options::USUAL)?;
    if stated(&usual) {
        return Some(usual);
    }
    let other = ways().find_map(|o| so(&o).filter(stated));
    Some(other.unwrap_or(usual))
}
