//! What stands in a line: runs with the structure nodes of their marks, how they look, and the objects among them.

use super::setting::{Look, Object, Rise};
use super::{Builder, Setting};
use crate::font::FaceRole as Face;
use crate::ir::{Heading, Mark, MarkKind, MarkTag, Provision, Run, RunKind, Text, is_language, uri};
use crate::typeset::tag::{Leads, Tag};

/// A word longer than this is set as running text with its annotation behind it: an object is never broken.
const LONGEST_BASE: usize = 10;
/// Points of a pixel at 96 to the inch.
const PIXEL: f32 = 0.75;

/// The nodes of the marks around a run, outermost first.
type Open<'t> = Vec<(&'t Mark, usize)>;

impl Builder<'_> {
    /// The room that a picture has in lines so wide.
    pub(super) fn room(&self, width: f32) -> (f32, f32) {
        (width.max(1.0), 0.8 * self.profile.height())
    }

    /// The label, with the white space behind it.
    pub(super) fn set_label(&mut self, p: &Provision, face: Face, node: usize, out: &mut Setting) {
        match p.label.as_ref().filter(|l| !l.marks.is_empty()) {
            Some(label) => {
                let from = out.chars.len();
                self.set_text(&label.as_text(), face, node, out);
                out.chars[from..].iter_mut().for_each(|c| c.look.label = true);
                out.space(p.label_space(), label.span.end, face, node);
            }
            None => out.label(p, face, node),
        }
    }

    /// A heading.
    pub(super) fn set_heading(&mut self, h: &Heading, face: Face, node: usize, out: &mut Setting) {
        if h.marks.is_empty() {
            out.text(&h.text, h.span.start, face, node);
        } else {
            self.set_text(&h.as_text(), face, node, out);
        }
    }

    /// The text, with its marks, its links and its signs of notes.
    pub(super) fn set_text(&mut self, t: &Text, face: Face, node: usize, out: &mut Setting) {
        let mut open: Open = vec![];
        let runs = t.runs();
        let mut k = 0;
        while let Some(run) = runs.get(k) {
            let same = open.iter().zip(&run.marks).take_while(|((a, _), b)| std::ptr::eq(*a, **b)).count();
            open.truncate(same);
            for m in &run.marks[same..] {
                let parent = open.last().map_or(node, |(_, n)| *n);
                let own = self.node_of(m, run, parent);
                open.push((*m, own));
            }
            let innermost = open.last().map_or(node, |(_, n)| *n);
            // Emphasis is another face: Hei, and Kai where the text is in Hei (no slanted or fattened Han).
            let face = match (run.emphasis(), face) {
                (false, face) => face,
                (true, Face::Hei) => Face::Kai,
                (true, _) => Face::Hei,
            };
            let ruby = run.marks.iter().find(|m| m.kind == MarkKind::Ruby);
            if let Some(ruby) = ruby {
                let inside = |r: &&Run| r.marks.iter().any(|m| std::ptr::eq(*m, *ruby));
                let count = runs[k..].iter().take_while(inside).count();
                let at = open.iter().position(|(m, _)| std::ptr::eq(*m, *ruby)).map_or(node, |i| open[i].1);
                self.ruby(&runs[k..k + count], t, (face, at), out);
                k += count;
                continue;
            }
            let from = out.chars.len();
            self.run(run, t, (face, innermost), out);
            let tagged = run.marks.iter().rev().find_map(|m| match &m.kind {
                MarkKind::Language { tag } => super::setting::tongue(tag),
                _ => None,
            });
            if tagged.is_some() {
                out.chars[from..].iter_mut().for_each(|c| c.look.tongue = tagged);
            }
            k += 1;
        }
    }

    /// The node of a mark; that of what stands around it where it has none.
    fn node_of(&mut self, m: &Mark, run: &Run, parent: usize) -> usize {
        tag_of(m, run).map_or(parent, |tag| self.node(tag, parent))
    }

    fn run(&mut self, run: &Run, t: &Text, (face, node): (Face, usize), out: &mut Setting) {
        let at = t.span.start + run.at as u32;
        match run.kind {
            RunKind::NoteReference(id) => {
                if let Some(n) = self.footnotes.get(id) {
                    out.notes.push((out.chars.len(), *n));
                }
                out.raised(&run.text, at, face, node);
            }
            RunKind::NoteLabel => {
                out.raised(&run.text, at, face, node);
                if run.wants_gap() {
                    let parent = self.out.nodes[node].parent;
                    out.space(" ", at, face, parent);
                }
            }
            RunKind::Image(Some(name)) if self.picture(name).is_some() => {
                let Some((index, size)) = self.picture(name) else { return };
                let object = Object::Picture { index, size, alt: run.text.to_string() };
                out.object(object, at, face, node, Look::default());
            }
            _ => out.looking(&run.text, at, face, node, Look::of(&run.marks)),
        }
    }

    /// A picture by its name: its place, and its size in points.
    fn picture(&self, name: &str) -> Option<(usize, (f32, f32))> {
        let index = self.out.pictures.iter().position(|p| p.name == name)?;
        let (width, height) = self.out.pictures[index].size;
        let size = (width as f32 * PIXEL, height as f32 * PIXEL);
        // In a vertical line it is as long as it is high.
        Some((index, if self.profile.is_vertical() { (size.1, size.0) } else { size }))
    }

    /// A word with its annotation: one object, which no line breaks (JLREQ 3.3.5).
    fn ruby(&mut self, runs: &[Run], t: &Text, (face, node): (Face, usize), out: &mut Setting) {
        let nodes = [self.node(Tag::RubyBase, node), self.node(Tag::RubyText, node)];
        let mut parts = [Setting::default(), Setting::default()];
        let mut look = Look::default();
        for r in runs {
            let annotation = r.marks.iter().any(|m| m.kind == MarkKind::RubyText);
            let k = usize::from(annotation);
            if !annotation {
                look = Look { rise: Rise::None, ..Look::of(&r.marks) };
            }
            parts[k].text(&r.text, t.span.start + r.at as u32, face, nodes[k]);
        }
        let [base, text] = parts;
        if text.is_empty() || base.is_empty() || base.chars.len() > LONGEST_BASE {
            out.chars.extend(base.chars);
            let small = Look { rise: Rise::Up, ..Look::default() };
            out.chars.extend(text.chars.into_iter().map(|c| super::Char { look: small, ..c }));
            return;
        }
        let at = base.chars[0].at;
        out.object(Object::Ruby { base: base.chars, text: text.chars }, at, face, nodes[0], look);
    }
}

