//! What lines are to fit: their width, how they are aligned, and by which rules.

use super::breaks::Class;
use super::spacing::{Unit, runs};
use crate::profile::{Align, Mode};

/// What the lines are to fit.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// How lines are composed.
    pub mode: Mode,
    /// Alignment.
    pub align: Align,
    /// Width of a line; in the grid, the number of cells.
    pub width: f32,
    /// Width of a cell in the grid; 1 elsewhere.
    pub pitch: f32,
    /// Indent of the first line, in the unit of `width`.
    pub indent: f32,
    /// Whether commas and full stops at the end of a line hang outside it.
    pub hanging: bool,
    /// Whether as few lines as can be had are wanted.
    pub few: bool,
    /// Whether it is a title or heading, whose lines are balanced and end where units of sense do.
    pub title: bool,
}

impl Measure {
    /// The grid is for ideographs: a text that is mostly words between spaces, which cells would drive apart, is set
    /// freely between the same margins; where it is to be `ragged`, it is not justified.
    pub fn fit_for(&self, units: &[Unit], ragged: bool) -> Self {
        let width =
            |of: fn(Class) -> bool| units.iter().filter(|u| of(u.class)).map(|u| u.advance).sum::<f32>();
        let letters = width(|c| runs(c) && c != Class::Space);
        let ragged = ragged && self.align == Align::Justify;
        if self.mode != Mode::Grid && !ragged || letters <= width(Class::is_ideographic) {
            return *self;
        }
        let align = if ragged { Align::Left } else { self.align };
        let (width, indent) = (self.width * self.pitch, self.indent * self.pitch);
        Self { mode: Mode::Clreq, align, width, indent, pitch: 1.0, ..*self }
    }
}
