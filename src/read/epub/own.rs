//! Books that this program made: their markup states the whole structure, and nothing is recognised. What does not fit is said,
//! and the book is read like any other.

use super::book::resolved;
use super::line::{Lines, has_class};
use crate::finding::Words;
use crate::ir::{Block, Document, HeadingPlace, Id, Media, Provision, Role, Text};
use crate::number::Level;
use crate::pack::base64;
use crate::pack::book::{IN, PARTS, ROLE, Standing, usual_role};
use crate::read::grow::{Grow, Inline, Opening};
use crate::xml::{Element, parse};

/// The prefixes of levels in identifiers; the longer ones before those that they begin with.
const LEVELS: &[(&str, Level)] = &[
    ("annex-", Level::Annex),
    ("spt-", Level::Subpart),
    ("pt-", Level::Part),
    ("ch-", Level::Chapter),
    ("ssec-", Level::Subsection),
    ("sec-", Level::Section),
    ("hd-", Level::Other),
    ("art-", Level::Article),
    ("d", Level::Document),
    ("p", Level::Paragraph),
    ("i", Level::Item),
    ("s", Level::Subitem),
    ("t", Level::Point),
];

/// The level and the number in an identifier; none where it is that of a text.
fn level(id: &str) -> Option<(Level, u32)> {
    let mut steps = id.rsplit('.').filter(|s| !s.starts_with("dup-"));
    let step = steps.next()?;
    let of_text = steps.next().is_some_and(|s| matches!(s, "pre" | "txt"));
    LEVELS.iter().filter(|(_, level)| *level != Level::Paragraph || !of_text).find_map(|(prefix, level)| {
        let number = step.strip_prefix(prefix)?.split('_').next()?;
        Some((*level, number.parse().ok()?))
    })
}

fn is_heading(e: Element) -> bool {
    matches!(e.name().as_bytes(), [b'h', b'1'..=b'6'])
}

fn misfit(e: Element) -> Words {
    let shown = match e.attribute("id") {
        Some(id) => format!("<{} id=\"{id}\">", e.name()),
        None => format!("<{}>", e.name()),
    };
    Words::new(format!("{shown} 不是这样写的"), format!("{shown} is not written so"))
}

/// What a label runs into.
#[derive(Default)]
struct Line {
    label: Option<Inline>,
    heading: Option<(Inline, HeadingPlace)>,
    text: Inline,
    gaps: (String, String),
}

struct Own {
    grow: Grow,
    lines: Lines,
    standing: Standing,
    /// The part of the document that grows.
    part: usize,
    /// Provisions that may go on.
    open: Vec<Provision>,
    /// A heading above the label of what follows.
    above: Option<Inline>,
}

/// The document in the files of a book; `pictures` gives the bytes of one by its path.
///
/// # Errors
/// Where the markup is not as this program writes it.
pub fn read(
    files: &[(String, String)],
    mut picture: impl FnMut(&str) -> Option<Vec<u8>>,
) -> Result<Grow, Words> {
    let mut own = Own {
        grow: Grow::new(),
        lines: Lines::default(),
        standing: Standing::new(),
        part: 0,
        open: vec![],
        above: None,
    };
    for (path, text) in files {
        let text = text.replacen("<!DOCTYPE html>", "", 1);
        let tree = parse(&text).map_err(|p| p.told(&text))?;
        let body = tree.root().find("body").ok_or_else(|| misfit(tree.root()))?;
        if body.elements().any(|e| e.attributes().any(|(k, v)| k == "epub:type" && v == "cover")) {
            continue;
        }
        path.clone_into(&mut own.lines.path);
        for image in body.named("img") {
            let path = resolved(path, image.attribute("src").unwrap_or(""));
            if !own.lines.known.contains(&path)
                && let Some(bytes) = picture(&path)
            {
                own.grow.doc.media.push(media(&path, &bytes));
                own.lines.known.insert(path);
            }
        }
        own.standing.file();
        own.blocks(body)?;
    }
    own.close_until(PARTS[2])?;
    if own.above.is_some() {
        return Err(Words::from("标题后面没有条文 / a heading leads to nothing"));
    }
    Ok(own.grow)
}

impl Own {
    fn target(&mut self) -> &mut Vec<Block> {
        let doc: &mut Document = &mut self.grow.doc;
        match (self.open.last_mut(), self.part) {
            (Some(p), _) => &mut p.blocks,
            (None, 0) => &mut doc.front,
            (None, 1) => &mut doc.body,
            (None, _) => &mut doc.back,
        }
    }

