//! Books (EPUB 2 and 3): the files of the spine through the reader of web pages, in their order. Notes keep the signs that lead
//! to them, the navigation says what is a heading; navigation and covers are no text. Encrypted books are refused.
//!
//! A book that this program made ([`own`]) is a finished document, as long as its text is the one that it states.

mod book;
mod line;
mod own;
mod page;
#[cfg(test)]
mod tests;

use super::decode::{Decoded, LIMIT};
use super::grow::Grow;
use super::{Content, Input, Lines, Options, Reading, html};
use crate::finding::{Detail, Error, Finding, Words, codes};
use crate::ir::{Document, MarkKind, normalised_sha256, validate};
use crate::text::{Span, Style, chars::squash};
use book::{Book, Package};
use page::{Pages, SIGN, SILENT};
use std::borrow::Cow;

pub fn read(input: &Input) -> Result<Reading, Error> {
    let Input { bytes, file_name, options } = *input;
    let name = Words::file(file_name);
    let broken = |why: &dyn Detail| Error::new(&codes::BROKEN_EPUB, &[&name, why]);
    if bytes.len() >= LIMIT {
        return Err(Error::new(&codes::TOO_LARGE, &[&name, &LIMIT]));
    }
    let mut book = Book::open(bytes).map_err(|e| broken(&e))?;
    if book.is_locked() {
        return Err(Error::new(&codes::LOCKED_EPUB, &[&name]));
    }
    let package = book.package().map_err(|e| broken(&e))?;
    let mut pages = Pages::default();
    let mut failed: Vec<(String, Words)> = vec![];
    let mut texts = vec![];
    for path in &package.spine {
        match book.text(path) {
            Ok(Some(text)) => texts.push((path.clone(), text)),
            Ok(None) => failed.push((path.clone(), Words::from("没有这个文件 / there is no such file"))),
            Err(why) => failed.push((path.clone(), why)),
        }
    }
    let mut edited = None;
    if let Some(stated) = package.stated.as_deref().filter(|_| failed.is_empty()) {
        let read = own::read(&texts, |path| book.picture(path));
        match read.and_then(|grow| finished(grow, stated, &package, input)) {
            Ok(doc) => return Ok(Reading { content: Content::Unresolved(Box::new(doc)), findings: vec![] }),
            Err(why) => edited = Some(Finding::new(&codes::EDITED_BOOK, Span::default(), &[&name, &why])),
        }
    }
    for (path, text) in &texts {
        pages.look(path, text);
    }
    for (path, text) in &texts {
        pages.add(path, text);
    }
    let mut own = Options { keep_all: true, ..options.clone() };
    for path in &pages.pictures {
        if let Some(data) = book.picture(path) {
            own.images.insert(path.clone(), data);
        }
    }
    let left_out = pages.left_out;
    let whole = pages.whole();
    let reading = html::read(&Input { bytes: whole.as_bytes(), file_name, options: &own })?;
    let Reading { content, mut findings } = reading;
    let Content::Lines(mut lines) = content else {
        return Err(broken(&Words::from("没有文字 / no text")));
    };
    findings.retain(|f| f.code.id != codes::LINK_AS_TEXT.id);
    settle(&mut lines, if package.stated.is_some() { &[] } else { &package.entries });
    findings.extend(edited);
    if left_out > 0 {
        findings.push(Finding::new(&codes::BOOK_LEFT_OUT, Span::default(), &[&left_out]));
    }
    for (part, why) in &failed {
        findings.push(Finding::new(&codes::BROKEN_PART, Span::default(), &[part, why]));
    }
    let text = std::mem::take(&mut lines.source.text);
    let decoded =
        Decoded { text: Cow::Owned(text), encoding: "UTF-8", guessed: false, bom: false, malformed: vec![] };
    lines.source = decoded.source(bytes, file_name);
    lines.meta = package.meta;
    Ok(Reading { content: Content::Lines(lines), findings })
}

/// The document of a book that this program made.
///
/// # Errors
/// Its text is not the one that it states, or its tree is not sound.
fn finished(mut grow: Grow, stated: &str, package: &Package, input: &Input) -> Result<Document, Words> {
    grow.doc.meta = package.meta.clone();
    let file =
        Decoded { text: Cow::Borrowed(""), encoding: "UTF-8", guessed: false, bom: false, malformed: vec![] };
    let doc = grow.finish(file.source(input.bytes, input.file_name), Some(str::to_owned));
    if normalised_sha256(&doc) != stated {
        return Err(Words::new(
            "文字不是书里写明的".to_owned(),
            "the text is not the one that it states".to_owned(),
        ));
    }
    match validate(&doc, None).into_iter().next() {
        Some(problem) => Err(problem),
        None => Ok(doc),
    }
}

/// Gives lines what the pages and the navigation say of them, and takes away the marks that said it.
fn settle(lines: &mut Lines, entries: &[(u8, String)]) {
    for line in &mut lines.lines {
        let first = lines.marks.partition_point(|m| m.start < line.text.start);
        let here = lines.marks[first..].iter().take_while(|m| m.start < line.text.end);
        for m in here {
            let MarkKind::Link { target } = &m.kind else { continue };
            // An opening bracket may stand before it.
            let starts = m.start <= line.text.start + '〔'.len_utf8() as u32;
            if target == SIGN && starts {
                line.hints.style = Style::Note;
                line.hints.outline = None;
            }
        }
        let text = lines.source.text.get(line.text.range()).unwrap_or("");
        let plain = !line.hints.table && line.hints.outline.is_none() && line.hints.style == Style::Plain;
        if plain && text.len() < LONGEST_ENTRY {
            let said = squash(text);
            let entry = entries.iter().find(|(_, title)| *title == said);
            if let Some((depth, _)) = entry {
                line.hints.outline = Some(*depth);
                line.hints.style = Style::Heading;
            }
        }
    }
    lines.marks.retain_mut(|m| {
        if let MarkKind::Link { target } = &m.kind {
            if target == SILENT {
                m.kind = MarkKind::Markup;
            } else if target == SIGN {
                return false;
            }
        }
        true
    });
}

/// Bytes of the longest line that is looked for in the navigation.
const LONGEST_ENTRY: usize = 400;
