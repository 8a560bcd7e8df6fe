//! The numbering oracle: Word's counters, simulated, so that a label is left to Word only where Word would print
//! exactly that label.

use crate::font::FaceRole as Face;
use crate::ir::{Document, Event, Label, events};
use crate::number::{Level, System};
use crate::profile::Profile;
use std::collections::HashMap;

/// Where an automatic number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the list in [`super::plan::Plan::lists`].
    pub list: usize,
    /// Level in it.
    pub level: usize,
}

/// A list of Word: an abstract number with levels, and the one number that uses it.
#[derive(Clone, Debug)]
pub struct List {
    /// What its first level numbers: articles, or the headings of a level.
    pub of: Level,
    /// By level: number format, text with `%n`, first number.
    pub levels: Vec<(&'static str, String, u32)>,
}

impl List {
    /// The face of the numbers of a level.
    pub fn face(&self, level: usize, p: &Profile) -> Face {
        match (level, self.of) {
            (0, Level::Article) => p.article_number,
            (0, of) => p.heading_style(of).role,
            _ => p.body.role,
        }
    }
}

/// Longest label: Word cuts the expanded text of a level at 31 characters.
const LONGEST: usize = 31;

/// The number format of a system (ECMA-376 part 1, 17.18.59). Only those whose output is certain:
/// `chineseCountingThousand` prints 一百零五 where `chineseCounting` prints 一○五.
const fn format(system: System) -> Option<&'static str> {
    match system {
        System::Han => Some("chineseCountingThousand"),
        System::Arabic => Some("decimal"),
        System::LatinLower => Some("lowerLetter"),
        _ => None,
    }
}

/// What Word prints. It leaves out 零 in some numbers above 9,999, and repeats letters after z.
fn word_prints(system: System, n: u32) -> Option<String> {
    let most = if system == System::LatinLower { 26 } else { 9_999 };
    (n <= most).then(|| system.print(n)).flatten()
}

/// Level of the shared list of articles, items and points.
const fn depth(level: Level) -> Option<usize> {
    match level {
        Level::Article => Some(0),
        Level::Item => Some(1),
        Level::Subitem => Some(2),
        Level::Point => Some(3),
        _ => None,
    }
}

/// The numeral's surroundings in a label without branches: 第…条, （…）.
fn pattern(label: &Label) -> Option<(System, String, String)> {
    let system = label.system?;
    let n = label.number?;
    let text = label.readable();
    // What is said of a part of a label, Word cannot say of its number.
    let marked = label.marks.iter().any(|m| !m.kind.is_silent());
    if !label.branches.is_empty() || text.chars().count() > LONGEST || marked {
        return None;
    }
    let printed = word_prints(system, n)?;
    let at = text.find(&printed)?;
    Some((system, text[..at].to_owned(), text[at + printed.len()..].to_owned()))
}

/// Decides label by label.
pub struct Numberer {
    /// The lists made so far.
    pub lists: Vec<List>,
    auto: bool,
    /// The commonest pattern of each level of the shared list.
    shared: Vec<Option<(System, String, String)>>,
    /// The list in use and its counters, by level; a list's deeper counters start again with a shallower number.
    current: [Option<usize>; 4],
    counters: [u32; 4],
    containers: HashMap<Level, (usize, u32, String)>,
}

impl Numberer {
    /// Looks through the document for the patterns that its levels mostly have.
    pub fn new(doc: &Document, auto: bool) -> Self {
        let mut seen: Vec<HashMap<(System, String, String), u32>> = vec![HashMap::new(); 4];
        events(doc, |e| {
            if let Event::Enter(p) = e
                && let (Some(d), Some(found)) = (depth(p.level), p.label.as_deref().and_then(pattern))
                && format(found.0).is_some()
            {
                *seen[d].entry(found).or_default() += 1;
            }
        });
        let shared = seen
            .into_iter()
            .map(|m| m.into_iter().max_by(|(a, m), (b, n)| m.cmp(n).then_with(|| b.cmp(a))).map(|(k, _)| k))
            .collect();
        Self { lists: vec![], auto, shared, current: [None; 4], counters: [0; 4], containers: HashMap::new() }
    }

    /// Numbers in an annex, and in each document of a volume, are a matter of their own.
    pub fn begin_document(&mut self) {
        self.current = [None; 4];
        self.containers.clear();
    }

