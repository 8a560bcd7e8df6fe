//! The law as a tree: title, table of contents and preamble, provisions, supplementary provisions, what is appended.

use super::inline::inline;
use super::shape::{annexed, is_nameless, is_phrase, is_plain};
use crate::ir::{Block, HeadingPlace, Provision, Role};
use crate::number::{Group, Level, read_labels};
use crate::read::grow::{Grow, Inline, Opening, paragraphs};
use crate::text::chars::is_space;
use crate::xml::{Element, Node};
use std::collections::BTreeSet;

/// What is told of a file.
#[derive(Default)]
pub struct Told {
    /// Pictures, which stand in files of their own.
    pub pictures: usize,
    /// Characters that the law does not show.
    pub hidden: usize,
    /// Elements that are not known.
    pub unknown: BTreeSet<String>,
}

impl Told {
    /// An element that is not known: its text is kept.
    pub fn element(&mut self, name: &str) {
        self.unknown.insert(name.to_owned());
    }
}

/// Elements with a title and provisions below them.
const CONTAINERS: &[(&str, &str, Level)] = &[
    ("Part", "PartTitle", Level::Part),
    ("Chapter", "ChapterTitle", Level::Chapter),
    ("Section", "SectionTitle", Level::Section),
    ("Subsection", "SubsectionTitle", Level::Subsection),
    ("Division", "DivisionTitle", Level::Subsection),
];

/// Elements of lists: their labels and sentences are called by their names.
const ITEMS: &[(&str, Level)] = &[
    ("Class", Level::Item),
    ("Item", Level::Item),
    ("Subitem1", Level::Subitem),
    ("Subitem2", Level::Point),
    ("Subitem3", Level::Point),
    ("Subitem4", Level::Point),
    ("Subitem5", Level::Point),
    ("Subitem6", Level::Point),
    ("Subitem7", Level::Point),
    ("Subitem8", Level::Point),
    ("Subitem9", Level::Point),
    ("Subitem10", Level::Point),
];

/// What is appended to a law or to supplementary provisions.
const APPENDED: &[&str] = &[
    "AppdxTable",
    "AppdxNote",
    "AppdxStyle",
    "AppdxFormat",
    "Appdx",
    "AppdxFig",
    "SupplProvisionAppdxTable",
    "SupplProvisionAppdxStyle",
    "SupplProvisionAppdx",
];

/// Elements that hold others, and say nothing that a reader would see.
const WRAPPERS: &[&str] = &[
    "LawBody",
    "MainProvision",
    "TableStruct",
    "FigStruct",
    "NoteStruct",
    "StyleStruct",
    "FormatStruct",
    "Note",
    "Style",
    "Format",
    "Remarks",
    "List",
    "Sublist1",
    "Sublist2",
    "Sublist3",
    "AmendProvision",
    "NewProvision",
    "Preamble",
    "Fig",
    "TableRow",
    "TableHeaderRow",
    "TableColumn",
    "TableHeaderColumn",
    "Table",
];

/// Elements that are a line of text.
const LINES: &[&str] = &[
    "LawTitle",
    "Sentence",
    "ListSentence",
    "Sublist1Sentence",
    "Sublist2Sentence",
    "Sublist3Sentence",
    "AmendProvisionSentence",
    "RemarksLabel",
    "SupplNote",
    "RelatedArticleNum",
    "TableStructTitle",
    "FigStructTitle",
    "NoteStructTitle",
    "StyleStructTitle",
    "FormatStructTitle",
    "ArithFormula",
    "ArithFormulaNum",
    "ParagraphSentence",
    "ItemSentence",
    "Column",
    "ClassSentence",
    "SupplProvisionLabel",
    "QuoteStruct",
    "ArticleCaption",
    "ParagraphCaption",
    "EnactStatement",
];

