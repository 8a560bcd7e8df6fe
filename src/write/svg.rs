//! A page as SVG: the glyphs of the composed page at their places, as in the PDF, for programs that show pages.
//!
//! Beside its shapes a page holds its text without being seen, so that it can be found and copied, and every line says
//! in which provision it stands (`data-id`). A file for each page is what folders take; one file has all of them, one
//! below the other.

use super::Job;
use crate::finding::{Error, Finding};
use crate::pack::base64;
use crate::present::Shown;
use crate::text::chars;
use crate::typeset::{DOWN, MIDDLE, Pages, PlacedGlyph, Segment, Sheet, TextRow, Turn};
use crate::xml::legal::escaped;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// All pages in one file, one below the other.
#[expect(clippy::unnecessary_wraps, reason = "the signature of all writers")]
pub(crate) fn write(_: &Shown, pages: &Pages, _: &Job, _: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    /// What keeps pages apart, in points.
    const GAP: f32 = 12.0;
    let (width, height) = pages.profile.paper;
    let count = pages.sheets.len();
    let whole = (height + GAP) * count as f32 - if count > 0 { GAP } else { 0.0 };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {whole}\" width=\"{width}pt\" height=\"{whole}pt\">\n"
    );
    for (number, sheet) in pages.sheets.iter().enumerate() {
        let y = (height + GAP) * number as f32;
        let _ = write!(out, "<svg y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        page(pages, number, sheet, &mut out);
    }
    out.push_str("</svg>\n");
    Ok(out.into_bytes())
}

/// One page, from 0, as a file of its own. The names inside begin with the number of the page, so that several pages may
/// stand in one file. `None` where there is no such page.
pub fn sheet(pages: &Pages, number: usize) -> Option<String> {
    let sheet = pages.sheets.get(number)?;
    let (width, height) = pages.profile.paper;
    let mut out =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\"");
    page(pages, number, sheet, &mut out);
    Some(out)
}

/// What a page shows, from its other attributes on.
fn page(pages: &Pages, number: usize, sheet: &Sheet, out: &mut String) {
    let (width, height) = pages.profile.paper;
    let _ = write!(
        out,
        " viewBox=\"0 0 {width} {height}\" class=\"page\" data-page=\"{}\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
        number + 1
    );
    let rows = || sheet.rows.iter().chain(&sheet.furniture);
    shapes(pages, number, rows(), out);
    let mut here = Here::new(pages, number);
    for row in &sheet.rows {
        let id = here.at(row);
        line(pages, number, row, id, out);
    }
    for row in &sheet.furniture {
        line(pages, number, row, None, out);
    }
    for r in &sheet.rules {
        let dots =
            r.dots.map_or(String::new(), |d| format!(" stroke-linecap=\"round\" stroke-dasharray=\"0 {d}\""));
        let _ = write!(
            out,
            "<path d=\"M{} {}L{} {}\" stroke=\"#000\" stroke-width=\"{}\"{dots}/>",
            r.from.0, r.from.1, r.to.0, r.to.1, r.width
        );
    }
    out.push_str("</svg>\n");
}

/// The shapes of a page, each once.
fn shapes<'a>(pages: &Pages, number: usize, rows: impl Iterator<Item = &'a TextRow>, out: &mut String) {
    let used: BTreeSet<(usize, u16)> = rows
        .flat_map(|row| row.segments.iter().flat_map(|s| &s.glyphs))
        .filter(|g| g.id != 0)
        .map(|g| (g.face, g.id))
        .collect();
    out.push_str("<defs>");
    for (face, id) in used {
        let path = pages.fonts.faces.get(face).map_or(String::new(), |f| f.outline(id));
        if !path.is_empty() {
            let _ = write!(out, "<path id=\"p{number}f{face}g{id}\" d=\"{path}\"/>");
        }
    }
    out.push_str("</defs>");
}

/// The provision that a line stands in: lines and places of provisions both come in the order of the page.
struct Here<'a> {
    places: Vec<(f32, &'a str)>,
    before: Option<&'a str>,
}

impl<'a> Here<'a> {
    fn new(pages: &'a Pages, number: usize) -> Self {
        let before = pages.destinations.iter().rfind(|d| d.sheet < number).map(|d| d.id.as_str());
        let places =
            pages.destinations.iter().filter(|d| d.sheet == number).map(|d| (d.top, d.id.as_str())).collect();
        Self { places, before }
    }
    fn at(&mut self, row: &TextRow) -> Option<&'a str> {
        let above = self.places.iter().take_while(|(top, _)| *top <= row.baseline).count();
        if let Some((_, id)) = self.places.drain(..above).next_back() {
            self.before = Some(id);
        }
        self.before
    }
}

