//! Formulas (ECMA-376 part 1, 22.1): a line that can be read, and MathML.

use super::inline::Look;
use super::package::{attr, val};
use super::properties::RunLook;
use super::walk::{Around, Walk};
use crate::xml::Element;

/// A formula, or a part of one.
#[derive(Default)]
struct Formula {
    /// In a line: (a+b)/c, x^2, √(y).
    line: String,
    /// In MathML 3, without the element around the whole.
    mathml: String,
}

/// An n-ary sign that the file does not name (22.1.2.20).
const INTEGRAL: &str = "∫";
/// An accent that the file does not name (22.1.2.20): a circumflex.
const CIRCUMFLEX: &str = "\u{302}";

impl<'a> Walk<'a> {
    /// Reads a formula, or a paragraph of them.
    pub fn math(&mut self, e: Element<'a>, around: Around) {
        if e.name() == "oMathPara" {
            for (k, formula) in e.elements().filter(|c| c.name() == "oMath").enumerate() {
                if k > 0 {
                    self.text("\n", &RunLook::default(), around);
                }
                self.math(formula, around);
            }
            return;
        }
        if !self.shows(around.change) || !self.fields.show() {
            return;
        }
        let formula = inside(e);
        let line = formula.line.trim();
        if line.is_empty() {
            return;
        }
        let open = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">";
        self.named.formulas.push(format!("{open}{}</math>", row(&formula.mathml)));
        let math = self.named.formulas.len() as u32;
        let plain = self.look("", &RunLook::default(), around);
        self.now.push(line, Look { math, ..plain });
    }
}

/// One element for several.
fn row(mathml: &str) -> String {
    format!("<mrow>{mathml}</mrow>")
}

