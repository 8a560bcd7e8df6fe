//! The page into lines: every element does its part when it begins and when it ends.

use super::dom::{self, Dom};
use super::judge::Why;
use super::marks::{self, Href};
use super::piece::{Anchor, Piece, Writer};
use super::words::{FLATTENED, Habit, TITLE_FIELDS};
use super::{address, fields, images, list, math, table};
use crate::finding::codes;
use crate::number::read_labels;
use crate::read::Options;
use crate::text::{Align, Hints, Style, chars::squash};
use scraper::node::Element;
use std::collections::BTreeSet;

/// What is known while a page is read, and what is gathered on the way.
pub struct Page<'a> {
    /// The page.
    pub dom: &'a Dom<'a>,
    /// What to keep of it.
    pub options: &'a Options,
    /// The language of the page, by its root.
    pub language: String,
    /// The address that its links are given from.
    pub address: Option<String>,
    /// Pictures that lines show, by the numbers in their marks.
    pub pictures: Vec<images::Picture>,
    /// What the page does not show.
    pub unseen: Vec<Unseen>,
    /// Elements whose meaning no mark keeps.
    pub flattened: BTreeSet<&'static str>,
    /// The line that comes next: where things are left out inside a table, its own.
    place: usize,
}

/// Text that the page does not show.
#[derive(Debug)]
pub struct Unseen {
    /// The line that follows it.
    pub before: usize,
    /// Its text.
    pub text: String,
    /// Why it is left out.
    pub why: Why,
    /// Whether all of it is links.
    pub links: bool,
}

impl<'a> Page<'a> {
    /// A page of which nothing was read.
    pub fn new(dom: &'a Dom<'a>, options: &'a Options) -> Self {
        let root = dom.nodes.iter().filter_map(|n| n.element).take(2);
        let language = root.filter_map(marks::lang).last().unwrap_or_default().to_owned();
        Self {
            dom,
            options,
            language,
            address: address::of_page(dom),
            pictures: vec![],
            unseen: vec![],
            flattened: BTreeSet::new(),
            place: 0,
        }
    }

    /// All of its lines.
    pub fn lines(&mut self) -> Vec<Piece> {
        self.walk(0, false)
    }

    /// The lines of an element. Those of a cell have no tables of their own.
    pub fn walk(&mut self, root: usize, cell: bool) -> Vec<Piece> {
        let mut walk =
            Walk { out: Writer::default(), frames: vec![], lists: vec![], tables: vec![], kept: 0, cell };
        walk.out.owner = root;
        let end = self.dom.nodes[root].end;
        let mut at = if root == 0 { 0 } else { root + 1 };
        while at < end {
            walk.leave(at);
            at = walk.node(self, at);
            if !cell {
                self.place = walk.out.pieces.len();
            }
        }
        walk.leave(end);
        walk.out.line();
        walk.out.pieces
    }

    /// Remembers the text of an element that is not shown.
    fn hide(&mut self, at: usize, why: Why) {
        let mut text = String::new();
        let (mut node, mut link, mut links) = (at, 0, true);
        while node < self.dom.nodes[at].end {
            let item = &self.dom.nodes[node];
            if item.element.is_some_and(|e| e.name() == "a") {
                link = item.end;
            }
            links &= node < link || item.text.trim().is_empty();
            if node != at && item.element.is_some_and(dom::is_program) && why != Why::NotChosen {
                node = item.end;
                continue;
            }
            text.push_str(item.text);
            node += 1;
        }
        let text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.unseen.push(Unseen { before: self.place, text, why, links });
        }
    }
}

/// What is to be undone where an element ends.
#[derive(Default)]
struct Frame {
    end: usize,
    block: bool,
    marks: usize,
    anchor: bool,
    bold: bool,
    kept: bool,
    list: bool,
    table: bool,
    number: bool,
    title: bool,
    ruby: Option<bool>,
    hints: Hints,
    owner: usize,
}

/// What a table that lays out the page is.
#[derive(Clone, Copy, Default)]
struct Layout {
    /// Whether it sets those who sign side by side.
    signs: bool,
    /// Whether it is how a site describes a document.
    describes: bool,
}

struct Walk {
    out: Writer,
    frames: Vec<Frame>,
    lists: Vec<list::List>,
    tables: Vec<Layout>,
    kept: usize,
    cell: bool,
}

