//! The text of our own files back into the tree: the writer's way, backwards. The string value of `text` is the source,
//! so places are counted along it.

use super::beside::{self, Beside};
use super::kinds::{aside, is_marker, is_provision, preamble, said};
use super::labels::{item_level, number};
use super::pieces::{Piece, Pieces, Unexpected, encoded};
use super::{header, identifiers};
use crate::ir::{
    Block, Document, Heading, HeadingPlace, Id, Label, Mark, MarkKind, Provision, Role, Spanned, Text,
    VERSION,
};
use crate::number::Level;
use crate::text::hash::sha256;
use crate::text::{Span, chars};
use crate::xml::{Element, Node};
use std::borrow::Cow;

/// Levels with the values of `div/@type`.
const LEVELS: &[Level] = &[
    Level::Annex,
    Level::Part,
    Level::Subpart,
    Level::Chapter,
    Level::Section,
    Level::Subsection,
    Level::Other,
    Level::Article,
];

/// The document that one of our files holds.
pub fn document(root: Element, text: Element, file: &str) -> Result<Document, Unexpected> {
    let mut r = Body { doc: Document { version: VERSION, ..Document::default() }, ..Body::default() };
    r.beside = beside::read(root, file);
    r.doc.media = r.beside.media();
    r.doc.meta = header::meta(root);
    r.doc.provenance = header::provenance(root);
    for part in text.elements() {
        match part.name() {
            "front" => r.front(part)?,
            "body" => {
                let blocks = r.blocks(part, false, None)?;
                r.doc.body = blocks;
            }
            "back" => {
                let blocks = r.blocks(part, false, None)?;
                r.doc.back.extend(blocks);
            }
            _ => return Err(unexpected(part)),
        }
    }
    let Body { mut doc, mut source, pending, incomplete, .. } = r;
    source.push_str(&pending);
    doc.tail = pending;
    let titles: Vec<Span> = texts(&doc.front, Role::Title).map(|t| t.span).collect();
    match (titles.first(), titles.last(), &mut doc.meta.title) {
        (Some(first), Some(last), Some(title)) => title.span = first.join(*last),
        // A file's name stood in for the title, unless somebody gave one.
        (.., Some(title)) if !is_stem(&title.text, &doc.provenance.file_name) => {}
        _ => doc.meta.title = None,
    }
    let number = texts(&doc.front, Role::Number).next().map(|t| t.span);
    if let (Some(span), Some(number)) = (number, &mut doc.meta.number) {
        number.span = span;
    }
    doc.provenance.characters = source.chars().count() as u64;
    doc.provenance.sha256_text = sha256(source.as_bytes());
    if incomplete {
        identifiers::complete(&mut doc);
    }
    Ok(doc)
}

/// Whether a title is what a document without one is called.
fn is_stem(title: &str, file_name: &str) -> bool {
    let nameless = Document::default();
    let stem = file_name.rsplit_once('.').map_or("", |(stem, _)| stem);
    title == nameless.meta.title_or(stem)
}

fn texts(blocks: &[Block], role: Role) -> impl Iterator<Item = &Text> {
    blocks
        .iter()
        .filter_map(move |b| if let Block::Text(t) = b { Some(t).filter(|t| t.role == role) } else { None })
}

fn unexpected(e: Element) -> Unexpected {
    (e.at(), e.name().to_owned())
}

/// Adds text; what comes first takes just its room.
fn append(out: &mut String, s: Cow<str>) {
    if out.is_empty() {
        *out = s.into_owned();
    } else {
        out.push_str(&s);
    }
}

/// Takes separators and source markup off the front.
fn separators(p: &mut Pieces, out: &mut String) {
    while let Some(Piece::Separator(s)) = p.next_if(|p| matches!(p, Piece::Separator(_))) {
        append(out, s);
    }
}

#[derive(Default)]
struct Body {
    doc: Document,
    /// What has been read of the source.
    source: String,
    /// Separators that wait for the block they lead.
    pending: String,
    /// Whether something had no identifier that gets one.
    incomplete: bool,
    /// Formulas and pictures, which stand beside the text.
    beside: Beside,
}

impl Body {
    /// Takes separators off the front, with those that waited.
    fn lead(&mut self, p: &mut Pieces) -> String {
        let mut lead = std::mem::take(&mut self.pending);
        separators(p, &mut lead);
        self.source.push_str(&lead);
        lead
    }

