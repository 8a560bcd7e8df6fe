//! The document as a sequence of paragraphs with their styles: the only file here that knows the tree.

use super::pages::{Node, OutlineEntry};
use crate::font::Role as Face;
use crate::ir::{Block, Document, HeadingPlace, Label, Provision, Role, Text};
use crate::number::{Group, Level, form_named};
use crate::profile::{Profile, Style};
use crate::text::chars;

/// Words of the first paragraph in an outline entry without heading.
const WORDS: usize = 16;

/// A character to be set, with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct Char {
    /// The character.
    pub value: char,
    /// The face.
    pub face: Face,
    /// The structure node.
    pub node: usize,
    /// Where it stands in the source.
    pub at: u32,
}

/// A paragraph to be set.
#[derive(Debug)]
pub struct Paragraph {
    /// Its characters.
    pub chars: Vec<Char>,
    /// Its style.
    pub style: Style,
    /// Identifiers that lead here.
    pub ids: Vec<String>,
    /// Whether it begins a page.
    pub new_page: bool,
    /// Whether it signs or dates the document.
    pub closing: bool,
}

/// The whole document.
#[derive(Debug)]
pub struct Flow {
    /// Paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// The structure tree.
    pub nodes: Vec<Node>,
    /// The outline.
    pub outline: Vec<OutlineEntry>,
}

/// Makes the sequence.
pub fn flow(doc: &Document, profile: &Profile) -> Flow {
    let out = Flow { paragraphs: vec![], nodes: vec![Node { tag: "Document", parent: 0 }], outline: vec![] };
    let mut b = Builder { profile, out, pending: vec![], depth: 0, heading: 1, title: None };
    for part in [&doc.front, &doc.body, &doc.back] {
        b.blocks(part, 0);
    }
    b.out
}

struct Builder<'a> {
    profile: &'a Profile,
    out: Flow,
    /// Identifiers waiting for the next paragraph.
    pending: Vec<String>,
    /// Nesting of outline entries.
    depth: usize,
    /// Nesting of headings: the title is H1.
    heading: usize,
    /// The node of the title, which all its lines share.
    title: Option<usize>,
}

const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];

