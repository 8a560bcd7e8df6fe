//! The tree as Word paragraphs: style, number, bookmarks and text of each.

use super::look::Look;
use super::numbering::{List, Numberer, Place};
use crate::font::Role as Face;
use crate::ir::{
    Block, Document, Event, HeadingPlace, Provision, Role, RunKind, Text, column_shares, events,
};
use crate::number::Level;
use crate::typeset::contents;
use crate::write::Numbering;
use crate::write::embed::Used;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A paragraph style; names and looks are in the table of styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    Title,
    Note,
    Heading(u8),
    ArticleHeading,
    Article,
    Body,
    Plain,
    Item,
    Subitem,
    Contents,
    ContentsHeading,
    ContentsEntry(u8),
    Annex,
    Signature,
    Dateline,
    Footnote,
    Caption,
    Cell,
    Header,
    Footer,
}

/// A stretch of text in one face.
#[derive(Clone, Debug)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Another face than the style's.
    pub face: Option<Face>,
    /// What it is beside text.
    pub kind: Kind,
}

/// What a stretch is beside text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    #[default]
    Plain,
    /// It leads to an identifier.
    Link(String),
    /// It leads to an identifier, and stands with the number of its page behind it.
    Entry(String),
    /// It is the number that leads to a footnote, with its place in the plan.
    Footnote(usize),
    /// It is the number at the start of a footnote.
    FootnoteNumber,
    /// It is a sign set as those of footnotes are.
    Raised,
}

/// A paragraph.
#[derive(Debug)]
pub struct Paragraph {
    /// Its style.
    pub style: Style,
    /// Its automatic number, where Word's counters give the label of the source.
    pub number: Option<Place>,
    /// The identifiers that begin here.
    pub ids: Vec<String>,
    /// Its text.
    pub runs: Vec<Run>,
    /// Whether it begins a page.
    pub new_page: bool,
    /// Whether it begins a section, and so a page too.
    pub section: bool,
    /// The identifiers of footnotes whose texts stand behind it in the source.
    pub after: Vec<String>,
}

/// A table.
#[derive(Debug)]
pub struct Table {
    /// Rows of cells, and whether they head the columns.
    pub rows: Vec<(bool, Vec<Paragraph>)>,
    /// Shares of the width.
    pub columns: Vec<f32>,
}

/// A part of the document.
#[derive(Debug)]
pub enum Part {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// The whole document.
#[derive(Debug)]
pub struct Plan {
    /// Paragraphs and tables in order.
    pub parts: Vec<Part>,
    /// The identifiers and texts of footnotes, by number.
    pub footnotes: Vec<(String, Vec<Run>)>,
    /// The lists that numbers refer to.
    pub lists: Vec<List>,
    /// The parts that are ours: the title of a volume, and the table of contents that we made.
    pub ours: Range<usize>,
}

impl Plan {
    /// Every paragraph, in tables too.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.parts.iter().flat_map(|p| match p {
            Part::Paragraph(p) => vec![p],
            Part::Table(t) => t.rows.iter().flat_map(|(_, cells)| cells).collect(),
        })
    }

    /// The characters that are shown, by the roles of their faces.
    pub fn used(&self, look: &Look) -> Used {
        /// What numbers, page numbers and tables of contents are made of.
        const MADE: &str = "0123456789零〇一二三四五六七八九十百千—–-　";
        let mut out = Used::new();
        for (style, run) in self.runs() {
            out.entry(run.face.unwrap_or(look.of(style).0.role)).or_default().extend(run.text.chars());
        }
        let body = look.profile.body.role;
        for (k, (_, text, _)) in self.lists.iter().flat_map(|l| l.levels.iter().enumerate()) {
            let role = if k == 0 { Face::Hei } else { body };
            out.entry(role).or_default().extend(text.chars().chain(MADE.chars()));
        }
        out.entry(Face::Song).or_default().extend(MADE.chars());
        out
    }

    /// Every stretch of text with the style that it stands in, in no special order.
    pub fn runs(&self) -> impl Iterator<Item = (Style, &Run)> {
        let notes = self.footnotes.iter().flat_map(|(_, runs)| runs).map(|r| (Style::Footnote, r));
        self.paragraphs().flat_map(|p| p.runs.iter().map(|r| (p.style, r))).chain(notes)
    }
}

