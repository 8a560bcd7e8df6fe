//! The tree as HTML: a section with its identifier for every provision, headings by depth, labels as they are written.

use super::void;
use crate::ir::{
    Block, Cell, CellAlign, Document, Heading, Id, Label, Provision, Role, Row, Text, empty_places, heads,
    normalised_sha256,
};
use crate::number::Level;
use crate::present::contents::{self, Targets};
use crate::present::title::units;
use crate::present::{Class, Manner, Opening, Shown, WORDS, columns, opening, paragraph};
use crate::text::{Set, chars::is_from_right};
use crate::xml::write::Xml;
use std::ops::Range;

/// A picture: its name, its address and its size.
pub type Inside = (String, String, (u32, u32));

/// The document in the making.
pub struct Body<'x, 'd> {
    pub(super) x: &'x mut Xml,
    pub(super) doc: &'d Document,
    pub(super) pictures: &'x [Inside],
    /// Nesting of headings: h1 is the title.
    depth: usize,
    /// Identifiers that links may lead to.
    pub(super) ids: Set<&'d str>,
    /// Notes that were referred to, whose first sign they lead back to.
    pub(super) referred: Set<&'d str>,
    /// Terms so far, and what the identifiers of those in a document of a volume begin with.
    pub(super) terms: usize,
    pub(super) volume: String,
    /// What lines of the document's own contents lead to.
    targets: Targets,
    manner: Manner,
}

/// The highest level that HTML has headings for.
const DEEPEST: usize = 6;

impl<'x, 'd> Body<'x, 'd> {
    /// Nothing yet.
    pub fn new(x: &'x mut Xml, shown: &Shown<'d>, pictures: &'x [Inside]) -> Self {
        let doc = shown.doc;
        let mut ids = Set::default();
        crate::ir::events(doc, |e| match e {
            crate::ir::Event::Enter(p) => {
                ids.insert(p.id.0.as_str());
            }
            crate::ir::Event::Text(t) => ids.extend(t.id.as_ref().map(|id| id.0.as_str())),
            crate::ir::Event::Leave(_) => {}
        });
        Self {
            x,
            doc,
            pictures,
            depth: 1,
            ids,
            referred: Set::default(),
            terms: 0,
            volume: String::new(),
            targets: shown.targets.clone(),
            manner: Manner::of(doc, shown.profile),
        }
    }

    /// Writes the document.
    pub fn write(mut self, title: &str) {
        let doc = self.doc;
        let hash = normalised_sha256(doc);
        self.x
            .start("article", &[("class", "tiaowen"), ("lang", &doc.meta.language), ("data-sha256", &hash)]);
        self.x.raw("\n");
        if !doc.front.iter().any(|b| matches!(b, Block::Text(t) if t.role == Role::Title)) {
            // A page wants a heading; this one is ours.
            self.x.leaf("h1", &[("data-ours", "")], title).raw("\n");
        }
        self.front(&doc.front);
        self.blocks(&doc.body);
        self.depth = 1;
        self.blocks(&doc.back);
        self.x.end();
    }

