//! What Word's older formats share. They say what a Word file of today says, in other words: so they are put into its
//! words, part by part, and read by its reader, and labels, notes, tables and revisions are the same in all of them.

mod language;
mod look;
mod sheet;
mod story;
mod table;

pub use look::{Paragraph, Run, escape};
pub use sheet::{Level, List, Named, Style};
pub use story::{End, Odd, Story};
pub use table::{Cell, Down, MOST, Row};

use super::docx::{Package, transcribed};
use super::{Input, Reading};
use crate::finding::{Error, Finding, Words, codes};
use crate::text::Span;
use std::collections::HashMap;
use std::fmt::Write;

/// Bytes of all that a file is put into: more is no document, but made to fill a machine.
pub const ROOM: usize = 1 << 28;

/// How notes are counted.
#[derive(Clone, Debug)]
pub struct Counting {
    /// The name of the format of their numbers.
    pub format: &'static str,
    /// The first number.
    pub start: u32,
    /// Whether each section begins anew.
    pub each_section: bool,
}

impl Counting {
    /// How they are counted where nothing is said.
    pub const USUAL: Self = Self { format: "decimal", start: 1, each_section: false };
}

/// What a file says of itself.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The title.
    pub title: String,
    /// Who made it.
    pub author: String,
    /// When, as YYYY-MM-DD.
    pub created: String,
}

/// A file in the words of today's.
#[derive(Debug, Default)]
pub struct Transcript {
    /// The text.
    pub body: String,
    /// Styles, and what holds for all runs.
    pub styles: Vec<Style>,
    /// See `styles`.
    pub usual: Run,
    /// Lists, and the names that paragraphs have for them.
    pub lists: Vec<List>,
    /// See `lists`.
    pub named: Vec<Named>,
    /// The texts of footnotes, of endnotes, and of comments with their authors, by their places.
    pub notes: [Vec<String>; 2],
    /// See `notes`.
    pub comments: Vec<(String, String)>,
    /// How footnotes and endnotes are counted.
    pub counting: [Option<Counting>; 2],
    /// Headers and footers.
    pub heads: Vec<String>,
    /// Pictures: how the names of their files end, and the files.
    pub pictures: Vec<(&'static str, Vec<u8>)>,
    /// What the file says of itself.
    pub facts: Facts,
    /// Characters that no XML holds.
    pub odd: Odd,
    /// What else there is to say.
    pub findings: Vec<Finding>,
}

/// The element that leads to a note; `auto` where its sign is counted.
pub fn note_reference(end: bool, number: usize, auto: bool) -> String {
    let name = if end { "endnoteReference" } else { "footnoteReference" };
    let typed = if auto { "" } else { " customMarkFollows=\"1\"" };
    format!("<{name} id=\"{number}\"{typed}/>")
}

/// The element that shows a picture, by its place among the pictures; none for one without data.
pub fn picture(number: Option<usize>, words: &str) -> String {
    let mut out = String::from("<drawing><docPr descr=\"");
    escape(words, &mut out);
    out.push_str("\"/>");
    match number {
        Some(number) => drop(write!(out, "<blip embed=\"image{number}\"/>")),
        None => out.push_str("<blip/>"),
    }
    out.push_str("</drawing>");
    out
}

impl Transcript {
    /// Whether it has grown beyond all measure.
    pub fn len(&self) -> usize {
        let notes = self.notes.iter().flatten().chain(&self.heads).map(String::len).sum::<usize>();
        self.body.len() + notes + self.comments.iter().map(|(_, c)| c.len()).sum::<usize>()
    }

