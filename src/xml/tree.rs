//! The tree: all elements and texts of a file in one list, in document order, with places of the file instead of copies
//! of its text. An element is a place in that list.

/// A parsed file.
#[derive(Debug)]
pub struct Tree<'a> {
    /// The file's text.
    pub(super) text: &'a str,
    /// The root element, which is also the first node.
    pub(super) root: Tag,
    /// Elements, each before its content, and texts.
    pub(super) nodes: Vec<Record>,
    /// The attributes of all elements.
    pub(super) attributes: Vec<Attribute>,
    /// Every name once.
    pub(super) names: Vec<&'a str>,
    /// Texts and values that do not stand in the file as they are: with references, or with line ends to be made one.
    pub(super) unescaped: String,
}

/// A stretch of the file's text, or of what was unescaped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) unescaped: bool,
}

/// An attribute: its name as written, by its place among the names, and its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    pub(super) name: u32,
    pub(super) value: Stretch,
}

/// An element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tag {
    /// The name without prefix, by its place among the names.
    pub(super) name: u32,
    /// The attribute that declares its namespace, counted from 1; 0 for none.
    pub(super) namespace: u32,
    /// Where it stands in the file.
    pub(super) at: u32,
    /// The node behind its content.
    pub(super) end: u32,
    /// Its first attribute, and the one behind its last.
    pub(super) attributes: (u32, u32),
}

/// A node of the list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Record {
    Element(Tag),
    Text(Stretch),
}

impl Tree<'_> {
    /// The root element.
    pub const fn root(&self) -> Element<'_> {
        Element { tree: self, tag: &self.root, first: 1 }
    }

    fn stretch(&self, s: Stretch) -> &str {
        let whole = if s.unescaped { self.unescaped.as_str() } else { self.text };
        &whole[s.start as usize..s.end as usize]
    }
}

/// An element with its namespace resolved.
#[derive(Clone, Copy)]
pub struct Element<'t> {
    tree: &'t Tree<'t>,
    tag: &'t Tag,
    /// The first node of its content.
    first: u32,
}

impl PartialEq for Element<'_> {
    /// Whether both are the same element of the same tree.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.first == other.first
    }
}

impl std::fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}> at {}", self.name(), self.at())
    }
}

/// An element or a stretch of text.
#[derive(Clone, Copy, Debug)]
pub enum Node<'t> {
    /// An element.
    Element(Element<'t>),
    /// Text, unescaped. Two never follow each other.
    Text(&'t str),
}

impl<'t> Element<'t> {
    /// The name without prefix.
    #[inline]
    pub fn name(self) -> &'t str {
        self.tree.names[self.tag.name as usize]
    }
    /// The namespace; empty for none.
    pub fn namespace(self) -> &'t str {
        let declared = (self.tag.namespace as usize).checked_sub(1);
        declared.map_or("", |at| self.tree.stretch(self.tree.attributes[at].value))
    }
    /// Where its tag stands, in bytes of the file's text.
    pub const fn at(self) -> usize {
        self.tag.at as usize
    }
    fn own(self) -> &'t [Attribute] {
        let (from, to) = self.tag.attributes;
        &self.tree.attributes[from as usize..to as usize]
    }
    /// Attributes by their names as written, values unescaped.
    pub fn attributes(self) -> impl Iterator<Item = (&'t str, &'t str)> {
        self.own().iter().map(move |a| (self.tree.names[a.name as usize], self.tree.stretch(a.value)))
    }
    /// An attribute's value.
    #[inline]
    pub fn attribute(self, name: &str) -> Option<&'t str> {
        let found = self.own().iter().find(|a| self.tree.names[a.name as usize] == name)?;
        Some(self.tree.stretch(found.value))
    }
    /// Its content.
    pub const fn children(self) -> Children<'t> {
        Children { tree: self.tree, next: self.first, end: self.tag.end }
    }
    /// Child elements.
    pub fn elements(self) -> impl Iterator<Item = Self> {
        self.children().filter_map(|c| if let Node::Element(e) = c { Some(e) } else { None })
    }
    /// The first child element of a name.
    pub fn child(self, name: &str) -> Option<Self> {
        self.elements().find(|e| e.name() == name)
    }
    /// Itself and all elements below, in document order.
    pub fn all(self) -> impl Iterator<Item = Self> {
        let (tree, nodes) = (self.tree, self.first..self.tag.end);
        let below = nodes.filter_map(move |at| match &tree.nodes[at as usize] {
            Record::Element(tag) => Some(Self { tree, tag, first: at + 1 }),
            Record::Text(_) => None,
        });
        std::iter::once(self).chain(below)
    }
    /// Those of a name among itself and all elements below, in document order.
    pub fn named(self, name: &str) -> impl Iterator<Item = Self> {
        self.all().filter(move |e| e.name() == name)
    }
    /// The first element of a name at any depth, in document order, itself included.
    pub fn find(self, name: &str) -> Option<Self> {
        self.named(name).next()
    }
    /// The string value: all text in order.
    pub fn text(self) -> String {
        let content = &self.tree.nodes[self.first as usize..self.tag.end as usize];
        let texts = content.iter().filter_map(|n| if let Record::Text(s) = n { Some(*s) } else { None });
        texts.map(|s| self.tree.stretch(s)).collect()
    }
}

/// The content of an element, in order.
#[derive(Clone, Debug)]
pub struct Children<'t> {
    tree: &'t Tree<'t>,
    next: u32,
    end: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    #[inline]
    fn next(&mut self) -> Option<Node<'t>> {
        if self.next >= self.end {
            return None;
        }
        let first = self.next + 1;
        Some(match &self.tree.nodes[self.next as usize] {
            Record::Element(tag) => {
                self.next = tag.end;
                Node::Element(Element { tree: self.tree, tag, first })
            }
            Record::Text(s) => {
                self.next = first;
                Node::Text(self.tree.stretch(*s))
            }
        })
    }
}
