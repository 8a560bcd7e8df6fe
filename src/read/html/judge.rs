//! What of a page is the document, and what its furniture: told by structure, by words of class names and phrases, by
//! density of text and links, and by recognition. What bears a label, a title or a note of adoption is never furniture.

use super::dom::{self, Dom};
use super::piece::Piece;
use super::words::{
    BEGINNINGS, BUTTONS, CONTAINERS, CORES, DOUBTFUL, EDGE_ROLES, EDGES, FURNITURE, HISTORY, Habit, IMPRINTS,
    PICTURES, SITES, SIZES, SURE_BEGINNINGS, TITLE_ENDS,
};
use crate::ir::MarkKind;
use crate::number::{Group, LabelMatch, date, read_labels};
use crate::text::chars::{is_space, squash};
use std::collections::HashSet;

/// Why something was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its element says what it is: `nav`, `header`, a class.
    Named,
    /// It is links.
    Links,
    /// It says what furniture says: 当前位置, 版权所有.
    Phrase,
    /// Buttons: 【打印】【关闭】.
    Buttons,
    /// It is the site's description of the document.
    Description,
    /// The page does not show it.
    Hidden,
    /// It could have been chosen in a field, and was not.
    NotChosen,
}

/// What the lines of an element come to.
#[derive(Clone, Copy, Default)]
struct Sum {
    chars: usize,
    linked: usize,
    anchored: usize,
    signs: usize,
    phrases: usize,
    imprints: usize,
    inner: usize,
}

/// What a line is by itself.
#[derive(Clone, Copy, Default)]
struct Line {
    /// It bears a label that is no link.
    label: bool,
    /// Something in it speaks for the document.
    sign: bool,
    /// It begins as furniture does.
    phrase: bool,
    imprint: bool,
    buttons: bool,
    /// It begins as nothing but furniture does.
    sure: bool,
    /// It stands among the provisions.
    between: bool,
    /// It stands among them, or in what holds the text.
    inner: bool,
    /// It is the title that the page gives itself.
    title: bool,
    /// It speaks for the document by its look alone.
    weak: bool,
    /// It is the name of the site, or of another part of it.
    site: bool,
    /// It is a picture of the site.
    picture: bool,
}

/// Says of every line why it is left out, if it is; and which line is the title that the page gives itself.
pub fn judge(dom: &Dom, lines: &[Piece], page_title: &str) -> (Vec<Option<Why>>, Option<usize>) {
    let titles: Vec<String> = page_title.split(['_', '|', '—', '－', '-', '–']).map(squash).collect();
    let whole = squash(page_title);
    let site = |text: &str| titles.len() > 1 && titles[1..].iter().any(|t| t == text);
    let is_title =
        |text: &str| text.chars().count() > 3 && (text == whole || titles.first().is_some_and(|t| t == text));
    let mut own: Vec<Line> = lines.iter().map(|p| read(p, &is_title, &site)).collect();
    // The stretch of the provisions, and the element that holds most of the text.
    let labelled = |l: &Line| l.label;
    let first = own.iter().position(labelled);
    let last = own.iter().rposition(labelled);
    let holder = holder(dom, lines, &own);
    for (k, line) in own.iter_mut().enumerate() {
        let between = first.is_some_and(|f| f <= k) && last.is_some_and(|l| k <= l);
        line.between = between;
        line.inner = between || within(dom, lines[k].owner, holder);
    }
    let title = only_title(lines, &mut own, first);
    let sums = sums(dom, lines, &own);
    let total = sums[0].chars - sums[0].linked;
    let labels = own.iter().filter(|l| l.label).count();
    let named = furniture(dom, &sums, total, labels);
    let known = lines.iter().any(|p| p.title);
    let titled: HashSet<String> =
        lines.iter().filter(|p| known && !p.field && !p.title).map(|p| squash(short(&p.text))).collect();
    let begins = lines.iter().position(|p| p.title && !titled.contains(&squash(short(&p.text))));
    let of_title = lines.iter().filter(|p| p.title).map(|p| p.owner);
    let cells: HashSet<usize> = of_title.filter(|at| matches!(dom.name(*at), "td" | "th")).collect();
    let verdict = |(k, (p, l)): (usize, (&Piece, &Line))| {
        if p.field && !l.between {
            return Some(Why::Description);
        }
        if p.title {
            return titled.contains(&squash(short(&p.text))).then_some(Why::Description);
        }
        // What stands in the cell of the title beside it says something else about the document.
        if cells.contains(&p.owner) {
            return Some(Why::Description);
        }
        if named[p.owner] {
            return Some(Why::Named);
        }
        if l.sign {
            return None;
        }
        if l.buttons {
            return Some(Why::Buttons);
        }
        if l.picture && !l.between {
            return Some(Why::Named);
        }
        let before_title = begins.is_some_and(|b| k < b);
        if (l.sure || before_title) && !l.between {
            return Some(Why::Phrase);
        }
        // Behind the text, entries that lead into it are no contents; notes may be links back as a whole.
        let sentence = p.text.trim_end_matches(is_space).ends_with(['。', '.', '；', '）']);
        let goes_back = p.chars > 0 && p.anchored == p.chars && p.linked == 0 && !sentence;
        if goes_back && last.is_some_and(|last| k > last) {
            return Some(Why::Links);
        }
        if l.inner {
            return None;
        }
        if l.phrase || l.imprint || l.site && first.is_none_or(|f| k < f) {
            return Some(Why::Phrase);
        }
        let navigates = p.links > 0 && !p.file && (p.linked == p.chars || is_news(p))
            || p.links > 2 && p.linked * 10 >= p.chars * 6;
        (navigates && !p.hints.table).then_some(Why::Links)
    };
    let out: Vec<Option<Why>> = lines.iter().zip(&own).enumerate().map(verdict).collect();
    // A page that is furniture all over is a document of its own kind.
    let left: usize = lines.iter().zip(&out).filter(|(_, w)| w.is_none()).map(|(p, _)| p.chars).sum();
    if left == 0 { (vec![None; lines.len()], title) } else { (out, title) }
}