    /// The automatic number for a label, or none if it must be text.
    pub fn place(&mut self, level: Level, label: &Label) -> Option<Place> {
        let place = match depth(level) {
            _ if !self.auto => None,
            Some(d) => self.in_shared(d, label),
            None => self.in_container(level, label),
        };
        if place.is_none() {
            // A number that is text leaves Word's counters below it running: the next list is a new one.
            if let Some(d) = depth(level) {
                self.current[d + 1..].fill(None);
            }
        }
        place
    }

    fn in_shared(&mut self, d: usize, label: &Label) -> Option<Place> {
        let found = pattern(label)?;
        if self.shared[d].as_ref() != Some(&found) {
            return None;
        }
        let n = label.number?;
        let list = match self.current[d] {
            Some(list) if self.counters[d] + 1 == n => list,
            _ => {
                let levels = self.levels(d, n);
                self.lists.push(List { of: Level::Article, levels });
                self.lists.len() - 1
            }
        };
        self.current[d] = Some(list);
        self.counters[d] = n;
        // Deeper levels of the same list begin at 1 again.
        for k in d + 1..4 {
            self.current[k] = Some(list);
            self.counters[k] = 0;
        }
        Some(Place { list, level: d })
    }

    /// The levels of a new list that begins at `n` on level `d`.
    fn levels(&self, d: usize, n: u32) -> Vec<(&'static str, String, u32)> {
        self.shared
            .iter()
            .enumerate()
            .map(|(k, pattern)| {
                let start = if k == d { n } else { 1 };
                match pattern {
                    Some((system, before, after)) => {
                        (format(*system).unwrap_or("decimal"), format!("{before}%{}{after}", k + 1), start)
                    }
                    None => ("none", String::new(), start),
                }
            })
            .collect()
    }

    /// 编, 章 and 节: a list each, and a fresh one wherever the numbers begin again.
    fn in_container(&mut self, level: Level, label: &Label) -> Option<Place> {
        let (system, before, after) = pattern(label)?;
        let format = format(system)?;
        let n = label.number?;
        let text = format!("{before}%1{after}");
        let list = match self.containers.get(&level) {
            Some((list, last, t)) if last + 1 == n && *t == text => *list,
            _ => {
                self.lists.push(List { of: level, levels: vec![(format, text.clone(), n)] });
                self.lists.len() - 1
            }
        };
        self.containers.insert(level, (list, n, text));
        // A new container starts the numbers of all smaller ones again.
        self.containers.retain(|l, _| *l <= level);
        Some(Place { list, level: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn label(text: &str) -> Label {
        let m = crate::number::read_label(text).expect("a label");
        Label {
            text: text.into(),
            gap: String::new(),
            shown: false,
            form: m.form.name.into(),
            system: Some(m.system),
            number: Some(m.number),
            branches: m.branches,
            marks: vec![],
            span: Span::default(),
        }
    }

    fn numberer() -> Numberer {
        let mut n = Numberer::new(&Document::default(), true);
        n.shared = vec![
            Some((System::Han, "第".into(), "条".into())),
            Some((System::Han, "（".into(), "）".into())),
            None,
            None,
        ];
        n
    }

    #[test]
    fn gaps_and_branches_do_not_derail_the_counters() {
        let mut n = numberer();
        let places: Vec<_> = ["第一条", "第二条", "第二条之一", "第三条", "第七条"]
            .map(|s| n.place(Level::Article, &label(s)))
            .into();
        assert_eq!(places[0], Some(Place { list: 0, level: 0 }));
        assert_eq!(places[2], None);
        assert_eq!(places[3], Some(Place { list: 0, level: 0 }));
        assert_eq!(places[4], Some(Place { list: 1, level: 0 }));
        assert_eq!(n.lists[1].levels[0].2, 7);
    }

    #[test]
    fn items_begin_again_under_every_article_and_in_a_second_list() {
        let mut n = numberer();
        n.place(Level::Article, &label("第一条"));
        let first = n.place(Level::Item, &label("（一）")).expect("automatic");
        n.place(Level::Item, &label("（二）"));
        let second = n.place(Level::Item, &label("（一）")).expect("automatic");
        n.place(Level::Article, &label("第二条"));
        let third = n.place(Level::Item, &label("（一）")).expect("automatic");
        assert_eq!((first.list, third.list), (0, 0));
        assert_ne!(second.list, 0);
    }

    #[test]
    fn forms_that_word_cannot_print_stay_text() {
        let mut n = numberer();
        assert_eq!(n.place(Level::Item, &label("①")), None);
        assert_eq!(n.place(Level::Article, &label("第一百〇五条")), None);
    }
}
