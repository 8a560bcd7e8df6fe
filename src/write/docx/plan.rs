//! The tree as Word paragraphs: style, number, bookmarks and text of each.

use super::numbering::{List, Numberer, Place};
use super::runs::{self, Kind, Marked, Run, run};
use super::tables::Table;
use crate::font::FaceRole as Face;
use crate::ir::{Block, CellAlign, Picture, Provision, Role, Text};
use crate::number::Level;
use crate::present::TITLE_DOWN;
use crate::present::{Class, Headings, Shown, columns, contents, label_face, opening, paragraph};
use crate::profile::Profile;
use crate::write::Numbering;
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
    AnnexTitle,
    Signature,
    Dateline,
    Footnote,
    Caption,
    Figure,
    Cell,
    CellHead,
    Header,
    Footer,
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
    /// Lines that are free above it, besides those of its style: on a title page.
    pub down: f32,
    /// Whether it begins a section, and so a page too.
    pub section: bool,
    /// The identifiers of footnotes whose texts stand behind it in the source.
    pub after: Vec<String>,
    /// Another alignment than the style's.
    pub align: Option<CellAlign>,
    /// How many columns of one width its parts stand in the middle of.
    pub columns: usize,
    /// Whether the next paragraph stands on its last page.
    pub keep: bool,
}

/// A footnote.
#[derive(Clone, Debug, Default)]
pub struct Footnote {
    /// Its identifier.
    pub id: String,
    /// Its text.
    pub runs: Vec<Run>,
    /// Whether its sign is the source's own, and none that Word would count.
    pub signed: bool,
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
    /// The footnotes, by number.
    pub footnotes: Vec<Footnote>,
    /// The lists that numbers refer to.
    pub lists: Vec<List>,
    /// The classes of headings.
    pub headings: Headings,
    /// The parts that are ours: the title of a volume, and the table of contents that we made.
    pub ours: Range<usize>,
    /// The marks of runs.
    pub marks: Vec<Marked>,
    /// The linear forms of formulas.
    pub formulas: Vec<String>,
    /// Whether our contents list articles.
    pub lists_articles: bool,
}

impl Plan {
    /// Every paragraph, in tables too.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.parts.iter().flat_map(|p| {
            let (own, table) = match p {
                Part::Paragraph(p) => (Some(p), None),
                Part::Table(t) => (None, Some(t)),
            };
            let cells = table.into_iter().flat_map(|t| &t.rows).flat_map(|r| &r.cells);
            own.into_iter().chain(cells.map(|c| &c.text))
        })
    }

    /// Every stretch of text with the style that it stands in, in no special order.
    pub fn runs(&self) -> impl Iterator<Item = (Style, &Run)> {
        let notes = self.footnotes.iter().flat_map(|n| &n.runs).map(|r| (Style::Footnote, r));
        self.paragraphs().flat_map(|p| p.runs.iter().map(|r| (p.style, r))).chain(notes)
    }
}

