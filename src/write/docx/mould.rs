//! Paragraphs of one form are made once: docx-rs writes a sample and the finish pass completes it, and what is cut out of
//! that between texts, names and numbers stands around those of every paragraph of its form.

use super::build::{Numbered, numbered, space_above};
use super::look::Look;
use super::plan::{Paragraph, Style};
use super::runs::{Kind, Run};
use crate::finding::Words;
use crate::font::FaceRole as Face;
use crate::ir::CellAlign;
use crate::pack::ooxml::{bookmark_name, note_place};
use crate::text::chars;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::mem::{Discriminant, discriminant};
use std::rc::Rc;

/// Paragraphs of more runs have hardly ever the form of another.
const MOST_RUNS: usize = 32;

/// All of a paragraph but its texts, names and numbers: what docx-rs and the finish pass ask for.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Form {
    style: Style,
    numbered: Numbered,
    new_page: bool,
    above: Option<u32>,
    keep: bool,
    align: Option<CellAlign>,
    /// How many columns, of how many points (its bits).
    columns: Option<(usize, u32)>,
    ids: usize,
    after: usize,
    runs: Vec<(Discriminant<Kind>, bool, Option<Face>)>,
}

impl Form {
    /// The form of a paragraph; none where more of it than its form decides what is written.
    pub fn of(p: &Paragraph, look: &Look) -> Option<Self> {
        let text = p.runs.iter().filter_map(text).flat_map(str::chars);
        if p.runs.len() > MOST_RUNS || !p.runs.iter().all(is_usual) || chars::is_from_right(text) {
            return None;
        }
        Some(Self {
            style: p.style,
            numbered: numbered(p, look),
            new_page: p.new_page,
            above: space_above(p, look),
            keep: p.keep,
            align: p.align,
            columns: (p.columns > 0).then(|| (p.columns, look.profile.width().to_bits())),
            ids: p.ids.len(),
            after: p.after.len(),
            runs: p.runs.iter().map(|r| (discriminant(&r.kind), r.east_asian, r.face)).collect(),
        })
    }
}

/// The text of a run, where it stands for more than a space or a break.
fn text(r: &Run) -> Option<&str> {
    (!matches!(r.kind, Kind::Tab | Kind::LineEnd | Kind::Break)).then_some(r.text.as_str())
}

/// Whether a run has no marks, no number that is not its own, and a text that stands in XML as it is.
fn is_usual(r: &Run) -> bool {
    let is_plain = |text: &str| {
        let has_quotes = || text.bytes().any(|b| matches!(b, b'"' | b'\'' | b'\n'));
        !text.is_empty() && chars::is_plain_xml(text) && !has_quotes()
    };
    let is_counted = matches!(r.kind, Kind::Entry(_) | Kind::Footnote(_));
    r.marked.is_none() && !is_counted && text(r).is_none_or(is_plain)
}

/// The sample's paragraph comes behind that of this number, and its bookmarks behind this one.
pub const PARAGRAPH: u32 = u32::MAX - 1;
pub const BOOKMARK: usize = 4_000_000_000;

/// The text of the sample's runs: characters that no text of a mould has.
fn sample_text(k: usize) -> String {
    u32::try_from(k).ok().and_then(|k| char::from_u32(0xF_0000 + k)).map(String::from).unwrap_or_default()
}

/// A paragraph of the same form, whose texts, names and numbers are found again.
pub fn sample(p: &Paragraph) -> Paragraph {
    let names = |of: &str, count: usize| (0..count).map(|k| format!("{of}-{k}")).collect();
    let runs = p.runs.iter().enumerate().map(|(k, r)| {
        let kind = match &r.kind {
            Kind::Link(_) => Kind::Link(format!("target-{k}")),
            kind => kind.clone(),
        };
        Run { text: sample_text(k), kind, ..r.clone() }
    });
    Paragraph {
        ids: names("id", p.ids.len()),
        after: names("after", p.after.len()),
        runs: runs.collect(),
        ..*p
    }
}

