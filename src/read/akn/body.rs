//! Preface, preamble, provisions, conclusions and attachments, as the tree has them.

use super::inline::Reader;
use super::is_blank;
use super::names::{WRAPPERS, is_phrase, level};
use crate::ir::{Block, HeadingPlace, Id, Provision, Role, Text};
use crate::number::Level;
use crate::read::grow::{GridCell, GridRow, Grow, Inline, Opening, paragraphs};
use crate::text::chars::is_space;
use crate::xml::{Element, Node};
use std::collections::BTreeSet;

/// The document in an element such as `act`, and the names of elements whose meaning is not kept.
pub fn read(main: Element, own: bool) -> (Grow, BTreeSet<String>) {
    // Where there are sections and no articles, sections are the units.
    let sections = !own && main.find("article").is_none() && main.find("section").is_some();
    let mut r = Body {
        grow: Grow::new(),
        inline: Reader { own, ..Reader::default() },
        own,
        sections,
        expected: None,
        before: None,
    };
    for e in main.elements() {
        match e.name() {
            "meta" => {}
            "coverPage" | "preface" => {
                let blocks = r.texts(e, Role::History);
                r.grow.doc.front.extend(blocks);
            }
            "preamble" => {
                let blocks = r.texts(e, Role::Preamble);
                r.grow.doc.front.extend(blocks);
            }
            "conclusions" => {
                let blocks = r.texts(e, Role::Trailer);
                r.grow.doc.back.extend(blocks);
            }
            "attachments" | "components" | "annexes" => {
                for a in e.elements() {
                    let annex = r.attachment(a);
                    r.grow.doc.back.push(Block::Provision(annex));
                }
            }
            _ => {
                r.told(e);
                let blocks = r.blocks(e, None);
                r.grow.doc.body.extend(blocks);
            }
        }
    }
    (r.grow, r.inline.unknown)
}

struct Body {
    grow: Grow,
    inline: Reader,
    own: bool,
    sections: bool,
    /// The number that the next provision would have.
    expected: Option<u32>,
    /// A number that goes on with the words behind it.
    before: Option<Inline>,
}

/// What a class that this program writes says of a paragraph.
fn role(class: Option<&str>) -> Option<Role> {
    const ROLES: &[Role] = &[
        Role::History,
        Role::Contents,
        Role::Addressee,
        Role::Preamble,
        Role::Body,
        Role::Enclosures,
        Role::Dateline,
        Role::Trailer,
        Role::Note,
    ];
    ROLES.iter().copied().find(|r| Some(r.name()) == class)
}

/// Whether an element is a paragraph: text, or nothing but what stands inside of lines.
fn is_paragraph(e: Element) -> bool {
    if matches!(e.name(), "p" | "tocItem" | "heading" | "subheading" | "num" | "crossHeading") {
        return e.find("quotedStructure").is_none() && e.find("table").is_none();
    }
    let text = e.children().any(|c| matches!(c, Node::Text(t) if !t.chars().all(is_space)));
    let phrases = e.elements().next().is_some() && e.elements().all(|c| is_phrase(c.name()));
    (text || phrases) && e.find("quotedStructure").is_none() && e.find("table").is_none()
}

impl Body {
    /// Tells an element that is not known.
    fn told(&mut self, e: Element) {
        let known = WRAPPERS.contains(&e.name())
            || level(e.name(), false).is_some()
            || is_phrase(e.name())
            || matches!(e.name(), "table" | "tr" | "td" | "th" | "recital" | "citation");
        if !known {
            self.inline.unknown.insert(e.name().to_owned());
        }
    }

    /// A paragraph, with the notes that it leads to behind it.
    fn text(&mut self, inline: Inline, role: Role, id: Option<&str>, out: &mut Vec<Block>) {
        if inline.is_blank() && inline.marks.is_empty() {
            return self.notes(out);
        }
        let mut t = self.grow.text(role, inline);
        t.id = id.map(|id| Id(id.to_owned()));
        out.push(Block::Text(t));
        self.notes(out);
    }

    /// The notes that were met.
    fn notes(&mut self, out: &mut Vec<Block>) {
        for (name, note) in std::mem::take(&mut self.inline.notes) {
            let mut t = self.grow.text(Role::Note, note);
            t.id = Some(Id(name));
            out.push(Block::Text(t));
        }
    }

    /// Everything in an element as paragraphs.
    fn texts(&mut self, e: Element, usual: Role) -> Vec<Block> {
        let mut out = vec![];
        self.flat(e, usual, &mut out);
        out
    }

