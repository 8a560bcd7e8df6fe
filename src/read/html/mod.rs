//! Web pages: finds the element that holds the document, leaves out navigation and furniture, and gives its blocks as
//! lines. The source is the text extracted here; its hash stands beside that of the bytes.

mod table;

use super::{Input, Reading, text};
use crate::finding::{Error, codes};
use crate::ir::Mark;
use crate::read::decode::{decode, redecoded};
use crate::text::chars::is_space;
use crate::text::{Line, Span};
use scraper::node::Element;
use scraper::{Html, Node};

/// Elements that hold no text of the document.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "head", "nav", "header", "footer", "aside", "template", "iframe",
    "object", "svg", "select", "button", "textarea", "audio", "video", "canvas", "map", "form", "input",
];
/// Words in class or id that mean furniture of the page.
const FURNITURE: &[&str] = &[
    "nav",
    "menu",
    "footer",
    "crumb",
    "share",
    "sidebar",
    "copyright",
    "toolbar",
    "related",
    "recommend",
    "banner",
    "qrcode",
    "breadcrumb",
    "pagination",
    "comment",
    "advert",
];
/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "tr",
    "table",
    "tbody",
    "thead",
    "section",
    "article",
    "main",
    "blockquote",
    "pre",
    "center",
    "td",
    "th",
    "body",
    "html",
    "hr",
    "address",
    "figure",
    "figcaption",
    "caption",
];
/// Elements that may hold the whole document.
const HOLDERS: &[&str] = &[
    "div", "section", "article", "main", "td", "tr", "tbody", "table", "center", "body", "html", "span",
    "font",
];

pub fn read(input: &Input) -> Result<Reading, Error> {
    let Input { bytes, file_name, .. } = *input;
    let page = decode(bytes, file_name, declared(bytes).as_deref())?;
    if depth(&page.text) > DEEPEST {
        return Err(Error::new(&codes::TOO_DEEP, &[&file_name, &DEEPEST]));
    }
    let html = Html::parse_document(&page.text);
    let Text { done: extracted, tables, marks, .. } = extract(&html);
    if extracted.chars().all(is_space) {
        return Err(Error::new(&codes::EMPTY, &[&file_name]));
    }
    let source = redecoded(page, extracted);
    let lines = with_tables(text::physical_lines(&source.text), &tables);
    Ok(Reading::lines(source, lines, marks))
}

/// Elements that may stand inside each other: the parser's work grows with the square of the depth.
const DEEPEST: usize = 20_000;

/// How deep elements nest at most, by their tags; those whose end tags may be left out do not count.
fn depth(page: &str) -> usize {
    const NOT_COUNTED: &[&str] = &[
        "p", "li", "dt", "dd", "tr", "td", "th", "option", "br", "hr", "img", "meta", "link", "input", "col",
        "area", "base", "embed", "param", "source", "wbr", "track",
    ];
    let (mut depth, mut deepest) = (0usize, 0);
    for (at, _) in page.match_indices('<') {
        let tag = &page[at + 1..];
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let len = name.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        let name = name[..len].to_ascii_lowercase();
        if name.is_empty() || NOT_COUNTED.contains(&name.as_str()) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// The encoding that the page declares in its first bytes.
fn declared(bytes: &[u8]) -> Option<String> {
    const LOOKED_AT: usize = 2048;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).to_ascii_lowercase();
    let at = head.find("charset=")? + "charset=".len();
    let name: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!name.is_empty()).then_some(name)
}

fn furniture(e: &Element) -> bool {
    if SKIPPED.contains(&e.name()) {
        return true;
    }
    let words = [e.attr("class"), e.attr("id"), e.attr("role")];
    words.into_iter().flatten().any(|w| {
        let w = w.to_ascii_lowercase();
        w.split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| FURNITURE.iter().any(|f| word.starts_with(f)))
            || w == "header"
            || w == "navigation"
    })
}

type Id = ego_tree::NodeId;

/// By node: characters of text in it that are no links.
fn weights(html: &Html) -> std::collections::HashMap<Id, usize> {
    let mut out = std::collections::HashMap::new();
    let mut stack: Vec<(Id, usize)> = vec![];
    let (mut hidden, mut links) = (0usize, 0usize);
    for edge in html.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(n) => {
                if let Some(e) = n.value().as_element() {
                    hidden += usize::from(furniture(e));
                    links += usize::from(e.name() == "a");
                }
                let own = match n.value() {
                    Node::Text(t) if hidden == 0 && links == 0 => t.chars().filter(|c| !is_space(*c)).count(),
                    _ => 0,
                };
                stack.push((n.id(), own));
            }
            ego_tree::iter::Edge::Close(n) => {
                if let Some(e) = n.value().as_element() {
                    hidden -= usize::from(furniture(e));
                    links -= usize::from(e.name() == "a");
                }
                if let Some((id, weight)) = stack.pop() {
                    if let Some(parent) = stack.last_mut() {
                        parent.1 += weight;
                    }
                    out.insert(id, weight);
                }
            }
        }
    }
    out
}

