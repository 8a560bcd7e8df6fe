//! Slots to their places on paper: glyphs, rules, footnotes, page numbers, running heads.

use super::breaks::Region;
use super::flow::{CELL_SIDE, Entry, Flow};
use super::heads::Heads;
use super::line::Line;
use super::page::{ABOVE_NOTES, Page};
use super::pages::{Destination, DrawnRule, Pages, PlacedGlyph, Segment, Sheet, TextRow, Turn};
use super::slots::{CellLine, Content, Note, Slot, Slots};
use super::tables::{THIN, cell_style};
use super::upright::{self, MIDDLE};
use crate::finding::Finding;
use crate::font::{FaceRole, Fonts};
use crate::profile::{MM, Profile, Style};
use std::collections::HashMap;

/// From the upper edge of the em box to the baseline: the `sTypo` metrics of CJK faces (0.88/−0.12).
pub(super) const ASCENT: f32 = 0.88;
/// The rule above footnotes, as a share of the width.
const NOTE_RULE: f32 = 0.3;
/// The dots of leaders: their distance and size in points.
const DOTS: (f32, f32) = (4.0, 0.8);

/// Sets everything in pages.
pub fn paginate<'a>(
    flow: &mut Flow,
    heads: &Heads,
    profile: &'a Profile,
    (hanging, region): (bool, Region),
    mut fonts: Fonts<'a>,
    findings: &mut Vec<Finding>,
) -> Pages<'a> {
    super::runs::settle(flow);
    if profile.is_vertical() {
        upright::settle(flow, &mut fonts, region, profile.figures);
    }
    super::shape::settle(flow, &mut fonts);
    let mut composer = Slots {
        profile,
        hanging,
        region,
        fonts: &mut fonts,
        missing: super::slots::Missing::default(),
        findings,
        out: vec![],
    };
    composer.compose(flow);
    let notes = composer.notes(flow);
    composer.draw_back(flow, &notes);
    let cut = composer.cut(&notes);
    let imprint = composer.imprint(flow);
    let (slots, missing) = (composer.out, composer.missing);
    let mut p = Placer {
        profile,
        region,
        flow: &mut *flow,
        slots: &slots,
        notes: &notes,
        fonts,
        destinations: vec![],
        entries: vec![],
        strokes: vec![],
    };
    let mut sheets: Vec<Sheet> = cut.iter().enumerate().map(|(k, page)| p.sheet(k, page)).collect();
    p.imprint(&imprint, &mut sheets);
    p.page_numbers(&mut sheets);
    // Lines along the text are where the text is; what follows stands on the paper itself.
    for r in sheets.iter_mut().flat_map(|s| &mut s.rules) {
        (r.from, r.to) = (profile.on_paper(r.from), profile.on_paper(r.to));
    }
    p.running_heads(heads, &cut, &mut sheets);
    let (destinations, fonts) = (p.destinations, p.fonts);
    missing.report(&fonts, findings);
    Pages {
        profile,
        fonts,
        sheets,
        nodes: std::mem::take(&mut flow.nodes),
        outline: std::mem::take(&mut flow.outline),
        destinations,
        pictures: std::mem::take(&mut flow.pictures),
    }
}

/// The end of a line of contents that waits for its page number: its row, and where its text ends.
struct Waiting {
    sheet: usize,
    row: usize,
    end: f32,
    entry: Entry,
}

pub(super) struct Placer<'p, 'a> {
    pub(super) profile: &'a Profile,
    pub(super) region: Region,
    /// What is still to be placed: a paragraph gives its characters when its last line stands, for there are the glyphs now.
    pub(super) flow: &'p mut Flow,
    slots: &'p [Slot],
    notes: &'p [Note],
    pub(super) fonts: Fonts<'a>,
    destinations: Vec<Destination>,
    entries: Vec<Waiting>,
    /// Lines and dots along the text that was placed last.
    pub(super) strokes: Vec<DrawnRule>,
}