/// Of the lines that say the title that the page gives itself, the one that is the document's: the first in what holds
/// the text, else the last above it. The others are entries of a path; and beside it nothing is a title by its look.
fn only_title(lines: &[Piece], own: &mut [Line], first: Option<usize>) -> Option<usize> {
    let above = |k: &usize| first.is_none_or(|f| *k < f);
    let said = || (0..own.len()).filter(|k| own[*k].title && above(k));
    let heading = said().find(|k| lines[*k].hints.outline == Some(1));
    let title = heading.or_else(|| said().find(|k| own[*k].inner)).or_else(|| said().next_back())?;
    for (k, line) in own.iter_mut().enumerate().filter(|(k, _)| *k != title) {
        line.sign &= !(line.weak || line.title && !line.inner && k < title);
    }
    Some(title)
}

/// An entry of a list of news: a link, and a date beside it.
fn is_news(p: &Piece) -> bool {
    const LONGEST: usize = 24;
    let dated = |c: char| c.is_ascii_digit() || "-/.:：[]()（）年月日".contains(c);
    let rest = p.chars - p.linked.min(p.chars);
    rest <= LONGEST
        && p.text.chars().filter(|c| dated(*c)).count() >= rest
        && p.text
            .trim_matches(is_space)
            .trim_end_matches(|c| dated(c) || is_space(c))
            .chars()
            .filter(|c| !is_space(*c))
            .count()
            == p.linked
}

/// 2024-05-16 12:00: when a page was put out, to the minute.
fn is_stamp(text: &str) -> bool {
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).count();
    let stamp = |c: char| c.is_ascii_digit() || is_space(c) || "-/.:：年月日时分".contains(c);
    let (date, clock) = text.split_once(is_space).unwrap_or((text, ""));
    text.chars().all(stamp) && digits(date) >= 6 && clock.contains([':', '：', '时']) && digits(clock) >= 3
}

/// Whether a line is a picture that belongs to the site by its name.
fn is_sites_picture(p: &Piece) -> bool {
    let whole = p.trimmed();
    let mut pictures = p.marks.iter().filter(|m| matches!(m.kind, MarkKind::Image { .. }));
    let alone = pictures.any(|m| m.start as usize <= whole.start && m.end as usize >= whole.end);
    let named = |name: &String| {
        let name = name.rsplit('/').next().unwrap_or_default().to_lowercase();
        PICTURES.iter().any(|w| name.contains(w))
    };
    alone && p.said.iter().any(|(_, _, details)| details.first().is_some_and(named))
}

/// The beginning of a text: titles and labels are short.
fn short(text: &str) -> &str {
    const LONGEST: usize = 400;
    text.char_indices().nth(LONGEST).map_or(text, |(i, _)| &text[..i])
}

/// What a label stands before: where that shows that it only refers, it is none.
fn labels(text: &str) -> Option<LabelMatch> {
    read_labels(text).into_iter().next()
}

/// Whether a line begins with the label of a provision: a heading or an article, or an item with a sentence behind it.
pub fn is_labelled(text: &str) -> bool {
    let text = text.trim_start_matches(is_space);
    labels(text).is_some_and(|l| match l.form.group {
        Group::Heading | Group::Article => true,
        Group::List => text.chars().count() > 8,
    })
}

