//! The account of a page: what was left out of it, how much and why, and what its lines had to be read as.

use super::judge::{Why, is_labelled};
use super::piece::Piece;
use super::walk::Page;
use crate::finding::{Code, Finding, Words, codes};
use crate::text::{Span, chars::is_space, chars::squash};

/// Stretches that are told one by one; the rest are told together.
const TOLD: usize = 40;

/// Targets of links that are named.
const TARGETS: usize = 5;

/// A stretch that was left out.
struct Left {
    why: Why,
    at: usize,
    chars: usize,
    words: String,
    /// Whether a label or the title stands in it.
    speaks: bool,
}

/// What there is to say about a page; and the number of characters that are left out, without white space. `starts` are
/// the places of the lines in the text.
pub fn findings(
    pieces: &[Piece],
    why: &[Option<Why>],
    page: &Page,
    starts: &[usize],
    title: &str,
) -> (Vec<Finding>, u64) {
    let left = left(pieces, why, page, starts, title);
    let chars: usize = left.iter().map(|l| l.chars).sum();
    let mut out: Vec<Finding> = left.iter().take(TOLD).map(finding).collect();
    if let Some(rest) = left.get(TOLD..).filter(|r| !r.is_empty()) {
        let all = Left {
            why: rest[0].why,
            at: rest[0].at,
            chars: rest.iter().map(|l| l.chars).sum(),
            words: rest.iter().map(|l| l.words.as_str()).take(3).collect::<Vec<_>>().join(" … "),
            speaks: rest.iter().any(|l| l.speaks),
        };
        out.push(finding(&all));
    }
    out.extend(much(pieces, why));
    let mut links: Vec<(usize, &str)> = vec![];
    for ((piece, _), start) in pieces.iter().zip(why).zip(starts).filter(|((_, w), _)| w.is_none()) {
        let begins = start - piece.trimmed().start;
        for (code, at, details) in &piece.said {
            if std::ptr::eq(*code, &raw const codes::LINK_AS_TEXT) {
                links.push((begins + at, details.first().map_or("", String::as_str)));
                continue;
            }
            let details = details.iter().cloned().map(Words::same).collect();
            out.push(Finding { code, span: Span::new(begins + at, begins + at), details });
        }
    }
    if let Some((at, _)) = links.first() {
        let mut targets: Vec<&str> = links.iter().map(|(_, t)| *t).filter(|t| t.len() < 400).collect();
        targets.dedup();
        targets.truncate(TARGETS);
        out.push(Finding::new(
            &codes::LINK_AS_TEXT,
            Span::new(*at, *at),
            &[&links.len(), &targets.join(" , ")],
        ));
    }
    (out, chars as u64)
}

fn left(pieces: &[Piece], why: &[Option<Why>], page: &Page, starts: &[usize], title: &str) -> Vec<Left> {
    let whole = squash(title);
    let titles: Vec<String> = title.split(['_', '|', '—', '－']).map(squash).take(1).chain([whole]).collect();
    let is_title = |text: &str| titles.iter().any(|t| !t.is_empty() && *t == squash(text));
    let mut stays = Stays::new(pieces, why);
    let mut out: Vec<Left> = vec![];
    let mut unseen = page.unseen.iter().peekable();
    let mut apart = true;
    for k in 0..=pieces.len() {
        let at = starts.get(k).copied().unwrap_or(0);
        while let Some(u) = unseen.next_if(|u| u.before <= k) {
            let chars = u.text.chars().filter(|c| !is_space(*c)).count();
            let says = u.why == Why::Hidden && !u.links && (is_labelled(&u.text) || is_title(&u.text));
            let speaks = says && !stays.has(&u.text);
            out.push(Left { why: u.why, at, chars, words: first_words(&u.text), speaks });
            apart = true;
        }
        let Some(piece) = pieces.get(k) else { break };
        let Some(why) = why[k] else {
            apart = true;
            continue;
        };
        let speaks = speaks(piece, &is_title) && !stays.has(&piece.text);
        if let Some(last) = out.last_mut().filter(|l| l.why == why && !apart) {
            last.chars += piece.chars;
            last.speaks |= speaks;
        } else {
            let words = first_words(&piece.text);
            out.push(Left { why, at, chars: piece.chars, words, speaks });
        }
        apart = false;
    }
    out
}

/// Whether a line that is left out may be one of the document: it bears a label or is the title, and leads nowhere else.
fn speaks(piece: &Piece, is_title: &impl Fn(&str) -> bool) -> bool {
    let text = piece.text.trim_matches(is_space);
    let sentence = text.ends_with(['。', '；', ';', '：']);
    // News and entries of a menu are links, and a number that nobody typed says little.
    let leads = piece.anchored * 10 >= piece.chars * 8;
    let step = piece.hints.shown > 0 && piece.chars < SHORT;
    is_title(text) || is_labelled(text) && (sentence || !leads && !step)
}

/// Characters of a line that need not be a sentence.
const SHORT: usize = 24;

/// The text that stays: what is left out besides, but stands in it, is not lost.
struct Stays {
    text: String,
    asked: usize,
}

impl Stays {
    fn new(pieces: &[Piece], why: &[Option<Why>]) -> Self {
        let kept = pieces.iter().zip(why).filter(|(_, w)| w.is_none());
        Self { text: kept.map(|(p, _)| squash(&p.text)).collect::<Vec<_>>().join("\n"), asked: 0 }
    }

    /// Whether a text stands in it; after many questions the answer is no.
    fn has(&mut self, text: &str) -> bool {
        const MOST: usize = 200;
        self.asked += 1;
        let text = squash(text);
        self.asked <= MOST && !text.is_empty() && self.text.contains(&text)
    }
}

/// Says it where much running text is left out beside what stays.
fn much(pieces: &[Piece], why: &[Option<Why>]) -> Option<Finding> {
    const FEW: usize = 300;
    let prose = |stays: bool| -> usize {
        let of = pieces.iter().zip(why).filter(|(_, w)| w.is_none() == stays);
        of.map(|(p, _)| p.chars - p.anchored.max(p.linked).min(p.chars)).sum()
    };
    let (gone, stays) = (prose(false), prose(true));
    (gone >= FEW && gone * 2 > stays)
        .then(|| Finding::new(&codes::MUCH_LEFT_OUT, Span::default(), &[&gone, &stays]))
}

fn first_words(text: &str) -> String {
    const MANY: usize = 20;
    let text = text.trim_matches(is_space);
    let mut words: String = text.chars().take(MANY).map(|c| if is_space(c) { ' ' } else { c }).collect();
    if text.chars().nth(MANY).is_some() {
        words.push('…');
    }
    words
}

fn finding(left: &Left) -> Finding {
    let code: &'static Code = match (left.why, left.speaks) {
        (Why::Hidden, false) => &codes::UNSEEN,
        (Why::Hidden, true) => &codes::UNSEEN_LABEL,
        (_, false) => &codes::LEFT_OUT,
        (_, true) => &codes::LEFT_OUT_LABEL,
    };
    let why: &str = match left.why {
        Why::Named => "按标签或类名是页面部件 / an element or class says so",
        Why::Links => "只有链接 / links only",
        Why::Phrase => "网站用语 / words of a site",
        Why::Buttons => "按钮 / buttons",
        Why::Description => "网站对文件的著录 / the site's description of the document",
        Why::Hidden => "不显示 / not shown",
        Why::NotChosen => "没有选中的选项 / options not chosen",
    };
    Finding::new(code, Span::new(left.at, left.at), &[&left.chars, &left.words, &Words::from(why)])
}
