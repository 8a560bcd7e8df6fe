//! The text of a paragraph or a table with its marks, each as the element that the table of marks names.

use super::body::Body;
use crate::ir::{ENCODED, Mark, MarkKind, Role, Text, is_language, uri};
use crate::write::mathml;

/// A mark that was opened.
struct Open {
    /// Where it ends.
    end: u32,
    /// How many elements end there.
    elements: usize,
    /// Whether it is a ruby whose annotation is still to come, or something of which only the text is written.
    ruby: bool,
    whole: bool,
}

impl Body<'_, '_> {
    /// The text with its marks.
    pub(super) fn inline(&mut self, t: &Text) {
        let mut at = 0usize;
        let mut open: Vec<Open> = vec![];
        let table = t.role == Role::Table;
        for (k, m) in t.marks.iter().enumerate() {
            while let Some(last) = open.pop_if(|o| o.end <= m.start) {
                self.x.text(&t.text[at..last.end as usize]);
                at = last.end as usize;
                self.close(last.elements);
            }
            self.x.text(&t.text[at..m.start as usize]);
            at = m.start as usize;
            let whole = open.iter().any(|o| o.whole);
            let elements = if whole { self.silent(&m.kind) } else { self.open(t, k, &mut open) };
            let Some(elements) = elements else { continue };
            let ruby = m.kind == MarkKind::Ruby;
            open.push(Open { end: m.end, elements, ruby, whole: m.kind.is_whole() });
        }
        while let Some(last) = open.pop() {
            self.x.text(&t.text[at..last.end as usize]);
            at = last.end as usize;
            // The innermost mark that goes to the end of a table is its last cell, or stands in it.
            if table && open.len() == 1 {
                self.end_of_table(t);
            }
            self.close(last.elements);
        }
        self.x.text(&t.text[at..]);
    }

    fn close(&mut self, elements: usize) {
        for _ in 0..elements {
            self.x.end();
        }
    }

    /// Inside formulas and descriptions of figures TEI has no `seg`.
    fn silent(&mut self, kind: &MarkKind) -> Option<usize> {
        let rend = match kind {
            MarkKind::Break => "sep",
            MarkKind::Markup => "markup",
            _ => return None,
        };
        self.x.start("hi", &[("rend", rend)]);
        Some(1)
    }

