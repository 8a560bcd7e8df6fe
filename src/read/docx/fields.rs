//! Fields: what they show is text, what they are told to do is not (ECMA-376 part 1, 17.16).

use super::equation::{Drawn, drawn, plain};

/// A field that is open.
#[derive(Debug, Default)]
struct Field {
    code: String,
    /// Whether what stands now is what it shows.
    shows: bool,
    link: u16,
    contents: bool,
    skipped: bool,
}

/// The fields that are open, inner ones last.
#[derive(Debug, Default)]
pub struct Fields(Vec<Field>);

/// Fields in fields; more are no real ones.
const DEEPEST: usize = 64;

/// What the code of a field asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Code<'a> {
    /// A link to an address.
    Link(&'a str),
    /// A table of contents.
    Contents,
    /// The number of a page.
    Page,
    /// An equation, which its code draws.
    Equation,
    /// Anything else.
    Other,
}

/// Reads the code of a field.
pub fn code(s: &str) -> Code<'_> {
    let s = s.trim_start();
    let end = s.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(s.len());
    match s[..end].to_ascii_uppercase().as_str() {
        "HYPERLINK" => {
            let rest = s[end..].trim_start();
            let target = rest.strip_prefix('"').and_then(|r| r.split('"').next());
            let target = target.or_else(|| rest.split_whitespace().next()).unwrap_or("");
            if target.starts_with('\\') { Code::Other } else { Code::Link(target) }
        }
        "TOC" => Code::Contents,
        "PAGEREF" | "PAGE" => Code::Page,
        _ if drawn(s).is_some() => Code::Equation,
        _ => Code::Other,
    }
}

/// The words of a button, behind the name of what it does.
fn button(code: &str) -> Option<Vec<Drawn>> {
    let mut words = code.trim_start().splitn(3, char::is_whitespace);
    let button = matches!(words.next(), Some("MACROBUTTON" | "GOTOBUTTON"));
    let text = words.nth(1).filter(|_| button)?.trim().to_owned();
    Some(vec![Drawn { text, ..Drawn::default() }])
}

impl Fields {
    /// A field begins.
    pub fn begin(&mut self) {
        if self.0.len() < DEEPEST {
            self.0.push(Field::default());
        }
    }
    /// A piece of the innermost field's code.
    pub fn code(&mut self, s: &str) {
        const LONGEST: usize = 4096;
        if let Some(f) = self.0.last_mut().filter(|f| !f.shows && f.code.len() < LONGEST) {
            f.code.push_str(s);
        }
    }
    /// What the innermost field shows begins; `link` numbers an address, pages are left out where `ours`.
    pub fn separate(&mut self, ours: bool, link: impl FnOnce(&str) -> u16) {
        let Some(f) = self.0.last_mut() else { return };
        f.shows = true;
        match code(&f.code) {
            Code::Link(target) => f.link = link(target),
            Code::Contents => f.contents = true,
            Code::Page => f.skipped = ours,
            Code::Equation => f.skipped = true,
            Code::Other => {}
        }
    }
    /// The innermost field ends. Equations and buttons show what their codes say, having nothing else to show; inside of
    /// the code of another field that is a part of it.
    pub fn end(&mut self) -> Vec<Drawn> {
        let Some(f) = self.0.pop() else { return vec![] };
        let drawn = drawn(&f.code).or_else(|| button(&f.code).filter(|_| !f.shows)).unwrap_or_default();
        match self.0.last_mut() {
            Some(outer) if !outer.shows => {
                outer.code.push_str(&plain(&drawn));
                vec![]
            }
            _ => drawn,
        }
    }
    /// A paragraph ends: a code that goes on in the next one has lost its end.
    pub fn paragraph_ends(&mut self) {
        while self.0.last().is_some_and(|f| !f.shows) {
            self.0.pop();
        }
    }
    /// Whether what stands now is shown.
    pub fn show(&self) -> bool {
        self.0.iter().all(|f| f.shows && !f.skipped)
    }
    /// The link that holds now.
    pub fn link(&self) -> u16 {
        self.0.iter().rev().map(|f| f.link).find(|l| *l > 0).unwrap_or(0)
    }
    /// Whether a table of contents is being shown.
    pub fn in_contents(&self) -> bool {
        self.0.iter().any(|f| f.contents)
    }
}
