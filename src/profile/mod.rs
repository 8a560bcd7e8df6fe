//! Profiles: page, grid and styles as data. Every figure names its source; lengths are points unless said otherwise.

mod long;
mod table;

pub use long::{Furniture, HEAD, Long, When};
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

/// Which way lines run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Writing {
    /// From left to right, one below the other.
    #[default]
    Horizontal,
    /// From top to bottom, from right to left; the binding is on the right (JLREQ 2.3, CLREQ 2.2).
    Vertical,
}

/// How a block is aligned. In vertical lines left is above, and right is below.
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
#[derive(Clone, PartialEq)]
pub struct Profile {
    /// The name for `--profile`.
    pub name: &'static str,
    /// One line about it, in Chinese and English.
    pub about: (&'static str, &'static str),
    /// Paper width and height.
    pub paper: (f32, f32),
    /// Left and top margin; the inner one for the left, where inner and outer margin change places.
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
    /// Whether the lines of articles, 項 and 号 below the first stand one character further in than their labels, as in Japanese
    /// statutes; where nothing is said, those of documents in Japanese do.
    pub hanging_labels: Option<bool>,
    /// Whether a document with chapters gets a table of contents, or, where it has one of its own, the numbers of pages
    /// in it.
    pub contents: bool,
    /// Whether words of alphabetic languages are divided at the ends of lines.
    pub hyphenation: bool,
    /// Whether paragraphs that are mostly words between spaces are flush left and ragged, where others are justified.
    pub ragged: bool,
    /// What long documents have besides.
    pub long: Long,
    /// Which way lines run.
    pub writing: Writing,
    /// The most figures that stand side by side in a vertical line (CLREQ 3.2.6, JLREQ 3.2.5): two to four.
    pub figures: usize,
}

/// Direction and figures are named for vertical lines alone, and what long documents have where it is not what our profile of
/// the name says: the identifier of a file, which this text is a part of, is what it was before these could be chosen.
impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = f.debug_struct("Profile");
        out.field("name", &self.name).field("about", &self.about).field("paper", &self.paper);
        out.field("origin", &self.origin).field("columns", &self.columns).field("lines", &self.lines);
        out.field("mode", &self.mode).field("body", &self.body).field("title", &self.title);
        out.field("note", &self.note).field("heading", &self.heading).field("run", &self.run);
        out.field("article_number", &self.article_number).field("closing", &self.closing);
        out.field("footnote", &self.footnote).field("caption", &self.caption).field("cell", &self.cell);
        out.field("folio", &self.folio).field("head", &self.head).field("mirrored", &self.mirrored);
        out.field("hanging", &self.hanging).field("contents", &self.contents);
        if self.is_vertical() {
            out.field("writing", &self.writing).field("figures", &self.figures);
        }
        if named(self.name).is_none_or(|own| own.long != self.long) {
            out.field("long", &self.long);
        }
        if !self.hyphenation {
            out.field("hyphenation", &false);
        }
        if self.ragged {
            out.field("ragged", &true);
        }
        if let Some(hanging) = &self.hanging_labels {
            out.field("hanging_labels", hanging);
        }
        out.finish()
    }
}

impl Style {
    /// Whether its lines are those of a title or heading, and not of a text: they are balanced, and end where units of sense do.
    pub fn is_title(&self) -> bool {
        match self.align {
            Align::Justify => false,
            Align::Left => self.keep_with_next,
            Align::Centre | Align::Right => true,
        }
    }
}

