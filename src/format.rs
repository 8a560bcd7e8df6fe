//! The one table of formats: what a format is called, how its files end, and what reads, writes and proves it. The
//! options of the command line, its lists, the table of the README and the tests go through it.

use crate::finding::{Error, Finding, Words, near};
use crate::ir::Document;
use crate::read::sniff::{Told, is_foreign, told};
use crate::read::{self, Input, Reading};
use crate::typeset::Pages;
use crate::verify::{self, Extract};
use crate::write::{self, Job};

/// A file that was written, or why there is none.
pub type Written = Result<Vec<u8>, Error>;
/// Takes the text out of a file again; what is wrong with the file is said in words.
pub type Extracts = fn(&[u8]) -> Result<Extract, Words>;

/// A format: a row of the table.
#[derive(Debug)]
#[non_exhaustive]
pub struct Format {
    /// The name for `--from` and `--to`.
    pub name: &'static str,
    /// Other names that it is called by.
    pub aliases: &'static [&'static str],
    /// How names of its files end, without the first dot; files are written with the first one.
    pub extensions: &'static [&'static str],
    /// The media type.
    pub mime: &'static str,
    /// How it is read.
    pub read: Option<Reads>,
    /// How it is written.
    pub write: Option<Writes>,
    /// How its text is taken out again.
    pub extract: Option<Extracts>,
    /// Whether it can hold several documents as one volume: archives keep each by itself.
    pub volumes: bool,
}

/// How a format is read.
#[derive(Debug)]
pub struct Reads {
    /// One line about what is read, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// Reads a file.
    pub read: fn(&Input) -> Result<Reading, Error>,
}

/// How a format is written.
#[derive(Debug)]
pub struct Writes {
    /// One line about what is written, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// What is written, and from which stage.
    pub takes: Takes,
}

/// The stage that a writer takes. It never asks for a stage itself, so that each is made once for all formats of a job.
/// All writers of a stage have one signature, also those that cannot fail; what deserves a remark is added to the
/// findings.
#[derive(Debug)]
pub enum Takes {
    /// The recognised tree.
    Tree(fn(&Document, &Job, &mut Vec<Finding>) -> Written),
    /// The tree, and its pages where the job names a profile for them.
    TreeAndPages(fn(&Document, Option<&Pages>, &Job, &mut Vec<Finding>) -> Written),
    /// The pages.
    Pages(fn(&Document, &Pages, &Job, &mut Vec<Finding>) -> Written),
}

impl Format {
    /// How the names of written files end.
    pub fn extension(&self) -> &'static str {
        self.extensions.first().copied().unwrap_or(self.name)
    }
    /// Whether its files state the hash of their text, so that they can be proved by themselves.
    pub fn states_itself(&self) -> bool {
        self.extract.is_some() && self.name != "text"
    }
    /// Whether a name is one of its names.
    fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
    /// How many bytes at the end of a file's name are this format's, without the dot.
    fn end_of(&self, file_name: &str) -> Option<usize> {
        let ends = |e: &&&str| file_name.strip_suffix(**e).is_some_and(|stem| stem.ends_with('.'));
        self.extensions.iter().filter(|e| ends(e)).map(|e| e.len()).max()
    }
}

/// How a format is read, where nothing else is to be said: a row holds it or none.
#[allow(clippy::unnecessary_wraps)]
const fn reads(
    about: (&'static str, &'static str),
    read: fn(&Input) -> Result<Reading, Error>,
) -> Option<Reads> {
    Some(Reads { about, read })
}

