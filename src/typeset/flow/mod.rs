//! The document as a sequence of paragraphs and tables with their styles: the only folder here that knows the tree.

pub mod contents;
mod imprint;
mod inline;
mod setting;
mod table;

pub use setting::{Char, Object, Rise, Setting};
pub use table::{Cover, Table, TableCell};

use super::pages::{Node, OutlineEntry};
use crate::font::Role as Face;
use crate::ir::{
    Block, Document, HeadingPlace, Id, Picture, Provision, Role, Text, pictures, referred_notes,
};
use crate::number::Level;
use crate::profile::{Profile, Style};
use std::collections::HashMap;

/// A paragraph or a table to be set.
#[derive(Debug)]
pub struct Paragraph {
    /// Its characters, with the notes that they lead to.
    pub line: Setting,
    /// Its style.
    pub style: Style,
    /// Identifiers that lead here.
    pub ids: Vec<String>,
    /// Whether it begins a page.
    pub new_page: bool,
    /// Whether it signs or dates the document.
    pub closing: bool,
    /// The page number at its end, in a table of contents.
    pub entry: Option<Entry>,
    /// Its rows, if it is a table.
    pub table: Option<Table>,
}

/// A page number to be set at the end of a line.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The identifier whose page it is.
    pub target: String,
    /// The node of the number; none where it is no part of the document.
    pub node: Option<usize>,
}

/// The whole document.
#[derive(Debug)]
pub struct Flow {
    /// Paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// Footnotes, by number, with their identifiers.
    pub notes: Vec<(String, Setting)>,
    /// 版记, for the foot of the last page.
    pub imprint: imprint::Lines,
    /// The structure tree.
    pub nodes: Vec<Node>,
    /// The outline.
    pub outline: Vec<OutlineEntry>,
    /// The pictures that can be printed.
    pub pictures: Vec<Picture>,
}

/// Makes the sequence.
pub fn flow(doc: &Document, profile: &Profile) -> Flow {
    let root = Node { tag: "Document", ..Node::default() };
    let pictures = pictures(doc).0.into_iter().filter(|p| p.prints).collect();
    let (nodes, outline) = (vec![root], vec![]);
    let out = Flow { paragraphs: vec![], notes: vec![], imprint: vec![], nodes, outline, pictures };
    let mut b = Builder {
        profile,
        out,
        pending: vec![],
        depth: 0,
        heading: 1,
        title: None,
        toc: None,
        targets: if profile.contents {
            contents::targets(&[&doc.front, &doc.body, &doc.back])
        } else {
            HashMap::new()
        },
        footnotes: referred_notes(doc).into_iter().enumerate().map(|(n, id)| (id.clone(), n)).collect(),
        new_page: false,
        last_role: None,
    };
    b.out.notes = vec![(String::new(), Setting::default()); b.footnotes.len()];
    if doc.is_volume() {
        b.volume_title(doc);
    }
    let place = contents::place(doc).filter(|_| profile.contents);
    let (above, below) = doc.front.split_at(place.unwrap_or(0));
    b.blocks(above, 0);
    if place.is_some() {
        b.contents(doc, 0);
    }
    for part in [below, &doc.body, &doc.back] {
        b.blocks(part, 0);
    }
    b.imprint(doc);
    b.out
}

struct Builder<'a> {
    profile: &'a Profile,
    out: Flow,
    /// Identifiers waiting for the next paragraph.
    pending: Vec<String>,
    /// Nesting of outline entries.
    depth: usize,
    /// Nesting of headings: the title is H1.
    heading: usize,
    /// The node of the title, which all its lines share.
    title: Option<usize>,
    /// The node of the source's table of contents.
    toc: Option<usize>,
    /// Containers by what their headings say: their identifiers, and how deep they stand.
    targets: contents::Targets,
    /// The notes that the text refers to, numbered: they stand at the foot of the page where it does.
    footnotes: HashMap<Id, usize>,
    /// Whether the next paragraph begins a page.
    new_page: bool,
    /// The role of the text set last.
    last_role: Option<Role>,
}

const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];

