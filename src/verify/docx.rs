//! The text of a Word file as Word shows it: automatic numbers are counted out, headers and footers left aside.

use super::Extract;
use crate::finding::Words;
use crate::number::System;
use crate::pack::ooxml::{FORMULA, OURS, bookmark_id, bookmark_name, note_place};
use crate::pack::unpack;
use crate::xml::{Element, Tree, parse};
use std::collections::HashMap;

/// A level of a list: number format, text with `%n`, first number.
type Level = (String, String, u32);

pub fn extract(bytes: &[u8]) -> Result<Extract, Words> {
    let parts: HashMap<String, Vec<u8>> = unpack(bytes)?.into_iter().collect();
    let part = |name: &str| -> Result<Option<Tree>, Words> {
        let Some(bytes) = parts.get(name) else { return Ok(None) };
        let text = std::str::from_utf8(bytes).map_err(|_| "内容不是 UTF-8 / it is not in UTF-8")?;
        parse(text).map(Some).map_err(|p| p.told(text).after(name))
    };
    let document =
        part("word/document.xml")?.ok_or("没有 word/document.xml / there is no word/document.xml")?;
    // Word reads the parts that the document names.
    let named = part("word/_rels/document.xml.rels")?;
    let related = |name: &str| -> Result<Option<Tree>, Words> {
        let found =
            named.iter().flat_map(|n| n.root().elements()).any(|r| r.attribute("Target") == Some(name));
        if found { part(&format!("word/{name}")) } else { Ok(None) }
    };
    let document = document.root();
    let order = footnote_order(document);
    let custom = part("docProps/custom.xml")?;
    let properties = || custom.iter().flat_map(|c| c.root().elements());
    let property = |p: Element| Some((p.attribute("name")?.to_owned(), p.text()));
    let formulas: Formulas =
        properties().filter_map(property).filter(|(name, _)| name.starts_with(FORMULA)).collect();
    let mut reader = Reader {
        numbers: Numbers::read(related("numbering.xml")?.as_ref().map(Tree::root)),
        styles: numbered_styles(related("styles.xml")?.as_ref().map(Tree::root)),
        notes: footnotes(related("footnotes.xml")?.as_ref().map(Tree::root), &order, &formulas),
        order,
        formulas,
        fields: 0,
        out: Extract { identifier: Some(identifier), ..Extract::default() },
    };
    reader.visit(document);
    let mut out = reader.out;
    let stated = properties().find(|p| p.attribute("name") == Some("normalised-text-sha256"));
    out.stated = stated.map(Element::text);
    Ok(out)
}

/// An identifier as far as the names of bookmarks tell it: one that none can say is its hash.
fn identifier(id: &str) -> String {
    let name = bookmark_name(id);
    bookmark_id(&name).unwrap_or(name)
}

/// The linear forms of formulas, which properties of the file state, by the bookmarks before them.
type Formulas = HashMap<String, String>;

/// A list and a level of it.
type Number = (String, usize);

/// The number that properties of a paragraph or style give.
fn number_of(properties: Element) -> Option<Number> {
    let number = properties.child("numPr")?;
    let value = |name| number.child(name).and_then(|v| v.attribute("w:val")).unwrap_or("0").to_owned();
    Some((value("numId"), value("ilvl").parse().unwrap_or(0)))
}

/// The styles that number their paragraphs.
fn numbered_styles(part: Option<Element>) -> HashMap<String, Number> {
    let styles = part.into_iter().flat_map(Element::elements).filter(|e| e.name() == "style");
    styles.filter_map(|s| Some((s.attribute("w:styleId")?.to_owned(), number_of(s.child("pPr")?)?))).collect()
}

/// Reads the body.
struct Reader {
    numbers: Numbers,
    styles: HashMap<String, Number>,
    notes: HashMap<String, String>,
    order: Order,
    formulas: Formulas,
    /// Fields that are open: what they show is worked out, and no text.
    fields: usize,
    out: Extract,
}

impl Reader {
    fn visit(&mut self, e: Element) {
        match e.name() {
            // The table of contents that was made for the file, and the title of a volume, are no part of the document.
            "sdt" => {
                let tag = e.child("sdtPr").and_then(|p| p.child("tag")).and_then(|t| t.attribute("w:val"));
                if tag == Some(OURS) {
                    return;
                }
            }
            "p" => {
                self.out.text.push('\n');
                if let Some(properties) = e.child("pPr") {
                    let style = properties.child("pStyle").and_then(|s| s.attribute("w:val")).unwrap_or("");
                    let number = number_of(properties).or_else(|| self.styles.get(style).cloned());
                    if let Some((list, level)) = number {
                        self.out.text.push_str(&self.numbers.next(&list, level));
                    }
                }
            }
            "fldChar" => match e.attribute("w:fldCharType") {
                Some("begin") => self.fields += 1,
                Some("end") => self.fields = self.fields.saturating_sub(1),
                _ => {}
            },
            "t" | "delText" if self.fields == 0 => self.out.text.push_str(&e.text()),
            // What stands for a picture, and a formula of which the linear form stands before it.
            "docPr" => self.out.text.push_str(e.attribute("descr").unwrap_or("")),
            "oMath" if !self.formulas.is_empty() => return,
            // The annotation is read behind its base, and stands before it.
            "ruby" => {
                for part in ["rubyBase", "rt"] {
                    e.child(part).into_iter().for_each(|p| self.visit(p));
                }
                return;
            }
            "footnoteReference" => self.out.text.push_str(&footnote_number(e, &self.order)),
            "tab" | "br" => self.out.text.push('\n'),
            "bookmarkStart" => {
                let name = e.attribute("w:name").unwrap_or("");
                self.out
                    .provisions
                    .push((identifier(&bookmark_id(name).unwrap_or_else(|| name.to_owned())), None));
                self.out.text.push_str(self.formulas.get(name).map_or("", String::as_str));
                // A footnote's text stands in the source where its bookmark is.
                if let Some(text) = self.notes.get(name) {
                    self.out.text.push('\n');
                    self.out.text.push_str(text);
                }
            }
            _ => {}
        }
        for child in e.elements() {
            self.visit(child);
        }
    }
}

