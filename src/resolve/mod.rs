//! Marks inside paragraphs: dates, the terms a text defines, references within the document and to its notes.

mod acts;
mod doubt;
mod notes;
mod places;
mod point;
mod pointed;
mod references;
mod relative;
mod scan;
mod tongue;
mod words;

pub use doubt::{Doubt, Why};

use crate::ir::{Block, Document, Mark, MarkKind, Text};
use crate::number::date;

/// Marks dates, defined terms, references and the signs of notes in every paragraph.
pub fn resolve(doc: &mut Document) {
    let year_of_document = doc.meta.dates.first().and_then(|d| d.when.get(..4)).and_then(|y| y.parse().ok());
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        blocks(part, year_of_document);
    }
    let mut found = references::find(doc).marks.into_iter();
    for part in [&mut doc.front, &mut doc.body, &mut doc.back] {
        references::mark(part, &mut found);
    }
    notes::mark(doc);
}

/// What looks like a reference and stays text, and what a reader should look at.
pub fn doubts(doc: &Document) -> Vec<Doubt> {
    references::find(doc).doubts
}

fn blocks(list: &mut [Block], year: Option<i32>) {
    for block in list {
        match block {
            Block::Text(t) => text(t, year),
            Block::Provision(p) => blocks(&mut p.blocks, year),
        }
    }
}

fn text(t: &mut Text, year: Option<i32>) {
    // Only a dateline may leave out the year; elsewhere 11月25日 says too little to be sure of.
    let year = year.filter(|_| t.role == crate::ir::Role::Dateline);
    let dated = date::find(&t.text, year).into_iter().map(|d| Mark {
        start: d.start as u32,
        end: d.end as u32,
        kind: MarkKind::Date { when: d.when, to: d.to, inferred: false },
    });
    let found = dated.chain(terms(&t.text)).collect();
    t.add_marks(found);
}

/// （以下简称“双方”）, （下称《公约》）: what the text says it will call something.
fn terms(s: &str) -> Vec<Mark> {
    const INTRODUCTIONS: &[&str] =
        &["以下简称", "以下統稱", "以下统称", "以下简称为", "下称", "以下簡稱", "以下称"];
    const LONGEST: usize = 30;
    let mut out = vec![];
    // Every introduction ends in this word: most paragraphs need no further look.
    if !s.contains(['称', '稱']) {
        return out;
    }
    for word in INTRODUCTIONS {
        for (at, _) in s.match_indices(word) {
            let after = at + word.len();
            let Some(open) = s[after..].chars().next() else { continue };
            let Some(close) =
                [('“', '”'), ('「', '」'), ('『', '』')].iter().find(|(o, _)| *o == open).map(|p| p.1)
            else {
                continue;
            };
            let start = after + open.len_utf8();
            if let Some(len) =
                s[start..].find(close).filter(|len| s[start..start + len].chars().count() <= LONGEST)
                && len > 0
            {
                out.push(Mark { start: start as u32, end: (start + len) as u32, kind: MarkKind::Term });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_terms_are_marked() {
        let mut t = Text {
            text: "中国（以下简称“双方”）于2022年11月24日至26日".into(), ..Text::default()
        };
        text(&mut t, None);
        let said: Vec<&str> = t.marks.iter().map(|m| &t.text[m.start as usize..m.end as usize]).collect();
        assert_eq!(said, ["双方", "2022年11月24日至26日"]);
    }
}
