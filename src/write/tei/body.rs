//! The text of the TEI file: front, body and back.

use crate::ir::{
    Block, Document, HeadingPlace, Id, Mark, MarkKind, MarkPlace, Piece, Provision, Role, Text, lead_pieces,
};
use crate::number::Level;
use crate::text::{Map, Span};
use crate::xml::write::Xml;

/// Writes `<text>`.
///
/// Gives the formulas of the text: their linear forms stand in it, the formulas themselves in the header.
pub fn write(x: &mut Xml, doc: &Document) -> Vec<String> {
    let (tail, last) = (doc.tail.as_str(), last_piece(doc));
    let rendered = crate::ir::renderings(doc);
    let mut w = Body { x, last, tail, terms: 0, agency: doc, first_cell: "", formulas: vec![], rendered };
    w.x.start("text", &[("xml:space", "preserve")]);
    // The preamble that the provisions follow opens the body; what stands before it is front matter.
    let split = doc.front.iter().rposition(|b| !is_preamble(b)).map_or(0, |i| i + 1);
    let (front, preamble) = doc.front.split_at(split);
    if !front.is_empty() {
        w.x.start("front", &[]);
        w.front(front);
        w.x.end_line();
    }
    w.x.start("body", &[]);
    w.preamble(preamble);
    w.blocks(&doc.body, !preamble.is_empty());
    if preamble.is_empty() && doc.body.is_empty() {
        w.x.start("p", &[]);
        if matches!(last, Last::Nothing) {
            w.lead(tail);
        }
        w.x.end();
    }
    let annexes = doc.back.iter().position(|b| matches!(b, Block::Provision(_))).unwrap_or(doc.back.len());
    w.closer(&doc.back[..annexes]);
    w.x.end_line();
    if annexes < doc.back.len() {
        w.x.start("back", &[]);
        w.blocks(&doc.back[annexes..], false);
        w.x.end_line();
    }
    w.x.end();
    w.formulas
}

fn is_preamble(b: &Block) -> bool {
    matches!(
        b,
        Block::Text(Text {
            role: Role::Preamble | Role::Addressee | Role::Body | Role::Note | Role::Table,
            ..
        })
    )
}

/// The last piece of text: what follows it in the source is written at its end.
#[derive(Clone, Copy)]
enum Last<'a> {
    Text(&'a Text),
    Opening(&'a Provision),
    Nothing,
}

fn last_piece(doc: &Document) -> Last<'_> {
    let mut last = Last::Nothing;
    crate::ir::events(doc, |e| match e {
        crate::ir::Event::Text(t) => last = Last::Text(t),
        crate::ir::Event::Enter(p) if p.label.is_some() || p.heading.is_some() => last = Last::Opening(p),
        _ => {}
    });
    last
}

pub(super) struct Body<'x, 'd> {
    pub(super) x: &'x mut Xml,
    last: Last<'d>,
    tail: &'d str,
    pub(super) terms: u32,
    pub(super) agency: &'d Document,
    /// What stands before a table: it is written into its first cell.
    pub(super) first_cell: &'d str,
    /// The formulas so far.
    pub(super) formulas: Vec<String>,
    /// Which texts render which provisions in another language.
    pub(super) rendered: Map<u32, &'d Id>,
}