/// Makes the plan: a table of contents where the profile wants one and the document has chapters.
pub fn plan(shown: &Shown, numbering: Numbering, profile: &Profile, pictures: &[Picture]) -> Plan {
    let (doc, contents) = (shown.doc, shown.furniture.contents);
    let mut p = Planner {
        profile,
        parts_begin_pages: shown.furniture.parts,
        headings: &shown.headings,
        pictures,
        marks: vec![],
        formulas: vec![],
        rubies: 0,
        out: vec![],
        contents,
        lists_articles: shown.furniture.entries,
        targets: if contents { shown.targets.clone() } else { contents::Targets::default() },
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
    let (titles, front) = doc.front.split_at(shown.title_page);
    p.blocks(titles);
    p.new_page = !titles.is_empty();
    if let (true, Some(Part::Paragraph(first))) = (p.new_page, p.out.first_mut()) {
        first.down = (TITLE_DOWN * profile.lines.0 as f32).round();
    }
    let (above, below) = front.split_at(shown.contents.unwrap_or(0).saturating_sub(titles.len()));
    p.blocks(above);
    let first = p.out.len();
    if doc.is_volume() {
        p.push(Style::Title, None, vec![run(doc.title())]);
    }
    if shown.contents.is_some() {
        p.make_contents(doc);
    }
    let ours = first..p.out.len();
    // Contents of the source stand by themselves as ours do.
    let (listed, below) = below.split_at(shown.listed());
    p.blocks(listed);
    p.new_page |= !listed.is_empty();
    for part in [below, &doc.body, &doc.back] {
        p.blocks(part);
    }
    // An identifier at the very end has no paragraph of its own: it goes to the last one.
    let left = std::mem::take(&mut p.ids);
    if let Some(last) = p.last() {
        last.ids.extend(left);
    }
    for part in &mut p.out {
        match part {
            Part::Paragraph(p) => runs::hint_paragraph(p),
            Part::Table(t) => {
                t.rows.iter_mut().flat_map(|r| &mut r.cells).for_each(|c| runs::hint_paragraph(&mut c.text));
            }
        }
    }
    p.texts.iter_mut().for_each(|n| runs::hint_runs(&mut n.runs));
    keep_closings(&mut p.out, profile.columns.0 as usize);
    let Planner { out, texts, numbers, marks, formulas, .. } = p;
    let headings = shown.headings.clone();
    let lists_articles = shown.furniture.entries;
    let lists = numbers.lists;
    Plan { parts: out, footnotes: texts, lists, headings, ours, marks, formulas, lists_articles }
}

/// Signatures, dates and a last line stand with text on their page (GB/T 9704-2012, 7.3.5).
fn keep_closings(parts: &mut [Part], columns: usize) {
    let begins = |p: &Part| matches!(p, Part::Paragraph(p) if p.new_page || p.section);
    for at in 1..parts.len() {
        let last = parts.get(at + 1).is_none_or(begins);
        let line = |p: &Paragraph| p.runs.iter().map(|r| r.text.chars().count()).sum::<usize>() <= columns;
        let closes = !begins(&parts[at])
            && matches!(&parts[at], Part::Paragraph(p)
                if matches!(p.style, Style::Signature | Style::Dateline) || last && p.style == Style::Body && line(p));
        if let (true, Part::Paragraph(before)) = (closes, &mut parts[at - 1]) {
            before.keep = true;
        }
    }
}

pub(super) struct Planner<'a> {
    pub(super) profile: &'a Profile,
    parts_begin_pages: bool,
    headings: &'a Headings,
    pub(super) pictures: &'a [Picture],
    /// The marks of runs, the linear forms of formulas, and how many rubies there are.
    pub(super) marks: Vec<Marked>,
    pub(super) formulas: Vec<String>,
    pub(super) rubies: usize,
    pub(super) out: Vec<Part>,
    /// Whether tables of contents get page numbers, and the containers that a document's own contents lead to.
    contents: bool,
    /// Whether our contents list articles too.
    pub(super) lists_articles: bool,
    pub(super) targets: contents::Targets,
    pub(super) ids: Vec<String>,
    numbers: Numberer,
    depth: u8,
    pub(super) new_page: bool,
    section: bool,
    /// The numbers of notes that are referred to.
    pub(super) footnotes: HashMap<String, usize>,
    /// What becomes of them.
    pub(super) texts: Vec<Footnote>,
    /// Those that a sign leads to already: Word wants one for each.
    pub(super) referred: HashSet<String>,
}

