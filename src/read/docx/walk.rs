//! The walk through the document: blocks to lines, with the numbers that they show.

use super::account::Account;
use super::fields::Fields;
use super::inline::{Change, Named, Paragraph};
use super::notes::Notes;
use super::numbering::{Numbering, Suffix};
use super::out::Out;
use super::package::{Relations, attr, on, val};
use super::pictures::Pictures;
use super::properties::{NumberLook, ParagraphLook, RunLook, mark_change};
use super::styles::Styles;
use crate::pack::ooxml::OURS;
use crate::read::{Options, Revisions};
use crate::text::{Hints, Style};
use crate::xml::Element;

/// What holds for all that stands inside.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around {
    pub change: Change,
    pub link: u16,
    pub ruby: u32,
    pub ruby_text: bool,
    /// Whether it is a table of contents.
    pub contents: bool,
}

/// A walk through a file.
pub struct Walk<'a> {
    pub options: &'a Options,
    pub styles: &'a Styles,
    pub numbering: Numbering,
    pub relations: Relations,
    pub notes: Notes<'a>,
    pub named: Named,
    pub fields: Fields,
    pub out: Out,
    pub account: Account,
    pub pictures: Pictures,
    /// Whether the file was made by this program.
    pub ours: bool,
    /// Whether it was made of one of an older format, which may have its labels written out.
    pub transcribed: bool,
    /// The paragraph in the making, and what its style says of runs.
    pub now: Paragraph,
    pub run_style: RunLook,
    /// Blocks that stand inside of the paragraph and are read behind it.
    pub boxes: Vec<Element<'a>>,
    /// A paragraph whose end is gone: the next one goes on with it.
    pub carried: Option<Paragraph>,
    /// Names of bookmarks in the paragraph.
    pub places: Vec<&'a str>,
    /// Counts ruby texts.
    pub rubies: u32,
    /// How many tables stand around: notes wait for the end of the outermost one.
    pub tables: usize,
}

impl<'a> Walk<'a> {
    pub fn new(
        options: &'a Options,
        styles: &'a Styles,
        numbering: Numbering,
        relations: Relations,
        notes: Notes<'a>,
    ) -> Self {
        Self {
            options,
            styles,
            numbering,
            relations,
            notes,
            named: Named::default(),
            fields: Fields::default(),
            out: Out::default(),
            account: Account::default(),
            pictures: Pictures::default(),
            ours: false,
            transcribed: false,
            now: Paragraph::default(),
            run_style: RunLook::default(),
            boxes: vec![],
            carried: None,
            places: vec![],
            rubies: 0,
            tables: 0,
        }
    }

    /// Whether what was changed so is shown.
    pub const fn shows(&self, change: Change) -> bool {
        match self.options.revisions {
            Revisions::Accept => !matches!(change, Change::Deleted),
            Revisions::Reject => !matches!(change, Change::Inserted),
            Revisions::Mark => true,
        }
    }

    /// The content of a revision: what was moved was deleted in one place and inserted in another.
    pub fn changed(&mut self, e: Element, around: Around) -> Around {
        let inserted = matches!(e.name(), "ins" | "moveTo");
        if inserted {
            self.account.inserted += 1;
        } else {
            self.account.deleted += 1;
        }
        // What was inserted and then deleted is gone.
        let change =
            if inserted && around.change != Change::Deleted { Change::Inserted } else { Change::Deleted };
        Around { change, ..around }
    }

    /// Reads blocks.
    pub fn blocks(&mut self, parent: Element<'a>, around: Around) {
        for e in parent.elements() {
            self.block(e, around);
        }
    }

    fn block(&mut self, e: Element<'a>, around: Around) {
        match e.name() {
            "p" => self.paragraph(e, around),
            "tbl" => {
                self.flush();
                self.table(e, around);
            }
            "sdt" => self.control(e, around, Self::blocks),
            "ins" | "moveTo" | "del" | "moveFrom" => {
                let around = self.changed(e, around);
                self.blocks(e, around);
            }
            "AlternateContent" => {
                if let Some(chosen) = alternative(e) {
                    self.blocks(chosen, around);
                }
            }
            "altChunk" | "subDoc" => *self.account.embedded.entry("altChunk").or_default() += 1,
            "bookmarkStart" => self.places.extend(attr(e, "name")),
            "oMathPara" | "oMath" | "r" | "hyperlink" => {
                // What belongs into a paragraph and stands in none.
                self.begin(None);
                self.inline(e, around);
                self.end(Hints::NONE);
            }
            "sectPr" => self.section(e),
            name if name.ends_with("Pr") => {}
            _ => self.blocks(e, around),
        }
    }