    /// Reads it, as a file of a format.
    ///
    /// # Errors
    /// Those of the reader of Word files.
    pub fn read(mut self, input: &Input, format: &str) -> Result<Reading, Error> {
        if self.len() > ROOM {
            return Err(Error::new(&codes::TOO_LARGE, &[&Words::file(input.file_name), &ROOM]));
        }
        let findings = std::mem::take(&mut self.findings);
        let odd = std::mem::take(&mut self.odd);
        let mut reading = transcribed(self.parts(), input)?;
        reading.findings.extend(findings);
        for (c, count) in odd {
            let name = format!("U+{:04X}", c as u32);
            let details: [&dyn crate::finding::Detail; 4] = [&name, &format, &look::sound(c), &count];
            reading.findings.push(Finding::new(&codes::NOT_IN_XML, Span::default(), &details));
        }
        Ok(reading)
    }

    /// The parts of a file of today.
    fn parts(self) -> Package<'static> {
        let mut parts: HashMap<String, Vec<u8>> = HashMap::new();
        let mut relations = String::from("<Relationships>");
        let mut add = |name: String, kind: &str, id: &str, text: Vec<u8>| {
            if !kind.is_empty() {
                let _ = write!(relations, "<Relationship Id=\"{id}\" Type=\"/{kind}\" Target=\"{name}\"/>");
            }
            parts.insert(format!("word/{name}"), text);
        };
        let document = format!("<document><body>{}</body></document>", self.body);
        add("document.xml".into(), "", "", document.into_bytes());
        add("styles.xml".into(), "styles", "styles", sheet::styles(&self.styles, &self.usual).into_bytes());
        let numbering = sheet::numbering(&self.lists, &self.named);
        add("numbering.xml".into(), "numbering", "numbering", numbering.into_bytes());
        for (notes, name) in self.notes.iter().zip(["footnote", "endnote"]) {
            let mut text = format!("<{name}s>");
            for (k, note) in notes.iter().enumerate() {
                let _ = write!(text, "<{name} id=\"{k}\">{note}</{name}>");
            }
            let _ = write!(text, "</{name}s>");
            add(format!("{name}s.xml"), &format!("{name}s"), name, text.into_bytes());
        }
        let mut text = String::from("<comments>");
        for (k, (author, comment)) in self.comments.iter().enumerate() {
            let _ = write!(text, "<comment id=\"{k}\" author=\"");
            escape(author, &mut text);
            let _ = write!(text, "\">{comment}</comment>");
        }
        text.push_str("</comments>");
        add("comments.xml".into(), "comments", "comments", text.into_bytes());
        let mut text = String::from("<settings>");
        for (counting, name) in self.counting.iter().zip(["footnotePr", "endnotePr"]) {
            let Some(c) = counting else { continue };
            let _ = write!(text, "<{name}><numFmt val=\"{}\"/><numStart val=\"{}\"/>", c.format, c.start);
            text.push_str(if c.each_section { "<numRestart val=\"eachSect\"/>" } else { "" });
            let _ = write!(text, "</{name}>");
        }
        text.push_str("</settings>");
        add("settings.xml".into(), "settings", "settings", text.into_bytes());
        for (k, head) in self.heads.iter().enumerate() {
            let (name, text) = (format!("header{k}"), format!("<hdr>{head}</hdr>"));
            add(format!("{name}.xml"), "header", &name, text.into_bytes());
        }
        for (k, (extension, bytes)) in self.pictures.into_iter().enumerate() {
            add(format!("media/image{k}.{extension}"), "image", &format!("image{k}"), bytes);
        }
        relations.push_str("</Relationships>");
        parts.insert("word/_rels/document.xml.rels".into(), relations.into_bytes());
        let mut core = String::from("<coreProperties>");
        let facts = &self.facts;
        for (name, value) in
            [("title", &facts.title), ("creator", &facts.author), ("created", &facts.created)]
        {
            let _ = write!(core, "<{name}>");
            escape(value, &mut core);
            let _ = write!(core, "</{name}>");
        }
        core.push_str("</coreProperties>");
        parts.insert("docprops/core.xml".into(), core.into_bytes());
        Package::Flat(parts)
    }
}
