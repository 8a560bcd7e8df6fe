//! Formulas of MathML as Word has them (ECMA-376 part 1, 22.1).

use crate::xml;
use crate::xml::Node;
use crate::xml::edit::Element;

/// A formula. What has no counterpart keeps its text.
pub fn formula(mathml: &str) -> Element<'static> {
    let mut out = Element::new("m:oMath", &[]);
    if let Ok(tree) = xml::parse(mathml) {
        row(tree.root(), &mut out);
    }
    out
}

/// The children of an element side by side.
fn row(e: xml::Element, out: &mut Element<'static>) {
    for node in e.children() {
        match node {
            Node::Element(c) => element(c, out),
            Node::Text(t) if !t.trim().is_empty() => text(t.trim(), e.name() == "mtext", out),
            Node::Text(_) => {}
        }
    }
}

fn text(t: &str, plain: bool, out: &mut Element<'static>) {
    let mut run = Element::new("m:r", &[]);
    if plain {
        run.child("m:rPr").child("m:nor");
    }
    run.add(Element::leaf("m:t", &[("xml:space", "preserve")], t));
    out.add(run);
}

/// An argument: `m:e`, `m:num` and the like, with what an element holds.
fn argument(name: &'static str, e: Option<xml::Element>, to: &mut Element<'static>) {
    let mut out = Element::new(name, &[]);
    if let Some(e) = e {
        element(e, &mut out);
    }
    to.add(out);
}

fn element(e: xml::Element, out: &mut Element<'static>) {
    let parts: Vec<xml::Element> = e.elements().collect();
    let at = |k: usize| parts.get(k).copied();
    // By name: the element of Word's, and its arguments in the order of MathML's with their order there.
    let (name, arguments): (&'static str, &[(&'static str, usize)]) = match e.name() {
        "msup" => ("m:sSup", &[("m:e", 0), ("m:sup", 1)]),
        "msub" => ("m:sSub", &[("m:e", 0), ("m:sub", 1)]),
        "msubsup" => ("m:sSubSup", &[("m:e", 0), ("m:sub", 1), ("m:sup", 2)]),
        "mfrac" => ("m:f", &[("m:num", 0), ("m:den", 1)]),
        "mroot" => ("m:rad", &[("m:deg", 1), ("m:e", 0)]),
        "munder" => ("m:limLow", &[("m:e", 0), ("m:lim", 1)]),
        "mover" => ("m:limUpp", &[("m:e", 0), ("m:lim", 1)]),
        "munderover" => return under_over(&parts, out),
        "msqrt" => return root(e, out),
        "mfenced" => return fenced(e, &parts, out),
        "mtable" => return matrix(&parts, out),
        "mspace" => return text(" ", false, out),
        _ => return row(e, out),
    };
    let mut made = Element::new(name, &[]);
    for (name, k) in arguments {
        argument(name, at(*k), &mut made);
    }
    out.add(made);
}

fn under_over(parts: &[xml::Element], out: &mut Element<'static>) {
    let mut low = Element::new("m:limLow", &[]);
    argument("m:e", parts.first().copied(), &mut low);
    argument("m:lim", parts.get(1).copied(), &mut low);
    let mut base = Element::new("m:e", &[]);
    base.add(low);
    let mut upper = Element::new("m:limUpp", &[]);
    upper.add(base);
    argument("m:lim", parts.get(2).copied(), &mut upper);
    out.add(upper);
}

fn root(e: xml::Element, out: &mut Element<'static>) {
    let mut made = Element::new("m:rad", &[]);
    made.child("m:radPr").child("m:degHide").set("m:val", "1");
    made.child("m:deg");
    row(e, made.child("m:e"));
    out.add(made);
}

fn fenced(e: xml::Element, parts: &[xml::Element], out: &mut Element<'static>) {
    let mut made = Element::new("m:d", &[]);
    let properties = made.child("m:dPr");
    let sign = |key, usual: &str| e.attribute(key).unwrap_or(usual).to_owned();
    properties.child("m:begChr").set("m:val", &sign("open", "("));
    properties.child("m:sepChr").set("m:val", &sign("separators", ","));
    properties.child("m:endChr").set("m:val", &sign("close", ")"));
    for p in parts {
        argument("m:e", Some(*p), &mut made);
    }
    if parts.is_empty() {
        argument("m:e", None, &mut made);
    }
    out.add(made);
}

fn matrix(rows: &[xml::Element], out: &mut Element<'static>) {
    let mut made = Element::new("m:m", &[]);
    for r in rows {
        let mut cells = Element::new("m:mr", &[]);
        for c in r.elements() {
            argument("m:e", Some(c), &mut cells);
        }
        made.add(cells);
    }
    out.add(made);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::edit::print;

    #[test]
    fn formulas_have_their_parts_in_word() {
        let made = |mathml: &str| {
            let printed = String::from_utf8(print(&formula(mathml))).expect("UTF-8");
            printed.split_once('\n').expect("a declaration").1.replace(" xml:space=\"preserve\"", "")
        };
        assert_eq!(
            made("<math><mfrac><mi>a</mi><msup><mi>b</mi><mn>2</mn></msup></mfrac></math>"),
            "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:sSup><m:e><m:r><m:t>b</m:t></m:r></m:e>\
             <m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath>"
        );
        assert!(
            made("<math><msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt></math>")
                .contains("<m:degHide m:val=\"1\"/>")
        );
        assert!(
            made("<math><mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable></math>")
                .contains("<m:m><m:mr><m:e>")
        );
    }
}