    fn span(&mut self, text: &str) -> Span {
        let start = self.source.len();
        self.source.push_str(text);
        Span::new(start, self.source.len())
    }

    /// Takes back what was read and does not belong here: it leads the next block.
    fn put_back(&mut self, lead: String) {
        self.source.truncate(self.source.len() - lead.len());
        self.pending = lead;
    }

    /// The identifier of what gets one.
    fn id(&mut self, e: Element) -> Id {
        let id = e.attribute("xml:id").unwrap_or("");
        self.incomplete |= id.is_empty();
        Id(id.to_owned())
    }

    /// The label on the front, with the gap behind it.
    fn label(&mut self, p: &mut Pieces, level: Level) -> Option<Label> {
        let next = p.next_if(|p| matches!(p, Piece::Number(..) | Piece::Marker(..)))?;
        let mut label = match next {
            Piece::Number(e, text) => {
                let marks = self.marks(e, &text);
                number(e.attribute("value").and_then(|v| v.parse().ok()), text.into_owned(), marks, level)
            }
            Piece::Marker(e, text) => {
                let marks = self.marks(e, &text);
                Label { form: "marker".into(), ..number(None, text.into_owned(), marks, level) }
            }
            _ => return None,
        };
        label.span = self.span(&label.text);
        label.gap = self.lead(p);
        Some(label)
    }

    /// The marks in an element that holds a text and nothing else.
    fn marks(&mut self, e: Element, text: &str) -> Vec<Mark> {
        if e.elements().next().is_none() {
            return vec![];
        }
        let (source, pending) = (self.source.len(), std::mem::take(&mut self.pending));
        let read = self.text(&mut Pieces::new(e), Role::Body, String::new());
        self.source.truncate(source);
        self.pending = pending;
        read.ok().filter(|t| t.text == text).map(|t| t.marks).unwrap_or_default()
    }

    /// Text with marks, up to a block or the end; separators between characters are line breaks of the source, those at
    /// the end wait for the next block.
    fn text(&mut self, p: &mut Pieces, role: Role, lead: String) -> Result<Text, Unexpected> {
        let start = self.source.len();
        let mut t = Text { role, lead, ..Text::default() };
        let mut open: Vec<usize> = vec![];
        while let Some(piece) = p.next_if(|p| !matches!(p, Piece::Block(_))) {
            let at = t.text.len() as u32;
            match piece {
                Piece::Text(s) | Piece::Number(_, s) | Piece::Marker(_, s) | Piece::Heading(_, s) => {
                    append(&mut t.text, s);
                }
                Piece::Separator(s) => {
                    append(&mut t.text, s);
                    separators(p, &mut t.text);
                    if open.is_empty() && matches!(p.peek(), None | Some(Piece::Block(_))) {
                        self.pending.push_str(&t.text[at as usize..]);
                        t.text.truncate(at as usize);
                    } else {
                        t.marks.push(Mark { start: at, end: t.text.len() as u32, kind: MarkKind::Break });
                    }
                }
                Piece::Begin(mut kind) => {
                    self.beside.put_in_place(&mut kind);
                    open.push(t.marks.len());
                    t.marks.push(Mark { start: at, end: at, kind });
                }
                Piece::End => {
                    if let Some(i) = open.pop() {
                        t.marks[i].end = at;
                    }
                }
                Piece::Name(e, s) if role != Role::Dateline || e.attributes().next().is_some() => {
                    let end = at + s.len() as u32;
                    t.text.push_str(&s);
                    t.marks.push(Mark { start: at, end, kind: encoded(e) });
                }
                Piece::Name(e, s) => {
                    let span = Span::new(start + t.text.len(), start + t.text.len() + s.len());
                    let named = Some(Spanned { text: s.to_string(), span });
                    if e.name() == "orgName" {
                        self.doc.meta.source = named;
                    } else {
                        self.doc.meta.place = named;
                    }
                    t.text.push_str(&s);
                }
                Piece::Tail(s) => self.pending.push_str(&s),
                Piece::Unknown(e) => return Err(unexpected(e)),
                Piece::Block(_) => {}
            }
        }
        t.span = self.span(&t.text);
        Ok(t)
    }