    fn flat(&mut self, e: Element, usual: Role, out: &mut Vec<Block>) {
        if e.name() == "table" {
            let table = self.table(e);
            out.push(Block::Text(table));
            return self.notes(out);
        }
        if is_paragraph(e) {
            let has = |names: &[&str]| e.all().any(|c| names.contains(&c.name()));
            let own = role(e.attribute("class").filter(|_| self.own));
            let role = match own {
                Some(role) => role,
                None if has(&["docTitle", "shortTitle"]) && (self.own || usual == Role::History) => {
                    Role::Title
                }
                None if has(&["docNumber"]) && (self.own || usual == Role::History) => Role::Number,
                None if has(&["signature"]) => Role::Signature,
                None if e.name() == "tocItem" => Role::Contents,
                None => usual,
            };
            let mut inline = self.inline.inline(e);
            if let Some(mut num) = self.before.take() {
                num.push(" ");
                num.append(&inline);
                inline = num;
            }
            let id = e.attribute("eId").filter(|_| role == Role::Title && self.own);
            return self.text(inline, role, id, out);
        }
        for node in e.children() {
            let c = match node {
                Node::Element(c) => c,
                Node::Text(t) if t.chars().all(is_space) => continue,
                Node::Text(t) => {
                    let mut inline = Inline::default();
                    inline.flow(t);
                    self.text(inline, usual, None, out);
                    continue;
                }
            };
            self.told(c);
            if c.name() == "num" {
                self.number_alone(usual, out);
                self.before = Some(self.inline.inline(c));
            } else {
                self.flat(c, usual, out);
            }
        }
        self.number_alone(usual, out);
    }

    /// A number that no words follow.
    fn number_alone(&mut self, usual: Role, out: &mut Vec<Block>) {
        if let Some(num) = self.before.take() {
            self.text(num, usual, None, out);
        }
    }

    /// What stands in the body or in a provision of a level.
    fn blocks(&mut self, parent: Element, within: Option<Level>) -> Vec<Block> {
        let mut out = vec![];
        self.inner(parent, within, &mut out);
        out
    }

    fn inner(&mut self, parent: Element, within: Option<Level>, out: &mut Vec<Block>) {
        for node in parent.children() {
            let e = match node {
                Node::Element(e) => e,
                Node::Text(t) if t.chars().all(is_space) => continue,
                Node::Text(t) => {
                    let mut inline = Inline::default();
                    inline.flow(t);
                    self.text(inline, Role::Body, None, out);
                    continue;
                }
            };
            match e.name() {
                "num" | "heading" if within.is_some() => {}
                "meta" => {}
                "hcontainer" if e.attribute("name") == Some("text") && self.own => {
                    let name = e.attribute("eId").unwrap_or("").trim_end_matches("__text").to_owned();
                    let from = out.len();
                    self.inner_of(e, within, out);
                    if let Some(Block::Text(t)) = out.get_mut(from)
                        && !name.starts_with("text_")
                        && t.id.is_none()
                    {
                        t.id = Some(Id(name));
                    }
                }
                "blockList" => self.block_list(e, within, out),
                "subheading" | "crossHeading" => self.flat(e, Role::Body, out),
                // An inner list that has no number of its own only holds its points.
                "list" if e.child("num").is_none() => self.inner(e, within, out),
                name => match level(name, self.sections) {
                    Some(level) => {
                        self.expected = Grow::next_number(out);
                        let p = self.provision(e, level, within);
                        out.push(Block::Provision(p));
                    }
                    None if WRAPPERS.contains(&name)
                        && !is_paragraph(e)
                        && !matches!(name, "p" | "quotedStructure" | "embeddedStructure") =>
                    {
                        self.inner(e, within, out);
                    }
                    None => {
                        self.told(e);
                        self.flat(e, Role::Body, out);
                    }
                },
            }
        }
    }

    fn inner_of(&mut self, e: Element, within: Option<Level>, out: &mut Vec<Block>) {
        for c in e.elements() {
            self.inner(c, within, out);
        }
    }

    /// The level of an element inside another: one below it where its own would be none.
    fn level_in(&self, e: Element, level: Level, within: Option<Level>) -> Level {
        if self.own {
            return match (e.name(), e.attribute("name")) {
                ("hcontainer", Some("annex")) => Level::Annex,
                _ => level,
            };
        }
        let Some(within) = within else { return level };
        if within.is_container() && level.is_container() || level > within {
            return level;
        }
        match within {
            Level::Article => Level::Paragraph,
            Level::Paragraph => Level::Item,
            Level::Item => Level::Subitem,
            _ => Level::Point,
        }
    }

    fn provision(&mut self, e: Element, level: Level, within: Option<Level>) -> Provision {
        let level = self.level_in(e, level, within);
        let expected = self.expected.take();
        let opening = Opening { expected, ..self.opening(e, level) };
        let mut p =
            self.grow.open(level, e.attribute("eId").or_else(|| e.attribute("id")).unwrap_or(""), opening);
        self.notes(&mut p.blocks);
        self.inner(e, Some(level), &mut p.blocks);
        if level == Level::Article && !self.own {
            p.blocks = paragraphs(p.blocks);
        }
        self.grow.close(&mut p);
        p
    }

