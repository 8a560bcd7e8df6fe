//! Profiles: page, grid and styles as data. Every figure names its source; lengths are points unless said otherwise.

mod table;

pub use table::PROFILES;

use crate::font::FaceRole;
use crate::ir::Kind;
use crate::number::Level;

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;

/// How lines are composed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Every character in a cell at a fixed place.
    Grid,
    /// Free pitch with ordered compression and expansion (CLREQ 3.2).
    Clreq,
}

/// How a block is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Flush left, ragged right.
    Left,
    /// Both edges flush, the last line natural.
    Justify,
    /// Centred.
    Centre,
    /// Flush right.
    Right,
}

/// How a kind of block is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The face.
    pub role: FaceRole,
    /// Type size.
    pub size: f32,
    /// Alignment.
    pub align: Align,
    /// First-line indent, in em of the block's size.
    pub indent: f32,
    /// Indent of the left edge, in em.
    pub left: f32,
    /// Indent of the right edge, in em.
    pub right: f32,
    /// Empty lines of the grid before it.
    pub before: f32,
    /// Empty lines after it.
    pub after: f32,
    /// Distance of its own lines, in lines of the grid.
    pub leading: f32,
    /// Whether it may not stand last on a page.
    pub keep_with_next: bool,
}

/// What stands above the type area, from the second page on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    /// Its face.
    pub role: FaceRole,
    /// Type size.
    pub size: f32,
    /// From its baseline down to the type area.
    pub above: f32,
}

/// Where the page number stands, and how it looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Folio {
    /// Type size.
    pub size: f32,
    /// What stands before and after the number.
    pub around: (&'static str, &'static str),
    /// From the lower edge of the type area down to the number's baseline.
    pub below: f32,
    /// Distance from the outer edge of the type area for odd right, even left; `None` for the middle.
    pub outer: Option<f32>,
}

/// A page and all that stands on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The name for `--profile`.
    pub name: &'static str,
    /// One line about it, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// Paper width and height.
    pub paper: (f32, f32),
    /// Left and top margin.
    pub origin: (f32, f32),
    /// Characters in a line and their distance.
    pub columns: (u32, f32),
    /// Lines on a page and their distance.
    pub lines: (u32, f32),
    /// How lines are composed.
    pub mode: Mode,
    /// Running text.
    pub body: Style,
    /// The title of the document.
    pub title: Style,
    /// 文号 and adoption notes.
    pub note: Style,
    /// 编, 章, 节, unnumbered headings, annex titles.
    pub heading: [Style; 3],
    /// The heading line of an article, and of an item.
    pub run: [Style; 2],
    /// The face of an article's number.
    pub article_number: FaceRole,
    /// Signature and dateline.
    pub closing: Style,
    /// Footnotes at the foot of a page.
    pub footnote: Style,
    /// Captions and cells of tables.
    pub caption: Style,
    /// The text in the cells of a table.
    pub cell: Style,
    /// The page number.
    pub folio: Folio,
    /// The running head: the title on even pages, what the page begins with on odd ones.
    pub head: Option<Head>,
    /// Whether inner and outer margin change places on even pages.
    pub mirrored: bool,
    /// Whether commas and full stops at the ends of lines hang in the margin (CLREQ 3.2.4).
    pub hanging: bool,
    /// Whether a document with chapters gets a table of contents, or, where it has one of its own, the numbers of pages
    /// in it.
    pub contents: bool,
}

impl Profile {
    /// Width of the type area.
    pub fn width(&self) -> f32 {
        self.columns.0 as f32 * self.columns.1
    }
    /// Left edge of the type area of a page, counted from 1.
    pub fn left(&self, page: usize) -> f32 {
        let swapped = self.mirrored && page.is_multiple_of(2);
        if swapped { self.paper.0 - self.origin.0 - self.width() } else { self.origin.0 }
    }
    /// Height of the type area.
    pub fn height(&self) -> f32 {
        self.lines.0 as f32 * self.lines.1
    }
    /// Whether it is for official documents, which want the faces made for them where these are installed.
    pub fn is_official(&self) -> bool {
        self.body.role == FaceRole::Fangsong
    }
    /// The style of a container's heading.
    pub fn heading_style(&self, level: Level) -> Style {
        match level {
            Level::Annex | Level::Part => self.heading[0],
            Level::Subpart | Level::Chapter | Level::Other => self.heading[1],
            _ => self.heading[2],
        }
    }
}

/// The profile of a name.
pub fn named(name: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|p| p.name == name)
}

/// The profile for a kind of document.
pub fn for_kind(kind: Kind) -> &'static Profile {
    let name = match kind {
        Kind::Law | Kind::Regulation => "law",
        Kind::Notice => "gbt9704",
        Kind::Statement | Kind::Treaty | Kind::Other => "statement",
    };
    named(name).unwrap_or(&PROFILES[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_areas_fit_their_paper() {
        for p in PROFILES {
            assert!(
                p.origin.0 + p.width() < p.paper.0 && p.origin.1 + p.height() + p.folio.below < p.paper.1,
                "{}",
                p.name
            );
        }
    }

    #[test]
    fn the_official_page_has_the_geometry_of_the_standard() {
        let p = named("gbt9704").expect("a profile");
        assert!((p.width() - 156.0 * MM).abs() < 0.01 && (p.height() - 225.0 * MM).abs() < 0.01);
        assert_eq!((p.columns.0, p.lines.0), (28, 22));
    }
}
