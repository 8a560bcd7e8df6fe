//! Where a text stands in the tree, and which provisions are there to be referred to.

use super::point::Step;
use super::words::ANNEXES;
use crate::ir::{Block, Document, Event, Kind, Provision, Role, events};
use crate::number::{Level, citation};
use crate::text::{Map, Set};

/// The provisions of a document.
#[derive(Debug)]
pub struct Places<'d> {
    ids: Set<&'d str>,
    /// The articles below each of the places where they are numbered, in order: 前条.
    articles: Map<&'d str, (&'d str, usize)>,
    order: Map<&'d str, Vec<&'d str>>,
    /// Containers by level and number; none where a number occurs twice.
    containers: Map<(Level, String), Option<&'d str>>,
    /// Supplementary provisions.
    supplements: Vec<&'d str>,
    /// Annexes that bear a title, with it.
    annexes: Map<&'d str, String>,
    /// Annexes by what they are called and their number; none where there are two.
    annex_numbers: Map<(&'static str, u32), Option<&'d str>>,
    /// Articles of treaties whose paragraphs are numbered 一、 or 1.: the items that 第二款 means.
    numbered: Set<&'d str>,
    /// Whether the document has a title that can be led to.
    pub titled: bool,
}

/// The provisions around a text, outermost first, each with its siblings and its place among them.
#[derive(Clone, Debug, Default)]
pub struct Here<'d> {
    stack: Vec<(&'d Provision, &'d [Block], usize)>,
}

/// Provisions that one reference names, at most: 前各项, 第一条至第九条.
pub const MOST: usize = 200;

impl<'d> Here<'d> {
    /// Goes into a provision that stands at a place among its siblings.
    pub fn enter(&mut self, p: &'d Provision, siblings: &'d [Block], at: usize) {
        self.stack.push((p, siblings, at));
    }
    /// Comes out of it again.
    pub fn leave(&mut self) {
        self.stack.pop();
    }
    /// The identifier of the unit of a level that the text stands in.
    pub fn unit(&self, level: Level) -> Option<&'d str> {
        self.stack.iter().rev().find(|s| s.0.level == level).map(|s| s.0.id.0.as_str())
    }
    /// The innermost provision around the text.
    pub fn unit_around(&self) -> Option<&'d str> {
        self.stack.last().map(|s| s.0.id.0.as_str())
    }
    /// The nearest siblings before the unit of a level, at most so many, in order.
    pub fn before(&self, level: Level, most: usize) -> Option<Vec<&'d str>> {
        let (_, siblings, at) = self.stack.iter().rev().find(|s| s.0.level == level)?;
        let mut out: Vec<&str> =
            siblings[..*at].iter().rev().filter_map(|b| of_level(b, level)).take(most).collect();
        out.reverse();
        Some(out)
    }
    /// The sibling after the unit of a level.
    pub fn after(&self, level: Level) -> Option<&'d str> {
        let (_, siblings, at) = self.stack.iter().rev().find(|s| s.0.level == level)?;
        siblings[at + 1..].iter().find_map(|b| of_level(b, level))
    }
    /// The containers around the text, innermost first.
    pub fn containers(&self) -> impl Iterator<Item = &'d str> + '_ {
        self.stack.iter().rev().filter(|s| s.0.level.is_container()).map(|s| s.0.id.0.as_str())
    }
    /// The annexes around the text, innermost first.
    pub fn annexes(&self) -> impl Iterator<Item = &'d str> + '_ {
        self.stack.iter().rev().filter(|s| s.0.level == Level::Annex).map(|s| s.0.id.0.as_str())
    }
}

fn of_level(block: &Block, level: Level) -> Option<&str> {
    match block {
        Block::Provision(p) if p.level == level => Some(p.id.0.as_str()),
        _ => None,
    }
}

/// Whether the only 款 of an article is a list labelled 一、 or 1.: in treaties these are its paragraphs.
fn numbers_paragraphs(article: &Provision) -> bool {
    let [Block::Provision(p)] = &article.blocks[..] else { return false };
    let items = p.blocks.iter().filter_map(|b| if let Block::Provision(i) = b { Some(i) } else { None });
    let mut forms = items.map(|i| i.label.as_deref().map_or("", |l| &l.form)).peekable();
    forms.peek().is_some() && forms.all(|f| matches!(f, "{n}、" | "{n}." | "{n}．" | "{n}　"))
}