impl Builder<'_> {
    fn node(&mut self, tag: &'static str, parent: usize) -> usize {
        self.out.nodes.push(Node { tag, parent, ..Node::default() });
        self.out.nodes.len() - 1
    }

    fn push(&mut self, line: Setting, style: Style) {
        if !line.is_empty() {
            self.push_whole(line, style, None);
        }
    }

    fn push_whole(&mut self, mut line: Setting, mut style: Style, table: Option<Table>) {
        line.fit(self.room(self.profile.width() - (style.left + style.right) * style.size));
        // Space below one paragraph and above the next is shared, not added up.
        if let Some(last) = self.out.paragraphs.last_mut() {
            style.before = (style.before - last.style.after).max(0.0);
        }
        let ids = std::mem::take(&mut self.pending);
        let new_page = std::mem::take(&mut self.new_page);
        self.out.paragraphs.push(Paragraph {
            line,
            style,
            ids,
            new_page,
            closing: false,
            entry: None,
            table,
        });
    }

    /// A note: at the foot of a page if the text refers to it, else where the source has it.
    fn note(&mut self, t: &Text, parent: usize) {
        let style = self.profile.footnote;
        let node = self.node("Note", parent);
        self.out.nodes[node].id = t.id.as_ref().map(|id| id.0.clone());
        let mut line = Setting::default();
        self.set_text(t, style.role, node, &mut line);
        let id = t.id.clone().unwrap_or_default();
        if let Some(n) = self.footnotes.get(&id) {
            self.out.notes[*n] = (id.0, line);
        } else {
            self.pending.push(id.0);
            self.push(line, style);
        }
    }

    fn blocks(&mut self, blocks: &[Block], parent: usize) {
        for group in blocks.chunk_by(|a, b| a.is_list() && b.is_list()) {
            if group[0].is_list() {
                let list = self.node("L", parent);
                for b in group {
                    if let Block::Provision(p) = b {
                        self.item(p, list);
                    }
                }
                continue;
            }
            for b in group {
                match b {
                    Block::Text(t) => self.text(t, parent),
                    Block::Provision(p) => self.provision(p, parent),
                }
            }
        }
    }

    fn text(&mut self, t: &Text, parent: usize) {
        let p = self.profile;
        let mut style = match t.role {
            Role::Title => p.title,
            Role::Number | Role::History => p.note,
            Role::Addressee => Style { indent: 0.0, ..p.body },
            Role::Signature => p.closing,
            // A sentence, or a note in brackets, is no line to be set at the right.
            Role::Dateline if t.is_sentence() => p.body,
            Role::Dateline => p.closing,
            Role::Contents => return self.source_contents(t, parent),
            Role::Note => return self.note(t, parent),
            Role::Table => return self.table(t, parent),
            // A trailer such as （此件公开发布） stands like running text (GB/T 9704-2012, 7.3.7).
            Role::Enclosures | Role::Preamble | Role::Body | Role::Trailer => p.body,
        };
        let node = if t.role == Role::Title {
            if let Some(node) = self.title {
                node
            } else {
                let node = self.heading_node(parent);
                self.title = Some(node);
                node
            }
        } else {
            self.node("P", parent)
        };
        self.pending.extend(t.id.iter().map(|id| id.0.clone()));
        let mut line = Setting::default();
        self.set_text(t, style.role, node, &mut line);
        // Lines of a title, and notes below it, follow each other closely; the space around belongs to the first and the
        // last.
        if self.last_role == Some(t.role)
            && matches!(t.role, Role::Title | Role::Number | Role::History)
            && let Some(last) = self.out.paragraphs.last_mut()
        {
            last.style.after = 0.0;
            style.before = 0.0;
        }
        self.last_role = Some(t.role);
        let closing = matches!(t.role, Role::Signature | Role::Dateline | Role::Trailer);
        self.push(line, style);
        if let Some(last) = self.out.paragraphs.last_mut() {
            last.closing = closing;
        }
    }

    fn outline(&mut self, p: &Provision) {
        let title = p.caption(contents::WORDS);
        if !title.is_empty() {
            let container = p.level.is_container();
            let document = p.level == Level::Document;
            let (depth, id) = (self.depth, p.id.0.clone());
            self.out.outline.push(OutlineEntry { title, depth, id, container, document });
        }
    }

    fn provision(&mut self, p: &Provision, parent: usize) {
        self.pending.push(p.id.0.clone());
        if p.level == Level::Paragraph {
            let mut line = Setting::default();
            let mut rest = p.blocks.as_slice();
            let figure = p.label.is_none() && matches!(rest.first(), Some(Block::Text(t)) if t.is_figure());
            let style = if figure { self.figure_style() } else { self.profile.body };
            let node = self.node("P", parent);
            line.label(p, self.profile.body.role, node);
            if let Some(Block::Text(t)) = rest.first().filter(|b| !b.is_aside()) {
                self.set_text(t, self.profile.body.role, node, &mut line);
                rest = &rest[1..];
            }
            self.push(line, style);
            return self.blocks(rest, parent);
        }
        self.outline(p);
        let section = self.node("Sect", parent);
        self.depth += 1;
        self.heading += 1;
        if p.level == Level::Document {
            self.document(p, section);
        } else if p.level.is_container() {
            self.container(p, section);
        } else {
            self.article(p, section);
        }
        self.depth -= 1;
        self.heading -= 1;
    }

    fn heading_node(&mut self, parent: usize) -> usize {
        self.node(HEADINGS[self.heading.min(HEADINGS.len()) - 1], parent)
    }

    /// The title of a volume, which no document has.
    fn volume_title(&mut self, doc: &Document) {
        let style = self.profile.title;
        let node = self.heading_node(0);
        self.out.nodes[node].ours = true;
        let mut line = Setting::default();
        line.text(doc.title(), 0, style.role, node);
        self.push(line, style);
    }

    /// A document in a volume: on a page of its own, with its own title and table of contents.
    fn document(&mut self, p: &Provision, section: usize) {
        self.new_page = true;
        (self.title, self.toc, self.last_role) = (None, None, None);
        if self.profile.contents {
            self.targets = contents::targets(&[&p.blocks]);
        }
        self.blocks(&p.blocks, section);
    }

    fn container(&mut self, p: &Provision, section: usize) {
        let style = self.profile.heading_style(p.level);
        let node = self.heading_node(section);
        let mut line = Setting::default();
        let annex = p.level == Level::Annex;
        if let (true, Some(label)) = (annex, &p.label) {
            // 附件1 stands alone, flush left in Hei (GB/T 9704-2012, 7.3.5); its title is centred below.
            let hei = Style { indent: 0.0, role: Face::Hei, ..self.profile.body };
            line.text(&label.text, label.span.start, hei.role, node);
            let keep = Style { keep_with_next: true, ..hei };
            self.push(std::mem::take(&mut line), keep);
            if let Some(last) = self.out.paragraphs.last_mut() {
                last.new_page = true;
            }
        } else {
            line.label(p, style.role, node);
        }
        if let Some(h) = &p.heading {
            line.text(&h.text, h.span.start, style.role, node);
        }
        self.push(line, style);
        self.blocks(&p.blocks, section);
    }

    fn article(&mut self, p: &Provision, section: usize) {
        let number = self.profile.article_number;
        let mut blocks = p.blocks.as_slice();
        let mut line = Setting::default();
        match &p.heading {
            Some(h) if h.place != HeadingPlace::RunIn => {
                let style = self.profile.run[0];
                let node = self.heading_node(section);
                if h.place == HeadingPlace::Line {
                    line.label(p, style.role, node);
                }
                line.text(&h.text, h.span.start, style.role, node);
                self.push(std::mem::take(&mut line), style);
                if h.place == HeadingPlace::Before {
                    let node = self.node("P", section);
                    line.label(p, number, node);
                }
            }
            heading => {
                let node = self.node("P", section);
                line.label(p, number, node);
                if let Some(h) = heading {
                    line.text(&h.text, h.span.start, number, node);
                    line.space(p.heading_space(), h.span.end, number, node);
                }
            }
        }
        // The label runs into the first paragraph, in one text with it.
        if let Some(node) = line.chars.first().map(|c| c.node) {
            if let Some(Block::Provision(first)) = blocks.first().filter(
                |b| matches!(b, Block::Provision(q) if q.level == Level::Paragraph && q.label.is_none()),
            ) {
                let mut inner = first.blocks.as_slice();
                self.pending.push(first.id.0.clone());
                if let Some(Block::Text(t)) = inner.first().filter(|b| !b.is_aside()) {
                    self.set_text(t, self.profile.body.role, node, &mut line);
                    inner = &inner[1..];
                }
                self.push(line, self.profile.body);
                self.blocks(inner, section);
                blocks = &blocks[1..];
            } else {
                self.push(line, self.profile.body);
            }
        }
        self.blocks(blocks, section);
    }

    fn item(&mut self, p: &Provision, list: usize) {
        self.pending.push(p.id.0.clone());
        let li = self.node("LI", list);
        let lbl = self.node("Lbl", li);
        let body = self.node("LBody", li);
        let style = self.profile.body;
        let headed = p.heading.is_some();
        let face = if headed { self.profile.run[1].role } else { style.role };
        let mut line = Setting::default();
        line.label(p, face, lbl);
        if let Some(h) = &p.heading {
            line.text(&h.text, h.span.start, face, body);
            line.space(p.heading_space(), h.span.end, face, body);
        }
        let mut rest = p.blocks.as_slice();
        let alone = p.heading.as_ref().is_some_and(|h| h.place == HeadingPlace::Line);
        if !alone && let Some(Block::Text(t)) = rest.first().filter(|b| !b.is_aside()) {
            self.set_text(t, style.role, body, &mut line);
            rest = &rest[1..];
        }
        self.push(line, Style { keep_with_next: alone && !rest.is_empty(), ..style });
        self.blocks(rest, body);
    }
}
