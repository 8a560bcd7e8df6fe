//! Annexes: 附件1, 附录A, 別表第１（第１条関係）, [별표 1]; and documents that follow another in one file.

use super::candidate::Candidate;
use super::{closing, tree};
use crate::ir::{Block, Heading, Label, Provision, Role};
use crate::lexicon::annex::{CHINESE, ENGLISH, JAPANESE, KOREAN, Numbered, Word};
use crate::lexicon::front::{CALLS, REGISTER_KEYS};
use crate::lexicon::{holds, key};
use crate::number::{Group, Level, System};
use crate::text::{Span, chars::is_space};
use std::ops::Range;

/// An annex: its lines, and what they are.
#[derive(Debug)]
pub struct Annex {
    /// The lines, the label's first.
    pub lines: Range<usize>,
    /// How many of them are its label and title: 1, or 2 where the title stands on a line of its own.
    pub used: usize,
    /// Where its closing matter begins, and what its lines are.
    pub closing: (usize, Vec<Role>),
}

/// The first line of the first annex; the number of lines where there is none.
pub fn first(lines: &[Candidate]) -> usize {
    (0..lines.len())
        .find(|i| if *i > 0 { begins(lines, *i) } else { lines[0].said.begins_annex() })
        .unwrap_or(lines.len())
}

/// The annexes from a line on, in order.
pub fn all(lines: &[Candidate], from: usize) -> Vec<Annex> {
    let starts: Vec<usize> = (from..lines.len()).filter(|i| *i == from || begins(lines, *i)).collect();
    starts
        .iter()
        .enumerate()
        .map(|(k, start)| {
            let end = starts.get(k + 1).copied().unwrap_or(lines.len());
            let used = opening(lines, *start, end);
            let body = *start + used;
            let closes = closing::start(lines, body, end);
            // Lines of a list or a form are short and quiet: without a sentence or a unit above it nothing closes.
            let said = lines[body..closes].iter().any(|c| c.closed || !c.labels.is_empty());
            let closes = if said { closes } else { end };
            Annex { lines: *start..end, used, closing: (closes, closing::roles(&lines[closes..end])) }
        })
        .collect()
}

/// How many lines are the label and the title of an annex.
fn opening(lines: &[Candidate], start: usize, end: usize) -> usize {
    let c = &lines[start];
    let Some((len, _)) = opens_with(c) else {
        // A second document: its title; a letter begins with whom it is to.
        return 1;
    };
    let alone = title_at(c.text, len).is_none();
    let title = lines[start + 1..end].first().is_some_and(|n| n.heading_like() && !starts_structure(n));
    1 + usize::from(alone && title)
}

/// Where the title of an annex begins on the line of its label.
fn title_at(line: &str, label: usize) -> Option<usize> {
    line[label..].find(|c: char| !is_space(c)).map(|at| label + at)
}

/// Whether a line begins the structure of a document.
pub fn starts_structure(c: &Candidate) -> bool {
    // A heading below that of the document.
    let headed = c.hints.outline.is_some_and(|o| o > 1) && c.heading_like();
    headed
        || c.labels.iter().any(|l| {
            c.admits(l) && !super::survey::is_ordinal(l) && (l.form.group != Group::List || l.number == 1)
        })
}

/// The label of an annex, as a person says or as it reads; `None` for a second document, which has none.
fn opens_with(c: &Candidate) -> Option<(usize, Option<(System, u32)>)> {
    let told = label(c.text).or_else(|| enclosed(c.text).map(|len| (len, None)));
    match c.said.level {
        Some((_, Some(said))) => {
            let said = said as usize;
            Some((said, told.filter(|t| t.0 == said).and_then(|t| t.1)))
        }
        Some((Level::Annex, None)) => Some(told.unwrap_or((c.text.len(), None))),
        _ => told,
    }
}

/// Whether a line begins an annex or a second document.
fn begins(lines: &[Candidate], i: usize) -> bool {
    let c = &lines[i];
    if c.said.begins_annex() {
        return true;
    }
    if c.aside.is_some() || c.said.begins() || c.said.role.is_some() {
        return false;
    }
    if label(c.text).is_some() {
        // 附件： in the head of a letter says whether there is any.
        let row = |c: &Candidate| key(c.text).is_some_and(|k| REGISTER_KEYS.contains(&k.as_str()));
        return !(c.text.ends_with(['：', ':']) && row(&lines[i - 1]));
    }
    let after_closing = || {
        let last = &lines[i - 1];
        let signed = closing::signs(last) && last.labels.is_empty();
        closing::is_date(last.text)
            || signed && (i.saturating_sub(4)..i).any(|k| closing::is_date(lines[k].text))
    };
    // 附：适用的法律条文 below the date is no list of what is enclosed.
    if c.text.starts_with(['附']) && enclosed(c.text).is_some() {
        return after_closing();
    }
    after_closing() && (is_call(lines, i) || is_title(lines, i))
}

