//! Deposit packages: a BagIt bag (RFC 8493) with the source bytes, TEI, PDF/A, the schema of the TEI, what happened
//! (PREMIS 3.0) and the hashes of all; and the check of such a bag.

use crate::Stages;
use crate::finding::{Error, Finding, codes};
use crate::format::{extractor_for, writer_named};
use crate::ir::Document;
use crate::pack::{USUAL, pack, unpack};
use crate::text::hash::sha256;
use crate::verify::against;
use crate::write::Job;
use crate::xml::write::Xml;
use std::collections::BTreeMap;

/// The schema that the TEI follows, as the project publishes it.
const SCHEMA: &[(&str, &str)] = &[
    ("tiaowen.rnc", include_str!("../schema/tiaowen.rnc")),
    ("tiaowen.rng", include_str!("../schema/tiaowen.rng")),
    ("tiaowen.sch", include_str!("../schema/tiaowen.sch")),
    ("tiaowen.odd", include_str!("../schema/tiaowen.odd")),
];

/// The end of the name of a file of corrections.
const CORRECTIONS: &str = "corrections.toml";

/// Files of a bag by their paths inside it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The name of a package: the one given, or `doc-` and twelve digits of the source's hash.
///
/// # Errors
/// `TW029` for a name that is not of ASCII letters, digits, hyphens and periods.
pub fn name(given: Option<&str>, doc: &Document) -> Result<String, Error> {
    let Some(name) = given else {
        return Ok(format!("doc-{}", doc.provenance.sha256.get(..12).unwrap_or("unknown")));
    };
    let legal = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
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
}

/// The bag of a document. Bytes and findings are the same for the same source, job and name.
///
/// # Errors
/// What the writers of TEI and PDF say.
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
    let extension = if extension.is_empty() { "txt" } else { &extension };
    files.insert(format!("data/{name}.{extension}"), originals.source.to_vec());
    if let Some(corrections) = originals.corrections {
        files.insert(format!("data/{name}.{CORRECTIONS}"), corrections.to_vec());
    }
    let stages = Stages::new(doc, job);
    for format in ["tei", "pdf"].into_iter().filter_map(writer_named) {
        let (bytes, said) = stages.write(format)?;
        findings.extend(said);
        files.insert(format!("data/{name}.{}", format.extension()), bytes);
    }
    for (file, text) in SCHEMA {
        files.insert(format!("data/{file}"), text.as_bytes().to_vec());
    }
    files.insert(
        "data/README.txt".into(),
        readme(doc, name, extension, originals.corrections.is_some()).into_bytes(),
    );
    files.insert("data/premis.xml".into(), premis(doc, job, &files, name, extension));
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
pub fn zip(files: &Files, name: &str) -> Result<Vec<u8>, String> {
    let parts: Vec<(String, Vec<u8>)> =
        files.iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes.clone())).collect();
    pack(&parts, &[], USUAL)
}

/// The files of a zipped bag, without the folder they stand in.
///
/// # Errors
/// What the zip library says.
pub fn unzip(bytes: &[u8]) -> Result<Files, String> {
    let parts = unpack(bytes)?;
    let root = parts.iter().find_map(|(p, _)| p.strip_suffix("bagit.txt")).unwrap_or("").to_owned();
    Ok(parts.into_iter().filter_map(|(p, b)| Some((p.strip_prefix(&root)?.to_owned(), b))).collect())
}

fn one_line(s: &str) -> String {
    s.split(['\n', '\r']).map(str::trim).collect::<Vec<_>>().join(" ")
}

fn manifest(files: &Files) -> String {
    files.iter().fold(String::new(), |out, (path, bytes)| format!("{out}{}  {path}\n", sha256(bytes)))
}

fn readme(doc: &Document, name: &str, extension: &str, corrected: bool) -> String {
    let corrections = if corrected {
        format!("{name}.{CORRECTIONS}  what a person corrected in the structure\n")
    } else {
        String::new()
    };
    format!(
        "{}\n\nHandle: {name}\n\n{name}.{extension}  the source, byte for byte\n{corrections}{name}.tei.xml  TEI P5 (xml:lang={}), \
         schema in tiaowen.rnc, tiaowen.rng, tiaowen.sch and tiaowen.odd\n{name}.pdf  PDF/A-2a and PDF/UA-1\npremis.xml  provenance (PREMIS 3.0)\n",
        one_line(doc.title()),
        doc.meta.language,
    )
}

/// The format of the source: what holds parts is none of text in an encoding.
fn format_of<'a>(extension: &str, encoding: &'a str) -> &'a str {
    if matches!(extension, "docx" | "docm" | "dotx" | "dotm") {
        "Office Open XML (ECMA-376)"
    } else {
        encoding
    }
}