/// What stands between two pieces of a mould.
#[derive(Clone, Copy, Debug)]
enum Gap {
    /// The number of the paragraph.
    Paragraph,
    /// The number of a bookmark: so many behind the last one before.
    Bookmark(usize),
    /// The name of an identifier that begins here, of a note behind, and of what a run leads to.
    Id(usize),
    After(usize),
    Target(usize),
    /// The text of a run.
    Text(usize),
}

/// What all paragraphs of a form have alike.
#[derive(Debug)]
pub struct Mould {
    /// Pieces, each with the gap behind it.
    pieces: Vec<(String, Gap)>,
    end: String,
}

impl Mould {
    /// Cuts a sample of a form as it was printed.
    fn cut(form: &Form, printed: &str) -> Self {
        let value = |text: &str| format!("\"{text}\"");
        let mut wanted = vec![(value(&number(PARAGRAPH + 1)), Gap::Paragraph)];
        let names = (0..form.ids).map(|k| (bookmark_name(&format!("id-{k}")), Gap::Id(k)));
        let after =
            (0..form.after).map(|k| (note_place(&bookmark_name(&format!("after-{k}"))), Gap::After(k)));
        let targets = (0..form.runs.len()).map(|k| (bookmark_name(&format!("target-{k}")), Gap::Target(k)));
        let numbers = (1..=form.ids + form.after).map(|k| ((BOOKMARK + k).to_string(), Gap::Bookmark(k)));
        wanted
            .extend(names.chain(after).chain(targets).chain(numbers).map(|(text, gap)| (value(&text), gap)));
        let mut found: Vec<(usize, usize, Gap)> = vec![];
        for (text, gap) in &wanted {
            // The quotation marks stay.
            found.extend(printed.match_indices(text.as_str()).map(|(at, _)| (at + 1, text.len() - 2, *gap)));
        }
        for k in 0..form.runs.len() {
            let text = sample_text(k);
            found.extend(printed.match_indices(text.as_str()).map(|(at, _)| (at, text.len(), Gap::Text(k))));
        }
        found.sort_by_key(|(at, ..)| *at);
        let mut from = 0;
        let mut pieces = vec![];
        for (at, length, gap) in found {
            pieces.push((printed[from..at].to_owned(), gap));
            from = at + length;
        }
        Self { pieces, end: printed[from..].to_owned() }
    }

    /// About how many bytes a paragraph of the form takes.
    pub fn room(&self, p: &Paragraph) -> usize {
        let length = |piece: &(String, Gap)| {
            piece.0.len() + if let Gap::Text(k) = piece.1 { p.runs[k].text.len() } else { 24 }
        };
        self.pieces.iter().map(length).sum::<usize>() + self.end.len()
    }

    /// Adds a paragraph of the form as it stands in the document, with its number, and that of the bookmark before.
    pub fn cast(&self, p: &Paragraph, (paragraph, bookmark): (u32, usize), out: &mut String) {
        for (piece, gap) in &self.pieces {
            out.push_str(piece);
            match gap {
                Gap::Paragraph => out.push_str(&number(paragraph)),
                Gap::Bookmark(k) => {
                    let _ = write!(out, "{}", bookmark + k);
                }
                Gap::Id(k) => out.push_str(&bookmark_name(&p.ids[*k])),
                Gap::After(k) => out.push_str(&note_place(&bookmark_name(&p.after[*k]))),
                Gap::Target(k) => {
                    if let Kind::Link(id) = &p.runs[*k].kind {
                        out.push_str(&bookmark_name(id));
                    }
                }
                Gap::Text(k) => out.push_str(&p.runs[*k].text),
            }
        }
        out.push_str(&self.end);
    }
}

/// The number of a paragraph as its identifier.
pub fn number(paragraph: u32) -> String {
    format!("{paragraph:08X}")
}

/// So many moulds are kept.
const MOST: usize = 1024;

thread_local! {
    static MOULDS: RefCell<HashMap<Form, Rc<Mould>>> = RefCell::new(HashMap::new());
}

/// The mould of a form; `print` prints its sample where there is none yet.
pub fn of(form: Form, print: impl FnOnce() -> Result<String, Words>) -> Result<Rc<Mould>, Words> {
    if let Some(mould) = MOULDS.with_borrow(|known| known.get(&form).cloned()) {
        return Ok(mould);
    }
    let mould = Rc::new(Mould::cut(&form, &print()?));
    MOULDS.with_borrow_mut(|known| {
        if known.len() == MOST {
            known.clear();
        }
        known.insert(form, mould.clone());
    });
    Ok(mould)
}