/// Makes the plan; with `contents`, a table of contents where the document has chapters.
pub fn plan(doc: &Document, numbering: Numbering, contents: bool) -> Plan {
    let mut p = Planner {
        out: vec![],
        contents,
        targets: if contents {
            contents::targets(&[&doc.front, &doc.body, &doc.back])
        } else {
            HashMap::new()
        },
        section: false,
        ids: vec![],
        numbers: Numberer::new(doc, numbering == Numbering::Auto),
        depth: 0,
        new_page: false,
        footnotes: HashMap::new(),
        texts: vec![],
        referred: HashSet::new(),
    };
    if numbering == Numbering::Auto {
        p.number_footnotes(doc);
    }
    let place = contents::place(doc).filter(|_| contents);
    let (above, below) = doc.front.split_at(place.unwrap_or(0));
    p.blocks(above);
    let first = p.out.len();
    if doc.is_volume() {
        p.push(Style::Title, None, vec![run(doc.title())]);
    }
    if place.is_some() {
        p.make_contents(doc);
    }
    let ours = first..p.out.len();
    for part in [below, &doc.body, &doc.back] {
        p.blocks(part);
    }
    // An identifier at the very end has no paragraph of its own: it goes to the last one.
    let left = std::mem::take(&mut p.ids);
    if let Some(last) = p.last() {
        last.ids.extend(left);
    }
    Plan { parts: p.out, footnotes: p.texts, lists: p.numbers.lists, ours }
}

pub(super) struct Planner {
    pub(super) out: Vec<Part>,
    /// Whether tables of contents get page numbers, and the containers that a document's own contents lead to.
    contents: bool,
    pub(super) targets: contents::Targets,
    pub(super) ids: Vec<String>,
    numbers: Numberer,
    depth: u8,
    pub(super) new_page: bool,
    section: bool,
    /// The numbers of notes that are referred to.
    footnotes: HashMap<String, usize>,
    /// Their identifiers and texts.
    texts: Vec<(String, Vec<Run>)>,
    /// Those that a sign leads to already: Word wants one for each.
    referred: HashSet<String>,
}

pub(super) fn run(text: &str) -> Run {
    Run { text: text.to_owned(), face: None, kind: Kind::Plain }
}

