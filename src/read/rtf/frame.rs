//! Stories of their own: the body, notes, comments, headers, boxes of text, each with its paragraph and row.

use super::group::Ends;
use crate::read::word::{Cell, Down, End, MOST, Row, Story};
use std::rc::Rc;

/// What words say of a row, cell by cell.
#[derive(Debug, Default)]
pub struct Definition {
    left: i32,
    cells: Vec<Cell>,
    /// The same, where rows have it already.
    shared: Option<Rc<[Cell]>>,
    header: bool,
    /// What is said of the cell whose edge comes next.
    next: Cell,
}

impl Definition {
    /// Takes a word; whether it is one about rows.
    pub fn take(&mut self, word: &str, number: Option<i32>) -> bool {
        let n = number.unwrap_or(0);
        match word {
            "trowd" => *self = Self::default(),
            "trleft" => self.left = n,
            "trhdr" => self.header = true,
            "clmrg" => self.next.with_left = true,
            "clvmgf" => self.next.down = Some(Down::First),
            "clvmrg" => self.next.down = Some(Down::GoesOn),
            "cellx" => {
                let cell = Cell { edge: n, ..std::mem::take(&mut self.next) };
                if self.cells.len() < MOST {
                    self.cells.push(cell);
                    self.shared = None;
                }
            }
            _ => return false,
        }
        true
    }

    /// The row.
    pub fn row(&mut self) -> Row {
        let cells = self.shared.get_or_insert_with(|| self.cells.as_slice().into());
        Row { left: self.left, cells: Rc::clone(cells), header: self.header }
    }
}

/// A story in the making.
#[derive(Debug)]
pub struct Frame {
    pub story: Story,
    /// What its end does.
    pub ends: Ends,
    /// The label of the paragraph, where it is written out.
    pub label: Option<String>,
    /// Its row, and that of a table inside.
    pub row: Definition,
    pub inner_row: Definition,
    /// Whether the sign of a note was just counted.
    pub counted: bool,
    /// Whether the note is an endnote.
    pub at_end: bool,
}

impl Frame {
    pub fn new(ends: Ends) -> Self {
        Self {
            story: Story::default(),
            ends,
            label: None,
            row: Definition::default(),
            inner_row: Definition::default(),
            counted: false,
            at_end: false,
        }
    }

    /// Ends the story; a paragraph that has no end stands so many tables deep.
    pub fn finish(mut self, end: &End, depth: usize) -> (String, crate::read::word::Odd) {
        let label = self.label.take();
        self.story.finish(&End { label: label.as_deref(), ..*end }, depth)
    }
}
