//! Footnotes: small lines at the foot of a page that begin with a sign, and the signs in the text that lead to them.

use super::lines::{Joined, Line};
use std::collections::HashMap;
use std::ops::Range;

/// A note.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its sign as the page shows it, and the name that it has in the text: signs may begin anew on every page.
    pub sign: String,
    pub name: String,
    /// Bytes of the sign and of white space behind it.
    pub from: usize,
    pub lines: Vec<Line>,
    pub sheet: usize,
    pub page: u32,
    /// How many paragraphs stand before it, where the file says so; else it follows the one with its sign.
    pub place: Option<usize>,
}

/// The signs of notes that one paragraph may have: what they look like, and their names.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    by_sign: HashMap<String, String>,
}

/// Numbers in circles.
fn circled(c: char) -> Option<u32> {
    let code = u32::from(c);
    match code {
        0x2460..=0x2473 => Some(code - 0x245f),
        0x2776..=0x277f => Some(code - 0x2775),
        0x3251..=0x325f => Some(code - 0x3251 + 21),
        _ => None,
    }
}

/// The sign at the start of a line: ①, 1, [1], 〔1〕, *; with its length.
fn starting(text: &str, raised: &[Range<usize>]) -> Option<(String, usize)> {
    let first = text.chars().next()?;
    let sign = if circled(first).is_some() {
        &text[..first.len_utf8()]
    } else if let Some(up) = raised.first().filter(|r| r.start == 0) {
        &text[..up.end]
    } else if let Some(close) = ["[", "［", "〔"].iter().find(|o| text.starts_with(**o)) {
        let rest = &text[close.len()..];
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let end = rest[digits..].chars().next().filter(|c| matches!(c, ']' | '］' | '〕'))?;
        if digits == 0 || digits > 3 {
            return None;
        }
        &text[..close.len() + digits + end.len_utf8()]
    } else if matches!(first, '*' | '＊' | '†' | '※') {
        &text[..first.len_utf8()]
    } else {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let spaced = text[digits..].starts_with([' ', '\u{3000}']);
        if digits == 0 || digits > 3 || !spaced {
            return None;
        }
        &text[..digits]
    };
    let rest = text[sign.len()..].trim_start_matches([' ', '\u{3000}', '\u{a0}']);
    (!rest.is_empty()).then(|| (sign.trim().to_owned(), text.len() - rest.len()))
}

/// What two signs that mean the same have in common: ① and 1 are not the same, [1] and a raised 1 are.
fn plain(sign: &str) -> &str {
    sign.trim_matches(|c: char| matches!(c, '[' | ']' | '［' | '］' | '〔' | '〕' | ' ' | '.' | '、'))
}

/// How small the type of notes is beside that of the text.
const SMALL: f32 = 0.93;

/// Takes the notes off the lines; they stand at the foot of a sheet or of a column, smaller than the text.
pub fn take(lines: &mut Vec<Line>) -> Vec<Note> {
    let Some(size) = super::lines::common(lines.iter().flat_map(|l| l.piece.cells.iter().map(|c| c.size)))
    else {
        return vec![];
    };
    let mut out: Vec<Note> = vec![];
    let mut taken = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let end = at + lines[at..].iter().take_while(|l| l.region == lines[at].region).count();
        let foot = lines[at..end]
            .iter()
            .rposition(|l| l.piece.table.is_some() || l.piece.size > SMALL * size)
            .map_or(at, |k| at + k + 1);
        // Lines above the first sign go on with the last note of the sheet before.
        let first = (foot..end).find(|k| starting(&lines[*k].piece.text, &lines[*k].piece.raised).is_some());
        let run =
            first.is_some_and(|f| f > foot) && out.last().is_some_and(|n| n.sheet + 1 == lines[foot].sheet);
        let led = |k: usize| {
            let sign = starting(&lines[k].piece.text, &lines[k].piece.raised);
            sign.is_some_and(|(sign, _)| referred(&lines[..foot], lines[k].sheet, &sign))
        };
        if let Some(first) = first.filter(|f| foot > at && (*f == foot || run) && led(*f)) {
            if run && let Some(note) = out.last_mut() {
                note.lines.extend(lines[foot..first].iter().cloned());
                taken[foot..first].fill(true);
            }
            for k in first..end {
                let line = &lines[k];
                match starting(&line.piece.text, &line.piece.raised) {
                    Some(_) if k == first || led(k) => {
                        out.extend(Note::of(&lines[k..=k], out.len()));
                    }
                    _ => {
                        if let Some(note) = out.last_mut() {
                            note.lines.push(line.clone());
                        }
                    }
                }
                taken[k] = true;
            }
        }
        at = end;
    }
    let mut k = 0;
    lines.retain(|_| {
        k += 1;
        !taken[k - 1]
    });
    out
}