    /// The name of a heading's element.
    fn h(&self) -> &'static str {
        ["h1", "h2", "h3", "h4", "h5", "h6"][self.depth.min(DEEPEST) - 1]
    }

    /// The title in one heading, whatever lines it has; everything else by its role.
    fn front(&mut self, blocks: &'d [Block]) {
        let titled = |b: &Block| matches!(b, Block::Text(t) if t.role == Role::Title);
        for group in blocks.chunk_by(|a, b| titled(a) && titled(b)) {
            let [Block::Text(first), rest @ ..] = group else {
                self.blocks(group);
                continue;
            };
            if first.role != Role::Title {
                self.text(first, &[]);
                continue;
            }
            self.x.start(self.h(), &[("id", first.id.as_ref().map_or("title", |id| &id.0))]);
            self.titled(&first.text, first.marks.is_empty(), first);
            for b in rest {
                let Block::Text(t) = b else { continue };
                self.x.raw("<br>");
                self.titled(&t.text, t.marks.is_empty(), t);
            }
            self.x.end().raw("\n");
        }
    }

    /// A title or heading, in pieces that stay whole where a line has room for them.
    fn titled(&mut self, text: &str, plain: bool, t: &Text) {
        if !plain {
            return self.runs(t);
        }
        let units = units(text);
        for unit in &units {
            if units.len() > 1 {
                self.x.leaf("span", &[("class", "unit")], unit);
            } else {
                self.x.text(unit);
            }
        }
    }

    fn text(&mut self, t: &'d Text, columns: &[Range<usize>]) {
        let class = match Class::of(t) {
            Class::Title => "title",
            Class::Note => "note",
            Class::Contents => return self.contents(t),
            Class::Flush => "flush",
            Class::Closing if !columns.is_empty() => "columns",
            Class::Closing => "closing",
            Class::Footnote => return self.note(t),
            Class::Table => return self.table(t),
            Class::Figure => "figure",
            Class::Agency => "agency",
            Class::Body => self.manner.class(false, &t.text).unwrap_or_default(),
        };
        let mut attributes: Vec<(&str, &str)> = vec![];
        attributes.extend(t.id.as_ref().map(|id| ("id", id.0.as_str())));
        if !class.is_empty() {
            attributes.push(("class", class));
        }
        if is_from_right(t.text.chars()) {
            attributes.push(("dir", "rtl"));
        }
        self.x.start("p", &attributes);
        self.runs_in_columns(t, columns);
        self.x.end().raw("\n");
    }

    /// A line of the document's own contents, which leads to what it names.
    fn contents(&mut self, t: &Text) {
        self.x.start("p", &[("class", "contents")]);
        let href = match contents::line(&t.readable(), &mut self.targets) {
            contents::Line::Entry(id, _) => Some(format!("#{id}")),
            _ => None,
        };
        match href {
            // A link holds no other one.
            Some(href) => {
                self.x.leaf("a", &[("href", &href)], &t.readable());
            }
            None => self.runs(t),
        }
        self.x.end().raw("\n");
    }

    fn blocks(&mut self, blocks: &'d [Block]) {
        let mut at = 0;
        for group in blocks.chunk_by(|a, b| a.is_list() && b.is_list()) {
            let first = at;
            at += group.len();
            if group[0].is_list() {
                self.list(group);
                continue;
            }
            for (k, b) in group.iter().enumerate() {
                match b {
                    Block::Text(t) => self.text(t, &columns(blocks, first + k)),
                    Block::Provision(p) if p.level == Level::Paragraph => self.paragraph(p),
                    Block::Provision(p) if p.level == Level::Document => self.document(p),
                    Block::Provision(p) if p.level == Level::Article => self.article(p),
                    Block::Provision(p) => self.container(p),
                }
            }
        }
    }

    /// A document in a volume.
    fn document(&mut self, p: &'d Provision) {
        self.x.start("section", &[("id", &p.id.0), ("class", "document")]).raw("\n");
        self.targets = contents::targets(&[&p.blocks]);
        (self.terms, self.volume) = (0, format!("{}.", p.id));
        self.depth += 1;
        let split = p.blocks.iter().position(|b| matches!(b, Block::Provision(_))).unwrap_or(p.blocks.len());
        self.front(&p.blocks[..split]);
        self.blocks(&p.blocks[split..]);
        self.depth -= 1;
        self.x.end().raw("\n");
    }

    fn container(&mut self, p: &'d Provision) {
        self.x.start("section", &[("id", &p.id.0), ("class", p.level.name())]).raw("\n");
        self.depth += 1;
        self.x.start(self.h(), &[]);
        self.anchor(p);
        self.number(p);
        if let Some(h) = &p.heading {
            self.heading(h);
        }
        self.x.end().raw("\n");
        self.blocks(&p.blocks);
        self.depth -= 1;
        self.x.end().raw("\n");
    }

    fn article(&mut self, p: &'d Provision) {
        self.x.start("section", &[("id", &p.id.0), ("class", "article")]).raw("\n");
        self.depth += 1;
        let o = opening(p);
        if let Some(h) = o.above.or(o.line) {
            self.x.start(self.h(), &[("class", "run")]);
            self.anchor(p);
            if o.line.is_some() {
                self.number(p);
            }
            self.heading(h);
            self.x.end().raw("\n");
        }
        if o.line.is_none() {
            let id = o.paragraph.map(|q| ("id", q.id.0.as_str()));
            let class = self.class(p, &o).map(|class| ("class", class));
            self.x.start("p", &id.into_iter().chain(class).collect::<Vec<_>>());
            if o.above.is_none() {
                self.anchor(p);
            }
            // Whoever goes from heading to heading comes to every article.
            let level = (self.depth).to_string();
            let headed = o.above.is_none() && p.label.is_some();
            let heading = [("class", "no"), ("role", "heading"), ("aria-level", &level)];
            self.run_in(p, &o, if headed { &heading } else { &[("class", "no")] });
            self.x.end().raw("\n");
        }
        self.blocks(o.inner);
        self.blocks(o.rest);
        self.depth -= 1;
        self.x.end().raw("\n");
    }

    /// A link to the provision itself, shown when a pointer is near.
    fn anchor(&mut self, p: &Provision) {
        let name = p.caption(WORDS);
        let name = if name.trim().is_empty() { &p.id.0 } else { &name };
        let href = format!("#{}", p.id);
        self.x.leaf(
            "a",
            &[("class", "anchor"), ("href", &href), ("aria-label", name), ("data-ours", "")],
            "",
        );
    }

    fn heading(&mut self, h: &Heading) {
        self.titled(&h.text, h.marks.is_empty(), &h.as_text());
    }

    fn label(&mut self, l: &Label) {
        if l.marks.is_empty() {
            self.x.text(&l.text);
        } else {
            self.runs(&l.as_text());
        }
    }

    /// The label, with the white space behind it.
    fn number(&mut self, p: &Provision) {
        self.number_as(p, &[("class", "no")]);
    }

    fn number_as(&mut self, p: &Provision, attributes: &[(&str, &str)]) {
        let Some(label) = &p.label else { return };
        self.x.start("span", attributes);
        self.label(label);
        self.x.end().text(p.label_space());
    }

    /// The class of a paragraph that a provision begins with.
    fn class(&self, p: &Provision, o: &Opening) -> Option<&'static str> {
        self.manner.class(p.label.is_some(), o.text.map_or("", |t| &t.text))
    }

    /// Label, heading and text in one line.
    fn run_in(&mut self, p: &Provision, o: &Opening, number: &[(&str, &str)]) {
        self.number_as(p, number);
        if let Some(h) = o.run_in.or(o.line) {
            self.x.start("strong", &[]);
            self.heading(h);
            self.x.end().text(p.heading_space());
        }
        if let Some(t) = o.text {
            self.runs(t);
        }
    }

    /// A 款 by itself.
    fn paragraph(&mut self, q: &'d Provision) {
        let o = opening(q);
        let figure = paragraph(q, &o) == Class::Figure;
        let class = if figure { Some("figure") } else { self.class(q, &o) }.map(|class| ("class", class));
        if let Some(h) = o.above {
            self.depth += 1;
            self.x.start(self.h(), &[("class", "run")]);
            self.heading(h);
            self.x.end().raw("\n");
            self.depth -= 1;
        }
        self.x.start("p", &[("id", q.id.0.as_str())].into_iter().chain(class).collect::<Vec<_>>());
        self.run_in(q, &o, &[("class", "no")]);
        self.x.end().raw("\n");
        self.blocks(o.inner);
        self.blocks(o.rest);
    }

    /// Items: the numbers are text, so the list shows none of its own.
    fn list(&mut self, items: &'d [Block]) {
        self.x.start("ol", &[("class", "items")]).raw("\n");
        for b in items {
            let Block::Provision(p) = b else { continue };
            self.x.start("li", &[("id", &p.id.0)]);
            let o = opening(p);
            self.x.start("p", self.class(p, &o).map(|class| ("class", class)).as_slice());
            self.run_in(p, &o, &[("class", "no")]);
            self.x.end();
            if !o.inner.is_empty() || !o.rest.is_empty() {
                self.x.raw("\n");
            }
            self.blocks(o.inner);
            self.blocks(o.rest);
            self.x.end().raw("\n");
        }
        self.x.end().raw("\n");
    }

    fn note(&mut self, t: &'d Text) {
        let id = t.id.as_ref().map_or("", |id| id.0.as_str());
        self.x.start("aside", &[("id", id), ("role", "doc-footnote")]).start("p", &[]);
        self.runs(t);
        self.x.end().end().raw("\n");
    }

    fn table(&mut self, t: &'d Text) {
        let id = t.id.as_ref().map_or("", |id| id.0.as_str());
        let caption = t.caption();
        let name = caption.as_ref().map_or_else(|| id.to_owned(), |c| c.readable().into_owned());
        // What can be scrolled must be reached by the keyboard.
        self.x
            .start("div", &[("class", "table"), ("tabindex", "0"), ("role", "group"), ("aria-label", &name)]);
        self.x.start("table", &[("id", id)]);
        if let Some(caption) = caption {
            self.x.start("caption", &[]);
            self.runs(&caption);
            self.x.end();
        }
        let rows = t.rows();
        let (empty, head) = (empty_places(&rows), heads(&rows));
        for (name, range) in [("thead", 0..head), ("tbody", head..rows.len())] {
            if range.is_empty() {
                continue;
            }
            self.x.start(name, &[]).raw("\n");
            for k in range {
                self.row(&rows[k], empty[k]);
            }
            self.x.end();
        }
        self.x.end().end().raw("\n");
    }

    fn row(&mut self, row: &Row, empty: usize) {
        self.x.start("tr", &[]);
        for cell in &row.cells {
            self.cell(cell);
        }
        for _ in 0..empty {
            self.x.leaf("td", &[], "");
        }
        self.x.end().raw("\n");
    }

    fn cell(&mut self, cell: &Cell) {
        let (rows, columns) = (cell.rows.to_string(), cell.columns.to_string());
        let mut attributes: Vec<(&str, &str)> = vec![];
        attributes.extend(cell.scope.map(|s| ("scope", s.name())));
        attributes.extend((cell.rows > 1).then_some(("rowspan", rows.as_str())));
        attributes.extend((cell.columns > 1).then_some(("colspan", columns.as_str())));
        // Headings are centred by the style sheet, and texts begin their lines.
        let usual = if cell.scope.is_some() { CellAlign::Centre } else { CellAlign::Start };
        let aligned = Some(cell.align.name()).filter(|_| cell.align != usual);
        let word = cell.is_word().then_some("word");
        let class = aligned.into_iter().chain(word).collect::<Vec<_>>().join(" ");
        if !class.is_empty() {
            attributes.push(("class", &class));
        }
        self.x.start(if cell.scope.is_some() { "th" } else { "td" }, &attributes);
        self.runs(&cell.text);
        self.x.end();
    }

    /// The address of a picture by its name.
    pub(super) fn picture(&mut self, media: Option<&str>, text: &str) {
        let found = self.pictures.iter().find(|(name, ..)| Some(name.as_str()) == media);
        let Some((_, address, (width, height))) = found else {
            if !text.is_empty() {
                self.x.leaf("span", &[("class", "figure")], text);
            }
            return;
        };
        let (width, height) = (width.to_string(), height.to_string());
        void(self.x, "img", &[("src", address), ("alt", text), ("width", &width), ("height", &height)]);
    }

    /// The address of a place in the file, if it is there.
    pub(super) fn href(&self, id: &Id) -> Option<String> {
        self.ids.contains(id.0.as_str()).then(|| format!("#{id}"))
    }
}