/// Every format, those that are written first.
pub static FORMATS: &[Format] = &[
    Format {
        name: "pdf",
        aliases: &[],
        extensions: &["pdf"],
        mime: "application/pdf",
        read: reads(
            ("PDF 文件（扫描页须先识别文字）", "PDF files; scanned pages must be recognised first"),
            read::pdf,
        ),
        write: Some(Writes {
            about: ("带标签的存档 PDF（PDF/A-2a、PDF/UA-1）", "tagged PDF for archives (PDF/A-2a, PDF/UA-1)"),
            takes: Takes::Pages(write::pdf),
        }),
        extract: Some(verify::pdf),
        volumes: true,
    },
    Format {
        name: "docx",
        aliases: &["word", "ms-word", "docm"],
        extensions: &["docx", "docm", "dotx", "dotm"],
        mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        read: reads(
            ("Word 文件（编号按 Word 所显示的读出）", "Word files, with the numbers that Word shows"),
            read::docx,
        ),
        write: Some(Writes {
            about: ("Word 文档，原生中文编号", "Word, with native Chinese numbering"),
            takes: Takes::Tree(write::docx),
        }),
        extract: Some(verify::docx),
        volumes: true,
    },
    Format {
        name: "odt",
        aliases: &["opendocument", "writer"],
        extensions: &["odt", "ott"],
        mime: "application/vnd.oasis.opendocument.text",
        read: reads(
            ("OpenDocument 文字文件（LibreOffice）", "OpenDocument texts, with numbers as shown"),
            read::odt,
        ),
        write: None,
        extract: None,
        volumes: false,
    },
    Format {
        name: "fodt",
        aliases: &["flat-odt"],
        extensions: &["fodt"],
        mime: "application/vnd.oasis.opendocument.text-flat-xml",
        read: reads(("单文件 XML 形式的 OpenDocument", "OpenDocument texts in one XML file"), read::odt),
        write: None,
        extract: None,
        volumes: false,
    },
    Format {
        name: "epub",
        aliases: &["epub3"],
        extensions: &["epub"],
        mime: "application/epub+zip",
        read: reads(
            ("EPUB 书（按书脊次序，注释归位）", "EPUB books, in the order of their spine, with notes"),
            read::epub,
        ),
        write: Some(Writes {
            about: ("EPUB 3.3，目录到条", "EPUB 3.3, navigation to the article"),
            takes: Takes::TreeAndPages(write::epub),
        }),
        extract: Some(verify::epub),
        volumes: true,
    },
    Format {
        name: "tei",
        aliases: &["xml", "tei.xml"],
        extensions: &["tei.xml", "xml", "tei"],
        mime: "application/tei+xml",
        read: reads(("TEI-XML（本工具写的原样读回）", "TEI-XML (this tool's own exactly)"), read::tei),
        write: Some(Writes {
            about: ("存档用 TEI-XML", "TEI-XML for archives"),
            takes: Takes::Tree(write::tei),
        }),
        extract: Some(verify::tei),
        volumes: false,
    },
    Format {
        name: "akn",
        aliases: &["akn.xml", "akomantoso", "akoma-ntoso"],
        extensions: &["akn.xml"],
        mime: "application/akn+xml",
        read: reads(
            ("Akoma Ntoso（本工具写的原样读回）", "Akoma Ntoso (this tool's own exactly)"),
            read::akn,
        ),
        write: Some(Writes {
            about: ("Akoma Ntoso 3.0（OASIS LegalDocML）", "Akoma Ntoso 3.0 (OASIS LegalDocML)"),
            takes: Takes::Tree(write::akn),
        }),
        extract: Some(verify::akn),
        volumes: false,
    },
    Format {
        name: "egov",
        aliases: &["law.xml", "jplaw"],
        extensions: &["law.xml"],
        mime: "application/xml",
        read: reads(("日本的法令標準XML（e-Gov）", "法令標準XML of the laws of Japan (e-Gov)"), read::egov),
        write: None,
        extract: None,
        volumes: false,
    },
    Format {
        name: "json",
        aliases: &[],
        extensions: &["json"],
        mime: "application/json",
        read: Some(Reads { about: ("本工具的 JSON 文档", "this tool's JSON form"), read: read::json }),
        write: Some(Writes {
            about: ("识别结果的 JSON 形式", "the recognised document as JSON"),
            takes: Takes::Tree(write::json),
        }),
        extract: Some(verify::json),
        volumes: true,
    },
    Format {
        name: "jsonl",
        aliases: &[],
        extensions: &["jsonl"],
        mime: "application/jsonl",
        read: None,
        write: Some(Writes {
            about: (
                "每条一个记录的 JSON Lines，供检索和语言模型用",
                "JSON Lines, a record per article for search and models",
            ),
            takes: Takes::TreeAndPages(write::jsonl),
        }),
        extract: None,
        volumes: false,
    },
    Format {
        name: "graph",
        aliases: &[],
        extensions: &["graph.json"],
        mime: "application/json",
        read: None,
        write: Some(Writes {
            about: (
                "条文、引用和术语的图（另有两份 CSV）",
                "provisions, references and terms as a graph, with two CSV tables",
            ),
            takes: Takes::Tree(write::graph),
        }),
        extract: None,
        volumes: true,
    },
    Format {
        name: "text",
        aliases: &["txt", "plain"],
        extensions: &["txt", "text"],
        mime: "text/plain; charset=utf-8",
        read: reads(
            ("纯文本（UTF-8、GB18030、Big5 等）", "plain text (UTF-8, GB18030, Big5 and others)"),
            read::text,
        ),
        write: Some(Writes {
            about: ("纯文本，每段一行", "plain text, a line for every paragraph"),
            takes: Takes::Tree(write::text),
        }),
        extract: Some(verify::text),
        volumes: true,
    },
    Format {
        name: "pages",
        aliases: &["pages.txt"],
        extensions: &["pages.txt"],
        mime: "text/plain; charset=utf-8",
        read: None,
        write: Some(Writes {
            about: ("排版结果的文本清单", "the page layout as text"),
            takes: Takes::Pages(write::pages),
        }),
        extract: None,
        volumes: true,
    },
    Format {
        name: "svg",
        aliases: &[],
        extensions: &["svg"],
        mime: "image/svg+xml",
        read: None,
        write: Some(Writes {
            about: (
                "排好的页面（SVG）；文件夹里每页一个文件",
                "the pages as pictures; in a folder a file for each",
            ),
            takes: Takes::Pages(write::svg),
        }),
        extract: None,
        volumes: true,
    },
    Format {
        name: "html",
        aliases: &["htm", "xhtml", "html5", "web"],
        extensions: &["html", "htm", "xhtml"],
        mime: "text/html",
        read: reads(("网页（去掉导航和页脚）", "web pages, without navigation and footer"), read::html),
        write: Some(Writes {
            about: ("单文件网页，可直接发布", "one self-contained web page, to be published as it is"),
            takes: Takes::Tree(write::html),
        }),
        extract: Some(verify::html),
        volumes: true,
    },
    Format {
        name: "md",
        aliases: &["markdown", "commonmark", "gfm"],
        extensions: &["md", "markdown"],
        mime: "text/markdown",
        read: Some(Reads {
            about: (
                "Markdown（CommonMark、表格、脚注、HTML）",
                "Markdown (CommonMark, tables, footnotes, HTML)",
            ),
            read: read::markdown,
        }),
        write: Some(Writes {
            about: (
                "Markdown，带元数据头，便于逐行比较",
                "Markdown with front matter, to be compared line by line",
            ),
            takes: Takes::Tree(write::md),
        }),
        extract: None,
        volumes: false,
    },
    Format {
        name: "rtf",
        aliases: &[],
        extensions: &["rtf"],
        mime: "application/rtf",
        read: reads(
            ("RTF（编号按文件所写的读出）", "RTF, with the numbers that are written out in it"),
            read::rtf,
        ),
        write: None,
        extract: None,
        volumes: false,
    },
    Format {
        name: "doc",
        aliases: &["msword", "wps"],
        extensions: &["doc", "wps", "dot", "wpt"],
        mime: "application/msword",
        read: Some(Reads {
            about: (
                "Word 97–2003 和 WPS 文件（编号按 Word 所显示的读出）",
                "Word 97–2003 and WPS files, with the numbers that Word shows",
            ),
            read: read::doc,
        }),
        write: None,
        extract: None,
        volumes: false,
    },
];