    /// The label and heading of a provision.
    fn opening(&mut self, e: Element, level: Level) -> Opening {
        let label = e.child("num").map(|n| self.inline.inline(n));
        let class = |h: Element| match h.attribute("class").filter(|_| self.own) {
            Some("run-in") => HeadingPlace::RunIn,
            Some("before") => HeadingPlace::Before,
            _ => HeadingPlace::Line,
        };
        let heading = e.child("heading").map(|h| (self.inline.inline(h), class(h)));
        let runs = heading.as_ref().is_none_or(|(_, place)| *place != HeadingPlace::Line);
        // Annexes and headings without a number are counted there.
        let counted = matches!(level, Level::Annex | Level::Other);
        let number = e.attribute("eId").filter(|_| !counted).and_then(number_in);
        let inside = !level.is_container() || matches!(level, Level::Annex);
        let runs_in = inside && runs && begins_with_text(e);
        Opening { label, number, heading, runs_in, ..Opening::default() }
    }

    /// A list inside of a paragraph: items, below the level that they stand in.
    fn block_list(&mut self, e: Element, within: Option<Level>, out: &mut Vec<Block>) {
        for c in e.elements() {
            if c.name() == "item" {
                self.expected = Grow::next_number(out);
                let p = self.provision(c, Level::Item, within);
                out.push(Block::Provision(p));
            } else if c.name() == "listIntroduction" || c.name() == "listWrapUp" {
                self.flat(c, Role::Body, out);
            } else {
                self.told(c);
                self.flat(c, Role::Body, out);
            }
        }
    }

    /// A table; merged cells and heads as they are.
    fn table(&mut self, e: Element) -> Text {
        let caption = e.child("caption").map(|c| self.inline.inline(c));
        let mut rows = vec![];
        for tr in e.all().filter(|r| r.name() == "tr") {
            let mut row = GridRow::default();
            let cells: Vec<Element> = tr.elements().filter(|c| matches!(c.name(), "td" | "th")).collect();
            row.header = !cells.is_empty() && cells.iter().all(|c| c.name() == "th");
            for c in cells {
                let span = |name| c.attribute(name).and_then(|v| v.parse().ok()).unwrap_or(1);
                let mut text = Inline::default();
                if c.elements().any(|p| !is_phrase(p.name())) {
                    for (k, p) in c.elements().enumerate() {
                        if k > 0 {
                            text.push("\n");
                        }
                        let own = self.inline.inline(p);
                        text.append(&own);
                    }
                } else {
                    text = self.inline.inline(c);
                }
                row.cells.push(GridCell {
                    text,
                    rows: span("rowspan"),
                    columns: span("colspan"),
                    ..GridCell::default()
                });
            }
            rows.push(row);
        }
        let mut t = self.grow.table(caption, rows);
        t.id = e.attribute("eId").map(|id| Id(id.to_owned()));
        t
    }

    /// What is attached: a document of its own, or provisions.
    fn attachment(&mut self, e: Element) -> Provision {
        let opening = self.opening(e, Level::Annex);
        let mut p = self.grow.open(
            Level::Annex,
            e.attribute("eId").unwrap_or(""),
            Opening { runs_in: false, ..opening },
        );
        self.notes(&mut p.blocks);
        for c in e.elements().filter(|c| !matches!(c.name(), "num" | "heading" | "meta")) {
            self.told(c);
            let parts: Vec<Element> = if is_document(c) { c.elements().collect() } else { vec![c] };
            for part in parts {
                match part.name() {
                    "meta" => {}
                    "preface" | "coverPage" | "preamble" | "conclusions" => {
                        let blocks = self.texts(part, Role::Body);
                        p.blocks.extend(blocks);
                    }
                    "attachments" | "components" | "annexes" => {
                        for inner in part.elements() {
                            let annex = self.attachment(inner);
                            p.blocks.push(Block::Provision(annex));
                        }
                    }
                    _ => {
                        let blocks = self.blocks(part, Some(Level::Annex));
                        p.blocks.extend(blocks);
                    }
                }
            }
        }
        self.grow.close(&mut p);
        p
    }
}

/// Whether what is attached is a document of its own.
fn is_document(e: Element) -> bool {
    e.elements().any(|c| matches!(c.name(), "meta" | "mainBody" | "body"))
}

/// Whether the first thing behind label and heading is text.
fn begins_with_text(e: Element) -> bool {
    let first = e.elements().find(|c| !matches!(c.name(), "num" | "heading" | "subheading"));
    first.is_some_and(|c| match c.name() {
        "content" | "intro" | "listIntroduction" => {
            c.elements().next().is_none_or(|p| p.name() == "p") && !is_blank(c)
        }
        "p" => !is_blank(c),
        "paragraph" | "subsection" | "blockList" | "list" => {
            c.child("num").is_none() && c.child("heading").is_none() && begins_with_text(c)
        }
        _ => false,
    })
}

/// The number in an identifier: that of its last step.
fn number_in(id: &str) -> Option<u32> {
    let step = id.rsplit("__").find(|s| !s.starts_with("dup_"))?;
    step.split('_').nth(1)?.parse().ok()
}
