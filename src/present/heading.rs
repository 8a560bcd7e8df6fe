//! The classes of headings: how great a heading looks follows from its level, and where it has none from those beside it.

use crate::font::FaceRole as Face;
use crate::ir::{Document, Event, HeadingPlace, Provision, events};
use crate::number::Level;
use crate::profile::{Profile, Style};

/// How many depths are told apart; Word and HTML know six headings.
const DEPTHS: usize = 6;

/// The levels that headings have, depth by depth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Headings {
    /// By depth: the level of the first heading there that has a number, else of the first one.
    levels: [Option<Level>; DEPTHS],
}

impl Headings {
    /// The headings of a document. Annexes are a class of their own and stand at no depth.
    pub fn of(doc: &Document) -> Self {
        let (mut out, mut depth) = (Self::default(), 0usize);
        events(doc, |e| match e {
            Event::Enter(p) if p.level.is_container() => {
                if let Some(found) = out.levels.get_mut(depth).filter(|_| p.level != Level::Annex)
                    && matches!(found, None | Some(Level::Other))
                {
                    *found = Some(found.filter(|_| p.level == Level::Other).unwrap_or(p.level));
                }
                depth += 1;
            }
            Event::Leave(p) if p.level.is_container() => depth = depth.saturating_sub(1),
            _ => {}
        });
        out
    }

    /// The level whose class headings have at a depth, counted from 0.
    pub fn at(&self, depth: usize) -> Option<Level> {
        self.levels.get(depth).copied().flatten()
    }

    /// How a profile sets the heading of a level at a depth: one without a number, such as 附则, looks like those beside
    /// it.
    pub fn style(&self, p: &Profile, level: Level, depth: usize) -> Style {
        match level {
            Level::Document => p.title,
            Level::Other => p.heading_style(self.at(depth).unwrap_or(level)),
            level => p.heading_style(level),
        }
    }

    /// Whether a container is a 编: 附则 beside them looks like one, and is one.
    pub fn is_part(&self, level: Level, depth: usize) -> bool {
        self.at(depth).filter(|_| level == Level::Other).unwrap_or(level) == Level::Part
    }
}

/// The face of a provision's label, and of the heading that runs into its text or stands behind it.
pub fn label_face(p: &Profile, of: &Provision) -> Face {
    match &of.heading {
        Some(h) if of.level == Level::Article && h.place == HeadingPlace::Line => p.run[0].role,
        _ if of.level == Level::Article => p.article_number,
        Some(_) if of.level.is_list() => p.run[1].role,
        _ => p.body.role,
    }
}