impl<'d> Body<'_, 'd> {
    pub(super) fn lead(&mut self, lead: &str) {
        // Nearly every one.
        if matches!(lead, "\n" | "\n\n" | "\u{3000}") {
            self.x.leaf("seg", &[("type", "sep")], lead);
            return;
        }
        for piece in lead_pieces(lead) {
            match piece {
                Piece::Separator(s) => self.x.leaf("seg", &[("type", "sep")], s),
                Piece::Markup(s) => self.x.leaf("seg", &[("type", "markup")], s),
            };
        }
    }

    fn gap(&mut self, gap: &str) {
        if !gap.is_empty() {
            self.lead(gap);
        }
    }

    pub(super) fn end_of_text(&mut self, t: &Text) {
        if matches!(self.last, Last::Text(l) if std::ptr::eq(l, t)) {
            self.lead(self.tail);
        }
    }

    fn end_of_opening(&mut self, p: &Provision) {
        if matches!(self.last, Last::Opening(l) if std::ptr::eq(l, p)) {
            self.lead(self.tail);
        }
    }

    fn front(&mut self, blocks: &'d [Block]) {
        let texts: Vec<&'d Text> =
            blocks.iter().filter_map(|b| if let Block::Text(t) = b { Some(t) } else { None }).collect();
        let kind = |t: &Text| match t.role {
            Role::Title | Role::Number => 0,
            Role::History => 1,
            Role::Contents => 2,
            _ => 3,
        };
        for group in texts.chunk_by(|a, b| kind(a) == kind(b)) {
            match kind(group[0]) {
                0 => {
                    self.x.start("titlePage", &[]).start("docTitle", &[]);
                    for t in group {
                        let kind = if t.role == Role::Number { "number" } else { "main" };
                        let id = t.id.as_ref().map(|id| ("xml:id", id.0.as_str()));
                        let attributes: Vec<(&str, &str)> = [("type", kind)].into_iter().chain(id).collect();
                        self.element("titlePart", &attributes, t);
                        self.x.end_line();
                    }
                    self.x.end().end_line();
                }
                1 => self.division("history", group),
                2 => {
                    self.x.start("div", &[("type", "toc")]);
                    let titled = group[0].text.chars().count() <= 8;
                    if titled {
                        self.element("head", &[], group[0]);
                        self.x.end_line();
                    }
                    let entries = &group[usize::from(titled)..];
                    if !entries.is_empty() {
                        self.x.start("list", &[("type", "contents")]);
                        for t in entries {
                            self.element("item", &[], t);
                            self.x.end_line();
                        }
                        self.x.end();
                    }
                    self.x.end_line();
                }
                _ => self.division("preamble", group),
            }
        }
    }

    fn division(&mut self, kind: &str, texts: &[&'d Text]) {
        self.x.start("div", &[("type", kind)]);
        for t in texts {
            self.paragraph(t);
        }
        self.x.end_line();
    }

    fn preamble(&mut self, blocks: &'d [Block]) {
        if blocks.is_empty() {
            return;
        }
        self.x.start("div", &[("type", "preamble"), ("xml:id", "preamble")]);
        for b in blocks {
            if let Block::Text(t) = b {
                self.paragraph(t);
            }
        }
        self.x.end_line();
    }

    /// A `p`, `note` or `table` for a text of its own.
    fn paragraph(&mut self, t: &'d Text) {
        let mut attributes: Vec<(&str, &str)> = vec![];
        attributes.extend(t.id.as_ref().map(|id| ("xml:id", id.0.as_str())));
        match t.role {
            Role::Addressee
            | Role::Enclosures
            | Role::Signature
            | Role::Dateline
            | Role::Trailer
            | Role::Number
            | Role::Title => attributes.push(("rend", t.role.name())),
            Role::Note => attributes.push(("place", "foot")),
            Role::Table => return self.table(t, &attributes),
            _ => {}
        }
        self.element(if t.role == Role::Note { "note" } else { "p" }, &attributes, t);
        self.x.end_line();
    }

    /// A table. TEI lets nothing stand between cells, so that what separates them, and what stands around the table, is
    /// written into them.
    fn table(&mut self, t: &'d Text, attributes: &[(&str, &str)]) {
        self.x.start("table", attributes);
        let is_cell = |m: &Mark| m.kind == MarkKind::Cell;
        if t.marks.iter().any(is_cell) {
            self.first_cell = &t.lead;
            self.inline(t);
        } else {
            // One without any has one all the same: nothing may stand outside of cells.
            self.x.start("row", &[("role", "data")]).start("cell", &[]);
            self.lead(&t.lead);
            let mut words = Text { role: Role::Body, ..t.clone() };
            words.marks.retain(|m| m.kind.form().place != MarkPlace::Table);
            self.inline(&words);
            self.end_of_table(t);
            self.x.end().end();
        }
        self.x.end_line();
    }

    /// What follows the last table of a document, in its last cell.
    pub(super) fn end_of_table(&mut self, t: &Text) {
        if matches!(self.last, Last::Text(l) if std::ptr::eq(l, t)) && !self.tail.is_empty() {
            self.x.leaf("seg", &[("type", "sep"), ("subtype", "end")], self.tail);
        }
    }

    /// Opens an element and writes lead and text into it.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], t: &'d Text) {
        self.x.start(name, attributes);
        self.lead(&t.lead);
        self.inline(t);
        self.end_of_text(t);
    }

    /// Blocks of a container. Paragraphs and lists may not follow a `div` in TEI, so later ones get one of their own.
    fn blocks(&mut self, blocks: &'d [Block], after_div: bool) {
        let mut after_div = after_div;
        for group in blocks.chunk_by(|a, b| is_flow(a) == is_flow(b)) {
            if is_flow(&group[0]) {
                if after_div {
                    self.x.start("div", &[("type", "other")]);
                }
                self.flow(group);
                if after_div {
                    self.x.end_line();
                }
            } else {
                after_div = true;
                for b in group {
                    if let Block::Provision(p) = b {
                        self.division_of(p);
                    }
                }
            }
        }
    }

    /// Paragraphs and lists side by side.
    fn flow(&mut self, blocks: &'d [Block]) {
        for group in blocks.chunk_by(|a, b| a.is_list() && b.is_list()) {
            if group[0].is_list() {
                self.list(group);
                continue;
            }
            for b in group {
                match b {
                    Block::Text(t) => self.paragraph(t),
                    Block::Provision(p) => self.paragraph_of(p, None),
                }
            }
        }
    }

    fn list(&mut self, items: &'d [Block]) {
        self.x.start("list", &[("type", "items")]);
        for b in items {
            if let Block::Provision(p) = b {
                self.item(p);
            }
        }
        self.x.end();
    }

    fn num(&mut self, p: &Provision) {
        let Some(label) = &p.label else { return };
        let value = label.number.map(|n| n.to_string());
        let around = match &value {
            Some(n) => Some(("num", ("value", n.as_str()))),
            None if p.level == Level::Annex => None,
            None => Some(("seg", ("type", "marker"))),
        };
        match around {
            Some(element) => self.element_of(element, &label.text, &label.marks, label.span),
            None => self.words(&label.text, &label.marks, label.span),
        }
        self.gap(&label.gap);
    }

    /// A label or a heading.
    fn words(&mut self, text: &str, marks: &[Mark], span: Span) {
        if marks.is_empty() {
            self.x.text(text);
        } else {
            self.inline(&Text { text: text.to_owned(), marks: marks.to_vec(), span, ..Text::default() });
        }
    }

    /// A label or a heading in an element of its own.
    fn element_of(
        &mut self,
        (name, attribute): (&str, (&str, &str)),
        text: &str,
        marks: &[Mark],
        span: Span,
    ) {
        if marks.is_empty() {
            self.x.leaf(name, &[attribute], text);
        } else {
            self.x.start(name, &[attribute]);
            self.words(text, marks, span);
            self.x.end();
        }
    }

    /// Lead, label and heading, in the order of the source.
    fn opening(&mut self, p: &'d Provision) {
        self.lead(&p.lead);
        // The caption of a 款 stands above its number, in its p.
        if let Some(h) = p.heading.as_ref().filter(|h| h.place == HeadingPlace::Before) {
            self.element_of(("seg", ("type", "heading")), &h.text, &h.marks, h.span);
            self.gap(&h.gap);
        }
        self.num(p);
        if let Some(h) = p.heading.as_ref().filter(|h| h.place != HeadingPlace::Before) {
            if p.level.is_container() || h.place == HeadingPlace::Line && p.level == Level::Article {
                self.words(&h.text, &h.marks, h.span);
            } else {
                self.element_of(("seg", ("type", "heading")), &h.text, &h.marks, h.span);
            }
            self.gap(&h.gap);
        }
        self.end_of_opening(p);
    }

    /// Containers and articles.
    fn division_of(&mut self, p: &'d Provision) {
        let n = p.n();
        let mut attributes = vec![("type", p.level.name())];
        attributes.extend(n.as_deref().map(|n| ("n", n)));
        attributes.push(("xml:id", &p.id.0));
        self.x.start("div", &attributes);
        let before = p.heading.as_ref().filter(|h| h.place == HeadingPlace::Before);
        if let Some(h) = before {
            self.x.start("head", &[]);
            self.lead(&p.lead);
            self.words(&h.text, &h.marks, h.span);
            self.x.end_line();
        }
        // A label runs into the first paragraph unless it stands on a line of its own.
        let first = match p.blocks.first() {
            Some(Block::Provision(q)) if p.level == Level::Article && q.level == Level::Paragraph => Some(q),
            _ => None,
        };
        let runs_in = first.is_some_and(|q| {
            q.lead.is_empty()
                && q.label.is_none()
                && matches!(q.blocks.first(), Some(Block::Text(_)))
                && p.heading.as_ref().is_none_or(|h| h.place != HeadingPlace::Line)
        });
        if let Some(q) = first.filter(|_| runs_in) {
            self.paragraph_of(q, Some(p));
            self.blocks(&p.blocks[1..], false);
        } else {
            self.x.start("head", &[]);
            if let Some(h) = before {
                self.gap(&h.gap);
                self.num(p);
                self.end_of_opening(p);
            } else {
                self.opening(p);
            }
            self.x.end_line();
            self.blocks(&p.blocks, false);
        }
        if p.blocks.is_empty() {
            // TEI wants something after a head.
            self.x.empty("p", &[]);
        }
        self.x.end_line();
    }

    /// A 款; with `article`, the first one, which carries the article's label.
    fn paragraph_of(&mut self, q: &'d Provision, article: Option<&'d Provision>) {
        let n = q.n();
        let mut attributes = vec![("xml:id", q.id.0.as_str())];
        attributes.extend(n.as_deref().map(|n| ("n", n)));
        self.x.start("p", &attributes);
        if let Some(p) = article {
            match p.heading.as_ref().filter(|h| h.place == HeadingPlace::Before) {
                Some(h) => {
                    self.gap(&h.gap);
                    self.num(p);
                    self.end_of_opening(p);
                }
                None => self.opening(p),
            }
        }
        self.opening(q);
        for group in q.blocks.chunk_by(|a, b| a.is_list() && b.is_list()) {
            match &group[0] {
                Block::Text(t) if t.is_aside() => self.paragraph(t),
                Block::Text(t) => {
                    self.lead(&t.lead);
                    self.inline(t);
                    self.end_of_text(t);
                }
                Block::Provision(_) => self.list(group),
            }
        }
        self.x.end_line();
    }

    fn item(&mut self, p: &'d Provision) {
        let n = p.n();
        let mut attributes = vec![];
        attributes.extend(n.as_deref().map(|n| ("n", n)));
        attributes.push(("xml:id", p.id.0.as_str()));
        self.x.start("item", &attributes);
        let texts = p.blocks.iter().filter(|b| matches!(b, Block::Text(_))).count();
        let on_line = p.heading.as_ref().is_some_and(|h| h.place == HeadingPlace::Line);
        // An item of several paragraphs holds p, p…, else its text directly.
        let paragraphs = texts + usize::from(on_line) > 1;
        if paragraphs {
            self.x.start("p", &[]);
        }
        self.opening(p);
        let mut in_p = paragraphs;
        for (i, group) in p.blocks.chunk_by(|a, b| a.is_list() && b.is_list()).enumerate() {
            match &group[0] {
                Block::Text(t) if t.is_aside() => {
                    if std::mem::take(&mut in_p) {
                        self.x.end_line();
                    }
                    self.paragraph(t);
                }
                Block::Text(t) => {
                    if paragraphs && (i > 0 || on_line) {
                        if std::mem::take(&mut in_p) {
                            self.x.end_line();
                        }
                        self.x.start("p", &[]);
                        in_p = true;
                    }
                    self.lead(&t.lead);
                    self.inline(t);
                    self.end_of_text(t);
                }
                Block::Provision(_) => {
                    if std::mem::take(&mut in_p) {
                        self.x.end_line();
                    }
                    self.list(group);
                }
            }
        }
        if in_p {
            self.x.end();
        }
        self.x.end_line();
    }
}

/// Paragraphs and lists, as against divisions.
fn is_flow(b: &Block) -> bool {
    match b {
        Block::Text(_) => true,
        Block::Provision(p) => p.level.is_list() || p.level == Level::Paragraph,
    }
}
