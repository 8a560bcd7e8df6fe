//! Files that are put together of their parts: a fuzzer changes what is told in them, which no change of compressed bytes and
//! of places in bytes would reach.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

/// A package that nothing is compressed in.
struct Zip(zip::ZipWriter<Cursor<Vec<u8>>>);

impl Default for Zip {
    fn default() -> Self {
        Self(zip::ZipWriter::new(Cursor::new(vec![])))
    }
}

impl Zip {
    fn put(&mut self, name: &str, part: &[u8]) {
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        self.0.start_file(name, stored).and_then(|()| Ok(self.0.write_all(part)?)).expect("memory");
    }
    fn done(self) -> Vec<u8> {
        self.0.finish().expect("memory").into_inner()
    }
}

/// Parts of a Word file by the names that the input parts them with.
const PARTS: &[&str] = &[
    "word/document.xml",
    "word/numbering.xml",
    "word/styles.xml",
    "word/footnotes.xml",
    "word/comments.xml",
    "word/_rels/document.xml.rels",
    "word/settings.xml",
    "docProps/core.xml",
];

/// A Word file of parts that stand behind each other, parted by form feeds, which XML forbids; bytes that are a package already stay.
pub fn package(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let mut zip = Zip::default();
    for (name, part) in PARTS.iter().zip(bytes.split(|b| *b == 0x0c)).filter(|(_, part)| !part.is_empty()) {
        zip.put(name, part);
    }
    zip.done()
}

/// A book of files that stand behind each other, parted by form feeds; the first one is the navigation. It says that this tool
/// made it, so that the markup is taken for ours before it is read like that of any other. Bytes that are a package already stay.
pub fn book(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let mut zip = Zip::default();
    let files: Vec<&[u8]> = bytes.split(|b| *b == 0x0c).take(8).collect();
    let (mut items, mut spine) = (String::new(), String::new());
    for (k, file) in files.iter().enumerate() {
        let nav = if k == 0 { " properties='nav'" } else { "" };
        let _ = write!(items, "<item id='i{k}' href='{k}.xhtml'{nav}/>");
        let _ = write!(spine, "<itemref idref='i{k}'/>");
        zip.put(&format!("{k}.xhtml"), file);
    }
    zip.put(
        "META-INF/container.xml",
        b"<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>",
    );
    let package = format!(
        "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:language>zh</dc:language>\
         <dc:source>urn:sha256-normalised:0</dc:source></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    );
    zip.put("a.opf", package.as_bytes());
    zip.done()
}

/// A PDF of parts that stand behind each other, parted by form feeds: content of the page, map of its font's codes to
/// characters, the font, entries of the page, root of the structure tree, and objects from 8 on, `endobj` behind each.
/// Bytes that are a file already stay.
pub fn paper(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"%PDF") {
        return bytes.to_vec();
    }
    let mut parts = bytes.split(|b| *b == 0x0c);
    let mut part = || parts.next().unwrap_or(b"");
    let (content, map, font, page, tree, more) = (part(), part(), part(), part(), part(), part());
    let stream =
        |b: &[u8]| [format!("<</Length {}>>\nstream\n", b.len()).as_bytes(), b, b"\nendstream"].concat();
    let dict = |start: &str, b: &[u8]| [b"<<", start.as_bytes(), b, b">>"].concat();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 400 600]>>".to_vec(),
        dict(
            "/Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 8 0 R>>>>",
            page,
        ),
        stream(content),
        dict("/Type/Font", font),
        stream(map),
        dict("/Type/StructTreeRoot", tree),
    ];
    let mut rest = more;
    while let Some(end) = rest.windows(6).position(|w| w == b"endobj") {
        objects.push(rest[..end].to_vec());
        rest = &rest[end + 6..];
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = vec![];
    for (k, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", k + 1).bytes().chain(object.iter().copied()).chain(*b"\nendobj\n"));
    }
    let (table, count) = (out.len(), objects.len() + 1);
    out.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    out.extend(places.iter().flat_map(|at| format!("{at:010} 00000 n \n").into_bytes()));
    out.extend(format!("trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

/// An OpenDocument text of its content and styles, parted by a form feed. Bytes that are a package already stay.
pub fn text_of_office(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let mut parts = bytes.split(|b| *b == 0x0c);
    let mut zip = Zip::default();
    zip.put("mimetype", b"application/vnd.oasis.opendocument.text");
    for (name, part) in ["content.xml", "styles.xml"].iter().zip(&mut parts) {
        zip.put(name, part);
    }
    zip.done()
}
