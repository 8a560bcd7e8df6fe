//! What a file is by its content: names lie, and standard input has none.

use crate::pack::Archive;
use crate::pack::ole::{Ole, SIGNATURE};

/// A format that cannot be read, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What to call it.
    pub name: &'static str,
    /// What to do next, in Chinese and English.
    pub next: &'static str,
}

/// What another program makes a Word file of.
const TO_DOCX: &str = "请先转换：soffice --headless --convert-to docx 文件，或在 WPS、Word 里另存为 .docx / convert it \
    first: soffice --headless --convert-to docx FILE, or save it as .docx in Word or WPS";
/// A compound file that no Word wrote: of Works, of a mail program.
const OLE: Foreign = Foreign { name: "OLE", next: TO_DOCX };
const MHT: Foreign = Foreign { name: "MHTML", next: TO_DOCX };
const SXW: Foreign = Foreign { name: "OpenOffice 1.x", next: TO_DOCX };
const WORD_XML: Foreign = Foreign { name: "Word 2003 XML", next: TO_DOCX };
const SHEET: Foreign = Foreign {
    name: "XLSX/PPTX",
    next: "表格和幻灯片不读；请把文字存为 .docx 或 .txt / sheets and slides are not read; save their text as .docx or .txt",
};
const LOCKED: Foreign = Foreign {
    name: "DOCX+password",
    next: "文件加了密码；请在 Word 或 WPS 里去掉密码再存 / it is encrypted: take the password off in Word or WPS",
};

/// Extensions of formats that are known and cannot be read yet.
static FOREIGN: &[(&str, &Foreign)] =
    &[("sxw", &SXW), ("ods", &SHEET), ("odp", &SHEET), ("xlsx", &SHEET), ("pptx", &SHEET)];

/// What a file is by what it holds, and where that says nothing, by a name that means nothing that can be read.
pub fn told(bytes: &[u8], file_name: &str) -> Told {
    match by_content(bytes) {
        Told::Nothing => {}
        told => return told,
    }
    let extension = file_name.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    // Offices put web pages and plain text into files that they call documents.
    let office = ["doc", "docx", "wps", "xls"].contains(&extension.as_str());
    if office && is_page(bytes) {
        return Told::Reader("html");
    }
    let older = ["doc", "dot", "wps", "wpt", "rtf"].contains(&extension.as_str());
    if older && bytes.starts_with(b"MIME-Version:") {
        return Told::Foreign(&MHT);
    }
    if older && !bytes.is_empty() && !bytes.contains(&0) {
        return Told::Reader("text");
    }
    FOREIGN.iter().find(|(e, _)| *e == extension).map_or(Told::Nothing, |(_, foreign)| Told::Foreign(foreign))
}

/// Whether files of a name hold documents that cannot be read.
pub fn is_foreign(file_name: &str) -> bool {
    let extension = file_name.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    FOREIGN.iter().any(|(e, f)| *e == extension && **f != SHEET)
}

/// What content and name say.
#[derive(Debug, PartialEq, Eq)]
pub enum Told {
    /// It belongs to the reader of a name.
    Reader(&'static str),
    /// It cannot be read.
    Foreign(&'static Foreign),
    /// Nothing for sure: its extension names the reader, or it is text.
    Nothing,
}
/// What the first bytes tell, and the parts of a package.
fn by_content(bytes: &[u8]) -> Told {
    match bytes {
        [b'P', b'K', 3 | 5, ..] => package(bytes),
        _ if bytes.starts_with(&SIGNATURE[..4]) => compound(bytes),
        [b'%', b'P', b'D', b'F', b'-', ..] => Told::Reader("pdf"),
        [b'{', b'\\', b'r', b't', b'f', ..] => Told::Reader("rtf"),
        _ => xml(bytes),
    }
}

fn package(bytes: &[u8]) -> Told {
    let Ok(mut archive) = Archive::open(bytes) else { return Told::Nothing };
    let kind = archive.read("mimetype").ok().flatten().unwrap_or_default();
    let kind = String::from_utf8_lossy(&kind).into_owned();
    if kind.contains("epub") || archive.has("META-INF/container.xml") && !archive.has("content.xml") {
        return Told::Reader("epub");
    }
    if kind.starts_with("application/vnd.oasis.opendocument.text") {
        return Told::Reader("odt");
    }
    if kind.contains("opendocument") {
        return Told::Foreign(&SHEET);
    }
    if kind.contains("vnd.sun.xml.writer") {
        return Told::Foreign(&SXW);
    }
    let types = archive.read("[Content_Types].xml").ok().flatten().unwrap_or_default();
    let types = String::from_utf8_lossy(&types).into_owned();
    if types.contains("wordprocessingml")
        || types.contains("ms-word.document")
        || archive.has("word/document.xml")
    {
        return Told::Reader("docx");
    }
    if types.contains("spreadsheetml") || types.contains("presentationml") {
        Told::Foreign(&SHEET)
    } else {
        Told::Nothing
    }
}

/// What a compound file holds, by the names of its streams.
fn compound(bytes: &[u8]) -> Told {
    if is_locked(bytes) {
        return Told::Foreign(&LOCKED);
    }
    // The reader says of a broken one what is wrong with it.
    let Ok(ole) = Ole::open(bytes) else { return Told::Reader("doc") };
    if ole.has("WordDocument") {
        Told::Reader("doc")
    } else if ["Workbook", "Book", "PowerPoint Document"].iter().any(|name| ole.has(name)) {
        Told::Foreign(&SHEET)
    } else {
        Told::Foreign(&OLE)
    }
}

/// An office file in one piece of XML.
fn xml(bytes: &[u8]) -> Told {
    const LOOKED_AT: usize = 2000;
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let begins =
        head.iter().find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf)) == Some(&b'<');
    if !begins {
        return Told::Nothing;
    }
    let head = String::from_utf8_lossy(head);
    if head.contains("http://schemas.microsoft.com/office/2006/xmlPackage") {
        Told::Reader("docx")
    } else if head.contains("http://schemas.microsoft.com/office/word/2003/wordml") {
        Told::Foreign(&WORD_XML)
    } else if has_root(&head, "akomaNtoso") {
        Told::Reader("akn")
    } else if has_root(&head, "Law") || head.contains("<LawFullText") || head.contains("<law_full_text") {
        Told::Reader("egov")
    } else if head.contains("<office:document ") || head.contains("<office:document\n") {
        Told::Reader("fodt")
    } else {
        Told::Nothing
    }
}

