//! What happened, and to which files (PREMIS 3.0).

use super::{CORRECTIONS, Files, METADATA};
use crate::ir::Document;
use crate::text::hash::sha256;
use crate::write::Job;
use crate::xml::write::Xml;

/// The format of the source: what holds parts is none of text in an encoding.
fn format_of<'a>(extension: &str, encoding: &'a str) -> &'a str {
    if extension == "source.pdf" {
        return "application/pdf";
    }
    if matches!(extension, "docx" | "docm" | "dotx" | "dotm") {
        "Office Open XML (ECMA-376)"
    } else {
        encoding
    }
}

/// Objects, the conversion, and who did it (PREMIS 3.0).
///
/// The source is told by the end of its name, and whether it is locked with a password.
pub fn premis(
    doc: &Document,
    job: &Job,
    files: &Files,
    name: &str,
    (source, locked): (&str, bool),
) -> Vec<u8> {
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
        (source, format_of(source, &doc.provenance.encoding)),
        (CORRECTIONS, "TOML"),
        (METADATA, "TOML"),
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
        x.end().end();
        if locked && extension == source {
            x.start("inhibitors", &[]).leaf("inhibitorType", &[], "password protection").end();
        }
        x.end();
        let original = match &doc.provenance.corrections {
            _ if extension == source => doc.provenance.file_name.as_str(),
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
