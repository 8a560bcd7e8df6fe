//! Corrections by line and first characters, brought to places of the decoded source; and what became of them.

use super::{language, paragraphs};
use crate::finding::{Detail, Finding, Words, codes};
use crate::ir::{Correct, Correction, Document, Event, Given, HeadingPlace, Pin, Pinned, Role, events};
use crate::number::Level;
use crate::read::Lines;
use crate::text::{Language, Line, Map, Places, Set, Span, chars::is_space};
use std::borrow::Cow;

/// Characters that are quoted of a line.
const QUOTED: usize = 12;

/// The lines of a decoded source as people count them, and the units that begin in each.
struct Rows<'a> {
    text: &'a str,
    /// Where lines begin.
    starts: Vec<usize>,
    /// The recogniser's lines.
    units: Vec<Line>,
}

impl<'a> Rows<'a> {
    fn new(read: &'a Lines, given: &Given) -> Self {
        let text = read.source.text.as_str();
        let language = given.language.clone().unwrap_or_else(|| language::language(text).language);
        Self {
            text,
            starts: std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect(),
            units: paragraphs::join(text, &read.lines, Language::of(&language)),
        }
    }

    /// A line, without its end.
    fn row(&self, line: usize) -> Option<Span> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).map_or(self.text.len(), |next| next - 1);
        Some(Span::new(start, start + self.text[start..end].trim_end_matches('\r').len()))
    }

    /// The unit that a place stands in.
    fn unit(&self, at: usize) -> Option<&Line> {
        let unit = self.units.get(self.units.partition_point(|u| u.text.end as usize <= at))?;
        (unit.text.start as usize <= at).then_some(unit)
    }

    /// The places of a line where something begins: its units, and its first character.
    fn places(&self, row: Span) -> Vec<usize> {
        let first = self.units.partition_point(|u| u.text.start < row.start);
        let units = self.units[first..].iter().map(|u| u.text.start as usize);
        let mut out: Vec<usize> = units.take_while(|at| *at < row.end as usize).collect();
        let text = &self.text[row.range()];
        let own = row.start as usize + (text.len() - text.trim_start_matches(is_space).len());
        if own < row.end as usize && self.unit(own).is_some() && out.first() != Some(&own) {
            out.insert(0, own);
        }
        out
    }

    fn column(&self, row: Span, column: usize) -> Option<usize> {
        let text = &self.text[row.range()];
        text.char_indices().nth(column - 1).map(|(i, _)| row.start as usize + i)
    }

    /// The first characters of what stands at a place.
    fn quote(&self, at: usize) -> &'a str {
        quote(&self.text[at..])
    }

    /// The place that a correction means.
    fn find(&self, c: &Correction) -> Result<usize, Finding> {
        let row = self.row(c.line);
        let misfit = |there: &dyn Detail| {
            let at = row.map_or(self.text.len(), |r| r.start as usize);
            let span = Span::new(at, row.map_or(at, |r| r.end as usize));
            let now = self.elsewhere(&c.starts);
            let place = place(c);
            match now {
                Some(line) => Finding::new(&codes::PIN_MOVED, span, &[&place, &c.starts, &line]),
                None => Finding::new(&codes::PIN_MISFIT, span, &[&place, &c.starts, there]),
            }
        };
        let Some(row) = row else {
            return Err(misfit(&Words::new("（没有这一行）", "(no such line)")));
        };
        let fits = |at: &usize| self.text[*at..row.end as usize].starts_with(&c.starts);
        if let Some(column) = c.column {
            let at = self.column(row, column).filter(|at| self.unit(*at).is_some());
            return at.filter(fits).ok_or_else(|| misfit(&at.map_or("", |at| self.quote(at))));
        }
        let places = self.places(row);
        match places.iter().copied().filter(fits).collect::<Vec<_>>()[..] {
            [at] => Ok(at),
            [] => Err(misfit(&places.first().map_or("", |at| self.quote(*at)))),
            _ => Err(Finding::new(&codes::PIN_AMBIGUOUS, row, &[&c.line, &c.starts])),
        }
    }

    /// The line that begins with words, where only one does.
    fn elsewhere(&self, starts: &str) -> Option<usize> {
        let mut found = self.units.iter().filter(|u| self.text[u.text.range()].starts_with(starts));
        let first = found.next()?;
        let one = found.next().is_none();
        one.then(|| self.starts.partition_point(|s| *s <= first.text.start as usize))
    }
}