/// Whether the text of a sheet has a sign, raised or in brackets.
fn referred(lines: &[Line], sheet: usize, sign: &str) -> bool {
    let names = HashMap::from([(plain(sign).to_owned(), String::new())]);
    let signs = Signs { by_sign: names };
    lines.iter().rev().take_while(|l| l.sheet == sheet).any(|l| {
        let joined =
            Joined { text: l.piece.text.clone(), raised: l.piece.raised.clone(), ..Joined::default() };
        !signs.of(&joined).is_empty()
    })
}

impl Note {
    /// The note that lines are, where they begin with a sign; it is the one behind so many.
    pub fn of(lines: &[Line], behind: usize) -> Option<Self> {
        let first = lines.first()?;
        let (sign, from) = starting(&first.piece.text, &first.piece.raised)?;
        let name = (behind + 1).to_string();
        Some(Self {
            sign,
            name,
            from,
            lines: lines.to_vec(),
            sheet: first.sheet,
            page: first.page,
            place: None,
        })
    }
}

impl Note {
    /// The note under the name that its sign is, where that is raised.
    pub fn by_its_sign(self, place: usize) -> Option<Self> {
        let raised = self.lines.first().and_then(|l| l.piece.raised.first()).is_some_and(|r| r.start == 0);
        let name = plain(&self.sign).to_owned();
        raised.then_some(Self { name, place: Some(place), ..self })
    }
}

/// The brackets around the name of a note in the text: those that notes are known by.
pub fn brackets(name: &str) -> (&'static str, &'static str) {
    if name.bytes().all(|b| b.is_ascii_digit()) { ("〔", "〕") } else { ("[^", "]") }
}

impl Signs {
    /// The signs that lead to the notes of a sheet.
    pub fn of_sheet(notes: &[Note], sheet: usize) -> Self {
        let here = notes.iter().filter(|n| n.sheet == sheet);
        Self { by_sign: here.map(|n| (plain(&n.sign).to_owned(), n.name.clone())).collect() }
    }

    /// Adds those that lead to the notes of another sheet.
    pub fn add(&mut self, notes: &[Note], sheet: usize) {
        for (sign, name) in Self::of_sheet(notes, sheet).by_sign {
            self.by_sign.entry(sign).or_insert(name);
        }
    }

    /// The signs in a text, each with the name of its note.
    pub fn of(&self, joined: &Joined) -> Vec<(Range<usize>, String)> {
        if self.by_sign.is_empty() {
            return vec![];
        }
        let text = &joined.text;
        let mut out: Vec<(Range<usize>, String)> = vec![];
        let known = |s: &str| self.by_sign.get(plain(s)).cloned();
        for r in joined.raised.iter().filter(|r| r.end <= text.len()) {
            if let Some(name) = known(text[r.clone()].trim()) {
                out.push((r.clone(), name));
            }
        }
        for (at, c) in text.char_indices() {
            let circle = circled(c).is_some() || matches!(c, '*' | '＊' | '†' | '※');
            let end = at + c.len_utf8();
            if circle
                && at > 0
                && let Some(name) = known(&text[at..end])
            {
                out.push((at..end, name));
            }
            if matches!(c, '[' | '［' | '〔') && at > 0 {
                let close = text[end..].find([']', '］', '〕']).map(|k| end + k);
                let close = close.filter(|k| *k > end && text[end..*k].bytes().all(|b| b.is_ascii_digit()));
                if let Some(close) = close {
                    let stop = close + text[close..].chars().next().map_or(1, char::len_utf8);
                    out.extend(known(&text[end..close]).map(|name| (at..stop, name)));
                }
            }
        }
        out.sort_by_key(|(r, _)| r.start);
        out.dedup_by(|b, a| b.0.start < a.0.end);
        out
    }
}
