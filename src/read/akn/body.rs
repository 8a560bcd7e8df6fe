//! Preface, preamble, provisions, conclusions and attachments, as the tree has them.

use super::inline::Reader;
use super::is_blank;
use super::names::{WRAPPERS, is_phrase, is_run, level};
use crate::ir::{Block, HeadingPlace, Id, Provision, Role};
use crate::number::Level;
use crate::read::grow::{Grow, Inline, Opening, paragraphs};
use crate::text::chars::is_space;
use crate::xml::{Element, Node};
use std::collections::BTreeSet;

/// The document in an element such as `act`, and the names of elements whose meaning is not kept.
pub fn read(main: Element, own: bool) -> (Grow, BTreeSet<String>) {
    // Where there are sections and no articles, sections are the units.
    let sections = !own && main.find("article").is_none() && main.find("section").is_some();
    let mut r = Body {
        grow: Grow::new(),
        inline: Reader { own, kept: notes_in(main), ..Reader::default() },
        own,
        sections,
        expected: None,
        before: None,
        opening: String::new(),
    };
    for node in main.children() {
        let mut blocks = vec![];
        let name = if let Node::Element(e) = node { e.name() } else { "" };
        let place = match (node, name) {
            (_, "meta") => continue,
            (Node::Element(e), "coverPage" | "preface") => {
                r.flat(e, Role::History, &mut blocks);
                Place::Front
            }
            (Node::Element(e), "preamble") => {
                r.flat(e, Role::Preamble, &mut blocks);
                Place::Front
            }
            (Node::Element(e), "conclusions") => {
                r.flat(e, Role::Trailer, &mut blocks);
                Place::Back
            }
            (Node::Element(e), "attachments" | "components" | "annexes") => {
                r.attachments(e, &mut blocks);
                Place::Back
            }
            (Node::Element(e), _) if !is_phrase(name) && !is_paragraph(e) && name != "table" => {
                r.inline.told(e);
                r.inner(e, None, &mut blocks);
                Place::Body
            }
            _ => {
                r.stray(node, Role::Body, &mut blocks);
                Place::Body
            }
        };
        // What stands in another order than the format has stays in that.
        let doc = &mut r.grow.doc;
        match place {
            Place::Front if doc.body.is_empty() && doc.back.is_empty() => doc.front.extend(blocks),
            Place::Front | Place::Body if doc.back.is_empty() => doc.body.extend(blocks),
            _ => doc.back.extend(blocks),
        }
    }
    // Notes that nothing in the text leads to.
    let mut left = vec![];
    for (_, e) in std::mem::take(&mut r.inline.kept) {
        r.flat(e, Role::Note, &mut left);
    }
    r.grow.doc.back.extend(left);
    (r.grow, r.inline.unknown)
}

/// The parts of a document.
enum Place {
    Front,
    Body,
    Back,
}

/// The notes that stand apart from the text, by what they are called.
fn notes_in(main: Element) -> Vec<(String, Element)> {
    let kept = main.children().filter_map(|n| match n {
        Node::Element(e) if e.name() == "meta" => Some(e),
        _ => None,
    });
    let notes = kept.flat_map(Element::all).filter(|e| e.name() == "note");
    notes.map(|e| (e.attribute("eId").or_else(|| e.attribute("id")).unwrap_or("").to_owned(), e)).collect()
}

pub(super) struct Body<'t> {
    pub(super) grow: Grow,
    pub(super) inline: Reader<'t>,
    own: bool,
    sections: bool,
    /// The number that the next provision would have.
    expected: Option<u32>,
    /// A number that goes on with the words behind it.
    before: Option<Inline>,
    /// Signs of quotation that the next text begins with.
    opening: String,
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
        return !has_structure(e);
    }
    let text = e.children().any(|c| matches!(c, Node::Text(t) if !t.chars().all(is_space)));
    let phrases = e.elements().next().is_some() && e.elements().all(|c| is_phrase(c.name()));
    let blocks = e.elements().any(|c| WRAPPERS.contains(&c.name()) && !is_phrase(c.name()));
    (text && !blocks || phrases) && !has_structure(e)
}