fn read(p: &Piece, is_title: &impl Fn(&str) -> bool, site: &impl Fn(&str) -> bool) -> Line {
    let text = short(&p.text).trim_matches(is_space);
    let squashed = squash(text);
    let plain = p.anchored * 2 < p.chars.max(1);
    // A number that nobody typed says little: steps of a path have one as well.
    let shown = p.hints.shown > 0 && !text.ends_with(['。', '；', ';', '.']) && p.chars < 24;
    let label = !p.hints.table && is_labelled(text) && !shown && (plain || before_links(p, text));
    let heading = p.hints.outline == Some(1) && p.linked < p.chars && !site(&squashed);
    let title = p.title || p.linked == 0 && is_title(&squashed);
    let buttons = is_buttons(p, text);
    let lower = text.to_lowercase();
    let is_short = p.chars <= 160;
    let imprint = is_short && !label && IMPRINTS.iter().any(|i| lower.contains(i));
    let begin: String = squashed.trim_start_matches(['【', '[', '>', '|', '·', '：']).to_lowercase();
    let begins = |list: &[&str]| list.iter().any(|b| begin.starts_with(b));
    let sure = p.chars <= 80 && !p.hints.table && !label && !text.ends_with('。') && begins(SURE_BEGINNINGS);
    let sure = sure || is_stamp(text);
    let phrase =
        is_short && !p.hints.table && !label && !text.ends_with('。') && (sure || begins(BEGINNINGS));
    let history = plain && p.chars <= 400 && is_history(text);
    let annex = p.file || text.starts_with("附件") && plain;
    let named = plain && p.linked == 0 && is_titled(&squashed) && !phrase && !imprint;
    let strong = label || title || history || annex;
    let is_site = site(&squashed) || p.chars <= 20 && SITES.iter().any(|s| squashed.ends_with(s));
    Line {
        label: label && !buttons,
        sign: !buttons && (strong || heading || named),
        phrase,
        sure,
        imprint,
        buttons,
        title,
        weak: !strong,
        site: is_site,
        picture: is_sites_picture(p),
        between: false,
        inner: false,
    }
}

/// Whether a label stands before links and is in none; that of an item needs other words besides.
fn before_links(p: &Piece, text: &str) -> bool {
    let item = labels(text).is_some_and(|l| l.form.group == Group::List);
    !p.begins && (!item || p.anchored * 10 < p.chars * 7)
}

fn is_titled(squashed: &str) -> bool {
    (4..=60).contains(&squashed.chars().count()) && TITLE_ENDS.iter().any(|e| squashed.ends_with(e))
}

/// （2020年5月28日第十三届全国人民代表大会第三次会议通过）; also a date alone, that documents end with.
fn is_history(text: &str) -> bool {
    let squashed = squash(text);
    let inner = squashed.trim_matches(['（', '）', '(', ')']);
    let dated = squashed.contains('年') && squashed.contains('月') && squashed.contains('日')
        || squashed.contains("民國")
        || squashed.contains('년');
    let alone = dated && date::find(inner, None).iter().any(|d| d.start == 0 && d.end == inner.len());
    let bracketed = squashed.starts_with(['（', '(']) || squashed.ends_with(['）', ')']);
    alone
        || dated
            && HISTORY.iter().any(|w| squashed.contains(w))
            && (bracketed || squashed.contains("会议") || squashed.contains("會議"))
}

/// Whether a line is buttons and nothing else: words of buttons between brackets, strokes and spaces.
fn is_buttons(p: &Piece, text: &str) -> bool {
    if p.chars > 60 || p.hints.table {
        return false;
    }
    let parts = |c: char| is_space(c) || "【】[]（）()|｜/／·>＞：:•".contains(c);
    let words: Vec<String> = text.split(parts).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let is = |list: &[&str], w: &String| list.contains(&w.as_str());
    !words.is_empty()
        && words.iter().all(|w| is(BUTTONS, w))
        && (p.linked == p.chars
            || words.iter().any(|w| !is(SIZES, w)) && (p.linked > 0 || text.starts_with(['【', '['])))
}