/// The numbers of footnotes by their identifiers: Word counts the signs that lead to them.
type Order = HashMap<String, usize>;

fn footnote_order(document: Element) -> Order {
    let signs = document.named("footnoteReference");
    let counted = signs.filter(|e| e.attribute("w:customMarkFollows").is_none());
    let mut out = Order::new();
    for (k, id) in counted.filter_map(|e| e.attribute("w:id")).enumerate() {
        out.entry(id.to_owned()).or_insert(k + 1);
    }
    out
}

fn footnote_number(e: Element, order: &Order) -> String {
    e.attribute("w:id").and_then(|id| order.get(id)).map_or(String::new(), usize::to_string)
}

/// The texts of footnotes, by the names of the bookmarks that show where in the source they stand.
fn footnotes(part: Option<Element>, order: &Order, formulas: &Formulas) -> HashMap<String, String> {
    let mut out = HashMap::new();
    for note in part.into_iter().flat_map(Element::elements) {
        let mut n = Note { number: footnote_number(note, order), formulas, name: None, text: String::new() };
        n.visit(note);
        out.extend(n.name.map(|name| (name, n.text)));
    }
    out
}

/// Reads a footnote.
struct Note<'f> {
    number: String,
    formulas: &'f Formulas,
    name: Option<String>,
    text: String,
}

impl Note<'_> {
    fn visit(&mut self, e: Element) {
        match e.name() {
            "bookmarkStart" => {
                let name = e.attribute("w:name").unwrap_or("");
                match self.formulas.get(name) {
                    Some(linear) => self.text.push_str(linear),
                    None => self.name = Some(note_place(name)),
                }
            }
            "t" | "delText" => self.text.push_str(&e.text()),
            "docPr" => self.text.push_str(e.attribute("descr").unwrap_or("")),
            "footnoteRef" => self.text.push_str(&self.number),
            "oMath" if !self.formulas.is_empty() => return,
            "ruby" => {
                for part in ["rubyBase", "rt"] {
                    e.child(part).into_iter().for_each(|p| self.visit(p));
                }
                return;
            }
            _ => {}
        }
        e.elements().for_each(|c| self.visit(c));
    }
}

/// The lists of a file with Word's counters.
#[derive(Default)]
struct Numbers {
    /// The abstract list of every list.
    lists: HashMap<String, String>,
    levels: HashMap<String, Vec<Level>>,
    counters: HashMap<String, Vec<Option<u32>>>,
}

impl Numbers {
    fn read(part: Option<Element>) -> Self {
        let mut out = Self::default();
        let val = |e: Element, name: &str| {
            e.child(name).and_then(|v| v.attribute("w:val")).unwrap_or("").to_owned()
        };
        for e in part.into_iter().flat_map(Element::elements) {
            if e.name() == "abstractNum" {
                let levels = e
                    .elements()
                    .filter(|l| l.name() == "lvl")
                    .map(|l| (val(l, "numFmt"), val(l, "lvlText"), val(l, "start").parse().unwrap_or(1)));
                let id = e.attribute("w:abstractNumId").unwrap_or("").to_owned();
                out.levels.insert(id, levels.collect());
            } else if e.name() == "num" {
                let id = e.attribute("w:numId").unwrap_or("").to_owned();
                out.lists.insert(id, val(e, "abstractNumId"));
            }
        }
        out
    }

    /// Counts on, and prints the label.
    fn next(&mut self, list: &str, level: usize) -> String {
        let Some(id) = self.lists.get(list) else { return String::new() };
        let Some(levels) = self.levels.get(id) else { return String::new() };
        let counters = self.counters.entry(id.clone()).or_insert_with(|| vec![None; levels.len()]);
        let (Some(counter), Some((_, text, start))) = (counters.get_mut(level), levels.get(level)) else {
            return String::new();
        };
        *counter = Some(counter.map_or(*start, |n| n + 1));
        counters[level + 1..].fill(None);
        let mut out = text.clone();
        for (k, (format, _, start)) in levels.iter().enumerate().take(level + 1) {
            let n = counters[k].unwrap_or(*start);
            out = out.replace(&format!("%{}", k + 1), &print(format, n));
        }
        out
    }
}

/// A number as Word prints it (ECMA-376 part 1, 17.18.59).
fn print(format: &str, n: u32) -> String {
    let system = match format {
        "chineseCountingThousand" => System::Han,
        "decimalFullWidth" => System::FullWidth,
        "lowerLetter" => System::LatinLower,
        "upperLetter" => System::LatinUpper,
        "upperRoman" => System::Roman,
        "ideographTraditional" => System::Stems,
        "iroha" | "irohaFullWidth" => System::Iroha,
        "ganada" => System::Hangul,
        "decimalEnclosedCircle" => System::Circled,
        "none" => return String::new(),
        _ => System::Arabic,
    };
    system.print(n).unwrap_or_else(|| n.to_string())
}
