//! The lines of a block as passages, with their places in characters.

use super::Passage;
use crate::ir::{Block, Lines, Role, Whose, read_aloud};
use crate::text::Characters;

/// Takes the lines of a block.
pub struct Passages<'a, 's> {
    at: &'a mut Characters<'s>,
    line: Option<Passage>,
    out: Vec<Passage>,
}

impl Passages<'_, '_> {
    /// The passages of a block.
    pub fn of(block: &Block, at: &mut Characters) -> Vec<Passage> {
        let mut passages = Passages { at, line: None, out: vec![] };
        read_aloud(std::slice::from_ref(block), &mut passages);
        passages.out.extend(passages.line);
        passages.out
    }
}

impl<'b> Lines<'b> for Passages<'_, '_> {
    fn end_line(&mut self) {
        self.out.extend(self.line.take());
    }

    fn say(&mut self, words: &str, whose: Whose<'b>) {
        let fresh = self.line.is_none();
        let line = self.line.get_or_insert_default();
        line.text.push_str(words);
        if let Some(span) = whose.span {
            if fresh {
                line.start = self.at.of(span.start);
            }
            line.end = self.at.of(span.end);
        }
        let own = whose.text.and_then(|t| t.id.as_ref()).or_else(|| whose.provision.map(|p| &p.id));
        line.id = own.map_or(String::new(), |id| id.0.clone());
        let role = whose.text.map(|t| t.role).filter(|r| *r != Role::Body);
        let level = whose.provision.map(|p| p.level.name());
        role.map(Role::name).or(level).unwrap_or(Role::Body.name()).clone_into(&mut line.kind);
    }
}