/// Objects, the conversion, and who did it (PREMIS 3.0).
fn premis(doc: &Document, job: &Job, files: &Files, name: &str, extension: &str) -> Vec<u8> {
    let mut x = Xml::new();
    x.declaration();
    x.start(
        "premis",
        &[
            ("xmlns", "http://www.loc.gov/premis/v3"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("version", "3.0"),
        ],
    );
    x.raw("\n");
    let identifier = |x: &mut Xml, kind: &str, value: &str| {
        x.start(&format!("{kind}Identifier"), &[]);
        x.leaf(&format!("{kind}IdentifierType"), &[], "local");
        x.leaf(&format!("{kind}IdentifierValue"), &[], value).end();
    };
    let formats = [
        (extension, format_of(extension, &doc.provenance.encoding)),
        (CORRECTIONS, "TOML"),
        ("tei.xml", "TEI P5"),
        ("pdf", "PDF/A-2a"),
    ];
    for (extension, format) in formats {
        let file = format!("{name}.{extension}");
        let Some(bytes) = files.get(&format!("data/{file}")) else { continue };
        x.start("object", &[("xsi:type", "file")]);
        identifier(&mut x, "object", &file);
        x.start("objectCharacteristics", &[]).start("fixity", &[]);
        x.leaf("messageDigestAlgorithm", &[], "SHA-256").leaf("messageDigest", &[], &sha256(bytes)).end();
        x.leaf("size", &[], &bytes.len().to_string());
        x.start("format", &[]).start("formatDesignation", &[]).leaf("formatName", &[], format);
        x.end().end().end();
        let original = match &doc.provenance.corrections {
            _ if extension == formats[0].0 => doc.provenance.file_name.as_str(),
            Some(corrections) if extension == CORRECTIONS => &corrections.file_name,
            _ => "",
        };
        if !original.is_empty() {
            x.leaf("originalName", &[], original);
        }
        x.end().raw("\n");
    }
    x.start("event", &[]);
    identifier(&mut x, "event", "conversion");
    x.leaf("eventType", &[], "migration");
    // The standard wants a date; EDTF has a sign for one that is not known.
    x.leaf("eventDateTime", &[], job.date.as_deref().unwrap_or("XXXX-XX-XX"));
    x.start("eventDetailInformation", &[]);
    let detail = match &doc.provenance.corrections {
        Some(c) => format!(
            "Structure recognised by software around {} corrections by a person ({name}.{CORRECTIONS}); TEI and PDF/A written.",
            c.pins
        ),
        None => "Structure recognised by software; TEI and PDF/A written.".to_owned(),
    };
    x.leaf("eventDetail", &[], &detail).end();
    x.start("linkingAgentIdentifier", &[]).leaf("linkingAgentIdentifierType", &[], "local");
    x.leaf("linkingAgentIdentifierValue", &[], "tiaowen").end();
    x.end().raw("\n").start("agent", &[]);
    identifier(&mut x, "agent", "tiaowen");
    x.leaf("agentName", &[], concat!("tiaowen ", env!("CARGO_PKG_VERSION"))).leaf(
        "agentType",
        &[],
        "software",
    );
    x.end().raw("\n").end().raw("\n");
    x.finish()
}

/// What is wrong with a bag, a sentence each; empty when it is whole and its outputs hold its source.
///
/// `read` reads the source file of the bag by its name, with the file of corrections where there is one.
pub fn problems(files: &Files, read: impl Fn(&str, &[u8], Option<&[u8]>) -> Option<Document>) -> Vec<String> {
    let mut out = vec![];
    if !files.get("bagit.txt").is_some_and(|b| b.starts_with(b"BagIt-Version: ")) {
        out.push("bagit.txt 缺失 / bagit.txt is missing".to_owned());
    }
    for (list, inside) in [("manifest-sha256.txt", true), ("tagmanifest-sha256.txt", false)] {
        let Some(manifest) = files.get(list) else {
            out.push(format!("{list} 缺失 / {list} is missing"));
            continue;
        };
        let manifest = String::from_utf8_lossy(manifest).into_owned();
        let rows: BTreeMap<&str, &str> =
            manifest.lines().filter_map(|l| l.split_once("  ")).map(|(h, p)| (p, h)).collect();
        for (path, hash) in &rows {
            match files.get(*path) {
                None => out.push(format!("{path} 缺失 / {path} is missing")),
                Some(bytes) if sha256(bytes) != *hash => {
                    out.push(format!("{path} 的散列值不符 / {path} does not have its hash"));
                }
                Some(_) => {}
            }
        }
        for path in
            files.keys().filter(|p| inside && p.starts_with("data/") && !rows.contains_key(p.as_str()))
        {
            out.push(format!("{path} 不在清单里 / {path} is not in the manifest"));
        }
    }
    let info = files.get("bag-info.txt").map(|b| String::from_utf8_lossy(b).into_owned()).unwrap_or_default();
    let Some(name) = info.lines().find_map(|l| l.strip_prefix("External-Identifier: ")) else { return out };
    let outputs = [format!("data/{name}.tei.xml"), format!("data/{name}.pdf")];
    let corrections = format!("data/{name}.{CORRECTIONS}");
    let other = |p: &String| outputs.contains(p) || *p == corrections;
    let source = files.iter().find(|(p, _)| p.starts_with(&format!("data/{name}.")) && !other(p));
    let Some((path, bytes)) = source else {
        out.push("没有原文 / there is no source".into());
        return out;
    };
    let Some(doc) = read(path, bytes, files.get(&corrections).map(Vec::as_slice)) else {
        out.push(format!("{path} 读不出 / {path} cannot be read"));
        return out;
    };
    for output in &outputs {
        let extract = extractor_for(output).and_then(|f| f.extract);
        let (Some(extract), Some(bytes)) = (extract, files.get(output)) else { continue };
        match extract(bytes) {
            Err(why) => out.push(format!("{output}: {why}")),
            Ok(extract) => {
                let verdict = against(&doc, &extract);
                if !verdict.holds() {
                    out.push(format!(
                        "{output} 与原文不同 / {output} does not hold its source: {}",
                        verdict.name()
                    ));
                }
            }
        }
    }
    out
}
