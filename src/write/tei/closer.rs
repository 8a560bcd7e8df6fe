//! The end of a document: signatures, the dateline with its agency and place, and what follows them.

use super::body::Body;
use crate::ir::{Block, Mark, Role, Text};

/// What stands outside the closer proper.
fn trails(t: &Text) -> bool {
    matches!(t.role, Role::Trailer | Role::Enclosures | Role::Note)
}

impl<'d> Body<'_, 'd> {
    /// Signatures, dateline and what follows them.
    pub(super) fn closer(&mut self, blocks: &'d [Block]) {
        let texts: Vec<&'d Text> =
            blocks.iter().filter_map(|b| if let Block::Text(t) = b { Some(t) } else { None }).collect();
        for group in texts.chunk_by(|a, b| trails(a) == trails(b)) {
            if trails(group[0]) {
                for t in group {
                    if t.role == Role::Note {
                        let id = t.id.as_ref().map_or("", |id| id.0.as_str());
                        self.element("note", &[("xml:id", id), ("place", "end")], t);
                        self.x.end_line();
                        continue;
                    }
                    let listed = t.role == Role::Enclosures;
                    self.element("trailer", if listed { &[("rend", "enclosures")] } else { &[] }, t);
                    self.x.end_line();
                }
                continue;
            }
            self.x.start("closer", &[]);
            for t in group {
                if t.role == Role::Dateline {
                    self.x.start("dateline", &[]);
                    self.lead(&t.lead);
                    self.dateline(t);
                    self.end_of_text(t);
                } else {
                    self.element("signed", &[], t);
                }
                self.x.end_line();
            }
            self.x.end_line();
        }
    }

    /// （新华社北京11月25日电）: agency and place are marked beside the date.
    fn dateline(&mut self, t: &'d Text) {
        let spans = [(&self.agency.meta.source, "orgName"), (&self.agency.meta.place, "placeName")];
        let mut marked: Vec<(usize, usize, &str)> = spans
            .into_iter()
            .filter_map(|(s, name)| {
                s.as_ref().filter(|s| !s.span.is_empty() && t.span.contains(s.span)).map(|s| (s.span, name))
            })
            .map(|(s, name)| ((s.start - t.span.start) as usize, (s.end - t.span.start) as usize, name))
            .collect();
        marked.sort_unstable();
        let before_date = t.marks.first().map_or(t.text.len(), |m| m.start as usize);
        if marked.iter().any(|(_, end, _)| *end > before_date) {
            return self.inline(t);
        }
        let mut at = 0;
        for (start, end, name) in marked {
            self.x.text(&t.text[at..start]).leaf(name, &[], &t.text[start..end]);
            at = end;
        }
        let rest = Text {
            text: t.text[at..].to_owned(),
            marks: t
                .marks
                .iter()
                .map(|m| Mark { start: m.start - at as u32, end: m.end - at as u32, kind: m.kind.clone() })
                .collect(),
            ..Text::default()
        };
        self.inline(&rest);
    }
}
