//! The tree as XHTML files, with the entries that lead to them.

use crate::ir::{Block, Document, HeadingPlace, Provision, Role, Run, RunKind, Text};
use crate::number::Level;
use crate::text::chars::xml_text;
use crate::write::xml::Xml;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Words of the first paragraph in an entry without heading.
const WORDS: usize = 14;

/// An entry of the navigation.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What it says.
    pub title: String,
    /// File, with fragment where it is not the file's top.
    pub href: String,
    /// Entries under it.
    pub children: Vec<Entry>,
}

/// A file of the book.
#[derive(Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its entry.
    pub entry: Entry,
    /// Nesting of its entry, from 1.
    pub level: i32,
    /// The XHTML.
    pub xhtml: Vec<u8>,
}

/// Everything to be packed.
#[derive(Debug)]
pub struct Content {
    /// The files in reading order.
    pub files: Vec<File>,
    /// The title of the book.
    pub title: String,
    /// Characters that XML forbids.
    pub replaced: BTreeMap<char, u32>,
}

/// Makes the files.
pub fn content(doc: &Document) -> Content {
    let title = xml_text(doc.title());
    let mut w = Writer {
        language: doc.meta.script_language().to_owned(),
        files: vec![],
        replaced: BTreeMap::new(),
        x: Xml::new(),
        depth: 1,
        places: places(doc),
        referred: HashSet::new(),
    };
    w.open(&title, 1);
    let titled = doc.front.iter().any(|b| matches!(b, Block::Text(t) if t.role == Role::Title));
    if !titled {
        // Every file wants a heading; this one is ours, like the title in the metadata.
        w.x.leaf("h1", &[("class", "assigned")], &title).raw("\n");
    }
    w.front(&doc.front);
    w.blocks(&doc.body);
    w.depth = 1;
    w.blocks(&doc.back);
    w.close();
    Content { files: w.files, title, replaced: w.replaced }
}

struct Writer {
    language: String,
    files: Vec<File>,
    replaced: BTreeMap<char, u32>,
    x: Xml,
    /// Nesting of headings: h1 is the title.
    depth: usize,
    /// The number of the file that an identifier is in.
    places: HashMap<String, usize>,
    /// Notes that were referred to, whose first reference they lead back to.
    referred: HashSet<String>,
}

/// Which file every identifier will be in.
fn places(doc: &Document) -> HashMap<String, usize> {
    let mut out = HashMap::new();
    let mut file = 1;
    crate::ir::events(doc, |e| match e {
        crate::ir::Event::Enter(p) => {
            file += usize::from(own_file(p));
            out.insert(p.id.0.clone(), file);
        }
        crate::ir::Event::Text(t) => {
            if let Some(id) = &t.id {
                out.insert(id.0.clone(), file);
            }
        }
        crate::ir::Event::Leave(_) => {}
    });
    out
}

fn file_name(number: usize) -> String {
    format!("c{number:04}.xhtml")
}

/// Containers that get a file of their own.
fn own_file(p: &Provision) -> bool {
    matches!(p.level, Level::Annex | Level::Part | Level::Subpart | Level::Chapter | Level::Other)
}

