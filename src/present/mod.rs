//! What stands on the page, whoever lays it out: how a provision begins, what kind of paragraph a text is, which class a
//! heading has, which face a label, where a title may be broken, who signs beside whom, and what a table of contents lists. The composer of pages
//! and the writers of DOCX and EPUB ask here and decide none of it themselves.

pub mod balance;
mod class;
pub mod contents;
mod heading;
mod long;
mod manner;
mod opening;
pub mod sense;
mod shown;
mod signing;
mod standing;
pub mod title;

pub use class::{Class, paragraph};
pub use heading::{Headings, label_face};
pub use manner::{Manner, is_of_words};
pub use opening::{Opening, opening};
pub use shown::Shown;
pub use signing::{columns, said_and_gap};
pub use standing::{Stand, standing};

/// How far down its page the title of a title page begins, as a share of the lines.
pub const TITLE_DOWN: f32 = 0.25;

/// Characters of the first paragraph in an entry without heading, in outlines, contents and navigation.
pub const WORDS: usize = 16;
