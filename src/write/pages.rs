//! The layout dump: every line of every page as text, so that a change of composition shows in a comparison. An asterisk
//! marks what is no part of the document: page numbers, running heads, contents that were made. Places on vertical lines are
//! told along and across them.

use super::Job;
use crate::finding::{Error, Finding};
use crate::present::Shown;
use crate::typeset::{Pages, PlacedPicture, Segment};
use std::fmt::Write;

#[expect(clippy::unnecessary_wraps, reason = "the signature of all writers")]
pub fn write(_: &Shown, pages: &Pages, _: &Job, _: &mut Vec<Finding>) -> Result<Vec<u8>, Error> {
    let mut out = String::new();
    let p = pages.profile;
    let lines = if p.is_vertical() { "  vertical lines" } else { "" };
    let _ = writeln!(out, "profile {}  paper {:.1} x {:.1} pt{lines}", p.name, p.paper.0, p.paper.1);
    for (n, sheet) in pages.sheets.iter().enumerate() {
        let _ = writeln!(out, "\npage {}", n + 1);
        for row in sheet.rows.iter().chain(&sheet.furniture) {
            for part in row.segments.chunk_by(|a, b| pages.is_document(a) == pages.is_document(b)) {
                let sign = if pages.is_document(&part[0]) { ' ' } else { '*' };
                let glyphs = || part.iter().flat_map(|s| &s.glyphs);
                let pictures = || part.iter().filter_map(|s| s.picture.as_deref());
                let edges = |p: &PlacedPicture| (p.x, p.x + p.size.0);
                let all = || glyphs().map(|g| (g.x, g.x + g.advance)).chain(pictures().map(edges));
                let left = all().map(|(x, _)| x).reduce(f32::min).unwrap_or(0.0);
                let right = all().map(|(_, x)| x).reduce(f32::max).unwrap_or(0.0);
                let text: String = part.iter().map(said).collect();
                let _ = writeln!(
                    out,
                    "{sign}{:6.2} {left:7.2} {right:7.2} {:5.1}  {text}",
                    row.baseline, row.size
                );
            }
        }
    }
    Ok(out.into_bytes())
}

/// What a part of a line says: its characters, or what stands for a picture.
fn said(s: &Segment) -> String {
    match (&s.picture, &s.actual) {
        (Some(p), _) => p.alt.clone(),
        (None, Some(actual)) => actual.clone(),
        (None, None) => s.glyphs.iter().map(|g| g.char).collect(),
    }
}