impl Builder<'_> {
    fn node(&mut self, tag: &'static str, parent: usize) -> usize {
        self.out.nodes.push(Node { tag, parent });
        self.out.nodes.len() - 1
    }

    fn push(&mut self, chars: Vec<Char>, style: Style) {
        if chars.is_empty() {
            return;
        }
        let ids = std::mem::take(&mut self.pending);
        self.out.paragraphs.push(Paragraph { chars, style, ids, new_page: false, closing: false });
    }

    fn blocks(&mut self, blocks: &[Block], parent: usize) {
        for group in blocks.chunk_by(|a, b| a.is_list() && b.is_list()) {
            if group[0].is_list() {
                let list = self.node("L", parent);
                for b in group {
                    if let Block::Provision(p) = b {
                        self.item(p, list);
                    }
                }
                continue;
            }
            for b in group {
                match b {
                    Block::Text(t) => self.text(t, parent),
                    Block::Provision(p) => self.provision(p, parent),
                }
            }
        }
    }

    fn text(&mut self, t: &Text, parent: usize) {
        let p = self.profile;
        let style = match t.role {
            Role::Title => p.title,
            Role::Number | Role::History => p.note,
            Role::Addressee => Style { indent: 0.0, ..p.body },
            Role::Signature | Role::Trailer => p.closing,
            // A sentence, or a note in brackets, is no line to be set at the right.
            Role::Dateline if t.is_sentence() => p.body,
            Role::Dateline => p.closing,
            Role::Enclosures | Role::Contents | Role::Preamble | Role::Body => p.body,
        };
        // A trailer such as （此件公开发布） stands like running text (GB/T 9704-2012, 7.3.7).
        let style = if t.role == Role::Trailer { p.body } else { style };
        let node = if t.role == Role::Title {
            if let Some(node) = self.title {
                node
            } else {
                let node = self.node("H1", parent);
                self.title = Some(node);
                node
            }
        } else {
            self.node("P", parent)
        };
        self.pending.extend(t.id.iter().map(|id| id.0.clone()));
        let mut chars = vec![];
        set_text(t, style.role, node, &mut chars);
        // Title lines follow each other closely; the space around belongs to the first and the last.
        let mut style = style;
        let continues =
            t.role == Role::Title && self.out.paragraphs.last().is_some_and(|p| p.chars[0].node == node);
        if continues {
            style.before = 0.0;
            if let Some(last) = self.out.paragraphs.last_mut() {
                last.style.after = 0.0;
            }
        }
        let closing = matches!(t.role, Role::Signature | Role::Dateline | Role::Trailer);
        self.push(chars, style);
        if let Some(last) = self.out.paragraphs.last_mut() {
            last.closing = closing;
        }
    }

    fn outline(&mut self, p: &Provision) {
        let title = p.caption(WORDS);
        if !title.is_empty() {
            self.out.outline.push(OutlineEntry { title, depth: self.depth, id: p.id.0.clone() });
        }
    }

    fn provision(&mut self, p: &Provision, parent: usize) {
        self.pending.push(p.id.0.clone());
        if p.level == Level::Paragraph {
            let mut chars = vec![];
            let mut rest = p.blocks.as_slice();
            let node = self.node("P", parent);
            set_label(p, self.profile.body.role, node, &mut chars);
            if let Some(Block::Text(t)) = rest.first() {
                set_text(t, self.profile.body.role, node, &mut chars);
                rest = &rest[1..];
            }
            self.push(chars, self.profile.body);
            return self.blocks(rest, parent);
        }
        self.outline(p);
        let section = self.node("Sect", parent);
        self.depth += 1;
        self.heading += 1;
        if p.level.is_container() {
            self.container(p, section);
        } else {
            self.article(p, section);
        }
        self.depth -= 1;
        self.heading -= 1;
    }

    fn heading_node(&mut self, parent: usize) -> usize {
        self.node(HEADINGS[self.heading.min(HEADINGS.len()) - 1], parent)
    }

    fn container(&mut self, p: &Provision, section: usize) {
        let style = self.profile.heading_style(p.level);
        let node = self.heading_node(section);
        let mut chars = vec![];
        let annex = p.level == Level::Annex;
        if let (true, Some(label)) = (annex, &p.label) {
            // 附件1 stands alone, flush left in Hei (GB/T 9704-2012, 7.3.5); its title is centred below.
            let hei = Style { indent: 0.0, role: Face::Hei, ..self.profile.body };
            set_str(&label.text, label.span.start, hei.role, node, &mut chars);
            let keep = Style { keep_with_next: true, ..hei };
            self.push(std::mem::take(&mut chars), keep);
            if let Some(last) = self.out.paragraphs.last_mut() {
                last.new_page = true;
            }
        } else {
            set_label(p, style.role, node, &mut chars);
        }
        if let Some(h) = &p.heading {
            set_str(&h.text, h.span.start, style.role, node, &mut chars);
        }
        self.push(chars, style);
        self.blocks(&p.blocks, section);
    }

    fn article(&mut self, p: &Provision, section: usize) {
        let number = self.profile.article_number;
        let mut blocks = p.blocks.as_slice();
        let mut chars = vec![];
        match &p.heading {
            Some(h) if h.place != HeadingPlace::RunIn => {
                let style = self.profile.run[0];
                let node = self.heading_node(section);
                if h.place == HeadingPlace::Line {
                    set_label(p, style.role, node, &mut chars);
                }
                set_str(&h.text, h.span.start, style.role, node, &mut chars);
                self.push(std::mem::take(&mut chars), style);
                if h.place == HeadingPlace::Before {
                    let node = self.node("P", section);
                    set_label(p, number, node, &mut chars);
                }
            }
            heading => {
                let node = self.node("P", section);
                set_label(p, number, node, &mut chars);
                if let Some(h) = heading {
                    set_str(&h.text, h.span.start, number, node, &mut chars);
                    set_gap(&h.gap, h.span.end, number, node, &mut chars);
                }
            }
        }
        // The label runs into the first paragraph, in one text with it.
        if !chars.is_empty() {
            let node = chars[0].node;
            if let Some(Block::Provision(first)) = blocks.first().filter(
                |b| matches!(b, Block::Provision(q) if q.level == Level::Paragraph && q.label.is_none()),
            ) {
                let mut inner = first.blocks.as_slice();
                self.pending.push(first.id.0.clone());
                if let Some(Block::Text(t)) = inner.first() {
                    if chars.last().is_some_and(|c| c.value != '　') && first.lead.contains(['\n', '\r']) {
                        set_gap("\n", first.span.start, number, node, &mut chars);
                    }
                    set_text(t, self.profile.body.role, node, &mut chars);
                    inner = &inner[1..];
                }
                self.push(chars, self.profile.body);
                self.blocks(inner, section);
                blocks = &blocks[1..];
            } else {
                self.push(chars, self.profile.body);
            }
        }
        self.blocks(blocks, section);
    }

    fn item(&mut self, p: &Provision, list: usize) {
        self.pending.push(p.id.0.clone());
        let li = self.node("LI", list);
        let lbl = self.node("Lbl", li);
        let body = self.node("LBody", li);
        let style = self.profile.body;
        let headed = p.heading.is_some();
        let face =
            if headed { self.profile.run[usize::from(p.level != Level::Article)].role } else { style.role };
        let mut chars = vec![];
        set_label(p, face, lbl, &mut chars);
        if let Some(h) = &p.heading {
            set_str(&h.text, h.span.start, face, body, &mut chars);
            set_gap(&h.gap, h.span.end, face, body, &mut chars);
        }
        let mut rest = p.blocks.as_slice();
        let alone = p.heading.as_ref().is_some_and(|h| h.place == HeadingPlace::Line);
        if !alone && let Some(Block::Text(t)) = rest.first() {
            set_text(t, style.role, body, &mut chars);
            rest = &rest[1..];
        }
        self.push(chars, Style { keep_with_next: alone && !rest.is_empty(), ..style });
        self.blocks(rest, body);
    }
}

