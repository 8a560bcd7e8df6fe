//! The result: pages with every glyph at its place, the structure they belong to, and where things are.

use crate::font::Fonts;
use crate::profile::Profile;

/// A document set in pages.
#[derive(Debug)]
pub struct Pages<'a> {
    /// Page geometry.
    pub profile: &'a Profile,
    /// The faces that glyphs refer to.
    pub fonts: Fonts<'a>,
    /// The pages.
    pub sheets: Vec<Sheet>,
    /// The structure tree; node 0 is the document, parents come before children.
    pub nodes: Vec<Node>,
    /// Entries for the outline, in order.
    pub outline: Vec<OutlineEntry>,
    /// Where identifiers stand.
    pub destinations: Vec<Destination>,
}

/// A page.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Lines of the document.
    pub rows: Vec<Row>,
    /// Page number and the like: no part of the document.
    pub furniture: Vec<Row>,
}

/// A line.
#[derive(Debug)]
pub struct Row {
    /// The baseline, in points below the upper edge of the paper.
    pub baseline: f32,
    /// Type size.
    pub size: f32,
    /// Its parts, by structure node.
    pub segments: Vec<Segment>,
}

/// Part of a line that belongs to one node.
#[derive(Debug)]
pub struct Segment {
    /// The structure node; none for furniture.
    pub node: Option<usize>,
    /// Glyphs from left to right.
    pub glyphs: Vec<Placed>,
}

/// A glyph at its place.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    /// The character it stands for.
    pub char: char,
    /// Index of the face in [`Fonts::faces`].
    pub face: usize,
    /// Glyph index; 0 where no face has the character and a box is to be drawn.
    pub id: u16,
    /// Left edge of the glyph, in points from the left edge of the paper.
    pub x: f32,
    /// The font's advance, in points.
    pub advance: f32,
}

/// A node of the structure tree, by its PDF name.
#[derive(Debug)]
pub struct Node {
    /// The standard structure type: Document, Sect, H1, P, L, LI, Lbl, `LBody`.
    pub tag: &'static str,
    /// Its parent.
    pub parent: usize,
}

/// An entry of the outline.
#[derive(Debug)]
pub struct OutlineEntry {
    /// What it says.
    pub title: String,
    /// Nesting, from 0.
    pub depth: usize,
    /// The identifier it leads to.
    pub id: String,
}

/// The place of an identifier.
#[derive(Debug)]
pub struct Destination {
    /// The identifier.
    pub id: String,
    /// Index of the page.
    pub sheet: usize,
    /// Upper edge of its first line, in points below the upper edge of the paper.
    pub top: f32,
}
