//! What is open at a line: the series with their last numbers, all that the next line can be judged by.

use crate::number::Level;

/// A list that is open: how its labels look, and the last number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    pub look: u8,
    pub number: u16,
    pub branch: u16,
    /// Steps of its number; 0 where it has one number only.
    pub steps: u8,
    /// The level of its items.
    pub level: Option<Level>,
}

/// Lists that can be open at once; deeper ones close the deepest.
const DEEPEST: usize = 10;
/// Looks whose last number is kept.
const LOOKS: usize = 32;
/// Steps of a number.
pub const STEPS: usize = 6;

/// What is open.
#[derive(Clone, Copy, Debug)]
pub struct State {
    pub lists: [Open; DEEPEST],
    pub depth: u8,
    /// The last number of every look, for lists that run on across their parents.
    pub last: [u16; LOOKS],
    pub article: u32,
    pub article_branch: u32,
    pub seen_article: bool,
    /// Whether a container or heading has come since the last article.
    pub headed: bool,
    /// Whether the last unit has nothing behind its label yet.
    pub bare: bool,
    /// Whether that unit is an article.
    pub bare_article: bool,
    /// List signs that head groups of articles (一、一般规定): their look and the last number.
    pub section: (u8, u16),
    /// The look and the last number of the 項 of an article that count from its second one on: ２．.
    pub paragraph: (u8, u16),
    /// The last number of several steps.
    pub path: [u16; STEPS],
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        // What states mostly differ in comes first.
        let Self {
            lists,
            depth,
            last,
            article,
            article_branch,
            seen_article,
            headed,
            bare,
            bare_article,
            section,
            paragraph,
            path,
        } = self;
        *article == other.article
            && *depth == other.depth
            && *bare == other.bare
            && *headed == other.headed
            && *article_branch == other.article_branch
            && *bare_article == other.bare_article
            && *seen_article == other.seen_article
            && *section == other.section
            && *paragraph == other.paragraph
            && *last == other.last
            && *path == other.path
            && *lists == other.lists
    }
}

impl State {
    /// Nothing is open.
    pub const START: Self = Self {
        lists: [Open { look: 0, number: 0, branch: 0, steps: 0, level: None }; DEEPEST],
        depth: 0,
        last: [0; LOOKS],
        article: 0,
        article_branch: 0,
        seen_article: false,
        headed: true,
        bare: false,
        bare_article: false,
        section: (u8::MAX, 0),
        paragraph: (u8::MAX, 0),
        path: [0; STEPS],
    };

    /// The open lists, the outermost first.
    pub fn lists(&self) -> &[Open] {
        &self.lists[..self.depth as usize]
    }

    /// Closes all lists.
    pub const fn close(&mut self) {
        self.depth = 0;
    }

    /// Opens a list at a depth, or goes on with the one there.
    pub fn open(&mut self, depth: usize, list: Open) {
        let depth = depth.min(DEEPEST - 1);
        self.lists[depth] = list;
        self.depth = depth as u8 + 1;
        if let Some(last) = self.last.get_mut(list.look as usize) {
            *last = list.number;
        }
    }

    /// Running text has come.
    pub const fn text(&mut self) {
        self.bare = false;
        self.bare_article = false;
    }

    /// A heading without a number has come.
    pub fn heading(&mut self) {
        self.close();
        self.headed = true;
        self.text();
    }
}
