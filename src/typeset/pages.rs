//! The result: pages with every glyph at its place, the structure they belong to, and where things are.

use super::tag::Tag;
use crate::font::Fonts;
use crate::ir::Picture;
use crate::number::Level;
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
    pub nodes: Vec<TagNode>,
    /// Entries for the outline, in order.
    pub outline: Vec<OutlineEntry>,
    /// Where identifiers stand.
    pub destinations: Vec<Destination>,
    /// The pictures of the document that can be printed.
    pub pictures: Vec<Picture>,
}

impl Pages<'_> {
    /// Whether a piece of a line is part of the document, as against page numbers and contents that were made.
    pub fn is_document(&self, s: &Segment) -> bool {
        let Some(mut node) = s.node else { return false };
        loop {
            match &self.nodes[node] {
                n if n.ours => return false,
                n if n.parent == node => return true,
                n => node = n.parent,
            }
        }
    }
}

/// A page.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Lines of the document.
    pub rows: Vec<TextRow>,
    /// Page number and the like: no part of the document.
    pub furniture: Vec<TextRow>,
    /// Where in the source the document goes on here, if it does.
    pub begins: Option<u32>,
    /// Lines drawn: of tables, above footnotes, the leaders of contents. No part of the document either.
    pub rules: Vec<DrawnRule>,
}

/// How the glyphs of a part of a line stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Turn {
    /// As the line runs: turned a quarter clockwise in a vertical one.
    #[default]
    Along,
    /// Upright in a vertical line: each begins at its place, with its own middle in that of the line ([`MIDDLE`] above the
    /// baseline).
    ///
    /// [`MIDDLE`]: super::MIDDLE
    Upright,
    /// Upright and side by side in a vertical line.
    Across {
        /// Where the left edges of the glyphs are, in points from the middle of the line.
        left: Vec<f32>,
        /// Their width as a share of what the face has.
        squeeze: f32,
    },
}

/// A drawn line, in points from the upper left corner of the paper.
#[derive(Clone, Copy, Debug)]
pub struct DrawnRule {
    /// Where it begins.
    pub from: (f32, f32),
    /// Where it ends.
    pub to: (f32, f32),
    /// Its thickness.
    pub width: f32,
    /// The distance of its dots; none for a solid line.
    pub dots: Option<f32>,
}

/// A line. Places on vertical ones are told as if the paper were turned: along the line from the upper edge of the paper,
/// across it from the right one ([`Profile::on_paper`] says where they are).
#[derive(Debug)]
pub struct TextRow {
    /// Whether it runs from top to bottom.
    pub vertical: bool,
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
    /// Type size.
    pub size: f32,
    /// How far it stands above the baseline.
    pub rise: f32,
    /// How its glyphs stand.
    pub turn: Turn,
    /// Glyphs from left to right.
    pub glyphs: Vec<PlacedGlyph>,
    /// What its glyphs say together, where they do not one by one: words whose letters join or stack.
    pub actual: Option<String>,
    /// A picture that stands here instead of glyphs.
    pub picture: Option<Box<PlacedPicture>>,
}

/// A picture at its place: its lower edge stands on the baseline, its left one where the line is vertical.
#[derive(Clone, Debug)]
pub struct PlacedPicture {
    /// Its place among the pictures of the document.
    pub index: usize,
    /// Left edge, in points from the left edge of the paper.
    pub x: f32,
    /// Width and height; height and width in a vertical line.
    pub size: (f32, f32),
    /// What stands for it.
    pub alt: String,
}

/// A glyph at its place.
#[derive(Clone, Copy, Debug)]
pub struct PlacedGlyph {
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

/// A node of the structure tree.
#[derive(Debug)]
pub struct TagNode {
    /// What it is.
    pub tag: Tag,
    /// Its parent.
    pub parent: usize,
    /// Whether it is ours and no part of the document: the contents that we made.
    pub ours: bool,
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
    /// What it is: running heads show containers, and documents of a volume for the title.
    pub level: Level,
}

/// The place of an identifier.
#[derive(Debug)]
pub struct Destination {
    /// The identifier.
    pub id: String,
    /// Index of the page.
    pub sheet: usize,
    /// Upper edge of its first line, in points below the upper edge of the paper; the right edge of a vertical one, from that
    /// of the paper.
    pub top: f32,
}
