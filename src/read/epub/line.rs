//! What stands in the lines and tables of books that this program made.

use super::book::resolved;
use crate::finding::Words;
use crate::ir::{CellAlign, Id, MarkKind, Scope, is_language, uri};
use crate::read::grow::{GridCell, GridRow, Grow, Inline};
use crate::text::chars::is_space;
use crate::xml::{Element, Node};
use std::collections::BTreeSet;

/// A reader of lines.
#[derive(Default)]
pub struct Lines {
    /// The file that they stand in.
    pub path: String,
    /// Pictures of the book, by their paths.
    pub known: BTreeSet<String>,
}

type Read<T> = Result<T, Words>;

impl Lines {
    /// The text of an element.
    pub fn inline(&self, e: Element) -> Read<Inline> {
        let mut out = Inline::default();
        self.content(e, &mut out)?;
        Ok(out)
    }

    /// The text of an element behind what `takes` takes from its beginning, and the white space behind the first and the second
    /// of what was taken.
    pub fn line(
        &self,
        e: Element,
        mut takes: impl FnMut(&Self, Element, &Inline) -> Read<bool>,
    ) -> Read<(Inline, (String, String))> {
        let (mut out, mut gaps, mut taken) = (Inline::default(), [String::new(), String::new()], 0);
        let mut heading = false;
        for node in e.children() {
            match node {
                Node::Text(t) if taken > 0 && out.text.is_empty() => {
                    let text = t.trim_start_matches(is_space);
                    gaps[usize::from(heading)].push_str(&t[..t.len() - text.len()]);
                    out.push(text);
                }
                Node::Text(t) => out.push(t),
                Node::Element(c) if takes(self, c, &out)? => {
                    taken += 1;
                    heading = c.name() == "strong";
                }
                Node::Element(c) => self.phrase(c, &mut out)?,
            }
        }
        let [label, behind] = gaps;
        Ok((out, (label, behind)))
    }

    fn content(&self, e: Element, out: &mut Inline) -> Read<()> {
        // The space that keeps the sign of a note from its text is none of the text's.
        let mut apart = false;
        for node in e.children() {
            match node {
                Node::Text(t) => {
                    let text = t.strip_prefix(' ').filter(|_| apart);
                    if text.is_some() {
                        out.marked(" ", MarkKind::Markup);
                    }
                    out.push(text.unwrap_or(t));
                }
                Node::Element(c) => self.phrase(c, out)?,
            }
            apart =
                matches!(node, Node::Element(c) if is_label(c)) && out.text.ends_with(char::is_alphanumeric);
        }
        Ok(())
    }

    fn phrase(&self, e: Element, out: &mut Inline) -> Read<()> {
        let href = e.attribute("href").unwrap_or("");
        let place = || Id(href.rsplit_once('#').map_or("", |(_, id)| id).to_owned());
        let kind = match e.name() {
            "br" => {
                out.push("\n");
                return Ok(());
            }
            "span" if e.attribute("epub:type") == Some("pagebreak") => return Ok(()),
            "span" if has_class(e, "figure") => Some(MarkKind::Image { media: None }),
            _ if is_label(e) => Some(MarkKind::NoteLabel),
            "span" => {
                let tag = e.attribute("lang").filter(|tag| is_language(tag));
                tag.map(|tag| MarkKind::Language { tag: tag.to_owned() })
            }
            "sup" if e.elements().any(is_sign) => None,
            "a" if is_sign(e) => Some(MarkKind::NoteReference { target: place() }),
            "a" if has_class(e, "ref") => {
                Some(MarkKind::Reference { target: place(), more: vec![], rule: None })
            }
            "a" => uri(href).map(|target| MarkKind::Link { target }),
            "math" => {
                let mathml = mathml(e);
                out.marked(e.attribute("alttext").unwrap_or(""), MarkKind::Math { mathml });
                return Ok(());
            }
            "img" => {
                let path = resolved(&self.path, e.attribute("src").unwrap_or(""));
                let name = path.rsplit('/').next().unwrap_or("").to_owned();
                let media = self.known.contains(&path).then_some(name);
                out.marked(e.attribute("alt").unwrap_or(""), MarkKind::Image { media });
                return Ok(());
            }
            name => Some(MarkKind::of_element(|form| form.html, name, |key| e.attribute(key)).ok_or_else(
                || Words::new(format!("行内有 <{name}>"), format!("there is <{name}> in a line")),
            )?),
        };
        let marked = kind.is_some();
        if let Some(kind) = kind {
            out.begin(kind);
        }
        self.content(e, out)?;
        if marked {
            out.end();
        }
        Ok(())
    }

