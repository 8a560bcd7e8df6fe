//! The document as a sequence of paragraphs and tables with their styles: the only folder here that knows the tree.

mod contents;
mod imprint;
mod inline;
mod setting;
mod table;

pub use setting::{Char, Glyph, Look, Object, Quote, Rise, Setting, tongue};
pub use table::{CELL_SIDE, Cover, Table, TableCell};

use super::pages::{OutlineEntry, TagNode};
use super::tag::Tag;
use crate::font::FaceRole as Face;
use crate::ir::{Block, Document, Heading, Id, Picture, Provision, Role, Text, referred_notes};
use crate::number::Level;
use crate::present::contents::{Targets, targets};
use crate::present::{
    Class, Headings, Manner, Opening, Shown, TITLE_DOWN, WORDS, columns, label_face, opening, paragraph,
};
use crate::profile::{Furniture, Profile, Style};
use std::collections::HashMap;
use std::ops::Range;

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
    /// The article that it belongs to, by its place among those of the flow.
    pub article: Option<usize>,
    /// The page number at its end, in a table of contents.
    pub entry: Option<Box<Entry>>,
    /// Its rows, if it is a table.
    pub table: Option<Box<Table>>,
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
    pub nodes: Vec<TagNode>,
    /// The outline.
    pub outline: Vec<OutlineEntry>,
    /// What articles are called, in order.
    pub articles: Vec<String>,
    /// Whether the first page is a title page.
    pub title_page: bool,
    /// The pictures that can be printed.
    pub pictures: Vec<Picture>,
}

impl Flow {
    /// All that is to be set, wherever it stands.
    pub fn settings_mut(&mut self) -> impl Iterator<Item = &mut Setting> {
        let paragraphs = self.paragraphs.iter_mut().flat_map(|p| {
            let cells = p.table.iter_mut().flat_map(|t| t.rows.iter_mut().flatten());
            std::iter::once(&mut p.line).chain(cells.map(|cell| &mut cell.line))
        });
        let notes = self.notes.iter_mut().map(|(_, line)| line);
        paragraphs.chain(notes).chain(self.imprint.iter_mut().map(|(line, _)| line))
    }
}

/// Makes the sequence.
pub fn flow(shown: &Shown) -> Flow {
    let (doc, profile) = (shown.doc, shown.profile);
    let root = TagNode { tag: Tag::Document, parent: 0, ours: false };
    let pictures = shown.pictures.iter().filter(|p| p.prints).cloned().collect();
    let (nodes, outline) = (vec![root], vec![]);
    let out = Flow {
        paragraphs: vec![],
        notes: vec![],
        imprint: vec![],
        nodes,
        outline,
        articles: vec![],
        title_page: shown.title_page > 0,
        pictures,
    };
    let mut b = Builder {
        profile,
        furniture: &shown.furniture,
        out,
        pending: vec![],
        depth: 0,
        heading: 1,
        title: None,
        toc: None,
        targets: if shown.furniture.contents { shown.targets.clone() } else { Targets::default() },
        footnotes: referred_notes(doc).into_iter().enumerate().map(|(n, id)| (id.clone(), n)).collect(),
        headings: &shown.headings,
        new_page: false,
        article: None,
        last_role: None,
        hangs: Manner::of(doc, profile).hangs,
        items: 0,
    };
    b.out.notes = vec![(String::new(), Setting::default()); b.footnotes.len()];
    if doc.is_volume() {
        b.volume_title(doc);
    }
    let (titles, front) = doc.front.split_at(shown.title_page);
    if !titles.is_empty() {
        b.title_page(titles);
    }
    let (above, below) = front.split_at(shown.contents.unwrap_or(0).saturating_sub(titles.len()));
    b.blocks(above, 0);
    if shown.contents.is_some() {
        b.contents(doc, 0);
    }
    // Contents of the source stand by themselves as ours do.
    let (listed, below) = below.split_at(shown.listed());
    b.blocks(listed, 0);
    b.new_page |= !listed.is_empty();
    for part in [below, &doc.body, &doc.back] {
        b.blocks(part, 0);
    }
    b.imprint(doc);
    b.out
}

struct Builder<'a> {
    profile: &'a Profile,
    furniture: &'a Furniture,
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
    targets: Targets,
    /// The classes of headings.
    headings: &'a Headings,
    /// The notes that the text refers to, numbered: they stand at the foot of the page where it does.
    footnotes: HashMap<Id, usize>,
    /// Whether the next paragraph begins a page.
    new_page: bool,
    /// The article that the next paragraph belongs to.
    article: Option<usize>,
    /// The role of the text set last.
    last_role: Option<Role>,
    /// Whether lines below the first of what a label begins stand further in, and how many lists of items are open.
    hangs: bool,
    items: usize,
}

