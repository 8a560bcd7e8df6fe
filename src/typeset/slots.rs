//! Paragraphs and tables into slots: lines and rows with all that the page needs to know of them.

use super::breaks::{Class, Region, class_in};
use super::flow::{Char, Flow, Object, Paragraph, Quote, Rise, Setting};
use super::line::{self, Line, Measure, Unit};
use super::objects::{self, rises};
use super::tables::CellLine;
use crate::finding::{Detail, Finding, codes};
use crate::font::{Fonts, Role};
use crate::profile::{Align, Mode, Profile, Style};
use crate::text::{Span, chars};
use std::collections::BTreeMap;
use std::ops::Range;

/// Blank beside the text of a cell, in em; above and below it, in lines of the grid.
pub const CELL_SIDE: f32 = 0.4;
pub const CELL_ABOVE: f32 = 0.15;

/// A line of text, or a row of a table.
#[derive(Debug)]
pub enum Content {
    /// A line.
    Line(Line),
    /// A row, or the part of one that a page holds.
    Row {
        /// Index of the row.
        row: usize,
        /// The lines that begin in it.
        lines: Vec<CellLine>,
        /// Whether the row begins and ends here.
        begins: bool,
        /// See `begins`.
        ends: bool,
    },
}

/// What stands between two places where a page may end.
#[derive(Debug)]
pub struct Slot {
    /// Index of the paragraph.
    pub paragraph: usize,
    /// What stands here.
    pub content: Content,
    /// Lines of the grid before it, for itself, and after it.
    pub before: f32,
    pub height: f32,
    pub after: f32,
    /// Whether it is the first or the last one of its paragraph.
    pub first: bool,
    pub last: bool,
    /// Whether it keeps with what follows.
    pub keep: bool,
    /// Signature or date: never the first on a page, away from the text they close.
    pub closing: bool,
    /// Whether it begins a page.
    pub new_page: bool,
    /// The notes that it leads to.
    pub notes: Vec<usize>,
    /// The slots of the table's head, which stand above it again where it begins a page.
    pub head: Option<Range<usize>>,
}

/// A footnote in lines.
#[derive(Debug)]
pub struct Note {
    /// Its lines.
    pub lines: Vec<Line>,
}

/// Characters that no face has, and those taken from another face.
#[derive(Default)]
pub struct Missing {
    none: BTreeMap<char, (u32, u32)>,
    /// By the role that was wanted and the face that was taken.
    other: BTreeMap<(Role, usize), BTreeMap<char, u32>>,
    right_to_left: Option<u32>,
}

impl Missing {
    /// Says what was missing.
    pub fn report(&self, fonts: &Fonts, findings: &mut Vec<Finding>) {
        /// Characters named in a note about a fallback.
        const NAMED: usize = 8;
        for (c, (count, at)) in &self.none {
            let span = Span::new(*at as usize, *at as usize + c.len_utf8());
            findings.push(Finding::new(&codes::GLYPH_MISSING, span, &[&chars::code_point(*c), c, count]));
        }
        for ((wanted, used), set) in &self.other {
            let mut named: String = set.keys().take(NAMED).collect();
            if set.len() > NAMED {
                named.push('…');
            }
            let at = set.values().copied().min().unwrap_or(0);
            let face = fonts.faces[*used].file.name.as_str();
            let details: [&dyn Detail; 4] = [&wanted.chinese(), &set.len(), &named, &face];
            findings.push(Finding::new(&codes::FONT_FALLBACK, Span::new(at as usize, at as usize), &details));
        }
        if let Some(at) = self.right_to_left {
            findings.push(Finding::new(&codes::RIGHT_TO_LEFT, Span::new(at as usize, at as usize), &[]));
        }
    }
}

/// Composes paragraphs.
pub struct Slots<'p, 'f, 'a> {
    pub profile: &'p Profile,
    /// Whether commas and full stops may hang outside the line.
    pub hanging: bool,
    /// Whose conventions they follow.
    pub region: Region,
    pub fonts: &'f mut Fonts<'a>,
    pub missing: Missing,
    pub findings: &'f mut Vec<Finding>,
    pub out: Vec<Slot>,
}

