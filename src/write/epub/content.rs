//! The tree as XHTML files, with the entries that lead to them.

use super::Breaks;
use super::files::{begin_page, file_name, own_file, places};
use crate::font::FaceRole as Face;
use crate::ir::{Block, Document, Heading, Label, Provision, Role, Text};
use crate::number::Level;
use crate::pack::book::{IN, ROLE, Standing, usual_role};
use crate::present::title::{joined, units};
use crate::present::{Class, Manner, Opening, WORDS, columns, label_face, opening, paragraph};
use crate::profile::Profile;
use crate::text::chars::is_from_right;
use crate::write::embed::Used;
use crate::xml::legal::legal;
use crate::xml::write::Xml;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// An entry of the navigation.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it says.
    pub title: String,
    /// File, with fragment where it is not the file's top.
    pub href: String,
    /// Nesting, from 0.
    pub depth: usize,
}

/// A file of the book.
#[derive(Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// The XHTML.
    pub xhtml: Vec<u8>,
    /// Whether there are formulas in it.
    pub formulas: bool,
}

/// Everything to be packed.
#[derive(Debug)]
pub struct Content {
    /// The files in reading order.
    pub files: Vec<File>,
    /// The entries in reading order.
    pub entries: Vec<Entry>,
    /// The pages of the printed form: number and place.
    pub pages: Vec<(usize, String)>,
    /// The title of the book.
    pub title: String,
    /// Characters by the roles of the faces that show them.
    pub used: Used,
}

/// A file longer than this goes on in another one: readers load a file as a whole.
const LONGEST: usize = 256 << 10;

/// Makes the files.
pub fn content(
    doc: &Document,
    breaks: Breaks,
    (vertical, fonts): (bool, bool),
    profile: &Profile,
    pictures: &[(String, String)],
) -> Content {
    let made = write(doc, breaks.clone(), (vertical, fonts), places(doc), (profile, pictures));
    if !made.split {
        return made.content;
    }
    // Where long files go on is known now, and so are the files that links lead to.
    let mut places = HashMap::new();
    for (k, f) in made.content.files.iter().enumerate() {
        let text = String::from_utf8_lossy(&f.xhtml);
        let ids = text.split(" id=\"").skip(1).filter_map(|s| s.split('"').next());
        places.extend(ids.map(|id| (id.to_owned(), k + 1)));
    }
    write(doc, breaks, (vertical, fonts), places, (profile, pictures)).content
}

/// What a provision is called: by its label and words, or by its identifier where it has none.
fn name(p: &Provision) -> String {
    let caption = legal(&p.caption(WORDS)).into_owned();
    if caption.trim().is_empty() { p.id.0.clone() } else { caption }
}

/// What the text is that a label runs into, where it is no running text.
fn role(o: &Opening) -> Option<(&'static str, &'static str)> {
    o.text.filter(|t| t.role != Role::Body).map(|t| (ROLE, t.role.name()))
}

struct Made {
    content: Content,
    /// Whether a file was so long that it was split.
    split: bool,
}