impl Profile {
    /// Whether lines run from top to bottom.
    pub fn is_vertical(&self) -> bool {
        self.writing == Writing::Vertical
    }
    /// How long a line is: the width of the type area, its height where lines are vertical.
    pub fn width(&self) -> f32 {
        self.columns.0 as f32 * self.columns.1
    }
    /// How far lines go: the height of the type area, its width where lines are vertical.
    pub fn height(&self) -> f32 {
        self.lines.0 as f32 * self.lines.1
    }
    /// Width and height of the type area on paper.
    pub fn area(&self) -> (f32, f32) {
        if self.is_vertical() { (self.height(), self.width()) } else { (self.width(), self.height()) }
    }
    /// Whether a page, counted from 1, lies on the right when the book is open: odd ones do, and even ones where it is bound
    /// on the right.
    pub fn on_the_right(&self, page: usize) -> bool {
        page.is_multiple_of(2) == self.is_vertical()
    }
    /// Left edge of the type area of a page, counted from 1.
    pub fn left(&self, page: usize) -> f32 {
        let swapped = self.mirrored && !self.on_the_right(page);
        if swapped { self.paper.0 - self.origin.0 - self.area().0 } else { self.origin.0 }
    }
    /// Where the lines of a page begin, and its first line: from the left and the upper edge of the paper, from the upper
    /// and the right one where lines are vertical.
    pub fn first_line(&self, page: usize) -> (f32, f32) {
        let left = self.left(page);
        if self.is_vertical() {
            (self.origin.1, self.paper.0 - left - self.area().0)
        } else {
            (left, self.origin.1)
        }
    }
    /// The place on paper, from its upper left corner, of one that is told along the lines and across them.
    pub fn on_paper(&self, (along, across): (f32, f32)) -> (f32, f32) {
        if self.is_vertical() { (self.paper.0 - across, along) } else { (along, across) }
    }
    /// The same page with lines that run another way, as many as fit into the type area.
    #[must_use]
    pub fn written(&self, writing: Writing) -> Self {
        let mut out = Self { writing, ..self.clone() };
        if writing == self.writing {
            return out;
        }
        let (wide, high) = self.area();
        let (along, across) = if out.is_vertical() { (high, wide) } else { (wide, high) };
        let fits = |room: f32, pitch: f32| (room / pitch + 0.01).max(1.0) as u32;
        (out.columns.0, out.lines.0) = (fits(along, self.columns.1), fits(across, self.lines.1));
        if self.mode == Mode::Grid {
            (out.columns.1, out.lines.1) = (along / out.columns.0 as f32, across / out.lines.0 as f32);
        }
        let own = out.area();
        out.origin = (self.origin.0 + (wide - own.0) / 2.0, self.origin.1 + (high - own.1) / 2.0);
        out
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

/// The profile for a document of a language with vertical lines.
pub fn vertical_for(language: &str) -> &'static Profile {
    let name = if language.starts_with("ja") { "tate" } else { "zhipai" };
    named(name).unwrap_or(&PROFILES[0])
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
            for p in [p, &p.written(Writing::Vertical)] {
                let (width, height) = p.area();
                assert!(
                    p.origin.0 + width < p.paper.0 && p.origin.1 + height + p.folio.below < p.paper.1,
                    "{}",
                    p.name
                );
            }
        }
    }

    #[test]
    fn a_page_with_vertical_lines_has_the_same_type_area_and_is_bound_on_the_right() {
        let across = named("gbt9704").expect("a profile");
        let down = across.written(Writing::Vertical);
        assert_eq!((down.columns.0, down.lines.0), (40, 15));
        assert!(
            (down.area().0 - across.area().0).abs() < 0.01 && (down.area().1 - across.area().1).abs() < 0.01
        );
        let book = named("zhipai").expect("a profile");
        // The inner margin of the first page is on its right.
        assert!((book.paper.0 - book.left(1) - book.area().0 - book.origin.0).abs() < 0.01);
        assert!((book.left(2) - book.origin.0).abs() < 0.01);
        let first = book.on_paper(book.first_line(2));
        assert!(
            (first.0 - book.left(2) - book.area().0).abs() < 0.01 && (first.1 - book.origin.1).abs() < 0.01
        );
    }

    #[test]
    fn the_official_page_has_the_geometry_of_the_standard() {
        let p = named("gbt9704").expect("a profile");
        assert!((p.width() - 156.0 * MM).abs() < 0.01 && (p.height() - 225.0 * MM).abs() < 0.01);
        assert_eq!((p.columns.0, p.lines.0), (28, 22));
    }
}