/// The first characters of a text, for people to know it by; never more than its first line.
pub fn quote(text: &str) -> &str {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let end = line.char_indices().nth(QUOTED).map_or(line.len(), |(i, _)| i);
    line[..end].trim_end_matches(is_space)
}

fn place(c: &Correction) -> String {
    c.column.map_or_else(|| c.line.to_string(), |column| format!("{}:{column}", c.line))
}

/// How a correction of a line names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The character of the line, where the line alone would not tell.
    pub column: Option<usize>,
    /// What stands there.
    pub starts: String,
}

/// The name of what stands at a line, or at a character of it; `None` where nothing does.
pub fn quoted(read: &Lines, given: &Given, line: usize, column: Option<usize>) -> Option<Quoted> {
    let rows = Rows::new(read, given);
    let row = rows.row(line)?;
    let places = rows.places(row);
    let at = match column {
        Some(column) => rows.column(row, column).filter(|at| rows.unit(*at).is_some())?,
        None => *places.first()?,
    };
    let starts = rows.quote(at).to_owned();
    let alike = places.iter().filter(|p| rows.text[**p..row.end as usize].starts_with(&starts)).count();
    let needed = alike != 1 || !places.contains(&at);
    let told = || 1 + rows.text[row.start as usize..at].chars().count();
    Some(Quoted { column: column.or_else(|| needed.then(told)), starts })
}

/// What a person says, with the corrections by lines as pins; and a finding for each that does not fit.
pub fn settle<'g>(read: &Lines, given: &'g Given) -> (Cow<'g, Given>, Vec<Finding>) {
    if given.corrections.is_empty() {
        return (Cow::Borrowed(given), vec![]);
    }
    let rows = Rows::new(read, given);
    let mut settled = given.clone();
    let mut findings = vec![];
    for c in &given.corrections {
        match rows.find(c) {
            Ok(at) => pins(&rows, c, at, &mut settled.pins, &mut findings),
            Err(finding) => findings.push(finding),
        }
    }
    settled.pins.sort_by_key(|p| p.span.start);
    (Cow::Owned(settled), findings)
}

/// The pins of a correction at a place. Either all of it is used or nothing.
fn pins(rows: &Rows, c: &Correction, at: usize, out: &mut Vec<Pin>, findings: &mut Vec<Finding>) {
    let end = rows.unit(at).map_or(at, |u| u.text.end as usize);
    let (line, span) = (&rows.text[at..end], Span::new(at, end));
    let mut made = vec![];
    for what in &c.what {
        let mut add = |span, what| made.push(Pin { span, what });
        let (words, times) = match what {
            Correct::Level(level, None) => {
                add(span, Pinned::Level(*level, None));
                continue;
            }
            Correct::Role(role) => {
                add(span, Pinned::Role(*role));
                continue;
            }
            Correct::Heading => {
                add(span, Pinned::Heading);
                continue;
            }
            Correct::NoHeading => {
                add(span, Pinned::NoHeading);
                continue;
            }
            Correct::Join => {
                add(span, Pinned::Join);
                continue;
            }
            Correct::Level(level, Some(label)) => {
                if line.starts_with(label.as_str()) {
                    add(span, Pinned::Level(*level, Some(label.len() as u32)));
                    continue;
                }
                (label, 0)
            }
            Correct::HeadingEnds(words) => {
                if let Some(found) = line.find(words.as_str()) {
                    add(Span::new(at, at + found + words.len()), Pinned::HeadingEnds);
                    continue;
                }
                (words, 0)
            }
            Correct::SplitBefore(words) => {
                // What the line begins with begins it already.
                let rest = line.chars().next().map_or(0, char::len_utf8);
                let found: Vec<usize> = line[rest..].match_indices(words.as_str()).map(|(i, _)| i).collect();
                if let [one] = found[..] {
                    add(Span::new(at + rest + one, end), Pinned::Split);
                    continue;
                }
                (words, found.len())
            }
        };
        findings.push(Finding::new(&codes::PIN_WORDS, span, &[&place(c), words, &times]));
        return;
    }
    out.append(&mut made);
}