impl Walk {
    /// Ends the elements that end before a node.
    fn leave(&mut self, at: usize) {
        while let Some(f) = self.frames.pop_if(|f| f.end <= at) {
            for _ in 0..f.marks {
                self.out.close();
            }
            match f.ruby {
                Some(true) => self.out.annotation_ends(),
                Some(false) => self.out.ruby_ends(),
                None => {}
            }
            if f.anchor {
                self.out.anchor_ends();
            }
            self.out.bolds -= usize::from(f.bold);
            self.kept -= usize::from(f.kept);
            if f.list {
                self.lists.pop();
            }
            if f.table {
                self.tables.pop();
            }
            if f.number && self.out.has_text() {
                self.out.gap(1);
                self.out.glued = true;
            } else if f.title || f.block && !self.out.glued {
                self.out.line();
            }
            self.out.hints = f.hints;
            self.out.owner = f.owner;
        }
    }

    /// Takes a node; gives the next one.
    fn node(&mut self, page: &mut Page, at: usize) -> usize {
        let item = &page.dom.nodes[at];
        let Some(e) = item.element else {
            self.out.text(item.text, self.kept > 0);
            return at + 1;
        };
        let whole = item.end;
        match e.name() {
            "svg" => {
                images::drawing(page, at, &mut self.out);
                return whole;
            }
            _ if dom::is_program(e) => return whole,
            _ if dom::is_hidden(e) => {
                page.hide(at, Why::Hidden);
                return whole;
            }
            _ if !page.options.keep_all && dom::habit(e) == Some(Habit::Tool) => {
                page.hide(at, Why::Named);
                return whole;
            }
            "br" => self.out.break_line(),
            "img" => images::image(page, e, &mut self.out),
            "input" => fields::input(e, &mut self.out),
            "select" => {
                let chosen = fields::chosen(page.dom, at);
                for option in page.dom.children(at).filter(|c| page.dom.name(*c) == "option") {
                    if !chosen.contains(&option) {
                        page.hide(option, Why::NotChosen);
                    }
                }
                fields::choose(page.dom, &chosen, &mut self.out);
                return whole;
            }
            "math" => {
                math::take(page.dom, at, &mut self.out);
                return whole;
            }
            "table" if !self.cell && table::is_data(page.dom, at) => {
                self.out.line();
                let table = table::take(page, at, &self.out.hints);
                self.out.table(table);
                return whole;
            }
            _ => self.enter(page, at, e),
        }
        at + 1
    }

    fn enter(&mut self, page: &mut Page, at: usize, e: &Element) {
        let name = e.name();
        let mut f = Frame {
            end: page.dom.nodes[at].end,
            hints: self.out.hints,
            owner: self.out.owner,
            ..Frame::default()
        };
        let cell = matches!(name, "td" | "th");
        page.flattened.extend(FLATTENED.iter().find(|n| **n == name));
        let habit = if e.attrs.is_empty() { None } else { dom::habit(e) };
        f.block = !cell && dom::is_block(e);
        f.number = habit == Some(Habit::Number);
        f.title = habit == Some(Habit::Title);
        if name == "li" || name == "tr" || f.title {
            self.out.line();
        } else if cell {
            self.between_cells();
            f.title = self.describes_title();
            if !f.title && self.tables.last().is_some_and(|t| t.describes) {
                self.out.is(false, true);
            }
        } else if f.block {
            self.out.block();
        }
        if f.block || cell {
            self.out.owner = at;
            hints(e, name, &mut self.out.hints);
        }
        if f.title {
            self.out.is(true, false);
            self.out.hints.style = Style::Title;
        }
        match name {
            "ol" | "ul" | "menu" | "dir" => {
                f.list = true;
                self.out.hints.list_depth = Some(self.lists.len().min(250) as u8);
                self.lists.push(list::List::new(page.dom, at, e));
            }
            "li" => {
                if let Some((label, gap)) = self.lists.last_mut().and_then(|l| l.label(e)) {
                    self.out.label(&label, gap);
                }
            }
            "table" => {
                f.table = true;
                self.tables.push(Layout {
                    signs: table::signs(page.dom, at),
                    describes: !self.cell && table::describes(page.dom, at),
                });
            }
            "tr" if self.tables.last().is_some_and(|t| t.describes) => self.out.is(false, true),
            "pre" | "textarea" | "listing" | "xmp" => f.kept = true,
            "ruby" => {
                self.out.ruby();
                f.ruby = Some(false);
            }
            "rt" => {
                self.out.annotation();
                f.ruby = Some(true);
            }
            "a" => self.link(page, e, &mut f),
            _ => {}
        }
        if name == "textarea" {
            self.out.anchor(Anchor { leaves: false, field: true }, false);
            f.anchor = true;
        }
        f.kept |= e.attr("style").is_some()
            && dom::style(e, "white-space").is_some_and(|w| w == "pre" || w == "pre-wrap");
        self.kept += usize::from(f.kept);
        f.bold = marks::is_bold(e);
        let set_off = self.out.bolds > 0;
        self.out.bolds += usize::from(f.bold);
        for kind in marks::of(e, &page.language, set_off) {
            let says = !marks::is_language(&kind) || marks::speaks(page.dom, at, &kind);
            f.marks += usize::from(says && self.out.open(kind));
        }
        self.frames.push(f);
    }

