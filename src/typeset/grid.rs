//! Lines in the grid: every wide character in a cell at its place, Latin runs in as many as they need, and what may stand outside
//! (GB/T 9704-2012, 5.2.4).

use super::breaks::{Class, Signs};
use super::spacing::{Unit, box_of, cells_of, natural_run, run_end, runs, shift_in_box};
use std::ops::Range;

/// How many cells of a line may stand outside the grid, so that its edge is flush where a mark would take the character before
/// it down with it: that of a closing mark, or those of two, which then share one (GB/T 15834, 5.1.10).
pub fn outside(units: &[Unit], line: Range<usize>) -> f32 {
    let marks = units[line.start + 1..line.end].iter().rev().take(2).take_while(|u| u.class.closes());
    marks.count() as f32
}

/// The places of the characters of a line that begins at a cell, in em, in cells so wide; `over` tells how many cells stand
/// outside.
pub fn place(
    units: &[Unit],
    text: &Signs,
    line: Range<usize>,
    (pitch, cell, over): (f32, f32, f32),
) -> Vec<f32> {
    let (start, end, mut cell) = (line.start, line.end, cell);
    let mut x = vec![0.0; end - start];
    let mut i = start;
    while i < end {
        let stop = run_end(units, i).min(end);
        let cells = cells_of(units, i, stop, pitch);
        if runs(units[i].class) {
            // What the cells leave over goes to the sides where ideographs stand, else between the marks around
            // it; never to the edge of the line.
            let before = i.checked_sub(1).filter(|k| *k >= start);
            let after = Some(stop).filter(|k| *k < end);
            let wide = |k: Option<usize>| k.filter(|k| units[*k].class.is_ideographic());
            let (a, b) = (wide(before), wide(after));
            let (a, b) = if a.or(b).is_some() { (a, b) } else { (before, after) };
            let left = f32::from(u8::from(a.is_some()));
            let right = f32::from(u8::from(b.is_some()));
            let spare = cells * pitch - natural_run(units, i, stop);
            let mut at = cell * pitch + if left + right > 0.0 { spare * left / (left + right) } else { 0.0 };
            for k in i..stop {
                x[k - start] = at;
                at += box_of(&units[k]);
            }
        } else {
            let own = match units[i].class {
                Class::Mid => 0.5,
                Class::Object | Class::Symbol => units[i].advance,
                _ => cells,
            };
            let inset = (cells * pitch - own) / 2.0;
            x[i - start] = cell * pitch + inset + shift_in_box(units, i, text);
            for k in i + 1..stop {
                x[k - start] = x[i - start];
            }
        }
        cell += cells;
        i = stop;
    }
    // The second of two marks outside is as near as it may be to the first.
    if over > 1.5
        && outside(units, start..end) > 1.5
        && let [.., first, second] = &mut x[..]
    {
        *second = *first + 0.5;
    }
    x
}
