//! The tree as Word paragraphs: style, number, bookmarks and text of each.

use super::numbering::{List, Numberer, Place};
use crate::font::Role as Face;
use crate::ir::{Block, Document, HeadingPlace, Label, Provision, Role, Text};
use crate::number::{Group, Level, form_named};
use crate::write::Numbering;

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
    Annex,
    Signature,
}

/// A stretch of text in one face.
#[derive(Clone, Debug)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Another face than the style's.
    pub face: Option<Face>,
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
}

/// The whole document.
#[derive(Debug)]
pub struct Plan {
    /// Paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// The lists that numbers refer to.
    pub lists: Vec<List>,
}

/// Makes the plan.
pub fn plan(doc: &Document, numbering: Numbering) -> Plan {
    let mut p = Planner {
        out: vec![],
        ids: vec![],
        numbers: Numberer::new(doc, numbering == Numbering::Auto),
        depth: 0,
        new_page: false,
    };
    for part in [&doc.front, &doc.body, &doc.back] {
        p.blocks(part);
    }
    // An identifier at the very end has no paragraph of its own: it goes to the last one.
    let left = std::mem::take(&mut p.ids);
    if let Some(last) = p.out.last_mut() {
        last.ids.extend(left);
    }
    Plan { paragraphs: p.out, lists: p.numbers.lists }
}

struct Planner {
    out: Vec<Paragraph>,
    ids: Vec<String>,
    numbers: Numberer,
    depth: u8,
    new_page: bool,
}

fn run(text: &str) -> Run {
    Run { text: text.to_owned(), face: None }
}

/// The gap as it stands after a label: one ideographic space, a word space, or nothing, as in the pages of the PDF.
fn gap(label: &Label) -> &'static str {
    let list = form_named(&label.form).is_some_and(|f| f.group == Group::List);
    match label.gap.is_empty() {
        true => "",
        false if !list => "　",
        false if label.text.ends_with(['.', ')']) => " ",
        false => "",
    }
}

impl Planner {
    fn push(&mut self, style: Style, number: Option<Place>, runs: Vec<Run>) {
        let runs: Vec<Run> = runs.into_iter().filter(|r| !r.text.is_empty()).collect();
        if runs.is_empty() && number.is_none() {
            return;
        }
        let new_page = std::mem::take(&mut self.new_page);
        self.out.push(Paragraph { style, number, ids: std::mem::take(&mut self.ids), runs, new_page });
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
            Role::Title => Style::Title,
            Role::Number | Role::History => Style::Note,
            Role::Contents => Style::Contents,
            Role::Addressee => Style::Plain,
            Role::Preamble | Role::Body | Role::Enclosures | Role::Trailer => Style::Body,
            Role::Dateline if t.is_sentence() => Style::Body,
            Role::Signature | Role::Dateline => Style::Signature,
        };
        self.ids.extend(t.id.iter().map(|id| id.0.clone()));
        self.push(style, None, vec![run(&t.readable())]);
    }

    /// The label: as Word's number where it can be, else as the first run.
    fn label(&mut self, p: &Provision, face: Option<Face>, runs: &mut Vec<Run>) -> Option<Place> {
        let label = p.label.as_ref()?;
        let place = self.numbers.place(p.level, label);
        if place.is_none() {
            runs.push(Run { text: label.text.clone(), face });
        }
        if !p.blocks.is_empty() || p.heading.is_some() {
            runs.push(run(gap(label)));
        }
        place
    }

    fn provision(&mut self, p: &Provision) {
        self.ids.push(p.id.0.clone());
        match p.level {
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
                        runs.push(Run { text: h.text.clone(), face: kai });
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

    fn annex(&mut self, p: &Provision) {
        self.new_page = !self.out.is_empty();
        if let Some(label) = &p.label {
            self.push(Style::Annex, None, vec![run(&label.text)]);
        }
        if let Some(h) = &p.heading {
            self.push(Style::Heading(1), None, vec![run(&h.text)]);
        }
        self.numbers.begin_annex();
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
                    runs.push(Run { text: h.text.clone(), face: Some(Face::Hei) });
                    runs.push(run(if h.gap.is_empty() { "" } else { "　" }));
                }
                self.run_in(Style::Article, number, runs, &p.blocks);
            }
        }
    }

    /// Label runs and the text they run into, in one paragraph.
    fn run_in(&mut self, style: Style, number: Option<Place>, mut runs: Vec<Run>, blocks: &[Block]) {
        let mut rest = blocks;
        match blocks.first() {
            Some(Block::Text(t)) => {
                runs.push(run(&t.readable()));
                rest = &blocks[1..];
            }
            // The first 款 of an article, unless it has a label of its own.
            Some(Block::Provision(q)) if q.level == Level::Paragraph && q.label.is_none() => {
                if let Some(Block::Text(t)) = q.blocks.first() {
                    self.ids.push(q.id.0.clone());
                    runs.push(run(&t.readable()));
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
