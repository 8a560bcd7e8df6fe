//! The rows of the table, those that are written first.

use super::{Format, Reads, Takes, Writes};
use crate::finding::Error;
use crate::read::{self, Input, Reading};
use crate::{verify, write};

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
        #[cfg(feature = "pdf")]
        write: Some(Writes {
            about: ("带标签的存档 PDF（PDF/A-2a、PDF/UA-1）", "tagged PDF for archives (PDF/A-2a, PDF/UA-1)"),
            takes: Takes::Pages(write::pdf),
        }),
        #[cfg(not(feature = "pdf"))]
        write: None,
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
        #[cfg(feature = "docx")]
        write: Some(Writes {
            about: ("Word 文档，原生中文编号", "Word, with native Chinese numbering"),
            takes: Takes::Shown(write::docx),
        }),
        #[cfg(not(feature = "docx"))]
        write: None,
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
        #[cfg(feature = "epub")]
        write: Some(Writes {
            about: ("EPUB 3.3，目录到条", "EPUB 3.3, navigation to the article"),
            takes: Takes::ShownAndPages(write::epub),
        }),
        #[cfg(not(feature = "epub"))]
        write: None,
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
        write: Some(Writes {
            about: (
                "日本法令的法令標準XML（e-Gov 第 3 版）",
                "法令標準XML (e-Gov, version 3) for laws of Japan",
            ),
            takes: Takes::Tree(write::egov),
        }),
        extract: Some(verify::egov),
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
            takes: Takes::Shown(write::html),
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
        extract: Some(verify::md),
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