/// The tag of a mark, if it has one and there is something to say.
fn tag_of(m: &Mark, run: &Run) -> Option<Tag> {
    let form = m.kind.form();
    Some(match (form.pdf?, &m.kind) {
        (MarkTag::Label, _) => Tag::Label,
        (MarkTag::Link, MarkKind::Reference { target, .. } | MarkKind::NoteReference { target }) => {
            Tag::Link(Leads::Here(target.0.clone()))
        }
        (MarkTag::Link, MarkKind::Citation { sibling: Some(sibling), .. }) => {
            Tag::Link(Leads::Beside(sibling.clone()))
        }
        (MarkTag::Link, MarkKind::Link { target }) => Tag::Link(Leads::Out(uri(target)?)),
        (MarkTag::Span, MarkKind::Language { tag }) => {
            let language = Some(is_language(tag).then(|| tag.clone())?);
            Tag::Span { stroke: None, language, name: None }
        }
        (MarkTag::Span, _) => Tag::Span { stroke: form.stroke, language: None, name: None },
        (MarkTag::Named(name), _) => Tag::Span { stroke: form.stroke, language: None, name: Some(name) },
        (MarkTag::Ruby, _) => Tag::Ruby,
        (MarkTag::Figure, _) if !run.text.trim().is_empty() => Tag::Figure(run.text.to_string()),
        (MarkTag::Formula, _) => Tag::Formula(run.text.to_string()),
        // Annotations have nodes beside their bases.
        (MarkTag::Link | MarkTag::Figure | MarkTag::RubyText, _) => return None,
    })
}
