//! What the markup of our books says without words: which provision a block belongs to where its element stands in none of it,
//! and what a paragraph is by its class. One rule for who writes a book and who reads it back, so that only what the rule
//! gets wrong must be said.

/// The attribute that names what a block belongs to.
pub const IN: &str = "data-in";
/// The attribute that says what a paragraph is.
pub const ROLE: &str = "data-role";
/// The parts of a document, in order; a book begins in the first.
pub const PARTS: [&str; 3] = ["front", "body", "back"];

/// Days of a document's history, and the properties of a book that state them (DCMI Metadata Terms).
pub const DAYS: &[(&str, &str)] =
    &[("adopted", "dcterms:dateAccepted"), ("promulgated", "dcterms:issued"), ("effective", "dcterms:valid")];

/// What is open at a place of a book.
#[derive(Clone, Debug)]
pub struct Standing {
    part: &'static str,
    /// The 款 that was last begun outside of all elements.
    paragraph: Option<String>,
    /// Elements of provisions that are open, with the 款 that was last begun in each.
    open: Vec<(String, Option<String>)>,
}

impl Standing {
    pub const fn new() -> Self {
        Self { part: PARTS[0], paragraph: None, open: vec![] }
    }

    fn last(&mut self) -> &mut Option<String> {
        match self.open.last_mut() {
            Some((_, paragraph)) => paragraph,
            None => &mut self.paragraph,
        }
    }

    /// What a block belongs to if nothing is said: texts and items to the 款 before them.
    pub fn expected(&self, follows: bool) -> &str {
        let (id, paragraph) = match self.open.last() {
            Some((id, paragraph)) => (id.as_str(), paragraph),
            None => (self.part, &self.paragraph),
        };
        paragraph.as_deref().filter(|_| follows).unwrap_or(id)
    }

    /// A block belongs to this: a part goes on until another one begins.
    pub fn told(&mut self, parent: &str) {
        if self.open.is_empty()
            && let Some(part) = PARTS.into_iter().find(|p| *p == parent)
        {
            self.part = part;
        }
    }

    /// A 款 begins without an element around all of it.
    pub fn paragraph(&mut self, id: &str) {
        *self.last() = Some(id.to_owned());
    }

    /// The element of a provision begins; behind an item the 款 goes on, behind others it does not.
    pub fn enter(&mut self, id: &str, item: bool) {
        if !item {
            *self.last() = None;
        }
        self.open.push((id.to_owned(), None));
    }

    pub fn leave(&mut self) {
        self.open.pop();
    }

    /// Another file begins.
    pub fn file(&mut self) {
        self.paragraph = None;
        self.open.clear();
    }
}

/// The role of a paragraph by its class and by what it belongs to.
pub fn usual_role(class: &str, parent: &str) -> &'static str {
    match class {
        "title" => "title",
        "note" => "history",
        "contents" => "contents",
        "flush" => "addressee",
        "closing" | "columns" => "signature",
        _ if parent == "front" => "preamble",
        _ if parent == "back" => "trailer",
        _ => "body",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_belong_to_the_paragraph_before_them_or_to_what_is_open() {
        let mut s = Standing::new();
        assert_eq!(s.expected(true), "front");
        s.told("body");
        s.enter("art-1", false);
        s.paragraph("art-1.p1");
        assert_eq!((s.expected(true), s.expected(false)), ("art-1.p1", "art-1"));
        s.enter("art-1.p1.i1", true);
        assert_eq!(s.expected(true), "art-1.p1.i1");
        s.leave();
        assert_eq!(s.expected(true), "art-1.p1");
        s.leave();
        assert_eq!(s.expected(true), "body");
        s.paragraph("p1");
        s.enter("ch-1", false);
        s.leave();
        assert_eq!(s.expected(true), "body");
        s.paragraph("p2");
        s.file();
        assert_eq!(s.expected(true), "body");
        assert_eq!((usual_role("", "front"), usual_role("note", "ch-1")), ("preamble", "history"));
    }
}
