//! A small XML tree: what the finish pass edits. Text and attribute values are kept as they stand, escaped.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// Its name, with prefix.
    pub name: String,
    /// Attributes, values escaped.
    pub attributes: Vec<(String, String)>,
    /// Content.
    pub children: Vec<Child>,
}

/// An element or text.
#[derive(Clone, Debug)]
pub enum Child {
    /// An element.
    Element(Element),
    /// Text, escaped.
    Text(String),
}

impl Element {
    /// An element with attributes, whose values are escaped here.
    pub fn new(name: &str, attributes: &[(&str, &str)]) -> Self {
        let escaped =
            attributes.iter().map(|(k, v)| ((*k).to_owned(), quick_xml::escape::escape(*v).into_owned()));
        Self { name: name.to_owned(), attributes: escaped.collect(), children: vec![] }
    }
    /// An attribute's value, escaped.
    pub fn attribute(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }
    /// Sets an attribute.
    pub fn set(&mut self, key: &str, value: &str) {
        let value = quick_xml::escape::escape(value).into_owned();
        match self.attributes.iter_mut().find(|(k, _)| k == key) {
            Some((_, v)) => *v = value,
            None => self.attributes.push((key.to_owned(), value)),
        }
    }
    /// A child of a name, if there is one.
    pub fn child_named(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|c| match c {
            Child::Element(e) if e.name == name => Some(e),
            _ => None,
        })
    }
    /// The first child element of a name, made when it is not there.
    pub fn child(&mut self, name: &str) -> &mut Self {
        let found = self.children.iter().position(|c| matches!(c, Child::Element(e) if e.name == name));
        let at = found.unwrap_or_else(|| {
            self.children.push(Child::Element(Self::new(name, &[])));
            self.children.len() - 1
        });
        match &mut self.children[at] {
            Child::Element(e) => e,
            Child::Text(_) => unreachable!("the position of an element"),
        }
    }
    /// Adds an element.
    pub fn add(&mut self, e: Self) {
        self.children.push(Child::Element(e));
    }
    /// Child elements.
    pub fn elements(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|c| if let Child::Element(e) = c { Some(e) } else { None })
    }
    /// Calls `f` for this element and all below.
    pub fn each(&mut self, f: &mut impl FnMut(&mut Self)) {
        f(self);
        for e in self.elements() {
            e.each(f);
        }
    }
}

fn open(tag: &BytesStart) -> Result<Element, String> {
    let mut e = Element { name: tag.name().as_ref().to_owned(), ..Element::default() };
    for a in tag.attributes() {
        let a = a.map_err(|e| e.to_string())?;
        e.attributes.push((a.key.as_ref().to_owned(), a.value.to_string()));
    }
    Ok(e)
}

/// Parses a part.
pub fn parse(part: &[u8]) -> Result<Element, String> {
    let text = std::str::from_utf8(part).map_err(|e| e.to_string())?;
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Element::default()];
    loop {
        let top = stack.len() - 1;
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(tag) => stack.push(open(&tag)?),
            Event::Empty(tag) => stack[top].add(open(&tag)?),
            Event::End(_) if top > 0 => {
                let e = stack.pop().unwrap_or_default();
                stack[top - 1].add(e);
            }
            Event::Text(t) => stack[top].children.push(Child::Text((*t).to_string())),
            Event::GeneralRef(t) => stack[top].children.push(Child::Text(format!("&{};", &*t))),
            Event::Eof => break,
            _ => {}
        }
    }
    let mut root = stack.swap_remove(0);
    let found = root.elements().next().map(std::mem::take);
    found.ok_or_else(|| "a part without root element".into())
}

fn print_element(e: &Element, out: &mut String) {
    out.push('<');
    out.push_str(&e.name);
    for (k, v) in &e.attributes {
        out.push(' ');
        out.push_str(k);
        out.push_str("=\"");
        out.push_str(v);
        out.push('"');
    }
    if e.children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for c in &e.children {
        match c {
            Child::Element(e) => print_element(e, out),
            Child::Text(t) => out.push_str(t),
        }
    }
    out.push_str("</");
    out.push_str(&e.name);
    out.push('>');
}

/// Prints a part.
pub fn print(root: &Element) -> Vec<u8> {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    print_element(root, &mut out);
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_part_prints_as_it_was() {
        let s = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<a x=\"1 &lt; 2\"><b>甲 &amp; 乙</b><c/></a>";
        let tree = super::parse(s.as_bytes()).expect("well formed");
        assert_eq!(super::print(&tree), s.as_bytes());
    }
}
