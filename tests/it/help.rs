//! What the tests share.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Stdio};
use tiaowen::finding::Error;
use tiaowen::format::Format;
use tiaowen::ir::{Block, Document, Given, Text};
use tiaowen::read::Input;

/// A file as a document, with nothing said about it.
pub fn document(bytes: &[u8], name: &str, reader: &Format) -> Result<Document, Error> {
    Ok(tiaowen::document(&Input::new(bytes, name), reader, &Given::default())?.0)
}

/// A folder of the documents that stand beside the repository; says so when they are not there.
#[allow(clippy::print_stdout)]
pub fn shared(folder: &str) -> Option<std::path::PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder);
    if !path.is_dir() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// The tree in lines: levels, identifiers, labels, headings, roles and what is read of texts; white space left aside.
pub fn tree(doc: &Document) -> Vec<String> {
    fn text(t: &Text) -> String {
        let read: String = t.readable().chars().filter(|c| !c.is_whitespace()).collect();
        format!("{} {} {read}", t.role.name(), t.id.as_ref().map_or("", |id| id.0.as_str()))
    }
    fn visit(blocks: &[Block], out: &mut Vec<String>) {
        for b in blocks {
            match b {
                Block::Text(t) => out.push(text(t)),
                Block::Provision(p) => {
                    let label = p.label.as_ref().map_or("", |l| l.text.as_str());
                    let heading =
                        p.heading.as_ref().map(|h| (h.text.replace(char::is_whitespace, ""), h.place));
                    out.push(format!("{} {} {label} {heading:?}", p.level.name(), p.id.0));
                    visit(&p.blocks, out);
                }
            }
        }
    }
    let mut out = vec![];
    for part in [&doc.front, &doc.body, &doc.back] {
        out.push("—".to_owned());
        visit(part, &mut out);
    }
    out
}

/// The files of a package, by name.
pub fn parts(package: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    let mut out = BTreeMap::new();
    for i in 0..zip.len() {
        let mut part = zip.by_index(i).expect("a part");
        let name = part.name().expect("a name").to_string();
        let mut bytes = vec![];
        std::io::copy(&mut part, &mut bytes).expect("its bytes");
        out.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    out
}

/// The program in a folder, with nothing to read.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiaowen"));
    command.args(arguments).current_dir(folder).env("LC_ALL", "C").stdin(Stdio::null());
    command
}