impl Slots<'_, '_, '_> {
    /// All paragraphs of a flow.
    pub fn compose(&mut self, flow: &Flow) {
        for (index, p) in flow.paragraphs.iter().enumerate() {
            match &p.table {
                Some(table) => self.table(index, p, table),
                None => self.paragraph(index, p),
            }
        }
    }

    /// The lines of footnotes.
    pub fn notes(&mut self, flow: &Flow) -> Vec<Note> {
        let style = self.profile.footnote;
        let measure = measure(&style, self.profile, self.hanging);
        flow.notes.iter().map(|(_, line)| Note { lines: self.lines(line, &measure, style.size) }).collect()
    }

    /// The lines of the imprint.
    pub fn imprint(&mut self, flow: &Flow) -> Vec<Vec<Line>> {
        let lines = flow.imprint.iter().map(|(setting, style)| {
            let width = self.profile.width() / style.size - style.right - style.left;
            let free = Measure {
                mode: Mode::Clreq,
                align: style.align,
                width,
                pitch: 1.0,
                indent: style.indent,
                hanging: false,
            };
            self.lines(setting, &free, style.size)
        });
        lines.collect()
    }

    pub(super) fn lines(&mut self, line: &Setting, measure: &Measure, size: f32) -> Vec<Line> {
        let units = self.units(line, size);
        let lines = line::compose(&units, &measure.fit_for(&units));
        if lines.iter().any(|l| l.forced) {
            let at = line.chars[0].at as usize;
            self.findings.push(Finding::new(&codes::UNBREAKABLE, Span::new(at, at), &[]));
        } else if let Some(loose) = lines.iter().find(|l| l.loose) {
            let at = line.chars[loose.start].at as usize;
            self.findings.push(Finding::new(&codes::LOOSE_LINE, Span::new(at, at), &[]));
        }
        lines
    }

    fn units(&mut self, line: &Setting, size: f32) -> Vec<Unit> {
        let mut units = Vec::with_capacity(line.chars.len());
        for c in &line.chars {
            if let Some(object) = c.look.object.and_then(|k| line.objects.get(k)) {
                if let Object::Ruby { base, text } = object {
                    base.iter().chain(text).for_each(|c| self.look_up(c));
                }
                let advance = objects::width(object, size, self.fonts);
                units.push(Unit { char: c.value, class: Class::Object, advance, held: false });
                continue;
            }
            self.look_up(c);
            let g = self.fonts.glyph_of(c.face, c.value, c.look.quote != Quote::None);
            let held = c.look.label;
            units.push(if c.look.rise != Rise::None {
                Unit { char: c.value, class: Class::Raised, advance: g.advance * c.look.rise.form().0, held }
            } else if c.look.blank {
                Unit { char: c.value, class: Class::Blank, advance: blank_width(c.value), held }
            } else {
                let class = match c.look.quote {
                    Quote::None => class_in(c.value, self.region),
                    Quote::Open => Class::LatinOpen,
                    Quote::Close => Class::LatinClose,
                    Quote::Apostrophe => Class::Alnum,
                };
                Unit { char: c.value, class, advance: g.advance, held }
            });
        }
        units
    }

    /// Notes what faces lack.
    fn look_up(&mut self, c: &Char) {
        let wanted = self.fonts.stand_in(c.face);
        let g = self.fonts.glyph(c.face, c.value);
        if !chars::is_space(c.value) && !chars::is_shapeless(c.value) {
            if g.id == 0 {
                self.missing.none.entry(c.value).or_insert((0, c.at)).0 += 1;
            } else if self.fonts.faces[g.face].role != Some(wanted) {
                let set = self.missing.other.entry((c.face, g.face)).or_default();
                set.entry(c.value).or_insert(c.at);
            }
            if chars::is_right_to_left(c.value) {
                self.missing.right_to_left.get_or_insert(c.at);
            }
        }
    }

    fn paragraph(&mut self, index: usize, p: &Paragraph) {
        let measure = measure(&p.style, self.profile, self.hanging);
        let lines = self.lines(&p.line, &measure, p.style.size);
        let n = lines.len();
        let high = |l: &Line| {
            let rise = rises(&p.line.objects, &p.line.chars, l, p.style.size);
            p.style.leading + rise / self.profile.lines.1
        };
        let heights: Vec<f32> = lines.iter().map(high).collect();
        // What a paragraph takes is a whole number of grid lines, so that text below it is on the grid again.
        let own = heights.iter().fold(n as f32 * p.style.leading, |sum, h| sum + (h - p.style.leading));
        let rest = own.ceil() - own;
        for (k, line) in lines.into_iter().enumerate() {
            let notes = notes_in(&p.line, &line);
            self.out.push(Slot {
                paragraph: index,
                content: Content::Line(line),
                before: if k == 0 { p.style.before } else { 0.0 },
                height: heights[k],
                after: if k + 1 == n { p.style.after + rest } else { 0.0 },
                first: k == 0,
                last: k + 1 == n,
                keep: p.style.keep_with_next,
                closing: p.closing,
                new_page: k == 0 && p.new_page,
                notes,
                head: None,
            });
        }
    }
}

/// How wide a blank to be filled in is, in em.
pub fn blank_width(c: char) -> f32 {
    if c == '\u{3000}' { 1.0 } else { 0.5 }
}

/// The notes whose signs begin in a line.
pub(super) fn notes_in(setting: &Setting, line: &Line) -> Vec<usize> {
    let inside = setting.notes.iter().filter(|(at, _)| (line.start..line.end).contains(at));
    inside.map(|(_, n)| *n).collect()
}

fn measure(style: &Style, profile: &Profile, hanging: bool) -> Measure {
    // The grid carries text of the body's size; larger and smaller type is set freely.
    let body = (style.size - profile.body.size).abs() < 0.01;
    if profile.mode == Mode::Grid && body && style.align == Align::Justify {
        let cells = |em: f32| (em * style.size / profile.columns.1).round();
        return Measure {
            mode: Mode::Grid,
            align: style.align,
            width: profile.columns.0 as f32 - cells(style.right) - cells(style.left),
            pitch: profile.columns.1 / style.size,
            indent: style.indent,
            hanging: false,
        };
    }
    Measure {
        mode: Mode::Clreq,
        align: style.align,
        width: profile.width() / style.size - style.right - style.left,
        pitch: 1.0,
        indent: style.indent,
        hanging: hanging && style.align == Align::Justify,
    }
}
