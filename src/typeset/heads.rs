//! Running heads: what a reader who turns the pages finds the way by. The title on even pages, the chapter on odd ones; in long
//! documents the articles of the page besides.

use super::flow::Flow;
use super::pages::{Destination, OutlineEntry};
use crate::number::Level;
use crate::profile::{Furniture, Profile};
use crate::text::Language;
use std::collections::HashMap;

/// What heads are made of, besides the text itself.
pub struct Heads<'a> {
    /// The title of the document.
    pub title: &'a str,
    /// Its language.
    pub language: Language,
    /// What is wanted.
    pub furniture: &'a Furniture,
}

/// What stands between the first article of a page and the last one, by language: simplified and traditional Chinese, Japanese,
/// Korean, others (GB/T 15834-2011, 4.13.3.2; 用字用語).
pub const TO: [&str; 5] = ["—", "—", "―", "∼", "–"];

/// What the head of a page says.
pub struct Said {
    /// The title, a document of the volume, or the chapter.
    pub text: String,
    /// The articles of which something stands on the page.
    pub articles: Option<String>,
}

impl Heads<'_> {
    /// Whether heads are the same on every page, the chapter on the left and the articles on the right: where pages are no pairs.
    pub fn single(&self, profile: &Profile) -> bool {
        self.furniture.articles && !profile.mirrored
    }

    /// What the heads of pages say, from the places of identifiers and the first and last article of every page.
    pub fn say(
        &self,
        flow: &Flow,
        destinations: &[Destination],
        profile: &Profile,
        articles: &[Option<(usize, usize)>],
    ) -> Vec<Said> {
        let begins: HashMap<&str, usize> =
            destinations.iter().rev().map(|d| (d.id.as_str(), d.sheet)).collect();
        let entries = |wanted: fn(&OutlineEntry) -> bool| -> Vec<(usize, &OutlineEntry)> {
            let entries = flow.outline.iter().filter(|e| wanted(e));
            entries.filter_map(|e| Some((*begins.get(e.id.as_str())?, e))).collect()
        };
        let containers = entries(|e| e.level.is_container());
        let documents = entries(|e| e.level == Level::Document);
        let ranged = self.furniture.articles;
        let page = |(k, articles): (usize, &Option<(usize, usize)>)| {
            let here = |entries: &[(usize, &OutlineEntry)]| {
                entries.partition_point(|(begins, _)| *begins <= k).checked_sub(1)
            };
            let chapter_here = k % 2 == 0 || self.single(profile);
            let text = match (here(&containers), here(&documents)) {
                (Some(chapter), _) if chapter_here && ranged => path(&containers[..=chapter]),
                (Some(chapter), _) if chapter_here => containers[chapter].1.title.clone(),
                (_, Some(document)) => documents[document].1.title.clone(),
                _ => self.title.to_owned(),
            };
            let articles = articles.filter(|_| ranged).map(|(first, last)| {
                let named = |at: usize| flow.articles[at].as_str();
                let to = self.language.among(TO);
                if first == last { named(first).to_owned() } else { [named(first), to, named(last)].concat() }
            });
            Said { text, articles }
        };
        articles.iter().enumerate().map(page).collect()
    }
}

/// The captions of 编 and 章: of the outermost container that the last one stands in, and of its chapter or, where there is
/// none, of itself.
fn path(containers: &[(usize, &OutlineEntry)]) -> String {
    let mut chain: Vec<&OutlineEntry> = vec![];
    for (_, e) in containers.iter().rev() {
        if chain.last().is_none_or(|inner| e.depth < inner.depth) {
            chain.push(e);
        }
    }
    let (Some(inner), Some(outer)) = (chain.first(), chain.last()) else { return String::new() };
    let chapter = chain.iter().find(|e| e.level == Level::Chapter).unwrap_or(inner);
    if chapter.id == outer.id { outer.title.clone() } else { format!("{}　{}", outer.title, chapter.title) }
}
