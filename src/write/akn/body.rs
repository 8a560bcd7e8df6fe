//! Preface, preamble, provisions, conclusions and attachments.

use super::form;
use super::meta::{self, Hashes};
use crate::ir::{
    Block, Document, Event, HeadingPlace, Id, MarkKind, Provision, Role, Run, RunKind, Step, Text, events,
    is_language, referred_notes, uri,
};
use crate::number::Level;
use crate::pack::akn::eid;
use crate::write::Job;
use crate::xml::write::Xml;
use std::collections::{HashMap, HashSet};

/// Writes everything after `meta`.
pub fn write(x: &mut Xml, doc: &Document, (job, hashes): (&Job, &Hashes), body: &str) {
    let mut notes = HashMap::new();
    events(doc, |e| {
        if let Event::Text(Text { role: Role::Note, id: Some(id), .. }) = e
            && let Event::Text(t) = e
        {
            notes.insert(id.clone(), t);
        }
    });
    let referred = referred_notes(doc).into_iter().collect();
    let mut w = Body {
        x,
        doc,
        job,
        hashes,
        notes,
        referred,
        done: HashSet::new(),
        texts: 0,
        terms: 0,
        uses: 0,
        usual: Role::Body,
    };
    let preamble = |b: &Block| matches!(b, Block::Text(t) if matches!(t.role, Role::Preamble | Role::Addressee | Role::Body));
    let split = doc.front.iter().position(preamble).unwrap_or(doc.front.len());
    let (preface, preamble) = doc.front.split_at(split);
    w.section("preface", preface);
    w.section("preamble", preamble);
    w.x.start(body, &[]).raw("\n");
    if doc.body.is_empty() {
        w.empty_body();
    }
    w.hierarchy(&doc.body);
    w.x.end().raw("\n");
    let annexes = doc.back.iter().position(|b| matches!(b, Block::Provision(_))).unwrap_or(doc.back.len());
    w.section("conclusions", &doc.back[..annexes]);
    w.attachments(&doc.back[annexes..]);
}

struct Body<'x, 'd> {
    x: &'x mut Xml,
    doc: &'d Document,
    job: &'d Job,
    hashes: &'d Hashes,
    notes: HashMap<Id, &'d Text>,
    /// Those that the text refers to.
    referred: HashSet<&'d Id>,
    /// Notes that stand where the text refers to them already.
    done: HashSet<Id>,
    /// Texts between provisions, which get identifiers by their order.
    texts: usize,
    /// The terms that were defined, and uses of terms, so far.
    terms: usize,
    uses: usize,
    /// What a paragraph is in the part that it stands in where nothing says otherwise.
    usual: Role,
}

/// The element of a level.
const fn element(level: Level) -> &'static str {
    match level {
        Level::Part => "part",
        Level::Subpart => "subpart",
        Level::Chapter => "chapter",
        Level::Section => "section",
        Level::Subsection => "subsection",
        Level::Article => "article",
        Level::Paragraph => "paragraph",
        Level::Item => "point",
        Level::Subitem => "indent",
        Level::Point => "alinea",
        Level::Document | Level::Annex | Level::Other => "hcontainer",
    }
}

/// The marks that become elements around what they cover.
fn nests(kind: &MarkKind) -> bool {
    match kind {
        MarkKind::Link { .. } => false,
        MarkKind::Language { tag } => is_language(tag),
        kind => kind.form().shown && kind.form().akn.is_some(),
    }
}

