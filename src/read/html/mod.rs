//! Web pages: every line of the page is read, furniture is told from the document and left out with a finding, and what
//! stays are lines with their marks. The source is the text extracted here; its hash stands beside that of the bytes.

mod address;
mod dom;
mod fields;
mod images;
mod judge;
mod list;
mod marks;
mod math;
mod piece;
mod report;
mod table;
mod walk;
mod words;

use super::{Content, Input, Lines, Reading};
use crate::finding::{Error, Words, codes};
use crate::ir::{Mark, MarkKind, Media};
use crate::read::decode::{decode, redecoded};
use crate::text::{Line, Span, Style, chars::is_space};
pub(crate) use dom::Dom;
pub(super) use images::{given, named};
use piece::Piece;
use scraper::Html;
use walk::Page;

pub fn read(input: &Input) -> Result<Reading, Error> {
    let Input { bytes, file_name, options } = *input;
    let page = decode(bytes, file_name, declared(bytes).as_deref())?;
    if depth(&page.text) > DEEPEST {
        return Err(Error::new(&codes::TOO_DEEP, &[&file_name, &DEEPEST]));
    }
    let html = Html::parse_document(&page.text);
    let dom = Dom::new(&html);
    let mut walked = Page::new(&dom, options);
    let mut pieces = walked.lines();
    let (mut why, titled) = judge::judge(&dom, &pieces, &title(&dom));
    if options.keep_all {
        why.fill(None);
    }
    // The page names its title: that says as much as a style for titles.
    if let Some(at) = titled.filter(|_| pieces.iter().all(|p| p.hints.style != Style::Title)) {
        pieces[at].hints.style = Style::Title;
    }
    let made = assemble(&pieces, &why, &walked.pictures);
    if made.text.chars().all(is_space) {
        return Err(Error::new(&codes::EMPTY, &[&file_name]));
    }
    let (findings, left_out) = report::findings(&pieces, &why, &walked, &made.starts, &title(&dom));
    let mut source = redecoded(page, made.text);
    source.provenance.left_out = Some(left_out);
    source.provenance.flattened = walked.flattened.iter().map(|n| (*n).to_owned()).collect();
    let lines = Lines { source, lines: made.lines, marks: made.marks, media: made.media, ..Lines::default() };
    Ok(Reading { content: Content::Lines(Box::new(lines)), findings })
}

/// A page as its parser sees it, for whoever wants to look.
pub(crate) fn parsed<T>(page: &str, see: impl FnOnce(&Dom) -> T) -> Result<T, Words> {
    if depth(page) > DEEPEST {
        return Err(Words::new(format!("超过 {DEEPEST} 层"), format!("more than {DEEPEST} levels")));
    }
    let html = Html::parse_document(page);
    Ok(see(&Dom::new(&html)))
}

/// A formula of MathML: its line, and its MathML as it is kept; none where it shows nothing.
pub(super) fn formula(mathml: &str) -> Option<(String, String)> {
    parsed(mathml, |dom| {
        let at = (1..dom.nodes.len()).find(|at| dom.name(*at) == "math")?;
        math::both(dom, at)
    })
    .ok()
    .flatten()
}

/// What stays of a page.
#[derive(Default)]
struct Made {
    text: String,
    lines: Vec<Line>,
    marks: Vec<Mark>,
    media: Vec<Media>,
    /// Where the pieces begin in the text; where those would that are left out. One more for the end.
    starts: Vec<usize>,
}

/// Puts the lines that stay together; blank ones are left out.
fn assemble(pieces: &[Piece], why: &[Option<judge::Why>], pictures: &[images::Picture]) -> Made {
    let mut made = Made::default();
    let mut done = 0;
    for (piece, why) in pieces.iter().zip(why) {
        let trimmed = piece.trimmed();
        made.starts.push(made.text.len() + trimmed.start);
        if why.is_some() {
            continue;
        }
        let at = made.text.len();
        made.text.push_str(&piece.text);
        made.text.push('\n');
        let span = if piece.hints.table { 0..piece.text.len() } else { trimmed };
        let text = Span::new(at + span.start, at + span.end);
        let by = at as i64;
        for mut mark in piece.marks_in(&span).map(|m| m.moved(by)) {
            if let MarkKind::Image { media: Some(number) } = &mut mark.kind {
                *number = made.picture(number, pictures);
            }
            made.marks.push(mark);
        }
        made.lines.push(Line { lead: Span::new(done, text.start as usize), text, hints: piece.hints });
        done = text.end as usize;
    }
    made.starts.push(made.text.len());
    made
}

impl Made {
    /// The name of a picture among those of the document; the same data stand there once.
    fn picture(&mut self, number: &str, pictures: &[images::Picture]) -> String {
        let Some(p) = number.parse::<usize>().ok().and_then(|n| pictures.get(n)) else {
            return String::new();
        };
        named(&mut self.media, p)
    }
}

/// The title that the page gives itself.
fn title(dom: &Dom) -> String {
    let of_page = |at: &usize| dom.name(*at) == "title" && dom.name(dom.nodes[*at].parent) != "svg";
    let title = (1..dom.nodes.len()).find(of_page);
    title.map_or_else(String::new, |at| dom.nodes[at..dom.nodes[at].end].iter().map(|n| n.text).collect())
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