#[cfg(test)]
mod tests {
    use super::super::build::Body;
    use super::super::finish::{content, order};
    use super::super::look::samples;
    use super::super::marks::Shared;
    use super::super::numbering::Place;
    use super::super::plan::{Part, Plan};
    use super::super::runs::run;
    use super::*;
    use crate::profile::named;
    use crate::write::Job;
    use crate::xml::edit::{Child, printed};
    use proptest::prelude::*;

    fn paragraph() -> impl Strategy<Value = Paragraph> {
        let text = prop::sample::select(vec![
            "第一条　甲",
            "a<b",
            "\"",
            "it's",
            "\u{5d0}",
            "\u{e000}",
            "\u{1}",
            "\n",
            "",
        ]);
        let kinds = vec![
            Kind::Plain,
            Kind::Link("art-1.p2".into()),
            Kind::Raised,
            Kind::FootnoteNumber,
            Kind::Tab,
            Kind::LineEnd,
            Kind::Break,
        ];
        let face = prop::sample::select(vec![None, Some(Face::Hei)]);
        let one = (text, prop::sample::select(kinds), any::<bool>(), face)
            .prop_map(|(text, kind, east_asian, face)| Run { face, kind, east_asian, ..run(text) });
        let style = prop::sample::select(vec![Style::Title, Style::Article, Style::Body, Style::Item]);
        let ids = prop::collection::vec(prop::sample::select(vec!["art-1", "条", "art-2_1.p1"]), 0..3);
        let number = prop::sample::select(vec![
            None,
            Some(Place { list: 0, level: 0 }),
            Some(Place { list: 1, level: 2 }),
        ]);
        let down = prop::sample::select(vec![0.0, 4.0]);
        let flags = (any::<bool>(), any::<bool>(), 0..3usize, any::<bool>(), down);
        (prop::collection::vec(one, 0..4), style, ids.clone(), ids, number, flags).prop_map(
            |(runs, style, ids, after, number, (new_page, keep, columns, aligned, down))| {
                let own = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
                let align = aligned.then_some(CellAlign::Centre);
                let (ids, after) = (own(ids), own(after));
                Paragraph {
                    style,
                    number,
                    ids,
                    runs,
                    new_page,
                    down,
                    section: false,
                    after,
                    align,
                    columns,
                    keep,
                }
            },
        )
    }

    /// The paragraphs of a plan as they stand in the document: where each may still be changed, none is cast.
    fn written(plan: &Plan, may_change: bool) -> String {
        let profile = named("law").expect("a profile");
        let mut look = Look::new(plan, profile, &[]);
        look.follows = may_change;
        let job = Job::default();
        let mut shared = Shared { plan, pictures: &[], profile, job: &job, language: "zh-CN", last: 0 };
        let mut made = Body::new(plan, &look);
        let all = content(&mut made, plan, &look, (&mut shared, &mut vec![], &mut 0)).expect("sound parts");
        let print = |c| match c {
            Child::Text(text) => text.into_owned(),
            Child::Element(mut e) => {
                order(&mut e);
                printed(&e)
            }
        };
        all.into_iter().map(print).collect()
    }

    proptest! {
        #[test]
        fn what_is_cast_is_what_would_have_been_made(all in prop::collection::vec(paragraph(), 1..8)) {
            let plan = Plan { parts: all.into_iter().map(Part::Paragraph).collect(), ..samples(named("law").expect("a profile")) };
            prop_assert_eq!(written(&plan, false), written(&plan, true));
        }
    }

    #[test]
    fn usual_paragraphs_are_cast_and_odd_ones_are_not() {
        let mut plan = samples(named("law").expect("a profile"));
        let look = Look::new(&plan, named("law").expect("a profile"), &[]);
        assert!(plan.paragraphs().all(|p| Form::of(p, &look).is_some()));
        if let Part::Paragraph(p) = &mut plan.parts[0] {
            p.runs[0].marked = Some(0);
            assert!(Form::of(p, &look).is_none());
        }
    }
}
