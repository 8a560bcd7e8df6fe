//! Running heads: the headings and the articles of a page, as fields that Word works out page by page (ECMA-376 part 1,
//! 17.16.5.59, STYLEREF), with what they show until it does.

use super::look::style_name;
use super::plan::{Part, Plan, Style};
use crate::ir::{Block, Document, Event, Provision, events};
use crate::number::Level;
use crate::present::Shown;
use crate::typeset::TO;
use std::collections::HashMap;

/// A piece of a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text.
    Text(String),
    /// A field: its instruction, and what it shows.
    Field(String, String),
}

/// What the heads of a document are made of.
#[derive(Clone, Debug, Default)]
pub struct Heads {
    /// The title of the document.
    pub title: String,
    /// The headings that they show, from the outermost: the number of the style, and whether Word counts the numbers of all.
    headings: Vec<(u8, bool)>,
    /// The sign between the first and the last article of a page, where heads show them.
    articles: Option<&'static str>,
    /// Whether they are the same on every page.
    pub single: bool,
    /// What there is to show, in order.
    entries: Vec<Entry>,
}

/// A heading, or an article.
#[derive(Clone, Debug)]
struct Entry {
    id: String,
    /// The number of its style; none for an article.
    level: Option<u8>,
    label: String,
    text: String,
}

/// The page whose heads the file shows until Word makes those of each: the first odd one that has a head.
const SHOWN: usize = 3;

impl Heads {
    /// The heads of a document: 编 and what is below it, or 章, and the articles, where the profile wants these; else the innermost of
    /// the two outermost levels.
    pub fn of(shown: &Shown, plan: &Plan) -> Self {
        let (doc, parts) = (shown.doc, &plan.parts[..]);
        let styles = || {
            parts.iter().filter_map(|p| match p {
                Part::Paragraph(p) => Some((p.style, p.number.is_some())),
                Part::Table(_) => None,
            })
        };
        let counted = |style: Style| styles().filter(|(s, _)| *s == style).all(|(_, counted)| counted);
        let has = |n: u8| styles().any(|(s, _)| s == Style::Heading(n));
        let first = 1 + u8::from(doc.is_volume());
        let levels: Vec<u8> = if shown.furniture.articles {
            // The chapters of one part would stand above the pages of the next that has none.
            let below = has_parts(doc) && !doc.is_volume() && every_part_has_chapters(parts, first);
            [first, first + 1].into_iter().filter(|n| has(*n) && (*n == first || below)).collect()
        } else {
            [2, 1].into_iter().find(|n| has(*n)).into_iter().collect()
        };
        let mut entries = vec![];
        let mut depth = 0;
        events(doc, |e| match e {
            Event::Enter(p) if p.level == Level::Article => entries.push(Entry::of(p, None)),
            Event::Enter(p) if p.level.is_container() => {
                depth += 1;
                entries.push(Entry::of(p, Some(depth)));
            }
            Event::Leave(p) if p.level.is_container() => depth -= 1,
            _ => {}
        });
        // Word would show 0 for an article whose number it does not count.
        let all = entries.iter().filter(|e| e.level.is_none()).count();
        let known = all > 0 && styles().filter(|(s, _)| *s == Style::Article).count() == all;
        let articles = shown.furniture.articles && known && counted(Style::Article);
        Self {
            title: doc.title().to_owned(),
            headings: levels.into_iter().map(|n| (n, counted(Style::Heading(n)))).collect(),
            articles: articles.then(|| doc.meta.spoken().among(TO)),
            single: shown.furniture.articles && !shown.profile.mirrored,
            entries,
        }
    }

    /// Whether there are headings, and articles, to show.
    pub fn shows(&self) -> (bool, bool) {
        (!self.headings.is_empty(), self.articles.is_some())
    }

    /// The headings of the page.
    pub fn headings(&self, pages: &HashMap<&str, usize>) -> Vec<Piece> {
        let mut out = vec![];
        for (k, (level, counted)) in self.headings.iter().enumerate() {
            let mut of = self.entries.iter().filter(|e| e.level == Some(*level)).peekable();
            let first = of.peek().copied();
            let last = of.take_while(|e| pages.get(e.id.as_str()).is_none_or(|p| *p <= SHOWN)).last();
            let Some(entry) = last.or(first) else { continue };
            if k > 0 {
                out.push(Piece::Text("　".into()));
            }
            if *counted {
                out.push(Piece::Field(format!(" STYLEREF {level} \\n "), entry.label.clone()));
                out.push(Piece::Field(format!(" STYLEREF {level} "), entry.text.clone()));
            } else {
                let shown = [&*entry.label, &entry.text].concat();
                out.push(Piece::Field(format!(" STYLEREF {level} "), shown));
            }
        }
        out
    }

    /// The first and the last article of the page.
    pub fn articles(&self, pages: &HashMap<&str, usize>) -> Vec<Piece> {
        let Some(to) = self.articles else { return vec![] };
        let all = || self.entries.iter().filter(|e| e.level.is_none());
        let page = |e: &&Entry| pages.get(e.id.as_str()).copied();
        let here = || all().filter(|e| page(e) == Some(SHOWN));
        let before = all().take_while(|e| page(e).is_none_or(|p| p <= SHOWN)).last();
        let (Some(first), Some(last)) =
            (here().next().or(before).or(all().next()), here().next_back().or(before).or(all().next()))
        else {
            return vec![];
        };
        let style = style_name(Style::Article);
        let one = format!(" STYLEREF \"{style}\" \\n ");
        let other = format!(" STYLEREF \"{style}\" \\n \\l ");
        let field = |code: String, of: &Entry| Piece::Field(code, of.label.clone());
        // The finish pass puts a condition around them, for a page that has one article.
        vec![field(one, first), Piece::Text(to.to_owned()), field(other, last)]
    }
}

impl Entry {
    fn of(p: &Provision, level: Option<u8>) -> Self {
        let label = p.label.as_ref().map(|l| l.readable().into_owned()).unwrap_or_default();
        let heading = p.heading.as_ref().map(|h| h.readable().into_owned()).unwrap_or_default();
        let space = if label.is_empty() { "" } else { p.label_space() };
        Self { id: p.id.0.clone(), level, label, text: [space, &*heading].concat() }
    }
}

fn has_parts(doc: &Document) -> bool {
    doc.body.iter().any(|b| matches!(b, Block::Provision(p) if p.level == Level::Part))
}

/// Whether every heading of a level has one of the next below it.
fn every_part_has_chapters(parts: &[Part], level: u8) -> bool {
    let levels: Vec<u8> = parts
        .iter()
        .filter_map(|p| match p {
            Part::Paragraph(p) => match p.style {
                Style::Heading(n) if n <= level + 1 => Some(n),
                _ => None,
            },
            Part::Table(_) => None,
        })
        .collect();
    let last = levels.last() != Some(&level);
    last && levels.windows(2).all(|w| w[0] != level || w[1] == level + 1)
}
