//! Paragraphs into pages: the line grid, widows and orphans, headings that keep with what follows, page numbers.

use super::breaks::class;
use super::flow::{Flow, Paragraph};
use super::line::{self, Measure, Unit};
use super::pages::{Destination, Pages, Placed, Row, Segment, Sheet};
use crate::finding::{Finding, codes};
use crate::font::{Fonts, Role};
use crate::profile::{Align, Mode, Profile};
use crate::text::{Span, chars};
use std::collections::BTreeMap;

/// From the upper edge of the em box to the baseline: the `sTypo` metrics of CJK faces (0.88/−0.12).
const ASCENT: f32 = 0.88;

/// A line with what the page needs to know.
struct Slot {
    paragraph: usize,
    line: line::Line,
    /// Lines of the grid before it, for itself, and after it.
    before: f32,
    height: f32,
    after: f32,
    first: bool,
    last: bool,
    keep: bool,
    /// Signature or date: never the first on a page, away from the text they close.
    closing: bool,
    new_page: bool,
}

/// Sets everything in pages.
pub fn paginate<'a>(
    flow: &mut Flow,
    profile: &'a Profile,
    mut fonts: Fonts<'a>,
    findings: &mut Vec<Finding>,
) -> Pages<'a> {
    let mut missing = Missing::default();
    let slots = compose(flow, profile, &mut fonts, &mut missing, findings);
    let breaks = page_breaks(&slots, profile.lines.0 as f32);
    let mut pages = Pages {
        profile,
        fonts,
        sheets: vec![],
        nodes: std::mem::take(&mut flow.nodes),
        outline: std::mem::take(&mut flow.outline),
        destinations: vec![],
    };
    for (number, range) in breaks.iter().enumerate() {
        let mut sheet = Sheet::default();
        let mut y = 0.0;
        for (k, slot) in slots[range.clone()].iter().enumerate() {
            if k > 0 || number == 0 {
                y += slot.before;
            }
            let p = &flow.paragraphs[slot.paragraph];
            let top = profile.origin.1 + y * profile.lines.1;
            if slot.first {
                let place = |id: &String| Destination { id: id.clone(), sheet: number, top };
                pages.destinations.extend(p.ids.iter().map(place));
            }
            let room = slot.height * profile.lines.1;
            let baseline = top + (room - p.style.size) / 2.0 + ASCENT * p.style.size;
            sheet.rows.push(row(p, slot, baseline, profile, &mut pages.fonts));
            y += slot.height + slot.after;
        }
        sheet.furniture.push(folio(number + 1, profile, &mut pages.fonts));
        pages.sheets.push(sheet);
    }
    missing.report(&pages.fonts, findings);
    pages
}

/// Characters that no face has, and those taken from another face.
#[derive(Default)]
struct Missing {
    none: BTreeMap<char, (u32, u32)>,
    other: BTreeMap<(Role, Role), BTreeMap<char, u32>>,
}

impl Missing {
    fn report(&self, fonts: &Fonts, findings: &mut Vec<Finding>) {
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
            let face = fonts.faces.iter().find(|f| f.role == *used).map_or("", |f| f.file.name.as_str());
            let details: [&dyn std::fmt::Display; 4] = [&wanted.chinese(), &set.len(), &named, &face];
            findings.push(Finding::new(&codes::FONT_FALLBACK, Span::new(at as usize, at as usize), &details));
        }
    }
}

fn compose(
    flow: &Flow,
    profile: &Profile,
    fonts: &mut Fonts,
    missing: &mut Missing,
    findings: &mut Vec<Finding>,
) -> Vec<Slot> {
    let mut slots = vec![];
    let mut units = vec![];
    for (index, p) in flow.paragraphs.iter().enumerate() {
        units.clear();
        for c in &p.chars {
            let g = fonts.glyph(c.face, c.value);
            if !chars::is_space(c.value) {
                if g.id == 0 {
                    missing.none.entry(c.value).or_insert((0, c.at)).0 += 1;
                } else {
                    let used = fonts.faces[g.face].role;
                    if used != fonts.stand_in(c.face) {
                        missing.other.entry((c.face, used)).or_default().entry(c.value).or_insert(c.at);
                    }
                }
            }
            units.push(Unit { char: c.value, class: class(c.value), advance: g.advance });
        }
        let m = measure(p, profile);
        let lines = line::compose(&units, &m);
        if lines.iter().any(|l| l.forced) {
            let at = p.chars[0].at as usize;
            findings.push(Finding::new(&codes::UNBREAKABLE, Span::new(at, at), &[]));
        }
        let n = lines.len();
        // What a paragraph takes is a whole number of grid lines, so that text below it is on the grid again.
        let own = n as f32 * p.style.leading;
        let rest = own.ceil() - own;
        for (k, line) in lines.into_iter().enumerate() {
            slots.push(Slot {
                paragraph: index,
                line,
                before: if k == 0 { p.style.before } else { 0.0 },
                height: p.style.leading,
                after: if k + 1 == n { p.style.after + rest } else { 0.0 },
                first: k == 0,
                last: k + 1 == n,
                keep: p.style.keep_with_next,
                closing: p.closing,
                new_page: k == 0 && p.new_page,
            });
        }
    }
    slots
}

