//! Paragraphs and tables into slots: lines and rows with all that the page needs to know of them.

use super::breaks::{Class, Region, class_in};
use super::flow::{Char, Flow, Object, Paragraph, Quote, Rise, Setting};
use super::line::{self, Line, Measure, Unit};
use super::objects::{self, rises};
use super::shape;
use super::upright;
use crate::finding::{Detail, Finding, Words, codes};
use crate::font::{FaceRole, Fonts};
use crate::profile::{Align, Mode, Profile, Style};
use crate::text::{Span, chars};
use std::collections::BTreeMap;
use std::ops::Range;

/// A line of a cell at its place.
#[derive(Clone, Debug)]
pub struct CellLine {
    /// The row that the cell begins in, and its place there.
    pub cell: (usize, usize),
    /// The line.
    pub line: Line,
    /// Its upper edge, in lines of the grid below that of the slot.
    pub top: f32,
    /// Its height.
    pub height: f32,
}

/// A line of text, or a row of a table.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
pub struct Slot {
    /// Index of the paragraph.
    pub paragraph: usize,
    /// What stands here.
    pub content: Content,
    /// Lines of the grid before it, for itself, and after it.
    pub before: f32,
    pub height: f32,
    pub after: f32,
    /// Whether a table ends here: what follows is on the next line of the grid that leaves some room.
    pub ends_table: bool,
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

impl Slot {
    /// Where what follows begins, in lines from the top of the page, if it ends itself at `y`.
    pub fn below(&self, y: f32) -> f32 {
        /// Room below a table, in lines.
        const ROOM: f32 = 0.25;
        if self.ends_table { (y + ROOM - 1e-3).ceil() } else { y + self.after }
    }
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
    other: BTreeMap<(FaceRole, usize), BTreeMap<char, u32>>,
    /// Characters with the selectors of forms that no face has.
    variants: BTreeMap<(char, char), (u32, u32)>,
    right_to_left: Option<u32>,
}

impl Missing {
    /// Says what was missing.
    pub fn report(&self, fonts: &Fonts, findings: &mut Vec<Finding>) {
        /// Characters named in a note about a fallback.
        const NAMED: usize = 8;
        // One finding for a script whose face is not there, however many of its letters are missing.
        let mut scripts: BTreeMap<&'static str, (usize, u32, u32)> = BTreeMap::new();
        for (c, (count, at)) in &self.none {
            if let Some(k) = SCRIPTS.iter().position(|s| (s.0..=s.1).contains(c)) {
                let entry = scripts.entry(SCRIPTS[k].2).or_insert((k, 0, *at));
                (entry.1, entry.2) = (entry.1 + count, entry.2.min(*at));
            }
        }
        for (k, count, at) in scripts.values() {
            let (name, face) = (Words::from(SCRIPTS[*k].2), SCRIPTS[*k].3);
            let at = Span::new(*at as usize, *at as usize);
            findings.push(Finding::new(&codes::SCRIPT_MISSING, at, &[&name, count, &face]));
        }
        for ((c, selector), (count, at)) in &self.variants {
            let sequence = format!("{} {}", chars::code_point(*c), chars::code_point(*selector));
            let at = Span::new(*at as usize, *at as usize);
            findings.push(Finding::new(&codes::VARIANT_MISSING, at, &[c, &sequence, count]));
        }
        for (c, (count, at)) in &self.none {
            if SCRIPTS.iter().any(|s| (s.0..=s.1).contains(c)) {
                continue;
            }
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

/// Scripts that a machine may have no face for: the block, the name, and a free family that has it.
const SCRIPTS: &[(char, char, &str, &str)] = &[
    ('\u{530}', '\u{58f}', "亚美尼亚文 / Armenian", "Noto Serif Armenian"),
    ('\u{590}', '\u{5ff}', "希伯来文 / Hebrew", "Noto Serif Hebrew"),
    ('\u{600}', '\u{77f}', "阿拉伯字母文字 / Arabic script", "Noto Naskh Arabic"),
    ('\u{8a0}', '\u{8ff}', "阿拉伯字母文字 / Arabic script", "Noto Naskh Arabic"),
    ('\u{fb50}', '\u{fdff}', "阿拉伯字母文字 / Arabic script", "Noto Naskh Arabic"),
    ('\u{fe70}', '\u{fefc}', "阿拉伯字母文字 / Arabic script", "Noto Naskh Arabic"),
    ('\u{900}', '\u{97f}', "天城文 / Devanagari", "Noto Serif Devanagari"),
    ('\u{e00}', '\u{e7f}', "泰文 / Thai", "Noto Serif Thai"),
    ('\u{e80}', '\u{eff}', "老挝文 / Lao", "Noto Serif Lao"),
    ('\u{f00}', '\u{fff}', "藏文 / Tibetan", "Noto Serif Tibetan"),
    ('\u{1000}', '\u{109f}', "缅甸文 / Myanmar", "Noto Serif Myanmar"),
    ('\u{10a0}', '\u{10ff}', "格鲁吉亚文 / Georgian", "Noto Serif Georgian"),
    ('\u{1200}', '\u{137f}', "埃塞俄比亚文 / Ethiopic", "Noto Serif Ethiopic"),
    ('\u{1780}', '\u{17ff}', "高棉文 / Khmer", "Noto Serif Khmer"),
    ('\u{1800}', '\u{18af}', "蒙古文 / Mongolian", "Noto Sans Mongolian"),
    ('\u{1950}', '\u{197f}', "德宏傣文 / Tai Le", "Noto Sans Tai Le"),
    ('\u{1980}', '\u{19df}', "西双版纳新傣文 / New Tai Lue", "Noto Sans New Tai Lue"),
    ('\u{a000}', '\u{a4cf}', "彝文 / Yi", "Noto Sans Yi"),
];

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
                few: false,
                title: style.is_title(),
            };
            self.lines(setting, &free, style.size)
        });
        lines.collect()
    }

    pub(super) fn lines(&mut self, line: &Setting, measure: &Measure, size: f32) -> Vec<Line> {
        let units = self.units(line, size);
        let measure = measure.fit_for(&units, self.profile.ragged);
        let mut lines = line::compose(&units, &measure);
        if let Some((levels, rtl)) = line.levels.as_deref() {
            for l in &mut lines {
                // What stands in the middle does so from either side.
                let indent = match measure.align {
                    Align::Centre => l.x.first().copied().unwrap_or(0.0),
                    _ if l.start == 0 => measure.indent * measure.pitch,
                    _ => 0.0,
                };
                let room = (measure.width * measure.pitch, indent);
                shape::reorder(l, &units, (levels, *rtl), room);
            }
        }
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
            if let Some(object) = c.look.stands_for().and_then(|k| line.objects.get(k)) {
                let mut unit = Unit {
                    char: c.value,
                    class: Class::Object,
                    advance: 0.0,
                    held: c.look.label,
                    divides: None,
                };
                match object {
                    Object::Ruby { base, text } => {
                        base.iter().chain(text).for_each(|c| self.look_up(c, false));
                    }
                    Object::Word { chars, .. } => {
                        for c in chars {
                            self.look_up(c, true);
                        }
                        (unit.char, unit.class) = (chars[0].value, shape::class(chars[0].value));
                    }
                    Object::Across { chars } => {
                        for c in chars {
                            self.look_up(c, false);
                        }
                        unit.char = chars[0].value;
                    }
                    Object::Picture { .. } => {}
                }
                units.push(Unit { advance: objects::width(object, size, self.fonts), ..unit });
                continue;
            }
            self.look_up(c, false);
            let held = c.look.label;
            if c.look.upright && !c.look.blank {
                units.push(self.upright(c));
                continue;
            }
            let g = self.fonts.glyph_of(c.face, c.value, c.look.narrow());
            units.push(if c.look.rise != Rise::None {
                Unit {
                    char: c.value,
                    class: Class::Raised,
                    advance: g.advance * c.look.rise.form().0,
                    held,
                    divides: None,
                }
            } else if c.look.blank {
                Unit {
                    char: c.value,
                    class: Class::Blank,
                    advance: blank_width(c.value),
                    held,
                    divides: None,
                }
            } else {
                let class = match c.look.quote {
                    Quote::None => class_in(c.value, self.region),
                    Quote::Open => Class::LatinOpen,
                    Quote::Close => Class::LatinClose,
                    Quote::Apostrophe => Class::Alnum,
                };
                let divides = c.look.divides.then(|| self.fonts.glyph(c.face, '-').advance);
                Unit { char: c.value, class, advance: g.advance, held, divides }
            });
        }
        units
    }

    /// A character that stands upright in a vertical line: its advance is how far it goes down.
    fn upright(&mut self, c: &Char) -> Unit {
        let standing = self.fonts.standing(c.face, c.look.instead.unwrap_or(c.value));
        let raised = c.look.rise != Rise::None;
        let advance = standing.advance * c.look.rise.form().0;
        let own = class_in(c.value, self.region);
        let class = if raised { Class::Raised } else { upright::class_of(own, c.value, &standing) };
        Unit { char: c.value, class, advance, held: c.look.label, divides: None }
    }

    /// Notes what faces lack.
    fn look_up(&mut self, c: &Char, in_word: bool) {
        let wanted = self.fonts.stand_in(c.face);
        let g = self.fonts.glyph(c.face, c.value);
        if !chars::is_space(c.value) && !chars::is_shapeless(c.value) {
            if g.id == 0 {
                self.missing.none.entry(c.value).or_insert((0, c.at)).0 += 1;
            } else if self.fonts.faces[g.face].role != Some(wanted) {
                let set = self.missing.other.entry((c.face, g.face)).or_default();
                set.entry(c.value).or_insert(c.at);
            }
            if let Some(selector) = c.look.selector
                && self.fonts.variant(c.face, c.value, selector).is_none()
            {
                self.missing.variants.entry((c.value, selector)).or_insert((0, c.at)).0 += 1;
            }
            if chars::is_right_to_left(c.value) && !in_word {
                self.missing.right_to_left.get_or_insert(c.at);
            }
        }
    }

    /// A paragraph in as few lines as it can be set in.
    pub(super) fn tight(&mut self, index: usize, p: &Paragraph) -> Vec<Slot> {
        let measure = Measure { few: true, ..measure(&p.style, self.profile, self.hanging) };
        // What is missing has been said.
        let (out, missing) = (std::mem::take(&mut self.out), std::mem::take(&mut self.missing));
        let said = self.findings.len();
        self.set(index, p, &measure);
        self.findings.truncate(said);
        self.missing = missing;
        std::mem::replace(&mut self.out, out)
    }

    fn paragraph(&mut self, index: usize, p: &Paragraph) {
        let measure = measure(&p.style, self.profile, self.hanging);
        self.set(index, p, &measure);
    }

    fn set(&mut self, index: usize, p: &Paragraph, measure: &Measure) {
        let lines = self.lines(&p.line, measure, p.style.size);
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
                ends_table: false,
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
            few: false,
            title: false,
        };
    }
    Measure {
        mode: Mode::Clreq,
        align: style.align,
        width: profile.width() / style.size - style.right - style.left,
        pitch: 1.0,
        indent: style.indent,
        hanging: hanging && style.align == Align::Justify,
        few: false,
        title: style.is_title(),
    }
}