/// The law; `behind` is its number as it stands behind the title, where a file says that it stands there.
pub fn read(law: Element, behind: Option<&str>) -> (Grow, Told) {
    let mut r = Body { grow: Grow::new(), told: Told::default() };
    if let Some(number) = law.child("LawNum").filter(|_| behind.is_none()) {
        let text = inline(number, &mut r.told);
        let mut front = vec![];
        r.line(text, Role::Number, &mut front);
        r.grow.doc.front.extend(front);
    }
    for e in law.child("LawBody").into_iter().flat_map(Element::elements) {
        let mut out = vec![];
        match e.name() {
            "LawTitle" => {
                let text = inline(e, &mut r.told);
                r.line(text, Role::Title, &mut out);
                let mut number = Inline::default();
                number.push(behind.unwrap_or(""));
                r.line(number, Role::Number, &mut out);
                r.grow.doc.front.extend(out);
            }
            "EnactStatement" => {
                let text = inline(e, &mut r.told);
                r.line(text, Role::Preamble, &mut out);
                r.grow.doc.front.extend(out);
            }
            "TOC" => {
                r.contents(e, &mut out);
                r.grow.doc.front.extend(out);
            }
            "Preamble" => {
                r.flat(e, Role::Preamble, &mut out);
                r.grow.doc.front.extend(out);
            }
            "SupplProvision" => {
                let p = r.supplement(e);
                r.grow.doc.body.push(Block::Provision(p));
            }
            // A note without a title is what closes the document.
            "AppdxNote" if is_nameless(e) => {
                r.flat(e, Role::Trailer, &mut out);
                r.grow.doc.back.extend(out);
            }
            name if APPENDED.contains(&name) => {
                let p = r.appended(e);
                r.grow.doc.back.push(Block::Provision(p));
            }
            _ => {
                r.known(e);
                r.inner(e, None, &mut out);
                r.grow.doc.body.extend(out);
            }
        }
    }
    (r.grow, r.told)
}

/// A reader of a law.
pub struct Body {
    pub grow: Grow,
    pub told: Told,
}

impl Body {
    fn line(&mut self, text: Inline, role: Role, out: &mut Vec<Block>) {
        if !text.is_blank() {
            out.push(Block::Text(self.grow.text(role, text)));
        }
    }

    /// Tells an element that is not known.
    pub fn known(&mut self, e: Element) {
        let name = e.name();
        if !WRAPPERS.contains(&name) && !LINES.contains(&name) {
            self.told.element(name);
        }
    }

    /// Whether an element is not shown; its characters are counted.
    fn is_hidden(&mut self, e: Element) -> bool {
        let hidden = e.attribute("Hide") == Some("true");
        if hidden {
            self.told.hidden += e.text().chars().filter(|c| !is_space(*c)).count();
        }
        hidden
    }

    /// The lines of a table of contents: a title with the articles that it is about.
    fn contents(&mut self, e: Element, out: &mut Vec<Block>) {
        let mut line = Inline::default();
        for c in e.elements() {
            match c.name() {
                name if name.starts_with("TOC") && c.elements().any(|i| !is_phrase(i)) => {
                    self.line(std::mem::take(&mut line), Role::Contents, out);
                    self.contents(c, out);
                }
                "ArticleRange" | "ArticleCaption" => {
                    let range = inline(c, &mut self.told);
                    line.append(&range);
                }
                _ => {
                    self.line(std::mem::take(&mut line), Role::Contents, out);
                    line = inline(c, &mut self.told);
                }
            }
        }
        self.line(line, Role::Contents, out);
    }

    /// What stands in a container, an article or an item.
    fn inner(&mut self, parent: Element, within: Option<Level>, out: &mut Vec<Block>) {
        for node in parent.children() {
            let e = match node {
                Node::Element(e) => e,
                Node::Text(t) if t.chars().all(is_space) => continue,
                Node::Text(t) => {
                    let mut text = Inline::default();
                    text.flow(t);
                    self.line(text, Role::Body, out);
                    continue;
                }
            };
            if self.is_hidden(e) {
                continue;
            }
            let name = e.name();
            if let Some((_, title, level)) = CONTAINERS.iter().find(|(n, ..)| *n == name) {
                let p = self.container(e, title, *level);
                out.push(Block::Provision(p));
            } else if let Some((_, level)) = ITEMS.iter().find(|(n, _)| *n == name) {
                let p = self.item(e, *level, within, out);
                out.push(Block::Provision(p));
            } else if name == "Article" {
                let p = self.article(e);
                out.push(Block::Provision(p));
            } else if name == "Paragraph" && matches!(within, None | Some(Level::Other)) && is_plain(e) {
                // Outside of articles a 項 without number is a paragraph.
                let text =
                    e.child("ParagraphSentence").map(|s| inline(s, &mut self.told)).unwrap_or_default();
                self.line(text, Role::Body, out);
                self.inner(e, within, out);
            } else if name == "Paragraph" {
                let p = self.paragraph(e, within);
                out.push(Block::Provision(p));
            } else if APPENDED.contains(&name) {
                let p = self.appended(e);
                out.push(Block::Provision(p));
            } else if is_opening(name) {
                // Label, caption and sentence were read.
            } else {
                self.flat(e, Role::Body, out);
            }
        }
    }