fn line(pages: &Pages, number: usize, row: &TextRow, id: Option<&str>, out: &mut String) {
    let id = id.map_or(String::new(), |id| format!(" data-id=\"{}\"", escaped(id)));
    let _ = write!(out, "<g{id}>");
    // What is turned with a vertical line is drawn as on a horizontal one.
    let turned = format!("<g transform=\"matrix(0 1 -1 0 {} 0)\">", pages.profile.paper.0);
    let (turn, back) = if row.vertical { (turned.as_str(), "</g>") } else { ("", "") };
    for s in &row.segments {
        if s.turn != Turn::Along {
            upright(pages, number, row, s, out);
            continue;
        }
        let y = row.baseline - s.rise;
        for part in s.glyphs.chunk_by(|a, b| a.face == b.face) {
            out.push_str(turn);
            drawn(pages, number, part, s.size, y, out);
            out.push_str(back);
        }
        if let Some(p) = &s.picture
            && let Some(picture) = pages.pictures.get(p.index)
        {
            let (x, y, size) = if row.vertical {
                let (x, y) = pages.profile.on_paper((p.x, row.baseline));
                (x, y, (p.size.1, p.size.0))
            } else {
                (p.x, row.baseline - p.size.1, p.size)
            };
            let _ = write!(
                out,
                "<image x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" href=\"data:{};base64,{}\"><title>{}</title></image>",
                size.0,
                size.1,
                picture.mime,
                base64(&picture.bytes),
                escaped(&p.alt)
            );
        }
    }
    out.push_str(turn);
    text(row, out);
    out.push_str(back);
    out.push_str("</g>");
}

/// Glyphs that stand upright in a vertical line: one below the other, or side by side.
fn upright(pages: &Pages, number: usize, row: &TextRow, s: &Segment, out: &mut String) {
    for (k, g) in s.glyphs.iter().enumerate() {
        let (middle, top) = pages.profile.on_paper((g.x, row.baseline - s.rise - MIDDLE * s.size));
        let Some(face) = pages.fonts.faces.get(g.face) else { continue };
        let wide = face.advance(g.id) * s.size;
        let (x, y, squeeze) = match &s.turn {
            Turn::Across { left, squeeze } => (middle + left[k], top + DOWN * s.size, *squeeze),
            _ => (middle - wide / 2.0, top + face.downwards(g.id).1 * s.size, 1.0),
        };
        let one = [PlacedGlyph { x: x / squeeze, ..*g }];
        if squeeze < 1.0 {
            let _ = write!(out, "<g transform=\"scale({squeeze} 1)\">");
        }
        drawn(pages, number, &one, s.size, y, out);
        if squeeze < 1.0 {
            out.push_str("</g>");
        }
    }
}

/// Glyphs of one face and size: places in units of the em, as the shapes are.
fn drawn(pages: &Pages, number: usize, glyphs: &[PlacedGlyph], size: f32, y: f32, out: &mut String) {
    let Some(face) = glyphs.first().map(|g| g.face) else { return };
    let Some(scale) = pages.fonts.faces.get(face).map(|f| size / f.units()).filter(|s| *s > 0.0) else {
        return;
    };
    let _ = write!(out, "<g transform=\"matrix({scale} 0 0 {} 0 {y})\">", -scale);
    for g in glyphs.iter().filter(|g| !chars::is_space(g.char)) {
        let x = (g.x / scale).round();
        if g.id != 0 {
            let _ = write!(out, "<use href=\"#p{number}f{face}g{}\" x=\"{x}\"/>", g.id);
        } else if !chars::is_shapeless(g.char) {
            // A box for a character that no face has, as in the PDF.
            let em = size / scale;
            let _ = write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#000\" stroke-width=\"{}\"/>",
                x + 0.1 * em,
                -0.05 * em,
                0.8 * em,
                0.85 * em,
                0.05 * em
            );
        }
    }
    out.push_str("</g>");
}

/// The text of a line, not seen.
fn text(row: &TextRow, out: &mut String) {
    let glyphs = || row.segments.iter().flat_map(|s| &s.glyphs);
    let (Some(first), Some(last)) = (glyphs().next(), glyphs().next_back()) else { return };
    let said: String = row
        .segments
        .iter()
        .map(|s| s.actual.clone().unwrap_or_else(|| s.glyphs.iter().map(|g| g.char).collect()))
        .collect();
    let long = last.x + last.advance - first.x;
    if said.trim().is_empty() || long <= 0.0 {
        return;
    }
    let _ = write!(
        out,
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" textLength=\"{long}\" lengthAdjust=\"spacingAndGlyphs\" fill-opacity=\"0\" xml:space=\"preserve\">{}</text>",
        first.x,
        row.baseline,
        row.size,
        escaped(&said)
    );
}
