//! The tree as flat records, one for every article: what tables, search engines and language models take.
//!
//! One record type serves all of them, so that an article has the same fields and the same hash wherever it is met.

mod passages;

use crate::ir::{Block, Document, Event, MarkKind, Provision, source_text, walk};
use crate::number::Level;
use crate::text::{Characters, hash::sha256};
use passages::Passages;
use serde::{Deserialize, Serialize};

/// An article, or a unit of text that stands in none.
///
/// Places are in characters (Unicode scalar values) of the decoded source, which [`source_text`] gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Article {
    /// Its identifier, the same in every output: `art-12`. Empty for a text that has none.
    pub id: String,
    /// What it is: `article`; for units outside articles the level, or the role of a paragraph.
    pub kind: String,
    /// What it stands in, outermost first.
    pub breadcrumb: Vec<Crumb>,
    /// The label as written: 第十七条之一.
    pub label: Option<String>,
    /// The number with its branches: `17_1`.
    pub number: Option<String>,
    /// The heading as written.
    pub heading: Option<String>,
    /// How certain the recogniser is, in hundredths; none where nothing speaks against it.
    pub confidence: Option<u8>,
    /// All of it as it is read: a line for every passage.
    pub text: String,
    /// The lines of the text.
    pub passages: Vec<Passage>,
    /// The first character.
    pub start: u64,
    /// The character after the last one.
    pub end: u64,
    /// What it refers to, in order.
    pub references: Vec<Reference>,
    /// SHA-256 of the text in UTF-8, hexadecimal.
    pub sha256: String,
}

/// A container on the way to an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Crumb {
    /// Its identifier.
    pub id: String,
    /// Its level.
    pub kind: String,
    /// Label and heading: 第一章　总则.
    pub caption: String,
}

/// A line of an article: a heading, a 款, an item, a note, a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Passage {
    /// The identifier of the innermost unit that it belongs to.
    pub id: String,
    /// The level of that unit, or the role of a paragraph that is no running text.
    pub kind: String,
    /// Its words, with the labels that stand in its line.
    pub text: String,
    /// The first character.
    pub start: u64,
    /// The character after the last one.
    pub end: u64,
}

/// A reference from a passage to a provision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reference {
    /// The passage that it stands in.
    pub from: String,
    /// The identifier that it leads to.
    pub target: String,
    /// Its words.
    pub text: String,
    /// The first character.
    pub start: u64,
    /// The character after the last one.
    pub end: u64,
}

/// The articles of a document.
pub fn articles(doc: &Document) -> Vec<Article> {
    let mut out = units(doc);
    out.retain(|a| a.kind == Level::Article.name());
    out
}

/// The whole document in units: its articles, and what stands in none, in order. Of headings that hold articles each
/// unit has its breadcrumb.
pub fn units(doc: &Document) -> Vec<Article> {
    let source = source_text(doc);
    let mut units = Units { at: Characters::new(&source), crumbs: vec![], out: vec![] };
    for part in [&doc.front, &doc.body, &doc.back] {
        units.blocks(part);
    }
    units.out
}

struct Units<'a> {
    at: Characters<'a>,
    crumbs: Vec<Crumb>,
    out: Vec<Article>,
}

