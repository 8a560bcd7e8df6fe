//! Tables of contents: ours, where the profile wants one and the source has none; and the source's own, whose lines get
//! the numbers of their pages.

use super::{Builder, Entry, Setting};
use crate::ir::{Document, Text};
use crate::present::WORDS;
use crate::present::contents::{Line, entries, line, spread};
use crate::profile::Style;
use crate::typeset::tag::{Leads, Tag};

/// Indent for each level, and of the lines that a long entry goes on to, in em.
const STEP: f32 = 2.0;
/// What an entry leaves free for its number, in em.
const ROOM: f32 = 3.0;

impl Builder<'_> {
    /// The style of an entry.
    fn entry_style(&self, depth: usize) -> Style {
        let left = depth as f32 * STEP + STEP;
        Style { left, indent: -STEP, right: ROOM, ..self.profile.body }
    }

    fn contents_heading(&mut self, text: &str, at: u32, node: usize) {
        let style = self.profile.heading[1];
        let mut line = Setting::default();
        for c in spread(text).chars() {
            if c == '　' {
                line.space("　", at, style.role, node);
            } else {
                line.text(c.encode_utf8(&mut [0; 4]), at, style.role, node);
            }
        }
        self.push(line, style);
    }

    /// Our own table of contents.
    pub(super) fn contents(&mut self, doc: &Document, parent: usize) {
        let toc = self.node(Tag::Contents, parent);
        self.out.nodes[toc].ours = true;
        let caption = self.node(Tag::Caption, toc);
        self.contents_heading(doc.meta.contents_title(), 0, caption);
        for (p, depth) in entries(doc, self.furniture.entries) {
            let item = self.node(Tag::Entry, toc);
            let reference = self.node(Tag::Reference, item);
            let link = self.node(Tag::Link(Leads::Here(p.id.0.clone())), reference);
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
            last.entry = Some(Box::new(entry));
        }
        self.pending = pending;
    }

    /// A line of the source's own table of contents; the first one heads it.
    pub(super) fn source_contents(&mut self, t: &Text, parent: usize) {
        let toc = self.toc.unwrap_or_else(|| self.node(Tag::Contents, parent));
        self.toc = Some(toc);
        let text = t.readable();
        let (target, depth) = match line(&text, &mut self.targets) {
            Line::Heading(heading) => {
                let caption = self.node(Tag::Caption, toc);
                return self.contents_heading(&heading, t.span.start, caption);
            }
            Line::Entry(id, depth) => (id, depth),
            Line::Other => {
                let item = self.node(Tag::Entry, toc);
                let node = self.node(Tag::Paragraph, item);
                let mut line = Setting::default();
                self.set_text(t, self.profile.body.role, node, &mut line);
                return self.push(line, self.profile.body);
            }
        };
        let item = self.node(Tag::Entry, toc);
        let reference = self.node(Tag::Reference, item);
        let link = self.node(Tag::Link(Leads::Here(target.clone())), reference);
        let style = self.entry_style(depth);
        let mut line = Setting::default();
        self.set_text(t, style.role, link, &mut line);
        // The source does not have the number.
        self.push_entry(line, style, Entry { target, node: None });
    }
}