    /// A whole element as one paragraph.
    fn paragraph(&mut self, e: Element, role: Role) -> Result<Block, Unexpected> {
        let role = aside(e).unwrap_or(role);
        let mut p = if role == Role::Table { Pieces::of_table(e) } else { Pieces::new(e) };
        let lead = self.lead(&mut p);
        let mut t = self.text(&mut p, role, lead)?;
        t.id = match role {
            Role::Preamble | Role::Body | Role::Note | Role::Table => Some(self.id(e)),
            _ => e.attribute("xml:id").map(|id| Id(id.to_owned())),
        };
        match p.next() {
            Some(Piece::Block(b)) => Err(unexpected(b)),
            _ => Ok(Block::Text(t)),
        }
    }

    fn front(&mut self, front: Element) -> Result<(), Unexpected> {
        let mut titles = 0;
        for e in front.elements() {
            let (role, list) = match (e.name(), e.attribute("type")) {
                ("titlePage", _) => (Role::Title, e.child("docTitle").unwrap_or(e)),
                ("div", Some("history")) => (Role::History, e),
                ("div", Some("toc")) => (Role::Contents, e),
                ("div", Some("preamble")) => (Role::Preamble, e),
                _ => return Err(unexpected(e)),
            };
            for e in list.elements() {
                let items: Vec<Element> = if e.name() == "list" { e.elements().collect() } else { vec![e] };
                for e in items {
                    let role =
                        if e.attribute("type") == Some("number") { Role::Number } else { preamble(role, e) };
                    let mut block = self.paragraph(e, role)?;
                    if let Block::Text(t) = &mut block
                        && role == Role::Title
                    {
                        // The one identifier that is not written: a title page takes none.
                        titles += 1;
                        let again = if titles > 1 { format!(".dup-{titles}") } else { String::new() };
                        t.id.get_or_insert_with(|| Id(format!("title{again}")));
                    }
                    self.doc.front.push(block);
                }
            }
        }
        Ok(())
    }

    /// The blocks of a container, an article or the body; with the one that was read before.
    fn blocks(
        &mut self,
        parent: Element,
        in_article: bool,
        read: Option<(Element, Block)>,
    ) -> Result<Vec<Block>, Unexpected> {
        // Beside paragraphs of an article that have identifiers, one without is a text.
        let nameless = |e: Element| e.attribute("xml:id").is_none();
        let named = parent.elements().any(|e| e.name() == "p" && !nameless(e));
        let (read, first) = read.unzip();
        let mut out = Vec::with_capacity(parent.elements().count());
        out.extend(first);
        for node in parent.children() {
            let e = match node {
                Node::Element(e) => e,
                // White space between elements is the layout of somebody's editor.
                Node::Text(t) if t.chars().all(chars::is_space) => continue,
                Node::Text(t) => return Err((parent.at(), t.chars().take(20).collect())),
            };
            if read == Some(e) {
                continue;
            }
            match (e.name(), e.attribute("type")) {
                ("head", _) => {}
                ("p", _) if e.children().next().is_none() && e.attributes().next().is_none() => {}
                ("p", _)
                    if said(e).is_none() && (is_provision(e) || in_article && !(named && nameless(e))) =>
                {
                    out.push(Block::Provision(self.paragraph_of(e, None)?));
                }
                ("note", _) if e.attribute("place") == Some("end") => {
                    let block = self.paragraph(e, Role::Note)?;
                    self.doc.back.push(block);
                }
                ("p" | "note" | "table", _) => out.push(self.paragraph(e, preamble(Role::Body, e))?),
                ("list", _) => self.list(e, &mut out)?,
                ("div", Some("preamble")) => {
                    for p in e.elements() {
                        let block = self.paragraph(p, preamble(Role::Preamble, p))?;
                        self.doc.front.push(block);
                    }
                }
                // Paragraphs that TEI lets stand after a division only in one of their own.
                ("div", Some("other")) if e.attribute("xml:id").is_none() => {
                    out.extend(self.blocks(e, in_article, None)?);
                }
                ("div", Some(kind)) => {
                    let level = LEVELS.iter().find(|l| l.name() == kind).ok_or_else(|| unexpected(e))?;
                    out.push(Block::Provision(self.division(e, *level)?));
                }
                ("closer", _) => {
                    for c in e.elements() {
                        let role = if c.name() == "dateline" { Role::Dateline } else { Role::Signature };
                        let block = self.paragraph(c, role)?;
                        self.doc.back.push(block);
                    }
                }
                ("trailer", _) => {
                    let listed = e.attribute("rend") == Some("enclosures");
                    let block = self.paragraph(e, if listed { Role::Enclosures } else { Role::Trailer })?;
                    self.doc.back.push(block);
                }
                _ => return Err(unexpected(e)),
            }
        }
        Ok(out)
    }