    /// Reads a content control.
    pub fn control(&mut self, e: Element<'a>, around: Around, read: fn(&mut Self, Element<'a>, Around)) {
        let properties = e.child("sdtPr");
        if properties.and_then(|p| val(p, "tag")) == Some(OURS) && self.ours {
            return;
        }
        let gallery = properties.and_then(|p| p.child("docPartObj")).and_then(|d| val(d, "docPartGallery"));
        let contents = around.contents || gallery == Some("Table of Contents");
        if let Some(content) = e.child("sdtContent") {
            read(self, content, Around { contents, ..around });
        }
    }

    /// A section ends: the next one begins a page unless it says otherwise.
    fn section(&mut self, e: Element) {
        self.out.new_page |= !matches!(val(e, "type"), Some("continuous"));
        self.notes.section(e);
    }

    /// Begins a paragraph, or goes on with one whose end is gone.
    fn begin(&mut self, style: Option<&RunLook>) {
        self.now = self.carried.take().unwrap_or_default();
        self.run_style = style.copied().unwrap_or_default();
    }

    /// Ends the paragraph; what stands in it as a block follows.
    fn end(&mut self, hints: Hints) {
        let p = std::mem::take(&mut self.now);
        self.fields.paragraph_ends();
        self.write(p, hints, false);
    }

    /// Ends a paragraph that nothing goes on with.
    pub fn flush(&mut self) {
        if let Some(p) = self.carried.take() {
            self.write(p, Hints::NONE, false);
        }
    }

    /// Writes a paragraph down; with `one` as one line.
    pub fn write(&mut self, mut p: Paragraph, hints: Hints, one: bool) {
        p.settle();
        self.out.paragraph(&p, hints, one, &self.named);
    }

    fn paragraph(&mut self, e: Element<'a>, around: Around) {
        let styles = self.styles;
        let properties = self.properties(e);
        let style = styles.paragraph(properties.and_then(|p| val(p, "pStyle")));
        let own = properties.map(ParagraphLook::read).unwrap_or_default();
        let styled = style.map(|(_, s)| s.paragraph).unwrap_or_default();
        let look = styles.paragraph.with(&styled).with(&own);
        self.begin(style.map(|(_, s)| &s.run));
        let number = self.number_of(&own.number, style.map(|(id, _)| id));
        let contents = around.contents || self.fields.in_contents();
        for child in e.elements() {
            self.inline(child, around);
        }
        let contents = contents || self.fields.in_contents();
        let rpr = properties.and_then(|p| p.child("rPr"));
        let mark = rpr.map(|r| RunLook::read(r, &mut self.named.languages)).unwrap_or_default();
        let mark = RunLook::shown(&styles.run, &self.run_style, &RunLook::default(), &mark);
        let (inserted, deleted) = rpr.map(mark_change).unwrap_or_default();
        self.account.inserted += usize::from(inserted);
        self.account.deleted += usize::from(deleted);
        let gone = match self.options.revisions {
            Revisions::Accept => deleted || around.change == Change::Deleted,
            Revisions::Reject => inserted || around.change == Change::Inserted,
            Revisions::Mark => false,
        };
        let hidden = mark.vanish == Some(true);
        // A paragraph of which nothing is shown counts no number.
        let nothing = hidden && self.now.is_blank();
        if !(gone || nothing) {
            let written = properties.and_then(|p| p.child("numPr")).and_then(|p| val(p, "written"));
            self.show_number(number, mark.language[0], written.filter(|_| self.transcribed));
        }
        if gone || hidden && mark.spec_vanish {
            self.fields.paragraph_ends();
            self.carried = Some(std::mem::take(&mut self.now));
        } else if !nothing {
            let size = if self.now.size > 0 { self.now.size } else { mark.size.unwrap_or(0) };
            let said = style.map(|(_, s)| (s.said, s.depth)).unwrap_or_default();
            let outline = own.outline.map_or(said.1, |n| (n < 9).then_some(n + 1));
            let hints = Hints {
                outline,
                style: match said.0 {
                    _ if contents => Style::Contents,
                    Style::Plain if outline.is_some() => Style::Heading,
                    said => said,
                },
                align: look.align.unwrap_or_default(),
                bold: self.now.is_bold(),
                size,
                indent: look.indent(size),
                list_depth: number.map(|(_, level)| level as u8),
                page_break: look.new_page == Some(true),
                ..Hints::NONE
            };
            self.end(hints);
        }
        for inner in std::mem::take(&mut self.boxes) {
            if matches!(inner.name(), "p" | "tbl") {
                self.block(inner, around);
            } else {
                self.blocks(inner, around);
            }
        }
        self.notes_here();
        if let Some(section) = properties.and_then(|p| p.child("sectPr")) {
            self.section(section);
        }
    }

    /// The properties of a paragraph, or those that it had before a change that is rejected.
    fn properties(&self, e: Element<'a>) -> Option<Element<'a>> {
        let properties = e.child("pPr")?;
        let before = properties.child("pPrChange").and_then(|c| c.child("pPr"));
        before.filter(|_| self.options.revisions == Revisions::Reject).or(Some(properties))
    }

    /// The list and level of a paragraph: its own, else that of its style, where a level of the list may name the style.
    fn number_of(&self, own: &NumberLook, style: Option<&str>) -> Option<(i64, usize)> {
        let styled = style.and_then(|id| self.styles.character(id));
        let said = styled.map(|s| s.paragraph.number).unwrap_or_default();
        let list = own.list.or(said.list).filter(|n| *n != 0)?;
        let of_style = |id: Option<&str>| self.numbering.level_of_style(list, id?);
        let level = own
            .level
            .or_else(|| if own.list.is_some() { None } else { of_style(style) })
            .or(said.level)
            .or_else(|| of_style(styled.and_then(|s| s.numbered.as_deref())))
            .unwrap_or(0);
        Some((list, level))
    }

    /// Counts, and puts the number before the text: the one that is written out where there is one.
    fn show_number(&mut self, number: Option<(i64, usize)>, language: Option<u16>, written: Option<&str>) {
        let counted = number.and_then(|(list, level)| {
            let language = language.map_or("", |n| self.named.languages.get(n)).to_owned();
            self.numbering.next(list, level, &language)
        });
        if let Some(written) = written {
            let label = written.trim();
            if !label.is_empty() {
                // The list says better what stands behind than the tab that programs put there.
                let nothing = counted.is_some_and(|c| c.suffix == Suffix::Nothing);
                self.now.number(label, if nothing || written.ends_with(label) { "" } else { " " });
            }
            return;
        }
        let Some(shown) = counted else { return };
        if !shown.text.is_empty() {
            let gap = if shown.suffix == Suffix::Nothing { "" } else { " " };
            self.now.number(&shown.text, gap);
        }
    }
}

/// The alternative that is read: the newer one where it is of a kind that is known (ECMA-376 part 3, 9).
pub fn alternative(e: Element<'_>) -> Option<Element<'_>> {
    /// Prefixes of extensions whose text is read here.
    const KNOWN: &[&str] =
        &["wps", "wpg", "wpc", "wpi", "w14", "w15", "w16", "wp14", "a14", "am3d", "v", "w"];
    let knows = |c: &Element| {
        let needs = attr(*c, "Requires").unwrap_or("");
        needs.split_whitespace().all(|p| KNOWN.contains(&p) || p.starts_with("w16"))
    };
    let choice = e.elements().filter(|c| c.name() == "Choice").find(knows);
    choice.or_else(|| e.child("Fallback"))
}

/// Whether a row or cell says yes.
pub fn says(properties: Option<Element>, child: &str) -> bool {
    properties.and_then(|p| on(p, child)) == Some(true)
}