fn write(
    doc: &Document,
    breaks: Breaks,
    (vertical, fonts): (bool, bool),
    places: HashMap<String, usize>,
    (profile, pictures): (&Profile, &[(String, String)]),
) -> Made {
    let title = legal(&joined(doc)).into_owned();
    let mut w = Writer {
        language: doc.meta.script_language().to_owned(),
        files: vec![],
        entries: vec![],
        x: Xml::new(),
        depth: 1,
        containers: 0,
        places,
        sections: vec![],
        standing: Standing::new(),
        split: false,
        referred: HashSet::new(),
        breaks,
        pages: vec![],
        vertical,
        face: Face::Song,
        used: fonts.then(Used::new),
        profile: profile.clone(),
        pictures: pictures.to_vec(),
        manner: Manner::of(doc, profile),
        formulas: false,
    };
    let first = file_name(1);
    w.entries.push(Entry { title: title.clone(), href: first, depth: 0 });
    w.open(&title);
    let titled = doc.front.iter().any(|b| matches!(b, Block::Text(t) if t.role == Role::Title));
    if !titled {
        // Every file wants a heading; this one is ours, like the title in the metadata.
        w.x.leaf("h1", &[("class", "assigned")], &title).raw("\n");
    }
    w.front(&doc.front, "front");
    w.blocks(&doc.body, "body");
    w.depth = 1;
    w.blocks(&doc.back, "back");
    w.close();
    if let Some(used) = &mut w.used {
        // Navigation is shown in the face of running text.
        let shown = w.entries.iter().flat_map(|e| e.title.chars());
        used.entry(Face::Song).or_default().extend(shown.chain(doc.meta.contents_title().chars()));
    }
    let Writer { files, entries, pages, used, split, .. } = w;
    let content = Content { files, entries, pages, title, used: used.unwrap_or_default() };
    Made { content, split }
}

pub(super) struct Writer {
    /// Whose faces labels and headings have.
    pub(super) profile: Profile,
    manner: Manner,
    language: String,
    files: Vec<File>,
    entries: Vec<Entry>,
    pub(super) x: Xml,
    /// Nesting of headings: h1 is the title.
    depth: usize,
    /// Containers that are open.
    containers: usize,
    /// Sections that are open in the file, and whether a file was so long that it was split.
    sections: Vec<String>,
    split: bool,
    /// What blocks belong to where nothing is said.
    pub(super) standing: Standing,
    /// The number of the file that an identifier is in.
    pub(super) places: HashMap<String, usize>,
    /// Notes that were referred to, whose first reference they lead back to.
    pub(super) referred: HashSet<String>,
    /// Where pages of the printed form begin, and those that have begun.
    pub(super) breaks: Breaks,
    pub(super) pages: Vec<(usize, String)>,
    /// Whether lines run from top to bottom.
    pub(super) vertical: bool,
    /// The face that shows what is written now.
    pub(super) face: Face,
    /// Characters by such faces, where fonts are to be embedded.
    pub(super) used: Option<Used>,
    /// The names of pictures, and their files.
    pub(super) pictures: Vec<(String, String)>,
    /// Whether there are formulas in the file.
    pub(super) formulas: bool,
}