/// The prefix of an identifier that its articles are numbered below: all but the last part.
fn base(id: &str) -> &str {
    let at = id.as_bytes().windows(4).rposition(|part| part == b"art-");
    at.map_or("", |at| id[..at].trim_end_matches('.'))
}

/// The part of an identifier above a level.
pub fn above(id: &str, level: Level) -> &str {
    let mut id = id;
    loop {
        let (rest, part) = id.rsplit_once('.').unwrap_or(("", id));
        if part.starts_with("dup-") || level_of(part) >= level {
            id = rest;
        } else {
            return id;
        }
        if id.is_empty() {
            return id;
        }
    }
}

/// The level of a part of an identifier.
fn level_of(part: &str) -> Level {
    const PARTS: &[(&str, Level)] = &[
        ("annex-", Level::Annex),
        ("pt-", Level::Part),
        ("spt-", Level::Subpart),
        ("ch-", Level::Chapter),
        ("ssec-", Level::Subsection),
        ("sec-", Level::Section),
        ("hd-", Level::Other),
        ("art-", Level::Article),
    ];
    let found = PARTS.iter().find(|(prefix, _)| part.starts_with(prefix)).map(|(_, l)| *l);
    found.unwrap_or(match part.as_bytes().first() {
        Some(b'd') => Level::Document,
        Some(b'p') => Level::Paragraph,
        Some(b'i') => Level::Item,
        Some(b's') => Level::Subitem,
        _ => Level::Point,
    })
}

impl<'d> Places<'d> {
    /// The provisions of a document.
    pub fn of(doc: &'d Document) -> Self {
        let mut out = Self {
            ids: Set::default(),
            articles: Map::default(),
            order: Map::default(),
            containers: Map::default(),
            supplements: vec![],
            annexes: Map::default(),
            annex_numbers: Map::default(),
            numbered: Set::default(),
            titled: false,
        };
        let treaty = doc.meta.kind == Kind::Treaty;
        let mut annexes: Vec<&'d str> = vec![];
        events(doc, |e| match e {
            Event::Enter(p) => {
                let id = p.id.0.as_str();
                out.ids.insert(id);
                if p.level == Level::Annex {
                    annexes.push(id);
                    out.take_annex(p, id);
                    if let Some(h) = &p.heading {
                        out.annexes.insert(id, h.text.clone());
                    }
                }
                if treaty && p.level == Level::Article && numbers_paragraphs(p) {
                    out.numbered.insert(id);
                }
                out.take(p, id);
            }
            Event::Leave(p) if p.level == Level::Annex => {
                annexes.pop();
            }
            Event::Leave(_) => {}
            Event::Text(t) => {
                if t.role == Role::Title {
                    match annexes.last() {
                        Some(annex) => out.annexes.entry(annex).or_default().push_str(&t.text),
                        None => out.titled |= t.id.as_ref().is_some_and(|id| id.0 == "title"),
                    }
                }
            }
        });
        out
    }

    fn take_annex(&mut self, p: &'d Provision, id: &'d str) {
        let Some(label) = p.label.as_deref() else { return };
        let word = ANNEXES.iter().find(|w| label.text.starts_with(**w));
        if let (Some(word), Some(n), true) = (word, label.number, label.branches.is_empty()) {
            self.annex_numbers.entry((word, n)).and_modify(|a| *a = None).or_insert(Some(id));
        }
    }