/// Whether there is more in an element than lines can hold.
fn has_structure(e: Element) -> bool {
    e.find("quotedStructure").is_some() || e.find("table").is_some()
}

impl<'t> Body<'t> {
    /// A paragraph, with the notes that it leads to behind it.
    fn text(&mut self, inline: Inline, role: Role, id: Option<&str>, out: &mut Vec<Block>) {
        if inline.is_blank() && inline.marks.is_empty() {
            return self.notes(out);
        }
        let inline = match (std::mem::take(&mut self.opening), self.before.take()) {
            (signs, None) if signs.is_empty() => inline,
            (signs, num) => {
                let mut whole = Inline::of(&signs, vec![]);
                if let Some(num) = num {
                    whole.append(&num);
                    whole.push(" ");
                }
                whole.append(&inline);
                whole
            }
        };
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

    /// Text at a place where the format has elements only.
    fn stray(&mut self, node: Node<'t>, usual: Role, out: &mut Vec<Block>) {
        match node {
            Node::Text(t) if t.chars().all(is_space) => {}
            Node::Text(t) => {
                let mut inline = Inline::default();
                inline.flow(t);
                self.text(inline, usual, None, out);
            }
            Node::Element(e) => {
                self.inline.told(e);
                self.flat(e, usual, out);
            }
        }
    }

    /// Everything in an element as paragraphs.
    fn flat(&mut self, e: Element<'t>, usual: Role, out: &mut Vec<Block>) {
        let quotes = matches!(e.name(), "quotedStructure" | "embeddedStructure") && !self.own;
        let sign = |name| e.attribute(name).filter(|_| quotes).unwrap_or("");
        self.opening.push_str(sign("startQuote"));
        self.flat_inside(e, usual, out);
        let closing = std::mem::take(&mut self.opening) + sign("endQuote");
        if closing.is_empty() {
            return;
        }
        match out.last_mut() {
            Some(Block::Text(t)) if !matches!(t.role, Role::Note | Role::Table) => {
                self.grow.more(t, &closing);
            }
            _ => self.text(Inline::of(&closing, vec![]), usual, None, out),
        }
    }

    fn flat_inside(&mut self, e: Element<'t>, usual: Role, out: &mut Vec<Block>) {
        if e.name() == "table" {
            self.number_alone(usual, out);
            let table = self.table(e);
            out.push(Block::Text(table));
            return self.notes(out);
        }
        let phrase = is_run(e.name()) && !has_structure(e);
        if phrase || is_paragraph(e) {
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
            let mut inline = Inline::default();
            if phrase {
                self.inline.phrase(e, &mut inline);
            } else {
                self.inline.content(e, &mut inline);
            }
            let id = e.attribute("eId").filter(|_| role == Role::Title && self.own);
            return self.text(inline, role, id, out);
        }
        // What stands between blocks is a paragraph together.
        let mut run = Inline::default();
        for node in e.children() {
            match node {
                Node::Text(t) => run.flow(t),
                Node::Element(c) if is_run(c.name()) && !has_structure(c) => self.inline.phrase(c, &mut run),
                Node::Element(c) => {
                    self.text(std::mem::take(&mut run), usual, None, out);
                    self.inline.told(c);
                    if c.name() == "num" {
                        self.number_alone(usual, out);
                        self.before = Some(self.inline.inline(c));
                    } else {
                        self.flat(c, usual, out);
                    }
                }
            }
        }
        self.text(run, usual, None, out);
        self.number_alone(usual, out);
    }

    /// A number that no words follow.
    fn number_alone(&mut self, usual: Role, out: &mut Vec<Block>) {
        if let Some(num) = self.before.take() {
            self.text(num, usual, None, out);
        }
    }

    /// What stands in an element of the body, below a provision of a level. `opened` are the label and heading that are read.
    fn inner(&mut self, parent: Element<'t>, within: Option<Level>, out: &mut Vec<Block>) {
        self.behind(parent, within, [None; 2], out);
    }

    fn behind(
        &mut self,
        parent: Element<'t>,
        within: Option<Level>,
        opened: [Option<Element>; 2],
        out: &mut Vec<Block>,
    ) {
        for node in parent.children() {
            let Node::Element(e) = node else {
                self.stray(node, Role::Body, out);
                continue;
            };
            if opened.contains(&Some(e)) {
                continue;
            }
            match e.name() {
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
                // Neither does a paragraph without one that stands in a container: there are no 款 without an article.
                name if self.is_mere_text(e, level(name, self.sections), within) => {
                    self.inner(e, within, out);
                }
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
                        self.inline.told(e);
                        self.inner(e, within, out);
                    }
                    None => self.stray(node, Role::Body, out),
                },
            }
        }
    }

    /// Whether an element of another's stands for a paragraph, has neither label nor heading, and stands in no article.
    fn is_mere_text(&self, e: Element, level: Option<Level>, within: Option<Level>) -> bool {
        let paragraph = level.is_some_and(|level| self.level_in(e, level, within) == Level::Paragraph);
        let opened = ["num", "heading"].iter().any(|name| e.child(name).is_some());
        paragraph && !opened && !self.own && within.is_none_or(Level::is_container)
    }

    fn inner_of(&mut self, e: Element<'t>, within: Option<Level>, out: &mut Vec<Block>) {
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

    fn provision(&mut self, e: Element<'t>, level: Level, within: Option<Level>) -> Provision {
        let level = self.level_in(e, level, within);
        let expected = self.expected.take();
        let opening = Opening { expected, ..self.opening(e, level) };
        let mut p =
            self.grow.open(level, e.attribute("eId").or_else(|| e.attribute("id")).unwrap_or(""), opening);
        self.notes(&mut p.blocks);
        self.behind(e, Some(level), ["num", "heading"].map(|name| e.child(name)), &mut p.blocks);
        if level == Level::Article && !self.own {
            p.blocks = paragraphs(p.blocks);
        }
        self.grow.close(&mut p);
        p
    }

    /// The label and heading of a provision.
    fn opening(&mut self, e: Element<'t>, level: Level) -> Opening {
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
    fn block_list(&mut self, e: Element<'t>, within: Option<Level>, out: &mut Vec<Block>) {
        for node in e.children() {
            match node {
                Node::Element(c) if c.name() == "item" => {
                    self.expected = Grow::next_number(out);
                    let p = self.provision(c, Level::Item, within);
                    out.push(Block::Provision(p));
                }
                _ => self.stray(node, Role::Body, out),
            }
        }
    }

    /// What is attached.
    fn attachments(&mut self, e: Element<'t>, out: &mut Vec<Block>) {
        for node in e.children() {
            match node {
                Node::Element(a) => {
                    let annex = self.attachment(a);
                    out.push(Block::Provision(annex));
                }
                Node::Text(_) => self.stray(node, Role::Body, out),
            }
        }
    }

    /// One thing that is attached: a document of its own, or provisions.
    fn attachment(&mut self, e: Element<'t>) -> Provision {
        self.inline.told(e);
        let opening = self.opening(e, Level::Annex);
        let mut p = self.grow.open(
            Level::Annex,
            e.attribute("eId").unwrap_or(""),
            Opening { runs_in: false, ..opening },
        );
        self.notes(&mut p.blocks);
        let opened = ["num", "heading"].map(|name| e.child(name));
        for node in e.children() {
            let Node::Element(c) = node else {
                self.stray(node, Role::Body, &mut p.blocks);
                continue;
            };
            if c.name() == "meta" || opened.contains(&Some(c)) {
                continue;
            }
            self.inline.told(c);
            if is_document(c) {
                c.children().for_each(|part| self.attached(part, &mut p.blocks));
            } else {
                self.attached(node, &mut p.blocks);
            }
        }
        self.grow.close(&mut p);
        p
    }

    /// A part of what is attached.
    fn attached(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        let Node::Element(part) = node else { return self.stray(node, Role::Body, out) };
        match part.name() {
            "meta" => {}
            "preface" | "coverPage" | "preamble" | "conclusions" => self.flat(part, Role::Body, out),
            "attachments" | "components" | "annexes" => self.attachments(part, out),
            name if is_phrase(name) || is_paragraph(part) || name == "table" => {
                self.stray(node, Role::Body, out);
            }
            _ => self.inner(part, Some(Level::Annex), out),
        }
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