    /// Everything in an element as lines and tables.
    pub fn flat(&mut self, e: Element, role: Role, out: &mut Vec<Block>) {
        let name = e.name();
        if self.is_hidden(e) {
            return;
        }
        if name == "TableStruct" {
            return self.table(e, out);
        }
        if name == "Table" {
            return self.grid(e, None, out);
        }
        if LINES.contains(&name) || e.elements().all(is_phrase) && !e.text().trim().is_empty() {
            if !LINES.contains(&name) && !name.ends_with("Title") && !name.ends_with("Num") {
                self.known(e);
            }
            let text = inline(e, &mut self.told);
            return self.line(text, role, out);
        }
        if name == "Fig" {
            self.told.pictures += 1;
            return;
        }
        let provision = CONTAINERS.iter().any(|(n, ..)| *n == name)
            || ITEMS.iter().any(|(n, _)| *n == name)
            || matches!(name, "Article" | "Paragraph" | "SupplProvision");
        if !provision {
            self.known(e);
        }
        // A label goes on with the words behind it.
        let mut before: Option<Inline> = None;
        for c in e.elements() {
            let label = c.name().ends_with("Title") && c.name() != "LawTitle" && provision
                || matches!(c.name(), "ParagraphNum");
            if label {
                let text = inline(c, &mut self.told);
                if let Some(alone) = before.replace(text) {
                    self.line(alone, role, out);
                }
                continue;
            }
            match before.take().filter(|b| !b.is_blank()) {
                Some(mut label) if LINES.contains(&c.name()) => {
                    label.push("　");
                    let rest = inline(c, &mut self.told);
                    label.append(&rest);
                    self.line(label, role, out);
                }
                Some(label) => {
                    self.line(label, role, out);
                    self.flat(c, role, out);
                }
                None => self.flat(c, role, out),
            }
        }
        if let Some(label) = before {
            self.line(label, role, out);
        }
    }

    fn container(&mut self, e: Element, title: &str, level: Level) -> Provision {
        let text = e.child(title).map(|t| inline(t, &mut self.told)).unwrap_or_default();
        let opening = titled(text);
        let mut p = self.grow.open(level, "", opening);
        self.inner(e, Some(level), &mut p.blocks);
        self.grow.close(&mut p);
        p
    }

    fn article(&mut self, e: Element) -> Provision {
        let label = e.child("ArticleTitle").map(|t| inline(t, &mut self.told));
        let caption = e.child("ArticleCaption").map(|c| inline(c, &mut self.told));
        let first = e.elements().find(|c| c.name() == "Paragraph");
        let plain = |p: Element| {
            let blank = |name| p.child(name).is_none_or(|c| c.text().trim().is_empty());
            blank("ParagraphNum") && blank("ParagraphCaption") && !blank("ParagraphSentence")
        };
        // A caption behind the title is one that the text runs into.
        let named = |c: &Element| matches!(c.name(), "ArticleTitle" | "ArticleCaption");
        let before = e.elements().find(named).is_none_or(|c| c.name() == "ArticleCaption");
        let place = if before { HeadingPlace::Before } else { HeadingPlace::RunIn };
        let opening = Opening {
            number: number(e),
            heading: caption.map(|c| (c, place)),
            runs_in: label.is_some() && first.is_some_and(plain),
            label,
            ..Opening::default()
        };
        let mut p = self.grow.open(Level::Article, "", opening);
        self.inner(e, Some(Level::Article), &mut p.blocks);
        p.blocks = paragraphs(p.blocks);
        self.grow.close(&mut p);
        p
    }

    fn paragraph(&mut self, e: Element, within: Option<Level>) -> Provision {
        let level = below(Level::Paragraph, within);
        let label = e.child("ParagraphNum").map(|n| inline(n, &mut self.told)).filter(|n| !n.is_blank());
        let caption = e.child("ParagraphCaption").map(|c| inline(c, &mut self.told));
        let text = e.child("ParagraphSentence").map(|s| inline(s, &mut self.told)).unwrap_or_default();
        let opening = Opening {
            number: number(e).filter(|_| label.is_some()),
            heading: caption.map(|c| (c, HeadingPlace::Before)),
            runs_in: label.is_some() && !text.is_blank(),
            label,
            ..Opening::default()
        };
        self.filled(e, level, opening, text)
    }

    fn item(&mut self, e: Element, level: Level, within: Option<Level>, before: &[Block]) -> Provision {
        let level = below(level, within);
        let name = e.name();
        let label =
            e.child(&format!("{name}Title")).map(|t| inline(t, &mut self.told)).filter(|t| !t.is_blank());
        let text = e.child(&format!("{name}Sentence")).map(|s| inline(s, &mut self.told)).unwrap_or_default();
        let opening = Opening {
            number: number(e),
            expected: Grow::next_number(before),
            runs_in: label.is_some() && !text.is_blank(),
            label,
            ..Opening::default()
        };
        self.filled(e, level, opening, text)
    }

