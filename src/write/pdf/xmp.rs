//! The XMP packet (ISO 16684-1), saying what Info says and which standards the file follows.

use crate::xml::write::Xml;

/// What Info and XMP both say.
pub struct Facts<'a> {
    /// The title.
    pub title: &'a str,
    /// Who it comes from.
    pub author: Option<&'a str>,
    /// The language with its region.
    pub language: &'a str,
    /// SHA-256 of the decoded source.
    pub source: &'a str,
    /// SHA-256 of the source without white space.
    pub normalised: &'a str,
    /// `YYYY-MM-DD`.
    pub date: Option<&'a str>,
    /// The licence.
    pub licence: Option<&'a str>,
    /// Who publishes the file.
    pub publisher: Option<&'a str>,
    /// An identifier that somebody assigned.
    pub identifier: Option<&'a str>,
    /// Name and version of the tool.
    pub producer: &'a str,
}

const NAMESPACES: &[(&str, &str)] = &[
    ("rdf:about", ""),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmlns:pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("xmlns:pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("xmlns:pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("xmlns:pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("xmlns:pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("xmlns:pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
];

/// The packet.
pub fn packet(facts: &Facts) -> Vec<u8> {
    let mut x = Xml::new();
    x.raw("<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    x.start("x:xmpmeta", &[("xmlns:x", "adobe:ns:meta/")]);
    x.start("rdf:RDF", &[("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")]);
    x.start("rdf:Description", NAMESPACES);
    x.leaf("dc:format", &[], "application/pdf");
    alternative(&mut x, "dc:title", facts.title);
    if let Some(author) = facts.author {
        x.start("dc:creator", &[]).start("rdf:Seq", &[]).leaf("rdf:li", &[], author).end().end();
    }
    x.start("dc:language", &[]).start("rdf:Bag", &[]).leaf("rdf:li", &[], facts.language).end().end();
    x.leaf("dc:source", &[], &format!("urn:sha256:{}", facts.source));
    x.leaf("dc:identifier", &[], &format!("urn:sha256-normalised:{}", facts.normalised));
    if let Some(publisher) = facts.publisher {
        x.start("dc:publisher", &[]).start("rdf:Bag", &[]).leaf("rdf:li", &[], publisher).end().end();
    }
    if let Some(identifier) = facts.identifier {
        x.start("xmp:Identifier", &[]).start("rdf:Bag", &[]).leaf("rdf:li", &[], identifier).end().end();
    }
    if let Some(licence) = facts.licence {
        alternative(&mut x, "dc:rights", licence);
    }
    if let Some(date) = facts.date {
        let time = format!("{date}T00:00:00Z");
        x.leaf("xmp:CreateDate", &[], &time).leaf("xmp:ModifyDate", &[], &time);
    }
    x.leaf("xmp:CreatorTool", &[], facts.producer).leaf("pdf:Producer", &[], facts.producer);
    x.leaf("pdfaid:part", &[], "2").leaf("pdfaid:conformance", &[], "A").leaf("pdfuaid:part", &[], "1");
    ua_schema(&mut x);
    x.end().end().end().raw("\n<?xpacket end=\"r\"?>");
    x.finish()
}

fn alternative(x: &mut Xml, name: &str, text: &str) {
    x.start(name, &[]).start("rdf:Alt", &[]).leaf("rdf:li", &[("xml:lang", "x-default")], text).end().end();
}

/// PDF/A wants every schema beside its own described (ISO 19005-2, 6.6.2.3.2).
fn ua_schema(x: &mut Xml) {
    let resource = [("rdf:parseType", "Resource")];
    x.start("pdfaExtension:schemas", &[]).start("rdf:Bag", &[]).start("rdf:li", &resource);
    x.leaf("pdfaSchema:schema", &[], "PDF/UA identification schema");
    x.leaf("pdfaSchema:namespaceURI", &[], "http://www.aiim.org/pdfua/ns/id/");
    x.leaf("pdfaSchema:prefix", &[], "pdfuaid");
    x.start("pdfaSchema:property", &[]).start("rdf:Seq", &[]).start("rdf:li", &resource);
    x.leaf("pdfaProperty:name", &[], "part");
    x.leaf("pdfaProperty:valueType", &[], "Integer");
    x.leaf("pdfaProperty:category", &[], "internal");
    x.leaf("pdfaProperty:description", &[], "Indicates which part of ISO 14289 is followed");
    x.end().end().end().end().end().end();
}
