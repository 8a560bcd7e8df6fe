//! Formulas: kept in MathML, with a linear text that can be read aloud.

use super::dom::Dom;
use super::piece::Writer;
use crate::ir::MarkKind;
use std::fmt::Write as _;

/// The namespace of MathML.
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";
/// Formulas that nest deeper are text: no real one does.
const DEEPEST: usize = 64;

/// Elements of presentation MathML (MathML Core, and what is written besides).
const KNOWN: &[&str] = &[
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "ms",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
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
    "mlabeledtr",
    "mtd",
    "mfenced",
    "menclose",
    "mstyle",
    "mpadded",
    "mphantom",
    "merror",
    "semantics",
];
/// Attributes that are kept: none leads anywhere or does anything.
const KEPT: &[&str] = &[
    "display",
    "mathvariant",
    "open",
    "close",
    "separators",
    "stretchy",
    "fence",
    "form",
    "linethickness",
    "accent",
    "accentunder",
    "notation",
    "columnalign",
    "rowspan",
    "columnspan",
    "displaystyle",
    "scriptlevel",
    "width",
];

/// Takes a formula.
pub fn take(dom: &Dom, at: usize, out: &mut Writer) {
    match both(dom, at) {
        None => out.text(&own_text(dom, at), false),
        Some((text, mathml)) => out.marked(&text, MarkKind::Math { mathml }),
    }
}

/// A formula in a line, and its MathML; none where it shows nothing.
pub fn both(dom: &Dom, at: usize) -> Option<(String, String)> {
    let mut mathml = String::new();
    write(dom, at, 0, &mut mathml);
    let mut text = String::new();
    linear(dom, at, 0, &mut text);
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some((text, mathml))
}

/// The nodes in an element that count: elements that are known, and what is written in tokens.
fn parts(dom: &Dom, at: usize) -> Vec<usize> {
    dom.children(at).filter(|c| KNOWN.contains(&dom.name(*c))).collect()
}

fn own_text(dom: &Dom, at: usize) -> String {
    let texts = dom.nodes[at..dom.nodes[at].end].iter().map(|n| n.text);
    texts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn is_token(name: &str) -> bool {
    matches!(name, "mi" | "mn" | "mo" | "ms" | "mtext")
}

fn write(dom: &Dom, at: usize, depth: usize, out: &mut String) {
    let name = dom.name(at);
    let _ = write!(out, "<{name}");
    if depth == 0 {
        let _ = write!(out, " xmlns=\"{MATHML}\"");
    }
    if let Some(e) = dom.nodes[at].element {
        for name in KEPT {
            if let Some(value) = e.attr(name) {
                let _ = write!(out, " {name}=\"{}\"", escaped(value));
            }
        }
    }
    out.push('>');
    if is_token(name) || depth == DEEPEST {
        out.push_str(&escaped(&own_text(dom, at)));
    } else {
        for part in parts(dom, at) {
            write(dom, part, depth + 1, out);
        }
    }
    let _ = write!(out, "</{name}>");
}

fn escaped(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars().filter(|c| crate::text::chars::is_xml(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// The linear form: fractions with a stroke, scripts with ^ and _, brackets around what has several parts.
fn linear(dom: &Dom, at: usize, depth: usize, out: &mut String) {
    let name = dom.name(at);
    if is_token(name) || depth == DEEPEST {
        let text = own_text(dom, at);
        out.extend(text.chars().filter(|c| !matches!(c, '\u{2061}'..='\u{2064}')));
        return;
    }
    let parts = parts(dom, at);
    let part = |k: usize| parts.get(k).map_or(String::new(), |p| linear_of(dom, *p, depth));
    let grouped = |k: usize| group(part(k));
    match name {
        "mfrac" => {
            let _ = write!(out, "{}/{}", grouped(0), grouped(1));
        }
        "msqrt" => {
            let all: String = (0..parts.len()).map(part).collect();
            let _ = write!(out, "√{}", group(all));
        }
        "mroot" => {
            let _ = write!(out, "{}√{}", grouped(1), grouped(0));
        }
        "msub" | "munder" => {
            let _ = write!(out, "{}_{}", part(0), grouped(1));
        }
        "msup" => {
            let _ = write!(out, "{}^{}", base(part(0)), grouped(1));
        }
        "mover" => {
            let _ = write!(out, "{}^{}", part(0), grouped(1));
        }
        "msubsup" | "munderover" => {
            let _ = write!(out, "{}_{}^{}", part(0), grouped(1), grouped(2));
        }
        "mfenced" => {
            let attr = |name| dom.nodes[at].element.and_then(|e| e.attr(name));
            let inner: Vec<String> = (0..parts.len()).map(part).collect();
            let _ = write!(
                out,
                "{}{}{}",
                attr("open").unwrap_or("("),
                inner.join(attr("separators").filter(|s| !s.is_empty()).unwrap_or(",")),
                attr("close").unwrap_or(")")
            );
        }
        "mtable" => out.push_str(&(0..parts.len()).map(part).collect::<Vec<_>>().join("; ")),
        "mtr" | "mlabeledtr" => out.push_str(&(0..parts.len()).map(part).collect::<Vec<_>>().join(", ")),
        "semantics" => out.push_str(&part(0)),
        "mspace" | "mprescripts" | "none" | "mphantom" => {}
        _ => {
            for part in &parts {
                linear(dom, *part, depth + 1, out);
            }
        }
    }
}

fn linear_of(dom: &Dom, at: usize, depth: usize) -> String {
    let mut out = String::new();
    linear(dom, at, depth + 1, &mut out);
    out
}

/// Brackets around what is more than one sign or number, or a number of signs in brackets already.
fn group(s: String) -> String {
    let simple = s.chars().count() < 2
        || s.chars().all(|c| c.is_ascii_digit() || c == '.')
        || s.chars().all(char::is_alphabetic) && !s.is_ascii();
    if simple { s } else { format!("({s})") }
}

/// Brackets around the base of a power that is a term of its own.
fn base(s: String) -> String {
    if s.contains(['+', '-', '−', '/', '×', '=']) && !s.starts_with('(') { format!("({s})") } else { s }
}