/// 附：本案适用的法律条文: the length of the label.
fn enclosed(t: &str) -> Option<usize> {
    const WORDS: &[&str] = &["附录", "附錄", "附件", "附注", "附註", "附"];
    let word = WORDS.iter().find(|w| t.starts_with(**w))?;
    let rest = t[word.len()..].trim_start_matches(is_space);
    rest.starts_with(['：', ':'])
        .then(|| t.len() - rest.len() + rest.chars().next().map_or(0, char::len_utf8))
}

/// A letter begins: somebody is called upon in one of the next lines.
pub fn is_call(lines: &[Candidate], i: usize) -> bool {
    /// Lines of an address.
    const ADDRESS: usize = 4;
    let open = |c: &Candidate| !c.closed || c.text.ends_with(['：', ':', '，']);
    lines.iter().skip(i).take(ADDRESS).take_while(|c| open(c)).any(|c| c.chars <= 30 && holds(c.text, CALLS))
}

/// The title of a second document: no sentence, and a numbering begins anew below it.
fn is_title(lines: &[Candidate], i: usize) -> bool {
    /// Lines between a title and the first unit.
    const FRONT: usize = 4;
    let c = &lines[i];
    let plain =
        c.heading_like() && c.chars >= 4 && c.labels.is_empty() && !c.bracketed() && !closing::signs(c);
    let begins =
        |c: &Candidate| c.labels.iter().any(|l| l.number == 1 && l.form.group != Group::List && c.admits(l));
    plain
        && closing::role(c).is_none_or(|r| r == Role::Signature)
        && lines[i + 1..].iter().take(FRONT).any(begins)
}

/// The label of an annex at the start of a line, its length and number: 附件1, 附录二：名称, 様式第１号（第２条関係）.
fn label(t: &str) -> Option<(usize, Option<(System, u32)>)> {
    /// Characters of the longest line with a title.
    const LONGEST: usize = 60;
    if let Some(found) = bracketed(t).or_else(|| ordinal_first(t)) {
        return Some(found);
    }
    let word = [CHINESE, JAPANESE, KOREAN, ENGLISH]
        .iter()
        .find_map(|table| table.iter().find(|w| t.starts_with(w.text)))?;
    let (len, number) = numbered(t, word);
    let after = t[len..].trim_start_matches(['：', ':']);
    let alone = after.chars().all(is_space);
    if alone {
        return (word.alone || number.is_some()).then(|| (len + colon(&t[len..]), number));
    }
    // 附件：1.名单 lists the annexes; it does not begin one.
    let short = t.chars().nth(LONGEST).is_none() && !t.ends_with(['。', '；', '，']);
    let spaced = after.starts_with(is_space) || t[len..].starts_with(['：', ':']);
    let bracket = after.trim_start_matches(is_space).starts_with(['（', '(', '<', '＜', '〔', '[']);
    let japanese = word.numbered == Numbered::Ordinal || JAPANESE.iter().any(|w| w.text == word.text);
    let titled = match (number.is_some(), japanese) {
        (true, _) => spaced || bracket,
        (false, true) => bracket,
        (false, false) => word.numbered == Numbered::Korean && bracket,
    };
    let latin = word.numbered == Numbered::Latin && number.is_none();
    (short && titled && !latin).then(|| (len + colon(&t[len..]), number))
}

/// The colon of 附件1：名称 belongs to the label: a gap is white space.
fn colon(rest: &str) -> usize {
    rest.chars().next().filter(|c| matches!(c, '：' | ':')).map_or(0, char::len_utf8)
}