    /// A provision with its sentence and all that is inside it.
    fn filled(&mut self, e: Element, level: Level, opening: Opening, text: Inline) -> Provision {
        let mut p = self.grow.open(level, "", opening);
        self.line(text, Role::Body, &mut p.blocks);
        self.inner(e, Some(level), &mut p.blocks);
        self.grow.close(&mut p);
        p
    }

    /// Supplementary provisions: whose they are is shown behind their heading.
    fn supplement(&mut self, e: Element) -> Provision {
        let mut heading =
            e.child("SupplProvisionLabel").map(|l| inline(l, &mut self.told)).unwrap_or_default();
        if let Some(law) = e.attribute("AmendLawNum").filter(|l| !l.trim().is_empty()) {
            heading.push(&format!("　（{}）", law.trim()));
        }
        if e.attribute("Extract") == Some("true") {
            heading.push("　抄");
        }
        let opening = Opening { heading: Some((heading, HeadingPlace::Line)), ..Opening::default() };
        let mut p = self.grow.open(Level::Other, "", opening);
        self.inner(e, Some(Level::Other), &mut p.blocks);
        self.grow.close(&mut p);
        p
    }

    /// What is appended: 別表第一（第九条関係）.
    fn appended(&mut self, e: Element) -> Provision {
        let title = e.elements().find(|c| c.name().ends_with("Title") && !c.name().ends_with("StructTitle"));
        let title = title.or_else(|| e.child("ArithFormulaNum"));
        let titled = title.map(|t| inline(t, &mut self.told)).map(annexed);
        let (label, heading) = titled.unwrap_or_default();
        let related = e.child("RelatedArticleNum").map(|r| (inline(r, &mut self.told), HeadingPlace::Line));
        let heading = related.or(heading.map(|h| (h, HeadingPlace::Line)));
        let opening = Opening { label, heading, ..Opening::default() };
        let mut p = self.grow.open(Level::Annex, "", opening);
        for c in e.elements().filter(|c| Some(*c) != title && c.name() != "RelatedArticleNum") {
            match ITEMS.iter().find(|(n, _)| *n == c.name()) {
                Some((_, level)) => {
                    let item = self.item(c, *level, Some(Level::Annex), &p.blocks);
                    p.blocks.push(Block::Provision(item));
                }
                // A note holds whatever stands in a law.
                None if c.name() == "NoteStruct" => {
                    for part in c.elements() {
                        if part.name() == "Note" && part.elements().any(|i| !is_phrase(i)) {
                            self.inner(part, Some(Level::Annex), &mut p.blocks);
                        } else {
                            self.flat(part, Role::Body, &mut p.blocks);
                        }
                    }
                }
                None => self.flat(c, Role::Body, &mut p.blocks),
            }
        }
        self.grow.close(&mut p);
        p
    }
}

/// Whether an element is a part of how a provision begins.
fn is_opening(name: &str) -> bool {
    let of_items = || {
        let part = name.strip_suffix("Title").or_else(|| name.strip_suffix("Sentence"));
        part.is_some_and(|p| ITEMS.iter().any(|(n, _)| *n == p))
    };
    matches!(
        name,
        "ArticleTitle"
            | "ArticleCaption"
            | "ParagraphNum"
            | "ParagraphCaption"
            | "ParagraphSentence"
            | "SupplProvisionLabel"
    ) || CONTAINERS.iter().any(|(_, title, _)| *title == name)
        || of_items()
}

/// The level inside another: one below it where its own would be none.
fn below(level: Level, within: Option<Level>) -> Level {
    match within {
        Some(w) if level <= w => match w {
            Level::Article => Level::Paragraph,
            Level::Paragraph => Level::Item,
            Level::Item => Level::Subitem,
            _ => Level::Point,
        },
        _ => level,
    }
}

/// The number of an element: the first step of 38_3_2.
fn number(e: Element) -> Option<u32> {
    e.attribute("Num").and_then(|n| n.split(['_', ':']).next()?.parse().ok())
}

/// Label and heading of a title: 第一章　総則.
fn titled(text: Inline) -> Opening {
    let label = read_labels(&text.text).into_iter().find(|m| {
        let rest = &text.text[m.len..];
        m.form.group == Group::Heading && (rest.is_empty() || rest.starts_with(is_space))
    });
    let Some(label) = label else {
        return Opening { heading: Some((text, HeadingPlace::Line)), ..Opening::default() };
    };
    let behind = text.text[label.len..].trim_start_matches(is_space);
    let start = text.text.len() - behind.len();
    let (first, rest) = (text.part(0..label.len), text.part(start..text.text.len()));
    Opening {
        label: Some(first),
        heading: (!rest.is_blank()).then_some((rest, HeadingPlace::Line)),
        ..Opening::default()
    }
}