/// A file that is written beside the one of a format: how its name ends, and what it holds.
pub type Beside = (&'static str, fn(&Document) -> Vec<u8>);

/// The files that are written beside those of a format.
pub fn beside(format: &Format) -> &'static [Beside] {
    match format.name {
        "graph" => &[("nodes.csv", write::graph_nodes), ("edges.csv", write::graph_edges)],
        _ => &[],
    }
}

/// Draws a page, from 0, as a file of its own; `None` where there is none.
pub type Leaf = fn(&Pages, usize) -> Option<String>;

/// What makes a file of each page, for a format that a folder takes page by page.
pub fn leaf(format: &Format) -> Option<Leaf> {
    match format.name {
        "svg" => Some(write::svg::sheet),
        _ => None,
    }
}

/// The formats that can be read.
pub fn readers() -> impl Iterator<Item = &'static Format> + Clone {
    FORMATS.iter().filter(|f| f.read.is_some())
}

/// The formats that can be written.
pub fn writers() -> impl Iterator<Item = &'static Format> + Clone {
    FORMATS.iter().filter(|f| f.write.is_some())
}

/// The formats whose text can be taken out again.
pub fn extractors() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|f| f.extract.is_some())
}

/// The name of a format as the table has it, for one in another case, with a period, or another word for it; what is
/// none stays as it is.
pub fn canonical(name: &str) -> String {
    let plain = name.trim().trim_start_matches('.').to_ascii_lowercase();
    FORMATS.iter().find(|f| f.is_called(&plain)).map_or_else(|| name.to_owned(), |f| f.name.to_owned())
}

/// Names of formats, for what is none of them: with the one that may be meant.
pub fn instead_of(typed: &str, formats: impl Iterator<Item = &'static Format> + Clone) -> Words {
    let all = names(formats.clone());
    match near(typed, formats.map(|f| f.name)) {
        Some(meant) => {
            Words::new(format!("{all}；是不是 {meant}？"), format!("{all}; did you mean {meant}?"))
        }
        None => Words::same(all),
    }
}

/// The format of a name that can be read.
pub fn reader_named(name: &str) -> Option<&'static Format> {
    readers().find(|f| f.is_called(name))
}