/// The element that holds the document: from the root down, as long as one child has nearly all of the text.
fn holder(html: &Html) -> Id {
    let weights = weights(html);
    let weight = |id: &Id| weights.get(id).copied().unwrap_or(0);
    let mut here = html.tree.root();
    loop {
        let total = weight(&here.id());
        let heavy = here
            .children()
            .filter(|c| c.value().as_element().is_some_and(|e| !furniture(e) && HOLDERS.contains(&e.name())))
            .max_by_key(|c| weight(&c.id()));
        // Page furniture that nothing marks as such is short; the last paragraphs of a document may be outside.
        match heavy {
            Some(child) if weight(&child.id()) * 100 >= total * 70 && total > 0 => here = child,
            _ => return here.id(),
        }
    }
}

/// The text of the holder: a line for every block, white space collapsed as a browser does, other spaces kept.
fn extract(html: &Html) -> Text {
    let mut out = Text::default();
    let Some(root) = html.tree.get(holder(html)) else { return out };
    let mut hidden = 0usize;
    // A table that was taken as a whole.
    let mut taken: Option<Id> = None;
    for edge in root.traverse() {
        if let Some(table) = taken {
            if matches!(edge, ego_tree::iter::Edge::Close(n) if n.id() == table) {
                taken = None;
            }
            continue;
        }
        match edge {
            ego_tree::iter::Edge::Open(n) => match n.value() {
                Node::Element(e) if e.name() == "table" && hidden == 0 && table::is_data(n) => {
                    out.line();
                    table::take(n, &mut out);
                    taken = Some(n.id());
                }
                Node::Element(e) => {
                    hidden += usize::from(furniture(e) && n.id() != root.id());
                    if e.name() == "td" || e.name() == "th" {
                        out.cell();
                    } else if BLOCKS.contains(&e.name()) || e.name() == "br" {
                        out.line();
                    }
                }
                Node::Text(t) if hidden == 0 => out.text(t),
                _ => {}
            },
            ego_tree::iter::Edge::Close(n) => {
                if let Some(e) = n.value().as_element() {
                    hidden -= usize::from(furniture(e) && n.id() != root.id());
                    if BLOCKS.contains(&e.name()) && e.name() != "td" && e.name() != "th" {
                        out.line();
                    }
                }
            }
        }
    }
    out.line();
    out
}

/// The lines of tables made one.
fn with_tables(lines: Vec<Line>, tables: &[Span]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut tables = tables.iter().peekable();
    for line in lines {
        while tables.next_if(|t| t.end <= line.text.start).is_some() {}
        let Some(table) = tables.peek().filter(|t| t.start <= line.text.start) else {
            out.push(line);
            continue;
        };
        if out.last().is_none_or(|l| l.text != **table) {
            let lead = Span { end: table.start, ..line.lead };
            out.push(Line::table(lead, **table));
        }
    }
    // What a table ends with is no part of the next line's lead.
    for k in 1..out.len() {
        out[k].lead.start = out[k - 1].text.end;
    }
    out
}

/// Text in the making.
#[derive(Default)]
struct Text {
    done: String,
    row: String,
    space: bool,
    /// Where tables stand, and the marks in them.
    tables: Vec<Span>,
    marks: Vec<Mark>,
}

impl Text {
    fn text(&mut self, s: &str) {
        for c in s.chars() {
            if c.is_ascii_whitespace() {
                self.space = true;
                continue;
            }
            if std::mem::take(&mut self.space) && !self.row.is_empty() {
                self.row.push(' ');
            }
            self.row.push(c);
        }
    }

    /// Ends the line; blank ones are left out.
    fn line(&mut self) {
        self.space = false;
        if !self.row.chars().all(is_space) {
            self.done.push_str(&self.row);
            self.done.push('\n');
        }
        self.row.clear();
    }

    /// Cells of a row stand on one line, a wide gap between them.
    fn cell(&mut self) {
        self.space = false;
        if !self.row.chars().all(is_space) {
            self.row.push('\u{3000}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Content;

    fn lines_of(html: &str) -> Vec<String> {
        match read(&Input::new(html.as_bytes(), "a.html")).expect("a page").content {
            Content::Lines(read) => {
                read.lines.iter().map(|l| read.source.text[l.text.range()].to_owned()).collect()
            }
            Content::Document(_) => vec![],
        }
    }

    #[test]
    fn content_is_found_and_furniture_left_out() {
        let page = "<html><head><meta charset=utf-8><title>t</title></head><body><div class='nav'><a>首页</a></div>\
            <div class=crumb>当前位置：首页</div><div id=zoom><p align=center>示例办法</p><p>&emsp;&emsp;第一条　为了\n规范&lt;管理&gt;，\
            制定本办法。<br>第二条&nbsp;本办法适用于本市。</p><table><tr><td>甲</td><td>乙</td></tr></table>\
            <table><tr><th>级别<th>罚款<tr><td rowspan=2>一<td><p>轻<p>重<tr><td>丙</table><p>完。</div>\
            <div class=footer>版权所有</div><script>var a='第九条'</script></body></html>";
        assert_eq!(
            lines_of(page),
            [
                "示例办法",
                "第一条　为了 规范<管理>，制定本办法。",
                "第二条\u{a0}本办法适用于本市。",
                "甲　乙",
                "级别\t罚款\n一\t轻\n重\n\t丙",
                "完。"
            ]
        );
    }

    #[test]
    fn ten_thousand_nested_elements_are_no_matter() {
        let page = format!("{}第一条　甲。{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
        assert_eq!(lines_of(&page), ["第一条　甲。"]);
    }
}