/// A finding for every pin that a document does not follow.
pub fn unmet(doc: &Document, text: &str, given: &Given) -> Vec<Finding> {
    if given.pins.is_empty() {
        return vec![];
    }
    let made = Made::of(doc, &given.pins);
    let mut places = Places::new(text);
    let unmet = given.pins.iter().filter(|pin| !made.follows(pin));
    unmet
        .map(|pin| {
            let (line, column) = places.of(pin.span.start as usize);
            let column = if column == 1 { String::new() } else { format!(":{column}") };
            let said = pin.what.word(text.get(pin.span.range()).unwrap_or_default());
            Finding::new(&codes::PIN_NOT_FOLLOWED, pin.span, &[&format!("{line}{column}"), &said])
        })
        .collect()
}

/// What a document has at the places of pins.
#[derive(Default)]
struct Made {
    levels: Map<u32, Vec<(Level, usize)>>,
    roles: Map<u32, Role>,
    headings: Map<u32, (bool, u32)>,
    begins: Set<u32>,
}

impl Made {
    fn of(doc: &Document, pins: &[Pin]) -> Self {
        let wanted: Set<u32> = pins.iter().map(|p| p.span.start).collect();
        let mut made = Self::default();
        events(doc, |e| match e {
            Event::Enter(p) => {
                let label = p.label.as_ref().map(|l| l.span);
                let heading = p.heading.as_ref().map(|h| (h.span, h.place));
                let at = match (label, heading) {
                    (Some(label), _) => label.start,
                    (None, Some((heading, _))) => heading.start,
                    (None, None) => p.span.start,
                };
                if wanted.contains(&at) {
                    made.levels.entry(at).or_default().push((p.level, label.map_or(0, Span::len)));
                    made.begins.insert(at);
                    if let Some((heading, _)) = heading {
                        made.headings.insert(at, (label.is_none(), heading.end));
                    }
                }
                if let Some((heading, HeadingPlace::Before)) = heading
                    && wanted.contains(&heading.start)
                {
                    made.begins.insert(heading.start);
                    made.headings.insert(heading.start, (true, heading.end));
                }
            }
            Event::Text(t) if wanted.contains(&t.span.start) => {
                made.begins.insert(t.span.start);
                made.roles.insert(t.span.start, t.role);
            }
            _ => {}
        });
        made
    }

    fn follows(&self, pin: &Pin) -> bool {
        let at = pin.span.start;
        match pin.what {
            Pinned::Level(level, len) => self.levels.get(&at).is_some_and(|all| {
                all.iter().any(|(l, has)| *l == level && len.is_none_or(|len| len as usize == *has))
            }),
            Pinned::Role(role) => self.roles.get(&at) == Some(&role) && !self.headings.contains_key(&at),
            Pinned::Heading => self.headings.get(&at).is_some_and(|(alone, _)| *alone),
            Pinned::HeadingEnds => self.headings.get(&at).is_some_and(|(_, end)| *end == pin.span.end),
            Pinned::NoHeading => self.begins.contains(&at) && !self.headings.contains_key(&at),
            Pinned::Join => !self.begins.contains(&at),
            Pinned::Split => self.begins.contains(&at),
        }
    }
}