/// The length of a word with its number, and that.
fn numbered(t: &str, word: &Word) -> (usize, Option<(System, u32)>) {
    let mut at = word.text.len();
    let rest = t[at..].trim_start_matches(' ');
    let start = t.len() - rest.len();
    let ordinal = rest.strip_prefix(['第', '제']).map(|r| r.trim_start_matches(' '));
    let body = ordinal.unwrap_or(rest);
    let systems: &[System] = match word.numbered {
        Numbered::Latin => &[System::Arabic, System::Roman, System::LatinUpper],
        _ => &[System::Arabic, System::FullWidth, System::Han, System::LatinUpper],
    };
    let letters =
        |s: System, n: &str| s != System::LatinUpper || !n.starts_with(|c: char| c.is_ascii_alphabetic());
    let Some((system, number, len)) = systems.iter().find_map(|s| {
        s.read(body).map(|(n, len)| (*s, n, len)).filter(|(s, _, len)| letters(*s, &body[*len..]))
    }) else {
        return (at, None);
    };
    let spaced = start > at;
    if spaced && word.numbered == Numbered::After && ordinal.is_none() && system == System::Han {
        return (at, None);
    }
    at = t.len() - body.len() + len;
    // 第１号の２, 제1호의2, 別表第一の二.
    for suffix in ["号", "號", "호"] {
        at += t[at..].strip_prefix(suffix).map_or(0, |_| suffix.len());
    }
    while let Some(join) = ["の", "의", "之", "-"].iter().find(|j| t[at..].starts_with(**j)) {
        let Some((_, len)) = systems.iter().find_map(|s| s.read(&t[at + join.len()..])) else { break };
        at += join.len() + len;
    }
    for suffix in ["号", "호", " 서식", "서식"] {
        at += t[at..].strip_prefix(suffix).map_or(0, |_| suffix.len());
    }
    (at, Some((system, number)))
}

/// [별표 1], 【별지 제1호서식】, ［附件１］: the label with its brackets.
fn bracketed(t: &str) -> Option<(usize, Option<(System, u32)>)> {
    /// Characters between the brackets.
    const LONGEST: usize = 24;
    let open = t.chars().next()?;
    let close = match open {
        '[' => ']',
        '［' => '］',
        '【' => '】',
        '〔' => '〕',
        '<' => '>',
        _ => return None,
    };
    let inner = &t[open.len_utf8()..];
    let end = inner.find(close)?;
    let inside = inner[..end].trim();
    if inside.chars().nth(LONGEST).is_some() {
        return None;
    }
    let word = [KOREAN, CHINESE, JAPANESE]
        .iter()
        .find_map(|table| table.iter().find(|w| inside.starts_with(w.text)))?;
    let (len, number) = numbered(inside, word);
    (len == inside.len()).then_some((open.len_utf8() + end + close.len_utf8(), number))
}

/// 第１号様式（第３条関係）: the number stands first.
fn ordinal_first(t: &str) -> Option<(usize, Option<(System, u32)>)> {
    const FORMS: &[&str] = &["様式", "別表", "書式"];
    let rest = t.strip_prefix('第')?;
    let (system, number, len) = [System::Arabic, System::FullWidth, System::Han]
        .iter()
        .find_map(|s| s.read(rest).map(|(n, len)| (*s, n, len)))?;
    let rest = rest[len..].strip_prefix('号')?;
    let word = FORMS.iter().find(|w| rest.starts_with(**w))?;
    let rest = &rest[word.len()..];
    let ends = rest.is_empty() || rest.starts_with(['（', '(']) || rest.starts_with(is_space);
    ends.then_some((t.len() - rest.len(), Some((system, number))))
}

/// The provision of an annex.
pub fn build(lines: &[Candidate], annex: &Annex, language: &str) -> Provision {
    let all = &lines[annex.lines.clone()];
    let (c, last) = (&all[0], &all[all.len() - 1]);
    let mut p = Provision::new(Level::Annex, c.lead.to_owned(), c.span.join(last.span));
    let start = c.span.start as usize;
    let headed = |text: &str, at: usize| {
        Box::new(Heading {
            text: text.to_owned(),
            span: Span::new(at, at + text.len()),
            ..Heading::default()
        })
    };
    let found = opens_with(c);
    match found {
        Some((len, number)) => {
            let text_at = title_at(c.text, len);
            let mut gap = c.text[len..text_at.unwrap_or(c.text.len())].to_owned();
            let mut heading = text_at.map(|at| headed(&c.text[at..], start + at));
            if annex.used == 2 {
                gap.push_str(all[1].lead);
                heading = Some(headed(all[1].text, all[1].span.start as usize));
            }
            p.label = Some(Box::new(Label {
                text: c.text[..len].to_owned(),
                gap,
                form: "annex".into(),
                system: number.map(|n| n.0),
                number: number.map(|n| n.1),
                branches: vec![],
                shown: c.shows(len),
                span: Span::new(start, start + len),
            }));
            p.heading = heading;
        }
        None => p.heading = Some(headed(c.text, start)),
    }
    let (closes, roles) = &annex.closing;
    let body = annex.lines.start + annex.used;
    p.blocks = tree::build(&lines[body..*closes], language);
    p.blocks.extend(roles.iter().zip(&lines[*closes..]).map(|(role, c)| Block::Text(c.as_text(*role))));
    p
}