impl Writer {
    fn open(&mut self, title: &str) {
        self.standing.file();
        self.files.push(File { name: file_name(self.files.len() + 1), xhtml: vec![], formulas: false });
        self.x = Xml::new();
        begin_page(&mut self.x, &self.language, title);
        self.x.empty("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", "stylesheet.css")]);
        self.x.end().raw("\n").start("body", &[]).raw("\n");
    }

    fn close(&mut self) {
        let x = std::mem::replace(&mut self.x, Xml::new());
        let formulas = std::mem::take(&mut self.formulas);
        if let Some(f) = self.files.last_mut() {
            f.formulas = formulas;
            f.xhtml = x.finish();
            f.xhtml.push(b'\n');
        }
    }

    /// The number of the file that is being written.
    pub(super) const fn file_number(&self) -> usize {
        self.files.len()
    }

    /// A place in it.
    pub(super) fn href(&self, id: &str) -> String {
        format!("{}#{id}", file_name(self.file_number()))
    }

    /// Writes something in the face that shows it.
    pub(super) fn in_face(&mut self, face: Face, write: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.face, face);
        write(self);
        self.face = outer;
    }

    /// The title in one heading, whatever lines it has; everything else by its role.
    fn front(&mut self, blocks: &[Block], parent: &str) {
        let texts: Vec<&Text> =
            blocks.iter().filter_map(|b| if let Block::Text(t) = b { Some(t) } else { None }).collect();
        for group in texts.chunk_by(|a, b| a.role == Role::Title && b.role == Role::Title) {
            if group[0].role == Role::Title {
                let h = format!("h{}", self.depth.min(6));
                self.x.start(&h, &[("id", group[0].id.as_ref().map_or("title", |id| &id.0))]);
                self.in_face(Face::Xiaobiaosong, |w| {
                    for (k, t) in group.iter().enumerate() {
                        if k > 0 {
                            w.x.empty("br", &[]);
                        }
                        if t.marks.is_empty() { w.units(&t.text, t.span.start) } else { w.runs(t) }
                    }
                });
                self.x.end().raw("\n");
            } else {
                self.text(group[0], &[], parent);
            }
        }
    }

    fn text(&mut self, t: &Text, columns: &[Range<usize>], parent: &str) {
        let told = self.told(parent, true);
        let told = told.as_ref().map(|(k, v)| (*k, v.as_str()));
        let class = match Class::of(t) {
            Class::Title => "title",
            Class::Note => "note",
            Class::Contents => "contents",
            Class::Flush => "flush",
            Class::Closing if !columns.is_empty() => "columns",
            Class::Closing => "closing",
            Class::Footnote => return self.note(t, told),
            Class::Table => return self.table(t, told),
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
        attributes.extend((usual_role(class, parent) != t.role.name()).then_some((ROLE, t.role.name())));
        attributes.extend(told);
        self.x.start("p", &attributes);
        self.in_face(if class == "note" { Face::Kai } else { Face::Song }, |w| w.runs_in_columns(t, columns));
        self.x.end().raw("\n");
    }

    fn blocks(&mut self, blocks: &[Block], parent: &str) {
        let mut at = 0;
        for group in blocks.chunk_by(|a, b| a.is_list() && b.is_list()) {
            let first = at;
            at += group.len();
            if group[0].is_list() {
                self.list(group, parent);
                continue;
            }
            for (k, b) in group.iter().enumerate() {
                self.go_on();
                match b {
                    Block::Text(t) => self.text(t, &columns(blocks, first + k), parent),
                    Block::Provision(p) if own_file(p) => self.file(p, parent),
                    Block::Provision(p) if p.level == Level::Paragraph => self.paragraph(p, parent),
                    Block::Provision(p) => self.section(p, parent),
                }
            }
        }
    }

    /// Goes on in another file where this one is long enough, and nothing but sections is open.
    fn go_on(&mut self) {
        /// `html` and `body`.
        const ALWAYS: usize = 2;
        if self.x.len() < LONGEST || self.x.depth() != ALWAYS + self.sections.len() {
            return;
        }
        self.split = true;
        self.close();
        let title = self.entries.last().map_or(String::new(), |e| e.title.clone());
        self.open(&title);
        for id in &self.sections {
            self.x.start("div", &[("class", "continued"), (IN, id)]);
            self.standing.enter(id, false);
        }
    }

    /// A container with a file of its own.
    fn file(&mut self, p: &Provision, parent: &str) {
        self.close();
        self.open(&name(p));
        self.container(p, 0, parent);
    }

    /// A container or article in the file of what holds it: what comes before the first file of a container's own
    /// belongs to the title.
    fn section(&mut self, p: &Provision, parent: &str) {
        let below = usize::from(self.files.len() == 1);
        if p.level == Level::Article {
            self.article(p, below, parent);
        } else {
            self.container(p, below, parent);
        }
    }

    fn entry(&mut self, p: &Provision, below: usize) -> String {
        let title = name(p);
        self.entries.push(Entry {
            title: title.clone(),
            href: self.href(&p.id.0),
            depth: self.containers + below,
        });
        title
    }

    /// A heading.
    fn heading(&mut self, h: &Heading) {
        self.in_face(Face::Hei, |w| {
            if h.marks.is_empty() { w.units(&h.text, h.span.start) } else { w.runs(&h.as_text()) }
        });
    }

    fn label(&mut self, l: &Label) {
        if l.marks.is_empty() { self.say(&l.text, l.span.start) } else { self.runs(&l.as_text()) }
    }

    /// A title, in pieces that stay whole where a line has room for them.
    fn units(&mut self, text: &str, mut at: u32) {
        let units = units(text);
        for unit in &units {
            if units.len() > 1 {
                self.x.start("span", &[("class", "unit")]);
                self.say(unit, at);
                self.x.end();
            } else {
                self.say(unit, at);
            }
            at += unit.len() as u32;
        }
    }

    /// A document in a volume.
    fn document(&mut self, p: &Provision, parent: &str) {
        let title = self.entry(p, 0);
        let said = [("epub:type", "part"), ("role", "doc-part"), ("aria-label", title.as_str())];
        self.begin("section", p, &said, parent);
        self.depth += 1;
        self.containers += 1;
        let split = p.blocks.iter().position(|b| matches!(b, Block::Provision(_))).unwrap_or(p.blocks.len());
        self.front(&p.blocks[..split], &p.id.0);
        self.rest(&p.blocks[split..], &p.id.0);
        self.depth -= 1;
        self.containers -= 1;
    }

    /// Blocks of a section that is open: it ends where one of them begins a file.
    fn rest(&mut self, blocks: &[Block], parent: &str) {
        self.sections.push(parent.to_owned());
        let own = |b: &Block| matches!(b, Block::Provision(q) if own_file(q));
        let split = blocks.iter().position(own).unwrap_or(blocks.len());
        self.blocks(&blocks[..split], parent);
        self.x.end().raw("\n");
        self.standing.leave();
        self.sections.pop();
        self.blocks(&blocks[split..], parent);
    }

    fn container(&mut self, p: &Provision, below: usize, parent: &str) {
        if p.level == Level::Document {
            return self.document(p, parent);
        }
        self.entry(p, below);
        let (kind, role) = match p.level {
            Level::Annex => ("appendix", "doc-appendix"),
            Level::Part | Level::Subpart => ("part", "doc-part"),
            Level::Chapter => ("chapter", "doc-chapter"),
            _ => ("division", "region"),
        };
        let heading_id = format!("{}-h", p.id);
        let said = [("epub:type", kind), ("role", role), ("aria-labelledby", heading_id.as_str())];
        self.begin("section", p, &said, parent);
        let h = format!("h{}", (self.depth + 1).min(6));
        self.x.start(&h, &[("id", &heading_id)]);
        if let Some(label) = &p.label {
            self.x.start("span", &[("class", "no")]);
            self.in_face(Face::Hei, |w| w.label(label));
            self.x.end().text(p.label_space());
        }
        if let Some(heading) = &p.heading {
            self.heading(heading);
        }
        self.x.end().raw("\n");
        self.depth += 1;
        self.containers += 1;
        self.rest(&p.blocks, &p.id.0);
        self.depth -= 1;
        self.containers -= 1;
    }

    fn article(&mut self, p: &Provision, below: usize, parent: &str) {
        let title = self.entry(p, below);
        let label = p.label.as_ref().map(|l| l.readable());
        let name = label.as_ref().map_or(title.as_str(), |l| l.trim_end_matches('、'));
        let said = [("epub:type", "division"), ("role", "region"), ("aria-label", name)];
        self.begin("section", p, &said, parent);
        self.x.raw("\n");
        let o = opening(p);
        let h = format!("h{}", (self.depth + 1).min(6));
        if let Some(heading) = o.above.or(o.line) {
            self.x.start(&h, &[("class", "run")]);
            if o.line.is_some() {
                self.number(p);
            }
            self.heading(heading);
            self.x.end().raw("\n");
        }
        if o.line.is_none() {
            if let Some(q) = o.paragraph {
                self.standing.paragraph(&q.id.0);
            }
            let id = o.paragraph.map(|q| ("id", q.id.0.as_str()));
            let class = self.class(p, &o);
            self.x.start("p", &id.into_iter().chain(class).chain(role(&o)).collect::<Vec<_>>());
            self.run_in(p, &o);
            self.x.end().raw("\n");
        }
        self.blocks(o.inner, o.paragraph.map_or(&p.id.0, |q| &q.id.0));
        self.sections.push(p.id.0.clone());
        self.blocks(o.rest, &p.id.0);
        self.sections.pop();
        self.x.end().raw("\n");
        self.standing.leave();
    }

    /// The face of a provision's label and of what runs into its text; running text is in Song here.
    fn label_face(&self, p: &Provision) -> Face {
        let face = label_face(&self.profile, p);
        if face == self.profile.body.role { Face::Song } else { face }
    }

    /// The label, with the white space behind it.
    fn number(&mut self, p: &Provision) {
        let Some(label) = &p.label else { return };
        let face = self.label_face(p);
        let class = if face == Face::Song { "no".to_owned() } else { format!("no {}", face.name()) };
        self.x.start("span", &[("class", &class)]);
        self.in_face(face, |w| w.label(label));
        self.x.end();
        self.x.text(p.label_space());
    }

    /// The class of a paragraph that a provision begins with.
    fn class(&self, p: &Provision, o: &Opening) -> Option<(&'static str, &'static str)> {
        Some(("class", self.manner.class(p.label.is_some(), o.text.map_or("", |t| &t.text))?))
    }

    /// Label, heading and text in one line.
    fn run_in(&mut self, p: &Provision, o: &Opening) {
        self.number(p);
        if let Some(h) = o.run_in.or(o.line) {
            let face = self.label_face(p);
            // A heading that ends its line is one too; it is told from words that are set off.
            let place = if o.line.is_some() { "head line" } else { "head" };
            let named = format!("{place} {}", face.name());
            self.x.start("strong", &[("class", if face == Face::Hei { place } else { &named })]);
            self.in_face(face, |w| w.runs(&h.as_text()));
            self.x.end();
            self.x.text(p.heading_space());
        }
        if let Some(t) = o.text {
            self.runs(t);
        }
    }

    /// A 款 by itself.
    fn paragraph(&mut self, q: &Provision, parent: &str) {
        let o = opening(q);
        let figure = (paragraph(q, &o) == Class::Figure).then_some(("class", "figure"));
        let class = figure.or(self.class(q, &o));
        let told = self.told(parent, false);
        let told = told.as_ref().map(|(k, v)| (*k, v.as_str()));
        self.standing.paragraph(&q.id.0);
        if let Some(heading) = o.above {
            self.x.start(&format!("h{}", (self.depth + 1).min(6)), &[("class", "run")]);
            self.heading(heading);
            self.x.end().raw("\n");
        }
        let id = [("id", q.id.0.as_str())].into_iter();
        self.x.start("p", &id.chain(class).chain(role(&o)).chain(told).collect::<Vec<_>>());
        self.run_in(q, &o);
        self.x.end().raw("\n");
        self.blocks(o.rest, &q.id.0);
    }

    /// Items: the numbers are text, so the list shows none of its own.
    fn list(&mut self, items: &[Block], parent: &str) {
        let told = self.told(parent, true);
        let told = told.iter().map(|(k, v)| (*k, v.as_str()));
        self.x.start("ul", &[("class", "items")].into_iter().chain(told).collect::<Vec<_>>()).raw("\n");
        for b in items {
            let Block::Provision(p) = b else { continue };
            self.x.start("li", &[("id", &p.id.0)]);
            self.standing.enter(&p.id.0, true);
            let o = opening(p);
            self.x.start("p", &self.class(p, &o).into_iter().chain(role(&o)).collect::<Vec<_>>());
            self.run_in(p, &o);
            self.x.end();
            if !o.inner.is_empty() || !o.rest.is_empty() {
                self.x.raw("\n");
            }
            self.blocks(o.inner, &p.id.0);
            self.blocks(o.rest, &p.id.0);
            self.x.end().raw("\n");
            self.standing.leave();
        }
        self.x.end().raw("\n");
    }
}
