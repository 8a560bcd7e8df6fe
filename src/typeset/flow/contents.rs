//! Tables of contents: ours, where the profile wants one and the source has none; and the source's own, whose lines get
//! the numbers of their pages.

use super::{Builder, Entry, Setting};
use crate::ir::{Block, CONTENTS_TITLES, Document, Event, Provision, Role, Text, events, walk};
use crate::profile::Style;
use crate::text::chars::squash;
use std::collections::HashMap;

/// Characters of the first paragraph in an entry without heading.
pub const WORDS: usize = 16;
/// Fewer containers than these need no table of contents.
const FEWEST: usize = 3;
/// Indent for each level, and of the lines that a long entry goes on to, in em.
const STEP: f32 = 2.0;
/// What an entry leaves free for its number, in em.
const ROOM: f32 = 3.0;

fn key(p: &Provision) -> String {
    let label = p.label.as_ref().map_or("", |l| l.text.as_str());
    let heading = p.heading.as_ref().map_or("", |h| h.text.as_str());
    squash(&format!("{label}{heading}"))
}

fn has_contents(blocks: &[Block]) -> bool {
    blocks.iter().any(|b| matches!(b, Block::Text(t) if t.role == Role::Contents))
}

/// Containers by what their headings say.
pub type Targets = HashMap<String, (String, usize)>;

/// The containers that the lines of a document's own contents lead to: their identifiers, and how deep they stand.
pub fn targets(parts: &[&[Block]]) -> Targets {
    let (mut out, mut depth) = (Targets::new(), 0usize);
    for part in parts.iter().filter(|_| parts.iter().any(|p| has_contents(p))) {
        walk(part, &mut |e| match e {
            Event::Enter(p) if p.level.is_container() => {
                out.entry(key(p)).or_insert_with(|| (p.id.0.clone(), depth));
                depth += 1;
            }
            Event::Leave(p) if p.level.is_container() => depth -= 1,
            _ => {}
        });
    }
    out
}

/// What a line of a document's own contents is.
pub enum Line<'t> {
    /// The words 目录, without white space.
    Heading(String),
    /// A line that leads to a container, which stands so deep.
    Entry(&'t str, usize),
    /// Anything else.
    Other,
}

/// Tells what a line is.
pub fn line<'t>(text: &str, targets: &'t Targets) -> Line<'t> {
    let squashed = squash(text);
    if CONTENTS_TITLES.contains(&squashed.as_str()) {
        return Line::Heading(squashed);
    }
    targets.get(&squashed).map_or(Line::Other, |(id, depth)| Line::Entry(id, *depth))
}

/// Where in the front our table of contents belongs: behind title, number and adoption notes; `None` when there is none.
pub fn place(doc: &Document) -> Option<usize> {
    if has_contents(&doc.front) {
        return None;
    }
    let mut containers = 0;
    events(doc, |e| containers += usize::from(matches!(e, Event::Enter(p) if p.level.is_container())));
    let heads =
        |b: &Block| matches!(b, Block::Text(Text { role: Role::Title | Role::Number | Role::History, .. }));
    (containers >= FEWEST || doc.is_volume()).then(|| doc.front.iter().take_while(|b| heads(b)).count())
}

/// The containers that our own table of contents lists, with how deep each stands.
pub fn entries(doc: &Document) -> Vec<(&Provision, usize)> {
    fn visit<'d>(blocks: &'d [Block], depth: usize, out: &mut Vec<(&'d Provision, usize)>) {
        for b in blocks {
            let Block::Provision(p) = b else { continue };
            if p.level.is_container() {
                out.push((p, depth));
                visit(&p.blocks, depth + 1, out);
            }
        }
    }
    let mut out = vec![];
    visit(&doc.body, 0, &mut out);
    visit(&doc.back, 0, &mut out);
    out
}

impl Builder<'_> {
    /// The style of an entry.
    fn entry_style(&self, depth: usize) -> Style {
        let left = depth as f32 * STEP + STEP;
        Style { left, indent: -STEP, right: ROOM, ..self.profile.body }
    }

    fn contents_heading(&mut self, text: &str, at: u32, node: usize) {
        let style = self.profile.heading[1];
        let mut line = Setting::default();
        // 目录 is set as wide as three or four characters.
        for (k, c) in text.chars().enumerate() {
            if k > 0 && text.chars().count() == 2 {
                line.space("　", at, style.role, node);
            }
            line.text(c.encode_utf8(&mut [0; 4]), at, style.role, node);
        }
        self.push(line, style);
    }

    /// Our own table of contents.
    pub(super) fn contents(&mut self, doc: &Document, parent: usize) {
        let toc = self.node("TOC", parent);
        self.out.nodes[toc].ours = true;
        let caption = self.node("Caption", toc);
        self.contents_heading(doc.meta.contents_title(), 0, caption);
        for (p, depth) in entries(doc) {
            let item = self.node("TOCI", toc);
            let reference = self.node("Reference", item);
            let link = self.node("Link", reference);
            self.out.nodes[link].link = Some(p.id.0.clone());
            let mut line = Setting::default();
            let style = self.entry_style(depth);
            line.text(&p.caption(WORDS), 0, style.role, link);
            let entry = Entry { target: p.id.0.clone(), node: Some(link) };
            self.push_entry(line, style, entry);
        }
        self.new_page = true;
    }

    fn push_entry(&mut self, line: Setting, style: Style, entry: Entry) {
        // Identifiers that wait belong to the text, not to what we put before it.
        let pending = std::mem::take(&mut self.pending);
        self.push(line, style);
        if let Some(last) = self.out.paragraphs.last_mut() {
            last.entry = Some(entry);
        }
        self.pending = pending;
    }

    /// A line of the source's own table of contents; the first one heads it.
    pub(super) fn source_contents(&mut self, t: &Text, parent: usize) {
        let toc = self.toc.unwrap_or_else(|| self.node("TOC", parent));
        self.toc = Some(toc);
        let text = t.readable();
        let (target, depth) = match line(&text, &self.targets) {
            Line::Heading(heading) => {
                let caption = self.node("Caption", toc);
                return self.contents_heading(&heading, t.span.start, caption);
            }
            Line::Entry(id, depth) => (id.to_owned(), depth),
            Line::Other => {
                let item = self.node("TOCI", toc);
                let node = self.node("P", item);
                let mut line = Setting::default();
                line.text(&text, t.span.start, self.profile.body.role, node);
                return self.push(line, self.profile.body);
            }
        };
        let item = self.node("TOCI", toc);
        let reference = self.node("Reference", item);
        let link = self.node("Link", reference);
        self.out.nodes[link].link = Some(target.clone());
        let style = self.entry_style(depth);
        let mut line = Setting::default();
        line.text(&text, t.span.start, style.role, link);
        // The source does not have the number.
        self.push_entry(line, style, Entry { target, node: None });
    }
}