    /// A container or an article.
    fn division(&mut self, e: Element, level: Level) -> Result<Provision, Unexpected> {
        let mut d = Provision::new(level, String::new(), Span::default());
        d.id = self.id(e);
        let mut heads = e.elements().filter(|c| c.name() == "head").peekable();
        let labelled = |e: Element| e.elements().any(|c| c.name() == "num" || is_marker(c));
        let mut start = None;
        while let Some(head) = heads.next() {
            let mut p = Pieces::new(head);
            let lead = self.lead(&mut p);
            if start.is_none() {
                d.lead = lead;
                start = Some(self.source.len());
            } else if let Some(h) = &mut d.heading {
                // A heading of its own, and the label in a second head.
                h.gap = lead;
            }
            let before = level == Level::Article && d.label.is_none() && !labelled(head);
            if d.label.is_none() {
                d.label = self.label(&mut p, level).map(Box::new);
            }
            if level == Level::Annex && d.label.is_none() {
                d.label = self.bare_annex(&mut p).map(Box::new);
            }
            if p.peek().is_some() {
                let t = self.text(&mut p, Role::Body, String::new())?;
                let gap = std::mem::take(&mut self.pending);
                self.source.push_str(&gap);
                let place = if before { HeadingPlace::Before } else { HeadingPlace::Line };
                // What ends the last head of the document is its tail, not a gap.
                if heads.peek().is_none() && !before {
                    self.put_back(gap);
                    let (text, marks, span) = (t.text, t.marks, t.span);
                    d.heading = Some(Box::new(Heading { text, place, marks, span, ..Heading::default() }));
                } else {
                    let (text, marks, span) = (t.text, t.marks, t.span);
                    d.heading = Some(Box::new(Heading { text, place, gap, marks, span }));
                }
            }
        }
        let unlabelled = level == Level::Article && d.label.is_none();
        let mut first = None;
        // What stands before its first paragraph is read in its turn.
        let opens = e.elements().find(|c| c.name() != "head").filter(|c| unlabelled && c.name() == "p");
        if let Some(e) = opens {
            let p = self.paragraph_of(e, Some(&mut d))?;
            start = start.or(Some(d.label.as_ref().map_or(p.span.start, |l| l.span.start) as usize));
            first = Some((e, Block::Provision(p)));
        }
        d.blocks = self.blocks(e, level == Level::Article, first)?;
        d.span = Span::new(start.unwrap_or(self.source.len()), self.source.len());
        Ok(d)
    }

    /// 附件, without a number: the label is the first stretch of text.
    fn bare_annex(&mut self, p: &mut Pieces) -> Option<Label> {
        let mut text = String::new();
        while let Some(Piece::Text(t)) = p.next_if(|p| matches!(p, Piece::Text(_))) {
            text.push_str(&t);
        }
        if text.is_empty() {
            return None;
        }
        let span = self.span(&text);
        let gap = if p.peek().is_some() { self.lead(p) } else { String::new() };
        Some(Label { gap, span, ..number(None, text, vec![], Level::Annex) })
    }

    /// A 款; with `article`, the first one, which carries the article's label.
    fn paragraph_of(&mut self, e: Element, article: Option<&mut Provision>) -> Result<Provision, Unexpected> {
        let mut p = Pieces::new(e);
        let mut lead = self.lead(&mut p);
        if let Some(d) = article {
            if let Some(h) = d.heading.as_mut().filter(|h| h.place == HeadingPlace::Before) {
                h.gap = std::mem::take(&mut lead);
            } else {
                // A heading without words may have said it before.
                d.lead.push_str(&std::mem::take(&mut lead));
            }
            d.label = self.label(&mut p, Level::Article).map(Box::new);
            if d.heading.is_none() {
                d.heading = self.heading(&mut p).map(Box::new);
            }
        }
        let mut q = Provision::new(Level::Paragraph, lead, Span::new(self.source.len(), self.source.len()));
        q.id = self.id(e);
        q.heading = self.caption(&mut p).map(Box::new);
        q.label = self.label(&mut p, Level::Paragraph).map(Box::new);
        self.content(p, &mut q)?;
        q.span.end = self.source.len() as u32;
        Ok(q)
    }