fn measure(p: &Paragraph, profile: &Profile) -> Measure {
    let size = p.style.size;
    // The grid carries text of the body's size; larger type is set freely.
    let grid = profile.mode == Mode::Grid
        && (size - profile.body.size).abs() < 0.01
        && p.style.align == Align::Justify;
    if grid {
        let pitch = profile.columns.1 / size;
        return Measure {
            mode: Mode::Grid,
            align: p.style.align,
            width: profile.columns.0 as f32,
            pitch,
            indent: p.style.indent,
        };
    }
    Measure {
        mode: Mode::Clreq,
        align: p.style.align,
        width: profile.width() / size - p.style.right,
        pitch: 1.0,
        indent: p.style.indent,
    }
}

/// Ranges of slots, a page each.
fn page_breaks(slots: &[Slot], capacity: f32) -> Vec<std::ops::Range<usize>> {
    let mut out = vec![];
    let mut start = 0;
    while start < slots.len() {
        let mut y = 0.0;
        let mut end = start;
        while end < slots.len() {
            let s = &slots[end];
            if end > start && s.new_page {
                break;
            }
            let before = if end > start || out.is_empty() { s.before } else { 0.0 };
            if y + before + s.height > capacity + 1e-3 && end > start {
                break;
            }
            y += before + s.height + s.after;
            end += 1;
        }
        if end < slots.len() && !slots[end].new_page {
            end = (start + 1..=end).rev().find(|b| legal(slots, start, *b)).unwrap_or(end);
        }
        out.push(start..end);
        start = end;
    }
    if out.is_empty() {
        out.push(0..0);
    }
    out
}

/// Whether a page may end before slot `b`: not after a heading, and not with one line of a paragraph on either side.
fn legal(slots: &[Slot], start: usize, b: usize) -> bool {
    let (above, below) = (&slots[b - 1], &slots[b]);
    if above.keep || below.closing {
        return false;
    }
    if above.paragraph != below.paragraph {
        return true;
    }
    !below.last && (!above.first || b - 1 == start)
}

fn row(p: &Paragraph, slot: &Slot, baseline: f32, profile: &Profile, fonts: &mut Fonts) -> Row {
    let mut segments: Vec<Segment> = vec![];
    let size = p.style.size;
    for (k, c) in p.chars[slot.line.start..slot.line.end].iter().enumerate() {
        let g = fonts.glyph(c.face, c.value);
        let placed = Placed {
            char: c.value,
            face: g.face,
            id: g.id,
            x: profile.origin.0 + slot.line.x[k] * size,
            advance: g.advance * size,
        };
        match segments.last_mut().filter(|s| s.node == Some(c.node)) {
            Some(s) => s.glyphs.push(placed),
            None => segments.push(Segment { node: Some(c.node), glyphs: vec![placed] }),
        }
    }
    Row { baseline, size, segments }
}

/// The page number: no part of the document.
fn folio(number: usize, profile: &Profile, fonts: &mut Fonts) -> Row {
    let f = profile.folio;
    let text = format!("{}{number}{}", f.around.0, f.around.1);
    let mut width = 0.0;
    let mut glyphs: Vec<Placed> = vec![];
    for c in text.chars() {
        let g = fonts.glyph(Role::Song, c);
        glyphs.push(Placed { char: c, face: g.face, id: g.id, x: width, advance: g.advance * f.size });
        width += g.advance * f.size;
    }
    let (left, area) = (profile.origin.0, profile.width());
    let at = match f.outer {
        None => left + (area - width) / 2.0,
        Some(inset) if number % 2 == 1 => left + area - inset - width,
        Some(inset) => left + inset,
    };
    for g in &mut glyphs {
        g.x += at;
    }
    let baseline = profile.origin.1 + profile.height() + f.below;
    Row { baseline, size: f.size, segments: vec![Segment { node: None, glyphs }] }
}
