//! MathML as files may carry it (MathML 3.0, presentation markup): known elements and attributes only, so that nothing
//! that a formula brings along is ever followed or run.

use crate::xml::write::Xml;
use crate::xml::{Element, Node, parse};

/// Its namespace.
pub const NAMESPACE: &str = "http://www.w3.org/1998/Math/MathML";

const ELEMENTS: &[&str] = &[
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "mtext",
    "mspace",
    "ms",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "merror",
    "mpadded",
    "mphantom",
    "mfenced",
    "menclose",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mmultiscripts",
    "mprescripts",
    "none",
    "mtable",
    "mtr",
    "mtd",
];
/// Those that hold text.
const TOKENS: &[&str] = &["mi", "mn", "mo", "mtext", "ms"];
const ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "bevelled",
    "close",
    "columnalign",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "movablelimits",
    "notation",
    "open",
    "rowalign",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "separators",
    "stretchy",
    "symmetric",
    "width",
];

/// A formula with what is known of it; `None` where it is no MathML.
pub fn clean(mathml: &str, linear: Option<&str>) -> Option<String> {
    let tree = parse(mathml.trim()).ok()?;
    let root = tree.root();
    if root.name() != "math" || !(root.namespace().is_empty() || root.namespace() == NAMESPACE) {
        return None;
    }
    let mut x = Xml::new();
    let mut attributes = vec![("xmlns", NAMESPACE)];
    attributes.extend(known(root));
    attributes.extend(linear.map(|l| ("alttext", l)));
    x.start("math", &attributes);
    content(root, &mut x);
    x.end();
    String::from_utf8(x.finish()).ok()
}

fn known(e: Element<'_>) -> impl Iterator<Item = (&str, &str)> {
    e.attributes().filter(|(k, v)| ATTRIBUTES.contains(k) && !v.contains(':'))
}

fn content(e: Element, x: &mut Xml) {
    let elements = e.elements().next().is_some();
    for node in e.children() {
        match node {
            // Between elements there is only the layout of somebody's editor.
            Node::Text(t) if elements && t.trim().is_empty() => {}
            Node::Text(t) => {
                if TOKENS.contains(&e.name()) {
                    x.text(t);
                }
            }
            // What a formula means is said once, by how it looks.
            Node::Element(c) if c.name() == "semantics" => {
                if let Some(first) = c.elements().next() {
                    element(first, x);
                }
            }
            Node::Element(c) if matches!(c.name(), "annotation" | "annotation-xml") => {}
            Node::Element(c) => element(c, x),
        }
    }
}

fn element(e: Element, x: &mut Xml) {
    let name = if ELEMENTS.contains(&e.name()) && e.name() != "math" { e.name() } else { "mrow" };
    let attributes: Vec<(&str, &str)> = known(e).collect();
    x.start(name, &attributes);
    content(e, x);
    x.end();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_keeps_what_is_known_and_is_the_same_when_cleaned_again() {
        let bad = "<m:math xmlns:m=\"http://www.w3.org/1998/Math/MathML\" onclick=\"x()\"><m:semantics><m:msup>\
                   <m:mi href=\"javascript:x\">x</m:mi> <m:mn>2</m:mn></m:msup><m:annotation>x^2</m:annotation>\
                   </m:semantics><m:script>x</m:script></m:math>";
        let good = clean(bad, None).expect("a formula");
        assert_eq!(
            good,
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><msup><mi>x</mi><mn>2</mn></msup><mrow></mrow></math>"
        );
        assert_eq!(clean(&good, None).as_deref(), Some(good.as_str()));
        assert!(clean("<p/>", None).is_none() && clean("x^2", None).is_none() && clean("", None).is_none());
    }
}