    /// The caption above the number of a 款.
    fn caption(&mut self, p: &mut Pieces) -> Option<Heading> {
        let Some(Piece::Heading(e, text)) = p.next_if(|p| matches!(p, Piece::Heading(..))) else {
            return None;
        };
        let marks = self.marks(e, &text);
        let span = self.span(&text);
        let gap = self.lead(p);
        Some(Heading { text: text.into_owned(), place: HeadingPlace::Before, gap, marks, span })
    }

    /// A heading inside a paragraph or an item.
    fn heading(&mut self, p: &mut Pieces) -> Option<Heading> {
        let Some(Piece::Heading(e, text)) = p.next_if(|p| matches!(p, Piece::Heading(..))) else {
            return None;
        };
        let marks = self.marks(e, &text);
        let span = self.span(&text);
        let follows =
            |p: &mut Pieces| p.peek().is_some_and(|p| !matches!(p, Piece::Block(_) | Piece::Separator(_)));
        let mut gap = String::new();
        if p.peek().is_some_and(|p| matches!(p, Piece::Separator(_))) {
            gap = self.lead(p);
        }
        let runs_in = follows(p);
        if !runs_in && !gap.is_empty() {
            self.put_back(std::mem::take(&mut gap));
        }
        let place = if runs_in { HeadingPlace::RunIn } else { HeadingPlace::Line };
        Some(Heading { text: text.into_owned(), place, gap, marks, span })
    }

    /// Texts and lists of a paragraph or an item.
    fn content(&mut self, mut p: Pieces, into: &mut Provision) -> Result<(), Unexpected> {
        loop {
            match p.peek() {
                None => return Ok(()),
                Some(Piece::Block(_)) => {
                    if let Some(Piece::Block(b)) = p.next() {
                        self.inner(b, into)?;
                    }
                }
                Some(_) => {
                    let lead = self.lead(&mut p);
                    if matches!(p.peek(), None | Some(Piece::Block(_))) {
                        self.put_back(lead);
                        continue;
                    }
                    let t = self.text(&mut p, Role::Body, lead)?;
                    // Most hold nothing else.
                    if into.blocks.is_empty() {
                        into.blocks.reserve_exact(1);
                    }
                    into.blocks.push(Block::Text(t));
                }
            }
        }
    }

    /// A list or a paragraph inside a paragraph or an item.
    fn inner(&mut self, e: Element, into: &mut Provision) -> Result<(), Unexpected> {
        if e.name() == "list" {
            return self.list(e, &mut into.blocks);
        }
        if aside(e).is_some() {
            let block = self.paragraph(e, Role::Body)?;
            into.blocks.push(block);
            return Ok(());
        }
        let mut p = Pieces::new(e);
        if into.label.is_none() && into.blocks.is_empty() && into.heading.is_none() {
            self.opening(&mut p, into);
        }
        self.content(p, into)
    }

    fn opening(&mut self, p: &mut Pieces, item: &mut Provision) {
        item.lead = self.lead(p);
        item.span.start = self.source.len() as u32;
        item.label = self.label(p, item.level).map(Box::new);
        item.heading = self.heading(p).map(Box::new);
    }

    fn list(&mut self, e: Element, out: &mut Vec<Block>) -> Result<(), Unexpected> {
        out.reserve_exact(e.elements().count());
        for item in e.elements() {
            if item.name() != "item" {
                return Err(unexpected(item));
            }
            let id = self.id(item);
            let mut i = Provision::new(item_level(&id.0), String::new(), Span::default());
            i.id = id;
            let mut p = Pieces::new(item);
            if !matches!(p.peek(), Some(Piece::Block(b)) if b.name() == "p") {
                self.opening(&mut p, &mut i);
            }
            self.content(p, &mut i)?;
            i.span.end = self.source.len() as u32;
            out.push(Block::Provision(i));
        }
        Ok(())
    }
}