    /// Ends the provisions that do not hold what comes.
    fn close_until(&mut self, parent: &str) -> Result<(), Words> {
        while self.open.last().is_some_and(|p| p.id.0 != parent) {
            if let Some(mut p) = self.open.pop() {
                self.grow.close(&mut p);
                self.target().push(Block::Provision(p));
            }
        }
        if self.open.is_empty() {
            let part = PARTS.iter().position(|p| *p == parent).filter(|p| *p >= self.part);
            self.part = part.ok_or_else(|| {
                Words::new(format!("“{parent}”不在这里"), format!("“{parent}” is not open here"))
            })?;
        }
        Ok(())
    }

    /// Goes where a block belongs; gives what that is.
    fn place(&mut self, e: Element, follows: bool) -> Result<String, Words> {
        let parent = e.attribute(IN).unwrap_or_else(|| self.standing.expected(follows)).to_owned();
        self.standing.told(&parent);
        self.close_until(&parent)?;
        Ok(parent)
    }

    fn blocks(&mut self, parent: Element) -> Result<(), Words> {
        for e in parent.elements() {
            self.block(e)?;
        }
        Ok(())
    }

    fn block(&mut self, e: Element) -> Result<(), Words> {
        if self.above.is_some() && e.name() != "p" {
            return Err(misfit(e));
        }
        match e.name() {
            "section" => self.section(e),
            "div" if has_class(e, "continued") => {
                self.standing.enter(e.attribute(IN).unwrap_or(""), false);
                self.blocks(e)?;
                self.standing.leave();
                Ok(())
            }
            "div" if has_class(e, "table") => {
                self.place(e, true)?;
                let table = e.child("table").ok_or_else(|| misfit(e))?;
                let (caption, rows) = self.lines.table(table)?;
                let mut t = self.grow.table(caption, rows);
                t.id = id(table);
                self.target().push(Block::Text(t));
                Ok(())
            }
            "aside" => {
                self.place(e, true)?;
                let p = e.child("p").filter(|_| e.elements().count() == 1).ok_or_else(|| misfit(e))?;
                let inline = self.lines.inline(p)?;
                self.text(inline, Role::Note, id(e));
                Ok(())
            }
            "ul" if has_class(e, "items") => {
                let parent = self.place(e, true)?;
                for item in e.elements() {
                    self.close_until(&parent)?;
                    self.item(item)?;
                }
                Ok(())
            }
            "p" => self.paragraph(e),
            _ if is_heading(e) && has_class(e, "assigned") => Ok(()),
            _ if is_heading(e) && has_class(e, "run") => {
                self.above = Some(self.lines.inline(e)?);
                Ok(())
            }
            _ if is_heading(e) => self.title(e),
            _ => Err(misfit(e)),
        }
    }

    fn text(&mut self, inline: Inline, role: Role, id: Option<Id>) {
        let mut t: Text = self.grow.text(role, inline);
        t.id = id;
        self.target().push(Block::Text(t));
    }

    /// The lines of a title.
    fn title(&mut self, e: Element) -> Result<(), Words> {
        self.place(e, false)?;
        let whole = self.lines.inline(e)?;
        let (mut at, mut id) = (0, id(e));
        for line in whole.text.split('\n') {
            let inline = whole.part(at..at + line.len());
            at += line.len() + 1;
            self.text(inline, Role::Title, id.take());
        }
        Ok(())
    }

    /// A paragraph: a text, or a 款.
    fn paragraph(&mut self, e: Element) -> Result<(), Words> {
        let named = e.attribute("id").unwrap_or("");
        if level(named).is_some_and(|(level, _)| level == Level::Paragraph) {
            self.place(e, false)?;
            self.standing.paragraph(named);
            let line = self.line(e)?;
            return self.begin(e, named, line, None);
        }
        if self.above.is_some() {
            return Err(misfit(e));
        }
        let parent = self.place(e, true)?;
        let class = e.attribute("class").unwrap_or("");
        let role = role(e, usual_role(class, &parent)).ok_or_else(|| misfit(e))?;
        let inline = self.lines.inline(e)?;
        self.text(inline, role, id(e));
        Ok(())
    }

    /// Label, heading and text in one line.
    fn line(&mut self, e: Element) -> Result<Line, Words> {
        let mut out = Line::default();
        self.lines
            .line(e, |lines, part, text| {
                if !text.text.is_empty() {
                    return Ok(false);
                }
                if part.name() == "span"
                    && has_class(part, "no")
                    && out.label.is_none()
                    && out.heading.is_none()
                {
                    out.label = Some(lines.inline(part)?);
                } else if part.name() == "strong" && has_class(part, "head") && out.heading.is_none() {
                    let place =
                        if has_class(part, "line") { HeadingPlace::Line } else { HeadingPlace::RunIn };
                    out.heading = Some((lines.inline(part)?, place));
                } else {
                    return Ok(false);
                }
                Ok(true)
            })
            .map(|(text, gaps)| {
                out.text = text;
                out.gaps = gaps;
                out
            })
    }