impl Writer {
    fn open(&mut self, title: &str, level: i32) {
        let name = file_name(self.files.len() + 1);
        let entry = Entry { title: xml_text(title), href: name.clone(), children: vec![] };
        self.files.push(File { name, entry, level, xhtml: vec![] });
        self.x = Xml::new();
        let language = self.language.clone();
        self.x.declaration().raw("<!DOCTYPE html>\n");
        self.x.start(
            "html",
            &[
                ("xmlns", "http://www.w3.org/1999/xhtml"),
                ("xmlns:epub", "http://www.idpf.org/2007/ops"),
                ("lang", &language),
                ("xml:lang", &language),
            ],
        );
        self.x.start("head", &[]).empty("meta", &[("charset", "utf-8")]).leaf("title", &[], title);
        self.x.empty("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", "stylesheet.css")]);
        self.x.end().raw("\n").start("body", &[]).raw("\n");
    }

    fn close(&mut self) {
        let x = std::mem::replace(&mut self.x, Xml::new());
        for (c, n) in &x.replaced {
            *self.replaced.entry(*c).or_default() += n;
        }
        if let Some(f) = self.files.last_mut() {
            f.xhtml = x.finish();
            f.xhtml.push(b'\n');
        }
    }

    fn href(&self, id: &str) -> String {
        self.files.last().map_or(String::new(), |f| format!("{}#{id}", f.name))
    }

    /// The title in one heading, whatever lines it has; everything else by its role.
    fn front(&mut self, blocks: &[Block]) {
        let texts: Vec<&Text> =
            blocks.iter().filter_map(|b| if let Block::Text(t) = b { Some(t) } else { None }).collect();
        for group in texts.chunk_by(|a, b| a.role == Role::Title && b.role == Role::Title) {
            if group[0].role == Role::Title {
                self.x.start("h1", &[("id", group[0].id.as_ref().map_or("title", |id| &id.0))]);
                for (k, t) in group.iter().enumerate() {
                    if k > 0 {
                        self.x.empty("br", &[]);
                    }
                    self.x.text(&t.readable());
                }
                self.x.end().raw("\n");
            } else {
                self.text(group[0]);
            }
        }
    }

    fn text(&mut self, t: &Text) {
        let class = match t.role {
            Role::Title => "title",
            Role::Number | Role::History => "note",
            Role::Contents => "contents",
            Role::Addressee => "flush",
            Role::Signature => "closing",
            Role::Dateline if !t.is_sentence() => "closing",
            Role::Note => return self.note(t),
            Role::Table => return self.table(t),
            _ => "",
        };
        let mut attributes: Vec<(&str, &str)> = vec![];
        attributes.extend(t.id.as_ref().map(|id| ("id", id.0.as_str())));
        if !class.is_empty() {
            attributes.push(("class", class));
        }
        self.x.start("p", &attributes);
        self.runs(t);
        self.x.end().raw("\n");
    }

    /// The text with what is set off in it, and with its links.
    fn runs(&mut self, t: &Text) {
        for run in t.runs() {
            let gap = run.wants_gap();
            let Run { text, emphasis, kind, .. } = run;
            let target = match kind {
                RunKind::Reference(id) | RunKind::NoteReference(id) => {
                    self.places.get(&id.0).map(|n| (format!("{}#{id}", file_name(*n)), id))
                }
                _ => None,
            };
            if emphasis {
                self.x.start("strong", &[]);
            }
            match (kind, target) {
                (RunKind::Reference(_), Some((href, _))) => {
                    self.x.leaf("a", &[("class", "ref"), ("href", &href)], &text);
                }
                (RunKind::NoteReference(_), Some((href, id))) => {
                    let own = format!("ref-{id}");
                    let mut attributes =
                        vec![("epub:type", "noteref"), ("role", "doc-noteref"), ("href", href.as_str())];
                    if self.referred.insert(id.0.clone()) {
                        attributes.push(("id", &own));
                        self.places.insert(own.clone(), self.files.len());
                    }
                    self.x.start("sup", &[]).leaf("a", &attributes, &text).end();
                }
                (RunKind::NoteLabel, _) => self.note_label(t, &text, gap),
                _ => {
                    self.x.text(&text);
                }
            }
            if emphasis {
                self.x.end();
            }
        }
    }

    /// The sign of a note, which leads back.
    fn note_label(&mut self, t: &Text, text: &str, gap: bool) {
        let back = t.id.as_ref().and_then(|id| {
            let own = format!("ref-{id}");
            self.places.get(&own).map(|n| format!("{}#{own}", file_name(*n)))
        });
        match back {
            Some(href) => self.x.leaf("a", &[("role", "doc-backlink"), ("href", &href)], text),
            None => self.x.text(text),
        };
        if gap {
            self.x.text(" ");
        }
    }

    fn note(&mut self, t: &Text) {
        let id = t.id.as_ref().map_or("", |id| id.0.as_str());
        self.x.start("aside", &[("id", id), ("epub:type", "footnote"), ("role", "doc-footnote")]);
        self.x.start("p", &[("class", "footnote")]);
        self.runs(t);
        self.x.end().end().raw("\n");
    }

    fn table(&mut self, t: &Text) {
        let id = t.id.as_ref().map_or("", |id| id.0.as_str());
        self.x.start("div", &[("class", "table")]).start("table", &[("id", id)]);
        if let Some(caption) = t.caption() {
            self.x.leaf("caption", &[], &caption.text);
        }
        let rows = t.rows();
        let columns = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        for (k, group) in rows.chunk_by(|a, b| a.header == b.header).enumerate() {
            let head = k == 0 && group[0].header;
            self.x.start(if head { "thead" } else { "tbody" }, &[]).raw("\n");
            for row in group {
                self.x.start("tr", &[]);
                for k in 0..columns {
                    let attributes: &[(&str, &str)] = if row.header { &[("scope", "col")] } else { &[] };
                    self.x.start(if row.header { "th" } else { "td" }, attributes);
                    if let Some(cell) = row.cells.get(k) {
                        self.runs(cell);
                    }
                    self.x.end();
                }
                self.x.end().raw("\n");
            }
            self.x.end();
        }
        self.x.end().end().raw("\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for group in blocks.chunk_by(|a, b| a.is_list() && b.is_list()) {
            if group[0].is_list() {
                self.list(group);
                continue;
            }
            for b in group {
                match b {
                    Block::Text(t) => self.text(t),
                    Block::Provision(p) if own_file(p) => self.file(p),
                    Block::Provision(p) if p.level == Level::Paragraph => self.paragraph(p, None),
                    Block::Provision(p) => self.section(p),
                }
            }
        }
    }

    /// A container with a file of its own.
    fn file(&mut self, p: &Provision) {
        self.close();
        let level = self.depth as i32;
        self.open(&p.caption(WORDS), level);
        let entry = self.container(p);
        if let Some(f) = self.files.last_mut().filter(|f| entry.href.starts_with(&f.name)) {
            f.entry.children.extend(entry.children);
        }
    }

    /// A container or article in the file of what holds it.
    fn section(&mut self, p: &Provision) {
        let entry = if p.level == Level::Article { self.article(p) } else { self.container(p) };
        if let Some(f) = self.files.last_mut() {
            f.entry.children.push(entry);
        }
    }

    fn entry(&self, p: &Provision) -> Entry {
        Entry { title: xml_text(&p.caption(WORDS)), href: self.href(&p.id.0), children: vec![] }
    }

    fn container(&mut self, p: &Provision) -> Entry {
        let mut entry = self.entry(p);
        let (kind, role) = match p.level {
            Level::Annex => ("appendix", "doc-appendix"),
            Level::Part | Level::Subpart => ("part", "doc-part"),
            Level::Chapter => ("chapter", "doc-chapter"),
            _ => ("division", "region"),
        };
        let heading_id = format!("{}-h", p.id);
        self.x.start(
            "section",
            &[("id", &p.id.0), ("epub:type", kind), ("role", role), ("aria-labelledby", &heading_id)],
        );
        let h = format!("h{}", (self.depth + 1).min(6));
        self.x.start(&h, &[("id", &heading_id)]);
        if let Some(label) = &p.label {
            self.x.leaf("span", &[("class", "no")], &label.text);
            if p.heading.is_some() {
                self.x.text("　");
            }
        }
        if let Some(heading) = &p.heading {
            self.x.text(&heading.text);
        }
        self.x.end().raw("\n");
        self.depth += 1;
        let here = self.files.len();
        let mark = self.files.last().map_or(0, |f| f.entry.children.len());
        let split = p
            .blocks
            .iter()
            .position(|b| matches!(b, Block::Provision(q) if own_file(q)))
            .unwrap_or(p.blocks.len());
        self.blocks(&p.blocks[..split]);
        // What was added to the file's entry meanwhile belongs to this one.
        if let Some(f) = self.files.get_mut(here - 1) {
            entry.children = f.entry.children.split_off(mark);
        }
        self.x.end().raw("\n");
        if split < p.blocks.len() {
            let own = std::mem::take(&mut entry.children);
            if let Some(f) = self.files.last_mut() {
                f.entry.children.extend(own);
            }
            self.blocks(&p.blocks[split..]);
        }
        self.depth -= 1;
        entry
    }

    fn article(&mut self, p: &Provision) -> Entry {
        let entry = self.entry(p);
        let name = p.label.as_ref().map_or(entry.title.as_str(), |l| l.text.trim_end_matches('、'));
        self.x.start(
            "section",
            &[("id", &p.id.0), ("epub:type", "division"), ("role", "region"), ("aria-label", name)],
        );
        self.x.raw("\n");
        let mut blocks = p.blocks.as_slice();
        let before = p.heading.as_ref().filter(|h| h.place == HeadingPlace::Before);
        let line = p.heading.as_ref().filter(|h| h.place == HeadingPlace::Line);
        let h = format!("h{}", (self.depth + 1).min(6));
        if let Some(heading) = before {
            self.x.leaf(&h, &[("class", "run")], &heading.text).raw("\n");
        }
        if let Some(heading) = line {
            self.x.start(&h, &[("class", "run")]);
            self.number(p);
            self.x.text(&heading.text).end().raw("\n");
        } else if let Some(Block::Provision(q)) = blocks
            .first()
            .filter(|b| matches!(b, Block::Provision(q) if q.level == Level::Paragraph && q.label.is_none()))
        {
            self.paragraph(q, Some(p));
            blocks = &blocks[1..];
        } else {
            self.x.start("p", &[]);
            self.number(p);
            self.run_in_heading(p);
            self.x.end().raw("\n");
        }
        self.blocks(blocks);
        self.x.end().raw("\n");
        entry
    }

    /// The label, and the gap that the source has after it.
    fn number(&mut self, p: &Provision) {
        let Some(label) = &p.label else { return };
        self.x.leaf("span", &[("class", "no")], &label.text);
        if !label.gap.is_empty() {
            let narrow = label.text.ends_with(['.', ')']);
            let list = label.text.ends_with(['、', '）', '．']);
            self.x.text(if narrow {
                " "
            } else if list {
                ""
            } else {
                "　"
            });
        }
    }

    fn run_in_heading(&mut self, p: &Provision) {
        if let Some(h) = p.heading.as_ref().filter(|h| h.place == HeadingPlace::RunIn) {
            self.x.leaf("strong", &[], &h.text);
            if !h.gap.is_empty() {
                self.x.text("　");
            }
        }
    }

    /// A 款; with `article`, the first one, which carries the article's label.
    fn paragraph(&mut self, q: &Provision, article: Option<&Provision>) {
        let mut blocks = q.blocks.as_slice();
        self.x.start("p", &[("id", &q.id.0)]);
        if let Some(p) = article {
            self.number(p);
            self.run_in_heading(p);
        }
        self.number(q);
        if let Some(Block::Text(t)) = blocks.first().filter(|b| !b.is_aside()) {
            self.runs(t);
            blocks = &blocks[1..];
        }
        self.x.end().raw("\n");
        self.blocks(blocks);
    }

    /// Items: the numbers are text, so the list shows none of its own.
    fn list(&mut self, items: &[Block]) {
        self.x.start("ul", &[("class", "items")]).raw("\n");
        for b in items {
            let Block::Provision(p) = b else { continue };
            self.x.start("li", &[("id", &p.id.0)]);
            let mut blocks = p.blocks.as_slice();
            self.x.start("p", &[]);
            self.number(p);
            if let Some(h) = p.heading.as_ref().filter(|h| h.place != HeadingPlace::RunIn) {
                self.x.leaf("strong", &[], &h.text);
            } else {
                self.run_in_heading(p);
                if let Some(Block::Text(t)) = blocks.first().filter(|b| !b.is_aside()) {
                    self.runs(t);
                    blocks = &blocks[1..];
                }
            }
            self.x.end();
            if !blocks.is_empty() {
                self.x.raw("\n");
            }
            self.blocks(blocks);
            self.x.end().raw("\n");
        }
        self.x.end().raw("\n");
    }
}