/// The label, with the gap after it as its form wants it.
fn set_label(p: &Provision, face: Face, node: usize, chars: &mut Vec<Char>) {
    let Some(label) = &p.label else { return };
    set_str(&label.text, label.span.start, face, node, chars);
    if p.blocks.is_empty() && p.heading.is_none() {
        return;
    }
    set_label_gap(label, face, node, chars);
}

/// 第一条 and 第一章 keep one ideographic space, （一） and 一、 none, 1. a word space; none is made where the source
/// has none.
fn set_label_gap(label: &Label, face: Face, node: usize, chars: &mut Vec<Char>) {
    if label.gap.is_empty() {
        return;
    }
    let list = form_named(&label.form).is_some_and(|f| f.group == Group::List);
    let narrow = label.text.ends_with(['.', ')']) || label.text.chars().count() == 1;
    if !list {
        set_gap("\n", label.span.end, face, node, chars);
    } else if narrow {
        set_gap(" ", label.span.end, face, node, chars);
    }
}

fn set_gap(gap: &str, at: u32, face: Face, node: usize, chars: &mut Vec<Char>) {
    if !gap.is_empty() {
        let char = if gap == " " { ' ' } else { '　' };
        chars.push(Char { value: char, face, node, at });
    }
}

fn set_text(t: &Text, face: Face, node: usize, chars: &mut Vec<Char>) {
    set_str(&t.readable(), t.span.start, face, node, chars);
}

/// Adds a string; its runs of white space become one space, and none where Han meets Latin (the composer makes that
/// gap itself).
fn set_str(s: &str, at: u32, face: Face, node: usize, out: &mut Vec<Char>) {
    let mut space: Option<char> = None;
    for (i, c) in s.char_indices() {
        if chars::is_space(c) {
            space = Some(if c == '　' || space == Some('　') { '　' } else { ' ' });
            continue;
        }
        if let Some(sp) = space.take() {
            let before = out.last().map(|c| c.value);
            let meets =
                before.is_some_and(|b| chars::is_han(b) != chars::is_han(c) && (is_latin(b) || is_latin(c)));
            if sp == '　' || !meets {
                out.push(Char { value: sp, face, node, at: at + i as u32 });
            }
        }
        out.push(Char { value: c, face, node, at: at + i as u32 });
    }
}

fn is_latin(c: char) -> bool {
    super::breaks::class(c) == super::breaks::Class::Alnum
}