impl Units<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Provision(p) if p.level.is_container() => {
                    self.crumbs.push(crumb(p));
                    self.blocks(&p.blocks);
                    self.crumbs.pop();
                }
                Block::Provision(p) => {
                    let mut unit = self.unit(block);
                    unit.id.clone_from(&p.id.0);
                    p.level.name().clone_into(&mut unit.kind);
                    unit.label = p.label.as_ref().map(|l| l.readable().into_owned());
                    unit.number = p.n();
                    unit.heading = p.heading.as_ref().map(|h| h.readable().into_owned());
                    unit.confidence = p.confidence;
                    self.out.push(unit);
                }
                Block::Text(t) => {
                    let mut unit = self.unit(block);
                    unit.id = t.id.as_ref().map_or(String::new(), |id| id.0.clone());
                    t.role.name().clone_into(&mut unit.kind);
                    self.out.push(unit);
                }
            }
        }
    }

    /// What every unit has.
    fn unit(&mut self, block: &Block) -> Article {
        let passages = Passages::of(block, &mut self.at);
        let text = passages.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n");
        Article {
            breadcrumb: self.crumbs.clone(),
            start: passages.first().map_or(0, |p| p.start),
            end: passages.last().map_or(0, |p| p.end),
            references: self.references(block),
            sha256: sha256(text.as_bytes()),
            text,
            passages,
            ..Article::default()
        }
    }

    fn references(&mut self, block: &Block) -> Vec<Reference> {
        let mut out = vec![];
        let mut open: Vec<&Provision> = vec![];
        walk(std::slice::from_ref(block), &mut |e| match e {
            Event::Enter(p) => open.push(p),
            Event::Leave(_) => {
                open.pop();
            }
            Event::Text(t) => {
                let own = t.id.as_ref().or_else(|| open.last().map(|p| &p.id));
                for m in &t.marks {
                    let MarkKind::Reference { target, .. } = &m.kind else { continue };
                    let words = t.text.get(m.start as usize..m.end as usize).unwrap_or_default();
                    out.push(Reference {
                        from: own.map_or(String::new(), |id| id.0.clone()),
                        target: target.0.clone(),
                        text: words.to_owned(),
                        start: self.at.of(t.span.start + m.start),
                        end: self.at.of(t.span.start + m.end),
                    });
                }
            }
        });
        out
    }
}

fn crumb(p: &Provision) -> Crumb {
    /// Words shown of a container without a heading.
    const WORDS: usize = 24;
    Crumb { id: p.id.0.clone(), kind: p.level.name().to_owned(), caption: p.caption(WORDS) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::reader_named;
    use crate::ir::Given;
    use crate::read::Input;

    fn read(text: &str) -> Document {
        let reader = reader_named("text").expect("a reader");
        crate::document(&Input::new(text.as_bytes(), "a.txt"), reader, &Given::default())
            .expect("a document")
            .0
    }

    #[test]
    fn an_article_has_its_way_its_lines_and_what_it_refers_to() {
        let source = "示例办法\n第一章　总则\n第一条　为了示例，制定本办法。\n第二条　有下列情形之一的，适用第一条：\n\
            （一）甲；\n（二）乙。\n丙依照前款办理。\n";
        let doc = read(source);
        let all = articles(&doc);
        assert_eq!(all.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["art-1", "art-2"]);
        let a = &all[1];
        assert_eq!(
            (a.label.as_deref(), a.number.as_deref(), a.breadcrumb[0].caption.as_str()),
            (Some("第二条"), Some("2"), "第一章　总则")
        );
        let lines: Vec<(&str, &str, &str)> =
            a.passages.iter().map(|p| (p.id.as_str(), p.kind.as_str(), p.text.as_str())).collect();
        assert_eq!(
            lines,
            [
                ("art-2.p1", "paragraph", "第二条　有下列情形之一的，适用第一条："),
                ("art-2.p1.i1", "item", "（一）甲；"),
                ("art-2.p1.i2", "item", "（二）乙。"),
                ("art-2.p2", "paragraph", "丙依照前款办理。"),
            ]
        );
        let cut = |start: u64, end: u64| -> String {
            source.chars().skip(start as usize).take((end - start) as usize).collect()
        };
        for p in &a.passages {
            assert_eq!(cut(p.start, p.end), p.text);
        }
        assert_eq!(cut(a.start, a.end), a.text);
        assert_eq!(a.sha256, sha256(a.text.as_bytes()));
        let r = &a.references[0];
        assert_eq!(
            (r.from.as_str(), r.target.as_str(), cut(r.start, r.end)),
            ("art-2.p1", "art-1", r.text.clone())
        );
    }

    #[test]
    fn what_stands_in_no_article_is_a_unit_too() {
        let doc = read("示例公告\n现公告如下。\n第一条　甲。\n示例县人民政府\n2024年1月1日\n");
        let kinds: Vec<String> = units(&doc).into_iter().map(|u| u.kind).collect();
        assert_eq!(kinds, ["title", "preamble", "article", "signature", "dateline"]);
        assert_eq!(units(&Document::default()), []);
    }
}