fn escaped(s: &str) -> String {
    s.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What stands in an element.
fn inside(e: Element) -> Formula {
    let mut out = Formula::default();
    for child in e.elements() {
        let part = part(child);
        out.line.push_str(&part.line);
        out.mathml.push_str(&part.mathml);
    }
    out
}

/// A child as a formula; an empty one where there is none.
fn of(e: Element, name: &str) -> Formula {
    e.child(name).map(inside).unwrap_or_default()
}

/// A part of a line in brackets where it is more than one sign or number.
fn bracketed(line: &str) -> String {
    let line = line.trim();
    let all = |of: fn(char) -> bool| line.chars().all(of);
    let simple = line.chars().count() <= 1 || all(char::is_numeric) || all(char::is_alphabetic);
    let closed = line.starts_with('(') && line.ends_with(')') && line.matches('(').count() == 1;
    if simple || closed { line.to_owned() } else { format!("({line})") }
}

/// A script in a line.
fn script(sign: char, line: &str) -> String {
    if line.trim().is_empty() { String::new() } else { format!("{sign}{}", bracketed(line)) }
}

fn two(name: &str, a: &Formula, b: &Formula) -> String {
    format!("<{name}>{}{}</{name}>", row(&a.mathml), row(&b.mathml))
}

fn part(e: Element) -> Formula {
    let properties = |name: &str, child: &str| e.child(name).and_then(|p| val(p, child));
    let hides = |child: &str| {
        let p = e.elements().find(|c| c.name().ends_with("Pr")).and_then(|p| p.child(child));
        p.is_some_and(|h| !matches!(attr(h, "val"), Some("0" | "off" | "false")))
    };
    match e.name() {
        "r" => {
            let text: String = e.elements().filter(|c| c.name() == "t").map(Element::text).collect();
            let upright =
                e.child("rPr").is_some_and(|p| p.child("nor").is_some() || val(p, "sty") == Some("p"));
            Formula { mathml: tokens(&text, upright), line: text }
        }
        "f" => {
            let (a, b) = (of(e, "num"), of(e, "den"));
            let bar = properties("fPr", "type") != Some("noBar");
            let line = if bar {
                format!("{}/{}", bracketed(&a.line), bracketed(&b.line))
            } else {
                format!("({} {})", a.line, b.line)
            };
            let mathml = if bar {
                two("mfrac", &a, &b)
            } else {
                two("mfrac", &a, &b).replacen("<mfrac>", "<mfrac linethickness=\"0\">", 1)
            };
            Formula { line, mathml }
        }
        "sSup" | "limUpp" => {
            let over = e.name() == "limUpp";
            let (a, b) = (of(e, "e"), of(e, if over { "lim" } else { "sup" }));
            let line = format!("{}{}", base(&a.line), script('^', &b.line));
            Formula { line, mathml: two(if over { "mover" } else { "msup" }, &a, &b) }
        }
        "sSub" | "limLow" => {
            let under = e.name() == "limLow";
            let (a, b) = (of(e, "e"), of(e, if under { "lim" } else { "sub" }));
            let line = format!("{}{}", base(&a.line), script('_', &b.line));
            Formula { line, mathml: two(if under { "munder" } else { "msub" }, &a, &b) }
        }
        "sSubSup" => {
            let (a, sub, sup) = (of(e, "e"), of(e, "sub"), of(e, "sup"));
            let line = format!("{}{}{}", base(&a.line), script('_', &sub.line), script('^', &sup.line));
            let mathml =
                format!("<msubsup>{}{}{}</msubsup>", row(&a.mathml), row(&sub.mathml), row(&sup.mathml));
            Formula { line, mathml }
        }
        "sPre" => {
            let (a, sub, sup) = (of(e, "e"), of(e, "sub"), of(e, "sup"));
            let line = format!("{}{}{}", script('_', &sub.line), script('^', &sup.line), a.line);
            let mathml = format!(
                "<mmultiscripts>{}<mprescripts/>{}{}</mmultiscripts>",
                row(&a.mathml),
                row(&sub.mathml),
                row(&sup.mathml)
            );
            Formula { line, mathml }
        }
        "rad" => {
            let (degree, a) = (of(e, "deg"), of(e, "e"));
            if hides("degHide") || degree.line.trim().is_empty() {
                return Formula {
                    line: format!("√({})", a.line),
                    mathml: format!("<msqrt>{}</msqrt>", row(&a.mathml)),
                };
            }
            Formula { line: format!("√[{}]({})", degree.line, a.line), mathml: two("mroot", &a, &degree) }
        }
        "nary" => {
            let sign = e
                .child("naryPr")
                .and_then(|p| p.child("chr"))
                .map_or(INTEGRAL, |c| attr(c, "val").unwrap_or(""));
            let (sub, sup, a) = (of(e, "sub"), of(e, "sup"), of(e, "e"));
            let line =
                format!("{sign}{}{}{}", script('_', &sub.line), script('^', &sup.line), spaced(&a.line));
            let limits = properties("naryPr", "limLoc") == Some("undOvr");
            let name = if limits { "munderover" } else { "msubsup" };
            let operator = format!("<mo>{}</mo>", escaped(sign));
            let mathml = format!(
                "<{name}>{operator}{}{}</{name}>{}",
                row(&sub.mathml),
                row(&sup.mathml),
                row(&a.mathml)
            );
            Formula { line, mathml }
        }
        "d" => {
            let sign = |name: &str, usual: &'static str| {
                let said = e.child("dPr").and_then(|p| p.child(name)).map(|c| attr(c, "val").unwrap_or(""));
                said.unwrap_or(usual).to_owned()
            };
            let (open, close, between) = (sign("begChr", "("), sign("endChr", ")"), sign("sepChr", "|"));
            let parts: Vec<Formula> = e.elements().filter(|c| c.name() == "e").map(inside).collect();
            let operator =
                |s: &str| if s.is_empty() { String::new() } else { format!("<mo>{}</mo>", escaped(s)) };
            let lines: Vec<&str> = parts.iter().map(|p| p.line.as_str()).collect();
            let rows: Vec<String> = parts.iter().map(|p| row(&p.mathml)).collect();
            let mathml = format!("{}{}{}", operator(&open), rows.join(&operator(&between)), operator(&close));
            Formula { line: format!("{open}{}{close}", lines.join(&between)), mathml: row(&mathml) }
        }
        "func" => {
            let (name, a) = (of(e, "fName"), of(e, "e"));
            Formula {
                line: format!("{}{}", name.line, spaced(&a.line)),
                mathml: format!("{}<mo>&#x2061;</mo>{}", row(&name.mathml), row(&a.mathml)),
            }
        }
        "acc" | "bar" | "groupChr" => {
            let a = of(e, "e");
            let said = e.child("accPr").or_else(|| e.child("groupChrPr")).and_then(|p| val(p, "chr"));
            let place = e.elements().find_map(|p| val(p, "pos"));
            let below = place.map_or(e.name() == "groupChr", |p| p == "bot");
            let sign = match e.name() {
                "bar" if below => "\u{332}",
                "bar" => "\u{305}",
                "acc" => said.unwrap_or(CIRCUMFLEX),
                _ => said.unwrap_or("⏟"),
            };
            let name = if below { "munder" } else { "mover" };
            let mathml = format!("<{name}>{}<mo>{}</mo></{name}>", row(&a.mathml), escaped(sign));
            Formula { line: format!("{}{sign}", bracketed(&a.line)), mathml }
        }
        "m" | "eqArr" => {
            let rows: Vec<Vec<Formula>> = if e.name() == "m" {
                let cells = |r: Element| r.elements().filter(|c| c.name() == "e").map(inside).collect();
                e.elements().filter(|c| c.name() == "mr").map(cells).collect()
            } else {
                e.elements().filter(|c| c.name() == "e").map(|c| vec![inside(c)]).collect()
            };
            let line = |r: &Vec<Formula>| r.iter().map(|c| c.line.as_str()).collect::<Vec<_>>().join(", ");
            let cells = |r: &Vec<Formula>| {
                r.iter().map(|c| format!("<mtd>{}</mtd>", row(&c.mathml))).collect::<Vec<_>>().concat()
            };
            let mathml = rows.iter().map(|r| format!("<mtr>{}</mtr>", cells(r))).collect::<Vec<_>>().concat();
            Formula {
                line: rows.iter().map(line).collect::<Vec<_>>().join("; "),
                mathml: format!("<mtable>{mathml}</mtable>"),
            }
        }
        "del" | "moveFrom" => Formula::default(),
        name if name.ends_with("Pr") => Formula::default(),
        "t" => Formula::default(),
        _ => inside(e),
    }
}

/// What a script stands at.
fn base(line: &str) -> String {
    let letters = line.chars().all(char::is_alphanumeric);
    if letters || line.ends_with(')') { line.to_owned() } else { bracketed(line) }
}

/// What follows a name or sign.
fn spaced(line: &str) -> String {
    if line.starts_with(char::is_alphanumeric) { format!(" {line}") } else { line.to_owned() }
}

/// Identifiers, numbers and operators of a text (MathML 3, 3.2).
fn tokens(text: &str, upright: bool) -> String {
    let mut out = String::new();
    let kind = |c: char| match c {
        c if c.is_numeric() || c == '.' => "mn",
        c if c.is_alphabetic() => "mi",
        c if c.is_whitespace() => "",
        _ => "mo",
    };
    let chars: Vec<char> = text.chars().collect();
    let together = |a: &char, b: &char| {
        let (a, b) = (kind(*a), kind(*b));
        a == b && (a == "mn" || a == "mi" && upright)
    };
    for group in chars.chunk_by(together) {
        let name = group.first().map_or("", |c| kind(*c));
        if !name.is_empty() {
            let token: String = group.iter().collect();
            out.extend(["<", name, ">", &escaped(&token), "</", name, ">"]);
        }
    }
    out
}
