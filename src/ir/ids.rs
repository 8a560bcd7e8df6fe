//! Identifiers: one function makes them all, from the path of numbers.

use super::{Block, Document, Event, Id, Provision, Role, Text, events};
use crate::number::{Level, cite, form_named};
use crate::text::{Map, Set};

/// The prefix of a level in identifiers.
const fn prefix(level: Level) -> &'static str {
    match level {
        Level::Document => "d",
        Level::Annex => "annex-",
        Level::Part => "pt-",
        Level::Subpart => "spt-",
        Level::Chapter => "ch-",
        Level::Section => "sec-",
        Level::Subsection => "ssec-",
        Level::Other => "hd-",
        Level::Article => "art-",
        Level::Paragraph => "p",
        Level::Item => "i",
        Level::Subitem => "s",
        Level::Point => "t",
    }
}

/// Gives every provision, and every paragraph outside items, its identifier.
///
/// Articles numbered through the document carry no prefix; where numbering starts again with a container, all
/// containers of that level under the same parent prefix their articles. Where two series count their articles by themselves
/// (L. 121-1 and R. 121-1), a number of the later one has its letter: `art-R121_1`. A number that occurs again ends in `.dup-2`.
pub fn assign_ids(doc: &mut Document) {
    let mut ids = Ids { used: Map::default(), headings: 0, annexes: 0, notes: 0, tables: 0 };
    let (restarts, headings) = (restarting_levels(doc), again_below_headings(doc));
    let root = Scope { path: "", articles: "", text: "pre", restarts: &restarts, headings };
    ids.blocks(&mut doc.front, &root, &mut 0);
    let body = Scope { text: "txt", ..root };
    let mut texts = 0;
    ids.blocks(&mut doc.body, &body, &mut texts);
    ids.blocks(&mut doc.back, &body, &mut texts);
}

/// The children of one parent so far: how many of each level, and their numbers where these rise.
#[derive(Default)]
struct Siblings(Vec<(Level, u32, Vec<u32>)>);

/// Where a number stands among those before it.
enum Place {
    /// Above all of them.
    Next,
    /// It occurred.
    Taken,
    /// Below some of them.
    Late,
}

impl Siblings {
    fn of(&mut self, level: Level) -> &mut (Level, u32, Vec<u32>) {
        let at = self.0.iter().position(|s| s.0 == level).unwrap_or_else(|| {
            self.0.push((level, 0, vec![]));
            self.0.len() - 1
        });
        &mut self.0[at]
    }
    /// The ordinal of the next child of a level.
    fn next(&mut self, level: Level) -> u32 {
        let of = self.of(level);
        of.1 += 1;
        of.1
    }
    fn place(&mut self, level: Level, n: u32) -> Place {
        let numbers = &mut self.of(level).2;
        if numbers.last().is_none_or(|last| *last < n) {
            numbers.push(n);
            Place::Next
        } else if numbers.binary_search(&n).is_ok() {
            Place::Taken
        } else {
            Place::Late
        }
    }
}

#[derive(Clone, Copy)]
struct Scope<'a> {
    /// The identifier of the enclosing container, article, paragraph or item; empty at the top.
    path: &'a str,
    /// What articles are prefixed with.
    articles: &'a str,
    /// The prefix of paragraphs that are no provisions.
    text: &'a str,
    restarts: &'a Set<Level>,
    /// Whether numbers start again below headings without a number.
    headings: bool,
}

impl Scope<'_> {
    /// Whether the numbers of articles start again inside a container.
    fn restart(&self, p: &Provision) -> bool {
        let heading = p.level == Level::Other && !self.headings;
        self.restarts.contains(&p.level) || !heading && restarts_inside(p)
    }
}

struct Ids {
    used: Map<String, u32>,
    headings: u32,
    annexes: u32,
    notes: u32,
    tables: u32,
}

impl Ids {
    /// The identifier itself, or with `.dup-k` when it is taken.
    fn unique(&mut self, wanted: String) -> Id {
        let mut k = *self.used.get(&wanted).unwrap_or(&0) + 1;
        self.used.insert(wanted.clone(), k);
        if k == 1 {
            return Id(wanted);
        }
        loop {
            let candidate = format!("{wanted}.dup-{k}");
            if self.used.insert(candidate.clone(), 1).is_none() {
                self.used.insert(wanted, k);
                return Id(candidate);
            }
            k += 1;
        }
    }

    fn blocks(&mut self, blocks: &mut [Block], scope: &Scope, texts: &mut u32) {
        let mut siblings = Siblings::default();
        for block in blocks {
            match block {
                Block::Text(t) => self.text(t, scope, texts),
                Block::Provision(p) => self.provision(p, &mut siblings, scope),
            }
        }
    }

