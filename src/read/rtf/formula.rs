//! Formulas: their parts are groups, named as the elements of formulas are in Word files, with an m before.

use super::group::{Ends, To};
use super::reader::Reader;
use crate::read::word::escape;
use std::fmt::Write;

/// A part of a formula: its name, what it says and what it holds.
#[derive(Debug, Default)]
pub struct Part {
    pub name: String,
    pub value: String,
    pub content: String,
}

impl Reader {
    /// A part of a formula begins; other words in its group are about its looks.
    pub fn formula_word(&mut self, word: &str) {
        const DEEPEST: usize = 40;
        let Some(name) = word.strip_prefix('m').filter(|_| self.group.ends != Ends::Formula) else { return };
        if self.formula.len() >= DEEPEST {
            self.group.to = To::Nowhere;
            return;
        }
        self.group.ends = Ends::Formula;
        self.formula.push(Part { name: name.to_owned(), ..Part::default() });
    }

    /// A part of a formula ends.
    pub fn formula_ends(&mut self) {
        let Some(part) = self.formula.pop() else { return };
        let mut xml = format!("<{}", part.name);
        let mut value = String::new();
        escape(&part.value, &mut value);
        if part.name == "r" {
            let _ = write!(xml, ">{}<t xml:space=\"preserve\">{value}</t></r>", part.content);
        } else {
            if !value.is_empty() {
                let _ = write!(xml, " val=\"{value}\"");
            }
            let _ = write!(xml, ">{}</{}>", part.content, part.name);
        }
        match self.formula.last_mut() {
            Some(outer) => outer.content.push_str(&xml),
            None => self.frame().story.beside(&xml),
        }
    }
}