/// Whether the first element of a file is of a name.
fn has_root(head: &str, name: &str) -> bool {
    let mut rest = head;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if tag.starts_with(['?', '!']) {
            rest = tag;
        } else {
            let end =
                tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
            return tag[..end].rsplit(':').next() == Some(name);
        }
    }
    false
}

/// Whether an OLE file holds an encrypted package ([MS-OFFCRYPTO] 2.3.4.4).
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}

/// Whether a file begins as a web page does.
fn is_page(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 1000;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    head.starts_with('<') && (head.contains("<html") || head.contains("<!doctype html"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{USUAL, pack};

    fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
        let own = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
        pack(&parts.iter().map(own).collect::<Vec<_>>(), &[], USUAL).expect("packs")
    }

    #[test]
    fn content_tells_and_the_name_only_where_it_does_not() {
        let found = |bytes: &[u8], name: &str| match told(bytes, name) {
            Told::Reader(reader) => reader,
            Told::Foreign(foreign) => foreign.name,
            Told::Nothing => "",
        };
        let docx = zip(&[("word/document.xml", "<w/>")]);
        assert_eq!(found(&docx, "a.txt"), "docx");
        assert_eq!(found(&docx, ""), "docx");
        assert_eq!(found(b"PK\x03\x04", "a.docx"), "");
        assert_eq!(found(&zip(&[("mimetype", "application/epub+zip")]), "a.docx"), "epub");
        assert_eq!(found(&zip(&[("mimetype", "application/vnd.oasis.opendocument.text")]), ""), "odt");
        let sheet = zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]);
        assert_eq!(found(&sheet, "a.odt"), "XLSX/PPTX");
        let flat_odt = b"<?xml version='1.0'?>\n\n<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>";
        assert_eq!(found(flat_odt, "a.txt"), "fodt");
        assert_eq!(found(b"%PDF-1.7", "a.docx"), "pdf");
        assert_eq!(found(b"{\\rtf1}", "a.txt"), "rtf");
        assert_eq!(found(b"{\\rtf1}", "a.doc"), "rtf");
        assert_eq!(found(b"\xd0\xcf\x11\xe0 E\0n\0c\0", "a.docx"), "doc");
        assert_eq!(found(include_bytes!("../../tests/old/law.doc"), "a.txt"), "doc");
        assert_eq!(found(b"<html><body>", "a.doc"), "html");
        assert_eq!(found("第一条".as_bytes(), "a.doc"), "text");
        assert_eq!(found(b"MIME-Version: 1.0", "a.doc"), "MHTML");
        assert_eq!(found("第一条".as_bytes(), "a.md"), "");
        assert_eq!(found("第一条".as_bytes(), ""), "");
        assert_eq!(found(b"<?xml version='1.0'?><!-- <a> --><akomaNtoso xmlns='x'/>", "a.xml"), "akn");
        let flat = "<?xml version='1.0'?><pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'/>";
        assert_eq!(found(flat.as_bytes(), "a.xml"), "docx");
    }
}