    /// A cell of a layout table stands apart from the one before; a number is followed by its text.
    fn between_cells(&mut self) {
        if !self.out.has_text() {
            return;
        }
        let so_far = self.out.so_far().trim();
        let number =
            so_far.chars().count() < 20 && read_labels(so_far).first().is_some_and(|l| l.len == so_far.len());
        let signs = self.tables.last().is_some_and(|t| t.signs);
        self.out.gap(if signs { 4 } else { 1 });
        self.out.glued = number;
    }

    /// Whether the cell before said that this one has the title; the title is a line of its own.
    fn describes_title(&mut self) -> bool {
        if !self.tables.last().is_some_and(|t| t.describes) {
            return false;
        }
        let before = squash(self.out.so_far());
        let field = before.trim_end_matches(['：', ':']);
        let is_title = TITLE_FIELDS.contains(&field);
        if is_title {
            self.out.line();
        }
        is_title
    }

    fn link(&mut self, page: &Page, e: &Element, f: &mut Frame) {
        let Some(href) = e.attr("href") else {
            // Links that are none do things on the page.
            if e.attr("name").is_none() && e.attr("id").is_none() {
                self.out.anchor(Anchor { leaves: true, field: false }, false);
                f.anchor = true;
            }
            return;
        };
        let (href, file) = marks::href(href, page.address.as_deref());
        let leaves = !matches!(href, Href::Inside);
        self.out.anchor(Anchor { leaves, field: false }, file);
        f.anchor = true;
        match href {
            Href::Out(target) => {
                f.marks += usize::from(self.out.open(crate::ir::MarkKind::Link { target }));
            }
            Href::Dead(target) => self.out.say(&codes::LINK_AS_TEXT, vec![target]),
            Href::Inside => {}
        }
    }
}

/// What an element says about the lines in it.
fn hints(e: &Element, name: &str, hints: &mut Hints) {
    hints.outline = match name {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => hints.outline,
    };
    if hints.outline.is_some() && name.starts_with('h') && name.len() == 2 {
        hints.style = Style::Heading;
    }
    if matches!(name, "figcaption" | "caption") {
        hints.style = Style::Caption;
    }
    hints.align = if name == "center" { Align::Centre } else { align(e).unwrap_or(hints.align) };
    if e.attr("style").is_none() {
        return;
    }
    if let Some(indent) = dom::style(e, "text-indent") {
        let em = indent.strip_suffix("em").and_then(|n| n.trim().parse::<f32>().ok());
        hints.indent = em.map_or(0, |em| (em.clamp(-50.0, 50.0) * 100.0) as i16);
    }
    if let Some(size) = dom::style(e, "font-size") {
        let points = |unit: &str, by: f32| {
            size.strip_suffix(unit).and_then(|n| n.trim().parse::<f32>().ok()).map(|n| n * by)
        };
        let half = points("pt", 2.0).or_else(|| points("px", 1.5)).unwrap_or(0.0);
        hints.size = half.clamp(0.0, 2000.0) as u16;
    }
}

/// How an element aligns its text.
pub fn align(e: &Element) -> Option<Align> {
    let said = dom::style(e, "text-align").or_else(|| e.attr("align").map(str::to_ascii_lowercase))?;
    match said.as_str() {
        "left" | "start" => Some(Align::Start),
        "center" | "middle" | "-webkit-center" => Some(Align::Centre),
        "right" | "end" => Some(Align::End),
        "justify" => Some(Align::Justified),
        _ => None,
    }
}