    /// The annex of a word and a number: 附件一, 附表2.
    pub fn annex(&self, word: &'static str, n: u32) -> Option<&'d str> {
        self.annex_numbers.get(&(word, n)).copied().flatten()
    }

    fn take(&mut self, p: &'d Provision, id: &'d str) {
        match p.level {
            Level::Article => {
                let list = self.order.entry(base(id)).or_default();
                self.articles.insert(id, (base(id), list.len()));
                list.push(id);
            }
            Level::Other => self.supplements.push(id),
            level if level.is_container() => {
                if let Some(label) = p.label.as_deref()
                    && let Some(n) = label.number
                {
                    let found = self.containers.entry((level, citation(n, &label.branches)));
                    found.and_modify(|c| *c = None).or_insert(Some(id));
                }
            }
            _ => {}
        }
    }

    /// Whether there is a provision of an identifier, and one only.
    pub fn has(&self, id: &str) -> bool {
        self.ids.contains(id) && !self.ids.contains(format!("{id}.dup-2").as_str())
    }

    /// The article of a step, as somebody at a place means it.
    pub fn article(&self, step: &Step, n: u32, here: &Here, main: bool) -> Option<String> {
        let part = step.part(n);
        // In Japan and Korea the articles of supplementary provisions are never named without 附則.
        for container in here.containers().filter(|c| !(main && self.supplements.contains(c))) {
            let id = format!("{container}.{part}");
            if self.ids.contains(id.as_str()) {
                return self.has(&id).then_some(id);
            }
            // Where articles are counted anew no other ones are meant.
            if self.order.contains_key(container) {
                return None;
            }
        }
        self.has(&part).then_some(part)
    }

    /// The container of a step, as somebody at a place means it.
    pub fn container(&self, step: &Step, n: u32, here: &Here) -> Option<String> {
        let part = step.part(n);
        let inside = here.containers().map(|c| format!("{c}.{part}")).find(|id| self.has(id));
        inside.or_else(|| Some(part.clone()).filter(|id| self.has(id))).or_else(|| {
            let only = self.containers.get(&(step.level, citation(n, &step.branches)))?;
            only.map(str::to_owned)
        })
    }

    /// The provision of a step below another one.
    pub fn below(&self, base: &str, step: &Step, n: u32) -> Option<String> {
        let part = step.part(n);
        if step.level == Level::Paragraph && self.numbered.contains(base) {
            return Some(format!("{base}.p1.i{n}")).filter(|id| self.has(id));
        }
        let direct = format!("{base}.{part}");
        if self.has(&direct) {
            return Some(direct);
        }
        if step.level != Level::Item || base.rsplit('.').next().is_some_and(|p| p.starts_with('p')) {
            return None;
        }
        // 第十条第一项: the only 款 that has such an item.
        let mut found =
            (1u32..).map(|k| format!("{base}.p{k}")).take_while(|p| self.ids.contains(p.as_str()));
        let mut with = found.by_ref().map(|p| format!("{p}.{part}")).filter(|id| self.has(id));
        let first = with.next()?;
        with.next().is_none().then_some(first)
    }

    /// The articles before or after the one that a text stands in.
    pub fn articles_before(&self, here: &Here) -> Option<&[&'d str]> {
        let (base, at) = self.articles.get(here.unit(Level::Article)?)?;
        Some(&self.order[base][..*at])
    }

    /// The article after it.
    pub fn article_after(&self, here: &Here) -> Option<&'d str> {
        let (base, at) = self.articles.get(here.unit(Level::Article)?)?;
        self.order[base].get(at + 1).copied()
    }

    /// The articles between two, with the last one.
    pub fn up_to(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let ((a, i), (b, j)) = (self.articles.get(from)?, self.articles.get(to)?);
        (a == b && i < j && j - i <= MOST)
            .then(|| self.order[a][i + 1..=*j].iter().map(|s| (*s).to_owned()).collect())
    }

    /// The supplementary provisions that a text means: those that it stands in, else the only ones.
    pub fn supplement(&self, here: &Here<'d>) -> Option<&'d str> {
        let inside = here.containers().find(|c| self.supplements.contains(c));
        inside.or(match self.supplements[..] {
            [only] => Some(only),
            _ => None,
        })
    }

    /// The annex around a text whose title ends in a word.
    pub fn annex_titled(&self, here: &Here<'d>, ends: impl Fn(&str) -> bool) -> Option<&'d str> {
        here.annexes().find(|a| self.annexes.get(a).is_some_and(|t| ends(t)))
    }
}
