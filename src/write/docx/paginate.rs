//! On which pages headings will about stand: what contents show until Word works the numbers out, and programs that
//! leave that to their users go on showing. A count of lines, no layout.

use super::look::Look;
use super::plan::{Paragraph, Part, Plan, Style};
use super::tables::Table;
use std::collections::HashMap;

/// Ems that a number takes which Word counts.
const NUMBER: f32 = 3.5;

/// The pages on which identifiers stand.
pub fn pages<'p>(plan: &'p Plan, look: &Look) -> HashMap<&'p str, usize> {
    let mut sheet = Sheet { page: 1, line: 0.0, lines: look.profile.lines.0 as f32 };
    let mut out = HashMap::new();
    for part in &plan.parts {
        match part {
            Part::Paragraph(p) => {
                let page = sheet.paragraph(p, look);
                out.extend(p.ids.iter().map(|id| (id.as_str(), page)));
            }
            Part::Table(t) => sheet.table(t, look),
        }
    }
    out
}

/// Where the next line stands.
struct Sheet {
    page: usize,
    line: f32,
    lines: f32,
}

fn ems(p: &Paragraph) -> f32 {
    let of = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
    let text: f32 = p.runs.iter().flat_map(|r| r.text.chars()).map(of).sum();
    text + if p.number.is_some() { NUMBER } else { 0.0 }
}

impl Sheet {
    fn turn(&mut self) {
        if self.line > 0.0 {
            self.page += 1;
            self.line = 0.0;
        }
    }

    /// Takes a paragraph; the page on which it begins.
    fn paragraph(&mut self, p: &Paragraph, look: &Look) -> usize {
        let style = look.of(p.style).0;
        let pitch = look.profile.lines.1;
        let room = look.profile.width() / style.size - style.left - style.right;
        let count = ((ems(p) + style.indent) / room.max(1.0)).ceil().max(1.0);
        let own = (style.leading * pitch).max(style.size * 1.25) / pitch;
        let each = if style.size * 1.44 > pitch { own } else { 1.0 };
        if p.new_page || p.section {
            self.turn();
        }
        // Space above a heading is lost at the top of a page.
        let before = if self.line > 0.0 { style.before } else { p.down };
        let behind = if style.keep_with_next { style.after + 2.0 } else { 0.0 };
        if self.line + before + each + behind > self.lines {
            self.turn();
        } else {
            self.line += before;
        }
        let mut left = count;
        let mut page = None;
        while left > 0.0 {
            let fits = ((self.lines - self.line) / each).floor();
            // No line of a paragraph stands alone at the foot or head of a page.
            let rest = left - fits;
            let kept = if rest <= 0.0 { left } else { fits - f32::from(rest < 2.0) };
            if rest > 0.0 && kept < 2.0 && self.line > 0.0 {
                self.turn();
                continue;
            }
            let kept = kept.max(1.0);
            page.get_or_insert(self.page);
            self.line += kept * each;
            left -= kept;
            if left > 0.0 {
                self.turn();
            }
        }
        self.line += style.after;
        page.unwrap_or(self.page)
    }

    fn table(&mut self, t: &Table, look: &Look) {
        let style = look.of(Style::Cell).0;
        let width = look.profile.width() / style.size;
        for row in &t.rows {
            let mut column = 0;
            let lines = row.cells.iter().map(|c| {
                let share: f32 = t.columns[column..column + c.columns].iter().sum();
                column += c.columns;
                (ems(&c.text) / (share * width - 1.0).max(1.0)).ceil()
            });
            let height = lines.fold(1.0, f32::max) * style.leading + 0.25;
            if self.line + height > self.lines {
                self.turn();
            }
            self.line += height;
        }
    }
}