/// The format of a name that can be written.
pub fn writer_named(name: &str) -> Option<&'static Format> {
    writers().find(|f| f.is_called(name))
}

/// The format that reads a file of a name; text where the name tells nothing.
///
/// # Errors
/// The format when it is known to be none that can be read.
pub fn reader_for(file_name: &str) -> Result<&'static Format, &'static Format> {
    if let Some(found) = by_end(readers(), file_name) {
        return Ok(found);
    }
    match by_end(FORMATS.iter(), file_name) {
        Some(unreadable) => Err(unreadable),
        None => reader_named("text").ok_or(&FORMATS[0]),
    }
}

/// Whether a file of a name is taken for a document where nobody named it: one of a format that is read, or that other
/// programs write documents in.
pub fn is_document(file_name: &str) -> bool {
    by_end(FORMATS.iter(), file_name)
        .map_or_else(|| is_foreign(file_name), |f| f.read.is_some() || f.write.is_none())
}

/// What a file is that cannot be read, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What to call it.
    pub name: String,
    /// What to do next.
    pub next: Words,
}

/// The format that reads a file: by what it holds, else by its name; text where neither tells anything.
///
/// # Errors
/// What it is when that is known to be nothing that can be read.
pub fn reader_of(bytes: &[u8], file_name: &str) -> Result<&'static Format, Unreadable> {
    const ANOTHER: &str = "请换成可读的格式 / give it in a format that can be read";
    match told(bytes, file_name) {
        Told::Reader(name) => reader_named(name).ok_or(name.to_owned()),
        Told::Foreign(f) => return Err(Unreadable { name: f.name.to_owned(), next: f.next.into() }),
        Told::Nothing => reader_for(file_name).map_err(|f| f.name.to_uppercase()),
    }
    .map_err(|name| Unreadable { name, next: ANOTHER.into() })
}

/// The format that takes the text out of a file of a name.
pub fn extractor_for(file_name: &str) -> Option<&'static Format> {
    by_end(FORMATS.iter(), file_name).filter(|f| f.extract.is_some())
}

/// The format of a file's name; of two, the one that knows more of its end.
fn by_end(among: impl Iterator<Item = &'static Format>, file_name: &str) -> Option<&'static Format> {
    let name = file_name.to_ascii_lowercase();
    among.filter_map(|f| Some((f.end_of(&name)?, f))).max_by_key(|(end, _)| *end).map(|(_, f)| f)
}

/// The format that writes files whose names end so.
pub fn writer_for(file_name: &str) -> Option<&'static Format> {
    by_end(writers(), file_name)
}

/// The name of a file without the end that tells its format.
pub fn stem(file_name: &str) -> &str {
    let lower = file_name.to_ascii_lowercase();
    let end = FORMATS.iter().filter_map(|f| f.end_of(&lower)).max();
    end.map_or_else(
        || file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem),
        |end| &file_name[..file_name.len() - end - 1],
    )
}

/// Names of formats, for messages.
pub fn names(formats: impl Iterator<Item = &'static Format>) -> String {
    formats.map(|f| f.name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_the_ends_of_names() {
        let reads = |name| reader_for(name).map_or_else(|f| f.name.to_uppercase(), |f| f.name.to_owned());
        for (name, want) in [
            ("a.txt", "text"),
            ("a", "text"),
            ("a.unknown", "text"),
            ("A.HTM", "html"),
            ("a.tei.xml", "tei"),
            ("a.xml", "tei"),
            ("a.pages.txt", "text"),
            ("a.rtf", "rtf"),
            ("txt", "text"),
        ] {
            assert_eq!(reads(name), want, "{name}");
        }
        assert_eq!(extractor_for("a.xml").map(|f| f.name), Some("tei"));
        assert_eq!(extractor_for("a.txt").map(|f| f.name), Some("text"));
        assert_eq!(extractor_for("a.akn.xml").map(|f| f.name), Some("akn"));
        assert_eq!(extractor_for("a.pages.txt").map(|f| f.name), None);
        for (name, want) in
            [("条例.tei.xml", "条例"), ("a.b.txt", "a.b"), ("a.b", "a"), ("a", "a"), ("a.TXT", "a")]
        {
            assert_eq!(stem(name), want, "{name}");
        }
    }

    #[test]
    fn names_are_unique_and_every_written_format_has_its_own_end() {
        let mut names: Vec<&str> = FORMATS.iter().map(|f| f.name).collect();
        let mut ends: Vec<&str> = writers().map(Format::extension).collect();
        for list in [&mut names, &mut ends] {
            let n = list.len();
            list.sort_unstable();
            list.dedup();
            assert_eq!(list.len(), n);
        }
        assert!(FORMATS.iter().all(|f| !f.extensions.is_empty() && f.mime.contains('/')));
    }
}
