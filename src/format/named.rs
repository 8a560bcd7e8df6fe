//! Which row of the table is meant: by a name that somebody types, by the end of a file's name, or by what a file holds.

use super::{FORMATS, Format};
use crate::finding::{Words, near};
use crate::read::sniff::{Told, is_foreign, told};

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
            Words::new(format!("{all}（是不是 {meant}？）"), format!("{all} (did you mean {meant}?)"))
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

/// The format that people and programs take a file of a format for by its name, where that is another one.
pub fn taken_for(file_name: &str, format: &Format) -> Option<&'static Format> {
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    let end = last(file_name);
    by_end(FORMATS.iter(), file_name)
        .filter(|f| f.name != format.name && format.extensions.iter().all(|e| last(e) != end))
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