/// The number of a note's sign, and what stands around it.
fn sign_parts(sign: &str) -> Option<(&str, usize, &str)> {
    let start = sign.find(|c: char| c.is_ascii_digit())?;
    let len = sign[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(sign.len() - start);
    let number = &sign[start..start + len];
    let n = number.parse().ok().filter(|_| !number.starts_with('0'))?;
    Some((&sign[..start], n, &sign[start + len..]))
}

impl Planner {
    pub(super) fn push(&mut self, style: Style, number: Option<Place>, runs: Vec<Run>) {
        let runs: Vec<Run> = runs.into_iter().filter(|r| !r.text.is_empty()).collect();
        if runs.is_empty() && number.is_none() {
            return;
        }
        let paragraph = self.paragraph(style, number, runs);
        self.out.push(Part::Paragraph(paragraph));
    }

    fn paragraph(&mut self, style: Style, number: Option<Place>, runs: Vec<Run>) -> Paragraph {
        let new_page = std::mem::take(&mut self.new_page);
        let section = std::mem::take(&mut self.section);
        let ids = std::mem::take(&mut self.ids);
        Paragraph { style, number, ids, runs, new_page, section, after: vec![] }
    }

    /// The paragraph written last.
    fn last(&mut self) -> Option<&mut Paragraph> {
        match self.out.last_mut()? {
            Part::Paragraph(p) => Some(p),
            Part::Table(t) => t.rows.last_mut()?.1.last_mut(),
        }
    }

    /// Footnotes of Word's own are the notes whose numbers Word would give them: it counts the signs that lead to them.
    fn number_footnotes(&mut self, doc: &Document) {
        let mut seen = HashSet::new();
        events(doc, |e| {
            let Event::Text(t) = e else { return };
            for run in t.runs() {
                let RunKind::NoteReference(id) = run.kind else { continue };
                let next = self.footnotes.len();
                if seen.insert(id.0.clone()) && sign_parts(&run.text).is_some_and(|(_, n, _)| n == next + 1) {
                    self.footnotes.insert(id.0.clone(), next);
                }
            }
        });
        self.texts = vec![(String::new(), vec![]); self.footnotes.len()];
    }

    fn runs(&mut self, t: &Text, out: &mut Vec<Run>) {
        for r in t.runs() {
            let kind = match r.kind {
                RunKind::Plain => Kind::Plain,
                RunKind::Reference(id) => Kind::Link(id.0.clone()),
                RunKind::NoteReference(id) => match self.footnotes.get(&id.0).copied() {
                    Some(n) if self.referred.insert(id.0.clone()) => {
                        Self::sign(&r.text, Kind::Footnote(n), out);
                        continue;
                    }
                    _ => Kind::Raised,
                },
                RunKind::NoteLabel => {
                    let id = t.id.as_ref().and_then(|id| self.footnotes.get(&id.0));
                    let kind = if id.is_some() { Kind::FootnoteNumber } else { Kind::Raised };
                    Self::sign(&r.text, kind, out);
                    Kind::Raised
                }
            };
            if r.kind != RunKind::NoteLabel {
                out.push(Run { text: r.text.into_owned(), face: r.emphasis.then_some(Face::Hei), kind });
            } else if r.wants_gap() {
                out.push(run(" "));
            }
        }
    }

    /// The sign of a note: brackets as text, and the number between them.
    fn sign(sign: &str, kind: Kind, out: &mut Vec<Run>) {
        let raised = |text: &str, kind| Run { kind, ..run(text) };
        match sign_parts(sign).filter(|_| kind != Kind::Raised) {
            Some((open, n, close)) => out.extend([
                raised(open, Kind::Raised),
                raised(&n.to_string(), kind),
                raised(close, Kind::Raised),
            ]),
            None => out.push(raised(sign, Kind::Raised)),
        }
    }

    fn note(&mut self, t: &Text) {
        let mut runs = vec![];
        self.runs(t, &mut runs);
        let id = t.id.as_ref().map_or("", |id| id.0.as_str());
        match self.footnotes.get(id).copied() {
            Some(n) if self.last().is_some() => {
                let id = id.to_owned();
                self.texts[n] = (id.clone(), runs);
                if let Some(last) = self.last() {
                    last.after.push(id);
                }
            }
            _ => {
                self.ids.push(id.to_owned());
                self.push(Style::Footnote, None, runs);
            }
        }
    }

    fn table(&mut self, t: &Text) {
        self.ids.extend(t.id.iter().map(|id| id.0.clone()));
        if let Some(caption) = t.caption() {
            self.push(Style::Caption, None, vec![run(&caption.text)]);
        }
        let source = t.rows();
        let columns = column_shares(&source);
        let mut rows = vec![];
        for row in &source {
            let mut cells = vec![];
            for k in 0..columns.len() {
                let mut runs = vec![];
                if let Some(cell) = row.cells.get(k) {
                    self.runs(cell, &mut runs);
                }
                if row.header {
                    for r in &mut runs {
                        r.face = Some(Face::Hei);
                    }
                }
                runs.retain(|r| !r.text.is_empty());
                cells.push(self.paragraph(Style::Cell, None, runs));
            }
            rows.push((row.header, cells));
        }
        self.out.push(Part::Table(Table { rows, columns }));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for b in blocks {
            match b {
                Block::Text(t) => self.text(t),
                Block::Provision(p) => self.provision(p),
            }
        }
    }

    fn text(&mut self, t: &Text) {
        let style = match t.role {
            Role::Title if self.depth > 0 => Style::Heading(self.depth.min(6)),
            Role::Title => Style::Title,
            Role::Number | Role::History => Style::Note,
            Role::Contents if self.contents => return self.source_contents(t),
            Role::Contents => Style::Contents,
            Role::Addressee => Style::Plain,
            Role::Note => return self.note(t),
            Role::Table => return self.table(t),
            Role::Preamble | Role::Body | Role::Enclosures | Role::Trailer => Style::Body,
            Role::Dateline if t.is_sentence() => Style::Body,
            Role::Signature => Style::Signature,
            Role::Dateline => Style::Dateline,
        };
        self.ids.extend(t.id.iter().map(|id| id.0.clone()));
        let mut runs = vec![];
        self.runs(t, &mut runs);
        self.push(style, None, runs);
    }

    /// The label: as Word's number where it can be, else as the first run.
    fn label(&mut self, p: &Provision, face: Option<Face>, runs: &mut Vec<Run>) -> Option<Place> {
        let label = p.label.as_ref()?;
        let place = self.numbers.place(p.level, label);
        if place.is_none() {
            runs.push(Run { face, ..run(&label.text) });
        }
        runs.push(run(p.label_space()));
        place
    }

    fn provision(&mut self, p: &Provision) {
        self.ids.push(p.id.0.clone());
        match p.level {
            Level::Document => self.document(p),
            Level::Annex => self.annex(p),
            level if level.is_container() => {
                self.depth += 1;
                let mut runs = vec![];
                let number = self.label(p, None, &mut runs);
                runs.extend(p.heading.iter().map(|h| run(&h.text)));
                self.push(Style::Heading(self.depth.min(6)), number, runs);
                self.blocks(&p.blocks);
                self.depth -= 1;
            }
            Level::Article => self.article(p),
            Level::Paragraph => {
                let mut runs = vec![];
                let number = self.label(p, None, &mut runs);
                self.run_in(Style::Body, number, runs, &p.blocks);
            }
            level => {
                let style = if level == Level::Item { Style::Item } else { Style::Subitem };
                let mut runs = vec![];
                let kai = p.heading.is_some().then_some(Face::Kai);
                let number = self.label(p, kai, &mut runs);
                let line = match &p.heading {
                    Some(h) => {
                        runs.push(Run { face: kai, ..run(&h.text) });
                        runs.push(run(p.heading_space()));
                        h.place == HeadingPlace::Line
                    }
                    None => false,
                };
                if line {
                    self.push(style, number, runs);
                    self.blocks(&p.blocks);
                } else {
                    self.run_in(style, number, runs, &p.blocks);
                }
            }
        }
    }

    /// A document in a volume: a section of its own, its title the first level of headings.
    fn document(&mut self, p: &Provision) {
        self.section = !self.out.is_empty();
        self.numbers.begin_document();
        if self.contents {
            self.targets = contents::targets(&[&p.blocks]);
        }
        self.depth += 1;
        let title = |b: &&Block| matches!(b, Block::Text(t) if t.role == Role::Title);
        let lines: Vec<&Block> = p.blocks.iter().take_while(title).collect();
        // A title of several lines is one heading.
        let mut runs = vec![];
        for line in &lines {
            if let Block::Text(t) = line {
                self.ids.extend(t.id.iter().map(|id| id.0.clone()));
                self.runs(t, &mut runs);
            }
        }
        self.push(Style::Heading(self.depth.min(6)), None, runs);
        self.blocks(&p.blocks[lines.len()..]);
        self.depth -= 1;
    }

    fn annex(&mut self, p: &Provision) {
        self.section = !self.out.is_empty();
        if let Some(label) = &p.label {
            self.push(Style::Annex, None, vec![run(&label.text)]);
        }
        if let Some(h) = &p.heading {
            self.push(Style::Heading(1), None, vec![run(&h.text)]);
        }
        self.numbers.begin_document();
        self.depth += 1;
        self.blocks(&p.blocks);
        self.depth -= 1;
    }

    fn article(&mut self, p: &Provision) {
        let mut runs = vec![];
        match p.heading.as_ref().filter(|h| h.place != HeadingPlace::RunIn) {
            Some(h) if h.place == HeadingPlace::Before => {
                self.push(Style::ArticleHeading, None, vec![run(&h.text)]);
                let number = self.label(p, Some(Face::Hei), &mut runs);
                self.run_in(Style::Article, number, runs, &p.blocks);
            }
            Some(h) => {
                let number = self.label(p, None, &mut runs);
                runs.push(run(&h.text));
                self.push(Style::ArticleHeading, number, runs);
                self.blocks(&p.blocks);
            }
            None => {
                let number = self.label(p, Some(Face::Hei), &mut runs);
                if let Some(h) = &p.heading {
                    runs.push(Run { face: Some(Face::Hei), ..run(&h.text) });
                    runs.push(run(p.heading_space()));
                }
                self.run_in(Style::Article, number, runs, &p.blocks);
            }
        }
    }

    /// Label runs and the text they run into, in one paragraph.
    fn run_in(&mut self, style: Style, number: Option<Place>, mut runs: Vec<Run>, blocks: &[Block]) {
        let mut rest = blocks;
        match blocks.first() {
            Some(Block::Text(t)) if !t.is_aside() => {
                self.runs(t, &mut runs);
                rest = &blocks[1..];
            }
            // The first 款 of an article, unless it has a label of its own.
            Some(Block::Provision(q)) if q.level == Level::Paragraph && q.label.is_none() => {
                if let Some(Block::Text(t)) = q.blocks.first() {
                    self.ids.push(q.id.0.clone());
                    self.runs(t, &mut runs);
                    self.push(style, number, runs);
                    self.blocks(&q.blocks[1..]);
                    return self.blocks(&blocks[1..]);
                }
            }
            _ => {}
        }
        self.push(style, number, runs);
        self.blocks(rest);
    }
}
