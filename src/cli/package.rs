//! `tiaowen package`: a document as a deposit package, in a folder or a zip file; and the check of one.

use super::input::{Asked, Opened};
use super::{Outcome, args, files, input, job, report};
use crate::finding::{Error, codes};
use crate::format::reader_for;
use crate::ir::Given;
use crate::package::{self, Files, Originals};
use crate::read::Input;
use std::path::Path;

/// Runs the command.
pub fn run(options: &args::Package) -> Outcome {
    let lang = args::language(options.lang);
    let made = (|| -> Result<(), Error> {
        let job = job::of_files(&options.files)?;
        let metadata = options.files.metadata.as_deref();
        let corrections = options.corrections.as_deref();
        let asked = Asked { from: options.from.as_deref(), metadata, corrections };
        let Opened { doc, bytes, corrections, mut findings } = input::open(&asked, &options.input)?;
        let originals = Originals { source: &bytes, corrections: corrections.as_deref() };
        let name = package::name(options.name.as_deref(), &doc)?;
        let (bag, said) = package::bag(&doc, &originals, &job, &name)?;
        findings.extend(said);
        if options.out.extension().is_some_and(|e| e == "zip") {
            let zipped = package::zip(&bag, &name)
                .map_err(|why| Error::new(&codes::BACKEND, &[&options.input.display(), &"ZIP", &why]))?;
            files::write(&options.out, &zipped)?;
        } else {
            let folder = options.out.join(&name);
            if folder.exists() {
                return Err(Error::new(&codes::UNWRITABLE, &[&folder.display(), &"it exists / 已存在"]));
            }
            for (path, bytes) in &bag {
                files::write(&folder.join(path), bytes)?;
            }
        }
        report::document(&findings, &options.input, &doc, lang);
        Ok(())
    })();
    match made {
        Ok(()) => Outcome::Done,
        Err(e) => {
            report::error(&e, lang);
            Outcome::Failed
        }
    }
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
    let read = |name: &str, bytes: &[u8], corrections: Option<&[u8]>| {
        let given = match corrections {
            Some(file) => crate::settings::corrections(std::str::from_utf8(file).ok()?, "").ok()?,
            None => Given::default(),
        };
        Some(crate::document(&Input::new(bytes, name), reader_for(name).ok()?, &given).ok()?.0)
    };
    Ok(package::problems(&bag, read))
}
