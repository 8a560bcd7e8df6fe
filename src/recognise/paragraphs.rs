//! Lines into paragraphs: a label and its text behind a wide gap are one, and so are the lines of a hard-wrapped text.

use super::broken::{self, ends_sentence};
use super::closing::is_date;
use super::mend;
use super::unglue::unglue;
use crate::lexicon::key;
use crate::lexicon::page::is_page_line;
use crate::lexicon::supplement::is_supplement;
use crate::number::{Group, is_labelled, read_labels};
use crate::text::{Language, Line, Span};

/// Joins what belongs together.
pub fn join(text: &str, lines: &[Line], language: Language) -> Vec<Line> {
    let paged = without_pages(text, lines);
    let lines = paged.as_deref().unwrap_or(lines);
    let unwrapped = wrap_width(text, lines).map(|width| unwrap(text, lines, width));
    let lines = unwrapped.as_deref().unwrap_or(lines);
    let whole = broken::join(text, lines);
    let lines = whole.as_deref().unwrap_or(lines);
    let mended = mend::split(text, lines);
    let lines = mended.as_deref().unwrap_or(lines);
    let apart = unglue(text, lines, language.is_japanese());
    let lines = apart.as_deref().unwrap_or(lines);
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let below =
            || out.last().is_some_and(|last| captioned(&text[last.text.range()], &text[line.text.range()]));
        let same_line = !line.hints.table && (!text[line.lead.range()].contains(['\n', '\r']) || below());
        // A label after a label begins a unit of its own.
        let joins = same_line && !is_labelled(&text[line.text.range()]);
        let next = &text[line.text.range()];
        let whole =
            |last: &str| is_label(last) || is_letter(next) && (is_letter(last) || ends_in_letter(last));
        match out.last_mut().filter(|last| joins && whole(&text[last.text.range()])) {
            Some(last) => last.text = Span { start: last.text.start, end: line.text.end },
            None => out.push(*line),
        }
    }
    out
}

/// Takes page numbers out of the sequence: into the sentence that runs on over the page, else before the next line.
/// `None` where there are none.
fn without_pages(text: &str, lines: &[Line]) -> Option<Vec<Line>> {
    /// Characters of a line that a sentence may run on from without a comma in it.
    const LONG: usize = 20;
    let page = |l: &Line| !l.hints.table && is_page_line(&text[l.text.range()]);
    if !lines.iter().any(page) {
        return None;
    }
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut held: Option<Span> = None;
    for line in lines {
        if page(line) {
            held = Some(held.map_or(line.lead, |h| h));
            continue;
        }
        let Some(lead) = held.take() else {
            out.push(*line);
            continue;
        };
        let runs_on = out.last().is_some_and(|last| {
            let (before, after) = (&text[last.text.range()], &text[line.text.range()]);
            let sentence = before.contains(['，', ',', '、', '。']) || before.chars().nth(LONG).is_some();
            !last.hints.table
                && !line.hints.table
                && sentence
                && !ends_sentence(before)
                && after.starts_with(|c: char| c.is_alphanumeric() || "《“「『（(".contains(c))
                && !before.ends_with("印发")
                && !is_labelled(after)
                && !is_supplement(after)
        });
        match out.last_mut().filter(|_| runs_on) {
            Some(last) => last.text.end = line.text.end,
            None => out.push(Line { lead: Span { start: lead.start, end: line.lead.end }, ..*line }),
        }
    }
    Some(out)
}

/// Lines that tell a habit of a text, at least.
const FEWEST: usize = 6;
/// Lines of a hard-wrapped text are at least this wide, in columns of half a Han character.
const NARROWEST: usize = 32;
/// Lines of a hard-wrapped text are at most this wide, in columns of half a Han character.
const WIDEST: usize = 120;
/// A full line may fall short of the widest by this much: a mark that may not begin a line, or a word, went down.
const RAGGED: usize = 6;