impl Builder<'_> {
    fn node(&mut self, tag: Tag, parent: usize) -> usize {
        self.out.nodes.push(TagNode { tag, parent, ours: false });
        self.out.nodes.len() - 1
    }

    fn push(&mut self, line: Setting, style: Style) {
        if !line.is_empty() {
            self.push_whole(line, style, None);
        }
    }

    fn push_whole(&mut self, mut line: Setting, mut style: Style, table: Option<Box<Table>>) {
        line.fit(self.room(self.profile.width() - (style.left + style.right) * style.size));
        // Space below one paragraph and above the next is shared, not added up.
        if let Some(last) = self.out.paragraphs.last_mut() {
            style.before = (style.before - last.style.after).max(0.0);
        }
        // It stays until the last page is there.
        line.chars.shrink_to_fit();
        let mut ids = std::mem::take(&mut self.pending);
        ids.shrink_to_fit();
        let new_page = std::mem::take(&mut self.new_page);
        self.out.paragraphs.push(Paragraph {
            line,
            style,
            ids,
            new_page,
            closing: false,
            article: self.article,
            entry: None,
            table,
        });
    }

    /// A note: at the foot of a page if the text refers to it, else where the source has it.
    fn note(&mut self, t: &Text, parent: usize) {
        let style = self.profile.footnote;
        let id = t.id.clone().unwrap_or_default();
        let node = self.node(Tag::Note(id.0.clone()), parent);
        let mut line = Setting::default();
        self.set_text(t, style.role, node, &mut line);
        if let Some(n) = self.footnotes.get(&id) {
            self.out.notes[*n] = (id.0, line);
        } else {
            self.pending.push(id.0);
            self.push(line, style);
        }
    }

    fn blocks(&mut self, blocks: &[Block], parent: usize) {
        let mut at = 0;
        for group in blocks.chunk_by(|a, b| a.is_list() && b.is_list()) {
            let first = at;
            at += group.len();
            if group[0].is_list() {
                let list = self.node(Tag::List, parent);
                for b in group {
                    if let Block::Provision(p) = b {
                        self.item(p, list);
                    }
                }
                continue;
            }
            for (k, b) in group.iter().enumerate() {
                match b {
                    Block::Text(t) => self.text(t, &columns(blocks, first + k), parent),
                    Block::Provision(p) => self.provision(p, parent),
                }
            }
        }
    }

    fn text(&mut self, t: &Text, columns: &[Range<usize>], parent: usize) {
        let class = Class::of(t);
        match class {
            Class::Contents => return self.source_contents(t, parent),
            Class::Footnote => return self.note(t, parent),
            Class::Table => return self.table(t, parent),
            _ if !columns.is_empty() => return self.columns(t, columns, parent),
            _ => {}
        }
        let mut style = class.style(self.profile);
        let node = if t.role == Role::Title {
            // Another title, below what a decree says, is a heading of its own.
            if let Some(node) = self.title.filter(|_| self.last_role == Some(Role::Title)) {
                // A line of its own in the heading: whoever reads the file again finds the lines of the source.
                self.node(Tag::span(), node)
            } else {
                let node = self.heading_node(parent);
                self.title = Some(node);
                node
            }
        } else {
            self.node(Tag::Paragraph, parent)
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
        let title = p.caption(WORDS);
        if !title.is_empty() {
            let (depth, id) = (self.depth, p.id.0.clone());
            self.out.outline.push(OutlineEntry { title, depth, id, level: p.level });
        }
    }

    fn provision(&mut self, p: &Provision, parent: usize) {
        self.pending.push(p.id.0.clone());
        if p.level == Level::Paragraph {
            let (mut line, o) = (Setting::default(), opening(p));
            let style = paragraph(p, &o).style(self.profile);
            if let Some(h) = o.above {
                self.line_of_heading(h, parent);
            }
            let node = self.node(Tag::Paragraph, parent);
            self.set_label(p, label_face(self.profile, p), node, &mut line);
            if let Some(t) = o.text {
                self.set_text(t, style.role, node, &mut line);
            }
            let style = if p.label.is_some() { self.hung(style) } else { style };
            self.push(line, style);
            return self.blocks(o.rest, parent);
        }
        self.outline(p);
        let section = self.node(Tag::Section, parent);
        self.depth += 1;
        self.heading += 1;
        if p.level == Level::Document {
            self.document(p, section);
        } else if p.level.is_container() {
            self.container(p, section);
        } else {
            let around = self.article;
            if let Some(label) = p.label.as_ref().filter(|_| p.level == Level::Article) {
                self.article = Some(self.out.articles.len());
                self.out.articles.push(label.readable().into_owned());
            }
            self.article(p, section);
            self.article = around;
        }
        self.depth -= 1;
        self.heading -= 1;
    }

    fn heading_node(&mut self, parent: usize) -> usize {
        self.node(Tag::Heading(self.heading), parent)
    }

    /// The caption above a numbered 款.
    fn line_of_heading(&mut self, h: &Heading, parent: usize) {
        let style = self.profile.run[0];
        self.heading += 1;
        let node = self.heading_node(parent);
        self.heading -= 1;
        let mut line = Setting::default();
        self.set_heading(h, style.role, node, &mut line);
        self.push(line, style);
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

    /// Title, number and adoption notes on a page of their own, a quarter down; what follows begins another.
    fn title_page(&mut self, blocks: &[Block]) {
        self.blocks(blocks, 0);
        let lines = (TITLE_DOWN * self.profile.lines.0 as f32).round();
        if let Some(first) = self.out.paragraphs.first_mut() {
            first.style.before += lines;
        }
        self.new_page = true;
    }

    /// A document in a volume: on a page of its own, with its own title and table of contents.
    fn document(&mut self, p: &Provision, section: usize) {
        self.new_page = true;
        (self.title, self.toc, self.last_role) = (None, None, None);
        if self.furniture.contents {
            self.targets = targets(&[&p.blocks]);
        }
        self.blocks(&p.blocks, section);
    }

    fn container(&mut self, p: &Provision, section: usize) {
        let style = self.headings.style(self.profile, p.level, self.depth - 1);
        self.new_page |= self.furniture.parts && self.headings.is_part(p.level, self.depth - 1);
        let node = self.heading_node(section);
        let mut line = Setting::default();
        let annex = p.level == Level::Annex;
        if let (true, Some(label)) = (annex, &p.label) {
            // 附件1 stands alone, flush left in Hei (GB/T 9704-2012, 7.3.5); its title is centred below.
            let hei = Style { indent: 0.0, role: Face::Hei, ..self.profile.body };
            self.set_text(&label.as_text(), hei.role, node, &mut line);
            let keep = Style { keep_with_next: true, ..hei };
            self.push(std::mem::take(&mut line), keep);
            if let Some(last) = self.out.paragraphs.last_mut() {
                last.new_page = true;
            }
        } else {
            self.set_label(p, style.role, node, &mut line);
        }
        if let Some(h) = &p.heading {
            self.set_heading(h, style.role, node, &mut line);
        }
        self.push(line, style);
        self.blocks(&p.blocks, section);
    }

    fn article(&mut self, p: &Provision, section: usize) {
        let (profile, o) = (self.profile, opening(p));
        let face = label_face(profile, p);
        let mut line = Setting::default();
        if let Some(h) = o.above.or(o.line) {
            let style = profile.run[0];
            let node = self.heading_node(section);
            if o.line.is_some() {
                self.set_label(p, face, node, &mut line);
            }
            self.set_heading(h, style.role, node, &mut line);
            self.push(std::mem::take(&mut line), style);
        }
        if o.line.is_none() {
            let node = self.node(Tag::Paragraph, section);
            self.set_label(p, face, node, &mut line);
            self.run_in(p, &o, face, node, &mut line);
            let style = if p.label.is_some() { self.hung(profile.body) } else { profile.body };
            self.push(line, style);
        }
        self.blocks(o.inner, section);
        self.blocks(o.rest, section);
    }

    /// The heading and the text that a label runs into.
    fn run_in(&mut self, p: &Provision, o: &Opening, face: Face, node: usize, line: &mut Setting) {
        if let Some(h) = o.run_in {
            self.set_heading(h, face, node, line);
            line.space(p.heading_space(), h.span.end, face, node);
        }
        self.pending.extend(o.paragraph.map(|q| q.id.0.clone()));
        if let Some(t) = o.text {
            self.set_text(t, self.profile.body.role, node, line);
        }
    }

    fn item(&mut self, p: &Provision, list: usize) {
        self.pending.push(p.id.0.clone());
        let li = self.node(Tag::Item, list);
        let lbl = self.node(Tag::Label, li);
        let body = self.node(Tag::Body, li);
        self.items += 1;
        let (style, o) = (self.hung(self.profile.body), opening(p));
        let face = label_face(self.profile, p);
        let mut line = Setting::default();
        self.set_label(p, face, lbl, &mut line);
        if let Some(h) = o.above.or(o.line) {
            self.set_heading(h, face, body, &mut line);
        }
        self.run_in(p, &o, face, body, &mut line);
        let alone = o.line.is_some() && !o.rest.is_empty();
        self.push(line, Style { keep_with_next: alone, ..style });
        self.blocks(o.inner, body);
        self.blocks(o.rest, body);
        self.items -= 1;
    }

    /// A paragraph that begins with a label, whose other lines stand one character further in where labels hang: 条 and 項 begin
    /// at the edge, 号 one character in, イロハ two.
    fn hung(&self, style: Style) -> Style {
        if !self.hangs {
            return style;
        }
        Style { left: style.left + self.items as f32 + 1.0, indent: -1.0, ..style }
    }
}
