//! The page as one list of elements and texts in document order: what follows asks for ancestors, ranges and styles,
//! and walks without recursion, however deep elements nest.

use super::words::{BLOCKS, HABITS, Habit, PROGRAMS, UNSEEN};
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

/// The page.
pub struct Dom<'a> {
    /// Its nodes; the first one stands for the whole.
    pub nodes: Vec<Item<'a>>,
}

/// An element or a text.
pub struct Item<'a> {
    /// The element that it stands in.
    pub parent: usize,
    /// The node after the last one in it.
    pub end: usize,
    /// The element; none for a text.
    pub element: Option<&'a Element>,
    /// The text; empty for an element.
    pub text: &'a str,
}

impl<'a> Dom<'a> {
    /// The nodes of a page that was parsed.
    pub fn new(html: &'a Html) -> Self {
        let mut nodes = vec![Item { parent: 0, end: 1, element: None, text: "" }];
        let mut open = vec![0];
        for edge in html.tree.root().traverse() {
            let parent = open.last().copied().unwrap_or(0);
            match edge {
                Edge::Open(n) => match n.value() {
                    Node::Element(e) => {
                        open.push(nodes.len());
                        nodes.push(Item { parent, end: 0, element: Some(e), text: "" });
                    }
                    Node::Text(t) => {
                        nodes.push(Item { parent, end: nodes.len() + 1, element: None, text: t });
                    }
                    _ => {}
                },
                Edge::Close(n) if n.value().is_element() => {
                    let end = nodes.len();
                    if let Some(at) = open.pop() {
                        nodes[at].end = end;
                    }
                }
                Edge::Close(_) => {}
            }
        }
        nodes[0].end = nodes.len();
        Self { nodes }
    }

    /// The name of an element; empty for a text.
    pub fn name(&self, at: usize) -> &'a str {
        self.nodes[at].element.map_or("", Element::name)
    }

    /// The nodes directly in an element.
    pub fn children(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[of].end;
        let first = Some(of + 1).filter(|at| *at < end);
        std::iter::successors(first, move |at| Some(self.nodes[*at].end).filter(|next| *next < end))
    }
}

/// The value of a property in a `style` attribute, in lower case.
pub fn style(e: &Element, property: &str) -> Option<String> {
    let all = e.attr("style")?.to_ascii_lowercase();
    all.split(';').rev().find_map(|one| {
        let (name, value) = one.split_once(':')?;
        (name.trim() == property).then(|| value.trim_end_matches("!important").trim().to_owned())
    })
}

/// The words of class, id and role, in lower case, whole.
fn names(e: &Element) -> impl Iterator<Item = String> {
    let both = [e.attr("class"), e.attr("id")];
    both.into_iter().flatten().flat_map(str::split_ascii_whitespace).map(str::to_ascii_lowercase)
}

/// The words that class names and identifiers are made of: `mainNav-2` gives `main` and `nav`, and `mainnav`.
pub fn words(e: &Element) -> Vec<String> {
    let mut out = vec![];
    for name in [e.attr("class"), e.attr("id")].into_iter().flatten().flat_map(str::split_ascii_whitespace) {
        out.push(name.to_ascii_lowercase());
        for part in name.split(|c: char| !c.is_ascii_alphabetic()).filter(|p| !p.is_empty()) {
            out.push(part.to_ascii_lowercase());
            let mut from = 0;
            let bytes = part.as_bytes();
            for k in 1..=bytes.len() {
                let ends =
                    k == bytes.len() || bytes[k].is_ascii_uppercase() && bytes[k - 1].is_ascii_lowercase();
                if ends {
                    out.push(part[from..k].to_ascii_lowercase());
                    from = k;
                }
            }
        }
    }
    out
}

/// What the habits of sites say of an element.
pub fn habit(e: &Element) -> Option<Habit> {
    names(e).find_map(|n| HABITS.iter().find(|(name, _)| *name == n)).map(|(_, h)| *h)
}

/// Whether an element holds no text of the page at all: programs, and what stands in for what a page cannot show.
pub fn is_program(e: &Element) -> bool {
    PROGRAMS.contains(&e.name())
}

/// Whether the page does not show an element.
pub fn is_hidden(e: &Element) -> bool {
    e.attr("hidden").is_some_and(|v| !v.eq_ignore_ascii_case("until-found"))
        || e.attr("aria-hidden").is_some_and(|v| v.eq_ignore_ascii_case("true"))
        || e.attr("style").is_some()
            && (style(e, "display").as_deref() == Some("none")
                || style(e, "visibility").is_some_and(|v| v == "hidden" || v == "collapse")
                || style(e, "mso-hide").as_deref() == Some("all"))
        || e.name() == "dialog" && e.attr("open").is_none()
        || names(e).any(|n| UNSEEN.contains(&n.as_str()))
}

/// Whether an element begins and ends a line.
pub fn is_block(e: &Element) -> bool {
    BLOCKS.contains(&e.name())
        || e.attr("style").is_some() && style(e, "display").is_some_and(|d| d == "block" || d == "list-item")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_taken_apart_into_words() {
        let html = Html::parse_fragment("<p class='mainNav-2 navy related-party' id=pageFooter>");
        let dom = Dom::new(&html);
        let p = dom.nodes.iter().find_map(|n| n.element.filter(|e| e.name() == "p")).expect("a p");
        let words = words(p);
        for word in ["nav", "main", "navy", "related", "party", "footer"] {
            assert!(words.iter().any(|w| w == word), "{word}");
        }
        assert!(!words.iter().any(|w| w == "navi"));
    }
}
