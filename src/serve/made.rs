//! Files that are made of a document: what is taken from the page, and the book that it shows.

use crate::finding::{Error, Finding, codes, say_once};
use crate::format::{stem, writer_named};
use crate::ir::Document;
use crate::pack::{USUAL, pack, unpack};
use crate::package::{self, Originals};
use crate::text::hash::sha256;
use crate::verify::against;
use crate::write::Job;
use crate::{Stages, format};
use serde_json::{Value, json};

/// The name under which a deposit package is asked for among the formats.
const PACKAGE: &str = "package";

/// Files that were made.
#[derive(Debug, Default)]
pub struct Made {
    /// Name, media type, bytes.
    files: Vec<(String, &'static str, Vec<u8>)>,
    /// What there was to say.
    pub findings: Vec<Finding>,
    /// A line for every file: format, name, size, hash, and the proof that it holds its source.
    pub seals: Vec<Value>,
}

impl Made {
    /// Makes files in formats and proves each against its document.
    ///
    /// # Errors
    /// What the writers say.
    pub fn new(doc: &Document, originals: &Originals, job: &Job, formats: &[String]) -> Result<Self, Error> {
        let mut made = Self::default();
        let stages = Stages::new(doc, job);
        let stem = stem(&doc.provenance.file_name);
        let stem = if stem.is_empty() { "document" } else { stem };
        for name in formats {
            if name == PACKAGE {
                made.package(doc, originals, job)?;
                continue;
            }
            let format = writer_named(name).ok_or_else(|| {
                Error::new(&codes::NO_SUCH_FORMAT, &[name, &format::names(format::writers())])
            })?;
            let (bytes, said) = stages.write(format)?;
            say_once(&mut made.findings, said);
            let text = format.extract.and_then(|extract| extract(&bytes).ok());
            let proof = text.map_or(json!({}), |text| {
                let verdict = against(doc, &text);
                json!({ "verdict": verdict.name(), "holds": verdict.holds() })
            });
            made.add(name, format!("{stem}.{}", format.extension()), format.mime, bytes, proof);
        }
        Ok(made)
    }

    /// The files of a book, to be looked at.
    ///
    /// # Errors
    /// What the writer says.
    pub fn book(doc: &Document, job: &Job) -> Result<Self, Error> {
        let format =
            writer_named("epub").ok_or_else(|| Error::new(&codes::NO_SUCH_FORMAT, &[&"epub", &""]))?;
        let (bytes, findings) = Stages::new(doc, job).write(format)?;
        let parts =
            unpack(&bytes).map_err(|why| Error::new(&codes::BACKEND, &[&doc.title(), &"EPUB", &why]))?;
        let files = parts.into_iter().map(|(name, bytes)| (name.clone(), mime(&name), bytes)).collect();
        Ok(Self { files, findings, seals: vec![] })
    }

    fn package(&mut self, doc: &Document, originals: &Originals, job: &Job) -> Result<(), Error> {
        let name = package::name(None, doc)?;
        let (bag, said) = package::bag(doc, originals, job, &name)?;
        say_once(&mut self.findings, said);
        let zipped =
            package::zip(&bag, &name).map_err(|why| Error::new(&codes::BACKEND, &[&name, &"ZIP", &why]))?;
        self.add(PACKAGE, format!("{name}.zip"), ZIP, zipped, json!({}));
        Ok(())
    }

    fn add(&mut self, format: &str, name: String, mime: &'static str, bytes: Vec<u8>, proof: Value) {
        let mut seal = proof;
        seal["format"] = json!(format);
        seal["name"] = json!(name);
        seal["bytes"] = json!(bytes.len());
        seal["sha256"] = json!(sha256(&bytes));
        self.seals.push(seal);
        self.files.push((name, mime, bytes));
    }

    /// A file by its name.
    pub fn file(&self, name: &str) -> Option<(&'static str, &[u8])> {
        self.files.iter().find(|(n, ..)| n == name).map(|(_, mime, bytes)| (*mime, bytes.as_slice()))
    }

    /// The names of files that end so.
    pub fn ending(&self, end: &str) -> Vec<&str> {
        self.files.iter().map(|(n, ..)| n.as_str()).filter(|n| n.ends_with(end)).collect()
    }

    /// All in one file.
    ///
    /// # Errors
    /// What the library says.
    pub fn zip(&self) -> Result<Vec<u8>, Error> {
        let parts: Vec<(String, Vec<u8>)> =
            self.files.iter().map(|(n, _, b)| (n.clone(), b.clone())).collect();
        pack(&parts, &[], USUAL).map_err(|why| Error::new(&codes::BACKEND, &[&"", &"ZIP", &why]))
    }
}

/// The media type of zip files.
pub const ZIP: &str = "application/zip";

/// Media types of what stands in a book (EPUB 3.3, 3.2).
fn mime(name: &str) -> &'static str {
    let end = name.rsplit_once('.').map_or("", |(_, e)| e);
    match end {
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        _ => "application/octet-stream",
    }
}
