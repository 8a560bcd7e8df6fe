//! What is drawn: pictures by what stands for them, boxes of text, formulas (ODF 1.3 part 3, 10.3 and 10.4).

use super::walk::{Around, Walk};
use crate::read::docx::inline::Look;
use crate::read::docx::package::attr;
use crate::read::docx::run::stands_for;
use crate::read::html::formula;
use crate::xml::{Element, Node};

/// What a drawing holds.
#[derive(Default)]
struct Found {
    picture: bool,
    words: String,
    part: Option<String>,
    /// A formula: its line, and its MathML.
    formulas: Vec<(String, String)>,
}

/// Bytes of the longest formula.
const LONGEST: usize = 1 << 20;

impl<'a> Walk<'a> {
    /// Reads a drawing: boxes of text are read behind the paragraph, a picture is shown by what stands for it.
    pub fn graphics(&mut self, e: Element<'a>, around: Around<'a>) {
        if !self.shows(self.change(&around)) || around.run.vanish == Some(true) {
            return;
        }
        let mut found = Found::default();
        self.look_into(e, &mut found);
        for (line, mathml) in found.formulas {
            self.named.formulas.push(mathml);
            let math = self.named.formulas.len() as u32;
            let look = self.look("", around);
            self.now.push(&line, Look { math, ..look });
            self.spaced = false;
        }
        if !found.picture {
            return;
        }
        let data = found.part.and_then(|part| self.pictures.take(&part));
        let Some((words, image)) = self.named.image(&found.words, data) else {
            self.account.pictures += 1;
            return;
        };
        let shown = Look { image, ..self.look("", around) };
        self.now.push(&words, shown);
        self.spaced = false;
    }

    fn look_into(&mut self, e: Element<'a>, found: &mut Found) {
        match e.name() {
            "image" => {
                found.picture = true;
                let data = e.child("binary-data").and_then(|d| self.held.name(d)).cloned();
                let named = || Some(attr(e, "href")?.trim_start_matches("./").to_owned());
                // Of a picture in several kinds the first that others know is taken.
                if found.part.as_ref().is_none_or(|p| !self.pictures.knows(p)) {
                    found.part = data.or_else(named);
                }
                return;
            }
            "object" => {
                match self.formula(e) {
                    Some(formula) => found.formulas.push(formula),
                    None => *self.account.embedded.entry("OLE").or_default() += 1,
                }
                return;
            }
            "object-ole" | "plugin" | "applet" | "floating-frame" => {
                *self.account.embedded.entry("OLE").or_default() += 1;
                return;
            }
            "control" => {
                *self.account.embedded.entry("form control").or_default() += 1;
                return;
            }
            "text-box" => {
                self.boxes.push(e);
                return;
            }
            _ => {}
        }
        let mut own = false;
        let formulas = found.formulas.len();
        for c in e.elements() {
            match c.name() {
                "title" | "desc" => {
                    let words = c.text();
                    if stands_for(&words) && (c.name() == "desc" || found.words.is_empty()) {
                        found.words = words;
                    }
                }
                // Newer shapes hold tables too: what stands in those is read with them.
                "p" | "h" | "list" | "table" => own = true,
                // The picture of an object that was read.
                "image" if found.formulas.len() > formulas => {}
                _ => self.look_into(c, found),
            }
        }
        if own {
            self.boxes.push(e);
        }
    }

    /// The formula that an object is.
    fn formula(&mut self, e: Element<'a>) -> Option<(String, String)> {
        let markup = if let Some(math) = e.find("math") {
            plain(math)
        } else {
            let part = attr(e, "href")?.trim_start_matches("./");
            let text = self.package.as_mut()?.text(&format!("{part}/content.xml")).ok().flatten()?;
            let tree = crate::xml::parse(&text).ok()?;
            plain(tree.root().find("math")?)
        };
        (markup.len() < LONGEST).then(|| formula(&markup)).flatten()
    }
}

/// MathML without prefixes, as the reader of web pages takes it; the source of another program beside it is left out.
fn plain(math: Element) -> String {
    enum Step<'t> {
        Open(Element<'t>),
        Close(&'t str),
        Text(&'t str),
    }
    let escaped = |s: &str| s.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let mut out = String::new();
    let mut stack = vec![Step::Open(math)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Text(t) => out.push_str(&escaped(t)),
            Step::Close(name) => out.extend(["</", name, ">"]),
            Step::Open(e) if e.name() == "annotation" => {}
            Step::Open(e) => {
                out.extend(["<", e.name()]);
                for (name, value) in e.attributes().filter(|(n, _)| !n.contains("xmlns") && !n.contains(':'))
                {
                    out.extend([" ", name, "=\"", &escaped(value), "\""]);
                }
                out.push('>');
                stack.push(Step::Close(e.name()));
                let below: Vec<Step> = e
                    .children()
                    .map(|c| match c {
                        Node::Element(e) => Step::Open(e),
                        Node::Text(t) => Step::Text(t),
                    })
                    .collect();
                stack.extend(below.into_iter().rev());
            }
        }
    }
    out
}