    fn text(&mut self, t: &mut Text, scope: &Scope, texts: &mut u32) {
        t.id = match t.role {
            Role::Title => Some(self.unique(join(scope.path, "title"))),
            Role::Preamble | Role::Body if !scope.text.is_empty() => {
                *texts += 1;
                Some(self.unique(path(&join(scope.path, scope.text), "p", *texts, &[])))
            }
            Role::Note => {
                self.notes += 1;
                Some(self.unique(path("", "note-", self.notes, &[])))
            }
            Role::Table => {
                self.tables += 1;
                Some(self.unique(path("", "tbl-", self.tables, &[])))
            }
            _ => None,
        };
    }

    fn provision(&mut self, p: &mut Provision, siblings: &mut Siblings, scope: &Scope) {
        let ordinal = siblings.next(p.level);
        let label = p.label.as_deref().and_then(|l| Some((l.number?, l.branches.as_slice())));
        let (base, n, branches) = match p.level {
            Level::Annex => {
                self.annexes += 1;
                ("", self.annexes, [].as_slice())
            }
            Level::Other => {
                self.headings += 1;
                ("", self.headings, [].as_slice())
            }
            // A 款 without a number of its own counts by position, and so does an item with a mere marker.
            level => {
                let (n, branches) = label.unwrap_or((ordinal, &[]));
                (if level == Level::Article { scope.articles } else { scope.path }, n, branches)
            }
        };
        let wanted = path(base, prefix(p.level), n, branches);
        // Below an article only siblings can share an identifier, and what counts on shares none.
        let below = (p.level.is_list() || p.level == Level::Paragraph) && !scope.path.is_empty();
        let plain = below && branches.is_empty();
        p.id = match plain.then(|| siblings.place(p.level, n)) {
            Some(Place::Next) => Id(wanted),
            Some(Place::Taken) => {
                self.used.entry(wanted.clone()).or_insert(1);
                self.unique(wanted)
            }
            Some(Place::Late) | None => {
                let form = || form_named(&p.label.as_deref()?.form)?.series();
                let series = if self.used.contains_key(&wanted) { form() } else { None };
                self.unique(series.map_or(wanted, |letter| path(base, &format!("art-{letter}"), n, branches)))
            }
        };
        // The blocks change, the identifier does not: it is put back behind them.
        let path = std::mem::take(&mut p.id.0);
        let articles =
            if p.level.is_container() && scope.restart(p) { path.as_str() } else { scope.articles };
        let text = if p.level.is_container() { "txt" } else { "" };
        self.blocks(&mut p.blocks, &Scope { path: &path, articles, text, ..*scope }, &mut 0);
        p.id.0 = path;
    }
}

/// The identifier of a number behind a path: `hd-1.art-17_1`.
fn path(base: &str, prefix: &str, n: u32, branches: &[u32]) -> String {
    const NUMBER: usize = 12;
    let mut out = String::with_capacity(base.len() + prefix.len() + NUMBER);
    if !base.is_empty() {
        out.push_str(base);
        out.push('.');
    }
    out.push_str(prefix);
    cite(&mut out, n, branches);
    out
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Annexes and unnumbered headings prefix their articles when these begin at 1 again.
pub fn restarts_inside(p: &Provision) -> bool {
    matches!(p.level, Level::Annex | Level::Other)
        && (p.level == Level::Annex || first_article(&p.blocks) == Some(1))
}

fn first_article(blocks: &[Block]) -> Option<u32> {
    blocks.iter().find_map(|b| match b {
        Block::Provision(p) if p.level == Level::Article => p.label.as_ref().and_then(|l| l.number),
        Block::Provision(p) => first_article(&p.blocks),
        Block::Text(_) => None,
    })
}

/// Whether the numbers of articles start again below a heading without a number: below the first one they are counted
/// from 1 in any case.
fn again_below_headings(doc: &Document) -> bool {
    let (mut seen, mut again) = (false, false);
    events(doc, |e| match e {
        Event::Enter(p) if p.level == Level::Article => seen = true,
        Event::Enter(p) if p.level == Level::Other => again |= seen && first_article(&p.blocks) == Some(1),
        _ => {}
    });
    again
}

/// The container levels at whose boundary the numbering of articles starts again.
fn restarting_levels(doc: &Document) -> Set<Level> {
    fn visit(blocks: &[Block], seen: &mut bool, out: &mut Set<Level>) {
        for block in blocks {
            let Block::Provision(p) = block else { continue };
            match p.level {
                Level::Annex | Level::Other => {}
                Level::Article => *seen = true,
                level if level.is_container() => {
                    if *seen && first_article(&p.blocks) == Some(1) {
                        out.insert(level);
                    }
                    visit(&p.blocks, seen, out);
                }
                _ => {}
            }
        }
    }
    let mut out = Set::default();
    visit(&doc.body, &mut false, &mut out);
    // The outermost level that restarts carries all below it.
    let outermost = out.iter().min().copied();
    outermost.into_iter().collect()
}
