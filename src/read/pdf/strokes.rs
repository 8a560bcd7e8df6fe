//! Lines under and through text: rules that begin and end where characters do.

use super::path::Rule;
use super::sheet::{Cell, Sheet, Stroke};

/// Finds the lines along the characters of a sheet.
pub fn find(sheet: &mut Sheet) {
    /// The thickest, and the largest type, in points.
    const THICKEST: f32 = 2.0;
    const LARGEST: f32 = 60.0;
    /// Rules of a sheet that has text with lines along it.
    const MOST: usize = 2000;
    /// How far below a base line, and how far above it, in sizes of the type.
    const UNDER: std::ops::Range<f32> = 0.02..0.3;
    const THROUGH: std::ops::Range<f32> = 0.2..0.5;
    /// How near the ends of a line are to those of its characters, in sizes of the type.
    const NEAR: f32 = 0.3;
    /// How small raised and lowered signs are.
    const SMALL: f32 = 0.8;
    if sheet.rules.len() > MOST {
        return;
    }
    let mut upright: Vec<&Rule> = sheet.rules.iter().filter(|r| !r.lies()).collect();
    upright.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    // The edge of a box stands on others.
    let edge = |r: &Rule| {
        let from = upright.partition_point(|o| o.x0 < r.x0 - 1.0);
        let beside = upright[from..].iter().take_while(|o| o.x0 < r.x0 + 1.0);
        beside.into_iter().any(|o| o.y0 < r.y1 + 1.0 && o.y1 > r.y0 - 1.0)
    };
    let largest = sheet.cells.iter().map(|c| c.size).fold(0.0, f32::max).min(LARGEST);
    let thin = |r: &&Rule| r.lies() && r.y1 - r.y0 <= THICKEST && !edge(r);
    let mut order: Vec<usize> = (0..sheet.cells.len()).collect();
    order.sort_by(|a, b| sheet.cells[*a].y.total_cmp(&sheet.cells[*b].y));
    let mut found = vec![];
    for rule in sheet.rules.iter().filter(thin) {
        let y = f32::midpoint(rule.y0, rule.y1);
        let from = order.partition_point(|k| sheet.cells[*k].y < y - UNDER.end * largest);
        let near = order[from..].iter().copied().take_while(|k| sheet.cells[*k].y < y + largest);
        for (stroke, range, sign) in [(Stroke::Under, UNDER, 1.0), (Stroke::Through, THROUGH, -1.0)] {
            let over = |k: &usize| {
                let c = &sheet.cells[*k];
                (rule.x0..=rule.x1).contains(&(c.x + c.w / 2.0))
            };
            let at = |c: &Cell| sign * (y - c.y) / c.size.max(0.1);
            let mut along: Vec<usize> =
                near.clone().filter(over).filter(|k| range.contains(&at(&sheet.cells[*k]))).collect();
            let size = along.iter().map(|k| sheet.cells[*k].size).fold(0.0, f32::max);
            // Raised and lowered signs among them have base lines of their own.
            let small = |k: &usize| {
                let c = &sheet.cells[*k];
                c.size < SMALL * size && (c.y - y).abs() < size && !along.contains(k)
            };
            let signs: Vec<usize> = near.clone().filter(over).filter(small).collect();
            along.extend(signs);
            let ends = along.iter().map(|k| &sheet.cells[*k]);
            let (left, right) = ends.fold((f32::MAX, f32::MIN), |(l, r), c| (l.min(c.x), r.max(c.end())));
            let fits = (left - rule.x0).abs() < NEAR * size && (right - rule.x1).abs() < NEAR * size;
            if fits {
                found.extend(along.into_iter().map(|k| (k, stroke)));
            }
        }
    }
    for (k, stroke) in found {
        sheet.cells[k].stroke = stroke;
    }
}