    /// Opens the elements of a mark, and says how many; none for one that is not written.
    fn open(&mut self, t: &Text, k: usize, open: &mut [Open]) -> Option<usize> {
        let m = &t.marks[k];
        let (element, fixed) = m.kind.form().tei?;
        let mut own: Vec<(&str, String)> = vec![];
        let mut within = None;
        match &m.kind {
            MarkKind::Date { when, to, inferred } => {
                match to {
                    None => own.push(("when", when.clone())),
                    Some(to) => own.extend([("from", when.clone()), ("to", to.clone())]),
                }
                if *inferred {
                    own.extend([("cert", "medium".to_owned()), ("evidence", "conjecture".to_owned())]);
                }
            }
            MarkKind::Term => {
                self.terms += 1;
                own.push(("xml:id", format!("term-{}", self.terms)));
            }
            MarkKind::TermUse { term } => own.push(("ref", ["#", &term.0].concat())),
            MarkKind::NoteReference { target } => own.push(("target", ["#", &target.0].concat())),
            MarkKind::Reference { target, more, rule } => {
                let mut all = ["#", &target.0].concat();
                for id in more {
                    all.extend([" #", &id.0]);
                }
                own.push(("target", all));
                own.extend(rule.map(|r| ("subtype", r.name().to_owned())));
            }
            MarkKind::Citation { title, pinpoint, rule, sibling } => {
                own.push(("cRef", [title, "#", pinpoint.as_deref().unwrap_or("")].concat()));
                own.extend(rule.map(|r| ("subtype", r.name().to_owned())));
                // No reference has a target beside cRef.
                own.extend(sibling.as_ref().map(|s| ("corresp", s.href("tei.xml"))));
            }
            MarkKind::Link { target } => own.push(("target", uri(target)?)),
            MarkKind::Language { tag } if is_language(tag) => {
                own.push(("xml:lang", tag.clone()));
                let whole = m.start == 0 && m.end as usize == t.text.len();
                let renders = self.rendered.get(&t.span.start).filter(|_| whole);
                own.extend(renders.map(|id| ("corresp", format!("#{id}"))));
            }
            MarkKind::Language { .. } => return None,
            MarkKind::Encoded { element, attributes } => {
                let element = ENCODED.iter().find(|e| *e == element)?;
                let sound = attributes.iter().filter(|(key, _)| is_name(key));
                let own: Vec<(&str, &str)> = sound.map(|(k, v)| (k.as_str(), v.as_str())).collect();
                self.x.start(element, &own);
                return Some(1);
            }
            MarkKind::Row { header } => {
                own.push(("role", if *header { "label" } else { "data" }.to_owned()));
            }
            MarkKind::Cell => cell(t, k, &mut own),
            MarkKind::Ruby if annotated(m, &t.marks[k + 1..]) => within = Some("rb"),
            MarkKind::Ruby => return None,
            MarkKind::RubyText => {
                let ruby = open.last_mut()?;
                if !std::mem::take(&mut ruby.ruby) {
                    return None;
                }
                ruby.elements -= 1;
                self.x.end();
            }
            MarkKind::Math { mathml } => {
                if let Some(formula) = mathml::clean(mathml, None) {
                    self.formulas.push(formula);
                    own.push(("corresp", format!("#formula-{}", self.formulas.len())));
                }
            }
            MarkKind::Image { .. } if m.start < m.end => within = Some("figDesc"),
            _ => {}
        }
        let attributes: Vec<(&str, &str)> =
            fixed.iter().copied().chain(own.iter().map(|(key, value)| (*key, value.as_str()))).collect();
        self.x.start(element, &attributes);
        if let MarkKind::Image { media: Some(name) } = &m.kind
            && let Some(n) = self.agency.media.iter().position(|media| media.name == *name)
        {
            self.x.empty("graphic", &[("url", &format!("#media-{}", n + 1))]);
        }
        if let Some(name) = within {
            self.x.start(name, &[]);
        }
        if matches!(m.kind, MarkKind::Cell | MarkKind::Caption) {
            let lead = std::mem::take(&mut self.first_cell);
            self.lead(lead);
        }
        Some(1 + usize::from(within.is_some()))
    }
}

/// Whether an attribute may be called so.
fn is_name(key: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(legal) && !key.starts_with("xmlns")
}

/// Whether a ruby has an annotation at its end.
fn annotated(ruby: &Mark, after: &[Mark]) -> bool {
    let mut inside = after.iter().take_while(|m| m.end <= ruby.end);
    inside.any(|m| m.kind == MarkKind::RubyText && m.start > ruby.start && m.end == ruby.end)
}

/// What the marks on a cell's own range say of it.
fn cell(t: &Text, k: usize, own: &mut Vec<(&str, String)>) {
    let cell = &t.marks[k];
    let mut rend = vec![];
    // Empty cells side by side have one range.
    let same = |m: &&Mark| {
        (m.start, m.end) == (cell.start, cell.end) && !matches!(m.kind, MarkKind::Cell | MarkKind::Row { .. })
    };
    for m in t.marks[k + 1..].iter().take_while(same) {
        match &m.kind {
            MarkKind::CellSpan { rows, columns } => {
                own.extend((*rows > 1).then(|| ("rows", rows.to_string())));
                own.extend((*columns > 1).then(|| ("cols", columns.to_string())));
            }
            MarkKind::CellHead { scope } => {
                own.push(("role", "label".to_owned()));
                rend.push(format!("scope-{}", scope.name()));
            }
            MarkKind::CellAlign { align } => rend.push(format!("align-{}", align.name())),
            _ => {}
        }
    }
    if !rend.is_empty() {
        own.push(("rend", rend.join(" ")));
    }
}
