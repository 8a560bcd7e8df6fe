//! The numbers of ordered lists, which a browser shows and nobody typed (HTML, 4.4.5; CSS Counter Styles 3).

use super::dom::{self, Dom};
use crate::number::{System, is_labelled};
use scraper::node::Element;

/// A list that is open.
pub struct List {
    /// How its numbers are written; none where it has none.
    style: Option<&'static Style>,
    next: i64,
    step: i64,
}

/// How a list writes its numbers.
struct Style {
    /// The name in CSS, and the letter of `type` where there is one.
    names: &'static [&'static str],
    /// How a number is written.
    system: Numeral,
    /// What stands behind it.
    suffix: &'static str,
    /// What keeps it from the text.
    gap: &'static str,
}

enum Numeral {
    /// As labels write it.
    Of(System),
    /// Roman numerals in small letters.
    SmallRoman,
    /// Two digits at least.
    Padded,
    /// Letters of an alphabet, with two after the last one, and so on.
    Letters(&'static str),
}

const fn row(
    names: &'static [&'static str],
    system: Numeral,
    suffix: &'static str,
    gap: &'static str,
) -> Style {
    Style { names, system, suffix, gap }
}

const STYLES: &[Style] = &[
    row(&["decimal", "1"], Numeral::Of(System::Arabic), ".", " "),
    row(&["decimal-leading-zero"], Numeral::Padded, ".", " "),
    row(&["lower-alpha", "lower-latin", "a"], Numeral::Letters("abcdefghijklmnopqrstuvwxyz"), ".", " "),
    row(&["upper-alpha", "upper-latin", "A"], Numeral::Letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), ".", " "),
    row(&["lower-roman", "i"], Numeral::SmallRoman, ".", " "),
    row(&["upper-roman", "I"], Numeral::Of(System::Roman), ".", " "),
    row(&["lower-greek"], Numeral::Letters("αβγδεζηθικλμνξοπρστυφχψω"), ".", " "),
    row(
        &[
            "cjk-ideographic",
            "simp-chinese-informal",
            "trad-chinese-informal",
            "japanese-informal",
            "cjk-decimal",
            "korean-hanja-informal",
        ],
        Numeral::Of(System::Han),
        "、",
        "",
    ),
    row(
        &["simp-chinese-formal", "trad-chinese-formal", "japanese-formal", "korean-hanja-formal"],
        Numeral::Of(System::Formal),
        "、",
        "",
    ),
    row(&["cjk-heavenly-stem"], Numeral::Letters("甲乙丙丁戊己庚辛壬癸"), "、", ""),
    row(&["cjk-earthly-branch"], Numeral::Letters("子丑寅卯辰巳午未申酉戌亥"), "、", ""),
    row(&["katakana-iroha"], Numeral::Of(System::Iroha), "、", ""),
    row(&["hangul"], Numeral::Of(System::Hangul), ",", " "),
];

impl List {
    /// A list that begins.
    pub fn new(dom: &Dom, at: usize, e: &Element) -> Self {
        let ordered = e.name() == "ol";
        let style = if ordered && !typed(dom, at) { style_of(e, Some(&STYLES[0])) } else { None };
        let reversed = e.attr("reversed").is_some();
        let items = || dom.children(at).filter(|c| dom.name(*c) == "li").count() as i64;
        let start = number(e.attr("start"));
        let next = start.unwrap_or_else(|| if reversed { items() } else { 1 });
        Self { style, next, step: if reversed { -1 } else { 1 } }
    }

    /// The label of the next item, and what keeps it from its text.
    pub fn label(&mut self, item: &Element) -> Option<(String, &'static str)> {
        let style = self.style?;
        let n = number(item.attr("value")).unwrap_or(self.next);
        self.next = n.saturating_add(self.step);
        let style = style_of(item, Some(style))?;
        Some((format!("{}{}", style.number(n), style.suffix), style.gap))
    }
}

fn number(value: Option<&str>) -> Option<i64> {
    value.and_then(|v| v.trim().parse::<i32>().ok()).map(i64::from)
}

/// The style that an element names; that of its list where it names none.
fn style_of(e: &Element, of_list: Option<&'static Style>) -> Option<&'static Style> {
    let named = |name: &str| STYLES.iter().find(|s| s.names.contains(&name));
    let css = dom::style(e, "list-style-type").or_else(|| dom::style(e, "list-style"));
    if let Some(css) = css {
        let mut words = css.split_ascii_whitespace();
        return words
            .find_map(|w| if w == "none" { Some(None) } else { named(w).map(Some) })
            .unwrap_or(of_list);
    }
    e.attr("type").map_or(of_list, |t| named(t.trim()).or(of_list))
}

/// Whether the items of a list carry labels that somebody typed: then the page, by its styles, shows no others.
fn typed(dom: &Dom, list: usize) -> bool {
    /// Nodes of an item that are looked at for its first text.
    const FAR: usize = 32;
    let first = |li: usize| {
        let nodes = &dom.nodes[li..dom.nodes[li].end.min(li + FAR)];
        nodes.iter().map(|n| n.text.trim_start()).find(|t| !t.is_empty())
    };
    let mut items = dom.children(list).filter(|c| dom.name(*c) == "li").peekable();
    items.peek().is_some() && items.all(|li| first(li).is_some_and(is_labelled))
}

/// Beyond this, numbers are written in digits: Roman numerals would grow without an end (CSS Counter Styles 3, 6.1).
const MOST: u32 = 3999;

impl Style {
    fn number(&self, n: i64) -> String {
        let decimal = || n.to_string();
        let Some(positive) = u32::try_from(n).ok().filter(|n| *n > 0) else { return decimal() };
        match &self.system {
            Numeral::Of(system) => {
                system.print(positive.min(MOST)).filter(|_| positive <= MOST).unwrap_or_else(decimal)
            }
            Numeral::SmallRoman => System::Roman
                .print(positive.min(MOST))
                .filter(|_| positive <= MOST)
                .map_or_else(decimal, |r| r.to_lowercase()),
            Numeral::Padded => format!("{n:02}"),
            Numeral::Letters(all) => letters(all, positive),
        }
    }
}

/// z, aa, ab …
fn letters(all: &str, mut n: u32) -> String {
    let signs: Vec<char> = all.chars().collect();
    let base = signs.len() as u32;
    let mut out = vec![];
    while n > 0 {
        n -= 1;
        out.push(signs[(n % base) as usize]);
        n /= base;
    }
    out.iter().rev().collect()
}
