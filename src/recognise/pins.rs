//! What a person says of single lines, brought to the recogniser's own lines: where lines begin and go on, and for each
//! line what it is said to be.

use super::candidate::Candidate;
use super::rare::Nothing;
use crate::ir::{Mark, MarkKind, Pin, Pinned, Role};
use crate::number::{Group, Level, read_labels};
use crate::text::{Hints, Line, Span, chars::is_space};

/// What a person says of a line. All of it is certain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// It is a provision of this level; the length of its label in bytes, where that is said too.
    pub level: Option<(Level, Option<u32>)>,
    /// It is a paragraph with this role.
    pub role: Option<Role>,
    /// It is a heading without a number.
    pub heading: bool,
    /// Its heading ends before this byte of the source.
    pub heading_ends: Option<u32>,
    /// It has no heading, and is none.
    pub no_heading: bool,
}

impl Nothing for Said {
    const NOTHING: &'static Self = &Self::NONE;
}

impl Said {
    /// Nothing is said.
    pub const NONE: Self =
        Self { level: None, role: None, heading: false, heading_ends: None, no_heading: false };

    /// Whether it begins a unit of the body.
    pub fn begins(&self) -> bool {
        self.heading || self.level.is_some_and(|(level, _)| level != Level::Annex)
    }
    /// Whether it begins an annex.
    pub fn begins_annex(&self) -> bool {
        self.level.is_some_and(|(level, _)| level == Level::Annex)
    }
    /// Whether it stands before the provisions.
    pub const fn in_front(&self) -> bool {
        use Role::{Addressee, Contents, History, Number, Preamble, Title};
        matches!(self.role, Some(Title | Number | History | Contents | Addressee | Preamble))
    }
    /// Whether it stands after the provisions.
    pub const fn in_back(&self) -> bool {
        use Role::{Dateline, Enclosures, Signature, Trailer};
        matches!(self.role, Some(Enclosures | Signature | Dateline | Trailer))
    }
    /// Whether it can stand neither before nor after the provisions.
    pub fn in_body(&self) -> bool {
        self.begins() || self.role == Some(Role::Body)
    }
}

/// Begins lines where pins say so, and lets them go on; with marks for signs of markup that come to stand in sentences.
pub fn cut(text: &str, lines: Vec<Line>, pins: &[Pin]) -> (Vec<Line>, Vec<Mark>) {
    if pins.is_empty() {
        return (lines, vec![]);
    }
    let lines = split(text, lines, &begins(text, pins));
    let mut joins: Vec<u32> = pins.iter().filter(|p| p.what == Pinned::Join).map(|p| p.span.start).collect();
    joins.sort_unstable();
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut marks = vec![];
    for line in lines {
        let joins = joins.binary_search(&line.text.start).is_ok() && !line.hints.table;
        match out.last_mut().filter(|last| joins && !last.hints.table) {
            Some(last) => {
                last.text.end = line.text.end;
                let lead = &text[line.lead.range()];
                let sign = lead.trim_matches(is_space);
                if !sign.is_empty() {
                    let start = line.lead.start + lead.find(sign).unwrap_or(0) as u32;
                    marks.push(Mark { start, end: start + sign.len() as u32, kind: MarkKind::Markup });
                }
            }
            None => out.push(line),
        }
    }
    (out, marks)
}

/// The places where lines begin, in order.
fn begins(text: &str, pins: &[Pin]) -> Vec<u32> {
    let mut out = vec![];
    for pin in pins {
        match pin.what {
            Pinned::Join => continue,
            // What a heading without a number, or that of a chapter, stands over begins a line of its own.
            Pinned::HeadingEnds if heads(text, pin, pins) => {
                let rest = text.get(pin.span.end as usize..).unwrap_or_default();
                let gap = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
                out.push(pin.span.end + gap as u32);
            }
            _ => {}
        }
        out.push(pin.span.start);
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether what is pinned at a place is a heading over other units.
fn heads(text: &str, pin: &Pin, pins: &[Pin]) -> bool {
    let first = pins.partition_point(|p| p.span.start < pin.span.start);
    let mut here = pins[first..].iter().take_while(|p| p.span.start == pin.span.start);
    let said = here.find_map(|p| match p.what {
        Pinned::Level(level, _) => Some(level.is_container()),
        Pinned::Heading => Some(true),
        _ => None,
    });
    said.unwrap_or_else(|| {
        let labels = read_labels(text.get(pin.span.range()).unwrap_or_default());
        labels.first().is_none_or(|l| l.form.group == Group::Heading)
    })
}

fn split(text: &str, lines: Vec<Line>, begins: &[u32]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut begins = begins.iter().copied().peekable();
    for mut line in lines {
        while begins.next_if(|at| *at <= line.text.start).is_some() {}
        while let Some(at) = begins.next_if(|at| *at < line.text.end) {
            if line.hints.table || !text.is_char_boundary(at as usize) {
                continue;
            }
            let kept = text[line.text.start as usize..at as usize].trim_end_matches(is_space).len();
            if kept == 0 {
                continue;
            }
            let end = line.text.start + kept as u32;
            out.push(Line { text: Span { start: line.text.start, end }, ..line });
            line = Line {
                lead: Span { start: end, end: at },
                text: Span { start: at, end: line.text.end },
                // What the format said of the whole it need not say of the rest.
                hints: Hints { outline: None, shown: 0, page_break: false, ..line.hints },
            };
        }
        out.push(line);
    }
    out
}

/// Tells every line what is said of it.
pub fn tell(lines: &mut [Candidate], pins: &[Pin]) {
    for pin in pins {
        let Ok(i) = lines.binary_search_by_key(&pin.span.start, |c| c.span.start) else { continue };
        let (text, start) = (lines[i].text, lines[i].span.start);
        let inside = |len: &u32| *len > 0 && text.is_char_boundary(*len as usize);
        let said = &mut lines[i].said;
        match pin.what {
            Pinned::Level(level, label) => said.level = Some((level, label.filter(inside))),
            Pinned::Role(role) => said.role = Some(role),
            Pinned::Heading => said.heading = true,
            Pinned::HeadingEnds => {
                said.heading_ends = Some(pin.span.end).filter(|end| inside(&end.saturating_sub(start)));
            }
            Pinned::NoHeading => said.no_heading = true,
            Pinned::Join | Pinned::Split => {}
        }
        if pin.what == Pinned::Role(Role::Note) {
            lines[i].set_note();
        }
    }
}