impl<'p> Placer<'p, '_> {
    /// A page.
    fn sheet(&mut self, index: usize, page: &Page) -> Sheet {
        let mut sheet = Sheet::default();
        let profile = self.profile;
        let (left, above) = profile.first_line(index + 1);
        let pitch = profile.lines.1;
        let mut y = 0.0;
        let slots: &'p [Slot] = self.slots;
        for (k, at) in page.slots.clone().enumerate() {
            let slot = &slots[at];
            let edges = (k == 0, at + 1 == page.slots.end);
            if k == 0 {
                for again in slot.head.clone().into_iter().flatten() {
                    let at = (left, above + y * pitch);
                    self.place(&mut sheet, &slots[again], at, true, (false, false));
                    y += slots[again].height;
                }
            }
            if k > 0 || index == 0 {
                y += slot.before;
            }
            let top = above + y * pitch;
            if slot.first {
                let ids = std::mem::take(&mut self.flow.paragraphs[slot.paragraph].ids);
                self.destinations.extend(ids.into_iter().map(|id| Destination { id, sheet: index, top }));
            }
            if sheet.begins.is_none() {
                sheet.begins = self.source_of(slot);
            }
            self.place(&mut sheet, slot, (left, top), false, edges);
            if slot.last
                && let Some(entry) = self.flow.paragraphs[slot.paragraph].entry.take()
            {
                let row = sheet.rows.len() - 1;
                let end = sheet.rows[row].segments.iter().flat_map(|s| &s.glyphs).last();
                let end = end.map_or(left, |g| g.x + g.advance);
                self.entries.push(Waiting { sheet: index, row, end, entry: *entry });
            }
            y = slot.below(y + slot.height);
        }
        self.place_notes(&mut sheet, index, (left, above), page);
        if index > 0 || !self.flow.title_page {
            sheet.furniture.push(self.folio(index + 1));
        }
        sheet
    }

    /// Where the text of a slot stands in the source; none for contents that we made.
    fn source_of(&self, slot: &'p Slot) -> Option<u32> {
        let p = &self.flow.paragraphs[slot.paragraph];
        let c = match &slot.content {
            Content::Line(line) => p.line.chars.get(line.start)?,
            Content::Row { lines, .. } => {
                let table = p.table.as_ref()?;
                let chars = |l: &CellLine| table.rows[l.cell.0][l.cell.1].line.chars.get(l.line.start);
                lines.iter().find_map(chars)?
            }
        };
        let mut node = c.node as usize;
        while node != 0 {
            let n = &self.flow.nodes[node];
            if n.ours {
                return None;
            }
            node = n.parent;
        }
        Some(c.at)
    }

    /// A line or a row with its upper edge at `at`; `again` for the head of a table on another page than its first.
    /// `edges` says whether it is the first and the last one on its page.
    fn place(&mut self, sheet: &mut Sheet, slot: &'p Slot, at: (f32, f32), again: bool, edges: (bool, bool)) {
        let grid = self.profile.lines.1;
        let room = slot.height * grid;
        match &slot.content {
            Content::Line(line) => {
                let p = &mut self.flow.paragraphs[slot.paragraph];
                let (setting, style) = (std::mem::take(&mut p.line), p.style);
                let x = at.0 + style.left * style.size;
                let baseline = baseline(&style, at.1 + room, grid);
                let row = self.row(&setting, line, &style, x, baseline, again);
                sheet.rows.push(row);
                if !slot.last {
                    self.flow.paragraphs[slot.paragraph].line = setting;
                }
            }
            Content::Row { row, lines, begins, ends } => {
                let Some(table) = self.flow.paragraphs[slot.paragraph].table.take() else { return };
                for l in lines {
                    let cell = &table.rows[l.cell.0][l.cell.1];
                    let style = cell_style(self.profile, &table, cell);
                    let inner =
                        at.0 + table.edges[cell.column] * self.profile.width() + CELL_SIDE * style.size;
                    let baseline = baseline(&style, at.1 + (l.top + l.height) * grid, grid);
                    let row = self.row(&cell.line, &l.line, &style, inner, baseline, again);
                    sheet.rows.push(row);
                }
                let (top, bottom) = (*begins || edges.0, *ends || edges.1);
                let is_open = table.open;
                if !is_open {
                    let covers = table.covers.get(*row).map_or(&[][..], Vec::as_slice);
                    let width = self.profile.width();
                    super::tables::rules(covers, (top, bottom, edges), (at, width, room), &mut sheet.rules);
                }
                // Its head may stand on other pages too.
                self.flow.paragraphs[slot.paragraph].table = Some(table);
                if is_open {
                    return;
                }
            }
        }
        sheet.rules.append(&mut self.strokes);
    }

    /// Footnotes at the foot of the type area, under a short rule.
    fn place_notes(&mut self, sheet: &mut Sheet, index: usize, (left, above): (f32, f32), page: &Page) {
        let lines: usize = page.notes.iter().map(|(_, lines)| lines.len()).sum();
        if lines == 0 {
            return;
        }
        let profile = self.profile;
        let style = profile.footnote;
        let pitch = style.leading * profile.lines.1;
        let mut y = above + profile.height() - lines as f32 * pitch;
        let rule = y - ABOVE_NOTES * profile.lines.1 * 0.4;
        let to = (left + profile.width() * NOTE_RULE, rule);
        sheet.rules.push(DrawnRule { from: (left, rule), to, width: THIN, dots: None });
        for (n, range) in &page.notes {
            let (id, setting) = std::mem::take(&mut self.flow.notes[*n]);
            if range.start == 0 {
                self.destinations.push(Destination { id: id.clone(), sheet: index, top: y });
            }
            let notes: &'p [Note] = self.notes;
            for line in &notes[*n].lines[range.clone()] {
                let baseline = y + (pitch - style.size) / 2.0 + ASCENT * style.size;
                let row = self.row(&setting, line, &style, left, baseline, false);
                sheet.rows.push(row);
                y += pitch;
            }
            self.flow.notes[*n] = (id, setting);
        }
        sheet.rules.append(&mut self.strokes);
    }

    /// 版记 with its lower edge at that of the type area, on a page of its own where the last one has no room; thick
    /// rules above and below it, a thin one between (GB/T 9704-2012, 7.4.1).
    fn imprint(&mut self, lines: &[Vec<Line>], sheets: &mut Vec<Sheet>) {
        /// 0.35 mm and 0.25 mm; the distance of the lines, in em.
        const RULES: (f32, f32) = (0.35 * MM, 0.25 * MM);
        const PITCH: f32 = 1.6;
        let imprint = std::mem::take(&mut self.flow.imprint);
        let Some((_, style)) = imprint.first() else { return };
        let pitch = PITCH * style.size;
        let bottom = |page: usize| self.profile.first_line(page).1 + self.profile.height();
        // Issuer and date stand on one line.
        let count = lines.iter().map(Vec::len).sum::<usize>().saturating_sub(1);
        let high = count as f32 * pitch;
        let lowest = |s: &Sheet| s.rows.iter().map(|r| r.baseline).fold(0.0, f32::max);
        let last = sheets.len();
        if sheets.last().is_none_or(|s| lowest(s) + self.profile.lines.1 > bottom(last) - high) {
            let folio = self.folio(last + 1);
            sheets.push(Sheet { furniture: vec![folio], ..Sheet::default() });
        }
        let (left, bottom) = (self.profile.first_line(sheets.len()).0, bottom(sheets.len()));
        let top = bottom - high;
        let Some(sheet) = sheets.last_mut() else { return };
        let mut rule = |y: f32, width: f32| {
            let to = (left + self.profile.width(), y);
            sheet.rules.push(DrawnRule { from: (left, y), to, width, dots: None });
        };
        rule(top, RULES.0);
        rule(bottom, RULES.0);
        if count > 1 {
            rule(bottom - pitch, RULES.1);
        }
        let mut y = top;
        let last = lines.len().saturating_sub(1);
        for (k, (set, (setting, style))) in lines.iter().zip(&imprint).enumerate() {
            for line in set {
                let at = if k == last { bottom - pitch } else { y };
                let baseline = at + (pitch - style.size) / 2.0 + ASCENT * style.size;
                let x = left + style.left * style.size;
                let row = self.row(setting, line, style, x, baseline, false);
                sheet.rows.push(row);
                y += pitch;
            }
        }
    }

    /// The glyphs of a short text that begins at `x`, and where it ends.
    fn short(&mut self, text: &str, role: FaceRole, size: f32, x: f32) -> (Vec<PlacedGlyph>, f32) {
        let mut at = x;
        let mut glyphs = vec![];
        for c in text.chars() {
            let g = self.fonts.glyph(role, c);
            glyphs.push(PlacedGlyph { char: c, face: g.face, id: g.id, x: at, advance: g.advance * size });
            at += g.advance * size;
        }
        (glyphs, at)
    }

    /// The page number: no part of the document.
    fn folio(&mut self, number: usize) -> TextRow {
        let f = self.profile.folio;
        let text = format!("{}{number}{}", f.around.0, f.around.1);
        let (mut glyphs, width) = self.short(&text, FaceRole::Song, f.size, 0.0);
        let (left, (area, high)) = (self.profile.left(number), self.profile.area());
        let at = match f.outer {
            None => left + (area - width) / 2.0,
            Some(inset) if self.profile.on_the_right(number) => left + area - inset - width,
            Some(inset) => left + inset,
        };
        for g in &mut glyphs {
            g.x += at;
        }
        let baseline = self.profile.origin.1 + high + f.below;
        furniture(baseline, f.size, glyphs)
    }

    /// The numbers of pages in tables of contents, now that they are known, and the dots before them.
    fn page_numbers(&mut self, sheets: &mut [Sheet]) {
        let pages: HashMap<&str, usize> =
            self.destinations.iter().rev().map(|d| (d.id.as_str(), d.sheet + 1)).collect();
        let numbers: Vec<Option<usize>> =
            self.entries.iter().map(|w| pages.get(w.entry.target.as_str()).copied()).collect();
        let size = self.profile.body.size;
        for (w, number) in std::mem::take(&mut self.entries).into_iter().zip(numbers) {
            let Some(number) = number else { continue };
            let right = self.profile.first_line(w.sheet + 1).0 + self.profile.width();
            let (segment, width) = self.page_number(number, w.entry.node, right);
            let sheet = &mut sheets[w.sheet];
            let row = &mut sheet.rows[w.row];
            row.segments.push(segment);
            // Dots stand on one grid, counted from the right edge, in the middle of the line.
            let y = row.baseline - if row.vertical { MIDDLE } else { 0.3 } * size;
            let dots = |x: f32| right - ((right - x) / DOTS.0).floor() * DOTS.0;
            let (from, to) = (dots(w.end + 0.5 * size), dots(right - width - 0.5 * size));
            if from + DOTS.0 < to {
                sheet.rules.push(DrawnRule {
                    from: (from, y),
                    to: (to, y),
                    width: DOTS.1,
                    dots: Some(DOTS.0),
                });
            }
        }
    }

    /// The number of a page at the end of a line of contents, and how much of the line it takes: figures that stand side by
    /// side elsewhere do so here.
    fn page_number(&mut self, number: usize, node: Option<usize>, right: f32) -> (Segment, f32) {
        let (text, size) = (number.to_string(), self.profile.body.size);
        let (mut glyphs, width) = self.short(&text, FaceRole::Song, size, 0.0);
        if self.profile.is_vertical() && text.len() <= self.profile.figures.max(2) {
            let widths: Vec<f32> = glyphs.iter().map(|g| g.advance / size).collect();
            let (left, squeeze) = upright::across(&widths);
            let turn = Turn::Across { left: left.iter().map(|at| at * size).collect(), squeeze };
            for g in &mut glyphs {
                (g.x, g.advance) = (right - size, size);
            }
            return (
                Segment { node, size, rise: 0.0, turn, glyphs, actual: Some(text), picture: None },
                size,
            );
        }
        let (glyphs, _) = self.short(&text, FaceRole::Song, size, right - width);
        (Segment { node, size, rise: 0.0, turn: Turn::Along, glyphs, actual: None, picture: None }, width)
    }

    /// The heads of all pages but the first: articles stand where the thumb is.
    fn running_heads(&mut self, heads: &Heads, cut: &[Page], sheets: &mut [Sheet]) {
        /// Between a caption and the articles, in em, at least.
        const GAP: f32 = 1.0;
        let Some(head) = heads.furniture.head else { return };
        let (profile, area) = (self.profile, self.profile.area().0);
        let article = |at: usize| self.flow.paragraphs[self.slots[at].paragraph].article;
        let articles = (0..sheets.len()).map(|k| {
            let on = || cut.get(k).into_iter().flat_map(|page| page.slots.clone()).filter_map(article);
            on().min().zip(on().max())
        });
        let articles: Vec<Option<(usize, usize)>> = articles.collect();
        let said = heads.say(self.flow, &self.destinations, profile, &articles);
        let single = heads.single(profile);
        for (k, (sheet, said)) in sheets.iter_mut().zip(said).enumerate().skip(1) {
            let left = profile.left(k + 1);
            let baseline = profile.origin.1 - head.above;
            let outer_right = single || profile.on_the_right(k + 1);
            let mut taken = 0.0;
            let mut set = |text: &str, right: bool| {
                let (_, width) = self.short(text, head.role, head.size, 0.0);
                let at = if right { left + area - width } else { left };
                let (glyphs, _) = self.short(text, head.role, head.size, at);
                sheet.furniture.push(furniture(baseline, head.size, glyphs));
                width
            };
            if let Some(articles) = &said.articles {
                taken = set(articles, outer_right) + GAP * head.size;
            }
            let text = shortened(&said.text, (area - taken) / head.size - 2.0);
            set(&text, !single && outer_right == said.articles.is_none());
            let y = baseline + 0.45 * head.size;
            sheet.rules.push(DrawnRule { from: (left, y), to: (left + area, y), width: THIN, dots: None });
        }
    }
}

/// The baseline of a line whose lower edge is given: text stands in the middle of its own height, whatever is higher
/// beside it.
fn baseline(style: &Style, bottom: f32, grid: f32) -> f32 {
    let own = style.leading * grid;
    bottom - own + (own - style.size) / 2.0 + ASCENT * style.size
}

/// What fits in so many em, with an ellipsis where something is left out.
fn shortened(text: &str, em: f32) -> String {
    let fits = em.max(4.0) as usize;
    if text.chars().count() <= fits {
        return text.to_owned();
    }
    text.chars().take(fits - 1).chain(['…']).collect()
}

fn furniture(baseline: f32, size: f32, glyphs: Vec<PlacedGlyph>) -> TextRow {
    let (turn, actual, picture) = (Turn::Along, None, None);
    let segments = vec![Segment { node: None, size, rise: 0.0, turn, glyphs, actual, picture }];
    TextRow { vertical: false, baseline, size, segments }
}