impl<'d> Body<'_, 'd> {
    /// Preface, preamble or conclusions: paragraphs.
    fn section(&mut self, name: &str, blocks: &'d [Block]) {
        let texts: Vec<&'d Text> =
            blocks.iter().filter_map(|b| if let Block::Text(t) = b { Some(t) } else { None }).collect();
        if texts.iter().all(|t| self.is_placed(t)) {
            return;
        }
        self.x.start(name, &[]).raw("\n");
        self.usual = match name {
            "preface" => Role::History,
            "preamble" => Role::Preamble,
            _ => Role::Trailer,
        };
        for t in texts {
            self.block(t);
        }
        self.usual = Role::Body;
        self.x.end().raw("\n");
    }

    /// Whether a note stands where the text refers to it.
    fn is_placed(&self, t: &Text) -> bool {
        t.role == Role::Note && t.id.as_ref().is_some_and(|id| self.referred.contains(id))
    }

    /// A paragraph or a table.
    fn block(&mut self, t: &'d Text) {
        if self.is_placed(t) {
            return;
        }
        if t.role == Role::Table {
            return self.table(t);
        }
        let id = t.id.as_ref().filter(|_| t.role == Role::Title).map(|id| eid(&id.0));
        let mut attributes: Vec<(&str, &str)> = id.iter().map(|id| ("eId", id.as_str())).collect();
        // What no element of its own says, nor the part that it stands in.
        let told = matches!(t.role, Role::Title | Role::Number | Role::Signature);
        if !told && t.role != self.usual {
            attributes.push(("class", t.role.name()));
        }
        self.x.start("p", &attributes);
        let around = match t.role {
            Role::Title => Some("docTitle"),
            Role::Number => Some("docNumber"),
            Role::Signature => Some("signature"),
            _ => None,
        };
        if let Some(name) = around {
            self.x.start(name, &[]);
        }
        self.inline(t);
        if around.is_some() {
            self.x.end();
        }
        self.x.end().raw("\n");
    }

    fn table(&mut self, t: &Text) {
        let id = t.id.as_ref().map_or_else(|| "table".to_owned(), |id| eid(&id.0));
        self.x.start("table", &[("eId", &id)]);
        if let Some(caption) = t.caption() {
            self.x.start("caption", &[]);
            self.inline(&caption);
            self.x.end();
        }
        for row in t.rows() {
            self.x.start("tr", &[]);
            for cell in &row.cells {
                let (rows, columns) = (cell.rows.to_string(), cell.columns.to_string());
                let mut attributes: Vec<(&str, &str)> = vec![];
                attributes.extend((cell.rows > 1).then_some(("rowspan", rows.as_str())));
                attributes.extend((cell.columns > 1).then_some(("colspan", columns.as_str())));
                let name = if cell.scope.is_some() { "th" } else { "td" };
                self.x.start(name, &attributes).start("p", &[]);
                self.inline(&cell.text);
                self.x.end().end();
            }
            if row.cells.is_empty() {
                // A row wants a cell, even one that those from above cover.
                self.x.start("td", &[]).empty("p", &[]).end();
            }
            self.x.end().raw("\n");
        }
        self.x.end().raw("\n");
    }

    fn inline(&mut self, t: &Text) {
        for step in t.steps(nests) {
            match step {
                Step::Open(m) => {
                    let (name, fixed) = m.kind.form().akn.unwrap_or(("span", &[]));
                    match &m.kind {
                        MarkKind::Language { tag } => self.x.start(name, &[("xml:lang", tag)]),
                        _ => self.x.start(name, fixed),
                    };
                }
                Step::Close => {
                    self.x.end();
                }
                Step::Run(run) => self.run(t, &run),
            }
        }
    }

    fn run(&mut self, t: &Text, run: &Run) {
        match run.kind {
            // The sign of a note that stands at its place is an attribute there.
            RunKind::NoteLabel if self.is_placed(t) => {}
            RunKind::Plain
            | RunKind::Sibling(_)
            | RunKind::NoteLabel
            | RunKind::Math(_)
            | RunKind::Image(_) => {
                self.said(t, run.at, &run.text);
            }
            RunKind::Reference(id) => {
                self.x.leaf("ref", &[("href", &format!("#{}", eid(&id.0)))], &run.text);
            }
            RunKind::Link(target) => {
                self.x.leaf("a", &[("href", &uri(target).unwrap_or_default())], &run.text);
            }
            RunKind::NoteReference(id) => self.note(id, &run.text),
        }
    }

    /// Text with the days, the terms and the other acts in it; a range of days has no element of its own.
    fn said(&mut self, t: &Text, from: usize, text: &str) {
        let stands = |text: &str| t.text.get(from..).is_some_and(|rest| rest.starts_with(text));
        if !stands(text) {
            // A space that parts words where the source broke the line; or what signs of markup stand in.
            match text.strip_prefix(' ').filter(|rest| stands(rest)) {
                Some(rest) => {
                    self.x.text(" ");
                    self.said(t, from, rest);
                }
                None => drop(self.x.text(text)),
            }
            return;
        }
        let mut at = 0;
        for m in &t.marks {
            let (start, end) = ((m.start as usize).wrapping_sub(from), (m.end as usize).wrapping_sub(from));
            if start < at || end > text.len() || start >= end {
                continue;
            }
            let (name, attributes) = match &m.kind {
                MarkKind::Date { when, to: None, .. } if when.len() == 10 => {
                    ("date", vec![("date", when.clone())])
                }
                MarkKind::Term => {
                    self.terms += 1;
                    let n = self.terms;
                    ("def", vec![("eId", format!("def_{n}")), ("refersTo", format!("#term_{n}"))])
                }
                MarkKind::TermUse { term } => {
                    self.uses += 1;
                    let refers = format!("#{}", term.0.replace('-', "_"));
                    ("term", vec![("eId", format!("use_{}", self.uses)), ("refersTo", refers)])
                }
                MarkKind::Citation { title, pinpoint, .. } => {
                    ("ref", vec![("href", meta::act(&self.doc.meta.language, title, pinpoint.as_deref()))])
                }
                _ => continue,
            };
            let attributes: Vec<(&str, &str)> = attributes.iter().map(|(k, v)| (*k, v.as_str())).collect();
            self.x.text(&text[at..start]).leaf(name, &attributes, &text[start..end]);
            at = end;
        }
        self.x.text(&text[at..]);
    }

    /// A note where the text first refers to it; later signs lead there.
    fn note(&mut self, id: &Id, sign: &str) {
        let eid = eid(&id.0);
        let note = self.notes.get(id).copied().filter(|_| self.referred.contains(id));
        let note = note.filter(|_| self.done.insert(id.clone()));
        let Some(note) = note else {
            self.x.empty("noteRef", &[("href", &format!("#{eid}")), ("marker", sign)]);
            return;
        };
        self.x.start("authorialNote", &[("marker", sign), ("placement", "bottom"), ("eId", &eid)]);
        self.x.start("p", &[]);
        self.inline(note);
        self.x.end().end();
    }

    /// Provisions side by side; texts between them become containers of their own.
    fn hierarchy(&mut self, blocks: &'d [Block]) {
        for b in blocks {
            match b {
                Block::Provision(p) => self.provision(p),
                Block::Text(t) => self.loose(t),
            }
        }
    }

    fn loose(&mut self, t: &'d Text) {
        if self.is_placed(t) {
            return;
        }
        self.texts += 1;
        let id = t.id.as_ref().map_or_else(|| format!("text_{}", self.texts), |id| eid(&id.0));
        self.x.start("hcontainer", &[("eId", &format!("{id}__text")), ("name", "text")]);
        self.x.start("content", &[("eId", &format!("{id}__content"))]).raw("\n");
        self.block(t);
        self.x.end().end().raw("\n");
    }

    /// A body without provisions must have something in it.
    fn empty_body(&mut self) {
        self.x.start("hcontainer", &[("eId", "empty"), ("name", "text")]);
        self.x.start("content", &[("eId", "empty__content")]).empty("p", &[]).end().end().raw("\n");
    }

    fn provision(&mut self, p: &'d Provision) {
        let id = eid(&p.id.0);
        let mut attributes = vec![("eId", id.as_str())];
        if element(p.level) == "hcontainer" {
            attributes.push(("name", if p.level == Level::Annex { "annex" } else { "heading" }));
        }
        self.x.start(element(p.level), &attributes);
        self.number_and_heading(p);
        self.x.raw("\n");
        self.children(p, &id);
        self.x.end().raw("\n");
    }

    fn number_and_heading(&mut self, p: &Provision) {
        if let Some(label) = &p.label {
            self.x.start("num", &[]);
            self.inline(&label.as_text());
            self.x.end();
        }
        if let Some(h) = &p.heading {
            // 第一条（目的）: a heading that runs in is one all the same.
            let place = match h.place {
                HeadingPlace::RunIn => &[("class", "run-in")][..],
                // The number comes first here, and behind the heading in the source.
                HeadingPlace::Before if p.label.is_some() => &[("class", "before")],
                _ => &[],
            };
            self.x.start("heading", place);
            self.inline(&h.as_text());
            self.x.end();
        }
    }

    /// Texts alone are the content; before provisions they lead in, after them they close.
    fn children(&mut self, p: &'d Provision, id: &str) {
        let blocks: Vec<&'d Block> =
            p.blocks.iter().filter(|b| !matches!(b, Block::Text(t) if self.is_placed(t))).collect();
        let texts = blocks.iter().take_while(|b| matches!(b, Block::Text(_))).count();
        if texts == blocks.len() {
            self.x.start("content", &[("eId", &format!("{id}__content"))]).raw("\n");
            for b in &blocks {
                if let Block::Text(t) = b {
                    self.block(t);
                }
            }
            if blocks.is_empty() {
                self.x.empty("p", &[]);
            }
            self.x.end().raw("\n");
            return;
        }
        if texts > 0 {
            self.x.start("intro", &[("eId", &format!("{id}__intro"))]).raw("\n");
            for b in &blocks[..texts] {
                if let Block::Text(t) = b {
                    self.block(t);
                }
            }
            self.x.end().raw("\n");
        }
        for b in &blocks[texts..] {
            match b {
                Block::Provision(p) => self.provision(p),
                Block::Text(t) => self.loose(t),
            }
        }
    }

    /// Annexes: documents of their own, attached.
    fn attachments(&mut self, blocks: &'d [Block]) {
        if blocks.is_empty() {
            return;
        }
        self.x.start("attachments", &[]).raw("\n");
        for b in blocks {
            let Block::Provision(p) = b else { continue };
            let id = eid(&p.id.0);
            self.x.start("attachment", &[("eId", &id)]);
            self.number_and_heading(p);
            let name = if form(self.doc.meta.kind).0 == "act" { "annex" } else { "attachment" };
            self.x.start("doc", &[("name", name)]).raw("\n");
            meta::write(self.x, self.doc, self.job, self.hashes, Some(&id));
            self.x.start("mainBody", &[]).raw("\n");
            if p.blocks.is_empty() {
                self.empty_body();
            }
            self.hierarchy(&p.blocks);
            self.x.end().end().end().raw("\n");
        }
        self.x.end().raw("\n");
    }
}