impl Planner<'_> {
    pub(super) fn push(&mut self, style: Style, number: Option<Place>, runs: Vec<Run>) {
        let says = |r: &Run| !r.text.is_empty() || r.marked.is_some() || r.kind == Kind::Tab;
        let mut runs: Vec<Run> = runs.into_iter().filter(says).collect();
        // All paragraphs are there at once, and most hold one.
        runs.shrink_to_fit();
        if runs.is_empty() && number.is_none() {
            return;
        }
        let mut paragraph = self.paragraph(style, number, runs);
        let running =
            matches!(style, Style::Article | Style::Body | Style::Plain | Style::Item | Style::Subitem);
        let ragged = self.profile.ragged && runs::is_of_words(&paragraph.runs);
        if running && (ragged || runs::holds_long_word(&paragraph.runs)) {
            paragraph.align = Some(CellAlign::Start);
        }
        self.out.push(Part::Paragraph(paragraph));
    }

    pub(super) fn paragraph(&mut self, style: Style, number: Option<Place>, runs: Vec<Run>) -> Paragraph {
        let new_page = std::mem::take(&mut self.new_page);
        let section = std::mem::take(&mut self.section);
        let mut ids = std::mem::take(&mut self.ids);
        ids.shrink_to_fit();
        Paragraph {
            style,
            number,
            ids,
            runs,
            new_page,
            down: 0.0,
            section,
            after: vec![],
            align: None,
            columns: 0,
            keep: false,
        }
    }

    /// The paragraph written last.
    fn last(&mut self) -> Option<&mut Paragraph> {
        match self.out.last_mut()? {
            Part::Paragraph(p) => Some(p),
            Part::Table(t) => t.rows.last_mut()?.cells.last_mut().map(|c| &mut c.text),
        }
    }

    fn note(&mut self, t: &Text) {
        let mut runs = vec![];
        self.runs(t, &mut runs);
        let id = t.id.as_ref().map_or("", |id| id.0.as_str());
        match self.footnotes.get(id).copied() {
            Some(n) if self.last().is_some() => {
                let id = id.to_owned();
                self.texts[n].runs = runs;
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

    fn blocks(&mut self, blocks: &[Block]) {
        for (k, b) in blocks.iter().enumerate() {
            match b {
                Block::Text(t) => self.text(t, &columns(blocks, k)),
                Block::Provision(p) => self.provision(p),
            }
        }
    }

    /// A text, with the parts of it that stand in columns.
    fn text(&mut self, t: &Text, columns: &[Range<usize>]) {
        let class = Class::of(t);
        let style = match class {
            Class::Title if self.depth > 0 => Style::Heading(self.depth.min(6)),
            Class::Title => Style::Title,
            Class::Note => Style::Note,
            Class::Contents if self.contents => return self.source_contents(t),
            Class::Contents => Style::Contents,
            Class::Flush => Style::Plain,
            Class::Footnote => return self.note(t),
            Class::Table => return self.table(t),
            Class::Figure => Style::Figure,
            Class::Body | Class::Agency => Style::Body,
            Class::Closing if t.role == Role::Signature => Style::Signature,
            Class::Closing => Style::Dateline,
        };
        self.ids.extend(t.id.iter().map(|id| id.0.clone()));
        let mut runs = vec![];
        self.runs_in_columns(t, columns, &mut runs);
        if style == Style::Title {
            self.title(runs);
        } else {
            self.push(style, None, runs);
            if let Some(Part::Paragraph(last)) = self.out.last_mut() {
                last.columns = columns.len();
                last.down = if class == Class::Agency { 1.0 } else { 0.0 };
            }
        }
    }

    /// A line of the title: in one paragraph with those before it.
    fn title(&mut self, runs: Vec<Run>) {
        let most = self.profile.width() / self.profile.title.size;
        let runs = runs::broken(runs, most);
        match self.out.last_mut() {
            Some(Part::Paragraph(last)) if last.style == Style::Title && !self.new_page && !self.section => {
                last.ids.append(&mut self.ids);
                last.runs.push(Run { kind: Kind::LineEnd, ..run("") });
                last.runs.extend(runs);
            }
            _ => {
                let title = self.paragraph(Style::Title, None, runs);
                self.out.push(Part::Paragraph(title));
            }
        }
    }

    /// A text as a paragraph by itself.
    fn line(&mut self, style: Style, t: &Text) {
        let mut runs = vec![];
        self.runs(t, &mut runs);
        self.push(style, None, runs);
    }

    /// Adds a text in a face.
    fn faced(&mut self, t: &Text, face: Option<Face>, runs: &mut Vec<Run>) {
        let from = runs.len();
        self.runs(t, runs);
        runs[from..].iter_mut().for_each(|r| r.face = face);
    }

    /// The label: as Word's number where it can be, else as the first run.
    fn label(&mut self, p: &Provision, face: Option<Face>, runs: &mut Vec<Run>) -> Option<Place> {
        let label = p.label.as_ref()?;
        let place = self.numbers.place(p.level, label);
        if place.is_none() && label.marks.is_empty() {
            runs.push(Run { face, ..run(&label.text) });
        } else if place.is_none() {
            self.faced(&label.as_text(), face, runs);
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
                self.new_page |= self.parts_begin_pages && self.headings.is_part(level, self.depth.into());
                self.depth += 1;
                let mut runs = vec![];
                let number = self.label(p, None, &mut runs);
                if let Some(h) = &p.heading {
                    self.runs(&h.as_text(), &mut runs);
                }
                self.push(Style::Heading(self.depth.min(6)), number, runs);
                self.blocks(&p.blocks);
                self.depth -= 1;
            }
            Level::Article => self.article(p),
            Level::Paragraph => match paragraph(p, &opening(p)) {
                Class::Figure => self.beginning(p, Style::Figure),
                _ => self.beginning(p, Style::Body),
            },
            Level::Item => self.beginning(p, Style::Item),
            _ => self.beginning(p, Style::Subitem),
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
            self.line(Style::Annex, &label.as_text());
        }
        if let Some(h) = &p.heading {
            self.line(Style::AnnexTitle, &h.as_text());
        }
        self.numbers.begin_document();
        self.depth += 1;
        self.blocks(&p.blocks);
        self.depth -= 1;
    }

    fn article(&mut self, p: &Provision) {
        let o = opening(p);
        self.beginning(p, if o.line.is_some() { Style::ArticleHeading } else { Style::Article });
    }

    /// Label, heading and the text that they run into, in one paragraph; and what follows.
    fn beginning(&mut self, p: &Provision, style: Style) {
        let o = opening(p);
        if let Some(h) = o.above {
            self.line(Style::ArticleHeading, &h.as_text());
        }
        let usual = if style == Style::ArticleHeading { self.profile.run[0] } else { self.profile.body };
        let face = Some(label_face(self.profile, p)).filter(|f| *f != usual.role);
        let mut runs = vec![];
        let number = self.label(p, face, &mut runs);
        if let Some(h) = o.line.or(o.run_in) {
            self.faced(&h.as_text(), face, &mut runs);
            runs.push(run(p.heading_space()));
        }
        self.ids.extend(o.paragraph.map(|q| q.id.0.clone()));
        if let Some(t) = o.text {
            self.runs(t, &mut runs);
        }
        self.push(style, number, runs);
        self.blocks(o.inner);
        self.blocks(o.rest);
    }
}