    /// Caption and rows of a table.
    pub fn table(&self, e: Element) -> Read<(Option<Inline>, Vec<GridRow>)> {
        let caption = e.child("caption").map(|c| self.inline(c)).transpose()?;
        let mut rows = vec![];
        let mut stated = vec![];
        for part in e.elements().filter(|p| matches!(p.name(), "thead" | "tbody")) {
            for tr in part.elements() {
                let cells: Vec<Element> = tr.elements().filter(|c| !has_class(*c, "blank")).collect();
                let column = |c: &Element| c.attribute("scope") == Some("col");
                let header = part.name() == "thead" || !cells.is_empty() && cells.iter().all(column);
                let mut row = GridRow { header, cells: vec![] };
                for c in cells {
                    row.cells.push(self.cell(c, header)?);
                    stated.push(alignment(c));
                }
                rows.push(row);
            }
        }
        // How texts are aligned of themselves is known without being said.
        let made = Grow::new().table(None, rows.clone());
        let mut wanted = stated.into_iter();
        for (row, made) in rows.iter_mut().zip(made.rows()) {
            for (cell, made) in row.cells.iter_mut().zip(made.cells) {
                cell.align = wanted.next().filter(|a| *a != made.align);
            }
        }
        Ok((caption, rows))
    }

    fn cell(&self, e: Element, header: bool) -> Read<GridCell> {
        let span = |name| e.attribute(name).and_then(|v| v.parse().ok()).unwrap_or(1);
        let scope = match e.attribute("scope") {
            Some("col") => Some(Scope::Column),
            Some("row") => Some(Scope::Row),
            _ => None,
        };
        let usual = header.then_some(Scope::Column);
        Ok(GridCell {
            text: self.inline(e)?,
            rows: span("rowspan"),
            columns: span("colspan"),
            scope: scope.filter(|_| scope != usual),
            align: None,
        })
    }
}

/// Whether a class names this among others.
pub fn has_class(e: Element, name: &str) -> bool {
    e.attribute("class").is_some_and(|c| c.split_ascii_whitespace().any(|c| c == name))
}

/// How a cell is aligned.
fn alignment(e: Element) -> CellAlign {
    let usual = if e.attribute("scope").is_some() { CellAlign::Centre } else { CellAlign::Start };
    CellAlign::ALL.into_iter().find(|a| has_class(e, a.name())).unwrap_or(usual)
}

/// Whether an element is the sign that a note begins with.
fn is_label(e: Element) -> bool {
    let back = e.name() == "a" && e.attribute("role") == Some("doc-backlink");
    back || e.name() == "span" && has_class(e, "sign")
}

/// Whether an element is a sign that leads to a note.
fn is_sign(e: Element) -> bool {
    e.attribute("epub:type") == Some("noteref")
}

/// A formula as it stands there, without its linear form.
fn mathml(e: Element) -> String {
    fn write(e: Element, out: &mut String) {
        out.extend(["<", e.name()]);
        for (name, value) in e.attributes().filter(|(name, _)| *name != "alttext") {
            out.extend([" ", name, "=\"", &crate::xml::legal::escaped(value), "\""]);
        }
        out.push('>');
        for node in e.children() {
            match node {
                Node::Text(t) => out.push_str(&crate::xml::legal::escaped(t)),
                Node::Element(c) => write(c, out),
            }
        }
        out.extend(["</", e.name(), ">"]);
    }
    let mut out = String::new();
    write(e, &mut out);
    out
}
