//! Documents that come from one run, known by their titles: what one cites of another can lead there.

use super::{Block, Document, Event, Id, MarkKind, events};
use crate::text::chars::squash;
use crate::text::hash::{fnv, sha256};
use std::collections::HashMap;
use std::fmt::Write as _;

/// What is known of a document before others are linked to it: its title and its provisions.
#[derive(Clone, Debug, Default)]
pub struct Card {
    title: String,
    /// Hashes of the identifiers, in their order: a large collection has millions.
    ids: Box<[u64]>,
}

impl Card {
    /// What is known of a document.
    pub fn of(doc: &Document) -> Self {
        let title = doc.meta.title.as_ref().map_or_else(String::new, |t| key(&t.text));
        let mut ids = vec![];
        events(doc, |e| {
            if let Event::Enter(p) = e {
                ids.push(fnv(p.id.0.as_bytes()));
            }
        });
        ids.sort_unstable();
        Self { title, ids: ids.into() }
    }

    fn has(&self, id: &str) -> bool {
        self.ids.binary_search(&fnv(id.as_bytes())).is_ok()
    }

    /// The provision that a pinpoint names, or the nearest one around it that is there.
    fn place(&self, pinpoint: &str) -> Option<Id> {
        let mut at = pinpoint.to_owned();
        while !self.has(&at) {
            // 第六条第（一）项 of an article with one 款.
            if let Some((base, part)) = at.rsplit_once('.')
                && let only = format!("{base}.p1.{part}")
                && self.has(&only)
                && !self.has(&format!("{base}.p2"))
            {
                return Some(Id(only));
            }
            let end = at.rfind('.')?;
            at.truncate(end);
        }
        Some(Id(at))
    }
}

/// A title as titles are compared: without white space, the name of the state before it, and a version in brackets at its end.
fn key(title: &str) -> String {
    /// What versions are told with; （试行） and 修正案（九） are other acts.
    const VERSION: &[&str] =
        &["年", "修正", "修订", "修訂", "修改", "公布", "公佈", "发布", "發布", "改正", "개정"];
    let mut s = squash(title);
    while let Some(inner) = s.strip_suffix(['）', ')'])
        && let Some(at) = inner.rfind(['（', '(']).filter(|at| *at > 0)
        && VERSION.iter().any(|w| inner[at..].contains(w))
    {
        s.truncate(at);
    }
    s.strip_prefix("中华人民共和国").filter(|rest| !rest.is_empty()).map_or(s.clone(), str::to_owned)
}

/// The documents of a run by their titles.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    cards: Vec<Option<Card>>,
    /// The document of a title; none where two bear it.
    titles: HashMap<String, Option<usize>>,
}

impl Shelf {
    /// The documents, each at its place in the run; none where nothing is known of it.
    pub fn new(cards: Vec<Option<Card>>) -> Self {
        let mut titles: HashMap<String, Option<usize>> = HashMap::new();
        for (k, card) in cards.iter().enumerate() {
            let Some(card) = card.as_ref().filter(|c| !c.title.is_empty()) else { continue };
            titles.entry(card.title.clone()).and_modify(|k| *k = None).or_insert(Some(k));
        }
        Self { cards, titles }
    }

    /// The only document of a title, and the provision of it that a pinpoint names; none for the document as a whole.
    pub fn find(&self, title: &str, pinpoint: Option<&str>) -> Option<(usize, Option<Id>)> {
        let k = (*self.titles.get(&key(title))?)?;
        Some((k, pinpoint.and_then(|p| self.cards[k].as_ref()?.place(p))))
    }

    /// All that links depend on, as one hash, with where the documents stand.
    pub fn state(&self, stems: impl Iterator<Item = String>) -> String {
        let mut all = String::new();
        for (card, stem) in self.cards.iter().zip(stems) {
            if let Some(card) = card {
                let _ = writeln!(all, "{stem}\t{}\t{:x?}", card.title, card.ids);
            }
        }
        sha256(all.as_bytes())
    }
}

/// Sees what every mark of some blocks says, and may change it.
pub fn change_marks(blocks: &mut [Block], change: &mut impl FnMut(&mut MarkKind)) {
    for block in blocks {
        match block {
            Block::Text(t) => t.marks.iter_mut().for_each(|m| change(&mut m.kind)),
            Block::Provision(p) => {
                if let Some(h) = &mut p.heading {
                    h.marks.iter_mut().for_each(|m| change(&mut m.kind));
                }
                change_marks(&mut p.blocks, change);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_without_versions_but_with_what_makes_another_act() {
        for (a, b) in [
            ("中华人民共和国刑法", "刑法"),
            ("公司法（2023年修订）", "公 司法"),
            ("办法（试行）（2019年3月1日修正）", "办法（试行）"),
        ] {
            assert_eq!(key(a), key(b), "{a}");
        }
        for (a, b) in [("办法（试行）", "办法"), ("刑法修正案（九）", "刑法修正案（十）"), ("刑法", "民法")]
        {
            assert_ne!(key(a), key(b), "{a}");
        }
        assert_eq!(key("中华人民共和国"), "中华人民共和国");
    }

    #[test]
    fn a_title_that_two_documents_bear_tells_neither() {
        let card = |title: &str, ids: &[&str]| {
            let mut ids: Vec<u64> = ids.iter().map(|id| fnv(id.as_bytes())).collect();
            ids.sort_unstable();
            Some(Card { title: key(title), ids: ids.into() })
        };
        let one = ["art-1", "art-1.p1", "art-1.p1.i2", "art-3", "art-3.p1", "art-3.p2"];
        let shelf = Shelf::new(vec![card("甲法", &[]), None, card("乙法", &one), card("甲法", &[])]);
        assert_eq!(shelf.find("甲法", None), None);
        let place = |p: &str| shelf.find("乙法（2020年修正）", Some(p)).expect("known").1.map(|id| id.0);
        assert_eq!(place("art-1.i2").as_deref(), Some("art-1.p1.i2"));
        assert_eq!(place("art-3.p2.i1").as_deref(), Some("art-3.p2"));
        assert_eq!(place("art-9.p1"), None);
        assert_eq!(shelf.find("乙法", None), Some((2, None)));
        let stems = || ["a", "b", "c", "d"].into_iter().map(str::to_owned);
        let other = Shelf::new(vec![card("甲法", &[]), None, card("乙法", &one[1..]), card("甲法", &[])]);
        assert_ne!(shelf.state(stems()), other.state(stems()));
        assert_eq!(shelf.state(stems()), shelf.clone().state(stems()));
    }
}
