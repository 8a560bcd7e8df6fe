//! Fields of forms as a print of the page shows them: boxes, and what is written or chosen in them.

use super::dom::Dom;
use super::piece::{Anchor, Writer};
use scraper::node::Element;

/// Kinds of input that show what is written in them (HTML, 4.10.5).
const WRITTEN: &[&str] = &[
    "",
    "text",
    "search",
    "email",
    "tel",
    "url",
    "number",
    "date",
    "datetime-local",
    "month",
    "week",
    "time",
];

/// Takes an input: a box, ticked or not, or what is written in it. Buttons and hidden values are no text.
pub fn input(e: &Element, out: &mut Writer) {
    let kind = e.attr("type").unwrap_or("").trim().to_ascii_lowercase();
    let ticked = e.attr("checked").is_some();
    match kind.as_str() {
        "checkbox" => out.text(if ticked { "☑" } else { "☐" }, false),
        "radio" => out.text(if ticked { "●" } else { "○" }, false),
        k if WRITTEN.contains(&k) => written(e.attr("value").unwrap_or(""), out),
        _ => {}
    }
}

fn written(value: &str, out: &mut Writer) {
    out.anchor(Anchor { leaves: false, field: true }, false);
    out.text(value, false);
    out.anchor_ends();
}

/// The options that a field shows: those chosen, or the first where only one can be.
pub fn chosen(dom: &Dom, select: usize) -> Vec<usize> {
    let inside = select + 1..dom.nodes[select].end;
    let options: Vec<usize> = inside.filter(|at| dom.name(*at) == "option").collect();
    let has = |at: usize, name| dom.nodes[at].element.is_some_and(|e: &Element| e.attr(name).is_some());
    let mut chosen: Vec<usize> = options.iter().copied().filter(|at| has(*at, "selected")).collect();
    if !has(select, "multiple") {
        // Of several, the last one counts.
        chosen = chosen.pop().or_else(|| options.first().copied()).into_iter().collect();
    }
    chosen
}

/// Takes the options that are shown.
pub fn choose(dom: &Dom, chosen: &[usize], out: &mut Writer) {
    for (k, option) in chosen.iter().enumerate() {
        if k > 0 {
            out.gap(1);
        }
        let texts = dom.nodes[*option..dom.nodes[*option].end].iter().map(|n| n.text);
        let text: String = texts.collect();
        written(&text, out);
    }
}
