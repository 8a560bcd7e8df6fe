//! Deposit packages: a BagIt bag (RFC 8493) with the source bytes, TEI, PDF/A, the schema of the TEI, what happened
//! (PREMIS 3.0) and the hashes of all; and the check of such a bag.

mod check;
mod premis;

pub use check::{BagContents, problems, unzip};

use crate::Stages;
use crate::finding::{Error, Finding, Words, codes};
use crate::format::{names, writer_named, writers};
use crate::ir::Document;
use crate::pack::pdf::needs_password;
use crate::pack::{USUAL, pack};
use crate::text::hash::sha256;
use crate::write::Job;
use premis::premis;
use std::collections::BTreeMap;

/// The schema that the TEI follows, as the project publishes it.
const SCHEMA: &[(&str, &str)] = &[
    ("tiaowen.rnc", include_str!("../../schema/tiaowen.rnc")),
    ("tiaowen.rng", include_str!("../../schema/tiaowen.rng")),
    ("tiaowen.sch", include_str!("../../schema/tiaowen.sch")),
    ("tiaowen.odd", include_str!("../../schema/tiaowen.odd")),
];

/// The ends of the names of what a person says: corrections of the structure, and facts.
const CORRECTIONS: &str = "corrections.toml";
const METADATA: &str = "toml";

/// Files of a bag by their paths inside it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The name of a package: the one given, or `doc-` and twelve digits of the source's hash.
///
/// # Errors
/// `TW029` for a name that is not of ASCII letters, digits, hyphens, underscores and periods.
pub fn name(given: Option<&str>, doc: &Document) -> Result<String, Error> {
    let Some(name) = given else {
        return Ok(format!("doc-{}", doc.provenance.sha256.get(..12).unwrap_or("unknown")));
    };
    let legal = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if !legal || name.is_empty() || name.starts_with('.') {
        return Err(Error::new(&codes::BAD_NAME, &[&name]));
    }
    Ok(name.to_owned())
}

/// The files that a document was made of.
#[derive(Clone, Copy, Debug)]
pub struct Originals<'a> {
    /// The source.
    pub source: &'a [u8],
    /// What a person corrected in its structure.
    pub corrections: Option<&'a [u8]>,
    /// What a person said of it.
    pub metadata: Option<&'a [u8]>,
}

/// The bag of a document. Bytes and findings are the same for the same source, job and name.
///
/// # Errors
/// What the writers of TEI and PDF say, or that this build has none.
pub fn bag(
    doc: &Document,
    originals: &Originals,
    job: &Job,
    name: &str,
) -> Result<(Files, Vec<Finding>), Error> {
    let mut findings = vec![];
    let mut files = Files::new();
    let original = &doc.provenance.file_name;
    let extension = original.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    let extension = extension.filter(|e| e.chars().all(|c| c.is_ascii_alphanumeric())).unwrap_or_default();
    // The PDF that is made has the name of the package.
    let locked = extension == "pdf" && needs_password(originals.source);
    let extension = match extension.as_str() {
        "" => "txt",
        "pdf" => "source.pdf",
        other => other,
    };
    files.insert(format!("data/{name}.{extension}"), originals.source.to_vec());
    for (end, said) in [(CORRECTIONS, originals.corrections), (METADATA, originals.metadata)] {
        if let Some(said) = said {
            files.insert(format!("data/{name}.{end}"), said.to_vec());
        }
    }
    let stages = Stages::new(doc, job);
    for format in ["tei", "pdf"] {
        let unknown = || Error::new(&codes::NO_SUCH_FORMAT, &[&format, &names(writers())]);
        let format = writer_named(format).ok_or_else(unknown)?;
        let (bytes, said) = stages.write(format)?;
        findings.extend(said);
        files.insert(format!("data/{name}.{}", format.extension()), bytes);
    }
    for (file, text) in SCHEMA {
        files.insert(format!("data/{file}"), text.as_bytes().to_vec());
    }
    files.insert("data/README.txt".into(), readme(doc, name, (extension, locked), originals).into_bytes());
    files.insert("data/premis.xml".into(), premis(doc, job, &files, name, (extension, locked)));
    let payload: Vec<&Vec<u8>> = files.values().collect();
    let oxum = format!("{}.{}", payload.iter().map(|f| f.len()).sum::<usize>(), payload.len());
    let manifest = manifest(&files);
    files.insert("manifest-sha256.txt".into(), manifest.into_bytes());
    files.insert("bagit.txt".into(), b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_vec());
    let mut info = format!(
        "Bag-Software-Agent: tiaowen {}\nExternal-Description: {}\nExternal-Identifier: {name}\n\
         Internal-Sender-Description: original file name {}\nPayload-Oxum: {oxum}\n",
        env!("CARGO_PKG_VERSION"),
        one_line(doc.title()),
        one_line(if original.is_empty() { "stdin" } else { original }),
    );
    if let Some(date) = &job.date {
        info.insert_str(0, &format!("Bagging-Date: {date}\n"));
    }
    files.insert("bag-info.txt".into(), info.into_bytes());
    let tags: Files =
        files.iter().filter(|(p, _)| !p.starts_with("data/")).map(|(p, b)| (p.clone(), b.clone())).collect();
    files.insert("tagmanifest-sha256.txt".into(), self::manifest(&tags).into_bytes());
    Ok((files, findings))
}

/// The bag as one zip file that unpacks to a folder of its name.
///
/// # Errors
/// What the zip library says.
pub fn zip(files: &Files, name: &str) -> Result<Vec<u8>, Words> {
    let parts: Vec<(String, Vec<u8>)> =
        files.iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes.clone())).collect();
    pack(&parts, &[], USUAL)
}

fn one_line(s: &str) -> String {
    s.split(['\n', '\r']).map(str::trim).collect::<Vec<_>>().join(" ")
}

fn manifest(files: &Files) -> String {
    files.iter().fold(String::new(), |out, (path, bytes)| format!("{out}{}  {path}\n", sha256(bytes)))
}

fn readme(doc: &Document, name: &str, (extension, locked): (&str, bool), originals: &Originals) -> String {
    let locked = if locked { ", encrypted: its password is needed to open and to verify it" } else { "" };
    let line = |there: bool, end: &str, what: &str| {
        if there { format!("{name}.{end}  {what}\n") } else { String::new() }
    };
    let corrections =
        line(originals.corrections.is_some(), CORRECTIONS, "what a person corrected in the structure")
            + &line(originals.metadata.is_some(), METADATA, "what a person said of the document");
    format!(
        "{}\n\nHandle: {name}\n\n{name}.{extension}  the source, byte for byte{locked}\n{corrections}{name}.tei.xml  TEI P5 (xml:lang={}), \
         schema in tiaowen.rnc, tiaowen.rng, tiaowen.sch and tiaowen.odd\n{name}.pdf  PDF/A-2a and PDF/UA-1\npremis.xml  provenance (PREMIS 3.0)\n",
        one_line(doc.title()),
        doc.meta.language,
    )
}