/// Columns that a line takes up, with its indent.
fn width(text: &str, line: &Line) -> usize {
    // Characters begin with bytes that are no continuations; those beyond ASCII count twice.
    let columns =
        |s: &str| s.bytes().map(|b| usize::from(b < 0x80) + 2 * usize::from(b >= 0xc0)).sum::<usize>();
    let lead = &text[line.lead.range()];
    columns(&lead[lead.rfind(['\n', '\r']).map_or(0, |i| i + 1)..]) + columns(&text[line.text.range()])
}

/// The width of a hard-wrapped text: many lines end near the same column, hardly any beyond it, and most of them in
/// the middle of a sentence.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    if lines.len() < FEWEST {
        return None;
    }
    if lines.iter().any(|l| l.hints.table) {
        return None;
    }
    let at = (lines.len() - 1) * 98 / 100;
    // No character takes up more than two bytes for a column: most texts need no measuring.
    let wide = lines.iter().filter(|l| l.text.len() > 2 * WIDEST).count();
    if wide >= lines.len() - at {
        return None;
    }
    let mut widths: Vec<usize> = lines.iter().map(|l| width(text, l)).collect();
    let all = widths.clone();
    widths.sort_unstable();
    let widest = widths[at];
    let full: Vec<usize> = (0..lines.len()).filter(|i| all[*i] + RAGGED >= widest).collect();
    let beyond = all.iter().filter(|w| **w > widest + RAGGED).count();
    // A sentence runs on into a line that begins with no label.
    let runs_on = |i: usize| {
        let next = lines.get(i + 1).map(|l| &text[l.text.range()]);
        let unit = |s: &str| is_labelled(s) || key(s).is_some() || is_supplement(s);
        !ends_sentence(&text[lines[i].text.range()]) && next.is_some_and(|s| !unit(s))
    };
    let open = full.iter().filter(|i| runs_on(**i)).count();
    let wrapped = (NARROWEST..=WIDEST).contains(&widest)
        && full.len() * 10 >= lines.len() * 3
        && beyond * 50 <= lines.len()
        && open * 2 > full.len();
    wrapped.then_some(widest)
}

/// Joins a full line with the next one, unless that begins a paragraph: by its indent where the text indents, or by a
/// label after the end of a sentence.
fn unwrap(text: &str, lines: &[Line], widest: usize) -> Vec<Line> {
    let indented = |l: &Line| {
        let lead = &text[l.lead.range()];
        lead.chars().rev().take_while(|c| !matches!(c, '\n' | '\r')).count() > 0
    };
    let blank = |l: &Line| text[l.lead.range()].matches('\n').count() > 1;
    // What stands before every line says nothing.
    let all = |n: usize| (n + 1) * 10 > lines.len() * 9;
    let blanks = !all(lines.iter().filter(|l| blank(l)).count());
    let blank_before = |l: &Line| blanks && blank(l);
    let count = lines.iter().filter(|l| indented(l)).count();
    let indents = count * 20 > lines.len() && !all(count);
    // Where the text sets off whatever follows a short line, nothing else begins a paragraph, a label neither.
    let begun: Vec<&Line> =
        lines.windows(2).filter(|p| width(text, &p[0]) + RAGGED < widest).map(|p| &p[1]).collect();
    let most = |n: usize| begun.len() >= FEWEST && n * 10 >= begun.len() * 9;
    let set_off = indents && most(begun.iter().filter(|l| indented(l)).count())
        || blanks && most(begun.iter().filter(|l| blank(l)).count());
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut full = false;
    for (i, line) in lines.iter().enumerate() {
        let this = &text[line.text.range()];
        let next = lines.get(i + 1).map_or("", |l| &text[l.text.range()]);
        let begins = match out.last() {
            None => true,
            Some(_) if !full || blank_before(line) || indents && indented(line) => true,
            // 第一条 alone on a line, whatever stands above.
            Some(_) if is_unit_label(this) => true,
            Some(_) if set_off => false,
            Some(last) if is_supplement(this) || is_supplement(&text[last.text.range()]) => true,
            Some(last) if line.hints.begins && ends_sentence(&text[last.text.range()]) => true,
            // Who signs, above the date, and the date.
            Some(last) if is_date(this) || is_date(next) && width(text, line) * 2 < widest => {
                ends_sentence(&text[last.text.range()])
            }
            Some(last) => {
                let last = &text[last.text.range()];
                let after = lines.get(i + 2).map_or("", |l| &text[l.text.range()]);
                is_set_off(this)
                    || begins_after(last, this)
                    || ends_sentence(last) && is_caption(this, next, after)
            }
        };
        full = width(text, line) + RAGGED >= widest;
        match out.last_mut().filter(|_| !begins) {
            Some(last) => last.text = Span { start: last.text.start, end: line.text.end },
            None => out.push(*line),
        }
    }
    out
}