/// What the lines of every element come to.
fn sums(dom: &Dom, lines: &[Piece], own: &[Line]) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); dom.nodes.len()];
    for (p, l) in lines.iter().zip(own) {
        let s = &mut sums[p.owner];
        s.chars += p.chars;
        s.linked += p.linked;
        s.anchored += p.anchored;
        s.signs += usize::from(l.sign && (!p.hints.table || p.file) || p.title);
        s.phrases += usize::from(l.phrase || l.buttons || l.imprint);
        s.imprints += usize::from(l.imprint);
        s.inner += usize::from(l.inner);
    }
    for at in (1..sums.len()).rev() {
        let (s, up) = (sums[at], dom.nodes[at].parent);
        let all = &mut sums[up];
        all.chars += s.chars;
        all.linked += s.linked;
        all.anchored += s.anchored;
        all.signs += s.signs;
        all.phrases += s.phrases;
        all.imprints += s.imprints;
        all.inner += s.inner;
    }
    sums
}

/// Of every element: whether it is furniture, or stands in some.
fn furniture(dom: &Dom, sums: &[Sum], total: usize, labels: usize) -> Vec<bool> {
    let mut out = vec![false; dom.nodes.len()];
    let asks = asks(dom);
    // Whether it stands in an element that is the document.
    let mut core = vec![false; dom.nodes.len()];
    for at in 1..dom.nodes.len() {
        let up = dom.nodes[at].parent;
        out[at] = out[up];
        core[at] = core[up];
        let Some(e) = dom.nodes[at].element.filter(|_| !out[at]) else { continue };
        let s = sums[at];
        let role = e.attr("role").unwrap_or("");
        core[at] |= CORES.contains(&e.name()) || role == "main" || dom::habit(e) == Some(Habit::Core);
        let most = (s.chars - s.linked) * 2 > total && labels < 2;
        if s.chars == 0 || s.signs > 0 || most {
            continue;
        }
        let words = if e.attrs.is_empty() { vec![] } else { dom::words(e) };
        let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
        let edge = EDGES.contains(&e.name()) && !core[up] || EDGE_ROLES.contains(&role);
        let container = CONTAINERS.contains(&e.name());
        let navigates = s.linked * 2 >= s.chars || s.phrases > 0;
        out[at] = if e.name() == "nav" || edge || container && has(FURNITURE) {
            navigates || !core[up] && s.inner == 0
        } else if has(FURNITURE) || has(DOUBTFUL) {
            // What a site lets its readers write stands around a field for it.
            let answers = container && asks[dom.nodes[at].end] > asks[at];
            (navigates || answers || s.anchored == s.chars) && s.inner == 0
        } else {
            // Around the imprint of a site stands nothing else.
            container
                && s.imprints > 0
                && s.inner == 0
                && s.chars <= 600
                && !matches!(e.name(), "body" | "html")
        };
    }
    out
}

/// How many fields to write in stand before a node.
fn asks(dom: &Dom) -> Vec<usize> {
    let mut out = vec![0; dom.nodes.len() + 1];
    for at in 0..dom.nodes.len() {
        out[at + 1] = out[at] + usize::from(dom.name(at) == "textarea");
    }
    out
}

/// The element that holds most of the prose, if it is not the page.
fn holder(dom: &Dom, lines: &[Piece], own: &[Line]) -> Option<usize> {
    let mut prose = vec![0usize; dom.nodes.len()];
    let mut labels = vec![0usize; dom.nodes.len()];
    for (p, l) in lines.iter().zip(own) {
        prose[p.owner] += if l.imprint || l.buttons { 0 } else { p.chars - p.linked.min(p.chars) };
        labels[p.owner] += usize::from(l.label);
    }
    for at in (1..prose.len()).rev() {
        prose[dom.nodes[at].parent] += prose[at];
        labels[dom.nodes[at].parent] += labels[at];
    }
    let known = (1..dom.nodes.len()).find(|at| {
        dom.nodes[*at].element.is_some_and(|e| !e.attrs.is_empty() && dom::habit(e) == Some(Habit::Core))
            && prose[*at] * 2 > prose[0]
    });
    if known.is_some() {
        return known;
    }
    let mut here = 0;
    loop {
        let heavy = dom.children(here).filter(|c| dom.nodes[*c].element.is_some()).max_by_key(|c| prose[*c]);
        // However much else is said, the text is where the provisions are.
        let holds = |c: &usize| labels[*c] * 2 >= labels[0];
        match heavy.filter(|c| prose[*c] * 10 >= prose[here] * 7 && prose[*c] > 0 && holds(c)) {
            // A table that was taken whole, and a paragraph, hold no lines.
            Some(child)
                if CONTAINERS.contains(&dom.name(child))
                    || matches!(dom.name(child), "html" | "span" | "font") =>
            {
                here = child;
            }
            _ => break,
        }
    }
    (here > 0 && !matches!(dom.name(here), "html" | "body" | "form")).then_some(here)
}

fn within(dom: &Dom, node: usize, holder: Option<usize>) -> bool {
    holder.is_some_and(|h| h <= node && node < dom.nodes[h].end)
}
