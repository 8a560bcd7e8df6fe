//! What long documents have besides their text: a title page, contents, and heads of pages that say where one is.

use super::{Head, Profile};
use crate::font::FaceRole;

/// In which documents something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// In none.
    #[default]
    Never,
    /// In long ones.
    Long,
    /// In all.
    Always,
}

impl When {
    const fn stands(self, long: bool) -> bool {
        matches!((self, long), (Self::Always, _) | (Self::Long, true))
    }
}

/// What a profile gives long documents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Long {
    /// The title, number and adoption notes on a page of their own.
    pub title_page: When,
    /// Every 编 on a new page.
    pub parts: When,
    /// The articles of a page in its running head.
    pub articles: When,
    /// Whether contents list articles too.
    pub entries: bool,
    /// Whether there are contents in long documents, where the profile has none in others.
    pub contents: bool,
    /// The running head of long documents, where the profile has none in others.
    pub head: Option<Head>,
}

/// The running head of a profile that names none.
pub const HEAD: Head = Head { role: FaceRole::Kai, size: 9.0, above: 14.0 };

impl Long {
    /// Nothing.
    pub const NONE: Self = Self {
        title_page: When::Never,
        parts: When::Never,
        articles: When::Never,
        entries: false,
        contents: false,
        head: None,
    };
    /// What laws and books have.
    pub const ALL: Self = Self {
        title_page: When::Long,
        parts: When::Long,
        articles: When::Long,
        entries: false,
        contents: true,
        head: Some(HEAD),
    };
}

/// What one document has of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Furniture {
    /// See [`Long::title_page`].
    pub title_page: bool,
    /// See [`Long::parts`].
    pub parts: bool,
    /// See [`Long::articles`].
    pub articles: bool,
    /// See [`Long::entries`].
    pub entries: bool,
    /// Contents where there are chapters, or the numbers of pages in those of the source.
    pub contents: bool,
    /// The running head.
    pub head: Option<Head>,
}

impl Profile {
    /// What a document has, a long one or another.
    pub fn furniture(&self, long: bool) -> Furniture {
        let own = &self.long;
        Furniture {
            title_page: own.title_page.stands(long),
            parts: own.parts.stands(long),
            articles: own.articles.stands(long),
            entries: own.entries,
            contents: self.contents || own.contents && long,
            head: self.head.or(own.head.filter(|_| long)),
        }
    }
}