/// 二　甲, 第三条　…, 第七条（目的）　…: a label with a space behind it, or behind its heading in brackets, begins a unit,
/// whatever ends before it.
fn is_set_off(text: &str) -> bool {
    /// Bytes of the longest heading in brackets.
    const LONGEST: usize = 150;
    let wide = |s: &str| s.starts_with('\u{3000}');
    let headed = |s: &str| {
        let end = s.find('）').filter(|end| *end <= LONGEST).map_or(0, |end| end + '）'.len_utf8());
        s.starts_with('（') && wide(&s[end..])
    };
    read_labels(text).iter().any(|l| {
        let rest = &text[l.len..];
        wide(rest) || l.form.group == Group::Article && headed(rest)
    })
}

/// Whether a line with a label begins a unit below another line, by how that ends. 第七条（…）の規定: a bracket closes
/// inside a sentence too, so that no article begins behind it.
fn begins_after(last: &str, this: &str) -> bool {
    let bracket = last.ends_with(['）', ')']);
    ends_sentence(last) && read_labels(this).iter().any(|l| !bracket || l.form.group == Group::List)
}

/// （出資） above 第七条, on one line or two: the heading of an article.
fn is_caption(this: &str, next: &str, after: &str) -> bool {
    /// Characters of the longest line.
    const LONGEST: usize = 60;
    let article = |s: &str| read_labels(s).iter().any(|l| l.form.group == Group::Article);
    let closes = |s: &str| s.ends_with(['）', ')']) && !s.contains('。') && s.chars().nth(LONGEST).is_none();
    let whole = closes(this) && article(next);
    let parted = !this.contains(['）', ')', '。']) && closes(next) && article(after);
    this.starts_with(['（', '(']) && (whole || parted)
}

/// 제2조 above (정의) ① …: the heading in brackets and the text stand below the label.
fn captioned(label: &str, text: &str) -> bool {
    /// Characters of the longest heading.
    const LONGEST: usize = 40;
    let article =
        || read_labels(label).iter().any(|l| l.form.group == Group::Article && l.len == label.len());
    let close = match text.chars().next() {
        Some('（') => '）',
        Some('(') => ')',
        _ => return false,
    };
    let end = text.find(close).unwrap_or(0);
    end > 0
        && text[..end].chars().nth(LONGEST).is_none()
        && !text[end + close.len_utf8()..].trim_start().is_empty()
        && article()
}

/// 目　　录, 附　　则: words of two characters set wide.
fn is_letter(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(crate::text::chars::is_han) && chars.next().is_none()
}

/// 第一章　总: a label and the first character of a word set wide.
fn ends_in_letter(text: &str) -> bool {
    read_labels(text).first().is_some_and(|l| l.len < text.len() && is_letter(text[l.len..].trim_start()))
}

/// Whether a text is the label of an article or of what holds articles, and nothing else.
fn is_unit_label(text: &str) -> bool {
    read_labels(text).iter().any(|l| l.form.group != Group::List && l.len == text.len())
}

/// Whether a text is a label and nothing else.
fn is_label(text: &str) -> bool {
    read_labels(text).first().is_some_and(|l| l.len == text.len())
}
