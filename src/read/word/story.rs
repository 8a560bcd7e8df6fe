//! A story in the making: paragraphs, runs, and tables that are told by their marks, as WordprocessingML.

use super::look::{Paragraph, Run, escape};
use super::table::{Row, Table};
use crate::read::docx::{Change, Vertical};
use crate::text::chars::is_xml;
use std::collections::BTreeMap;

/// Tables in tables; more are no real ones, and their cells belong to the innermost.
pub const DEEPEST: usize = 24;

/// Characters that no XML holds, and how often there were any.
pub type Odd = BTreeMap<char, usize>;

/// What the end of a paragraph says.
#[derive(Clone, Copy, Debug, Default)]
pub struct End<'a> {
    /// Of the paragraph.
    pub look: Paragraph,
    /// Of its mark.
    pub mark: Run,
    /// Its label, where the file has it written out.
    pub label: Option<&'a str>,
    /// Whether a section ends with it, and whether that begins no new page.
    pub section: Option<bool>,
}

/// A story in the making.
#[derive(Debug, Default)]
pub struct Story {
    /// Blocks that are whole.
    out: String,
    /// The tables that are open, inner ones last.
    tables: Vec<Table>,
    /// The paragraph in the making.
    now: String,
    /// The run that is open, whether text is, and what changes are marked around.
    run: Option<Run>,
    text: bool,
    change: Change,
    /// Characters that cannot be written.
    pub odd: Odd,
}

impl Story {
    /// Adds text to a run.
    pub fn text(&mut self, text: &str, run: &Run) {
        if text.is_empty() {
            return;
        }
        self.open(run);
        if !self.text {
            self.now.push_str("<t xml:space=\"preserve\">");
            self.text = true;
        }
        for c in text.chars().filter(|c| !is_xml(*c)) {
            *self.odd.entry(c).or_default() += 1;
        }
        escape(text, &mut self.now);
    }

    /// Adds an element to a run.
    pub fn element(&mut self, xml: &str, run: &Run) {
        self.open(run);
        self.end_text();
        self.now.push_str(xml);
    }

    /// Adds what leads to a note. One whose sign is written out stands in a run with it, where the sign is raised: else
    /// nothing tells the sign from the words around it.
    pub fn reference(&mut self, xml: &str, counted: bool, run: &Run) {
        if counted || run.vertical == Some(Vertical::Super) {
            self.element(xml, run);
        } else {
            self.end_run();
            self.element(xml, run);
            self.end_run();
        }
    }

    /// Adds an element that stands beside runs.
    pub fn beside(&mut self, xml: &str) {
        self.close();
        self.now.push_str(xml);
    }

    fn open(&mut self, run: &Run) {
        if self.run.as_ref() == Some(run) {
            return;
        }
        self.end_run();
        if self.change != run.change {
            self.end_change();
            self.now.push_str(match run.change {
                Change::Inserted => "<ins>",
                Change::Deleted => "<del>",
                Change::None => "",
            });
            self.change = run.change;
        }
        self.now.push_str("<r>");
        let properties = run.properties();
        if !properties.is_empty() {
            self.now.push_str("<rPr>");
            self.now.push_str(&properties);
            self.now.push_str("</rPr>");
        }
        self.run = Some(*run);
    }

    fn end_text(&mut self) {
        if std::mem::take(&mut self.text) {
            self.now.push_str("</t>");
        }
    }

    fn end_run(&mut self) {
        self.end_text();
        if self.run.take().is_some() {
            self.now.push_str("</r>");
        }
    }

    fn end_change(&mut self) {
        self.now.push_str(match std::mem::take(&mut self.change) {
            Change::Inserted => "</ins>",
            Change::Deleted => "</del>",
            Change::None => "",
        });
    }

    fn close(&mut self) {
        self.end_run();
        self.end_change();
    }

    /// Whether something stands in the paragraph that is in the making.
    pub const fn is_open(&self) -> bool {
        !self.now.is_empty()
    }

    /// How much was written.
    pub fn len(&self) -> usize {
        self.out.len() + self.now.len() + self.tables.iter().map(|t| t.size).sum::<usize>()
    }

    /// Ends the paragraph, so many tables deep.
    pub fn paragraph(&mut self, end: &End, depth: usize) {
        self.close();
        self.at(depth);
        let mut properties = end.look.properties(end.label);
        let mut mark = end.mark.properties();
        match end.mark.change {
            Change::Inserted => mark.push_str("<ins/>"),
            Change::Deleted => mark.push_str("<del/>"),
            Change::None => {}
        }
        if !mark.is_empty() {
            properties.push_str("<rPr>");
            properties.push_str(&mark);
            properties.push_str("</rPr>");
        }
        match end.section {
            Some(true) => properties.push_str("<sectPr><type val=\"continuous\"/></sectPr>"),
            Some(false) => properties.push_str("<sectPr/>"),
            None => {}
        }
        let now = std::mem::take(&mut self.now);
        let out = self.place();
        out.push_str("<p>");
        if !properties.is_empty() {
            out.push_str("<pPr>");
            out.push_str(&properties);
            out.push_str("</pPr>");
        }
        out.push_str(&now);
        out.push_str("</p>");
    }

    /// Ends a cell with its last paragraph.
    pub fn cell(&mut self, end: &End, depth: usize) {
        self.paragraph(end, depth.max(1));
        if let Some(table) = self.tables.last_mut() {
            table.cell();
        }
    }

    /// Ends a row.
    pub fn row(&mut self, row: Row, depth: usize) {
        self.at(depth.max(1));
        if let Some(table) = self.tables.last_mut() {
            table.row(row);
        }
    }

    /// Where blocks go.
    fn place(&mut self) -> &mut String {
        self.tables.last_mut().map_or(&mut self.out, |t| &mut t.now)
    }

    /// Opens and ends tables until so many are open.
    fn at(&mut self, depth: usize) {
        let depth = depth.min(DEEPEST);
        while self.tables.len() > depth {
            self.end_table();
        }
        while self.tables.len() < depth {
            self.tables.push(Table::default());
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let place = self.place();
        let before = place.len();
        table.write(place);
        let size = place.len() - before;
        if let Some(outer) = self.tables.last_mut() {
            outer.size += size;
        }
    }

    /// Ends the story; a paragraph that has no end has one there, so many tables deep.
    pub fn finish(mut self, end: &End, depth: usize) -> (String, Odd) {
        if self.is_open() {
            self.paragraph(end, depth);
        }
        self.at(0);
        (self.out, self.odd)
    }
}