    /// Begins a provision with the text that its label runs into, which belongs to a 款 where that is named.
    fn begin(&mut self, e: Element, named: &str, line: Line, inner: Option<&str>) -> Result<(), Words> {
        let (level, number) = level(named).ok_or_else(|| misfit(e))?;
        let Line { label, heading, text, gaps } = line;
        let above = self.above.take().map(|h| (h, HeadingPlace::Before));
        if above.is_some() && heading.is_some() {
            return Err(misfit(e));
        }
        // Annexes and headings without a number are counted there.
        let number = Some(number).filter(|_| !matches!(level, Level::Annex | Level::Other));
        let runs_in = !text.text.is_empty() || !text.marks.is_empty();
        let opening = Opening {
            label,
            number,
            heading: above.or(heading),
            runs_in,
            gaps: Some(gaps),
            ..Opening::default()
        };
        let p = self.grow.open(level, named, opening);
        self.open.push(p);
        if let Some(inner) = inner {
            let q = self.grow.open(Level::Paragraph, inner, Opening { runs_in, ..Opening::default() });
            self.open.push(q);
        }
        if runs_in {
            let role = role(e, "body").ok_or_else(|| misfit(e))?;
            self.text(text, role, None);
        }
        Ok(())
    }

    fn item(&mut self, e: Element) -> Result<(), Words> {
        let named = e.attribute("id").unwrap_or("");
        let mut parts = e.elements();
        let first = parts.next().filter(|p| p.name() == "p" && e.name() == "li").ok_or_else(|| misfit(e))?;
        if !level(named).is_some_and(|(level, _)| level.is_list()) {
            return Err(misfit(e));
        }
        let line = self.line(first)?;
        self.begin(first, named, line, None)?;
        self.standing.enter(named, true);
        for part in parts {
            self.block(part)?;
        }
        self.standing.leave();
        Ok(())
    }

    fn section(&mut self, e: Element) -> Result<(), Words> {
        let named = e.attribute("id").unwrap_or("");
        let (of, _) = level(named).ok_or_else(|| misfit(e))?;
        self.place(e, false)?;
        let mut parts = e.elements().peekable();
        let heading_id = format!("{named}-h");
        if of == Level::Article {
            let heading = parts.next_if(|p| is_heading(*p) && has_class(*p, "run"));
            match heading {
                Some(h) if h.elements().any(|c| has_class(c, "no")) => {
                    let line = self.heading(h)?;
                    self.begin(h, named, line, None)?;
                    self.standing.enter(named, false);
                }
                above => {
                    self.above = above.map(|h| self.lines.inline(h)).transpose()?;
                    let p = parts.next().filter(|p| p.name() == "p").ok_or_else(|| misfit(e))?;
                    let line = self.line(p)?;
                    let inner = p.attribute("id");
                    self.begin(p, named, line, inner)?;
                    self.standing.enter(named, false);
                    if let Some(q) = inner {
                        self.standing.paragraph(q);
                    }
                }
            }
        } else {
            let heading = parts.next_if(|p| is_heading(*p) && p.attribute("id") == Some(&heading_id));
            let line = heading.map(|h| self.heading(h)).transpose()?;
            self.begin(e, named, line.unwrap_or_default(), None)?;
            self.standing.enter(named, false);
        }
        for part in parts {
            self.block(part)?;
        }
        self.standing.leave();
        Ok(())
    }

    /// Label and heading of a line of their own.
    fn heading(&mut self, e: Element) -> Result<Line, Words> {
        let Line { label, heading, text, gaps } = self.line(e)?;
        if heading.is_some() {
            return Err(misfit(e));
        }
        let heading = (!text.is_blank()).then_some((text, HeadingPlace::Line));
        Ok(Line { label, heading, text: Inline::default(), gaps })
    }
}

/// A picture of the book as one of the document.
fn media(path: &str, bytes: &[u8]) -> Media {
    let name = path.rsplit('/').next().unwrap_or("").to_owned();
    let mime = match name.rsplit('.').next() {
        Some("jpg") => "image/jpeg".to_owned(),
        other => format!("image/{}", other.unwrap_or("png")),
    };
    Media { name, mime, data: base64(bytes) }
}

/// The identifier of an element.
fn id(e: Element) -> Option<Id> {
    e.attribute("id").filter(|id| !id.is_empty()).map(|id| Id(id.to_owned()))
}

/// The role that an element states, or the usual one.
fn role(e: Element, usual: &str) -> Option<Role> {
    Role::named(e.attribute(ROLE).unwrap_or(usual))
}
